//! External memory: payloads outside the pages that belong to an object and die with it, and scratch memory.
//!
//! Bytes are charged before they are allocated. A payload is dropped after the collection that found its host dead.

use super::word::Word;
use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Something outside the heap that an object owns: the bytes of a buffer, an executable tree. `Drop` must not panic.
pub(crate) trait External: Any + Send {
    /// What it is, for snapshots: `"ArrayBuffer data"`.
    fn category(&self) -> &'static str;

    /// Does it count against the limits of the heap's own pages, as what functions are made of does, and buffers do not?
    fn counts_as_heap(&self) -> bool {
        false
    }

    /// The shapes with these ids (sorted) died, and the ids are about to be used anew: forgets them.
    fn forget_shapes(&mut self, _ids: &[u32]) {}

    /// Its bytes, if that is what it consists of.
    fn bytes_mut(&mut self) -> Option<&mut [u8]> {
        None
    }
}

/// The key of a payload: index and generation, so that a stale key finds nothing. Kept in raw words of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExternalId {
    index: u32,
    generation: u32,
}

impl ExternalId {
    /// For a raw word; never 0.
    pub(crate) fn to_bits(self) -> u64 {
        (self.generation as u64) << 32 | self.index as u64
    }

    /// Where it is in the table: no two payloads that live together are at the same place.
    pub(crate) fn index(self) -> u32 {
        self.index
    }

    /// From a raw word; any bits are fine.
    pub(crate) fn from_bits(bits: u64) -> ExternalId {
        ExternalId { index: bits as u32, generation: (bits >> 32) as u32 }
    }
}

pub(super) struct Entry {
    /// A pointer word; anything else: the entry is free.
    pub(super) host: Word,
    pub(super) payload: Option<Box<dyn External>>,
    pub(super) bytes: usize,
    generation: u32,
    /// Its identity in snapshots; 0: none yet.
    pub(super) number: u32,
    /// Where the payload's bytes are, null while nobody has asked since it may last have changed; and their number.
    place: (*mut u8, usize),
}

impl Entry {
    /// Its bytes that count as heap.
    fn heap_bytes(&self) -> usize {
        if self.payload.as_ref().is_some_and(|payload| payload.counts_as_heap()) { self.bytes } else { 0 }
    }
}

/// Bytes of a payload's box, and what the system's allocator takes for it and for the payload's own memory.
const PAYLOAD_OVERHEAD: usize = 64;

/// A table for fewer entries never shrinks.
const LEAST_TO_SHRINK: usize = 1024;

/// See [`Entry::place`].
const NOWHERE: (*mut u8, usize) = (std::ptr::null_mut(), 0);

/// All payloads of one heap.
pub(super) struct ExternalTable {
    pub(super) entries: Vec<Entry>,
    free: Vec<u32>,
    /// Entries whose hosts are young.
    pub(super) young: Vec<u32>,
    /// Bytes of all payloads.
    pub(super) bytes: usize,
    /// Bytes of those that count as heap.
    pub(super) heap_bytes: usize,
    /// The generation before the first of a new entry.
    first_generation: u32,
    /// The last identity given; 2 belongs to scratch memory.
    last_number: u32,
    scratch: Arc<AtomicUsize>,
}

impl ExternalTable {
    pub(super) fn new() -> ExternalTable {
        let scratch = Arc::new(AtomicUsize::new(0));
        let (entries, free, young) = (Vec::new(), Vec::new(), Vec::new());
        ExternalTable { entries, free, young, bytes: 0, heap_bytes: 0, first_generation: 0, last_number: 2, scratch }
    }

    /// Bytes that the table and the payloads take beside those that are charged: many small payloads are mostly this.
    pub(super) fn overhead(&self) -> usize {
        let lists = (self.young.capacity() + self.free.capacity()) * size_of::<u32>();
        let live = self.entries.len() - self.free.len();
        self.entries.capacity() * size_of::<Entry>() + lists + live * PAYLOAD_OVERHEAD
    }

    /// Payload and scratch bytes together.
    pub(super) fn charged(&self) -> usize {
        self.bytes + self.scratch.load(Ordering::Relaxed)
    }

    /// Bytes of scratch memory.
    pub(super) fn scratch_bytes(&self) -> usize {
        self.scratch.load(Ordering::Relaxed)
    }

