//! Search in the reader: what is searched for, the hit stepped to, how many there are.
//!
//! | file | what |
//! |---|---|
//! | [`windows`] | a long text a window at a time: stepping, counting |
//! | [`switches`] | modes and folds as the prompt shows them |
//! | [`concordance`] | all hits, in an order |
//!
//! In: a pattern as it is typed, and what background jobs found. Out: hits. What is not found within a few windows is
//! asked for by a [`Request`], which the shell hands to a job. It must not know how hits are painted.

pub mod concordance;
pub mod switches;
pub mod windows;

use super::line_editor::LineEditor;
use super::scroll::{Anchor, Row};
use super::selection::Selection;
use super::state::State;
use crate::article::Article;
use crate::entity::Place;
use crate::lang::folding::Folds;
use crate::patterns::history::History;
use crate::search::{Matcher, Mode, Query, SearchError};
use crate::span::Span;
use std::sync::{Arc, Weak};
use windows::{Seek, Sought, Tally};

/// Windows that are searched while the reader waits; the rest is for a job.
pub const AT_ONCE: usize = 4;

/// What a pattern is typed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To go to a hit further on.
    Forward,
    /// To go to a hit further back.
    Backward,
    /// To show only paragraphs that hold it.
    Narrow,
    /// To choose in the list of articles, where this one was chosen before.
    Article(usize),
}

impl Purpose {
    /// What stands before the pattern at the prompt.
    #[must_use]
    pub fn sign(self) -> char {
        match self {
            Self::Forward | Self::Article(_) => '/',
            Self::Backward => '?',
            Self::Narrow => '&',
        }
    }
}

/// Where the reader was when typing began.
#[derive(Debug, Clone)]
pub struct Before {
    pub(super) anchor: Anchor,
    pub(super) selection: Option<Selection>,
    pub(super) mention: Option<Place>,
    pub(super) active: Option<Active>,
    pub(super) shown: bool,
    /// Byte that hits are looked for from.
    pub(super) from: usize,
}

/// A pattern being typed.
#[derive(Debug, Clone)]
pub struct Typing {
    /// What for.
    pub purpose: Purpose,
    /// What is typed so far.
    pub line: LineEditor,
    /// Why it cannot be searched for.
    pub problem: Option<SearchError>,
    /// Which older pattern stands there, and what was typed before it was asked for.
    pub(super) recalled: Option<(usize, String)>,
    pub(super) before: Before,
}

/// A search in force. Jobs that work for it stop once it is gone.
#[derive(Debug, Clone)]
pub struct Active {
    /// What is searched for.
    pub query: Query,
    /// The same, ready.
    pub matcher: Arc<Matcher>,
    /// Which way `n` goes.
    pub forward: bool,
    /// The hit stepped to.
    pub current: Option<Span>,
    /// The end or the beginning of the text was passed on the way to it.
    pub wrapped: bool,
    /// Which hit it is, from 1, where that is known.
    pub number: Option<usize>,
    /// Hits as far as they are counted.
    pub tally: Arc<Tally>,
    /// The whole text was gone round without a hit.
    pub nowhere: bool,
    underway: Option<Underway>,
    token: Arc<()>,
    asked: bool,
}

/// The way to the next hit, gone in the background.
#[derive(Debug, Clone)]
struct Underway {
    seek: Seek,
    token: Arc<()>,
    asked: bool,
}

impl Active {
    pub(super) fn new(query: Query, matcher: Matcher, forward: bool) -> Self {
        Self {
            query,
            matcher: Arc::new(matcher),
            forward,
            current: None,
            wrapped: false,
            number: None,
            tally: Arc::default(),
            nowhere: false,
            underway: None,
            token: Arc::default(),
            asked: false,
        }
    }

    /// Count anew and take no report of before, as when another text is searched.
    pub(super) fn renew(&mut self) {
        *self = Self { forward: self.forward, ..Self::new(self.query.clone(), Matcher::clone(&self.matcher), true) };
    }

    /// Go another way than the one under way.
    pub(super) fn set_out(&mut self, seek: Option<Seek>) {
        self.underway = seek.map(|seek| Underway { seek, token: Arc::default(), asked: false });
    }

    /// Ask again for what was not answered, after another search was in force meanwhile.
    pub(super) fn resume(&mut self) {
        if !self.tally.done {
            self.token = Arc::default();
            self.asked = false;
        }
        self.set_out(None);
    }

    /// Whether a job is on its way to a hit.
    #[must_use]
    pub fn is_underway(&self) -> bool {
        self.underway.is_some()
    }
}

/// Paragraphs that alone are shown.
#[derive(Debug, Clone)]
pub struct Narrowed {
    /// What they hold.
    pub query: Query,
    /// Their bytes, in order, as far as the text has been gone through.
    pub paragraphs: Arc<Vec<Span>>,
    matcher: Arc<Matcher>,
    token: Arc<()>,
    asked: bool,
    done: bool,
}

