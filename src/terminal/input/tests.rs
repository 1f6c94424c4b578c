//! What arrives and what it means: whole, byte by byte, and cut anywhere.

use super::*;
use crossterm::event::{MouseButton, MouseEventKind};

const NONE: KeyModifiers = KeyModifiers::NONE;
const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
const ALT: KeyModifiers = KeyModifiers::ALT;
const CTRL: KeyModifiers = KeyModifiers::CONTROL;
const OTHER: Input = Input::Reply(Reply::Other);

fn ch(c: char) -> Input {
    key(KeyCode::Char(c), NONE)
}

fn ch_with(c: char, modifiers: KeyModifiers) -> Input {
    key(KeyCode::Char(c), modifiers)
}

fn plain(code: KeyCode) -> Input {
    key(code, NONE)
}

fn paste(text: &str) -> Input {
    Input::Paste(text.to_owned())
}

fn version(text: &str) -> Input {
    Input::Reply(Reply::Version(text.to_owned()))
}

fn mode(private: bool, mode: u16, value: u16) -> Input {
    Input::Reply(Reply::Mode { private, mode, value })
}

fn colour(slot: u8, rgb: [u8; 3]) -> Input {
    Input::Reply(Reply::Colour { slot, rgb })
}

fn cursor(row: u16, column: u16) -> Input {
    Input::Reply(Reply::CursorPosition { row, column })
}

fn mouse_at(kind: MouseEventKind, column: u16, row: u16, modifiers: KeyModifiers) -> Input {
    Input::Mouse(MouseEvent { kind, column, row, modifiers })
}

/// Decodes `pieces`, one feed each, then flushes.
fn decode<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for piece in pieces {
        decoder.feed(piece, &mut out);
    }
    decoder.flush(&mut out);
    assert!(!decoder.pending());
    out
}

/// Every case whole, byte by byte, and cut in two at every place; a `q`
/// after it must always be a `q`.
fn check(cases: &[(&[u8], Vec<Input>)]) {
    for (bytes, expected) in cases {
        let name = bytes.escape_ascii().to_string();
        assert_eq!(&decode([*bytes]), expected, "whole: {name}");
        assert_eq!(&decode(bytes.chunks(1)), expected, "bytewise: {name}");
        for cut in 0..bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(&decode([head, tail]), expected, "cut at {cut}: {name}");
        }
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        decoder.feed(bytes, &mut out);
        decoder.flush(&mut out);
        out.clear();
        decoder.feed(b"q", &mut out);
        assert_eq!(out, [ch('q')], "q after: {name}");
    }
}

#[test]
fn characters_and_control_bytes() {
    check(&[
        (b"", vec![]),
        (b"gG/", vec![ch('g'), ch('G'), ch('/')]),
        (b"\x00", vec![ch_with(' ', CTRL)]),
        (b"\x01\x03", vec![ch_with('a', CTRL), ch_with('c', CTRL)]),
        (b"\x07\x08", vec![ch_with('g', CTRL), ch_with('h', CTRL)]),
        (b"\x18\x1a", vec![ch_with('x', CTRL), ch_with('z', CTRL)]),
        (b"\x1c\x1d", vec![ch_with('\\', CTRL), ch_with(']', CTRL)]),
        (b"\x1e\x1f", vec![ch_with('^', CTRL), ch_with('_', CTRL)]),
        (b"\t", vec![plain(KeyCode::Tab)]),
        (b"\r", vec![plain(KeyCode::Enter)]),
        (b"\n", vec![plain(KeyCode::Enter)]),
        (b"\x7f", vec![plain(KeyCode::Backspace)]),
    ]);
}

#[test]
fn utf8() {
    check(&[
        ("é€𝄞ق".as_bytes(), vec![ch('é'), ch('€'), ch('𝄞'), ch('ق')]),
        (b"a\xffb\x80c", vec![ch('a'), ch('b'), ch('c')]),
        (b"\xc0\xafq\xf5", vec![ch('q')]),
        // Cut short, overlong, surrogate, too large.
        (b"\xe2\x82q", vec![ch('q')]),
        (b"\xe2\x82\x1b[A", vec![plain(KeyCode::Up)]),
        (b"\xc3\xc3\xa9", vec![ch('é')]),
        (b"\xe0\x80\x80q", vec![ch('q')]),
        (b"\xed\xa0\x80q", vec![ch('q')]),
        (b"\xf4\x90\x80\x80q", vec![ch('q')]),
        // C1 controls are no keys.
        (b"\xc2\x9bA", vec![ch('A')]),
    ]);
}

