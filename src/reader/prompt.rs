//! The prompt: commands typed behind `:`, and names and notes typed behind their label, become actions.
//!
//! In: the finished line. Out: an action with its count. Commands are the names of actions, a few short forms
//! that readers know, paragraph numbers, percentages, and settings with their value. It must not know what they do.

use super::line_editor::LineEditor;
use crate::action::{ACTIONS, Action, Group};
use crate::config::settings::{SETTINGS, Setting};
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
    /// Which command of the session it is, and what was typed before that was recalled.
    pub(super) recalled: Option<(usize, String)>,
}

impl Prompt {
    /// Ask for a command.
    #[must_use]
    pub fn command() -> Self {
        Self { ask: Ask::Command, line: LineEditor::command(""), recalled: None }
    }

    /// Ask for something that is `value` so far.
    #[must_use]
    pub fn new(ask: Ask, value: &str) -> Self {
        Self { ask, line: LineEditor::new(value), recalled: None }
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
    ("note", Action::Annotate),
    ("rename", Action::RenameEntity),
];

/// Why a command stands for no action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is none of that name; this one is near.
    Unknown(Option<&'static str>),
    /// The setting of this name needs a value, one of these.
    NoValue(&'static str, &'static str),
    /// The command of this name takes no words.
    Words(String),
}

/// The action a command stands for, with its count.
///
/// # Errors
/// Why there is none.
pub fn parse(command: &str) -> Result<(Action, Option<usize>), Refusal> {
    let command = command.trim();
    let digits = Folds::NONE.with(Fold::Digits);
    let number = digits.fold(command);
    if let Some(percent) = number.strip_suffix(['%', '٪']).and_then(|number| number.trim().parse().ok()) {
        return Ok((Action::Percent, Some(percent)));
    }
    if let Ok(number) = number.parse() {
        return Ok((Action::Start, Some(number)));
    }
    let command = command.strip_prefix("set ").unwrap_or(command).trim_start();
    let (name, words) = command.split_once([' ', '=']).unwrap_or((command, ""));
    let words = words.trim_matches([' ', '=']);
    if let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) {
        let value =
            (!words.is_empty()).then(|| digits.fold(words)).ok_or(Refusal::NoValue(setting.name, setting.values))?;
        return Ok((Action::Set(name.into(), value), None));
    }
    let short = SHORT.iter().find(|(short, _)| *short == name).map(|(_, action)| action.clone());
    let action = short.or_else(|| Action::from_name(name)).ok_or_else(|| Refusal::Unknown(nearest(name)))?;
    let action = match action {
        action if words.is_empty() => action,
        Action::RenameEntity => Action::Rename(words.into()),
        Action::Bookmark => Action::BookmarkAs(words.into()),
        Action::Annotate => Action::Note(words.into()),
        Action::Search => Action::SearchFor(words.into()),
        _ => return Err(Refusal::Words(name.into())),
    };
    Ok((action, None))
}

/// What may be typed on at the end of a command: names of actions and settings, the values of a setting. Returns the line
/// as far as that is certain, and what there is to choose from.
#[must_use]
pub fn complete(command: &str) -> (String, Vec<&'static str>) {
    let command = command.trim_start();
    let set = command.strip_prefix("set ").map(str::trim_start);
    let rest = set.unwrap_or(command);
    let (begun, mut choices): (&str, Vec<&str>) = match rest.split_once([' ', '=']) {
        Some((name, value)) => {
            let setting = SETTINGS.iter().find(|setting| setting.name == name);
            (value.trim_start_matches([' ', '=']), setting.map(Setting::words).unwrap_or_default())
        }
        None => {
            let settings = SETTINGS.iter().map(|setting| setting.name);
            // What means something only while a line is typed is nothing to be typed.
            let actions = ACTIONS.iter().filter(|(.., group)| !matches!(group, Group::Line | Group::Pattern));
            let names = actions.map(|(_, name, _)| *name).chain(["note", "rename"]).filter(|_| set.is_none());
            let mut names: Vec<&str> = settings.chain(names).collect();
            names.sort_unstable();
            (rest, names)
        }
    };
    choices.retain(|choice| choice.starts_with(begun));
    let Some(first) = choices.first() else { return (command.to_owned(), choices) };
    let common = choices.iter().fold(first.len(), |common, choice| {
        first.bytes().zip(choice.bytes()).take(common).take_while(|(a, b)| a == b).count()
    });
    let mut line = format!("{}{}", &command[..command.len() - begun.len()], &first[..common]);
    if choices.len() == 1 && SETTINGS.iter().any(|setting| setting.name == *first) {
        line.push(' ');
    }
    (line, choices)
}

