//! Character classes without `v` – ECMA-262 §22.2.1 CharacterClass, Annex B.1.2

use super::Parser;
use crate::regexp::PatternError;
use crate::regexp::node::Node;
use crate::regexp::set::CodePointSet;

/// One side of a range.
enum Member {
    Character(u32),
    Set(CodePointSet),
}

impl Member {
    fn set(self) -> CodePointSet {
        match self {
            Member::Character(point) => CodePointSet::one(point),
            Member::Set(set) => set,
        }
    }
}

impl Parser<'_> {
    /// A class, from its opening bracket on.
    pub(super) fn class(&mut self) -> Result<Node, PatternError> {
        if self.is_sets {
            let operand = self.set_class()?;
            return Ok(self.operand_node(operand));
        }
        self.at += 1;
        let is_negated = self.skip("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        while !self.skip("]") {
            let first = self.member()?;
            if !self.is_at("-") {
                ranges.extend(first.set().ranges());
                continue;
            }
            self.at += 1;
            if self.peek().is_none() {
                return Err(PatternError::UNTERMINATED_CLASS);
            }
            if self.is_at("]") {
                ranges.extend(first.set().ranges());
                ranges.push((0x2d, 0x2d));
                continue;
            }
            match (first, self.member()?) {
                (Member::Character(first), Member::Character(last)) if first > last => {
                    return Err(PatternError::RANGE_ORDER);
                }
                (Member::Character(first), Member::Character(last)) => ranges.push((first, last)),
                _ if self.is_unicode => return Err(PatternError::CLASS),
                (first, last) => {
                    ranges.extend(first.set().ranges());
                    ranges.extend(last.set().ranges());
                    ranges.push((0x2d, 0x2d));
                }
            }
        }
        let set = CodePointSet::of(ranges);
        let set = self.casing().map_or_else(|| set.clone(), |casing| casing.close(&set));
        Ok(Node::Set(if is_negated { set.complement() } else { set }))
    }

    fn member(&mut self) -> Result<Member, PatternError> {
        let character = self.peek().ok_or(PatternError::UNTERMINATED_CLASS)?;
        if character != u32::from(b'\\') {
            self.next();
            return Ok(Member::Character(character));
        }
        let Some(letter) = self.unit(1) else { return Err(PatternError::ESCAPE_AT_END) };
        self.at += 1;
        let digit = |unit: Option<u16>| unit.is_some_and(|unit| (0x30..=0x39).contains(&unit));
        match u8::try_from(letter).unwrap_or(0) {
            b'b' => {
                self.at += 1;
                return Ok(Member::Character(8));
            }
            b'0' if self.is_unicode && !digit(self.unit(1)) => {
                self.at += 1;
                return Ok(Member::Character(0));
            }
            b'0'..=b'7' if self.is_unicode => return Err(PatternError::CLASS_ESCAPE),
            b'0'..=b'7' => return Ok(Member::Character(self.legacy_octal())),
            _ => {}
        }
        if let Some(set) = self.class_escape(PatternError::CLASS_PROPERTY_NAME)? {
            return Ok(Member::Set(set));
        }
        self.character_escape(true).map(Member::Character)
    }
}
