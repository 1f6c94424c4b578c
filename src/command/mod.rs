//! Commands: what qari does besides reading on the screen, and how it gets there.
//!
//! | file | what |
//! |---|---|
//! | [`mod@print`] | laid-out lines on standard output |
//! | [`doctor`] | what is known of the terminal |
//! | [`calibrate`] | the output mode found by eye |
//! | [`corrections`] | what readers corrected in entities |
//! | [`entities`] | what articles speak of, as a table or for programs |
//! | [`eval`] | how well names are found in a labelled corpus |
//! | [`extract`] | the parsed article as text or JSON |
//! | [`keeping`] | notes, history, forget: what is kept |
//! | [`keys`] | the keymap |
//! | [`manual`] | the manual page |
//! | [`configuration`] | `qari config …` |
//! | [`search`] | where a pattern is, in any spelling |
//! | [`mod@in_order`] | work by several threads, taken in order |
//! | [`read`] | open the reader |
//! | [`output`] | what standard output can show |
//!
//! In: the parsed command line. Out: an exit code. Here errors get their context and reach standard error.

pub mod calibrate;
pub mod configuration;
pub mod corrections;
pub mod doctor;
pub mod entities;
pub mod eval;
pub mod extract;
pub mod in_order;
pub mod keeping;
pub mod keys;
pub mod manual;
pub mod output;
pub mod print;
pub mod read;
pub mod search;

