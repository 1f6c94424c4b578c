//! Entry: parse the command line, do what it asks, exit with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    qari::command::run(&qari::cli::Cli::of(std::env::args_os().collect()))
}
