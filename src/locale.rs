//! The texts of the interface, in the reader's language, from `assets/locale/*.ftl` (Fluent).
//!
//! In: a language and a key. Out: text, which goes through the same layout as an article's. A message is parsed when it is
//! first asked for. It must not know widgets.

use crate::assets;
use crate::lang::Direction;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use memchr::memmem;
use std::cell::RefCell;
use std::fmt;
use unic_langid::LanguageIdentifier;

/// The texts of one language, with English behind them.
pub struct Texts {
    /// The language's code.
    pub language: &'static str,
    files: Vec<Messages>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Texts {
    /// Texts in `language`; one qari does not speak gives English.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let locales = assets::LOCALES;
        let chosen = locales.iter().find(|(code, _)| *code == language).unwrap_or(&locales[0]);
        let mut files = vec![Messages::of(chosen.0, chosen.1)];
        if chosen.0 != locales[0].0 {
            files.push(Messages::of(locales[0].0, locales[0].1));
        }
        Self { language: chosen.0, files }
    }

    /// The direction the language is written in.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.language == "ar" { Direction::Rtl } else { Direction::Ltr }
    }

    /// The language the environment asks for: LC_ALL, LC_MESSAGES, LANG, the first that is set.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> String {
        let set = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name).filter(|v| !v.is_empty()));
        set.unwrap_or_default().split(['_', '.', '-', '@']).next().unwrap_or_default().to_owned()
    }

    /// The text of `key`; the key itself where no language has it.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.format(key, &[])
    }

    /// The text of `key` with its places filled in.
    #[must_use]
    pub fn format(&self, key: &str, arguments: &[(&str, Argument<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in arguments {
            match value {
                Argument::Text(text) => args.set(*name, FluentValue::from(*text)),
                Argument::Number(number) => args.set(*name, FluentValue::from(*number)),
            }
        }
        self.files.iter().find_map(|messages| messages.format(key, &args)).unwrap_or_else(|| key.to_owned())
    }

    /// Whether this very language has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.files[0].entry(key).is_some()
    }
}

/// A value put into a text.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// Text, isolated from the direction around it.
    Text(&'a str),
    /// A number, which chooses the plural form.
    Number(usize),
}

/// The messages of one language. None refers to another.
struct Messages {
    text: &'static str,
    parsed: RefCell<FluentBundle<FluentResource>>,
}

impl Messages {
    fn of(code: &str, text: &'static str) -> Self {
        let language: LanguageIdentifier = code.parse().unwrap_or_default();
        Self { text, parsed: RefCell::new(FluentBundle::new(vec![language])) }
    }

    fn format(&self, key: &str, args: &FluentArgs<'_>) -> Option<String> {
        let mut parsed = self.parsed.borrow_mut();
        if !parsed.has_message(key) {
            // Texts are assets that a test reads; what does not parse is shown as its key.
            let (Ok(message) | Err((message, _))) = FluentResource::try_new(self.entry(key)?.to_owned());
            let _ = parsed.add_resource(message);
        }
        let pattern = parsed.get_message(key)?.value()?;
        Some(parsed.format_pattern(pattern, Some(args), &mut Vec::new()).into_owned())
    }

    /// The lines of a message: its key begins the first, and the next message, a comment or a blank line ends the last.
    fn entry(&self, key: &str) -> Option<&'static str> {
        let start = memmem::find(self.text.as_bytes(), format!("\n{key} =").as_bytes())? + 1;
        let entry = &self.text[start..];
        let begins_another = |rest: &str| rest.starts_with(|c: char| c.is_ascii_lowercase() || c == '#' || c == '\n');
        let end = entry.match_indices('\n').map(|(at, _)| at + 1).find(|&at| begins_another(&entry[at..]));
        Some(&entry[..end.unwrap_or(entry.len())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{ACTIONS, Group};
    use std::collections::BTreeSet;

    fn keys(text: &str) -> BTreeSet<String> {
        let lines = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
        lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key.to_owned()).collect()
    }

    #[test]
    fn every_language_parses_and_has_the_same_texts() {
        for (code, text) in assets::LOCALES {
            assert!(FluentResource::try_new((*text).to_owned()).is_ok(), "{code}");
            assert_eq!(keys(text), keys(assets::LOCALES[0].1), "{code}");
        }
    }

    #[test]
    fn a_message_parsed_alone_says_what_it_says_in_its_file() {
        for (code, text) in assets::LOCALES {
            let (alone, all) = (Messages::of(code, text), Messages::of(code, ""));
            all.parsed.borrow_mut().add_resource(FluentResource::try_new((*text).to_owned()).unwrap()).unwrap();
            for key in keys(text) {
                for number in [0, 1, 2, 3, 11, 100] {
                    let args = ["count", "number", "percent"].map(|name| (name, number)).into_iter().collect();
                    assert!(alone.format(&key, &args).is_some_and(|said| !said.is_empty()), "{code}: {key}");
                    assert_eq!(alone.format(&key, &args), all.format(&key, &args), "{code}: {key}");
                }
            }
        }
    }

    #[test]
    fn every_action_and_group_has_its_words() {
        for (code, _) in assets::LOCALES {
            let texts = Texts::new(code);
            for (_, name, _) in ACTIONS {
                assert!(texts.has(&format!("action-{name}")), "{code}: action-{name}");
            }
            assert!(Group::ALL.iter().all(|group| texts.has(group.text_key())), "{code}");
        }
    }

    #[test]
    fn the_environment_chooses() {
        let language = |lang: &'static str| Texts::from_environment(|name| (name == "LANG").then(|| lang.to_owned()));
        assert_eq!((language("ar_EG.UTF-8").as_str(), language("C.UTF-8").as_str()), ("ar", "C"));
        assert_eq!(Texts::new("ar").language, "ar");
        assert_eq!(Texts::new("C").language, "en");
    }
}
