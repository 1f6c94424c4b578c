//! `qari search`: where a pattern is in articles, for people and programs.
//!
//! A large file whose lines are paragraphs already is read piece by piece by several threads and never held as a whole; any other source
//! is loaded. Both find the same. In: sources and what is asked. Out: hits in order, and an exit code as grep's: 0 where there are
//! any, 1 where there are none, 2 where something went wrong. It must not know how matches are found.

use super::in_order::in_order;
use super::output::Output;
use super::{CommandError, complain, extract, printable};
use crate::article::{Article, Paragraph};
use crate::cli::{Search, SearchFormat};
use crate::config::{Config, Scope};
use crate::layout;
use crate::load::lines::{Lines, Piece};
use crate::load::{LoadError, LoadOptions, Source, load};
use crate::search::Matcher;
use crate::span::Span;
use crate::terminal::screen::Loan;
use serde::Serialize;
use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit code of what went wrong.
pub const TROUBLE: u8 = 2;
/// Characters of a paragraph given with a hit, on each side.
const AROUND: usize = 80;

/// A hit: its paragraph and code-point offsets into that paragraph's text.
#[derive(Serialize)]
struct Hit<'a> {
    source: &'a str,
    paragraph: usize,
    start: usize,
    end: usize,
    text: &'a str,
    before: &'a str,
    after: &'a str,
}

/// Search sources one after the other. One that does not open is reported, and the others are searched.
///
/// # Errors
/// Where the pattern is none or standard output fails.
pub fn run(config: &Config, sources: &[Source], asked: &Search) -> Result<ExitCode, CommandError> {
    config.problems.iter().for_each(|problem| complain(problem));
    let options = LoadOptions::from(&config.settings);
    // A pattern that is none is so in every language.
    Matcher::new(&asked.query("und"))?;
    let mut writer = Writer { config, asked, several: sources.len() > 1, output: None };
    let (mut found, mut trouble) = (false, false);
    for source in sources {
        match one(&mut writer, source, &options, asked) {
            Ok(count) => found |= count > 0,
            Err(Failure::Load(LoadError::Empty { .. })) => {}
            Err(Failure::Load(error)) => {
                complain(&error);
                trouble = true;
            }
            Err(Failure::Command(error)) => return Err(error),
        }
    }
    Ok(ExitCode::from(if trouble { TROUBLE } else { u8::from(!found) }))
}

enum Failure {
    /// This source fails.
    Load(LoadError),
    /// Everything does.
    Command(CommandError),
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<CommandError> for Failure {
    fn from(error: CommandError) -> Self {
        Self::Command(error)
    }
}

impl From<crate::search::SearchError> for Failure {
    fn from(error: crate::search::SearchError) -> Self {
        Self::Command(error.into())
    }
}

/// Search one source; the number of its paragraphs that match, or 1 where no more was asked.
fn one(writer: &mut Writer, source: &Source, options: &LoadOptions, asked: &Search) -> Result<usize, Failure> {
    let name = source.name();
    // What stands around a paragraph is at hand only where everything is.
    let lines = if asked.context == 0 { Lines::open(source, options)? } else { None };
    let count = match lines {
        Some(lines) => {
            let matcher = Matcher::new(&asked.query(&lines.meta.language))?;
            by_pieces(writer, &lines, &matcher, &name)?
        }
        None => {
            let article = load(source, options)?;
            let matcher = Matcher::new(&asked.query(&article.meta.language))?;
            loaded(writer, &article, &matcher, &name)?
        }
    };
    writer.sum(&name, count)?;
    Ok(count)
}

/// Search an article that is loaded.
fn loaded(writer: &mut Writer, article: &Article, matcher: &Matcher, name: &str) -> Result<usize, CommandError> {
    let bytes = article.text().as_bytes();
    let context = writer.asked.context;
    let mut candidate = matcher.candidate(bytes, 0);
    let mut count = 0;
    let mut behind = 0;
    let mut before: VecDeque<(usize, Paragraph)> = VecDeque::new();
    for (number, paragraph) in article.paragraphs().enumerate() {
        while candidate.is_some_and(|line| line.end <= paragraph.span.start) {
            candidate = candidate.and_then(|line| matcher.candidate(bytes, line.end));
        }
        let may = candidate.is_some_and(|line| line.overlaps(paragraph.span));
        let hits: Vec<Span> = if may { matcher.find_iter(article.slice(paragraph.span)).collect() } else { Vec::new() };
        if hits.is_empty() {
            if behind > 0 {
                behind -= 1;
                writer.paragraph(name, number, article, &paragraph, &hits)?;
            } else if context > 0 {
                before.truncate(context - 1);
                before.push_front((number, paragraph));
            }
            if candidate.is_none() && behind == 0 {
                break;
            }
            continue;
        }
        count += 1;
        if writer.is_list() {
            break;
        }
        while let Some((number, paragraph)) = before.pop_back() {
            writer.paragraph(name, number, article, &paragraph, &[])?;
        }
        writer.paragraph(name, number, article, &paragraph, &hits)?;
        behind = context;
    }
    Ok(count)
}

/// What a piece of a file gives.
#[derive(Default)]
struct Found {
    /// Paragraphs that match.
    count: usize,
    /// All paragraphs, where they are counted.
    paragraphs: usize,
    /// The matching ones by their number in the piece, as articles of their own.
    hits: Vec<(usize, Article, Paragraph, Vec<Span>)>,
}

/// Search a file piece by piece.
fn by_pieces(writer: &mut Writer, lines: &Lines, matcher: &Matcher, name: &str) -> Result<usize, Failure> {
    let shows = writer.shows_hits();
    let (mut count, mut paragraphs, mut failed) = (0, 0, None);
    in_order(
        lines.pieces(),
        |piece: &mut Piece, number| {
            lines.read(number, piece).map(|()| search_piece(lines, piece.lines(), matcher, shows))
        },
        |_, found| {
            let found = match found {
                Ok(found) => found,
                Err(error) => {
                    failed = Some(LoadError::Unreadable { name: name.to_owned(), error });
                    return Ok(false);
                }
            };
            for (number, article, paragraph, hits) in &found.hits {
                writer.paragraph(name, paragraphs + number, article, paragraph, hits)?;
            }
            paragraphs += found.paragraphs;
            count += found.count;
            Ok(count == 0 || !writer.is_list())
        },
    )?;
    failed.map_or(Ok(count), |error| Err(error.into()))
}

fn search_piece(lines: &Lines, bytes: &[u8], matcher: &Matcher, shows: bool) -> Found {
    let mut found = Found::default();
    let settled = !shows && matcher.is_settled_by_candidates();
    let mut counted = 0;
    let mut at = 0;
    while let Some(line) = matcher.candidate(bytes, at) {
        at = line.end + 1;
        let text = &bytes[line.start..line.end];
        if settled && Lines::is_plain(text) {
            found.count += 1;
            continue;
        }
        if shows {
            found.paragraphs += lines.count(&bytes[counted..line.start]);
            counted = line.start;
        }
        let (article, paragraphs) = lines.paragraphs(text);
        for (number, paragraph) in paragraphs.into_iter().enumerate() {
            let hits: Vec<Span> = matcher.find_iter(article.slice(paragraph.span)).collect();
            if !hits.is_empty() {
                found.count += 1;
                if shows {
                    found.hits.push((found.paragraphs + number, article.clone(), paragraph, hits));
                }
            }
        }
    }
    if shows {
        found.paragraphs += lines.count(&bytes[counted..]);
    }
    found
}

/// Writes what was asked for on standard output.
struct Writer<'a> {
    config: &'a Config,
    asked: &'a Search,
    several: bool,
    /// The terminal is asked only once there is something to show on it, and lent for as long as there may be more.
    output: Option<(Output, Loan)>,
}

