//! Quotes: pieces of an article that are found again after it has changed.
//!
//! A quote remembers the text, what stands before and behind it, and where it was. In: an article's text, now another. Out:
//! where the quote is in that one, or nothing where it is gone. It must not know what is kept by quotes, or where.
//!
//! Looked for in this order: at the very place; wherever the same text stands, the place with the most of the old context
//! first, then the nearest; last with marks, hamza seats, case and white space left aside.

use crate::lang::fold::key_into;
use crate::span::Span;
use memchr::memmem;

/// Characters of context kept on each side.
pub const CONTEXT: usize = 48;
/// Longest text, in bytes, that is quoted.
pub const LONGEST: usize = 64 * 1024;
/// Characters of quote and context together that have to be as they were. Fewer would be found by chance.
const ENOUGH: usize = 16;
/// Context characters that tell one place from another.
const TELLING: usize = 4;
/// Places with the same text that are compared.
const PLACES: usize = 10_000;
/// Bytes on each side of the old place in which a spelling is looked for: folding takes more time than looking.
const FOLDED: usize = 2 * 1024 * 1024;

/// A piece of text with what is around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Quote {
    /// Byte at which it stood.
    pub start: usize,
    /// The text itself.
    pub text: String,
    /// What stood before it.
    pub before: String,
    /// What stood behind it.
    pub after: String,
}

impl Quote {
    /// The quote of `span` in `text`.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let (before, after) = (text.get(..span.start).unwrap_or_default(), text.get(span.end..).unwrap_or_default());
        let from = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
        let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
        Self {
            start: span.start,
            text: span.of(text).to_owned(),
            before: before[from..].to_owned(),
            after: after[..to].to_owned(),
        }
    }

    /// The quote of the place at `byte`: of the characters that follow it.
    #[must_use]
    pub fn at(text: &str, byte: usize) -> Self {
        let mut start = byte.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let rest = &text[start..];
        let end = rest.char_indices().nth(CONTEXT).map_or(rest.len(), |(at, _)| at);
        let end = rest[..end].find('\n').unwrap_or(end);
        Self::of(text, Span::new(start, start + end))
    }

    /// Where it is in `text`.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Span> {
        if self.text.is_empty() {
            return None;
        }
        if self.is_at(text, self.start) && self.score(text, self.start).is_enough(&self.text, false) {
            return Some(Span::new(self.start, self.start + self.text.len()));
        }
        self.find_same(text).or_else(|| self.find_folded(text))
    }

    fn is_at(&self, text: &str, start: usize) -> bool {
        text.get(start..).is_some_and(|rest| rest.starts_with(&self.text))
    }

    /// How much of the context there was is around the text at `start`.
    fn score(&self, text: &str, start: usize) -> Score {
        let end = start + self.text.len();
        let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        Score::of(
            before.chars().rev().zip(self.before.chars().rev()),
            after.chars().zip(self.after.chars()),
            (self.before.is_empty() && before.is_empty()) || (self.after.is_empty() && after.is_empty()),
        )
    }

    fn find_same(&self, text: &str) -> Option<Span> {
        let places: Vec<usize> = memmem::find_iter(text.as_bytes(), self.text.as_bytes()).take(PLACES).collect();
        let best = best(&places, self.start, |start| self.score(text, start))?;
        let start = best.1.is_enough(&self.text, places.len() == 1).then_some(best.0)?;
        Some(Span::new(start, start + self.text.len()))
    }

    fn find_folded(&self, text: &str) -> Option<Span> {
        let mut wanted: Vec<char> = Folded::of(&self.text).chars;
        wanted.pop_if(|last| *last == ' ');
        if wanted.is_empty() {
            return None;
        }
        let bound = |mut byte: usize| {
            while !text.is_char_boundary(byte) {
                byte -= 1;
            }
            byte
        };
        let from = bound(self.start.saturating_sub(FOLDED).min(text.len()));
        let to = bound(self.start.saturating_add(self.text.len() + FOLDED).min(text.len()));
        let there = Folded::of(&text[from..to]);
        let (before, after) = (Folded::of(&self.before).chars, Folded::of(&self.after).chars);
        let places: Vec<usize> = there.find(&wanted);
        let near = there.starts.partition_point(|&start| from + start < self.start);
        let score = |at: usize| {
            let end = at + wanted.len();
            Score::of(
                there.chars[..at].iter().copied().rev().zip(before.iter().copied().rev()),
                there.chars[end..].iter().copied().zip(after.iter().copied()),
                (before.is_empty() && at == 0 && from == 0)
                    || (after.is_empty() && end == there.chars.len() && to == text.len()),
            )
        };
        let (at, score) = best(&places, near, score)?;
        if !score.is_enough(&self.text, places.len() == 1) {
            return None;
        }
        let end = there.ends[at + wanted.len() - 1];
        Some(Span::new(from + there.starts[at], from + end))
    }
}

/// The place with the highest score; of equals, the one nearest to `near`.
fn best(places: &[usize], near: usize, score: impl Fn(usize) -> Score) -> Option<(usize, Score)> {
    let scored = places.iter().map(|&place| (place, score(place)));
    scored.max_by_key(|(place, score)| (score.chars, std::cmp::Reverse(place.abs_diff(near))))
}

/// What of the old context is there.
#[derive(Debug, Clone, Copy)]
struct Score {
    /// Characters of it.
    chars: usize,
    /// The text begins or ends here as it did.
    at_edge: bool,
}

