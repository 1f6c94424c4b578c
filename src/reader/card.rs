//! All about one entity, and the timeline: what their sheets say.
//!
//! In: an article and its entities. Out: spans, names and counts, worked out when a sheet is opened. It must not know how
//! they are painted.

use super::state::State;
use crate::article::{Article, Paragraph};
use crate::entity::date::DateValue;
use crate::entity::{Class, Entities, Label};
use crate::lang::sentence::sentences;
use crate::lang::{Direction, fold::key};
use crate::layout::{self, Line};
use crate::locale::Argument::{Number, Text};
use crate::span::Span;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Companions shown.
const COMPANIONS: usize = 8;
/// Mentions whose sentences are looked through: of what is mentioned more often, these are enough to tell.
const LOOKED_THROUGH: usize = 2000;
/// Rows that a list of names may take.
const NAME_ROWS: usize = 3;

/// A mention and the paragraph around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context {
    /// The mention.
    pub span: Span,
    /// The paragraph.
    pub paragraph: Span,
    /// Which way it runs.
    pub direction: Direction,
}

/// A name and how often it is there.
pub type Counted = (String, usize);

/// All about one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// What it is.
    pub label: Label,
    /// Its name.
    pub name: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Every mention of it.
    pub mentions: Vec<Context>,
    /// Names in the same sentences, the most frequent first.
    pub in_sentence: Vec<Counted>,
    /// Names in the same paragraphs that are in none of its sentences.
    pub in_paragraph: Vec<Counted>,
    /// Dates in the same sentences.
    pub dates: Vec<Counted>,
}

/// A date in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Its mention.
    pub span: Span,
    /// The sentence it stands in.
    pub sentence: Span,
    /// When it is, where that is known.
    pub when: Option<DateValue>,
}

/// Paragraphs and their sentences around bytes that are asked for in ascending order: each is cut once.
struct Around<'a> {
    article: &'a Article,
    last: Option<(Paragraph, Vec<Span>)>,
}

impl<'a> Around<'a> {
    fn of(article: &'a Article) -> Self {
        Self { article, last: None }
    }

    fn paragraph(&mut self, byte: usize) -> Option<&(Paragraph, Vec<Span>)> {
        if !self.last.as_ref().is_some_and(|(paragraph, _)| paragraph.span.contains(byte)) {
            self.last = self.article.paragraph_at(byte).map(|paragraph| (paragraph, Vec::new()));
        }
        self.last.as_ref()
    }

    /// The sentence that holds `byte`, and its paragraph.
    fn sentence(&mut self, byte: usize) -> Option<(Span, Span)> {
        self.paragraph(byte)?;
        let (paragraph, cut) = self.last.as_mut()?;
        if cut.is_empty() {
            let all = sentences(self.article.slice(paragraph.span));
            *cut = all.into_iter().map(|sentence| sentence.shifted(paragraph.span.start)).collect();
        }
        let at = cut.partition_point(|sentence| sentence.end <= byte);
        let sentence = cut.get(at).copied().filter(|sentence| sentence.contains(byte));
        Some((sentence.unwrap_or(paragraph.span), paragraph.span))
    }
}

/// Count the other entities in `spans`, each once a span.
fn companions(entities: &Entities, own: usize, spans: &BTreeSet<Span>) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for span in spans {
        let there: BTreeSet<usize> = entities.within(*span).iter().map(|place| place.entity).collect();
        for entity in there.into_iter().filter(|entity| *entity != own) {
            *counts.entry(entity).or_insert(0) += 1;
        }
    }
    counts
}

/// The most frequent of the `wanted`; of equals, the one mentioned first.
fn most(entities: &Entities, counts: &BTreeMap<usize, usize>, wanted: impl Fn(usize, Label) -> bool) -> Vec<Counted> {
    let mut of: Vec<(usize, usize)> = counts
        .iter()
        .filter(|(number, _)| entities.get(**number).is_some_and(|entity| wanted(**number, entity.label)))
        .map(|(number, count)| (*number, *count))
        .collect();
    of.sort_by_key(|(_, count)| Reverse(*count));
    let of = of.into_iter().take(COMPANIONS);
    of.filter_map(|(number, count)| Some((entities.get(number)?.name.clone(), count))).collect()
}

impl Card {
    /// The card of entity number `number`.
    #[must_use]
    pub fn new(article: &Article, entities: &Entities, number: usize) -> Option<Self> {
        let entity = entities.get(number)?;
        let mut around = Around::of(article);
        let mentions = entity.mentions.iter().filter_map(|&span| {
            let (paragraph, _) = around.paragraph(span.start)?;
            Some(Context { span, paragraph: paragraph.span, direction: paragraph.direction })
        });
        let mentions = mentions.collect();
        let mut around = Around::of(article);
        let looked = entity.mentions.iter().take(LOOKED_THROUGH).filter_map(|span| around.sentence(span.start));
        let (of_sentences, of_paragraphs): (BTreeSet<Span>, BTreeSet<Span>) = looked.unzip();
        let near = companions(entities, number, &of_sentences);
        let far = companions(entities, number, &of_paragraphs);
        Some(Self {
            label: entity.label,
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            mentions,
            in_sentence: most(entities, &near, |_, label| label.is_name()),
            in_paragraph: most(entities, &far, |number, label| label.is_name() && !near.contains_key(&number)),
            dates: most(entities, &near, |_, label| Class::of(label) == Class::Dates),
        })
    }
}

