//! The VM stack: a reservation of fixed size that never moves, committed as it is touched, with a guard on either side.
//!
//! The collector scans exactly the words below the published top. The interpreter's frames and all `Local`s live here.
//! Every scavenge scans all of them: 0.07 ms with the deepest recursion that the default of `--stack-size` allows, 0.7 ms
//! with the whole reservation in use. A low-water mark below which nothing is young would save that and cost every return.

use super::platform::{self, Mapping};
use super::word::Word;
use std::cell::Cell;

/// The default size of the reservation, bytes.
pub(crate) const DEFAULT_STACK_BYTES: usize = 8 << 20;
/// Slots behind the limit that only rooting may use, so that reporting an overflow still has room.
const RESERVE_SLOTS: usize = 16 << 10;

/// The VM stack has no room for another slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StackOverflow;

/// The index of a slot of the VM stack, from its base.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(transparent)]
pub(crate) struct Slot(pub(crate) u32);

/// The VM stack. Every word below `top` is a valid word (invariant 5).
pub(super) struct Stack {
    mapping: Mapping,
    guard: usize,
    base: *mut Word,
    top: Cell<*mut Word>,
    limit: *mut Word,
    end: *mut Word,
}

impl Stack {
    /// A stack of `bytes` (rounded up, at least 256 KiB); `None` when the system has no room.
    pub(super) fn new(bytes: usize) -> Option<Stack> {
        let guard = platform::granularity().max(64 << 10);
        let bytes = bytes.clamp(256 << 10, 32 << 30).next_multiple_of(guard);
        let mapping = platform::allocate(bytes + 2 * guard, guard)?;
        let start = mapping.start.as_ptr();
        for offset in [0, guard + bytes] {
            let range = Mapping { start: std::ptr::NonNull::new(start.wrapping_add(offset))?, bytes: guard };
            // SAFETY: (5) nobody uses the guards.
            unsafe { platform::protect(range, false) };
        }
        let base = start.wrapping_add(guard).cast::<Word>();
        let end = start.wrapping_add(guard + bytes).cast::<Word>();
        let slots = bytes / 8;
        let limit = base.wrapping_add(slots - RESERVE_SLOTS.min(slots / 4));
        Some(Stack { mapping, guard, base, top: Cell::new(base), limit, end })
    }

    /// The first word.
    #[inline(always)]
    pub(super) fn base(&self) -> *mut Word {
        self.base
    }

    /// One past the last word in use.
    #[inline(always)]
    pub(super) fn top(&self) -> *mut Word {
        self.top.get()
    }

    /// Where frames must end; a reserve for rooting lies behind it.
    #[inline(always)]
    pub(super) fn limit(&self) -> *mut Word {
        self.limit
    }

    /// Publishes a new top.
    ///
    /// # Safety
    /// (5) `top` lies within the reservation and every word below it is valid.
    #[inline(always)]
    pub(super) unsafe fn set_top(&self, top: *mut Word) {
        self.top.set(top);
    }

    /// The number of slots in use.
    #[inline(always)]
    pub(super) fn depth(&self) -> usize {
        (self.top.get().addr() - self.base.addr()) / 8
    }

    /// Is there room for `slots` more without the reserve?
    #[inline(always)]
    pub(super) fn has_room(&self, slots: usize) -> bool {
        (self.limit().addr().saturating_sub(self.top.get().addr())) / 8 >= slots
    }

    /// Forgets all slots from `depth` on; does nothing if there are fewer.
    #[inline(always)]
    pub(super) fn truncate(&self, depth: usize) {
        if depth < self.depth() {
            self.top.set(self.base.wrapping_add(depth));
        }
    }

    /// The word of a slot; `None` above the top.
    #[inline(always)]
    pub(super) fn get(&self, slot: Slot) -> Option<Word> {
        if (slot.0 as usize) < self.depth() {
            // SAFETY: (5) the slot lies below the top.
            Some(unsafe { *self.base.add(slot.0 as usize) })
        } else {
            None
        }
    }

    /// Writes a slot; false above the top.
    #[inline(always)]
    pub(super) fn set(&self, slot: Slot, word: Word) -> bool {
        let inside = (slot.0 as usize) < self.depth();
        if inside {
            // SAFETY: (5) the slot lies below the top.
            unsafe { *self.base.add(slot.0 as usize) = word };
        }
        inside
    }

    /// Pushes a word, also into the reserve.
    ///
    /// # Errors
    /// When the reserve is used up as well.
    #[inline(always)]
    pub(super) fn push(&self, word: Word) -> Result<Slot, StackOverflow> {
        let top = self.top.get();
        if top >= self.end {
            return Err(StackOverflow);
        }
        // SAFETY: (5) `top` lies below the end of the reservation.
        unsafe { *top = word };
        let slot = Slot(self.depth() as u32);
        self.top.set(top.wrapping_add(1));
        Ok(slot)
    }

    /// Gives back the physical memory above the top, as far as whole system pages reach.
    pub(super) fn discard_unused(&self) {
        let granularity = platform::granularity();
        let from = self.top.get().addr().next_multiple_of(granularity);
        let bytes = self.end.addr().saturating_sub(from);
        if let Some(start) = std::ptr::NonNull::new(self.top.get().cast::<u8>().with_addr(from))
            && bytes > 0
        {
            // SAFETY: (5) nothing above the top is in use.
            unsafe { platform::discard(Mapping { start, bytes }) };
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        for offset in [0, self.mapping.bytes - self.guard] {
            let start = self.mapping.start.as_ptr().wrapping_add(offset);
            if let Some(start) = std::ptr::NonNull::new(start) {
                // SAFETY: (5) the guards are ours.
                unsafe { platform::protect(Mapping { start, bytes: self.guard }, true) };
            }
        }
        // SAFETY: (5) the stack goes away with its heap.
        unsafe { platform::release(self.mapping) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_above_the_top_is_nobody_s() {
        let stack = Stack::new(0).unwrap();
        let slot = stack.push(Word::int(1)).unwrap();
        assert_eq!(stack.get(slot), Some(Word::int(1)));
        stack.truncate(0);
        assert_eq!(stack.get(slot), None);
        assert!(!stack.set(slot, Word::NULL));
    }

    #[test]
    fn a_full_stack_refuses_and_stays_whole() {
        let stack = Stack::new(0).unwrap();
        let mut count = 0;
        while stack.push(Word::int(count)).is_ok() {
            count += 1;
        }
        assert_eq!(count as usize * 8, 256 << 10);
        assert!(!stack.has_room(1));
        assert_eq!(stack.get(Slot(count as u32 - 1)), Some(Word::int(count - 1)));
    }
}
