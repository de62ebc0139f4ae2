//! A function's executable tree: the memory its nodes live in.

use super::coverage::CallCounter;
#[cfg(any(debug_assertions, feature = "checked"))]
use super::misc::fused;
use super::node::{NODE_BYTES, Node, NodeFunction};
use super::property::{CacheEntry, EMPTY_PAYLOAD, PropertyCache, cache_of};
use super::stop::stop;
use crate::heap::External;
use crate::interpreter::compiler::{Arena, Counter, Field, NodeInfo, Note, Position, Return, Stop, Turn};
use std::cell::UnsafeCell;

/// The nodes of a function, what they are, and where they stand in the source. An external payload of its CODE.
pub(crate) struct Tree {
    pub(super) nodes: Box<[UnsafeCell<Node>]>,
    pub(super) infos: Vec<NodeInfo>,
    positions: Vec<Position>,
    notes: Vec<(u32, Note)>,
    stops: Box<[Stop]>,
    turns: Box<[Turn]>,
    returns: Box<[Return]>,
    caught: Box<[(u32, u32)]>,
    /// The calls in tail position, by ascending node.
    tail_calls: Box<[u32]>,
    /// The nodes that a debugger has armed, in ascending order, and what runs them.
    armed: Vec<(u32, NodeFunction)>,
    /// The blocks that are counted; none: the function was not compiled for it.
    pub(super) counters: Option<Box<[Counter]>>,
    /// Counts calls, since somebody asked for it.
    pub(super) calls: Option<Box<CallCounter>>,
}

// SAFETY: M6: the raw pointers in a tree (children, polymorphic caches) lead into memory that the tree owns alone.
unsafe impl Send for Tree {}

impl External for Tree {
    fn category(&self) -> &'static str {
        "executable tree"
    }

    fn counts_as_heap(&self) -> bool {
        true
    }

    fn forget_shapes(&mut self, ids: &[u32]) {
        self.empty_caches_of(ids);
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        for (index, info) in self.infos.iter().enumerate() {
            if info.name != "cache" {
                continue;
            }
            // SAFETY: M1, M6: the node is a cache; its polymorphic entries belong to it alone.
            unsafe {
                let cache = self.nodes[index].get().cast::<PropertyCache>();
                if !(*cache).more.is_null() {
                    drop(Box::from_raw((*cache).more));
                }
            }
        }
    }
}

