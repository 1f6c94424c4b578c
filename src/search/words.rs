//! Where words begin and end in a text as written, marks and controls in it or not.
//!
//! In: text and a span of it. Out: the word around it. It must not know patterns.

use crate::lang::folding::{Fold, Folds};
use crate::lang::marks::is_invisible;
use crate::span::Span;
use unicode_normalization::char::is_combining_mark;

/// Letters, digits and what counts as such.
fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() || c == '_') && !is_silent(c)
}

/// What stands in a word without being a letter of it: marks, joiners, bidi controls, tatweel. A zero-width space parts words.
fn is_silent(c: char) -> bool {
    !c.is_ascii() && c != '\u{200b}' && (c == '\u{640}' || is_invisible(c) || is_combining_mark(c))
}

/// Whether no letter touches `span` where it has one itself.
#[must_use]
pub fn is_whole(text: &str, span: Span) -> bool {
    let own = span.of(text);
    let first = own.chars().find(|c| !is_silent(*c));
    let last = own.chars().rev().find(|c| !is_silent(*c));
    let before = text[..span.start].chars().rev().find(|c| !is_silent(*c));
    let after = text[span.end..].chars().find(|c| !is_silent(*c));
    let joined = |a: Option<char>, b: Option<char>| a.is_some_and(is_letter) && b.is_some_and(is_letter);
    !joined(before, first) && !joined(last, after)
}

/// `span` and the letters that touch it on either side.
#[must_use]
pub fn around(text: &str, span: Span) -> Span {
    let (mut start, mut end) = (span.start, span.end);
    for (at, c) in text[..span.start].char_indices().rev() {
        if is_letter(c) {
            start = at;
        } else if !is_silent(c) {
            break;
        }
    }
    for (at, c) in text[span.end..].char_indices() {
        let touches = span.end + at == end && !c.is_ascii() && is_combining_mark(c);
        if is_letter(c) || touches {
            end = span.end + at + c.len_utf8();
        } else if !is_silent(c) {
            break;
        }
    }
    Span::new(start, end)
}

/// The letters of a piece of a word, folded.
#[must_use]
pub fn letters(piece: &str, folds: Folds) -> String {
    if piece.is_empty() {
        return String::new();
    }
    let folds = [Fold::Tashkeel, Fold::Niqqud, Fold::Tatweel, Fold::Controls].into_iter().fold(folds, Folds::with);
    folds.fold(piece)
}

/// The words of a line, in order, in the bytes of `text`.
pub fn of_line(text: &str, line: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = line.start;
    std::iter::from_fn(move || {
        let rest = &text[at..line.end];
        let start = at + rest.char_indices().find(|(_, c)| is_letter(*c))?.0;
        let word = around(&text[..line.end], Span::new(start, start));
        at = word.end;
        Some(word)
    })
}
