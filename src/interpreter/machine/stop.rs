//! Nodes that a debugger has armed, and `debugger` statements.
//!
//! Arming exchanges the function of a statement's node; what ran it before waits in the tree. So debugging costs nothing
//! where nobody wants to stop.

use super::border::{tree_id, tree_of};
use super::completion::{NORMAL, Outcome};
use super::node::{Node, NodeFunction};
use super::operation::run;
use super::resumable::target_of;
use super::tree::Tree;
use crate::heap::{Local, Raw};
use crate::interpreter::debugger;
use crate::runtime::Isolate;
use crate::value::Value;

/// Asks the debugger, then runs the node as what it is. A function that goes on after a suspension has asked before.
pub(super) unsafe fn stop(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M4: armed nodes lie in the tree of the function whose frame `fp` is.
    unsafe {
        if target_of(vm) == 0
            && let Some(depth) =
                tree_of(&*vm, callee(vm, fp)).and_then(|tree| tree.stop_at(node.addr())).map(|s| s.depth)
        {
            run(vm, node, fp, depth, |cx| debugger::arrive(cx).map(|()| Local::UNDEFINED))?;
        }
        let function = tree_of(&*vm, callee(vm, fp)).and_then(|tree| tree.function_at(node.addr()));
        let Some(function) = function.filter(|&function| !std::ptr::fn_addr_eq(function, stop as NodeFunction)) else {
            return Ok(NORMAL);
        };
        let outcome = function(vm, node, fp);
        if let Some(id) = tree_id(callee(vm, fp))
            && let Some(tree) = (*vm).heap.external_as_mut::<Tree>(id)
        {
            tree.arm_again(node.addr());
        }
        outcome
    }
}

/// The function whose frame `fp` is.
unsafe fn callee<'h>(vm: *mut Isolate, fp: *mut Value) -> Raw<'h> {
    // SAFETY: M2, M4: the first slot of a frame holds its function.
    unsafe { (*vm).heap.adopt_word(*fp) }
}

/// `debugger`. Fields: c depth.
pub(crate) unsafe fn debugger_statement(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M2, M3.
    unsafe {
        if (*vm).debugging.is_some() {
            run(vm, node, fp, (*node).c, |cx| debugger::arrive_at_statement(cx).map(|()| Local::UNDEFINED))?;
        }
        Ok(NORMAL)
    }
}
