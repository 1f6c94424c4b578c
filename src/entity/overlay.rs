//! Corrections: what a reader has changed in the list of entities, laid over what was found.
//!
//! In: entities and [`Correction`]s in the order they were made. Out: entities, and the corrections that found nothing to correct. A
//! correction names entries by label and name, not by number, so that it holds when the article is opened again, whatever
//! engine reads it. It must not know where corrections are kept.
//!
//! The file format is TOML, made to be edited by hand:
//!
//! ```toml
//! [[correction]]
//! do = "rename"
//! label = "PER"
//! entity = "علاوي"
//! name = "إياد علاوي"
//! ```
//!
//! | `do` | also | what it does |
//! |---|---|---|
//! | `rename` | `name` | the entry gets another name; the old one stays as an alias |
//! | `retype` | `to` | the entry gets another label |
//! | `merge` | `into` | the entry's mentions go to the entry `into` of the same label, else of any |
//! | `split` | `form` | mentions written as `form` become an entry of their own |
//! | `hide` | | the entry is left out |
//! | `add` | | every occurrence of the text `entity` as whole words is a mention of an entry `entity` |

use super::{Entities, Entity, Label};
use crate::lang::fold::key;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// One correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// What is done.
    #[serde(flatten)]
    pub change: Change,
    /// The entry's label.
    pub label: Label,
    /// The entry's name.
    pub entity: String,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Change {
    /// Another name.
    Rename {
        /// The new name.
        name: String,
    },
    /// Another label.
    Retype {
        /// The new label.
        to: Label,
    },
    /// One entry with another.
    Merge {
        /// Name of the entry that stays.
        into: String,
    },
    /// Mentions of one form apart.
    Split {
        /// The form.
        form: String,
    },
    /// Left out.
    Hide,
    /// A new entry.
    Add,
}

/// Corrections as a file holds them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overlay {
    /// The article's title or source, for people.
    #[serde(default)]
    pub article: String,
    /// In the order they were made.
    #[serde(default, rename = "correction", skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

impl Overlay {
    /// Read a file's text.
    ///
    /// # Errors
    /// Where it is not of the format above; the error says where.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml)
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// The text of a file.
    ///
    /// # Errors
    /// None that the types allow.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }

    /// Lay the corrections over what was found in `text`. Those that find nothing to correct are returned.
    #[must_use]
    pub fn apply(&self, text: &str, found: Entities) -> (Entities, Vec<&Correction>) {
        let dates = found.dates().to_vec();
        let mut entities = found.into_inner();
        let lost =
            self.corrections.iter().filter(|correction| correction.apply(text, &mut entities).is_none()).collect();
        (Entities::new(entities).dated(dates), lost)
    }
}

impl Correction {
    /// Change the entries; `None` where there is none such.
    fn apply(&self, text: &str, entities: &mut Vec<Entity>) -> Option<()> {
        if self.change == Change::Add {
            return add(text, entities, self.label, &self.entity);
        }
        let at = position(entities, Some(self.label), &self.entity)?;
        match &self.change {
            Change::Rename { name } => {
                let entity = &mut entities[at];
                let old = std::mem::replace(&mut entity.name, name.clone());
                entity.aliases.retain(|alias| alias != name);
                if old != *name {
                    entity.aliases.insert(0, old);
                }
            }
            Change::Retype { to } => entities[at].label = *to,
            Change::Merge { into } => {
                let target = position(entities, Some(self.label), into).or_else(|| position(entities, None, into))?;
                if target != at {
                    let from = std::mem::take(&mut entities[at].mentions);
                    let names =
                        std::iter::once(entities[at].name.clone()).chain(std::mem::take(&mut entities[at].aliases));
                    let names: Vec<String> = names.collect();
                    let entity = &mut entities[target];
                    entity.mentions.extend(from);
                    for name in names {
                        if name != entity.name && !entity.aliases.contains(&name) {
                            entity.aliases.push(name);
                        }
                    }
                    entities.remove(at);
                }
            }
            Change::Split { form } => {
                let wanted = key(form);
                let (apart, rest): (Vec<Span>, Vec<Span>) =
                    entities[at].mentions.iter().partition(|span| key(span.of(text)) == wanted);
                if apart.is_empty() || rest.is_empty() {
                    return None;
                }
                entities[at].mentions = rest;
                entities[at].aliases.retain(|alias| key(alias) != wanted);
                let label = entities[at].label;
                entities.push(Entity { label, name: form.clone(), aliases: Vec::new(), mentions: apart });
            }
            Change::Hide => {
                entities.remove(at);
            }
            Change::Add => {}
        }
        Some(())
    }
}

