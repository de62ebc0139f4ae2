//! Between two callbacks of the event loop: `process.nextTick`, then microtasks, then rejections nobody handled.

use super::fatal::{Thrown, guard, guard_from};
use super::queue::{push, shift};
use super::rejection;
use super::report::throw_invalid_argument_type;
use super::state::{peek, state};
use crate::heap::{Allocation, Local};
use crate::runtime::{
    Arguments, Completion, Scope, TaskKind, call, capture_task, create_array_from_list, create_list_from_array_like,
    enqueue_microtask, forget_task, in_task, is_callable, is_object, run_job,
};
use crate::value::kind;

/// Words of the RECORD in the place of a tick's arguments, made while a debugger asks what leads to ticks.
mod traced {
    /// The arguments: an array, or UNDEFINED.
    pub(super) const ARGUMENTS: usize = 1;
    /// What leads to the tick.
    pub(super) const CHAIN: usize = 2;
    /// Words of the record.
    pub(super) const WORDS: usize = 3;
}

/// Queues a function for the next tick.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn next_tick<'s>(cx: &mut Scope<'s>, function: Local<'s>, arguments: &[Local<'s>]) -> Completion<()> {
    let mut arguments = if arguments.is_empty() { Local::UNDEFINED } else { create_array_from_list(cx, arguments)? };
    let chain = capture_task(cx, TaskKind::Tick)?;
    if cx.raw(chain).is_pointer() {
        arguments = cx.allocate(Allocation::young(kind::RECORD, 0, traced::WORDS), |init| {
            init.set(traced::ARGUMENTS, arguments);
            init.set(traced::CHAIN, chain);
        })?;
    }
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
        if peek(cx).is_some_and(|state| !state.ticks.is_empty()) || rejection::process(cx)? {
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
        let (arguments, chain) = match cx.raw(arguments).is_kind(kind::RECORD) {
            true => (cx.word(arguments, traced::ARGUMENTS)?, cx.word(arguments, traced::CHAIN)?),
            false => (arguments, Local::UNDEFINED),
        };
        let arguments =
            if is_object(cx.raw(arguments)) { create_list_from_array_like(&mut cx, arguments)? } else { Vec::new() };
        in_task(&mut cx, chain, |cx| {
            let result = call(cx, function, Local::UNDEFINED, &arguments).map(|_| ());
            guard(cx, result)
        })?;
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
            Err(abrupt) => {
                guard_from(&mut cx, Err(abrupt), Thrown::Microtask)?;
                forget_task(&mut cx);
            }
        }
    }
}
