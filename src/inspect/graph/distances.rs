//! How far each node is from the roots that scripts can name, and by which edge it is reached first.

use super::essential::pair_name;
use super::{EdgeType, HeapGraph, NodeType};
use std::collections::HashSet;

/// The distance of the engine's own root, where there are roots that scripts can name.
pub(crate) const SYSTEM_DISTANCE: u32 = 100_000_000;
/// No distance, no edge.
const NONE: u32 = u32::MAX;

/// Distances by node, and the tree of shortest paths.
pub(crate) struct Distances {
    distances: Vec<u32>,
    /// The node before.
    parents: Vec<u32>,
    /// The edge from there.
    edges: Vec<u32>,
    /// Nodes in the order in which they were reached: each behind its parent.
    pub(crate) order: Vec<u32>,
}

impl Distances {
    /// Breadth first: from the roots that scripts can name, then from the root for what they do not reach.
    pub(crate) fn of(graph: &HeapGraph) -> Distances {
        Distances::without(graph, NONE, &mut HashSet::new())
    }

    /// As [`Distances::of`], but the stack comes last, and of it functions and their contexts first, those that are not new
    /// before others: a variable explains more than a value that happens to be in use.
    pub(crate) fn of_variables(graph: &HeapGraph, is_new: impl Fn(u32) -> bool) -> Distances {
        let is_stack =
            |node: &u32| graph.node(*node).sort == NodeType::Synthetic && graph.name(*node) == "(Stack roots)";
        let mut halves = HashSet::new();
        let Some(stack) = (0..graph.len() as u32).find(is_stack) else { return Distances::of(graph) };
        let mut found = Distances::without(graph, stack, &mut halves);
        let distance = found.distances[stack as usize].saturating_add(1);
        for (is_function, is_old) in [(true, true), (true, false), (false, false)] {
            let start = found.order.len();
            for index in graph.edges_of(stack) {
                let to = graph.edges[index].to;
                let is_one = graph.node(to).sort == NodeType::Closure || graph.is_context(to);
                let comes_now = (is_one || !is_function) && !(is_old && is_new(to));
                if comes_now && found.distances[to as usize] == NONE {
                    found.reach(graph, stack, index, distance);
                }
            }
            found.spread(graph, start, stack, &mut halves);
        }
        found
    }

    /// The edges of one node are left out.
    fn without<'g>(graph: &'g HeapGraph, left_out: u32, halves: &mut HashSet<&'g str>) -> Distances {
        let none = || vec![NONE; graph.len()];
        let mut found =
            Distances { distances: none(), parents: none(), edges: none(), order: Vec::with_capacity(graph.len()) };
        for index in graph.edges_of(0) {
            let to = graph.edges[index].to;
            if graph.is_user_root(to) && found.distances[to as usize] == NONE {
                found.reach(graph, 0, index, 1);
            }
        }
        let has_roots = !found.order.is_empty();
        found.spread(graph, 0, left_out, halves);
        found.distances[0] = if has_roots { SYSTEM_DISTANCE } else { 0 };
        (found.parents[0], found.edges[0]) = (NONE, NONE);
        let start = found.order.len();
        found.order.push(0);
        found.spread(graph, start, left_out, halves);
        found
    }

    /// The distance of a node; `None` where only weak edges lead.
    pub(crate) fn get(&self, node: u32) -> Option<u32> {
        Some(self.distances[node as usize]).filter(|&distance| distance != NONE)
    }

    /// The node before a node on the shortest path, and the edge from there.
    pub(crate) fn parent(&self, node: u32) -> Option<(u32, u32)> {
        let parent = self.parents[node as usize];
        (parent != NONE).then(|| (parent, self.edges[node as usize]))
    }

    fn reach(&mut self, graph: &HeapGraph, from: u32, index: usize, distance: u32) {
        let to = graph.edges[index].to;
        self.distances[to as usize] = distance;
        self.parents[to as usize] = from;
        self.edges[to as usize] = index as u32;
        self.order.push(to);
    }

    fn spread<'g>(&mut self, graph: &'g HeapGraph, mut next: usize, left_out: u32, halves: &mut HashSet<&'g str>) {
        while let Some(&node) = self.order.get(next) {
            next += 1;
            if node == left_out {
                continue;
            }
            let distance = self.distances[node as usize] + 1;
            for index in graph.edges_of(node) {
                let edge = graph.edges[index];
                let is_known = edge.sort == EdgeType::Weak || self.distances[edge.to as usize] != NONE;
                if !is_known && leads_on(graph, node, index, halves) {
                    self.reach(graph, node, index, distance);
                }
            }
        }
    }
}

/// Whether a path may take an edge. Of the two edges to the value of a pair only the second may: the value is there once
/// both its key and its table are. Words of the engine's own tables may be stale.
fn leads_on<'g>(graph: &'g HeapGraph, node: u32, index: usize, halves: &mut HashSet<&'g str>) -> bool {
    let edge = graph.edges[index];
    let (sort, name) = (graph.node(node).sort, graph.name(node));
    let text = if edge.sort.is_numbered() { "" } else { graph.strings.get(edge.name) };
    if sort == NodeType::Hidden && text == "sloppy_function_map" && name == "system / NativeContext" {
        return false;
    }
    if sort == NodeType::Array && name == "(map descriptors)" {
        let number = if edge.sort.is_numbered() { Some(edge.name) } else { text.parse().ok() };
        return number.is_some_and(|number| number < 2 || number % 3 != 1);
    }
    match pair_name(text).filter(|_| edge.sort == EdgeType::Internal) {
        Some(pair) if !halves.remove(pair.shared) => {
            halves.insert(pair.shared);
            false
        }
        _ => true,
    }
}
