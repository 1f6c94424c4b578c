//! Which mention comes next, and which one is here.
//!
//! In: entities and a place in the text. Out: a place. It must not know keys or what is painted.

use super::state::{Found, State};
use crate::entity::{Class, Entities, Entity, Place};
use crate::span::Span;

/// Where stepping starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From this mention.
    Mention(Place),
    /// From this byte: a mention that begins there is the next one.
    Byte(usize),
}

/// The `count`th mention on (or back) that is `wanted`, and whether the way there led round; none where there are none.
#[must_use]
pub fn step(
    entities: &Entities,
    from: From,
    forward: bool,
    count: usize,
    wanted: impl Fn(usize, &Entity) -> bool,
) -> Option<(Place, bool)> {
    let of = |place: &&Place| entities.get(place.entity).is_some_and(|entity| wanted(place.entity, entity));
    let places: Vec<Place> = entities.places().iter().filter(of).copied().collect();
    let before = places.partition_point(|place| match from {
        From::Mention(at) if forward => *place <= at,
        From::Mention(at) => *place < at,
        From::Byte(byte) => place.span.start < byte,
    });
    if forward {
        round(&places, before, count)
    } else {
        let back: Vec<Place> = places.iter().rev().copied().collect();
        round(&back, back.len() - before, count)
    }
}

/// The `count`th of `places` from `next` on, and whether it is behind the last, where the first follows.
#[must_use]
pub fn round<T: Copy>(places: &[T], next: usize, count: usize) -> Option<(T, bool)> {
    let at = next + count.max(1) - 1;
    let place = places.get(at.checked_rem(places.len())?)?;
    Some((*place, at >= places.len()))
}

impl State {
    /// Whether a mention of `entity` is highlighted and stepped to.
    #[must_use]
    pub fn is_marked(&self, entity: usize) -> bool {
        let label = self.entities().and_then(|entities| entities.get(entity)).map(|entity| entity.label);
        label.is_some_and(|label| self.marked.contains(Class::of(label)))
    }

    /// The bytes on screen.
    #[must_use]
    pub fn on_screen(&self) -> Span {
        Span::new(self.first_byte(), self.last_byte())
    }

    /// The mention stepped to, while it is on the screen.
    #[must_use]
    pub fn mention_here(&self) -> Option<Place> {
        self.mention.filter(|place| place.span.overlaps(self.on_screen()))
    }

    /// The mention stepped to, while it is on the screen, or the first one there.
    #[must_use]
    pub fn first_mention_here(&self) -> Option<Place> {
        self.mention_here().or_else(|| {
            let here = self.entities()?.within(self.on_screen());
            here.iter().find(|place| self.is_marked(place.entity)).copied()
        })
    }

    /// Where stepping starts from: the mention that is on the screen, the cursor while selecting, the first line.
    #[must_use]
    pub(super) fn stepping_from(&self) -> From {
        match (self.mention_here(), self.cursor()) {
            (Some(at), None) => From::Mention(at),
            (Some(at), Some(cursor)) if at.span.contains(cursor) => From::Mention(at),
            (_, Some(cursor)) => From::Byte(cursor),
            (None, None) => From::Byte(self.first_byte()),
        }
    }

    /// The name of the entity stepped to, which of its mentions it is (from 1), and how many it has.
    #[must_use]
    pub fn mention_number(&self) -> Option<(&str, usize, usize)> {
        let place = self.mention?;
        let entity = self.entities()?.get(place.entity)?;
        let at = entity.mentions.binary_search(&place.span).ok()?;
        Some((&entity.name, at + 1, entity.mentions.len()))
    }

    /// After other entities have been found in the same article: the mention and the choice by what they were.
    pub(super) fn renumber(&mut self, before: Option<&Found>) {
        let entities = self.entities();
        let at = |span: Span| entities?.within(span).iter().find(|place| place.span == span).copied();
        let mention = self.mention.and_then(|place| at(place.span));
        let chosen = self.panel.chosen_entity().and_then(|entity| {
            let first = *before?.entities.get(entity)?.mentions.first()?;
            at(first).map(|place| place.entity)
        });
        self.mention = mention;
        self.panel.rechoose(chosen);
    }
}
