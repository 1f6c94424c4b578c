//! Proves that qari counts cells as a terminal does: every cluster of a corpus is fed to a terminal (vt100) and the cursor
//! must end where `layout::width::cluster` says. What no terminal agrees on is listed, with the reason, and must be what
//! `is_disputed` warns the writer of.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use qari::lang::direction::Direction;
use qari::layout::{Glyphs, Options, lay_out, width};
use std::num::NonZeroU16;

/// What may stand in a cell: one cluster each.
#[rustfmt::skip]
const CLUSTERS: &[&str] = &[
    // ASCII and Latin.
    " ", "a", "Z", "0", "~", "!", "é", "e\u{301}", "n\u{303}", "o\u{302}\u{301}", "ﬁ", "ß", "Ω", "ж", "€", "£", "©", "®",
    "“", "”", "«", "»", "–", "—", "…", "·", "×", "÷", "\u{a0}",
    // Arabic letters, and the same with marks.
    "ا", "ب", "ت", "ج", "س", "ل", "م", "ي", "ة", "ى", "ء", "أ", "ؤ", "ئ", "آ", "ٱ", "پ", "چ", "ژ", "گ", "ک", "ی", "ێ", "ڕ",
    "ہ", "ٹ", "ے", "ڵ", "ݐ", "ࢠ", "ـ", "ـ\u{64e}", "؟", "،", "؛", "٪", "۔", "٠", "٩", "۴", "ﷲ", "ﷺ", "﷽", "﴾", "﴿",
    "ب\u{64e}", "ب\u{651}\u{64e}", "ب\u{651}\u{64e}\u{670}", "ب\u{64e}\u{64f}\u{650}\u{651}", "ي\u{654}", "ه\u{6e1}",
    "ب\u{64e}\u{64f}\u{650}\u{651}\u{652}", "ب\u{64e}\u{64f}\u{650}\u{651}\u{652}\u{653}",
    "ب\u{64e}\u{64f}\u{650}\u{651}\u{652}\u{653}\u{654}", "ب\u{64e}\u{64f}\u{650}\u{651}\u{652}\u{653}\u{654}\u{670}",
    // Presentation forms and the lam-alef ligatures, with marks.
    "ﺏ", "ﺐ", "ﺑ", "ﺒ", "ﻻ", "ﻼ", "ﻷ", "ﻸ", "ﻹ", "ﻺ", "ﻵ", "ﻶ", "ﻻ\u{64e}", "ﻼ\u{64e}\u{651}", "ﭖ", "ﭽ", "ﮊ", "ﮔ", "ﯾ", "ﮧ", "ﭨ",
    // Signs that span digits, and the end of ayah.
    "\u{600}", "\u{601}", "\u{602}", "\u{603}", "\u{604}", "\u{605}", "\u{6dd}", "\u{6de}", "\u{6e9}", "\u{70f}", "\u{8e2}",
    "\u{600}١", "\u{6dd}١",
    // Hebrew with points; Syriac; Thaana; N'Ko.
    "א", "ת", "ם", "ש\u{5c1}", "ש\u{5b8}\u{5c1}", "ב\u{5bc}\u{5b0}", "ל\u{5b9}", "ו\u{5b9}", "״", "־", "ܐ", "ܒ\u{730}", "ހ\u{7a6}", "ߊ",
    // A mark with no base.
    "\u{25cc}\u{64e}", "\u{25cc}\u{301}", "\u{25cc}\u{5b0}", "\u{25cc}\u{654}", "\u{25af}",
    // Wide: CJK, kana, Hangul whole and as jamo.
    "漢", "字", "、", "。", "「", "カ", "が", "か\u{3099}", "ｶ", "Ａ", "한", "ㄱ", "\u{1112}\u{1161}", "\u{1112}\u{1161}\u{11ab}", "\u{3000}",
    // Indic conjuncts and Thai.
    "क", "का", "कि", "क\u{94d}", "क\u{94d}ष", "ने", "ক\u{9cd}ষ", "த\u{bbf}", "ก", "ก\u{e34}", "ท\u{e35}\u{e48}", "ก\u{e33}", "ລ", "ខ\u{17d2}ម",
    // Emoji: plain, VS15, VS16, skin tone, ZWJ sequences, flags, keycaps, tags.
    "😀", "🎉", "❤", "☎", "☀", "⌚", "❤\u{fe0e}", "❤\u{fe0f}", "☎\u{fe0f}", "☀\u{fe0f}", "⌚\u{fe0f}", "👍🏽", "👩\u{200d}🚀",
    "👩\u{200d}👩\u{200d}👧\u{200d}👦", "❤\u{fe0f}\u{200d}🔥", "🏳\u{fe0f}\u{200d}🌈", "🇵🇸", "🇪🇬", "🇸", "1\u{fe0f}\u{20e3}", "#\u{20e3}",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    // Private use and box drawing.
    "\u{e000}", "│", "█", "→", "←",
];

