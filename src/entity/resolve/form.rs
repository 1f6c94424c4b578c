//! Forms: how a mention is written once its clitics are off, and the keys by which forms are compared.
//!
//! In: text, mentions and what is known about names. Out: the distinct forms of an article, each with its words' keys,
//! and the form of every mention. It must not know which forms belong together.

use super::names::{Names, Part};
use super::person;
use crate::entity::{Label, Mention};
use crate::lang::clitic::unpossessed;
use crate::lang::fold::{is_mark, is_tashkeel, key};
use std::collections::{HashMap, HashSet};

/// One way a name is written.
#[derive(Debug)]
pub(super) struct Form {
    /// What it names.
    pub label: Label,
    /// As written, clitics off and the article restored.
    pub shown: String,
    /// Its words' keys.
    pub words: Vec<String>,
    /// What spellings of it share.
    pub key: String,
    /// The number of the name it is a spelling of: of label and key.
    pub name: usize,
}

/// The forms of an article.
#[derive(Debug, Default)]
pub(super) struct Forms {
    /// Every distinct form.
    pub all: Vec<Form>,
    /// The form of each mention.
    pub of: Vec<usize>,
    /// How many names there are.
    pub names: usize,
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '“' | '”' | '„' | '‟' | '‘' | '’' | '‹' | '›' | '״' | '׳')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{61c}' | '\u{feff}' | '\u{ad}')
}

/// Sign without a part in a name's key.
fn is_sign(c: char) -> bool {
    (c.is_ascii_punctuation() && c != '+')
        || is_quote(c)
        || matches!(c, '\u{5be}' | '\u{2010}'..='\u{2015}' | '…' | '،' | '؛' | '؟' | '·')
}

/// The key of a word in a name. Besides what [`key`] folds, signs are left out, the possessive, a yeh that Persian joins
/// to a word, a hamza at the end; North African letters are filed under their neighbours.
pub(super) fn word_key(word: &str) -> String {
    let word = word.trim_end_matches(|c| is_quote(c) && c != '\'' && c != '’');
    let word = unpossessed(word);
    let word = word.strip_suffix("\u{200c}ی").or_else(|| word.strip_suffix("\u{200c}ي")).unwrap_or(word);
    let letter = |c| match c {
        'ڤ' => 'ف',
        'ڭ' | 'ݣ' => 'ك',
        'ڨ' => 'ق',
        c => c,
    };
    let mut plain: String = key(word).chars().filter(|c| !is_sign(*c)).map(letter).collect();
    if plain.ends_with('ء') && plain.chars().count() > 2 {
        plain.pop();
    }
    plain
}

/// The keys of a name's words; a particle is a word of its own even before a hyphen.
pub(super) fn words(name: &str, names: &Names) -> Vec<String> {
    let mut keys = Vec::new();
    for mut word in name.split_whitespace() {
        while let Some((particle, rest)) = word.split_once(['-', '־', '\u{2011}'])
            && !rest.is_empty()
            && names.is(Part::Particle, &word_key(particle))
        {
            keys.push(word_key(particle));
            word = rest;
        }
        keys.push(word_key(word));
    }
    keys.retain(|key| !key.is_empty());
    keys
}

/// `word` without its article, where enough is left.
pub(super) fn bare(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().count() >= 3;
    word.strip_prefix("ال").or_else(|| word.strip_prefix('ה')).filter(long).unwrap_or(word)
}

/// The words behind an article that is a word of its own.
pub(super) fn behind_article(words: &[String]) -> &[String] {
    match words {
        [first, rest @ ..] if !rest.is_empty() && matches!(first.as_str(), "the" | "al" | "el") => rest,
        _ => words,
    }
}

/// The key of a name that is no person's: its words as one, the first without its article.
pub(super) fn joined(words: &[String]) -> String {
    match behind_article(words) {
        [first, rest @ ..] => bare(first).to_owned() + &rest.concat(),
        [] => String::new(),
    }
}

/// The key that spellings of one name share.
pub(super) fn canonical(words: &[String], label: Label, names: &Names) -> String {
    if label == Label::Person { person::units(words, names).concat() } else { joined(words) }
}

/// Whether a form is to be taken as it is written.
fn is_verbatim(label: Label) -> bool {
    matches!(label, Label::Url | Label::Email | Label::Handle)
}

/// The key of a value: what it is written with, space and quotation marks left out.
fn value_key(shown: &str, label: Label) -> String {
    if label == Label::Url {
        return shown.trim_end_matches('/').to_owned();
    }
    key(shown).chars().filter(|c| !c.is_whitespace() && !is_quote(*c)).collect()
}

/// What two forms share that differ only in clitics or vowel marks.
pub(super) fn spelling(shown: &str) -> String {
    let plain: String = shown.chars().filter(|c| !is_tashkeel(*c) && *c != '\u{640}' && !is_invisible(*c)).collect();
    unpossessed(plain.trim_matches(|c| is_quote(c) && c != '\'' && c != '’')).to_owned()
}

