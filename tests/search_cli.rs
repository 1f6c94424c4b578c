//! Proves what `qari search` promises: exit codes as grep's, offsets that are those of `qari extract`, hits marked in laid-out paragraphs,
//! the same answer from a file read piece by piece and from one that is loaded.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Scratch, run, run_with};
use serde_json::Value;
use std::path::Path;

const ARTICLE: &str = "عودة القطار\n\nوصل القطار إلى الموصل صباح أمس، ثم غادر الموصِلَ إلى بغداد.\n\nوقالت المديرة إن المسافرين بالموصل كثيرون، \
                       وإن القطار التالي للموصل يوم الخميس.\n\nلا شيء هنا.\n";

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn json(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The paragraphs that `qari extract` gives.
fn extracted(file: &str) -> Vec<String> {
    let out = run(&["extract", "--format", "json", file]);
    let value: Value = serde_json::from_str(out.ok()).unwrap();
    value["paragraphs"].as_array().unwrap().iter().map(|p| p["text"].as_str().unwrap().to_owned()).collect()
}

#[track_caller]
fn assert_is_where_it_says(hit: &Value, paragraphs: &[String]) {
    let number = |name: &str| usize::try_from(hit[name].as_u64().unwrap()).unwrap();
    let chars: Vec<char> = paragraphs[number("paragraph")].chars().collect();
    let (start, end) = (number("start"), number("end"));
    let text = |from: usize, to: usize| chars[from..to].iter().collect::<String>();
    assert_eq!(hit["text"], text(start, end));
    let (before, after) = (hit["before"].as_str().unwrap(), hit["after"].as_str().unwrap());
    assert!(text(0, start).ends_with(before) && text(end, chars.len()).starts_with(after), "{hit}");
    assert!(start == 0 || !before.is_empty());
}

#[test]
fn the_exit_code_says_whether_anything_was_found() {
    let files = Scratch::new();
    let (file, empty) = (files.file("a.txt", ARTICLE), files.file("empty.txt", ""));
    let code = |arguments: &[&str]| run(arguments).code;
    assert_eq!(code(&["search", "القطار", path(&file)]), Some(0));
    assert_eq!(code(&["search", "طائرة", path(&file)]), Some(1));
    assert_eq!(code(&["search", "القطار", path(&empty)]), Some(1));
    let missing = run(&["search", "القطار", path(&file), "missing.txt"]);
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.errors().contains("missing.txt") && missing.text().contains("القطار".chars().next().unwrap())
            || !missing.text().is_empty()
    );
    let bad = run(&["search", "--regex", "القط(ار", path(&file)]);
    assert_eq!((bad.code, bad.text()), (Some(2), ""));
    assert!(bad.errors().contains("unclosed group") && bad.errors().contains("character 5"), "{}", bad.errors());
    assert_eq!(code(&["search", "--fold", "hamsa", "x", path(&file)]), Some(2));
    assert_eq!(code(&["search", "", path(&file)]), Some(2));
    assert_eq!(code(&["--config", "missing.toml", "search", "x", path(&file)]), Some(2));
}

