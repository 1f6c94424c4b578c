//! The store: what a reader keeps of articles (where reading stopped, marks, bookmarks, highlights), in one SQLite database.
//!
//! In: records. Out: records, or a [`StoreError`] that says what was tried and what to do. The database is
//! `qari.db` in `$XDG_STATE_HOME/qari` (else `~/.local/state/qari`). Several programs may have it open (WAL, a busy timeout);
//! one that is damaged is set aside under another name, one of a newer qari is left alone. It must not know the reader.
//!
//! | file | what |
//! |---|---|
//! | [`open`] | opening, setting a damaged file aside |
//! | [`schema`] | tables, and how older ones become them |
//! | [`record`] | what is kept |
//! | [`articles`] | articles: found again, listed, forgotten |
//! | [`notes`] | marks, bookmarks and highlights |

pub mod articles;
pub mod notes;
pub mod open;
pub mod record;
pub mod schema;

pub use record::{Colour, Key, Kind, Note, Reading};

use rusqlite::{Connection, ErrorCode};
use std::path::PathBuf;

/// The store, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Nothing can be written.
    read_only: bool,
}

/// Why the store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no place for it.
    #[error("there is no home folder; set XDG_STATE_HOME")]
    Homeless,
    /// Its folder cannot be made.
    #[error("cannot make its folder ({1}): {0}")]
    Folder(PathBuf, std::io::Error),
    /// A newer qari wrote it.
    #[error("a newer qari made the store (version {1}, this one knows {known}); it is left as it is: {0}", known = schema::VERSION)]
    Newer(PathBuf, i64),
    /// Another program's database lies there.
    #[error("the store is not qari's; it is left as it is: {0}")]
    Foreign(PathBuf),
    /// It is damaged and could not be set aside.
    #[error("the store is damaged and cannot be set aside ({1}): {0}")]
    Damaged(PathBuf, std::io::Error),
    /// It can be read and not written.
    #[error("the store or its folder is read-only: {0}")]
    ReadOnly(PathBuf),
    /// SQLite says no.
    #[error("{1}: {0}")]
    Sql(PathBuf, rusqlite::Error),
}

impl StoreError {
    /// Whether the file is no database any more.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Sql(_, error) if damaged(error))
    }
}

fn damaged(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
}

impl Store {
    /// Where the database lies.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// Whether nothing can be written.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    fn sql<T>(&self, result: rusqlite::Result<T>) -> Result<T, StoreError> {
        result.map_err(|error| StoreError::Sql(self.path.clone(), error))
    }

    /// Do several things, all or none.
    ///
    /// # Errors
    /// Where one of them fails.
    pub fn all_or_none<T>(&self, work: impl FnOnce() -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.sql(self.connection.execute_batch("BEGIN IMMEDIATE"))?;
        let done = work().and_then(|value| self.sql(self.connection.execute_batch("COMMIT")).map(|()| value));
        if done.is_err() {
            // Where SQLite has taken it back already, there is nothing to take back.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        done
    }
}
