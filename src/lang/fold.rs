//! Folding: spellings that a reader takes for the same word become the same text.
//!
//! In: text. Out: text for comparing, never for showing. It must not know who compares.

use super::folding::{Fold, Folds};
pub use super::marks::{is_invisible, is_mark, is_niqqud, is_tashkeel};
use super::script::is_plain_letter;
use unicode_normalization::UnicodeNormalization;

/// `text` without marks, with hamza seats bare, in lower case, its white space single and none at the ends.
#[must_use]
pub fn bare(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            c if is_plain_letter(c) => folded.push(c),
            c if is_mark(c) => {}
            c if is_invisible(c) => {}
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c => folded.extend(c.to_lowercase()),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The folds of letters under which names are filed.
const NAMES: Folds = Folds::NONE
    .with(Fold::Hamza)
    .with(Fold::AlefMaksura)
    .with(Fold::TehMarbuta)
    .with(Fold::Variants)
    .with(Fold::Finals)
    .with(Fold::Digits);

/// The letter under which all spellings of `c` are filed; `None` where it is no part of a key. See [`key`].
fn filed(c: char) -> Option<char> {
    match c {
        '’' | '׳' | '‘' => Some('\''),
        '״' => Some('"'),
        c if is_invisible(c) => None,
        c => Some(NAMES.letter(c)),
    }
}

/// Append the key of `word` to `out`: what spellings of one name have in common. Marks and joiners are left out, hamza,
/// yeh, heh and kaf are one letter each whatever the language, digits are ASCII, case and Latin accents do not count.
pub fn key_into(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else if matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') {
            let mut plain = ['\0'; 1];
            c.nfd().take(1).for_each(|base| plain[0] = base);
            out.extend(plain[0].to_lowercase());
        } else if !is_mark(c)
            && let Some(c) = filed(c)
        {
            out.push(c);
        }
    }
}

/// The key of `word`; see [`key_into`].
#[must_use]
pub fn key(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    key_into(word, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hamza_marks_case_and_space_do_not_count() {
        assert_eq!(bare("  إقرأ\u{a0} أيضًا "), bare("اقرأ ايضا"));
        assert_eq!(bare("Share  This"), "share this");
    }

    #[test]
    fn one_key_for_all_spellings_of_a_name() {
        assert_eq!(key("الإسلاميّة"), key("الاسلاميه"));
        assert_eq!(key("علی"), key("على"));
        assert_eq!(key("Özil"), key("OZIL"));
        assert_eq!(key("۱۳۹۹"), "1399");
        assert_ne!(key("علي"), key("عليا"));
    }
}
