//! Search: typing a pattern, stepping from hit to hit, narrowing the text, the list of hits.
//!
//! In: State and what is typed or wanted. Out: another hit, anchor or sheet; what a job found, taken in. It must not know
//! the terminal or threads.

use super::articles::open;
use super::moving::reveal;
use super::{Effect, say, say_round};
use crate::action::Action;
use crate::lang::clitic::readings;
use crate::lang::fold::key;
use crate::lang::folding::{Fold, Folds};
use crate::locale::Argument;
use crate::reader::find::concordance::Concordance;
use crate::reader::find::switches::{fold_of, mode_of};
use crate::reader::find::windows::{Seek, Sought, Step};
use crate::reader::find::{AT_ONCE, Active, Answer, Before, Narrowed, Purpose, Request, Task, Typing};
use crate::reader::line_editor::LineEditor;
use crate::reader::selection::{Unit, around};
use crate::reader::state::{Message, Sheet, State};
use crate::search::{Matcher, Mode, Query, SearchError, fuzzy};
use crate::span::Span;
use std::cmp::Reverse;
use std::rc::Rc;
use std::sync::Arc;

/// An action of searching.
pub(super) fn find(state: &mut State, action: &Action, count: usize) -> Vec<Effect> {
    match action {
        Action::Search => match state.sheet.clone() {
            Some(Sheet::Articles(chosen)) => begin(state, Purpose::Article(chosen)),
            Some(Sheet::Card(card, _)) => {
                begin(state, Purpose::Forward);
                if let Some(typing) = &mut state.find.typing {
                    typing.line = LineEditor::new(&card.name);
                }
                retyped(state);
            }
            _ => begin(state, Purpose::Forward),
        },
        Action::SearchFor(words) => {
            begin(state, Purpose::Forward);
            if let Some(typing) = &mut state.find.typing {
                typing.line = LineEditor::new(words);
            }
            retyped(state);
            return keep(state);
        }
        Action::SearchBack => begin(state, Purpose::Backward),
        Action::Narrow => begin(state, Purpose::Narrow),
        Action::NextHit | Action::PreviousHit => step(state, *action == Action::NextHit, count),
        Action::Hits => open_hits(state),
        Action::SortHits => sort_hits(state),
        switch => toggle(state, switch),
    }
    Vec::new()
}

/// Begin to type a pattern.
fn begin(state: &mut State, purpose: Purpose) {
    let listed = matches!(purpose, Purpose::Article(_));
    if state.article().is_none() && !listed {
        return;
    }
    let before = Before {
        anchor: state.document().anchor,
        selection: state.selection,
        mention: state.mention,
        active: state.find.active.clone(),
        shown: state.find.shown,
        from: state.cursor().unwrap_or_else(|| state.first_byte()),
    };
    if !listed {
        state.sheet = None;
    }
    state.find.typing = Some(Typing { purpose, line: LineEditor::default(), problem: None, recalled: None, before });
}

/// The pattern has been changed: show its first hit at once.
pub(super) fn retyped(state: &mut State) {
    let Some(typing) = &mut state.find.typing else { return };
    typing.recalled = None;
    seek_typed(state);
}

/// Look for what is typed from where typing began.
fn seek_typed(state: &mut State) {
    if let Some(Purpose::Article(chosen)) = state.find.typing.as_ref().map(|typing| typing.purpose) {
        return choose_article(state, chosen);
    }
    put_back(state);
    let (mode, folds) = (state.find.mode, state.folds());
    let Some(typing) = &mut state.find.typing else { return };
    typing.problem = None;
    let query = Query { pattern: typing.line.text().to_owned(), mode, folds };
    let (purpose, from) = (typing.purpose, typing.before.from);
    match Matcher::new(&query) {
        Ok(matcher) => {
            let forward = purpose != Purpose::Backward;
            search(state, Active::new(query, matcher, forward), from, forward, 1);
        }
        Err(SearchError::Empty) => state.find.shown = false,
        Err(problem) => {
            typing.problem = Some(problem);
            state.find.shown = false;
        }
    }
}

