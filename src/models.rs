//! The models entities are recognised by, made ready once.
//!
//! In: what is embedded in the binary, and the encoder's file. Out: a [`Recogniser`] and an [`Encoder`], made when they are first asked
//! for: no start waits for them. It must not know who asks.
//!
//! The encoder's file is looked for in this order, and the first that is there is read:
//!
//! 1. the file that the environment variable `QARI_ENCODER` names;
//! 2. `qari-encoder.bin` beside the program;
//! 3. `share/qari/encoder.bin` beside the folder the program lies in;
//! 4. `qari/encoder.bin` in `$XDG_DATA_HOME` (else `~/.local/share`) and in each folder of `$XDG_DATA_DIRS`;
//! 5. in a checkout, `assets/entity/encoder.bin` of the folder that holds `target`.

use crate::assets;
use crate::entity::encoder::{Encoder, EncoderError};
use crate::entity::recognise::{ModelError, Models, Recogniser};
use crate::entity::tagger::{self, Scores, TAGS};
use etcetera::BaseStrategy;
use std::env;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::thread;

const EMBEDDED: Models = Models {
    gazetteer: assets::GAZETTEER,
    tagger: assets::TAGGER,
    cues: assets::CUES,
    rules: assets::RULES,
    names: assets::NAMES,
};

/// The recogniser.
///
/// # Errors
/// Where an embedded model is damaged; tests see to it that none is.
pub fn recogniser() -> Result<&'static Recogniser, &'static ModelError> {
    static READY: OnceLock<Result<Recogniser, ModelError>> = OnceLock::new();
    READY.get_or_init(|| Recogniser::new(&EMBEDDED)).as_ref()
}

/// Why there is no encoder.
#[derive(Debug, thiserror::Error)]
pub enum FullError {
    /// It is nowhere to be found.
    #[error("the full engine's file was not found; put encoder.bin at {0} or name it in QARI_ENCODER")]
    Missing(PathBuf),
    /// It cannot be read.
    #[error("cannot read the full engine's file {0}: {1}")]
    Read(PathBuf, io::Error),
    /// It is no encoder.
    #[error("{0}: {1}")]
    Format(PathBuf, EncoderError),
    /// Its tags are not the fast tagger's.
    #[error("{0} has other tags than this version of qari; take the file that came with it")]
    Tags(PathBuf),
}

/// The encoder and how its tags lie.
#[derive(Debug)]
pub struct Full {
    encoder: Encoder,
    /// The encoder's number of each tag.
    order: [usize; TAGS],
}

impl Full {
    /// The scores of sentences given as words.
    #[must_use]
    pub fn scores(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Scores>> {
        let threads = thread::available_parallelism().map_or(1, usize::from);
        let all = self.encoder.score(sentences, threads);
        all.iter().map(|sentence| sentence.iter().map(|row| self.order.map(|tag| row[tag])).collect()).collect()
    }
}

/// The encoder.
///
/// # Errors
/// Where its file is missing or damaged.
pub fn full() -> Result<&'static Full, &'static FullError> {
    static READY: OnceLock<Result<Full, FullError>> = OnceLock::new();
    READY.get_or_init(open).as_ref()
}

/// Whether the encoder's file is there, without reading it.
#[must_use]
pub fn has_full() -> bool {
    places().iter().any(|path| path.is_file())
}

fn open() -> Result<Full, FullError> {
    let places = places();
    let Some(path) = places.iter().find(|path| path.is_file()) else {
        return Err(FullError::Missing(places.into_iter().nth_back(1).unwrap_or_default()));
    };
    let bytes = fs::read(path).map_err(|error| FullError::Read(path.clone(), error))?;
    let encoder = Encoder::load(&bytes).map_err(|error| FullError::Format(path.clone(), error))?;
    let place = |tag: usize| encoder.tags().iter().position(|name| *name == tagger::name(tag));
    let mut order = [0; TAGS];
    for (tag, at) in order.iter_mut().enumerate() {
        *at = place(tag).ok_or_else(|| FullError::Tags(path.clone()))?;
    }
    Ok(Full { encoder, order })
}

/// The environment variable that names the encoder's file.
pub const VARIABLE: &str = "QARI_ENCODER";

/// Where the encoder's file may lie.
fn places() -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = env::var_os(VARIABLE).map(PathBuf::from).into_iter().collect();
    let program = env::current_exe().and_then(|path| path.canonicalize()).unwrap_or_default();
    let folder = program.parent().map(PathBuf::from).unwrap_or_default();
    all.push(folder.join("qari-encoder.bin"));
    all.push(folder.join("../share/qari/encoder.bin"));
    if let Some(checkout) = program.ancestors().find(|path| path.ends_with("target")).and_then(|path| path.parent()) {
        all.push(checkout.join("assets/entity/encoder.bin"));
    }
    let system = env::var_os("XDG_DATA_DIRS").unwrap_or_else(|| "/usr/local/share:/usr/share".into());
    all.extend(env::split_paths(&system).map(|path| path.join("qari/encoder.bin")));
    if let Ok(strategy) = etcetera::choose_base_strategy() {
        all.push(strategy.data_dir().join("qari/encoder.bin"));
    }
    all
}
