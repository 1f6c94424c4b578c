//! Cursive joining: which presentation form each Arabic letter takes, and lam-alef ligatures.
//!
//! Where the terminal joins letters, all of them stay base letters but lam-alef, which takes one cell as its form and two,
//! one of them blank, as letters.
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
    let place = *PLACES.get((letter as usize).checked_sub(FIRST)?)?;
    LETTERS.get(usize::from(place)).map(|(_, forms)| forms)
}

fn lam_alef(alef: char) -> Option<&'static Forms> {
    LAM_ALEF.iter().find(|(letter, _)| *letter == alef).map(|(_, forms)| forms)
}

/// The first and last letters that have forms.
const FIRST: usize = LETTERS[0].0 as usize;
const LAST: usize = LETTERS[LETTERS.len() - 1].0 as usize;

/// Where in [`LETTERS`] each letter from the first to the last stands: every letter of every text asks.
static PLACES: [u8; LAST - FIRST + 1] = {
    // Out of the table's range for letters without forms.
    let mut places = [u8::MAX; LAST - FIRST + 1];
    assert!(LETTERS.len() < u8::MAX as usize);
    let mut at = 0;
    while at < LETTERS.len() {
        places[LETTERS[at].0 as usize - FIRST] = at as u8;
        at += 1;
    }
    places
};

/// How a unit joins, seen in logical order.
#[derive(Debug, Clone, Copy, Default)]
struct Joining {
    /// The forms it chooses from.
    forms: Option<&'static Forms>,
    /// Marks and removed characters: joining passes through.
    transparent: bool,
    /// Can join what precedes.
    before: bool,
    /// Lets what follows join it.
    after: bool,
    /// Its own shape may join what follows (a ZWNJ of its cluster parts them, a ZWJ joins it to nothing).
    own_after: Option<bool>,
}

/// What becomes of lam and alef.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ligature {
    /// Their presentation form, among those of all other letters.
    Form,
    /// Their presentation form among base letters that the terminal joins: the letter before gets a ZWJ to join it. As base
    /// letters they would leave one of their two cells blank.
    FormAmongBases,
    /// The two base letters in one cell, where the terminal makes them one.
    Pair,
}

