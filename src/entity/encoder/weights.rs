//! The file of a model: its header, its pieces and its tensors, with few bits a value.
//!
//! In: bytes, of which nothing is taken on trust. Out: the [`Header`], and tensors that were found whole and of the shape
//! asked for: a [`Table`] gives single rows, a [`Matrix`] stands ready for products.
//! It must not know what a tensor is for.
//!
//! The layout, little endian: magic, u32 length of the header, the header in JSON, then the data; offsets count from the
//! start of the data. A tensor is stored row by row, and each row by itself:
//!
//! | bits | row |
//! |---|---|
//! | 32 | f32 values |
//! | 8 | an f32 scale, then i8 codes: value = code × scale |
//! | 4 | blocks of 32 values: an f16 scale and 16 bytes; low nibbles first: value = (code − 8) × scale |
//! | 3 | blocks of 32 values: an f16 scale and 12 bytes, lowest bits first: value = (code − 3.5) × scale |

use ndarray::{ArrayView2, ShapeError};
use serde::Deserialize;
use std::collections::HashMap;
use thiserror::Error;

/// How the file of a model begins.
const MAGIC: &[u8; 8] = b"QARIENC1";

/// Values of a block that shares a scale.
const BLOCK: usize = 32;

/// Why a model cannot be read.
#[derive(Debug, Error)]
pub enum EncoderError {
    /// Another file, or one of another version.
    #[error("not a model that this version reads")]
    Magic,
    /// Something lies outside the file.
    #[error("the model is cut short: {0} lies outside the file")]
    Outside(String),
    /// The header is no JSON, or not the one expected.
    #[error("the header of the model cannot be read: {0}")]
    Header(#[from] serde_json::Error),
    /// A tensor that the header should have.
    #[error("the model has no tensor {0}")]
    Missing(String),
    /// A tensor that cannot be what it is said to be.
    #[error("tensor {0} of the model is {1}")]
    Tensor(String, &'static str),
    /// The header contradicts itself.
    #[error("the model contradicts itself: {0}")]
    Invalid(&'static str),
}

/// What the file says about itself.
#[derive(Debug, Deserialize)]
pub struct Header {
    /// Values that stand for a piece.
    pub hidden: usize,
    /// Layers.
    pub layers: usize,
    /// Heads of each layer's attention.
    pub heads: usize,
    /// Values between the two products of a layer's feed-forward part.
    pub feed_forward: usize,
    /// Places a piece can have.
    pub positions: usize,
    /// What layer norms add to the variance.
    pub epsilon: f32,
    /// Pieces that sentences are packed into.
    pub window: usize,
    /// Names of the tags.
    pub tags: Vec<String>,
    /// The piece before a window.
    pub bos: u32,
    /// The piece that fills a batch.
    pub pad: u32,
    /// The piece behind a sentence.
    pub eos: u32,
    /// The piece for all that is no piece.
    pub unk: u32,
    /// What to write for a character before looking for pieces.
    pub normalise: HashMap<char, String>,
    tensors: Vec<Entry>,
    pieces: Places,
}

/// Where a tensor is.
#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    rows: usize,
    columns: usize,
    bits: u8,
    offset: usize,
    bytes: usize,
}

/// Where the pieces and their scores are.
#[derive(Debug, Deserialize)]
struct Places {
    offset: usize,
    bytes: usize,
    scores_offset: usize,
}

/// A file with a sound header.
#[derive(Debug)]
pub struct File<'a> {
    /// What it says about itself.
    pub header: Header,
    data: &'a [u8],
}

/// How the values of a tensor are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bits {
    Full,
    Eight,
    Four,
    Three,
}

/// A tensor in the file, of which nothing is missing.
#[derive(Debug, Clone, Copy)]
struct Tensor<'a> {
    rows: usize,
    columns: usize,
    bits: Bits,
    /// `rows` times the bytes of a row.
    bytes: &'a [u8],
}

/// A tensor of which single rows are wanted; kept as it is stored.
#[derive(Debug)]
pub struct Table {
    columns: usize,
    bits: Bits,
    bytes: Vec<u8>,
}

