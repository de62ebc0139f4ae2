//! Async generators – ECMA-262 §27.6.3 <https://tc39.es/ecma262/#sec-asyncgenerator-abstract-operations>
//!
//! Calls of `next`, `return` and `throw` queue up as requests; the generator answers one after the other.

use super::generator::await_value;
use crate::heap::{Allocation, Local};
use crate::interpreter::machine::{Stretch, resume};
use crate::runtime::{
    self, Arguments, Completion, Intrinsic, ResumeMode, Scope, SuspendReason, create_iter_result_object,
};
use crate::value::layout::{generator, generator_request as request};
use crate::value::{Value, kind};

/// [[AsyncGeneratorState]].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Phase {
    SuspendedStart,
    SuspendedYield,
    Executing,
    Draining,
    Completed,
}

fn phase(cx: &Scope<'_>, object: Local<'_>) -> Phase {
    match cx.raw(object).word(generator::PHASE).as_int() {
        0 => Phase::SuspendedStart,
        1 => Phase::SuspendedYield,
        2 => Phase::Executing,
        3 => Phase::Draining,
        _ => Phase::Completed,
    }
}

fn set_phase(cx: &mut Scope<'_>, object: Local<'_>, phase: Phase) {
    cx.heap.store(object, generator::PHASE, Local::int(phase as i32));
    if matches!(phase, Phase::Draining | Phase::Completed) {
        cx.heap.store(object, generator::STATE, Local::UNDEFINED);
    }
}

/// A new object has not begun.
pub(super) fn start(cx: &mut Scope<'_>, object: Local<'_>) {
    set_phase(cx, object, Phase::SuspendedStart);
}

/// A call of `next`, `return` or `throw` of an async generator: the promise of its answer.
///
/// # Errors
/// Terminations only.
pub(crate) fn ask_async_generator<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    mode: ResumeMode,
    value: Local<'s>,
) -> Completion<Local<'s>> {
    let promise = runtime::new_promise(cx)?;
    if mode == ResumeMode::Throw && phase(cx, object) == Phase::SuspendedStart {
        set_phase(cx, object, Phase::Completed);
    }
    if phase(cx, object) == Phase::Completed {
        match mode {
            ResumeMode::Next => {
                let result = create_iter_result_object(cx, Local::UNDEFINED, true)?;
                runtime::resolve_promise(cx, promise, result)?;
                return Ok(promise);
            }
            ResumeMode::Throw => {
                runtime::reject_promise(cx, promise, value)?;
                return Ok(promise);
            }
            ResumeMode::Return => {}
        }
    }
    enqueue(cx, object, promise, mode, value)?;
    match (phase(cx, object), mode) {
        (Phase::SuspendedStart | Phase::Completed, ResumeMode::Return) => {
            set_phase(cx, object, Phase::Draining);
            await_return(cx, object)?;
        }
        (Phase::SuspendedStart | Phase::SuspendedYield, _) => go_on(cx, object, mode, value)?,
        _ => {}
    }
    Ok(promise)
}

/// AsyncGeneratorEnqueue.
fn enqueue<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    promise: Local<'s>,
    mode: ResumeMode,
    value: Local<'s>,
) -> Completion<()> {
    let mut cx = cx.open();
    let record = cx.allocate(Allocation::young(kind::RECORD, 0, request::WORDS), |init| {
        init.set(request::PROMISE, promise);
        init.word(request::MODE, Value::int(mode as i32));
        init.set(request::VALUE, value);
    })?;
    let last = cx.word(object, generator::LAST)?;
    if cx.raw(last).is_pointer() {
        cx.heap.store(last, request::NEXT, record);
    } else {
        cx.heap.store(object, generator::QUEUE, record);
    }
    cx.heap.store(object, generator::LAST, record);
    Ok(())
}

/// What the first request wants, if there is one.
fn first_request<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Option<(ResumeMode, Local<'s>)>> {
    let first = cx.word(object, generator::QUEUE)?;
    if !cx.raw(first).is_pointer() {
        return Ok(None);
    }
    let mode = match cx.raw(first).word(request::MODE).as_int() {
        0 => ResumeMode::Next,
        1 => ResumeMode::Throw,
        _ => ResumeMode::Return,
    };
    let value = cx.word(first, request::VALUE)?;
    Ok(Some((mode, value)))
}