use crate::calibration::{self, Calibration, CalibrationError};
use crate::cli::{Cli, Command};
use crate::config::{Config, Origin, Problem, file, settings, unknown};
use crate::layout::sanitise::{Fate, fate};
use crate::load::{LoadError, Source};
use crate::models;
use crate::search::SearchError;
use crate::store::StoreError;
use clap::CommandFactory;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;
use thiserror::Error;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum CommandError {
    /// An article did not open.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// The terminal failed.
    #[error("cannot use the terminal: {0}; `qari print` needs none")]
    Terminal(io::Error),
    /// There is no terminal to calibrate.
    #[error("standard input and output have to be a terminal to calibrate it; `--mode` sets an output mode without")]
    NoTerminal,
    /// What was found cannot be kept.
    #[error("cannot keep what was found: {0}")]
    Keep(#[from] CalibrationError),
    /// Standard output failed.
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
    /// A file that is no article.
    #[error("cannot read {0}: {1}")]
    Read(PathBuf, io::Error),
    /// The store.
    #[error("cannot use what was kept: {0}")]
    Store(#[from] StoreError),
    /// A pattern that is none.
    #[error(transparent)]
    Pattern(#[from] SearchError),
    /// A model embedded in the binary.
    #[error("cannot look for names: {0}")]
    Model(String),
    /// A configuration file named on the command line.
    #[error("cannot read the configuration file {path}: {error}; leave --config out to go without")]
    Config {
        /// The path as given.
        path: String,
        /// What the system said.
        error: io::Error,
    },
}

/// Text for a terminal: nothing in it (a file name, say) can act there.
#[must_use]
pub fn printable(text: &str) -> String {
    text.chars().filter(|&c| c == '\n' || fate(c) != Fate::Drop).collect()
}

/// Say something on standard error.
pub fn complain(message: &dyn std::fmt::Display) {
    eprintln!("qari: {}", printable(&message.to_string()));
}

/// Read the layers of the configuration.
///
/// # Errors
/// Where a file named on the command line cannot be read.
pub fn configure(cli: &Cli) -> Result<Config, CommandError> {
    let named = cli.reading.common.config.clone();
    let mut unreadable = None;
    let mut file = None;
    if let Some(path) = named.clone().or_else(file::default_path) {
        match std::fs::read_to_string(&path) {
            Ok(text) => file = Some((path, text)),
            Err(error) if named.is_some() => {
                return Err(CommandError::Config { path: path.display().to_string(), error });
            }
            // A file that is not there is the usual case and says nothing.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => unreadable = Some((path, error)),
        }
    }
    let mut config = Config::merge(file, variable, &cli.reading.common.settings());
    if let Some((path, error)) = unreadable {
        let message = format!("cannot be read: {error}; going on without it");
        config.problems.push(Problem { origin: Origin::File(path, 0), message });
    }
    let known = |name: &str| settings::SETTINGS.iter().any(|setting| settings::variable(setting.name) == name);
    for name in std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()) {
        if name.starts_with("QARI_") && name != models::VARIABLE && !known(&name) {
            let names: Vec<String> =
                settings::SETTINGS.iter().map(|setting| settings::variable(setting.name)).collect();
            let message = unknown("setting", &name, names.iter().map(String::as_str));
            config.problems.push(Problem { origin: Origin::Environment(name), message });
        }
    }
    Ok(config)
}

/// What is kept about terminals; where that cannot be read, `say` is told, and nothing is kept.
#[must_use]
pub fn calibration(say: impl FnOnce(&CalibrationError)) -> Calibration {
    let Ok(path) = calibration::path() else { return Calibration::default() };
    calibration::read(&path).unwrap_or_else(|error| {
        say(&error);
        Calibration::default()
    })
}

/// An environment variable, if it is set to text.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The sources named, or standard input where none is and it is a pipe.
#[must_use]
pub fn sources(paths: &[PathBuf]) -> Vec<Source> {
    if paths.is_empty() { vec![Source::Stdin] } else { paths.iter().map(|path| Source::from_argument(path)).collect() }
}

/// Do what the command line asks.
#[must_use]
pub fn run(cli: &Cli) -> ExitCode {
    let done = configure(cli).and_then(|config| match &cli.command {
        Some(Command::Print { sources: paths }) => print::run(&config, &sources(paths)),
        Some(Command::Extract { sources: paths, format, body_only }) => {
            extract::run(&config, &sources(paths), *format, *body_only)
        }
        Some(Command::Entities { sources: paths, format, types, engine, pretokenized, uncorrected }) => {
            let request = entities::Request {
                format: *format,
                types: types.clone(),
                engine: *engine,
                pretokenized: *pretokenized,
                uncorrected: *uncorrected,
            };
            entities::run(&config, &sources(paths), &request)
        }
        Some(Command::Notes { sources, format }) => keeping::notes(&config, sources, *format),
        Some(Command::History { format }) => keeping::history(&config, *format),
        Some(Command::Forget { sources, all, notes }) => {
            keeping::forget(&config, (!all).then_some(sources.as_slice()), *notes)
        }
        Some(Command::Corrections { sources: paths }) => corrections::run(&config, &sources(paths)),
        Some(Command::Search(asked)) => search::run(&config, &sources(&asked.sources), asked),
        Some(Command::Eval { files, engine }) => eval::run(files, *engine),
        Some(Command::Doctor { calibrate: false }) => doctor::run(&config),
        Some(Command::Doctor { calibrate: true }) => calibrate::run(&config),
        Some(Command::Keys { format }) => keys::run(config, *format),
        Some(Command::Config { command }) => configuration::run(config, cli.reading.common.config.clone(), *command),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "qari", &mut script);
            output::write(&script)
        }
        Some(Command::Man) => output::write(&manual::page().map_err(CommandError::Output)?),
        None => {
            let nothing_to_read = cli.reading.sources.is_empty() && io::stdin().is_terminal();
            let dumb = variable("TERM").is_some_and(|term| term == "dumb");
            if !io::stdout().is_terminal() || (dumb && !nothing_to_read) {
                print::run(&config, &sources(&cli.reading.sources))
            } else if nothing_to_read {
                read::run(config, Vec::new())
            } else {
                read::run(config, sources(&cli.reading.sources))
            }
        }
    });
    match done {
        Ok(code) => code,
        // Whoever read the output has seen enough.
        Err(CommandError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            // That nothing was found is a success of its own, and no error.
            if matches!(cli.command, Some(Command::Search(_))) { search::TROUBLE.into() } else { ExitCode::FAILURE }
        }
    }
}
