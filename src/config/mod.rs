//! Configuration: what can be set, and the layers it is set in.
//!
//! Built-in defaults → configuration file → environment → command line: each layer is a list of names and values that go
//! through [`Settings::set`], so a setting is written once, in [`settings`]. What is wrong in a layer is collected as
//! [`Problem`]s and the rest holds. In: text of the layers. Out: [`Config`].
//! It must not know where the text of the layers comes from, beyond the usual path of the file.

pub mod file;
pub mod keymap;
pub mod settings;
pub mod theme;
pub mod value;

pub use keymap::{Key, Keymap, Lookup};
pub use settings::Settings;
pub use theme::{Scope, Theme};

use std::fmt;
use std::path::PathBuf;

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file, from 1; 0 is the file as a whole.
    File(PathBuf, usize),
    /// An environment variable.
    Environment(String),
    /// What is kept about terminals; the message names the file.
    Kept,
}

/// Something wrong in a layer of the configuration; the rest of it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub origin: Origin,
    /// What is wrong and what would be right.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.origin {
            Origin::File(path, 0) => write!(f, "{}: {}", path.display(), self.message),
            Origin::File(path, line) => write!(f, "{}:{line}: {}", path.display(), self.message),
            Origin::Kept => f.write_str(&self.message),
            Origin::Environment(name) => write!(f, "{name}: {}", self.message),
        }
    }
}

/// Keys given to an action by the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The action's name.
    pub action: String,
    /// Its keys.
    pub keys: Vec<String>,
    /// Where it stands.
    pub origin: Origin,
}

/// The merged configuration.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// Key bindings changed from the preset.
    pub bindings: Vec<Binding>,
    /// What was wrong.
    pub problems: Vec<Problem>,
    /// Settings that the command line gave.
    pub given: Vec<String>,
}

impl Config {
    /// Merge the layers. `file` is the configuration file and its text; `environment` looks a variable up; `flags` are
    /// settings from the command line, checked already.
    #[must_use]
    pub fn merge(
        file: Option<(PathBuf, String)>,
        environment: impl Fn(&str) -> Option<String>,
        flags: &[(&str, String)],
    ) -> Self {
        let mut config = Self::default();
        if let Some((path, text)) = file {
            file::apply(&mut config, &path, &text);
        }
        for setting in settings::SETTINGS {
            let variable = settings::variable(setting.name);
            if let Some(value) = environment(&variable)
                && let Err(message) = config.settings.set(setting.name, &value)
            {
                config.problems.push(Problem { origin: Origin::Environment(variable), message });
            }
        }
        for (name, value) in flags {
            // Checked by the command line's own parser with the same function.
            let _ = config.settings.set(name, value);
            config.given.push((*name).to_owned());
        }
        config.sort_problems();
        config
    }

    /// The keymap: the preset chosen, with the bindings of the configuration over it.
    pub fn keymap(&mut self) -> Keymap {
        let (keymap, problems) = Keymap::configured(&self.settings.keymap, &self.bindings);
        self.problems.extend(problems);
        self.sort_problems();
        keymap
    }

    /// Those of the file by their lines, then the others as they were found.
    fn sort_problems(&mut self) {
        self.problems.sort_by_key(|problem| match problem.origin {
            Origin::File(_, line) => line,
            Origin::Environment(_) | Origin::Kept => usize::MAX,
        });
    }
}

/// The name among `known` nearest to `name`, when it is near enough to have been meant.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|other| (strsim::damerau_levenshtein(name, other), other))
        .filter(|(distance, other)| *distance * 2 <= other.len().max(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other)
}

/// A sentence about a name nobody knows.
pub(crate) fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("there is no {what} {name:?}; did you mean {near:?}?"),
        None => format!("there is no {what} {name:?}"),
    }
}
