//! Classes: labels as readers tell them apart, each with a style, a heading and a switch of its own.
//!
//! In: a [`Label`]. Out: its [`Class`], and sets of classes. It must not know styles, keys or words.

use super::Label;

/// What readers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Persons.
    People,
    /// Places.
    Places,
    /// Organisations.
    Organisations,
    /// Other names.
    Others,
    /// Dates and times of day.
    Dates,
    /// Money, percentages, quantities and numbers that count.
    Numbers,
    /// Web addresses, e-mail addresses, handles.
    Links,
}

impl Class {
    /// All of them, in the order lists show them.
    pub const ALL: &'static [Self] =
        &[Self::People, Self::Places, Self::Organisations, Self::Others, Self::Dates, Self::Numbers, Self::Links];

    /// The class of a label.
    #[must_use]
    pub const fn of(label: Label) -> Self {
        match label {
            Label::Person => Self::People,
            Label::Place => Self::Places,
            Label::Organisation => Self::Organisations,
            Label::Miscellaneous => Self::Others,
            Label::Date | Label::Time => Self::Dates,
            Label::Money | Label::Percent | Label::Quantity | Label::Cardinal => Self::Numbers,
            Label::Url | Label::Email | Label::Handle => Self::Links,
        }
    }

    /// Its name; its words are in the locale under `class-NAME`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Places => "places",
            Self::Organisations => "organisations",
            Self::Others => "others",
            Self::Dates => "dates",
            Self::Numbers => "numbers",
            Self::Links => "links",
        }
    }
}

/// A set of classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Classes(u8);

impl Classes {
    /// Every class.
    pub const ALL: Self = Self((1 << Class::ALL.len()) - 1);

    /// Whether `class` is among them.
    #[must_use]
    pub const fn contains(self, class: Class) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// Put `class` in, or take it out; whether it is in now.
    pub const fn toggle(&mut self, class: Class) -> bool {
        self.0 ^= 1 << class as u8;
        self.contains(class)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_has_a_label_and_a_place_in_sets() {
        let mut none = Classes::ALL;
        for &class in Class::ALL {
            assert!(Label::ALL.iter().any(|label| Class::of(*label) == class), "{class:?}");
            assert!(Classes::ALL.contains(class) && !none.toggle(class));
        }
        assert_eq!(none, Classes::default());
    }
}
