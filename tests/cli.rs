//! Proves what the command line promises: exit codes, messages on standard error and nothing else there, lines of the
//! width asked for, the same text from every encoding, the shape of the JSON, and commands about keys and configuration.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{
    QARI, Run, Scratch, Start, columns, contains, is_form, paragraphs, picture, printed, run, run_command, run_with,
    sample, sample_text,
};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const SAMPLES: &[&str] = &["ar", "en", "fa", "he", "mixed", "ur"];

const AR: &str = "خرج الصياد من كوخه قبل الفجر وحمل شبكته إلى النهر، فوجد القارب مربوطا كما تركه. جلس ينتظر أن ينقشع الضباب، \
                  وراح يعد النجوم الباقية واحدة بعد أخرى حتى طلعت الشمس فوق التلال البعيدة.\n\nثم عاد إلى بيته مسرورا.\n";
const HE: &str = "הדייג יצא מביתו לפני עלות השחר ונשא את הרשת אל הנהר, ומצא את הסירה קשורה כפי שהשאיר אותה. הוא ישב וחיכה \
                  שהערפל יתפזר, וספר את הכוכבים האחרונים עד שהשמש זרחה מעל הגבעות.\n\nאחר כך חזר הביתה שמח.\n";

/// With these variables set.
fn run_in(variables: &[(&str, &str)], arguments: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(QARI);
    command.args(arguments);
    run_command(command, input, variables)
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// It failed with this code, said `words` on standard error in one line, and wrote nothing.
#[track_caller]
fn assert_refused(out: &Run, code: i32, words: &[&str]) {
    assert_eq!(out.code, Some(code), "{}", out.errors());
    assert_eq!(out.text(), "");
    for word in words {
        assert!(out.errors().contains(word), "{word:?} is not in {:?}", out.errors());
    }
    if code == 1 {
        assert!(out.errors().starts_with("qari: ") && out.errors().lines().count() == 1, "{:?}", out.errors());
    }
}

// ---- what does not open ----

#[test]
fn what_cannot_be_opened_is_refused_with_a_reason_and_advice() {
    let files = Scratch::new();
    let missing = files.path().join("missing.txt");
    let missing = path(&missing);
    let directory = path(files.path()).to_owned();
    let empty = files.file("empty.txt", "");
    let picture = files.file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01");
    let binary = files.file("binary.txt", b"\x01\x02\x00\xff\xfe\x00\x9c\x00\x13");
    for command in [&["print"][..], &["extract"], &["extract", "--format", "json"], &[]] {
        let refuse = |file: &str, words: &[&str]| {
            let mut arguments = command.to_vec();
            arguments.push(file);
            assert_refused(&run(&arguments), 1, words);
        };
        refuse(missing, &[missing, "there is no such file", "check the name"]);
        refuse(&directory, &[&directory, "it is a directory", "*.txt"]);
        refuse(path(&empty), &["empty.txt", "it is empty"]);
        refuse(path(&picture), &["picture.txt", "a PNG picture", "convert it to text"]);
        refuse(path(&binary), &["binary.txt", "binary data"]);
    }
}

#[test]
fn nothing_but_white_space_is_empty_however_much_of_it() {
    for input in [
        " ",
        "\n",
        "   \n",
        " \n \n",
        "    ",
        "\t\t\n\n   \n",
        "\u{a0}\u{a0}\n",
        "\r\n\r\n\r\n",
        "\u{feff}",
        "\u{feff} \n",
    ] {
        let out = run_with(&["print"], input.as_bytes());
        assert_eq!((out.code, out.text()), (Some(1), ""), "{input:?}");
        assert!(out.errors().contains("it is empty"), "{input:?}: {}", out.errors());
    }
    for count in 1..64 {
        let out = run_with(&["print"], " ".repeat(count).as_bytes());
        assert_eq!((out.code, out.text()), (Some(1), ""), "{count} spaces");
    }
}

#[test]
fn short_latin_text_is_what_it_is() {
    for text in ["a b c d", "a b c d e f g h", "1 2 3 4", "x\ny\nz\n", "- - - - - a", "ab", "no"] {
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let printed = printed(text.as_bytes(), 80, &[]);
        let shown: Vec<String> = printed.iter().flat_map(|line| line.split_whitespace()).map(str::to_owned).collect();
        assert_eq!(shown, words, "{text:?}");
    }
}

#[test]
fn what_may_not_be_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let files = Scratch::new();
    let file = files.file("secret.txt", AR);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&file).is_ok() {
        eprintln!("skipped: this user may read everything");
        return;
    }
    assert_refused(&run(&["print", path(&file)]), 1, &["secret.txt", "permissions"]);
}

