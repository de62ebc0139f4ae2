//! Statements: lists, branches, loops, `try`.

use super::arithmetic::{step_slot, test};
use super::completion::{NORMAL, Outcome, break_to, continue_to};
use super::frame::{load, store};
use super::node::{Node, evaluate, list_child};
use super::operand::{Constant, Operand, Slot};
use super::slow;
use super::word::MachineWord;
use crate::runtime::{Abrupt, Isolate};
use crate::value::Value;

/// An expression as a statement. Fields: a child.
pub(crate) unsafe fn effect(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        evaluate(vm, node, fp, (*node).a)?;
        Ok(NORMAL)
    }
}

/// Statements one after the other. Fields: a list, b length.
pub(crate) unsafe fn block(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { statements(vm, node, fp, 0) }
}

/// The statements of a [`block`] from the one of index `first` on.
#[inline(always)]
pub(super) unsafe fn statements(vm: *mut Isolate, node: *const Node, fp: *mut Value, first: usize) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        for index in first..(*node).b as usize {
            let statement = list_child(node, (*node).a, index);
            let completion = ((*statement).run)(vm, statement, fp)?;
            if completion != NORMAL {
                return Ok(completion);
            }
        }
        Ok(NORMAL)
    }
}

/// The statement of a scope whose variables stand in slots: leaving it by any completion sets them to undefined, so
/// that they keep nothing alive. (A `catch` or `finally` does it for the scopes that an exception left.) Fields: a
/// statement; d number of slots; k first slot.
pub(crate) unsafe fn scoped_block(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let completion = evaluate(vm, node, fp, (*node).a)?;
        forget_variables(vm, node, fp);
        Ok(completion)
    }
}

/// Sets the variables of a [`scoped_block`] to undefined.
#[inline(always)]
pub(super) unsafe fn forget_variables(vm: *mut Isolate, node: *const Node, fp: *mut Value) {
    // SAFETY: M1–M3.
    unsafe {
        for index in 0..(*node).d {
            store(vm, fp, (*node).k as u32 + index, Value::UNDEFINED);
        }
    }
}

/// Two statements. Fields: a, b children.
pub(crate) unsafe fn block2(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let completion = evaluate(vm, node, fp, (*node).a)?;
        if completion != NORMAL {
            return Ok(completion);
        }
        evaluate(vm, node, fp, (*node).b)
    }
}

/// Three statements. Fields: a, b, d children.
pub(crate) unsafe fn block3(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let completion = evaluate(vm, node, fp, (*node).a)?;
        if completion != NORMAL {
            return Ok(completion);
        }
        let completion = evaluate(vm, node, fp, (*node).b)?;
        if completion != NORMAL {
            return Ok(completion);
        }
        evaluate(vm, node, fp, (*node).d)
    }
}

/// Whether the value of the child at `field` is true.
///
/// # Safety
/// As [`super::node::NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn truth(vm: *mut Isolate, node: *const Node, fp: *mut Value, field: u32) -> Result<bool, Abrupt> {
    // SAFETY: M1–M3.
    unsafe { Ok(slow::to_boolean(evaluate(vm, node, fp, field)?)) }
}

/// A way to test something, chosen when the tree is built. Its node follows the node that tests, or is its child.
pub(crate) trait Condition {
    /// The verdict.
    ///
    /// # Safety
    /// As [`super::node::NodeFunction`]; `node` is the node that tests.
    unsafe fn holds(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<bool, Abrupt>;
}

/// The truth of the child `a`.
pub(crate) struct Truth;

impl Condition for Truth {
    #[inline(always)]
    unsafe fn holds(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<bool, Abrupt> {
        // SAFETY: M1–M3.
        unsafe { truth(vm, node, fp, (*node).a) }
    }
}

/// A comparison whose node stands right behind.
pub(crate) struct Compare<const OP: u8, L: Operand, R: Operand>(std::marker::PhantomData<(L, R)>);

impl<const OP: u8, L: Operand, R: Operand> Condition for Compare<OP, L, R> {
    #[inline(always)]
    unsafe fn holds(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<bool, Abrupt> {
        // SAFETY: M1: nodes with this condition are followed by the comparison's node.
        unsafe { test::<OP, L, R>(vm, node.add(1), fp) }
    }
}

/// `if` without `else`. Fields: a condition; b consequent.
pub(crate) unsafe fn if_then<C: Condition>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { if C::holds(vm, node, fp)? { evaluate(vm, node, fp, (*node).b) } else { Ok(NORMAL) } }
}

/// `if` with `else`, and `a ? b : d`. Fields: a condition; b, d branches.
pub(crate) unsafe fn if_else<C: Condition>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let field = if C::holds(vm, node, fp)? { (*node).b } else { (*node).d };
        evaluate(vm, node, fp, field)
    }
}

