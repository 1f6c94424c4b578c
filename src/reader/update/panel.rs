//! The panel of entities: opening it, moving in it, and what follows in the text.
//!
//! In: State and an action or a place on the screen. Out: another choice, and the text where it is mentioned. It must not
//! know the terminal.

use super::entities::go_to;
use super::selecting::copy_text;
use super::{Effect, say};
use crate::action::Action;
use crate::config::settings::{PANEL_NARROWEST, PANEL_WIDEST};
use crate::entity::{Class, Place};
use crate::locale::Argument;
use crate::reader::line_editor::LineEditor;
use crate::reader::panel::{Grip, HEADER_ROWS, Item};
use crate::reader::state::State;

/// Cells the panel changes by at a key.
const STEP: usize = 2;

/// An action while the panel has the focus; `None` where it means what it always means.
pub(super) fn on_panel(state: &mut State, action: &Action, count: Option<usize>) -> Option<Vec<Effect>> {
    if !state.panel.focus {
        return None;
    }
    let n = count.unwrap_or(1).max(1).cast_signed();
    let page = state.panel_height().saturating_sub(1).max(1).cast_signed();
    match action {
        Action::LineDown => move_by(state, n),
        Action::LineUp => move_by(state, -n),
        Action::PageDown => move_by(state, page.saturating_mul(n)),
        Action::PageUp => move_by(state, -page.saturating_mul(n)),
        Action::HalfPageDown => move_by(state, (page / 2).max(1).saturating_mul(n)),
        Action::HalfPageUp => move_by(state, -(page / 2).max(1).saturating_mul(n)),
        Action::Start => move_by(state, isize::MIN),
        Action::End => move_by(state, isize::MAX),
        // The arrow that points on opens a class, the other one folds it away.
        Action::Left | Action::Right => {
            let opens = state.direction().is_rtl() == (*action == Action::Left);
            if let Some(class) = chosen_class(state)
                && state.panel.folded.contains(class) == opens
            {
                fold(state, class);
            }
        }
        Action::Narrower | Action::Wider => resize(state, *action == Action::Wider, count),
        Action::Copy => {
            let entity = state.panel.chosen_entity();
            let name = entity.and_then(|entity| Some(state.entities()?.get(entity)?.name.clone()));
            return Some(name.map_or_else(Vec::new, |name| copy_text(state, &name)));
        }
        Action::Choose => match state.panel.chosen {
            Some(Item::Class(class)) => fold(state, class),
            Some(Item::Entity(entity)) => enter(state, entity),
            None => {}
        },
        // What is open goes one by one: first what lies over the list.
        Action::Cancel if !state.panel.filter.is_empty() => filter(state, String::new()),
        Action::Cancel => {
            // Back to where the text was: moving in the panel was only looking.
            if let Some((anchor, mention)) = state.panel.from.take() {
                let current = state.current;
                state.documents[current].anchor = anchor;
                state.mention = mention;
            }
            leave(state);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Whether there is room for a panel; says so where there is not.
fn has_room(state: &mut State) -> bool {
    if state.geometry_with(true).panel.is_some() {
        return true;
    }
    say(state, "message-panel-narrow", &[]);
    false
}

pub(super) fn toggle_panel(state: &mut State) {
    if state.panel.focus { close(state) } else { focus(state) }
}

/// Close the panel; it opens again with all there is.
pub(super) fn close(state: &mut State) {
    leave(state);
    state.panel.open = false;
    state.panel.filter.clear();
}

pub(super) fn switch_focus(state: &mut State) {
    if state.panel.focus { leave(state) } else { focus(state) }
}

fn focus(state: &mut State) {
    if !has_room(state) {
        return;
    }
    state.panel.open = true;
    // The panel chooses what is here before keys go to it.
    state.arrange();
    state.panel.from = Some((state.document().anchor, state.mention));
    state.panel.focus = true;
    if state.panel.chosen.is_none() {
        state.panel.chosen = state.panel.first_entity();
    }
}

fn leave(state: &mut State) {
    state.panel.focus = false;
    state.panel.typing = None;
    state.panel.from = None;
}

/// Choose the item so many items on, and show it in the text.
fn move_by(state: &mut State, by: isize) {
    let items: Vec<Item> = state.panel.items().collect();
    let Some(last) = items.len().checked_sub(1) else { return };
    let at = state.panel.chosen.and_then(|chosen| items.iter().position(|item| *item == chosen));
    // A panel that was opened before anything had been found has chosen nothing yet: the first move comes to the first row,
    // or to the end it is bound for.
    let to = at.map_or(by.saturating_sub(1).max(0).cast_unsigned(), |at| at.saturating_add_signed(by));
    choose(state, items[to.min(last)]);
}

fn choose(state: &mut State, item: Item) {
    state.panel.chosen = Some(item);
    match item {
        Item::Class(_) => state.mention = None,
        Item::Entity(entity) => {
            if let Some(place) = nearest(state, entity) {
                go_to(state, place);
            }
        }
    }
}

/// The mention of an entity that is on the screen, or the one nearest to where the text was.
pub(super) fn nearest(state: &State, entity: usize) -> Option<Place> {
    let mentions = &state.entities()?.get(entity)?.mentions;
    if let Some(place) = state.mention_here().filter(|place| place.entity == entity) {
        return Some(place);
    }
    let shown = state.on_screen();
    let here = mentions.iter().find(|span| span.overlaps(shown));
    let from = state.panel.from.map_or(shown.start, |(anchor, _)| anchor.byte);
    let span = here.or_else(|| mentions.iter().min_by_key(|span| span.start.abs_diff(from)))?;
    Some(Place { span: *span, entity })
}

/// Jump to an entity and go back to the text.
fn enter(state: &mut State, entity: usize) {
    if let Some(place) = nearest(state, entity) {
        go_to(state, place);
    }
    leave(state);
}

fn chosen_class(state: &State) -> Option<Class> {
    match state.panel.chosen? {
        Item::Class(class) => Some(class),
        Item::Entity(entity) => Some(Class::of(state.entities()?.get(entity)?.label)),
    }
}

pub(super) fn cycle_sort(state: &mut State) {
    state.panel.sort = state.panel.sort.next();
}

pub(super) fn start_filter(state: &mut State) {
    if !state.panel.focus {
        focus(state);
    }
    state.panel.typing = state.panel.focus.then(|| LineEditor::new(&state.panel.filter));
}

/// Show the names that hold `text`, and choose the first of them.
pub(super) fn filter(state: &mut State, text: String) {
    if state.panel.filter == text {
        return;
    }
    state.panel.filter = text;
    state.arrange();
    let kept = state.panel.chosen.is_some_and(|chosen| matches!(chosen, Item::Entity(_)));
    if !kept && let Some(first) = state.panel.first_entity() {
        choose(state, first);
    }
}

/// Fold a class away, or show it.
pub(super) fn fold(state: &mut State, class: Class) {
    if state.panel.folded.toggle(class) && chosen_class(state) == Some(class) {
        state.panel.chosen = Some(Item::Class(class));
    }
}

fn resize(state: &mut State, wider: bool, count: Option<usize>) {
    let Some(panel) = state.geometry.panel else { return };
    // From what is on screen, not from a width that the window has no room for, so that each press shows.
    let by = count.unwrap_or(STEP);
    let width = if wider { panel.width.saturating_add(by) } else { panel.width.saturating_sub(by) };
    set_width(state, width);
}

fn set_width(state: &mut State, width: usize) {
    state.settings.panel_width = width.clamp(PANEL_NARROWEST, PANEL_WIDEST);
    state.arrange();
    if let Some(panel) = state.geometry.panel {
        state.settings.panel_width = panel.width;
        say(state, "message-panel-width", &[("width", Argument::Number(panel.width))]);
    }
}

/// Put the border under the mouse.
pub(super) fn resize_by_mouse(state: &mut State, x: usize) {
    let Some(panel) = state.geometry.panel else { return };
    let end = panel.left + panel.width;
    set_width(state, if panel.border < panel.left { end.saturating_sub(x + 1) } else { x.saturating_sub(panel.left) });
}

/// The mouse button goes down: whether it does on the panel. In the text, that gets the focus.
pub(super) fn press_panel(state: &mut State, x: usize, y: usize, clicks: u8) -> bool {
    let on = state.geometry.panel.filter(|_| y < state.geometry.rows);
    state.panel.grip = match on {
        Some(panel) if panel.border == x => Grip::Border,
        Some(panel) if panel.contains(x) => Grip::Panel,
        _ => Grip::Text,
    };
    match state.panel.grip {
        Grip::Text => {
            if y < state.geometry.rows {
                leave(state);
            }
            return false;
        }
        Grip::Border => {}
        Grip::Panel if y < HEADER_ROWS => {
            if y > 0 {
                cycle_sort(state);
            }
        }
        Grip::Panel => match state.panel.item_at(state.panel.top + y - HEADER_ROWS) {
            Some(Item::Entity(entity)) if clicks == 1 => {
                state.panel.chosen = Some(Item::Entity(entity));
                enter(state, entity);
            }
            Some(Item::Entity(_)) => super::entities::open_card(state),
            Some(Item::Class(class)) => {
                state.panel.chosen = Some(Item::Class(class));
                fold(state, class);
            }
            None => {}
        },
    }
    true
}

/// The wheel over the panel scrolls its list; whether it is there.
pub(super) fn wheel(state: &mut State, rows: isize, x: usize) -> bool {
    let over = state.geometry.panel.is_some_and(|panel| panel.contains(x));
    if over {
        let height = state.panel_height();
        state.panel.scroll(rows, height);
    }
    over
}
