//! The remembered set: the slots of old objects that may point to young ones.
//!
//! Each page has one bit a word at its end; pages with entries form a list, so that a scavenge never looks at the others.
//! Recording a slot takes no memory that could be missing.

use super::page::{Page, PageHeader};
use super::word::Word;
use std::ptr::null_mut;

/// The list of pages with remembered slots.
pub(super) struct RememberedSet {
    first: *mut PageHeader,
    /// The page whose slots are being visited; it is in no list, but has slots.
    pub(super) visited: *mut PageHeader,
}

impl RememberedSet {
    pub(super) fn new() -> RememberedSet {
        RememberedSet { first: null_mut(), visited: null_mut() }
    }

    /// Records `slot` of an object on `page`.
    ///
    /// # Safety
    /// (6) The slot lies in an object of the page.
    #[inline]
    pub(super) unsafe fn insert(&mut self, page: Page, slot: *mut Word) {
        let index = (slot.addr() - page.address()) >> 3;
        // SAFETY: (6) the slot set covers the whole mapping.
        unsafe { *page.get(|header| header.slots).add(index >> 6) |= 1 << (index & 63) };
        if !page.get(|header| header.is_remembered) {
            self.link(page);
        }
    }

    fn link(&mut self, page: Page) {
        if let Some(first) = Page::from_header(self.first) {
            first.with(|header| header.previous_remembered = page.header());
        }
        page.with(|header| {
            header.is_remembered = true;
            header.next_remembered = self.first;
            header.previous_remembered = null_mut();
        });
        self.first = page.header();
    }

    fn unlink(&mut self, page: Page) {
        let (next, previous) = page.get(|header| (header.next_remembered, header.previous_remembered));
        match Page::from_header(previous) {
            Some(previous) => previous.with(|header| header.next_remembered = next),
            None => self.first = next,
        }
        if let Some(next) = Page::from_header(next) {
            next.with(|header| header.previous_remembered = previous);
        }
        page.with(|header| header.is_remembered = false);
    }

    /// Forgets all slots of a page that goes away, and leaves its slot set zero.
    pub(super) fn remove_page(&mut self, page: Page) {
        if page.get(|header| header.is_remembered) {
            self.forget(page, page.address(), page.end());
            self.unlink(page);
        }
    }

    /// Forgets the slots of a remembered page from address `start` to before `end`.
    pub(super) fn forget(&self, page: Page, start: usize, end: usize) {
        if !page.get(|header| header.is_remembered) && page.header() != self.visited {
            return;
        }
        let slots = page.get(|header| header.slots);
        let (mut index, end) = ((start - page.address()) >> 3, (end - page.address()) >> 3);
        while index < end {
            let count = (64 - (index & 63)).min(end - index);
            let mask = if count == 64 { u64::MAX } else { ((1u64 << count) - 1) << (index & 63) };
            // SAFETY: (6) the slot set covers the whole mapping.
            unsafe { *slots.add(index >> 6) &= !mask };
            index += count;
        }
    }

    /// Is `slot` recorded?
    pub(super) fn contains(&self, page: Page, slot: *const Word) -> bool {
        let index = (slot.addr() - page.address()) >> 3;
        // SAFETY: (6) the slot set covers the whole mapping.
        unsafe { *page.get(|header| header.slots).add(index >> 6) >> (index & 63) & 1 != 0 }
    }

    /// The addresses of the recorded slots of a page.
    pub(super) fn slots_of(&self, page: Page) -> impl Iterator<Item = usize> {
        let (slots, bits) = page.get(|header| (header.slots, (header.slots.addr() - page.address()) / 8));
        let (mut next, mut rest) = (0, 0u64);
        std::iter::from_fn(move || {
            while rest == 0 {
                if next == bits.div_ceil(64) {
                    return None;
                }
                // SAFETY: (6) the slot set covers the whole mapping.
                rest = unsafe { *slots.add(next) };
                next += 1;
            }
            let bit = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(page.address() + ((next - 1) * 64 + bit) * 8)
        })
    }

    /// Takes all pages out of the list; slots recorded from now on start a new one.
    pub(super) fn take_pages(&mut self) -> RememberedPages {
        RememberedPages { next: std::mem::replace(&mut self.first, null_mut()) }
    }

    /// Puts a page back whose slot set is not empty.
    pub(super) fn put_back(&mut self, page: Page) {
        self.link(page);
    }

    /// Is any page in the list?
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_null()
    }
}

/// The pages of a remembered set that was taken, their bits intact. Each still says that it is remembered: who visits it
/// clears that before any slot is recorded.
pub(super) struct RememberedPages {
    next: *mut PageHeader,
}

impl Iterator for RememberedPages {
    type Item = Page;

    fn next(&mut self) -> Option<Page> {
        let page = Page::from_header(self.next)?;
        self.next = page.get(|header| header.next_remembered);
        Some(page)
    }
}
