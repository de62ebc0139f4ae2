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

/// Results shorter than this are copied at once (as in V8).
const SHORTEST: usize = 13;
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
    if length < SHORTEST {
        return concat_short(heap, left, right, length);
    }
    let width = if string::is_two_byte(l) || string::is_two_byte(r) { TWO_BYTE } else { 0 };
    let slot = heap.allocate(Allocation::young(kind::ROPE, 0, 4), |init| {
        init.raw(LENGTH, length as u64 | width);
        init.set(LEFT, left);
        init.set(RIGHT, right);
    })?;
    Ok(slot)
}

fn concat_short(heap: &mut Heap, left: Local<'_>, right: Local<'_>, length: usize) -> Result<Slot, Fault> {
    let mut buffer = [0u16; SHORTEST];
    let parts = string::units(heap.get(left)).iter().chain(string::units(heap.get(right)).iter());
    buffer.iter_mut().zip(parts).for_each(|(to, from)| *to = from);
    string::from_utf16(heap, &buffer[..length], Place::Young)
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
    let wide = raw.raw_word(LENGTH) & TWO_BYTE != 0;
    let charge = heap.charge_scratch(length << wide as usize)?;
    let depth = heap.stack_depth();
    let flat = if wide {
        let mut units = reserve::<u16>(length)?;
        walk(heap.get(text), |part, at| copy_wide(part, &mut units[at..]));
        string::from_utf16(heap, &units, Place::Young)?
    } else {
        let mut bytes = reserve::<u8>(length)?;
        walk(heap.get(text), |part, at| copy_narrow(part, &mut bytes[at..]));
        string::from_latin1(heap, &bytes, Place::Young)?
    };
    drop(charge);
    let empty = string::from_latin1(heap, &[], Place::Young)?;
    heap.store(text, LEFT, Local::in_slot(flat));
    heap.store(text, RIGHT, Local::in_slot(empty));
    let bits = heap.get(text).raw_word(LENGTH) | FLATTENED;
    heap.store_raw(text, LENGTH, bits);
    heap.truncate_stack(depth);
    Ok(())
}

fn reserve<T: Copy + Default>(length: usize) -> Result<Vec<T>, Fault> {
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(length).map_err(|_| Fault::OutOfMemory)?;
    buffer.resize(length, T::default());
    Ok(buffer)
}

fn copy_wide(part: Units<'_>, to: &mut [u16]) {
    match part {
        Units::Latin1(bytes) => to.iter_mut().zip(bytes).for_each(|(unit, &byte)| *unit = byte as u16),
        Units::TwoByte(units) => to[..units.len()].copy_from_slice(units),
    }
}

fn copy_narrow(part: Units<'_>, to: &mut [u8]) {
    match part {
        Units::Latin1(bytes) => to[..bytes.len()].copy_from_slice(bytes),
        Units::TwoByte(units) => to.iter_mut().zip(units).for_each(|(byte, &unit)| *byte = unit as u8),
    }
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
        count if count < SHORTEST => {
            let mut buffer = [0u16; SHORTEST];
            let part = string::units(raw).slice(start, end);
            buffer.iter_mut().zip(part.iter()).for_each(|(to, from)| *to = from);
            string::from_utf16(heap, &buffer[..count], Place::Young)
        }
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
