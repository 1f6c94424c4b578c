//! The terminals: how each is started, at one size, with one font and nothing around its cells that changes.

use std::path::Path;
use std::process::Command;

/// Columns asked for.
const COLUMNS: usize = 84;
/// Rows asked for.
const ROWS: usize = 26;
/// The one font.
pub const FONT: &str = "DejaVu Sans Mono";
/// Where Debian keeps it.
pub const FONTS: &str = "/usr/share/fonts/truetype/dejavu";
/// In points; at 96 dots an inch, 16 pixels.
const SIZE: &str = "12";

/// A terminal emulator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terminal {
    Xterm,
    Vte,
    Mlterm,
    Alacritty,
    Konsole,
    Kitty,
    Foot,
}

impl Terminal {
    /// The program.
    pub fn program(self) -> &'static str {
        match self {
            Self::Xterm => "xterm",
            Self::Vte => "lxterminal",
            Self::Mlterm => "mlterm",
            Self::Alacritty => "alacritty",
            Self::Konsole => "konsole",
            Self::Kitty => "kitty",
            Self::Foot => "foot",
        }
    }

    /// Whether marks are to be seen in it: qari hides them where they would not stand on their letters.
    pub fn has_marks(self) -> bool {
        !matches!(self, Self::Alacritty | Self::Kitty | Self::Foot)
    }

    /// Whether a letter typed with Alt is another letter in it, unless it is told otherwise.
    pub fn makes_letters_of_alt(self) -> bool {
        matches!(self, Self::Xterm | Self::Mlterm)
    }

    /// Whether a cell that is drawn anew cuts ink at the edges of those beside it.
    pub fn cuts_edges(self) -> bool {
        self == Self::Mlterm
    }

    /// Whether it joins letters and places marks by what stands beside them, whatever it is sent.
    pub fn joins_letters(self) -> bool {
        self == Self::Konsole
    }

    /// The variable that says how many colours it has: mlterm draws no background of 24 bits.
    pub fn colours(self) -> &'static str {
        "COLORTERM=truecolor"
    }

    /// What starts it with a script inside; its settings are written below `home`.
    pub fn command(self, home: &Path, script: &Path) -> Command {
        let write = |name: &str, text: String| {
            let path = home.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        let geometry = format!("{COLUMNS}x{ROWS}");
        let mut command = Command::new(self.program());
        match self {
            Self::Xterm => {
                command.args(["-fa", FONT, "-fs", SIZE, "-bg", "black", "-fg", "white", "-geometry"]);
                command.args([&geometry, "-e"]).arg(script);
            }
            Self::Vte => {
                write(
                    "config/lxterminal/lxterminal.conf",
                    format!(
                        "[general]\nfontname={FONT} {SIZE}\nbgcolor=rgb(0,0,0)\nfgcolor=rgb(255,255,255)\n\
                         hidemenubar=true\nhidescrollbar=true\ndisableconfirm=true\nhideclosebutton=true\n"
                    ),
                );
                command.args(["--no-remote", &format!("--geometry={geometry}"), "-e"]).arg(script);
            }
            Self::Mlterm => {
                write(".mlterm/main", "fontsize=16\nfg_color=white\nbg_color=black\nscrollbar_mode=none\n".into());
                // Where the font lacks Hebrew it looks for no other by itself.
                write(".mlterm/aafont", format!("DEFAULT={FONT}\nISO10646_UCS4_1={FONT}\nU+590-5ff=DejaVu Sans\n"));
                command.args(["-A", "-g", &geometry, "-e"]).arg(script);
            }
            Self::Alacritty => {
                let options = [
                    format!("font.size={SIZE}"),
                    format!("font.normal.family='{FONT}'"),
                    format!("window.dimensions.columns={COLUMNS}"),
                    format!("window.dimensions.lines={ROWS}"),
                ];
                command.args(options.iter().flat_map(|option| ["-o", option])).arg("-e").arg(script);
            }
            Self::Konsole => {
                write(
                    ".local/share/konsole/Test.profile",
                    format!(
                        "[Appearance]\nAntiAliasFonts=false\nColorScheme=Test\nFont={FONT},12.4585,-1,5,50,0,0,0,0,0\n\
                         [General]\nName=Test\nParent=FALLBACK/\nTerminalColumns={COLUMNS}\nTerminalRows={ROWS}\n\
                         TerminalMargin=1\n[Scrolling]\nScrollBarPosition=2\n\
                         [Terminal Features]\nBlinkingCursorEnabled=false\n"
                    ),
                );
                write(
                    ".local/share/konsole/Test.colorscheme",
                    "[General]\nDescription=Test\n[Background]\nColor=0,0,0\n[Foreground]\nColor=255,255,255\n".into(),
                );
                write(
                    "config/konsolerc",
                    "[Desktop Entry]\nDefaultProfile=Test.profile\n[KonsoleWindow]\nRememberWindowSize=false\n\
                     ShowMenuBarByDefault=false\n[MainWindow]\nMenuBar=Disabled\nToolBarsMovable=Disabled\n\
                     [TabBar]\nTabBarVisibility=AlwaysHideTabBar\n"
                        .into(),
                );
                command = Command::new("dbus-run-session");
                command.args([
                    "--",
                    self.program(),
                    "--nofork",
                    "--hide-menubar",
                    "--hide-tabbar",
                    "--profile",
                    "Test",
                ]);
                command.arg("-e").arg(script);
            }
            Self::Kitty => {
                let options = [
                    format!("font_family={FONT}"),
                    format!("font_size={SIZE}"),
                    "background=#000000".to_owned(),
                    "foreground=#ffffff".to_owned(),
                    "remember_window_size=no".to_owned(),
                    format!("initial_window_width={COLUMNS}c"),
                    format!("initial_window_height={ROWS}c"),
                    "update_check_interval=0".to_owned(),
                    // Newer ones give dark letters on a bright ground another weight.
                    "text_composition_strategy=legacy".to_owned(),
                ];
                command.args(["--config", "NONE"]);
                command.args(options.iter().flat_map(|option| ["-o", option])).arg(script);
            }
            Self::Foot => {
                // A Wayland compositor in a window of the X screen: it draws without a graphics card, and runs as root.
                let compositor = "weston --backend=x11-backend.so --use-pixman --shell=kiosk-shell.so --no-config --width=1000 --height=700 --socket=pictures";
                let font = format!("{FONT}:size={SIZE}:antialias=false");
                let wait = "until [ -e \"$XDG_RUNTIME_DIR/pictures\" ]; do sleep 0.05; done";
                let options = "-o colors.background=000000 -o colors.foreground=ffffff -o pad=24x24";
                let line = format!(
                    "{compositor} & {wait}; WAYLAND_DISPLAY=pictures exec foot --config=/dev/null -f '{font}' {options} \"$0\""
                );
                command = Command::new("sh");
                command.args(["-c", &line]).arg(script);
            }
        }
        command
    }
}
