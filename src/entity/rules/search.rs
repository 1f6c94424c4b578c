//! Search: rules walked over pieces.
//!
//! In: the steps of the rules and the pieces of a text. Out: where a rule matches, and what it remembered on the way.
//! It must not know labels or languages.

use super::pattern::{Op, Set};
use super::pieces::{Piece, Symbol};

/// A place in a text: a piece, with so many particles taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) piece: usize,
    pub(super) level: u8,
}

/// What a rule remembered: a name and a value.
pub(super) type Capture = (u16, i32);

/// A mention that a rule found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Steps a rule may take from one place. No rule that a person writes needs as many.
const STEPS: usize = 3000;

/// The names of the three values of `{dotted}`, in the list of names.
pub(super) const DAY: u16 = 0;
/// See [`DAY`].
pub(super) const MONTH: u16 = 1;
/// See [`DAY`].
pub(super) const YEAR: u16 = 2;

/// A walk over one text.
pub(super) struct Search<'a> {
    pub(super) code: &'a [Op],
    pub(super) sets: &'a [Set],
    pub(super) pieces: &'a [Piece],
    /// Signs that may stand between a particle and its word.
    pub(super) hyphens: &'a [Symbol],
    /// Whether a match ends with the mention, at the end of the text: for [`super::Rules::resolve`].
    pub(super) whole: bool,
    steps: usize,
    best: Option<Found>,
    captures: Vec<Capture>,
    kept: Vec<Capture>,
}

impl<'a> Search<'a> {
    pub(super) fn new(code: &'a [Op], sets: &'a [Set], pieces: &'a [Piece], hyphens: &'a [Symbol]) -> Self {
        Self {
            code,
            sets,
            pieces,
            hyphens,
            whole: false,
            steps: 0,
            best: None,
            captures: Vec::with_capacity(16),
            kept: Vec::new(),
        }
    }

    /// The longest mention of the rule at `pc` from `place` on.
    pub(super) fn longest(&mut self, pc: usize, place: Place) -> Option<Found> {
        self.steps = 0;
        self.best = None;
        self.captures.clear();
        self.walk(pc, place, None, None);
        self.best
    }

    /// What was remembered on the way to the last mention found.
    pub(super) fn remembered(&self) -> &[Capture] {
        &self.kept
    }

    fn found(&mut self, start: Option<usize>, end: Option<usize>) {
        let (Some(start), Some(end)) = (start, end) else { return };
        let better = self.best.is_none_or(|best| (end, best.start) > (best.end, start));
        if start < end && better {
            self.best = Some(Found { start, end });
            if self.whole {
                self.kept.clone_from(&self.captures);
            }
        }
    }

    /// Go on from a step with `more` remembered, then forget it.
    fn go(&mut self, pc: usize, place: Place, start: Option<usize>, end: Option<usize>, more: &[Capture]) -> bool {
        let length = self.captures.len();
        self.captures.extend_from_slice(more);
        let yes = self.walk(pc, place, start, end);
        self.captures.truncate(length);
        yes
    }

