//! What actions do: state and an action give a changed state and effects.
//!
//! In: [`State`], an [`Action`], its count. Out: [`Effect`]s for the shell to carry out, in order.
//! It must not know the terminal, files or time: it asks for what it needs by effects.

use super::scroll::{Anchor, Place, Rows};
use super::selection::{self, Selection, Unit};
use super::state::{Message, Sheet, State};
use crate::action::Action;
use crate::article::{Article, DirectionRule};
use crate::lang::Direction;
use crate::locale::{Argument, Texts};
use crate::span::Span;
use crate::terminal::clipboard;
use crate::terminal::mode::OutputMode;

/// What the shell is to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Leave.
    Quit,
    /// Stop until continued.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// Tell the terminal that the mode has changed from this one, then draw everything anew.
    SwitchMode(OutputMode),
    /// Send this sequence.
    Send(String),
    /// Open the document of this number.
    Open(usize),
    /// Find out the titles of documents not opened.
    FindTitles,
}

/// Cells the measure changes by at a key.
const MEASURE_STEP: usize = 4;
/// Shortest measure that keys go down to.
const MEASURE_MIN: usize = 20;

/// Carry out `action`.
pub fn update(state: &mut State, action: Action, count: Option<usize>) -> Vec<Effect> {
    if !matches!(action, Action::Drag(..)) {
        state.message = None;
    }
    let effects = match state.sheet.clone() {
        Some(sheet) => match on_sheet(state, sheet, &action, count) {
            Some(effects) => effects,
            None => carry_out(state, action, count),
        },
        None => carry_out(state, action, count),
    };
    state.arrange();
    effects
}

/// An action while a sheet lies over the text; `None` where it means what it always means.
fn on_sheet(state: &mut State, sheet: Sheet, action: &Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let page = state.geometry.rows.saturating_sub(4).max(1);
    let by = match action {
        Action::LineDown => isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX),
        Action::LineUp => -isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX),
        Action::PageDown | Action::HalfPageDown => page.cast_signed(),
        Action::PageUp | Action::HalfPageUp => -page.cast_signed(),
        Action::Start => isize::MIN,
        Action::End => isize::MAX,
        Action::Choose => {
            state.sheet = None;
            return match sheet {
                Sheet::Articles(chosen) => Some(open(state, chosen)),
                Sheet::Help(_) => Some(Vec::new()),
            };
        }
        Action::Cancel | Action::Quit | Action::Help | Action::ListArticles => {
            state.sheet = None;
            return Some(Vec::new());
        }
        Action::Press(_, row, _) => {
            let first = super::sheet::HEADER_ROWS;
            if let (Sheet::Articles(_), Some(index)) = (&sheet, usize::from(*row).checked_sub(first))
                && index < state.documents.len()
            {
                state.sheet = None;
                return Some(open(state, index));
            }
            return Some(Vec::new());
        }
        Action::Redraw | Action::Suspend | Action::CycleTheme | Action::CycleMode | Action::Set(..) => return None,
        _ => return Some(Vec::new()),
    };
    state.sheet = Some(match sheet {
        Sheet::Help(top) => {
            let rows = super::sheet::help(state).len();
            Sheet::Help(top.saturating_add_signed(by).min(rows.saturating_sub(page)))
        }
        Sheet::Articles(chosen) => Sheet::Articles(chosen.saturating_add_signed(by).min(state.documents.len() - 1)),
    });
    Some(Vec::new())
}