impl Writer<'_> {
    /// Whether hits are shown, not only counted.
    fn shows_hits(&self) -> bool {
        !self.asked.count && !self.asked.list
    }

    /// Whether one match in a source is enough.
    fn is_list(&self) -> bool {
        self.asked.list
    }

    /// A paragraph with its hits, or one around such a paragraph.
    fn paragraph(
        &mut self,
        name: &str,
        number: usize,
        article: &Article,
        paragraph: &Paragraph,
        hits: &[Span],
    ) -> Result<(), CommandError> {
        if !self.shows_hits() {
            return Ok(());
        }
        let mut text = String::new();
        match self.asked.format {
            SearchFormat::Json => {
                for hit in located(name, number, article.slice(paragraph.span), hits) {
                    let json = serde_json::to_string(&hit).map_err(|error| CommandError::Output(error.into()))?;
                    text.push_str(&extract::escaped(&json));
                    text.push('\n');
                }
            }
            SearchFormat::Text => {
                let settings = &self.config.settings;
                let output = self.output()?;
                let sign = if hits.is_empty() { '-' } else { ':' };
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{}{sign}{}{sign}", printable(name), number + 1);
                let options = settings.layout_options(output.width, output.shown).display();
                for line in layout::lay_out(article.slice(paragraph.span), paragraph.direction, &options) {
                    let marked = |cell: &layout::Cell| hits.iter().any(|hit| hit.overlaps(cell.span));
                    output.push_marked(&mut text, &line, Scope::of_kind(paragraph.kind), marked);
                }
            }
        }
        put(&text)
    }

    /// What is said of a source as a whole.
    fn sum(&self, name: &str, count: usize) -> Result<(), CommandError> {
        let json = self.asked.format == SearchFormat::Json;
        let text = match (self.asked.count, self.asked.list && count > 0) {
            (true, _) if json => serde_json::json!({ "source": name, "count": count }).to_string(),
            (true, _) if self.several => format!("{}:{count}", printable(name)),
            (true, _) => count.to_string(),
            (_, true) if json => serde_json::json!({ "source": name }).to_string(),
            (_, true) => printable(name),
            _ => return Ok(()),
        };
        put(&format!("{}\n", if json { extract::escaped(&text) } else { text }))
    }

    fn output(&mut self) -> Result<&Output, CommandError> {
        let (output, _) = match self.output.take() {
            Some(known) => self.output.insert(known),
            None => {
                let output = Output::new(&self.config.settings);
                let loan = Loan::of(output.mode).map_err(CommandError::Output)?;
                self.output.insert((output, loan))
            }
        };
        Ok(output)
    }
}

/// Hits placed in a paragraph's text by code points.
fn located<'a>(source: &'a str, paragraph: usize, text: &'a str, hits: &'a [Span]) -> impl Iterator<Item = Hit<'a>> {
    let (mut byte, mut chars) = (0, 0);
    hits.iter().map(move |hit| {
        chars += text[byte..hit.start].chars().count();
        let start = chars;
        chars += hit.of(text).chars().count();
        byte = hit.end;
        let first = text[..hit.start].char_indices().rev().take(AROUND).last().map_or(hit.start, |(at, _)| at);
        let last = text[hit.end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| hit.end + at);
        Hit {
            source,
            paragraph,
            start,
            end: chars,
            text: hit.of(text),
            before: &text[first..hit.start],
            after: &text[hit.end..last],
        }
    })
}

fn put(text: &str) -> Result<(), CommandError> {
    // Not locked: a signal has to be able to tell the terminal back in between.
    let mut out = io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(CommandError::Output)
}
