//! Resumable nodes: what stands between a function's body and its `yield`s and `await`s.
//!
//! A child of such a node may yield the word [`SUSPENDED`]: the function stops, and so does the node, leaving everything
//! that it has in its slots as it is. When the function goes on, the isolate names the node where it stopped, the
//! *target*; each node on the way there hands on to the child whose subtree has the target in it. Children and their
//! subtrees stand in the arena one after the other, so that this is the child with the least address that is not below
//! the target's (the compiler sees to it: `Compiler::apart`). Nothing is kept for that, and nothing costs anything before
//! it is needed. Nodes outside of the way have no variants: what they have evaluated never waits across a suspension.
//!
//! A `return` called on a generator travels as an abrupt completion with [`Pending::Return`].

use super::completion::{NORMAL, Outcome, break_to, continue_to};
use super::control::{Condition, Update, clauses, forget_variables, next_turn, statements};
use super::frame::{ARGUMENTS, CALLEE, LINK, NEW_TARGET, THIS, load, store};
use super::node::{Node, child, evaluate, list_child};
use super::operation::{Operation, run, slot_of};
use super::slow;
use super::word::MachineWord;
use crate::runtime::{Abrupt, Arguments, Isolate, Pending};
use crate::value::Value;

/// What a node yields when the function stops in it.
pub(crate) const SUSPENDED: Value = Value::YIELD;

/// Address of the node that the function is on its way to, or 0.
#[inline(always)]
pub(super) unsafe fn target_of(vm: *mut Isolate) -> usize {
    // SAFETY: M3.
    unsafe { (*vm).suspension.target }
}

/// Whether the way to `target` leads into the child at `offset`, if into none before it.
#[inline(always)]
pub(super) unsafe fn is_within(node: *const Node, offset: u32, target: usize) -> bool {
    // SAFETY: M1.
    unsafe { target <= child(node, offset).addr() }
}

/// The child of a list that leads to `target`. `ascending`: their addresses ascend.
#[inline(always)]
unsafe fn child_towards(node: *const Node, list: u32, count: usize, ascending: bool, target: usize) -> usize {
    /// Lists that are searched from the front.
    const SHORT: usize = 6;
    // SAFETY: M1.
    unsafe {
        if !ascending || count > SHORT {
            return search(node, list, count, ascending, target);
        }
        let mut index = 0;
        while index < count && list_child(node, list, index).addr() < target {
            index += 1;
        }
        index
    }
}

#[inline(never)]
unsafe fn search(node: *const Node, list: u32, count: usize, ascending: bool, target: usize) -> usize {
    // SAFETY: M1.
    unsafe {
        if ascending {
            let (mut low, mut high) = (0, count);
            while low < high {
                let middle = (low + high) / 2;
                if list_child(node, list, middle).addr() < target { low = middle + 1 } else { high = middle }
            }
            return low;
        }
        let (mut found, mut nearest) = (count, usize::MAX);
        for index in 0..count {
            let address = list_child(node, list, index).addr();
            if address >= target && address < nearest {
                (found, nearest) = (index, address);
            }
        }
        found
    }
}

/// The first child of a list to run.
#[inline(always)]
unsafe fn first_of(vm: *mut Isolate, node: *const Node, list: u32, count: usize, ascending: bool) -> usize {
    // SAFETY: M1, M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 { 0 } else { child_towards(node, list, count, ascending, target) }
    }
}

/// Field `c` of a node with a list: addresses of the children ascend.
pub(crate) const ASCENDING: u32 = 1;

/// Statements one after the other. Fields: a list; b length; c [`ASCENDING`] or 0.
pub(crate) unsafe fn resumable_block(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let first = first_of(vm, node, (*node).a, (*node).b as usize, (*node).c == ASCENDING);
        statements(vm, node, fp, first)
    }
}