/// A tensor to multiply by: `inputs` rows of `outputs` values, that is, the transpose of what is stored.
///
/// It is kept in a byte a value: a product that unpacks it into a buffer first takes no longer than one that has to fetch
/// it from memory in full.
#[derive(Debug)]
pub struct Matrix {
    inputs: usize,
    outputs: usize,
    values: Values,
}

#[derive(Debug)]
enum Values {
    Full(Vec<f32>),
    /// Codes, and a row of scales for each `block` rows of them.
    Coded {
        codes: Vec<i8>,
        scales: Vec<f32>,
        block: usize,
    },
}

impl<'a> File<'a> {
    /// Read the header.
    pub fn open(bytes: &'a [u8]) -> Result<Self, EncoderError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(EncoderError::Magic)?;
        let outside = || EncoderError::Outside("the header".to_owned());
        let (length, rest) = rest.split_first_chunk().ok_or_else(outside)?;
        let length = u32::from_le_bytes(*length) as usize;
        let (header, data) = rest.split_at_checked(length).ok_or_else(outside)?;
        let header: Header = serde_json::from_slice(header)?;
        let wrong = [
            (header.hidden == 0 || header.feed_forward == 0 || header.positions == 0, "a size is 0"),
            (
                header.heads == 0 || !header.hidden.is_multiple_of(header.heads),
                "the heads do not share the values evenly",
            ),
            (!(header.epsilon.is_finite() && header.epsilon >= 0.0), "epsilon is no small number"),
            (header.tags.is_empty(), "there are no tags"),
        ];
        match wrong.iter().find(|(wrong, _)| *wrong) {
            Some((_, why)) => Err(EncoderError::Invalid(why)),
            None => Ok(Self { header, data }),
        }
    }

    fn bytes(&self, offset: usize, length: usize, name: &str) -> Result<&'a [u8], EncoderError> {
        let end = offset.checked_add(length);
        let range = end.and_then(|end| self.data.get(offset..end));
        range.ok_or_else(|| EncoderError::Outside(name.to_owned()))
    }

    /// The pieces and their scores, in the order of their ids; the special ones are among them.
    pub fn pieces(&self) -> Result<Vec<(&'a str, f32)>, EncoderError> {
        let places = &self.header.pieces;
        let text = str::from_utf8(self.bytes(places.offset, places.bytes, "a piece")?)
            .map_err(|_| EncoderError::Invalid("a piece is not UTF-8"))?;
        let pieces: Vec<&str> = text.split('\n').collect();
        let special = [self.header.bos, self.header.pad, self.header.eos, self.header.unk];
        if special.iter().any(|&id| id as usize >= pieces.len()) {
            return Err(EncoderError::Invalid("a special piece is none"));
        }
        let scores = floats(self.bytes(places.scores_offset, pieces.len() * 4, "the score of a piece")?);
        if !scores.iter().all(|score| score.is_finite()) {
            return Err(EncoderError::Invalid("the score of a piece is no number"));
        }
        Ok(pieces.into_iter().zip(scores).collect())
    }

    fn tensor(&self, name: &str, rows: usize, columns: usize) -> Result<Tensor<'a>, EncoderError> {
        let wrong = |why| EncoderError::Tensor(name.to_owned(), why);
        let entry = self.header.tensors.iter().find(|entry| entry.name == name);
        let entry = entry.ok_or_else(|| EncoderError::Missing(name.to_owned()))?;
        if (entry.rows, entry.columns) != (rows, columns) {
            return Err(wrong("of another shape"));
        }
        let bits = match entry.bits {
            32 => Bits::Full,
            8 => Bits::Eight,
            4 => Bits::Four,
            3 => Bits::Three,
            _ => return Err(wrong("stored in bits that this version does not read")),
        };
        if bits.block().is_some() && !columns.is_multiple_of(BLOCK) {
            return Err(wrong("not made of whole blocks"));
        }
        let length = bits.row_bytes(columns).and_then(|row| row.checked_mul(rows));
        if length != Some(entry.bytes) {
            return Err(wrong("of another size than its shape asks for"));
        }
        let tensor = Tensor { rows, columns, bits, bytes: self.bytes(entry.offset, entry.bytes, name)? };
        if tensor.is_finite() { Ok(tensor) } else { Err(wrong("not made of numbers")) }
    }

    /// A tensor of a single row.
    pub fn vector(&self, name: &str, columns: usize) -> Result<Vec<f32>, EncoderError> {
        let table = self.table(name, 1, columns)?;
        let mut values = vec![0.0; columns];
        table.add_row(0, &mut values);
        Ok(values)
    }

    /// A tensor to take rows from.
    pub fn table(&self, name: &str, rows: usize, columns: usize) -> Result<Table, EncoderError> {
        let tensor = self.tensor(name, rows, columns)?;
        Ok(Table { columns, bits: tensor.bits, bytes: tensor.bytes.to_vec() })
    }

    /// A tensor to multiply by, stored as a row of `inputs` values for each output.
    pub fn matrix(&self, name: &str, outputs: usize, inputs: usize) -> Result<Matrix, EncoderError> {
        Ok(Matrix::read(&self.tensor(name, outputs, inputs)?))
    }
}

