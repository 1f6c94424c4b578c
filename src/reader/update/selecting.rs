//! Selecting and copying, by keys and by mouse.
//!
//! In: State and a movement or a place on the screen. Out: a selection, or a sequence to send. It must not know the terminal.

use super::entities::mention_under;
use super::moving::{go, go_to_line, move_top};
use super::panel::{press_panel, resize_by_mouse};
use super::{Effect, say};
use crate::action::Action;
use crate::locale::Argument;
use crate::reader::panel::Grip;
use crate::reader::scroll::{Anchor, Row};
use crate::reader::selection::{self, Selection, Unit};
use crate::reader::state::{Message, State};
use crate::span::Span;
use crate::terminal::clipboard;

pub(super) fn toggle_selecting(state: &mut State) {
    state.selecting = !state.selecting;
    if !state.selecting {
        state.selection = None;
        return;
    }
    if state.selection.is_none() {
        state.selection = Some(Selection::at(state.first_byte(), Unit::Cluster));
    }
    let key = state.keymap.keys_of(&Action::Copy).into_iter().next().unwrap_or_default();
    say(state, "message-selecting", &[("key", Argument::Text(&key))]);
}

/// Put the cursor on `byte` and scroll as far as needed to show it.
pub(super) fn move_cursor(state: &mut State, byte: usize) {
    let Some(selection) = &mut state.selection else { return };
    selection.cursor = byte;
    if selection::line_of(&state.rows, byte).is_some() {
        return;
    }
    let height = state.geometry.rows.cast_signed();
    let below = byte >= state.last_byte();
    move_top(state, |rows, _| {
        let line = rows.place(Anchor { byte, above: 0 })?;
        Some(if below { rows.walk(&line, 1 - height) } else { line })
    });
}

/// Move the cursor by rows, keeping its column.
pub(super) fn step_cursor_rows(state: &mut State, count: isize) {
    let Some(selection) = state.selection else { return };
    let Some((row, paragraph, line)) = selection::line_of(&state.rows, selection.cursor) else { return };
    let offset = selection.cursor - paragraph.span.start;
    let column = line.cell_of(offset).map_or(0, |cell| line.column_of(cell));
    let screen_column = (state.geometry.left_of(line) + column).cast_signed();
    let byte_in = |state: &State, row: usize| {
        let shown = state.rows.get(row)?;
        let Row::Line { lines, index, .. } = shown else { return None };
        let line = lines.get(*index)?;
        selection::byte_at(shown, screen_column - state.geometry.left_of(line).cast_signed())
    };
    let direction = count.signum();
    let mut at = row.cast_signed();
    let mut found = selection.cursor;
    for _ in 0..count.unsigned_abs() {
        loop {
            at += direction;
            if at < 0 || at >= state.rows.len().cast_signed() {
                let before = state.document().anchor;
                move_top(state, |rows, top| Some(rows.walk(&top, direction)));
                state.arrange();
                at -= direction;
                if state.document().anchor == before {
                    move_cursor(state, found);
                    return;
                }
            }
            if let Some(byte) = byte_in(state, usize::try_from(at).unwrap_or(0)) {
                found = byte;
                break;
            }
        }
    }
    move_cursor(state, found);
}

/// The byte under a place on the screen; beside the text, of the nearest line.
pub(super) fn byte_under(state: &State, x: u16, y: u16) -> Option<usize> {
    let row = usize::from(y).min(state.rows.len().checked_sub(1)?);
    let (up, down) = ((0..=row).rev(), row..state.rows.len());
    let row = down.chain(up).find(|&row| matches!(state.rows[row], Row::Line { .. }))?;
    let Row::Line { lines, index, .. } = &state.rows[row] else { return None };
    let line = lines.get(*index)?;
    selection::byte_at(&state.rows[row], isize::from(x.cast_signed()) - state.geometry.left_of(line).cast_signed())
}

pub(super) fn press(state: &mut State, x: u16, y: u16, clicks: u8) {
    if press_panel(state, usize::from(x), usize::from(y), clicks) {
        return;
    }
    if state.geometry.scrollbar == Some(usize::from(x)) && usize::from(y) < state.geometry.rows {
        let length = state.article().map_or(0, |article| article.text().len());
        let byte = length / state.geometry.rows.max(1) * usize::from(y);
        if y == 0 {
            go(state, 0)
        } else {
            go_to_line(state, byte)
        }
        return;
    }
    state.selecting = false;
    state.selection =
        byte_under(state, x, y).filter(|_| usize::from(y) < state.geometry.rows).map(|byte| match clicks {
            1 => Selection::at(byte, Unit::Cluster),
            2 => Selection::at(byte, Unit::Word),
            _ => Selection::at(byte, Unit::Paragraph),
        });
    // One click places the cursor and selects nothing yet.
    state.selecting = clicks > 1 && state.selection.is_some();
    if clicks == 1 {
        state.mention = mention_under(state, x, y);
        let byte = state.selection.map(|selection| selection.cursor);
        state.keeping.here = byte.and_then(|byte| state.highlight_at(byte)).map(|noted| noted.note.id);
    }
}

pub(super) fn drag(state: &mut State, x: u16, y: u16) {
    match state.panel.grip {
        Grip::Text => {}
        Grip::Panel => return,
        Grip::Border => return resize_by_mouse(state, usize::from(x)),
    }
    if state.selection.is_none() {
        return;
    }
    if usize::from(y) >= state.geometry.rows {
        move_top(state, |rows, top| Some(rows.walk(&top, 1)));
    } else if y == 0 {
        move_top(state, |rows, top| Some(rows.walk(&top, -1)));
    }
    state.arrange();
    if let (Some(byte), Some(selection)) = (byte_under(state, x, y), &mut state.selection) {
        selection.cursor = byte;
        state.selecting = true;
    }
}

pub(super) fn copy_selection(state: &mut State) -> Vec<Effect> {
    let span = state.selection.filter(|_| state.selecting).zip(state.article()).map(|(s, article)| s.span(article));
    match span {
        Some(span) => {
            let effects = copy(state, span);
            state.selection = None;
            state.selecting = false;
            effects
        }
        None => {
            let key = state.keymap.keys_of(&Action::Select).into_iter().next().unwrap_or_default();
            say(state, "message-nothing-selected", &[("key", Argument::Text(&key))]);
            Vec::new()
        }
    }
}

pub(super) fn copy_paragraph(state: &mut State) -> Vec<Effect> {
    let byte = state.selection.map_or_else(|| state.first_byte(), |selection| selection.cursor);
    let span = state.article().and_then(|article| article.paragraph_at(byte)).map(|paragraph| paragraph.span);
    span.map_or_else(Vec::new, |span| copy(state, span))
}

pub(super) fn copy(state: &mut State, span: Span) -> Vec<Effect> {
    let Some(article) = state.article() else { return Vec::new() };
    let text = article.slice(span).to_owned();
    copy_text(state, &text)
}

/// Put a text on the clipboard.
pub(super) fn copy_text(state: &mut State, text: &str) -> Vec<Effect> {
    match clipboard::copy(text, state.settings.copy_limit) {
        Ok(sequence) => {
            let count = text.chars().count();
            say(state, "message-copied", &[("count", Argument::Number(count))]);
            vec![Effect::Send(sequence)]
        }
        Err(size) => {
            let arguments = [("size", Argument::Number(size)), ("limit", Argument::Number(state.settings.copy_limit))];
            let text = state.texts.format("message-too-large", &arguments);
            state.message = Some(Message::Error(text));
            Vec::new()
        }
    }
}
