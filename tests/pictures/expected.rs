//! What is to be seen, by a witness that shares no code with qari: GNU FriBidi orders, mirrors and joins.
//!
//! In: paragraphs in logical order, their direction and a width. Out: lines of cells from left to right, a cell being a
//! character and the marks on it. Lines are filled word by word; the paragraphs are such that no line ends within a run
//! of the other direction.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// The cells of a line, from left to right.
pub type Cells = Vec<String>;

/// Which way a paragraph runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Rtl,
    Ltr,
}

/// Whether a character stands on the one before it.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// How many cells a text takes: a lam and the alef behind it take one together.
fn columns(text: &str) -> usize {
    let mut letters = text.chars().filter(|c| !is_mark(*c) && *c != '\u{200c}').peekable();
    let mut count = 0;
    while let Some(letter) = letters.next() {
        count += 1;
        if letter == 'ل' {
            letters.next_if(|next| matches!(next, 'ا' | 'أ' | 'إ' | 'آ'));
        }
    }
    count
}

/// The lines of a paragraph, in logical order.
pub fn lines(paragraph: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in paragraph.split(' ') {
        let line = lines.last_mut().unwrap();
        if line.is_empty() {
            line.push_str(word);
        } else if columns(line) + 1 + columns(word) <= width {
            line.push(' ');
            line.push_str(word);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

/// The cells of lines in logical order.
pub fn cells(lines: &[String], direction: Direction) -> Vec<Cells> {
    let mut command = Command::new("fribidi");
    command.args(["--clean", "--reordernsm", "--nobreak", "--width", "1000", "--nopad"]);
    command.arg(if direction == Direction::Rtl { "--rtl" } else { "--ltr" });
    command.env("LC_ALL", "C.UTF-8").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let text = lines.iter().fold(String::new(), |text, line| text + line + "\n");
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let out = child.wait_with_output().unwrap();
    assert!(out.status.success(), "fribidi");
    let found: Vec<Cells> = String::from_utf8(out.stdout).unwrap().lines().map(|line| parted(line.trim())).collect();
    assert_eq!(found.len(), lines.len());
    found
}

/// Cut a line into cells. FriBidi joins lam and alef only where no mark stands between them.
fn parted(line: &str) -> Cells {
    let mut cells = Cells::new();
    for c in line.chars() {
        match cells.last_mut() {
            Some(cell) if is_mark(c) => cell.push(c),
            _ => cells.push(c.to_string()),
        }
    }
    let mut index = 1;
    while index < cells.len() {
        if let Some(both) = lam_alef(&cells[index], &cells[index - 1]) {
            cells.splice(index - 1..=index, [both]);
        }
        index += 1;
    }
    cells
}

/// One cell for a lam, its marks, and the alef to its left.
fn lam_alef(lam: &str, alef: &str) -> Option<String> {
    let (mut lam, mut alef) = (lam.chars(), alef.chars());
    let joined = match lam.next()? {
        '\u{fedf}' => 0,
        '\u{fee0}' => 1,
        _ => return None,
    };
    let isolated = match alef.next()? {
        '\u{fe82}' => 0xfef5,
        '\u{fe84}' => 0xfef7,
        '\u{fe88}' => 0xfef9,
        '\u{fe8e}' => 0xfefb,
        _ => return None,
    };
    let ligature = char::from_u32(isolated + joined)?;
    Some(std::iter::once(ligature).chain(lam).chain(alef).collect())
}
