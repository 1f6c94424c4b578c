//! Search: where a pattern is in a text, whatever the spelling.
//!
//! | file | what |
//! |---|---|
//! | [`scan`] | folded letters found in text as written |
//! | [`words`] | where words begin and end |
//! | [`pattern`] | regular expressions over folded text |
//! | [`mod@fuzzy`] | near spellings, and how well a name answers to a few letters |
//!
//! In: a [`Query`] and canonical text (a paragraph a line). Out: spans of the text, each whole letters with the marks on them and within
//! one paragraph. It must not know articles, screens or who asks.

pub mod fuzzy;
pub mod pattern;
pub mod scan;
pub mod words;

pub use fuzzy::fuzzy;

use crate::lang::clitic::{self, Attached};
use crate::lang::folding::{Fold, Folded, Folds};
use crate::span::Span;
use memchr::{memchr, memmem, memrchr};
use scan::Scanner;
use thiserror::Error;

/// How a pattern is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// These characters, wherever they stand.
    #[default]
    Literal,
    /// Whole words.
    Word,
    /// Whole words, with the particles and pronouns that Arabic and Hebrew write on them.
    Clitic,
    /// A regular expression over the folded text.
    Regex,
    /// Words that are nearly so.
    Fuzzy,
}

impl Mode {
    /// Every mode.
    pub const ALL: [Self; 5] = [Self::Literal, Self::Word, Self::Clitic, Self::Regex, Self::Fuzzy];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Word => "word",
            Self::Clitic => "clitic",
            Self::Regex => "regex",
            Self::Fuzzy => "fuzzy",
        }
    }

    /// The mode of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// The mode after this one, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// As typed.
    pub pattern: String,
    /// How it is meant.
    pub mode: Mode,
    /// Which spellings are the same. Case is smart: an upper-case letter in the pattern turns that fold off.
    pub folds: Folds,
}

/// Why a pattern cannot be searched for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SearchError {
    /// Nothing to look for.
    #[error("the pattern is empty; type what to look for")]
    Empty,
    /// Folding leaves nothing of it.
    #[error(
        "nothing is left of {pattern:?} when marks and controls are folded; turn off the fold that leaves them out"
    )]
    FoldedAway {
        /// The pattern as typed.
        pattern: String,
    },
    /// No regular expression.
    #[error("cannot read {pattern:?} as a regular expression: {reason}, at character {at}")]
    Regex {
        /// The pattern as typed.
        pattern: String,
        /// What is wrong with it.
        reason: String,
        /// Which of its characters is wrong, from 1.
        at: usize,
    },
    /// A regular expression that would take too much memory.
    #[error("the regular expression {pattern:?} is too large; use fewer or smaller repetitions")]
    TooLarge {
        /// The pattern as typed.
        pattern: String,
    },
}

/// A query made ready.
#[derive(Debug, Clone)]
pub struct Matcher {
    folds: Folds,
    engine: Engine,
}

#[derive(Debug, Clone)]
enum Engine {
    Literal(Needle),
    Regex(regex::Regex),
    Fuzzy(fuzzy::Near),
}

/// Folded text to be found as it stands.
#[derive(Debug, Clone)]
struct Needle {
    text: String,
    borders: Borders,
    /// Without one, text is folded to find the needle in it.
    scanner: Option<Scanner>,
}

/// What has to be around a needle.
#[derive(Debug, Clone)]
enum Borders {
    Any,
    Word,
    Clitic(Attached),
}

impl Matcher {
    /// Make a query ready.
    ///
    /// # Errors
    /// [`SearchError`] where its pattern cannot be searched for.
    pub fn new(query: &Query) -> Result<Self, SearchError> {
        if query.pattern.is_empty() {
            return Err(SearchError::Empty);
        }
        let mut folds = query.folds;
        let upper = match query.mode {
            Mode::Regex => pattern::has_upper(&query.pattern)?,
            _ => query.pattern.chars().any(char::is_uppercase),
        };
        if upper {
            folds = folds.without(Fold::Case);
        }
        if query.mode == Mode::Regex {
            return Ok(Self { folds, engine: Engine::Regex(pattern::compile(&query.pattern, folds)?) });
        }
        let text = folds.fold(&query.pattern.replace('\n', " "));
        if text.is_empty() {
            return Err(SearchError::FoldedAway { pattern: query.pattern.clone() });
        }
        let needle = |text: String, borders| {
            let scanner = Scanner::new(&text, folds);
            Engine::Literal(Needle { text, borders, scanner })
        };
        let engine = match query.mode {
            Mode::Fuzzy => Engine::Fuzzy(fuzzy::Near::new(&text)),
            Mode::Clitic => {
                let attached = clitic::attached(&text, &query.pattern, folds);
                needle(attached.core.clone(), Borders::Clitic(attached))
            }
            Mode::Word => needle(text, Borders::Word),
            Mode::Literal | Mode::Regex => needle(text, Borders::Any),
        };
        Ok(Self { folds, engine })
    }

    /// The first match that starts at `from` or behind it.
    #[must_use]
    pub fn find_at(&self, text: &str, from: usize) -> Option<Span> {
        self.hits(text, from).next()
    }

    /// The last match that starts before `before`.
    #[must_use]
    pub fn rfind_before(&self, text: &str, before: usize) -> Option<Span> {
        let mut end = before.min(text.len());
        loop {
            let start = memrchr(b'\n', &text.as_bytes()[..end]).map_or(0, |at| at + 1);
            let line_end = memchr(b'\n', &text.as_bytes()[end..]).map_or(text.len(), |at| end + at);
            let hits = self.hits(&text[..line_end], start);
            if let Some(hit) = hits.take_while(|hit| hit.start < before).last() {
                return Some(hit);
            }
            end = start.checked_sub(1)?;
        }
    }

