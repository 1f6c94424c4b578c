//! The keeper: a thread that has the store, so that neither opening nor a slow disk holds up reading.
//!
//! In: articles opened, places read, notes made. Out: [`Report`]s about what was kept before, and of trouble, said once.
//! What is to be kept is written a moment later, all of it at once; what cannot be written is tried again, and once more when
//! the reader leaves. It must not know the screen.

use super::jobs::Report;
use super::keeping::{Noted, Resume, View};
use crate::article::Article;
use crate::store::{self, Key, Note, Reading, Store, StoreError};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Time after which a place is written.
const DELAY: Duration = Duration::from_millis(500);
/// Time after which what could not be written is tried again.
const AGAIN: Duration = Duration::from_secs(3);
/// Time the keeper is given to write when the reader leaves.
const LAST: Duration = Duration::from_millis(2500);
/// Text of more bytes is looked up by its path before its identity is worked out.
const LARGE: usize = 4 * 1024 * 1024;

/// Something about the store that the reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing is kept, and why.
    Failed(String),
    /// The store was damaged; it is there now.
    SetAside(PathBuf),
}

enum Request {
    Report(Box<dyn Fn(Report) + Send>),
    Open(usize, Article, Option<PathBuf>),
    Reading(usize, Reading),
    Put(usize, Note),
    Drop(i64),
    Write(Sender<()>),
    Close(Sender<()>),
}

/// The handle of the keeper's thread.
#[derive(Debug)]
pub struct Keeper {
    requests: Sender<Request>,
    /// What the thread will take requests from, until it is started.
    inbox: Option<Receiver<Request>>,
}

impl Default for Keeper {
    /// A keeper that takes requests and does nothing about them until it is started.
    fn default() -> Self {
        let (requests, inbox) = mpsc::channel();
        Self { requests, inbox: Some(inbox) }
    }
}

impl Keeper {
    /// Start the thread; where there is a store it is opened at once. Where there can be no thread nothing is kept.
    pub fn start(&mut self) {
        if let Some(inbox) = self.inbox.take() {
            let _ = thread::Builder::new().name("keeper".into()).spawn(move || Desk::open().serve(&inbox));
        }
    }

    fn ask(&self, request: Request) {
        // Without the thread nothing is kept.
        let _ = self.requests.send(request);
    }

    /// Whom to report to: all reports before are sent then.
    pub fn report_to(&self, send: impl Fn(Report) + Send + 'static) {
        self.ask(Request::Report(Box::new(send)));
    }

    /// Document `index` is open: report where it was read, also where that is nowhere, and what notes it has.
    pub fn open(&self, index: usize, article: Article, path: Option<PathBuf>) {
        self.ask(Request::Open(index, article, path));
    }

    /// Keep where document `index` is read.
    pub fn reading(&self, index: usize, reading: Reading) {
        self.ask(Request::Reading(index, reading));
    }

    /// Keep a note of document `index`.
    pub fn put(&self, index: usize, note: Note) {
        self.ask(Request::Put(index, note));
    }

    /// Delete a note.
    pub fn drop_note(&self, id: i64) {
        self.ask(Request::Drop(id));
    }

    /// Write all there is and wait for it, within reason.
    pub fn write(&self) {
        let (done, waiting) = mpsc::channel();
        self.ask(Request::Write(done));
        let _ = waiting.recv_timeout(LAST);
    }

    /// Write all there is and close the store; wait for it, within reason.
    pub fn close(self) {
        let (done, waiting) = mpsc::channel();
        self.ask(Request::Close(done));
        let _ = waiting.recv_timeout(LAST);
    }
}

/// The terminal, as far as a mode depends on it.
#[must_use]
pub fn terminal() -> String {
    let of = |name: &str| std::env::var(name).unwrap_or_default();
    format!("{} {} {}", of("TERM"), of("TERM_PROGRAM"), of("VTE_VERSION")).trim_end().to_owned()
}

enum Change {
    Put(usize, Note),
    Drop(i64),
}

/// What the thread has on its desk.
struct Desk {
    folder: Option<PathBuf>,
    store: Option<Store>,
    keys: BTreeMap<usize, Key>,
    readings: BTreeMap<usize, Reading>,
    changes: Vec<Change>,
    /// When notes were made that have been deleted since, for those that come back.
    made: BTreeMap<i64, i64>,
    /// When to write.
    due: Option<Instant>,
    send: Option<Box<dyn Fn(Report) + Send>>,
    unsent: Vec<Report>,
    /// The reader knows that nothing is kept.
    told: bool,
}

impl Desk {
    fn open() -> Self {
        let mut desk = Self {
            folder: None,
            store: None,
            keys: BTreeMap::new(),
            readings: BTreeMap::new(),
            changes: Vec::new(),
            made: BTreeMap::new(),
            due: None,
            send: None,
            unsent: Vec::new(),
            told: false,
        };
        match store::open::folder() {
            Ok(folder) => desk.folder = Some(folder),
            Err(error) => desk.fail(&error),
        }
        // One that is not there is made when there is something to keep.
        if desk.folder.as_deref().is_some_and(store::open::is_there) {
            desk.try_open();
        }
        desk
    }

