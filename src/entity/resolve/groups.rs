//! Groups of names that turn out to be one, and the table in which shorter names find longer ones.
//!
//! In: numbers of names, handles. Out: which are one. It must not know what names are.

use std::collections::HashMap;

/// Sets of numbers that grow together.
#[derive(Debug)]
pub(super) struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// `count` numbers, each alone.
    pub(super) fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// The number that stands for the group of `member`.
    pub(super) fn of(&mut self, mut member: usize) -> usize {
        while self.parent[member] != member {
            self.parent[member] = self.parent[self.parent[member]];
            member = self.parent[member];
        }
        member
    }

    /// Make two groups one.
    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        self.parent[one.max(other)] = one.min(other);
    }
}

/// The names that may be meant by a handle: by a shorter form of theirs.
#[derive(Debug, Default)]
struct Meant {
    /// All of them, up to [`MANY`].
    all: Vec<usize>,
    /// The last one mentioned, and at which step.
    last: Option<(usize, usize)>,
}

/// Above so many names a handle says nothing without one mentioned before.
const MANY: usize = 8;

/// Handles and the names they may mean.
#[derive(Debug, Default)]
pub(super) struct Table {
    numbers: HashMap<String, usize>,
    meant: Vec<Meant>,
    handles: HashMap<usize, Vec<usize>>,
}

impl Table {
    /// `name` may be meant by `handle`.
    pub(super) fn add(&mut self, handle: String, name: usize) {
        let number = self.number(handle);
        let handles = self.handles.entry(name).or_default();
        if !handles.contains(&number) {
            handles.push(number);
            let all = &mut self.meant[number].all;
            if all.len() < MANY {
                all.push(name);
            }
        }
    }

    fn number(&mut self, handle: String) -> usize {
        let next = self.meant.len();
        let number = *self.numbers.entry(handle).or_insert(next);
        if number == next {
            self.meant.push(Meant::default());
        }
        number
    }

    /// `name` is mentioned at `step`.
    pub(super) fn mention(&mut self, name: usize, step: usize) {
        for &handle in self.handles.get(&name).into_iter().flatten() {
            self.meant[handle].last = Some((step, name));
        }
    }

    fn get(&self, handle: &str) -> Option<&Meant> {
        self.numbers.get(handle).and_then(|&number| self.meant.get(number))
    }

    /// The name that `handle` may mean and that was mentioned last, with its step.
    pub(super) fn last(&self, handle: &str) -> Option<(usize, usize)> {
        self.get(handle)?.last
    }

    /// The name that `handle` means if it can mean one only.
    pub(super) fn only(&self, handle: &str, groups: &mut Groups) -> Option<usize> {
        let all = &self.get(handle)?.all;
        let (&first, rest) = all.split_first()?;
        let group = groups.of(first);
        (all.len() < MANY && rest.iter().all(|&name| groups.of(name) == group)).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_grow_together() {
        let mut groups = Groups::new(5);
        groups.join(0, 3);
        groups.join(4, 3);
        assert_eq!([0, 1, 2, 3, 4].map(|member| groups.of(member)), [0, 1, 2, 0, 0]);
    }

    #[test]
    fn a_handle_means_the_last_name_mentioned_or_the_only_one() {
        let (mut table, mut groups) = (Table::default(), Groups::new(3));
        table.add("assad".into(), 0);
        assert_eq!((table.last("assad"), table.only("assad", &mut groups)), (None, Some(0)));
        table.add("assad".into(), 1);
        assert_eq!(table.only("assad", &mut groups), None);
        table.mention(1, 7);
        assert_eq!(table.last("assad"), Some((7, 1)));
        assert_eq!(table.last("other"), None);
    }
}
