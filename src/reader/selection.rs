//! The cursor and what is selected, in bytes of the article.
//!
//! In: rows on screen and a place on one of them, or a movement. Out: bytes, always at the border of a cluster. Selecting goes by logical text: what lies
//! between two bytes, however many pieces that is on the screen. It must not know painting or keys.

use super::scroll::Row;
use super::state::State;
use crate::article::{Article, Paragraph};
use crate::lang::Direction;
use crate::layout::Line;
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A cursor, and what is selected up to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// The bytes it began with, all that the cell shows: a ligature is more than one cluster. Nothing is selected while there
    /// is only a cursor.
    pub mark: Option<Span>,
    /// Where it goes to: the cursor, at the beginning of a cluster.
    pub cursor: usize,
    /// It is whole words or paragraphs, as double and triple clicks make it.
    pub unit: Unit,
}

/// What a selection grows by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Clusters.
    #[default]
    Cluster,
    /// Words (UAX #29).
    Word,
    /// Paragraphs.
    Paragraph,
}

impl Selection {
    /// A selection that begins with `mark`.
    #[must_use]
    pub fn at(mark: Span, unit: Unit) -> Self {
        Self { mark: Some(mark), cursor: mark.start, unit }
    }

    /// The bytes selected: from the first to the last unit touched, whole. None while there is only a cursor.
    #[must_use]
    pub fn span(&self, article: &Article) -> Option<Span> {
        let mark = self.mark?;
        let [from, to] = [mark.start, self.cursor].map(|byte| around(article, byte, self.unit));
        Some(Span::new(from.start.min(to.start), from.end.max(to.end).max(mark.end)))
    }

    /// The cursor that takes all of `span` in: on its last cluster where that is further on than the mark, else on its first.
    #[must_use]
    pub fn taking_in(&self, article: &Article, span: Span) -> usize {
        let on = self.mark.is_some_and(|mark| mark.start <= span.start);
        if on { last_cluster(article, span) } else { span.start }
    }

    /// Move the cursor by so many words or paragraphs. What is selected ends where one ends and begins where one begins,
    /// whichever of the two the cursor is; by itself it goes from beginning to beginning.
    pub fn step(&mut self, article: &Article, unit: Unit, count: usize, forward: bool) {
        for _ in 0..count {
            let from = |byte, edge| border(article, byte, unit, forward, edge);
            let to = |edge| from(self.cursor, edge);
            let next = match self.mark.map(|mark| mark.start) {
                None => to(Edge::First),
                // Towards the mark what is selected shrinks, away from it it grows. A piece of a unit between the two is passed.
                Some(mark) if forward => {
                    let grown = || to(Edge::Last).filter(|byte| *byte >= mark).or_else(|| from(mark, Edge::Last));
                    to(Edge::First).filter(|byte| *byte <= mark).or_else(grown)
                }
                Some(mark) => {
                    let grown = || to(Edge::First).filter(|byte| *byte <= mark).or_else(|| from(mark, Edge::First));
                    to(Edge::Last).filter(|byte| *byte >= mark).or_else(grown)
                }
            };
            match next {
                Some(next) => self.cursor = next,
                None => return,
            }
        }
    }
}

impl State {
    /// The cursor, while keys move it.
    #[must_use]
    pub fn cursor(&self) -> Option<usize> {
        self.selection.filter(|_| self.selecting).map(|selection| selection.cursor)
    }

    /// The bytes selected.
    #[must_use]
    pub fn selected(&self) -> Option<Span> {
        self.selection.filter(|_| self.selecting)?.span(self.article()?)
    }
}

/// The unit around a byte.
#[must_use]
pub fn around(article: &Article, byte: usize, unit: Unit) -> Span {
    let Some(paragraph) = article.paragraph_at(byte) else { return Span::default() };
    let text = article.slice(paragraph.span);
    let at = byte.saturating_sub(paragraph.span.start).min(text.len());
    let piece = |pieces: &mut dyn Iterator<Item = (usize, &str)>| {
        pieces
            .map(|(start, piece)| Span::new(start, start + piece.len()))
            .find(|span| at < span.end)
            .unwrap_or(Span::new(text.len(), text.len()))
    };
    match unit {
        Unit::Cluster => piece(&mut text.grapheme_indices(true)),
        Unit::Word => piece(&mut text.split_word_bound_indices()),
        Unit::Paragraph => Span::new(0, text.len()),
    }
    .shifted(paragraph.span.start)
}

