//! `using` and `await using` – <https://tc39.es/proposal-explicit-resource-management/#sec-let-const-using-await-using>

use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, DisposeHint, Scope, begin_disposal, continue_disposal, create_disposable_resource,
    end_disposal, link_resource, note_disposal_error,
};

fn is_true(cx: &Scope<'_>, value: Local<'_>) -> bool {
    cx.raw(value).identical(cx.raw(Local::TRUE))
}

/// AddDisposableResource: operands resources so far, value, whether disposing is awaited. Yields the resources.
pub(crate) fn add<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let hint = if is_true(cx, operands.get(2)) { DisposeHint::Async } else { DisposeHint::Sync };
    match create_disposable_resource(cx, operands.get(1), hint)? {
        Some(resource) => {
            link_resource(cx, resource, operands.get(0));
            Ok(resource)
        }
        None => Ok(operands.get(0)),
    }
}

/// The beginning of DisposeResources: operands resources, completion, whether that is an exception.
pub(crate) fn begin<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let error = if is_true(cx, operands.get(2)) { operands.get(1) } else { Local::HOLE };
    begin_disposal(cx, operands.get(0), error, Local::UNDEFINED)
}

/// DisposeResources of resources that are not waited for. Operands as for [`begin`].
pub(crate) fn dispose<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let disposal = begin(cx, operands)?;
    continue_disposal(cx, disposal)?;
    end_disposal(cx, disposal)?;
    Ok(Local::UNDEFINED)
}

/// What a disposal waits for next, or HOLE.
pub(crate) fn next<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(continue_disposal(cx, operands.get(0))?.unwrap_or(Local::HOLE))
}

/// Whether operand 0, from [`next`], is to be waited for.
pub(crate) fn is_awaited<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(!cx.raw(operands.get(0)).is_hole()))
}

/// Keeps what was thrown instead of the value that a disposal waited for: operands disposal, reason.
pub(crate) fn note_error<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    note_disposal_error(cx, operands.get(0), operands.get(1))?;
    Ok(Local::UNDEFINED)
}

/// The end of a disposal.
pub(crate) fn end<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    end_disposal(cx, operands.get(0))?;
    Ok(Local::UNDEFINED)
}
