//! The texts of the interface, in the reader's language, from `assets/locale/*.ftl` (Fluent).
//!
//! In: a language and a key. Out: text, which goes through the same layout as an article's. It must not know widgets.

use crate::assets;
use crate::lang::Direction;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use std::fmt;
use unic_langid::LanguageIdentifier;

/// The texts of one language, with English behind them.
pub struct Texts {
    /// The language's code.
    pub language: &'static str,
    bundles: Vec<FluentBundle<FluentResource>>,
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
        let mut bundles = vec![bundle(chosen.0, chosen.1)];
        if chosen.0 != locales[0].0 {
            bundles.push(bundle(locales[0].0, locales[0].1));
        }
        Self { language: chosen.0, bundles }
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
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            }
        }
        key.to_owned()
    }

    /// Whether this very language has `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundles[0].has_message(key)
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

fn bundle(code: &str, text: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![language]);
    // Texts are assets that a test reads; what does not parse is shown as its key.
    let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(text.to_owned());
    let _ = bundle.add_resource(resource);
    bundle
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
