//! Articles in the store: found again, kept up, listed, forgotten.
//!
//! In: a [`Key`], a [`Reading`]. Out: rows. An article is found by its identity first, then by its path: what was read at
//! that path before it changed. The same text read from two files has two rows; a pipe's path is empty. It must not know how a place is found in a text.

use super::{Key, Reading, Store, StoreError};
use crate::article::Quote;
use rusqlite::{OptionalExtension, Row, params};
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

/// An article that has been read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its identity.
    pub identity: String,
    /// The file it was last read from.
    pub path: Option<PathBuf>,
    /// Its title.
    pub title: String,
    /// How far it was read, in per cent.
    pub percent: usize,
    /// When it was last read: local time, `2026-11-29 18:57`; none where that is forgotten.
    pub read: Option<String>,
}

/// What forgetting took and left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forgotten {
    /// Articles.
    pub articles: usize,
    /// Highlights and bookmarks.
    pub notes: usize,
    /// Highlights and bookmarks that are still kept.
    pub left: usize,
}

const READING: &str = "byte, above, percent, quote, before, after, direction, mode, terminal, panel";

/// A path as the table has it: empty for a pipe.
pub(super) fn bytes(path: Option<&Path>) -> &[u8] {
    path.map(|path| path.as_os_str().as_bytes()).unwrap_or_default()
}

/// The condition that a row is of the identity or path given: the two parameters of these numbers.
pub(super) const OF_ARTICLE: &str = "(identity = ?1 OR (path = ?2 AND path <> x''))";

fn size(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}

