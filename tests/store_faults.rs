//! The store's faults: each tried on the whole program. The article opens, one message says what is wrong, nothing that was
//! there is lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Pty, QARI, Scratch, Start, run_command, sample_text, text_rows};
use qari::article::Quote;
use qari::span::Span;
use qari::store::{Colour, Key, Kind, Note, Store};
use rusqlite::Connection;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

const NOT_KEPT: &str = "what you do is not kept";

struct Fault {
    scratch: Scratch,
    article: PathBuf,
}

impl Fault {
    fn new() -> Self {
        let scratch = Scratch::new();
        let article = scratch.file("a.txt", sample_text("ar").repeat(3));
        Self { scratch, article }
    }

    fn state(&self) -> PathBuf {
        self.scratch.path().join("state")
    }

    fn folder(&self) -> PathBuf {
        self.state().join("qari")
    }

    fn store(&self) -> PathBuf {
        self.folder().join("qari.db")
    }

    /// Put a file where the store is looked for.
    fn put(&self, bytes: &[u8]) {
        fs::create_dir_all(self.folder()).unwrap();
        fs::write(self.store(), bytes).unwrap();
    }

    /// A store with a highlight in it, as bytes.
    fn sound(&self) -> Vec<u8> {
        let folder = self.scratch.path().join("sound");
        let (store, _) = Store::open(&folder).unwrap();
        let key = Key { identity: "0".repeat(32), path: None, title: "عنوان".into() };
        for number in 0..400 {
            let text = format!("نص رقم {number} في المخزن");
            let quote = Quote::of(&text, Span::new(0, text.len()));
            store.put_note(&key, &Note::new(Kind::Highlight, "", Colour::Blue, quote), None).unwrap();
        }
        drop(store);
        fs::read(folder.join("qari.db")).unwrap()
    }

    fn read(&self) -> Pty {
        let start = Start::new(&[self.article.to_str().unwrap()]).size(200, 24);
        start.variable("XDG_STATE_HOME", self.state().to_str().unwrap()).spawn()
    }

    /// The files beside the store whose names hold `part`.
    fn beside(&self, part: &str) -> Vec<PathBuf> {
        let files = fs::read_dir(self.folder()).unwrap().map(|entry| entry.unwrap().path());
        files.filter(|path| path.file_name().unwrap().to_str().unwrap().contains(part)).collect()
    }

    /// Stores set aside, their logs left out.
    fn aside(&self) -> Vec<PathBuf> {
        let mut aside = self.beside("damaged");
        aside.retain(|path| !path.to_str().unwrap().ends_with("-wal") && !path.to_str().unwrap().ends_with("-shm"));
        aside
    }

    fn history(&self) -> String {
        let mut command = Command::new(QARI);
        command.args(["history", "--format", "json"]);
        let run = run_command(command, b"", &[("XDG_STATE_HOME", self.state().to_str().unwrap())]);
        run.text().to_owned()
    }

    /// Read, see `message`, turn a page, leave.
    fn goes_on(&self, message: &str) {
        let pty = self.read();
        pty.wait_status(message);
        pty.ready();
        pty.type_and_see(" ");
        // Said once: the key took it away.
        pty.settle();
        assert!(!pty.look(common::status).contains(message));
        pty.quit();
    }
}

