//! What standard output can show: its width, output mode, glyphs and colours.
//!
//! In: settings and the process's own streams. Out: [`Output`], and whole lines written to it. It must not know articles.

use super::{CommandError, variable};
use crate::config::settings::When;
use crate::config::theme::Depth;
use crate::config::{Scope, Settings, Theme};
use crate::layout::{Cell, Glyphs, Line};
use crate::terminal::backend::{sgr_codes, size_of};
use crate::terminal::mode::OutputMode;
use crate::terminal::probe::{self, Findings};
use crate::terminal::screen;
use crate::ui::text::placed;
use ratatui::style::Color;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::process::ExitCode;
use std::time::Duration;

/// Time a terminal is given to answer before something is printed on it.
const ANSWER_LIMIT: Duration = Duration::from_millis(150);

/// Standard output, as far as laying out for it goes.
#[derive(Debug)]
pub struct Output {
    /// Cells in a line.
    pub width: usize,
    /// Output mode.
    pub mode: OutputMode,
    /// What letters are drawn as.
    pub glyphs: Glyphs,
    theme: Option<Theme>,
}

impl Output {
    /// Find out about standard output. A terminal is asked whether it reorders, unless the settings say what to do.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let mut findings = Findings::from_environment(variable);
        if is_terminal
            && (settings.mode.is_none() || settings.theme.is_none())
            && variable("TERM").is_some_and(|term| term != "dumb")
            && let Ok(keyboard) = screen::keyboard()
        {
            findings = probe::ask(keyboard.as_fd(), findings, ANSWER_LIMIT).unwrap_or(findings);
        }
        let mode = settings.mode.unwrap_or_else(|| if is_terminal { findings.mode() } else { OutputMode::Visual });
        let window = if is_terminal { usize::from(size_of(&io::stdout()).width) } else { usize::MAX };
        let measure = match settings.measure {
            0 if is_terminal => window,
            0 => 80,
            measure => measure.min(window),
        };
        let depth = Depth::from_environment(variable);
        let theme = match settings.color {
            When::Never => None,
            When::Auto if !is_terminal => None,
            When::Auto => Some(depth),
            When::Always => Some(depth.max(Depth::Sixteen)),
        };
        let name = settings.theme.clone();
        let name = name.unwrap_or_else(|| if findings.light == Some(true) { "light" } else { "dark" }.into());
        Self {
            width: settings.width.unwrap_or(measure),
            mode,
            glyphs: mode.glyphs(settings.shaped()),
            theme: theme.map(|depth| Theme::named(&name, depth, false)),
        }
    }

    /// Append a laid-out line: aligned to the side where it starts, coloured by its scope, nothing behind its end.
    pub fn push_line(&self, into: &mut String, line: &Line, scope: Scope) {
        self.push_marked(into, line, scope, |_| false);
    }

    /// The same, with the cells marked that `marked` says are.
    pub fn push_marked(&self, into: &mut String, line: &Line, scope: Scope, marked: impl Fn(&Cell) -> bool) {
        let left =
            if line.direction.is_rtl() { self.width.saturating_sub(line.width + line.indent) } else { line.indent };
        into.extend(std::iter::repeat_n(' ', left));
        self.push(into, line, scope, marked);
        into.push('\n');
    }

    /// Append the cells of a laid-out line, coloured by its scope.
    pub fn push_cells(&self, into: &mut String, line: &Line, scope: Scope) {
        self.push(into, line, scope, |_| false);
    }

    fn push(&self, into: &mut String, line: &Line, scope: Scope, marked: impl Fn(&Cell) -> bool) {
        let pen = |scope| self.theme.as_ref().map(|theme| pen(theme, scope)).unwrap_or_default();
        let (plain, mark) = (pen(scope), pen(Scope::Selection));
        let mut now = "";
        for (_, cell) in placed(line, self.mode) {
            let codes = if marked(cell) { &mark } else { &plain };
            if codes != now {
                let end = if now.is_empty() { "" } else { "\x1b[0m" };
                into.push_str(&if codes.is_empty() { end.to_owned() } else { format!("{end}\x1b[{codes}m") });
                now = codes;
            }
            crate::layout::line::push_cell(into, cell);
        }
        if !now.is_empty() {
            into.push_str("\x1b[0m");
        }
    }
}

/// The SGR codes of a scope.
fn pen(theme: &Theme, scope: Scope) -> String {
    let style = theme.style(scope);
    let colour = |colour: Option<Color>| colour.unwrap_or(Color::Reset);
    sgr_codes(style.add_modifier, colour(style.fg), colour(style.bg)).join(";")
}

/// Write bytes to standard output.
///
/// # Errors
/// [`CommandError::Output`].
pub fn write(bytes: &[u8]) -> Result<ExitCode, CommandError> {
    let mut out = io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(CommandError::Output)?;
    Ok(ExitCode::SUCCESS)
}
