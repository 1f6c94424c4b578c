//! Reading pictures: every cell of a screen against the picture of the character it is to show.
//!
//! In: the characters that may be seen, and pictures of a terminal. Out: where lines of them stand in a picture. The
//! picture of a character is taken in the same terminal, the character alone between Latin letters, so that nothing can
//! reorder or join it; where the terminal joins letters and places marks by itself, with the stretch of letters it is part
//! of ([`stretch`]). A cell shows a character where it has all ink of that picture, and no ink besides but what the
//! pictures of its two neighbours have beyond their own cells.

use crate::expected::Cells;
use crate::picture::{Colour, Grid, Mask, Picture};
use crate::stretch;
use crate::terminals::Terminal;
use crate::window::Window;
use std::collections::{BTreeMap, HashMap};

/// Where a line was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    pub left: usize,
    /// The column behind its last cell.
    pub right: usize,
}

/// The ink of a character: in its cell, and in the cells around it, row by row.
#[derive(Clone)]
struct Ink([Mask; 9]);

impl Ink {
    fn own(&self) -> &Mask {
        &self.0[4]
    }

    /// What stands in the cell to its left.
    fn left(&self) -> &Mask {
        &self.0[3]
    }

    /// What stands in the cell to its right.
    fn right(&self) -> &Mask {
        &self.0[5]
    }

    /// What stands in the rows above and below.
    fn beyond_its_row(&self) -> impl Iterator<Item = &Mask> {
        self.0[..3].iter().chain(&self.0[6..])
    }
}

/// Plain, bold, as the hit of a search is (bold and underlined), and slanted, as punctuation beside letters is where the
/// terminal turns words.
const PENS: [&str; 5] = ["0", "1", "1;4", "3", "1;3"];

/// Pictures of characters in one terminal.
pub struct Oracle {
    pub terminal: Terminal,
    grid: Grid,
    marks: bool,
    inks: HashMap<String, [Ink; PENS.len()]>,
    /// What marks of the rows above and below may leave in a cell.
    spill: Mask,
}

/// What a picture is taken of: a character, or a stretch of letters.
struct Sample {
    written: String,
    /// The names of its cells, from left to right.
    cells: Vec<String>,
}

/// All samples, in the order of what is written.
fn samples(cells: impl Iterator<Item = String>) -> Vec<Sample> {
    let mut samples: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    for cell in cells.filter(|cell| cell != " ") {
        let (written, place) = match stretch::of(&cell) {
            Some((written, place)) => (format!("\u{200e}{written}\u{200e}"), place),
            None => (cell.clone(), 0),
        };
        samples.entry(written).or_default().insert(place, cell);
    }
    samples.into_iter().map(|(written, cells)| Sample { written, cells: cells.into_values().collect() }).collect()
}

/// A sample on a page, from its first column on.
struct Placed<'a> {
    sample: &'a Sample,
    row: usize,
    column: usize,
}

/// Rows from one row of samples to the next.
const DOWN: usize = 2;

/// Samples on pages: each has a blank and an `x` on both sides.
fn pages<'a>(grid: Grid, samples: &'a [Sample]) -> Vec<Vec<Placed<'a>>> {
    let mut pages: Vec<Vec<Placed<'a>>> = vec![Vec::new()];
    let (mut row, mut column) = (1, 2);
    for sample in samples {
        if column + sample.cells.len() + 2 > grid.columns {
            (row, column) = (row + DOWN, 2);
        }
        if row + 1 >= grid.rows {
            (row, column) = (1, 2);
            pages.push(Vec::new());
        }
        pages.last_mut().unwrap().push(Placed { sample, row, column });
        column += sample.cells.len() + 3;
    }
    pages
}

impl Oracle {
    /// Take the pictures of characters in a window.
    pub fn new(window: &mut Window, characters: impl IntoIterator<Item = String>) -> Self {
        let marks = window.terminal.has_marks();
        let samples = samples(characters.into_iter().map(|one| seen(&one, marks)));
        let blank = Mask::blank(window.grid.cell.1);
        let none = Ink(std::array::from_fn(|_| blank.clone()));
        let mut inks = HashMap::from([(" ".to_owned(), PENS.map(|_| none.clone()))]);
        for page in pages(window.grid, &samples) {
            let pictures = PENS.map(|pen| take(window, &page, pen));
            for (index, cell) in page.iter().flat_map(|placed| &placed.sample.cells).enumerate() {
                inks.insert(cell.clone(), pictures.each_ref().map(|all| all[index].clone()));
            }
        }
        let spill = inks.values().flatten().flat_map(Ink::beyond_its_row).fold(blank, |all, ink| all.with(ink));
        Self { terminal: window.terminal, grid: window.grid, marks, inks, spill }
    }