    /// Whether [`Op::Yes`] was reached. Mentions are kept on the way.
    fn walk(&mut self, mut pc: usize, mut place: Place, mut start: Option<usize>, mut end: Option<usize>) -> bool {
        loop {
            self.steps += 1;
            if self.steps > STEPS {
                return false;
            }
            let piece = self.pieces.get(place.piece);
            let next = Place { piece: place.piece + 1, level: 0 };
            match self.code[pc] {
                Op::Match => {
                    self.found(start, end);
                    return false;
                }
                Op::Yes => return true,
                Op::Word(symbol) => {
                    if piece.is_none_or(|piece| piece.symbols[usize::from(place.level)] != symbol) {
                        return false;
                    }
                    place = next;
                }
                Op::Set(set, name) => return self.set(set, name, pc, place, start, end),
                Op::Digits { low, high, width, name } => {
                    let digits = piece.and_then(|piece| piece.digits).filter(|_| place.level == 0);
                    let Some(value) = digits.and_then(|digits| {
                        let fits = if width > 0 { digits.width == width } else { digits.width <= plain_width(high) };
                        digits.value.filter(|value| fits && (low..=high).contains(value))
                    }) else {
                        return false;
                    };
                    return self.go(pc + 1, next, start, end, &[(name, value as i32)]);
                }
                Op::Number => {
                    if piece.is_none_or(|piece| piece.digits.is_none()) {
                        return false;
                    }
                    place = next;
                }
                Op::Dotted => {
                    let Some((day, month, year)) = piece.and_then(|piece| piece.digits?.date) else { return false };
                    let values = [(DAY, day as i32), (MONTH, month as i32), (YEAR, year as i32)];
                    return self.go(pc + 1, next, start, end, &values);
                }
                Op::Particle(symbol) => {
                    let Some(piece) = piece else { return false };
                    let level = place.level + 1;
                    if level < piece.levels
                        && piece.particles[usize::from(level)] == symbol
                        && self.walk(pc + 1, Place { piece: place.piece, level }, start, end)
                    {
                        return true;
                    }
                    if piece.symbols[usize::from(place.level)] != symbol {
                        return false;
                    }
                    place = next;
                    if let [hyphen, word, ..] = self.pieces.get(place.piece..).unwrap_or_default()
                        && hyphen.tight
                        && word.tight
                        && self.hyphens.contains(&hyphen.symbols[0])
                    {
                        place.piece += 1;
                    }
                }
                Op::Tight => {
                    if place.level == 0 && !piece.is_some_and(|piece| piece.tight) {
                        return false;
                    }
                }
                Op::Capital => {
                    if !piece.is_some_and(|piece| piece.capital) {
                        return false;
                    }
                }
                Op::Open => {
                    let Some(piece) = piece.filter(|piece| piece.opens) else { return false };
                    start = Some(piece.start_of(place.level));
                }
                Op::Close => {
                    let Some(last) = place.piece.checked_sub(1).and_then(|last| self.pieces.get(last)) else {
                        return false;
                    };
                    if place.level > 0 || !last.closes {
                        return false;
                    }
                    end = Some(last.end);
                    if self.whole {
                        if place.piece == self.pieces.len() {
                            self.found(start, end);
                        }
                        return false;
                    }
                }
                Op::Split(one, other) => {
                    if self.walk(one as usize, place, start, end) {
                        return true;
                    }
                    pc = other as usize;
                    continue;
                }
                Op::Jump(there) => {
                    pc = there as usize;
                    continue;
                }
                Op::Not(there) => {
                    if self.walk(pc + 1, place, None, None) {
                        return false;
                    }
                    pc = there as usize;
                    continue;
                }
            }
            pc += 1;
        }
    }

    fn set(&mut self, set: u16, name: u16, pc: usize, place: Place, start: Option<usize>, end: Option<usize>) -> bool {
        let Some(piece) = self.pieces.get(place.piece) else { return false };
        let sets = self.sets;
        let Some(phrases) = sets[usize::from(set)].phrases.get(&piece.symbols[usize::from(place.level)]) else {
            return false;
        };
        for (rest, value) in phrases {
            let behind = self.pieces.get(place.piece + 1..).unwrap_or_default();
            let fits = behind.len() >= rest.len()
                && rest.iter().zip(behind).all(|(symbol, piece)| piece.symbols[0] == *symbol);
            let next = Place { piece: place.piece + 1 + rest.len(), level: 0 };
            if fits && self.go(pc + 1, next, start, end, &[(name, *value)]) {
                return true;
            }
        }
        false
    }
}

/// Digits that a number up to `high` may be written with.
fn plain_width(high: u32) -> u8 {
    high.checked_ilog10().unwrap_or_default() as u8 + 1
}