    /// Gives `payload` to `host`. The payload comes back when there is no memory for a longer table.
    pub(super) fn insert(
        &mut self,
        host: Word,
        young: bool,
        payload: Box<dyn External>,
        bytes: usize,
    ) -> Option<ExternalId> {
        let count = self.entries.len() + 1;
        let reserved = self.young.try_reserve(count).and(self.free.try_reserve(count)).and(self.entries.try_reserve(1));
        reserved.ok()?;
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                self.entries.push(Entry {
                    host: Word::UNDEFINED,
                    payload: None,
                    bytes: 0,
                    generation: self.first_generation,
                    number: 0,
                    place: NOWHERE,
                });
                count as u32 - 1
            }
        };
        let entry = &mut self.entries[index as usize];
        (entry.host, entry.payload, entry.bytes, entry.place) = (host, Some(payload), bytes, NOWHERE);
        entry.generation = entry.generation.wrapping_add(1).max(1);
        self.bytes += bytes;
        self.heap_bytes += self.entries[index as usize].heap_bytes();
        if young {
            self.young.push(index);
        }
        Some(ExternalId { index, generation: self.entries[index as usize].generation })
    }

    fn find(&self, id: ExternalId) -> Option<usize> {
        let entry = self.entries.get(id.index as usize)?;
        (entry.generation == id.generation && entry.payload.is_some()).then_some(id.index as usize)
    }

    pub(super) fn get(&self, id: ExternalId) -> Option<&dyn External> {
        self.find(id).and_then(|index| self.entries[index].payload.as_deref())
    }

    pub(super) fn get_mut(&mut self, id: ExternalId) -> Option<&mut (dyn External + 'static)> {
        let entry = self.find(id).map(|index| &mut self.entries[index])?;
        entry.place = NOWHERE;
        entry.payload.as_deref_mut()
    }

    /// Where the bytes of a payload are, and how many; `None` if it has none. They stay there until the payload is lent
    /// out to be changed, or goes.
    #[inline(always)]
    pub(super) fn place(&mut self, id: ExternalId) -> Option<(*mut u8, usize)> {
        let entry = self.entries.get_mut(id.index as usize)?;
        if entry.generation != id.generation {
            return None;
        }
        if entry.place.0.is_null() {
            let bytes = entry.payload.as_deref_mut()?.bytes_mut()?;
            entry.place = (bytes.as_mut_ptr(), bytes.len());
        }
        Some(entry.place)
    }

    /// The key of the payload at an index.
    pub(super) fn id_at(&self, index: u32) -> Option<ExternalId> {
        let entry = self.entries.get(index as usize)?;
        entry.payload.as_ref().map(|_| ExternalId { index, generation: entry.generation })
    }

    /// The keys and hosts of payloads.
    pub(super) fn hosts_of(
        &self,
        is_wanted: impl Fn(&dyn External) -> bool,
    ) -> impl Iterator<Item = (ExternalId, Word)> {
        self.entries.iter().enumerate().filter_map(move |(index, entry)| {
            let payload = entry.payload.as_deref()?;
            let id = ExternalId { index: index as u32, generation: entry.generation };
            is_wanted(payload).then_some((id, entry.host))
        })
    }

    /// Changes the charge of a payload; returns the old one.
    pub(super) fn set_bytes(&mut self, id: ExternalId, bytes: usize) -> Option<usize> {
        let index = self.find(id)?;
        let counted = self.entries[index].heap_bytes();
        let old = std::mem::replace(&mut self.entries[index].bytes, bytes);
        self.heap_bytes = self.heap_bytes - counted + self.entries[index].heap_bytes();
        self.bytes = self.bytes - old + bytes;
        Some(old)
    }

    pub(super) fn bytes_of(&self, id: ExternalId) -> usize {
        self.find(id).map_or(0, |index| self.entries[index].bytes)
    }

    /// Takes the payload out of its entry and frees the charge.
    pub(super) fn remove(&mut self, id: ExternalId) -> Option<Box<dyn External>> {
        let index = self.find(id)?;
        self.young.retain(|&young| young as usize != index);
        self.release(index)
    }

    /// Frees entry `index`, which must not be in the young list any more.
    pub(super) fn release(&mut self, index: usize) -> Option<Box<dyn External>> {
        let entry = &mut self.entries[index];
        self.heap_bytes -= entry.heap_bytes();
        self.bytes -= std::mem::take(&mut entry.bytes);
        (entry.host, entry.place, entry.number) = (Word::UNDEFINED, NOWHERE, 0);
        self.free.push(index as u32);
        entry.payload.take()
    }

    /// After a collection: gives memory back if most entries are free. Those behind the last payload go; a key that led to
    /// one finds nothing, as the generations of those that come later start where theirs ended.
    pub(super) fn shrink(&mut self) {
        let live = self.entries.len() - self.free.len();
        if self.entries.capacity() < LEAST_TO_SHRINK || live > self.entries.capacity() / 4 {
            return;
        }
        let is_free = |entry: &Entry| entry.payload.is_none();
        let length = self.entries.len() - self.entries.iter().rev().take_while(|entry| is_free(entry)).count();
        let generations = self.entries[length..].iter().map(|entry| entry.generation);
        self.first_generation = generations.fold(self.first_generation, u32::max);
        self.entries.truncate(length);
        self.free.retain(|&index| (index as usize) < length);
        let room = length + length / 2;
        self.entries.shrink_to(room);
        self.free.shrink_to(room);
        self.young.shrink_to(room);
    }

    /// Tells all payloads that these shape ids (sorted) are about to be used anew.
    pub(super) fn forget_shapes(&mut self, ids: &[u32]) {
        for payload in self.entries.iter_mut().filter_map(|entry| entry.payload.as_mut()) {
            payload.forget_shapes(ids);
        }
    }

    /// Gives each payload an identity: even, and never used again.
    pub(super) fn number_all(&mut self) {
        for entry in self.entries.iter_mut().filter(|entry| entry.payload.is_some() && entry.number == 0) {
            self.last_number = self.last_number.saturating_add(2);
            entry.number = self.last_number;
        }
    }

    pub(super) fn charge(&self, bytes: usize) -> ScratchCharge {
        self.scratch.fetch_add(bytes, Ordering::Relaxed);
        ScratchCharge { counter: Arc::clone(&self.scratch), bytes }
    }
}

