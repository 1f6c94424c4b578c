//! Entities in the reader without a terminal: stepping, panel, card, timeline, mouse. Entities are made by hand from the
//! samples.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use qari::action::{ACTIONS, Action};
use qari::calibration::Calibration;
use qari::config::theme::Depth;
use qari::config::{Config, Scope};
use qari::entity::{Class, Entities, Entity, Label};
use qari::load::{LoadOptions, Source, load};
use qari::reader::State;
use qari::reader::panel::{HEADER_ROWS, Item, Row, Sort};
use qari::reader::sheet::HEADER_ROWS as SHEET_ROWS;
use qari::reader::state::{Document, Environment, Message, Sheet};
use qari::reader::update::{Effect, update};
use qari::reader::{keys, selection};
use qari::span::Span;
use qari::terminal::mode::OutputMode;
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;

const ARABIC: &[(Label, &str, &[&str])] = &[
    (Label::Person, "لمياء الحدّاد", &["لمياء"]),
    (Label::Person, "إلياس عبد الأحد", &["عبد الأحد"]),
    (Label::Person, "هالة متّي", &[]),
    (Label::Place, "الموصل", &[]),
    (Label::Place, "دجلة", &[]),
    (Label::Organisation, "وكالة الضفّتين للأنباء", &[]),
    (Label::Miscellaneous, "FolioScan 2.4", &[]),
    (Label::Date, "14 آذار/مارس 2024", &[]),
    (Label::Date, "عام ١٧٨٦", &[]),
    (Label::Date, "عام 2029", &[]),
    (Label::Percent, "55%", &[]),
    (Label::Url, "https://example.org/khizana/catalogue?lang=ar", &[]),
];

const ENGLISH: &[(Label, &str, &[&str])] = &[
    (Label::Person, "Ines Halloran", &["Halloran"]),
    (Label::Place, "MARSEILLE", &[]),
    (Label::Date, "14 March 2024", &[]),
];

/// The names where they stand in the text, the longer ones first.
fn entities(text: &str, names: &[(Label, &str, &[&str])]) -> Arc<Entities> {
    let mut taken: Vec<Span> = Vec::new();
    let all = names.iter().map(|(label, name, aliases)| {
        let mut mentions = Vec::new();
        for form in std::iter::once(name).chain(aliases.iter()) {
            for (at, _) in text.match_indices(form) {
                let span = Span::new(at, at + form.len());
                if !taken.iter().any(|other| other.overlaps(span)) {
                    taken.push(span);
                    mentions.push(span);
                }
            }
        }
        assert!(!mentions.is_empty(), "{name}");
        let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        Entity { label: *label, name: (*name).to_owned(), aliases, mentions }
    });
    Arc::new(Entities::new(all.collect()))
}

fn reader(name: &'static str, size: (usize, usize)) -> State {
    let mut document = Document::unopened(Source::Sample(name));
    let article = load(document.source.as_ref().unwrap(), &LoadOptions::default()).unwrap();
    let found = entities(article.text(), if name == "ar" { ARABIC } else { ENGLISH });
    document.starts = Some(std::rc::Rc::new(qari::reader::jobs::starts(&article)));
    document.article = Some(article);
    let environment = Environment {
        language: "en".into(),
        depth: Depth::True,
        findings: Findings::default(),
        calibration: Calibration::default(),
    };
    let mut state = State::new(Config::default(), vec![document], size, environment);
    state.receive(0, found, 100);
    state
}

fn act(state: &mut State, actions: &[Action]) {
    for action in actions {
        update(state, action.clone(), None);
    }
}

/// Type keys as the terminal sends them.
fn press(state: &mut State, text: &str) {
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            '\t' => KeyCode::Tab,
            '\u{8}' => KeyCode::Backspace,
            c => KeyCode::Char(c),
        };
        if let Some((action, count)) = keys::key(state, KeyEvent::new(code, KeyModifiers::NONE)) {
            update(state, action, count);
        }
    }
}

fn painted(state: &State) -> Buffer {
    let area = Rect::new(0, 0, u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(area);
    qari::ui::paint(state, area, &mut buffer);
    buffer
}

fn columns(buffer: &Buffer, y: usize, columns: std::ops::Range<usize>) -> String {
    columns.map(|x| buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].symbol().to_owned()).collect()
}

fn row(state: &State, y: usize) -> String {
    columns(&painted(state), y, 0..state.size.0)
}

fn mentioned(state: &State) -> Option<&str> {
    state.mention.map(|place| state.article().unwrap().slice(place.span))
}

fn chosen(state: &State) -> Option<&str> {
    let entity = state.panel.chosen_entity()?;
    Some(&state.entities()?.get(entity)?.name)
}

fn said(state: &State) -> &str {
    match &state.message {
        Some(Message::Info(text) | Message::Error(text)) => text,
        None => "",
    }
}

