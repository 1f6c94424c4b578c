//! The configuration file: TOML with the settings by name and a table of key bindings.
//!
//! In: its path and text. Out: settings set, bindings noted, [`Problem`]s with their lines. It must not know what settings
//! mean.

use super::settings::OfTerminal;
use super::{Binding, Config, Origin, Problem, unknown};
use crate::action::{ACTIONS, Action};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// Where the configuration file lies: `$XDG_CONFIG_HOME/qari/config.toml`. `None` without a home directory.
#[must_use]
pub fn default_path() -> Option<PathBuf> {
    choose_base_strategy().ok().map(|base| base.config_dir().join("qari").join("config.toml"))
}

/// Apply the file's text to `config`.
pub(super) fn apply(config: &mut Config, path: &Path, text: &str) {
    let origin_at = |byte: usize| {
        let line = text.as_bytes()[..byte.min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1;
        Origin::File(path.to_owned(), line)
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let origin = origin_at(error.span().map_or(0, |span| span.start));
        let message = format!("this is not TOML: {}", error.message());
        config.problems.push(Problem { origin, message });
    }
    for (name, value) in table.get_ref() {
        let origin = origin_at(name.span().start);
        let name = name.get_ref().as_ref();
        let result = match (name, value.get_ref()) {
            ("keys", DeValue::Table(bindings)) => {
                for (action, keys) in bindings {
                    let origin = origin_at(action.span().start);
                    match binding(action.get_ref(), keys.get_ref()) {
                        Ok(keys) => {
                            config.bindings.push(Binding { action: action.get_ref().to_string(), keys, origin })
                        }
                        Err(message) => config.problems.push(Problem { origin, message }),
                    }
                }
                Ok(())
            }
            ("keys", _) => Err("keys has to be a table: [keys]".into()),
            ("terminal", DeValue::Table(terminals)) => {
                for (terminal, values) in terminals {
                    for (origin, message) in of_terminal(config, terminal.get_ref(), values.get_ref()) {
                        let origin = origin_at(origin.unwrap_or(terminal.span().start));
                        config.problems.push(Problem { origin, message });
                    }
                }
                Ok(())
            }
            ("terminal", _) => Err("terminal has to be a table for each terminal: [terminal.konsole]".into()),
            (name, value) => match scalar(value) {
                Some(value) => config.settings.set(name, &value),
                None => Err(format!("{name} has to be one value, not a list or a table")),
            },
        };
        if let Err(message) = result {
            config.problems.push(Problem { origin, message });
        }
    }
}

/// Take in what is set for one terminal; returns what is wrong, with the byte it stands at where that is known.
fn of_terminal(config: &mut Config, name: &str, values: &DeValue<'_>) -> Vec<(Option<usize>, String)> {
    let DeValue::Table(values) = values else {
        return vec![(None, format!("terminal.{name} has to be a table: [terminal.{name}]"))];
    };
    let mut terminal = OfTerminal { name: name.to_owned(), ..OfTerminal::default() };
    let mut problems = Vec::new();
    for (setting, value) in values {
        let done = match scalar(value.get_ref()) {
            Some(value) => terminal.set(setting.get_ref(), &value),
            None => Err(format!("{} has to be one value, not a list or a table", setting.get_ref())),
        };
        problems.extend(done.err().map(|message| (Some(setting.span().start), message)));
    }
    config.settings.terminals.push(terminal);
    problems
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        _ => None,
    }
}

