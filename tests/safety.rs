//! Proves that nothing in an article, a file name or a title can act on the terminal: whatever the bytes are, what qari
//! writes is text and the few sequences that are qari's own, in every mode, as `print`, as `extract` and while reading.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{
    Log, Scratch, Start, columns, contains, is_zero_width, percent, picture, rows, run, run_with, status, visible,
};
use qari::load::{LoadOptions, Source, load};
use std::fmt::Write as _;

// ---- what may be written ----

/// What a stream of bytes is allowed to hold besides text.
#[derive(Clone, Copy, Default)]
struct Allowed {
    /// Sequences of the reader: cursor, screen, private modes, questions.
    reader: bool,
    /// Sequences of explicit mode.
    explicit: bool,
    /// SGR.
    colours: bool,
    /// Line ends.
    lines: bool,
    /// Line ends as the terminal driver writes them.
    driver: bool,
    /// ZWJ and ZWNJ: in logical mode, and in emoji sequences.
    joiners: bool,
    /// OSC 52.
    copying: bool,
    /// The marks that an output mode puts behind cells: LRM, LRO, PDF.
    marks: &'static [char],
}

/// What an output mode adds to that, in an article that has joiners or none.
fn in_mode(mode: &str, joiners: bool, allowed: Allowed) -> Allowed {
    let marks: &[char] = match mode {
        "runs" => &['\u{200e}'],
        "logical" if allowed.reader => &['\u{200e}'],
        "lro" => &['\u{200e}', '\u{202c}', '\u{202d}'],
        _ => &[],
    };
    let joiners = joiners || matches!(mode, "runs" | "logical");
    Allowed { explicit: mode == "explicit", joiners, marks, ..allowed }
}

const READER: Allowed = Allowed {
    reader: true,
    explicit: false,
    colours: true,
    lines: false,
    driver: false,
    joiners: false,
    copying: false,
    marks: &[],
};

/// Private modes qari sets.
const PRIVATE: &[&str] = &["7", "25", "1000", "1002", "1006", "1049", "2004", "2026"];

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn csi_allowed(body: &str, last: char, allowed: Allowed) -> bool {
    if let Some(mode) = body.strip_prefix('?') {
        return matches!(last, 'h' | 'l')
            && (allowed.reader && PRIVATE.contains(&mode) || allowed.explicit && mode == "1243");
    }
    match (body, last) {
        (codes, 'm') => allowed.colours && codes.split(';').all(is_number),
        (place, 'H') => {
            allowed.reader && place.split_once(';').is_some_and(|(row, column)| is_number(row) && is_number(column))
        }
        ("2", 'J') | ("8$", 'p') | (">", 'q') | ("", 'c') => allowed.reader,
        ("8", 'h' | 'l') | ("0 " | "1 ", 'k') => allowed.explicit,
        _ => false,
    }
}

fn osc_allowed(body: &str, allowed: Allowed) -> bool {
    let base64 = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
    (allowed.reader && body == "11;?") || (allowed.copying && body.strip_prefix("52;c;").is_some_and(base64))
}

/// Controls of direction and everything else that is invisible and steers.
fn is_forbidden(c: char, allowed: Allowed) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' => !allowed.joiners,
        _ if allowed.marks.contains(&c) => false,
        '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' => true,
        '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0001}' => true,
        _ => c.is_control(),
    }
}

/// Everything in `bytes` that is not allowed, with what stands around it.
fn violations(bytes: &[u8], allowed: Allowed) -> Vec<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return vec!["it is not UTF-8".into()] };
    let mut found = Vec::new();
    let mut rest = text;
    let mut marks = 0;
    while let Some(c) = rest.chars().next() {
        let at = text.len() - rest.len();
        let mut end = at + c.len_utf8();
        let fine = match c {
            '\x1b' if rest[1..].starts_with('[') => match rest[2..].find(|c| ('\x40'..='\x7e').contains(&c)) {
                Some(last) => {
                    end = at + 2 + last + 1;
                    csi_allowed(&rest[2..2 + last], char::from(rest.as_bytes()[2 + last]), allowed)
                }
                None => false,
            },
            '\x1b' if rest[1..].starts_with(']') => match rest.find("\x1b\\") {
                Some(last) => {
                    end = at + last + 2;
                    osc_allowed(&rest[2..last], allowed)
                }
                None => false,
            },
            '\n' => allowed.lines || allowed.driver,
            '\r' => allowed.driver && rest[1..].starts_with('\n'),
            _ => !is_forbidden(c, allowed),
        };
        marks = if is_zero_width(c) && !c.is_control() { marks + 1 } else { 0 };
        if !fine || marks > 16 {
            let around: Vec<char> = text[..at].chars().rev().take(12).collect();
            let before: String = around.into_iter().rev().collect();
            let after: String = rest.chars().take(24).collect();
            found.push(format!("U+{:04X} in {} | {}", c as u32, visible(before.as_bytes()), visible(after.as_bytes())));
            if found.len() >= 10 {
                break;
            }
        }
        rest = &text[end..];
    }
    found
}

