//! Everything the reader knows.
//!
//! In: configuration, documents, findings about the terminal. Out: [`State`], which [`super::update`] changes and
//! [`crate::ui`] only reads. [`State::arrange`] works out the rows on screen after a change, so that drawing, the mouse and
//! the cursor all see the same ones. It must not know how rows are painted.

use super::card::{Card, Moment};
use super::find::concordance::Concordance;
use super::find::{self, Find, Narrowed};
use super::geometry::Geometry;
use super::keeping::{Keeping, Noted, View};
use super::line_editor::LineEditor;
use super::panel::Panel;
use super::prompt::Prompt;
use super::scroll::{Anchor, Layouts, Row, Rows};
use super::selection::Selection;
use crate::article::{Article, Kind};
use crate::calibration::Calibration;
use crate::config::theme::Depth;
use crate::config::{Binding, Config, Key, Keymap, Settings, Theme};
use crate::entity::overlay::Overlay;
use crate::entity::{Classes, Entities, Label, Place};
use crate::lang::Direction;
use crate::layout::{Options, Shown};
use crate::load::{LoadOptions, Source};
use crate::locale::Texts;
use crate::patterns::history::History;
use crate::terminal::mode::OutputMode;
use crate::terminal::probe::Findings;
use std::rc::Rc;
use std::sync::Arc;

/// An article that was opened or may be.
#[derive(Debug)]
pub struct Document {
    /// Where it comes from; `None` for the welcome page.
    pub source: Option<Source>,
    /// The article, once opened.
    pub article: Option<Article>,
    /// It is the beginning of an article that is being loaded.
    pub partial: bool,
    /// Its title, once known.
    pub title: Option<String>,
    /// Reading position.
    pub anchor: Anchor,
    /// Starts of all its paragraphs, once counted.
    pub starts: Option<Rc<Vec<usize>>>,
    /// Page furniture is folded.
    pub folded: bool,
    /// It did not open; stepping from article to article passes it over.
    pub failed: bool,
    /// What it speaks of, once looked for.
    pub found: Option<Found>,
    /// What the reader has corrected in that.
    pub corrections: Overlay,
    /// Paragraphs that alone are shown, where not all are.
    pub narrowed: Option<Narrowed>,
    /// Marks, bookmarks and highlights, in the order of the text.
    pub notes: Vec<Noted>,
    /// How it is shown, where the reader changed that.
    pub view: View,
}

/// Entities found in a document.
#[derive(Debug, Clone)]
pub struct Found {
    /// They, corrected.
    pub entities: Arc<Entities>,
    /// They as they were found.
    pub uncorrected: Arc<Entities>,
    /// How much of the document has been gone through, in per cent.
    pub percent: u8,
}

impl Document {
    /// Entities with the reader's corrections laid over them.
    fn corrected(&self, found: &Arc<Entities>) -> Arc<Entities> {
        match &self.article {
            Some(article) if !self.corrections.is_empty() => {
                Arc::new(self.corrections.apply(article.text(), Entities::clone(found)).0)
            }
            _ => Arc::clone(found),
        }
    }

    /// A document not opened yet.
    #[must_use]
    pub fn unopened(source: Source) -> Self {
        Self {
            source: Some(source),
            article: None,
            partial: false,
            title: None,
            anchor: Anchor::default(),
            starts: None,
            folded: false,
            failed: false,
            found: None,
            corrections: Overlay::default(),
            narrowed: None,
            notes: Vec::new(),
            view: View::default(),
        }
    }

    /// Its title, or the name of its source.
    #[must_use]
    pub fn name(&self) -> String {
        let title = self.title.clone().or_else(|| self.article.as_ref()?.title().map(str::to_owned));
        title.or_else(|| self.source.as_ref().map(Source::name)).unwrap_or_default()
    }
}

/// Something qari has to say, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// What was done.
    Info(String),
    /// What went wrong.
    Error(String),
}

/// What lies over the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    /// The keys, scrolled by so many rows.
    Help(usize),
    /// The list of articles, with the chosen one.
    Articles(usize),
    /// All about an entity, with the chosen mention.
    Card(Rc<Card>, usize),
    /// The article's dates, with the chosen one.
    Timeline(Rc<Vec<Moment>>, usize),
    /// The hits of the search, with the chosen one.
    Hits(Rc<Concordance>, usize),
    /// The list of marks, bookmarks and highlights, with the chosen one.
    Notes(usize),
}

