//! The methods of Array.prototype that make another array of the receiver's elements – ECMA-262 §23.1.3.

use super::dense::{self, element, is_readable, present_element};
use super::mutate::{MAXIMUM_LENGTH, set_length};
use super::{array_species_create, define_index, receiver};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Scope, Shape, array_create, array_length, get_known, has_sparse_elements, is_array,
    is_object, is_plain_array, length_of_array_like, reserve_elements, set_length_unchecked, throw_range_error,
    throw_type_error, to_boolean, to_integer_or_infinity, to_relative_index,
};
use crate::value::layout::shape;

/// Copies `count` elements of an array in bulk behind the first `to` of a plain one; false when somebody could tell.
pub(super) fn copy_elements<'s>(
    cx: &mut Scope<'s>,
    source: Local<'s>,
    from: u64,
    count: u64,
    target: Local<'s>,
    to: u64,
) -> Completion<bool> {
    if !is_readable(cx, source)
        || from + count > array_length(cx.raw(source)) as u64
        || to + count >= u32::MAX as u64
        || !is_plain_array(cx, target)
        || has_sparse_elements(cx.raw(target))
        || Shape::of(cx.heap(), cx.raw(target)).has(shape::IS_PROTOTYPE)
    {
        return Ok(false);
    }
    let mut cx = cx.open();
    cx.step(count / 64)?;
    let end = (to + count) as usize;
    if count > 0 {
        reserve_elements(&mut cx, target, end)?;
        if let Some(read) = dense::elements_of(&mut cx, source)?
            && let Some(write) = dense::elements_of(&mut cx, target)?
        {
            let (from, to) = (read.first + from as usize, write.first + to as usize);
            cx.heap.copy_words(read.wings, from, write.wings, to, count as usize);
        }
    }
    if end > array_length(cx.raw(target)) as usize {
        set_length_unchecked(&mut cx, target, end as u32)?;
    }
    Ok(true)
}

/// Array.prototype.slice ( start, end ) – <https://tc39.es/ecma262/#sec-array.prototype.slice>
pub(super) fn slice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.slice")?;
    let length = length_of_array_like(cx, object)?;
    let start = to_relative_index(cx, arguments.get(0), length, 0)?;
    let end = to_relative_index(cx, arguments.get(1), length, length)?;
    let count = end.saturating_sub(start);
    let result = array_species_create(cx, object, count)?;
    if !copy_elements(cx, object, start, count, result, 0)? {
        for index in 0..count {
            let mut cx = cx.open();
            cx.step(1)?;
            if let Some(value) = present_element(&mut cx, object, start + index)? {
                define_index(&mut cx, result, index, value)?;
            }
        }
    }
    if !is_plain_array(cx, result) || array_length(cx.raw(result)) as u64 != count {
        set_length(cx, result, count)?;
    }
    Ok(result)
}

/// Array.prototype.concat ( ...items ) – <https://tc39.es/ecma262/#sec-array.prototype.concat>
pub(super) fn concat<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.concat")?;
    let result = array_species_create(cx, object, 0)?;
    let mut length = append(cx, result, 0, object)?;
    for index in 0..arguments.count() {
        length = append(cx, result, length, arguments.get(index))?;
    }
    if !is_plain_array(cx, result) || array_length(cx.raw(result)) as u64 != length {
        set_length(cx, result, length)?;
    }
    Ok(result)
}

/// Appends one item of `concat`, spread if it wants that; returns the length reached.
fn append<'s>(cx: &mut Scope<'s>, result: Local<'s>, length: u64, item: Local<'s>) -> Completion<u64> {
    let mut cx = cx.open();
    if !is_concat_spreadable(&mut cx, item)? {
        if length >= MAXIMUM_LENGTH {
            return Err(throw_type_error(&mut cx, format_args!("Invalid array length")));
        }
        define_index(&mut cx, result, length, item)?;
        return Ok(length + 1);
    }
    let count = length_of_array_like(&mut cx, item)?;
    if length + count > MAXIMUM_LENGTH {
        return Err(throw_type_error(&mut cx, format_args!("Invalid array length")));
    }
    if copy_elements(&mut cx, item, 0, count, result, length)? {
        return Ok(length + count);
    }
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, item, index)? {
            define_index(&mut cx, result, length + index, value)?;
        }
    }
    Ok(length + count)
}

/// IsConcatSpreadable ( O ) – <https://tc39.es/ecma262/#sec-isconcatspreadable>
fn is_concat_spreadable<'s>(cx: &mut Scope<'s>, item: Local<'s>) -> Completion<bool> {
    if !is_object(cx.raw(item)) {
        return Ok(false);
    }
    let spreadable = get_known(cx, item, KnownName::SymbolIsConcatSpreadable)?;
    if cx.raw(spreadable).is_undefined() { is_array(cx, item) } else { Ok(to_boolean(cx, spreadable)) }
}

/// Array.prototype.toReversed ( ) – <https://tc39.es/ecma262/#sec-array.prototype.toreversed>
pub(super) fn to_reversed<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.toReversed")?;
    let length = length_of_array_like(cx, object)?;
    let result = array_create(cx, length)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = element(&mut cx, object, length - 1 - index)?;
        define_index(&mut cx, result, index, value)?;
    }
    Ok(result)
}

/// Array.prototype.with ( index, value ) – <https://tc39.es/ecma262/#sec-array.prototype.with>
pub(super) fn with<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.with")?;
    let length = length_of_array_like(cx, object)?;
    let relative = to_integer_or_infinity(cx, arguments.get(0))?;
    let index = if relative >= 0.0 { relative } else { length as f64 + relative };
    if !(0.0..length as f64).contains(&index) {
        return Err(throw_range_error(cx, format_args!("Invalid index : {}", display(relative))));
    }
    let result = array_create(cx, length)?;
    for current in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = if current == index as u64 { arguments.get(1) } else { element(&mut cx, object, current)? };
        define_index(&mut cx, result, current, value)?;
    }
    Ok(result)
}

fn display(number: f64) -> String {
    crate::value::number::number_to_string(number).as_str().to_owned()
}
