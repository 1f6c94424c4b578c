//! Encodings: bytes become text, and what is no text is refused.
//!
//! In: bytes and perhaps a label. Out: [`Decoded`]. UTF-8 and UTF-16 are known by their marks or their validity, the
//! legacy encodings by detection (chardetng). It must not know paragraphs.

use super::source::{LoadError, Source};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// Name of the encoding.
    pub encoding: String,
    /// Invalid sequences that became U+FFFD.
    pub replaced: usize,
}

impl Decoded {
    /// Text that was text all along.
    #[must_use]
    pub fn utf8(text: String) -> Self {
        Self { text, encoding: UTF_8.name().into(), replaced: 0 }
    }
}

/// Bytes that detection looks at.
const SAMPLE: usize = 64 * 1024;

/// Decode `bytes`; `label` overrides detection.
///
/// # Errors
/// [`LoadError::Binary`] for what is no text, [`LoadError::UnknownEncoding`] for a label that names none.
pub fn decode(bytes: Vec<u8>, label: Option<&str>, source: &Source) -> Result<Decoded, LoadError> {
    if let Some(label) = label {
        let encoding = Encoding::for_label(label.trim().as_bytes())
            .ok_or_else(|| LoadError::UnknownEncoding { name: source.name(), label: label.into() })?;
        return Ok(decode_as(encoding, bytes));
    }
    // Its mark begins with that of UTF-16.
    if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
        return Err(LoadError::Binary { name: source.name(), what: "UTF-32" });
    }
    if let Some((encoding, _)) = Encoding::for_bom(&bytes) {
        return Ok(decode_as(encoding, bytes));
    }
    if let Some(what) = magic(&bytes) {
        return Err(LoadError::Binary { name: source.name(), what });
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    if let Some(encoding) = utf16(sample) {
        return Ok(decode_as(encoding, bytes));
    }
    if looks_binary(sample) {
        return Err(LoadError::Binary { name: source.name(), what: "binary data" });
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded::utf8(text)),
        Err(error) => error.into_bytes(),
    };
    let encoding = if mostly_utf8(&bytes) { UTF_8 } else { detect(&bytes) };
    Ok(decode_as(encoding, bytes))
}

/// The text at the beginning of bytes that are UTF-8 whatever follows: without a mark, not only ASCII, and nothing else by any sign
/// that [`decode`] looks for.
#[must_use]
pub fn utf8_head(head: &[u8]) -> Option<&str> {
    let sample = &head[..head.len().min(SAMPLE)];
    let refused =
        Encoding::for_bom(head).is_some() || magic(head).is_some() || utf16(sample).is_some() || looks_binary(sample);
    if refused || sample.is_ascii() {
        return None;
    }
    match std::str::from_utf8(head) {
        Ok(text) => Some(text),
        // The last character is cut.
        Err(error) if error.error_len().is_none() => std::str::from_utf8(&head[..error.valid_up_to()]).ok(),
        Err(_) => None,
    }
}

fn decode_as(encoding: &'static Encoding, bytes: Vec<u8>) -> Decoded {
    let (text, encoding, had_errors) = encoding.decode(&bytes);
    let replaced = if !had_errors {
        0
    } else if encoding == UTF_8 {
        // A U+FFFD that stands in the source is no invalid sequence.
        bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
    } else {
        text.matches('\u{fffd}').count()
    };
    Decoded { text: text.into_owned(), encoding: encoding.name().into(), replaced }
}

/// Files known by their first bytes that would pass for text or for a legacy encoding.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive (an e-book or office document?)"),
        (b"\x1f\x8b", "gzip-compressed data"),
        (b"BZh", "bzip2-compressed data"),
        (b"\xfd7zXZ\0", "xz-compressed data"),
        (b"\x28\xb5\x2f\xfd", "zstd-compressed data"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x7fELF", "a program"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"SQLite format 3", "a database"),
    ];
    MAGIC.iter().find(|(mark, _)| bytes.starts_with(mark)).map(|(_, what)| *what)
}

