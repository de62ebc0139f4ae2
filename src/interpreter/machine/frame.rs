//! The frame: a window of the VM stack.
//!
//! | slot | holds |
//! |---|---|
//! | 0 | callee |
//! | 1 | `this` |
//! | 2 | `new.target`, or undefined for a call |
//! | 3 | link: the calling node, or the distance to the frame that a native function was called from |
//! | 4… | arguments, then locals, then temporaries and the frames of calls being made |
//!
//! With the feature `checked` every access is asserted to lie within the VM stack.

use super::node::Node;
use crate::runtime::Isolate;
use crate::value::Value;

/// Slot of the function being run.
pub(crate) const CALLEE: u32 = 0;
/// Slot of `this`.
pub(crate) const THIS: u32 = 1;
/// Slot of `new.target`.
pub(crate) const NEW_TARGET: u32 = 2;
/// Slot of the link to the caller.
pub(crate) const LINK: u32 = 3;
/// Slot of the first argument.
pub(crate) const ARGUMENTS: u32 = 4;

/// Reads frame slot `slot`.
///
/// # Safety
/// M2: `slot` lies in the frame and has been written.
#[inline(always)]
pub(crate) unsafe fn load(vm: *mut Isolate, fp: *mut Value, slot: u32) -> Value {
    // SAFETY: M2.
    unsafe {
        check(vm, fp, slot);
        *fp.add(slot as usize)
    }
}

/// Writes frame slot `slot`.
///
/// # Safety
/// M2: `slot` lies in the frame.
#[inline(always)]
pub(crate) unsafe fn store(vm: *mut Isolate, fp: *mut Value, slot: u32, value: Value) {
    // SAFETY: M2.
    unsafe {
        check(vm, fp, slot);
        *fp.add(slot as usize) = value;
    }
}

#[inline(always)]
unsafe fn check(vm: *mut Isolate, fp: *mut Value, slot: u32) {
    if cfg!(feature = "checked") {
        // SAFETY: `vm` is the running isolate (M3).
        let inside = unsafe { (*vm).heap.stack_contains(fp.wrapping_add(slot as usize).cast()) };
        assert!(inside, "frame slot {slot} lies outside of the VM stack");
    }
}

/// Tells the rest of the engine where this activation stands: the stack's exact top for the collector (everything
/// below `depth` is live, nothing above), and the node for stack traces. Done before anything that may allocate, throw
/// or call.
///
/// # Safety
/// M2: all slots below `depth` hold valid words.
#[inline(always)]
pub(crate) unsafe fn publish(vm: *mut Isolate, node: *const Node, fp: *mut Value, depth: u32) {
    // SAFETY: M2, M3.
    unsafe {
        (*vm).heap.set_stack_top(fp.add(depth as usize).cast());
        (*vm).frame = fp.cast_const().offset_from((*vm).heap.stack_base().cast_const().cast()) as usize;
        (*vm).heap.site = node as usize;
    }
}

/// The link word of a frame called from `node`.
#[inline(always)]
pub(crate) fn link_to(node: *const Node) -> Value {
    Value::payload(node as u64)
}