/// Scratch bytes that count against the heap until this is dropped, wherever and whenever that is.
pub(crate) struct ScratchCharge {
    counter: Arc<AtomicUsize>,
    bytes: usize,
}

impl ScratchCharge {
    /// The bytes charged.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// Takes over another charge of the same heap.
    pub(crate) fn absorb(&mut self, mut other: ScratchCharge) {
        if Arc::ptr_eq(&self.counter, &other.counter) {
            self.bytes += std::mem::take(&mut other.bytes);
        }
    }

    /// Keeps at most `bytes` of the charge.
    pub(crate) fn shrink_to(&mut self, bytes: usize) {
        let surplus = self.bytes.saturating_sub(bytes);
        self.bytes -= surplus;
        self.counter.fetch_sub(surplus, Ordering::Relaxed);
    }
}

impl Drop for ScratchCharge {
    fn drop(&mut self) {
        self.counter.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Bytes;
    impl External for Bytes {
        fn category(&self) -> &'static str {
            "bytes"
        }
    }

    #[test]
    fn a_stale_key_finds_nothing_even_when_its_index_is_used_again() {
        let mut table = ExternalTable::new();
        let first = table.insert(Word::UNDEFINED, true, Box::new(Bytes), 10).unwrap();
        assert!(table.remove(first).is_some());
        let second = table.insert(Word::UNDEFINED, true, Box::new(Bytes), 20).unwrap();
        assert!(table.get(first).is_none() && table.get(second).is_some());
        assert_eq!(ExternalId::from_bits(second.to_bits()), second);
        assert_eq!(table.charged(), 20);
    }

    #[test]
    fn a_table_shrinks_when_most_payloads_are_gone_and_stale_keys_find_nothing() {
        let mut table = ExternalTable::new();
        let insert = |table: &mut ExternalTable| table.insert(Word::UNDEFINED, false, Box::new(Bytes), 1).unwrap();
        let mut keys: Vec<ExternalId> = (0..10_000).map(|_| insert(&mut table)).collect();
        let full = table.overhead();
        let kept = keys.remove(700);
        keys.iter().for_each(|&key| assert!(table.remove(key).is_some()));
        table.shrink();
        assert!(table.overhead() < full / 8, "{} of {full} bytes", table.overhead());
        let later: Vec<ExternalId> = (0..10_000).map(|_| insert(&mut table)).collect();
        assert!(keys.iter().all(|&key| table.get(key).is_none()));
        assert!(later.iter().chain([&kept]).all(|&key| table.get(key).is_some()));
    }

    #[test]
    fn scratch_is_released_on_drop() {
        let table = ExternalTable::new();
        let mut charge = table.charge(100);
        charge.absorb(table.charge(50));
        assert_eq!(table.charged(), 150);
        charge.shrink_to(30);
        assert_eq!(table.charged(), 30);
        drop(charge);
        assert_eq!(table.charged(), 0);
    }
}
