//! The pen: the colours and modifiers that cells are drawn with, as SGR sequences.
//!
//! In: pens, and the order in which a mode sends a row. Out: the sequence from one pen to the next, and which pen each cell
//! of that order takes. It must not know what is drawn.

use super::mode::OutputMode;
use super::row::{Face, Sent};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

/// Numbers that a sequence may have: mlterm reads no more, and would draw half a colour.
const MOST_NUMBERS: usize = 10;

/// What cells are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl From<&Cell> for Pen {
    fn from(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

impl From<Style> for Pen {
    fn from(style: Style) -> Self {
        let colour = |colour: Option<Color>| colour.unwrap_or(Color::Reset);
        Self { fg: colour(style.fg), bg: colour(style.bg), modifier: style.add_modifier }
    }
}

impl Pen {
    /// The terminal's own colours, nothing added.
    pub const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// The face it draws.
    #[must_use]
    pub fn face(self) -> Face {
        Face { bold: self.modifier.contains(Modifier::BOLD), italic: self.modifier.contains(Modifier::ITALIC) }
    }

    /// The sequences that make another pen of it; nothing where that is the same.
    #[must_use]
    pub fn change(self, to: Self) -> String {
        if self == to {
            return String::new();
        }
        let mut sequences = String::from("\x1b[0");
        let mut numbers = 1;
        for code in codes(to) {
            let more = code.split(';').count();
            numbers += more;
            if numbers > MOST_NUMBERS {
                sequences.push_str("m\x1b[");
                numbers = more;
            } else {
                sequences.push(';');
            }
            sequences.push_str(&code);
        }
        sequences.push('m');
        sequences
    }
}

/// The pens of a row in the order it is sent: of the cell that is sent, or, where the terminal moves letters and leaves their
/// colours behind, of the cell in whose place it is sent.
pub fn sent<'a>(mode: OutputMode, pens: &'a [Pen], order: &'a [Sent]) -> impl Iterator<Item = Pen> + 'a {
    order.iter().enumerate().map(move |(place, sent)| {
        let mut pen = pens[if mode.colours_stay() { place } else { sent.cell }];
        pen.modifier.set(Modifier::BOLD, sent.face.bold);
        pen.modifier.set(Modifier::ITALIC, sent.face.italic);
        pen
    })
}

/// The SGR codes that turn a plain pen into this one.
fn codes(Pen { fg, bg, modifier }: Pen) -> impl Iterator<Item = String> {
    let modifiers = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::REVERSED, "7"),
    ];
    let set = modifiers.into_iter().filter(move |(one, _)| modifier.contains(*one)).map(|(_, code)| code.to_owned());
    set.chain(colour_code(fg, 30)).chain(colour_code(bg, 40))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sequence_has_more_numbers_than_terminals_read() {
        let style = Style::new().fg(Color::Rgb(1, 2, 3)).bg(Color::Rgb(4, 5, 6));
        let bold = Pen::from(style.add_modifier(Modifier::BOLD));
        assert_eq!(Pen::PLAIN.change(bold), "\x1b[0;1;38;2;1;2;3m\x1b[48;2;4;5;6m");
        let all = Pen::from(style.add_modifier(Modifier::all()));
        assert_eq!(bold.change(all), "\x1b[0;1;2;3;4;7m\x1b[38;2;1;2;3;48;2;4;5;6m");
        assert_eq!(all.change(Pen::PLAIN), "\x1b[0m");
        assert_eq!(all.change(all), "");
    }
}
