//! Clitics: the particles that Arabic and Hebrew write as one word with the name behind them, and the English possessive.
//!
//! In: a word, folded (see [`super::fold::key`]) or as written. Out: where its stem may begin. Which reading is right is for those who know
//! names to decide. It must not know them.

use super::fold::is_mark;
use super::folding::Folds;
use super::script::Script;

/// One way to read a word: particles, then a stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Letters of the particles.
    pub letters: usize,
    /// Bytes in front of the stem, marks on the particles included.
    pub skip: usize,
    /// The stem lost the ا of its article to ل: للموصل is ل and الموصل.
    pub article: bool,
}

impl Reading {
    /// The word as it stands.
    pub const WHOLE: Self = Self { letters: 0, skip: 0, article: false };

    /// The stem of `word` as a text of its own, the article restored.
    #[must_use]
    pub fn stem(self, word: &str) -> String {
        let rest = word.get(self.skip..).unwrap_or_default();
        if self.article { format!("ا{rest}") } else { rest.to_owned() }
    }
}

/// Shortest stem, in letters, that particles are taken from.
const STEM: usize = 2;

/// The ways to read `word`, the whole word first, then with ever more particles taken off.
pub fn readings(word: &str) -> impl Iterator<Item = Reading> + use<> {
    let mut found = [None; 4];
    found[0] = Some(Reading::WHOLE);
    let particles: (&[char], &[char]) = match word.chars().next().and_then(Script::of) {
        Some(Script::Arabic) => (&['و', 'ف'], &['ب', 'ك', 'ل']),
        Some(Script::Hebrew) => (&['ו'], &['ב', 'ל', 'מ', 'כ', 'ש', 'ה']),
        _ => (&[], &[]),
    };
    let mut letters = word.char_indices().filter(|(_, c)| !is_mark(*c)).peekable();
    let mut taken = 0;
    let mut slot = 1;
    for (round, set) in [particles.0, particles.1].into_iter().enumerate() {
        let Some(&(_, c)) = letters.peek() else { break };
        if !set.contains(&c) {
            continue;
        }
        letters.next();
        taken += 1;
        let Some(&(at, next)) = letters.peek() else { break };
        if letters.clone().count() < STEM {
            break;
        }
        let article = round == 1 && c == 'ل' && next == 'ل' && letters.clone().count() > STEM;
        found[slot] = Some(Reading { letters: taken, skip: at, article });
        slot += 1;
    }
    found.into_iter().flatten()
}

/// What a word is found by when clitics may be written on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What every form has: the word without its article, and without a last letter that changes before a pronoun.
    pub core: String,
    /// What may stand before the core, folded.
    pub before: Vec<String>,
    /// What may stand behind it, folded.
    pub behind: Vec<String>,
}

/// Pronouns written on Arabic nouns, verbs and particles.
const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هن", "هما", "ك", "كم", "كن", "كما", "ي", "ني", "نا"];

/// The forms of a word, or of several of which the first takes particles and the last pronouns: الموصل is in وبالموصل and للموصل,
/// مدرسة in مدرستنا. `folded` is `written`, folded.
#[must_use]
pub fn attached(folded: &str, written: &str, folds: Folds) -> Attached {
    let whole = Attached { core: folded.to_owned(), before: vec![String::new()], behind: vec![String::new()] };
    let letters = |text: &str| text.chars().filter(|c| !is_mark(*c)).count();
    if letters(folded) < STEM {
        return whole;
    }
    let cross = |outer: &[&str], inner: &[&str]| -> Vec<String> {
        outer.iter().flat_map(|outer| inner.iter().map(move |inner| folds.fold(&format!("{outer}{inner}")))).collect()
    };
    match folded.chars().find_map(Script::of) {
        Some(Script::Hebrew) => {
            let outer = cross(&["", "ו"], &["", "ש", "כש", "מש"]);
            let outer: Vec<&str> = outer.iter().map(String::as_str).collect();
            let before = cross(&outer, &["", "ה", "ב", "ל", "מ", "כ", "מה", "בה", "לה", "כה"]);
            Attached { before, ..whole }
        }
        Some(Script::Arabic) => {
            let stem = folded.strip_prefix("ال").filter(|stem| letters(stem) >= STEM);
            let mut inner = vec!["ال", "بال", "كال", "لل"];
            match stem {
                // ل, the article and ل are written as two.
                Some(stem) if stem.starts_with('ل') => inner.push("ل"),
                Some(_) => {}
                None => inner.extend(["", "ب", "ك", "ل", "س"]),
            }
            let core = stem.unwrap_or(folded);
            let last = written.chars().rev().find(|c| !is_mark(*c));
            let (changed, seats): (bool, &[&str]) = match last {
                Some('ة') => (true, &["ت"]),
                Some('ى') => (true, &["ا", "ي"]),
                _ => (false, &[""]),
            };
            let cut = core.char_indices().rev().find(|(_, c)| !is_mark(*c)).map(|(at, _)| at);
            let (core, end) = match cut.filter(|at| changed && letters(&core[..*at]) >= STEM) {
                Some(at) => core.split_at(at),
                None => (core, ""),
            };
            let mut behind = vec![end.to_owned()];
            if changed != end.is_empty() {
                behind.extend(cross(seats, PRONOUNS));
            }
            Attached { core: core.to_owned(), before: cross(&["", "و", "ف"], &inner), behind }
        }
        _ => whole,
    }
}

/// `word` without the English possessive.
#[must_use]
pub fn unpossessed(word: &str) -> &str {
    let plain = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
    plain.filter(|plain| plain.ends_with(|c| Script::of(c) == Some(Script::Latin))).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(word: &str) -> Vec<String> {
        readings(word).map(|reading| reading.stem(word)).collect()
    }

    #[test]
    fn particles_come_off_from_the_outside_in() {
        assert_eq!(stems("وعلاوي"), ["وعلاوي", "علاوي"]);
        assert_eq!(stems("وبالموصل"), ["وبالموصل", "بالموصل", "الموصل"]);
        assert_eq!(stems("للموصل"), ["للموصل", "الموصل"]);
        assert_eq!(stems("وَلِلعراق"), ["وَلِلعراق", "لِلعراق", "العراق"]);
        assert_eq!(stems("ובירושלים"), ["ובירושלים", "בירושלים", "ירושלים"]);
        assert_eq!(stems("سوريا"), ["سوريا"]);
        assert_eq!(stems("بك"), ["بك"]);
        assert_eq!(stems("Baghdad"), ["Baghdad"]);
    }
}
