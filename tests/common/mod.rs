//! The harness of the tests that run qari as a program: in a pipe ([`run`]) or on a pseudoterminal ([`Pty`]) with an
//! emulated terminal behind it that answers questions, remembers every byte and can be asked what is on its screen.
//!
//! Nothing here sleeps to wait for qari: [`Pty::wait_for`] looks at the screen whenever bytes have arrived, and fails with
//! a picture of it when a generous time is over.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use std::fmt::Write as _;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The program under test.
pub const QARI: &str = env!("CARGO_BIN_EXE_qari");
/// How long anything is waited for.
pub const DEADLINE: Duration = Duration::from_secs(20);

/// A sample that is part of qari.
pub fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/samples").join(format!("{name}.txt"))
}

/// The text of a sample.
pub fn sample_text(name: &str) -> String {
    std::fs::read_to_string(sample(name)).unwrap()
}

/// Articles that lie beside the project on some machines; says so where they do not.
pub fn shared_article(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles").join(name);
    if !path.exists() {
        eprintln!("skipped: ../shared/articles/{name} is not there");
        return None;
    }
    Some(path)
}

// ---- files ----

/// A directory of a test's own, removed with it.
pub struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("qari-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Write a file and return its path.
    pub fn file(&self, name: impl AsRef<std::ffi::OsStr>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name.as_ref());
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).unwrap();
        }
        std::fs::write(&path, bytes).unwrap();
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

// ---- qari in a pipe ----

/// What a run of qari left.
#[derive(Debug)]
pub struct Run {
    pub code: Option<i32>,
    pub out: Vec<u8>,
    pub err: Vec<u8>,
}

impl Run {
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.out).expect("standard output is UTF-8")
    }

    pub fn errors(&self) -> &str {
        std::str::from_utf8(&self.err).expect("standard error is UTF-8")
    }

    /// Its standard output, after a success that said nothing.
    #[track_caller]
    pub fn ok(&self) -> &str {
        assert_eq!((self.code, self.errors()), (Some(0), ""), "{}", String::from_utf8_lossy(&self.out));
        self.text()
    }
}

/// The environment every test starts from: no home but a scratch one, no hint about a terminal, the engine that is always there.
pub fn environment(home: &Path) -> Vec<(String, String)> {
    let home = home.to_str().unwrap().to_owned();
    vec![
        ("PATH".into(), std::env::var("PATH").unwrap_or_default()),
        ("TERM".into(), "xterm-256color".into()),
        ("LANG".into(), "C.UTF-8".into()),
        ("QARI_ENGINE".into(), "fast".into()),
        ("XDG_CONFIG_HOME".into(), format!("{home}/config")),
        ("HOME".into(), home),
    ]
}

/// Run a command with `input` on standard input.
pub fn run_command(mut command: Command, input: &[u8], variables: &[(&str, &str)]) -> Run {
    let home = Scratch::new();
    command.env_clear().envs(environment(home.path())).envs(variables.iter().copied());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // Whoever does not read its input is free not to.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run { code: output.status.code(), out: output.stdout, err: output.stderr }
}

/// Run qari with arguments and standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(QARI);
    command.args(arguments);
    run_command(command, input, &[])
}

/// Run qari with arguments and nothing on standard input.
pub fn run(arguments: &[&str]) -> Run {
    run_with(arguments, b"")
}

/// `qari print` of `input` on lines of `width` cells.
pub fn printed(input: &[u8], width: usize, more: &[&str]) -> Vec<String> {
    let width = width.to_string();
    let mut arguments = vec!["print", "--width", &width];
    arguments.extend(more);
    run_with(&arguments, input).ok().lines().map(str::to_owned).collect()
}

/// The paragraphs of `input` as `qari extract` tells them.
pub fn paragraphs(input: &[u8]) -> Vec<serde_json::Value> {
    let json: serde_json::Value = serde_json::from_str(run_with(&["extract", "--format", "json"], input).ok()).unwrap();
    json["paragraphs"].as_array().unwrap().clone()
}

// ---- characters ----

/// Marks and format characters: what takes no column.
pub fn is_zero_width(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) == 0
}

/// Columns of a text, character by character as a terminal advances.
pub fn columns(text: &str) -> usize {
    text.chars().map(|c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0)).sum()
}

