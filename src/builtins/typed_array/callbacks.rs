//! Methods of typed arrays that call a function for every element – ECMA-262 §23.2.3
//!
//! The function may shrink or detach the buffer: elements that are gone read as `undefined`.

use super::create::{require_callback, species_create, validate};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, array_create, array_length, array_push, call, get_index, throw_type_error,
    to_boolean, typed_array_get, typed_array_set,
};

/// Where a walk goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forwards,
    Backwards,
}

impl Direction {
    fn index(self, step: usize, length: usize) -> usize {
        match self {
            Direction::Forwards => step,
            Direction::Backwards => length - 1 - step,
        }
    }
}

/// Calls the function for every element until its result is `wanted`: the index and the element, which is kept in
/// `value`.
fn walk<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    method: &str,
    (direction, wanted): (Direction, bool),
) -> Completion<Option<(usize, Local<'s>)>> {
    let length = validate(cx, this, method)?.length;
    let callback = arguments.get(0);
    require_callback(cx, callback)?;
    let kept = cx.variable(Local::UNDEFINED)?;
    for step in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let index = direction.index(step, length);
        let value = typed_array_get(&mut cx, this, index)?;
        kept.set(&mut cx, value);
        let result = call(&mut cx, callback, arguments.get(1), &[value, Local::number(index as f64), this])?;
        if to_boolean(&cx, result) == wanted {
            return Ok(Some((index, kept.get())));
        }
    }
    Ok(None)
}

/// %TypedArray%.prototype.every ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.every>
pub(super) fn every<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let failed = walk(cx, this, arguments, "%TypedArray%.prototype.every", (Direction::Forwards, false))?;
    Ok(Local::bool(failed.is_none()))
}

/// %TypedArray%.prototype.some ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.some>
pub(super) fn some<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let found = walk(cx, this, arguments, "%TypedArray%.prototype.some", (Direction::Forwards, true))?;
    Ok(Local::bool(found.is_some()))
}

/// %TypedArray%.prototype.find ( predicate [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.find>
pub(super) fn find<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let found = walk(cx, this, arguments, "%TypedArray%.prototype.find", (Direction::Forwards, true))?;
    Ok(found.map_or(Local::UNDEFINED, |(_, value)| value))
}

/// %TypedArray%.prototype.findIndex ( predicate [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findindex>
pub(super) fn find_index<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let found = walk(cx, this, arguments, "%TypedArray%.prototype.findIndex", (Direction::Forwards, true))?;
    Ok(Local::number(found.map_or(-1.0, |(index, _)| index as f64)))
}

/// %TypedArray%.prototype.findLast ( predicate [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlast>
pub(super) fn find_last<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let found = walk(cx, this, arguments, "%TypedArray%.prototype.findLast", (Direction::Backwards, true))?;
    Ok(found.map_or(Local::UNDEFINED, |(_, value)| value))
}

/// %TypedArray%.prototype.findLastIndex ( predicate [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.findlastindex>
pub(super) fn find_last_index<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let found = walk(cx, this, arguments, "%TypedArray%.prototype.findLastIndex", (Direction::Backwards, true))?;
    Ok(Local::number(found.map_or(-1.0, |(index, _)| index as f64)))
}

/// %TypedArray%.prototype.forEach ( callback [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.foreach>
pub(super) fn for_each<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.forEach")?.length;
    let callback = arguments.get(0);
    require_callback(cx, callback)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = typed_array_get(&mut cx, this, index)?;
        call(&mut cx, callback, arguments.get(1), &[value, Local::number(index as f64), this])?;
    }
    Ok(Local::UNDEFINED)
}

/// %TypedArray%.prototype.map ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.map>
pub(super) fn map<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.map";
    let length = validate(cx, this, METHOD)?.length;
    let callback = arguments.get(0);
    require_callback(cx, callback)?;
    let result = species_create(cx, this, length, METHOD)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = typed_array_get(&mut cx, this, index)?;
        let mapped = call(&mut cx, callback, arguments.get(1), &[value, Local::number(index as f64), this])?;
        typed_array_set(&mut cx, result, index, mapped)?;
    }
    Ok(result)
}

/// %TypedArray%.prototype.filter ( callback [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.filter>
pub(super) fn filter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const METHOD: &str = "%TypedArray%.prototype.filter";
    let length = validate(cx, this, METHOD)?.length;
    let callback = arguments.get(0);
    require_callback(cx, callback)?;
    let kept = array_create(cx, 0)?;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = typed_array_get(&mut cx, this, index)?;
        let result = call(&mut cx, callback, arguments.get(1), &[value, Local::number(index as f64), this])?;
        if to_boolean(&cx, result) {
            array_push(&mut cx, kept, value)?;
        }
    }
    let count = array_length(cx.raw(kept)) as usize;
    let result = species_create(cx, this, count, METHOD)?;
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = get_index(&mut cx, kept, index as u64)?;
        typed_array_set(&mut cx, result, index, value)?;
    }
    Ok(result)
}

/// %TypedArray%.prototype.reduce ( callback [ , initialValue ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduce>
pub(super) fn reduce<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    fold(cx, this, arguments, "%TypedArray%.prototype.reduce", Direction::Forwards)
}

/// %TypedArray%.prototype.reduceRight ( callback [ , initialValue ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.reduceright>
pub(super) fn reduce_right<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    fold(cx, this, arguments, "%TypedArray%.prototype.reduceRight", Direction::Backwards)
}

fn fold<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
    method: &str,
    direction: Direction,
) -> Completion<Local<'s>> {
    let length = validate(cx, this, method)?.length;
    let callback = arguments.get(0);
    require_callback(cx, callback)?;
    let has_initial = arguments.count() > 1;
    if length == 0 && !has_initial {
        return Err(throw_type_error(cx, format_args!("Reduce of empty array with no initial value")));
    }
    let initial = match has_initial {
        true => arguments.get(1),
        false => typed_array_get(cx, this, direction.index(0, length))?,
    };
    let accumulator = cx.variable(initial)?;
    for step in usize::from(!has_initial)..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let index = direction.index(step, length);
        let value = typed_array_get(&mut cx, this, index)?;
        let all = [accumulator.get(), value, Local::number(index as f64), this];
        let result = call(&mut cx, callback, Local::UNDEFINED, &all)?;
        accumulator.set(&mut cx, result);
    }
    Ok(accumulator.get())
}
