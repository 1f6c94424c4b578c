//! Proves that qari's own line function, `lay_out`, orders text as UAX #9 says: every case of Unicode's BidiTest.txt and
//! BidiCharacterTest.txt on one line, and again wrapped at every width, each line held against a slow and literal L1 and
//! L2 written from the wording of the annex.
//!
//! The files are Debian's `unicode-data`; without them the tests say so and pass.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use qari::lang::direction::{Direction, first_strong};
use qari::layout::sanitise::{Fate, fate};
use qari::layout::{Glyphs, Line, Options, lay_out, width};
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

const BIDI_TEST: &str = "/usr/share/unicode/BidiTest.txt";
const BIDI_CHARACTER_TEST: &str = "/usr/share/unicode/BidiCharacterTest.txt";

/// One input line of a test file, with what it expects in every direction it asks for.
struct Input {
    /// Where it stands in the file, for the failure message.
    number: usize,
    text: String,
    /// The directions it asks for. A BidiTest line gives up to three, and `auto` is among them as what P2 and P3 find.
    directions: Vec<Direction>,
    /// Expected level of each character, `None` where the file says `x`: removed by X9.
    levels: Arc<[Option<u8>]>,
    /// Expected order, as places in the text, left to right.
    order: Arc<[usize]>,
}

/// A character that stands for a bidi class. As many as can be are drawn by qari, have no cluster but their own and no
/// paired bracket among them; the order of what is not drawn shows in the order of what is around it.
fn representative(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => 'א',
        "AL" => 'ب',
        "EN" => '1',
        "ES" => '+',
        "ET" => '#',
        "AN" => '\u{660}',
        "CS" => ',',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "NSM" => '\u{300}',
        "BN" => '\u{200b}',
        "LRE" => '\u{202a}',
        "RLE" => '\u{202b}',
        "PDF" => '\u{202c}',
        "LRO" => '\u{202d}',
        "RLO" => '\u{202e}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("unknown bidi class {other}"),
    }
}

fn auto(text: &str) -> Direction {
    first_strong(text).unwrap_or(Direction::Ltr)
}

fn parse_levels(field: &str) -> Arc<[Option<u8>]> {
    field.split_whitespace().map(|level| if level == "x" { None } else { Some(level.parse().unwrap()) }).collect()
}

fn parse_order(field: &str) -> Arc<[usize]> {
    field.split_whitespace().map(|place| place.parse().unwrap()).collect()
}

/// The lines of BidiTest.txt.
fn bidi_test() -> Option<Vec<Input>> {
    let file = read(BIDI_TEST)?;
    let (mut levels, mut order): (Arc<[Option<u8>]>, Arc<[usize]>) = (Arc::new([]), Arc::new([]));
    let mut inputs = Vec::new();
    for (index, line) in file.lines().enumerate() {
        if let Some(field) = line.strip_prefix("@Levels:") {
            levels = parse_levels(field);
        } else if let Some(field) = line.strip_prefix("@Reorder:") {
            order = parse_order(field);
        } else if let Some((classes, bits)) = line.split_once(';').filter(|_| !line.starts_with(['#', '@'])) {
            let text: String = classes.split_whitespace().map(representative).collect();
            let bits = u8::from_str_radix(bits.trim(), 16).unwrap();
            let directions = [(1, auto(&text)), (2, Direction::Ltr), (4, Direction::Rtl)];
            let directions = directions.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, it)| it).collect();
            inputs.push(Input { number: index + 1, text, directions, levels: levels.clone(), order: order.clone() });
        }
    }
    Some(inputs)
}

/// The lines of BidiCharacterTest.txt.
fn bidi_character_test() -> Option<Vec<Input>> {
    let file = read(BIDI_CHARACTER_TEST)?;
    let mut inputs = Vec::new();
    for (index, line) in file.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty()) {
        let fields: Vec<&str> = line.split(';').collect();
        let [characters, asked, found, levels, order] = fields[..] else { panic!("line {}: {line}", index + 1) };
        let hex = |c| char::from_u32(u32::from_str_radix(c, 16).unwrap()).unwrap();
        let text: String = characters.split_whitespace().map(hex).collect();
        let direction = match asked {
            "0" => Direction::Ltr,
            "1" => Direction::Rtl,
            _ => auto(&text),
        };
        assert_eq!(direction.is_rtl(), found == "1", "paragraph level, line {}", index + 1);
        let (levels, order) = (parse_levels(levels), parse_order(order));
        inputs.push(Input { number: index + 1, text, directions: vec![direction], levels, order });
    }
    Some(inputs)
}

fn read(path: &str) -> Option<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Some(text),
        Err(error) => {
            eprintln!("skipped: {path}: {error}");
            None
        }
    }
}

fn options(width: usize) -> Options {
    Options { width, glyphs: Glyphs::Base, ..Options::default() }
}

