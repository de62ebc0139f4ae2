//! Code units: the text of a flat string, as the slice it is stored in.
//!
//! A view borrows the heap, so it cannot live across an allocation. Everything here is pure.

use std::cmp::Ordering;

/// The code units of a flat string: Latin-1 bytes, or UTF-16.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Units<'h> {
    /// Every unit is below 256.
    Latin1(&'h [u8]),
    /// UTF-16, lone surrogates included.
    TwoByte(&'h [u16]),
}

impl<'h> Units<'h> {
    /// Number of code units.
    #[inline]
    pub(crate) fn len(self) -> usize {
        match self {
            Units::Latin1(bytes) => bytes.len(),
            Units::TwoByte(units) => units.len(),
        }
    }

    /// Whether there are none.
    pub(crate) fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The code unit at `index`, if there is one.
    #[inline]
    pub(crate) fn get(self, index: usize) -> Option<u16> {
        match self {
            Units::Latin1(bytes) => bytes.get(index).map(|&byte| byte as u16),
            Units::TwoByte(units) => units.get(index).copied(),
        }
    }

    /// The part `start..end`, cut to what there is.
    pub(crate) fn slice(self, start: usize, end: usize) -> Units<'h> {
        let end = end.min(self.len());
        let start = start.min(end);
        match self {
            Units::Latin1(bytes) => Units::Latin1(&bytes[start..end]),
            Units::TwoByte(units) => Units::TwoByte(&units[start..end]),
        }
    }

    /// All code units in order.
    pub(crate) fn iter(self) -> UnitIterator<'h> {
        UnitIterator { units: self, next: 0 }
    }

    /// All code points in order; a lone surrogate is itself (CodePointAt, §11.1.4).
    pub(crate) fn code_points(self) -> CodePoints<'h> {
        CodePoints { units: self, next: 0 }
    }

    /// The code point at `index` and how many units it takes.
    pub(crate) fn code_point_at(self, index: usize) -> Option<(u32, usize)> {
        let first = self.get(index)?;
        if first & 0xfc00 == 0xd800
            && let Some(second) = self.get(index + 1)
            && second & 0xfc00 == 0xdc00
        {
            return Some((0x10000 + ((first as u32 & 0x3ff) << 10) + (second as u32 & 0x3ff), 2));
        }
        Some((first as u32, 1))
    }

    /// Whether both have the same units, whatever their width.
    pub(crate) fn same(self, other: Units<'_>) -> bool {
        match (self, other) {
            (Units::Latin1(a), Units::Latin1(b)) => a == b,
            (Units::TwoByte(a), Units::TwoByte(b)) => a == b,
            (a, b) => a.len() == b.len() && a.iter().eq(b.iter()),
        }
    }

    /// Order by code units, as `<` on strings.
    pub(crate) fn compare(self, other: Units<'_>) -> Ordering {
        match (self, other) {
            (Units::Latin1(a), Units::Latin1(b)) => a.cmp(b),
            (a, b) => a.iter().cmp(b.iter()),
        }
    }

    /// Whether the text is exactly `ascii`.
    pub(crate) fn is(self, ascii: &str) -> bool {
        self.same(Units::Latin1(ascii.as_bytes()))
    }

    /// Whether every unit fits Latin-1.
    pub(crate) fn is_narrow(self) -> bool {
        match self {
            Units::Latin1(_) => true,
            Units::TwoByte(units) => units.iter().all(|&unit| unit < 256),
        }
    }

    /// The text as UTF-8; lone surrogates become U+FFFD.
    pub(crate) fn to_rust_lossy(self) -> String {
        char::decode_utf16(self.iter()).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    }

    /// Appends the units as UTF-16.
    pub(crate) fn extend_utf16(self, to: &mut Vec<u16>) {
        match self {
            Units::Latin1(bytes) => to.extend(bytes.iter().map(|&byte| byte as u16)),
            Units::TwoByte(units) => to.extend_from_slice(units),
        }
    }

    /// Writes the units, which must fit, as Latin-1; as many as there is room for.
    #[inline]
    pub(crate) fn write_latin1(self, to: &mut [u8]) {
        match self {
            Units::Latin1(bytes) => {
                let count = bytes.len().min(to.len());
                to[..count].copy_from_slice(&bytes[..count]);
            }
            Units::TwoByte(units) => to.iter_mut().zip(units).for_each(|(byte, &unit)| *byte = unit as u8),
        }
    }

    /// Writes the units as UTF-16 in the machine's order; as many as there is room for.
    #[inline]
    pub(crate) fn write_two_byte(self, to: &mut [u8]) {
        let pairs = to.chunks_exact_mut(2);
        match self {
            Units::Latin1(bytes) => {
                pairs.zip(bytes).for_each(|(pair, &byte)| pair.copy_from_slice(&u16::from(byte).to_ne_bytes()));
            }
            Units::TwoByte(units) => {
                pairs.zip(units).for_each(|(pair, &unit)| pair.copy_from_slice(&unit.to_ne_bytes()));
            }
        }
    }

    /// First position at or after `from` where `pattern` occurs (StringIndexOf, §6.1.4.1).
    pub(crate) fn index_of(self, pattern: Units<'_>, from: usize) -> Option<usize> {
        if let (Units::Latin1(text), Units::Latin1(pattern)) = (self, pattern) {
            return index_of_latin1(text.get(from..)?, pattern).map(|position| position + from);
        }
        let last = self.len().checked_sub(pattern.len())?;
        let Some(first) = pattern.get(0) else { return (from <= self.len()).then_some(from) };
        let mut position = from;
        while position <= last {
            position = self.position_of(first, position).filter(|&found| found <= last)?;
            if self.slice(position, position + pattern.len()).same(pattern) {
                return Some(position);
            }
            position += 1;
        }
        None
    }

    /// Last position at or before `from` where `pattern` occurs.
    pub(crate) fn last_index_of(self, pattern: Units<'_>, from: usize) -> Option<usize> {
        let last = self.len().checked_sub(pattern.len())?.min(from);
        (0..=last).rev().find(|&position| self.slice(position, position + pattern.len()).same(pattern))
    }

    /// First position at or after `from` of one code unit.
    pub(crate) fn position_of(self, unit: u16, from: usize) -> Option<usize> {
        let found = match self {
            Units::Latin1(bytes) => {
                let byte = u8::try_from(unit).ok()?;
                memchr::memchr(byte, bytes.get(from..)?)
            }
            Units::TwoByte(units) => units.get(from..)?.iter().position(|&candidate| candidate == unit),
        };
        found.map(|position| position + from)
    }

    /// The array index (0 to 2^32 - 2) the text is the canonical spelling of, if any.
    pub(crate) fn array_index(self) -> Option<u32> {
        self.integer_index().and_then(|index| u32::try_from(index).ok()).filter(|&index| index != u32::MAX)
    }

    /// The canonical non-negative integer (up to 2^53 - 1) the text spells, if any.
    pub(crate) fn integer_index(self) -> Option<u64> {
        if self.is_empty() || self.len() > 16 {
            return None;
        }
        let mut value = 0u64;
        for unit in self.iter() {
            let digit = unit.checked_sub(b'0' as u16).filter(|&digit| digit < 10)?;
            value = value * 10 + digit as u64;
        }
        let canonical = self.get(0) != Some(b'0' as u16) || self.len() == 1;
        (canonical && value < 1 << 53).then_some(value)
    }
}

