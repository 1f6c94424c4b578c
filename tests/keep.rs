//! What is kept, seen from outside: reading goes on where it stopped, `qari notes`, `qari history`, `qari forget`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Pty, QARI, Run, Scratch, Start, percent, run_command, sample_text, text_rows};
use std::path::Path;
use std::process::Command;

fn qari(state: &Path, arguments: &[&str], input: &[u8]) -> Run {
    let mut command = Command::new(QARI);
    command.args(arguments);
    run_command(command, input, &[("XDG_STATE_HOME", state.to_str().unwrap())])
}

fn read(state: &Path, arguments: &[&str]) -> Pty {
    let pty = Start::new(arguments).variable("XDG_STATE_HOME", state.to_str().unwrap()).spawn();
    pty.ready();
    pty
}

/// Nothing was listed, and that is said.
#[track_caller]
fn is_empty(run: &Run) {
    assert_eq!((run.code, run.text()), (Some(0), ""));
    assert!(run.errors().contains("kept"), "{}", run.errors());
}

/// An article long enough to be scrolled through.
fn long() -> String {
    let mut text = sample_text("ar");
    for number in 0..60 {
        text.push_str(&format!("\nفقرة رقم {number} من مقال طويل عن البحر والجبل والناس الذين يسكنون بينهما.\n"));
    }
    text
}

fn at(pty: &Pty) -> u8 {
    pty.look(|screen| percent(screen).unwrap())
}

#[test]
fn reading_goes_on_where_it_stopped_by_path_and_by_content() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", long());
    let file = file.to_str().unwrap();
    let pty = read(&state, &[file]);
    pty.type_and_see("50%");
    pty.settle();
    let (rows, percent_read) = (pty.look(text_rows), at(&pty));
    pty.quit();
    let there = |rows: &[String]| {
        let rows = rows.to_vec();
        move |screen: &vt100::Screen| text_rows(screen) == rows
    };
    let pty = read(&state, &[file]);
    pty.wait_for("the same rows", there(&rows));
    pty.quit();
    // The same text elsewhere.
    let copy = scratch.file("b.txt", long());
    let pty = read(&state, &[copy.to_str().unwrap()]);
    pty.wait_for("the same rows", there(&rows));
    pty.quit();
    // The file has grown at its beginning: the place is found by what stands there.
    scratch.file("a.txt", format!("سطر جديد.\n\nوسطر آخر.\n\n{}", long()));
    let pty = read(&state, &[file]);
    pty.wait_for("the same first row", |screen| text_rows(screen).first() == rows.first());
    pty.quit();
    // Asked to, it opens at the beginning, and keeps the place as long as nothing is read.
    let pty = read(&state, &["--no-resume", copy.to_str().unwrap()]);
    pty.settle();
    assert!(at(&pty) < percent_read);
    pty.quit();
    let pty = read(&state, &[copy.to_str().unwrap()]);
    pty.wait_for("the same rows", there(&rows));
    pty.quit();
}

#[test]
fn a_note_is_placed_by_its_paragraph_in_code_points() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", "عنوان قصير\n\nقُرِئ الخبر في المدينة.\n\nثم جاء غيره.\n");
    let file = file.to_str().unwrap();
    let pty = read(&state, &[file]);
    // The cursor alone goes from word to word: the third one on is the second of the second paragraph.
    pty.send("vvwwwK");
    pty.wait_status("bookmark (Enter: ");
    pty.send("here\r");
    pty.wait_status("bookmark: here");
    pty.quit();
    let json = qari(&state, &["notes", "--format", "json", file], b"");
    let listing: serde_json::Value = serde_json::from_str(json.ok()).unwrap();
    let extracted: serde_json::Value =
        serde_json::from_str(qari(&state, &["extract", "--format", "json", file], b"").ok()).unwrap();
    let note = &listing["notes"][0];
    let paragraph = usize::try_from(note["paragraph"].as_u64().unwrap()).unwrap();
    let text = extracted["paragraphs"][paragraph]["text"].as_str().unwrap();
    let offset = usize::try_from(note["offset"].as_u64().unwrap()).unwrap();
    let rest: String = text.chars().skip(offset).collect();
    assert!(paragraph == 1 && offset > 0 && rest.starts_with(note["quote"].as_str().unwrap()), "{listing}");
    let csv = qari(&state, &["notes", "--format", "csv", file], b"");
    assert!(csv.ok().lines().nth(1).unwrap().ends_with(&format!(",false,1,{offset}")), "{}", csv.text());
}

