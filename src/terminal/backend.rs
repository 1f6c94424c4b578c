//! A ratatui backend that knows where every cell is.
//!
//! In: the cells that changed. Out: bytes, gathered and written once a frame inside a synchronised update. Four things
//! set it apart from ratatui's own: after a cluster whose width terminals dispute it says where the next cell is, it
//! sends no colours where there are none, it never asks the terminal anything, and where the terminal reorders it sends
//! rows whole, in the order of the output mode ([`row`]): a cell that changes moves others in such a row. For that it keeps
//! the rows as they are to be seen.
//! It must not know articles, nor which mode is right.

use super::mode::OutputMode;
use super::pen::{self, Pen};
use super::row::{self, Seen};
use crate::layout::width;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use rustix::termios::tcgetwinsize;
use std::io::{self, Write};
use std::os::fd::AsFd;

/// Size taken where the terminal will not say.
const FALLBACK: Size = Size { width: 80, height: 24 };

/// Writes cells to `W`.
#[derive(Debug)]
pub struct CellBackend<W: Write + AsFd> {
    out: W,
    frame: Vec<u8>,
    mode: OutputMode,
    /// What is to be seen, row by row, where the terminal reorders.
    seen: Vec<Vec<Cell>>,
}

impl<W: Write + AsFd> CellBackend<W> {
    /// A backend that writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, frame: Vec::with_capacity(16 * 1024), mode: OutputMode::default(), seen: Vec::new() }
    }

    /// How rows are to be sent from now on. What is on the screen was sent otherwise: clear it.
    pub fn set_mode(&mut self, mode: OutputMode) {
        self.mode = mode;
        self.seen.clear();
    }

    /// Send a sequence with the next frame.
    pub fn push(&mut self, sequence: &str) {
        self.frame.extend_from_slice(sequence.as_bytes());
    }

    /// The size of the terminal `out` is connected to.
    #[must_use]
    pub fn terminal_size(&self) -> Size {
        size_of(&self.out)
    }
}

/// The size of a terminal, 80 × 24 where it will not say.
pub fn size_of(terminal: &impl AsFd) -> Size {
    match tcgetwinsize(terminal) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size { width: size.ws_col, height: size.ws_row },
        _ => FALLBACK,
    }
}

/// Columns of a cell.
fn columns(cell: &Cell) -> u16 {
    match cell.diff_option {
        CellDiffOption::ForcedWidth(columns) => columns.get(),
        _ => u16::try_from(width::cluster(cell.symbol())).unwrap_or(1),
    }
}

/// Keep a cell of what is to be seen.
fn remember(seen: &mut Vec<Vec<Cell>>, (x, y): (u16, u16), cell: &Cell) {
    let (x, y) = (usize::from(x), usize::from(y));
    if seen.len() <= y {
        seen.resize_with(y + 1, Vec::new);
    }
    let row = &mut seen[y];
    if row.len() <= x {
        row.resize_with(x + 1, Cell::default);
    }
    row[x] = cell.clone();
}

/// Cells on their way into a frame.
struct Strokes<'a> {
    frame: &'a mut Vec<u8>,
    pen: Pen,
    /// Where the terminal's cursor stands, where that is sure.
    at: Option<(u16, u16)>,
}

impl Strokes<'_> {
    /// Draw `symbol` at a place.
    fn put(&mut self, (x, y): (u16, u16), next: Pen, symbol: &str, columns: u16) {
        if self.at != Some((x, y)) {
            self.go(x, y);
        }
        self.frame.extend_from_slice(self.pen.change(next).as_bytes());
        self.pen = next;
        if !symbol.is_ascii() && width::is_disputed(symbol) {
            // Clear what it may not cover, draw it, and do not trust where that leaves the cursor.
            self.frame.extend(std::iter::repeat_n(b' ', usize::from(columns)));
            self.go(x, y);
            self.frame.extend_from_slice(symbol.as_bytes());
            self.at = None;
        } else {
            self.frame.extend_from_slice(symbol.as_bytes());
            self.at = Some((x + columns, y));
        }
    }

    /// Draw a whole row as a mode sends it.
    fn row<'a>(&mut self, mode: OutputMode, y: u16, seen: &'a [Cell]) {
        // A wide cell covers those behind it.
        let mut covered = 0;
        let cells: Vec<&'a Cell> = seen
            .iter()
            .filter(|cell| {
                let hidden = covered > 0;
                covered = if hidden { covered - 1 } else { columns(cell).saturating_sub(1) };
                !hidden
            })
            .collect();
        let pens: Vec<Pen> = cells.iter().map(|cell| Pen::from(*cell)).collect();
        let seen = |(cell, pen): (&&'a Cell, &Pen)| Seen { drawn: cell.symbol(), face: pen.face() };
        let order = row::order(mode, &cells.iter().zip(&pens).map(seen).collect::<Vec<_>>());
        let mut x = 0;
        for (sent, pen) in order.iter().zip(pen::sent(mode, &pens, &order)) {
            let cell = cells[sent.cell];
            self.put((x, y), pen, &row::symbol(cell.symbol(), sent), columns(cell));
            x += columns(cell);
        }
    }

    fn go(&mut self, x: u16, y: u16) {
        self.frame.extend_from_slice(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes());
    }

    /// Leave the pen plain.
    fn lift(self) {
        self.frame.extend_from_slice(self.pen.change(Pen::PLAIN).as_bytes());
    }
}