impl Score {
    fn of(
        before: impl Iterator<Item = (char, char)>,
        after: impl Iterator<Item = (char, char)>,
        at_edge: bool,
    ) -> Self {
        let same = |pairs: &mut dyn Iterator<Item = (char, char)>| pairs.take_while(|(a, b)| a == b).count();
        Self { chars: same(&mut { before }) + same(&mut { after }), at_edge }
    }

    /// Whether a quote with this around it is the one that is looked for, and not the same words elsewhere.
    fn is_enough(self, quote: &str, only_one: bool) -> bool {
        let long = quote.chars().take(ENOUGH).count() + self.chars >= ENOUGH;
        let told = self.chars >= TELLING || only_one || self.at_edge;
        (long || self.at_edge) && told
    }
}

/// Text as [`key_into`] folds it, white space single, with where in the text each character stands.
struct Folded {
    chars: Vec<char>,
    starts: Vec<usize>,
    ends: Vec<usize>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut folded = Self { chars: Vec::new(), starts: Vec::new(), ends: Vec::new() };
        let mut key = String::new();
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            key.clear();
            if c.is_whitespace() {
                if folded.chars.last().is_some_and(|last| *last != ' ') {
                    folded.push(' ', start, end);
                }
                continue;
            }
            key_into(c.encode_utf8(&mut [0; 4]), &mut key);
            if key.is_empty() {
                // A mark belongs to the letter before it.
                if folded.chars.last().is_some_and(|last| *last != ' ')
                    && let Some(last) = folded.ends.last_mut()
                {
                    *last = end;
                }
            }
            key.chars().for_each(|c| folded.push(c, start, end));
        }
        folded
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.chars.push(c);
        self.starts.push(start);
        self.ends.push(end);
    }

    /// Where `wanted` begins, each time.
    fn find(&self, wanted: &[char]) -> Vec<usize> {
        let windows = self.chars.windows(wanted.len()).enumerate();
        windows.filter(|(_, window)| *window == wanted).map(|(at, _)| at).take(PLACES).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "عادت المدينة إلى الحياة بعد المطر. وقال الرجل إنّ الماء كثير.\n\n\
        وفي المساء عادت الطيور إلى النهر، ثم عادت السفن إلى الميناء.\n";

    fn quote(words: &str) -> Quote {
        let start = TEXT.find(words).unwrap();
        Quote::of(TEXT, Span::new(start, start + words.len()))
    }

    fn found(quote: &Quote, text: &str) -> Option<String> {
        quote.find(text).map(|span| span.of(text).to_owned())
    }

    #[test]
    fn an_unchanged_text_gives_the_same_place() {
        for words in ["عادت", "الماء كثير", "عادت السفن", TEXT] {
            let quote = quote(words);
            assert_eq!(quote.find(TEXT), Some(Span::new(quote.start, quote.start + words.len())), "{words}");
        }
    }

    #[test]
    fn text_put_before_it_moves_it() {
        let moved = format!("سطر جديد في أول المقال.\n\n{TEXT}");
        for words in ["عادت السفن", "عادت الطيور", "الماء"] {
            let quote = quote(words);
            let start = quote.start + moved.len() - TEXT.len();
            assert_eq!(quote.find(&moved), Some(Span::new(start, start + words.len())), "{words}");
        }
    }

    #[test]
    fn of_several_places_the_one_with_the_old_context_is_it() {
        // The word stands four times; what is around it tells which.
        let third = TEXT.match_indices("عادت").nth(2).unwrap().0;
        let quote = Quote::of(TEXT, Span::new(third, third + "عادت".len()));
        let moved = format!("عادت وعادت ثم عادت.\n\n{TEXT}");
        assert_eq!(quote.find(&moved).unwrap().start, third + moved.len() - TEXT.len());
        // Another paragraph goes before it and the one it stood behind goes away.
        let cut = &TEXT[TEXT.find("\n\n").unwrap()..];
        assert!(cut[quote.find(cut).unwrap().start..].starts_with("عادت السفن"));
    }

    #[test]
    fn another_spelling_is_found() {
        let quote = quote("إنّ الماء كثير");
        let plain = TEXT.replace("إنّ", "ان").replace("الماء", "المـاءَ ");
        assert_eq!(found(&quote, &plain).as_deref(), Some("ان المـاءَ  كثير"));
        let other = Quote::of("ثم سافر إلى بغداد في المساء", Span::new(0, "ثم سافر إلى بغداد".len()));
        let wrapped = "قال: ثم سافر الى\nبغداد في المساء";
        assert_eq!(found(&other, wrapped).as_deref(), Some("ثم سافر الى\nبغداد"));
    }

    #[test]
    fn what_is_gone_is_gone() {
        let gone = TEXT.replace("عادت السفن إلى الميناء", "نام الناس");
        assert_eq!(quote("عادت السفن").find(&gone), None);
        // A short word that stands elsewhere, in other company, is not it.
        assert_eq!(quote("الماء").find("شرب الكلب الماء البارد"), None);
        assert_eq!(quote("الماء").find(""), None);
        assert_eq!(Quote::default().find("شيء"), None);
    }

    #[test]
    fn places_are_found_again_by_what_follows_them() {
        let byte = TEXT.find("وفي المساء").unwrap();
        let place = Quote::at(TEXT, byte);
        assert!(!place.text.contains('\n'));
        let moved = format!("مقدمة.\n\n{TEXT}");
        assert_eq!(place.find(&moved).map(|span| span.start), Some(byte + moved.len() - TEXT.len()));
        // Inside a character: the character's beginning.
        assert_eq!(Quote::at(TEXT, byte + 1).start, byte);
    }
}
