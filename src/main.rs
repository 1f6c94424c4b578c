//! Entry: parse the command line, do what it asks, exit with its code.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    qari::command::run(&qari::cli::Cli::parse())
}
