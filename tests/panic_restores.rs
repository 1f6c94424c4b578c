//! A panic gives the terminal back before its report is printed: a child of this very test panics on a pseudo-terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use qari::terminal::mode::OutputMode;
use qari::terminal::screen::{MOUSE, Screen, keyboard};
use std::io::Read;

const CHILD: &str = "QARI_TEST_PANIC";

/// Not a test of its own: what the child does.
#[test]
fn child() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let _screen = Screen::take(keyboard().unwrap(), OutputMode::Explicit, vec![MOUSE]).unwrap();
    panic!("a defect made for this test");
}

#[test]
fn the_terminal_is_back_before_the_report() {
    let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
    let before = format!("{:?}", pair.master.get_termios().unwrap());
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--nocapture", "--test-threads=1"]);
    command.env(CHILD, "1");
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    // The slave stays open here until all is read: its settings are looked at afterwards.
    let reading = std::thread::spawn(move || {
        let (mut bytes, mut chunk) = (Vec::new(), [0u8; 4096]);
        while let Ok(count) = reader.read(&mut chunk) {
            bytes.extend_from_slice(&chunk[..count]);
            if count == 0 || bytes.windows(20).any(|window| window == b"has been restored. P") {
                break;
            }
        }
        bytes
    });
    let status = child.wait().unwrap();
    let bytes = reading.join().unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert_eq!(status.exit_code(), 101, "{text}");
    let at = |piece: &str| text.find(piece).unwrap_or_else(|| panic!("no {piece:?} in {text:?}"));
    let report = at("a defect made for this test");
    for sequence in
        ["\x1b[8h", "\x1b[0 k", "\x1b[?1243h", "\x1b[?1000l", "\x1b[?2004l", "\x1b[?7h", "\x1b[?25h", "\x1b[?1049l"]
    {
        assert!(at(sequence) < report, "{sequence:?} comes behind the report");
    }
    assert_eq!(format!("{:?}", pair.master.get_termios().unwrap()), before);
}
