//! The reader without a terminal: actions in, rows out. Scrolling there and back, resizing, random storms of actions.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use qari::action::{ACTIONS, Action};
use qari::calibration::Calibration;
use qari::config::theme::Depth;
use qari::config::{Config, Scope};
use qari::load::{LoadOptions, Source, load};
use qari::reader::State;
use qari::reader::keys;
use qari::reader::state::{Document, Environment, Message};
use qari::reader::update::{Effect, update};
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn reader(samples: &[&'static str], size: (usize, usize)) -> State {
    let mut documents: Vec<Document> = samples.iter().map(|name| Document::unopened(Source::Sample(name))).collect();
    for document in &mut documents {
        let article = load(document.source.as_ref().unwrap(), &LoadOptions::default()).unwrap();
        document.starts = Some(std::rc::Rc::new(qari::reader::jobs::starts(&article)));
        document.article = Some(article);
    }
    let environment = Environment {
        language: "en".into(),
        depth: Depth::True,
        findings: Findings::default(),
        calibration: Calibration::default(),
    };
    State::new(Config::default(), documents, size, environment)
}

fn painted(state: &State) -> Buffer {
    let area = Rect::new(0, 0, u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(area);
    qari::ui::paint(state, area, &mut buffer);
    buffer
}

fn row(buffer: &Buffer, y: u16) -> String {
    (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect()
}

fn text_of(buffer: &Buffer) -> String {
    (0..buffer.area.height).map(|y| row(buffer, y) + "\n").collect()
}

fn text(state: &State) -> Vec<String> {
    let buffer = painted(state);
    (0..u16::try_from(state.geometry.rows).unwrap()).map(|y| row(&buffer, y)).collect()
}

fn act(state: &mut State, actions: &[Action]) {
    for action in actions {
        update(state, action.clone(), None);
    }
}

/// Type keys; what the shell was asked for.
fn press(state: &mut State, text: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\t' => KeyCode::Tab,
            '\u{1b}' => KeyCode::Esc,
            '↑' => KeyCode::Up,
            '↓' => KeyCode::Down,
            c => KeyCode::Char(c),
        };
        if let Some((action, count)) = keys::key(state, KeyEvent::new(code, KeyModifiers::NONE)) {
            effects.extend(update(state, action, count));
        }
    }
    effects
}

fn said(state: &State) -> &str {
    match &state.message {
        Some(Message::Info(text) | Message::Error(text)) => text,
        None => "",
    }
}

#[test]
fn keys_of_other_layouts_are_the_latin_keys_in_the_same_place() {
    // The same keys on a Latin keyboard and on the others.
    for (latin, others) in [
        ("jjjk", ["تتتن", "تتتن", "חחחל"]),
        ("3jk", ["٣تن", "۳تن", "3חל"]),
        ("G", ["ﻷ", "أ", "G"]),
        ("5g", ["٥ل", "۵ل", "5ע"]),
        ("12}", ["١٢}", "۱۲}", "12}"]),
        ("50%", ["٥٠%", "۵۰٪", "50%"]),
        ("e", ["ث", "ث", "ק"]),
        ("]p", ["دح", "چح", "]פ"]),
        ("xp", ["ءح", "طح", "ספ"]),
        ("z", ["ئ", "ظ", "ז"]),
    ] {
        let seen = |keys: &str, language: &str| {
            let mut state = reader(&["ar"], (80, 12));
            state.environment.language = language.into();
            press(&mut state, keys);
            assert!(!said(&state).contains("does nothing"), "{keys}: {}", said(&state));
            (text(&state), said(&state).to_owned(), state.panel.open)
        };
        let expected = seen(latin, "en");
        for (keys, language) in others.into_iter().zip(["ar", "fa", "he"]) {
            assert_eq!(seen(keys, language), expected, "{latin} {keys}");
        }
    }
}

#[test]
fn what_the_prompt_does_not_take_is_said() {
    let mut state = reader(&["ar"], (80, 12));
    for (command, message) in [
        ("measure", "measure: 80; it takes cells, 0 for the whole width"),
        ("measure=70", "measure: 70"),
        ("set measure", "measure: 70; it takes"),
        ("mesure", "no such command: mesure; did you mean measure?"),
        ("help me", "help takes no words"),
        ("note", "no highlight is chosen"),
        ("search خططط", "not found: خططط"),
    ] {
        press(&mut state, &format!(":{command}\n"));
        let bare = said(&state).replace(['\u{2068}', '\u{2069}'], "");
        assert!(bare.starts_with(message), "{command}: {bare}");
    }
    assert!(state.line().is_none() && state.sheet.is_none());
}

#[test]
fn what_is_too_long_for_the_status_row_takes_rows_above_it_until_the_next_key() {
    for (interface, value) in [("en", "nope"), ("ar", "nope"), ("ar", "\u{627}")] {
        let mut state = reader(&["ar"], (44, 18));
        press(&mut state, &format!(":interface {interface}\nj"));
        let before = text(&state);
        press(&mut state, &format!(":theme {value}\n"));
        let covered = text(&state);
        let rows = before.iter().zip(&covered).rposition(|(before, now)| before == now).map(|at| before.len() - 1 - at);
        assert!(rows.is_some_and(|rows| (1..=6).contains(&rows)), "{covered:?}");
        assert!(covered.concat().contains("sepia"), "{covered:?}");
        press(&mut state, "jk");
        assert_eq!(text(&state), before);
    }
    // A third of the screen at most, cut there; where there is none the row is cut.
    let mut state = reader(&["ar"], (30, 9));
    let before = text(&state);
    state.message = Some(Message::Info("كلمة ".repeat(60)));
    let covered = text(&state);
    assert_eq!(covered[..5], before[..5]);
    assert!(covered[7].trim_start().starts_with('…') && covered[5] != before[5], "{covered:?}");
    // No colour and no line of what lies below shows through.
    let (plain, buffer) = (state.theme.style(Scope::Status), painted(&state));
    assert!((5..8).all(|y| buffer[(0, y)].modifier == plain.add_modifier && Some(buffer[(0, y)].bg) == plain.bg));
    for rows in 1..3 {
        let mut state = reader(&["ar"], (30, rows));
        state.message = Some(Message::Info("word ".repeat(60)));
        let last = row(&painted(&state), u16::try_from(rows - 1).unwrap());
        assert!(last.contains("word") && last.contains('…'), "{last}");
    }
}

#[test]
fn several_mistakes_are_counted_whole_in_view() {
    let text = "mesure = 3\ntheme = \"nope\"\nmode = \"up\"\n";
    let file = Some((std::path::PathBuf::from("/home/reader/.config/qari/config.toml"), text.to_owned()));
    let environment = Environment {
        language: "en".into(),
        depth: Depth::True,
        findings: Findings::default(),
        calibration: Calibration::default(),
    };
    let config = Config::merge(file, |_| None, &[]);
    let state = State::new(config, vec![Document::unopened(Source::Sample("ar"))], (50, 24), environment);
    let seen = text_of(&painted(&state)).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(seen.contains("config.toml:1: there is no setting \"mesure\"; did you mean \"measure\"?"), "{seen}");
    assert!(seen.contains("(and 2 more: qari config check)"), "{seen}");
}

#[test]
fn tab_completes_at_the_prompt_and_says_what_there_is() {
    let mut state = reader(&["ar"], (80, 24));
    let line = |state: &State| state.line().unwrap().text().to_owned();
    press(&mut state, ":mea\t");
    assert_eq!((line(&state), said(&state)), ("measure ".into(), ""));
    press(&mut state, "\t");
    assert!(said(&state).contains("0 for the whole width"), "{}", said(&state));
    press(&mut state, "60\n");
    assert_eq!(state.settings.measure, 60);
    press(&mut state, ":theme \t");
    let shown = text_of(&painted(&state));
    assert!(shown.contains("auto  dark  light  high-contrast  sepia"), "{shown}");
    press(&mut state, "se\t");
    assert!(!text_of(&painted(&state)).contains("high-contrast"));
    press(&mut state, "\n");
    assert_eq!(state.theme.name, "sepia");
    press(&mut state, ":xyz\t");
    assert!(line(&state) == "xyz" && said(&state).contains("nothing begins with"), "{}", said(&state));
    // What is typed elsewhere has nothing to complete it.
    press(&mut state, "\u{1b}/mea\t");
    assert_eq!(line(&state), "mea");
}

#[test]
fn up_and_down_go_through_the_commands_of_the_session() {
    let mut state = reader(&["ar"], (80, 24));
    press(&mut state, ":measure 60\n:theme sepia\n:nonsense\n:measure 40\n");
    let line = |state: &State| state.line().unwrap().text().to_owned();
    press(&mut state, ":");
    let mut seen = Vec::new();
    for key in ["↑", "↑", "↑", "↑", "↑", "↓"] {
        press(&mut state, key);
        seen.push(line(&state));
    }
    assert_eq!(seen, ["measure 40", "nonsense", "theme sepia", "measure 60", "measure 60", "theme sepia"]);
    press(&mut state, "\u{1b}:mea↑↑");
    assert_eq!(line(&state), "measure 60");
    press(&mut state, "↓↓");
    assert_eq!(line(&state), "mea");
    press(&mut state, "↑\n");
    assert_eq!(state.settings.measure, 40);
    // A name is no command.
    press(&mut state, "K↑");
    assert_eq!(line(&state), "");
}

#[test]
fn words_behind_search_are_looked_for() {
    let (mut typed, mut command) = (reader(&["ar"], (80, 12)), reader(&["ar"], (80, 12)));
    assert_eq!(press(&mut typed, "/الموصل\n"), press(&mut command, ":search الموصل\n"));
    assert!(command.hit().is_some() && command.hit() == typed.hit());
    assert_eq!(text(&typed), text(&command));
    press(&mut typed, "n");
    press(&mut command, "n");
    assert_eq!(typed.hit(), command.hit());
}

#[test]
fn what_is_typed_and_the_letter_of_a_mark_stay_as_typed() {
    let mut state = reader(&["ar"], (80, 12));
    press(&mut state, ":ت");
    assert_eq!(state.line().unwrap().text(), "ت");
    press(&mut state, "\u{1b}ةت");
    assert_eq!((state.document().notes.len(), said(&state)), (1, "marked \u{2068}ت\u{2069}"));
    // A key that means nothing on any layout is named as it was typed.
    press(&mut state, "ɸ");
    assert!(said(&state).contains('ɸ') && said(&state).contains("does nothing"), "{}", said(&state));
    // What is bound to the letter itself goes before.
    state.keymap.rebind("quit", &["ت".into()]).unwrap();
    assert_eq!(press(&mut state, "ت"), [Effect::Quit]);
    press(&mut state, ":٣\n");
    assert_eq!(state.paragraph_number().unwrap().0, 3);
}

#[test]
fn down_and_up_come_back_to_the_same_rows() {
    for name in ["ar", "en", "mixed"] {
        let mut state = reader(&[name], (60, 15));
        let mut seen = vec![text(&state)];
        for _ in 0..40 {
            act(&mut state, &[Action::LineDown]);
            seen.push(text(&state));
        }
        for expected in seen.iter().rev().skip(1) {
            act(&mut state, &[Action::LineUp]);
            assert_eq!(&text(&state), expected, "{name}");
        }
    }
}

#[test]
fn the_end_shows_the_last_line_and_says_so() {
    for name in ["ar", "he", "en"] {
        let mut state = reader(&[name], (70, 20));
        assert!(state.percent() < 100);
        act(&mut state, &[Action::End]);
        assert_eq!(state.percent(), 100, "{name}");
        let end = state.article().unwrap().last().unwrap().span.end;
        assert_eq!(state.last_byte(), end);
        let before = text(&state);
        act(&mut state, &[Action::PageDown, Action::LineDown]);
        assert_eq!(text(&state), before, "there is nothing behind the end");
        act(&mut state, &[Action::Start]);
        assert_eq!(state.first_byte(), 0);
    }
}

#[test]
fn resizing_keeps_the_byte_that_is_read() {
    let mut state = reader(&["ar"], (80, 24));
    act(&mut state, &[Action::PageDown]);
    let (byte, before) = (state.first_byte(), text(&state));
    for size in [(40, 24), (33, 9), (200, 60), (80, 10), (1, 1), (80, 24)] {
        state.size = size;
        state.arrange();
        let line_end = state.last_byte();
        assert!(state.first_byte() <= byte && byte <= line_end.max(byte), "{size:?}");
    }
    assert_eq!(text(&state), before);
}

#[test]
fn chrome_mirrors_with_the_direction() {
    let (rtl, ltr) = (reader(&["ar"], (80, 24)), reader(&["en"], (80, 24)));
    let column = |state: &State, x| (0..23).map(|y| painted(state)[(x, y)].symbol().to_owned()).collect::<String>();
    assert!(column(&rtl, 0).contains('│') && !column(&rtl, 79).contains('│'));
    assert!(column(&ltr, 79).contains('│') && !column(&ltr, 0).contains('│'));
    let status = |state: &State| row(&painted(state), 23);
    assert!(status(&rtl).trim_start().starts_with(|c: char| c.is_ascii_digit()), "{}", status(&rtl));
    assert!(status(&ltr).trim_end().ends_with('%'), "{}", status(&ltr));
}

#[test]
fn the_arrow_that_points_on_pages_on() {
    for (name, on, back) in [("ar", Action::Left, Action::Right), ("en", Action::Right, Action::Left)] {
        let mut state = reader(&[name], (80, 24));
        let first = text(&state);
        act(&mut state, &[on]);
        assert_ne!(text(&state), first, "{name}");
        act(&mut state, &[back]);
        assert_eq!(text(&state), first, "{name}");
    }
}

#[test]
fn a_selection_across_directions_copies_logical_text() {
    use base64::Engine as _;
    let mut state = reader(&["mixed"], (80, 24));
    act(&mut state, &[Action::Select]);
    for _ in 0..25 {
        act(&mut state, &[Action::NextWord]);
    }
    let span = state.selected().unwrap();
    let expected = state.article().unwrap().slice(span).to_owned();
    assert!(expected.contains("Notes") && expected.contains("TypeBridge"), "{expected}");
    let effects = update(&mut state, Action::Copy, None);
    let [Effect::Send(sequence)] = effects.as_slice() else { panic!("{effects:?}") };
    let payload = sequence.trim_start_matches("\x1b]52;c;").trim_end_matches("\x1b\\");
    let copied = String::from_utf8(base64::engine::general_purpose::STANDARD.decode(payload).unwrap()).unwrap();
    assert_eq!(copied, expected);
}

#[test]
fn furniture_folds_into_one_row_and_back() {
    let mut state = reader(&["en"], (80, 24));
    act(&mut state, &[Action::End]);
    let shown = text(&state).join("\n");
    assert!(shown.contains("Share this article"));
    act(&mut state, &[Action::ToggleFurniture, Action::End]);
    let folded = text(&state).join("\n");
    assert!(!folded.contains("Share this article") && folded.contains("⋯"), "{folded}");
    assert_eq!(state.percent(), 100);
    act(&mut state, &[Action::ToggleFurniture, Action::End]);
    assert_eq!(text(&state).join("\n"), shown);
}

#[test]
fn with_no_colours_nothing_is_coloured_and_the_selection_still_shows() {
    let mut state = reader(&["ar"], (80, 24));
    update(&mut state, Action::Set("color".into(), "never".into()), None);
    update(&mut state, Action::Set("theme".into(), "dark".into()), None);
    act(&mut state, &[Action::Select, Action::LineDown]);
    let buffer = painted(&state);
    assert!(
        buffer
            .content
            .iter()
            .all(|cell| { cell.fg == ratatui::style::Color::Reset && cell.bg == ratatui::style::Color::Reset })
    );
    assert!(buffer.content.iter().any(|cell| cell.modifier.contains(ratatui::style::Modifier::REVERSED)));
}

fn any_action() -> impl Strategy<Value = Action> {
    prop_oneof![
        8 => (0..ACTIONS.len()).prop_map(|at| ACTIONS[at].0.clone()),
        1 => (0u16..130, 0u16..45, 1u8..=3).prop_map(|(x, y, n)| Action::Press(x, y, n)),
        1 => (0u16..130, 0u16..45).prop_map(|(x, y)| Action::Drag(x, y)),
        1 => prop::sample::select(vec![("measure", "0"), ("measure", "33"), ("width", "1"), ("width", "auto"),
            ("paragraph-spacing", "0"), ("first-line-indent", "4"), ("interface", "ar"), ("direction", "ltr"),
            ("direction", "first-strong"), ("shaping", "off"), ("keymap", "vim")])
            .prop_map(|(name, value)| Action::Set(name.into(), value.into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_storm_of_actions_and_sizes_breaks_it(
        steps in prop::collection::vec((any_action(), prop::option::of(0usize..300), prop::option::of((1usize..130, 1usize..45))), 1..40)
    ) {
        let mut state = reader(&["mixed", "ar", "en"], (80, 24));
        for (action, count, size) in steps {
            if let Some(size) = size {
                state.size = size;
                state.arrange();
            }
            update(&mut state, action, count);
            let buffer = painted(&state);
            for cell in &buffer.content {
                prop_assert!(!cell.symbol().chars().any(char::is_control));
            }
            prop_assert!(state.percent() <= 100);
            prop_assert!(state.rows.len() <= state.geometry.rows);
        }
    }
}
