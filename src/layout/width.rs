//! How many cells a cluster takes: the one width function of qari.
//!
//! Terminals add up the widths of characters; they do not know that a string-level table counts lam-alef as one. So the
//! sum is over the characters of one cluster, and never over a string of several.
//! In: what is drawn in a cell. Out: cells. It must not know levels or lines.

use unicode_width::UnicodeWidthChar;

/// Cells that terminals give the drawn characters of one cluster.
#[must_use]
pub fn cluster(drawn: &str) -> usize {
    drawn.chars().map(character).sum()
}

/// Cells of one drawn character.
#[must_use]
pub fn character(c: char) -> usize {
    match c {
        ' '..='~' | '\u{621}'..='\u{64a}' | '\u{5d0}'..='\u{5ea}' => 1,
        _ => c.width().unwrap_or(0),
    }
}

/// Whether terminals disagree about this cluster's width, so that the writer must say where the next cell is.
#[must_use]
pub fn is_disputed(drawn: &str) -> bool {
    drawn.chars().enumerate().any(|(place, c)| match c {
        '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}' => true,
        '\u{200d}' | '\u{fe0e}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => true,
        _ => place > 0 && character(c) > 0 || c as u32 >= 0x1_0000,
    })
}
