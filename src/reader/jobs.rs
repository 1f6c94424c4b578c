//! What runs in the background: opening articles, counting paragraphs, finding titles and entities.
//!
//! In: a source or an article, and where to report. Out: [`Report`]s, sent as events. A job works on its own handle of the
//! article and changes nothing. It must not know the screen.

use crate::article::Article;
use crate::entity::Entities;
use crate::load::{self, LoadOptions, Source};
use std::sync::Arc;
use std::thread;

/// What a job found.
#[derive(Debug)]
pub enum Report {
    /// A document was opened, or why not.
    Opened(usize, Result<Box<Article>, String>),
    /// Where a document's paragraphs start.
    Counted(usize, Vec<usize>),
    /// A document's title.
    Titled(usize, String),
    /// A document's entities, as far as it has been gone through: so many per cent.
    Entities(usize, Arc<Entities>, u8),
}

/// Text up to this many bytes is counted at once: a thread would take longer.
pub const SMALL: usize = 64 * 1024;

/// Where all paragraphs of an article start.
#[must_use]
pub fn starts(article: &Article) -> Vec<usize> {
    article.paragraphs().map(|paragraph| paragraph.span.start).collect()
}

/// Run `job` in the background and send what it reports. Where no thread can be had it runs here and now.
fn run(send: impl Fn(Report) + Send + Clone + 'static, job: impl Fn(&dyn Fn(Report)) + Send + Clone + 'static) {
    let (here, job_here) = (send.clone(), job.clone());
    if thread::Builder::new().name("job".into()).spawn(move || job(&send)).is_err() {
        job_here(&here);
    }
}

/// Open document `index`.
pub fn open(index: usize, source: Source, options: LoadOptions, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| {
        let article = load::load(&source, &options).map(Box::new).map_err(|error| error.to_string());
        send(Report::Opened(index, article));
    });
}

/// Count the paragraphs of document `index`.
pub fn count(index: usize, article: Article, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| send(Report::Counted(index, starts(&article))));
}

/// Find the entities of document `index`.
pub fn entities(index: usize, article: Article, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| send(Report::Entities(index, Arc::new(recognise_placeholder(&article)), 100)));
}

/// Stands for the recogniser until that is merged: finds nothing.
#[must_use]
pub fn recognise_placeholder(_article: &Article) -> Entities {
    Entities::default()
}

/// Find the titles of documents, one after the other.
pub fn titles(sources: Vec<(usize, Source)>, options: LoadOptions, send: impl Fn(Report) + Send + Clone + 'static) {
    run(send, move |send| {
        for (index, source) in &sources {
            if let Ok(article) = load::load(source, &options)
                && let Some(title) = article.title()
            {
                send(Report::Titled(*index, title.to_owned()));
            }
        }
    });
}
