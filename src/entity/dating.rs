//! Dating: what the dates of an article stand for.
//!
//! In: an article, the rules of its language and its entities. Out: the days of every date that can be told. An article's own
//! day is the first full date in its dateline; words such as yesterday are counted from it. It must not know clocks: an
//! article without a dateline keeps such words unresolved.

use super::date::{Date, DateValue, Precision};
use super::rules::Rules;
use super::{Entities, Label};
use crate::article::{Article, Kind};
use crate::span::Span;
use std::fmt;

/// The day an article was written, by its dateline.
#[must_use]
pub fn reference(article: &Article, entities: &Entities, rules: &Rules) -> Option<Date> {
    let language = &article.meta.language;
    let dateline = article.part(Kind::Dateline)?;
    let of_date = |entity: usize| entities.get(entity).is_some_and(|entity| entity.label == Label::Date);
    let dates = entities.within(dateline).iter().filter(|place| of_date(place.entity));
    let mut values = dates.filter_map(|place| rules.resolve(article.slice(place.span), language, None));
    values.find(|value| value.precision == Precision::Day && value.start == value.end).map(|value| value.start)
}

/// The days of the dates of an article, in the order of the text.
#[must_use]
pub fn dates(article: &Article, entities: &Entities, rules: &Rules) -> Vec<(Span, DateValue)> {
    let reference = reference(article, entities, rules);
    let language = &article.meta.language;
    let all =
        entities.iter().filter(|(_, entity)| entity.label == Label::Date).flat_map(|(_, entity)| &entity.mentions);
    let mut dated: Vec<(Span, DateValue)> =
        all.filter_map(|span| Some((*span, rules.resolve(article.slice(*span), language, reference)?))).collect();
    dated.sort_unstable();
    dated
}

impl fmt::Display for DateValue {
    /// As ISO 8601 writes it, as exactly as it is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (start, end) = (self.start, self.end);
        match self.precision {
            Precision::Year if start.year == end.year => write!(f, "{}", start.year),
            Precision::Year | Precision::Decade | Precision::Century => write!(f, "{}/{}", start.year, end.year),
            Precision::Month if (start.year, start.month) == (end.year, end.month) => {
                write!(f, "{}-{:02}", start.year, start.month)
            }
            Precision::Month => write!(f, "{}-{:02}/{}-{:02}", start.year, start.month, end.year, end.month),
            _ if start == end => write!(f, "{}-{:02}-{:02}", start.year, start.month, start.day),
            _ => write!(
                f,
                "{}-{:02}-{:02}/{}-{:02}-{:02}",
                start.year, start.month, start.day, end.year, end.month, end.day
            ),
        }
    }
}
