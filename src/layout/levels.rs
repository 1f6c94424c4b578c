//! Embedding levels and the order they give: UAX #9.
//!
//! X, W, N and I come from unicode-bidi, once for a whole paragraph. L1 and L2 are here and run on the units of one line,
//! so that wrapping a paragraph costs its length and not its length times its lines.
//! In: text and a direction, or a line's levels. Out: levels, or a visual order. It must not know cells or widths.

use crate::lang::Direction;
use unicode_bidi::data_source::BidiMatchedOpeningBracket;
use unicode_bidi::{BidiClass, BidiDataSource, HardcodedBidiData, Level, ParagraphBidiInfo};

/// Levels (before L1) and original bidi classes of a paragraph, by byte.
#[derive(Debug)]
pub struct Levels {
    /// Embedding level of every byte.
    pub levels: Vec<Level>,
    /// Bidi class of every byte's character, before the W rules.
    pub classes: Vec<BidiClass>,
}

/// The paragraph embedding level of a direction.
#[must_use]
pub fn base_level(direction: Direction) -> u8 {
    u8::from(direction.is_rtl())
}

/// Resolve a paragraph's levels.
#[must_use]
pub fn resolve(text: &str, direction: Direction) -> Levels {
    let level = if direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    if let Some(classes) = uniform_classes(text, direction) {
        return Levels { levels: vec![level; text.len()], classes };
    }
    let info = ParagraphBidiInfo::new_with_data_source(&Data, text, Some(level));
    Levels { levels: info.levels, classes: info.original_classes }
}

/// The classes of a paragraph in which nothing runs against its direction, so that the W, N and I rules leave every
/// character at the base level: letters of the direction, marks, white space and neutrals, and for left to right digits,
/// which W7 makes letters there. Most paragraphs of prose are of that kind.
fn uniform_classes(text: &str, direction: Direction) -> Option<Vec<BidiClass>> {
    use BidiClass::{AL, CS, EN, ES, ET, L, NSM, ON, R, WS};
    let mut classes = Vec::with_capacity(text.len());
    for c in text.chars() {
        let class = Data.bidi_class(c);
        let goes_along = match class {
            NSM | WS | ON | CS | ES | ET => true,
            R | AL => direction.is_rtl(),
            L | EN => !direction.is_rtl(),
            _ => false,
        };
        if !goes_along {
            return None;
        }
        classes.extend(std::iter::repeat_n(class, c.len_utf8()));
    }
    Some(classes)
}

/// unicode-bidi's data, with what most text is made of answered before its tables are searched.
struct Data;

impl BidiDataSource for Data {
    fn bidi_class(&self, c: char) -> BidiClass {
        match c {
            ' ' => BidiClass::WS,
            '0'..='9' => BidiClass::EN,
            'A'..='Z' | 'a'..='z' => BidiClass::L,
            '\u{5d0}'..='\u{5ea}' => BidiClass::R,
            '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d5}' => BidiClass::AL,
            '\u{64b}'..='\u{65f}' => BidiClass::NSM,
            _ => HardcodedBidiData.bidi_class(c),
        }
    }

    fn bidi_matched_opening_bracket(&self, c: char) -> Option<BidiMatchedOpeningBracket> {
        match c {
            '(' | ')' | '[' | ']' | '{' | '}' | '\u{f3a}'.. => HardcodedBidiData.bidi_matched_opening_bracket(c),
            _ => None,
        }
    }
}

/// What L1 needs to know of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Space {
    /// B or S: goes to the base level, with the white space before it.
    Separator,
    /// WS, isolate formatting characters: goes to the base level before a separator and at the end of the line.
    White,
    /// Removed by X9: part of any run of white space it stands in, ends none.
    Removed,
    /// Anything else.
    Ink,
}

impl Space {
    /// By bidi class.
    #[must_use]
    pub fn of(class: BidiClass) -> Self {
        use BidiClass::{B, BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, S, WS};
        match class {
            B | S => Self::Separator,
            WS | FSI | LRI | RLI | PDI => Self::White,
            BN | LRE | RLE | LRO | RLO | PDF => Self::Removed,
            _ => Self::Ink,
        }
    }
}

/// L1: trailing white space and separators of a line fall back to the base level. `set` is called with the index of each
/// unit that does.
pub fn reset(spaces: impl Iterator<Item = Space>, mut set: impl FnMut(usize)) {
    let mut run = 0..0;
    for (index, space) in spaces.enumerate() {
        run.end = index + 1;
        match space {
            Space::White | Space::Removed => {}
            Space::Ink => run.start = index + 1,
            Space::Separator => {
                run.clone().for_each(&mut set);
                run.start = index + 1;
            }
        }
    }
    run.for_each(set);
}

