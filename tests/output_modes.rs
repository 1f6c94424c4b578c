//! Proves that what an output mode sends is seen as the row it was made from.
//!
//! Each terminal that reorders is imitated by the rule it follows: one that applies UAX #9 to a row with a left-to-right
//! base (Konsole, and VTE left alone), one that turns every word with right-to-left letters back to front, a word being what
//! is drawn in one face and from one font (kitty), whether its font has all scripts or some come from another. What such
//! a terminal makes of the row as it was sent has to be the row again, cell for cell, bracket for bracket: for rows of the
//! reader's own, with a panel and a border beside the text, and for rows of anything at all.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use proptest::prelude::*;
use qari::lang::Direction;
use qari::layout::{Glyphs, Options, lay_out};
use qari::terminal::mode::OutputMode;
use qari::terminal::row::{self, Face, Seen};
use unicode_bidi::{BidiInfo, Level};
use unicode_bidi_mirroring::get_mirrored;

/// Marks that take no cell and are no part of what is seen.
fn is_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
}

/// The cells a terminal stores for what is sent, a string each, marks with the cell before them.
fn stored(mode: OutputMode, seen: &[&str]) -> Vec<String> {
    let order = row::order(mode, seen);
    assert_eq!(order.len(), seen.len());
    let cells: Vec<String> = order.iter().map(|sent| row::symbol(seen[sent.cell], sent)).collect();
    // Nothing that takes no cell comes first: it would join a cell of the row above, or none.
    assert!(cells.first().is_none_or(|cell| !cell.starts_with(is_control)));
    cells
}

/// What is drawn of a cell: without controls, mirrored where the terminal mirrors.
fn drawn(cell: &str, mirror: bool) -> String {
    let visible = cell.chars().filter(|&c| !is_control(c));
    let mut chars: Vec<char> = visible.collect();
    if let Some(first) = chars.first_mut().filter(|_| mirror) {
        *first = get_mirrored(*first).unwrap_or(*first);
    }
    chars.into_iter().collect()
}

/// A terminal that reorders a row by UAX #9 with a left-to-right base. A left-to-right mark takes no cell and has a level of
/// its own all the same; what rule X9 removes has none.
fn by_row(cells: &[String]) -> Vec<String> {
    let text = cells.concat();
    if text.is_empty() {
        return Vec::new();
    }
    let info = BidiInfo::new(&text, Some(Level::ltr()));
    let (mut parts, mut levels) = (Vec::new(), Vec::new());
    let mut at = 0;
    for cell in cells {
        parts.push(Some(cell));
        levels.push(info.levels[at]);
        if let Some(mark) = cell.find('\u{200e}') {
            parts.push(None);
            levels.push(info.levels[at + mark]);
        }
        at += cell.len();
    }
    let order = BidiInfo::reorder_visual(&levels);
    order.into_iter().filter_map(|part| Some(drawn(parts[part]?, levels[part].is_rtl()))).collect()
}

/// The fonts of a terminal that turns words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fonts {
    /// One that has all scripts.
    One,
    /// Another for right-to-left scripts.
    Two,
}

/// Whether a cell is a letter of a script written from right to left, or from left to right; digits and punctuation that
/// scripts share are neither.
fn script(cell: &str) -> Option<Direction> {
    match cell.chars().next()? {
        '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{660}'..='\u{669}' | '\u{671}'..='\u{6d3}' => {
            Some(Direction::Rtl)
        }
        '\u{6f0}'..='\u{6f9}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => Some(Direction::Rtl),
        c => c.is_alphabetic().then_some(Direction::Ltr),
    }
}

