//! Proves that the reader does on a terminal what the keys, the mouse and the prompt ask of it, that what is copied is
//! logical text, and that the terminal is given back as it was however qari ends.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use common::{
    Answers, Pty, QARI, Scratch, Start, assert_screen_left, contains, extent, is_base_letter, is_form, is_zero_width,
    paragraph_numbers, paragraphs, percent, picture, position, printed, row, rows, run, sample, sample_text, status,
    text_rows, top, top_extent, top_text,
};
use rustix::process::Signal;

const F1: &str = "\x1bOP";
const ESC: &str = "\x1b";
const LEFT: &str = "\x1b[D";
const RIGHT: &str = "\x1b[C";
/// Cells of a line on a screen of 80 columns: a scrollbar and two margins of three less.
const WIDTH: usize = 73;

fn open(name: &str) -> Pty {
    let pty = Start::new(&[sample(name)]).spawn();
    pty.ready();
    pty
}

/// Open a sample and go to its beginning.
fn open_at_start(name: &str) -> Pty {
    let pty = open(name);
    pty.send("g");
    pty.settle();
    pty
}

/// The lines of a sample as `qari print` sets them, without the blank ones.
fn lines(name: &str, width: usize) -> Vec<String> {
    let lines = printed(sample_text(name).as_bytes(), width, &[]);
    lines.iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

// ---- the page ----

#[test]
fn an_arabic_article_opens_joined_and_right_aligned() {
    let pty = open("ar");
    let title = lines("ar", WIDTH).remove(0);
    assert_eq!(pty.look(top_text), title, "{}", pty.look(picture));
    assert!(title.chars().filter(|&c| is_form(c)).count() > 30, "{title}");
    assert!(!title.chars().any(is_base_letter), "{title}");
    // The scrollbar's column, then three of margin on each side.
    assert_eq!(pty.look(top_extent).1, 76, "{}", pty.look(picture));
    let rows = pty.rows();
    assert!(rows[..23].iter().all(|row| row.starts_with('│') && !row.ends_with('│')), "{}", pty.look(picture));
    pty.quit();
}

#[test]
fn a_latin_article_opens_left_aligned() {
    let pty = open("en");
    assert_eq!(pty.look(top_extent).0, 3);
    assert!(pty.rows()[..23].iter().all(|row| row.ends_with('│') && !row.starts_with('│')), "{}", pty.look(picture));
    pty.quit();
}

#[test]
fn paging_shows_every_line_that_print_writes() {
    for name in ["ar", "en", "fa", "he", "ur"] {
        let pty = open(name);
        let expected = lines(name, WIDTH);
        let mut seen = pty.look(text_rows);
        while !pty.look(status).contains("100%") {
            pty.type_and_see(" ");
            seen.extend(pty.look(text_rows));
        }
        let seen: std::collections::HashSet<String> = seen.into_iter().filter(|row| !row.is_empty()).collect();
        for line in &expected {
            assert!(seen.contains(line), "{name}: {line:?} was on no screen");
        }
        assert!(seen.iter().all(|row| expected.contains(row)), "{name}: a row on the screen is no line of print");
        pty.quit();
    }
}

#[test]
fn an_article_opens_where_its_beginning_is() {
    for name in ["ar", "en"] {
        let pty = open(name);
        let opened = pty.rows();
        pty.send("g");
        pty.settle();
        assert!(pty.rows() == opened, "{name}: opened with\n{}\n{}", opened[..4].join("\n"), pty.look(picture));
        pty.quit();
    }
}

#[test]
fn pages_turn_on_and_back() {
    let pty = open_at_start("ar");
    let first = pty.look(text_rows);
    pty.type_and_see(" ");
    let second = pty.look(text_rows);
    // The last row of a screenful is the first one of the next.
    assert_eq!(first[22], second[0]);
    pty.send("b");
    pty.wait_for("the first page", |screen| text_rows(screen) == first);
    pty.type_until("G", "100%");
    assert_eq!(pty.look(text_rows).last(), lines("ar", WIDTH).last());
    pty.send("g");
    pty.wait_for("the first page", |screen| text_rows(screen) == first);
    assert!(!pty.look(status).contains("100%"));
    pty.quit();
}

#[test]
fn arrows_follow_the_reading_direction() {
    for (name, on, back) in [("ar", LEFT, RIGHT), ("en", RIGHT, LEFT)] {
        let pty = open_at_start(name);
        let first = pty.look(text_rows);
        pty.send(back);
        pty.settle();
        assert_eq!(pty.look(text_rows), first, "{name}: there is nothing before the first page");
        pty.type_and_see(on);
        let by_arrow = pty.look(text_rows);
        pty.send(back);
        pty.wait_for("the first page", |screen| text_rows(screen) == first);
        pty.type_and_see(" ");
        assert_eq!(pty.look(text_rows), by_arrow, "{name}");
        pty.quit();
    }
}

#[test]
fn a_window_made_smaller_and_large_again_shows_what_it_showed() {
    let pty = open("ar");
    pty.type_and_see("  ");
    pty.settle();
    let before = pty.rows();
    let number = pty.look(paragraph_numbers).unwrap();
    let top = pty.look(top_text);
    pty.resize(50, 20);
    assert_eq!(pty.look(paragraph_numbers), Some(number), "{}", pty.look(picture));
    // The line that holds the first byte shown is at the top, so the first word of the line before is in it.
    let narrow = pty.look(top_text);
    let first_word = top.split_whitespace().last().unwrap();
    assert!(narrow.contains(first_word), "{narrow:?} does not hold the first word of {top:?}");
    pty.resize(80, 24);
    pty.wait_for("the same screen as before", |screen| rows(screen) == before);
    pty.quit();
}

#[test]
fn tiny_and_huge_windows_work() {
    for (columns, rows) in [(1, 1), (2, 2), (5, 3), (13, 5), (300, 90)] {
        let pty = Start::new(&[sample("mixed")]).size(columns, rows).spawn();
        pty.wait_raw("the first frame", |raw| contains(raw, b"\x1b[?2026l"));
        pty.send(" GgTMMMC<v5w");
        pty.send("y");
        pty.copied(0);
        pty.quit();
    }
}

// ---- how it is shown ----

#[test]
fn direction_flips_alignment_and_chrome() {
    let pty = open("ar");
    let before = pty.rows();
    pty.type_until("D", "direction: right to left");
    assert_eq!(pty.look(top_extent).1, 76);
    pty.type_until("D", "direction: left to right");
    assert_eq!(pty.look(top_extent).0, 3, "{}", pty.look(picture));
    assert!(pty.rows()[..23].iter().all(|row| row.ends_with('│') && !row.starts_with('│')), "{}", pty.look(picture));
    pty.type_until("D", "direction: found");
    pty.send(ESC);
    pty.wait_for("the first screen again", |screen| rows(screen) == before);
    pty.quit();
}

#[test]
fn tashkeel_is_hidden_and_the_letters_stay() {
    let pty = open("ar");
    let title = |screen: &vt100::Screen| row(screen, top(screen));
    let shown = pty.look(title);
    assert!(shown.chars().any(is_zero_width), "the title has no tashkeel: {shown:?}");
    pty.type_until("T", "tashkeel hidden");
    let hidden = pty.look(title);
    assert!(!hidden.chars().any(is_zero_width), "{hidden:?}");
    assert_eq!(hidden, shown.chars().filter(|&c| !is_zero_width(c)).collect::<String>());
    pty.type_until("T", "tashkeel shown");
    assert_eq!(pty.look(title), shown);
    pty.quit();
}

#[test]
fn modes_are_cycled_and_said() {
    let pty = open("ar");
    let title = sample_text("ar").lines().next().unwrap().to_owned();
    let visual = pty.look(text_rows);
    assert!(pty.look(status).contains("← visual"), "{}", pty.look(picture));
    pty.type_until("M", "output: explicit");
    assert_eq!(pty.look(text_rows), visual);
    assert!(contains(&pty.raw(), b"\x1b[8l\x1b[1 k"));
    pty.settle();
    assert!(pty.look(status).contains("← explicit"), "{}", pty.look(picture));
    pty.type_until("M", "output: runs");
    assert!(contains(&pty.raw(), b"\x1b[8h\x1b[0 k"));
    pty.type_until("M", "output: words");
    pty.type_until("M", "output: mlterm");
    assert_eq!(pty.look(text_rows), visual);
    assert!(contains(&pty.raw(), b"\x1b]5379;use_ctl=false\x07"));
    pty.type_until("M", "output: lro");
    assert!(contains(&pty.raw(), b"\x1b]5379;use_ctl=true\x07"));
    pty.type_until("M", "output: logical");
    // Logical order, base letters: the terminal's business from here on.
    assert_eq!(pty.look(top_text).trim_end_matches('\u{200e}'), title, "{}", pty.look(picture));
    pty.type_until("M", "output: visual");
    assert_eq!(pty.look(text_rows), visual);
    pty.quit();
}

#[test]
fn the_measure_is_changed_by_keys() {
    let pty = open("ar");
    let wide = pty.rows();
    pty.type_until("<", "measure: 69");
    let span = |screen: &vt100::Screen| {
        let spans: Vec<(usize, usize)> = (0..23).filter_map(|row| extent(screen, row)).collect();
        (spans.iter().map(|span| span.0).min().unwrap(), spans.iter().map(|span| span.1).max().unwrap())
    };
    let (first, last) = pty.look(span);
    assert!(first >= 6 && last == 74, "{first} {last}\n{}", pty.look(picture));
    pty.type_until("9<", "measure: 60");
    pty.type_until("13>", "measure: 73");
    pty.type_until(">", "measure: the whole width");
    pty.send(ESC);
    pty.wait_for("the first screen again", |screen| rows(screen) == wide);
    pty.quit();
}

#[test]
fn a_theme_changes_colours_and_nothing_else() {
    let pty = open("ar");
    let look = |screen: &vt100::Screen| {
        let cell = screen.cell(5, 60).unwrap();
        (cell.fgcolor(), cell.bgcolor())
    };
    let (text, before) = (pty.look(text_rows), pty.look(look));
    pty.type_until("C", "theme: ");
    assert_ne!(pty.look(look), before);
    assert_eq!(pty.look(text_rows), text);
    for name in ["sepia", "high-contrast", "dark", "light"] {
        let before = pty.look(look);
        pty.type_until(format!(":theme {name}\r"), name);
        assert_ne!(pty.look(look), before, "{name}");
    }
    pty.quit();
}

#[test]
fn the_ground_of_the_terminal_chooses_the_theme() {
    let shown = |ground: [u8; 3]| {
        let answers = Answers { ground: Some(ground), ..Answers::default() };
        let pty = Start::new(&[sample("ar")]).answers(answers).spawn();
        pty.ready();
        pty.settle();
        let colour = pty.look(|screen| (screen.cell(5, 60).unwrap().fgcolor(), screen.cell(23, 10).unwrap().bgcolor()));
        pty.quit();
        colour
    };
    assert_ne!(shown([255, 255, 250]), shown([10, 10, 20]));
}

#[test]
fn without_colours_none_are_sent() {
    let pty = Start::new(&[sample("ar")]).variable("NO_COLOR", "1").spawn();
    pty.ready();
    pty.type_and_see(" ");
    let pty = pty.quit();
    let raw = String::from_utf8(pty.raw()).unwrap();
    for sequence in raw.split("\x1b[").skip(1) {
        let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
        if sequence[end..].starts_with('m') {
            assert!(sequence[..end].split(';').all(|code| code.len() < 2), "SGR {}", &sequence[..end]);
        }
    }
}

#[test]
fn furniture_is_folded_and_shown() {
    let pty = open("ar");
    pty.type_until("G", "100%");
    let before = pty.look(text_rows);
    pty.type_until("z", "page furniture folded");
    pty.wait_text("⋯ one line of page furniture");
    assert!(!pty.look(text_rows).contains(before.last().unwrap()), "{}", pty.look(picture));
    pty.type_until("z", "page furniture shown");
    assert_eq!(pty.look(text_rows).last(), before.last());
    pty.quit();
}

#[test]
fn redrawing_sends_the_same_screen_again() {
    let pty = open("ar");
    let before = pty.rows();
    let sent = pty.raw().len();
    pty.send("\x0c");
    pty.wait_raw("a screenful", |raw| contains(&raw[sent..], b"\x1b[2J") && raw.len() > sent + 3000);
    pty.settle();
    assert_eq!(pty.rows(), before);
    pty.quit();
}

// ---- help, prompt, counts ----

#[test]
fn help_opens_and_closes() {
    let pty = open("ar");
    let before = pty.rows();
    pty.send(F1);
    pty.wait_text("Keys");
    pty.wait_text("Moving");
    pty.wait_text("a screenful on");
    pty.send(ESC);
    pty.wait_for("the article again", |screen| rows(screen) == before);
    for key in ["h", "?"] {
        pty.send(key);
        pty.wait_text("Moving");
        pty.send("q");
        pty.wait_for("the article again", |screen| rows(screen) == before);
    }
    pty.quit();
}

#[test]
fn the_interface_speaks_arabic_where_the_locale_does() {
    let pty = Start::new(&[sample("ar")]).variable("LANG", "ar_EG.UTF-8").spawn();
    pty.ready();
    pty.settle();
    let before = pty.rows();
    pty.send(F1);
    pty.wait_for("a sheet that mirrors", |screen| {
        text_rows(screen)[1].chars().any(is_form) && top_extent(screen).0 > 40
    });
    pty.send(ESC);
    pty.wait_for("the article again", |screen| rows(screen) == before);
    pty.quit();
}

#[test]
fn commands_go_to_places_and_change_settings() {
    let pty = open("ar");
    let parts = paragraphs(sample_text("ar").as_bytes());
    for number in [5, 12] {
        pty.send(format!(":{number}\r"));
        pty.wait_for("the paragraph", |screen| paragraph_numbers(screen) == Some((number, parts.len())));
        let text = parts[number - 1]["text"].as_str().unwrap();
        let expected = printed(text.as_bytes(), WIDTH, &["--direction", "rtl"]).remove(0);
        assert_eq!(pty.look(top_text), expected.trim(), "{}", pty.look(picture));
    }
    pty.send(":1\r");
    pty.wait_for("the first paragraph", |screen| paragraph_numbers(screen) == Some((1, parts.len())));
    pty.send(":50%\r");
    pty.wait_for("the middle", |screen| percent(screen).is_some_and(|percent| (50..90).contains(&percent)));
    pty.type_until(":measure 40\r", "measure");
    let fits = |screen: &vt100::Screen| {
        (0..23).filter_map(|row| extent(screen, row)).all(|(first, last)| first >= 20 && last < 60)
    };
    assert!(pty.look(fits), "{}", pty.look(picture));
    pty.type_until(":set justify on\r", "justify");
    pty.type_until(":nonsense\r", "no such command: nonsense");
    pty.type_until(":measure wide\r", "measure cannot be");
    pty.type_until(":999\r", &format!("there are {} paragraphs", parts.len()));
    pty.send(":help-me\u{7f}\u{7f}\u{7f}\r");
    pty.wait_text("Moving");
    pty.send("q");
    pty.wait_for("the article again", |screen| percent(screen).is_some() && !text_rows(screen)[1].contains("Keys"));
    pty.send(":q\r");
    let mut pty = pty;
    assert!(pty.wait_exit().success());
    pty.assert_given_back();
}

#[test]
fn a_message_reads_in_the_direction_of_the_interface() {
    for name in ["ar", "en"] {
        let pty = open(name);
        pty.type_until(":measure 40\r", "measure: 40");
        pty.type_until(":set theme=sepia\r", "theme: sepia");
        pty.quit();
    }
}

#[test]
fn what_is_pasted_goes_to_the_prompt_and_nowhere_else() {
    let pty = open("ar");
    let before = pty.look(text_rows);
    // Were these keys, qari would go down, change the theme and leave.
    pty.send("\x1b[200~jjGCq\x1b[201~");
    pty.settle();
    assert_eq!(pty.look(text_rows), before);
    pty.send(":");
    pty.send("\x1b[200~nonsense\nq\x1b[201~");
    pty.wait_for("the prompt", |screen| status(screen).starts_with(":nonsense"));
    pty.type_until("\r", "no such command: nonsense");
    pty.quit();
}

#[test]
fn a_number_before_a_key_repeats_it() {
    let pty = open_at_start("ar");
    pty.send("5j");
    pty.settle();
    let counted = pty.look(text_rows);
    pty.send("g");
    pty.settle();
    assert_ne!(pty.look(text_rows), counted);
    pty.send("jjjjj");
    pty.settle();
    assert_eq!(pty.look(text_rows), counted);
    pty.send("12j");
    pty.settle();
    pty.send("12k");
    pty.settle();
    assert_eq!(pty.look(text_rows), counted);
    pty.send("5k");
    pty.settle();
    pty.type_until("50%", "%");
    pty.settle();
    assert_ne!(pty.look(text_rows), counted);
    pty.quit();
}

#[test]
fn an_unbound_key_says_so() {
    let pty = open("ar");
    pty.type_until("Z", "Z does nothing; F1 shows the keys");
    pty.quit();
}

// ---- several articles ----

#[test]
fn several_files_are_gone_through_and_listed() {
    let pty = Start::new(&[sample("ar"), sample("en"), sample("he")]).spawn();
    pty.wait_status("1/3");
    let first = pty.look(text_rows);
    pty.type_until("[a", "this is the first article");
    pty.send("]a");
    pty.wait_for("the second", |screen| top_text(screen).contains("Two Beginnings") && status(screen).contains("2/3"));
    pty.type_and_see(" ");
    let place = pty.look(text_rows);
    pty.send("[a");
    pty.wait_for("the first", |screen| text_rows(screen) == first);
    pty.send("]a");
    pty.wait_for("the second where it was left", |screen| text_rows(screen) == place);
    pty.send("L");
    pty.wait_text("Articles");
    pty.wait_for("the titles of all", |screen| {
        let rows = rows(screen);
        rows[3].chars().any(is_form)
            && rows[4].contains("Two Beginnings")
            && rows[5].chars().any(|c| ('\u{5d0}'..='\u{5ea}').contains(&c))
    });
    pty.send("j\r");
    let hebrew = lines("he", WIDTH).remove(0);
    pty.wait_for("the third", |screen| top_text(screen) == hebrew && status(screen).contains("3/3"));
    pty.type_until("]a", "this is the last article");
    pty.quit();
}

#[test]
fn an_article_that_does_not_open_later_is_said_and_the_one_read_stays() {
    let start = Start::new(&[sample("ar"), "e.txt".into()]).file("e.txt", "  \n\n");
    let pty = start.spawn();
    pty.ready();
    let first = pty.look(text_rows);
    pty.send("]a");
    // Longer than the status row: over the text until the next key.
    pty.wait_text("cannot show e.txt: it is empty");
    pty.wait_text("is it the");
    pty.send("\x0c");
    pty.wait_for("the article as it was", |screen| text_rows(screen) == first);
    pty.quit();
}

#[test]
fn with_nothing_to_read_there_is_a_welcome_and_a_sample() {
    let pty = Start::new::<&str>(&[]).spawn();
    pty.wait_text("qari, the reader");
    pty.wait_text("Space turns the page");
    pty.send("\r");
    pty.wait_text("Two Beginnings");
    pty.quit();
}

#[test]
fn keys_come_from_the_terminal_while_the_article_comes_from_a_pipe() {
    let file = sample("ar");
    let arguments = ["-c", "cat \"$0\" | \"$1\"", file.to_str().unwrap(), common::QARI];
    let pty = Start::program("sh", &arguments).spawn();
    pty.ready();
    assert_eq!(pty.look(top_text), lines("ar", WIDTH)[0]);
    pty.type_and_see(" ");
    pty.type_until("G", "100%");
    pty.quit();
}

#[test]
fn the_shared_article_opens() {
    let Some(path) = common::shared_article("france24-ar.txt") else { return };
    let pty = Start::new(&[&path]).spawn();
    pty.ready();
    let expected = printed(&std::fs::read(&path).unwrap(), WIDTH, &[]);
    assert_eq!(pty.look(top_text), expected[0].trim());
    pty.type_until("G", "100%");
    pty.quit();
}

// ---- copying ----

#[test]
fn a_selection_is_copied_in_logical_order() {
    let pty = open("ar");
    let text = sample_text("ar");
    pty.type_until("v", "selecting: move, then y copies");
    pty.type_until("3w", "selecting");
    pty.send("y");
    let copied = pty.copied(0);
    let title = text.lines().next().unwrap();
    let words: Vec<&str> = title.split(' ').take(3).collect();
    assert_eq!(copied, words.join(" "), "whole words, and no blank behind them");
    pty.wait_status(&format!("{} characters copied", copied.chars().count()));
    // To the left is on, in a right-to-left line.
    pty.send("v");
    pty.wait_status("selecting");
    pty.send(format!("{LEFT}{LEFT}{LEFT}{RIGHT}"));
    pty.send("y");
    assert_eq!(pty.copied(1), title.chars().take(3).collect::<String>());
    // Over rows and paragraphs.
    pty.send("v4jWy");
    let long = pty.copied(2);
    assert!(text.starts_with(&long) && long.lines().count() > 3, "{long:?}");
    pty.send("Y");
    assert_eq!(pty.copied(3), title);
    pty.type_until("y", "nothing is selected");
    pty.quit();
}

/// Where the only cell in reverse is, by row and column of the text.
fn cursor(screen: &vt100::Screen) -> Option<(u16, u16)> {
    let (rows, columns): (u16, u16) = (screen.size().0.into(), screen.size().1.into());
    let cells = (0..rows - 1).flat_map(|y| (0..columns).map(move |x| (y, x)));
    let mut reversed = cells.filter(|&(y, x)| screen.cell(y, x).is_some_and(vt100::Cell::inverse));
    reversed.next().filter(|_| reversed.next().is_none())
}

#[test]
fn a_phrase_in_mid_screen_is_copied_by_keys() {
    let pty = open("ar");
    let text = sample_text("ar");
    // From a hit on, and on to the end of its paragraph.
    pty.type_until("/قرون\r", "1/");
    pty.type_until("v2wy", "copied");
    let hit = text.find("قرون").unwrap();
    let copied = pty.copied(0);
    assert!(text[hit..].starts_with(&copied) && copied.split(' ').count() == 2, "{copied:?}");
    pty.send("v}y");
    assert_eq!(pty.copied(1), text[hit..].lines().next().unwrap());
    // With nothing to begin at there is a cursor, which goes to where one wants to begin.
    pty.send("\x1b");
    pty.wait_for("no cursor", |screen| cursor(screen).is_none() && !status(screen).contains("copied"));
    pty.type_until("vv", "cursor: move to where it begins, then v selects");
    let top = pty.look(cursor).unwrap();
    pty.send("}}}ww");
    pty.wait_for("the cursor further down", |screen| cursor(screen).is_some_and(|(y, x)| y > top.0 && x < top.1));
    pty.type_until("v", "selecting: move, then y copies");
    pty.send("wwy");
    let copied = pty.copied(2);
    let paragraph = text.lines().find(|line| line.contains(&copied)).unwrap();
    let words: Vec<&str> = paragraph.split(' ').skip(2).take(2).collect();
    assert_eq!(copied, words.join(" "));
    pty.quit();
}

#[test]
fn a_selection_in_mixed_text_is_what_lies_between_two_bytes() {
    let pty = open("mixed");
    let text = sample_text("mixed");
    let title = text.lines().next().unwrap();
    let (first, last) = pty.look(top_extent);
    // From the first letter, at the right, to the cell furthest left: the first letter of the Latin words.
    let y = pty.look(top) + 1;
    pty.send(format!("\x1b[<0;{};{y}M\x1b[<32;{1};{y}M\x1b[<0;{1};{y}m", last + 1, first + 1));
    pty.wait_status("selecting");
    pty.send("y");
    let end = title.find("Notes").unwrap() + 1;
    assert_eq!(pty.copied(0), &title[..end]);
    pty.send("4}Y");
    let copied = pty.copied(1);
    assert!(text.lines().any(|line| line == copied), "{copied:?}");
    pty.quit();
}

#[test]
fn the_mouse_scrolls_and_selects() {
    let pty = open_at_start("ar");
    let text = sample_text("ar");
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let before = pty.look(text_rows);
    pty.type_and_see("\x1b[<65;20;5M");
    assert_eq!(pty.look(text_rows)[..20], before[3..]);
    pty.send("\x1b[<64;20;5M");
    pty.wait_for("the first rows again", |screen| text_rows(screen) == before);
    // Title: from its right end to its left one.
    let (first, last) = pty.look(top_extent);
    let y = pty.look(top) + 1;
    pty.send(format!("\x1b[<0;{};{y}M\x1b[<32;40;{y}M\x1b[<32;{1};{y}M\x1b[<0;{1};{y}m", last + 1, first + 1));
    pty.wait_status("selecting");
    pty.send("y");
    assert_eq!(pty.copied(0), paragraphs[0]);
    // From the title to the cell furthest left of the dateline: the first digit of its year. Pressed where the drag before
    // began, soon after it, yet no second click.
    let below = y + 2;
    let (left, _) = pty.look(|screen| extent(screen, below - 1)).unwrap();
    pty.send(format!("\x1b[<0;{};{y}M\x1b[<32;{};{below}M\x1b[<0;{1};{below}m", last + 1, left + 1));
    pty.wait_status("selecting");
    pty.send("y");
    let year = paragraphs[1].rfind("2024").unwrap();
    assert_eq!(pty.copied(1), format!("{}\n\n{}", paragraphs[0], &paragraphs[1][..=year]));
    // Two clicks take a word, three a paragraph.
    // Elsewhere than before, so that it is not the next click of a row.
    let click = format!("\x1b[<0;{last};{y}M\x1b[<0;{last};{y}m");
    pty.send(format!("{click}{click}y"));
    assert_eq!(pty.copied(2), paragraphs[0].split_whitespace().next().unwrap());
    let click = format!("\x1b[<0;{last};{below}M\x1b[<0;{last};{below}m");
    pty.send(format!("{click}{click}{click}y"));
    assert_eq!(pty.copied(3), paragraphs[1]);
    // The scrollbar is on the left, and its lower end is the end of the article.
    pty.send("\x1b[<0;1;23M\x1b[<0;1;23m");
    pty.wait_for("the end", |screen| !text_rows(screen).contains(&before[1]));
    pty.quit();
}

#[test]
fn without_the_mouse_setting_the_mouse_is_left_alone() {
    let pty = Start::new(&[sample("ar")]).config("mouse = false\n").spawn();
    pty.ready();
    assert_eq!(pty.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None);
    let pty = pty.quit();
    assert!(!contains(&pty.raw(), b"\x1b[?1000"));
}

#[test]
fn more_than_the_limit_is_not_copied() {
    let pty = Start::new(&[sample("ar")]).config("copy-limit = 50\n").spawn();
    pty.ready();
    pty.type_until("Y", "not copied");
    pty.settle();
    assert!(!contains(&pty.raw(), b"\x1b]52"));
    pty.quit();
}

// ---- what the terminal answers ----

#[test]
fn a_terminal_that_reorders_is_told_not_to_and_told_back() {
    for value in [1, 2] {
        let answers = Answers { bdsm: Some(value), ..Answers::default() };
        let pty = Start::new(&[sample("ar")]).answers(answers).spawn();
        pty.wait_status("← explicit");
        let taken = pty.raw();
        assert!(contains(&taken, b"\x1b[8l") && contains(&taken, b"\x1b[1 k"));
        // Rows get their mode when they are cleared, so the screen is cleared behind the change.
        let change = position(&taken, b"\x1b[8l").unwrap();
        assert!(contains(&taken[change..], b"\x1b[2J"));
        assert_eq!(pty.look(top_text), lines("ar", WIDTH)[0]);
        let pty = pty.quit();
        let left = pty.raw().split_off(taken.len());
        assert!(contains(&left, b"\x1b[8h") && contains(&left, b"\x1b[0 k"), "{}", common::visible(&left));
    }
}

#[test]
fn a_terminal_that_does_not_reorder_is_told_nothing() {
    for bdsm in [None, Some(0), Some(4)] {
        let pty = Start::new(&[sample("ar")]).answers(Answers { bdsm, ..Answers::default() }).spawn();
        pty.ready();
        pty.settle();
        assert!(pty.look(status).contains("← visual"), "{}", pty.look(picture));
        let raw = pty.quit().raw();
        assert!(!contains(&raw, b"\x1b[8l") && !contains(&raw, b"\x1b[8h") && !contains(&raw, b" k"), "{bdsm:?}");
    }
}

#[test]
fn the_environment_of_vte_is_a_first_guess_that_the_answer_corrects() {
    let pty = Start::new(&[sample("ar")]).variable("VTE_VERSION", "7600").answers(Answers::none()).spawn();
    pty.wait_status("← explicit");
    let raw = pty.quit().raw();
    assert!(contains(&raw, b"\x1b[8l\x1b[1 k") && contains(&raw, b"\x1b[8h\x1b[0 k"));
    let answers = Answers { bdsm: Some(0), ..Answers::default() };
    let pty = Start::new(&[sample("ar")]).variable("VTE_VERSION", "7600").answers(answers).spawn();
    pty.wait_status("← visual");
    pty.quit();
}

#[test]
fn a_terminal_that_answers_nothing_is_no_obstacle() {
    let pty = Start::new(&[sample("ar")]).answers(Answers::none()).spawn();
    pty.ready();
    assert_eq!(pty.look(top_text), lines("ar", WIDTH)[0]);
    pty.type_and_see(" ");
    pty.type_and_see("\x1b[5~");
    pty.quit();
}

#[test]
fn keys_typed_among_answers_are_not_lost() {
    let expected = {
        let pty = open("ar");
        pty.send("3j");
        pty.settle();
        pty.look(text_rows)
    };
    let answers = Answers { bdsm: Some(0), ground: Some([0, 0, 0]), typed: b"j".to_vec(), ..Answers::default() };
    let pty = Start::new(&[sample("ar")]).answers(answers).spawn();
    pty.wait_for("three lines on", |screen| text_rows(screen) == expected);
    pty.settle();
    assert_eq!(pty.look(text_rows), expected);
    pty.quit();
}

#[test]
fn answers_are_no_keys() {
    // Every letter of these would do something, were it a key.
    let answers = Answers { bdsm: Some(0), ground: Some([0xdd, 0xcc, 0xbb]), ..Answers::default() };
    let pty = Start::new(&[sample("ar")]).answers(answers).spawn();
    pty.ready();
    pty.settle();
    assert_eq!(pty.look(top_text), lines("ar", WIDTH)[0]);
    assert!(!pty.look(status).contains("does nothing"), "{}", pty.look(picture));
    pty.quit();
}

// ---- the terminal is given back ----

#[test]
fn quitting_gives_the_terminal_back() {
    for key in ["q", "Q", "\x03", ":quit\r"] {
        let mut pty = open("ar");
        assert!(pty.look(vt100::Screen::alternate_screen) && pty.look(vt100::Screen::bracketed_paste));
        assert!(pty.look(vt100::Screen::hide_cursor));
        assert_ne!(pty.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None);
        assert!(!pty.is_cooked());
        pty.send(key);
        assert!(pty.wait_exit().success(), "{key:?}");
        pty.assert_given_back();
    }
}

#[test]
fn signals_that_end_give_the_terminal_back_and_end() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut pty = open("ar");
        // Its threads run once keys have an effect.
        pty.settle();
        pty.kill(signal);
        let status = pty.wait_exit();
        assert!(status.signal().is_some(), "{signal:?}: the parent is to see the signal, not {status:?}");
        pty.assert_given_back();
    }
}

