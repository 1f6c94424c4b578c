//! Organisations, places and works: longer and shorter forms of one name, acronyms, names known to be the same.
//!
//! In: the forms of an article. Out: groups of names. A form that may be left from a longer one by any cut is taken for it
//! only behind it; words that are known to be left out may be so anywhere. It must not know persons, nor text.

use super::form::{Form, Forms, alternates, bare, behind_article, joined};
use super::groups::{Groups, Handle, Table};
use super::names::{Names, Part};
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

/// The handle of a form, among forms of its label: a place is never found for a club.
fn handle(label: Label, words: &[String]) -> Handle {
    let letters = Handle::new(label as u8);
    match behind_article(words) {
        [first, rest @ ..] => letters.then(bare(first)).with(rest.iter().map(String::as_str)),
        [] => letters,
    }
}

/// The handle of an acronym, which only a form that looks like one has.
fn acronym(label: Label) -> Handle {
    Handle::new(label as u8).then("=")
}

/// Forms that stand for a name wherever they are.
fn sure(form: &Form, names: &Names) -> Vec<Handle> {
    let core = core(form, names);
    let plain = core.filter(|core| core.len() > 2).and_then(|core| {
        let cut = core.iter().rev().take_while(|word| names.is(Part::Qualifier, word)).count();
        (cut > 0 && core.len() - cut >= 2).then(|| &core[..core.len() - cut])
    });
    let parts = [core, unqualified(form, names), plain];
    parts.into_iter().flatten().map(|words| handle(form.label, words)).collect()
}

/// The acronyms of a name: of all its words, of the first few before the rest, with and without small words.
fn acronyms(form: &Form, names: &Names) -> Vec<Handle> {
    let words = behind_article(&form.words);
    let letter = |word: &'_ String| word.chars().next().map(String::from).unwrap_or_default();
    let letters =
        |words: &mut dyn Iterator<Item = &String>| words.fold(acronym(form.label), |all, word| all.then(&letter(word)));
    let large = || words.iter().filter(|word| !names.is(Part::Small, word));
    let mut found = vec![letters(&mut words.iter())];
    if large().count() > 1 {
        let stems: Vec<String> = large().map(|word| bare(word).to_owned()).collect();
        found.extend([letters(&mut large()), letters(&mut stems.iter())]);
    }
    for cut in 2..words.len().min(WORDS) {
        found.push(letters(&mut words[..cut].iter()).with(words[cut..].iter().map(String::as_str)));
    }
    found
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
fn later(form: &Form, names: &Names, language: &str) -> Vec<Handle> {
    let words = behind_article(&form.words);
    if form.label == Label::Place {
        return Vec::new();
    }
    let tells_apart = |word: &String| is_number(word) || names.is(Part::Another, word);
    let long = |words: &[String]| words.len() > 1 || words[0].chars().nth(1).is_some();
    let mut found = Vec::new();
    for cut in 1..words.len().min(WORDS) {
        let (head, tail) = words.split_at(cut);
        if long(head) && !tail.iter().any(tells_apart) {
            found.push(handle(form.label, head));
        }
        let adjective = language == "ar" && tail.len() == 1 && head[cut - 1].starts_with("ال");
        if long(tail) && !adjective && !is_bound(tail, names) && !tail.iter().all(tells_apart) {
            found.push(handle(form.label, tail));
        }
    }
    found
}

fn is_thing(form: &Form) -> bool {
    matches!(form.label, Label::Organisation | Label::Place | Label::Miscellaneous)
}

/// The group of known names that a form belongs to, as it stands, respelt, or without what it may do without.
fn fact(form: &Form, names: &Names, language: &str) -> Option<usize> {
    let known = |key: String| names.fact(form.label, key);
    let found = known(form.key.clone());
    if form.label == Label::Person || found.is_some() {
        return found;
    }
    let cut = || [core(form, names), unqualified(form, names)].into_iter().flatten().map(joined).find_map(known);
    alternates(form, language).into_iter().find_map(known).or_else(cut)
}

/// Join the names that are known to be the same, and those that are spellings of one another.
pub(super) fn join_known(forms: &Forms, names: &Names, language: &str, groups: &mut Groups) {
    let mut known: HashMap<usize, usize> = HashMap::new();
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
        let mut things =
            Self { sure: Table::new(forms.names), later: Table::new(forms.names), decided: vec![false; forms.names] };
        let abbreviated = forms.all.iter().any(|form| is_thing(form) && is_acronym(form));
        for form in forms.all.iter().filter(|form| is_thing(form) && form.words.len() > 1) {
            let whole = handle(form.label, &form.words);
            let other = |handle: &Handle| *handle != whole;
            sure(form, names).into_iter().filter(other).for_each(|handle| things.sure.add(handle, form.name));
            if abbreviated {
                acronyms(form, names).into_iter().for_each(|handle| things.sure.add(handle, form.name));
            }
            later(form, names, language)
                .into_iter()
                .filter(other)
                .for_each(|handle| things.later.add(handle, form.name));
        }
        things
    }

    /// The handles by which a form finds longer ones.
    fn handles(form: &Form) -> impl Iterator<Item = Handle> + Clone {
        let letters = || acronym(form.label).with(form.words.iter().map(String::as_str));
        is_acronym(form).then(letters).into_iter().chain([handle(form.label, &form.words)])
    }

    /// The longer name that a form stands for when it is met first.
    fn meant(&self, form: &Form, groups: &mut Groups) -> Option<usize> {
        let handles = Self::handles(form);
        let before = handles.clone().flat_map(|handle| [self.sure.last(handle), self.later.last(handle)]);
        let other = before.flatten().filter(|(_, name)| *name != form.name).max().map(|(_, name)| name);
        other.or_else(|| handles.clone().find_map(|handle| self.sure.only(handle, groups)))
    }

    /// The longer name that a form stands for which only the title has.
    fn meant_in_title(&self, form: &Form, groups: &mut Groups) -> Option<usize> {
        Self::handles(form)
            .find_map(|handle| self.sure.only(handle, groups).or_else(|| self.later.only(handle, groups)))
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
