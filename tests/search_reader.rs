//! Search in the reader without a terminal: typing, stepping, counting, narrowing, the list of hits. Jobs run here and now.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use qari::action::Action;
use qari::calibration::Calibration;
use qari::config::theme::Depth;
use qari::config::{Config, Scope};
use qari::entity::{Entities, Entity, Label};
use qari::load::encoding::Decoded;
use qari::load::{LoadOptions, Source, article};
use qari::patterns::history::History;
use qari::reader::find::concordance::Order;
use qari::reader::find::{Purpose, answer, switches};
use qari::reader::scroll::Row;
use qari::reader::state::{Document, Environment, Message, Sheet};
use qari::reader::update::{Effect, take_answer, update};
use qari::reader::{State, keys, selection};
use qari::search::Mode;
use qari::span::Span;
use qari::terminal::mode::OutputMode;
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use std::sync::Arc;

const TEXT: &str = "خبر عن المدينة\n\n\
    وصل الوفد إلى الموصل يوم السبت، ثم عاد.\n\n\
    لم يذكر أحد شيئا غير هذا في ذلك النهار الطويل.\n\n\
    سافر بعضهم بالمَوْصِل وبعضهم من غيرها.\n\n\
    وقيل للموصل إنها مدينة على نهر.\n\n\
    الناس في الموصل وفي الموصلية يعرفون GNU/Linux جيدا.\n";

fn reader_of(text: &str, size: (usize, usize), depth: Depth) -> State {
    let decoded = Decoded { text: text.into(), encoding: "UTF-8".into(), replaced: 0 };
    let mut document = Document::unopened(Source::Sample("ar"));
    document.article = Some(article("x", decoded, &LoadOptions::default()));
    let environment = Environment {
        language: "en".into(),
        depth,
        findings: Findings::default(),
        calibration: Calibration::default(),
    };
    State::new(Config::default(), vec![document], size, environment)
}

fn reader(text: &str) -> State {
    reader_of(text, (60, 14), Depth::True)
}

/// Do what jobs would do.
fn settle(state: &mut State) {
    loop {
        let requests = state.search_requests();
        if requests.is_empty() {
            return;
        }
        for request in requests {
            let mut answers = Vec::new();
            answer(&request, || false, |found| answers.push(found));
            answers.into_iter().for_each(|found| take_answer(state, &request, found));
        }
    }
}

fn key(state: &mut State, code: KeyCode, modifiers: KeyModifiers) -> Vec<Effect> {
    let done = keys::key(state, KeyEvent::new(code, modifiers));
    let effects = done.map_or_else(Vec::new, |(action, count)| update(state, action, count));
    settle(state);
    effects
}

fn press(state: &mut State, text: &str) {
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            '\u{8}' => KeyCode::Backspace,
            '↑' => KeyCode::Up,
            '↓' => KeyCode::Down,
            c => KeyCode::Char(c),
        };
        key(state, code, KeyModifiers::NONE);
    }
}

fn alt(state: &mut State, c: char) {
    key(state, KeyCode::Char(c), KeyModifiers::ALT);
}

fn painted(state: &State) -> Buffer {
    let area = Rect::new(0, 0, u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(area);
    qari::ui::paint(state, area, &mut buffer);
    buffer
}

fn row(state: &State, y: usize) -> String {
    let buffer = painted(state);
    (0..state.size.0).map(|x| buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())].symbol()).collect()
}

fn status(state: &State) -> String {
    row(state, state.geometry.status)
}

fn hit(state: &State) -> Option<&str> {
    Some(state.article()?.slice(state.hit()?))
}

fn number(state: &State) -> (Option<usize>, usize) {
    let active = state.find.active.as_ref().unwrap();
    (active.number, active.tally.total)
}

fn said(state: &State) -> &str {
    match &state.message {
        Some(Message::Info(text) | Message::Error(text)) => text,
        None => "",
    }
}

/// Columns of a screen row painted in a scope's background.
fn columns_in(state: &State, scope: Scope, y: usize) -> Vec<usize> {
    let (buffer, bg) = (painted(state), state.theme.patch(scope).bg.unwrap());
    let at = |x: usize| &buffer[(u16::try_from(x).unwrap(), u16::try_from(y).unwrap())];
    (0..state.size.0).filter(|x| at(*x).bg == bg).collect()
}

/// The row of the screen that shows `byte`.
fn row_of(state: &State, byte: usize) -> usize {
    selection::line_of(&state.rows, byte).expect("it is on the screen").0
}

