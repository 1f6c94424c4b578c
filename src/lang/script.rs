//! Scripts, as far as telling languages apart needs them.
//!
//! In: a character. Out: its script. It must not know languages.

/// The scripts whose languages qari tells apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // Names of scripts.
pub enum Script {
    Arabic,
    Hebrew,
    Latin,
    Syriac,
    Thaana,
    Cyrillic,
    Greek,
}

impl Script {
    /// How many there are.
    pub const COUNT: usize = 7;

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Arabic => "Arabic",
            Self::Hebrew => "Hebrew",
            Self::Latin => "Latin",
            Self::Syriac => "Syriac",
            Self::Thaana => "Thaana",
            Self::Cyrillic => "Cyrillic",
            Self::Greek => "Greek",
        }
    }

    /// The script of a letter; `None` for what is no letter of these scripts.
    #[must_use]
    pub fn of(c: char) -> Option<Self> {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Some(Self::Latin),
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Self::Greek),
            '\u{400}'..='\u{52f}' => Some(Self::Cyrillic),
            '\u{5d0}'..='\u{5f2}' | '\u{fb1d}'..='\u{fb4f}' => Some(Self::Hebrew),
            '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{66e}'..='\u{66f}' | '\u{671}'..='\u{6d3}' => {
                Some(Self::Arabic)
            }
            '\u{6d5}'
            | '\u{6ee}'..='\u{6ef}'
            | '\u{6fa}'..='\u{6ff}'
            | '\u{750}'..='\u{77f}'
            | '\u{8a0}'..='\u{8c9}'
            | '\u{fb50}'..='\u{fdfb}'
            | '\u{fe70}'..='\u{fefc}' => Some(Self::Arabic),
            '\u{710}'..='\u{72f}' | '\u{74d}'..='\u{74f}' => Some(Self::Syriac),
            '\u{780}'..='\u{7b1}' => Some(Self::Thaana),
            _ => None,
        }
    }
}

/// Whether `c` is one of the letters that Arabic and Hebrew are mostly written with. They have no case, are no marks and
/// run from right to left, so that no table has to be searched for them.
#[must_use]
pub fn is_plain_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{5d0}'..='\u{5ea}')
}

/// As [`char::is_alphanumeric`], without searching for plain letters.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    is_plain_letter(c) || c.is_alphanumeric()
}

/// The script most letters of `text` belong to.
#[must_use]
pub fn dominant(text: &str) -> Option<Script> {
    let mut counts = [(0usize, None); Script::COUNT];
    for script in text.chars().filter_map(Script::of) {
        let entry = &mut counts[script as usize];
        *entry = (entry.0 + 1, Some(script));
    }
    counts.iter().max_by_key(|(count, _)| *count).and_then(|(_, script)| *script)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::fold::{is_invisible, is_mark};
    use unicode_bidi::{BidiClass, bidi_class};

    #[test]
    fn plain_letters_are_what_the_tables_say() {
        for c in ('\0'..=char::MAX).filter(|&c| is_plain_letter(c)) {
            assert!(c.is_alphanumeric() && c.to_lowercase().eq([c]), "{c:?}");
            assert!(!is_mark(c) && !is_invisible(c) && !c.is_whitespace(), "{c:?}");
            assert!(matches!(bidi_class(c), BidiClass::R | BidiClass::AL), "{c:?}");
        }
    }
}
