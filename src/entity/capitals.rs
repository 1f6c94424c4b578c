//! Capitals: what they say in an English sentence beyond what the tagger has learned, and where they say nothing.
//!
//! In: the words of a sentence as written, what the gazetteer knows of them, where they stand. Out: scores added to those of
//! a tagger. It must not know taggers or text.

use super::gazetteer::{Class, Classes, Evidence, bit};
use super::tagger::Scores;

/// What the place of a dateline adds to the scores of its tags.
const DATELINE_CUE: f32 = 6.0;
/// What a headline of capitals takes from the names in it.
const HEADLINE_CUE: f32 = 4.0;

const OUTSIDE: usize = 0;
const PLACE: usize = 3;

const PLACES: Classes = bit(Class::Country) | bit(Class::City) | bit(Class::Place);
/// Most words of a dateline's place, and fewest letters: US and UN are no towns.
const DATELINE: (usize, usize) = (4, 4);
/// Letters of the longest words that headlines leave small.
const SMALL: usize = 3;

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Whether a headline has its words in capitals one and all, so that they tell no names.
fn is_title_case(words: &[&str]) -> bool {
    let long = words.iter().filter(|word| word.starts_with(char::is_alphabetic) && word.chars().count() > SMALL);
    let (capitals, all) =
        long.fold((0, 0), |(capitals, all), word| (capitals + usize::from(is_capital(word)), all + 1));
    all > 2 && capitals == all
}

/// How many words the place takes that a paragraph begins with, as datelines do: in capitals only, a sign behind.
fn dateline(words: &[&str]) -> usize {
    let shouts = |word: &&&str| word.chars().all(char::is_uppercase);
    let len = words.iter().take_while(shouts).count();
    let letters: usize = words[..len].iter().map(|word| word.chars().count()).sum();
    let sign = words.get(len).is_some_and(|word| matches!(*word, "," | "(" | "-" | "–" | "—" | ":" | "/"));
    if sign && len <= DATELINE.0 && letters >= DATELINE.1 { len } else { 0 }
}

/// Let the capitals of a sentence speak; `begins` says that its paragraph begins with it, `heads` that it is a headline.
pub fn weigh(words: &[&str], evidence: &[Evidence], begins: bool, heads: bool, scores: &mut [Scores]) {
    let known = |at: usize, classes: Classes| evidence[at].classes() & classes != 0;
    let place = if begins { dateline(words) } else { 0 };
    if (0..place).all(|at| known(at, PLACES)) {
        for (at, row) in scores[..place].iter_mut().enumerate() {
            row[PLACE + usize::from(at > 0)] += DATELINE_CUE;
        }
    }
    if heads && is_title_case(words) {
        // A place or a person that is known by this very name is one here, too.
        let stays = |at: usize| known(at, PLACES | bit(Class::Person));
        scores.iter_mut().enumerate().filter(|(at, _)| !stays(*at)).for_each(|(_, row)| row[OUTSIDE] += HEADLINE_CUE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(text: &str, known: &[(&str, Class)], heads: bool) -> Vec<Scores> {
        let names = known.iter().map(|(name, class)| ((*name).to_owned(), bit(*class)));
        let gazetteer =
            super::super::gazetteer::Gazetteer::new(super::super::gazetteer::build(names).unwrap()).unwrap();
        let words: Vec<&str> = text.split(' ').collect();
        let keys: Vec<String> = words.iter().map(|word| crate::lang::fold::key(word)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut scores = vec![Scores::default(); words.len()];
        weigh(&words, &gazetteer.evidence(&keys), true, heads, &mut scores);
        scores
    }

    #[test]
    fn a_dateline_in_capitals_is_a_place_that_is_known() {
        let known = [("aden", Class::City), ("la serena", Class::City), ("us", Class::Country)];
        let places = |text: &str| {
            let row = |row: &Scores| row[PLACE] > 0.0 || row[PLACE + 1] > 0.0;
            weighed(text, &known, false).iter().filter(|scores| row(scores)).count()
        };
        assert_eq!([places("ADEN ( Reuters )"), places("LA SERENA , Chile")], [1, 2]);
        for text in
            ["Aden , a port", "ADEN is a port", "NATO , which met", "US - Chinese talks", "ADEN NATO , both", ""]
        {
            assert_eq!(places(text), 0, "{text}");
        }
    }

    #[test]
    fn a_headline_of_capitals_tells_no_names_but_known_ones() {
        let known = [("mosul", Class::City), ("page", Class::Family)];
        let taken = |text: &str, heads: bool| -> Vec<bool> {
            weighed(text, &known, heads).iter().map(|row| row[OUTSIDE] > 0.0).collect()
        };
        assert_eq!(taken("The Last Page of Mosul", true), [true, true, true, true, false]);
        assert!(!taken("The Last Page of Mosul", false).contains(&true));
        assert!(!taken("Port strike ends in Mosul", true).contains(&true), "its capitals tell names");
        assert!(!taken("Mosul Dam", true).contains(&true), "too short to tell");
    }
}