/// Other keys a name may have: letters that Arabic writes in several ways, endings of Persian and Urdu.
pub(super) fn alternates(form: &Form, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    if language == "ar" {
        for (from, to) in [('ڤ', 'ق'), ('گ', 'ك'), ('گ', 'غ'), ('گ', 'ج'), ('پ', 'ب'), ('چ', 'ج')] {
            if form.shown.contains(from) {
                let respelt: String = form.shown.chars().map(|c| if c == from { to } else { c }).collect();
                found.push(joined(&respelt.split_whitespace().map(word_key).collect::<Vec<_>>()));
            }
        }
    }
    if form.label == Label::Place {
        let ending = if language == "ur" { "ه" } else { "يه" };
        if form.key.ends_with(ending) {
            found.push(form.key[..form.key.len() - 'ه'.len_utf8()].to_owned() + "ا");
        }
    }
    if matches!(language, "fa" | "ur") && form.label != Label::Person {
        let plural = ["\u{200c}ها", "\u{200c}های"].iter().find_map(|plural| form.shown.strip_suffix(plural));
        found.extend(plural.map(|stem| joined(&stem.split_whitespace().map(word_key).collect::<Vec<_>>())));
        let ezafe = form.key.strip_suffix('ي').filter(|stem| stem.ends_with(['ا', 'و', 'ه']));
        found.extend(ezafe.map(str::to_owned));
    }
    found
}

/// Whether the ل before `start` is a particle of the word there: only و or ف may stand before it.
fn behind_lam(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let mut before = before.chars().rev().filter(|c| !is_mark(*c));
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if before.next() != Some('ل') {
        return false;
    }
    match before.next() {
        Some('و' | 'ف') => !letter(before.next()),
        other => !letter(other),
    }
}

/// The forms a name behind ل may have: with its article restored, with an article before a ل of its own, as it stands.
fn readings(slice: &str) -> [String; 3] {
    let rest = slice.trim_start_matches('ل').trim_start_matches(is_mark);
    let rest = if slice.starts_with("لل") { &slice['ل'.len_utf8()..] } else { rest };
    [format!("ال{rest}"), format!("ال{slice}"), slice.to_owned()]
}

/// `slice` on one line.
fn tidy(slice: &str) -> String {
    slice.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn slice<'a>(text: &'a str, mention: &Mention) -> &'a str {
    text.get(mention.span.start..mention.span.end).unwrap_or_default()
}

/// Forms while they are gathered.
struct Gathering<'a> {
    names: &'a Names,
    forms: Forms,
    ids: HashMap<(Label, String), usize>,
    slices: HashMap<(Label, &'a str), usize>,
}

impl<'a> Gathering<'a> {
    /// The form of a mention that stands as it is.
    fn slice(&mut self, label: Label, slice: &'a str) -> usize {
        if let Some(&id) = self.slices.get(&(label, slice)) {
            return id;
        }
        let id = self.form(label, slice);
        self.slices.insert((label, slice), id);
        id
    }

    fn form(&mut self, label: Label, slice: &str) -> usize {
        let shown = tidy(slice);
        if let Some(&id) = self.ids.get(&(label, shown.clone())) {
            return id;
        }
        let words = if label.is_name() { words(&shown, self.names) } else { Vec::new() };
        let id = self.forms.all.len();
        self.ids.insert((label, shown.clone()), id);
        self.forms.all.push(Form { label, shown, words, key: String::new(), name: 0 });
        id
    }

    /// What the other mentions are called: whole names, and each word of a person's.
    fn vocabulary(&self) -> HashSet<String> {
        let whole = self.forms.all.iter().map(|form| form.words.concat());
        let persons = self.forms.all.iter().filter(|form| form.label == Label::Person);
        whole.chain(persons.flat_map(|form| form.words.iter().cloned())).collect()
    }

    /// Which of its readings a name behind ل has.
    fn restored(&self, slice: &str, known: &HashSet<String>) -> String {
        let readings = readings(slice);
        let keys = readings.each_ref().map(|reading| words(reading, self.names));
        let first = |at: usize| keys[at].first().map_or("", String::as_str);
        let listed = [false, self.names.is(Part::DoubleLam, first(1)), self.names.is(Part::Lam, first(2))];
        let seen = keys.iter().position(|words| known.contains(&words.concat()));
        let at = seen.or_else(|| listed.iter().position(|listed| *listed)).unwrap_or(0);
        readings.into_iter().nth(at).unwrap_or_default()
    }
}

/// The labels of one spelling, with how often and in which order they came.
type Votes = Vec<(Label, usize)>;

/// The label a mention should have, of those its spelling has in the article. A few mentions among many are the tagger's
/// slips; a person is never a place.
fn voted(label: Label, votes: &Votes) -> Label {
    let count = |of: Label| votes.iter().find(|(label, _)| *label == of).map_or(0, |(_, count)| *count);
    let Some(&(top, most)) = votes.iter().rev().max_by_key(|(_, count)| *count) else { return label };
    let person_and_place = matches!((label, top), (Label::Person, Label::Place) | (Label::Place, Label::Person));
    let close = matches!(
        (label, top),
        (Label::Organisation, Label::Miscellaneous) | (Label::Miscellaneous, Label::Organisation)
    );
    let slip = if close { count(label) <= most } else { 2 * count(label) <= most };
    if slip && !person_and_place { top } else { label }
}

