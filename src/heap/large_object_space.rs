//! Large objects: each has a mapping of its own, is born old and never moves.

use super::kind::KindTable;
use super::page::{BARRIER, EMPTIED, LARGE, NON_MOVING, PAGE_SIZE, PAGE_START, Page, SWEPT, slot_set_bytes};
use super::platform;

/// The large objects of one heap.
pub(super) struct LargeObjectSpace {
    pub(super) pages: Vec<Page>,
    /// Pages taken out of the space that are still mapped: they say EMPTIED.
    condemned: Vec<Page>,
    /// Bytes of the objects.
    pub(super) used_bytes: usize,
    /// Bytes of their mappings.
    pub(super) committed_bytes: usize,
}

impl LargeObjectSpace {
    pub(super) fn new() -> LargeObjectSpace {
        LargeObjectSpace { pages: Vec::new(), condemned: Vec::new(), used_bytes: 0, committed_bytes: 0 }
    }

    /// The bytes of the mapping that an object of `words` needs; `None` when no address space could hold it.
    pub(super) fn mapping_bytes(words: usize) -> Option<usize> {
        let bytes = words.checked_mul(8)?.checked_add(PAGE_START)?;
        let with_slots = bytes.checked_add(bytes / 63)?.checked_add(8192)?;
        let rounded = with_slots.next_multiple_of(4096);
        // A mapping of exactly one page would be taken for a page of small objects.
        let bytes = if rounded == PAGE_SIZE { rounded + 4096 } else { rounded };
        if bytes > 1 << 46 { None } else { Some(bytes) }
    }

    /// A mapping for an object of `words` words, all of them zero; `None` when the system has no room.
    pub(super) fn allocate(&mut self, words: usize, kinds: *const KindTable) -> Option<usize> {
        let bytes = Self::mapping_bytes(words)?;
        // Whoever condemns pages asks for no memory.
        self.pages.try_reserve(1).and(self.condemned.try_reserve(self.pages.len() + 1)).ok()?;
        let mapping = platform::allocate(bytes, PAGE_SIZE)?;
        // SAFETY: (1) the mapping is fresh and aligned.
        let page = unsafe { Page::initialize(mapping, BARRIER | SWEPT | LARGE | NON_MOVING, kinds) };
        debug_assert!(page.start() + words * 8 <= page.end() && slot_set_bytes(bytes) * 64 >= bytes);
        page.with(|header| {
            header.index = self.pages.len() as u32;
            header.large_words = words;
            header.top += words * 8;
            header.live_bytes = words * 8;
        });
        self.pages.push(page);
        self.used_bytes += words * 8;
        self.committed_bytes += bytes;
        Some(page.start())
    }

    /// Takes a page out of the space whose object is dead and whose slots are forgotten. It stays mapped until
    /// `release_condemned`.
    pub(super) fn condemn(&mut self, page: Page) {
        let (index, words) = page.get(|header| (header.index as usize, header.large_words));
        self.pages.swap_remove(index);
        if let Some(moved) = self.pages.get(index) {
            moved.with(|header| header.index = index as u32);
        }
        self.used_bytes -= words * 8;
        page.change_flags(EMPTIED, 0);
        self.condemned.push(page);
    }

    /// Unmaps the pages that were condemned.
    pub(super) fn release_condemned(&mut self) {
        for page in self.condemned.drain(..) {
            self.committed_bytes -= page.get(|header| header.mapping_bytes);
            // SAFETY: (1) nothing refers to the page any more.
            unsafe { platform::release(page.mapping()) };
        }
    }
}

impl Drop for LargeObjectSpace {
    fn drop(&mut self) {
        for page in self.pages.iter().chain(&self.condemned) {
            // SAFETY: (1) the heap goes away.
            unsafe { platform::release(page.mapping()) };
        }
    }
}
