//! The scrollbar: one thin column on the side where lines end, by bytes of the article.
//!
//! In: state. Out: cells. It must not know rows beyond those on screen.

use crate::article::Article;
use crate::config::Scope;
use crate::reader::State;
use ratatui::buffer::Buffer;

/// Paint it; nothing where the whole article is on screen.
pub fn paint(state: &State, buffer: &mut Buffer) {
    let (Some(column), Some(article)) = (state.geometry.scrollbar, state.article()) else { return };
    let height = state.geometry.rows;
    let end = article.last().map_or(1, |last| last.span.end).max(1);
    let (first, last) = (state.first_byte(), state.last_byte());
    let begins = article.first().map_or(0, |first| first.span.start);
    if first <= begins && last >= end || Article::is_empty(article) {
        return;
    }
    let row = |byte: usize| (byte as u128 * height as u128 / end as u128) as usize;
    let size = row(last.saturating_sub(first)).clamp(1, height);
    let top = if last >= end { height - size } else { row(first).min(height - size) };
    for y in 0..height {
        let scope = if (top..top + size).contains(&y) { Scope::ScrollbarThumb } else { Scope::Scrollbar };
        let (Ok(x), Ok(y)) = (u16::try_from(column), u16::try_from(y)) else { return };
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_symbol("│").set_style(state.theme.style(scope));
        }
    }
}
