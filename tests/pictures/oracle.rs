//! Reading pictures: every cell of a screen against the picture of the character it is to show.
//!
//! In: the characters that may be seen, and pictures of a terminal. Out: where lines of them stand in a picture. The
//! picture of a character is taken in the same terminal, the character alone between Latin letters, so that nothing can
//! reorder or join it. A cell shows a character where it has all ink of that picture, and no ink besides but what the
//! pictures of its two neighbours have beyond their own cells.

use crate::expected::Cells;
use crate::picture::{Colour, Grid, Mask, Picture};
use crate::window::Window;
use std::collections::HashMap;

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

/// Plain, bold, and as the hit of a search is: bold and underlined.
const PENS: [&str; 3] = ["0", "1", "1;4"];

/// Pictures of characters in one terminal.
pub struct Oracle {
    grid: Grid,
    marks: bool,
    inks: HashMap<String, [Ink; PENS.len()]>,
    /// What marks of the rows above and below may leave in a cell.
    spill: Mask,
}

/// Columns from one character of a page to the next: a blank, the character, a blank and an `x`.
const ACROSS: usize = 4;
/// Rows from one to the next.
const DOWN: usize = 2;

impl Oracle {
    /// Take the pictures of characters in a window.
    pub fn new(window: &mut Window, characters: impl IntoIterator<Item = String>) -> Self {
        let marks = window.terminal.has_marks();
        let characters = characters.into_iter().filter(|one| one != " ");
        let mut characters: Vec<String> = characters.map(|one| seen(&one, marks)).collect();
        characters.sort();
        characters.dedup();
        let blank = Mask::blank(window.grid.cell.1);
        let none = Ink(std::array::from_fn(|_| blank.clone()));
        let mut inks = HashMap::from([(" ".to_owned(), [none.clone(), none.clone(), none])]);
        let across = (window.grid.columns - 1) / ACROSS;
        for characters in characters.chunks(across * ((window.grid.rows - 1) / DOWN)) {
            let [plain, bold, hit] = PENS.map(|pen| page(window, characters, pen));
            let all = plain.into_iter().zip(bold).zip(hit).map(|((plain, bold), hit)| [plain, bold, hit]);
            inks.extend(characters.iter().cloned().zip(all));
        }
        let spill = inks.values().flatten().flat_map(Ink::beyond_its_row).fold(blank, |all, ink| all.with(ink));
        Self { grid: window.grid, marks, inks, spill }
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
        let beyond = [left[0].right(), left[1].right(), right[0].left(), right[1].left()];
        let beyond = beyond.into_iter().fold(self.spill.clone(), |all, ink| all.with(ink));
        let drawn = |ink: &Ink| {
            let own = ink.own();
            own.beyond(actual) + actual.beyond(&own.with(&beyond)) == 0
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
                return Err(format!("{} is not told from {}", swapped.concat(), cells.concat()));
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
            let [plain, bold, _] = self.inks(&cells[index]).each_ref().map(|ink| ink.own().drawn(width));
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
        nearest.map_or("", |(distance, character)| if distance > 8 { "\u{fffd}" } else { character })
    }
}

fn seen(cell: &str, marks: bool) -> String {
    if marks { cell.to_owned() } else { cell.chars().take(1).collect() }
}

/// Draw characters on a page, each between two letters `x`, and take their pictures.
fn page(window: &mut Window, characters: &[String], pen: &str) -> Vec<Ink> {
    let grid = window.grid;
    let across = (grid.columns - 1) / ACROSS;
    let mut page = String::new();
    for (row, chunk) in characters.chunks(across).enumerate() {
        page += &format!("\x1b[0;{pen}m\x1b[{};1Hx", row * DOWN + 2);
        page.extend(chunk.iter().map(|one| format!(" {one} x")));
    }
    window.page(&page);
    let place = |index: usize| (index % across * ACROSS + 2, index / across * DOWN + 1);
    window.until("page of characters, each between two letters x", |picture| {
        let x = grid.ink(picture, 0, 1);
        let stands = |index: usize| {
            let (column, row) = place(index);
            x == grid.ink(picture, column - 2, row) && x == grid.ink(picture, column + 2, row)
        };
        let ink = |index: usize| {
            let (column, row) = place(index);
            let around = |at: usize| grid.ink(picture, column + at % 3 - 1, row + at / 3 - 1);
            Ink(std::array::from_fn(around))
        };
        let all = !x.is_blank() && (0..characters.len()).all(stands);
        all.then(|| (0..characters.len()).map(ink).collect())
    })
}
