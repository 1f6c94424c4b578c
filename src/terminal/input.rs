//! What arrives from the terminal, decoded.
//!
//! Keys, mouse, pastes and the terminal's own replies come mixed in one stream
//! of bytes. crossterm's reader loses or mangles some of the replies, so this
//! module takes the stream apart itself.
//!
//! In: bytes, cut anywhere. Out: [`Input`]s, in order of arrival.
//! It must not know any file, clock or terminal: reading, and how long to wait
//! for the rest of a sequence, are the caller's business.

use std::mem;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

const BEL: u8 = 0x07;
const CAN: u8 = 0x18;
const SUB: u8 = 0x1a;
const ESC: u8 = 0x1b;

/// Longest CSI or SS3 body kept; real ones stay far below.
const SEQUENCE_MAX: usize = 256;
/// Longest OSC, DCS, APC, PM or SOS body kept.
const TEXT_MAX: usize = 64 * 1024;
/// Longest paste kept; the rest of it is read and forgotten.
const PASTE_MAX: usize = 1024 * 1024;
const PASTE_END: &[u8] = b"\x1b[201~";

/// One thing that the user or the terminal said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    Key(KeyEvent),
    /// Column and row count from zero.
    Mouse(MouseEvent),
    /// Bracketed paste, without ESC bytes; line ends as the terminal sent them.
    Paste(String),
    Focus(bool),
    Reply(Reply),
}

/// What the terminal answers when asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// DECRPM: `CSI [?] mode ; value $ y`
    Mode { private: bool, mode: u16, value: u16 },
    /// DA1: `CSI ? … c`
    DeviceAttributes,
    /// OSC 10 (foreground) or 11 (background): `rgb:R/G/B` or `rgba:R/G/B/A`,
    /// each channel scaled to 8 bits
    Colour { slot: u8, rgb: [u8; 3] },
    /// XTVERSION: `DCS > | text ST`
    Version(String),
    /// CPR: `CSI row ; column R`, counted from one as the terminal does
    CursorPosition { row: u16, column: u16 },
    /// Any other complete control sequence
    Other,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// Inside a character of several bytes, struck with these modifiers.
    Utf8(KeyModifiers),
    /// ESC seen.
    Escape,
    /// Inside CSI or SS3; the introducer is `[` or `O`.
    Sequence(u8),
    /// Inside OSC, DCS, APC, PM or SOS, named by its introducer.
    Text(u8),
    /// ESC inside the above: the first half of ST, or a new sequence.
    TextEscape(u8),
    /// Inside a bracketed paste; so many bytes of `PASTE_END` have matched.
    Paste(usize),
}

/// The decoder; what is unfinished is kept between calls.
#[derive(Debug, Default)]
pub struct Decoder {
    /// Set while a cursor position report is awaited: `CSI 1 ; 2 R` to
    /// `CSI 1 ; 8 R` are also F3 with modifiers, and only the asker can tell.
    pub expect_cursor_position: bool,
    state: State,
    held: Vec<u8>,
    overlong: bool,
}

