//! The models entities are recognised by, made ready once.
//!
//! In: nothing. Out: a [`Recogniser`] from what is embedded in the binary, made when it is first asked for: no start waits for it.
//! It must not know who asks.

use crate::assets;
use crate::entity::recognise::{ModelError, Models, Recogniser};
use std::sync::OnceLock;

const EMBEDDED: Models =
    Models { gazetteer: assets::NAMES, tagger: assets::TAGGER, cues: assets::CUES, rules: assets::RULES };

/// The recogniser.
///
/// # Errors
/// Where an embedded model is damaged; tests see to it that none is.
pub fn recogniser() -> Result<&'static Recogniser, &'static ModelError> {
    static READY: OnceLock<Result<Recogniser, ModelError>> = OnceLock::new();
    READY.get_or_init(|| Recogniser::new(&EMBEDDED)).as_ref()
}
