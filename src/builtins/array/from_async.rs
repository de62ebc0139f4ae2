//! `Array.fromAsync` – <https://tc39.es/ecma262/#sec-array.fromasync>
//!
//! The specification's closure is an async function. Here its variables are words of a vector, and every `Await` ends in a
//! job that goes on in the stage where it stopped.

use super::callbacks::require_function;
use super::define_index;
use super::from::make;
use super::mutate::set_length;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Completion, Intrinsic, PropertyKey, Scope, await_promise, call, create_async_from_sync_iterator,
    get_index, get_iterator_direct, get_iterator_from_method, get_known, get_method, iterator_complete,
    length_of_array_like, new_promise, promise_resolve, reject_promise, require_iterator_result, resolve_promise,
    to_object,
};
use crate::value::Value;

/// Words of the vector of variables.
mod variable {
    use crate::value::layout::words;

    /// The promise of the whole.
    pub(super) const PROMISE: usize = words::ELEMENTS;
    /// What is filled.
    pub(super) const RESULT: usize = words::ELEMENTS + 1;
    /// The iterator, or the object like an array.
    pub(super) const SOURCE: usize = words::ELEMENTS + 2;
    /// The iterator's `next`.
    pub(super) const NEXT: usize = words::ELEMENTS + 3;
    /// The mapper, or UNDEFINED.
    pub(super) const MAPPER: usize = words::ELEMENTS + 4;
    /// Its `this`.
    pub(super) const THIS: usize = words::ELEMENTS + 5;
    /// How many elements there are by now.
    pub(super) const INDEX: usize = words::ELEMENTS + 6;
    /// How many there will be; UNDEFINED for an iterator.
    pub(super) const LENGTH: usize = words::ELEMENTS + 7;
    /// Which stage waits.
    pub(super) const STAGE: usize = words::ELEMENTS + 8;
    /// The reason for which the iterator is being closed.
    pub(super) const REASON: usize = words::ELEMENTS + 9;
    /// How many there are.
    pub(super) const COUNT: usize = 10;
}

/// What waits for a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// The result of `next`.
    Next,
    /// An element of an object like an array.
    Element,
    /// What the mapper made of a value.
    Mapped,
    /// The end of the iterator, after something was thrown.
    Closed,
}

/// Array.fromAsync ( asyncItems [ , mapper [ , thisArg ] ] ) – <https://tc39.es/ecma262/#sec-array.fromasync>
pub(super) fn from_async<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let promise = new_promise(cx)?;
    let state = cx.allocate_words(variable::COUNT)?;
    cx.heap.store(state, variable::PROMISE, promise);
    cx.heap.store(state, variable::INDEX, Local::int(0));
    let begun = begin(cx, state, this, arguments);
    settle(cx, state, begun)?;
    Ok(promise)
}

/// Rejects the promise of the whole if something was thrown.
fn settle<'s>(cx: &mut Scope<'s>, state: Local<'s>, result: Completion<()>) -> Completion<()> {
    let Err(abrupt) = result else { return Ok(()) };
    let reason = cx.catch(abrupt)?;
    let promise = cx.word(state, variable::PROMISE)?;
    reject_promise(cx, promise, reason)
}

fn begin<'s>(cx: &mut Scope<'s>, state: Local<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<()> {
    let (items, mapper) = (arguments.get(0), arguments.get(1));
    if !cx.raw(mapper).is_undefined() {
        let mapper = require_function(cx, mapper)?;
        cx.heap.store(state, variable::MAPPER, mapper);
        cx.heap.store(state, variable::THIS, arguments.get(2));
    }
    let asynchronous = get_method(cx, items, PropertyKey::Known(KnownName::SymbolAsyncIterator))?;
    let record = match asynchronous {
        Some(method) => get_iterator_from_method(cx, items, method)?,
        None => match get_method(cx, items, PropertyKey::Known(KnownName::SymbolIterator))? {
            Some(method) => {
                let record = get_iterator_from_method(cx, items, method)?;
                let iterator = create_async_from_sync_iterator(cx, record)?;
                get_iterator_direct(cx, iterator)?
            }
            None => return begin_array_like(cx, state, this, items),
        },
    };
    cx.heap.store(state, variable::SOURCE, record.iterator);
    cx.heap.store(state, variable::NEXT, record.next_method);
    let result = make(cx, this, None)?;
    cx.heap.store(state, variable::RESULT, result);
    ask_next(cx, state)
}

fn begin_array_like<'s>(
    cx: &mut Scope<'s>,
    state: Local<'s>,
    constructor: Local<'s>,
    items: Local<'s>,
) -> Completion<()> {
    let items = to_object(cx, items)?;
    let length = length_of_array_like(cx, items)?;
    cx.heap.store(state, variable::SOURCE, items);
    cx.heap.store(state, variable::LENGTH, Local::number(length as f64));
    let result = make(cx, constructor, Some(length))?;
    cx.heap.store(state, variable::RESULT, result);
    ask_element(cx, state)
}

/// Await ( value ): `go_on` runs when it is known.
fn wait_for<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>, stage: Stage) -> Completion<()> {
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    let promise = promise_resolve(cx, constructor, value)?;
    cx.heap.store(state, variable::STAGE, Local::int(stage as i32));
    await_promise(cx, promise, go_on, state)
}

