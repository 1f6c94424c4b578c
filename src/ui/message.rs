//! What qari says where the status row has no room for it: rows over the text, until the next key.
//!
//! In: state and a text. Out: cells of as many rows above the status row as the text takes, a part of the screen at most.
//! It must not know when something is said.

use super::text;
use crate::config::Scope;
use crate::lang::direction::first_strong;
use crate::layout::lay_out;
use crate::reader::State;
use crate::reader::state::Message;
use ratatui::buffer::Buffer;

/// Part of the screen's rows that a message may take: one of so many.
const SHARE: usize = 3;

/// Its text, and the style it has.
pub(super) fn parts(message: &Message) -> (&str, Scope) {
    match message {
        Message::Info(text) => (text, Scope::Message),
        Message::Error(text) => (text, Scope::Error),
    }
}

/// Paint it above the status row; whether there was room.
pub(super) fn paint(state: &State, message: &Message, buffer: &mut Buffer) -> bool {
    let (columns, status) = (state.geometry.columns, state.geometry.status);
    let most = (state.size.1 / SHARE).min(status);
    let room = columns.saturating_sub(2).max(1);
    if most == 0 {
        return false;
    }
    let (words, scope) = parts(message);
    let direction = first_strong(words).unwrap_or(state.texts.direction());
    let mut lines = lay_out(words, direction, &state.shown().options(room));
    if let Some(last) = lines.get(most - 1).filter(|_| lines.len() > most) {
        let rest = text::fitted(&words[last.span.start..], direction, state.shown(), room);
        lines.truncate(most - 1);
        lines.push(rest);
    }
    let style = state.theme.style(scope);
    let first = status - lines.len();
    for (y, line) in (first..).zip(&lines) {
        text::clear_row(buffer, y, columns, &state.theme, Scope::Status);
        let x = if direction.is_rtl() { columns.saturating_sub(1 + line.width) } else { 1 };
        text::write(buffer, line, (x, y), columns, state.mode, |_| style);
    }
    true
}
