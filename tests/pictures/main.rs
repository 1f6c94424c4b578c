//! Proves by picture that articles read right in real terminals, each in a window on a screen of its own (Xvfb).
//!
//! qari opens articles in the mode it finds by itself, and every cell of every line has to show the character that
//! FriBidi puts there, compared with a picture of that character drawn alone in the same terminal. In VTE, which orders
//! and joins by itself, the lines also have to equal, pixel for pixel, what VTE makes of the same text in logical order.
//! In each terminal a mode that is wrong there is tried too, and has to be found wrong.
//!
//! | file | what |
//! |---|---|
//! | [`terminals`] | how each terminal is started |
//! | [`window`] | a terminal on a screen of its own, and what runs in it |
//! | [`picture`] | pictures cut into cells |
//! | [`expected`] | what is to be seen, by FriBidi |
//! | [`stretch`] | the same where a terminal joins and places letters by itself |
//! | [`raw`] | what VTE makes of the same text by itself |
//! | [`oracle`] | whether it is |
//! | [`cases`] | the articles, and what is done with them |
//!
//! A terminal that is not installed is skipped with a word about it, unless `PICTURES_REQUIRED` names its program. The last
//! picture of a failure is kept in `target/tmp`. `PICTURES_KEPT` names a folder where pictures of successes are kept too.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod expected;
mod oracle;
mod picture;
mod raw;
mod stretch;
mod terminals;
mod window;

use cases::{Case, Shown};
use oracle::Oracle;
use terminals::Terminal;
use window::{Window, missing};

/// Whether a terminal is also tried with tmux in it: what tells mlterm to leave order alone does not pass through tmux.
fn has_tmux(terminal: Terminal) -> bool {
    terminal != Terminal::Mlterm && !missing(terminal, &["tmux"])
}

/// Open every case in a terminal; `wrong` is a mode that does not read right in it.
fn reads_right(terminal: Terminal, wrong: &str) {
    if missing(terminal, &[]) {
        return;
    }
    let mut window = Window::open(terminal);
    let oracle = Oracle::new(&mut window, cases::characters(terminal));
    let right = |result: Result<Shown, String>| result.unwrap_or_else(|error| panic!("{error}"));
    for case in cases::ALL {
        let shown = right(case.read(&mut window, &oracle));
        window.close();
        if terminal == Terminal::Vte && case.is_text() {
            raw::equals(&mut window, case, &shown).unwrap_or_else(|error| panic!("{error}"));
        }
    }
    if terminal.makes_letters_of_alt() {
        right(Case::ALT.read(&mut window, &oracle));
        window.close();
    }
    window.tmux = has_tmux(terminal);
    if window.tmux {
        for case in cases::ALL {
            right(case.read(&mut window, &oracle));
            window.close();
        }
        window.tmux = false;
    }
    Case::MIXED.read_wrong(&mut window, &oracle, wrong).unwrap_or_else(|error| panic!("{error}"));
    window.close();
}

#[test]
fn xterm() {
    reads_right(Terminal::Xterm, "logical");
}

#[test]
fn vte() {
    reads_right(Terminal::Vte, "visual");
}

#[test]
fn mlterm() {
    reads_right(Terminal::Mlterm, "visual");
}

#[test]
fn alacritty() {
    reads_right(Terminal::Alacritty, "logical");
}

#[test]
fn konsole() {
    reads_right(Terminal::Konsole, "visual");
}

#[test]
fn kitty() {
    reads_right(Terminal::Kitty, "visual");
}

#[test]
fn foot() {
    reads_right(Terminal::Foot, "logical");
}