impl Bits {
    /// Bytes of a block, where values come in blocks.
    fn block(self) -> Option<usize> {
        match self {
            Self::Full | Self::Eight => None,
            Self::Four => Some(2 + BLOCK / 2),
            Self::Three => Some(2 + BLOCK * 3 / 8),
        }
    }

    /// Bytes of a row; `None` where there is no such number.
    fn row_bytes(self, columns: usize) -> Option<usize> {
        match self {
            Self::Full => columns.checked_mul(4),
            Self::Eight => columns.checked_add(4),
            Self::Four | Self::Three => (columns / BLOCK).checked_mul(self.block()?),
        }
    }

    /// A row's codes, run by run: those that share a scale, and that scale. There are none where values are kept in full.
    fn runs(self, row: &[u8], mut each: impl FnMut(f32, &[i8])) {
        let mut codes = [0; BLOCK];
        for block in row.chunks_exact(self.block().unwrap_or(row.len().max(1))) {
            match self {
                Self::Full => {}
                Self::Eight => {
                    let Some((scale, row)) = block.split_first_chunk() else { continue };
                    let row: Vec<i8> = row.iter().copied().map(u8::cast_signed).collect();
                    each(f32::from_le_bytes(*scale), &row);
                }
                Self::Four => {
                    let Some((scale, packed)) = block.split_first_chunk() else { continue };
                    let (low, high) = codes.split_at_mut(BLOCK / 2);
                    for ((low, high), byte) in low.iter_mut().zip(high).zip(packed) {
                        (*low, *high) = ((byte & 15) as i8 - 8, (byte >> 4) as i8 - 8);
                    }
                    each(half(*scale), &codes);
                }
                Self::Three => {
                    let Some((scale, packed)) = block.split_first_chunk() else { continue };
                    for (three, eight) in packed.as_chunks().0.iter().zip(codes.chunks_exact_mut(8)) {
                        let [low, middle, high]: [u8; 3] = *three;
                        let word = u32::from_le_bytes([low, middle, high, 0]);
                        for (place, code) in eight.iter_mut().enumerate() {
                            // Doubled, so that it is a whole number.
                            *code = (word >> (3 * place) & 7) as i8 * 2 - 7;
                        }
                    }
                    each(half(*scale) * 0.5, &codes);
                }
            }
        }
    }
}

impl Tensor<'_> {
    fn row(&self, row: usize) -> &[u8] {
        let length = self.bytes.len() / self.rows.max(1);
        &self.bytes[row * length..(row + 1) * length]
    }

    /// Whether all values are finite.
    fn is_finite(&self) -> bool {
        let finite = |bytes: &[u8]| floats(bytes).into_iter().all(f32::is_finite);
        match self.bits.block() {
            Some(block) => self.bytes.chunks_exact(block).all(|block| block[1] & 0x7c != 0x7c),
            None if self.bits == Bits::Full => finite(self.bytes),
            None => (0..self.rows).all(|row| finite(&self.row(row)[..4])),
        }
    }
}