/// Choose the article whose title answers best to what is typed; the one chosen before where none does.
fn choose_article(state: &mut State, before: usize) {
    let pattern = state.find.typing.as_ref().map(|typing| typing.line.text().to_owned()).unwrap_or_default();
    let scores =
        state.documents.iter().enumerate().filter_map(|(at, document)| Some((fuzzy(&pattern, &document.name())?, at)));
    let best = scores.max_by_key(|(score, at)| (*score, Reverse(*at))).map(|(_, at)| at);
    state.sheet = Some(Sheet::Articles(best.filter(|_| !pattern.is_empty()).unwrap_or(before)));
}

/// Show what was shown when typing began.
fn put_back(state: &mut State) {
    let Some(Before { anchor, selection, mention, .. }) = state.find.typing.as_ref().map(|t| t.before.clone()) else {
        return;
    };
    let current = state.current;
    state.documents[current].anchor = anchor;
    state.selection = selection;
    state.mention = mention;
    state.arrange();
}

/// Put a search in force and go to a hit.
fn search(state: &mut State, active: Active, from: usize, forward: bool, times: usize) {
    state.find.active = Some(active);
    state.find.shown = true;
    seek(state, from, forward, times);
    state.count_at_once();
}

/// Go to the hit `times` on or back from `from`; what takes long is left to a job.
fn seek(state: &mut State, from: usize, forward: bool, times: usize) {
    let only = state.only().cloned();
    let Some(text) = state.documents[state.current].article.as_ref().map(|article| article.text()) else { return };
    let Some(active) = &mut state.find.active else { return };
    active.set_out(None);
    let only = only.as_deref().map(Vec::as_slice);
    let sought = Seek::new(text, from, forward, times).run(text, &active.matcher, only, AT_ONCE + times.min(10_000));
    arrive(state, sought, forward);
}

/// Take in where the way to a hit has led.
fn arrive(state: &mut State, sought: Sought, forward: bool) {
    let Some(active) = &mut state.find.active else { return };
    match sought {
        Sought::Underway(seek) => active.set_out(Some(seek)),
        Sought::Nowhere => {
            active.set_out(None);
            active.nowhere = true;
            active.current = None;
            if state.find.typing.is_none() {
                say_not_found(state);
            }
        }
        Sought::Found(Step { hit, wrapped }) => {
            active.set_out(None);
            active.nowhere = false;
            active.current = Some(hit);
            active.wrapped = wrapped;
            if wrapped {
                say_round(state, forward);
            }
            go_to_hit(state, hit);
            state.number_hit();
        }
    }
}

fn say_not_found(state: &mut State) {
    let pattern = state.find.active.as_ref().map(|active| active.query.pattern.clone()).unwrap_or_default();
    let text = state.texts.format("message-not-found", &[("pattern", Argument::Text(&pattern))]);
    state.message = Some(Message::Error(text));
}

/// Show a hit.
fn go_to_hit(state: &mut State, hit: Span) {
    state.mention = None;
    reveal(state, hit);
}

/// Keep what the pattern found, or do what it was typed for.
pub(super) fn keep(state: &mut State) -> Vec<Effect> {
    let Some(typing) = state.find.typing.take() else { return Vec::new() };
    let pattern = typing.line.text().to_owned();
    if typing.problem.is_some() {
        // It stays, to be mended.
        state.find.typing = Some(typing);
        return Vec::new();
    }
    if let (Purpose::Article(_), Some(Sheet::Articles(chosen))) = (typing.purpose, &state.sheet) {
        let chosen = *chosen;
        state.sheet = None;
        return open(state, chosen);
    }
    let effects = if pattern.is_empty() {
        Vec::new()
    } else {
        state.find.history.add(&pattern);
        vec![Effect::KeepPattern(pattern.clone())]
    };
    match typing.purpose {
        Purpose::Narrow => {
            restore(state, typing.before);
            narrow(state, &pattern);
        }
        purpose if pattern.is_empty() => {
            // The last search again, as in other readers.
            restore(state, typing.before);
            let forward = purpose == Purpose::Forward;
            if let Some(active) = &mut state.find.active {
                active.forward = forward;
            }
            step(state, true, 1);
        }
        _ => match &state.find.active {
            Some(active) if active.nowhere => say_not_found(state),
            Some(active) if active.wrapped => say_round(state, active.forward),
            _ => {}
        },
    }
    effects
}

fn restore(state: &mut State, before: Before) {
    let current = state.current;
    state.documents[current].anchor = before.anchor;
    state.selection = before.selection;
    state.mention = before.mention;
    state.find.active = before.active;
    if let Some(active) = &mut state.find.active {
        active.resume();
    }
    state.find.shown = before.shown;
    state.arrange();
}

