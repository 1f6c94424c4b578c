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
    let mut start = 0;
    while start < text.len() {
        let end = start + cluster_length(&text[start..]);
        let mut at = start;
        while at < end {
            let level = resolved.levels[at];
            let mut stop = at + 1;
            // White space behind a prepended mark is on its own: L1 treats it unlike the mark.
            let parts = |stop| text.is_char_boundary(stop) && Space::of(resolved.classes[stop]) == Space::White;
            while stop < end && resolved.levels[stop] == level && !parts(stop) {
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
        start = end;
    }
    units
}

/// Bytes of the cluster that `text` starts with. Between two plain characters UAX #29 always parts, which saves asking.
fn cluster_length(text: &str) -> usize {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), None) => first.len_utf8(),
        (Some(first), Some(second)) if is_plain(first) && is_plain(second) => first.len_utf8(),
        _ => text.graphemes(true).next().map_or(0, str::len),
    }
}

/// Printable ASCII and the basic Arabic letters: one cell each, and in any cluster nothing but its base.
fn is_plain(c: char) -> bool {
    c == ' ' || c.is_ascii_graphic() || ('\u{621}'..='\u{64a}').contains(&c)
}

/// Decide what a unit draws, before shaping.
fn draw(unit: &mut Unit, piece: &str, options: &Options) {
    let mut chars = piece.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        // The common case, one character, without the loop below.
        if is_plain(only) {
            unit.symbol = CompactString::new(mirrored(only, unit.level, options.glyphs).encode_utf8(&mut [0; 4]));
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
    let keep_joiners = matches!(options.glyphs, Glyphs::Joining | Glyphs::Logical) || !joins(piece);
    // It would take the next letter into its own cell; the forms of the letters say the same.
    let drops_zwj = options.widths.joiner < 2 && joins(piece);
    for c in piece.chars() {
        match fate(c) {
            Fate::Drop => {}
            Fate::Joiner
                if !keep_joiners || (drops_zwj && c == '\u{200d}') || unit.symbol.is_empty() || unit.is_blank() => {}
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
                    if width::is_sign(c) && options.widths.sign == 0 {
                        // The terminal draws it over what stands before it: let that be a blank of its own.
                        unit.symbol.push(' ');
                        unit.symbol.push(c);
                        continue;
                    }
                    // White space of whatever kind is drawn as a plain blank of its width.
                    let blank = c.is_whitespace() && c != '\u{3000}';
                    unit.symbol.push(if blank { ' ' } else { mirrored(c, unit.level, options.glyphs) });
                    unit.letter = is_letter(c).then_some(c);
                }
            }
            Fate::Draw | Fate::Joiner => {
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
    unit.width = options.widths.cluster(&unit.symbol);
    if unit.width > 1 {
        // A letter under something wide, a skin tone say, joins nothing: it has no form for that.
        unit.letter = None;
    }
    if unit.width > breaks::room(options) {
        // Wider than the whole line: a stand-in, so that no line outgrows its width.
        unit.symbol = CompactString::const_new("\u{25af}");
        unit.width = 1;
    }
}

/// L4.
fn mirrored(c: char, level: u8, glyphs: Glyphs) -> char {
    match c {
        // Nothing here mirrors, and most text is made of it: no need to search the table.
        ' ' | '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{bc}'..='\u{f39}' => c,
        _ if level % 2 == 1 && glyphs != Glyphs::Logical => unicode_bidi_mirroring::get_mirrored(c).unwrap_or(c),
        _ => c,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str, options: &Options) -> Vec<Unit> {
        split(text, Direction::Rtl, options)
    }

    /// What the units of a right-to-left paragraph draw before shaping, parted by bars.
    fn drawn(text: &str, options: &Options) -> String {
        units(text, options).iter().map(|unit| unit.symbol.as_str()).collect::<Vec<_>>().join("|")
    }

    fn base(text: &str) -> String {
        drawn(text, &Options { glyphs: Glyphs::Base, ..Options::default() })
    }

    #[test]
    fn a_unit_is_a_cluster() {
        assert_eq!(base("שָׁלוֹם"), "שָׁ|ל|וֹ|ם");
        assert_eq!(base("e\u{301}🇵🇸क\u{94d}ष"), "e\u{301}|🇵🇸|क\u{94d}ष");
        assert_eq!(base("👩\u{200d}🚀❤\u{fe0f}"), "👩\u{200d}🚀|❤\u{fe0f}");
    }

    #[test]
    fn the_short_way_to_clusters_finds_the_same_ones() {
        let atoms =
            "a ~\u{a0}éبلـ\u{64e}\u{301}א\u{200d}\u{200c}\u{200b}\r\n\u{600}🇵👩🏽\u{fe0f}कष\u{94d}\u{1112}\u{1161}";
        let atoms: Vec<char> = atoms.chars().collect();
        for number in 0..atoms.len().pow(4) {
            let text: String = (0..4).map(|place| atoms[number / atoms.len().pow(place) % atoms.len()]).collect();
            let mut start = 0;
            for (at, cluster) in text.grapheme_indices(true) {
                assert_eq!((start, cluster_length(&text[start..])), (at, cluster.len()), "{text:?}");
                start += cluster.len();
            }
        }
    }

    #[test]
    fn the_short_way_to_mirrors_finds_the_same_ones() {
        for c in '\0'..=char::MAX {
            let mirror = unicode_bidi_mirroring::get_mirrored(c).unwrap_or(c);
            assert_eq!((mirrored(c, 1, Glyphs::Base), mirrored(c, 2, Glyphs::Base)), (mirror, c));
            assert_eq!(mirrored(c, 1, Glyphs::Logical), c);
        }
    }

    #[test]
    fn a_cluster_is_cut_where_the_level_changes() {
        let units = units("\u{600}ب", &Options::default());
        assert_eq!(
            units.iter().map(|unit| (unit.level, unit.begins_cluster)).collect::<Vec<_>>(),
            [(2, true), (1, false)]
        );
        // Under an override the levels agree; the space behind the sign is still the line's to let hang.
        let units = split("\u{202d}\u{600} ", Direction::Rtl, &Options::default());
        assert_eq!(units.iter().map(|unit| unit.space).collect::<Vec<_>>(), [Space::Removed, Space::Ink, Space::White]);
        assert!(units[2].is_blank() && !units[2].begins_cluster);
    }

    #[test]
    fn a_mark_without_a_base_gets_one() {
        assert_eq!(base("\u{64e}"), "\u{25cc}\u{64e}");
        assert_eq!(base("\u{200e}\u{301}a"), "|\u{25cc}\u{301}|a");
        assert_eq!(drawn("\u{64e}", &Options { tashkeel: false, ..Options::default() }), "");
    }

    #[test]
    fn marks_and_joiners_are_capped() {
        for pile in ["\u{301}", "\u{200d}", "\u{200c}", "\u{fe0f}", "\u{200d}\u{301}"] {
            let text = format!("a{}", pile.repeat(1000));
            assert_eq!(base(&text).chars().count(), 1 + MAX_MARKS, "{pile:?}");
        }
        assert_eq!(base(&format!("ب{}", "\u{200d}".repeat(1000))), "ب");
    }

    #[test]
    fn tashkeel_can_be_left_out() {
        let options = Options { tashkeel: false, glyphs: Glyphs::Base, ..Options::default() };
        assert_eq!(drawn("مُحَمَّد", &options), "م|ح|م|د");
        assert_eq!(drawn("שָׁ", &options), "ש");
        // A hamza above is part of its letter, an accent part of its word.
        assert_eq!(drawn("ي\u{654}e\u{301}", &options), "ي\u{654}|e\u{301}");
    }

    #[test]
    fn nothing_is_drawn_for_controls() {
        assert_eq!(base("\u{1b}[31m\u{7}\u{202e}\u{2066}\u{ad}\u{200b}\r\n").replace('|', ""), "]31m");
        let logical = Options { glyphs: Glyphs::Logical, ..Options::default() };
        assert_eq!(drawn("\u{1b}\u{9b}\u{202e}ه\u{200d}", &logical), "|||ه\u{200d}");
    }

    #[test]
    fn spaces_of_all_kinds_are_blanks_and_only_some_hold() {
        let spaces = units(" \t\u{2009}\u{a0}\u{202f}\u{3000}", &Options::default());
        assert_eq!(spaces.iter().map(Unit::is_blank).collect::<Vec<_>>(), [true, true, true, false, false, false]);
        assert_eq!(spaces.iter().map(|unit| unit.width).collect::<Vec<_>>(), [1, 4, 1, 1, 1, 2]);
        assert_eq!(units("\t", &Options { width: 3, ..Options::default() })[0].width, 3);
    }

    #[test]
    fn brackets_are_mirrored_by_their_level() {
        assert_eq!(base("א(«"), "א|)|»");
        assert_eq!(drawn("א(«", &Options { glyphs: Glyphs::Logical, ..Options::default() }), "א|(|«");
        assert_eq!(base("a(b)"), "a|(|b|)");
    }
}
