//! A function's executable tree: the memory its nodes live in.

use super::node::{NODE_BYTES, Node};
use super::property::{CacheEntry, EMPTY_PAYLOAD, PropertyCache, cache_of};
use crate::heap::External;
use crate::interpreter::compiler::{Field, NodeInfo, Note, Position};
use std::cell::UnsafeCell;

/// The nodes of a function, what they are, and where they stand in the source. An external payload of its CODE.
pub(crate) struct Tree {
    nodes: Box<[UnsafeCell<Node>]>,
    infos: Vec<NodeInfo>,
    positions: Vec<Position>,
    notes: Vec<(u32, Note)>,
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
    /// A tree of these nodes.
    pub(crate) fn new(
        nodes: Vec<Node>,
        infos: Vec<NodeInfo>,
        positions: Vec<Position>,
        notes: Vec<(u32, Note)>,
    ) -> Tree {
        let nodes = nodes.into_iter().map(UnsafeCell::new).collect();
        Tree { nodes, infos, positions, notes }
    }

    /// Bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        size_of::<Tree>()
            + self.nodes.len() * NODE_BYTES
            + self.infos.capacity() * size_of::<NodeInfo>()
            + self.positions.capacity() * size_of::<Position>()
            + self.notes.capacity() * size_of::<(u32, Note)>()
    }

    /// The address of node `index`.
    pub(crate) fn address_of(&self, index: u32) -> usize {
        self.nodes[index as usize].get() as usize
    }

    /// The position of the node at `address`, if it lies in this tree and has one.
    pub(crate) fn position_at(&self, address: usize) -> Option<Position> {
        let start = self.nodes.first()?.get() as usize;
        let index = address.checked_sub(start)? / NODE_BYTES;
        if index >= self.nodes.len() {
            return None;
        }
        let found = self.positions.binary_search_by_key(&(index as u32), |position| position.node);
        found.ok().map(|found| self.positions[found])
    }

    /// What messages of the node at `address` say.
    pub(crate) fn note_at(&self, address: usize) -> Option<Note> {
        let start = self.nodes.first()?.get() as usize;
        let index = address.checked_sub(start)? / NODE_BYTES;
        let found = self.notes.binary_search_by_key(&(index as u32), |&(node, _)| node);
        found.ok().map(|found| self.notes[found].1)
    }

    /// The depth of the node at `address`: where the frames that it calls begin.
    pub(crate) fn depth_at(&self, address: usize) -> Option<u32> {
        let start = self.nodes.first()?.get() as usize;
        let index = address.checked_sub(start)? / NODE_BYTES;
        // SAFETY: M1: the index lies in the tree; nobody writes nodes while this runs.
        self.nodes.get(index).map(|node| unsafe { (*node.get()).c })
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
