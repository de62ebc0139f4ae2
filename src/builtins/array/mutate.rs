//! The methods of Array.prototype that change their receiver – ECMA-262 §23.1.3. `sort` and `splice` have their own files.

use super::dense::{self, Elements, element, is_fast, present_element};
use super::receiver;
use crate::heap::Local;
use crate::interpreter::{pop_dense_element, push_dense_element};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, PropertyKey, Scope, array_drop_first, array_length, array_make_first, grow_elements,
    length_of_array_like, set, set_index, set_length_unchecked, throw_type_error, to_relative_index,
};

/// The greatest length of an array-like object.
pub(super) const MAXIMUM_LENGTH: u64 = (1 << 53) - 1;

/// Set ( O, "length", 𝔽(length), true )
pub(super) fn set_length<'s>(cx: &mut Scope<'s>, object: Local<'s>, length: u64) -> Completion<()> {
    set(cx, object, PropertyKey::Known(KnownName::Length), Local::number(length as f64))
}

/// Whether a fast array may have `count` more elements.
fn may_grow(cx: &Scope<'_>, array: Local<'_>, count: usize) -> bool {
    is_fast(cx, array) && array_length(cx.raw(array)) as usize + count < u32::MAX as usize
}

/// The elements of a fast array.
fn fast_elements<'s>(cx: &mut Scope<'s>, array: Local<'s>) -> Completion<Option<Elements<'s>>> {
    if is_fast(cx, array) { dense::elements_of(cx, array) } else { Ok(None) }
}

/// Array.prototype.push ( ...items ) – <https://tc39.es/ecma262/#sec-array.prototype.push>
pub(super) fn push<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let count = arguments.count();
    if count == 1
        && let Some(length) = push_dense_element(cx, this, arguments.get(0))
    {
        return Ok(Local::int(length));
    }
    if may_grow(cx, this, count) {
        let length = array_length(cx.raw(this)) as usize;
        grow_elements(cx, this, length + count)?;
        let Some(elements) = dense::elements_of(cx, this)? else { return Ok(Local::number(length as f64)) };
        for index in 0..count {
            cx.heap.store(elements.wings, elements.first + length + index, arguments.get(index));
        }
        set_length_unchecked(cx, this, (length + count) as u32)?;
        return Ok(Local::number((length + count) as f64));
    }
    let object = crate::runtime::to_object(cx, this)?;
    let length = length_of_array_like(cx, object)?;
    if length + count as u64 > MAXIMUM_LENGTH {
        return Err(throw_type_error(
            cx,
            format_args!(
                "Pushing {count} elements on an array-like of length {length} is disallowed, as the total surpasses 2**53-1"
            ),
        ));
    }
    for index in 0..count {
        let mut cx = cx.open();
        set_index(&mut cx, object, length + index as u64, arguments.get(index))?;
    }
    set_length(cx, object, length + count as u64)?;
    Ok(Local::number((length + count as u64) as f64))
}

/// Array.prototype.pop ( ) – <https://tc39.es/ecma262/#sec-array.prototype.pop>
pub(super) fn pop<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(last) = pop_dense_element(cx, this)? {
        return Ok(last);
    }
    if is_fast(cx, this) {
        let length = array_length(cx.raw(this));
        if length == 0 {
            return Ok(Local::UNDEFINED);
        }
        let last = element(cx, this, length as u64 - 1)?;
        set_length_unchecked(cx, this, length - 1)?;
        return Ok(last);
    }
    let object = receiver(cx, this, "Array.prototype.pop")?;
    let length = length_of_array_like(cx, object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Local::UNDEFINED);
    }
    let last = element(cx, object, length - 1)?;
    dense::delete_index(cx, object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(last)
}

/// Array.prototype.shift ( ) – <https://tc39.es/ecma262/#sec-array.prototype.shift>
pub(super) fn shift<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if is_fast(cx, this) {
        if array_length(cx.raw(this)) == 0 {
            return Ok(Local::UNDEFINED);
        }
        let head = element(cx, this, 0)?;
        array_drop_first(cx, this, 1)?;
        return Ok(head);
    }
    let object = receiver(cx, this, "Array.prototype.shift")?;
    let length = length_of_array_like(cx, object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Local::UNDEFINED);
    }
    let head = element(cx, object, 0)?;
    for index in 1..length {
        move_element(cx, object, index, index - 1)?;
    }
    dense::delete_index(cx, object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(head)
}

/// Moves one element, or deletes the target when there is none.
pub(super) fn move_element<'s>(cx: &mut Scope<'s>, object: Local<'s>, from: u64, to: u64) -> Completion<()> {
    let mut cx = cx.open();
    cx.step(1)?;
    match present_element(&mut cx, object, from)? {
        Some(value) => set_index(&mut cx, object, to, value),
        None => dense::delete_index(&mut cx, object, to),
    }
}

