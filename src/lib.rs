//! qari, the terminal reader for right-to-left articles.
//!
//! # The map of the house
//!
//! Data flows one way: source → article → (entities, layout) → view. What stands higher in this table may use what stands lower,
//! never the other way round.
//!
//! | module | what it is for |
//! |---|---|
//! | [`command`] | what the command line asks for: read, print, extract, entities, notes, history, keys, config |
//! | [`cli`] | the command line as clap sees it |
//! | [`ui`] | state painted into cells |
//! | [`reader`] | the application: state, update, event loop, background jobs |
//! | [`config`] | settings in layers, keymap, theme |
//! | [`locale`] | the texts of the interface |
//! | [`terminal`] | raw mode, output modes, input, replies, clipboard |
//! | [`store`] | where reading stopped, marks, bookmarks, highlights: one database |
//! | [`corrections`] | what readers corrected, kept by article |
//! | [`calibration`] | what was found out about terminals, kept by terminal |
//! | [`patterns`] | what readers searched for, kept between runs |
//! | [`models`] | what entities are recognised by, made ready once |
//! | [`load`] | source → bytes → encoding → flow → article |
//! | [`entity`] | people, places, organisations, dates: tokens → tags → mentions → entities (pure) |
//! | [`search`] | a pattern and folds → where they are in a text (pure) |
//! | [`layout`] | a paragraph becomes lines of cells in visual order (pure) |
//! | [`article`] | the document: paragraphs around a byte, what each of them is (pure) |
//! | [`lang`] | script, direction, language, folding (pure) |
//! | [`action`] | the vocabulary of what can be done |
//! | [`assets`] | what is embedded in the binary |
//! | [`span`] | byte ranges into logical text |
//!
//! `lang`, `article`, `layout`, `search` and `entity` know no terminal, no file and no clock. Logical text is the only truth: bidi reordering
//! and shaping happen when a line is laid out, and every cell keeps the bytes it stands for.

pub mod action;
pub mod article;
pub mod assets;
pub mod calibration;
pub mod cli;
pub mod command;
pub mod config;
pub mod corrections;
pub mod entity;
pub mod lang;
pub mod layout;
pub mod load;
pub mod locale;
pub mod models;
pub mod patterns;
pub mod reader;
pub mod search;
pub mod span;
pub mod store;
pub mod terminal;
pub mod ui;

/// qari's version, with the version of Unicode its bidi algorithm follows.
pub const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (Unicode 16.0.0 bidi and joining)");