/// What a loop does with its body's completion.
enum Next {
    Iterate,
    Leave(Value),
}

/// Decides after an iteration. `label` is the loop's number: the body may break to it or continue it.
#[inline(always)]
fn after_body(completion: Value, label: u32) -> Next {
    if completion == NORMAL || completion == continue_to(label) {
        Next::Iterate
    } else if completion == break_to(label) {
        Next::Leave(NORMAL)
    } else {
        Next::Leave(completion)
    }
}

/// The update expression of a `for`, chosen when the tree is built.
pub(crate) trait Update {
    /// It has no node that a debugger could stop before.
    const IS_FUSED: bool = false;

    /// Runs it.
    ///
    /// # Safety
    /// As [`super::node::NodeFunction`]; `node` is the loop.
    unsafe fn run(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt>;
}

/// No update.
pub(crate) struct NoUpdate;
/// The child in field `d`.
pub(crate) struct ChildUpdate;
/// `slot++`, whose node stands two behind the loop.
pub(crate) struct StepUpdate;

impl Update for NoUpdate {
    #[inline(always)]
    unsafe fn run(_: *mut Isolate, _: *const Node, _: *mut Value) -> Result<(), Abrupt> {
        Ok(())
    }
}

impl Update for ChildUpdate {
    #[inline(always)]
    unsafe fn run(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt> {
        // SAFETY: M1–M3.
        unsafe { evaluate(vm, node, fp, (*node).d).map(|_| ()) }
    }
}

impl Update for StepUpdate {
    const IS_FUSED: bool = true;

    #[inline(always)]
    unsafe fn run(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt> {
        // SAFETY: M1: loops with this update are followed by the test's and the step's nodes.
        unsafe { step_slot::<1>(vm, node.add(2), fp) }
    }
}

/// The update of a loop and its back-edge. A debugger may stop before both.
///
/// # Safety
/// M1–M4: `node` is a loop with the update `U`.
#[inline(always)]
pub(super) unsafe fn next_turn<U: Update>(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Result<(), Abrupt> {
    // SAFETY: the caller's promise.
    unsafe {
        if !U::IS_FUSED {
            U::run(vm, node, fp)?;
            slow::poll::<0>(vm, node, fp)
        } else if slow::spends_last(vm) {
            super::stop::turn(vm, node, fp, U::run)
        } else {
            U::run(vm, node, fp)
        }
    }
}

/// `while` and `for`. Fields: a condition; b body; c depth; d update; k label.
pub(crate) unsafe fn while_loop<C: Condition, U: Update>(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        while C::holds(vm, node, fp)? {
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if completion != NORMAL
                && let Next::Leave(completion) = after_body(completion, (*node).k as u32)
            {
                return Ok(completion);
            }
            next_turn::<U>(vm, node, fp)?;
        }
        Ok(NORMAL)
    }
}

/// `do` … `while`. Fields: a test; b body; c depth; k label.
pub(crate) unsafe fn do_while(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        loop {
            let completion = evaluate(vm, node, fp, (*node).b)?;
            if let Next::Leave(completion) = after_body(completion, (*node).k as u32) {
                return Ok(completion);
            }
            slow::poll::<0>(vm, node, fp)?;
            if !truth(vm, node, fp, (*node).a)? {
                return Ok(NORMAL);
            }
        }
    }
}

/// `for` without a test. Fields as [`while_loop`].
pub(crate) struct Always;

impl Condition for Always {
    #[inline(always)]
    unsafe fn holds(_: *mut Isolate, _: *const Node, _: *mut Value) -> Result<bool, Abrupt> {
        Ok(true)
    }
}

/// A labelled statement or `switch`: stops `break` to its label. Fields: a statement; k label.
pub(crate) unsafe fn labelled(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let completion = evaluate(vm, node, fp, (*node).a)?;
        Ok(if completion == break_to((*node).k as u32) { NORMAL } else { completion })
    }
}

/// `switch`: compares the discriminant with each test in turn, then runs from the matching clause on. Fields: a
/// discriminant; b list of pairs (test, body); c depth; d number of pairs; k number of the default clause or all ones.
/// A default clause's test is a child that yields a word no value is equal to.
pub(crate) unsafe fn switch(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; slot `c` is free at this depth.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        store(vm, fp, (*node).c, value);
        let count = (*node).d as usize;
        let mut start = (*node).k as usize;
        for index in 0..count {
            if index == (*node).k as usize {
                continue;
            }
            let case = list_child(node, (*node).b, index * 2);
            let test = ((*case).run)(vm, case, fp)?;
            if slow::strictly_equal(vm, node, fp, load(vm, fp, (*node).c), test)? {
                start = index;
                break;
            }
        }
        store(vm, fp, (*node).c, Value::UNDEFINED);
        clauses(vm, node, fp, start)
    }
}

