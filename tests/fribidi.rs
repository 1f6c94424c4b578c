//! Proves that qari orders text as GNU FriBidi does, an implementation of UAX #9 that shares no code with it: every
//! paragraph of every sample, of the article in ../shared where there is one, and of a list of mixed paragraphs, printed
//! by `qari print --mode visual --shaping off` and by `fribidi`, character by character.
//!
//! Where the two cannot agree, because `fribidi` does something besides ordering:
//!
//! - The command joins Arabic letters, and has no option not to. Both sides are compared with presentation forms turned
//!   back into letters; a lam-alef becomes alef and lam, as it is read from the left.
//! - It orders characters, not clusters: the parts of an emoji sequence (ZWJ, skin tones) come apart in a right-to-left
//!   run. Such sequences are replaced by one neutral character before either sees them.
//! - Its `--clean` leaves U+061C, the Arabic letter mark, in the output; qari draws no bidi control.
//! - It removes ZWJ and ZWNJ with the bidi controls (`--clean`); qari removes them where it draws, too, except in those
//!   sequences.
//! - It puts no dotted circle below a mark without a letter, and fills up lines by characters, not by cells: lines are
//!   compared without the blanks around them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{paragraphs, run_command, run_with, sample_text};
use qari::layout::forms::{Forms, LAM_ALEF, LETTERS};
use std::collections::HashMap;
use std::process::Command;

/// Short paragraphs of mixed text. Each is one line.
const MIXED: &[&str] = &[
    // Numbers and their signs.
    "عام 2024",
    "من 10 إلى 20",
    "الصفحات 10-20",
    "الصفحات 10–20",
    "١٠–٢٠ صفحة",
    "نسبة 15% فقط",
    "نسبة ١٥٪ فقط",
    "3+4=7",
    "المعادلة 3+4=7 صحيحة",
    "الحرارة -5 درجات",
    "الحرارة -5°C",
    "السعر $1,250.75 أو €1,617",
    "1,250.75 دينارا",
    "١٬٢٥٠٫٧٥ دينارا",
    "يوم 31/03/2024 الساعة 17:30",
    "٣١/٠٣/٢٠٢٤ و 31/03/2024",
    "هاتف +962 6 555 0142.",
    "הטלפון 03-555-0142, בין 5:30 ל־7:15",
    "ב־1,850 ש״ח, כלומר 22%",
    "version 1.2.3 من البرنامج 2.0.0-beta.4",
    "(1) ثم (2) ثم [3]",
    "abc ١٢٣ def 456",
    "עברית ١٢٣ 456",
    // Words of both directions.
    "قال John Smith شيئا",
    "John قال شيئا",
    "He said «سلام» and left.",
    "He said “שלום”, and left.",
    "C++ لغة برمجة",
    "لغة C++ سهلة!",
    "Yahoo! اسم شركة",
    "البريد desk@example.org هنا",
    "الملف /home/rana/report_final-v2.tar.gz موجود",
    "https://example.org/ar/notes?id=42&view=full#section-3",
    "الرابط https://example.org/ar/?q=1 مهم",
    "اضغط Ctrl+S ثم Enter.",
    "עברית English عربي français",
    "a ب c د e",
    "ا B ت D ث",
    // Brackets (N0).
    "كلمة (شرح) كلمة",
    "كلمة (explanation) كلمة",
    "word (شرح) word",
    "word (شرح word) word",
    "مثل (this one) وهذا",
    "قال («رأيت [مكسورة] “OPEN” {كبيرة}») ثم سكت",
    "smile :-) سلام :-(",
    "a (b] c) د",
    "ا (ب] ت) ث",
    "(((عميق (deep) جدا)))",
    "]מילה[ אחת",
    "<سلام> <hello>",
    "ا《ب》ت「ث」",
    // Marks.
    "بِسْمِ اللَّهِ",
    "كَتَبَ الولد kitāb جديدا",
    "הַצִּפּוֹר אֵינָהּ שׁוֹאֶלֶת",
    "e\u{301}té وَقْت e\u{301}",
    // Tatweel, lam-alef, Persian, Urdu, others.
    "ســـلام لا الآن لأن لإن",
    "می‌روم با میروم یکی نیست",
    "یہ ۱۴ مارچ ۲۰۲۴ء ہے",
    "ܫܠܡܐ 12 abc",
    "ދިވެހި 12 abc",
    // Controls.
    "abc \u{202b}סוף abc\u{202c} xyz",
    "سلام \u{202a}abc سلام 1\u{202c} كلمة",
    "قال \u{2067}abc (1)!\u{2069} ثم",
    "He said \u{2067}مغلق (حتى 9)!\u{2069}; yes",
    "اسم C++\u{200f} ثم Yahoo!\u{200f} هنا",
    "abc\u{200e}! سلام\u{200f}!",
    "\u{2068}Anna\u{2069} كتبت \u{2068}رنا\u{2069} (2)",
    "سلام \u{202d}١٢٣ abc\u{202c} end",
    "x \u{202e}abc 123 (q)\u{202c} y",
    "\u{2066}abc\u{2067}دهـ 1\u{2069}2\u{2069} و",
    "a\u{61c}1-2 ب",
    // White space and neutrals at borders.
    "سلام - abc - سلام",
    "abc - سلام - abc",
    "سلام… abc… 12…",
    "!?.,;: سلام :;,.?!",
    "نعم؟ لا، ربما؛ 5",
    "* نقطة * point *",
    "№ 5 و § 7 و © 2024",
    "→ يمين ← يسار ↔",
    "١٢:٣٠ 12:30 ١٢.٥ 12.5",
    "#وسم @user و&ampersand",
    "100 000 د.ع.",
    "1٬000 و 1,000 و ١,٠٠٠",
];

