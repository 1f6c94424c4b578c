//! Organisations, places and works: longer and shorter forms of one name, acronyms, names known to be the same.
//!
//! In: the forms of an article. Out: groups of names. A form that may be left from a longer one by any cut is taken for it
//! only behind it; words that are known to be left out may be so anywhere. It must not know persons, nor text.

use super::form::{Form, Forms, alternates, bare, behind_article, joined};
use super::groups::{Groups, Table};
use super::names::{Fact, Names, Part};
use crate::entity::Label;
use crate::lang::script::Script;
use std::collections::HashMap;

/// Words of a name looked at, at most.
const WORDS: usize = 10;

fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

/// The words behind those that say what kind of thing it is.
fn core<'a>(form: &'a Form, names: &Names) -> Option<&'a [String]> {
    let words = behind_article(&form.words);
    let part = if form.label == Label::Place { Part::Settlement } else { Part::Class };
    let skip = words.iter().take_while(|word| names.is(part, word)).count();
    let core = words.get(skip..).filter(|core| skip > 0 && !core.is_empty())?;
    (!is_bound(core, names)).then_some(core)
}

/// The words before those that may be left out at the end.
fn unqualified<'a>(form: &'a Form, names: &Names) -> Option<&'a [String]> {
    let words = behind_article(&form.words);
    let (part, least) = if form.label == Label::Place { (Part::Surplus, 1) } else { (Part::Qualifier, 2) };
    let cut = words.iter().rev().take_while(|word| names.is(part, word)).count();
    let kept = words.len().saturating_sub(cut);
    (cut > 0 && kept >= least).then(|| &words[..kept])
}

fn is_bound(words: &[String], names: &Names) -> bool {
    matches!(words, [word] if names.is(Part::Bound, word))
}

/// Forms that stand for a name wherever they are.
fn sure(form: &Form, names: &Names) -> Vec<String> {
    let words = behind_article(&form.words);
    let mut found: Vec<String> =
        [core(form, names), unqualified(form, names)].into_iter().flatten().map(joined).collect();
    if let Some(core) = core(form, names).filter(|_| words.len() > 2) {
        let cut = core.iter().rev().take_while(|word| names.is(Part::Qualifier, word)).count();
        if cut > 0 && core.len() - cut >= 2 {
            found.push(joined(&core[..core.len() - cut]));
        }
    }
    found.extend(acronyms(words, names));
    found
}

/// The acronyms of a name: of all its words, of the first few before the rest, with and without small words.
fn acronyms(words: &[String], names: &Names) -> Vec<String> {
    let letter = |word: &String| word.chars().next();
    let stem = |word: &String| bare(word).chars().next();
    let large: Vec<&String> = words.iter().filter(|word| !names.is(Part::Small, word)).collect();
    let mut found: Vec<String> = vec![words.iter().filter_map(letter).collect()];
    found.push(large.iter().copied().filter_map(letter).collect());
    found.push(large.iter().copied().filter_map(stem).collect());
    found.retain(|acronym| acronym.chars().count() > 1);
    let western = words.iter().flat_map(|word| word.chars()).next().and_then(Script::of) != Some(Script::Arabic);
    if western {
        for cut in 2..words.len().min(WORDS) {
            found.push(words[..cut].iter().filter_map(letter).chain(words[cut..].concat().chars()).collect());
        }
    }
    found.iter().map(|acronym| format!("={acronym}")).collect()
}

/// Whether a form looks like an acronym: capitals, dots between letters, gershayim.
fn is_acronym(form: &Form) -> bool {
    let shown = form.shown.trim();
    let letters = || shown.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().all(char::is_uppercase) && (2..=8).contains(&letters().count());
    let first = shown.split_whitespace().next().unwrap_or_default();
    let dotted = first.matches('.').count() > 1;
    let gershayim = first.contains(['"', '״']) && first.chars().next().and_then(Script::of) == Some(Script::Hebrew);
    capitals || dotted || gershayim
}

/// Forms that stand for a name behind it: its first words or its last ones.
fn later(form: &Form, names: &Names, language: &str) -> Vec<String> {
    let words = behind_article(&form.words);
    if form.label == Label::Place {
        return Vec::new();
    }
    let tells_apart = |word: &String| is_number(word) || names.is(Part::Another, word);
    let mut found = Vec::new();
    for cut in 1..words.len().min(WORDS) {
        let (head, tail) = words.split_at(cut);
        if !tail.iter().any(tells_apart) {
            found.push(joined(head));
        }
        let adjective = language == "ar" && tail.len() == 1 && head[cut - 1].starts_with("ال");
        if !adjective && !is_bound(tail, names) && !tail.iter().all(tells_apart) {
            found.push(joined(tail));
        }
    }
    found.retain(|handle| handle.chars().count() > 1);
    found
}

