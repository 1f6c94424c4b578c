//! Folding: spellings that a reader takes for the same word become the same text.
//!
//! In: text. Out: text for comparing, never for showing. It must not know who compares.

use unicode_normalization::UnicodeNormalization;

/// Whether `c` is a vowel or reading mark that readers may want hidden: Arabic tashkeel and Quranic marks, Hebrew niqqud
/// and accents, Syriac points, Thaana is left alone (its vowels are letters).
#[must_use]
pub fn is_tashkeel(c: char) -> bool {
    is_niqqud(c)
        || matches!(c,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}' | '\u{6e7}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{711}' | '\u{730}'..='\u{74a}' | '\u{897}'..='\u{89f}' | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
}

/// Whether `c` is a Hebrew point or accent.
#[must_use]
pub fn is_niqqud(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}' | '\u{5c4}'..='\u{5c5}' | '\u{5c7}')
}

/// Whether `c` is a mark that comparing leaves out: tashkeel, niqqud, tatweel and the hamza and madda set above letters.
#[must_use]
pub fn is_mark(c: char) -> bool {
    if c.is_ascii() || matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}') {
        return false;
    }
    is_tashkeel(c) || matches!(c, '\u{640}' | '\u{653}'..='\u{655}' | '\u{300}'..='\u{36f}')
}

/// `text` without marks, with hamza seats bare, in lower case, its white space single and none at the ends.
#[must_use]
pub fn bare(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_mark(c) => {}
            'أ' | 'إ' | 'آ' | 'ٱ' => folded.push('ا'),
            'ى' => folded.push('ي'),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => {}
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

/// The letter under which all spellings of `c` are filed; `None` where it is no part of a key. See [`key`].
fn filed(c: char) -> Option<char> {
    Some(match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' | 'ے' | 'ئ' => 'ي',
        'ؤ' => 'و',
        'ة' | 'ۀ' | 'ہ' | 'ھ' | 'ە' | 'ۃ' => 'ه',
        'ک' | 'ڪ' => 'ك',
        'ם' => 'מ',
        'ן' => 'נ',
        'ץ' => 'צ',
        'ף' => 'פ',
        'ך' => 'כ',
        '’' | '׳' | '‘' => '\'',
        '״' => '"',
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' | '\u{feff}' => {
            return None;
        }
        '٠'..='٩' => char::from(b'0' + (c as u32 - '٠' as u32) as u8),
        '۰'..='۹' => char::from(b'0' + (c as u32 - '۰' as u32) as u8),
        c => c,
    })
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

    #[test]
    fn hamza_and_madda_above_are_letters_parts_not_tashkeel() {
        assert!(
            is_tashkeel('\u{64e}') && !is_tashkeel('\u{653}') && !is_tashkeel('\u{654}') && !is_tashkeel('\u{655}')
        );
    }
}