impl Narrowed {
    pub(super) fn new(query: Query, matcher: Matcher) -> Self {
        Self {
            query,
            matcher: Arc::new(matcher),
            paragraphs: Arc::default(),
            token: Arc::default(),
            asked: false,
            done: false,
        }
    }
}

/// Search.
#[derive(Debug, Clone, Default)]
pub struct Find {
    /// The pattern being typed.
    pub typing: Option<Typing>,
    /// The search in force.
    pub active: Option<Active>,
    /// Its hits are highlighted.
    pub shown: bool,
    /// How patterns are meant.
    pub mode: Mode,
    /// Folds, where the reader has chosen some; else those of the article's language.
    pub folds: Option<Folds>,
    /// Patterns searched for before.
    pub history: History,
    /// The order in which hits are listed.
    pub order: concordance::Order,
    /// Hits in the paragraphs on screen, in order.
    pub(super) on_screen: Vec<Span>,
}

/// Something for a background job.
#[derive(Debug, Clone)]
pub struct Request {
    /// The document.
    pub index: usize,
    /// Its article.
    pub article: Article,
    /// The query.
    pub matcher: Arc<Matcher>,
    /// Paragraphs that are shown.
    pub only: Option<Arc<Vec<Span>>>,
    /// Gone as soon as nobody waits for the answer.
    pub token: Weak<()>,
    /// What is wanted.
    pub task: Task,
}

/// What a job is to do.
#[derive(Debug, Clone)]
pub enum Task {
    /// Find the next hit.
    Seek(Seek),
    /// Count all hits.
    Count,
    /// Find the paragraphs that hold one.
    Narrow,
}

/// What a job found.
#[derive(Debug, Clone)]
pub enum Answer {
    /// Where the way led.
    Sought(Sought),
    /// Hits as far as they are counted.
    Counted(Arc<Tally>),
    /// Paragraphs, as far as the text has been gone through; whether that is all of it.
    Narrowed(Arc<Vec<Span>>, bool),
}

/// Do what a request asks for, reporting as it goes. `pace` says after a window whether the time has come to report.
pub fn answer(request: &Request, mut pace: impl FnMut() -> bool, mut report: impl FnMut(Answer)) {
    let (text, only) = (request.article.text(), request.only.as_deref().map(Vec::as_slice));
    let wanted = || request.token.strong_count() > 0;
    match &request.task {
        Task::Seek(seek) => {
            let mut seek = seek.clone();
            while wanted() {
                match seek.run(text, &request.matcher, only, 1) {
                    Sought::Underway(further) => seek = further,
                    end => return report(Answer::Sought(end)),
                }
            }
        }
        Task::Count => {
            let mut tally = Tally::default();
            while wanted() && tally.advance(text, &request.matcher, only) {
                if tally.done || pace() {
                    report(Answer::Counted(Arc::new(tally.clone())));
                }
            }
        }
        Task::Narrow => {
            let mut paragraphs: Vec<Span> = Vec::new();
            let all = windows::count(text.len());
            for number in 0..all {
                if !wanted() {
                    return;
                }
                paragraphs_of(&request.article, &request.matcher, number, &mut paragraphs);
                let done = number + 1 == all;
                if done || pace() {
                    report(Answer::Narrowed(Arc::new(paragraphs.clone()), done));
                }
            }
        }
    }
}

/// The paragraphs of a window that hold a hit.
fn paragraphs_of(article: &Article, matcher: &Matcher, number: usize, into: &mut Vec<Span>) {
    let text = article.text();
    let window = windows::window(text, number);
    let slice = window.of(text);
    let mut from = 0;
    while let Some(hit) = matcher.find_at(slice, from) {
        let Some(paragraph) = article.paragraph_at(window.start + hit.start) else { return };
        if into.last() != Some(&paragraph.span) {
            into.push(paragraph.span);
        }
        from = hit.end.max(paragraph.span.end.saturating_sub(window.start));
        if from > slice.len() {
            return;
        }
    }
}

impl State {
    /// Paragraphs that alone are shown, where not all are.
    #[must_use]
    pub fn only(&self) -> Option<&Arc<Vec<Span>>> {
        self.document().narrowed.as_ref().map(|narrowed| &narrowed.paragraphs).filter(|only| !only.is_empty())
    }

    /// Folds in force.
    #[must_use]
    pub fn folds(&self) -> Folds {
        self.find.folds.unwrap_or_else(|| self.language_folds())
    }

    /// Folds that the article's language asks for.
    #[must_use]
    pub fn language_folds(&self) -> Folds {
        Folds::for_language(self.article().map_or("", |article| &article.meta.language))
    }

    /// The hits on screen, while they are highlighted, in order.
    #[must_use]
    pub fn hits_here(&self) -> &[Span] {
        &self.find.on_screen
    }

