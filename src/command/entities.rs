//! `qari entities`: what articles speak of, as a table or for programs.
//!
//! In: sources. Out: their entities, source by source in the order given, found by several threads at once; only a few
//! articles are held at a time. It must not know the reader.

use super::eval::{ARTICLE, engines, tagged};
use super::in_order::in_order;
use super::output::Output;
use super::{CommandError, complain, extract, printable};
use crate::article::Article;
use crate::cli::{Engine, EntitiesFormat};
use crate::config::{Config, Scope};
use crate::corrections;
use crate::entity::recognise::{Recogniser, has_tagger};
use crate::entity::{self, Entities, Entity, Label, Mention};
use crate::lang::Direction;
use crate::layout::{self, Glyphs};
use crate::load::{LoadOptions, Source, load};
use crate::models::Full;
use crate::span::Span;
use crate::terminal::screen::Loan;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Read, Write};
use std::process::ExitCode;

/// What is asked of the command besides the sources.
#[derive(Debug, Clone)]
pub struct Request {
    /// How to write it.
    pub format: EntitiesFormat,
    /// Which labels; none given means all.
    pub types: Vec<Label>,
    /// Which engine.
    pub engine: Engine,
    /// Sources have a sentence a line, tokens apart by single spaces.
    pub pretokenized: bool,
    /// Leave the reader's corrections aside.
    pub uncorrected: bool,
}

#[derive(Serialize)]
struct Listing<'a> {
    source: &'a str,
    lang: &'a str,
    entities: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: usize,
    label: Label,
    name: &'a str,
    aliases: &'a [String],
    count: usize,
    mentions: Vec<Found<'a>>,
}

/// A mention: its paragraph and code-point offsets into that paragraph's text.
#[derive(Debug, Serialize)]
struct Found<'a> {
    paragraph: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

/// List the entities of each source.
///
/// # Errors
/// Where standard output fails or the models are damaged.
pub fn run(config: &Config, sources: &[Source], request: &Request) -> Result<ExitCode, CommandError> {
    config.problems.iter().for_each(|problem| complain(problem));
    let (recogniser, full) = engines(request.engine)?;
    let options = LoadOptions::from(&config.settings);
    let table = matches!(request.format, EntitiesFormat::Table).then(|| Output::new(&config.settings));
    let _loan = table.as_ref().map(|output| Loan::of(output.mode)).transpose().map_err(CommandError::Output)?;
    if matches!(request.format, EntitiesFormat::Csv) {
        put("source,id,label,name,paragraph,start,end,text\n")?;
    }
    let work = |source: &Source| -> Result<String, String> {
        let listed = |article: &Article, units: &[Span], entities: &Entities| {
            written(article, units, entities, request, table.as_ref())
        };
        if request.pretokenized {
            let (article, lines) = tokenised(source, &options).map_err(|error| error.to_string())?;
            Ok(listed(&article, &lines, &in_lines(recogniser, full, &article, &lines)))
        } else {
            let article = load(source, &options).map_err(|error| error.to_string())?;
            let paragraphs: Vec<_> = article.paragraphs().collect();
            let scores = full.map(|full| full.scores(&Recogniser::words(article.text(), &paragraphs)));
            let language = &article.meta.language;
            let mentions = recogniser.mentions(article.text(), &paragraphs, language, scores.as_deref());
            let found = recogniser.resolve(article.text(), &mentions, language);
            let overlay = if request.uncorrected { Ok(None) } else { corrections::kept(&article) };
            let entities = match overlay.map_err(|error| error.to_string())? {
                Some(overlay) => overlay.apply(article.text(), found).0,
                None => found,
            };
            let spans: Vec<Span> = paragraphs.iter().map(|paragraph| paragraph.span).collect();
            Ok(listed(&article, &spans, &entities))
        }
    };
    let bar = Bar::new(sources.len());
    let mut code = ExitCode::SUCCESS;
    let found = in_order(
        sources.len(),
        |_: &mut (), at| work(&sources[at]),
        |at, outcome| {
            bar.clear();
            match outcome {
                Ok(text) => put(&text)?,
                Err(problem) => {
                    complain(&problem);
                    code = ExitCode::FAILURE;
                }
            }
            bar.draw(at + 1);
            Ok(true)
        },
    );
    bar.clear();
    found.map(|()| code)
}

fn put(text: &str) -> Result<(), CommandError> {
    let mut out = io::stdout();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(CommandError::Output)
}

/// How far the work is, on standard error where that is a terminal and there are many sources.
struct Bar {
    of: usize,
    shown: bool,
}

impl Bar {
    const CELLS: usize = 30;

    fn new(of: usize) -> Self {
        Self { of, shown: of > 3 && io::stderr().is_terminal() }
    }

    fn draw(&self, done: usize) {
        if self.shown && done < self.of {
            let full = Self::CELLS * done / self.of;
            eprint!("\r[{}{}] {done}/{}", "#".repeat(full), "-".repeat(Self::CELLS - full), self.of);
        }
    }

    fn clear(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

/// A source of tokens: its text as it is, each line a sentence.
fn tokenised(source: &Source, options: &LoadOptions) -> io::Result<(Article, Vec<Span>)> {
    let text = match source {
        Source::File(path) => std::fs::read_to_string(path)
            .map_err(|error| io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display())))?,
        _ => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            text
        }
    };
    let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
    let mut start = 0;
    let lines = text
        .split('\n')
        .map(|line| {
            let span = Span::new(start, start + line.len());
            start += line.len() + 1;
            span
        })
        .collect();
    Ok((crate::load::verbatim(&source.name(), text, options), lines))
}

