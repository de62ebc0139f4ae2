//! The heap in figures, for `process.memoryUsage()` and `v8.getHeapStatistics()`.

use super::Heap;
use super::events::CollectionEvent;
use super::page::PAGE_SIZE;

/// The heap as a whole. Bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Statistics {
    /// Committed pages of all spaces, pooled ones included.
    pub(crate) total_heap_size: usize,
    /// Objects, dead ones that no collection has found yet included.
    pub(crate) used_heap_size: usize,
    /// See `Heap::heap_size_limit`.
    pub(crate) heap_size_limit: usize,
    /// Payloads and scratch memory.
    pub(crate) external_bytes: usize,
    /// Committed pages that hold nothing.
    pub(crate) pooled_bytes: usize,
    /// The highest `total_heap_size` seen at a collection.
    pub(crate) peak_total_heap_size: usize,
    /// Live entries of the table of roots.
    pub(crate) roots: usize,
    /// Collections since the heap was made.
    pub(crate) collections: u64,
    /// Old objects at which the next major collection starts.
    pub(crate) next_limit: usize,
}

/// The spaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpaceName {
    /// The nursery.
    New,
    /// Movable old objects.
    Old,
    /// Objects that never move: code, shapes, scope information.
    Code,
    /// Objects above 128 KiB.
    LargeObject,
}

impl SpaceName {
    /// As V8's statistics name it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            SpaceName::New => "new_space",
            SpaceName::Old => "old_space",
            SpaceName::Code => "code_space",
            SpaceName::LargeObject => "large_object_space",
        }
    }
}

/// One space. Bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SpaceStatistics {
    /// Which one.
    pub(crate) name: SpaceName,
    /// Its committed pages.
    pub(crate) committed: usize,
    /// Its objects.
    pub(crate) used: usize,
    /// What can still be allocated in its pages.
    pub(crate) available: usize,
}

impl Heap {
    /// The figures of the heap.
    pub(crate) fn statistics(&self) -> Statistics {
        let total = self.committed_bytes();
        Statistics {
            total_heap_size: total,
            used_heap_size: self.nursery.used_bytes() + self.old_used_bytes() - self.externals.heap_bytes,
            heap_size_limit: self.heap_size_limit(),
            external_bytes: self.externals.charged(),
            pooled_bytes: self.pool.pooled_bytes(),
            peak_total_heap_size: self.peak_committed.max(total),
            roots: self.roots.all().count(),
            collections: self.events.count,
            next_limit: self.pacing.soft_limit,
        }
    }

    /// The figures of each space.
    pub(crate) fn space_statistics(&self) -> [SpaceStatistics; 4] {
        let row = |name, committed: usize, used| {
            let available = committed.saturating_sub(used);
            SpaceStatistics { name, committed, used, available }
        };
        [
            row(SpaceName::New, self.nursery.pages.len() * PAGE_SIZE, self.nursery.used_bytes()),
            row(SpaceName::Old, self.old.pages.len() * PAGE_SIZE, self.old.used_bytes),
            row(SpaceName::Code, self.fixed.pages.len() * PAGE_SIZE, self.fixed.used_bytes),
            row(SpaceName::LargeObject, self.large.committed_bytes, self.large.used_bytes),
        ]
    }

    /// Bytes of the payloads of one category.
    pub(crate) fn external_bytes_of(&self, category: &str) -> usize {
        let is_of =
            |entry: &&super::external::Entry| entry.payload.as_ref().is_some_and(|it| it.category() == category);
        self.externals.entries.iter().filter(is_of).map(|entry| entry.bytes).sum()
    }

    /// Milliseconds spent in collections since the heap was made.
    pub(crate) fn collection_milliseconds(&self) -> f64 {
        self.pacing.total_gc_ms
    }

    /// Milliseconds since the heap was made.
    pub(crate) fn age_milliseconds(&self) -> f64 {
        self.pacing.now_ms()
    }

    /// The newest collections, oldest first, as far as nobody took them.
    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &CollectionEvent> {
        self.events.iter()
    }

    /// Takes the newest collections, oldest first.
    pub(crate) fn take_events(&mut self) -> Vec<CollectionEvent> {
        self.events.take()
    }

    /// Committed bytes of all spaces and of the pool.
    pub(super) fn committed_bytes(&self) -> usize {
        self.pool.committed_bytes() + self.large.committed_bytes
    }

    /// Bytes of old, non-moving and large objects, and of payloads that count as heap.
    pub(super) fn old_used_bytes(&self) -> usize {
        self.old.used_bytes + self.fixed.used_bytes + self.large.used_bytes + self.externals.heap_bytes
    }

    /// Committed bytes of the old, non-moving and large object spaces.
    pub(super) fn old_committed_bytes(&self) -> usize {
        (self.old.pages.len() + self.fixed.pages.len()) * PAGE_SIZE + self.large.committed_bytes
    }
}
