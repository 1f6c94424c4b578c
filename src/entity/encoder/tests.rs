//! Tests of the encoder on models of a few hundred values: against arithmetic written out in f64, with files that lie, and
//! with windows of all lengths.

use super::weights::File;
use super::*;
use serde_json::{Value, json};

const HIDDEN: usize = 64;
const WIDE: usize = 96;
const HEADS: usize = 2;
const LAYERS: usize = 2;
const POSITIONS: usize = 24;
const EPSILON: f64 = 1e-6;
const TAGS: [&str; 3] = ["B-X", "O", "I-X"];
const PIECES: [&str; 12] = ["<s>", "<pad>", "</s>", "<unk>", "▁", "a", "b", "c", "▁a", "▁bc", "▁c", "ab"];

/// A model and the values that its file holds.
struct Model {
    header: Value,
    data: Vec<u8>,
    values: HashMap<String, Vec<f32>>,
    seed: u32,
}

impl Model {
    fn new(bits: u8) -> Self {
        let places = json!({ "offset": 0, "bytes": 0, "scores_offset": 0 });
        let header = json!({
            "hidden": HIDDEN, "layers": LAYERS, "heads": HEADS, "feed_forward": WIDE, "positions": POSITIONS,
            "epsilon": EPSILON, "window": 9, "tags": TAGS, "bos": 0, "pad": 1, "eos": 2, "unk": 3,
            "normalise": { "A": "a", "\u{200c}": " " }, "tensors": [], "pieces": places,
        });
        let mut model = Self { header, data: Vec::new(), values: HashMap::new(), seed: 1 };
        let text = PIECES.join("\n");
        let scores = PIECES.iter().enumerate().flat_map(|(id, _)| (-(id as f32) / 4.0).to_le_bytes());
        let (offset, scores_offset) = (model.append(text.as_bytes()), model.append(&scores.collect::<Vec<_>>()));
        model.header["pieces"] = json!({ "offset": offset, "bytes": text.len(), "scores_offset": scores_offset });
        model.tensor("word.weight", PIECES.len(), HIDDEN, bits);
        model.tensor("pos.weight", POSITIONS, HIDDEN, bits);
        for part in ["weight", "bias"] {
            model.tensor(&format!("ln.{part}"), 1, HIDDEN, 32);
        }
        for layer in 0..LAYERS {
            for (name, rows, columns) in
                [("qkv", 3 * HIDDEN, HIDDEN), ("ao", HIDDEN, HIDDEN), ("fi", WIDE, HIDDEN), ("fo", HIDDEN, WIDE)]
            {
                model.tensor(&format!("L.{layer}.{name}.weight"), rows, columns, bits);
                model.tensor(&format!("L.{layer}.{name}.bias"), 1, rows, 32);
            }
            for part in ["aln.weight", "aln.bias", "oln.weight", "oln.bias"] {
                model.tensor(&format!("L.{layer}.{part}"), 1, HIDDEN, 32);
            }
        }
        model.tensor("head.weight", TAGS.len(), HIDDEN, 32);
        model.tensor("head.bias", 1, TAGS.len(), 32);
        model
    }

    fn random(&mut self) -> u32 {
        self.seed = self.seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        self.seed >> 8
    }

    fn append(&mut self, bytes: &[u8]) -> usize {
        self.data.extend_from_slice(bytes);
        self.data.len() - bytes.len()
    }

