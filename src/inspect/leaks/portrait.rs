//! The portrait of a heap, for a page: classes, what holds what alone, and the paths that keep things, each cut down to
//! what has a share worth showing.

use crate::inspect::graph::{Children, Class, Distances, Dominators, Groups, HeapGraph, NO_GROUP, NodeType};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Classes that are shown, at most.
const MOST_CLASSES: usize = 200;
/// A path or block with less than one part in so many of the heap is not shown.
const SMALLEST_PART: u64 = 500;
/// Paths and blocks, at most.
const MOST_PARTS: usize = 1500;
/// Levels of blocks within each other.
const DEEPEST: usize = 8;

/// The portrait.
#[derive(Clone, Debug, Default)]
pub(crate) struct Portrait {
    /// The one that retains most first.
    pub(crate) classes: Vec<Class>,
    /// Bytes of everything.
    pub(crate) bytes: u64,
    /// Each behind the one around it; the first is the whole heap.
    pub(crate) blocks: Vec<Block>,
    /// Each behind the one that it goes on from.
    pub(crate) paths: Vec<PathPart>,
}

/// Objects of one class that are held alone by the same others: a block of the treemap.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The number of the block around it; its own of the first.
    pub(crate) around: usize,
    pub(crate) class: String,
    pub(crate) count: u64,
    /// Bytes of its objects, and of all that would go with them.
    pub(crate) shallow: u64,
    pub(crate) retained: u64,
}

/// A step of retaining paths, merged.
#[derive(Clone, Debug)]
pub(crate) struct PathPart {
    /// The number of the step before it.
    pub(crate) before: Option<usize>,
    /// As `.name`, `[]`, `variable name`.
    pub(crate) edge: String,
    pub(crate) node: String,
    pub(crate) count: u64,
    /// Bytes of its objects and of all that hangs on them.
    pub(crate) bytes: u64,
    pub(crate) is_circle: bool,
}

/// Paints a graph.
pub(crate) fn portrait(graph: &HeapGraph, groups: &Groups) -> Portrait {
    let distances = Distances::of(graph);
    let dominators = Dominators::of(graph);
    let sizes = graph.shallow_sizes();
    let retained = dominators.retained_sizes(&sizes);
    let bytes = retained.first().copied().unwrap_or(0);
    let mut classes = graph.classes(&distances, &dominators);
    classes.truncate(MOST_CLASSES);
    let blocks = blocks(graph, &dominators, &sizes, &retained);
    Portrait { classes, bytes, blocks, paths: paths(graph, groups, &sizes, bytes) }
}

/// What a block is made of.
#[derive(Default)]
struct Members {
    nodes: Vec<u32>,
    shallow: u64,
    retained: u64,
}

/// The dominator tree with nodes of one class under one block merged.
fn blocks(graph: &HeapGraph, dominators: &Dominators, sizes: &[u64], retained: &[u64]) -> Vec<Block> {
    let below = Children::of(dominators);
    // What roots and stores hold is shown in their place.
    let is_way = |node: u32| graph.is_store(node) || graph.node(node).sort == NodeType::Synthetic;
    let least = retained[0] / SMALLEST_PART;
    let whole = Block { around: 0, class: "(heap)".to_owned(), count: 1, shallow: sizes[0], retained: retained[0] };
    let mut blocks = vec![whole];
    let mut waiting: VecDeque<(usize, usize, Vec<u32>)> = VecDeque::from([(0, 0, vec![0])]);
    while let Some((around, depth, mut nodes)) = waiting.pop_front() {
        let mut classes: BTreeMap<&str, Members> = BTreeMap::new();
        while let Some(outer) = nodes.pop() {
            for node in below.get(outer) {
                if is_way(node) {
                    nodes.push(node);
                    continue;
                }
                let class = classes.entry(graph.class_name(node)).or_default();
                class.nodes.push(node);
                class.shallow += sizes[node as usize];
                class.retained += retained[node as usize];
            }
        }
        let mut found: Vec<(&str, Members)> = classes.into_iter().collect();
        found.retain(|(_, members)| members.retained > least);
        found.sort_by_key(|(_, members)| std::cmp::Reverse(members.retained));
        for (class, Members { nodes, shallow, retained }) in found {
            if blocks.len() >= MOST_PARTS {
                return blocks;
            }
            blocks.push(Block { around, class: class.to_owned(), count: nodes.len() as u64, shallow, retained });
            if depth + 1 < DEEPEST {
                waiting.push_back((blocks.len() - 1, depth + 1, nodes));
            }
        }
    }
    blocks
}

/// The merged paths, stores and roots' slots left out.
fn paths(graph: &HeapGraph, groups: &Groups, sizes: &[u64], whole: u64) -> Vec<PathPart> {
    let mut bytes = vec![0u64; groups.list.len()];
    for (node, &group) in groups.of_node.iter().enumerate() {
        if group != NO_GROUP {
            bytes[group as usize] += sizes[node];
        }
    }
    for (group, parent) in groups.upwards() {
        bytes[parent] += bytes[group];
    }
    let least = whole / SMALLEST_PART;
    let mut wanted: Vec<u32> = (0..groups.list.len() as u32).filter(|&group| bytes[group as usize] > least).collect();
    wanted.sort_by_key(|&group| (std::cmp::Reverse(bytes[group as usize]), group));
    wanted.truncate(MOST_PARTS);
    wanted.sort_unstable();
    let mut numbers: HashMap<u32, usize> = HashMap::new();
    let mut parts: Vec<PathPart> = Vec::new();
    for group in wanted {
        // The last step is the group itself, even where it is only a store.
        let steps = graph.steps(groups, group);
        let Some((step, before)) = steps.split_last() else { continue };
        let is_shown = |group: u32| {
            let sample = groups.list[group as usize].sample;
            !graph.is_store(sample) && !graph.is_context(sample) && graph.is_named(sample)
        };
        if !is_shown(group) {
            continue;
        }
        let before = before.iter().rev().find_map(|step| numbers.get(&step.group).copied());
        numbers.insert(group, parts.len());
        parts.push(PathPart {
            before,
            edge: step.edge.clone(),
            node: step.node.clone(),
            count: groups.list[group as usize].count,
            bytes: bytes[group as usize],
            is_circle: step.is_circle,
        });
    }
    parts
}