/// As `block2`. Fields: a, b children; their addresses ascend.
pub(crate) unsafe fn resumable_block2(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            let completion = evaluate(vm, node, fp, (*node).a)?;
            if completion != NORMAL {
                return Ok(completion);
            }
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// As `block3`. Fields: a, b, d children; their addresses ascend.
pub(crate) unsafe fn resumable_block3(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        let is_at_first = target == 0 || is_within(node, (*node).a, target);
        if is_at_first {
            let completion = evaluate(vm, node, fp, (*node).a)?;
            if completion != NORMAL {
                return Ok(completion);
            }
        }
        if is_at_first || is_within(node, (*node).b, target) {
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if completion != NORMAL {
                return Ok(completion);
            }
        }
        evaluate(vm, node, fp, (*node).d)
    }
}

/// As `scoped_block`. Fields: a statement; d number of slots; k first slot.
pub(crate) unsafe fn resumable_scoped_block(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let completion = evaluate(vm, node, fp, (*node).a)?;
        if completion == SUSPENDED {
            return Ok(SUSPENDED);
        }
        forget_variables(vm, node, fp);
        Ok(completion)
    }
}

/// Statements, then an expression for its value. Fields as [`resumable_block`]; the last of the list is the expression.
pub(crate) unsafe fn resumable_sequence(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let last = (*node).b as usize - 1;
        let first = first_of(vm, node, (*node).a, last + 1, (*node).c == ASCENDING);
        for index in first..last {
            let statement = list_child(node, (*node).a, index);
            if ((*statement).run)(vm, statement, fp)? == SUSPENDED {
                return Ok(SUSPENDED);
            }
        }
        let value = list_child(node, (*node).a, last);
        ((*value).run)(vm, value, fp)
    }
}

/// An expression as a statement. Fields: a child.
pub(crate) unsafe fn resumable_effect(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { Ok(if evaluate(vm, node, fp, (*node).a)? == SUSPENDED { SUSPENDED } else { NORMAL }) }
}

/// `local = b` as a statement. Fields: a slot; b child.
pub(crate) unsafe fn resumable_store(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).b)?;
        if value == SUSPENDED {
            return Ok(SUSPENDED);
        }
        store(vm, fp, (*node).a, value);
        Ok(NORMAL)
    }
}

/// As `operation`. Fields: a list; b 1 if the children's addresses ascend; c depth: the operands' slots; d number of
/// operands; k the operation.
pub(crate) unsafe fn resumable_operation(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; the payload of operation nodes is an `Operation` written by the compiler.
    unsafe {
        let (depth, count) = ((*node).c, (*node).d);
        let first = first_of(vm, node, (*node).a, count as usize, (*node).b == ASCENDING);
        for index in first as u32..count {
            let child = list_child(node, (*node).a, index as usize);
            let value = ((*child).run)(vm, child, fp)?;
            if value == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, depth + index, value);
        }
        let steps = std::mem::transmute::<usize, Operation>((*node).k as usize);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), count);
        run(vm, node, fp, depth + count, |cx| steps(cx, operands))
    }
}

/// What the left operand of an operator decides.
#[inline(always)]
unsafe fn either(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    is_decided: impl FnOnce(Value) -> bool,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            let left = evaluate(vm, node, fp, (*node).a)?;
            if left == SUSPENDED || is_decided(left) {
                return Ok(left);
            }
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// `a && b`. Fields: a, b children.
pub(crate) unsafe fn resumable_and(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { either(vm, node, fp, |left| !slow::to_boolean(left)) }
}

/// `a || b`. Fields: a, b children.
pub(crate) unsafe fn resumable_or(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { either(vm, node, fp, slow::to_boolean) }
}

/// `a ?? b`. Fields: a, b children.
pub(crate) unsafe fn resumable_coalesce(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { either(vm, node, fp, |left| !left.is_nullish()) }
}

/// The child `a`, or where that is undefined the child `b`.
pub(crate) unsafe fn resumable_or_default(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { either(vm, node, fp, |left| left != Value::UNDEFINED) }
}

/// `if` and `a ? b : d`. Fields: a condition, which does not suspend; b, d branches; d 0: none.
pub(crate) unsafe fn resumable_if(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        let verdict = if target == 0 {
            slow::to_boolean(evaluate(vm, node, fp, (*node).a)?)
        } else {
            is_within(node, (*node).b, target)
        };
        match (verdict, (*node).d) {
            (true, _) => evaluate(vm, node, fp, (*node).b),
            (false, 0) => Ok(NORMAL),
            (false, alternate) => evaluate(vm, node, fp, alternate),
        }
    }
}

