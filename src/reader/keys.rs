//! Keys, mouse and paste become actions.
//!
//! In: input as decoded. Out: an action and its count; what is typed into a line is one, too. It must not know what
//! actions do.
//!
//! A letter of another script that is bound to nothing counts as the Latin key in the same place ([`super::keyboards`]):
//! everywhere but in what is typed into a line and in the letter of a mark.

use super::keeping::Letter;
use super::keyboards::latin;
use super::state::{Message, State};
use crate::action::{Action, Layer};
use crate::config::{Key, Lookup};
use crate::locale::Argument;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Rows a turn of the wheel moves.
const WHEEL: i16 = 3;
/// Largest number that can be typed before a key.
const COUNT_MAX: usize = 9_999_999;

/// Take a key while a line is typed.
fn line_key(state: &State, event: KeyEvent) -> Option<Action> {
    const HELD: KeyModifiers = KeyModifiers::ALT.union(KeyModifiers::CONTROL);
    let pattern = state.prompt.is_none() && state.find.typing.is_some();
    let layer = if pattern { Layer::Pattern } else { Layer::Line };
    let held = event.modifiers.intersects(HELD);
    let found = if held { meant(state, event.into(), layer).1 } else { state.keymap.lookup(&[event.into()], layer) };
    match (found, event.code) {
        (Lookup::Found(action), _) => Some(action),
        (_, KeyCode::Char(c)) if !held => Some(Action::Insert(c.into())),
        _ => None,
    }
}

/// A key as it is, then as what may be on it on a Latin keyboard.
fn readings(state: &State, key: Key) -> Vec<Key> {
    let mut keys = vec![key];
    if let KeyCode::Char(c) = key.0 {
        let article = state.article().map_or("", |article| article.meta.language.as_str());
        let letters = latin(c, [state.environment.language.as_str(), article]);
        keys.extend(letters.map(|c| Key(KeyCode::Char(c), key.1)));
    }
    keys
}

/// What a key stands for behind those typed: the first of its readings that means anything.
fn meant(state: &State, key: Key, layer: Layer) -> (Key, Lookup) {
    let mut typed = state.typed.clone();
    typed.push(key);
    let last = typed.len() - 1;
    let found = readings(state, key).into_iter().find_map(|reading| {
        typed[last] = reading;
        let found = state.keymap.lookup(&typed, layer);
        (found != Lookup::NoMatch).then_some((reading, found))
    });
    found.unwrap_or((key, Lookup::NoMatch))
}

/// Take the letter of a mark; any letter will do, so that no keyboard is left out.
fn letter_key(state: &mut State, event: KeyEvent) -> Option<(Action, Option<usize>)> {
    let letter = state.keeping.letter.take()?;
    match (letter, event.code) {
        (Letter::Set, KeyCode::Char(c)) if c.is_alphabetic() => Some((Action::Mark(c), None)),
        (Letter::Go, KeyCode::Char(c)) if c.is_alphabetic() || c == '\'' => Some((Action::ToMark(c), None)),
        (_, KeyCode::Esc) => None,
        _ => {
            state.message = Some(Message::Info(state.texts.get("message-mark-letter")));
            None
        }
    }
}

/// Whether a key by itself leaves the reader.
#[must_use]
pub fn leaves(state: &State, event: KeyEvent) -> bool {
    state.keymap.lookup(&[Key::from(event)], Layer::Text) == Lookup::Found(Action::Quit)
}

fn digit(key: Key) -> Option<usize> {
    let KeyCode::Char(c) = key.0 else { return None };
    c.to_digit(10).map(|digit| digit as usize)
}

/// Take a key; the action it completes, if it does.
pub fn key(state: &mut State, event: KeyEvent) -> Option<(Action, Option<usize>)> {
    // What goes through the panel's list does so while its filter is typed.
    let through_list = matches!(event.code, KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown);
    if state.line().is_some() && !(state.filters() && through_list) {
        return line_key(state, event).map(|action| (action, None));
    }
    if state.keeping.letter.is_some() {
        return letter_key(state, event);
    }
    let key = Key::from(event);
    let layer = if state.panel.focus && state.sheet.is_none() { Layer::Panel } else { Layer::Text };
    let (key, found) = meant(state, key, layer);
    if state.typed.is_empty()
        && key.1 == KeyModifiers::NONE
        && found == Lookup::NoMatch
        && let Some(digit) = readings(state, key).into_iter().find_map(digit)
    {
        state.count = Some((state.count.unwrap_or(0) * 10 + digit).min(COUNT_MAX));
        return None;
    }
    state.typed.push(key);
    match found {
        Lookup::Prefix => None,
        Lookup::Found(action) => {
            state.typed.clear();
            Some((action, state.count.take()))
        }
        Lookup::NoMatch => {
            let typed: Vec<String> = state.typed.drain(..).map(|key| key.to_string()).collect();
            state.count = None;
            let help = state.keymap.keys_of(&Action::Help).into_iter().next().unwrap_or_default();
            let (typed, help) = (typed.concat(), help);
            state.message = Some(Message::Info(
                state
                    .texts
                    .format("message-unknown-key", &[("key", Argument::Text(&typed)), ("help", Argument::Text(&help))]),
            ));
            None
        }
    }
}

/// Clicks at one place: how many in a row, so that two choose a word and three a paragraph.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clicks {
    at: (u16, u16),
    count: u8,
}

impl Clicks {
    /// Take a mouse event; the action it stands for. `again` tells whether it came soon after the one before.
    pub fn mouse(&mut self, event: MouseEvent, again: bool) -> Option<(Action, Option<usize>)> {
        let (x, y) = (event.column, event.row);
        match event.kind {
            MouseEventKind::ScrollDown => Some((Action::Scroll(WHEEL, x), None)),
            MouseEventKind::ScrollUp => Some((Action::Scroll(-WHEEL, x), None)),
            MouseEventKind::Down(MouseButton::Left) => {
                self.count = if again && self.at == (x, y) && self.count > 0 { self.count % 3 + 1 } else { 1 };
                self.at = (x, y);
                Some((Action::Press(x, y, self.count), None))
            }
            MouseEventKind::Drag(MouseButton::Left) => {
                // A drag is no click: the next press begins a new row of them.
                self.count = 0;
                Some((Action::Drag(x, y), None))
            }
            _ => None,
        }
    }
}
