//! What is kept about terminals: the output mode that a reader found right, and the widths that were measured.
//!
//! In: the name of a terminal ([`crate::terminal::probe::Findings::identity`]). Out: what is kept under it. The file is
//! `$XDG_STATE_HOME/qari/terminals.toml` (else `~/.local/state/qari`), made to be read and edited:
//!
//! ```toml
//! [konsole]
//! mode = "runs"
//! widths = { lam-alef = 2, mark = 1, emoji = 4, sign = 1, joiner = 2 }
//! ```
//!
//! A file that cannot be understood is put aside under another name, and said. It must not know how anything was found out.

use crate::layout::width::Widths;
use crate::terminal::mode::OutputMode;
use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const HEAD: &str = "# What `qari doctor --calibrate` found out about terminals, by name. It may be edited.\n\n";

/// Why nothing can be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// There is no place for it.
    #[error("no home folder; set XDG_STATE_HOME")]
    Homeless,
    /// The file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The file is not of its format.
    #[error("{path}: {message}; put aside as {aside}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        message: String,
        /// Where it is now.
        aside: PathBuf,
    },
}

/// What is kept about one terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Kept {
    /// The output mode that reads right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<OutputMode>,
    /// Cells of what terminals disagree about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub widths: Option<Widths>,
}

/// What is kept about all terminals.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calibration(BTreeMap<String, Kept>);

impl Calibration {
    /// What is kept under a name.
    #[must_use]
    pub fn of(&self, identity: &str) -> Kept {
        self.0.get(identity).copied().unwrap_or_default()
    }

    /// Keep something under a name.
    pub fn set(&mut self, identity: &str, kept: Kept) {
        self.0.insert(identity.to_owned(), kept);
    }
}

/// Where the file lies.
///
/// # Errors
/// Where there is no home.
pub fn path() -> Result<PathBuf, CalibrationError> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| CalibrationError::Homeless)?;
    Ok(strategy.state_dir().ok_or(CalibrationError::Homeless)?.join("qari/terminals.toml"))
}

/// Read the file; nothing is kept where there is none.
///
/// # Errors
/// Where it is there and cannot be read or understood. What cannot be understood has been put aside.
pub fn read(path: &Path) -> Result<Calibration, CalibrationError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Calibration::default()),
        Err(error) => return Err(CalibrationError::File(path.to_owned(), error)),
    };
    toml::from_str(&text).map_err(|error| {
        let aside = path.with_extension("toml.damaged");
        match fs::rename(path, &aside) {
            Ok(()) => CalibrationError::Damaged { path: path.to_owned(), message: error.message().to_owned(), aside },
            Err(error) => CalibrationError::File(path.to_owned(), error),
        }
    })
}

/// Write the file: aside, and put in place at once.
///
/// # Errors
/// Where it cannot be written.
pub fn write(path: &Path, calibration: &Calibration) -> Result<(), CalibrationError> {
    let failed = |error| CalibrationError::File(path.to_owned(), error);
    let text = toml::to_string(calibration).map_err(|error| failed(io::Error::other(error)))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    fs::write(&aside, format!("{HEAD}{text}")).and_then(|()| fs::rename(&aside, path)).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scratch(name: &str) -> PathBuf {
        std::env::temp_dir().join(format!("qari-calibration-{name}-{}", std::process::id())).join("terminals.toml")
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let path = scratch("kept");
        assert_eq!(read(&path).unwrap(), Calibration::default());
        let mut calibration = Calibration::default();
        let widths = Widths { lam_alef: 1, ..Widths::default() };
        calibration.set("tmux/vte", Kept { mode: Some(OutputMode::Lro), widths: Some(widths) });
        write(&path, &calibration).unwrap();
        assert_eq!(read(&path).unwrap(), calibration);
        assert_eq!(calibration.of("tmux/vte").mode, Some(OutputMode::Lro));
        assert_eq!(calibration.of("xterm"), Kept::default());
        fs::remove_dir_all(path.parent().unwrap()).unwrap();
    }

    #[test]
    fn a_file_written_by_hand_may_leave_things_out() {
        let calibration: Calibration = toml::from_str("[konsole]\nwidths = { sign = 0 }\n").unwrap();
        assert_eq!(calibration.of("konsole").widths, Some(Widths { sign: 0, ..Widths::default() }));
    }

    #[test]
    fn a_damaged_file_is_put_aside() {
        for (name, text) in [("toml", "[konsole\n"), ("mode", "[konsole]\nmode = \"sideways\"\n")] {
            let path = scratch(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, text).unwrap();
            let error = read(&path).unwrap_err();
            let CalibrationError::Damaged { aside, .. } = &error else { panic!("{error}") };
            assert_eq!(fs::read_to_string(aside).unwrap(), text);
            assert_eq!(read(&path).unwrap(), Calibration::default());
            fs::remove_dir_all(path.parent().unwrap()).unwrap();
        }
    }
}
