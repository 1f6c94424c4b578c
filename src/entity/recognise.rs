//! The recogniser: paragraphs in, mentions and entities out.
//!
//! In: models and rules, handed in as bytes and text, and paragraphs. Out: [`Mention`]s in order, clitics left outside, or
//! the [`Entities`] they make.
//! Scores of the fast tagger, averaged with the encoder's where those are at hand, are weighed by cues and by
//! the memory of the article before the best tags are chosen; what rules find is laid over them.
//! It must not know files, threads or screens.

use super::capitals;
use super::cues::Cues;
use super::features::{Words, features};
use super::gazetteer::{Class, Classes, Evidence, Gazetteer, bit};
use super::memory::{self, Memory};
use super::resolve::{Names, resolve};
use super::rules::Rules;
use super::tagger::{self, Scores, TAGS, Tagger, TaggerError};
use super::{Entities, Label, Mention};
use crate::article::{Kind, Paragraph};
use crate::lang::clitic::{Reading, readings, unpossessed};
use crate::lang::fold::key;
use crate::lang::sentence::sentences;
use crate::lang::token::{Shape, Token, tokens};
use crate::span::Span;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a recogniser is made from: the files of `assets/entity`.
#[derive(Debug, Clone, Copy)]
pub struct Models {
    /// The gazetteer's automaton.
    pub gazetteer: &'static [u8],
    /// The fast tagger's weights.
    pub tagger: &'static [u8],
    /// The cues of all languages.
    pub cues: &'static str,
    /// The rules, by language.
    pub rules: &'static [(&'static str, &'static str)],
    /// What resolving knows of names.
    pub names: &'static str,
}

