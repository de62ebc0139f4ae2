//! What fills a heap, without a copy of its graph: for heaps that are full.
//!
//! # How
//! Breadth first from the roots, as `graph::Distances` goes for variables, each object joins a group, as in
//! `graph::Groups`. Kept of an object are the number of its group and two bits; everything else is kept of groups, and
//! their number is bounded. The objects that one level of the search has reached wait in a list; if there are too many, in
//! a bit of each, and a walk of the heap finds them again.
//!
//! # What it gives
//! A graph with a node for each group: the first of its objects that was reached, with the edges of that one, and with the
//! bytes of all. It serves wherever a sample stands for its group.

use super::edges::Edge;
use super::graph::{FIRST_OBJECT, Graph};
use super::names::Name;
use super::roots;
use super::texts::Texts;
use crate::heap::{CensusIndex, Raw, Uncounted};
use crate::inspect::graph::NO_GROUP;
use crate::inspect::graph::{self, DICTIONARY, EdgeType, Grouping, Groups, HeapGraph, Kind, Label, Location, NodeType};
use crate::runtime::Isolate;
use crate::value::{self, kind, layout};
use std::collections::HashMap;

/// Groups, at most. Objects beyond join that of their holder.
const MOST_GROUPS: usize = 1 << 14;
/// Groups of one name that the same edge of a group leads to. Functions, scopes and classes beyond are told apart by their
/// names alone.
const MOST_MARKS: u32 = 256;
/// Objects that wait in a list.
const LONGEST_LIST: usize = 1 << 15;
/// Edges of an object that are looked at together, at least.
const BATCH: usize = 1 << 14;
/// A batch of a great object: this part of its words.
const BATCHES: usize = 32;
/// Edges of a sample that its node keeps.
const MOST_EDGES: usize = 1 << 10;
/// The node that holds the stack's edges.
const STACK_ROOTS: u32 = 4;
/// Not reached.
const NONE: u16 = u16::MAX;

/// What a heap is filled with.
pub(crate) struct Survey {
    /// One node for each group; their numbers are the same.
    pub(crate) graph: HeapGraph,
    pub(crate) groups: Groups,
    /// The bytes of each group, without those that hang on it.
    pub(crate) bytes: Vec<u64>,
    /// The node of each sample, by its number in the census.
    pub(crate) nodes: HashMap<u32, u32>,
    /// The group whose sample is the greatest object of the heap, and its bytes.
    pub(crate) greatest: Option<(u32, u64)>,
}

/// Collects everything, and tells what lives by groups.
///
/// Memory beside the heap's: that of a census, 2.25 bytes for each object, and some megabytes at most.
///
/// # Errors
/// Without memory.
pub(crate) fn survey(isolate: &mut Isolate) -> Result<Survey, Uncounted> {
    let graph = Graph::take(isolate)?;
    let nodes = (FIRST_OBJECT + graph.objects) as usize;
    let index = graph.heap().census_index()?;
    let mut group_of = Vec::new();
    group_of.try_reserve_exact(nodes).map_err(|_| Uncounted)?;
    group_of.resize(nodes, NONE);
    let mut surveyor = Surveyor {
        texts: Texts::default(),
        index,
        grouping: Grouping::default(),
        marks: HashMap::new(),
        last: None,
        edges: Vec::new(),
        children: Vec::new(),
        bytes: Vec::new(),
        group_of,
        now: Level::of(nodes)?,
        next: Level::of(nodes)?,
        greatest: None,
        graph,
    };
    surveyor.spread_from_roots();
    Ok(surveyor.finish())
}

/// Objects that were reached, and wait to be gone on from.
struct Level<'h> {
    listed: Vec<(u32, Raw<'h>)>,
    /// One bit for each node, of those that the list has no room for.
    others: Vec<u64>,
    has_others: bool,
}