impl Decoder {
    /// Decodes `bytes` and pushes what is complete to `out`.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Input>) {
        for &byte in bytes {
            self.step(byte, out);
        }
    }

    /// True while a lone ESC or an unfinished sequence is held: wait a little,
    /// then call [`flush`](Self::flush).
    ///
    /// Not so in a paste, which may be long and slow and whose rest must never
    /// be taken for keys; nor in a UTF-8 character, which holds nothing up.
    #[must_use]
    pub fn pending(&self) -> bool {
        !matches!(self.state, State::Ground | State::Utf8(_) | State::Paste(_))
    }

    /// Ends the wait: a lone ESC was the Escape key, a lone introducer such as
    /// `ESC [` was Alt with that key, anything longer is dropped.
    pub fn flush(&mut self, out: &mut Vec<Input>) {
        if self.pending() {
            self.settle(out);
        }
    }

    fn step(&mut self, byte: u8, out: &mut Vec<Input>) {
        match self.state {
            State::Ground => self.ground(byte, KeyModifiers::NONE, out),
            State::Utf8(alt) => self.utf8(byte, alt, out),
            State::Escape => self.escape(byte, out),
            State::Sequence(introducer) => self.sequence(introducer, byte, out),
            State::Text(introducer) => self.text(introducer, byte, out),
            State::TextEscape(introducer) => self.text_escape(introducer, byte, out),
            State::Paste(matched) => self.paste(matched, byte, out),
        }
    }

    fn ground(&mut self, byte: u8, alt: KeyModifiers, out: &mut Vec<Input>) {
        self.state = State::Ground;
        match byte {
            ESC => self.state = State::Escape,
            0x00..=0x7f => {
                let (code, modifiers) = ascii_key(byte);
                out.push(key(code, modifiers | alt));
            }
            0xc2..=0xf4 => {
                self.state = State::Utf8(alt);
                self.held.push(byte);
            }
            // Never the first byte of a character.
            _ => {}
        }
    }

    fn utf8(&mut self, byte: u8, alt: KeyModifiers, out: &mut Vec<Input>) {
        if !matches!(byte, 0x80..=0xbf) {
            self.reset();
            return self.ground(byte, KeyModifiers::NONE, out);
        }
        self.held.push(byte);
        let width = match self.held.first() {
            Some(0xf0..) => 4,
            Some(0xe0..) => 3,
            _ => 2,
        };
        if self.held.len() < width {
            return;
        }
        let character = valid_text(&self.held).chars().next();
        if let Some(c) = character.filter(|c| !c.is_control()) {
            out.push(key(KeyCode::Char(c), alt));
        }
        self.reset();
    }

    fn escape(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            // Escape struck twice; the second may yet begin a sequence.
            ESC => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            b'[' | b'O' => self.state = State::Sequence(byte),
            b']' | b'P' | b'_' | b'^' | b'X' => self.state = State::Text(byte),
            _ => self.ground(byte, KeyModifiers::ALT, out),
        }
    }

    fn sequence(&mut self, introducer: u8, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x20..=0x3f => self.hold(byte, SEQUENCE_MAX),
            // The Linux console's F1 to F5 are `CSI [ A` to `CSI [ E`.
            b'[' if introducer == b'[' && self.held.is_empty() => self.held.push(byte),
            0x40..=0x7e => self.end_sequence(introducer, byte, out),
            CAN | SUB => self.reset(),
            // Nothing else can stand here. Broken off rather than carried on,
            // so that a stray introducer never swallows keys.
            _ => {
                self.settle(out);
                self.step(byte, out);
            }
        }
    }

    fn end_sequence(&mut self, introducer: u8, last: u8, out: &mut Vec<Input>) {
        let overlong = self.overlong;
        let held = mem::take(&mut self.held);
        let body = valid_text(&held);
        self.reset();
        let input = match (introducer, body.as_str(), last) {
            _ if overlong => None,
            (b'[', "200", b'~') => return self.state = State::Paste(0),
            (b'[', ..) => csi(&body, last, self.expect_cursor_position),
            _ => ss3(&body, last),
        };
        out.push(input.unwrap_or(Input::Reply(Reply::Other)));
    }

    fn text(&mut self, introducer: u8, byte: u8, out: &mut Vec<Input>) {
        match byte {
            ESC => self.state = State::TextEscape(introducer),
            BEL if introducer == b']' => self.end_text(introducer, out),
            CAN | SUB => self.reset(),
            _ => self.hold(byte, TEXT_MAX),
        }
    }

    fn text_escape(&mut self, introducer: u8, byte: u8, out: &mut Vec<Input>) {
        if byte == b'\\' {
            return self.end_text(introducer, out);
        }
        self.settle(out);
        self.state = State::Escape;
        self.step(byte, out);
    }

    fn end_text(&mut self, introducer: u8, out: &mut Vec<Input>) {
        if !self.overlong {
            let body = valid_text(&self.held);
            let reply = match introducer {
                b']' => colour(&body),
                b'P' => version(&body),
                _ => None,
            };
            out.push(Input::Reply(reply.unwrap_or(Reply::Other)));
        }
        self.reset();
    }

    fn paste(&mut self, matched: usize, byte: u8, out: &mut Vec<Input>) {
        if PASTE_END.get(matched) == Some(&byte) {
            if matched + 1 < PASTE_END.len() {
                return self.state = State::Paste(matched + 1);
            }
            out.push(Input::Paste(valid_text(&self.held)));
            return self.reset();
        }
        // What had matched was text after all, save its ESC. The end mark has
        // no other ESC, so a new match can start at this byte only.
        for &missed in PASTE_END.iter().take(matched).skip(1) {
            self.hold(missed, PASTE_MAX);
        }
        if byte != ESC {
            self.hold(byte, PASTE_MAX);
        }
        self.state = State::Paste(usize::from(byte == ESC));
    }

    fn hold(&mut self, byte: u8, most: usize) {
        if self.held.len() < most {
            self.held.push(byte);
        } else {
            self.overlong = true;
        }
    }

    /// Makes what it can of an unfinished sequence, and ends it.
    fn settle(&mut self, out: &mut Vec<Input>) {
        match self.state {
            State::Escape => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            State::Sequence(introducer) | State::Text(introducer) | State::TextEscape(introducer)
                if self.held.is_empty() =>
            {
                let letter = KeyCode::Char(char::from(introducer));
                out.push(key(letter, KeyModifiers::ALT));
            }
            _ => {}
        }
        self.reset();
    }

    /// Back to the ground; the memory goes too, for a paste may have been large.
    fn reset(&mut self) {
        self.state = State::Ground;
        self.held = Vec::new();
        self.overlong = false;
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Input {
    Input::Key(KeyEvent::new(code, modifiers))
}

/// The text in `bytes`, without what is not UTF-8.
fn valid_text(bytes: &[u8]) -> String {
    bytes.utf8_chunks().map(|chunk| chunk.valid()).collect()
}

fn ascii_key(byte: u8) -> (KeyCode, KeyModifiers) {
    let control = |c: u8| (KeyCode::Char(char::from(c)), KeyModifiers::CONTROL);
    match byte {
        0x00 => control(b' '),
        b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
        b'\r' | b'\n' => (KeyCode::Enter, KeyModifiers::NONE),
        0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
        0x01..=0x1a => control(byte + 0x60),
        0x1b..=0x1f => control(byte + 0x40),
        _ => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
    }
}

/// The `index`th parameter, empty when there is none.
fn field(body: &str, index: usize) -> &str {
    body.split(';').nth(index).unwrap_or_default()
}

/// The `index`th parameter as a number, without its parts after a colon.
fn number<T: FromStr>(body: &str, index: usize) -> Option<T> {
    part(field(body, index), 0)
}

/// Part `index` of a parameter; parts are set apart by colons.
fn part<T: FromStr>(field: &str, index: usize) -> Option<T> {
    let digits = field.split(':').nth(index)?;
    // `parse` alone would take a sign.
    let plain = digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
}

fn csi(body: &str, last: u8, expect_cursor_position: bool) -> Option<Input> {
    match last {
        b'y' => return mode_report(body).map(Input::Reply),
        b'M' | b'm' => return mouse(body.strip_prefix('<')?, last == b'm'),
        b'c' if body.starts_with('?') => return Some(Input::Reply(Reply::DeviceAttributes)),
        b'I' | b'O' if body.is_empty() => return Some(Input::Focus(last == b'I')),
        b'A'..=b'E' if body == "[" => {
            return Some(key(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE));
        }
        _ => {}
    }
    // With a private marker or an intermediate byte it is no key.
    if !body.bytes().all(|b| matches!(b, b'0'..=b';')) {
        return None;
    }
    match last {
        b'~' => tilde_key(body),
        b'u' => kitty_key(body),
        b'R' if !expect_cursor_position && is_modified_f3(body) => letter_key(body, last),
        b'R' if body.contains(';') => {
            Some(Input::Reply(Reply::CursorPosition { row: number(body, 0)?, column: number(body, 1)? }))
        }
        _ => letter_key(body, last),
    }
}

/// Whether `CSI body R` is F3 with modifiers; the same bytes may be a CPR.
fn is_modified_f3(body: &str) -> bool {
    let parameters = (number(body, 0), number(body, 1));
    matches!(parameters, (Some(1_u16), Some(2_u16..=8)))
}

fn ss3(body: &str, last: u8) -> Option<Input> {
    // The keypad in application mode: the characters' codes moved up by 0x40.
    let keypad = match last {
        b'M' => KeyCode::Enter,
        b'j'..=b'y' => KeyCode::Char(char::from(last - 0x40)),
        _ => return letter_key(body, last),
    };
    Some(key(keypad, modifiers(body)?))
}

/// Keys named by the last byte: `CSI A`, `CSI 1 ; 5 A`, and without the 1 from
/// older terminals.
fn letter_key(body: &str, last: u8) -> Option<Input> {
    let held = modifiers(body.rsplit(';').next().unwrap_or_default())?;
    let code = match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'E' => KeyCode::KeypadBegin,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        b'Z' => return Some(key(KeyCode::BackTab, held | KeyModifiers::SHIFT)),
        _ => return None,
    };
    Some(key(code, held))
}

