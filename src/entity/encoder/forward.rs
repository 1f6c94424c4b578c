//! Pieces to scores: the network itself.
//!
//! In: the tensors of a file, then the ids of one window's pieces. Out: log-probabilities per tag for each piece.
//! It must not know words, sentences, threads or files.
//!
//! Embeddings, then layers of attention and a feed-forward part, each with what went in added and a layer norm behind;
//! then a linear classifier. One thread, one window: nothing is padded and nothing masked.

use super::EncoderError;
use super::weights::{File, Matrix, Table};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayViewMut1, s};

/// The network, its tensors in place.
#[derive(Debug)]
pub struct Network {
    words: Table,
    positions: Table,
    norm: Norm,
    layers: Vec<Layer>,
    head: Linear,
    hidden: usize,
    heads: usize,
    feed_forward: usize,
}

#[derive(Debug)]
struct Layer {
    /// Queries, keys and values, side by side.
    attend: Linear,
    attended: Linear,
    attention_norm: Norm,
    widen: Linear,
    narrow: Linear,
    norm: Norm,
}

/// A product and a sum.
#[derive(Debug)]
struct Linear {
    matrix: Matrix,
    bias: Array1<f32>,
}

/// A layer norm.
#[derive(Debug)]
struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
    epsilon: f32,
}

/// Memory that one run after another can use.
#[derive(Debug, Default)]
pub struct Scratch {
    matrix: Vec<f32>,
}

impl Network {
    /// Take the tensors from a file, in which there are so many pieces.
    pub fn read(file: &File<'_>, pieces: usize) -> Result<Self, EncoderError> {
        let header = &file.header;
        let (hidden, wide) = (header.hidden, header.feed_forward);
        let layers = (0..header.layers).map(|number| {
            let name = |part: &str| format!("L.{number}.{part}");
            Ok(Layer {
                attend: Linear::read(file, &name("qkv"), hidden.saturating_mul(3), hidden)?,
                attended: Linear::read(file, &name("ao"), hidden, hidden)?,
                attention_norm: Norm::read(file, &name("aln"))?,
                widen: Linear::read(file, &name("fi"), wide, hidden)?,
                narrow: Linear::read(file, &name("fo"), hidden, wide)?,
                norm: Norm::read(file, &name("oln"))?,
            })
        });
        Ok(Self {
            words: file.table("word.weight", pieces, hidden)?,
            positions: file.table("pos.weight", header.positions, hidden)?,
            norm: Norm::read(file, "ln")?,
            layers: layers.collect::<Result<_, EncoderError>>()?,
            head: Linear::read(file, "head", header.tags.len(), hidden)?,
            hidden,
            heads: header.heads,
            feed_forward: wide,
        })
    }

    /// Log-probabilities of the tags, a row for each piece, one after the other. There are no more pieces than positions,
    /// and each is one of the file's.
    pub fn run(&self, ids: &[u32], scratch: &mut Scratch) -> Vec<f32> {
        let count = ids.len();
        let mut state = Array2::zeros((count, self.hidden));
        for ((place, &id), row) in ids.iter().enumerate().zip(rows(&mut state)) {
            self.words.add_row(id as usize, row);
            self.positions.add_row(place, row);
            self.norm.apply(row);
        }
        let mut attend = Array2::zeros((count, 3 * self.hidden));
        let mut attended = Array2::zeros((count, self.hidden));
        let mut wide = Array2::zeros((count, self.feed_forward));
        let mut weights = Array2::zeros((count, count));
        for layer in &self.layers {
            layer.attend.set(&state, &mut attend, scratch);
            self.attend(&attend, &mut weights, &mut attended);
            layer.attended.add(&attended, &mut state, scratch);
            rows(&mut state).for_each(|row| layer.attention_norm.apply(row));
            layer.widen.set(&state, &mut wide, scratch);
            rows(&mut wide).for_each(gelu);
            layer.narrow.add(&wide, &mut state, scratch);
            rows(&mut state).for_each(|row| layer.norm.apply(row));
        }
        let mut scores = Array2::zeros((count, self.head.bias.len()));
        self.head.set(&state, &mut scores, scratch);
        rows(&mut scores).for_each(log_softmax);
        scores.into_raw_vec_and_offset().0
    }