/// Where a loop is.
#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Test,
    Body,
    Update,
}

/// `while` and `for`. Fields: a condition, 0: none; b body; c depth; d update, 0: none; k label.
pub(crate) unsafe fn resumable_loop(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        let stage = match target {
            0 => Stage::Test,
            _ if (*node).a != 0 && is_within(node, (*node).a, target) => Stage::Test,
            _ if is_within(node, (*node).b, target) => Stage::Body,
            _ => Stage::Update,
        };
        if stage == Stage::Update {
            return loop_from_update(vm, node, fp);
        }
        let mut is_in_body = stage == Stage::Body;
        loop {
            if !is_in_body && (*node).a != 0 {
                let verdict = evaluate(vm, node, fp, (*node).a)?;
                if verdict != Value::TRUE {
                    if verdict == SUSPENDED {
                        return Ok(SUSPENDED);
                    }
                    if !slow::to_boolean(verdict) {
                        return Ok(NORMAL);
                    }
                }
            }
            is_in_body = false;
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if completion != NORMAL {
                if completion == break_to((*node).k as u32) {
                    return Ok(NORMAL);
                }
                if completion != continue_to((*node).k as u32) {
                    return Ok(completion);
                }
            }
            if (*node).d != 0 && evaluate(vm, node, fp, (*node).d)? == SUSPENDED {
                return Ok(SUSPENDED);
            }
            slow::poll::<0>(vm, node, fp)?;
        }
    }
}

/// As [`super::control::while_loop`], where only the body may suspend.
pub(crate) unsafe fn resumable_while<C: Condition, U: Update>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let mut is_in_body = target_of(vm) != 0;
        loop {
            if !is_in_body && !C::holds(vm, node, fp)? {
                return Ok(NORMAL);
            }
            is_in_body = false;
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if completion != NORMAL {
                if completion == break_to((*node).k as u32) {
                    return Ok(NORMAL);
                }
                if completion != continue_to((*node).k as u32) {
                    return Ok(completion);
                }
            }
            next_turn::<U>(vm, node, fp)?;
        }
    }
}

/// As `if_then` and `if_else`, where only the branches may suspend. Fields: a condition; b, d branches; d 0: none.
pub(crate) unsafe fn resumable_branch<C: Condition>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        let verdict = if target == 0 { C::holds(vm, node, fp)? } else { is_within(node, (*node).b, target) };
        match (verdict, (*node).d) {
            (true, _) => evaluate(vm, node, fp, (*node).b),
            (false, 0) => Ok(NORMAL),
            (false, alternate) => evaluate(vm, node, fp, alternate),
        }
    }
}

/// Goes on with a loop that stopped in its update.
#[inline(never)]
unsafe fn loop_from_update(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3: the update takes the way to the target, so that the loop then starts afresh.
    unsafe {
        if evaluate(vm, node, fp, (*node).d)? == SUSPENDED {
            return Ok(SUSPENDED);
        }
        slow::poll::<0>(vm, node, fp)?;
        resumable_loop(vm, node, fp)
    }
}

/// `do` … `while`. Fields: a test; b body; c depth; k label.
pub(crate) unsafe fn resumable_do_while(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        let mut is_in_body = target == 0 || is_within(node, (*node).b, target);
        loop {
            if is_in_body {
                let completion = evaluate(vm, node, fp, (*node).b)?;
                if completion == break_to((*node).k as u32) {
                    return Ok(NORMAL);
                }
                if completion != NORMAL && completion != continue_to((*node).k as u32) {
                    return Ok(completion);
                }
                slow::poll::<0>(vm, node, fp)?;
            }
            let verdict = evaluate(vm, node, fp, (*node).a)?;
            if verdict == SUSPENDED {
                return Ok(SUSPENDED);
            }
            if !slow::to_boolean(verdict) {
                return Ok(NORMAL);
            }
            is_in_body = true;
        }
    }
}

