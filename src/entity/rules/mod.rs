//! Rules: dates, times, amounts and addresses, found by patterns over tokens.
//!
//! In: the patterns and words of some languages (`assets/entity/*.toml`, handed in as text), then a text and its tokens.
//! Out: [`Mention`]s, and what a date means. It must not know languages (all words are data), terminals, files or clocks.
//!
//! A file has four tables. `[words]` and `[values]` are lists of words, those of `[values]` with a number each; their
//! names and those of `[parts]`, which are patterns, may be used in all patterns of the file, and those of the file
//! `common` in all files. `[rules]` has the patterns of each label; a match of a pattern of `NONE` is no mention, and
//! nothing in it is one. `pattern` says how patterns are written.

pub(super) mod pattern;
pub(super) mod pieces;
pub(super) mod search;
#[cfg(test)]
mod tests;

use super::{Label, Mention};
use crate::lang::token::{Shape, Token};
use crate::span::Span;
use pattern::{Compiler, Names, Op, Set};
use pieces::{Piece, Symbol, Vocabulary, pieces};
use search::{Place, Search};
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Why rules cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// A file is not TOML, or has other tables than it should.
    #[error("{file}: {source}")]
    Toml {
        /// Name of the file.
        file: String,
        /// What the TOML reader says.
        source: Box<toml::de::Error>,
    },
    /// A list or a pattern is wrong.
    #[error("{file}: {place}, byte {at}: {problem}")]
    Pattern {
        /// Name of the file.
        file: String,
        /// Which list or pattern.
        place: String,
        /// Byte of its text.
        at: usize,
        /// What is wrong, and what to do.
        problem: String,
    },
}

/// The tables of a file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    /// The day a week begins with, from 1 for Monday to 7 for Sunday.
    #[serde(rename = "first-day")]
    first_day: Option<u8>,
    words: BTreeMap<String, String>,
    values: BTreeMap<String, BTreeMap<String, String>>,
    parts: BTreeMap<String, String>,
    rules: BTreeMap<String, Vec<String>>,
}

/// The name of the file whose words and parts all files may use.
const COMMON: &str = "common";
/// The label of what is no mention.
const NONE: &str = "NONE";
/// What goes first where two rules match the same words.
const ORDER: [Option<Label>; 7] = [
    None,
    Some(Label::Percent),
    Some(Label::Money),
    Some(Label::Date),
    Some(Label::Time),
    Some(Label::Quantity),
    Some(Label::Cardinal),
];

#[derive(Debug, Clone, Copy)]
struct Rule {
    /// Where its label stands in [`ORDER`].
    rank: u8,
    /// Its first step.
    pc: u32,
    /// The file it is from.
    file: u8,
}

/// The rules of some languages, ready to search.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    vocabulary: Vocabulary,
    /// What captures are called.
    names: Vec<String>,
    files: Vec<String>,
    first_days: Vec<u8>,
    sets: Vec<Set>,
    code: Vec<Op>,
    rules: Vec<Rule>,
    /// Rules that may start with a word, by its symbol: where its stretch of `starts` begins.
    by_word: Vec<(u32, u32)>,
    starts: Vec<u32>,
    /// Rules that may start with digits.
    by_number: Vec<u32>,
    hyphens: Vec<Symbol>,
}

/// What is behind `[` in the DATE rules of a file: see [`Rules::captures`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Captures(Vec<(String, i32)>);

impl Captures {
    /// The names and values, in the order of the text.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, i32)> {
        self.0.iter().map(|(name, value)| (name.as_str(), *value))
    }
}

