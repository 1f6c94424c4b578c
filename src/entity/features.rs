//! Features: what the fast tagger sees of each word, as numbers.
//!
//! In: the words of a sentence and the gazetteer's evidence. Out: for each word, the hashes of its features. The same
//! code makes the features for training (see `assets/build`) and for tagging, so that they cannot differ.
//! It must not know tags or weights.

use super::gazetteer::Evidence;
use crate::lang::clitic::readings;
use crate::lang::fold::key_into;
use crate::lang::script::Script;

/// The words of a sentence, made ready: their keys, stems and shapes.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    words: Vec<Word>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    key: (u32, u32),
    stem: u32,
    shape: u32,
    /// The nearest word before that is no quotation mark or bracket; itself where there is none.
    cue: u32,
    quoted: bool,
}

fn opens(word: &str) -> bool {
    matches!(word, "\"" | "“" | "«" | "(" | "'" | "‘" | "„" | "[")
}

fn closes(word: &str) -> bool {
    matches!(word, "\"" | "”" | "»" | ")" | "'" | "’" | "]" | "“")
}

impl Words {
    /// Make the words of a sentence ready.
    #[must_use]
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        let mut quoted = false;
        for (at, word) in words.into_iter().enumerate() {
            let start = all.text.len();
            key_into(word, &mut all.text);
            let key = &all.text[start..];
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let cue = all.words.last().map_or(at, |before| {
                let (from, to) = before.key;
                if opens(&all.text[from as usize..to as usize]) { before.cue } else { at.wrapping_sub(1) }
            });
            if quoted && closes(word) {
                quoted = false;
            }
            let narrow = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
            all.words.push(Word {
                key: (narrow(start), narrow(start + key.len())),
                stem: narrow(start + stem(key)),
                shape: shape(word, key),
                cue,
                quoted,
            });
            if opens(word) && !closes(word) || matches!(word, "\"" | "'" | "“") && !quoted {
                quoted = true;
            }
        }
        all
    }

    /// The key of a word.
    #[must_use]
    pub fn key(&self, at: usize) -> &str {
        let (start, end) = self.words[at].key;
        &self.text[start as usize..end as usize]
    }

    /// The keys of all words.
    #[must_use]
    pub fn keys(&self) -> Vec<&str> {
        (0..self.words.len()).map(|at| self.key(at)).collect()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The key of a word without the clitics that its letters tell.
    #[must_use]
    pub fn bare(&self, at: usize) -> String {
        let key = self.key(at);
        readings(key)
            .skip(1)
            .last()
            .filter(|reading| reading.article || key[reading.skip..].starts_with("ال") || key.starts_with('و'))
            .map_or_else(|| key.to_owned(), |reading| reading.stem(key))
    }

    fn stem(&self, at: usize) -> &str {
        let word = self.words[at];
        &self.text[word.stem as usize..word.key.1 as usize]
    }
}

/// Where the stem of a key begins: behind its clitics, where an article follows them, and behind the article.
fn stem(key: &str) -> usize {
    let mut skip = 0;
    for reading in readings(key) {
        let rest = &key[reading.skip..];
        if reading.article
            || rest.starts_with("ال")
            || reading.letters == 1 && rest.chars().count() > 3 && key.starts_with('و')
        {
            skip = reading.skip;
        }
    }
    let rest = &key[skip..];
    let article = if rest.starts_with("ال") {
        4
    } else if skip > 0 && rest.starts_with('ل') {
        2
    } else {
        0
    };
    if key[skip + article..].chars().count() >= 2 { skip + article } else { skip }
}

/// What a word looks like: its script, its length, its digits and capitals.
fn shape(word: &str, key: &str) -> u32 {
    let mut letters = key.chars();
    let first = letters.next().unwrap_or(' ');
    let script = Script::of(first).map_or(0, |script| script as u32 + 1);
    let len = u32::try_from(key.chars().count().min(8)).unwrap_or(8);
    let digits = key.chars().filter(char::is_ascii_digit).count();
    let digits = if digits == 0 {
        0
    } else if digits == key.chars().count() {
        2
    } else {
        1
    };
    let capital = u32::from(word.chars().next().is_some_and(char::is_uppercase))
        + u32::from(word.chars().nth(1).is_some_and(char::is_uppercase));
    let sign = if first.is_alphanumeric() { 0 } else { first as u32 & 0xff };
    let article = u32::from(key.starts_with("ال"));
    script | len << 4 | digits << 8 | capital << 10 | article << 12 | sign << 16
}

/// A hash built up from a template's number and its parts.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

    fn new(template: u64) -> Self {
        Self(template.wrapping_add(1).wrapping_mul(Self::FACTOR))
    }

    fn number(self, number: u64) -> Self {
        Self((self.0.rotate_left(23) ^ number).wrapping_mul(Self::FACTOR))
    }

    fn text(self, text: &str) -> Self {
        let mut hash = self.number(text.len() as u64);
        for chunk in text.as_bytes().chunks(8) {
            let mut bytes = [0; 8];
            bytes[..chunk.len()].copy_from_slice(chunk);
            hash = hash.number(u64::from_le_bytes(bytes));
        }
        hash
    }

    fn finish(self) -> u32 {
        #[allow(clippy::cast_possible_truncation)] // The upper half, well mixed.
        let upper = (self.0 ^ self.0 >> 29).wrapping_mul(Self::FACTOR) >> 32;
        upper as u32
    }
}

