//! Tokens: words, numbers, signs and addresses of running text, with their bytes kept.
//!
//! In: text. Out: [`Token`]s in order, white space and invisible controls left out. Words keep their clitics; see
//! [`super::clitic`]. It must not know what the tokens mean.

use super::marks::{is_invisible, is_mark};
use super::script::Script;
use crate::span::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Letters, or letters and digits.
    Word,
    /// Digits, with the separators between them.
    Number,
    /// One sign.
    Sign,
    /// `https://…`, `www.…`.
    Url,
    /// `name@host.tld`.
    Email,
    /// `@name` or `#tag`.
    Handle,
}

/// A token and where it lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Its bytes.
    pub span: Span,
    /// What it is made of.
    pub shape: Shape,
}

/// Invisible controls: no part of any word. Joiners are.
fn is_control(c: char) -> bool {
    is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}')
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether `c` between `before` and `after` holds a word or a number together.
fn joins(before: char, c: char, after: char) -> bool {
    match c {
        '.' | ',' | '٫' | '٬' => before.is_numeric() && after.is_numeric(),
        '\'' | '’' | '׳' | '-' | '־' | '\u{2011}' => {
            before.is_alphanumeric() && after.is_alphanumeric() && !(before.is_numeric() && after.is_numeric())
        }
        '"' | '״' => Script::of(before) == Some(Script::Hebrew) && Script::of(after) == Some(Script::Hebrew),
        '&' => before.is_ascii_uppercase() && after.is_ascii_uppercase(),
        _ => is_control(c) && before.is_alphanumeric() && after.is_alphanumeric(),
    }
}

/// The address that starts at the beginning of `rest`, as its length and shape.
fn address(rest: &str) -> Option<(usize, Shape)> {
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،'));
    let chunk = &rest[..end.unwrap_or(rest.len())];
    let trimmed = chunk.trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '=' | '-'));
    let scheme = ["http://", "https://", "ftp://", "www."]
        .iter()
        .find(|scheme| chunk.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)));
    if let Some(scheme) = scheme {
        return (trimmed.len() > scheme.len()).then_some((trimmed.len(), Shape::Url));
    }
    if let Some(sign) = chunk.chars().next().filter(|c| matches!(c, '@' | '#')) {
        let name: usize = chunk[1..].chars().take_while(|c| in_word(*c)).map(char::len_utf8).sum();
        let letters = chunk[1..=name].chars().any(char::is_alphabetic);
        return (letters && (sign == '#' || name > 1)).then_some((1 + name, Shape::Handle));
    }
    let at = chunk.find('@')?;
    let ascii = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let host: usize = chunk[at + 1..].chars().take_while(|c| ascii(*c)).map(char::len_utf8).sum();
    let host = chunk[at + 1..at + 1 + host].trim_end_matches(['.', '-', '_', '+']);
    (at > 0 && chunk[..at].chars().all(ascii) && host.contains('.')).then_some((at + 1 + host.len(), Shape::Email))
}

/// The tokens of `text`.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut at = 0;
    let mut fresh = true; // Behind white space or a sign, where an address may start.
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() || is_control(c) || matches!(c, '\u{200c}' | '\u{200d}') {
            at += c.len_utf8();
            fresh = true;
            continue;
        }
        if fresh
            && (c.is_ascii() || c == '@')
            && let Some((len, shape)) = address(&text[at..])
        {
            found.push(Token { span: Span::new(at, at + len), shape });
            at += len;
            continue;
        }
        let end = at + word(&text[at..]);
        let (end, shape) = if end == at {
            (at + c.len_utf8(), Shape::Sign)
        } else if text[at..end].chars().any(char::is_alphabetic) {
            (end, Shape::Word)
        } else {
            (end, Shape::Number)
        };
        found.push(Token { span: Span::new(at, end), shape });
        fresh = shape == Shape::Sign;
        at = end;
    }
    found
}

/// Length of the word or number at the start of `text`; 0 where there is none.
fn word(text: &str) -> usize {
    let mut end = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let goes_on = if at == 0 { c.is_alphanumeric() || c == '_' } else { in_word(c) };
        if goes_on {
            end = at + c.len_utf8();
            if !is_mark(c) {
                before = c;
            }
        } else if at == 0 || !chars.peek().is_some_and(|&(_, after)| joins(before, c, after)) {
            break;
        }
    }
    text[..end].trim_end_matches(['\u{200c}', '\u{200d}']).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|token| token.span.of(text)).collect()
    }

    #[test]
    fn words_signs_and_numbers_come_apart() {
        assert_eq!(
            cut("تنظيم “الدولة الإسلامية”، في 2014.3 و12%."),
            ["تنظيم", "“", "الدولة", "الإسلامية", "”", "،", "في", "2014.3", "و12", "%", "."]
        );
        assert_eq!(cut("أكتوبر/تشرين الأول"), ["أكتوبر", "/", "تشرين", "الأول"]);
        assert_eq!(cut("ארה\"ב וצה״ל: Al-Qaeda’s 10-20"), ["ארה\"ב", "וצה״ל", ":", "Al-Qaeda’s", "10", "-", "20"]);
        assert_eq!(cut("می\u{200c}گوید\u{200c} مُحَمَّد"), ["می\u{200c}گوید", "مُحَمَّد"]);
    }

    #[test]
    fn addresses_are_one_token() {
        let text = "(https://example.org/a?b=1), info@mail.example.com. @qari_app #خبر عاجل a@b";
        let found: Vec<_> = tokens(text).into_iter().map(|token| (token.span.of(text), token.shape)).collect();
        assert_eq!(found[1], ("https://example.org/a?b=1", Shape::Url));
        assert!(found.contains(&("info@mail.example.com", Shape::Email)));
        assert!(found.contains(&("@qari_app", Shape::Handle)) && found.contains(&("#خبر", Shape::Handle)));
        assert!(!found.iter().any(|(text, shape)| *text == "a@b" && *shape == Shape::Email));
    }

    #[test]
    fn spans_cover_what_is_no_space() {
        for text in ["", "@", "#", "a@", "'", "ـ", "\u{64e}", "x\u{200d}", "www.", "http://", "١٢٣٫٥ ٪", "é\u{301}e"]
        {
            let mut end = 0;
            for token in tokens(text) {
                assert!(token.span.start >= end && !token.span.is_empty(), "{text:?}");
                end = token.span.end;
            }
        }
    }
}
