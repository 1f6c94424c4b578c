//! Words to pieces: SentencePiece's unigram model, one word at a time.
//!
//! In: the pieces with their scores, the normal forms of characters; then a word. Out: the ids of the pieces that make
//! up `▁word` at the highest sum of scores. A character that no piece covers is unknown, at a score below all others.
//! It must not know sentences, windows or what the ids are used for.

use compact_str::CompactString;
use std::collections::HashMap;

/// What SentencePiece writes for a blank.
const BLANK: char = '▁';

/// How far the score of an unknown character lies below that of the least likely piece.
const UNKNOWN_PENALTY: f64 = 10.0;

/// The pieces of a model.
#[derive(Debug)]
pub struct Tokenizer {
    /// Score and id.
    pieces: HashMap<CompactString, (f64, u32)>,
    /// Characters of the longest piece.
    longest: usize,
    unknown: u32,
    unknown_score: f64,
    normal: HashMap<char, String>,
}

/// The best way to cut a word up to some character.
#[derive(Debug, Clone, Copy)]
struct Best {
    score: f64,
    /// Where its last piece begins.
    from: usize,
    /// Its last piece.
    id: u32,
}

impl Tokenizer {
    /// A tokenizer of `pieces`, which come with their scores and in the order of their ids. Those in `special` stand for
    /// no text.
    pub fn new<'a>(
        pieces: impl IntoIterator<Item = (&'a str, f32)>,
        special: &[u32],
        unknown: u32,
        normal: HashMap<char, String>,
    ) -> Self {
        let pieces = pieces.into_iter();
        let mut known = HashMap::with_capacity(pieces.size_hint().0);
        let (mut longest, mut lowest) = (0, f64::INFINITY);
        for ((piece, score), id) in pieces.zip(0..) {
            if piece.is_empty() || special.contains(&id) {
                continue;
            }
            let score = f64::from(score);
            known.entry(CompactString::from(piece)).or_insert((score, id));
            longest = longest.max(piece.chars().count());
            lowest = lowest.min(score);
        }
        let lowest = if lowest.is_finite() { lowest } else { 0.0 };
        Self { pieces: known, longest, unknown, unknown_score: lowest - UNKNOWN_PENALTY, normal }
    }

    /// The ids of a word's pieces: at least one, as the blank before the word counts.
    pub fn word(&self, word: &str) -> Vec<u32> {
        let text = self.normalise(word);
        let mut borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let count = borders.len();
        borders.push(text.len());
        let mut best = vec![Best { score: f64::NEG_INFINITY, from: 0, id: self.unknown }; count + 1];
        best[0].score = 0.0;
        for from in 0..count {
            let score = best[from].score;
            // Of equal sums the one found first stays: the one whose last piece is longer.
            let mut offer = |to: usize, score: f64, id: u32| {
                if score > best[to].score {
                    best[to] = Best { score, from, id };
                }
            };
            for to in from + 1..=count.min(from + self.longest) {
                if let Some(&(own, id)) = self.pieces.get(&text[borders[from]..borders[to]]) {
                    offer(to, score + own, id);
                }
            }
            offer(from + 1, score + self.unknown_score, self.unknown);
        }
        let mut ids = Vec::new();
        let mut end = count;
        while end > 0 {
            ids.push(best[end].id);
            end = best[end].from;
        }
        ids.reverse();
        ids
    }

    /// The text that pieces are looked for in.
    fn normalise(&self, word: &str) -> String {
        let mut text = String::with_capacity(word.len() + BLANK.len_utf8());
        text.push(BLANK);
        for c in word.chars() {
            match self.normal.get(&c) {
                Some(normal) => text.extend(normal.chars().map(blank)),
                None => text.push(blank(c)),
            }
        }
        text
    }
}

fn blank(c: char) -> char {
    if c == ' ' { BLANK } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: &[(&str, f32)] = &[
        ("<s>", 0.0),
        ("<pad>", 0.0),
        ("</s>", 0.0),
        ("<unk>", 0.0),
        ("▁", -2.0),
        ("a", -3.0),
        ("b", -3.5),
        ("ab", -4.0),
        ("▁a", -2.5),
        ("▁ab", -8.0),
        ("▁abb", -5.0),
        ("لا", -4.0),
        ("1", -1.0),
        ("", -0.5),
    ];

    fn tokenizer() -> Tokenizer {
        let normal = [('ﻻ', "لا"), ('\u{200c}', " "), ('Ａ', "a"), ('\u{1}', "")];
        let normal = normal.into_iter().map(|(c, text)| (c, text.to_owned())).collect();
        Tokenizer::new(PIECES.iter().copied(), &[0, 1, 2, 3], 3, normal)
    }

    fn cut(word: &str) -> Vec<&'static str> {
        tokenizer().word(word).into_iter().map(|id| PIECES[id as usize].0).collect()
    }

    #[test]
    fn the_sum_of_scores_decides_and_not_the_length() {
        // Not `▁ab`; and of two sums of −6 the one with the longer end.
        assert_eq!(cut("ab"), ["▁", "ab"]);
        assert_eq!(cut("abb"), ["▁abb"]);
        assert_eq!(cut("bab"), ["▁", "b", "ab"]);
    }

    #[test]
    fn characters_that_no_piece_covers_are_unknown_one_by_one() {
        assert_eq!(cut("xy"), ["▁", "<unk>", "<unk>"]);
        assert_eq!(cut("axb"), ["▁a", "<unk>", "b"]);
        // The special pieces stand for no text.
        assert_eq!(cut("<s>").len(), 4);
    }

    #[test]
    fn words_are_normalised_character_by_character() {
        assert_eq!(cut("ﻻ"), ["▁", "لا"]);
        assert_eq!(cut("Ａ\u{200c}a"), ["▁a", "▁a"]);
        assert_eq!(cut("1 1"), ["▁", "1", "▁", "1"]);
    }

    #[test]
    fn an_empty_word_is_the_blank_before_it() {
        assert_eq!(cut(""), ["▁"]);
        assert_eq!(cut("\u{1}"), ["▁"]);
    }

    #[test]
    fn without_pieces_all_is_unknown() {
        let tokenizer = Tokenizer::new([("<unk>", 0.0)], &[0], 0, HashMap::new());
        assert_eq!(tokenizer.word("ab"), [0, 0, 0]);
    }
}