#[test]
fn hits_are_where_json_says() {
    let files = Scratch::new();
    let file = files.file("a.txt", ARTICLE);
    let paragraphs = extracted(path(&file));
    let out = run(&["search", "--format", "json", "الموصل", path(&file)]);
    let hits = json(out.ok());
    let texts: Vec<&str> = hits.iter().map(|hit| hit["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["الموصل", "الموصِلَ", "الموصل"]);
    let places: Vec<u64> = hits.iter().map(|hit| hit["paragraph"].as_u64().unwrap()).collect();
    assert_eq!(places, [1, 1, 2]);
    hits.iter().for_each(|hit| assert_is_where_it_says(hit, &paragraphs));
    assert!(hits.iter().all(|hit| hit["source"] == path(&file)));
}

#[test]
fn modes_and_folds_are_chosen_on_the_command_line() {
    let files = Scratch::new();
    let file = files.file("a.txt", ARTICLE);
    let texts = |arguments: &[&str]| -> Vec<String> {
        let mut all = vec!["search", "--format", "json"];
        all.extend(arguments);
        all.push(path(&file));
        json(run(&all).text()).iter().map(|hit| hit["text"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&["--word", "الموصل"]), ["الموصل", "الموصِلَ"]);
    assert_eq!(texts(&["--clitic", "الموصل"]), ["الموصل", "الموصِلَ", "بالموصل", "للموصل"]);
    assert_eq!(texts(&["--exact", "الموصل"]), ["الموصل", "الموصل"]);
    assert_eq!(texts(&["--exact", "--fold", "tashkeel", "الموصل"]).len(), 3);
    assert_eq!(texts(&["--no-fold", "tashkeel", "الموصل"]).len(), 2);
    assert_eq!(texts(&["--regex", "(ال|ل)موصل\\b"]), ["الموصل", "الموصِلَ", "الموصل", "لموصل"]);
    assert_eq!(texts(&["--fuzzy", "المسافران"]), ["المسافرين"]);
    assert!(texts(&["--word", "--no-fold", "hamza", "الى"]).is_empty());
    assert_eq!(texts(&["--word", "الى"]).len(), 2);
}

#[test]
fn text_names_the_paragraph_and_marks_the_hit() {
    let files = Scratch::new();
    let file = files.file("a.txt", ARTICLE);
    let plain = run(&["search", "--width", "40", "بغداد", path(&file)]);
    let lines: Vec<&str> = plain.ok().lines().collect();
    assert_eq!(lines[0], format!("{}:2:", path(&file)));
    assert!(lines.len() > 2 && !plain.text().contains('\x1b'));
    let printed = run(&["print", "--width", "40", path(&file)]);
    assert!(lines[1..].iter().all(|line| printed.text().contains(line)));
    let coloured = run(&["search", "--color", "always", "--width", "200", "--mode", "logical", "بغداد", path(&file)]);
    let text = coloured.ok();
    let at = text.find("بغداد").unwrap();
    assert!(text[..at].ends_with('m') && text[at + "بغداد".len()..].starts_with("\x1b[0m"), "{text:?}");
}

#[test]
fn paragraphs_around_a_match_are_shown_once() {
    let text = "أول\n\nثان\n\nثالث هدف\n\nرابع\n\nخامس هدف\n\nسادس\n\nسابع\n";
    let out = run_with(&["search", "-C", "1", "هدف"], text.as_bytes());
    let heads: Vec<&str> = out.ok().lines().filter(|line| line.starts_with('-')).collect();
    assert_eq!(heads, ["--2-", "-:3:", "--4-", "-:5:", "--6-"]);
}

#[test]
fn counts_and_lists_are_of_paragraphs_and_sources() {
    let files = Scratch::new();
    let (a, b) = (files.file("a.txt", ARTICLE), files.file("b.txt", "سطر\n\nالقطار هنا\n"));
    assert_eq!(run(&["search", "-c", "القطار", path(&a)]).ok(), "3\n");
    assert_eq!(run(&["search", "-c", "القطار", path(&a), path(&b)]).ok(), format!("{}:3\n{}:1\n", path(&a), path(&b)));
    assert_eq!(run(&["search", "-l", "سطر", path(&a), path(&b)]).ok(), format!("{}\n", path(&b)));
    let none = run(&["search", "-c", "طائرة", path(&a)]);
    assert_eq!((none.code, none.text()), (Some(1), "0\n"));
    assert_eq!(run_with(&["search", "-c", "القطار"], ARTICLE.as_bytes()).ok(), "3\n");
}

/// Several pieces, with every kind of line that reading piece by piece has to get right.
fn large() -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < 700_000 {
        number += 1;
        let line = match number % 97 {
            3 => "  \u{a0}المُوصِل في أول السطر وفي آخره الموصل \u{200f}\u{a0}".into(),
            11 => "سطر فيه الموصل\rوسطر آخر فيه الموصل\u{2029}وثالث للموصل".into(),
            17 => "\u{a0}\t\u{200b}".into(),
            23 => "\u{200f}\u{200e}".into(),
            29 if number > 2000 && number < 2200 => "كلمة الموصل ".repeat(6000),
            31 => "“الموصل” مدينة".into(),
            37 => "\u{fe8d}\u{fedf}\u{fee4}\u{feee}\u{feba}\u{fede} بأشكال العرض".into(),
            _ => format!(
                "فقرة رقم {number} لا تذكر المدينة بل تذكر القطار والطريق والنهر، وتطول قليلا حتى لا تكون بيت شعر."
            ),
        };
        text.push_str(&line);
        text.push_str("\n\n");
    }
    text
}

#[test]
fn a_file_read_piece_by_piece_gives_what_a_loaded_one_gives() {
    let files = Scratch::new();
    let text = large();
    let file = files.file("large.txt", &text);
    for arguments in [
        &["الموصل"][..],
        &["--word", "الموصل"],
        &["--clitic", "الموصل"],
        &["--regex", "^.?الموصل"],
        &["رقم 1"],
        &["الموصل "],
    ] {
        let with = |more: &[&'static str]| [&["search"], more, arguments].concat();
        let pieces = run(&[with(&["--format", "json"]).as_slice(), &[path(&file)]].concat());
        // Standard input is always loaded.
        let loaded = run_with(&with(&["--format", "json"]), text.as_bytes());
        let nameless = |text: &str| -> Vec<Value> {
            json(text)
                .into_iter()
                .map(|mut hit| {
                    hit["source"] = Value::Null;
                    hit
                })
                .collect()
        };
        let (a, b) = (nameless(pieces.ok()), nameless(loaded.ok()));
        assert!(a.len() > 10, "{arguments:?}");
        assert!(a == b, "{arguments:?}: {:?}", a.iter().zip(&b).find(|(a, b)| a != b));
        let count = run(&[with(&["-c"]).as_slice(), &[path(&file)]].concat());
        assert_eq!(count.ok(), run_with(&with(&["-c"]), text.as_bytes()).ok(), "{arguments:?}");
    }
    let hits = json(run(&["search", "--format", "json", "الموصل", path(&file)]).ok());
    let paragraphs = extracted(path(&file));
    hits.iter().for_each(|hit| assert_is_where_it_says(hit, &paragraphs));
}
