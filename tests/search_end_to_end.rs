//! Proves that searching works on a terminal: what is typed shows at once, Esc gives the screen back, patterns are
//! remembered between runs, and a state folder that cannot be written to is no obstacle.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Pty, Scratch, Start, picture, sample, status, text_rows};

fn open(name: &str, state: &Scratch) -> Pty {
    let pty = Start::new(&[sample(name)]).variable("XDG_STATE_HOME", state.path().to_str().unwrap()).spawn();
    pty.ready();
    pty.settle();
    pty
}

/// Cells of the screen that are painted underlined and bold: the hit stepped to.
fn current(screen: &vt100::Screen) -> usize {
    let (rows, columns) = (screen.size().0.get(), screen.size().1.get());
    let cells = (0..rows - 1).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
    cells.filter(|cell| cell.underline() && cell.bold() && cell.bgcolor() != vt100::Color::Default).count()
}

#[test]
fn hits_show_while_typing_and_escape_gives_the_screen_back() {
    let state = Scratch::new();
    let pty = open("ar", &state);
    let before = pty.rows();
    pty.send("/");
    pty.wait_text("t tashkeel");
    pty.send("دجله");
    pty.wait_status("1/");
    assert!(pty.look(current) >= 4, "{}", pty.look(picture));
    pty.send("\x1bt");
    pty.wait_text("○ t tashkeel");
    pty.send("\x1b");
    pty.wait_for("the screen of before", |screen| common::rows(screen) == before);
    pty.quit();
}

#[test]
fn a_pattern_is_kept_for_the_next_run() {
    let state = Scratch::new();
    let pty = open("ar", &state);
    pty.send("/دجلة\r");
    pty.wait_status("1/");
    pty.send("n");
    pty.settle();
    pty.quit();
    let kept = std::fs::read_to_string(state.path().join("qari/search-history")).unwrap();
    assert_eq!(kept, "دجلة\n");
    let pty = open("ar", &state);
    pty.send("/\x1b[A");
    pty.wait_status("1/");
    pty.send("\r");
    pty.settle();
    assert!(pty.look(current) > 0, "{}", pty.look(picture));
    pty.quit();
}

#[test]
fn where_nothing_can_be_kept_it_is_said_and_reading_goes_on() {
    let files = Scratch::new();
    let pty =
        Start::new(&[sample("ar")]).variable("XDG_STATE_HOME", files.file("no-folder", "").to_str().unwrap()).spawn();
    pty.ready();
    pty.send("/دجلة\r");
    pty.wait_status("patterns are not kept");
    pty.type_and_see("j");
    pty.quit();
}

#[test]
fn narrowing_and_the_list_of_hits_are_a_key_away() {
    let state = Scratch::new();
    let pty = open("ar", &state);
    let before = pty.look(text_rows);
    pty.send("&دجلة\r");
    pty.wait_status("&");
    pty.wait_for("other rows", |screen| text_rows(screen) != before);
    pty.send("&\r");
    pty.wait_for("all rows", |screen| text_rows(screen) == before);
    pty.send("/دجلة\rO");
    pty.wait_text("by place");
    pty.send("s");
    pty.wait_text("by what follows");
    pty.send("\r");
    pty.wait_for("the text again", |screen| !picture(screen).contains("by what follows") && current(screen) > 0);
    assert!(pty.look(status).contains('/'));
    pty.quit();
}
