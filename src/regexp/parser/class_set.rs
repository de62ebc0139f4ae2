//! Character classes with `v`: nested, with operations and strings – ECMA-262 §22.2.1 ClassSetExpression

use super::Parser;
use super::escape::Property;
use crate::regexp::PatternError;
use crate::regexp::node::Node;
use crate::regexp::set::{self, CodePointSet};
use crate::regexp::unicode::{self, Casing};
use std::collections::{BTreeMap, BTreeSet};

/// A set of characters and of strings that are no single characters.
#[derive(Clone, Default)]
pub(super) struct Operand {
    set: CodePointSet,
    strings: BTreeSet<Vec<u32>>,
    /// MayContainStrings, which is a question of the notation.
    may_have_strings: bool,
}

impl Operand {
    fn of(set: CodePointSet) -> Operand {
        Operand { set, ..Operand::default() }
    }

    fn add(&mut self, other: Operand) {
        self.set = self.set.union(&other.set);
        self.strings.extend(other.strings);
        self.may_have_strings |= other.may_have_strings;
    }
}

/// What stands between two operands.
#[derive(Clone, Copy, PartialEq)]
enum Operator {
    Union,
    Intersection,
    Subtraction,
}

/// A part of a class: a single character may start a range.
enum Part {
    Character(u32),
    Operand(Operand),
}

