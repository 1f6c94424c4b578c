//! `qari notes`, `qari history`, `qari forget`: what is kept of articles.
//!
//! In: sources, and the store. Out: highlights and bookmarks as Markdown, JSON or CSV; what was read; less in the store. It must
//! not know the reader.

use super::entities::csv;
use super::extract::escaped;
use super::output::{Output, write};
use super::{CommandError, complain, printable};
use crate::article::{Article, Quote};
use crate::cli::{HistoryFormat, NotesFormat};
use crate::config::{Config, Scope};
use crate::lang::Direction;
use crate::layout;
use crate::load::{LoadOptions, Source, load};
use crate::span::Span;
use crate::store::articles::{Entry, Forgotten};
use crate::store::notes::Dated;
use crate::store::{Kind, Store, open};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Serialize)]
struct Listing<'a> {
    source: Option<String>,
    title: &'a str,
    identity: &'a str,
    notes: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    kind: &'static str,
    name: &'a str,
    colour: Option<&'static str>,
    note: &'a str,
    quote: &'a str,
    before: &'a str,
    after: &'a str,
    /// Byte of the article's text that it began at when it was made.
    start: usize,
    /// Its paragraph in the article as it is now, as `qari extract --format json` counts them, and code points of that
    /// paragraph's text before it; not said where it is lost or the article was not read.
    paragraph: Option<usize>,
    offset: Option<usize>,
    made: &'a str,
    /// Whether the article as it is now does not hold it; not said where it was not read.
    lost: Option<bool>,
}

#[derive(Serialize)]
struct Read<'a> {
    read: Option<&'a str>,
    percent: usize,
    title: &'a str,
    path: Option<String>,
    identity: &'a str,
}

/// An article asked for: where it lies, and its text.
struct Asked {
    article: Article,
    path: Option<PathBuf>,
}

fn ask(config: &Config, path: &Path) -> Result<Asked, CommandError> {
    let source = Source::from_argument(path);
    let article = load(&source, &LoadOptions::from(&config.settings))?;
    Ok(Asked { article, path: source.path().and_then(|path| path.canonicalize().ok()) })
}

/// Write highlights and bookmarks.
///
/// # Errors
/// Where the store or an article cannot be read, or standard output fails.
pub fn notes(config: &Config, sources: &[PathBuf], format: NotesFormat) -> Result<ExitCode, CommandError> {
    let mut out = String::new();
    if format == NotesFormat::Csv {
        out.push_str("source,title,kind,name,colour,note,quote,start,made,lost,paragraph,offset\n");
    }
    let header = out.len();
    if let Some(store) = Store::existing(&open::folder()?)? {
        if sources.is_empty() {
            for entry in store.noted()? {
                // Only what is this article's own: another at the same path is listed by itself.
                push(&mut out, &entry, &store.notes(&entry.identity, None)?, None, format);
            }
        }
        for path in sources {
            let asked = ask(config, path)?;
            let (identity, path) = (asked.article.identity(), asked.path.as_deref());
            let entry = Entry {
                identity: identity.to_owned(),
                path: asked.path.clone(),
                title: asked.article.title().unwrap_or(&asked.article.meta.source).to_owned(),
                percent: 0,
                read: None,
            };
            push(&mut out, &entry, &store.notes(identity, path)?, Some(&asked.article), format);
        }
    }
    if out.len() == header {
        complain(&"no highlights or bookmarks are kept");
    }
    write(out.as_bytes())
}

fn push(out: &mut String, entry: &Entry, notes: &[Dated], article: Option<&Article>, format: NotesFormat) {
    let kept: Vec<&Dated> = notes.iter().filter(|(note, _)| note.kind != Kind::Mark).collect();
    if kept.is_empty() {
        return;
    }
    let paragraphs: Vec<Span> = article.iter().flat_map(|article| article.paragraphs().map(|part| part.span)).collect();
    let place = |quote: &Quote| {
        let text = article?.text();
        let byte = quote.find(text)?.start;
        let number = paragraphs.partition_point(|span| span.start <= byte).checked_sub(1)?;
        let before = Span::new(paragraphs[number].start, byte.min(paragraphs[number].end));
        Some((number, before.of(text).chars().count()))
    };
    let source = entry.path.as_ref().map(|path| path.display().to_string());
    let places = kept.iter().map(|(note, _)| place(&note.quote));
    let items = kept.iter().zip(places).map(|((note, made), place)| Item {
        kind: note.kind.name(),
        name: &note.name,
        colour: (note.kind == Kind::Highlight).then(|| note.colour.name()),
        note: &note.note,
        quote: &note.quote.text,
        before: &note.quote.before,
        after: &note.quote.after,
        start: note.quote.start,
        paragraph: place.map(|(number, _)| number),
        offset: place.map(|(_, offset)| offset),
        made,
        lost: article.map(|_| place.is_none()),
    });
    match format {
        NotesFormat::Markdown => markdown(out, entry, &items.collect::<Vec<_>>()),
        NotesFormat::Json => {
            let listing = Listing { source, title: &entry.title, identity: &entry.identity, notes: items.collect() };
            out.push_str(&escaped(&serde_json::to_string(&listing).unwrap_or_default()));
            out.push('\n');
        }
        NotesFormat::Csv => {
            let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
            for item in items {
                let fields = [
                    source.as_deref().unwrap_or_default(),
                    &entry.title,
                    item.kind,
                    item.name,
                    item.colour.unwrap_or_default(),
                    item.note,
                    item.quote,
                    &item.start.to_string(),
                    item.made,
                    item.lost.map_or("", |lost| if lost { "true" } else { "false" }),
                    &number(item.paragraph),
                    &number(item.offset),
                ];
                let fields: Vec<String> = fields.iter().map(|field| csv(field)).collect();
                let _ = writeln!(out, "{}", fields.join(","));
            }
        }
    }
}