impl Table {
    /// Add the values of a row to `out`, which is as long.
    pub fn add_row(&self, row: usize, out: &mut [f32]) {
        let length = self.bits.row_bytes(self.columns).unwrap_or_default();
        let bytes = &self.bytes[row * length..(row + 1) * length];
        if self.bits == Bits::Full {
            for (out, value) in out.iter_mut().zip(floats(bytes)) {
                *out += value;
            }
            return;
        }
        let mut out = out.iter_mut();
        self.bits.runs(bytes, |scale, codes| {
            for (code, out) in codes.iter().zip(&mut out) {
                *out += f32::from(*code) * scale;
            }
        });
    }
}

impl Matrix {
    fn read(tensor: &Tensor<'_>) -> Self {
        let (inputs, outputs) = (tensor.columns, tensor.rows);
        if tensor.bits == Bits::Full {
            let values = Values::Full(transposed(&floats(tensor.bytes), inputs));
            return Self { inputs, outputs, values };
        }
        let mut codes = Vec::with_capacity(inputs * outputs);
        let mut scales = Vec::new();
        for row in 0..outputs {
            tensor.bits.runs(tensor.row(row), |scale, run| {
                scales.push(scale);
                codes.extend_from_slice(run);
            });
        }
        let runs = scales.len() / outputs;
        let (codes, scales) = (transposed(&codes, inputs), transposed(&scales, runs));
        Self { inputs, outputs, values: Values::Coded { codes, scales, block: inputs / runs } }
    }

    /// The matrix in full, `inputs` rows of `outputs` values; `buffer` is where it is unpacked.
    pub fn unpack<'a>(&'a self, buffer: &'a mut Vec<f32>) -> Result<ArrayView2<'a, f32>, ShapeError> {
        let shape = (self.inputs, self.outputs);
        let (codes, scales, block) = match &self.values {
            Values::Full(values) => return ArrayView2::from_shape(shape, values),
            Values::Coded { codes, scales, block } => (codes, scales, *block),
        };
        buffer.resize(buffer.len().max(codes.len()), 0.0);
        let lines = codes.chunks_exact(self.outputs).zip(buffer.chunks_exact_mut(self.outputs));
        for (number, (codes, out)) in lines.enumerate() {
            let scales = &scales[number / block * self.outputs..][..self.outputs];
            for ((out, &code), scale) in out.iter_mut().zip(codes).zip(scales) {
                *out = f32::from(code) * scale;
            }
        }
        ArrayView2::from_shape(shape, buffer)
    }
}

/// Rows of `columns` values become `columns` rows.
fn transposed<T: Copy + Default>(values: &[T], columns: usize) -> Vec<T> {
    // Rows that are read side by side, so that what is written fills lines of the cache.
    const TILE: usize = 64;
    let rows = values.len() / columns;
    let mut out = vec![T::default(); values.len()];
    for (number, tile) in values.chunks(TILE * columns).enumerate() {
        let count = tile.len() / columns;
        for column in 0..columns {
            let line = &mut out[column * rows + number * TILE..][..count];
            for (value, row) in line.iter_mut().zip(tile.chunks_exact(columns)) {
                *value = row[column];
            }
        }
    }
    out
}

/// The f32 values in `bytes`.
fn floats(bytes: &[u8]) -> Vec<f32> {
    let (values, _) = bytes.as_chunks();
    values.iter().map(|value| f32::from_le_bytes(*value)).collect()
}

/// The value of an IEEE half.
fn half(bytes: [u8; 2]) -> f32 {
    let bits = u16::from_le_bytes(bytes);
    let (sign, rest) = (u32::from(bits & 0x8000) << 16, u32::from(bits & 0x7fff));
    let magnitude = match rest {
        // Infinite, or no number.
        0x7c00.. => f32::from_bits(rest << 13 | 0x7f80_0000),
        0x400.. => f32::from_bits((rest << 13) + (112 << 23)),
        // 2⁻²⁴ each.
        _ => rest as f32 * f32::from_bits(103 << 23),
    };
    f32::from_bits(magnitude.to_bits() | sign)
}