/// UTF-16 without a byte order mark: every other byte is one of the high bytes of Latin, Hebrew and Arabic, which no text
/// in another encoding has.
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    if sample.len() < 4 {
        return None;
    }
    let high = |byte: u8| matches!(byte, 0x00 | 0x05 | 0x06);
    let pairs = sample.len() / 2;
    let share = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&byte| high(byte)).count();
    let (even, odd) = (share(0), share(1));
    let (encoding, most, least) = if even > odd { (UTF_16BE, even, odd) } else { (UTF_16LE, odd, even) };
    if most * 10 < pairs * 8 || least * 2 > pairs {
        return None;
    }
    let (text, had_errors) = encoding.decode_without_bom_handling(&sample[..pairs * 2]);
    let controls = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
    (!had_errors && controls == 0).then_some(encoding)
}

fn looks_binary(sample: &[u8]) -> bool {
    let controls =
        sample.iter().filter(|&&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    sample.contains(&0) || controls * 20 > sample.len()
}

/// Damaged UTF-8 rather than something else: invalid sequences are rare among the characters that are no ASCII.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    invalid * 10 < valid
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    detector.feed(sample, sample.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{ISO_8859_6, WINDOWS_1252, WINDOWS_1255, WINDOWS_1256};

    const AR: &str = "قالت المديرة إن المكتبة ستفتح أبوابها يوم الخميس المقبل بعد ترميم دام سبع سنوات.\n";
    const HE: &str = "המנהלת אמרה שהספרייה תיפתח ביום חמישי הבא אחרי שיפוץ של שבע שנים.\n";
    const FR: &str = "La bibliothèque rouvrira jeudi prochain après sept années de travaux, dit-elle à Noël.\n";

    fn read(bytes: &[u8]) -> Decoded {
        decode(bytes.to_vec(), None, &Source::Stdin).unwrap()
    }

    #[test]
    fn legacy_encodings_are_detected() {
        for (text, encoding) in [(AR, WINDOWS_1256), (AR, ISO_8859_6), (HE, WINDOWS_1255), (FR, WINDOWS_1252)] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy);
            let decoded = read(&bytes);
            assert_eq!((decoded.text.as_str(), decoded.replaced), (text, 0), "{}", encoding.name());
        }
    }

    #[test]
    fn utf16_with_and_without_mark() {
        for big in [false, true] {
            for mark in [false, true] {
                let units = mark.then_some(0xfeff).into_iter().chain(AR.encode_utf16());
                let bytes: Vec<u8> =
                    units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect();
                let decoded = read(&bytes);
                assert_eq!(decoded.text, AR, "big endian {big}, mark {mark}");
                assert_eq!(decoded.encoding, if big { "UTF-16BE" } else { "UTF-16LE" });
            }
        }
    }

    #[test]
    fn damaged_utf8_stays_utf8_and_is_counted() {
        let mut bytes = AR.as_bytes().to_vec();
        bytes.insert(8, 0xff);
        bytes.extend("legit \u{fffd}".bytes());
        bytes.push(0xd9);
        let decoded = read(&bytes);
        assert_eq!((decoded.encoding.as_str(), decoded.replaced), ("UTF-8", 2));
    }

    #[test]
    fn a_byte_order_mark_is_not_text() {
        assert_eq!(read("\u{feff}سلام".as_bytes()).text, "سلام");
    }

    #[test]
    fn binary_is_refused_and_a_label_obeyed() {
        let refuse = |bytes: &[u8]| decode(bytes.to_vec(), None, &Source::Stdin).unwrap_err().to_string();
        assert!(refuse(b"%PDF-1.7 ...").contains("PDF"));
        assert!(refuse(b"\xff\xfe\0\0a\0\0\0").contains("UTF-32"));
        assert!(refuse(b"\x00\x01\x02\x7f\xff\xfe\x00").contains("binary"));
        let (bytes, _, _) = WINDOWS_1256.encode(AR);
        let decoded = decode(bytes.to_vec(), Some("cp1256"), &Source::Stdin).unwrap();
        assert_eq!(decoded.text, AR);
        assert!(decode(vec![b'a'], Some("klingon"), &Source::Stdin).unwrap_err().to_string().contains("klingon"));
    }
}
