//! Objects that are kept in the same way: shortest paths, merged.
//!
//! Walking in the order of distances, each node joins a group: that of its parent's group, the edge between them and its
//! own kind. Elements of one array, entries of one table and properties of an object that serves as a dictionary share a
//! group, and so do the links of a chain: where edge and kind come again below themselves, the path has closed a circle.

use super::essential::pair_name;
use super::{Distances, Edge, EdgeType, HeapGraph, NodeType};
use std::collections::HashMap;

/// How far up a circle is looked for.
const LONGEST_CIRCLE: usize = 24;
/// An object with more new properties than this serves as a dictionary.
pub(crate) const DICTIONARY: u32 = 16;
/// No group.
pub(crate) const NO_GROUP: u32 = u32::MAX;

/// The name of the edges into a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Label {
    /// One name: a number of the strings.
    Named(EdgeType, u32),
    /// A slot of this origin, among the engine's roots: a number of the strings, whose number in front differs.
    Root(u32),
    /// Elements, entries, properties of a dictionary: whatever their names are.
    Any(EdgeType),
    /// The value of a key in a WeakMap.
    Pair,
}

impl Label {
    /// The label of an edge with this text; `name` is the number of the text. Numbered edges have none.
    pub(crate) fn of(sort: EdgeType, text: &str, name: u32, is_from_synthetic: bool) -> Label {
        if sort.is_numbered() {
            return Label::any(sort);
        }
        if pair_name(text).is_some() {
            return Label::Pair;
        }
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match sort {
            EdgeType::Internal if is_number || text.is_empty() => Label::Any(sort),
            EdgeType::Internal if is_from_synthetic => Label::Root(name),
            _ => Label::Named(sort, name),
        }
    }

    /// The label of edges whose names do not matter.
    pub(crate) fn any(sort: EdgeType) -> Label {
        // Entries of a large table have names up to some number, and then numbers only.
        Label::Any(if sort == EdgeType::Hidden { EdgeType::Internal } else { sort })
    }
}

/// What nodes of a group are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Kind {
    pub(crate) sort: NodeType,
    /// The name of the class; 0 where names tell single objects apart.
    pub(crate) name: u32,
    /// What tells two functions, scopes or classes of one name apart: node of the function or scope, or a place.
    pub(crate) mark: (u32, u32, u32),
}

/// A group.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// The group before it on the path; [`NO_GROUP`] of the root's.
    pub(crate) parent: u32,
    pub(crate) label: Label,
    pub(crate) kind: Kind,
    /// One of its nodes: the first that was reached.
    pub(crate) sample: u32,
    /// All nodes.
    pub(crate) count: u64,
    /// Whether the path comes back to it.
    pub(crate) is_circle: bool,
}

/// All groups: each behind its parent.
pub(crate) struct Groups {
    pub(crate) list: Vec<Group>,
    /// The group of each node; [`NO_GROUP`] of what is not reached.
    pub(crate) of_node: Vec<u32>,
}

impl Groups {
    /// The groups of a graph. `is_new` tells which objects matter.
    pub(crate) fn of(graph: &HeapGraph, distances: &Distances, is_new: impl Fn(u32) -> bool) -> Groups {
        let mut new_properties = vec![0u32; graph.len()];
        for &node in &distances.order {
            if let Some((parent, edge)) = distances.parent(node)
                && graph.edges[edge as usize].sort == EdgeType::Property
                && is_new(node)
            {
                new_properties[parent as usize] += 1;
            }
        }
        let mut names = Names { numbers: vec![NO_GROUP; graph.strings.len()], texts: HashMap::new() };
        let mut grouping = Grouping::default();
        let mut of_node = vec![NO_GROUP; graph.len()];
        let order = distances.order.iter().copied();
        // The root comes late in the order of distances, but it is the first of paths.
        for node in std::iter::once(0).chain(order.filter(|&node| node != 0)) {
            let (parent, label) = match distances.parent(node) {
                None => (NO_GROUP, Label::Any(EdgeType::Shortcut)),
                Some((parent, edge)) => {
                    let edge = graph.edges[edge as usize];
                    let is_dictionary = new_properties[parent as usize] > DICTIONARY && is_new(node);
                    (of_node[parent as usize], label_of(graph, &mut names, parent, &edge, is_dictionary))
                }
            };
            of_node[node as usize] = grouping.join(parent, label, kind_of(graph, &mut names, node), node);
        }
        Groups { list: grouping.list, of_node }
    }

    /// The group before a group.
    pub(crate) fn parent(&self, group: u32) -> Option<u32> {
        Some(self.list[group as usize].parent).filter(|&parent| parent != NO_GROUP)
    }

