//! The status row: what is read, where in it, and how it is shown; or the prompt, or a message.
//!
//! In: state. Out: cells of one row, and where the cursor stands while typing. Each piece is laid out by itself, so that
//! pieces of different direction cannot reorder one another. It must not say what is not on screen.

use super::{message, text};
use crate::config::Scope;
use crate::lang::Direction;
use crate::layout::excerpt::shortened;
use crate::layout::{Cell, Line, Options, single_line};
use crate::locale::Argument::Text;
use crate::reader::State;
use crate::reader::line_editor::LineEditor;
use crate::span::Span;
use ratatui::buffer::Buffer;
use ratatui::style::Modifier;

/// Columns between pieces.
const GAP: usize = 2;

/// Paint it.
pub fn paint(state: &State, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let geometry = &state.geometry;
    let y = geometry.status;
    text::clear_row(buffer, y, geometry.columns, &state.theme, Scope::Status);
    if let Some(line) = state.line() {
        if let (Some(_), Some(said)) = (&state.prompt, &state.message) {
            message::paint(state, said, buffer);
        }
        let pattern = state.find.typing.as_ref().filter(|_| state.prompt.is_none());
        let label = match (&state.prompt, pattern) {
            (Some(prompt), _) => prompt.label(&state.texts, geometry.columns / 3, state.shown()),
            (None, Some(typing)) => typing.purpose.sign().into(),
            (None, None) => '/'.into(),
        };
        let taken = if pattern.is_some() { super::find::paint_count(state, buffer) } else { 0 };
        return typing(state, &label, line, geometry.columns.saturating_sub(taken), buffer);
    }
    let mut row = Row { state, buffer, start: 1, end: geometry.columns.saturating_sub(1) };
    for (scope, piece) in facts(state) {
        row.at_end(&piece, scope);
    }
    if let Some(said) = &state.message {
        let (words, scope) = message::parts(said);
        if row.has_room(words) || !message::paint(state, said, row.buffer) {
            row.at_start(words, state.texts.direction(), scope);
            return None;
        }
    }
    row.at_start(&state.document().name(), state.direction(), Scope::StatusTitle);
    None
}

/// What stands at the end of the row, the outermost first.
fn facts(state: &State) -> Vec<(Scope, String)> {
    let mut facts = Vec::new();
    if let Some(count) = state.count {
        facts.push((Scope::Status, count.to_string()));
    }
    if !state.typed.is_empty() {
        facts.push((Scope::Status, state.typed.iter().map(ToString::to_string).collect()));
    }
    if state.keeping.letter.is_some() {
        facts.push((Scope::Status, state.texts.get("status-letter")));
    }
    facts.push((Scope::Status, format!("{}%", state.percent())));
    if let Some(count) = super::find::count(state) {
        facts.push((Scope::Message, count));
    }
    if let Some(narrowed) = &state.document().narrowed {
        let words = state.texts.format("status-narrowed", &[("pattern", Text(&narrowed.query.pattern))]);
        facts.push((Scope::Message, words));
    }
    if state.message.is_some() {
        // What qari says is worth the room.
        return facts;
    }
    if let Some((name, number, count)) = state.mention_number().filter(|_| state.geometry.columns >= 30) {
        let room = (state.geometry.columns / 3).clamp(8, 32);
        let name = shortened(name, room, state.shown());
        facts.push((Scope::Message, format!("\u{2068}{name}\u{2069} \u{2068}{number}/{count}\u{2069}")));
    }
    if state.geometry.columns >= 50
        && let Some((number, count)) = state.paragraph_number()
    {
        // One piece of text: two numbers, isolated each by itself, would swap places in a right-to-left row.
        let numbers = format!("{number}/{count}");
        facts.push((Scope::StatusQuiet, state.texts.format("status-paragraph", &[("numbers", Text(&numbers))])));
    }
    if state.geometry.columns >= 70
        && let Some(article) = state.article()
    {
        let meta = &article.meta;
        let language = if meta.language_name.is_empty() { &meta.language } else { &meta.language_name };
        facts.push((Scope::StatusQuiet, language.clone()));
        let arrow = if article.direction() == Direction::Rtl { "←" } else { "→" };
        facts.push((Scope::StatusQuiet, format!("{arrow} {}", state.mode.name())));
    }
    if let Some(replaced) = state.article().map(|article| article.meta.replaced).filter(|&replaced| replaced > 0) {
        facts.push((Scope::Error, format!("\u{fffd} {replaced}")));
    }
    if state.documents.len() > 1 {
        facts.push((Scope::StatusQuiet, format!("{}/{}", state.current + 1, state.documents.len())));
    }
    if state.selecting {
        let key = if state.selected().is_some() { "status-selecting" } else { "status-cursor" };
        facts.push((Scope::Message, state.texts.get(key)));
    }
    facts
}

/// The free part of the row, counted from the side where the document's lines start.
struct Row<'a> {
    state: &'a State,
    buffer: &'a mut Buffer,
    start: usize,
    end: usize,
}

