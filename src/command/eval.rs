//! `qari eval`: how well the recogniser reads corpora whose names are known.
//!
//! In: CoNLL files. Out: strict precision, recall and F1 by label, speed and memory. It must not know articles.

use super::CommandError;
use crate::cli::Engine;
use crate::entity::recognise::Recogniser;
use crate::entity::score::{Corpus, Score};
use crate::models::{self, Full};
use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

/// Sentences that are taken for one article: corpora do not say where one ends.
pub(super) const ARTICLE: usize = 60;

/// Read each corpus and print its figures.
///
/// # Errors
/// Where a file cannot be read or the models are damaged.
pub fn run(files: &[PathBuf], engine: Engine) -> Result<ExitCode, CommandError> {
    let (recogniser, full) = engines(engine)?;
    for file in files {
        let text = fs::read_to_string(file).map_err(|error| CommandError::Read(file.clone(), error))?;
        let corpus = Corpus::parse(&text);
        let sentences: Vec<Vec<&str>> =
            corpus.sentences.iter().map(|sentence| sentence.iter().map(String::as_str).collect()).collect();
        let began = Instant::now();
        let found: Vec<Vec<usize>> =
            sentences.chunks(ARTICLE).flat_map(|article| tagged(recogniser, full, article)).collect();
        let seconds = began.elapsed().as_secs_f64();
        let mut score = Score::default();
        corpus.tags.iter().zip(&found).for_each(|(truth, found)| score.add(truth, found));
        #[allow(clippy::cast_precision_loss)] // Counts of words.
        let speed = corpus.words() as f64 / seconds.max(1e-9);
        println!("{}: {} sentences, {} tokens", file.display(), corpus.sentences.len(), corpus.words());
        print!("{score}");
        println!("{speed:.0} tokens a second, {} peak memory", peak().unwrap_or_else(|| "unknown".into()));
    }
    Ok(ExitCode::SUCCESS)
}

/// The models of an engine.
pub(super) fn engines(engine: Engine) -> Result<(&'static Recogniser, Option<&'static Full>), CommandError> {
    let recogniser = models::recogniser().map_err(|error| CommandError::Model(error.to_string()))?;
    let full = match engine {
        Engine::Fast => None,
        Engine::Full => Some(models::full().map_err(|error| CommandError::Model(error.to_string()))?),
    };
    Ok((recogniser, full))
}

/// The tags of an article's sentences.
pub(super) fn tagged(recogniser: &Recogniser, full: Option<&Full>, sentences: &[Vec<&str>]) -> Vec<Vec<usize>> {
    let scores = full.map(|full| full.scores(sentences));
    recogniser.tag(sentences, scores.as_deref())
}

/// The most memory this process has held, as Linux tells.
fn peak() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    Some(status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?.trim().to_owned())
}
