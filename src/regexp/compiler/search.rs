//! Where a match can start: what the matcher looks for before it tries.

use super::Compiler;
use crate::regexp::Flags;
use crate::regexp::node::{Node, UNLIMITED};
use crate::regexp::program::{Instruction, Search};
use crate::regexp::set::{CharacterSet, CodePointSet, LAST};

/// How to look for the start of a match.
pub(super) fn search(node: &Node, flags: Flags) -> Search {
    if flags.has(Flags::STICKY) {
        return Search::Anywhere;
    }
    if is_anchored(node) {
        return Search::Start;
    }
    let (set, false) = first(node) else { return Search::Anywhere };
    let set = if flags.is_unicode() { first_units(&set) } else { set.intersection(&CodePointSet::of([(0, 0xffff)])) };
    match set.only() {
        Some(unit) => Search::Unit(unit as u16),
        None if set.ranges() == [(0, 0xffff)] => Search::Anywhere,
        None => Search::Set(CharacterSet::new(&set)),
    }
}

/// The endless runs of which every match that starts behind the start of the text begins with one, if no group that they
/// are in is referred to; none if a match can begin otherwise.
pub(super) fn leading_runs(compiler: &Compiler) -> Vec<u32> {
    /// Instructions that are looked at.
    const MOST: usize = 64;
    let (mut runs, mut waiting, mut saves) = (Vec::new(), vec![0], 0);
    for _ in 0..MOST {
        let Some(at) = waiting.pop() else {
            let is_alone = saves == 1 || compiler.references.is_empty();
            return if is_alone { runs } else { Vec::new() };
        };
        match compiler.code.get(at as usize) {
            Some(Instruction::Save(_)) => {
                saves += 1;
                waiting.push(at + 1);
            }
            Some(&Instruction::Split { first, second, .. }) => waiting.extend([second, first]),
            Some(Instruction::Start) => {}
            Some(&Instruction::Run(run)) => {
                let facts = &compiler.runs[run as usize];
                if facts.maximum != UNLIMITED || facts.is_back {
                    break;
                }
                let is_same = |&known: &u32| compiler.runs[known as usize].set == facts.set;
                if !runs.iter().any(is_same) {
                    runs.push(run);
                }
            }
            _ => break,
        }
    }
    Vec::new()
}

/// The code units that the characters start with.
fn first_units(set: &CodePointSet) -> CodePointSet {
    let unit = |point: u32| if point > 0xffff { 0xd800 + ((point - 0x10000) >> 10) } else { point };
    CodePointSet::of(set.ranges().iter().flat_map(|&(first, last)| {
        let below = (first <= 0xffff).then(|| (first, last.min(0xffff)));
        let above = (last > 0xffff).then(|| (unit(first.max(0x10000)), unit(last.min(LAST))));
        below.into_iter().chain(above)
    }))
}

/// Whether it matches at the start of the text only.
fn is_anchored(node: &Node) -> bool {
    match node {
        Node::LineStart { is_multiline } => !is_multiline,
        Node::Sequence(parts) => parts.iter().find(|part| !is_look(part)).is_some_and(is_anchored),
        Node::Alternation(parts) => parts.iter().all(is_anchored),
        Node::Capture { body, .. } => is_anchored(body),
        Node::Repeat { minimum, body, .. } => *minimum > 0 && is_anchored(body),
        _ => false,
    }
}

fn is_look(node: &Node) -> bool {
    matches!(node, Node::Look { .. } | Node::Boundary { .. })
}

/// The characters it can start with, and whether it can match nothing.
fn first(node: &Node) -> (CodePointSet, bool) {
    match node {
        Node::Literal(points) => {
            (points.first().map_or_else(CodePointSet::new, |&point| CodePointSet::one(point)), false)
        }
        Node::Set(set) => (set.clone(), false),
        Node::Sequence(parts) => {
            let mut all = CodePointSet::new();
            for part in parts {
                let (set, is_nullable) = first(part);
                all = all.union(&set);
                if !is_nullable {
                    return (all, false);
                }
            }
            (all, true)
        }
        Node::Alternation(parts) => {
            let ranges = parts.iter().map(first).fold((Vec::new(), false), |(mut ranges, any), (set, is_nullable)| {
                ranges.extend_from_slice(set.ranges());
                (ranges, any || is_nullable)
            });
            (CodePointSet::of(ranges.0), ranges.1)
        }
        Node::Capture { body, .. } => first(body),
        Node::Repeat { minimum, maximum, body, .. } => {
            if *maximum == 0 {
                return (CodePointSet::new(), true);
            }
            let (set, is_nullable) = first(body);
            (set, is_nullable || *minimum == 0)
        }
        Node::BackReference { .. } => (CodePointSet::all(), true),
        Node::Empty | Node::Look { .. } | Node::LineStart { .. } | Node::LineEnd { .. } | Node::Boundary { .. } => {
            (CodePointSet::new(), true)
        }
    }
}
