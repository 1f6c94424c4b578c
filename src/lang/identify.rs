//! Which language a text is in: the letters and words that speak for each language of its script.
//!
//! In: the evidence (`assets/languages/*.toml`, handed in as text) and a text. Out: a [`Language`].
//! The score of a language is the share of its letters among the text's letters plus the share of its words among the
//! text's words; the highest wins, the earlier on a tie. It must not know articles or files.

use super::fold;
use super::script::{self, Script, is_alphanumeric};
use serde::Deserialize;
use std::collections::HashMap;

/// A language and what speaks for it.
#[derive(Debug, Clone, Deserialize)]
pub struct Language {
    /// BCP 47 code.
    pub code: String,
    /// Its own name.
    pub name: String,
    #[serde(default)]
    letters: String,
    #[serde(default)]
    words: String,
}

/// The languages of one script, with the evidence for each.
#[derive(Debug, Clone, Deserialize)]
pub struct Languages {
    language: Vec<Language>,
}

/// Letters and words looked at, at most: enough to be sure, little enough to be free.
const SAMPLE_CHARS: usize = 1_500;
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

    /// The language of `text`, whose letters are mostly of `script`, the script of these languages; `None` where nothing
    /// speaks for any. Without evidence it is the first language of the script, but for Latin: too many share that, so it
    /// takes at least one word.
    #[must_use]
    pub fn identify(&self, text: &str, script: Script) -> Option<&Language> {
        if let [only] = self.language.as_slice() {
            return Some(only);
        }
        let end = text.char_indices().nth(SAMPLE_CHARS).map_or(text.len(), |(at, _)| at);
        let evidence = Evidence::of(&text[..end], script);
        let mut best: Option<(f64, &Language)> = None;
        for language in &self.language {
            let score = evidence.score(language);
            if score > best.map_or(FLOOR, |(score, _)| score) {
                best = Some((score, language));
            }
        }
        match best {
            Some((_, language)) if script != Script::Latin || evidence.words_of(language) > 0 => Some(language),
            None if script != Script::Latin => self.language.first(),
            _ => None,
        }
    }
}

/// The script whose languages come into question for `text`.
#[must_use]
pub fn script_of(text: &str) -> Option<Script> {
    let end = text.char_indices().nth(SAMPLE_CHARS).map_or(text.len(), |(at, _)| at);
    script::dominant(&text[..end])
}

/// Letters and words of a text, counted.
struct Evidence {
    /// In order.
    letters: Vec<char>,
    words: HashMap<String, usize>,
    word_count: usize,
}

impl Evidence {
    fn of(text: &str, script: Script) -> Self {
        let mut evidence = Self { letters: Vec::new(), words: HashMap::new(), word_count: 0 };
        for word in text.split(|c: char| !is_alphanumeric(c) && !fold::is_mark(c) && c != '\u{200c}') {
            let before = evidence.letters.len();
            evidence.letters.extend(word.chars().filter(|&c| Script::of(c) == Some(script)));
            if evidence.letters.len() > before {
                *evidence.words.entry(fold::bare(word)).or_default() += 1;
                evidence.word_count += 1;
            }
        }
        evidence.letters.sort_unstable();
        evidence
    }

    fn score(&self, language: &Language) -> f64 {
        let share = |count: usize, of: usize| if of == 0 { 0.0 } else { count as f64 / of as f64 };
        let up_to = |c: char| self.letters.partition_point(|&letter| letter <= c);
        let below = |c: char| self.letters.partition_point(|&letter| letter < c);
        let letters: usize = language.letters.chars().map(|c| up_to(c) - below(c)).sum();
        share(letters, self.letters.len()) + share(self.words_of(language), self.word_count)
    }

    fn words_of(&self, language: &Language) -> usize {
        language.words.split_whitespace().filter_map(|word| self.words.get(&fold::bare(word))).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> String {
        let Some(script) = script_of(text) else { return "und".into() };
        let toml = crate::assets::find(crate::assets::LANGUAGES, script.name()).unwrap();
        let languages = Languages::parse(toml).unwrap();
        languages.identify(text, script).map_or("und".into(), |language| language.code.clone())
    }

    #[test]
    fn evidence_names_no_letter_twice() {
        for (script, toml) in crate::assets::LANGUAGES {
            for language in Languages::parse(toml).unwrap().language {
                let mut letters: Vec<char> = language.letters.chars().collect();
                letters.sort_unstable();
                letters.dedup();
                assert_eq!(letters.len(), language.letters.chars().count(), "{script} {}", language.code);
            }
        }
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
            ("ar", "عنوان"),
            ("und", "Café Noël"),
            ("und", "123 — 456"),
        ] {
            assert_eq!(code(text), expected, "{text}");
        }
    }
}
