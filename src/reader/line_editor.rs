//! The line editor: a line that is typed, and the place in it where what is typed next goes.
//!
//! The text is logical and the cursor a byte in it, between two grapheme clusters (UAX #29). Motions and deletions go
//! by logical order; only the arrow keys go by what the screen shows, so that Left is left in text of any direction.
//! The cursor covers a cell: that of the cluster behind it, at the end of the line a blank on the side where its lines
//! end. So every place has a cell, and going from cell to cell comes to each place once. (The two letters of a lam-alef
//! are two places in one cell.)
//! In: text and motions. Out: the text, the cursor, the line laid out. It must not know keys, nor what the line is for.

use crate::lang::Direction;
use crate::lang::direction::first_strong;
use crate::layout::{Cell, Glyphs, Line, Options, lay_out};
use crate::span::Span;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation;

/// From the cursor to another place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Motion {
    /// One character to the left on the screen.
    Left,
    /// One to the right.
    Right,
    /// One back in the text.
    Back,
    /// One on.
    Forward,
    /// A word to the left: on in right-to-left text, back in left-to-right text.
    WordLeft,
    /// A word to the right.
    WordRight,
    /// To the beginning of the word, or of the one before.
    WordBack,
    /// To the end of the word, or of the next one.
    WordForward,
    /// To the beginning of the line.
    Start,
    /// To its end.
    End,
}

/// A line being typed. It holds no controls and no line ends.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEditor {
    text: String,
    cursor: usize,
    /// Its first word is a command, what follows runs by its own direction.
    command: bool,
}

/// Where a line ends, in what is pasted or was kept.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

