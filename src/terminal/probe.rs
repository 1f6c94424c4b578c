//! What the terminal is: guessed from the environment at once, asked for after the first frame.
//!
//! In: environment variables, then replies. Out: [`Findings`]: the output mode `auto` stands for and why, the terminal's
//! name, and whether the background is light. What is asked is DECRQM for mode 8 (BDSM), XTVERSION and the background, with
//! DA1 behind them, which every terminal answers: when that has come, nothing more will. A multiplexer answers for itself;
//! tmux can be asked for the terminal outside ([`super::outer`]). It must not know widgets.

use super::input::{Decoder, Input, Reply};
use super::known::Known;
use super::mode::OutputMode;
use crate::layout::width::Widths;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

/// What is asked: does mode 8 exist, what is the background, what is your name, and who are you.
pub const QUESTIONS: &str = "\x1b[8$p\x1b]11;?\x1b\\\x1b[>q\x1b[c";
/// Time a terminal is given to answer. An answer that comes later is taken in all the same; nobody waits for it.
pub const ANSWER_LIMIT: Duration = Duration::from_secs(1);

/// A program between qari and the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// Zellij, which drops every character that takes no cell.
    Zellij,
    /// GNU screen.
    Screen,
}

impl Multiplexer {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tmux => "tmux",
            Self::Zellij => "zellij",
            Self::Screen => "screen",
        }
    }

    fn by_environment(variable: &impl Fn(&str) -> Option<String>) -> Option<Self> {
        let term = variable("TERM").unwrap_or_default();
        let set = |name| variable(name).is_some();
        if set("TMUX") || term.starts_with("tmux") {
            Some(Self::Tmux)
        } else if set("ZELLIJ") {
            Some(Self::Zellij)
        } else {
            (set("STY") || term.starts_with("screen")).then_some(Self::Screen)
        }
    }

    fn by_version(version: &str) -> Option<Self> {
        let version = version.to_ascii_lowercase();
        [Self::Tmux, Self::Zellij, Self::Screen].into_iter().find(|one| version.starts_with(one.name()))
    }
}

/// Why a mode was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// A setting says so.
    Setting,
    /// The configuration says so for this terminal.
    Configured,
    /// Calibration found it.
    Calibrated,
    /// The terminal knows BDSM.
    Bdsm,
    /// The terminal said its name.
    Named(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// The terminal outside a multiplexer.
    Outside(&'static str),
    /// Nothing is known against it.
    Nothing,
}

/// What others than the terminal say, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// The setting `mode`.
    pub setting: Option<OutputMode>,
    /// The configuration's table for this terminal.
    pub configured: Option<OutputMode>,
    /// What calibration found.
    pub calibrated: Option<OutputMode>,
}

/// What is known about the terminal so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    /// `TERM`.
    pub term: String,
    /// A multiplexer that the environment speaks of.
    pub multiplexer: Option<Multiplexer>,
    /// The terminal that the environment speaks of, by which variable, and its version there.
    pub hint: Option<(&'static Known, &'static str, Option<String>)>,
    /// What it answers when asked for BDSM (mode 8): 0 does not know it, 1 and 2 set and reset.
    pub bdsm: Option<u16>,
    /// What it calls itself.
    pub version: Option<String>,
    /// What tmux says of the terminal outside.
    pub outside: Option<String>,
    /// Its background is light.
    pub light: Option<bool>,
    /// All answers are in, or none is waited for any more.
    pub complete: bool,
}

