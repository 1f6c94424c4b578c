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
}

impl Terminal {
    /// The program.
    pub fn program(self) -> &'static str {
        match self {
            Self::Xterm => "xterm",
            Self::Vte => "lxterminal",
            Self::Mlterm => "mlterm",
            Self::Alacritty => "alacritty",
        }
    }

    /// Whether marks are to be seen in it: Alacritty draws those
    /// of this font a cell too far to the right.
    pub fn has_marks(self) -> bool {
        self != Self::Alacritty
    }

    /// Options for qari.
    pub fn options(self) -> &'static str {
        if self == Self::Alacritty { "--tashkeel hide" } else { "" }
    }

    /// The variable that says how many colours it has: mlterm draws no background of 24 bits.
    pub fn colours(self) -> &'static str {
        if self == Self::Mlterm { "TERM=mlterm-256color" } else { "COLORTERM=truecolor" }
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
        }
        command
    }
}
