//! Finding folded letters in text as written, without folding the text.
//!
//! One letter of the needle is its anchor: the one that text has least of. Every character that folds to it has a byte that tells it
//! (its last one in the scripts qari is for, its first one elsewhere). Bytes are looked at sixty-four at a time for those; where one is,
//! the characters around it are folded and compared with the needle, outward from the anchor.
//!
//! In: a needle, folds, bytes that are UTF-8 or nearly. Out: spans. What is no UTF-8 is never part of a match.
//! It must not know what a word is.

use crate::lang::folding::{Fold, Folds};
use crate::span::Span;
use unicode_normalization::char::is_combining_mark;
use wide::u8x16;

/// Telling bytes that are looked for at once, at most.
const TELLING: usize = 12;
/// Bytes looked at in one step.
const STEP: usize = 64;
/// Characters of one and two bytes: their folded forms are kept in a table.
const TABLE: u32 = 0x800;
/// In the table: left out.
const NOTHING: u32 = u32::MAX;
/// In the table: several characters.
const SEVERAL: u32 = u32::MAX - 1;

/// A needle made ready for scanning.
#[derive(Debug, Clone)]
pub struct Scanner {
    needle: Vec<char>,
    folds: Folds,
    /// Which letter of the needle is its anchor.
    anchor: usize,
    telling: Vec<u8>,
    table: Vec<u32>,
    /// Spaces run together.
    runs: bool,
}

/// What a character is folded to: a few characters.
struct Forms {
    chars: [char; Self::MOST],
    len: usize,
}

impl Forms {
    /// U+FDFA is a sentence of eighteen characters.
    const MOST: usize = 20;

    fn slice(&self) -> &[char] {
        &self.chars[..self.len]
    }
}

impl Scanner {
    /// Make a folded needle ready; `None` where it has no letter to go by.
    #[must_use]
    pub fn new(needle: &str, folds: Folds) -> Option<Self> {
        let needle: Vec<char> = needle.chars().collect();
        let runs = folds.has(Fold::Space);
        let usable = |c: char| !(runs && c == ' ') && c != '\n';
        let mut telling: Vec<Vec<u8>> = vec![Vec::new(); needle.len()];
        for c in folding_characters() {
            folds.each(c, |form| {
                for (at, _) in needle.iter().enumerate().filter(|(_, c)| **c == form) {
                    let byte = telling_byte(c);
                    if !telling[at].contains(&byte) {
                        telling[at].push(byte);
                    }
                }
            });
        }
        for (at, &c) in needle.iter().enumerate() {
            let byte = telling_byte(c);
            if !folds.changes(c) && !telling[at].contains(&byte) {
                telling[at].push(byte);
            }
        }
        let rates = rates();
        let rate = |bytes: &[u8]| -> u32 { bytes.iter().map(|byte| rates[usize::from(*byte)]).sum() };
        let (anchor, bytes) = telling
            .into_iter()
            .enumerate()
            .filter(|(at, bytes)| usable(needle[*at]) && !bytes.is_empty() && bytes.len() <= TELLING)
            .min_by_key(|(_, bytes)| rate(bytes))?;
        let table = (0..TABLE)
            .map(|code| {
                let mut form = NOTHING;
                folds.each(char::from_u32(code).unwrap_or('\u{fffd}'), |c| {
                    form = if form == NOTHING { u32::from(c) } else { SEVERAL };
                });
                form
            })
            .collect();
        Some(Self { needle, folds, anchor, telling: bytes, table, runs })
    }

    /// The first match that starts at `from` or behind it.
    #[must_use]
    pub fn find(&self, bytes: &[u8], from: usize) -> Option<Span> {
        match self.telling.len() {
            1 => self.scan::<1>(bytes, from),
            2 => self.scan::<2>(bytes, from),
            3 => self.scan::<3>(bytes, from),
            4 => self.scan::<4>(bytes, from),
            5..=6 => self.scan::<6>(bytes, from),
            7..=8 => self.scan::<8>(bytes, from),
            _ => self.scan::<TELLING>(bytes, from),
        }
    }

    fn scan<const N: usize>(&self, bytes: &[u8], from: usize) -> Option<Span> {
        // The first byte fills what is left of the set.
        let wanted: [u8x16; N] =
            std::array::from_fn(|at| u8x16::splat(*self.telling.get(at).unwrap_or(&self.telling[0])));
        let mut at = from;
        // An anchor that was looked at: a character of several bytes is told once.
        let mut done = from;
        let (steps, tail) = bytes.get(from..)?.as_chunks::<STEP>();
        let mut rest = [0; STEP];
        rest[..tail.len()].copy_from_slice(tail);
        for step in steps.iter().chain(std::iter::once(&rest)) {
            let mut mask = told(step, &wanted);
            while mask != 0 {
                let byte = at + mask.trailing_zeros() as usize;
                mask &= mask - 1;
                if byte < done || byte >= bytes.len() {
                    continue;
                }
                let Some((start, c, end)) = character_around(bytes, byte) else { continue };
                if start < done {
                    continue;
                }
                done = end;
                if let Some(hit) = self.around(bytes, Span::new(start, end), c)
                    && hit.start >= from
                {
                    return Some(hit);
                }
            }
            at += STEP;
        }
        None
    }

