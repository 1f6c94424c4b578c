//! What VTE makes of text in logical order, by itself.
//!
//! In: a case and where its lines were seen. Out: whether VTE, given the same lines as they were written and left to reorder
//! and join them, draws the same pixels.

use crate::cases::{Case, Shown};
use crate::expected::Direction::Rtl;
use crate::expected::cells;
use crate::picture::Picture;
use crate::window::Window;

/// A line in logical order. VTE gives lam and alef a cell each and knows no ZWNJ: words with these get the forms that
/// FriBidi has for them, still in logical order.
fn logical(line: &str) -> String {
    let given = |word: &str| match word.contains(['\u{200c}', 'ل']) {
        true => cells(&[word.to_owned()], Rtl).remove(0).iter().rev().map(|cell| unmirrored(cell)).collect(),
        false => word.to_owned(),
    };
    line.split(' ').map(given).collect::<Vec<String>>().join(" ")
}

/// A bracket as it is written: FriBidi has mirrored it, and VTE will.
fn unmirrored(cell: &str) -> &str {
    const PAIRS: &[[&str; 2]] = &[["(", ")"], ["[", "]"], ["{", "}"], ["«", "»"]];
    let pair = PAIRS.iter().find(|pair| pair.contains(&cell));
    pair.map_or(cell, |[open, close]| if cell == *open { close } else { open })
}

/// Compare what was seen with what VTE draws.
pub fn equals(window: &mut Window, case: &Case, shown: &Shown) -> Result<(), String> {
    let grid = window.grid;
    let mut page = String::from("\x1b[8h\x1b[?2501l");
    for (index, ((direction, line), place)) in case.lines().iter().zip(&shown.places).enumerate() {
        let side = if *direction == Rtl { 2 } else { 1 };
        // The first one is the title.
        let pen = u8::from(index == 0);
        page += &format!("\x1b[{};1H\x1b[{side} k\x1b[{pen}m{}\x1b[0m", place.row + 1, logical(line));
    }
    window.page(&page);
    let lines = case.lines();
    let mut different = String::new();
    let found = window.until_or("same lines by itself", |picture: &Picture| {
        lines.iter().zip(&shown.places).all(|((direction, line), place)| {
            line.clone_into(&mut different);
            let length = place.right - place.left;
            let raw = if *direction == Rtl { grid.columns - length } else { 0 };
            (0..length).all(|column| {
                grid.ink(picture, raw + column, place.row) == grid.ink(&shown.picture, place.left + column, place.row)
            })
        })
    });
    window.reset();
    found.map_err(|error| format!("{}: {error}: {different}", case.name))
}
