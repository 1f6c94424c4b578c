//! The text of the article: the rows on screen, styled by what they are, with highlights, entities, hits and the selection over
//! them.
//!
//! In: state. Out: cells. It must not know how rows were found.

use super::text;
use crate::config::Scope;
use crate::entity::{Class, Entities, Place};
use crate::layout::single_line;
use crate::locale::Argument;
use crate::reader::State;
use crate::reader::keeping::Noted;
use crate::reader::scroll::Row;
use crate::span::Span;
use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// Paint the rows.
pub fn paint(state: &State, buffer: &mut Buffer) {
    let geometry = &state.geometry;
    let selected = state.selected();
    for (y, row) in state.rows.iter().enumerate() {
        match row {
            Row::Blank => {}
            Row::Fold(count) => {
                let words = state.texts.format("fold-line", &[("count", Argument::Number(*count))]);
                let mut line = single_line(&format!("⋯ {words}"), state.direction(), state.shown());
                line.direction = state.direction();
                let style = state.theme.style(Scope::Fold);
                let right = geometry.left + geometry.width;
                text::write(buffer, &line, (geometry.left_of(&line), y), right, state.mode, |_| style);
            }
            Row::Line { paragraph, lines, index } => {
                let Some(line) = lines.get(*index) else { continue };
                let style = state.theme.style(Scope::of_kind(paragraph.kind));
                let (marked, cursor) = (state.theme.patch(Scope::Selection), state.theme.patch(Scope::Cursor));
                let start = paragraph.span.start;
                let marks = Marks::of(state, line.span.shifted(start));
                text::write(buffer, line, (geometry.left_of(line), y), geometry.columns, state.mode, |cell| {
                    let span = cell.span.shifted(start);
                    let mut style = style.patch(marks.patch(span));
                    if state.selection.is_some_and(|selection| span.contains(selection.cursor)) {
                        // Without colours a hit or a mention may be in reverse already.
                        let reversed = style.add_modifier.contains(Modifier::REVERSED);
                        style = if reversed { style.remove_modifier(Modifier::REVERSED) } else { style.patch(cursor) };
                    } else if selected.is_some_and(|selected| selected.overlaps(span)) {
                        style = style.patch(marked);
                    }
                    style
                });
            }
        }
    }
}

/// The highlights, mentions and hits on a line.
struct Marks<'a> {
    state: &'a State,
    entities: Option<&'a Entities>,
    places: &'a [Place],
    hits: &'a [Span],
    highlights: Vec<(Span, Style)>,
}

impl<'a> Marks<'a> {
    fn of(state: &'a State, line: Span) -> Self {
        let entities = state.entities();
        let hits = state.hits_here();
        let (first, last) =
            (hits.partition_point(|hit| hit.end <= line.start), hits.partition_point(|hit| hit.start < line.end));
        let hits = hits.get(first..last).unwrap_or_default();
        let on_line = |noted: &&Noted| noted.span.is_some_and(|span| span.overlaps(line));
        let highlights = state.highlights().filter(on_line).map(|noted| {
            let mut style = state.theme.patch(Scope::of_colour(noted.note.colour));
            if state.keeping.here == Some(noted.note.id) {
                style = style.patch(state.theme.patch(Scope::HighlightCurrent));
            }
            (noted.span.unwrap_or_default(), style)
        });
        let highlights = highlights.collect();
        let places = entities.map_or(&[][..], |entities| entities.within(line));
        Self { state, entities, places, hits, highlights }
    }

    /// What highlights, mentions and hits change in the style of the bytes they hold.
    fn patch(&self, span: Span) -> Style {
        let here = self.highlights.iter().filter(|(highlight, _)| highlight.overlaps(span));
        let style = here.fold(Style::default(), |style, (_, over)| style.patch(*over)).patch(self.mention(span));
        let hit = self.hits.iter().find(|hit| hit.overlaps(span));
        let scope = |hit: &Span| if self.state.hit() == Some(*hit) { Scope::HitCurrent } else { Scope::Hit };
        hit.map_or(style, |hit| style.patch(self.state.theme.patch(scope(hit))))
    }

    /// What a mention changes. The one stepped to shows whatever else is off.
    fn mention(&self, span: Span) -> Style {
        let mut here = self.places.iter().filter(|place| place.span.overlaps(span));
        if here.clone().any(|place| self.state.mention == Some(*place)) {
            return self.state.theme.patch(Scope::EntityCurrent);
        }
        let class = here.find(|place| self.state.settings.entities && self.state.is_marked(place.entity));
        let entity = class.and_then(|place| self.entities?.get(place.entity));
        entity.map_or_else(Style::default, |entity| self.state.theme.patch(Scope::of_class(Class::of(entity.label))))
    }
}
