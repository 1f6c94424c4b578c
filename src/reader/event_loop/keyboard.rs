//! The keyboard, read in a thread of its own.
//!
//! In: the terminal keys come from. Out: events, until the reader leaves or the terminal is gone. It must not know what keys
//! do.

use super::Event;
use crate::terminal::input::Decoder;
use crate::terminal::probe;
use std::io;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

/// Time a lone ESC is given to become a sequence; longer while the terminal owes answers, whose pieces must not be taken
/// for keys.
const ESCAPE_WAIT: Duration = Duration::from_millis(40);
const ANSWER_WAIT: Duration = Duration::from_millis(400);

/// What the keyboard thread and the shell tell each other.
#[derive(Debug)]
pub(super) struct Keyboard {
    /// The terminal owes answers.
    pub(super) awaiting: AtomicBool,
    /// The reader leaves: what is typed from now on is for the shell.
    pub(super) leaving: AtomicBool,
}

/// Read the keyboard in a thread of its own.
pub(super) fn read_keys(from: OwnedFd, keyboard: Arc<Keyboard>, sender: Sender<Event>) -> io::Result<()> {
    thread::Builder::new().name("keyboard".into()).spawn(move || {
        let mut decoder = Decoder::default();
        let mut inputs = Vec::new();
        let mut bytes = [0u8; 4096];
        loop {
            let limit = decoder
                .pending()
                .then(|| if keyboard.awaiting.load(Ordering::Relaxed) { ANSWER_WAIT } else { ESCAPE_WAIT });
            let ready = probe::wait(&from, limit);
            if keyboard.leaving.load(Ordering::Relaxed) {
                return;
            }
            match ready.and_then(|ready| if ready { probe::read(&from, &mut bytes).map(Some) } else { Ok(None) }) {
                Ok(Some(0)) | Err(_) => {
                    let _ = sender.send(Event::Closed);
                    return;
                }
                Ok(Some(count)) => decoder.feed(&bytes[..count], &mut inputs),
                Ok(None) => decoder.flush(&mut inputs),
            }
            for input in inputs.drain(..) {
                if sender.send(Event::Input(input)).is_err() {
                    return;
                }
            }
        }
    })?;
    Ok(())
}
