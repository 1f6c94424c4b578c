//! Cursive joining: which presentation form each Arabic letter takes, and lam-alef ligatures.
//!
//! Letters join their neighbours in logical order within one level (UAX #9, 3.5); in an even-level run, where a directional
//! override shows letters left to right, the sides are swapped. What a letter can join with is read off the forms it has,
//! so a letter without forms stays base and unjoined. Marks are transparent, ZWJ joins, ZWNJ parts.
//! In: units. Out: the same units with shaped symbols, lam-alef merged. It must not know lines.

use super::forms::{Forms, LAM_ALEF, LETTERS};
use super::sanitise::MAX_MARKS;
use super::unit::Unit;
use super::{Glyphs, Options};
use compact_str::CompactString;
use unicode_joining_type::{JoiningType, get_joining_type};

const LAM: char = '\u{644}';
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';

/// The forms of a letter, where the standard has any.
#[must_use]
pub fn forms(letter: char) -> Option<&'static Forms> {
    find(LETTERS, letter)
}

fn find(table: &'static [(char, Forms)], letter: char) -> Option<&'static Forms> {
    table.binary_search_by_key(&letter, |(base, _)| *base).ok().map(|at| &table[at].1)
}

/// How a unit joins, seen in logical order.
#[derive(Debug, Clone, Copy, Default)]
struct Joining {
    /// Marks and removed characters: joining passes through.
    transparent: bool,
    /// Can join what precedes.
    before: bool,
    /// Lets what follows join it.
    after: bool,
    /// Its own shape may join what follows (a ZWNJ of its cluster parts them, a ZWJ joins it to nothing).
    own_after: Option<bool>,
}

/// Give every Arabic letter its form.
pub fn shape(text: &str, units: &mut Vec<Unit>, options: &Options) {
    if options.glyphs != Glyphs::Shaped || units.iter().all(|unit| unit.letter.is_none()) {
        return;
    }
    let mut merged = false;
    let mut previous: Option<(usize, Joining)> = None;
    let mut joined_before = false;
    for index in 0..units.len() {
        let joining = joining(text, &units[index]);
        if joining.transparent {
            continue;
        }
        let joins = previous
            .is_some_and(|(before, other)| units[before].level == units[index].level && other.after && joining.before);
        if let Some((before, other)) = previous {
            if joins && is_lam_alef(units, before, index) {
                ligate(units, before, index, joined_before);
                merged = true;
                previous = Some((before, joining));
                joined_before = false;
                continue;
            }
            set_form(&mut units[before], joined_before, other.own_after.unwrap_or(joins));
        }
        joined_before = joins;
        previous = Some((index, joining));
    }
    if let Some((last, joining)) = previous {
        set_form(&mut units[last], joined_before, joining.own_after.unwrap_or(false));
    }
    if merged {
        units.retain(|unit| !unit.span.is_empty());
    }
}

fn joining(text: &str, unit: &Unit) -> Joining {
    let piece = unit.span.of(text);
    let Some(first) = piece.chars().next() else { return Joining { transparent: true, ..Joining::default() } };
    let (mut first_joiner, mut last_joiner) = (None, None);
    if piece.len() > first.len_utf8() {
        for c in piece.chars().filter(|&c| c == ZWNJ || c == ZWJ) {
            first_joiner = first_joiner.or(Some(c == ZWJ));
            last_joiner = Some(c == ZWJ);
        }
    }
    let (before, after, transparent) = match unit.letter.map(|letter| (letter, forms(letter))) {
        Some((_, Some(forms))) => {
            let (right, left) = (forms.final_ != '\0', forms.initial != '\0');
            if unit.level % 2 == 1 { (right, left, false) } else { (left, right, false) }
        }
        Some((letter, None)) => {
            let causing = get_joining_type(letter) == JoiningType::JoinCausing;
            (causing, causing, false)
        }
        None => match get_joining_type(first) {
            JoiningType::Transparent => (false, false, true),
            JoiningType::JoinCausing => (true, true, false),
            _ => (false, false, false),
        },
    };
    Joining {
        transparent: transparent && first_joiner.is_none(),
        before,
        after: last_joiner.unwrap_or(after),
        own_after: first_joiner.map(|joins| joins && after),
    }
}

fn set_form(unit: &mut Unit, before: bool, after: bool) {
    let Some(forms) = unit.letter.and_then(forms) else { return };
    let (right, left) = if unit.level % 2 == 1 { (before, after) } else { (after, before) };
    let form = match (right, left) {
        (true, true) => forms.medial,
        (true, false) => forms.final_,
        (false, true) => forms.initial,
        (false, false) => forms.isolated,
    };
    if form != '\0' {
        replace_base(unit, form);
    }
}

fn replace_base(unit: &mut Unit, form: char) {
    let mut symbol = CompactString::const_new("");
    symbol.push(form);
    symbol.extend(unit.symbol.chars().skip(1));
    unit.symbol = symbol;
}

/// Whether the units are lam and alef, with nothing but their marks between, in a right-to-left run.
fn is_lam_alef(units: &[Unit], lam: usize, alef: usize) -> bool {
    units[lam].letter == Some(LAM)
        && units[lam].level % 2 == 1
        && units[lam].span.end == units[alef].span.start
        && units[alef].letter.is_some_and(|letter| find(LAM_ALEF, letter).is_some())
}

fn ligate(units: &mut [Unit], lam: usize, alef: usize, joined: bool) {
    let Some(forms) = units[alef].letter.and_then(|letter| find(LAM_ALEF, letter)) else { return };
    let mut symbol = CompactString::const_new("");
    symbol.push(if joined { forms.final_ } else { forms.isolated });
    let marks = units[lam].symbol.chars().skip(1).chain(units[alef].symbol.chars().skip(1));
    symbol.extend(marks.take(MAX_MARKS));
    let end = units[alef].span.end;
    units[alef].span.start = end;
    units[alef].symbol = CompactString::const_new("");
    units[alef].letter = None;
    let lam = &mut units[lam];
    lam.span.end = end;
    lam.symbol = symbol;
    lam.letter = None;
    lam.width = 1;
}