#[test]
fn escape_and_alt() {
    check(&[
        (b"\x1b", vec![plain(KeyCode::Esc)]),
        (b"\x1b\x1b", vec![plain(KeyCode::Esc), plain(KeyCode::Esc)]),
        (b"\x1b\x1b[A", vec![plain(KeyCode::Esc), plain(KeyCode::Up)]),
        (b"\x1bx\x1bG", vec![ch_with('x', ALT), ch_with('G', ALT)]),
        ("\x1bé".as_bytes(), vec![ch_with('é', ALT)]),
        (b"\x1b\r", vec![key(KeyCode::Enter, ALT)]),
        (b"\x1b\x7f", vec![key(KeyCode::Backspace, ALT)]),
        (b"\x1b\x01", vec![ch_with('a', ALT | CTRL)]),
        (b"\x1b\\", vec![ch_with('\\', ALT)]),
        // Introducers with nothing after them.
        (b"\x1b[", vec![ch_with('[', ALT)]),
        (b"\x1bO", vec![ch_with('O', ALT)]),
        (b"\x1b]", vec![ch_with(']', ALT)]),
        (b"\x1bP", vec![ch_with('P', ALT)]),
        (b"\x1bX", vec![ch_with('X', ALT)]),
        (b"\x1b[\x1b[A", vec![ch_with('[', ALT), plain(KeyCode::Up)]),
        // Unfinished.
        (b"\x1b[1;5", vec![]),
        (b"\x1bO5", vec![]),
        (b"\x1b[[", vec![]),
        (b"\x1b]11;rgb:", vec![]),
        (b"\x1bP>|x\x1b", vec![]),
    ]);
}

#[test]
fn cursor_and_editing_keys() {
    check(&[
        (b"\x1b[A\x1b[B", vec![plain(KeyCode::Up), plain(KeyCode::Down)]),
        (b"\x1b[C\x1b[D", vec![plain(KeyCode::Right), plain(KeyCode::Left)]),
        (b"\x1bOA\x1bOB", vec![plain(KeyCode::Up), plain(KeyCode::Down)]),
        (b"\x1bOC\x1bOD", vec![plain(KeyCode::Right), plain(KeyCode::Left)]),
        (b"\x1b[1;5C", vec![key(KeyCode::Right, CTRL)]),
        (b"\x1b[1;2A", vec![key(KeyCode::Up, SHIFT)]),
        (b"\x1b[1;8D", vec![key(KeyCode::Left, SHIFT | ALT | CTRL)]),
        (b"\x1b[5C", vec![key(KeyCode::Right, CTRL)]),
        (b"\x1bO5C", vec![key(KeyCode::Right, CTRL)]),
        (b"\x1bO1;3D", vec![key(KeyCode::Left, ALT)]),
        (b"\x1b[H\x1b[F", vec![plain(KeyCode::Home), plain(KeyCode::End)]),
        (b"\x1bOH\x1bOF", vec![plain(KeyCode::Home), plain(KeyCode::End)]),
        (b"\x1b[1~\x1b[4~", vec![plain(KeyCode::Home), plain(KeyCode::End)]),
        (b"\x1b[7~\x1b[8~", vec![plain(KeyCode::Home), plain(KeyCode::End)]),
        (b"\x1b[1;2H", vec![key(KeyCode::Home, SHIFT)]),
        (b"\x1b[2~\x1b[3~", vec![plain(KeyCode::Insert), plain(KeyCode::Delete)]),
        (b"\x1b[5~\x1b[6~", vec![plain(KeyCode::PageUp), plain(KeyCode::PageDown)]),
        (b"\x1b[6;5~", vec![key(KeyCode::PageDown, CTRL)]),
        (b"\x1b[Z", vec![key(KeyCode::BackTab, SHIFT)]),
        (b"\x1b[1;6Z", vec![key(KeyCode::BackTab, SHIFT | CTRL)]),
        (b"\x1bOM\x1bOk\x1bOy", vec![plain(KeyCode::Enter), ch('+'), ch('9')]),
        // kitty's event types: a repeat counts, a release does not.
        (b"\x1b[1;1:2A\x1b[1;1:3A", vec![plain(KeyCode::Up), OTHER]),
    ]);
}

