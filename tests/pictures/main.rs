//! Proves by picture that articles read right in real terminals.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
mod expected;
mod oracle;
mod picture;
mod terminals;
mod window;

use expected::{Cells, Direction, cells, lines};
use oracle::{Oracle, Place};
use picture::Picture;
use terminals::Terminal;
use window::{Window, missing};
use Direction::{Ltr, Rtl};

type Article = &'static [(Direction, &'static str)];

const ARABIC: Article = &[
    (Rtl, "أَيَّامُنَا الأُولَى فِي الوَادِي"),
    (
        Rtl,
        "كَانَ الفَلَّاحُ لا يَعرِفُ الكَلَالَ، ولا يَسأَلُ جَارَهُ عَنِ الأَجرِ؛ فَالأَرضُ عِندَهُ سَلامٌ وأَمَانٌ. \
         والآنَ، لأَوَّلِ مَرَّةٍ، يَجلِسُ إِلى الإِنسَانِ الَّذِي يَفهَمُ مَا يَقُولُ، ويُصغِي إِلَيهِ طَوِيلًا.",
    ),
];

const WIDTH: usize = 60;

fn expected(article: Article) -> Vec<Cells> {
    article.iter().flat_map(|(direction, text)| cells(&lines(text, WIDTH), *direction)).collect()
}

#[test]
fn first() {
    for terminal in [Terminal::Xterm, Terminal::Vte, Terminal::Mlterm, Terminal::Alacritty, Terminal::Kitty, Terminal::Konsole] {
        if std::env::var("ONLY").is_ok_and(|only| only != terminal.program()) { continue; }
        if missing(terminal, &[]) {
            continue;
        }
        let begun = std::time::Instant::now();
        let mut window = Window::open(terminal);
        eprintln!("{terminal:?} {:?} open {:?}", window.grid, begun.elapsed());
        let want = expected(ARABIC);
        let oracle = Oracle::new(&mut window, want.iter().flatten().cloned().chain((' '..='~').map(|c| c.to_string())));
        eprintln!("templates {:?} alike {:?}", begun.elapsed(), oracle.alike());
        window.picture().save(&std::path::Path::new("/tmp").join(format!("templates-{terminal:?}.ppm")));
        let text: String = ARABIC.iter().map(|(_, text)| format!("{text}\n\n")).collect();
        let path = window.scratch.file("article.txt", text);
        window.start(&format!("COLORTERM=truecolor {} --measure {WIDTH} {}", common::QARI, path.display()));
        let mut last = None;
        let got = window.until_or(|| "the article".into(), |picture| {
            last = Some(picture.clone());
            oracle.find(picture, &want)
        });
        window.picture().save(&std::path::Path::new("/tmp").join(format!("got-{terminal:?}.ppm")));
        match got {
            Ok(places) => eprintln!("{places:?} {:?}", begun.elapsed()),
            Err(error) => {
                let picture = last.unwrap();
                let missing = oracle.find(&picture, &want).unwrap_err(); eprintln!("{error}\n{}\nmissing {missing} {} {}", oracle.read(&picture), want[missing].concat(), oracle.nearly(&picture, &want[missing]));
            }
        }
        window.keys(&["q"]);
        window.wait_done();
        eprintln!("done {:?}", begun.elapsed());
    }
}
