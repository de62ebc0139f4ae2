//! Which edges keep what they lead to: all but those that are weak, mere shortcuts, or the other half of a pair.

use super::{EdgeType, HeapGraph, NodeType};

/// A name that a pair of ephemerons gives to both its edges.
pub(super) struct PairName<'n> {
    /// What the two names have in common.
    pub(super) shared: &'n str,
    /// The id of the table.
    pub(super) table: u64,
}

/// `N / part of key (… @id) -> value (… @id) pair in WeakMap (table @id)`
pub(super) fn pair_name(name: &str) -> Option<PairName<'_>> {
    let shared = name.trim_start_matches(|digit: char| digit.is_ascii_digit());
    if shared.len() == name.len() || !shared.starts_with(" / part of key (") {
        return None;
    }
    let table = shared.strip_suffix(')')?;
    let (_, id) = table.rsplit_once(") pair in WeakMap (table @")?;
    Some(PairName { shared, table: id.parse().ok()? })
}

/// One bit a edge.
pub(super) struct EdgeSet(Vec<u64>);

impl EdgeSet {
    fn new(edges: usize) -> EdgeSet {
        EdgeSet(vec![0; edges.div_ceil(64)])
    }

    fn insert(&mut self, edge: usize) {
        self.0[edge / 64] |= 1 << (edge % 64);
    }

    pub(super) fn has(&self, edge: usize) -> bool {
        self.0[edge / 64] >> (edge % 64) & 1 != 0
    }
}

impl HeapGraph {
    /// Nodes that the program itself reaches: from the global object, not only from the engine's own roots.
    fn page_owned(&self) -> Vec<bool> {
        let mut owned = vec![false; self.len()];
        let mut waiting = Vec::new();
        for edge in &self.edges[self.edges_of(0)] {
            let is_tree =
                self.node(edge.to).sort == NodeType::Synthetic && self.name(edge.to) == "(Document DOM trees)";
            if edge.sort == EdgeType::Shortcut || edge.sort == EdgeType::Element && is_tree {
                owned[edge.to as usize] = true;
                waiting.push(edge.to);
            }
        }
        while let Some(node) = waiting.pop() {
            for edge in &self.edges[self.edges_of(node)] {
                if edge.sort != EdgeType::Weak && !owned[edge.to as usize] {
                    owned[edge.to as usize] = true;
                    waiting.push(edge.to);
                }
            }
        }
        owned
    }

    /// The edges that count for dominators. Of the two edges to the value of a pair, that from the key does; edges from
    /// the engine's own objects to the program's do not.
    pub(super) fn essential_edges(&self) -> EdgeSet {
        let owned = self.page_owned();
        let mut essential = EdgeSet::new(self.edges.len());
        for node in 0..self.len() as u32 {
            for index in self.edges_of(node) {
                let edge = self.edges[index];
                let is_weak = edge.sort == EdgeType::Weak || edge.to == node;
                let is_shortcut = node != 0 && edge.sort == EdgeType::Shortcut;
                let is_foreign = node != 0 && owned[edge.to as usize] && !owned[node as usize];
                if !(is_weak || is_shortcut || is_foreign || self.is_table_half(node, index)) {
                    essential.insert(index);
                }
            }
        }
        essential
    }

    fn is_table_half(&self, node: u32, index: usize) -> bool {
        let edge = self.edges[index];
        edge.sort == EdgeType::Internal
            && pair_name(self.strings.get(edge.name)).is_some_and(|pair| pair.table == self.node(node).id)
    }
}
