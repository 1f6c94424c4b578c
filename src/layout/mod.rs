//! Layout: a paragraph of logical text becomes lines of cells in visual order.
//!
//! In: the paragraph's text, its base [`Direction`] and [`Options`]. Out: [`Line`]s whose [`Cell`]s carry what to draw,
//! how wide it is, which bytes it stands for and its embedding level, so that the map works both ways.
//! It must not know ratatui, crossterm, files, clocks or what kind of paragraph it sets.
//!
//! The stages, a file each, in order:
//!
//! | stage | file | rule |
//! |---|---|---|
//! | embedding levels of the whole paragraph | [`levels`] | UAX #9 X1–I2 (unicode-bidi) |
//! | clusters, cut where the level changes | [`mod@unit`] | UAX #29 |
//! | which bytes may reach a terminal at all | [`sanitise`] | |
//! | presentation forms, lam-alef | [`shape`], [`forms`] | Unicode joining |
//! | width of a cluster | [`width`] | what terminals draw |
//! | line breaks, in logical order | [`breaks`] | UAX #14 |
//! | order of a line's cells | [`levels`] | UAX #9 L1, L2 |
//! | the finished line and its maps | [`mod@line`] | |
//!
//! Beside them [`excerpt`]: the first words of a text that has no room.

pub mod breaks;
pub mod excerpt;
pub mod forms;
pub mod levels;
pub mod line;
pub mod sanitise;
pub mod shape;
pub mod unit;
pub mod width;

pub use line::{Cell, Line};

use crate::lang::Direction;
use width::Widths;

/// Which characters stand for the letters of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Glyphs {
    /// Presentation forms, lam-alef ligatures and mirrored brackets: for terminals that draw one cell after another.
    #[default]
    Shaped,
    /// Base letters, mirrored brackets.
    Base,
    /// Base letters but for lam-alef, mirrored brackets, ZWJ and ZWNJ kept: for terminals that join by themselves. Presentation
    /// forms and no ZWJ where that would take the next letter with it ([`Widths::joiner`]).
    Joining,
    /// Base letters, nothing mirrored, ZWJ and ZWNJ kept: for terminals that reorder and join by themselves.
    Logical,
}

/// What a terminal shows of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shown {
    /// What is drawn for letters.
    pub glyphs: Glyphs,
    /// Marks are drawn: Arabic tashkeel, Hebrew niqqud and their like.
    pub tashkeel: bool,
    /// Cells of what terminals disagree about.
    pub widths: Widths,
}

impl From<Glyphs> for Shown {
    /// With marks, and the usual widths.
    fn from(glyphs: Glyphs) -> Self {
        Self { glyphs, tashkeel: true, widths: Widths::default() }
    }
}

impl Shown {
    /// Plain lines of `width` cells.
    #[must_use]
    pub fn options(self, width: usize) -> Options {
        let Self { glyphs, tashkeel, widths } = self;
        Options { width, glyphs, tashkeel, widths, ..Options::default() }
    }
}

/// How to set a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Options {
    /// Cells a line may take, at least 1; `usize::MAX` never wraps.
    pub width: usize,
    /// What is drawn for letters.
    pub glyphs: Glyphs,
    /// Draw Arabic tashkeel, Hebrew niqqud and their like.
    pub tashkeel: bool,
    /// Widen spaces until every line but the last fills the width.
    pub justify: bool,
    /// Cells the first line is set in by; ignored where it would take half the width.
    pub indent: usize,
    /// Cells of what terminals disagree about.
    pub widths: Widths,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 80, glyphs: Glyphs::Shaped, tashkeel: true, justify: false, indent: 0, widths: Widths::default() }
    }
}

impl Options {
    /// The same for what is no running text, a headline say: neither set in nor justified.
    #[must_use]
    pub fn display(self) -> Self {
        Self { justify: false, indent: 0, ..self }
    }
}

/// Lay out one paragraph. An empty text gives one empty line, so that every paragraph has a place on the screen.
///
/// Time is linear in the text; a line is never wider than `options.width`.
#[must_use]
pub fn lay_out(text: &str, direction: Direction, options: &Options) -> Vec<Line> {
    let mut units = unit::split(text, direction, options);
    shape::shape(text, &mut units, options);
    let ranges = breaks::wrap(text, &mut units, options);
    let mut lines = Vec::with_capacity(ranges.len());
    let count = ranges.len();
    for (number, range) in ranges.into_iter().enumerate() {
        let (first, last) = (number == 0, number + 1 == count);
        lines.push(line::build(&mut units[range.units.clone()], &range, direction, options, first, last));
    }
    lines
}

/// Lay out text of unknown direction on a single line: for titles, prompts and other chrome. The paragraph direction is
/// that of the first strong character, else `fallback`.
#[must_use]
pub fn single_line(text: &str, fallback: Direction, shown: impl Into<Shown>) -> Line {
    let direction = crate::lang::direction::first_strong(text).unwrap_or(fallback);
    lay_out(text, direction, &shown.into().options(usize::MAX)).swap_remove(0)
}
