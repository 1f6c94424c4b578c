//! `qari doctor`: what was asked of the terminal, what it answered, and what follows, for bug reports.
//!
//! In: configuration, environment, the terminal's answers. Out: plain lines in English on standard output. It must not know
//! the reader.

use super::{CommandError, output, printable, variable};
use crate::calibration;
use crate::config::{Config, Settings};
use crate::layout::width::Widths;
use crate::terminal::backend::size_of;
use crate::terminal::probe::{ANSWER_LIMIT, Because, Findings, Multiplexer, ask};
use crate::terminal::{outer, screen};
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::time::Instant;

/// Variables that say something about the terminal.
const VARIABLES: &[&str] = &[
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "VTE_VERSION",
    "KONSOLE_VERSION",
    "KITTY_WINDOW_ID",
    "MLTERM",
    "XTERM_VERSION",
    "WT_SESSION",
    "ALACRITTY_WINDOW_ID",
    "TERMUX_VERSION",
    "TMUX",
    "ZELLIJ",
    "STY",
    "SSH_CONNECTION",
    "COLORFGBG",
    "NO_COLOR",
    "LANG",
    "LC_ALL",
    "QARI_MODE",
];

/// Ask the terminal everything that the reader asks, and tmux where it stands between.
///
/// # Errors
/// Where the terminal cannot be read or written.
pub fn find(findings: Findings) -> io::Result<Findings> {
    let keyboard = screen::keyboard()?;
    let mut findings = ask(keyboard.as_fd(), findings, ANSWER_LIMIT)?;
    if findings.multiplexer() == Some(Multiplexer::Tmux) {
        findings.outside = outer::of_tmux(ANSWER_LIMIT);
    }
    Ok(findings)
}

/// Print the report.
///
/// # Errors
/// Where standard output fails.
pub fn run(config: &Config) -> Result<ExitCode, CommandError> {
    let mut report = format!("qari {}\n", crate::VERSION);
    environment(&mut report);
    let mut findings = Findings::from_environment(variable);
    if io::stdout().is_terminal() {
        let size = size_of(&io::stdout());
        line(&mut report, "standard output", &format!("a terminal of {} columns and {} rows", size.width, size.height));
        if findings.asks() {
            let begun = Instant::now();
            match find(findings.clone()) {
                Ok(found) => findings = found,
                Err(error) => line(&mut report, "asking failed", &error.to_string()),
            }
            answers(&mut report, &findings, begun.elapsed().as_millis());
        } else {
            line(&mut report, "asked", &format!("nothing, because TERM is {:?}", findings.term));
        }
    } else {
        line(&mut report, "standard output", "no terminal; nothing was asked");
    }
    decision(&mut report, &findings, &config.settings);
    config.problems.iter().for_each(|problem| line(&mut report, "configuration", &problem.to_string()));
    output::write(printable(&report).as_bytes())
}

fn line(report: &mut String, name: &str, words: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(report, "{name}: {words}");
}

fn environment(report: &mut String) {
    let set = VARIABLES.iter().filter_map(|name| {
        let value = variable(name)?;
        // An address is nobody's business.
        Some(if *name == "SSH_CONNECTION" { format!("{name} is set") } else { format!("{name}={value:?}") })
    });
    line(report, "environment", &set.collect::<Vec<_>>().join(" "));
}

fn answers(report: &mut String, findings: &Findings, milliseconds: u128) {
    let bdsm = match findings.bdsm {
        None => "no answer".to_owned(),
        Some(value @ (1 | 2)) => format!("{value}, it reorders and can be told not to"),
        Some(value) => format!("{value}, it does not know the mode"),
    };
    line(report, "asked DECRQM 8 (BDSM)", &bdsm);
    line(report, "asked XTVERSION", findings.version.as_deref().unwrap_or("no answer"));
    let ground = findings.light.map_or("no answer", |light| if light { "light" } else { "dark" });
    line(report, "asked OSC 11 (background)", ground);
    let complete = if findings.complete { format!("answered after {milliseconds} ms") } else { "no answer".to_owned() };
    line(report, "asked DA1", &complete);
    if findings.multiplexer() == Some(Multiplexer::Tmux) {
        line(report, "asked tmux for client_termtype", findings.outside.as_deref().unwrap_or("no answer"));
    }
}

fn decision(report: &mut String, findings: &Findings, settings: &Settings) {
    let identity = findings.identity();
    line(report, "terminal", &identity);
    let (kept, file) = match calibration::path() {
        Err(error) => (calibration::Calibration::default(), error.to_string()),
        Ok(path) => match calibration::read(&path) {
            Ok(kept) => (kept, path.display().to_string()),
            Err(error) => (calibration::Calibration::default(), error.to_string()),
        },
    };
    let of_terminal = kept.of(&identity);
    let mode = of_terminal.mode.map_or("no mode", |mode| mode.name());
    line(report, "kept by calibration", &format!("{mode}, {} ({file})", widths(of_terminal.widths)));
    let (mode, because) = findings.decide(settings.told(&kept, &identity));
    line(report, "output mode", &format!("{}, because {}", mode.name(), reason(&because)));
    if !settings.shown(mode, &identity, findings, &kept).tashkeel {
        line(report, "tashkeel and niqqud", "hidden");
    }
}

/// Widths, in words.
#[must_use]
pub fn widths(widths: Option<Widths>) -> String {
    widths.map_or("no widths".into(), |Widths { lam_alef, mark, emoji, sign, joiner }| {
        format!(
            "cells: lam+alef {lam_alef}, letter+mark {mark}, emoji joined by ZWJ {emoji}, verse sign {sign}, \
             letter+ZWJ+ligature {joiner}"
        )
    })
}

fn reason(because: &Because) -> String {
    match because {
        Because::Setting => "the setting `mode` says so".into(),
        Because::Configured => "the configuration says so for this terminal".into(),
        Because::Calibrated => "calibration found it".into(),
        Because::Bdsm => "the terminal knows BDSM".into(),
        Because::Named(name) => format!("the terminal says it is {name}"),
        Because::Variable(name) => format!("of {name} in the environment"),
        Because::Outside(name) => format!("the terminal outside is {name}"),
        Because::Nothing => "nothing is known against it".into(),
    }
}
