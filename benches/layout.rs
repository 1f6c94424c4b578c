//! What reading costs, stage by stage, on 1 MB of Arabic news prose made from the samples.
//!
//! load (decode, flow, language, parts), levels (UAX #9), shape (units and joining), wrap (UAX #14 at 80 columns), the
//! whole of laying out, and a full screen painted into a buffer from a cold start in the middle of the article.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use qari::calibration::Calibration;
use qari::config::Config;
use qari::config::theme::Depth;
use qari::lang::Direction;
use qari::layout::{Options, breaks, lay_out, levels, shape, unit};
use qari::load::encoding::{Decoded, decode};
use qari::load::{LoadOptions, Source, article};
use qari::reader::State;
use qari::reader::scroll::Anchor;
use qari::reader::state::{Document, Environment};
use qari::terminal::probe::Findings;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
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

fn stages(c: &mut Criterion) {
    let text = prose();
    let paragraphs: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let options = Options::default();
    let mut group = c.benchmark_group("stages");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.sample_size(20);
    group.bench_function("load", |b| {
        b.iter(|| {
            let decoded =
                decode(text.clone().into_bytes(), None, &Source::Stdin).unwrap_or(Decoded::utf8(String::new()));
            article("bench", decoded, &LoadOptions::default()).paragraphs().count()
        });
    });
    group.bench_function("levels", |b| {
        b.iter(|| paragraphs.iter().map(|p| levels::resolve(p, Direction::Rtl).levels.len()).sum::<usize>());
    });
    group.bench_function("units", |b| {
        b.iter(|| paragraphs.iter().map(|p| unit::split(p, Direction::Rtl, &options).len()).sum::<usize>());
    });
    let units: Vec<_> = paragraphs.iter().map(|p| unit::split(p, Direction::Rtl, &options)).collect();
    group.bench_function("shape", |b| {
        b.iter_batched(
            || units.clone(),
            |mut units| {
                for (p, units) in paragraphs.iter().zip(&mut units) {
                    shape::shape(p, units, &options);
                }
                units
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.bench_function("wrap", |b| {
        b.iter_batched(
            || units.clone(),
            |mut units| {
                paragraphs.iter().zip(&mut units).map(|(p, u)| breaks::wrap(p, u, &options).len()).sum::<usize>()
            },
            criterion::BatchSize::LargeInput,
        );
    });
    group.bench_function("lay_out", |b| {
        b.iter(|| paragraphs.iter().map(|p| lay_out(p, Direction::Rtl, &options).len()).sum::<usize>());
    });
    group.finish();
}

fn screen(c: &mut Criterion) {
    let text = prose();
    let whole = article("bench", Decoded::utf8(text), &LoadOptions::default());
    let middle = whole.text().len() / 2;
    for (columns, rows) in [(80u16, 24u16), (200, 60)] {
        c.bench_function(&format!("full screen {columns}x{rows}"), |b| {
            b.iter(|| {
                let document = Document {
                    article: Some(whole.clone()),
                    anchor: Anchor { byte: middle, above: 0 },
                    ..Document::unopened(Source::Stdin)
                };
                let environment = Environment {
                    language: "en".into(),
                    depth: Depth::True,
                    findings: Findings::default(),
                    calibration: Calibration::default(),
                };
                let size = (usize::from(columns), usize::from(rows));
                let state = State::new(Config::default(), vec![document], size, environment);
                let area = Rect::new(0, 0, columns, rows);
                let mut buffer = Buffer::empty(area);
                qari::ui::paint(&state, area, &mut buffer);
                black_box(buffer)
            });
        });
    }
}

criterion_group!(benches, stages, screen);
criterion_main!(benches);