#[track_caller]
fn assert_safe(name: &str, bytes: &[u8], allowed: Allowed) {
    let found = violations(bytes, allowed);
    assert!(found.is_empty(), "{name}:\n{}", found.join("\n"));
}

/// Show `bytes` to an emulated terminal; it must only have got text.
#[track_caller]
fn assert_only_draws(name: &str, bytes: &[u8]) {
    let (rows, columns) = (std::num::NonZeroU16::new(24).unwrap(), std::num::NonZeroU16::new(80).unwrap());
    let mut parser = vt100::Parser::new_with_callbacks(rows, columns, 0, Log::default());
    let text = String::from_utf8_lossy(bytes).replace('\n', "\r\n");
    parser.process(text.as_bytes());
    assert_eq!(parser.callbacks().unwanted, Vec::<String>::new(), "{name}");
    assert!(parser.callbacks().copied.is_empty(), "{name}: something was copied");
    common::assert_screen_left(parser.screen());
    assert!(!parser.screen().application_cursor() && !parser.screen().application_keypad(), "{name}");
}

#[test]
fn the_watchman_sees_what_it_is_to_see() {
    let print = Allowed { colours: true, lines: true, ..Allowed::default() };
    for good in ["سلام\n", "\x1b[1;38;5;248mسلام\x1b[0m\n"] {
        assert!(violations(good.as_bytes(), print).is_empty(), "{good:?}");
    }
    for bad in [
        "\x07",
        "\r\n",
        "\t",
        "\x7f",
        "\u{9b}31m",
        "\x1b[2J",
        "\x1b[31",
        "\x1b]0;x\x07",
        "\x1b]52;c;AA==\x1b\\",
        "\x1bc",
        "\x1b[?25l",
        "\x1bPq\x1b\\",
        "a\u{202e}b",
        "a\u{2067}b",
        "a\u{200d}b",
        "a\u{feff}b",
        "\x1b[1A",
        "\x1b[6n",
    ] {
        assert!(!violations(bad.as_bytes(), print).is_empty(), "{bad:?}");
    }
    let good = "\x1b[?1049h\x1b[12;80H\x1b[2J\x1b[8$p\x1b]11;?\x1b\\\x1b[>q\x1b[c\x1b[?2026l";
    assert!(violations(good.as_bytes(), READER).is_empty());
    for bad in ["\n", "\x1b[8l", "\x1b[?1h", "\x1b[J", "\x1b]11;#fff\x1b\\", "\x1b[?1003h", "\x1b[4;H"] {
        assert!(!violations(bad.as_bytes(), READER).is_empty(), "{bad:?}");
    }
    assert!(!violations(format!("a{}", "\u{64e}".repeat(17)).as_bytes(), print).is_empty());
}

// ---- hostile articles ----

struct Article {
    name: &'static str,
    bytes: Vec<u8>,
    /// Options without which it would be refused, or read otherwise.
    options: &'static [&'static str],
    /// It has emoji or Indic sequences, which need their joiners.
    joiners: bool,
}

impl Article {
    fn new(name: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name, bytes: bytes.into(), options: &[], joiners: false }
    }
}

const SENTENCE: &str = "وقف الحارس عند البوابة القديمة وعد القوارب العائدة قبل أن يطفئ المصباح (رقم 12) ويمضي. ";

