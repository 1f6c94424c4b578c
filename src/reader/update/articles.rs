//! Going from one article to another.
//!
//! In: State and a number. Out: the document shown, or an effect that opens it. It must not know the terminal.

use super::finding::leave_article;
use super::showing::apply_view;
use super::{Effect, say};
use crate::load::Source;
use crate::locale::Argument;
use crate::reader::state::{Document, Sheet, State};

pub(super) fn next_article(state: &mut State, by: isize) -> Vec<Effect> {
    if state.documents.len() == 1 {
        say(state, "message-only-one", &[]);
        return Vec::new();
    }
    let mut to = state.current.saturating_add_signed(by).min(state.documents.len() - 1);
    while state.documents[to].failed && to != state.current {
        match to.checked_add_signed(by.signum()).filter(|next| *next < state.documents.len()) {
            Some(next) => to = next,
            None => to = state.current,
        }
    }
    if to == state.current {
        say(state, if by > 0 { "message-no-next" } else { "message-no-previous" }, &[]);
        return Vec::new();
    }
    open(state, to)
}

pub(super) fn open(state: &mut State, index: usize) -> Vec<Effect> {
    if state.documents[index].article.is_some() {
        return show(state, index);
    }
    say_opening(state, index);
    vec![Effect::Open(index)]
}

/// Say that a document is being opened.
pub fn say_opening(state: &mut State, index: usize) {
    let document = &state.documents[index];
    if document.source == Some(Source::Stdin) {
        return say(state, "message-opening-pipe", &[]);
    }
    let name = document.name();
    say(state, "message-opening", &[("name", Argument::Text(&name))]);
}

/// Show a document that is open.
pub fn show(state: &mut State, index: usize) -> Vec<Effect> {
    state.current = index;
    state.selection = None;
    state.selecting = false;
    state.mention = None;
    state.keeping.here = None;
    state.panel.chosen = None;
    state.panel.top = 0;
    state.panel.from = None;
    leave_article(state);
    if matches!(state.sheet, Some(Sheet::Card(..) | Sheet::Timeline(..) | Sheet::Notes(_) | Sheet::Hits(..))) {
        state.sheet = None;
    }
    state.announce_replaced();
    apply_view(state)
}

pub(super) fn open_sample(state: &mut State) -> Vec<Effect> {
    let language = state.texts.language;
    let sample =
        crate::assets::SAMPLES.iter().find(|(name, _)| *name == language).unwrap_or(&crate::assets::SAMPLES[0]);
    state.documents.push(Document::unopened(Source::Sample(sample.0)));
    open(state, state.documents.len() - 1)
}
