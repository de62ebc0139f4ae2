//! Methods of iterators that walk them – ECMA-262 §27.1.4 <https://tc39.es/ecma262/#sec-%iterator.prototype%-object>

use super::{closing, unstarted, with_callback};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, IteratorRecord, Scope, array_create, array_push, call, describe, get_iterator_direct,
    iterator_close, iterator_step_value, same_value_zero, throw_range_error, throw_type_error, to_boolean,
};
use crate::value::number::MAX_SAFE_INTEGER;

/// Iterator.prototype.reduce ( reducer [ , initialValue ] ) – <https://tc39.es/ecma262/#sec-iterator.prototype.reduce>
pub(super) fn reduce<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let reducer = arguments.get(0);
    let record = with_callback(cx, this, reducer, "reduce")?;
    let (mut counter, initial) = match arguments.present(1) {
        Some(initial) => (0, initial),
        None => match iterator_step_value(cx, record)? {
            Some(first) => (1, first),
            None => {
                return Err(throw_type_error(cx, format_args!("Reduce of a done iterator with no initial value")));
            }
        },
    };
    let accumulator = cx.variable(initial)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(accumulator.get()) };
        let result =
            call(&mut cx, reducer, Local::UNDEFINED, &[accumulator.get(), value, Local::number(counter as f64)]);
        let result = closing(&mut cx, record, result)?;
        accumulator.set(&mut cx, result);
        counter += 1u64;
    }
}

/// Iterator.prototype.toArray ( ) – <https://tc39.es/ecma262/#sec-iterator.prototype.toarray>
pub(super) fn to_array<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    unstarted(cx, this, "toArray")?;
    let record = get_iterator_direct(cx, this)?;
    let items = array_create(cx, 0)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        match iterator_step_value(&mut cx, record)? {
            Some(value) => array_push(&mut cx, items, value)?,
            None => return Ok(items),
        }
    }
}

/// Iterator.prototype.forEach ( procedure ) – <https://tc39.es/ecma262/#sec-iterator.prototype.foreach>
pub(super) fn for_each<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "forEach")?;
    walk(cx, record, arguments.get(0), |_, _| false)?;
    Ok(Local::UNDEFINED)
}

/// Iterator.prototype.some ( predicate ) – <https://tc39.es/ecma262/#sec-iterator.prototype.some>
pub(super) fn some<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "some")?;
    let found = walk(cx, record, arguments.get(0), to_boolean)?;
    Ok(Local::bool(found.is_some()))
}

/// Iterator.prototype.every ( predicate ) – <https://tc39.es/ecma262/#sec-iterator.prototype.every>
pub(super) fn every<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "every")?;
    let found = walk(cx, record, arguments.get(0), |cx, result| !to_boolean(cx, result))?;
    Ok(Local::bool(found.is_none()))
}

/// Iterator.prototype.find ( predicate ) – <https://tc39.es/ecma262/#sec-iterator.prototype.find>
pub(super) fn find<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = with_callback(cx, this, arguments.get(0), "find")?;
    Ok(walk(cx, record, arguments.get(0), to_boolean)?.unwrap_or(Local::UNDEFINED))
}

/// Iterator.prototype.includes ( searchElement [ , skippedElements ] ) –
/// <https://tc39.es/proposal-iterator-includes/#sec-iterator.prototype.includes>
pub(super) fn includes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = unstarted(cx, this, "includes")?;
    let skipped = to_skipped(cx, arguments.get(1));
    let mut skipped = closing(cx, record, skipped)?;
    let record = get_iterator_direct(cx, this)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(Local::FALSE) };
        if skipped > 0.0 {
            skipped -= 1.0;
        } else if same_value_zero(&mut cx, value, arguments.get(0))? {
            iterator_close(&mut cx, record)?;
            return Ok(Local::TRUE);
        }
    }
}

/// How many values are not looked at: an integer that is not negative, or infinity.
fn to_skipped<'s>(cx: &mut Scope<'s>, skipped: Local<'s>) -> Completion<f64> {
    let raw = cx.raw(skipped);
    if raw.is_undefined() {
        return Ok(0.0);
    }
    let number = if raw.is_number() { raw.as_number() } else { f64::NAN };
    if number.is_nan() || number.is_finite() && number.fract() != 0.0 {
        let shown = describe(cx, skipped);
        return Err(throw_type_error(cx, format_args!("skippedElements {shown} is not an integer")));
    }
    if number < 0.0 || number.is_finite() && number > MAX_SAFE_INTEGER {
        return Err(throw_range_error(cx, format_args!("skippedElements {number} is out of range")));
    }
    Ok(number)
}

/// Calls `callback` for every value until `stops` likes its result; then closes the iterator and yields the value.
fn walk<'s>(
    cx: &mut Scope<'s>,
    record: IteratorRecord<'s>,
    callback: Local<'s>,
    stops: fn(&Scope<'_>, Local<'_>) -> bool,
) -> Completion<Option<Local<'s>>> {
    let found = cx.variable(Local::UNDEFINED)?;
    let mut counter = 0u64;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = iterator_step_value(&mut cx, record)? else { return Ok(None) };
        let result = call(&mut cx, callback, Local::UNDEFINED, &[value, Local::number(counter as f64)]);
        let result = closing(&mut cx, record, result)?;
        if stops(&cx, result) {
            found.set(&mut cx, value);
            iterator_close(&mut cx, record)?;
            return Ok(Some(found.get()));
        }
        counter += 1;
    }
}
