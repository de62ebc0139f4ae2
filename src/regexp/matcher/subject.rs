//! What is matched: Latin-1 or UTF-16.

/// A text lent to the matcher.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Subject<'t> {
    /// Every unit is below 256.
    Latin1(&'t [u8]),
    /// UTF-16, lone surrogates included.
    TwoByte(&'t [u16]),
}

impl Subject<'_> {
    /// Number of code units.
    pub(crate) fn len(self) -> usize {
        match self {
            Subject::Latin1(bytes) => bytes.len(),
            Subject::TwoByte(units) => units.len(),
        }
    }

    /// Whether the position is between the halves of a pair.
    pub(super) fn splits_pair(self, at: usize) -> bool {
        match self {
            Subject::Latin1(_) => false,
            Subject::TwoByte(units) => {
                at > 0 && at < units.len() && splits_pair(units[at - 1].into(), units[at].into())
            }
        }
    }
}

/// With `u`, half of a pair is no character: the place between the two units is no start.
pub(super) fn splits_pair(before: u32, unit: u32) -> bool {
    before & 0xfc00 == 0xd800 && unit & 0xfc00 == 0xdc00
}

/// The two kinds of texts, for which the matcher is compiled once each.
pub(super) trait Text: Copy {
    fn len(self) -> usize;

    /// The unit at an index that exists.
    fn unit(self, at: usize) -> u32;

    /// The first place of a unit at or after `from`.
    fn find(self, unit: u16, from: usize) -> Option<usize>;

    /// Whether these units stand at `at`.
    fn has(self, at: usize, units: &[u16]) -> bool;

    /// The code point at `at` and its width.
    fn point(self, at: usize) -> Option<(u32, usize)>;

    /// The code point that ends at `at` and its width.
    fn point_before(self, at: usize) -> Option<(u32, usize)>;
}

impl Text for &[u8] {
    #[inline(always)]
    fn len(self) -> usize {
        <[u8]>::len(self)
    }

    #[inline(always)]
    fn unit(self, at: usize) -> u32 {
        u32::from(self[at])
    }

    fn find(self, unit: u16, from: usize) -> Option<usize> {
        memchr::memchr(u8::try_from(unit).ok()?, self.get(from..)?).map(|at| at + from)
    }

    #[inline]
    fn has(self, at: usize, units: &[u16]) -> bool {
        let part = self.get(at..at + units.len());
        part.is_some_and(|part| part.iter().zip(units).all(|(&byte, &unit)| u16::from(byte) == unit))
    }

    #[inline(always)]
    fn point(self, at: usize) -> Option<(u32, usize)> {
        self.get(at).map(|&byte| (u32::from(byte), 1))
    }

    #[inline(always)]
    fn point_before(self, at: usize) -> Option<(u32, usize)> {
        self.point(at.wrapping_sub(1))
    }
}

impl Text for &[u16] {
    #[inline(always)]
    fn len(self) -> usize {
        <[u16]>::len(self)
    }

    #[inline(always)]
    fn unit(self, at: usize) -> u32 {
        u32::from(self[at])
    }

    fn find(self, unit: u16, from: usize) -> Option<usize> {
        self.get(from..)?.iter().position(|&other| other == unit).map(|at| at + from)
    }

    #[inline]
    fn has(self, at: usize, units: &[u16]) -> bool {
        self.get(at..at + units.len()) == Some(units)
    }

    #[inline]
    fn point(self, at: usize) -> Option<(u32, usize)> {
        let first = u32::from(*self.get(at)?);
        match self.get(at + 1) {
            Some(&second) if first & 0xfc00 == 0xd800 && second & 0xfc00 == 0xdc00 => {
                Some((0x10000 + ((first & 0x3ff) << 10) + (u32::from(second) & 0x3ff), 2))
            }
            _ => Some((first, 1)),
        }
    }

    #[inline]
    fn point_before(self, at: usize) -> Option<(u32, usize)> {
        let last = u32::from(*self.get(at.checked_sub(1)?)?);
        match at.checked_sub(2).map(|at| u32::from(self[at])) {
            Some(first) if first & 0xfc00 == 0xd800 && last & 0xfc00 == 0xdc00 => {
                Some((0x10000 + ((first & 0x3ff) << 10) + (last & 0x3ff), 2))
            }
            _ => Some((last, 1)),
        }
    }
}
