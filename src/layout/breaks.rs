//! Line breaking: UAX #14 opportunities, filled greedily in logical order.
//!
//! Breaks fall only between clusters; a word longer than the line is cut at clusters; spaces at a break hang outside the
//! line and are not drawn; a soft hyphen shows a hyphen where the line breaks at it.
//! In: the paragraph and its units. Out: ranges of units, a line each. It must not know visual order.

use super::Options;
use super::levels::Space;
use super::unit::Unit;
use compact_str::CompactString;
use std::ops::Range;
use unicode_linebreak::{BreakOpportunity, linebreaks};

/// One line's units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineRange {
    /// All units of the line, the spaces that hang outside it among them.
    pub units: Range<usize>,
    /// One past the last unit that is drawn.
    pub drawn_end: usize,
    /// The text itself asked for a new line after this one.
    pub forced: bool,
}

/// Cells the first line is set in by.
#[must_use]
pub fn indent(options: &Options) -> usize {
    if options.indent.saturating_mul(2) < options.width { options.indent } else { 0 }
}

/// The best place to end the current line found so far.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    /// Where the next line would start.
    next: usize,
    /// One past the last drawn unit.
    drawn_end: usize,
    /// A hyphen has to be drawn in this unit.
    hyphen: Option<usize>,
}

/// Cells that every line of the paragraph has, the indented first one included.
#[must_use]
pub fn room(options: &Options) -> usize {
    options.width.max(1) - indent(options)
}

/// Whether a line may or must end behind a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum After {
    Stay,
    May,
    Must,
}

/// UAX #14 opportunities that fall on cluster borders, by unit.
fn opportunities(text: &str, units: &[Unit]) -> Vec<After> {
    let mut found = linebreaks(text).peekable();
    let mut after = vec![After::Stay; units.len()];
    for (index, unit) in units.iter().enumerate() {
        let end = unit.span.end;
        while found.next_if(|(at, _)| *at < end).is_some() {}
        if let Some((_, opportunity)) = found.next_if(|(at, _)| *at == end)
            && end < text.len()
            && units.get(index + 1).is_some_and(|next| next.begins_cluster)
        {
            after[index] = if opportunity == BreakOpportunity::Mandatory { After::Must } else { After::May };
        }
    }
    after
}

/// Cut units into lines.
pub fn wrap(text: &str, units: &mut [Unit], options: &Options) -> Vec<LineRange> {
    let after = opportunities(text, units);
    let mut lines = Vec::new();
    let mut room = room(options);
    let (mut start, mut used) = (0, 0);
    // One past the last unit that is not a blank: the blanks behind it hang.
    let mut inked_end = 0;
    let mut candidate: Option<Candidate> = None;
    let mut index = 0;
    while index < units.len() {
        let unit = &units[index];
        let width = unit.width;
        if unit.is_blank() {
            used = (used + width).min(room);
        } else if used + width > room && index > start {
            let cut = candidate.take().unwrap_or_else(|| cut_word(units, start, index, inked_end));
            finish(&mut lines, units, start, cut, false);
            // Walk the units behind the cut once more, as the start of the next line.
            (start, used, inked_end, index) = (cut.next, 0, cut.next, cut.next);
            room = options.width.max(1);
            continue;
        } else {
            used += width;
            if width > 0 {
                inked_end = index + 1;
            }
        }
        index += 1;
        match after[index - 1] {
            After::Stay => {}
            // A line that draws nothing would gain nothing.
            After::May if used == 0 => {}
            After::Must => {
                finish(&mut lines, units, start, Candidate { next: index, drawn_end: inked_end, hyphen: None }, true);
                (start, used, inked_end, candidate) = (index, 0, index, None);
                room = options.width.max(1);
            }
            After::May if units[index - 1].span.of(text) == "\u{ad}" => {
                if used < room {
                    candidate = Some(Candidate { next: index, drawn_end: index, hyphen: Some(index - 1) });
                }
            }
            After::May => candidate = Some(Candidate { next: index, drawn_end: inked_end, hyphen: None }),
        }
    }
    // The last line keeps its trailing spaces as far as they fit: nothing follows that could push them out.
    let mut width = units[start..inked_end].iter().map(|unit| unit.width).sum::<usize>();
    let mut drawn_end = inked_end;
    while drawn_end < units.len() && width + units[drawn_end].width <= room {
        width += units[drawn_end].width;
        drawn_end += 1;
    }
    lines.push(LineRange { units: start..units.len(), drawn_end, forced: false });
    lines
}

/// No opportunity in the whole line: cut before `overflow`, or at the last cluster start before it.
fn cut_word(units: &[Unit], start: usize, overflow: usize, inked_end: usize) -> Candidate {
    let next = (start + 1..=overflow).rev().find(|&at| units[at].begins_cluster).unwrap_or(overflow);
    Candidate { next, drawn_end: inked_end.clamp(start, next), hyphen: None }
}

