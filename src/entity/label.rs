//! Labels: the kinds of entity qari tells apart.
//!
//! In: nothing. Out: [`Label`] and its code. It must not know how entities are found.

use serde::{Deserialize, Serialize};

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What a mention is a mention of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Label {
            $($(#[$doc])* #[serde(rename = $code)] $name,)*
        }

        impl Label {
            /// Every label, in the order lists show them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its code, as CoNLL and OntoNotes write it.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The label of a code, in any case.
            #[must_use]
            pub fn of(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|label| label.code().eq_ignore_ascii_case(code))
            }
        }
    };
}

labels! {
    /// A person, real or not.
    Person = "PER",
    /// A place.
    Place = "LOC",
    /// An organisation.
    Organisation = "ORG",
    /// Another name: a work, an event, a prize, a product, a building.
    Miscellaneous = "MISC",
    /// A date, a span of dates, a year, a day named by its distance from today.
    Date = "DATE",
    /// A time of day.
    Time = "TIME",
    /// An amount of money.
    Money = "MONEY",
    /// A percentage.
    Percent = "PERCENT",
    /// A number with its unit.
    Quantity = "QUANTITY",
    /// A number that counts.
    Cardinal = "CARDINAL",
    /// A web address.
    Url = "URL",
    /// An e-mail address.
    Email = "EMAIL",
    /// `@name` or `#tag`.
    Handle = "HANDLE",
}

impl Label {
    /// Whether mentions of it are names, found by the tagger; the others follow rules.
    #[must_use]
    pub const fn is_name(self) -> bool {
        matches!(self, Self::Person | Self::Place | Self::Organisation | Self::Miscellaneous)
    }
}