impl LineEditor {
    /// A line that says `text`, the cursor at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut line = Self::default();
        line.insert(&text.replace(|c: char| ends_line(c) || c == '\t', " "));
        line
    }

    /// The same, its first word a command.
    #[must_use]
    pub fn command(text: &str) -> Self {
        Self { command: true, ..Self::new(text) }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Put the first line of `text` at the cursor; whether that is anything.
    pub fn insert(&mut self, text: &str) -> bool {
        let piece: String = text.chars().take_while(|c| !ends_line(*c)).filter(|c| !c.is_control()).collect();
        self.text.insert_str(self.cursor, &piece);
        self.cursor += piece.len();
        !piece.is_empty()
    }

    /// Move the cursor.
    pub fn go(&mut self, motion: Motion) {
        self.cursor = self.target(motion);
    }

    /// Delete what lies between the cursor and where `motion` leads; whether that is anything. Back over a letter with
    /// marks takes the last mark alone, which may have been the slip.
    pub fn delete(&mut self, motion: Motion) -> bool {
        let mut to = self.target(motion);
        if motion == Motion::Back
            && let Some(last) = self.text[..self.cursor].chars().next_back()
            && canonical_combining_class(last) != 0
        {
            to = self.cursor - last.len_utf8();
        }
        let (start, end) = (to.min(self.cursor), to.max(self.cursor));
        self.text.replace_range(start..end, "");
        self.cursor = start;
        start < end
    }

    fn target(&self, motion: Motion) -> usize {
        match motion {
            Motion::Left => self.beside(false),
            Motion::Right => self.beside(true),
            Motion::Back => self.boundaries().take_while(|at| *at < self.cursor).last().unwrap_or(0),
            Motion::Forward => self.boundaries().find(|at| *at > self.cursor).unwrap_or(self.text.len()),
            Motion::WordLeft if self.direction().is_rtl() => self.target(Motion::WordForward),
            Motion::WordRight if self.direction().is_rtl() => self.target(Motion::WordBack),
            Motion::WordLeft | Motion::WordBack => {
                self.words().take_while(|word| word.start < self.cursor).last().map_or(0, |word| word.start)
            }
            Motion::WordRight | Motion::WordForward => {
                self.words().find(|word| word.end > self.cursor).map_or(self.text.len(), |word| word.end)
            }
            Motion::Start => 0,
            Motion::End => self.text.len(),
        }
    }

    /// Where clusters begin, and the end.
    fn boundaries(&self) -> impl Iterator<Item = usize> {
        self.text.grapheme_indices(true).map(|(at, _)| at).chain([self.text.len()])
    }

    fn words(&self) -> impl Iterator<Item = Span> {
        let segments = self.text.split_word_bound_indices();
        segments
            .filter(|(_, word)| word.chars().any(char::is_alphanumeric))
            .map(|(at, word)| Span::new(at, at + word.len()))
    }

    /// The place in the cell beside the cursor's.
    fn beside(&self, right: bool) -> usize {
        // Ligatures apart: both their letters are places.
        let line = self.laid_out(&Options { glyphs: Glyphs::Base, ..Options::default() });
        let boundaries: Vec<usize> = self.boundaries().collect();
        let starts = line.cells.iter().map(|cell| cell.span.start);
        let places: Vec<usize> = starts.filter(|start| boundaries.binary_search(start).is_ok()).collect();
        let Some(start) = self.cell(&line).map(|cell| cell.span.start) else { return self.cursor };
        let here = places.iter().position(|place| *place == start);
        let next = here.and_then(|at| if right { at.checked_add(1) } else { at.checked_sub(1) });
        next.and_then(|at| places.get(at)).copied().unwrap_or(self.cursor)
    }

    /// Bytes of the command with the blank behind it.
    fn head(&self) -> usize {
        self.text.find(' ').filter(|_| self.command).map_or(0, |at| at + 1)
    }

    /// Direction of the part that the cursor is in.
    fn direction(&self) -> Direction {
        let head = self.head();
        if self.cursor < head { Direction::Ltr } else { first_strong(&self.text[head..]).unwrap_or_default() }
    }

    /// The line laid out, and a blank for the cursor at its end. A command runs from left to right and what follows by
    /// its own direction, each part by itself, as a field beside its label.
    #[must_use]
    pub fn laid_out(&self, options: &Options) -> Line {
        let options = Options { width: usize::MAX, ..options.display() };
        let (head, rest) = self.text.split_at(self.head());
        let mut line = lay_out(head, Direction::Ltr, &options).swap_remove(0);
        let direction = first_strong(rest).unwrap_or_default();
        let tail = lay_out(&format!("{rest} "), direction, &options).swap_remove(0);
        let moved = tail.cells.into_iter().map(|cell| {
            let span = Span::new(cell.span.start + head.len(), cell.span.end + head.len());
            Cell { span, ..cell }
        });
        line.cells.extend(moved);
        line.width += tail.width;
        line
    }

    /// The cell that the cursor covers: where nothing is drawn there, that of what follows.
    #[must_use]
    pub fn cell<'a>(&self, line: &'a Line) -> Option<&'a Cell> {
        line.cells.iter().filter(|cell| cell.span.end > self.cursor).min_by_key(|cell| cell.span.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Motion::{Back, End, Forward, Left, Right, Start, WordBack, WordForward, WordLeft, WordRight};

    /// A line with its cursor where the bar stands.
    fn line(text: &str) -> LineEditor {
        let (before, after) = text.split_once('|').unwrap();
        LineEditor { text: format!("{before}{after}"), cursor: before.len(), command: false }
    }

    fn shown(line: &LineEditor) -> String {
        format!("{}|{}", &line.text[..line.cursor], &line.text[line.cursor..])
    }

    #[track_caller]
    fn goes(from: &str, motions: &[Motion], to: &str) {
        let mut line = line(from);
        motions.iter().for_each(|motion| line.go(*motion));
        assert_eq!(shown(&line), to, "{from} {motions:?}");
    }

    #[track_caller]
    fn deletes(from: &str, motion: Motion, to: &str) {
        let mut line = line(from);
        let changed = line.delete(motion);
        assert_eq!((shown(&line).as_str(), changed), (to, from != to), "{from} {motion:?}");
    }

    /// The column of the cursor's cell, and what is drawn there.
    fn seen(line: &LineEditor) -> (usize, String) {
        let laid = line.laid_out(&Options { glyphs: Glyphs::Base, ..Options::default() });
        let cell = line.cell(&laid).unwrap();
        let at = laid.cells.iter().position(|other| other == cell).unwrap();
        (laid.column_of(at), cell.symbol.to_string())
    }

    #[test]
    fn left_is_left_in_text_of_any_direction() {
        goes("abc|", &[Left], "ab|c");
        goes("ab|c", &[Right, Right], "abc|");
        goes("موصل|", &[Left], "موصل|");
        goes("موصل|", &[Right], "موص|ل");
        goes("|موصل", &[Left, Left], "مو|صل");
        goes("|موصل", &[Right], "|موصل");
        // The letters under niqqud and tashkeel are one step each.
        goes("|שָׁלוֹם", &[Left, Left], "שָׁל|וֹם");
        goes("مُحَمَّد|", &[Right, Right], "مُحَ|مَّد");
        // لا is one cell and two places.
        goes("|سلام", &[Left, Left, Left], "سلا|م");
    }

    #[test]
    fn mixed_text_is_gone_through_cell_by_cell_and_every_place_once() {
        for text in ["قرأ New York في 2024 م", "ab אבג 12 cd", "(א) a!", "سلام 👩\u{200d}🚀 לא", "مُ1"]
        {
            let mut line = LineEditor::new(text);
            let places: Vec<usize> = line.boundaries().collect();
            // To the left edge, then place by place to the right.
            places.iter().for_each(|_| line.go(Left));
            let mut visited = vec![line.cursor];
            let mut last = seen(&line).0;
            for _ in 1..places.len() {
                line.go(Right);
                visited.push(line.cursor);
                let column = seen(&line).0;
                assert!(column > last, "{text}: {column} after {last}");
                last = column;
            }
            visited.sort_unstable();
            assert_eq!(visited, places, "{text}");
        }
    }

    #[test]
    fn the_cursor_covers_the_letter_behind_it_and_a_blank_at_the_end() {
        // Drawn: a blank for the end, then the letters from the last to the first.
        assert_eq!(seen(&line("موصل|")), (0, " ".into()));
        assert_eq!(seen(&line("|موصل")), (4, "م".into()));
        assert_eq!(seen(&line("مو|صل")), (2, "ص".into()));
        assert_eq!(seen(&line("ab|c")), (2, "c".into()));
        assert_eq!(seen(&line("abc|")), (3, " ".into()));
        // Right-to-left text: the Latin word stands left of the Arabic one, its own letters from left to right.
        assert_eq!(seen(&line("قرأ |ab")), (1, "a".into()));
        assert_eq!(seen(&line("قرأ ab|")), (0, " ".into()));
        assert_eq!(seen(&line("قرأ| 25")), (3, " ".into()));
        // A mark that nothing draws: the letter after it.
        assert_eq!(seen(&line("ab|\u{200e}c")), (2, "c".into()));
    }

    #[test]
    fn a_command_is_a_label_beside_what_follows() {
        let mut line = LineEditor::command("note قرأ ab");
        assert_eq!(seen(&line), (5, " ".into()));
        line.go(Left);
        assert_eq!(seen(&line), (4, " ".into()));
        line.go(Right);
        line.go(Right);
        assert_eq!((seen(&line).1.as_str(), line.cursor), ("a", "note قرأ ".len()));
        line.go(Start);
        assert_eq!(seen(&line), (0, "n".into()));
        // In a pattern the first word is one as any other.
        assert_eq!(seen(&LineEditor::new("note قرأ ab")), (11, " ".into()));
    }

    #[test]
    fn back_and_forward_go_by_the_text() {
        goes("موصل|", &[Back], "موص|ل");
        goes("|موصل", &[Forward], "م|وصل");
        goes("a👩\u{200d}🚀|", &[Back], "a|👩\u{200d}🚀");
        goes("|🇵🇸é", &[Forward, Forward, Forward], "🇵🇸é|");
        goes("ab|", &[Start, Start], "|ab");
        goes("a|b", &[End, End], "ab|");
    }

    #[test]
    fn words_are_those_of_any_script() {
        goes("قرأ، ثم كتب|", &[WordBack, WordBack], "قرأ، |ثم كتب");
        goes("|قرأ، ثم", &[WordForward], "قرأ|، ثم");
        goes("|قرأ، ثم", &[WordForward, WordForward, WordForward], "قرأ، ثم|");
        // To the left is on in right-to-left text.
        goes("|قرأ ثم", &[WordLeft], "قرأ| ثم");
        goes("قرأ ثم|", &[WordRight], "قرأ |ثم");
        goes("one two|", &[WordLeft, WordLeft, WordLeft], "|one two");
        goes("|one two", &[WordRight], "one| two");
        goes("مى\u{200c}خواهم|", &[WordBack], "|مى\u{200c}خواهم");
        goes("שָׁלוֹם צה\"ל|", &[WordBack], "שָׁלוֹם |צה\"ל");
    }

    #[test]
    fn what_is_typed_goes_where_the_cursor_is() {
        let mut line = line("مو|ل");
        assert!(line.insert("ص"));
        assert_eq!(shown(&line), "موص|ل");
        assert!(line.insert(" x\u{7}\ty\nrm -rf"));
        assert_eq!(shown(&line), "موص xy|ل");
        assert!(!line.insert("\n") && !line.insert("\u{1b}"));
        assert_eq!(LineEditor::new("a\nb\u{2028}c\td").text(), "a b c d");
    }

    #[test]
    fn deletions_take_what_a_motion_goes_over() {
        deletes("مو|صل", Back, "م|صل");
        deletes("مو|صل", Forward, "مو|ل");
        deletes("a👩\u{200d}🚀|b", Back, "a|b");
        deletes("a|👩\u{200d}🚀b", Forward, "a|b");
        deletes("a❤\u{fe0f}|", Back, "a|");
        deletes("|ab", Back, "|ab");
        deletes("ab|", Forward, "ab|");
        deletes("קרא את|ה", WordBack, "קרא |ה");
        deletes("theme سx|", WordBack, "theme |");
        deletes("قرأ| ثم كتب", WordForward, "قرأ| كتب");
        deletes("قرأ |ثم", Start, "|ثم");
        deletes("قرأ |ثم", End, "قرأ |");
    }

    #[test]
    fn marks_are_taken_back_one_by_one_and_go_with_their_letter_forwards() {
        deletes("مُحَ|", Back, "مُح|");
        deletes("مُح|", Back, "مُ|");
        deletes("שָׁ|", Back, if "שָׁ".ends_with('\u{5c1}') { "שָ|" } else { "שׁ|" });
        deletes("|שָׁלום", Forward, "|לום");
        deletes("م|ُد", Forward, "م|د");
    }

    #[test]
    fn no_edit_leaves_the_cursor_inside_a_character() {
        let atoms =
            ["ل", "ا", "\u{64e}", "ש", "\u{5c1}", "a", "1", " ", "👩", "\u{200d}", "🚀", "\u{fe0f}", "(", "\u{200f}"];
        let motions = [Left, Right, Back, Forward, WordLeft, WordRight, WordBack, WordForward, Start, End];
        let mut line = LineEditor::default();
        // A fixed walk through all of them, in an order that repeats late.
        let mut step = 1usize;
        for _ in 0..4000 {
            step = step.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let choice = step >> 33;
            match choice % 5 {
                0..=2 => drop(line.insert(atoms[(choice / 5) % atoms.len()])),
                3 => line.go(motions[(choice / 5) % motions.len()]),
                _ => drop(line.delete(motions[(choice / 5) % motions.len()])),
            }
            assert!(line.text.is_char_boundary(line.cursor), "{line:?}");
            let laid = line.laid_out(&Options::default());
            assert!(line.cell(&laid).is_some(), "{line:?}");
        }
    }
}