#[test]
fn function_keys() {
    let numbers = [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24];
    let names = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    for (number, name) in numbers.into_iter().zip(names) {
        let bytes = format!("\x1b[{number}~\x1b[{number};5~");
        let f = KeyCode::F(name);
        check(&[(bytes.as_bytes(), vec![plain(f), key(f, CTRL)])]);
    }
    for (index, name) in (1..=4).enumerate() {
        let letter = ['P', 'Q', 'R', 'S'][index];
        let bytes = format!("\x1bO{letter}\x1b[{letter}\x1b[1;2{letter}");
        let f = KeyCode::F(name);
        check(&[(bytes.as_bytes(), vec![plain(f), plain(f), key(f, SHIFT)])]);
    }
    check(&[
        (b"\x1b[[A\x1b[[E", vec![plain(KeyCode::F(1)), plain(KeyCode::F(5))]),
        (b"\x1b[[x", vec![OTHER]),
        (b"\x1b[[\x1b[A", vec![plain(KeyCode::Up)]),
        (b"\x1b[16~\x1b[99~\x1b[999~", vec![OTHER, OTHER, OTHER]),
    ]);
}

#[test]
fn coded_keys() {
    check(&[
        (b"\x1b[97u", vec![ch('a')]),
        (b"\x1b[97;5u", vec![ch_with('a', CTRL)]),
        (b"\x1b[103;2u", vec![ch('G')]),
        (b"\x1b[103;6u", vec![ch_with('G', CTRL)]),
        (b"\x1b[49:33;2u", vec![ch('!')]),
        (b"\x1b[49;2u", vec![ch_with('1', SHIFT)]),
        (b"\x1b[32;2u", vec![ch_with(' ', SHIFT)]),
        (b"\x1b[223;2u", vec![ch_with('ß', SHIFT)]),
        (b"\x1b[27u\x1b[13;2u", vec![plain(KeyCode::Esc), key(KeyCode::Enter, SHIFT)]),
        (b"\x1b[9u\x1b[9;2u", vec![plain(KeyCode::Tab), key(KeyCode::BackTab, SHIFT)]),
        (b"\x1b[127;3u", vec![key(KeyCode::Backspace, ALT)]),
        (b"\x1b[97;1:3u", vec![OTHER]),
        (b"\x1b[57358u\x1b[1u\x1b[u", vec![OTHER, OTHER, OTHER]),
        (b"\x1b[55296u\x1b[99999999999u", vec![OTHER, OTHER]),
        (b"\x1b[27;5;105~", vec![ch_with('i', CTRL)]),
        (b"\x1b[27;2;33~\x1b[27;2;71~", vec![ch('!'), ch('G')]),
        (b"\x1b[27;2;32~", vec![ch_with(' ', SHIFT)]),
        (b"\x1b[27;5;13~", vec![key(KeyCode::Enter, CTRL)]),
        (b"\x1b[27;5~", vec![OTHER]),
    ]);
}

