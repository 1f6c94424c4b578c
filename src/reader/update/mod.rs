//! What actions do: state and an action give a changed state and effects.
//!
//! In: [`State`], an [`Action`], its count. Out: [`Effect`]s for the shell to carry out, in order.
//! It must not know the terminal, files or time: it asks for what it needs by effects.

mod articles;
mod correcting;
mod entities;
mod finding;
mod keeping;
mod moving;
mod panel;
mod selecting;
mod showing;
mod typing;

use articles::{next_article, open, open_sample};
pub use articles::{say_opening, show};
use correcting::correct;
use entities::{jump, mark, open_card, open_timeline, step_same, step_to, toggle_highlights};
pub use finding::take_answer;
use finding::{choose_hit, find};
use keeping::{choose_note, is_step, keep};
use moving::{go, go_to_line, scroll, sideways, step_cursor, step_paragraphs, step_rows, to_end, to_paragraph};
use panel::{close, cycle_sort, fold, on_panel, start_filter, switch_focus, toggle_panel, wheel};
use selecting::{copy_paragraph, copy_selection, copy_text, drag, press, toggle_selecting};
pub use showing::apply_view;
use showing::{change_measure, cycle_direction, set, switch_mode, toggle_furniture};

use super::prompt::Prompt;
use super::selection::Unit;
use super::state::{Message, Sheet, State};
use crate::action::{Action, Layer};
use crate::entity::{Class, Label};
use crate::locale::Argument;
use crate::store::Note;
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
    /// Keep the corrections of the document of this number.
    KeepCorrections(usize),
    /// Keep a pattern searched for.
    KeepPattern(String),
    /// Keep a note of the document of this number.
    KeepNote(usize, Box<Note>),
    /// Delete the note of this number.
    DropNote(i64),
}

/// Cells the measure changes by at a key.
const MEASURE_STEP: usize = 4;
/// Shortest measure that keys go down to.
const MEASURE_MIN: usize = 20;

/// Carry out `action`.
pub fn update(state: &mut State, action: Action, count: Option<usize>) -> Vec<Effect> {
    if !matches!(action, Action::Drag(..) | Action::Scroll(..)) {
        state.message = None;
    }
    if action == Action::AcceptLine
        && let Some(prompt) = state.prompt.take()
    {
        // What it stands for is done as if a key had asked for it.
        return match typing::entered(state, &prompt) {
            Some((action, count)) => update(state, action, count),
            None => Vec::new(),
        };
    }
    let before = state.before(!is_step(state, &action));
    let effects = match state.sheet.clone() {
        Some(sheet) => match on_sheet(state, sheet, &action, count) {
            Some(effects) => effects,
            None => carry_out(state, action, count),
        },
        None => match on_panel(state, &action, count) {
            Some(effects) => effects,
            None => carry_out(state, action, count),
        },
    };
    state.arrange();
    state.after(before);
    effects
}

/// An action while a sheet lies over the text; `None` where it means what it always means.
fn on_sheet(state: &mut State, sheet: Sheet, action: &Action, count: Option<usize>) -> Option<Vec<Effect>> {
    let page = state.geometry.rows.saturating_sub(4).max(1);
    let by = match action {
        Action::LineDown => isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX),
        Action::LineUp => -isize::try_from(count.unwrap_or(1)).unwrap_or(isize::MAX),
        Action::Scroll(rows, _) => isize::from(*rows),
        Action::PageDown | Action::HalfPageDown => page.cast_signed(),
        Action::PageUp | Action::HalfPageUp => -page.cast_signed(),
        Action::Start => isize::MIN,
        Action::End => isize::MAX,
        Action::Choose => {
            return Some(choose(state, &sheet, chosen_in(&sheet)));
        }
        Action::SortHits if matches!(sheet, Sheet::Hits(..)) => return None,
        Action::Search if matches!(sheet, Sheet::Articles(_) | Sheet::Card(..)) => return None,
        Action::Insert(_) | Action::SearchFor(_) => return None,
        of_line if matches!(of_line.layer(), Layer::Line | Layer::Pattern) => return None,
        Action::RenameEntity
        | Action::Rename(_)
        | Action::RetypeEntity
        | Action::MergeEntity
        | Action::SplitEntity
        | Action::HideEntity
        | Action::UndoCorrection
            if matches!(sheet, Sheet::Card(..)) =>
        {
            return None;
        }
        Action::Annotate
        | Action::Note(_)
        | Action::BookmarkAs(_)
        | Action::HighlightColour
        | Action::DeleteNote
        | Action::UndoDelete
        | Action::Prompt
            if matches!(sheet, Sheet::Notes(_)) =>
        {
            return None;
        }
        Action::Cancel
        | Action::Quit
        | Action::Help
        | Action::ListArticles
        | Action::Hits
        | Action::ListNotes
        | Action::EntityCard
        | Action::Timeline => {
            state.sheet = None;
            return Some(Vec::new());
        }
        Action::Copy => {
            let Sheet::Card(card, _) = sheet else { return Some(Vec::new()) };
            return Some(copy_text(state, &card.name));
        }
        Action::Press(_, row, _) => {
            let index = super::sheet::entry_at(state, &sheet, chosen_in(&sheet), usize::from(*row));
            return Some(index.map_or_else(Vec::new, |index| choose(state, &sheet, index)));
        }
        Action::Redraw | Action::Suspend | Action::CycleTheme | Action::CycleMode | Action::Set(..) => return None,
        _ => return Some(Vec::new()),
    };
    state.sheet = Some(match sheet {
        Sheet::Help(top) => {
            let rows = super::sheet::help(state).len();
            Sheet::Help(top.saturating_add_signed(by).min(rows.saturating_sub(page)))
        }
        mut list => {
            let last = super::sheet::choices(state, &list).1.saturating_sub(1);
            if let Sheet::Articles(chosen)
            | Sheet::Card(_, chosen)
            | Sheet::Timeline(_, chosen)
            | Sheet::Hits(_, chosen)
            | Sheet::Notes(chosen) = &mut list
            {
                *chosen = chosen.saturating_add_signed(by).min(last);
            }
            list
        }
    });
    Some(Vec::new())
}

