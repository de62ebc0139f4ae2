//! The flags of a regular expression.

/// A set of the flags `dgimsuvy`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flags(u8);

impl Flags {
    /// `d`: results tell where groups matched.
    pub(crate) const HAS_INDICES: Flags = Flags(1);
    /// `g`: every match.
    pub(crate) const GLOBAL: Flags = Flags(1 << 1);
    /// `i`: case does not matter.
    pub(crate) const IGNORE_CASE: Flags = Flags(1 << 2);
    /// `m`: `^` and `$` match at lines.
    pub(crate) const MULTILINE: Flags = Flags(1 << 3);
    /// `s`: the dot matches line terminators.
    pub(crate) const DOT_ALL: Flags = Flags(1 << 4);
    /// `u`: by code points.
    pub(crate) const UNICODE: Flags = Flags(1 << 5);
    /// `v`: by code points, with set notation.
    pub(crate) const UNICODE_SETS: Flags = Flags(1 << 6);
    /// `y`: at `lastIndex` only.
    pub(crate) const STICKY: Flags = Flags(1 << 7);
    /// The letters in the order of the bits, which is the order of `flags`.
    pub(crate) const LETTERS: [u8; 8] = *b"dgimsuvy";

    /// The flags that a text names; `None` if it names others, one twice, or `u` with `v`.
    pub(crate) fn parse(units: impl Iterator<Item = u16>) -> Option<Flags> {
        let mut flags = Flags(0);
        for unit in units {
            let position = Flags::LETTERS.iter().position(|&letter| u16::from(letter) == unit)?;
            if flags.0 & 1 << position != 0 {
                return None;
            }
            flags.0 |= 1 << position;
        }
        (!flags.has(Flags(Flags::UNICODE.0 | Flags::UNICODE_SETS.0))).then_some(flags)
    }

    /// The flags as bits.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// The flags of bits.
    pub(crate) fn from_bits(bits: u8) -> Flags {
        Flags(bits)
    }

    /// Whether all of `other` are set.
    pub(crate) fn has(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether matching goes by code points.
    pub(crate) fn is_unicode(self) -> bool {
        self.has(Flags::UNICODE) || self.has(Flags::UNICODE_SETS)
    }

    /// The letters of the flags that are set.
    pub(crate) fn letters(self) -> impl Iterator<Item = u8> {
        Flags::LETTERS.into_iter().enumerate().filter(move |(bit, _)| self.0 & 1 << bit != 0).map(|(_, letter)| letter)
    }
}
