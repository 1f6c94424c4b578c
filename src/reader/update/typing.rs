//! A line that is typed: editing it, and what follows from that.
//!
//! In: State with a line open, and an action of its layer. Out: the line edited and what it is for brought up to date;
//! once it is entered, what it stands for. It must not know keys.

use super::finding::{give_up, keep, retyped};
use super::{Effect, finding, panel, say};
use crate::action::Action;
use crate::locale::Argument;
use crate::reader::line_editor::{LineEditor, Motion};
use crate::reader::prompt::{self, Ask, Prompt, Refusal};
use crate::reader::state::{Message, State};

enum Edit {
    Go(Motion),
    Delete(Motion),
}

fn edit_of(action: &Action) -> Option<Edit> {
    Some(match action {
        Action::CursorLeft => Edit::Go(Motion::Left),
        Action::CursorRight => Edit::Go(Motion::Right),
        Action::CursorBack => Edit::Go(Motion::Back),
        Action::CursorForward => Edit::Go(Motion::Forward),
        Action::CursorWordLeft => Edit::Go(Motion::WordLeft),
        Action::CursorWordRight => Edit::Go(Motion::WordRight),
        Action::CursorWordBack => Edit::Go(Motion::WordBack),
        Action::CursorWordForward => Edit::Go(Motion::WordForward),
        Action::CursorStart => Edit::Go(Motion::Start),
        Action::CursorEnd => Edit::Go(Motion::End),
        Action::DeleteBack => Edit::Delete(Motion::Back),
        Action::DeleteForward => Edit::Delete(Motion::Forward),
        Action::DeleteWordBack => Edit::Delete(Motion::WordBack),
        Action::DeleteWordForward => Edit::Delete(Motion::WordForward),
        Action::DeleteToStart => Edit::Delete(Motion::Start),
        Action::DeleteToEnd => Edit::Delete(Motion::End),
        _ => return None,
    })
}

/// Edit the line that is open, or close it.
pub(super) fn edit(state: &mut State, action: &Action) -> Vec<Effect> {
    let Some(line) = state.line_mut() else { return Vec::new() };
    let changed = match (action, edit_of(action)) {
        (Action::AcceptLine, _) => return accept(state),
        (Action::DropLine, _) => return drop_line(state),
        (Action::Complete, _) => return complete(state),
        (Action::OlderLine | Action::NewerLine, _) => return recall(state, *action == Action::OlderLine),
        // Taking back more than there is gives the line up.
        (Action::DeleteBack, _) if line.text().is_empty() => return drop_line(state),
        (Action::Insert(text), _) => line.insert(text),
        (_, Some(Edit::Delete(motion))) => line.delete(motion),
        (_, Some(Edit::Go(motion))) => {
            line.go(motion);
            false
        }
        _ => false,
    };
    if changed {
        if state.filters() {
            let text = state.line().map(|line| line.text().to_owned());
            panel::filter(state, text.unwrap_or_default());
        } else if let Some(prompt) = &mut state.prompt {
            prompt.recalled = None;
        } else {
            retyped(state);
        }
    }
    Vec::new()
}

/// Take the line as it is. A command has been taken before ([`entered`]).
fn accept(state: &mut State) -> Vec<Effect> {
    if state.filters() {
        state.panel.typing = None;
        return Vec::new();
    }
    keep(state)
}

fn drop_line(state: &mut State) -> Vec<Effect> {
    if state.filters() {
        state.panel.typing = None;
        panel::filter(state, String::new());
    } else if state.prompt.take().is_none() {
        give_up(state);
    }
    Vec::new()
}

/// The action that a finished line stands for, with its count; where there is none that is said.
pub(super) fn entered(state: &mut State, prompt: &Prompt) -> Option<(Action, Option<usize>)> {
    match prompt.answer() {
        Some(action) => Some((action, None)),
        None => {
            state.commands.add(prompt.line.text().trim());
            command(state, prompt.line.text())
        }
    }
}

/// Finish the name or the value at the end of a command, as far as it is certain; say what there is to choose from.
fn complete(state: &mut State) -> Vec<Effect> {
    let Some(prompt) = state.prompt.as_mut().filter(|prompt| prompt.ask == Ask::Command) else { return Vec::new() };
    let (line, choices) = prompt::complete(prompt.line.text());
    match choices.len() {
        0 if matches!(prompt::parse(&line), Err(Refusal::NoValue(..))) => drop(command(state, &line)),
        0 => say(state, "message-no-completion", &[("command", Argument::Text(&line))]),
        many => {
            prompt.line = LineEditor::command(&line);
            prompt.recalled = None;
            // No name is broken at the end of a row.
            state.message = (many > 1).then(|| Message::Info(choices.join("  ").replace('-', "-\u{2060}")));
        }
    }
    Vec::new()
}

/// Put an older or newer command or pattern into the line.
fn recall(state: &mut State, older: bool) -> Vec<Effect> {
    let Some(prompt) = &mut state.prompt else {
        finding::recall(state, older);
        return Vec::new();
    };
    if prompt.ask == Ask::Command
        && let Some(line) = state.commands.recall(&mut prompt.recalled, prompt.line.text(), older)
    {
        prompt.line = LineEditor::command(&line);
    }
    Vec::new()
}

fn command(state: &mut State, command: &str) -> Option<(Action, Option<usize>)> {
    use Argument::Text;
    if command.trim().is_empty() {
        return None;
    }
    let refusal = match prompt::parse(command) {
        Ok(action) => return Some(action),
        Err(refusal) => refusal,
    };
    let texts = &state.texts;
    state.message = Some(match &refusal {
        Refusal::Unknown(Some(near)) => {
            let arguments = [("command", Text(command)), ("near", Text(near))];
            Message::Error(texts.format("message-unknown-command-near", &arguments))
        }
        Refusal::Unknown(None) => {
            Message::Error(texts.format("message-unknown-command", &[("command", Text(command))]))
        }
        Refusal::Words(name) => Message::Error(texts.format("message-takes-no-words", &[("command", Text(name))])),
        Refusal::NoValue(name, values) => {
            let value = state.settings.value(name).unwrap_or_default();
            let arguments = [("name", Text(name)), ("value", Text(&value)), ("values", Text(values))];
            Message::Info(texts.format("message-setting", &arguments))
        }
    });
    None
}