/// L2 in linear time: the indices of `levels` in visual order, left to right.
///
/// Level runs are merged on a stack of ranges: whenever a lower level arrives, the ranges above it are closed in the order
/// their own level asks for, so each run is moved once however deep it lies.
#[must_use]
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    if levels.iter().all(|level| level.is_multiple_of(2)) && levels.windows(2).all(|pair| pair[0] == pair[1]) {
        return (0..levels.len()).collect();
    }
    let mut runs = Runs::default();
    let mut start = 0;
    while start < levels.len() {
        let level = levels[start];
        let length = levels[start..].iter().take_while(|&&other| other == level).count();
        runs.push(level, start..start + length);
        start += length;
    }
    runs.into_order(levels.len())
}

/// A maximal stretch of visually adjacent runs, as a linked list through [`Runs::next`].
#[derive(Debug, Clone, Copy)]
struct Range {
    level: u8,
    first: usize,
    last: usize,
}

#[derive(Debug, Default)]
struct Runs {
    runs: Vec<(u8, std::ops::Range<usize>)>,
    next: Vec<Option<usize>>,
    stack: Vec<Range>,
}

impl Runs {
    fn push(&mut self, level: u8, units: std::ops::Range<usize>) {
        let run = self.runs.len();
        self.runs.push((level, units));
        self.next.push(None);
        let mut new = Range { level, first: run, last: run };
        // Close every range that lies deeper than the new run: below it on the stack comes first when that is even.
        while let Some(top) = self.stack.pop_if(|top| top.level > level) {
            let below = self.stack.pop_if(|below| below.level >= level);
            match below {
                Some(below) => {
                    let merged = self.join(below, top, below.level);
                    self.stack.push(merged);
                }
                None => {
                    new = self.join(top, new, level);
                    break;
                }
            }
        }
        if let Some(top) = self.stack.pop_if(|top| top.level == level) {
            new = self.join(top, new, level);
        }
        self.stack.push(new);
    }

    /// Put `after` behind `before` in reading order at `level`: to its right when even, to its left when odd.
    fn join(&mut self, before: Range, after: Range, level: u8) -> Range {
        let (left, right) = if level % 2 == 1 { (after, before) } else { (before, after) };
        self.next[left.last] = Some(right.first);
        Range { level, first: left.first, last: right.last }
    }

    fn into_order(mut self, length: usize) -> Vec<usize> {
        while let Some(top) = self.stack.pop() {
            let Some(below) = self.stack.pop() else {
                self.stack.push(top);
                break;
            };
            let merged = self.join(below, top, below.level);
            self.stack.push(merged);
        }
        let mut order = Vec::with_capacity(length);
        let mut run = self.stack.first().map(|range| range.first);
        while let Some(index) = run {
            let (level, units) = self.runs[index].clone();
            if level.is_multiple_of(2) {
                order.extend(units);
            } else {
                order.extend(units.rev());
            }
            run = self.next[index];
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(levels: &[u8]) -> Vec<usize> {
        let mut order: Vec<usize> = (0..levels.len()).collect();
        for level in (1..=levels.iter().copied().max().unwrap_or(0)).rev() {
            let mut i = 0;
            while i < order.len() {
                let start = i;
                while i < order.len() && levels[order[i]] >= level {
                    i += 1;
                }
                order[start..i].reverse();
                i = i.max(start + 1);
            }
        }
        order
    }

    #[test]
    fn short_cuts_agree_with_the_tables() {
        let bracket =
            |data: &dyn BidiDataSource, c| data.bidi_matched_opening_bracket(c).map(|it| (it.opening, it.is_open));
        for c in '\0'..=char::MAX {
            assert_eq!(Data.bidi_class(c), HardcodedBidiData.bidi_class(c), "{c:?}");
            assert_eq!(bracket(&Data, c), bracket(&HardcodedBidiData, c), "{c:?}");
        }
    }

    #[test]
    fn every_level_pattern_up_to_seven_units_matches_the_rule_word_for_word() {
        for length in 0..=7u32 {
            for pattern in 0..4usize.pow(length) {
                let levels: Vec<u8> =
                    (0..length).map(|i| u8::try_from(pattern / 4usize.pow(i) % 4).unwrap_or(0)).collect();
                assert_eq!(visual_order(&levels), literal(&levels), "{levels:?}");
            }
        }
    }

    #[test]
    fn trailing_space_and_space_before_a_tab_are_reset() {
        use Space::{Ink, Removed, Separator, White};
        let mut got = Vec::new();
        reset([Ink, White, Separator, Ink, White, Ink, White, Removed].into_iter(), |i| got.push(i));
        assert_eq!(got, [1, 2, 6, 7]);
    }
}