fn number(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

fn reading(row: &Row<'_>) -> rusqlite::Result<Reading> {
    Ok(Reading {
        place: Quote { start: size(row.get(0)?), text: row.get(3)?, before: row.get(4)?, after: row.get(5)? },
        above: size(row.get(1)?),
        percent: size(row.get(2)?),
        direction: row.get(6)?,
        mode: row.get(7)?,
        terminal: row.get(8)?,
        panel: row.get(9)?,
    })
}

impl Store {
    /// Where reading stopped in the article of this identity, else in the one last read from this path.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn reading(&self, identity: &str, path: Option<&Path>) -> Result<Option<Reading>, StoreError> {
        let sql = format!(
            "SELECT {READING} FROM article WHERE read_at IS NOT NULL AND {OF_ARTICLE}
             ORDER BY identity = ?1 DESC, read_at DESC LIMIT 1"
        );
        let row = self.connection.query_row(&sql, params![identity, bytes(path)], reading);
        self.sql(row.optional())
    }

    /// The number of the article's row, made where there is none.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn article(&self, key: &Key) -> Result<i64, StoreError> {
        let row = self.connection.query_row(
            "INSERT INTO article (identity, path, title) VALUES (?1, ?2, ?3)
             ON CONFLICT (identity, path) DO UPDATE SET title = ?3 RETURNING id",
            params![key.identity, bytes(key.path.as_deref()), key.title],
            |row| row.get(0),
        );
        self.sql(row)
    }

    /// Keep where reading is, as of now.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn keep_reading(&self, key: &Key, reading: &Reading) -> Result<(), StoreError> {
        let id = self.article(key)?;
        let place = &reading.place;
        let done = self.connection.execute(
            "UPDATE article SET read_at = unixepoch(), byte = ?2, above = ?3, percent = ?4, quote = ?5, before = ?6,
             after = ?7, direction = ?8, mode = ?9, terminal = ?10, panel = ?11 WHERE id = ?1",
            params![
                id,
                number(place.start),
                number(reading.above),
                number(reading.percent),
                place.text,
                place.before,
                place.after,
                reading.direction,
                reading.mode,
                reading.terminal,
                reading.panel,
            ],
        );
        self.sql(done).map(drop)
    }

    /// What was read, the last first.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn history(&self) -> Result<Vec<Entry>, StoreError> {
        // Of a file that has changed, the text read last.
        let last = "WHERE read_at IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM article AS later WHERE later.path = article.path AND article.path <> x''
                AND (later.read_at, later.id) > (article.read_at, article.id))
            ORDER BY read_at DESC, id DESC";
        self.entries(last, params![])
    }

    /// All articles that have highlights or bookmarks, each text once.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn noted(&self) -> Result<Vec<Entry>, StoreError> {
        let noted = "WHERE id IN (SELECT article FROM note WHERE kind <> 'mark') GROUP BY identity ORDER BY id";
        self.entries(noted, params![])
    }

    fn entries(&self, condition: &str, of: &[&dyn rusqlite::ToSql]) -> Result<Vec<Entry>, StoreError> {
        let sql = format!(
            "SELECT identity, path, title, percent, strftime('%Y-%m-%d %H:%M', read_at, 'unixepoch', 'localtime')
             FROM article {condition}"
        );
        let entries = self.connection.prepare(&sql).and_then(|mut statement| {
            let rows = statement.query_map(of, |row| {
                let path: Vec<u8> = row.get(1)?;
                Ok(Entry {
                    identity: row.get(0)?,
                    path: (!path.is_empty()).then(|| OsString::from_vec(path).into()),
                    title: row.get(2)?,
                    percent: size(row.get(3)?),
                    read: row.get(4)?,
                })
            })?;
            rows.collect()
        });
        self.sql(entries)
    }

    /// Forget what was read of these articles, or of all: when, how far, marks; with `notes` highlights and bookmarks, too.
    /// The bytes are overwritten in the file.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn forget(&self, of: Option<&[(String, Option<PathBuf>)]>, notes: bool) -> Result<Forgotten, StoreError> {
        let done = self.all_or_none(|| {
            let mut done = Forgotten::default();
            let none = [(String::new(), None)];
            for (identity, path) in of.unwrap_or(&none) {
                let which = format!("id IN (SELECT id FROM article WHERE {OF_ARTICLE} OR ?3)");
                let parameters = params![identity, bytes(path.as_deref()), of.is_none()];
                let kinds = if notes { "" } else { "kind = 'mark' AND " };
                let count =
                    |sql: &str| self.sql(self.connection.query_row(sql, parameters, |row| row.get(0))).map(size);
                if notes {
                    done.notes +=
                        count(&format!("SELECT count(*) FROM note WHERE kind != 'mark' AND article {}", &which[2..]))?;
                }
                let marks = format!("DELETE FROM note WHERE {kinds} article {}", &which[2..]);
                self.sql(self.connection.execute(&marks, parameters))?;
                done.articles += count(&format!("SELECT count(*) FROM article WHERE {which} AND read_at IS NOT NULL"))?;
                done.left += count(&format!("SELECT count(*) FROM note WHERE article {}", &which[2..]))?;
                let empty = format!("DELETE FROM article WHERE {which} AND id NOT IN (SELECT article FROM note)");
                self.sql(self.connection.execute(&empty, parameters))?;
                let place = format!(
                    "UPDATE article SET read_at = NULL, percent = 0, byte = 0, above = 0, quote = '', before = '',
                     after = '', direction = NULL, mode = NULL, terminal = NULL, panel = NULL WHERE {which}"
                );
                self.sql(self.connection.execute(&place, parameters))?;
            }
            Ok(done)
        })?;
        // Out of the log as well. Where another reader holds it, that one does it in time.
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Colour, Kind, Note};

    /// A store in a folder of its own, removed with it.
    struct Kept(Store, PathBuf);

    impl Kept {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("qari-store-{}-{name}", std::process::id()));
            Self(Store::open(&folder).unwrap().0, folder)
        }
    }

    impl Drop for Kept {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.1);
        }
    }

    fn key(identity: &str, path: Option<&str>) -> Key {
        Key { identity: identity.into(), path: path.map(PathBuf::from), title: format!("title of {identity}") }
    }

    fn at(start: usize) -> Reading {
        Reading { place: Quote { start, text: "words".into(), ..Quote::default() }, percent: 7, ..Reading::default() }
    }

    fn found(store: &Store, identity: &str, path: Option<&str>) -> Option<usize> {
        store.reading(identity, path.map(Path::new)).unwrap().map(|reading| reading.place.start)
    }

    #[test]
    fn a_place_is_found_by_identity_and_then_by_path() {
        let kept = Kept::new("found");
        let store = &kept.0;
        store.keep_reading(&key("one", Some("/a")), &at(1)).unwrap();
        store.keep_reading(&key("two", Some("/b")), &at(2)).unwrap();
        store.keep_reading(&key("pipe", None), &at(3)).unwrap();
        for (identity, path, place) in [
            ("one", Some("/a"), Some(1)),
            ("one", Some("/moved"), Some(1)),
            ("two", Some("/a"), Some(2)),
            ("changed", Some("/a"), Some(1)),
            ("pipe", None, Some(3)),
            // No path is not the same as no path.
            ("other pipe", None, None),
            ("other", Some("/c"), None),
        ] {
            assert_eq!(found(store, identity, path), place, "{identity} {path:?}");
        }
        let all = Reading {
            place: Quote { start: 9, text: "t".into(), before: "b".into(), after: "a".into() },
            above: 2,
            percent: 50,
            direction: Some("rtl".into()),
            mode: Some("visual".into()),
            terminal: Some("xterm".into()),
            panel: Some(true),
        };
        store.keep_reading(&key("one", Some("/a")), &all).unwrap();
        assert_eq!(store.reading("one", None).unwrap(), Some(all));
    }

    #[test]
    fn history_has_each_file_once_and_forgetting_leaves_what_was_made() {
        let kept = Kept::new("history");
        let store = &kept.0;
        for identity in ["old", "new"] {
            store.keep_reading(&key(identity, Some("/a")), &at(1)).unwrap();
        }
        store.keep_reading(&key("pipe", None), &at(3)).unwrap();
        let titles = || store.history().unwrap().into_iter().map(|entry| entry.identity).collect::<Vec<_>>();
        assert_eq!(titles(), ["pipe", "new"]);
        for kind in Kind::ALL {
            store
                .put_note(&key("old", Some("/a")), &Note::new(kind, "x", Colour::Pink, Quote::default()), None)
                .unwrap();
        }
        // The notes of the old text at this path come with the new one.
        assert_eq!(store.notes("new", Some(Path::new("/a"))).unwrap().len(), 3);
        let of = [("new".to_owned(), Some(PathBuf::from("/a")))];
        let forgotten = store.forget(Some(&of), false).unwrap();
        assert_eq!(forgotten, Forgotten { articles: 2, notes: 0, left: 2 });
        assert_eq!((titles(), found(store, "old", Some("/a"))), (vec!["pipe".to_owned()], None));
        assert_eq!(store.noted().unwrap().len(), 1);
        store.forget(None, true).unwrap();
        assert!(titles().is_empty() && store.noted().unwrap().is_empty());
    }

    #[test]
    fn what_is_done_together_is_done_or_not_done() {
        let kept = Kept::new("together");
        let store = &kept.0;
        let failed: Result<(), StoreError> = store.all_or_none(|| {
            store.keep_reading(&key("one", None), &at(1))?;
            Err(StoreError::Homeless)
        });
        assert!(failed.is_err() && found(store, "one", None).is_none());
        store.all_or_none(|| store.keep_reading(&key("one", None), &at(1))).unwrap();
        assert_eq!(found(store, "one", None), Some(1));
    }
}
