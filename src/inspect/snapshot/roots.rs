//! What keeps objects alive, by kind; each edge says what holds it.

use super::names::{Name, known};
use crate::heap::{Heap, Raw, Uncounted};
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

/// An object that a root holds.
#[derive(Clone, Copy)]
pub(super) struct Root<'h> {
    pub(super) group: u8,
    pub(super) origin: &'static str,
    pub(super) object: Raw<'h>,
}

/// All roots, by group.
pub(super) struct Rooted<'h>(Vec<Root<'h>>);

impl<'h> Rooted<'h> {
    pub(super) fn find(heap: &'h Heap) -> Result<Rooted<'h>, Uncounted> {
        let (mut roots, mut is_full) = (Vec::new(), false);
        heap.for_each_root(|origin, object| {
            if object.as_immediate().is_some() {
                return;
            }
            is_full |= roots.try_reserve(1).is_err();
            let group = match origin {
                "stack" => STACK,
                "embedder" => HANDLES,
                _ if object.is_kind(kind::INTERN_TABLE) => STRINGS,
                _ => STRONG,
            };
            roots.extend((!is_full).then_some(Root { group, origin, object }));
        });
        roots.sort_by_key(|root| root.group);
        if is_full { Err(Uncounted) } else { Ok(Rooted(roots)) }
    }

    /// The roots of a group.
    pub(super) fn of(&self, group: u8) -> &[Root<'h>] {
        let start = self.0.partition_point(|root| root.group < group);
        let end = self.0.partition_point(|root| root.group <= group);
        &self.0[start..end]
    }
}
