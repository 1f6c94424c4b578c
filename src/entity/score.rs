//! Scores: how well tags match the true ones, as CoNLL counts: exact span and exact type.
//!
//! In: corpora and sequences of tags. Out: precision, recall and F1 by label. It must not know taggers.

use super::tagger::{label, tag};
use super::{Label, memory};
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// Sentences of a corpus: words and tags.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Corpus {
    /// Words of each sentence.
    pub sentences: Vec<Vec<String>>,
    /// Tags of each word.
    pub tags: Vec<Vec<usize>>,
}

impl Corpus {
    /// Read CoNLL: a word and, in the last column, its tag on a line; sentences apart by blank lines. Labels may be written
    /// out (`PERSON`) and without a place (`B-`, `I-`); AQMAR's `MIS0` … are miscellaneous; others count as outside.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut corpus = Self::default();
        let (mut words, mut tags) = (Vec::new(), Vec::new());
        for line in text.trim_start_matches('\u{feff}').lines().map(str::trim).chain([""]) {
            let Some((word, rest)) = line.split_once(char::is_whitespace) else {
                if !words.is_empty() {
                    corpus.sentences.push(std::mem::take(&mut words));
                    corpus.tags.push(std::mem::take(&mut tags));
                }
                continue;
            };
            if word == "-DOCSTART-" {
                continue;
            }
            words.push(word.to_owned());
            let written = rest.split_whitespace().last().unwrap_or_default();
            tags.push(known(written, tags.last().copied().unwrap_or(0)));
        }
        corpus
    }

    /// Words in all.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sentences.iter().map(Vec::len).sum()
    }
}

/// The tag of a name that a corpus may use, behind the tag before it.
fn known(written: &str, before: usize) -> usize {
    let (place, label) = written.split_once('-').unwrap_or(("", written));
    let label = match label {
        "PERSON" | "PERS" => "PER",
        "LOCATION" => "LOC",
        "ORGANIZATION" => "ORG",
        label if label.starts_with("MIS") => "MISC",
        label => label,
    };
    let begin = tag(&format!("B-{label}")).unwrap_or(0);
    let goes_on = begin != 0 && (before == begin || before == begin + 1);
    if begin != 0 && (place == "I" || place.is_empty() && goes_on) { begin + 1 } else { begin }
}

/// Mentions right, found and true.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Found and true.
    pub right: usize,
    /// Found.
    pub found: usize,
    /// True.
    pub truth: usize,
}

impl Counts {
    /// Precision, recall and F1 in percent.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // Counts of mentions.
    pub fn figures(self) -> (f64, f64, f64) {
        let part = |of: usize| 100.0 * self.right as f64 / of.max(1) as f64;
        (part(self.found), part(self.truth), 200.0 * self.right as f64 / (self.found + self.truth).max(1) as f64)
    }
}

/// A table of figures.
#[derive(Debug, Default)]
pub struct Score(BTreeMap<Label, Counts>);

impl Score {
    /// Count a sentence in.
    pub fn add(&mut self, truth: &[usize], found: &[usize]) {
        let mentions = |tags: &[usize]| -> HashSet<(usize, usize, usize)> { memory::mentions(tags).collect() };
        let (truth, found) = (mentions(truth), mentions(found));
        let of = |mention: &(usize, usize, usize)| label(mention.2).map(|(label, _)| label);
        for label in truth.iter().filter_map(of) {
            self.0.entry(label).or_default().truth += 1;
        }
        for mention in &found {
            if let Some(label) = of(mention) {
                let counts = self.0.entry(label).or_default();
                counts.found += 1;
                counts.right += usize::from(truth.contains(mention));
            }
        }
    }

    /// Labels together: the micro-average.
    #[must_use]
    pub fn micro(&self, labels: &[Label]) -> Counts {
        let chosen = self.0.iter().filter(|(label, _)| labels.contains(label));
        chosen.fold(Counts::default(), |sum, (_, one)| Counts {
            right: sum.right + one.right,
            found: sum.found + one.found,
            truth: sum.truth + one.truth,
        })
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "label  precision  recall     F1   true  found")?;
        let rows = self.0.iter().map(|(label, counts)| (label.code(), *counts)).chain([
            ("three", self.micro(&[Label::Person, Label::Place, Label::Organisation])),
            ("micro", self.micro(Label::ALL)),
        ]);
        for (name, counts) in rows {
            let (precision, recall, f1) = counts.figures();
            writeln!(f, "{name:<6} {precision:>9.2} {recall:>7.2} {f1:>6.2} {:>6} {:>6}", counts.truth, counts.found)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_exact_spans_and_types_count() {
        let corpus = Corpus::parse("\u{feff}زار O\nإياد B-PERS\nعلاوي I-PERS\n\nبغداد\tNN\tB-LOC\n");
        assert_eq!(corpus.tags, [vec![0, 1, 2], vec![3]]);
        assert_eq!(Corpus::parse("a PERSON\nb PERSON\nc O\nd B-MIS1\ne DATE").tags, [[1, 2, 0, 7, 0]]);
        let mut score = Score::default();
        score.add(&corpus.tags[0], &[0, 1, 0]);
        score.add(&corpus.tags[1], &[3]);
        assert_eq!(score.micro(Label::ALL), Counts { right: 1, found: 2, truth: 2 });
        assert!(score.to_string().contains("micro      50.00   50.00  50.00"));
    }
}