impl Row<'_> {
    fn at_end(&mut self, words: &str, scope: Scope) {
        let line = single_line(words, self.state.direction(), self.state.shown());
        if self.start + line.width + GAP > self.end {
            return;
        }
        self.end -= line.width;
        self.write(&line, self.end, scope);
        self.end = self.end.saturating_sub(GAP);
    }

    fn has_room(&self, words: &str) -> bool {
        self.start + single_line(words, self.state.texts.direction(), self.state.shown()).width <= self.end
    }

    fn at_start(&mut self, words: &str, fallback: Direction, scope: Scope) {
        let room = self.end.saturating_sub(self.start);
        let line = text::fitted(words, fallback, self.state.shown(), room);
        self.write(&line, self.start, scope);
    }

    fn write(&mut self, line: &crate::layout::Line, from: usize, scope: Scope) {
        let columns = self.state.geometry.columns;
        let x = if self.state.direction().is_rtl() { columns.saturating_sub(from + line.width) } else { from };
        let style = self.state.theme.style(scope);
        text::write(self.buffer, line, (x, self.state.geometry.status), columns, self.state.mode, |_| style);
    }
}

/// Of the columns for a line that is typed, the part that its label may take: so many quarters.
const LABEL_SHARE: usize = 3;

/// The line that is typed, behind the sign or label of what it is for, in so many columns. What is longer is shown around
/// the cursor. A label in a right-to-left language stands at the right, the line at its left. The cursor is a cell painted in reverse: that is on the right letter wherever the terminal moves it.
fn typing(state: &State, label: &str, editor: &LineEditor, columns: usize, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let options = Options { tashkeel: state.keeps_marks(), ..state.layout_options() };
    let mut line = editor.laid_out(&options);
    let at = line.cells.iter().position(|cell| Some(cell) == editor.cell(&line))?;
    let label = text::fitted(label, Direction::Ltr, state.shown(), (columns * LABEL_SHARE / 4).max(1));
    // The label comes first in the order of the text, too.
    let behind = label.cells.iter().map(|cell| cell.span.end).max().unwrap_or(0);
    for cell in &mut line.cells {
        cell.span = Span::new(cell.span.start + behind, cell.span.end + behind);
    }
    let (cursor, column) = (&line.cells[at], line.column_of(at));
    let room = columns.saturating_sub(label.width);
    // As much of a wide one as there is room for.
    let skipped = scrolled(column + cursor.width.clamp(1, room.max(1)) - 1, line.width, room);
    let mut left = 0;
    let seen = line.cells.iter().filter(|cell| {
        let at = left;
        left += cell.width;
        at >= skipped && left <= skipped + room
    });
    let (row, x, column) = if label.direction.is_rtl() {
        let cells: Vec<Cell> = seen.chain(&label.cells).cloned().collect();
        let x = columns.saturating_sub(cells.iter().map(|cell| cell.width).sum());
        (cells, x, x + column)
    } else {
        (label.cells.iter().chain(seen).cloned().collect(), 0, label.width + column)
    };
    let row = Line { cells: row, ..Line::default() };
    let y = u16::try_from(state.geometry.status).ok()?;
    let style = state.theme.style(Scope::Prompt);
    let of_row = buffer.cell((0, y)).is_some_and(|cell| cell.modifier.contains(Modifier::REVERSED));
    let reversed = if of_row || style.add_modifier.contains(Modifier::REVERSED) {
        style.remove_modifier(Modifier::REVERSED)
    } else {
        style.patch(state.theme.patch(Scope::Cursor))
    };
    let styled = |cell: &Cell| if cell == cursor { reversed } else { style };
    text::write(buffer, &row, (x, usize::from(y)), columns, state.mode, styled);
    Some((u16::try_from(column.saturating_sub(skipped)).ok()?, y))
}

/// Columns that are left out at the left so that column `at` of a line is seen: half a window at a time, so that the
/// line stands still while the cursor goes through it, and none where all of it fits.
fn scrolled(at: usize, width: usize, room: usize) -> usize {
    let half = (room / 2).max(1);
    ((at / half).saturating_sub(1) * half).min(width.saturating_sub(room))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_is_always_seen_and_no_column_beyond_the_line() {
        for room in 2..30 {
            for width in 1..90 {
                for at in 0..width {
                    let skipped = scrolled(at, width, room);
                    assert!(skipped <= at && at < skipped + room, "{at} of {width} in {room}: {skipped}");
                    assert!(skipped == 0 || skipped + room <= width, "{at} of {width} in {room}: {skipped}");
                }
            }
        }
        // It stands still for half a window, and is at its end with the cursor.
        assert_eq!([scrolled(8, 40, 10), scrolled(10, 40, 10), scrolled(14, 40, 10)], [0, 5, 5]);
        assert_eq!(scrolled(39, 40, 10), 30);
    }
}
