//! Cues: words that speak for the kind of a name beside them.
//!
//! In: `assets/entity/cues.toml`, handed in as text, and the words of a sentence. Out: scores added to those of a tagger,
//! before the best sequence of tags is chosen. It must not know taggers.

use super::features::Words;
use super::tagger::Scores;
use crate::lang::fold::key;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Lists {
    organisations: Vec<String>,
    works: Vec<String>,
    places: Vec<String>,
    stems: Vec<String>,
    joints: Vec<String>,
    ideas: Vec<String>,
    agencies: Vec<String>,
}

/// The cues of all languages, as keys.
#[derive(Debug, Default)]
pub struct Cues {
    organisations: HashSet<String>,
    works: HashSet<String>,
    places: HashSet<String>,
    stems: HashSet<String>,
    joints: Vec<Vec<String>>,
    ideas: HashSet<String>,
    agencies: Vec<Vec<String>>,
}

/// Most words of a name in quotation marks.
const QUOTED: usize = 7;
/// Most words of a list of places.
const LIST: usize = 24;
/// What a cue adds to the scores of the tags it speaks for.
const QUOTED_CUE: f32 = 5.0;
const PLACE_CUE: f32 = 0.5;
/// The same for a place that the gazetteer knows.
const KNOWN_PLACE_CUE: f32 = 2.0;
const IDEA_CUE: f32 = 3.0;
const AGENCY_CUE: f32 = 6.0;

const OUTSIDE: usize = 0;
const PLACE: usize = 3;
const ORGANISATION: usize = 5;
const WORK: usize = 7;

fn quotes(word: &str) -> bool {
    matches!(word, "\"" | "“" | "”" | "«" | "»" | "'" | "‘" | "„")
}

/// The name in the quotation marks that open at `open`, and those joined to it by and or a comma.
fn weigh_quoted(words: &Words, mut open: usize, tag: usize, scores: &mut [Scores]) {
    let len = words.len();
    while let Some(close) = (open + 2..len.min(open + 2 + QUOTED)).find(|&at| quotes(words.key(at))) {
        for (nth, row) in scores[open + 1..close].iter_mut().enumerate() {
            row[tag + usize::from(nth > 0)] += QUOTED_CUE;
        }
        let joins = |at: usize| at < len && matches!(words.key(at), "و" | "،" | "," | "and");
        open = close + if joins(close + 1) { 2 } else { 1 };
        if open == close + 1 || open >= len || !quotes(words.key(open)) {
            break;
        }
    }
}

