//! The settings: one table for the configuration file, the environment, the command line and `:SETTING VALUE`.
//!
//! In: a name and a value as text. Out: [`Settings`], or a sentence saying what would be a value.
//! It must not know which layer speaks.

use super::theme::Depth;
use super::unknown;
use super::value::{Engine, When, auto_or, known, number, or_auto, truth, when, when_name};
use crate::article::DirectionRule;
use crate::calibration::Calibration;
use crate::lang::Direction;
use crate::layout::width::Widths;
use crate::layout::{Options, Shown};
use crate::load::LoadOptions;
use crate::terminal::mode::OutputMode;
use crate::terminal::probe::{Findings, Told};

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Line width in cells; overrides the measure.
    pub width: Option<usize>,
    /// Longest line set, in cells; 0 takes the whole width.
    pub measure: usize,
    /// Blank rows between paragraphs.
    pub paragraph_spacing: usize,
    /// Cells the first line of a paragraph is set in by.
    pub first_line_indent: usize,
    /// Widen spaces until lines fill the measure.
    pub justify: bool,
    /// Show tashkeel and niqqud.
    pub tashkeel: bool,
    /// Use presentation forms: `Auto` does where the terminal does not join by itself.
    pub shaping: When,
    /// Output mode; `None` finds out.
    pub mode: Option<OutputMode>,
    /// How paragraphs find their direction.
    pub direction: DirectionRule,
    /// Language of the article; `None` finds out.
    pub lang: Option<String>,
    /// Encoding of the article; `None` finds out.
    pub encoding: Option<String>,
    /// Theme; `None` goes by the terminal's background.
    pub theme: Option<String>,
    /// Colours.
    pub color: When,
    /// Keymap preset.
    pub keymap: String,
    /// Language of the interface; `None` goes by the locale.
    pub interface: Option<String>,
    /// Fold page furniture away from the start.
    pub fold_furniture: bool,
    /// Show a scrollbar.
    pub scrollbar: bool,
    /// Take the mouse: wheel, click, drag.
    pub mouse: bool,
    /// Most bytes copied to the clipboard through the terminal.
    pub copy_limit: usize,
    /// What finds names.
    pub engine: Engine,
    /// Open an article where reading it stopped.
    pub resume: bool,
    /// Keep what is read, when and how far.
    pub history: bool,
    /// Highlight entities in the text.
    pub entities: bool,
    /// Cells of the panel of entities, where the window has them.
    pub panel_width: usize,
    /// What is set for single terminals.
    pub terminals: Vec<OfTerminal>,
}

/// What is set for one terminal: what `auto` stands for there, and whether it shows marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OfTerminal {
    /// Its name, as `qari doctor` says it.
    pub name: String,
    /// Output mode, where the setting is `auto`.
    pub mode: Option<OutputMode>,
    /// Use presentation forms, where the setting is `auto`.
    pub shaping: When,
    /// Show tashkeel and niqqud, where the setting shows them.
    pub tashkeel: Option<bool>,
}

impl OfTerminal {
    /// The settings that may be set for one terminal.
    pub const NAMES: [&str; 3] = ["mode", "shaping", "tashkeel"];

    /// Set `name` to `value`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what would be right.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !Self::NAMES.contains(&name) {
            return Err(unknown("setting of a terminal", name, Self::NAMES.into_iter()));
        }
        let mut settings = Settings::default();
        settings.set(name, value)?;
        match name {
            "mode" => self.mode = settings.mode,
            "shaping" => self.shaping = settings.shaping,
            _ => self.tashkeel = Some(settings.tashkeel),
        }
        Ok(())
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            width: None,
            measure: 80,
            paragraph_spacing: 1,
            first_line_indent: 0,
            justify: false,
            tashkeel: true,
            shaping: When::Auto,
            mode: None,
            direction: DirectionRule::Auto,
            lang: None,
            encoding: None,
            theme: None,
            color: When::Auto,
            keymap: "default".into(),
            interface: None,
            fold_furniture: false,
            scrollbar: true,
            mouse: true,
            copy_limit: 74_994,
            engine: Engine::Auto,
            resume: true,
            history: true,
            entities: true,
            panel_width: 36,
            terminals: Vec::new(),
        }
    }
}

