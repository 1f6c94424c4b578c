//! What the reader keeps while reading: notes and where they are, the jump list, how each article is shown.
//!
//! In: places and notes. Out: places. It must not know the store: the shell brings what was kept before, and takes what
//! is to be kept.

use super::scroll::Anchor;
use super::state::State;
use crate::span::Span;
use crate::store::{Colour, Kind, Note};
use std::mem;

/// A note, and where in the text it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted {
    /// The note.
    pub note: Note,
    /// Its place; none where the text has changed and does not hold it any more.
    pub span: Option<Span>,
}

impl Noted {
    /// A note found in `text`, or lost.
    #[must_use]
    pub fn new(note: Note, text: &str) -> Self {
        let span = note.quote.find(text);
        Self { note, span }
    }

    /// What notes are in order of: where it is, or where it was.
    #[must_use]
    pub fn start(&self) -> usize {
        self.span.map_or(self.note.quote.start, |span| span.start)
    }
}

/// How an article is shown where that is not as the session has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// The setting `direction`.
    pub direction: Option<String>,
    /// The setting `mode`.
    pub mode: Option<String>,
    /// The panel is open.
    pub panel: Option<bool>,
}

/// What was kept of an article when it was read before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resume {
    /// The byte reading stopped at; none where the text has changed and does not hold it any more.
    pub byte: Option<usize>,
    /// Rows above it.
    pub above: usize,
    /// How it was shown.
    pub view: View,
}

/// A place in one of the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Number of the document.
    pub document: usize,
    /// The first row of the screen.
    pub anchor: Anchor,
}

/// Places that were left by jumps. Back and forward as in a browser: a jump from a place gone back to drops those ahead.
#[derive(Debug, Clone, Default)]
pub struct Jumps {
    spots: Vec<Spot>,
    /// How many of them are behind; the others are ahead.
    behind: usize,
    /// Where the last jump began.
    last: Option<Spot>,
}

/// Most places remembered.
const JUMPS: usize = 200;

impl Jumps {
    /// A jump begins at `spot`.
    pub fn leave(&mut self, spot: Spot) {
        self.last = Some(spot);
        self.spots.truncate(self.behind);
        if self.spots.last() != Some(&spot) {
            self.spots.push(spot);
        }
        if self.spots.len() > JUMPS {
            self.spots.remove(0);
        }
        self.behind = self.spots.len();
    }

    /// The place before `here`.
    pub fn back(&mut self, here: Spot) -> Option<Spot> {
        if self.behind == self.spots.len() && self.spots.last() != Some(&here) {
            self.spots.push(here);
        } else if self.spots.get(self.behind.wrapping_sub(1)) == Some(&here) {
            self.behind -= 1;
        }
        self.behind = self.behind.checked_sub(1)?;
        self.last = Some(here);
        self.spots.get(self.behind).copied()
    }

    /// The place behind `here`, gone back from.
    pub fn forward(&mut self, here: Spot) -> Option<Spot> {
        let next = *self.spots.get(self.behind + 1)?;
        self.behind += 1;
        self.last = Some(here);
        Some(next)
    }

    /// Where the last jump began.
    #[must_use]
    pub fn last(&self) -> Option<Spot> {
        self.last
    }
}

/// What a letter is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// To mark a place by it.
    Set,
    /// To go to the place marked by it.
    Go,
}

/// A note that was deleted.
#[derive(Debug, Clone)]
pub(super) struct Deleted {
    /// Number of the document.
    pub document: usize,
    /// Its place among the document's notes.
    pub place: usize,
    pub note: Note,
}

/// What the reader keeps while reading.
#[derive(Debug, Clone, Default)]
pub struct Keeping {
    /// Places left by jumps.
    pub jumps: Jumps,
    /// The next key is a letter.
    pub letter: Option<Letter>,
    /// The colour of new highlights.
    pub colour: Colour,
    /// The highlight made, stepped to or clicked on last.
    pub here: Option<i64>,
    /// Notes deleted in this session, the last one last.
    pub(super) deleted: Vec<Deleted>,
    /// How articles are shown that say nothing else.
    pub session: View,
    /// Settings that the command line gave: no article's own go over them.
    pub given: Vec<String>,
}

/// What holds before an action, to tell what it did.
#[derive(Debug)]
pub(super) struct Before {
    document: usize,
    /// Where a jump would begin; none where the action moves step by step.
    spot: Option<Spot>,
    view: View,
}

impl State {
    /// The place on screen.
    #[must_use]
    pub fn spot(&self) -> Spot {
        Spot { document: self.current, anchor: self.document().anchor }
    }

    /// How the article is shown now.
    #[must_use]
    pub(super) fn view(&self) -> View {
        View {
            direction: self.settings.value("direction"),
            mode: self.settings.value("mode"),
            panel: Some(self.panel.open),
        }
    }

    pub(super) fn before(&self, jumps: bool) -> Before {
        let typed = self.find.typing.as_ref().map(|typing| typing.before.anchor);
        let from = typed.or_else(|| self.panel.from.filter(|_| self.panel.focus).map(|(anchor, _)| anchor));
        let spot = Spot { document: self.current, anchor: from.unwrap_or(self.document().anchor) };
        Before { document: self.current, spot: jumps.then_some(spot), view: self.view() }
    }