/// Whether `c` is an Arabic presentation form.
pub fn is_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether `c` is an Arabic letter that has forms.
pub fn is_base_letter(c: char) -> bool {
    matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}')
}

/// Bytes as something to read in a failure.
pub fn visible(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).chars().fold(String::new(), |mut text, c| {
        match c {
            '\n' => text.push_str("\\n\n"),
            _ if c.is_control() => write!(text, "\\x{:02x}", c as u32).unwrap(),
            _ => text.push(c),
        }
        text
    })
}

// ---- the emulated terminal ----

/// What the emulated terminal answers when asked.
#[derive(Debug, Clone)]
pub struct Answers {
    /// DA1.
    pub attributes: bool,
    /// What DECRQM says of mode 8; `None` says nothing, as most terminals do.
    pub bdsm: Option<u8>,
    /// What it calls itself, for XTVERSION.
    pub version: Option<&'static str>,
    /// The background, for OSC 11.
    pub ground: Option<[u8; 3]>,
    /// Bytes sent between the answers and behind them, in the same write: keys typed meanwhile.
    pub typed: Vec<u8>,
}

impl Default for Answers {
    fn default() -> Self {
        Self { attributes: true, bdsm: None, version: None, ground: None, typed: Vec::new() }
    }
}

impl Answers {
    /// A terminal that answers nothing at all.
    pub fn none() -> Self {
        Self { attributes: false, ..Self::default() }
    }
}

/// What the emulated terminal was told besides what to draw.
#[derive(Debug, Default)]
pub struct Log {
    /// Titles, bells, resizes: what qari never asks for.
    pub unwanted: Vec<String>,
    /// OSC 52 payloads as sent.
    pub copied: Vec<Vec<u8>>,
}

impl vt100::Callbacks for Log {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.unwanted.push("bell".into());
    }

    fn visual_bell(&mut self, _: &mut vt100::Screen) {
        self.unwanted.push("visual bell".into());
    }

    fn resize(&mut self, _: &mut vt100::Screen, request: (u16, u16)) {
        self.unwanted.push(format!("resize to {request:?}"));
    }

    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.unwanted.push(format!("icon name {}", visible(name)));
    }

    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.unwanted.push(format!("title {}", visible(title)));
    }

    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.copied.push(data.to_vec());
    }

    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8]) {
        self.unwanted.push("paste from clipboard".into());
    }

    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.unwanted.push(format!("control {byte:02x}"));
    }
}

struct Seen {
    parser: vt100::Parser<Log>,
    raw: Vec<u8>,
    /// Bytes of `raw` that have been drawn: a synchronised update (mode 2026) is drawn when it is complete.
    drawn: usize,
    /// Bytes of `raw` in which questions have been looked for.
    asked: usize,
    /// Answers held back until all questions have been asked.
    reply: Vec<u8>,
    /// All answers there will be have been sent.
    answered: bool,
    closed: bool,
}

