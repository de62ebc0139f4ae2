//! `Array.prototype.flat` and `flatMap` – ECMA-262 §23.1.3.13, §23.1.3.14

use super::callbacks::Calls;
use super::dense::present_element;
use super::mutate::MAXIMUM_LENGTH;
use super::{array_species_create, define_index, receiver};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, is_array, length_of_array_like, throw_type_error, to_integer_or_infinity,
};

/// Array.prototype.flat ( [ depth ] ) – <https://tc39.es/ecma262/#sec-array.prototype.flat>
pub(super) fn flat<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = crate::runtime::to_object(cx, this)?;
    let length = length_of_array_like(cx, object)?;
    let depth = match cx.raw(arguments.get(0)).is_undefined() {
        true => 1.0,
        false => to_integer_or_infinity(cx, arguments.get(0))?,
    };
    let result = array_species_create(cx, object, 0)?;
    flatten_into_array(cx, result, object, length, 0, depth.max(0.0))?;
    Ok(result)
}

/// Array.prototype.flatMap ( mapper [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.flatmap>
pub(super) fn flat_map<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.flatMap")?;
    let length = length_of_array_like(cx, object)?;
    let calls = match Calls::begin_with(cx, object, length, arguments)? {
        Some(calls) => calls,
        None => return Err(throw_type_error(cx, format_args!("flatMap mapper function is not callable"))),
    };
    let result = array_species_create(cx, object, 0)?;
    let mut to = 0;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = present_element(&mut cx, object, index)? else { continue };
        let mapped = calls.call(&mut cx, value, index)?;
        to = add(&mut cx, result, mapped, to, 1.0)?;
    }
    Ok(result)
}

/// FlattenIntoArray ( target, source, sourceLen, start, depth ) – <https://tc39.es/ecma262/#sec-flattenintoarray>
fn flatten_into_array<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    source: Local<'s>,
    length: u64,
    start: u64,
    depth: f64,
) -> Completion<u64> {
    cx.check_stack()?;
    let mut to = start;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, source, index)? {
            to = add(&mut cx, target, value, to, depth)?;
        }
    }
    Ok(to)
}

/// Adds one element, flattened if it is an array and `depth` allows it; returns the next index.
fn add<'s>(cx: &mut Scope<'s>, target: Local<'s>, value: Local<'s>, to: u64, depth: f64) -> Completion<u64> {
    if depth > 0.0 && is_array(cx, value)? {
        let length = length_of_array_like(cx, value)?;
        return flatten_into_array(cx, target, value, length, to, depth - 1.0);
    }
    if to >= MAXIMUM_LENGTH {
        return Err(throw_type_error(cx, format_args!("Invalid array length")));
    }
    define_index(cx, target, to, value)?;
    Ok(to + 1)
}
