//! The first or last words of a text, where there is no room for all of them: logical text that is cut, before it is laid
//! out.
//!
//! In: a text on one line, cells there are. Out: its beginning or end, words (UAX #29) left whole, measured as it will be
//! drawn. It must not know where it is shown.

use super::{Shown, single_line};
use crate::lang::Direction;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// As many words as `cells` have room for, with nothing behind the last one; of a first word that is too long, as many
/// clusters.
#[must_use]
pub fn first_words(text: &str, cells: usize, shown: impl Into<Shown>) -> &str {
    // No more is laid out than could fit: a lam-alef is two clusters in a cell.
    let start: usize = text.graphemes(true).take(2 * cells + 1).map(str::len).sum();
    let line = single_line(&text[..start], Direction::Ltr, shown);
    if start == text.len() && line.width <= cells {
        return text;
    }
    let mut used = 0;
    let too_much = line.logical().into_iter().find(|cell| {
        used += cell.width;
        used > cells
    });
    // What is drawn nowhere belongs to what it follows.
    let limit = too_much.map_or(start, |cell| cell.span.start);
    let segments = text.split_word_bound_indices().take_while(|(at, _)| *at < limit);
    let ends = segments.filter(|(_, word)| word.chars().any(char::is_alphanumeric)).map(|(at, word)| at + word.len());
    let end = ends.filter(|end| *end <= limit).last();
    let clusters = || text.grapheme_indices(true).map(|(at, cluster)| at + cluster.len());
    let end = end.or_else(|| clusters().take_while(|end| *end <= limit).last());
    &text[..end.unwrap_or(0)]
}

/// The text, or as many of its words as fit with an ellipsis behind them.
#[must_use]
pub fn shortened(text: &str, cells: usize, shown: impl Into<Shown>) -> Cow<'_, str> {
    let shown = shown.into();
    let whole = first_words(text, cells, shown);
    if whole.len() == text.len() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{}…", first_words(text, cells.saturating_sub(1), shown)))
}

/// As many of the last words as `cells` have room for, with nothing before the first one; of a last word that is too long,
/// as many clusters.
#[must_use]
pub fn last_words(text: &str, cells: usize, shown: impl Into<Shown>) -> &str {
    let len: usize = text.graphemes(true).rev().take(2 * cells + 1).map(str::len).sum();
    let end = &text[text.len() - len..];
    let line = single_line(end, Direction::Ltr, shown);
    if len == text.len() && line.width <= cells {
        return text;
    }
    let mut used = 0;
    let too_much = line.logical().into_iter().rev().find(|cell| {
        used += cell.width;
        used > cells
    });
    let limit = too_much.map_or(0, |cell| cell.span.end);
    let mut words = end.split_word_bound_indices().filter(|(_, word)| word.chars().any(char::is_alphanumeric));
    let word = words.find(|(at, _)| *at >= limit).map(|(at, _)| at);
    let cluster = || end.grapheme_indices(true).map(|(at, _)| at).find(|at| *at >= limit);
    &end[word.or_else(cluster).unwrap_or(end.len())..]
}

/// The text, or as many of its last words as fit with an ellipsis before them.
#[must_use]
pub fn ending(text: &str, cells: usize, shown: impl Into<Shown>) -> Cow<'_, str> {
    let shown = shown.into();
    let whole = last_words(text, cells, shown);
    if whole.len() == text.len() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("…{}", last_words(text, cells.saturating_sub(1), shown)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Glyphs;

    #[track_caller]
    fn cut(text: &str, cells: usize, expected: &str) {
        let short = shortened(text, cells, Glyphs::Shaped);
        assert_eq!(short, expected);
        assert!(single_line(&short, Direction::Ltr, Glyphs::Shaped).width <= cells.max(1), "{short}");
    }

    #[test]
    fn words_are_whole() {
        cut("وصل الوفد إلى الموصل", 20, "وصل الوفد إلى الموصل");
        cut("وصل الوفد إلى الموصل", 19, "وصل الوفد إلى…");
        cut("وصل الوفد، ثم عاد", 11, "وصل الوفد…");
        cut("وصل الوفد، ثم عاد", 9, "وصل…");
        cut("one two", 6, "one…");
        cut("one", 3, "one");
        cut("", 0, "");
    }

    #[test]
    fn cells_are_counted_and_not_characters() {
        // Five letters under five marks; two letters that are one cell.
        cut("مُحَمَّدٌ وصل", 8, "مُحَمَّدٌ وصل");
        cut("مُحَمَّدٌ وصل اليوم", 9, "مُحَمَّدٌ وصل…");
        cut("سلام لا", 5, "سلام لا");
        cut("سلام لا", 4, "سلام…");
        cut("שָׁלוֹם עֲלֵיכֶם", 5, "שָׁלוֹם…");
        cut("日本語 文", 7, "日本語…");
    }

    #[test]
    fn a_word_that_is_too_long_is_cut_between_clusters() {
        cut("المستشفيات", 5, "المس…");
        cut("👩\u{200d}🚀👩\u{200d}🚀", 5, "👩\u{200d}🚀…");
        cut("👩\u{200d}🚀", 3, "…");
        cut("שָׁלוֹם", 2, "שָׁ…");
    }

    #[test]
    fn an_ending_begins_with_a_whole_word() {
        let cut = |text: &str, cells: usize, expected: &str| {
            let short = ending(text, cells, Glyphs::Shaped);
            assert_eq!(short, expected);
            assert!(single_line(&short, Direction::Ltr, Glyphs::Shaped).width <= cells.max(1), "{short}");
        };
        cut("وصل الوفد إلى ", 14, "وصل الوفد إلى ");
        cut("وصل الوفد إلى ", 13, "…الوفد إلى ");
        cut("وصل الوفد إلى ", 9, "…إلى ");
        cut("وصل الوفد، ب", 5, "…ب");
        cut("قال مُحَمَّدٌ ", 6, "…مُحَمَّدٌ ");
        cut("one two", 3, "…wo");
        cut("المستشفيات", 4, "…يات");
        cut("", 0, "");
    }

    #[test]
    fn mixed_text_is_cut_where_reading_it_stops() {
        cut("قرأ New York اليوم", 14, "قرأ New York…");
        cut("read العربية well", 13, "read العربية…");
    }
}
