//! A long text is searched a window at a time, so that stepping to the next hit reads no more than it has to and a
//! background job can stop between two windows.
//!
//! In: text and a [`Matcher`]. Out: the next hit, or all hits counted. Windows end where lines do, so that they cut no
//! hit; a line longer than a window is cut where it must be. It must not know the reader's state or threads.

use crate::search::Matcher;
use crate::span::Span;
use memchr::memchr;

/// Bytes between the starts of two windows.
pub const WINDOW: usize = 256 * 1024;
/// Hits remembered by place; more are only counted.
pub const REMEMBERED: usize = 50_000;

/// How many windows a text of this length has.
#[must_use]
pub fn count(length: usize) -> usize {
    length.div_ceil(WINDOW).max(1)
}

/// Where window `number` begins.
fn border(text: &str, number: usize) -> usize {
    let at = number.saturating_mul(WINDOW);
    if at == 0 || at >= text.len() {
        return at.min(text.len());
    }
    let end = (at + WINDOW - 1).min(text.len());
    match memchr(b'\n', &text.as_bytes()[at - 1..end]) {
        Some(found) => at + found,
        None => (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len()),
    }
}

/// The bytes of window `number`.
#[must_use]
pub fn window(text: &str, number: usize) -> Span {
    Span::new(border(text, number), border(text, number + 1))
}

/// The window that holds `byte`.
#[must_use]
pub fn window_of(text: &str, byte: usize) -> usize {
    let number = (byte / WINDOW).min(count(text.len()) - 1);
    if byte < border(text, number) { number.saturating_sub(1) } else { number }
}

/// Paragraphs that are shown, where not all are: their bytes in order.
pub type Only = [Span];

/// Whether a place is in a paragraph that is shown.
#[must_use]
pub fn is_shown(only: Option<&Only>, byte: usize) -> bool {
    only.is_none_or(|only| {
        let behind = only.partition_point(|paragraph| paragraph.start <= byte);
        behind.checked_sub(1).is_some_and(|at| byte < only[at].end)
    })
}

/// The hits of a window, in order.
pub fn hits<'a>(
    text: &'a str,
    matcher: &'a Matcher,
    number: usize,
    only: Option<&'a Only>,
) -> impl Iterator<Item = Span> + 'a {
    let window = window(text, number);
    let all = matcher.find_iter(window.of(text)).map(move |hit| hit.shifted(window.start));
    all.filter(move |hit| is_shown(only, hit.start))
}

/// A hit that was stepped to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The hit.
    pub hit: Span,
    /// The end or the beginning of the text lies between where the step began and the hit.
    pub wrapped: bool,
}

/// The way to a hit, window by window: from a byte on to the end and round to it again, or back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seek {
    from: usize,
    forward: bool,
    times: usize,
    window: usize,
    visited: usize,
    wrapped: bool,
}

/// Where the way has led.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sought {
    /// To a hit.
    Found(Step),
    /// Round the whole text without one.
    Nowhere,
    /// Not to the end yet.
    Underway(Seek),
}

impl Seek {
    /// To the hit `times` on (or back) from `from`. A hit that begins at `from` is the first one on, and none back.
    #[must_use]
    pub fn new(text: &str, from: usize, forward: bool, times: usize) -> Self {
        let from = from.min(text.len());
        let window = window_of(text, from);
        Self { from, forward, times: times.max(1), window, visited: 0, wrapped: false }
    }

    /// Whether it goes on, not back.
    #[must_use]
    pub fn is_forward(&self) -> bool {
        self.forward
    }

    /// Go on for at most so many windows.
    #[must_use]
    pub fn run(mut self, text: &str, matcher: &Matcher, only: Option<&Only>, windows: usize) -> Sought {
        let all = count(text.len());
        for _ in 0..windows {
            if let Some(hit) = self.look(text, matcher, only) {
                self.times -= 1;
                if self.times == 0 {
                    return Sought::Found(Step { hit, wrapped: self.wrapped });
                }
                self.from = if self.forward { hit.end } else { hit.start };
                self.visited = 0;
                continue;
            }
            self.visited += 1;
            if self.visited > all {
                return Sought::Nowhere;
            }
            let (next, wraps) = match (self.forward, self.window) {
                (true, window) if window + 1 == all => (0, true),
                (true, window) => (window + 1, false),
                (false, 0) => (all - 1, true),
                (false, window) => (window - 1, false),
            };
            self.window = next;
            self.wrapped |= wraps;
        }
        Sought::Underway(self)
    }

    fn look(&self, text: &str, matcher: &Matcher, only: Option<&Only>) -> Option<Span> {
        let window = window(text, self.window);
        let slice = window.of(text);
        // The first window is searched from the place on; the others whole, the first once more at the end.
        let here = self.visited == 0;
        let mut at = match (here, self.forward) {
            (true, _) => self.from.clamp(window.start, window.end) - window.start,
            (false, true) => 0,
            (false, false) => slice.len(),
        };
        loop {
            let hit = if self.forward { matcher.find_at(slice, at) } else { matcher.rfind_before(slice, at) }?;
            let placed = hit.shifted(window.start);
            if is_shown(only, placed.start) {
                return Some(placed);
            }
            at = if self.forward { hit.end } else { hit.start };
        }
    }
}

/// Hits counted, as far as a text has been gone through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Hits in the windows before each that has been gone through.
    before: Vec<usize>,
    /// How many there are.
    pub total: usize,
    /// The first of them, by place.
    pub hits: Vec<Span>,
    /// The whole text has been gone through.
    pub done: bool,
}