    /// Attention, head by head: `weights` is a buffer, `attended` gets the result.
    fn attend(&self, attend: &Array2<f32>, weights: &mut Array2<f32>, attended: &mut Array2<f32>) {
        let (hidden, size) = (self.hidden, self.hidden / self.heads);
        let factor = 1.0 / (size as f32).sqrt();
        for start in (0..hidden).step_by(size) {
            let part = |first: usize| attend.slice(s![.., first + start..first + start + size]);
            let (queries, keys, values) = (part(0), part(hidden), part(2 * hidden));
            general_mat_mul(factor, &queries, &keys.t(), 0.0, weights);
            rows(weights).for_each(softmax);
            general_mat_mul(1.0, weights, &values, 0.0, &mut attended.slice_mut(s![.., start..start + size]));
        }
    }
}

impl Linear {
    fn read(file: &File<'_>, name: &str, outputs: usize, inputs: usize) -> Result<Self, EncoderError> {
        let matrix = file.matrix(&format!("{name}.weight"), outputs, inputs)?;
        Ok(Self { matrix, bias: file.vector(&format!("{name}.bias"), outputs)?.into() })
    }

    /// `out` becomes the product and sum.
    fn set(&self, input: &Array2<f32>, out: &mut Array2<f32>, scratch: &mut Scratch) {
        out.assign(&self.bias);
        self.multiply(input, out, scratch);
    }

    /// The product and sum is added to `out`.
    fn add(&self, input: &Array2<f32>, out: &mut Array2<f32>, scratch: &mut Scratch) {
        *out += &self.bias;
        self.multiply(input, out, scratch);
    }

    fn multiply(&self, input: &Array2<f32>, out: &mut Array2<f32>, scratch: &mut Scratch) {
        if let Ok(matrix) = self.matrix.unpack(&mut scratch.matrix) {
            // Both sides transposed: matrixmultiply is a fifth faster when the larger matrix is on the left.
            general_mat_mul(1.0, &matrix.t(), &input.t(), 1.0, &mut out.view_mut().reversed_axes());
        }
    }
}

impl Norm {
    fn read(file: &File<'_>, name: &str) -> Result<Self, EncoderError> {
        let hidden = file.header.hidden;
        Ok(Self {
            weight: file.vector(&format!("{name}.weight"), hidden)?,
            bias: file.vector(&format!("{name}.bias"), hidden)?,
            epsilon: file.header.epsilon,
        })
    }

    fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = sum(row, |value| value) / count;
        let variance = sum(row, |value| (value - mean) * (value - mean)) / count;
        let factor = 1.0 / (variance + self.epsilon).sqrt();
        for ((value, weight), bias) in row.iter_mut().zip(&self.weight).zip(&self.bias) {
            *value = (*value - mean) * factor * weight + bias;
        }
    }
}

/// The rows of a matrix.
fn rows(matrix: &mut Array2<f32>) -> impl Iterator<Item = &mut [f32]> {
    matrix.rows_mut().into_iter().filter_map(ArrayViewMut1::into_slice)
}

/// Sums side by side, which the compiler can keep in vectors.
const LANES: usize = 16;

/// The sum of `term` over `values`.
fn sum(values: &[f32], term: impl Fn(f32) -> f32) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for chunk in chunks {
        for (sum, &value) in sums.iter_mut().zip(chunk) {
            *sum += term(value);
        }
    }
    sums.iter().sum::<f32>() + rest.iter().map(|&value| term(value)).sum::<f32>()
}

/// The largest of `values`.
fn largest(values: &[f32]) -> f32 {
    let (chunks, rest) = values.as_chunks::<LANES>();
    let mut tops = [f32::NEG_INFINITY; LANES];
    for chunk in chunks {
        for (top, &value) in tops.iter_mut().zip(chunk) {
            *top = if value > *top { value } else { *top };
        }
    }
    tops.iter().chain(rest).copied().fold(f32::NEG_INFINITY, f32::max)
}

