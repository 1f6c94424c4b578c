//! The fast tagger: a linear-chain conditional random field over hashed features.
//!
//! In: the model's bytes (made by `assets/build`) and the features of a sentence. Out: for each word the probability of
//! every tag, and the best sequence of tags. It must not know words, text or where the model is stored.
//!
//! The model is used as it lies in memory: a header, an open-addressing table of features, each with a weight for every tag.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `QARICRF1` |
//! | 4 | slots of the table, a power of two |
//! | 4 | scale: the weight that 1 stands for, f32 |
//! | 9 × 9 × 4 | transitions, from row to column, f32 |
//! | slots × 4 | the feature in each slot, 0 where it is free |
//! | slots × 9 | its weights, signed bytes |

use super::label::Label;

/// Tags: outside, and begin and inside for each of the four labels of names.
pub const TAGS: usize = 9;

/// A score for every tag.
pub type Scores = [f32; TAGS];

const MAGIC: &[u8; 8] = b"QARICRF1";
const HEADER: usize = 16 + TAGS * TAGS * 4;
/// The labels of tags 1 and 2, 3 and 4, …
const LABELS: [Label; 4] = [Label::Person, Label::Place, Label::Organisation, Label::Miscellaneous];

/// The CoNLL name of a tag.
#[must_use]
pub fn name(tag: usize) -> String {
    match tag {
        1.. if tag < TAGS => format!("{}-{}", if tag % 2 == 1 { 'B' } else { 'I' }, LABELS[(tag - 1) / 2].code()),
        _ => "O".to_owned(),
    }
}

/// The tag of a CoNLL name; older corpora write `PERS`.
#[must_use]
pub fn tag(name: &str) -> Option<usize> {
    let Some((place, label)) = name.split_once('-') else { return (name == "O").then_some(0) };
    let label = if label == "PERS" { "PER" } else { label };
    let at = LABELS.iter().position(|known| known.code() == label)?;
    Some(2 * at + if place == "I" { 2 } else { 1 })
}

/// The label a tag stands for, and whether it begins a mention.
#[must_use]
pub fn label(tag: usize) -> Option<(Label, bool)> {
    (1..TAGS).contains(&tag).then(|| (LABELS[(tag - 1) / 2], tag % 2 == 1))
}

/// Whether tag `to` may follow `from`: an inside follows its own label only.
#[must_use]
pub fn follows(from: Option<usize>, to: usize) -> bool {
    to == 0 || to % 2 == 1 || from.is_some_and(|from| from == to || from + 1 == to)
}

/// What is wrong with a model's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaggerError {
    /// They are something else, or cut short.
    #[error("the fast tagger's model is not one of this version of qari: build it again with assets/build")]
    Format,
}

/// A conditional random field.
#[derive(Debug, Clone)]
pub struct Tagger<D> {
    bytes: D,
    mask: usize,
    scale: f32,
    transitions: [Scores; TAGS],
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

impl<D: AsRef<[u8]>> Tagger<D> {
    /// A tagger over the bytes of its model.
    ///
    /// # Errors
    /// Where they are no such model.
    pub fn new(bytes: D) -> Result<Self, TaggerError> {
        let all = bytes.as_ref();
        let header = || {
            let slots = number(all, 8)? as usize;
            let scale = f32::from_bits(number(all, 12)?);
            let mut transitions = [[0.0; TAGS]; TAGS];
            for (at, weight) in transitions.iter_mut().flatten().enumerate() {
                *weight = f32::from_bits(number(all, 16 + 4 * at)?);
            }
            let fits = all.starts_with(MAGIC) && slots.is_power_of_two() && all.len() == HEADER + slots * (4 + TAGS);
            fits.then_some((slots, scale, transitions))
        };
        let (slots, scale, transitions) = header().ok_or(TaggerError::Format)?;
        Ok(Self { mask: slots - 1, scale, transitions, bytes })
    }

