//! Entities on a terminal: the panel finds its place, previews, jumps and goes; corrections outlive the reader and can be
//! exported.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Pty, Scratch, Start, picture, rows, run_command, sample};
use std::process::Command;

const ESC: &str = "\x1b";

/// The Arabic sample on a wide screen, its entities found.
fn open(home: Option<&Scratch>) -> Pty {
    let mut start = Start::new(&[sample("ar")]).size(100, 30);
    if let Some(home) = home {
        start = start.variable("XDG_STATE_HOME", home.path().to_str().unwrap());
    }
    let pty = start.spawn();
    pty.ready();
    pty
}

/// The column of the panel's border, where there is a panel: a line that goes through all rows but the status line.
fn border(screen: &vt100::Screen) -> Option<u16> {
    let (height, width) = screen.size();
    let (height, width) = (height.get(), width.get());
    // The scrollbar of a right-to-left article is the first column.
    (1..width).find(|&column| {
        (0..height - 1).all(|row| screen.cell(row, column).is_some_and(|cell| matches!(cell.contents(), "│" | "┃")))
    })
}

/// Open the panel and wait for entities in it.
fn open_panel(pty: &Pty) {
    pty.send("e");
    pty.wait_for("a panel with entities", |screen| {
        let Some(column) = border(screen) else { return false };
        let panel = rows(screen).into_iter().map(|row| row.chars().take(usize::from(column)).collect::<String>());
        panel.filter(|row| row.contains(|c: char| c.is_ascii_digit())).count() > 8
    });
}

/// The first line of text beside the panel.
fn first_line(screen: &vt100::Screen) -> String {
    let column = border(screen).map_or(0, usize::from);
    rows(screen)[1].chars().skip(column + 1).collect::<String>().trim().to_owned()
}

#[test]
fn the_panel_opens_where_lines_end_and_leaves_the_text_as_it_was() {
    let pty = open(None);
    let before = pty.look(rows);
    assert_eq!(pty.look(border), None, "{}", pty.look(picture));
    open_panel(&pty);
    // Lines of a right-to-left article end at the left.
    assert!(pty.look(border).is_some_and(|column| column < 50), "{}", pty.look(picture));
    pty.send("e");
    pty.wait_for("the text as it was", |screen| rows(screen)[..29] == before[..29]);
    pty.quit();
}

#[test]
fn moving_in_the_panel_previews_and_escape_goes_back() {
    let pty = open(None);
    pty.send("g");
    pty.settle();
    open_panel(&pty);
    let first = pty.look(first_line);
    // The last entity of the list is mentioned far behind the beginning.
    pty.settle();
    pty.send("G");
    pty.wait_for("another place of the text", |screen| first_line(screen) != first);
    pty.send(ESC);
    pty.wait_for("the beginning", |screen| first_line(screen) == first);
    pty.quit();
}

#[test]
fn a_window_too_narrow_has_no_panel_until_it_is_wide() {
    let pty = open(None);
    pty.send("e");
    pty.wait_for("the panel", |screen| border(screen).is_some());
    pty.resize(40, 30);
    pty.wait_for("no panel", |screen| border(screen).is_none());
    pty.resize(100, 30);
    pty.wait_for("the panel again", |screen| border(screen).is_some());
    pty.quit();
}

#[test]
fn a_correction_outlives_the_reader_and_is_exported() {
    let state = Scratch::new();
    let step_to_person = |pty: &Pty| {
        open_panel(pty);
        pty.send("e]p");
        pty.settle();
    };
    let pty = open(Some(&state));
    step_to_person(&pty);
    pty.send(":rename Reader One\r");
    pty.settle();
    pty.quit();

    let exported = |command: &str| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_qari"));
        run.args([command, &sample("ar").display().to_string()]);
        run_command(run, b"", &[("XDG_STATE_HOME", state.path().to_str().unwrap())])
    };
    let run = exported("corrections");
    let kept = run.ok();
    assert!(
        kept.starts_with("# ") && kept.contains("do = \"rename\"") && kept.contains("name = \"Reader One\""),
        "{kept}"
    );
    assert!(exported("entities").ok().contains("Reader One"));

    let pty = open(Some(&state));
    step_to_person(&pty);
    pty.send("i");
    pty.wait_text("Reader One");
    pty.send("i");
    pty.settle();
    pty.quit();
}

#[test]
fn a_language_without_names_is_said_in_the_panel() {
    let text = "Der Markt öffnet wieder am 12. Mai 2024, wie der Verein mitteilte, und die Händler freuen sich auf die \
                Gäste aus der Stadt und dem Umland. Die Stände bleiben bis in den Abend offen.\n";
    let pty = Start::new(&["markt.txt"]).file("markt.txt", text).size(120, 24).spawn();
    pty.ready();
    pty.send("e");
    pty.wait_text("language without names");
    pty.quit();
}

#[test]
fn a_text_without_entities_says_none() {
    let listed = |types: &[&str]| {
        let mut run = Command::new(env!("CARGO_BIN_EXE_qari"));
        run.args(["entities", "-"]).args(types);
        run_command(run, "وصل أمس.\n".as_bytes(), &[]).ok().to_owned()
    };
    assert!(listed(&["--types", "ORG"]).ends_with("(ar)\nnone\n"), "{}", listed(&[]));
    // A program is told by an empty list.
    assert!(!listed(&["--types", "ORG", "--format", "jsonl"]).contains("none"));
}
