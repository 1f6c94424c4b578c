//! Large files whose lines are paragraphs already: read piece by piece from several threads, never held as a whole.
//!
//! In: a file. Out: its whole lines, piece after piece, with the paragraphs that loading it would find in them. Where the file has to be
//! looked at as a whole (other encodings, lines wrapped by hand) there is nothing to give, and it has to be loaded.
//! It must not know what is looked for.

use super::{LoadError, LoadOptions, Source, encoding, flow, judged, source};
use crate::article::{Article, DirectionRule, MAX_PARAGRAPH, Meta, Paragraph, PartRules};
use memchr::memchr;
use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;

/// Bytes of the beginning that a file is judged by; more where its lines are long.
const HEADS: [usize; 2] = [1 << 18, 1 << 20];
/// A file of fewer bytes is loaded at once.
const LARGE: usize = 4 << 20;
/// Bytes of a large one that are shown before it is loaded: more than a screen, and enough to judge it by.
const BEGINNING: usize = 1 << 18;
/// Bytes in a piece: little enough to stay in a processor's cache.
const PIECE: usize = 1 << 18;
/// Bytes read beyond a piece at once, for the end of its last line.
const MORE: usize = 16 << 10;

/// A file to be read piece by piece.
#[derive(Debug)]
pub struct Lines {
    file: File,
    size: usize,
    /// What its beginning says of it.
    pub meta: Meta,
    rule: DirectionRule,
}

/// Whole lines of a piece.
#[derive(Debug, Default)]
pub struct Piece {
    bytes: Vec<u8>,
    start: usize,
}

impl Piece {
    /// Their bytes; every line but perhaps the file's last has its end.
    #[must_use]
    pub fn lines(&self) -> &[u8] {
        &self.bytes[self.start..]
    }
}

impl Lines {
    /// Open a source that can be read so; `None` where it has to be loaded.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub fn open(source: &Source, options: &LoadOptions) -> Result<Option<Self>, LoadError> {
        let Source::File(path) = source else { return Ok(None) };
        if options.encoding.is_some() || !source.is_repeatable() {
            return Ok(None);
        }
        let file = source::open(path)?;
        let failed = |error| LoadError::Unreadable { name: source.name(), error };
        let size = usize::try_from(file.metadata().map_err(failed)?.len()).unwrap_or(0);
        let mut head = Vec::new();
        let enough = HEADS.into_iter().find_map(|most| {
            head.resize(most.min(size), 0);
            match fill(&file, &mut head, 0).map_err(failed) {
                Ok(_) => Some(Ok(flow::is_line_by_line(encoding::utf8_head(&head)?)?)),
                Err(error) => Some(Err(error)),
            }
        });
        if !matches!(enough.transpose()?, Some(true)) {
            return Ok(None);
        }
        let text = encoding::utf8_head(&head).unwrap_or_default();
        let (meta, _) = judged(&source.name(), text, ("UTF-8".into(), 0), options);
        Ok(Some(Self { file, size, meta, rule: options.direction }))
    }

    /// The beginning of what loading the file would give, where the file is so large that loading takes a while.
    #[must_use]
    pub fn beginning(&self, options: &LoadOptions) -> Option<Article> {
        if self.size < LARGE {
            return None;
        }
        let mut head = vec![0; BEGINNING];
        let known = fill(&self.file, &mut head, 0).ok()?;
        head.truncate(head[..known].iter().rposition(|byte| *byte == b'\n')? + 1);
        let text = String::from_utf8(head).ok()?;
        Some(super::article(&self.meta.source, encoding::Decoded::utf8(text), options))
    }

    /// How many pieces there are.
    #[must_use]
    pub fn pieces(&self) -> usize {
        self.size.div_ceil(PIECE)
    }

    /// Read the lines that begin in a piece into `piece`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn read(&self, number: usize, piece: &mut Piece) -> io::Result<()> {
        let bytes = &mut piece.bytes;
        piece.start = 0;
        // One byte before the piece tells whether a line begins with it.
        let first = (number * PIECE).saturating_sub(1);
        let border = (number + 1) * PIECE - first;
        bytes.resize(border + MORE, 0);
        let mut known = fill(&self.file, bytes, first)?;
        if number > 0 {
            let Some(at) = memchr(b'\n', &bytes[..known.min(border - 1)]) else {
                bytes.clear();
                return Ok(());
            };
            piece.start = at + 1;
        }
        let mut seen = border - 1;
        while known == bytes.len() && memchr(b'\n', &bytes[seen..]).is_none() {
            seen = known;
            bytes.resize(2 * known, 0);
            known += fill(&self.file, &mut bytes[seen..], first + seen)?;
        }
        bytes.truncate(known);
        let end = bytes.get(seen..).and_then(|rest| memchr(b'\n', rest)).map_or(bytes.len(), |at| seen + at + 1);
        bytes.truncate(end.max(piece.start));
        Ok(())
    }

    /// Whether a line is one paragraph, or blank.
    #[must_use]
    pub fn is_plain(line: &[u8]) -> bool {
        line.len() <= MAX_PARAGRAPH && !flow::has_other_line_ends(line)
    }

    /// How many paragraphs are in whole lines.
    #[must_use]
    pub fn count(&self, lines: &[u8]) -> usize {
        let mut count = 0;
        let mut at = 0;
        while at < lines.len() {
            let end = memchr(b'\n', &lines[at..]).map_or(lines.len(), |length| at + length);
            let line = &lines[at..end];
            // Letters of the scripts that most lines begin with show at once that a line is not blank.
            count += match line {
                [] => 0,
                [b'!'..=b'~', ..] | [0xd8, 0xa0..=0xba, ..] | [0xd9, 0x81..=0x8a, ..] | [0xd7, 0x90..=0xaa, ..]
                    if Self::is_plain(line) =>
                {
                    1
                }
                line => self.paragraphs(line).1.len(),
            };
            at = end + 1;
        }
        count
    }

    /// The paragraphs of a line, as a text of their own: most often one, none in a blank line.
    #[must_use]
    pub fn paragraphs(&self, line: &[u8]) -> (Article, Vec<Paragraph>) {
        let mut text: Cow<'_, str> = String::from_utf8_lossy(line);
        if flow::has_other_line_ends(line) {
            text = flow::one_line_end(text.into_owned()).into();
        }
        let article = Article::new(text.into_owned(), false, self.meta.clone(), PartRules::default(), self.rule);
        let paragraphs = article.paragraphs().collect();
        (article, paragraphs)
    }
}

/// Read as much as there is.
fn fill(file: &File, bytes: &mut [u8], mut at: usize) -> io::Result<usize> {
    let mut known = 0;
    while known < bytes.len() {
        match file.read_at(&mut bytes[known..], at as u64) {
            Ok(0) => break,
            Ok(read) => {
                known += read;
                at += read;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(known)
}
