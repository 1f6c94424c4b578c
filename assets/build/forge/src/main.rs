//! Makes qari's models from data, with qari's own tokens, keys, features and formats, so that what is trained is what is
//! run. See `assets/build/README.md` for the whole way.
//!
//!     forge words NEWS.txt…                  annotated news as CoNLL
//!     forge gazetteer NAMES.tsv OUT          names by class as an automaton
//!     forge features GAZETTEER DATA.conll    the features of every word, for training
//!     forge evidence GAZETTEER DATA.conll    the gazetteer's evidence for every word, for training the encoder
//!     forge tagger WEIGHTS OUT               trained weights as the fast tagger's model

use qari::entity::features::{Words, features};
use qari::entity::gazetteer::{self, Class, Gazetteer};
use qari::entity::tagger::{self, TAGS};
use qari::lang::fold::key;
use qari::lang::token::tokens;
use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write, stdout};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["words", files @ ..] => files.iter().try_for_each(|file| words(file)),
        ["gazetteer", names, out] => build_gazetteer(names, out),
        ["features", gazetteer, data] => sentences(gazetteer, data, true),
        ["evidence", gazetteer, data] => sentences(gazetteer, data, false),
        ["tagger", weights, out] => build_tagger(weights, out),
        _ => Err("forge words|gazetteer|features|evidence|tagger …; see the head of src/main.rs".into()),
    }
}

/// Annotated news, `[P name]` in running text, as CoNLL: a token a line, documents apart by `-DOCSTART-`.
fn words(file: &str) -> Outcome {
    let mut out = BufWriter::new(stdout().lock());
    let mut fresh = true;
    for line in fs::read_to_string(file)?.lines().map(str::trim) {
        if line.is_empty() {
            fresh = true;
            continue;
        }
        if std::mem::take(&mut fresh) {
            writeln!(out, "-DOCSTART- O\n")?;
        }
        let (mut text, mut spans) = (String::new(), Vec::new());
        let mut rest = line;
        while let Some(at) = rest.find('[') {
            let end = rest[at..].find(']').map(|end| at + end).ok_or_else(|| format!("{file}: no ] in {line}"))?;
            let (code, name) = rest[at + 1..end].split_once(' ').ok_or_else(|| format!("{file}: {line}"))?;
            let label = match code {
                "P" => "PER",
                "L" => "LOC",
                "O" => "ORG",
                "M" => "MISC",
                _ => return Err(format!("{file}: unknown type {code} in {line}").into()),
            };
            text.push_str(&rest[..at]);
            spans.push((text.len(), text.len() + name.len(), label));
            text.push_str(name);
            rest = &rest[end + 1..];
        }
        text.push_str(rest);
        let mut before = None;
        for token in tokens(&text) {
            let span = token.span;
            let of = spans.iter().position(|(start, end, _)| span.start < *end && *start < span.end);
            match of {
                Some(at) if before == of => writeln!(out, "{} I-{}", span.of(&text), spans[at].2)?,
                Some(at) => writeln!(out, "{} B-{}", span.of(&text), spans[at].2)?,
                None => writeln!(out, "{} O", span.of(&text))?,
            }
            before = of;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `CLASS<TAB>name` lines as an automaton of keys.
fn build_gazetteer(names: &str, out: &str) -> Outcome {
    let mut all = Vec::new();
    for line in fs::read_to_string(names)?.lines() {
        let (class, name) = line.split_once('\t').ok_or_else(|| format!("no tab in {line}"))?;
        let class = if matches!(class, "MONTH" | "WEEKDAY") { "CALENDAR" } else { class };
        let class = Class::ALL.iter().find(|known| known.code() == class).ok_or_else(|| format!("unknown class {class}"))?;
        let keys: Vec<String> = tokens(name).iter().map(|token| key(token.span.of(name))).collect();
        all.push((keys.join(" "), gazetteer::bit(*class)));
    }
    let bytes = gazetteer::build(all)?;
    eprintln!("{out}: {} bytes", bytes.len());
    Ok(fs::write(out, bytes)?)
}

/// Every word of a CoNLL file: its tag and its features, or its evidence.
fn sentences(gazetteer: &str, data: &str, all: bool) -> Outcome {
    let gazetteer = Gazetteer::new(fs::read(gazetteer)?)?;
    let data = fs::read_to_string(data)?;
    let mut out = BufWriter::new(stdout().lock());
    for sentence in data.split("\n\n") {
        let lines: Vec<(&str, &str)> = sentence.lines().filter_map(|line| line.trim().rsplit_once([' ', '\t'])).collect();
        let lines: Vec<_> = lines.into_iter().filter(|(word, _)| *word != "-DOCSTART-").collect();
        if lines.is_empty() {
            continue;
        }
        let words = Words::new(lines.iter().map(|(word, _)| *word));
        let evidence = gazetteer.evidence(&words.keys());
        for (at, (_, tag)) in lines.iter().enumerate() {
            if all {
                write!(out, "{tag}")?;
                let mut result = Ok(());
                features(&words, &evidence, at, |feature| {
                    if result.is_ok() {
                        result = write!(out, "\t{feature:x}");
                    }
                });
                result?;
                writeln!(out)?;
            } else {
                writeln!(out, "{tag}\t{:x}", evidence[at].0)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// `feature tag weight` and `>from to weight` lines as the tagger's model.
fn build_tagger(weights: &str, out: &str) -> Outcome {
    let mut rows = std::collections::BTreeMap::<u32, [f32; TAGS]>::new();
    let mut transitions = [[0.0; TAGS]; TAGS];
    for line in fs::read_to_string(weights)?.lines() {
        let parts: Vec<&str> = line.split_whitespace().collect();
        let [first, second, weight] = parts.as_slice() else { return Err(format!("not three parts: {line}").into()) };
        let to = tagger::tag(second).ok_or_else(|| format!("unknown tag {second}"))?;
        let weight: f32 = weight.parse()?;
        if let Some(from) = first.strip_prefix('>') {
            transitions[tagger::tag(from).ok_or_else(|| format!("unknown tag {from}"))?][to] = weight;
        } else {
            rows.entry(u32::from_str_radix(first, 16)?).or_default()[to] = weight;
        }
    }
    let rows: Vec<_> = rows.into_iter().collect();
    let bytes = tagger::build(&rows, &transitions);
    eprintln!("{out}: {} features, {} bytes", rows.len(), bytes.len());
    Ok(fs::write(out, bytes)?)
}
