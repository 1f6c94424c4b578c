//! What runs in the background: opening articles, counting paragraphs, finding titles and entities.
//!
//! In: a source or an article, and where to report. Out: [`Report`]s, sent as events. A job works on its own handle of the
//! article and changes nothing. It must not know the screen.

use super::keeper::Trouble;
use super::keeping::{Noted, Resume};
use crate::article::{Article, Paragraph};
use crate::config::value::Engine;
use crate::corrections;
use crate::entity::overlay::Overlay;
use crate::entity::recognise::{Recogniser, has_tagger};
use crate::entity::{Entities, Mention, dating};
use crate::load::{self, LoadError, LoadOptions, Source};
use crate::models;
use crate::reader::find::{self, Answer, Request};
use std::io;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

/// What a job found.
#[derive(Debug)]
pub enum Report {
    /// A document was opened, or why not.
    Opened(usize, Result<Box<Article>, String>),
    /// Where a document's paragraphs start.
    Counted(usize, Vec<usize>),
    /// A document's title.
    Titled(usize, String),
    /// What the reader has corrected in a document before.
    Corrected(usize, Overlay),
    /// A document's entities, as far as it has been gone through: so many per cent.
    Entities(usize, Arc<Entities>, u8),
    /// What was searched for, and what was found.
    Searched(Box<Request>, Answer),
    /// Where reading a document stopped before, where it was read.
    Resume(usize, Option<Resume>),
    /// What was kept of a document before.
    Notes(usize, Vec<Noted>),
    /// Something is wrong with the store.
    Trouble(Trouble),
}

/// Text up to this many bytes is counted at once: a thread would take longer.
pub const SMALL: usize = 64 * 1024;

/// Where all paragraphs of an article start.
#[must_use]
pub fn starts(article: &Article) -> Vec<usize> {
    article.paragraphs().map(|paragraph| paragraph.span.start).collect()
}

/// Run `job` in the background and send what it reports. Where no thread can be had it runs here and now.
fn run(send: impl Fn(Report) + Send + Clone + 'static, job: impl Fn(&dyn Fn(Report)) + Send + Clone + 'static) {
    let (here, job_here) = (send.clone(), job.clone());
    if thread::Builder::new().name("job".into()).spawn(move || job(&send)).is_err() {
        job_here(&here);
    }
}

/// Open document `index`.
pub fn open(index: usize, source: Source, options: LoadOptions, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| {
        let article = load::load(&source, &options).map(Box::new).map_err(|error| error.to_string());
        send(Report::Opened(index, article));
    });
}

/// What gives the article of a document that is shown before all of it is read: nothing where the reader has left.
pub struct Late(Box<dyn FnOnce() -> Option<Result<Article, LoadError>> + Send>);

impl Late {
    /// One that `wait` gives, however long that takes.
    pub fn new(wait: impl FnOnce() -> Option<Result<Article, LoadError>> + Send + 'static) -> Self {
        Self(Box::new(wait))
    }

    /// Have it given as the article of document `index`.
    ///
    /// # Errors
    /// Where no thread can be had.
    pub fn open(self, index: usize, send: impl Fn(Report) + Send + 'static) -> io::Result<()> {
        let wait = move || {
            if let Some(article) = (self.0)() {
                send(Report::Opened(index, article.map(Box::new).map_err(|error| error.to_string())));
            }
        };
        thread::Builder::new().name("late".into()).spawn(wait).map(drop)
    }
}

impl std::fmt::Debug for Late {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Late")
    }
}

/// Count the paragraphs of document `index`.
pub fn count(index: usize, article: Article, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| send(Report::Counted(index, starts(&article))));
}

/// How often a search that goes on says how far it is.
const PACE: Duration = Duration::from_millis(100);

/// Search, until it is done or nobody waits for it any more.
pub fn search(request: Request, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| {
        let mut last = Instant::now();
        let pace = || {
            let due = last.elapsed() >= PACE;
            if due {
                last = Instant::now();
            }
            due
        };
        find::answer(&request, pace, |answer| send(Report::Searched(Box::new(request.clone()), answer)));
    });
}

/// Text up to this many bytes is read as one; a longer one in parts, each twice as long as the one before.
const PART: usize = 128 * 1024;
/// Text up to this many bytes is also read by the full engine.
const FULL: usize = 256 * 1024;

