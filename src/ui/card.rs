//! Concordances: all about an entity, the hits of a search, the dates with their sentences.
//!
//! In: a sheet's page and what it says ([`crate::reader::card`]). Out: cells. The mentions stand one below the other, what
//! comes before on the side where reading starts. It must not know how contexts were found.

use super::sheet::Page;
use super::text;
use crate::action::Action;
use crate::config::Scope;
use crate::entity::Class;
use crate::entity::date::DateValue;
use crate::lang::Direction;
use crate::layout::excerpt::{ending, shortened};
use crate::layout::{Line, Shown, lay_out, single_line};
use crate::locale::Argument::{Number, Text};
use crate::reader::card::{Card, CardRow, Context, Moment, card_rows};
use crate::reader::find::concordance::Concordance;
use crate::reader::sheet::{HEADER_ROWS, listed};
use crate::span::Span;
use crate::terminal::mode::OutputMode;
use std::borrow::Cow;

/// Widest column of dates.
const DATES_WIDEST: usize = 28;
/// Characters that a cell may need: two letters with three marks each.
const MARKED: usize = 8;
/// Cells that a date's own words have at least, where what it stands for is behind them.
const DATE_WORDS: usize = 6;

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
        let date = dated(&plain(article.slice(moment.span)), moment.when, dates_width, page.state.shown());
        let date = page.line(&date, dates_width);
        page.write(&date, 0, y, if place == chosen { scope } else { Scope::SheetKey });
        let from = dates_width + 2;
        let room = page.width.saturating_sub(from);
        let sentence = plain(article.slice(moment.sentence));
        let sentence = page.line(&shortened(&sentence, room, page.state.shown()), room);
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

/// A date as it is written, what it stands for behind it in brackets where that leaves room for words.
fn dated(written: &str, when: Option<DateValue>, cells: usize, shown: Shown) -> String {
    let value = when.map(|when| format!(" (\u{2066}{when}\u{2069})")).unwrap_or_default();
    let room = cells.saturating_sub(single_line(&value, Direction::Ltr, shown).width);
    let whole = single_line(written, Direction::Ltr, shown).width;
    if room < whole.min(DATE_WORDS) {
        shortened(written, cells, shown).into_owned()
    } else {
        shortened(written, room, shown).into_owned() + &value
    }
}

/// Text on one line.
fn plain(text: &str) -> String {
    text.replace(['\u{2028}', '\n', '\t'], " ")
}

/// The text around a mention, as many words on each side as there are cells for, and where in it the mention is.
fn around(page: &Page<'_>, context: &Context, before: usize) -> Option<(String, Span)> {
    let article = page.state.article()?;
    let shown = page.state.shown();
    let slice = |start, end| article.slice(Span::new(start, end));
    let (ahead, behind) =
        (slice(context.paragraph.start, context.span.start), slice(context.span.end, context.paragraph.end));
    let mention = plain(article.slice(context.span));
    let taken = single_line(&mention, context.direction, shown).width;
    // No more is laid out than could be seen, letters with all their marks.
    let limit = MARKED * page.width;
    let start = ahead.char_indices().rev().nth(limit).map_or(0, |(at, _)| at);
    let words = plain(&ahead[start..]);
    let ahead = ending(&words, before, shown);
    let end = behind.char_indices().nth(limit).map_or(behind.len(), |(at, _)| at);
    let words = plain(&behind[..end]);
    let behind = match page.width.saturating_sub(before + taken) {
        0 => Cow::default(),
        cells => shortened(&words, cells, shown),
    };
    let span = Span::new(ahead.len(), ahead.len() + mention.len());
    Some((format!("{ahead}{mention}{behind}"), span))
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
    // The mention begins where two fifths of the sheet are read. A terminal that reorders gets it unaligned.
    let from = page.width * 2 / 5;
    let Some((words, span)) = around(page, context, from) else { return };
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
