//! Themes: styles by scope name, read from `assets/themes/*.toml`.
//!
//! In: a theme's name, how many colours the terminal has, whether the theme may paint the canvas. Out: a [`Theme`].
//! NO_COLOR takes the colours and leaves bold, dim, underline and reverse. It must not know widgets.

use crate::article::Kind;
use crate::entity::Class;
use crate::store::Colour;
use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;
use std::collections::HashMap;
use std::str::FromStr;

/// What a piece of the screen is; a theme gives each a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)] // The names say it; `assets/themes/dark.toml` comments each.
pub enum Scope {
    Canvas,
    Body,
    Title,
    Dateline,
    Byline,
    Heading,
    Quote,
    ListItem,
    Separator,
    Furniture,
    Fold,
    Selection,
    Cursor,
    Scrollbar,
    ScrollbarThumb,
    Status,
    StatusTitle,
    StatusQuiet,
    Message,
    Error,
    Prompt,
    Sheet,
    SheetTitle,
    SheetHeading,
    SheetKey,
    SheetChosen,
    EntityPer,
    EntityLoc,
    EntityOrg,
    EntityMisc,
    EntityDate,
    EntityNumber,
    EntityLink,
    EntityCurrent,
    HighlightYellow,
    HighlightGreen,
    HighlightBlue,
    HighlightPink,
    HighlightCurrent,
    Panel,
    PanelTitle,
    PanelQuiet,
    PanelBorder,
    PanelChosen,
    PanelFollow,
    Hit,
    HitCurrent,
    SwitchOn,
    // The last one: styles are kept for as many as there are.
    SwitchOff,
}

impl Scope {
    /// Whether its background fills large areas rather than marking something in them.
    fn is_ground(self) -> bool {
        matches!(
            self,
            Self::Canvas
                | Self::Sheet
                | Self::SheetTitle
                | Self::SheetHeading
                | Self::SheetKey
                | Self::Panel
                | Self::PanelTitle
                | Self::PanelQuiet
                | Self::PanelBorder
                | Self::SwitchOn
                | Self::SwitchOff
        )
    }

    /// The scope of a class of entities.
    #[must_use]
    pub fn of_class(class: Class) -> Self {
        match class {
            Class::People => Self::EntityPer,
            Class::Places => Self::EntityLoc,
            Class::Organisations => Self::EntityOrg,
            Class::Others => Self::EntityMisc,
            Class::Dates => Self::EntityDate,
            Class::Numbers => Self::EntityNumber,
            Class::Links => Self::EntityLink,
        }
    }

    /// The scope of a highlight's colour.
    #[must_use]
    pub fn of_colour(colour: Colour) -> Self {
        match colour {
            Colour::Yellow => Self::HighlightYellow,
            Colour::Green => Self::HighlightGreen,
            Colour::Blue => Self::HighlightBlue,
            Colour::Pink => Self::HighlightPink,
        }
    }

    /// The scope of a paragraph.
    #[must_use]
    pub fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Title => Self::Title,
            Kind::Dateline => Self::Dateline,
            Kind::Byline => Self::Byline,
            Kind::Heading => Self::Heading,
            Kind::Body => Self::Body,
            Kind::Quote => Self::Quote,
            Kind::ListItem => Self::ListItem,
            Kind::Separator => Self::Separator,
            Kind::Furniture => Self::Furniture,
        }
    }
}

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None, or none wanted.
    None,
    /// The sixteen of ANSI.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

/// What `TERM` is in terminals that draw 24 bits. COLORTERM, which says so, does not come along through SSH.
const WITH_24_BITS: &[&str] = &["alacritty", "foot", "mlterm", "wezterm", "xterm-ghostty", "xterm-kitty"];

impl Depth {
    /// By the environment: NO_COLOR, COLORTERM, TERM.
    #[must_use]
    pub fn from_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
            Self::None
        } else if matches!(variable("COLORTERM").as_deref(), Some("truecolor" | "24bit"))
            || term.contains("direct")
            || WITH_24_BITS.contains(&term.as_str())
        {
            Self::True
        } else if term.contains("256") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }
}

