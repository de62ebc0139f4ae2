//! Identities of objects for snapshots and inspectors: odd, stable while the object moves, never used again.

use super::page::{Object, YOUNG};
use super::scavenger::forwarded;
use super::word::Word;
use super::{Heap, Raw};
use std::collections::HashMap;

/// The number of an object, odd and unique over the life of the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjectId(pub(crate) u64);

/// What is known of an object with a number.
#[derive(Clone, Copy)]
struct Known {
    address: usize,
    /// How often it has moved since.
    moves: u32,
}

/// Who has a number. Empty, and free of cost, until somebody asks.
#[derive(Default)]
pub(super) struct Identities {
    by_address: HashMap<usize, ObjectId>,
    by_id: HashMap<ObjectId, Known>,
    /// Addresses of the young ones.
    young: Vec<usize>,
    last: u64,
}

impl Identities {
    /// How often the object of this number has moved since it got it.
    pub(super) fn moves(&self, id: ObjectId) -> u32 {
        self.by_id.get(&id).map_or(0, |known| known.moves)
    }

    /// The live object of this number.
    pub(super) fn object(&self, id: ObjectId) -> Option<Object> {
        // SAFETY: (3) the table holds live objects: both collectors update it.
        self.by_id.get(&id).map(|known| unsafe { Object::at(known.address) })
    }

    /// Where the objects with numbers are.
    pub(super) fn addresses(&self) -> impl Iterator<Item = usize> {
        self.by_address.keys().copied()
    }

    fn forget(&mut self, address: usize) {
        if let Some(id) = self.by_address.remove(&address) {
            self.by_id.remove(&id);
        }
    }
}

impl Heap {
    /// The number of an object, given at the first question. `None` for immediates, or without memory for the table.
    pub(crate) fn object_id(&mut self, local: super::Local<'_>) -> Option<ObjectId> {
        let object = self.object_of(local)?;
        let (address, identities) = (object.address(), &mut self.identities);
        if let Some(&id) = identities.by_address.get(&address) {
            return Some(id);
        }
        identities.by_address.try_reserve(1).ok()?;
        identities.by_id.try_reserve(1).ok()?;
        identities.young.try_reserve(1).ok()?;
        let id = ObjectId(identities.last * 2 + 1);
        identities.last += 1;
        identities.by_address.insert(address, id);
        identities.by_id.insert(id, Known { address, moves: 0 });
        if object.page().has(YOUNG) {
            identities.young.push(address);
        }
        Some(id)
    }

    /// The live object with this number; `undefined` once it died. While marking runs, keeps its result alive.
    pub(crate) fn object_by_id(&mut self, id: ObjectId) -> Raw<'_> {
        let word = self.identities.by_id.get(&id).map_or(Word::UNDEFINED, |known| Word::pointer(known.address));
        self.shade(word);
        // SAFETY: (3) the table holds live objects: both collectors update it.
        unsafe { Raw::from_word(word) }
    }

    /// Moves and drops young entries.
    pub(super) fn identities_after_scavenge(&mut self) {
        let identities = &mut self.identities;
        let mut kept = 0;
        for index in 0..identities.young.len() {
            let address = identities.young[index];
            // SAFETY: (3) the entry was live after the last collection.
            let Some(object) = forwarded(unsafe { Object::at(address) }) else {
                identities.forget(address);
                continue;
            };
            if let Some(id) = identities.by_address.remove(&address) {
                // From-space and to-space are disjoint, so no other entry has this key.
                identities.by_address.insert(object.address(), id);
                let moves = identities.moves(id) + 1;
                identities.by_id.insert(id, Known { address: object.address(), moves });
            }
            if object.page().has(YOUNG) {
                identities.young[kept] = object.address();
                kept += 1;
            }
        }
        identities.young.truncate(kept);
    }

    /// An old object has moved.
    pub(super) fn identity_moves(&mut self, from: usize, to: usize) {
        if self.mutant(super::mutants::Mutant::IdentitiesStay) {
            return;
        }
        if let Some(id) = self.identities.by_address.remove(&from) {
            // Nobody lived at the new address, so no other entry has this key.
            self.identities.by_address.insert(to, id);
            let moves = self.identities.moves(id) + 1;
            self.identities.by_id.insert(id, Known { address: to, moves });
        }
    }

    /// Drops entries of unmarked objects.
    pub(super) fn identities_after_marking(&mut self) {
        let Identities { by_address, by_id, .. } = &mut self.identities;
        by_address.retain(|&address, id| {
            // SAFETY: (3) the entry was live before this marking.
            let object = unsafe { Object::at(address) };
            let is_alive = object.page().has(YOUNG) || object.page().is_marked(address);
            if !is_alive {
                by_id.remove(id);
            }
            is_alive
        });
    }
}
