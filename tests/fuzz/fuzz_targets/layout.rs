//! Whatever the text, the width and the options: no line is wider than asked for, no cell holds a control, every byte
//! belongs to exactly one line, and the map from cells to bytes is whole.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qari::lang::Direction;
use qari::layout::sanitise::{Fate, fate};
use qari::layout::{Glyphs, Options, lay_out};
use unicode_width::UnicodeWidthChar;

fuzz_target!(|data: &[u8]| {
    let [flags, width, indent, text @ ..] = data else { return };
    let text = String::from_utf8_lossy(text);
    let width = match width {
        255 => usize::MAX,
        width => usize::from(*width).max(1),
    };
    let options = Options {
        width,
        glyphs: [Glyphs::Shaped, Glyphs::Base, Glyphs::Joining, Glyphs::Logical][usize::from(flags >> 6)],
        tashkeel: flags & 4 == 0,
        justify: flags & 8 != 0 && width < 1000,
        indent: usize::from(indent % 24),
        ..Options::default()
    };
    let direction = if flags & 16 == 0 { Direction::Rtl } else { Direction::Ltr };
    let lines = lay_out(&text, direction, &options);
    assert!(!lines.is_empty());
    let mut end = 0;
    for line in &lines {
        assert_eq!(line.span.start, end, "lines follow one another");
        end = line.span.end;
        assert!(line.width.saturating_add(line.indent) <= width, "{} + {} > {width}", line.width, line.indent);
        assert_eq!(line.cells.iter().map(|cell| cell.width).sum::<usize>(), line.width);
        let mut bytes: Vec<_> = line.cells.iter().map(|cell| cell.span).chain(line.undrawn.iter().copied()).collect();
        bytes.sort_by_key(|span| span.start);
        let mut at = line.span.start;
        for span in bytes {
            assert_eq!(span.start, at, "every byte is in one cell or undrawn");
            at = span.end;
        }
        assert_eq!(at, line.span.end);
        for cell in &line.cells {
            assert!(!cell.symbol.is_empty());
            let drawn: usize = cell.symbol.chars().map(|c| c.width().unwrap_or(0)).sum();
            assert!(drawn == cell.width || cell.symbol == " ", "{:?} takes {drawn}, not {}", cell.symbol, cell.width);
            assert!(cell.symbol.chars().all(|c| fate(c) != Fate::Drop), "{:?}", cell.symbol);
            if !matches!(options.glyphs, Glyphs::Joining | Glyphs::Logical) {
                let first = cell.symbol.chars().next().unwrap_or(' ');
                let arabic = ('\u{600}'..='\u{8ff}').contains(&first) || ('\u{fb50}'..='\u{fefc}').contains(&first);
                assert!(!arabic || !cell.symbol.contains(['\u{200c}', '\u{200d}']), "{:?}", cell.symbol);
            }
        }
    }
    assert_eq!(end, text.len());
});
