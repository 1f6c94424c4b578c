//! Line breaking: UAX #14 opportunities, filled greedily in logical order.
//!
//! Breaks fall only between clusters; a word longer than the line is cut at clusters; spaces at a break hang outside the
//! line and are not drawn; a soft hyphen shows a hyphen where the line breaks at it.
//! In: the paragraph and its units. Out: ranges of units, a line each. It must not know visual order.

use super::Options;
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
    }
    lines.push(LineRange { units: start..cut.next, drawn_end: cut.drawn_end, forced });
}