/// The job after an `Await`: the variables, the value or reason, whether it is a reason.
fn go_on<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (state, value) = (arguments.get(0), arguments.get(1));
    let is_rejected = cx.raw(arguments.get(2)).word_value() == Value::TRUE;
    let stage = match cx.raw(state).word(variable::STAGE).as_int() {
        0 => Stage::Next,
        1 => Stage::Element,
        2 => Stage::Mapped,
        _ => Stage::Closed,
    };
    let outcome = match stage {
        Stage::Closed => {
            let reason = cx.word(state, variable::REASON)?;
            Err(cx.throw(reason))
        }
        Stage::Mapped if is_rejected => {
            let abrupt = cx.throw(value);
            close(cx, state, abrupt)
        }
        _ if is_rejected => Err(cx.throw(value)),
        Stage::Next => take_result(cx, state, value),
        Stage::Element => take_value(cx, state, value),
        Stage::Mapped => add(cx, state, value),
    };
    settle(cx, state, outcome)?;
    Ok(Local::UNDEFINED)
}

fn index_of(cx: &Scope<'_>, state: Local<'_>) -> u64 {
    cx.raw(state).word(variable::INDEX).as_number() as u64
}

fn ask_next<'s>(cx: &mut Scope<'s>, state: Local<'s>) -> Completion<()> {
    cx.step(1)?;
    let iterator = cx.word(state, variable::SOURCE)?;
    let next = cx.word(state, variable::NEXT)?;
    let result = call(cx, next, iterator, &[])?;
    wait_for(cx, state, result, Stage::Next)
}

fn ask_element<'s>(cx: &mut Scope<'s>, state: Local<'s>) -> Completion<()> {
    cx.step(1)?;
    let index = index_of(cx, state);
    if index >= cx.raw(state).word(variable::LENGTH).as_number() as u64 {
        return finish(cx, state);
    }
    let source = cx.word(state, variable::SOURCE)?;
    let value = get_index(cx, source, index)?;
    wait_for(cx, state, value, Stage::Element)
}

/// What `next` has promised.
fn take_result<'s>(cx: &mut Scope<'s>, state: Local<'s>, result: Local<'s>) -> Completion<()> {
    require_iterator_result(cx, result)?;
    if iterator_complete(cx, result)? {
        return finish(cx, state);
    }
    let value = get_known(cx, result, KnownName::Value)?;
    take_value(cx, state, value)
}

/// Maps a value, or adds it as it is.
fn take_value<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>) -> Completion<()> {
    let mapper = cx.word(state, variable::MAPPER)?;
    if cx.raw(mapper).is_undefined() {
        return add(cx, state, value);
    }
    let this = cx.word(state, variable::THIS)?;
    let index = Local::number(index_of(cx, state) as f64);
    let mapped = call(cx, mapper, this, &[value, index]);
    match mapped.and_then(|mapped| wait_for(cx, state, mapped, Stage::Mapped)) {
        Ok(()) => Ok(()),
        Err(abrupt) => close(cx, state, abrupt),
    }
}

/// Adds a value and asks for the next.
fn add<'s>(cx: &mut Scope<'s>, state: Local<'s>, value: Local<'s>) -> Completion<()> {
    let result = cx.word(state, variable::RESULT)?;
    let index = index_of(cx, state);
    if let Err(abrupt) = define_index(cx, result, index, value) {
        return close(cx, state, abrupt);
    }
    cx.heap.store(state, variable::INDEX, Local::number(index as f64 + 1.0));
    if cx.raw(state).word(variable::LENGTH).is_undefined() { ask_next(cx, state) } else { ask_element(cx, state) }
}

fn finish<'s>(cx: &mut Scope<'s>, state: Local<'s>) -> Completion<()> {
    let result = cx.word(state, variable::RESULT)?;
    let length = index_of(cx, state);
    set_length(cx, result, length)?;
    let promise = cx.word(state, variable::PROMISE)?;
    resolve_promise(cx, promise, result)
}

/// IfAbruptCloseAsyncIterator: asks an iterator to end and waits until it has; then the throw goes on. An object like an
/// array needs no end.
fn close<'s>(cx: &mut Scope<'s>, state: Local<'s>, abrupt: Abrupt) -> Completion<()> {
    if !cx.raw(state).word(variable::LENGTH).is_undefined() {
        return Err(abrupt);
    }
    let reason = cx.catch(abrupt)?;
    cx.heap.store(state, variable::REASON, reason);
    let iterator = cx.word(state, variable::SOURCE)?;
    let closed = get_method(cx, iterator, PropertyKey::Known(KnownName::Return)).and_then(|method| match method {
        Some(method) => {
            let result = call(cx, method, iterator, &[])?;
            wait_for(cx, state, result, Stage::Closed).map(|()| true)
        }
        None => Ok(false),
    });
    match closed {
        Ok(true) => Ok(()),
        Err(abrupt) if cx.is_terminating() => Err(abrupt),
        // What goes wrong here is not told: the first reason is.
        _ => Err(cx.throw(reason)),
    }
}