#[test]
fn a_signal_that_comes_early_gives_the_terminal_back_too() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut pty = Start::new(&[sample("ar")]).spawn();
        pty.wait_for("the alternate screen", vt100::Screen::alternate_screen);
        pty.kill(signal);
        assert!(pty.wait_exit().signal().is_some(), "{signal:?}");
        pty.assert_given_back();
    }
}

#[test]
fn stopping_gives_the_terminal_back_and_continuing_takes_it_again() {
    let by_key: fn(&Pty) = |pty| pty.send("\x1a");
    let by_signal: fn(&Pty) = |pty| pty.kill(Signal::TSTP);
    for (how, stop) in [("Ctrl-Z", by_key), ("SIGTSTP", by_signal)] {
        let pty = open("ar");
        pty.type_and_see(" ");
        let before = pty.rows();
        stop(&pty);
        pty.wait_stopped();
        pty.wait_for("the screen left", |screen| !screen.alternate_screen());
        pty.look(assert_screen_left);
        assert!(pty.is_cooked(), "{how}");
        pty.kill(Signal::CONT);
        pty.wait_for("the same screen again", |screen| screen.alternate_screen() && rows(screen) == before);
        assert!(!pty.is_cooked(), "{how}");
        assert_ne!(pty.look(vt100::Screen::mouse_protocol_mode), vt100::MouseProtocolMode::None);
        pty.type_and_see(" ");
        pty.quit();
    }
}

