//! Entities: the people, places, organisations, dates and amounts an article speaks of.
//!
//! In: a document's paragraphs. Out: [`Mention`]s, and entries that gather the mentions of one thing.
//! tokens → tags → mentions → entities; every step is pure and can be tested alone. It must not know terminals, files,
//! clocks or where its models are stored.
//!
//! | file | what |
//! |---|---|
//! | [`recognise`] | the recogniser: paragraphs in, mentions and entities out |
//! | [`features`], [`tagger`] | the fast engine: what it sees of a word, and the conditional random field that weighs it |
//! | [`gazetteer`] | known names in one automaton |
//! | [`encoder`] | the full engine: a small BERT |
//! | [`cues`], [`memory`] | what neighbouring words and the article so far say about a name |
//! | `capitals` | what capitals say in English, and where they say nothing |
//! | [`rules`] | dates, amounts and addresses, by rules that are data |
//! | [`resolve`] | the mentions of one thing become one entry |
//! | [`entities`] | entries and their places |
//! | [`overlay`] | a reader's corrections |
//! | [`date`], [`calendar`], [`dating`] | what dates stand for |
//! | [`label`], [`class`] | kinds of entity |
//! | [`score`] | how well tags match the true ones |

pub mod calendar;
mod capitals;
pub mod class;
pub mod cues;
pub mod date;
pub mod dating;
pub mod encoder;
pub mod entities;
pub mod features;
pub mod gazetteer;
pub mod label;
pub mod memory;
pub mod overlay;
pub mod recognise;
pub mod resolve;
pub mod rules;
pub mod score;
pub mod tagger;

pub use class::{Class, Classes};
pub use entities::{Entities, Entity, Place};
pub use label::Label;

use crate::span::Span;

/// A stretch of text that names something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Mention {
    /// Its bytes, attached clitics left out.
    pub span: Span,
    /// What it names.
    pub label: Label,
}
