//! A laid-out line: cells in visual order, and the map between cells and bytes, both ways.
//!
//! In: the units of one line. Out: [`Line`]. Highlighting, mouse, selection and search all use its maps.
//! It must not know how a line is painted.

use super::breaks::{self, LineRange};
use super::unit::Unit;
use super::{Options, levels, width};
use crate::lang::Direction;
use crate::span::Span;
use compact_str::CompactString;
use std::ops::Range;

/// One thing drawn: a cluster, part of one at a level border, or a lam-alef.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What is sent to the terminal for it: free of controls, base first, marks behind.
    pub symbol: CompactString,
    /// Columns it takes; more than its symbol's own where a space was widened.
    pub width: usize,
    /// Its bytes in the paragraph.
    pub span: Span,
    /// Embedding level after L1; odd runs right to left.
    pub level: u8,
}

impl Cell {
    /// Whether terminals may disagree about its width.
    #[must_use]
    pub fn is_disputed(&self) -> bool {
        !self.symbol.is_ascii() && width::is_disputed(&self.symbol)
    }
}

/// One line of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// All bytes of the paragraph that belong to this line.
    pub span: Span,
    /// What is drawn, left to right.
    pub cells: Vec<Cell>,
    /// Bytes of the line that are not drawn: controls, spaces at a break. In logical order.
    pub undrawn: Vec<Span>,
    /// Columns of all cells.
    pub width: usize,
    /// Columns left free at the side where the line starts.
    pub indent: usize,
    /// Base direction: the side where the line starts.
    pub direction: Direction,
}

impl Line {
    /// Cells in logical order.
    #[must_use]
    pub fn logical(&self) -> Vec<&Cell> {
        let mut cells: Vec<&Cell> = self.cells.iter().collect();
        cells.sort_by_key(|cell| cell.span.start);
        cells
    }

    /// The cell that stands for `byte`, as its place in `cells`; `None` where the byte is not drawn or not here.
    #[must_use]
    pub fn cell_of(&self, byte: usize) -> Option<usize> {
        self.cells.iter().position(|cell| cell.span.contains(byte))
    }

    /// The cell at a column counted from the line's left end.
    #[must_use]
    pub fn cell_at(&self, column: usize) -> Option<usize> {
        let mut left = 0;
        self.cells.iter().position(|cell| {
            left += cell.width;
            column < left
        })
    }

    /// First column of a cell, counted from the line's left end.
    #[must_use]
    pub fn column_of(&self, cell: usize) -> usize {
        self.cells[..cell.min(self.cells.len())].iter().map(|cell| cell.width).sum()
    }

    /// The columns that a byte range takes, left to right, touching pieces joined: a range that crosses run borders is
    /// several pieces.
    #[must_use]
    pub fn pieces(&self, span: Span) -> Vec<Range<usize>> {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut left = 0;
        for cell in &self.cells {
            let right = left + cell.width;
            if cell.span.overlaps(span) {
                match pieces.last_mut() {
                    Some(last) if last.end == left => last.end = right,
                    _ => pieces.push(left..right),
                }
            }
            left = right;
        }
        pieces
    }

    /// The drawn text, left to right.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for cell in &self.cells {
            push_cell(&mut text, cell);
        }
        text
    }
}

/// Append a cell's symbol, filled up to its width.
pub fn push_cell(text: &mut String, cell: &Cell) {
    text.push_str(&cell.symbol);
    if cell.symbol == " " {
        text.extend(std::iter::repeat_n(' ', cell.width.saturating_sub(1)));
    }
}

/// Build the line of `units`.
pub(super) fn build(
    units: &mut [Unit],
    range: &LineRange,
    direction: Direction,
    options: &Options,
    first: bool,
    last: bool,
) -> Line {
    let drawn = range.drawn_end - range.units.start;
    let base = levels::base_level(direction);
    let mut reset = Vec::new();
    levels::reset(units.iter().map(|unit| unit.space), |index| reset.push(index));
    for index in reset {
        units[index].level = base;
    }
    let mut line = Line {
        span: match (units.first(), units.last()) {
            (Some(first), Some(last)) => Span::new(first.span.start, last.span.end),
            _ => Span::default(),
        },
        indent: if first { breaks::indent(options) } else { 0 },
        direction,
        ..Line::default()
    };
    let mut shown = Vec::with_capacity(units.len());
    for (index, unit) in units.iter().enumerate() {
        if index < drawn && unit.width > 0 {
            shown.push(index);
            line.width += unit.width;
        } else {
            line.undrawn.push(unit.span);
        }
    }
    if options.justify && !last && !range.forced {
        justify(units, &shown, &mut line, options.width);
    }
    let of_shown: Vec<u8> = shown.iter().map(|&index| units[index].level).collect();
    line.cells.reserve_exact(shown.len());
    for place in levels::visual_order(&of_shown) {
        let unit = &mut units[shown[place]];
        let symbol = std::mem::take(&mut unit.symbol);
        line.cells.push(Cell { symbol, width: unit.width, span: unit.span, level: unit.level });
    }
    line
}

/// Widen the spaces of a line until it fills the width, the ones that come first by one more. A line that is short by
/// more than a third keeps its spaces: stretched so far it would read worse than ragged.
fn justify(units: &mut [Unit], shown: &[usize], line: &mut Line, width: usize) {
    let missing = width.saturating_sub(line.width + line.indent);
    let blanks: Vec<usize> = shown.iter().copied().filter(|&index| units[index].is_blank()).collect();
    if missing == 0 || blanks.is_empty() || missing.saturating_mul(3) > width {
        return;
    }
    let (each, rest) = (missing / blanks.len(), missing % blanks.len());
    for (place, index) in blanks.into_iter().enumerate() {
        units[index].width += each + usize::from(place < rest);
    }
    line.width += missing;
}
