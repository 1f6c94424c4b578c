//! Regular expressions over folded text: what the pattern spells is folded as the text is, what it says stays.
//!
//! In: a pattern and folds. Out: a `regex::Regex` for folded text, or what is wrong with the pattern and where. It must not know texts.

use super::SearchError;
use crate::lang::folding::{Fold, Folds};
use regex_syntax::ast::parse::Parser;
use regex_syntax::ast::print::Printer;
use regex_syntax::ast::{
    Ast, ClassSet, ClassSetItem, ClassSetUnion, Concat, Group, GroupKind, Literal, LiteralKind, Span as Place,
};
use std::collections::BTreeSet;

/// Whether letters in it are of upper case; what stands behind a backslash says something else.
///
/// # Errors
/// Where it is no regular expression.
pub fn has_upper(pattern: &str) -> Result<bool, SearchError> {
    struct Upper(bool);
    impl regex_syntax::ast::Visitor for Upper {
        type Output = bool;
        type Err = SearchError;
        fn finish(self) -> Result<bool, SearchError> {
            Ok(self.0)
        }
        fn visit_pre(&mut self, ast: &Ast) -> Result<(), SearchError> {
            if let Ast::Literal(literal) = ast {
                self.0 |= literal.c.is_uppercase();
            }
            Ok(())
        }
        fn visit_class_set_item_pre(&mut self, item: &ClassSetItem) -> Result<(), SearchError> {
            self.0 |= match item {
                ClassSetItem::Literal(literal) => literal.c.is_uppercase(),
                ClassSetItem::Range(range) => range.start.c.is_uppercase() || range.end.c.is_uppercase(),
                _ => false,
            };
            Ok(())
        }
    }
    regex_syntax::ast::visit(&parse(pattern)?, Upper(false))
}

/// The expression for folded text.
///
/// # Errors
/// Where it is no regular expression, or too large.
pub fn compile(pattern: &str, folds: Folds) -> Result<regex::Regex, SearchError> {
    let mut folded = parse(pattern)?;
    fold(&mut folded, folds);
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = Printer::new().print(&folded, &mut text);
    regex::Regex::new(&text).map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => SearchError::TooLarge { pattern: pattern.to_owned() },
        // What parses can still be meaningless (an unknown class): ask for the reason in the words of the pattern as typed.
        _ => match regex_syntax::Parser::new().parse(pattern) {
            Err(regex_syntax::Error::Translate(error)) => {
                refused(pattern, error.kind().to_string(), error.span().start.offset)
            }
            _ => refused(pattern, error.to_string(), 0),
        },
    })
}

fn parse(pattern: &str) -> Result<Ast, SearchError> {
    Parser::new().parse(pattern).map_err(|error| refused(pattern, error.kind().to_string(), error.span().start.offset))
}

fn refused(pattern: &str, reason: String, offset: usize) -> SearchError {
    let at = pattern.get(..offset).unwrap_or_default().chars().count() + 1;
    SearchError::Regex { pattern: pattern.to_owned(), reason, at }
}

/// Fold all that `ast` spells.
fn fold(ast: &mut Ast, folds: Folds) {
    match ast {
        Ast::Literal(literal) => *ast = spelled(literal, folds),
        Ast::ClassBracketed(class) => {
            fold_class(&mut class.kind, folds);
            if is_empty(&class.kind) {
                *ast = nothing(class.span);
            }
        }
        Ast::Repetition(repetition) => fold(&mut repetition.ast, folds),
        Ast::Group(group) => fold(&mut group.ast, folds),
        Ast::Alternation(alternation) => alternation.asts.iter_mut().for_each(|ast| fold(ast, folds)),
        Ast::Concat(concat) => {
            let mut asts = Vec::with_capacity(concat.asts.len());
            for mut ast in concat.asts.drain(..) {
                if let Ast::Literal(literal) = &ast {
                    asts.extend(letters(literal, folds));
                } else {
                    fold(&mut ast, folds);
                    asts.push(ast);
                }
            }
            if folds.has(Fold::Space) {
                let is_space = |ast: &Ast| matches!(ast, Ast::Literal(literal) if literal.c == ' ');
                asts.dedup_by(|a, b| is_space(a) && is_space(b));
            }
            concat.asts = asts;
        }
        _ => {}
    }
}