fn binding(action: &str, keys: &DeValue<'_>) -> Result<Vec<String>, String> {
    if Action::from_name(action).is_none() {
        return Err(unknown("action", action, ACTIONS.iter().map(|(_, name, _)| *name)));
    }
    let text = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    };
    let keys = match keys {
        DeValue::Array(keys) => keys.iter().map(|key| text(key.get_ref())).collect(),
        one => text(one).map(|key| vec![key]),
    };
    keys.ok_or_else(|| format!("{action} takes a list of keys, such as [\"j\", \"Down\"]"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::terminal::mode::OutputMode;

    fn read(text: &str) -> Config {
        Config::merge(Some((PathBuf::from("c.toml"), text.into())), |_| None, &[])
    }

    #[test]
    fn the_default_file_says_what_is_built_in_and_names_every_setting() {
        let config = read(crate::assets::CONFIG);
        assert_eq!(config.problems, []);
        assert_eq!(config.settings, Settings::default());
        for (name, value) in config.settings.values() {
            assert!(
                crate::assets::CONFIG.lines().any(|line| {
                    line.trim_start_matches("# ").starts_with(&format!("{name} = ")) && line.contains(&value)
                }),
                "{name} = {value}"
            );
        }
    }

    #[test]
    fn problems_carry_their_line_and_the_rest_holds() {
        let config = read("measure = 70\nthemme = \"dark\"\nmode = \"up\"\n\n[keys]\nline-dwn = [\"j\"]\n");
        assert_eq!(config.settings.measure, 70);
        let said: Vec<String> = config.problems.iter().map(ToString::to_string).collect();
        let expected = [("c.toml:2:", "\"theme\""), ("c.toml:3:", "visual"), ("c.toml:6:", "line-down")];
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for (said, (place, near)) in said.iter().zip(expected) {
            assert!(said.starts_with(place) && said.contains(near), "{said}");
        }
    }

    #[test]
    fn problems_are_in_the_order_of_the_file_and_those_of_the_environment_behind_them() {
        let text = "width = 0\nmeasure = -1\ncolor = \"loud\"\n\n[keys]\nquit = [\"Ctrl-Nonsense\"]\nhelp = [\"gg\"]\nstart = [\"g\"]\nserch = [\"x\"]\n";
        let variable = |name: &str| (name == "QARI_MODE").then(|| "up".to_owned());
        let mut config = Config::merge(Some((PathBuf::from("c.toml"), text.into())), variable, &[]);
        config.keymap();
        let said: Vec<String> = config.problems.iter().map(ToString::to_string).collect();
        let places: Vec<&str> = said.iter().filter_map(|said| said.split(": ").next()).collect();
        assert_eq!(places, ["c.toml:1", "c.toml:2", "c.toml:3", "c.toml:6", "c.toml:7", "c.toml:9", "QARI_MODE"]);
    }

    #[test]
    fn terminals_have_settings_of_their_own() {
        let config =
            read("[terminal.konsole]\nmode = \"runs\"\ntashkeel = \"hide\"\n[terminal.\"tmux/vte\"]\nmode = \"lro\"\n");
        assert_eq!(config.problems, []);
        let konsole = config.settings.of_terminal("konsole").unwrap();
        assert_eq!((konsole.mode, konsole.tashkeel), (Some(OutputMode::Runs), Some(false)));
        assert!(!config.settings.shows_tashkeel("konsole", true) && config.settings.shows_tashkeel("kitty", true));
        assert_eq!(config.settings.of_terminal("tmux/vte").and_then(|terminal| terminal.mode), Some(OutputMode::Lro));
        assert_eq!(config.settings.of_terminal("tmux"), None);
        let config = read("[terminal.tmux]\nmode = \"sideways\"\nshaping = \"off\"\nmeasure = 3\n");
        assert!(!config.settings.shaped("tmux/kitty") && config.settings.shaped("kitty"));
        let said: Vec<String> = config.problems.iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|p| p.starts_with("c.toml:2:") && p.contains("runs")), "{said:?}");
        assert!(said.iter().any(|p| p.starts_with("c.toml:4:")), "{said:?}");
        assert!(!read("terminal = 3").problems.is_empty() && !read("[terminal]\nkonsole = 3").problems.is_empty());
    }

    #[test]
    fn broken_toml_is_a_problem_not_an_end() {
        let config = read("measure = 70\nmode = = 3\n");
        assert_eq!(config.settings.measure, 70);
        assert!(config.problems.iter().any(|p| p.to_string().starts_with("c.toml:2:")), "{:?}", config.problems);
    }

    #[test]
    fn layers_go_over_one_another() {
        let environment = |name: &str| (name == "QARI_MEASURE").then(|| "60".to_owned());
        let file = Some((PathBuf::from("c.toml"), "measure = 70\ntheme = \"sepia\"".to_owned()));
        let config = Config::merge(file, environment, &[("theme", "light".into())]);
        assert_eq!((config.settings.measure, config.settings.theme.as_deref()), (60, Some("light")));
    }
}
