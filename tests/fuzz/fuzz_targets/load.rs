//! Whatever the bytes: they become an article or are refused; its paragraphs lie one behind the other, can be walked in
//! both directions, and are found from every byte of theirs.

#![no_main]

use libfuzzer_sys::fuzz_target;
use qari::article::Paragraph;
use qari::load::{LoadOptions, Source, article, encoding, flow};

fuzz_target!(|data: &[u8]| {
    let [choice, bytes @ ..] = data else { return };
    let labels = [None, Some("utf-8"), Some("windows-1256"), Some("iso-8859-6"), Some("utf-16le"), Some("shift_jis")];
    let label = labels[usize::from(*choice) % labels.len()];
    let Ok(decoded) = encoding::decode(bytes.to_vec(), label, &Source::Stdin) else { return };
    let flowed = flow::canonical(decoded.text.clone());
    assert!(!flowed.text.contains(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2029}']));
    let article = article("-", decoded, &LoadOptions::default());
    let paragraphs: Vec<Paragraph> = article.paragraphs().collect();
    assert_eq!(paragraphs.is_empty(), article.is_empty());
    let mut end = 0;
    for paragraph in &paragraphs {
        assert!(paragraph.span.start >= end && !paragraph.span.is_empty());
        let text = article.slice(paragraph.span);
        assert!(!text.contains('\n') && text.trim() == text, "{text:?}");
        assert_eq!(article.paragraph_at(paragraph.span.start).map(|found| found.span), Some(paragraph.span));
        let last = article.text()[..paragraph.span.end].char_indices().next_back().map_or(0, |(at, _)| at);
        assert_eq!(article.paragraph_at(last).map(|found| found.span), Some(paragraph.span));
        end = paragraph.span.end;
    }
    let mut backwards: Vec<Paragraph> =
        std::iter::successors(article.last(), |paragraph| article.previous(paragraph)).collect();
    backwards.reverse();
    assert_eq!(backwards, paragraphs);
});
