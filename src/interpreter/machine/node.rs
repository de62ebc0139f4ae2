//! The node of the executable tree: 32 bytes, half a cache line.

use super::completion::Outcome;
use crate::runtime::Isolate;
use crate::value::Value;

/// What runs a node. `fp` is the base of the frame's window on the VM stack.
///
/// # Safety
/// `vm` is the isolate whose VM stack contains `fp`; `node` lies in a verified tree; `fp` is a frame of that tree's
/// function with all slots below the node's depth valid (invariants M1–M3 of `machine`).
pub(crate) type NodeFunction = unsafe fn(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome;

/// One node: the function that runs it, four operands and a payload.
///
/// Operand fields hold a frame slot, a child (byte distance from this node, two's complement) or a small number; which
/// one is fixed by `run`. Field `c` is the node's depth by convention: the first frame slot that it may use as a
/// temporary. The payload is a constant or the state of an inline cache.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Node {
    /// Runs this node.
    pub(crate) run: NodeFunction,
    /// First operand.
    pub(crate) a: u32,
    /// Second operand.
    pub(crate) b: u32,
    /// Depth: first free frame slot.
    pub(crate) c: u32,
    /// Fourth operand.
    pub(crate) d: u32,
    /// Constant, cache state or wide operand.
    pub(crate) k: u64,
}

/// Bytes of a node; child distances are multiples of it.
pub(crate) const NODE_BYTES: usize = size_of::<Node>();
const _: () = assert!(NODE_BYTES == 32);

/// The child at byte distance `offset` from `node`.
///
/// # Safety
/// `offset` was written by the arena for this node (M1).
#[inline(always)]
pub(crate) unsafe fn child(node: *const Node, offset: u32) -> *const Node {
    // SAFETY: M1: distances point at nodes of the same arena.
    unsafe { node.byte_offset(offset as i32 as isize) }
}

/// Runs the child at byte distance `offset`.
///
/// # Safety
/// As [`NodeFunction`].
#[inline(always)]
pub(crate) unsafe fn evaluate(vm: *mut Isolate, node: *const Node, fp: *mut Value, offset: u32) -> Outcome {
    // SAFETY: M1.
    unsafe {
        let child = child(node, offset);
        ((*child).run)(vm, child, fp)
    }
}

/// The `index`-th child of a list: lists are runs of nodes whose `a`–`d` hold up to four distances each, relative to
/// that list node.
///
/// # Safety
/// `list` is the distance of the first list node and `index` is below the list's length (M1).
#[inline(always)]
pub(crate) unsafe fn list_child(node: *const Node, list: u32, index: usize) -> *const Node {
    // SAFETY: M1.
    unsafe {
        let holder = child(node, list).add(index >> 2);
        let fields = &raw const (*holder).a;
        child(holder, *fields.add(index & 3))
    }
}
