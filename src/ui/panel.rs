//! The panel of entities, beside the text on the side where lines end.
//!
//! In: state. Out: cells of the panel's columns and of its border, none else. Every name is laid out by itself and stands
//! at the side where lines start. It must not know how rows were found.

use super::text;
use crate::article::Article;
use crate::config::Scope;
use crate::entity::recognise::has_tagger;
use crate::entity::{Class, Entities, Entity};
use crate::lang::Direction;
use crate::layout::Line;
use crate::locale::Argument::Number;
use crate::reader::State;
use crate::reader::geometry::PanelArea;
use crate::reader::panel::{HEADER_ROWS, Item, Row, bar};
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Cells of the bars, in a narrow panel and in a wide one, and the width that makes it wide.
const BAR: (usize, usize, usize) = (8, 12, 42);
/// Cells of numbers of mentions.
const COUNT: usize = 4;
/// Cells names are set in by, under their heading.
const INDENT: usize = 2;

/// Paint it, where there is one.
pub fn paint(state: &State, buffer: &mut Buffer) {
    let Some(area) = state.geometry.panel else { return };
    let mut side = Side { state, buffer, area, direction: state.direction() };
    side.ground();
    side.title();
    side.order();
    let Some(entities) = state.entities() else { return };
    let rows = state.panel.rows.iter().enumerate().skip(state.panel.top).take(state.panel_height());
    let end = state.article().and_then(Article::last).map_or(1, |last| last.span.end);
    for (number, row) in rows {
        let y = HEADER_ROWS + number - state.panel.top;
        side.row(entities, row, y, end);
    }
}

struct Side<'a> {
    state: &'a State,
    buffer: &'a mut Buffer,
    area: PanelArea,
    direction: Direction,
}

