//! Patterns: the small language in which rules are written, read into steps that [`super::search`] walks.
//!
//! In: the text of a pattern and the names it may use. Out: [`Op`]s. It must not know the text that is searched.
//!
//! | written | means |
//! |---|---|
//! | `يوم` | this word or sign, compared by its key |
//! | `\(` | a sign that would mean something here |
//! | `{month}` | one of the words of a list, or a pattern of that name |
//! | `{1..31}` | a number in digits, of any script; `{01..12}` has as many digits as written here |
//! | `{number}` | any number in digits, with separators and decimals |
//! | `{dotted}` | a date of dots: 23.7.2019 |
//! | `{day=1..31}` `{n=ten}` | the same, remembered under a name of its own |
//! | `<و>` | a particle, written on the next word or apart from it |
//! | `a b` | one behind the other |
//! | `(a \| b)` | one of the two |
//! | `a?` `a*` `a+` | may be left out; any number of times; at least once |
//! | `~` | no white space here |
//! | `^` | the next word begins with a capital letter |
//! | `!a` | not followed by that |
//! | `[ … ]` | the mention; what stands around it has to be there and stays outside |

use super::pieces::{Lookup, Piece, Symbol, Vocabulary, pieces};
use crate::lang::token::tokens;
use std::collections::{BTreeMap, HashMap};

/// A step of a rule.
#[derive(Debug, Clone, Copy)]
pub(super) enum Op {
    /// This word.
    Word(Symbol),
    /// One of the phrases of a list, remembered under a name.
    Set(u16, u16),
    /// Digits of a value, and of a width if that is not 0, remembered under a name.
    Digits { low: u32, high: u32, width: u8, name: u16 },
    /// Any number in digits.
    Number,
    /// A date of dots.
    Dotted,
    /// A particle.
    Particle(Symbol),
    /// No white space here.
    Tight,
    /// The next word begins with a capital letter.
    Capital,
    /// The mention starts here.
    Open,
    /// The mention ends here.
    Close,
    /// Go on here and there.
    Split(u32, u32),
    /// Go on there.
    Jump(u32),
    /// Go on there if the steps from the next one on lead nowhere.
    Not(u32),
    /// The end of what [`Op::Not`] looks for.
    Yes,
    /// The end of the rule.
    Match,
}

/// The words of a phrase behind its first one, and the value it has.
pub(super) type Phrase = (Box<[Symbol]>, i32);

/// Words and phrases, by their first word; the longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Set {
    pub(super) phrases: Lookup<Symbol, Vec<Phrase>>,
}

/// What is wrong with a pattern, and where: a byte of its text.
pub(super) type Problem = (usize, String);

/// The names one file may use, and what all of them share.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Lists, by name.
    pub(super) sets: HashMap<String, u16>,
    /// Patterns, by name.
    pub(super) parts: BTreeMap<String, String>,
}

#[derive(Debug)]
enum Node {
    One(Op),
    Chain(Vec<Node>),
    Choice(Vec<Node>),
    Repeat { node: Box<Node>, none: bool, many: bool },
    Not(Box<Node>),
    Mention(Box<Node>),
}

/// Reads patterns. Its vocabulary and its list of names grow as it reads.
pub(super) struct Compiler<'a> {
    pub(super) vocabulary: &'a mut Vocabulary,
    pub(super) names: &'a mut Vec<String>,
    /// The file's own names, then those that all files share.
    pub(super) scopes: Vec<&'a Names>,
    depth: usize,
}

/// Patterns may name patterns this deep. Deeper is a circle.
const DEPTH: usize = 12;

/// The symbols of a phrase as [`pieces`] cuts it.
pub(super) fn symbols(phrase: &str, vocabulary: &mut Vocabulary) -> Vec<Symbol> {
    let cut = tokens(phrase);
    let mut found: Vec<Piece> = Vec::new();
    pieces(phrase, &cut, vocabulary, &mut found);
    found.iter().map(|piece| vocabulary.add(&crate::lang::fold::key(&phrase[piece.start..piece.end]))).collect()
}

/// The number of `name` among those in use.
pub(super) fn name_of(names: &mut Vec<String>, name: &str) -> u16 {
    let at = names.iter().position(|known| known == name).unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    });
    at as u16
}

