//! Pieces: tokens cut where letters meet digits or a hyphen, with the symbols that rules compare.
//!
//! In: a text, its tokens and the [`Vocabulary`] of the rules. Out: [`Piece`]s, each with every way to read it with
//! clitics taken off. It must not know patterns.

use crate::lang::clitic;
use crate::lang::fold::{is_mark, key_into};
use crate::lang::script::Script;
use crate::lang::token::{Shape, Token};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A word the rules know, by number; 0 stands for all others.
pub(super) type Symbol = u32;

/// A map that is looked into for every word. Its keys come with the rules, so nobody can crowd it.
pub(super) type Lookup<K, V> = HashMap<K, V, BuildHasherDefault<Mixer>>;

/// A hash that is quick for short keys: eight bytes at a time, turned and multiplied.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Mixer(u64);

impl Mixer {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for Mixer {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.mix(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.mix(byte.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.mix(word.into());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The words the rules know, by their keys.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary(Lookup<Box<str>, Symbol>);

impl Vocabulary {
    /// The symbol of a key, a new one if it has none yet.
    pub(super) fn add(&mut self, key: &str) -> Symbol {
        let next = self.0.len() as Symbol + 1;
        *self.0.entry(key.into()).or_insert(next)
    }

    fn get(&self, key: &str) -> Symbol {
        self.0.get(key).copied().unwrap_or_default()
    }

    /// How many symbols there are, the 0 included.
    pub(super) fn len(&self) -> usize {
        self.0.len() + 1
    }
}

/// Ways to read a piece at most: as it stands, and with up to three particles off.
pub(super) const LEVELS: usize = 4;

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digits {
    /// Its value, where it is made of at most nine digits and nothing else.
    pub(super) value: Option<u32>,
    /// How many digits it has.
    pub(super) width: u8,
    /// Day, month and year of `23.7.2019`.
    pub(super) date: Option<(u32, u32, u32)>,
}

/// What a pattern's step may stand on: a word, a number, a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number, if it is one.
    pub(super) digits: Option<Digits>,
    /// Whether no white space stands before it.
    pub(super) tight: bool,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether a mention may start here: only clitics stand before it in its token.
    pub(super) opens: bool,
    /// Whether a mention may end here: it ends its token.
    pub(super) closes: bool,
    /// Symbols of its readings, the whole word first.
    pub(super) symbols: [Symbol; LEVELS],
    /// Symbol of the particle that was taken off to get to each reading.
    pub(super) particles: [Symbol; LEVELS],
    /// Bytes of the particles in front of each reading.
    skips: [u8; LEVELS],
    /// How many readings there are.
    pub(super) levels: u8,
}

impl Piece {
    /// Where a reading starts.
    pub(super) fn start_of(&self, level: u8) -> usize {
        self.start + usize::from(self.skips[usize::from(level)])
    }
}

/// The hyphens that may stand inside a token.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '־' | '\u{2011}')
}

/// What a character is for cutting.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Class {
    Letter,
    Digit,
    Hyphen,
    Joiner,
}

fn class(c: char) -> Class {
    match c {
        c if is_hyphen(c) => Class::Hyphen,
        '\u{200c}' => Class::Joiner,
        c if c.is_numeric() => Class::Digit,
        _ => Class::Letter,
    }
}

/// The stretches of one class in a word. Marks and separators between digits go with what stands before them.
fn cut(word: &str) -> impl Iterator<Item = (usize, usize, Class)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = word.get(at..)?;
        let first = class(rest.chars().next()?);
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, c)) = chars.next() {
            let same = class(c) == first
                || (first != Class::Hyphen && is_mark(c))
                || (first == Class::Digit
                    && matches!(c, '.' | ',' | '٫' | '٬')
                    && chars.peek().is_some_and(|(_, next)| class(*next) == Class::Digit));
            if offset > 0 && (!same || first == Class::Hyphen) {
                break;
            }
            end = offset + c.len_utf8();
        }
        let piece = (at, at + end, first);
        at += end;
        Some(piece)
    })
}

/// The value of a decimal digit of the scripts that news is written in.
fn digit(c: char) -> Option<u32> {
    let zeros = ['0', '٠', '۰', '߀', '०', '০', '੦', '૦', '௦', '０'];
    zeros.into_iter().find_map(|zero| (c as u32).checked_sub(zero as u32).filter(|value| *value < 10))
}

