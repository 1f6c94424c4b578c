//! The prompt: commands typed behind `:` become actions.
//!
//! In: keys, then the finished line. Out: an action with its count. Commands are the names of actions, a few short forms
//! that readers know, paragraph numbers, percentages, and settings with their value. It must not know what they do.

use crate::action::Action;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A command being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// What is typed so far.
    pub text: String,
}

/// What a key did to the prompt.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// It goes on.
    Open,
    /// It was given up.
    Closed,
    /// It is finished.
    Entered(String),
}

/// Short forms and the actions they stand for.
const SHORT: &[(&str, Action)] = &[
    ("n", Action::NextArticle),
    ("p", Action::PreviousArticle),
    ("q", Action::Quit),
    ("h", Action::Help),
    ("l", Action::ListArticles),
];

impl Prompt {
    /// Take a key.
    pub fn key(&mut self, event: KeyEvent) -> Typed {
        let control = event.modifiers.contains(KeyModifiers::CONTROL);
        match event.code {
            KeyCode::Enter => return Typed::Entered(std::mem::take(&mut self.text)),
            KeyCode::Esc => return Typed::Closed,
            KeyCode::Char('c' | 'g') if control => return Typed::Closed,
            KeyCode::Char('u') if control => self.text.clear(),
            KeyCode::Char('w') if control => {
                let kept = self.text.trim_end().rfind(' ').map_or(0, |at| at + 1);
                self.text.truncate(kept);
            }
            // Taking back more than there is gives the prompt up.
            KeyCode::Backspace if self.text.pop().is_none() => return Typed::Closed,
            KeyCode::Backspace => {}
            KeyCode::Char('h') if control => drop(self.text.pop()),
            KeyCode::Char(c) if !control && !event.modifiers.contains(KeyModifiers::ALT) => self.text.push(c),
            _ => {}
        }
        Typed::Open
    }

    /// Take pasted text: its first line.
    pub fn paste(&mut self, text: &str) {
        self.text.extend(text.chars().take_while(|c| !matches!(c, '\n' | '\r')).filter(|c| !c.is_control()));
    }
}

/// The action a command stands for, with its count; `None` where there is no such command.
#[must_use]
pub fn parse(command: &str) -> Option<(Action, Option<usize>)> {
    let command = command.trim();
    if let Some(percent) = command.strip_suffix('%').and_then(|number| number.trim().parse().ok()) {
        return Some((Action::Percent, Some(percent)));
    }
    if let Ok(number) = command.parse() {
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
    known.then(|| (Action::Set(name.into(), value.trim_matches([' ', '=']).into()), None))
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
            ("cycle-theme", Some((Action::CycleTheme, None))),
            ("set measure=60", Some((Action::Set("measure".into(), "60".into()), None))),
            ("theme sepia", Some((Action::Set("theme".into(), "sepia".into()), None))),
            ("nonsense", None),
            ("nonsense 3", None),
        ] {
            assert_eq!(parse(command), expected, "{command}");
        }
    }

    #[test]
    fn typing_editing_and_giving_up() {
        let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let mut prompt = Prompt::default();
        for c in "theme سx".chars() {
            assert_eq!(prompt.key(key(KeyCode::Char(c))), Typed::Open);
        }
        prompt.key(key(KeyCode::Backspace));
        prompt.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
        prompt.paste("dark\nrm -rf");
        assert_eq!(prompt.key(key(KeyCode::Enter)), Typed::Entered("theme dark".into()));
        assert_eq!(prompt.key(key(KeyCode::Backspace)), Typed::Closed);
    }
}
