//! Flow: how a plain-text file sets its paragraphs, undone.
//!
//! A file holds a paragraph a line, or wraps lines at some column; it parts paragraphs by blank lines, or not at all.
//! In: decoded text. Out: canonical text, in which every line is a paragraph, so that everything behind this stage finds
//! paragraphs by looking for line ends. A text that is canonical already is passed on as it is, without a copy.
//! It must not know kinds of paragraphs or languages.

use memchr::{memchr2_iter, memchr3};

/// Text with a paragraph on each line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flowed {
    /// Canonical text: U+000A ends a paragraph and nothing else does; U+2028 breaks a line within one.
    pub text: String,
    /// Lines that touch belong together (verse, lists).
    pub tight_lines: bool,
}

/// Lines that the manner of a file is judged by.
const SAMPLE_LINES: usize = 400;
/// Columns beyond which nobody wraps by hand.
const WIDEST_WRAP: usize = 132;
/// Columns below which lines are verse, lists or tables.
const NARROWEST_WRAP: usize = 30;

/// Bring `text` into canonical form.
#[must_use]
pub fn canonical(text: String) -> Flowed {
    let text = one_line_end(text);
    let manner = Manner::of(&text);
    let text = match manner.wrapped_at {
        Some(column) => unwrapped(&text, column, manner.blank_lines),
        None => text,
    };
    Flowed { text, tight_lines: manner.tight_lines }
}

/// Every line end that Unicode knows becomes U+000A; a form feed parts paragraphs, a vertical tab breaks a line.
pub(super) fn one_line_end(text: String) -> String {
    if !has_other_line_ends(text.as_bytes()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push('\n');
            }
            '\u{c}' | '\u{2029}' => out.push_str("\n\n"),
            '\u{1c}' | '\u{1d}' | '\u{1e}' | '\u{85}' => out.push('\n'),
            '\u{b}' => out.push('\u{2028}'),
            c => out.push(c),
        }
    }
    out
}

/// Whether anything but U+000A ends or breaks a line.
#[must_use]
pub fn has_other_line_ends(bytes: &[u8]) -> bool {
    memchr3(b'\r', 0xb, 0xc, bytes).is_some()
        || memchr3(0x1c, 0x1d, 0x1e, bytes).is_some()
        || memchr2_iter(0xc2, 0xe2, bytes).any(|at| matches!(bytes[at..], [0xc2, 0x85, ..] | [0xe2, 0x80, 0xa9, ..]))
}

/// Whether every line of the text that begins with `head` is a paragraph, or blank; `None` where that takes more to tell.
#[must_use]
pub fn is_line_by_line(head: &str) -> Option<bool> {
    let enough = head.lines().nth(SAMPLE_LINES).is_some() && !has_other_line_ends(head.as_bytes());
    enough.then(|| Manner::of(head).wrapped_at.is_none())
}

#[derive(Debug, PartialEq, Eq)]
struct Manner {
    /// Column lines are wrapped at.
    wrapped_at: Option<usize>,
    /// Blank lines part paragraphs.
    blank_lines: bool,
    tight_lines: bool,
}

impl Manner {
    fn of(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim).take(SAMPLE_LINES).collect();
        let pairs = || lines.windows(2).filter(|pair| !pair[0].is_empty());
        let before_blank = pairs().filter(|pair| pair[1].is_empty()).count();
        let touching: Vec<(usize, usize)> = pairs()
            .filter(|pair| !pair[1].is_empty())
            .map(|pair| (columns(pair[0]), columns(first_word(pair[1]))))
            .collect();
        let inked = lines.iter().filter(|line| !line.is_empty()).count();
        let blank_lines = before_blank * 5 >= inked.max(1);
        let mut lengths: Vec<usize> = lines.iter().filter(|line| !line.is_empty()).map(|line| columns(line)).collect();
        lengths.sort_unstable();
        let median = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
        Self { wrapped_at: wrap_column(&lines, &touching), blank_lines, tight_lines: blank_lines || median <= 60 }
    }
}

/// The column lines were wrapped at, where they were. In most lines that touch the next, its first word had no room left.
/// Verse and lists of headlines can look so too; but in prose some line falls well short, as the last of a paragraph does,
/// or sentences end where paragraphs do and seldom where lines do.
fn wrap_column(lines: &[&str], touching: &[(usize, usize)]) -> Option<usize> {
    if touching.len() < 3 {
        return None;
    }
    let mut lengths: Vec<usize> = touching.iter().map(|(length, _)| *length).collect();
    lengths.sort_unstable();
    let column = lengths[(lengths.len() - 1) * 19 / 20];
    if !(NARROWEST_WRAP..=WIDEST_WRAP).contains(&column) {
        return None;
    }
    let inked = || lines.iter().filter(|line| !line.is_empty());
    let full = touching.iter().filter(|(length, next)| is_full(*length, *next, column)).count();
    let short = inked().filter(|line| columns(line) * 4 < column * 3).count();
    let stops = |line: &&&str| line.ends_with(['.', '؟', '?', '!', '۔', '”', '»', '"']);
    let last = lines.iter().enumerate().filter(|(at, _)| lines.get(at + 1).is_none_or(|next| next.is_empty()));
    let last: Vec<&&str> = last.map(|(_, line)| line).filter(|line| !line.is_empty()).collect();
    let last_stops = last.iter().filter(|line| stops(line)).count();
    let inner_stops = inked().filter(|line| stops(line)).count() - last_stops;
    // The halves of a verse are set apart by a wide gap.
    let gaps = inked().filter(|line| line.contains("   ") || line.contains('\t')).count();
    let few_inside = inner_stops * 3 < touching.len();
    let is_prose = few_inside && gaps * 4 < inked().count() && (short > 0 || last_stops * 2 > last.len());
    (is_prose && full * 5 >= touching.len() * 4).then_some(column)
}