/// Without what isolates names put into a text.
fn bare(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Base letters for the forms that shaping gives, so that what is painted can be compared.
fn letters(shown: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    shown.nfkd().filter(|c| !qari::lang::fold::is_mark(*c)).collect()
}

/// What stands in visual order, from right to left, letters bare.
fn reversed(text: &str) -> String {
    letters(text).chars().rev().collect()
}

// ---- stepping ----

#[test]
fn stepping_goes_through_all_mentions_and_back() {
    let mut state = reader("ar", (80, 24));
    let places = state.entities().unwrap().places().to_vec();
    for place in &places {
        press(&mut state, "]e");
        assert_eq!(state.mention, Some(*place));
        assert!(selection::line_of(&state.rows, place.span.start).is_some(), "{place:?} is not on the screen");
    }
    press(&mut state, "]e");
    assert_eq!((state.mention, said(&state)), (places.first().copied(), "went on from the beginning"));
    press(&mut state, "[e");
    assert_eq!((state.mention, said(&state)), (places.last().copied(), "went on from the end"));
    for place in places.iter().rev().skip(1) {
        press(&mut state, "[e");
        assert_eq!((state.mention, said(&state)), (Some(*place), ""));
    }
    // A number may be more than there are.
    press(&mut state, &format!("{}]e", 2 * places.len() + 1));
    assert_eq!((state.mention, said(&state)), (Some(places[1]), "went on from the beginning"));
}

#[test]
fn kinds_and_mentions_of_the_same_one_go_round_too() {
    let mut state = reader("ar", (80, 24));
    press(&mut state, "]p");
    let first = state.mention;
    let mut seen = vec![first];
    while said(&state).is_empty() {
        press(&mut state, "]p");
        seen.push(state.mention);
    }
    assert_eq!((seen.last(), said(&state)), (Some(&first), "went on from the beginning"));
    assert!(seen.len() > 2);
    press(&mut state, "#");
    assert_eq!(said(&state), "went on from the end");
    press(&mut state, "*");
    assert_eq!((state.mention, said(&state)), (first, "went on from the beginning"));
}

#[test]
fn stepping_by_kind_by_entity_and_with_a_number() {
    let mut state = reader("ar", (80, 24));
    press(&mut state, "]p");
    assert_eq!(mentioned(&state), Some("لمياء الحدّاد"));
    press(&mut state, "*");
    assert_eq!(mentioned(&state), Some("لمياء"));
    assert_eq!(state.mention_number(), Some(("لمياء الحدّاد", 2, 3)));
    press(&mut state, "#");
    assert_eq!(state.mention_number(), Some(("لمياء الحدّاد", 1, 3)));
    press(&mut state, "2*");
    assert_eq!(state.mention_number(), Some(("لمياء الحدّاد", 3, 3)));
    press(&mut state, "*");
    assert_eq!(state.mention_number(), Some(("لمياء الحدّاد", 1, 3)));
    press(&mut state, "g\u{1b}2]d");
    assert_eq!(mentioned(&state), Some("عام ١٧٨٦"));
    press(&mut state, "]l");
    assert_eq!((mentioned(&state), said(&state)), (Some("الموصل"), "went on from the beginning"));
    press(&mut state, "[l");
    assert_eq!((mentioned(&state), said(&state)), (Some("دجلة"), "went on from the end"));
    press(&mut state, "]o");
    assert_eq!(mentioned(&state), Some("وكالة الضفّتين للأنباء"));
}

#[test]
fn a_mention_off_the_screen_comes_a_third_from_the_top() {
    let mut state = reader("ar", (80, 24));
    press(&mut state, "3]p");
    let at = state.mention.unwrap().span.start;
    let (y, ..) = selection::line_of(&state.rows, at).unwrap();
    assert_eq!(y, state.geometry.rows / 3);
    // One that is on the screen moves nothing.
    press(&mut state, "g\u{1b}");
    let before = state.document().anchor;
    press(&mut state, "4]e");
    assert_eq!((mentioned(&state), state.document().anchor), (Some("دجلة"), before));
}

#[test]
fn without_entities_it_says_so() {
    let mut state = reader("en", (80, 24));
    state.receive(0, Arc::new(Entities::default()), 100);
    press(&mut state, "]e");
    assert_eq!(said(&state), "no entities have been found here");
    // Nor is it said that there are none while they are looked for.
    for percent in [0, 42] {
        state.receive(0, Arc::default(), percent);
        for keys in ["]e", "=h", "i"] {
            press(&mut state, keys);
            assert_eq!(bare(said(&state)), format!("still looking ({percent} %)"), "{keys}");
        }
    }
    press(&mut state, "e");
    assert!(row(&state, 0).contains("read: 42 %"), "{}", row(&state, 0));
    state.receive(0, Arc::default(), 100);
    press(&mut state, "*");
    assert_eq!(said(&state), "no entities have been found here");
    assert!(row(&state, 1).contains("none in this article"));
    let mut state = reader("en", (80, 24));
    press(&mut state, "]o");
    assert_eq!((state.mention, said(&state)), (None, "nothing of the kind has been found here"));
}

#[test]
fn other_entities_found_later_keep_mention_and_choice() {
    let mut state = reader("ar", (120, 30));
    press(&mut state, "2]p\t");
    let (mention, name) = (state.mention.unwrap().span, chosen(&state).unwrap().to_owned());
    let fewer: Vec<_> = ARABIC.iter().filter(|(label, ..)| *label != Label::Place).copied().collect();
    let found = entities(state.article().unwrap().text(), &fewer);
    state.receive(0, found, 60);
    assert_eq!((state.mention.map(|place| place.span), chosen(&state)), (Some(mention), Some(name.as_str())));
    let only = [(Label::Place, "دجلة", &[][..])];
    let found = entities(state.article().unwrap().text(), &only);
    state.receive(0, found, 100);
    assert_eq!((state.mention, chosen(&state)), (None, None));
}

// ---- highlights ----

/// Cells of the text whose foreground is that of a scope.
fn cells_in(state: &State, scope: Scope) -> usize {
    let buffer = painted(state);
    let fg = state.theme.patch(scope).fg.unwrap();
    let text = state.geometry.left..state.geometry.left + state.geometry.width;
    let rows = 0..state.geometry.rows;
    let cells = rows.flat_map(|y| text.clone().map(move |x| (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())));
    cells.filter(|at| buffer[*at].fg == fg).count()
}

#[test]
fn mentions_are_highlighted_by_class_and_each_class_can_be_left_out() {
    let mut state = reader("ar", (80, 24));
    let people = cells_in(&state, Scope::EntityPer);
    // The name with its space; marks take no cell. And the name alone further down.
    assert_eq!(people, letters("لمياء الحدّاد").chars().count() + letters("لمياء").chars().count());
    assert!(cells_in(&state, Scope::EntityLoc) > 0 && cells_in(&state, Scope::EntityDate) > 0);
    press(&mut state, "xp");
    assert_eq!((cells_in(&state, Scope::EntityPer), said(&state)), (0, "not highlighted: \u{2068}people\u{2069}"));
    assert!(cells_in(&state, Scope::EntityLoc) > 0);
    // What is not highlighted is stepped over.
    press(&mut state, "5]e");
    let label = |state: &State| state.entities().unwrap().get(state.mention.unwrap().entity).unwrap().label;
    assert_ne!(label(&state), Label::Person);
    press(&mut state, "xpE");
    assert_eq!(cells_in(&state, Scope::EntityLoc) + cells_in(&state, Scope::EntityPer), 0);
    update(&mut state, Action::Set("entities".into(), "on".into()), None);
    press(&mut state, "g\u{1b}");
    assert_eq!(cells_in(&state, Scope::EntityPer), people);
    press(&mut state, "]p");
    let current = state.theme.patch(Scope::EntityCurrent).bg.unwrap();
    let shown = painted(&state).content.iter().filter(|cell| cell.bg == current).count();
    assert_eq!(shown, letters("لمياء الحدّاد").chars().count());
    press(&mut state, "\u{1b}");
    assert_eq!(state.mention, None);
}

#[test]
fn a_mention_across_lines_and_directions_is_highlighted_whole() {
    for width in 20..60 {
        let mut state = reader("ar", (80, 60));
        update(&mut state, Action::Set("measure".into(), width.to_string()), None);
        press(&mut state, "]o[e]o");
        let link = "https://example.org/khizana/catalogue?lang=ar";
        press(&mut state, "g\u{1b}");
        let at = state.article().unwrap().text().find(link).unwrap();
        while selection::line_of(&state.rows, at + link.len()).is_none() {
            press(&mut state, "10j");
        }
        assert_eq!(cells_in(&state, Scope::EntityLink), link.len(), "{width}");
    }
}

// ---- the panel ----

#[test]
fn the_panel_stands_where_lines_end_and_leaves_its_border_and_the_text_alone() {
    for (name, rtl) in [("ar", true), ("en", false)] {
        for size in [(64, 24), (80, 24), (120, 40), (200, 50)] {
            let mut state = reader(name, size);
            let alone = state.geometry.width;
            press(&mut state, "e");
            let panel = state.geometry.panel.expect("there is room");
            assert_eq!(panel.left < state.geometry.left, rtl, "{name} {size:?}");
            assert!(state.geometry.width >= 40 && state.geometry.width <= alone);
            let buffer = painted(&state);
            for y in 0..state.geometry.rows {
                assert_eq!(columns(&buffer, y, panel.border..panel.border + 1), "│", "{name} {size:?} {y}");
                let between = if rtl {
                    panel.border + 1..state.geometry.left
                } else {
                    state.geometry.left + state.geometry.width..panel.border
                };
                assert!(columns(&buffer, y, between).trim().is_empty(), "{name} {size:?} {y}");
            }
        }
    }
}

#[test]
fn names_in_the_panel_are_in_order_for_the_eye_and_right_aligned() {
    let mut state = reader("ar", (100, 30));
    press(&mut state, "e");
    let panel = state.geometry.panel.unwrap();
    let buffer = painted(&state);
    let line = |row: usize| letters(&columns(&buffer, HEADER_ROWS + row, panel.left..panel.left + panel.width));
    let at = |row: Row| state.panel.rows.iter().position(|other| *other == row).unwrap();
    let number = |name: &str| state.entities().unwrap().iter().find(|(_, entity)| entity.name == name).unwrap().0;
    for name in ["لمياء الحدّاد", "الموصل", "وكالة الضفّتين"] {
        let full = if name.starts_with("وكالة") { "وكالة الضفّتين للأنباء" } else { name };
        let shown = line(at(Row::Entry(number(full))));
        assert!(shown.contains(&reversed(name)), "{name}: {shown}");
    }
    let shown = line(at(Row::Entry(number("لمياء الحدّاد"))));
    // Margin and indent at the right, the name, the count, and the bar at the far left, its beginning at the right.
    assert!(shown.ends_with(&format!("{}   ", reversed("لمياء الحدّاد"))), "{shown:?}");
    let bar: String = shown.trim_start().chars().take_while(|c| ('▁'..='▇').contains(c)).collect();
    assert!(bar.chars().count() == 8 && bar.ends_with('▇') && bar.starts_with('▃'), "{shown:?}");
    assert!(shown.contains(" 3 "), "{shown:?}");
    let latin = line(at(Row::Entry(number("FolioScan 2.4"))));
    assert!(latin.ends_with("FolioScan 2.4   "), "{latin:?}");
    let aliases = line(at(Row::Aliases(number("لمياء الحدّاد"))));
    assert!(aliases.trim_end().ends_with(&reversed("لمياء")), "{aliases:?}");
    // Headings with how many there are and their mentions.
    let Row::Heading(Class::People, 3, 6) = state.panel.rows[0] else { panic!("{:?}", state.panel.rows[0]) };
    assert!(line(0).contains("people") && line(0).contains(" 6 "), "{:?}", line(0));
}

#[test]
fn an_english_panel_reads_from_the_left() {
    let mut state = reader("en", (100, 30));
    press(&mut state, "e");
    let panel = state.geometry.panel.unwrap();
    let shown = columns(&painted(&state), HEADER_ROWS + 1, panel.left..panel.left + panel.width);
    assert!(
        shown.starts_with("   Ines Halloran ") && shown.trim_end().ends_with(['▁', '▂', '▃', '▅', '▇']),
        "{shown:?}"
    );
}

#[test]
fn the_focus_goes_to_the_panel_and_back() {
    let mut state = reader("ar", (100, 30));
    assert!(!state.panel.open);
    press(&mut state, "e");
    assert!(state.panel.open && state.panel.focus);
    press(&mut state, "\t");
    assert!(state.panel.open && !state.panel.focus);
    press(&mut state, "\t");
    assert!(state.panel.focus);
    press(&mut state, "\u{1b}");
    assert!(state.panel.open && !state.panel.focus);
    press(&mut state, "ee");
    assert!(!state.panel.open && !state.panel.focus && state.geometry.panel.is_none());
}

#[test]
fn esc_closes_what_is_open_one_by_one() {
    let mut state = reader("ar", (100, 30));
    let all = |state: &State| state.panel.rows.iter().filter(|row| matches!(row, Row::Entry(_))).count();
    press(&mut state, "e");
    let entries = all(&state);
    press(&mut state, "/لمياء\n");
    assert_eq!((all(&state), state.panel.focus), (1, true));
    press(&mut state, "\u{1b}");
    assert_eq!((state.panel.filter.as_str(), all(&state), state.panel.focus), ("", entries, true));
    press(&mut state, "\u{1b}");
    assert!(state.panel.open && !state.panel.focus);
    // In the text the mention stepped to goes first.
    press(&mut state, "]e\u{1b}");
    assert!(state.panel.open && state.mention.is_none());
    press(&mut state, "\u{1b}");
    assert!(!state.panel.open && state.geometry.panel.is_none());
    // What is opened again shows all there is.
    press(&mut state, "e/لمياء\nee");
    assert_eq!((state.panel.open, all(&state)), (true, entries));
}

#[test]
fn a_filter_is_typed_on_when_the_window_changes() {
    let mut state = reader("ar", (100, 30));
    press(&mut state, "e/لم");
    for size in [(120, 20), (50, 30), (100, 30)] {
        state.size = size;
        state.arrange();
        assert!(state.filters() && row(&state, state.geometry.status).starts_with('/'), "{size:?}");
    }
    press(&mut state, "ياء\n");
    assert_eq!((state.panel.filter.as_str(), state.panel.focus), ("لمياء", true));
}

#[test]
fn moving_in_the_panel_previews_and_esc_comes_back() {
    let mut state = reader("ar", (100, 30));
    let anchor = state.document().anchor;
    press(&mut state, "e");
    assert_eq!(chosen(&state), Some("الموصل"), "the first mention on the screen");
    press(&mut state, "G");
    assert_eq!(chosen(&state), Some("https://example.org/khizana/catalogue?lang=ar"));
    assert_eq!(mentioned(&state), chosen(&state));
    let span = state.mention.unwrap().span;
    assert!(selection::line_of(&state.rows, span.start).is_some());
    assert!(state.panel.focus && state.document().anchor != anchor);
    press(&mut state, "\u{1b}");
    assert_eq!((state.document().anchor, state.mention, state.panel.focus), (anchor, None, false));
    // Enter stays there.
    press(&mut state, "\tG\n");
    assert!(!state.panel.focus && state.mention.unwrap().span == span && state.document().anchor != anchor);
    // Enter once more opens the card.
    press(&mut state, "\n");
    assert!(matches!(&state.sheet, Some(Sheet::Card(card, 0)) if card.label == Label::Url));
}

#[test]
fn the_choice_follows_the_text() {
    let mut state = reader("ar", (100, 20));
    press(&mut state, "e\t");
    press(&mut state, "]p");
    assert_eq!(chosen(&state), Some("لمياء الحدّاد"));
    press(&mut state, "]o");
    assert_eq!(chosen(&state), Some("وكالة الضفّتين للأنباء"));
    // The row that is chosen is among those shown.
    let at = state.panel.row_of(state.panel.chosen.unwrap()).unwrap();
    assert!((state.panel.top..state.panel.top + state.panel_height()).contains(&at));
    press(&mut state, "g\u{1b}");
    assert_eq!(chosen(&state), Some("الموصل"));
    while state.first_mention_here().is_none_or(|place| place.span.start < 600) {
        press(&mut state, "j");
    }
    let first = state.first_mention_here().unwrap();
    assert_eq!(state.panel.chosen, Some(Item::Entity(first.entity)));
}

#[test]
fn the_panel_sorts_filters_and_folds() {
    let mut state = reader("ar", (100, 40));
    press(&mut state, "e");
    let people = |state: &State| -> Vec<String> {
        let rows = state.panel.rows.iter().filter_map(|row| match row {
            Row::Entry(number) => state.entities().unwrap().get(*number),
            _ => None,
        });
        rows.filter(|entity| entity.label == Label::Person).map(|entity| entity.name.clone()).collect()
    };
    assert_eq!(people(&state), ["لمياء الحدّاد", "إلياس عبد الأحد", "هالة متّي"]);
    press(&mut state, "ss");
    assert_eq!(state.panel.sort, Sort::Name);
    assert_eq!(people(&state), ["إلياس عبد الأحد", "لمياء الحدّاد", "هالة متّي"]);
    press(&mut state, "sp");
    assert!(people(&state).is_empty(), "folded");
    press(&mut state, "/الياس");
    assert!(state.panel.typing.is_some() && state.panel.filter == "الياس");
    assert_eq!((people(&state), chosen(&state)), (vec!["إلياس عبد الأحد".to_owned()], Some("إلياس عبد الأحد")));
    assert!(row(&state, state.geometry.status).starts_with('/'));
    press(&mut state, "\u{8}\u{8}");
    assert_eq!(state.panel.filter, "الي");
    press(&mut state, "\n");
    assert!(state.panel.typing.is_none() && state.panel.filter == "الي" && state.panel.focus);
    press(&mut state, "/\u{1b}");
    assert!(state.panel.filter.is_empty() && state.panel.focus);
    assert!(people(&state).is_empty(), "folded still");
    press(&mut state, "p");
    assert_eq!(people(&state).len(), 3);
    // Enter on a heading folds its class, and the arrow that points on opens it.
    press(&mut state, "g\n");
    assert!(people(&state).is_empty() && state.panel.focus);
    act(&mut state, &[Action::Left]);
    assert_eq!(people(&state).len(), 3);
    act(&mut state, &[Action::Right]);
    assert!(people(&state).is_empty());
    press(&mut state, "/zzz");
    assert!(state.panel.rows.is_empty() && row(&state, HEADER_ROWS).contains("nothing holds that"));
}

#[test]
fn narrow_windows_have_no_panel_and_wider_ones_get_it_back() {
    let mut state = reader("ar", (60, 24));
    press(&mut state, "e");
    assert!(!state.panel.open && said(&state).contains("too narrow"));
    state.size = (100, 24);
    state.arrange();
    press(&mut state, "e/");
    assert!(state.panel.typing.is_some());
    state.size = (60, 24);
    state.arrange();
    assert!(state.geometry.panel.is_none() && !state.panel.focus && state.panel.typing.is_some());
    press(&mut state, "\n");
    state.size = (100, 24);
    state.arrange();
    assert!(state.geometry.panel.is_some());
    for mode in OutputMode::ALL {
        update(&mut state, Action::Set("mode".into(), mode.name().into()), None);
        assert!(state.geometry.panel.is_some(), "{}", mode.name());
    }
}

#[test]
fn the_panel_is_resized_by_keys_and_by_its_border() {
    for name in ["ar", "en"] {
        let mut state = reader(name, (120, 30));
        press(&mut state, "e");
        let width = |state: &State| state.geometry.panel.unwrap().width;
        let (before, text) = (width(&state), state.settings.measure);
        press(&mut state, ">>");
        assert_eq!(width(&state), before + 4);
        press(&mut state, "10<");
        assert_eq!((width(&state), state.settings.panel_width), (before - 6, before - 6));
        press(&mut state, "99<");
        assert_eq!(width(&state), 20);
        press(&mut state, "99>");
        assert!(state.geometry.width >= 40 && width(&state) == state.settings.panel_width);
        assert_eq!(state.settings.measure, text, "the measure is another matter");
        update(&mut state, Action::Set("panel-width".into(), "30".into()), None);
        assert_eq!(width(&state), 30);
        let border = u16::try_from(state.geometry.panel.unwrap().border).unwrap();
        act(&mut state, &[Action::Press(border, 5, 1)]);
        for by in 1..=5 {
            let x = if name == "ar" { border + by } else { border - by };
            act(&mut state, &[Action::Drag(x, 5)]);
        }
        assert_eq!((width(&state), state.selection), (35, None));
        act(&mut state, &[Action::Press(if name == "ar" { 90 } else { 10 }, 8, 1), Action::Drag(60, 9)]);
        assert_eq!(width(&state), 35);
        assert!(state.selecting);
    }
}

#[test]
fn the_mouse_chooses_in_the_panel_and_in_the_text() {
    let mut state = reader("ar", (100, 20));
    press(&mut state, "e\t");
    let panel = state.geometry.panel.unwrap();
    let x = u16::try_from(panel.left + 5).unwrap();
    let before = (state.document().anchor, state.panel.top);
    act(&mut state, &[Action::Scroll(3, x)]);
    assert_eq!((state.document().anchor, state.panel.top), (before.0, before.1 + 3));
    act(&mut state, &[Action::Scroll(-30, x)]);
    assert_eq!(state.panel.top, 0);
    let y = u16::try_from(HEADER_ROWS + 3).unwrap();
    act(&mut state, &[Action::Press(x, y, 1)]);
    assert_eq!(mentioned(&state), Some("إلياس عبد الأحد"));
    assert!(!state.panel.focus && selection::line_of(&state.rows, state.mention.unwrap().span.start).is_some());
    act(&mut state, &[Action::Press(x, y, 2)]);
    assert!(matches!(&state.sheet, Some(Sheet::Card(card, _)) if card.name == "إلياس عبد الأحد"));
    press(&mut state, "\u{1b}");
    act(&mut state, &[Action::Press(x, u16::try_from(HEADER_ROWS).unwrap(), 1)]);
    assert!(state.panel.folded.contains(Class::People));
    // A click on a highlighted mention makes it the current one, beside it none.
    press(&mut state, "g");
    let state = &mut state;
    let at = state.article().unwrap().text().find("دجلة").unwrap();
    let (row, paragraph, line) = selection::line_of(&state.rows, at).unwrap();
    let column = state.geometry.left_of(line) + line.column_of(line.cell_of(at - paragraph.span.start).unwrap());
    let (column, row) = (u16::try_from(column).unwrap(), u16::try_from(row).unwrap());
    act(state, &[Action::Press(column, row, 1)]);
    assert_eq!((mentioned(state), chosen(state)), (Some("دجلة"), Some("دجلة")));
    act(state, &[Action::Press(column + 2, row, 1)]);
    assert_eq!(mentioned(state), None);
}

// ---- card and timeline ----

#[test]
fn the_card_is_a_concordance_that_mirrors() {
    for (name, rtl) in [("ar", true), ("en", false)] {
        let mut state = reader(name, (100, 40));
        press(&mut state, "]pi");
        let Some(Sheet::Card(card, 0)) = state.sheet.clone() else { panic!("{:?}", state.sheet) };
        assert!(card.mentions.len() >= 3);
        let buffer = painted(&state);
        let fg = state.theme.patch(Scope::EntityPer).fg.unwrap();
        let marked = |y: usize| -> Vec<usize> {
            (0..100).filter(|&x| buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].fg == fg).collect()
        };
        let starts: Vec<usize> = (SHEET_ROWS..40)
            .filter_map(|y| if rtl { marked(y).last().copied() } else { marked(y).first().copied() })
            .collect();
        // All but the chosen one, which is shown otherwise.
        assert_eq!(starts.len(), card.mentions.len() - 1, "{name}");
        assert!(starts.iter().all(|start| *start == starts[0]), "{name}: {starts:?}");
        press(&mut state, "j\n");
        assert!(state.sheet.is_none());
        assert_eq!(state.mention.map(|place| place.span), Some(card.mentions[1].span));
        assert!(selection::line_of(&state.rows, card.mentions[1].span.start).is_some());
    }
}

