//! Selecting by keys, without a terminal: where it begins, what movements take in, in three scripts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use base64::Engine as _;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use qari::action::Action;
use qari::calibration::Calibration;
use qari::config::theme::Depth;
use qari::config::{Config, Scope};
use qari::entity::{Entities, Entity, Label};
use qari::load::encoding::Decoded;
use qari::load::{LoadOptions, Source, article};
use qari::reader::State;
use qari::reader::keys;
use qari::reader::state::{Document, Environment};
use qari::reader::update::{Effect, update};
use qari::span::Span;
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::sync::Arc;
use unicode_segmentation::UnicodeSegmentation;

const ARABIC: &str = "مَكتَبةٌ قديمةٌ تُرمَّم\n\n\
    فتحَ المختبرُ أبوابَهُ مساءً، ثم أُغلِق.\n\n\
    قال الحارس: لا بأس بلا كتاب، إنّ هؤلاءِ أهلُ العلمِ والصبر.\n\n\
    وعادوا إلى المختبر في اليوم التالي.\n";
const HEBREW: &str = "סִפְרִיָּה עתיקה נפתחה\n\n\
    המעבדה נפתחה בערב, ואז נסגרה.\n\n\
    אמר השומר: צה״ל וד״ר כהן באו יחד.\n";
const ENGLISH: &str = "An old library is mended\n\n\
    The laboratory didn't open, then it closed.\n\n\
    The guard said: come back.\n";

fn reader(text: &str) -> State {
    reader_with(text, Depth::True)
}

fn reader_with(text: &str, depth: Depth) -> State {
    let decoded = Decoded { text: text.into(), encoding: "UTF-8".into(), replaced: 0 };
    let mut document = Document::unopened(Source::Sample("ar"));
    document.article = Some(article("x", decoded, &LoadOptions::default()));
    let environment = Environment {
        language: "en".into(),
        depth,
        findings: Findings::default(),
        calibration: Calibration::default(),
    };
    State::new(Config::default(), vec![document], (60, 20), environment)
}

fn press(state: &mut State, text: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            '←' => KeyCode::Left,
            '→' => KeyCode::Right,
            c => KeyCode::Char(c),
        };
        let key = keys::key(state, KeyEvent::new(code, KeyModifiers::NONE));
        effects.extend(key.map_or_else(Vec::new, |(action, count)| update(state, action, count)));
    }
    effects
}

fn selected(state: &State) -> Option<&str> {
    Some(state.article()?.slice(state.selected()?))
}

/// What keys copy from the top of a text.
fn copied(text: &str, typed: &str) -> String {
    let mut state = reader(text);
    let effects = press(&mut state, &format!("{typed}y"));
    let [.., Effect::Send(sequence)] = effects.as_slice() else { panic!("{typed}: {effects:?}") };
    let payload = sequence.trim_start_matches("\x1b]52;c;").trim_end_matches("\x1b\\");
    String::from_utf8(base64::engine::general_purpose::STANDARD.decode(payload).unwrap()).unwrap()
}