impl Parser<'_> {
    /// An operand as a part of the pattern: longer strings first, then characters, then the empty string.
    pub(super) fn operand_node(&self, operand: Operand) -> Node {
        let mut alternatives = Vec::new();
        let mut strings: Vec<Vec<u32>> = operand.strings.iter().filter(|string| string.len() > 1).cloned().collect();
        if self.is_behind {
            strings.iter_mut().for_each(|string| string.reverse());
            strings.sort_unstable();
        }
        if !strings.is_empty() {
            let suffixes: Vec<&[u32]> = strings.iter().map(Vec::as_slice).collect();
            alternatives.push(self.strings_node(&suffixes));
        }
        if !operand.set.is_empty() || operand.strings.is_empty() {
            alternatives.push(self.set(operand.set));
        }
        if operand.strings.contains(&[][..]) {
            alternatives.push(Node::Empty);
        }
        if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Alternation(alternatives) }
    }

    /// A trie of sorted strings, in which first characters with the same continuations are one set.
    fn strings_node(&self, strings: &[&[u32]]) -> Node {
        let mut continuations: BTreeMap<u32, Vec<&[u32]>> = BTreeMap::new();
        let mut has_end = false;
        for string in strings {
            match string.split_first() {
                Some((&first, rest)) => continuations.entry(first).or_default().push(rest),
                None => has_end = true,
            }
        }
        let mut firsts: BTreeMap<Vec<&[u32]>, Vec<(u32, u32)>> = BTreeMap::new();
        for (first, rest) in continuations {
            firsts.entry(rest).or_default().push((first, first));
        }
        let mut alternatives: Vec<Node> = Vec::new();
        for (rest, firsts) in firsts {
            let first = match firsts[..] {
                [(point, _)] => self.character(point),
                _ => self.set(CodePointSet::of(firsts)),
            };
            let rest = self.strings_node(&rest);
            let parts = if self.is_behind { vec![rest, first] } else { vec![first, rest] };
            alternatives.push(Node::Sequence(parts));
        }
        if has_end {
            alternatives.push(Node::Empty);
        }
        if alternatives.len() == 1 { alternatives.remove(0) } else { Node::Alternation(alternatives) }
    }

    /// MaybeSimpleCaseFolding
    fn folded(&self, set: CodePointSet) -> CodePointSet {
        if self.modifiers.ignore_case { unicode::fold(&set) } else { set }
    }

    fn folded_string(&self, string: &[u32]) -> Vec<u32> {
        if !self.modifiers.ignore_case {
            return string.to_vec();
        }
        string.iter().map(|&point| Casing::Fold.canonical(point)).collect()
    }

    /// CharacterComplement
    fn complement(&self, set: &CodePointSet) -> CodePointSet {
        let rest = set.complement();
        if self.modifiers.ignore_case { rest.difference(&unicode::folding_points()) } else { rest }
    }

    /// `\p{…}` or `\P{…}`; the place is behind the backslash.
    pub(super) fn property_operand(&mut self, invalid: PatternError) -> Result<Operand, PatternError> {
        let is_negated = self.byte() == Some(b'P');
        self.at += 1;
        match self.property(true) {
            Some(Property::Set(set)) => {
                let set = self.folded(set);
                Ok(Operand::of(if is_negated { self.complement(&set) } else { set }))
            }
            Some(Property::Strings(strings)) if !is_negated => {
                self.members += strings.iter().map(Vec::len).sum::<usize>();
                let mut operand = Operand { may_have_strings: true, ..Operand::default() };
                let strings: BTreeSet<Vec<u32>> = strings.iter().map(|string| self.folded_string(string)).collect();
                let singles = strings.iter().filter(|string| string.len() == 1).map(|string| (string[0], string[0]));
                operand.set = CodePointSet::of(singles);
                operand.strings = strings.into_iter().filter(|string| string.len() != 1).collect();
                Ok(operand)
            }
            _ => Err(invalid),
        }
    }

    /// A class, from its opening bracket on.
    pub(super) fn set_class(&mut self) -> Result<Operand, PatternError> {
        self.depth += 1;
        if self.depth > super::DEEPEST {
            return Err(PatternError::TOO_LARGE);
        }
        self.at += 1;
        let is_negated = self.skip("^");
        let operand = self.set_contents()?;
        self.depth -= 1;
        if !is_negated {
            return Ok(operand);
        }
        if operand.may_have_strings {
            return Err(PatternError::NEGATED_STRINGS);
        }
        Ok(Operand::of(self.complement(&operand.set)))
    }

    /// The contents and the closing bracket.
    fn set_contents(&mut self) -> Result<Operand, PatternError> {
        if self.skip("]") {
            return Ok(Operand::default());
        }
        let first = self.part()?;
        let (mut result, mut operator) = (Operand::default(), Operator::Union);
        if self.is_at("&&") || self.is_at("--") {
            operator = if self.is_at("&&") { Operator::Intersection } else { Operator::Subtraction };
            result = self.part_operand(first);
        } else {
            let part = self.ranged(first)?;
            result.add(part);
        }
        while !self.skip("]") {
            if self.peek().is_none() {
                return Err(PatternError::UNTERMINATED_CLASS);
            }
            let here = match (self.is_at("&&"), self.is_at("--")) {
                (true, _) => Operator::Intersection,
                (_, true) => Operator::Subtraction,
                _ => Operator::Union,
            };
            if here != operator {
                return Err(PatternError::SET_OPERATION);
            }
            if operator == Operator::Union {
                let part = self.part()?;
                let part = self.ranged(part)?;
                result.add(part);
                continue;
            }
            self.at += 2;
            if operator == Operator::Intersection && self.is_at("&") {
                return Err(PatternError::SET_CHARACTER);
            }
            let part = self.part()?;
            let other = self.part_operand(part);
            match operator {
                Operator::Intersection => {
                    result.set = result.set.intersection(&other.set);
                    result.strings.retain(|string| other.strings.contains(string));
                    result.may_have_strings &= other.may_have_strings;
                }
                _ => {
                    result.set = result.set.difference(&other.set);
                    result.strings.retain(|string| !other.strings.contains(string));
                }
            }
        }
        Ok(result)
    }

    fn part_operand(&self, part: Part) -> Operand {
        match part {
            Part::Character(point) => Operand::of(self.folded(CodePointSet::one(point))),
            Part::Operand(operand) => operand,
        }
    }

    /// A part of a union: the range that it starts, or itself.
    fn ranged(&mut self, part: Part) -> Result<Operand, PatternError> {
        if !self.is_at("-") || self.is_at("--") {
            return Ok(self.part_operand(part));
        }
        self.at += 1;
        let Part::Character(first) = part else { return Err(PatternError::CLASS) };
        if self.peek().is_none() {
            return Err(PatternError::UNTERMINATED_CLASS);
        }
        let Part::Character(last) = self.part()? else { return Err(PatternError::CLASS) };
        if first > last {
            return Err(PatternError::RANGE_ORDER);
        }
        Ok(Operand::of(self.folded(CodePointSet::of([(first, last)]))))
    }

    /// ClassSetOperand
    fn part(&mut self) -> Result<Part, PatternError> {
        if self.members > super::MOST_MEMBERS {
            return Err(PatternError::TOO_LARGE);
        }
        let character = self.peek().ok_or(PatternError::UNTERMINATED_CLASS)?;
        match u8::try_from(character).unwrap_or(0) {
            b'[' => self.set_class().map(Part::Operand),
            b'\\' => self.part_escape(),
            byte => {
                let is_syntax = b"()]{}/-|".contains(&byte) && byte != 0;
                let is_double = b"&!#$%*+,.:;<=>?@^`~".contains(&byte) && self.unit(1) == Some(u16::from(byte));
                if is_double && byte != 0 {
                    return Err(PatternError::SET_OPERATION);
                }
                if is_syntax {
                    return Err(PatternError::SET_CHARACTER);
                }
                self.next();
                Ok(Part::Character(character))
            }
        }
    }

    fn part_escape(&mut self) -> Result<Part, PatternError> {
        let Some(letter) = self.unit(1) else { return Err(PatternError::ESCAPE_AT_END) };
        self.at += 1;
        let letter = u8::try_from(letter).unwrap_or(0);
        match letter {
            b'b' => {
                self.at += 1;
                return Ok(Part::Character(8));
            }
            b'q' if self.unit(1) == Some(u16::from(b'{')) => {
                self.at += 2;
                return self.string_disjunction().map(Part::Operand);
            }
            b'p' | b'P' => return self.property_operand(PatternError::CLASS_PROPERTY_NAME).map(Part::Operand),
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => {
                self.at += 1;
                let set = match letter.to_ascii_lowercase() {
                    b'd' => set::digits(),
                    b's' => set::white_space(),
                    _ => set::word_characters(self.folds_words()),
                };
                let set = self.folded(set);
                let set = if letter.is_ascii_uppercase() { self.complement(&set) } else { set };
                return Ok(Part::Operand(Operand::of(set)));
            }
            _ => {}
        }
        self.set_character_escape().map(Part::Character)
    }

    /// A single escaped character within `v`'s classes; the place is behind the backslash.
    fn set_character_escape(&mut self) -> Result<u32, PatternError> {
        match self.byte() {
            Some(
                byte
                @ (b'&' | b'-' | b'!' | b'#' | b'%' | b',' | b':' | b';' | b'<' | b'=' | b'>' | b'@' | b'`' | b'~'),
            ) => {
                self.at += 1;
                Ok(u32::from(byte))
            }
            Some(b'0') if !self.unit(1).is_some_and(|unit| (0x30..=0x39).contains(&unit)) => {
                self.at += 1;
                Ok(0)
            }
            Some(b'0'..=b'7') => Err(PatternError::CLASS_ESCAPE),
            _ => self.character_escape(true),
        }
    }

    /// `\q{abc|d|}` behind the brace.
    fn string_disjunction(&mut self) -> Result<Operand, PatternError> {
        let mut operand = Operand::default();
        let mut string = Vec::new();
        loop {
            let character = self.peek().ok_or(PatternError::UNTERMINATED_CLASS)?;
            if matches!(u8::try_from(character), Ok(b'|' | b'}')) {
                self.at += 1;
                let folded = self.folded_string(&string);
                match folded[..] {
                    [point] => operand.set = operand.set.union(&CodePointSet::one(point)),
                    _ => {
                        operand.may_have_strings = true;
                        operand.strings.insert(folded);
                    }
                }
                string.clear();
                if character == u32::from(b'}') {
                    return Ok(operand);
                }
                continue;
            }
            let point = match character {
                0x5c if self.unit(1) == Some(u16::from(b'b')) => {
                    self.at += 2;
                    8
                }
                0x5c => {
                    self.at += 1;
                    self.set_character_escape()?
                }
                _ => match self.part()? {
                    Part::Character(point) => point,
                    Part::Operand(_) => return Err(PatternError::SET_CHARACTER),
                },
            };
            string.push(point);
        }
    }
}