/// Where this terminal and qari's sum differ, and why: the cells that qari counts, those of the terminal.
const DISPUTED: &[(&str, usize, usize, &str)] = &[
    ("❤\u{fe0f}", 1, 2, VS16),
    ("☎\u{fe0f}", 1, 2, VS16),
    ("☀\u{fe0f}", 1, 2, VS16),
    ("❤\u{fe0f}\u{200d}🔥", 3, 4, VS16),
    ("🏳\u{fe0f}\u{200d}🌈", 3, 4, VS16),
    ("1\u{fe0f}\u{20e3}", 1, 2, VS16),
];
const VS16: &str =
    "the emoji selector widens a narrow base here; a sum over characters, as other terminals do it, cannot see it";

/// Where the cursor ends after `symbol` is drawn at the start of a row.
fn terminal(symbol: &str) -> usize {
    let nz = |cells| NonZeroU16::new(cells).unwrap();
    let mut parser = vt100::Parser::new(nz(2), nz(40), 0);
    parser.process(symbol.as_bytes());
    let (row, column) = parser.screen().cursor_position();
    assert_eq!(row, 0, "{symbol:?}");
    usize::from(column)
}

#[test]
fn every_cluster_takes_the_cells_that_a_terminal_gives_it() {
    assert!(CLUSTERS.len() >= 150, "{}", CLUSTERS.len());
    let mut disagreements = Vec::new();
    for &symbol in CLUSTERS {
        let (counted, drawn) = (width::cluster(symbol), terminal(symbol));
        if counted != drawn {
            println!("{symbol:?}: qari {counted}, terminal {drawn}, disputed {}", width::is_disputed(symbol));
            disagreements.push((symbol, counted, drawn));
        }
    }
    println!("{} clusters, {} disagreements", CLUSTERS.len(), disagreements.len());
    let listed: Vec<_> = DISPUTED.iter().map(|&(symbol, counted, drawn, _)| (symbol, counted, drawn)).collect();
    assert_eq!(disagreements, listed);
    for (symbol, ..) in disagreements {
        assert!(width::is_disputed(symbol), "{symbol:?}");
    }
}

#[test]
fn plain_letters_of_every_script_in_use_are_not_disputed() {
    // A disputed cell costs a cursor move; an article of plain letters must need none.
    for symbol in
        ["a", "ب", "ب\u{651}\u{64e}", "ﻼ", "ﭽ", "ש\u{5b8}\u{5c1}", "é", "漢", "한", "ท\u{e35}\u{e48}", "«", "٣", "—"]
    {
        assert!(!width::is_disputed(symbol), "{symbol:?}");
    }
}

/// `unicode-width` counts lam and alef as one when it is given a string; a terminal draws them one after the other.
#[test]
fn lam_alef_is_two_cells_unshaped_and_one_shaped() {
    let text = "الإسلامية";
    let drawn = |glyphs| {
        let options = Options { glyphs, ..Options::default() };
        let lines = lay_out(text, Direction::Rtl, &options);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].width, lines[0].cells.len());
        assert_eq!(terminal(&lines[0].text()), lines[0].width, "{glyphs:?}");
        lines[0].width
    };
    assert_eq!(text.chars().count(), 9);
    assert_eq!(drawn(Glyphs::Base), 9);
    assert_eq!(drawn(Glyphs::Logical), 9);
    // Two ligatures: lam with hamza below alef, lam with alef.
    assert_eq!(drawn(Glyphs::Shaped), 7);
}

/// A whole line, cells one after another, ends where its width says: no pair of cells is counted together.
#[test]
fn sample_lines_end_where_their_width_says() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/samples");
    let Ok(entries) = std::fs::read_dir(folder) else {
        eprintln!("skipped: no {folder}");
        return;
    };
    let mut checked = 0;
    for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|it| it == "txt"))
    {
        for text in std::fs::read_to_string(&path).unwrap().lines() {
            for glyphs in [Glyphs::Shaped, Glyphs::Base] {
                let options = Options { width: 39, glyphs, ..Options::default() };
                for line in lay_out(text, Direction::Rtl, &options) {
                    if !line.cells.iter().any(|cell| width::is_disputed(&cell.symbol)) {
                        assert_eq!(terminal(&line.text()), line.width, "{:?}", line.text());
                        checked += 1;
                    }
                }
            }
        }
    }
    assert!(checked > 1000, "{checked} lines");
}
