//! The list of marks, bookmarks and highlights.
//!
//! In: a sheet's page and the notes of the article. Out: cells. It must not know how notes were found.

use super::sheet::Page;
use crate::config::Scope;
use crate::lang::Direction;
use crate::layout::excerpt::shortened;
use crate::layout::single_line;
use crate::reader::keeping::Noted;
use crate::reader::sheet::{HEADER_ROWS, listed};
use crate::store::{Kind, Note};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;

/// Cells of the column that says what a note is.
const KIND: usize = 14;

/// Paint the list.
pub(super) fn list(page: &mut Page<'_>, chosen: usize) {
    page.title_words(&page.state.texts.get("notes-title"));
    let notes = &page.state.document().notes;
    if notes.is_empty() {
        let line = page.line(&page.state.texts.get("notes-none"), page.width);
        page.write(&line, 0, HEADER_ROWS, Scope::Sheet);
        return;
    }
    if let Some(article) = page.state.article() {
        page.direction = article.direction();
    }
    let (top, visible) = listed(page.state, chosen);
    let kind_width = KIND.min(page.width / 3);
    for (place, noted) in notes.iter().enumerate().skip(top).take(visible) {
        let y = HEADER_ROWS + place - top;
        let scope = if place == chosen { Scope::SheetChosen } else { Scope::Sheet };
        let kind = page.line(&kind(page, noted), kind_width);
        page.write(&kind, 0, y, if place == chosen { scope } else { scope_of(noted) });
        let from = kind_width + 2;
        let room = page.width.saturating_sub(from);
        let line = page.line(&words(page, noted, room), room);
        page.write(&line, from, y, scope);
    }
}

fn scope_of(noted: &Noted) -> Scope {
    match noted.note.kind {
        Kind::Highlight => Scope::of_colour(noted.note.colour),
        Kind::Mark | Kind::Bookmark => Scope::SheetKey,
    }
}

fn kind(page: &Page<'_>, noted: &Noted) -> String {
    let texts = &page.state.texts;
    match noted.note.kind {
        Kind::Mark => format!("{} \u{2068}{}\u{2069}", texts.get("kind-mark"), noted.note.name),
        Kind::Bookmark => texts.get("kind-bookmark"),
        Kind::Highlight => texts.get(&format!("colour-{}", noted.note.colour.name())),
    }
}

/// What the row says: that it is lost, its name or the text, what was written to it. Each is cut at the end of a word;
/// what was written has half of the row at least.
fn words(page: &Page<'_>, noted: &Noted, room: usize) -> String {
    const DOT: &str = " · ";
    let (note, shown) = (&noted.note, page.state.shown());
    let lost = if noted.span.is_none() { page.state.texts.get("note-lost") } else { String::new() };
    let (about, written) = (one_line(&about(page, noted), room), one_line(&note.note, room));
    // Cells of a piece and of the dot beside it.
    let taken = |piece: &str| match single_line(piece, Direction::Ltr, shown).width {
        0 => 0,
        width => width + DOT.chars().count(),
    };
    let room = room.saturating_sub(taken(&lost));
    let least = shortened(&written, room / 2, shown);
    let about = shortened(&about, room.saturating_sub(taken(&least)), shown);
    let written = shortened(&written, room.saturating_sub(taken(&about)), shown);
    let pieces = [lost.as_str(), &about, &written].into_iter().filter(|piece| !piece.is_empty());
    pieces.map(|piece| format!("\u{2068}{piece}\u{2069}")).collect::<Vec<_>>().join(DOT)
}

/// A bookmark's name; the text highlighted, or that follows the place.
fn about<'a>(page: &'a Page<'_>, noted: &'a Noted) -> Cow<'a, str> {
    let Note { kind, name, quote, .. } = &noted.note;
    match (kind, noted.span, page.state.article()) {
        (Kind::Bookmark, ..) if !name.is_empty() => name.into(),
        (Kind::Highlight, ..) => (&quote.text).into(),
        (_, Some(span), Some(article)) => {
            let rest = article.text().get(span.start..).unwrap_or_default();
            rest.split('\n').next().unwrap_or_default().into()
        }
        _ => (&quote.text).into(),
    }
}

/// As much of a text as could fit, on one line.
fn one_line(text: &str, cells: usize) -> String {
    // Marks take no cells, and a lam-alef takes one.
    text.graphemes(true).take(2 * cells + 1).collect::<String>().replace(['\n', '\u{2028}', '\t'], " ")
}
