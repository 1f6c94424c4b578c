//! What lies over the text: the help and lists, as rows of words, and where on the screen they lie.
//!
//! In: state. Out: rows, set in lines where they are the help's. The help is made from [`ACTIONS`], the keymap in force and the locale, so it cannot say what is
//! not so. It must not know how a sheet is painted.

use super::card::{CardRow, card_rows};
use super::state::{Sheet, State};
use crate::action::{ACTIONS, Action, Group};
use crate::lang::Direction;
use crate::layout::{Line, lay_out, single_line};
use crate::locale::Argument;

/// Rows above the first entry of a sheet: a blank one, the title, a blank one.
pub const HEADER_ROWS: usize = 3;

/// Widest sheet.
const WIDEST: usize = 96;

/// Columns of a sheet.
#[must_use]
pub fn width(state: &State) -> usize {
    state.geometry.columns.saturating_sub(4).min(WIDEST)
}

/// The entries that a list shows with `chosen` among them: the number of the first, and how many fit.
#[must_use]
pub fn listed(state: &State, chosen: usize) -> (usize, usize) {
    let visible = state.geometry.rows.saturating_sub(HEADER_ROWS).max(1);
    (chosen.saturating_sub(visible - 1), visible)
}

/// Rows of a list's entries before the ones that can be chosen, and how many can be.
#[must_use]
pub fn choices(state: &State, sheet: &Sheet) -> (usize, usize) {
    match sheet {
        Sheet::Help(_) => (0, 0),
        Sheet::Articles(_) => (0, state.documents.len()),
        Sheet::Card(card, _) => {
            let rows = card_rows(state, card, width(state));
            (rows.iter().take_while(|row| !matches!(row, CardRow::Mention(_))).count(), card.mentions.len())
        }
        Sheet::Timeline(moments, _) => (0, moments.len()),
        Sheet::Hits(list, _) => (0, list.hits.len()),
        Sheet::Notes(_) => (0, state.document().notes.len()),
    }
}

/// The number of the entry on a row of the screen, while the list shows `chosen`.
#[must_use]
pub fn entry_at(state: &State, sheet: &Sheet, chosen: usize, row: usize) -> Option<usize> {
    let (before, count) = choices(state, sheet);
    let (top, visible) = listed(state, before + chosen);
    let place = row.checked_sub(HEADER_ROWS).filter(|place| *place < visible)?;
    (top + place).checked_sub(before).filter(|index| *index < count)
}

/// Widest column of keys in the help.
const KEYS_WIDEST: usize = 30;
/// The least that is left for words beside the keys; where there is less they stand below them.
const WORDS_LEAST: usize = 30;

/// A row of the help, as it is set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A group's name.
    Heading(Line),
    /// Keys, and what they do in so many columns from where rows start: either may stand alone.
    Keys(Option<Line>, Option<(usize, Line)>),
    /// Nothing.
    Blank,
    /// A remark.
    Hint(Line),
}

/// The help, group by group, nothing of it cut. Actions without a key are left out: the prompt knows them by name.
#[must_use]
pub fn help(state: &State) -> Vec<HelpRow> {
    let width = width(state).max(1);
    let direction = state.texts.direction();
    let set = |words: &str, width: usize| lay_out(words, direction, &state.shown().options(width.max(1)));
    let keys = ACTIONS.iter().map(|(action, name, group)| (state.keymap.keys_of(action).join("  "), *name, *group));
    let keys: Vec<_> = keys.filter(|(keys, ..)| !keys.is_empty()).collect();
    let widest = keys.iter().map(|(keys, ..)| single_line(keys, Direction::Ltr, state.shown()).width).max();
    let column = widest.unwrap_or(0).min(KEYS_WIDEST);
    // Beside the keys where there is room, else below them.
    let beside = width >= column + 4 + WORDS_LEAST;
    let (column, from) = if beside { (column, column + 4) } else { (width.saturating_sub(2), 6) };
    let mut rows = Vec::new();
    for group in Group::ALL {
        rows.extend(set(&state.texts.get(group.text_key()), width).into_iter().map(HelpRow::Heading));
        for (keys, name, _) in keys.iter().filter(|(.., of_group)| of_group == group) {
            // Keys are written left to right in every language.
            let mut keys = set(&format!("\u{2066}{keys}\u{2069}"), column).into_iter();
            let words = set(&state.texts.get(&format!("action-{name}")), width.saturating_sub(from));
            let mut words = words.into_iter().map(|line| (from, line));
            if !beside {
                rows.extend(keys.by_ref().map(|keys| HelpRow::Keys(Some(keys), None)));
            }
            rows.extend(std::iter::from_fn(|| match (keys.next(), words.next()) {
                (None, None) => None,
                (keys, words) => Some(HelpRow::Keys(keys, words)),
            }));
        }
        rows.push(HelpRow::Blank);
    }
    let close: Vec<String> =
        [Action::Cancel, Action::Quit].iter().filter_map(|a| state.keymap.keys_of(a).into_iter().next()).collect();
    let keys = close.join("  ");
    let hint = state.texts.format("help-hint", &[("keys", Argument::Text(&keys))]);
    rows.extend(set(&hint, width).into_iter().map(HelpRow::Hint));
    rows
}
