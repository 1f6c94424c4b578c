//! Output modes: who reorders, and what the terminal is told about it.
//!
//! A mode is a pure matter: which glyphs layout is to give, what is sent on entering and leaving, and how a row of cells in
//! visual order is sent ([`super::row`]). Layout knows no modes: it sets the same lines for all of them.
//! In: nothing but the mode. Out: those three. It must not know articles or files.

use crate::layout::Glyphs;
use serde::{Deserialize, Serialize};

/// How rows are sent to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputMode {
    /// In visual order, with presentation forms: for terminals that draw one cell after the other.
    #[default]
    Visual,
    /// The same, between sequences that keep a reordering terminal from doing it again (BDSM reset, SCP).
    Explicit,
    /// Runs in visual order, the letters of a right-to-left run in logical order: for terminals that reorder a row and join
    /// its letters, whatever they are told (Konsole).
    Runs,
    /// Words in visual order, the letters of a right-to-left word in logical order: for terminals that reorder every word by
    /// itself (kitty).
    Words,
    /// Visual order, with mlterm's own reordering turned off meanwhile.
    Mlterm,
    /// Visual order under a left-to-right override: for terminals that cannot be told anything, being behind another one
    /// (tmux in VTE).
    Lro,
    /// In logical order, base letters: the terminal reorders and joins.
    Logical,
}

impl OutputMode {
    /// All of them, in the order they are cycled through.
    pub const ALL: &[Self] =
        &[Self::Visual, Self::Explicit, Self::Runs, Self::Words, Self::Mlterm, Self::Lro, Self::Logical];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Explicit => "explicit",
            Self::Runs => "runs",
            Self::Words => "words",
            Self::Mlterm => "mlterm",
            Self::Lro => "lro",
            Self::Logical => "logical",
        }
    }

    /// The mode of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|mode| mode.name() == name)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|mode| *mode == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// The glyphs layout gives for it; `shaped` chooses between forms and base letters where qari joins.
    #[must_use]
    pub fn glyphs(self, shaped: bool) -> Glyphs {
        match self {
            Self::Runs => Glyphs::Joining,
            Self::Logical => Glyphs::Logical,
            _ if shaped => Glyphs::Shaped,
            Self::Words => Glyphs::Joining,
            _ => Glyphs::Base,
        }
    }

    /// Whether marks are drawn over their letters. kitty takes them for letters of the word it turns.
    #[must_use]
    pub fn keeps_marks(self) -> bool {
        self != Self::Words
    }

    /// Whether the terminal moves glyphs and leaves colours where they were sent, as kitty does.
    #[must_use]
    pub fn colours_stay(self) -> bool {
        self == Self::Words
    }

    /// Whether the terminal reorders what it is sent, so that a row is to be sent whole where anything in it has changed.
    #[must_use]
    pub fn is_reordered(self) -> bool {
        matches!(self, Self::Runs | Self::Words | Self::Lro | Self::Logical)
    }

    /// What the terminal is told before the first row: in explicit mode, not to reorder (`CSI 8 l`), to run paragraphs
    /// left to right (`CSI 1 SP k`) and to leave the arrow keys alone (`CSI ? 1243 l`); mlterm, not to reorder or join.
    #[must_use]
    pub fn enter(self) -> &'static str {
        match self {
            Self::Explicit => "\x1b[8l\x1b[1 k\x1b[?1243l",
            Self::Mlterm => "\x1b]5379;use_ctl=false\x07",
            Self::Visual | Self::Runs | Self::Words | Self::Lro | Self::Logical => "",
        }
    }

    /// What puts the terminal back.
    #[must_use]
    pub fn leave(self) -> &'static str {
        match self {
            Self::Explicit => "\x1b[8h\x1b[0 k\x1b[?1243h",
            Self::Mlterm => "\x1b]5379;use_ctl=true\x07",
            Self::Visual | Self::Runs | Self::Words | Self::Lro | Self::Logical => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modes_are_named_and_gone_round() {
        let mut mode = OutputMode::default();
        for expected in OutputMode::ALL {
            assert_eq!((mode, OutputMode::from_name(expected.name())), (*expected, Some(*expected)));
            mode = mode.next();
        }
        assert_eq!((mode, OutputMode::from_name("sideways")), (OutputMode::Visual, None));
    }

    #[test]
    fn what_is_entered_is_left() {
        for mode in OutputMode::ALL {
            assert_eq!(mode.enter().is_empty(), mode.leave().is_empty(), "{}", mode.name());
        }
    }
}