#[test]
fn what_is_typed_before_anything_is_seen_goes_on_where_reading_stopped() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", long());
    let file = file.to_str().unwrap();
    let pty = read(&state, &[file]);
    pty.type_and_see("40%");
    pty.settle();
    let stopped = at(&pty);
    pty.quit();
    let start = || Start::new(&[file]).variable("XDG_STATE_HOME", state.to_str().unwrap()).spawn();
    for _ in 0..3 {
        let mut pty = start();
        pty.send("q");
        assert!(pty.wait_exit().success());
        let history = qari(&state, &["history", "--format", "json"], b"");
        let entry: serde_json::Value = serde_json::from_str(history.ok().trim()).unwrap();
        assert_eq!(entry["percent"], stopped, "{entry}");
    }
    let pty = start();
    pty.send(" ");
    pty.wait_for("a page on", |screen| percent(screen).is_some_and(|now| now > stopped));
    pty.quit();
}

#[test]
fn what_was_deleted_comes_back_one_after_the_other_and_is_kept() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", long());
    let file = file.to_str().unwrap();
    let pty = read(&state, &[file]);
    pty.send("vwwwH");
    pty.wait_status("highlighted");
    pty.send("aاقرأها ثانية\r");
    pty.wait_status("note kept");
    pty.send("mب");
    pty.wait_status("marked");
    pty.send("Kهنا\r");
    pty.wait_status("bookmark: ");
    let listed = |screen: &vt100::Screen| {
        let rows = text_rows(screen);
        rows.iter().skip(3).filter(|row| ["yellow", "mark ", "bookmark"].iter().any(|kind| row.contains(kind))).count()
    };
    pty.send("B");
    pty.wait_for("the list", |screen| listed(screen) == 3);
    let all = pty.look(text_rows);
    for left in [2, 1, 0] {
        pty.send("gX");
        pty.wait_for("one less", |screen| listed(screen) == left);
        pty.wait_status("U brings it back");
    }
    for back in [1, 2, 3] {
        pty.send("U");
        pty.wait_for("one more", |screen| listed(screen) == back);
        pty.wait_status("back again: ");
    }
    pty.wait_for("all of them", |screen| text_rows(screen) == all);
    pty.send("U");
    pty.wait_status("nothing was deleted here");
    pty.send("q");
    pty.quit();
    let markdown = qari(&state, &["notes", file], b"").ok().to_owned();
    assert!(markdown.contains("اقرأها ثانية") && markdown.contains("**هنا**"), "{markdown}");
    let pty = read(&state, &[file]);
    pty.send("'ب");
    pty.settle();
    assert!(!pty.look(common::status).contains("no mark"));
    pty.quit();
}

