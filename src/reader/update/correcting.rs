//! Corrections: what a reader knows better than the recogniser.
//!
//! In: State and what is wanted of the entity chosen in the panel or stepped to in the text. Out: the correction laid over what was
//! found, and the wish that it be kept. It must not know files.

use super::{Effect, say};
use crate::action::Action;
use crate::entity::overlay::{Change, Correction};
use crate::entity::{Entity, Label};
use crate::locale::Argument;
use crate::reader::prompt::{Ask, Prompt};
use crate::reader::state::State;

/// Labels that a name may be given by turns.
const NAMES: [Label; 4] = [Label::Person, Label::Place, Label::Organisation, Label::Miscellaneous];

/// The entity that corrections are about.
fn chosen(state: &State) -> Option<Entity> {
    let entity = if state.panel.focus {
        state.panel.chosen_entity()
    } else {
        state.mention.or_else(|| state.first_mention_here()).map(|place| place.entity)
    };
    state.entities()?.get(entity?).cloned()
}

/// Correct the entity chosen, where that can be.
pub(super) fn correct(state: &mut State, action: &Action) -> Vec<Effect> {
    if *action == Action::UndoCorrection {
        return undo(state);
    }
    if *action == Action::AddEntity {
        return add(state);
    }
    let Some(entity) = chosen(state) else {
        say(state, "message-no-entities", &[]);
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
        Action::SplitEntity => split(state),
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

/// The form of the mention stepped to, apart.
fn split(state: &State) -> Option<Change> {
    let place = state.mention.or_else(|| state.first_mention_here())?;
    Some(Change::Split { form: state.article()?.slice(place.span).to_owned() })
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
    let span = state.selection.filter(|_| state.selecting).zip(state.article()).map(|(s, article)| s.span(article));
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
    if corrections.corrections.pop().is_none() {
        say(state, "message-nothing-to-undo", &[]);
        return Vec::new();
    }
    state.take_corrections(index, corrections);
    say(state, "message-undone", &[]);
    vec![Effect::KeepCorrections(index)]
}

/// Lay a correction over what was found, and have it kept.
fn keep(state: &mut State, correction: Correction) -> Vec<Effect> {
    let index = state.current;
    let document = &state.documents[index];
    let mut corrections = document.corrections.clone();
    corrections.article = document
        .title
        .clone()
        .unwrap_or_else(|| document.article.as_ref().map(|article| article.meta.source.clone()).unwrap_or_default());
    let what = correction.entity.clone();
    corrections.corrections.push(correction);
    state.take_corrections(index, corrections);
    say(state, "message-corrected", &[("what", Argument::Text(&what))]);
    vec![Effect::KeepCorrections(index)]
}
