//! What lies over the text: the help and the list of articles, as rows of words.
//!
//! In: state. Out: rows. The help is made from [`ACTIONS`], the keymap in force and the locale, so it cannot say what is
//! not so. It must not know how a sheet is painted.

use super::state::State;
use crate::action::{ACTIONS, Group};

/// Rows above the first entry of a sheet: a blank one, the title, a blank one.
pub const HEADER_ROWS: usize = 3;

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
    rows.push(HelpRow::Hint(state.texts.get("help-hint")));
    rows
}
