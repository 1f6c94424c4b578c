//! The keymap: which keys stand for which action.
//!
//! In: a preset (`assets/keymaps/*.toml`), changes to it, then keys as they are typed. Out: [`Lookup`]. A preset is parsed
//! when a key or an action is first looked up.
//! It must not know what actions do.

use super::{Binding, Problem, unknown};
use crate::action::{ACTIONS, Action, Layer};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fmt;

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(pub KeyCode, pub KeyModifiers);

/// What a sequence of keys stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// An action.
    Found(Action),
    /// The beginning of a longer sequence.
    Prefix,
    /// Nothing.
    NoMatch,
}

/// Which keys are bound to what.
#[derive(Debug, Clone)]
pub struct Keymap {
    /// The text of the preset.
    preset: &'static str,
    bindings: OnceCell<Bindings>,
}

/// Bindings with their layers, in the order of the presets.
type Bindings = Vec<(Vec<Key>, Action, Layer)>;

const NAMES: &[(&str, KeyCode)] = &[
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];
const MODIFIERS: &[(&str, KeyModifiers)] =
    &[("Ctrl-", KeyModifiers::CONTROL), ("Alt-", KeyModifiers::ALT), ("Shift-", KeyModifiers::SHIFT)];

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        // Shift shows in the character itself.
        let shift = if matches!(event.code, KeyCode::Char(_)) { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
        Self(event.code, event.modifiers - shift)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, modifier) in MODIFIERS {
            if self.1.contains(*modifier) {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.0) {
            return f.write_str(name);
        }
        match self.0 {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "F{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// Read a sequence: tokens parted by spaces, each a key by name or characters one after the other.
fn parse(sequence: &str) -> Option<Vec<Key>> {
    let mut keys = Vec::new();
    for token in sequence.split_whitespace() {
        match parse_key(token) {
            Some(key) => keys.push(key),
            None if !token.contains('-') || token.chars().count() == 2 => {
                keys.extend(token.chars().map(|c| Key(KeyCode::Char(c), KeyModifiers::NONE)));
            }
            None => return None,
        }
    }
    (!keys.is_empty()).then_some(keys)
}

fn parse_key(token: &str) -> Option<Key> {
    let mut rest = token;
    let mut modifiers = KeyModifiers::NONE;
    while let Some((name, modifier)) =
        MODIFIERS.iter().find(|(name, _)| rest.len() > name.len() && rest.starts_with(name))
    {
        modifiers |= *modifier;
        rest = &rest[name.len()..];
    }
    let mut chars = rest.chars();
    let code = match (chars.next(), chars.next()) {
        (Some(c), None) => KeyCode::Char(c),
        _ => match NAMES.iter().find(|(name, _)| *name == rest) {
            Some((_, code)) => *code,
            None => KeyCode::F(rest.strip_prefix('F')?.parse().ok().filter(|n| (1..=12).contains(n))?),
        },
    };
    Some(Key(code, modifiers))
}

impl Keymap {
    /// A preset by name; an unknown name gives the default.
    #[must_use]
    pub fn preset(name: &str) -> Self {
        let preset = crate::assets::find(crate::assets::KEYMAPS, name).unwrap_or(crate::assets::KEYMAPS[0].1);
        Self { preset, bindings: OnceCell::new() }
    }

    fn bindings(&self) -> &Bindings {
        self.bindings.get_or_init(|| {
            let mut bindings = Bindings::new();
            // Presets are assets that a test reads; a broken line would leave its action unbound.
            let table: BTreeMap<String, Vec<String>> = toml::from_str(self.preset).unwrap_or_default();
            for (_, name, _) in ACTIONS {
                if let Some(keys) = table.get(*name) {
                    let _ = bind(&mut bindings, name, keys);
                }
            }
            bindings
        })
    }

    /// A preset with bindings of the configuration over it, and what is wrong with those.
    #[must_use]
    pub fn configured(preset: &str, bindings: &[Binding]) -> (Self, Vec<Problem>) {
        let mut keymap = Self::preset(preset);
        let mut problems = Vec::new();
        if bindings.is_empty() {
            // The presets have no problems.
            return (keymap, problems);
        }
        for Binding { action, keys, origin } in bindings {
            if let Err(message) = keymap.rebind(action, keys) {
                problems.push(Problem { origin: origin.clone(), message });
            }
        }
        // A key that is a binding of its own ends any sequence it begins.
        for (short, action, layer) in keymap.bindings() {
            let hidden = keymap
                .bindings()
                .iter()
                .find(|(long, _, other)| long.len() > short.len() && long.starts_with(short) && layer == other);
            let Some((long, other, _)) = hidden else { continue };
            let at_fault = bindings.iter().find(|b| b.action == action.name() || b.action == other.name());
            if let Some(Binding { origin, .. }) = at_fault {
                let (short, long) = (notation(short), notation(long));
                let message = format!(
                    "{short:?} of {} hides {long:?} of {}; give one of them other keys",
                    action.name(),
                    other.name()
                );
                problems.push(Problem { origin: origin.clone(), message });
            }
        }
        (keymap, problems)
    }

    /// Bind an action to these keys and no others.
    ///
    /// # Errors
    /// A sentence naming the unknown action or key.
    pub fn rebind(&mut self, name: &str, keys: &[String]) -> Result<(), String> {
        let mut bindings = self.bindings().clone();
        bind(&mut bindings, name, keys)?;
        self.bindings = OnceCell::from(bindings);
        Ok(())
    }

    /// What the keys typed so far stand for in a layer. Behind the panel's lie those of the text, behind a pattern's
    /// those of any line.
    #[must_use]
    pub fn lookup(&self, typed: &[Key], layer: Layer) -> Lookup {
        match self.lookup_in(typed, layer) {
            Lookup::NoMatch if layer == Layer::Panel => self.lookup_in(typed, Layer::Text),
            Lookup::NoMatch if layer == Layer::Pattern => self.lookup_in(typed, Layer::Line),
            found => found,
        }
    }

    fn lookup_in(&self, typed: &[Key], layer: Layer) -> Lookup {
        let mut layer = self.bindings().iter().filter(|(.., of)| *of == layer);
        match layer.clone().find(|(keys, ..)| keys == typed) {
            Some((_, action, _)) => Lookup::Found(action.clone()),
            None if layer.any(|(keys, ..)| keys.starts_with(typed)) => Lookup::Prefix,
            None => Lookup::NoMatch,
        }
    }

    /// The keys of an action, written as in the keymap files.
    #[must_use]
    pub fn keys_of(&self, action: &Action) -> Vec<String> {
        let of_action = self.bindings().iter().filter(|(_, bound, _)| bound == action);
        of_action.map(|(keys, ..)| notation(keys)).collect()
    }
}

fn bind(bindings: &mut Bindings, name: &str, keys: &[String]) -> Result<(), String> {
    let Some(action) = Action::from_name(name) else {
        return Err(unknown("action", name, ACTIONS.iter().map(|(_, name, _)| *name)));
    };
    let mut sequences = Vec::new();
    for key in keys {
        let sequence = parse(key).ok_or_else(|| {
            format!("{name} cannot be bound to {key:?}; keys are characters or names such as Ctrl-f, Space, PgDn, F1")
        })?;
        sequences.push(sequence);
    }
    let layer = action.layer();
    bindings.retain(|(keys, bound, of)| *bound != action && (*of != layer || !sequences.contains(keys)));
    bindings.extend(sequences.into_iter().map(|keys| (keys, action.clone(), layer)));
    Ok(())
}

/// A sequence as the keymap files write it: characters run on, names are parted by spaces.
fn notation(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let separator = if names.iter().all(|name| name.chars().count() == 1) { "" } else { " " };
    names.join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(keys: &str) -> Vec<Key> {
        parse(keys).unwrap()
    }

    #[test]
    fn notation_reads_back() {
        for keys in ["j", "gg", "Ctrl-f", "Alt-Left", "Space", "F1", "]a", "Ctrl-w v", "-", "<", "Ctrl-Alt-Delete"] {
            assert_eq!(notation(&typed(keys)), keys);
        }
        assert!(parse("Ctrl-Nonsense").is_none() && parse("").is_none());
    }

    #[test]
    fn every_preset_binds_known_actions_once_and_no_key_hides_another() {
        for (name, text) in crate::assets::KEYMAPS {
            let table: BTreeMap<String, Vec<String>> = toml::from_str(text).unwrap();
            let mut all: Vec<(Vec<Key>, String)> = Vec::new();
            for (action, keys) in &table {
                let Some(of) = Action::from_name(action) else { panic!("{name}: {action}") };
                for key in keys {
                    let keys = parse(key).unwrap_or_else(|| panic!("{name}: {key}"));
                    // A switch on a key that edits would hide that wherever a pattern is typed.
                    let typed = |layer| matches!(layer, Layer::Line | Layer::Pattern);
                    let same_layer = |bound: &str| {
                        let other = Action::from_name(bound).map(|action| action.layer());
                        other == Some(of.layer()) || (other.is_some_and(typed) && typed(of.layer()))
                    };
                    for (other, bound) in all.iter().filter(|(_, bound)| same_layer(bound)) {
                        assert!(
                            !other.starts_with(&keys) && !keys.starts_with(other),
                            "{name}: {key} of {action}, {bound}"
                        );
                    }
                    all.push((keys, action.clone()));
                }
            }
            for needed in ["quit", "help", "page-down", "page-up", "cancel", "prompt", "choose"] {
                assert!(table.contains_key(needed), "{name} has no key for {needed}");
            }
        }
    }

    #[test]
    fn the_panel_s_keys_go_before_the_others_while_it_has_the_focus() {
        let keymap = Keymap::preset("default");
        assert_eq!(keymap.lookup(&typed("d"), Layer::Text), Lookup::Found(Action::HalfPageDown));
        assert_eq!(keymap.lookup(&typed("d"), Layer::Panel), Lookup::Found(Action::FoldDates));
        assert_eq!(keymap.lookup(&typed("j"), Layer::Panel), Lookup::Found(Action::LineDown));
        assert_eq!(keymap.lookup(&typed("]"), Layer::Panel), Lookup::Prefix);
        assert_eq!(keymap.lookup(&typed("Alt-d"), Layer::Panel), Lookup::NoMatch);
        // While a pattern is typed, its own keys and those of any line.
        assert_eq!(keymap.lookup(&typed("Alt-u"), Layer::Pattern), Lookup::Found(Action::SearchDigits));
        assert_eq!(keymap.lookup(&typed("Alt-d"), Layer::Pattern), Lookup::Found(Action::DeleteWordForward));
        assert_eq!(keymap.lookup(&typed("Alt-u"), Layer::Line), Lookup::NoMatch);
    }

    #[test]
    fn a_key_that_hides_a_sequence_is_said() {
        let origin = crate::config::Origin::Environment("test".into());
        let binding = Binding { action: "line-down".into(), keys: vec!["]".into()], origin };
        let (_, problems) = Keymap::configured("default", &[binding]);
        assert!(problems.len() == 1 && problems[0].message.contains("next-highlight"), "{problems:?}");
    }

    #[test]
    fn sequences_are_followed_and_bindings_replaced() {
        let mut keymap = Keymap::preset("vim");
        assert_eq!(keymap.lookup(&typed("g"), Layer::Text), Lookup::Prefix);
        assert_eq!(keymap.lookup(&typed("gg"), Layer::Text), Lookup::Found(Action::Start));
        keymap.rebind("quit", &["x".into()]).unwrap();
        assert_eq!(keymap.lookup(&typed("x"), Layer::Text), Lookup::Found(Action::Quit));
        assert_eq!(keymap.keys_of(&Action::Quit), ["x"]);
        assert!(keymap.rebind("qit", &[]).unwrap_err().contains("\"quit\""));
    }
}
