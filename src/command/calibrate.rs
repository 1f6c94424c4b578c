//! `qari doctor --calibrate`: one sentence in every output mode, and the question which line reads right.
//!
//! The answer is kept under the terminal's name, with the widths that were measured meanwhile: on a screen of its own, where
//! nobody sees the samples flash by, and only here, because the reader draws what is disputed so that no width it takes can
//! shift a row. mlterm's mode changes the whole screen, so it is shown by itself, once no other line reads right.
//! In: the terminal. Out: an entry of [`crate::calibration`]. It must not know the reader.

use super::{CommandError, doctor, output, variable};
use crate::calibration::{self, Calibration, Kept};
use crate::config::Config;
use crate::lang::Direction;
use crate::layout::{Line, Options, lay_out, single_line};
use crate::locale::Texts;
use crate::terminal::backend::size_of;
use crate::terminal::input::{Decoder, Input};
use crate::terminal::mode::OutputMode;
use crate::terminal::pen::{self, Pen};
use crate::terminal::probe::{self, ANSWER_LIMIT, Findings};
use crate::terminal::row;
use crate::terminal::screen::{self, Screen};
use crossterm::event::{KeyCode, KeyModifiers};
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::process::ExitCode;

/// What is shown: lam-alef, marks, digits of both kinds, a bracket and Latin letters.
const SENTENCE: &str = "قرأ الأستاذُ سليمٌ 25 كتابًا (Unicode, UTF-8) في الإسلام عام ٢٠٢٤.";
/// Widest line of the screen.
const WIDEST: usize = 72;

/// What the reader answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    /// A line, by its number from one.
    Line(usize),
    /// None of them.
    None,
    /// Enough of it.
    Stop,
}

/// Calibrate.
///
/// # Errors
/// Without a terminal, where it fails, or where the answer cannot be kept.
pub fn run(config: &Config) -> Result<ExitCode, CommandError> {
    if !io::stdout().is_terminal() || !io::stdin().is_terminal() {
        return Err(CommandError::NoTerminal);
    }
    let path = calibration::path()?;
    let mut kept = calibration::read(&path)?;
    let findings = Findings::from_environment(variable);
    let findings =
        if findings.asks() { doctor::find(findings) } else { Ok(findings) }.map_err(CommandError::Terminal)?;
    let identity = findings.identity();
    let told = config.settings.told(&Calibration::default(), &identity);
    let mode = findings.decide(told).0;
    let texts = Texts::new(config.settings.interface_language(&Texts::from_environment(variable)));
    let asked = ask(&texts, mode).map_err(CommandError::Terminal)?;
    let Some(answer) = asked.mode else {
        return output::write(format!("nothing was kept about {identity}\n").as_bytes());
    };
    kept.set(&identity, Kept { mode: Some(answer), widths: asked.widths });
    calibration::write(&path, &kept)?;
    let words =
        format!("{identity}: {}, {}; kept in {}\n", answer.name(), doctor::widths(asked.widths), path.display());
    output::write(words.as_bytes())
}

/// What came of it.
struct Asked {
    mode: Option<OutputMode>,
    widths: Option<crate::layout::width::Widths>,
}

/// Show the lines and read the answer, on a screen that is left again whatever happens. `mode` is what words are shown in.
fn ask(texts: &Texts, mode: OutputMode) -> io::Result<Asked> {
    let keyboard = screen::keyboard()?;
    let reading = keyboard.try_clone()?;
    screen::restore_on_signals()?;
    // No mode is in force but where a line is drawn.
    let shown = Screen::take(keyboard, OutputMode::Visual, Vec::new())?;
    let widths = probe::widths(reading.as_fd(), ANSWER_LIMIT)?;
    let modes: Vec<OutputMode> = OutputMode::ALL.iter().copied().filter(|mode| *mode != OutputMode::Mlterm).collect();
    let mut page = Page::new(texts, mode);
    page.words("calibrate-title");
    page.words("calibrate-question");
    page.gap();
    for (number, mode) in modes.iter().enumerate() {
        page.sample(*mode, number + 1);
        page.gap();
    }
    page.words("calibrate-none");
    page.draw()?;
    let mut answer = read(reading.as_fd(), modes.len())?;
    let mut found = None;
    if let Answer::Line(number) = answer {
        found = modes.get(number - 1).copied();
    } else if answer == Answer::None {
        let mut page = Page::new(texts, OutputMode::Mlterm);
        page.words("calibrate-mlterm");
        page.gap();
        page.sample(OutputMode::Visual, 1);
        page.gap();
        page.words("calibrate-none");
        let change = shown.switch(OutputMode::Visual, OutputMode::Mlterm);
        io::stdout().write_all(change.as_bytes())?;
        page.draw()?;
        answer = read(reading.as_fd(), 1)?;
        if answer == Answer::Line(1) {
            found = Some(OutputMode::Mlterm);
        }
    }
    Ok(Asked { mode: found, widths })
}

