//! Collections as data: a ring of what happened, from which the rooms above make trace lines.

use super::marker::MarkCounts;
use super::marking::IncrementalFigures;
use super::scavenger::ScavengeCounts;
use std::collections::VecDeque;

/// Events that the ring keeps.
const RING: usize = 256;

/// What kind of collection it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CollectionKind {
    /// Of the nursery.
    Scavenge,
    /// Of everything.
    MarkCompact,
}

/// Why a collection ran; `text` is V8's wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The nursery was full, or a space had no room.
    AllocationFailure,
    /// Old space reached the limit that pacing set.
    AllocationLimit,
    /// A scavenge might have exceeded the limit of old space.
    ScavengeMightFail,
    /// External memory grew by 32 MiB, or reached its limit.
    ExternalMemoryPressure,
    /// The last attempt before giving up.
    LastResort,
    /// Asked for by a test or script.
    Testing,
    /// Asked for before a heap snapshot.
    HeapProfiler,
    /// The embedder says that memory is low.
    LowMemory,
    /// The embedder has nothing to do.
    Idle,
    /// A stress mode.
    Stress,
}

impl Reason {
    /// As V8's trace lines say it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Reason::AllocationFailure | Reason::Stress | Reason::ScavengeMightFail => "allocation failure",
            Reason::AllocationLimit => "allocation limit",
            Reason::ExternalMemoryPressure => "external memory pressure",
            Reason::LastResort => "last resort",
            Reason::Testing => "testing",
            Reason::HeapProfiler => "heap profiler",
            Reason::LowMemory => "low memory notification",
            Reason::Idle => "task",
        }
    }

    /// Did an allocation need it, rather than somebody ask for it?
    pub(super) fn is_needed(self) -> bool {
        !matches!(self, Reason::Testing | Reason::HeapProfiler | Reason::LowMemory | Reason::Idle | Reason::Stress)
    }

    /// The collector's own reason in V8's trace lines; empty for a scavenge.
    pub(crate) fn collector_text(self, kind: CollectionKind) -> &'static str {
        match (kind, self) {
            (CollectionKind::Scavenge, _) => "",
            (_, Reason::ScavengeMightFail) => "scavenge might not succeed",
            _ => "GC in old space requested",
        }
    }
}

/// One collection. Bytes, objects and milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct CollectionEvent {
    /// Counted from 1 over the life of the heap.
    pub(crate) number: u64,
    /// The kind.
    pub(crate) kind: CollectionKind,
    /// Was memory given back eagerly?
    pub(crate) reduce: bool,
    /// The reason.
    pub(crate) reason: Reason,
    /// Milliseconds from the heap's making to the end of the collection.
    pub(crate) end_ms: f64,
    /// Milliseconds the mutator was stopped.
    pub(crate) pause_ms: f64,
    /// Milliseconds the mutator had since the previous collection.
    pub(crate) mutator_ms: f64,
    /// Bytes of objects before.
    pub(crate) used_before: usize,
    /// Bytes of objects after.
    pub(crate) used_after: usize,
    /// Committed bytes before.
    pub(crate) committed_before: usize,
    /// Committed bytes after.
    pub(crate) committed_after: usize,
    /// External bytes before.
    pub(crate) external_before: usize,
    /// External bytes after.
    pub(crate) external_after: usize,
    /// Bytes of young objects before.
    pub(crate) young_before: usize,
    /// Bytes allocated since the previous collection.
    pub(crate) allocated: usize,
    /// Average mutator utilisation, 0 to 1; changes with major collections only.
    pub(crate) average_mutator_utilization: f64,
    /// Mutator utilisation since the previous major collection, 0 to 1.
    pub(crate) current_mutator_utilization: f64,
    /// What the scavenge (or the promotion of all before a marking) did.
    pub(crate) scavenge: ScavengeCounts,
    /// What the marking did, in a major collection.
    pub(crate) marking: Option<MarkCounts>,
    /// The incremental part of that marking, if it had one.
    pub(crate) incremental: Option<IncrementalFigures>,
    /// Bytes of old objects at which the next major collection starts.
    pub(crate) next_limit: usize,
    /// Bytes of one semi-space afterwards.
    pub(crate) semi_space_bytes: usize,
}

/// Told of each collection when it has ended. It cannot reach the heap.
pub(crate) type CollectionListener = Box<dyn FnMut(&CollectionEvent) + Send>;

/// The newest events.
pub(super) struct EventRing {
    ring: VecDeque<CollectionEvent>,
    pub(super) count: u64,
}

impl EventRing {
    pub(super) fn new() -> EventRing {
        EventRing { ring: VecDeque::with_capacity(RING), count: 0 }
    }

    pub(super) fn push(&mut self, event: CollectionEvent) {
        if self.ring.len() == RING {
            self.ring.pop_front();
        }
        self.ring.push_back(event);
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &CollectionEvent> {
        self.ring.iter()
    }

    pub(super) fn take(&mut self) -> Vec<CollectionEvent> {
        self.ring.drain(..).collect()
    }
}
