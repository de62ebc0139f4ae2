//! Async iteration – ECMA-262 §7.4 <https://tc39.es/ecma262/#sec-operations-on-iterator-objects>: what `for await` and
//! `yield*` of async generators leave to safe code.

pub(crate) use super::generator::value_of;
pub(crate) use super::iteration::next_method;
use crate::heap::Local;
use crate::runtime::{self, Abrupt, Completion, IteratorRecord, KnownName, PropertyKey, ResumeMode, Scope};

/// GetIterator ( obj, async )
pub(crate) fn get_async_iterator<'s>(cx: &mut Scope<'s>, subject: Local<'s>) -> Completion<Local<'s>> {
    if super::operator::is_nullish(cx, subject) {
        let shown = runtime::describe(cx, subject);
        let message = format_args!("Cannot read properties of {shown} (reading 'Symbol(Symbol.asyncIterator)')");
        return Err(runtime::throw_type_error(cx, message));
    }
    let method = runtime::get_v(cx, subject, PropertyKey::Known(KnownName::SymbolAsyncIterator))?;
    if super::operator::is_nullish(cx, method) {
        let method = runtime::get_v(cx, subject, PropertyKey::Known(KnownName::SymbolIterator))?;
        if !runtime::is_callable(cx, method) {
            return Err(throw_not_async_iterable(cx, method));
        }
        let iterator = runtime::call(cx, method, subject, &[])?;
        require_object(cx, iterator, "Symbol.iterator")?;
        let next_method = next_method(cx, iterator)?;
        return runtime::create_async_from_sync_iterator(cx, IteratorRecord { iterator, next_method });
    }
    if !runtime::is_callable(cx, method) {
        return Err(throw_not_async_iterable(cx, method));
    }
    let iterator = runtime::call(cx, method, subject, &[])?;
    require_object(cx, iterator, "Symbol.asyncIterator")?;
    Ok(iterator)
}

fn require_object(cx: &mut Scope<'_>, iterator: Local<'_>, method: &str) -> Completion<()> {
    if runtime::is_object(cx.raw(iterator)) {
        return Ok(());
    }
    Err(runtime::throw_type_error(cx, format_args!("Result of the {method} method is not an object")))
}

#[cold]
fn throw_not_async_iterable(cx: &mut Scope<'_>, method: Local<'_>) -> Abrupt {
    match super::messages::subject(cx) {
        Some(shown) => runtime::throw_type_error(cx, format_args!("{shown} is not async iterable")),
        // `yield*` has none.
        None => {
            let shown = runtime::describe_operand(cx, method);
            runtime::throw_type_error(cx, format_args!("{shown} is not a function"))
        }
    }
}

/// Calls `next` for a loop.
pub(crate) fn call_next<'s>(cx: &mut Scope<'s>, iterator: Local<'s>, next: Local<'s>) -> Completion<Local<'s>> {
    if !runtime::is_callable(cx, next) {
        return Err(super::messages::throw_next_not_callable(cx, next));
    }
    runtime::call(cx, next, iterator, &[])
}

/// Calls `return`, or gives HOLE where there is none.
pub(crate) fn call_return<'s>(cx: &mut Scope<'s>, iterator: Local<'s>) -> Completion<Local<'s>> {
    match runtime::get_method(cx, iterator, PropertyKey::Known(KnownName::Return))? {
        Some(method) => runtime::call(cx, method, iterator, &[]),
        None => Ok(Local::HOLE),
    }
}

/// Hands on to an inner iterator (with its `next`) what was received. HOLE: it has no such method.
pub(crate) fn ask<'s>(
    cx: &mut Scope<'s>,
    [iterator, next, received]: [Local<'s>; 3],
    mode: ResumeMode,
) -> Completion<Local<'s>> {
    let name = match mode {
        ResumeMode::Next => return runtime::call(cx, next, iterator, &[received]),
        ResumeMode::Throw => KnownName::Throw,
        ResumeMode::Return => KnownName::Return,
    };
    match runtime::get_method(cx, iterator, PropertyKey::Known(name))? {
        Some(method) => runtime::call(cx, method, iterator, &[received]),
        None => Ok(Local::HOLE),
    }
}

/// Whether the value that an iterator gave, which must be an object, is its last.
pub(crate) fn is_done<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    require_result(cx, result)?;
    super::generator::is_done(cx, result)
}

/// Checks that what an iterator gave is an object.
pub(crate) fn require_result<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    runtime::require_iterator_result(cx, result)?;
    Ok(Local::UNDEFINED)
}

/// The error of `yield*` over an iterator without `throw`.
pub(crate) fn throw_no_throw<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    Err(runtime::throw_type_error(cx, format_args!("The iterator does not provide a 'throw' method.")))
}

/// The same when the iterator was closed first, with this result.
pub(crate) fn throw_without_throw<'s>(cx: &mut Scope<'s>, result: Local<'s>) -> Completion<Local<'s>> {
    require_result(cx, result)?;
    throw_no_throw(cx)
}