/// Styles by scope.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: &'static str,
    /// How many colours it was made for, and whether it paints the canvas.
    fitted: Option<(Depth, bool)>,
    /// By the scope's number.
    styles: Vec<Style>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Raw {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
    /// Attributes where there are few colours: besides the others where there are sixteen, alone where there is none.
    mono: Vec<Attribute>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Attribute {
    Bold,
    Dim,
    Italic,
    Underline,
    Reverse,
}

impl Attribute {
    fn modifier(self) -> Modifier {
        match self {
            Self::Bold => Modifier::BOLD,
            Self::Dim => Modifier::DIM,
            Self::Italic => Modifier::ITALIC,
            Self::Underline => Modifier::UNDERLINED,
            Self::Reverse => Modifier::REVERSED,
        }
    }
}

impl Theme {
    /// A theme by name; an unknown name gives the first. Without `paint`, the canvas stays the terminal's own.
    #[must_use]
    pub fn named(name: &str, depth: Depth, paint: bool) -> Self {
        let (name, text) = known(name);
        // Themes are assets that a test reads; a broken one would show everything plain.
        let raw: HashMap<Scope, Raw> = toml::from_str(text).unwrap_or_default();
        let ground = raw.get(&Scope::Canvas).and_then(|canvas| colour(canvas.bg.as_deref(), depth));
        let mut styles = vec![Style::default(); Scope::SwitchOff as usize + 1];
        for (scope, raw) in raw.iter().filter(|(scope, _)| paint || **scope != Scope::Canvas) {
            styles[*scope as usize] = style(raw, *scope, depth, ground);
        }
        Self { name, fitted: Some((depth, paint)), styles }
    }

    /// Whether [`Self::named`] would give this very theme.
    #[must_use]
    pub fn is(&self, name: &str, depth: Depth, paint: bool) -> bool {
        self.name == known(name).0 && self.fitted == Some((depth, paint))
    }

    /// The style of a scope, over the canvas.
    #[must_use]
    pub fn style(&self, scope: Scope) -> Style {
        self.patch(Scope::Canvas).patch(self.patch(scope))
    }

    /// What `scope` alone changes, to be laid over another style.
    #[must_use]
    pub fn patch(&self, scope: Scope) -> Style {
        self.styles.get(scope as usize).copied().unwrap_or_default()
    }
}

/// The theme of this name, or the first, and its text.
fn known(name: &str) -> (&'static str, &'static str) {
    let themes = crate::assets::THEMES;
    *themes.iter().find(|(known, _)| *known == name).unwrap_or(&themes[0])
}

fn colour(name: Option<&str>, depth: Depth) -> Option<Color> {
    let name = name?;
    // Most are numbers, and ratatui looks for all its names first.
    let number = name.strip_prefix('#').filter(|digits| digits.len() == 6);
    let colour = match number.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(number) => Color::from_u32(number),
        None => Color::from_str(name).ok()?,
    };
    reduce(colour, depth)
}

/// `ground` is the canvas as the terminal can show it.
fn style(raw: &Raw, scope: Scope, depth: Depth, ground: Option<Color>) -> Style {
    let mut style =
        Style { fg: colour(raw.fg.as_deref(), depth), bg: colour(raw.bg.as_deref(), depth), ..Style::default() };
    if depth == Depth::None && !raw.mono.is_empty() {
        return raw.mono.iter().fold(Style::default(), |style, attribute| style.add_modifier(attribute.modifier()));
    }
    for (on, modifier) in [
        (raw.bold, Modifier::BOLD),
        (raw.dim, Modifier::DIM),
        (raw.italic, Modifier::ITALIC),
        (raw.underline, Modifier::UNDERLINED),
        (raw.reverse, Modifier::REVERSED),
    ] {
        if on {
            style = style.add_modifier(modifier);
        }
    }
    if depth == Depth::Sixteen {
        style = raw.mono.iter().fold(style, |style, attribute| style.add_modifier(attribute.modifier()));
    }
    if raw.bg.is_some() && style.bg == ground && !scope.is_ground() {
        // With few colours its background is the ground's, or none: it still has to stand out.
        style = Style { fg: None, bg: None, ..style }.add_modifier(Modifier::REVERSED);
    }
    style
}

/// The nearest colour the terminal has.
fn reduce(colour: Color, depth: Depth) -> Option<Color> {
    match (colour, depth) {
        (_, Depth::None) => None,
        (Color::Rgb(r, g, b), Depth::Indexed) => Some(Color::Indexed(indexed([r, g, b]))),
        (Color::Rgb(r, g, b), Depth::Sixteen) => Some(sixteen([r, g, b])),
        (colour, _) => Some(colour),
    }
}

fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    // Weighted towards green, as eyes are.
    a.iter().zip(b).zip([3u32, 4, 2]).map(|((&a, b), weight)| weight * u32::from(a.abs_diff(b)).pow(2)).sum()
}