type Shared = Arc<(Mutex<Seen>, Condvar)>;
type Writer = Arc<Mutex<Box<dyn Write + Send>>>;

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cells(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// The words of a row of the screen, a string for every column: empty for the second half of a wide character.
pub fn row_cells(screen: &vt100::Screen, row: u16) -> Vec<String> {
    let (_, columns) = screen.size();
    let text = |cell: &vt100::Cell| match cell.contents() {
        _ if cell.is_wide_continuation() => String::new(),
        "" => " ".into(),
        other => other.into(),
    };
    (0..columns.get()).map(|column| screen.cell(row, column).map_or(" ".into(), text)).collect()
}

/// A row of the screen as text.
pub fn row(screen: &vt100::Screen, row: u16) -> String {
    row_cells(screen, row).concat()
}

/// All rows.
pub fn rows(screen: &vt100::Screen) -> Vec<String> {
    (0..screen.size().0.get()).map(|number| row(screen, number)).collect()
}

/// The last row: the status row.
pub fn status(screen: &vt100::Screen) -> String {
    row(screen, screen.size().0.get() - 1)
}

/// The rows of text without the columns of the scrollbar and margins: those above the status row, trimmed.
pub fn text_rows(screen: &vt100::Screen) -> Vec<String> {
    let mut rows = rows(screen);
    rows.pop();
    rows.iter().map(|row| row.trim_matches(|c: char| c == '│' || c.is_whitespace()).to_owned()).collect()
}

/// First and last column of a row that something is drawn in, the scrollbar's left out.
pub fn extent(screen: &vt100::Screen, row: u16) -> Option<(usize, usize)> {
    let cells = row_cells(screen, row);
    let inked = |cell: &String| !cell.trim().is_empty() && cell != "│";
    Some((cells.iter().position(inked)?, cells.iter().rposition(inked)?))
}

/// The first row with text: the title's, at the beginning of an article.
pub fn top(screen: &vt100::Screen) -> u16 {
    let row = text_rows(screen).iter().position(|row| !row.is_empty());
    u16::try_from(row.unwrap_or_else(|| panic!("no text\n{}", picture(screen)))).unwrap()
}

/// What stands in the first row with text.
pub fn top_text(screen: &vt100::Screen) -> String {
    text_rows(screen).swap_remove(usize::from(top(screen)))
}

/// First and last column of the first row with text.
pub fn top_extent(screen: &vt100::Screen) -> (usize, usize) {
    extent(screen, top(screen)).unwrap()
}

/// The number of the first paragraph on the screen and of all, as the status row says them.
pub fn paragraph_numbers(screen: &vt100::Screen) -> Option<(usize, usize)> {
    let status = status(screen);
    let words: Vec<&str> = status.split_whitespace().collect();
    let at = words.iter().position(|word| *word == "¶")?;
    // Behind the sign, or before it in a row that runs from right to left.
    let numbers = |word: Option<&&str>| {
        let (number, count) = word?.split_once('/')?;
        Some((number.parse().ok()?, count.parse().ok()?))
    };
    let before = at.checked_sub(1).and_then(|at| words.get(at));
    numbers(before).or_else(|| numbers(words.get(at + 1)))
}

/// How far the article has been read, as the status row says it.
pub fn percent(screen: &vt100::Screen) -> Option<u8> {
    // Some output modes put marks behind cells.
    let status: String = status(screen).chars().filter(|&c| !is_zero_width(c)).collect();
    status.split_whitespace().find_map(|word| word.strip_suffix('%')?.parse().ok())
}

/// A picture of the screen for failures.
pub fn picture(screen: &vt100::Screen) -> String {
    let mut text = format!("screen {:?}, alternate: {}\n", screen.size(), screen.alternate_screen());
    for (number, row) in rows(screen).iter().enumerate() {
        writeln!(text, "{number:3} |{row}|").unwrap();
    }
    text
}

/// How qari (or a shell around it) is started on a terminal.
pub struct Start {
    program: String,
    arguments: Vec<String>,
    size: (u16, u16),
    answers: Answers,
    variables: Vec<(String, String)>,
    home: Scratch,
}

impl Start {
    pub fn new<A: AsRef<std::ffi::OsStr>>(arguments: &[A]) -> Self {
        Self::program(QARI, arguments)
    }

    /// Something else than qari itself.
    pub fn program<A: AsRef<std::ffi::OsStr>>(program: &str, arguments: &[A]) -> Self {
        let home = Scratch::new();
        let arguments = arguments.iter().map(|argument| argument.as_ref().to_str().unwrap().to_owned());
        Self {
            program: program.into(),
            arguments: arguments.collect(),
            size: (80, 24),
            answers: Answers::default(),
            variables: environment(home.path()),
            home,
        }
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = (columns, rows);
        self
    }

    pub fn answers(mut self, answers: Answers) -> Self {
        self.answers = answers;
        self
    }

    /// Write a file into the directory qari is started in.
    pub fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.home.file(name, bytes);
        self
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// A configuration file where qari looks for it.
    pub fn config(self, text: &str) -> Self {
        self.home.file("config/qari/config.toml", text);
        self
    }

    pub fn spawn(self) -> Pty {
        let (columns, rows) = self.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let settings = terminal_settings(&*pair.master);
        let mut command = CommandBuilder::new(&self.program);
        command.args(&self.arguments);
        command.env_clear();
        self.variables.iter().for_each(|(name, value)| command.env(name, value));
        command.cwd(self.home.path());
        let child = pair.slave.spawn_command(command).unwrap();
        // With the last handle of this side gone, the end of qari is the end of its output.
        drop(pair.slave);
        let seen = Seen {
            parser: vt100::Parser::new_with_callbacks(cells(rows), cells(columns), 0, Log::default()),
            raw: Vec::new(),
            drawn: 0,
            asked: 0,
            reply: Vec::new(),
            answered: !self.answers.attributes,
            closed: false,
        };
        let shared: Shared = Arc::new((Mutex::new(seen), Condvar::new()));
        let writer: Writer = Arc::new(Mutex::new(pair.master.take_writer().unwrap()));
        let output = pair.master.try_clone_reader().unwrap();
        let (to, answers, back) = (Arc::clone(&shared), self.answers, Arc::clone(&writer));
        let reader = std::thread::spawn(move || emulate(output, &to, &answers, &back));
        Pty { master: pair.master, child, writer, shared, reader: Some(reader), settings, home: self.home }
    }
}

/// The terminal's line settings, as text that can be compared.
fn terminal_settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// Take in what is written, draw it, answer questions.
fn emulate(mut output: Box<dyn Read + Send>, shared: &Shared, answers: &Answers, writer: &Writer) {
    let mut bytes = [0u8; 16 * 1024];
    loop {
        // The end of the last writer is an error on some systems and an end of file on others.
        let count = output.read(&mut bytes).unwrap_or(0);
        let mut seen = locked(&shared.0);
        if count == 0 {
            seen.closed = true;
            seen.draw_to(usize::MAX);
            shared.1.notify_all();
            return;
        }
        seen.raw.extend_from_slice(&bytes[..count]);
        seen.draw();
        let reply = seen.answer(answers);
        drop(seen);
        shared.1.notify_all();
        if !reply.is_empty() {
            let _ = locked(writer).write_all(&reply);
            locked(&shared.0).answered = true;
            shared.1.notify_all();
        }
    }
}

impl Seen {
    /// Draw what is no part of an unfinished update.
    fn draw(&mut self) {
        const BEGIN: &[u8] = b"\x1b[?2026h";
        const END: &[u8] = b"\x1b[?2026l";
        let rest = &self.raw[self.drawn..];
        let ended = rest.windows(END.len()).rposition(|window| window == END).map_or(0, |at| at + END.len());
        let tail = &rest[ended..];
        let begun = position(tail, BEGIN).unwrap_or_else(|| {
            // The beginning of a beginning at the very end has to wait, too.
            (0..tail.len()).rev().take(BEGIN.len() - 1).find(|&at| BEGIN.starts_with(&tail[at..])).unwrap_or(tail.len())
        });
        self.draw_to(self.drawn + ended + begun);
    }

    fn draw_to(&mut self, end: usize) {
        let end = end.min(self.raw.len());
        self.parser.process(&self.raw[self.drawn..end]);
        self.drawn = end;
    }

    /// The answers to questions that have arrived: all of them in one write, once DA1 has been asked for.
    fn answer(&mut self, answers: &Answers) -> Vec<u8> {
        const QUESTIONS: [&[u8]; 4] = [b"\x1b[8$p", b"\x1b]11;?\x1b\\", b"\x1b[c", b"\x1b[>q"];
        let mut complete = Vec::new();
        while self.asked < self.raw.len() {
            let rest = &self.raw[self.asked..];
            if QUESTIONS.iter().any(|question| rest.len() < question.len() && question.starts_with(rest)) {
                break;
            }
            let asked = QUESTIONS.iter().position(|question| rest.starts_with(question));
            let mut say = |text: String| {
                self.reply.extend_from_slice(text.as_bytes());
                self.reply.extend_from_slice(&answers.typed);
            };
            match (asked, answers.bdsm, answers.ground) {
                (Some(0), Some(value), _) => say(format!("\x1b[8;{value}$y")),
                (Some(1), _, Some([r, g, b])) => {
                    say(format!("\x1b]11;rgb:{r:02x}{r:02x}/{g:02x}{g:02x}/{b:02x}{b:02x}\x1b\\"))
                }
                (Some(3), ..) => {
                    if let Some(version) = answers.version {
                        say(format!("\x1bP>|{version}\x1b\\"));
                    }
                }
                (Some(2), _, _) if answers.attributes => {
                    say("\x1b[?62c".into());
                    complete.append(&mut self.reply);
                }
                _ => {}
            }
            self.asked += asked.map_or(1, |asked| QUESTIONS[asked].len());
        }
        complete
    }
}

/// A program on the emulated terminal.
pub struct Pty {
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    writer: Writer,
    shared: Shared,
    reader: Option<JoinHandle<()>>,
    settings: String,
    pub home: Scratch,
}

impl Pty {
    /// Wait until `condition` holds for the screen. Returns what it gave.
    #[track_caller]
    pub fn wait_some<T>(&self, what: &str, condition: impl Fn(&vt100::Screen) -> Option<T>) -> T {
        self.wait(what, |seen| condition(seen.parser.screen()))
    }

    /// Wait until `condition` holds for the screen.
    #[track_caller]
    pub fn wait_for(&self, what: &str, condition: impl Fn(&vt100::Screen) -> bool) {
        self.wait_some(what, |screen| condition(screen).then_some(()));
    }

    /// Wait until the screen shows `text` somewhere.
    #[track_caller]
    pub fn wait_text(&self, text: &str) {
        self.wait_for(text, |screen| rows(screen).iter().any(|row| row.contains(text)));
    }

    /// Wait until the status row has `text`.
    #[track_caller]
    pub fn wait_status(&self, text: &str) {
        self.wait_for(&format!("status {text:?}"), |screen| status(screen).contains(text));
    }

    /// Wait until the bytes written and drawn so far satisfy `condition`.
    #[track_caller]
    pub fn wait_raw(&self, what: &str, condition: impl Fn(&[u8]) -> bool) {
        self.wait(what, |seen| condition(&seen.raw[..seen.drawn]).then_some(()));
    }

    #[track_caller]
    fn wait<T>(&self, what: &str, condition: impl Fn(&Seen) -> Option<T>) -> T {
        let end = Instant::now() + DEADLINE;
        let mut seen = locked(&self.shared.0);
        loop {
            if let Some(found) = condition(&seen) {
                return found;
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || seen.closed {
                let tail = &seen.raw[seen.raw.len().saturating_sub(600)..];
                let why = if seen.closed { "the program has ended" } else { "time is over" };
                let picture = picture(seen.parser.screen());
                let tail = visible(tail);
                drop(seen);
                panic!("waiting for {what}: {why}\n{picture}\nlast bytes: {tail}");
            }
            seen = self.shared.1.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Wait for the first frame, in which the status row shows how far the article is read, and for the questions behind
    /// it to be answered: what is typed from then on comes behind the answers.
    #[track_caller]
    pub fn ready(&self) {
        self.wait_for("the first frame", |screen| percent(screen).is_some());
        self.wait("the questions", |seen| seen.answered.then_some(()));
    }

    /// What `look` sees on the screen now.
    pub fn look<T>(&self, look: impl Fn(&vt100::Screen) -> T) -> T {
        look(locked(&self.shared.0).parser.screen())
    }

    /// All rows now.
    pub fn rows(&self) -> Vec<String> {
        self.look(rows)
    }

    /// Every byte written so far.
    pub fn raw(&self) -> Vec<u8> {
        locked(&self.shared.0).raw.clone()
    }

    /// What the terminal was told besides drawing.
    pub fn unwanted(&self) -> Vec<String> {
        locked(&self.shared.0).parser.callbacks().unwanted.clone()
    }

    /// Type.
    pub fn send(&self, bytes: impl AsRef<[u8]>) {
        let mut writer = locked(&self.writer);
        writer.write_all(bytes.as_ref()).unwrap();
        writer.flush().unwrap();
    }

    /// Type keys that change the status row, and wait until it says `text`.
    #[track_caller]
    pub fn type_until(&self, keys: impl AsRef<[u8]>, text: &str) {
        self.send(keys);
        self.wait_status(text);
    }

    /// Type keys that change the text on the screen, and wait until it has.
    #[track_caller]
    pub fn type_and_see(&self, keys: impl AsRef<[u8]>) {
        let before = self.look(text_rows);
        self.send(keys);
        self.wait_for("another text on the screen", |screen| text_rows(screen) != before);
    }

    /// Wait for everything that has been typed to have had its effect: a number shows in the status row when its turn has
    /// come, and drawing anew takes it away.
    #[track_caller]
    pub fn settle(&self) {
        const NUMBER: &str = "8642097";
        self.send(NUMBER);
        self.wait_status(NUMBER);
        self.send("\x0c");
        self.wait_for("the number taken back", |screen| !status(screen).contains(NUMBER));
    }

    /// Wait for a text put on the clipboard, and decode it.
    #[track_caller]
    pub fn copied(&self, number: usize) -> String {
        use base64::Engine as _;
        let payload = self.wait("an OSC 52", |seen| seen.parser.callbacks().copied.get(number).cloned());
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(payload).unwrap()).unwrap()
    }

    /// Resize the window, and the emulated terminal with it; wait until qari has drawn for the new size.
    #[track_caller]
    pub fn resize(&self, columns: u16, rows: u16) {
        let sent = {
            // Under the lock, so that nothing drawn for the new size reaches a screen of the old one.
            let mut seen = locked(&self.shared.0);
            seen.parser.set_size(cells(rows), cells(columns));
            self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
            seen.drawn
        };
        self.wait_raw("a frame for the new size", |raw| contains(&raw[sent..], b"\x1b[2J"));
    }

    fn pid(&self) -> rustix::process::Pid {
        let pid = self.child.process_id().and_then(|pid| i32::try_from(pid).ok()).unwrap();
        rustix::process::Pid::from_raw(pid).unwrap()
    }

    /// Send a signal.
    pub fn kill(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid(), signal).unwrap();
    }

    /// Wait until the program has stopped, as by SIGTSTP.
    #[track_caller]
    pub fn wait_stopped(&self) {
        use rustix::process::{WaitOptions, waitpid};
        let end = Instant::now() + DEADLINE;
        loop {
            // Asking again and again is all there is: waiting without a limit would hang where qari does not stop.
            match waitpid(Some(self.pid()), WaitOptions::UNTRACED | WaitOptions::NOHANG).unwrap() {
                Some((_, status)) if status.stopped() => return,
                Some((_, status)) => panic!("it did not stop but {status:?}"),
                None => assert!(Instant::now() < end, "it does not stop\n{}", self.look(picture)),
            }
            std::thread::yield_now();
        }
    }

    /// Wait for the program to end and for all it wrote.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let end = Instant::now() + DEADLINE;
        let mut seen = locked(&self.shared.0);
        while !seen.closed {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let picture = picture(seen.parser.screen());
                drop(seen);
                panic!("it does not end\n{picture}");
            }
            seen = self.shared.1.wait_timeout(seen, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        drop(seen);
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        self.child.wait().unwrap()
    }

    /// Quit by `q` and check that all is well.
    #[track_caller]
    pub fn quit(mut self) -> Self {
        self.send("q");
        let status = self.wait_exit();
        assert_eq!((status.exit_code(), status.signal()), (0, None), "{}", self.look(picture));
        self.assert_given_back();
        self
    }

    /// The terminal is as it was before the program took it.
    #[track_caller]
    pub fn assert_given_back(&self) {
        self.look(assert_screen_left);
        assert_eq!(terminal_settings(&*self.master), self.settings, "line settings");
        assert_eq!(self.unwanted(), Vec::<String>::new());
    }

    /// Whether the line settings are those from before the start.
    pub fn is_cooked(&self) -> bool {
        terminal_settings(&*self.master) == self.settings
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Alternate screen left, cursor shown, mouse and bracketed paste off, plain pen.
#[track_caller]
pub fn assert_screen_left(screen: &vt100::Screen) {
    assert!(!screen.alternate_screen(), "alternate screen");
    assert!(!screen.hide_cursor(), "cursor hidden");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert!(!screen.bracketed_paste(), "bracketed paste");
    assert_eq!((screen.fgcolor(), screen.bgcolor()), (vt100::Color::Default, vt100::Color::Default));
}

/// Whether `needle` is among `bytes`.
pub fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    position(bytes, needle).is_some()
}

/// Where `needle` begins among `bytes`.
pub fn position(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}
