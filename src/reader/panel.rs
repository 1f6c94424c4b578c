//! The panel of entities: which rows it has, which of them is chosen, and how that follows the text.
//!
//! In: entities, an order, a filter, what is folded. Out: [`Row`]s, worked out anew only when one of those changes. It must
//! not know how rows are painted.

use super::line_editor::LineEditor;
use super::scroll::Anchor;
use super::state::State;
use crate::entity::{Class, Classes, Entities, Entity, Place};
use crate::lang::fold::key;
use crate::search::fuzzy;
use std::cmp::Reverse;
use std::sync::Arc;

/// Rows above the first one: the title, then the order or the filter.
pub const HEADER_ROWS: usize = 2;

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Item {
    /// A class's heading.
    Class(Class),
    /// An entity.
    Entity(usize),
}

/// A row of the panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// A class: how many entities it has, and how many mentions they.
    Heading(Class, usize, usize),
    /// An entity.
    Entry(usize),
    /// Other names of the entity above.
    Aliases(usize),
}

/// The order of entities in their class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As the text first mentions them.
    #[default]
    First,
    /// The most mentioned first.
    Count,
    /// By name.
    Name,
}

impl Sort {
    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::First => Self::Count,
            Self::Count => Self::Name,
            Self::Name => Self::First,
        }
    }

    /// The key of its words in the locale.
    #[must_use]
    pub fn text_key(self) -> &'static str {
        match self {
            Self::First => "panel-sort-first",
            Self::Count => "panel-sort-count",
            Self::Name => "panel-sort-name",
        }
    }
}

/// What the mouse holds since its button went down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grip {
    /// The text.
    #[default]
    Text,
    /// The panel.
    Panel,
    /// The panel's border.
    Border,
}

/// What the rows were worked out from.
#[derive(Debug, Clone)]
struct Origin {
    entities: Arc<Entities>,
    sort: Sort,
    filter: String,
    folded: Classes,
}

/// The panel.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// It is wanted; whether it shows depends on the window.
    pub open: bool,
    /// Keys go to it.
    pub focus: bool,
    /// Its order.
    pub sort: Sort,
    /// What names are to hold.
    pub filter: String,
    /// The filter, while it is typed.
    pub typing: Option<LineEditor>,
    /// Classes folded away.
    pub folded: Classes,
    /// What is chosen.
    pub chosen: Option<Item>,
    /// The first row shown.
    pub top: usize,
    /// All its rows.
    pub rows: Vec<Row>,
    /// What the mouse holds.
    pub grip: Grip,
    /// Where the text was and what was highlighted when the panel got the focus.
    pub(super) from: Option<(Anchor, Option<Place>)>,
    made_from: Option<Origin>,
    /// What was last scrolled to, and in how many rows.
    shown: Option<(Item, usize)>,
}

impl Panel {
    /// The entity chosen.
    #[must_use]
    pub fn chosen_entity(&self) -> Option<usize> {
        match self.chosen {
            Some(Item::Entity(entity)) => Some(entity),
            _ => None,
        }
    }

    /// Put another number on the entity chosen, or choose nothing where there is none any more.
    pub(super) fn rechoose(&mut self, entity: Option<usize>) {
        if let Some(Item::Entity(_)) = self.chosen {
            self.chosen = entity.map(Item::Entity);
        }
    }

    /// What the row of this number belongs to.
    #[must_use]
    pub fn item_at(&self, row: usize) -> Option<Item> {
        Some(match *self.rows.get(row)? {
            Row::Heading(class, ..) => Item::Class(class),
            Row::Entry(entity) | Row::Aliases(entity) => Item::Entity(entity),
        })
    }

    /// The first row of an item.
    #[must_use]
    pub fn row_of(&self, item: Item) -> Option<usize> {
        self.rows.iter().position(|row| match (*row, item) {
            (Row::Heading(class, ..), Item::Class(of)) => class == of,
            (Row::Entry(entity), Item::Entity(of)) => entity == of,
            _ => false,
        })
    }

