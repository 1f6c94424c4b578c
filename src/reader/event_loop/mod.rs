//! The shell around the reader: it waits for events, hands them to the pure core, carries out effects and draws.
//!
//! All events that have arrived are taken in before one draw. The terminal is asked what it is after the first frame, and
//! threads are started behind it, so nothing delays that. In: a state. Out: the screen, until the reader leaves.
//!
//! | file | what |
//! |---|---|
//! | `keyboard` | the thread that reads keys |
//! | `reports` | jobs in the background, and what comes of them |

mod keyboard;
mod reports;

use crate::action::Action;
use crate::corrections;
use crate::load::Source;
use crate::locale::Argument;
use crate::patterns;
use crate::reader::jobs::{self, Late, Report};
use crate::reader::keeper::Keeper;
use crate::reader::keys::{self, Clicks};
use crate::reader::scroll::Anchor;
use crate::reader::state::{Message, State};
use crate::reader::update::{self, Effect, update};
use crate::terminal::backend::CellBackend;
use crate::terminal::input::Input;
use crate::terminal::outer;
use crate::terminal::probe::{self, Multiplexer};
use crate::terminal::screen::{self, ESCAPED_ALT, MOUSE, Screen};
use crate::terminal::signals::{self, Signal};
use keyboard::{Keyboard, read_keys};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Stdout};
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// Something that happened.
#[derive(Debug)]
enum Event {
    Input(Input),
    /// The terminal is gone.
    Closed,
    Signal(Signal),
    Report(Report),
    /// What tmux says of the terminal outside.
    Outside(Option<String>),
}

/// Time the terminal is given to show the first frame before an article is gone through, which keeps every processor busy.
/// When it has answered it has shown it.
const FRAME_WAIT: Duration = Duration::from_millis(50);
/// Two clicks within this time at one place are a double click.
const DOUBLE_CLICK: Duration = Duration::from_millis(400);

