//! The terminal outside tmux, as tmux tells it.
//!
//! tmux asks the terminal it is attached to for its name (XTVERSION) and keeps the answer as `client_termtype`.
//! In: nothing but `$TMUX`, which the client reads. Out: what the terminal calls itself. It starts a process and waits for
//! it, so it belongs in a thread, behind the first frame. It must not know what follows from the name.

use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often it is looked whether the process has ended.
const STEP: Duration = Duration::from_millis(5);

/// What tmux says of the terminal it is attached to; `None` where it says nothing within `limit`.
#[must_use]
pub fn of_tmux(limit: Duration) -> Option<String> {
    let mut client = Command::new("tmux")
        .args(["display-message", "-p", "#{client_termtype}"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let end = Instant::now() + limit;
    while client.try_wait().ok()?.is_none() {
        if Instant::now() > end {
            // It is ours, and of no use any more.
            let _ = client.kill();
            let _ = client.wait();
            return None;
        }
        thread::sleep(STEP);
    }
    let said = String::from_utf8(client.wait_with_output().ok()?.stdout).ok()?;
    let said = said.trim();
    (!said.is_empty()).then(|| said.to_owned())
}
