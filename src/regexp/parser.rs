//! The pattern's grammar – ECMA-262 §22.2.1 and Annex B.1.2, with all early errors.
//! <https://tc39.es/ecma262/#sec-patterns>

mod class;
mod class_set;
mod escape;
mod group;

use super::node::{Node, UNLIMITED};
use super::set::{self, CodePointSet};
use super::unicode::Casing;
use super::{Flags, GroupName, PatternError};
use std::collections::BTreeMap;

/// Groups may nest this deep; whoever walks the tree may recurse.
const DEEPEST: u32 = 400;
/// No pattern is longer, in code units.
pub(crate) const LONGEST_PATTERN: usize = 1 << 22;
/// No pattern has more ranges and characters of strings in all its sets than this.
const MOST_MEMBERS: usize = 1 << 20;
/// No more groups than this.
const MOST_CAPTURES: u32 = 65_535;

/// What a pattern turned out to be.
pub(super) struct Pattern {
    pub(super) node: Node,
    /// Groups that capture.
    pub(super) captures: u32,
    /// In the order of the pattern.
    pub(super) names: Vec<GroupName>,
    /// Back-references make what a place leads to depend on how it was reached.
    pub(super) has_back_references: bool,
}

/// What `(?ims-ims:…)` can change.
#[derive(Clone, Copy)]
struct Modifiers {
    ignore_case: bool,
    multiline: bool,
    dot_all: bool,
}

pub(super) struct Parser<'p> {
    pattern: &'p [u16],
    at: usize,
    is_unicode: bool,
    is_sets: bool,
    /// Whether there is a named group, so that `\k` is a reference.
    has_names: bool,
    /// Groups in the whole pattern.
    total: u32,
    captures: u32,
    modifiers: Modifiers,
    is_behind: bool,
    depth: u32,
    /// Ranges and characters of strings in the sets so far.
    members: usize,
    names: Vec<GroupName>,
    by_name: BTreeMap<Vec<u16>, usize>,
    /// Names that may take part in a match together with what comes next.
    active: Vec<usize>,
    is_active: Vec<bool>,
    references: Vec<(Vec<u16>, u32)>,
    has_back_references: bool,
}

/// A term and whether a quantifier may follow it.
enum Term {
    Quantifiable(Node),
    Fixed(Node),
}