impl Side<'_> {
    /// Columns within a margin of one on each side.
    fn width(&self) -> usize {
        self.area.width.saturating_sub(2)
    }

    /// The screen's column of something `width` cells wide, `from` cells away from where lines start.
    fn column(&self, from: usize, width: usize) -> usize {
        let left = self.area.left + 1;
        if self.direction.is_rtl() { (left + self.width()).saturating_sub(from + width) } else { left + from }
    }

    fn put(&mut self, x: usize, y: usize, symbol: char, style: Style) {
        let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) else { return };
        if let Some(cell) = self.buffer.cell_mut((x, y)) {
            cell.set_char(symbol).set_style(style);
        }
    }

    fn ground(&mut self) {
        let theme = &self.state.theme;
        let border = theme.style(if self.state.panel.focus { Scope::PanelTitle } else { Scope::PanelBorder });
        let ground = theme.style(Scope::Panel);
        for y in 0..self.state.geometry.rows {
            for x in self.area.left..self.area.left + self.area.width {
                self.put(x, y, ' ', ground);
            }
            self.put(self.area.border, y, '│', border);
        }
    }

    /// Write words that are cut to `room` cells; returns the cells taken.
    fn write(&mut self, words: &str, from: usize, room: usize, y: usize, style: Style) -> usize {
        let line: Line = text::fitted(words, self.direction, self.state.shown(), room);
        if line.width > room {
            return 0;
        }
        let x = self.column(from, line.width);
        text::write_within(
            self.buffer,
            &line,
            (x.cast_signed(), y),
            self.area.left..self.area.left + self.area.width,
            self.state.mode,
            |_| style,
        );
        line.width
    }

    /// Write words at the end of a row, `before` cells from it; returns the cells taken.
    fn write_at_end(&mut self, words: &str, before: usize, y: usize, style: Style) -> usize {
        let line = text::fitted(words, self.direction, self.state.shown(), self.width());
        let from = self.width().saturating_sub(before + line.width);
        self.write(words, from, line.width, y, style)
    }

    fn title(&mut self) {
        let state = self.state;
        let (title, quiet) = (state.theme.style(Scope::PanelTitle), state.theme.style(Scope::PanelQuiet));
        let found = state.document().found.as_ref();
        let fact = match found {
            None => String::new(),
            Some(found) if found.percent < 100 => {
                state.texts.format("panel-percent", &[("percent", Number(found.percent.into()))])
            }
            Some(found) => found.entities.len().to_string(),
        };
        let taken = self.write_at_end(&fact, 0, 0, quiet);
        let room = self.width().saturating_sub(taken + 1);
        self.write(&state.texts.get("panel-title"), 0, room, 0, title);
    }

    /// The order or the filter; or why there is no row.
    fn order(&mut self) {
        let (state, panel) = (self.state, &self.state.panel);
        let quiet = state.theme.style(Scope::PanelQuiet);
        let words = if panel.typing.is_some() || !panel.filter.is_empty() {
            format!("/ \u{2068}{}\u{2069}", panel.filter)
        } else {
            let read = state.article().is_none_or(|article| has_tagger(&article.meta.language));
            match state.document().found.as_ref() {
                Some(_) if !read => state.texts.get("panel-rules-only"),
                Some(found) if found.entities.is_empty() && found.percent >= 100 => state.texts.get("panel-none"),
                Some(found) if !found.entities.is_empty() => state.texts.get(panel.sort.text_key()),
                _ => state.texts.get("panel-waiting"),
            }
        };
        self.write(&words, 0, self.width(), 1, quiet);
        if !panel.filter.is_empty() && panel.rows.is_empty() && state.geometry.rows > HEADER_ROWS {
            self.write(&state.texts.get("panel-no-match"), 0, self.width(), HEADER_ROWS, quiet);
        }
    }

    fn row(&mut self, entities: &Entities, row: &Row, y: usize, end: usize) {
        let theme = &self.state.theme;
        let item = match row {
            Row::Heading(class, ..) => Item::Class(*class),
            Row::Entry(entity) | Row::Aliases(entity) => Item::Entity(*entity),
        };
        let chosen = (self.state.panel.chosen == Some(item) && !matches!(row, Row::Aliases(_)))
            .then(|| theme.style(if self.state.panel.focus { Scope::PanelChosen } else { Scope::PanelFollow }));
        if let Some(style) = chosen {
            for x in self.area.left..self.area.left + self.area.width {
                self.put(x, y, ' ', style);
            }
        }
        let quiet = chosen.unwrap_or_else(|| theme.style(Scope::PanelQuiet));
        match row {
            Row::Heading(class, count, mentions) => self.heading(*class, *count, *mentions, y, chosen, quiet),
            Row::Entry(number) => {
                if let Some(entity) = entities.get(*number) {
                    let style = chosen.unwrap_or_else(|| theme.style(Scope::Panel));
                    self.entry(entity, y, style, quiet, end);
                }
            }
            Row::Aliases(number) => {
                let aliases = entities.get(*number).map(|entity| entity.aliases.as_slice()).unwrap_or_default();
                let isolated: Vec<String> = aliases.iter().map(|alias| format!("\u{2068}{alias}\u{2069}")).collect();
                let indent = 2 * INDENT;
                // Behind a mark of the panel's own direction: the first alias does not turn the row.
                let mark = if self.direction.is_rtl() { '\u{200f}' } else { '\u{200e}' };
                let words = format!("{mark}{}", isolated.join(" · "));
                self.write(&words, indent, self.width().saturating_sub(indent), y, quiet);
            }
        }
    }

    fn heading(&mut self, class: Class, count: usize, mentions: usize, y: usize, chosen: Option<Style>, quiet: Style) {
        let state = self.state;
        let folded = state.panel.folded.contains(class) && state.panel.filter.is_empty();
        let arrow = match (folded, self.direction) {
            (false, _) => '▾',
            (true, Direction::Rtl) => '◂',
            (true, Direction::Ltr) => '▸',
        };
        self.put(self.column(0, 1), y, arrow, quiet);
        // The heading shows how its class is highlighted; quiet where it is not.
        let shown = state.settings.entities && state.marked.contains(class);
        let style = chosen.unwrap_or_else(|| {
            let of_class = state.theme.style(Scope::Panel).patch(state.theme.patch(Scope::of_class(class)));
            if shown { of_class.add_modifier(Modifier::BOLD) } else { quiet }
        });
        let total = mentions.to_string();
        let taken = self.write_at_end(&total, self.bar_room(), y, quiet);
        let room = self.width().saturating_sub(INDENT + self.bar_room() + taken + 1);
        let words = state.texts.format(&format!("panel-{}", class.name()), &[("count", Number(count))]);
        self.write(&words, INDENT, room, y, style);
    }

    /// Cells of a bar.
    fn bar_cells(&self) -> usize {
        let (narrow, wide, at) = BAR;
        if self.area.width >= at { wide } else { narrow }
    }

    /// Cells of a bar and of the gap before it; none in the narrowest panels.
    fn bar_room(&self) -> usize {
        if self.area.width >= 26 { self.bar_cells() + 1 } else { 0 }
    }

    fn entry(&mut self, entity: &Entity, y: usize, style: Style, quiet: Style, end: usize) {
        let bar_room = self.bar_room();
        let count = entity.mentions.len().to_string();
        let taken = self.write_at_end(&count, bar_room, y, quiet).max(COUNT.min(count.len()));
        let room = self.width().saturating_sub(INDENT + taken + 1 + bar_room);
        self.write(&entity.name, INDENT, room, y, style);
        if bar_room > 0 {
            let cells = self.bar_cells();
            let from = self.width().saturating_sub(cells);
            let starts = entity.mentions.iter().map(|span| span.start);
            for (at, step) in bar(starts, end, cells).into_iter().enumerate() {
                let x = self.column(from + at, 1);
                self.put(x, y, step, quiet);
            }
        }
    }
}
