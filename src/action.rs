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
    /// Looking for words.
    Search,
    /// While a pattern is typed: keys that mean this only there.
    Pattern,
    /// While anything is typed into a line.
    Line,
    /// What the article speaks of.
    Entities,
    /// In the panel of entities: keys that mean this only while it has the focus.
    Panel,
    /// What is kept: places left, marks, bookmarks, highlights.
    Keep,
    /// Several articles.
    Articles,
    /// The program itself.
    Program,
}

impl Group {
    /// All of them, in the order they are listed.
    pub const ALL: &[Self] = &[
        Self::Move,
        Self::Show,
        Self::Select,
        Self::Search,
        Self::Pattern,
        Self::Line,
        Self::Keep,
        Self::Entities,
        Self::Panel,
        Self::Articles,
        Self::Program,
    ];

    /// The key of its heading in the locale.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Move => "group-move",
            Self::Show => "group-show",
            Self::Select => "group-select",
            Self::Search => "group-search",
            Self::Pattern => "group-pattern",
            Self::Line => "group-line",
            Self::Entities => "group-entities",
            Self::Panel => "group-panel",
            Self::Keep => "group-keep",
            Self::Articles => "group-articles",
            Self::Program => "group-program",
        }
    }
}

/// Where a key means an action: the same key may mean another one in another layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Anywhere but where something is typed.
    Text,
    /// In the panel of entities, and there before those of the text.
    Panel,
    /// While a line is typed, and only these.
    Line,
    /// While that line is a pattern, and there before those of any line.
    Pattern,
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
            /// The wheel at a column: so many rows on, or back where negative, whatever is selected.
            Scroll(i16, u16),
            /// What is typed or pasted, into the line that is open.
            Insert(String),
            /// `:rename NAME`: the name the entity chosen is to have.
            Rename(String),
            /// Mark the place by a letter.
            Mark(char),
            /// Go to the place marked by a letter; an apostrophe is where the last jump began.
            ToMark(char),
            /// `:bookmark NAME`: keep the place by this name.
            BookmarkAs(String),
            /// `:note TEXT`: what is written to the highlight that is here, or to the note chosen in the list.
            Note(String),
            /// `:search WORDS`: look for them, on from here.
            SearchFor(String),
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
    /// While selecting: to the end of the word, or of the next one; without a selection, the cursor goes to its beginning.
    NextWord = "next-word" in Select;
    /// While selecting: one word back, so that what is selected stays whole words.
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
    /// Begin to select at the hit or mention stepped to, where one has clicked, or at the top; once more, move the cursor alone,
    /// to begin anew elsewhere.
    Select = "select" in Select;
    /// Copy the selection in logical order.
    Copy = "copy" in Select;
    /// Copy the paragraph at the cursor or at the top.
    CopyParagraph = "copy-paragraph" in Select;
    /// Type what to look for, forwards.
    Search = "search" in Search;
    /// Type what to look for, backwards.
    SearchBack = "search-back" in Search;
    /// The next hit, in the direction of the search.
    NextHit = "next-hit" in Search;
    /// The hit before it.
    PreviousHit = "previous-hit" in Search;
    /// All hits in their contexts.
    Hits = "hits" in Search;
    /// In what order the hits are listed.
    SortHits = "hits-sort" in Search;
    /// Show only the paragraphs that hold a pattern.
    Narrow = "narrow" in Search;
    /// Whole words, or not.
    SearchWord = "search-word" in Pattern;
    /// Whole words with the particles and pronouns written on them, or not.
    SearchClitic = "search-clitic" in Pattern;
    /// A regular expression, or not.
    SearchRegex = "search-regex" in Pattern;
    /// Words that are nearly so, or not.
    SearchFuzzy = "search-fuzzy" in Pattern;
    /// No fold at all, or those of the language.
    SearchExact = "search-exact" in Pattern;
    /// Tashkeel counts, or not.
    SearchTashkeel = "search-tashkeel" in Pattern;
    /// Tatweel counts, or not.
    SearchTatweel = "search-tatweel" in Pattern;
    /// Seats of hamza count, or not.
    SearchHamza = "search-hamza" in Pattern;
    /// Alef maksura and yeh differ, or not.
    SearchAlefMaksura = "search-alef-maksura" in Pattern;
    /// Teh marbuta and heh differ, or not.
    SearchTehMarbuta = "search-teh-marbuta" in Pattern;
    /// Persian and Urdu letters differ from the Arabic ones, or not.
    SearchVariants = "search-variants" in Pattern;
    /// Joiners and bidi controls count, or not.
    SearchControls = "search-controls" in Pattern;
    /// Presentation forms differ from letters, or not.
    SearchForms = "search-forms" in Pattern;
    /// Arabic, Persian and Latin digits differ, or not.
    SearchDigits = "search-digits" in Pattern;
    /// Niqqud counts, or not.
    SearchNiqqud = "search-niqqud" in Pattern;
    /// Final letters of Hebrew differ from the others, or not.
    SearchFinals = "search-finals" in Pattern;
    /// Case counts, or not.
    SearchCase = "search-case" in Pattern;
    /// Accents count, or not.
    SearchDiacritics = "search-diacritics" in Pattern;
    /// Kinds of quotation marks and dashes differ, or not.
    SearchPunctuation = "search-punctuation" in Pattern;
    /// Kinds and lengths of white space differ, or not.
    SearchSpace = "search-space" in Pattern;
    /// One character to the left, as the screen shows it.
    CursorLeft = "cursor-left" in Line;
    /// One character to the right.
    CursorRight = "cursor-right" in Line;
    /// One character back in the text.
    CursorBack = "cursor-back" in Line;
    /// One character on.
    CursorForward = "cursor-forward" in Line;
    /// One word to the left.
    CursorWordLeft = "cursor-word-left" in Line;
    /// One word to the right.
    CursorWordRight = "cursor-word-right" in Line;
    /// One word back in the text.
    CursorWordBack = "cursor-word-back" in Line;
    /// One word on.
    CursorWordForward = "cursor-word-forward" in Line;
    /// To the beginning of the line.
    CursorStart = "cursor-start" in Line;
    /// To its end.
    CursorEnd = "cursor-end" in Line;
    /// Delete the character before the cursor; in an empty line, leave it.
    DeleteBack = "delete-back" in Line;
    /// Delete the character at the cursor.
    DeleteForward = "delete-forward" in Line;
    /// Delete back to the beginning of a word.
    DeleteWordBack = "delete-word-back" in Line;
    /// Delete on to the end of a word.
    DeleteWordForward = "delete-word-forward" in Line;
    /// Delete all before the cursor.
    DeleteToStart = "delete-to-start" in Line;
    /// Delete all from the cursor on.
    DeleteToEnd = "delete-to-end" in Line;
    /// What was typed there before: a pattern, a command.
    OlderLine = "line-older" in Line;
    /// What was typed after that.
    NewerLine = "line-newer" in Line;
    /// At the prompt: finish the name or the value, or say which there are.
    Complete = "complete" in Line;
    /// Take the line as it is.
    AcceptLine = "accept-line" in Line;
    /// Give the line up.
    DropLine = "drop-line" in Line;
    /// Back to where the last jump began.
    JumpBack = "jump-back" in Keep;
    /// Forward again.
    JumpForward = "jump-forward" in Keep;
    /// Mark the place; the next key is the letter.
    SetMark = "set-mark" in Keep;
    /// Go to a mark; the next key is its letter.
    GoToMark = "go-to-mark" in Keep;
    /// Keep the place by a name, typed at the prompt.
    Bookmark = "bookmark" in Keep;
    /// Highlight what is selected.
    Highlight = "highlight" in Keep;
    /// The next colour.
    HighlightColour = "highlight-colour" in Keep;
    /// Write to the highlight that is here.
    Annotate = "annotate" in Keep;
    /// The next highlight.
    NextHighlight = "next-highlight" in Keep;
    /// The previous highlight.
    PreviousHighlight = "previous-highlight" in Keep;
    /// Delete the highlight that is here, or what is chosen in the list.
    DeleteNote = "delete-note" in Keep;
    /// Bring back what was deleted last of this article; once more, what was before that.
    UndoDelete = "undo-delete" in Keep;
    /// The list of marks, bookmarks and highlights.
    ListNotes = "list-notes" in Keep;
    /// Open the panel of entities and go to it; in the panel, close it.
    TogglePanel = "entity-panel" in Entities;
    /// From the text to the panel, or back.
    SwitchFocus = "entity-focus" in Entities;
    /// The next mention of whatever is highlighted.
    NextMention = "next-mention" in Entities;
    /// The previous mention of whatever is highlighted.
    PreviousMention = "previous-mention" in Entities;
    /// The next mention of a person.
    NextPerson = "next-person" in Entities;
    /// The previous mention of a person.
    PreviousPerson = "previous-person" in Entities;
    /// The next mention of a place.
    NextPlace = "next-place" in Entities;
    /// The previous mention of a place.
    PreviousPlace = "previous-place" in Entities;
    /// The next mention of an organisation.
    NextOrganisation = "next-organisation" in Entities;
    /// The previous mention of an organisation.
    PreviousOrganisation = "previous-organisation" in Entities;
    /// The next date.
    NextDate = "next-date" in Entities;
    /// The previous date.
    PreviousDate = "previous-date" in Entities;
    /// The next mention of the same entity.
    NextSame = "next-same" in Entities;
    /// The previous mention of the same entity.
    PreviousSame = "previous-same" in Entities;
    /// All about the entity chosen in the panel or stepped to in the text.
    EntityCard = "entity-card" in Entities;
    /// The dates of the article with their sentences.
    Timeline = "timeline" in Entities;
    /// Highlight entities in the text, or do not.
    ToggleEntities = "toggle-entities" in Entities;
    /// Give the entity another name, typed at the prompt.
    RenameEntity = "entity-rename" in Entities;
    /// Give the entity the next label of names.
    RetypeEntity = "entity-retype" in Entities;
    /// Remember the entity; at the next one, take both for one.
    MergeEntity = "entity-merge" in Entities;
    /// Take the mentions spelled as this one for another entity.
    SplitEntity = "entity-split" in Entities;
    /// Leave the entity out.
    HideEntity = "entity-hide" in Entities;
    /// Make what is selected an entity.
    AddEntity = "entity-add" in Entities;
    /// Take back the last correction of entities.
    UndoCorrection = "entity-undo" in Entities;
    /// Highlight people, or do not.
    MarkPeople = "mark-people" in Entities;
    /// Highlight places, or do not.
    MarkPlaces = "mark-places" in Entities;
    /// Highlight organisations, or do not.
    MarkOrganisations = "mark-organisations" in Entities;
    /// Highlight other names, or do not.
    MarkOthers = "mark-others" in Entities;
    /// Highlight dates and times, or do not.
    MarkDates = "mark-dates" in Entities;
    /// Highlight numbers and amounts, or do not.
    MarkNumbers = "mark-numbers" in Entities;
    /// Highlight addresses, or do not.
    MarkLinks = "mark-links" in Entities;
    /// In what order the panel lists.
    SortPanel = "panel-sort" in Panel;
    /// Type what the panel's names are to hold.
    FilterPanel = "panel-filter" in Panel;
    /// Fold the panel's people away, or show them.
    FoldPeople = "fold-people" in Panel;
    /// Fold the panel's places away, or show them.
    FoldPlaces = "fold-places" in Panel;
    /// Fold the panel's organisations away, or show them.
    FoldOrganisations = "fold-organisations" in Panel;
    /// Fold the panel's other names away, or show them.
    FoldOthers = "fold-others" in Panel;
    /// Fold the panel's dates and times away, or show them.
    FoldDates = "fold-dates" in Panel;
    /// Fold the panel's numbers and amounts away, or show them.
    FoldNumbers = "fold-numbers" in Panel;
    /// Fold the panel's addresses away, or show them.
    FoldLinks = "fold-links" in Panel;
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
    /// Where its keys hold.
    #[must_use]
    pub fn layer(&self) -> Layer {
        match ACTIONS.iter().find(|(action, ..)| action == self) {
            Some((.., Group::Panel)) => Layer::Panel,
            Some((.., Group::Pattern)) => Layer::Pattern,
            Some((.., Group::Line)) => Layer::Line,
            _ => Layer::Text,
        }
    }

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
