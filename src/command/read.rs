//! Reading: from a command line without a command to the reader on the screen.
//!
//! In: configuration and sources. Out: an exit code, once the reader leaves. Where nothing can be opened that is said before
//! the screen changes; where something can, the reader opens with the rest and says it. It must not know keys or drawing.

use super::{CommandError, calibration, variable};
use crate::article::Article;
use crate::config::theme::Depth;
use crate::config::{Config, Origin, Problem};
use crate::load::{LoadError, LoadOptions, Source, beginning, load};
use crate::locale::Texts;
use crate::reader::jobs::Late;
use crate::reader::keeper::Keeper;
use crate::reader::state::{Document, Environment, Message, State};
use crate::reader::{event_loop, welcome};
use crate::terminal::backend::size_of;
use crate::terminal::probe::Findings;
use crate::terminal::{screen, signals};
use std::io;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Time a pipe is given to be read before the reader opens without it.
const PIPE_WAIT: Duration = Duration::from_millis(100);

/// Open the reader on `sources`, or on the welcome page where there are none.
///
/// # Errors
/// Where no source opens, or the terminal fails.
pub fn run(mut config: Config, sources: Vec<Source>) -> Result<ExitCode, CommandError> {
    let environment = environment(&mut config);
    let keeper = Keeper::default();
    let mut documents: Vec<Document> = Vec::new();
    if sources.is_empty() {
        let keymap = config.keymap();
        let language = config.settings.interface_language(&environment.language);
        let article = welcome::welcome(&Texts::new(language), &keymap);
        documents.push(Document { source: None, article: Some(article), ..Document::unopened(Source::Stdin) });
    }
    let (mut refused, mut late) = (Vec::new(), None);
    for source in sources {
        let mut document = Document::unopened(source.clone());
        let options = LoadOptions::from(&config.settings);
        let opened = if !documents.is_empty() {
            source.check().map(|()| None)
        } else if let Some(head) = beginning(&source, &options) {
            document.partial = true;
            let source = source.clone();
            late = Some(Late::new(move || Some(load(&source, &options))));
            Ok(Some(head))
        } else if source.is_repeatable() {
            load(&source, &options).map(Some)
        } else {
            match first_of_pipe(source.clone(), options) {
                Ok(loaded) => loaded.map(Some),
                Err(later) => {
                    late = Some(later);
                    Ok(None)
                }
            }
        };
        match opened {
            Ok(article) => document.article = article,
            Err(error) => {
                refused.push(error);
                continue;
            }
        }
        if let Some(article) = document.article.as_ref().filter(|_| !document.partial) {
            keeper.open(0, article.clone(), source.path().map(Path::to_owned));
        }
        documents.push(document);
    }
    if documents.is_empty()
        && let Some(error) = refused.drain(..).next()
    {
        return Err(error.into());
    }
    let keyboard = screen::keyboard().map_err(CommandError::Terminal)?;
    let size = size_of(&io::stdout());
    let mut state = State::new(config, documents, (usize::from(size.width), usize::from(size.height)), environment);
    if let Some(error) = refused.first() {
        // Those that do open are read all the same.
        state.message = Some(Message::Error(error.to_string()));
    }
    match event_loop::run(state, keyboard, crate::ui::draw, keeper, late) {
        Ok(Some(signal)) => {
            signals::end_by(signal);
            Ok(ExitCode::FAILURE)
        }
        Ok(None) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(CommandError::Terminal(error)),
    }
}

/// Read a pipe to its end. What takes longer than a moment is read on in the background: `Err` is where it comes from then.
fn first_of_pipe(source: Source, options: LoadOptions) -> Result<Result<Article, LoadError>, Late> {
    let (sender, article) = mpsc::channel();
    let spawned = thread::Builder::new().name("pipe".into()).spawn({
        let (source, options) = (source.clone(), options.clone());
        move || {
            // Where nobody waits any more, the reader has left.
            let _ = sender.send(load(&source, &options));
        }
    });
    if spawned.is_err() {
        return Ok(load(&source, &options));
    }
    article.recv_timeout(PIPE_WAIT).map_err(|_| Late::new(move || article.recv().ok()))
}

fn environment(config: &mut Config) -> Environment {
    Environment {
        language: Texts::from_environment(variable),
        depth: Depth::from_environment(variable),
        findings: Findings::from_environment(variable),
        calibration: calibration(|error| {
            config.problems.push(Problem { origin: Origin::Kept, message: error.to_string() });
        }),
    }
}