#[test]
fn an_explicit_terminal_is_told_back_on_stopping_and_again_on_continuing() {
    let answers = Answers { bdsm: Some(1), ..Answers::default() };
    let pty = Start::new(&[sample("ar")]).answers(answers).spawn();
    pty.wait_status("← explicit");
    let sent = pty.raw().len();
    pty.send("\x1a");
    pty.wait_stopped();
    pty.wait_for("the screen left", |screen| !screen.alternate_screen());
    assert!(contains(&pty.raw()[sent..], b"\x1b[8h\x1b[0 k"));
    let sent = pty.raw().len();
    pty.kill(Signal::CONT);
    pty.wait_raw("explicit mode again", |raw| contains(&raw[sent..], b"\x1b[8l\x1b[1 k"));
    pty.quit();
}

#[test]
fn a_shell_can_stop_qari_and_bring_it_back() {
    let pty = Start::program("sh", &["-i"]).variable("PS1", "ready> ").variable("ENV", "").spawn();
    pty.wait_text("ready>");
    let file = sample("en");
    pty.send(format!("'{}' '{}'\n", common::QARI, file.display()));
    pty.ready();
    pty.settle();
    let before = pty.rows();
    pty.send("\x1a");
    pty.wait_for("the shell", |screen| {
        !screen.alternate_screen() && rows(screen).iter().any(|row| row.contains("topped"))
    });
    pty.look(assert_screen_left);
    pty.send("fg\n");
    pty.wait_for("the article again", |screen| screen.alternate_screen() && rows(screen) == before);
    assert!(pty.look(vt100::Screen::hide_cursor));
    let prompts = |screen: &vt100::Screen| rows(screen).iter().filter(|row| row.starts_with("ready>")).count();
    pty.send("q");
    pty.wait_for("the shell", |screen| !screen.alternate_screen() && prompts(screen) == 3);
    pty.look(assert_screen_left);
    pty.send("echo back $((40 + 2))\n");
    pty.wait_text("back 42");
    pty.send("exit\n");
    let mut pty = pty;
    pty.wait_exit();
}