fn chosen_in(sheet: &Sheet) -> usize {
    match sheet {
        Sheet::Help(_) => 0,
        Sheet::Articles(chosen)
        | Sheet::Card(_, chosen)
        | Sheet::Timeline(_, chosen)
        | Sheet::Hits(_, chosen)
        | Sheet::Notes(chosen) => *chosen,
    }
}

/// Close a sheet by choosing its entry number `index`.
fn choose(state: &mut State, sheet: &Sheet, index: usize) -> Vec<Effect> {
    state.sheet = None;
    match sheet {
        Sheet::Help(_) => {}
        Sheet::Articles(_) => return open(state, index),
        Sheet::Notes(_) => choose_note(state, index),
        Sheet::Card(card, _) => {
            if let Some(context) = card.mentions.get(index) {
                jump(state, context.span);
            }
        }
        Sheet::Hits(list, _) => {
            if let Some(hit) = list.hits.get(index) {
                choose_hit(state, *hit);
            }
        }
        Sheet::Timeline(moments, _) => {
            if let Some(moment) = moments.get(index) {
                jump(state, moment.span);
            }
        }
    }
    Vec::new()
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
        Action::NextParagraph => step_paragraphs(state, n, true),
        Action::PreviousParagraph => step_paragraphs(state, n, false),
        Action::Percent => {
            let length = state.article().map_or(0, |article| article.text().len());
            let byte = length / 100 * n.min(100) + length % 100 * n.min(100) / 100;
            if count.is_none_or(|n| n == 0) { go(state, 0) } else { go_to_line(state, byte) }
        }
        Action::NextWord => step_cursor(state, Unit::Word, n.min(10_000), true),
        Action::PreviousWord => step_cursor(state, Unit::Word, n.min(10_000), false),
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
            let name = state.theme.name;
            say(state, "message-theme", &[("theme", Argument::Text(name))]);
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
            if !state.selecting && state.mention_here().is_some() {
                open_card(state);
                return Vec::new();
            }
            step_rows(state, n.cast_signed());
        }
        Action::Cancel => {
            let nothing =
                (state.selection, state.mention, state.find.shown, state.keeping.here) == (None, None, false, None);
            if nothing && state.panel.open {
                close(state);
            }
            state.selection = None;
            state.selecting = false;
            state.mention = None;
            state.find.shown = false;
            state.keeping.here = None;
        }
        Action::TogglePanel => toggle_panel(state),
        Action::SwitchFocus => switch_focus(state),
        Action::NextMention => step_to(state, true, n, None),
        Action::PreviousMention => step_to(state, false, n, None),
        Action::NextPerson => step_to(state, true, n, Some(Label::Person)),
        Action::PreviousPerson => step_to(state, false, n, Some(Label::Person)),
        Action::NextPlace => step_to(state, true, n, Some(Label::Place)),
        Action::PreviousPlace => step_to(state, false, n, Some(Label::Place)),
        Action::NextOrganisation => step_to(state, true, n, Some(Label::Organisation)),
        Action::PreviousOrganisation => step_to(state, false, n, Some(Label::Organisation)),
        Action::NextDate => step_to(state, true, n, Some(Label::Date)),
        Action::PreviousDate => step_to(state, false, n, Some(Label::Date)),
        Action::NextSame => step_same(state, true, n),
        Action::PreviousSame => step_same(state, false, n),
        Action::EntityCard => open_card(state),
        Action::Timeline => open_timeline(state),
        Action::RenameEntity
        | Action::Rename(_)
        | Action::RetypeEntity
        | Action::MergeEntity
        | Action::SplitEntity
        | Action::HideEntity
        | Action::AddEntity
        | Action::UndoCorrection => return correct(state, &action),
        Action::Search
        | Action::SearchFor(_)
        | Action::SearchBack
        | Action::NextHit
        | Action::PreviousHit
        | Action::Hits
        | Action::SortHits
        | Action::Narrow
        | Action::SearchWord
        | Action::SearchClitic
        | Action::SearchRegex
        | Action::SearchFuzzy
        | Action::SearchExact
        | Action::SearchTashkeel
        | Action::SearchTatweel
        | Action::SearchHamza
        | Action::SearchAlefMaksura
        | Action::SearchTehMarbuta
        | Action::SearchVariants
        | Action::SearchControls
        | Action::SearchForms
        | Action::SearchDigits
        | Action::SearchNiqqud
        | Action::SearchFinals
        | Action::SearchCase
        | Action::SearchDiacritics
        | Action::SearchPunctuation
        | Action::SearchSpace => return find(state, &action, n),
        Action::Insert(_)
        | Action::CursorLeft
        | Action::CursorRight
        | Action::CursorBack
        | Action::CursorForward
        | Action::CursorWordLeft
        | Action::CursorWordRight
        | Action::CursorWordBack
        | Action::CursorWordForward
        | Action::CursorStart
        | Action::CursorEnd
        | Action::DeleteBack
        | Action::DeleteForward
        | Action::DeleteWordBack
        | Action::DeleteWordForward
        | Action::DeleteToStart
        | Action::DeleteToEnd
        | Action::OlderLine
        | Action::NewerLine
        | Action::Complete
        | Action::AcceptLine
        | Action::DropLine => return typing::edit(state, &action),
        Action::JumpBack
        | Action::JumpForward
        | Action::SetMark
        | Action::GoToMark
        | Action::Mark(_)
        | Action::ToMark(_)
        | Action::Bookmark
        | Action::BookmarkAs(_)
        | Action::Highlight
        | Action::HighlightColour
        | Action::Annotate
        | Action::Note(_)
        | Action::NextHighlight
        | Action::PreviousHighlight
        | Action::DeleteNote
        | Action::UndoDelete
        | Action::ListNotes => return keep(state, action, n),
        Action::ToggleEntities => toggle_highlights(state),
        Action::MarkPeople => mark(state, Class::People),
        Action::MarkPlaces => mark(state, Class::Places),
        Action::MarkOrganisations => mark(state, Class::Organisations),
        Action::MarkOthers => mark(state, Class::Others),
        Action::MarkDates => mark(state, Class::Dates),
        Action::MarkNumbers => mark(state, Class::Numbers),
        Action::MarkLinks => mark(state, Class::Links),
        Action::SortPanel => cycle_sort(state),
        Action::FilterPanel => start_filter(state),
        Action::FoldPeople => fold(state, Class::People),
        Action::FoldPlaces => fold(state, Class::Places),
        Action::FoldOrganisations => fold(state, Class::Organisations),
        Action::FoldOthers => fold(state, Class::Others),
        Action::FoldDates => fold(state, Class::Dates),
        Action::FoldNumbers => fold(state, Class::Numbers),
        Action::FoldLinks => fold(state, Class::Links),
        Action::Prompt => state.prompt = Some(Prompt::command()),
        Action::Help => state.sheet = Some(Sheet::Help(0)),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Quit => return vec![Effect::Quit],
        Action::Set(name, value) => return set(state, &name, &value),
        Action::Press(x, y, clicks) => press(state, x, y, clicks),
        Action::Scroll(rows, x) => {
            if !wheel(state, isize::from(rows), usize::from(x)) {
                scroll(state, isize::from(rows));
            }
        }
        Action::Drag(x, y) => drag(state, x, y),
    }
    Vec::new()
}

/// Show a text as a message.
fn say(state: &mut State, key: &str, arguments: &[(&str, Argument<'_>)]) {
    state.message = Some(Message::Info(state.texts.format(key, arguments)));
}

/// Say that stepping went round at the end of the text, or at its beginning.
fn say_round(state: &mut State, forward: bool) {
    say(state, if forward { "message-wrapped-on" } else { "message-wrapped-back" }, &[]);
}
