//! The tables, and how those of an older qari become them.
//!
//! In: a connection. Out: the same with the tables of [`VERSION`]. A step is never changed once released; a change is a new
//! step behind the last. It must not know what is kept in the tables.

use rusqlite::Connection;

/// What SQLite's `application_id` is in qari's databases: "qari".
pub const APPLICATION: i64 = 0x7161_7269;

/// The steps, each from the version of its place to the next. Times are seconds since 1970, those of notes milliseconds.
const STEPS: &[&str] = &["
    CREATE TABLE article (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL,
        path BLOB NOT NULL,
        title TEXT NOT NULL,
        read_at INTEGER,
        percent INTEGER NOT NULL DEFAULT 0,
        byte INTEGER NOT NULL DEFAULT 0,
        above INTEGER NOT NULL DEFAULT 0,
        quote TEXT NOT NULL DEFAULT '',
        before TEXT NOT NULL DEFAULT '',
        after TEXT NOT NULL DEFAULT '',
        direction TEXT,
        mode TEXT,
        terminal TEXT,
        panel INTEGER,
        UNIQUE (identity, path)
    ) STRICT;
    CREATE INDEX article_path ON article (path);
    CREATE INDEX article_read ON article (read_at);
    CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('mark', 'bookmark', 'highlight')),
        name TEXT NOT NULL,
        colour TEXT NOT NULL,
        note TEXT NOT NULL,
        start INTEGER NOT NULL,
        quote TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        made_at INTEGER NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX note_article ON note (article);
"];

/// The version this qari writes.
pub const VERSION: usize = STEPS.len();

/// The version of a database; 0 where there is nothing in it yet.
///
/// # Errors
/// Where it cannot be read.
pub fn version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Whether the database is qari's, or nobody's yet.
///
/// # Errors
/// Where it cannot be read.
pub fn is_own(connection: &Connection) -> rusqlite::Result<bool> {
    // Both are read of one moment: another program may be making the tables.
    let moment = connection.unchecked_transaction()?;
    let application: i64 = moment.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let tables: i64 = moment.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    moment.commit()?;
    Ok(application == APPLICATION || (application == 0 && tables == 0))
}

/// Bring a database to [`VERSION`].
///
/// # Errors
/// Where a step fails: then nothing has changed.
pub fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    steps(connection, STEPS)
}

fn steps(connection: &mut Connection, steps: &[&str]) -> rusqlite::Result<()> {
    if usize::try_from(version(connection)?).is_ok_and(|version| version >= steps.len()) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have been first.
    let from = usize::try_from(version(&transaction)?).unwrap_or(0);
    for step in steps.iter().skip(from) {
        transaction.execute_batch(step)?;
    }
    if from < steps.len() {
        transaction
            .execute_batch(&format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {};", steps.len()))?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_database_becomes_a_newer_one_with_all_that_is_in_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        let (first, second) = ("CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y DEFAULT 7");
        steps(&mut connection, &[first]).unwrap();
        connection.execute_batch("INSERT INTO a VALUES (1)").unwrap();
        steps(&mut connection, &[first, second]).unwrap();
        steps(&mut connection, &[first, second]).unwrap();
        let row = connection.query_row("SELECT x, y FROM a", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        assert_eq!((row, version(&connection).unwrap()), ((1, 7), 2));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        steps(&mut connection, &["CREATE TABLE a (x)"]).unwrap();
        let broken = ["CREATE TABLE a (x)", "DROP TABLE a; CREATE NONSENSE"];
        assert!(steps(&mut connection, &broken).is_err());
        connection.execute_batch("INSERT INTO a VALUES (1)").unwrap();
        assert_eq!(version(&connection).unwrap(), 1);
    }

    #[test]
    fn somebody_else_s_database_is_not_ours() {
        let mut connection = Connection::open_in_memory().unwrap();
        assert!(is_own(&connection).unwrap());
        migrate(&mut connection).unwrap();
        assert!(is_own(&connection).unwrap());
        let other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert!(!is_own(&other).unwrap());
    }
}