/// Why a recogniser cannot be made: the embedded models are damaged or of another version.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The gazetteer.
    #[error("the gazetteer cannot be read: {0}; build it again with assets/build")]
    Gazetteer(#[from] fst::Error),
    /// The fast tagger.
    #[error(transparent)]
    Tagger(#[from] TaggerError),
    /// The cues.
    #[error("assets/entity/cues.toml: {0}")]
    Cues(#[from] toml::de::Error),
    /// What resolving knows of names.
    #[error("assets/entity/resolve.toml: {0}")]
    Names(toml::de::Error),
}

/// Finds the names, dates and amounts of a text.
pub struct Recogniser {
    gazetteer: Gazetteer<&'static [u8]>,
    tagger: Tagger<&'static [u8]>,
    cues: Cues,
    /// The rules of each language, and of all together for texts in other languages; words of one mean something else in
    /// another. An article needs one of these: each is read when it is first asked for.
    rules: Vec<LazyRules>,
    names: Names,
}

/// Rules read when they are needed.
struct LazyRules {
    /// The language; empty for all of them.
    language: &'static str,
    files: Vec<(&'static str, &'static str)>,
    ready: OnceLock<Rules>,
}

/// A sentence made ready for tagging.
#[derive(Debug)]
struct Ready {
    words: Words,
    evidence: Vec<Evidence>,
    scores: Vec<Scores>,
    /// Whether the scores are probabilities that stand alone, as an average of two taggers is.
    averaged: bool,
}

impl Recogniser {
    /// A recogniser from its models.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn new(models: &Models) -> Result<Self, ModelError> {
        Ok(Self {
            gazetteer: Gazetteer::new(models.gazetteer)?,
            tagger: Tagger::new(models.tagger)?,
            cues: Cues::parse(models.cues)?,
            rules: rules_by_language(models.rules),
            names: Names::parse(models.names).map_err(ModelError::Names)?,
        })
    }

    /// The fast tagger's scores of a sentence.
    fn score(&self, words: &Words, evidence: &[Evidence]) -> Vec<Scores> {
        (0..words.len())
            .map(|at| {
                let mut sums = [0; TAGS];
                features(words, evidence, at, |feature| self.tagger.add(feature, &mut sums));
                self.tagger.scores(&sums)
            })
            .collect()
    }

    fn ready(&self, sentence: &[&str], encoder: Option<&[Scores]>) -> Ready {
        let words = Words::new(sentence.iter().copied());
        let evidence: Vec<Evidence> = self.gazetteer.evidence(&words.keys());
        let mut scores = self.score(&words, &evidence);
        if let Some(encoder) = encoder {
            scores = self.tagger.log_probabilities(&scores);
            for (row, other) in scores.iter_mut().flatten().zip(encoder.iter().flatten()) {
                *row = (*row + other) / 2.0;
            }
        }
        self.cues.weigh(&words, &mut scores, |at| evidence[at].classes() & classes_of(Label::Place) != 0);
        Ready { words, evidence, scores, averaged: encoder.is_some() }
    }

    fn decode(&self, ready: &Ready) -> Vec<usize> {
        if ready.averaged { tagger::decode(&ready.scores) } else { self.tagger.best(&ready.scores) }
    }

    /// The tags of sentences that stand in one article, given as words; with the encoder's scores, where there are some.
    #[must_use]
    pub fn tag(&self, article: &[Vec<&str>], encoder: Option<&[Vec<Scores>]>) -> Vec<Vec<usize>> {
        let ready =
            article.iter().enumerate().map(|(at, sentence)| self.ready(sentence, encoder.map(|all| &all[at][..])));
        self.read_twice(ready.collect())
    }

    /// Choose tags, remember the names they make, and choose again.
    fn read_twice(&self, mut ready: Vec<Ready>) -> Vec<Vec<usize>> {
        let mut memory = Memory::default();
        for sentence in &ready {
            memory.add(&sentence.words, &self.decode(sentence));
        }
        ready.iter_mut().for_each(|sentence| memory.weigh(&sentence.words, &mut sentence.scores));
        ready.iter().map(|sentence| self.decode(sentence)).collect()
    }

    /// The sentences of a paragraph as tokens, in the paragraph's bytes.
    #[must_use]
    pub fn sentences(text: &str) -> Vec<Vec<Token>> {
        let all = tokens(text);
        let mut rest = &all[..];
        let mut cut = Vec::new();
        for span in sentences(text) {
            let len = rest.iter().take_while(|token| token.span.start < span.end).count();
            let (here, behind) = rest.split_at(len);
            rest = behind;
            cut.push(here);
        }
        cut.push(rest);
        // The taggers learned the possessive as a word of its own.
        let parts = |token: &Token| {
            let Token { span, shape } = *token;
            let behind = span.start + unpossessed(span.of(text)).len();
            let parts = [Span::new(span.start, behind), Span::new(behind, span.end)];
            parts.into_iter().filter(|span| !span.is_empty()).map(move |span| Token { span, shape })
        };
        let sentences = cut.into_iter().filter(|sentence| !sentence.is_empty());
        sentences.map(|sentence| sentence.iter().flat_map(parts).collect()).collect()
    }

    /// The mentions in some paragraphs of an article, in the article's bytes and in order. `encoder` has the scores of
    /// each paragraph's sentences, one after the other. In a language without a tagger only rules are followed.
    #[must_use]
    pub fn mentions(
        &self,
        text: &str,
        paragraphs: &[Paragraph],
        language: &str,
        encoder: Option<&[Vec<Scores>]>,
    ) -> Vec<Mention> {
        let rules = self.rules(language);
        let mut places = Vec::new();
        let mut ready = Vec::new();
        let mut found = Vec::new();
        for paragraph in paragraphs {
            let body = paragraph.span.of(text);
            let start = paragraph.span.start;
            let all = tokens(body);
            found.extend(
                rules
                    .find(body, &all)
                    .into_iter()
                    .map(|mention| Mention { span: mention.span.shifted(start), ..mention }),
            );
            if !has_tagger(language) {
                continue;
            }
            for (nth, sentence) in Self::sentences(body).into_iter().enumerate() {
                let words: Vec<&str> = sentence.iter().map(|token| token.span.of(body)).collect();
                let mut one = self.ready(&words, encoder.and_then(|all| all.get(ready.len())).map(Vec::as_slice));
                if language == "en" {
                    let heads = matches!(paragraph.kind, Kind::Title | Kind::Heading);
                    capitals::weigh(&words, &one.evidence, nth == 0, heads, &mut one.scores);
                }
                if matches!(paragraph.kind, Kind::Byline | Kind::Dateline) {
                    self.cues.weigh_agencies(&one.words, &mut one.scores);
                }
                ready.push(one);
                places.push(
                    sentence
                        .into_iter()
                        .map(|token| Token { span: token.span.shifted(start), ..token })
                        .collect::<Vec<_>>(),
                );
            }
        }
        let mut alone: HashMap<String, usize> = HashMap::new();
        for sentence in &ready {
            sentence.words.keys().into_iter().for_each(|key| *alone.entry(key.to_owned()).or_default() += 1);
        }
        let tags = self.read_twice(ready);
        let mut names = Vec::new();
        for (sentence, tags) in places.iter().zip(&tags) {
            names.extend(self.names(text, sentence, tags, &alone));
        }
        lay_over(names, found)
    }

    /// The rules of a language, which also tell what a date stands for.
    ///
    /// # Panics
    /// Where there are no rules for other languages, which [`Recogniser::new`] always makes last.
    #[must_use]
    pub fn rules(&self, language: &str) -> &Rules {
        let at = self.rules.iter().position(|rules| rules.language == language).unwrap_or(self.rules.len() - 1);
        let rules = &self.rules[at];
        // Embedded rules can be read: a test reads them all. Others would find nothing.
        rules.ready.get_or_init(|| Rules::parse(rules.files.iter().copied()).unwrap_or_default())
    }

    /// The words of some paragraphs, sentence by sentence: what the encoder is asked about.
    #[must_use]
    pub fn words<'a>(text: &'a str, paragraphs: &[Paragraph]) -> Vec<Vec<&'a str>> {
        let bodies = paragraphs.iter().map(|paragraph| paragraph.span.of(text));
        let sentences = bodies.flat_map(|body| Self::sentences(body).into_iter().map(move |sentence| (body, sentence)));
        sentences.map(|(body, sentence)| sentence.iter().map(|token| token.span.of(body)).collect()).collect()
    }

    /// The entities that mentions make.
    #[must_use]
    pub fn resolve(&self, text: &str, mentions: &[Mention], language: &str) -> Entities {
        resolve(text, mentions, language, &self.names)
    }

    /// The names that a sentence's tags make, signs at their ends and clitics at their start left outside.
    fn names(&self, text: &str, sentence: &[Token], tags: &[usize], alone: &HashMap<String, usize>) -> Vec<Mention> {
        let mut names = Vec::new();
        let is_sign = |token: &Token| token.shape == Shape::Sign;
        for (start, len, tag) in memory::mentions(tags) {
            let Some((label, _)) = tagger::label(tag) else { continue };
            let mut words = &sentence[start..start + len];
            while let [first, rest @ ..] = words
                && is_sign(first)
            {
                words = rest;
            }
            while let [rest @ .., last] = words
                && is_sign(last)
            {
                words = rest;
            }
            let ([first, ..], [.., last]) = (words, words) else { continue };
            if words.iter().any(|token| matches!(token.shape, Shape::Url | Shape::Email | Shape::Handle)) {
                continue;
            }
            let behind_name = start > 0 && tags[start - 1] != 0;
            let skip = self.clitics(text, words, label, alone, behind_name);
            names.push(Mention { span: Span::new(first.span.start + skip, last.span.end), label });
        }
        names
    }

    /// Bytes of clitics in front of a name: of the ways to read its first word, the one that speaks loudest.
    fn clitics(
        &self,
        text: &str,
        words: &[Token],
        label: Label,
        alone: &HashMap<String, usize>,
        behind_name: bool,
    ) -> usize {
        let written = words[0].span.of(text);
        let keys: Vec<String> = words.iter().map(|token| key(token.span.of(text))).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let mut known = [0usize; 4];
        let wanted = classes_of(label);
        self.gazetteer.names_at(&keys, |found| {
            let weight = if found.classes & wanted != 0 { 2 } else { usize::from(found.classes & ANY != 0) };
            let whole = if found.words == keys.len() { 2 } else { 1 };
            known[found.clitics.min(3)] = known[found.clitics.min(3)].max(weight * whole);
        });
        let speaks = |reading: &Reading| {
            let stem = key(&reading.stem(written));
            let letters = stem.chars().count();
            let mut sum = 10 * known[reading.letters.min(3)].min(4);
            // The stem stands alone elsewhere in the article; the whole word was counted once for standing here.
            let elsewhere = alone.get(&stem).copied().unwrap_or(0)
                - usize::from(reading.letters == 0).min(alone.get(&stem).copied().unwrap_or(0));
            sum += 15 * elsewhere.min(2);
            if reading.letters > 0 {
                let article = reading.article || stem.starts_with("ال") && letters > 4;
                sum += if article || self.cues.is_stem(&stem) { 25 } else { 0 };
                sum += if behind_name && keys[0].starts_with('و') { 12 } else { 0 };
                sum += if keys[0].starts_with(['و', 'ו']) && letters > 3 { 6 } else { 0 };
            } else {
                sum += 5;
            }
            sum
        };
        let mut best = (Reading::WHOLE, speaks(&Reading::WHOLE));
        for reading in readings(written).skip(1) {
            let sum = speaks(&reading);
            if sum > best.1 {
                best = (reading, sum);
            }
        }
        best.0.skip
    }
}

