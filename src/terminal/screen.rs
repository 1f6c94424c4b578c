//! Taking the terminal and giving it back as it was: on return, on a panic, on a signal.
//!
//! In: the terminal's two ends. Out: a [`Screen`] whose drop restores. What is needed to restore is kept in one place that
//! the panic hook and the signal thread reach too, and is used once. It must not know what is drawn.

use super::mode::OutputMode;
use super::signals::{self, Signal};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcsetattr};
use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, PoisonError};

/// Alternate screen, no wrapping at the right edge, bracketed paste, no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[?25l";
/// Sent behind the mode: VTE gives rows the mode that is in force when they are cleared.
const CLEAR: &str = "\x1b[2J";
/// The same undone, with the pen, the cursor and any unfinished synchronised update.
const LEAVE: &str = "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Something a terminal may be asked for while it is taken: what keeps how it was, what asks for it, and what takes that back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    keep: &'static str,
    ask: &'static str,
    take_back: &'static str,
}

/// Clicks, drags and the wheel.
pub const MOUSE: Wish =
    Wish { keep: "", ask: "\x1b[?1000h\x1b[?1002h\x1b[?1006h", take_back: "\x1b[?1006l\x1b[?1002l\x1b[?1000l" };
/// ESC before a letter typed with Alt, for terminals that else make another letter of it. It may be set already.
pub const ESCAPED_ALT: Wish = Wish { keep: "\x1b[?1036s", ask: "\x1b[?1036h", take_back: "\x1b[?1036r" };

/// What it takes to give the terminal back.
struct Restore {
    /// The keyboard and how it was set, where that was changed.
    cooked: Option<(OwnedFd, Termios)>,
    leave: String,
}

static RESTORE: Mutex<Option<Restore>> = Mutex::new(None);

/// Give the terminal back. Does nothing where that has been done, or nothing was taken.
pub fn restore() {
    let taken = RESTORE.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(restore) = taken {
        // A terminal that is gone cannot be restored; there is nobody left to tell.
        let mut out = io::stdout();
        let _ = out.write_all(restore.leave.as_bytes());
        let _ = out.flush();
        if let Some((input, cooked)) = restore.cooked {
            let _ = tcsetattr(&input, OptionalActions::Now, &cooked);
        }
    }
}

/// A terminal told of an output mode without being taken, for printing on it: told back on drop, on a panic and on a
/// signal.
#[derive(Debug)]
pub struct Loan(());

impl Loan {
    /// Tell the terminal. Nothing is sent or caught where the mode has nothing to say.
    ///
    /// # Errors
    /// Where standard output or the signal handlers fail.
    pub fn of(mode: OutputMode) -> io::Result<Self> {
        if !mode.enter().is_empty() {
            install_panic_hook();
            restore_on_signals()?;
            let leave = mode.leave().to_owned();
            *RESTORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(Restore { cooked: None, leave });
            io::stdout().write_all(mode.enter().as_bytes())?;
        }
        Ok(Self(()))
    }
}

/// From now on a signal that ends the process gives the terminal back first: for commands that wait for no signals.
///
/// # Errors
/// Where the handlers cannot be installed.
pub fn restore_on_signals() -> io::Result<()> {
    signals::listen(signals::catch()?, |signal| {
        match signal {
            Signal::End(number) => {
                restore();
                signals::end_by(number);
            }
            Signal::Suspend => signals::stop(),
            Signal::Resize | Signal::Continue => {}
        }
        true
    })
}

impl Drop for Loan {
    fn drop(&mut self) {
        restore();
    }
}

/// The terminal keys come from: standard input, or the controlling terminal where that is a pipe.
///
/// # Errors
/// Where there is no controlling terminal.
pub fn keyboard() -> io::Result<OwnedFd> {
    if io::stdin().is_terminal() {
        io::stdin().as_fd().try_clone_to_owned()
    } else {
        File::open("/dev/tty").map(OwnedFd::from)
    }
}

/// The terminal while qari has it.
#[derive(Debug)]
pub struct Screen {
    keyboard: OwnedFd,
    wishes: Vec<Wish>,
}

impl Screen {
    /// Take the terminal.
    ///
    /// # Errors
    /// Where it cannot be put into raw mode or written to.
    pub fn take(keyboard: OwnedFd, mode: OutputMode, wishes: Vec<Wish>) -> io::Result<Self> {
        install_panic_hook();
        let screen = Self { keyboard, wishes };
        screen.enter(mode)?;
        Ok(screen)
    }

    /// Take it again after [`restore`], as when the shell brings qari back.
    ///
    /// # Errors
    /// Where it cannot be put into raw mode or written to.
    pub fn enter(&self, mode: OutputMode) -> io::Result<()> {
        let cooked = tcgetattr(&self.keyboard)?;
        let mut raw = cooked.clone();
        raw.make_raw();
        let leave = self.leaving(mode);
        let input = self.keyboard.try_clone()?;
        let mut held = RESTORE.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken twice, as behind a stop that nothing announced, it is still as it was asked to be.
        let first = held.is_none();
        if first {
            *held = Some(Restore { cooked: Some((input, cooked)), leave });
        }
        drop(held);
        tcsetattr(&self.keyboard, OptionalActions::Now, &raw)?;
        let mut out = io::stdout();
        let asked = |wish: &Wish| [if first { wish.keep } else { "" }, wish.ask].concat();
        let asked: String = self.wishes.iter().map(asked).collect();
        out.write_all(format!("{ENTER}{asked}{}{CLEAR}", mode.enter()).as_bytes())?;
        out.flush()
    }

    /// What gives the terminal back from a mode.
    fn leaving(&self, mode: OutputMode) -> String {
        let taken_back: String = self.wishes.iter().map(|wish| wish.take_back).collect();
        format!("{}{taken_back}{LEAVE}", mode.leave())
    }

    /// Wish for something or no longer: the sequence that tells the terminal, with what leaving will take from now on.
    pub fn wish(&mut self, wish: Wish, wanted: bool, mode: OutputMode) -> String {
        if self.wishes.contains(&wish) == wanted {
            return String::new();
        }
        self.wishes.retain(|other| *other != wish);
        self.wishes.extend(wanted.then_some(wish));
        self.switch(mode, mode);
        if wanted { [wish.keep, wish.ask].concat() } else { wish.take_back.to_owned() }
    }

    /// The sequence that changes the output mode, with what leaving will take from now on.
    pub fn switch(&self, from: OutputMode, to: OutputMode) -> String {
        if let Some(restore) = RESTORE.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
            restore.leave = self.leaving(to);
        }
        format!("{}{}", from.leave(), to.enter())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// A panic in any thread gives the terminal back before its report is printed, and ends the process: going on would draw
/// over the report.
fn install_panic_hook() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            report(info);
            eprintln!("qari: this is a defect in qari; the terminal has been restored. Please report the lines above.");
            std::process::exit(101);
        }));
    });
}
