//! What standard output can show: its width, output mode, glyphs and colours.
//!
//! In: settings and the process's own streams. Out: [`Output`], and whole lines written to it. It must not know articles.

use super::{CommandError, variable};
use crate::calibration::Calibration;
use crate::config::theme::Depth;
use crate::config::value::When;
use crate::config::{Scope, Settings, Theme};
use crate::layout::width::Widths;
use crate::layout::{Cell, Line, Shown};
use crate::terminal::backend::size_of;
use crate::terminal::mode::OutputMode;
use crate::terminal::pen::{self, Pen};
use crate::terminal::probe::{self, Findings, Multiplexer};
use crate::terminal::row::{self, Seen};
use crate::terminal::{outer, screen};
use crate::ui::text::placed;
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
    /// What letters are drawn as, and which marks.
    pub shown: Shown,
    theme: Option<Theme>,
}

impl Output {
    /// Find out about standard output. A terminal is asked whether it reorders, unless the settings say what to do.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let is_terminal = io::stdout().is_terminal();
        let calibration =
            if is_terminal { super::calibration(|error| super::complain(error)) } else { Calibration::default() };
        let mut findings = Findings::from_environment(variable);
        if is_terminal
            && (settings.mode.is_none() || settings.theme.is_none())
            && findings.asks()
            && let Ok(keyboard) = screen::keyboard()
        {
            findings = probe::ask(keyboard.as_fd(), findings.clone(), ANSWER_LIMIT).unwrap_or(findings);
            if settings.mode.is_none() && findings.multiplexer() == Some(Multiplexer::Tmux) {
                findings.outside = outer::of_tmux(ANSWER_LIMIT);
            }
        }
        // A file or a pipe gets the same wherever it is written from.
        let (mode, shown) = if is_terminal {
            let terminal = findings.identity();
            let mode = findings.decide(settings.told(&calibration, &terminal)).0;
            (mode, settings.shown(mode, &terminal, &findings, &calibration))
        } else {
            let mode = settings.mode.unwrap_or_default();
            let glyphs = mode.glyphs(settings.shaped(""));
            (mode, Shown { glyphs, tashkeel: settings.tashkeel, widths: Widths::default() })
        };
        let window = if is_terminal { usize::from(size_of(&io::stdout()).width) } else { usize::MAX };
        let measure = match settings.measure {
            0 if is_terminal => window,
            0 => 80,
            measure => measure.min(window),
        };
        let depth = Depth::from_environment(variable);
        let dumb = variable("TERM").is_some_and(|term| term == "dumb");
        let theme = match settings.color {
            When::Never => None,
            When::Auto if !is_terminal || dumb => None,
            When::Auto => Some(depth),
            When::Always => Some(depth.max(Depth::Sixteen)),
        };
        let name = settings.theme.clone();
        let name = name.unwrap_or_else(|| if findings.light == Some(true) { "light" } else { "dark" }.into());
        Self {
            width: settings.width.unwrap_or(measure),
            mode,
            shown,
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
        self.push(into, left, line, scope, marked);
        into.push('\n');
    }

    /// Append the cells of a laid-out line, coloured by its scope.
    pub fn push_cells(&self, into: &mut String, line: &Line, scope: Scope) {
        self.push(into, 0, line, scope, |_| false);
    }

    /// Append blanks and the cells of a line behind them, as the output mode sends a row.
    fn push<'l>(&self, into: &mut String, blanks: usize, line: &'l Line, scope: Scope, marked: impl Fn(&Cell) -> bool) {
        let pen = |scope| self.theme.as_ref().map_or(Pen::PLAIN, |theme| Pen::from(theme.style(scope)));
        let (plain, mark) = (pen(scope), pen(Scope::Selection));
        let (mut symbols, mut pens) = (vec![" "; blanks], vec![plain; blanks]);
        for (_, cell) in placed(line, self.mode) {
            // A widened blank is as many blanks.
            let repeated = if cell.symbol == " " { cell.width } else { 1 };
            symbols.extend(std::iter::repeat_n(cell.symbol.as_str(), repeated));
            pens.extend(std::iter::repeat_n(if marked(cell) { mark } else { plain }, repeated));
        }
        let seen = |(drawn, pen): (&&'l str, &Pen)| Seen { drawn, face: pen.face() };
        let order = row::order(self.mode, &symbols.iter().zip(&pens).map(seen).collect::<Vec<_>>());
        let mut now = Pen::PLAIN;
        for (sent, pen) in order.iter().zip(pen::sent(self.mode, &pens, &order)) {
            // A face is no colour, and some modes order letters by it.
            if self.theme.is_some() || self.mode.colours_stay() {
                into.push_str(&std::mem::replace(&mut now, pen).change(pen));
            }
            into.push_str(&row::symbol(symbols[sent.cell], sent));
        }
        into.push_str(&now.change(Pen::PLAIN));
    }
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
