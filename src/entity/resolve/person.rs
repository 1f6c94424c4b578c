//! Persons: full names, and the surnames, given names and by-names that stand for them later.
//!
//! In: the forms of an article. Out: for each mention of a person, the full name it stands for. A surname stands for the
//! last person mentioned who has it; persons with different given names stay apart. It must not know text.

use super::form::{Form, Forms};
use super::groups::{Groups, Table};
use super::names::{Names, Part};
use crate::entity::Label;
use crate::lang::script::Script;
use std::collections::HashSet;

/// Middle names taken in account, at most.
const MIDDLE: usize = 5;

/// How many of `words` are titles before the name.
pub(super) fn titles(words: &[String], names: &Names) -> usize {
    let titles = words.iter().take_while(|word| names.is(Part::Title, word)).count();
    titles.min(words.len().saturating_sub(1))
}

/// A particle in the form all its cases share.
fn particle(word: &str) -> &str {
    match word {
        "ابي" | "ابا" => "ابو",
        "ابن" => "بن",
        word => word,
    }
}

/// A name's parts without titles: words, particles and tails joined to the word they keep with.
pub(super) fn units(words: &[String], names: &Names) -> Vec<String> {
    let words = &words[titles(words, names)..];
    let mut units: Vec<String> = Vec::new();
    let mut open = false;
    for (at, word) in words.iter().enumerate() {
        let opens = at + 1 < words.len() && names.is(Part::Particle, word);
        let word = if opens { particle(word) } else { word };
        match units.last_mut() {
            Some(last) if open || names.is(Part::Tail, word) => last.push_str(word),
            _ => units.push(word.to_owned()),
        }
        open = opens;
    }
    units
}

/// Whether a name begins as a by-name: أبو and أم of someone.
pub(super) fn is_by_name(words: &[String]) -> bool {
    words.len() > 1 && matches!(words[0].as_str(), "ابو" | "ابي" | "ابا" | "ام" | "abu" | "abou" | "umm" | "אבו")
}

/// Whether its script writes initials and drops particles.
fn is_western(form: &Form) -> bool {
    let script = form.key.chars().find_map(Script::of);
    !matches!(script, Some(Script::Arabic) | None)
}

/// A person's name taken apart.
struct Person {
    units: Vec<String>,
    /// The last word, where it may stand without its particle.
    last: Option<String>,
    western: bool,
    by_name: bool,
}

fn initial(unit: &str) -> &str {
    unit.char_indices().nth(1).map_or(unit, |(at, _)| &unit[..at])
}

impl Person {
    fn of(form: &Form, names: &Names) -> Self {
        let words = &form.words[titles(&form.words, names)..];
        let western = is_western(form);
        let last = words.last().filter(|_| western && words.len() > 1).cloned();
        Self { units: units(&form.words, names), last, western, by_name: is_by_name(words) }
    }

    /// Whether it has a surname besides a given name.
    fn is_full(&self) -> bool {
        self.units.len() > 1 || self.last.is_some()
    }

    /// The forms that surely stand for it: without some middle names, without the first or the last ones, the surname.
    fn handles(&self) -> Vec<String> {
        let units = &self.units;
        let mut found: Vec<String> = self.last.iter().cloned().collect();
        if let [first, middle @ .., last] = units.as_slice() {
            let middle = &middle[..middle.len().min(MIDDLE)];
            found.push(last.clone());
            for chosen in 0..1usize << middle.len() {
                let kept = middle.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, unit)| unit);
                found.push(std::iter::once(first).chain(kept).chain([last]).map(String::as_str).collect());
            }
            for cut in 2..units.len().min(MIDDLE) {
                found.push(units[..cut].concat());
                found.push(units[units.len() - cut..].concat());
            }
            found.extend(middle.iter().filter(|unit| unit.starts_with("بن") || unit.starts_with("ابو")).cloned());
            if self.western {
                found.push(initial(first).to_owned() + last);
                let given = units[..units.len() - 1].iter().map(|unit| initial(unit));
                found.push(given.chain([last.as_str()]).collect());
            }
        }
        let whole = units.concat();
        found.retain(|handle| *handle != whole);
        found
    }

    /// The given name, which stands for a person as long as nobody else has it.
    fn given(&self) -> Option<&str> {
        (self.units.len() > 1).then(|| self.units[0].as_str())
    }

    /// The first initial and the surname, of a name with initials.
    fn abbreviated(&self) -> Option<String> {
        let [first, .., last] = self.units.as_slice() else { return None };
        (self.western && initial(first) == first).then(|| first.clone() + last)
    }
}

