//! What keeps objects alive, by kind; each edge says what holds it.

use super::names::{Name, known};
use crate::heap::{Heap, Origin, Raw};
use crate::value::kind;

/// What the nodes are called that are no objects: the root, and the kinds of roots below it.
pub(super) const NAMES: [Name<'static>; 6] = [
    known(""),
    known("(GC roots)"),
    known("(Internalized strings)"),
    known("(Strong roots)"),
    known("(Stack roots)"),
    known("(Global handles)"),
];

/// The node of those that belong to the engine and the host.
pub(super) const STRONG_ROOTS: u32 = 2 + STRONG as u32;

const STRINGS: u8 = 0;
const STRONG: u8 = 1;
const STACK: u8 = 2;
const HANDLES: u8 = 3;

/// Origin of roots for what was read through a weak reference: it lives to the end of its job. There may be as many as
/// objects.
const KEPT: &str = "kept during job";

/// Shows the objects of all roots of a group, each with its origin.
pub(super) fn for_each_of<'h>(heap: &'h Heap, group: u8, mut visit: impl FnMut(Origin, Raw<'h>)) {
    heap.for_each_root(|origin, object| {
        if object.as_immediate().is_none() && group_of(origin, object) == group {
            visit(origin, object);
        }
    });
}

fn group_of(origin: Origin, object: Raw<'_>) -> u8 {
    match origin {
        "stack" => STACK,
        "embedder" => HANDLES,
        _ if object.is_kind(kind::INTERN_TABLE) => STRINGS,
        _ => STRONG,
    }
}

/// What the edge of a root is called; `index`: its number in the group. None: by this number.
pub(super) fn name(origin: Origin, index: usize) -> Option<String> {
    match origin {
        "stack" => None,
        KEPT => Some(KEPT.to_owned()),
        _ => Some(format!("{} / {origin}", index + 1)),
    }
}
