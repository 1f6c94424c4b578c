//! The parts of an article told apart: title, dateline, byline, heading, body, quote, list item, page furniture.
//!
//! In: paragraphs and the phrases of a language (`assets/parts/*.toml`, handed in as text). Out: a [`Kind`] each.
//! Title, byline and dateline stand at the head or the tail, so only those are searched for them; the other kinds show in
//! a paragraph itself and the one behind it. It must not know files or screens.

use super::Article;
use crate::lang::fold::bare;
use crate::lang::script::is_alphanumeric;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The article's headline.
    Title,
    /// Place and date of writing, or of publishing.
    Dateline,
    /// Who wrote it: a person or an agency.
    Byline,
    /// A headline within.
    Heading,
    /// Running text.
    Body,
    /// Quoted text, marked as such.
    Quote,
    /// An item of a list.
    ListItem,
    /// A rule or a row of asterisks.
    Separator,
    /// Of the page, not of the article: comment and share lines, related links.
    Furniture,
}

impl Kind {
    /// Its name in data and in theme scopes.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Heading => "heading",
            Self::Body => "body",
            Self::Quote => "quote",
            Self::ListItem => "list-item",
            Self::Separator => "separator",
            Self::Furniture => "furniture",
        }
    }

    /// Whether it belongs to the running text rather than to what stands around it.
    #[must_use]
    pub fn is_body(self) -> bool {
        !matches!(self, Self::Title | Self::Dateline | Self::Byline | Self::Furniture)
    }
}

/// Words of a paragraph that phrases are looked for in, at most.
const SHORT_WORDS: usize = 12;
/// Words of a byline that begins with one of its phrases, at most: it may name several people and an agency.
const BYLINE_WORDS: usize = 24;
/// Words of a title, at most.
const TITLE_WORDS: usize = 30;
/// Paragraphs looked at from either end.
const HEAD: usize = 8;
const TAIL: usize = 40;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Phrases {
    byline: Vec<String>,
    agencies: Vec<String>,
    dateline: Vec<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
    furniture: Vec<String>,
}

/// The phrases of the languages an article may use, folded for comparing.
#[derive(Debug, Clone, Default)]
pub struct PartRules(Phrases);

