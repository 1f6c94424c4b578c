//! What searching costs, on 1 MB of Arabic news prose made from the samples.
//!
//! Folding alone, with the map back; a rare word, a frequent one, a single letter that has many spellings, and a vocalised phrase found
//! by scanning; a whole word with its clitics; a regular expression, which folds all of the text.

#![allow(clippy::unwrap_used)]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qari::lang::folding::{Folded, Folds};
use qari::search::{Matcher, Mode, Query};
use std::hint::black_box;

const SIZE: usize = 1_000_000;

fn prose() -> String {
    let sample = qari::assets::SAMPLES[0].1;
    let mut text = String::with_capacity(SIZE + sample.len());
    while text.len() < SIZE {
        text.push_str(sample);
        text.push('\n');
    }
    text
}

fn search(c: &mut Criterion) {
    let text = prose();
    let mut group = c.benchmark_group("search");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    group.bench_function("fold", |b| {
        let mut folded = Folded::default();
        b.iter(|| {
            text.lines()
                .map(|line| {
                    folded.fill(line, Folds::all());
                    folded.text.len()
                })
                .sum::<usize>()
        });
    });
    let queries = [
        ("rare word", "قسطنطينية", Mode::Literal),
        ("frequent word", "في", Mode::Literal),
        ("letter", "ا", Mode::Literal),
        ("phrase", "من هٰذِهِ", Mode::Literal),
        ("clitics", "المدينة", Mode::Clitic),
        ("regular expression", "ال\\w+ية", Mode::Regex),
    ];
    for (name, pattern, mode) in queries {
        let query = Query { pattern: pattern.into(), mode, folds: Folds::all() };
        let matcher = Matcher::new(&query).unwrap();
        group.bench_function(name, |b| b.iter(|| matcher.count_in(black_box(&text))));
    }
    group.bench_function("made ready", |b| {
        let query = Query { pattern: "المدينة".into(), mode: Mode::Literal, folds: Folds::all() };
        b.iter(|| black_box(Matcher::new(&query).is_ok()));
    });
    group.finish();
}

criterion_group!(benches, search);
criterion_main!(benches);