/// Text that Markdown takes for nothing but text.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in printable(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn markdown(out: &mut String, entry: &Entry, items: &[Item<'_>]) {
    if !out.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "# {}\n", plain(&entry.title.replace('\n', " ")));
    if let Some(path) = &entry.path {
        let _ = writeln!(out, "{}\n", plain(&path.display().to_string()));
    }
    for item in items {
        let lost = if item.lost == Some(true) { ", lost" } else { "" };
        if item.colour.is_some() {
            for line in item.quote.lines().filter(|line| !line.trim().is_empty()) {
                let _ = writeln!(out, "> {}", plain(line));
            }
            let _ = writeln!(out, "\n{}, {}{lost}\n", item.colour.unwrap_or_default(), item.made);
        } else {
            let _ = writeln!(out, "- **{}** ({}{lost}): {}\n", plain(item.name), item.made, plain(item.quote));
        }
        if !item.note.is_empty() {
            let _ = writeln!(out, "{}\n", plain(item.note));
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

/// List what was read.
///
/// # Errors
/// Where the store cannot be read or standard output fails.
pub fn history(config: &Config, format: HistoryFormat) -> Result<ExitCode, CommandError> {
    let entries = Store::existing(&open::folder()?)?.map_or(Ok(Vec::new()), |store| store.history())?;
    let output = (format == HistoryFormat::Table).then(|| Output::new(&config.settings));
    let mut out = String::new();
    if entries.is_empty() {
        complain(&"nothing is kept of what was read");
    }
    for entry in entries {
        let path = entry.path.as_ref().map(|path| path.display().to_string());
        let Some(output) = &output else {
            let read = Read {
                read: entry.read.as_deref(),
                percent: entry.percent,
                title: &entry.title,
                path,
                identity: &entry.identity,
            };
            let _ = writeln!(out, "{}", escaped(&serde_json::to_string(&read).unwrap_or_default()));
            continue;
        };
        let _ = write!(out, "{} {:>3}%  ", entry.read.as_deref().unwrap_or("-"), entry.percent);
        let options = layout::Options { width: usize::MAX, glyphs: output.shown.glyphs, ..layout::Options::default() };
        let direction = crate::lang::direction::first_strong(&entry.title).unwrap_or(Direction::Ltr);
        if let Some(line) = layout::lay_out(&entry.title, direction, &options).first() {
            output.push_cells(&mut out, line, Scope::Title);
        }
        let _ = writeln!(out, "  {}", printable(&path.unwrap_or_default()));
    }
    write(out.as_bytes())
}

/// Forget articles, or all where none is named.
///
/// # Errors
/// Where the store or an article cannot be read.
pub fn forget(config: &Config, sources: Option<&[PathBuf]>, notes: bool) -> Result<ExitCode, CommandError> {
    let mut which = Vec::new();
    for path in sources.unwrap_or_default() {
        // A file that is gone is still known by its path.
        match ask(config, path) {
            Ok(asked) => which.push((asked.article.identity().to_owned(), asked.path)),
            Err(CommandError::Load(_)) if path != Path::new("-") && !path.exists() => {
                let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
                let known = folder.canonicalize().ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
                which.push((String::new(), known));
            }
            Err(error) => return Err(error),
        }
    }
    let Some(store) = Store::existing(&open::folder()?)? else { return Ok(ExitCode::SUCCESS) };
    let done = store.forget(sources.map(|_| which.as_slice()), notes)?;
    if done.left > 0 {
        let left = match done.left {
            1 => "one highlight or bookmark is".to_owned(),
            left => format!("{left} highlights and bookmarks are"),
        };
        complain(&format!("{left} still kept; --notes forgets them, too"));
    }
    if done == Forgotten::default() {
        complain(&"nothing is kept of what was named; qari history lists what is, qari notes the rest");
    }
    let notes = if notes { format!(", highlights and bookmarks forgotten: {}", done.notes) } else { String::new() };
    write(format!("articles forgotten: {}{notes}\n", done.articles).as_bytes())
}
