//! What the terminal is: guessed from the environment at once, asked for after the first frame.
//!
//! In: environment variables, then replies. Out: the output mode `auto` stands for, and whether the background is light.
//! The question about reordering is DECRQM for mode 8 (BDSM), with DA1 behind it, which every terminal answers: when that
//! has come, nothing more will. It must not know widgets.

use super::input::{Decoder, Input, Reply};
use super::mode::OutputMode;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::io::{self, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::time::{Duration, Instant};

/// What is asked: does mode 8 exist, what is the background, and who are you.
pub const QUESTIONS: &str = "\x1b[8$p\x1b]11;?\x1b\\\x1b[c";

/// What is known about the terminal so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Findings {
    /// It knows BDSM, so it reorders unless told not to.
    pub reorders: Option<bool>,
    /// Its background is light.
    pub light: Option<bool>,
    /// All answers are in.
    pub complete: bool,
}

impl Findings {
    /// First guess, by the environment. Inside a multiplexer the variables speak of a terminal that is not asked.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let multiplexed = ["TMUX", "ZELLIJ", "STY"].iter().any(|name| variable(name).is_some());
        let vte = !multiplexed && variable("VTE_VERSION").is_some();
        // COLORFGBG ends in the index of the background: 7 and 15 are light.
        let ground = variable("COLORFGBG").and_then(|value| value.rsplit(';').next().map(str::to_owned));
        Self {
            reorders: vte.then_some(true),
            light: ground.map(|index| matches!(index.as_str(), "7" | "15")),
            complete: false,
        }
    }

    /// Take a reply in; whether anything changed.
    pub fn learn(&mut self, reply: &Reply) -> bool {
        let before = *self;
        match reply {
            // 0: not recognised; 1 to 4: set, reset, or fixed either way.
            Reply::Mode { private: false, mode: 8, value } => self.reorders = Some(matches!(value, 1 | 2)),
            Reply::Colour { slot: 11, rgb: [r, g, b] } => {
                let luma = 299 * u32::from(*r) + 587 * u32::from(*g) + 114 * u32::from(*b);
                self.light = Some(luma > 128_000);
            }
            Reply::DeviceAttributes => self.complete = true,
            _ => {}
        }
        *self != before
    }

    /// The mode that `auto` stands for.
    #[must_use]
    pub fn mode(&self) -> OutputMode {
        if self.reorders == Some(true) { OutputMode::Explicit } else { OutputMode::Visual }
    }
}

/// Ask now and wait for the answers, at most `limit`: for `qari print`, which draws once. Raw mode lasts no longer than
/// the waiting. What is typed meanwhile is lost to qari, which reads no keys then.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn ask(keyboard: BorrowedFd<'_>, mut findings: Findings, limit: Duration) -> io::Result<Findings> {
    use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};
    let cooked = tcgetattr(keyboard)?;
    let mut raw = cooked.clone();
    raw.make_raw();
    tcsetattr(keyboard, OptionalActions::Now, &raw)?;
    let answer = (|| {
        let mut out = io::stdout();
        out.write_all(QUESTIONS.as_bytes())?;
        out.flush()?;
        let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
        let end = Instant::now() + limit;
        while !findings.complete {
            let left = end.saturating_duration_since(Instant::now());
            let mut bytes = [0u8; 512];
            if !wait(keyboard, Some(left))? {
                break;
            }
            match read(keyboard, &mut bytes)? {
                0 => break,
                count => decoder.feed(&bytes[..count], &mut inputs),
            }
            for input in inputs.drain(..) {
                if let Input::Reply(reply) = input {
                    findings.learn(&reply);
                }
            }
        }
        Ok(findings)
    })();
    tcsetattr(keyboard, OptionalActions::Now, &cooked)?;
    answer
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

    #[test]
    fn a_terminal_that_knows_bdsm_gets_explicit_mode() {
        let mut findings = Findings::default();
        assert_eq!(findings.mode(), OutputMode::Visual);
        assert!(findings.learn(&Reply::Mode { private: false, mode: 8, value: 1 }));
        assert_eq!(findings.mode(), OutputMode::Explicit);
        findings.learn(&Reply::Mode { private: false, mode: 8, value: 0 });
        assert_eq!(findings.mode(), OutputMode::Visual);
    }

    #[test]
    fn the_environment_is_a_hint_outside_multiplexers_only() {
        let vte = |name: &str| (name == "VTE_VERSION").then(|| "7006".to_owned());
        assert_eq!(Findings::from_environment(vte).mode(), OutputMode::Explicit);
        let tmux = |name: &str| matches!(name, "VTE_VERSION" | "TMUX").then(|| "x".to_owned());
        assert_eq!(Findings::from_environment(tmux).mode(), OutputMode::Visual);
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
