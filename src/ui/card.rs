//! Concordances: all about an entity, the hits of a search, the dates with their sentences.
//!
//! In: a sheet's page and what it says ([`crate::reader::card`]). Out: cells. The mentions stand one below the other, what
//! comes before on the side where reading starts. It must not know how contexts were found.

use super::sheet::Page;
use super::text;
use crate::action::Action;
use crate::config::Scope;
use crate::entity::Class;
use crate::lang::Direction;
use crate::layout::{Line, lay_out};
use crate::locale::Argument::{Number, Text};
use crate::reader::card::{Card, CardRow, Context, Moment, card_rows};
use crate::reader::find::concordance::Concordance;
use crate::reader::sheet::{HEADER_ROWS, listed};
use crate::span::Span;
use crate::terminal::mode::OutputMode;

/// Widest column of dates.
const DATES_WIDEST: usize = 28;

/// Paint the card of an entity.
pub(super) fn card(page: &mut Page<'_>, card: &Card, chosen: usize) {
    page.title_words(&card.name);
    let rows = card_rows(page.state, card, page.width);
    let before = rows.iter().take_while(|row| !matches!(row, CardRow::Mention(_))).count();
    let (top, visible) = listed(page.state, before + chosen);
    for (place, row) in rows.iter().skip(top).take(visible).enumerate() {
        let y = HEADER_ROWS + place;
        match row {
            CardRow::Blank => {}
            CardRow::Words(line) => page.write(line, 0, y, Scope::Sheet),
            CardRow::Mention(index) => {
                if let Some(context) = card.mentions.get(*index) {
                    mention(page, context, Scope::of_class(Class::of(card.label)), y, *index == chosen);
                }
            }
        }
    }
}

/// Paint the dates and their sentences.
pub(super) fn timeline(page: &mut Page<'_>, moments: &[Moment], chosen: usize) {
    page.title_words(&page.state.texts.get("timeline-title"));
    if moments.is_empty() {
        let line = page.line(&page.state.texts.get("timeline-none"), page.width);
        page.write(&line, 0, HEADER_ROWS, Scope::Sheet);
        return;
    }
    let Some(article) = page.state.article() else { return };
    page.direction = article.direction();
    let (top, visible) = listed(page.state, chosen);
    let dates_width = (page.width / 3).min(DATES_WIDEST);
    for (place, moment) in moments.iter().enumerate().skip(top).take(visible) {
        let y = HEADER_ROWS + place - top;
        let scope = if place == chosen { Scope::SheetChosen } else { Scope::Sheet };
        let written = plain(article.slice(moment.span));
        let date = match moment.when {
            Some(when) => format!("{written} (\u{2066}{when}\u{2069})"),
            None => written,
        };
        let date = page.line(&date, dates_width);
        page.write(&date, 0, y, if place == chosen { scope } else { Scope::SheetKey });
        let from = dates_width + 2;
        let sentence = page.line(&plain(article.slice(moment.sentence)), page.width.saturating_sub(from));
        page.write(&sentence, from, y, scope);
    }
}

/// Paint the hits of a search in their contexts.
pub(super) fn hits(page: &mut Page<'_>, list: &Concordance, chosen: usize) {
    let texts = &page.state.texts;
    let title = texts.format("hits-title", &[("pattern", Text(&list.pattern)), ("count", Number(list.total))]);
    page.title_words(&if list.done { title } else { format!("{title} …") });
    let key = page.state.keymap.keys_of(&Action::SortHits).into_iter().next().unwrap_or_default();
    let mut facts = vec![texts.get(list.order.text_key()), texts.format("hits-key", &[("key", Text(&key))])];
    if list.hits.len() < list.total {
        facts.push(texts.format("hits-first", &[("count", Number(list.hits.len()))]));
    }
    let facts = page.line(&facts.join(" · "), page.width);
    page.write(&facts, 0, HEADER_ROWS - 1, Scope::SheetHeading);
    let Some(article) = page.state.article() else { return };
    let (top, visible) = listed(page.state, chosen);
    for (place, hit) in list.hits.iter().enumerate().skip(top).take(visible) {
        let Some(paragraph) = article.paragraph_at(hit.start) else { continue };
        let context = Context { span: *hit, paragraph: paragraph.span, direction: paragraph.direction };
        mention(page, &context, Scope::Hit, HEADER_ROWS + place - top, place == chosen);
    }
}

/// Text on one line.
fn plain(text: &str) -> String {
    text.replace(['\u{2028}', '\n', '\t'], " ")
}

/// The text around a mention, as many characters on each side as could be seen, and where in it the mention is.
fn around(page: &Page<'_>, context: &Context) -> Option<(String, Span)> {
    let article = page.state.article()?;
    let (room_before, room_after) = match page.state.mode {
        // Cells cannot be cut at the start where the terminal reorders: only what fits is sent.
        OutputMode::Logical => (page.width / 4, page.width / 2),
        _ => (page.width, page.width),
    };
    let (before, mention, after) = (
        article.slice(Span::new(context.paragraph.start, context.span.start)),
        article.slice(context.span),
        article.slice(Span::new(context.span.end, context.paragraph.end)),
    );
    let start = before.char_indices().rev().nth(room_before).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(room_after).map_or(after.len(), |(at, _)| at);
    let (before, mention) = (plain(before.get(start..)?), plain(mention));
    let span = Span::new(before.len(), before.len() + mention.len());
    Some((format!("{before}{mention}{}", plain(after.get(..end)?)), span))
}

/// Columns of `line` before the mention in reading order.
fn columns_before(line: &Line, span: Span) -> usize {
    let pieces = line.pieces(span);
    match line.direction {
        Direction::Ltr => pieces.first().map_or(0, |piece| piece.start),
        Direction::Rtl => line.width - pieces.last().map_or(line.width, |piece| piece.end),
    }
}

/// Write a place in its context, marked by `scope`.
fn mention(page: &mut Page<'_>, context: &Context, scope: Scope, y: usize, chosen: bool) {
    let Some((words, span)) = around(page, context) else { return };
    let state = page.state;
    let options = state.shown().options(usize::MAX);
    let line = lay_out(&words, context.direction, &options).swap_remove(0);
    let ground = state.theme.style(if chosen { Scope::SheetChosen } else { Scope::Sheet });
    let marked = ground.patch(state.theme.patch(if !chosen {
        scope
    } else if scope == Scope::Hit {
        Scope::HitCurrent
    } else {
        Scope::EntityCurrent
    }));
    let (left, right) = (page.left, page.left + page.width);
    // The mention begins where two fifths of the sheet are read. A terminal that reorders gets it unaligned.
    let from = page.width * 2 / 5;
    let start = columns_before(&line, span).cast_signed();
    let x = match (state.mode, context.direction) {
        (OutputMode::Logical, Direction::Ltr) => left.cast_signed(),
        (OutputMode::Logical, Direction::Rtl) => right.saturating_sub(line.width).max(left).cast_signed(),
        (_, Direction::Ltr) => (left + from).cast_signed() - start,
        (_, Direction::Rtl) => (right - from).cast_signed() + start - line.width.cast_signed(),
    };
    text::write_within(page.buffer, &line, (x, y), left..right, state.mode, |cell| {
        if cell.span.overlaps(span) { marked } else { ground }
    });
}