/// Index in xterm's 256 colours: the nearer of the nearest in the 6×6×6 cube and the nearest of the ramp of greys.
fn indexed(rgb: [u8; 3]) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest = |channel: u8| (0..6u8).min_by_key(|&i| STEPS[usize::from(i)].abs_diff(channel)).unwrap_or(0);
    let cube = rgb.map(nearest);
    let sum: u16 = rgb.iter().map(|&channel| u16::from(channel)).sum();
    let grey = u8::try_from((sum / 3).saturating_sub(3) / 10).unwrap_or(23).min(23);
    if distance(rgb, [8 + 10 * grey; 3]) < distance(rgb, cube.map(|i| STEPS[usize::from(i)])) {
        232 + grey
    } else {
        16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }
}

/// The nearest of the sixteen, by the colours xterm gives them.
fn sixteen(rgb: [u8; 3]) -> Color {
    use Color::{
        Black, Blue, Cyan, DarkGray, Gray, Green, LightBlue, LightCyan, LightGreen, LightMagenta, LightRed,
        LightYellow, Magenta, Red, White, Yellow,
    };
    const PALETTE: [(Color, [u8; 3]); 16] = [
        (Black, [0, 0, 0]),
        (Red, [205, 0, 0]),
        (Green, [0, 205, 0]),
        (Yellow, [205, 205, 0]),
        (Blue, [0, 0, 238]),
        (Magenta, [205, 0, 205]),
        (Cyan, [0, 205, 205]),
        (Gray, [229, 229, 229]),
        (DarkGray, [127, 127, 127]),
        (LightRed, [255, 0, 0]),
        (LightGreen, [0, 255, 0]),
        (LightYellow, [255, 255, 0]),
        (LightBlue, [92, 92, 255]),
        (LightMagenta, [255, 0, 255]),
        (LightCyan, [0, 255, 255]),
        (White, [255, 255, 255]),
    ];
    PALETTE.iter().min_by_key(|(_, other)| distance(rgb, *other)).map_or(Gray, |(colour, _)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_reads_and_has_every_scope_that_dark_has() {
        let scopes = |text: &str| {
            let raw: HashMap<Scope, Raw> = toml::from_str(text).unwrap();
            for raw in raw.values() {
                for colour in [&raw.fg, &raw.bg].into_iter().flatten() {
                    assert!(Color::from_str(colour).is_ok(), "{colour}");
                }
            }
            let mut scopes: Vec<String> = raw.keys().map(|scope| format!("{scope:?}")).collect();
            scopes.sort();
            scopes
        };
        let dark = scopes(crate::assets::THEMES[0].1);
        assert_eq!(dark.len(), Scope::SwitchOff as usize + 1);
        for (name, text) in crate::assets::THEMES {
            assert_eq!(scopes(text), dark, "{name}");
        }
    }

    #[test]
    fn classes_of_entities_differ_with_any_number_of_colours() {
        for (name, _) in crate::assets::THEMES {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let theme = Theme::named(name, depth, true);
                let classes = Class::ALL.iter().map(|class| Scope::of_class(*class));
                let styles: Vec<Style> =
                    classes.chain([Scope::EntityCurrent, Scope::Body]).map(|scope| theme.style(scope)).collect();
                for (at, style) in styles.iter().enumerate() {
                    assert!(!styles[..at].contains(style), "{name} {depth:?}: {at}");
                }
                for [a, b] in [[Scope::Panel, Scope::PanelChosen], [Scope::PanelChosen, Scope::PanelFollow]] {
                    assert_ne!(theme.style(a), theme.style(b), "{name} {depth:?}");
                }
            }
        }
    }

    #[test]
    fn the_nearest_indexed_colour_is_chosen() {
        for (rgb, index) in [([0, 0, 0], 16), ([255, 255, 255], 231), ([8, 8, 8], 232), ([238, 238, 238], 255)] {
            assert_eq!(indexed(rgb), index, "{rgb:?}");
        }
        assert_eq!((indexed([255, 0, 0]), indexed([95, 135, 175])), (196, 67));
    }

    #[test]
    fn without_colours_the_selection_still_shows() {
        for (name, _) in crate::assets::THEMES {
            let theme = Theme::named(name, Depth::None, true);
            let (body, selection) = (theme.style(Scope::Body), theme.style(Scope::Selection));
            assert!(selection.fg.is_none() && selection.bg.is_none());
            assert_ne!(body, selection, "{name}");
        }
    }
}
