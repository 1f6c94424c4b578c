//! `qari print`: laid-out lines on standard output, paragraph by paragraph.
//!
//! In: sources. Out: lines. It must not know the reader.

use super::output::Output;
use super::{CommandError, complain};
use crate::article::{Article, Kind, Paragraph, spacing};
use crate::config::{Config, Scope};
use crate::layout;
use crate::load::{LoadOptions, Source, load};
use crate::terminal::screen::Loan;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

/// Print sources one after the other. One that does not open is reported, and the rest is printed.
///
/// # Errors
/// Where standard output fails.
pub fn run(config: &Config, sources: &[Source]) -> Result<ExitCode, CommandError> {
    config.problems.iter().for_each(|problem| complain(problem));
    let options = LoadOptions::from(&config.settings);
    let mut code = ExitCode::SUCCESS;
    let mut output = None;
    for source in sources {
        match load(source, &options) {
            Ok(article) => {
                // The terminal is asked only once there is something to show on it.
                let first = output.is_none();
                let output = output.get_or_insert_with(|| Output::new(&config.settings));
                print(config, output, &article, first).map_err(CommandError::Output)?;
            }
            Err(error) => {
                complain(&error);
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn print(config: &Config, output: &Output, article: &Article, first: bool) -> io::Result<()> {
    let _loan = Loan::of(output.mode)?;
    // Not locked: a signal has to be able to tell the terminal back in between.
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout());
    if !first {
        out.write_all(b"\n")?;
    }
    let options = config.settings.layout_options(output.width, output.shown);
    let mut text = String::new();
    let mut previous: Option<Paragraph> = None;
    for paragraph in article.paragraphs() {
        let gap =
            previous.map_or(0, |previous| spacing::before(&previous, &paragraph, config.settings.paragraph_spacing));
        text.extend(std::iter::repeat_n('\n', gap));
        let options = if paragraph.kind == Kind::Body { options } else { options.display() };
        for line in layout::lay_out(article.slice(paragraph.span), paragraph.direction, &options) {
            output.push_line(&mut text, &line, Scope::of_kind(paragraph.kind));
        }
        out.write_all(text.as_bytes())?;
        text.clear();
        previous = Some(paragraph);
    }
    out.flush()
}