    /// The match whose anchor is (one of) what `c` folds to.
    #[inline]
    fn around(&self, bytes: &[u8], own: Span, c: char) -> Option<Span> {
        let want = self.needle[self.anchor];
        if let Some(form) = self.simple(c) {
            return if form == u32::from(want) { self.outward(bytes, own, &[want], 0) } else { None };
        }
        let forms = self.forms(c);
        let forms = forms.slice();
        (0..forms.len()).filter(|&at| forms[at] == want).find_map(|at| self.outward(bytes, own, forms, at))
    }

    fn outward(&self, bytes: &[u8], own: Span, forms: &[char], at: usize) -> Option<Span> {
        let reach = |wanted, edge| Reach { wanted, met: 0, edge, last: '\0', over: false, runs: self.runs };
        let mut on = reach(&self.needle[self.anchor + 1..], own.end);
        forms[at + 1..].iter().try_for_each(|form| on.meet(*form, own.end, on.wanted.get(on.met)))?;
        self.extend(&mut on, own.end, |at| character_at(bytes, at), false)?;
        let mut back = reach(&self.needle[..self.anchor], own.start);
        forms[..at].iter().rev().try_for_each(|form| back.meet(*form, own.start, back.next_back()))?;
        self.extend(&mut back, own.start, |at| character_before(bytes, at), true)?;
        let mut end = on.edge;
        while let Some((_, after)) = character_at(bytes, end).filter(|(c, _)| !c.is_ascii() && is_combining_mark(*c)) {
            end = after;
        }
        Some(Span::new(back.edge, end))
    }

    /// Go on from `at`, character by character, until everything wanted is met and a last run of white space is over.
    fn extend(
        &self,
        reach: &mut Reach,
        mut at: usize,
        character: impl Fn(usize) -> Option<(char, usize)>,
        backward: bool,
    ) -> Option<()> {
        while !reach.is_done() {
            let Some((c, next)) = character(at) else { return (reach.met == reach.wanted.len()).then_some(()) };
            let mut meet = |form| {
                let want = if backward { reach.next_back() } else { reach.wanted.get(reach.met) };
                reach.meet(form, next, want)
            };
            match self.simple(c) {
                Some(NOTHING) => {}
                Some(form) => meet(char::from_u32(form)?)?,
                None => {
                    let forms = self.forms(c);
                    let forms = forms.slice();
                    if backward {
                        forms.iter().rev().try_for_each(|form| meet(*form))?;
                    } else {
                        forms.iter().try_for_each(|form| meet(*form))?;
                    }
                }
            }
            at = next;
        }
        Some(())
    }

    /// The folded form of `c` where that is one character or nothing, and known.
    #[inline]
    fn simple(&self, c: char) -> Option<u32> {
        self.table.get(u32::from(c) as usize).copied().filter(|form| *form != SEVERAL)
    }

    fn forms(&self, c: char) -> Forms {
        let mut forms = Forms { chars: ['\0'; Forms::MOST], len: 0 };
        self.folds.each(c, |c| {
            if forms.len < Forms::MOST {
                forms.chars[forms.len] = c;
                forms.len += 1;
            }
        });
        forms
    }
}

/// How far a match reaches to one side of its anchor.
struct Reach<'a> {
    /// The letters of the needle on this side.
    wanted: &'a [char],
    /// How many of them were met.
    met: usize,
    /// Where the match ends on this side.
    edge: usize,
    /// The last letter met.
    last: char,
    /// Something was met that is no part of the match.
    over: bool,
    runs: bool,
}

impl<'a> Reach<'a> {
    fn next_back(&self) -> Option<&'a char> {
        self.wanted.get(self.wanted.len().checked_sub(self.met + 1)?)
    }

    /// Meet a folded character whose source reaches to `edge`; `None` where it is not the one wanted.
    #[inline]
    fn meet(&mut self, form: char, edge: usize, want: Option<&char>) -> Option<()> {
        if self.runs && form == ' ' && self.last == ' ' && !self.over {
            self.edge = edge;
            return Some(());
        }
        let Some(want) = want else {
            self.over = true;
            return Some(());
        };
        self.met += 1;
        self.edge = edge;
        self.last = form;
        (form == *want).then_some(())
    }

    fn is_done(&self) -> bool {
        self.met == self.wanted.len() && (self.over || !self.runs || self.last != ' ')
    }
}

/// Which of sixty-four bytes are in the set.
#[inline]
fn told<const N: usize>(step: &[u8; STEP], wanted: &[u8x16; N]) -> u64 {
    let mut mask = 0;
    let (lanes, _) = step.as_chunks::<16>();
    for (at, lane) in lanes.iter().enumerate() {
        let lane = u8x16::new(*lane);
        let mut found = lane.cmp_eq(wanted[0]);
        for byte in &wanted[1..] {
            found |= lane.cmp_eq(*byte);
        }
        mask |= u64::from(found.move_mask() as u16) << (16 * at);
    }
    mask
}

