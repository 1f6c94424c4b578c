//! Everything embedded in the binary, by name: language evidence, part rules, keymaps, themes, texts, samples.
//!
//! In: nothing. Out: the files of `assets/` as text. It must not know what they mean.

/// By which letters and words the languages of a script are known, by script.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("Arabic", include_str!("../assets/languages/arabic.toml")),
    ("Hebrew", include_str!("../assets/languages/hebrew.toml")),
    ("Latin", include_str!("../assets/languages/latin.toml")),
    ("Syriac", include_str!("../assets/languages/syriac.toml")),
    ("Thaana", include_str!("../assets/languages/thaana.toml")),
    ("Cyrillic", include_str!("../assets/languages/cyrillic.toml")),
    ("Greek", include_str!("../assets/languages/greek.toml")),
];

/// How the parts of an article are told apart, by language code.
pub const PARTS: &[(&str, &str)] = &[
    ("ar", include_str!("../assets/parts/ar.toml")),
    ("fa", include_str!("../assets/parts/fa.toml")),
    ("ur", include_str!("../assets/parts/ur.toml")),
    ("he", include_str!("../assets/parts/he.toml")),
    ("en", include_str!("../assets/parts/en.toml")),
];

/// The commented default configuration.
pub const CONFIG: &str = include_str!("../assets/config.toml");

/// Keymap presets, by name.
pub const KEYMAPS: &[(&str, &str)] = &[
    ("default", include_str!("../assets/keymaps/default.toml")),
    ("less", include_str!("../assets/keymaps/less.toml")),
    ("vim", include_str!("../assets/keymaps/vim.toml")),
];

/// Themes, by name.
pub const THEMES: &[(&str, &str)] = &[
    ("dark", include_str!("../assets/themes/dark.toml")),
    ("light", include_str!("../assets/themes/light.toml")),
    ("high-contrast", include_str!("../assets/themes/high-contrast.toml")),
    ("sepia", include_str!("../assets/themes/sepia.toml")),
];

/// The texts of the interface in Fluent, by language code; the first is the fallback.
pub const LOCALES: &[(&str, &str)] =
    &[("en", include_str!("../assets/locale/en.ftl")), ("ar", include_str!("../assets/locale/ar.ftl"))];

/// Sample articles, by language code.
pub const SAMPLES: &[(&str, &str)] = &[
    ("ar", include_str!("../assets/samples/ar.txt")),
    ("fa", include_str!("../assets/samples/fa.txt")),
    ("he", include_str!("../assets/samples/he.txt")),
    ("ur", include_str!("../assets/samples/ur.txt")),
    ("en", include_str!("../assets/samples/en.txt")),
    ("mixed", include_str!("../assets/samples/mixed.txt")),
];

/// The gazetteer: names by class as an automaton, made by `assets/build`.
pub const GAZETTEER: &[u8] = include_bytes!("../assets/entity/names.fst");

/// The fast tagger's weights, made by `assets/build`.
pub const TAGGER: &[u8] = include_bytes!("../assets/entity/fast.crf");

/// Words that speak for the kind of a name beside them.
pub const CUES: &str = include_str!("../assets/entity/cues.toml");

/// What is known about names when the mentions of one thing are brought together.
pub const NAMES: &str = include_str!("../assets/entity/resolve.toml");

/// Rules by which dates, amounts and the like are found, by language code.
pub const RULES: &[(&str, &str)] = &[
    ("common", include_str!("../assets/entity/common.toml")),
    ("ar", include_str!("../assets/entity/ar.toml")),
    ("fa", include_str!("../assets/entity/fa.toml")),
    ("ur", include_str!("../assets/entity/ur.toml")),
    ("he", include_str!("../assets/entity/he.toml")),
    ("en", include_str!("../assets/entity/en.toml")),
];

/// The text of `name` in one of the tables above.
#[must_use]
pub fn find(table: &'static [(&'static str, &'static str)], name: &str) -> Option<&'static str> {
    table.iter().find(|(key, _)| *key == name).map(|(_, text)| *text)
}