    /// Add the weights of `feature` to `sums`.
    pub fn add(&self, feature: u32, sums: &mut [i32; TAGS]) {
        let bytes = self.bytes.as_ref();
        let feature = feature.max(1);
        let mut slot = feature as usize & self.mask;
        while let Some(here) = number(bytes, HEADER + 4 * slot) {
            if here == feature {
                let at = HEADER + 4 * (self.mask + 1) + TAGS * slot;
                for (sum, weight) in sums.iter_mut().zip(bytes.get(at..at + TAGS).unwrap_or_default()) {
                    *sum += i32::from(weight.cast_signed());
                }
                return;
            }
            if here == 0 {
                return;
            }
            slot = (slot + 1) & self.mask;
        }
    }

    /// The scores that sums of weights stand for.
    #[must_use]
    pub fn scores(&self, sums: &[i32; TAGS]) -> Scores {
        #[allow(clippy::cast_precision_loss)] // Sums of some sixty signed bytes.
        sums.map(|sum| sum as f32 * self.scale)
    }

    /// The best sequence of tags for a sentence's scores.
    #[must_use]
    pub fn best(&self, scores: &[Scores]) -> Vec<usize> {
        viterbi(scores, &self.transitions)
    }

    /// The log-probability of every tag for every word of a sentence, by the forward-backward algorithm.
    #[must_use]
    pub fn log_probabilities(&self, scores: &[Scores]) -> Vec<Scores> {
        let steps = self.transitions.map(|row| row.map(f32::exp));
        let mut forward = Vec::with_capacity(scores.len());
        let mut before: Option<Scores> = None;
        let emitted = |row: &Scores| {
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            row.map(|score| (score - top).exp())
        };
        let scaled = |row: Scores| {
            let sum: f32 = row.iter().sum();
            row.map(|value| value / sum.max(f32::MIN_POSITIVE))
        };
        for row in scores {
            let emission = emitted(row);
            let mut here = emission;
            if let Some(before) = before {
                for (to, value) in here.iter_mut().enumerate() {
                    *value *= (0..TAGS).map(|from| before[from] * steps[from][to]).sum::<f32>();
                }
            }
            let here = scaled(here);
            forward.push(here);
            before = Some(here);
        }
        let mut behind = [1.0; TAGS];
        for (row, here) in scores.iter().zip(forward.iter_mut()).rev() {
            let joint = scaled(std::array::from_fn(|tag| here[tag] * behind[tag]));
            let emission = emitted(row);
            behind = scaled(std::array::from_fn(|from| {
                (0..TAGS).map(|to| steps[from][to] * emission[to] * behind[to]).sum::<f32>()
            }));
            *here = joint.map(|value| value.max(1e-9).ln());
        }
        forward
    }
}

/// The best sequence of tags that keeps the rules of BIO, for scores of which every word has its own.
#[must_use]
pub fn decode(scores: &[Scores]) -> Vec<usize> {
    viterbi(scores, &[[0.0; TAGS]; TAGS])
}

fn viterbi(scores: &[Scores], transitions: &[Scores; TAGS]) -> Vec<usize> {
    let Some((first, rest)) = scores.split_first() else { return Vec::new() };
    let mut best: Scores = std::array::from_fn(|to| if follows(None, to) { first[to] } else { f32::NEG_INFINITY });
    let mut from = Vec::with_capacity(rest.len());
    for row in rest {
        let mut here = [0u8; TAGS];
        best = std::array::from_fn(|to| {
            let mut top = f32::NEG_INFINITY;
            for before in 0..TAGS {
                let score = best[before] + transitions[before][to];
                if score > top && follows(Some(before), to) {
                    top = score;
                    #[allow(clippy::cast_possible_truncation)] // There are nine tags.
                    let small = before as u8;
                    here[to] = small;
                }
            }
            top + row[to]
        });
        from.push(here);
    }
    let mut tag = (0..TAGS).max_by(|a, b| best[*a].total_cmp(&best[*b])).unwrap_or(0);
    let mut tags = vec![tag; scores.len()];
    for (at, here) in from.iter().enumerate().rev() {
        tag = here[tag] as usize;
        tags[at] = tag;
    }
    tags
}

/// A model's bytes: `weights` of features, in units of tags as [`name`] orders them, and transitions.
#[must_use]
pub fn build(weights: &[(u32, Scores)], transitions: &[Scores; TAGS]) -> Vec<u8> {
    let slots = (weights.len() * 8 / 7).next_power_of_two().max(16);
    // A few large weights are cut off, so that the many small ones keep their differences.
    let mut sizes: Vec<f32> =
        weights.iter().flat_map(|(_, row)| row).map(|weight| weight.abs()).filter(|w| *w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let top = sizes.get(sizes.len() * 999 / 1000).copied().unwrap_or(1.0).max(1e-6);
    let scale = top / 127.0;
    let (mut features, mut values) = (vec![0u32; slots], vec![[0i8; TAGS]; slots]);
    for (feature, row) in weights {
        let feature = (*feature).max(1);
        let mut slot = feature as usize & (slots - 1);
        while features[slot] != 0 && features[slot] != feature {
            slot = (slot + 1) & (slots - 1);
        }
        features[slot] = feature;
        #[allow(clippy::cast_possible_truncation)] // Clamped.
        let row = row.map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8);
        values[slot] = row;
    }
    let mut bytes = MAGIC.to_vec();
    bytes.extend(u32::try_from(slots).unwrap_or(0).to_le_bytes());
    bytes.extend(scale.to_le_bytes());
    transitions.iter().flatten().for_each(|weight| bytes.extend(weight.to_le_bytes()));
    features.iter().for_each(|feature| bytes.extend(feature.to_le_bytes()));
    values.iter().flatten().for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tagger() -> Tagger<Vec<u8>> {
        let mut person = [0.0; TAGS];
        person[1] = 2.0;
        let mut goes_on = [0.0; TAGS];
        goes_on[2] = 1.5;
        let mut transitions = [[0.0; TAGS]; TAGS];
        transitions[1][2] = 1.0;
        transitions[0][2] = 9.0; // Forbidden all the same.
        let mut outside = [0.0; TAGS];
        outside[0] = 1.0;
        Tagger::new(build(&[(7, person), (8, goes_on), (0, person), (9, outside)], &transitions)).unwrap()
    }

    #[test]
    fn features_add_up_and_unknown_ones_add_nothing() {
        let tagger = tagger();
        let mut sums = [0; TAGS];
        for feature in [7, 7, 12, 12345] {
            tagger.add(feature, &mut sums);
        }
        assert!((tagger.scores(&sums)[1] - 4.0).abs() < 0.05);
    }

    #[test]
    fn the_best_sequence_keeps_to_bio() {
        let tagger = tagger();
        let row = |feature| {
            let mut sums = [0; TAGS];
            tagger.add(feature, &mut sums);
            tagger.scores(&sums)
        };
        assert_eq!(tagger.best(&[row(7), row(8), row(9)]), [1, 2, 0]);
        assert_eq!(tagger.best(&[row(10), row(8)])[0], 1, "an inside needs its begin");
        assert_eq!(decode(&[]), Vec::<usize>::new());
    }

    #[test]
    fn probabilities_add_up_to_one() {
        let tagger = tagger();
        let scores = [[0.5; TAGS], [1.0, 3.0, 0.0, 0.0, 0.0, 0.0, -2.0, 0.0, 0.0], [0.0; TAGS]];
        for row in tagger.log_probabilities(&scores) {
            let sum: f32 = row.iter().map(|value| value.exp()).sum();
            assert!((sum - 1.0).abs() < 1e-3, "{sum}");
        }
    }

    #[test]
    fn tags_have_names_and_names_tags() {
        for at in 0..TAGS {
            assert_eq!(tag(&name(at)), Some(at));
        }
        assert_eq!(tag("B-PERS"), Some(1));
        assert_eq!(tag("B-TITLE"), None);
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        assert_eq!(Tagger::new(b"QARICRF1".to_vec()).err(), Some(TaggerError::Format));
    }
}
