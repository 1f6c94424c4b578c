//! Loading: a source becomes an [`Article`].
//!
//! source → bytes ([`source`]) → text ([`encoding`]) → canonical paragraphs ([`flow`]) → article with its language,
//! direction and parts. In: a [`Source`] and [`LoadOptions`]. Out: an article, or a [`LoadError`] that says what to do.
//! It must not know layout or screens.

pub mod encoding;
pub mod flow;
pub mod lines;
pub mod source;

pub use source::{LoadError, Source};

use crate::article::{Article, DirectionRule, Meta, PartRules};
use crate::assets;
use crate::lang::direction::majority;
use crate::lang::identify::{Language, Languages, script_of};

/// What the reader of an article may know better than detection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// Encoding label (WHATWG), instead of detection.
    pub encoding: Option<String>,
    /// Language code, instead of detection.
    pub language: Option<String>,
    /// How paragraphs find their direction.
    pub direction: DirectionRule,
}

/// Bytes of text that language and direction are judged by.
const SAMPLE: usize = 64 * 1024;

/// Load an article.
///
/// # Errors
/// [`LoadError`] where the source cannot be read, is no text, or holds nothing.
pub fn load(source: &Source, options: &LoadOptions) -> Result<Article, LoadError> {
    let bytes = source::read(source)?;
    let decoded = encoding::decode(bytes, options.encoding.as_deref(), source)?;
    let article = article(&source.name(), decoded, options);
    if article.is_empty() { Err(LoadError::Empty { name: source.name() }) } else { Ok(article) }
}

/// The beginning of what [`load`] gives, of files so large that it takes a while and whose lines are paragraphs.
#[must_use]
pub fn beginning(source: &Source, options: &LoadOptions) -> Option<Article> {
    lines::Lines::open(source, options).ok()??.beginning(options)
}

/// Make an article of text that is in memory already.
#[must_use]
pub fn article(name: &str, decoded: encoding::Decoded, options: &LoadOptions) -> Article {
    of_flow(name, flow::canonical(decoded.text), (decoded.encoding, decoded.replaced), options)
}

/// Make an article of text whose lines stay as they are.
#[must_use]
pub fn verbatim(name: &str, text: String, options: &LoadOptions) -> Article {
    of_flow(name, flow::Flowed { text, tight_lines: true }, ("UTF-8".into(), 0), options)
}

fn of_flow(name: &str, flowed: flow::Flowed, (encoding, replaced): (String, usize), options: &LoadOptions) -> Article {
    let (meta, rules) = judged(name, &flowed.text, (encoding, replaced), options);
    Article::new(flowed.text, flowed.tight_lines, meta, rules, options.direction)
}

/// What the beginning of a text says of it, and the rules for its parts.
fn judged(name: &str, text: &str, (encoding, replaced): (String, usize), options: &LoadOptions) -> (Meta, PartRules) {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let found = identify(sample, options.language.as_deref());
    let code = found.as_ref().map(|language| language.code.clone());
    let language = options.language.clone().or(code).unwrap_or_else(|| "und".into());
    let own = language.split('-').next().unwrap_or_default();
    let mut codes = vec![own, "en"];
    codes.dedup();
    let rules = PartRules::parse(codes.iter().filter_map(|code| assets::find(assets::PARTS, code)));
    let meta = Meta {
        source: name.to_owned(),
        language_name: found.map(|language| language.name).unwrap_or_default(),
        direction: majority(sample),
        encoding,
        replaced,
        language,
    };
    (meta, rules.unwrap_or_default())
}

/// The language of `sample`, or the one with the code given.
fn identify(sample: &str, code: Option<&str>) -> Option<Language> {
    // The evidence is an asset that tests read; were it broken, the article would still open, its language unknown.
    let read = |toml: &str| Languages::parse(toml).ok();
    match code {
        Some(code) => assets::LANGUAGES.iter().find_map(|(_, toml)| read(toml)?.get(code).cloned()),
        None => {
            let script = script_of(sample)?;
            read(assets::find(assets::LANGUAGES, script.name())?)?.identify(sample, script).cloned()
        }
    }
}