    /// The hit stepped to, while hits are highlighted.
    #[must_use]
    pub fn hit(&self) -> Option<Span> {
        self.find.active.as_ref().filter(|_| self.find.shown)?.current
    }

    /// What is searched for in the background, as far as it has not been asked for yet.
    #[must_use]
    pub fn search_requests(&mut self) -> Vec<Request> {
        let index = self.current;
        let only = self.only().cloned();
        let document = &mut self.documents[index];
        let Some(article) = &document.article else { return Vec::new() };
        let request = |matcher: &Arc<Matcher>, token: &Arc<()>, only: Option<Arc<Vec<Span>>>, task| Request {
            index,
            article: article.clone(),
            matcher: Arc::clone(matcher),
            only,
            token: Arc::downgrade(token),
            task,
        };
        let mut requests = Vec::new();
        if let Some(active) = &mut self.find.active {
            if let Some(underway) = active.underway.as_mut().filter(|underway| !underway.asked) {
                underway.asked = true;
                let task = Task::Seek(underway.seek.clone());
                requests.push(request(&active.matcher, &underway.token, only.clone(), task));
            }
            let narrowing = document.narrowed.as_ref().is_some_and(|narrowed| !narrowed.done);
            if !active.asked && !active.tally.done && self.find.shown && !narrowing {
                active.asked = true;
                requests.push(request(&active.matcher, &active.token, only, Task::Count));
            }
        }
        if let Some(narrowed) = document.narrowed.as_mut().filter(|narrowed| !narrowed.asked && !narrowed.done) {
            narrowed.asked = true;
            requests.push(request(&narrowed.matcher, &narrowed.token, None, Task::Narrow));
        }
        requests
    }

    /// Count in a short text at once.
    pub(super) fn count_at_once(&mut self) {
        let only = self.only().cloned();
        let Some(article) = self.documents[self.current].article.as_ref() else { return };
        let Some(active) = self.find.active.as_mut().filter(|active| !active.tally.done) else { return };
        if windows::count(article.text().len()) <= AT_ONCE {
            let mut tally = Tally::default();
            while tally.advance(article.text(), &active.matcher, only.as_deref().map(Vec::as_slice)) {}
            active.tally = Arc::new(tally);
        }
        self.number_hit();
    }

    /// Find out which hit the current one is.
    pub(super) fn number_hit(&mut self) {
        let only = self.only().cloned();
        let Some(article) = self.documents[self.current].article.as_ref() else { return };
        let Some(active) = self.find.active.as_mut() else { return };
        active.number = active.current.and_then(|hit| {
            active.tally.number(article.text(), &active.matcher, only.as_deref().map(Vec::as_slice), hit.start)
        });
    }

    /// Take in how far hits are counted.
    pub(super) fn take_tally(&mut self, tally: Arc<Tally>) {
        if let Some(active) = &mut self.find.active {
            active.tally = tally;
        }
        self.number_hit();
    }

    /// Take in which paragraphs hold what the text is narrowed to; whether there is none.
    pub(super) fn take_narrowed(&mut self, index: usize, paragraphs: Arc<Vec<Span>>, done: bool) -> bool {
        let document = &mut self.documents[index];
        let Some(narrowed) = &mut document.narrowed else { return false };
        let none = done && paragraphs.is_empty();
        narrowed.paragraphs = paragraphs;
        narrowed.done = done;
        if none {
            document.narrowed = None;
        }
        if let Some(active) = self.find.active.as_mut().filter(|_| done && index == self.current) {
            let current = active.current;
            active.renew();
            active.current = current;
        }
        none
    }

    /// Whether whoever asked by this token still waits.
    pub(super) fn awaits(&self, index: usize, token: &Weak<()>) -> bool {
        let Some(token) = token.upgrade() else { return false };
        let active = self.find.active.as_ref().filter(|_| index == self.current);
        let of_count = active.map(|active| &active.token);
        let of_seek = active.and_then(|active| active.underway.as_ref()).map(|underway| &underway.token);
        let of_narrowing = self.documents.get(index).and_then(|d| d.narrowed.as_ref()).map(|narrowed| &narrowed.token);
        [of_count, of_seek, of_narrowing].into_iter().flatten().any(|own| Arc::ptr_eq(own, &token))
    }

    /// Find the hits in the paragraphs on screen.
    pub(super) fn settle_hits(&mut self) {
        let mut found: Vec<Span> = Vec::new();
        if let (Some(active), Some(article)) =
            (self.find.active.as_ref().filter(|_| self.find.shown), self.documents[self.current].article.as_ref())
        {
            let mut last = None;
            for row in &self.rows {
                let Row::Line { paragraph, .. } = row else { continue };
                if last.replace(paragraph.span.start) != Some(paragraph.span.start) {
                    let hits = active.matcher.find_iter(article.slice(paragraph.span));
                    found.extend(hits.map(|hit| hit.shifted(paragraph.span.start)));
                }
            }
        }
        self.find.on_screen = found;
    }
}