#[test]
fn the_card_copies_its_name_and_closes() {
    let mut state = reader("ar", (100, 40));
    press(&mut state, "ej\u{1b}ei");
    assert!(state.sheet.is_some());
    let effects = update(&mut state, Action::Copy, None);
    assert!(
        matches!(effects.as_slice(), [Effect::Send(sequence)] if sequence.starts_with("\u{1b}]52;c;")),
        "{effects:?}"
    );
    press(&mut state, "i");
    assert!(state.sheet.is_none() && state.panel.focus);
    let effects = update(&mut state, Action::Copy, None);
    assert!(matches!(effects.as_slice(), [Effect::Send(_)]), "the panel copies it too");
    press(&mut state, "iq");
    assert!(state.sheet.is_none());
    let shown = {
        press(&mut state, "\u{1b}]pi");
        let buffer = painted(&state);
        (0..40).map(|y| letters(&columns(&buffer, y, 0..100))).collect::<Vec<_>>().join("\n")
    };
    assert!(shown.contains("3 mentions") && shown.contains("person"), "{shown}");
    assert!(shown.contains("in the same sentence") && shown.contains(&reversed("دجلة")), "{shown}");
}

#[test]
fn the_timeline_lists_dates_with_their_sentences() {
    let mut state = reader("ar", (100, 40));
    press(&mut state, "t");
    let Some(Sheet::Timeline(moments, 0)) = state.sheet.clone() else { panic!("{:?}", state.sheet) };
    let text = state.article().unwrap().text().to_owned();
    let dates: Vec<&str> = moments.iter().map(|moment| moment.span.of(&text)).collect();
    assert_eq!(dates, ["14 آذار/مارس 2024", "عام ١٧٨٦", "عام 2029"]);
    assert!(moments[1].sentence.of(&text).starts_with("تضمّ الخزانة"));
    let buffer = painted(&state);
    let second = letters(&columns(&buffer, SHEET_ROWS + 1, 0..100));
    assert!(second.trim_end().ends_with(&reversed("عام")), "{second:?}");
    act(&mut state, &[Action::Press(50, u16::try_from(SHEET_ROWS + 2).unwrap(), 1)]);
    assert_eq!((state.sheet.is_none(), mentioned(&state)), (true, Some("عام 2029")));
}

