//! Operations: nodes whose work is done by safe code.
//!
//! An operation's operands are evaluated into consecutive frame slots, so that it gets them as handles for free, and
//! whatever is not hot enough for a node function of its own is an ordinary safe function over `Scope` and `Local`.

use super::completion::Outcome;
use super::frame::{publish, store};
use super::node::{Node, list_child};
use crate::heap::{Local, Slot};
use crate::runtime::{Arguments, Completion, Isolate, Scope};
use crate::value::Value;

/// The safe part of an operation node. Its operands are read like arguments.
pub(crate) type Operation = for<'s> fn(&mut Scope<'s>, Arguments<'s>) -> Completion<Local<'s>>;

/// Evaluates operands and runs an operation on them. Fields: a list; c depth: the operands' slots; d number of
/// operands; k the operation.
pub(crate) unsafe fn operation(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3; the payload of operation nodes is an `Operation` written by the compiler.
    unsafe {
        let depth = (*node).c;
        let count = (*node).d;
        for index in 0..count {
            let child = list_child(node, (*node).a, index as usize);
            let value = ((*child).run)(vm, child, fp)?;
            store(vm, fp, depth + index, value);
        }
        let steps = std::mem::transmute::<usize, Operation>((*node).k as usize);
        let operands = Arguments::in_frame(slot_of(vm, fp, depth), count);
        run(vm, node, fp, depth + count, |cx| steps(cx, operands))
    }
}

/// The number of frame slot `slot` on the VM stack.
///
/// # Safety
/// M2.
#[inline(always)]
pub(crate) unsafe fn slot_of(vm: *mut Isolate, fp: *mut Value, slot: u32) -> Slot {
    // SAFETY: M2, M3: `fp` points into the VM stack.
    unsafe { Slot(fp.cast_const().offset_from((*vm).heap.stack_base().cast_const().cast()) as u32 + slot) }
}

/// A handle of frame slot `slot`.
///
/// # Safety
/// M2.
#[inline(always)]
pub(crate) unsafe fn local_of<'s>(vm: *mut Isolate, fp: *mut Value, slot: u32) -> Local<'s> {
    // SAFETY: M2.
    Local::in_slot(unsafe { slot_of(vm, fp, slot) })
}

/// Publishes the frame up to `depth` and runs safe code.
///
/// # Safety
/// M2: all slots below `depth` hold valid words.
#[inline(always)]
pub(crate) unsafe fn run(
    vm: *mut Isolate,
    node: *const Node,
    fp: *mut Value,
    depth: u32,
    steps: impl for<'s> FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Outcome {
    // SAFETY: M2, M3: `vm` is the running isolate and nothing else borrows it now.
    unsafe {
        publish(vm, node, fp, depth);
        let mut cx = Scope::enter(&mut *vm);
        let result = steps(&mut cx)?;
        Ok(cx.raw(result).word_value())
    }
}
