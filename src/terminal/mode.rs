//! Output modes: who reorders, and what the terminal is told about it.
//!
//! A mode is a pure matter: which glyphs layout is to give, in which order a row's cells are sent, and what is sent on
//! entering and leaving. In: nothing but the mode. Out: those three. It must not know articles or files.

use crate::layout::Glyphs;

/// How rows are sent to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum OutputMode {
    /// In visual order, with presentation forms: for terminals that draw one cell after the other.
    #[default]
    Visual,
    /// The same, between sequences that keep a reordering terminal from doing it again (BDSM reset, SCP).
    Explicit,
    /// In logical order, base letters: the terminal reorders and joins.
    Logical,
}

impl OutputMode {
    /// All of them, in the order they are cycled through.
    pub const ALL: &[Self] = &[Self::Visual, Self::Explicit, Self::Logical];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Explicit => "explicit",
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

    /// The glyphs layout gives for it; `shaped` chooses between forms and base letters where qari reorders.
    #[must_use]
    pub fn glyphs(self, shaped: bool) -> Glyphs {
        match self {
            Self::Visual | Self::Explicit if shaped => Glyphs::Shaped,
            Self::Visual | Self::Explicit => Glyphs::Base,
            Self::Logical => Glyphs::Logical,
        }
    }

    /// What the terminal is told before the first row: in explicit mode, not to reorder (`CSI 8 l`), to run paragraphs
    /// left to right (`CSI 1 SP k`) and to leave the arrow keys alone (`CSI ? 1243 l`).
    #[must_use]
    pub fn enter(self) -> &'static str {
        match self {
            Self::Explicit => "\x1b[8l\x1b[1 k\x1b[?1243l",
            Self::Visual | Self::Logical => "",
        }
    }

    /// What puts the terminal back.
    #[must_use]
    pub fn leave(self) -> &'static str {
        match self {
            Self::Explicit => "\x1b[8h\x1b[0 k\x1b[?1243h",
            Self::Visual | Self::Logical => "",
        }
    }
}
