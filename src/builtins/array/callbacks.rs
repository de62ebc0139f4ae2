//! The methods of Array.prototype that call a function for every element – ECMA-262 §23.1.3.

use super::dense::{element, present_element};
use super::{array_species_create, define_index, receiver};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, call, describe, is_callable, length_of_array_like, throw_type_error, to_boolean,
};

/// What these methods begin with: the receiver, its length, the function and its `this`.
#[derive(Clone, Copy)]
pub(super) struct Calls<'s> {
    pub(super) object: Local<'s>,
    pub(super) length: u64,
    function: Local<'s>,
    this: Local<'s>,
}

impl<'s> Calls<'s> {
    /// ToObject, LengthOfArrayLike, IsCallable.
    pub(super) fn begin(
        cx: &mut Scope<'s>,
        this: Local<'s>,
        arguments: Arguments<'s>,
        method: &str,
    ) -> Completion<Calls<'s>> {
        let object = receiver(cx, this, method)?;
        let length = length_of_array_like(cx, object)?;
        let function = require_function(cx, arguments.get(0))?;
        Ok(Calls { object, length, function, this: arguments.get(1) })
    }

    /// The same for a receiver and a length known already; `None` when the function cannot be called.
    pub(super) fn begin_with(
        cx: &mut Scope<'s>,
        object: Local<'s>,
        length: u64,
        arguments: Arguments<'s>,
    ) -> Completion<Option<Calls<'s>>> {
        let function = arguments.get(0);
        Ok(is_callable(cx, function).then(|| Calls { object, length, function, this: arguments.get(1) }))
    }

    /// Call ( function, thisArg, « value, 𝔽(index), O » )
    #[inline]
    pub(super) fn call<'i>(&self, cx: &mut Scope<'i>, value: Local<'i>, index: u64) -> Completion<Local<'i>>
    where
        's: 'i,
    {
        call(cx, self.function, self.this, &[value, Local::number(index as f64), self.object])
    }

    /// ToBoolean of the function's result.
    #[inline]
    fn test<'i>(&self, cx: &mut Scope<'i>, value: Local<'i>, index: u64) -> Completion<bool>
    where
        's: 'i,
    {
        let result = self.call(cx, value, index)?;
        Ok(to_boolean(cx, result))
    }
}

/// A callback argument.
pub(super) fn require_function<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<Local<'s>> {
    if is_callable(cx, function) {
        return Ok(function);
    }
    let shown = describe(cx, function);
    Err(throw_type_error(cx, format_args!("{shown} is not a function")))
}

/// Array.prototype.every ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.every>
pub(super) fn every<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.every")?;
    for index in 0..calls.length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, calls.object, index)?
            && !calls.test(&mut cx, value, index)?
        {
            return Ok(Local::FALSE);
        }
    }
    Ok(Local::TRUE)
}

/// Array.prototype.some ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.some>
pub(super) fn some<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.some")?;
    for index in 0..calls.length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, calls.object, index)?
            && calls.test(&mut cx, value, index)?
        {
            return Ok(Local::TRUE);
        }
    }
    Ok(Local::FALSE)
}

/// Array.prototype.forEach ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.foreach>
pub(super) fn for_each<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.forEach")?;
    for index in 0..calls.length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, calls.object, index)? {
            calls.call(&mut cx, value, index)?;
        }
    }
    Ok(Local::UNDEFINED)
}

/// Array.prototype.map ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.map>
pub(super) fn map<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.map")?;
    let result = array_species_create(cx, calls.object, calls.length)?;
    for index in 0..calls.length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, calls.object, index)? {
            let mapped = calls.call(&mut cx, value, index)?;
            define_index(&mut cx, result, index, mapped)?;
        }
    }
    Ok(result)
}

/// Array.prototype.filter ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.filter>
pub(super) fn filter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.filter")?;
    let result = array_species_create(cx, calls.object, 0)?;
    let mut to = 0;
    for index in 0..calls.length {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, calls.object, index)?
            && calls.test(&mut cx, value, index)?
        {
            define_index(&mut cx, result, to, value)?;
            to += 1;
        }
    }
    Ok(result)
}

/// Array.prototype.find ( predicate [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.find>
pub(super) fn find<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.find")?;
    Ok(find_via_predicate(cx, calls, false)?.1)
}

/// Array.prototype.findIndex ( predicate [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.findindex>
pub(super) fn find_index<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.findIndex")?;
    Ok(find_via_predicate(cx, calls, false)?.0)
}

/// Array.prototype.findLast ( predicate [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-array.prototype.findlast>
pub(super) fn find_last<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.findLast")?;
    Ok(find_via_predicate(cx, calls, true)?.1)
}

/// Array.prototype.findLastIndex ( predicate [ , thisArg ] ) –
/// <https://tc39.es/ecma262/#sec-array.prototype.findlastindex>
pub(super) fn find_last_index<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.findLastIndex")?;
    Ok(find_via_predicate(cx, calls, true)?.0)
}

/// FindViaPredicate ( O, len, direction, predicate, thisArg ) – <https://tc39.es/ecma262/#sec-findviapredicate>
fn find_via_predicate<'s>(
    cx: &mut Scope<'s>,
    calls: Calls<'s>,
    descending: bool,
) -> Completion<(Local<'s>, Local<'s>)> {
    let found = cx.variable(Local::UNDEFINED)?;
    for count in 0..calls.length {
        let index = if descending { calls.length - 1 - count } else { count };
        let mut cx = cx.open();
        cx.step(1)?;
        let value = element(&mut cx, calls.object, index)?;
        if calls.test(&mut cx, value, index)? {
            found.set(&mut cx, value);
            return Ok((Local::number(index as f64), found.get()));
        }
    }
    Ok((Local::int(-1), Local::UNDEFINED))
}

/// Array.prototype.reduce ( callback [ , initialValue ] ) – <https://tc39.es/ecma262/#sec-array.prototype.reduce>
pub(super) fn reduce<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.reduce")?;
    fold(cx, calls, arguments, false)
}

/// Array.prototype.reduceRight ( callback [ , initialValue ] ) –
/// <https://tc39.es/ecma262/#sec-array.prototype.reduceright>
pub(super) fn reduce_right<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let calls = Calls::begin(cx, this, arguments, "Array.prototype.reduceRight")?;
    fold(cx, calls, arguments, true)
}

fn fold<'s>(cx: &mut Scope<'s>, calls: Calls<'s>, arguments: Arguments<'s>, descending: bool) -> Completion<Local<'s>> {
    let accumulator = cx.variable(arguments.get(1))?;
    let mut is_started = arguments.count() > 1;
    for count in 0..calls.length {
        let index = if descending { calls.length - 1 - count } else { count };
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(value) = present_element(&mut cx, calls.object, index)? else { continue };
        let next = if is_started {
            let four = [accumulator.get(), value, Local::number(index as f64), calls.object];
            call(&mut cx, calls.function, Local::UNDEFINED, &four)?
        } else {
            value
        };
        is_started = true;
        accumulator.set(&mut cx, next);
    }
    if !is_started {
        return Err(throw_type_error(cx, format_args!("Reduce of empty array with no initial value")));
    }
    Ok(accumulator.get())
}
