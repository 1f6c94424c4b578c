//! What the threads behind the reader are asked for, and what they report.
//!
//! In: a document that was opened, searched or read on. Out: jobs begun, what they found laid into the state, and the place
//! of reading handed to the keeper. It must not know keys.

use super::{Event, Shell};
use crate::article::Quote;
use crate::locale::Argument;
use crate::reader::jobs::{self, Report};
use crate::reader::keeper::{self, Trouble};
use crate::reader::state::Message;
use crate::reader::update;
use crate::store::Reading;
use std::io;
use std::path::Path;
use std::rc::Rc;
use std::time::Instant;

impl Shell {
    pub(super) fn reporter(&self) -> impl Fn(Report) + Send + Clone + use<> {
        let sender = self.sender.clone();
        move |report| {
            // Where nobody listens any more, nobody needs to know.
            let _ = sender.send(Event::Report(report));
        }
    }

    pub(super) fn report(&mut self, report: Report) -> io::Result<()> {
        match report {
            Report::Opened(index, Ok(article)) => {
                let document = &mut self.state.documents[index];
                document.title = article.title().map(str::to_owned);
                document.article = Some(*article);
                document.partial = false;
                document.starts = None;
                document.found = None;
                document.narrowed = None;
                document.failed = false;
                document.notes.clear();
                self.state.message = None;
                if index != self.state.current {
                    let from = self.state.spot();
                    self.state.keeping.jumps.leave(from);
                }
                let effects = update::show(&mut self.state, index);
                self.carry_out(effects)?;
                self.open_kept(index);
                self.count_paragraphs(index);
                self.unread.push(index);
            }
            Report::Opened(index, Err(message)) => {
                let document = &mut self.state.documents[index];
                (document.failed, document.partial) = (true, false);
                self.state.message = Some(Message::Error(message));
                return self.let_go();
            }
            Report::Counted(index, starts) => self.state.documents[index].starts = Some(Rc::new(starts)),
            Report::Entities(index, entities, percent) => self.state.receive(index, entities, percent),
            Report::Corrected(index, corrections) => self.state.take_corrections(index, corrections),
            Report::Searched(request, answer) => update::take_answer(&mut self.state, &request, answer),
            Report::Titled(index, title) => self.state.documents[index].title = Some(title),
            Report::Resume(index, resume) => {
                self.looked_up.insert(index);
                let Some(resume) = resume.filter(|_| self.state.settings.resume) else { return self.let_go() };
                if self.state.resume(index, resume) {
                    let effects = update::apply_view(&mut self.state);
                    self.carry_out(effects)?;
                }
                self.state.arrange();
                return self.let_go();
            }
            Report::Notes(index, notes) => self.state.take_notes(index, notes),
            Report::Trouble(trouble) => {
                let (key, what) = match trouble {
                    Trouble::Failed(problem) => ("message-store-failed", problem),
                    Trouble::SetAside(path) => ("message-store-damaged", path.display().to_string()),
                };
                self.state.message =
                    Some(Message::Error(self.state.texts.format(key, &[("what", Argument::Text(&what))])));
            }
        }
        Ok(())
    }

    /// Ask the keeper for what was kept of a document, unless it is the welcome page.
    pub(super) fn open_kept(&mut self, index: usize) {
        let document = &self.state.documents[index];
        if let (Some(source), Some(article)) = (&document.source, &document.article) {
            self.keeper.open(index, article.clone(), source.path().map(Path::to_owned));
        }
    }

    /// Tell the keeper where the document is read, where that is not where it was. It has to have said where that was: what is
    /// on the screen before is not read yet.
    pub(super) fn keep_reading(&mut self) {
        if !self.state.settings.history {
            return;
        }
        let document = self.state.document();
        let (Some(_), Some(article)) = (&document.source, &document.article) else { return };
        let (index, now) = (self.state.current, (document.anchor, document.view.clone()));
        let before = self.kept.get(&index);
        if before == Some(&now) || !self.looked_up.contains(&index) {
            return;
        }
        // Who asks not to be taken to where reading stopped and has not moved has not read anything else.
        if before.is_some() || self.state.settings.resume {
            let view = document.view.clone();
            let reading = Reading {
                place: Quote::at(article.text(), document.anchor.byte),
                above: document.anchor.above,
                percent: self.state.percent(),
                direction: view.direction,
                terminal: view.mode.is_some().then(keeper::terminal),
                mode: view.mode,
                panel: view.panel,
            };
            self.keeper.reading(index, reading);
        }
        self.kept.insert(index, now);
    }

    /// Count the paragraphs of a small document; [`Self::go_through`] has a large one counted.
    pub(super) fn count_paragraphs(&mut self, index: usize) {
        let document = &mut self.state.documents[index];
        if let Some(article) =
            document.article.as_ref().filter(|article| article.text().len() <= jobs::SMALL && !document.partial)
        {
            document.starts = Some(Rc::new(jobs::starts(article)));
        }
    }

    /// Have searched in the background what is still looked for.
    pub(super) fn search(&mut self) {
        for request in self.state.search_requests() {
            jobs::search(request, self.reporter());
        }
    }

    /// Have what is new gone through in the background: its paragraphs counted, its entities found.
    pub(super) fn go_through(&mut self) {
        if self.awaits() && self.quiet_until.is_some_and(|end| Instant::now() < end) {
            return;
        }
        self.quiet_until = None;
        for index in std::mem::take(&mut self.unread) {
            let document = &self.state.documents[index];
            if let Some(article) = document.article.as_ref().filter(|_| !document.partial) {
                if document.starts.is_none() {
                    jobs::count(index, article.clone(), self.reporter());
                }
                let byte = if index == self.state.current { self.state.first_byte() } else { 0 };
                jobs::entities(index, article.clone(), byte, self.state.settings.engine, self.reporter());
            }
        }
    }
}
