//! Signals as events.
//!
//! In: a place to send to. Out: a thread that reports resizes, stops, continuations and requests to end. A request to end
//! that is not heeded within a second, as when the reader is stuck, gives the terminal back and ends the process here.
//! It must not know what is done about them.

use super::screen;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::io;
use std::thread;
use std::time::Duration;

/// A signal that concerns the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The window has another size.
    Resize,
    /// Stop until continued.
    Suspend,
    /// Running again.
    Continue,
    /// End, by this signal.
    End(i32),
}

/// Time a request to end is given.
const GRACE: Duration = Duration::from_secs(1);

/// Catch signals from now on; what comes is kept until somebody listens. To be called before the terminal is taken, so
/// that no signal can end the process with the terminal in its hands.
///
/// # Errors
/// Where a handler cannot be installed.
pub fn catch() -> io::Result<Signals> {
    Signals::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT])
}

/// Report caught signals to `send` until it returns false.
///
/// # Errors
/// Where no thread can be had.
pub fn listen(mut signals: Signals, send: impl Fn(Signal) -> bool + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let heard = send(match signal {
                SIGWINCH => Signal::Resize,
                SIGTSTP => Signal::Suspend,
                SIGCONT => Signal::Continue,
                other => Signal::End(other),
            });
            if matches!(signal, SIGTERM | SIGHUP | SIGINT) {
                thread::sleep(GRACE);
                screen::restore();
                let _ = emulate_default_handler(signal);
            }
            if !heard {
                break;
            }
        }
    })?;
    Ok(())
}

/// Stop the process as SIGTSTP does; returns when it is continued.
pub fn stop() {
    let _ = emulate_default_handler(SIGTSTP);
}

/// End the process as `signal` does, so that the parent sees what it was.
pub fn end_by(signal: i32) {
    let _ = emulate_default_handler(signal);
}
