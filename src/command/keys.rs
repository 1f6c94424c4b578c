//! `qari keys`: the keymap in force, for reading, for the configuration file, for documents.
//!
//! In: configuration. Out: a table made from [`ACTIONS`]. It must not know what actions do.

use super::output::{self, Output};
use super::{CommandError, complain, variable};
use crate::action::{ACTIONS, Group};
use crate::cli::KeysFormat;
use crate::config::{Config, Keymap, Scope};
use crate::layout::single_line;
use crate::locale::Texts;
use std::process::ExitCode;

/// Print the keys.
///
/// # Errors
/// Where standard output fails.
pub fn run(mut config: Config, format: KeysFormat) -> Result<ExitCode, CommandError> {
    let keymap = config.keymap();
    config.problems.iter().for_each(|problem| complain(problem));
    let texts = Texts::new(config.settings.interface_language(&Texts::from_environment(variable)));
    let table = match format {
        KeysFormat::Text => text(&config, &keymap, &texts),
        KeysFormat::Toml => toml(&keymap),
        KeysFormat::Markdown => markdown(&keymap, &texts),
    };
    output::write(table.as_bytes())
}

fn rows<'a>(keymap: &'a Keymap, group: &'a Group) -> impl Iterator<Item = (&'static str, Vec<String>)> + 'a {
    let of_group = ACTIONS.iter().filter(move |(_, _, of)| of == group);
    of_group.map(|(action, name, _)| (*name, keymap.keys_of(action)))
}

fn text(config: &Config, keymap: &Keymap, texts: &Texts) -> String {
    let output = Output::new(&config.settings);
    let rtl = texts.direction().is_rtl();
    let mut table = output.mode.enter().to_owned();
    for group in Group::ALL {
        let mut lines = vec![(Scope::Heading, texts.get(group.text_key()))];
        for (name, keys) in rows(keymap, group) {
            let words = texts.get(&format!("action-{name}"));
            let keys = keys.join("  ");
            // In a right-to-left table the columns of a Latin name and its keys swap as wholes.
            let row = if rtl {
                format!("\u{2068}{words}\u{2069} — \u{2066}{keys}\u{2069} \u{2066}({name})\u{2069}")
            } else {
                format!("  {keys:<26} {name:<20} {words}")
            };
            lines.push((Scope::Body, row));
        }
        for (scope, words) in lines {
            let line = single_line(&words, texts.direction(), output.shown);
            output.push_line(&mut table, &line, scope);
        }
        table.push('\n');
    }
    table.push_str(output.mode.leave());
    table
}

fn toml(keymap: &Keymap) -> String {
    let mut table = String::from("[keys]\n");
    for group in Group::ALL {
        for (name, keys) in rows(keymap, group) {
            let keys: Vec<String> = keys.iter().map(|key| format!("{key:?}")).collect();
            table.push_str(&format!("{name} = [{}]\n", keys.join(", ")));
        }
    }
    table
}

/// The table that stands in the README.
#[must_use]
pub fn markdown(keymap: &Keymap, texts: &Texts) -> String {
    let mut table = String::from("| keys | action | what it does |\n|---|---|---|\n");
    for group in Group::ALL {
        for (name, keys) in rows(keymap, group) {
            let keys: Vec<String> = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            table.push_str(&format!("| {} | `{name}` | {} |\n", keys.join(" "), texts.get(&format!("action-{name}"))));
        }
    }
    table
}
