//! What is known about scripts and languages: direction and identity.
//!
//! In: text. Out: facts about it. It must not know articles, files, screens or where its data is stored; the
//! evidence by which languages are told apart is handed in (see [`identify::Languages`]).

pub mod clitic;
pub mod direction;
pub mod fold;
pub mod folding;
pub mod identify;
pub mod marks;
pub mod script;
pub mod sentence;
pub mod token;

pub use direction::Direction;