fn carry_out(state: &mut State, action: Action, count: Option<usize>) -> Vec<Effect> {
    let n = count.unwrap_or(1).max(1);
    let page = state.geometry.rows.max(2) - 1;
    match action {
        Action::LineDown => step_rows(state, n.cast_signed()),
        Action::LineUp => step_rows(state, -n.cast_signed()),
        Action::PageDown => step_rows(state, (page * n).cast_signed()),
        Action::PageUp => step_rows(state, -(page * n).cast_signed()),
        Action::HalfPageDown => step_rows(state, (page.div_ceil(2) * n).cast_signed()),
        Action::HalfPageUp => step_rows(state, -(page.div_ceil(2) * n).cast_signed()),
        Action::Left | Action::Right => sideways(state, action == Action::Right, n),
        Action::Start => match count {
            Some(number) => to_paragraph(state, number),
            None => go(state, 0),
        },
        Action::End => match count {
            Some(number) => to_paragraph(state, number),
            None => to_end(state),
        },
        Action::NextParagraph => step_paragraphs(state, n.cast_signed()),
        Action::PreviousParagraph => step_paragraphs(state, -n.cast_signed()),
        Action::Percent => {
            let length = state.article().map_or(0, |article| article.text().len());
            let byte = length / 100 * n.min(100) + length % 100 * n.min(100) / 100;
            if count.is_none_or(|n| n == 0) { go(state, 0) } else { go_to_line(state, byte) }
        }
        Action::NextWord => step_words(state, n, true),
        Action::PreviousWord => step_words(state, n, false),
        Action::CycleDirection => cycle_direction(state),
        Action::ToggleTashkeel => {
            state.settings.tashkeel = !state.settings.tashkeel;
            let key = if state.settings.tashkeel { "message-tashkeel-shown" } else { "message-tashkeel-hidden" };
            say(state, key, &[]);
        }
        Action::CycleMode => {
            state.settings.mode = Some(state.mode.next());
            return switch_mode(state);
        }
        Action::CycleTheme => {
            let themes = crate::assets::THEMES;
            let at = themes.iter().position(|(name, _)| *name == state.theme.name).unwrap_or(0);
            state.settings.theme = Some(themes[(at + 1) % themes.len()].0.into());
            state.settle_terminal();
            let name = state.theme.name.clone();
            say(state, "message-theme", &[("theme", Argument::Text(&name))]);
            return vec![Effect::Redraw];
        }
        Action::Narrower | Action::Wider => change_measure(state, action == Action::Wider, count),
        Action::ToggleJustify => {
            state.settings.justify = !state.settings.justify;
            say(state, if state.settings.justify { "message-justify-on" } else { "message-justify-off" }, &[]);
        }
        Action::ToggleFurniture => toggle_furniture(state),
        Action::Select => toggle_selecting(state),
        Action::Copy => return copy_selection(state),
        Action::CopyParagraph => return copy_paragraph(state),
        Action::NextArticle => return next_article(state, n.cast_signed()),
        Action::PreviousArticle => return next_article(state, -n.cast_signed()),
        Action::ListArticles => {
            state.sheet = Some(Sheet::Articles(state.current));
            return vec![Effect::FindTitles];
        }
        Action::Choose => {
            if state.document().source.is_none() {
                return open_sample(state);
            }
            step_rows(state, n.cast_signed());
        }
        Action::Cancel => {
            state.selection = None;
            state.selecting = false;
        }
        Action::Prompt => state.prompt = Some(super::prompt::Prompt::default()),
        Action::Help => state.sheet = Some(Sheet::Help(0)),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
        Action::Set(name, value) => return set(state, &name, &value),
        Action::Press(x, y, clicks) => press(state, x, y, clicks),
        Action::Drag(x, y) => drag(state, x, y),
    }
    Vec::new()
}

