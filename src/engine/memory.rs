//! How much memory an engine uses.

use crate::heap::Statistics;

/// Figures of an engine's memory, in bytes. As Node's `process.memoryUsage()` means them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[non_exhaustive]
pub struct Memory {
    /// Committed pages of all spaces.
    pub heap_total: usize,
    /// Objects, dead ones that no collection has found included.
    pub heap_used: usize,
    /// Memory outside of the pages that objects own: buffers, source texts, executable trees.
    pub external: usize,
    /// Most bytes of committed pages so far.
    pub heap_peak: usize,
    /// The limit of old space and three semi-spaces.
    pub heap_size_limit: usize,
}

impl Memory {
    pub(super) fn of(statistics: &Statistics) -> Memory {
        Memory {
            heap_total: statistics.total_heap_size,
            heap_used: statistics.used_heap_size,
            external: statistics.external_bytes,
            heap_peak: statistics.peak_total_heap_size,
            heap_size_limit: statistics.heap_size_limit,
        }
    }
}
