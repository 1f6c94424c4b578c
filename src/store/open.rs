//! Opening the store: its folder, its file, a damaged one set aside.
//!
//! In: a folder. Out: a [`Store`] and what had to be done for it, or why there is none. It must not know what is kept.
//!
//! A file that is no database any more is renamed, never written: `qari.db.damaged-2026-11-29-185703`, with its log. Who sets
//! it aside holds a lock and looks again first, so that of two readers one does it, and the new file stays.

use super::{Store, StoreError, damaged, schema};
use etcetera::BaseStrategy;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use rustix::fs::{FlockOperation, flock};
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// The database's name.
const NAME: &str = "qari.db";
/// Time that another program is given to let the database go.
const BUSY: Duration = Duration::from_millis(1000);
/// Time between two tries.
const AGAIN: Duration = Duration::from_millis(5);

/// The folder that qari keeps its state in.
///
/// # Errors
/// Where there is no home.
pub fn folder() -> Result<PathBuf, StoreError> {
    let strategy = etcetera::choose_base_strategy().map_err(|_| StoreError::Homeless)?;
    Ok(strategy.state_dir().ok_or(StoreError::Homeless)?.join("qari"))
}

/// Whether there is a store in `folder`, sound or not.
#[must_use]
pub fn is_there(folder: &Path) -> bool {
    folder.join(NAME).exists()
}

impl Store {
    /// Open the store in `folder`, made where it is not there. A damaged file is set aside: the second value says where it
    /// is now.
    ///
    /// # Errors
    /// Where it cannot be opened. Then nothing has been changed.
    pub fn open(folder: &Path) -> Result<(Self, Option<PathBuf>), StoreError> {
        let path = folder.join(NAME);
        match Self::try_open(&path) {
            Err(error) if error.is_damage() => {
                let aside = set_aside(&path)?;
                Self::try_open(&path).map(|store| (store, aside))
            }
            other => other.map(|store| (store, None)),
        }
    }

    /// Open the store anew after it was found damaged, set aside where it is.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn mend(folder: &Path) -> Result<(Self, Option<PathBuf>), StoreError> {
        let path = folder.join(NAME);
        let aside = set_aside(&path)?;
        Self::try_open(&path).map(|store| (store, aside))
    }

    /// The store in `folder` where there is one: nothing is made.
    ///
    /// # Errors
    /// As [`Self::open`]; a damaged file stays where it is.
    pub fn existing(folder: &Path) -> Result<Option<Self>, StoreError> {
        let path = folder.join(NAME);
        if path.exists() { Self::try_open(&path).map(Some) } else { Ok(None) }
    }

    fn try_open(path: &Path) -> Result<Self, StoreError> {
        if let Some(folder) = path.parent()
            && !folder.is_dir()
        {
            let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
            made.map_err(|error| StoreError::Folder(folder.to_owned(), error))?;
        }
        match Self::writable(path) {
            Err(StoreError::Sql(_, error)) if is_refusal(&error) && path.is_file() => Self::readable(path),
            other => other,
        }
    }

    fn writable(path: &Path) -> Result<Self, StoreError> {
        let sql = |error| StoreError::Sql(path.to_owned(), error);
        // Nobody else is to read what one reads. Where it cannot be made SQLite says why.
        let _ = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(sql)?;
        connection.busy_timeout(BUSY).map_err(sql)?;
        // Whose it is comes first: what is not ours is not written.
        known(path, &connection)?;
        let mode: String =
            patiently(|| connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))).map_err(sql)?;
        debug_assert!(mode == "wal" || mode == "memory" || mode == "delete");
        connection
            .execute_batch("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON")
            .map_err(sql)?;
        schema::migrate(&mut connection).map_err(sql)?;
        Ok(Self { connection, path: path.to_owned(), read_only: false })
    }

    /// What is in a file that cannot be written. Without its folder's leave SQLite cannot read one that has a log, unless it
    /// is told that nobody changes it.
    fn readable(path: &Path) -> Result<Self, StoreError> {
        let sql = |error| StoreError::Sql(path.to_owned(), error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let mut uri = String::from("file:");
        for byte in path.to_string_lossy().bytes() {
            match byte {
                b'%' | b'?' | b'#' => uri.push_str(&format!("%{byte:02x}")),
                _ => uri.push(char::from(byte)),
            }
        }
        uri.push_str("?immutable=1");
        let connection = Connection::open_with_flags(uri, flags).map_err(sql)?;
        known(path, &connection)?;
        if schema::version(&connection).map_err(sql)? != schema::VERSION as i64 {
            return Err(StoreError::ReadOnly(path.to_owned()));
        }
        Ok(Self { connection, path: path.to_owned(), read_only: true })
    }
}

/// Try again while another program is at it: SQLite does not wait by itself where it changes to a log.
fn patiently<T>(mut work: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let end = Instant::now() + BUSY;
    loop {
        match work() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && Instant::now() < end => {
                thread::sleep(AGAIN);
            }
            done => return done,
        }
    }
}

/// Whether SQLite may read the file and not write it, or not make its log.
fn is_refusal(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure)
    )
}

fn known(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let sql = |error| StoreError::Sql(path.to_owned(), error);
    if !schema::is_own(connection).map_err(sql)? {
        return Err(StoreError::Foreign(path.to_owned()));
    }
    match schema::version(connection).map_err(sql)? {
        newer if newer > schema::VERSION as i64 => Err(StoreError::Newer(path.to_owned(), newer)),
        _ => Ok(()),
    }
}

/// Rename a damaged database and its log, after a second look under a lock. Returns where it is now; nothing where another
/// program has set it aside meanwhile.
fn set_aside(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let failed = |error: io::Error| StoreError::Damaged(path.to_owned(), error);
    let lock = File::create(path.with_extension("lock")).map_err(failed)?;
    flock(&lock, FlockOperation::LockExclusive).map_err(|error| failed(error.into()))?;
    if !is_damaged(path) {
        return Ok(None);
    }
    let stamp = now();
    let aside = (0..)
        .map(|number: u32| {
            let more = if number == 0 { String::new() } else { format!("-{number}") };
            path.with_file_name(format!("{NAME}.damaged-{stamp}{more}"))
        })
        .find(|aside| !aside.exists());
    let Some(aside) = aside else { return Ok(None) };
    fs::rename(path, &aside).map_err(failed)?;
    for part in ["-wal", "-shm"] {
        let of = |base: &Path| {
            let mut name = base.as_os_str().to_owned();
            name.push(part);
            PathBuf::from(name)
        };
        match fs::rename(of(path), of(&aside)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
            _ => {}
        }
    }
    Ok(Some(aside))
}

/// Whether SQLite finds fault with any page.
fn is_damaged(path: &Path) -> bool {
    let checked = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .and_then(|connection| {
            connection.busy_timeout(BUSY)?;
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        });
    match checked {
        Ok(verdict) => verdict != "ok",
        Err(error) => damaged(&error),
    }
}

/// The date and time, as part of a file name (UTC).
fn now() -> String {
    let stamp = Connection::open_in_memory()
        .and_then(|clock| clock.query_row("SELECT strftime('%Y-%m-%d-%H%M%S', 'now')", [], |row| row.get(0)));
    stamp.unwrap_or_else(|_| "undated".into())
}
