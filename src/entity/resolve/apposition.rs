//! Apposition: names that the text itself says are another's — in brackets behind it, or behind “known as”.
//!
//! In: text, mentions and their forms. Out: groups of names. It must not know what the names are made of.

use super::form::{Form, Forms, word_key};
use super::groups::Groups;
use super::names::{Names, Part};
use super::person;
use crate::entity::{Label, Mention};
use crate::lang::script;
use std::collections::HashMap;

/// Bytes between two names in apposition, at most.
const GAP: usize = 160;
/// Words between them, at most.
const WORDS: usize = 8;
/// Words between the word that announces a name and the name, at most.
const LEADING: usize = 3;
/// Mentions back to the name that another one is announced for, at most.
const BACK: usize = 3;

fn is_dressing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '\'' | '‘' | '’' | '״' | '‹' | '›')
}

/// How a name is said to be another's.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    Bracketed,
    Announced,
}

fn may_be_one(one: Label, other: Label) -> bool {
    let thing = |label| matches!(label, Label::Organisation | Label::Miscellaneous);
    one.is_name() && (one == other || thing(one) && thing(other))
}

/// Whether `between` and what follows put the second name in brackets.
fn is_bracketed(between: &str, behind: &str) -> bool {
    between.trim_matches(is_dressing) == "(" && behind.trim_start_matches(is_dressing).starts_with(')')
}

fn keys(text: &str) -> Vec<String> {
    let words =
        text.split(|c: char| c.is_whitespace() || c.is_ascii_punctuation() || matches!(c, '،' | '«' | '“' | '”'));
    words.map(word_key).filter(|key| !key.is_empty()).collect()
}

/// Whether the words before a name announce it as another name, or the words behind it do.
fn is_announced(between: &str, behind: &str, names: &Names) -> bool {
    let words = keys(between);
    let words = &words[words.len().saturating_sub(WORDS)..];
    let Some(at) = words.iter().rposition(|word| names.is(Part::Naming, word)) else {
        let line = behind.lines().next().unwrap_or_default();
        let next: Vec<String> = line.split_whitespace().take(LEADING + 1).map(word_key).collect();
        let ends: Vec<String> = (2..=next.len()).map(|end| next[..end].concat()).collect();
        return words.len() <= LEADING && ends.iter().any(|end| names.is(Part::Trailing, end));
    };
    let leads = |word: &String| names.is(Part::Leading, word) || names.is(Part::Naming, word);
    words.len() - at <= LEADING + 1 && words.last().is_some_and(leads)
}

/// Whether a name in brackets is one that brackets give to the name before: of another script, an acronym, short.
fn is_alias(outer: &Form, inner: &Form) -> bool {
    let script = |form: &Form| script::dominant(&form.shown);
    let spelled = inner.words.iter().all(|word| word.chars().count() <= 4);
    match inner.label {
        Label::Person => {
            person::is_by_name(&inner.words) || person::is_by_name(&outer.words) || script(outer) != script(inner)
        }
        Label::Place => script(outer) != script(inner),
        _ => inner.words.len() <= 2 || outer.words.len() <= 1 || spelled || script(outer) != script(inner),
    }
}

/// A finder of names in apposition.
struct Finder<'a> {
    text: &'a str,
    mentions: &'a [Mention],
    forms: &'a Forms,
    names: &'a Names,
}

impl Finder<'_> {
    fn between(&self, one: usize, other: usize) -> Option<&str> {
        let gap = self.text.get(self.mentions[one].span.end..self.mentions[other].span.start)?;
        (gap.len() <= GAP && !gap.contains('\n')).then_some(gap)
    }

    /// The mention whose other name mention `at` gives, and how.
    fn other_name_of(&self, at: usize) -> Option<(usize, Manner)> {
        let before = at.checked_sub(1)?;
        let gap = self.between(before, at)?;
        let behind = &self.text[self.mentions[at].span.end..];
        let (label, form) = (self.forms.at(at).label, self.forms.at(at));
        if is_bracketed(gap, behind) {
            let outer = self.forms.at(before);
            return (may_be_one(outer.label, label) && is_alias(outer, form)).then_some((before, Manner::Bracketed));
        }
        if !is_announced(gap, behind, self.names) {
            return None;
        }
        let mut all = (at.saturating_sub(BACK)..at).rev();
        let of = all.find(|&of| may_be_one(self.forms.at(of).label, label))?;
        let gap = self.between(of, at)?;
        (!gap.contains(['.', '؟', '!', '۔'])).then_some((of, Manner::Announced))
    }
}

/// Join names in apposition. `stands_for` is the name each mention stands for.
pub(super) fn join(
    text: &str,
    mentions: &[Mention],
    forms: &Forms,
    names: &Names,
    stands_for: &mut [usize],
    groups: &mut Groups,
) {
    let finder = Finder { text, mentions, forms, names };
    let mut given: HashMap<usize, usize> = HashMap::new();
    for at in 0..mentions.len() {
        let Some((of, manner)) = finder.other_name_of(at) else { continue };
        let full = |mention: usize| person::is_full(forms.at(mention), names);
        if forms.at(at).label == Label::Person && manner == Manner::Bracketed && full(at) && full(of) {
            continue;
        }
        let owner = groups.of(stands_for[of]);
        let first = *given.entry(stands_for[at]).or_insert(owner);
        if groups.of(first) == owner {
            groups.join(owner, stands_for[at]);
        } else {
            stands_for[at] = stands_for[of];
        }
    }
}
