//! `stack`: V8's stack traces – <https://v8.dev/docs/stack-trace-api>
//!
//! The frames are captured when an error is made; the text is put together when `stack` is first read, so that a `name`
//! set later in a constructor counts. `Error.prepareStackTrace` may give something else in its place.

use super::call_site::call_sites;
use super::error_text;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Intrinsic, PropertyKey, Scope, call, capture_stack, concat_strings, get, is_callable,
    is_object, stack_frames, throw_type_error,
};
use crate::value::kind;

/// Error.captureStackTrace ( object [ , above ] ) – V8
pub(super) fn capture_stack_trace<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let target = cx.raw(arguments.get(0));
    if !is_object(target) || target.is_kind(kind::PROXY) {
        return Err(throw_type_error(cx, format_args!("invalid_argument")));
    }
    let above = if is_callable(cx, arguments.get(1)) { arguments.get(1) } else { arguments.callee() };
    capture_stack(cx, arguments.get(0), above)?;
    Ok(Local::UNDEFINED)
}

/// The value of `stack` of `holder`, whose frames `record` holds: the runtime's upcall at the first reading.
///
/// # Errors
/// Whatever `Error.prepareStackTrace` throws.
pub(super) fn format_stack<'s>(cx: &mut Scope<'s>, holder: Local<'s>, record: Local<'s>) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let frames = stack_frames(cx, record)?;
    let error = cx.intrinsic(Intrinsic::Error)?;
    if is_object(cx.raw(error)) {
        let prepare = get(cx, error, PropertyKey::Known(KnownName::PrepareStackTrace))?;
        if is_callable(cx, prepare) {
            let sites = call_sites(cx, frames)?;
            return call(cx, prepare, error, &[holder, sites]);
        }
    }
    let header = header(cx, holder)?;
    concat_strings(cx, header, frames)
}

/// The first line: what `toString` of errors says, or `<error>` when that throws.
fn header<'s>(cx: &mut Scope<'s>, holder: Local<'s>) -> Completion<Local<'s>> {
    match error_text(cx, holder) {
        Ok(text) => Ok(text),
        Err(abrupt) => {
            cx.catch(abrupt)?;
            cx.interned("<error>")
        }
    }
}