    /// What of a cell is to be seen: with its marks, or without where qari leaves them out.
    pub fn seen(&self, cell: &str) -> String {
        seen(cell, self.marks)
    }

    fn inks(&self, character: &str) -> &[Ink; PENS.len()] {
        self.inks.get(character).unwrap_or_else(|| panic!("no picture of {character:?} was taken"))
    }

    /// Whether a cell shows a character between two others.
    fn shows(&self, actual: &Mask, left: &str, character: &str, right: &str) -> bool {
        let [left, right] = [self.inks(left), self.inks(right)];
        let beyond = left.iter().map(Ink::right).chain(right.iter().map(Ink::left));
        let beyond = beyond.fold(self.spill.clone(), |all, ink| all.with(ink));
        let drawn = |ink: &Ink| {
            let own = ink.own();
            let needed = if self.terminal.cuts_edges() { &own.inner(self.grid.cell.0) } else { own };
            needed.beyond(actual) + actual.beyond(&own.with(&beyond)) == 0
        };
        self.inks(character).iter().any(drawn)
    }

    /// Whether cells stand in a row from a column on.
    fn stand(&self, row: &[Mask], left: usize, cells: &Cells) -> bool {
        (0..cells.len()).all(|index| self.stands(row, left, cells, index))
    }

    fn stands(&self, row: &[Mask], left: usize, cells: &Cells, index: usize) -> bool {
        let at = |index: Option<usize>| index.and_then(|index| cells.get(index)).map_or(" ", String::as_str);
        self.shows(&row[left + index], at(index.checked_sub(1)), &cells[index], at(Some(index + 1)))
    }

    /// Find lines in a picture, one below the other, in their order; what is the first that is not there?
    pub fn find(&self, picture: &Picture, lines: &[Cells]) -> Result<Vec<Place>, usize> {
        let mut places: Vec<Place> = Vec::new();
        // The last one is the status row.
        let mut rows = (0..self.grid.rows - 1).map(|row| (row, self.row(picture, row)));
        for (index, line) in lines.iter().enumerate() {
            let place = rows.by_ref().find_map(|(row, inks)| {
                let left =
                    (0..=self.grid.columns.checked_sub(line.len())?).find(|left| self.stand(&inks, *left, line))?;
                Some(Place { row, left, right: left + line.len() })
            });
            places.push(place.ok_or(index)?);
        }
        Ok(places)
    }

    /// Whether a line that stands in a place would not if two neighbours in it changed places: so much is seen of every
    /// letter. Cells of one letter, with other marks on it, may be cut so by the terminal that they look the same.
    pub fn tells_swaps(&self, picture: &Picture, place: Place, cells: &Cells) -> Result<(), String> {
        let row = self.row(picture, place.row);
        for index in 1..cells.len() {
            let mut swapped = cells.clone();
            swapped.swap(index - 1, index);
            if cells[index].chars().next() != cells[index - 1].chars().next() && self.stand(&row, place.left, &swapped)
            {
                return Err(format!("{} is not told from {}", stretch::text(&swapped), stretch::text(cells)));
            }
        }
        Ok(())
    }

    fn row(&self, picture: &Picture, row: usize) -> Vec<Mask> {
        (0..self.grid.columns).map(|column| self.grid.ink(picture, column, row)).collect()
    }

    /// The ground of a cell.
    pub fn ground(&self, picture: &Picture, row: usize, column: usize) -> Colour {
        self.grid.colour(picture, column, row)
    }

    /// The colour of a character.
    pub fn pen(&self, picture: &Picture, row: usize, column: usize) -> Option<Colour> {
        self.grid.pen(picture, column, row)
    }