impl Findings {
    /// First guess, by the environment.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        // COLORFGBG ends in the index of the background: 7 and 15 are light.
        let ground = variable("COLORFGBG").and_then(|value| value.rsplit(';').next().map(str::to_owned));
        let multiplexer = Multiplexer::by_environment(&variable);
        // TERM_PROGRAM names a multiplexer in one, with the multiplexer's version.
        let version = variable("TERM_PROGRAM_VERSION").filter(|_| multiplexer.is_none());
        Self {
            term: variable("TERM").unwrap_or_default(),
            multiplexer,
            hint: Known::by_environment(&variable).map(|(known, by)| (known, by, version)),
            light: ground.map(|index| matches!(index.as_str(), "7" | "15")),
            ..Self::default()
        }
    }

    /// Whether the terminal is to be asked at all: one that is dumb would print the questions, and the Linux console has
    /// nothing to say.
    #[must_use]
    pub fn asks(&self) -> bool {
        !matches!(self.term.as_str(), "" | "dumb" | "linux")
    }

    /// Take a reply in; whether anything changed.
    pub fn learn(&mut self, reply: &Reply) -> bool {
        let before = self.clone();
        match reply {
            Reply::Mode { private: false, mode: 8, value } => self.bdsm = Some(*value),
            Reply::Version(version) => self.version = Some(version.clone()),
            Reply::Colour { slot: 11, rgb: [r, g, b] } => {
                let luma = 299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b);
                self.light = Some(luma > 128_000);
            }
            Reply::DeviceAttributes => self.complete = true,
            _ => {}
        }
        *self != before
    }

    /// Whether it knows BDSM, so that it reorders unless told not to; `None` where it has not said.
    #[must_use]
    pub fn reorders(&self) -> Option<bool> {
        self.bdsm.map(|value| matches!(value, 1 | 2))
    }

    /// The multiplexer qari runs in. What answers by another name is none, whatever was inherited.
    #[must_use]
    pub fn multiplexer(&self) -> Option<Multiplexer> {
        match &self.version {
            Some(version) => Multiplexer::by_version(version),
            None => self.multiplexer,
        }
    }

    /// The terminal: by its own name, else by the environment. In a multiplexer, the one outside: by what tmux says of it,
    /// else by the environment, which was inherited from where the multiplexer began.
    #[must_use]
    pub fn terminal(&self) -> Option<(&'static Known, Because)> {
        let named = if self.multiplexer().is_some() { &self.outside } else { &self.version };
        if let Some(named) = named {
            let known = Known::by_version(named)?;
            let because = if self.multiplexer().is_some() { Because::Outside } else { Because::Named };
            return Some((known, because(known.name)));
        }
        let (known, by, _) = self.hint.as_ref()?;
        // It would have said that it knows BDSM.
        let denied = known.mode(None) == OutputMode::Explicit && self.complete && self.reorders() != Some(true);
        (self.multiplexer().is_some() || !denied).then_some((*known, Because::Variable(by)))
    }

    /// The terminal's name, under which things about it are configured and kept: `konsole`, `tmux/vte`; of one that is not
    /// known what it calls itself, or its `TERM`.
    #[must_use]
    pub fn identity(&self) -> String {
        let known = self.terminal().map(|(known, _)| known.name);
        if let Some(multiplexer) = self.multiplexer() {
            let multiplexer = multiplexer.name();
            return known.map_or_else(|| multiplexer.to_owned(), |outside| format!("{multiplexer}/{outside}"));
        }
        let said = self.version.as_deref().and_then(|version| version.split([' ', '(']).next());
        let name = known.or(said).unwrap_or(&self.term).to_ascii_lowercase();
        let name: String =
            name.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_')).take(40).collect();
        if name.is_empty() { "unknown".into() } else { name }
    }

    /// Whether marks that take no cell are seen on their letters.
    #[must_use]
    pub fn keeps_marks(&self) -> bool {
        self.multiplexer() != Some(Multiplexer::Zellij) && self.terminal().is_none_or(|(known, _)| known.keeps_marks)
    }

    /// Whether the terminal makes another letter of one that is typed with Alt. Multiplexers read keys themselves.
    #[must_use]
    pub fn alt_is_a_letter(&self) -> bool {
        self.multiplexer().is_none() && self.terminal().is_some_and(|(known, _)| known.alt_is_a_letter)
    }

    /// The widths of what is not measured.
    #[must_use]
    pub fn widths(&self) -> Widths {
        let joiner = if self.multiplexer() == Some(Multiplexer::Tmux) { 1 } else { 2 };
        Widths { joiner, ..Widths::default() }
    }

    /// The mode that `auto` stands for.
    #[must_use]
    pub fn mode(&self) -> OutputMode {
        self.found().0
    }

    /// The mode found, and why.
    fn found(&self) -> (OutputMode, Because) {
        if self.reorders() == Some(true) {
            return (OutputMode::Explicit, Because::Bdsm);
        }
        let Some((known, because)) = self.terminal() else { return (OutputMode::Visual, Because::Nothing) };
        let version = self.version.as_deref().or_else(|| self.hint.as_ref()?.2.as_deref());
        let version = if self.multiplexer().is_some() { self.outside.as_deref() } else { version };
        let mode = match (self.multiplexer(), known.mode(version)) {
            // It said that it does not know the sequence.
            (None, OutputMode::Explicit) if self.reorders() == Some(false) => OutputMode::Visual,
            (None, mode) => mode,
            // What is told to the terminal does not pass; an override does, being text.
            (Some(Multiplexer::Tmux), OutputMode::Explicit) => OutputMode::Lro,
            // Marks do not pass either.
            (Some(Multiplexer::Zellij), OutputMode::Explicit) => OutputMode::Runs,
            (Some(_), OutputMode::Explicit | OutputMode::Mlterm) => OutputMode::Visual,
            (Some(_), mode) => mode,
        };
        (mode, because)
    }

    /// The mode to use, and why: what is set goes over what is configured for the terminal, that over what calibration
    /// found, that over what was found out here.
    #[must_use]
    pub fn decide(&self, told: Told) -> (OutputMode, Because) {
        let by = |mode: Option<OutputMode>, because| mode.map(|mode| (mode, because));
        by(told.setting, Because::Setting)
            .or(by(told.configured, Because::Configured))
            .or(by(told.calibrated, Because::Calibrated))
            .unwrap_or_else(|| self.found())
    }
}

