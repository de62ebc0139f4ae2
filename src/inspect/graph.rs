//! The graph of a heap in memory: nodes, edges, names; and what follows from them.
//!
//! * `read` – from a file, by `json` · `distances` – how far nodes are from the roots, and by which edge ·
//!   `essential` – which edges keep something · `dominators` – what holds what alone, and retained sizes · `sizes` – what
//!   belongs to an object that others only store for it · `groups` – objects that are kept in the same way ·
//!   `paths` – their paths as text · `classes` – what a class has in all
//!
//! # How
//! A graph comes from a `.heapsnapshot` file, ours or V8's, or from the live heap (`snapshot`). Sizes, distances and
//! dominators follow the rules of Chrome's DevTools, so that their figures and ours are the same.
//!
//! # What it knows nothing about
//! Objects as they lie in the heap. What a file says is never believed: indices are checked when they are read.

mod classes;
mod distances;
mod dominators;
mod essential;
mod groups;
mod json;
mod paths;
mod read;
mod sizes;
#[cfg(test)]
mod tests;

pub(crate) use super::node_type::{EdgeType, NodeType};
use super::snapshot::SCRIPT_PREFIX;
pub(crate) use classes::Class;
pub(crate) use distances::Distances;
pub(crate) use dominators::{Children, Dominators};
pub(crate) use groups::{DICTIONARY, Group, Grouping, Groups, Kind, Label, NO_GROUP};
pub(crate) use paths::Step;
pub(crate) use read::read;

/// A node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    /// The identity: the same in two snapshots of one heap.
    pub(crate) id: u64,
    /// Bytes of its own.
    pub(crate) size: u64,
    /// Its name, a number of the strings.
    pub(crate) name: u32,
    /// Its first edge; those up to the next node's first are its.
    pub(crate) first_edge: u32,
    pub(crate) sort: NodeType,
}

/// An edge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    /// A number of the strings, or the number of an element.
    pub(crate) name: u32,
    /// The node it leads to.
    pub(crate) to: u32,
    pub(crate) sort: EdgeType,
}

/// Where a closure, or the constructor of an object, stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Location {
    pub(crate) node: u32,
    pub(crate) script: u32,
    /// From 0.
    pub(crate) line: u32,
    /// From 0.
    pub(crate) column: u32,
}

/// Texts by number, in one piece of memory.
#[derive(Default)]
pub(crate) struct Strings {
    text: String,
    ends: Vec<usize>,
}

impl Strings {
    /// Adds a text; its number.
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.ends.len() as u32 - 1
    }

    /// The text of a number; empty if there is none.
    pub(crate) fn get(&self, number: u32) -> &str {
        let number = number as usize;
        let start = if number == 0 { 0 } else { self.ends.get(number - 1).copied().unwrap_or(0) };
        self.ends.get(number).and_then(|&end| self.text.get(start..end)).unwrap_or_default()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The graph. Node 0 is the root.
#[derive(Default)]
pub(crate) struct HeapGraph {
    pub(crate) nodes: Vec<Node>,
    pub(crate) edges: Vec<Edge>,
    pub(crate) strings: Strings,
    /// In the order of nodes.
    pub(crate) locations: Vec<Location>,
}

impl HeapGraph {
    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node.
    pub(crate) fn node(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }

    /// What a node is called.
    pub(crate) fn name(&self, node: u32) -> &str {
        self.strings.get(self.node(node).name)
    }

    /// The numbers of a node's edges.
    pub(crate) fn edges_of(&self, node: u32) -> std::ops::Range<usize> {
        let start = self.node(node).first_edge as usize;
        let end = self.nodes.get(node as usize + 1).map_or(self.edges.len(), |next| next.first_edge as usize);
        start..end
    }

    /// Where a node stands in the source.
    pub(crate) fn location(&self, node: u32) -> Option<Location> {
        let found = self.locations.binary_search_by_key(&node, |location| location.node);
        found.ok().map(|index| self.locations[index])
    }

    /// The node that an edge of this sort and name leads to.
    pub(crate) fn follow(&self, node: u32, sort: EdgeType, name: &str) -> Option<u32> {
        let edges = &self.edges[self.edges_of(node)];
        edges.iter().find(|edge| edge.sort == sort && self.strings.get(edge.name) == name).map(|edge| edge.to)
    }

    /// Is it a root that scripts can name: reached from the root, and no synthetic node?
    pub(crate) fn is_user_root(&self, node: u32) -> bool {
        self.node(node).sort != NodeType::Synthetic
    }

    /// The names of scripts by number, as far as closures tell them.
    pub(crate) fn script_names(&self) -> std::collections::BTreeMap<u32, &str> {
        let mut names = std::collections::BTreeMap::new();
        for location in &self.locations {
            if names.contains_key(&location.script) || self.node(location.node).sort != NodeType::Closure {
                continue;
            }
            let code =
                ["shared", "code"].iter().filter_map(|name| self.follow(location.node, EdgeType::Internal, name));
            let mut scripts = code.filter_map(|code| self.follow(code, EdgeType::Internal, "script"));
            if let Some(script) = scripts.next_back() {
                let name = self.name(script);
                names.insert(location.script, name.strip_prefix(SCRIPT_PREFIX).unwrap_or(name));
            }
        }
        names
    }
}
