//! Iterators (§7.4).

use super::completion::{Abrupt, Completion};
use super::isolate::Isolate;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::Action;
use super::transition::{self, Step};
use super::{
    call, describe, describe_operand, get_known, get_method, is_callable, is_object, object, throw_type_error,
    to_boolean,
};
use crate::heap::Local;
use crate::value::kind;
use crate::value::layout::{async_from_sync_iterator, attribute};

/// An Iterator Record (§7.4.1).
#[derive(Clone, Copy)]
pub(crate) struct IteratorRecord<'s> {
    /// The iterator.
    pub(crate) iterator: Local<'s>,
    /// Its `next` method.
    pub(crate) next_method: Local<'s>,
}

/// GetIteratorDirect (§7.4.2).
///
/// # Errors
/// Whatever the getter of `next` throws.
pub(crate) fn get_iterator_direct<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<IteratorRecord<'s>> {
    let next_method = get_known(cx, iterator, KnownName::Next)?;
    Ok(IteratorRecord { iterator, next_method })
}

/// GetIteratorFromMethod (§7.4.3).
///
/// # Errors
/// TypeError when the method's result is no object; whatever it throws.
pub(crate) fn get_iterator_from_method<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    method: Local<'s>,
) -> Completion<IteratorRecord<'s>> {
    let iterator = call(cx, method, value, &[])?;
    if !is_object(cx.raw(iterator)) {
        return Err(throw_type_error(cx, format_args!("Result of the Symbol.iterator method is not an object")));
    }
    get_iterator_direct(cx, iterator)
}

/// GetIterator (§7.4.4) for sync iteration.
///
/// # Errors
/// TypeError when the value is not iterable; whatever its methods throw.
pub(crate) fn get_iterator<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<IteratorRecord<'s>> {
    let method = iterator_method(cx, value)?;
    get_iterator_from_method(cx, value, method)
}

fn iterator_method<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        return Err(throw_not_iterable(cx, value));
    }
    let method = super::get_v(cx, value, PropertyKey::Known(KnownName::SymbolIterator))?;
    if is_callable(cx, method) { Ok(method) } else { Err(throw_not_iterable(cx, value)) }
}

/// TypeError `… is not iterable`, as builtins say it.
#[cold]
pub(crate) fn throw_not_iterable(cx: &mut Scope<'_>, value: Local<'_>) -> Abrupt {
    let shown = describe_operand(cx, value);
    throw_type_error(cx, format_args!("{shown} is not iterable (cannot read property Symbol(Symbol.iterator))"))
}

/// IteratorNext (§7.4.6).
///
/// # Errors
/// TypeError when the result is no object; whatever `next` throws.
pub(crate) fn iterator_next<'s>(
    cx: &mut Scope<'s>,
    record: IteratorRecord<'s>,
    value: Option<Local<'s>>,
) -> Completion<Local<'s>> {
    let result = match value {
        Some(value) => call(cx, record.next_method, record.iterator, &[value])?,
        None => call(cx, record.next_method, record.iterator, &[])?,
    };
    require_iterator_result(cx, result)?;
    Ok(result)
}

/// Checks that what an iterator's method has given is an object.
///
/// # Errors
/// TypeError when it is none.
pub(crate) fn require_iterator_result(cx: &mut Scope<'_>, result: Local<'_>) -> Completion<()> {
    if is_object(cx.raw(result)) {
        return Ok(());
    }
    let shown = describe(cx, result);
    Err(throw_type_error(cx, format_args!("Iterator result {shown} is not an object")))
}

/// CreateAsyncFromSyncIterator (§27.1.6.1): the object; its `next` is found on its prototype.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_async_from_sync_iterator<'s>(
    cx: &mut Scope<'s>,
    record: IteratorRecord<'s>,
) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::AsyncFromSyncIteratorPrototype)?;
    let object = super::make_object(cx, kind::ASYNC_FROM_SYNC_ITERATOR, prototype)?;
    cx.heap.store(object, async_from_sync_iterator::ITERATOR, record.iterator);
    cx.heap.store(object, async_from_sync_iterator::NEXT, record.next_method);
    Ok(object)
}

/// IteratorComplete (§7.4.7).
///
/// # Errors
/// Whatever the getter of `done` throws.
pub(crate) fn iterator_complete<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let done = get_known(&mut cx, result, KnownName::Done)?;
    Ok(to_boolean(&cx, done))
}

/// IteratorValue (§7.4.8).
///
/// # Errors
/// Whatever the getter of `value` throws.
pub(crate) fn iterator_value<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    get_known(cx, result, KnownName::Value)
}