impl PartRules {
    /// Read the rules of some languages: the article's own first.
    ///
    /// # Errors
    /// Where a text is not TOML of that shape.
    pub fn parse<'a>(tomls: impl IntoIterator<Item = &'a str>) -> Result<Self, toml::de::Error> {
        let mut all = Phrases::default();
        for toml in tomls {
            let one: Phrases = toml::from_str(toml)?;
            for (into, from) in [
                (&mut all.byline, one.byline),
                (&mut all.agencies, one.agencies),
                (&mut all.dateline, one.dateline),
                (&mut all.months, one.months),
                (&mut all.weekdays, one.weekdays),
                (&mut all.furniture, one.furniture),
            ] {
                into.extend(from.iter().map(|phrase| bare(phrase)));
            }
        }
        Ok(Self(all))
    }

    /// The kind of a paragraph that its own text tells; `next` gives the text of the paragraph behind it.
    pub(super) fn local_kind<'a>(&self, text: &str, tight: bool, next: impl FnOnce() -> Option<&'a str>) -> Kind {
        if is_separator(text) {
            Kind::Separator
        } else if list_marker(text).is_some() {
            Kind::ListItem
        } else if text.starts_with('>') {
            Kind::Quote
        } else if !within(text, SHORT_WORDS) {
            Kind::Body
        } else if self.is_furniture(&bare(text)) {
            Kind::Furniture
        } else if !tight && is_heading(text) && next().is_some_and(|next| !within(next, 19)) {
            Kind::Heading
        } else {
            Kind::Body
        }
    }

    fn is_furniture(&self, folded: &str) -> bool {
        // A sentence is the article's, whatever it begins with.
        !ends_as_sentence(folded)
            && self.0.furniture.iter().any(|phrase| {
                // A single word may well begin a sentence of the article: it has to be the whole paragraph.
                if phrase.contains(' ') { begins_with(folded, phrase) } else { alone(folded) == alone(phrase) }
            })
    }

    /// A date with hardly anything around it: what is neither number, month, weekday nor agency is a place, a calendar or
    /// a time, and that is a few words; fewer still where neither a year nor a weekday speaks for a date.
    fn is_dateline(&self, folded: &str) -> bool {
        if self.0.dateline.iter().any(|phrase| begins_with(folded, phrase)) {
            return true;
        }
        let words = folded.split(|c: char| !is_alphanumeric(c) && !matches!(c, '\'' | '"' | '׳' | '״' | '\u{200c}'));
        let (mut numbers, mut months, mut days, mut others, mut year) = (0, 0, 0, 0, false);
        let is_in =
            |list: &[String], word: &str| list.iter().any(|name| name == word || name.split(' ').any(|n| n == word));
        for word in words.filter(|word| !word.is_empty()) {
            if word.chars().all(char::is_numeric) {
                numbers += 1;
                year |= word.chars().count() == 4;
            } else if is_in(&self.0.months, word) {
                months += 1;
            } else if is_in(&self.0.weekdays, word) {
                days += 1;
            } else if !is_in(&self.0.agencies, word) {
                others += 1;
            }
        }
        numbers > 0 && months + days > 0 && others <= if year || (days > 0 && months > 0) { 4 } else { 2 }
    }

    fn is_byline(&self, folded: &str) -> bool {
        if self.0.byline.iter().any(|phrase| begins_with(folded, phrase)) {
            return true;
        }
        let mut pieces = 0;
        let mut agencies = 0;
        for piece in folded.split(['/', '|', '-', '–', '—', ',', '،', '(', ')', '+', '&']).map(str::trim) {
            if piece.is_empty() {
                continue;
            }
            pieces += 1;
            if self.0.agencies.iter().any(|agency| agency == piece) {
                agencies += 1;
            } else if !within(piece, 4) {
                return false;
            }
        }
        agencies > 0 && pieces <= agencies + 1 && !ends_as_sentence(folded) && !folded.ends_with(':')
    }

    /// A short paragraph of the head or tail that is about the article rather than of it.
    fn frame_kind(&self, text: &str) -> Option<Kind> {
        if !within(text, BYLINE_WORDS) || list_marker(text).is_some() {
            return None;
        }
        let folded = bare(text);
        if !within(text, SHORT_WORDS) {
            let begins = self.0.byline.iter().any(|phrase| begins_with(&folded, phrase));
            (begins && !ends_as_sentence(&folded)).then_some(Kind::Byline)
        } else if self.is_furniture(&folded) {
            Some(Kind::Furniture)
        } else if self.is_byline(&folded) {
            Some(Kind::Byline)
        } else if self.is_dateline(&folded) && !ends_as_sentence(&folded) {
            Some(Kind::Dateline)
        } else {
            None
        }
    }
}

/// The kinds that only the head and the tail as wholes tell, by paragraph start, ascending.
pub(super) fn of_head_and_tail(article: &Article, rules: &PartRules) -> Vec<(usize, Kind)> {
    let mut parts = Vec::new();
    let Some(first) = article.next_chunk(0) else { return parts };

    // The head: frame paragraphs, with the title as the first that is none of them, until running text begins.
    let mut at = Some(first);
    let mut has_title = false;
    for _ in 0..HEAD {
        let Some(span) = at else { break };
        let text = article.slice(span);
        let next = article.next_chunk(span.end);
        if let Some(kind) = rules.frame_kind(text) {
            parts.push((span.start, kind));
        } else if !has_title && next.is_some() && is_title(text) {
            has_title = true;
            parts.push((span.start, Kind::Title));
        } else if has_title && parts.last().is_some_and(|(_, kind)| *kind == Kind::Title) && is_signature(text) {
            parts.push((span.start, Kind::Byline));
        } else {
            break;
        }
        at = next;
    }
    let head_end = at.map_or(article.text().len(), |span| span.start);

    // The tail: from the end back while paragraphs are short.
    let mut tail: Vec<(Span, Option<Kind>)> = Vec::new();
    let mut at = article.previous_chunk(article.text().len());
    for _ in 0..TAIL {
        let Some(span) = at.filter(|span| span.start >= head_end) else { break };
        let text = article.slice(span);
        let kind = rules.frame_kind(text);
        if kind.is_none() && !within(text, SHORT_WORDS) {
            break;
        }
        tail.push((span, kind));
        at = article.previous_chunk(span.start);
    }
    // What stands behind the first piece of furniture is furniture too: the related headlines under "read also".
    let mut in_furniture = false;
    for (span, kind) in tail.into_iter().rev() {
        in_furniture |= kind == Some(Kind::Furniture);
        let follows = in_furniture && !ends_as_sentence(article.slice(span));
        if let Some(kind) = kind.or(follows.then_some(Kind::Furniture)) {
            parts.push((span.start, kind));
        }
    }
    parts
}

