//! Near spellings: words of a text that a slip of the finger makes of another, and names that answer to a few letters.
//!
//! In: folded patterns, text and names. Out: places and scores. It must not know where names come from.

use super::words;
use crate::lang::folding::Folds;
use crate::span::Span;
use strsim::osa_distance;

/// Words to be found nearly as they stand.
#[derive(Debug, Clone)]
pub struct Near {
    text: String,
    words: usize,
    slips: usize,
}

impl Near {
    /// `text` is folded. One slip is allowed from four letters on, two from eight.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let text: Vec<&str> = words::of_line(text, Span::new(0, text.len())).map(|word| word.of(text)).collect();
        let letters: usize = text.iter().map(|word| word.chars().count()).sum();
        Self { words: text.len(), text: text.join(" "), slips: (letters / 4).min(2) }
    }

    /// The first words of a line, from `from` on, that are near.
    #[must_use]
    pub fn find(&self, text: &str, line: Span, folds: Folds, from: usize) -> Option<Span> {
        if self.words == 0 {
            return None;
        }
        let found: Vec<Span> = words::of_line(text, line).filter(|word| word.start >= from).collect();
        found.windows(self.words).find_map(|window| {
            let folded: Vec<String> = window.iter().map(|word| words::letters(word.of(text), folds)).collect();
            let near = osa_distance(&folded.join(" "), &self.text) <= self.slips;
            near.then(|| Span::new(window[0].start, window[self.words - 1].end))
        })
    }
}

/// How well `candidate` (a title, a name) answers to `pattern`: all letters of the pattern in order, better the closer they stand
/// together and to the beginnings of words. `None` where they are not all there.
#[must_use]
pub fn fuzzy(pattern: &str, candidate: &str) -> Option<i64> {
    let folds = Folds::all();
    let (pattern, candidate) = (folds.fold(pattern), folds.fold(candidate));
    let wanted: Vec<char> = pattern.chars().filter(|c| !c.is_whitespace()).collect();
    let letters: Vec<char> = candidate.chars().collect();
    if wanted.is_empty() {
        return Some(0);
    }
    // best[j]: the best score with the wanted letters so far, the last of them being letter j.
    let mut best: Vec<Option<i64>> = vec![None; letters.len()];
    for (i, &want) in wanted.iter().enumerate() {
        let mut row = vec![None; letters.len()];
        // The best of the row before among letters further left, where a gap costs a point a letter.
        let mut reach: Option<i64> = None;
        for (j, &letter) in letters.iter().enumerate() {
            if letter == want {
                let opens = j == 0 || !letters[j - 1].is_alphanumeric();
                let own = 4 + if opens { 6 } else { 0 };
                row[j] = if i == 0 {
                    Some(own - i64::try_from(j.min(8)).unwrap_or(8))
                } else {
                    let joined = j.checked_sub(1).and_then(|before| best[before]).map(|score| score + 8);
                    joined.max(reach).map(|score| score + own)
                };
            }
            reach = reach.map(|score| score - 1).max(best[j].map(|score| score - 1));
        }
        best = row;
    }
    best.into_iter().flatten().max()
}
