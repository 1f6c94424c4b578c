//! Patterns searched for before, the newest last.
//!
//! In: patterns. Out: the one before or after. It must not know where they are kept.

/// Patterns kept at most.
pub const KEPT: usize = 200;

/// Patterns, the newest last, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(Vec<String>);

impl History {
    /// Patterns as they were kept.
    #[must_use]
    pub fn new(patterns: impl IntoIterator<Item = String>) -> Self {
        let mut history = Self::default();
        patterns.into_iter().for_each(|pattern| history.add(&pattern));
        history
    }

    /// Add the newest.
    pub fn add(&mut self, pattern: &str) {
        if pattern.is_empty() {
            return;
        }
        self.0.retain(|other| other != pattern);
        self.0.push(pattern.to_owned());
        let surplus = self.0.len().saturating_sub(KEPT);
        self.0.drain(..surplus);
    }

    /// All of them.
    #[must_use]
    pub fn patterns(&self) -> &[String] {
        &self.0
    }

    /// The place of the next older (or newer) pattern that begins as what was typed; `Some(None)` is behind the newest.
    #[must_use]
    pub fn step(&self, at: Option<usize>, older: bool, typed: &str) -> Option<Option<usize>> {
        let fits = |place: &usize| self.0[*place].starts_with(typed);
        if older {
            (0..at.unwrap_or(self.0.len())).rev().find(fits).map(Some)
        } else {
            at.map(|at| (at + 1..self.0.len()).find(fits))
        }
    }

    /// The line after a step back or on from `line`; none where there is no further. `recalled` holds which pattern the line
    /// is, and what was typed before the first step.
    pub fn recall(&self, recalled: &mut Option<(usize, String)>, line: &str, older: bool) -> Option<String> {
        let (at, typed) = match recalled {
            Some((at, typed)) => (Some(*at), typed.clone()),
            None => (None, line.to_owned()),
        };
        let to = self.step(at, older, &typed)?;
        let line = to.and_then(|to| self.0.get(to)).unwrap_or(&typed).clone();
        *recalled = to.map(|to| (to, typed));
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_recalled_by_their_beginning() {
        let history = History::new(["نهر", "بغداد", "نجم", "بغداد"].map(String::from));
        assert_eq!(history.patterns(), ["نهر", "نجم", "بغداد"]);
        assert_eq!(history.step(None, true, ""), Some(Some(2)));
        assert_eq!(history.step(Some(2), true, "ن"), Some(Some(1)));
        assert_eq!(history.step(Some(0), true, "ن"), None);
        assert_eq!(history.step(Some(0), false, "ن"), Some(Some(1)));
        assert_eq!(history.step(Some(1), false, "ن"), Some(None));
        assert_eq!(history.step(None, false, ""), None);
        let many = History::new((0..300).map(|n| n.to_string()));
        assert_eq!((many.patterns().len(), many.patterns()[0].as_str()), (KEPT, "100"));
    }
}
