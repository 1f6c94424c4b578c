//! Copying through the terminal: OSC 52.
//!
//! In: text in logical order. Out: the sequence to send, or its size where that is over the limit. It must not know
//! selections.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The sequence that puts `text` on the clipboard. Controls are left out: what is pasted into a shell must not act there.
///
/// # Errors
/// The size in bytes, where it is over `limit`: terminals drop longer sequences without a word.
pub fn copy(text: &str, limit: usize) -> Result<String, usize> {
    let clean: String = text
        .chars()
        .map(|c| if c == '\u{2028}' { '\n' } else { c })
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    if clean.len() > limit {
        return Err(clean.len());
    }
    Ok(format!("\x1b]52;c;{}\x1b\\", STANDARD.encode(clean)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_copied_is_logical_text_without_controls() {
        let sequence = copy("سلام\u{1b}[31m\u{7}\n(2)", 100).unwrap();
        let payload = sequence.strip_prefix("\x1b]52;c;").and_then(|s| s.strip_suffix("\x1b\\")).unwrap();
        assert_eq!(String::from_utf8(STANDARD.decode(payload).unwrap()).unwrap(), "سلام[31m\n(2)");
        assert_eq!(copy("سلام", 7), Err(8));
    }
}
