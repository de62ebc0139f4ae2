//! Free pages: a few stay committed for the next user, more keep only their addresses, the rest goes back to the system.

use super::kind::KindTable;
use super::page::{PAGE_SIZE, Page, SLOT_SET_BYTES};
use super::platform::{self, Mapping};

/// Committed pages that the pool keeps beside those set aside for the nursery.
pub(super) const POOLED_PAGES: usize = 8;

/// Pages that one step or scavenge gives back at most.
const TRIMMED_AT_ONCE: usize = 8;

/// Free pages of one heap.
pub(super) struct PagePool {
    kinds: *const KindTable,
    /// Touched and not given back.
    dirty: Vec<Mapping>,
    /// Never touched, or discarded.
    clean: Vec<Mapping>,
    /// A page kept for reporting that memory ran out.
    emergency: Option<Mapping>,
    pub(super) emergency_is_open: bool,
    /// Pages in use by the spaces.
    in_use: usize,
    /// How many dirty pages the nursery will want again.
    pub(super) set_aside: usize,
}

impl PagePool {
    pub(super) fn new(kinds: *const KindTable) -> PagePool {
        PagePool {
            kinds,
            dirty: Vec::new(),
            clean: Vec::new(),
            emergency: None,
            emergency_is_open: false,
            in_use: 0,
            set_aside: 0,
        }
    }

    /// A page with a fresh header; `None` when the system has no memory.
    pub(super) fn acquire(&mut self, flags: u32) -> Option<Page> {
        let mapping = match self.dirty.pop().or_else(|| self.clean.pop()) {
            Some(mapping) => mapping,
            None => self.map().or_else(|| if self.emergency_is_open { self.emergency.take() } else { None })?,
        };
        self.in_use += 1;
        // SAFETY: (1) a page of the pool belongs to nobody else.
        Some(unsafe { Page::initialize(mapping, flags, self.kinds) })
    }

    fn map(&mut self) -> Option<Mapping> {
        let total = self.in_use + self.dirty.len() + self.clean.len() + 1;
        let room = total - self.dirty.len().min(total);
        self.dirty.try_reserve(room).ok()?;
        self.clean.try_reserve(total - self.clean.len().min(total)).ok()?;
        platform::allocate(PAGE_SIZE, PAGE_SIZE)
    }

    /// Sets a page aside for `emergency_is_open`, if the system has one.
    pub(super) fn refill_emergency(&mut self) {
        if self.emergency.is_none() {
            self.emergency = self.map();
        }
    }

    /// Makes sure that `count` pages can be acquired without asking the system; false when it refuses.
    pub(super) fn reserve(&mut self, count: usize) -> bool {
        while self.dirty.len() + self.clean.len() < count {
            match self.map() {
                Some(mapping) => self.clean.push(mapping),
                None => return false,
            }
        }
        true
    }

    /// Takes a page back whose objects are dead and whose slot set is zero.
    pub(super) fn release(&mut self, page: Page) {
        self.in_use -= 1;
        self.dirty.push(page.mapping());
    }

    /// Discards what exceeds the pool, and unmaps what exceeds `keep_addresses` discarded pages.
    pub(super) fn trim(&mut self, keep_addresses: usize) {
        self.trim_to(POOLED_PAGES + self.set_aside, keep_addresses);
    }

    /// As `trim`, a few pages only: the system takes some ten microseconds for each.
    pub(super) fn trim_some(&mut self, keep_addresses: usize) {
        for _ in 0..TRIMMED_AT_ONCE {
            if !self.trim_one(POOLED_PAGES + self.set_aside, keep_addresses) {
                break;
            }
        }
    }

    /// Is there anything left to trim?
    pub(super) fn has_surplus(&self) -> bool {
        self.dirty.len() > POOLED_PAGES + self.set_aside
    }

    /// Keeps at most `keep_committed` committed pages, and the addresses of `keep_addresses` others.
    pub(super) fn trim_to(&mut self, keep_committed: usize, keep_addresses: usize) {
        while self.trim_one(keep_committed, keep_addresses) {}
    }

    fn trim_one(&mut self, keep_committed: usize, keep_addresses: usize) -> bool {
        if self.clean.len() > keep_addresses {
            if let Some(mapping) = self.clean.pop() {
                // SAFETY: (1) nobody uses a page of the pool.
                unsafe { platform::release(mapping) };
            }
            return true;
        }
        if self.dirty.len() > keep_committed {
            if let Some(mapping) = self.dirty.pop() {
                // SAFETY: (1) nobody uses a page of the pool.
                unsafe {
                    if self.clean.len() < keep_addresses {
                        platform::discard(mapping);
                        self.clean.push(mapping);
                    } else {
                        platform::release(mapping);
                    }
                }
            }
            return true;
        }
        false
    }

    /// Gives all free pages back to the system.
    pub(super) fn release_all(&mut self) {
        for mapping in self.dirty.drain(..).chain(self.clean.drain(..)).chain(self.emergency.take()) {
            // SAFETY: (1) nobody uses a page of the pool.
            unsafe { platform::release(mapping) };
        }
    }

    /// Bytes of pages in use and of committed free pages.
    pub(super) fn committed_bytes(&self) -> usize {
        (self.in_use + self.dirty.len()) * PAGE_SIZE
    }

    /// Bytes of committed free pages.
    pub(super) fn pooled_bytes(&self) -> usize {
        self.dirty.len() * PAGE_SIZE
    }

    /// Bytes of pages in use.
    pub(super) fn used_bytes(&self) -> usize {
        self.in_use * PAGE_SIZE
    }
}

impl Drop for PagePool {
    fn drop(&mut self) {
        self.release_all();
    }
}

/// The slot set of a fresh page must read as zero: `RememberedSet::remove_page` leaves it so.
const _: () = assert!(SLOT_SET_BYTES * 64 == PAGE_SIZE);