/// The rules of each language with those common to all, then those of all languages.
fn rules_by_language(files: &[(&'static str, &'static str)]) -> Vec<LazyRules> {
    let lazy = |language, files| LazyRules { language, files, ready: OnceLock::new() };
    let (common, own): (Vec<(&str, &str)>, Vec<_>) = files.iter().partition(|(name, _)| *name == "common");
    let alone = own.into_iter().map(|file| lazy(file.0, common.iter().copied().chain([file]).collect()));
    alone.chain([lazy("", files.to_vec())]).collect()
}

/// Languages the taggers have learned.
#[must_use]
pub fn has_tagger(language: &str) -> bool {
    matches!(language, "ar" | "fa" | "ur" | "he" | "en")
}

const ANY: Classes = Classes::MAX & !(bit(Class::Nationality) | bit(Class::Calendar) | bit(Class::Currency));

/// The classes of names that speak for a label.
const fn classes_of(label: Label) -> Classes {
    match label {
        Label::Person => bit(Class::Given) | bit(Class::Family) | bit(Class::Person),
        Label::Place => bit(Class::Country) | bit(Class::City) | bit(Class::Place),
        Label::Organisation => bit(Class::Organisation) | bit(Class::Media) | bit(Class::Company) | bit(Class::Club),
        _ => bit(Class::Work) | bit(Class::Event) | bit(Class::Product) | bit(Class::Currency),
    }
}