/// How state is painted.
pub type View = fn(&State, &mut Frame<'_>);

/// Read until the reader leaves, painting by `view`; the first article may come `late`. Returns the signal that ended it, if
/// one did.
///
/// # Errors
/// Where the terminal cannot be taken, read or written.
pub fn run(
    mut state: State,
    keyboard: OwnedFd,
    view: View,
    keeper: Keeper,
    late: Option<Late>,
) -> io::Result<Option<i32>> {
    // What is typed before the article is whole is for the whole article.
    let held = state.documents.first().filter(|document| document.partial).map(|_| Vec::new());
    if late.is_some() && held.is_none() {
        update::say_opening(&mut state, 0);
    }

    let (sender, events) = mpsc::channel();
    let reading = keyboard.try_clone()?;
    let caught = signals::catch()?;
    let wishes = [(MOUSE, state.settings.mouse), (ESCAPED_ALT, state.findings.alt_is_a_letter())];
    let wishes = wishes.into_iter().filter(|(_, wanted)| *wanted).map(|(wish, _)| wish).collect();
    let screen = Screen::take(keyboard, state.mode, wishes)?;
    let mut backend = CellBackend::new(io::stdout());
    backend.set_mode(state.mode);
    let terminal = Terminal::with_options(backend, TerminalOptions { viewport: Viewport::Fullscreen })?;
    let keyboard = Arc::new(Keyboard { awaiting: AtomicBool::new(true), leaving: AtomicBool::new(false) });
    let mut shell = Shell {
        state,
        view,
        screen,
        terminal,
        sender,
        clicks: Clicks::default(),
        last_click: None,
        keyboard: Arc::clone(&keyboard),
        unread: vec![0],
        answers_by: None,
        quiet_until: None,
        keeper,
        kept: BTreeMap::new(),
        looked_up: BTreeSet::new(),
        held,
        stop: false,
        end: None,
    };
    shell.keeper.report_to(shell.reporter());
    shell.count_paragraphs(0);
    shell.draw()?;
    shell.ask()?;
    // No thread takes a processor from the first frame.
    read_keys(reading, keyboard, shell.sender.clone())?;
    shell.keeper.start();
    let to = shell.sender.clone();
    signals::listen(caught, move |signal| to.send(Event::Signal(signal)).is_ok())?;
    shell.ask_outside();
    if let Some(late) = late {
        late.open(0, shell.reporter())?;
    }
    shell.go_through();
    shell.state.find.history = patterns::kept();
    let ended = shell.serve(&events);
    if shell.end == Some(None) {
        shell.settle(&events);
    }
    shell.keyboard.leaving.store(true, Ordering::Relaxed);
    let Shell { keeper, screen, .. } = shell;
    // The shell has its terminal back while the last is written.
    drop(screen);
    keeper.close();
    ended
}

struct Shell {
    state: State,
    view: View,
    screen: Screen,
    terminal: Terminal<CellBackend<Stdout>>,
    sender: Sender<Event>,
    clicks: Clicks,
    last_click: Option<Instant>,
    keyboard: Arc<Keyboard>,
    /// Documents to be gone through once they have been drawn.
    unread: Vec<usize>,
    /// Until when answers are waited for.
    answers_by: Option<Instant>,
    /// Until when the terminal has the processors to itself, unless it answers before.
    quiet_until: Option<Instant>,
    keeper: Keeper,
    /// Where each document was when that was last given to the keeper.
    kept: BTreeMap<usize, (Anchor, super::keeping::View)>,
    /// Documents the keeper has said of where they were read.
    looked_up: BTreeSet<usize>,
    /// What is typed while there is but the beginning of an article.
    held: Option<Vec<Event>>,
    /// Set when the reader is to stop until it is continued.
    stop: bool,
    /// Set when the reader is to leave: with the signal, where one asked for it.
    end: Option<Option<i32>>,
}

impl Shell {
    /// Wait until the keeper has said where the first document was read, for a moment: what is typed meanwhile goes on from
    /// there. Returns what else has happened.
    fn look_up(&mut self, events: &Receiver<Event>) -> io::Result<Vec<Event>> {
        let mut others = Vec::new();
        let end = Instant::now() + FRAME_WAIT;
        let document = self.state.document();
        let is_kept = document.source.is_some() && document.article.is_some() && !document.partial;
        while is_kept && !self.looked_up.contains(&self.state.current) {
            match events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Event::Report(report)) => self.report(report)?,
                Ok(event) => others.push(event),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        Ok(others)
    }

    fn serve(&mut self, events: &Receiver<Event>) -> io::Result<Option<i32>> {
        let others = self.look_up(events)?;
        let changed = !others.is_empty() || !self.looked_up.is_empty();
        for event in others {
            self.take(event)?;
        }
        if changed {
            self.draw()?;
        }
        // Where the terminal's last answer was among these, no timeout comes that would begin it.
        self.search();
        self.go_through();
        loop {
            if let Some(end) = self.end {
                return Ok(end);
            }
            let waits = [self.answers_by, self.quiet_until].into_iter().flatten().filter(|_| self.awaits());
            let event = match waits.min() {
                None => events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(end) => events.recv_timeout(end.saturating_duration_since(Instant::now())),
            };
            match event {
                Ok(event) => self.take(event)?,
                Err(RecvTimeoutError::Timeout) => {
                    if self.answers_by.is_some_and(|end| Instant::now() >= end) {
                        // Whatever comes later is taken in all the same.
                        self.keyboard.awaiting.store(false, Ordering::Relaxed);
                    }
                    self.go_through();
                    continue;
                }
                // The sender lives in this shell: the channel cannot be closed while it waits.
                Err(RecvTimeoutError::Disconnected) => return Ok(None),
            }
            while let Ok(event) = events.try_recv() {
                self.take(event)?;
            }
            if self.end.is_some() {
                continue;
            }
            if std::mem::take(&mut self.stop) {
                self.settle(events);
                self.keeper.write();
                screen::restore();
                signals::stop();
                self.resume()?;
            }
            self.draw()?;
            self.search();
            self.go_through();
        }
    }

    /// Whether the terminal owes answers that are still waited for.
    fn awaits(&self) -> bool {
        self.keyboard.awaiting.load(Ordering::Relaxed)
    }

    /// Wait for answers that are still owed, so that the shell does not get them.
    fn settle(&mut self, events: &Receiver<Event>) {
        let Some(end) = self.answers_by else { return };
        while self.awaits() && !self.state.findings.complete {
            match events.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Event::Input(Input::Reply(reply))) => {
                    self.state.findings.learn(&reply);
                }
                Ok(Event::Report(report)) => {
                    // What goes wrong with the screen now shows when it is drawn next.
                    let _ = self.report(report);
                }
                Ok(Event::Closed) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return,
                Ok(_) => {}
            }
        }
    }

    /// Go on with what was typed while there was but the beginning of an article.
    fn let_go(&mut self) -> io::Result<()> {
        self.held.take().into_iter().flatten().try_for_each(|event| self.take(event))
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        if let Event::Input(Input::Key(_) | Input::Mouse(_) | Input::Paste(_)) = event
            && let Some(held) = &mut self.held
        {
            let leaves = matches!(&event, Event::Input(Input::Key(key)) if keys::leaves(&self.state, *key));
            if !leaves {
                held.push(event);
                return Ok(());
            }
        }
        match event {
            Event::Input(Input::Key(key)) => {
                if let Some((action, count)) = keys::key(&mut self.state, key) {
                    return self.act(action, count);
                }
            }
            Event::Input(Input::Mouse(mouse)) => {
                let now = Instant::now();
                let again = self.last_click.is_some_and(|last| now.duration_since(last) < DOUBLE_CLICK);
                if let Some((action, count)) = self.clicks.mouse(mouse, again) {
                    if matches!(action, Action::Press(..)) {
                        self.last_click = Some(now);
                    }
                    return self.act(action, count);
                }
            }
            Event::Input(Input::Paste(text)) => {
                if self.state.line().is_some() {
                    return self.act(Action::Insert(text), None);
                }
            }
            Event::Input(Input::Reply(reply)) => {
                if self.state.findings.learn(&reply) {
                    if self.state.findings.complete {
                        self.keyboard.awaiting.store(false, Ordering::Relaxed);
                    }
                    return self.found_out();
                }
            }
            Event::Outside(outside) => {
                self.state.findings.outside = outside;
                return self.found_out();
            }
            Event::Input(Input::Focus(_)) => {}
            Event::Closed => self.end = Some(None),
            Event::Signal(Signal::Resize) => self.resize(),
            Event::Signal(Signal::Suspend) => self.stop = true,
            Event::Signal(Signal::Continue) => self.resume()?,
            Event::Signal(Signal::End(signal)) => self.end = Some(Some(signal)),
            Event::Report(report) => return self.report(report),
        }
        Ok(())
    }

    /// Something more is known about the terminal: draw anew where that changes how.
    fn found_out(&mut self) -> io::Result<()> {
        let theme = self.state.theme.clone();
        let before = self.state.settle_terminal();
        self.state.arrange();
        let alt = self.screen.wish(ESCAPED_ALT, self.state.findings.alt_is_a_letter(), before);
        self.terminal.backend_mut().push(&alt);
        if before != self.state.mode || theme != self.state.theme {
            return self.carry_out(vec![Effect::SwitchMode(before)]);
        }
        Ok(())
    }

    fn act(&mut self, action: Action, count: Option<usize>) -> io::Result<()> {
        let effects = update(&mut self.state, action, count);
        self.carry_out(effects)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<()> {
        for effect in effects {
            match effect {
                Effect::Quit => self.end = Some(None),
                Effect::Suspend => self.stop = true,
                Effect::Redraw => self.terminal.clear()?,
                Effect::SwitchMode(before) => {
                    let sequence = self.screen.switch(before, self.state.mode);
                    self.terminal.backend_mut().push(&sequence);
                    self.terminal.backend_mut().set_mode(self.state.mode);
                    self.terminal.clear()?;
                }
                Effect::Mouse => {
                    let sequence = self.screen.wish(MOUSE, self.state.settings.mouse, self.state.mode);
                    self.terminal.backend_mut().push(&sequence);
                }
                Effect::Send(sequence) => self.terminal.backend_mut().push(&sequence),
                Effect::Open(index) => {
                    if let Some(source) = self.state.documents[index].source.clone() {
                        jobs::open(index, source, self.state.load_options(), self.reporter());
                    }
                }
                Effect::KeepCorrections(index) => {
                    let document = &self.state.documents[index];
                    if let Some(article) = &document.article
                        && let Err(problem) = corrections::keep(article, &document.corrections)
                    {
                        let problem = problem.to_string();
                        let arguments = [("problem", Argument::Text(&problem))];
                        let text = self.state.texts.format("message-corrections-failed", &arguments);
                        self.state.message = Some(Message::Error(text));
                    }
                }
                Effect::KeepPattern(pattern) => {
                    if let Err(problem) = patterns::keep(&pattern) {
                        let problem = problem.to_string();
                        let arguments = [("problem", Argument::Text(&problem))];
                        let text = self.state.texts.format("message-patterns-failed", &arguments);
                        self.state.message = Some(Message::Error(text));
                    }
                }
                Effect::KeepNote(index, note) => self.keeper.put(index, *note),
                Effect::DropNote(id) => self.keeper.drop_note(id),
                Effect::FindTitles => {
                    let unopened = self.state.documents.iter().enumerate().filter_map(|(index, document)| {
                        let source = document.source.clone().filter(Source::is_repeatable)?;
                        (document.article.is_none() && document.title.is_none()).then_some((index, source))
                    });
                    let unopened: Vec<(usize, Source)> = unopened.collect();
                    if !unopened.is_empty() {
                        jobs::titles(unopened, self.state.load_options(), self.reporter());
                    }
                }
            }
        }
        Ok(())
    }

    fn ask(&mut self) -> io::Result<()> {
        if !self.state.findings.asks() {
            self.keyboard.awaiting.store(false, Ordering::Relaxed);
            return Ok(());
        }
        let now = Instant::now();
        self.answers_by = Some(now + probe::ANSWER_LIMIT);
        self.quiet_until = Some(now + FRAME_WAIT);
        self.terminal.backend_mut().push(probe::QUESTIONS);
        ratatui::backend::Backend::flush(self.terminal.backend_mut())
    }

    /// Ask tmux for the terminal outside, in a thread.
    fn ask_outside(&self) {
        if self.state.findings.multiplexer() == Some(Multiplexer::Tmux) {
            let sender = self.sender.clone();
            // Without a thread the terminal outside stays unknown, as it does where tmux says nothing.
            let _ = thread::Builder::new().name("outside".into()).spawn(move || {
                let _ = sender.send(Event::Outside(outer::of_tmux(probe::ANSWER_LIMIT)));
            });
        }
    }

    fn resize(&mut self) {
        let size = self.terminal.backend().terminal_size();
        self.state.size = (usize::from(size.width), usize::from(size.height));
        self.state.arrange();
    }

    /// Take the terminal as if for the first time. Its size may have changed meanwhile.
    fn resume(&mut self) -> io::Result<()> {
        self.screen.enter(self.state.mode)?;
        self.resize();
        self.terminal.clear()
    }

    fn draw(&mut self) -> io::Result<()> {
        let (state, view) = (&self.state, self.view);
        self.terminal.draw(|frame| view(state, frame))?;
        self.keep_reading();
        Ok(())
    }
}