/// Whether a font for right-to-left scripts draws a cell.
fn is_of_second_font(cell: &str) -> bool {
    let blocks = |c: char| matches!(c, '\u{590}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    cell.starts_with(blocks)
}

/// A terminal that turns every word whose first letter is of a right-to-left script. A word ends where the face changes.
fn by_word(seen: &[Seen<'_>], fonts: Fonts) -> Vec<String> {
    let parts = |cell: &str| cell.starts_with(|c: char| c == ' ' || matches!(c, '\u{2500}'..='\u{25ff}'));
    let order = row::order(OutputMode::Words, seen);
    let cells: Vec<(String, Face)> =
        order.iter().map(|sent| (row::symbol(seen[sent.cell].drawn, sent), sent.face)).collect();
    let together = |(a, face): &(String, Face), (b, next): &(String, Face)| {
        let font = fonts == Fonts::One || is_of_second_font(a) == is_of_second_font(b);
        font && face == next && !parts(a) && !parts(b)
    };
    let mut shown = Vec::new();
    for word in cells.chunk_by(together) {
        let turned = word.iter().find_map(|(cell, _)| script(cell)) == Some(Direction::Rtl);
        let word = word.iter().map(|(cell, _)| drawn(cell, turned));
        if turned { shown.extend(word.rev()) } else { shown.extend(word) }
    }
    shown
}

/// Cells in one face.
fn plain<'a>(seen: &[&'a str]) -> Vec<Seen<'a>> {
    seen.iter().map(|cell| Seen::from(*cell)).collect()
}

#[track_caller]
fn is_seen(seen: &[&str]) {
    for mode in [OutputMode::Runs, OutputMode::Lro] {
        let stored = stored(mode, seen);
        assert_eq!(by_row(&stored), seen, "{}: stored {stored:?}", mode.name());
    }
    is_seen_by_word(&plain(seen));
}