// ---- what is wrong with an article ----

#[test]
fn invalid_bytes_are_counted_and_said() {
    let files = Scratch::new();
    let mut bytes = "خبر قصير عن المطر الذي هطل على المدينة في الليل.\n\n".as_bytes().to_vec();
    bytes.extend(b"\xd9");
    bytes.extend(" ثم طلعت الشمس على البيوت البيضاء ".as_bytes());
    bytes.extend(b"\xff ");
    bytes.extend("وعاد الناس إلى السوق.\n".as_bytes());
    let pty = Start::new(&[files.file("damaged.txt", bytes)]).spawn();
    pty.wait_status("2 invalid characters replaced (UTF-8)");
    // The emulated terminal draws no U+FFFD.
    let raw = String::from_utf8(pty.quit().raw()).unwrap();
    assert!(raw.contains('\u{fffd}'));
}

#[test]
fn a_wrong_configuration_is_said_and_the_rest_of_it_holds() {
    let pty = Start::new(&[sample("ar")]).config("measure = 40\nthemme = \"dark\"\n").spawn();
    pty.wait_text("configuration: ");
    pty.send("\x0c");
    pty.wait_for("lines of that measure", |screen| {
        (0..23).filter_map(|row| extent(screen, row)).all(|(first, last)| first >= 20 && last < 60)
    });
    pty.quit();
}