fn base_forms() -> HashMap<char, String> {
    let mut map = HashMap::new();
    let mut add = |forms: &Forms, text: String| {
        for form in [forms.isolated, forms.final_, forms.initial, forms.medial] {
            if form != '\0' {
                map.entry(form).or_insert_with(|| text.clone());
            }
        }
    };
    LETTERS.iter().for_each(|(letter, forms)| add(forms, letter.to_string()));
    LAM_ALEF.iter().for_each(|(alef, forms)| add(forms, format!("{alef}ل")));
    map
}

/// What both sides are compared as.
fn folded(line: &str, forms: &HashMap<char, String>) -> String {
    let text: String = line.trim().chars().fold(String::new(), |mut text, c| {
        match forms.get(&c) {
            Some(letters) => text.push_str(letters),
            // These two share forms.
            None if c == '\u{6d5}' => text.push('\u{647}'),
            None if matches!(c, '\u{61c}' | '\u{200c}' | '\u{200d}' | '\u{25cc}') => {}
            None => text.push(c),
        }
        text
    });
    // White space of whatever kind is drawn as a blank.
    text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

/// Emoji of several characters, each replaced by one neutral character.
fn without_sequences(text: &str) -> String {
    let mut out = String::new();
    let mut joined = false;
    for c in text.chars() {
        let emoji = matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}');
        match c {
            '\u{1f3fb}'..='\u{1f3ff}' => {}
            '\u{200d}' if out.ends_with('★') => joined = true,
            _ if emoji && joined => joined = false,
            _ if emoji && !matches!(c, '\u{1f1e6}'..='\u{1f1ff}') => out.push('★'),
            _ => out.push(c),
        }
    }
    out
}

fn by_qari(paragraph: &str, direction: &str) -> String {
    let arguments = [
        "print",
        "--mode",
        "visual",
        "--shaping",
        "off",
        "--width",
        "100000",
        "--direction",
        direction,
        "--encoding",
        "utf-8",
    ];
    run_with(&arguments, paragraph.as_bytes()).ok().trim_end_matches('\n').to_owned()
}

/// All paragraphs of a direction in one run: the command takes each line for itself.
fn by_fribidi(paragraphs: &[String], direction: &str) -> Vec<String> {
    let mut command = Command::new("fribidi");
    command.args(["--clean", "--reordernsm", "--nobreak", "--width", "100000", &format!("--{direction}")]);
    let text: String = paragraphs.iter().map(|paragraph| format!("{paragraph}\n")).collect();
    let out = run_command(command, text.as_bytes(), &[]);
    assert_eq!(out.code, Some(0), "{}", out.errors());
    let lines: Vec<String> = out.text().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), paragraphs.len());
    lines
}

fn there_is_fribidi() -> bool {
    let there = Command::new("fribidi").arg("--version").output().is_ok();
    if !there {
        eprintln!("skipped: there is no command fribidi");
    }
    there
}

/// Compare paragraphs, each in the direction that `qari extract` gives it alone.
fn compare(name: &str, texts: &[String]) {
    if !there_is_fribidi() {
        return;
    }
    let forms = base_forms();
    let mut by_direction: HashMap<String, Vec<String>> = HashMap::new();
    for text in texts {
        let text = without_sequences(text);
        let parts = paragraphs(text.as_bytes());
        assert_eq!(parts.len(), 1, "{text:?} is not one paragraph");
        let direction = parts[0]["direction"].as_str().unwrap().to_owned();
        by_direction.entry(direction).or_default().push(text);
    }
    let mut compared = 0;
    let mut differences = Vec::new();
    for (direction, texts) in &by_direction {
        for (text, theirs) in texts.iter().zip(by_fribidi(texts, direction)) {
            let ours = folded(&by_qari(text, direction), &forms);
            let theirs = folded(&theirs, &forms);
            compared += 1;
            if ours != theirs {
                differences.push(format!("{direction} {text:?}\n   qari    {ours:?}\n   fribidi {theirs:?}"));
            }
        }
    }
    assert_eq!(compared, texts.len());
    assert!(differences.is_empty(), "{name}: {} of {compared} differ\n{}", differences.len(), differences.join("\n"));
    eprintln!("{name}: {compared} paragraphs, no difference");
}

/// The paragraphs of a text, as `qari extract` parts them.
fn parts(text: &[u8]) -> Vec<String> {
    paragraphs(text).iter().map(|part| part["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn samples_are_ordered_alike() {
    for name in ["ar", "en", "fa", "he", "mixed", "ur"] {
        compare(name, &parts(sample_text(name).as_bytes()));
    }
}

#[test]
fn mixed_paragraphs_are_ordered_alike() {
    let texts: Vec<String> = MIXED.iter().map(|text| (*text).to_owned()).collect();
    compare("mixed paragraphs", &texts);
}

#[test]
fn mixed_paragraphs_are_ordered_alike_in_the_other_direction() {
    if !there_is_fribidi() {
        return;
    }
    let forms = base_forms();
    for direction in ["rtl", "ltr"] {
        let texts: Vec<String> = MIXED.iter().map(|text| (*text).to_owned()).collect();
        for (text, theirs) in texts.iter().zip(by_fribidi(&texts, direction)) {
            assert_eq!(folded(&by_qari(text, direction), &forms), folded(&theirs, &forms), "{direction} {text:?}");
        }
    }
}

#[test]
fn the_shared_article_is_ordered_alike() {
    let Some(path) = common::shared_article("france24-ar.txt") else { return };
    compare("france24-ar.txt", &parts(&std::fs::read(path).unwrap()));
}
