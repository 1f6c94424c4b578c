//! Values: what the words of a setting stand for, and the words for it.
//!
//! In: a value as it is written in a layer. Out: what it means, `None` where it means nothing, and the other way round.
//! It must not know which setting it is of.

/// When to do something that depends on where output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum When {
    /// When it makes sense.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// What finds names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// The fast engine at once, and the full one behind it where its file is there.
    #[default]
    Auto,
    /// The fast engine alone.
    Fast,
}

impl Engine {
    const NAMES: [(&'static str, Self); 2] = [("auto", Self::Auto), ("fast", Self::Fast)];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(of, _)| *of == name).map(|(_, engine)| *engine)
    }

    pub(super) fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, engine)| *engine == self).map_or("auto", |(name, _)| name)
    }
}

/// A number up to `most`.
pub(super) fn number(value: &str, most: usize) -> Option<usize> {
    value.parse().ok().filter(|&number| number <= most)
}

/// Yes or no, in the words people use.
pub(super) fn truth(value: &str) -> Option<bool> {
    match value {
        "true" | "on" | "yes" => Some(true),
        "false" | "off" | "no" => Some(false),
        _ => None,
    }
}

/// A text, nothing for `auto`.
pub(super) fn or_auto(value: &str) -> Option<String> {
    (value != "auto").then(|| value.to_owned())
}

/// Whether a table has the name.
pub(super) fn known(value: &str, table: &[(&str, &str)]) -> Option<()> {
    table.iter().any(|(name, _)| *name == value).then_some(())
}

/// `auto | yes-word | no-word`.
pub(super) fn when(value: &str, yes: &str, no: &str) -> Option<When> {
    match value {
        "auto" => Some(When::Auto),
        _ if value == yes => Some(When::Always),
        _ if value == no => Some(When::Never),
        _ => None,
    }
}

/// The word for it: the other way from [`when`].
pub(super) fn when_name(when: When, yes: &str, no: &str) -> String {
    match when {
        When::Auto => "auto",
        When::Always => yes,
        When::Never => no,
    }
    .into()
}

/// The other way from [`or_auto`].
pub(super) fn auto_or(value: Option<&str>) -> String {
    value.unwrap_or("auto").into()
}
