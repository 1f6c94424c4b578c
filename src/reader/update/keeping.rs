//! Jumps, marks, bookmarks and highlights.
//!
//! In: State and what is wanted. Out: another place, notes changed, and the wish that they be kept. It must not know the store.

use super::articles::show;
use super::moving::{go, go_to_line, reveal};
use super::{Effect, say, say_round};
use crate::action::Action;
use crate::article::Quote;
use crate::article::quote::LONGEST;
use crate::layout::excerpt::{first_words, shortened};
use crate::locale::Argument;
use crate::reader::keeping::{Deleted, Letter, Noted, Spot};
use crate::reader::mentions::round;
use crate::reader::prompt::{Ask, Prompt};
use crate::reader::state::{Message, Sheet, State};
use crate::span::Span;
use crate::store::{Kind, Note};

/// Cells of the words that a bookmark is called by until it has a name, and any note where it is spoken of.
const NAME: usize = 40;

/// Whether `action` moves step by step, as reading does: such movements are not jumped back to.
pub(super) fn is_step(state: &State, action: &Action) -> bool {
    match action {
        Action::LineDown
        | Action::LineUp
        | Action::PageDown
        | Action::PageUp
        | Action::HalfPageDown
        | Action::HalfPageUp
        | Action::Left
        | Action::Right
        | Action::NextParagraph
        | Action::PreviousParagraph
        | Action::NextWord
        | Action::PreviousWord
        | Action::Scroll(..)
        | Action::Drag(..)
        | Action::JumpBack
        | Action::JumpForward => true,
        Action::Choose => state.sheet.is_none() && !state.panel.focus,
        _ => false,
    }
}

/// Carry out an action of keeping.
pub(super) fn keep(state: &mut State, action: Action, count: usize) -> Vec<Effect> {
    match action {
        Action::JumpBack | Action::JumpForward => return jump(state, action == Action::JumpBack, count),
        Action::SetMark => state.keeping.letter = Some(Letter::Set),
        Action::GoToMark => state.keeping.letter = Some(Letter::Go),
        Action::Mark(letter) => return mark(state, letter),
        Action::ToMark(letter) => return to_mark(state, letter),
        Action::Bookmark => start_bookmark(state),
        Action::BookmarkAs(name) => return bookmark(state, name.trim()),
        Action::Highlight => return highlight(state),
        Action::HighlightColour => return recolour(state),
        Action::NextHighlight => step(state, true, count),
        Action::PreviousHighlight => step(state, false, count),
        Action::Annotate => start_note(state),
        Action::Note(text) => return annotate(state, text.trim()),
        Action::DeleteNote => return delete(state),
        Action::UndoDelete => return undo_delete(state),
        Action::ListNotes => {
            let from = state.first_byte();
            let notes = &state.document().notes;
            let at = state.keeping.here.and_then(|id| notes.iter().position(|noted| noted.note.id == id));
            let near = notes.iter().position(|noted| noted.start() >= from).unwrap_or(notes.len().saturating_sub(1));
            state.sheet = Some(Sheet::Notes(at.unwrap_or(near)));
        }
        _ => {}
    }
    Vec::new()
}

// ---- jumps ----

fn to_spot(state: &mut State, spot: Spot) -> Vec<Effect> {
    let effects = if spot.document == state.current { Vec::new() } else { show(state, spot.document) };
    let current = state.current;
    state.documents[current].anchor = spot.anchor;
    effects
}

fn jump(state: &mut State, back: bool, count: usize) -> Vec<Effect> {
    let mut effects = Vec::new();
    for step in 0..count {
        let here = state.spot();
        let jumps = &mut state.keeping.jumps;
        match if back { jumps.back(here) } else { jumps.forward(here) } {
            Some(spot) => effects.extend(to_spot(state, spot)),
            None if step == 0 => say(state, if back { "message-no-jump-back" } else { "message-no-jump-forward" }, &[]),
            None => break,
        }
    }
    effects
}