impl Tree {
    /// The tree that has been built in an arena.
    pub(crate) fn new(arena: Arena) -> Tree {
        Tree {
            nodes: arena.nodes.into_iter().map(UnsafeCell::new).collect(),
            infos: arena.infos,
            positions: arena.positions,
            notes: arena.notes,
            stops: arena.stops.into(),
            turns: arena.turns.into(),
            returns: arena.returns.into(),
            caught: arena.caught.into(),
            tail_calls: arena.tail_calls.into(),
            armed: Vec::new(),
            counters: arena.counts_blocks.then(|| arena.counters.into()),
            calls: None,
        }
    }

    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Tree>()
            + self.nodes.len() * NODE_BYTES
            + self.infos.capacity() * size_of::<NodeInfo>()
            + self.positions.capacity() * size_of::<Position>()
            + self.notes.capacity() * size_of::<(u32, Note)>()
            + self.stops.len() * size_of::<Stop>()
            + self.turns.len() * size_of::<Turn>()
            + self.returns.len() * size_of::<Return>()
            + self.caught.len() * size_of::<(u32, u32)>()
            + self.tail_calls.len() * size_of::<u32>()
    }

    /// The address of node `index`.
    pub(crate) fn address_of(&self, index: u32) -> usize {
        self.nodes[index as usize].get() as usize
    }

    /// The number of the node at `address`, if it lies in this tree.
    pub(super) fn index_of(&self, address: usize) -> Option<usize> {
        let start = self.nodes.first()?.get() as usize;
        let index = address.checked_sub(start)? / NODE_BYTES;
        (index < self.nodes.len()).then_some(index)
    }

    /// The position of the node at `address`, if it lies in this tree and has one.
    pub(crate) fn position_at(&self, address: usize) -> Option<Position> {
        let index = self.index_of(address)? as u32;
        let found = self.positions.binary_search_by_key(&index, |position| position.node);
        found.ok().map(|found| self.positions[found])
    }

    /// What messages of the node at `address` say.
    pub(crate) fn note_at(&self, address: usize) -> Option<Note> {
        let index = self.index_of(address)? as u32;
        let found = self.notes.binary_search_by_key(&index, |&(node, _)| node);
        found.ok().map(|found| self.notes[found].1)
    }

    /// Where a debugger can stop in this function.
    pub(crate) fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// The stop before the node at `address`.
    pub(crate) fn stop_at(&self, address: usize) -> Option<&Stop> {
        let index = self.index_of(address)? as u32;
        self.stops.binary_search_by_key(&index, |stop| stop.node).ok().map(|found| &self.stops[found])
    }

    /// How the function returns after the node at `address`.
    pub(crate) fn return_at(&self, address: usize) -> Option<&Return> {
        let index = self.index_of(address)? as u32;
        self.returns.binary_search_by_key(&index, |found| found.stop.node).ok().map(|found| &self.returns[found])
    }

    /// The innermost statement that the node at `address` is part of; otherwise the one before it.
    pub(crate) fn stop_around(&self, address: usize) -> Option<&Stop> {
        let index = self.index_of(address)? as u32;
        let next = self.stops.partition_point(|stop| stop.node < index);
        let around = self.stops[next..].iter().find(|stop| stop.first <= index);
        around.or_else(|| self.stops[..next].last())
    }

    /// The loops of this function.
    pub(crate) fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// What is done again on each turn of the loop at `address`.
    pub(crate) fn turn_at(&self, address: usize) -> Option<&Turn> {
        let index = self.index_of(address)? as u32;
        self.turns.binary_search_by_key(&index, |turn| turn.node).ok().map(|found| &self.turns[found])
    }

    /// Whether this function catches an exception of the node at `address`.
    pub(crate) fn catches(&self, address: usize) -> bool {
        let index = self.index_of(address).unwrap_or(usize::MAX) as u32;
        self.caught.iter().any(|&(first, last)| (first..=last).contains(&index))
    }

    /// Whether the node at `address` is a call in tail position.
    pub(super) fn is_tail_call(&self, address: usize) -> bool {
        self.index_of(address).is_some_and(|index| self.tail_calls.binary_search(&(index as u32)).is_ok())
    }

    /// Lets the nodes at these places ask the debugger, and no others: byte offsets in the source.
    pub(crate) fn arm(&mut self, mut is_wanted: impl FnMut(u32) -> bool) {
        let places = self.stops.iter().chain(self.returns.iter().map(|found| &found.stop));
        let mut wanted: Vec<u32> = places.filter(|place| is_wanted(place.offset)).map(|place| place.node).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut armed = Vec::with_capacity(wanted.len());
        for (node, function) in std::mem::take(&mut self.armed) {
            if wanted.binary_search(&node).is_ok() {
                armed.push((node, function));
                continue;
            }
            // SAFETY: M1: the node lies in the tree, which is borrowed exclusively.
            let node = unsafe { &mut *self.nodes[node as usize].get() };
            // A node that has found another function for itself keeps it.
            if std::ptr::fn_addr_eq(node.run, stop as NodeFunction) {
                node.run = function;
            }
        }
        for index in wanted {
            // SAFETY: M1: the node lies in the tree, which is borrowed exclusively.
            let node = unsafe { &mut *self.nodes[index as usize].get() };
            if let Err(place) = armed.binary_search_by_key(&index, |&(node, _)| node) {
                armed.insert(place, (index, std::mem::replace(&mut node.run, stop as NodeFunction)));
            }
        }
        self.armed = armed;
    }

    /// What runs the node at `address`, armed or not.
    pub(super) fn function_at(&self, address: usize) -> Option<NodeFunction> {
        let index = self.index_of(address)?;
        let armed = self.armed.binary_search_by_key(&(index as u32), |&(node, _)| node);
        // SAFETY: M1: the index lies in the tree; nobody writes nodes while this runs.
        Some(armed.map_or_else(|_| unsafe { (*self.nodes[index].get()).run }, |found| self.armed[found].1))
    }

    /// A node that has run may have found another function for itself: arms it again, if it was.
    pub(super) fn arm_again(&mut self, address: usize) {
        let Some(index) = self.index_of(address) else { return };
        let Ok(found) = self.armed.binary_search_by_key(&(index as u32), |&(node, _)| node) else { return };
        // SAFETY: M1: the index lies in the tree, which is borrowed exclusively.
        let node = unsafe { &mut *self.nodes[index].get() };
        if !std::ptr::fn_addr_eq(node.run, stop as NodeFunction) {
            self.armed[found].1 = std::mem::replace(&mut node.run, stop as NodeFunction);
        }
    }

    /// Empties every inline cache that may hold one of the given shape ids (sorted). The cache of a node that is running
    /// stays where it is: an emptied entry hits no more.
    fn empty_caches_of(&mut self, ids: &[u32]) {
        for index in 1..self.nodes.len() {
            if self.infos[index].name != "cache" {
                continue;
            }
            // SAFETY: M1, M6: caches stand behind their nodes; the tree is borrowed exclusively.
            unsafe {
                let node = self.nodes[index - 1].get();
                let cache = cache_of(node);
                let is_dead = |shape: u32| ids.binary_search(&shape).is_ok();
                if is_dead((*node).k as u32) {
                    (*node).k = EMPTY_PAYLOAD;
                }
                let more = (*cache).more.as_mut().into_iter().flatten();
                for entry in more.chain([&mut (*cache).entry]) {
                    if is_dead(entry.shape) || is_dead(entry.new_shape) {
                        *entry = CacheEntry { misses: entry.misses, ..CacheEntry::EMPTY };
                    }
                }
            }
        }
    }

    /// Lets `other` run all nodes that run; tells of each its address, what ran it, and its kind.
    #[cfg(any(debug_assertions, feature = "checked"))]
    pub(super) fn exchange(&mut self, other: NodeFunction, mut tell: impl FnMut(usize, NodeFunction, &'static str)) {
        for (node, info) in self.nodes.iter_mut().zip(&self.infos) {
            let node = node.get_mut();
            let is_run =
                !matches!(info.name, "cache" | "list") && !std::ptr::fn_addr_eq(node.run, fused as NodeFunction);
            if is_run {
                let function = std::mem::replace(&mut node.run, other);
                tell(&raw const *node as usize, function, info.name);
            }
        }
    }

    /// What `--print-tree` shows: a line a node.
    pub(crate) fn dump(&self) -> String {
        let mut text = String::new();
        for (index, info) in self.infos.iter().enumerate() {
            // SAFETY: M1: the index lies in the tree.
            let node = unsafe { *self.nodes[index].get() };
            text.push_str(&format!("{index:6}  {:24}", info.name));
            if info.name != "cache" && info.name != "list" {
                text.push_str(&format!(" @{}", node.c));
            }
            for field in info.fields {
                match field {
                    Field::None => {}
                    Field::Child(child) => text.push_str(&format!(" n{}", child.0)),
                    Field::Slot(slot) => text.push_str(&format!(" s{slot}")),
                    Field::List(list) => text.push_str(&format!(" list{}", list.0)),
                    Field::Number(number) => text.push_str(&format!(" {number}")),
                }
            }
            text.push('\n');
        }
        text
    }
}