/// Give the pattern up: back to where one was, with the search that was in force.
pub(super) fn give_up(state: &mut State) {
    let Some(typing) = state.find.typing.take() else { return };
    match typing.purpose {
        Purpose::Article(chosen) => state.sheet = Some(Sheet::Articles(chosen)),
        _ => restore(state, typing.before),
    }
}

/// Put an older or newer pattern at the prompt.
pub(super) fn recall(state: &mut State, older: bool) {
    let Some(typing) = &mut state.find.typing else { return };
    let line = state.find.history.recall(&mut typing.recalled, typing.line.text(), older);
    let Some(line) = line else { return };
    typing.line = LineEditor::new(&line);
    seek_typed(state);
}

/// Turn a mode or a fold on or off.
fn toggle(state: &mut State, action: &Action) {
    if let Some(mode) = mode_of(action) {
        state.find.mode = if state.find.mode == mode { Mode::Literal } else { mode };
    } else if let Some(fold) = fold_of(action) {
        state.find.folds = Some(state.folds().toggled(fold));
    } else if *action == Action::SearchExact {
        let none = state.folds() == Folds::NONE;
        state.find.folds = (!none).then_some(Folds::NONE);
    }
    seek_typed(state);
}

/// The `count`th hit further on, in the direction of the search or against it.
pub(super) fn step(state: &mut State, same_way: bool, count: usize) {
    let Some(active) = &state.find.active else {
        let key = state.keymap.keys_of(&Action::Search).into_iter().next().unwrap_or_default();
        return say(state, "message-no-pattern", &[("key", Argument::Text(&key))]);
    };
    let forward = active.forward == same_way;
    let current = active.current;
    state.find.shown = true;
    let cursor = state.cursor();
    let shown = state.on_screen();
    let from = match (cursor, current) {
        (Some(cursor), Some(hit)) if !hit.contains(cursor) => cursor,
        (_, Some(hit)) if hit.overlaps(shown) => {
            if forward {
                hit.end
            } else {
                hit.start
            }
        }
        (Some(cursor), _) => cursor,
        (None, _) => shown.start,
    };
    seek(state, from, forward, count);
    state.count_at_once();
}

/// The byte that the reader points at: the cursor, or the hit stepped to where there is none.
pub(super) fn pointed_at(state: &State) -> Option<usize> {
    let hit = state.hit().filter(|hit| hit.overlaps(state.on_screen()));
    state.selection.map(|selection| selection.cursor).or(hit.map(|hit| hit.start))
}

/// Look for the word at `byte`, particles and pronouns left aside.
pub(super) fn search_word(state: &mut State, byte: usize, forward: bool, count: usize) {
    let Some(article) = state.article() else { return };
    let span = around(article, byte, Unit::Word);
    let word = article.slice(span);
    if !word.chars().any(char::is_alphanumeric) {
        return say(state, "message-no-word", &[]);
    }
    // Particles before an article are surely particles: للموصل looks for الموصل. Others may be part of the word.
    let stems = readings(word).map(|reading| reading.stem(word));
    let pattern = stems.skip(1).filter(|stem| key(stem).starts_with("ال")).last().unwrap_or_else(|| word.to_owned());
    let query = Query { pattern, mode: Mode::Clitic, folds: state.folds().with(Fold::Tashkeel) };
    let Ok(matcher) = Matcher::new(&query) else { return say(state, "message-no-word", &[]) };
    // The cursor may lie anywhere in the word: the next hit is not this one.
    let from = if forward { span.end } else { span.start };
    let mut active = Active::new(query, matcher, forward);
    active.current = Some(span);
    search(state, active, from, forward, count);
}

/// Show only the paragraphs that hold a pattern, or all where it is empty.
fn narrow(state: &mut State, pattern: &str) {
    let current = state.current;
    if pattern.is_empty() {
        if state.documents[current].narrowed.take().is_some() {
            recount(state);
            say(state, "message-all-shown", &[]);
        }
        return;
    }
    let query = Query { pattern: pattern.to_owned(), mode: state.find.mode, folds: state.folds() };
    let Ok(matcher) = Matcher::new(&query) else { return };
    // What is narrowed to is also what is looked for in it.
    state.find.active = Some(Active::new(query.clone(), matcher.clone(), true));
    state.find.shown = true;
    state.documents[current].narrowed = Some(Narrowed::new(query, matcher));
    say(state, "message-searching", &[]);
    let small =
        state.article().is_some_and(|article| crate::reader::find::windows::count(article.text().len()) <= AT_ONCE);
    if small {
        for request in state.search_requests() {
            let mut answers = Vec::new();
            crate::reader::find::answer(&request, || false, |answer| answers.push(answer));
            answers.into_iter().for_each(|answer| take_answer(state, &request, answer));
        }
    }
}