/// Weights that add up to 1.
fn softmax(row: &mut [f32]) {
    let top = largest(row);
    for value in &mut *row {
        *value = exp(*value - top);
    }
    let factor = 1.0 / sum(row, |value| value);
    for value in row {
        *value *= factor;
    }
}

fn log_softmax(row: &mut [f32]) {
    let top = largest(row);
    let total = top + sum(row, |value| (value - top).exp()).ln();
    for value in row {
        *value -= total;
    }
}

/// eˣ for x ≤ 0, to one part in ten million; after Cephes. In plain arithmetic, so that loops of it become vectors.
fn exp(x: f32) -> f32 {
    // Adding it leaves the nearest whole number in the lowest bits.
    const ROUND: f32 = 12_582_912.0;
    let x = if x > -86.0 { x } else { -86.0 };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let power = shifted - ROUND;
    let rest = x - power * 0.693_359_4 + power * 2.121_944_4e-4;
    let series = 1.987_569_1e-4;
    let series = series * rest + 1.398_199_9e-3;
    let series = series * rest + 8.333_452e-3;
    let series = series * rest + 4.166_579_6e-2;
    let series = series * rest + 1.666_666_5e-1;
    let series = series * rest + 0.5;
    let value = series * rest * rest + rest + 1.0;
    f32::from_bits(value.to_bits().wrapping_add(shifted.to_bits() << 23))
}

/// GELU by the error function.
fn gelu(row: &mut [f32]) {
    for value in row {
        *value = 0.5 * *value * (1.0 + erf(*value * std::f32::consts::FRAC_1_SQRT_2));
    }
}

/// The error function to a few parts in ten million: a quotient of polynomials, as in XLA and Eigen.
fn erf(x: f32) -> f32 {
    let x = if x > 4.0 { 4.0 } else { x };
    let x = if x < -4.0 { -4.0 } else { x };
    let square = x * x;
    let above = -2.726_142_3e-10;
    let above = above * square + 2.770_681_4e-8;
    let above = above * square - 2.101_024e-6;
    let above = above * square - 5.692_506_4e-5;
    let above = above * square - 7.349_906_3e-4;
    let above = above * square - 2.954_6e-3;
    let above = above * square - 1.609_603_3e-2;
    let below = -1.456_607_2e-5;
    let below = below * square - 2.133_740_5e-4;
    let below = below * square - 1.682_827e-3;
    let below = below * square - 7.373_329e-3;
    let below = below * square - 1.426_473_9e-2;
    x * above / below
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_that_of_the_library() {
        for step in 0..=8600 {
            let x = step as f32 * -0.01;
            let (own, true_value) = (exp(x), f64::from(x).exp());
            assert!((f64::from(own) / true_value - 1.0).abs() < 3e-7, "{x}: {own} {true_value}");
        }
        assert!(exp(f32::NEG_INFINITY) < 1e-36);
    }

    #[test]
    fn erf_is_that_of_the_tables() {
        let table = [
            (0.0, 0.0),
            (1e-3, 0.001_128_379_2),
            (0.1, 0.112_462_916),
            (0.5, 0.520_499_9),
            (1.0, 0.842_700_8),
            (1.5, 0.966_105_15),
            (2.0, 0.995_322_3),
            (3.0, 0.999_977_9),
            (5.0, 1.0),
        ];
        for (x, value) in table {
            assert!((erf(x) - value).abs() < 5e-7, "{x}: {}", erf(x));
            assert_eq!(erf(-x), -erf(x));
        }
    }

    #[test]
    fn sums_and_weights_do_not_depend_on_the_length() {
        for count in [1, 15, 16, 17, 50] {
            let mut row: Vec<f32> = (0..count).map(|value| (value as f32 * 0.7).sin() * 30.0).collect();
            let plain: f32 = row.iter().sum();
            assert!((sum(&row, |value| value) - plain).abs() < 1e-3);
            assert_eq!(largest(&row), row.iter().copied().fold(f32::NEG_INFINITY, f32::max));
            softmax(&mut row);
            assert!((row.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        }
    }
}