/// The bytes shown at a column of a row: of the cell there, or of the one at the nearest end of the line.
#[must_use]
pub fn cell_at(row: &Row, column: isize) -> Option<Span> {
    let Row::Line { paragraph, lines, index } = row else { return None };
    let line = lines.get(*index)?;
    let cell = match usize::try_from(column) {
        Ok(column) => line.cell_at(column).or(line.cells.len().checked_sub(1)),
        Err(_) => (!line.cells.is_empty()).then_some(0),
    };
    let empty = Span::new(line.span.start, line.span.start);
    Some(cell.map_or(empty, |cell| line.cells[cell].span).shifted(paragraph.span.start))
}

/// From `byte` to the end of the cell that shows it; of its cluster where none does.
#[must_use]
pub fn cell_from(article: &Article, rows: &[Row], byte: usize) -> Span {
    let cell = line_of(rows, byte).and_then(|(_, paragraph, line)| {
        let cell = line.cell_of(byte.checked_sub(paragraph.span.start)?)?;
        Some(line.cells.get(cell)?.span.shifted(paragraph.span.start))
    });
    Span::new(byte, cell.unwrap_or_else(|| around(article, byte, Unit::Cluster)).end)
}

/// The line on screen that holds `byte`, and the paragraph it is of.
#[must_use]
pub fn line_of(rows: &[Row], byte: usize) -> Option<(usize, &Paragraph, &Line)> {
    rows.iter().enumerate().find_map(|(number, row)| match row {
        Row::Line { paragraph, lines, index } => {
            let line = lines.get(*index)?;
            let last = index + 1 == lines.len();
            let offset = byte.checked_sub(paragraph.span.start)?;
            (line.span.contains(offset) || (last && offset == line.span.end && offset == paragraph.span.len()))
                .then_some((number, paragraph, line))
        }
        Row::Blank | Row::Fold(_) => None,
    })
}

/// The byte one cluster on or back.
#[must_use]
pub fn step(article: &Article, byte: usize, forward: bool) -> usize {
    border(article, byte, Unit::Cluster, forward, Edge::First).unwrap_or(byte)
}

/// An end of a unit.
#[derive(Debug, Clone, Copy)]
enum Edge {
    /// Its first cluster.
    First,
    /// Its last cluster.
    Last,
}

/// The nearest cluster further on, or further back, that is the first or the last of its unit.
fn border(article: &Article, byte: usize, unit: Unit, forward: bool, edge: Edge) -> Option<usize> {
    let mut paragraph = article.paragraph_at(byte)?;
    loop {
        let start = paragraph.span.start;
        let text = article.slice(paragraph.span);
        let of = |(at, piece): (usize, &str)| match edge {
            Edge::First => start + at,
            Edge::Last => start + at + last_grapheme(piece),
        };
        let found = match unit {
            Unit::Cluster => nearest(text.grapheme_indices(true).map(of), byte, forward),
            Unit::Word => nearest(text.unicode_word_indices().map(of), byte, forward),
            Unit::Paragraph => nearest(std::iter::once((0, text)).map(of), byte, forward),
        };
        if found.is_some() {
            return found;
        }
        paragraph = if forward { article.next(&paragraph) } else { article.previous(&paragraph) }?;
    }
}

/// The first of ascending `bytes` behind `byte`, or the last before it.
fn nearest(mut bytes: impl DoubleEndedIterator<Item = usize>, byte: usize, forward: bool) -> Option<usize> {
    if forward { bytes.find(|&at| at > byte) } else { bytes.rfind(|&at| at < byte) }
}

/// Where the last cluster of a text begins.
fn last_grapheme(text: &str) -> usize {
    text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// Where the last cluster of a span begins.
fn last_cluster(article: &Article, span: Span) -> usize {
    span.start + last_grapheme(article.slice(span))
}

/// The cell to the left or right of the one that shows `byte`; at the end of a line, the neighbouring cluster in reading
/// order.
#[must_use]
pub fn step_visual(article: &Article, rows: &[Row], byte: usize, to_the_right: bool) -> Span {
    let cluster = |byte| around(article, byte, Unit::Cluster);
    let Some((_, paragraph, line)) = line_of(rows, byte) else { return cluster(byte) };
    let start = paragraph.span.start;
    let here = line.cell_of(byte - start);
    let next = here.and_then(|cell| if to_the_right { cell.checked_add(1) } else { cell.checked_sub(1) });
    if let Some(cell) = next.and_then(|next| line.cells.get(next)) {
        return cell.span.shifted(start);
    }
    let here = here.map_or_else(|| cluster(byte), |cell| line.cells[cell].span.shifted(start));
    let forward = (paragraph.direction == Direction::Rtl) != to_the_right;
    cluster(step(article, if forward { last_cluster(article, here) } else { here.start }, forward))
}