#[test]
fn dates_on_the_timeline_are_cut_between_words_with_no_bracket_left_open() {
    let mut state = reader("ar", (100, 20));
    let dates = state.entities().unwrap().iter().filter(|(_, entity)| entity.label == Label::Date);
    let day = qari::entity::date::Date::new(2024, 3, 14).unwrap();
    let value = qari::entity::date::DateValue { start: day, end: day, precision: qari::entity::date::Precision::Day };
    let dates = dates.flat_map(|(_, entity)| entity.mentions.iter().map(|span| (*span, value))).collect();
    let found = Entities::clone(state.entities().unwrap()).dated(dates);
    state.receive(0, Arc::new(found), 100);
    press(&mut state, "t");
    for width in 20..120 {
        state.size.0 = width;
        state.arrange();
        let row = letters(&row(&state, SHEET_ROWS));
        assert_eq!(row.matches('(').count(), row.matches(')').count(), "{width}: {row}");
        // Of the words themselves something is left, too.
        assert!(width < 40 || row.contains("14"), "{width}: {row}");
    }
}

#[test]
fn contexts_are_cut_between_words_with_an_ellipsis() {
    for name in ["ar", "en"] {
        for width in [40, 61, 80, 100] {
            let mut state = reader(name, (width, 30));
            act(&mut state, &[Action::NextPerson, Action::EntityCard]);
            let Some(Sheet::Card(card, _)) = state.sheet.clone() else { panic!("{:?}", state.sheet) };
            let article = state.article().unwrap();
            let text: Vec<&str> = article.text().split(|c: char| !c.is_alphanumeric()).collect();
            let known: std::collections::HashSet<String> = text.into_iter().map(letters).collect();
            let rows = (0..29).map(|y| row(&state, y)).filter(|row| row.contains('…'));
            let mut seen = 0;
            for row in rows {
                seen += 1;
                let logical = letters(&if name == "ar" { row.chars().rev().collect() } else { row.clone() });
                let words = logical.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
                // Latin and digits stand the other way round in a row that is read from the right.
                let is_known =
                    |word: &str| known.contains(word) || known.contains(&word.chars().rev().collect::<String>());
                for word in words {
                    assert!(is_known(word), "{name} {width}: {word} in {row}");
                }
            }
            assert!(seen > card.mentions.len() / 2, "{name} {width}: {seen}");
        }
    }
}