impl Rules {
    /// Read the rules of some files, each given by its name and its text. The order of files does not matter.
    ///
    /// # Errors
    /// Where a text is not TOML of that shape, or a pattern cannot be read.
    pub fn parse<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, RulesError> {
        let mut rules = Self { names: ["day", "month", "year"].map(str::to_owned).to_vec(), ..Self::default() };
        let mut read = Vec::new();
        for (name, text) in files {
            let file: File = toml::from_str(text)
                .map_err(|source| RulesError::Toml { file: name.to_owned(), source: Box::new(source) })?;
            let names = rules.read_names(name, &file)?;
            read.push((name, file, names));
        }
        let nothing = Names::default();
        let common = read.iter().find(|(name, ..)| *name == COMMON).map_or(&nothing, |(.., names)| names);
        for (name, file, names) in &read {
            rules.files.push((*name).to_owned());
            rules.first_days.push(file.first_day.filter(|day| (1..=7).contains(day)).unwrap_or(1));
            for (label, patterns) in &file.rules {
                for (i, pattern) in patterns.iter().enumerate() {
                    let wrong = |at, problem| RulesError::Pattern {
                        file: (*name).to_owned(),
                        place: format!("rule {} of {label}: {pattern}", i + 1),
                        at,
                        problem,
                    };
                    let of = if label == NONE { Some(None) } else { Label::of(label).map(Some) };
                    let Some(rank) = of.and_then(|of| ORDER.iter().position(|one| *one == of)) else {
                        let known = "write one of NONE, PERCENT, MONEY, DATE, TIME, QUANTITY, CARDINAL";
                        return Err(wrong(0, format!("{label} is no label of rules: {known}")));
                    };
                    rules.add(rank as u8, pattern, vec![names, common]).map_err(|(at, problem)| wrong(at, problem))?;
                }
            }
        }
        for hyphen in ["-", "־", "\u{2011}", "–"] {
            let symbol = rules.vocabulary.add(hyphen);
            rules.hyphens.push(symbol);
        }
        rules.index();
        Ok(rules)
    }

    fn read_names(&mut self, name: &str, file: &File) -> Result<Names, RulesError> {
        let mut names = Names { parts: file.parts.clone(), ..Names::default() };
        let plain = file.words.iter().map(|(list, words)| (list, 0, words));
        let mut lists: BTreeMap<&String, Set> = BTreeMap::new();
        let mut all: Vec<(&String, i32, &String)> = plain.collect();
        for (list, values) in &file.values {
            for (value, words) in values {
                let wrong = |problem| RulesError::Pattern {
                    file: name.to_owned(),
                    place: format!("[values.{list}] {value}"),
                    at: 0,
                    problem,
                };
                let number = value.parse().map_err(|_| wrong("this is no whole number: write one".into()))?;
                all.push((list, number, words));
            }
        }
        for (list, value, words) in all {
            let set = lists.entry(list).or_default();
            for phrase in words.split('|') {
                let symbols = pattern::symbols(phrase.trim(), &mut self.vocabulary);
                let Some((first, rest)) = symbols.split_first() else {
                    return Err(RulesError::Pattern {
                        file: name.to_owned(),
                        place: format!("list {list}"),
                        at: 0,
                        problem: "nothing stands between two |: write a word or take one | away".into(),
                    });
                };
                set.phrases.entry(*first).or_default().push((rest.into(), value));
            }
        }
        for (list, mut set) in lists {
            set.phrases.values_mut().for_each(|phrases| phrases.sort_by_key(|(rest, _)| Reverse(rest.len())));
            names.sets.insert(list.clone(), self.sets.len() as u16);
            self.sets.push(set);
        }
        Ok(names)
    }

    fn add(&mut self, rank: u8, pattern: &str, scopes: Vec<&Names>) -> Result<(), pattern::Problem> {
        let pc = self.code.len() as u32;
        Compiler::new(&mut self.vocabulary, &mut self.names, scopes).compile(pattern, &mut self.code)?;
        let file = (self.files.len() - 1) as u8;
        self.rules.push(Rule { rank, pc, file });
        Ok(())
    }

    /// File the rules under what they may start with.
    fn index(&mut self) {
        let mut by_word: HashMap<Symbol, Vec<u32>> = HashMap::new();
        for (number, rule) in self.rules.iter().enumerate() {
            let (mut words, mut digits) = (Vec::new(), false);
            self.first(rule.pc as usize, &mut words, &mut digits, &mut Vec::new());
            words.sort_unstable();
            words.dedup();
            for word in words {
                by_word.entry(word).or_default().push(number as u32);
            }
            if digits {
                self.by_number.push(number as u32);
            }
        }
        self.by_word = vec![(0, 0); self.vocabulary.len()];
        for (word, rules) in by_word {
            let start = self.starts.len() as u32;
            self.starts.extend(rules);
            self.by_word[word as usize] = (start, self.starts.len() as u32);
        }
    }

