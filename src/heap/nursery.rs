//! The nursery: the semi-space of bump-allocated pages where most objects are born.

use super::page::{Object, PAGE_AREA, Page};
use std::ptr::null_mut;

/// The semi-space in use. `top` and `limit` are what the allocation fast path sees.
pub(super) struct Nursery {
    /// The next free word.
    pub(super) top: *mut u64,
    /// Allocation past this takes the slow path; observers lower it.
    pub(super) limit: *mut u64,
    /// Where the current page really ends.
    page_end: *mut u64,
    pub(super) pages: Vec<Page>,
    /// The list of the next semi-space, empty but with room.
    pub(super) spare: Vec<Page>,
    /// Pages that may be filled before a scavenge.
    pub(super) capacity_pages: usize,
    /// Bytes in pages that are already full.
    retired_bytes: usize,
    /// Bytes of pages that the medium objects would need among their like; see `note_medium`.
    pub(super) medium_bytes: usize,
}

/// Objects of more words than this rarely fit into the free cells of old pages.
pub(super) const MEDIUM_OBJECT_WORDS: usize = 512;

impl Nursery {
    pub(super) fn new(capacity_pages: usize) -> Nursery {
        let null = null_mut();
        Nursery {
            top: null,
            limit: null,
            page_end: null,
            pages: Vec::new(),
            spare: Vec::new(),
            capacity_pages,
            retired_bytes: 0,
            medium_bytes: 0,
        }
    }

    /// Bumps if the words fit below the (possibly lowered) limit.
    #[inline(always)]
    pub(super) fn bump(&mut self, words: usize) -> Option<*mut u64> {
        let object = self.top;
        let end = object.wrapping_add(words);
        if end <= self.limit {
            self.top = end;
            Some(object)
        } else {
            None
        }
    }

    /// Bumps if the words fit into the page, whatever observers want.
    #[inline]
    pub(super) fn bump_in_page(&mut self, words: usize) -> Option<*mut u64> {
        let object = self.top;
        let end = object.wrapping_add(words);
        if end <= self.page_end {
            self.top = end;
            Some(object)
        } else {
            None
        }
    }

    /// May another page be filled before a scavenge?
    pub(super) fn has_room_for_page(&self) -> bool {
        self.pages.len() < self.capacity_pages
    }

    /// Makes a fresh page the current one. The caller reserved room in `pages`.
    pub(super) fn add_page(&mut self, page: Page) {
        self.retire_page();
        self.pages.push(page);
        // SAFETY: (1) the area of a page is mapped; the page is ours.
        self.top = unsafe { Object::at(page.start()) }.0;
        self.page_end = self.top.wrapping_add((page.end() - page.start()) / 8);
        self.limit = self.page_end;
    }

    /// Records how far the current page is filled, so that it can be walked.
    pub(super) fn publish_top(&self) {
        if let Some(page) = self.pages.last() {
            page.with(|header| header.top = self.top.addr());
        }
    }

    fn retire_page(&mut self) {
        self.publish_top();
        if let Some(page) = self.pages.last() {
            self.retired_bytes += self.top.addr() - page.start();
        }
    }

    /// Takes all pages (their tops published) and leaves an empty semi-space without a page.
    pub(super) fn take_pages(&mut self) -> Vec<Page> {
        self.publish_top();
        (self.top, self.limit, self.page_end) = (null_mut(), null_mut(), null_mut());
        (self.retired_bytes, self.medium_bytes) = (0, 0);
        std::mem::replace(&mut self.pages, std::mem::take(&mut self.spare))
    }

    /// Counts an object that its promotion may need page room for: two of 100 KB fill a page.
    pub(super) fn note_medium(&mut self, words: usize) {
        if words > MEDIUM_OBJECT_WORDS {
            self.medium_bytes += PAGE_AREA / (PAGE_AREA / (words * 8)).max(1);
        }
    }

    /// Bytes of objects.
    pub(super) fn used_bytes(&self) -> usize {
        self.retired_bytes + self.pages.last().map_or(0, |page| self.top.addr() - page.start())
    }

    /// Lets the next `bytes` be allocated on the fast path, and no more.
    pub(super) fn lower_limit(&mut self, bytes: usize) {
        let room = (self.page_end.addr() - self.top.addr()) / 8;
        self.limit = self.top.wrapping_add(room.min(bytes / 8));
    }

    /// Lets the rest of the page be allocated on the fast path.
    pub(super) fn restore_limit(&mut self) {
        self.limit = self.page_end;
    }
}