#[test]
fn what_cannot_be_opened_is_said_before_the_screen_changes() {
    let files = Scratch::new();
    let (missing, other) = (files.path().join("missing.txt"), files.path().join("other.txt"));
    for arguments in [vec![missing.clone()], vec![missing, other]] {
        let mut pty = Start::new(&arguments).spawn();
        assert_eq!(pty.wait_exit().exit_code(), 1);
        pty.assert_given_back();
        let raw = pty.raw();
        assert!(contains(&raw, b"there is no such file") && !contains(&raw, b"\x1b[?1049h"));
    }
}

#[test]
fn a_dumb_terminal_gets_what_print_writes() {
    // In a shell of an editor that was started in kitty.
    let dumb = Start::new(&[sample("ar")]).variable("TERM", "dumb").variable("KITTY_WINDOW_ID", "1");
    let mut pty = dumb.size(80, 60).spawn();
    assert!(pty.wait_exit().success());
    let raw = pty.raw();
    assert!(!contains(&raw, b"\x1b"), "no sequence of any kind");
    let title = printed(sample_text("ar").as_bytes(), 80, &[]).remove(0);
    assert!(contains(&raw, title.trim().as_bytes()), "{}", common::visible(&raw[..600]));
}

#[test]
fn without_a_terminal_qari_prints() {
    let file = sample("ar");
    let file = file.to_str().unwrap();
    assert_eq!(run(&[file]).ok(), run(&["print", file]).ok());
}

