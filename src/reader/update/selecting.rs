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
use crate::reader::selection::{self, Selection, Unit, around};
use crate::reader::state::{Message, State};
use crate::span::Span;
use crate::terminal::clipboard;

/// Begin to select where the reader points; once more, leave only the cursor there, to be moved to where selecting is to
/// begin anew.
pub(super) fn toggle_selecting(state: &mut State) {
    let Some(article) = state.article() else { return };
    let begin = |byte| Selection::at(selection::cell_from(article, &state.rows, byte), Unit::Cluster);
    let selection = match state.selection.filter(|_| state.selecting) {
        Some(Selection { mark: Some(_), cursor, .. }) => Selection { mark: None, cursor, unit: Unit::Cluster },
        Some(Selection { mark: None, cursor, .. }) => begin(cursor),
        None => begin(starting_point(state)),
    };
    state.selection = Some(selection);
    state.selecting = true;
    let [select, copy] = [Action::Select, Action::Copy]
        .map(|action| state.keymap.keys_of(&action).into_iter().next().unwrap_or_default());
    let key = if selection.mark.is_some() { "message-selecting" } else { "message-cursor" };
    say(state, key, &[("key", Argument::Text(&copy)), ("select", Argument::Text(&select))]);
}

/// The byte on the screen that the reader points at: the cursor, else where the mention or the hit stepped to begins, else
/// the first.
fn starting_point(state: &State) -> usize {
    let shown = state.on_screen();
    let cursor = state.selection.map(|selection| selection.cursor).filter(|&cursor| shown.contains(cursor));
    // Stepping to a hit leaves the mention: where there are both, the mention is newer.
    let mention = state.mention_here().map(|place| place.span);
    let hit = state.hit().filter(|hit| hit.overlaps(shown));
    cursor.or(mention.or(hit).map(|span| span.start.max(shown.start))).unwrap_or(shown.start)
}

/// Put the cursor on the last cluster of `span` or on its first, so that all of it is selected.
pub(super) fn take_in(state: &mut State, span: Span) {
    if let Some((selection, article)) = state.selection.zip(state.article()) {
        let cursor = selection.taking_in(article, span);
        move_cursor(state, cursor);
    }
}

/// Put the cursor on the cluster of `byte` and scroll as far as needed to show it.
pub(super) fn move_cursor(state: &mut State, byte: usize) {
    let Some((mut selection, article)) = state.selection.zip(state.article()) else { return };
    selection.cursor = around(article, byte, Unit::Cluster).start;
    state.selection = Some(selection);
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
    let cell_in = |state: &State, row: usize| {
        let shown = state.rows.get(row)?;
        let Row::Line { lines, index, .. } = shown else { return None };
        let line = lines.get(*index)?;
        selection::cell_at(shown, screen_column - state.geometry.left_of(line).cast_signed())
    };
    let direction = count.signum();
    let mut at = row.cast_signed();
    let mut found = Span::new(selection.cursor, selection.cursor);
    for _ in 0..count.unsigned_abs() {
        loop {
            at += direction;
            if at < 0 || at >= state.rows.len().cast_signed() {
                let before = state.document().anchor;
                move_top(state, |rows, top| Some(rows.walk(&top, direction)));
                state.arrange();
                at -= direction;
                if state.document().anchor == before {
                    return take_in(state, found);
                }
            }
            if let Some(cell) = cell_in(state, usize::try_from(at).unwrap_or(0)) {
                found = cell;
                break;
            }
        }
    }
    take_in(state, found);
}

/// The bytes under a place on the screen; beside the text, of the nearest line.
fn cell_under(state: &State, x: u16, y: u16) -> Option<Span> {
    let row = usize::from(y).min(state.rows.len().checked_sub(1)?);
    let (up, down) = ((0..=row).rev(), row..state.rows.len());
    let row = down.chain(up).find(|&row| matches!(state.rows[row], Row::Line { .. }))?;
    let Row::Line { lines, index, .. } = &state.rows[row] else { return None };
    let line = lines.get(*index)?;
    selection::cell_at(&state.rows[row], isize::from(x.cast_signed()) - state.geometry.left_of(line).cast_signed())
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
        cell_under(state, x, y).filter(|_| usize::from(y) < state.geometry.rows).map(|cell| match clicks {
            1 => Selection::at(cell, Unit::Cluster),
            2 => Selection::at(cell, Unit::Word),
            _ => Selection::at(cell, Unit::Paragraph),
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
    if let (Some(cell), Some(selection)) = (cell_under(state, x, y), state.selection) {
        let cursor = state.article().map_or(cell.start, |article| selection.taking_in(article, cell));
        state.selection = Some(Selection { cursor, ..selection });
        state.selecting = true;
    }
}

pub(super) fn copy_selection(state: &mut State) -> Vec<Effect> {
    match state.selected() {
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
    let byte = state.cursor().unwrap_or_else(|| starting_point(state));
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
