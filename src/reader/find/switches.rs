//! The switches of a search: what the rows above the prompt say while a pattern is typed.
//!
//! In: state. Out: rows of switches that fit the screen. Keys come from the keymap, names from the locale. It must not
//! know how they are painted.

use crate::action::{ACTIONS, Action, Group};
use crate::lang::Direction;
use crate::lang::folding::{Fold, Folds};
use crate::lang::script::Script;
use crate::layout::single_line;
use crate::locale::Argument::{Number, Text};
use crate::reader::find::Purpose;
use crate::reader::state::State;
use crate::search::{Mode, SearchError};

/// Columns between two switches.
pub const GAP: usize = 2;
/// Part of the screen's rows that switches may take: one of so many.
const SHARE: usize = 3;

/// Something that stands above the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// A switch: its words, and whether it is on.
    Switch(String, bool),
    /// What the switches behind it are about.
    Heading(String),
    /// What is wrong with the pattern.
    Problem(String),
}

impl Piece {
    /// Its words.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Switch(words, _) | Self::Heading(words) | Self::Problem(words) => words,
        }
    }
}

/// The fold that an action switches.
#[must_use]
pub fn fold_of(action: &Action) -> Option<Fold> {
    Fold::named(action.name().strip_prefix("search-")?)
}

/// The mode that an action switches.
#[must_use]
pub fn mode_of(action: &Action) -> Option<Mode> {
    Mode::from_name(action.name().strip_prefix("search-")?)
}

/// Why a pattern cannot be searched for, in the reader's language.
#[must_use]
pub fn explained(state: &State, problem: &SearchError) -> String {
    let texts = &state.texts;
    match problem {
        SearchError::Empty => texts.get("message-pattern-empty"),
        SearchError::FoldedAway { pattern } => texts.format("message-pattern-folded", &[("pattern", Text(pattern))]),
        SearchError::Regex { reason, at, .. } => {
            texts.format("message-pattern-regex", &[("reason", Text(reason)), ("at", Number(*at))])
        }
        SearchError::TooLarge { .. } => texts.get("message-pattern-large"),
    }
}

/// The keys of switches are shown without what they have in common.
const COMMON: &str = "Alt-";

/// Whether a fold has to do with the scripts of the article and of the pattern; the others keep to themselves.
fn matters(state: &State, fold: Fold, pattern: &str) -> bool {
    let language = state.article().map_or("", |article| article.meta.language.as_str());
    let own = match (language, state.direction()) {
        ("he" | "yi", _) => Script::Hebrew,
        (_, Direction::Rtl) => Script::Arabic,
        (_, Direction::Ltr) => Script::Latin,
    };
    let is_of = |scripts: &[Script]| {
        scripts.contains(&own) || pattern.chars().filter_map(Script::of).any(|script| scripts.contains(&script))
    };
    match fold {
        Fold::Niqqud | Fold::Finals => is_of(&[Script::Hebrew]),
        Fold::Case | Fold::Diacritics => is_of(&[Script::Latin, Script::Greek, Script::Cyrillic]),
        Fold::Tashkeel => is_of(&[Script::Arabic, Script::Syriac]),
        Fold::Tatweel | Fold::Hamza | Fold::AlefMaksura | Fold::TehMarbuta | Fold::Variants | Fold::Forms => {
            is_of(&[Script::Arabic])
        }
        Fold::Controls | Fold::Digits | Fold::Punctuation | Fold::Space => true,
    }
}

fn pieces(state: &State) -> Vec<Vec<Piece>> {
    let typing = state.find.typing.as_ref().filter(|typing| !matches!(typing.purpose, Purpose::Article(_)));
    let Some(typing) = typing else { return Vec::new() };
    let mut problems = Vec::new();
    if let Some(problem) = &typing.problem {
        problems.push(Piece::Problem(explained(state, problem)));
    }
    let folds = state.folds();
    let language = state.language_folds();
    // Each piece in the interface's own direction, whatever its first letter.
    let mark = if state.texts.direction().is_rtl() { '\u{200f}' } else { '\u{200e}' };
    let heading = |words: &str| Piece::Heading(format!("{mark}{words} \u{2066}{COMMON}\u{2069}"));
    let (mut modes, mut switches) = (vec![heading("")], vec![heading(&state.texts.get("switches-folds"))]);
    for (action, name, group) in ACTIONS {
        if *group != Group::Pattern {
            continue;
        }
        let Some(short) = name.strip_prefix("search-") else { continue };
        let key = state.keymap.keys_of(action).into_iter().next();
        let key = key.map(|key| key.strip_prefix(COMMON).map(str::to_owned).unwrap_or(key)).unwrap_or_default();
        let words = |on| {
            let sign = if on { '●' } else { '○' };
            let name = state.texts.get(&format!("switch-{short}"));
            format!("{mark}{sign} \u{2066}{key}\u{2069} \u{2068}{name}\u{2069}")
        };
        if let Some(mode) = mode_of(action) {
            let on = state.find.mode == mode;
            modes.push(Piece::Switch(words(on), on));
        } else if let Some(fold) = fold_of(action) {
            let on = folds.has(fold);
            if on != language.has(fold) || matters(state, fold, typing.line.text()) {
                switches.push(Piece::Switch(words(on), on));
            }
        } else {
            let on = folds == Folds::NONE;
            modes.push(Piece::Switch(words(on), on));
        }
    }
    vec![problems, modes, switches]
}

/// The rows above the prompt, the highest first; none while no pattern is typed or where there is no room.
#[must_use]
pub fn rows(state: &State) -> Vec<Vec<Piece>> {
    let width = state.size.0.saturating_sub(2);
    let most = state.size.1 / SHARE;
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for group in pieces(state) {
        let mut used = width + 1;
        for piece in group {
            let own = single_line(piece.words(), state.texts.direction(), state.shown()).width;
            if used + GAP + own > width || rows.is_empty() {
                rows.push(Vec::new());
                used = 0;
            } else {
                used += GAP;
            }
            used += own;
            if let Some(row) = rows.last_mut() {
                row.push(piece);
            }
        }
    }
    rows.truncate(most);
    rows
}
