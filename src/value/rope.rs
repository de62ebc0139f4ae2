//! Ropes and slices: concatenation and substring without copying.
//!
//! A rope is flattened when somebody wants to look inside, with a fixed number of pending parts: the longer part waits
//! while the shorter is copied, so the parts waiting halve at every step.

use super::fault::Fault;
use super::intern::Strings;
use super::kind;
use super::layout::string::{FLATTENED, LEFT, LENGTH, PARENT, RIGHT, TWO_BYTE};
use super::string;
use super::units::Units;
use crate::heap::{Allocation, Heap, Local, Place, Raw, Slot, Word};

/// Results shorter than this are copied at once: such a copy takes hardly more room than a rope.
const SHORTEST: usize = 24;
/// More than the logarithm of the greatest length.
const MOST_PENDING: usize = 32;

/// The concatenation of two strings.
///
/// # Errors
/// When it is too long or there is no memory. May collect.
pub(crate) fn concat(heap: &mut Heap, left: Local<'_>, right: Local<'_>) -> Result<Slot, Fault> {
    let (l, r) = (heap.get(left), heap.get(right));
    let (left_length, right_length) = (string::length(l), string::length(r));
    if right_length == 0 {
        return Ok(heap.root(l)?);
    }
    if left_length == 0 {
        return Ok(heap.root(r)?);
    }
    let length = left_length + right_length;
    string::check_length(length)?;
    let is_wide = string::is_two_byte(l) || string::is_two_byte(r);
    if length < SHORTEST {
        return concat_short(heap, left, right, is_wide);
    }
    let width = if is_wide { TWO_BYTE } else { 0 };
    let slot = heap.allocate(Allocation::young(kind::ROPE, 0, 4), |init| {
        init.raw(LENGTH, length as u64 | width);
        init.set(LEFT, left);
        init.set(RIGHT, right);
    })?;
    Ok(slot)
}

/// Both are flat: a rope is longer than the result.
fn concat_short(heap: &mut Heap, left: Local<'_>, right: Local<'_>, is_wide: bool) -> Result<Slot, Fault> {
    let middle = string::length(heap.get(left));
    let length = middle + string::length(heap.get(right));
    if is_wide {
        // A slice of a two-byte string may be narrow, and so may be the result.
        let mut buffer = [0u16; SHORTEST];
        let parts = string::units(heap.get(left)).iter().chain(string::units(heap.get(right)).iter());
        buffer.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
        return string::from_utf16(heap, &buffer[..length], Place::Young);
    }
    string::make_latin1(heap, length, Place::Young, |heap, bytes| {
        string::units(heap.get(left)).write_latin1(bytes);
        string::units(heap.get(right)).write_latin1(&mut bytes[middle..]);
    })
}

/// The concatenation of a string and a short ASCII text, in one of the two orders.
///
/// # Errors
/// As [`concat`].
pub(crate) fn concat_ascii(heap: &mut Heap, text: Local<'_>, ascii: &[u8], side: Side) -> Result<Slot, Fault> {
    let raw = heap.get(text);
    let length = string::length(raw) + ascii.len();
    if length >= SHORTEST || string::is_two_byte(raw) {
        let other = Local::in_slot(string::from_latin1(heap, ascii, Place::Young)?);
        return match side {
            Side::Left => concat(heap, other, text),
            Side::Right => concat(heap, text, other),
        };
    }
    string::make_latin1(heap, length, Place::Young, |heap, bytes| {
        let units = string::units(heap.get(text));
        let (first, second) = match side {
            Side::Left => (Units::Latin1(ascii), units),
            Side::Right => (units, Units::Latin1(ascii)),
        };
        first.write_latin1(bytes);
        second.write_latin1(&mut bytes[first.len()..]);
    })
}

/// Where the other text of a concatenation stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Before the string.
    Left,
    /// Behind it.
    Right,
}