#[test]
fn a_wrong_command_line_is_refused_with_the_right_values() {
    for (arguments, words) in [
        (&["--encoding", "klingon", "print"][..], &["klingon", "windows-1256"][..]),
        (&["print", "--mode", "sideways"], &["sideways", "visual, explicit, runs, words, mlterm, lro or logical"]),
        (&["print", "--width", "0"], &["width", "from 1"]),
        (&["--theme", "pink"], &["pink", "sepia"]),
        (&["extract", "--format", "xml"], &["xml", "json"]),
        (&["--nonsense"], &["--nonsense"]),
        (&["completions", "klingon"], &["klingon", "bash"]),
    ] {
        assert_refused(&run(arguments), 2, words);
    }
}

#[test]
fn the_rest_is_printed_where_one_of_several_does_not_open() {
    let files = Scratch::new();
    let (first, last) = (files.file("first.txt", AR), files.file("last.txt", HE));
    let out = run(&["print", path(&first), "missing.txt", path(&last)]);
    assert_eq!(out.code, Some(1));
    assert_eq!(out.errors().lines().count(), 1);
    let alone = |file: &Path| run(&["print", path(file)]).ok().to_owned();
    assert_eq!(out.text(), format!("{}\n{}", alone(&first), alone(&last)));
    let out = run(&["extract", "--format", "json", path(&first), "missing.txt", path(&last)]);
    assert_eq!((out.code, out.text().lines().count()), (Some(1), 2));
}

#[test]
fn standard_input_is_read_where_it_is_asked_for_or_a_pipe() {
    let files = Scratch::new();
    let file = files.file("a.txt", AR);
    let expected = run(&["print", path(&file)]);
    for arguments in [&["print", "-"][..], &["print"], &["-"], &[]] {
        assert_eq!(run_with(arguments, AR.as_bytes()).ok(), expected.ok(), "{arguments:?}");
    }
}

#[test]
fn a_keyboard_is_no_article() {
    for arguments in [&["print"][..], &["print", "-"], &["extract"], &["-"]] {
        let mut pty = Start::new(arguments).spawn();
        assert_eq!(pty.wait_exit().exit_code(), 1, "{arguments:?}");
        assert!(contains(&pty.raw(), b"it is a terminal"), "{}", pty.look(picture));
        pty.assert_given_back();
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let files = Scratch::new();
    let big = files.file("big.txt", sample_text("ar").repeat(300));
    let script = "{ \"$0\" $1 \"$2\" 2>\"$3\"/err; echo $? >\"$3\"/code; } | head -1";
    for command in ["print", "extract", "extract --format json"] {
        let mut shell = Command::new("sh");
        shell.args(["-c", script, QARI, command, path(&big), path(files.path())]);
        let out = run_command(shell, b"", &[]);
        assert_eq!((out.code, out.text().lines().count(), out.errors()), (Some(0), 1, ""), "{command}");
        let read = |name: &str| std::fs::read_to_string(files.path().join(name)).unwrap();
        assert_eq!((read("code").trim(), read("err").as_str()), ("0", ""), "{command}");
    }
}

#[test]
fn a_full_disk_is_an_error() {
    if !Path::new("/dev/full").exists() {
        eprintln!("skipped: there is no /dev/full");
        return;
    }
    let file = sample("ar");
    for command in ["print \"$1\"", "extract \"$1\"", "keys", "man", "config print", "completions bash"] {
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("\"$0\" {command} >/dev/full"), QARI, path(&file)]);
        assert_refused(&run_command(shell, b"", &[]), 1, &["cannot write to standard output"]);
    }
}

// ---- print ----

#[test]
fn no_line_is_wider_than_asked_for() {
    for name in SAMPLES {
        for width in [1, 2, 7, 40, 80, 200] {
            for more in
                [&[][..], &["--justify"], &["--mode", "logical"], &["--shaping", "off"], &["--tashkeel", "hide"]]
            {
                for line in printed(sample_text(name).as_bytes(), width, more) {
                    assert!(columns(&line) <= width, "{name} at {width} {more:?}: {line:?} takes {}", columns(&line));
                }
            }
        }
    }
}