    /// Items that can be chosen, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = Item> + '_ {
        self.rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !matches!(row, Row::Aliases(_)))
            .filter_map(|(at, _)| self.item_at(at))
    }

    /// The first entity listed.
    pub(super) fn first_entity(&self) -> Option<Item> {
        self.items().find(|item| matches!(item, Item::Entity(_)))
    }

    /// Scroll by rows.
    pub(super) fn scroll(&mut self, by: isize, height: usize) {
        self.top = self.top.saturating_add_signed(by).min(self.rows.len().saturating_sub(height));
    }

    /// Scroll as far as needed to show what is chosen, with the heading above it where that is the row before.
    fn show_chosen(&mut self, height: usize) {
        let Some(first) = self.chosen.and_then(|item| self.row_of(item)) else { return };
        let last = first + usize::from(matches!(self.rows.get(first + 1), Some(Row::Aliases(_))));
        let heading = first.checked_sub(1).filter(|above| matches!(self.rows[*above], Row::Heading(..)));
        if self.top > first {
            self.top = heading.unwrap_or(first);
        }
        if last >= self.top + height {
            self.top = (last + 1).saturating_sub(height);
        }
    }

    /// Work the rows out anew where something has changed; whether it has.
    fn settle(&mut self, entities: Option<&Arc<Entities>>) -> bool {
        let Some(entities) = entities else {
            self.rows.clear();
            return self.made_from.take().is_some();
        };
        if self.made_from.as_ref().is_some_and(|made| {
            Arc::ptr_eq(&made.entities, entities)
                && (made.sort, made.folded) == (self.sort, self.folded)
                && made.filter == self.filter
        }) {
            return false;
        }
        self.rows = rows(entities, self.sort, &self.filter, self.folded);
        self.made_from = Some(Origin {
            entities: Arc::clone(entities),
            sort: self.sort,
            filter: self.filter.clone(),
            folded: self.folded,
        });
        true
    }
}

/// The rows of a panel: classes in order, each with its entities. A filter opens what is folded.
#[must_use]
pub fn rows(entities: &Entities, sort: Sort, filter: &str, folded: Classes) -> Vec<Row> {
    let wanted = key(filter.trim());
    let any = |answers: &dyn Fn(&str) -> bool, entity: &Entity| {
        answers(&entity.name) || entity.aliases.iter().any(|alias| answers(alias))
    };
    let holds = |name: &str| key(name).contains(&wanted);
    let nearly = |name: &str| fuzzy(filter.trim(), name).is_some();
    // Where no name holds it, those that have its letters in order answer.
    let held = entities.iter().any(|(_, entity)| any(&holds, entity));
    let answers: &dyn Fn(&str) -> bool = if held { &holds } else { &nearly };
    let mut by_class: Vec<Vec<usize>> = vec![Vec::new(); Class::ALL.len()];
    for (number, entity) in entities.iter() {
        if wanted.is_empty() || any(answers, entity) {
            by_class[Class::of(entity.label) as usize].push(number);
        }
    }
    let mentions = |number: &usize| entities.get(*number).map_or(0, |entity| entity.mentions.len());
    let mut rows = Vec::new();
    for (&class, mut numbers) in Class::ALL.iter().zip(by_class) {
        if numbers.is_empty() {
            continue;
        }
        match sort {
            Sort::First => {}
            Sort::Count => numbers.sort_by_key(|number| Reverse(mentions(number))),
            Sort::Name => numbers.sort_by_cached_key(|number| entities.get(*number).map(|entity| key(&entity.name))),
        }
        rows.push(Row::Heading(class, numbers.len(), numbers.iter().map(mentions).sum()));
        if folded.contains(class) && wanted.is_empty() {
            continue;
        }
        for number in numbers {
            rows.push(Row::Entry(number));
            if entities.get(number).is_some_and(|entity| !entity.aliases.is_empty()) {
                rows.push(Row::Aliases(number));
            }
        }
    }
    rows
}

/// Steps of a bar, from no mention to the most there are.
const STEPS: [char; 5] = ['▁', '▂', '▃', '▅', '▇'];

