//! The object header: one word before every object.
//!
//! Bytes from the lowest: flags (bit 0 set; clear, the word is a forwarding address), kind, size in words including the
//! header (u16; 0 = more than 65,535, kept by the large page), auxiliary u32 (a shape id for shaped kinds).

/// Bit 0: the word is a header. A word without it is a forwarding address.
pub(crate) const IS_HEADER: u64 = 1;
/// Flag: the object survived a scavenge. On an old ephemeron table: the table may hold young entries.
pub(crate) const AGED: u8 = 1 << 1;
/// Flag: the object must not move.
pub(crate) const PINNED: u8 = 1 << 2;
/// The first of the five flags that belong to the rooms above (`set_flags` touches only these).
pub(crate) const FIRST_FREE_FLAG: u8 = 1 << 3;
/// The flags that belong to the rooms above.
pub(crate) const FREE_FLAGS: u8 = 0xF8;
/// The kind of free cells and of the gaps that trimming leaves; no object above has it.
pub(crate) const FILLER: u8 = 255;

/// A header word taken apart.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
#[derive(Debug)]
pub(crate) struct Header(pub(crate) u64);

impl Header {
    /// A header; `words` counts the header itself and is 0 in the stored form when it exceeds u16.
    #[inline(always)]
    pub(crate) const fn new(kind: u8, aux: u32, words: usize) -> Header {
        let size = if words > 0xFFFF { 0 } else { words as u64 };
        Header(IS_HEADER | (kind as u64) << 8 | size << 16 | (aux as u64) << 32)
    }

    /// Is it a header (and not a forwarding address)?
    #[inline(always)]
    pub(crate) const fn is_header(self) -> bool {
        self.0 & IS_HEADER != 0
    }

    /// The kind.
    #[inline(always)]
    pub(crate) const fn kind(self) -> u8 {
        (self.0 >> 8) as u8
    }

    /// The flags, bit 0 included.
    #[inline(always)]
    pub(crate) const fn flags(self) -> u8 {
        self.0 as u8
    }

    /// Does it have any of `flags`?
    #[inline(always)]
    pub(crate) const fn has(self, flags: u8) -> bool {
        self.0 as u8 & flags != 0
    }

    /// With `flags` set.
    pub(crate) const fn with(self, flags: u8) -> Header {
        Header(self.0 | flags as u64)
    }

    /// With `flags` cleared.
    pub(crate) const fn without(self, flags: u8) -> Header {
        Header(self.0 & !(flags as u64))
    }

    /// The size in words, header included; 0 = more than 65,535.
    #[inline(always)]
    pub(crate) const fn words(self) -> usize {
        (self.0 >> 16) as u16 as usize
    }

    /// With another size; see `new`.
    pub(crate) const fn with_words(self, words: usize) -> Header {
        let size = if words > 0xFFFF { 0 } else { words as u64 };
        Header(self.0 & !0xFFFF_0000 | size << 16)
    }

    /// The auxiliary 32 bits: the shape id of a shaped kind.
    #[inline(always)]
    pub(crate) const fn aux(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// With other auxiliary bits.
    pub(crate) const fn with_aux(self, aux: u32) -> Header {
        Header(self.0 & 0xFFFF_FFFF | (aux as u64) << 32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gives_back_what_it_was_made_of() {
        let header = Header::new(7, 0xDEAD_BEEF, 40_000).with(AGED);
        assert!(header.is_header() && header.has(AGED) && !header.has(PINNED));
        assert_eq!((header.kind(), header.aux(), header.words()), (7, 0xDEAD_BEEF, 40_000));
        assert_eq!(header.with_aux(3).with_words(2).without(AGED), Header::new(7, 3, 2));
        assert_eq!(Header::new(1, 0, 70_000).words(), 0);
    }
}
