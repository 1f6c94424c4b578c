//! Folding by named switches, with a way back: which spellings a search takes for the same text is the reader's choice.
//!
//! In: text and [`Folds`]. Out: a character's folded form, or [`Folded`]: folded text whose every byte knows the source bytes it
//! stands for. [`super::fold`] files names under one key; here each fold can be turned on and off by itself.
//! It must not know patterns or what is searched.

use super::marks::{is_invisible, is_niqqud, is_tashkeel};
use crate::span::Span;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A kind of difference in spelling that a search may overlook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// Arabic vowel and Quranic marks, Syriac points.
    Tashkeel,
    /// The stretching stroke ـ.
    Tatweel,
    /// Hamza and madda: أ إ آ ٱ as ا, ؤ as و, ئ as ي.
    Hamza,
    /// ى as ي.
    AlefMaksura,
    /// ة as ه.
    TehMarbuta,
    /// Persian and Urdu kaf, yeh and heh: ک as ك, ی and ے as ي, ہ and ھ as ه.
    Variants,
    /// Joiners, zero-width spaces, bidi controls, soft hyphens.
    Controls,
    /// Presentation forms: ﻻ as لا.
    Forms,
    /// Arabic-Indic and Persian digits as 0–9.
    Digits,
    /// Hebrew points and accents.
    Niqqud,
    /// Final letters of Hebrew: ם as מ.
    Finals,
    /// Upper and lower case.
    Case,
    /// Accents of Latin and Greek letters.
    Diacritics,
    /// Quotation marks as " or ', dashes as -.
    Punctuation,
    /// A run of white space as one space.
    Space,
}

/// A set of folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Folds(u16);

impl Folds {
    /// Every fold, by name.
    pub const ALL: [(Fold, &'static str); 15] = [
        (Fold::Tashkeel, "tashkeel"),
        (Fold::Tatweel, "tatweel"),
        (Fold::Hamza, "hamza"),
        (Fold::AlefMaksura, "alef-maksura"),
        (Fold::TehMarbuta, "teh-marbuta"),
        (Fold::Variants, "variants"),
        (Fold::Controls, "controls"),
        (Fold::Forms, "forms"),
        (Fold::Digits, "digits"),
        (Fold::Niqqud, "niqqud"),
        (Fold::Finals, "finals"),
        (Fold::Case, "case"),
        (Fold::Diacritics, "diacritics"),
        (Fold::Punctuation, "punctuation"),
        (Fold::Space, "space"),
    ];
    /// No fold: what is written is what is meant.
    pub const NONE: Self = Self(0);

    /// Every fold there is.
    #[must_use]
    pub fn all() -> Self {
        Self::ALL.iter().fold(Self::NONE, |folds, (fold, _)| folds.with(*fold))
    }

    /// What readers of a language expect. A fold that touches only letters of other scripts is on: it cannot hurt, and an article may
    /// quote them.
    #[must_use]
    pub fn for_language(code: &str) -> Self {
        let all = Self::all();
        match code.split('-').next().unwrap_or_default() {
            // Their accented letters are letters of their own.
            "az" | "cs" | "da" | "et" | "fi" | "hr" | "hu" | "is" | "lt" | "lv" | "nb" | "nn" | "no" | "pl" | "ro"
            | "sk" | "sl" | "sq" | "sv" | "tr" | "vi" => all.without(Fold::Diacritics),
            _ => all,
        }
    }

    /// The folds named in a list such as `hamza,tashkeel`; `all` and `none` are lists too.
    ///
    /// # Errors
    /// The first name that no fold has.
    pub fn parse(list: &str) -> Result<Self, UnknownFold> {
        let mut folds = Self::NONE;
        for name in list.split([',', ' ']).filter(|name| !name.is_empty()) {
            folds = match name {
                "all" => Self::all(),
                "none" => Self::NONE,
                name => folds.with(Fold::named(name).ok_or_else(|| UnknownFold(name.to_owned()))?),
            };
        }
        Ok(folds)
    }

    /// Whether a fold is in the set.
    #[must_use]
    pub fn has(self, fold: Fold) -> bool {
        self.0 & fold.bit() != 0
    }

    /// The set with a fold more.
    #[must_use]
    pub const fn with(self, fold: Fold) -> Self {
        Self(self.0 | fold.bit())
    }

    /// The set without a fold.
    #[must_use]
    pub fn without(self, fold: Fold) -> Self {
        Self(self.0 & !fold.bit())
    }

    /// The set with a fold turned on or off.
    #[must_use]
    pub fn toggled(self, fold: Fold) -> Self {
        Self(self.0 ^ fold.bit())
    }

    /// Folds of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Folds that the other set has not.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The folds in the set, in the order of [`Self::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Fold> {
        Self::ALL.into_iter().map(|(fold, _)| fold).filter(move |fold| self.has(*fold))
    }

