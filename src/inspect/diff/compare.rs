//! The comparison.

use crate::inspect::graph::{Class, Distances, Dominators, Groups, HeapGraph, NO_GROUP, NodeType, Step};
use std::collections::{HashMap, HashSet};

/// Of a hundred ids that both snapshots have, so many must stand for objects of one class.
const LIKENESS: u64 = 80;
/// New objects below others that are `COVER` times as many are no part of those.
const COVER: u64 = 8;

/// What changed in a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ClassGrowth {
    pub(crate) name: String,
    /// Objects that only the second snapshot has, and their bytes.
    pub(crate) new: (u64, u64),
    /// Objects that only the first has, and their bytes.
    pub(crate) gone: (u64, u64),
    /// Bytes by which objects have grown that both have.
    pub(crate) grown: i64,
    /// Objects in the second snapshot.
    pub(crate) count: u64,
}

impl ClassGrowth {
    /// The difference in objects.
    pub(crate) fn objects(&self) -> i64 {
        self.new.0 as i64 - self.gone.0 as i64
    }

    /// The difference in bytes.
    pub(crate) fn bytes(&self) -> i64 {
        self.new.1 as i64 - self.gone.1 as i64 + self.grown
    }
}

/// New objects that are kept in one way.
#[derive(Clone, Debug)]
pub(crate) struct PathGrowth {
    /// What they are.
    pub(crate) class: String,
    /// How many are new.
    pub(crate) count: u64,
    /// Bytes of theirs, and of the new objects reached only through them.
    pub(crate) bytes: u64,
    /// The merged path from a root.
    pub(crate) steps: Vec<Step>,
}

/// What grew.
pub(crate) struct Difference {
    /// Objects and bytes, before and after.
    pub(crate) totals: [(u64, u64); 2],
    /// Classes that changed, the one that grew most first.
    pub(crate) classes: Vec<ClassGrowth>,
    /// Ways in which new objects are kept, the heaviest first.
    pub(crate) paths: Vec<PathGrowth>,
    /// The classes of the second snapshot as DevTools' summary shows them.
    pub(crate) summary: Vec<Class>,
    /// The second snapshot looks older than the first.
    pub(crate) is_backwards: bool,
}

/// The snapshots are not of one heap.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unlike {
    /// Objects of the first whose ids the second has.
    pub(crate) common: u64,
    /// Those of them that are of one class in both.
    pub(crate) same: u64,
    /// A script that only the first has.
    pub(crate) script: Option<String>,
}

impl std::fmt::Display for Unlike {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the snapshots are not of one run of a program: ")?;
        match &self.script {
            Some(script) => write!(f, "only the first knows {script}"),
            None => write!(f, "of {} ids that both have, {} stand for objects of one class", self.common, self.same),
        }
    }
}

/// What an object of the first snapshot was.
struct Before<'g> {
    class: &'g str,
    size: u64,
    sort: NodeType,
}

/// Compares two snapshots of one heap.
///
/// # Errors
/// When they are not of one heap.
pub(crate) fn compare(first: &HeapGraph, second: &HeapGraph) -> Result<Difference, Unlike> {
    let (first_sizes, second_sizes) = (first.shallow_sizes(), second.shallow_sizes());
    let mut before: HashMap<u64, Before<'_>> = HashMap::with_capacity(first.len());
    for node in objects(first) {
        let (facts, size) = (first.node(node), first_sizes[node as usize]);
        before.insert(facts.id, Before { class: first.class_name(node), size, sort: facts.sort });
    }
    check_likeness(first, second, &before)?;
    let distances = Distances::of(second);
    let dominators = Dominators::of(second);
    let is_new = |node: u32| {
        let facts = second.node(node);
        facts.sort != NodeType::Synthetic && before.get(&facts.id).is_none_or(|was| was.sort != facts.sort)
    };
    let total = |graph: &HeapGraph| {
        let objects = objects(graph).count() as u64;
        (objects, graph.nodes.iter().map(|node| node.size).sum())
    };
    let last = |graph: &HeapGraph| graph.nodes.iter().map(|node| node.id).filter(|id| id % 2 == 1).max();
    Ok(Difference {
        totals: [total(first), total(second)],
        classes: classes(second, &second_sizes, &before, &is_new),
        paths: paths(second, &second_sizes, &distances, &is_new),
        summary: second.classes(&distances, &dominators),
        is_backwards: last(second) < last(first),
    })
}

/// All nodes but those that stand for roots.
fn objects(graph: &HeapGraph) -> impl Iterator<Item = u32> {
    (0..graph.len() as u32).filter(|&node| graph.node(node).sort != NodeType::Synthetic)
}