fn painted(state: &State) -> Buffer {
    let area = Rect::new(0, 0, u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(area);
    qari::ui::paint(state, area, &mut buffer);
    buffer
}

/// Where the cell of the cursor stands.
fn cursor_cells(state: &State) -> Vec<(u16, u16)> {
    let buffer = painted(state);
    let style = state.theme.patch(Scope::Cursor);
    let rows = u16::try_from(state.geometry.rows).unwrap();
    let cells = (0..rows).flat_map(|y| (0..buffer.area.width).map(move |x| (x, y)));
    cells.filter(|at| buffer[*at].modifier.contains(style.add_modifier)).collect()
}

// ---- what is taken in ----

#[test]
fn words_are_taken_whole_and_no_blank_behind_them() {
    for (text, one, three) in [
        (ARABIC, "مَكتَبةٌ", "مَكتَبةٌ قديمةٌ تُرمَّم"),
        (HEBREW, "סִפְרִיָּה", "סִפְרִיָּה עתיקה נפתחה"),
        (ENGLISH, "An", "An old library"),
    ] {
        assert_eq!(copied(text, "vw"), one);
        assert_eq!(copied(text, "v3w"), three);
        assert_eq!(copied(text, "vwwwWW"), one);
    }
    // From one paragraph to the next.
    assert_eq!(copied(ARABIC, "v4w"), "مَكتَبةٌ قديمةٌ تُرمَّم\n\nفتحَ");
    // What is written with a mark inside is one word, and the last word of all is the last.
    assert_eq!(copied(ENGLISH, "/lab\nvww"), "laboratory didn't");
    assert_eq!(copied(HEBREW, "/צה\nv2w"), "צה״ל וד״ר");
    assert_eq!(copied(ENGLISH, "/back\nv99w"), "back");
}

#[test]
fn a_paragraph_is_taken_to_its_end() {
    for text in [ARABIC, HEBREW, ENGLISH] {
        let parts: Vec<&str> = text.trim_end().split("\n\n").collect();
        assert_eq!(copied(text, "v}"), parts[0]);
        assert_eq!(copied(text, "vw}"), parts[0]);
        assert_eq!(copied(text, "v}}"), parts[..2].join("\n\n"));
        assert_eq!(copied(text, "v3}{"), parts[..2].join("\n\n"));
        // Backwards what is selected begins where a paragraph does.
        assert_eq!(copied(text, "vv}}v{"), format!("{}\n\n{}", parts[1], parts[2].graphemes(true).next().unwrap()));
    }
}

#[test]
fn backwards_words_are_whole_too_and_the_mark_is_passed() {
    assert_eq!(copied(ENGLISH, "/closed\nvWW"), "then it c");
    assert_eq!(copied(ENGLISH, "/closed\nvWWWwww"), "c");
    assert_eq!(copied(ENGLISH, "/closed\nvWWWwwww"), "closed");
    assert_eq!(copied(ENGLISH, "/closed\nvwWW"), "it c");
    assert_eq!(copied(ARABIC, "/أبواب\nvWW"), "فتحَ المختبرُ أ");
}

#[test]
fn a_cell_is_taken_with_all_it_shows() {
    // Lam-alef is one cell: both letters, and the marks on them.
    assert_eq!(copied(ARABIC, "/لا بأس\nv←"), "لا ");
    assert_eq!(copied(ARABIC, "/بلا\nv←"), "بلا");
    assert_eq!(copied(ARABIC, "/بلا\nvw"), "بلا");
    assert_eq!(copied(ARABIC, "/هؤلاءِ\nv←←"), "هؤلا");
    assert_eq!(copied(ARABIC, "/هؤلاءِ\nv←←←"), "هؤلاءِ");
    assert_eq!(copied(ARABIC, "/هؤلاءِ\nvw→"), "هؤلا");
    assert_eq!(copied(ARABIC, "/لا بأس\nv"), "لا");
    assert_eq!(copied(ARABIC, "/لا بأس\nvW"), "الحارس: لا");
}

#[test]
fn a_hit_is_taken_whole_by_searching_on() {
    assert_eq!(copied(ENGLISH, "v/then\n"), "An old library is mended\n\nThe laboratory didn't open, then");
    assert_eq!(copied(ARABIC, "/المختبر\nvn"), {
        let (first, last) = (ARABIC.find("المختبر").unwrap(), ARABIC.rfind("المختبر").unwrap());
        &ARABIC[first..last + "المختبر".len()]
    });
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_and_paragraphs_leave_no_piece_of_a_word_on_the_side_of_the_cursor(
        which in 0usize..3,
        typed in prop::collection::vec(prop::sample::select(vec!["w", "W", "}", "{", "←", "→", "j", "k", "v"]), 1..25),
        last in prop::sample::select(vec!["w", "W"]),
    ) {
        let text = [ARABIC, HEBREW, ENGLISH][which];
        let mut state = reader(text);
        press(&mut state, &format!("v{}", typed.concat()));
        let text = state.article().unwrap().text().to_owned();
        let clusters: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        if let Some(span) = state.selected() {
            prop_assert!(clusters.contains(&span.start) && clusters.contains(&span.end), "{span:?}");
        }
        let before = state.cursor();
        press(&mut state, last);
        if let Some((span, cursor)) = state.selected().zip(state.cursor()).filter(|_| state.cursor() != before) {
            let words: Vec<(usize, usize)> = text.unicode_word_indices().map(|(at, w)| (at, at + w.len())).collect();
            let mark = state.selection.unwrap().mark.unwrap().start;
            if cursor > mark {
                prop_assert!(words.iter().any(|(_, end)| *end == span.end), "{:?}", selected(&state));
            } else if cursor < mark {
                prop_assert!(words.iter().any(|(start, _)| *start == span.start), "{:?}", selected(&state));
            }
        }
    }
}

// ---- where it begins ----

#[test]
fn it_begins_at_the_hit_or_the_mention_stepped_to() {
    assert_eq!(copied(ARABIC, "/المختبر\nv2w"), "المختبرُ أبوابَهُ");
    let mut state = reader(ARABIC);
    press(&mut state, "/المختبر\nnv");
    assert_eq!(state.cursor(), ARABIC.rfind("المختبر"));
    // Hits that are not shown are no place to begin at.
    press(&mut state, "\u{1b}\u{1b}v");
    assert_eq!(state.cursor(), Some(0));

    let guard = ENGLISH.find("guard").unwrap();
    let person = Entity {
        label: Label::Person,
        name: "guard".into(),
        aliases: Vec::new(),
        mentions: vec![Span::new(guard, guard + 5)],
    };
    let mut state = reader(ENGLISH);
    state.receive(0, Arc::new(Entities::new(vec![person])), 100);
    // Of a hit and a mention, the one stepped to last.
    press(&mut state, "/closed\n]pvw");
    assert_eq!(selected(&state), Some("guard"));
    press(&mut state, "\u{1b}]p/closed\nvw");
    assert_eq!(selected(&state), Some("closed"));
}

#[test]
fn once_more_only_the_cursor_moves_and_once_more_it_begins_there() {
    let mut state = reader(ENGLISH);
    press(&mut state, "v");
    assert_eq!(selected(&state), Some("A"));
    press(&mut state, "v");
    assert_eq!((selected(&state), cursor_cells(&state).len()), (None, 1), "the cursor is seen");
    let top = cursor_cells(&state)[0];
    press(&mut state, "jw");
    assert!(cursor_cells(&state)[0].1 > top.1);
    assert_eq!(state.cursor(), ENGLISH.find("laboratory"), "from beginning to beginning");
    // Nothing is copied or highlighted by a cursor.
    assert!(press(&mut state, "yH").is_empty());
    press(&mut state, "vw");
    assert_eq!(selected(&state), Some("laboratory"));
    press(&mut state, "\u{1b}");
    assert_eq!((state.cursor(), cursor_cells(&state).len()), (None, 0));
}

#[test]
fn a_click_is_left_behind_by_a_step() {
    let mut state = reader(ENGLISH);
    press(&mut state, "vvw");
    let (x, y) = cursor_cells(&state)[0];
    press(&mut state, "\u{1b}");
    update(&mut state, Action::Press(x, y, 1), None);
    press(&mut state, "v");
    assert_eq!(state.cursor(), ENGLISH.find("old"));
    press(&mut state, "\u{1b}");
    update(&mut state, Action::Press(x, y, 1), None);
    press(&mut state, "/guard\nv");
    assert_eq!(state.cursor(), ENGLISH.find("guard"));
}

#[test]
fn the_cursor_is_seen_on_a_hit_with_any_number_of_colours() {
    for depth in [Depth::None, Depth::Sixteen, Depth::True] {
        let mut state = reader_with(ENGLISH, depth);
        press(&mut state, "/laboratory\n");
        let before = painted(&state);
        let changed = |state: &State| {
            let after = painted(state);
            let rows = usize::from(after.area.width) * state.geometry.rows;
            before.content.iter().zip(&after.content).take(rows).filter(|(old, new)| old != new).count()
        };
        // What is said may lie over the text.
        press(&mut state, "vv");
        state.message = None;
        assert_eq!(changed(&state), 1, "{depth:?}: one cell is the cursor");
        press(&mut state, "v");
        state.message = None;
        assert_eq!(changed(&state), 1, "{depth:?}: and so is a selection of one letter");
    }
}

#[test]
fn highlights_and_corrections_made_from_it_are_whole_words() {
    let mut state = reader(ARABIC);
    let effects = press(&mut state, "/المختبر\nv2wH");
    let Some(Effect::KeepNote(_, note)) = effects.last() else { panic!("{effects:?}") };
    assert_eq!(note.quote.text, "المختبرُ أبوابَهُ");
    state.receive(0, Arc::new(Entities::default()), 100);
    press(&mut state, "/الحارس\nvw=a");
    assert_eq!(state.documents[0].corrections.corrections[0].entity, "الحارس");
}

#[test]
fn a_piece_of_a_word_behind_the_mark_is_passed() {
    // From a full stop into the first word of the next paragraph, and back.
    let mut state = reader(ARABIC);
    press(&mut state, "vWvjj→vw{{j←W");
    assert_eq!(selected(&state), Some("أُغلِق."));
}