    /// What `c` becomes, character by character; nothing where it is left out. Runs of white space are not seen here: every white
    /// space becomes a space.
    pub fn each(self, c: char, mut emit: impl FnMut(char)) {
        if c.is_ascii() {
            emit(self.ascii(c));
        } else if self.has(Fold::Forms) && matches!(c, '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}') {
            std::iter::once(c).nfkc().for_each(|c| self.plain(c, &mut emit));
        } else {
            self.plain(c, &mut emit);
        }
    }

    /// Whether folding makes something else of `c`, or nothing.
    #[must_use]
    pub fn changes(self, c: char) -> bool {
        let (mut same, mut count) = (true, 0);
        self.each(c, |folded| {
            same &= folded == c;
            count += 1;
        });
        !same || count != 1
    }

    /// `text` folded, for comparing.
    #[must_use]
    pub fn fold(self, text: &str) -> String {
        Folded::of(text, self).text
    }

    fn ascii(self, c: char) -> char {
        match c {
            'A'..='Z' if self.has(Fold::Case) => c.to_ascii_lowercase(),
            '\t' | '\x0b' | '\x0c' | '\r' if self.has(Fold::Space) => ' ',
            '`' if self.has(Fold::Punctuation) => '\'',
            c => c,
        }
    }

    fn plain(self, c: char, emit: &mut impl FnMut(char)) {
        if c.is_ascii() {
            return emit(self.ascii(c));
        }
        if self.drops(c) {
            return;
        }
        let c = self.letter(c);
        if self.has(Fold::Diacritics) && is_accented(c) {
            let mut base = None;
            std::iter::once(c).nfd().take(1).for_each(|c| base = Some(c));
            return self.cased(base.unwrap_or(c), emit);
        }
        self.cased(c, emit);
    }

    fn cased(self, c: char, emit: &mut impl FnMut(char)) {
        if !self.has(Fold::Case) {
            return emit(c);
        }
        match c {
            'ς' => emit('σ'),
            c => c.to_lowercase().filter(|c| !self.drops(*c)).for_each(emit),
        }
    }

    /// Whether `c` is left out.
    fn drops(self, c: char) -> bool {
        match c {
            '\u{640}' => self.has(Fold::Tatweel),
            '\u{653}'..='\u{655}' | '\u{674}' => self.has(Fold::Hamza),
            '\u{300}'..='\u{36f}' => self.has(Fold::Diacritics),
            c if is_invisible(c) => self.has(Fold::Controls),
            c if is_niqqud(c) => self.has(Fold::Niqqud),
            c if is_tashkeel(c) => self.has(Fold::Tashkeel),
            _ => false,
        }
    }

