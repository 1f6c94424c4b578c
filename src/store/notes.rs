//! Marks, bookmarks and highlights in the store.
//!
//! In: a [`Note`] and the article it is of. Out: all notes of an article, in the order of its text. It must not know where
//! they are in a text that has changed.

use super::articles::{OF_ARTICLE, bytes};
use super::{Colour, Key, Kind, Note, Store, StoreError};
use crate::article::Quote;
use rusqlite::{OptionalExtension, params};
use std::path::Path;

/// A note with when it was made: local time, `2026-11-29 18:57`.
pub type Dated = (Note, String);

/// Now, in milliseconds: notes made in one second keep their order.
const NOW: &str = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

impl Store {
    /// The notes of the article of this identity and of those read from this path before.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn notes(&self, identity: &str, path: Option<&Path>) -> Result<Vec<Dated>, StoreError> {
        let sql = format!(
            "SELECT note.id, kind, name, colour, note, start, note.quote, note.before, note.after,
                          strftime('%Y-%m-%d %H:%M', made_at / 1000, 'unixepoch', 'localtime')
                   FROM note JOIN article ON article.id = note.article WHERE {OF_ARTICLE}
                   ORDER BY start, made_at, kind DESC, note.id"
        );
        let notes = self.connection.prepare(&sql).and_then(|mut statement| {
            let rows = statement.query_map(params![identity, bytes(path)], |row| {
                let kind: String = row.get(1)?;
                let colour: String = row.get(3)?;
                let start: i64 = row.get(5)?;
                let note = Note {
                    id: row.get(0)?,
                    // The table holds no other kinds.
                    kind: Kind::ALL.into_iter().find(|of| of.name() == kind).unwrap_or(Kind::Highlight),
                    name: row.get(2)?,
                    colour: Colour::named(&colour),
                    note: row.get(4)?,
                    quote: Quote {
                        start: usize::try_from(start).unwrap_or(0),
                        text: row.get(6)?,
                        before: row.get(7)?,
                        after: row.get(8)?,
                    },
                };
                Ok((note, row.get(9)?))
            })?;
            rows.collect()
        });
        self.sql(notes)
    }

    /// Keep a note, new or changed. One that was deleted and comes back was made then, which [`Store::drop_note`] says.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn put_note(&self, key: &Key, note: &Note, made: Option<i64>) -> Result<(), StoreError> {
        let article = self.article(key)?;
        let quote = &note.quote;
        let sql = format!(
            "INSERT INTO note (id, article, kind, name, colour, note, start, quote, before, after, made_at, changed_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, COALESCE(?11, {NOW}), {NOW})
             ON CONFLICT (id) DO UPDATE SET article = ?2, name = ?4, colour = ?5, note = ?6, start = ?7, quote = ?8,
             before = ?9, after = ?10, changed_at = {NOW}"
        );
        let done = self.connection.execute(
            &sql,
            params![
                note.id,
                article,
                note.kind.name(),
                note.name,
                note.colour.name(),
                note.note,
                i64::try_from(quote.start).unwrap_or(i64::MAX),
                quote.text,
                quote.before,
                quote.after,
                made,
            ],
        );
        self.sql(done).map(drop)
    }

    /// Delete a note; when it was made, in milliseconds since 1970, where there was one.
    ///
    /// # Errors
    /// Where the store cannot be written.
    pub fn drop_note(&self, id: i64) -> Result<Option<i64>, StoreError> {
        let sql = "DELETE FROM note WHERE id = ?1 RETURNING made_at";
        self.sql(self.connection.query_row(sql, [id], |row| row.get(0)).optional())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_back_was_made_when_it_was_made() {
        let folder = std::env::temp_dir().join(format!("qari-notes-{}", std::process::id()));
        let (store, _) = Store::open(&folder).unwrap();
        let key = Key { identity: "a".into(), path: None, title: "a".into() };
        let note = Note::new(Kind::Bookmark, "x", Colour::Pink, Quote::default());
        let made = |store: &Store| store.notes("a", None).unwrap()[0].1.clone();
        store.put_note(&key, &note, Some(86_400_000 * 365)).unwrap();
        let then = made(&store);
        assert!(then.starts_with("1971-01-01") || then.starts_with("1970-12-31"), "{then}");
        // A change is none of its making.
        store.put_note(&key, &note, None).unwrap();
        assert_eq!(made(&store), then);
        let at = store.drop_note(note.id).unwrap();
        assert_eq!((at, store.drop_note(note.id).unwrap()), (Some(86_400_000 * 365), None));
        store.put_note(&key, &note, at).unwrap();
        assert_eq!(made(&store), then);
        drop(store);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