    /// Whether a line stands in its place and nothing beside it, between two columns.
    pub fn stands_alone(
        &self,
        picture: &Picture,
        place: Place,
        cells: &Cells,
        between: std::ops::Range<usize>,
    ) -> bool {
        let blanks = |count| std::iter::repeat_n(" ".to_owned(), count);
        let (before, behind) = (blanks(place.left - between.start), blanks(between.end - place.right));
        let padded = before.chain(cells.iter().cloned()).chain(behind).collect();
        self.stand(&self.row(picture, place.row), between.start, &padded)
    }

    /// Where a line nearly stands: the place where most cells are right, and for those that are not what is there.
    pub fn nearly(&self, picture: &Picture, cells: &Cells) -> String {
        let columns = self.grid.columns - cells.len();
        let places = (0..self.grid.rows - 1).flat_map(|row| (0..=columns).map(move |left| (row, left)));
        let inks: Vec<Vec<Mask>> = (0..self.grid.rows).map(|row| self.row(picture, row)).collect();
        let wrong = |(row, left): (usize, usize)| -> Vec<usize> {
            (0..cells.len()).filter(|index| !self.stands(&inks[row], left, cells, *index)).collect()
        };
        let Some((row, left)) = places.min_by_key(|place| wrong(*place).len()) else { return String::new() };
        let mut text = format!("nearest in row {row} from column {left}\n");
        for index in wrong((row, left)).into_iter().take(6) {
            let width = self.grid.cell.0;
            let actual = inks[row][left + index].drawn(width);
            let [plain, bold, ..] = self.inks(&cells[index]).each_ref().map(|ink| ink.own().drawn(width));
            text += &format!("cell {index}: {:?}; seen, plain, bold\n", cells[index]);
            for ((seen, plain), bold) in actual.iter().zip(&plain).zip(&bold) {
                text += &format!("{seen}  {plain}  {bold}\n");
            }
        }
        text
    }

    /// What a picture seems to say, for messages: for each cell, the character that is nearest.
    pub fn read(&self, picture: &Picture) -> String {
        let mut text = String::new();
        for row in 0..self.grid.rows {
            let line: String = self.row(picture, row).iter().map(|mask| self.nearest(mask)).collect();
            text += &format!("{row:2}│{}\n", line.trim_end());
        }
        text
    }

    fn nearest(&self, mask: &Mask) -> &str {
        let distance = |inks: &[Ink; PENS.len()]| inks[0].own().distance(mask).min(inks[1].own().distance(mask));
        let nearest = self.inks.iter().map(|(character, inks)| (distance(inks), character)).min();
        nearest.map_or("", |(distance, cell)| if distance > 8 { "\u{fffd}" } else { stretch::character(cell) })
    }
}

fn seen(cell: &str, marks: bool) -> String {
    if marks { cell.to_owned() } else { cell.chars().take(1).collect() }
}

/// Draw a page of samples and take the pictures of their cells.
fn take(window: &mut Window, page: &[Placed<'_>], pen: &str) -> Vec<Ink> {
    let grid = window.grid;
    let drawn = page.iter().map(|Placed { sample, row, column }| {
        let x = format!("\x1b[0;{pen}m\x1b[{};{}Hx", row + 1, column - 1);
        format!("{x} {} x", sample.written)
    });
    // Something in every row: Konsole draws what hangs into a row only where that is drawn too.
    let drawn: String = (1..=grid.rows).map(|row| format!("\x1b[{row};1Hx")).chain(drawn).collect();
    window.page(&drawn);
    window.until("page of characters between letters x", |picture| {
        let x = grid.ink(picture, 0, 1);
        let stands = |Placed { sample, row, column }: &Placed<'_>| {
            let sides = [column - 2, column + sample.cells.len() + 1];
            sides.iter().all(|column| x.distance(&grid.ink(picture, *column, *row)) == 0)
        };
        let ink = |row: usize, column: usize| {
            let around = |at: usize| grid.ink(picture, column + at % 3 - 1, row + at / 3 - 1);
            Ink(std::array::from_fn(around))
        };
        let inks = |Placed { sample, row, column }: &Placed<'_>| {
            let (row, column) = (*row, *column);
            (0..sample.cells.len()).map(move |place| ink(row, column + place))
        };
        let all = !x.is_blank() && page.iter().all(stands);
        all.then(|| page.iter().flat_map(inks).collect())
    })
}
