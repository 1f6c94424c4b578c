//! The view: state painted into a buffer of cells.
//!
//! In: [`State`], read only. Out: a ratatui frame. Everything readable goes through [`text`], which writes laid-out lines;
//! nothing here gives ratatui a string to measure. Chrome mirrors with the document's direction.
//! It must not change state, read files or know the terminal.

pub mod card;
pub mod find;
mod message;
pub mod notes;
pub mod page;
pub mod panel;
pub mod scrollbar;
pub mod sheet;
pub mod status;
pub mod text;

use crate::config::Scope;
use crate::reader::State;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Paint everything.
pub fn draw(state: &State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let cursor = paint(state, area, frame.buffer_mut());
    if let Some(position) = cursor {
        frame.set_cursor_position(position);
    }
}

/// Paint into a buffer; returns where the cursor of what is typed stands.
pub fn paint(state: &State, area: Rect, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let canvas = state.theme.style(Scope::Canvas);
    if canvas != Style::default() {
        buffer.set_style(area, canvas);
    }
    match &state.sheet {
        None => {
            page::paint(state, buffer);
            scrollbar::paint(state, buffer);
            panel::paint(state, buffer);
        }
        Some(sheet) => sheet::paint(state, sheet, buffer),
    }
    find::paint(state, buffer);
    status::paint(state, buffer)
}
