//! Recognition against the gold texts in `tests/entities`: exact spans and labels. `QARI_TEST_VERBOSE` lists what is
//! missed and what is wrong.

#![allow(clippy::unwrap_used, clippy::panic, clippy::cast_precision_loss)]

#[path = "common/gold.rs"]
mod gold;

use gold::Gold;
use qari::article::Article;
use qari::entity::Label;
use qari::models;
use qari::span::Span;
use std::collections::BTreeMap;

#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    found: usize,
    truth: usize,
}

impl Counts {
    fn f1(self) -> f64 {
        200.0 * self.right as f64 / (self.found + self.truth).max(1) as f64
    }
}

fn found(article: &Article) -> Vec<(Span, Label)> {
    let paragraphs: Vec<_> = article.paragraphs().collect();
    let recogniser = models::recogniser().unwrap();
    let mentions = recogniser.mentions(article.text(), &paragraphs, &article.meta.language, None);
    mentions.into_iter().map(|mention| (mention.span, mention.label)).collect()
}

#[test]
fn the_fast_engine_reads_the_gold_texts() {
    let mut tables: BTreeMap<String, BTreeMap<Label, Counts>> = BTreeMap::new();
    let verbose = std::env::var_os("QARI_TEST_VERBOSE").is_some();
    for gold in Gold::all() {
        let article = gold.article();
        assert_eq!(article.meta.language, gold.language, "{}", gold.name);
        let found = found(&article);
        let table = tables.entry(gold.language.clone()).or_default();
        for mention in &gold.mentions {
            table.entry(mention.label).or_default().truth += 1;
            if verbose && !found.contains(&(mention.span, mention.label)) {
                println!("{}: missed {} {}", gold.name, mention.label.code(), mention.span.of(article.text()));
            }
        }
        for (span, label) in found.iter().filter(|(_, label)| *label != Label::Cardinal) {
            let counts = table.entry(*label).or_default();
            counts.found += 1;
            let right = gold.mentions.iter().any(|mention| mention.span == *span && mention.label == *label);
            counts.right += usize::from(right);
            if verbose && !right {
                println!("{}: wrong {} {}", gold.name, label.code(), span.of(article.text()));
            }
        }
    }
    for (language, table) in &tables {
        let sum =
            |names: bool| {
                table.iter().filter(|(label, _)| label.is_name() == names).fold(Counts::default(), |sum, (_, one)| {
                    Counts { right: sum.right + one.right, found: sum.found + one.found, truth: sum.truth + one.truth }
                })
            };
        let by_label: Vec<String> = table
            .iter()
            .map(|(label, counts)| format!("{} {:.0}/{}", label.code(), counts.f1(), counts.truth))
            .collect();
        println!("{language}: names {:.1}, values {:.1}; {}", sum(true).f1(), sum(false).f1(), by_label.join(" "));
        let (names, values) = match language.as_str() {
            "ar" => (76.0, 94.0),
            _ => (62.0, 94.0),
        };
        assert!(sum(true).f1() >= names && sum(false).f1() >= values, "{language}");
    }
}

#[test]
fn english_capitals_and_possessives_are_read() {
    let source = qari::load::Source::Sample("en");
    let article = qari::load::load(&source, &qari::load::LoadOptions::default()).unwrap();
    let found: Vec<(&str, Label)> =
        found(&article).iter().map(|(span, label)| (article.slice(*span), *label)).collect();
    assert!(found.contains(&("MARSEILLE", Label::Place)), "{found:?}");
    assert!(found.iter().any(|(name, _)| *name == "Ines Halloran"), "{found:?}");
    let title = article.title().unwrap();
    assert!(!found.iter().any(|(name, label)| label.is_name() && title.contains(name)), "{found:?}");
}
