//! Large objects: each has a mapping of its own, is born old and never moves.

use super::kind::KindTable;
use super::page::{BARRIER, EMPTIED, LARGE, NON_MOVING, PAGE_SIZE, PAGE_START, Page, SWEPT, slot_set_bytes};
use super::platform::{self, Mapping};

/// Bytes that one step gives back to the system: some tenths of a millisecond.
const PIECE: usize = 2 << 20;

/// The large objects of one heap.
pub(super) struct LargeObjectSpace {
    pub(super) pages: Vec<Page>,
    /// Pages taken out of the space that are still mapped: they say EMPTIED. With the bytes of each that the system did
    /// not get back yet.
    condemned: Vec<(Page, usize)>,
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

    /// Takes a page out of the space whose object is dead and whose slots are forgotten. It stays mapped until it is
    /// released.
    pub(super) fn condemn(&mut self, page: Page) {
        let (index, words, bytes) =
            page.get(|header| (header.index as usize, header.large_words, header.mapping_bytes));
        self.pages.swap_remove(index);
        if let Some(moved) = self.pages.get(index) {
            moved.with(|header| header.index = index as u32);
        }
        self.used_bytes -= words * 8;
        page.change_flags(EMPTIED, 0);
        self.condemned.push((page, bytes));
    }

    /// Are there condemned pages that are still mapped?
    pub(super) fn has_condemned(&self) -> bool {
        !self.condemned.is_empty()
    }

    /// Gives a piece of a condemned page back to the system; false when there is none.
    pub(super) fn release_piece(&mut self) -> bool {
        let Some((page, left)) = self.condemned.last_mut() else { return false };
        if *left <= PIECE {
            self.release_last();
            return true;
        }
        // The header is in the first piece.
        *left -= PIECE;
        self.committed_bytes -= PIECE;
        let piece = page.mapping().part(*left, PIECE);
        // SAFETY: (1) nothing refers to the page any more.
        unsafe { platform::discard(piece) };
        true
    }

    /// Unmaps the pages that were condemned.
    pub(super) fn release_condemned(&mut self) {
        while self.has_condemned() {
            self.release_last();
        }
    }

    fn release_last(&mut self) {
        if let Some((page, left)) = self.condemned.pop() {
            self.committed_bytes -= left;
            // SAFETY: (1) nothing refers to the page any more.
            unsafe { platform::release(page.mapping()) };
        }
    }
}

impl Drop for LargeObjectSpace {
    fn drop(&mut self) {
        for page in self.pages.iter().chain(self.condemned.iter().map(|(page, _)| page)) {
            // SAFETY: (1) the heap goes away.
            unsafe { platform::release(page.mapping()) };
        }
    }
}