/// The command that an unknown one is nearest to, where one is near.
fn nearest(name: &str) -> Option<&'static str> {
    let settings = SETTINGS.iter().map(|setting| setting.name);
    crate::config::nearest(name, ACTIONS.iter().map(|(_, name, _)| *name).chain(settings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_actions() {
        for (command, action, count) in [
            ("n", Action::NextArticle, None),
            ("12", Action::Start, Some(12)),
            ("50%", Action::Percent, Some(50)),
            ("١٢", Action::Start, Some(12)),
            ("۱۲", Action::Start, Some(12)),
            ("٥٠٪", Action::Percent, Some(50)),
            ("cycle-theme", Action::CycleTheme, None),
            ("set measure=60", Action::Set("measure".into(), "60".into()), None),
            ("measure ٦٠", Action::Set("measure".into(), "60".into()), None),
            ("theme sepia", Action::Set("theme".into(), "sepia".into()), None),
            ("bookmark فصل المطر", Action::BookmarkAs("فصل المطر".into()), None),
            ("note", Action::Annotate, None),
            ("note ١", Action::Note("١".into()), None),
            ("rename Reader One", Action::Rename("Reader One".into()), None),
            ("search علاء الدين", Action::SearchFor("علاء الدين".into()), None),
        ] {
            assert_eq!(parse(command), Ok((action, count)), "{command}");
        }
    }

    #[test]
    fn names_and_values_are_completed_as_far_as_they_are_certain() {
        for (typed, line, choices) in [
            ("mea", "measure ", &["measure"][..]),
            ("set mea", "set measure ", &["measure"]),
            ("tim", "timeline", &["timeline"]),
            ("half-page-u", "half-page-up", &["half-page-up"]),
            ("half", "half-page-", &["half-page-down", "half-page-up"]),
            ("theme ", "theme ", &["auto", "dark", "light", "high-contrast", "sepia"]),
            ("theme s", "theme sepia", &["sepia"]),
            ("set theme=h", "set theme=high-contrast", &["high-contrast"]),
            ("set tim", "set tim", &[]),
            ("measure ", "measure ", &[]),
            ("search x", "search x", &[]),
            ("علاء", "علاء", &[]),
            ("cursor", "cursor", &[]),
        ] {
            assert_eq!(complete(typed), (line.to_owned(), choices.to_vec()), "{typed}");
        }
        assert!(complete("").1.len() > 100 && complete("").0.is_empty());
    }

    #[test]
    fn what_is_no_command_is_refused_with_a_reason() {
        for (command, near) in
            [("nonsense", None), ("nonsense 3", None), ("mesure 3", Some("measure")), ("serch x", Some("search"))]
        {
            assert_eq!(parse(command), Err(Refusal::Unknown(near)), "{command}");
        }
        for command in ["measure", "set measure", "measure=", "measure "] {
            assert!(matches!(parse(command), Err(Refusal::NoValue("measure", _))), "{command}");
        }
        assert_eq!(parse("help me"), Err(Refusal::Words("help".into())));
        assert_eq!(parse("q now"), Err(Refusal::Words("q".into())));
    }
}
