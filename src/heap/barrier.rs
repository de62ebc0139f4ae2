//! The write barrier: the one way to store a word into an object that may be old.
//!
//! The fast path tests the flag word of the *host's* page; young hosts never go further. The slow path keeps the
//! remembered set, shades what is overwritten while marking runs, and records who refers to pages to be evacuated.

use super::Heap;
use super::header::AGED;
use super::kind::Weakness;
use super::mutants::Mutant;
use super::page::{BARRIER, EVACUATE, LARGE, Object, YOUNG};
use super::word::Word;

impl Heap {
    /// Stores `value` into `slot` of `host`.
    ///
    /// # Safety
    /// (3) `host` is a live object and `slot` one of its tagged words.
    #[inline(always)]
    pub(super) unsafe fn write(&mut self, host: Object, slot: *mut Word, value: Word) {
        if host.page().has(BARRIER) {
            // SAFETY: (3) the caller's promise.
            unsafe { self.barrier_slow(host, slot, value) };
        }
        // SAFETY: (3) the slot lies in the object.
        unsafe { *slot = value };
    }

    /// Before `value` is stored into `slot` of an old `host`.
    #[cold]
    #[inline(never)]
    pub(super) unsafe fn barrier_slow(&mut self, host: Object, slot: *mut Word, value: Word) {
        if self.mutant(Mutant::BarrierRecordsNothing) {
            return;
        }
        if self.marking && !self.mutant(Mutant::OverwrittenIsForgotten) {
            // Snapshot-at-the-beginning: what was there then and was not seen yet must not be lost.
            // SAFETY: (3) the slot lies in the object.
            self.shade(unsafe { *slot });
        }
        if !value.is_pointer() {
            return;
        }
        // SAFETY: (3) a word that is being stored is valid.
        let target = unsafe { Object::of(value) }.page();
        if target.has(YOUNG) {
            // SAFETY: (3) the caller's promise.
            unsafe { self.remember(host, slot) };
        } else if target.has(EVACUATE) && !self.mutant(Mutant::StoredReferencesAreNotRecorded) {
            self.record_reference(host.page(), slot, target);
        }
    }

    /// Records that `slot` of the old `host` points to a young object.
    ///
    /// # Safety
    /// (3) `host` is a live old object and `slot` one of its tagged words.
    pub(super) unsafe fn remember(&mut self, host: Object, slot: *mut Word) {
        if host.kind_info().weak == Weakness::Ephemerons {
            let index = (slot.addr() - host.address()) / 8;
            if !host.page().has(LARGE) || !self.touch_pair(host, index & !1) {
                self.touch_ephemerons(host);
            }
        } else {
            // SAFETY: (6) the slot lies in the object.
            unsafe { self.remembered.insert(host.page(), slot) };
        }
    }

    /// A pair of a large ephemeron table got a young key or value. False when there is no memory for a longer list.
    fn touch_pair(&mut self, host: Object, index: usize) -> bool {
        let pairs = &mut self.weak.touched_pairs;
        if pairs.last() == Some(&(host.address(), index)) {
            return true;
        }
        let is_noted = pairs.try_reserve(1).is_ok();
        if is_noted {
            pairs.push((host.address(), index));
        }
        is_noted
    }

    /// An old ephemeron table got a young key or value: the scavenger looks at the table, not at slots.
    fn touch_ephemerons(&mut self, host: Object) {
        if !host.header().has(AGED) {
            host.set_header(host.header().with(AGED));
            self.weak.touched_ephemerons.push(host.address());
        }
    }

    /// Before `count` words of `host` from `slot` on are overwritten by the words at `source`: one pass for all of them.
    ///
    /// # Safety
    /// (3) Both ranges are tagged words of live objects.
    #[inline(always)]
    pub(super) unsafe fn bulk_barrier(&mut self, host: Object, slot: *mut Word, source: *const Word, count: usize) {
        if host.page().has(BARRIER) {
            // SAFETY: (3) the caller's promise.
            unsafe { self.bulk_barrier_slow(host, slot, source, count) };
        }
    }

    /// # Safety
    /// (3) As `bulk_barrier`.
    #[inline(never)]
    unsafe fn bulk_barrier_slow(&mut self, host: Object, slot: *mut Word, source: *const Word, count: usize) {
        let count = if self.mutant(Mutant::BulkBarrierStopsEarly) { count.min(1) } else { count };
        for index in 0..count {
            // SAFETY: (3) the caller's promise.
            let (slot, value) = unsafe { (slot.add(index), *source.add(index)) };
            // SAFETY: (3) as above.
            if self.marking || value.is_pointer() && unsafe { Object::of(value) }.page().has(YOUNG | EVACUATE) {
                // SAFETY: (3) as above.
                unsafe { self.barrier_slow(host, slot, value) };
            }
        }
    }
}