    fn serve(mut self, inbox: &Receiver<Request>) {
        loop {
            let request = match self.due {
                Some(due) => inbox.recv_timeout(due.saturating_duration_since(Instant::now())),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match request {
                Ok(Request::Close(done)) => {
                    self.write();
                    drop(self);
                    let _ = done.send(());
                    return;
                }
                Ok(request) => self.take(request),
                Err(RecvTimeoutError::Timeout) => self.write(),
                Err(RecvTimeoutError::Disconnected) => return self.write(),
            }
        }
    }

    fn take(&mut self, request: Request) {
        match request {
            Request::Report(send) => {
                self.unsent.drain(..).for_each(&send);
                self.send = Some(send);
            }
            Request::Open(index, article, path) => self.look_up(index, &article, path),
            Request::Reading(index, reading) => {
                self.readings.insert(index, reading);
                self.due.get_or_insert_with(|| Instant::now() + DELAY);
            }
            Request::Put(index, note) => self.change(Change::Put(index, note)),
            Request::Drop(id) => self.change(Change::Drop(id)),
            Request::Write(done) | Request::Close(done) => {
                self.write();
                let _ = done.send(());
            }
        }
    }

    fn report(&mut self, report: Report) {
        match &self.send {
            Some(send) => send(report),
            None => self.unsent.push(report),
        }
    }

    fn fail(&mut self, error: &StoreError) {
        if !std::mem::replace(&mut self.told, true) {
            self.report(Report::Trouble(Trouble::Failed(error.to_string())));
        }
    }

    fn try_open(&mut self) {
        let Some(folder) = &self.folder else { return };
        match Store::open(folder) {
            Ok((store, aside)) => self.opened(store, aside),
            Err(error) => {
                // What is left as it is will not be another a moment later.
                if matches!(error, StoreError::Newer(..) | StoreError::Foreign(_)) {
                    self.folder = None;
                }
                self.fail(&error);
            }
        }
    }

    fn opened(&mut self, store: Store, aside: Option<PathBuf>) {
        if store.is_read_only() {
            self.fail(&StoreError::ReadOnly(store.path().to_owned()));
        }
        self.store = Some(store);
        if let Some(aside) = aside {
            self.report(Report::Trouble(Trouble::SetAside(aside)));
        }
    }

    /// Do something with the store. A damaged one is set aside and the same is done with a new one.
    fn with_store<T>(&mut self, work: impl Fn(&Self, &Store) -> Result<T, StoreError>) -> Option<T> {
        let done = work(self, self.store.as_ref()?);
        match done {
            Err(error) if error.is_damage() => {
                self.store = None;
                match self.folder.as_deref().map(Store::mend)? {
                    Ok((store, aside)) => self.opened(store, aside),
                    Err(error) => self.fail(&error),
                }
                let again = work(self, self.store.as_ref()?);
                again.map_err(|error| self.fail(&error)).ok()
            }
            other => other.map_err(|error| self.fail(&error)).ok(),
        }
    }

    fn look_up(&mut self, index: usize, article: &Article, path: Option<PathBuf>) {
        let path = path.and_then(|path| std::fs::canonicalize(path).ok());
        // The identity of a large text takes a while; what was read at its path is likely the same.
        let mut found = None;
        if article.text().len() > LARGE && path.is_some() {
            found = self.with_store(|_, store| store.reading("", path.as_deref())).flatten();
            if let Some(reading) = &found {
                self.resume(index, article, Some(reading));
            }
        }
        let key = Key::of(article, path);
        if found.is_none() {
            let reading = self.with_store(|_, store| store.reading(&key.identity, key.path.as_deref())).flatten();
            self.resume(index, article, reading.as_ref());
        }
        let notes = self.with_store(|_, store| store.notes(&key.identity, key.path.as_deref()));
        let notes: Vec<Noted> =
            notes.unwrap_or_default().into_iter().map(|(note, _)| Noted::new(note, article.text())).collect();
        if !notes.is_empty() {
            self.report(Report::Notes(index, notes));
        }
        self.keys.insert(index, key);
    }

    fn resume(&mut self, index: usize, article: &Article, reading: Option<&Reading>) {
        let same_terminal = |reading: &Reading| reading.terminal.as_deref() == Some(terminal().as_str());
        let resume = reading.map(|reading| Resume {
            byte: reading.place.find(article.text()).map(|span| span.start),
            above: reading.above,
            view: View {
                direction: reading.direction.clone(),
                // What was right for one terminal is not for another.
                mode: reading.mode.clone().filter(|_| same_terminal(reading)),
                panel: reading.panel,
            },
        });
        self.report(Report::Resume(index, resume));
    }

    fn change(&mut self, change: Change) {
        self.changes.push(change);
        self.write();
    }

    /// Write all that is to be kept, at once.
    fn write(&mut self) {
        self.due = None;
        if self.readings.is_empty() && self.changes.is_empty() {
            return;
        }
        if self.store.is_none() {
            self.try_open();
        }
        if self.store.as_ref().is_some_and(Store::is_read_only) {
            return;
        }
        let done = self.with_store(|desk, store| {
            store.all_or_none(|| {
                let mut made = desk.made.clone();
                for (index, reading) in &desk.readings {
                    if let Some(key) = desk.keys.get(index) {
                        store.keep_reading(key, reading)?;
                    }
                }
                for change in &desk.changes {
                    match change {
                        Change::Put(index, note) => {
                            if let Some(key) = desk.keys.get(index) {
                                store.put_note(key, note, made.get(&note.id).copied())?;
                            }
                        }
                        Change::Drop(id) => {
                            if let Some(then) = store.drop_note(*id)? {
                                made.insert(*id, then);
                            }
                        }
                    }
                }
                Ok(made)
            })
        });
        if let Some(made) = done {
            self.made = made;
            self.readings.clear();
            self.changes.clear();
            self.told = false;
        } else if self.folder.is_some() {
            self.due = Some(Instant::now() + AGAIN);
        }
    }
}