/// Where in the first `end` bytes of an article the mentions are: one character a cell, in reading order.
#[must_use]
pub fn bar(starts: impl Iterator<Item = usize>, end: usize, cells: usize) -> Vec<char> {
    let mut counts = vec![0usize; cells];
    for start in starts {
        let cell = (start as u128 * cells as u128 / end.max(1) as u128) as usize;
        if let Some(count) = counts.get_mut(cell.min(cells.saturating_sub(1))) {
            *count += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0).max(1);
    counts.into_iter().map(|count| STEPS[(count * (STEPS.len() - 1)).div_ceil(most)]).collect()
}

impl State {
    /// Rows of the panel's list.
    #[must_use]
    pub fn panel_height(&self) -> usize {
        self.geometry.rows.saturating_sub(HEADER_ROWS).max(1)
    }

    /// Bring the panel up to date with entities, window and text. While the text has the focus, the choice follows it.
    pub(super) fn settle_panel(&mut self) {
        if self.geometry.panel.is_none() {
            self.panel.focus = false;
            self.panel.from = None;
            return;
        }
        // A filter that is typed goes on being typed when there is room again.
        self.panel.focus |= self.panel.typing.is_some();
        let found = self.documents[self.current].found.as_ref().map(|found| Arc::clone(&found.entities));
        let changed = self.panel.settle(found.as_ref());
        if !self.panel.focus {
            self.follow();
        }
        if let Some(item) = self.panel.chosen.filter(|item| self.panel.row_of(*item).is_none()) {
            // Folded away or filtered out: its class stands for it, where that is there.
            let class = match item {
                Item::Class(class) => Some(class),
                Item::Entity(entity) => {
                    found.as_ref().and_then(|found| found.get(entity)).map(|entity| Class::of(entity.label))
                }
            };
            self.panel.chosen = class.map(Item::Class).filter(|item| self.panel.row_of(*item).is_some());
        }
        let height = self.panel_height();
        let shown = self.panel.chosen.map(|item| (item, height));
        if changed || shown != self.panel.shown {
            self.panel.shown = shown;
            self.panel.show_chosen(height);
        }
        self.panel.scroll(0, height);
    }

    /// Choose in the panel what is mentioned here.
    pub(super) fn follow(&mut self) {
        if let Some(place) = self.first_mention_here() {
            self.panel.chosen = Some(Item::Entity(place.entity));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Label;
    use crate::span::Span;

    fn entity(label: Label, name: &str, aliases: &[&str], starts: &[usize]) -> Entity {
        Entity {
            label,
            name: name.into(),
            aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
            mentions: starts.iter().map(|&start| Span::new(start, start + 2)).collect(),
        }
    }

    #[test]
    fn rows_are_grouped_sorted_filtered_and_folded() {
        use Row::{Aliases, Entry, Heading};
        let all = Entities::new(vec![
            entity(Label::Person, "نور", &["نور الدين"], &[0]),
            entity(Label::Place, "القاهرة", &[], &[10]),
            entity(Label::Person, "أحمد", &[], &[20, 30]),
        ]);
        let of = |sort, filter: &str, folded| rows(&all, sort, filter, folded);
        let none = Classes::default();
        let people = Heading(Class::People, 2, 3);
        let places = [Heading(Class::Places, 1, 1), Entry(1)];
        assert_eq!(of(Sort::First, "", none), [&[people, Entry(0), Aliases(0), Entry(2)], &places[..]].concat());
        assert_eq!(of(Sort::Count, "", none), [&[people, Entry(2), Entry(0), Aliases(0)], &places[..]].concat());
        assert_eq!(of(Sort::Name, "", none), of(Sort::Count, "", none));
        let mut folded = none;
        folded.toggle(Class::People);
        assert_eq!(of(Sort::First, "", folded), [&[people], &places[..]].concat());
        // Spelled otherwise, and in an alias; a filter opens what is folded.
        assert_eq!(of(Sort::First, "احمد", folded), [Heading(Class::People, 1, 2), Entry(2)]);
        assert_eq!(of(Sort::First, "الدِّين", none), [Heading(Class::People, 1, 1), Entry(0), Aliases(0)]);
        // Letters in order, where no name holds them together.
        assert_eq!(of(Sort::First, "قهره", none), [Heading(Class::Places, 1, 1), Entry(1)]);
        assert!(of(Sort::First, "zz", none).is_empty());
    }

    #[test]
    fn a_bar_shows_where_mentions_are() {
        let bar = |starts: &[usize]| bar(starts.iter().copied(), 100, 10).into_iter().collect::<String>();
        assert_eq!(bar(&[0, 1, 2, 3, 50, 100]), "▇▁▁▁▁▂▁▁▁▂");
        assert_eq!(bar(&[]), "▁▁▁▁▁▁▁▁▁▁");
    }
}