/// Candidates that the search for a text looks at before it prepares for an unkind one.
const CANDIDATES: usize = 32;

/// First position of `pattern` in `text`: by its first byte as long as that leads somewhere, else in linear time.
fn index_of_latin1(text: &[u8], pattern: &[u8]) -> Option<usize> {
    let Some((&first, rest)) = pattern.split_first() else { return Some(0) };
    let last = text.len().checked_sub(pattern.len())?;
    let mut position = 0;
    for _ in 0..CANDIDATES {
        position += memchr::memchr(first, text.get(position..=last)?)?;
        if text[position + 1..].starts_with(rest) {
            return Some(position);
        }
        position += 1;
    }
    memchr::memmem::find(text.get(position..)?, pattern).map(|found| found + position)
}

/// See [`Units::iter`].
#[derive(Clone)]
pub(crate) struct UnitIterator<'h> {
    units: Units<'h>,
    next: usize,
}

impl Iterator for UnitIterator<'_> {
    type Item = u16;

    #[inline]
    fn next(&mut self) -> Option<u16> {
        let unit = self.units.get(self.next)?;
        self.next += 1;
        Some(unit)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.units.len() - self.next;
        (left, Some(left))
    }
}

/// See [`Units::code_points`].
#[derive(Clone)]
pub(crate) struct CodePoints<'h> {
    units: Units<'h>,
    next: usize,
}

impl Iterator for CodePoints<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (point, width) = self.units.code_point_at(self.next)?;
        self.next += width;
        Some(point)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn array_indices_are_canonical_and_below_the_last() {
        let check = |text: &str, expected| assert_eq!(Units::Latin1(text.as_bytes()).array_index(), expected, "{text}");
        check("0", Some(0));
        check("10", Some(10));
        check("4294967294", Some(4294967294));
        check("4294967295", None);
        check("01", None);
        check("-1", None);
        check("", None);
        check("1e3", None);
    }

    #[test]
    fn widths_do_not_matter_to_comparison() {
        let wide: Vec<u16> = "abc".encode_utf16().collect();
        assert!(Units::TwoByte(&wide).same(Units::Latin1(b"abc")));
        assert_eq!(Units::TwoByte(&wide).compare(Units::Latin1(b"abd")), Ordering::Less);
        assert_eq!(Units::TwoByte(&[0xd83d, 0xde00, 0xde00]).code_points().collect::<Vec<_>>(), [0x1f600, 0xde00]);
    }

    #[test]
    fn searching_finds_overlaps_and_empty_patterns() {
        let text = Units::Latin1(b"aabaab");
        assert_eq!(text.index_of(Units::Latin1(b"ab"), 0), Some(1));
        assert_eq!(text.index_of(Units::Latin1(b"ab"), 2), Some(4));
        assert_eq!(text.index_of(Units::Latin1(b""), 6), Some(6));
        assert_eq!(text.index_of(Units::Latin1(b""), 7), None);
        assert_eq!(text.last_index_of(Units::Latin1(b"aa"), 9), Some(3));
        assert_eq!(text.index_of(Units::Latin1(b"aabaabx"), 0), None);
        assert_eq!(text.index_of(Units::Latin1(b""), 7), None);
        let many = "ab".repeat(100) + "ac";
        assert_eq!(Units::Latin1(many.as_bytes()).index_of(Units::Latin1(b"ac"), 1), Some(200));
        assert_eq!(Units::Latin1(many.as_bytes()).index_of(Units::Latin1(b"ad"), 0), None);
    }
}