/// The clauses of a [`switch`] from the one of index `start` on.
#[inline(always)]
pub(super) unsafe fn clauses(vm: *mut Isolate, node: *const Node, fp: *mut Value, start: usize) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        for index in start..(*node).d as usize {
            let body = list_child(node, (*node).b, index * 2 + 1);
            let completion = ((*body).run)(vm, body, fp)?;
            if completion != NORMAL {
                return Ok(completion);
            }
        }
        Ok(NORMAL)
    }
}

/// `throw`. Fields: a child; c depth.
pub(crate) unsafe fn throw(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = evaluate(vm, node, fp, (*node).a)?;
        slow::throw(vm, node, fp, value)
    }
}

/// `try` … `catch`. Fields: a block; b handler; c slot that receives the exception; d depth.
pub(crate) unsafe fn try_catch(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        match evaluate(vm, node, fp, (*node).a) {
            Ok(completion) => Ok(completion),
            Err(abrupt) => {
                let exception = slow::catch(vm, node, fp, (*node).d, abrupt)?;
                store(vm, fp, (*node).c, exception);
                evaluate(vm, node, fp, (*node).b)
            }
        }
    }
}

/// `try` … `finally`. The completion, or the exception in flight, waits in a slot. Fields: a block; b finalizer; c
/// depth: the slot, the one above tells an exception from a completion.
pub(crate) unsafe fn try_finally(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; slots `c` and `c + 1` are free at this depth.
    unsafe {
        let (completion, thrown) = match evaluate(vm, node, fp, (*node).a) {
            Ok(completion) => (completion, false),
            Err(abrupt) => (slow::catch(vm, node, fp, (*node).c, abrupt)?, true),
        };
        store(vm, fp, (*node).c, completion);
        store(vm, fp, (*node).c + 1, Value::bool(thrown));
        let end = evaluate(vm, node, fp, (*node).b)?;
        if end != NORMAL {
            return Ok(end);
        }
        let completion = load(vm, fp, (*node).c);
        if load(vm, fp, (*node).c + 1) == Value::TRUE {
            return slow::rethrow(vm, node, fp, completion);
        }
        Ok(completion)
    }
}

/// `a && b`. Fields: a, b children.
pub(crate) unsafe fn and(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let left = evaluate(vm, node, fp, (*node).a)?;
        if slow::to_boolean(left) { evaluate(vm, node, fp, (*node).b) } else { Ok(left) }
    }
}

/// `a || b`. Fields: a, b children.
pub(crate) unsafe fn or(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let left = evaluate(vm, node, fp, (*node).a)?;
        if slow::to_boolean(left) { Ok(left) } else { evaluate(vm, node, fp, (*node).b) }
    }
}

/// `a ?? b`. Fields: a, b children.
pub(crate) unsafe fn coalesce(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let left = evaluate(vm, node, fp, (*node).a)?;
        if left.is_nullish() { evaluate(vm, node, fp, (*node).b) } else { Ok(left) }
    }
}

/// `!a`. Fields: a child.
pub(crate) unsafe fn not(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe { Ok(Value::bool(!truth(vm, node, fp, (*node).a)?)) }
}

/// `a, b`. Fields: a, b children.
pub(crate) unsafe fn sequence(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        evaluate(vm, node, fp, (*node).a)?;
        evaluate(vm, node, fp, (*node).b)
    }
}

/// Kinds of operands that a fused comparison is specialised for.
pub(crate) type SlotConstant<const OP: u8> = Compare<OP, Slot, Constant>;
