//! What is weak in a marking: ephemerons, weak words, weak roots, transitions, and payloads of dead hosts.

use super::kind::Weakness;
use super::marker::Marker;
use super::mutants::Mutant;
use super::page::{Object, YOUNG};
use super::scavenger_weak::count_dropped;
use super::word::Word;
use std::collections::HashMap;

/// Rounds over the ephemeron tables before an index by key makes the rest linear.
const SIMPLE_ROUNDS: usize = 4;
/// Entries of that index; more wait for the next round.
const MAX_INDEXED: usize = 512 << 10;

/// Ephemerons: a value lives as long as its key and its table.
impl Marker<'_> {
    fn is_alive(&self, word: Word) -> bool {
        if !word.is_pointer() {
            return true;
        }
        // SAFETY: (3) the word was read from a live object.
        let object = unsafe { Object::of(word) };
        object.page().has(YOUNG) || object.page().is_marked(object.address())
    }

    pub(super) fn mark_ephemerons(&mut self) {
        for round in 0.. {
            let before = self.heap.cycle.counts.marked_objects;
            self.mark_values(round >= SIMPLE_ROUNDS);
            self.drain();
            self.waiting = None;
            // A value may have led to a table that this round had passed already.
            if self.heap.cycle.counts.marked_objects == before || self.heap.mutant(Mutant::EphemeronsInOneRound) {
                return;
            }
        }
    }

    /// Marks the values of live keys in all live tables. With `index`, the values of the others are indexed by key, so that
    /// marking a key marks them at once.
    fn mark_values(&mut self, index: bool) {
        if index {
            self.waiting = Some(HashMap::new());
        }
        for list in 0..2 {
            for position in 0.. {
                let lists = [&self.heap.weak.old, &self.heap.weak.young];
                let Some(&address) = lists[list].get(position) else { break };
                // SAFETY: (3) the lists hold objects that were live after the last collection.
                let table = unsafe { Object::at(address) };
                if table.kind_info().weak == Weakness::Ephemerons && self.is_alive(Word::pointer(address)) {
                    self.mark_values_of(table);
                    self.drain();
                }
            }
        }
    }

    fn mark_values_of(&mut self, table: Object) {
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (*table.slot(index), *table.slot(index + 1)) };
            if self.is_alive(key) {
                self.mark_word(value);
            } else if !self.is_alive(value) {
                self.wait(key.address(), value.address());
            }
        }
    }

    /// Indexes a value under its key, if there is room.
    fn wait(&mut self, key: usize, value: usize) {
        if let Some(waiting) = &mut self.waiting
            && waiting.len() < MAX_INDEXED
            && waiting.try_reserve(1).is_ok()
        {
            let values = waiting.entry(key).or_default();
            if values.try_reserve(1).is_ok() {
                values.push(value);
            }
        }
    }

    /// A key was marked: so are its values.
    #[cold]
    pub(super) fn wake(&mut self, key: Object) {
        let values = self.waiting.as_mut().and_then(|waiting| waiting.remove(&key.address()));
        for value in values.into_iter().flatten() {
            self.mark_word(Word::pointer(value));
        }
    }
}

/// What dies with its target or host.
impl Marker<'_> {
    pub(super) fn clear_weak(&mut self) {
        let mut entries = self.heap.roots.take_entries();
        for word in entries.iter_mut().filter(|entry| entry.weak).filter_map(|entry| entry.word.as_mut()) {
            if !self.is_alive(*word) {
                *word = Word::UNDEFINED;
            }
        }
        self.heap.roots.put_entries(entries);
        let mut kept = 0;
        for index in 0..self.heap.weak.old.len() {
            let address = self.heap.weak.old[index];
            if self.is_alive(Word::pointer(address)) {
                self.heap.weak.old[kept] = address;
                kept += 1;
            }
        }
        self.heap.weak.old.truncate(kept);
        let mut touched = std::mem::take(&mut self.heap.weak.touched_ephemerons);
        touched.retain(|&address| self.is_alive(Word::pointer(address)));
        self.heap.weak.touched_ephemerons = touched;
        let mut pairs = std::mem::take(&mut self.heap.weak.touched_pairs);
        pairs.retain(|&(table, _)| self.is_alive(Word::pointer(table)));
        self.heap.weak.touched_pairs = pairs;
        for index in 0..kept + self.heap.weak.young.len() {
            let address = if index < kept { self.heap.weak.old[index] } else { self.heap.weak.young[index - kept] };
            // SAFETY: (3) only live objects are left in the lists.
            self.clear_words(unsafe { Object::at(address) });
        }
    }

    fn clear_words(&mut self, object: Object) {
        let (start, end) = object.tagged_words();
        let info = object.kind_info();
        let cleared = match info.weak {
            Weakness::Strong => 0,
            Weakness::WeakWords(count) | Weakness::Finalizable(count) => {
                let stay = self.heap.mutant(Mutant::WeakWordsStay);
                let end = end.min(start.saturating_add(count));
                if stay { 0 } else { self.replace_dead(object, start, end, Word::UNDEFINED) }
            }
            Weakness::Transitions if self.heap.mutant(Mutant::TransitionsStay) => 0,
            Weakness::Transitions => self.replace_dead(object, start, end, Word::HOLE),
            Weakness::Ephemerons => self.drop_entries(object),
        };
        if cleared > 0 && matches!(info.weak, Weakness::Finalizable(_)) {
            self.heap.weak.finalized.push(object.address());
        }
    }

    fn replace_dead(&mut self, object: Object, start: usize, end: usize, replacement: Word) -> usize {
        let mut cleared = 0;
        for index in start..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            let slot = unsafe { object.slot(index) };
            // SAFETY: (3) as above.
            if self.is_alive(unsafe { *slot }) {
                // SAFETY: (3) as above.
                unsafe { self.record_weak(object, slot) };
            } else {
                // SAFETY: (3) as above.
                unsafe { *slot = replacement };
                cleared += 1;
            }
        }
        self.heap.cycle.counts.cleared_words += cleared;
        cleared
    }

    /// A weak word stays: records it if it refers to a page that is to be evacuated.
    ///
    /// # Safety
    /// (3) `slot` is a tagged word of the live object `host`.
    unsafe fn record_weak(&mut self, host: Object, slot: *mut Word) {
        let is_due = self.heap.is_evacuating() && !host.page().has(YOUNG);
        if is_due && !self.heap.mutant(Mutant::WeakReferencesAreNotRecorded) {
            // SAFETY: (3) the caller's promise.
            unsafe { self.heap.record_if_candidate(host.page(), slot) };
        }
    }

    fn drop_entries(&mut self, table: Object) -> usize {
        let mut dropped = 0;
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (table.slot(index), table.slot(index + 1)) };
            // SAFETY: (3) as above.
            unsafe {
                if !self.is_alive(*key) && !self.heap.mutant(Mutant::DeadEphemeronsStay) {
                    (*key, *value) = (Word::HOLE, Word::HOLE);
                    dropped += 1;
                } else {
                    self.record_weak(table, key);
                    self.record_weak(table, value);
                }
            }
        }
        count_dropped(table, dropped);
        self.heap.cycle.counts.dropped_entries += dropped;
        dropped
    }

    pub(super) fn drop_payloads(&mut self) {
        for index in 0..self.heap.externals.entries.len() {
            let host = self.heap.externals.entries[index].host;
            if host.is_pointer() && !self.is_alive(host) && !self.heap.mutant(Mutant::OldPayloadsStay) {
                drop(self.heap.externals.release(index));
                self.heap.cycle.counts.dropped_payloads += 1;
            }
        }
    }
}
