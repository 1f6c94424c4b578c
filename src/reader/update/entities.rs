//! Stepping from mention to mention, what is highlighted, and the sheets about entities.
//!
//! In: State and what is wanted. Out: another mention, anchor or sheet. It must not know the terminal.

use super::finding::{pointed_at, search_word};
use super::moving::reveal;
use super::{say, say_round};
use crate::action::Action;
use crate::entity::{Class, Entities, Label, Place};
use crate::locale::Argument;
use crate::reader::card::{Card, timeline};
use crate::reader::mentions::{From, step};
use crate::reader::panel::Item;
use crate::reader::scroll::Row;
use crate::reader::state::{Sheet, State};
use crate::span::Span;
use std::rc::Rc;

/// Step to the `count`th mention of a label, or of whatever is highlighted.
pub(super) fn step_to(state: &mut State, forward: bool, count: usize, label: Option<Label>) {
    let from = state.stepping_from();
    let to = state.entities().and_then(|entities| {
        step(entities, from, forward, count, |number, entity| match label {
            Some(label) => entity.label == label,
            None => state.is_marked(number),
        })
    });
    arrive(state, forward, to);
}

/// Step to the `count`th mention of the entity that is here.
pub(super) fn step_same(state: &mut State, forward: bool, count: usize) {
    let pointed = pointed_at(state);
    let here = match pointed {
        Some(byte) => {
            // A cursor may have been moved away from the mention; a hit stepped to later has cleared it.
            let here = state.mention_here().filter(|at| state.selection.is_none() || at.span.contains(byte));
            here.or_else(|| mention_at(state, byte))
        }
        None => state.mention.or_else(|| state.first_mention_here()),
    };
    let here = match (here, pointed) {
        (Some(here), _) => here,
        // No entity there: the word itself.
        (None, Some(byte)) => return search_word(state, byte, forward, count),
        (None, None) => return no_entity(state),
    };
    let to = state
        .entities()
        .and_then(|entities| step(entities, From::Mention(here), forward, count, |number, _| number == here.entity));
    arrive(state, forward, to);
}

fn arrive(state: &mut State, forward: bool, to: Option<(Place, bool)>) {
    match to {
        Some((place, round)) => {
            go_to(state, place);
            if round {
                say_round(state, forward);
            }
        }
        None => nothing_found(state),
    }
}

/// Make a mention the current one, show it, and choose its entity in the panel.
pub(super) fn go_to(state: &mut State, place: Place) {
    state.mention = Some(place);
    reveal(state, place.span);
    state.panel.chosen = Some(Item::Entity(place.entity));
}

/// Go to a mention by its bytes.
pub(super) fn jump(state: &mut State, span: Span) {
    let place = state.entities().and_then(|entities| {
        let there = entities.within(span);
        there.iter().find(|place| place.span == span).or(there.first()).copied()
    });
    match place {
        Some(place) => go_to(state, place),
        None => reveal(state, span),
    }
}

/// Nothing is chosen that an action could be about.
pub(super) fn no_entity(state: &mut State) {
    if state.entities().is_none_or(Entities::is_empty) {
        return nothing_found(state);
    }
    let key = |action| state.keymap.keys_of(&action).into_iter().next().unwrap_or_default();
    let (key, panel) = (key(Action::NextMention), key(Action::TogglePanel));
    say(state, "message-no-entity-here", &[("key", Argument::Text(&key)), ("panel", Argument::Text(&panel))]);
}

/// There is none, or none yet.
fn nothing_found(state: &mut State) {
    match state.document().found.as_ref().map_or(0, |found| found.percent) {
        100.. if state.entities().is_some_and(|entities| !entities.is_empty()) => {
            say(state, "message-no-such-entity", &[]);
        }
        100.. => say(state, "message-no-entities", &[]),
        percent => say(state, "message-still-looking", &[("percent", Argument::Number(percent.into()))]),
    }
}

/// The highlighted mention that holds `byte`.
fn mention_at(state: &State, byte: usize) -> Option<Place> {
    let there = state.entities()?.within(Span::new(byte, byte + 1));
    there.iter().find(|place| state.is_marked(place.entity)).copied()
}

/// The highlighted mention under a place on the screen.
pub(super) fn mention_under(state: &State, x: u16, y: u16) -> Option<Place> {
    let Row::Line { paragraph, lines, index } = state.rows.get(usize::from(y))? else { return None };
    let line = lines.get(*index)?;
    let cell = line.cell_at(usize::from(x).checked_sub(state.geometry.left_of(line))?)?;
    let span = line.cells.get(cell)?.span.shifted(paragraph.span.start);
    let there = state.entities().filter(|_| state.settings.entities)?.within(span);
    there.iter().find(|place| state.is_marked(place.entity)).copied()
}

pub(super) fn toggle_highlights(state: &mut State) {
    state.settings.entities = !state.settings.entities;
    say(state, if state.settings.entities { "message-entities-on" } else { "message-entities-off" }, &[]);
}

/// Highlight a class, or do not.
pub(super) fn mark(state: &mut State, class: Class) {
    let key = if state.marked.toggle(class) { "message-marked" } else { "message-unmarked" };
    let what = state.texts.get(&format!("class-{}", class.name()));
    say(state, key, &[("what", Argument::Text(&what))]);
}

/// Open the card of what is chosen in the panel, where that has the focus, or of the mention that is here.
pub(super) fn open_card(state: &mut State) {
    let entity = if state.panel.focus {
        state.panel.chosen_entity()
    } else {
        state.mention.or_else(|| state.first_mention_here()).map(|place| place.entity)
    };
    let card = entity.and_then(|entity| Card::new(state.article()?, state.entities()?, entity));
    let Some(card) = card else { return no_entity(state) };
    // The mention one comes from is the one chosen.
    let chosen = state.mention.and_then(|place| card.mentions.iter().position(|context| context.span == place.span));
    state.sheet = Some(Sheet::Card(Rc::new(card), chosen.unwrap_or(0)));
}

pub(super) fn open_timeline(state: &mut State) {
    let moments = state.article().zip(state.entities()).map(|(article, entities)| {
        let dates = entities.iter().filter(|(_, entity)| entity.label == Label::Date);
        timeline(article, dates.flat_map(|(_, entity)| entity.mentions.iter().map(|&span| (span, entities.date(span)))))
    });
    let moments = moments.unwrap_or_default();
    let here = state.first_byte();
    let chosen = moments.iter().position(|moment| moment.span.start >= here).unwrap_or(0);
    state.sheet = Some(Sheet::Timeline(Rc::new(moments), chosen));
}
