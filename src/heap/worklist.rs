//! The mark worklist: a fixed reservation, committed as it fills. When it is full the marker notes the page and rescans.

use super::platform::{self, Mapping};

/// The size of the reservation, bytes: the only memory that marking takes.
const WORKLIST_BYTES: usize = 1 << 20;

/// Addresses of marked objects whose words wait to be visited.
pub(super) struct Worklist {
    mapping: Mapping,
    length: usize,
    /// Entries that fit; tests make it small.
    pub(super) capacity: usize,
    highest: usize,
}

impl Worklist {
    pub(super) fn new() -> Option<Worklist> {
        let mapping = platform::allocate(WORKLIST_BYTES, platform::granularity())?;
        Some(Worklist { mapping, length: 0, capacity: WORKLIST_BYTES / 8, highest: 0 })
    }

    /// Does nothing wait?
    pub(super) fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Forgets what waits.
    pub(super) fn clear(&mut self) {
        self.highest = self.highest.max(self.length);
        self.length = 0;
        self.discard();
    }

    /// False when it is full.
    #[inline(always)]
    pub(super) fn push(&mut self, address: usize) -> bool {
        if self.length >= self.capacity.min(WORKLIST_BYTES / 8) {
            return false;
        }
        // SAFETY: (1) the entry lies in the mapping, which only the worklist uses.
        unsafe { self.mapping.start.cast::<usize>().add(self.length).write(address) };
        self.length += 1;
        true
    }

    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<usize> {
        self.length = self.length.checked_sub(1)?;
        self.highest = self.highest.max(self.length);
        // SAFETY: (1) the entry was written by `push`.
        Some(unsafe { self.mapping.start.cast::<usize>().add(self.length).read() })
    }

    /// Gives the memory back until the next marking, if much was used.
    pub(super) fn discard(&mut self) {
        if self.highest * 8 > 64 << 10 {
            // SAFETY: (1) the worklist is empty.
            unsafe { platform::discard(self.mapping) };
        }
        self.highest = 0;
    }
}

impl Drop for Worklist {
    fn drop(&mut self) {
        // SAFETY: (1) only the worklist uses the mapping.
        unsafe { platform::release(self.mapping) };
    }
}
