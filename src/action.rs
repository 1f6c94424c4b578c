//! The vocabulary: everything qari can be asked to do while reading.
//!
//! A key, the mouse, the prompt and a test all speak [`Action`]. The keymap files, the help screen, `qari keys` and the
//! README's table are made from [`ACTIONS`]; the words for each action stand in `assets/locale` under `action-NAME`.
//! In: nothing. Out: names and groups. It must not know what doing an action means.

use std::fmt;

/// The groups actions are listed in, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// Moving through the text.
    Move,
    /// Changing how it is shown.
    Show,
    /// Selecting and copying.
    Select,
    /// Several articles.
    Articles,
    /// The program itself.
    Program,
}

impl Group {
    /// All of them, in the order they are listed.
    pub const ALL: &[Self] = &[Self::Move, Self::Show, Self::Select, Self::Articles, Self::Program];

    /// The key of its heading in the locale.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Move => "group-move",
            Self::Show => "group-show",
            Self::Select => "group-select",
            Self::Articles => "group-articles",
            Self::Program => "group-program",
        }
    }
}

macro_rules! actions {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal in $group:ident;)+) => {
        /// Something qari can do. A count typed before the key (`5j`) goes with it, separately.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Action {
            $($(#[doc = $doc])+ $variant,)+
            /// `:SETTING VALUE`: change a setting by its name.
            Set(String, String),
            /// Mouse button down at a column and row of the screen, the how manieth in a row.
            Press(u16, u16, u8),
            /// The wheel: so many rows on, or back where negative, whatever is selected.
            Scroll(i16),
            /// Mouse moved with the button down.
            Drag(u16, u16),
        }

        /// Every action a key can be bound to: itself, its name, its group.
        pub const ACTIONS: &[(Action, &str, Group)] = &[$((Action::$variant, $name, Group::$group),)+];
    };
}

actions! {
    /// One line on; the count is how many.
    LineDown = "line-down" in Move;
    /// One line back.
    LineUp = "line-up" in Move;
    /// A screenful on.
    PageDown = "page-down" in Move;
    /// A screenful back.
    PageUp = "page-up" in Move;
    /// Half a screenful on.
    HalfPageDown = "half-page-down" in Move;
    /// Half a screenful back.
    HalfPageUp = "half-page-up" in Move;
    /// Left: the way reading goes in a right-to-left article, so a page on; back in a left-to-right one. While selecting,
    /// one character to the left.
    Left = "left" in Move;
    /// Right: the other way.
    Right = "right" in Move;
    /// The beginning, or the paragraph whose number is the count.
    Start = "start" in Move;
    /// The end, or the paragraph whose number is the count.
    End = "end" in Move;
    /// The next paragraph.
    NextParagraph = "next-paragraph" in Move;
    /// The previous paragraph.
    PreviousParagraph = "previous-paragraph" in Move;
    /// The place that many percent into the article.
    Percent = "percent" in Move;
    /// While selecting: one word on.
    NextWord = "next-word" in Select;
    /// While selecting: one word back.
    PreviousWord = "previous-word" in Select;
    /// Direction of the paragraphs: found, right to left, left to right.
    CycleDirection = "cycle-direction" in Show;
    /// Show or hide tashkeel and niqqud.
    ToggleTashkeel = "toggle-tashkeel" in Show;
    /// Next output mode.
    CycleMode = "cycle-mode" in Show;
    /// Next theme.
    CycleTheme = "cycle-theme" in Show;
    /// Shorter lines; the count is by how many cells.
    Narrower = "narrower" in Show;
    /// Longer lines.
    Wider = "wider" in Show;
    /// Spaces widened until lines fill the measure, or not.
    ToggleJustify = "toggle-justify" in Show;
    /// Fold page furniture away, or show it.
    ToggleFurniture = "toggle-furniture" in Show;
    /// Begin to select, or stop.
    Select = "select" in Select;
    /// Copy the selection in logical order.
    Copy = "copy" in Select;
    /// Copy the paragraph at the cursor or at the top.
    CopyParagraph = "copy-paragraph" in Select;
    /// The next article given.
    NextArticle = "next-article" in Articles;
    /// The previous article given.
    PreviousArticle = "previous-article" in Articles;
    /// The list of articles.
    ListArticles = "list-articles" in Articles;
    /// Choose what is highlighted in a list; in the text, one line on; on the welcome page, open the sample.
    Choose = "choose" in Program;
    /// Leave what is open: help, list, selection, message.
    Cancel = "cancel" in Program;
    /// Type a command.
    Prompt = "prompt" in Program;
    /// The keys and what they do.
    Help = "help" in Program;
    /// Draw the screen anew.
    Redraw = "redraw" in Program;
    /// Stop the program until the shell brings it back.
    Suspend = "suspend" in Program;
    /// Leave qari.
    Quit = "quit" in Program;
}

impl Action {
    /// The action a name stands for.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        ACTIONS.iter().find(|(_, other, _)| *other == name).map(|(action, _, _)| action.clone())
    }

    /// Its name; empty for those that no key can be bound to.
    #[must_use]
    pub fn name(&self) -> &'static str {
        ACTIONS.iter().find(|(action, _, _)| action == self).map_or("", |(_, name, _)| name)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(key, value) => write!(f, "{key} {value}"),
            other => f.write_str(other.name()),
        }
    }
}
