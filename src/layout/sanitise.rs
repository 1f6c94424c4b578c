//! Which characters of an article may reach a terminal.
//!
//! In: a character. Out: whether it is drawn. Every control, every bidi control and every invisible format character is
//! kept back here, so nothing behind this gate can move a cursor, change a mode or reorder a row.
//! It must not know terminals or cells.

/// Marks drawn on one base at most. Scripts in use need five; a letter with thousands is an attack on the terminal.
pub const MAX_MARKS: usize = 8;

/// What to do with a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Draw it.
    Draw,
    /// ZWNJ or ZWJ: steers shaping; drawn only where the terminal or an emoji sequence needs it.
    Joiner,
    /// Never drawn.
    Drop,
}

/// The fate of `c`.
#[must_use]
pub fn fate(c: char) -> Fate {
    match c {
        ' '..='~' | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{61b}' | '\u{61d}'..='\u{180d}' => match c {
            // Combining grapheme joiner, Hangul and Khmer fillers: invisible, yet some terminals give them a cell.
            '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' => Fate::Drop,
            _ => Fate::Draw,
        },
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{0}'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{fffe}'..='\u{ffff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e001f}' => Fate::Drop,
        _ => Fate::Draw,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_is_ever_drawn() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            if c.is_control() {
                assert_eq!(fate(c), Fate::Drop, "{:x}", c as u32);
            }
        }
    }

    #[test]
    fn every_bidi_control_is_dropped() {
        for c in
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars()
        {
            assert_eq!(fate(c), Fate::Drop);
        }
    }
}
