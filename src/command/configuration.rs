//! `qari config`: where the configuration is, what it comes to, what is wrong with it.
//!
//! In: the merged configuration. Out: text. It must not know what settings mean.

use super::{CommandError, complain, output};
use crate::cli::ConfigCommand;
use crate::config::{Config, file};
use std::path::PathBuf;
use std::process::ExitCode;

/// Do what was asked.
///
/// # Errors
/// Where standard output fails.
pub fn run(mut config: Config, named: Option<PathBuf>, command: ConfigCommand) -> Result<ExitCode, CommandError> {
    match command {
        ConfigCommand::Path => match named.or_else(file::default_path) {
            Some(path) => output::write(format!("{}\n", path.display()).as_bytes()),
            None => {
                complain(&"there is no place for a configuration file: set XDG_CONFIG_HOME or HOME");
                Ok(ExitCode::FAILURE)
            }
        },
        ConfigCommand::Print => {
            let mut text = String::new();
            for (name, value) in config.settings.values() {
                let bare = value.parse::<i64>().is_ok() || value == "true" || value == "false";
                let value = if bare { value } else { format!("{value:?}") };
                text.push_str(&format!("{name} = {value}\n"));
            }
            output::write(text.as_bytes())
        }
        ConfigCommand::Check => {
            // Bindings are checked against the preset they change.
            config.keymap();
            config.problems.iter().for_each(|problem| complain(problem));
            if config.problems.is_empty() { output::write(b"no problems\n") } else { Ok(ExitCode::FAILURE) }
        }
    }
}