/// Names and what rules found, in one sequence without overlaps. Addresses stand; amounts and times win against what the
/// tagger took for a miscellaneous name (it learned currencies as such); else the longer one stays, and a name against
/// a rule of its length.
fn lay_over(names: Vec<Mention>, found: Vec<Mention>) -> Vec<Mention> {
    let rank = |mention: &Mention| match mention.label {
        Label::Url | Label::Email | Label::Handle => (3, 0, 0),
        Label::Miscellaneous => (1, 0, mention.span.len()),
        Label::Cardinal => (1, 0, mention.span.len().saturating_sub(1)),
        label => (2, mention.span.len(), usize::from(label.is_name())),
    };
    let mut all: Vec<Mention> = names.into_iter().chain(found).filter(|mention| !mention.span.is_empty()).collect();
    all.sort_by_key(|mention| std::cmp::Reverse(rank(mention)));
    let mut kept = std::collections::BTreeMap::<usize, Mention>::new();
    for mention in all {
        let before = kept.range(..mention.span.end).next_back();
        if before.is_none_or(|(_, other)| !other.span.overlaps(mention.span)) {
            kept.insert(mention.span.start, mention);
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_rules_share_the_text() {
        let mention = |start, end, label| Mention { span: Span::new(start, end), label };
        let laid = lay_over(
            vec![mention(0, 9, Label::Organisation), mention(20, 25, Label::Miscellaneous)],
            vec![mention(7, 9, Label::Cardinal), mention(15, 25, Label::Money), mention(40, 44, Label::Date)],
        );
        assert_eq!(
            laid.iter().map(|mention| mention.label).collect::<Vec<_>>(),
            [Label::Organisation, Label::Money, Label::Date]
        );
    }
}
