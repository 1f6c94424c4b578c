//! Corrections: what a reader knows better than the recogniser.
//!
//! In: State and what is wanted of the entity that is chosen. Out: the correction laid over what was found, what was done
//! in words, and the wish that it be kept. It must not know files.

use super::entities::no_entity;
use super::panel::nearest;
use super::{Effect, say};
use crate::action::Action;
use crate::entity::overlay::{Change, Correction, Overlay};
use crate::entity::{Entities, Entity, Label, Place};
use crate::locale::{Argument, Texts};
use crate::reader::card::Card;
use crate::reader::prompt::{Ask, Prompt};
use crate::reader::state::{Message, Sheet, State};
use std::rc::Rc;

/// Labels that a name may be given by turns.
const NAMES: [Label; 4] = [Label::Person, Label::Place, Label::Organisation, Label::Miscellaneous];

/// The mention that corrections are about: the one chosen on the card that is open, that of the panel's row where the panel
/// has the focus, else the one stepped to. What merely happens to be on the screen has not been chosen.
fn chosen(state: &State) -> Option<Place> {
    match &state.sheet {
        Some(Sheet::Card(card, at)) => {
            let span = card.mentions.get(*at)?.span;
            state.entities()?.within(span).iter().find(|place| place.span == span).copied()
        }
        _ if state.panel.focus => nearest(state, state.panel.chosen_entity()?),
        _ => state.mention,
    }
}

/// Correct the entity chosen, where that can be.
pub(super) fn correct(state: &mut State, action: &Action) -> Vec<Effect> {
    if *action == Action::UndoCorrection {
        return undo(state);
    }
    if *action == Action::AddEntity {
        return add(state);
    }
    let place = chosen(state);
    let entity = place.and_then(|place| state.entities()?.get(place.entity).cloned());
    let (Some(place), Some(entity)) = (place, entity) else {
        no_entity(state);
        return Vec::new();
    };
    let change = match action {
        Action::RenameEntity => {
            state.prompt = Some(Prompt::new(Ask::Name, &entity.name));
            return Vec::new();
        }
        Action::Rename(name) if name.trim().is_empty() => {
            say(state, "message-name-empty", &[]);
            return Vec::new();
        }
        Action::Rename(name) => Some(Change::Rename { name: name.trim().to_owned() }),
        Action::RetypeEntity => {
            let at = NAMES.iter().position(|label| *label == entity.label);
            at.map(|at| Change::Retype { to: NAMES[(at + 1) % NAMES.len()] })
        }
        Action::HideEntity => Some(Change::Hide),
        // The mentions spelled as this one.
        Action::SplitEntity => {
            state.article().map(|article| Change::Split { form: article.slice(place.span).to_owned() })
        }
        Action::MergeEntity => return merge(state, entity),
        _ => None,
    };
    match change {
        Some(change) => keep(state, Correction { change, label: entity.label, entity: entity.name }),
        None => {
            say(state, "message-cannot-correct", &[]);
            Vec::new()
        }
    }
}

/// The first of two is remembered, the second takes it in.
fn merge(state: &mut State, entity: Entity) -> Vec<Effect> {
    match state.merging.take() {
        Some((label, name)) if name != entity.name || label != entity.label => {
            keep(state, Correction { change: Change::Merge { into: entity.name }, label, entity: name })
        }
        _ => {
            let key = state.keymap.keys_of(&Action::MergeEntity).into_iter().next().unwrap_or_default();
            say(state, "message-merge-with", &[("name", Argument::Text(&entity.name)), ("key", Argument::Text(&key))]);
            state.merging = Some((entity.label, entity.name));
            Vec::new()
        }
    }
}

/// What is selected becomes a person; the next key may give it another label.
fn add(state: &mut State) -> Vec<Effect> {
    let span = state.selected();
    let text = span.zip(state.article()).map(|(span, article)| article.slice(span).trim().to_owned());
    let Some(text) = text.filter(|text| !text.is_empty() && !text.contains('\n')) else {
        let key = state.keymap.keys_of(&Action::Select).into_iter().next().unwrap_or_default();
        say(state, "message-nothing-selected", &[("key", Argument::Text(&key))]);
        return Vec::new();
    };
    let effects = keep(state, Correction { change: Change::Add, label: Label::Person, entity: text });
    let place = span.and_then(|span| state.entities()?.within(span).first().copied());
    state.selection = None;
    state.selecting = false;
    state.mention = place;
    effects
}

fn undo(state: &mut State) -> Vec<Effect> {
    let index = state.current;
    let mut corrections = state.documents[index].corrections.clone();
    let Some(last) = corrections.corrections.pop() else {
        say(state, "message-nothing-to-undo", &[]);
        return Vec::new();
    };
    lay_over(state, corrections);
    let done = in_words(&state.texts, &last);
    say(state, "message-undone", &[("done", Argument::Text(&done))]);
    vec![Effect::KeepCorrections(index)]
}

/// What a correction does.
fn in_words(texts: &Texts, Correction { change, label, entity }: &Correction) -> String {
    let of_label = |label: Label| label.code().to_lowercase();
    let (key, name, other) = match change {
        Change::Rename { name } => ("message-renamed", "name", name.clone()),
        Change::Retype { to } => ("message-retyped", "label", of_label(*to)),
        Change::Merge { into } => ("message-merged", "into", into.clone()),
        Change::Split { form } => ("message-split", "form", form.clone()),
        Change::Hide => ("message-hidden", "label", of_label(*label)),
        Change::Add => ("message-added", "label", of_label(*label)),
    };
    texts.format(key, &[("what", Argument::Text(entity)), (name, Argument::Text(&other))])
}

/// Other corrections; a card that is open is that of the mention chosen on it, whatever entity that belongs to now.
fn lay_over(state: &mut State, corrections: Overlay) {
    state.take_corrections(state.current, corrections);
    if let Some(Sheet::Card(..)) = state.sheet {
        let card = chosen(state).and_then(|place| {
            let card = Card::new(state.article()?, state.entities()?, place.entity)?;
            let at = card.mentions.iter().position(|context| context.span == place.span)?;
            Some(Sheet::Card(Rc::new(card), at))
        });
        state.sheet = card;
    }
}

/// Lay a correction over what was found, and have it kept, unless it would change nothing.
fn keep(state: &mut State, correction: Correction) -> Vec<Effect> {
    let index = state.current;
    let document = &state.documents[index];
    let mut corrections = document.corrections.clone();
    corrections.article = document
        .title
        .clone()
        .unwrap_or_else(|| document.article.as_ref().map(|article| article.meta.source.clone()).unwrap_or_default());
    let done = in_words(&state.texts, &correction);
    corrections.corrections.push(correction);
    let found = document.article.as_ref().zip(document.found.as_ref());
    let lost = found.is_some_and(|(article, found)| {
        let (_, lost) = corrections.apply(article.text(), Entities::clone(&found.uncorrected));
        lost.last().is_some_and(|lost| corrections.corrections.last().is_some_and(|last| std::ptr::eq(*lost, last)))
    });
    if lost {
        say(state, "message-cannot-correct", &[]);
        return Vec::new();
    }
    lay_over(state, corrections);
    state.message = Some(Message::Info(done));
    vec![Effect::KeepCorrections(index)]
}
