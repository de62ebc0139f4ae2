//! Strings: reading any representation, making flat ones.

use super::fault::Fault;
use super::kind;
use super::layout::string::{FLATTENED, LEFT, LENGTH, MAXIMUM_LENGTH, PARENT, TWO_BYTE, UNITS};
use super::units::Units;
use crate::heap::{Allocation, Heap, Local, Place, Raw, Slot};

/// Byte offset of the first code unit of a flat string.
const FIRST_BYTE: usize = 16;
/// Offset of the first code unit in units of two bytes.
const FIRST_UNIT: usize = 8;

/// Whether a value is a string.
#[inline]
pub(crate) fn is_string(value: Raw<'_>) -> bool {
    kind::is_string(value.kind())
}

/// Length of a string in code units.
#[inline]
pub(crate) fn length(string: Raw<'_>) -> usize {
    string.raw_word(LENGTH) as u32 as usize
}

/// Whether some unit of a string may be above 255.
pub(crate) fn is_two_byte(string: Raw<'_>) -> bool {
    match string.kind() {
        kind::STRING_TWO_BYTE => true,
        kind::SLICE => string.word(PARENT).is_kind(kind::STRING_TWO_BYTE),
        kind::ROPE => string.raw_word(LENGTH) & TWO_BYTE != 0,
        _ => false,
    }
}

/// The code units of a string, unless it is a rope that was not flattened yet.
#[inline(always)]
pub(crate) fn flat_units<'h>(string: Raw<'h>) -> Option<Units<'h>> {
    if string.is_kind(kind::STRING_LATIN1) {
        return Some(Units::Latin1(string.bytes(FIRST_BYTE..FIRST_BYTE + length(string))));
    }
    if string.is_kind(kind::ROPE) {
        return units_of_rope(string);
    }
    flat_units_of_others(string)
}

/// The code units of a rope that was flattened.
#[inline]
fn units_of_rope(rope: Raw<'_>) -> Option<Units<'_>> {
    let info = rope.raw_word(LENGTH);
    if info & FLATTENED == 0 {
        return None;
    }
    let flat = rope.word(LEFT);
    if flat.is_kind(kind::STRING_LATIN1) {
        return Some(Units::Latin1(flat.bytes(FIRST_BYTE..FIRST_BYTE + info as u32 as usize)));
    }
    flat_units_of_others(flat)
}

#[inline(never)]
fn flat_units_of_others<'h>(string: Raw<'h>) -> Option<Units<'h>> {
    let length = length(string);
    match string.kind() {
        kind::STRING_TWO_BYTE => Some(Units::TwoByte(string.u16s(FIRST_UNIT..FIRST_UNIT + length))),
        kind::SLICE => {
            let offset = (string.raw_word(LENGTH) >> 32) as usize;
            flat_units(string.word(PARENT)).map(|units| units.slice(offset, offset + length))
        }
        _ => None,
    }
}

/// The code units of a flat string; none of a rope not flattened yet (flatten it first).
#[inline]
pub(crate) fn units(string: Raw<'_>) -> Units<'_> {
    let units = flat_units(string);
    debug_assert!(units.is_some(), "a rope must be flattened before it is read");
    units.unwrap_or(Units::Latin1(&[]))
}

/// A flat string of Latin-1 bytes.
///
/// # Errors
/// When it is too long or there is no memory. May collect.
pub(crate) fn from_latin1(heap: &mut Heap, text: &[u8], place: Place) -> Result<Slot, Fault> {
    make_latin1(heap, text.len(), place, |_, bytes| bytes.copy_from_slice(text))
}

/// A flat string of `length` Latin-1 bytes, which `fill` writes.
///
/// # Errors
/// When it is too long or there is no memory. May collect, before `fill` runs.
#[inline]
pub(crate) fn make_latin1(
    heap: &mut Heap,
    length: usize,
    place: Place,
    fill: impl FnOnce(&Heap, &mut [u8]),
) -> Result<Slot, Fault> {
    make_flat::<1>(heap, kind::STRING_LATIN1, length, place, fill)
}

/// A flat two-byte string of `length` units, of which `fill` writes the bytes in the machine's order.
///
/// # Errors
/// As [`make_latin1`].
#[inline]
pub(crate) fn make_two_byte(
    heap: &mut Heap,
    length: usize,
    place: Place,
    fill: impl FnOnce(&Heap, &mut [u8]),
) -> Result<Slot, Fault> {
    make_flat::<2>(heap, kind::STRING_TWO_BYTE, length, place, fill)
}

/// A flat string of `length` units of `WIDTH` bytes.
#[inline(always)]
fn make_flat<const WIDTH: usize>(
    heap: &mut Heap,
    kind: u8,
    length: usize,
    place: Place,
    fill: impl FnOnce(&Heap, &mut [u8]),
) -> Result<Slot, Fault> {
    check_length(length)?;
    let bytes = WIDTH * length;
    let allocation = Allocation { kind, aux: 0, words: UNITS + bytes.div_ceil(8), place };
    Ok(heap.allocate_raw(allocation, length as u64, bytes, fill)?)
}

/// A flat string of UTF-16 code units, stored as Latin-1 if they all fit.
///
/// # Errors
/// When it is too long or there is no memory. May collect.
pub(crate) fn from_utf16(heap: &mut Heap, text: &[u16], place: Place) -> Result<Slot, Fault> {
    if Units::TwoByte(text).is_narrow() {
        return make_latin1(heap, text.len(), place, |_, bytes| Units::TwoByte(text).write_latin1(bytes));
    }
    make_two_byte(heap, text.len(), place, |_, bytes| Units::TwoByte(text).write_two_byte(bytes))
}

/// A flat string of Rust text.
///
/// # Errors
/// When it is too long or there is no memory. May collect.
pub(crate) fn from_text(heap: &mut Heap, text: &str, place: Place) -> Result<Slot, Fault> {
    if text.is_ascii() {
        return from_latin1(heap, text.as_bytes(), place);
    }
    check_length(text.len() / 3)?;
    let units: Vec<u16> = text.encode_utf16().collect();
    from_utf16(heap, &units, place)
}

/// Whether a string may have `length` code units.
///
/// # Errors
/// `InvalidLength` if not.
pub(crate) fn check_length(length: usize) -> Result<(), Fault> {
    if length <= MAXIMUM_LENGTH { Ok(()) } else { Err(Fault::InvalidLength) }
}

/// The value of a handle as a string, for tests and messages: lossy, and empty for other values and unflattened ropes.
pub(crate) fn to_rust(heap: &Heap, string: Local<'_>) -> String {
    let raw = heap.get(string);
    if is_string(raw) { flat_units(raw).map(Units::to_rust_lossy).unwrap_or_default() } else { String::new() }
}
