//! A window: a terminal on a screen of its own, with a stage inside that runs what the test asks for.
//!
//! The screen is an Xvfb whose frame buffer is a file, so looking costs no more than reading it. The stage is a shell
//! script that takes a command a line from a pipe and notes that it is done; what it runs has the terminal's own
//! environment, as a reader's program would. Nothing sleeps for a fixed time: [`Window::until`] looks again and again.

use crate::common::{Scratch, environment};
use crate::picture::{Colour, Grid, Picture};
use crate::terminals::{FONTS, Terminal};
use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything is waited for. Continuous integration is slow and loaded.
const DEADLINE: Duration = Duration::from_secs(60);
/// How often the picture is looked at.
const PAUSE: Duration = Duration::from_millis(40);
/// Entry 196 and 46 of the palette of 256: the same pure red and green everywhere.
const RED: Colour = [255, 0, 0];
const GREEN: Colour = [0, 255, 0];

/// A program and all it has started, ended with it.
struct Group(Child);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(pid) = i32::try_from(self.0.id()).ok().and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process_group(pid, rustix::process::Signal::KILL);
        }
        let _ = self.0.wait();
    }
}

/// A terminal to look at.
pub struct Window {
    pub terminal: Terminal,
    display: String,
    pub grid: Grid,
    /// Whether programs run in tmux.
    pub tmux: bool,
    stage: File,
    ran: usize,
    // The window goes before its screen, and both before their files.
    _group: Group,
    _screen: Group,
    pub scratch: Scratch,
}

fn found(program: &str) -> bool {
    std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()).any(|folder| folder.join(program).is_file())
}

/// What a terminal's tests lack on this machine, where they lack something.
///
/// Where `PICTURES_REQUIRED` names the terminal's program, to lack anything is a failure.
pub fn missing(terminal: Terminal, more: &[&str]) -> bool {
    let programs = ["Xvfb", "xdotool", "fribidi", terminal.program()];
    let lacking =
        programs.iter().chain(more).find(|program| !found(program)).map(|program| format!("command {program}"));
    let font = Path::new(FONTS).join("DejaVuSansMono.ttf");
    let lacking = lacking.or_else(|| (!font.exists()).then(|| font.display().to_string()));
    if let Some(lacking) = &lacking {
        let required = std::env::var("PICTURES_REQUIRED").unwrap_or_default();
        assert!(
            !required.split([' ', ',']).any(|one| one == terminal.program()),
            "{terminal:?}: there is no {lacking}"
        );
        eprintln!("skipped: {terminal:?}: there is no {lacking}");
    }
    lacking.is_some()
}

fn start_screen(scratch: &Scratch) -> (Group, String) {
    let mut command = Command::new("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", "1100x800x24", "-nolisten", "tcp", "-nocursor", "-fbdir"]);
    command.arg(scratch.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).process_group(0);
    let mut screen = Group(command.spawn().unwrap());
    let mut number = String::new();
    let mut out = screen.0.stdout.take().unwrap();
    let mut byte = [0];
    while out.read(&mut byte).unwrap() == 1 && byte != *b"\n" {
        number.push(char::from(byte[0]));
    }
    assert!(!number.is_empty(), "Xvfb says no display");
    (screen, format!(":{number}"))
}

