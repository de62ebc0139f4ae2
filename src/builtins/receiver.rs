//! Receivers: the TypeErrors of a method called on something else than it is made for.

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Abrupt, Completion, PropertyDescriptor, Scope, define_property_or_throw, describe, get, is_object, throw_type_error,
};
use crate::value::layout::attribute;

/// TypeError `Method … called on incompatible receiver …`, as V8 says it.
#[cold]
pub(crate) fn throw_incompatible_receiver(cx: &mut Scope<'_>, method: &str, receiver: Local<'_>) -> Abrupt {
    let shown = describe(cx, receiver);
    throw_type_error(cx, format_args!("Method {method} called on incompatible receiver {shown}"))
}

/// RequireInternalSlot (§10.1.15) for an object of one kind.
///
/// # Errors
/// TypeError when the receiver is of another kind.
pub(crate) fn require_kind(cx: &mut Scope<'_>, receiver: Local<'_>, kind: u8, method: &str) -> Completion<()> {
    if cx.raw(receiver).is_kind(kind) { Ok(()) } else { Err(throw_incompatible_receiver(cx, method, receiver)) }
}

/// Checks that a value is an object, for functions that convert nothing.
///
/// # Errors
/// TypeError `… called on non-object`.
pub(crate) fn require_object(cx: &mut Scope<'_>, value: Local<'_>, function: &str) -> Completion<()> {
    if is_object(cx.raw(value)) {
        return Ok(());
    }
    Err(throw_type_error(cx, format_args!("{function} called on non-object")))
}

/// Puts the method `name` of an object under a second key as well: `Map.prototype[Symbol.iterator]` is `entries`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn share_method<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: &str, key: KnownName) -> Completion<()> {
    let name = cx.name(name)?;
    let method = get(cx, object, name)?;
    define_hidden(cx, object, key, method)
}

/// Defines a property that is writable and configurable but not enumerable, as built-in methods are.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_hidden<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: KnownName,
    value: Local<'s>,
) -> Completion<()> {
    define_property_or_throw(cx, object, key.into(), &PropertyDescriptor::data(value, attribute::HIDDEN))
}
