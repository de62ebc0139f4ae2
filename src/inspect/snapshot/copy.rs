//! The graph of the live heap in memory, without the way through a file.

use super::edges::Edge;
use super::graph::{FIRST_OBJECT, Graph};
use super::names::{KNOWN, Name};
use super::roots;
use crate::heap::{Raw, Uncounted};
use crate::inspect::graph::{self, HeapGraph, Location, NodeType};
use crate::runtime::Isolate;
use crate::value::{self, kind};
use std::collections::HashMap;

/// The part of a string that names what is called by it, in code units.
const LONGEST_NAME: usize = 120;
/// No number.
const NONE: u32 = u32::MAX;

/// Collects everything, and copies the graph of what lives. Its memory is not the heap's.
///
/// # Errors
/// Without memory.
pub(crate) fn copy_graph(isolate: &mut Isolate) -> Result<HeapGraph, Uncounted> {
    let mut graph = Graph::take(isolate)?;
    let mut copy = Copy::new(graph.objects)?;
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
            kind::STRING_LATIN1 | kind::STRING_TWO_BYTE => copy.text("(string)"),
            _ => copy.name(&mut graph, node.name),
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
        let name = copy.name(&mut graph, name);
        copy.node(node_type, name, u64::from(payload.id), payload.bytes);
    }
    if copy.is_full { Err(Uncounted) } else { Ok(copy.graph) }
}

/// A copy in the making.
struct Copy<'h> {
    graph: HeapGraph,
    /// The number of each text.
    texts: HashMap<String, u32>,
    /// The number of the text of each string of the heap, by its number in the census.
    of_strings: Vec<u32>,
    /// Edges of the node that was added last.
    waiting: Vec<Edge<'h>>,
    /// The ids of tables of ephemerons, by their nodes.
    tables: HashMap<u32, u64>,
    is_full: bool,
}

impl<'h> Copy<'h> {
    fn new(objects: u32) -> Result<Copy<'h>, Uncounted> {
        let mut of_strings = Vec::new();
        of_strings.try_reserve_exact(objects as usize).map_err(|_| Uncounted)?;
        of_strings.resize(objects as usize, NONE);
        let graph = HeapGraph::default();
        let (texts, tables) = (HashMap::new(), HashMap::new());
        Ok(Copy { graph, texts, of_strings, waiting: Vec::new(), tables, is_full: false })
    }

    fn root(&mut self, graph: &mut Graph<'h>, node: u32) {
        let name = self.name(graph, roots::NAMES[node as usize]);
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
        self.is_full |= !has_room || self.graph.edges.len() + waiting.len() > NONE as usize;
        for edge in waiting.drain(..) {
            let name = self.name(graph, edge.name);
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

    fn text(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.texts.get(text) {
            return number;
        }
        let number = self.graph.strings.push(text);
        self.texts.insert(text.to_owned(), number);
        number
    }

    fn name(&mut self, graph: &mut Graph<'h>, name: Name<'h>) -> u32 {
        match name {
            Name::Known(index) => self.text(KNOWN[index as usize]),
            Name::Heap(string) => self.string(graph, string),
            Name::Number(number) => self.text(&number.to_string()),
            Name::Made(number) => self.text(&graph.made.texts[number as usize]),
            Name::Index(index) => index,
            Name::Pair(pair) => {
                let text = self.pair_text(graph, pair);
                self.text(&text)
            }
        }
    }

    fn string(&mut self, graph: &Graph<'h>, string: Raw<'h>) -> u32 {
        let place = graph.heap().census_number(string).map_or(usize::MAX, |number| number as usize);
        if let Some(&number) = self.of_strings.get(place).filter(|&&number| number != NONE) {
            return number;
        }
        let units = value::flat_units(string);
        let text = units.map(|units| units.slice(0, LONGEST_NAME).to_rust_lossy()).unwrap_or_default();
        let number = self.text(&text);
        if let Some(known) = self.of_strings.get_mut(place) {
            *known = number;
        }
        number
    }
}
