//! What is kept.
//!
//! In: nothing. Out: the records and their names. It must not know tables.

use crate::article::{Article, Quote};
use std::hash::{BuildHasher, RandomState};
use std::path::PathBuf;

/// What an article is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// [`Article::identity`].
    pub identity: String,
    /// The file it was read from; none for a pipe.
    pub path: Option<PathBuf>,
    /// Its title, or the name of its source.
    pub title: String,
}

impl Key {
    /// The key of an article read from `path`.
    #[must_use]
    pub fn of(article: &Article, path: Option<PathBuf>) -> Self {
        Self {
            identity: article.identity().to_owned(),
            path,
            title: article.title().unwrap_or(&article.meta.source).to_owned(),
        }
    }
}

/// Where reading stopped, and how the article was shown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// The text at the top of the screen.
    pub place: Quote,
    /// Rows above it.
    pub above: usize,
    /// How far the article has been read, in per cent.
    pub percent: usize,
    /// The value of the setting `direction`, where the reader changed it.
    pub direction: Option<String>,
    /// The value of the setting `mode`, where the reader changed it.
    pub mode: Option<String>,
    /// The terminal that the mode was for.
    pub terminal: Option<String>,
    /// Whether the panel was open, where the reader opened or closed it.
    pub panel: Option<bool>,
}

/// Kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A place under a letter.
    Mark,
    /// A place with a name.
    Bookmark,
    /// A piece of text.
    Highlight,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Mark, Self::Bookmark, Self::Highlight];

    /// Its name in the store and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Bookmark => "bookmark",
            Self::Highlight => "highlight",
        }
    }
}

/// Colours of highlights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// Yellow.
    #[default]
    Yellow,
    /// Green.
    Green,
    /// Blue.
    Blue,
    /// Pink.
    Pink,
}

impl Colour {
    /// All of them, in the order they take turns.
    pub const ALL: [Self; 4] = [Self::Yellow, Self::Green, Self::Blue, Self::Pink];

    /// Its name in the store and in exports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Blue => "blue",
            Self::Pink => "pink",
        }
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        Self::ALL[(self as usize + 1) % Self::ALL.len()]
    }

    /// The colour of a name; an unknown one gives the first.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|colour| colour.name() == name).unwrap_or_default()
    }
}

/// A mark, a bookmark or a highlight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Its number in the store.
    pub id: i64,
    /// What it is.
    pub kind: Kind,
    /// A mark's letter, a bookmark's name; empty for a highlight.
    pub name: String,
    /// A highlight's colour.
    pub colour: Colour,
    /// What the reader has written to it.
    pub note: String,
    /// The text it is about, or that follows the place.
    pub quote: Quote,
}

impl Note {
    /// A note with a number of its own: drawn at random, so that two readers at work give no number twice.
    #[must_use]
    pub fn new(kind: Kind, name: &str, colour: Colour, quote: Quote) -> Self {
        let drawn = RandomState::new().hash_one(quote.start);
        let id = i64::try_from(drawn >> 1).unwrap_or(0);
        Self { id, kind, name: name.to_owned(), colour, note: String::new(), quote }
    }
}
