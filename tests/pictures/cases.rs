//! The articles that are opened, and what has to be seen of each.
//!
//! In: a window and the pictures of its characters. Out: [`Shown`], where the lines stand, or what is wrong.

use crate::common::QARI;
use crate::expected::Direction::{self, Ltr, Rtl};
use crate::expected::{Cells, cells, lines};
use crate::oracle::{Oracle, Place};
use crate::picture::Picture;
use crate::stretch;
use crate::terminals::Terminal;
use crate::window::Window;
use std::ops::Range;

/// Cells of a line.
const MEASURE: usize = 60;

/// An article, what is done with it, and what is then to be seen.
pub struct Case {
    pub name: &'static str,
    pub paragraphs: &'static [(Direction, &'static str)],
    /// Keys to press, by the names xdotool has for them.
    keys: &'static [&'static [&'static str]],
    /// What stands to the left of the lines, in the panel, from top to bottom.
    beside: &'static [&'static str],
    highlighted: Option<Highlighted>,
}

/// What is highlighted.
#[derive(Debug, Clone, Copy)]
struct Highlighted {
    line: usize,
    /// A word of that line, or several.
    text: &'static str,
    /// How many cells of it, at its left, are not.
    left: usize,
    /// And at its right.
    right: usize,
}

impl Highlighted {
    const fn whole(line: usize, text: &'static str) -> Option<Self> {
        Some(Self { line, text, left: 0, right: 0 })
    }
}

/// All of them.
pub const ALL: &[Case] =
    &[Case::ARABIC, Case::MIXED, Case::HEBREW, Case::PERSIAN, Case::PANEL, Case::HIGHLIGHT, Case::SEARCH, Case::PART];

const NAMES: &[(Direction, &str)] = &[
    (Rtl, "لقاء في القاهرة"),
    (Rtl, "وصل أحمد سالم إلى القاهرة (أمس)."),
    (Rtl, "ثم سافر إلى دمشق مع ليلى."),
    (Rtl, "عاد أحمد سالم إلى عمان."),
];

