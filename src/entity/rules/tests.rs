//! Tests of the rules: what they find in the languages of `assets/entity`, and how they tell what is wrong with them.
//!
//! `cases/*.txt` has a case a line: a text with its mentions in brackets, and no others are to be found.

use super::*;
use crate::lang::token::tokens;
use proptest::prelude::*;
use std::sync::LazyLock;

const COMMON_TOML: &str = include_str!("../../../assets/entity/common.toml");
const LANGUAGES: [(&str, &str, &str); 5] = [
    ("ar", include_str!("../../../assets/entity/ar.toml"), include_str!("cases/ar.txt")),
    ("fa", include_str!("../../../assets/entity/fa.toml"), include_str!("cases/fa.txt")),
    ("ur", include_str!("../../../assets/entity/ur.toml"), include_str!("cases/ur.txt")),
    ("he", include_str!("../../../assets/entity/he.toml"), include_str!("cases/he.txt")),
    ("en", include_str!("../../../assets/entity/en.toml"), include_str!("cases/en.txt")),
];

fn rules_of(code: &str) -> Rules {
    let toml = LANGUAGES.iter().find(|(name, ..)| *name == code).unwrap().1;
    Rules::parse([(COMMON, COMMON_TOML), (code, toml)]).unwrap_or_else(|error| panic!("{error}"))
}

static ALL: LazyLock<Rules> = LazyLock::new(|| {
    let files = LANGUAGES.iter().map(|(name, toml, _)| (*name, *toml));
    Rules::parse(files.chain([(COMMON, COMMON_TOML)])).unwrap()
});