/// The drawn characters of a line, left to right, each as its place in the text and its level.
///
/// Within a cell the base comes first and its marks follow (L3). Taking a right-to-left cell backwards undoes that and
/// gives the order that L2 speaks of, and that the files expect.
fn drawn(text: &str, line: &Line) -> Vec<(usize, u8)> {
    let mut drawn = Vec::new();
    for cell in &line.cells {
        let first = text[..cell.span.start].chars().count();
        let places = first..first + cell.span.of(text).chars().count();
        if cell.level % 2 == 1 {
            drawn.extend(places.rev().map(|place| (place, cell.level)));
        } else {
            drawn.extend(places.map(|place| (place, cell.level)));
        }
    }
    drawn
}

/// One case on one line.
fn unwrapped(input: &Input, direction: Direction) -> Result<(), String> {
    let text = &input.text;
    let lines = lay_out(text, direction, &options(usize::MAX));
    let [line] = &lines[..] else { return Err(format!("{} lines", lines.len())) };
    // ZWJ and ZWNJ stand in the cell of their letter; X9 removes them, so the file expects nothing of them.
    let mut drawn = drawn(text, line);
    drawn.retain(|&(place, _)| input.levels[place].is_some());
    let shown: HashSet<usize> = drawn.iter().map(|&(place, _)| place).collect();
    let expected: Vec<(usize, u8)> = input
        .order
        .iter()
        .filter(|place| shown.contains(place))
        .map(|&place| (place, input.levels[place].unwrap()))
        .collect();
    if drawn != expected {
        return Err(format!("drawn {drawn:?}, expected {expected:?}"));
    }
    // What has no cell must be removed by X9, or be a character that qari never draws: marks of direction, isolates,
    // paragraph separators. White space is drawn, for on a single line nothing hangs.
    for c in line.undrawn.iter().flat_map(|span| span.of(text).char_indices().map(|(at, c)| (span.start + at, c))) {
        let place = text[..c.0].chars().count();
        if input.levels[place].is_some() && fate(c.1) == Fate::Draw && width::character(c.1) > 0 {
            return Err(format!("{:?} is not drawn", c.1));
        }
    }
    Ok(())
}