#[test]
fn hits_come_while_typing_and_escape_puts_everything_back() {
    let mut state = reader(TEXT);
    press(&mut state, "j");
    let before = (state.document().anchor, state.rows.len());
    press(&mut state, "/الموصل");
    assert_eq!((hit(&state), number(&state)), (Some("الموصل"), (Some(1), 4)));
    assert!(status(&state).contains("1/4"), "{}", status(&state));
    // More typed, another hit further on.
    press(&mut state, "ية");
    assert_eq!((hit(&state), number(&state)), (Some("الموصلية"), (Some(1), 1)));
    row_of(&state, state.hit().unwrap().start);
    press(&mut state, "\u{8}\u{8}");
    assert_eq!(number(&state), (Some(1), 4));
    press(&mut state, "\u{1b}");
    assert_eq!((state.document().anchor, state.rows.len()), before);
    assert!(state.find.typing.is_none() && state.hit().is_none() && state.hits_here().is_empty());
    // Nothing found: where one was, and it is said in the prompt.
    press(&mut state, "/زززز");
    assert_eq!((hit(&state), state.document().anchor), (None, before.0));
    assert!(status(&state).contains("0/0"));
    press(&mut state, "\n");
    assert!(said(&state).starts_with("not found"), "{}", said(&state));
}

#[test]
fn n_goes_on_and_round_and_capital_n_back() {
    let mut state = reader(TEXT);
    press(&mut state, "/الموصل\n");
    assert_eq!(number(&state), (Some(1), 4));
    press(&mut state, "n");
    assert_eq!((number(&state), said(&state)), ((Some(2), 4), ""));
    press(&mut state, "2n");
    assert_eq!(number(&state), (Some(4), 4));
    press(&mut state, "n");
    assert_eq!((number(&state), said(&state)), ((Some(1), 4), "went on from the beginning"));
    assert!(status(&state).contains("↻"), "{}", status(&state));
    press(&mut state, "N");
    assert_eq!((number(&state), said(&state)), ((Some(4), 4), "went on from the end"));
    press(&mut state, "3N");
    assert_eq!(number(&state), (Some(1), 4));
    // Escape takes the highlights away, n brings them back.
    press(&mut state, "\u{1b}");
    assert!(state.hits_here().is_empty());
    press(&mut state, "n");
    assert!(!state.hits_here().is_empty());
    // Nothing typed is the last search again.
    press(&mut state, "g/\n");
    assert!(hit(&state).is_some());
}

#[test]
fn backwards_goes_backwards() {
    let mut state = reader(TEXT);
    update(&mut state, Action::Set("keymap".into(), "less".into()), None);
    press(&mut state, "G?الموصل\n");
    assert_eq!(state.find.active.as_ref().map(|active| active.forward), Some(false));
    let last = number(&state).0.unwrap();
    press(&mut state, "n");
    assert_eq!(number(&state).0.unwrap(), if last == 1 { 4 } else { last - 1 });
    press(&mut state, "N");
    assert_eq!(number(&state).0, Some(last));
    press(&mut state, "n/الموصل\n");
    assert_eq!(state.find.active.as_ref().map(|active| active.forward), Some(true));
}

#[test]
fn modes_and_folds_are_switched_while_typing_whatever_the_keyboard() {
    let mut state = reader(TEXT);
    press(&mut state, "/الموصل");
    assert_eq!(number(&state).1, 4);
    // The key of c on an Arabic keyboard.
    alt(&mut state, 'ؤ');
    assert_eq!((state.find.mode, number(&state).1), (Mode::Clitic, 4));
    let text = state.article().unwrap().text();
    let found: Vec<&str> = state.find.active.as_ref().unwrap().tally.hits.iter().map(|hit| hit.of(text)).collect();
    assert_eq!(found, ["الموصل", "بالمَوْصِل", "للموصل", "الموصل"]);
    alt(&mut state, 'c');
    alt(&mut state, 'w');
    assert_eq!((state.find.mode, number(&state).1), (Mode::Word, 2));
    alt(&mut state, 'w');
    press(&mut state, "\u{1b}/بالموصل");
    assert_eq!(number(&state).1, 1);
    alt(&mut state, 't');
    assert_eq!((number(&state).1, hit(&state)), (0, None));
    alt(&mut state, 't');
    assert_eq!(number(&state).1, 1);
    alt(&mut state, 'e');
    assert_eq!(number(&state).1, 0);
    alt(&mut state, 'e');
    assert_eq!(number(&state).1, 1);
    // They are on the screen, each with its key.
    let rows = switches::rows(&state);
    let words: String = rows.iter().flatten().map(|piece| piece.words()).collect();
    assert!(
        words.contains("Alt-") && words.contains("\u{2066}t\u{2069} \u{2068}tashkeel") && words.contains("regex"),
        "{words}"
    );
    // What has nothing to do with the script is left out until the pattern has.
    assert!(!words.contains("niqqud"));
    let text = (0..rows.len()).map(|n| row(&state, state.geometry.rows + n)).collect::<String>();
    assert!(text.contains("● ") && text.contains("○ ") && text.contains("tashkeel"), "{text}");
    assert_eq!(state.geometry.rows + rows.len(), state.geometry.status);
}