impl<'h> Level<'h> {
    fn of(nodes: usize) -> Result<Level<'h>, Uncounted> {
        let mut others = Vec::new();
        others.try_reserve_exact(nodes.div_ceil(64)).map_err(|_| Uncounted)?;
        others.resize(nodes.div_ceil(64), 0);
        Ok(Level { listed: Vec::new(), others, has_others: false })
    }

    fn add(&mut self, node: u32, object: Raw<'h>) {
        if self.listed.len() < LONGEST_LIST {
            self.listed.push((node, object));
        } else {
            self.others[node as usize / 64] |= 1 << (node % 64);
            self.has_others = true;
        }
    }

    /// Takes a node that waits by its bit.
    fn take(&mut self, node: u32) -> bool {
        let (bits, bit) = (&mut self.others[node as usize / 64], 1 << (node % 64));
        let waits = *bits & bit != 0;
        *bits &= !bit;
        waits
    }
}

struct Surveyor<'h> {
    graph: Graph<'h>,
    texts: Texts,
    index: CensusIndex,
    grouping: Grouping,
    /// How many groups with the same parent, edge, sort and name there are.
    marks: HashMap<(u32, Label, NodeType, u32), u32>,
    /// Room for the edges of a node, and for what they lead to.
    edges: Vec<Edge<'h>>,
    children: Vec<Child<'h>>,
    /// What joined last, and its group: the next is often alike.
    last: Option<(u32, Label, Kind, u16)>,
    bytes: Vec<u64>,
    /// The group of each node; [`NONE`] of what is not reached.
    group_of: Vec<u16>,
    now: Level<'h>,
    next: Level<'h>,
    /// Group, node and bytes of the greatest object; no node of memory outside of the heap.
    greatest: Option<(u32, u32, u64)>,
}

/// An object that an edge leads to for the first time.
struct Child<'h> {
    edge: Edge<'h>,
    object: Raw<'h>,
    kind: Kind,
}

impl<'h> Surveyor<'h> {
    /// The stack comes last, and of it functions and their contexts first: a variable explains more than a value that
    /// happens to be in use. A store that is about to be exchanged is the stack's as well as its object's: so objects come
    /// before the rest.
    fn spread_from_roots(&mut self) {
        let root = self.root_kind(0);
        self.group_of[0] = self.join(NO_GROUP, Label::Any(EdgeType::Shortcut), root, 0, 0);
        self.expand(0, None, |edge, _| edge.edge_type == EdgeType::Shortcut);
        self.spread();
        for node in 1..FIRST_OBJECT {
            let (kind, parent) = (self.root_kind(node), self.group_of[if node == 1 { 0 } else { 1 }]);
            self.group_of[node as usize] = self.join(u32::from(parent), Label::Any(EdgeType::Element), kind, node, 0);
        }
        (2..FIRST_OBJECT).filter(|&node| node != STACK_ROOTS).for_each(|node| self.expand(node, None, |_, _| true));
        self.spread();
        self.expand(STACK_ROOTS, None, |_, object| matches!(object.kind(), kind::FUNCTION | kind::CONTEXT));
        self.spread();
        self.expand(STACK_ROOTS, None, |_, object| kind::is_object(object.kind()));
        self.spread();
        self.expand(STACK_ROOTS, None, |_, _| true);
        self.spread();
    }

    fn root_kind(&mut self, node: u32) -> Kind {
        let name = self.texts.of_name(&self.graph, roots::NAMES[node as usize]);
        Kind { sort: NodeType::Synthetic, name, mark: (0, 0, 0) }
    }

    /// Goes on from everything that waits, level by level.
    fn spread(&mut self) {
        while !self.next.listed.is_empty() {
            std::mem::swap(&mut self.now, &mut self.next);
            let mut listed = std::mem::take(&mut self.now.listed);
            for (node, object) in listed.drain(..) {
                self.expand(node, Some(object), |_, _| true);
            }
            self.now.listed = listed;
            if std::mem::take(&mut self.now.has_others) {
                let heap = self.graph.heap();
                heap.for_each_counted(|number, _, object| {
                    if self.now.take(FIRST_OBJECT + number) {
                        self.expand(FIRST_OBJECT + number, Some(object), |_, _| true);
                    }
                });
            }
        }
    }