/// One setting: its name, what values it takes, how it is set and read.
pub struct Setting {
    /// Name in the file and on the command line (`--NAME`); upper-cased behind `QARI_` in the environment.
    pub name: &'static str,
    /// The values it takes, for people.
    pub values: &'static str,
    set: fn(&mut Settings, &str) -> Option<()>,
    get: fn(&Settings) -> String,
}

impl Setting {
    /// The words among its values.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        let pieces = self.values.split(", ").flat_map(|piece| piece.split(" or "));
        let words = pieces.flat_map(|piece| piece.split(" such as ")).filter(|word| word.parse::<usize>().is_err());
        words.filter(|word| (self.set)(&mut Settings::default(), word).is_some()).collect()
    }
}

/// Widest line that can be asked for: beyond it nothing wraps.
const WIDEST: usize = 1_000_000;

/// Narrowest and widest panel of entities.
pub const PANEL_NARROWEST: usize = 20;
/// See [`PANEL_NARROWEST`].
pub const PANEL_WIDEST: usize = 100;

/// Every setting there is.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "width",
        values: "auto, or cells from 1 to 1000000",
        set: |s, v| {
            s.width = if v == "auto" { None } else { Some(number(v, WIDEST).filter(|&n| n > 0)?) };
            Some(())
        },
        get: |s| s.width.map_or("auto".into(), |n| n.to_string()),
    },
    Setting {
        name: "measure",
        values: "cells, 0 for the whole width",
        set: |s, v| number(v, WIDEST).map(|n| s.measure = n),
        get: |s| s.measure.to_string(),
    },
    Setting {
        name: "paragraph-spacing",
        values: "rows from 0 to 5",
        set: |s, v| number(v, 5).map(|n| s.paragraph_spacing = n),
        get: |s| s.paragraph_spacing.to_string(),
    },
    Setting {
        name: "first-line-indent",
        values: "cells from 0 to 20",
        set: |s, v| number(v, 20).map(|n| s.first_line_indent = n),
        get: |s| s.first_line_indent.to_string(),
    },
    Setting {
        name: "justify",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.justify = b),
        get: |s| s.justify.to_string(),
    },
    Setting {
        name: "tashkeel",
        values: "show or hide",
        set: |s, v| {
            s.tashkeel = match v {
                "show" => true,
                "hide" => false,
                _ => return None,
            };
            Some(())
        },
        get: |s| if s.tashkeel { "show" } else { "hide" }.into(),
    },
    Setting {
        name: "shaping",
        values: "auto, on or off",
        set: |s, v| when(v, "on", "off").map(|w| s.shaping = w),
        get: |s| when_name(s.shaping, "on", "off"),
    },
    Setting {
        name: "mode",
        values: "auto, visual, explicit, runs, words, mlterm, lro or logical",
        set: |s, v| {
            s.mode = if v == "auto" { None } else { Some(OutputMode::from_name(v)?) };
            Some(())
        },
        get: |s| auto_or(s.mode.map(OutputMode::name)),
    },
    Setting {
        name: "direction",
        values: "auto, first-strong, rtl or ltr",
        set: |s, v| {
            s.direction = match v {
                "auto" => DirectionRule::Auto,
                "first-strong" => DirectionRule::FirstStrong,
                "rtl" => DirectionRule::Fixed(Direction::Rtl),
                "ltr" => DirectionRule::Fixed(Direction::Ltr),
                _ => return None,
            };
            Some(())
        },
        get: |s| {
            match s.direction {
                DirectionRule::Auto => "auto",
                DirectionRule::FirstStrong => "first-strong",
                DirectionRule::Fixed(direction) => direction.name(),
            }
            .into()
        },
    },
    Setting {
        name: "lang",
        values: "auto, or a language code such as ar, fa, ur, he, en",
        set: |s, v| {
            let code = !v.is_empty() && v.len() <= 35 && v.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            code.then(|| s.lang = or_auto(v))
        },
        get: |s| auto_or(s.lang.as_deref()),
    },
    Setting {
        name: "encoding",
        values: "auto, or an encoding label such as utf-8 or windows-1256",
        set: |s, v| {
            if v != "auto" {
                encoding_rs::Encoding::for_label(v.as_bytes())?;
            }
            s.encoding = or_auto(v);
            Some(())
        },
        get: |s| auto_or(s.encoding.as_deref()),
    },
    Setting {
        name: "theme",
        values: "auto, dark, light, high-contrast or sepia",
        set: |s, v| {
            if v != "auto" {
                known(v, crate::assets::THEMES)?;
            }
            s.theme = or_auto(v);
            Some(())
        },
        get: |s| auto_or(s.theme.as_deref()),
    },
    Setting {
        name: "color",
        values: "auto, always or never",
        set: |s, v| when(v, "always", "never").map(|w| s.color = w),
        get: |s| when_name(s.color, "always", "never"),
    },
    Setting {
        name: "keymap",
        values: "default, less or vim",
        set: |s, v| known(v, crate::assets::KEYMAPS).map(|()| s.keymap = v.into()),
        get: |s| s.keymap.clone(),
    },
    Setting {
        name: "interface",
        values: "auto, en or ar",
        set: |s, v| {
            if v != "auto" {
                known(v, crate::assets::LOCALES)?;
            }
            s.interface = or_auto(v);
            Some(())
        },
        get: |s| auto_or(s.interface.as_deref()),
    },
    Setting {
        name: "fold-furniture",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.fold_furniture = b),
        get: |s| s.fold_furniture.to_string(),
    },
    Setting {
        name: "scrollbar",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.scrollbar = b),
        get: |s| s.scrollbar.to_string(),
    },
    Setting {
        name: "mouse",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.mouse = b),
        get: |s| s.mouse.to_string(),
    },
    Setting {
        name: "copy-limit",
        values: "bytes from 0 to 10000000",
        set: |s, v| number(v, 10_000_000).map(|n| s.copy_limit = n),
        get: |s| s.copy_limit.to_string(),
    },
    Setting {
        name: "engine",
        values: "auto or fast",
        set: |s, v| Engine::named(v).map(|engine| s.engine = engine),
        get: |s| s.engine.name().into(),
    },
    Setting {
        name: "resume",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.resume = b),
        get: |s| s.resume.to_string(),
    },
    Setting {
        name: "history",
        values: "true or false",
        set: |s, v| truth(v).map(|b| s.history = b),
        get: |s| s.history.to_string(),
    },
    Setting {
        name: "entities",
        values: "on or off",
        set: |s, v| truth(v).map(|b| s.entities = b),
        get: |s| if s.entities { "on" } else { "off" }.into(),
    },
    Setting {
        name: "panel-width",
        values: "cells from 20 to 100",
        set: |s, v| number(v, PANEL_WIDEST).filter(|&n| n >= PANEL_NARROWEST).map(|n| s.panel_width = n),
        get: |s| s.panel_width.to_string(),
    },
];

