//! Where articles come from: a file, standard input, or text qari brings along.
//!
//! In: a [`Source`]. Out: its bytes, or a [`LoadError`]. It must not know encodings or articles.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Where an article comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, once.
    Stdin,
    /// A sample that is part of qari, by the name it has in [`crate::assets::SAMPLES`].
    Sample(&'static str),
}

impl Source {
    /// The source a command-line argument names: `-` is standard input.
    #[must_use]
    pub fn from_argument(argument: &Path) -> Self {
        if argument == Path::new("-") { Self::Stdin } else { Self::File(argument.to_owned()) }
    }

    /// Its name, for people.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "-".into(),
            Self::Sample(name) => format!("qari:{name}"),
        }
    }

    /// The file it is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match self {
            // A pipe's name is another one's the next time.
            Self::File(path) if self.is_repeatable() => Some(path),
            Self::File(_) | Self::Stdin | Self::Sample(_) => None,
        }
    }

    /// Whether it can be read again: a pipe and standard input cannot.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        match self {
            Self::File(path) => path.metadata().is_ok_and(|data| data.is_file()),
            Self::Stdin => false,
            Self::Sample(_) => true,
        }
    }

    /// Whether it looks as if it could be opened, without reading it.
    ///
    /// # Errors
    /// [`LoadError`] where opening would fail.
    pub fn check(&self) -> Result<(), LoadError> {
        match self {
            // A pipe is opened once only: whoever writes to it would take the second opening's end for the reader's.
            Self::File(path) if path.metadata().is_ok_and(|data| !data.is_file() && !data.is_dir()) => Ok(()),
            Self::File(path) => open(path).map(drop),
            Self::Stdin if io::stdin().is_terminal() => Err(LoadError::Terminal),
            Self::Stdin | Self::Sample(_) => Ok(()),
        }
    }
}

/// Why an article did not open, and what to do about it.
#[derive(Debug, Error)]
pub enum LoadError {
    /// No such file.
    #[error("cannot open {path}: there is no such file; check the name, or pipe the text into qari")]
    Missing {
        /// The path as given.
        path: String,
    },
    /// A directory.
    #[error("cannot open {path}: it is a directory; name the files in it (for example {path}/*.txt)")]
    Directory {
        /// The path as given.
        path: String,
    },
    /// Not allowed, or failing.
    #[error("cannot read {name}: {error}; check its permissions and the disk it is on")]
    Unreadable {
        /// The source's name.
        name: String,
        /// What the system said.
        error: io::Error,
    },
    /// No text in it.
    #[error("cannot show {name}: it is empty or holds nothing but white space; is it the file you meant?")]
    Empty {
        /// The source's name.
        name: String,
    },
    /// Not text.
    #[error("cannot show {name}: it is {what}, not plain text; convert it to text in UTF-8 first")]
    Binary {
        /// The source's name.
        name: String,
        /// What it looks like.
        what: &'static str,
    },
    /// A label that names no encoding.
    #[error(
        "cannot read {name} as {label:?}: no encoding has that label; try utf-8, windows-1256, iso-8859-6 or windows-1255"
    )]
    UnknownEncoding {
        /// The source's name.
        name: String,
        /// The label as given.
        label: String,
    },
    /// Standard input is the keyboard.
    #[error("cannot read standard input: it is a terminal; name a file, or pipe a text into qari")]
    Terminal,
}

/// Read all bytes of a source.
///
/// # Errors
/// [`LoadError`] as its variants say.
pub fn read(source: &Source) -> Result<Vec<u8>, LoadError> {
    let mut bytes = Vec::new();
    let read = match source {
        Source::Sample(name) => {
            return Ok(crate::assets::find(crate::assets::SAMPLES, name).unwrap_or_default().as_bytes().to_vec());
        }
        Source::Stdin => {
            source.check()?;
            io::stdin().lock().read_to_end(&mut bytes)
        }
        Source::File(path) => {
            let mut file = open(path)?;
            bytes.reserve(file.metadata().ok().and_then(|data| usize::try_from(data.len()).ok()).unwrap_or(0) + 1);
            file.read_to_end(&mut bytes)
        }
    };
    read.map_err(|error| LoadError::Unreadable { name: source.name(), error })?;
    Ok(bytes)
}

/// Open a file that is no directory.
///
/// # Errors
/// [`LoadError`] as its variants say.
pub(super) fn open(path: &Path) -> Result<File, LoadError> {
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => LoadError::Missing { path: name.clone() },
        io::ErrorKind::IsADirectory => LoadError::Directory { path: name.clone() },
        _ => LoadError::Unreadable { name: name.clone(), error },
    })?;
    match file.metadata() {
        Ok(data) if data.is_dir() => Err(LoadError::Directory { path: name }),
        Ok(_) => Ok(file),
        Err(error) => Err(LoadError::Unreadable { name, error }),
    }
}