// ---- anything ----

fn any_action() -> impl Strategy<Value = Action> {
    let entities: Vec<Action> = ACTIONS
        .iter()
        .filter(|(_, _, group)| matches!(group.text_key(), "group-entities" | "group-panel"))
        .map(|(action, ..)| action.clone())
        .collect();
    prop_oneof![
        4 => (0..ACTIONS.len()).prop_map(|at| ACTIONS[at].0.clone()),
        8 => prop::sample::select(entities),
        2 => (0u16..130, 0u16..45, 1u8..=3).prop_map(|(x, y, n)| Action::Press(x, y, n)),
        1 => (0u16..130, 0u16..45).prop_map(|(x, y)| Action::Drag(x, y)),
        1 => (-9i16..9, 0u16..130).prop_map(|(by, x)| Action::Scroll(by, x)),
        1 => prop::sample::select(vec!["", "ا", "لميا", "zz"]).prop_map(|text| Action::Insert(text.into())),
        1 => prop::sample::select(vec![("measure", "0"), ("width", "1"), ("width", "auto"), ("interface", "ar"),
            ("direction", "ltr"), ("panel-width", "20"), ("panel-width", "100"), ("scrollbar", "off"), ("mode", "visual")])
            .prop_map(|(name, value)| Action::Set(name.into(), value.into())),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_storm_breaks_the_panel(
        steps in prop::collection::vec((any_action(), prop::option::of(0usize..300), prop::option::of((1usize..130, 1usize..45))), 1..40)
    ) {
        let mut state = reader("ar", (100, 24));
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
            prop_assert!(state.rows.len() <= state.geometry.rows);
            prop_assert!(!state.panel.focus || state.geometry.panel.is_some());
            prop_assert!(state.panel.top == 0 || state.panel.top < state.panel.rows.len());
            if let (Some(panel), None) = (state.geometry.panel, &state.sheet) {
                let asked = state.settings.width.or(Some(state.settings.measure).filter(|measure| *measure > 0));
                prop_assert!(state.geometry.width >= asked.unwrap_or(40).min(40));
                // What is said may lie over a third of the screen.
                let covered = if state.message.is_some() { state.size.1 / 3 } else { 0 };
                for y in 0..state.geometry.rows.saturating_sub(covered) {
                    prop_assert_eq!(columns(&buffer, y, panel.border..panel.border + 1), "│");
                }
            }
        }
    }
}

