//! Memory: a name found once in an article lends weight to the same words elsewhere in it.
//!
//! In: the tags of a first reading. Out: scores added for a second one. A person's last name alone counts as well. It must not know
//! text or taggers.

use super::features::Words;
use super::tagger::{Scores, label};
use crate::lang::clitic::readings;
use std::collections::HashMap;

/// Names found, by the key of their first word.
#[derive(Debug, Default)]
pub struct Memory {
    names: HashMap<String, Vec<Name>>,
}

#[derive(Debug)]
struct Name {
    /// Keys of the words behind the first.
    rest: Vec<String>,
    /// How often each begin tag was found for it; the last name of a person counts half.
    counts: [f32; 4],
}

/// What a name remembered adds to the scores of its tags; grows with how sure the memory is.
const WEIGHT: f32 = 3.0;
/// What a last name alone counts: news gives the full name once and goes on with the last.
const LAST_NAME: f32 = 2.0;

/// The mentions in a sequence of tags: first word, number of words, begin tag.
pub fn mentions(tags: &[usize]) -> impl Iterator<Item = (usize, usize, usize)> + '_ {
    let begins = tags.iter().enumerate().filter(|&(at, &tag)| {
        label(tag)
            .is_some_and(|(of, begin)| begin || at == 0 || label(tags[at - 1]).is_none_or(|(before, _)| before != of))
    });
    begins.map(|(at, &tag)| {
        let begin = tag - usize::from(tag % 2 == 0);
        let more = tags[at + 1..].iter().take_while(|&&next| next == begin + 1).count();
        (at, 1 + more, begin)
    })
}

impl Memory {
    /// Remember the names of a sentence.
    pub fn add(&mut self, words: &Words, tags: &[usize]) {
        for (start, len, tag) in mentions(tags) {
            // A clitic's reading is not decided here: each is remembered, and only real words will meet it again.
            for reading in readings(words.key(start)) {
                let first = reading.stem(words.key(start));
                let rest = (start + 1..start + len).map(|at| words.key(at).to_owned()).collect();
                self.remember(first, rest, tag, if reading.letters == 0 { 1.0 } else { 0.5 });
            }
            let last = words.key(start + len - 1);
            if tag == 1 && len > 1 && last.chars().count() > 2 {
                self.remember(last.to_owned(), Vec::new(), tag, LAST_NAME);
            }
        }
    }

    fn remember(&mut self, first: String, rest: Vec<String>, tag: usize, count: f32) {
        let names = self.names.entry(first).or_default();
        let at = names.iter().position(|name| name.rest == rest).unwrap_or_else(|| {
            names.push(Name { rest, counts: [0.0; 4] });
            names.len() - 1
        });
        names[at].counts[(tag - 1) / 2] += count;
    }

    /// Let the names of a sentence that are known by now speak: the longest at each word.
    pub fn weigh(&self, words: &Words, scores: &mut [Scores]) {
        let mut at = 0;
        while at < words.len() {
            let longest = readings(words.key(at))
                .filter_map(|reading| self.names.get(&reading.stem(words.key(at))))
                .flatten()
                .filter(|name| {
                    name.rest
                        .iter()
                        .enumerate()
                        .all(|(nth, key)| at + 1 + nth < words.len() && words.key(at + 1 + nth) == key)
                })
                .max_by_key(|name| name.rest.len());
            let Some(name) = longest else {
                at += 1;
                continue;
            };
            let all: f32 = name.counts.iter().sum();
            for (label, count) in name.counts.iter().enumerate() {
                let weight = WEIGHT * (count / all) * count.sqrt().min(2.0);
                scores[at][2 * label + 1] += weight;
                for row in &mut scores[at + 1..=at + name.rest.len()] {
                    row[2 * label + 2] += weight;
                }
            }
            at += 1 + name.rest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_last_name_is_known_from_the_full_one() {
        let mut memory = Memory::default();
        memory.add(&Words::new("قال سمير الدلفي أمس".split(' ')), &[0, 1, 2, 0]);
        let words = Words::new("والدلفي في بيته".split(' '));
        let mut scores = vec![Scores::default(); 3];
        memory.weigh(&words, &mut scores);
        assert!(scores[0][1] > 0.5 && scores[1] == Scores::default());
    }

    #[test]
    fn mentions_are_read_from_tags() {
        assert_eq!(mentions(&[1, 2, 0, 3, 3, 4, 6]).collect::<Vec<_>>(), [(0, 2, 1), (3, 1, 3), (4, 2, 3), (6, 1, 5)]);
    }
}
