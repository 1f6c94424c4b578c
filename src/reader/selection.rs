//! The cursor and what is selected, in bytes of the article.
//!
//! In: rows on screen and a place on one of them, or a movement. Out: bytes. Selecting goes by logical text: what lies
//! between two bytes, however many pieces that is on the screen. It must not know painting or keys.

use super::scroll::Row;
use crate::article::{Article, Paragraph};
use crate::lang::Direction;
use crate::layout::Line;
use crate::span::Span;
use unicode_segmentation::UnicodeSegmentation;

/// A selection under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selection {
    /// Where it began.
    pub mark: usize,
    /// Where it goes to: the cursor.
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
    /// A selection that begins at `byte`.
    #[must_use]
    pub fn at(byte: usize, unit: Unit) -> Self {
        Self { mark: byte, cursor: byte, unit }
    }

    /// The bytes selected: from the first to the last unit touched, whole.
    #[must_use]
    pub fn span(&self, article: &Article) -> Span {
        let (first, last) = (self.mark.min(self.cursor), self.mark.max(self.cursor));
        Span::new(around(article, first, self.unit).start, around(article, last, self.unit).end)
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

/// The byte shown at a column of a row: of the cell there, or of the nearest end of the line.
#[must_use]
pub fn byte_at(row: &Row, column: isize) -> Option<usize> {
    let Row::Line { paragraph, lines, index } = row else { return None };
    let line = lines.get(*index)?;
    let cell = match usize::try_from(column) {
        Ok(column) => line.cell_at(column).or(line.cells.len().checked_sub(1)),
        Err(_) => (!line.cells.is_empty()).then_some(0),
    };
    Some(paragraph.span.start + cell.map_or(line.span.start, |cell| line.cells[cell].span.start))
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
    let Some(paragraph) = article.paragraph_at(byte) else { return byte };
    if forward {
        let end = around(article, byte, Unit::Cluster).end;
        if end < paragraph.span.end { end } else { article.next(&paragraph).map_or(byte, |next| next.span.start) }
    } else if byte > paragraph.span.start {
        let before = Span::new(paragraph.span.start, byte);
        let text = article.slice(before);
        paragraph.span.start + text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    } else {
        article.previous(&paragraph).map_or(byte, |previous| around_end(article, previous.span))
    }
}

/// Start of the last cluster of a span.
fn around_end(article: &Article, span: Span) -> usize {
    span.start + article.slice(span).grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
}

/// The byte at which the next word begins, or the one before.
#[must_use]
pub fn step_word(article: &Article, byte: usize, forward: bool) -> usize {
    let Some(mut paragraph) = article.paragraph_at(byte) else { return byte };
    loop {
        let mut starts = article.slice(paragraph.span).unicode_word_indices().map(|(at, _)| paragraph.span.start + at);
        let found = if forward { starts.find(|&at| at > byte) } else { starts.rfind(|&at| at < byte) };
        if let Some(at) = found {
            return at;
        }
        let next = if forward { article.next(&paragraph) } else { article.previous(&paragraph) };
        match next {
            Some(next) => paragraph = next,
            None => return byte,
        }
    }
}

/// The byte of the cell to the left or right of the one that shows `byte`; at the end of a line, of the neighbouring
/// cluster in reading order.
#[must_use]
pub fn step_visual(article: &Article, rows: &[Row], byte: usize, to_the_right: bool) -> usize {
    let Some((_, paragraph, line)) = line_of(rows, byte) else { return byte };
    let neighbour = line.cell_of(byte - paragraph.span.start).and_then(|cell| {
        let next = if to_the_right { cell.checked_add(1) } else { cell.checked_sub(1) }?;
        line.cells.get(next)
    });
    match neighbour {
        Some(cell) => paragraph.span.start + cell.span.start,
        None => step(article, byte, (paragraph.direction == Direction::Rtl) != to_the_right),
    }
}