/// A screenful being made.
struct Page<'a> {
    texts: &'a Texts,
    mode: OutputMode,
    width: usize,
    y: usize,
    bytes: String,
}

impl<'a> Page<'a> {
    fn new(texts: &'a Texts, mode: OutputMode) -> Self {
        let width = usize::from(size_of(&io::stdout()).width).min(WIDEST);
        Self { texts, mode, width, y: 0, bytes: "\x1b[0m\x1b[2J".into() }
    }

    fn gap(&mut self) {
        self.y += 1;
    }

    /// A text in the language of the interface, and in English where that is another one.
    fn words(&mut self, key: &str) {
        let english = Texts::new("en");
        for texts in [self.texts, &english].iter().take(if self.texts.language == "en" { 1 } else { 2 }) {
            let direction = texts.direction();
            let options = Options { width: self.width, glyphs: self.mode.glyphs(true), ..Options::default() };
            for line in lay_out(&texts.get(key), direction, &options) {
                self.line(self.mode, &line, "");
            }
        }
    }

    /// The sentence in a mode, with its number at the left.
    fn sample(&mut self, mode: OutputMode, number: usize) {
        let line = single_line(SENTENCE, Direction::Rtl, mode.glyphs(true));
        self.line(mode, &line, &number.to_string());
    }

    /// A line, at the side where it starts, as a mode sends it.
    fn line(&mut self, mode: OutputMode, line: &Line, number: &str) {
        let room = self.width.saturating_sub(number.len() + line.width);
        let left = if line.direction.is_rtl() { room } else { 0 };
        let digits: Vec<String> = number.chars().map(String::from).collect();
        let mut row: Vec<&str> = digits.iter().map(String::as_str).collect();
        row.extend(std::iter::repeat_n(" ", left));
        let cells = if mode == OutputMode::Logical { line.logical() } else { line.cells.iter().collect() };
        row.extend(cells.iter().map(|cell| cell.symbol.as_str()));
        // The row is cleared under the mode: VTE gives it the one that is in force then.
        self.bytes.push_str(&format!("\x1b[{};1H{}\x1b[2K", self.y + 1, mode.enter()));
        let order = row::order(mode, &row);
        let mut now = Pen::PLAIN;
        for (sent, pen) in order.iter().zip(pen::sent(mode, &vec![Pen::PLAIN; row.len()], &order)) {
            self.bytes.push_str(&std::mem::replace(&mut now, pen).change(pen));
            self.bytes.push_str(&row::symbol(row[sent.cell], sent));
        }
        self.bytes.push_str(&now.change(Pen::PLAIN));
        self.bytes.push_str(mode.leave());
        self.y += 1;
    }

    fn draw(&self) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(self.bytes.as_bytes())?;
        out.flush()
    }
}

/// Read keys until one is an answer.
fn read(keyboard: BorrowedFd<'_>, lines: usize) -> io::Result<Answer> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    loop {
        let limit = decoder.pending().then_some(std::time::Duration::from_millis(100));
        let mut bytes = [0u8; 64];
        if probe::wait(keyboard, limit)? {
            match probe::read(keyboard, &mut bytes)? {
                0 => return Ok(Answer::Stop),
                count => decoder.feed(&bytes[..count], &mut inputs),
            }
        } else {
            decoder.flush(&mut inputs);
        }
        for input in inputs.drain(..) {
            let Input::Key(key) = input else { continue };
            match key.code {
                KeyCode::Esc | KeyCode::Char('q') => return Ok(Answer::Stop),
                KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return Ok(Answer::Stop),
                KeyCode::Char('0') => return Ok(Answer::None),
                KeyCode::Char(digit) => match digit.to_digit(10).map(|digit| digit as usize) {
                    Some(number) if (1..=lines).contains(&number) => return Ok(Answer::Line(number)),
                    _ => {}
                },
                _ => {}
            }
        }
    }
}
