//! What arrives from the terminal, decoded.
//!
//! Keys, mouse, pastes and the terminal's own replies come mixed in one stream
//! of bytes. crossterm's reader loses or mangles some of the replies, so this
//! module takes the stream apart itself.
//!
//! In: bytes, cut anywhere. Out: [`Input`]s, in order of arrival.
//! It must not know any file, clock or terminal: reading, and how long to wait
//! for the rest of a sequence, are the caller's business.

mod sequence;

#[cfg(test)]
mod tests;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseEvent};
use sequence::{colour, csi, ss3, version};
use std::mem;

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
    /// A key.
    Key(KeyEvent),
    /// Column and row count from zero.
    Mouse(MouseEvent),
    /// Bracketed paste, without ESC bytes; line ends as the terminal sent them.
    Paste(String),
    /// The window got or lost the focus.
    Focus(bool),
    /// What the terminal answered.
    Reply(Reply),
}

/// What the terminal answers when asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// DECRPM: `CSI [?] mode ; value $ y`
    Mode {
        /// Asked with `?`: a DEC private mode.
        private: bool,
        /// The mode asked for.
        mode: u16,
        /// 0 not recognised, 1 set, 2 reset, 3 always set, 4 always reset.
        value: u16,
    },
    /// DA1: `CSI ? … c`
    DeviceAttributes,
    /// OSC 10 (foreground) or 11 (background): `rgb:R/G/B` or `rgba:R/G/B/A`,
    /// each channel scaled to 8 bits
    Colour {
        /// 10 or 11.
        slot: u8,
        /// Red, green, blue.
        rgb: [u8; 3],
    },
    /// XTVERSION: `DCS > | text ST`
    Version(String),
    /// CPR: `CSI row ; column R`, counted from one as the terminal does
    CursorPosition {
        /// Row from one.
        row: u16,
        /// Column from one.
        column: u16,
    },
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
