//! Words as the machine sees them: bare pointers included.

use crate::value::Value;

/// What the double form adds to the bits of a number.
const DOUBLE_OFFSET: u64 = 0x0002_0000_0000_0000;
/// Bits of a number in the double form, without the offset, are less than this.
const DOUBLE_LIMIT: u64 = 0xFFFC_0000_0000_0000;

/// What only the machine may do with words.
pub(crate) trait MachineWord: Sized {
    /// The cell that a pointer word leads to.
    fn pointer(self) -> *mut u64;
    /// The word that leads to a cell.
    fn from_pointer(cell: *mut u64) -> Self;
    /// The word with these bits, which must be those of a valid word.
    fn from_bits(bits: u64) -> Self;
    /// Whether both are int32.
    fn both_int(x: Self, y: Self) -> bool;
    /// Both numbers, if both have the double form.
    fn both_double(x: Self, y: Self) -> Option<(f64, f64)>;
    /// Whether it is undefined or null.
    #[expect(clippy::wrong_self_convention, reason = "words are copied, but the trait need not say so")]
    fn is_nullish(self) -> bool;
    /// The double form of the result of arithmetic on canonical numbers: its NaNs need no second look.
    fn from_double(number: f64) -> Self;
}

impl MachineWord for Value {
    #[inline(always)]
    fn pointer(self) -> *mut u64 {
        std::ptr::with_exposed_provenance_mut(self.bits() as usize)
    }

    #[inline(always)]
    fn from_pointer(cell: *mut u64) -> Self {
        // SAFETY: M4: cells never lie at address 0; a word is a non-zero integer of 64 bits.
        unsafe { std::mem::transmute::<u64, Value>(cell.expose_provenance() as u64) }
    }

    #[inline(always)]
    fn from_bits(bits: u64) -> Self {
        debug_assert!(bits != 0);
        // SAFETY: M1: payloads hold bits of valid words; a word is a non-zero integer of 64 bits.
        unsafe { std::mem::transmute::<u64, Value>(bits) }
    }

    #[inline(always)]
    fn both_int(x: Self, y: Self) -> bool {
        x.bits() & y.bits() >= 0xFFFE_0000_0000_0000
    }

    #[inline(always)]
    fn both_double(x: Self, y: Self) -> Option<(f64, f64)> {
        // Below the offset lie pointers and constants, which wrap around to above the limit; above it int32s.
        let (x, y) = (x.bits().wrapping_sub(DOUBLE_OFFSET), y.bits().wrapping_sub(DOUBLE_OFFSET));
        (x < DOUBLE_LIMIT && y < DOUBLE_LIMIT).then(|| (f64::from_bits(x), f64::from_bits(y)))
    }

    #[inline(always)]
    fn is_nullish(self) -> bool {
        self.bits() | 8 == Value::UNDEFINED.bits()
    }

    #[inline(always)]
    fn from_double(number: f64) -> Self {
        Self::from_bits(number.to_bits().wrapping_add(DOUBLE_OFFSET))
    }
}
