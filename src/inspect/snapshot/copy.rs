//! The graph of the live heap in memory, without the way through a file.

use super::edges::Edge;
use super::graph::{FIRST_OBJECT, Graph};
use super::names::Name;
use super::roots;
use super::texts::Texts;
use crate::heap::Uncounted;
use crate::inspect::graph::{self, HeapGraph, Location, NodeType};
use crate::runtime::Isolate;
use crate::value::kind;
use std::collections::HashMap;

/// Collects everything, and copies the graph of what lives. Its memory is not the heap's.
///
/// # Errors
/// Without memory.
pub(crate) fn copy_graph(isolate: &mut Isolate) -> Result<HeapGraph, Uncounted> {
    let mut graph = Graph::take(isolate)?;
    let mut copy = Copy::default();
    let nodes = graph.count() as usize;
    copy.graph.nodes.try_reserve_exact(nodes).map_err(|_| Uncounted)?;
    graph.heap().for_each_counted(|number, id, object| {
        if object.is_kind(kind::EPHEMERON_TABLE) {
            copy.tables.insert(FIRST_OBJECT + number, id.0);
        }
    });
    (0..FIRST_OBJECT).for_each(|node| copy.root(&mut graph, node));
    graph.heap().for_each_counted(|number, id, object| {
        let node = graph.describe(id, object);
        let name = match object.kind() {
            // What a string says does not matter here, and would take much memory.
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => copy.texts.of("(string)"),
            _ => copy.texts.of_name(&graph, node.name),
        };
        copy.node(node.node_type, name, node.id, node.size);
        graph.edges_of(FIRST_OBJECT + number, object, &mut |edge| copy.waiting.push(edge));
        copy.edges(&mut graph);
        if let Some(place) = graph.place(object) {
            let (script, line, column) = (place.script, place.line, place.column);
            copy.graph.locations.push(Location { node: FIRST_OBJECT + number, script, line, column });
        }
    });
    for payload in graph.payloads.clone() {
        let (_, node_type, name) = payload.shown();
        let name = copy.texts.of_name(&graph, name);
        copy.node(node_type, name, u64::from(payload.id), payload.bytes);
    }
    let strings = copy.texts.strings;
    if copy.is_full { Err(Uncounted) } else { Ok(HeapGraph { strings, ..copy.graph }) }
}

/// A copy in the making.
#[derive(Default)]
struct Copy<'h> {
    graph: HeapGraph,
    texts: Texts,
    /// Edges of the node that was added last.
    waiting: Vec<Edge<'h>>,
    /// The ids of tables of ephemerons, by their nodes.
    tables: HashMap<u32, u64>,
    is_full: bool,
}

impl<'h> Copy<'h> {
    fn root(&mut self, graph: &mut Graph<'h>, node: u32) {
        let name = self.texts.of_name(graph, roots::NAMES[node as usize]);
        self.node(NodeType::Synthetic, name, u64::from(2 * node + 1), 0);
        graph.edges_of_root(node, &mut |edge| self.waiting.push(edge));
        self.edges(graph);
    }

    fn node(&mut self, sort: NodeType, name: u32, id: u64, size: usize) {
        let first_edge = self.graph.edges.len() as u32;
        self.graph.nodes.push(graph::Node { id, size: size as u64, name, first_edge, sort });
    }

    fn edges(&mut self, graph: &mut Graph<'h>) {
        let mut waiting = std::mem::take(&mut self.waiting);
        let has_room = self.graph.edges.try_reserve(waiting.len()).is_ok();
        self.is_full |= !has_room || self.graph.edges.len() + waiting.len() > u32::MAX as usize;
        for edge in waiting.drain(..) {
            let name = match edge.name {
                Name::Pair(pair) => self.texts.of(&self.pair_text(graph, pair)),
                name => self.texts.of_name(graph, name),
            };
            if !self.is_full {
                self.graph.edges.push(graph::Edge { name, to: edge.to, sort: edge.edge_type });
            }
        }
        self.waiting = waiting;
    }

    /// The name of a pair of ephemerons, with the numbers of nodes for names.
    fn pair_text(&self, graph: &Graph<'h>, pair: u32) -> String {
        let Some(found) = graph.pairs.get(pair as usize) else { return String::new() };
        let table = self.tables.get(&found.table).copied().unwrap_or(0);
        let (key, value) = (found.key, found.value);
        format!("{pair} / part of key (key @{key}) -> value (value @{value}) pair in WeakMap (table @{table})")
    }
}
