//! Corrections of entities, kept beside the identity of an article.
//!
//! In: an article and its corrections. Out: a file for each article, in the format that [`crate::entity::overlay`] documents:
//! `corrections/IDENTITY.toml` in `$XDG_STATE_HOME/qari` (else `~/.local/state/qari`). The identity is
//! [`Article::identity`], so corrections hold wherever the file lies. It must not know the reader.

use crate::article::Article;
use crate::entity::overlay::Overlay;
use etcetera::BaseStrategy;
use std::fs;
use std::io;
use std::path::PathBuf;

/// Why corrections cannot be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum CorrectionsError {
    /// There is no place for them.
    #[error("no home folder; set XDG_STATE_HOME")]
    Homeless,
    /// The file cannot be read or written.
    #[error("{0}: {1}")]
    File(PathBuf, io::Error),
    /// The file is not of its format.
    #[error("{0}: {1}")]
    Format(PathBuf, String),
}

/// Where the corrections of an article are kept.
///
/// # Errors
/// Where there is no place for them.
pub fn path(article: &Article) -> Result<PathBuf, CorrectionsError> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| CorrectionsError::Homeless)?;
    let folder = strategy.state_dir().ok_or(CorrectionsError::Homeless)?.join("qari/corrections");
    Ok(folder.join(format!("{}.toml", article.identity())))
}

/// The corrections kept for an article, where there are some.
///
/// # Errors
/// Where the file is there and cannot be read.
pub fn kept(article: &Article) -> Result<Option<Overlay>, CorrectionsError> {
    let path = path(article)?;
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CorrectionsError::File(path, error)),
    };
    Overlay::parse(&text).map(Some).map_err(|error| CorrectionsError::Format(path, error.to_string()))
}

/// Keep the corrections of an article: written aside and put in place at once, or removed where there are none left.
///
/// # Errors
/// Where the file cannot be written.
pub fn keep(article: &Article, corrections: &Overlay) -> Result<(), CorrectionsError> {
    let path = path(article)?;
    let failed = |error| CorrectionsError::File(path.clone(), error);
    if corrections.is_empty() {
        return match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    }
    let text = corrections.to_toml().map_err(|error| CorrectionsError::Format(path.clone(), error.to_string()))?;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    fs::write(&aside, text).and_then(|()| fs::rename(&aside, &path)).map_err(failed)
}