impl<'a> Compiler<'a> {
    pub(super) fn new(vocabulary: &'a mut Vocabulary, names: &'a mut Vec<String>, scopes: Vec<&'a Names>) -> Self {
        Self { vocabulary, names, scopes, depth: 0 }
    }

    /// Append the steps of `pattern` to `code`.
    pub(super) fn compile(&mut self, pattern: &str, code: &mut Vec<Op>) -> Result<(), Problem> {
        let node = self.read(pattern)?;
        let marked = has_mention(&node);
        if !marked {
            code.push(Op::Open);
        }
        emit(&node, code);
        if !marked {
            code.push(Op::Close);
        }
        code.push(Op::Match);
        Ok(())
    }

    fn read(&mut self, pattern: &str) -> Result<Node, Problem> {
        let mut at = 0;
        let node = self.choice(pattern, &mut at)?;
        if at < pattern.len() {
            return Err((at, "a bracket closes that was never opened: take it away, or write \\ before it".into()));
        }
        Ok(node)
    }

    fn choice(&mut self, text: &str, at: &mut usize) -> Result<Node, Problem> {
        let mut choices = vec![self.chain(text, at)?];
        while text[*at..].starts_with('|') {
            *at += 1;
            choices.push(self.chain(text, at)?);
        }
        Ok(if choices.len() == 1 { choices.remove(0) } else { Node::Choice(choices) })
    }

    fn chain(&mut self, text: &str, at: &mut usize) -> Result<Node, Problem> {
        let mut nodes: Vec<Node> = Vec::new();
        let start = *at;
        while let Some(c) = text[*at..].chars().next() {
            if c.is_whitespace() {
                *at += c.len_utf8();
                continue;
            }
            if matches!(c, '|' | ')' | ']') {
                break;
            }
            nodes.push(self.item(text, at)?);
        }
        if nodes.is_empty() {
            return Err((start, "nothing stands here: write a word or a name".into()));
        }
        Ok(if nodes.len() == 1 { nodes.remove(0) } else { Node::Chain(nodes) })
    }

    fn item(&mut self, text: &str, at: &mut usize) -> Result<Node, Problem> {
        if text[*at..].starts_with('!') {
            *at += 1;
            return Ok(Node::Not(Box::new(self.item(text, at)?)));
        }
        let node = self.atom(text, at)?;
        let repeat = |none, many| move |node| Node::Repeat { node: Box::new(node), none, many };
        let postfix = text[*at..].chars().next().filter(|c| matches!(c, '?' | '*' | '+'));
        *at += postfix.map_or(0, char::len_utf8);
        Ok(match postfix {
            Some('?') => repeat(true, false)(node),
            Some('*') => repeat(true, true)(node),
            Some('+') => repeat(false, true)(node),
            _ => node,
        })
    }

    fn atom(&mut self, text: &str, at: &mut usize) -> Result<Node, Problem> {
        let start = *at;
        let rest = &text[start..];
        let until = |close: char, what: &str| {
            rest.find(close).ok_or_else(|| (start, format!("{what} is not closed: write {close} behind it")))
        };
        match rest.as_bytes().first().copied().unwrap_or_default() {
            open @ (b'(' | b'[') => {
                *at += 1;
                let node = self.choice(text, at)?;
                let close = if open == b'(' { ')' } else { ']' };
                if !text[*at..].starts_with(close) {
                    return Err((start, format!("a bracket is not closed: write {close} where it ends")));
                }
                *at += 1;
                Ok(if open == b'(' { node } else { Node::Mention(Box::new(node)) })
            }
            b'{' => {
                let end = until('}', "a name")?;
                *at += end + 1;
                self.named(rest[1..end].trim()).map_err(|problem| (start, problem))
            }
            b'<' => {
                let end = until('>', "a particle")?;
                *at += end + 1;
                let key = crate::lang::fold::key(rest[1..end].trim());
                if key.chars().count() != 1 {
                    return Err((start, "a particle is one letter: write more of them one behind the other".into()));
                }
                Ok(Node::One(Op::Particle(self.vocabulary.add(&key))))
            }
            b'~' => {
                *at += 1;
                Ok(Node::One(Op::Tight))
            }
            b'^' => {
                *at += 1;
                Ok(Node::One(Op::Capital))
            }
            _ => {
                let mut literal = String::new();
                let mut chars = rest.char_indices();
                let mut end = rest.len();
                while let Some((offset, c)) = chars.next() {
                    match c {
                        '\\' => {
                            let Some((_, sign)) = chars.next() else {
                                return Err((
                                    start + offset,
                                    "nothing stands behind \\: write the sign it is for".into(),
                                ));
                            };
                            literal.push(sign);
                        }
                        '(' | ')' | '[' | ']' | '{' | '<' | '~' | '^' | '|' | '?' | '*' | '+' | '!' => {
                            end = offset;
                            break;
                        }
                        c if c.is_whitespace() => {
                            end = offset;
                            break;
                        }
                        c => literal.push(c),
                    }
                }
                *at += end;
                let symbols = symbols(&literal, self.vocabulary);
                if symbols.is_empty() {
                    return Err((start, "this is no word: write \\ before a sign that stands for itself".into()));
                }
                Ok(Node::Chain(symbols.into_iter().map(|symbol| Node::One(Op::Word(symbol))).collect()))
            }
        }
    }

