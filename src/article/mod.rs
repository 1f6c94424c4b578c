//! The document: an article's logical text, its paragraphs and what each of them is.
//!
//! In: canonical text (one paragraph a line, see [`crate::load::flow`]) and the rules of its language.
//! Out: [`Paragraph`]s around any byte, found by looking at the lines around it, so that the cost of drawing a screen does
//! not depend on the size of the article. It must not know files, layout or screens.

pub mod parts;
pub mod quote;
pub mod spacing;

pub use parts::{Kind, PartRules};
pub use quote::Quote;

use crate::lang::Direction;
use crate::lang::direction::{first_strong, majority};
use crate::span::Span;
use memchr::{memchr, memrchr};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::sync::{Arc, OnceLock};

/// Longest paragraph in bytes; a longer line is cut at a space near this size, so that one endless line cannot hold up
/// the screen.
pub const MAX_PARAGRAPH: usize = 64 * 1024;

/// How paragraphs find their direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DirectionRule {
    /// The first strong character decides (UAX #9 P2–P3) and the document's direction where there is none; but a
    /// paragraph whose letters mostly go with the document is not turned by a few foreign words at its start (UAX #9 HL1).
    #[default]
    Auto,
    /// The first strong character decides, always.
    FirstStrong,
    /// All paragraphs alike.
    Fixed(Direction),
}

/// What is known of the article as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// Where it came from, for people: a path, `-`, a name.
    pub source: String,
    /// BCP 47 code of its language, `und` where unknown.
    pub language: String,
    /// The language's own name, empty where unknown.
    pub language_name: String,
    /// Direction of most of its letters.
    pub direction: Direction,
    /// Name of the encoding it was read in.
    pub encoding: String,
    /// Invalid byte sequences replaced by U+FFFD.
    pub replaced: usize,
}

/// A paragraph: where it is, what it is, which way it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Its bytes in the article, white space at the ends left out.
    pub span: Span,
    /// What part of the article it is.
    pub kind: Kind,
    /// Its base direction.
    pub direction: Direction,
    /// It follows the paragraph before it without a gap, as a line of verse does.
    pub tight: bool,
}

/// An article. A clone shares the text, so that background jobs may hold one.
#[derive(Debug, Clone)]
pub struct Article {
    text: Arc<String>,
    /// What is known of it as a whole.
    pub meta: Meta,
    /// Lines that touch belong together (verse, lists); where the file has no blank lines, they do not.
    tight_lines: bool,
    rules: Arc<PartRules>,
    /// Kinds that only a look at the whole head or tail can tell, by paragraph start, ascending.
    parts: Vec<(usize, Kind)>,
    rule: DirectionRule,
    identity: Arc<OnceLock<String>>,
}

impl Article {
    /// An article of canonical text. Looks at the head and the tail, not at what lies between.
    #[must_use]
    pub fn new(text: String, tight_lines: bool, meta: Meta, rules: PartRules, rule: DirectionRule) -> Self {
        let (text, rules) = (Arc::new(text), Arc::new(rules));
        let identity = Arc::default();
        let mut article =
            Self { text, meta, tight_lines, rules: Arc::clone(&rules), parts: Vec::new(), rule, identity };
        article.parts = parts::of_head_and_tail(&article, &rules);
        article
    }

    /// The whole logical text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the article is known by wherever it lies: the first half of its text's SHA-256, in hexadecimal. Worked out
    /// when it is first asked for, in time proportional to the text; clones share it.
    #[must_use]
    pub fn identity(&self) -> &str {
        self.identity.get_or_init(|| {
            let mut name = String::with_capacity(32);
            for byte in &Sha256::digest(self.text.as_bytes())[..16] {
                // Writing to a string cannot fail.
                let _ = write!(name, "{byte:02x}");
            }
            name
        })
    }

