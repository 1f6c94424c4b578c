//! Whatever the terminal sends, and wherever it is cut: the decoder does not fail, gives the same however the bytes are
//! cut, lets no control through in a paste or a key, and is back on the ground after a flush.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qari::terminal::input::{Decoder, Input};

fn decode<'a>(pieces: impl Iterator<Item = &'a [u8]>) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::default(), Vec::new());
    for piece in pieces {
        decoder.feed(piece, &mut inputs);
    }
    decoder.flush(&mut inputs);
    assert!(!decoder.pending());
    inputs
}

fuzz_target!(|data: &[u8]| {
    let [size, bytes @ ..] = data else { return };
    let whole = decode(std::iter::once(bytes));
    assert_eq!(decode(bytes.chunks(usize::from(*size).max(1))), whole);
    assert_eq!(decode(bytes.chunks(1)), whole);
    for input in &whole {
        if let Input::Paste(text) = input {
            assert!(!text.contains('\x1b'));
        }
    }
});