/// Makes a string flat in place: afterwards `string::units` reads it. Flat strings stay as they are.
///
/// # Errors
/// When there is no memory. May collect.
pub(crate) fn flatten(heap: &mut Heap, text: Local<'_>) -> Result<(), Fault> {
    let raw = heap.get(text);
    if !raw.is_kind(kind::ROPE) || raw.raw_word(LENGTH) & FLATTENED != 0 {
        return Ok(());
    }
    let length = string::length(raw);
    let is_wide = raw.raw_word(LENGTH) & TWO_BYTE != 0;
    let depth = heap.stack_depth();
    let flat = if is_wide && !walk_is_narrow(raw) {
        string::make_two_byte(heap, length, Place::Young, |heap, bytes| {
            walk(heap.get(text), |part, at| part.write_two_byte(&mut bytes[2 * at..]));
        })?
    } else {
        string::make_latin1(heap, length, Place::Young, |heap, bytes| {
            walk(heap.get(text), |part, at| part.write_latin1(&mut bytes[at..]));
        })?
    };
    heap.store(text, LEFT, Local::in_slot(flat));
    heap.store(text, RIGHT, Local::in_slot(flat));
    let bits = heap.get(text).raw_word(LENGTH) | FLATTENED;
    heap.store_raw(text, LENGTH, bits);
    heap.truncate_stack(depth);
    Ok(())
}

/// Whether all parts of a rope are narrow after all: parts of two-byte strings may be.
fn walk_is_narrow(rope: Raw<'_>) -> bool {
    let mut is_narrow = true;
    walk(rope, |part, _| is_narrow = is_narrow && part.is_narrow());
    is_narrow
}

/// Calls `visit` with every flat part of a rope and its position.
fn walk<'h>(rope: Raw<'h>, mut visit: impl FnMut(Units<'h>, usize)) {
    let mut pending = [(Raw::immediate(Word::UNDEFINED), 0); MOST_PENDING];
    let mut waiting = 0;
    let (mut part, mut at) = (rope, 0);
    loop {
        if let Some(units) = string::flat_units(part) {
            visit(units, at);
            if waiting == 0 {
                return;
            }
            waiting -= 1;
            (part, at) = pending[waiting];
            continue;
        }
        let (left, right) = (part.word(LEFT), part.word(RIGHT));
        let middle = at + string::length(left);
        let (longer, shorter) = if string::length(left) >= string::length(right) {
            ((left, at), (right, middle))
        } else {
            ((right, middle), (left, at))
        };
        pending[waiting] = longer;
        waiting += 1;
        (part, at) = shorter;
    }
}

/// The code units `start..end` of a string, which is flattened.
///
/// # Errors
/// When there is no memory. May collect.
pub(crate) fn substring(
    heap: &mut Heap,
    strings: &Strings,
    text: Local<'_>,
    start: usize,
    end: usize,
) -> Result<Slot, Fault> {
    flatten(heap, text)?;
    let raw = heap.get(text);
    let length = string::length(raw);
    let end = end.min(length);
    let start = start.min(end);
    match end - start {
        count if count == length => Ok(heap.root(raw)?),
        0 => strings.empty(heap),
        1 => strings.single(heap, string::units(raw).get(start).unwrap_or(0)),
        count if count < SHORTEST => match string::units(raw) {
            Units::Latin1(_) => string::make_latin1(heap, count, Place::Young, |heap, bytes| {
                string::units(heap.get(text)).slice(start, end).write_latin1(bytes);
            }),
            Units::TwoByte(units) => {
                let mut buffer = [0u16; SHORTEST];
                buffer[..count].copy_from_slice(&units[start..end]);
                string::from_utf16(heap, &buffer[..count], Place::Young)
            }
        },
        count => slice(heap, text, start, count),
    }
}

fn slice(heap: &mut Heap, text: Local<'_>, start: usize, count: usize) -> Result<Slot, Fault> {
    let raw = heap.get(text);
    let (parent, offset) = match raw.kind() {
        kind::SLICE => (raw.word(PARENT), (raw.raw_word(LENGTH) >> 32) as usize),
        kind::ROPE => {
            let flat = raw.word(LEFT);
            if flat.is_kind(kind::SLICE) {
                (flat.word(PARENT), (flat.raw_word(LENGTH) >> 32) as usize)
            } else {
                (flat, 0)
            }
        }
        _ => (raw, 0),
    };
    let parent = Local::in_slot(heap.root(parent)?);
    let info = count as u64 | ((start + offset) as u64) << 32;
    let slot = heap.allocate(Allocation::young(kind::SLICE, 0, 3), |init| {
        init.raw(LENGTH, info);
        init.set(PARENT, parent);
    })?;
    Ok(slot)
}