// ---- marks ----

/// The byte that a mark or bookmark is of: where what is selected begins, the cursor, else the first on screen.
fn place(state: &State) -> usize {
    let selected = state.selected().map(|span| span.start);
    selected.or(state.cursor()).unwrap_or_else(|| state.first_byte())
}

/// Put a note among the others, or in the place of the one with its number, and have it kept.
fn put(state: &mut State, note: Note) -> Vec<Effect> {
    let place = state.document().notes.iter().position(|noted| noted.note.id == note.id);
    put_at(state, note, place.unwrap_or(usize::MAX))
}

/// The same at a place, as far as the order of the text leaves a choice.
fn put_at(state: &mut State, note: Note, place: usize) -> Vec<Effect> {
    let index = state.current;
    let Some(noted) = state.article().map(|article| Noted::new(note.clone(), article.text())) else {
        return Vec::new();
    };
    let notes = &mut state.documents[index].notes;
    notes.retain(|other| other.note.id != note.id);
    let first = notes.partition_point(|other| other.start() < noted.start());
    let last = notes.partition_point(|other| other.start() <= noted.start());
    notes.insert(place.clamp(first, last), noted);
    vec![Effect::KeepNote(index, Box::new(note))]
}

fn mark(state: &mut State, letter: char) -> Vec<Effect> {
    let Some(article) = state.article() else { return Vec::new() };
    let quote = Quote::at(article.text(), place(state));
    let name = letter.to_string();
    let mut note = Note::new(Kind::Mark, &name, state.keeping.colour, quote);
    if let Some(old) = marked(state, &name) {
        note.id = old.note.id;
    }
    say(state, "message-mark-set", &[("letter", Argument::Text(&name))]);
    put(state, note)
}

/// The mark of this letter.
fn marked<'a>(state: &'a State, letter: &str) -> Option<&'a Noted> {
    state.document().notes.iter().find(|noted| noted.note.kind == Kind::Mark && noted.note.name == letter)
}

fn to_mark(state: &mut State, letter: char) -> Vec<Effect> {
    if letter == '\'' {
        return match state.keeping.jumps.last() {
            Some(spot) => to_spot(state, spot),
            None => {
                say(state, "message-no-jump-back", &[]);
                Vec::new()
            }
        };
    }
    let name = letter.to_string();
    match marked(state, &name).map(|noted| noted.span) {
        Some(Some(span)) => to_top(state, span.start),
        Some(None) => say(state, "message-note-lost", &[]),
        None => say(state, "message-no-mark", &[("letter", Argument::Text(&name))]),
    }
    Vec::new()
}

fn to_top(state: &mut State, byte: usize) {
    let first = state.article().and_then(|article| article.first()).map_or(0, |first| first.span.start);
    if byte <= first { go(state, 0) } else { go_to_line(state, byte) }
}

// ---- bookmarks ----