/// The dates of an article with their sentences: those that are resolved in the order of time, then the others in the
/// order of the text.
#[must_use]
pub fn timeline(article: &Article, dates: impl IntoIterator<Item = (Span, Option<DateValue>)>) -> Vec<Moment> {
    let mut dates: Vec<(Span, Option<DateValue>)> = dates.into_iter().collect();
    dates.sort_unstable();
    let mut around = Around::of(article);
    let mut moments: Vec<Moment> = dates
        .into_iter()
        .filter_map(|(span, when)| Some(Moment { span, sentence: around.sentence(span.start)?.0, when }))
        .collect();
    moments.sort_by_key(|moment| (moment.when.is_none(), moment.when));
    moments
}

/// A row of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardRow {
    /// Words about the entity.
    Words(Line),
    /// Nothing.
    Blank,
    /// A mention in its context.
    Mention(usize),
}

/// The rows of a card, `width` cells wide.
#[must_use]
pub fn card_rows(state: &State, card: &Card, width: usize) -> Vec<CardRow> {
    let texts = &state.texts;
    let label = texts.get(&format!("label-{}", card.label.code().to_lowercase()));
    let count = texts.format("card-count", &[("count", Number(card.mentions.len()))]);
    let mut rows = Vec::new();
    let mut say = |words: &str| {
        let options = state.shown().options(width.max(1));
        let lines = layout::lay_out(words, texts.direction(), &options);
        rows.extend(lines.into_iter().take(NAME_ROWS).map(CardRow::Words));
    };
    say(&format!("{label} · {count}"));
    let isolated = |name: &str| format!("\u{2068}{name}\u{2069}");
    if !card.aliases.is_empty() {
        // One that differs in its spelling only says nothing new here.
        let mut known = BTreeSet::from([key(&card.name)]);
        let names: Vec<String> =
            card.aliases.iter().filter(|alias| known.insert(key(alias))).map(|alias| isolated(alias)).collect();
        if !names.is_empty() {
            say(&texts.format("card-aliases", &[("names", Text(&names.join(" · ")))]));
        }
    }
    for (text, counted) in
        [("card-sentence", &card.in_sentence), ("card-paragraph", &card.in_paragraph), ("card-dates", &card.dates)]
    {
        if !counted.is_empty() {
            let names: Vec<String> =
                counted.iter().map(|(name, count)| isolated(&format!("{} {count}", isolated(name)))).collect();
            say(&texts.format(text, &[("names", Text(&names.join(" · ")))]));
        }
    }
    rows.push(CardRow::Blank);
    rows.extend((0..card.mentions.len()).map(CardRow::Mention));
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DirectionRule, Meta, PartRules};
    use crate::entity::Entity;
    use crate::entity::date::{Date, Precision};

    const TEXT: &str = "زار أحمد القاهرة يوم الأحد. وصل نور معه.\n\nوعاد أحمد من لندن إلى القاهرة. ثم سافر نور.\n";

    fn article() -> Article {
        let meta = Meta { direction: Direction::Rtl, ..Meta::default() };
        Article::new(TEXT.into(), false, meta, PartRules::default(), DirectionRule::Auto)
    }

    fn entities() -> Entities {
        let of = |label, name: &str| Entity {
            label,
            name: name.into(),
            aliases: Vec::new(),
            mentions: TEXT.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).collect(),
        };
        Entities::new(vec![
            of(Label::Person, "أحمد"),
            of(Label::Person, "نور"),
            of(Label::Place, "القاهرة"),
            of(Label::Place, "لندن"),
            of(Label::Date, "يوم الأحد"),
        ])
    }

    #[test]
    fn a_card_says_what_stands_in_the_same_sentences() {
        let counted = |all: &[(&str, usize)]| -> Vec<Counted> { all.iter().map(|&(n, c)| (n.to_owned(), c)).collect() };
        let card = Card::new(&article(), &entities(), 0).unwrap();
        assert_eq!((card.name.as_str(), card.mentions.len()), ("أحمد", 2));
        assert_eq!(card.in_sentence, counted(&[("القاهرة", 2), ("لندن", 1)]));
        assert_eq!(card.in_paragraph, counted(&[("نور", 2)]));
        assert_eq!(card.dates, counted(&[("يوم الأحد", 1)]));
    }

    #[test]
    fn a_timeline_puts_resolved_dates_in_order_of_time() {
        let article = article();
        let at = |word: &str| {
            let start = TEXT.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let (a, b, c) = (at("يوم الأحد"), at("وصل"), at("لندن"));
        let year = |year: i32| {
            let day = |month, day| Date::new(year, month, day).unwrap();
            Some(DateValue { start: day(1, 1), end: day(12, 31), precision: Precision::Year })
        };
        let order = |dates: &[(Span, Option<DateValue>)]| -> Vec<Span> {
            timeline(&article, dates.iter().copied()).iter().map(|moment| moment.span).collect()
        };
        assert_eq!(order(&[(c, None), (a, None), (b, None)]), [a, b, c]);
        assert_eq!(order(&[(a, None), (b, year(2020)), (c, year(1998))]), [c, b, a]);
        assert_eq!(timeline(&article, [(a, None)])[0].sentence.of(TEXT), "زار أحمد القاهرة يوم الأحد.");
    }
}