    /// The text a span names.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// Whether there is no paragraph at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first().is_none()
    }

    /// Change how paragraphs find their direction.
    pub fn set_direction_rule(&mut self, rule: DirectionRule) {
        self.rule = rule;
    }

    /// The direction of the whole: most letters', or the one that was asked for.
    #[must_use]
    pub fn direction(&self) -> Direction {
        match self.rule {
            DirectionRule::Fixed(direction) => direction,
            DirectionRule::Auto | DirectionRule::FirstStrong => self.meta.direction,
        }
    }

    /// The paragraph that `byte` lies in, or the next one behind it, or the last; `None` only in an empty article.
    #[must_use]
    pub fn paragraph_at(&self, byte: usize) -> Option<Paragraph> {
        let byte = byte.min(self.text.len());
        self.chunk_at(byte)
            .filter(|span| byte < span.end || self.next_chunk(span.end).is_none())
            .or_else(|| self.next_chunk(byte))
            .or_else(|| self.previous_chunk(byte))
            .map(|span| self.describe(span))
    }

    /// The first paragraph.
    #[must_use]
    pub fn first(&self) -> Option<Paragraph> {
        self.next_chunk(0).map(|span| self.describe(span))
    }

    /// The last paragraph.
    #[must_use]
    pub fn last(&self) -> Option<Paragraph> {
        self.previous_chunk(self.text.len()).map(|span| self.describe(span))
    }

    /// The paragraph after this one.
    #[must_use]
    pub fn next(&self, paragraph: &Paragraph) -> Option<Paragraph> {
        self.next_chunk(paragraph.span.end).map(|span| self.describe(span))
    }

    /// The paragraph before this one.
    #[must_use]
    pub fn previous(&self, paragraph: &Paragraph) -> Option<Paragraph> {
        self.previous_chunk(paragraph.span.start).map(|span| self.describe(span))
    }

    /// All paragraphs in order, each found when asked for.
    pub fn paragraphs(&self) -> impl Iterator<Item = Paragraph> + '_ {
        std::iter::successors(self.first(), |paragraph| self.next(paragraph))
    }

    /// The first paragraph of a kind that heads or tails tell: title, dateline, byline.
    #[must_use]
    pub fn part(&self, kind: Kind) -> Option<Span> {
        let (start, _) = self.parts.iter().find(|(_, of)| *of == kind)?;
        self.chunk_at(*start)
    }

    /// The title, where it has one.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.part(Kind::Title).map(|span| self.slice(span))
    }

    /// Bounds of the line around `byte`.
    fn line(&self, byte: usize) -> Span {
        let bytes = self.text.as_bytes();
        let start = memrchr(b'\n', &bytes[..byte]).map_or(0, |at| at + 1);
        let end = memchr(b'\n', &bytes[byte..]).map_or(bytes.len(), |at| byte + at);
        Span::new(start, end)
    }

    /// The paragraph around `byte`, or that ends at it; `None` on a blank line or in the white space around a paragraph.
    fn chunk_at(&self, byte: usize) -> Option<Span> {
        let line = self.line(byte);
        let mut rest = line;
        loop {
            let chunk = self.chunk_of(rest);
            if byte < chunk.end || chunk.end == line.end {
                let span = trimmed(&self.text, chunk)?;
                return (span.start <= byte && byte <= span.end).then_some(span);
            }
            rest.start = chunk.end;
        }
    }

    /// The first [`MAX_PARAGRAPH`] bytes of a line or all of it, cut behind a space where there is one near.
    fn chunk_of(&self, rest: Span) -> Span {
        if rest.len() <= MAX_PARAGRAPH {
            return rest;
        }
        let bytes = self.text.as_bytes();
        let limit = rest.start + MAX_PARAGRAPH;
        let near = limit - MAX_PARAGRAPH / 8;
        let end = memrchr(b' ', &bytes[near..limit]).map_or_else(
            || (near..=limit).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(limit),
            |at| near + at + 1,
        );
        Span::new(rest.start, end)
    }

    /// The first paragraph that starts at or behind `byte`.
    fn next_chunk(&self, byte: usize) -> Option<Span> {
        let mut at = byte;
        while at < self.text.len() {
            let line = self.line(at);
            // Chunks of a cut line are counted from its start, wherever we ask from.
            let mut rest = line;
            while rest.start < line.end {
                let chunk = self.chunk_of(rest);
                if let Some(span) = trimmed(&self.text, chunk)
                    && span.start >= byte
                {
                    return Some(span);
                }
                rest.start = chunk.end;
            }
            at = line.end + 1;
        }
        None
    }

    /// The last paragraph that ends at or before `byte`.
    fn previous_chunk(&self, byte: usize) -> Option<Span> {
        let mut at = Some(byte.min(self.text.len()));
        while let Some(end) = at {
            let line = self.line(end);
            let mut rest = line;
            let mut found = None;
            while rest.start < line.end {
                let chunk = self.chunk_of(rest);
                match trimmed(&self.text, chunk) {
                    Some(span) if span.end <= byte && span.start < byte => found = Some(span),
                    _ => {}
                }
                rest.start = chunk.end;
            }
            if found.is_some() {
                return found;
            }
            at = line.start.checked_sub(1);
        }
        None
    }

    fn describe(&self, span: Span) -> Paragraph {
        let text = self.slice(span);
        let tight = self.tight_lines && self.touches_previous(span);
        let kind = match self.parts.binary_search_by_key(&span.start, |(start, _)| *start) {
            Ok(at) => self.parts[at].1,
            Err(_) => {
                let next = || self.next_chunk(span.end).map(|next| self.slice(next));
                self.rules.local_kind(text, tight, next)
            }
        };
        Paragraph { span, kind, direction: self.direction_of(text), tight }
    }

    fn touches_previous(&self, span: Span) -> bool {
        let line = self.line(span.start);
        let Some(end) = line.start.checked_sub(1) else { return false };
        trimmed(&self.text, self.line(end)).is_some()
    }

    fn direction_of(&self, text: &str) -> Direction {
        let document = self.meta.direction;
        match self.rule {
            DirectionRule::Fixed(direction) => direction,
            DirectionRule::FirstStrong => first_strong(text).unwrap_or(document),
            DirectionRule::Auto => match first_strong(text) {
                Some(own) if own != document => turned(text, document, own),
                Some(own) => own,
                None => document,
            },
        }
    }
}

