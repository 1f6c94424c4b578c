//! Stretches of letters in terminals that join and place them by what stands beside them: a letter and its marks look
//! different there alone.
//!
//! In: a line in logical order and its cells. Out: the cells, named with the stretch they stand in, and what is to be
//! written for the terminal to draw that stretch.

use crate::expected::Direction::Rtl;
use crate::expected::{Cells, cells, is_mark};

/// Between the parts of a name.
const SEPARATOR: char = '\u{1}';

/// A letter of a script written from right to left, in any form.
fn is_letter(c: char) -> bool {
    matches!(c, '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}' | '\u{671}'..='\u{6d3}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The cells of a line, letters named with their stretch and their place in it.
pub fn named(line: &str, mut line_cells: Cells) -> Cells {
    let is_part = |c: char| is_letter(c) || is_mark(c) || c == '\u{200c}';
    let written = line.split(|c| !is_part(c)).filter(|stretch| !stretch.is_empty());
    let mut known: Vec<(Cells, &str)> =
        written.map(|stretch| (cells(&[stretch.to_owned()], Rtl).remove(0), stretch)).collect();
    let both_letters = |a: &String, b: &String| a.starts_with(is_letter) && b.starts_with(is_letter);
    for stretch in line_cells.chunk_by_mut(both_letters) {
        let Some(at) = known.iter().position(|(cells, _)| cells == stretch) else { continue };
        let (_, written) = known.swap_remove(at);
        let written = with_ligatures(written, stretch);
        for (place, cell) in stretch.iter_mut().enumerate() {
            *cell = format!("{cell}{SEPARATOR}{written}{SEPARATOR}{place}");
        }
    }
    assert!(known.is_empty(), "{line}: {known:?} is nowhere in the cells");
    line_cells
}

/// What a cell draws, without the name of its stretch.
pub fn character(cell: &str) -> &str {
    cell.split(SEPARATOR).next().unwrap_or(cell)
}

/// A line as text, for messages.
pub fn text(line: &Cells) -> String {
    line.iter().map(|cell| character(cell)).collect()
}

/// What is written for the stretch a cell stands in, and the cell's place in it from the left.
pub fn of(cell: &str) -> Option<(&str, usize)> {
    let mut parts = cell.split(SEPARATOR).skip(1);
    Some((parts.next()?, parts.next()?.parse().ok()?))
}

/// A stretch with the ligatures of lam and alef that its cells have, which the terminal gives one cell to where they are
/// written as such: a joiner tells the letter before it that it is joined.
fn with_ligatures(written: &str, cells: &[String]) -> String {
    let mut ligatures = cells.iter().rev().filter(|cell| cell.starts_with(|c| ('\u{fef5}'..='\u{fefc}').contains(&c)));
    let mut text = String::new();
    let mut letters = written.chars().peekable();
    while let Some(letter) = letters.next() {
        let mut marks: String = std::iter::from_fn(|| letters.next_if(|c| is_mark(*c))).collect();
        let is_alef = |c: &char| matches!(c, 'ا' | 'أ' | 'إ' | 'آ');
        if letter != 'ل' || letters.next_if(is_alef).is_none() {
            text.push(letter);
            text += &marks;
            continue;
        }
        let ligature =
            ligatures.next().and_then(|cell| cell.chars().next()).expect("as many ligatures as there are pairs");
        marks.extend(std::iter::from_fn(|| letters.next_if(|c| is_mark(*c))));
        // The second form of each is the final one.
        text.extend((u32::from(ligature) % 2 == 0).then_some('\u{200d}'));
        text.push(ligature);
        text += &marks;
    }
    text
}
