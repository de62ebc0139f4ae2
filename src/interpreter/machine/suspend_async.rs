//! Nodes of async generators, and `for await`: each waits several times at one place in the tree, and keeps in a slot
//! what it waits for.

use super::completion::{NORMAL, Outcome, break_to, continue_to};
use super::frame::{load, store};
use super::node::{Node, evaluate};
use super::operation::{local_of, run};
use super::resumable::{SUSPENDED, is_returning, is_within, returning, target_of};
use super::slow;
use super::suspend::suspend;
use crate::interpreter::operations::async_iteration as steps;
use crate::runtime::{Abrupt, Isolate, ResumeMode, SuspendReason};
use crate::value::Value;

/// Takes note that the function has arrived at the node that it was on its way to.
#[inline(always)]
unsafe fn arrive(vm: *mut Isolate) -> ResumeMode {
    // SAFETY: M3.
    unsafe {
        (*vm).suspension.target = 0;
        (*vm).suspension.mode
    }
}

/// Waits for the value in the slot where the node suspends, and notes in `slot` what for.
unsafe fn wait(vm: *mut Isolate, node: *const Node, fp: *mut Value, slot: u32, phase: i32) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        store(vm, fp, slot, Value::int(phase));
        suspend(vm, node, SuspendReason::Await)
    }
}

/// `yield` of an async generator; its operand has been awaited. Fields: a operand; c depth: what it waits for; d 1.
pub(crate) unsafe fn async_yield(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    /// The caller.
    const CALLER: i32 = 0;
    /// What the generator is to return.
    const RESULT: i32 = 1;
    // SAFETY: M1–M3.
    unsafe {
        let (phase, value) = ((*node).c, (*node).c + 1);
        if target_of(vm) != node.addr() {
            let given = evaluate(vm, node, fp, (*node).a)?;
            if given == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, phase, Value::int(CALLER));
            store(vm, fp, value, given);
            return suspend(vm, node, SuspendReason::Yield);
        }
        match (arrive(vm), load(vm, fp, phase) == Value::int(CALLER)) {
            (ResumeMode::Throw, _) => slow::throw(vm, node, fp, load(vm, fp, value)),
            (ResumeMode::Return, _) => wait(vm, node, fp, phase, RESULT),
            (ResumeMode::Next, true) => Ok(load(vm, fp, value)),
            (ResumeMode::Next, false) => Err(returning(vm, node, fp, value)),
        }
    }
}

/// What `yield*` of an async generator waits for.
mod star {
    /// The result of `next` or `throw`.
    pub(super) const STEP: i32 = 0;
    /// The result of `return`.
    pub(super) const RETURN: i32 = 1;
    /// Its own caller.
    pub(super) const CALLER: i32 = 2;
    /// The value that its caller wants it to return.
    pub(super) const WISH: i32 = 3;
    /// The result of `return`, called since there is no `throw`.
    pub(super) const CLOSE: i32 = 4;
    /// The value to return, since the iterator has no `return`.
    pub(super) const RESULT: i32 = 5;
}

/// `yield*` of an async generator. Fields: a iterable; c depth: iterator, its `next`, what it waits for; d 3.
pub(crate) unsafe fn async_yield_star(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (iterator, phase, value) = ((*node).c, (*node).c + 2, (*node).c + 3);
        if target_of(vm) != node.addr() {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            if subject == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, iterator, subject);
            open(vm, node, fp, iterator)?;
            store(vm, fp, phase, Value::UNDEFINED);
            store(vm, fp, value, Value::UNDEFINED);
            return ask_inner(vm, node, fp, ResumeMode::Next);
        }
        let mode = arrive(vm);
        match (load(vm, fp, phase).as_int(), mode) {
            (star::CALLER, ResumeMode::Return) => wait(vm, node, fp, phase, star::WISH),
            (star::CALLER, mode) => ask_inner(vm, node, fp, mode),
            (star::WISH, ResumeMode::Next) => ask_inner(vm, node, fp, ResumeMode::Return),
            (star::WISH, _) => ask_inner(vm, node, fp, ResumeMode::Throw),
            (_, ResumeMode::Throw) => slow::throw(vm, node, fp, load(vm, fp, value)),
            (star::RESULT, _) => Err(returning(vm, node, fp, value)),
            (star::CLOSE, _) => {
                let result = local_of(vm, fp, value);
                run(vm, node, fp, value + 1, |cx| steps::throw_without_throw(cx, result))
            }
            (asked, _) => after_inner(vm, node, fp, asked == star::RETURN),
        }
    }
}

