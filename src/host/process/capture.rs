//! `process.setUncaughtExceptionCaptureCallback` –
//! <https://nodejs.org/api/process.html#processsetuncaughtexceptioncapturecallbackfn>

use super::super::place::{self, Place};
use super::super::report::{throw_coded, throw_invalid_argument_type};
use super::super::{property, symbols};
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Intrinsic, Scope, call, is_callable, is_object, ordinary_object};

/// The property of the object in [`Place::Capture`] that holds the function.
const FUNCTION: &str = "captureFn";

/// Makes the private name of reported rejections.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let name = symbols::private(&mut cx, "#rejection")?;
    place::set(&mut cx, Place::Rejection, name)
}

/// `process.setUncaughtExceptionCaptureCallback(fn)`
pub(super) fn set<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let function = arguments.get(0);
    if cx.raw(function).is_null() {
        place::set(cx, Place::Capture, Local::UNDEFINED)?;
        return Ok(Local::UNDEFINED);
    }
    if !is_callable(cx, function) {
        return Err(throw_invalid_argument_type(cx, "fn", "of type function or null", function));
    }
    let current = place::get(cx, Place::Capture)?;
    if is_object(cx.raw(current)) {
        let message =
            "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active";
        let code = "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET";
        return Err(throw_coded(cx, Intrinsic::ErrorPrototype, code, message));
    }
    let holder = ordinary_object(cx)?;
    property::define(cx, holder, FUNCTION, function)?;
    place::set(cx, Place::Capture, holder)?;
    Ok(Local::UNDEFINED)
}

/// `process.hasUncaughtExceptionCaptureCallback()`
pub(super) fn has<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let holder = place::get(cx, Place::Capture)?;
    Ok(Local::bool(is_object(cx.raw(holder))))
}

/// Gives an uncaught exception to the function that captures them; false if there is none.
///
/// # Errors
/// Whatever the function throws.
pub(crate) fn captured<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<bool> {
    let holder = place::get(cx, Place::Capture)?;
    if !is_object(cx.raw(holder)) {
        return Ok(false);
    }
    let function = property::get(cx, holder, FUNCTION)?;
    call(cx, function, holder, &[error])?;
    Ok(true)
}