// ---- corrections ----

fn chosen_name(state: &State) -> String {
    let place = state.mention.unwrap();
    state.entities().unwrap().get(place.entity).unwrap().name.clone()
}

fn names(state: &State) -> Vec<(Label, String)> {
    state.entities().unwrap().iter().map(|(_, entity)| (entity.label, entity.name.clone())).collect()
}

#[test]
fn corrections_are_laid_over_kept_and_taken_back() {
    let mut state = reader("ar", (120, 40));
    let before = names(&state);
    act(&mut state, &[Action::NextPlace]);
    let place = chosen_name(&state);
    let effects = update(&mut state, Action::RetypeEntity, None);
    assert_eq!(effects, [qari::reader::update::Effect::KeepCorrections(0)]);
    assert!(names(&state).contains(&(Label::Organisation, place.clone())));
    assert_eq!(chosen_name(&state), place, "the mention stays the current one");
    act(&mut state, &[Action::Rename("اسم آخر".into())]);
    assert!(names(&state).contains(&(Label::Organisation, "اسم آخر".into())));
    // What is found anew, by a better engine say, is corrected too.
    let found = entities(state.article().unwrap().text(), ARABIC);
    state.receive(0, found, 100);
    assert!(names(&state).contains(&(Label::Organisation, "اسم آخر".into())));
    act(&mut state, &[Action::UndoCorrection, Action::UndoCorrection]);
    assert_eq!(names(&state), before);
    act(&mut state, &[Action::UndoCorrection]);
    assert_eq!(said(&state), "no correction to take back");
}

