//! Resolving: the mentions of one thing become one entry, with its fullest form as its name and the others as aliases.
//!
//! In: an article's text, its mentions, its language, and what is known about names ([`Names`]). Out: [`Entities`].
//! Mentions are brought to forms (`form`), spellings of one form are one name, names known to be the same or cut from
//! one another are joined (`thing`), persons are followed from mention to mention (`person`), and names that the text
//! declares to be one are joined (`apposition`). Every step takes time in proportion to the number of mentions.
//! It must not know how mentions were found.

mod apposition;
mod form;
mod groups;
mod names;
mod person;
#[cfg(test)]
mod tests;
mod thing;

pub use names::Names;

use super::{Entities, Entity, Label, Mention};
use form::{Form, Forms, spelling};
use groups::Groups;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

/// The entities that `mentions` speak of: ordered spans of `text` that do not overlap, clitics left out.
#[must_use]
pub fn resolve(text: &str, mentions: &[Mention], language: &str, names: &Names) -> Entities {
    let forms = Forms::read(text, mentions, names);
    let mut groups = Groups::new(forms.names);
    let title = text.find('\n').map_or(0, |end| mentions.partition_point(|mention| mention.span.start < end));
    thing::join_known(&forms, names, language, &mut groups);
    thing::join_shorter(&forms, title, names, language, &mut groups);
    let mut stands_for = person::follow(&forms, names, &mut groups);
    apposition::join(text, mentions, &forms, names, &mut stands_for, &mut groups);
    let mut members: HashMap<usize, Vec<usize>> = HashMap::new();
    for (mention, name) in stands_for.into_iter().enumerate() {
        members.entry(groups.of(name)).or_default().push(mention);
    }
    Entities::new(members.into_values().map(|of| entity(&of, mentions, &forms, names)).collect())
}

/// How full a form is: a name before a by-name, more letters, more words, fewer titles.
fn fullness(form: &Form, names: &Names) -> (bool, usize, usize, Reverse<usize>) {
    let titles = if form.label == Label::Person { person::titles(&form.words, names) } else { 0 };
    let words = &form.words[titles..];
    let own = form.label != Label::Person || person::is_full(form, names);
    let letters = words.iter().map(|word| word.chars().count()).filter(|count| *count > 1).sum();
    (own, letters, words.len(), Reverse(titles))
}

/// The forms of an entry in order, spellings that differ only in clitics or vowel marks once.
fn shown<'a>(of: &[usize], forms: &'a Forms) -> Vec<&'a Form> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut found: Vec<&Form> = Vec::new();
    let mut seen = HashSet::new();
    for &mention in of {
        if !seen.insert(forms.of[mention]) {
            continue;
        }
        let form = forms.at(mention);
        let plain = spelling(&form.shown);
        match places.get(&plain) {
            Some(&place) if found[place].shown.ends_with(['s', 'S']) && form.shown == plain => found[place] = form,
            Some(_) => {}
            None => {
                places.insert(plain, found.len());
                found.push(form);
            }
        }
    }
    found
}

/// The label most of the mentions have; the first on a tie.
fn label(of: &[usize], forms: &Forms) -> Label {
    let mut counts: Vec<(Label, usize)> = Vec::new();
    for label in of.iter().map(|&mention| forms.at(mention).label) {
        match counts.iter_mut().find(|(known, _)| *known == label) {
            Some((_, count)) => *count += 1,
            None => counts.push((label, 1)),
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(Label::Miscellaneous, |(label, _)| *label)
}

fn entity(of: &[usize], mentions: &[Mention], forms: &Forms, names: &Names) -> Entity {
    let shown = shown(of, forms);
    let fullest = match shown.as_slice() {
        [_] => 0,
        all => all.iter().enumerate().rev().max_by_key(|(_, form)| fullness(form, names)).map_or(0, |(at, _)| at),
    };
    let others = shown.iter().enumerate().filter(|(at, _)| *at != fullest);
    Entity {
        label: label(of, forms),
        name: shown.get(fullest).map(|form| form.shown.clone()).unwrap_or_default(),
        aliases: others.map(|(_, form)| form.shown.clone()).collect(),
        mentions: of.iter().map(|&mention| mentions[mention].span).collect(),
    }
}
