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
    // The first letter alone has hits already.
    pty.wait_for("the word as the hit", |screen| status(screen).contains("1/") && current(screen) >= 4);
    pty.send("\x1bt");
    pty.wait_text("○ t tashkeel");
    pty.send("\x1b");
    pty.wait_for("the screen of before", |screen| common::rows(screen) == before);
    pty.quit();
}

/// The column of the cursor in the status row: of the one cell there that is painted in reverse.
fn cursor(screen: &vt100::Screen) -> Option<u16> {
    let row = screen.size().0.get() - 1;
    let mut reversed = (0..screen.size().1.get()).filter(|at| screen.cell(row, *at).is_some_and(vt100::Cell::inverse));
    reversed.next().filter(|_| reversed.next().is_none())
}

#[test]
fn a_pattern_is_edited_in_its_middle() {
    let state = Scratch::new();
    let pty = open("ar", &state);
    pty.send("/\x1b[200~دلة\x1b[201~");
    // The end of the pattern is at its left, beside the sign.
    pty.wait_for("the cursor at the end", |screen| cursor(screen) == Some(1));
    // Two letters to the right; the one that was forgotten.
    pty.send("\x1b[C\x1b[C");
    pty.wait_for("the cursor on the second letter", |screen| cursor(screen) == Some(3));
    pty.send("ج");
    pty.wait_status("1/");
    pty.wait_for("the cursor where it was", |screen| cursor(screen) == Some(3));
    assert!(pty.look(current) >= 4 && pty.look(vt100::Screen::hide_cursor), "{}", pty.look(picture));
    assert_eq!(
        pty.look(vt100::Screen::cursor_position),
        (23, 3),
        "those who follow the terminal's cursor find it there"
    );
    // Home is the right end, a word to the left of it the left one; what is typed there is taken back again.
    pty.send("\x1b[Hو\x1b[1;5D ي");
    pty.wait_for("a letter at both ends", |screen| status(screen).starts_with("/ ﻱ ") && status(screen).contains('ﻭ'));
    pty.send("\x7f\x7f\x01\x04\r");
    pty.wait_status("1/");
    pty.quit();
    assert_eq!(std::fs::read_to_string(state.path().join("qari/search-history")).unwrap(), "دجلة\n");
}

#[test]
fn a_long_line_is_shown_where_its_cursor_is() {
    let state = Scratch::new();
    let pty = open("ar", &state);
    let long = "كلمة ".repeat(30);
    pty.send(format!(":\x1b[200~note {long}end\x1b[201~"));
    // Right-to-left text ends at the left.
    pty.wait_for("the end", |screen| status(screen).starts_with(":note  end") && cursor(screen) == Some(6));
    pty.send("\x01");
    pty.wait_for("the beginning of the command", |screen| cursor(screen) == Some(1));
    // Word by word through the command and what follows: always seen.
    for _ in 0..31 {
        let before = pty.look(|screen| (cursor(screen), status(screen)));
        pty.send("\x1bf");
        pty.wait_for("the next word", |screen| cursor(screen).is_some() && (cursor(screen), status(screen)) != before);
    }
    pty.send("\x1bf");
    pty.wait_for("the end", |screen| cursor(screen) == Some(6));
    assert!(pty.look(status).starts_with(":note  end"), "{}", pty.look(picture));
    pty.send("\x15");
    pty.wait_for("nothing", |screen| status(screen).trim() == ":" && cursor(screen) == Some(1));
    pty.send("\x7f");
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
    pty.wait_text("patterns are not kept");
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
