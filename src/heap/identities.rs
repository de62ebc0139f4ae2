//! Identities of objects for snapshots and inspectors: odd, stable while the object moves, never used again.

use super::census::PageIds;
use super::census::{page_of, word_of};
use super::page::{Object, YOUNG};
use super::scavenger::forwarded;
use super::word::{AddressHasher, Word};
use super::{Heap, Raw, Slot, StackOverflow};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The number of an object, odd and unique over the life of the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ObjectId(pub(crate) u64);

/// Numbers below belong to what is no object: the roots of a snapshot.
const FIRST_NUMBER: u32 = 64;

impl ObjectId {
    /// The identity of serial number `serial`.
    pub(super) fn of_serial(serial: u32) -> ObjectId {
        ObjectId((u64::from(serial) + u64::from(FIRST_NUMBER)) * 2 + 1)
    }

    /// Its serial number.
    pub(super) fn serial(self) -> u32 {
        ((self.0 - 1) / 2).saturating_sub(u64::from(FIRST_NUMBER)) as u32
    }
}

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
    /// Those that a census gave, by page.
    pub(super) pages: HashMap<usize, PageIds, BuildHasherDefault<AddressHasher>>,
    /// Those of them that are young.
    pub(super) young_pages: Vec<usize>,
    /// Has nothing moved or died since the last census?
    pub(super) is_fresh: bool,
    /// How many were given.
    pub(super) last: u32,
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

    /// The number of the object at `address`, if it has one.
    pub(super) fn of_address(&self, address: usize) -> Option<ObjectId> {
        if let Some(&id) = self.by_address.get(&address) {
            return Some(id);
        }
        let page = self.pages.get(&page_of(address))?;
        page.serial(word_of(address)).map(ObjectId::of_serial)
    }

    /// Whether somebody asked for the number of a single object.
    pub(super) fn has_singles(&self) -> bool {
        !self.by_address.is_empty()
    }

    /// A serial number that nobody has; `None` when there are none left.
    pub(super) fn next_serial(&mut self) -> Option<u32> {
        self.last = self.last.checked_add(1).filter(|last| *last < u32::MAX / 2 - FIRST_NUMBER)?;
        Some(self.last - 1)
    }

    /// Follows a single object. `None` without memory for the tables.
    pub(super) fn know(&mut self, object: Object, id: ObjectId) -> Option<()> {
        let address = object.address();
        if self.by_address.contains_key(&address) {
            return Some(());
        }
        self.by_address.try_reserve(1).ok()?;
        self.by_id.try_reserve(1).ok()?;
        self.young.try_reserve(1).ok()?;
        self.by_address.insert(address, id);
        self.by_id.insert(id, Known { address, moves: 0 });
        if object.page().has(YOUNG) {
            self.young.push(address);
        }
        Some(())
    }

    fn forget(&mut self, address: usize) {
        if let Some(id) = self.by_address.remove(&address) {
            self.by_id.remove(&id);
        }
    }
}

impl Heap {
    /// The last number that was given: those given later are greater.
    pub(crate) fn last_identity(&self) -> u64 {
        self.identities.last.checked_sub(1).map_or(0, |serial| ObjectId::of_serial(serial).0)
    }

    /// The number of an object, given at the first question. `None` for immediates, or without memory for the table.
    pub(crate) fn object_id(&mut self, local: super::Local<'_>) -> Option<ObjectId> {
        let object = self.object_of(local)?;
        let (address, identities) = (object.address(), &mut self.identities);
        if let Some(&id) = identities.by_address.get(&address) {
            return Some(id);
        }
        let id = match identities.of_address(address) {
            Some(id) => id,
            None => ObjectId::of_serial(identities.next_serial()?),
        };
        identities.know(object, id).map(|()| id)
    }

    /// The live object with this number; `undefined` once it died. While marking runs, keeps its result alive.
    pub(crate) fn object_by_id(&mut self, id: ObjectId) -> Raw<'_> {
        let word = self.identities.by_id.get(&id).map_or(Word::UNDEFINED, |known| Word::pointer(known.address));
        self.shade(word);
        // SAFETY: (3) the table holds live objects: both collectors update it.
        unsafe { Raw::from_word(word) }
    }

    /// Roots what `object_by_id` finds.
    ///
    /// # Errors
    /// When the VM stack is full.
    pub(crate) fn root_by_id(&mut self, id: ObjectId) -> Result<Slot, StackOverflow> {
        let word = self.object_by_id(id).word_value();
        self.stack.push(word)
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
        self.census_moves(from, to);
        if let Some(id) = self.identities.by_address.remove(&from) {
            // Nobody lived at the new address, so no other entry has this key.
            self.identities.by_address.insert(to, id);
            let moves = self.identities.moves(id) + 1;
            self.identities.by_id.insert(id, Known { address: to, moves });
        }
    }

    /// Drops entries of unmarked objects.
    pub(super) fn identities_after_marking(&mut self) {
        self.census_after_marking();
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