#[track_caller]
fn is_seen_by_word(seen: &[Seen<'_>]) {
    let cells: Vec<&str> = seen.iter().map(|cell| cell.drawn).collect();
    for fonts in [Fonts::One, Fonts::Two] {
        assert_eq!(by_word(seen, fonts), cells, "{fonts:?}: {seen:?}");
    }
}

/// The cells of a row `columns` wide, with the line at the side where it starts.
fn set(text: &str, direction: Direction, glyphs: Glyphs, columns: usize) -> Vec<String> {
    let options = Options { width: columns, glyphs, ..Options::default() };
    let line = lay_out(text, direction, &options).swap_remove(0);
    let blanks = vec![" ".to_owned(); columns - line.width];
    let cells = line.cells.iter().map(|cell| cell.symbol.to_string());
    if direction.is_rtl() { blanks.into_iter().chain(cells).collect() } else { cells.chain(blanks).collect() }
}

/// The bytes of a mode for one line, in columns that it fills.
fn sent(mode: OutputMode, text: &str, direction: Direction) -> String {
    let line = lay_out(text, direction, &Options { glyphs: mode.glyphs(true), ..Options::default() }).swap_remove(0);
    let cells: Vec<&str> = line.cells.iter().map(|cell| cell.symbol.as_str()).collect();
    stored(mode, &cells).concat()
}

#[test]
fn pure_arabic_is_sent_letter_by_letter_as_it_is_written() {
    assert_eq!(sent(OutputMode::Runs, "سلام عليكم", Direction::Rtl), "س\u{200d}\u{fefc}م عليكم\u{200e}");
    assert_eq!(sent(OutputMode::Runs, "مُحَمَّد", Direction::Rtl), "مُحَمَّد\u{200e}");
    // A ZWNJ parts letters in the terminal too.
    assert_eq!(sent(OutputMode::Runs, "می\u{200c}رود", Direction::Rtl), "می\u{200c}رود\u{200e}");
    assert_eq!(sent(OutputMode::Words, "بت بت", Direction::Rtl), "\u{fe91}\u{fe96} \u{fe91}\u{fe96}");
    assert_eq!(sent(OutputMode::Lro, "بت ب", Direction::Rtl), "\u{fe8f}\u{200e}\u{202d} \u{fe96}\u{fe91}\u{202c}");
    assert_eq!(sent(OutputMode::Visual, "بت", Direction::Rtl), "\u{fe96}\u{fe91}");
    assert_eq!(sent(OutputMode::Mlterm, "بت", Direction::Rtl), "\u{fe96}\u{fe91}");
}

#[test]
fn marks_stand_between_letters_and_digits() {
    assert_eq!(sent(OutputMode::Runs, "نص 123", Direction::Rtl), "123 \u{200e}نص\u{200e}");
    assert_eq!(sent(OutputMode::Runs, "نص ١٢", Direction::Rtl), "١٢\u{200e} \u{200e}نص\u{200e}");
    assert_eq!(sent(OutputMode::Runs, "abc אב 12", Direction::Ltr), "abc 12 \u{200e}אב\u{200e}");
    assert_eq!(sent(OutputMode::Runs, "plain text (1)", Direction::Ltr), "plain text (1)");
}

#[test]
fn brackets_stay_where_they_are_seen() {
    assert_eq!(sent(OutputMode::Runs, "(אב)", Direction::Rtl), "(\u{200e}אב\u{200e})");
    assert_eq!(sent(OutputMode::Words, "(אב)", Direction::Rtl), "(אב)");
    assert_eq!(sent(OutputMode::Words, "(ab)", Direction::Rtl), "(ab)");
}

#[test]
fn two_columns_with_a_border_between_them_stay_apart() {
    let seen: Vec<&str> = "ב א │ד ג".split_inclusive(|_| true).collect();
    is_seen(&seen);
    assert_eq!(stored(OutputMode::Runs, &seen).concat(), "א ב\u{200e} │\u{200e}ג ד\u{200e}");
}

#[test]
fn the_first_cell_is_no_exception() {
    for first in ["א", "ب", "١", "1", "a", "(", "│", " "] {
        for rest in ["א", "١", "1", "a", ")", " "] {
            is_seen(&[first, rest, "א"]);
            is_seen(&[first, rest]);
        }
        is_seen(&[first]);
    }
    is_seen(&[]);
}

const CELLS: &[&str] = &[
    "א",
    "ב",
    "שָׁ",
    "ب",
    "م",
    "مَ",
    "ی\u{200c}",
    "ء",
    "١",
    "٢",
    "٬",
    "۳",
    "1",
    "2",
    "a",
    "Z",
    "e\u{301}",
    " ",
    " ",
    " ",
    "(",
    ")",
    "[",
    "]",
    "«",
    "»",
    "\"",
    "'",
    ".",
    ",",
    ":",
    "،",
    "؟",
    "%",
    "$",
    "+",
    "-",
    "/",
    "#",
    "–",
    "…",
    "│",
    "▁",
    "▾",
    "↦",
    "👩\u{200d}🚀",
    "漢",
    "◌\u{64b}",
    "\u{6dd}",
];

const ATOMS: &[&str] = &[
    "سلام",
    "الإسلام",
    "شَمْس",
    "می\u{200c}رود",
    "שלום",
    "תּוֹרָה",
    "word",
    "UAX#9",
    "123",
    "12,5%",
    "٤٥٦",
    "١٢/٣",
    "۱۲۳",
    "(",
    ")",
    "[",
    "]",
    "«",
    "»",
    "\"",
    " ",
    " ",
    " ",
    ", ",
    ". ",
    "، ",
    ": ",
    " - ",
    "\u{200f}",
    "\u{202d}",
    "\u{2067}",
    "\u{2069}",
    "$",
    "…",
    "👩\u{200d}🚀",
    "\u{6dd}",
];

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(ATOMS), 0..16).prop_map(|atoms| atoms.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_row_of_cells_is_seen_as_it_was_meant(cells in prop::collection::vec(prop::sample::select(CELLS), 0..24)) {
        is_seen(&cells);
    }

    #[test]
    fn any_row_in_several_faces_is_seen_as_it_was_meant(
        cells in prop::collection::vec((prop::sample::select(CELLS), any::<bool>(), any::<bool>()), 0..24),
    ) {
        let seen = |(drawn, bold, italic)| Seen { drawn, face: Face { bold, italic } };
        is_seen_by_word(&cells.into_iter().map(seen).collect::<Vec<_>>());
    }

    #[test]
    fn a_page_with_a_panel_beside_it_is_seen_as_it_was_meant(
        left in text(), right in text(), directions in prop::collection::vec(any::<bool>(), 2),
    ) {
        let direction = |rtl: bool| if rtl { Direction::Rtl } else { Direction::Ltr };
        for mode in [OutputMode::Runs, OutputMode::Words, OutputMode::Lro] {
            let glyphs = mode.glyphs(true);
            let mut cells = set(&left, direction(directions[0]), glyphs, 30);
            cells.push("│".into());
            cells.extend(set(&right, direction(directions[1]), glyphs, 40));
            is_seen(&cells.iter().map(String::as_str).collect::<Vec<_>>());
        }
    }
}
