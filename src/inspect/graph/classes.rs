//! What each class has: as DevTools' summary shows it.

use super::{Children, Distances, Dominators, HeapGraph, NodeType};
use std::collections::HashMap;

/// A class, or what stands for one where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) name: String,
    /// Objects that have bytes of their own.
    pub(crate) count: u64,
    /// Bytes of theirs.
    pub(crate) shallow: u64,
    /// Bytes that would go with all of them, as far as they do not lie within each other.
    pub(crate) retained: u64,
    /// The shortest distance.
    pub(crate) distance: Option<u32>,
}

impl HeapGraph {
    /// The name of a node's class.
    pub(crate) fn class_name(&self, node: u32) -> &str {
        match self.node(node).sort {
            NodeType::Hidden => "(system)",
            NodeType::Object | NodeType::Native => self.name(node),
            NodeType::Code => "(compiled code)",
            NodeType::Closure => "Function",
            NodeType::RegExp => "RegExp",
            NodeType::Array => "(array)",
            NodeType::String => "(string)",
            NodeType::Number => "(number)",
            NodeType::Synthetic => "(synthetic)",
            NodeType::ConcatenatedString => "(concatenated string)",
            NodeType::SlicedString => "(sliced string)",
            NodeType::Symbol => "(symbol)",
            NodeType::BigInt => "(bigint)",
            NodeType::ObjectShape => "(object shape)",
            NodeType::WasmObject => "(wasm object)",
        }
    }

    /// What tells classes apart: two constructors of one name are two classes.
    fn class_key(&self, node: u32) -> (&str, Option<(u32, u32, u32)>) {
        let is_object = self.node(node).sort == NodeType::Object;
        let location = if is_object { self.location(node) } else { None };
        (self.class_name(node), location.map(|place| (place.script, place.line, place.column)))
    }

    /// All classes, the one that retains most first.
    pub(crate) fn classes(&self, distances: &Distances, dominators: &Dominators) -> Vec<Class> {
        let sizes = self.shallow_sizes();
        let retained = dominators.retained_sizes(&sizes);
        let mut numbers = HashMap::new();
        let mut classes: Vec<Class> = Vec::new();
        let mut class_of = vec![0u32; self.len()];
        for node in 0..self.len() as u32 {
            let key = self.class_key(node);
            let number = *numbers.entry(key).or_insert_with(|| {
                let name = key.0.to_owned();
                classes.push(Class { name, count: 0, shallow: 0, retained: 0, distance: None });
                classes.len() as u32 - 1
            });
            class_of[node as usize] = number;
            let class = &mut classes[number as usize];
            if sizes[node as usize] > 0 {
                class.count += 1;
                class.shallow += sizes[node as usize];
                let distance = distances.get(node);
                class.distance = class.distance.into_iter().chain(distance).min();
            }
        }
        self.add_retained(&class_of, &sizes, &retained, dominators, &mut classes);
        classes.retain(|class| class.count > 0);
        classes.sort_by(|one, other| other.retained.cmp(&one.retained).then_with(|| one.name.cmp(&other.name)));
        classes
    }

    /// Adds what the topmost of each class retain: those that lie in none of their own class.
    fn add_retained(
        &self,
        class_of: &[u32],
        sizes: &[u64],
        retained: &[u64],
        dominators: &Dominators,
        classes: &mut [Class],
    ) {
        let children = Children::of(dominators);
        let mut open = vec![false; classes.len()];
        // A node to come, or the end of what one dominates.
        let mut waiting = vec![(0u32, false)];
        while let Some((node, is_end)) = waiting.pop() {
            let class = class_of[node as usize] as usize;
            if is_end {
                open[class] = false;
                continue;
            }
            if !open[class] && sizes[node as usize] > 0 {
                classes[class].retained += retained[node as usize];
                open[class] = true;
                waiting.push((node, true));
            }
            waiting.extend(children.get(node).map(|child| (child, false)));
        }
    }
}