impl<'p> Parser<'p> {
    /// Parses a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(super) fn parse(pattern: &'p [u16], flags: Flags) -> Result<Pattern, PatternError> {
        let mut parser = Parser {
            pattern,
            at: 0,
            is_unicode: flags.is_unicode(),
            is_sets: flags.has(Flags::UNICODE_SETS),
            has_names: false,
            total: 0,
            captures: 0,
            modifiers: Modifiers {
                ignore_case: flags.has(Flags::IGNORE_CASE),
                multiline: flags.has(Flags::MULTILINE),
                dot_all: flags.has(Flags::DOT_ALL),
            },
            is_behind: false,
            depth: 0,
            members: 0,
            names: Vec::new(),
            by_name: BTreeMap::new(),
            active: Vec::new(),
            is_active: Vec::new(),
            references: Vec::new(),
            has_back_references: false,
        };
        if pattern.len() > LONGEST_PATTERN {
            return Err(PatternError::TOO_LARGE);
        }
        parser.count_groups();
        let mut node = parser.disjunction()?;
        if parser.peek().is_some() {
            return Err(PatternError::UNMATCHED_PARENTHESIS);
        }
        parser.resolve_references(&mut node)?;
        let Parser { captures, names, has_back_references, .. } = parser;
        Ok(Pattern { node, captures, names, has_back_references })
    }

    /// The code unit `ahead` of the place.
    fn unit(&self, ahead: usize) -> Option<u16> {
        self.pattern.get(self.at + ahead).copied()
    }

    /// Whether the ASCII text stands here.
    fn is_at(&self, text: &str) -> bool {
        text.bytes().enumerate().all(|(ahead, byte)| self.unit(ahead) == Some(u16::from(byte)))
    }

    /// Steps over the ASCII text, if it stands here.
    fn skip(&mut self, text: &str) -> bool {
        let stands = self.is_at(text);
        if stands {
            self.at += text.len();
        }
        stands
    }

    /// The code point here, whatever the mode, and its width.
    fn code_point(&self) -> Option<(u32, usize)> {
        let first = u32::from(self.unit(0)?);
        match self.unit(1) {
            Some(second) if first & 0xfc00 == 0xd800 && second & 0xfc00 == 0xdc00 => {
                Some((0x10000 + ((first & 0x3ff) << 10) + (u32::from(second) & 0x3ff), 2))
            }
            _ => Some((first, 1)),
        }
    }

    /// The character here: a code point or a unit.
    fn peek(&self) -> Option<u32> {
        if self.is_unicode { self.code_point().map(|(point, _)| point) } else { self.unit(0).map(u32::from) }
    }

    /// Takes the character here.
    fn next(&mut self) -> Option<u32> {
        let (point, width) = if self.is_unicode { self.code_point()? } else { (u32::from(self.unit(0)?), 1) };
        self.at += width;
        Some(point)
    }

    /// The ASCII character here.
    fn byte(&self) -> Option<u8> {
        self.unit(0).and_then(|unit| u8::try_from(unit).ok()).filter(u8::is_ascii)
    }

    fn casing(&self) -> Option<Casing> {
        let casing = if self.is_unicode { Casing::Fold } else { Casing::Upper };
        self.modifiers.ignore_case.then_some(casing)
    }

    /// `\w` and `\b` know more characters with both `u` and `i`.
    fn folds_words(&self) -> bool {
        self.is_unicode && self.modifiers.ignore_case
    }

    /// One character as a part of the pattern.
    fn character(&self, point: u32) -> Node {
        let Some(casing) = self.casing() else { return Node::Literal(vec![point]) };
        let equivalents = casing.equivalents(point);
        if equivalents.only().is_some() { Node::Literal(vec![point]) } else { Node::Set(equivalents) }
    }

    /// A set as a part of the pattern.
    fn set(&self, set: CodePointSet) -> Node {
        Node::Set(self.casing().map_or_else(|| set.clone(), |casing| casing.close(&set)))
    }

    fn disjunction(&mut self) -> Result<Node, PatternError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(PatternError::TOO_LARGE);
        }
        let base = self.active.len();
        let (mut alternatives, mut finished) = (vec![self.alternative()?], Vec::new());
        while self.skip("|") {
            for name in self.active.drain(base..) {
                self.is_active[name] = false;
                finished.push(name);
            }
            alternatives.push(self.alternative()?);
        }
        for name in finished {
            if !std::mem::replace(&mut self.is_active[name], true) {
                self.active.push(name);
            }
        }
        self.depth -= 1;
        Ok(if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Alternation(alternatives) })
    }

    fn alternative(&mut self) -> Result<Node, PatternError> {
        let mut parts = Vec::new();
        while let Some(character) = self.peek() {
            if character == u32::from(b'|') || (character == u32::from(b')') && self.depth > 1) {
                break;
            }
            let before = self.captures;
            if self.members > MOST_MEMBERS {
                return Err(PatternError::TOO_LARGE);
            }
            let part = match self.term(character)? {
                Term::Fixed(node) => node,
                Term::Quantifiable(node) => self.quantified(node, before)?,
            };
            if let Node::Set(set) = &part {
                self.members += set.ranges().len();
            }
            match (parts.last_mut(), part) {
                (_, Node::Empty) => {}
                (Some(Node::Literal(text)), Node::Literal(more)) => text.extend(more),
                (_, part) => parts.push(part),
            }
        }
        Ok(match parts.len() {
            0 => Node::Empty,
            1 => parts.remove(0),
            _ => Node::Sequence(parts),
        })
    }

    fn term(&mut self, character: u32) -> Result<Term, PatternError> {
        match u8::try_from(character).unwrap_or(0) {
            b')' => return Err(PatternError::UNMATCHED_PARENTHESIS),
            b'*' | b'+' | b'?' => return Err(PatternError::NOTHING_TO_REPEAT),
            b'^' => {
                self.at += 1;
                return Ok(Term::Fixed(Node::LineStart { is_multiline: self.modifiers.multiline }));
            }
            b'$' => {
                self.at += 1;
                return Ok(Term::Fixed(Node::LineEnd { is_multiline: self.modifiers.multiline }));
            }
            b'(' => return self.group(),
            b'[' => return self.class().map(Term::Quantifiable),
            b'\\' => return self.atom_escape(),
            b'.' => {
                self.at += 1;
                let without = if self.modifiers.dot_all { CodePointSet::new() } else { set::line_terminators() };
                return Ok(Term::Quantifiable(Node::Set(without.complement())));
            }
            b'{' if self.braces().is_some() => return Err(PatternError::NOTHING_TO_REPEAT),
            b'{' | b'}' | b']' if self.is_unicode => return Err(PatternError::LONE_BRACKETS),
            _ => {}
        }
        self.next();
        Ok(Term::Quantifiable(self.character(character)))
    }

    /// The term with the quantifier that follows it, if one does; `before` is how many groups came before the term.
    fn quantified(&mut self, node: Node, before: u32) -> Result<Node, PatternError> {
        let (minimum, maximum) = match self.byte() {
            Some(b'*') => (0, UNLIMITED),
            Some(b'+') => (1, UNLIMITED),
            Some(b'?') => (0, 1),
            Some(b'{') => match self.braces() {
                Some((minimum, maximum, end)) => {
                    if maximum < minimum {
                        return Err(PatternError::QUANTIFIER_ORDER);
                    }
                    self.at = end - 1;
                    (minimum, maximum)
                }
                None if self.is_unicode => return Err(PatternError::INCOMPLETE_QUANTIFIER),
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.at += 1;
        let is_greedy = !self.skip("?");
        let captures = (before + 1, self.captures + 1);
        Ok(Node::Repeat { minimum, maximum, is_greedy, captures, body: Box::new(node) })
    }

    /// `{n}`, `{n,}` or `{n,m}`, if it stands here: the numbers, and the place after it.
    fn braces(&self) -> Option<(u32, u32, usize)> {
        let mut at = self.at + 1;
        let number = |at: &mut usize| {
            let start = *at;
            let mut value = 0u32;
            while let Some(digit) = self.pattern.get(*at).and_then(|&unit| char::from_u32(unit.into())?.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(digit);
                *at += 1;
            }
            (*at > start).then_some(value.min(UNLIMITED - 1))
        };
        let minimum = number(&mut at)?;
        let mut maximum = minimum;
        if self.pattern.get(at) == Some(&u16::from(b',')) {
            at += 1;
            maximum = number(&mut at).unwrap_or(UNLIMITED);
        }
        (self.pattern.get(at) == Some(&u16::from(b'}'))).then_some((minimum, maximum, at + 1))
    }
}
