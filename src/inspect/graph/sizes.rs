//! Shallow sizes as DevTools shows them: stores that one object alone owns count as part of it.

use super::{EdgeType, HeapGraph, NodeType};

/// Nobody has come there yet.
const UNVISITED: u32 = u32::MAX;
/// Several objects own it.
const SHARED: u32 = u32::MAX - 1;

impl HeapGraph {
    /// Whether a node is only a store: what belongs to the object that owns it.
    pub(crate) fn is_store(&self, node: u32) -> bool {
        let sort = self.node(node).sort;
        matches!(sort, NodeType::Hidden | NodeType::Array)
            || sort == NodeType::Native && self.name(node) == "system / ExternalStringData"
    }

    /// The bytes of each node: those of stores that one object owns are given to it.
    pub(crate) fn shallow_sizes(&self) -> Vec<u64> {
        let mut sizes: Vec<u64> = self.nodes.iter().map(|node| node.size).collect();
        self.give_to_owners([&mut sizes]);
        sizes
    }

    /// Adds figures of stores that one object owns to those of their owners.
    pub(crate) fn give_to_owners<const N: usize>(&self, mut figures: [&mut Vec<u64>; N]) {
        if !self.edges[self.edges_of(0)].iter().any(|edge| self.is_user_root(edge.to)) {
            return;
        }
        for (node, &owner) in self.owners().iter().enumerate() {
            let is_owned = owner < SHARED && owner as usize != node;
            if is_owned && owner != 0 && self.node(owner).sort != NodeType::Synthetic {
                for figures in &mut figures {
                    figures[owner as usize] += std::mem::take(&mut figures[node]);
                }
            }
        }
    }

    /// The owner of each node: itself unless it is a store.
    fn owners(&self) -> Vec<u32> {
        let mut owners = vec![UNVISITED; self.len()];
        let mut waiting: Vec<u32> = (0..self.len() as u32).filter(|&node| !self.is_store(node)).collect();
        waiting.iter().for_each(|&node| owners[node as usize] = node);
        while let Some(node) = waiting.pop() {
            let owner = owners[node as usize];
            for edge in self.edges[self.edges_of(node)].iter().filter(|edge| edge.sort != EdgeType::Weak) {
                let known = owners[edge.to as usize];
                if known == UNVISITED {
                    owners[edge.to as usize] = owner;
                    waiting.push(edge.to);
                } else if known != edge.to && known != owner && known != SHARED {
                    owners[edge.to as usize] = SHARED;
                    waiting.push(edge.to);
                }
            }
        }
        owners
    }
}
