//! The encoder: a small BERT that gives every word of a text its log-probabilities per tag.
//!
//! In: the bytes of an `encoder.bin` and sentences as words. Out: for each sentence and word a row of log-probabilities,
//! in the order of [`Encoder::tags`]; window by window where the caller wants to show progress or may stop.
//! It must not know what the tags mean, where the file comes from, how text is cut into words or who shows the result.
//!
//! | stage | file |
//! |---|---|
//! | words to pieces | `tokenizer.rs` |
//! | the file, its tensors and their bits | `weights.rs` |
//! | pieces to scores | `forward.rs` |
//!
//! The model was trained on windows of consecutive sentences, `<s> first </s> second </s>`; this file packs them alike.

#![deny(missing_docs)]

mod forward;
mod tokenizer;
mod weights;

pub use weights::EncoderError;

use forward::{Network, Scratch};
use std::collections::{BTreeMap, HashMap};
use std::ops::{ControlFlow, Range};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use tokenizer::Tokenizer;

/// Log-probabilities: by sentence, by word, by tag.
pub type Scores = Vec<Vec<Vec<f32>>>;

/// Pieces of a word that the model gets to see.
const WORD_PIECES: usize = 12;

/// Pieces of a window that the model gets to see, if it has as many positions.
const WINDOW_PIECES: usize = 510;

/// A model that is ready to score words.
#[derive(Debug)]
pub struct Encoder {
    tags: Vec<String>,
    tokenizer: Tokenizer,
    network: Network,
    bos: u32,
    eos: u32,
    /// Pieces of the sentences that share a window.
    window: usize,
    /// Pieces of a window that are read; what lies behind them is not scored.
    limit: usize,
    /// What a word gets that was not scored.
    unread: Vec<f32>,
}

/// The pieces of a text: where the pieces of each word of each sentence lie in `store`.
struct Pieces {
    store: Vec<u32>,
    words: Vec<Vec<Range<usize>>>,
}

/// Consecutive sentences as the model reads them.
struct Input {
    ids: Vec<u32>,
    /// Where each word begins, by sentence.
    firsts: Vec<Vec<usize>>,
}

impl Encoder {
    /// Read a model.
    ///
    /// # Errors
    /// Where `bytes` are no encoder file, or one that is cut short or contradicts itself.
    pub fn load(bytes: &[u8]) -> Result<Self, EncoderError> {
        let file = weights::File::open(bytes)?;
        let header = &file.header;
        let pieces = file.pieces()?;
        let network = Network::read(&file, pieces.len())?;
        let outside = header.tags.iter().position(|tag| tag == "O").ok_or(EncoderError::Invalid("no tag is O"))?;
        let count = header.tags.len();
        let unread = (0..count).map(|tag| (if tag == outside { 0.991_f32 } else { 0.001 }).ln()).collect();
        let special = [header.bos, header.pad, header.eos, header.unk];
        let tokenizer = Tokenizer::new(pieces, &special, header.unk, header.normalise.clone());
        Ok(Self {
            tags: header.tags.clone(),
            tokenizer,
            network,
            bos: header.bos,
            eos: header.eos,
            window: header.window,
            limit: header.positions.min(WINDOW_PIECES),
            unread,
        })
    }

    /// The tags, in the order of a word's scores.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The ids of the pieces of a word, as many as it has.
    #[must_use]
    pub fn pieces(&self, word: &str) -> Vec<u32> {
        self.tokenizer.word(word)
    }

    /// Score all `sentences` on up to `threads` threads.
    #[must_use]
    pub fn score(&self, sentences: &[Vec<&str>], threads: usize) -> Scores {
        let mut all = Vec::with_capacity(sentences.len());
        // Nothing breaks, so that every sentence is reported, in order.
        let _ = self.score_each(sentences, threads, |_, scores| {
            all.extend(scores);
            ControlFlow::Continue(())
        });
        all
    }

