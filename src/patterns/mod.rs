//! Patterns searched for, kept between runs.
//!
//! In: a pattern. Out: a file `search-history` in `$XDG_STATE_HOME/qari` (else `~/.local/state/qari`), a pattern a line, the newest
//! last. It is written aside and put in place at once; readers open at the same time add to what is there. It must not know
//! the reader's state.

pub mod history;

use etcetera::BaseStrategy;
use history::History;
use std::fs;
use std::io;
use std::path::PathBuf;

/// Why patterns cannot be kept.
#[derive(Debug, thiserror::Error)]
pub enum PatternsError {
    /// There is no place for them.
    #[error("no home folder; set XDG_STATE_HOME")]
    Homeless,
    /// The file cannot be written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
}

fn path() -> Result<PathBuf, PatternsError> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| PatternsError::Homeless)?;
    Ok(strategy.state_dir().ok_or(PatternsError::Homeless)?.join("qari/search-history"))
}

/// The patterns kept; none where there is no file that can be read.
#[must_use]
pub fn kept() -> History {
    let bytes = path().ok().and_then(|path| fs::read(path).ok()).unwrap_or_default();
    History::new(String::from_utf8_lossy(&bytes).lines().map(str::to_owned))
}

/// Keep one more.
///
/// # Errors
/// Where the file cannot be written.
pub fn keep(pattern: &str) -> Result<(), PatternsError> {
    let path = path()?;
    let failed = |error| PatternsError::File(path.clone(), error);
    let mut history = kept();
    history.add(pattern);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let lines: String = history.patterns().iter().flat_map(|pattern| [pattern.as_str(), "\n"]).collect();
    fs::write(&aside, lines).and_then(|()| fs::rename(&aside, &path)).map_err(failed)
}