    /// What a rule may start with, from a step on.
    fn first(&self, mut pc: usize, words: &mut Vec<Symbol>, digits: &mut bool, seen: &mut Vec<usize>) {
        loop {
            if seen.contains(&pc) {
                return;
            }
            match self.code[pc] {
                Op::Word(symbol) | Op::Particle(symbol) => {
                    words.push(symbol);
                    return;
                }
                Op::Set(set, _) => {
                    words.extend(self.sets[usize::from(set)].phrases.keys());
                    return;
                }
                Op::Digits { .. } | Op::Number | Op::Dotted => {
                    *digits = true;
                    return;
                }
                Op::Split(one, other) => {
                    seen.push(pc);
                    self.first(one as usize, words, digits, seen);
                    pc = other as usize;
                    continue;
                }
                Op::Jump(there) | Op::Not(there) => {
                    pc = there as usize;
                    continue;
                }
                Op::Match | Op::Yes => return,
                Op::Open | Op::Close | Op::Tight | Op::Capital => {}
            }
            pc += 1;
        }
    }

    /// The mentions in `text`, whose tokens are `tokens`: in order, none over another. Where rules compete, the mention
    /// that starts first is taken, then the longer one.
    #[must_use]
    pub fn find(&self, text: &str, tokens: &[Token]) -> Vec<Mention> {
        let mut found: Vec<(Span, u8)> = Vec::new();
        let mut cut: Vec<Piece> = Vec::with_capacity(tokens.len() + tokens.len() / 8);
        pieces(text, tokens, &self.vocabulary, &mut cut);
        let mut search = Search::new(&self.code, &self.sets, &cut, &self.hyphens);
        for (at, piece) in cut.iter().enumerate().filter(|(_, piece)| piece.opens) {
            for level in 0..piece.levels {
                let (from, to) = self.by_word[piece.symbols[usize::from(level)] as usize];
                let by_number = if piece.digits.is_some() { self.by_number.as_slice() } else { &[] };
                for rule in self.starts[from as usize..to as usize].iter().chain(by_number) {
                    let rule = self.rules[*rule as usize];
                    if let Some(mention) = search.longest(rule.pc as usize, Place { piece: at, level }) {
                        found.push((Span::new(mention.start, mention.end), rule.rank));
                    }
                }
            }
        }
        let addresses = tokens.iter().filter_map(|token| {
            let label = match token.shape {
                Shape::Url => Label::Url,
                Shape::Email => Label::Email,
                Shape::Handle => Label::Handle,
                _ => return None,
            };
            Some(Mention { span: token.span, label })
        });
        found.sort_unstable_by_key(|(span, rank)| (span.start, Reverse(span.end), *rank));
        let mut end = 0;
        let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
        for (span, rank) in found {
            if span.start < end {
                continue;
            }
            end = span.end;
            mentions.extend(ORDER[usize::from(rank)].map(|label| Mention { span, label }));
        }
        let rules = mentions.len();
        mentions.extend(addresses);
        if mentions.len() > rules {
            mentions.sort_unstable();
        }
        mentions
    }

    /// The day a week begins with in a language: 1 for Monday to 7 for Sunday.
    pub(super) fn first_day(&self, file: &str) -> u8 {
        let at = self.files.iter().position(|name| name == file);
        at.and_then(|at| self.first_days.get(at)).copied().unwrap_or(1)
    }

    /// What the DATE rules of a file remember of `text`, which is a mention or could be one. The file's own rules go
    /// first, then those of the other files.
    pub(super) fn captures(&self, text: &str, tokens: &[Token], file: &str) -> impl Iterator<Item = Captures> {
        let mut cut: Vec<Piece> = Vec::new();
        pieces(text, tokens, &self.vocabulary, &mut cut);
        let own = self.files.iter().position(|name| name == file);
        let mut rules: Vec<&Rule> =
            self.rules.iter().filter(|rule| ORDER[usize::from(rule.rank)] == Some(Label::Date)).collect();
        rules.sort_by_key(|rule| Some(usize::from(rule.file)) != own);
        let mut all = Vec::new();
        for rule in rules {
            let mut search = Search::new(&self.code, &self.sets, &cut, &self.hyphens);
            search.whole = true;
            let from = rule.pc as usize;
            let opens = (from..).map_while(|pc| match self.code[pc] {
                Op::Match => None,
                Op::Open => Some(Some(pc)),
                _ => Some(None),
            });
            for open in opens.flatten() {
                if search.longest(open, Place { piece: 0, level: 0 }).is_some_and(|found| found.start == 0) {
                    let named = search
                        .remembered()
                        .iter()
                        .map(|(name, value)| (self.names[usize::from(*name)].clone(), *value));
                    all.push(Captures(named.collect()));
                }
            }
        }
        all.into_iter()
    }
}
