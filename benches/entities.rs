//! What recognition costs: the fast engine's tokens a second on one thread, making entries of mentions, and the full
//! engine on an article of about 4 kB, where the encoder's file is at hand.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qari::article::{Article, Paragraph};
use qari::entity::recognise::Recogniser;
use qari::load::{LoadOptions, Source, load};
use qari::models;

fn sample() -> Option<(Article, Vec<Paragraph>)> {
    let article = load(&Source::Sample("ar"), &LoadOptions::default()).ok()?;
    let paragraphs = article.paragraphs().collect();
    Some((article, paragraphs))
}

fn engines(c: &mut Criterion) {
    let (Some((article, paragraphs)), Ok(recogniser)) = (sample(), models::recogniser()) else { return };
    let (text, language) = (article.text(), article.meta.language.as_str());
    let words = Recogniser::words(text, &paragraphs);
    let sentences: Vec<Vec<&str>> = words.iter().filter(|sentence| !sentence.is_empty()).cloned().collect();
    let tokens: usize = sentences.iter().map(Vec::len).sum();
    let mut group = c.benchmark_group("entities");
    group.throughput(Throughput::Elements(tokens as u64));
    group.bench_function("fast: tags of tokens", |b| b.iter(|| recogniser.tag(&sentences, None)));
    group.bench_function("fast: mentions of an article", |b| {
        b.iter(|| recogniser.mentions(text, &paragraphs, language, None));
    });
    let mentions = recogniser.mentions(text, &paragraphs, language, None);
    group.bench_function("entries of mentions", |b| b.iter(|| recogniser.resolve(text, &mentions, language)));
    match models::full() {
        Ok(full) => {
            group.sample_size(10);
            group.bench_function("full: scores and mentions of an article", |b| {
                b.iter(|| {
                    let scores = full.scores(&words);
                    recogniser.mentions(text, &paragraphs, language, Some(&scores))
                });
            });
        }
        Err(problem) => eprintln!("the full engine is not measured: {problem}"),
    }
    group.finish();
}

criterion_group!(benches, engines);
criterion_main!(benches);