    /// A tensor of values that its bits can hold.
    fn tensor(&mut self, name: &str, rows: usize, columns: usize, bits: u8) {
        let (mut bytes, mut values) = (Vec::new(), Vec::new());
        for _ in 0..rows {
            let run = if bits == 4 || bits == 3 { 32 } else { columns };
            for _ in 0..columns / run {
                // 2⁻⁶ to 2⁻³ for a full code.
                let power = self.random() % 4;
                let scale = f32::from_bits((121 + power) << 23) / (1 << bits.min(8)) as f32;
                let half = ((scale.to_bits() >> 13) - (112 << 10)) as u16;
                let codes: Vec<u32> = (0..run).map(|_| self.random() >> 4).collect();
                match bits {
                    32 => {
                        let plain = codes.iter().map(|code| (code % 2001) as f32 / 10_000.0 - 0.1);
                        values.extend(plain.clone());
                        bytes.extend(plain.flat_map(f32::to_le_bytes));
                    }
                    8 => {
                        bytes.extend(scale.to_le_bytes());
                        bytes.extend(codes.iter().map(|code| *code as u8));
                        values.extend(codes.iter().map(|code| f32::from(*code as i8) * scale));
                    }
                    4 => {
                        bytes.extend(half.to_le_bytes());
                        bytes.extend((0..16).map(|place| (codes[place] & 15 | (codes[place + 16] & 15) << 4) as u8));
                        values.extend(codes.iter().map(|code| ((code & 15) as f32 - 8.0) * scale));
                    }
                    _ => {
                        bytes.extend(half.to_le_bytes());
                        for eight in codes.chunks(8) {
                            let word = eight.iter().rev().fold(0, |word, code| word << 3 | code & 7);
                            bytes.extend(&word.to_le_bytes()[..3]);
                        }
                        values.extend(codes.iter().map(|code| ((code & 7) as f32 - 3.5) * scale));
                    }
                }
            }
        }
        let entry = json!({
            "name": name, "rows": rows, "columns": columns, "bits": bits, "offset": self.append(&bytes),
            "bytes": bytes.len(),
        });
        if let Value::Array(tensors) = &mut self.header["tensors"] {
            tensors.push(entry);
        }
        self.values.insert(name.to_owned(), values);
    }

    fn file(&self) -> Vec<u8> {
        let header = self.header.to_string();
        [b"QARIENC1", &(header.len() as u32).to_le_bytes()[..], header.as_bytes(), &self.data].concat()
    }

    fn load(&self) -> Encoder {
        Encoder::load(&self.file()).unwrap()
    }