impl Tally {
    /// Go through the next window; whether there was one.
    pub fn advance(&mut self, text: &str, matcher: &Matcher, only: Option<&Only>) -> bool {
        let number = self.before.len();
        if self.done {
            return false;
        }
        self.before.push(self.total);
        for hit in hits(text, matcher, number, only) {
            self.total += 1;
            if self.hits.len() < REMEMBERED {
                self.hits.push(hit);
            }
        }
        self.done = number + 1 >= count(text.len());
        true
    }

    /// Which hit the one at `place` is, from 1; `None` where its window has not been gone through.
    #[must_use]
    pub fn number(&self, text: &str, matcher: &Matcher, only: Option<&Only>, place: usize) -> Option<usize> {
        if self.hits.last().is_some_and(|last| place <= last.start) {
            return Some(self.hits.partition_point(|hit| hit.start < place) + 1);
        }
        let number = window_of(text, place);
        let before = self.before.get(number)?;
        Some(before + hits(text, matcher, number, only).take_while(|hit| hit.start < place).count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::folding::Folds;
    use crate::search::{Mode, Query};

    fn matcher(pattern: &str) -> Matcher {
        let query = Query { pattern: pattern.into(), mode: Mode::Literal, folds: Folds::all() };
        Matcher::new(&query).unwrap()
    }

    /// Several windows; hits near their borders and far from them, and a line longer than a window.
    fn text() -> String {
        let mut text = String::new();
        while text.len() < 2 * WINDOW {
            text.push_str("سطر فيه كلام كثير ولا شيء غيره، ثم نقطة.\n");
            if text.len().is_multiple_of(7) {
                text.push_str("هنا المُوصِل.\n");
            }
        }
        text.push_str(&"كلام بلا نهاية ".repeat(WINDOW / 10));
        text.push_str("الموصل\nآخر سطر عن الموصل");
        text
    }

    #[test]
    fn windows_part_the_text_where_lines_end() {
        let text = text();
        let mut end = 0;
        for number in 0..count(text.len()) {
            let window = window(&text, number);
            assert_eq!(window.start, end);
            for byte in [window.start, (window.start + window.end) / 2, window.end.max(1) - 1] {
                assert!(!window.contains(byte) || window_of(&text, byte) == number, "{number}");
            }
            end = window.end;
        }
        assert_eq!(end, text.len());
        assert_eq!((count(0), window("", 0)), (1, Span::new(0, 0)));
    }

    #[test]
    fn stepping_visits_what_counting_counts_both_ways_and_round() {
        let (text, matcher) = (text(), matcher("الموصل"));
        let all: Vec<Span> = matcher.find_iter(&text).collect();
        assert!(all.len() > 10);
        let mut tally = Tally::default();
        while tally.advance(&text, &matcher, None) {}
        assert_eq!((tally.total, &tally.hits), (all.len(), &all));
        let seek = |from: usize, forward: bool| match Seek::new(&text, from, forward, 1).run(&text, &matcher, None, 99)
        {
            Sought::Found(step) => step,
            other => panic!("{other:?}"),
        };
        for (number, hit) in all.iter().enumerate() {
            let (next, previous) = (seek(hit.end, true), seek(hit.start, false));
            let last = number + 1 == all.len();
            assert_eq!(next, Step { hit: all[if last { 0 } else { number + 1 }], wrapped: last });
            let first = number == 0;
            assert_eq!(previous, Step { hit: all[if first { all.len() - 1 } else { number - 1 }], wrapped: first });
            assert_eq!(tally.number(&text, &matcher, None, hit.start), Some(number + 1));
        }
        let third = Seek::new(&text, 0, true, 3).run(&text, &matcher, None, 99);
        assert_eq!(third, Sought::Found(Step { hit: all[2], wrapped: false }));
    }

    #[test]
    fn a_seek_stops_where_it_is_told_and_goes_on() {
        let (text, matcher) = (text(), matcher("آخر سطر"));
        let mut seek = Seek::new(&text, 0, true, 1);
        let mut stops = 0;
        let found = loop {
            match seek.run(&text, &matcher, None, 1) {
                Sought::Underway(further) => (seek, stops) = (further, stops + 1),
                found => break found,
            }
        };
        assert!(matches!(found, Sought::Found(_)) && stops >= 2, "{found:?} {stops}");
        let nothing = super::tests::matcher("ليس هنا");
        assert_eq!(Seek::new(&text, WINDOW, true, 1).run(&text, &nothing, None, 99), Sought::Nowhere);
        assert_eq!(Seek::new(&text, WINDOW, false, 1).run(&text, &nothing, None, 99), Sought::Nowhere);
    }

    #[test]
    fn what_is_not_shown_is_stepped_over_and_not_counted() {
        let (text, matcher) = ("الموصل\nبعقوبة\nفي الموصل\nالموصل", matcher("الموصل"));
        let all: Vec<Span> = matcher.find_iter(text).collect();
        let middle = Span::new(text.find("في").unwrap(), text.rfind('\n').unwrap());
        let only = [middle];
        let found = Seek::new(text, 0, true, 1).run(text, &matcher, Some(&only), 9);
        assert_eq!(found, Sought::Found(Step { hit: all[1], wrapped: false }));
        let mut tally = Tally::default();
        while tally.advance(text, &matcher, Some(&only)) {}
        assert_eq!(tally.hits, [all[1]]);
    }
}
