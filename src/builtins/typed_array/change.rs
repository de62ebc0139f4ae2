//! Methods of typed arrays that write or copy – ECMA-262 §23.2.3
//!
//! Conversions of arguments may shrink or detach the buffer; what is still there is looked up again after them.

use super::construct::copy_elements;
use super::create::{species_create, species_create_view, throw_detached, throw_mixed, validate};
use super::require_typed_array;
use crate::heap::Local;
use crate::runtime::{
    Arguments, ByteOrder, Completion, Scope, copy_bytes, element_bytes, element_type, get_index, is_length_tracking,
    length_of_array_like, new_typed_array, throw_range_error, throw_type_error, to_element, to_integer_or_infinity,
    to_object, to_relative_index, typed_array_get, typed_array_set, typed_array_store, view_bytes_mut, view_of,
};
use crate::value::kind;
use crate::value::layout::view;

/// Bytes written for a unit of fuel.
const BYTES_A_STEP: usize = 64;

/// %TypedArray%.prototype.fill ( value [ , start [ , end ] ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.fill>
pub(super) fn fill<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.fill";
    let view = validate(cx, this, METHOD)?;
    let length = view.length as u64;
    let value = to_element(cx, arguments.get(0), view.element)?;
    let start = to_relative_index(cx, arguments.get(1), length, 0)? as usize;
    let end = to_relative_index(cx, arguments.get(2), length, length)? as usize;
    let end = end.min(validate(cx, this, METHOD)?.length);
    let (bytes, size) = element_bytes(value, view.element, ByteOrder::Little);
    cx.step((end.saturating_sub(start) * size / BYTES_A_STEP) as u64)?;
    if let Some(range) = view_bytes_mut(&mut cx.heap, this).get_mut(start * size..end * size) {
        if size == 1 {
            range.fill(bytes[0]);
        } else {
            range.chunks_exact_mut(size).for_each(|element| element.copy_from_slice(&bytes[..size]));
        }
    }
    Ok(this)
}

/// %TypedArray%.prototype.copyWithin ( target, start [ , end ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.copywithin>
pub(super) fn copy_within<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.copyWithin";
    let length = validate(cx, this, METHOD)?.length as u64;
    let to = to_relative_index(cx, arguments.get(0), length, 0)? as usize;
    let from = to_relative_index(cx, arguments.get(1), length, 0)? as usize;
    let end = to_relative_index(cx, arguments.get(2), length, length)? as usize;
    let count = end.saturating_sub(from).min(length as usize - to);
    if count == 0 {
        return Ok(this);
    }
    let view = validate(cx, this, METHOD)?;
    let count = count.min(view.length.saturating_sub(from)).min(view.length.saturating_sub(to));
    let size = view.element.size();
    cx.step((count * size / BYTES_A_STEP) as u64)?;
    let bytes = view_bytes_mut(&mut cx.heap, this);
    if count > 0 {
        bytes.copy_within(from * size..(from + count) * size, to * size);
    }
    Ok(this)
}

/// %TypedArray%.prototype.reverse ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reverse>
pub(super) fn reverse<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let view = validate(cx, this, "%TypedArray%.prototype.reverse")?;
    cx.step((view.byte_length() / BYTES_A_STEP) as u64)?;
    reverse_elements(view_bytes_mut(&mut cx.heap, this), view.element.size());
    Ok(this)
}

/// Turns the order of elements around: all bytes, then those of each element back.
fn reverse_elements(bytes: &mut [u8], size: usize) {
    bytes.reverse();
    if size > 1 {
        bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    }
}

/// %TypedArray%.prototype.toReversed ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.toreversed>
pub(super) fn to_reversed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let view = validate(cx, this, "%TypedArray%.prototype.toReversed")?;
    let new = new_typed_array(cx, view.element, view.length)?;
    copy_elements(cx, this, new, 0, view.length)?;
    reverse_elements(view_bytes_mut(&mut cx.heap, new), view.element.size());
    Ok(new)
}

/// %TypedArray%.prototype.with ( index, value ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.with>
pub(super) fn with<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let view = validate(cx, this, "%TypedArray%.prototype.with")?;
    let relative = to_integer_or_infinity(cx, arguments.get(0))?;
    let index = if relative < 0.0 { view.length as f64 + relative } else { relative };
    let value = to_element(cx, arguments.get(1), view.element)?;
    let reaches = view_of(cx.raw(this)).map_or(0, |view| view.length);
    if index < 0.0 || index >= reaches as f64 {
        return Err(throw_range_error(cx, format_args!("Invalid typed array index")));
    }
    let new = new_typed_array(cx, view.element, view.length)?;
    if reaches >= view.length {
        copy_elements(cx, this, new, 0, view.length)?;
    } else {
        for index in 0..view.length {
            let mut cx = cx.open();
            cx.step(1)?;
            let value = typed_array_get(&mut cx, this, index)?;
            typed_array_set(&mut cx, new, index, value)?;
        }
    }
    typed_array_store(cx, new, index as usize, value);
    Ok(new)
}

