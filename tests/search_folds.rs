//! Proves fold by fold what a search overlooks: each example is found with the fold that its line names, and not found without it, all
//! other folds being what readers of the language get.

#![allow(clippy::unwrap_used)]

use qari::lang::folding::{Fold, Folds};
use qari::search::{Matcher, Mode, Query};
use std::collections::BTreeSet;

/// Language, fold, what is typed, a text, the hit in it.
const TABLE: &[(&str, &str, &str, &str, &str)] = &[
    ("ar", "tashkeel", "المجندين", "عاد المُجنَّدينَ مساءً", "المُجنَّدينَ"),
    ("ar", "tashkeel", "كَتَبَ", "كتب رسالة", "كتب"),
    ("ar", "tashkeel", "هذا", "هٰذا بيت", "هٰذا"),
    ("ar", "tashkeel", "الناس", "قل أعوذ برب النَّاسِۖ ملك", "النَّاسِۖ"),
    ("ar", "tatweel", "سلام", "ســـلام عليكم", "ســـلام"),
    ("ar", "hamza", "الاسلام", "الإسلام دين", "الإسلام"),
    ("ar", "hamza", "احمد", "جاء أحمد", "أحمد"),
    ("ar", "hamza", "القران", "تلا القرآن", "القرآن"),
    ("ar", "hamza", "الصلاة", "أقام ٱلصلاة", "ٱلصلاة"),
    ("ar", "hamza", "مسوول", "قال مسؤول", "مسؤول"),
    ("ar", "hamza", "رييس", "وصل رئيس الوفد", "رئيس"),
    ("ar", "hamza", "أحمد", "جاء ا\u{654}حمد", "ا\u{654}حمد"),
    ("ar", "alef-maksura", "علي", "جلس على الكرسي", "على"),
    ("ar", "alef-maksura", "مستشفى", "في مستشفي المدينة", "مستشفي"),
    ("ar", "teh-marbuta", "مدرسه", "بنى مدرسة", "مدرسة"),
    ("ar", "variants", "كريم", "اسمه کریم", "کریم"),
    ("ar", "controls", "قال له", "قال\u{200f} له", "قال\u{200f} له"),
    ("ar", "forms", "سلام", "\u{feb3}\u{fefc}\u{fee1}", "\u{feb3}\u{fefc}\u{fee1}"),
    ("ar", "forms", "الله", "باسم \u{fdf2} وحده", "\u{fdf2}"),
    ("ar", "digits", "2014", "في عام ٢٠١٤", "٢٠١٤"),
    ("ar", "digits", "١٧", "يوم 17 تشرين", "17"),
    ("ar", "punctuation", "\"نعم\"", "قال «نعم» ثم سكت", "«نعم»"),
    ("ar", "space", "الدولة الإسلامية", "تنظيم الدولة\u{a0} الإسلامية", "الدولة\u{a0} الإسلامية"),
    ("fa", "variants", "ایران", "دولة ايران", "ايران"),
    ("fa", "variants", "كتاب", "این کتاب", "کتاب"),
    ("fa", "hamza", "خانە", "خانۀ ما", "خانۀ"),
    ("fa", "hamza", "مسيول", "فرد مسئول", "مسئول"),
    ("fa", "controls", "میرود", "او می\u{200c}رود", "می\u{200c}رود"),
    ("fa", "digits", "1399", "سال ۱۳۹۹", "۱۳۹۹"),
    ("fa", "digits", "٣", "فصل ۳", "۳"),
    ("fa", "tashkeel", "معلم", "مُعَلِّم آمد", "مُعَلِّم"),
    ("fa", "teh-marbuta", "دایره", "دایرة المعارف", "دایرة"),
    ("ur", "variants", "هے", "یہ ہے", "ہے"),
    ("ur", "variants", "بهی", "وہ بھی", "بھی"),
    ("ur", "variants", "کے", "کي بات", "کي"),
    ("ur", "tashkeel", "اس", "اُس نے", "اُس"),
    ("ur", "digits", "25", "۲۵ کتابیں", "۲۵"),
    ("ur", "punctuation", "'ہاں'", "کہا ’ہاں‘ اور", "’ہاں‘"),
    ("he", "niqqud", "שלום", "שָׁלוֹם לכם", "שָׁלוֹם"),
    ("he", "finals", "מלכ", "אמר מלך אחד", "מלך"),
    ("he", "finals", "שלומ", "היה שלום", "שלום"),
    ("he", "forms", "שלום", "\u{fb2a}לום", "\u{fb2a}לום"),
    ("he", "punctuation", "צה\"ל", "דובר צה״ל מסר", "צה״ל"),
    ("he", "punctuation", "תל-אביב", "בעיר תל־אביב", "תל־אביב"),
    ("he", "controls", "ירושלים", "ירו\u{200e}שלים", "ירו\u{200e}שלים"),
    ("en", "case", "reader", "The Reader reads", "Reader"),
    ("en", "case", "straße", "STRAßE", "STRAßE"),
    ("en", "diacritics", "cafe", "the café opened", "café"),
    ("en", "diacritics", "cafes", "the cafe\u{301}s opened", "cafe\u{301}s"),
    ("en", "diacritics", "naïve", "a naive view", "naive"),
    ("en", "punctuation", "don't", "we don’t know", "don’t"),
    ("en", "punctuation", "2014-2016", "in 2014–2016", "2014–2016"),
    ("en", "space", "two words", "two\u{a0}\twords", "two\u{a0}\twords"),
    ("en", "controls", "cooperate", "co\u{ad}operate", "co\u{ad}operate"),
    ("en", "forms", "office", "the o\u{fb03}ce", "o\u{fb03}ce"),
];

