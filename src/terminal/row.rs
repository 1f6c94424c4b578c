//! A row of cells in visual order, as it is to be sent: what a reordering terminal makes of it is the row again.
//!
//! A terminal that reorders sees characters and nothing else, so the order in which a row has to be sent follows from the
//! characters on it and where they are to stand; the levels they had in their paragraph no longer matter. What stands beside
//! the text on the same row, a border or a panel, is turned with it or kept out of it by the same rule.
//! In: a mode, and what each cell of a row draws and in which face, left to right. Out: the cells in the order they are sent,
//! with the zero-width marks to send behind them, and which are to change their face. A mark joins the cell before it, so
//! none is ever sent before the first. It must not know colours, columns or sequences.

use super::mode::OutputMode;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_bidi_mirroring::get_mirrored;

const LRM: &str = "\u{200e}";
const LRO: &str = "\u{202d}";
const LRM_LRO: &str = "\u{200e}\u{202d}";
const PDF: &str = "\u{202c}";

/// The face a cell is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Face {
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
}

impl Face {
    /// This face, or one that differs from it as little as may be, but none of two others.
    fn unlike(self, others: [Option<Self>; 2]) -> Self {
        let Self { bold, italic } = self;
        let mut faces = [(bold, italic), (bold, !italic), (!bold, italic)].map(|(bold, italic)| Self { bold, italic });
        faces.sort_by_key(|face| others.contains(&Some(*face)));
        faces[0]
    }
}

/// A cell as it is to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Seen<'a> {
    /// What it draws.
    pub drawn: &'a str,
    /// In which face.
    pub face: Face,
}

impl<'a> From<&'a str> for Seen<'a> {
    fn from(drawn: &'a str) -> Self {
        Self { drawn, face: Face::default() }
    }
}

/// A cell as it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Its place among the cells of the row, counted from the left.
    pub cell: usize,
    /// The face it is to be sent in.
    pub face: Face,
    /// Zero-width characters behind it.
    pub behind: &'static str,
}

/// The order in which a row is sent.
#[must_use]
pub fn order<'a>(mode: OutputMode, row: &[impl Copy + Into<Seen<'a>>]) -> Vec<Sent> {
    let row: Vec<Seen<'a>> = row.iter().map(|cell| (*cell).into()).collect();
    let row = row.as_slice();
    match mode {
        OutputMode::Visual | OutputMode::Explicit | OutputMode::Mlterm | OutputMode::Logical => as_it_stands(row),
        OutputMode::Runs => runs(row),
        OutputMode::Words => words(row),
        OutputMode::Lro => overridden(row),
    }
}

/// What a cell draws once it is sent.
#[must_use]
pub fn symbol(drawn: &str, sent: &Sent) -> String {
    format!("{drawn}{}", sent.behind)
}