impl<W: Write + AsFd> Backend for CellBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut strokes = Strokes { frame: &mut self.frame, pen: Pen::PLAIN, at: None };
        if !self.mode.is_reordered() {
            for (x, y, cell) in content {
                strokes.put((x, y), Pen::from(cell), cell.symbol(), columns(cell));
            }
        } else {
            let mut changed = Vec::new();
            for (x, y, cell) in content {
                remember(&mut self.seen, (x, y), cell);
                if changed.last() != Some(&y) {
                    changed.push(y);
                }
            }
            for y in changed {
                strokes.row(self.mode, y, &self.seen[usize::from(y)]);
            }
        }
        strokes.lift();
        Ok(())
    }

    // The terminal's own cursor stays hidden from the first screen to the last: what is typed shows its cursor as a
    // cell. It stands there all the same, for those who follow it (input methods, braille); where the terminal
    // reorders, near there.

    fn hide_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        // Never asked: full-screen drawing needs no such question, and the answer would be read as keys.
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        write!(self.frame, "\x1b[{};{}H", y + 1, x + 1)
    }

    fn clear(&mut self) -> io::Result<()> {
        self.seen.clear();
        self.push("\x1b[0m\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        // ratatui clears regions only to draw everything anew.
        self.seen.clear();
        self.push(match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.terminal_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.terminal_size(), pixels: Size::default() })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        let mut bytes = Vec::with_capacity(self.frame.len() + 16);
        bytes.extend_from_slice(b"\x1b[?2026h");
        bytes.append(&mut self.frame);
        bytes.extend_from_slice(b"\x1b[?2026l");
        self.out.write_all(&bytes)?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Color;
    use std::fs::{self, File};

    /// The bytes of two frames: a row, and the same with one cell changed.
    fn frames(mode: OutputMode, row: &str, x: u16, changed: &str) -> (String, String) {
        let path = std::env::temp_dir().join(format!("qari-backend-{}-{}", mode.name(), std::process::id()));
        let mut backend = CellBackend::new(File::create(&path).unwrap());
        backend.set_mode(mode);
        let cells: Vec<Cell> = row.chars().map(Cell::from).collect();
        backend.draw(cells.iter().enumerate().map(|(x, cell)| (u16::try_from(x).unwrap(), 2, cell))).unwrap();
        backend.flush().unwrap();
        let first = fs::read_to_string(&path).unwrap();
        let mut cell = Cell::EMPTY;
        cell.set_symbol(changed).set_fg(Color::Red);
        backend.draw([(x, 2, &cell)].into_iter()).unwrap();
        backend.flush().unwrap();
        let both = fs::read_to_string(&path).unwrap();
        fs::remove_file(&path).unwrap();
        let drawn = |bytes: &str| bytes.replace("\x1b[?2026h", "").replace("\x1b[?2026l", "");
        (drawn(&first), drawn(&both[first.len()..]))
    }

    #[test]
    fn a_terminal_that_draws_cell_by_cell_gets_the_cell_that_changed() {
        let (first, second) = frames(OutputMode::Visual, "גבא 1", 1, "ב");
        assert_eq!((first.as_str(), second.as_str()), ("\x1b[3;1Hגבא 1", "\x1b[3;2H\x1b[0;31mב\x1b[0m"));
    }

    #[test]
    fn a_terminal_that_reorders_gets_the_whole_row_again() {
        let (first, second) = frames(OutputMode::Runs, "גבא 1", 1, "ב");
        assert_eq!(first, "\x1b[3;1Hאבג\u{200e} 1");
        assert_eq!(second, "\x1b[3;1Hא\x1b[0;31mב\x1b[0mג\u{200e} 1");
        // kitty turns the letters of a word, not their colours.
        let (_, second) = frames(OutputMode::Words, "גבא 1", 0, "ג");
        assert_eq!(second, "\x1b[3;1H\x1b[0;31mא\x1b[0mבג 1");
        let (_, second) = frames(OutputMode::Lro, " גבא", 1, "ב");
        assert_eq!(second, "\x1b[3;1H \u{202d}\x1b[0;31mב\x1b[0mבא\u{202c}");
    }
}