/// The environment variable of a setting.
#[must_use]
pub fn variable(name: &str) -> String {
    format!("QARI_{}", name.replace('-', "_").to_uppercase())
}

impl From<&Settings> for LoadOptions {
    fn from(settings: &Settings) -> Self {
        Self { encoding: settings.encoding.clone(), language: settings.lang.clone(), direction: settings.direction }
    }
}

/// The widths of a terminal: those measured, or those of terminals like it.
fn widths(terminal: &str, findings: &Findings, calibration: &Calibration) -> Widths {
    let usual = findings.widths();
    calibration.of(terminal).widths.map_or(usual, |widths| Widths { joiner: widths.joiner.min(usual.joiner), ..widths })
}

/// Whether marks reach the screen as marks: where they are dropped, or take a cell, text reads better without.
#[must_use]
pub fn keeps_marks(mode: OutputMode, terminal: &str, findings: &Findings, calibration: &Calibration) -> bool {
    mode.keeps_marks() && findings.keeps_marks() && widths(terminal, findings, calibration).mark <= 1
}

impl Settings {
    /// Set `name` to `value`.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what would be right.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
            return Err(unknown("setting", name, SETTINGS.iter().map(|setting| setting.name)));
        };
        (setting.set)(self, value).ok_or_else(|| format!("{name} cannot be {value:?}; it takes {}", setting.values))
    }

    /// What is set for the terminal of that name; for `tmux/vte`, else for `tmux`.
    #[must_use]
    pub fn of_terminal(&self, identity: &str) -> Option<&OfTerminal> {
        let named = |name: &str| self.terminals.iter().find(|terminal| terminal.name == name);
        named(identity).or_else(|| named(identity.split_once('/')?.0))
    }

    /// What goes over what is found out about a terminal: the setting, its own settings, what calibration kept.
    #[must_use]
    pub fn told(&self, calibration: &Calibration, identity: &str) -> Told {
        Told {
            setting: self.mode,
            configured: self.of_terminal(identity).and_then(|terminal| terminal.mode),
            calibrated: calibration.of(identity).mode,
        }
    }

    /// What a terminal shows of texts in a mode, by what is known of it: what was measured goes over what is usual.
    #[must_use]
    pub fn shown(&self, mode: OutputMode, terminal: &str, findings: &Findings, calibration: &Calibration) -> Shown {
        let widths = widths(terminal, findings, calibration);
        let keeps_marks = keeps_marks(mode, terminal, findings, calibration);
        Shown {
            glyphs: mode.glyphs(self.shaped(terminal)),
            tashkeel: self.shows_tashkeel(terminal, keeps_marks),
            widths,
        }
    }

    /// Whether letters are joined by presentation forms where qari reorders: `auto` does, unless the terminal's own setting
    /// says otherwise.
    #[must_use]
    pub fn shaped(&self, identity: &str) -> bool {
        let of_terminal = || self.of_terminal(identity).map_or(When::Auto, |terminal| terminal.shaping);
        (if self.shaping == When::Auto { of_terminal() } else { self.shaping }) != When::Never
    }

    /// Whether tashkeel is shown in a terminal, which may not keep marks.
    #[must_use]
    pub fn shows_tashkeel(&self, identity: &str, keeps_marks: bool) -> bool {
        let of_terminal = self.of_terminal(identity).and_then(|terminal| terminal.tashkeel);
        self.tashkeel && of_terminal.unwrap_or(keeps_marks)
    }

    /// The language of the interface: the one asked for, or the locale's.
    #[must_use]
    pub fn interface_language<'a>(&'a self, locale: &'a str) -> &'a str {
        self.interface.as_deref().unwrap_or(locale)
    }

    /// Colours used on a terminal that has `terminal` of them.
    #[must_use]
    pub fn depth(&self, terminal: Depth) -> Depth {
        match self.color {
            When::Never => Depth::None,
            When::Auto => terminal,
            When::Always => terminal.max(Depth::Sixteen),
        }
    }

    /// How running text is laid out on lines of `width` cells.
    #[must_use]
    pub fn layout_options(&self, width: usize, shown: Shown) -> Options {
        Options { justify: self.justify, indent: self.first_line_indent, ..shown.options(width) }
    }

    /// The value of a setting; none where there is no such setting.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<String> {
        SETTINGS.iter().find(|setting| setting.name == name).map(|setting| (setting.get)(self))
    }

    /// The value of every setting, by name.
    pub fn values(&self) -> impl Iterator<Item = (&'static str, String)> + '_ {
        SETTINGS.iter().map(|setting| (setting.name, (setting.get)(self)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_takes_back_what_it_says() {
        let defaults = Settings::default();
        let mut other = Settings::default();
        for (name, value) in defaults.values() {
            other.set(name, &value).unwrap();
        }
        assert_eq!(other, defaults);
    }

    #[test]
    fn the_words_a_setting_takes_are_those_it_names() {
        let words = |name: &str| SETTINGS.iter().find(|setting| setting.name == name).unwrap().words();
        assert_eq!(words("width"), ["auto"]);
        assert_eq!(words("measure"), [""; 0]);
        assert_eq!(words("lang"), ["auto", "ar", "fa", "ur", "he", "en"]);
        assert_eq!(words("encoding"), ["auto", "utf-8", "windows-1256"]);
        assert_eq!(words("entities"), ["on", "off"]);
        for (name, known) in [
            ("theme", crate::assets::THEMES),
            ("keymap", crate::assets::KEYMAPS),
            ("interface", crate::assets::LOCALES),
        ] {
            assert!(known.iter().all(|(value, _)| words(name).contains(value)), "{name}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_would_be_right() {
        let mut settings = Settings::default();
        assert!(settings.set("mesure", "70").unwrap_err().contains("\"measure\""));
        assert!(settings.set("mode", "sideways").unwrap_err().contains("visual"));
        assert!(settings.set("width", "0").is_err());
    }
}