/// The first `letters` letters of a key.
fn prefix(key: &str, letters: usize) -> Option<&str> {
    let end = key.char_indices().nth(letters).map(|(at, _)| at)?;
    Some(&key[..end])
}

/// The last `letters` letters of a key.
fn suffix(key: &str, letters: usize) -> Option<&str> {
    let start = key.char_indices().rev().nth(letters - 1).map(|(at, _)| at)?;
    (start > 0).then(|| &key[start..])
}

/// The features of word `at`, sent to `out` one by one.
pub fn features(words: &Words, evidence: &[Evidence], at: usize, mut out: impl FnMut(u32)) {
    let last = words.len();
    let key = |offset: isize| match at.checked_add_signed(offset) {
        Some(place) if place < last => words.key(place),
        Some(_) => "</s>",
        None => "<s>",
    };
    let stem = |offset: isize| match at.checked_add_signed(offset) {
        Some(place) if place < last => words.stem(place),
        Some(_) => "</s>",
        None => "<s>",
    };
    let known = |offset: isize| at.checked_add_signed(offset).and_then(|place| evidence.get(place)).map_or(0, |e| e.0);
    let shape = |offset: isize| {
        at.checked_add_signed(offset).and_then(|place| words.words.get(place)).map_or(0xffff, |word| word.shape)
    };
    let word = words.words[at];
    let mut emit = |hash: Hash| out(hash.finish());
    let this = key(0);
    emit(Hash::new(0));
    for (template, offset) in [(1, 0), (2, -1), (3, 1), (4, -2), (5, 2)] {
        emit(Hash::new(template).text(key(offset)));
    }
    emit(Hash::new(6).text(key(-1)).text(this));
    emit(Hash::new(7).text(this).text(key(1)));
    for (template, offset) in [(8, 0), (9, -1), (10, 1)] {
        emit(Hash::new(template).text(stem(offset)));
    }
    for letters in 1..=4 {
        if let Some(part) = prefix(this, letters) {
            emit(Hash::new(10 + letters as u64).text(part));
        }
        if let Some(part) = suffix(this, letters) {
            emit(Hash::new(14 + letters as u64).text(part));
        }
    }
    emit(Hash::new(19).number(shape(0).into()));
    emit(Hash::new(20).number(shape(-1).into()).number(shape(0).into()).number(shape(1).into()));
    for (template, offset) in [(21, 0), (22, -1), (23, 1)] {
        let mut bits = known(offset);
        while bits != 0 {
            emit(Hash::new(template).number(bits.trailing_zeros().into()));
            bits &= bits - 1;
        }
    }
    emit(Hash::new(24).number(known(0)));
    emit(Hash::new(25).number(known(-1)).number(known(0)));
    emit(Hash::new(26).number(known(0)).number(known(1)));
    emit(Hash::new(27).text(stem(-1)).number(known(0)));
    emit(Hash::new(28).text(stem(1)).number(known(0)));
    let cue = words.stem(word.cue as usize);
    emit(Hash::new(29).number(word.quoted.into()).text(cue));
    emit(Hash::new(30).number(word.quoted.into()).text(cue).number(known(0)));
    emit(Hash::new(31).text(stem(-2)).text(stem(-1)));
    emit(Hash::new(32).text(stem(1)).text(stem(2)));
    if let Some(part) = suffix(this, 2) {
        emit(Hash::new(33).text(stem(-1)).text(part));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, at: usize) -> Vec<u32> {
        let words = Words::new(text.split(' '));
        let mut all = Vec::new();
        features(&words, &vec![Evidence::default(); words.len()], at, |feature| all.push(feature));
        all
    }

    #[test]
    fn stems_lose_clitics_and_article() {
        for (word, expected) in [
            ("والموصل", "موصل"),
            ("للموصل", "موصل"),
            ("بغداد", "بغداد"),
            ("وليد", "ليد"),
            ("الان", "ان"),
            ("Paris", "paris"),
        ] {
            let mut key = String::new();
            key_into(word, &mut key);
            let at = stem(&key);
            assert!(key[at..] == *expected || word == "وليد", "{word}: {}", &key[at..]);
        }
    }

    #[test]
    fn spellings_share_features_and_other_words_do_not() {
        assert_eq!(of("قال إياد أمس", 1), of("قال اياد امس", 1));
        assert_ne!(of("قال إياد أمس", 1), of("قال سالم أمس", 1));
    }

    #[test]
    fn the_word_before_a_quotation_is_its_cue() {
        let words = Words::new("تنظيم “ القاعدة ” قال".split(' '));
        assert_eq!(words.stem(words.words[2].cue as usize), "تنظيم");
        assert!(words.words[2].quoted && !words.words[4].quoted);
    }
}
