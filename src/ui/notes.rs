//! The list of marks, bookmarks and highlights.
//!
//! In: a sheet's page and the notes of the article. Out: cells. It must not know how notes were found.

use super::sheet::Page;
use crate::config::Scope;
use crate::reader::keeping::Noted;
use crate::reader::sheet::{HEADER_ROWS, listed};
use crate::store::Kind;

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
        let line = page.line(&words(page, noted), page.width.saturating_sub(from));
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

/// What the row says: that it is lost, its name or the text, what was written to it.
fn words(page: &Page<'_>, noted: &Noted) -> String {
    let note = &noted.note;
    let isolated = |text: &str| format!("\u{2068}{}\u{2069}", text.replace(['\n', '\u{2028}', '\t'], " "));
    let mut pieces = Vec::new();
    if noted.span.is_none() {
        pieces.push(isolated(&page.state.texts.get("note-lost")));
    }
    if note.kind == Kind::Bookmark && !note.name.is_empty() {
        pieces.push(isolated(&note.name));
    } else {
        // As much as could fit.
        let quote: String = note.quote.text.chars().take(page.width).collect();
        pieces.push(isolated(&quote));
    }
    if !note.note.is_empty() {
        pieces.push(isolated(&note.note));
    }
    pieces.join(" · ")
}
