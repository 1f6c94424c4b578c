//! What lies over the text: the help and the list of articles, as rows of words.
//!
//! In: state. Out: rows. The help is made from [`ACTIONS`], the keymap in force and the locale, so it cannot say what is
//! not so. It must not know how a sheet is painted.

use super::state::State;
use crate::action::{ACTIONS, Action, Group};
use crate::locale::Argument;

/// Rows above the first entry of a sheet: a blank one, the title, a blank one.
pub const HEADER_ROWS: usize = 3;

/// The articles that the list shows with `chosen` among them: the number of the first, and how many fit.
#[must_use]
pub fn listed(state: &State, chosen: usize) -> (usize, usize) {
    let visible = state.geometry.rows.saturating_sub(HEADER_ROWS).max(1);
    (chosen.saturating_sub(visible - 1), visible)
}

/// The article on a row of the screen, while the list shows `chosen`.
#[must_use]
pub fn article_at(state: &State, chosen: usize, row: usize) -> Option<usize> {
    let (top, visible) = listed(state, chosen);
    let place = row.checked_sub(HEADER_ROWS).filter(|place| *place < visible)?;
    Some(top + place).filter(|index| *index < state.documents.len())
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
