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

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Fold everything, find, map back: every folded character with its source, and no cleverness.
    fn slowly(needle: &str, folds: Folds, text: &str) -> Vec<Span> {
        let is_mark = |c: char| unicode_normalization::char::is_combining_mark(c);
        let mut folded: Vec<(char, Span)> = Vec::new();
        for (at, c) in text.char_indices() {
            let mut end = at + c.len_utf8();
            end += text[end..].chars().take_while(|c| is_mark(*c)).map(char::len_utf8).sum::<usize>();
            folds.each(c, |form| match folded.last_mut() {
                Some((' ', span)) if form == ' ' && folds.has(Fold::Space) => span.end = end,
                _ => folded.push((form, Span::new(at, end))),
            });
        }
        let needle: Vec<char> = needle.chars().collect();
        let mut hits: Vec<Span> = Vec::new();
        for window in folded.windows(needle.len()) {
            let here = window.iter().map(|(c, _)| *c).eq(needle.iter().copied());
            let span = Span::new(window[0].1.start, window[needle.len() - 1].1.end);
            if here && hits.last().is_none_or(|hit| hit.end <= span.start) {
                hits.push(span);
            }
        }
        hits
    }

    /// Characters of every kind that folding knows, few enough that they meet.
    fn character() -> impl Strategy<Value = char> {
        let groups: [&[char]; 8] = [
            &['ا', 'أ', 'آ', 'ٱ', 'ل', 'م', 'و', 'ؤ', 'ي', 'ى', 'ئ', 'ی', 'ے', 'ة', 'ه', 'ہ', 'ۀ', 'ك', 'ک'],
            &[
                '\u{64e}', '\u{651}', '\u{64b}', '\u{670}', '\u{653}', '\u{654}', '\u{640}', '\u{6d6}', '\u{301}',
                '\u{300}',
            ],
            &[' ', ' ', '\u{a0}', '\t', '\u{2009}', '\u{2028}', '\n', '\u{85}'],
            &['\u{200c}', '\u{200d}', '\u{200f}', '\u{2067}', '\u{2069}', '\u{feff}', '\u{ad}', '\u{61c}', '\u{200b}'],
            &[
                '\u{fefb}', '\u{fefc}', '\u{fdf2}', '\u{fdfa}', '\u{fe70}', '\u{fc5e}', '\u{fb2a}', '\u{fb01}',
                '\u{fe8d}',
            ],
            &['1', '١', '۱', '2', '٢', '"', '«', '”', '\'', '’', '-', '–', '־', '.', '،'],
            &['a', 'A', 'á', 'Á', 'e', 'é', 'ẽ', 'İ', 'i', 'ß', 'K', 'k', '\u{212a}', 'σ', 'ς', 'ж', 'Ж', '😀', '漢'],
            &['ש', 'ל', 'ו', 'ם', 'מ', 'ן', 'נ', 'ך', '\u{5b8}', '\u{5c1}', '\u{5be}'],
        ];
        let groups: Vec<_> = groups.into_iter().map(proptest::sample::select).collect();
        proptest::strategy::Union::new(groups)
    }

    fn text(most: usize) -> impl Strategy<Value = String> {
        // Runs of one script now and then, so that long needles are found too.
        let mixed = proptest::collection::vec(character(), 0..most).prop_map(String::from_iter);
        let plain = proptest::collection::vec(
            proptest::sample::select(&['ا', 'ل', 'م', 'أ', '\u{64e}', ' ', 'a'][..]),
            0..most,
        )
        .prop_map(String::from_iter);
        proptest::strategy::Union::new([mixed.boxed(), plain.boxed()])
    }

    fn folds() -> impl Strategy<Value = Folds> {
        (any::<u16>(), any::<u8>()).prop_map(|(bits, all)| {
            let some = Folds::ALL.iter().filter(|(fold, _)| bits & 1 << *fold as u16 != 0);
            if all < 80 { Folds::all() } else { some.fold(Folds::NONE, |folds, (fold, _)| folds.with(*fold)) }
        })
    }

    /// A text, a pattern that is often a piece of it, and folds.
    fn case() -> impl Strategy<Value = (String, String, Folds)> {
        (text(90), folds(), text(4), any::<u16>(), 1usize..7).prop_map(|(text, folds, other, at, length)| {
            let chars: Vec<char> = text.chars().collect();
            let pattern = if at % 4 == 0 || chars.is_empty() {
                other
            } else {
                chars.iter().cycle().skip(usize::from(at) % chars.len()).take(length.min(chars.len())).collect()
            };
            (text, pattern, folds)
        })
    }

    /// The matcher made ready, and the same one without its scanner.
    fn both(pattern: &str, mode: Mode, folds: Folds) -> Option<(Matcher, Matcher)> {
        let quick = Matcher::new(&Query { pattern: pattern.into(), mode, folds }).ok()?;
        let mut slow = quick.clone();
        if let Engine::Literal(needle) = &mut slow.engine {
            needle.scanner = None;
        }
        Some((quick, slow))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

        #[test]
        fn literal_search_finds_what_the_slow_reference_finds((text, pattern, folds) in case()) {
            let Some((quick, folding)) = both(&pattern, Mode::Literal, folds) else { return Ok(()) };
            let needle = quick.folds.fold(&pattern.replace('\n', " "));
            let expected: Vec<Span> = text.match_indices('\n').map(|(at, _)| at).chain([text.len()]).scan(0, |start, end| {
                let line = Span::new(*start, end);
                *start = end + 1;
                Some(slowly(&needle, quick.folds, line.of(&text)).into_iter().map(move |hit| hit.shifted(line.start)))
            }).flatten().collect();
            prop_assert_eq!(quick.find_iter(&text).collect::<Vec<_>>(), expected.clone(), "scanning");
            prop_assert_eq!(folding.find_iter(&text).collect::<Vec<_>>(), expected.clone(), "folding");
            for (at, _) in text.char_indices() {
                prop_assert_eq!(quick.find_at(&text, at), folding.find_at(&text, at), "from {}", at);
            }
            let last = expected.last().copied();
            prop_assert_eq!(quick.rfind_before(&text, text.len()), last);
        }

        #[test]
        fn words_and_clitics_are_the_same_scanned_and_folded((text, pattern, folds) in case()) {
            for mode in [Mode::Word, Mode::Clitic] {
                let Some((quick, slow)) = both(&pattern, mode, folds) else { continue };
                let hits: Vec<Span> = quick.find_iter(&text).collect();
                prop_assert_eq!(&hits, &slow.find_iter(&text).collect::<Vec<_>>(), "{}", mode.name());
                prop_assert!(hits.iter().all(|hit| words::is_whole(&text, *hit)));
            }
        }

        #[test]
        fn an_escaped_pattern_is_a_literal_one((text, pattern, folds) in case()) {
            let escaped = regex_syntax::escape(&pattern.replace('\n', " "));
            let find = |pattern: &str, mode| {
                let query = Query { pattern: pattern.into(), mode, folds };
                Some(Matcher::new(&query).ok()?.find_iter(&text).collect::<Vec<_>>())
            };
            if let Some(literal) = find(&pattern, Mode::Literal) {
                prop_assert_eq!(find(&escaped, Mode::Regex), Some(literal));
            }
        }

        #[test]
        fn hits_are_on_character_borders_in_order_and_within_paragraphs((text, pattern, folds) in case()) {
            for mode in Mode::ALL {
                let Ok(matcher) = Matcher::new(&Query { pattern: pattern.clone(), mode, folds }) else { continue };
                let mut end = 0;
                for hit in matcher.find_iter(&text) {
                    prop_assert!(hit.start >= end && !hit.is_empty());
                    prop_assert!(text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end));
                    prop_assert!(!hit.of(&text).contains('\n'));
                    end = hit.end;
                }
            }
        }
    }
}
