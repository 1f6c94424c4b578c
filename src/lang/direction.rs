//! Writing direction: of a paragraph by its first strong character, of a document by the share of strong characters.
//!
//! In: text. Out: [`Direction`] or the counts behind it. It must not know levels, lines or screens.

use super::script::is_plain_letter;
use serde::{Deserialize, Serialize};
use unicode_bidi::{BidiClass, bidi_class};

/// Base direction of a paragraph or a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Left to right.
    #[default]
    Ltr,
    /// Right to left.
    Rtl,
}

impl Direction {
    /// Whether reading starts at the right edge.
    #[must_use]
    pub fn is_rtl(self) -> bool {
        self == Self::Rtl
    }

    /// `ltr` or `rtl`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        }
    }
}

/// Direction of the first strong character outside isolates (UAX #9 P2–P3); `None` where there is none.
#[must_use]
pub fn first_strong(text: &str) -> Option<Direction> {
    match unicode_bidi::get_base_direction(text) {
        unicode_bidi::Direction::Ltr => Some(Direction::Ltr),
        unicode_bidi::Direction::Rtl => Some(Direction::Rtl),
        unicode_bidi::Direction::Mixed => None,
    }
}

/// The direction of a strong character.
fn strong(c: char) -> Option<Direction> {
    match c {
        // Most text is made of these: no need to search the table.
        ' ' => None,
        'A'..='Z' | 'a'..='z' => Some(Direction::Ltr),
        c if is_plain_letter(c) => Some(Direction::Rtl),
        _ => match bidi_class(c) {
            BidiClass::L => Some(Direction::Ltr),
            BidiClass::R | BidiClass::AL => Some(Direction::Rtl),
            _ => None,
        },
    }
}

/// Direction that most strong characters of `text` have; left to right where there are none.
#[must_use]
pub fn majority(text: &str) -> Direction {
    let (mut ltr, mut rtl) = (0usize, 0usize);
    for c in text.chars() {
        match strong(c) {
            Some(Direction::Ltr) => ltr += 1,
            Some(Direction::Rtl) => rtl += 1,
            None => {}
        }
    }
    if rtl > ltr { Direction::Rtl } else { Direction::Ltr }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_strong_skips_neutrals_and_isolates() {
        assert_eq!(first_strong("12 (سلام"), Some(Direction::Rtl));
        assert_eq!(first_strong("\u{2067}سلام\u{2069} word"), Some(Direction::Ltr));
        assert_eq!(first_strong("123 — 456"), None);
    }

    #[test]
    fn majority_outvotes_a_leading_latin_word() {
        assert_eq!(majority("BBC قالت الإذاعة إن المدينة هادئة"), Direction::Rtl);
        assert_eq!(majority("2024"), Direction::Ltr);
    }
}