#[test]
fn right_to_left_lines_end_at_the_width_and_left_to_right_ones_begin_at_its_start() {
    for width in [7, 40, 80, 200] {
        for line in printed(sample_text("ar").as_bytes(), width, &["--direction", "rtl"]) {
            assert!(line.is_empty() || columns(&line) == width && !line.ends_with(' '), "{width}: {line:?}");
        }
        for line in printed(sample_text("en").as_bytes(), width, &["--direction", "ltr"]) {
            assert!(!line.starts_with(' ') && !line.ends_with(' '), "{width}: {line:?}");
        }
    }
}

#[test]
fn indented_and_justified_lines_keep_both_edges() {
    let indented = |direction: &str| {
        let variables = [("QARI_FIRST_LINE_INDENT", "4")];
        let arguments = ["print", "--width", "60", "--justify", "--direction", direction];
        let text = [AR, HE][usize::from(direction == "ltr")].lines().next().unwrap();
        let out = run_in(&variables, &arguments, text.as_bytes());
        out.ok().lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let rtl = indented("rtl");
    assert_eq!(columns(&rtl[0]), 56, "{rtl:?}");
    assert!(rtl[1..].iter().all(|line| columns(line) == 60), "{rtl:?}");
    assert!(rtl[..rtl.len() - 1].iter().all(|line| !line.starts_with(' ')), "not justified: {rtl:?}");
    let ltr = indented("ltr");
    assert!(ltr[0].starts_with("    ") && !ltr[1].starts_with(' '), "{ltr:?}");
    assert!(ltr[..ltr.len() - 1].iter().all(|line| columns(line) == 60), "{ltr:?}");
}

#[test]
fn a_terminal_that_is_wide_enough_changes_nothing() {
    for name in SAMPLES {
        let file = sample(name);
        let expected = run(&["print", path(&file)]);
        for (columns, variables) in [(80, None), (150, None), (80, Some(("COLUMNS", "20")))] {
            let mut start =
                Start::new(&["print", "--color", "never", "--mode", "visual", "--theme", "dark", path(&file)]);
            if let Some((name, value)) = variables {
                start = start.variable(name, value);
            }
            let mut pty = start.size(columns, 24).spawn();
            assert!(pty.wait_exit().success());
            let out = String::from_utf8(pty.raw()).unwrap().replace("\r\n", "\n");
            assert_eq!(out, expected.ok(), "{name} at {columns}");
        }
        assert_eq!(run_in(&[("COLUMNS", "20")], &["print", path(&file)], b"").ok(), expected.ok());
        let mut pty = Start::new(&["print", "--color", "never", "--mode", "visual", "--theme", "dark", path(&file)])
            .size(50, 24)
            .spawn();
        assert!(pty.wait_exit().success());
        let narrow = String::from_utf8(pty.raw()).unwrap().replace("\r\n", "\n");
        assert_eq!(narrow, run(&["print", "--width", "50", path(&file)]).ok(), "{name} in a narrow window");
    }
}

#[test]
fn colours_are_sent_when_asked_for() {
    let file = sample("ar");
    let print = |variables: &[(&str, &str)], colour: &str| {
        run_in(variables, &["print", "--color", colour, path(&file)], b"").ok().to_owned()
    };
    let plain = print(&[], "never");
    assert!(!plain.contains('\x1b'));
    assert_eq!(print(&[], "auto"), plain, "standard output is no terminal");
    for variables in [&[][..], &[("NO_COLOR", "1")]] {
        let coloured = print(variables, "always");
        assert!(coloured.contains("\x1b[") && coloured.ends_with('\n'));
        let mut stripped = String::new();
        for (number, piece) in coloured.split("\x1b[").enumerate() {
            stripped.push_str(if number == 0 { piece } else { piece.split_once('m').unwrap().1 });
        }
        assert_eq!(stripped, plain);
    }
}

#[test]
fn no_color_takes_colours_from_a_terminal() {
    let coded = |variables: &[(&str, &str)]| {
        let mut start = Start::new(&["print".into(), sample("ar")]);
        for (name, value) in variables {
            start = start.variable(name, value);
        }
        let mut pty = start.spawn();
        assert!(pty.wait_exit().success());
        contains(&pty.raw(), b"38;") || contains(&pty.raw(), b"\x1b[3")
    };
    assert!(coded(&[]));
    assert!(!coded(&[("NO_COLOR", "1")]));
    assert!(coded(&[("NO_COLOR", "")]), "an empty NO_COLOR says nothing");
}

#[test]
fn modes_and_shaping_choose_letters_and_order() {
    let text = "سلام (abc)";
    let print = |more: &[&str]| printed(text.as_bytes(), 20, more).remove(0).trim().to_owned();
    assert_eq!(print(&[]), "(abc) ﻡﻼﺳ");
    assert_eq!(print(&["--shaping", "off"]), "(abc) مالس");
    assert_eq!(print(&["--mode", "logical"]), text);
    assert_eq!(print(&["--mode", "explicit"]).trim_start_matches("\x1b[8l\x1b[1 k\x1b[?1243l").trim(), "(abc) ﻡﻼﺳ");
    let explicit = run_with(&["print", "--mode", "explicit"], text.as_bytes());
    assert!(explicit.text().starts_with("\x1b[8l\x1b[1 k") && explicit.text().contains("\x1b[8h\x1b[0 k"));
}

// ---- encodings ----

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

#[test]
fn legacy_encodings_print_what_utf8_prints() {
    use encoding_rs::{
        ISO_8859_5, ISO_8859_6, ISO_8859_8, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1255,
        WINDOWS_1256,
    };
    let russian = "Рыбак вышел из дома до рассвета и понёс сеть к реке.\n";
    let french = "Le pêcheur sortit avant l’aube, déçu de n’avoir rien trouvé.\n";
    for (text, encoding, found) in [
        (AR, WINDOWS_1256, true),
        (AR, ISO_8859_6, true),
        (HE, WINDOWS_1255, true),
        (HE, ISO_8859_8, false),
        (russian, WINDOWS_1251, true),
        (russian, ISO_8859_5, false),
        (russian, KOI8_R, false),
        (french, WINDOWS_1252, true),
        (french, MACINTOSH, false),
        ("川の漁師は夜明け前に家を出た。\n", SHIFT_JIS, false),
    ] {
        let (bytes, _, lossy) = encoding.encode(text);
        assert!(!lossy, "{}", encoding.name());
        let expected = printed(text.as_bytes(), 60, &[]);
        assert_eq!(printed(&bytes, 60, &["--encoding", encoding.name()]), expected, "{} by its label", encoding.name());
        if found {
            assert_eq!(printed(&bytes, 60, &[]), expected, "{} by detection", encoding.name());
        }
    }
}

#[test]
fn utf16_is_known_with_and_without_a_mark() {
    for text in [AR, HE, "The fisherman left before dawn.\n", "سلام"] {
        let expected = printed(text.as_bytes(), 60, &[]);
        for big in [false, true] {
            for mark in [false, true] {
                assert_eq!(printed(&utf16(text, big, mark), 60, &[]), expected, "{text:?}, big {big}, mark {mark}");
            }
        }
    }
}

#[test]
fn line_ends_of_every_kind_are_the_same() {
    let expected = printed(AR.as_bytes(), 60, &[]);
    for end in ["\r\n", "\r", "\u{85}"] {
        assert_eq!(printed(AR.replace('\n', end).as_bytes(), 60, &[]), expected, "{end:?}");
    }
    assert_eq!(printed(format!("\u{feff}{AR}").as_bytes(), 60, &[]), expected, "a byte order mark");
    assert_eq!(printed(AR.trim_end().as_bytes(), 60, &[]), expected, "no line end at the end");
}

// ---- paragraphs ----

#[test]
fn paragraphs_with_nothing_to_see_are_dropped() {
    let text = "أول السطر\n\n\u{a0}\u{a0}\n\n\u{200f}\u{202e}\u{202c}\n\n\u{7}\u{8}\n\n\u{3000}\n\n\u{200b}\u{feff}\n\nآخر السطر\n";
    let texts: Vec<String> =
        paragraphs(text.as_bytes()).iter().map(|part| part["text"].as_str().unwrap().to_owned()).collect();
    assert_eq!(texts, ["أول السطر", "آخر السطر"]);
}

#[test]
fn wrapped_paragraphs_are_joined() {
    let paragraph = AR.lines().next().unwrap();
    let mut wrapped = String::new();
    let mut used = 0;
    for word in paragraph.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > 48 {
            wrapped.push('\n');
            used = 0;
        } else if used > 0 {
            wrapped.push(' ');
            used += 1;
        }
        wrapped.push_str(word);
        used += length;
    }
    assert!(wrapped.lines().count() >= 4);
    let text = format!("{wrapped}\n\n{wrapped}\n");
    let parts = paragraphs(text.as_bytes());
    assert_eq!(parts.len(), 2, "{parts:?}");
    assert!(parts.iter().all(|part| part["text"] == paragraph), "{parts:?}");
    assert_eq!(printed(text.as_bytes(), 70, &[]), printed(format!("{paragraph}\n\n{paragraph}\n").as_bytes(), 70, &[]));
}