/// What a character becomes, as one expression that can be repeated.
fn spelled(literal: &Literal, folds: Folds) -> Ast {
    let mut letters = letters(literal, folds);
    match letters.len() {
        1 => letters.remove(0),
        0 => nothing(literal.span),
        _ => grouped(literal.span, Ast::concat(Concat { span: literal.span, asts: letters })),
    }
}

fn letters(literal: &Literal, folds: Folds) -> Vec<Ast> {
    let mut letters = Vec::new();
    folds.each(literal.c, |c| letters.push(Ast::literal(verbatim(literal.span, c))));
    letters
}

fn verbatim(span: Place, c: char) -> Literal {
    let kind = if regex_syntax::is_meta_character(c) { LiteralKind::Meta } else { LiteralKind::Verbatim };
    Literal { span, kind, c }
}

/// An expression for nothing, which can be repeated.
fn nothing(span: Place) -> Ast {
    grouped(span, Ast::empty(span))
}

fn grouped(span: Place, ast: Ast) -> Ast {
    let flags = regex_syntax::ast::Flags { span, items: Vec::new() };
    Ast::group(Group { span, kind: GroupKind::NonCapturing(flags), ast: Box::new(ast) })
}

/// Fold the characters of a class. A range keeps its letters and gains what they become.
fn fold_class(set: &mut ClassSet, folds: Folds) {
    match set {
        ClassSet::Item(item) => fold_item(item, folds),
        ClassSet::BinaryOp(operation) => {
            fold_class(&mut operation.lhs, folds);
            fold_class(&mut operation.rhs, folds);
        }
    }
}

fn fold_item(item: &mut ClassSetItem, folds: Folds) {
    match item {
        ClassSetItem::Literal(literal) => {
            *item = match alone(literal.c, folds) {
                Some(c) => ClassSetItem::Literal(verbatim(literal.span, c)),
                None => ClassSetItem::Empty(literal.span),
            };
        }
        ClassSetItem::Range(range) => {
            let (span, start, end) = (range.span, range.start.c, range.end.c);
            let mut union = ClassSetUnion { span, items: vec![item.clone()] };
            // Letters that fold lie below the end of the presentation forms.
            let folding = (start..=end.min('\u{feff}')).filter(|c| folds.changes(*c));
            let gained: BTreeSet<char> = folding.filter_map(|c| alone(c, folds)).collect();
            gained.into_iter().for_each(|c| union.push(ClassSetItem::Literal(verbatim(span, c))));
            *item = union.into_item();
        }
        ClassSetItem::Union(union) => {
            union.items.iter_mut().for_each(|item| fold_item(item, folds));
            union.items.retain(|item| !matches!(item, ClassSetItem::Empty(_)));
        }
        ClassSetItem::Bracketed(class) => {
            fold_class(&mut class.kind, folds);
            if is_empty(&class.kind) {
                *item = ClassSetItem::Empty(class.span);
            }
        }
        _ => {}
    }
}

/// The one character `c` becomes, where it is one.
fn alone(c: char, folds: Folds) -> Option<char> {
    let (mut found, mut count) = (None, 0);
    folds.each(c, |c| {
        found = Some(c);
        count += 1;
    });
    found.filter(|_| count == 1)
}

fn is_empty(set: &ClassSet) -> bool {
    match set {
        ClassSet::Item(ClassSetItem::Empty(_)) => true,
        ClassSet::Item(ClassSetItem::Union(union)) => union.items.is_empty(),
        _ => false,
    }
}