    /// `input`, rows of values, times the transpose of a tensor, and its bias.
    fn linear(&self, name: &str, input: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let (weight, bias) = (&self.values[&format!("{name}.weight")], &self.values[&format!("{name}.bias")]);
        let dot = |a: &[f64], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * f64::from(*b)).sum::<f64>();
        let row = |row: &Vec<f64>| {
            weight.chunks(row.len()).zip(bias).map(|(weight, bias)| dot(row, weight) + f64::from(*bias)).collect()
        };
        input.iter().map(row).collect()
    }

    fn norm(&self, name: &str, rows: &mut [Vec<f64>]) {
        let (weight, bias) = (&self.values[&format!("{name}.weight")], &self.values[&format!("{name}.bias")]);
        for row in rows {
            let count = row.len() as f64;
            let mean = row.iter().sum::<f64>() / count;
            let variance = row.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
            for ((value, weight), bias) in row.iter_mut().zip(weight).zip(bias) {
                *value = (*value - mean) / (variance + EPSILON).sqrt() * f64::from(*weight) + f64::from(*bias);
            }
        }
    }

    /// The network by the book.
    fn by_the_book(&self, ids: &[u32]) -> Vec<Vec<f64>> {
        let row = |name: &str, row: usize| self.values[name].chunks(HIDDEN).nth(row).unwrap().iter();
        let embedding = |(place, id): (usize, &u32)| {
            let words = row("word.weight", *id as usize);
            words.zip(row("pos.weight", place)).map(|(a, b)| f64::from(*a) + f64::from(*b)).collect()
        };
        let mut state: Vec<Vec<f64>> = ids.iter().enumerate().map(embedding).collect();
        self.norm("ln", &mut state);
        let add = |state: &mut [Vec<f64>], more: Vec<Vec<f64>>| {
            for (to, from) in state.iter_mut().flatten().zip(more.into_iter().flatten()) {
                *to += from;
            }
        };
        for layer in 0..LAYERS {
            let name = |part: &str| format!("L.{layer}.{part}");
            let attend = self.linear(&name("qkv"), &state);
            let size = HIDDEN / HEADS;
            let mut attended = vec![vec![0.0; HIDDEN]; ids.len()];
            for head in 0..HEADS {
                for (query, out) in attend.iter().zip(&mut attended) {
                    let at = |part: usize| part * HIDDEN + head * size..part * HIDDEN + (head + 1) * size;
                    let dot = |key: &Vec<f64>| query[at(0)].iter().zip(&key[at(1)]).map(|(a, b)| a * b).sum::<f64>();
                    let weights: Vec<f64> = attend.iter().map(|key| (dot(key) / (size as f64).sqrt()).exp()).collect();
                    let total: f64 = weights.iter().sum();
                    for (value, weight) in attend.iter().zip(&weights) {
                        for (out, value) in out[at(0)].iter_mut().zip(&value[at(2)]) {
                            *out += value * weight / total;
                        }
                    }
                }
            }
            add(&mut state, self.linear(&name("ao"), &attended));
            self.norm(&name("aln"), &mut state);
            let mut wide = self.linear(&name("fi"), &state);
            for value in wide.iter_mut().flatten() {
                // The error function by its series; the values are small.
                let (x, mut term, mut erf) = (*value / 2.0_f64.sqrt(), *value / 2.0_f64.sqrt(), 0.0);
                for step in 0..60 {
                    erf += term / f64::from(2 * step + 1);
                    term *= -x * x / f64::from(step + 1);
                }
                *value *= 0.5 + erf / std::f64::consts::PI.sqrt();
            }
            add(&mut state, self.linear(&name("fo"), &wide));
            self.norm(&name("oln"), &mut state);
        }
        let mut scores = self.linear("head", &state);
        for row in &mut scores {
            let total = row.iter().map(|value| value.exp()).sum::<f64>().ln();
            row.iter_mut().for_each(|value| *value -= total);
        }
        scores
    }
}

fn words(text: &str) -> Vec<Vec<&str>> {
    text.split('.').map(|sentence| sentence.split_whitespace().collect()).collect()
}

#[test]
fn values_of_all_bits_are_read_as_they_were_written() {
    for bits in [32, 8, 4, 3] {
        let (model, mut buffer) = (Model::new(bits), Vec::new());
        let file = model.file();
        let file = File::open(&file).unwrap();
        let table = file.table("word.weight", PIECES.len(), HIDDEN).unwrap();
        for (number, expected) in model.values["word.weight"].chunks(HIDDEN).enumerate() {
            let mut row = vec![0.0; HIDDEN];
            table.add_row(number, &mut row);
            assert_eq!(row, expected, "{bits}");
        }
        let matrix = file.matrix("L.1.fo.weight", HIDDEN, WIDE).unwrap();
        let values = matrix.unpack(&mut buffer).unwrap();
        let values: Vec<f32> = values.t().iter().copied().collect();
        assert_eq!(values, model.values["L.1.fo.weight"], "{bits}");
        assert_eq!(file.vector("ln.bias", HIDDEN).unwrap(), model.values["ln.bias"]);
    }
}