#[test]
fn what_does_not_open_is_said_and_the_rest_is_read() {
    let file = sample("ar");
    let pty = Start::new(&["nowhere.txt", file.to_str().unwrap(), "nor here.txt"]).size(110, 24).spawn();
    pty.wait_status("nowhere.txt");
    assert!(pty.look(text_rows).iter().any(|row| !row.is_empty()));
    pty.quit();
}

#[test]
fn nothing_of_the_help_is_cut() {
    let pty = Start::new(&[sample("ar").to_str().unwrap()]).size(40, 20).spawn();
    pty.ready();
    pty.send("?");
    let page = |number: usize| {
        move |screen: &vt100::Screen| text_rows(screen).iter().any(|row| row.contains(&format!("Keys {number}/")))
    };
    for number in 1..5 {
        pty.wait_for("the page", page(number));
        let rows = pty.look(text_rows);
        assert!(rows.iter().all(|row| !row.contains('…')), "{rows:?}");
        pty.send(" ");
    }
    pty.send("qq");
}

#[test]
fn a_slow_pipe_is_read_while_the_reader_is_open() {
    let command = format!("(sleep 1; cat '{}') | '{QARI}'", sample("ar").display());
    let pty = Start::program("/bin/sh", &["-c", &command]).spawn();
    pty.wait_status("reading standard input");
    pty.wait_for("the article", |screen| {
        text_rows(screen).iter().any(|row| !row.is_empty()) && percent(screen).is_some()
    });
    pty.quit();
    // Keys work before anything has come.
    let pty = Start::program("/bin/sh", &["-c", &format!("(sleep 1; echo) | '{QARI}'")]).spawn();
    pty.wait_status("reading standard input");
    pty.quit();
}

#[test]
fn a_large_article_is_shown_before_it_is_read() {
    let files = Scratch::new();
    let text: String =
        (0..60_000).map(|number| format!("فقرة رقم {number} من نص طويل جدًّا لا ينتهي سريعًا، وفيه كلام كثير.\n")).collect();
    assert!(text.len() > 5 << 20);
    let file = files.file("large.txt", format!("{text}آخر ما في النص.\n"));
    // Typed ahead, it is for the whole article.
    let pty = Start::new(&[file.to_str().unwrap()]).spawn();
    pty.send("G");
    pty.wait_for("the end", |screen| {
        percent(screen) == Some(100) && text_rows(screen).iter().any(|row| row.contains("ﺺﻨﻟﺍ ﻲﻓ ﺎﻣ"))
    });
    pty.quit();
    let mut pty = Start::new(&[file.to_str().unwrap()]).spawn();
    pty.send("q");
    assert!(pty.wait_exit().success());
    // It is the same article, counted as a whole.
    let pty = Start::new(&[file.to_str().unwrap()]).size(100, 24).spawn();
    pty.wait_status("/60001 ¶");
    pty.quit();
}
