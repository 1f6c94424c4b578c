//! The prompt: commands typed behind `:`, and names and notes typed behind their label, become actions.
//!
//! In: the finished line. Out: an action with its count. Commands are the names of actions, a few short forms
//! that readers know, paragraph numbers, percentages, and settings with their value. It must not know what they do.

use super::line_editor::LineEditor;
use crate::action::Action;
use crate::lang::folding::{Fold, Folds};
use crate::layout::Shown;
use crate::layout::excerpt::shortened;
use crate::locale::{Argument, Texts};

/// What a line is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// A command.
    Command,
    /// The name of a bookmark; an empty line takes this one.
    Bookmark(String),
    /// What is written to a note.
    Note,
    /// The name of an entity.
    Name,
}

/// A line being typed behind what it is for, which is no part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// What it is for.
    pub ask: Ask,
    /// What is typed.
    pub line: LineEditor,
}

impl Prompt {
    /// Ask for a command.
    #[must_use]
    pub fn command() -> Self {
        Self { ask: Ask::Command, line: LineEditor::command("") }
    }

    /// Ask for something that is `value` so far.
    #[must_use]
    pub fn new(ask: Ask, value: &str) -> Self {
        Self { ask, line: LineEditor::new(value) }
    }

    /// What stands before the line. A name in it is cut to so many cells.
    #[must_use]
    pub fn label(&self, texts: &Texts, cells: usize, shown: Shown) -> String {
        let label = match &self.ask {
            Ask::Command => return ":".into(),
            Ask::Bookmark(name) if name.is_empty() => texts.get("ask-bookmark"),
            Ask::Bookmark(name) => {
                texts.format("ask-bookmark-or", &[("name", Argument::Text(&shortened(name, cells, shown)))])
            }
            Ask::Note => texts.get("ask-note"),
            Ask::Name => texts.get("ask-name"),
        };
        label + " "
    }

    /// The action that the finished line stands for; `None` where it is a command.
    #[must_use]
    pub fn answer(&self) -> Option<Action> {
        let text = self.line.text().trim().to_owned();
        match &self.ask {
            Ask::Command => None,
            Ask::Bookmark(name) => Some(Action::BookmarkAs(if text.is_empty() { name.clone() } else { text })),
            Ask::Note => Some(Action::Note(text)),
            Ask::Name => Some(Action::Rename(text)),
        }
    }
}

/// Short forms and the actions they stand for.
const SHORT: &[(&str, Action)] = &[
    ("n", Action::NextArticle),
    ("p", Action::PreviousArticle),
    ("q", Action::Quit),
    ("h", Action::Help),
    ("l", Action::ListArticles),
];

/// The action a command stands for, with its count; `None` where there is no such command.
#[must_use]
pub fn parse(command: &str) -> Option<(Action, Option<usize>)> {
    let command = command.trim();
    let number = Folds::NONE.with(Fold::Digits).fold(command);
    if let Some(percent) = number.strip_suffix(['%', '٪']).and_then(|number| number.trim().parse().ok()) {
        return Some((Action::Percent, Some(percent)));
    }
    if let Ok(number) = number.parse() {
        return Some((Action::Start, Some(number)));
    }
    if let Some((_, action)) = SHORT.iter().find(|(short, _)| *short == command) {
        return Some((action.clone(), None));
    }
    if let Some(action) = Action::from_name(command) {
        return Some((action, None));
    }
    if let Some(name) = command.strip_prefix("rename ") {
        return Some((Action::Rename(name.trim().to_owned()), None));
    }
    if let Some(name) = command.strip_prefix("bookmark ") {
        return Some((Action::BookmarkAs(name.trim().to_owned()), None));
    }
    if command == "note" || command.starts_with("note ") {
        return Some((Action::Note(command["note".len()..].trim().to_owned()), None));
    }
    let setting = command.strip_prefix("set ").unwrap_or(command).trim_start();
    let (name, value) = setting.split_once([' ', '='])?;
    let known = crate::config::settings::SETTINGS.iter().any(|setting| setting.name == name);
    known.then(|| (Action::Set(name.into(), Folds::NONE.with(Fold::Digits).fold(value.trim_matches([' ', '=']))), None))
}

/// The command that an unknown one is nearest to, where one is near.
#[must_use]
pub fn nearest(command: &str) -> Option<&'static str> {
    let word = command.split([' ', '=']).next().unwrap_or_default();
    let settings = crate::config::settings::SETTINGS.iter().map(|setting| setting.name);
    crate::config::nearest(word, crate::action::ACTIONS.iter().map(|(_, name, _)| *name).chain(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_actions() {
        for (command, expected) in [
            ("n", Some((Action::NextArticle, None))),
            ("12", Some((Action::Start, Some(12)))),
            ("50%", Some((Action::Percent, Some(50)))),
            ("١٢", Some((Action::Start, Some(12)))),
            ("۱۲", Some((Action::Start, Some(12)))),
            ("٥٠٪", Some((Action::Percent, Some(50)))),
            ("measure ٦٠", Some((Action::Set("measure".into(), "60".into()), None))),
            ("cycle-theme", Some((Action::CycleTheme, None))),
            ("set measure=60", Some((Action::Set("measure".into(), "60".into()), None))),
            ("theme sepia", Some((Action::Set("theme".into(), "sepia".into()), None))),
            ("nonsense", None),
            ("nonsense 3", None),
        ] {
            assert_eq!(parse(command), expected, "{command}");
        }
    }
}
