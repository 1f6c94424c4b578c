//! What lies over the text: the help and lists, as rows of words, and where on the screen they lie.
//!
//! In: state. Out: rows. The help is made from [`ACTIONS`], the keymap in force and the locale, so it cannot say what is
//! not so. It must not know how a sheet is painted.

use super::card::{CardRow, card_rows};
use super::state::{Sheet, State};
use crate::action::{ACTIONS, Action, Group};
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

/// A row of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// A group's name.
    Heading(String),
    /// Keys and what they do.
    Keys(String, String),
    /// Nothing.
    Blank,
    /// A remark.
    Hint(String),
}

/// The help, group by group. Actions without a key are left out: the prompt knows them by name.
#[must_use]
pub fn help(state: &State) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for group in Group::ALL {
        rows.push(HelpRow::Heading(state.texts.get(group.text_key())));
        for (action, name, of_group) in ACTIONS {
            let keys = state.keymap.keys_of(action);
            if of_group == group && !keys.is_empty() {
                rows.push(HelpRow::Keys(keys.join("  "), state.texts.get(&format!("action-{name}"))));
            }
        }
        rows.push(HelpRow::Blank);
    }
    let close: Vec<String> =
        [Action::Cancel, Action::Quit].iter().filter_map(|a| state.keymap.keys_of(a).into_iter().next()).collect();
    let keys = close.join("  ");
    rows.push(HelpRow::Hint(state.texts.format("help-hint", &[("keys", Argument::Text(&keys))])));
    rows
}