#[test]
fn two_entities_become_one_and_one_is_left_out() {
    let mut state = reader("ar", (120, 40));
    let count = names(&state).len();
    act(&mut state, &[Action::NextPerson]);
    let first = chosen_name(&state);
    act(&mut state, &[Action::MergeEntity]);
    while chosen_name(&state) == first {
        act(&mut state, &[Action::NextPerson]);
    }
    let second = chosen_name(&state);
    act(&mut state, &[Action::MergeEntity]);
    assert_eq!(names(&state).len(), count - 1);
    let entities = state.entities().unwrap();
    let merged = entities.iter().find(|(_, entity)| entity.name == second).unwrap().1;
    assert!(merged.aliases.contains(&first));
    act(&mut state, &[Action::HideEntity]);
    assert!(!names(&state).iter().any(|(_, name)| *name == second));
}

#[test]
fn what_was_not_chosen_is_not_corrected() {
    let mut state = reader("ar", (120, 40));
    let before = names(&state);
    for keys in ["=h", "=t", "=s", "=m", "=r"] {
        press(&mut state, keys);
        assert_eq!(bare(said(&state)), "no entity is chosen; ]e or the panel (e) chooses one", "{keys}");
        assert!(state.prompt.is_none() && state.merging.is_none());
    }
    assert_eq!(names(&state), before);
    // A class of the panel is none either.
    press(&mut state, "eg=h");
    assert!(said(&state).starts_with("no entity is chosen"), "{}", said(&state));
    assert!(state.documents[0].corrections.is_empty());
}