    /// Each group that has one before it, with that; a group comes after all that go on from it.
    pub(crate) fn upwards(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let groups = (0..self.list.len()).rev();
        groups.filter_map(|group| Some((group, self.parent(group as u32)? as usize)))
    }

    /// A group and those before it, the root's left out.
    pub(crate) fn path(&self, group: u32) -> impl Iterator<Item = u32> + '_ {
        std::iter::successors(Some(group), |&group| self.parent(group)).filter(|&group| self.parent(group).is_some())
    }
}

/// Groups in the making.
pub(crate) struct Grouping {
    pub(crate) list: Vec<Group>,
    known: HashMap<(u32, Label, Kind), u32, ahash::RandomState>,
}

impl Default for Grouping {
    fn default() -> Grouping {
        Grouping { list: Vec::new(), known: HashMap::with_hasher(ahash::RandomState::with_seeds(1, 2, 3, 4)) }
    }
}

impl Grouping {
    /// The group of one more node, which `node` is the sample of if it is the first.
    pub(crate) fn join(&mut self, parent: u32, label: Label, kind: Kind, node: u32) -> u32 {
        let group = self.find(parent, label, kind).unwrap_or_else(|| {
            let group = self.list.len() as u32;
            self.list.push(Group { parent, label, kind, sample: node, count: 0, is_circle: false });
            self.known.insert((parent, label, kind), group);
            group
        });
        self.list[group as usize].count += 1;
        group
    }

    /// The group that such a node belongs to, if there is one.
    pub(crate) fn find(&mut self, parent: u32, label: Label, kind: Kind) -> Option<u32> {
        self.circle(parent, label, kind).or_else(|| self.known.get(&(parent, label, kind)).copied())
    }

    /// The group above that the same edge has led to before.
    fn circle(&mut self, parent: u32, label: Label, kind: Kind) -> Option<u32> {
        let mut at = parent;
        for _ in 0..LONGEST_CIRCLE {
            let group = self.list.get_mut(at as usize)?;
            if group.label == label && group.kind == kind {
                group.is_circle = true;
                return Some(at);
            }
            at = group.parent;
        }
        None
    }
}

/// One number for each text, where several strings say the same.
struct Names<'g> {
    numbers: Vec<u32>,
    texts: HashMap<&'g str, u32>,
}

impl<'g> Names<'g> {
    fn of(&mut self, graph: &'g HeapGraph, name: u32) -> u32 {
        let known = self.numbers[name as usize];
        if known != NO_GROUP {
            return known;
        }
        let number = *self.texts.entry(graph.strings.get(name)).or_insert(name);
        self.numbers[name as usize] = number;
        number
    }
}

fn label_of<'g>(graph: &'g HeapGraph, names: &mut Names<'g>, parent: u32, edge: &Edge, is_dictionary: bool) -> Label {
    if edge.sort.is_numbered() || edge.sort == EdgeType::Property && is_dictionary {
        return Label::any(edge.sort);
    }
    let is_from_synthetic = graph.node(parent).sort == NodeType::Synthetic;
    Label::of(edge.sort, graph.strings.get(edge.name), names.of(graph, edge.name), is_from_synthetic)
}

fn kind_of<'g>(graph: &'g HeapGraph, names: &mut Names<'g>, node: u32) -> Kind {
    let facts = graph.node(node);
    let named = names.of(graph, facts.name);
    let of = |edges: [&str; 2]| {
        let found = edges.iter().find_map(|edge| graph.follow(node, EdgeType::Internal, edge));
        found.map_or((0, 0, 0), |found| (found, 0, 0))
    };
    let (name, mark) = match facts.sort {
        NodeType::Closure => (named, of(["shared", "code"])),
        NodeType::Object if graph.name(node).starts_with("system / Context") => {
            (named, of(["scope_info", "scope_info"]))
        }
        NodeType::Object if matches!(graph.name(node), "Timeout" | "Immediate") => {
            let callback =
                ["_onTimeout", "_onImmediate"].iter().find_map(|name| graph.follow(node, EdgeType::Property, name));
            let code = callback.and_then(|callback| graph.follow(callback, EdgeType::Internal, "shared"));
            (named, code.or(callback).map_or((0, 0, 0), |code| (code, 0, 0)))
        }
        NodeType::Object => {
            let place = graph.location(node);
            (named, place.map_or((0, 0, 0), |place| (place.script, place.line, place.column)))
        }
        NodeType::Native | NodeType::Synthetic | NodeType::Hidden | NodeType::Array => (named, (0, 0, 0)),
        _ => (0, (0, 0, 0)),
    };
    Kind { sort: facts.sort, name, mark }
}
