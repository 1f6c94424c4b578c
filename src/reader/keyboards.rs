//! Keyboards of other scripts: which Latin key a letter lies on, so that `j` is the same key whatever the layout makes of it.
//!
//! In: a character, the languages it may be typed in. Out: what is on its key on a Latin keyboard (US), the likeliest
//! layout first. It must not know what keys are bound to.
//!
//! Layouts differ: د is `]` on an Arabic keyboard and `n` on a Persian one. Who asks takes the first that means something.
//! Brackets and quotation marks in ASCII are what they are on any keyboard. Where a layout sends لا as two letters they
//! cannot be told from ل and ا.

/// Latin keys, and what a layout has on them, in the same order.
type Layout = &'static [(&'static str, &'static str)];

/// Digits, and what is typed in any layout.
const COMMON: Layout = &[("0123456789", "٠١٢٣٤٥٦٧٨٩"), ("0123456789", "۰۱۲۳۴۵۶۷۸۹"), ("%?", "٪؟")];

/// Arabic 101.
const ARABIC: Layout = &[
    ("`qwertyuiop[]asdfghjkl;'zxcvbnm,./", "ذضصثقفغعهخحجدشسيبلاتنمكطئءؤرﻻىةوزظ"),
    ("TYUIOPGHJKBNM", "ﻹإ‘÷×؛ﻷأـ،ﻵآ’"),
    ("~QWERASX", "\u{651}\u{64e}\u{64b}\u{64f}\u{64c}\u{650}\u{64d}\u{652}"),
];

/// Persian, ISIRI 9147.
const PERSIAN: Layout = &[
    ("qwertyuiop[]asdfghjkl;'zxcvbnm,", "ضصثقفغعهخحجچشسیبلاتنمکگظطزرذدپو"),
    ("ASDFGHJKLZCM\"_~@#$^&", "ؤئيإأآة»«كژء؛ـ÷٬٫﷼×،"),
    ("QWERTYUIXVBN", "\u{652}\u{64c}\u{64d}\u{64b}\u{64f}\u{650}\u{64e}\u{651}\u{653}\u{670}\u{200c}\u{654}"),
];

/// Hebrew, SI 1452.
const HEBREW: Layout = &[("ertyuiopasdfghjkl;zxcvbnm,.", "קראטוןםפשדגכעיחלךףזסבהנמצתץ")];

/// Urdu letters, where they are on phonetic keyboards.
const URDU: Layout = &[("yo", "ےہ")];

/// What may be on the key of `c` on a Latin keyboard, by the languages of whoever types, the likeliest first.
pub fn latin(c: char, languages: [&str; 2]) -> impl Iterator<Item = char> {
    let persian = languages.into_iter().find(|language| matches!(*language, "ar" | "fa")) == Some("fa");
    let (first, second) = if persian { (PERSIAN, ARABIC) } else { (ARABIC, PERSIAN) };
    [COMMON, first, second, HEBREW, URDU].into_iter().flatten().filter_map(move |(keys, letters)| {
        let at = letters.chars().position(|letter| letter == c)?;
        keys.chars().nth(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_as_many_keys_as_letters_and_no_letter_twice() {
        for layout in [COMMON, ARABIC, PERSIAN, HEBREW, URDU] {
            for (keys, letters) in layout {
                assert_eq!(keys.chars().count(), letters.chars().count(), "{keys} {letters}");
            }
            let mut letters: Vec<char> = layout.iter().flat_map(|(_, letters)| letters.chars()).collect();
            assert!(letters.iter().all(|letter| !letter.is_ascii()));
            letters.sort_unstable();
            assert!(letters.windows(2).all(|pair| pair[0] != pair[1]), "{letters:?}");
        }
    }

    #[test]
    fn a_letter_is_the_key_it_lies_on_by_the_layout_of_its_language() {
        let on = |c, languages| latin(c, languages).collect::<String>();
        assert_eq!([on('ت', ["en", "ar"]), on('ن', ["en", "ar"]), on('ח', ["en", "he"])], ["jj", "kk", "j"]);
        assert_eq!([on('د', ["C", "ar"]), on('د', ["C", "fa"]), on('د', ["ar", "fa"])], ["]n", "n]", "]n"]);
        assert_eq!([on('٥', ["", ""]), on('۵', ["", ""]), on('٪', ["", ""])], ["5", "5", "%"]);
        assert_eq!([on('ﻻ', ["ar", ""]), on('أ', ["ar", ""]), on('j', ["ar", ""])], ["b", "HG", ""]);
    }
}