/// Ask for a name; the first words of the place are it where none is typed.
fn start_bookmark(state: &mut State) {
    let Some(article) = state.article() else { return };
    let text = article.text();
    let words = text.get(place(state)..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let name = first_words(words, NAME, state.shown()).to_owned();
    state.prompt = Some(Prompt::new(Ask::Bookmark(name), ""));
}

fn bookmark(state: &mut State, name: &str) -> Vec<Effect> {
    if name.is_empty() {
        say(state, "message-name-empty", &[]);
        return Vec::new();
    }
    if let Some(note) = chosen(state).filter(|note| note.kind == Kind::Bookmark) {
        return put(state, Note { name: name.to_owned(), ..note });
    }
    let Some(article) = state.article() else { return Vec::new() };
    let quote = Quote::at(article.text(), place(state));
    say(state, "message-bookmarked", &[("name", Argument::Text(name))]);
    put(state, Note::new(Kind::Bookmark, name, state.keeping.colour, quote))
}

// ---- highlights ----

/// Highlight what is selected.
fn highlight(state: &mut State) -> Vec<Effect> {
    let selected = state.selected().zip(state.article());
    let span = selected.map(|(selected, article)| trimmed(article.text(), selected));
    let Some((span, article)) = span.filter(|span| !span.is_empty()).zip(state.article()) else {
        let key = state.keymap.keys_of(&Action::Select).into_iter().next().unwrap_or_default();
        say(state, "message-nothing-selected", &[("key", Argument::Text(&key))]);
        return Vec::new();
    };
    if span.len() > LONGEST {
        let arguments = [("size", Argument::Number(span.len())), ("limit", Argument::Number(LONGEST))];
        say(state, "message-highlight-long", &arguments);
        return Vec::new();
    }
    let colour = state.keeping.colour;
    // The same piece once more only takes the colour.
    let same = state.highlights().find(|noted| noted.span == Some(span)).map(|noted| noted.note.clone());
    let note = match same {
        Some(note) => Note { colour, ..note },
        None => Note::new(Kind::Highlight, "", colour, Quote::of(article.text(), span)),
    };
    state.selection = None;
    state.selecting = false;
    state.keeping.here = Some(note.id);
    let keys = [Action::Annotate, Action::HighlightColour, Action::DeleteNote]
        .map(|action| state.keymap.keys_of(&action).into_iter().next().unwrap_or_default());
    let arguments = [
        ("note", Argument::Text(&keys[0])),
        ("colour", Argument::Text(&keys[1])),
        ("delete", Argument::Text(&keys[2])),
    ];
    say(state, "message-highlighted", &arguments);
    put(state, note)
}

/// The span without white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start + words.len() - words.trim_start().len();
    Span::new(start, start + words.trim().len())
}

/// The note chosen in the list, or the one that is here.
fn chosen(state: &State) -> Option<Note> {
    match state.sheet {
        Some(Sheet::Notes(index)) => state.document().notes.get(index),
        _ => state.note_here(),
    }
    .map(|noted| noted.note.clone())
}

fn none_here(state: &mut State) -> Vec<Effect> {
    let key = state.keymap.keys_of(&Action::NextHighlight).into_iter().next().unwrap_or_default();
    say(state, "message-no-highlight-here", &[("key", Argument::Text(&key))]);
    Vec::new()
}

/// The next colour, for the highlight that is here, and for those to come.
fn recolour(state: &mut State) -> Vec<Effect> {
    let note = chosen(state).filter(|note| note.kind == Kind::Highlight);
    let colour = note.as_ref().map_or(state.keeping.colour, |note| note.colour).next();
    state.keeping.colour = colour;
    let name = state.texts.get(&format!("colour-{}", colour.name()));
    say(state, "message-colour", &[("colour", Argument::Text(&name))]);
    note.map_or_else(Vec::new, |note| put(state, Note { colour, ..note }))
}

fn start_note(state: &mut State) {
    match chosen(state) {
        Some(note) if note.kind == Kind::Bookmark => {
            state.prompt = Some(Prompt::new(Ask::Bookmark(String::new()), &note.name));
        }
        Some(note) => state.prompt = Some(Prompt::new(Ask::Note, &note.note)),
        None => drop(none_here(state)),
    }
}

fn annotate(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(note) = chosen(state) else { return none_here(state) };
    say(state, if text.is_empty() { "message-note-emptied" } else { "message-noted" }, &[]);
    put(state, Note { note: text.to_owned(), ..note })
}