#[test]
fn a_store_that_is_no_database_is_set_aside() {
    let fault = Fault::new();
    let noise: Vec<u8> = (0..20_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fault.put(&noise);
    fault.goes_on("the store was damaged");
    let aside = fault.aside();
    assert_eq!(aside.len(), 1);
    assert_eq!(fs::read(&aside[0]).unwrap(), noise, "not a byte changed");
    assert!(fault.history().contains("a.txt"), "the new one is used");
}

#[test]
fn a_store_cut_short_or_with_a_page_of_noise_is_set_aside() {
    for cut in [true, false] {
        let fault = Fault::new();
        let mut bytes = fault.sound();
        assert!(bytes.len() > 40_000);
        if cut {
            bytes.truncate(5000);
        } else {
            // All pages but the first, which says that this is a database.
            let noise = |at: usize| (at.wrapping_mul(2_654_435_761) >> 11) as u8;
            bytes[4096..].iter_mut().enumerate().for_each(|(at, byte)| *byte = noise(at));
        }
        fault.put(&bytes);
        fault.goes_on("the store was damaged");
        let aside = fault.aside();
        assert_eq!(aside.len(), 1, "cut: {cut}");
        assert_eq!(fs::read(&aside[0]).unwrap(), bytes, "not a byte changed");
        assert!(fault.history().contains("a.txt"));
    }
}

#[test]
fn two_readers_that_find_it_damaged_set_it_aside_once() {
    let fault = Fault::new();
    fault.put(&[b'x'; 9000]);
    let readers: Vec<Pty> = (0..4).map(|_| fault.read()).collect();
    for reader in readers {
        reader.ready();
        reader.type_and_see(" ");
        reader.quit();
    }
    assert_eq!(fault.aside().len(), 1);
    assert!(fault.history().contains("a.txt"));
}

#[test]
fn an_empty_file_becomes_a_store() {
    let fault = Fault::new();
    fault.put(b"");
    let pty = fault.read();
    pty.ready();
    pty.settle();
    pty.quit();
    assert!(fault.beside("damaged").is_empty() && fault.history().contains("a.txt"));
}

#[test]
fn a_store_of_a_newer_qari_or_of_another_program_is_left_alone() {
    for (change, says) in [("PRAGMA user_version = 99", "newer qari"), ("PRAGMA application_id = 7", "is not qari's")] {
        let fault = Fault::new();
        fault.put(&fault.sound());
        let connection = Connection::open(fault.store()).unwrap();
        connection.execute_batch(&format!("PRAGMA journal_mode = DELETE; {change}")).unwrap();
        drop(connection);
        let before = fs::read(fault.store()).unwrap();
        fault.goes_on(says);
        assert_eq!(fs::read(fault.store()).unwrap(), before, "{says}: not a byte changed");
        assert_eq!(fault.beside("").len(), 1, "{says}: nothing beside it");
    }
}

#[test]
fn a_directory_where_the_store_should_be() {
    let fault = Fault::new();
    fs::create_dir_all(fault.store().join("something")).unwrap();
    fault.goes_on(NOT_KEPT);
    assert!(fault.store().join("something").is_dir());
}

#[test]
fn a_file_where_the_folder_should_be() {
    let fault = Fault::new();
    fs::create_dir_all(fault.state()).unwrap();
    fs::write(fault.folder(), "mine").unwrap();
    fault.goes_on(NOT_KEPT);
    assert_eq!(fs::read_to_string(fault.folder()).unwrap(), "mine");
}

/// Run qari under `sh` in a mount namespace of its own, with `mount` done to the state folder. None where that is not allowed.
fn mounted(fault: &Fault, mount: &str) -> Option<Pty> {
    let may = Command::new("unshare").args(["-m", "true"]).output().is_ok_and(|output| output.status.success());
    if !may {
        eprintln!("skipped: mounting takes rights that this user has not");
        return None;
    }
    let (state, article) = (fault.state(), fault.article.display());
    fs::create_dir_all(&state).unwrap();
    let state = state.display();
    let command = format!("{} && {QARI} {article}", mount.replace("STATE", &state.to_string()));
    let start = Start::program("unshare", &["-m", "/bin/sh", "-c", &command]).size(200, 24);
    Some(start.variable("XDG_STATE_HOME", &state.to_string()).spawn())
}

#[test]
fn a_read_only_home() {
    let fault = Fault::new();
    let Some(pty) = mounted(&fault, "mount -t tmpfs -o ro none STATE") else { return };
    pty.wait_status(NOT_KEPT);
    pty.ready();
    pty.type_and_see(" ");
    pty.quit();
}

#[test]
fn a_store_that_cannot_be_written_is_read() {
    let fault = Fault::new();
    let pty = fault.read();
    pty.ready();
    pty.type_and_see("G");
    pty.settle();
    let rows = pty.look(text_rows);
    pty.quit();
    let before = fs::read(fault.store()).unwrap();
    let Some(pty) = mounted(&fault, "mount --bind STATE STATE && mount -o remount,ro,bind STATE") else { return };
    pty.wait_status(NOT_KEPT);
    pty.wait_for("the place it was left at", |screen| text_rows(screen) == rows);
    pty.ready();
    pty.type_and_see("g");
    pty.quit();
    assert_eq!(fs::read(fault.store()).unwrap(), before);
}

#[test]
fn a_folder_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let fault = Fault::new();
    fs::create_dir_all(fault.state()).unwrap();
    fs::set_permissions(fault.state(), fs::Permissions::from_mode(0o555)).unwrap();
    let article = fault.article.to_str().unwrap();
    let start = if fs::write(fault.state().join("try"), "").is_ok() {
        // Root may write anywhere: somebody else reads.
        let other = ["--reuid=65534", "--regid=65534", "--clear-groups"];
        let may = Command::new("setpriv").args(other).arg("test").args(["-r", article]).output();
        if !may.is_ok_and(|output| output.status.success()) {
            eprintln!("skipped: root may write anywhere, and there is no way to be somebody else");
            return;
        }
        Start::program("setpriv", &[&other[..], &[QARI, article]].concat())
    } else {
        Start::new(&[article])
    };
    let pty = start.size(200, 24).variable("XDG_STATE_HOME", fault.state().to_str().unwrap()).spawn();
    pty.wait_status(NOT_KEPT);
    pty.ready();
    pty.type_and_see(" ");
    pty.quit();
    assert!(!fault.folder().exists());
}