/// Calls the inner iterator with what was received, and waits for its result.
unsafe fn ask_inner(vm: *mut Isolate, node: *const Node, fp: *mut Value, mode: ResumeMode) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let (iterator, phase, value) = ((*node).c, (*node).c + 2, (*node).c + 3);
        let parts = [local_of(vm, fp, iterator), local_of(vm, fp, iterator + 1), local_of(vm, fp, value)];
        let result = run(vm, node, fp, value + 1, |cx| steps::ask(cx, parts, mode))?;
        if result != Value::HOLE {
            store(vm, fp, value, result);
            let asked = if mode == ResumeMode::Return { star::RETURN } else { star::STEP };
            return wait(vm, node, fp, phase, asked);
        }
        if mode == ResumeMode::Return {
            return wait(vm, node, fp, phase, star::RESULT);
        }
        // There is no `throw`: the iterator is closed, then this is an error.
        let result = run(vm, node, fp, value + 1, |cx| steps::call_return(cx, parts[0]))?;
        if result == Value::HOLE {
            return run(vm, node, fp, value + 1, steps::throw_no_throw);
        }
        store(vm, fp, value, result);
        wait(vm, node, fp, phase, star::CLOSE)
    }
}

/// What a result of the inner iterator, which stands in the last slot, leads to.
unsafe fn after_inner(vm: *mut Isolate, node: *const Node, fp: *mut Value, is_return: bool) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let (phase, value) = ((*node).c + 2, (*node).c + 3);
        let result = local_of(vm, fp, value);
        let is_done = run(vm, node, fp, value + 1, |cx| steps::is_done(cx, result))? == Value::TRUE;
        let given = run(vm, node, fp, value + 1, |cx| steps::value_of(cx, result))?;
        store(vm, fp, value, given);
        match (is_done, is_return) {
            (false, _) => {
                store(vm, fp, phase, Value::int(star::CALLER));
                suspend(vm, node, SuspendReason::Yield)
            }
            (true, false) => Ok(given),
            (true, true) => Err(returning(vm, node, fp, value)),
        }
    }
}

/// GetIterator (async) of the value in slot `record`: the iterator and its `next` stand there and above.
unsafe fn open(vm: *mut Isolate, node: *const Node, fp: *mut Value, record: u32) -> Result<(), Abrupt> {
    // SAFETY: M2–M4.
    unsafe {
        store(vm, fp, record + 1, Value::UNDEFINED);
        let subject = local_of(vm, fp, record);
        let iterator = run(vm, node, fp, record + 2, |cx| steps::get_async_iterator(cx, subject))?;
        store(vm, fp, record, iterator);
        let iterator = local_of(vm, fp, record);
        let next = run(vm, node, fp, record + 2, |cx| steps::next_method(cx, iterator))?;
        store(vm, fp, record + 1, next);
        Ok(())
    }
}

/// What `for await` waits for.
mod turn {
    /// The next result.
    pub(super) const NEXT: i32 = 0;
    /// The result of `return` when the loop was left.
    pub(super) const LEFT: i32 = 1;
    /// The same when it was left by an exception.
    pub(super) const THROWN: i32 = 2;
    /// The same when the generator is to return.
    pub(super) const RETURNED: i32 = 3;
}