/// Show a text as a message.
fn say(state: &mut State, key: &str, arguments: &[(&str, Argument<'_>)]) {
    state.message = Some(Message::Info(state.texts.format(key, arguments)));
}

// ---- moving ----

/// Move the first row of the screen to where `to` leads from the one it is on.
fn move_top(state: &mut State, to: impl FnOnce(&Rows<'_>, Place) -> Option<Place>) {
    let height = state.geometry.rows;
    let anchor = state.document().anchor;
    let moved = state.lines().and_then(|rows| {
        let top = rows.clamp(&rows.place(anchor)?, height);
        let place = to(&rows, top)?;
        Some(rows.anchor(&rows.clamp(&place, height)))
    });
    if let Some(anchor) = moved {
        let current = state.current;
        state.documents[current].anchor = anchor;
    }
}

/// Rows of the cursor while selecting, of the screen otherwise.
fn step_rows(state: &mut State, count: isize) {
    if state.selecting {
        step_cursor_rows(state, count)
    } else {
        move_top(state, |rows, top| Some(rows.walk(&top, count)))
    }
}

/// To the first row of the paragraph at `byte`, with the blank rows above it where it is the first.
fn go(state: &mut State, byte: usize) {
    if state.selecting {
        move_cursor(state, byte);
        return;
    }
    move_top(state, |rows, _| if byte == 0 { rows.start() } else { rows.place(Anchor { byte, above: 0 }) });
}

/// To the line that holds `byte`.
fn go_to_line(state: &mut State, byte: usize) {
    go(state, byte.max(1));
}

fn to_end(state: &mut State) {
    if state.selecting {
        let last = state.article().and_then(Article::last).map(|last| last.span.end);
        if let Some(end) = last {
            let byte = state.article().map_or(end, |article| selection::step(article, end, false));
            move_cursor(state, byte);
        }
        return;
    }
    let height = state.geometry.rows;
    move_top(state, |rows, _| rows.last_page(height));
}

fn to_paragraph(state: &mut State, number: usize) {
    let Some(starts) = state.document().starts.clone() else {
        say(state, "message-counting", &[]);
        return;
    };
    match starts.get(number.saturating_sub(1)) {
        Some(&byte) if number > 0 => go_to_line(state, byte),
        _ => say(state, "message-no-paragraph", &[("count", Argument::Number(starts.len()))]),
    }
}

fn step_paragraphs(state: &mut State, count: isize) {
    let Some(article) = state.article() else { return };
    let from = if state.selecting { state.selection.map_or(0, |s| s.cursor) } else { state.first_byte() };
    let Some(mut paragraph) = article.paragraph_at(from) else { return };
    for step in 0..count.unsigned_abs() {
        // Back from inside a paragraph is to its own beginning first.
        if count < 0 && step == 0 && from > paragraph.span.start {
            continue;
        }
        let next = if count > 0 { article.next(&paragraph) } else { article.previous(&paragraph) };
        match next {
            Some(next) => paragraph = next,
            None => break,
        }
    }
    let is_first = article.previous(&paragraph).is_none();
    go(state, if is_first && count < 0 { 0 } else { paragraph.span.start.max(1) });
}

fn step_words(state: &mut State, count: usize, forward: bool) {
    let Some(selection) = state.selection.filter(|_| state.selecting) else { return };
    let mut byte = selection.cursor;
    if let Some(article) = state.article() {
        for _ in 0..count.min(10_000) {
            byte = selection::step_word(article, byte, forward);
        }
    }
    move_cursor(state, byte);
}

fn sideways(state: &mut State, to_the_right: bool, count: usize) {
    if let Some(mut selection) = state.selection.filter(|_| state.selecting) {
        for _ in 0..count.min(10_000) {
            if let Some(article) = state.article() {
                selection.cursor = selection::step_visual(article, &state.rows, selection.cursor, to_the_right);
            }
            move_cursor(state, selection.cursor);
            state.arrange();
        }
        return;
    }
    let forward = state.direction().is_rtl() != to_the_right;
    let rows = (state.geometry.rows.max(2) - 1).saturating_mul(count).cast_signed();
    step_rows(state, if forward { rows } else { -rows });
}

// ---- selecting ----

fn toggle_selecting(state: &mut State) {
    state.selecting = !state.selecting;
    if !state.selecting {
        state.selection = None;
        return;
    }
    if state.selection.is_none() {
        state.selection = Some(Selection::at(state.first_byte(), Unit::Cluster));
    }
    let key = state.keymap.keys_of(&Action::Copy).into_iter().next().unwrap_or_default();
    say(state, "message-selecting", &[("key", Argument::Text(&key))]);
}

/// Put the cursor on `byte` and scroll as far as needed to show it.
fn move_cursor(state: &mut State, byte: usize) {
    let Some(selection) = &mut state.selection else { return };
    selection.cursor = byte;
    if selection::line_of(&state.rows, byte).is_some() {
        return;
    }
    let height = state.geometry.rows.cast_signed();
    let below = byte >= state.last_byte();
    move_top(state, |rows, _| {
        let line = rows.place(Anchor { byte, above: 0 })?;
        Some(if below { rows.walk(&line, 1 - height) } else { line })
    });
}

/// Move the cursor by rows, keeping its column.
fn step_cursor_rows(state: &mut State, count: isize) {
    let Some(selection) = state.selection else { return };
    let Some((row, paragraph, line)) = selection::line_of(&state.rows, selection.cursor) else { return };
    let offset = selection.cursor - paragraph.span.start;
    let column = line.cell_of(offset).map_or(0, |cell| line.column_of(cell));
    let screen_column = (state.geometry.left_of(line) + column).cast_signed();
    let byte_in = |state: &State, row: usize| {
        let shown = state.rows.get(row)?;
        let super::scroll::Row::Line { lines, index, .. } = shown else { return None };
        let line = lines.get(*index)?;
        selection::byte_at(shown, screen_column - state.geometry.left_of(line).cast_signed())
    };
    let direction = count.signum();
    let mut at = row.cast_signed();
    let mut found = selection.cursor;
    for _ in 0..count.unsigned_abs() {
        loop {
            at += direction;
            if at < 0 || at >= state.rows.len().cast_signed() {
                let before = state.document().anchor;
                move_top(state, |rows, top| Some(rows.walk(&top, direction)));
                state.arrange();
                at -= direction;
                if state.document().anchor == before {
                    move_cursor(state, found);
                    return;
                }
            }
            if let Some(byte) = byte_in(state, usize::try_from(at).unwrap_or(0)) {
                found = byte;
                break;
            }
        }
    }
    move_cursor(state, found);
}

/// The byte under a place on the screen; beside the text, of the nearest line.
fn byte_under(state: &State, x: u16, y: u16) -> Option<usize> {
    let row = usize::from(y).min(state.rows.len().checked_sub(1)?);
    let (up, down) = ((0..=row).rev(), row..state.rows.len());
    let row = down.chain(up).find(|&row| matches!(state.rows[row], super::scroll::Row::Line { .. }))?;
    let super::scroll::Row::Line { lines, index, .. } = &state.rows[row] else { return None };
    let line = lines.get(*index)?;
    selection::byte_at(&state.rows[row], isize::from(x.cast_signed()) - state.geometry.left_of(line).cast_signed())
}

fn press(state: &mut State, x: u16, y: u16, clicks: u8) {
    if state.geometry.scrollbar == Some(usize::from(x)) && usize::from(y) < state.geometry.rows {
        let length = state.article().map_or(0, |article| article.text().len());
        let byte = length / state.geometry.rows.max(1) * usize::from(y);
        if y == 0 {
            go(state, 0)
        } else {
            go_to_line(state, byte)
        }
        return;
    }
    state.selecting = false;
    state.selection =
        byte_under(state, x, y).filter(|_| usize::from(y) < state.geometry.rows).map(|byte| match clicks {
            1 => Selection::at(byte, Unit::Cluster),
            2 => Selection::at(byte, Unit::Word),
            _ => Selection::at(byte, Unit::Paragraph),
        });
    // One click places the cursor and selects nothing yet.
    state.selecting = clicks > 1 && state.selection.is_some();
}

fn drag(state: &mut State, x: u16, y: u16) {
    if state.selection.is_none() {
        return;
    }
    if usize::from(y) >= state.geometry.rows {
        move_top(state, |rows, top| Some(rows.walk(&top, 1)));
    } else if y == 0 {
        move_top(state, |rows, top| Some(rows.walk(&top, -1)));
    }
    state.arrange();
    if let (Some(byte), Some(selection)) = (byte_under(state, x, y), &mut state.selection) {
        selection.cursor = byte;
        state.selecting = true;
    }
}

fn copy_selection(state: &mut State) -> Vec<Effect> {
    let span = state.selection.filter(|_| state.selecting).zip(state.article()).map(|(s, article)| s.span(article));
    match span {
        Some(span) => {
            let effects = copy(state, span);
            state.selection = None;
            state.selecting = false;
            effects
        }
        None => {
            say(state, "message-nothing-selected", &[]);
            Vec::new()
        }
    }
}

fn copy_paragraph(state: &mut State) -> Vec<Effect> {
    let byte = state.selection.map_or_else(|| state.first_byte(), |selection| selection.cursor);
    let span = state.article().and_then(|article| article.paragraph_at(byte)).map(|paragraph| paragraph.span);
    span.map_or_else(Vec::new, |span| copy(state, span))
}

fn copy(state: &mut State, span: Span) -> Vec<Effect> {
    let Some(article) = state.article() else { return Vec::new() };
    let text = article.slice(span);
    match clipboard::copy(text, state.settings.copy_limit) {
        Ok(sequence) => {
            let count = text.chars().count();
            say(state, "message-copied", &[("count", Argument::Number(count))]);
            vec![Effect::Send(sequence)]
        }
        Err(size) => {
            let arguments = [("size", Argument::Number(size)), ("limit", Argument::Number(state.settings.copy_limit))];
            let text = state.texts.format("message-too-large", &arguments);
            state.message = Some(Message::Error(text));
            Vec::new()
        }
    }
}

// ---- showing ----

fn cycle_direction(state: &mut State) {
    state.settings.direction = match state.settings.direction {
        DirectionRule::Auto | DirectionRule::FirstStrong => DirectionRule::Fixed(Direction::Rtl),
        DirectionRule::Fixed(Direction::Rtl) => DirectionRule::Fixed(Direction::Ltr),
        DirectionRule::Fixed(Direction::Ltr) => DirectionRule::Auto,
    };
    apply_direction(state);
    let key = match state.settings.direction {
        DirectionRule::Auto => "direction-auto",
        DirectionRule::FirstStrong => "direction-first-strong",
        DirectionRule::Fixed(Direction::Rtl) => "direction-fixed-rtl",
        DirectionRule::Fixed(Direction::Ltr) => "direction-fixed-ltr",
    };
    say(state, key, &[]);
}

fn apply_direction(state: &mut State) {
    let rule = state.settings.direction;
    for document in &mut state.documents {
        if let Some(article) = &mut document.article {
            article.set_direction_rule(rule);
        }
    }
    state.layouts.forget();
}

fn change_measure(state: &mut State, wider: bool, count: Option<usize>) {
    if state.settings.width.is_some() {
        say(state, "message-width-fixed", &[]);
        return;
    }
    let by = count.unwrap_or(MEASURE_STEP);
    let now = if state.settings.measure == 0 { state.geometry.width } else { state.settings.measure };
    // From what is on screen, not from a measure wider than the window, so that each press shows.
    let now = now.min(state.geometry.width.max(MEASURE_MIN));
    state.settings.measure = if wider { now + by } else { now.saturating_sub(by).max(MEASURE_MIN) };
    state.arrange();
    let shown = state.geometry.width;
    if wider && shown < state.settings.measure {
        state.settings.measure = 0;
        say(state, "message-measure-full", &[]);
    } else {
        say(state, "message-measure", &[("measure", Argument::Number(shown))]);
    }
}

fn toggle_furniture(state: &mut State) {
    if !state.has_furniture() {
        say(state, "message-furniture-none", &[]);
        return;
    }
    let current = state.current;
    let folded = &mut state.documents[current].folded;
    *folded = !*folded;
    let key = if *folded { "message-furniture-folded" } else { "message-furniture-shown" };
    say(state, key, &[]);
}

fn switch_mode(state: &mut State) -> Vec<Effect> {
    let before = state.settle_terminal();
    let name = state.mode.name();
    say(state, "message-mode", &[("mode", Argument::Text(name))]);
    vec![Effect::SwitchMode(before)]
}

fn set(state: &mut State, name: &str, value: &str) -> Vec<Effect> {
    if let Err(message) = state.settings.set(name, value) {
        state.message = Some(Message::Error(message));
        return Vec::new();
    }
    say(state, "message-set", &[("name", Argument::Text(name)), ("value", Argument::Text(value))]);
    match name {
        "mode" => return switch_mode(state),
        "theme" => {
            state.settle_terminal();
            return vec![Effect::Redraw];
        }
        "direction" => apply_direction(state),
        "keymap" => state.keymap = crate::config::Keymap::preset(value),
        "interface" => {
            if let Some(language) = &state.settings.interface {
                state.texts = Texts::new(language);
            }
        }
        "lang" | "encoding" => return vec![Effect::Open(state.current)],
        _ => {}
    }
    Vec::new()
}

// ---- articles ----

fn next_article(state: &mut State, by: isize) -> Vec<Effect> {
    if state.documents.len() == 1 {
        say(state, "message-only-one", &[]);
        return Vec::new();
    }
    let to = state.current.saturating_add_signed(by).min(state.documents.len() - 1);
    if to == state.current {
        say(state, if by > 0 { "message-no-next" } else { "message-no-previous" }, &[]);
        return Vec::new();
    }
    open(state, to)
}

fn open(state: &mut State, index: usize) -> Vec<Effect> {
    if state.documents[index].article.is_some() {
        show(state, index);
        return Vec::new();
    }
    let name = state.documents[index].name();
    say(state, "message-opening", &[("name", Argument::Text(&name))]);
    vec![Effect::Open(index)]
}

/// Show a document that is open.
pub fn show(state: &mut State, index: usize) {
    state.current = index;
    state.selection = None;
    state.selecting = false;
    apply_direction(state);
    state.announce_replaced();
    state.arrange();
}

fn open_sample(state: &mut State) -> Vec<Effect> {
    let language = state.texts.language;
    let sample =
        crate::assets::SAMPLES.iter().find(|(name, _)| *name == language).unwrap_or(&crate::assets::SAMPLES[0]);
    state.documents.push(super::state::Document::unopened(crate::load::Source::Sample(sample.0)));
    open(state, state.documents.len() - 1)
}