/// Count anew, as when other paragraphs are shown.
fn recount(state: &mut State) {
    if let Some(active) = &mut state.find.active {
        let current = active.current;
        active.renew();
        active.current = current;
    }
    state.count_at_once();
}

/// Another article is shown: the search stays, its hits do not.
pub(super) fn leave_article(state: &mut State) {
    state.find.typing = None;
    if let Some(active) = &mut state.find.active {
        active.renew();
    }
    state.count_at_once();
}

/// Take in what a job found for a request, if that is still waited for.
pub fn take_answer(state: &mut State, request: &Request, answer: Answer) {
    if !state.awaits(request.index, &request.token) {
        return;
    }
    match answer {
        Answer::Sought(sought) => {
            let forward = matches!(&request.task, Task::Seek(seek) if seek.is_forward());
            arrive(state, sought, forward);
        }
        Answer::Counted(tally) => {
            state.take_tally(tally);
            if let Some(Sheet::Hits(list, chosen)) = &state.sheet {
                let at = list.hits.get(*chosen).copied();
                let fresh = concordance(state);
                let chosen = fresh.hits.iter().position(|hit| Some(*hit) == at).unwrap_or(0);
                state.sheet = Some(Sheet::Hits(Rc::new(fresh), chosen));
            }
        }
        Answer::Narrowed(paragraphs, done) => {
            let count = paragraphs.len();
            if state.take_narrowed(request.index, paragraphs, done) {
                state.find.shown = false;
                say_not_found(state);
            } else if done && request.index == state.current {
                let key = state.keymap.keys_of(&Action::Narrow).into_iter().next().unwrap_or_default();
                say(state, "message-narrowed", &[("count", Argument::Number(count)), ("key", Argument::Text(&key))]);
            }
            state.count_at_once();
        }
    }
    state.arrange();
}

fn concordance(state: &State) -> Concordance {
    let text = state.article().map_or("", |article| article.text());
    let (pattern, tally) = state
        .find
        .active
        .as_ref()
        .map(|active| (active.query.pattern.as_str(), Arc::clone(&active.tally)))
        .unwrap_or_default();
    Concordance::new(text, pattern, &tally.hits, tally.total, tally.done, state.find.order)
}

/// List all hits, the current one chosen.
fn open_hits(state: &mut State) {
    if state.find.active.is_none() {
        let key = state.keymap.keys_of(&Action::Search).into_iter().next().unwrap_or_default();
        return say(state, "message-no-pattern", &[("key", Argument::Text(&key))]);
    }
    state.find.shown = true;
    state.count_at_once();
    let list = concordance(state);
    let here = state.hit().map_or_else(|| state.first_byte(), |hit| hit.start);
    let chosen = list.hits.iter().position(|hit| hit.start == here);
    let near = || (0..list.hits.len()).min_by_key(|at| list.hits[*at].start.abs_diff(here));
    let chosen = chosen.or_else(near).unwrap_or(0);
    state.sheet = Some(Sheet::Hits(Rc::new(list), chosen));
}

/// The next order; the hit chosen stays so.
fn sort_hits(state: &mut State) {
    let Some(Sheet::Hits(list, chosen)) = &state.sheet else { return open_hits(state) };
    let at = list.hits.get(*chosen).copied();
    state.find.order = state.find.order.next();
    let list = concordance(state);
    let chosen = list.hits.iter().position(|hit| Some(*hit) == at).unwrap_or(0);
    state.sheet = Some(Sheet::Hits(Rc::new(list), chosen));
}

/// Go to a hit of the list.
pub(super) fn choose_hit(state: &mut State, hit: Span) {
    if let Some(active) = &mut state.find.active {
        active.set_out(None);
        active.current = Some(hit);
        active.wrapped = false;
    }
    go_to_hit(state, hit);
    state.number_hit();
}
