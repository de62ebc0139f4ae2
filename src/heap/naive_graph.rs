//! What the model test compares the heap with: a graph without addresses, ages and collectors. It forgets what nobody can
//! reach only when the heap must have done so as well.

use super::tests::*;
use super::{ExternalId, ObjectId};
use std::collections::HashMap;

/// What a word should hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Undefined,
    Hole,
    Int(i32),
    Node(u32),
}

/// What an object should be.
pub(super) struct Node {
    pub(super) kind: u8,
    /// Differs from that of every other node of the graph, also of those before; the object holds it as well.
    pub(super) number: i32,
    /// By word index; words 0 and raw ones are unused.
    pub(super) words: Vec<Cell>,
    pub(super) shape: Option<u32>,
    pub(super) payload: Option<ExternalId>,
    pub(super) shape_id: u32,
    pub(super) identity: Option<ObjectId>,
    /// The last search for what is reachable that met the node, and the last walk.
    reached: u32,
    walked: u32,
    is_used: bool,
}

/// All nodes that the heap may still hold.
#[derive(Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    unused: Vec<u32>,
    count: i32,
    search: u32,
    walk: u32,
    /// The node that a shape id stands for, and the ids.
    shapes: HashMap<u32, u32>,
    shape_ids: Vec<u32>,
    /// What the last search met.
    pub(super) reachable: Vec<u32>,
}

/// The word that holds the number of a node.
pub(super) fn number_word(kind: u8) -> usize {
    if matches!(kind, WEAK_REF | WEAK_CELL | EPHEMERONS) { 2 } else { 1 }
}

impl std::ops::Index<u32> for Graph {
    type Output = Node;

    fn index(&self, node: u32) -> &Node {
        &self.nodes[node as usize]
    }
}

impl std::ops::IndexMut<u32> for Graph {
    fn index_mut(&mut self, node: u32) -> &mut Node {
        &mut self.nodes[node as usize]
    }
}

impl Graph {
    /// The number that the next node will have.
    pub(super) fn next_number(&self) -> i32 {
        self.count
    }

    /// A new node; its words but the number are UNDEFINED.
    pub(super) fn add(&mut self, kind: u8, words: usize) -> u32 {
        let words = if kind == RAW || kind == MIXED { words.min(3) } else { words };
        let number = self.count;
        self.count += 1;
        let fresh = |mut cells: Vec<Cell>| {
            cells.resize(words, Cell::Undefined);
            if let Some(cell) = cells.get_mut(number_word(kind)) {
                *cell = Cell::Int(number);
            }
            Node {
                kind,
                number,
                words: cells,
                shape: None,
                payload: None,
                shape_id: 0,
                identity: None,
                reached: 0,
                walked: 0,
                is_used: true,
            }
        };
        match self.unused.pop() {
            Some(node) => {
                let cells = std::mem::take(&mut self[node].words);
                self[node] = fresh(cells);
                node
            }
            None => {
                self.nodes.push(fresh(Vec::new()));
                self.nodes.len() as u32 - 1
            }
        }
    }

    /// From now on the id stands for this node.
    pub(super) fn name_shape(&mut self, shape_id: u32, node: u32) {
        self[node].shape_id = shape_id;
        if self.shapes.insert(shape_id, node).is_none() {
            self.shape_ids.push(shape_id);
        }
    }

    /// A shape that the heap may still hold; `pick` says which.
    pub(super) fn some_shape(&self, pick: usize) -> Option<(u32, u32)> {
        let &shape_id = self.shape_ids.get(pick % self.shape_ids.len().max(1))?;
        Some((shape_id, self.shapes[&shape_id]))
    }

    /// Was the node met by the last search?
    pub(super) fn is_reachable(&self, node: u32) -> bool {
        self[node].reached == self.search
    }

    /// Starts a walk.
    pub(super) fn start_walk(&mut self) {
        self.walk += 1;
    }

    /// True when this walk meets the node for the first time.
    pub(super) fn enter(&mut self, node: u32) -> bool {
        let walk = self.walk;
        std::mem::replace(&mut self[node].walked, walk) != walk
    }

    /// Finds what can be reached from `roots`: values of ephemerons only by their keys.
    pub(super) fn search(&mut self, roots: impl Iterator<Item = Cell>) {
        self.search += 1;
        self.reachable.clear();
        let (mut work, mut tables): (Vec<Cell>, Vec<u32>) = (roots.collect(), Vec::new());
        loop {
            while let Some(cell) = work.pop() {
                let Cell::Node(node) = cell else { continue };
                if self[node].reached == self.search {
                    continue;
                }
                assert!(self[node].is_used, "the graph refers to a node that it forgot");
                let search = self.search;
                self[node].reached = search;
                self.reachable.push(node);
                if self[node].kind == EPHEMERONS {
                    tables.push(node);
                }
                work.extend(self.strong_cells(node));
            }
            for &table in &tables {
                for pair in self[table].words[2..].chunks_exact(2) {
                    let is_alive = |cell| !matches!(cell, Cell::Node(node) if !self.is_reachable(node));
                    if is_alive(pair[0]) && !is_alive(pair[1]) {
                        work.push(pair[1]);
                    }
                }
            }
            if work.is_empty() {
                return;
            }
        }
    }

    /// The first word that is strong, the rest with it.
    pub(super) fn first_strong(&self, node: u32) -> usize {
        let node = &self[node];
        let first = match node.kind {
            RAW | EPHEMERONS | TRANSITIONS => node.words.len(),
            WEAK_REF | WEAK_CELL => 2,
            _ => 1,
        };
        first.min(node.words.len())
    }

    fn strong_cells(&self, node: u32) -> impl Iterator<Item = Cell> {
        let words = self[node].words[self.first_strong(node)..].iter().copied();
        words.chain(self[node].shape.map(Cell::Node)).filter(|cell| matches!(cell, Cell::Node(_)))
    }

    /// Forgets what the last search did not meet: nothing of it may be left in the heap. Returns the identities of what
    /// is forgotten.
    pub(super) fn forget(&mut self) -> Vec<ObjectId> {
        let mut identities = Vec::new();
        for index in 0..self.reachable.len() {
            self.forget_weak(self.reachable[index]);
        }
        for node in 0..self.nodes.len() as u32 {
            if self[node].is_used && !self.is_reachable(node) {
                let dead = &mut self[node];
                dead.is_used = false;
                dead.words.clear();
                dead.words.shrink_to(256);
                identities.extend(dead.identity.take());
                self.unused.push(node);
            }
        }
        let Graph { nodes, shapes, shape_ids, .. } = self;
        shapes.retain(|_, &mut node| nodes[node as usize].is_used);
        shape_ids.retain(|id| shapes.contains_key(id));
        identities
    }

    /// The weak words of a node that lead to what was not met.
    fn forget_weak(&mut self, node: u32) {
        let kind = self[node].kind;
        let weak = match kind {
            WEAK_REF | WEAK_CELL => 1..2,
            TRANSITIONS => 1..self[node].words.len(),
            EPHEMERONS => 2..self[node].words.len(),
            _ => return,
        };
        let is_dead = |graph: &Graph, cell| matches!(cell, Cell::Node(target) if !graph.is_reachable(target));
        for index in weak {
            let cell = self[node].words[index];
            if kind == EPHEMERONS {
                let key = index & !1;
                if is_dead(self, self[node].words[key]) && index != key {
                    self[node].words[key..=index].fill(Cell::Hole);
                }
            } else if is_dead(self, cell) {
                self[node].words[index] = if kind == TRANSITIONS { Cell::Hole } else { Cell::Undefined };
            }
        }
    }
}
