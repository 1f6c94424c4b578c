//! The status row: what is read, where in it, and how it is shown; or the prompt, or a message.
//!
//! In: state. Out: cells of one row, and where the cursor stands while typing. Each piece is laid out by itself, so that
//! pieces of different direction cannot reorder one another. It must not say what is not on screen.

use super::text;
use crate::config::Scope;
use crate::lang::Direction;
use crate::lang::direction::first_strong;
use crate::layout::{Options, lay_out, single_line};
use crate::locale::Argument::Text;
use crate::reader::State;
use crate::reader::state::Message;
use ratatui::buffer::Buffer;

/// Columns between pieces.
const GAP: usize = 2;

/// Paint it.
pub fn paint(state: &State, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let geometry = &state.geometry;
    let y = geometry.status;
    let style = state.theme.style(Scope::Status);
    for x in 0..geometry.columns {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { break };
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol(" ").set_style(style);
        }
    }
    if let Some(prompt) = &state.prompt {
        return typing(state, ':', &prompt.text, buffer);
    }
    if let Some(pattern) = &state.find.typing {
        let place = typing(state, pattern.purpose.sign(), &pattern.line.text, buffer);
        super::find::paint_count(state, buffer);
        return place;
    }
    if state.panel.typing {
        return typing(state, '/', &state.panel.filter, buffer);
    }
    let mut row = Row { state, buffer, start: 1, end: geometry.columns.saturating_sub(1) };
    for (scope, piece) in facts(state) {
        row.at_end(&piece, scope);
    }
    match &state.message {
        Some(Message::Info(text)) => row.at_start(text, state.texts.direction(), Scope::Message),
        Some(Message::Error(text)) => row.at_start(text, state.texts.direction(), Scope::Error),
        None => row.at_start(&state.document().name(), state.direction(), Scope::StatusTitle),
    }
    None
}

/// What stands at the end of the row, the outermost first.
fn facts(state: &State) -> Vec<(Scope, String)> {
    let mut facts = Vec::new();
    if let Some(count) = state.count {
        facts.push((Scope::Status, count.to_string()));
    }
    if !state.typed.is_empty() {
        facts.push((Scope::Status, state.typed.iter().map(ToString::to_string).collect()));
    }
    if state.keeping.letter.is_some() {
        facts.push((Scope::Status, state.texts.get("status-letter")));
    }
    facts.push((Scope::Status, format!("{}%", state.percent())));
    if let Some(count) = super::find::count(state) {
        facts.push((Scope::Message, count));
    }
    if let Some(narrowed) = &state.document().narrowed {
        let words = state.texts.format("status-narrowed", &[("pattern", Text(&narrowed.query.pattern))]);
        facts.push((Scope::Message, words));
    }
    if state.message.is_some() {
        // What qari says is worth the room.
        return facts;
    }
    if let Some((name, number, count)) = state.mention_number().filter(|_| state.geometry.columns >= 30) {
        let room = (state.geometry.columns / 3).clamp(8, 32);
        let short: String = name.chars().take(room).collect();
        let more = if short.len() < name.len() { "…" } else { "" };
        facts.push((Scope::Message, format!("\u{2068}{short}{more}\u{2069} \u{2068}{number}/{count}\u{2069}")));
    }
    if state.geometry.columns >= 50
        && let Some((number, count)) = state.paragraph_number()
    {
        // One piece of text: two numbers, isolated each by itself, would swap places in a right-to-left row.
        let numbers = format!("{number}/{count}");
        facts.push((Scope::StatusQuiet, state.texts.format("status-paragraph", &[("numbers", Text(&numbers))])));
    }
    if state.geometry.columns >= 70
        && let Some(article) = state.article()
    {
        let meta = &article.meta;
        let language = if meta.language_name.is_empty() { &meta.language } else { &meta.language_name };
        facts.push((Scope::StatusQuiet, language.clone()));
        let arrow = if article.direction() == Direction::Rtl { "←" } else { "→" };
        facts.push((Scope::StatusQuiet, format!("{arrow} {}", state.mode.name())));
    }
    if let Some(replaced) = state.article().map(|article| article.meta.replaced).filter(|&replaced| replaced > 0) {
        facts.push((Scope::Error, format!("\u{fffd} {replaced}")));
    }
    if state.documents.len() > 1 {
        facts.push((Scope::StatusQuiet, format!("{}/{}", state.current + 1, state.documents.len())));
    }
    if state.selecting {
        facts.push((Scope::Message, state.texts.get("status-selecting")));
    }
    facts
}

/// The free part of the row, counted from the side where the document's lines start.
struct Row<'a> {
    state: &'a State,
    buffer: &'a mut Buffer,
    start: usize,
    end: usize,
}

impl Row<'_> {
    fn at_end(&mut self, words: &str, scope: Scope) {
        let line = single_line(words, self.state.direction(), self.state.glyphs());
        if self.start + line.width + GAP > self.end {
            return;
        }
        self.end -= line.width;
        self.write(&line, self.end, scope);
        self.end = self.end.saturating_sub(GAP);
    }

    fn at_start(&mut self, words: &str, fallback: Direction, scope: Scope) {
        let room = self.end.saturating_sub(self.start);
        let line = text::fitted(words, fallback, self.state.glyphs(), room);
        self.write(&line, self.start, scope);
    }

    fn write(&mut self, line: &crate::layout::Line, from: usize, scope: Scope) {
        let columns = self.state.geometry.columns;
        let x = if self.state.direction().is_rtl() { columns.saturating_sub(from + line.width) } else { from };
        let style = self.state.theme.style(scope);
        text::write(self.buffer, line, (x, self.state.geometry.status), columns, self.state.mode, |_| style);
    }
}

/// The prompt. Commands are Latin, so it starts at the left; what is typed runs by its own direction.
fn typing(state: &State, sign: char, typed: &str, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let geometry = &state.geometry;
    let options = Options { width: usize::MAX, glyphs: state.glyphs(), ..Options::default() };
    let line = lay_out(&format!("{sign}{typed}\u{200e}"), Direction::Ltr, &options).swap_remove(0);
    let room = geometry.columns.saturating_sub(1);
    let skipped = line.width.saturating_sub(room);
    let style = state.theme.style(Scope::Prompt);
    if skipped == 0 {
        text::write(buffer, &line, (0, geometry.status), geometry.columns, state.mode, |_| style);
    } else {
        // Show the end of what is typed.
        let tail = line.logical().into_iter().rev().scan(0, |width, cell| {
            *width += cell.width;
            (*width <= room).then_some(cell.span.start)
        });
        let start = tail.last().unwrap_or(0).saturating_sub(1);
        let tail = single_line(typed.get(start..).unwrap_or_default(), Direction::Ltr, state.glyphs());
        text::write(buffer, &tail, (0, geometry.status), geometry.columns, state.mode, |_| style);
    }
    // Where the next letter will stand: right-to-left text grows at its left end, next to the sign.
    let grows_left = skipped == 0
        && typed.chars().next_back().and_then(|last| first_strong(last.encode_utf8(&mut [0; 4])))
            == Some(Direction::Rtl)
        && first_strong(typed) == Some(Direction::Rtl);
    let x = if grows_left { 1 } else { line.width.min(room) };
    Some((u16::try_from(x).ok()?, u16::try_from(geometry.status).ok()?))
}
