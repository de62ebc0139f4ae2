//! What a backslash starts, outside and inside of classes.

use super::group::BY_NAME;
use super::{Parser, Term};
use crate::regexp::PatternError;
use crate::regexp::node::Node;
use crate::regexp::set::{self, CodePointSet};
use crate::regexp::unicode;

/// A property escape: a set, or the strings of a property of strings.
pub(super) enum Property {
    Set(CodePointSet),
    Strings(Vec<Vec<u32>>),
}

impl Parser<'_> {
    /// A backslash outside of classes.
    pub(super) fn atom_escape(&mut self) -> Result<Term, PatternError> {
        let Some(letter) = self.unit(1) else { return Err(PatternError::ESCAPE_AT_END) };
        let letter = u8::try_from(letter).unwrap_or(0);
        match letter {
            b'b' | b'B' => {
                self.at += 2;
                let node = Node::Boundary { is_negated: letter == b'B', folds: self.folds_words() };
                return Ok(Term::Fixed(node));
            }
            b'1'..=b'9' => {
                if let Some(node) = self.numbered_reference() {
                    return Ok(Term::Quantifiable(node));
                }
                if self.is_unicode {
                    return Err(PatternError::ESCAPE);
                }
                self.at += 1;
                let point = if letter >= b'8' { self.next().unwrap_or(0) } else { self.legacy_octal() };
                return Ok(Term::Quantifiable(self.character(point)));
            }
            b'0' => {
                self.at += 1;
                if self.is_unicode && self.unit(1).is_some_and(|unit| (0x30..=0x39).contains(&unit)) {
                    return Err(PatternError::DECIMAL_ESCAPE);
                }
                let point = self.legacy_octal();
                return Ok(Term::Quantifiable(self.character(point)));
            }
            b'k' if self.is_unicode || self.has_names => {
                self.at += 2;
                if !self.skip("<") {
                    return Err(PatternError::NAMED_REFERENCE);
                }
                let name = self.group_name()?.ok_or(PatternError::NAMED_REFERENCE)?;
                let entry = self.references.len() as u32 | BY_NAME;
                self.references.push((name, entry));
                self.has_back_references = true;
                return Ok(Term::Quantifiable(Node::BackReference { groups: vec![entry], casing: self.casing() }));
            }
            _ => {}
        }
        self.at += 1;
        if let Some(node) = self.class_escape_atom()? {
            return Ok(Term::Quantifiable(node));
        }
        let point = self.character_escape(false)?;
        Ok(Term::Quantifiable(self.character(point)))
    }

    /// `\1` and so on, if there is such a group.
    fn numbered_reference(&mut self) -> Option<Node> {
        let (mut value, mut at) = (0u32, self.at + 1);
        while let Some(digit) = self.pattern.get(at).and_then(|&unit| char::from_u32(unit.into())?.to_digit(10)) {
            value = value.saturating_mul(10).saturating_add(digit);
            at += 1;
        }
        if value > self.total {
            return None;
        }
        self.at = at;
        self.has_back_references = true;
        Some(Node::BackReference { groups: vec![value], casing: self.casing() })
    }

    /// `\0`, `\12`, `\377`: up to three octal digits, not above 255.
    pub(super) fn legacy_octal(&mut self) -> u32 {
        let mut value = 0;
        for _ in 0..3 {
            match self.unit(0) {
                Some(unit @ 0x30..=0x37) if value * 8 + u32::from(unit - 0x30) < 256 => {
                    value = value * 8 + u32::from(unit - 0x30);
                    self.at += 1;
                }
                _ => break,
            }
        }
        value
    }

    /// `\d` and so on as a part of the pattern; the place is behind the backslash.
    fn class_escape_atom(&mut self) -> Result<Option<Node>, PatternError> {
        let is_property = self.is_unicode && matches!(self.byte(), Some(b'p' | b'P'));
        if self.is_sets && is_property {
            let operand = self.property_operand(PatternError::PROPERTY_NAME)?;
            return Ok(Some(self.operand_node(operand)));
        }
        Ok(self.class_escape(PatternError::PROPERTY_NAME)?.map(|set| self.set(set)))
    }

    /// The set of `\d`, `\D`, `\s`, `\S`, `\w`, `\W`, `\p{…}`, `\P{…}` without `v`; the place is behind the backslash.
    pub(super) fn class_escape(&mut self, invalid: PatternError) -> Result<Option<CodePointSet>, PatternError> {
        let Some(letter) = self.byte() else { return Ok(None) };
        let set = match letter.to_ascii_lowercase() {
            b'd' => set::digits(),
            b's' => set::white_space(),
            b'w' => set::word_characters(self.folds_words()),
            b'p' if self.is_unicode => {
                self.at += 1;
                let Some(Property::Set(set)) = self.property(false) else { return Err(invalid) };
                return Ok(Some(if letter == b'P' { set.complement() } else { set }));
            }
            _ => return Ok(None),
        };
        self.at += 1;
        Ok(Some(if letter.is_ascii_uppercase() { set.complement() } else { set }))
    }

    /// `{name}` or `{name=value}` behind `\p`.
    pub(super) fn property(&mut self, with_strings: bool) -> Option<Property> {
        if !self.skip("{") {
            return None;
        }
        let mut name = String::new();
        let mut value: Option<String> = None;
        loop {
            let byte = self.byte()?;
            self.at += 1;
            match byte {
                b'}' => break,
                b'=' if value.is_none() => value = Some(String::new()),
                b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                    value.as_mut().unwrap_or(&mut name).push(char::from(byte));
                }
                _ => return None,
            }
        }
        match unicode::property(&name, value.as_deref()) {
            Some(set) => Some(Property::Set(set)),
            None if with_strings && value.is_none() => unicode::sequences(&name).map(Property::Strings),
            None => None,
        }
    }

    /// CharacterEscape; the place is behind the backslash.
    pub(super) fn character_escape(&mut self, in_class: bool) -> Result<u32, PatternError> {
        let Some(character) = self.peek() else { return Err(PatternError::ESCAPE_AT_END) };
        let letter = u8::try_from(character).unwrap_or(0);
        match letter {
            b'f' | b'n' | b'r' | b't' | b'v' => {
                self.at += 1;
                Ok(match letter {
                    b'f' => 0xc,
                    b'n' => 0xa,
                    b'r' => 0xd,
                    b't' => 0x9,
                    _ => 0xb,
                })
            }
            b'c' => self.control_escape(in_class),
            b'x' => {
                self.at += 1;
                match self.hexadecimal(2) {
                    Some(point) => Ok(point),
                    None if self.is_unicode => Err(PatternError::ESCAPE),
                    None => Ok(u32::from(b'x')),
                }
            }
            b'u' => {
                self.at += 1;
                match self.unicode_escape(self.is_unicode) {
                    Some(point) => Ok(point),
                    None if self.is_unicode => Err(PatternError::UNICODE_ESCAPE),
                    None => Ok(u32::from(b'u')),
                }
            }
            _ => {
                let syntax = b"^$\\.*+?()[]{}|/".contains(&letter) && character != 0;
                let may = if self.is_unicode {
                    syntax || (in_class && letter == b'-')
                } else {
                    !(self.has_names && letter == b'k')
                };
                if !may {
                    return Err(PatternError::ESCAPE);
                }
                self.next();
                Ok(character)
            }
        }
    }

    /// `\cA`; the place is before the `c`. Without a letter the backslash stands for itself.
    fn control_escape(&mut self, in_class: bool) -> Result<u32, PatternError> {
        match self.unit(1).and_then(|unit| u8::try_from(unit).ok()) {
            Some(letter) if letter.is_ascii_alphabetic() => {
                self.at += 2;
                Ok(u32::from(letter & 31))
            }
            _ if self.is_unicode => Err(PatternError::UNICODE_ESCAPE),
            Some(letter @ (b'0'..=b'9' | b'_')) if in_class => {
                self.at += 2;
                Ok(u32::from(letter & 31))
            }
            _ => Ok(u32::from(b'\\')),
        }
    }

    /// Exactly `count` hexadecimal digits.
    fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let mut value = 0;
        for ahead in 0..count {
            value = value * 16 + char::from_u32(self.unit(ahead)?.into())?.to_digit(16)?;
        }
        self.at += count;
        Some(value)
    }

    /// Behind `\u`: four digits, two such escapes for a pair, or `{…}`, the last two `by_points` only.
    pub(super) fn unicode_escape(&mut self, by_points: bool) -> Option<u32> {
        let start = self.at;
        if by_points && self.skip("{") {
            let mut value = 0u32;
            let first = self.at;
            while let Some(digit) = self.unit(0).and_then(|unit| char::from_u32(unit.into())?.to_digit(16)) {
                value = value.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            if self.at > first && value <= set::LAST && self.skip("}") {
                return Some(value);
            }
            self.at = start;
            return None;
        }
        let high = self.hexadecimal(4)?;
        let after = self.at;
        if by_points && high & 0xfc00 == 0xd800 && self.skip("\\u") {
            match self.hexadecimal(4) {
                Some(low) if low & 0xfc00 == 0xdc00 => {
                    return Some(0x10000 + ((high & 0x3ff) << 10) + (low & 0x3ff));
                }
                _ => self.at = after,
            }
        }
        Some(high)
    }
}
