//! Search tried on small texts, mode by mode.

use super::*;

fn all(pattern: &str, mode: Mode, text: &str) -> Vec<String> {
    with(pattern, mode, Folds::all(), text)
}

fn with(pattern: &str, mode: Mode, folds: Folds, text: &str) -> Vec<String> {
    let matcher = Matcher::new(&Query { pattern: pattern.into(), mode, folds }).unwrap();
    matcher.find_iter(text).map(|span| span.of(text).to_owned()).collect()
}

fn refused(pattern: &str, mode: Mode) -> String {
    Matcher::new(&Query { pattern: pattern.into(), mode, folds: Folds::all() }).unwrap_err().to_string()
}

#[test]
fn a_hit_is_whole_letters_with_their_marks() {
    assert_eq!(all("المجندين", Mode::Literal, "إنّ المُجَنَّدينَ عادوا"), ["المُجَنَّدينَ"]);
    assert_eq!(with("ت", Mode::Literal, Folds::NONE, "كتَب"), ["تَ"]);
    assert_eq!(all("لا", Mode::Literal, "س\u{fefc}م"), ["\u{fefc}"]);
    assert_eq!(all("ا", Mode::Literal, "س\u{fefc}م"), ["\u{fefc}"]);
    assert_eq!(all("a b", Mode::Literal, "xa \u{a0}\tb"), ["a \u{a0}\tb"]);
    assert_eq!(all("cafe", Mode::Literal, "Café cafe\u{301}!"), ["Café", "cafe\u{301}"]);
}

#[test]
fn hits_stay_within_paragraphs_and_do_not_overlap() {
    assert!(all("a b", Mode::Literal, "a\nb").is_empty());
    assert_eq!(all("اا", Mode::Literal, "اااا ا"), ["اا", "اا"]);
    assert_eq!(all(r"a\s+b|$^", Mode::Regex, "a\nb a  b"), ["a  b"]);
}

#[test]
fn case_is_smart() {
    assert_eq!(all("un", Mode::Literal, "UN un Un"), ["UN", "un", "Un"]);
    assert_eq!(all("UN", Mode::Literal, "UN un Un"), ["UN"]);
    assert_eq!(all(r"\Sn", Mode::Regex, "UN un"), ["UN", "un"]);
    assert_eq!(all("[A-Z]n", Mode::Regex, "UN Un un"), ["Un"]);
}

#[test]
fn words_are_whole() {
    assert_eq!(all("قلم", Mode::Word, "قلم قلمي وقلم «قَلَمٌ» قلم\u{200f}"), ["قلم", "قَلَمٌ", "قلم"]);
    assert_eq!(all("كتاب", Mode::Word, "کتاب کتاب\u{200c}ها"), ["کتاب"]);
}

#[test]
fn clitics_come_with_the_word() {
    let text = "الموصل بالموصل، والموصل للموصل ولِلموصل وكالموصل موصل الموصلي الموصلية أبالموصل";
    let found = ["الموصل", "بالموصل", "والموصل", "للموصل", "ولِلموصل", "وكالموصل", "الموصلي"];
    assert_eq!(all("الموصل", Mode::Clitic, text), found);
    let text = "مدرسة المدرسة مدرستنا ومدرستهم مدرسون بمدرسته كمدرسات";
    assert_eq!(all("مدرسة", Mode::Clitic, text), ["مدرسة", "المدرسة", "مدرستنا", "ومدرستهم", "بمدرسته"]);
    assert_eq!(all("مستشفى", Mode::Clitic, "مستشفاه والمستشفى مستشفيات"), ["مستشفاه", "والمستشفى"]);
    assert_eq!(all("اللغة", Mode::Clitic, "للغة باللغة لغة"), ["للغة", "باللغة"]);
    assert_eq!(all("ירושלים", Mode::Clitic, "בירושלים ושבירושלים ירושלימי"), ["בירושלים", "ושבירושלים"]);
    assert_eq!(all("paris", Mode::Clitic, "Paris parisian"), ["Paris"]);
}

#[test]
fn regular_expressions_read_folded_text() {
    assert_eq!(all("الإ[أإ]?سلام(ية|ي)?", Mode::Regex, "الإسلاميّة والاسلام"), ["الإسلاميّة", "الاسلام"]);
    assert_eq!(all("[٠-٩]{4}", Mode::Regex, "عام ۱۳۹۹ أو 2020"), ["۱۳۹۹", "2020"]);
    assert_eq!(all("كتاب[ًٌٍ]*", Mode::Regex, "كتابٌ"), ["كتابٌ"]);
    assert_eq!(all("كَ*تبّ+", Mode::Regex, "كُتب"), ["كُتب"]);
    assert_eq!(all("[^أ]ب", Mode::Regex, "أب اب تب"), ["تب"]);
    assert_eq!(all("a  b", Mode::Regex, "a b"), ["a b"]);
}

#[test]
fn a_bad_pattern_is_explained() {
    assert_eq!(
        refused("كت(اب", Mode::Regex),
        "cannot read \"كت(اب\" as a regular expression: unclosed group, at character 3"
    );
    assert!(refused("\\p{Nonsense}", Mode::Regex).contains("Unicode property not found"));
    assert!(refused("(a{900}){900}", Mode::Regex).contains("too large"));
    assert!(refused("", Mode::Literal).contains("empty"));
    assert!(refused("\u{64e}", Mode::Literal).contains("turn off"));
}

#[test]
fn a_slip_is_overlooked() {
    assert_eq!(all("المتظاهرين", Mode::Fuzzy, "شهد المتضاهرين والمتظاهرين"), ["المتضاهرين", "والمتظاهرين"]);
    assert!(all("في", Mode::Fuzzy, "فى من").len() == 1);
}

#[test]
fn backward_is_forward_the_other_way() {
    let text = "أحمد وأحمد\n\nكتب احمد\nلا شيء";
    let matcher = Matcher::new(&Query { pattern: "احمد".into(), mode: Mode::Literal, folds: Folds::all() }).unwrap();
    let forward: Vec<Span> = matcher.find_iter(text).collect();
    let mut backward = Vec::new();
    let mut before = text.len();
    while let Some(hit) = matcher.rfind_before(text, before) {
        before = hit.start;
        backward.insert(0, hit);
    }
    assert_eq!((forward.len(), &forward), (3, &backward));
    assert_eq!(matcher.find_at(text, forward[0].start + 1), Some(forward[1]));
}

#[test]
fn names_answer_to_a_few_letters() {
    let titles = ["سوق الجمعة", "عودة القطار إلى المدينة القديمة", "طريق المدينة"];
    let best = |pattern: &str| titles.iter().filter_map(|t| Some((fuzzy(pattern, t)?, *t))).max().map(|(_, t)| t);
    assert_eq!(best("المدينه"), Some("طريق المدينة"));
    assert_eq!(best("عقط"), Some("عودة القطار إلى المدينة القديمة"));
    assert_eq!(fuzzy("xyz", "abc"), None);
}
