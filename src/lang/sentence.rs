//! Sentences: where one ends and the next begins.
//!
//! In: a paragraph's text. Out: [`Span`]s that cover it in order, without the white space between them. Follows UAX #29,
//! except that the sentence goes on behind an abbreviation of a letter or two and inside an initial's dot.
//! It must not know tokens.

use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// The sentences of a paragraph.
#[must_use]
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, piece) in text.split_sentence_bound_indices() {
        let end = at + piece.trim_end().len();
        match found.last_mut() {
            Some(last) if open => last.end = end.max(last.end),
            _ if end > at => found.push(Span::new(at, end)),
            _ => continue,
        }
        open = ends_in_abbreviation(piece.trim_end());
    }
    found
}

/// A dot behind one or two letters ends no sentence: `د.`, `ه.ق.`, `U.S.`, `Mr.`.
fn ends_in_abbreviation(piece: &str) -> bool {
    let Some(body) = piece.strip_suffix('.') else { return false };
    let word = body.rsplit(char::is_whitespace).next().unwrap_or_default();
    let tail = word.rsplit(['.', '(', '«', '“', '"']).next().unwrap_or_default();
    let letters = tail.chars().filter(|c| c.is_alphabetic()).count();
    let dotted = word.contains('.');
    (1..=2).contains(&letters)
        && tail.chars().all(char::is_alphabetic)
        && (letters == 1 || dotted || tail.chars().next().is_some_and(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn full_stops_end_sentences_and_initials_do_not() {
        assert_eq!(cut("قال ذلك. ثم عاد؟ نعم! "), ["قال ذلك.", "ثم عاد؟", "نعم!"]);
        assert_eq!(cut("التقى د. أحمد زكي. وعاد."), ["التقى د. أحمد زكي.", "وعاد."]);
        assert_eq!(
            cut("Dr. A. B. Smith of the U.S. Senate spoke. He left."),
            ["Dr. A. B. Smith of the U.S. Senate spoke.", "He left."]
        );
        assert_eq!(cut("بلغ 3.5 ملايين"), ["بلغ 3.5 ملايين"]);
        assert!(cut(" \u{a0}").is_empty());
    }
}
