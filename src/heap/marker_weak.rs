//! What is weak in a marking: ephemerons, weak words, weak roots, transitions, and payloads of dead hosts.

use super::Heap;
use super::kind::Weakness;
use super::marker::Marker;
use super::mutants::Mutant;
use super::page::{KEYS, Object, YOUNG};
use super::scavenger_weak::count_dropped;
use super::word::{AddressHasher, Word};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// Words of pairs of key and value that are looked at in one go.
const CHUNK_WORDS: usize = 512;
/// What looking at a table takes beside its pairs, as bytes of these.
const TABLE_BYTES: usize = 64;
/// Values that may wait for their keys; with more, all tables are looked at again and again when the marking ends.
const MAX_WAITING: usize = 2 << 20;

/// What a marking knows of ephemerons: a value is to be marked once its key and its table are. Tables are looked at when
/// nothing else is left to do, once; the values of keys that are not marked by then wait for these.
///
/// A pair that is stored later needs no look: who stores it holds both, and so both are kept.
#[derive(Default)]
pub(super) struct Pairs {
    /// A table under way, and the word of its next pair.
    table: Option<(usize, usize)>,
    /// By the address of a key, the last of its values in `values`.
    waiting: HashMap<usize, u32, BuildHasherDefault<AddressHasher>>,
    /// Addresses of values, each with the one before it of the same key.
    values: Vec<(usize, u32)>,
    /// Values whose keys were marked.
    woken: Vec<usize>,
    /// There was no room for some: all tables must be looked at in the end.
    is_incomplete: bool,
    /// Bytes of pairs looked at.
    pub(super) looked_bytes: usize,
}

/// No value comes before.
const NO_VALUE: u32 = u32::MAX;

impl Pairs {
    /// Is there something for a step to do?
    pub(super) fn wait_for_steps(&self) -> bool {
        self.table.is_some() || !self.woken.is_empty()
    }

