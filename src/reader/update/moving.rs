//! Moving through the text: the first row of the screen, or the cursor while selecting.
//!
//! In: State and a distance or a place. Out: another anchor or cursor. It must not know the terminal.

use super::say;
use super::selecting::{move_cursor, step_cursor_rows, take_in};
use crate::article::{Article, Kind};
use crate::locale::Argument;
use crate::reader::find::windows::is_shown;
use crate::reader::scroll::{Anchor, Place, Rows};
use crate::reader::selection::{self, Selection, Unit};
use crate::reader::state::State;
use crate::span::Span;

/// Move the first row of the screen to where `to` leads from the one it is on.
pub(super) fn move_top(state: &mut State, to: impl FnOnce(&Rows<'_>, Place) -> Option<Place>) {
    let height = state.geometry.rows;
    let anchor = state.document().anchor;
    let moved = state.lines().and_then(|rows| {
        let top = rows.clamp(&rows.place(anchor)?, height);
        let place = to(&rows, top)?;
        Some(rows.anchor(&rows.clamp(&place, height)))
    });
    if let Some(anchor) = moved {
        let current = state.current;
        state.documents[current].anchor = anchor;
    }
}

/// Rows of the cursor while selecting, of the screen otherwise.
pub(super) fn step_rows(state: &mut State, count: isize) {
    if state.selecting {
        step_cursor_rows(state, count)
    } else {
        move_top(state, |rows, top| Some(rows.walk(&top, count)))
    }
}

/// Rows of the screen, wherever the cursor is.
pub(super) fn scroll(state: &mut State, count: isize) {
    move_top(state, |rows, top| Some(rows.walk(&top, count)));
}

/// To the first row of the paragraph at `byte`, with the blank rows above it where it is the first.
pub(super) fn go(state: &mut State, byte: usize) {
    if state.selecting {
        move_cursor(state, byte);
        return;
    }
    move_top(state, |rows, _| if byte == 0 { rows.first() } else { rows.place(Anchor { byte, above: 0 }) });
}

/// To the line that holds `byte`.
pub(super) fn go_to_line(state: &mut State, byte: usize) {
    go(state, byte.max(1));
}

/// Where `byte` is in a paragraph that is not shown, show all of its kind.
fn unhide(state: &mut State, byte: usize) {
    let current = state.current;
    if !is_shown(state.only().map(|only| only.as_slice()), byte) {
        state.documents[current].narrowed = None;
        state.arrange();
        say(state, "message-all-shown", &[]);
    }
    let paragraph = state.article().and_then(|article| article.paragraph_at(byte));
    if state.documents[current].folded && paragraph.is_some_and(|paragraph| paragraph.kind == Kind::Furniture) {
        state.documents[current].folded = false;
        state.arrange();
    }
}

/// Show the line where `span` begins, a third from the top unless it is on the screen already. While selecting, the cursor
/// goes there and takes it in; a cursor that only a click has placed is left behind.
pub(super) fn reveal(state: &mut State, span: Span) {
    let byte = span.start;
    unhide(state, byte);
    if state.selecting {
        return take_in(state, span);
    }
    state.selection = None;
    if selection::line_of(&state.rows, byte).is_none() {
        let third = (state.geometry.rows / 3).cast_signed();
        move_top(state, |rows, _| Some(rows.walk(&rows.place(Anchor { byte, above: 0 })?, -third)));
    }
}

pub(super) fn to_end(state: &mut State) {
    if state.selecting {
        let last = state.article().and_then(Article::last).map(|last| last.span.end);
        if let Some(end) = last {
            let byte = state.article().map_or(end, |article| selection::step(article, end, false));
            move_cursor(state, byte);
        }
        return;
    }
    let height = state.geometry.rows;
    move_top(state, |rows, _| rows.last_page(height));
}

pub(super) fn to_paragraph(state: &mut State, number: usize) {
    let Some(starts) = state.document().starts.clone() else {
        say(state, "message-counting", &[]);
        return;
    };
    match starts.get(number.saturating_sub(1)) {
        Some(&byte) if number > 0 => match state.article().and_then(|article| article.paragraph_at(byte)) {
            Some(paragraph) if state.selecting => take_in(state, paragraph.span),
            _ => go_to_line(state, byte),
        },
        _ => say(state, "message-no-paragraph", &[("count", Argument::Number(starts.len()))]),
    }
}

/// Paragraphs on or back, of the cursor while selecting.
pub(super) fn step_paragraphs(state: &mut State, count: usize, forward: bool) {
    if state.selecting {
        return step_cursor(state, Unit::Paragraph, count, forward);
    }
    let Some(article) = state.article() else { return };
    let mut top = Selection { mark: None, cursor: state.first_byte(), unit: Unit::Cluster };
    top.step(article, Unit::Paragraph, count, forward);
    let first = article.first().map_or(0, |first| first.span.start);
    go(state, if top.cursor <= first { 0 } else { top.cursor });
}

/// Words or paragraphs of the cursor.
pub(super) fn step_cursor(state: &mut State, unit: Unit, count: usize, forward: bool) {
    let Some((mut selection, article)) = state.selection.filter(|_| state.selecting).zip(state.article()) else {
        return;
    };
    selection.step(article, unit, count, forward);
    move_cursor(state, selection.cursor);
}

pub(super) fn sideways(state: &mut State, to_the_right: bool, count: usize) {
    if state.selecting {
        for _ in 0..count.min(10_000) {
            let Some((cursor, article)) = state.cursor().zip(state.article()) else { return };
            let next = selection::step_visual(article, &state.rows, cursor, to_the_right);
            take_in(state, next);
            state.arrange();
        }
        return;
    }
    let forward = state.direction().is_rtl() != to_the_right;
    let rows = (state.geometry.rows.max(2) - 1).saturating_mul(count).cast_signed();
    step_rows(state, if forward { rows } else { -rows });
}