    /// Reaches what the edges of a node lead to.
    fn expand(&mut self, node: u32, object: Option<Raw<'h>>, takes: fn(&Edge<'h>, Raw<'h>) -> bool) {
        let batch = BATCH.max(object.map_or(0, |object| object.size_words() / BATCHES));
        let objects = FIRST_OBJECT + self.graph.objects;
        self.graph.payloads_of(node).for_each(|payload| self.payload(node, payload));
        loop {
            let (mut edges, mut is_cut) = (std::mem::take(&mut self.edges), false);
            let group_of = &self.group_of;
            let mut sink = |edge: Edge<'h>| {
                let is_new = edge.to < objects && group_of[edge.to as usize] == NONE;
                if edge.edge_type != EdgeType::Weak && is_new {
                    is_cut |= edges.len() >= batch;
                    edges.extend((!is_cut).then_some(edge));
                }
            };
            match object {
                Some(object) => self.graph.edges_of(node, object, &mut sink),
                None => self.graph.edges_of_root(node, &mut sink),
            }
            self.reach(node, &edges, takes);
            edges.clear();
            self.edges = edges;
            if !is_cut {
                return;
            }
        }
    }

    fn reach(&mut self, from: u32, edges: &[Edge<'h>], takes: fn(&Edge<'h>, Raw<'h>) -> bool) {
        let mut children = std::mem::take(&mut self.children);
        for &edge in edges {
            if let Some(object) = edge.to.checked_sub(FIRST_OBJECT).and_then(|to| self.object(to))
                && self.leads_on(from, &edge)
                && takes(&edge, object)
            {
                let kind = self.kind(object);
                children.push(Child { edge, object, kind });
            }
        }
        let alike = alike_properties(&children);
        let parent = u32::from(self.group_of[from as usize]);
        for Child { edge, object, kind } in children.drain(..) {
            if self.group_of[edge.to as usize] != NONE {
                continue;
            }
            let is_key =
                edge.edge_type == EdgeType::Property && alike.get(&kind).is_some_and(|&count| count > DICTIONARY);
            let label = if is_key { Label::any(edge.edge_type) } else { self.label(&edge, from < FIRST_OBJECT) };
            let bytes = object.size_words() as u64 * 8;
            let group = self.join(parent, label, kind, edge.to, bytes);
            self.group_of[edge.to as usize] = group;
            self.next.add(edge.to, object);
        }
        self.children = children;
    }

    fn object(&self, number: u32) -> Option<Raw<'h>> {
        self.graph.heap().counted(&self.index, number)
    }

    /// The value of a pair of ephemerons is there once both its key and its table are.
    fn leads_on(&self, from: u32, edge: &Edge<'h>) -> bool {
        let Name::Pair(pair) = edge.name else { return true };
        self.graph.pairs.get(pair as usize).is_some_and(|pair| {
            let other = if pair.table == from { pair.key } else { pair.table };
            self.group_of[other as usize] != NONE
        })
    }

    fn label(&mut self, edge: &Edge<'h>, is_from_root: bool) -> Label {
        if let Name::Pair(_) = edge.name {
            return Label::Pair;
        }
        let name = self.texts.of_name(&self.graph, edge.name);
        let text = if edge.edge_type.is_numbered() { "" } else { self.texts.strings.get(name) };
        Label::of(edge.edge_type, text, name, is_from_root)
    }

    fn kind(&mut self, object: Raw<'h>) -> Kind {
        let (sort, name) = self.graph.type_and_name(object);
        let (name, mark) = match sort {
            NodeType::Closure | NodeType::Object => {
                (self.texts.of_name(&self.graph, name), self.mark(object, name).unwrap_or_default())
            }
            NodeType::Native | NodeType::Hidden | NodeType::Array => (self.texts.of_name(&self.graph, name), (0, 0, 0)),
            _ => (0, (0, 0, 0)),
        };
        Kind { sort, name, mark }
    }

    /// What tells two functions, scopes or classes of one name apart.
    fn mark(&mut self, object: Raw<'h>, name: Name<'h>) -> Option<(u32, u32, u32)> {
        let node = match object.kind() {
            kind::FUNCTION => self.graph.node_of(object.word(layout::function::CODE)),
            kind::CONTEXT => self.graph.node_of(object.word(layout::context::SCOPE_INFO)),
            kind::NATIVE_FUNCTION | kind::BOUND_FUNCTION => None,
            _ if is_called(name, &["Timeout", "Immediate"]) => {
                let mut callback = None;
                let mut sink = |edge: Edge<'h>| {
                    if is_called(edge.name, &["_onTimeout", "_onImmediate"]) {
                        callback = Some(edge.to);
                    }
                };
                self.graph.edges_of(FIRST_OBJECT, object, &mut sink);
                let callback = callback?;
                let function = callback.checked_sub(FIRST_OBJECT).and_then(|number| self.object(number))?;
                let is_closure = function.is_kind(kind::FUNCTION);
                let code = is_closure.then(|| self.graph.node_of(function.word(layout::function::CODE))).flatten();
                code.or(Some(callback))
            }
            _ => return self.graph.place(object).map(|place| (place.script, place.line, place.column)),
        };
        node.map(|node| (node, 0, 0))
    }

    /// The group of one more object.
    fn join(&mut self, parent: u32, label: Label, kind: Kind, node: u32, bytes: u64) -> u16 {
        let group = match self.last {
            Some((one, edge, sort, group)) if (one, edge, sort) == (parent, label, kind) => {
                self.grouping.list[group as usize].count += 1;
                group
            }
            _ => self.group_for(parent, label, kind, node),
        };
        self.last = Some((parent, label, kind, group));
        self.bytes.resize(self.grouping.list.len(), 0);
        self.bytes[group as usize] += bytes;
        if self.greatest.is_none_or(|(_, _, greatest)| greatest < bytes) {
            self.greatest = Some((u32::from(group), node, bytes));
        }
        group
    }

    /// The group of what does not follow one of its kind.
    fn group_for(&mut self, parent: u32, label: Label, mut kind: Kind, node: u32) -> u16 {
        let mut is_known = self.grouping.find(parent, label, kind).is_some();
        if !is_known {
            let marks = self.marks.entry((parent, label, kind.sort, kind.name)).or_insert(0);
            *marks += 1;
            if *marks > MOST_MARKS {
                kind.mark = (0, 0, 0);
                is_known = self.grouping.find(parent, label, kind).is_some();
            }
        }
        if is_known || self.grouping.list.len() < MOST_GROUPS {
            self.grouping.join(parent, label, kind, node) as u16
        } else {
            self.grouping.list[parent as usize].count += 1;
            parent as u16
        }
    }

    /// Memory outside of the heap hangs on its owner.
    fn payload(&mut self, owner: u32, payload: usize) {
        let Some(payload) = self.graph.payloads.get(payload).copied() else { return };
        let (edge, sort, name) = payload.shown();
        let name = self.texts.of_name(&self.graph, name);
        let edge = self.texts.of_name(&self.graph, edge);
        let (label, kind) = (Label::Named(EdgeType::Internal, edge), Kind { sort, name, mark: (0, 0, 0) });
        let parent = u32::from(self.group_of[owner as usize]);
        self.join(parent, label, kind, NO_GROUP, payload.bytes as u64);
    }

    /// The graph of the groups.
    fn finish(mut self) -> Survey {
        let mut graph = HeapGraph::default();
        let mut nodes = HashMap::new();
        let mut payloads: HashMap<u32, Vec<graph::Edge>> = HashMap::new();
        for (to, facts) in self.grouping.list.iter().enumerate().filter(|(_, facts)| facts.sample == NO_GROUP) {
            if let Label::Named(sort, name) = facts.label {
                payloads.entry(facts.parent).or_default().push(graph::Edge { name, to: to as u32, sort });
            }
        }
        if let Some((group, node, _)) = self.greatest
            && self.grouping.list[group as usize].sample != NO_GROUP
        {
            self.grouping.list[group as usize].sample = node;
        }
        for group in 0..self.grouping.list.len() as u32 {
            let facts = &self.grouping.list[group as usize];
            let (node, kind, size) = (facts.sample, facts.kind, self.bytes[group as usize]);
            let first_edge = graph.edges.len() as u32;
            let is_object = node >= FIRST_OBJECT && node != NO_GROUP;
            let object = is_object.then(|| self.object(node - FIRST_OBJECT)).flatten();
            let name = match object {
                None => kind.name,
                Some(object) => match self.graph.type_and_name(object) {
                    (NodeType::String, _) => self.texts.of("(string)"),
                    (_, name) => self.texts.of_name(&self.graph, name),
                },
            };
            let id = object.map_or(0, |object| self.graph.id(object));
            graph.nodes.push(graph::Node { id, size, name, first_edge, sort: kind.sort });
            if node != NO_GROUP {
                self.edges(node, object, &mut graph.edges);
            }
            graph.edges.extend(payloads.remove(&group).unwrap_or_default());
            if let Some(object) = object {
                nodes.insert(node - FIRST_OBJECT, group);
                if let Some(place) = self.graph.place(object) {
                    let (script, line, column) = (place.script, place.line, place.column);
                    graph.locations.push(Location { node: group, script, line, column });
                }
            }
        }
        let greatest = self.greatest.map(|(group, _, bytes)| (group, bytes));
        let mut list = self.grouping.list;
        (0..list.len()).for_each(|group| list[group].sample = group as u32);
        let groups = Groups { of_node: (0..list.len() as u32).collect(), list };
        Survey { graph: HeapGraph { strings: self.texts.strings, ..graph }, groups, bytes: self.bytes, nodes, greatest }
    }

    /// The edges of a sample, by the groups they lead to.
    fn edges(&mut self, node: u32, object: Option<Raw<'h>>, into: &mut Vec<graph::Edge>) {
        let (objects, group_of) = (FIRST_OBJECT + self.graph.objects, &self.group_of);
        let mut edges: Vec<(Edge<'h>, u32)> = Vec::new();
        let mut sink = |edge: Edge<'h>| {
            let to = if edge.to < objects { group_of[edge.to as usize] } else { NONE };
            let again =
                |(before, known): &(Edge<'h>, u32)| *known == u32::from(to) && before.edge_type == edge.edge_type;
            let is_other = edge.edge_type.is_numbered() || matches!(edge.name, Name::Number(_));
            if to != NONE && edges.len() < MOST_EDGES && !(is_other && edges.last().is_some_and(again)) {
                edges.push((edge, u32::from(to)));
            }
        };
        match object {
            Some(object) => self.graph.edges_of(node, object, &mut sink),
            None => self.graph.edges_of_root(node, &mut sink),
        }
        for (edge, to) in edges {
            into.push(graph::Edge { name: self.texts.of_name(&self.graph, edge.name), to, sort: edge.edge_type });
        }
    }
}

/// Whether a name is one of some known texts, or a string of the heap that says so.
fn is_called(name: Name<'_>, texts: &[&str]) -> bool {
    match name {
        Name::Heap(string) => value::flat_units(string)
            .is_some_and(|units| texts.iter().any(|text| units.len() == text.len() && units.to_rust_lossy() == *text)),
        _ => false,
    }
}

/// How many properties lead to objects of each kind, where there are enough for a dictionary.
fn alike_properties(children: &[Child<'_>]) -> HashMap<Kind, u32> {
    let properties = children.iter().filter(|child| child.edge.edge_type == EdgeType::Property);
    let mut alike = HashMap::new();
    if properties.clone().count() > DICTIONARY as usize {
        properties.for_each(|child| *alike.entry(child.kind).or_insert(0) += 1);
    }
    alike
}
