//! Paged old spaces: the movable one, and the one whose objects never move (shapes, code, scope information).
//!
//! Allocation bumps through a linear area: a fresh page or a free cell. Pages are swept lazily; an unswept page offers no
//! cells, and its dead objects keep their bodies until it is swept.

use super::free_list::{self, CLASSES};
use super::page::{BARRIER, EMPTIED, EVACUATE, FROM, KEYS, LIST_END, PAGE_AREA, Page, PageHeader, SWEPT};
use std::ptr::null_mut;

/// A space of pages.
pub(super) struct PagedSpace {
    pub(super) pages: Vec<Page>,
    /// Pages before this index were swept since the last marking.
    pub(super) sweep_cursor: usize,
    /// Bytes of objects: what the last marking found, plus what was allocated since.
    pub(super) used_bytes: usize,
    linear_start: usize,
    linear_top: usize,
    linear_limit: usize,
    with_class: [*mut PageHeader; CLASSES],
    /// The flags of the space's pages.
    pub(super) page_flags: u32,
}

impl PagedSpace {
    pub(super) fn new(page_flags: u32) -> PagedSpace {
        PagedSpace {
            pages: Vec::new(),
            sweep_cursor: 0,
            used_bytes: 0,
            linear_start: 0,
            linear_top: 0,
            linear_limit: 0,
            with_class: [LIST_END; CLASSES],
            page_flags: page_flags | BARRIER | SWEPT,
        }
    }

    /// Room for `words` in the linear area or in a free cell: its address, and uninitialised words behind it.
    #[inline]
    pub(super) fn allocate(&mut self, words: usize) -> Option<usize> {
        if self.linear_top + words * 8 > self.linear_limit {
            let (address, cell_words) = self.take_cell(words)?;
            self.open_linear_area(address, cell_words);
        }
        let address = self.linear_top;
        self.linear_top += words * 8;
        self.used_bytes += words * 8;
        Some(address)
    }

    fn take_cell(&mut self, words: usize) -> Option<(usize, usize)> {
        for class in free_list::class_of_request(words)..CLASSES {
            while let Some(page) = Page::from_header(self.with_class[class]) {
                if !page.has(EVACUATE | FROM | EMPTIED)
                    && let Some(cell) = free_list::pop(page, class)
                {
                    return Some(cell);
                }
                self.with_class[class] = page.get(|header| header.next_with_class[class]);
                page.with(|header| header.next_with_class[class] = null_mut());
            }
        }
        None
    }

    fn open_linear_area(&mut self, address: usize, words: usize) {
        self.close_linear_area();
        (self.linear_start, self.linear_top, self.linear_limit) = (address, address, address + words * 8);
    }

    /// Turns the rest of the linear area into a free cell, so that the page can be walked.
    pub(super) fn close_linear_area(&mut self) {
        if self.linear_limit == 0 {
            return;
        }
        // SAFETY: (1) the area lies on a page of the space.
        let page = unsafe { Page::of(self.linear_start) };
        page.with(|header| header.live_bytes += self.linear_top - self.linear_start);
        let words = (self.linear_limit - self.linear_top) / 8;
        if words > 0 {
            // SAFETY: (7) the rest of the area belongs to nobody.
            unsafe { free_list::push(page, self.linear_top, words) };
            if words >= 2 {
                self.link_class(page, free_list::class_of_cell(words));
            }
        }
        (self.linear_start, self.linear_top, self.linear_limit) = (0, 0, 0);
    }

    fn link_class(&mut self, page: Page, class: usize) {
        if page.get(|header| header.next_with_class[class].is_null()) {
            page.with(|header| header.next_with_class[class] = self.with_class[class]);
            self.with_class[class] = page.header();
        }
    }

    /// Offers the free cells of a swept page, unless it is to be evacuated.
    pub(super) fn offer_cells(&mut self, page: Page) {
        if page.has(EVACUATE) {
            return;
        }
        for class in 0..CLASSES {
            if page.get(|header| header.free_heads[class]) != 0 {
                self.link_class(page, class);
            }
        }
    }

    /// Adds a fresh page and makes it the linear area. The caller reserved room in `pages`.
    pub(super) fn add_page(&mut self, page: Page) {
        page.with(|header| {
            header.index = self.pages.len() as u32;
            header.top = header.slots.addr();
            // No marking has seen the page: it passes for full.
            header.live_at_marking = PAGE_AREA;
        });
        self.pages.push(page);
        if self.sweep_cursor + 1 == self.pages.len() {
            self.sweep_cursor += 1;
        }
        self.open_linear_area(page.start(), (page.end() - page.start()) / 8);
    }

    /// Takes a page without objects out of the space. Its cells must not be on offer.
    pub(super) fn remove_page(&mut self, page: Page) {
        let index = page.get(|header| header.index) as usize;
        self.pages.swap_remove(index);
        self.sweep_cursor = self.sweep_cursor.min(self.pages.len());
        if let Some(moved) = self.pages.get(index) {
            moved.with(|header| header.index = index as u32);
        }
    }

    /// Withdraws all cells: a marking ended, and the pages are to be swept.
    pub(super) fn start_sweeping(&mut self) {
        self.close_linear_area();
        self.with_class = [LIST_END; CLASSES];
        self.sweep_cursor = 0;
        self.used_bytes = 0;
        for page in &self.pages {
            page.clear_free_lists();
            page.change_flags(0, SWEPT | KEYS);
            page.with(|header| header.live_bytes = std::mem::take(&mut header.marked_bytes));
            page.with(|header| header.live_at_marking = header.live_bytes);
            self.used_bytes += page.get(|header| header.live_bytes);
        }
    }

    /// Are there pages that were not swept since the last marking?
    pub(super) fn has_unswept(&self) -> bool {
        self.sweep_cursor < self.pages.len()
    }

    /// The linear area: where it started, how far it is filled, where it ends. All 0 without one.
    pub(super) fn linear_area(&self) -> LinearArea {
        LinearArea { start: self.linear_start, top: self.linear_top, limit: self.linear_limit }
    }
}

/// The part of a page where a space allocates; addresses.
#[derive(Clone, Copy)]
pub(super) struct LinearArea {
    pub(super) start: usize,
    pub(super) top: usize,
    pub(super) limit: usize,
}