/// The entry of a name, by its name or one of its aliases.
fn position(entities: &[Entity], label: Option<Label>, name: &str) -> Option<usize> {
    let wanted = key(name);
    let of_label = |entity: &&(usize, &Entity)| label.is_none_or(|label| entity.1.label == label);
    let all: Vec<(usize, &Entity)> = entities.iter().enumerate().collect();
    let by_name = all.iter().filter(of_label).find(|(_, entity)| key(&entity.name) == wanted);
    by_name
        .or_else(|| {
            all.iter().filter(of_label).find(|(_, entity)| entity.aliases.iter().any(|alias| key(alias) == wanted))
        })
        .map(|(at, _)| *at)
}

/// Every occurrence of `name` as whole words becomes a mention; what it overlaps gives way.
fn add(text: &str, entities: &mut Vec<Entity>, label: Label, name: &str) -> Option<()> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: usize| !inside(text[..at].chars().next_back()) && !inside(text[at + name.len()..].chars().next());
    let spans: Vec<Span> = (!name.is_empty())
        .then(|| text.match_indices(name).filter(|(at, _)| whole(*at)).map(|(at, _)| Span::new(at, at + name.len())))?
        .collect();
    let anywhere = || text.match_indices(name).next().map(|(at, _)| vec![Span::new(at, at + name.len())]);
    let spans = if spans.is_empty() { anywhere()? } else { spans };
    for entity in entities.iter_mut() {
        entity.mentions.retain(|mention| !spans.iter().any(|span| span.overlaps(*mention)));
    }
    entities.retain(|entity| !entity.mentions.is_empty());
    match position(entities, Some(label), name) {
        Some(at) => entities[at].mentions.extend(spans),
        None => entities.push(Entity { label, name: name.to_owned(), aliases: Vec::new(), mentions: spans }),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "إياد علاوي وعلاوي في بغداد. زار سالم بغداد مع سالم الناصري.";

    fn found() -> Entities {
        let spans =
            |name: &str| TEXT.match_indices(name).map(|(at, _)| Span::new(at, at + name.len())).collect::<Vec<_>>();
        let entity = |label, name: &str, aliases: &[&str], mentions: Vec<Span>| Entity {
            label,
            name: name.into(),
            aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
            mentions,
        };
        let last = spans("علاوي")[1];
        Entities::new(vec![
            entity(Label::Person, "إياد علاوي", &["علاوي"], [spans("إياد علاوي"), vec![last]].concat()),
            entity(Label::Organisation, "بغداد", &[], spans("بغداد")),
            entity(Label::Person, "سالم", &[], spans("سالم")[..1].to_vec()),
        ])
    }

    fn after(toml: &str) -> (Vec<(Label, String, usize)>, usize) {
        let overlay = Overlay::parse(toml).unwrap();
        assert_eq!(Overlay::parse(&overlay.to_toml().unwrap()).unwrap(), overlay);
        let (entities, lost) = overlay.apply(TEXT, found());
        let list =
            entities.iter().map(|(_, entity)| (entity.label, entity.name.clone(), entity.mentions.len())).collect();
        (list, lost.len())
    }

    #[test]
    fn each_correction_does_what_it_says() {
        let one = |change: &str| after(&format!("[[correction]]\n{change}"));
        let (list, lost) = one("do = \"retype\"\nlabel = \"ORG\"\nentity = \"بغداد\"\nto = \"LOC\"");
        assert_eq!((list[1].clone(), lost), ((Label::Place, "بغداد".into(), 2), 0));
        assert_eq!(
            one("do = \"rename\"\nlabel = \"PER\"\nentity = \"علاوي\"\nname = \"د. إياد علاوي\"").0[0].1,
            "د. إياد علاوي"
        );
        assert_eq!(one("do = \"hide\"\nlabel = \"PER\"\nentity = \"سالم\"").0.len(), 2);
        assert_eq!(one("do = \"split\"\nlabel = \"PER\"\nentity = \"إياد علاوي\"\nform = \"علاوي\"").0.len(), 4);
        assert_eq!(one("do = \"merge\"\nlabel = \"PER\"\nentity = \"سالم\"\ninto = \"علاوي\"").0[0].2, 3);
        let (list, _) = one("do = \"add\"\nlabel = \"PER\"\nentity = \"سالم الناصري\"");
        assert!(list.contains(&(Label::Person, "سالم الناصري".into(), 1)));
    }

    #[test]
    fn a_correction_of_nothing_is_told() {
        let (list, lost) = after("[[correction]]\ndo = \"hide\"\nlabel = \"PER\"\nentity = \"نزار\"");
        assert_eq!((list.len(), lost), (3, 1));
        assert!(Overlay::parse("[[correction]]\ndo = \"sing\"").is_err());
    }
}
