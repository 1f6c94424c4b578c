//! Rows around a byte: what scrolling moves over.
//!
//! A screen is rows of paragraphs laid out one after the other: blank rows before a paragraph, then its lines. Only the
//! paragraphs that are passed over are laid out. In: an article, an [`Anchor`], a height. Out: rows, or another anchor.
//! It must not know the screen's columns or what is painted.

use crate::article::{Article, Kind, Paragraph, spacing};
use crate::layout::{self, Line, Options};
use crate::span::Span;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// A reading position: the first row of the screen is the line that holds `byte`, or a blank row that many rows above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// A byte of the article.
    pub byte: usize,
    /// Rows above the line of that byte.
    pub above: usize,
}

impl Default for Anchor {
    /// The first row of all, blank rows above the first paragraph included.
    fn default() -> Self {
        Self { byte: 0, above: usize::MAX }
    }
}

/// Laid-out paragraphs, kept while the options stay.
#[derive(Debug, Default)]
pub struct Layouts {
    options: Options,
    lines: RefCell<HashMap<usize, Rc<Vec<Line>>>>,
}

/// Paragraphs kept at most: several screens of them.
const KEPT: usize = 1024;

impl Layouts {
    /// Lay out by these options from now on.
    pub fn set_options(&mut self, options: Options) {
        if self.options != options {
            self.options = options;
            self.forget();
        }
    }

    /// Forget everything, as when paragraphs have another direction.
    pub fn forget(&mut self) {
        self.lines.get_mut().clear();
    }

    fn lines_of(&self, article: &Article, paragraph: &Paragraph) -> Rc<Vec<Line>> {
        if let Some(lines) = self.lines.borrow().get(&paragraph.span.start) {
            return Rc::clone(lines);
        }
        let options = if paragraph.kind == Kind::Body { self.options } else { self.options.display() };
        let lines = Rc::new(layout::lay_out(article.slice(paragraph.span), paragraph.direction, &options));
        let mut kept = self.lines.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(paragraph.span.start, Rc::clone(&lines));
        lines
    }
}

/// What a row shows.
#[derive(Debug, Clone)]
pub enum Row {
    /// Nothing.
    Blank,
    /// A line of a paragraph.
    Line {
        /// The paragraph.
        paragraph: Paragraph,
        /// All its lines.
        lines: Rc<Vec<Line>>,
        /// Which of them.
        index: usize,
    },
    /// So many paragraphs of page furniture, folded away.
    Fold(usize),
}

/// A paragraph and the rows it takes.
#[derive(Debug, Clone)]
struct Block {
    paragraph: Paragraph,
    gap: usize,
    lines: Rc<Vec<Line>>,
    /// Folded: the number of paragraphs the fold stands for, 0 behind its first.
    fold: Option<usize>,
}

impl Block {
    fn rows(&self) -> usize {
        match self.fold {
            None => self.gap + self.lines.len(),
            Some(0) => 0,
            Some(_) => self.gap + 1,
        }
    }
}

/// A row of the article.
#[derive(Debug, Clone)]
pub struct Place {
    block: Block,
    row: usize,
}

/// The article as rows.
#[derive(Debug)]
pub struct Rows<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its paragraphs as far as they have been laid out.
    pub layouts: &'a Layouts,
    /// Blank rows between paragraphs.
    pub spacing: usize,
    /// Blank rows above the first.
    pub top: usize,
    /// Page furniture is folded.
    pub folded: bool,
    /// The paragraphs that alone are shown, in order, where not all are.
    pub only: Option<&'a [Span]>,
}