/// The full names of an article and their handles.
struct Persons {
    people: Vec<Option<Person>>,
    sure: Table,
    given: Table,
}

impl Persons {
    fn of(forms: &Forms, names: &Names) -> Self {
        let person = |form: &Form| (form.label == Label::Person).then(|| Person::of(form, names));
        let people: Vec<Option<Person>> = forms.all.iter().map(person).collect();
        let full = || people.iter().flatten().filter(|person| person.is_full());
        let shorter: HashSet<String> = full().flat_map(Person::handles).collect();
        let (mut sure, mut given) = (Table::default(), Table::default());
        for (form, person) in forms.all.iter().zip(&people) {
            let Some(person) = person.as_ref().filter(|person| person.is_full()) else { continue };
            let part = shorter.contains(&form.key)
                || person.abbreviated().is_some_and(|key| shorter.contains(&key) && key != form.key);
            if part {
                continue;
            }
            person.handles().into_iter().for_each(|handle| sure.add(handle, form.name));
            if let Some(name) = person.given() {
                given.add(name.to_owned(), form.name);
            }
        }
        Self { people, sure, given }
    }

    /// The name that a form stands for here.
    fn meant(&self, form: &Form, person: &Person, groups: &mut Groups) -> Option<usize> {
        let keys = [Some(form.key.clone()), person.abbreviated()];
        for key in keys.iter().flatten() {
            let last = self.sure.last(key).map(|(_, name)| name);
            if let Some(name) = last.or_else(|| self.sure.only(key, groups)) {
                return Some(name);
            }
        }
        self.given.only(&form.key, groups)
    }
}

/// The name each mention stands for: of a person, the fullest one that it may stand for; of anything else, its own.
pub(super) fn follow(forms: &Forms, names: &Names, groups: &mut Groups) -> Vec<usize> {
    let mut persons = Persons::of(forms, names);
    let mut found = Vec::with_capacity(forms.of.len());
    for (step, &number) in forms.of.iter().enumerate() {
        let form = &forms.all[number];
        let name = match &persons.people[number] {
            Some(person) => persons.meant(form, person, groups).unwrap_or(form.name),
            None => form.name,
        };
        if form.label == Label::Person {
            persons.sure.mention(name, step);
        }
        found.push(name);
    }
    found
}

/// Whether a form is a person's full name, not a by-name.
pub(super) fn is_full(form: &Form, names: &Names) -> bool {
    let person = Person::of(form, names);
    person.is_full() && !person.by_name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::resolve::form::words;

    #[test]
    fn particles_and_tails_keep_with_their_words() {
        let names = Names::parse(crate::assets::NAMES).unwrap();
        for (name, expected) in [
            ("محمد عبد السلام أبو الخير", vec!["محمد", "عبدالسلام", "ابوالخير"]),
            ("حسن نصر الله", vec!["حسن", "نصرالله"]),
            ("أسامة ابن لادن", vec!["اسامه", "بنلادن"]),
            ("فاطمة آيت الحاج", vec!["فاطمه", "ايتالحاج"]),
            ("Bashar al-Assad", vec!["bashar", "alassad"]),
            ("Ludwig van der Rohe", vec!["ludwig", "vanderrohe"]),
            ("רנא עבד אל-ראזק", vec!["רנא", "עבדאלראזק"]),
            ("Dr. Margaret Holt", vec!["margaret", "holt"]),
            ("نور الدین", vec!["نورالدين"]),
        ] {
            assert_eq!(units(&words(name, &names), &names), expected, "{name}");
        }
    }
}