#[test]
fn a_bad_expression_is_explained_and_can_be_mended() {
    let mut state = reader(TEXT);
    press(&mut state, "/");
    alt(&mut state, 'r');
    press(&mut state, "الم(و");
    let text: String = (0..state.size.1).map(|y| row(&state, y)).collect();
    assert!(text.contains("cannot read this as a regular expression"), "{text}");
    press(&mut state, "\n");
    assert!(state.find.typing.is_some());
    press(&mut state, ")صل");
    assert_eq!((hit(&state), number(&state).1), (Some("الموصل"), 4));
}

#[test]
fn hits_in_wrapped_lines_under_marks_in_ligatures_and_across_runs_are_painted_whole() {
    // Lam-alef is one cell, and a hit of its alef marks it.
    let mut state = reader("قال الأمير لا شيء\n");
    press(&mut state, "/لا شيء");
    let y = row_of(&state, state.hit().unwrap().start);
    assert_eq!(columns_in(&state, Scope::HitCurrent, y).len(), "لا شيء".chars().count() - 1);
    // Under marks: cells, not characters.
    let mut state = reader("ثم جاء المَوْصِلِيّ غدا\n");
    press(&mut state, "/الموصلي");
    let y = row_of(&state, state.hit().unwrap().start);
    assert_eq!(columns_in(&state, Scope::HitCurrent, y).len(), 7);
    // Across a run border: two pieces.
    let mut state = reader("ذكر النص GNU 2024 عن ذلك هنا\n");
    press(&mut state, "/نص GNU");
    let y = row_of(&state, state.hit().unwrap().start);
    let columns = columns_in(&state, Scope::HitCurrent, y);
    assert_eq!(columns.len(), 6);
    let gaps = columns.windows(2).filter(|pair| pair[1] != pair[0] + 1).count();
    assert_eq!(gaps, 1, "{columns:?}");
    // Across lines.
    let words = "كلمات كثيرة تملأ السطر الأول كله حتى آخره وتنزل بعده إلى السطر الثاني ثم تنتهي";
    let mut state = reader_of(words, (34, 14), Depth::True);
    let wrapped = state.rows.iter().find_map(|row| match row {
        Row::Line { lines, index: 0, paragraph } => Some(paragraph.span.start + lines[0].span.end),
        _ => None,
    });
    let wrapped = wrapped.unwrap();
    let before = words[..wrapped].split_whitespace().last().unwrap();
    let behind = words[wrapped..].split_whitespace().next().unwrap();
    press(&mut state, &format!("/{before} {behind}"));
    let y = row_of(&state, state.hit().unwrap().start);
    assert!(!columns_in(&state, Scope::HitCurrent, y).is_empty());
    assert!(!columns_in(&state, Scope::HitCurrent, y + 1).is_empty());
}

#[test]
fn without_colours_hits_and_the_current_one_still_differ() {
    let mut state = reader_of(TEXT, (60, 24), Depth::None);
    press(&mut state, "/الموصل\n");
    let (plain, current) = (state.theme.style(Scope::Hit), state.theme.style(Scope::HitCurrent));
    assert!(plain.add_modifier.contains(Modifier::REVERSED));
    assert!(current.add_modifier.contains(Modifier::REVERSED | Modifier::BOLD | Modifier::UNDERLINED));
    assert!(!plain.add_modifier.contains(Modifier::UNDERLINED));
}