/// IteratorStepValue (§7.4.10): `None` at the end.
///
/// # Errors
/// Whatever the iterator throws.
pub(crate) fn iterator_step_value<'s>(cx: &mut Scope<'s>, record: IteratorRecord<'s>) -> Completion<Option<Local<'s>>> {
    if is_original_iterator(cx, record.iterator, record.next_method) {
        return (cx.upcalls.step_iterator)(cx, record.iterator);
    }
    let depth = cx.heap.stack_depth();
    let result = iterator_next(cx, record, None)?;
    if iterator_complete(cx, result)? {
        cx.heap.truncate_stack(depth);
        return Ok(None);
    }
    let value = iterator_value(cx, result)?;
    Ok(Some(cx.collapse(depth, value)))
}

/// Whether an iterator over an array, Map, Set or string, or a generator is stepped by the `next` it came with: then its
/// result objects, which nobody else sees, need not be made. Pure.
#[inline]
pub(crate) fn is_original_iterator(isolate: &Isolate, iterator: Local<'_>, next: Local<'_>) -> bool {
    let original = match isolate.heap.get(iterator).kind() {
        kind::ARRAY_ITERATOR => Intrinsic::ArrayIteratorNext,
        kind::MAP_ITERATOR => Intrinsic::MapIteratorNext,
        kind::SET_ITERATOR => Intrinsic::SetIteratorNext,
        kind::STRING_ITERATOR => Intrinsic::StringIteratorNext,
        kind::GENERATOR => Intrinsic::GeneratorNext,
        _ => return false,
    };
    let next = isolate.heap.get(next);
    next.is_pointer() && next.identical(isolate.intrinsic_raw(original))
}

/// IteratorClose (§7.4.11) after a normal completion.
///
/// # Errors
/// TypeError when `return` gives no object; whatever it throws.
pub(crate) fn iterator_close<'s>(cx: &mut Scope<'s>, record: IteratorRecord<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let Some(method) = get_method(&mut cx, record.iterator, PropertyKey::Known(KnownName::Return))? else {
        return Ok(());
    };
    let result = call(&mut cx, method, record.iterator, &[])?;
    require_iterator_result(&mut cx, result)
}

/// IteratorClose (§7.4.11) after an abrupt completion: what `return` does is ignored, the original throw goes on. A
/// termination runs no script.
pub(crate) fn iterator_close_abrupt<'s>(cx: &mut Scope<'s>, record: IteratorRecord<'s>, abrupt: Abrupt) -> Abrupt {
    let mut cx = cx.open();
    let thrown = match cx.catch(abrupt) {
        Ok(thrown) => thrown,
        Err(termination) => return termination,
    };
    let closed =
        get_method(&mut cx, record.iterator, PropertyKey::Known(KnownName::Return)).and_then(|method| match method {
            Some(method) => call(&mut cx, method, record.iterator, &[]).map(|_| ()),
            None => Ok(()),
        });
    match closed {
        Err(abrupt) if cx.is_terminating() => abrupt,
        _ => cx.throw(thrown),
    }
}

/// CreateIterResultObject (§7.4.14).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_iter_result_object<'s>(cx: &mut Scope<'s>, value: Local<'s>, done: bool) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let mut shape = cx.intrinsic(Intrinsic::IteratorResultShape)?;
    if shape.immediate().is_some() {
        shape = iterator_result_shape(cx)?;
        cx.set_intrinsic(Intrinsic::IteratorResultShape, shape);
    }
    let result = object::allocate_object(cx, shape)?;
    let first = object::first_slot(kind::ORDINARY) as usize;
    cx.heap.store(result, first, value);
    cx.heap.store(result, first + 1, Local::bool(done));
    Ok(cx.collapse(depth, result))
}

/// `{ value, done }` with exactly two inline slots.
fn iterator_result_shape<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let mut shape = transition::root_shape(cx, prototype, kind::ORDINARY, 2, 0)?;
    for name in [KnownName::Value, KnownName::Done] {
        let key = cx.known_string(name)?;
        shape = transition::transition(cx, shape, key, Step { action: Action::Add, meta: attribute::ALL })?;
    }
    Ok(shape)
}

/// IteratorToList (§7.4.16) over an iterable, into an array.
///
/// # Errors
/// Whatever the iterator throws.
pub(crate) fn iterable_to_array<'s>(cx: &mut Scope<'s>, iterable: Local<'s>) -> Completion<Local<'s>> {
    let result = super::array_create(cx, 0)?;
    let record = get_iterator(cx, iterable)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        match iterator_step_value(&mut cx, record)? {
            Some(value) => super::array_push(&mut cx, result, value)?,
            None => break,
        }
    }
    Ok(result)
}