#[test]
fn sgr_mouse() {
    use MouseEventKind::{Down, Drag, Moved, ScrollDown, ScrollLeft, ScrollRight, ScrollUp, Up};
    let (left, middle, right) = (MouseButton::Left, MouseButton::Middle, MouseButton::Right);
    check(&[
        (b"\x1b[<0;1;1M", vec![mouse_at(Down(left), 0, 0, NONE)]),
        (b"\x1b[<0;20;5m", vec![mouse_at(Up(left), 19, 4, NONE)]),
        (b"\x1b[<1;2;3M", vec![mouse_at(Down(middle), 1, 2, NONE)]),
        (b"\x1b[<2;2;3m", vec![mouse_at(Up(right), 1, 2, NONE)]),
        (b"\x1b[<32;300;3M", vec![mouse_at(Drag(left), 299, 2, NONE)]),
        (b"\x1b[<35;2;3M", vec![mouse_at(Moved, 1, 2, NONE)]),
        (b"\x1b[<35;2;3m", vec![mouse_at(Moved, 1, 2, NONE)]),
        (b"\x1b[<64;2;3M", vec![mouse_at(ScrollUp, 1, 2, NONE)]),
        (b"\x1b[<65;2;3M", vec![mouse_at(ScrollDown, 1, 2, NONE)]),
        (b"\x1b[<66;2;3M", vec![mouse_at(ScrollLeft, 1, 2, NONE)]),
        (b"\x1b[<67;2;3M", vec![mouse_at(ScrollRight, 1, 2, NONE)]),
        (b"\x1b[<28;2;3M", vec![mouse_at(Down(left), 1, 2, SHIFT | ALT | CTRL)]),
        (b"\x1b[<81;0;0M", vec![mouse_at(ScrollDown, 0, 0, CTRL)]),
        (b"\x1b[<65;2;3m\x1b[<128;2;3M", vec![OTHER, OTHER]),
        (b"\x1b[<0;1M\x1b[<0;-1;1M", vec![OTHER, OTHER]),
        (b"\x1b[<0;70000;1M\x1b[0;1;1M", vec![OTHER, OTHER]),
    ]);
}

#[test]
fn pastes_and_focus() {
    check(&[
        (b"\x1b[200~a\rb\x1b[201~q", vec![paste("a\rb"), ch('q')]),
        (b"\x1b[200~\x1b[201~", vec![paste("")]),
        ("\x1b[200~قارئ\x1b[201~".as_bytes(), vec![paste("قارئ")]),
        (b"\x1b[200~a\xffb\x1b[201~", vec![paste("ab")]),
        (b"\x1b[200~\x1b[A\x18\x1b[201~", vec![paste("[A\x18")]),
        (b"\x1b[200~\x1b[20\x1b\x1b[201~", vec![paste("[20")]),
        (b"\x1b[201~", vec![OTHER]),
        (b"\x1b[I\x1b[O", vec![Input::Focus(true), Input::Focus(false)]),
    ]);
}

#[test]
fn replies() {
    check(&[
        (b"\x1b[8;1$y", vec![mode(false, 8, 1)]),
        (b"\x1b[?2026;2$y", vec![mode(true, 2026, 2)]),
        (b"\x1b[?2026$y\x1b[?70000;1$y\x1b[8;1y", vec![OTHER, OTHER, OTHER]),
        (b"\x1b[?62;22c", vec![Input::Reply(Reply::DeviceAttributes)]),
        (b"\x1b[>1;10;0c\x1b[?1u\x1b[8;24;80t", vec![OTHER, OTHER, OTHER]),
        (b"\x1b]11;rgb:0000/8080/ffff\x07", vec![colour(11, [0, 128, 255])]),
        (b"\x1b]10;rgb:f/80/fff\x1b\\", vec![colour(10, [255, 128, 255])]),
        (b"\x1b]11;rgba:1e1e/1e1e/2e2e/ffff\x1b\\", vec![colour(11, [30, 30, 46])]),
        (b"\x1b]11;rgb:0/0\x07\x1b]11;rgb:+1/0/0\x07", vec![OTHER, OTHER]),
        (b"\x1b]11;rgb:00000/0/0\x07\x1b]11;rgb://\x07", vec![OTHER, OTHER]),
        (b"\x1b]4;1;rgb:0/0/0\x07\x1b]\x07", vec![OTHER, OTHER]),
        (b"\x1bP>|XTerm(390)\x1b\\q", vec![version("XTerm(390)"), ch('q')]),
        (b"\x1bP>|a\x07\xff\tb\x1b\\", vec![version("ab")]),
        (b"\x1bP1$r0m\x1b\\", vec![OTHER]),
        (b"\x1b_Gi=1;OK\x1b\\\x1b^x\x1b\\\x1bXx\x1b\\", vec![OTHER, OTHER, OTHER]),
        (b"\x1b[5;10R\x1b[1;9R\x1b[1;1R", vec![cursor(5, 10), cursor(1, 9), cursor(1, 1)]),
        (b"\x1b[1;5R", vec![key(KeyCode::F(3), CTRL)]),
        (b"\x1b[?1;5R\x1b[;R\x1b[1;99999R", vec![OTHER, OTHER, OTHER]),
    ]);
}