const SEQUENCES: &[&str] = &[
    "\x1b[31mأحمر\x1b[0m",
    "\x1b[2J\x1b[H",
    "\x1b[6n\x1b[c\x1b[>c\x1b[21t",
    "\x1b]0;stolen title\x07",
    "\x1b]2;stolen title\x1b\\",
    "\x1b]52;c;cm0gLXJmIC8=\x07",
    "\x1b]52;c;?\x1b\\",
    "\x1b]8;;http://example.org/\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q544e\x1b\\",
    "\x1bPq#0;2;0;0;0~~\x1b\\",
    "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    "\x1b[?1049h\x1b[?25l\x1b[?1000h\x1b[?1006h\x1b[?2004h\x1b[?1h",
    "\x1b[?7h\x1b[?6h\x1b[5;10r\x1b[4h\x1b[20h",
    "\x1b[8h\x1b[8l\x1b[2 k\x1b[?2501h",
    "\x1bc\x1b=\x1b>\x1b7\x1b8\x1bM\x1bD\x1bE\x1b#8",
    "\x1b(0lqqk\x1b(B\x0e\x0f",
    "\x1b[8;10;10t\x1b[?5h\x1b[!p",
    "\u{9b}31m\u{9d}0;title\u{9c}\u{90}q\u{9c}\u{9f}x\u{9c}",
    "\x07\x08\x08\x08\x7f\x0e\x05\x18\x1a",
    "\r\x1b[K",
    "\x1b",
    "\x1b[",
    "\x1b]",
];

fn articles() -> Vec<Article> {
    let mut all = Vec::new();
    let words = || SENTENCE.split(' ').cycle();

    let mut text = SENTENCE.repeat(12) + "\n\n";
    for (control, word) in (1..=0x1fu8).chain([0x7f]).zip(words()) {
        write!(text, "{word}{}{word} ", char::from(control)).unwrap();
    }
    text.push_str("\n\n");
    for (control, word) in ('\u{80}'..='\u{9f}').zip(words()) {
        write!(text, "{word}{control}{word} ").unwrap();
    }
    all.push(Article::new("controls", text.clone()));
    let with_nul = text.replace('\x01', "\0\x01");
    all.push(Article { options: &["--encoding", "utf-8"], ..Article::new("controls with NUL", with_nul) });

    // In these encodings single bytes are C1 controls.
    let (letters, _, _) = encoding_rs::ISO_8859_6.encode("حروف عربية في سطر قصير ");
    let mut bytes = Vec::new();
    for control in 0x80..=0x9fu8 {
        bytes.extend_from_slice(&letters);
        bytes.push(control);
        bytes.extend_from_slice(b"31m");
    }
    all.push(Article { options: &["--encoding", "iso-8859-6"], ..Article::new("C1 in ISO-8859-6", bytes.clone()) });
    all.push(Article { options: &["--encoding", "windows-1252"], ..Article::new("C1 in windows-1252", bytes) });

    let mut text = format!("عنوان {}\n\n", SEQUENCES.concat());
    for (number, sequence) in SEQUENCES.iter().enumerate() {
        write!(text, "{sequence}{SENTENCE}{sequence}word {number}{sequence}\n\n").unwrap();
    }
    all.push(Article::new("sequences", text));

    let controls = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{200e}\u{200f}\u{61c}";
    let mut text = format!("\u{202e}عنوان\u{2067} {controls} title\n\n");
    for control in controls.chars() {
        let deep: String = std::iter::repeat_n(control, 200).collect();
        write!(text, "{SENTENCE}{deep}abc 123 {SENTENCE}{control}\n\n").unwrap();
    }
    all.push(Article::new("bidi controls", text));

    let marks = "\u{64e}".repeat(10_000);
    let zalgo: String =
        "مدينة".chars().flat_map(|c| [c.to_string(), "\u{651}\u{64e}\u{30a}\u{20dd}".repeat(20)]).collect();
    let text =
        format!("{SENTENCE}\n\nس{marks}لام {SENTENCE}\n\n{marks}\n\n{zalgo}\n\nlatin e{}x\n", "\u{301}".repeat(10_000));
    all.push(Article::new("clusters of 10,000 marks", text));

    let mut bytes = SENTENCE.repeat(40).into_bytes();
    for garbage in [
        b"\xed\xa0\x80".as_slice(),
        b"\xed\xbf\xbf",
        b"\xc0\x80",
        b"\xf5\x80\x80\x80",
        b"\xf8\x88\x80\x80\x80",
        b"\xe2\x80",
        b"\xff\xfe",
        b"\x9b31m",
        b"\x90",
        b"\xd9",
    ] {
        bytes.extend_from_slice(SENTENCE.as_bytes());
        bytes.extend_from_slice(garbage);
        bytes.extend_from_slice(b" word\n\n");
    }
    all.push(Article::new("garbage bytes", bytes));

    let mut text =
        format!("{SENTENCE}\u{2028}{SENTENCE}\u{2029}{SENTENCE}\u{85}{SENTENCE}\u{b}{SENTENCE}\u{c}{SENTENCE}\n\n");
    for c in ('\u{e0000}'..='\u{e007f}').chain('\u{fdd0}'..='\u{fdef}').chain('\u{fff0}'..='\u{ffff}') {
        write!(text, "كلمة{c}").unwrap();
    }
    text.push_str("\u{1fffe}\u{1ffff}\u{10fffe}\u{10ffff}\u{fe0f}\u{e0100}\u{1bca0}\u{1d173}\u{e000}\u{f0000} نهاية\n");
    all.push(Article::new("separators, tags, noncharacters", text));

    all.push(Article::new("200 KB without a space", "لاكتبتسلامﷲabc١٢٣".repeat(200_000 / 30)));

    let storm = "\u{200b}\u{200c}\u{200d}\u{2060}\u{34f}\u{feff}\u{ad}\u{180e}\u{2061}\u{115f}\u{3164}".repeat(2_000);
    let text = format!("{SENTENCE}\n\n{storm}\n\nكتا{storm}ب {storm} {SENTENCE}\n\n{SENTENCE}{storm}\n");
    all.push(Article::new("zero-width storms", text));

    let text =
        "می\u{200c}خواهم خانه\u{200c}های ما را ه\u{200d} ببینم \u{200d}و\u{200c} \u{200c}آن\u{200d}.\n\n".repeat(30);
    all.push(Article::new("joiners in Persian", text));

    let text = "عائلة 👨\u{200d}👩\u{200d}👧 وعلم 🇯🇴 ورقم 1\u{fe0f}\u{20e3} وقلب ❤\u{fe0f} ويد 👋🏽 وعلم 🏴\u{e0067}\u{e0062}\u{e007f}.\n\n中文の段落 क्\u{200d}ष ครับ\n\n";
    all.push(Article { joiners: true, ..Article::new("emoji and wide characters", text.repeat(20)) });
    all
}

// ---- print ----

#[test]
fn printed_articles_hold_nothing_but_text_and_qaris_own_sequences() {
    for article in articles() {
        for mode in ["visual", "explicit", "runs", "words", "lro", "logical"] {
            for colour in ["always", "never"] {
                for width in ["80", "7"] {
                    let mut arguments = vec!["print", "--mode", mode, "--color", colour, "--width", width];
                    arguments.extend(article.options);
                    let name = format!("{} with {arguments:?}", article.name);
                    let out = run_with(&arguments, &article.bytes);
                    assert_eq!(out.code, Some(0), "{name}: {}", out.errors());
                    // Where the terminal turns words, faces keep letters and what stands beside them apart.
                    let colours = colour == "always" || mode == "words";
                    let allowed = Allowed { colours, lines: true, ..Allowed::default() };
                    let allowed = in_mode(mode, article.joiners, allowed);
                    assert_safe(&name, &out.out, allowed);
                    assert_only_draws(&name, &out.out);
                    if colour == "never" && mode == "visual" {
                        let width: usize = width.parse().unwrap();
                        let long = out.text().lines().find(|line| columns(line) > width);
                        assert_eq!(long, None, "{name}: a line is too long");
                    }
                }
            }
        }
    }
}

#[test]
fn print_on_a_terminal_asks_and_draws_and_nothing_else() {
    let files = Scratch::new();
    for article in articles().into_iter().filter(|article| article.bytes.len() < 100_000) {
        let file = files.file("article.txt", &article.bytes);
        let mut arguments = vec!["print".to_owned(), file.to_str().unwrap().to_owned()];
        arguments.extend(article.options.iter().map(|&option| option.to_owned()));
        let mut pty = Start::new(&arguments).spawn();
        assert!(pty.wait_exit().success(), "{}", pty.look(picture));
        // The questions of the reader are asked here too; nothing else of it is needed.
        let raw = pty.raw();
        let asked = qari::terminal::probe::QUESTIONS.as_bytes();
        let begin = if raw.starts_with(asked) { asked.len() } else { 0 };
        let allowed = Allowed { colours: true, driver: true, joiners: article.joiners, ..Allowed::default() };
        assert_safe(article.name, &raw[begin..], allowed);
        pty.assert_given_back();
    }
}

// ---- the reader ----

/// Page through an article to its end and quit; what was written on the way.
fn read_through(article: &Article, columns: u16, rows: u16, pages: usize, mode: &str) -> Vec<u8> {
    let files = Scratch::new();
    let file = files.file("article.txt", &article.bytes);
    let mut arguments = vec!["--mode".to_owned(), mode.to_owned(), file.to_str().unwrap().to_owned()];
    arguments.extend(article.options.iter().map(|&option| option.to_owned()));
    let pty = Start::new(&arguments).size(columns, rows).spawn();
    pty.ready();
    let count = pages.to_string();
    // Marks left out: the emulated terminal wraps, though qari has told it not to, where it finds a cluster wider than
    // qari does, and then a keycap's marks can land in the status row.
    let counting = |screen: &vt100::Screen| {
        let status: String = status(screen).chars().filter(|&c| !is_zero_width(c)).collect();
        status.split_whitespace().any(|word| word == count)
    };
    let mut turned = 0;
    while pty.look(percent) != Some(100) {
        pty.send(&count);
        pty.wait_for("the count", counting);
        pty.send(" ");
        pty.wait_for("the next page", |screen| !counting(screen));
        turned += 1;
        assert!(turned < 3_000, "{}: there is no end\n{}", article.name, pty.look(picture));
    }
    assert!(!pty.look(vt100::Screen::application_cursor), "{}", article.name);
    let pty = pty.quit();
    pty.raw()
}

#[test]
fn reading_writes_nothing_but_text_and_qaris_own_sequences() {
    for article in articles() {
        for (columns, rows) in [(80, 24), (13, 5)] {
            let pages = if article.bytes.len() > 50_000 && columns < 20 { 97 } else { 1 };
            let raw = read_through(&article, columns, rows, pages, "visual");
            let name = format!("{} at {columns}×{rows}", article.name);
            assert_safe(&name, &raw, Allowed { joiners: article.joiners, ..READER });
        }
    }
}

#[test]
fn reading_in_the_other_modes_is_as_safe() {
    for article in articles().into_iter().filter(|article| article.bytes.len() < 100_000) {
        for mode in ["explicit", "runs", "words", "lro", "logical"] {
            let raw = read_through(&article, 60, 20, 1, mode);
            assert_safe(&format!("{} in {mode}", article.name), &raw, in_mode(mode, article.joiners, READER));
        }
    }
}

#[test]
fn what_is_copied_holds_no_controls() {
    let files = Scratch::new();
    for article in articles() {
        let file = files.file("article.txt", &article.bytes);
        let mut arguments = vec![file.to_str().unwrap()];
        arguments.extend(article.options);
        let pty = Start::new(&arguments).config("copy-limit = 1000000\n").spawn();
        pty.ready();
        for number in 0..4 {
            pty.send("Y}");
            let text = pty.copied(number);
            let acting = text.chars().find(|&c| c.is_control() && !matches!(c, '\n' | '\t'));
            assert_eq!(acting, None, "{}", article.name);
        }
        let raw = pty.quit().raw();
        assert_safe(article.name, &raw, Allowed { joiners: article.joiners, copying: true, ..READER });
    }
}

#[test]
fn what_is_typed_and_pasted_cannot_act() {
    let pty = Start::new(&[common::sample("ar")]).spawn();
    pty.ready();
    pty.send(":");
    pty.send("\x1b[200~\x1b]0;title\x07\u{9b}31m\u{202e}nonsense\x1b[201~");
    pty.wait_for("the prompt", |screen| status(screen).starts_with(':'));
    pty.send("\r");
    pty.wait_status("no such command");
    let raw = pty.quit().raw();
    assert_safe("prompt", &raw, READER);
}

// ---- names ----

const NAMES: &[&str] = &[
    "\x1b]0;title\x07.txt",
    "\x1b[2J\x1b[31m.txt",
    "\u{9b}31m\u{9d}0;x\u{9c}.txt",
    "a\u{202e}txt.exe",
    "b\u{2067}\u{2066}\u{feff}\u{200b}.txt",
    "c\r\x08\x07.txt",
];

#[test]
fn hostile_names_of_files_that_are_not_there_are_said_harmlessly() {
    let allowed = Allowed { lines: true, ..Allowed::default() };
    for name in NAMES {
        for arguments in [
            vec!["print", name],
            vec!["extract", name],
            vec![name],
            vec!["--config", name, "print"],
            vec!["--config", name, "config", "check"],
        ] {
            let out = run(&arguments);
            assert_eq!(out.code, Some(1), "{arguments:?}");
            assert!(out.out.is_empty() && !out.err.is_empty(), "{arguments:?}");
            assert_safe(&format!("{arguments:?}"), &out.err, allowed);
        }
        let mut pty = Start::new(&[name]).spawn();
        assert_eq!(pty.wait_exit().exit_code(), 1);
        assert_safe(name, &pty.raw(), Allowed { driver: true, ..Allowed::default() });
    }
}

#[test]
fn hostile_names_are_shown_harmlessly_in_the_list_and_in_messages() {
    let files = Scratch::new();
    let mut arguments = vec![files.file("first.txt", SENTENCE)];
    // Verse has no title, so the list shows the name; empty files do not open, so a message says it.
    arguments.extend(NAMES.iter().enumerate().map(|(number, name)| {
        files.file(
            name,
            if number % 2 == 0 {
                "\n"
            } else {
                "كلمة، ثم كلمة، ثم كلمة.\nكلمة، ثم كلمة، ثم كلمة.\n"
            },
        )
    }));
    let pty = Start::new(&arguments).size(160, 24).spawn();
    pty.ready();
    pty.send("L");
    pty.wait_text("Articles");
    pty.wait_for("a name in the list", |screen| {
        rows(screen).iter().any(|row| row.contains(".exe") || row.contains("exe."))
    });
    pty.settle();
    pty.send("q");
    pty.settle();
    for _ in NAMES {
        pty.send("]a");
        pty.settle();
        pty.send("L");
        pty.wait_text("Articles");
        pty.send("j\r");
        pty.settle();
    }
    let raw = pty.quit().raw();
    assert_safe("names", &raw, READER);
}

// ---- extract ----

#[test]
fn extracted_text_on_a_terminal_holds_nothing_that_acts() {
    let files = Scratch::new();
    for article in articles().into_iter().filter(|article| article.bytes.len() < 100_000) {
        let file = files.file("article.txt", &article.bytes);
        let mut arguments = vec!["extract", file.to_str().unwrap()];
        arguments.extend(article.options);
        let mut pty = Start::new(&arguments).spawn();
        assert!(pty.wait_exit().success(), "{}", pty.look(picture));
        let raw = pty.raw();
        // Joiners are part of the text, and marks are not counted: nothing of this moves a cursor.
        let text: String =
            String::from_utf8(raw).unwrap().chars().filter(|&c| !is_zero_width(c) || c.is_control()).collect();
        let allowed = Allowed { driver: true, joiners: true, ..Allowed::default() };
        assert_safe(article.name, text.as_bytes(), allowed);
        pty.assert_given_back();
    }
}

#[test]
fn json_holds_no_raw_controls_and_is_the_text_to_the_letter() {
    let files = Scratch::new();
    for (number, article) in articles().into_iter().enumerate() {
        let name = format!("{number}{}", NAMES[number % NAMES.len()]);
        let file = files.file(&name, &article.bytes);
        let mut arguments = vec!["extract", "--format", "json", file.to_str().unwrap()];
        arguments.extend(article.options);
        let out = run(&arguments);
        assert_eq!((out.code, out.errors()), (Some(0), ""), "{}", article.name);
        let text = out.text();
        let acting = text
            .trim_end_matches('\n')
            .chars()
            .find(|&c| c.is_control() || is_forbidden(c, Allowed { joiners: true, ..Allowed::default() }));
        assert_eq!(acting, None, "{}", article.name);
        let encoding = article.options.get(1).map(|&label| label.to_owned());
        let expected = load(&Source::File(file.clone()), &LoadOptions { encoding, ..LoadOptions::default() }).unwrap();
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        let texts: Vec<&str> =
            json["paragraphs"].as_array().unwrap().iter().map(|part| part["text"].as_str().unwrap()).collect();
        let expected_texts: Vec<&str> = expected.paragraphs().map(|paragraph| expected.slice(paragraph.span)).collect();
        assert!(texts == expected_texts, "{}: the paragraphs are not those of the article", article.name);
        assert_eq!(json["title"].as_str(), expected.title(), "{}", article.name);
        assert_eq!(json["source"].as_str(), file.to_str(), "{}", article.name);
    }
}

#[test]
fn extracted_text_in_a_pipe_is_the_text_as_it_is() {
    let text = format!("{SENTENCE}\u{202e}abc\u{202c} \x1b[31m{SENTENCE}\n");
    let out = run_with(&["extract"], text.as_bytes());
    assert!(contains(&out.out, "\u{202e}abc\u{202c} \x1b[31m".as_bytes()), "what a program reads is not to be changed");
}