/// Keys named by a number: `CSI 5 ~`, `CSI 5 ; 2 ~`.
fn tilde_key(body: &str) -> Option<Input> {
    let held = modifiers(field(body, 1))?;
    let code = match number::<u8>(body, 0)? {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The numbers skip one here and there, as the keys of the VT220 did.
        n @ 11..=15 => KeyCode::F(n - 10),
        n @ 17..=21 => KeyCode::F(n - 11),
        n @ 23..=24 => KeyCode::F(n - 12),
        // `modifyOtherKeys`: the code has already been shifted.
        27 => {
            let code = number(body, 2)?;
            return coded_key(code, Some(code), held);
        }
        _ => return None,
    };
    Some(key(code, held))
}

/// `CSI code [: shifted] ; modifiers u`
fn kitty_key(body: &str) -> Option<Input> {
    let shifted = part(field(body, 0), 1);
    coded_key(number(body, 0)?, shifted, modifiers(field(body, 1))?)
}

fn coded_key(code: u32, shifted: Option<u32>, mut held: KeyModifiers) -> Option<Input> {
    let shift = held.contains(KeyModifiers::SHIFT);
    let code = match code {
        8 | 127 => KeyCode::Backspace,
        9 if shift => KeyCode::BackTab,
        9 => KeyCode::Tab,
        10 | 13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        // Private use: kitty's numbers for keys that have no character.
        57344..=63743 => return None,
        _ => {
            let mut c = char::from_u32(code).filter(|c| !c.is_control())?;
            // Like everywhere else, a shifted character stands for itself. A
            // space has no other form, so there the modifier must stay.
            let above = shifted.and_then(char::from_u32).or_else(|| upper_case(c));
            if let Some(above) = above.filter(|a| shift && !a.is_control() && *a != ' ') {
                c = above;
                held.remove(KeyModifiers::SHIFT);
            }
            KeyCode::Char(c)
        }
    };
    Some(key(code, held))
}

