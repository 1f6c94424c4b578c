//! `qari extract`: the parsed article in logical order, for people and programs.
//!
//! In: sources. Out: text or JSON. It must not know layout.

use super::{CommandError, complain, printable};
use crate::article::{Article, Kind};
use crate::cli::ExtractFormat;
use crate::config::Config;
use crate::lang::Direction;
use crate::layout::sanitise::{Fate, fate};
use crate::load::{LoadOptions, Source, load};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

#[derive(Serialize)]
struct Extract<'a> {
    source: &'a str,
    title: Option<&'a str>,
    byline: Option<&'a str>,
    lang: &'a str,
    direction: Direction,
    paragraphs: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    kind: Kind,
    direction: Direction,
    text: &'a str,
}

/// Extract sources one after the other.
///
/// # Errors
/// Where standard output fails.
pub fn run(
    config: &Config,
    sources: &[Source],
    format: ExtractFormat,
    body_only: bool,
) -> Result<ExitCode, CommandError> {
    config.problems.iter().for_each(|problem| complain(problem));
    let options = LoadOptions::from(&config.settings);
    let mut code = ExitCode::SUCCESS;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut first = true;
    for source in sources {
        match load(source, &options) {
            Ok(article) => {
                let written = match format {
                    ExtractFormat::Text => text(&mut out, &article, body_only, first),
                    ExtractFormat::Json => json(&mut out, &article, body_only),
                };
                written.map_err(CommandError::Output)?;
                first = false;
            }
            Err(error) => {
                complain(&error);
                code = ExitCode::FAILURE;
            }
        }
    }
    out.flush().map_err(CommandError::Output)?;
    Ok(code)
}

fn text(out: &mut impl Write, article: &Article, body_only: bool, first: bool) -> io::Result<()> {
    let on_terminal = io::stdout().is_terminal();
    let mut gap = !first;
    for paragraph in article.paragraphs().filter(|paragraph| !body_only || paragraph.kind.is_body()) {
        let text = article.slice(paragraph.span);
        if gap && !paragraph.tight {
            out.write_all(b"\n")?;
        }
        gap = true;
        let text = if on_terminal { printable(text) } else { text.to_owned() };
        writeln!(out, "{text}")?;
    }
    Ok(())
}

fn json(out: &mut impl Write, article: &Article, body_only: bool) -> io::Result<()> {
    let paragraphs = article.paragraphs().filter(|paragraph| !body_only || paragraph.kind.is_body());
    let extract = Extract {
        source: &article.meta.source,
        title: article.title(),
        byline: article.part(Kind::Byline).map(|span| article.slice(span)),
        lang: &article.meta.language,
        direction: article.direction(),
        paragraphs: paragraphs
            .map(|paragraph| Part {
                kind: paragraph.kind,
                direction: paragraph.direction,
                text: article.slice(paragraph.span),
            })
            .collect(),
    };
    let json = serde_json::to_string(&extract)?;
    writeln!(out, "{}", escaped(&json))
}

/// JSON with every character that could act on a terminal written as an escape: the same value, safe to look at.
pub(super) fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if fate(c) == Fate::Drop {
            let mut units = [0u16; 2];
            for unit in c.encode_utf16(&mut units) {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_keep_the_value() {
        let text = "a\u{9b}31m\u{202e}سلام\u{e0001}";
        let json = escaped(&serde_json::to_string(text).unwrap());
        assert!(!json.contains('\u{9b}') && !json.contains('\u{202e}'));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
