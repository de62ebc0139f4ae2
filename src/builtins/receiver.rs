//! Receivers: the TypeErrors of a method called on something else than it is made for.

use crate::heap::Local;
use crate::runtime::{Abrupt, Completion, Scope, describe, is_object, throw_type_error};

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