/// Takes the first request out of the queue: its promise.
fn take_request<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Local<'s>> {
    let first = cx.word(object, generator::QUEUE)?;
    let next = cx.word(first, request::NEXT)?;
    cx.heap.store(object, generator::QUEUE, next);
    if !cx.raw(next).is_pointer() {
        cx.heap.store(object, generator::LAST, Local::UNDEFINED);
    }
    cx.word(first, request::PROMISE)
}

/// AsyncGeneratorCompleteStep with a value.
fn answer<'s>(cx: &mut Scope<'s>, object: Local<'s>, value: Local<'s>, done: bool) -> Completion<()> {
    let mut cx = cx.open();
    let promise = take_request(&mut cx, object)?;
    let result = create_iter_result_object(&mut cx, value, done)?;
    runtime::resolve_promise(&mut cx, promise, result)
}

/// AsyncGeneratorCompleteStep with an exception.
fn answer_with_reason<'s>(cx: &mut Scope<'s>, object: Local<'s>, reason: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let promise = take_request(&mut cx, object)?;
    runtime::reject_promise(&mut cx, promise, reason)
}

/// AsyncGeneratorResume: runs an async generator until it waits for something, or has nothing to do.
///
/// # Errors
/// Terminations only.
pub(super) fn go_on<'s>(cx: &mut Scope<'s>, object: Local<'s>, mode: ResumeMode, value: Local<'s>) -> Completion<()> {
    let state = cx.word(object, generator::STATE)?;
    let received = cx.variable(value)?;
    let mut mode = mode;
    set_phase(cx, object, Phase::Executing);
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        match resume(&mut cx, state, mode, received.get()) {
            Ok(Stretch::Suspended(value)) if cx.suspension.reason == SuspendReason::Await => {
                match await_value(&mut cx, state, value) {
                    Ok(()) => return Ok(()),
                    Err(abrupt) => {
                        let reason = cx.catch(abrupt)?;
                        received.set(&mut cx, reason);
                        mode = ResumeMode::Throw;
                    }
                }
            }
            Ok(Stretch::Suspended(value)) => {
                answer(&mut cx, object, value, false)?;
                let Some((next, value)) = first_request(&mut cx, object)? else {
                    set_phase(&mut cx, object, Phase::SuspendedYield);
                    return Ok(());
                };
                received.set(&mut cx, value);
                mode = next;
            }
            Ok(Stretch::Returned(value)) => {
                set_phase(&mut cx, object, Phase::Draining);
                answer(&mut cx, object, value, true)?;
                return drain(&mut cx, object);
            }
            Err(abrupt) => {
                let reason = cx.catch(abrupt)?;
                set_phase(&mut cx, object, Phase::Draining);
                answer_with_reason(&mut cx, object, reason)?;
                return drain(&mut cx, object);
            }
        }
    }
}

/// AsyncGeneratorDrainQueue.
fn drain<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<()> {
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        match first_request(&mut cx, object)? {
            None => {
                set_phase(&mut cx, object, Phase::Completed);
                return Ok(());
            }
            Some((ResumeMode::Next, _)) => answer(&mut cx, object, Local::UNDEFINED, true)?,
            Some((ResumeMode::Throw, reason)) => answer_with_reason(&mut cx, object, reason)?,
            Some((ResumeMode::Return, _)) => {
                if start_return(&mut cx, object)? {
                    return Ok(());
                }
            }
        }
    }
}

/// AsyncGeneratorAwaitReturn.
fn await_return<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<()> {
    if start_return(cx, object)? { Ok(()) } else { drain(cx, object) }
}

/// Waits for the value of the first request, a `return`. False: that failed, and the request is answered.
fn start_return<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let Some((_, value)) = first_request(&mut cx, object)? else { return Ok(false) };
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    match runtime::promise_resolve(&mut cx, constructor, value) {
        Ok(promise) => runtime::await_promise(&mut cx, promise, returned, object).map(|()| true),
        Err(abrupt) => {
            let reason = cx.catch(abrupt)?;
            answer_with_reason(&mut cx, object, reason)?;
            Ok(false)
        }
    }
}

/// The job of the promise that a `return` of a completed generator waits for.
fn returned<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, value) = (arguments.get(0), arguments.get(1));
    if cx.raw(arguments.get(2)).word_value() == Value::TRUE {
        answer_with_reason(cx, object, value)?;
    } else {
        answer(cx, object, value, true)?;
    }
    drain(cx, object)?;
    Ok(Local::UNDEFINED)
}
