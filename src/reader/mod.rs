//! The reader: the application between keys and screen.
//!
//! | file | what |
//! |---|---|
//! | [`state`] | everything the reader knows |
//! | [`update`] | state and an action give a new state and effects |
//! | [`keys`] | keys, mouse and paste become actions |
//! | [`keyboards`] | the Latin keys that letters of other layouts lie on |
//! | [`line_editor`] | a line that is typed, and its cursor |
//! | [`prompt`] | commands become actions |
//! | [`scroll`] | rows around a byte, forwards and backwards |
//! | [`selection`] | cursor and selected bytes |
//! | [`sheet`] | what help and lists say |
//! | [`mentions`] | which mention comes next |
//! | [`panel`] | the panel of entities: its rows and its choice |
//! | [`find`] | search: pattern, hits, counting, the list of hits |
//! | [`card`] | all about one entity; the timeline |
//! | [`keeping`] | notes, the jump list, how each article is shown |
//! | [`keeper`] | the thread that has the store |
//! | [`geometry`] | where text, scrollbar and status row lie |
//! | [`welcome`] | what is shown when nothing is opened |
//! | [`jobs`] | what runs in the background |
//! | [`event_loop`] | the shell: terminal, threads, effects |
//!
//! Data flows one way: event → action → [`update`] → state → [`crate::ui`]. All but `jobs`, `keeper` and `event_loop` know no
//! terminal, no file and no clock.

pub mod card;
pub mod event_loop;
pub mod find;
pub mod geometry;
pub mod jobs;
pub mod keeper;
pub mod keeping;
pub mod keyboards;
pub mod keys;
pub mod line_editor;
pub mod mentions;
pub mod panel;
pub mod prompt;
pub mod scroll;
pub mod selection;
pub mod sheet;
pub mod state;
pub mod update;
pub mod welcome;

pub use state::State;