/// A name and a place or an agency with a dash between, as stands under a headline.
fn is_signature(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(8).collect();
    let pieces: Vec<&[&str]> = words.split(|word| matches!(*word, "-" | "–" | "—" | "ـ")).collect();
    pieces.len() == 2
        && pieces.iter().all(|piece| (1..=3).contains(&piece.len()))
        && !text.contains([':', '؟', '?', '«', '“', '"'])
        && !text.contains(char::is_numeric)
        && !ends_as_sentence(text)
}

fn ends_as_sentence(text: &str) -> bool {
    text.ends_with(['.', '؟', '!', '۔', '?'])
}

/// Whether `text` has at most `most` words. Looks no further than it has to.
fn within(text: &str, most: usize) -> bool {
    text.split_whitespace().nth(most).is_none()
}

/// A few words that do not end as a sentence does. A closing quote or bracket may follow the last letter.
fn is_title(text: &str) -> bool {
    let bare_end = text.trim_end_matches(['"', '”', '»', '’', ')', ']']);
    within(text, TITLE_WORDS)
        && !bare_end.ends_with(['.', '۔', '؛', '،', ',', ';', ':'])
        && list_marker(text).is_none()
        && !is_separator(text)
}

fn is_heading(text: &str) -> bool {
    within(text, 10) && is_title(text) && text.chars().any(char::is_alphabetic)
}

fn is_separator(text: &str) -> bool {
    let mut marks = text.chars().filter(|c| !c.is_whitespace()).take(80).peekable();
    marks.peek().is_some()
        && marks.all(|c| matches!(c, '*' | '-' | '_' | '=' | '~' | '·' | '•' | '—' | '–' | '⁂' | '#'))
}

/// The marker that makes a paragraph a list item, with the space behind it.
fn list_marker(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(char::is_numeric);
    let after = if rest.len() < text.len() && text.len() - rest.len() <= 6 {
        rest.strip_prefix(['.', ')', '-'])?
    } else {
        // What is nothing but a bullet needs no space behind it.
        if let Some(after) = text.strip_prefix(['•', '·', '▪', '◦', '●', '○', '✓', '➢']) {
            return Some(&text[..text.len() - after.trim_start().len()]);
        }
        text.strip_prefix(['-', '*', '–', '—'])?
    };
    let space = after.chars().next().filter(|c| c.is_whitespace())?;
    Some(&text[..text.len() - after.len() + space.len_utf8()])
}

/// Whether `text` begins with `phrase`, which ends there at a word border unless it ends in something else than a letter.
fn begins_with(text: &str, phrase: &str) -> bool {
    text.starts_with(phrase) && is_word(text, 0, phrase.len())
}

/// Whether `length` bytes at `at` are not part of a longer word. Hebrew prefixes written on (`ב`) stay prefixes.
fn is_word(text: &str, at: usize, length: usize) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let phrase = &text[at..at + length];
    let last = phrase.chars().next_back();
    let (before, after) = (text[..at].chars().next_back(), text[at + length..].chars().next());
    let open_end = phrase.ends_with(" ב") || !inside(last);
    !inside(before) && (open_end || !inside(after))
}