fn finish(lines: &mut Vec<LineRange>, units: &mut [Unit], start: usize, cut: Candidate, forced: bool) {
    if let Some(at) = cut.hyphen {
        units[at].symbol = CompactString::const_new("-");
        units[at].width = 1;
        // It belongs to the word: L1 would otherwise move it to the far end of the line.
        units[at].space = Space::Ink;
    }
    lines.push(LineRange { units: start..cut.next, drawn_end: cut.drawn_end, forced });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Direction;
    use crate::layout::{Glyphs, lay_out};

    fn lines_with(text: &str, options: Options) -> Vec<String> {
        let lines = lay_out(text, Direction::Ltr, &Options { glyphs: Glyphs::Base, ..options });
        lines.iter().map(|line| line.logical().iter().map(|cell| cell.symbol.as_str()).collect()).collect()
    }

    /// What each line draws, in logical order.
    fn lines(text: &str, width: usize) -> Vec<String> {
        lines_with(text, Options { width, ..Options::default() })
    }

    #[test]
    fn lines_are_filled_and_spaces_at_a_break_hang() {
        assert_eq!(lines("aa bb cc", 5), ["aa bb", "cc"]);
        assert_eq!(lines("aa bb cc", 4), ["aa", "bb", "cc"]);
        assert_eq!(lines("aa     bb", 3), ["aa", "bb"]);
        assert_eq!(lines("aa\tbb", 3), ["aa", "bb"]);
    }

    #[test]
    fn trailing_spaces_of_the_last_line_stay_as_far_as_they_fit() {
        assert_eq!(lines("aa   ", 8), ["aa   "]);
        assert_eq!(lines("aa   ", 3), ["aa "]);
        assert_eq!(lines("aa   ", 2), ["aa"]);
        assert_eq!(lines("   ", 2), ["  "]);
    }

    #[test]
    fn a_soft_hyphen_shows_only_where_the_line_breaks_at_it() {
        assert_eq!(lines("demon\u{ad}stration", 80), ["demonstration"]);
        assert_eq!(lines("demon\u{ad}stration", 8), ["demon-", "stration"]);
        assert_eq!(lines("مكت\u{ad}بة", 4), ["مكت-", "بة"]);
        assert_eq!(lines("ab\u{ad}cd\u{ad}ef", 5), ["abcd-", "ef"]);
        // No room for the hyphen: the earlier place, or none.
        assert_eq!(lines("ab\u{ad}cd\u{ad}ef", 4), ["ab-", "cdef"]);
        assert_eq!(lines("abcd\u{ad}ef", 4), ["abcd", "ef"]);
    }

    #[test]
    fn a_shown_hyphen_stays_with_its_word() {
        let lines = lay_out(
            "ab مكتب\u{ad}مكتب",
            Direction::Ltr,
            &Options { width: 8, glyphs: Glyphs::Base, ..Options::default() },
        );
        assert_eq!(lines[0].text(), "ab -بتكم");
    }

    #[test]
    fn no_break_space_and_joiners_hold() {
        assert_eq!(lines("aa bb\u{a0}cc", 6), ["aa", "bb cc"]);
        assert_eq!(lines("aa می\u{200c}رود", 6), ["aa", "میرود"]);
        assert_eq!(lines("aa ه\u{200d}ـ", 4), ["aa", "هـ"]);
        assert_eq!(lines("aa bb\u{2060}—cc", 5), ["aa", "bb—cc"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_at_clusters() {
        assert_eq!(lines("abcdefg", 3), ["abc", "def", "g"]);
        assert_eq!(lines(&"e\u{301}".repeat(5), 2), ["e\u{301}e\u{301}", "e\u{301}e\u{301}", "e\u{301}"]);
        assert_eq!(lines("🇵🇸🇪🇬🇸🇦", 5), ["🇵🇸🇪🇬", "🇸🇦"]);
        assert_eq!(lines("aa bbbbbb", 4), ["aa", "bbbb", "bb"]);
        assert_eq!(lines("漢字", 3), ["漢", "字"]);
    }

    #[test]
    fn what_no_line_can_hold_is_stood_in_for() {
        assert_eq!(lines("漢字", 1), ["▯", "▯"]);
        // Two units of one cluster: at one cell a line there is nothing left but to part them.
        assert_eq!(lines("\u{600}ب", 1), ["\u{600}", "ب"]);
        assert_eq!(lines("aa\u{600}ب", 3), ["aa", "\u{600}ب"]);
    }

    #[test]
    fn forced_breaks() {
        assert_eq!(lines("a\nb", 80), ["a", "b"]);
        assert_eq!(lines("a\r\n\r\nb", 80), ["a", "", "b"]);
        assert_eq!(lines("a \nb\n", 80), ["a", "b"]);
        assert_eq!(lines("a\u{2028}b\u{2029}c\u{85}d\u{c}e", 80), ["a", "b", "c", "d", "e"]);
        assert_eq!(lines("", 80), [""]);
    }

    #[test]
    fn nothing_drawn_is_no_line() {
        assert_eq!(lines("\u{200b}abcdef", 4), ["abcd", "ef"]);
        assert_eq!(lines("\u{ad}abcdef", 4), ["abcd", "ef"]);
    }

    #[test]
    fn the_first_line_is_set_in() {
        let options = |width, indent| Options { width, indent, ..Options::default() };
        assert_eq!(lines_with("aa bb cc dd", options(8, 3)), ["aa bb", "cc dd"]);
        assert_eq!(lines_with("aa bb cc dd", options(8, 4)), ["aa bb cc", "dd"]);
        assert_eq!((indent(&options(8, 3)), indent(&options(8, 4)), room(&options(8, 3))), (3, 0, 5));
        assert_eq!(indent(&options(usize::MAX, usize::MAX)), 0);
    }
}