/// The character that starts at `at`, and where it ends. A byte that is no UTF-8 is U+FFFD.
#[inline]
fn character_at(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let lead = *bytes.get(at)?;
    if lead.is_ascii() {
        return Some((char::from(lead), at + 1));
    }
    let len = match lead {
        0xc2..=0xdf => {
            return Some(match bytes.get(at + 1) {
                Some(&next) if is_continuation(next) => {
                    let code = (u32::from(lead) & 0x1f) << 6 | u32::from(next) & 0x3f;
                    (char::from_u32(code)?, at + 2)
                }
                _ => (char::REPLACEMENT_CHARACTER, at + 1),
            });
        }
        0xe0..=0xef => 3,
        _ => 4,
    };
    let c = bytes.get(at..at + len).and_then(|bytes| std::str::from_utf8(bytes).ok()?.chars().next());
    Some(c.map_or((char::REPLACEMENT_CHARACTER, at + 1), |c| (c, at + len)))
}

/// The character that ends at `at`, and where it starts.
#[inline]
fn character_before(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let floor = at.saturating_sub(4);
    let start = (floor..at).rev().find(|&start| !is_continuation(bytes[start]))?;
    match character_at(bytes, start) {
        Some((c, end)) if end == at => Some((c, start)),
        _ => Some((char::REPLACEMENT_CHARACTER, at - 1)),
    }
}

/// The character that `byte` tells: one it leads, or one of two bytes that it ends.
#[inline]
fn character_around(bytes: &[u8], byte: usize) -> Option<(usize, char, usize)> {
    let start = if is_continuation(bytes[byte]) { byte.checked_sub(1)? } else { byte };
    let (c, end) = character_at(bytes, start)?;
    (end > byte).then_some((start, c, end))
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// The byte that `c` is told by.
fn telling_byte(c: char) -> u8 {
    let mut bytes = [0; 4];
    match c.encode_utf8(&mut bytes).as_bytes() {
        // Greek, Cyrillic, Hebrew, Arabic: the first bytes are those of every letter.
        [0xce..=0xdf, last] => *last,
        [first, ..] => *first,
        [] => 0,
    }
}

/// The characters that folding may change; a test knows that there are no others.
fn folding_characters() -> impl Iterator<Item = char> {
    const RANGES: [std::ops::RangeInclusive<u32>; 18] = [
        0..=0x8ff,
        0x10a0..=0x10ff,
        0x13a0..=0x13ff,
        0x1680..=0x1680,
        0x1c80..=0x1cbf,
        0x1e00..=0x218f,
        0x2212..=0x2212,
        0x24b6..=0x24cf,
        0x2c00..=0x2cff,
        0x3000..=0x3000,
        0xa640..=0xa7ff,
        0xfb00..=0xff3a,
        0x10400..=0x105ff,
        0x10c80..=0x10cff,
        0x10d50..=0x10d6f,
        0x118a0..=0x118df,
        0x16e40..=0x16eff,
        0x1e900..=0x1e93f,
    ];
    RANGES.into_iter().flatten().filter_map(char::from_u32)
}

/// How often bytes come in text of the scripts qari is for, roughly: letters from the most frequent to the least.
fn rates() -> [u32; 256] {
    const LETTERS: [&str; 3] =
        ["اليمنوترعبدهأسفةكقحجىصشطإخضثزئغءذظآؤ", "יוהלאתמרבשנדעכחקםפגטזסצןךףץ", "etaoinsrhldcumfpgwybvkxjqz"];
    // First bytes of punctuation and accented letters are about as frequent as a letter in the middle.
    let mut rates = [1; 256];
    rates[0xe2] = 20;
    rates[0xc3] = 10;
    for letters in LETTERS {
        for (place, c) in (0u32..).zip(letters.chars()) {
            rates[usize::from(telling_byte(c))] += 120 / (1 + place / 2);
        }
    }
    rates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_fold_are_all_known() {
        let known: std::collections::HashSet<char> = folding_characters().collect();
        let folds = Folds::all();
        for c in '\0'..=char::MAX {
            let mut long = 0;
            folds.each(c, |_| long += 1);
            assert!(long <= Forms::MOST, "{c:?}");
            assert!(known.contains(&c) || !folds.changes(c), "{c:?}");
        }
    }

    #[test]
    fn the_anchor_is_a_rare_letter() {
        let anchor = |needle: &str| {
            let scanner = Scanner::new(needle, Folds::all()).unwrap();
            (scanner.needle[scanner.anchor], scanner.telling.len())
        };
        assert_eq!(anchor("الموصل"), ('ص', 2));
        assert_eq!(anchor("ا"), ('ا', 9));
        assert!(Scanner::new(" ", Folds::all()).is_none());
    }

    #[test]
    fn what_is_no_utf8_is_no_match() {
        let scanner = Scanner::new("م", Folds::all()).unwrap();
        let bytes = b"\x85 \xd8\x85 \xd9 \xff\x85\xd9\x85\xe2\x85";
        assert_eq!(scanner.find(bytes, 0), Some(Span::new(9, 11)));
        assert_eq!(scanner.find(bytes, 11), None);
        assert_eq!(scanner.find(b"", 0), None);
    }
}