/// A phrase without the punctuation around it.
fn alone(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::{DirectionRule, Meta};
    use super::*;

    fn kinds(code: &str, text: &str) -> Vec<Kind> {
        let tomls = [code, "en"].into_iter().filter_map(|code| crate::assets::find(crate::assets::PARTS, code));
        let rules = PartRules::parse(tomls).unwrap();
        let article = Article::new(text.into(), true, Meta::default(), rules, DirectionRule::Auto);
        article.paragraphs().map(|p| p.kind).collect()
    }

    const LONG: &str = "هذه فقرة طويلة من المتن كتبت هنا لكي تكون أطول من عشرين كلمة حتى لا يظن أحد أنها عنوان أو توقيع أو سطر من سطور الصفحة.";

    #[test]
    fn a_news_article_has_its_parts() {
        use Kind::{Body, Byline, Dateline, Furniture, Heading, Title};
        let text = format!(
            "عودة القطار إلى المدينة “القديمة”\n\nنشر في: 3 أيار/مايو 2021\n\n{LONG}\n\nطريق طويل\n\n{LONG}\n\nفرانس 24/ رويترز\n\n \u{a0}\n\nأضف تعليقك\n\nخبر آخر من الصفحة\n"
        );
        assert_eq!(kinds("ar", &text), [Title, Dateline, Body, Heading, Body, Byline, Furniture, Furniture]);
    }

    #[test]
    fn a_sentence_that_begins_like_furniture_is_body() {
        let text = format!("عنوان\n\n{LONG}\n\nشارك الرئيس في الحفل.\n\n{LONG}\n");
        assert_eq!(kinds("ar", &text)[2], Kind::Body);
    }

    #[test]
    fn lists_quotes_and_rules_show_by_themselves() {
        use Kind::{Body, ListItem, Quote, Separator, Title};
        let text = format!("عنوان\n\n{LONG}\n\n- أول\n- ثان\n١. ثالث\n\n> قول\n\n* * *\n\n{LONG}\n");
        assert_eq!(kinds("ar", &text), [Title, Body, ListItem, ListItem, ListItem, Quote, Separator, Body]);
    }

    #[test]
    fn titles_and_sentences_with_dates_verbs_and_advertisements_in_them_stay_what_they_are() {
        use Kind::{Body, Dateline, ListItem, Title};
        for title in ["النصر يهزم الهلال 3 - صفر", "ثورة 25 يناير بعد عشر سنوات", "كتب مستعملة تنقذ مكتبة القرية"]
        {
            assert_eq!(kinds("ar", &format!("{title}\n\n{LONG}\n")), [Title, Body], "{title}");
        }
        assert_eq!(kinds("en", &format!("7 ways you may save money\n\n{LONG}\n")), [Title, Body]);
        let ends = [
            "وتقام المباراة يوم الجمعة الساعة 8 مساء",
            "كتب الشاعر قصيدته الأخيرة في السجن",
            "وقال المدير إن العمل مستمر.",
        ];
        for end in ends {
            let text = format!("عنوان\n\nبغداد 14 آذار\n\n{LONG}\n\nإعلان\n\n{LONG}\n\n{end}\n");
            assert_eq!(kinds("ar", &text)[..3], [Title, Dateline, Body]);
            assert_eq!(kinds("ar", &text).last(), Some(&Body), "{end}");
        }
        assert_eq!(kinds("ar", &format!("عنوان\n\n{LONG}\n\n- 15 مايو: مباراة\n·نقطة\n")).last(), Some(&ListItem));
    }

    #[test]
    fn english_works_alike() {
        use Kind::{Body, Byline, Dateline, Furniture, Title};
        let long = "word ".repeat(30);
        let text = format!("A long day\n\nBy Jane Doe\n\n12 March 2020\n\n{long}.\n\nShare this article\n");
        assert_eq!(kinds("en", &text), [Title, Byline, Dateline, Body, Furniture]);
    }

    #[test]
    fn one_sentence_alone_is_body() {
        assert_eq!(kinds("ar", "سلام عليكم"), [Kind::Body]);
        assert_eq!(kinds("ar", "جملة تنتهي بنقطة.\n\nثم أخرى."), [Kind::Body, Kind::Body]);
    }
}
