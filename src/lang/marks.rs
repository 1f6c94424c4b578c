//! Marks and invisible characters: what stands on letters and between them without being one.
//!
//! In: a character. Out: what it is. It must not know who leaves it out.

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

/// Whether `c` is seen by nobody: joiners, zero-width spaces, bidi controls, soft hyphens.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hamza_and_madda_above_are_letters_parts_not_tashkeel() {
        assert!(
            is_tashkeel('\u{64e}') && !is_tashkeel('\u{653}') && !is_tashkeel('\u{654}') && !is_tashkeel('\u{655}')
        );
    }
}
