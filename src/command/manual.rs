//! `qari man`: the manual page, of the whole command line on one page.
//!
//! In: the command line as clap sees it. Out: roff. It must not know what commands do.

use crate::cli::Cli;
use crate::config::settings;
use clap::CommandFactory;
use clap_mangen::Man;
use std::io::{self, Write};

/// The page.
///
/// # Errors
/// None in practice: it is written to memory.
pub fn page() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    // Makes options that are global appear where they are written, not once more under every command.
    command.build();
    Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let mut options = Vec::new();
        let own = sub.get_arguments().filter(|argument| !argument.is_global_set() && argument.get_id() != "help");
        let of_sub = own.fold(clap::Command::new("qari"), |of_sub, argument| of_sub.arg(argument.clone()));
        Man::new(of_sub.disable_help_flag(true)).render_options_section(&mut options)?;
        let options = String::from_utf8_lossy(&options);
        let own: Vec<&str> = options.lines().filter(|line| !line.starts_with(".SH")).collect();
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        writeln!(page, ".SH \"qari {}\"\n{about}\n{}", sub.get_name(), own.join("\n"))?;
    }
    writeln!(
        page,
        ".SH FILES\n.TP\n$XDG_CONFIG_HOME/qari/config.toml\nThe configuration; `qari config path` prints where it is."
    )?;
    writeln!(page, ".SH ENVIRONMENT\n.TP\nNO_COLOR\nNo colours, where set to anything.")?;
    for setting in settings::SETTINGS {
        writeln!(page, ".TP\n{}\nThe setting {}: {}.", settings::variable(setting.name), setting.name, setting.values)?;
    }
    Ok(page)
}