/// `for await`. Fields: a iterable; b body, which finds the value in slot `c + 2`; c depth: iterator, `next`, value, what
/// it waits for, completion; d 5; k label.
pub(crate) unsafe fn for_await(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let record = (*node).c;
        let (phase, received) = (record + 3, record + 5);
        let target = target_of(vm);
        if target == node.addr() {
            let mode = arrive(vm);
            if load(vm, fp, phase) != Value::int(turn::NEXT) {
                return after_close(vm, node, fp, mode);
            }
            if mode == ResumeMode::Throw {
                return slow::throw(vm, node, fp, load(vm, fp, received));
            }
            let result = local_of(vm, fp, received);
            if run(vm, node, fp, received + 1, |cx| steps::is_done(cx, result))? == Value::TRUE {
                return Ok(NORMAL);
            }
            let value = run(vm, node, fp, received + 1, |cx| steps::value_of(cx, result))?;
            store(vm, fp, record + 2, value);
        } else if target == 0 || is_within(node, (*node).a, target) {
            let subject = evaluate(vm, node, fp, (*node).a)?;
            if subject == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, record, subject);
            open(vm, node.add(1), fp, record)?;
            for slot in record + 2..received {
                store(vm, fp, slot, Value::UNDEFINED);
            }
            slow::poll::<5>(vm, node, fp)?;
            return next_turn(vm, node, fp);
        }
        let completion = evaluate(vm, node, fp, (*node).b);
        if matches!(completion, Ok(value) if value == SUSPENDED) {
            return Ok(SUSPENDED);
        }
        store(vm, fp, record + 2, Value::UNDEFINED);
        match completion {
            Ok(value) if value == NORMAL || value == continue_to((*node).k as u32) => {
                slow::poll::<5>(vm, node, fp)?;
                next_turn(vm, node, fp)
            }
            Ok(value) if value == break_to((*node).k as u32) => close(vm, node, fp, Ok(NORMAL)),
            other => close(vm, node, fp, other),
        }
    }
}

/// Asks for the next result, and waits for it.
unsafe fn next_turn(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let record = (*node).c;
        let (iterator, next) = (local_of(vm, fp, record), local_of(vm, fp, record + 1));
        let result = run(vm, node, fp, record + 5, |cx| steps::call_next(cx, iterator, next))?;
        store(vm, fp, record + 5, result);
        wait(vm, node, fp, record + 3, turn::NEXT)
    }
}

/// AsyncIteratorClose: calls `return`, if there is one, and waits for its result.
unsafe fn close(vm: *mut Isolate, node: *const Node, fp: *mut Value, completion: Outcome) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let record = (*node).c;
        let (kept, how) = match completion {
            Ok(value) => (value, turn::LEFT),
            Err(abrupt) => {
                let how = if is_returning(vm) { turn::RETURNED } else { turn::THROWN };
                (slow::catch(vm, node, fp, record + 5, abrupt)?, how)
            }
        };
        store(vm, fp, record + 4, kept);
        let iterator = local_of(vm, fp, record);
        let result = match run(vm, node, fp, record + 5, |cx| steps::call_return(cx, iterator)) {
            Ok(result) => result,
            Err(abrupt) if how == turn::THROWN => {
                slow::catch(vm, node, fp, record + 5, abrupt)?;
                return complete(vm, node, fp, how);
            }
            Err(abrupt) => return Err(abrupt),
        };
        if result == Value::HOLE {
            return complete(vm, node, fp, how);
        }
        store(vm, fp, record + 5, result);
        wait(vm, node, fp, record + 3, how)
    }
}

/// The end of a loop that has been closed: `return` gave what stands in the last slot.
unsafe fn after_close(vm: *mut Isolate, node: *const Node, fp: *mut Value, mode: ResumeMode) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let record = (*node).c;
        let how = load(vm, fp, record + 3).as_int();
        if how != turn::THROWN {
            if mode == ResumeMode::Throw {
                return slow::throw(vm, node, fp, load(vm, fp, record + 5));
            }
            let result = local_of(vm, fp, record + 5);
            run(vm, node, fp, record + 6, |cx| steps::require_result(cx, result))?;
        }
        complete(vm, node, fp, how)
    }
}

/// Goes on with the completion that the loop was left by.
unsafe fn complete(vm: *mut Isolate, node: *const Node, fp: *mut Value, how: i32) -> Outcome {
    // SAFETY: M2–M4.
    unsafe {
        let kept = (*node).c + 4;
        match how {
            turn::LEFT => Ok(load(vm, fp, kept)),
            turn::RETURNED => Err(returning(vm, node, fp, kept)),
            _ => slow::rethrow(vm, node, fp, load(vm, fp, kept)),
        }
    }
}
