//! Between two callbacks of the event loop: `process.nextTick`, then microtasks, then rejections nobody handled.

use super::fatal::{guard, uncaught};
use super::process::{emit, has_listeners};
use super::property;
use super::queue::{contains, push, shift};
use super::report::throw_invalid_argument_type;
use super::state::{HostState, peek, state};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, RejectionOperation, Scope, call, create_array_from_list,
    create_list_from_array_like, describe, enqueue_microtask, has_own_property, is_callable, is_object,
    is_promise_handled, promise_result, run_job,
};

/// Queues a function for the next tick.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn next_tick<'s>(cx: &mut Scope<'s>, function: Local<'s>, arguments: &[Local<'s>]) -> Completion<()> {
    let arguments = if arguments.is_empty() { Local::UNDEFINED } else { create_array_from_list(cx, arguments)? };
    push(cx, |state| &mut state.ticks, [function, arguments])
}

/// `process.nextTick` – <https://nodejs.org/api/process.html#processnexttickcallback-args>
pub(crate) fn next_tick_method<'s>(
    cx: &mut Scope<'s>,
    _: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    if !is_callable(cx, callback) {
        return Err(throw_invalid_argument_type(cx, "callback", "of type function", callback));
    }
    if !state(cx).is_some_and(|state| state.process.is_exiting) {
        next_tick(cx, callback, &arguments.skip(1))?;
    }
    Ok(Local::UNDEFINED)
}

/// `queueMicrotask` – <https://nodejs.org/api/globals.html#queuemicrotaskcallback>
pub(crate) fn queue_microtask<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    if !is_callable(cx, callback) {
        return Err(throw_invalid_argument_type(cx, "callback", "of type function", callback));
    }
    enqueue_microtask(cx, callback)?;
    Ok(Local::UNDEFINED)
}

/// Runs ticks, microtasks, reports of rejections and finalization callbacks until none is left.
///
/// # Errors
/// A termination.
pub(crate) fn run_ticks(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        run_tick_queue(cx)?;
        run_microtasks(cx)?;
        if peek(cx).is_some_and(|state| !state.ticks.is_empty()) || process_rejections(cx)? {
            continue;
        }
        cx.clear_kept_objects();
        if !cx.heap.has_finalized() {
            return Ok(());
        }
        let result = (cx.upcalls.finalize)(cx);
        guard(cx, result)?;
    }
}

fn run_tick_queue(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some([function, arguments]) = shift(&mut cx, |state| &mut state.ticks)? else { return Ok(()) };
        let arguments =
            if is_object(cx.raw(arguments)) { create_list_from_array_like(&mut cx, arguments)? } else { Vec::new() };
        let result = call(&mut cx, function, Local::UNDEFINED, &arguments).map(|_| ());
        guard(&mut cx, result)?;
    }
}

/// Runs microtasks until none is left. What one throws is an uncaught exception, and the rest still runs.
fn run_microtasks(cx: &mut Scope<'_>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        match run_job(&mut cx) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(abrupt) => guard(&mut cx, Err(abrupt))?,
        }
    }
}

/// What the host does about a rejected promise (HostPromiseRejectionTracker).
pub(crate) fn track_rejection(cx: &mut Scope<'_>, promise: Local<'_>, operation: RejectionOperation) {
    let result = match operation {
        RejectionOperation::Reject => push(cx, |state| &mut state.rejections, [promise]),
        RejectionOperation::Handle => {
            let waits = contains(cx, |state: &HostState| &state.rejections, promise);
            if waits || !has_listeners(cx) {
                return;
            }
            push(cx, |state| &mut state.late_handled, [promise])
        }
    };
    // Without memory the script is being stopped anyway.
    let _ = result;
}

/// Reports rejections that nobody handled in time; true when something ran.
fn process_rejections(cx: &mut Scope<'_>) -> Completion<bool> {
    let mut something_ran = false;
    loop {
        let mut cx = cx.open();
        let Some([promise]) = shift(&mut cx, |state| &mut state.late_handled)? else { break };
        something_ran = true;
        let result = emit(&mut cx, "rejectionHandled", &[promise]).map(|_| ());
        guard(&mut cx, result)?;
    }
    let waiting = peek(cx).map_or(0, |state| state.rejections.len());
    for _ in 0..waiting {
        let mut cx = cx.open();
        let Some([promise]) = shift(&mut cx, |state| &mut state.rejections)? else { break };
        if !is_promise_handled(cx.raw(promise)) {
            something_ran = true;
            report_rejection(&mut cx, promise)?;
        }
    }
    Ok(something_ran)
}

fn report_rejection<'s>(cx: &mut Scope<'s>, promise: Local<'s>) -> Completion<()> {
    let reason = cx.local(|isolate| promise_result(isolate.heap.get(promise)))?;
    match emit(cx, "unhandledRejection", &[reason, promise]) {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(abrupt) => return guard(cx, Err(abrupt)),
    }
    let is_error = is_object(cx.raw(reason)) && has_own_property(cx, reason, KnownName::Stack.into())?;
    if is_error {
        return uncaught(cx, reason, true);
    }
    let shown = describe(cx, reason);
    let message = format!(
        "This error originated either by throwing inside of an async function without a catch block, or by rejecting \
         a promise which was not handled with .catch(). The promise rejected with the reason \"{shown}\"."
    );
    let error = runtime::create_error(cx, Intrinsic::ErrorPrototype, &message)?;
    property::define_text(cx, error, "code", "ERR_UNHANDLED_REJECTION")?;
    property::define_hidden_text(cx, error, "name", "UnhandledPromiseRejection")?;
    uncaught(cx, error, true)
}