impl Forms {
    /// The forms of `mentions`.
    pub(super) fn read<'a>(text: &'a str, mentions: &[Mention], names: &'a Names) -> Self {
        let (ids, slices) = (HashMap::new(), HashMap::new());
        let mut gathering = Gathering { names, forms: Self::default(), ids, slices };
        let doubtful = |mention: &Mention| {
            !is_verbatim(mention.label) && slice(text, mention).starts_with('ل') && behind_lam(text, mention.span.start)
        };
        let mut of: Vec<Option<usize>> = mentions
            .iter()
            .map(|mention| (!doubtful(mention)).then(|| gathering.slice(mention.label, slice(text, mention))))
            .collect();
        if of.contains(&None) {
            let known = gathering.vocabulary();
            for (mention, form) in mentions.iter().zip(&mut of).filter(|(_, form)| form.is_none()) {
                let shown = gathering.restored(&tidy(slice(text, mention)), &known);
                *form = Some(gathering.form(mention.label, &shown));
            }
        }
        let mut forms = gathering.forms;
        forms.of = of.into_iter().flatten().collect();
        forms.vote();
        forms.file(names);
        forms
    }

    /// Give every mention the label its spelling has most often.
    fn vote(&mut self) {
        let mut counts = vec![0; self.all.len()];
        self.of.iter().for_each(|&form| counts[form] += 1);
        let mut votes: HashMap<String, Votes> = HashMap::new();
        let exact = |form: &Form| form.words.concat();
        for (form, count) in self.all.iter().zip(counts).filter(|(form, _)| form.label.is_name()) {
            let votes = votes.entry(exact(form)).or_default();
            match votes.iter_mut().find(|(label, _)| *label == form.label) {
                Some((_, all)) => *all += count,
                None => votes.push((form.label, count)),
            }
        }
        for form in self.all.iter_mut().filter(|form| form.label.is_name()) {
            if let Some(votes) = votes.get(&exact(form)) {
                form.label = voted(form.label, votes);
            }
        }
    }

    /// Give every form its key and the number of its name.
    fn file(&mut self, names: &Names) {
        let mut numbers: HashMap<(Label, String), usize> = HashMap::new();
        for form in &mut self.all {
            form.key = if form.label.is_name() {
                canonical(&form.words, form.label, names)
            } else {
                value_key(&form.shown, form.label)
            };
            if form.key.is_empty() {
                form.key.clone_from(&form.shown);
            }
            let next = numbers.len();
            form.name = *numbers.entry((form.label, form.key.clone())).or_insert(next);
        }
        self.names = numbers.len();
    }

    /// The form of mention number `mention`.
    pub(super) fn at(&self, mention: usize) -> &Form {
        &self.all[self.of[mention]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn words_have_one_key_for_all_their_spellings() {
        for (one, other) in [
            ("الإسلاميّة", "الاسلاميه"),
            ("أڭادير", "أكادير"),
            ("«القاعدة»", "القاعده"),
            ("U.S.", "us"),
            ("Reuters’s", "REUTERS"),
            ("صهيون", "صهیون"),
            ("مؤسسه\u{200c}ی", "موسسهٔ"),
            ("صنعاء", "صنعا"),
            ("או״ם", "או\"ם"),
        ] {
            assert_eq!(word_key(one), word_key(other));
        }
        assert_ne!(word_key("عمر"), word_key("عمرو"));
    }

    #[test]
    fn the_article_behind_lam_is_restored_where_there_was_one() {
        let names = Names::parse(crate::assets::NAMES).unwrap();
        for (text, name, expected) in [
            ("وصل لِلموصل", "لموصل", "الموصل"),
            ("وللعراق", "لعراق", "العراق"),
            ("عاد للبنان", "لبنان", "لبنان"),
            ("عاد للاذقية", "لاذقية", "اللاذقية"),
            ("بلا لموصل", "لموصل", "لموصل"),
            ("قلل لموصل", "لموصل", "لموصل"),
        ] {
            let start = text.find(name).unwrap();
            let mention = Mention { span: Span::new(start, text.len()), label: Label::Place };
            assert_eq!(Forms::read(text, &[mention], &names).all[0].shown, expected, "{text}");
        }
    }

    #[test]
    fn what_the_article_says_elsewhere_settles_an_article_in_doubt() {
        let names = Names::parse(crate::assets::NAMES).unwrap();
        let text = "لورقة للورقة";
        let first = Mention { span: Span::new(0, 10), label: Label::Place };
        let second = Mention { span: Span::new(13, text.len()), label: Label::Place };
        let forms = Forms::read(text, &[first, second], &names);
        assert_eq!((forms.all.len(), forms.all[0].shown.as_str()), (1, "لورقة"));
    }
}
