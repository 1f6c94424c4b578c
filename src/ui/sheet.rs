//! Help and lists, laid over the text as a plain sheet: no boxes, two columns that mirror with the interface's language.
//!
//! In: state and what the sheet says ([`crate::reader::sheet`]). Out: cells. It must not know what rows mean.

use super::text;
use crate::config::Scope;
use crate::lang::Direction;
use crate::layout::{Line, Shown};
use crate::reader::State;
use crate::reader::sheet::{self, HEADER_ROWS, HelpRow, help, listed};
use crate::reader::state::Sheet;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Paint a sheet.
pub fn paint(state: &State, open: &Sheet, buffer: &mut Buffer) {
    let columns = state.geometry.columns;
    let width = sheet::width(state);
    let direction = state.texts.direction();
    let mut page = Page { state, buffer, left: (columns - width) / 2, width, direction, shown: state.shown() };
    page.ground();
    match open {
        Sheet::Help(top) => page.help(*top),
        Sheet::Articles(chosen) => page.articles(*chosen),
        Sheet::Card(card, chosen) => super::card::card(&mut page, card, *chosen),
        Sheet::Timeline(moments, chosen) => super::card::timeline(&mut page, moments, *chosen),
        Sheet::Hits(list, chosen) => super::card::hits(&mut page, list, *chosen),
        Sheet::Notes(chosen) => super::notes::list(&mut page, *chosen),
    }
}

/// The columns of a sheet.
pub(super) struct Page<'a> {
    pub(super) state: &'a State,
    pub(super) buffer: &'a mut Buffer,
    pub(super) left: usize,
    pub(super) width: usize,
    pub(super) direction: Direction,
    shown: Shown,
}

impl Page<'_> {
    fn ground(&mut self) {
        let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let area = Rect::new(0, 0, size(self.state.geometry.columns), size(self.state.geometry.rows));
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, self.state.theme.style(Scope::Sheet));
    }

    pub(super) fn line(&self, words: &str, width: usize) -> Line {
        text::fitted(words, self.direction, self.shown, width)
    }

    /// Write a line at a distance from the side where the interface's lines start.
    pub(super) fn write(&mut self, line: &Line, from: usize, y: usize, scope: Scope) {
        let x = if self.direction.is_rtl() {
            (self.left + self.width).saturating_sub(from + line.width)
        } else {
            self.left + from
        };
        let style = self.state.theme.style(scope);
        let right = self.state.geometry.columns;
        text::write(self.buffer, line, (x, y), right, self.state.mode, |_| style);
    }

    fn title(&mut self, key: &str) {
        self.title_words(&self.state.texts.get(key));
    }

    pub(super) fn title_words(&mut self, words: &str) {
        let title = self.line(words, self.width);
        self.write(&title, 0, 1, Scope::SheetTitle);
    }

    fn help(&mut self, top: usize) {
        let rows = help(self.state);
        let visible = self.state.geometry.rows.saturating_sub(HEADER_ROWS).max(1);
        let title = self.state.texts.get("help-title");
        let (number, count) = (top.div_ceil(visible) + 1, rows.len().div_ceil(visible));
        self.title_words(&format!("{title} \u{2068}{number}/{count}\u{2069}"));
        for (place, row) in rows.iter().skip(top).take(visible).enumerate() {
            let y = HEADER_ROWS + place;
            match row {
                HelpRow::Blank => {}
                HelpRow::Heading(line) => self.write(line, 0, y, Scope::SheetHeading),
                HelpRow::Hint(line) => self.write(line, 0, y, Scope::Sheet),
                HelpRow::Keys(keys, words) => {
                    if let Some(line) = keys {
                        self.write(line, 2, y, Scope::SheetKey);
                    }
                    if let Some((from, line)) = words {
                        self.write(line, *from, y, Scope::Sheet);
                    }
                }
            }
        }
    }

    fn articles(&mut self, chosen: usize) {
        self.title("list-title");
        let (top, visible) = listed(self.state, chosen);
        for (index, document) in self.state.documents.iter().enumerate().skip(top).take(visible) {
            let scope = if index == chosen { Scope::SheetChosen } else { Scope::Sheet };
            let number = self.line(&format!("{}", index + 1), 6);
            let unread = document.title.is_none() && document.article.is_none();
            let name = document.name();
            let words = if unread { format!("{name}  ({})", self.state.texts.get("list-unread")) } else { name };
            let line = self.line(&words, self.width.saturating_sub(5));
            let y = HEADER_ROWS + index - top;
            self.write(&number, 0, y, scope);
            self.write(&line, 5, y, scope);
        }
    }
}