#[test]
fn scores_are_those_of_the_network_by_the_book() {
    for bits in [32, 8, 4, 3] {
        let model = Model::new(bits);
        let encoder = model.load();
        assert_eq!(encoder.tags(), TAGS);
        // One window: <s> ▁a b ▁c </s> ▁bc </s>
        let scores = encoder.score(&words("ab c. bc"), 1);
        let expected = model.by_the_book(&[0, 8, 6, 10, 2, 9, 2]);
        for (own, place) in scores.iter().flatten().zip([1, 3, 5]) {
            assert!(
                own.iter().zip(&expected[place]).all(|(a, b)| (f64::from(*a) - b).abs() < 2e-5),
                "{bits}: {own:?} {expected:?}"
            );
        }
        assert_eq!(scores.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    }
}

/// Which sentences are reported together.
fn windows(encoder: &Encoder, sentences: &[Vec<&str>], threads: usize) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let flow = encoder.score_each(sentences, threads, |window, scores| {
        assert_eq!(scores.len(), window.len());
        windows.push(window);
        ControlFlow::Continue(())
    });
    assert!(flow.is_continue());
    windows
}

#[test]
fn sentences_share_a_window_while_they_fit() {
    let encoder = Model::new(32).load();
    // With their ends: 4, 5 and 4 pieces; the window takes 9.
    let sentences = words("a a a. a a a a. a a a");
    assert_eq!(windows(&encoder, &sentences, 1), [0..2, 2..3]);
    // A sentence that is too long for any window, between others.
    let sentences = words("a. a a a a a a a a a a. a. a");
    assert_eq!(windows(&encoder, &sentences, 1), [0..1, 1..2, 2..4]);
    assert!(windows(&encoder, &[], 2).is_empty());
    assert_eq!(windows(&encoder, &[vec![], vec![]], 1).first(), Some(&(0..2)));
    assert!(encoder.score(&[vec![]], 1)[0].is_empty());
}

#[test]
fn threads_change_nothing() {
    let encoder = Model::new(4).load();
    let text = "a bc c. ab ab ab ab. xyz. c c c c c c. a. b. c. a a a a a a a";
    let sentences = words(text);
    let one = encoder.score(&sentences, 1);
    for threads in [0, 2, 3, 100] {
        assert_eq!(encoder.score(&sentences, threads), one);
        assert_eq!(windows(&encoder, &sentences, threads), windows(&encoder, &sentences, 1));
    }
}

