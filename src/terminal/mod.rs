//! The terminal: everything that reads from it or writes to it.
//!
//! | file | what |
//! |---|---|
//! | [`mode`] | output modes: glyphs, enter and leave sequences (pure) |
//! | [`row`] | a row of cells in the order a mode sends it (pure) |
//! | [`pen`] | colours and modifiers as sequences (pure) |
//! | [`screen`] | raw mode, the alternate screen, and giving both back whatever happens |
//! | [`backend`] | ratatui's cells as bytes, one write a frame |
//! | [`input`] | bytes from the terminal as keys, mouse events and replies (pure) |
//! | [`probe`] | questions to the terminal and what the environment says |
//! | [`known`] | terminals that are known, and their modes |
//! | [`outer`] | the terminal outside tmux |
//! | [`clipboard`] | copying by OSC 52 (pure) |
//! | [`signals`] | signals as events |
//!
//! It must not know articles, layout of paragraphs or what is being read.

pub mod backend;
pub mod clipboard;
pub mod input;
pub mod known;
pub mod mode;
pub mod outer;
pub mod pen;
pub mod probe;
pub mod row;
pub mod screen;
pub mod signals;