    /// All matches that do not overlap, in order.
    pub fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        self.hits(text, 0)
    }

    /// How many there are.
    #[must_use]
    pub fn count_in(&self, text: &str) -> usize {
        self.find_iter(text).count()
    }

    /// The first line at `from` or behind it that may hold a match, in bytes that are UTF-8 or nearly. `from` begins a line.
    #[must_use]
    pub fn candidate(&self, bytes: &[u8], from: usize) -> Option<Span> {
        let at = match self.scanner() {
            Some(scanner) => scanner.find(bytes, from)?.start,
            None => from + bytes.get(from..)?.iter().position(|byte| *byte != b'\n')?,
        };
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |at| at + 1);
        Some(Span::new(start, memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)))
    }

    /// Whether every candidate holds a match: what is looked for cannot be among what a paragraph leaves out at its ends, and nothing
    /// is asked of what is around it.
    #[must_use]
    pub fn is_settled_by_candidates(&self) -> bool {
        let Engine::Literal(Needle { text, borders: Borders::Any, scanner: Some(_) }) = &self.engine else {
            return false;
        };
        text.starts_with(char::is_alphanumeric) && text.ends_with(char::is_alphanumeric)
    }

    fn scanner(&self) -> Option<&Scanner> {
        match &self.engine {
            Engine::Literal(needle) => needle.scanner.as_ref(),
            _ => None,
        }
    }

    fn hits<'a>(&'a self, text: &'a str, from: usize) -> Hits<'a> {
        Hits { matcher: self, text, from, line: Span::default(), folded: Folded::default(), fresh: true }
    }

    /// The first match in a folded line that starts at `from` or behind it, in the bytes of `text`.
    fn find_in(&self, text: &str, line: Span, folded: &Folded, from: usize) -> Option<Span> {
        let mut at = folded.position(from.saturating_sub(line.start));
        let bytes = folded.text.as_bytes();
        match &self.engine {
            Engine::Literal(needle) => loop {
                let found = at + memmem::find(bytes.get(at..)?, needle.text.as_bytes())?;
                let span = folded.source(Span::new(found, found + needle.text.len())).shifted(line.start);
                if let Some(hit) = needle.within_borders(text, span, self.folds)
                    && hit.start >= from
                {
                    return Some(hit);
                }
                at = found + folded.text[found..].chars().next().map_or(1, char::len_utf8);
            },
            Engine::Regex(regex) => loop {
                let found = regex.find_at(&folded.text, at)?;
                if !found.is_empty() {
                    return Some(folded.source(Span::new(found.start(), found.end())).shifted(line.start));
                }
                at = found.end() + folded.text[found.end()..].chars().next()?.len_utf8();
            },
            Engine::Fuzzy(near) => near.find(text, line, self.folds, from),
        }
    }
}

impl Needle {
    /// The first match that starts at `from` or behind it, by scanning.
    fn scan(&self, scanner: &Scanner, text: &str, from: usize, folds: Folds) -> Option<Span> {
        let mut at = from;
        loop {
            let found = scanner.find(text.as_bytes(), at)?;
            if let Some(hit) = self.within_borders(text, found, folds).filter(|hit| hit.start >= from) {
                return Some(hit);
            }
            at = found.start + text[found.start..].chars().next().map_or(1, char::len_utf8);
        }
    }

    /// The match around a place where the needle stands, if what is around it is right.
    fn within_borders(&self, text: &str, span: Span, folds: Folds) -> Option<Span> {
        match &self.borders {
            Borders::Any => Some(span),
            Borders::Word => words::is_whole(text, span).then_some(span),
            Borders::Clitic(attached) => {
                let word = words::around(text, span);
                let fits = |piece: Span, among: &[String]| {
                    let piece = words::letters(piece.of(text), folds);
                    among.contains(&piece)
                };
                let before = fits(Span::new(word.start, span.start), &attached.before);
                (before && fits(Span::new(span.end, word.end), &attached.behind)).then_some(word)
            }
        }
    }
}

/// Matches from some byte on, a paragraph folded at a time.
struct Hits<'a> {
    matcher: &'a Matcher,
    text: &'a str,
    from: usize,
    line: Span,
    folded: Folded,
    fresh: bool,
}

impl Iterator for Hits<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        if let Engine::Literal(needle) = &self.matcher.engine
            && let Some(scanner) = &needle.scanner
        {
            let hit = needle.scan(scanner, self.text, self.from, self.matcher.folds);
            self.from = hit.map_or(self.text.len() + 1, |hit| hit.end);
            return hit;
        }
        let bytes = self.text.as_bytes();
        while self.from <= bytes.len() {
            if self.fresh {
                let start = memrchr(b'\n', &bytes[..self.from]).map_or(0, |at| at + 1);
                let end = memchr(b'\n', &bytes[self.from..]).map_or(bytes.len(), |at| self.from + at);
                self.line = Span::new(start, end);
                self.folded.fill(self.line.of(self.text), self.matcher.folds);
                self.fresh = false;
            }
            if let Some(hit) = self.matcher.find_in(self.text, self.line, &self.folded, self.from) {
                self.from = hit.end;
                return Some(hit);
            }
            self.from = self.line.end + 1;
            self.fresh = true;
        }
        None
    }
}

#[cfg(test)]
mod tests;
