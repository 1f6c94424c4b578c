//! What search shows besides the hits themselves: the switches above the prompt, and which hit of how many this is.
//!
//! In: state. Out: cells between the text and the status row, and words for that row. Each piece is laid out by itself. It
//! must not know how hits are found.

use super::text;
use crate::config::Scope;
use crate::layout::single_line;
use crate::reader::State;
use crate::reader::find::switches::{GAP, Piece, rows};
use ratatui::buffer::Buffer;

/// Paint the switches.
pub fn paint(state: &State, buffer: &mut Buffer) {
    if state.sheet.is_some() {
        return;
    }
    let columns = state.geometry.columns;
    for (number, row) in rows(state).iter().enumerate() {
        let y = state.geometry.rows + number;
        if y >= state.geometry.status {
            break;
        }
        text::clear_row(buffer, y, columns, &state.theme, Scope::SwitchOff);
        let mut from = 1;
        for piece in row {
            let scope = match piece {
                Piece::Switch(_, true) => Scope::SwitchOn,
                Piece::Switch(_, false) => Scope::SwitchOff,
                Piece::Heading(_) => Scope::SheetHeading,
                Piece::Problem(_) => Scope::Error,
            };
            let direction = state.texts.direction();
            let line = text::fitted(piece.words(), direction, state.shown(), columns.saturating_sub(from + 1));
            let x = if direction.is_rtl() { columns.saturating_sub(from + line.width) } else { from };
            let style = state.theme.style(scope);
            text::write(buffer, &line, (x, y), columns, state.mode, |_| style);
            from += line.width + GAP;
        }
    }
}

/// Which hit of how many this is; `…` behind what is still being counted or looked for.
#[must_use]
pub fn count(state: &State) -> Option<String> {
    let active = state.find.active.as_ref().filter(|_| state.find.shown)?;
    let total = active.tally.total;
    let more = if active.tally.done { "" } else { "…" };
    let turn = if active.wrapped && active.current.is_some() { "↻ " } else { "" };
    let number = match (active.number, active.current) {
        (Some(number), _) => number.to_string(),
        (None, Some(_)) => "…".to_owned(),
        (None, None) if active.is_underway() => "…".to_owned(),
        (None, None) if total == 0 => "0".to_owned(),
        (None, None) => "–".to_owned(),
    };
    Some(format!("\u{2066}{turn}{number}/{total}{more}\u{2069}"))
}

/// Paint the count at the end of the prompt's row; columns taken there, with a gap.
pub(super) fn paint_count(state: &State, buffer: &mut Buffer) -> usize {
    let Some(count) = count(state).filter(|_| state.sheet.is_none()) else { return 0 };
    let nothing = state.find.active.as_ref().is_some_and(|active| active.nowhere);
    let line = single_line(&count, crate::lang::Direction::Ltr, state.shown());
    let style = state.theme.style(if nothing { Scope::Error } else { Scope::Message });
    let columns = state.geometry.columns;
    let x = columns.saturating_sub(line.width + 1);
    text::write(buffer, &line, (x, state.geometry.status), columns, state.mode, |_| style);
    line.width + 2
}
