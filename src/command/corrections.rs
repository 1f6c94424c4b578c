//! `qari corrections`: what readers corrected in the entities of articles, in the format of the file that keeps it.
//!
//! In: sources. Out: TOML, with the file's path in a comment, so that it can be looked at, kept elsewhere or edited.
//! It must not know the reader.

use super::{CommandError, complain, output};
use crate::config::Config;
use crate::corrections::{kept, path};
use crate::load::{LoadOptions, Source, load};
use std::fmt::Write as _;
use std::process::ExitCode;

/// Print the corrections kept for each source. A source without any is told of; that is no failure.
///
/// # Errors
/// Where standard output fails.
pub fn run(config: &Config, sources: &[Source]) -> Result<ExitCode, CommandError> {
    config.problems.iter().for_each(|problem| complain(problem));
    let options = LoadOptions::from(&config.settings);
    let (mut out, mut failed) = (String::new(), false);
    for source in sources {
        match exported(source, &options) {
            Ok(Some(text)) => out.push_str(&text),
            Ok(None) => complain(&format!("{}: no entity has been corrected; `=` and a letter do that", source.name())),
            Err(problem) => {
                complain(&problem);
                failed = true;
            }
        }
    }
    output::write(out.as_bytes())?;
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn exported(source: &Source, options: &LoadOptions) -> Result<Option<String>, String> {
    let article = load(source, options).map_err(|error| error.to_string())?;
    let Some(overlay) = kept(&article).map_err(|error| error.to_string())? else { return Ok(None) };
    let place = path(&article).map_err(|error| error.to_string())?;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "# {}", place.display());
    text.push_str(&overlay.to_toml().map_err(|error| error.to_string())?);
    text.push('\n');
    Ok(Some(super::printable(&text)))
}