#[test]
fn broken_off() {
    check(&[
        (b"\x1b[1;\x18q", vec![ch('q')]),
        (b"\x1b[[\x18q\x1bO\x1aq", vec![ch('q'), ch('q')]),
        (b"\x1b]11;\x1aq\x1bP\x18q", vec![ch('q'), ch('q')]),
        (b"\x1b[1;\x1b[A", vec![plain(KeyCode::Up)]),
        (b"\x1b[1;\x03", vec![ch_with('c', CTRL)]),
        ("\x1b[1;é".as_bytes(), vec![ch('é')]),
        (b"\x1bP>|x\x1b[A", vec![plain(KeyCode::Up)]),
        (b"\x1b[?1;2A\x1b[1 A\x1b[x\x1bOz", vec![OTHER, OTHER, OTHER, OTHER]),
    ]);
}

#[test]
fn cursor_position_when_asked() {
    let mut decoder = Decoder { expect_cursor_position: true, ..Decoder::default() };
    let mut out = Vec::new();
    decoder.feed(b"\x1b[1;5R\x1b[R", &mut out);
    assert_eq!(out, [cursor(1, 5), plain(KeyCode::F(3))]);
}

#[test]
fn waits_for_sequences_only() {
    let unfinished: [&[u8]; 8] =
        [b"\x1b", b"\x1b\x1b", b"\x1b[", b"\x1b[1", b"\x1bO", b"\x1b[[", b"\x1b]1", b"\x1bP\x1b"];
    for bytes in unfinished {
        let mut decoder = Decoder::default();
        decoder.feed(bytes, &mut Vec::new());
        assert!(decoder.pending(), "{}", bytes.escape_ascii());
    }

    // A flush in a character or a paste must not spoil it.
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for piece in [&b"\xc3"[..], b"\xa9", b"\x1b[200~a", b"b\x1b", b"[201~"] {
        decoder.feed(piece, &mut out);
        assert!(!decoder.pending());
        decoder.flush(&mut out);
    }
    assert_eq!(out, [ch('é'), paste("ab")]);
}

#[test]
fn lengths_are_capped() {
    let long = vec![b'1'; 2 * PASTE_MAX];
    for (head, tail, expected) in [
        (&b"\x1b["[..], &b"A"[..], vec![OTHER]),
        (b"\x1bO", b"A", vec![OTHER]),
        (b"\x1bP>|", b"\x1b\\", vec![]),
        (b"\x1b]", b"\x07", vec![]),
        (b"\x1b[200~", PASTE_END, vec![paste(&"1".repeat(PASTE_MAX))]),
    ] {
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        decoder.feed(head, &mut out);
        decoder.feed(&long, &mut out);
        assert!(decoder.held.len() <= PASTE_MAX);
        decoder.feed(tail, &mut out);
        assert!(out == expected, "{}", head.escape_ascii());
        assert_eq!(decoder.held.capacity(), 0);
        out.clear();
        decoder.feed(b"\x1b[Aq", &mut out);
        assert_eq!(out, [plain(KeyCode::Up), ch('q')]);
    }
}

#[test]
fn noise_does_no_harm() {
    const TELLING: &[u8] = b"\x1b\x1b\x1b[[]OPX^_\\<?>$;:0123456789~ARMmcuyIZ\x07\x18\xc3\xa9\xff";
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed >> 33).unwrap_or_default() % below
    };
    for round in 0..20_000 {
        let length = random(64);
        let mut noise = Vec::new();
        for _ in 0..length {
            noise.push(if round % 4 == 0 {
                u8::try_from(random(256)).unwrap_or_default()
            } else {
                TELLING[random(TELLING.len())]
            });
        }
        let cut = random(length + 1);
        let (head, tail) = noise.split_at(cut);
        let whole = decode([&noise[..]]);
        assert_eq!(whole, decode(noise.chunks(1)));
        assert_eq!(whole, decode([head, tail]));

        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        decoder.feed(&noise, &mut out);
        decoder.flush(&mut out);
        decoder.feed(PASTE_END, &mut out);
        out.clear();
        decoder.feed(b"q", &mut out);
        assert_eq!(out, [ch('q')], "after {}", noise.escape_ascii());
    }
}