/// Array.prototype.unshift ( ...items ) – <https://tc39.es/ecma262/#sec-array.prototype.unshift>
pub(super) fn unshift<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let count = arguments.count();
    if may_grow(cx, this, count) {
        let length = array_length(cx.raw(this)) as usize;
        array_make_first(cx, this, count as u32)?;
        if let Some(elements) = dense::elements_of(cx, this)? {
            for index in 0..count {
                cx.heap.store(elements.wings, elements.first + index, arguments.get(index));
            }
        }
        return Ok(Local::number((length + count) as f64));
    }
    let object = receiver(cx, this, "Array.prototype.unshift")?;
    let length = length_of_array_like(cx, object)?;
    if count > 0 {
        if length + count as u64 > MAXIMUM_LENGTH {
            return Err(throw_type_error(cx, format_args!("Invalid array length")));
        }
        for index in (0..length).rev() {
            move_element(cx, object, index, index + count as u64)?;
        }
        for index in 0..count {
            let mut cx = cx.open();
            set_index(&mut cx, object, index as u64, arguments.get(index))?;
        }
    }
    set_length(cx, object, length + count as u64)?;
    Ok(Local::number((length + count as u64) as f64))
}

/// Array.prototype.reverse ( ) – <https://tc39.es/ecma262/#sec-array.prototype.reverse>
pub(super) fn reverse<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(elements) = fast_elements(cx, this)? {
        return reverse_fast(cx, this, elements);
    }
    let object = receiver(cx, this, "Array.prototype.reverse")?;
    let length = length_of_array_like(cx, object)?;
    for lower in 0..length / 2 {
        let upper = length - 1 - lower;
        let mut cx = cx.open();
        cx.step(1)?;
        let low = present_element(&mut cx, object, lower)?;
        let high = present_element(&mut cx, object, upper)?;
        match (low, high) {
            (Some(low), Some(high)) => {
                set_index(&mut cx, object, lower, high)?;
                set_index(&mut cx, object, upper, low)?;
            }
            (None, Some(high)) => {
                set_index(&mut cx, object, lower, high)?;
                dense::delete_index(&mut cx, object, upper)?;
            }
            (Some(low), None) => {
                dense::delete_index(&mut cx, object, lower)?;
                set_index(&mut cx, object, upper, low)?;
            }
            (None, None) => {}
        }
    }
    Ok(object)
}

fn reverse_fast<'s>(cx: &mut Scope<'s>, array: Local<'s>, elements: Elements<'s>) -> Completion<Local<'s>> {
    let length = array_length(cx.raw(array)) as usize;
    cx.step(length as u64 / 8)?;
    for index in 0..length / 2 {
        let mut cx = cx.open();
        let (lower, upper) = (elements.first + index, elements.first + length - 1 - index);
        let low = cx.word(elements.wings, lower)?;
        let high = cx.word(elements.wings, upper)?;
        cx.heap.store(elements.wings, lower, high);
        cx.heap.store(elements.wings, upper, low);
    }
    Ok(array)
}

/// Array.prototype.fill ( value [ , start [ , end ] ] ) – <https://tc39.es/ecma262/#sec-array.prototype.fill>
pub(super) fn fill<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.fill")?;
    let length = length_of_array_like(cx, object)?;
    let start = to_relative_index(cx, arguments.get(1), length, 0)?;
    let end = to_relative_index(cx, arguments.get(2), length, length)?;
    if start == 0 && end == length {
        dense::make_room(cx, object)?;
    }
    if let Some(elements) = fast_elements(cx, object)?
        && end <= array_length(cx.raw(object)) as u64
    {
        if start < end {
            cx.step((end - start) / 64)?;
            let range = elements.first + start as usize..elements.first + end as usize;
            cx.heap.fill(elements.wings, range, arguments.get(0));
        }
        return Ok(object);
    }
    for index in start..end {
        let mut cx = cx.open();
        cx.step(1)?;
        set_index(&mut cx, object, index, arguments.get(0))?;
    }
    Ok(object)
}

/// Array.prototype.copyWithin ( target, start [ , end ] ) –
/// <https://tc39.es/ecma262/#sec-array.prototype.copywithin>
pub(super) fn copy_within<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.copyWithin")?;
    let length = length_of_array_like(cx, object)?;
    let to = to_relative_index(cx, arguments.get(0), length, 0)?;
    let from = to_relative_index(cx, arguments.get(1), length, 0)?;
    let end = to_relative_index(cx, arguments.get(2), length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if let Some(elements) = fast_elements(cx, object)?
        && array_length(cx.raw(object)) as u64 == length
    {
        cx.step(count / 64)?;
        let (from, to) = (elements.first + from as usize, elements.first + to as usize);
        cx.heap.bulk_move(elements.wings, from, to, count as usize);
        return Ok(object);
    }
    let descending = from < to && to < from + count;
    for step in 0..count {
        let offset = if descending { count - 1 - step } else { step };
        move_element(cx, object, from + offset, to + offset)?;
    }
    Ok(object)
}
