//! The tagged word: every slot of an object, of the VM stack and of a root table holds one.
//!
//! Numbers carry their value, pointers are bare addresses, everything else is a small constant with bit 1 set. A word
//! is never 0, so that `Option<Word>` and `Result<Word, ()>` take eight bytes and one test.

use std::num::NonZeroU64;

/// The top bits of an int32 word; any of them set means "number".
const NUMBER_TAG: u64 = 0xFFFE_0000_0000_0000;
/// Added to the bits of a double, so that doubles stay clear of pointers and of int32 words.
const DOUBLE_OFFSET: u64 = 1 << 49;
/// Bit 1 marks the constants.
const CONSTANT_BIT: u64 = 2;
/// The low byte of a `Local` that names a VM-stack slot; no other word has it.
pub(super) const SLOT_BYTE: u64 = 0x72;

/// One tagged value of eight bytes: an int32, a double, a constant or a pointer into the heap.
///
/// Equality is identity of bits. A pointer word is only a number to code outside the heap: it cannot be followed.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[repr(transparent)]
pub(crate) struct Word(NonZeroU64);

impl Word {
    /// The value `undefined`.
    pub(crate) const UNDEFINED: Word = Word::constant(0x0a);
    /// The value `null`.
    pub(crate) const NULL: Word = Word::constant(0x02);
    /// The value `false`.
    pub(crate) const FALSE: Word = Word::constant(0x06);
    /// The value `true`.
    pub(crate) const TRUE: Word = Word::constant(0x07);
    /// An absent array element, or a deleted entry of a table.
    pub(crate) const HOLE: Word = Word::constant(0x1a);
    /// A binding before its initialisation.
    pub(crate) const UNINITIALIZED: Word = Word::constant(0x2a);
    /// A property that is made when it is first asked for.
    pub(crate) const LAZY: Word = Word::constant(0x3a);
    /// An object without elements and overflow properties.
    pub(crate) const NO_BUTTERFLY: Word = Word::constant(0x4a);
    /// A statement that completed normally.
    pub(crate) const NORMAL: Word = Word::constant(0x12);
    /// A suspension at `yield` or `await`.
    pub(crate) const YIELD: Word = Word::constant(0x42);
    /// The end of a function that ends with a call, which is still to be made.
    pub(crate) const TAIL_CALL: Word = Word::constant(0x52);

    /// A constant; `bits` must have bit 1 set, be below 0x100 and not be the slot byte 0x72.
    pub(crate) const fn constant(bits: u64) -> Word {
        assert!(bits & CONSTANT_BIT != 0 && bits < 0x100 && bits != SLOT_BYTE);
        Word::non_zero(bits)
    }

    /// A `break` to `label`.
    pub(crate) const fn break_to(label: u32) -> Word {
        Word::non_zero((label as u64) << 8 | 0x22)
    }

    /// A `continue` of `label`.
    pub(crate) const fn continue_to(label: u32) -> Word {
        Word::non_zero((label as u64) << 8 | 0x32)
    }

    /// The int32 `value`.
    #[inline(always)]
    pub(crate) const fn int(value: i32) -> Word {
        Word::non_zero(NUMBER_TAG | value as u32 as u64)
    }

    /// `value` in the double form, whatever it is; a NaN is made canonical.
    #[inline(always)]
    pub(crate) const fn double(value: f64) -> Word {
        let bits = if value.is_nan() { 0x7FF8_0000_0000_0000 } else { value.to_bits() };
        Word::non_zero(bits + DOUBLE_OFFSET)
    }

    /// `value` in the canonical form of numbers: int32 when exact and not -0, double otherwise.
    #[inline(always)]
    pub(crate) const fn number(value: f64) -> Word {
        let int = value as i32;
        if int as f64 == value && (int != 0 || value.is_sign_positive()) { Word::int(int) } else { Word::double(value) }
    }

    /// `true` or `false`.
    #[inline(always)]
    pub(crate) const fn bool(value: bool) -> Word {
        if value { Word::TRUE } else { Word::FALSE }
    }

    /// A non-pointer word that carries 48 bits beside the number tag (frame links); it reads as a number.
    pub(crate) const fn payload(payload: u64) -> Word {
        Word::non_zero(NUMBER_TAG | (payload & 0x0000_FFFF_FFFF_FFFF))
    }

    /// All 64 bits.
    #[inline(always)]
    pub(crate) const fn bits(self) -> u64 {
        self.0.get()
    }

    /// Is it an int32?
    #[inline(always)]
    pub(crate) const fn is_int(self) -> bool {
        self.bits() >= NUMBER_TAG
    }

    /// The low 32 bits as an int32; meaningful when `is_int`.
    #[inline(always)]
    pub(crate) const fn as_int(self) -> i32 {
        self.bits() as u32 as i32
    }

    /// Is it a number in the double form?
    #[inline(always)]
    pub(crate) const fn is_double(self) -> bool {
        self.is_number() && !self.is_int()
    }