/// Find the entities of document `index`, from the paragraph around `byte` outwards; what has been found so far is
/// reported after each part. Where the encoder's file is there, a text of no great length is read again with it.
pub fn entities(
    index: usize,
    article: Article,
    byte: usize,
    engine: Engine,
    send: impl Fn(Report) + Send + Clone + 'static,
) {
    run(send, move |send| {
        if let Ok(Some(overlay)) = corrections::kept(&article) {
            send(Report::Corrected(index, overlay));
        }
        let Ok(recogniser) = models::recogniser() else { return };
        let (text, language) = (article.text(), &article.meta.language);
        let report = |mentions: &[Mention], percent: u8| {
            let found = recogniser.resolve(text, mentions, language);
            let dates = dating::dates(&article, &found, recogniser.rules(language));
            send(Report::Entities(index, Arc::new(found.dated(dates)), percent));
        };
        let full = engine != Engine::Fast && text.len() <= FULL && has_tagger(language) && models::has_full();
        let mut mentions = Vec::new();
        let mut read = 0;
        let mut outwards = Outwards::new(&article, byte);
        while let Some(part) = outwards.next_part(PART.max(read)) {
            read += part.iter().map(|paragraph| paragraph.span.len() + 1).sum::<usize>();
            mentions.extend(recogniser.mentions(text, &part, language, None));
            mentions.sort_unstable();
            // Less than all until the last word is said.
            let percent = u8::try_from(read * 100 / text.len().max(1)).unwrap_or(100).min(99);
            let done = outwards.is_done() && !full;
            report(&mentions, if done { 100 } else { percent });
        }
        if full {
            // Reading the file takes longer than all the fast engine does: its turn is now.
            if let Ok(full) = models::full() {
                let paragraphs: Vec<_> = article.paragraphs().collect();
                let scores = full.scores(&Recogniser::words(text, &paragraphs));
                mentions = recogniser.mentions(text, &paragraphs, language, Some(&scores));
            }
            report(&mentions, 100);
        }
    });
}

/// The paragraphs of an article from a place outwards, forwards and backwards by turns.
struct Outwards<'a> {
    article: &'a Article,
    forwards: Option<Paragraph>,
    backwards: Option<Paragraph>,
}

impl<'a> Outwards<'a> {
    fn new(article: &'a Article, byte: usize) -> Self {
        let forwards = article.paragraph_at(byte);
        Self { article, forwards, backwards: forwards.and_then(|here| article.previous(&here)) }
    }

    fn is_done(&self) -> bool {
        self.forwards.is_none() && self.backwards.is_none()
    }

    /// Paragraphs of some `bytes`, in the order of the text.
    fn next_part(&mut self, bytes: usize) -> Option<Vec<Paragraph>> {
        let (mut before, mut behind) = (Vec::new(), Vec::new());
        let mut taken = 0;
        while taken < bytes && !self.is_done() {
            for (next, into, forwards) in
                [(&mut self.forwards, &mut behind, true), (&mut self.backwards, &mut before, false)]
            {
                if let Some(here) = *next {
                    taken += here.span.len() + 1;
                    *next = if forwards { self.article.next(&here) } else { self.article.previous(&here) };
                    into.push(here);
                }
            }
        }
        before.reverse();
        before.extend(behind);
        (!before.is_empty()).then_some(before)
    }
}

/// Find the titles of documents, one after the other.
pub fn titles(sources: Vec<(usize, Source)>, options: LoadOptions, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| {
        for (index, source) in &sources {
            if let Ok(article) = load::load(source, &options)
                && let Some(title) = article.title()
            {
                send(Report::Titled(*index, title.to_owned()));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::encoding::Decoded;

    #[test]
    fn parts_go_outwards_and_miss_nothing() {
        let text: String = (0..50).map(|n| format!("Paragraph number {n}.\n\n")).collect();
        let decoded = Decoded { text, encoding: "UTF-8".into(), replaced: 0 };
        let article = load::article("x", decoded, &LoadOptions::default());
        let mut outwards = Outwards::new(&article, article.text().len() / 2);
        let mut seen = Vec::new();
        let mut first = None;
        while let Some(part) = outwards.next_part(100) {
            assert!(part.is_sorted_by_key(|paragraph| paragraph.span));
            first.get_or_insert(part[0].span.start);
            seen.extend(part.iter().map(|paragraph| paragraph.span.start));
        }
        seen.sort_unstable();
        assert_eq!(seen, starts(&article));
        assert!(first.is_some_and(|start| start > article.text().len() / 3));
    }
}