#[test]
fn verse_keeps_its_lines() {
    let text = "يا دار عند النهر\nكم مر من عام\nوالباب مفتوح\n\nيا دار لا تبكي\nفالغيم مر بنا\nوالشمس لم تغب\n";
    let lines = printed(text.as_bytes(), 60, &[]);
    assert_eq!(
        lines.iter().map(|line| line.trim().is_empty()).collect::<Vec<_>>(),
        [false, false, false, true, false, false, false]
    );
}

#[test]
fn the_direction_rules_differ_where_they_should() {
    let text = format!("{AR}\nYouTube هو المكان الذي نشر فيه الصياد صوره الأولى عن النهر والجبل.\n");
    let directions = |rule: &str| {
        let out = run_with(&["extract", "--format", "json", "--direction", rule], text.as_bytes());
        let json: serde_json::Value = serde_json::from_str(out.ok()).unwrap();
        let parts = json["paragraphs"].as_array().unwrap().clone();
        parts.iter().map(|part| part["direction"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(directions("auto"), ["rtl", "rtl", "rtl"]);
    assert_eq!(directions("first-strong"), ["rtl", "rtl", "ltr"]);
    assert_eq!(directions("ltr"), ["ltr", "ltr", "ltr"]);
}

// ---- extract ----

#[test]
fn json_has_its_keys_in_their_order_and_no_others() {
    for name in SAMPLES {
        let file = sample(name);
        let out = run(&["extract", "--format", "json", path(&file)]);
        let text = out.ok();
        assert!(text.ends_with("}\n") && text.lines().count() == 1, "{name}");
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        let mut expected = String::new();
        let raw = |value: &serde_json::Value| serde_json::to_string(value).unwrap();
        let fields = |value: &serde_json::Value, keys: &[&str]| {
            assert_eq!(value.as_object().unwrap().len(), keys.len(), "{name}: {value}");
            keys.iter().map(|key| format!("\"{key}\":{}", raw(&value[*key]))).collect::<Vec<_>>().join(",")
        };
        let parts = json["paragraphs"].as_array().unwrap();
        let parts: Vec<String> =
            parts.iter().map(|part| format!("{{{}}}", fields(part, &["kind", "direction", "text"]))).collect();
        assert_eq!(json.as_object().unwrap().len(), 6);
        for key in ["source", "title", "byline", "lang", "direction"] {
            expected.push_str(&format!("\"{key}\":{},", raw(&json[key])));
        }
        let expected = format!("{{{expected}\"paragraphs\":[{}]}}\n", parts.join(","));
        // Characters that steer are written as escapes, and mean the same.
        let unescaped = |text: &str| -> String {
            let mut out = String::new();
            let mut rest = text;
            while let Some(at) = rest.find("\\u") {
                out.push_str(&rest[..at]);
                let code = u32::from_str_radix(&rest[at + 2..at + 6], 16).unwrap();
                out.push(char::from_u32(code).unwrap());
                rest = &rest[at + 6..];
            }
            out + rest
        };
        assert_eq!(unescaped(text), expected, "{name}");
        assert_eq!(json["source"], path(&file));
        assert_eq!(json["lang"], if *name == "mixed" { "ar" } else { name });
        assert_eq!(json["direction"], if *name == "en" { "ltr" } else { "rtl" });
        assert_eq!(json["title"], sample_text(name).lines().next().unwrap(), "{name}");
        assert!(json["byline"].is_string(), "{name}");
    }
}

#[test]
fn the_body_is_what_is_left_without_head_and_tail() {
    for name in SAMPLES {
        let file = sample(name);
        let kinds = |more: &[&str]| {
            let mut arguments = vec!["extract", "--format", "json", path(&file)];
            arguments.extend(more);
            let json: serde_json::Value = serde_json::from_str(run(&arguments).ok()).unwrap();
            let parts = json["paragraphs"].as_array().unwrap().clone();
            parts.iter().map(|part| part["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        let of_body = |kind: &String| !["title", "dateline", "byline", "furniture"].contains(&kind.as_str());
        let all = kinds(&[]);
        let body = kinds(&["--body-only"]);
        assert!(all.len() > body.len() && !body.is_empty(), "{name}");
        assert_eq!(body, all.into_iter().filter(of_body).collect::<Vec<_>>(), "{name}");
        let text = run(&["extract", "--body-only", path(&file)]);
        let title = sample_text(name).lines().next().unwrap().to_owned();
        assert!(!text.ok().contains(&title), "{name}");
    }
}

#[test]
fn extracted_text_is_the_text_of_a_canonical_article() {
    for name in SAMPLES {
        let text = sample_text(name);
        let out = run_with(&["extract"], text.as_bytes());
        assert_eq!(out.ok(), text.trim_end().to_owned() + "\n", "{name}");
    }
}

// ---- keys, configuration, documents ----

#[test]
fn keys_as_toml_are_the_preset() {
    type Table = BTreeMap<String, Vec<String>>;
    for preset in ["default", "less", "vim"] {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/keymaps").join(format!("{preset}.toml"));
        let expected: Table = toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let out = run(&["keys", "--format", "toml", "--keymap", preset]);
        let shown: BTreeMap<String, Table> = toml::from_str(out.ok()).unwrap();
        let mut shown = shown["keys"].clone();
        shown.retain(|_, keys| !keys.is_empty());
        let mut expected = expected;
        expected.retain(|_, keys| !keys.is_empty());
        assert_eq!(shown, expected, "{preset}");
        // It is what a configuration file takes.
        let files = Scratch::new();
        let config = files.file("config.toml", out.ok());
        assert_eq!(run(&["--config", path(&config), "config", "check"]).ok(), "no problems\n", "{preset}");
    }
}

#[test]
fn keys_as_text_and_markdown_name_every_action() {
    let (text, markdown) = (run(&["keys"]), run(&["keys", "--format", "markdown"]));
    for (_, name, _) in qari::action::ACTIONS {
        assert!(text.ok().contains(name), "{name}");
        assert!(markdown.ok().contains(&format!("| `{name}` |")), "{name}");
    }
    assert!(markdown.ok().lines().all(|line| line.starts_with('|') && line.ends_with('|')));
    let arabic = run(&["keys", "--interface", "ar"]);
    assert!(arabic.ok().chars().any(is_form) && arabic.ok().contains("page-down"));
    assert!(!arabic.ok().contains(['\u{2066}', '\u{2068}', '\u{2069}']));
}

#[test]
fn the_configuration_has_a_place() {
    let out = run_in(&[("XDG_CONFIG_HOME", "/somewhere/conf")], &["config", "path"], b"");
    assert_eq!(out.ok(), "/somewhere/conf/qari/config.toml\n");
    assert_eq!(run(&["--config", "mine.toml", "config", "path"]).code, Some(1), "a file named has to be there");
    let files = Scratch::new();
    let file = files.file("mine.toml", "");
    assert_eq!(run(&["--config", path(&file), "config", "path"]).ok(), format!("{}\n", path(&file)));
}

#[test]
fn the_configuration_is_read_in_layers() {
    let files = Scratch::new();
    files.file("qari/config.toml", "measure = 41\ntheme = \"sepia\"\njustify = true\n");
    let home = ("XDG_CONFIG_HOME", path(files.path()));
    let shown = |variables: &[(&str, &str)], more: &[&str]| {
        let mut arguments = vec!["config", "print"];
        arguments.extend(more);
        let out = run_in(variables, &arguments, b"");
        let table: toml::Table = toml::from_str(out.ok()).unwrap();
        table
    };
    let file = shown(&[home], &[]);
    assert_eq!((file["measure"].as_integer(), file["theme"].as_str()), (Some(41), Some("sepia")));
    assert_eq!(file["justify"].as_bool(), Some(true));
    let environment = shown(&[home, ("QARI_MEASURE", "42")], &[]);
    assert_eq!((environment["measure"].as_integer(), environment["theme"].as_str()), (Some(42), Some("sepia")));
    let line = shown(&[home, ("QARI_MEASURE", "42")], &["--measure", "43"]);
    assert_eq!(line["measure"].as_integer(), Some(43));
    let lines = run_in(&[home], &["print"], AR.as_bytes());
    assert!(lines.ok().lines().all(|line| columns(line) <= 41));
    // What it prints it takes back.
    let printed = files.file("again.toml", run_in(&[home], &["config", "print"], b"").ok());
    assert_eq!(run(&["--config", path(&printed), "config", "check"]).ok(), "no problems\n");
}

#[test]
fn problems_are_said_with_their_line_and_the_name_that_was_meant() {
    let files = Scratch::new();
    let text = "# mine\nmeasure = 50\nthemme = \"dark\"\n\nmode = \"sideways\"\n\n[keys]\nline-dwn = [\"j\"]\nquit = [\"Hyper-q\"]\n";
    let file = files.file("config.toml", text);
    let out = run(&["--config", path(&file), "config", "check"]);
    assert_eq!((out.code, out.text()), (Some(1), ""));
    let lines: Vec<&str> = out.errors().lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    for (number, words) in [
        (3, &["themme", "did you mean \"theme\"?"][..]),
        (5, &["sideways", "visual, explicit, runs, words, mlterm, lro or logical"]),
        (8, &["line-dwn", "did you mean \"line-down\"?"]),
        (9, &["quit", "Hyper-q", "Ctrl-f"]),
    ] {
        let start = format!("qari: {}:{number}: ", path(&file));
        let line =
            lines.iter().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{number} in {lines:?}"));
        assert!(words.iter().all(|word| line.contains(word)), "{line}");
    }
    // The rest of it holds, and what is wrong does not stop anything.
    let printed = run_with(&["--config", path(&file), "print"], AR.as_bytes());
    assert_eq!(printed.code, Some(0));
    assert!(printed.text().lines().all(|line| columns(line) <= 50) && printed.errors().contains("themme"));
    let broken = files.file("broken.toml", "measure = = 3\n");
    let out = run(&["--config", path(&broken), "config", "check"]);
    assert!(out.code == Some(1) && out.errors().contains("broken.toml:1: "), "{}", out.errors());
    let out = run_in(&[("QARI_MODE", "up")], &["config", "check"], b"");
    assert!(out.code == Some(1) && out.errors().contains("QARI_MODE: "), "{}", out.errors());
}

#[test]
fn a_configuration_without_problems_says_so() {
    assert_eq!(run(&["config", "check"]).ok(), "no problems\n");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/config.toml");
    assert_eq!(run(&["--config", path(&file), "config", "check"]).ok(), "no problems\n");
    let defaults = run(&["config", "print"]);
    assert_eq!(run(&["--config", path(&file), "config", "print"]).ok(), defaults.ok());
}

#[test]
fn a_configuration_file_named_has_to_be_readable() {
    assert_refused(
        &run(&["--config", "missing.toml", "print"]),
        1,
        &["configuration file missing.toml", "leave --config out"],
    );
    let files = Scratch::new();
    let file = files.file("latin.toml", b"# \xe9\nmeasure = 50\n");
    assert_refused(&run(&["--config", path(&file), "config", "print"]), 1, &["latin.toml"]);
}

#[test]
fn a_configuration_file_that_is_there_and_cannot_be_read_is_said() {
    let files = Scratch::new();
    files.file("qari/config.toml", b"# \xe9\nmeasure = 50\n");
    let out = run_in(&[("XDG_CONFIG_HOME", path(files.path()))], &["config", "check"], b"");
    assert!(out.code == Some(1) && out.errors().contains("config.toml"), "{:?} {:?}", out.code, out.errors());
}

#[test]
fn completions_manual_version_and_help_are_there() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let out = run(&["completions", shell]);
        assert!(out.ok().contains("qari") && out.ok().contains("extract"), "{shell}");
    }
    let manual = run(&["man"]);
    assert!(manual.ok().contains(".TH qari 1") && manual.ok().contains("\\-\\-encoding"));
    let version = run(&["--version"]);
    assert!(version.ok().starts_with("qari ") && version.ok().contains("Unicode"), "{}", version.text());
    let help = run(&["--help"]);
    assert!(["print", "extract", "keys", "config", "--measure"].iter().all(|word| help.ok().contains(word)));
}
