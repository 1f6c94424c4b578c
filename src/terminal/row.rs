//! A row of cells in visual order, as it is to be sent: what a reordering terminal makes of it is the row again.
//!
//! A terminal that reorders sees characters and nothing else, so the order in which a row has to be sent follows from the
//! characters on it and where they are to stand; the levels they had in their paragraph no longer matter. What stands beside
//! the text on the same row, a border or a panel, is turned with it or kept out of it by the same rule.
//! In: a mode and what each cell of a row draws, left to right. Out: the cells in the order they are sent, with the
//! zero-width marks to send behind them. A mark joins the cell before it, so none is ever sent before the first.
//! It must not know colours, columns or sequences.

use super::mode::OutputMode;
use unicode_bidi::{BidiClass, bidi_class};
use unicode_bidi_mirroring::get_mirrored;

const LRM: &str = "\u{200e}";
const LRO: &str = "\u{202d}";
const LRM_LRO: &str = "\u{200e}\u{202d}";
const PDF: &str = "\u{202c}";

/// A cell as it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sent {
    /// Its place among the cells of the row, counted from the left.
    pub cell: usize,
    /// Its bracket is to be sent as the one it faces, because the terminal mirrors it.
    pub mirrored: bool,
    /// Zero-width characters behind it.
    pub behind: &'static str,
}

/// The order in which a row is sent.
#[must_use]
pub fn order(mode: OutputMode, row: &[&str]) -> Vec<Sent> {
    match mode {
        OutputMode::Visual | OutputMode::Explicit | OutputMode::Mlterm | OutputMode::Logical => as_it_stands(row.len()),
        OutputMode::Runs => runs(row),
        OutputMode::Words => words(row),
        OutputMode::Lro => overridden(row),
    }
}

/// What a cell draws once it is sent.
#[must_use]
pub fn symbol(drawn: &str, sent: &Sent) -> String {
    let mut chars = drawn.chars();
    let first = chars.next().map(|c| if sent.mirrored { get_mirrored(c).unwrap_or(c) } else { c });
    first.into_iter().chain(chars).chain(sent.behind.chars()).collect()
}

fn plain(cell: usize) -> Sent {
    Sent { cell, mirrored: false, behind: "" }
}

fn as_it_stands(length: usize) -> Vec<Sent> {
    (0..length).map(plain).collect()
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
fn runs(row: &[&str]) -> Vec<Sent> {
    let parts: Vec<Part> = row.iter().map(|drawn| part(drawn)).collect();
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
                sent.extend((start..at).rev().map(plain));
                mark(&mut sent);
            }
            Part::Digit => {
                at += parts[start..].iter().take_while(|part| **part == Part::Digit).count();
                mark(&mut sent);
                sent.extend((start..at).map(plain));
                mark(&mut sent);
            }
            Part::Neutral | Part::Fixed => {
                sent.push(plain(at));
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

/// Every word that has a letter or a digit of a right-to-left script is sent back to front. Words end at blanks and at
/// borders. The first letter that is sent decides whether kitty turns the word: one that is to be seen with a right-to-left
/// letter at its left end and a Latin one at its right end cannot be sent at all.
fn words(row: &[&str]) -> Vec<Sent> {
    let parts_words = |drawn: &str| drawn.chars().next().is_none_or(|first| first.is_whitespace() || is_border(first));
    let mut sent = Vec::with_capacity(row.len());
    let mut at = 0;
    while at < row.len() {
        if parts_words(row[at]) {
            sent.push(plain(at));
            at += 1;
            continue;
        }
        let start = at;
        at += row[start..].iter().take_while(|drawn| !parts_words(drawn)).count();
        if row[start..at].iter().any(|drawn| is_turned(drawn)) {
            sent.extend((start..at).rev().map(|cell| Sent { mirrored: true, ..plain(cell) }));
        } else {
            sent.extend((start..at).map(plain));
        }
    }
    sent
}

/// Whether a cell makes kitty turn the word it stands in. Punctuation that Arabic shares with others does not.
fn is_turned(drawn: &str) -> bool {
    drawn.chars().next().is_some_and(|first| match first {
        '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}' => true,
        _ => first.is_alphabetic() && matches!(bidi_class(first), BidiClass::R | BidiClass::AL),
    })
}

/// The row as it stands, behind an override. The override joins the first cell, which it does not hold: a letter there that
/// runs from right to left is kept apart by a mark.
fn overridden(row: &[&str]) -> Vec<Sent> {
    let mut sent = as_it_stands(row.len());
    if let Some(last) = sent.last_mut() {
        last.behind = PDF;
    }
    if let (Some(first), Some(drawn)) = (sent.first_mut(), row.first()) {
        first.behind = if matches!(part(drawn), Part::Rtl | Part::Digit) { LRM_LRO } else { LRO };
    }
    sent
}