/// %TypedArray%.prototype.set ( source [ , offset ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.set>
pub(super) fn set<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.set";
    if !cx.raw(this).is_kind(kind::TYPED_ARRAY) {
        return Err(throw_type_error(cx, format_args!("this is not a typed array.")));
    }
    let offset = to_integer_or_infinity(cx, arguments.get(1))?;
    if offset < 0.0 {
        return Err(throw_range_error(cx, format_args!("offset is out of bounds")));
    }
    let Some(target) = view_of(cx.raw(this)) else { return Err(throw_detached(cx, METHOD)) };
    let source = arguments.get(0);
    if cx.raw(source).is_kind(kind::TYPED_ARRAY) {
        let Some(shown) = view_of(cx.raw(source)) else { return Err(throw_detached(cx, METHOD)) };
        if shown.element.is_bigint() != target.element.is_bigint() {
            return Err(throw_mixed(cx));
        }
        let offset = fitting_offset(cx, offset, shown.length as u64, target.length)?;
        copy_elements(cx, source, this, offset, shown.length)?;
        return Ok(Local::UNDEFINED);
    }
    let source = to_object(cx, source)?;
    let count = length_of_array_like(cx, source)?;
    let offset = fitting_offset(cx, offset, count, target.length)?;
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = get_index(&mut cx, source, index)?;
        typed_array_set(&mut cx, this, offset + index as usize, value)?;
    }
    Ok(Local::UNDEFINED)
}

/// The offset, if `count` elements fit behind it.
fn fitting_offset(cx: &mut Scope<'_>, offset: f64, count: u64, length: usize) -> Completion<usize> {
    if count as f64 + offset <= length as f64 {
        return Ok(offset as usize);
    }
    Err(throw_range_error(cx, format_args!("offset is out of bounds")))
}

/// %TypedArray%.prototype.slice ( start, end ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.slice>
pub(super) fn slice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.slice";
    let length = validate(cx, this, METHOD)?.length as u64;
    let start = to_relative_index(cx, arguments.get(0), length, 0)? as usize;
    let end = to_relative_index(cx, arguments.get(1), length, length)? as usize;
    let count = end.saturating_sub(start);
    let new = species_create(cx, this, count, METHOD)?;
    if count == 0 {
        return Ok(new);
    }
    let from = validate(cx, this, METHOD)?;
    let count = end.min(from.length).saturating_sub(start);
    let Some(to) = view_of(cx.raw(new)) else { return Ok(new) };
    if from.element != to.element {
        for index in 0..count {
            let mut cx = cx.open();
            cx.step(1)?;
            let value = typed_array_get(&mut cx, this, start + index)?;
            typed_array_set(&mut cx, new, index, value)?;
        }
        return Ok(new);
    }
    let size = from.element.size();
    cx.step((count * size / BYTES_A_STEP) as u64)?;
    let (source, target) = (cx.word(this, view::BUFFER)?, cx.word(new, view::BUFFER)?);
    let (start, bytes) = (from.offset + start * size, (count * size).min(to.byte_length()));
    // Byte for byte from the front: a species may give a view of the same bytes.
    let overlaps = cx.raw(source).identical(cx.raw(target)) && start < to.offset && to.offset < start + bytes;
    let piece = if overlaps { to.offset - start } else { bytes.max(1) };
    for done in (0..bytes).step_by(piece) {
        copy_bytes(&mut cx.heap, (source, start + done), (target, to.offset + done), piece.min(bytes - done));
    }
    Ok(new)
}

/// %TypedArray%.prototype.subarray ( start, end ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.subarray>
pub(super) fn subarray<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.subarray";
    require_typed_array(cx, this, METHOD)?;
    let length = view_of(cx.raw(this)).map_or(0, |view| view.length) as u64;
    let size = element_type(cx.raw(this)).size();
    let start = to_relative_index(cx, arguments.get(0), length, 0)?;
    let offset = cx.raw(this).raw_word(view::BYTE_OFFSET);
    let buffer = cx.word(this, view::BUFFER)?;
    let begin = Local::number((offset + start * size as u64) as f64);
    if is_length_tracking(cx.raw(this)) && cx.raw(arguments.get(1)).is_undefined() {
        return species_create_view(cx, this, &[buffer, begin], METHOD);
    }
    let end = to_relative_index(cx, arguments.get(1), length, length)?;
    let count = Local::number(end.saturating_sub(start) as f64);
    species_create_view(cx, this, &[buffer, begin, count], METHOD)
}
