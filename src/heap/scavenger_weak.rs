//! What is weak in a scavenge: the keys of ephemeron tables, weak roots, and payloads of young hosts.

use super::header::AGED;
use super::kind::Weakness;
use super::mutants::Mutant;
use super::page::{FROM, Object, YOUNG};
use super::scavenger::{Scavenge, forwarded};
use super::word::Word;

/// Rounds over the ephemeron tables before their keys count as strong.
const EPHEMERON_ROUNDS: usize = 10;

/// What is weak in a scavenge.
impl Scavenge<'_> {
    fn is_dead(&self, word: Word) -> bool {
        if !word.is_pointer() {
            return false;
        }
        // SAFETY: (3) the word was read from a live table or root.
        let object = unsafe { Object::of(word) };
        object.page().has(FROM) && object.header().is_header()
    }

    /// The surviving ephemeron table that was at `address`.
    fn live_table(&self, address: usize) -> Option<Object> {
        // SAFETY: (3) the lists hold objects that were live after the last collection.
        let object = unsafe { Object::at(address) };
        let object = match object.header() {
            _ if !object.page().has(FROM) => object,
            header if header.is_header() => return None,
            // SAFETY: (3) a forwarding address is that of the copy.
            header => unsafe { Object::at(header.0 as usize) },
        };
        (object.kind_info().weak == Weakness::Ephemerons).then_some(object)
    }

    /// The tables that may hold young keys or values: the young ones, and the touched old ones.
    fn table(&self, index: usize) -> Option<Object> {
        let (young, touched) = (&self.heap.weak.young, &self.heap.weak.touched_ephemerons);
        let address = young.get(index).or_else(|| touched.get(index - young.len()));
        address.and_then(|&address| self.live_table(address))
    }

    pub(super) fn visit_ephemerons(&mut self) {
        let count = self.heap.weak.young.len() + self.heap.weak.touched_ephemerons.len();
        for round in 0.. {
            let before = self.survivors();
            for index in 0..count {
                if let Some(table) = self.table(index) {
                    self.visit_pairs(table, round >= EPHEMERON_ROUNDS);
                    self.drain();
                }
            }
            for position in 0..self.heap.weak.touched_pairs.len() {
                let (table, index) = self.touched_pair(position);
                self.visit_pair(table, index, round >= EPHEMERON_ROUNDS);
                self.drain();
            }
            if self.survivors() == before {
                break;
            }
        }
        self.finish_tables();
        self.finish_pairs();
    }

    /// Visits the pairs whose key lives, or all of them.
    fn visit_pairs(&mut self, table: Object, all: bool) {
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            self.visit_pair(table, index, all);
        }
    }

    /// Visits a pair if its key lives, or in any case.
    fn visit_pair(&mut self, table: Object, index: usize, in_any_case: bool) {
        let in_any_case = in_any_case || self.heap.mutant(Mutant::EphemeronKeysAreStrong);
        // SAFETY: (3), (4) a table's words from 2 on are tagged.
        unsafe {
            if in_any_case || !self.is_dead(*table.slot(index)) {
                self.visit(table.slot(index));
                self.visit(table.slot(index + 1));
            }
        }
    }

    /// A pair of a large table, which is old and alive, and never moves.
    fn touched_pair(&self, position: usize) -> (Object, usize) {
        let (table, index) = self.heap.weak.touched_pairs[position];
        // SAFETY: (3) large objects die when a marking ends, which drops their pairs from the list.
        (unsafe { Object::at(table) }, index)
    }

    /// Drops the touched pairs whose key died, and forgets those without anything young.
    fn finish_pairs(&mut self) {
        let mut kept = 0;
        for position in 0..self.heap.weak.touched_pairs.len() {
            let (table, index) = self.touched_pair(position);
            let (mut dropped, mut has_young) = (0, false);
            self.finish_pair(table, index, &mut dropped, &mut has_young);
            self.counts.dropped_entries += dropped;
            count_dropped(table, dropped);
            if has_young && !self.heap.mutant(Mutant::TouchedPairsAreForgotten) {
                self.heap.weak.touched_pairs[kept] = (table.address(), index);
                kept += 1;
            }
        }
        self.heap.weak.touched_pairs.truncate(kept);
    }

    fn finish_pair(&mut self, table: Object, index: usize, dropped: &mut usize, has_young: &mut bool) {
        // SAFETY: (3), (4) a table's words from 2 on are tagged.
        let (key, value) = unsafe { (table.slot(index), table.slot(index + 1)) };
        // SAFETY: (3) as above.
        unsafe {
            if self.is_dead(*key) && !self.heap.mutant(Mutant::DeadEphemeronsStay) {
                (*key, *value) = (Word::HOLE, Word::HOLE);
                *dropped += 1;
            } else {
                *has_young |= is_young(*key) || is_young(*value);
            }
        }
    }

    fn finish_tables(&mut self) {
        let mut kept = 0;
        for index in 0..self.heap.weak.touched_ephemerons.len() {
            let address = self.heap.weak.touched_ephemerons[index];
            if let Some(table) = self.live_table(address)
                && self.finish_table(table)
            {
                self.heap.weak.touched_ephemerons[kept] = table.address();
                kept += 1;
            }
        }
        self.heap.weak.touched_ephemerons.truncate(kept);
        for index in 0..self.heap.weak.young.len() {
            if let Some(table) = self.live_table(self.heap.weak.young[index])
                && self.finish_table(table)
                && !self.heap.mutant(Mutant::PromotedTablesAreNotTouched)
            {
                self.heap.weak.touched_ephemerons.push(table.address());
            }
        }
    }

    /// Drops the pairs whose key died. True if the table is old and still holds something young.
    fn finish_table(&mut self, table: Object) -> bool {
        let (mut dropped, mut has_young) = (0, false);
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            self.finish_pair(table, index, &mut dropped, &mut has_young);
        }
        self.counts.dropped_entries += dropped;
        count_dropped(table, dropped);
        if table.page().has(YOUNG) {
            return false;
        }
        let header = table.header();
        table.set_header(if has_young { header.with(AGED) } else { header.without(AGED) });
        has_young && !self.heap.mutant(Mutant::TouchedTablesAreForgotten)
    }

    pub(super) fn update_weak_roots(&mut self) {
        if self.heap.mutant(Mutant::WeakRootsStay) {
            return;
        }
        let mut entries = self.heap.roots.take_entries();
        for word in entries.iter_mut().filter(|entry| entry.weak).filter_map(|entry| entry.word.as_mut()) {
            if self.is_dead(*word) {
                *word = Word::UNDEFINED;
            } else {
                self.visit_root(word);
            }
        }
        self.heap.roots.put_entries(entries);
    }

    pub(super) fn update_weak_lists(&mut self) {
        let mut kept = 0;
        for index in 0..self.heap.weak.young.len() {
            let weak = &mut self.heap.weak;
            // SAFETY: (3) the list holds objects that were live after the last collection.
            let Some(object) = forwarded(unsafe { Object::at(weak.young[index]) }) else { continue };
            if object.page().has(YOUNG) {
                weak.young[kept] = object.address();
                kept += 1;
            } else {
                weak.old.push(object.address());
                self.heap.table_is_old(object);
            }
        }
        self.heap.weak.young.truncate(kept);
    }

    pub(super) fn update_externals(&mut self) {
        let hosts_stay = self.heap.mutant(Mutant::PayloadHostsStay);
        let externals = &mut self.heap.externals;
        let mut kept = 0;
        for position in 0..externals.young.len() {
            let index = externals.young[position];
            // SAFETY: (3) hosts are pointers to objects that were live after the last collection.
            match forwarded(unsafe { Object::of(externals.entries[index as usize].host) }) {
                None => drop(externals.release(index as usize)),
                Some(host) => {
                    if !hosts_stay {
                        externals.entries[index as usize].host = Word::pointer(host.address());
                    }
                    if host.page().has(YOUNG) {
                        externals.young[kept] = index;
                        kept += 1;
                    }
                }
            }
        }
        externals.young.truncate(kept);
    }

    fn survivors(&self) -> usize {
        self.counts.copied_bytes + self.counts.promoted_bytes
    }
}

fn is_young(word: Word) -> bool {
    // SAFETY: (3) the word was read from a live object.
    word.is_pointer() && unsafe { Object::of(word) }.page().has(YOUNG)
}

/// Word 1 of an ephemeron table: {u32 live, u32 deleted}.
pub(super) fn count_dropped(table: Object, dropped: usize) {
    if dropped > 0 && table.words() > 1 {
        // SAFETY: (3), (4) word 1 of a table is raw.
        unsafe {
            let counts = table.bits(1);
            let (live, deleted) = (counts as u32, (counts >> 32) as u32);
            let (live, deleted) = (live.saturating_sub(dropped as u32), deleted.saturating_add(dropped as u32));
            table.set_bits(1, (deleted as u64) << 32 | live as u64);
        }
    }
}
