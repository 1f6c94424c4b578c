//! What actions do: state and an action give a changed state and effects.
//!
//! In: [`State`], an [`Action`], its count. Out: [`Effect`]s for the shell to carry out, in order.
//! It must not know the terminal, files or time: it asks for what it needs by effects.

mod articles;
mod moving;
mod selecting;
mod showing;

pub use articles::show;
use articles::{next_article, open, open_sample};
use moving::{go, go_to_line, scroll, sideways, step_paragraphs, step_rows, step_words, to_end, to_paragraph};
use selecting::{copy_paragraph, copy_selection, drag, press, toggle_selecting};
use showing::{change_measure, cycle_direction, set, switch_mode, toggle_furniture};

use super::state::{Message, Sheet, State};
use crate::action::Action;
use crate::locale::Argument;
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
    /// Take the mouse, or leave it to the terminal, as the setting says now.
    Mouse,
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
    if !matches!(action, Action::Drag(..) | Action::Scroll(_)) {
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
        Action::Scroll(rows) => isize::from(*rows),
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
            let Sheet::Articles(chosen) = sheet else { return Some(Vec::new()) };
            let Some(index) = super::sheet::article_at(state, chosen, usize::from(*row)) else {
                return Some(Vec::new());
            };
            state.sheet = None;
            return Some(open(state, index));
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
        Action::Scroll(rows) => scroll(state, isize::from(rows)),
        Action::Drag(x, y) => drag(state, x, y),
    }
    Vec::new()
}

/// Show a text as a message.
fn say(state: &mut State, key: &str, arguments: &[(&str, Argument<'_>)]) {
    state.message = Some(Message::Info(state.texts.format(key, arguments)));
}
