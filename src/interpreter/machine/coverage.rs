//! Nodes that count: blocks of functions that were compiled for it, and calls.
//!
//! Calls are counted by entering a function through a node of its own in front of its tree; functions that suspend, whose
//! root others read, by exchanging the function of their root. So nothing is counted, and nothing is spent, where nobody
//! asks.

use super::completion::{NORMAL, Outcome};
use super::node::{Node, NodeFunction};
use super::resumable::SUSPENDED;
use super::tree::Tree;
use crate::interpreter::compiler::Counter;
use crate::runtime::Isolate;
use crate::value::Value;
use std::cell::UnsafeCell;

/// A run of a block. Fields: k the count.
pub(crate) unsafe fn count(_: *mut Isolate, node: *const Node, _: *mut Value) -> Outcome {
    // SAFETY: M1, M3: nobody else looks at the node's payload.
    unsafe { increment(node) };
    Ok(NORMAL)
}

/// A child that suspends, whose normal ends count. Fields: a child; k the count.
pub(crate) unsafe fn count_after(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1–M3.
    unsafe {
        let value = super::node::evaluate(vm, node, fp, (*node).a)?;
        if value != SUSPENDED {
            increment(node);
        }
        Ok(value)
    }
}

unsafe fn increment(node: *const Node) {
    // SAFETY: M1, M3: nodes lie in cells, and are written through raw pointers.
    unsafe {
        let count = (&raw const (*node).k).cast_mut();
        *count = (*count).saturating_add(1);
    }
}

/// What counts the calls of a function.
pub(super) struct CallCounter {
    /// The way into a function that does not suspend. Fields: k address of this.
    entry: UnsafeCell<Node>,
    /// The root of the function.
    root: *const Node,
    /// What ran the root before.
    run: NodeFunction,
    count: UnsafeCell<u64>,
    is_counting: bool,
}

/// A call of a function that does not suspend; see [`CallCounter`].
unsafe fn count_call(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1, M6: the payload leads to the counter, which the function's tree owns.
    unsafe {
        let counter = (*node).k as *const CallCounter;
        let root = (*counter).root;
        *(*counter).count.get() += 1;
        ((*root).run)(vm, root, fp)
    }
}

/// A call of a function that suspends: the root's payload, which it has no use for, leads to the counter.
unsafe fn count_start(vm: *mut Isolate, node: *const Node, fp: *mut Value) -> Outcome {
    // SAFETY: M1, M6: as for `count_call`.
    unsafe {
        let counter = (*node).k as *const CallCounter;
        *(*counter).count.get() += 1;
        ((*counter).run)(vm, node, fp)
    }
}

impl Tree {
    /// Counts calls from now on; `root` is the address of the root. The result is the address of the node to enter by.
    pub(crate) fn count_calls(&mut self, root: usize) -> usize {
        let Some(index) = self.index_of(root) else { return root };
        let suspends = matches!(self.infos[index].name, "generator_start" | "async_start");
        let node = self.nodes[index].get();
        // SAFETY: M1, M6: the root lies in the tree, which is borrowed exclusively; the counter lives as long.
        unsafe {
            let counter = self.calls.get_or_insert_with(|| {
                let entry = Node { run: count_call, a: 0, b: 0, c: 0, d: 0, k: 0 };
                let (entry, count) = (UnsafeCell::new(entry), UnsafeCell::new(0));
                Box::new(CallCounter { entry, root: node, run: (*node).run, count, is_counting: false })
            });
            *counter.count.get_mut() = 0;
            counter.is_counting = true;
            let address = &raw const **counter as u64;
            if suspends {
                (*node).run = count_start;
                (*node).k = address;
                return root;
            }
            counter.entry.get_mut().k = address;
            counter.entry.get() as usize
        }
    }

    /// Counts calls no more. The result is the address of the root, if calls were counted.
    pub(crate) fn ignore_calls(&mut self) -> Option<usize> {
        let counter = self.calls.as_mut().filter(|counter| counter.is_counting)?;
        counter.is_counting = false;
        let root = counter.root.cast_mut();
        // SAFETY: M1: the root lies in the tree, which is borrowed exclusively.
        unsafe {
            if std::ptr::fn_addr_eq((*root).run, count_start as NodeFunction) {
                (*root).run = counter.run;
                (*root).k = 0;
            }
        }
        Some(root as usize)
    }

    /// How often the function has been called since the last time; none: nobody counts.
    pub(crate) fn take_calls(&mut self) -> Option<u64> {
        let counter = self.calls.as_mut().filter(|counter| counter.is_counting)?;
        Some(std::mem::take(counter.count.get_mut()))
    }

    /// The blocks that are counted, and how often each has run since the last time; none: the function was not compiled
    /// for it.
    pub(crate) fn take_counts(&mut self) -> Option<Vec<(Counter, u64)>> {
        let counters = self.counters.as_deref()?;
        let take = |counter: &Counter| {
            // SAFETY: M1: the node is a counting one of the tree, which is borrowed exclusively.
            let count = counter.node.map(|node| unsafe { std::mem::take(&mut (*self.nodes[node as usize].get()).k) });
            (*counter, count.unwrap_or(0))
        };
        Some(counters.iter().map(take).collect())
    }
}