/// Whether the next line's first word would not have fitted on the line. Two columns of grace: wrapping by hand is not
/// exact, and marks are counted roughly.
fn is_full(length: usize, next_word: usize, column: usize) -> bool {
    length + 1 + next_word + 2 > column
}

fn unwrapped(text: &str, column: usize, blank_lines: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut open = None;
    for line in text.lines() {
        let trimmed = line.trim();
        let joins = match open {
            // With blank lines between paragraphs a line may fall short and still go on; without them, only a full one does.
            Some(length) if !trimmed.is_empty() && !begins_item(trimmed) => {
                let next = columns(first_word(trimmed));
                is_full(length, next, column) || (blank_lines && length * 4 >= column * 3)
            }
            _ => false,
        };
        if joins {
            out.push(' ');
        } else if open.is_some() || !out.is_empty() {
            out.push('\n');
        }
        out.push_str(trimmed);
        open = (!trimmed.is_empty()).then(|| columns(trimmed));
    }
    out.push('\n');
    out
}

fn begins_item(line: &str) -> bool {
    line.starts_with(['-', '*', '•', '>']) && line.chars().nth(1).is_some_and(char::is_whitespace)
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

/// Columns a line took where it was wrapped: characters, marks and joiners not counted.
fn columns(line: &str) -> usize {
    line.chars()
        .filter(|c| !crate::lang::fold::is_mark(*c) && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "خرج الباحث من بيته قبل شروق الشمس ومشى نحو النهر وفي يده دفتر قديم كتب فيه أسماء القرى التي زارها في شبابه ثم جلس على حجر قرب الجسر ينتظر القارب الذي يأتي كل يوم في الموعد نفسه محملا بالخبز والفاكهة والجرائد";

    fn wrap(text: &str, column: usize) -> String {
        let mut out = String::new();
        let mut used = 0;
        for word in text.split(' ') {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > column {
                out.push('\n');
                used = 0;
            } else if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += length;
        }
        out
    }

    #[test]
    fn hard_wrapped_paragraphs_are_joined() {
        for column in [40, 60, 72, 80] {
            let text = format!("{}\n\n{}\n", wrap(WORDS, column), wrap(&WORDS[..WORDS.len() / 2], column));
            let flowed = canonical(text);
            let lines: Vec<&str> = flowed.text.lines().filter(|line| !line.is_empty()).collect();
            assert_eq!(lines.len(), 2, "at {column}");
            assert_eq!(lines[0], WORDS);
        }
    }

    #[test]
    fn hard_wrapped_without_blank_lines_parts_at_short_lines() {
        let text = format!("{}\nقال.\n{}\n", wrap(WORDS, 50), wrap(WORDS, 50));
        let flowed = canonical(text);
        assert!(flowed.text.starts_with(WORDS), "{}", flowed.text);
        assert!(flowed.text.lines().count() <= 3);
    }

    #[test]
    fn a_paragraph_a_line_is_left_as_it_is() {
        let text = format!("{WORDS}\n{WORDS}\n{WORDS}\n{WORDS}\n");
        let flowed = canonical(text.clone());
        assert_eq!((flowed.text, flowed.tight_lines), (text, false));
    }

    #[test]
    fn verse_keeps_its_lines() {
        let text = "يا دار عند النهر\nكم مر من عام\nوالباب مفتوح\n\nيا دار لا تبكي\nفالغيم مر بنا\nوالشمس لم تغب\n";
        let flowed = canonical(text.into());
        assert_eq!((flowed.text.as_str(), flowed.tight_lines), (text, true));
    }

    #[test]
    fn even_lines_are_verse_or_headlines() {
        let even = |gap: &str| {
            let line = |n| format!("كلمات الشطر الأول من البيت {n}{gap}وكلمات الشطر الثاني منه هنا\n");
            (1..7).map(line).collect::<String>()
        };
        for text in [even("     "), even(" ")] {
            assert_eq!(canonical(text.clone()).text, text);
        }
    }

    #[test]
    fn every_line_end_is_one() {
        assert_eq!(canonical("a\r\nb\rc\u{85}d\u{2029}e\u{b}f".into()).text, "a\nb\nc\nd\n\ne\u{2028}f");
    }
}