/// Words of the other direction that a paragraph may begin with and still go with the document.
const FOREIGN_WORDS: usize = 3;

/// `document` where only a few words at the start go against it and most letters go with it, else `own`.
fn turned(text: &str, document: Direction, own: Direction) -> Direction {
    let foreign = text.split_whitespace().take_while(|word| first_strong(word) != Some(document));
    let few = foreign.take(FOREIGN_WORDS + 1).filter(|word| first_strong(word).is_some()).count() <= FOREIGN_WORDS;
    if few && majority(text) == document { document } else { own }
}

/// `span` without the white space and controls at its ends; `None` where nothing that could be seen is in it.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let slice = span.of(text);
    let start = slice.trim_start_matches(is_void).len();
    let kept = slice.trim_matches(is_void).len();
    let seen = slice.chars().any(|c| !is_void(c) && !is_direction(c));
    seen.then(|| Span::new(span.end - start, span.end - start + kept))
}

/// White space, controls and invisible format characters: a paragraph of nothing else is none.
fn is_void(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Bidi controls. They are not trimmed from the ends of a paragraph, for they change how the rest reads; alone they are
/// nothing.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        Article::new(text.into(), true, Meta::default(), PartRules::default(), DirectionRule::Auto)
    }

    #[test]
    fn paragraphs_are_found_from_any_byte() {
        let article = article("\n\nأول\n \u{a0}\nثان\n\u{1b}\n\nثالث\n");
        let all: Vec<Span> = article.paragraphs().map(|p| p.span).collect();
        assert_eq!(all.len(), 3);
        for byte in 0..=article.text().len() {
            let expected = all.iter().find(|span| byte < span.end).or(all.last());
            assert_eq!(article.paragraph_at(byte).map(|p| p.span).as_ref(), expected, "{byte}");
        }
        let mut back: Vec<Span> =
            std::iter::successors(article.last(), |p| article.previous(p)).map(|p| p.span).collect();
        back.reverse();
        assert_eq!(back, all);
    }

    #[test]
    fn an_endless_line_is_cut_the_same_way_from_everywhere() {
        let article = article(&"كلمة ".repeat(40_000));
        let all: Vec<Paragraph> = article.paragraphs().collect();
        assert!(all.len() > 4 && all.iter().all(|p| p.span.len() <= MAX_PARAGRAPH));
        for p in &all {
            assert_eq!(article.paragraph_at(p.span.start + p.span.len() / 2).as_ref(), Some(p));
        }
        assert_eq!(article.previous(&all[3]), Some(all[2]));
    }

    #[test]
    fn a_foreign_first_word_does_not_turn_a_paragraph() {
        let text = "عنوان\n\nBBC قالت إن المدينة هادئة\n\nQuoted here in full: قالت إن المدينة هادئة هذا الصباح وإن الطرق مفتوحة\n\n2024\n";
        let mut article = article(text);
        article.meta.direction = Direction::Rtl;
        let directions = |article: &Article| article.paragraphs().map(|p| p.direction).collect::<Vec<_>>();
        assert_eq!(directions(&article), [Direction::Rtl, Direction::Rtl, Direction::Ltr, Direction::Rtl]);
        article.set_direction_rule(DirectionRule::FirstStrong);
        assert_eq!(directions(&article), [Direction::Rtl, Direction::Ltr, Direction::Ltr, Direction::Rtl]);
    }
}
