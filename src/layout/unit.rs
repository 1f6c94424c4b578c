//! Units: the pieces of a paragraph that become cells.
//!
//! A unit is a grapheme cluster (UAX #29), cut where the embedding level changes inside it, because reordering works on
//! levels; a lam-alef ligature is two clusters made one by [`super::shape`]. Line breaks never fall inside a unit, and
//! never between units of one cluster.
//! In: the paragraph. Out: units with byte spans, levels and what to draw unshaped. It must not know lines.

use super::levels::{self, Space};
use super::sanitise::{Fate, MAX_MARKS, fate};
use super::{Glyphs, Options, breaks, width};
use crate::lang::Direction;
use crate::lang::fold::is_tashkeel;
use crate::span::Span;
use compact_str::CompactString;
use unicode_joining_type::{JoiningType, get_joining_type};
use unicode_segmentation::UnicodeSegmentation;

/// Columns a tab takes. Tab stops have no meaning in a line that is reordered and aligned.
const TAB: usize = 4;

/// A piece of the paragraph that is drawn as one cell, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its bytes in the paragraph.
    pub span: Span,
    /// Embedding level before L1.
    pub level: u8,
    /// Its part in L1.
    pub space: Space,
    /// What is drawn; empty where nothing is.
    pub symbol: CompactString,
    /// Cells it takes.
    pub width: usize,
    /// Whether it begins a cluster: only there may a line begin.
    pub begins_cluster: bool,
    /// The base letter, for shaping; `None` for everything that is no Arabic letter.
    pub letter: Option<char>,
}

impl Unit {
    /// A space that a line break swallows. NBSP is drawn alike but holds (it is Ink to L1).
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.symbol == " " && self.space != Space::Ink
    }
}

/// Cut a paragraph into units.
#[must_use]
pub fn split(text: &str, direction: Direction, options: &Options) -> Vec<Unit> {
    let resolved = levels::resolve(text, direction);
    let mut units = Vec::with_capacity(text.len() / 2 + 1);
    for (start, cluster) in text.grapheme_indices(true) {
        let mut at = start;
        let end = start + cluster.len();
        while at < end {
            let level = resolved.levels[at];
            let mut stop = at + 1;
            while stop < end && resolved.levels[stop] == level {
                stop += 1;
            }
            let class = resolved.classes[at];
            let mut space = Space::of(class);
            if space != Space::Ink && resolved.classes[at..stop].iter().any(|&other| Space::of(other) == Space::Ink) {
                space = Space::Ink;
            }
            let span = Span::new(at, stop);
            let mut unit = Unit {
                span,
                level: level.number(),
                space,
                symbol: CompactString::const_new(""),
                width: 0,
                begins_cluster: at == start,
                letter: None,
            };
            draw(&mut unit, span.of(text), options);
            units.push(unit);
            at = stop;
        }
    }
    units
}

/// Decide what a unit draws, before shaping.
fn draw(unit: &mut Unit, piece: &str, options: &Options) {
    let mut chars = piece.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        // The common case, one character, without the loop below.
        if only == ' ' || only.is_ascii_graphic() || ('\u{621}'..='\u{64a}').contains(&only) {
            unit.symbol.push(mirrored(only, unit.level, options.glyphs));
            unit.width = 1;
            unit.letter = (only >= '\u{621}').then_some(only);
            return;
        }
    }
    if piece == "\t" {
        unit.symbol.push(' ');
        unit.width = TAB.min(breaks::room(options));
        return;
    }
    let mut marks = 0;
    let keep_joiners = options.glyphs == Glyphs::Logical || !joins(piece);
    for c in piece.chars() {
        match fate(c) {
            Fate::Drop => {}
            Fate::Joiner => {
                if keep_joiners && !unit.symbol.is_empty() && !unit.is_blank() {
                    unit.symbol.push(c);
                }
            }
            Fate::Draw if unit.symbol.is_empty() => {
                if width::character(c) == 0 {
                    if is_tashkeel(c) && !options.tashkeel {
                        continue;
                    }
                    // A mark with no base would sit on whatever stands before it on the screen.
                    unit.symbol.push('\u{25cc}');
                    unit.symbol.push(c);
                    marks = 1;
                } else {
                    // White space of whatever kind is drawn as a plain blank of its width.
                    let blank = c.is_whitespace() && c != '\u{3000}';
                    unit.symbol.push(if blank { ' ' } else { mirrored(c, unit.level, options.glyphs) });
                    unit.letter = is_letter(c).then_some(c);
                }
            }
            Fate::Draw => {
                if width::character(c) == 0 {
                    marks += 1;
                    if marks > MAX_MARKS || (is_tashkeel(c) && !options.tashkeel) {
                        continue;
                    }
                }
                unit.symbol.push(c);
            }
        }
    }
    unit.width = width::cluster(&unit.symbol);
    if unit.width > breaks::room(options) {
        // Wider than the whole line: a stand-in, so that no line outgrows its width.
        unit.symbol = CompactString::const_new("\u{25af}");
        unit.width = 1;
    }
}

/// L4.
fn mirrored(c: char, level: u8, glyphs: Glyphs) -> char {
    if level % 2 == 1 && glyphs != Glyphs::Logical { unicode_bidi_mirroring::get_mirrored(c).unwrap_or(c) } else { c }
}

/// Whether `c` takes part in Arabic joining by its own shape.
fn is_letter(c: char) -> bool {
    c >= '\u{621}'
        && matches!(
            get_joining_type(c),
            JoiningType::DualJoining | JoiningType::RightJoining | JoiningType::LeftJoining | JoiningType::JoinCausing
        )
}

/// Whether a cluster's joiners steer cursive joining (and are dropped) rather than an emoji or Indic sequence (and kept).
fn joins(piece: &str) -> bool {
    piece.chars().next().is_some_and(|c| is_letter(c) || c.is_whitespace() || ('\u{590}'..='\u{8ff}').contains(&c))
}