    /// Lets a value wait for its key. False when there is no room.
    fn wait(&mut self, key: usize, value: usize) -> bool {
        let has_room = self.values.len() < MAX_WAITING
            && self.values.try_reserve(1).and(self.waiting.try_reserve(1)).and(self.woken.try_reserve(1)).is_ok();
        if has_room {
            let last = self.waiting.insert(key, self.values.len() as u32);
            self.values.push((value, last.unwrap_or(NO_VALUE)));
        }
        has_room
    }
}

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

    /// As `is_alive` while a marking ends; afterwards, for tables left for later, whatever was not found dead.
    fn survives(&self, word: Word) -> bool {
        if self.heap.clearing.is_under_way() { !self.heap.is_dead_word(word) } else { self.is_alive(word) }
    }

    /// An old table was marked: its pairs are to be looked at.
    pub(super) fn visit_table(&mut self, table: Object) {
        let unvisited = &mut self.heap.weak.unvisited;
        if unvisited.try_reserve(1).is_ok() {
            unvisited.push(table.address());
        } else {
            self.heap.cycle.pairs.is_incomplete = true;
        }
    }

    /// Marks values that were woken, or looks at some pairs; about how many bytes. `None` when nothing of it is left.
    pub(super) fn visit_some_pairs(&mut self) -> Option<usize> {
        let woken = std::mem::take(&mut self.heap.cycle.pairs.woken);
        if !woken.is_empty() {
            let bytes = woken.len() * 8;
            woken.into_iter().for_each(|value| self.mark_word(Word::pointer(value)));
            return Some(bytes);
        }
        let under_way = self.heap.cycle.pairs.table.take();
        let (address, start) = under_way.or_else(|| self.heap.weak.unvisited.pop().map(|table| (table, 2)))?;
        // SAFETY: (3) the list holds marked objects, which stay where they are while marking runs.
        let table = unsafe { Object::at(address) };
        let (end, words) = (start + CHUNK_WORDS, table.words());
        self.visit_pairs(table, start, end.min(words));
        if end < words {
            self.heap.cycle.pairs.table = Some((address, end));
        }
        let bytes = TABLE_BYTES + end.min(words).saturating_sub(start) * 8;
        self.heap.cycle.pairs.looked_bytes += bytes;
        Some(bytes)
    }

    /// Marks the values of live keys from word `start` to before `end`; the others wait.
    fn visit_pairs(&mut self, table: Object, start: usize, end: usize) {
        for index in (start..end.saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (*table.slot(index), *table.slot(index + 1)) };
            if self.is_alive(key) {
                self.mark_word(value);
            } else if !self.is_alive(value) {
                // SAFETY: (3) as above.
                unsafe { Object::of(key) }.page().change_flags(KEYS, 0);
                let waits = self.heap.cycle.pairs.wait(key.address(), value.address());
                self.heap.cycle.pairs.is_incomplete |= !waits;
            }
        }
    }

    /// A key was marked: so will be its values.
    #[cold]
    pub(super) fn wake(&mut self, key: Object) {
        if self.heap.mutant(Mutant::EphemeronsInOneRound) {
            return;
        }
        let pairs = &mut self.heap.cycle.pairs;
        let mut next = pairs.waiting.remove(&key.address()).unwrap_or(NO_VALUE);
        while let Some(&(value, before)) = pairs.values.get(next as usize) {
            if pairs.woken.try_reserve(1).is_ok() {
                pairs.woken.push(value);
            } else {
                pairs.is_incomplete = true;
            }
            next = before;
        }
    }

    /// When the marking ends: looks at the young tables, which all count as live, and marks what follows.
    pub(super) fn mark_ephemerons(&mut self) {
        if !self.heap.mutant(Mutant::YoungTablesAreNotVisited) {
            self.visit_tables(|heap, position| heap.weak.young.get(position).copied());
        }
        self.drain();
        while self.heap.cycle.pairs.is_incomplete {
            let before = self.heap.cycle.counts.marked_objects;
            self.visit_tables(|heap, position| heap.weak.old.get(position).copied());
            self.visit_tables(|heap, position| heap.weak.young.get(position).copied());
            self.drain();
            // A value may have led to a table that this round had passed already.
            if self.heap.cycle.counts.marked_objects == before {
                return;
            }
        }
    }

    fn visit_tables(&mut self, table: impl Fn(&Heap, usize) -> Option<usize>) {
        for position in 0.. {
            let Some(address) = table(self.heap, position) else { return };
            // SAFETY: (3) the lists hold objects that were live after the last collection.
            let table = unsafe { Object::at(address) };
            if table.kind_info().weak == Weakness::Ephemerons && self.is_alive(Word::pointer(address)) {
                self.visit_pairs(table, 2, table.words());
                self.drain();
            }
        }
    }
}

impl Heap {
    /// After a scavenge, while marking runs: a table has become old, and nobody will visit it.
    pub(super) fn table_is_old(&mut self, table: Object) {
        let is_table = table.kind_info().weak == Weakness::Ephemerons;
        if self.marking && is_table && !self.mutant(Mutant::OldTablesAreNotVisited) {
            Marker::new(self).visit_table(table);
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
            let object = unsafe { Object::at(address) };
            if !self.heap.leave_for_later(object) {
                self.clear_words(object, 0, usize::MAX);
            }
        }
    }

    /// Clears the weak words of an object from word `from`, which is even, to before word `to`.
    pub(super) fn clear_words(&mut self, object: Object, from: usize, to: usize) {
        let tagged = object.tagged_words();
        let (start, end) = (tagged.0.max(from), tagged.1.min(to));
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
            Weakness::Ephemerons => self.drop_entries(object, start, end),
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
            if self.survives(unsafe { *slot }) {
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

    /// Drops the pairs with dead keys from word `start` to before `end`; a pair begins at an even word.
    fn drop_entries(&mut self, table: Object, start: usize, end: usize) -> usize {
        let mut dropped = 0;
        for index in (start..end.saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (table.slot(index), table.slot(index + 1)) };
            // SAFETY: (3) as above.
            unsafe {
                if !self.survives(*key) && !self.heap.mutant(Mutant::DeadEphemeronsStay) {
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
        self.heap.externals.shrink();
    }
}
