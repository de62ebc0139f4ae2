//! What fills a heap whose limit has been reached: one look, where the program was stopped.

use super::explain::explain;
use super::judge::{FEWEST, Finding, ObjectNodes, STRETCHES, Scene, is_item};
use crate::inspect::graph::{Dominators, NO_GROUP, NodeType};
use crate::inspect::snapshot::survey;
use crate::runtime::Isolate;

/// Of what lives, in percent: what has less is not what fills the heap.
const LEAST_SHARE: u64 = 20;

/// Says what fills the heap, and what keeps it; none if that is nothing in particular, or cannot be found out. Of many
/// objects that are kept in the same way one stands for all: what is one of a kind has been there before, as nobody looked
/// then.
pub(crate) fn autopsy(isolate: &mut Isolate) -> Option<String> {
    let statistics = isolate.heap.statistics();
    let live = (statistics.used_heap_size + statistics.external_bytes) as u64;
    let found = survey(isolate).ok()?;
    let (graph, groups) = (&found.graph, found.groups);
    let count = |group: usize| groups.list.get(group).map_or(0, |group| group.count);
    let is_payload = |group: usize| graph.node(group as u32).sort == NodeType::Native;
    let is_new = |group: usize| {
        let owner = if is_payload(group) { groups.list[group].parent as usize } else { group };
        count(owner) >= FEWEST
    };
    let is_new: Vec<bool> = (0..groups.list.len()).map(is_new).collect();
    let fresh = |group: usize| match is_new[group] {
        true => (if is_payload(group) { 0 } else { count(group) }, found.bytes[group]),
        false => (0, 0),
    };
    let mut fresh: Vec<(u64, u64)> = (0..groups.list.len()).map(fresh).collect();
    for (group, parent) in groups.upwards() {
        fresh[parent].1 += fresh[group].1;
    }
    let scene = Scene {
        graph,
        ages: vec![[0; STRETCHES]; groups.list.len()],
        fresh,
        is_new,
        sizes: graph.shallow_sizes(),
        examples: groups.list.iter().map(|group| group.sample).collect(),
        objects: ObjectNodes::Samples(found.nodes),
        groups,
    };
    let finding = heaviest(&scene, live).or_else(|| single(&scene, found.greatest?, live))?;
    let dominators = Dominators::of(graph);
    let retained = dominators.retained_sizes(&scene.sizes);
    let mut suspect = explain(isolate, &scene, &dominators, &retained, &[finding]).pop()?;
    suspect.share = suspect.bytes as f64 * 100.0 / live.max(1) as f64;
    Some(suspect.charge())
}

fn is_heavy(bytes: u64, live: u64) -> bool {
    bytes * 100 >= live * LEAST_SHARE
}

/// The group of many objects that most lies in.
fn heaviest(scene: &Scene<'_>, live: u64) -> Option<Finding> {
    let groups = (0..scene.groups.list.len() as u32).map(|group| (group, scene.fresh[group as usize]));
    let many = groups.filter(|&(group, (count, bytes))| {
        count >= FEWEST && is_heavy(bytes, live) && is_item(scene.graph, scene.groups.list[group as usize].sample)
    });
    // What hangs on a group counts with it: of two with as much the upper comes first.
    let (group, (count, bytes)) = many.max_by_key(|&(group, (_, bytes))| (bytes, std::cmp::Reverse(group)))?;
    Some(Finding { group, single: None, count, bytes })
}

/// The object that is the greatest by itself, or has the greatest store.
fn single(scene: &Scene<'_>, (group, bytes): (u32, u64), live: u64) -> Option<Finding> {
    let mut above = std::iter::successors(Some(group), |&group| scene.groups.parent(group));
    let group =
        above.find(|&group| group != NO_GROUP && is_item(scene.graph, group)).filter(|_| is_heavy(bytes, live))?;
    Some(Finding { group, single: Some(scene.groups.list[group as usize].sample), count: 1, bytes })
}