/// The order and levels of one line, `range` of `text` as places of characters: rules L1 and L2 word for word, on what X9
/// leaves. `raw` holds the levels before L1.
fn literal(classes: &[BidiClass], raw: &[u8], base: u8, range: std::ops::Range<usize>) -> Vec<(usize, u8)> {
    use BidiClass::{B, BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, S, WS};
    let places: Vec<usize> =
        range.filter(|&place| !matches!(classes[place], BN | LRE | RLE | LRO | RLO | PDF)).collect();
    let mut levels: Vec<u8> = places.iter().map(|&place| raw[place]).collect();
    let white = |index: usize| matches!(classes[places[index]], WS | FSI | LRI | RLI | PDI);
    // "On each line, reset the embedding level of the following characters to the paragraph embedding level:"
    for index in 0..places.len() {
        // "1. Segment separators, 2. Paragraph separators,"
        let separator = matches!(classes[places[index]], S | B);
        // "3. Any sequence of whitespace characters and/or isolate formatting characters preceding a segment separator or
        // paragraph separator, and 4. ... at the end of the line."
        let after = (index..places.len()).find(|&other| !white(other));
        let before_separator = after.is_none_or(|other| matches!(classes[places[other]], S | B));
        if separator || white(index) && before_separator {
            levels[index] = base;
        }
    }
    // "From the highest level found in the text to the lowest odd level on each line, including intermediate levels not
    // actually present in the text, reverse any contiguous sequence of characters that are at that level or higher."
    let mut order: Vec<usize> = (0..places.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min().unwrap_or(highest + 1);
    for level in (lowest_odd..=highest).rev() {
        let mut start = 0;
        while start < order.len() {
            let length = order[start..].iter().take_while(|&&index| levels[index] >= level).count();
            order[start..start + length].reverse();
            start += length.max(1);
        }
    }
    order.into_iter().map(|index| (places[index], levels[index])).collect()
}

/// One case at every width from 1 to its own. Gives the number of lines compared.
fn wrapped(input: &Input, direction: Direction) -> Result<usize, String> {
    let text = &input.text;
    let base = if direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    let info = ParagraphBidiInfo::new(text, Some(base));
    let raw: Vec<u8> = text.char_indices().map(|(at, _)| info.levels[at].number()).collect();
    let classes: Vec<BidiClass> = text.chars().map(bidi_class).collect();
    let widest = lay_out(text, direction, &options(usize::MAX)).iter().map(|line| line.width).max().unwrap_or(0);
    let mut compared = 0;
    for width in 1..=widest {
        let lines = lay_out(text, direction, &options(width));
        let mut end = 0;
        for line in &lines {
            if line.span.start != end {
                return Err(format!("width {width}: a line starts at {} and not {end}", line.span.start));
            }
            if line.width > width {
                return Err(format!("width {width}: a line of {}", line.width));
            }
            end = line.span.end;
            let first = text[..line.span.start].chars().count();
            let range = first..first + line.span.of(text).chars().count();
            let mut drawn = drawn(text, line);
            let mut expected = literal(&classes, &raw, base.number(), range);
            // Compare what both have: X9 removes joiners and the soft hyphen that shows, qari draws no controls and lets
            // spaces hang behind a break.
            let shown: HashSet<usize> = drawn.iter().map(|&(place, _)| place).collect();
            expected.retain(|(place, _)| shown.contains(place));
            let kept: HashSet<usize> = expected.iter().map(|&(place, _)| place).collect();
            drawn.retain(|(place, _)| kept.contains(place));
            if drawn != expected {
                return Err(format!("width {width}, {:?}: drawn {drawn:?}, expected {expected:?}", line.span));
            }
            compared += 1;
        }
        if end != text.len() {
            return Err(format!("width {width}: lines end at {end} of {}", text.len()));
        }
    }
    Ok(compared)
}

/// Run `check` over all inputs on two threads; gives the number of cases and the sum of what `check` gives. `distinct`
/// leaves out `auto` where the file also asks for the direction it comes to.
fn run(
    name: &str,
    inputs: &[Input],
    distinct: bool,
    check: impl Fn(&Input, Direction) -> Result<usize, String> + Sync,
) -> (usize, usize) {
    let started = Instant::now();
    let work = |part: &[Input]| {
        let (mut cases, mut sum, mut failures) = (0, 0, Vec::new());
        for input in part {
            let mut directions = input.directions.clone();
            if distinct && directions.len() > 1 {
                directions.sort_by_key(|direction| direction.is_rtl());
                directions.dedup();
            }
            for direction in directions {
                cases += 1;
                match check(input, direction) {
                    Ok(more) => sum += more,
                    Err(why) => {
                        failures.push(format!("line {}, {:?}, {direction:?}: {why}", input.number, input.text));
                    }
                }
            }
        }
        (cases, sum, failures)
    };
    let (left, right) = inputs.split_at(inputs.len() / 2);
    let (one, two) = std::thread::scope(|scope| {
        let handle = scope.spawn(|| work(left));
        let two = work(right);
        (handle.join().unwrap(), two)
    });
    let failures: Vec<String> = one.2.into_iter().chain(two.2).collect();
    let (cases, sum) = (one.0 + two.0, one.1 + two.1);
    println!("{name}: {} inputs, {cases} cases, {sum} lines, {:.1?}", inputs.len(), started.elapsed());
    assert!(
        failures.is_empty(),
        "{name}: {} of {cases} cases fail:\n{}",
        failures.len(),
        failures[..failures.len().min(20)].join("\n")
    );
    (cases, sum)
}

#[test]
fn every_bidi_test_case_on_one_line() {
    let Some(inputs) = bidi_test() else { return };
    let (cases, _) = run("BidiTest", &inputs, false, |input, direction| unwrapped(input, direction).map(|()| 1));
    assert!(inputs.len() > 490_000 && cases > 490_000, "{} inputs, {cases} cases", inputs.len());
}

#[test]
fn every_bidi_character_test_case_on_one_line() {
    let Some(inputs) = bidi_character_test() else { return };
    let (cases, _) =
        run("BidiCharacterTest", &inputs, false, |input, direction| unwrapped(input, direction).map(|()| 1));
    assert!(cases > 91_000, "{cases} cases");
}

#[test]
fn every_bidi_test_case_wrapped_at_every_width() {
    let Some(inputs) = bidi_test() else { return };
    let (_, lines) = run("BidiTest wrapped", &inputs, true, wrapped);
    assert!(lines > 490_000, "{lines} lines");
}

#[test]
fn every_bidi_character_test_case_wrapped_at_every_width() {
    let Some(inputs) = bidi_character_test() else { return };
    let (_, lines) = run("BidiCharacterTest wrapped", &inputs, true, wrapped);
    assert!(lines > 91_000, "{lines} lines");
}

#[test]
fn text_that_unicode_bidi_itself_panics_on_is_laid_out() {
    // Its own `visual_runs` fails on an empty range and on a line wholly at level 126; qari does not call it.
    for direction in [Direction::Ltr, Direction::Rtl] {
        for width in [1, 2, 80, usize::MAX] {
            let lines = lay_out("", direction, &options(width));
            assert_eq!((lines.len(), lines[0].cells.len(), lines[0].span.len()), (1, 0, 0));
            for control in ["\u{202b}\u{202a}", "\u{202e}\u{202d}", "\u{2067}\u{2066}"] {
                let deep = format!("{}ab 12 אב", control.repeat(63));
                let lines = lay_out(&deep, direction, &options(width));
                assert_eq!(lines.last().map(|line| line.span.end), Some(deep.len()));
                let highest = lines.iter().flat_map(|line| &line.cells).map(|cell| cell.level).max();
                assert!(highest >= Some(124), "{highest:?}");
            }
        }
    }
    // UAX #9 BD2: embeddings nest up to 125; implicit levels add one more.
    let line = &lay_out(&format!("{}1", "\u{202b}\u{202a}".repeat(63)), Direction::Rtl, &options(80))[0];
    assert_eq!(line.cells.iter().map(|cell| cell.level).collect::<Vec<_>>(), [126]);
}