impl Cues {
    /// Read the cues of all languages.
    ///
    /// # Errors
    /// Where the text is not TOML of that shape.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let languages: BTreeMap<String, Lists> = toml::from_str(toml)?;
        let mut cues = Self::default();
        for lists in languages.into_values() {
            for (into, from) in [
                (&mut cues.organisations, lists.organisations),
                (&mut cues.works, lists.works),
                (&mut cues.places, lists.places),
                (&mut cues.stems, lists.stems),
                (&mut cues.ideas, lists.ideas),
            ] {
                into.extend(from.iter().map(|word| key(word)));
            }
            let keys = |phrase: &String| phrase.split_whitespace().map(key).collect();
            cues.joints.extend(lists.joints.iter().map(keys));
            cues.agencies.extend(lists.agencies.iter().map(keys));
        }
        cues.agencies.sort_by_key(|name| std::cmp::Reverse(name.len()));
        Ok(cues)
    }

    /// Whether a word begins names, so that what is written before it in one word is a clitic.
    #[must_use]
    pub fn is_stem(&self, key: &str) -> bool {
        self.stems.contains(key)
    }

    /// Let the cues of a sentence speak; `known` tells whether the gazetteer has a word as a place.
    pub fn weigh(&self, words: &Words, scores: &mut [Scores], known: impl Fn(usize) -> bool) {
        for at in 0..words.len() {
            let cue = words.bare(at);
            let cue = [words.key(at), cue.as_str(), cue.strip_prefix("ال").unwrap_or(&cue)];
            let speaks = |set: &HashSet<String>| cue.iter().any(|form| set.contains(*form));
            if words.len() > at + 2 && quotes(words.key(at + 1)) {
                let cued =
                    if speaks(&self.organisations) { Some(ORGANISATION) } else { speaks(&self.works).then_some(WORK) };
                if let Some(tag) = cued {
                    // The name is in the quotation marks: the cue is no part of one.
                    scores[at][OUTSIDE] += QUOTED_CUE;
                    weigh_quoted(words, at + 1, tag, scores);
                }
            } else if quotes(words.key(at)) && words.len() > at + 1 && self.ideas.contains(words.key(at + 1)) {
                // What is quoted is an idea; where a cue before it says that an organisation is named so, the cue is louder.
                let quoted = scores[at + 1..].iter_mut().enumerate();
                quoted
                    .take_while(|(nth, _)| !quotes(words.key(at + 1 + nth)))
                    .for_each(|(_, row)| row[OUTSIDE] += IDEA_CUE);
            } else if speaks(&self.places) {
                self.weigh_list(words, at + 1, scores, &known);
            }
        }
    }

    /// Names behind a word such as "towns": the first, and each behind a comma, an attached and, or a phrase such as "as
    /// well as", which goes on with a list that seemed to end.
    fn weigh_list(&self, words: &Words, start: usize, scores: &mut [Scores], known: &impl Fn(usize) -> bool) {
        let (mut item, mut over) = (true, false);
        let mut at = start;
        while at < words.len().min(start + LIST) {
            let word = words.key(at);
            if let Some(joint) = self.joints.iter().find(|joint| {
                joint.iter().enumerate().all(|(nth, key)| at + nth < words.len() && words.key(at + nth) == key)
            }) {
                (item, over) = (true, false);
                at += joint.len();
                continue;
            }
            let comma = matches!(word, "،" | "," | "و" | "and" | "اور");
            if !comma && word.chars().all(|c| !c.is_alphanumeric()) {
                break;
            }
            if !over && comma {
                item = true;
            } else if !over {
                let joined = at > start && word.starts_with('و') && word.chars().count() > 3;
                if item || joined {
                    scores[at][PLACE] += if known(at) { KNOWN_PLACE_CUE } else { PLACE_CUE };
                } else {
                    over = at > start + 1 && !words.key(at - 1).starts_with('و');
                }
                item = false;
            }
            at += 1;
        }
    }

    /// Let the agencies of a byline or dateline speak.
    pub fn weigh_agencies(&self, words: &Words, scores: &mut [Scores]) {
        let keys = words.keys();
        let mut at = 0;
        while at < keys.len() {
            let name = self.agencies.iter().find(|name| {
                keys.get(at..at + name.len()).is_some_and(|here| here.iter().zip(*name).all(|(a, b)| a == b))
            });
            let len = name.map_or(0, Vec::len);
            for (nth, row) in scores[at..at + len].iter_mut().enumerate() {
                row[ORGANISATION + usize::from(nth > 0)] += AGENCY_CUE;
            }
            at += len.max(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(text: &str) -> Vec<Scores> {
        let cues =
            Cues::parse("[ar]\norganisations = [\"تنظيم\"]\nplaces = [\"بلدات\"]\njoints = [\"إلى جانب\"]\nideas = [\"الجهاد\"]\nagencies = [\"فرانس 24\"]").unwrap();
        let words = Words::new(text.split(' '));
        let mut scores = vec![Scores::default(); words.len()];
        cues.weigh(&words, &mut scores, |at| words.key(at) == key("الحيرة"));
        cues.weigh_agencies(&words, &mut scores);
        scores
    }

    #[test]
    fn quoted_names_and_those_joined_to_them_are_organisations() {
        let scores = weighed("بين تنظيم “ الدولة الإسلامية ” و ” القاعدة ” أمس");
        assert!(scores[3][ORGANISATION] > 0.0 && scores[4][ORGANISATION + 1] > 0.0 && scores[8][ORGANISATION] > 0.0);
        assert_eq!(scores[10], Scores::default());
    }

    #[test]
    fn an_idea_in_quotation_marks_is_no_name_unless_a_cue_makes_it_one() {
        let scores = weighed("على زعامة “ الجهاد المزعوم ” وحده");
        assert!(scores[3][OUTSIDE] > 0.0 && scores[4][OUTSIDE] > 0.0 && scores[6] == Scores::default());
        let scores = weighed("على تنظيم “ الجهاد المزعوم ”");
        assert!(scores[3][ORGANISATION] > scores[3][OUTSIDE]);
    }

    #[test]
    fn a_list_behind_its_class_is_of_places() {
        let scores = weighed("على بلدات القائم والحويجة وتلعفر في العراق");
        let places: Vec<bool> = scores.iter().map(|row| row[PLACE] > 0.0).collect();
        assert_eq!(places, [false, false, true, true, true, false, false]);
        let scores = weighed("في بلدات القائم وتلعفر في العراق إلى جانب الحيرة القديمة");
        assert!(scores[8][PLACE] > scores[2][PLACE] && scores[5][PLACE] == 0.0 && scores[9][PLACE] == 0.0);
        assert!(weighed("فرانس 24 / رويترز")[1][ORGANISATION + 1] > 0.0);
    }
}
