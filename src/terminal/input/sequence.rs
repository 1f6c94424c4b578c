//! Complete control sequences and what they mean: keys, the mouse, replies.
//!
//! In: the body of a CSI, SS3, OSC or DCS sequence. Out: an [`Input`], or nothing for what is malformed. The key names are
//! xterm's, rxvt's and the Linux console's. It must not know how sequences were gathered.

use super::{Input, Reply, key};
use crossterm::event::{KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use std::str::FromStr;

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

pub(super) fn csi(body: &str, last: u8, expect_cursor_position: bool) -> Option<Input> {
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

pub(super) fn ss3(body: &str, last: u8) -> Option<Input> {
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

pub(super) fn mode_report(body: &str) -> Option<Reply> {
    let body = body.strip_suffix('$')?;
    let bare = body.strip_prefix('?');
    let numbers = bare.unwrap_or(body);
    Some(Reply::Mode { private: bare.is_some(), mode: number(numbers, 0)?, value: number(numbers, 1)? })
}

pub(super) fn version(body: &str) -> Option<Reply> {
    // It may be shown to the user: no control character gets that far.
    let text = body.strip_prefix(">|")?.chars();
    Some(Reply::Version(text.filter(|c| !c.is_control()).collect()))
}

pub(super) fn colour(body: &str) -> Option<Reply> {
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