/// The reader.
#[derive(Debug)]
pub struct State {
    /// Settings as they are now.
    pub settings: Settings,
    /// Texts of the interface.
    pub texts: Texts,
    /// Keys.
    pub keymap: Keymap,
    /// Styles.
    pub theme: Theme,
    /// Colours there are.
    pub depth: Depth,
    /// What is known of the terminal.
    pub findings: Findings,
    /// The terminal's name, as far as it is known.
    pub terminal: String,
    /// It has been said that the terminal drops marks.
    told_of_marks: bool,
    /// Bindings of the configuration, over any preset.
    pub bindings: Vec<Binding>,
    /// What the environment says.
    pub environment: Environment,
    /// Output mode in force.
    pub mode: OutputMode,
    /// All documents; never empty.
    pub documents: Vec<Document>,
    /// The one being read.
    pub current: usize,
    /// Columns and rows of the screen.
    pub size: (usize, usize),
    /// Where things lie.
    pub geometry: Geometry,
    /// Rows of text on screen.
    pub rows: Vec<Row>,
    /// The cursor and what is selected up to it, while there is one.
    pub selection: Option<Selection>,
    /// Movements move the cursor; otherwise only a click has placed it, and nothing is selected.
    pub selecting: bool,
    /// What lies over the text.
    pub sheet: Option<Sheet>,
    /// The command, name or note being typed.
    pub prompt: Option<Prompt>,
    /// Commands typed in this session.
    pub(super) commands: History,
    /// What qari says.
    pub message: Option<Message>,
    /// Keys of an unfinished sequence.
    pub typed: Vec<Key>,
    /// The number typed before a key.
    pub count: Option<usize>,
    /// The panel of entities.
    pub panel: Panel,
    /// The mention stepped to, jumped to or clicked on.
    pub mention: Option<Place>,
    /// Classes of entities that are highlighted and stepped through.
    pub marked: Classes,
    /// The entity that is to be merged with the next one chosen: its label and name.
    pub merging: Option<(Label, String)>,
    /// Search.
    pub find: Find,
    /// What is kept while reading.
    pub keeping: Keeping,
    pub(super) layouts: Layouts,
}

impl State {
    /// A reader of `documents`, the first of which is open.
    #[must_use]
    pub fn new(mut config: Config, documents: Vec<Document>, size: (usize, usize), environment: Environment) -> Self {
        let keymap = config.keymap();
        let texts = Texts::new(config.settings.interface_language(&environment.language));
        let mut state = Self {
            mode: OutputMode::Visual,
            settings: config.settings,
            texts,
            keymap,
            theme: Theme::default(),
            depth: Depth::None,
            findings: environment.findings.clone(),
            terminal: String::new(),
            told_of_marks: false,
            bindings: config.bindings,
            environment,
            documents,
            current: 0,
            size,
            geometry: Geometry::default(),
            rows: Vec::new(),
            selection: None,
            selecting: false,
            sheet: None,
            prompt: None,
            commands: History::default(),
            message: None,
            typed: Vec::new(),
            count: None,
            panel: Panel::default(),
            mention: None,
            marked: Classes::ALL,
            merging: None,
            find: Find::default(),
            keeping: Keeping { given: config.given, ..Keeping::default() },
            layouts: Layouts::default(),
        };
        let fold = state.settings.fold_furniture;
        state.documents.iter_mut().for_each(|document| document.folded = fold);
        state.keeping.session = state.view();
        state.settle_terminal();
        state.announce(&config.problems);
        state.arrange();
        state
    }

    /// The line being typed: at the prompt, a pattern or the panel's filter.
    #[must_use]
    pub fn line(&self) -> Option<&LineEditor> {
        let pattern = self.find.typing.as_ref().map(|typing| &typing.line);
        self.prompt.as_ref().map(|prompt| &prompt.line).or(pattern).or(self.panel.typing.as_ref())
    }

    /// The same, to be changed.
    pub(super) fn line_mut(&mut self) -> Option<&mut LineEditor> {
        let pattern = self.find.typing.as_mut().map(|typing| &mut typing.line);
        self.prompt.as_mut().map(|prompt| &mut prompt.line).or(pattern).or(self.panel.typing.as_mut())
    }

