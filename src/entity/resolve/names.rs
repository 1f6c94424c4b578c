//! What is known about names beforehand: words that belong to their grammar, and names that mean the same thing.
//!
//! In: the text of `assets/entity/resolve.toml`. Out: [`Names`], asked by key. It must not know articles or mentions.

use super::form::{canonical, word_key, words};
use crate::entity::Label;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    words: Words,
    same: Same,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    particles: Vec<String>,
    tails: Vec<String>,
    titles: Vec<String>,
    classes: Vec<String>,
    settlements: Vec<String>,
    qualifiers: Vec<String>,
    surplus: Vec<String>,
    another: Vec<String>,
    bound: Vec<String>,
    small: Vec<String>,
    naming: Vec<String>,
    leading: Vec<String>,
    trailing: Vec<String>,
    lam: Vec<String>,
    double_lam: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Same {
    persons: Vec<Vec<String>>,
    places: Vec<Vec<String>>,
    organisations: Vec<Vec<String>>,
    works: Vec<Vec<String>>,
}

/// The part a word can play in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Keeps with the word behind it: عبد, بن, van.
    Particle,
    /// Keeps with the word before it: الله, الدين.
    Tail,
    /// Stands before a person's name and is none: الشيخ, Dr.
    Title,
    /// Says what kind of organisation follows: تنظيم, حزب.
    Class,
    /// Says what kind of place follows: مدينة.
    Settlement,
    /// May be left out at the end of an organisation's name: الدولي.
    Qualifier,
    /// May be left out at the end of a place's name: الأميركية.
    Surplus,
    /// At the end of a name, makes another name of it: الحر.
    Another,
    /// Is no name without the words before it: الله.
    Bound,
    /// Gives no letter to an acronym: of.
    Small,
    /// Says that another name follows: المعروف.
    Naming,
    /// Stands between such a word and the name: باسم.
    Leading,
    /// The name that stands before it is another name: کے نام سے.
    Trailing,
    /// A first word that begins with ل of its own: لبنان.
    Lam,
    /// A first word that begins with ل behind its article: اللاذقية.
    DoubleLam,
}

/// A group of names for one thing, and what it is.
pub(super) type Fact = (Label, usize);

/// Words and facts about names; see `assets/entity/resolve.toml`.
#[derive(Debug, Clone, Default)]
pub struct Names {
    parts: HashMap<Part, HashSet<String>>,
    facts: HashMap<(bool, String), Fact>,
}

impl Names {
    /// Read the facts.
    ///
    /// # Errors
    /// Where the text is not TOML of that shape.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let File { words, same } = toml::from_str(toml)?;
        let lists = [
            (Part::Particle, words.particles),
            (Part::Tail, words.tails),
            (Part::Title, words.titles),
            (Part::Class, words.classes),
            (Part::Settlement, words.settlements),
            (Part::Qualifier, words.qualifiers),
            (Part::Surplus, words.surplus),
            (Part::Another, words.another),
            (Part::Bound, words.bound),
            (Part::Small, words.small),
            (Part::Naming, words.naming),
            (Part::Leading, words.leading),
            (Part::Trailing, words.trailing),
            (Part::Lam, words.lam),
            (Part::DoubleLam, words.double_lam),
        ];
        let parts = lists.map(|(part, list)| (part, list.iter().map(|word| word_key(word)).collect()));
        let mut names = Self { parts: parts.into(), facts: HashMap::new() };
        let groups = [
            (Label::Person, same.persons),
            (Label::Place, same.places),
            (Label::Organisation, same.organisations),
            (Label::Miscellaneous, same.works),
        ];
        for (label, groups) in groups {
            groups.iter().for_each(|group| names.add(label, group));
        }
        Ok(names)
    }

    fn add(&mut self, label: Label, group: &[String]) {
        let fact = (label, self.facts.len());
        for form in group {
            let key = canonical(&words(form, self), label, self);
            self.facts.entry((label == Label::Person, key)).or_insert(fact);
        }
    }

    /// Whether a word, by its key, can play a part.
    pub(super) fn is(&self, part: Part, word: &str) -> bool {
        self.parts.get(&part).is_some_and(|words| words.contains(word))
    }

    /// The group that a name belongs to, by its key: a person's, or any other thing's.
    pub(super) fn fact(&self, person: bool, key: &str) -> Option<Fact> {
        self.facts.get(&(person, key.to_owned())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_in_two_groups() {
        let file: File = toml::from_str(crate::assets::NAMES).unwrap();
        let names = Names::parse(crate::assets::NAMES).unwrap();
        let groups = [
            (Label::Person, file.same.persons),
            (Label::Place, file.same.places),
            (Label::Organisation, file.same.organisations),
            (Label::Miscellaneous, file.same.works),
        ];
        for (label, groups) in groups {
            for group in groups {
                let fact =
                    |form: &String| names.fact(label == Label::Person, &canonical(&words(form, &names), label, &names));
                for form in &group {
                    assert_eq!(fact(form), fact(&group[0]), "{form} is in another group as well");
                }
                assert!(group.len() > 1, "{group:?} says nothing");
            }
        }
    }

    #[test]
    fn other_files_are_refused() {
        assert!(Names::parse("[words]\nparticles = []").is_err());
    }
}
