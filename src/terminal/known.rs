//! Terminals that are known, and the output mode that reads right in each.
//!
//! In: a variable of the environment, or what a terminal says it is (XTVERSION). Out: a [`Known`]. Where a mode was seen on
//! the screen and where it was only read of stands in the README. It must not know how terminals are asked.

use super::mode::OutputMode;

/// A terminal that is known.
#[derive(Debug, PartialEq, Eq)]
pub struct Known {
    /// Its name, in the configuration too.
    pub name: &'static str,
    /// How its answer to XTVERSION begins, in small letters; empty where it gives none.
    version: &'static str,
    /// How `TERM` begins in it, where that tells it from others.
    term: Option<&'static str>,
    /// The variable it sets, and the value where the variable is shared with others.
    variable: Option<(&'static str, Option<&'static str>)>,
    /// The mode that reads right in it.
    mode: OutputMode,
    /// The version that began to reorder: older ones take `visual`.
    since: Option<(u32, u32)>,
    /// Whether a mark is drawn on its letter where qari orders letters. foot shapes a letter and its marks as a run of its
    /// own, from right to left, and loses the letter; Alacritty puts marks where fonts for Latin have them.
    pub keeps_marks: bool,
    /// Whether it makes another letter of one that is typed with Alt, unless told to send ESC before it.
    pub alt_is_a_letter: bool,
}

const fn known(
    name: &'static str,
    version: &'static str,
    term: Option<&'static str>,
    variable: Option<(&'static str, Option<&'static str>)>,
    mode: OutputMode,
) -> Known {
    Known { name, version, term, variable, mode, since: None, keeps_marks: true, alt_is_a_letter: false }
}

const fn program(value: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    Some(("TERM_PROGRAM", Some(value)))
}

const fn variable(name: &'static str) -> Option<(&'static str, Option<&'static str>)> {
    Some((name, None))
}

/// Variables are inherited by a terminal started from another one: those that their terminal alone sets come first.
pub const TERMINALS: &[Known] = &[
    Known {
        alt_is_a_letter: true,
        ..known("mlterm", "mlterm", Some("mlterm"), variable("MLTERM"), OutputMode::Mlterm)
    },
    known("konsole", "konsole", Some("konsole"), variable("KONSOLE_VERSION"), OutputMode::Runs),
    known("kitty", "kitty", Some("xterm-kitty"), variable("KITTY_WINDOW_ID"), OutputMode::Words),
    known("wezterm", "wezterm", Some("wezterm"), program("WezTerm"), OutputMode::Explicit),
    known("mintty", "mintty", Some("mintty"), program("mintty"), OutputMode::Explicit),
    Known { since: Some((3, 7)), ..known("iterm2", "iterm2", None, program("iTerm.app"), OutputMode::Runs) },
    known("apple-terminal", "", None, program("Apple_Terminal"), OutputMode::Runs),
    known("ghostty", "ghostty", Some("xterm-ghostty"), program("ghostty"), OutputMode::Visual),
    known("vscode", "xterm.js", None, program("vscode"), OutputMode::Visual),
    known("windows-terminal", "", None, variable("WT_SESSION"), OutputMode::Visual),
    Known {
        keeps_marks: false,
        ..known("alacritty", "alacritty", Some("alacritty"), variable("ALACRITTY_WINDOW_ID"), OutputMode::Visual)
    },
    Known { keeps_marks: false, ..known("foot", "foot", Some("foot"), None, OutputMode::Visual) },
    known("linux", "", Some("linux"), None, OutputMode::Visual),
    Known { alt_is_a_letter: true, ..known("xterm", "xterm(", None, variable("XTERM_VERSION"), OutputMode::Visual) },
    known("termux", "", None, variable("TERMUX_VERSION"), OutputMode::Visual),
    known("vte", "vte", None, variable("VTE_VERSION"), OutputMode::Explicit),
];

impl Known {
    /// The terminal that answers `version` to XTVERSION.
    #[must_use]
    pub fn by_version(version: &str) -> Option<&'static Self> {
        let version = version.to_ascii_lowercase();
        TERMINALS.iter().find(|known| !known.version.is_empty() && version.starts_with(known.version))
    }

    /// The terminal that the environment speaks of, and the variable that does. `TERM` is set by every terminal anew, so it
    /// goes first; where it is dumb, as in an editor's shell, all else was inherited.
    #[must_use]
    pub fn by_environment(variable: impl Fn(&str) -> Option<String>) -> Option<(&'static Self, &'static str)> {
        let term = variable("TERM").unwrap_or_default();
        let by_term = TERMINALS.iter().find(|known| known.term.is_some_and(|start| term.starts_with(start)));
        if let Some(known) = by_term {
            return Some((known, "TERM"));
        }
        if term == "dumb" {
            return None;
        }
        TERMINALS.iter().find_map(|known| {
            let (name, value) = known.variable?;
            let set = variable(name)?;
            value.is_none_or(|value| value == set).then_some((known, name))
        })
    }

    /// The mode that reads right in it, in a version given as XTVERSION or `TERM_PROGRAM_VERSION` give it.
    #[must_use]
    pub fn mode(&self, version: Option<&str>) -> OutputMode {
        match (self.since, version.and_then(numbers)) {
            (Some(since), Some(version)) if version < since => OutputMode::Visual,
            (Some(_), None) => OutputMode::Visual,
            _ => self.mode,
        }
    }
}

/// The first two numbers of a version.
fn numbers(version: &str) -> Option<(u32, u32)> {
    let from = version.find([' ', '(']).map_or(0, |at| at + 1);
    let mut parts = version.get(from..)?.split(|c: char| !c.is_ascii_digit()).map(str::parse);
    Some((parts.next()?.ok()?, parts.next().and_then(Result::ok).unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_are_known_by_what_they_say() {
        let name = |version| Known::by_version(version).map(|known| known.name);
        assert_eq!(name("VTE(7006)"), Some("vte"));
        assert_eq!(name("Konsole 22.12.3"), Some("konsole"));
        assert_eq!(name("kitty(0.26.5)"), Some("kitty"));
        assert_eq!(name("XTerm(379)"), Some("xterm"));
        assert_eq!(name("xterm.js(5.3)"), Some("vscode"));
        assert_eq!((name("nobody 1"), name("")), (None, None));
    }

    #[test]
    fn term_goes_before_what_is_inherited() {
        let found = |variables: &'static [(&str, &str)]| {
            let variable =
                |name: &str| variables.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned());
            Known::by_environment(variable).map(|(known, from)| (known.name, from))
        };
        assert_eq!(found(&[("TERM", "xterm-kitty"), ("VTE_VERSION", "7006")]), Some(("kitty", "TERM")));
        assert_eq!(found(&[("TERM_PROGRAM", "vscode")]), Some(("vscode", "TERM_PROGRAM")));
        assert_eq!(found(&[("TERM", "dumb"), ("KITTY_WINDOW_ID", "1")]), None);
        assert_eq!(found(&[("TERM_PROGRAM", "somebody"), ("TERM", "xterm-256color")]), None);
    }

    #[test]
    fn a_terminal_that_began_to_reorder_is_asked_for_its_version() {
        let iterm = Known::by_version("iTerm2 3.7.1").unwrap();
        let mode = |version| iterm.mode(version);
        assert_eq!((mode(Some("iTerm2 3.7.1")), mode(Some("3.10.0"))), (OutputMode::Runs, OutputMode::Runs));
        assert_eq!((mode(Some("3.6.9")), mode(None)), (OutputMode::Visual, OutputMode::Visual));
    }
}
