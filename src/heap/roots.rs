//! Roots outside the VM stack: the engine's own table, and the embedder's handles.
//!
//! Every root carries an origin, so that a snapshot can say who holds what. `Root` and `WeakRoot` may be dropped in any
//! order, on any thread and after the heap: dropping only leaves a note, which the next collection reads.

use super::word::Word;
use std::sync::{Arc, Mutex, PoisonError};

/// Who holds a root: a few words for retaining paths, such as `"intrinsics"`.
pub(crate) type Origin = &'static str;

/// The key of a root in the engine's own table. Removing a root frees its key for reuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RootId(u32);

pub(super) struct Entry {
    /// None: the entry is free.
    pub(super) word: Option<Word>,
    origin: Origin,
    pub(super) weak: bool,
}

/// A table of words with their origins.
pub(super) struct RootTable {
    entries: Vec<Entry>,
    free: Vec<u32>,
    notes: Arc<Mutex<Vec<u32>>>,
}

impl RootTable {
    pub(super) fn new() -> RootTable {
        RootTable { entries: Vec::new(), free: Vec::new(), notes: Arc::new(Mutex::new(Vec::new())) }
    }

    /// `None` when there is no memory for a longer table.
    pub(super) fn insert(&mut self, word: Word, origin: Origin, weak: bool) -> Option<RootId> {
        self.read_notes();
        let entry = Entry { word: Some(word), origin, weak };
        if let Some(index) = self.free.pop() {
            self.entries[index as usize] = entry;
            return Some(RootId(index));
        }
        self.entries.try_reserve(1).ok()?;
        self.free.try_reserve(self.entries.len() + 1).ok()?;
        self.entries.push(entry);
        Some(RootId(self.entries.len() as u32 - 1))
    }

    #[inline(always)]
    pub(super) fn get(&self, id: RootId) -> Option<Word> {
        self.entries.get(id.0 as usize).and_then(|entry| entry.word)
    }

    pub(super) fn set(&mut self, id: RootId, word: Word) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize)
            && entry.word.is_some()
        {
            entry.word = Some(word);
        }
    }

    pub(super) fn remove(&mut self, id: RootId) {
        if let Some(entry) = self.entries.get_mut(id.0 as usize)
            && entry.word.take().is_some()
        {
            self.free.push(id.0);
        }
    }

    /// Frees what was dropped since the last call.
    pub(super) fn read_notes(&mut self) {
        let dropped = std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner));
        for index in dropped {
            self.remove(RootId(index));
        }
    }

    /// The entries, for a collector that changes them while it changes the rest of the heap.
    pub(super) fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    pub(super) fn put_entries(&mut self, entries: Vec<Entry>) {
        self.entries = entries;
    }

    /// All roots with their origins: (word, origin, is weak).
    pub(super) fn all(&self) -> impl Iterator<Item = (Word, Origin, bool)> {
        self.entries.iter().filter_map(|entry| entry.word.map(|word| (word, entry.origin, entry.weak)))
    }

    pub(super) fn handle(&self, id: RootId) -> RootHandle {
        RootHandle { id, notes: Arc::clone(&self.notes) }
    }
}

/// What `Root` and `WeakRoot` share: an entry, and where to note that it was dropped.
pub(super) struct RootHandle {
    id: RootId,
    notes: Arc<Mutex<Vec<u32>>>,
}

impl RootHandle {
    pub(super) fn id_in(&self, table: &RootTable) -> Option<RootId> {
        Arc::ptr_eq(&self.notes, &table.notes).then_some(self.id)
    }
}

impl Drop for RootHandle {
    fn drop(&mut self) {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner).push(self.id.0);
    }
}

/// A persistent handle of the embedder; keeps its value alive. Reading it in another heap yields `undefined`.
pub(crate) struct Root(pub(super) RootHandle);

/// A persistent handle that does not keep its value alive; reads as `undefined` once the value died.
pub(crate) struct WeakRoot(pub(super) RootHandle);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dropped_handle_frees_its_entry_at_the_next_insertion() {
        let mut table = RootTable::new();
        let id = table.insert(Word::int(1), "test", false).unwrap();
        let handle = table.handle(id);
        assert_eq!(handle.id_in(&table), Some(id));
        assert_eq!(handle.id_in(&RootTable::new()), None);
        drop(handle);
        assert_eq!(table.insert(Word::int(2), "test", false), Some(id));
        assert_eq!(table.all().count(), 1);
    }
}