#[test]
fn a_report_can_stop_the_rest() {
    let encoder = Model::new(4).load();
    let text = "a a a a a a a.".repeat(20);
    let sentences = words(&text);
    for threads in [1, 3] {
        let mut seen = 0;
        let flow = encoder.score_each(&sentences, threads, |_, _| {
            seen += 1;
            if seen == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(flow.is_break());
        assert_eq!(seen, 2);
    }
}

#[test]
fn long_words_are_cut_and_long_sentences_end_where_positions_do() {
    let model = Model::new(32);
    let encoder = model.load();
    let long = "b".repeat(40);
    assert_eq!(encoder.pieces(&long).len(), 41);
    let scores = encoder.score(&[vec![&long, "a", "a", &long, "a"]], 1);
    // The last word begins at place 1 + 12 + 1 + 1 + 12, and there are only 24.
    let outside = [0.001_f32.ln(), 0.991_f32.ln(), 0.001_f32.ln()];
    assert_eq!(scores[0][4], outside);
    let ids = [vec![0, 4], vec![6; 11], vec![8, 8, 4], vec![6; 8]].concat();
    let expected = model.by_the_book(&ids);
    assert!(scores[0][3].iter().zip(&expected[15]).all(|(a, b)| (f64::from(*a) - b).abs() < 2e-5));
}

#[test]
fn empty_and_strange_words_have_scores_too() {
    let encoder = Model::new(4).load();
    let scores = encoder.score(&[vec!["", "\u{200c}", "日本", "A"]], 1);
    assert_eq!(scores[0].len(), 4);
    assert!(scores[0].iter().all(|word| (word.iter().map(|value| value.exp()).sum::<f32>() - 1.0).abs() < 1e-5));
}

#[test]
fn files_that_are_cut_short_are_refused() {
    let file = Model::new(4).file();
    assert!(matches!(Encoder::load(b""), Err(EncoderError::Magic)));
    assert!(matches!(Encoder::load(b"QARIENC2\0\0\0\0{}"), Err(EncoderError::Magic)));
    assert!(matches!(Encoder::load(b"QARIENC1\xff\xff\xff\xff{}"), Err(EncoderError::Outside(_))));
    assert!(matches!(Encoder::load(b"QARIENC1\x02\0\0\0{}"), Err(EncoderError::Header(_))));
    for length in (0..file.len()).step_by(11).chain(file.len() - 40..file.len()) {
        assert!(Encoder::load(&file[..length]).is_err(), "{length}");
    }
    assert!(Encoder::load(&file).is_ok());
}

#[test]
fn headers_that_contradict_themselves_are_refused() {
    let lies = [
        ("/hidden", json!(0)),
        ("/hidden", json!(96)),
        ("/hidden", json!(u64::MAX)),
        ("/layers", json!(3)),
        ("/layers", json!(u64::MAX)),
        ("/heads", json!(0)),
        ("/heads", json!(5)),
        ("/feed_forward", json!(u64::MAX)),
        ("/positions", json!(0)),
        ("/positions", json!(25)),
        ("/epsilon", json!(-1.0)),
        ("/epsilon", json!(null)),
        ("/tags", json!([])),
        ("/tags", json!(["O"])),
        ("/tags", json!(["A", "B", "C"])),
        ("/bos", json!(12)),
        ("/unk", json!(-1)),
        ("/normalise", json!({ "ab": "c" })),
        ("/tensors/0/bits", json!(5)),
        ("/tensors/0/bits", json!(3)),
        ("/tensors/0/name", json!("words")),
        ("/tensors/0/rows", json!(13)),
        ("/tensors/0/offset", json!(u64::MAX)),
        ("/tensors/0/offset", json!(1_000_000)),
        ("/tensors/0/bytes", json!(3)),
        ("/pieces/offset", json!(u64::MAX)),
        ("/pieces/bytes", json!(u64::MAX)),
        ("/pieces/bytes", json!(2)),
        ("/pieces/scores_offset", json!(1_000_000)),
    ];
    for (place, lie) in lies {
        let mut model = Model::new(4);
        *model.header.pointer_mut(place).unwrap() = lie.clone();
        assert!(Encoder::load(&model.file()).is_err(), "{place}: {lie}");
    }
}

#[test]
fn values_that_are_no_numbers_are_refused() {
    for (name, bits) in [("word.weight", 3), ("pos.weight", 4), ("L.0.fi.weight", 8), ("ln.weight", 32)] {
        let mut model = Model::new(bits);
        let tensors = model.header["tensors"].as_array().unwrap();
        let entry = tensors.iter().find(|entry| entry["name"] == name).unwrap();
        let start = entry["offset"].as_u64().unwrap() as usize;
        // Infinite, as a half or as the upper half of an f32.
        let place = if bits < 8 { start } else { start + 2 };
        model.data[place..place + 2].copy_from_slice(if bits < 8 { &[0, 0x7c] } else { &[0x80, 0x7f] });
        assert!(matches!(Encoder::load(&model.file()), Err(EncoderError::Tensor(..))), "{name}");
    }
}

#[test]
fn damage_anywhere_never_panics() {
    let mut model = Model::new(4);
    let file = model.file();
    let header = file.len() - model.data.len();
    let mut loaded = 0;
    for round in 0..600 {
        let mut damaged = file.clone();
        let end = if round % 3 == 0 { damaged.len() } else { header };
        for _ in 0..=round % 3 {
            let place = model.random() as usize % end;
            damaged[place] = if round % 2 == 0 { b'0' + (model.random() % 10) as u8 } else { model.random() as u8 };
        }
        if let Ok(encoder) = Encoder::load(&damaged) {
            loaded += 1;
            assert_eq!(encoder.score(&words("ab c. bc. xyz"), 1).len(), 3);
        }
    }
    assert!(loaded > 0);
}
