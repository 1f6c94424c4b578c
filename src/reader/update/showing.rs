//! How the text is shown: direction, measure, furniture, mode, and any setting by its name.
//!
//! In: State and a choice. Out: changed settings, with what follows from them. It must not know the terminal.

use super::{Effect, MEASURE_MIN, MEASURE_STEP, say};
use crate::article::DirectionRule;
use crate::config::Keymap;
use crate::lang::Direction;
use crate::load::Source;
use crate::locale::{Argument, Texts};
use crate::reader::state::{Message, State};

pub(super) fn cycle_direction(state: &mut State) {
    state.settings.direction = match state.settings.direction {
        DirectionRule::Auto | DirectionRule::FirstStrong => DirectionRule::Fixed(Direction::Rtl),
        DirectionRule::Fixed(Direction::Rtl) => DirectionRule::Fixed(Direction::Ltr),
        DirectionRule::Fixed(Direction::Ltr) => DirectionRule::Auto,
    };
    apply_direction(state);
    let key = match state.settings.direction {
        DirectionRule::Auto => "direction-auto",
        DirectionRule::FirstStrong => "direction-first-strong",
        DirectionRule::Fixed(Direction::Rtl) => "direction-fixed-rtl",
        DirectionRule::Fixed(Direction::Ltr) => "direction-fixed-ltr",
    };
    say(state, key, &[]);
}

pub(super) fn apply_direction(state: &mut State) {
    let rule = state.settings.direction;
    for document in &mut state.documents {
        if let Some(article) = &mut document.article {
            article.set_direction_rule(rule);
        }
    }
    state.layouts.forget();
}

/// Show the article as its own view says. The terminal is told where that is another mode.
pub fn apply_view(state: &mut State) -> Vec<Effect> {
    let before = state.mode;
    state.apply_view();
    apply_direction(state);
    state.arrange();
    if state.mode == before { Vec::new() } else { vec![Effect::SwitchMode(before)] }
}

pub(super) fn change_measure(state: &mut State, wider: bool, count: Option<usize>) {
    if state.settings.width.is_some() {
        say(state, "message-width-fixed", &[]);
        return;
    }
    let by = count.unwrap_or(MEASURE_STEP);
    let now = if state.settings.measure == 0 { state.geometry.width } else { state.settings.measure };
    // From what is on screen, not from a measure wider than the window, so that each press shows.
    let now = now.min(state.geometry.width.max(MEASURE_MIN));
    state.settings.measure = if wider { now + by } else { now.saturating_sub(by).max(MEASURE_MIN) };
    state.arrange();
    let shown = state.geometry.width;
    if wider && shown < state.settings.measure {
        state.settings.measure = 0;
        say(state, "message-measure-full", &[]);
    } else {
        say(state, "message-measure", &[("measure", Argument::Number(shown))]);
    }
}

pub(super) fn toggle_furniture(state: &mut State) {
    if !state.has_furniture() {
        say(state, "message-furniture-none", &[]);
        return;
    }
    let current = state.current;
    let folded = &mut state.documents[current].folded;
    *folded = !*folded;
    let key = if *folded { "message-furniture-folded" } else { "message-furniture-shown" };
    say(state, key, &[]);
}

pub(super) fn switch_mode(state: &mut State) -> Vec<Effect> {
    let before = state.settle_terminal();
    let name = state.mode.name();
    say(state, "message-mode", &[("mode", Argument::Text(name))]);
    vec![Effect::SwitchMode(before)]
}

pub(super) fn set(state: &mut State, name: &str, value: &str) -> Vec<Effect> {
    let repeatable = state.document().source.as_ref().is_some_and(Source::is_repeatable);
    if matches!(name, "lang" | "encoding") && !repeatable {
        say(state, "message-not-repeatable", &[("name", Argument::Text(name))]);
        return Vec::new();
    }
    if let Err(message) = state.settings.set(name, value) {
        state.message = Some(Message::Error(message));
        return Vec::new();
    }
    say(state, "message-set", &[("name", Argument::Text(name)), ("value", Argument::Text(value))]);
    match name {
        "mode" => return switch_mode(state),
        "theme" | "color" => {
            state.settle_terminal();
            return vec![Effect::Redraw];
        }
        "direction" => apply_direction(state),
        "keymap" => state.keymap = Keymap::configured(value, &state.bindings).0,
        "interface" => {
            state.texts = Texts::new(state.settings.interface_language(&state.environment.language));
        }
        "fold-furniture" => {
            let folded = state.settings.fold_furniture;
            state.documents.iter_mut().for_each(|document| document.folded = folded);
        }
        "mouse" => return vec![Effect::Mouse],
        "lang" | "encoding" => return vec![Effect::Open(state.current)],
        _ => {}
    }
    Vec::new()
}
