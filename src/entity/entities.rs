//! Entries: the things an article speaks of, each with its mentions.
//!
//! In: entries as [`super::resolve`] or a reader's corrections make them. Out: look-ups by place, for drawing, stepping and
//! lists. It must not know how they were found.

use super::Label;
use super::date::DateValue;
use crate::span::Span;
use serde::Serialize;

/// One thing the article speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entity {
    /// What it is.
    pub label: Label,
    /// Its fullest form, clitics off and the article restored.
    pub name: String,
    /// Its other forms, in the order they first occur.
    pub aliases: Vec<String>,
    /// Where it is mentioned, in the article's bytes, ascending.
    pub mentions: Vec<Span>,
}

/// A mention and the entry it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Its bytes in the article.
    pub span: Span,
    /// Its entry's number.
    pub entity: usize,
}

/// The entities of an article, in order of first mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    entities: Vec<Entity>,
    places: Vec<Place>,
    dates: Vec<(Span, DateValue)>,
}

impl Entities {
    /// Entries put in order; those without a mention are dropped.
    #[must_use]
    pub fn new(mut entities: Vec<Entity>) -> Self {
        entities.retain(|entity| !entity.mentions.is_empty());
        entities.iter_mut().for_each(|entity| entity.mentions.sort_unstable());
        entities.sort_by_key(|entity| entity.mentions.first().copied());
        let all = entities.iter().enumerate();
        let mut places: Vec<Place> =
            all.flat_map(|(entity, of)| of.mentions.iter().map(move |&span| Place { span, entity })).collect();
        places.sort_unstable();
        Self { entities, places, dates: Vec::new() }
    }

    /// The same, with what its dates stand for.
    #[must_use]
    pub fn dated(self, dates: Vec<(Span, DateValue)>) -> Self {
        Self { dates, ..self }
    }

    /// What dates stand for, by their spans.
    #[must_use]
    pub fn dates(&self) -> &[(Span, DateValue)] {
        &self.dates
    }

    /// What the date mentioned at exactly `span` stands for, where that is known.
    #[must_use]
    pub fn date(&self, span: Span) -> Option<DateValue> {
        let at = self.dates.binary_search_by_key(&span, |(of, _)| *of).ok()?;
        Some(self.dates[at].1)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }

    /// Entry number `entity`.
    #[must_use]
    pub fn get(&self, entity: usize) -> Option<&Entity> {
        self.entities.get(entity)
    }

    /// All entries with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Entity)> {
        self.entities.iter().enumerate()
    }

    /// All mentions in the order of the text.
    #[must_use]
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The mentions that share a byte with `span`.
    #[must_use]
    pub fn within(&self, span: Span) -> &[Place] {
        let start = self.places.partition_point(|place| place.span.end <= span.start);
        let end = self.places.partition_point(|place| place.span.start < span.end);
        self.places.get(start..end).unwrap_or_default()
    }

    /// The mention that `byte` lies in.
    #[must_use]
    pub fn at(&self, byte: usize) -> Option<Place> {
        self.within(Span::new(byte, byte + 1)).first().copied()
    }

    /// The entries themselves.
    #[must_use]
    pub fn into_inner(self) -> Vec<Entity> {
        self.entities
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_by_place() {
        let entity = |name: &str, mentions: &[(usize, usize)]| Entity {
            label: Label::Person,
            name: name.into(),
            aliases: Vec::new(),
            mentions: mentions.iter().map(|&(start, end)| Span::new(start, end)).collect(),
        };
        let all = Entities::new(vec![entity("b", &[(40, 45), (5, 9)]), entity("a", &[(0, 3)]), entity("none", &[])]);
        assert_eq!(all.iter().map(|(_, entity)| entity.name.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(all.within(Span::new(2, 6)).len(), 2);
        assert_eq!(all.at(41).map(|place| place.entity), Some(1));
        assert_eq!((all.at(3), all.at(9), all.at(100)), (None, None, None));
    }
}
