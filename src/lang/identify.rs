//! Which language a text is in: the letters and words that speak for each language of its script.
//!
//! In: the evidence (`assets/languages.toml`, handed in as text) and a text. Out: a [`Language`].
//! The score of a language is the share of its letters among the text's letters plus the share of its words among the
//! text's words; the highest wins, the earlier on a tie. It must not know articles or files.

use super::fold;
use super::script::{self, Script};
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// A language and what speaks for it.
#[derive(Debug, Clone, Deserialize)]
pub struct Language {
    /// BCP 47 code.
    pub code: String,
    /// Its own name.
    pub name: String,
    script: Script,
    #[serde(default)]
    letters: String,
    #[serde(default)]
    words: Vec<String>,
}

/// All languages known.
#[derive(Debug, Clone, Deserialize)]
pub struct Languages {
    language: Vec<Language>,
}

/// Letters and words looked at, at most: enough to be sure, little enough to be free.
const SAMPLE_CHARS: usize = 12_000;
/// Below this score nothing speaks for any language.
const FLOOR: f64 = 0.02;

impl Languages {
    /// Read the evidence.
    ///
    /// # Errors
    /// Where the text is not TOML of that shape.
    pub fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(toml)
    }

    /// The language with this code.
    #[must_use]
    pub fn get(&self, code: &str) -> Option<&Language> {
        self.language.iter().find(|language| language.code == code)
    }

    /// The language of `text`; `None` where nothing speaks for any.
    #[must_use]
    pub fn identify(&self, text: &str) -> Option<&Language> {
        let end = text.char_indices().nth(SAMPLE_CHARS).map_or(text.len(), |(at, _)| at);
        let text = &text[..end];
        let script = script::dominant(text)?;
        let mut letters: HashMap<char, usize> = HashMap::new();
        let mut words: HashMap<String, usize> = HashMap::new();
        let (mut letter_count, mut word_count) = (0usize, 0usize);
        for word in text.split(|c: char| !c.is_alphanumeric() && !fold::is_mark(c) && c != '\u{200c}') {
            let mut belongs = false;
            for c in word.chars().filter(|&c| Script::of(c) == Some(script)) {
                *letters.entry(c).or_default() += 1;
                letter_count += 1;
                belongs = true;
            }
            if belongs {
                *words.entry(fold::bare(word)).or_default() += 1;
                word_count += 1;
            }
        }
        let share = |count: usize, of: usize| if of == 0 { 0.0 } else { count as f64 / of as f64 };
        let mut best: Option<(f64, &Language)> = None;
        for language in self.language.iter().filter(|language| language.script == script) {
            let own: HashSet<char> = language.letters.chars().collect();
            let by_letter: usize = own.iter().filter_map(|c| letters.get(c)).sum();
            let by_word: usize = language.words.iter().filter_map(|word| words.get(&fold::bare(word))).sum();
            let score = share(by_letter, letter_count) + share(by_word, word_count);
            if score > best.map_or(FLOOR, |(score, _)| score) {
                best = Some((score, language));
            }
        }
        best.map(|(_, language)| language).or_else(|| {
            // A script with one language needs no evidence.
            let mut of_script = self.language.iter().filter(|language| language.script == script);
            of_script.next().filter(|_| of_script.next().is_none())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        let languages = Languages::parse(crate::assets::LANGUAGES).unwrap();
        languages.identify(text).map_or("und".into(), |language| language.code.clone())
    }

    #[test]
    fn one_sentence_is_enough() {
        for (expected, text) in [
            ("ar", "ذهب الطبيب إلى المدينة في الصباح ثم عاد مع أخيه"),
            ("fa", "او هر روز صبح با قطار به شهر می‌رود و عصر برمی‌گردد"),
            ("ur", "وہ ہر روز صبح اپنے بھائی کے ساتھ شہر جاتا ہے"),
            ("he", "הוא נסע אל העיר בבוקר וחזר עם אחיו בערב"),
            ("yi", "ער איז געפֿאָרן אין שטאָט אַרײַן און איז צוריקגעקומען מיט זײַן ברודער"),
            ("ckb", "ئەو ڕۆژانە بەیانیان دەچێت بۆ شار و ئێواران دەگەڕێتەوە"),
            ("ps", "هغه هره ورځ سهار ښار ته ځي او ماښام بېرته راځي"),
            ("en", "he goes to the city in the morning and comes back with his brother"),
            ("fr", "il va à la ville le matin et revient avec son frère"),
            ("el", "πηγαίνει στην πόλη το πρωί"),
            ("und", "123 — 456"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