impl Rows<'_> {
    /// The paragraph shown behind this one.
    fn following(&self, paragraph: &Paragraph) -> Option<Paragraph> {
        let Some(only) = self.only else { return self.article.next(paragraph) };
        let next = only.get(only.partition_point(|span| span.start <= paragraph.span.start))?;
        self.article.paragraph_at(next.start)
    }

    /// The paragraph shown before this one.
    fn preceding(&self, paragraph: &Paragraph) -> Option<Paragraph> {
        let Some(only) = self.only else { return self.article.previous(paragraph) };
        let before = only.partition_point(|span| span.start < paragraph.span.start).checked_sub(1)?;
        self.article.paragraph_at(only[before].start)
    }

    /// The paragraph shown that holds `byte`, or the next one, or the last.
    fn at(&self, byte: usize) -> Option<Paragraph> {
        let Some(only) = self.only else { return self.article.paragraph_at(byte) };
        let at = only.partition_point(|span| span.end <= byte).min(only.len().checked_sub(1)?);
        self.article.paragraph_at(only[at].start)
    }

    fn block(&self, paragraph: Paragraph) -> Block {
        let previous = self.preceding(&paragraph);
        let of_furniture = |p: &Paragraph| p.kind == Kind::Furniture;
        let gap = match &previous {
            None => self.top,
            Some(previous) => spacing::before(previous, &paragraph, self.spacing),
        };
        let fold = (self.folded && of_furniture(&paragraph)).then(|| {
            if previous.is_some_and(|previous| of_furniture(&previous)) {
                return 0;
            }
            let run = std::iter::successors(Some(paragraph), |p| self.following(p));
            run.take_while(of_furniture).count()
        });
        let lines = match fold {
            Some(_) => Rc::default(),
            None => self.layouts.lines_of(self.article, &paragraph),
        };
        Block { paragraph, gap, lines, fold }
    }

    /// The first row of all.
    #[must_use]
    pub fn first(&self) -> Option<Place> {
        let place = Place { block: self.block(self.at(0)?), row: 0 };
        if place.block.rows() > 0 { Some(place) } else { self.next(&place) }
    }

    fn last(&self) -> Option<Place> {
        let block = self.block(self.at(usize::MAX)?);
        let row = block.rows();
        let behind = Place { block, row };
        self.previous(&behind)
    }

    fn next(&self, place: &Place) -> Option<Place> {
        if place.row + 1 < place.block.rows() {
            return Some(Place { block: place.block.clone(), row: place.row + 1 });
        }
        let mut paragraph = place.block.paragraph;
        loop {
            paragraph = self.following(&paragraph)?;
            let block = self.block(paragraph);
            if block.rows() > 0 {
                return Some(Place { block, row: 0 });
            }
        }
    }

    fn previous(&self, place: &Place) -> Option<Place> {
        if let Some(row) = place.row.checked_sub(1) {
            return Some(Place { block: place.block.clone(), row });
        }
        let mut paragraph = place.block.paragraph;
        loop {
            paragraph = self.preceding(&paragraph)?;
            let block = self.block(paragraph);
            if let Some(row) = block.rows().checked_sub(1) {
                return Some(Place { block, row });
            }
        }
    }

    /// The row of an anchor.
    #[must_use]
    pub fn place(&self, anchor: Anchor) -> Option<Place> {
        let block = self.block(self.at(anchor.byte)?);
        if block.rows() == 0 {
            // Inside a fold: its first row stands for it.
            let place = Place { block, row: 0 };
            return self.previous(&place).or_else(|| self.next(&place));
        }
        let byte = anchor.byte.saturating_sub(block.paragraph.span.start);
        let line = block.lines.iter().rposition(|line| line.span.start <= byte).unwrap_or(0);
        let row = block.gap + line;
        let row = row.saturating_sub(anchor.above).min(block.rows() - 1);
        Some(Place { block, row })
    }

    /// The anchor of a row.
    #[must_use]
    pub fn anchor(&self, place: &Place) -> Anchor {
        let start = place.block.paragraph.span.start;
        let line = place.row.saturating_sub(place.block.gap);
        let offset = place.block.lines.get(line).map_or(0, |line| line.span.start);
        Anchor { byte: start + offset, above: place.block.gap.saturating_sub(place.row) }
    }

    /// `count` rows on (or back, where negative), stopping at the first and last row.
    #[must_use]
    pub fn walk(&self, place: &Place, count: isize) -> Place {
        let mut place = place.clone();
        for _ in 0..count.unsigned_abs() {
            let step = if count > 0 { self.next(&place) } else { self.previous(&place) };
            match step {
                Some(next) => place = next,
                None => break,
            }
        }
        place
    }

    /// The row itself, or the one above it from which the article fills the screen to its last row.
    #[must_use]
    pub fn clamp(&self, place: &Place, height: usize) -> Place {
        let mut below = place.clone();
        for _ in 1..height {
            match self.next(&below) {
                Some(next) => below = next,
                None => return self.last_page(height).unwrap_or_else(|| place.clone()),
            }
        }
        place.clone()
    }

    /// The first row of the last screenful.
    #[must_use]
    pub fn last_page(&self, height: usize) -> Option<Place> {
        let last = self.last()?;
        Some(self.walk(&last, 1 - isize::try_from(height).unwrap_or(isize::MAX)))
    }

    /// `height` rows from `place` on; fewer at the end.
    #[must_use]
    pub fn screen(&self, place: &Place, height: usize) -> Vec<Row> {
        std::iter::successors(Some(place.clone()), |place| self.next(place)).take(height).map(Place::into_row).collect()
    }
}

impl Place {
    fn into_row(self) -> Row {
        let Block { paragraph, gap, lines, fold } = self.block;
        match (self.row.checked_sub(gap), fold) {
            (None, _) => Row::Blank,
            (Some(_), Some(count)) => Row::Fold(count),
            (Some(index), None) => Row::Line { paragraph, lines, index },
        }
    }
}