/// Give every Arabic letter its form, or lam and alef alone where the terminal joins letters.
pub fn shape(text: &str, units: &mut Vec<Unit>, options: &Options) {
    let ligature = match options.glyphs {
        Glyphs::Shaped => Ligature::Form,
        // No joiner can be sent: forms need none, whether the terminal draws them as they are or joins them anew.
        Glyphs::Joining if options.widths.joiner < 2 => Ligature::Form,
        Glyphs::Joining => Ligature::FormAmongBases,
        Glyphs::Base | Glyphs::Logical if options.widths.lam_alef == 1 => Ligature::Pair,
        Glyphs::Base | Glyphs::Logical => return,
    };
    if units.iter().all(|unit| unit.letter.is_none()) {
        return;
    }
    let mut merged = false;
    let mut previous: Option<(usize, Joining)> = None;
    // The letter before the previous one.
    let mut earlier = None;
    let mut joined_before = false;
    for index in 0..units.len() {
        let joining = joining(text, &units[index]);
        if joining.transparent {
            // An LRM is transparent too, but where it has a level of its own the letters part to its two sides.
            if let Some((before, other)) = &mut previous {
                other.after &= units[*before].level == units[index].level;
            }
            continue;
        }
        let joins = previous
            .is_some_and(|(before, other)| units[before].level == units[index].level && other.after && joining.before);
        if let Some((before, other)) = previous {
            if joins && is_lam_alef(units, before, index) {
                if let Some(joiner) = earlier.filter(|_| joined_before && ligature == Ligature::FormAmongBases) {
                    push_joiner(&mut units[joiner]);
                }
                ligate(units, before, index, joined_before, ligature);
                merged = true;
                previous = Some((before, Joining { forms: None, ..joining }));
                joined_before = false;
                continue;
            }
            if ligature == Ligature::Form {
                set_form(&mut units[before], &other, joined_before, joins);
            }
            earlier = Some(before);
        }
        joined_before = joins;
        previous = Some((index, joining));
    }
    if let Some((last, joining)) = previous.filter(|_| ligature == Ligature::Form) {
        set_form(&mut units[last], &joining, joined_before, false);
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
    let forms = unit.letter.and_then(forms);
    let (before, after, transparent) = match (unit.letter, forms) {
        (Some(_), Some(forms)) => {
            let (right, left) = (forms.final_ != '\0', forms.initial != '\0');
            if unit.level % 2 == 1 { (right, left, false) } else { (left, right, false) }
        }
        (Some(letter), None) => {
            let causing = get_joining_type(letter) == JoiningType::JoinCausing;
            (causing, causing, false)
        }
        (None, _) if first.is_ascii() => (false, false, false),
        (None, _) => match get_joining_type(first) {
            JoiningType::Transparent => (false, false, true),
            JoiningType::JoinCausing => (true, true, false),
            _ => (false, false, false),
        },
    };
    Joining {
        forms,
        transparent: transparent && first_joiner.is_none(),
        before,
        after: last_joiner.unwrap_or(after),
        own_after: first_joiner.map(|joins| joins && after),
    }
}

fn set_form(unit: &mut Unit, joining: &Joining, before: bool, after: bool) {
    let Some(forms) = joining.forms else { return };
    let after = joining.own_after.unwrap_or(after);
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
    let mut symbol = CompactString::new(form.encode_utf8(&mut [0; 4]));
    symbol.extend(unit.symbol.chars().skip(1));
    unit.symbol = symbol;
}

/// Whether the units are lam and alef, with nothing but their marks between, in a right-to-left run.
fn is_lam_alef(units: &[Unit], lam: usize, alef: usize) -> bool {
    units[lam].letter == Some(LAM)
        && units[lam].level % 2 == 1
        && units[lam].span.end == units[alef].span.start
        && units[alef].letter.is_some_and(|letter| lam_alef(letter).is_some())
}

/// A ZWJ behind a letter and its marks.
fn push_joiner(unit: &mut Unit) {
    if unit.letter.is_some() && !unit.symbol.ends_with(ZWJ) && unit.symbol.chars().count() <= MAX_MARKS {
        unit.symbol.push(ZWJ);
    }
}

fn ligate(units: &mut [Unit], lam: usize, alef: usize, joined: bool, ligature: Ligature) {
    let Some(forms) = units[alef].letter.and_then(lam_alef) else { return };
    let mut symbol = CompactString::const_new("");
    if ligature == Ligature::Pair {
        symbol.push(LAM);
        symbol.extend(units[alef].letter);
    } else {
        symbol.push(if joined { forms.final_ } else { forms.isolated });
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Direction;
    use crate::layout::unit;
    use crate::layout::width::Widths;

    /// What is drawn, in logical order, cells parted by spaces.
    fn shaped_in(text: &str, direction: Direction) -> String {
        let options = Options::default();
        let mut units = unit::split(text, direction, &options);
        shape(text, &mut units, &options);
        units.iter().map(|unit| unit.symbol.as_str()).filter(|symbol| !symbol.is_empty()).collect::<Vec<_>>().join(" ")
    }

    fn shaped(text: &str) -> String {
        shaped_in(text, Direction::Rtl)
    }

    #[test]
    fn letters_join_in_arabic_persian_and_urdu() {
        assert_eq!(shaped("سلام"), "\u{feb3} \u{fefc} \u{fee1}");
        assert_eq!(shaped("بيت"), "\u{fe91} \u{fef4} \u{fe96}");
        assert_eq!(shaped("پیچیده"), "\u{fb58} \u{fbff} \u{fb7d} \u{fbff} \u{feaa} \u{fee9}");
        assert_eq!(shaped("گفتگو"), "\u{fb94} \u{fed4} \u{fe98} \u{fb95} \u{feee}");
        assert_eq!(shaped("ٹھیک"), "\u{fb68} \u{fbad} \u{fbff} \u{fb8f}");
        assert_eq!(shaped("ہے"), "\u{fba8} \u{fbaf}");
        assert_eq!(shaped("جزء"), "\u{fe9f} \u{feb0} \u{fe80}");
    }

    #[test]
    fn tatweel_joins_both_sides_and_stays_itself() {
        assert_eq!(shaped("بـب"), "\u{fe91} \u{640} \u{fe90}");
        assert_eq!(shaped("اـب"), "\u{fe8d} \u{640} \u{fe90}");
        assert_eq!(shaped("ـ"), "\u{640}");
    }

    #[test]
    fn joiners_steer_and_are_not_drawn() {
        assert_eq!(shaped("می\u{200c}خواهم"), "\u{fee3} \u{fbfd} \u{fea7} \u{feee} \u{fe8d} \u{feeb} \u{fee2}");
        assert_eq!(shaped("ه\u{200d}"), "\u{feeb}");
        assert_eq!(shaped("\u{200d}ه"), "\u{feea}");
        assert_eq!(shaped("\u{200d}ه\u{200d}"), "\u{feec}");
        assert_eq!(shaped("ا\u{200d}ب"), "\u{fe8d} \u{fe90}");
        assert_eq!(shaped("ب\u{200d}\u{200c}ب"), "\u{fe91} \u{fe8f}");
    }

    #[test]
    fn letters_without_forms_stay_base_and_join_nothing() {
        assert_eq!(shaped("بێب"), "\u{fe8f} \u{6ce} \u{fe8f}");
        assert_eq!(shaped("بڕ"), "\u{fe8f} \u{695}");
    }

    #[test]
    fn lam_alef_is_one_cell_of_four_kinds() {
        assert_eq!(shaped("لا"), "\u{fefb}");
        assert_eq!(shaped("لأ لإ لآ"), "\u{fef7}   \u{fef9}   \u{fef5}");
        assert_eq!(shaped("بلأ بلإ بلآ"), "\u{fe91} \u{fef8}   \u{fe91} \u{fefa}   \u{fe91} \u{fef6}");
        assert_eq!(shaped("للا"), "\u{fedf} \u{fefc}");
        assert_eq!(shaped("لاب"), "\u{fefb} \u{fe8f}");
    }

    #[test]
    fn marks_stand_on_letters_and_ligatures_and_do_not_part_them() {
        assert_eq!(shaped("بَيْت"), "\u{fe91}\u{64e} \u{fef4}\u{652} \u{fe96}");
        assert_eq!(shaped("لَا"), "\u{fefb}\u{64e}");
        assert_eq!(shaped("بلَّاً"), "\u{fe91} \u{fefc}\u{64e}\u{651}\u{64b}");
        let marks = "\u{64e}".repeat(20);
        let ligature = shaped(&format!("ل{marks}ا{marks}"));
        assert_eq!(ligature.chars().count(), 1 + MAX_MARKS);
    }

    #[test]
    fn joiners_between_lam_and_alef() {
        assert_eq!(shaped("ل\u{200c}ا"), "\u{fedd} \u{fe8d}");
        assert_eq!(shaped("ل\u{200d}ا"), "\u{fefb}");
        // What is wide is no mark: the letter under it is left as it is.
        assert_eq!(shaped("ل🏽ا"), "ل🏽 \u{fe8d}");
        // An invisible mark has a place in the text and no place in the ligature: the letters join without one.
        assert_eq!(shaped("ل\u{200f}ا"), "\u{fedf} \u{fe8e}");
    }

    #[test]
    fn an_override_swaps_the_sides() {
        assert_eq!(shaped("\u{202d}بت"), "\u{fe90} \u{fe97}");
        assert_eq!(shaped("\u{202d}ال"), "\u{fe8e} \u{fedf}");
        assert_eq!(shaped("\u{202d}لا"), "\u{fedd} \u{fe8d}");
    }

    #[test]
    fn nothing_joins_across_a_level_border() {
        assert_eq!(shaped("ب\u{202b}ب"), "\u{fe8f} \u{fe8f}");
        assert_eq!(shaped("ب\u{2067}ب"), "\u{fe8f} \u{fe8f}");
        // The LRM is at the base level of a left-to-right paragraph: the second letter stands to the right of the first.
        assert_eq!(shaped_in("ب\u{200e}ب", Direction::Ltr), "\u{fe8f} \u{fe8f}");
        assert_eq!(shaped_in("ب\u{200f}ب", Direction::Ltr), "\u{fe91} \u{fe90}");
    }

    #[test]
    fn other_glyphs_leave_letters_alone() {
        for glyphs in [Glyphs::Base, Glyphs::Logical] {
            let options = Options { glyphs, ..Options::default() };
            let mut units = unit::split("سلام", Direction::Rtl, &options);
            shape("سلام", &mut units, &options);
            assert_eq!(units.iter().map(|unit| unit.symbol.as_str()).collect::<String>(), "سلام");
        }
    }

    #[test]
    fn lam_alef_among_base_letters_is_one_cell_that_its_neighbour_joins() {
        let drawn_in = |text: &str, glyphs, widths| {
            let options = Options { glyphs, widths, ..Options::default() };
            let mut units = unit::split(text, Direction::Rtl, &options);
            shape(text, &mut units, &options);
            assert!(units.iter().all(|unit| unit.width == 1));
            units.iter().map(|unit| unit.symbol.as_str()).collect::<Vec<_>>().join(" ")
        };
        let drawn = |text: &str, glyphs, lam_alef| drawn_in(text, glyphs, Widths { lam_alef, ..Widths::default() });
        let tmux = Widths { joiner: 1, ..Widths::default() };
        assert_eq!(drawn_in("ثلاثة", Glyphs::Joining, tmux), "\u{fe9b} \u{fefc} \u{fe9b} \u{fe94}");
        assert_eq!(drawn("ثلاثة", Glyphs::Joining, 2), "ث\u{200d} \u{fefc} ث ة");
        assert_eq!(drawn("الإسلام", Glyphs::Joining, 2), "ا \u{fef9} س\u{200d} \u{fefc} م");
        assert_eq!(drawn("بِلَا", Glyphs::Joining, 2), "بِ\u{200d} \u{fefc}\u{64e}");
        assert_eq!(drawn("ل\u{200c}ا", Glyphs::Joining, 2), "ل\u{200c} ا");
        assert_eq!(drawn("ثلاثة", Glyphs::Logical, 2), "ث ل ا ث ة");
        assert_eq!(drawn("ثلَاثة", Glyphs::Logical, 1), "ث لا\u{64e} ث ة");
    }

    #[test]
    fn tables_are_ordered_for_the_search() {
        assert!(LETTERS.is_sorted_by(|a, b| a.0 < b.0) && LAM_ALEF.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(forms('ب').map(|forms| forms.medial), Some('\u{fe92}'));
        assert_eq!(forms('a'), None);
    }
}
