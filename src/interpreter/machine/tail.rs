//! Proper tail calls – ECMA-262 §15.10 <https://tc39.es/ecma262/#sec-tail-position-calls>: strict functions that call each
//! other in tail position for ever need no stack for it.
//!
//! While there is stack enough a call in tail position is a call as any other: it costs the same, and stack traces tell who
//! made it. In the last part of either stack every function is entered by [`enter_deep`]. There a call in tail position
//! does not enter: it leaves what it has prepared where it stands, and completes with [`TAIL_CALL`], as `return` does with a
//! value. `enter_deep` moves that down into the frame that was left, and enters anew.

use super::call::{Entry, entry_of, native_stack_pointer};
use super::completion::Outcome;
use super::frame::{ARGUMENTS, CALLEE, NEW_TARGET, THIS, load, store};
use super::node::Node;
use super::operation::slot_of;
use super::slow;
use super::word::MachineWord;
use crate::heap::Local;
use crate::interpreter::debugger;
use crate::runtime::Isolate;
use crate::value::Value;
use crate::value::layout::function;

/// The completion of a function that ends with a call that is still to be made.
const TAIL_CALL: Value = Value::TAIL_CALL;

/// Whether a frame that is to be entered lies in the last part of a stack.
///
/// # Safety
/// M2, M3.
#[inline(always)]
pub(super) unsafe fn is_deep(vm: *mut Isolate, callee: *mut Value, entry: *const Entry) -> bool {
    // SAFETY: M2–M4.
    unsafe {
        callee.wrapping_add((*entry).frame as usize).addr() > (*vm).tail.stack_limit
            || native_stack_pointer() < (*vm).tail.native_limit
    }
}

/// Enters a function in the last part of a stack.
///
/// # Safety
/// As [`super::call::enter`].
#[inline(never)]
pub(super) unsafe fn enter_deep(
    vm: *mut Isolate,
    node: *const Node,
    callee: *mut Value,
    count: u32,
    entry: *const Entry,
) -> Outcome {
    // SAFETY: M2–M4: the callee's frame lies above that of the function that calls it, which has ended when it is moved.
    unsafe {
        if is_tail_call(vm, node, callee, count) {
            ((*vm).tail.callee, (*vm).tail.count) = (callee.addr(), count);
            return Ok(TAIL_CALL);
        }
        let outer = std::mem::replace(&mut (*vm).tail.frame, callee.addr());
        let (mut count, mut entry) = (count, entry);
        let outcome = loop {
            let outcome = slow::enter_prepared(vm, node, callee, count, entry);
            if !matches!(outcome, Ok(completion) if completion == TAIL_CALL) {
                break outcome;
            }
            count = move_down(vm, callee);
            if (*vm).debugging.is_some() {
                debugger::frame_taken_over(&mut *vm, slot_of(vm, callee, 0).0 as usize);
            }
            (*vm).budget.left = (*vm).budget.left.wrapping_sub(1);
            entry = entry_of((*load(vm, callee, CALLEE).pointer().add(function::CODE).cast::<Value>()).pointer());
            if let Err(abrupt) = slow::make_ready::<false>(vm, node, callee, count, entry) {
                break Err(abrupt);
            }
        };
        (*vm).tail.frame = outer;
        outcome
    }
}

/// Whether the function that `node` belongs to was entered by [`enter_deep`], and ends with this call.
unsafe fn is_tail_call(vm: *mut Isolate, node: *const Node, callee: *mut Value, count: u32) -> bool {
    // SAFETY: M2–M4: the frame that calls begins at the node's depth below the callee's.
    unsafe {
        if node.is_null() || (*vm).realms.are_several() {
            return false;
        }
        let fp = callee.wrapping_sub((*node).c as usize);
        if fp.addr() != (*vm).tail.frame {
            return false;
        }
        (*vm).heap.set_stack_top(callee.add((ARGUMENTS + count) as usize).cast());
        let caller = (*vm).heap.get(Local::in_slot(slot_of(vm, fp, CALLEE)));
        super::border::tree_of(&*vm, caller).is_some_and(|tree| tree.is_tail_call(node.addr()))
    }
}

/// Moves callee, `this` and arguments of the call that was left into the frame at `fp`; the number of arguments.
unsafe fn move_down(vm: *mut Isolate, fp: *mut Value) -> u32 {
    // SAFETY: M2, M3: what was prepared stands above `fp`, and nothing has run since.
    unsafe {
        let from = fp.with_addr((*vm).tail.callee);
        let count = (*vm).tail.count;
        store(vm, fp, CALLEE, load(vm, from, CALLEE));
        store(vm, fp, THIS, load(vm, from, THIS));
        store(vm, fp, NEW_TARGET, Value::UNDEFINED);
        for slot in ARGUMENTS..ARGUMENTS + count {
            store(vm, fp, slot, load(vm, from, slot));
        }
        count
    }
}