fn delete(state: &mut State) -> Vec<Effect> {
    let Some(note) = chosen(state) else { return none_here(state) };
    let document = state.current;
    let notes = &mut state.documents[document].notes;
    let place = notes.iter().position(|noted| noted.note.id == note.id).unwrap_or(0);
    notes.retain(|noted| noted.note.id != note.id);
    let left = notes.len();
    if let Some(Sheet::Notes(chosen)) = &mut state.sheet {
        *chosen = (*chosen).min(left.saturating_sub(1));
    }
    state.keeping.deleted.push(Deleted { document, place, note: note.clone() });
    let key = state.keymap.keys_of(&Action::UndoDelete).into_iter().next();
    let key = key.unwrap_or_else(|| format!(":{}", Action::UndoDelete.name()));
    say(state, "message-note-deleted", &[("key", Argument::Text(&key))]);
    vec![Effect::DropNote(note.id)]
}

/// Bring back what was deleted last of this article.
fn undo_delete(state: &mut State) -> Vec<Effect> {
    let current = state.current;
    let Some(at) = state.keeping.deleted.iter().rposition(|deleted| deleted.document == current) else {
        say(state, "message-nothing-deleted", &[]);
        return Vec::new();
    };
    let Deleted { place, note, .. } = state.keeping.deleted.remove(at);
    // A letter marks one place, and the newer one is meant.
    if note.kind == Kind::Mark && marked(state, &note.name).is_some() {
        say(state, "message-mark-taken", &[("letter", Argument::Text(&note.name))]);
        return Vec::new();
    }
    let kind = state.texts.get(&format!("kind-{}", note.kind.name()));
    let words = if note.name.is_empty() { &note.quote.text } else { &note.name };
    let what = format!("{kind} \u{2068}{}\u{2069}", shortened(&words.replace('\n', " "), NAME, state.shown()));
    say(state, "message-note-restored", &[("what", Argument::Text(&what))]);
    let id = note.id;
    if note.kind == Kind::Highlight {
        state.keeping.here = Some(id);
    }
    let effects = put_at(state, note, place);
    if let Some(Sheet::Notes(chosen)) = &mut state.sheet {
        let notes = &state.documents[current].notes;
        *chosen = notes.iter().position(|noted| noted.note.id == id).unwrap_or(*chosen);
    }
    effects
}

/// Step to the `count`th highlight on or back, round at the ends, and say what was written to it.
fn step(state: &mut State, forward: bool, count: usize) {
    let from_note = state.note_here().map(|noted| (noted.start(), noted.note.id));
    let here = from_note.unwrap_or_else(|| (state.cursor().unwrap_or_else(|| state.first_byte()), 0));
    let mut places: Vec<(usize, i64)> = state.highlights().map(|noted| (noted.start(), noted.note.id)).collect();
    places.sort_unstable();
    if !forward {
        places.reverse();
    }
    let passed = |at: &(usize, i64)| match from_note {
        Some(_) if forward => *at <= here,
        None if forward => at.0 < here.0,
        _ => *at >= here,
    };
    let next = places.partition_point(passed);
    match round(&places, next, count) {
        Some(((_, id), led_round)) => {
            go_to(state, id);
            match &mut state.message {
                // What was written there is worth more words.
                Some(Message::Info(note)) if led_round => note.push_str(" ↻"),
                _ if led_round => say_round(state, forward),
                _ => {}
            }
        }
        None => say(state, "message-no-highlights", &[]),
    }
}

/// Go to a note by its number.
fn go_to(state: &mut State, id: i64) {
    let Some(noted) = state.document().notes.iter().find(|noted| noted.note.id == id).cloned() else { return };
    let Some(span) = noted.span else { return say(state, "message-note-lost", &[]) };
    match noted.note.kind {
        Kind::Highlight => reveal(state, span),
        Kind::Mark | Kind::Bookmark => to_top(state, span.start),
    }
    state.keeping.here = (noted.note.kind == Kind::Highlight).then_some(id);
    if !noted.note.note.is_empty() {
        say(state, "message-note", &[("note", Argument::Text(&noted.note.note))]);
    }
}

/// Close the list by going to the note chosen.
pub(super) fn choose_note(state: &mut State, index: usize) {
    if let Some(id) = state.document().notes.get(index).map(|noted| noted.note.id) {
        go_to(state, id);
    }
}