    /// The double; meaningful when `is_double`.
    #[inline(always)]
    pub(crate) const fn as_double(self) -> f64 {
        f64::from_bits(self.bits().wrapping_sub(DOUBLE_OFFSET))
    }

    /// Is it a number in either form?
    #[inline(always)]
    pub(crate) const fn is_number(self) -> bool {
        self.bits() & NUMBER_TAG != 0
    }

    /// The number in either form; meaningful when `is_number`.
    #[inline(always)]
    pub(crate) const fn as_number(self) -> f64 {
        if self.is_int() { self.as_int() as f64 } else { self.as_double() }
    }

    /// Is it a pointer into the heap?
    #[inline(always)]
    pub(crate) const fn is_pointer(self) -> bool {
        self.bits() & (NUMBER_TAG | CONSTANT_BIT) == 0
    }

    /// The address, for a pointer. Only an identity outside the heap, and one that the next collection may change.
    #[inline(always)]
    pub(crate) const fn address(self) -> usize {
        self.bits() as usize
    }

    /// Is it `true` or `false`?
    pub(crate) const fn is_bool(self) -> bool {
        self.bits() & !1 == Word::FALSE.bits()
    }

    /// Is it `undefined`?
    pub(crate) const fn is_undefined(self) -> bool {
        self.bits() == Word::UNDEFINED.bits()
    }

    /// Is it `null`?
    pub(crate) const fn is_null(self) -> bool {
        self.bits() == Word::NULL.bits()
    }

    /// Is it the hole?
    pub(crate) const fn is_hole(self) -> bool {
        self.bits() == Word::HOLE.bits()
    }

    /// The word with these bits, if they form a non-pointer word: for words kept in raw storage.
    pub(crate) const fn from_immediate_bits(bits: u64) -> Option<Word> {
        if bits == 0 {
            return None;
        }
        let word = Word::non_zero(bits);
        if word.is_pointer() || word.is_slot() { None } else { Some(word) }
    }

    /// A pointer word; `address` must be that of an object.
    #[inline(always)]
    pub(super) const fn pointer(address: usize) -> Word {
        Word::non_zero(address as u64)
    }

    /// Does the low byte say "VM-stack slot"? Such a word exists only inside a `Local`.
    #[inline(always)]
    pub(super) const fn is_slot(self) -> bool {
        self.bits() & (NUMBER_TAG | 0xFF) == SLOT_BYTE
    }

    /// The slot form of a `Local`.
    #[inline(always)]
    pub(super) const fn slot(index: u32) -> Word {
        Word::non_zero((index as u64 + 1) << 8 | SLOT_BYTE)
    }

    /// The index in the slot form.
    #[inline(always)]
    pub(super) const fn slot_index(self) -> u32 {
        ((self.bits() >> 8) - 1) as u32
    }

    #[inline(always)]
    const fn non_zero(bits: u64) -> Word {
        debug_assert!(bits != 0);
        // SAFETY: (4) every caller sets a tag bit, or passes the address of an object.
        Word(unsafe { NonZeroU64::new_unchecked(bits) })
    }
}

impl std::fmt::Debug for Word {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            word if word.is_int() => write!(formatter, "{}", word.as_int()),
            word if word.is_double() => write!(formatter, "{:?}", word.as_double()),
            word if word.is_pointer() => write!(formatter, "@{:x}", word.address()),
            word => write!(formatter, "constant {:#x}", word.bits()),
        }
    }
}

/// Spreads addresses, for tables of many.
#[derive(Default)]
pub(super) struct AddressHasher(u64);

impl std::hash::Hasher for AddressHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(byte as usize));
    }

    fn write_usize(&mut self, address: usize) {
        self.0 = (self.0 ^ address as u64 >> 3).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_keeps_its_value_and_exact_ones_become_int32() {
        for value in [0.0, -0.0, 1.0, -1.0, 0.5, 2147483647.0, 2147483648.0, -2147483648.0, f64::INFINITY, 5e-324] {
            let word = Word::number(value);
            assert!(word.is_number() && !word.is_pointer());
            assert_eq!(word.as_number().to_bits(), value.to_bits(), "{value}");
            assert_eq!(word.is_int(), value as i32 as f64 == value && value.to_bits() != (-0.0f64).to_bits());
        }
        assert!(Word::double(f64::from_bits(0xFFFF_FFFF_FFFF_FFFF)).as_number().is_nan());
        assert!(Word::double(3.0).is_double());
    }

    #[test]
    fn no_constant_is_a_number_a_pointer_or_a_slot() {
        for word in [Word::UNDEFINED, Word::NULL, Word::FALSE, Word::TRUE, Word::HOLE, Word::UNINITIALIZED, Word::LAZY]
        {
            assert!(!word.is_number() && !word.is_pointer() && !word.is_slot());
        }
        assert!(!Word::break_to(u32::MAX).is_number() && !Word::continue_to(7).is_pointer());
        assert!(Word::slot(5).is_slot() && Word::slot(5).slot_index() == 5);
        assert_eq!(size_of::<Option<Word>>(), 8);
    }
}