fn digits(text: &str) -> Digits {
    let width = text.chars().filter(|c| digit(*c).is_some()).count();
    let number = |part: &str| {
        let all =
            part.chars().filter(|c| !is_mark(*c)).try_fold(0u32, |sum, c| sum.checked_mul(10)?.checked_add(digit(c)?));
        all.filter(|_| !part.is_empty())
    };
    let value = if width <= 9 { number(text) } else { None };
    let mut date = None;
    if value.is_none() && text.len() <= 24 {
        let parts: Vec<&str> = text.split('.').collect();
        if let [day, month, year] = parts[..]
            && let (Some(day), Some(month), Some(mut year)) = (number(day), number(month), number(year))
        {
            if year < 100 {
                year += 2000;
            }
            if (1..=31).contains(&day) && (1..=12).contains(&month) && (1000..=2100).contains(&year) {
                date = Some((day, month, year));
            }
        }
    }
    Digits { value, width: width.min(255) as u8, date }
}

/// Whether a part of a token is made of particles alone, so that a mention may start behind it.
fn is_particles(part: &str) -> bool {
    let letters = part.chars().filter(|c| !is_mark(*c));
    match part.chars().next().and_then(Script::of) {
        Some(Script::Arabic) => letters.clone().count() <= 4 && letters.clone().all(|c| "وفبكلا".contains(c)),
        Some(Script::Hebrew) => letters.clone().count() <= 3 && letters.clone().all(|c| "ובלמכשה".contains(c)),
        _ => false,
    }
}

/// The pieces of `tokens`, in order. Addresses are left out, a gap stands for them.
pub(super) fn pieces(text: &str, tokens: &[Token], vocabulary: &Vocabulary, out: &mut Vec<Piece>) {
    let mut key = String::with_capacity(64);
    let mut last_end = None;
    for token in tokens {
        let word = token.span.of(text);
        let mut opens = true;
        if matches!(token.shape, Shape::Url | Shape::Email | Shape::Handle) {
            out.push(blank(token.span.start, token.span.end));
            last_end = None;
            continue;
        }
        let parts = cut(word).filter(|(.., class)| *class != Class::Joiner);
        let before = out.len();
        for (start, end, class) in parts {
            let part = &word[start..end];
            let start = token.span.start + start;
            let mut piece = blank(start, token.span.start + end);
            piece.tight = last_end == Some(start);
            piece.opens = opens;
            piece.capital = part.starts_with(char::is_uppercase);
            key.clear();
            key_into(part, &mut key);
            piece.symbols[0] = vocabulary.get(&key);
            match class {
                Class::Digit => piece.digits = Some(digits(part)),
                Class::Letter if token.shape == Shape::Word => read(part, &key, vocabulary, &mut piece),
                _ => {}
            }
            last_end = Some(piece.end);
            opens = opens
                && match class {
                    Class::Letter => is_particles(part),
                    Class::Hyphen => out.len() > before,
                    _ => false,
                };
            out.push(piece);
        }
        if out.len() > before
            && let Some(last) = out.last_mut()
        {
            last.closes = true;
        }
    }
}

fn blank(start: usize, end: usize) -> Piece {
    Piece {
        start,
        end,
        digits: None,
        tight: false,
        capital: false,
        opens: false,
        closes: false,
        symbols: [0; LEVELS],
        particles: [0; LEVELS],
        skips: [0; LEVELS],
        levels: 1,
    }
}

/// Fill in the readings of a word. A particle is one letter, so its key is as long as the letter itself.
fn read(word: &str, key: &str, vocabulary: &Vocabulary, piece: &mut Piece) {
    if !matches!(word.chars().next().and_then(Script::of), Some(Script::Arabic | Script::Hebrew)) {
        return;
    }
    let mut restored = String::new();
    for reading in clitic::readings(word).skip(1) {
        let level = usize::from(piece.levels);
        let at = reading.letters * 2;
        let (Some(stem), Some(particle), Ok(skip)) = (key.get(at..), key.get(at - 2..at), u8::try_from(reading.skip))
        else {
            break;
        };
        piece.symbols[level] = if reading.article {
            restored.clear();
            restored.push('ا');
            restored.push_str(stem);
            vocabulary.get(&restored)
        } else {
            vocabulary.get(stem)
        };
        piece.particles[level] = vocabulary.get(particle);
        piece.skips[level] = skip;
        piece.levels += 1;
    }
}