/// Entities of sentences given as tokens: a mention is whole tokens, and nothing but the taggers speaks.
fn in_lines(recogniser: &Recogniser, full: Option<&Full>, article: &Article, lines: &[Span]) -> Entities {
    let text = article.text();
    let words = |line: &Span| {
        let mut at = line.start;
        let parts = line.of(text).split(' ').map(move |word| {
            let span = Span::new(at, at + word.len());
            at += word.len() + 1;
            span
        });
        parts.filter(|span| !span.is_empty()).collect::<Vec<_>>()
    };
    let mut mentions = Vec::new();
    for block in lines.chunks(ARTICLE) {
        let spans: Vec<Vec<Span>> = block.iter().map(words).collect();
        let sentences: Vec<Vec<&str>> =
            spans.iter().map(|words| words.iter().map(|word| word.of(text)).collect()).collect();
        for (words, tags) in spans.iter().zip(tagged(recogniser, full, &sentences)) {
            mentions.extend(entity::memory::mentions(&tags).filter_map(|(start, len, tag)| {
                let span = Span::new(words[start].start, words[start + len - 1].end);
                Some(Mention { span, label: entity::tagger::label(tag)?.0 })
            }));
        }
    }
    recogniser.resolve(text, &mentions, &article.meta.language)
}

/// What one source gives, in the format asked for.
fn written(
    article: &Article,
    units: &[Span],
    entities: &Entities,
    request: &Request,
    table: Option<&Output>,
) -> String {
    let wanted = |entity: &Entity| request.types.is_empty() || request.types.contains(&entity.label);
    let chosen: Vec<(usize, &Entity)> = entities.iter().filter(|(_, entity)| wanted(entity)).collect();
    let mut out = String::new();
    match request.format {
        EntitiesFormat::Table => {
            if let Some(output) = table {
                as_table(&mut out, article, &chosen, output);
            }
        }
        EntitiesFormat::Json => {
            let listing = Listing {
                source: &article.meta.source,
                lang: &article.meta.language,
                entities: chosen.iter().map(|(id, entity)| entry(article, units, *id, entity)).collect(),
            };
            out.push_str(&extract::escaped(&serde_json::to_string(&listing).unwrap_or_default()));
            out.push('\n');
        }
        EntitiesFormat::Jsonl => {
            for (id, entity) in chosen {
                let Ok(serde_json::Value::Object(mut line)) = serde_json::to_value(entry(article, units, id, entity))
                else {
                    continue;
                };
                line.insert("source".into(), article.meta.source.clone().into());
                out.push_str(&extract::escaped(&serde_json::Value::Object(line).to_string()));
                out.push('\n');
            }
        }
        EntitiesFormat::Csv => {
            for (id, entity) in chosen {
                for found in entry(article, units, id, entity).mentions {
                    let fields = [
                        &article.meta.source,
                        &(id + 1).to_string(),
                        entity.label.code(),
                        &entity.name,
                        &found.paragraph.to_string(),
                        &found.start.to_string(),
                        &found.end.to_string(),
                        found.text,
                    ];
                    let fields: Vec<String> = fields.iter().map(|field| csv(field)).collect();
                    out.push_str(&fields.join(","));
                    out.push('\n');
                }
            }
        }
    }
    out
}

/// An entry with its mentions placed in paragraphs.
fn entry<'a>(article: &'a Article, units: &[Span], id: usize, entity: &'a Entity) -> Entry<'a> {
    let mentions = entity.mentions.iter().filter_map(|&span| {
        let paragraph = units.partition_point(|unit| unit.end < span.end);
        let unit = *units.get(paragraph)?;
        let start = article.slice(Span::new(unit.start, span.start)).chars().count();
        let text = article.slice(span);
        Some(Found { paragraph, start, end: start + text.chars().count(), text })
    });
    Entry {
        id: id + 1,
        label: entity.label,
        name: &entity.name,
        aliases: &entity.aliases,
        count: entity.mentions.len(),
        mentions: mentions.collect(),
    }
}

/// A field of comma-separated values, safe to look at and for spreadsheets.
pub(super) fn csv(field: &str) -> String {
    let field = printable(field).replace('\n', " ");
    if field.contains([',', '"']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field }
}

/// A table for people: by label, most mentioned first; names laid out for the terminal at hand.
fn as_table(out: &mut String, article: &Article, chosen: &[(usize, &Entity)], output: &Output) {
    let language = &article.meta.language;
    let rules_only =
        if has_tagger(language) { "" } else { ": no names are known in this language, only dates and amounts" };
    let _ = writeln!(out, "{} ({language}{rules_only})", printable(&article.meta.source));
    if chosen.is_empty() {
        out.push_str("none\n");
    }
    let mut chosen = chosen.to_vec();
    chosen.sort_by_key(|(id, entity)| (entity.label, std::cmp::Reverse(entity.mentions.len()), *id));
    for (_, entity) in chosen {
        let mut names = entity.name.clone();
        for alias in &entity.aliases {
            let _ = write!(names, " · {alias}");
        }
        let direction = crate::lang::direction::first_strong(&names).unwrap_or(Direction::Ltr);
        let glyphs: Glyphs = output.shown.glyphs;
        let options = layout::Options { width: usize::MAX, glyphs, ..layout::Options::default() };
        let _ = write!(out, "{:<8} {:>4}  ", entity.label.code(), entity.mentions.len());
        for line in layout::lay_out(&names, direction, &options).iter().take(1) {
            output.push_cells(out, line, Scope::Body);
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_where_they_must_be() {
        assert_eq!(csv("a"), "a");
        assert_eq!(csv("قال، \"نعم\", ثم"), "\"قال، \"\"نعم\"\", ثم\"");
        assert_eq!(csv("a\x1b[31m\nb"), "a[31m b");
    }
}