#[test]
fn corrections_say_what_they_did_and_what_was_taken_back() {
    let mut state = reader("ar", (120, 40));
    press(&mut state, "]p");
    for (keys, expected) in [
        ("=t", "لمياء الحدّاد is now a place"),
        ("=u", "taken back: لمياء الحدّاد is now a place"),
        ("*=s", "لمياء is split off لمياء الحدّاد"),
        ("=s", "that cannot be corrected here"),
        ("=u", "taken back: لمياء is split off لمياء الحدّاد"),
        ("=h", "لمياء الحدّاد is hidden"),
        ("=u", "taken back: لمياء الحدّاد is hidden"),
        ("=u", "no correction to take back"),
        ("]p=m]o=m", "لمياء الحدّاد is one with وكالة الضفّتين للأنباء"),
    ] {
        press(&mut state, keys);
        assert_eq!(bare(said(&state)), expected, "{keys}");
    }
    act(&mut state, &[Action::Set("interface".into(), "ar".into()), Action::UndoCorrection]);
    assert_eq!(bare(said(&state)), "تُراجع عن: ضُمّ لمياء الحدّاد إلى وكالة الضفّتين للأنباء");
}

#[test]
fn the_panel_s_row_and_the_card_s_entity_are_corrected() {
    let mut state = reader("ar", (120, 40));
    press(&mut state, "e/هالة\n=h");
    assert_eq!(bare(said(&state)), "هالة متّي is hidden");
    let mut state = reader("ar", (120, 40));
    press(&mut state, "]li=t");
    let Some(Sheet::Card(card, _)) = &state.sheet else { panic!("{:?}", state.sheet) };
    assert_eq!(card.label, Label::Organisation);
    assert_eq!(bare(said(&state)), format!("{} is now an organisation", card.name));
    press(&mut state, "=h");
    assert!(state.sheet.is_none(), "a card of nothing");
    press(&mut state, "=u");
    assert!(bare(said(&state)).ends_with("is hidden"));
}

#[test]
fn what_is_selected_becomes_an_entity() {
    let mut state = reader("en", (100, 30));
    press(&mut state, "v");
    act(&mut state, &[Action::NextWord, Action::AddEntity]);
    let added = &state.documents[0].corrections.corrections[0];
    assert!(!added.entity.is_empty() && added.label == Label::Person);
    let added = added.entity.clone();
    assert!(names(&state).contains(&(Label::Person, added)));
    act(&mut state, &[Action::AddEntity]);
    assert!(said(&state).contains("nothing"), "{}", said(&state));
}

#[test]
fn the_card_s_name_can_be_searched_for() {
    let mut state = reader("ar", (80, 24));
    act(&mut state, &[Action::NextPerson, Action::EntityCard]);
    let Some(Sheet::Card(card, _)) = state.sheet.clone() else { panic!("{:?}", state.sheet) };
    act(&mut state, &[Action::Search]);
    assert!(state.sheet.is_none());
    let typed = state.find.typing.as_ref().map(|typing| typing.line.text().to_owned());
    assert_eq!(typed.as_deref(), Some(card.name.as_str()));
    act(&mut state, &[Action::AcceptLine]);
    let hit = state.hit().unwrap();
    assert!(card.mentions.iter().any(|context| context.span.start == hit.start), "{hit:?}");
}