fn is_thing(form: &Form) -> bool {
    matches!(form.label, Label::Organisation | Label::Place | Label::Miscellaneous)
}

/// Handles are told apart by label, so that a place is never found for a club.
fn labelled(label: Label, handle: &str) -> String {
    format!("{}:{handle}", label.code())
}

/// What a form is known as.
fn fact(form: &Form, names: &Names, language: &str) -> Option<Fact> {
    let person = form.label == Label::Person;
    let found = names.fact(person, &form.key);
    if person || found.is_some() {
        return found;
    }
    let other = alternates(form, language).iter().find_map(|key| names.fact(false, key));
    let cut = || {
        let parts = [core(form, names), unqualified(form, names)];
        let found = parts.into_iter().flatten().find_map(|words| names.fact(false, &joined(words)));
        found.filter(|(label, _)| *label == form.label)
    };
    other.or_else(cut)
}

/// Join the names that are known to be the same, and those that are spellings of one another.
pub(super) fn join_known(forms: &Forms, names: &Names, language: &str, groups: &mut Groups) {
    let mut known: HashMap<Fact, usize> = HashMap::new();
    let keys: HashMap<(Label, &str), usize> =
        forms.all.iter().map(|form| ((form.label, form.key.as_str()), form.name)).collect();
    for form in forms.all.iter().filter(|form| form.label.is_name()) {
        if let Some(fact) = fact(form, names, language) {
            let first = *known.entry(fact).or_insert(form.name);
            groups.join(first, form.name);
        }
        for key in alternates(form, language) {
            if let Some(&name) = keys.get(&(form.label, key.as_str())) {
                groups.join(name, form.name);
            }
        }
    }
}

/// The table of handles of all forms of an article.
struct Things {
    sure: Table,
    later: Table,
    decided: Vec<bool>,
}

impl Things {
    fn of(forms: &Forms, names: &Names, language: &str) -> Self {
        let (mut all, mut behind) = (Table::default(), Table::default());
        for form in forms.all.iter().filter(|form| is_thing(form) && form.words.len() > 1) {
            for handle in sure(form, names).iter().filter(|handle| **handle != form.key) {
                all.add(labelled(form.label, handle), form.name);
            }
            for handle in later(form, names, language).iter().filter(|handle| **handle != form.key) {
                behind.add(labelled(form.label, handle), form.name);
            }
        }
        Self { sure: all, later: behind, decided: vec![false; forms.names] }
    }

    fn handles(form: &Form) -> Vec<String> {
        let acronym = is_acronym(form).then(|| labelled(form.label, &format!("={}", form.words.concat())));
        acronym.into_iter().chain([labelled(form.label, &form.key)]).collect()
    }

    /// The longer name that a form stands for when it is met first.
    fn meant(&self, form: &Form, groups: &mut Groups) -> Option<usize> {
        let handles = Self::handles(form);
        let before = handles.iter().flat_map(|handle| [self.sure.last(handle), self.later.last(handle)]);
        let last = before.flatten().max().map(|(_, name)| name);
        last.or_else(|| handles.iter().find_map(|handle| self.sure.only(handle, groups)))
    }

    /// The longer name that a form stands for which only the title has.
    fn meant_in_title(&self, form: &Form, groups: &mut Groups) -> Option<usize> {
        let handles = Self::handles(form);
        handles.iter().find_map(|handle| self.sure.only(handle, groups).or_else(|| self.later.only(handle, groups)))
    }
}

/// Join shorter names with the longer ones they stand for. The first `title` mentions belong to the title.
pub(super) fn join_shorter(forms: &Forms, title: usize, names: &Names, language: &str, groups: &mut Groups) {
    let mut things = Things::of(forms, names, language);
    for (step, &number) in forms.of.iter().enumerate() {
        let form = &forms.all[number];
        if !is_thing(form) {
            continue;
        }
        if step >= title && !things.decided[form.name] {
            things.decided[form.name] = true;
            if let Some(name) = things.meant(form, groups) {
                groups.join(name, form.name);
            }
        }
        things.sure.mention(form.name, step);
        things.later.mention(form.name, step);
    }
    for form in forms.all.iter().filter(|form| is_thing(form)) {
        if !things.decided[form.name]
            && let Some(name) = things.meant_in_title(form, groups)
        {
            groups.join(name, form.name);
        }
    }
}