/// The cells of the prompt's row, and whether each is painted in reverse.
fn prompt_row(state: &State) -> Vec<(String, bool)> {
    let (columns, rows) = (u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    qari::ui::paint(state, buffer.area, &mut buffer);
    let cells = (0..columns).map(|x| &buffer[(x, rows - 1)]);
    cells.map(|cell| (cell.symbol().to_owned(), cell.modifier.contains(Modifier::REVERSED))).collect()
}

#[test]
fn the_cursor_is_on_its_letter_in_every_mode_and_with_few_colours() {
    for depth in [Depth::None, Depth::Sixteen, Depth::True] {
        for mode in OutputMode::ALL {
            let mut state = reader_of(TEXT, (60, 14), depth);
            update(&mut state, Action::Set("mode".into(), mode.name().into()), None);
            press(&mut state, "/سدل xy");
            update(&mut state, Action::CursorStart, None);
            update(&mut state, Action::CursorLeft, None);
            let row = prompt_row(&state);
            let other: Vec<&str> =
                row.iter().take(20).filter(|cell| cell.1 != row[0].1).map(|cell| cell.0.as_str()).collect();
            assert!(other.len() == 1 && ["د", "ﺪ"].contains(&other[0]), "{depth:?} {mode:?} {row:?}");
        }
    }
}

#[test]
fn a_pattern_is_edited_where_the_cursor_is_and_hits_follow() {
    let mut state = reader(TEXT);
    press(&mut state, "/الوجد");
    assert_eq!(hit(&state), None);
    // Letters are deleted and put in between others; history takes a line as a whole.
    for action in [Action::CursorBack, Action::DeleteBack] {
        update(&mut state, action, None);
    }
    press(&mut state, "ف");
    assert_eq!((state.line().unwrap().text(), hit(&state)), ("الوفد", Some("الوفد")));
    key(&mut state, KeyCode::Char('a'), KeyModifiers::CONTROL);
    key(&mut state, KeyCode::Char('d'), KeyModifiers::ALT);
    assert_eq!((state.line().unwrap().text(), hit(&state)), ("", None));
    // A key of an Arabic keyboard with Ctrl is the key that it is.
    press(&mut state, "نهر مدينة");
    key(&mut state, KeyCode::Char('ص'), KeyModifiers::CONTROL);
    assert_eq!((state.line().unwrap().text(), hit(&state)), ("نهر ", None));
    key(&mut state, KeyCode::Backspace, KeyModifiers::NONE);
    assert_eq!(hit(&state), Some("نهر"));
    for _ in 0..3 {
        key(&mut state, KeyCode::Backspace, KeyModifiers::NONE);
    }
    assert!(state.line().is_some());
    key(&mut state, KeyCode::Backspace, KeyModifiers::NONE);
    assert!(state.line().is_none(), "taking back more than there is gives it up");
}

#[test]
fn older_patterns_come_back_by_their_beginning() {
    let mut state = reader(TEXT);
    state.find.history = History::new(["الوفد", "النهار", "نهر"].map(String::from));
    let typed = |state: &State| state.find.typing.as_ref().unwrap().line.text().to_owned();
    press(&mut state, "/↑");
    assert_eq!((typed(&state), hit(&state)), ("نهر".into(), Some("نهر")));
    press(&mut state, "↑↑↑");
    assert_eq!(typed(&state), "الوفد");
    press(&mut state, "↓");
    assert_eq!(typed(&state), "النهار");
    press(&mut state, "↓↓");
    assert_eq!(typed(&state), "");
    press(&mut state, "الو↑");
    assert_eq!(typed(&state), "الوفد");
    let effects = key(&mut state, KeyCode::Enter, KeyModifiers::NONE);
    assert_eq!(effects, [Effect::KeepPattern("الوفد".into())]);
    assert_eq!(state.find.history.patterns().last().map(String::as_str), Some("الوفد"));
}

#[test]
fn star_takes_the_word_at_the_cursor_where_no_entity_is() {
    let mut state = reader(TEXT);
    let text = state.article().unwrap().text().to_owned();
    let (delegation, city) = (text.find("الوفد").unwrap(), text.find("الموصل").unwrap());
    let span = Span::new(city, city + "الموصل".len());
    let entity = Entity { label: Label::Place, name: "الموصل".into(), aliases: Vec::new(), mentions: vec![span] };
    state.receive(0, Arc::new(Entities::new(vec![entity])), 100);
    let cursor_on = |state: &mut State, byte: usize| {
        state.selection = Some(selection::Selection::at(qari::span::Span::new(byte, byte), selection::Unit::Cluster));
    };
    // On an entity: its mentions, of which there is one.
    cursor_on(&mut state, city);
    press(&mut state, "*");
    assert!(state.find.active.is_none(), "{}", said(&state));
    // On a word: itself, with what is written on it.
    cursor_on(&mut state, delegation);
    press(&mut state, "*");
    assert_eq!(state.find.active.as_ref().unwrap().query.mode, Mode::Clitic);
    assert_eq!((hit(&state), number(&state)), (Some("الوفد"), (Some(1), 1)));
    let bare = text.find("للموصل").unwrap();
    cursor_on(&mut state, bare);
    press(&mut state, "#");
    // What is written on it does not count.
    assert_eq!(number(&state).1, 4);
    assert!(!state.find.active.as_ref().unwrap().forward);
}

#[test]
fn the_text_is_narrowed_to_paragraphs_that_hold_the_pattern_and_back() {
    let mut state = reader(TEXT);
    let all = |state: &State| {
        let mut starts: Vec<usize> = state
            .rows
            .iter()
            .filter_map(|row| match row {
                Row::Line { paragraph, .. } => Some(paragraph.span.start),
                _ => None,
            })
            .collect();
        starts.dedup();
        starts.len()
    };
    press(&mut state, "&");
    assert_eq!(state.find.typing.as_ref().map(|typing| typing.purpose), Some(Purpose::Narrow));
    press(&mut state, "الموصل\n");
    assert_eq!(all(&state), 3);
    assert!(said(&state).contains("3\u{2069} paragraphs"), "{}", said(&state));
    assert!(status(&state).contains('&'));
    assert_eq!(state.percent(), 100);
    // Hits of what is hidden are neither counted nor stepped to.
    press(&mut state, "/ال\n");
    let total = number(&state).1;
    let text = state.article().unwrap().text();
    assert!(total < text.matches("ال").count());
    for _ in 0..total + 1 {
        press(&mut state, "n");
        let at = state.hit().unwrap().start;
        assert!(state.only().unwrap().iter().any(|paragraph| paragraph.contains(at)));
    }
    press(&mut state, "&\n");
    assert!(state.only().is_none() && all(&state) > 2);
    assert_eq!(said(&state), "all paragraphs are shown");
    press(&mut state, "&زززز\n");
    assert!(state.only().is_none() && said(&state).starts_with("not found"));
}

#[test]
fn the_list_of_hits_is_sorted_and_leads_to_them() {
    let mut state = reader(TEXT);
    press(&mut state, "/الموصل\nnO");
    let list = |state: &State| match &state.sheet {
        Some(Sheet::Hits(list, chosen)) => (list.hits.clone(), *chosen, list.order),
        other => panic!("{other:?}"),
    };
    let (hits, chosen, order) = list(&state);
    assert_eq!((hits.len(), chosen, order), (4, 1, Order::Place));
    press(&mut state, "s");
    let (sorted, chosen, order) = list(&state);
    assert_eq!((order, sorted[chosen]), (Order::After, hits[1]));
    assert_ne!(sorted, hits);
    press(&mut state, "s");
    assert_eq!(list(&state).2, Order::Before);
    press(&mut state, "s");
    press(&mut state, "g");
    press(&mut state, "\n");
    assert_eq!((state.sheet.is_none(), state.hit()), (true, Some(hits[0])));
    assert_eq!(number(&state), (Some(1), 4));
    // Before and after stand on their sides: the hit is one column block in all rows.
    press(&mut state, "O");
    let first = columns_in(&state, Scope::HitCurrent, 3);
    assert!(!first.is_empty());
    let second = columns_in(&state, Scope::Hit, 4);
    assert_eq!(first.last(), second.last());
}

#[test]
fn a_long_text_is_searched_in_the_background_and_typing_does_not_wait() {
    let line = "سطر من كلام كثير لا يعنينا منه شيء الآن، وبعده مثله.\n\n";
    let mut text = line.repeat(60_000);
    text.push_str("الكنز هنا.\n\n");
    text.push_str(line);
    let mut state = reader(&text);
    let typed = |state: &mut State, text: &str| {
        for c in text.chars() {
            if let Some((action, count)) = keys::key(state, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)) {
                update(state, action, count);
            }
        }
    };
    typed(&mut state, "/الكن");
    assert!(state.find.active.as_ref().unwrap().is_underway());
    assert!(status(&state).contains("…/"), "{}", status(&state));
    let stale = state.search_requests();
    assert_eq!(stale.len(), 2);
    typed(&mut state, "ز");
    // Jobs nobody waits for stop, and what they still say is not heard.
    for request in &stale {
        answer(request, || true, |_| panic!("nobody waits for this"));
    }
    settle(&mut state);
    assert_eq!((hit(&state), number(&state)), (Some("الكنز"), (Some(1), 1)));
    row_of(&state, state.hit().unwrap().start);
    press(&mut state, "\u{1b}");
    assert_eq!(state.first_byte(), 0);
}