fn upper_case(c: char) -> Option<char> {
    let mut upper = c.to_uppercase();
    let cased = c.is_lowercase() || c.is_uppercase();
    upper.next().filter(|_| cased && upper.len() == 0)
}

/// Reads a modifier parameter: one more than the sum of the modifiers, after a
/// colon kitty's event type. `None` for the release of a key, which qari, like
/// most terminals, does not tell.
fn modifiers(field: &str) -> Option<KeyModifiers> {
    const RELEASE: u8 = 3;
    if part(field, 1) == Some(RELEASE) {
        return None;
    }
    let sum: u8 = part(field, 0).unwrap_or(1);
    Some(modifier_set(sum.saturating_sub(1)))
}

/// The modifiers in the order of bits that keys and mouse share.
fn modifier_set(bits: u8) -> KeyModifiers {
    use KeyModifiers as M;
    let order = [M::SHIFT, M::ALT, M::CONTROL, M::SUPER];
    let set = (0..).zip(order).filter(|(i, _)| bits >> i & 1 == 1);
    set.map(|(_, modifier)| modifier).collect()
}

/// SGR mouse report: `CSI < code ; column ; row M`, or `m` on release.
fn mouse(body: &str, released: bool) -> Option<Input> {
    let code: u8 = number(body, 0)?;
    let column: u16 = number(body, 1)?;
    let row: u16 = number(body, 2)?;
    let moving = code & 32 != 0;
    let button = match code & 3 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (code & 0b1100_0011, moving, released) {
        (3, true, _) => MouseEventKind::Moved,
        (0..=2, true, _) => MouseEventKind::Drag(button),
        (0..=2, false, false) => MouseEventKind::Down(button),
        (0..=2, false, true) => MouseEventKind::Up(button),
        (64, false, false) => MouseEventKind::ScrollUp,
        (65, false, false) => MouseEventKind::ScrollDown,
        (66, false, false) => MouseEventKind::ScrollLeft,
        (67, false, false) => MouseEventKind::ScrollRight,
        _ => return None,
    };
    Some(Input::Mouse(MouseEvent {
        kind,
        column: column.saturating_sub(1),
        row: row.saturating_sub(1),
        modifiers: modifier_set(code >> 2 & 0b111),
    }))
}

fn mode_report(body: &str) -> Option<Reply> {
    let body = body.strip_suffix('$')?;
    let bare = body.strip_prefix('?');
    let numbers = bare.unwrap_or(body);
    Some(Reply::Mode { private: bare.is_some(), mode: number(numbers, 0)?, value: number(numbers, 1)? })
}

fn version(body: &str) -> Option<Reply> {
    // It may be shown to the user: no control character gets that far.
    let text = body.strip_prefix(">|")?.chars();
    Some(Reply::Version(text.filter(|c| !c.is_control()).collect()))
}

fn colour(body: &str) -> Option<Reply> {
    let (slot, spec) = body.split_once(';')?;
    let slot = part(slot, 0).filter(|slot| matches!(slot, 10 | 11))?;
    let (model, channels) = spec.split_once(':')?;
    let channels: Option<Vec<u8>> = channels.split('/').map(channel).collect();
    match (model, channels?.as_slice()) {
        ("rgb", &[r, g, b]) | ("rgba", &[r, g, b, _]) => Some(Reply::Colour { slot, rgb: [r, g, b] }),
        _ => None,
    }
}

/// Scales a channel of one to four hexadecimal digits to 8 bits, rounding.
fn channel(digits: &str) -> Option<u8> {
    if digits.len() > 4 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let full = (1 << (4 * digits.len())) - 1;
    let value = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from((value * 255 + full / 2) / full).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