impl Window {
    /// Open a terminal and measure its cells.
    pub fn open(terminal: Terminal) -> Self {
        let scratch = Scratch::new();
        let home = scratch.path();
        let (screen, display) = start_screen(&scratch);
        let fonts = scratch.file(
            "fonts.conf",
            format!(
                "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"fonts.dtd\"><fontconfig><dir>{FONTS}</dir>\
                 <cachedir>/var/cache/fontconfig</cachedir><cachedir>{}</cachedir><match target=\"font\">\
                 <edit name=\"antialias\"><bool>false</bool></edit></match><match target=\"pattern\">\
                 <edit name=\"antialias\"><bool>false</bool></edit></match></fontconfig>",
                home.join("fonts").display()
            ),
        );
        let pipe = home.join("stage.pipe");
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success(), "mkfifo");
        let script = scratch.file(
            "stage.sh",
            format!(
                "#!/bin/sh\ncd '{0}'\nstty -echo\nexec 3<>stage.pipe\n\
                 while IFS= read -r line <&3; do sh -c \"$line\"; echo $? >>stage.done; done\n",
                home.display()
            ),
        );
        let mut command = Command::new("chmod");
        assert!(command.arg("+x").arg(&script).status().unwrap().success(), "chmod");
        let runtime = home.join("run");
        std::fs::create_dir(&runtime).unwrap();
        Command::new("chmod").arg("700").arg(&runtime).status().unwrap();
        let mut command = terminal.command(home, &script);
        command.env_clear().envs(environment(home)).env("DISPLAY", &display).env("FONTCONFIG_FILE", &fonts);
        command.env("XDG_STATE_HOME", home.join("state")).env("XDG_RUNTIME_DIR", &runtime).env("NO_AT_BRIDGE", "1");
        command.env("TMUX_TMPDIR", home);
        command.env("LIBGL_ALWAYS_SOFTWARE", "1").env("QT_QPA_PLATFORM", "xcb").env("LC_ALL", "C.UTF-8");
        let log = File::create(home.join("terminal.log")).unwrap();
        command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).process_group(0);
        let group = Group(command.spawn().unwrap());
        let stage = File::options().read(true).write(true).open(&pipe).unwrap();
        let grid = Grid { left: 0, top: 0, cell: (0, 0), columns: 0, rows: 0 };
        let mut window =
            Self { terminal, display, grid, tmux: false, stage, ran: 0, _group: group, _screen: screen, scratch };
        window.measure();
        // In the corner, where keys go to the window and a pointer that is drawn stands beside the cells.
        window.xdotool(&["mousemove", "1", "1"]);
        window
    }

    /// Find the cells: the first and the last one, in colours of their own. A window may still be changing its size.
    fn measure(&mut self) {
        let end = Instant::now() + DEADLINE;
        loop {
            self.write("\x1b[48;5;196m \x1b[0m");
            let (left, top, width, height) = self.until("first cell in red", |picture| picture.bounds(RED));
            self.start("stty size >stage.size");
            self.wait_done();
            let size = std::fs::read_to_string(self.scratch.path().join("stage.size")).unwrap();
            let size: Vec<usize> = size.split_whitespace().map(|number| number.parse().unwrap()).collect();
            let &[rows, columns] = size.as_slice() else { panic!("stty says {size:?}") };
            self.write(&format!("\x1b[48;5;196m \x1b[{rows};{columns}H\x1b[48;5;46m \x1b[0m\x1b[1;1H"));
            let last = self.until("last cell in green", |picture| picture.bounds(GREEN));
            self.grid = Grid { left, top, cell: (width, height), columns, rows };
            if last == (left + (columns - 1) * width, top + (rows - 1) * height, width, height) {
                return;
            }
            assert!(Instant::now() < end, "{:?}: {:?}, but the last cell is at {last:?}", self.terminal, self.grid);
        }
    }

    fn frame(&self) -> PathBuf {
        self.scratch.path().join("Xvfb_screen0")
    }

    /// What the screen shows now.
    fn picture(&self) -> Picture {
        Picture::from_xwd(&std::fs::read(self.frame()).unwrap()).unwrap()
    }

    /// Look until there is something to return.
    #[track_caller]
    pub fn until<T>(&self, what: &str, mut found: impl FnMut(&Picture) -> Option<T>) -> T {
        let mut last = None;
        match self.until_or(what, |picture| {
            last = found(picture);
            last.is_some()
        }) {
            Ok(()) => last.unwrap(),
            Err(error) => panic!("{error}"),
        }
    }

    /// Look until a picture is right, or time is over.
    pub fn until_or(&self, what: &str, mut right: impl FnMut(&Picture) -> bool) -> Result<(), String> {
        let end = Instant::now() + DEADLINE;
        let (mut bytes, mut looked) = (Vec::new(), false);
        loop {
            let before = std::mem::replace(&mut bytes, std::fs::read(self.frame()).unwrap());
            // Not while it is still being drawn, and not twice.
            looked &= bytes == before;
            if bytes == before && !std::mem::replace(&mut looked, true) {
                let picture = Picture::from_xwd(&bytes).unwrap();
                if right(&picture) {
                    return Ok(());
                }
            }
            if Instant::now() > end {
                let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{:?}.ppm", self.terminal));
                self.picture().save(&kept);
                let log = std::fs::read_to_string(self.scratch.path().join("terminal.log")).unwrap_or_default();
                return Err(format!("{:?} shows no {what}; picture in {}\n{log}", self.terminal, kept.display()));
            }
            std::thread::sleep(PAUSE);
        }
    }

    /// Run a command in the terminal; returns at once.
    pub fn start(&mut self, command: &str) {
        assert!(!command.contains('\n'));
        self.stage.write_all(format!("{command}\n").as_bytes()).unwrap();
        self.ran += 1;
    }

    /// Wait for all that has been started to have ended.
    #[track_caller]
    pub fn wait_done(&self) {
        let end = Instant::now() + DEADLINE;
        let done = self.scratch.path().join("stage.done");
        loop {
            let text = std::fs::read_to_string(&done).unwrap_or_default();
            if text.lines().count() >= self.ran {
                return;
            }
            assert!(Instant::now() < end, "{:?}: what was started does not end", self.terminal);
            std::thread::sleep(PAUSE);
        }
    }

    /// Clear the screen and write bytes to it, the cursor hidden.
    fn write(&mut self, bytes: &str) {
        let path = self.scratch.file("page", format!("\x1b[0m\x1b[?25l\x1b[2J\x1b[1;1H{bytes}"));
        self.start(&format!("cat {}", path.display()));
        self.wait_done();
    }

    /// Leave nothing of what the screen showed. Every cell is painted, since mlterm leaves ink that hangs into the next row.
    fn wipe(&mut self) {
        let grid @ Grid { columns, rows, .. } = self.grid;
        let painted: String = (1..=rows).map(|row| format!("\x1b[{row};1H{}", " ".repeat(columns))).collect();
        self.write(&format!("\x1b[48;5;196m{painted}"));
        let corner = |picture: &Picture| grid.colour(picture, columns - 1, rows - 1);
        self.until("red screen", |picture| (corner(picture) == RED).then_some(()));
        self.write("");
        let blank = |picture: &Picture, row| (0..columns).all(|column| grid.ink(picture, column, row).is_blank());
        let clean = |picture: &Picture| corner(picture) != RED && (0..rows).all(|row| blank(picture, row));
        self.until("empty screen", |picture| clean(picture).then_some(()));
    }

    /// Write bytes to an empty screen.
    pub fn page(&mut self, bytes: &str) {
        self.wipe();
        self.write(bytes);
    }

    /// Run a program of the tests' own in the terminal, in tmux where that is asked for.
    pub fn launch(&mut self, command: &str) {
        self.wipe();
        let script = self.scratch.file("program.sh", format!("#!/bin/sh\nexec {command}\n"));
        match self.tmux {
            false => self.start(&format!("sh {}", script.display())),
            true => {
                let settings = self.scratch.file("tmux.conf", "set -g status off\nset -g escape-time 0\n");
                let (settings, script) = (settings.display(), script.display());
                self.start(&format!("tmux -u -L pictures -f {settings} new-session 'sh {script}'"));
            }
        }
    }

    /// Leave qari.
    #[track_caller]
    pub fn close(&self) {
        self.keys(&["ctrl+c"]);
        self.wait_done();
    }

    /// Put the terminal's modes back.
    pub fn reset(&mut self) {
        self.write("\x1b[8h\x1b[0 k\x1b[?2501l");
    }

    /// Press keys, by the names xdotool has for them.
    pub fn keys(&self, keys: &[&str]) {
        self.xdotool(&[&["key"], keys].concat());
    }

    fn xdotool(&self, arguments: &[&str]) {
        let mut command = Command::new("xdotool");
        command.args(arguments).env("DISPLAY", &self.display);
        assert!(command.status().unwrap().success(), "xdotool");
    }
}