#[test]
fn a_highlight_made_in_the_reader_is_exported_and_comes_back() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", long());
    let file = file.to_str().unwrap();
    let pty = read(&state, &[file]);
    pty.send("vwwwH");
    pty.wait_status("highlighted");
    pty.send("aanother");
    pty.send("\x15*so* <b>\r");
    pty.wait_status("note kept");
    pty.send("K");
    pty.wait_status("bookmark (Enter: ");
    pty.send("here\r");
    pty.wait_status("bookmark: here");
    pty.quit();
    for sources in [&[file][..], &[]] {
        let json = qari(&state, &[&["notes", "--format", "json"], sources].concat(), b"");
        let listing: serde_json::Value = serde_json::from_str(json.ok()).unwrap();
        let notes = listing["notes"].as_array().unwrap();
        let kinds: Vec<_> = notes.iter().map(|note| note["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["highlight", "bookmark"], "{listing}");
        assert_eq!((&notes[0]["note"], &notes[0]["colour"]), (&"*so* <b>".into(), &"yellow".into()));
        assert_eq!(notes[1]["name"], "here");
        assert!(long().contains(notes[0]["quote"].as_str().unwrap()));
        // Where the article is read, in which of its paragraphs, too.
        let place = |note: &serde_json::Value| Some((note["paragraph"].as_u64()?, note["offset"].as_u64()?));
        let read = !sources.is_empty();
        assert_eq!(notes.iter().map(place).collect::<Vec<_>>(), [read.then_some((0, 0)); 2], "{listing}");
    }
    let markdown = qari(&state, &["notes", file], b"");
    assert!(markdown.ok().contains("\\*so\\* \\<b\\>") && markdown.ok().starts_with("# "), "{}", markdown.text());
    assert_eq!(qari(&state, &["notes", "--format", "csv"], b"").ok().lines().count(), 3);
    // The paragraph is gone: the highlight is lost, not dropped.
    let text = long();
    scratch.file("a.txt", &text[text.find("\n\n").unwrap()..]);
    let json = qari(&state, &["notes", "--format", "json", file], b"");
    let listing: serde_json::Value = serde_json::from_str(json.ok()).unwrap();
    assert_eq!((&listing["notes"][0]["lost"], &listing["notes"][0]["paragraph"]), (&true.into(), &().into()));
    let pty = read(&state, &[file]);
    pty.send("B");
    pty.wait_text("lost");
    pty.send("q");
    pty.quit();
}

#[test]
fn history_lists_what_was_read_and_forget_forgets_it() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let (a, b) = (scratch.file("a.txt", long()), scratch.file("b.txt", sample_text("en")));
    let (a, b) = (a.to_str().unwrap(), b.to_str().unwrap());
    is_empty(&qari(&state, &["history"], b""));
    is_empty(&qari(&state, &["notes"], b""));
    assert!(!state.exists(), "looking makes nothing");
    for file in [a, b] {
        let pty = read(&state, &[file]);
        pty.send("ma");
        pty.settle();
        pty.quit();
    }
    let pty = read(&state, &[a]);
    pty.send("vwwH");
    pty.wait_status("highlighted");
    pty.quit();
    let history = qari(&state, &["history", "--format", "json"], b"");
    let read_now: Vec<serde_json::Value> =
        history.ok().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<_> = read_now.iter().map(|entry| entry["path"].as_str().unwrap().to_owned()).collect();
    let real = |path: &str| std::fs::canonicalize(path).unwrap().to_str().unwrap().to_owned();
    assert!(paths.len() == 2 && paths.contains(&real(a)) && paths.contains(&real(b)), "{paths:?}");
    assert_eq!(qari(&state, &["history"], b"").ok().lines().count(), 2);
    // What the reader made stays until that is asked for, too.
    let forgotten = qari(&state, &["forget", a], b"");
    assert_eq!((forgotten.code, forgotten.text()), (Some(0), "articles forgotten: 1\n"));
    assert!(forgotten.errors().contains("one highlight or bookmark is still kept"), "{}", forgotten.errors());
    assert_eq!(qari(&state, &["history"], b"").ok().lines().count(), 1);
    assert!(qari(&state, &["notes", a], b"").ok().contains("> "));
    assert_eq!(
        qari(&state, &["forget", "--all", "--notes"], b"").ok(),
        "articles forgotten: 1, highlights and bookmarks forgotten: 1\n"
    );
    is_empty(&qari(&state, &["history"], b""));
    is_empty(&qari(&state, &["notes"], b""));
    // Nothing of it is left in the file.
    let bytes = std::fs::read(state.join("qari/qari.db")).unwrap();
    assert!(!common::contains(&bytes, "خزانة".as_bytes()) && !common::contains(&bytes, b"a.txt"));
    assert_eq!(qari(&state, &["forget"], b"").code, Some(2));
    // A file that is gone is known by its path.
    let pty = read(&state, &[b]);
    pty.settle();
    pty.quit();
    std::fs::remove_file(b).unwrap();
    assert_eq!(qari(&state, &["forget", b], b"").ok(), "articles forgotten: 1\n");
}

#[test]
fn without_history_nothing_about_reading_is_kept() {
    let scratch = Scratch::new();
    let state = scratch.path().join("state");
    let file = scratch.file("a.txt", long());
    let pty = Start::new(&[file.to_str().unwrap()])
        .variable("XDG_STATE_HOME", state.to_str().unwrap())
        .config("history = false\n")
        .spawn();
    pty.ready();
    pty.type_and_see("G");
    pty.quit();
    is_empty(&qari(&state, &["history"], b""));
}

#[test]
fn a_pipe_is_known_by_its_text() {
    let scratch = Scratch::new();
    let (state, file) = (scratch.path().join("state"), scratch.file("a.txt", long()));
    let command = format!("cat {} | {QARI}", file.display());
    let piped = || {
        let start = Start::program("/bin/sh", &["-c", &command]);
        let pty = start.variable("XDG_STATE_HOME", state.to_str().unwrap()).spawn();
        pty.ready();
        pty
    };
    let pty = piped();
    pty.type_and_see("G");
    pty.settle();
    let rows = pty.look(text_rows);
    pty.quit();
    let pty = piped();
    pty.wait_for("the same rows", |screen| text_rows(screen) == rows);
    pty.quit();
}