    /// Whether that is the panel's filter.
    #[must_use]
    pub fn filters(&self) -> bool {
        self.prompt.is_none() && self.find.typing.is_none() && self.panel.typing.is_some()
    }

    /// The document being read.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.documents[self.current]
    }

    /// The article being read.
    #[must_use]
    pub fn article(&self) -> Option<&Article> {
        self.document().article.as_ref()
    }

    /// Direction of the document: the side where chrome starts.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.article().map_or(Direction::Ltr, Article::direction)
    }

    /// What the article speaks of, as far as it is known.
    #[must_use]
    pub fn entities(&self) -> Option<&Entities> {
        self.document().found.as_ref().map(|found| &*found.entities)
    }

    /// Take in the entities of document `index`. The mention stepped to and the one chosen in the panel stay where their
    /// numbers change.
    pub fn receive(&mut self, index: usize, entities: Arc<Entities>, percent: u8) {
        let Some(document) = self.documents.get_mut(index) else { return };
        let corrected = document.corrected(&entities);
        let before = document.found.replace(Found { entities: corrected, uncorrected: entities, percent });
        if index == self.current {
            self.renumber(before.as_ref());
            self.arrange();
        }
    }

    /// Take other corrections of document `index`.
    pub fn take_corrections(&mut self, index: usize, corrections: Overlay) {
        let Some(document) = self.documents.get_mut(index) else { return };
        document.corrections = corrections;
        if let Some(found) = document.found.clone() {
            self.receive(index, found.uncorrected, found.percent);
        }
    }

    /// How articles are to be loaded.
    #[must_use]
    pub fn load_options(&self) -> LoadOptions {
        LoadOptions::from(&self.settings)
    }

    /// What the terminal shows of a text in the mode in force.
    #[must_use]
    pub fn shown(&self) -> Shown {
        self.settings.shown(self.mode, &self.terminal, &self.findings, &self.environment.calibration)
    }

    /// Options that paragraphs are laid out by.
    #[must_use]
    pub fn layout_options(&self) -> Options {
        self.settings.layout_options(self.geometry.width, self.shown())
    }

    /// Whether marks reach the screen as marks: where they are dropped, or take a cell, text reads better without.
    #[must_use]
    pub fn keeps_marks(&self) -> bool {
        crate::config::settings::keeps_marks(self.mode, &self.terminal, &self.findings, &self.environment.calibration)
    }

    /// Mode and theme, by the settings and what is known of the terminal. Returns the mode before.
    pub(super) fn settle_terminal(&mut self) -> OutputMode {
        let before = self.mode;
        self.depth = self.settings.depth(self.environment.depth);
        self.terminal = self.findings.identity();
        let told = self.settings.told(&self.environment.calibration, &self.terminal);
        self.mode = self.findings.decide(told).0;
        let by_ground = if self.findings.light == Some(true) { "light" } else { "dark" };
        let wanted = self.settings.theme.as_deref();
        let name = wanted.unwrap_or(by_ground);
        if !self.theme.is(name, self.depth, wanted.is_some()) {
            self.theme = Theme::named(name, self.depth, wanted.is_some());
        }
        before
    }

    fn announce(&mut self, problems: &[crate::config::Problem]) {
        use crate::locale::Argument::{Number, Text};
        if let Some(first) = problems.first() {
            let problem = first.to_string();
            let more = problems.len() - 1;
            self.message = Some(Message::Error(if more == 0 {
                self.texts.format("message-config", &[("problem", Text(&problem))])
            } else {
                self.texts.format("message-config-more", &[("problem", Text(&problem)), ("count", Number(more))])
            }));
        } else {
            self.announce_replaced();
        }
    }

    /// Say how many invalid sequences the article had, where it had any.
    pub(super) fn announce_replaced(&mut self) {
        use crate::locale::Argument::{Number, Text};
        let Some(meta) = self.article().map(|article| &article.meta).filter(|meta| meta.replaced > 0) else { return };
        let text = self
            .texts
            .format("message-replaced", &[("count", Number(meta.replaced)), ("encoding", Text(&meta.encoding))]);
        self.message = Some(Message::Error(text));
    }

    /// The article as rows; `None` while it is not open.
    #[must_use]
    pub(super) fn lines(&self) -> Option<Rows<'_>> {
        let document = self.document();
        Some(Rows {
            article: document.article.as_ref()?,
            layouts: &self.layouts,
            spacing: self.settings.paragraph_spacing,
            top: usize::from(self.geometry.rows >= 16),
            folded: document.folded,
            only: self.only().map(|only| only.as_slice()),
        })
    }

    /// Work out where things lie and which rows are on screen. The anchor stays: a window made larger and small again
    /// shows what it showed.
    pub fn arrange(&mut self) {
        self.geometry = self.geometry_with(self.panel.open);
        self.geometry.rows = self.geometry.rows.saturating_sub(find::switches::rows(self).len()).max(1);
        self.layouts.set_options(self.layout_options());
        let anchor = self.document().anchor;
        self.rows = self
            .lines()
            .and_then(|rows| {
                let place = rows.clamp(&rows.place(anchor)?, self.geometry.rows);
                Some(rows.screen(&place, self.geometry.rows))
            })
            .unwrap_or_default();
        self.settle_hits();
        self.settle_panel();
        self.tell_of_marks();
    }

    /// Say once that the terminal cannot show the marks there are on the screen.
    fn tell_of_marks(&mut self) {
        let shows = |keeps| self.settings.shows_tashkeel(&self.terminal, keeps);
        if self.told_of_marks || self.message.is_some() || shows(self.keeps_marks()) || !shows(true) {
            return;
        }
        let Some(article) = self.article().filter(|_| !self.rows.is_empty()) else { return };
        if article.slice(self.on_screen()).contains(crate::lang::marks::is_tashkeel) {
            self.told_of_marks = true;
            self.message = Some(Message::Info(self.texts.get("message-marks-dropped")));
        }
    }

    /// Where things lie with the panel or without it.
    #[must_use]
    pub(super) fn geometry_with(&self, panel: bool) -> Geometry {
        Geometry::new(self.size.0, self.size.1, &self.settings, self.direction(), panel)
    }

    /// Byte behind the last one on screen.
    #[must_use]
    pub fn last_byte(&self) -> usize {
        let shown = self.rows.iter().rev().find_map(|row| match row {
            Row::Line { paragraph, lines, index } => Some(paragraph.span.start + lines.get(*index)?.span.end),
            Row::Blank => None,
            Row::Fold(_) => self.article().map(|article| article.text().len()),
        });
        shown.unwrap_or(0)
    }

    /// Byte of the first line on screen.
    #[must_use]
    pub fn first_byte(&self) -> usize {
        let shown = self.rows.iter().find_map(|row| match row {
            Row::Line { paragraph, lines, index } => Some(paragraph.span.start + lines.get(*index)?.span.start),
            Row::Blank | Row::Fold(_) => None,
        });
        shown.unwrap_or(0)
    }

    /// How far into the article the screen reaches, 0 to 100; 100 exactly when its last line is on screen.
    #[must_use]
    pub fn percent(&self) -> usize {
        let last = self.article().and_then(Article::last).map_or(0, |last| last.span.end);
        let end = self.only().and_then(|only| only.last()).map_or(last, |last| last.end);
        match self.last_byte() {
            shown if shown >= end => 100,
            shown => (shown.saturating_mul(100) / end.max(1)).min(99),
        }
    }

    /// Number of the first paragraph on screen and of all, once counted.
    #[must_use]
    pub fn paragraph_number(&self) -> Option<(usize, usize)> {
        let starts = self.document().starts.as_ref()?;
        let at = starts.partition_point(|&start| start <= self.first_byte());
        Some((at.max(1), starts.len()))
    }

    /// Whether the article has page furniture where it is looked for, at its end.
    #[must_use]
    pub(super) fn has_furniture(&self) -> bool {
        self.article().is_some_and(|article| article.part(Kind::Furniture).is_some())
    }
}

/// What the environment says that configuration does not.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Language of the locale.
    pub language: String,
    /// Colours of the terminal.
    pub depth: Depth,
    /// First guess about the terminal.
    pub findings: Findings,
    /// What is kept about terminals.
    pub calibration: Calibration,
}