fn plain(row: &[Seen<'_>], cell: usize) -> Sent {
    Sent { cell, face: row[cell].face, behind: "" }
}

fn as_it_stands(row: &[Seen<'_>]) -> Vec<Sent> {
    (0..row.len()).map(|cell| plain(row, cell)).collect()
}

/// What a cell is to the order of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A letter that runs from right to left.
    Rtl,
    /// An Arabic digit: runs left to right, and turns what stands beside it.
    Digit,
    /// Takes the direction of what stands around it.
    Neutral,
    /// Stays where it is: Latin, brackets, borders, bars.
    Fixed,
}

fn part(drawn: &str) -> Part {
    let Some(first) = drawn.chars().next() else { return Part::Neutral };
    match bidi_class(first) {
        BidiClass::R | BidiClass::AL => Part::Rtl,
        BidiClass::AN => Part::Digit,
        _ if is_border(first) || get_mirrored(first).is_some() => Part::Fixed,
        BidiClass::L | BidiClass::EN => Part::Fixed,
        _ => Part::Neutral,
    }
}

/// Box drawing, blocks and arrows of chrome: never part of a run.
fn is_border(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{25ff}')
}

/// Stretches of right-to-left letters with what is neutral between them are sent in logical order, all else as it stands.
/// A left-to-right mark on both sides of such a stretch, and of Arabic digits, keeps them apart from their neighbours. What a
/// terminal might mirror ends a stretch: between marks it is left alone.
fn runs(row: &[Seen<'_>]) -> Vec<Sent> {
    let parts: Vec<Part> = row.iter().map(|cell| part(cell.drawn)).collect();
    let mut sent: Vec<Sent> = Vec::with_capacity(row.len());
    let mut at = 0;
    while at < row.len() {
        let start = at;
        match parts[at] {
            Part::Rtl => {
                // Up to the last right-to-left letter before anything that is fixed.
                let reach = parts[start..].iter().take_while(|part| matches!(part, Part::Rtl | Part::Neutral));
                at += reach.count();
                while parts[at - 1] != Part::Rtl {
                    at -= 1;
                }
                mark(&mut sent);
                sent.extend((start..at).rev().map(|cell| plain(row, cell)));
                mark(&mut sent);
            }
            Part::Digit => {
                at += parts[start..].iter().take_while(|part| **part == Part::Digit).count();
                mark(&mut sent);
                sent.extend((start..at).map(|cell| plain(row, cell)));
                mark(&mut sent);
            }
            Part::Neutral | Part::Fixed => {
                sent.push(plain(row, at));
                at += 1;
            }
        }
    }
    sent
}

/// A left-to-right mark behind what has been sent, where that is anything.
fn mark(sent: &mut [Sent]) {
    if let Some(last) = sent.last_mut() {
        last.behind = LRM;
    }
}

/// Stretches of characters of right-to-left scripts are sent back to front. kitty turns a word as a whole when its first
/// letter is of such a script, but takes what is drawn in another face, or from another font, for a word of its own. Which of
/// its fonts has which scripts is not to be known. So what else there is in a word with such letters changes its face: it is
/// left as it stands then, and the letters alone are turned.
fn words(row: &[Seen<'_>]) -> Vec<Sent> {
    let parts_words = |cell: &Seen<'_>| cell.drawn.chars().next().is_none_or(|c| c.is_whitespace() || is_border(c));
    let places: Vec<usize> = (0..row.len()).collect();
    let mut sent = Vec::with_capacity(row.len());
    for word in places.chunk_by(|&a, &b| !parts_words(&row[a]) && !parts_words(&row[b])) {
        if !word.iter().any(|cell| is_turned(row[*cell].drawn)) {
            sent.extend(word.iter().map(|cell| plain(row, *cell)));
            continue;
        }
        let of_script = |cell: usize| is_of_script(row[cell].drawn);
        let alike = |&a: &usize, &b: &usize| of_script(a) == of_script(b) && row[a].face == row[b].face;
        for stretch in word.chunk_by(alike) {
            let (first, last) = (stretch[0], stretch[stretch.len() - 1]);
            if stretch.iter().any(|cell| is_turned(row[*cell].drawn)) {
                sent.extend(stretch.iter().rev().map(|cell| plain(row, *cell)));
                continue;
            }
            // Punctuation of the script by itself turns nothing: it may stand beside letters in their face.
            let parted = |cell: &usize| word.contains(cell) && !of_script(first) && of_script(*cell);
            let beside = [first.checked_sub(1), Some(last + 1)].map(|cell| cell.filter(parted));
            let face = row[first].face.unlike(beside.map(|cell| cell.map(|cell| row[cell].face)));
            sent.extend(stretch.iter().map(|cell| Sent { face, ..plain(row, *cell) }));
        }
    }
    sent
}

/// Whether a cell is of a right-to-left script, its punctuation and digits included.
fn is_of_script(drawn: &str) -> bool {
    let first = drawn.chars().next();
    first.is_some_and(|c| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'))
}

/// Whether a cell makes kitty turn what stands beside it. Punctuation that Arabic shares with others does not.
fn is_turned(drawn: &str) -> bool {
    drawn.chars().next().is_some_and(|first| match first {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => true,
        _ => first.is_alphabetic() && matches!(bidi_class(first), BidiClass::R | BidiClass::AL),
    })
}

/// The row as it stands, behind an override. The override joins the first cell, which it does not hold: a letter there that
/// runs from right to left is kept apart by a mark.
fn overridden(row: &[Seen<'_>]) -> Vec<Sent> {
    let mut sent = as_it_stands(row);
    if let Some(last) = sent.last_mut() {
        last.behind = PDF;
    }
    if let (Some(first), Some(cell)) = (sent.first_mut(), row.first()) {
        first.behind = if matches!(part(cell.drawn), Part::Rtl | Part::Digit) { LRM_LRO } else { LRO };
    }
    sent
}