#[test]
fn a_full_disk() {
    let fault = Fault::new();
    // Full from the start, and full once the store is there.
    for size in ["4k", "128k"] {
        let fill = format!("mount -t tmpfs -o size={size} none STATE && mkdir STATE/qari && ");
        let begin = if size == "4k" { String::new() } else { format!("{QARI} history && ") };
        let full = "(cat /dev/zero > STATE/rest 2>/dev/null; true)";
        let Some(pty) = mounted(&fault, &format!("{fill}{begin}{full}")) else { return };
        pty.wait_status(NOT_KEPT);
        pty.ready();
        pty.type_and_see(" ");
        pty.quit();
    }
}

#[test]
fn a_store_locked_by_another_program_is_written_when_it_is_free() {
    let fault = Fault::new();
    fault.put(&fault.sound());
    let other = Connection::open(fault.store()).unwrap();
    other.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let started = Instant::now();
    let pty = fault.read();
    pty.ready();
    let waited = started.elapsed();
    pty.type_and_see(" ");
    pty.wait_status(NOT_KEPT);
    pty.send("ma");
    pty.settle();
    other.execute_batch("ROLLBACK").unwrap();
    drop(other);
    let kept = || {
        let connection = Connection::open(fault.store()).ok()?;
        connection.query_row("SELECT count(*) FROM note WHERE kind = 'mark'", [], |row| row.get::<_, i64>(0)).ok()
    };
    wait("the mark to be written", Duration::from_secs(10), || kept() == Some(1));
    pty.quit();
    eprintln!("locked: first frame after {waited:?}");
    assert!(fault.beside("damaged").is_empty());
}

fn wait(what: &str, limit: Duration, done: impl Fn() -> bool) -> Duration {
    let start = Instant::now();
    while !done() {
        assert!(start.elapsed() < limit, "{what}: not within {limit:?}");
        std::thread::sleep(Duration::from_millis(10));
    }
    start.elapsed()
}

#[test]
fn kill_9_loses_at_most_the_last_second() {
    let fault = Fault::new();
    let mut pty = fault.read();
    pty.ready();
    pty.send("ma");
    pty.type_and_see("G");
    let rows = pty.look(text_rows);
    let at_end = || fault.history().contains("\"percent\":100");
    let waited = wait("the place to be written", Duration::from_secs(4), at_end);
    pty.kill(rustix::process::Signal::KILL);
    pty.wait_exit();
    eprintln!("kill -9: written {waited:?} after the key");
    let pty = fault.read();
    pty.wait_for("the place before the end", |screen| text_rows(screen) == rows);
    pty.type_and_see("'a");
    pty.quit();
    let connection = Connection::open(fault.store()).unwrap();
    let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
}

#[test]
fn kill_9_at_any_moment_leaves_a_sound_store() {
    let fault = Fault::new();
    for moment in 0..12u64 {
        let mut pty = fault.read();
        pty.ready();
        pty.send("ma jmb jmc GmdgmeGvwwH");
        std::thread::sleep(Duration::from_millis(moment * 9));
        pty.kill(rustix::process::Signal::KILL);
        pty.wait_exit();
        if !fault.store().exists() {
            // Killed before there was anything to keep.
            continue;
        }
        let connection = Connection::open(fault.store()).unwrap();
        let verdict: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(verdict, "ok", "killed after {moment}");
    }
    assert!(fault.store().exists() && fault.beside("damaged").is_empty());
}

#[test]
fn several_stores_at_once_lose_nothing() {
    let scratch = Scratch::new();
    let folder = scratch.path();
    std::thread::scope(|scope| {
        for writer in 0..4usize {
            scope.spawn(move || {
                let (store, aside) = Store::open(folder).unwrap();
                assert!(aside.is_none());
                for number in 0..50 {
                    let key = Key { identity: "same".into(), path: None, title: "t".into() };
                    let text = format!("{writer} {number}");
                    let quote = Quote::of(&text, Span::new(0, text.len()));
                    let note = Note::new(Kind::Bookmark, &text, Colour::Yellow, quote);
                    store.all_or_none(|| store.put_note(&key, &note, None)).unwrap();
                }
            });
        }
    });
    let (store, _) = Store::open(folder).unwrap();
    assert_eq!(store.notes("same", None).unwrap().len(), 200);
    assert_eq!(store.noted().unwrap().len(), 1);
}

#[test]
fn no_home_at_all() {
    let fault = Fault::new();
    let article = fault.article.to_str().unwrap();
    // A user whom nothing is known of: no variable names a home, and the system does not either.
    let nobody = ["--reuid=54321", "--regid=54321", "--clear-groups"];
    let may = Command::new("setpriv").args(nobody).arg("test").args(["-r", article]).output();
    if !may.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no way to be a user without a home");
        return;
    }
    let command =
        format!("unset HOME XDG_STATE_HOME XDG_CONFIG_HOME; exec setpriv {} {QARI} {article}", nobody.join(" "));
    let pty = Start::program("/bin/sh", &["-c", &command]).size(200, 24).spawn();
    pty.wait_status("no home folder");
    pty.ready();
    pty.type_and_see(" ");
    pty.quit();
}
