//! How many cells a cluster takes: the one width function of qari.
//!
//! Terminals add up the widths of characters; they do not know that a string-level table counts lam-alef as one. So the
//! sum is over the characters of one cluster, and never over a string of several.
//! What terminals disagree about is an argument ([`Widths`]), so that what was measured in one can be given.
//! In: what is drawn in a cell. Out: cells. It must not know levels or lines.

use serde::{Deserialize, Serialize};
use unicode_width::UnicodeWidthChar;

/// Cells that one terminal gives what terminals disagree about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
pub struct Widths {
    /// Lam and alef as base letters: 2, or 1 where the terminal makes them one.
    pub lam_alef: u8,
    /// A letter with a mark: 1, or 2 where marks take a cell.
    pub mark: u8,
    /// Two emoji joined by ZWJ: 4, or 2 where the terminal makes them one.
    pub emoji: u8,
    /// A number or verse sign (U+0600–0605, U+06DD): 1, or 0 where it is drawn over what stands before it.
    pub sign: u8,
    /// A letter, ZWJ and a ligature: 2, or 1 where the terminal makes one of what a joiner stands between, as tmux does.
    pub joiner: u8,
}

impl Default for Widths {
    fn default() -> Self {
        Self { lam_alef: 2, mark: 1, emoji: 4, sign: 1, joiner: 2 }
    }
}

impl Widths {
    /// What is drawn and measured to find out.
    pub const SAMPLES: [&'static str; 5] =
        ["\u{644}\u{627}", "\u{628}\u{64e}", "👩\u{200d}🚀", "\u{6dd}", "\u{628}\u{200d}\u{fefc}"];

    /// The widths of a terminal that gives the samples these.
    #[must_use]
    pub fn measured([lam_alef, mark, emoji, sign, joiner]: [u8; Self::SAMPLES.len()]) -> Self {
        Self { lam_alef, mark, emoji, sign, joiner }
    }

    /// Cells that this terminal gives the drawn characters of one cluster.
    #[must_use]
    pub fn cluster(&self, drawn: &str) -> usize {
        if self.emoji == 2 && drawn.len() > 3 && drawn.contains('\u{200d}') {
            return cluster(drawn).min(2);
        }
        if self.sign == 0 && drawn.chars().any(is_sign) {
            return drawn.chars().filter(|&c| !is_sign(c)).map(character).sum();
        }
        cluster(drawn)
    }
}

/// A sign of number or verse, which some terminals give no cell.
#[must_use]
pub fn is_sign(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}'..='\u{891}' | '\u{8e2}')
}

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
        _ if is_sign(c) => true,
        '\u{200d}' | '\u{fe0e}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' => true,
        _ => place > 0 && character(c) > 0 || c as u32 >= 0x1_0000,
    })
}
