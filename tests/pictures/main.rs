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
mod terminals;
mod window;

use cases::Case;
use oracle::Oracle;
use terminals::Terminal;
use window::{Window, missing};

/// Open every case in a terminal; `wrong` is a mode that does not read right in it.
fn reads_right(terminal: Terminal, wrong: &str) {
    if missing(terminal, &[]) {
        return;
    }
    let mut window = Window::open(terminal);
    let oracle = Oracle::new(&mut window, cases::characters());
    for case in cases::ALL {
        case.read(&mut window, &oracle).unwrap_or_else(|error| panic!("{error}"));
        window.close();
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
