//! Keeping in the reader without a terminal: jumps, marks, bookmarks, highlights, how articles are shown. What the store
//! would bring is given by hand.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use qari::action::Action;
use qari::article::Quote;
use qari::calibration::Calibration;
use qari::config::theme::Depth;
use qari::config::{Config, Scope, Theme};
use qari::load::encoding::Decoded;
use qari::load::{LoadOptions, Source, article, load};
use qari::reader::State;
use qari::reader::keeping::{Noted, Resume, View};
use qari::reader::keys;
use qari::reader::scroll::Anchor;
use qari::reader::state::{Document, Environment, Message, Sheet};
use qari::reader::update::{Effect, update};
use qari::span::Span;
use qari::store::{Colour, Kind, Note};
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

fn reader(samples: &[&'static str]) -> State {
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
    State::new(Config::default(), documents, (80, 16), environment)
}

/// Type keys; what the shell was asked for.
fn press(state: &mut State, text: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for c in text.chars() {
        let code = match c {
            '\n' => KeyCode::Enter,
            '\u{1b}' => KeyCode::Esc,
            c => KeyCode::Char(c),
        };
        effects.extend(press_key(state, code, KeyModifiers::NONE));
    }
    effects
}

fn press_key(state: &mut State, code: KeyCode, modifiers: KeyModifiers) -> Vec<Effect> {
    let key = keys::key(state, KeyEvent::new(code, modifiers));
    key.map_or_else(Vec::new, |(action, count)| update(state, action, count))
}

fn typed(state: &State) -> String {
    state.line().unwrap().text().to_owned()
}

/// The status row.
fn status(state: &State) -> String {
    let buffer = painted(state);
    let y = buffer.area.height - 1;
    (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect()
}

fn back(state: &mut State) {
    press_key(state, KeyCode::Char('o'), KeyModifiers::CONTROL);
}

fn forward(state: &mut State) {
    press_key(state, KeyCode::Right, KeyModifiers::ALT);
}

fn said(state: &State) -> &str {
    match &state.message {
        Some(Message::Info(text) | Message::Error(text)) => text,
        None => "",
    }
}

fn kept(effects: &[Effect]) -> Note {
    match effects {
        [Effect::KeepNote(_, note)] => Note::clone(note),
        other => panic!("{other:?}"),
    }
}

fn painted(state: &State) -> Buffer {
    let area = Rect::new(0, 0, u16::try_from(state.size.0).unwrap(), u16::try_from(state.size.1).unwrap());
    let mut buffer = Buffer::empty(area);
    qari::ui::paint(state, area, &mut buffer);
    buffer
}

/// Cells of the text with this background.
fn grounded(state: &State, scope: Scope) -> usize {
    let ground = state.theme.patch(scope).bg.unwrap();
    painted(state).content().iter().filter(|cell| cell.bg == ground).count()
}

/// Select `words` and highlight them.
fn highlight(state: &mut State, words: &str) -> Note {
    let start = state.article().unwrap().text().find(words).unwrap();
    state.documents[0].anchor = Anchor { byte: start, above: 0 };
    state.arrange();
    let last = start + words.char_indices().next_back().unwrap().0;
    state.selection = Some(qari::reader::selection::Selection {
        mark: Some(Span::new(start, start)),
        cursor: last,
        unit: Default::default(),
    });
    state.selecting = true;
    kept(&update(state, Action::Highlight, None))
}

// ---- jumps ----

#[test]
fn jumps_are_gone_back_from_and_forward_to_and_steps_are_not() {
    let mut state = reader(&["ar"]);
    press(&mut state, "jj ");
    let read = state.document().anchor;
    press(&mut state, "G");
    let end = state.document().anchor;
    assert_ne!(read, end);
    back(&mut state);
    assert_eq!(state.document().anchor, read, "steps are no jumps");
    forward(&mut state);
    assert_eq!(state.document().anchor, end);
    press(&mut state, "''");
    assert_eq!(state.document().anchor, read);
    press(&mut state, "''");
    assert_eq!(state.document().anchor, end);
    let mut fresh = reader(&["ar"]);
    back(&mut fresh);
    assert_eq!(said(&fresh), "no jump to go back from");
}

#[test]
fn a_jump_to_another_article_is_gone_back_from() {
    let mut state = reader(&["ar", "en"]);
    press(&mut state, " ]a");
    let anchor = state.documents[0].anchor;
    assert_eq!(state.current, 1);
    back(&mut state);
    assert_eq!((state.current, state.document().anchor), (0, anchor));
    forward(&mut state);
    assert_eq!(state.current, 1);
}

// ---- marks and bookmarks ----

#[test]
fn marks_take_any_letter_and_are_set_anew() {
    let mut state = reader(&["ar"]);
    press(&mut state, " ");
    let here = state.first_byte();
    let first = kept(&press(&mut state, "mش"));
    assert_eq!((first.kind, first.name.as_str(), first.quote.start), (Kind::Mark, "ش", here));
    press(&mut state, "G'ش");
    assert_eq!(state.first_byte(), here);
    press(&mut state, "g");
    let second = kept(&press(&mut state, "mش"));
    assert_eq!(second.id, first.id, "the same mark");
    assert_eq!(state.document().notes.len(), 1);
    press(&mut state, "'ب");
    assert_eq!(said(&state), "no mark \u{2068}ب\u{2069} here");
    press(&mut state, "m3");
    assert_eq!(said(&state), "marks are letters");
    press(&mut state, "m\u{1b}j");
    assert_eq!(said(&state), "");
}

#[test]
fn bookmarks_have_names_and_are_chosen_in_the_list() {
    let mut state = reader(&["ar"]);
    press(&mut state, " K");
    let here = state.first_byte();
    assert_eq!(typed(&state), "", "what is typed is the name, and nothing before it");
    let note = kept(&press(&mut state, "فصل المطر\n"));
    assert_eq!((note.kind, note.name.as_str()), (Kind::Bookmark, "فصل المطر"));
    press(&mut state, "gB");
    assert_eq!(state.sheet, Some(Sheet::Notes(0)));
    // Renamed in the list, which stays open.
    let renamed = kept(&update(&mut state, Action::BookmarkAs("المطر".into()), None));
    assert_eq!((renamed.id, renamed.name.as_str()), (note.id, "المطر"));
    assert_eq!(state.sheet, Some(Sheet::Notes(0)));
    press(&mut state, "\n");
    assert_eq!((state.sheet.is_none(), state.first_byte()), (true, here));
    press(&mut state, "B");
    assert_eq!(press(&mut state, "X"), [Effect::DropNote(note.id)]);
    assert!(state.document().notes.is_empty());
    painted(&state);
}

#[test]
fn a_bookmark_takes_the_first_words_where_no_name_is_typed() {
    let mut state = reader(&["ar"]);
    press(&mut state, " K");
    let label = status(&state);
    assert!(label.starts_with("bookmark (Enter: ") && label.trim_end().ends_with("):"), "{label}");
    let note = kept(&press(&mut state, "\n"));
    let here = &state.article().unwrap().text()[state.first_byte()..];
    assert!(!note.name.is_empty() && here.starts_with(&note.name), "{}", note.name);
    // In the list it is the old name that is edited.
    press(&mut state, "Ba");
    assert_eq!(typed(&state), note.name);
    assert!(status(&state).starts_with("bookmark: "), "{}", status(&state));
    press_key(&mut state, KeyCode::Char('u'), KeyModifiers::CONTROL);
    assert_eq!((typed(&state), press(&mut state, "\n").len()), ("".into(), 0));
    assert_eq!(said(&state), "a name cannot be empty");
    press(&mut state, "a");
    press_key(&mut state, KeyCode::Char('u'), KeyModifiers::CONTROL);
    let renamed = kept(&press(&mut state, "المطر\n"));
    assert_eq!((renamed.id, renamed.name.as_str()), (note.id, "المطر"));
}

#[test]
fn labels_are_in_the_language_of_the_interface_and_stand_where_its_lines_begin() {
    let mut state = reader(&["ar"]);
    highlight(&mut state, "الموصل");
    press(&mut state, "aيُراجَع");
    assert!(status(&state).starts_with("note:  "), "{:?}", status(&state));
    press(&mut state, "\u{1b}");
    update(&mut state, Action::Set("interface".into(), "ar".into()), None);
    press(&mut state, "a");
    let row = status(&state);
    let label = qari::layout::single_line("ملاحظة: ", qari::lang::Direction::Rtl, state.shown()).text();
    assert!(row.ends_with(&label), "{row:?}");
    press(&mut state, "New York");
    assert!(status(&state).ends_with(&format!("New York {label}")), "{:?}", status(&state));
    // The cursor is the blank between both; one to the left of it is the last letter.
    let cursor = |state: &State| {
        let area = Rect::new(0, 0, 80, 16);
        qari::ui::paint(state, area, &mut Buffer::empty(area)).unwrap().0
    };
    let at = u16::try_from(80 - label.chars().count() - 1).unwrap();
    assert_eq!(cursor(&state), at);
    press_key(&mut state, KeyCode::Left, KeyModifiers::NONE);
    assert_eq!(cursor(&state), at - 1);
}

// ---- highlights ----

#[test]
fn a_note_made_empty_is_said_to_be_empty() {
    let mut state = reader(&["ar"]);
    highlight(&mut state, "الموصل");
    press(&mut state, "aone\n");
    press(&mut state, "a");
    assert_eq!(typed(&state), "one");
    press(&mut state, " two\n");
    press(&mut state, "a");
    assert_eq!(typed(&state), "one two");
    press_key(&mut state, KeyCode::Char('u'), KeyModifiers::CONTROL);
    assert_eq!(kept(&press(&mut state, "\n")).note, "");
    assert_eq!(said(&state), "the note is empty now");
}

#[test]
fn what_is_selected_is_highlighted_coloured_and_written_to() {
    let mut state = reader(&["ar"]);
    let words = "خزانة آل النقّار";
    let note = highlight(&mut state, words);
    assert_eq!((note.kind, note.quote.text.as_str(), note.colour), (Kind::Highlight, words, Colour::Yellow));
    assert!(!state.selecting && state.selection.is_none());
    assert!(grounded(&state, Scope::HighlightYellow) > 5);
    let green = kept(&press(&mut state, "c"));
    assert_eq!((green.id, green.colour), (note.id, Colour::Green));
    assert!(grounded(&state, Scope::HighlightYellow) == 0 && grounded(&state, Scope::HighlightGreen) > 5);
    press(&mut state, "a");
    let written = kept(&press(&mut state, "يُراجَع\n"));
    assert_eq!(written.note, "يُراجَع");
    // The next one takes the colour chosen; the same piece once more is the same highlight.
    assert_eq!(highlight(&mut state, "الموصل").colour, Colour::Green);
    assert_eq!(highlight(&mut state, words).id, note.id);
    assert_eq!(press(&mut state, "X"), [Effect::DropNote(note.id)]);
}

#[test]
fn what_was_deleted_comes_back_the_last_first_and_says_what_it_is() {
    let mut state = reader(&["ar", "en"]);
    highlight(&mut state, "خزانة آل النقّار");
    let first = kept(&update(&mut state, Action::Note("يُراجَع".into()), None)).id;
    press(&mut state, " mش");
    let marked = state.first_byte();
    press(&mut state, "g\u{1b}");
    update(&mut state, Action::ListNotes, None);
    state.sheet = Some(Sheet::Notes(0));
    press(&mut state, "X");
    assert_eq!(said(&state), "deleted; \u{2068}U\u{2069} brings it back");
    press(&mut state, "XX");
    assert!(state.document().notes.is_empty());
    press(&mut state, "\u{1b}");
    // The other article has its own.
    press(&mut state, "]aU");
    assert!(said(&state).starts_with("nothing was deleted here"), "{}", said(&state));
    press(&mut state, "[aU");
    assert_eq!(said(&state), "back again: \u{2068}mark \u{2068}ش\u{2069}\u{2069}");
    press(&mut state, "'ش");
    assert_eq!(state.first_byte(), marked);
    let back = kept(&press(&mut state, "U"));
    assert_eq!((back.id, back.note.as_str(), back.kind), (first, "يُراجَع", Kind::Highlight));
    assert_eq!(said(&state), "back again: \u{2068}highlight \u{2068}خزانة آل النقّار\u{2069}\u{2069}");
    assert!(press(&mut state, "U").is_empty());
    assert_eq!(state.document().notes.len(), 2);
    // A mark set anew meanwhile stays where it is.
    let mark = state.document().notes.iter().position(|noted| noted.note.kind == Kind::Mark).unwrap();
    state.sheet = Some(Sheet::Notes(mark));
    press(&mut state, "X\u{1b}gmش");
    assert!(press(&mut state, "U").is_empty());
    assert!(said(&state).contains("has been set anew"), "{}", said(&state));
    assert_eq!(state.document().notes.len(), 2);
}

#[test]
fn a_deleted_note_comes_back_into_the_list_and_is_chosen_there() {
    let mut state = reader(&["ar"]);
    press(&mut state, "ma  mb");
    state.sheet = Some(Sheet::Notes(0));
    press(&mut state, "X");
    assert_eq!((&state.sheet, state.document().notes.len()), (&Some(Sheet::Notes(0)), 1));
    press(&mut state, "jU");
    assert_eq!(state.sheet, Some(Sheet::Notes(0)));
    let names: Vec<&str> = state.document().notes.iter().map(|noted| noted.note.name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn the_list_cuts_at_the_end_of_a_word_and_leaves_room_for_what_was_written() {
    let mut state = reader(&["ar"]);
    let text = state.article().unwrap().text().to_owned();
    let words = text.lines().max_by_key(|line| line.len()).unwrap();
    highlight(&mut state, words);
    update(&mut state, Action::Note("one two three four five six seven eight nine ten eleven twelve".into()), None);
    press(&mut state, "B");
    let row_at = |state: &State| -> String {
        let buffer = painted(state);
        (0..80).map(|x| buffer[(x, 3)].symbol().to_owned()).collect()
    };
    let row = row_at(&state);
    // Both are cut, each behind a whole word.
    let written = row.split('·').find(|piece| piece.contains("one")).unwrap();
    let last = written.trim().trim_start_matches('…').trim_end_matches('…').split(' ').next_back().unwrap();
    assert!(
        written.contains('…') && "one two three four five six seven eight nine ten".split(' ').any(|w| w == last),
        "{row}"
    );
    assert_eq!(row.matches('…').count(), 2, "{row}");
}

#[test]
fn without_a_selection_or_a_highlight_something_is_said() {
    let mut state = reader(&["ar"]);
    press(&mut state, "H");
    assert!(said(&state).starts_with("nothing is selected"), "{}", said(&state));
    press(&mut state, "a");
    assert!(said(&state).starts_with("no highlight is chosen"), "{}", said(&state));
    press(&mut state, "]h");
    assert_eq!(said(&state), "nothing is highlighted here");
    press(&mut state, "X");
    assert!(said(&state).starts_with("no highlight is chosen"));
}

#[test]
fn stepping_goes_from_highlight_to_highlight_and_says_what_was_written() {
    let mut state = reader(&["ar"]);
    let text = state.article().unwrap().text().to_owned();
    let words = ["لمياء الحدّاد", "FolioScan", "2029"];
    let mut ids = Vec::new();
    for word in words {
        let note = highlight(&mut state, word);
        update(&mut state, Action::Note(format!("on {word}")), None);
        ids.push((text.find(word).unwrap(), note.id, word));
    }
    ids.sort_unstable();
    press(&mut state, "g\u{1b}");
    for (_, id, word) in &ids {
        press(&mut state, "]h");
        assert_eq!(state.keeping.here, Some(*id));
        assert_eq!(said(&state), format!("note: \u{2068}on {word}\u{2069}"));
    }
    press(&mut state, "]h");
    assert_eq!(state.keeping.here, Some(ids[0].1));
    assert_eq!(said(&state), format!("note: \u{2068}on {}\u{2069} ↻", ids[0].2));
    for (_, id, _) in ids.iter().rev() {
        press(&mut state, "[h");
        assert_eq!(state.keeping.here, Some(*id));
    }
    update(&mut state, Action::Note(String::new()), None);
    press(&mut state, "[h]h");
    assert_eq!((state.keeping.here, said(&state)), (Some(ids[0].1), "went on from the beginning"));
}

#[test]
fn colours_of_highlights_differ_with_any_number_of_colours() {
    for (name, _) in qari::assets::THEMES {
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let theme = Theme::named(name, depth, true);
            let colours = Colour::ALL.map(Scope::of_colour);
            let others = [Scope::Selection, Scope::Body];
            let styles: Vec<Style> = colours.into_iter().chain(others).map(|scope| theme.style(scope)).collect();
            for (at, style) in styles.iter().enumerate() {
                assert!(!styles[..at].contains(style), "{name} {depth:?}: {at}");
            }
        }
    }
}

#[test]
fn a_highlight_over_an_entity_shows_both() {
    let theme = Theme::named("dark", Depth::True, true);
    let both = theme.patch(Scope::HighlightBlue).patch(theme.patch(Scope::EntityPer));
    assert_eq!((both.bg, both.fg), (theme.patch(Scope::HighlightBlue).bg, theme.patch(Scope::EntityPer).fg));
}

// ---- what was kept before ----

#[test]
fn notes_of_a_changed_file_are_found_or_shown_as_lost() {
    let text = "فقرة أولى عن البحر والسفن القديمة.\n\nفقرة ثانية عن الجبل والثلج الكثير.\n";
    let quote = |words: &str| {
        let start = text.find(words).unwrap();
        Quote::of(text, Span::new(start, start + words.len()))
    };
    let notes = [
        Note::new(Kind::Highlight, "", Colour::Pink, quote("الجبل والثلج")),
        Note::new(Kind::Highlight, "", Colour::Blue, quote("البحر والسفن القديمة")),
    ];
    let changed = "مقدمة جديدة لم تكن هنا.\n\nفقرة ثانية عن الجبل والثلج الكثير.\n";
    let mut state = reader(&["ar"]);
    let decoded = Decoded { text: changed.into(), encoding: "UTF-8".into(), replaced: 0 };
    state.documents[0].article = Some(article("x", decoded, &LoadOptions::default()));
    state.arrange();
    state.take_notes(0, notes.iter().map(|note| Noted::new(note.clone(), changed)).collect());
    let spans: Vec<_> = state.document().notes.iter().map(|noted| noted.span).collect();
    assert_eq!(spans.iter().filter(|span| span.is_none()).count(), 1);
    assert!(grounded(&state, Scope::HighlightPink) > 5 && grounded(&state, Scope::HighlightBlue) == 0);
    let lost = spans.iter().position(Option::is_none).unwrap();
    press(&mut state, "B");
    state.sheet = Some(Sheet::Notes(lost));
    let rows: String = painted(&state).content().iter().map(|cell| cell.symbol().to_owned()).collect();
    assert!(rows.contains("lost"), "{rows}");
    press(&mut state, "\n");
    assert_eq!(said(&state), "the text has changed and does not hold it any more");
}

fn resume(byte: usize, view: View) -> Resume {
    Resume { byte: Some(byte), above: 0, view }
}

#[test]
fn reading_goes_on_where_it_stopped_unless_the_reader_was_faster() {
    let mut state = reader(&["ar"]);
    press(&mut state, "  ");
    let byte = state.first_byte();
    let mut again = reader(&["ar"]);
    again.resume(0, resume(byte, View::default()));
    again.arrange();
    assert_eq!(again.first_byte(), byte);
    let mut moved = reader(&["ar"]);
    press(&mut moved, "j");
    let anchor = moved.document().anchor;
    moved.resume(0, resume(byte, View::default()));
    assert_eq!(moved.document().anchor, anchor);
    // A place that the text does not hold any more leaves the beginning.
    let mut gone = reader(&["ar"]);
    gone.resume(0, Resume::default());
    assert_eq!(gone.document().anchor, Anchor::default());
}

#[test]
fn an_article_s_own_view_comes_with_it_and_stays_with_it() {
    let mut state = reader(&["ar", "en"]);
    let own = View { direction: Some("ltr".into()), mode: None, panel: Some(true) };
    assert!(state.resume(0, resume(0, own)));
    qari::reader::update::apply_view(&mut state);
    assert!(!state.direction().is_rtl() && state.panel.open);
    press(&mut state, "]a");
    assert!(!state.panel.open, "the other one is as the session has it");
    press(&mut state, "D");
    assert_eq!(state.document().view.direction.as_deref(), Some("rtl"));
    press(&mut state, "[a");
    assert!(!state.direction().is_rtl() && state.panel.open);
}

#[test]
fn what_the_command_line_gives_goes_over_what_was_kept() {
    let mut state = reader(&["ar"]);
    state.keeping.given = vec!["direction".into()];
    let own = View { direction: Some("ltr".into()), mode: Some("logical".into()), panel: None };
    assert!(state.resume(0, resume(0, own)));
    qari::reader::update::apply_view(&mut state);
    assert!(state.direction().is_rtl());
    assert_eq!(state.mode.name(), "logical");
}

#[test]
fn nonsense_from_a_store_is_left_alone() {
    let mut state = reader(&["ar"]);
    let own = View { direction: Some("sideways".into()), mode: Some("\u{1b}[2J".into()), panel: None };
    let wild = Resume { byte: Some(usize::MAX), above: usize::MAX, view: own };
    state.resume(0, wild);
    qari::reader::update::apply_view(&mut state);
    state.arrange();
    painted(&state);
    assert!(state.direction().is_rtl());
}