    /// Take note of what an action did: a place left behind, another way of showing the article.
    pub(super) fn after(&mut self, before: Before) {
        let moved = before.spot.filter(|spot| *spot != self.spot() && !self.panel.focus && self.find.typing.is_none());
        if let Some(spot) = moved {
            self.keeping.jumps.leave(spot);
        }
        if before.document != self.current {
            return;
        }
        let now = self.view();
        let (current, session) = (self.current, &mut self.keeping.session);
        let own = &mut self.documents[current].view;
        if now.direction != before.view.direction {
            (own.direction, session.direction) = (now.direction.clone(), now.direction);
        }
        if now.mode != before.view.mode {
            (own.mode, session.mode) = (now.mode.clone(), now.mode);
        }
        if now.panel != before.view.panel {
            (own.panel, session.panel) = (now.panel, now.panel);
        }
    }

    /// Show the article as its own view says, and as the session does where that says nothing.
    pub(super) fn apply_view(&mut self) {
        let (own, session) = (self.document().view.clone(), self.keeping.session.clone());
        for (name, value) in [("direction", own.direction.or(session.direction)), ("mode", own.mode.or(session.mode))] {
            if let Some(value) = value {
                // It comes from the same table, or from a store that an older or newer qari wrote: then it is left.
                let _ = self.settings.set(name, &value);
            }
        }
        if let Some(open) = own.panel.or(session.panel)
            && open != self.panel.open
        {
            self.panel.open = open;
            self.panel.focus = false;
        }
        self.settle_terminal();
    }

    /// Take in what was kept of document `index` when it was read before. The place only where the reader has not moved
    /// already; whether the view may be another now.
    pub fn resume(&mut self, index: usize, resume: Resume) -> bool {
        let given = mem::take(&mut self.keeping.given);
        let Some(document) = self.documents.get_mut(index) else { return false };
        if let Some(byte) = resume.byte.filter(|_| document.anchor == Anchor::default()) {
            document.anchor = Anchor { byte, above: resume.above };
        }
        let free = |name: &str, value: Option<String>| value.filter(|_| !given.iter().any(|of| of == name));
        let view = View {
            direction: free("direction", resume.view.direction),
            mode: free("mode", resume.view.mode),
            panel: resume.view.panel,
        };
        let own = &mut document.view;
        let changes = view != View::default() && *own == View::default();
        if changes {
            *own = view;
        }
        self.keeping.given = given;
        changes && index == self.current
    }

    /// Take in the notes of document `index`. Those made meanwhile stay.
    pub fn take_notes(&mut self, index: usize, notes: Vec<Noted>) {
        let Some(document) = self.documents.get_mut(index) else { return };
        for noted in notes {
            if !document.notes.iter().any(|other| other.note.id == noted.note.id) {
                document.notes.push(noted);
            }
        }
        document.notes.sort_by_key(Noted::start);
    }

    /// The highlight made, stepped to or clicked on, else the one that the cursor stands in.
    #[must_use]
    pub fn note_here(&self) -> Option<&Noted> {
        let notes = &self.document().notes;
        let shown = self.on_screen();
        let last = notes.iter().find(|noted| {
            self.keeping.here == Some(noted.note.id) && noted.span.is_some_and(|span| span.overlaps(shown))
        });
        last.or_else(|| self.highlight_at(self.selection?.cursor))
    }

    /// The highlight of a byte: where several overlap, the one that begins last.
    #[must_use]
    pub fn highlight_at(&self, byte: usize) -> Option<&Noted> {
        self.highlights().filter(|noted| noted.span.is_some_and(|span| span.contains(byte))).last()
    }

    /// The highlights that are not lost, in the order of the text.
    pub fn highlights(&self) -> impl Iterator<Item = &Noted> {
        self.document().notes.iter().filter(|noted| noted.note.kind == Kind::Highlight && noted.span.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(byte: usize) -> Spot {
        Spot { document: 0, anchor: Anchor { byte, above: 0 } }
    }

    #[test]
    fn back_and_forward_go_through_the_same_places() {
        let mut jumps = Jumps::default();
        assert_eq!(jumps.back(spot(0)), None);
        // 0 → 10 → 20 → 30
        for from in [0, 10, 20] {
            jumps.leave(spot(from));
        }
        assert_eq!(jumps.back(spot(30)), Some(spot(20)));
        assert_eq!(jumps.back(spot(20)), Some(spot(10)));
        assert_eq!(jumps.forward(spot(10)), Some(spot(20)));
        assert_eq!(jumps.forward(spot(20)), Some(spot(30)));
        assert_eq!(jumps.forward(spot(30)), None);
        for expected in [Some(20), Some(10), Some(0), None] {
            assert_eq!(jumps.back(spot(99)).map(|spot| spot.anchor.byte), expected);
        }
    }

    #[test]
    fn a_jump_from_a_place_gone_back_to_drops_those_ahead() {
        let mut jumps = Jumps::default();
        jumps.leave(spot(0));
        jumps.leave(spot(10));
        assert_eq!(jumps.back(spot(20)), Some(spot(10)));
        jumps.leave(spot(10));
        assert_eq!(jumps.forward(spot(50)), None);
        assert_eq!(jumps.back(spot(50)), Some(spot(10)));
        assert_eq!(jumps.back(spot(10)), Some(spot(0)));
    }
}
