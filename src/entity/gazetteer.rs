//! The gazetteer: known names by class, in one automaton.
//!
//! In: the automaton's bytes (made by `assets/build`) and the keys of a sentence's words. Out: for each word, which classes
//! of name it begins, continues, ends or is. It must not know labels, nor decide what is a mention: a name found here
//! is evidence for the tagger, no more.

use crate::lang::clitic::readings;
use fst::raw::{Fst, Node};

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What kind of name a gazetteer entry is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Class { $($(#[$doc])* $name,)* }

        impl Class {
            /// Every class, in the order of their bits.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name in the lists the automaton is made from.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

classes! {
    /// A given name.
    Given = "GIVEN",
    /// A family name.
    Family = "FAMILY",
    /// A person's full name.
    Person = "PERSON",
    /// A country.
    Country = "COUNTRY",
    /// A city, town or village.
    City = "CITY",
    /// Another place: a region, a river, a quarter.
    Place = "PLACE",
    /// An adjective of nationality.
    Nationality = "NATIONALITY",
    /// A party, a body, a university, an armed group.
    Organisation = "ORG",
    /// A newspaper, a channel, an agency.
    Media = "MEDIA",
    /// A company.
    Company = "COMPANY",
    /// A sports club.
    Club = "CLUB",
    /// A work, a building.
    Work = "WORK",
    /// An event, a prize, a treaty.
    Event = "EVENT",
    /// A product.
    Product = "PRODUCT",
    /// A currency.
    Currency = "CURRENCY",
    /// A month or a day of the week.
    Calendar = "CALENDAR",
}

/// Classes as a set of bits, in [`Class::ALL`]'s order.
pub type Classes = u16;

/// The bit of a class.
#[must_use]
pub const fn bit(class: Class) -> Classes {
    1 << class as u16
}

/// Where a word stands in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// The name is this word.
    Single,
    /// The name begins here.
    Begin,
    /// The name goes on here.
    Inside,
    /// The name ends here.
    End,
}

/// Evidence for one word: a bit for every class and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Evidence(pub u64);

impl Evidence {
    fn add(&mut self, classes: Classes, place: Place) {
        self.0 |= u64::from(classes) << (16 * place as u64);
    }

    /// The classes of names this word has part in.
    #[must_use]
    pub fn classes(self) -> Classes {
        #[allow(clippy::cast_possible_truncation)] // The four quarters are laid over one another.
        let folded = (self.0 | self.0 >> 16 | self.0 >> 32 | self.0 >> 48) as Classes;
        folded
    }
}

/// A name found in the words of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Words it has.
    pub words: usize,
    /// Letters of clitics in front of it.
    pub clitics: usize,
    /// What it is known as.
    pub classes: Classes,
}

/// Most words a name may have.
const MAX_WORDS: usize = 8;

/// Known names.
#[derive(Clone)]
pub struct Gazetteer<D> {
    names: Fst<D>,
}

impl<D: AsRef<[u8]>> Gazetteer<D> {
    /// A gazetteer over the bytes of an automaton: keys joined by single spaces, each with its classes as value.
    ///
    /// # Errors
    /// Where the bytes are no automaton of the `fst` crate.
    pub fn new(bytes: D) -> Result<Self, fst::Error> {
        Fst::new(bytes).map(|names| Self { names })
    }

    /// The classes of exactly this name, given as keys joined by spaces.
    #[must_use]
    pub fn classes(&self, name: &str) -> Classes {
        self.names.get(name).map_or(0, |output| Classes::try_from(output.value()).unwrap_or(0))
    }

    /// The names that begin at `words[0]`, read in every way its clitics allow, longest last within a reading.
    pub fn names_at(&self, words: &[&str], mut found: impl FnMut(Found)) {
        let Some(first) = words.first() else { return };
        for reading in readings(first) {
            let (mut node, mut value) = (self.names.root(), 0);
            let restored = reading.article.then_some("ا");
            let stem = first.get(reading.skip..).unwrap_or_default();
            let Some(()) = restored.map_or(Some(()), |alef| self.walk(&mut node, &mut value, alef)) else { continue };
            if self.walk(&mut node, &mut value, stem).is_none() {
                continue;
            }
            for (at, next) in words.iter().skip(1).map(Some).chain([None]).take(MAX_WORDS).enumerate() {
                if node.is_final() {
                    let classes = Classes::try_from(value + node.final_output().value()).unwrap_or(0);
                    found(Found { words: at + 1, clitics: reading.letters, classes });
                }
                let Some(next) = next else { break };
                if self.walk(&mut node, &mut value, " ").and_then(|()| self.walk(&mut node, &mut value, next)).is_none()
                {
                    break;
                }
            }
        }
    }

    /// Follow `text` from a node; `None` where no name goes that way.
    fn walk<'a>(&'a self, node: &mut Node<'a>, value: &mut u64, text: &str) -> Option<()> {
        for byte in text.bytes() {
            let step = node.transition(node.find_input(byte)?);
            *value += step.out.value();
            *node = self.names.node(step.addr);
        }
        Some(())
    }

    /// The evidence for every word of a sentence, given as keys.
    #[must_use]
    pub fn evidence(&self, words: &[&str]) -> Vec<Evidence> {
        let mut all = vec![Evidence::default(); words.len()];
        for start in 0..words.len() {
            // A class's longest name counts; shorter ones inside it do not.
            let mut longest = [0usize; 16];
            self.names_at(&words[start..], |found| {
                for (class, len) in longest.iter_mut().enumerate() {
                    if found.classes & (1 << class) != 0 {
                        *len = found.words.max(*len);
                    }
                }
            });
            for (class, &len) in longest.iter().enumerate() {
                for word in 0..len {
                    let place = match (word, len) {
                        (0, 1) => Place::Single,
                        (0, _) => Place::Begin,
                        _ if word + 1 == len => Place::End,
                        _ => Place::Inside,
                    };
                    all[start + word].add(1 << class, place);
                }
            }
        }
        all
    }
}

/// The automaton of `names`, as bytes: the classes of a name given more than once are joined.
///
/// # Errors
/// Where the automaton cannot be built.
pub fn build(names: impl IntoIterator<Item = (String, Classes)>) -> Result<Vec<u8>, fst::Error> {
    let mut joined = std::collections::BTreeMap::<String, Classes>::new();
    for (name, classes) in names {
        *joined.entry(name).or_default() |= classes;
    }
    let mut builder = fst::MapBuilder::memory();
    for (name, classes) in joined {
        builder.insert(name, u64::from(classes))?;
    }
    builder.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::fold::key;

    fn gazetteer() -> Gazetteer<Vec<u8>> {
        let names = [
            ("الموصل", bit(Class::City)),
            ("علاوي", bit(Class::Family)),
            ("إياد علاوي", bit(Class::Person)),
            ("إياد", bit(Class::Given)),
            ("الأمم المتحدة", bit(Class::Organisation)),
        ];
        Gazetteer::new(build(names.map(|(name, classes)| (key(name), classes))).unwrap()).unwrap()
    }

    fn evidence(text: &str) -> Vec<Evidence> {
        let keys: Vec<String> = text.split(' ').map(key).collect();
        gazetteer().evidence(&keys.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_found_behind_clitics_and_without_hamza() {
        let found = evidence("قال اياد علاوي للموصل والأمم المتحدة وبالموصل");
        let classes: Vec<Classes> = found.iter().map(|evidence| evidence.classes()).collect();
        assert_eq!(classes[0], 0);
        assert_eq!(classes[1], bit(Class::Given) | bit(Class::Person));
        assert_eq!(classes[2], bit(Class::Family) | bit(Class::Person));
        assert_eq!(classes[3], bit(Class::City));
        assert_eq!(
            (classes[4], classes[5], classes[6]),
            (bit(Class::Organisation), bit(Class::Organisation), bit(Class::City))
        );
    }

    #[test]
    fn the_place_in_the_name_shows() {
        let found = evidence("إياد علاوي");
        assert_ne!(found[0].0 & u64::from(bit(Class::Person)) << (16 * Place::Begin as u64), 0);
        assert_ne!(found[1].0 & u64::from(bit(Class::Person)) << (16 * Place::End as u64), 0);
    }

    #[test]
    fn bytes_that_are_no_automaton_are_refused() {
        assert!(Gazetteer::new(b"no automaton".to_vec()).is_err());
    }
}
