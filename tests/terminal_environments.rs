//! Proves that qari finds out what it is running in, wherever that is: by answers, by the environment, inside multiplexers,
//! far away, on dumb terminals and on none; that it says so (`qari doctor`), can be told otherwise, and remembers what a
//! reader told it; and that no answer of the terminal is ever left for the shell.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{Answers, Pty, Start, contains, picture, position, rows, run, sample, status, text_rows};
use std::fs;
use std::time::{Duration, Instant};

const MODES: [&str; 7] = ["visual", "explicit", "runs", "words", "mlterm", "lro", "logical"];

fn named(version: &'static str) -> Answers {
    Answers { version: Some(version), ..Answers::default() }
}

/// Wait until the output mode is that one and the status row says so, behind any message there was.
#[track_caller]
fn in_mode(pty: &Pty, mode: &str) {
    pty.ready();
    pty.settle();
    pty.wait_status(&format!("← {mode}"));
}

/// A terminal that answers nothing, with these variables.
fn silent(variables: &[(&str, &str)]) -> Pty {
    let start = Start::new(&[sample("ar")]).answers(Answers::none());
    variables.iter().fold(start, |start, (name, value)| start.variable(name, value)).spawn()
}

/// What `qari doctor` says on a terminal.
fn doctor(answers: Answers, variables: &[(&str, &str)]) -> String {
    let start = Start::new(&["doctor"]).answers(answers).size(120, 40);
    let mut pty = variables.iter().fold(start, |start, (name, value)| start.variable(name, value)).spawn();
    assert!(pty.wait_exit().success());
    assert!(pty.is_cooked());
    pty.rows().iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_terminal_that_says_its_name_gets_its_mode_in_one_redraw() {
    for (version, mode) in [
        ("Konsole 22.12.3", "runs"),
        ("kitty(0.26.5)", "words"),
        ("mlterm(3.9.0)", "mlterm"),
        ("XTerm(379)", "visual"),
        ("iTerm2 3.7.0", "runs"),
    ] {
        let pty = Start::new(&[sample("ar")]).answers(named(version)).spawn();
        in_mode(&pty, mode);
        // One frame before the answer, one after it, one for each key of settling.
        let clears = pty.raw().windows(4).filter(|bytes| *bytes == b"\x1b[2J").count();
        assert_eq!(clears, if mode == "visual" { 2 } else { 3 }, "{version}");
        pty.quit();
    }
}

#[test]
fn the_first_frame_waits_for_no_answer() {
    let pty = silent(&[]);
    pty.ready();
    pty.wait_raw("the questions", |raw| contains(raw, b"\x1b[8$p"));
    let raw = pty.raw();
    let (frame, question) = (position(&raw, b"\x1b[?2026l").unwrap(), position(&raw, b"\x1b[8$p").unwrap());
    assert!(frame < question);
    pty.quit();
}

#[test]
fn the_environment_is_the_first_guess() {
    for (variables, mode) in [
        (&[("KONSOLE_VERSION", "221203")][..], "runs"),
        (&[("TERM", "xterm-kitty")], "words"),
        (&[("MLTERM", "3.9.0")], "mlterm"),
        (&[("VTE_VERSION", "7006")], "explicit"),
        (&[("TERM_PROGRAM", "Apple_Terminal")], "runs"),
        (&[("WT_SESSION", "x")], "visual"),
        (&[("SSH_CONNECTION", "a b c d")], "visual"),
        (&[("TERM", "screen.xterm"), ("STY", "1.x")], "visual"),
        (&[("TERM", "linux")], "visual"),
    ] {
        let pty = silent(variables);
        in_mode(&pty, mode);
        pty.quit();
    }
}

#[test]
fn inside_multiplexers_the_terminal_outside_decides() {
    // There is no tmux server to ask: what was inherited is all there is.
    let pty = silent(&[("TMUX", "/nowhere,1,0"), ("TERM", "tmux-256color"), ("VTE_VERSION", "7006")]);
    pty.wait_status("← lro");
    assert!(!contains(&pty.raw(), b"\x1b[8l"), "tmux would swallow it");
    pty.quit();
    // Zellij drops what takes no cell: marks are hidden, and that is said once.
    let pty = silent(&[("ZELLIJ", "0"), ("KONSOLE_VERSION", "221203")]);
    pty.wait_status("does not draw marks");
    assert!(!String::from_utf8_lossy(&pty.raw()).contains('\u{64e}'));
    pty.settle();
    assert!(pty.look(status).contains("← runs"), "{}", pty.look(picture));
    pty.quit();
    let pty = Start::new(&[sample("ar")])
        .answers(Answers::none())
        .variable("ZELLIJ", "0")
        .config("[terminal.zellij]\ntashkeel = \"show\"\n")
        .spawn();
    pty.ready();
    assert!(String::from_utf8_lossy(&pty.raw()).contains('\u{64e}'));
    pty.quit();
}

#[test]
fn the_linux_console_and_dumb_terminals_are_asked_nothing() {
    let pty = silent(&[("TERM", "linux")]);
    pty.ready();
    pty.settle();
    let raw = pty.quit().raw();
    assert!(!contains(&raw, b"\x1b[8$p") && !contains(&raw, b"\x1b[>q") && !contains(&raw, b"\x1b]11"));
    let mut pty = Start::new(&[sample("ar")]).variable("TERM", "dumb").spawn();
    assert!(pty.wait_exit().success());
    assert!(!contains(&pty.raw(), b"\x1b[c"));
}

#[test]
fn no_answer_is_left_for_the_shell() {
    // Quit before anything has been answered: the answers come while qari leaves.
    let answers = Answers { bdsm: Some(1), version: Some("VTE(7600)"), ground: Some([0, 0, 0]), ..Answers::default() };
    let script = format!("'{}' '{}'; cat", common::QARI, sample("ar").display());
    for _ in 0..3 {
        let pty = Start::program("sh", &["-c", &script]).answers(answers.clone()).spawn();
        // Typed ahead, so that it is read with the first key.
        pty.send("q");
        pty.wait_raw("the screen given back", |raw| contains(raw, b"\x1b[?1049l"));
        pty.send("end\n");
        pty.wait_text("end");
        let shown = pty.rows().concat();
        assert!(!shown.contains("7600") && !shown.contains("rgb") && !shown.contains("$y"), "{}", pty.look(picture));
    }
}

#[test]
fn a_terminal_that_answers_nothing_delays_quitting_for_a_moment_only() {
    let pty = silent(&[]);
    pty.ready();
    let begun = Instant::now();
    let pty = pty.quit();
    assert!(begun.elapsed() < Duration::from_secs(10));
    drop(pty);
}

#[test]
fn settings_go_over_what_is_found() {
    let konsole = || Start::new(&[sample("ar")]).answers(named("Konsole 22.12.3"));
    let pty = konsole().config("[terminal.konsole]\nmode = \"logical\"\n").spawn();
    pty.wait_status("← logical");
    pty.quit();
    let pty = konsole().config("mode = \"lro\"\n[terminal.konsole]\nmode = \"logical\"\n").spawn();
    pty.wait_status("← lro");
    pty.quit();
    let pty = konsole().variable("QARI_MODE", "visual").config("[terminal.konsole]\nmode = \"logical\"\n").spawn();
    pty.ready();
    pty.settle();
    assert!(pty.look(status).contains("← visual"), "{}", pty.look(picture));
    pty.quit();
}

#[test]
fn suspending_and_resuming_tells_every_terminal_again() {
    for mode in MODES {
        let file = sample("ar");
        let pty = Start::new(&["--mode", mode, file.to_str().unwrap()]).spawn();
        pty.ready();
        pty.settle();
        let before = pty.rows();
        let sent = pty.raw().len();
        pty.send("\x1a");
        pty.wait_stopped();
        pty.wait_for("the screen left", |screen| !screen.alternate_screen());
        let left = pty.raw().split_off(sent);
        let mode = qari::terminal::mode::OutputMode::from_name(mode).unwrap();
        assert!(mode.leave().is_empty() || contains(&left, mode.leave().as_bytes()));
        let sent = pty.raw().len();
        pty.kill(rustix::process::Signal::CONT);
        pty.wait_for("the same screen again", |screen| screen.alternate_screen() && rows(screen) == before);
        assert!(mode.enter().is_empty() || contains(&pty.raw()[sent..], mode.enter().as_bytes()));
        pty.quit();
    }
}

/// A terminal that is told to send ESC with Alt is asked how it was once for every time that is put back: a second question
/// would be answered with what qari has set.
#[test]
fn what_alt_was_is_put_back() {
    let file = sample("ar");
    let pty = Start::new(&[file.to_str().unwrap()]).variable("XTERM_VERSION", "XTerm(379)").spawn();
    pty.ready();
    pty.send("\x1a");
    pty.wait_stopped();
    pty.kill(rustix::process::Signal::CONT);
    pty.wait_for("the screen again", |screen| screen.alternate_screen());
    pty.kill(rustix::process::Signal::STOP);
    pty.wait_stopped();
    pty.kill(rustix::process::Signal::CONT);
    pty.settle();
    let raw = pty.quit().raw();
    let count = |sequence: &[u8]| raw.windows(sequence.len()).filter(|window| *window == sequence).count();
    assert_eq!((count(b"\x1b[?1036s"), count(b"\x1b[?1036r")), (2, 2));
    assert!(count(b"\x1b[?1036h") >= 2);
}

/// What a terminal holds after a storm of keys and resizes, and after drawing the same anew.
#[test]
fn storms_of_scrolling_highlighting_and_resizing_end_as_a_fresh_draw() {
    for mode in MODES {
        let file = sample("ar");
        let pty = Start::new(&["--mode", mode, file.to_str().unwrap()]).size(100, 24).spawn();
        pty.ready();
        pty.send("jjjkvwwwwW");
        pty.settle();
        // Enough selected; the panel, and out of it again.
        pty.send("ve");
        pty.settle();
        pty.send("jjjj");
        pty.settle();
        pty.send("e");
        pty.resize(70, 30);
        pty.send(" ");
        pty.settle();
        pty.resize(110, 20);
        pty.send("]e]e[ejjTT");
        pty.settle();
        let stored = pty.rows();
        let words = pty.look(text_rows);
        assert!(words.iter().any(|row| !row.is_empty()));
        let sent = pty.raw().len();
        pty.send("\x0c");
        pty.wait_raw("drawn anew", |raw| contains(&raw[sent..], b"\x1b[2J") && raw.ends_with(b"\x1b[?2026l"));
        pty.settle();
        assert_eq!(pty.rows(), stored, "{mode}");
        pty.quit();
    }
}

#[test]
fn doctor_says_what_was_asked_answered_and_decided() {
    let answers = Answers { bdsm: Some(1), version: Some("VTE(7600)"), ground: Some([0, 0, 0]), ..Answers::default() };
    let said = doctor(answers, &[("VTE_VERSION", "7600")]);
    for part in [
        "VTE_VERSION=\"7600\"",
        "a terminal of 120 columns and 40 rows",
        "asked DECRQM 8 (BDSM): 1",
        "asked XTVERSION: VTE(7600)",
        "asked OSC 11 (background): dark",
        "asked DA1: answered",
        "terminal: vte",
        "output mode: explicit, because the terminal knows BDSM",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let said = doctor(Answers::none(), &[("KONSOLE_VERSION", "221203")]);
    assert!(said.contains("asked DA1: no answer") && said.contains("runs, because of KONSOLE_VERSION"), "{said}");
    let said = doctor(Answers::default(), &[("TERM", "linux")]);
    assert!(said.contains("nothing, because TERM is \"linux\""), "{said}");
    let piped = run(&["doctor"]);
    assert!(piped.ok().contains("no terminal; nothing was asked"), "{}", piped.ok());
}

#[test]
fn calibration_asks_keeps_the_answer_and_the_reader_heeds_it() {
    let start = Start::new(&["doctor", "--calibrate", "--interface", "ar"]).answers(named("Konsole 22.12.3"));
    let mut pty = start.size(100, 40).spawn();
    pty.wait_text("which line reads right");
    pty.wait_text("none of them");
    let screen = pty.rows();
    assert!(screen.iter().any(|row| row.contains("سطر")), "{}", pty.look(picture));
    for number in 1..=6 {
        assert!(screen.iter().any(|row| row.starts_with(&number.to_string())), "{number}\n{}", pty.look(picture));
    }
    // Not an answer, then one: the fifth line is that of the mode lro.
    pty.send("x9");
    pty.send("5");
    assert!(pty.wait_exit().success(), "{}", pty.look(picture));
    pty.assert_given_back();
    let file = pty.home.path().join(".local/state/qari/terminals.toml");
    let kept = fs::read_to_string(&file).unwrap();
    assert!(kept.contains("[konsole]") && kept.contains("mode = \"lro\""), "{kept}");
    let reader = Start::new(&[sample("ar")])
        .answers(named("Konsole 22.12.3"))
        .file(".local/state/qari/terminals.toml", &kept)
        .spawn();
    in_mode(&reader, "lro");
    reader.quit();
    // Of another terminal nothing is kept.
    let reader = Start::new(&[sample("ar")])
        .answers(named("kitty(0.26.5)"))
        .file(".local/state/qari/terminals.toml", &kept)
        .spawn();
    in_mode(&reader, "words");
    reader.quit();
}

#[test]
fn calibration_measures_widths_and_text_is_set_by_them() {
    let kept = "[konsole]\nwidths = { mark = 2 }\n";
    let reader = Start::new(&[sample("ar")])
        .answers(named("Konsole 22.12.3"))
        .file(".local/state/qari/terminals.toml", kept)
        .spawn();
    reader.wait_status("does not draw marks");
    reader.quit();
}

#[test]
fn calibration_shows_mlterms_mode_by_itself_and_can_be_left() {
    let mut pty = Start::new(&["doctor", "--calibrate"]).size(100, 40).spawn();
    pty.wait_text("none of them");
    pty.send("0");
    pty.wait_text("drawn as mlterm is told to");
    assert!(contains(&pty.raw(), b"\x1b]5379;use_ctl=false\x07"));
    pty.send("\x1b");
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
    assert!(contains(&pty.raw(), b"\x1b]5379;use_ctl=true\x07"));
    assert!(!pty.home.path().join(".local/state/qari/terminals.toml").exists());
    let piped = run(&["doctor", "--calibrate"]);
    assert_eq!(piped.code, Some(1));
    assert!(piped.errors().contains("--mode"), "{}", piped.errors());
}

#[test]
fn a_damaged_file_is_put_aside_and_said() {
    let reader = Start::new(&[sample("ar")]).file(".local/state/qari/terminals.toml", "[konsole\n").spawn();
    reader.wait_text("configuration:");
    let folder = reader.home.path().join(".local/state/qari");
    assert!(folder.join("terminals.toml.damaged").exists() && !folder.join("terminals.toml").exists());
    reader.quit();
}

#[test]
fn print_follows_the_terminal_too() {
    let print = |answers: Answers| {
        let file = sample("ar");
        let mut pty = Start::new(&["print", file.to_str().unwrap()]).answers(answers).spawn();
        assert!(pty.wait_exit().success());
        pty.raw()
    };
    let raw = String::from_utf8(print(named("Konsole 22.12.3"))).unwrap();
    // Lam-alef alone has a form where the terminal joins.
    assert!(raw.contains('\u{200e}') && !raw.contains(|c| matches!(c, '\u{fe70}'..='\u{fef4}')));
    let raw = String::from_utf8(print(named("XTerm(379)"))).unwrap();
    assert!(!raw.contains('\u{200e}') && raw.contains(|c| matches!(c, '\u{fe70}'..='\u{fef4}')));
}
