//! Async views of sync iterators – ECMA-262 §27.1.6 <https://tc39.es/ecma262/#sec-async-from-sync-iterator-objects>
//!
//! No script ever sees one: `for await` and `yield*` make them of what is iterable in the ordinary way only.

use crate::heap::{Allocation, Local};
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Arguments, Builtin, Completion, Intrinsic, IteratorRecord, PromiseCapability, PropertyKey, Scope,
    anonymous_function, call, callee_data, create_iter_result_object, get_known, get_method, install as install_table,
    iterator_close, iterator_close_abrupt, iterator_complete, iterator_next, method, new_promise,
    ordinary_object_create, perform_promise_then, promise_resolve, require_iterator_result, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::async_from_sync_iterator as layout;

const PROTOTYPE: &[Builtin] = &[method("next", 1, next), method("return", 1, return_), method("throw", 1, throw)];

/// Words of the RECORD that the closures of one result share.
mod continuation {
    /// The sync iterator.
    pub(super) const ITERATOR: usize = 1;
    /// Words of the record.
    pub(super) const WORDS: usize = 2;
}

/// Whether an iterator is closed when the promise of its value is rejected.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnRejection {
    Close,
    Leave,
}

/// Makes %AsyncFromSyncIteratorPrototype%.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::AsyncIteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    cx.set_intrinsic(Intrinsic::AsyncFromSyncIteratorPrototype, prototype);
    install_table(cx, prototype, PROTOTYPE)
}

/// A pending promise without functions that anybody could see.
fn new_capability<'s>(cx: &mut Scope<'s>) -> Completion<PromiseCapability<'s>> {
    Ok(PromiseCapability { promise: new_promise(cx)?, ..PromiseCapability::NONE })
}

fn record_of<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<IteratorRecord<'s>> {
    if !cx.raw(this).is_kind(kind::ASYNC_FROM_SYNC_ITERATOR) {
        return Err(throw_type_error(cx, format_args!("not an async-from-sync iterator")));
    }
    let iterator = cx.word(this, layout::ITERATOR)?;
    let next_method = cx.word(this, layout::NEXT)?;
    Ok(IteratorRecord { iterator, next_method })
}

/// %AsyncFromSyncIteratorPrototype%.next ( \[ value \] ) –
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = record_of(cx, this)?;
    let capability = new_capability(cx)?;
    match iterator_next(cx, record, arguments.present(0)) {
        Ok(result) => continue_with(cx, result, capability, record, OnRejection::Close),
        Err(abrupt) => capability.reject_abrupt(cx, abrupt),
    }
}

/// %AsyncFromSyncIteratorPrototype%.return ( \[ value \] ) –
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.return>
fn return_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = record_of(cx, this)?;
    let capability = new_capability(cx)?;
    let method = match get_method(cx, record.iterator, PropertyKey::Known(KnownName::Return)) {
        Ok(method) => method,
        Err(abrupt) => return capability.reject_abrupt(cx, abrupt),
    };
    let Some(method) = method else {
        let result = create_iter_result_object(cx, arguments.get(0), true)?;
        capability.resolve(cx, result)?;
        return Ok(capability.promise);
    };
    match call_with(cx, method, record.iterator, arguments) {
        Ok(result) => continue_with(cx, result, capability, record, OnRejection::Leave),
        Err(abrupt) => capability.reject_abrupt(cx, abrupt),
    }
}

/// %AsyncFromSyncIteratorPrototype%.throw ( \[ value \] ) –
/// <https://tc39.es/ecma262/#sec-%asyncfromsynciteratorprototype%.throw>
fn throw<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let record = record_of(cx, this)?;
    let capability = new_capability(cx)?;
    let method = match get_method(cx, record.iterator, PropertyKey::Known(KnownName::Throw)) {
        Ok(method) => method,
        Err(abrupt) => return capability.reject_abrupt(cx, abrupt),
    };
    let Some(method) = method else {
        let abrupt = match iterator_close(cx, record) {
            Ok(()) => throw_type_error(cx, format_args!("The iterator does not provide a 'throw' method.")),
            Err(abrupt) => abrupt,
        };
        return capability.reject_abrupt(cx, abrupt);
    };
    match call_with(cx, method, record.iterator, arguments) {
        Ok(result) => continue_with(cx, result, capability, record, OnRejection::Close),
        Err(abrupt) => capability.reject_abrupt(cx, abrupt),
    }
}

/// Calls a method with the value that was passed, if one was; the result must be an object.
fn call_with<'s>(
    cx: &mut Scope<'s>,
    method: Local<'s>,
    iterator: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let result = match arguments.present(0) {
        Some(value) => call(cx, method, iterator, &[value])?,
        None => call(cx, method, iterator, &[])?,
    };
    require_iterator_result(cx, result)?;
    Ok(result)
}

/// AsyncFromSyncIteratorContinuation – <https://tc39.es/ecma262/#sec-asyncfromsynciteratorcontinuation>
fn continue_with<'s>(
    cx: &mut Scope<'s>,
    result: Local<'s>,
    capability: PromiseCapability<'s>,
    record: IteratorRecord<'s>,
    on_rejection: OnRejection,
) -> Completion<Local<'s>> {
    let (value, done) = match parts_of(cx, result) {
        Ok(parts) => parts,
        Err(abrupt) => return capability.reject_abrupt(cx, abrupt),
    };
    let closes = !done && on_rejection == OnRejection::Close;
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    let wrapper = match promise_resolve(cx, constructor, value) {
        Ok(wrapper) => wrapper,
        Err(abrupt) => {
            let abrupt = if closes { iterator_close_abrupt(cx, record, abrupt) } else { abrupt };
            return capability.reject_abrupt(cx, abrupt);
        }
    };
    let fulfilled = anonymous_function(cx, unwrap, 1, Local::bool(done))?;
    let rejected = if closes {
        let data = cx.allocate(Allocation::young(kind::RECORD, 0, continuation::WORDS), |init| {
            init.set(continuation::ITERATOR, record.iterator);
        })?;
        anonymous_function(cx, close, 1, data)?
    } else {
        Local::UNDEFINED
    };
    perform_promise_then(cx, wrapper, fulfilled, rejected, capability, Local::UNDEFINED)?;
    Ok(capability.promise)
}

fn parts_of<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Result<(Local<'s>, bool), Abrupt> {
    let done = iterator_complete(cx, result)?;
    let value = get_known(cx, result, KnownName::Value)?;
    Ok((value, done))
}

/// The closure that makes a result object of a value.
fn unwrap<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let done = callee_data(cx, arguments)?;
    let done = cx.raw(done).word_value() == crate::value::Value::TRUE;
    create_iter_result_object(cx, arguments.get(0), done)
}

/// The closure that closes the iterator whose value was a rejected promise.
fn close<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let data = callee_data(cx, arguments)?;
    let iterator = cx.word(data, continuation::ITERATOR)?;
    let abrupt = cx.throw(arguments.get(0));
    Err(iterator_close_abrupt(cx, IteratorRecord { iterator, next_method: Local::UNDEFINED }, abrupt))
}