    /// Score `sentences` on up to `threads` threads and report each window of them as soon as it and all before it are
    /// done: which sentences it holds, and their scores. Where `report` breaks, each thread still finishes the window it
    /// has begun, a tenth of a second or so, and the others are left alone.
    pub fn score_each(
        &self,
        sentences: &[Vec<&str>],
        threads: usize,
        mut report: impl FnMut(Range<usize>, Scores) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let pieces = self.cut(sentences);
        let windows = self.windows(&pieces);
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let work = &|sender: &mpsc::Sender<(usize, Scores)>| {
            let mut scratch = Scratch::default();
            while !stop.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(window) = windows.get(number) else { break };
                if sender.send((number, self.run(&pieces, window.clone(), &mut scratch))).is_err() {
                    break;
                }
            }
        };
        thread::scope(|scope| {
            let (sender, receiver) = mpsc::channel();
            let wanted = if threads > 1 { threads.min(windows.len()) } else { 0 };
            let mut running = 0;
            for _ in 0..wanted {
                let sender = sender.clone();
                let worker = thread::Builder::new().name("encoder".to_owned());
                running += usize::from(worker.spawn_scoped(scope, move || work(&sender)).is_ok());
            }
            drop(sender);
            if running == 0 {
                let mut scratch = Scratch::default();
                for window in &windows {
                    report(window.clone(), self.run(&pieces, window.clone(), &mut scratch))?;
                }
                return ControlFlow::Continue(());
            }
            let (mut due, mut early) = (0, BTreeMap::new());
            for (number, scores) in receiver {
                early.insert(number, scores);
                while let (Some(window), Some(scores)) = (windows.get(due), early.remove(&due)) {
                    due += 1;
                    if report(window.clone(), scores).is_break() {
                        stop.store(true, Ordering::Relaxed);
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        })
    }

    /// Every word's pieces; a word that comes again is not cut again.
    fn cut<'text>(&self, sentences: &[Vec<&'text str>]) -> Pieces {
        let mut store = Vec::new();
        let mut known: HashMap<&'text str, Range<usize>> = HashMap::new();
        let mut words = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let mut places = Vec::with_capacity(sentence.len());
            for word in sentence {
                let place = known.entry(word).or_insert_with(|| {
                    let start = store.len();
                    store.extend(self.tokenizer.word(word));
                    start..store.len()
                });
                places.push(place.clone());
            }
            words.push(places);
        }
        Pieces { store, words }
    }

    /// Consecutive sentences, packed while their pieces and an end mark each stay within the window. A sentence that is
    /// longer has a window to itself.
    fn windows(&self, pieces: &Pieces) -> Vec<Range<usize>> {
        let mut windows: Vec<Range<usize>> = Vec::new();
        let mut used = 0;
        for (number, sentence) in pieces.words.iter().enumerate() {
            let length = sentence.iter().map(Range::len).sum::<usize>() + 1;
            match windows.last_mut() {
                Some(window) if used + length <= self.window => {
                    window.end = number + 1;
                    used += length;
                }
                _ => {
                    windows.push(number..number + 1);
                    used = length;
                }
            }
        }
        windows
    }

    /// A window as the model reads it.
    fn input(&self, pieces: &Pieces, sentences: &[Vec<Range<usize>>]) -> Input {
        let mut ids = vec![self.bos];
        let mut firsts = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let mut places = Vec::with_capacity(sentence.len());
            for word in sentence {
                places.push(ids.len());
                ids.extend(pieces.store[word.clone()].iter().take(WORD_PIECES));
            }
            firsts.push(places);
            ids.push(self.eos);
        }
        ids.truncate(self.limit);
        Input { ids, firsts }
    }

    /// The scores of one window's sentences.
    fn run(&self, pieces: &Pieces, window: Range<usize>, scratch: &mut Scratch) -> Scores {
        let input = self.input(pieces, &pieces.words[window]);
        let scores = self.network.run(&input.ids, scratch);
        let tags = self.tags.len();
        let word = |place: &usize| scores.chunks_exact(tags).nth(*place).unwrap_or(&self.unread).to_vec();
        input.firsts.iter().map(|sentence| sentence.iter().map(word).collect()).collect()
    }
}

#[cfg(test)]
mod tests;
