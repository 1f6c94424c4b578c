//! The one widget that writes text: cells of a laid-out line into a buffer.
//!
//! In: a [`Line`], a place, a style and an output mode. Out: buffer cells whose widths are those of layout, whatever
//! ratatui's string width would say. It must not know what the text means.

use crate::config::{Scope, Theme};
use crate::lang::Direction;
use crate::layout::{Cell, Line, Shown, single_line};
use crate::terminal::mode::OutputMode;
use compact_str::CompactString;
use ratatui::buffer::{Buffer, CellDiffOption};
use ratatui::style::Style;
use std::num::NonZeroU16;
use std::ops::Range;

/// The cells of a line in the order they are sent, with the column each takes, counted from the line's left end.
pub fn placed(line: &Line, mode: OutputMode) -> impl Iterator<Item = (usize, &Cell)> {
    let cells: Vec<&Cell> = match mode {
        OutputMode::Logical => line.logical(),
        _ => line.cells.iter().collect(),
    };
    cells.into_iter().scan(0, |column, cell| {
        let at = *column;
        *column += cell.width;
        Some((at, cell))
    })
}

/// Write a line with its left end at column `x`; what lies beyond `right` is cut off. `style` is asked for every cell.
pub fn write(
    buffer: &mut Buffer,
    line: &Line,
    (x, y): (usize, usize),
    right: usize,
    mode: OutputMode,
    style: impl Fn(&Cell) -> Style,
) {
    write_within(buffer, line, (x.cast_signed(), y), 0..right, mode, style);
}

/// Write a line whose left end may lie left of what is to be seen of it: only cells within `seen` are written.
pub fn write_within(
    buffer: &mut Buffer,
    line: &Line,
    (x, y): (isize, usize),
    seen: Range<usize>,
    mode: OutputMode,
    style: impl Fn(&Cell) -> Style,
) {
    let mut last = None;
    for (column, cell) in placed(line, mode) {
        let Some(at) = x.checked_add_unsigned(column).and_then(|at| usize::try_from(at).ok()) else { continue };
        if at >= seen.start && at + cell.width <= seen.end {
            write_cell(buffer, cell, (at, y), style(cell));
            last = Some((at, cell.width));
        }
    }
    if let Some((at, width)) = last.filter(|_| mode == OutputMode::Logical) {
        part_from_next(buffer, (at, y), width);
    }
}

/// A left-to-right mark behind a line that the terminal reorders: what stands to its right on the same row, a border or a
/// panel, is no part of it.
fn part_from_next(buffer: &mut Buffer, (x, y): (usize, usize), width: usize) {
    let (Ok(x), Ok(y), Ok(width)) = (u16::try_from(x), u16::try_from(y), u16::try_from(width)) else { return };
    if let Some(cell) = buffer.cell_mut((x, y)) {
        let blank = cell.symbol() == " ";
        let symbol = format!("{}\u{200e}", cell.symbol());
        let width = NonZeroU16::new(if blank { 1 } else { width });
        cell.set_symbol(&symbol).set_diff_option(width.map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
    }
}

fn write_cell(buffer: &mut Buffer, cell: &Cell, (x, y): (usize, usize), style: Style) {
    let (Ok(x), Ok(y), Ok(width)) = (u16::try_from(x), u16::try_from(y), u16::try_from(cell.width)) else { return };
    let Some(first) = buffer.cell_mut((x, y)) else { return };
    first.set_symbol(&cell.symbol).set_style(style);
    // Blanks are widened cell by cell; anything else that ratatui might measure otherwise is told its width.
    let blank = cell.symbol == " ";
    if !blank && (width > 1 || !cell.symbol.is_ascii()) {
        first.set_diff_option(NonZeroU16::new(width).map_or(CellDiffOption::None, CellDiffOption::ForcedWidth));
    }
    for column in 1..width {
        if let Some(rest) = buffer.cell_mut((x + column, y)) {
            rest.set_symbol(" ").set_style(style);
            if !blank {
                // Differs from any ordinary blank, so that it is sent again once the wide cell has gone.
                rest.set_diff_option(CellDiffOption::AlwaysUpdate);
            }
        }
    }
}

/// Blanks in a row that is no part of the text, over whatever stood there.
pub fn clear_row(buffer: &mut Buffer, y: usize, columns: usize, theme: &Theme, scope: Scope) {
    let style = theme.style(Scope::Canvas).patch(theme.style(scope));
    for x in 0..columns {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { break };
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.reset();
            cell.set_style(style);
        }
    }
}

/// Cut a single line to `width`, at its end in reading order, with an ellipsis where something is missing.
#[must_use]
pub fn fitted(text: &str, fallback: Direction, shown: impl Into<Shown>, width: usize) -> Line {
    let shown = shown.into();
    let whole = single_line(text, fallback, shown);
    if whole.width <= width {
        return whole;
    }
    let mut used = 1;
    let mut end = 0;
    for cell in whole.logical() {
        used += cell.width;
        if used > width {
            break;
        }
        end = cell.span.end;
    }
    let mut cut = CompactString::from(text.get(..end).unwrap_or_default().trim_end());
    if width > 0 {
        // In the paragraph's own direction, whatever the letter before it.
        cut.push(if whole.direction.is_rtl() { '\u{200f}' } else { '\u{200e}' });
        cut.push('…');
    }
    single_line(&cut, whole.direction, shown)
}