/// As `switch`. Fields: a discriminant, which does not suspend; b list of pairs (test, body), with ascending addresses;
/// c depth; d number of pairs; k number of the default clause or all ones.
pub(crate) unsafe fn resumable_switch(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; slot `c` is free at this depth.
    unsafe {
        let count = (*node).d as usize;
        let (mut start, mut test) = ((*node).k as usize, 0);
        let target = target_of(vm);
        if target == 0 {
            let value = evaluate(vm, node, fp, (*node).a)?;
            store(vm, fp, (*node).c, value);
        } else {
            let towards = child_towards(node, (*node).b, count * 2, true, target);
            if towards % 2 == 1 {
                (start, test) = (towards / 2, count);
            } else {
                test = towards / 2;
            }
        }
        if test < count || target == 0 {
            for index in test..count {
                if index == (*node).k as usize {
                    continue;
                }
                let case = list_child(node, (*node).b, index * 2);
                let value = ((*case).run)(vm, case, fp)?;
                if value == SUSPENDED {
                    return Ok(SUSPENDED);
                }
                if slow::strictly_equal(vm, node, fp, load(vm, fp, (*node).c), value)? {
                    start = index;
                    break;
                }
            }
            store(vm, fp, (*node).c, Value::UNDEFINED);
        }
        clauses(vm, node, fp, start)
    }
}

/// Whether an abrupt completion is a generator's `return`.
#[inline(always)]
pub(super) unsafe fn is_returning(vm: *mut Isolate) -> bool {
    // SAFETY: M3.
    unsafe { (*vm).pending == Pending::Return }
}

/// `try` … `catch`. Fields: a block; b handler; c slot that receives the exception; d depth.
pub(crate) unsafe fn resumable_try_catch(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            match evaluate(vm, node, fp, (*node).a) {
                Ok(completion) => return Ok(completion),
                Err(abrupt) if is_returning(vm) => return Err(abrupt),
                Err(abrupt) => {
                    let exception = slow::catch(vm, node, fp, (*node).d, abrupt)?;
                    store(vm, fp, (*node).c, exception);
                }
            }
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// How a `try` block ended, in the slot above its completion: as it says, or by a `return` called on the generator.
const RETURNED: Value = Value::int(2);

/// `try` … `finally`. Fields: a block; b finalizer; c depth: the completion, the slot above tells what it is.
pub(crate) unsafe fn resumable_try_finally(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; slots `c` and `c + 1` are free at this depth.
    unsafe {
        let depth = (*node).c;
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            let (completion, how) = match evaluate(vm, node, fp, (*node).a) {
                Ok(completion) if completion == SUSPENDED => return Ok(SUSPENDED),
                Ok(completion) => (completion, Value::FALSE),
                Err(abrupt) => {
                    let how = if is_returning(vm) { RETURNED } else { Value::TRUE };
                    (slow::catch(vm, node, fp, depth, abrupt)?, how)
                }
            };
            store(vm, fp, depth, completion);
            store(vm, fp, depth + 1, how);
        }
        let end = evaluate(vm, node, fp, (*node).b)?;
        if end != NORMAL {
            return Ok(end);
        }
        let completion = load(vm, fp, depth);
        let how = load(vm, fp, depth + 1);
        if how == Value::FALSE {
            return Ok(completion);
        }
        if how == RETURNED {
            return Err(returning(vm, node, fp, depth));
        }
        slow::rethrow(vm, node, fp, completion)
    }
}

/// Goes on with a generator's `return` of the value in slot `slot`.
#[inline(never)]
pub(super) unsafe fn returning(vm: *mut Isolate, node: *const Node, fp: *mut Value, slot: u32) -> Abrupt {
    // SAFETY: M2, M3.
    unsafe {
        super::frame::publish(vm, node, fp, slot + 1);
        let value = super::operation::local_of(vm, fp, slot);
        let exception = (*vm).exception;
        (*vm).heap.set_root(exception, value);
        (*vm).pending = Pending::Return;
        Abrupt::recorded()
    }
}