fn found(pattern: &str, folds: Folds, text: &str) -> Vec<String> {
    let matcher = Matcher::new(&Query { pattern: pattern.into(), mode: Mode::Literal, folds });
    matcher.map_or_else(|_| Vec::new(), |matcher| matcher.find_iter(text).map(|hit| hit.of(text).into()).collect())
}

#[test]
fn each_example_is_found_with_its_fold_and_not_without_it() {
    for &(language, name, pattern, text, hit) in TABLE {
        let expected = Folds::for_language(language);
        let fold = Fold::named(name).unwrap();
        assert!(expected.has(fold), "{language} {name}");
        assert_eq!(found(pattern, expected, text), [hit], "{language} {name}: {pattern} in {text}");
        let without = found(pattern, expected.without(fold), text);
        assert!(without.is_empty(), "{language} {name}: {pattern} without the fold found {without:?} in {text}");
    }
}

#[test]
fn every_fold_and_every_language_has_an_example() {
    let folds: BTreeSet<&str> = TABLE.iter().map(|row| row.1).collect();
    assert_eq!(folds, Folds::ALL.iter().map(|(_, name)| *name).collect());
    let languages: BTreeSet<&str> = TABLE.iter().map(|row| row.0).collect();
    assert_eq!(languages, BTreeSet::from(["ar", "en", "fa", "he", "ur"]));
}

#[test]
fn lists_of_folds_are_read_and_wrong_names_refused() {
    let folds = Folds::parse("hamza,tashkeel").unwrap();
    assert_eq!(folds.iter().collect::<Vec<_>>(), [Fold::Tashkeel, Fold::Hamza]);
    assert_eq!(Folds::parse("all").unwrap(), Folds::all());
    assert_eq!(Folds::parse("").unwrap(), Folds::NONE);
    let message = Folds::parse("hamza,hamsa").unwrap_err().to_string();
    assert!(message.contains("hamsa") && message.contains("teh-marbuta"), "{message}");
    for (fold, name) in Folds::ALL {
        assert_eq!((fold.name(), Fold::named(name)), (name, Some(fold)));
    }
}

#[test]
fn a_letter_that_is_one_of_its_own_keeps_its_accent() {
    assert!(found("sar", Folds::for_language("sv"), "sår").is_empty());
    assert_eq!(found("sar", Folds::for_language("fr"), "sår"), ["sår"]);
}
