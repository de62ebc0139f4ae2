//! What fills a heap whose limit has been reached: one look, where the program was stopped.

use super::explain::explain;
use super::judge::{FEWEST, Finding, Scene, is_item, scene_of};
use crate::inspect::graph::{Distances, Dominators, Groups, HeapGraph};
use crate::inspect::snapshot::copy_graph;
use crate::runtime::Isolate;

/// Of what lives, in percent: what has less is not what fills the heap.
const LEAST_SHARE: u64 = 20;
/// Heaps with more bytes are not looked at: the copy of the graph lies outside of the limit.
const LARGEST_HEAP: usize = 256 << 20;

/// Says what fills the heap, and what keeps it; none if that is nothing in particular, or cannot be found out.
pub(crate) fn autopsy(isolate: &mut Isolate) -> Option<String> {
    let statistics = isolate.heap.statistics();
    if statistics.used_heap_size > LARGEST_HEAP {
        return None;
    }
    let live = (statistics.used_heap_size + statistics.external_bytes) as u64;
    let graph = copy_graph(isolate).ok()?;
    let scene = scene_of(&graph, &rounds_of(&graph), 1, 1);
    let finding = heaviest(&scene, live)?;
    let dominators = Dominators::of(&graph);
    let retained = dominators.retained_sizes(&scene.sizes);
    let mut suspect = explain(isolate, &scene, &dominators, &retained, &[finding]).pop()?;
    suspect.share = suspect.bytes as f64 * 100.0 / live.max(1) as f64;
    Some(suspect.charge())
}

/// For each node 1 if it is one of many that are kept in the same way, and otherwise 0: what is one of a kind has been
/// there before, as nobody looked then.
fn rounds_of(graph: &HeapGraph) -> Vec<usize> {
    let groups = Groups::of(graph, &Distances::of_variables(graph, |_| true), |_| true);
    let count = |group: u32| groups.list.get(group as usize).map_or(0, |group| group.count);
    groups.of_node.iter().map(|&group| usize::from(count(group) >= FEWEST)).collect()
}

/// The group that most lies in: of many objects, or otherwise a single one.
fn heaviest(scene: &Scene<'_>, live: u64) -> Option<Finding> {
    let is_heavy = |bytes: u64| bytes * 100 >= live * LEAST_SHARE;
    let groups = (0..scene.groups.list.len() as u32).map(|group| (group, scene.fresh[group as usize]));
    let many = groups.filter(|&(group, (count, bytes))| {
        count >= FEWEST && is_heavy(bytes) && is_item(scene.graph, scene.groups.list[group as usize].sample)
    });
    // What hangs on a group counts with it: of two with as much the upper comes first.
    let many = many.max_by_key(|&(group, (_, bytes))| (bytes, std::cmp::Reverse(group)));
    if let Some((group, (count, bytes))) = many {
        return Some(Finding { group, single: None, count, bytes });
    }
    let graph = scene.graph;
    let nodes = (0..graph.len() as u32).filter(|&node| is_item(graph, node) || graph.is_store(node));
    let largest = nodes.max_by_key(|&node| (scene.sizes[node as usize], std::cmp::Reverse(node)))?;
    let bytes = scene.sizes[largest as usize];
    // A store that was about to be exchanged is the stack's as well as its object's.
    let owns =
        |&node: &u32| is_item(graph, node) && graph.edges[graph.edges_of(node)].iter().any(|edge| edge.to == largest);
    let node = if graph.is_store(largest) { (0..graph.len() as u32).find(owns)? } else { largest };
    let group = scene.groups.of_node[node as usize];
    let is_kept = (group as usize) < scene.groups.list.len();
    (is_kept && is_heavy(bytes)).then_some(Finding { group, single: Some(node), count: 1, bytes })
}