/// Ask now and wait for the answers, at most `limit`: for commands that draw once. Raw mode lasts no longer than the
/// waiting. What is typed meanwhile is lost to qari, which reads no keys then.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn ask(keyboard: BorrowedFd<'_>, mut findings: Findings, limit: Duration) -> io::Result<Findings> {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let cooked = tcgetattr(keyboard)?;
    let mut raw = cooked.clone();
    raw.make_raw();
    tcsetattr(keyboard, OptionalActions::Now, &raw)?;
    let answer = say(QUESTIONS).and_then(|()| {
        hear(keyboard, Decoder::default(), limit, |reply| {
            findings.learn(&reply);
            findings.complete
        })
    });
    tcsetattr(keyboard, OptionalActions::Now, &cooked)?;
    answer.map(|()| findings)
}

/// Draw what terminals disagree about, at the cursor, and ask each time where the cursor went (CPR); the line is cleared
/// behind it. The terminal has to be in raw mode. `None` where it does not answer.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn widths(keyboard: BorrowedFd<'_>, limit: Duration) -> io::Result<Option<Widths>> {
    let mut measured = [0; Widths::SAMPLES.len()];
    for (sample, cells) in Widths::SAMPLES.iter().zip(&mut measured) {
        say(&format!("\r{sample}\x1b[6n"))?;
        let mut decoder = Decoder::default();
        decoder.expect_cursor_position = true;
        let mut at = None;
        hear(keyboard, decoder, limit, |reply| {
            if let Reply::CursorPosition { column, .. } = reply {
                at = Some(column);
            }
            at.is_some()
        })?;
        say("\r\x1b[K")?;
        let Some(column) = at else { return Ok(None) };
        *cells = u8::try_from(column.saturating_sub(1)).unwrap_or(u8::MAX);
    }
    Ok(Some(Widths::measured(measured)))
}