    /// What `{…}` stands for.
    fn named(&mut self, inside: &str) -> Result<Node, String> {
        let (alias, what) = match inside.split_once('=') {
            Some((alias, what)) => (Some(alias.trim()), what.trim()),
            None => (None, inside),
        };
        if let Some((low, high)) = what.split_once("..") {
            let number = |text: &str| {
                text.parse::<u32>().map_err(|_| format!("{what} is no range: write two whole numbers, as 1..31"))
            };
            let width = if low.len() > 1 && low.starts_with('0') || low == "00" { low.len() as u8 } else { 0 };
            let name = name_of(self.names, alias.unwrap_or_default());
            return Ok(Node::One(Op::Digits { low: number(low)?, high: number(high)?, width, name }));
        }
        match what {
            "number" => return Ok(Node::One(Op::Number)),
            "dotted" => return Ok(Node::One(Op::Dotted)),
            _ => {}
        }
        for scope in self.scopes.clone() {
            if let Some(set) = scope.sets.get(what) {
                let name = name_of(self.names, alias.unwrap_or(what));
                return Ok(Node::One(Op::Set(*set, name)));
            }
            if let Some(part) = scope.parts.get(what) {
                if self.depth == DEPTH {
                    return Err(format!("{what} leads back to itself: patterns must not go round in circles"));
                }
                self.depth += 1;
                let node = self.read(part);
                self.depth -= 1;
                return node.map_err(|(at, problem)| format!("in {what} at byte {at}: {problem}"));
            }
        }
        Err(format!("nothing is called {what}: add it to [words], [values] or [parts], or correct the name"))
    }
}

fn has_mention(node: &Node) -> bool {
    match node {
        Node::Mention(_) => true,
        Node::Chain(nodes) | Node::Choice(nodes) => nodes.iter().any(has_mention),
        Node::Repeat { node, .. } | Node::Not(node) => has_mention(node),
        Node::One(_) => false,
    }
}

fn emit(node: &Node, code: &mut Vec<Op>) {
    match node {
        Node::One(op) => code.push(*op),
        Node::Chain(nodes) => nodes.iter().for_each(|node| emit(node, code)),
        Node::Choice(nodes) => {
            let mut jumps = Vec::new();
            for (i, node) in nodes.iter().enumerate() {
                if i + 1 == nodes.len() {
                    emit(node, code);
                } else {
                    let split = code.len();
                    code.push(Op::Split(0, 0));
                    emit(node, code);
                    jumps.push(code.len());
                    code.push(Op::Jump(0));
                    code[split] = Op::Split(split as u32 + 1, code.len() as u32);
                }
            }
            let end = code.len() as u32;
            jumps.into_iter().for_each(|jump| code[jump] = Op::Jump(end));
        }
        Node::Repeat { node, none, many } => {
            let split = code.len();
            if *none {
                code.push(Op::Split(0, 0));
            }
            let body = code.len() as u32;
            emit(node, code);
            if *many {
                let here = code.len() as u32;
                code.push(Op::Split(body, here + 1));
            }
            if *none {
                code[split] = Op::Split(split as u32 + 1, code.len() as u32);
            }
        }
        Node::Not(node) => {
            let not = code.len();
            code.push(Op::Not(0));
            emit(node, code);
            code.push(Op::Yes);
            code[not] = Op::Not(code.len() as u32);
        }
        Node::Mention(node) => {
            code.push(Op::Open);
            emit(node, code);
            code.push(Op::Close);
        }
    }
}