fn check_likeness(first: &HeapGraph, second: &HeapGraph, before: &HashMap<u64, Before<'_>>) -> Result<(), Unlike> {
    let (mut common, mut same) = (0, 0);
    for node in objects(second) {
        if let Some(was) = before.get(&second.node(node).id) {
            common += 1;
            same += u64::from(was.sort == second.node(node).sort && was.class == second.class_name(node));
        }
    }
    let (old, new) = (first.script_names(), second.script_names());
    let differs = |(number, name): &(&u32, &&str)| new.get(number).is_some_and(|now| now != *name);
    let strange = old.iter().find(differs).map(|(_, name)| (*name).to_owned());
    let is_alike = same * 100 >= common * LIKENESS && same * 10 >= before.len().min(second.len()) as u64;
    if is_alike && strange.is_none() { Ok(()) } else { Err(Unlike { common, same, script: strange }) }
}

fn classes(
    second: &HeapGraph,
    sizes: &[u64],
    before: &HashMap<u64, Before<'_>>,
    is_new: &impl Fn(u32) -> bool,
) -> Vec<ClassGrowth> {
    let mut classes: HashMap<&str, ClassGrowth> = HashMap::new();
    fn class<'c, 'n>(classes: &'c mut HashMap<&'n str, ClassGrowth>, name: &'n str) -> &'c mut ClassGrowth {
        classes.entry(name).or_insert_with(|| ClassGrowth {
            name: name.to_owned(),
            new: (0, 0),
            gone: (0, 0),
            grown: 0,
            count: 0,
        })
    }
    let mut seen = HashSet::with_capacity(second.len());
    for node in objects(second) {
        let (id, size) = (second.node(node).id, sizes[node as usize]);
        let entry = class(&mut classes, second.class_name(node));
        entry.count += 1;
        if is_new(node) {
            entry.new.0 += 1;
            entry.new.1 += size;
        } else if let Some(was) = before.get(&id) {
            seen.insert(id);
            entry.grown += size as i64 - was.size as i64;
        }
    }
    for (_, was) in before.iter().filter(|(id, _)| !seen.contains(id)) {
        let entry = class(&mut classes, was.class);
        entry.gone.0 += 1;
        entry.gone.1 += was.size;
    }
    let mut classes: Vec<ClassGrowth> = classes.into_values().collect();
    classes.retain(|class| class.new.0 > 0 || class.gone.0 > 0 || class.grown != 0);
    classes.sort_by(|one, other| {
        let key = |class: &ClassGrowth| (class.bytes(), class.objects());
        key(other).cmp(&key(one)).then_with(|| one.name.cmp(&other.name))
    });
    classes
}

fn paths(second: &HeapGraph, sizes: &[u64], distances: &Distances, is_new: &impl Fn(u32) -> bool) -> Vec<PathGrowth> {
    let groups = Groups::of(second, distances, is_new);
    let mut new = vec![(0u64, 0u64); groups.list.len()];
    for node in objects(second).filter(|&node| is_new(node)) {
        if let Some(entry) = new.get_mut(groups.of_node[node as usize] as usize) {
            entry.0 += 1;
            entry.1 += sizes[node as usize];
        }
    }
    // The group that stands for each: itself, or one above it with about as many new objects.
    let mut heads = vec![NO_GROUP; groups.list.len()];
    let mut found: Vec<(u32, u64)> = Vec::new();
    let mut places = HashMap::new();
    for group in 0..groups.list.len() as u32 {
        let above = groups.parent(group).map_or(NO_GROUP, |parent| heads[parent as usize]);
        let (count, bytes) = new[group as usize];
        let is_store = second.is_store(groups.list[group as usize].sample);
        let is_covered = above != NO_GROUP && new[above as usize].0 * COVER >= count;
        let head = if count == 0 || is_covered || is_store && above != NO_GROUP { above } else { group };
        heads[group as usize] = head;
        if head != NO_GROUP && count > 0 {
            let place = *places.entry(head).or_insert_with(|| {
                found.push((head, 0));
                found.len() - 1
            });
            found[place].1 += bytes;
        }
    }
    let growth = |(group, bytes): (u32, u64)| PathGrowth {
        class: second.shown_name(groups.list[group as usize].sample),
        count: new[group as usize].0,
        bytes,
        steps: second.steps(&groups, group),
    };
    // A store that was replaced by another is nobody's growth.
    let mut paths: Vec<PathGrowth> = found.into_iter().map(growth).filter(|path| path.bytes > 0).collect();
    paths.sort_by_key(|path| std::cmp::Reverse((path.bytes, path.count)));
    paths
}