    /// The letter that stands for `c`. Each fold takes what the one before it left: ئ is a yeh with a hamza, ۀ a heh.
    pub(super) fn letter(self, mut c: char) -> char {
        if self.has(Fold::Hamza) {
            c = match c {
                'أ' | 'إ' | 'آ' | 'ٱ' | '\u{672}' | '\u{673}' | '\u{675}' => 'ا',
                'ؤ' | '\u{676}' => 'و',
                '\u{677}' => 'ۇ',
                'ئ' | '\u{678}' => 'ي',
                'ۀ' => 'ە',
                'ۂ' => 'ہ',
                'ۓ' => 'ے',
                c => c,
            };
        }
        if self.has(Fold::Variants) {
            c = match c {
                'ی' | 'ې' | 'ے' | 'ێ' => 'ي',
                'ک' | 'ڪ' => 'ك',
                'ہ' | 'ھ' | 'ە' | 'ۿ' => 'ه',
                'ۃ' => 'ة',
                c => c,
            };
        }
        match c {
            'ى' if self.has(Fold::AlefMaksura) => 'ي',
            'ة' if self.has(Fold::TehMarbuta) => 'ه',
            'ך' if self.has(Fold::Finals) => 'כ',
            'ם' if self.has(Fold::Finals) => 'מ',
            'ן' if self.has(Fold::Finals) => 'נ',
            'ף' if self.has(Fold::Finals) => 'פ',
            'ץ' if self.has(Fold::Finals) => 'צ',
            '٠'..='٩' if self.has(Fold::Digits) => digit(c, '٠'),
            '۰'..='۹' if self.has(Fold::Digits) => digit(c, '۰'),
            '«' | '»' | '“' | '”' | '„' | '‟' | '״' | '″' if self.has(Fold::Punctuation) => '"',
            '‘' | '’' | '‚' | '‛' | '‹' | '›' | '׳' | '′' if self.has(Fold::Punctuation) => '\'',
            '‐'..='―' | '−' | '־' | '﹘' | '﹣' | '－' if self.has(Fold::Punctuation) => '-',
            c if self.has(Fold::Space) && c.is_whitespace() => ' ',
            c => c,
        }
    }
}

fn digit(c: char, zero: char) -> char {
    // Ten digits from zero on.
    char::from(b'0' + (c as u32 - zero as u32) as u8)
}

/// Latin and Greek letters that may have an accent.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1fff}' | '\u{386}'..='\u{3ce}' | '\u{212a}'..='\u{212b}')
}

impl Fold {
    /// The fold of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Folds::ALL.iter().find(|(_, of)| *of == name).map(|(fold, _)| *fold)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Folds::ALL[self as usize].1
    }

    const fn bit(self) -> u16 {
        1 << self as u16
    }
}

/// A name that no fold has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such fold: {0}; there are {all}", all = Folds::ALL.map(|(_, name)| name).join(", "))]
pub struct UnknownFold(pub String);

/// Folded text and the way back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// A piece for each of its characters, in order.
    pieces: Vec<Piece>,
}

/// A folded character: where it stands, and the source it stands for with the marks behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: usize,
    source: Span,
}

impl Folded {
    /// Fold `text` in one pass.
    #[must_use]
    pub fn of(text: &str, folds: Folds) -> Self {
        let mut folded = Self::default();
        folded.fill(text, folds);
        folded
    }

    /// Fold `text` into this one's memory.
    pub fn fill(&mut self, text: &str, folds: Folds) {
        self.text.clear();
        self.pieces.clear();
        let runs = folds.has(Fold::Space);
        // Pieces of the last letter, and where its last mark ends.
        let (mut cluster, mut end) = (0, 0);
        for (at, c) in text.char_indices() {
            let source = Span::new(at, at + c.len_utf8());
            if c.is_ascii() || !is_combining_mark(c) {
                self.close(cluster, end);
                cluster = self.pieces.len();
            }
            end = source.end;
            folds.each(c, |c| {
                if runs && c == ' ' && self.text.ends_with(' ') {
                    cluster = cluster.min(self.pieces.len() - 1);
                } else {
                    self.pieces.push(Piece { at: self.text.len(), source });
                    self.text.push(c);
                }
            });
        }
        self.close(cluster, end);
    }

    /// The pieces from `cluster` on end with their last mark.
    fn close(&mut self, cluster: usize, end: usize) {
        self.pieces[cluster..].iter_mut().for_each(|piece| piece.source.end = end);
    }

    /// Where in the folded text the first character stands whose source starts at `byte` or behind it.
    #[must_use]
    pub fn position(&self, byte: usize) -> usize {
        let piece = self.pieces.partition_point(|piece| piece.source.start < byte);
        self.pieces.get(piece).map_or(self.text.len(), |piece| piece.at)
    }

    /// The source of a range of the folded text, whole letters with the marks on them.
    #[must_use]
    pub fn source(&self, folded: Span) -> Span {
        let first = self.pieces.partition_point(|piece| piece.at <= folded.start).saturating_sub(1);
        let last = self.pieces.partition_point(|piece| piece.at < folded.end).saturating_sub(1);
        match (self.pieces.get(first), self.pieces.get(last)) {
            (Some(first), Some(last)) => Span::new(first.source.start, last.source.end),
            _ => Span::default(),
        }
    }
}
