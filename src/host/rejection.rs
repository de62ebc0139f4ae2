//! Promises that are rejected while nobody listens – <https://nodejs.org/api/cli.html#--unhandled-rejectionsmode>

use super::fatal::{Thrown, guard, uncaught};
use super::place::Place;
use super::process::{emit, set_exit_code};
use super::queue::{push, shift};
use super::state::{peek, state};
use super::{property, symbols, warning};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, Intrinsic, PropertyKey, RejectionOperation, Scope, describe, get_known, has_own_property,
    is_object, is_promise_handled, promise_result, rust_text,
};
use crate::value;

/// What becomes of a rejection that nobody handles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Mode {
    /// An exception, unless a listener of `unhandledRejection` takes it.
    #[default]
    Throw,
    /// An exception; what takes that also hears of the rejection.
    Strict,
    /// A warning.
    Warn,
    /// A warning and an exit code, unless a listener takes it.
    WarnWithErrorCode,
    /// Nothing, but for listeners.
    None,
}

impl Mode {
    /// The mode of this name.
    pub(crate) fn named(name: &str) -> Option<Mode> {
        Some(match name {
            "throw" => Mode::Throw,
            "strict" => Mode::Strict,
            "warn" => Mode::Warn,
            "warn-with-error-code" => Mode::WarnWithErrorCode,
            "none" => Mode::None,
            _ => return None,
        })
    }
}

/// The exit code of [`Mode::WarnWithErrorCode`].
const GENERIC_ERROR: i32 = 1;

/// What the host does about a rejected promise (HostPromiseRejectionTracker).
pub(crate) fn track<'s>(cx: &mut Scope<'s>, promise: Local<'s>, operation: RejectionOperation) {
    let result = match operation {
        RejectionOperation::Reject => wait(cx, promise),
        RejectionOperation::Handle => handled(cx, promise),
    };
    // Without memory the script is being stopped anyway.
    let _ = result;
}

fn wait(cx: &mut Scope<'_>, promise: Local<'_>) -> Completion<()> {
    let Some(state) = state(cx) else { return Ok(()) };
    state.last_rejection = state.last_rejection.saturating_add(1);
    let number = Local::number(f64::from(state.last_rejection));
    push(cx, |state| &mut state.rejections, [promise, number])
}

/// A promise that was reported got a handler after all.
fn handled<'s>(cx: &mut Scope<'s>, promise: Local<'s>) -> Completion<()> {
    let depth = cx.heap.stack_depth();
    let number = symbols::read(cx, promise, Place::Rejection)?;
    if !cx.raw(number).is_undefined() {
        push(cx, |state| &mut state.late_handled, [promise, number])?;
    }
    cx.heap.truncate_stack(depth);
    Ok(())
}

/// Reports rejections that nobody handled in time; true when something ran.
///
/// # Errors
/// A termination.
pub(crate) fn process(cx: &mut Scope<'_>) -> Completion<bool> {
    let mut something_ran = false;
    loop {
        let mut cx = cx.open();
        let Some([promise, number]) = shift(&mut cx, |state| &mut state.late_handled)? else { break };
        something_ran = true;
        let result = tell_handled(&mut cx, promise, number);
        guard(&mut cx, result)?;
    }
    let waiting = peek(cx).map_or(0, |state| state.rejections.len());
    for _ in 0..waiting {
        let mut cx = cx.open();
        let Some([promise, number]) = shift(&mut cx, |state| &mut state.rejections)? else { break };
        if !is_promise_handled(cx.raw(promise)) {
            something_ran = true;
            report(&mut cx, promise, number)?;
        }
    }
    Ok(something_ran)
}

fn tell_handled<'s>(cx: &mut Scope<'s>, promise: Local<'s>, number: Local<'s>) -> Completion<()> {
    if emit(cx, "rejectionHandled", &[promise])? {
        return Ok(());
    }
    let number = cx.raw(number).as_number();
    let message = format!("Promise rejection was handled asynchronously (rejection id: {number})");
    warning::emit(cx, "PromiseRejectionHandledWarning", &message)
}

fn report<'s>(cx: &mut Scope<'s>, promise: Local<'s>, number: Local<'s>) -> Completion<()> {
    let reason = cx.local(|isolate| promise_result(isolate.heap.get(promise)))?;
    symbols::put(cx, promise, Place::Rejection, number)?;
    let mode = peek(cx).map_or(Mode::Throw, |state| state.rejection_mode);
    if mode == Mode::Strict {
        throw(cx, reason)?;
    }
    let told = match emit(cx, "unhandledRejection", &[reason, promise]) {
        Ok(told) => told,
        Err(abrupt) => return guard(cx, Err(abrupt)),
    };
    match mode {
        Mode::Throw if !told => throw(cx, reason),
        Mode::Warn => warn(cx, reason, number),
        Mode::Strict | Mode::WarnWithErrorCode if !told => {
            warn(cx, reason, number)?;
            if mode == Mode::WarnWithErrorCode { set_exit_code(cx, GENERIC_ERROR) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

fn is_error_like<'s>(cx: &mut Scope<'s>, reason: Local<'s>) -> Completion<bool> {
    Ok(is_object(cx.raw(reason))
        && !runtime::is_callable(cx, reason)
        && has_own_property(cx, reason, PropertyKey::Known(KnownName::Stack))?)
}

/// Makes an uncaught exception of a rejection.
fn throw<'s>(cx: &mut Scope<'s>, reason: Local<'s>) -> Completion<()> {
    if is_error_like(cx, reason)? {
        return uncaught(cx, reason, Thrown::Rejection);
    }
    // The prompt shows the reason itself.
    if super::prompt::report(cx, reason)? {
        return Ok(());
    }
    let shown = describe(cx, reason);
    let message = format!(
        "This error originated either by throwing inside of an async function without a catch block, or by rejecting \
         a promise which was not handled with .catch(). The promise rejected with the reason \"{shown}\"."
    );
    let error = runtime::create_error(cx, Intrinsic::ErrorPrototype, &message)?;
    property::define_text(cx, error, "code", "ERR_UNHANDLED_REJECTION")?;
    property::define_hidden_text(cx, error, "name", "UnhandledPromiseRejection")?;
    uncaught(cx, error, Thrown::OwnRejection)
}

/// Two warnings: the reason, and what it means.
fn warn<'s>(cx: &mut Scope<'s>, reason: Local<'s>, number: Local<'s>) -> Completion<()> {
    const NAME: &str = "UnhandledPromiseRejectionWarning";
    let shown = if is_error_like(cx, reason)? {
        let stack = get_known(cx, reason, KnownName::Stack)?;
        if value::is_string(cx.raw(stack)) { rust_text(cx, stack)? } else { describe(cx, stack) }
    } else {
        describe(cx, reason)
    };
    warning::emit(cx, NAME, &shown)?;
    let number = cx.raw(number).as_number();
    let message = format!(
        "Unhandled promise rejection. This error originated either by throwing inside of an async function without a \
         catch block, or by rejecting a promise which was not handled with .catch(). To terminate the node process on \
         unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` (see \
         https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: {number})"
    );
    warning::emit(cx, NAME, &message)
}
