//! Sets of code points.

/// The last code point.
pub(super) const LAST: u32 = 0x10ffff;

/// A set of code points as inclusive ranges, in order, with gaps between them.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct CodePointSet {
    ranges: Vec<(u32, u32)>,
}

impl CodePointSet {
    /// No code point.
    pub(super) const fn new() -> CodePointSet {
        CodePointSet { ranges: Vec::new() }
    }

    /// Every code point.
    pub(super) fn all() -> CodePointSet {
        CodePointSet { ranges: vec![(0, LAST)] }
    }

    /// One code point.
    pub(super) fn one(point: u32) -> CodePointSet {
        CodePointSet { ranges: vec![(point, point)] }
    }

    /// The union of ranges in any order.
    pub(super) fn of(ranges: impl IntoIterator<Item = (u32, u32)>) -> CodePointSet {
        let mut ranges: Vec<(u32, u32)> = ranges.into_iter().collect();
        ranges.sort_unstable();
        let mut kept: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match kept.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => kept.push((first, last)),
            }
        }
        CodePointSet { ranges: kept }
    }

    /// The ranges.
    pub(super) fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// The only one, if there is one only.
    pub(super) fn only(&self) -> Option<u32> {
        match self.ranges[..] {
            [(first, last)] if first == last => Some(first),
            _ => None,
        }
    }

    /// Whether `point` is in the set.
    pub(super) fn contains(&self, point: u32) -> bool {
        let after = self.ranges.partition_point(|&(first, _)| first <= point);
        after > 0 && self.ranges[after - 1].1 >= point
    }

    /// Whether a code point of `first..=last` is in the set.
    pub(super) fn meets(&self, first: u32, last: u32) -> bool {
        let after = self.ranges.partition_point(|range| range.1 < first);
        self.ranges.get(after).is_some_and(|range| range.0 <= last)
    }

    /// Whether the sets have a code point in common.
    pub(super) fn overlaps(&self, other: &CodePointSet) -> bool {
        other.ranges.iter().any(|&(first, last)| self.meets(first, last))
    }

    /// What is in either.
    pub(super) fn union(&self, other: &CodePointSet) -> CodePointSet {
        CodePointSet::of(self.ranges.iter().chain(&other.ranges).copied())
    }

    /// What is in neither.
    pub(super) fn complement(&self) -> CodePointSet {
        let (mut ranges, mut next) = (Vec::with_capacity(self.ranges.len() + 1), 0);
        for &(first, last) in &self.ranges {
            if first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        CodePointSet { ranges }
    }

    /// What is in both.
    pub(super) fn intersection(&self, other: &CodePointSet) -> CodePointSet {
        let (mut ranges, mut a, mut b) = (Vec::new(), 0, 0);
        while let (Some(&one), Some(&two)) = (self.ranges.get(a), other.ranges.get(b)) {
            let (first, last) = (one.0.max(two.0), one.1.min(two.1));
            if first <= last {
                ranges.push((first, last));
            }
            if one.1 < two.1 { a += 1 } else { b += 1 }
        }
        CodePointSet { ranges }
    }

    /// What is in this set only.
    pub(super) fn difference(&self, other: &CodePointSet) -> CodePointSet {
        self.intersection(&other.complement())
    }
}

/// A set made for looking things up: a bit for each Latin-1 character, ranges for the others.
#[derive(Clone, Debug)]
pub(super) struct CharacterSet {
    latin1: [u64; 4],
    ranges: Box<[(u32, u32)]>,
}

impl CharacterSet {
    pub(super) fn new(set: &CodePointSet) -> CharacterSet {
        let mut latin1 = [0; 4];
        for point in (0..256).filter(|&point| set.contains(point)) {
            latin1[point as usize / 64] |= 1 << (point % 64);
        }
        CharacterSet { latin1, ranges: set.ranges.iter().copied().filter(|range| range.1 > 255).collect() }
    }

    #[inline(always)]
    pub(super) fn contains(&self, point: u32) -> bool {
        if point < 256 {
            return self.latin1[(point >> 6) as usize] & 1 << (point & 63) != 0;
        }
        self.contains_wide(point)
    }

    fn contains_wide(&self, point: u32) -> bool {
        if let [(first, last)] = self.ranges[..] {
            return first <= point && point <= last;
        }
        let after = self.ranges.partition_point(|&(first, _)| first <= point);
        after > 0 && self.ranges[after - 1].1 >= point
    }

    /// Bytes outside the value itself.
    pub(super) fn bytes(&self) -> usize {
        self.ranges.len() * size_of::<(u32, u32)>()
    }
}

/// `\d`
pub(super) fn digits() -> CodePointSet {
    CodePointSet { ranges: vec![(0x30, 0x39)] }
}

/// `\w`; with `u` and `i` also what folds to one of them.
pub(super) fn word_characters(folds: bool) -> CodePointSet {
    let mut ranges = vec![(0x30, 0x39), (0x41, 0x5a), (0x5f, 0x5f), (0x61, 0x7a)];
    if folds {
        ranges.extend([(0x17f, 0x17f), (0x212a, 0x212a)]);
    }
    CodePointSet { ranges }
}

/// `\s`: WhiteSpace and LineTerminator.
pub(super) fn white_space() -> CodePointSet {
    let ranges = [
        (0x9, 0xd),
        (0x20, 0x20),
        (0xa0, 0xa0),
        (0x1680, 0x1680),
        (0x2000, 0x200a),
        (0x2028, 0x2029),
        (0x202f, 0x202f),
        (0x205f, 0x205f),
        (0x3000, 0x3000),
        (0xfeff, 0xfeff),
    ];
    CodePointSet { ranges: ranges.to_vec() }
}

/// LineTerminator.
pub(super) fn line_terminators() -> CodePointSet {
    CodePointSet { ranges: vec![(0xa, 0xa), (0xd, 0xd), (0x2028, 0x2029)] }
}