/// As `call_prepared`. Fields: a child, whose value does not matter; b list; c depth; d number of arguments.
pub(crate) unsafe fn resumable_call_prepared(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4.
    unsafe {
        let (depth, count) = ((*node).c, (*node).d);
        let target = target_of(vm);
        let mut first = 0;
        if target == 0 || is_within(node, (*node).a, target) {
            if evaluate(vm, node, fp, (*node).a)? == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, depth + NEW_TARGET, Value::UNDEFINED);
            store(vm, fp, depth + LINK, Value::UNDEFINED);
        } else {
            first = child_towards(node, (*node).b, count as usize, false, target) as u32;
        }
        for index in first..count {
            let argument = list_child(node, (*node).b, index as usize);
            let value = ((*argument).run)(vm, argument, fp)?;
            if value == SUSPENDED {
                return Ok(SUSPENDED);
            }
            store(vm, fp, depth + ARGUMENTS + index, value);
        }
        super::call::invoke(vm, node, fp.add(depth as usize), count)
    }
}

/// As `chain_link`. Fields: a base; b the rest; c depth; d 1: optional.
pub(crate) unsafe fn resumable_chain_link(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            let object = evaluate(vm, node, fp, (*node).a)?;
            if object == SUSPENDED {
                return Ok(SUSPENDED);
            }
            if object == Value::HOLE || ((*node).d == 1 && object.is_nullish()) {
                return Ok(Value::HOLE);
            }
            store(vm, fp, (*node).c, object);
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// As `prepare_chain`. Fields: a base; b reads the function; c depth; d 1: optional.
pub(crate) unsafe fn resumable_prepare_chain(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let depth = (*node).c;
        let target = target_of(vm);
        if target == 0 {
            store(vm, fp, depth + CALLEE, Value::UNDEFINED);
            store(vm, fp, depth + THIS, Value::UNDEFINED);
        }
        if target == 0 || is_within(node, (*node).a, target) {
            let object = evaluate(vm, node, fp, (*node).a)?;
            if object == SUSPENDED {
                return Ok(SUSPENDED);
            }
            if object == Value::HOLE || ((*node).d == 1 && object.is_nullish()) {
                return Ok(Value::HOLE);
            }
            store(vm, fp, depth + THIS, object);
        }
        let function = evaluate(vm, node, fp, (*node).b)?;
        if function == SUSPENDED {
            return Ok(SUSPENDED);
        }
        store(vm, fp, depth + CALLEE, function);
        Ok(Value::UNDEFINED)
    }
}

/// As `prepare_chain_value`. Fields: a callee; c depth.
pub(crate) unsafe fn resumable_prepare_chain_value(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let depth = (*node).c;
        if target_of(vm) == 0 {
            store(vm, fp, depth + CALLEE, Value::UNDEFINED);
            store(vm, fp, depth + THIS, Value::UNDEFINED);
        }
        let function = evaluate(vm, node, fp, (*node).a)?;
        if function == SUSPENDED || function == Value::HOLE {
            return Ok(function);
        }
        store(vm, fp, depth + CALLEE, function);
        Ok(Value::UNDEFINED)
    }
}

/// As `chain_call`. Fields: a prepares; b calls; c depth; d 1: optional.
pub(crate) unsafe fn resumable_chain_call(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let target = target_of(vm);
        if target == 0 || is_within(node, (*node).a, target) {
            let prepared = evaluate(vm, node, fp, (*node).a)?;
            if prepared == SUSPENDED || prepared == Value::HOLE {
                return Ok(prepared);
            }
            if (*node).d == 1 && load(vm, fp, (*node).c + CALLEE).is_nullish() {
                return Ok(Value::HOLE);
            }
        }
        evaluate(vm, node, fp, (*node).b)
    }
}