impl Case {
    const fn of(name: &'static str, paragraphs: &'static [(Direction, &'static str)]) -> Self {
        Self { name, paragraphs, keys: &[], beside: &[], highlighted: None }
    }

    /// Lam-alef and tashkeel.
    pub const ARABIC: Self = Self::of(
        "Arabic",
        &[
            (Rtl, "أَيَّامُنَا الأُولَى فِي الوَادِي"),
            (
                Rtl,
                "كَانَ الفَلَّاحُ لا يَعرِفُ الكَلَالَ، ولا يَسأَلُ جَارَهُ عَنِ الأَجرِ؛ فَالأَرضُ عِندَهُ سَلامٌ وأَمَانٌ. \
                 والآنَ، لأَوَّلِ مَرَّةٍ، يَجلِسُ إِلى الإِنسَانِ الَّذِي يَفهَمُ مَا يَقُولُ، ويُصغِي إِلَيهِ طَوِيلًا.",
            ),
        ],
    );

    /// Arabic, Latin, digits of both kinds, brackets and quotation marks.
    pub const MIXED: Self = Self::of(
        "mixed",
        &[
            (Rtl, "تقرير قصير عن برنامج Qari 2.0"),
            (
                Rtl,
                "قال أحمد: «الإصدار Version 2.5 (beta) يصل يوم 12/03/2024 إلى London [المركز]»، ثم أضاف: “النسبة 40% أو ٤٠٪ \
                 هذا العام” فقط {والله أعلم}.",
            ),
            (Ltr, "The word «سلام» means (peace) in 3 “big” books."),
            (Ltr, "A last line of Latin letters only."),
        ],
    );

    /// Niqqud.
    pub const HEBREW: Self = Self::of(
        "Hebrew",
        &[
            (Rtl, "שִׂיחָה קְצָרָה בַּגַּן"),
            (
                Rtl,
                "הַיֶּלֶד קָרָא סֵפֶר יָשָׁן (בְּעַמּוּד 12), וְאָמַר לְאִמּוֹ: „הַשָּׁעָה 5:30, נֵלֵךְ הַבַּיְתָה!“ \
                 הִיא חִיְּכָה וְסָגְרָה אֶת הַשַּׁעַר.",
            ),
        ],
    );

    /// ZWNJ.
    pub const PERSIAN: Self = Self::of(
        "Persian",
        &[
            (Rtl, "خانه‌ای کنار رود"),
            (
                Rtl,
                "کتاب‌ها را می‌خوانم و نمی‌روم؛ پدرم می‌گوید: «گل‌های ژاله را در چهار گلدان (۱۲ شاخه) بگذار، پیش از آن‌که باران بیاید.»",
            ),
        ],
    );

    /// The panel of entities beside the text.
    pub const PANEL: Self =
        Self {
            keys: &[&["e"]], beside: &["أحمد سالم", "ليلى", "القاهرة", "دمشق", "عمان"], ..Self::of("panel", NAMES)
        };

    /// A mention highlighted.
    pub const HIGHLIGHT: Self = Self {
        keys: &[&["bracketright", "p"]],
        highlighted: Highlighted::whole(1, "أحمد سالم"),
        ..Self::of("highlight", NAMES)
    };

    /// Whether nothing but its lines is to be seen.
    pub fn is_text(&self) -> bool {
        self.keys.is_empty()
    }

    /// A hit of a search.
    pub const SEARCH: Self = Self {
        keys: &[&["slash", "L", "o", "n", "d", "o", "n", "Return"]],
        highlighted: Highlighted::whole(2, "London"),
        ..Self::of("search", Self::MIXED.paragraphs)
    };

    /// A hit within a word, whose letters go on joining the others.
    pub const PART: Self = Self::part(&[
        &["colon", "s", "e", "a", "r", "c", "h", "minus", "r", "e", "g", "e", "x", "Return", "slash"],
        Self::EXPRESSION,
    ]);

    /// The same, the expression being asked for with Alt.
    pub const ALT: Self = Self::part(&[&["slash", "alt+r"], Self::EXPRESSION]);

    /// U+0645 and U+0634 as a regular expression: any keyboard types it.
    const EXPRESSION: &[&str] = &[
        "backslash",
        "x",
        "braceleft",
        "6",
        "4",
        "5",
        "braceright",
        "backslash",
        "x",
        "braceleft",
        "6",
        "3",
        "4",
        "braceright",
        "Return",
    ];

    const fn part(keys: &'static [&'static [&'static str]]) -> Self {
        let highlighted = Some(Highlighted { line: 2, text: "دمشق", left: 1, right: 1 });
        Self { keys, highlighted, ..Self::of("part of a word", NAMES) }
    }

    /// The article as a file.
    fn text(&self) -> String {
        self.paragraphs.iter().map(|(_, text)| format!("{text}\n\n")).collect()
    }

    /// Its lines in logical order, with their directions.
    pub fn lines(&self) -> Vec<(Direction, String)> {
        let all = self.paragraphs.iter();
        all.flat_map(|(direction, text)| lines(text, MEASURE).into_iter().map(|line| (*direction, line))).collect()
    }

    /// Open it, press its keys, and wait until all that is to be seen is seen. qari goes on running.
    pub fn read(&self, window: &mut Window, oracle: &Oracle) -> Result<Shown, String> {
        self.start(window, "");
        if !self.keys.is_empty() {
            // Keys are for what is on the screen.
            self.wait(window, oracle, false)?;
            window.keys(&self.keys.concat());
        }
        let shown = self.wait(window, oracle, true)?;
        if let Some(folder) = std::env::var_os("PICTURES_KEPT") {
            let name = format!("{:?}{}-{}.ppm", window.terminal, if window.tmux { "-tmux" } else { "" }, self.name);
            shown.picture.save(&std::path::Path::new(&folder).join(name));
        }
        for (place, line) in shown.places.iter().zip(self.expected(oracle)) {
            oracle.tells_swaps(&shown.picture, *place, &line)?;
        }
        Ok(shown)
    }

    /// Open it in a mode that is wrong in this terminal: its last line, which is Latin, is to be seen, and not all of it.
    pub fn read_wrong(&self, window: &mut Window, oracle: &Oracle, mode: &str) -> Result<(), String> {
        self.start(window, &format!("--mode {mode}"));
        let expected = self.expected(oracle);
        let mut right = None;
        window.until_or("last line", |picture| {
            let there = oracle.find(picture, &expected[expected.len() - 1..]).is_ok();
            right = there.then(|| self.look(picture, oracle, &expected, true).is_ok());
            there
        })?;
        match right {
            Some(false) => Ok(()),
            _ => Err(format!("{:?}: {} reads right in mode {mode}", window.terminal, self.name)),
        }
    }

    fn start(&self, window: &mut Window, options: &str) {
        let path = window.scratch.file("article.txt", self.text());
        // Nothing is remembered from the case before.
        let _ = std::fs::remove_dir_all(window.scratch.path().join("state"));
        let colours = window.terminal.colours();
        window.launch(&format!("env {colours} {QARI} --measure {MEASURE} {options} {}", path.display()));
    }

    fn wait(&self, window: &Window, oracle: &Oracle, done: bool) -> Result<Shown, String> {
        let expected = self.expected(oracle);
        let mut last = Err(String::new());
        let found = window.until_or("what is to be seen", |picture| {
            last = self.look(picture, oracle, &expected, done);
            last.is_ok()
        });
        match (found, last) {
            (Ok(()), shown) => shown,
            (Err(picture), wrong) => {
                Err(format!("{:?}, {}: {picture}\n{}", window.terminal, self.name, wrong.err().unwrap_or_default()))
            }
        }
    }

    fn expected(&self, oracle: &Oracle) -> Vec<Cells> {
        let lines = self.lines().into_iter().map(|(direction, line)| line_cells(oracle.terminal, direction, &line));
        lines.map(|line| line.iter().map(|cell| oracle.seen(cell)).collect()).collect()
    }

    fn look(&self, picture: &Picture, oracle: &Oracle, expected: &[Cells], done: bool) -> Result<Shown, String> {
        let places = oracle.find(picture, expected).map_err(|missing| {
            let line = &expected[missing];
            format!("missing {}, {}\n{}", stretch::text(line), oracle.nearly(picture, line), oracle.read(picture))
        })?;
        let right = places[0].right;
        if self.beside.is_empty() && right < MEASURE {
            return Err(format!("the first line ends in column {right}"));
        }
        for (place, (direction, line)) in places.iter().zip(self.lines()) {
            let left = right.checked_sub(MEASURE);
            match direction {
                Rtl if place.right != right => {
                    return Err(format!("{line:?} ends in column {}, not {right}", place.right));
                }
                Ltr if Some(place.left) != left => return Err(format!("{line:?} begins in column {}", place.left)),
                _ => {}
            }
        }
        if !done {
            self.look_coloured(picture, oracle, &places)?;
        } else {
            self.look_beside(picture, oracle, &places)?;
            self.look_highlighted(picture, oracle, &places)?;
        }
        Ok(Shown { picture: picture.clone(), places })
    }

    /// The panel: all that is to stand there, left of all lines; without one, nothing at all.
    fn look_beside(&self, picture: &Picture, oracle: &Oracle, places: &[Place]) -> Result<(), String> {
        let left = places.iter().map(|place| place.left).min().unwrap_or(0);
        if self.beside.is_empty() {
            let right = places[0].right;
            for (place, line) in places.iter().zip(self.expected(oracle)) {
                if !oracle.stands_alone(picture, *place, &line, right - MEASURE..right) {
                    return Err(format!("row {} has more than its line", place.row));
                }
            }
            return Ok(());
        }
        let panel: Vec<Cells> = self.beside.iter().map(|name| line_cells(oracle.terminal, Rtl, name)).collect();
        let names =
            oracle.find(picture, &panel).map_err(|missing| format!("not in the panel: {}", self.beside[missing]))?;
        let right = names[0].right;
        match names.iter().all(|name| name.right == right && name.right < left) {
            true => Ok(()),
            false => Err(format!("the panel's names stand in {names:?}")),
        }
    }

    /// The cells of its line that are highlighted.
    fn columns(&self, oracle: &Oracle, Highlighted { line, text, left, right }: Highlighted) -> Range<usize> {
        let cells = line_cells(oracle.terminal, Rtl, text);
        let line = &self.expected(oracle)[line];
        let at = (0..line.len()).find(|at| line[*at..].starts_with(&cells)).unwrap();
        at + left..at + cells.len() - right
    }

    /// The name is not of the colour of the end of its line: entities have been found.
    fn look_coloured(&self, picture: &Picture, oracle: &Oracle, places: &[Place]) -> Result<(), String> {
        let Some(highlighted) = self.highlighted else { return Ok(()) };
        let (place, columns) = (places[highlighted.line], self.columns(oracle, highlighted));
        let pen = |column| oracle.pen(picture, place.row, column);
        let plain = pen(place.left + columns.start) == pen(place.left);
        if plain { Err(format!("{} has no colour of its own", highlighted.text)) } else { Ok(()) }
    }

    /// What is highlighted, and nothing else.
    fn look_highlighted(&self, picture: &Picture, oracle: &Oracle, places: &[Place]) -> Result<(), String> {
        let Some(highlighted) = self.highlighted else { return Ok(()) };
        let ground = oracle.ground(picture, 0, places[0].left);
        let columns = self.columns(oracle, highlighted);
        for (index, place) in places.iter().enumerate() {
            for column in place.left..place.right {
                let wanted = index == highlighted.line && columns.contains(&(column - place.left));
                if (oracle.ground(picture, place.row, column) != ground) != wanted {
                    let is = if wanted { "is not" } else { "is" };
                    return Err(format!("row {}, column {column} {is} highlighted", place.row));
                }
            }
        }
        Ok(())
    }
}

/// What was seen.
pub struct Shown {
    pub picture: Picture,
    pub places: Vec<Place>,
}

/// The cells of a line; where a terminal joins letters by itself, each is named with its stretch.
fn line_cells(terminal: Terminal, direction: Direction, line: &str) -> Cells {
    let plain = cells(&[line.to_owned()], direction).remove(0);
    if terminal.joins_letters() { stretch::named(line, plain) } else { plain }
}

/// Every character there is to be seen in a terminal.
pub fn characters(terminal: Terminal) -> Vec<String> {
    let lines = ALL.iter().flat_map(Case::lines);
    lines.flat_map(|(direction, line)| line_cells(terminal, direction, &line)).collect()
}
