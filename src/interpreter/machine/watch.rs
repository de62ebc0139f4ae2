//! Nodes whose first run is noted.

use super::completion::Outcome;
use super::node::{Node, NodeFunction};
use super::tree::Tree;
use crate::runtime::Isolate;
use crate::value::Value;

/// Lets all nodes of a new tree note their first run, if somebody watches.
pub(crate) fn watch(isolate: &mut Isolate, tree: &mut Tree) {
    if let Some(reach) = isolate.reach.as_deref_mut() {
        tree.exchange(note_run, |address, function, kind| {
            reach.nodes.insert(address, (function as usize, kind));
        });
    }
}

/// The first run of a node.
unsafe fn note_run(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1, M3: the node was watched, so what was written down for its address is its function; the tree that it
    // lies in is running, and nobody borrows the node.
    unsafe {
        let watched = (*vm).reach.as_deref_mut().and_then(|reach| {
            let (function, kind) = reach.nodes.remove(&node.addr())?;
            reach.kinds.insert(kind);
            Some(function)
        });
        let Some(function) = watched else { return Ok(Value::UNDEFINED) };
        let function = std::mem::transmute::<usize, NodeFunction>(function);
        (*node.cast_mut()).run = function;
        function(vm, node, fp)
    }
}
