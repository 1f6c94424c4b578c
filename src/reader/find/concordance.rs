//! A concordance: all hits, each in its context, in the order of the text or of what stands beside them.
//!
//! In: hits and the text. Out: hits in order. It must not know how contexts are painted.

use crate::lang::fold::key_into;
use crate::span::Span;

/// Characters beside a hit that its order goes by.
const COMPARED: usize = 40;

/// The order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As they stand in the text.
    #[default]
    Place,
    /// By what follows them.
    After,
    /// By what precedes them, the nearest word first.
    Before,
}

impl Order {
    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Place => Self::After,
            Self::After => Self::Before,
            Self::Before => Self::Place,
        }
    }

    /// The key of its words in the locale.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Place => "hits-by-place",
            Self::After => "hits-by-after",
            Self::Before => "hits-by-before",
        }
    }
}

/// Hits in an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concordance {
    /// What was searched for.
    pub pattern: String,
    /// How many hits there are, listed or not.
    pub total: usize,
    /// All have been counted.
    pub done: bool,
    /// The hits listed.
    pub hits: Vec<Span>,
    /// In this order.
    pub order: Order,
}

/// What follows a hit in its paragraph, as it is compared.
fn after(text: &str, hit: Span) -> String {
    let rest = text[hit.end..].chars().take_while(|c| *c != '\n').take(COMPARED);
    folded(&rest.collect::<String>())
}

/// The words before a hit in its paragraph, the nearest first, as they are compared.
fn before(text: &str, hit: Span) -> String {
    let line = text[..hit.start].char_indices().rev().take_while(|(_, c)| *c != '\n').take(COMPARED).last();
    let start = line.map_or(hit.start, |(at, _)| at);
    let words: Vec<&str> = text[start..hit.start].split_whitespace().rev().collect();
    folded(&words.join(" "))
}

fn folded(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    key_into(text.trim_start_matches(|c: char| !c.is_alphanumeric()), &mut key);
    key
}

impl Concordance {
    /// Put hits of `text`, which stand in its order, in another one. Of equals the first in the text goes first.
    #[must_use]
    pub fn new(text: &str, pattern: &str, hits: &[Span], total: usize, done: bool, order: Order) -> Self {
        let mut hits = hits.to_vec();
        match order {
            Order::Place => {}
            Order::After => hits.sort_by_cached_key(|hit| after(text, *hit)),
            Order::Before => hits.sort_by_cached_key(|hit| before(text, *hit)),
        }
        Self { pattern: pattern.to_owned(), total, done, hits, order }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hits_are_ordered_by_place_and_by_what_stands_beside_them() {
        let text = "قال ماء نظيف.\nثم ماء أزرق\nبئر وماء بارد";
        let hits: Vec<Span> = text.match_indices("ماء").map(|(at, word)| Span::new(at, at + word.len())).collect();
        let order = |order| -> Vec<usize> {
            let listed = Concordance::new(text, "ماء", &hits, 3, true, order).hits;
            listed.iter().map(|hit| hits.iter().position(|other| other == hit).unwrap()).collect()
        };
        assert_eq!(order(Order::Place), [0, 1, 2]);
        // أزرق, بارد, نظيف.
        assert_eq!(order(Order::After), [1, 2, 0]);
        // ثم, قال, و.
        assert_eq!(order(Order::Before), [1, 0, 2]);
    }
}
