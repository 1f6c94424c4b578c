//! A ratatui backend that knows where every cell is.
//!
//! In: the cells that changed. Out: bytes, gathered and written once a frame inside a synchronised update. Three things
//! set it apart from ratatui's own: after a cluster whose width terminals dispute it says where the next cell is, it
//! sends no colours where there are none, and it never asks the terminal anything.
//! It must not know modes or articles.

use crate::layout::width;
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
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
    cursor_shown: Option<bool>,
}

impl<W: Write + AsFd> CellBackend<W> {
    /// A backend that writes to `out`.
    pub fn new(out: W) -> Self {
        Self { out, frame: Vec::with_capacity(16 * 1024), cursor_shown: None }
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

/// The pen: what has been sent of colours and modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Pen = Pen { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// Append the SGR sequence that changes `from` into `to`.
fn change_pen(frame: &mut Vec<u8>, from: Pen, to: Pen) {
    if from == to {
        return;
    }
    let mut codes = vec!["0".to_owned()];
    codes.extend(sgr_codes(to.modifier, to.fg, to.bg));
    frame.extend_from_slice(format!("\x1b[{}m", codes.join(";")).as_bytes());
}

/// The SGR codes that turn a plain pen into one of these modifiers and colours.
#[must_use]
pub fn sgr_codes(modifier: Modifier, fg: Color, bg: Color) -> Vec<String> {
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ];
    let set = modifiers.into_iter().filter(|(one, _)| modifier.contains(*one)).map(|(_, code)| code.to_owned());
    set.chain(colour_code(fg, 30)).chain(colour_code(bg, 40)).collect()
}

/// The SGR code of a colour: `base` is 30 for the foreground, 40 for the background.
fn colour_code(colour: Color, base: u8) -> Option<String> {
    let ansi = |index: u8, bright: bool| Some((base + index + if bright { 60 } else { 0 }).to_string());
    match colour {
        Color::Reset => None,
        Color::Black => ansi(0, false),
        Color::Red => ansi(1, false),
        Color::Green => ansi(2, false),
        Color::Yellow => ansi(3, false),
        Color::Blue => ansi(4, false),
        Color::Magenta => ansi(5, false),
        Color::Cyan => ansi(6, false),
        Color::Gray => ansi(7, false),
        Color::DarkGray => ansi(0, true),
        Color::LightRed => ansi(1, true),
        Color::LightGreen => ansi(2, true),
        Color::LightYellow => ansi(3, true),
        Color::LightBlue => ansi(4, true),
        Color::LightMagenta => ansi(5, true),
        Color::LightCyan => ansi(6, true),
        Color::White => ansi(7, true),
        Color::Indexed(index) => Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => Some(format!("{};2;{r};{g};{b}", base + 8)),
    }
}

impl<W: Write + AsFd> Backend for CellBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut pen = PLAIN;
        let mut at: Option<(u16, u16)> = None;
        for (x, y, cell) in content {
            if at != Some((x, y)) {
                write!(self.frame, "\x1b[{};{}H", y + 1, x + 1)?;
            }
            let next = Pen { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            change_pen(&mut self.frame, pen, next);
            pen = next;
            let symbol = cell.symbol();
            let columns = match cell.diff_option {
                CellDiffOption::ForcedWidth(columns) => columns.get(),
                _ => u16::try_from(width::cluster(symbol)).unwrap_or(1),
            };
            if !symbol.is_ascii() && width::is_disputed(symbol) {
                // Clear what it may not cover, draw it, and do not trust where that leaves the cursor.
                self.frame.extend(std::iter::repeat_n(b' ', usize::from(columns)));
                write!(self.frame, "\x1b[{};{}H{symbol}", y + 1, x + 1)?;
                at = None;
            } else {
                self.frame.extend_from_slice(symbol.as_bytes());
                at = Some((x + columns, y));
            }
        }
        change_pen(&mut self.frame, pen, PLAIN);
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(false) != Some(false) {
            self.push("\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.cursor_shown.replace(true) != Some(true) {
            self.push("\x1b[?25h");
        }
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
        self.push("\x1b[0m\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
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