fn say(questions: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(questions.as_bytes())?;
    out.flush()
}

/// Hand replies to `enough` until it has enough, at most for `limit`.
fn hear(
    keyboard: BorrowedFd<'_>,
    mut decoder: Decoder,
    limit: Duration,
    mut enough: impl FnMut(Reply) -> bool,
) -> io::Result<()> {
    let mut inputs = Vec::new();
    let end = Instant::now() + limit;
    loop {
        let mut bytes = [0u8; 512];
        if !wait(keyboard, Some(end.saturating_duration_since(Instant::now())))? {
            return Ok(());
        }
        match read(keyboard, &mut bytes)? {
            0 => return Ok(()),
            count => decoder.feed(&bytes[..count], &mut inputs),
        }
        for input in inputs.drain(..) {
            if let Input::Reply(reply) = input
                && enough(reply)
            {
                return Ok(());
            }
        }
    }
}

/// Wait until something can be read, at most `limit` (`None`: as long as it takes); whether it can.
///
/// # Errors
/// What the system says.
pub fn wait(from: impl AsFd, limit: Option<Duration>) -> io::Result<bool> {
    let from = from.as_fd();
    let mut poll_fds = [PollFd::new(&from, PollFlags::IN)];
    let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
    loop {
        match poll(&mut poll_fds, limit.as_ref()) {
            Ok(ready) => return Ok(ready > 0),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// Read what is there; 0 is the end of input.
///
/// # Errors
/// What the system says.
pub fn read(from: impl AsFd, bytes: &mut [u8]) -> io::Result<usize> {
    loop {
        match rustix::io::read(from.as_fd(), &mut *bytes) {
            Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => {}
            done => return Ok(done?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_environment(variables: &[(&str, &str)]) -> Findings {
        Findings::from_environment(|name| {
            variables.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn said(version: &str) -> Reply {
        Reply::Version(version.into())
    }

    fn bdsm(value: u16) -> Reply {
        Reply::Mode { private: false, mode: 8, value }
    }

    #[test]
    fn a_terminal_that_knows_bdsm_gets_explicit_mode() {
        let mut findings = Findings::default();
        assert_eq!(findings.mode(), OutputMode::Visual);
        assert!(findings.learn(&bdsm(1)));
        assert_eq!(findings.mode(), OutputMode::Explicit);
        findings.learn(&bdsm(0));
        assert_eq!(findings.mode(), OutputMode::Visual);
    }

    #[test]
    fn the_environment_is_the_first_guess_and_answers_correct_it() {
        let mut findings = in_environment(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7006")]);
        assert_eq!((findings.mode(), findings.identity().as_str()), (OutputMode::Explicit, "vte"));
        // xterm, started from a shell in VTE.
        findings.learn(&said("XTerm(379)"));
        assert_eq!((findings.mode(), findings.identity().as_str()), (OutputMode::Visual, "xterm"));
        // One that says nothing of BDSM and gives no name is no VTE that reorders.
        let mut findings = in_environment(&[("VTE_VERSION", "5002")]);
        findings.learn(&Reply::DeviceAttributes);
        assert_eq!(findings.mode(), OutputMode::Visual);
        let konsole = in_environment(&[("KONSOLE_VERSION", "221203"), ("VTE_VERSION", "7006")]);
        assert_eq!(konsole.decide(Told::default()), (OutputMode::Runs, Because::Variable("KONSOLE_VERSION")));
    }

    #[test]
    fn a_terminal_is_known_by_its_name_far_from_its_environment() {
        for (version, mode) in [
            ("Konsole 22.12.3", OutputMode::Runs),
            ("kitty(0.26.5)", OutputMode::Words),
            ("mlterm(3.9.0)", OutputMode::Mlterm),
            ("foot(1.13.1)", OutputMode::Visual),
            ("never-heard-of 1.0", OutputMode::Visual),
        ] {
            let mut findings = in_environment(&[("TERM", "xterm-256color"), ("SSH_CONNECTION", "a b c d")]);
            findings.learn(&said(version));
            assert_eq!(findings.mode(), mode, "{version}");
        }
        let mut findings = Findings::default();
        findings.learn(&said("Never\u{1b}-heard_of 1.0"));
        assert_eq!(findings.identity(), "never-heard_of");
    }

    #[test]
    fn a_multiplexer_hides_the_terminal_outside() {
        let mut findings = in_environment(&[("TMUX", "x"), ("TERM", "tmux-256color")]);
        assert_eq!((findings.mode(), findings.identity().as_str()), (OutputMode::Visual, "tmux"));
        findings.learn(&said("tmux 3.3a"));
        findings.outside = Some("VTE(7006)".into());
        assert_eq!((findings.mode(), findings.identity().as_str()), (OutputMode::Lro, "tmux/vte"));
        findings.outside = Some("XTerm(379)".into());
        assert_eq!(findings.mode(), OutputMode::Visual);
        findings.outside = Some("Konsole 22.12.3".into());
        assert_eq!(findings.decide(Told::default()), (OutputMode::Runs, Because::Outside("konsole")));
        // An inherited variable is a weak hint, and no more than that.
        let mut inherited = in_environment(&[("TMUX", "x"), ("VTE_VERSION", "7006")]);
        assert_eq!(inherited.mode(), OutputMode::Lro);
        inherited.outside = Some("XTerm(379)".into());
        assert_eq!(inherited.mode(), OutputMode::Visual);
        // A terminal started from within tmux inherits $TMUX and is none.
        let mut findings = in_environment(&[("TMUX", "x")]);
        findings.learn(&said("XTerm(379)"));
        assert_eq!((findings.multiplexer(), findings.identity().as_str()), (None, "xterm"));
        // tmux on the far side of ssh: TERM and its name are all there is.
        assert_eq!(in_environment(&[("TERM", "tmux-256color")]).identity(), "tmux");
        assert_eq!(in_environment(&[("TERM", "screen.xterm-256color"), ("STY", "1")]).mode(), OutputMode::Visual);
    }

    #[test]
    fn zellij_drops_marks() {
        let findings = in_environment(&[("ZELLIJ", "0"), ("KONSOLE_VERSION", "221203")]);
        assert_eq!((findings.keeps_marks(), findings.mode()), (false, OutputMode::Runs));
        assert!(Findings::default().keeps_marks());
    }

    #[test]
    fn what_is_set_goes_over_what_is_found() {
        let mut findings = Findings::default();
        findings.learn(&bdsm(1));
        let mut told = Told::default();
        assert_eq!(findings.decide(told), (OutputMode::Explicit, Because::Bdsm));
        told.calibrated = Some(OutputMode::Lro);
        assert_eq!(findings.decide(told), (OutputMode::Lro, Because::Calibrated));
        told.configured = Some(OutputMode::Runs);
        assert_eq!(findings.decide(told), (OutputMode::Runs, Because::Configured));
        told.setting = Some(OutputMode::Visual);
        assert_eq!(findings.decide(told), (OutputMode::Visual, Because::Setting));
    }

    #[test]
    fn a_terminal_that_would_print_questions_is_not_asked() {
        for (term, asked) in [("dumb", false), ("linux", false), ("", false), ("screen", true), ("xterm", true)] {
            assert_eq!(in_environment(&[("TERM", term)]).asks(), asked, "{term:?}");
        }
    }

    #[test]
    fn light_and_dark_grounds_are_told_apart() {
        let light = |rgb| {
            let mut findings = Findings::default();
            findings.learn(&Reply::Colour { slot: 11, rgb });
            findings.light
        };
        assert_eq!((light([255, 255, 240]), light([20, 20, 30])), (Some(true), Some(false)));
    }
}
