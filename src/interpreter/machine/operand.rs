//! Operand kinds: where a node gets an operand from, decided when the tree is built.
//!
//! Node functions are generic over them, so that one source function gives a specialised node for each combination:
//! `binary<ADD, Slot, Constant>` reads a local and an immediate without running a child.

use super::completion::Outcome;
use super::frame::load;
use super::node::{Node, evaluate};
use super::word::MachineWord;
use crate::runtime::Isolate;
use crate::value::{Value, layout};

/// A source of operands.
pub(crate) trait Operand {
    /// Reading it runs no code, cannot throw and cannot allocate: it may be read after its right-hand neighbour,
    /// provided that the neighbour does not assign it.
    const PURE: bool;
    /// Nothing but an assignment in the same function changes it, which the compiler can see: it may also be read
    /// after a neighbour that is not pure.
    const LATE: bool;

    /// Reads the operand described by `field` of `node`.
    ///
    /// # Safety
    /// As [`super::node::NodeFunction`].
    unsafe fn get(vm: *mut Isolate, node: *const Node, fp: *mut Value, field: u32) -> Outcome;
}

/// A frame slot: a local variable, parameter, `this` or temporary.
pub(crate) struct Slot;
/// The immediate in the node's payload.
pub(crate) struct Constant;
/// A child node.
pub(crate) struct Child;
/// A variable of the context that the running closure was created in.
pub(crate) struct Outer;

impl Operand for Slot {
    const PURE: bool = true;
    const LATE: bool = true;
    #[inline(always)]
    unsafe fn get(vm: *mut Isolate, _: *const Node, fp: *mut Value, field: u32) -> Outcome {
        // SAFETY: M2: the compiler numbers slots within the frame.
        Ok(unsafe { load(vm, fp, field) })
    }
}

impl Operand for Constant {
    const PURE: bool = true;
    const LATE: bool = true;
    #[inline(always)]
    unsafe fn get(_: *mut Isolate, node: *const Node, _: *mut Value, _: u32) -> Outcome {
        // SAFETY: M1: payloads of constant operands are immediates written by the arena.
        Ok(unsafe { Value::from_bits((*node).k) })
    }
}

impl Operand for Child {
    const PURE: bool = false;
    const LATE: bool = false;
    #[inline(always)]
    unsafe fn get(vm: *mut Isolate, node: *const Node, fp: *mut Value, field: u32) -> Outcome {
        // SAFETY: M1.
        unsafe { evaluate(vm, node, fp, field) }
    }
}

impl Operand for Outer {
    const PURE: bool = true;
    const LATE: bool = false;
    #[inline(always)]
    unsafe fn get(vm: *mut Isolate, _: *const Node, fp: *mut Value, field: u32) -> Outcome {
        // SAFETY: M2 and M4: slot 0 is the running closure, whose context has the variable `field`.
        unsafe {
            let closure = load(vm, fp, super::frame::CALLEE).pointer();
            let context = (*closure.cast::<Value>().add(layout::function::CONTEXT)).pointer();
            Ok(*context.cast::<Value>().add(field as usize))
        }
    }
}
