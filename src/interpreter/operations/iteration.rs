//! Iteration – ECMA-262 §7.4 <https://tc39.es/ecma262/#sec-operations-on-iterator-objects> and `for`-`in`.

use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, Intrinsic, KnownName, PropertyKey, Scope};
use crate::value::kind;

/// Whether iterating the array `subject` by index cannot be told from its iterator: TRUE or FALSE.
pub(crate) fn is_plain_array<'s>(cx: &mut Scope<'s>, subject: Local<'_>) -> Completion<Local<'s>> {
    if !cx.raw(subject).is_kind(kind::ARRAY) {
        return Ok(Local::FALSE);
    }
    Ok(Local::bool(runtime::has_plain_iteration(cx, subject)?))
}

/// GetIterator ( obj, sync )
pub(crate) fn get_iterator<'s>(cx: &mut Scope<'s>, subject: Local<'s>) -> Completion<Local<'s>> {
    let nullish = super::operator::is_nullish(cx, subject);
    if nullish {
        return Err(throw_not_iterable(cx, subject));
    }
    let method = runtime::get_v(cx, subject, PropertyKey::Known(KnownName::SymbolIterator))?;
    if !runtime::is_callable(cx, method) {
        return Err(throw_not_iterable(cx, subject));
    }
    let iterator = runtime::call(cx, method, subject, &[])?;
    if !runtime::is_object(cx.raw(iterator)) {
        let message = format_args!("Result of the Symbol.iterator method is not an object");
        return Err(runtime::throw_type_error(cx, message));
    }
    Ok(iterator)
}

fn throw_not_iterable(cx: &mut Scope<'_>, subject: Local<'_>) -> runtime::Abrupt {
    let shown = super::call::subject_text(cx).unwrap_or_else(|| runtime::describe(cx, subject));
    runtime::throw_type_error(cx, format_args!("{shown} is not iterable"))
}

/// The `next` method of an iterator.
pub(crate) fn next_method<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    runtime::get(cx, iterator, PropertyKey::Known(KnownName::Next))
}

/// IteratorStepValue: the next value, or HOLE.
pub(crate) fn step<'s>(cx: &mut Scope<'s>, iterator: Local<'s>, next: Local<'s>) -> Completion<Local<'s>> {
    let result = runtime::call(cx, next, iterator, &[])?;
    if !runtime::is_object(cx.raw(result)) {
        let shown = runtime::describe(cx, result);
        return Err(runtime::throw_type_error(cx, format_args!("Iterator result {shown} is not an object")));
    }
    let done = runtime::get(cx, result, PropertyKey::Known(KnownName::Done))?;
    if runtime::to_boolean(cx, done) {
        return Ok(Local::HOLE);
    }
    runtime::get(cx, result, PropertyKey::Known(KnownName::Value))
}

/// Element `index` of an array, whatever it is.
pub(crate) fn element<'s>(cx: &mut Scope<'s>, array: Local<'s>, index: u32) -> Completion<Local<'s>> {
    runtime::get(cx, array, PropertyKey::Index(index))
}

/// IteratorClose with a normal completion.
pub(crate) fn close<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    let method = runtime::get_method(cx, iterator, PropertyKey::Known(KnownName::Return))?;
    let Some(method) = method else { return Ok(Local::UNDEFINED) };
    let result = runtime::call(cx, method, iterator, &[])?;
    if !runtime::is_object(cx.raw(result)) {
        let shown = runtime::describe(cx, result);
        return Err(runtime::throw_type_error(cx, format_args!("{shown} is not an object")));
    }
    Ok(Local::UNDEFINED)
}

/// IteratorClose with a throw completion: errors of `return` are dropped, terminations are not.
pub(crate) fn close_quietly<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    match close(cx, iterator) {
        Ok(_) => Ok(Local::UNDEFINED),
        Err(abrupt) => cx.catch(abrupt).map(|_| Local::UNDEFINED),
    }
}

/// The enumerator of a `for`-`in` over operand 0: an array of the keys, the object, a position.
pub(crate) fn enumerate<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::for_in_iterator(cx, operands.get(0))
}

/// The next key of an enumerator, or HOLE.
pub(crate) fn next_key<'s>(cx: &mut Scope<'s>, enumerator: Local<'s>) -> Completion<Local<'s>> {
    runtime::for_in_next(cx, enumerator)
}

/// The place of the iterator prototype, for those who check it.
pub(crate) const ITERATOR_PROTOTYPE: Intrinsic = Intrinsic::ArrayIteratorPrototype;
