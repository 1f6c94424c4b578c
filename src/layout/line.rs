//! A laid-out line: cells in visual order, and the map between cells and bytes, both ways.
//!
//! In: the units of one line. Out: [`Line`]. Highlighting, mouse, selection and search all use its maps.
//! It must not know how a line is painted.

use super::breaks::{self, LineRange};
use super::unit::Unit;
use super::{Options, levels};
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
    for (index, unit) in units.iter().enumerate() {
        if index < drawn && unit.width > 0 {
            line.width += unit.width;
        } else {
            line.undrawn.push(unit.span);
        }
    }
    if options.justify && !last && !range.forced {
        justify(&mut units[..drawn], &mut line, options.width);
    }
    // What is not drawn takes part in the order all the same: an LRM between two words keeps their runs apart.
    let levels: Vec<u8> = units.iter().map(|unit| unit.level).collect();
    line.cells.reserve_exact(units.len() - line.undrawn.len());
    for index in levels::visual_order(&levels) {
        let unit = &mut units[index];
        if index < drawn && unit.width > 0 {
            let symbol = std::mem::take(&mut unit.symbol);
            line.cells.push(Cell { symbol, width: unit.width, span: unit.span, level: unit.level });
        }
    }
    line
}

/// Widen the spaces of a line until it fills the width, the ones that come first by one more. A line that is short by
/// more than a third keeps its spaces: stretched so far it would read worse than ragged.
fn justify(drawn: &mut [Unit], line: &mut Line, width: usize) {
    let missing = width.saturating_sub(line.width + line.indent);
    let blanks = drawn.iter().filter(|unit| unit.is_blank()).count();
    if missing == 0 || blanks == 0 || missing.saturating_mul(3) > width {
        return;
    }
    let (each, rest) = (missing / blanks, missing % blanks);
    for (place, unit) in drawn.iter_mut().filter(|unit| unit.is_blank()).enumerate() {
        unit.width += each + usize::from(place < rest);
    }
    line.width += missing;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Glyphs, lay_out};

    fn lines(text: &str, direction: Direction, width: usize, justify: bool) -> Vec<Line> {
        lay_out(text, direction, &Options { width, justify, glyphs: Glyphs::Base, ..Options::default() })
    }

    fn drawn(text: &str, direction: Direction) -> String {
        lines(text, direction, 80, false)[0].text()
    }

    #[test]
    fn mixed_text_is_in_visual_order() {
        assert_eq!(drawn("abc אבג 123 def", Direction::Ltr), "abc 123 גבא def");
        assert_eq!(drawn("abc אבג 123 def", Direction::Rtl), "def 123 גבא abc");
        assert_eq!(drawn("(אב)", Direction::Rtl), "(בא)");
    }

    #[test]
    fn trailing_space_is_at_the_end_of_the_line() {
        assert_eq!(drawn("אב ", Direction::Rtl), " בא");
        assert_eq!(drawn("אב ", Direction::Ltr), "בא ");
        assert_eq!(drawn("אב cd ", Direction::Rtl), " cd בא");
        // White space that was inside a run when the levels were found, and is not once the line ends there.
        let lines = lines("אב cd ef", Direction::Rtl, 6, false);
        assert_eq!(lines[0].text(), "cd בא");
        assert_eq!(lines[0].undrawn, [Span::new(7, 8)]);
    }

    #[test]
    fn an_undrawn_mark_still_parts_two_runs() {
        assert_eq!(drawn("אב\u{200e}גד", Direction::Ltr), "באדג");
        assert_eq!(drawn("אב\u{200f}גד", Direction::Ltr), "דגבא");
        assert_eq!(drawn("א\u{2067}ב\u{2069}ג", Direction::Ltr), "גבא");
    }

    #[test]
    fn spaces_are_widened_from_the_start_of_the_line() {
        let ltr = lines("aa bb cc dd", Direction::Ltr, 9, true);
        assert_eq!((ltr[0].text().as_str(), ltr[0].width), ("aa  bb cc", 9));
        assert_eq!((ltr[1].text().as_str(), ltr[1].width), ("dd", 2));
        let rtl = lines("אא בב גג דד", Direction::Rtl, 9, true);
        assert_eq!(rtl[0].text(), "גג בב  אא");
        assert_eq!(rtl[0].pieces(Span::new(4, 5)), vec![5..7]);
        assert_eq!(rtl[0].cell_at(6), rtl[0].cell_of(4));
    }

    #[test]
    fn short_forced_and_spaceless_lines_are_left_ragged() {
        assert_eq!(lines("aa bb cccccccc", Direction::Ltr, 9, true)[0].text(), "aa bb");
        assert_eq!(lines("aa bb cc\ndd", Direction::Ltr, 9, true)[0].text(), "aa bb cc");
        assert_eq!(lines("aaaaaaaa bbbb", Direction::Ltr, 9, true)[0].text(), "aaaaaaaa");
        assert_eq!(lines("aaa\u{a0}bbbb ccc", Direction::Ltr, 9, true)[0].text(), "aaa bbbb");
    }

    #[test]
    fn a_range_across_run_borders_is_several_pieces() {
        let text = "ab אבג cd";
        let line = &lines(text, Direction::Ltr, 80, false)[0];
        assert_eq!(line.text(), "ab גבא cd");
        assert_eq!(line.pieces(Span::new(1, 5)), [1..3, 5..6]);
        assert_eq!(line.pieces(line.span), vec![0..9]);
        assert!(line.pieces(Span::new(3, 3)).is_empty());
        assert_eq!(line.column_of(line.cell_of(3).unwrap_or_default()), 5);
        assert_eq!(line.logical().iter().map(|cell| cell.span.of(text)).collect::<String>(), text);
        assert_eq!((line.cell_of(text.len()), line.cell_at(9)), (None, None));
    }

    #[test]
    fn an_empty_text_is_an_empty_line() {
        let empty = lines("", Direction::Rtl, 80, true);
        assert_eq!(empty, [Line { direction: Direction::Rtl, ..Line::default() }]);
    }
}