/// A text without its brackets, and with them put where mentions are found.
fn marked(rules: &Rules, case: &str) -> (String, String) {
    let mut text = String::new();
    let mut rest = case;
    let mut open = false;
    while let Some(c) = rest.chars().next() {
        let label = rest.strip_prefix('[').and_then(|rest| rest.split_once(' '));
        if let Some((_, behind)) = label.filter(|(label, _)| Label::of(label).is_some()) {
            rest = behind;
            open = true;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if c == ']' && open {
            open = false;
        } else {
            text.push(c);
        }
    }
    let mut found = String::new();
    let mut at = 0;
    for mention in rules.find(&text, &tokens(&text)) {
        let before = &text[at..mention.span.start];
        found += &format!("{before}[{} {}]", mention.label.code(), mention.span.of(&text));
        at = mention.span.end;
    }
    found += &text[at..];
    (text, found)
}

fn check(code: &str, least: usize) {
    let rules = rules_of(code);
    let cases = LANGUAGES.iter().find(|(name, ..)| *name == code).unwrap().2;
    let cases: Vec<&str> = cases.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")).collect();
    assert!(cases.len() >= least, "{code} has {} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .map(|case| (case, marked(&rules, case).1))
        .filter(|(case, found)| *case != found)
        .map(|(case, found)| format!("expected {case}\n   found {found}"))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn arabic() {
    check("ar", 120);
}

#[test]
fn persian() {
    check("fa", 30);
}

#[test]
fn urdu() {
    check("ur", 30);
}

#[test]
fn hebrew() {
    check("he", 30);
}

#[test]
fn english() {
    check("en", 30);
}

#[test]
fn all_languages_go_together() {
    for (case, found) in
        [("قال [DATE أمس] إن [DATE 5 May 2017] كان", "ar"), ("ב-[DATE 23 ביולי 2019] and [MONEY $5]", "he")]
            .map(|(case, _)| (case, marked(&ALL, case).1))
    {
        assert_eq!(case, found);
    }
}

fn error(toml: &str) -> String {
    Rules::parse([("here", toml)]).unwrap_err().to_string()
}

#[test]
fn errors_say_where_and_what_to_do() {
    for (toml, parts) in [
        ("[rules", ["here", "TOML"]),
        ("[oops]", ["here", "oops"]),
        ("[rules]\nDAY = ['a']", ["DAY", "write one of"]),
        ("[rules]\nDATE = ['a (b']", ["rule 1 of DATE: a (b, byte 2", "write )"]),
        ("[rules]\nDATE = ['a', 'b)']", ["rule 2 of DATE: b), byte 1", "take it away"]),
        ("[rules]\nDATE = ['{month}']", ["nothing is called month", "add it to"]),
        ("[rules]\nDATE = ['{1..x}']", ["is no range", "write two whole numbers"]),
        ("[rules]\nDATE = ['{a']", ["not closed", "write }"]),
        ("[rules]\nDATE = ['a | ']", ["byte 3", "write a word"]),
        ("[rules]\nDATE = ['<ab>']", ["a particle is one letter", "one behind the other"]),
        ("[parts]\na = '{b}'\nb = '{a}'\n[rules]\nDATE = ['{a}']", ["leads back to itself", "circles"]),
        ("[values.month]\nx = 'May'", ["[values.month] x", "write one"]),
        ("[words]\nx = 'May |'", ["list x", "take one | away"]),
    ] {
        let error = error(toml);
        for part in parts {
            assert!(error.contains(part) || part == "TOML", "{toml}: {error}");
        }
    }
}

#[test]
fn patterns_do_what_they_say() {
    let toml = r"
[words]
month = 'May | long month'
[parts]
pair = '{month} / {month}'
[rules]
NONE = ['stop [ now ]']
DATE = ['{01..12} ~ x', 'on [ {day=1..31} ] !kg', '{pair}', 'a* b+ c?', '^ {month} \(x\)', 'now']
";
    let rules = Rules::parse([("en", toml)]).unwrap();
    for case in [
        "[DATE 05x] 5x 13x",
        "on [DATE 31] on 32 on 7 kg",
        "[DATE May/long month] May / longer month",
        "[DATE a a b b c] a a c [DATE b]",
        "[DATE May (x)] may (x)",
        "stop now [DATE now]",
    ] {
        assert_eq!(marked(&rules, case).1, case);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn mentions_are_in_order_and_on_boundaries(
        words in proptest::collection::vec(prop_oneof![
            "[0-9٠-٩۰-۹]{1,5}", "[./:,;%٪$€()-]", "\\PC{0,4}",
            proptest::sample::select(vec![
                "يناير", "و", "وعشرون", "ألف", "مليون", "في", "عام", "دولار", "الأحد", "كانون", "الثاني", "من", "بين",
                "ב", "יולי", "שקל", "-", "سال", "هزار", "لاکھ", "بجے", "May", "million", "the", "\u{200c}", "ـ", " ",
                "https://a.b", "@ab", "القرن", "الساعة", "هـ", "میلیارد", "אלף",
            ]).prop_map(str::to_owned),
        ], 0..40),
        spaces in proptest::collection::vec(any::<bool>(), 40),
    ) {
        let mut text = String::new();
        for (word, space) in words.iter().zip(spaces) {
            text += word;
            if space {
                text.push(' ');
            }
        }
        let cut = tokens(&text);
        let mut end = 0;
        for mention in ALL.find(&text, &cut) {
            prop_assert!(mention.span.start >= end && !mention.span.is_empty());
            prop_assert!(text.get(mention.span.start..mention.span.end).is_some());
            prop_assert!(cut.iter().any(|token| token.span.end == mention.span.end));
            end = mention.span.end;
            let reference = crate::entity::date::Date::new(2023, 5, 17);
            if let Some(value) = ALL.resolve(mention.span.of(&text), "ar", reference) {
                prop_assert!(value.start <= value.end);
            }
        }
    }

    #[test]
    fn any_pattern_is_read_or_refused(pattern in "[a-c{}\\[\\]()<>|?*+!~^\\\\ 0-9.=]{0,20}") {
        let toml = format!("[rules]\nDATE = ['{pattern}']");
        if let Ok(rules) = Rules::parse([("x", toml.as_str())]) {
            let text = "a b c a 1 2 abc";
            let _ = rules.find(text, &tokens(text));
        }
    }
}
