//! Lazy sweeping: turns the unmarked objects of a page into free cells, when somebody needs room or looks at the page.

use super::Heap;
use super::mutants::Mutant;
use super::page::{EVACUATE, NON_MOVING, Object, Page, SWEPT};
use super::{POISON, free_list};

/// Which paged space.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// Movable old objects.
    Old,
    /// Objects that never move.
    Fixed,
}

impl Space {
    /// The space of a page that is neither young nor large.
    pub(super) fn of(page: Page) -> Space {
        if page.has(NON_MOVING) { Space::Fixed } else { Space::Old }
    }
}

impl Heap {
    pub(super) fn space(&mut self, space: Space) -> &mut super::old_space::PagedSpace {
        match space {
            Space::Old => &mut self.old,
            Space::Fixed => &mut self.fixed,
        }
    }

    /// Sweeps pages of a space until one offered cells or went away; false when all are swept, or tables are still to be
    /// cleared.
    pub(super) fn sweep_some(&mut self, space: Space) -> bool {
        if self.clearing.is_under_way() && !self.mutant(Mutant::SweepingDoesNotWait) {
            return false;
        }
        loop {
            let cursor = self.space(space).sweep_cursor;
            let Some(&page) = self.space(space).pages.get(cursor) else { return false };
            // Pages that are to be evacuated offer nothing: nobody who needs room should wait for them.
            if page.has(SWEPT | EVACUATE) {
                self.space(space).sweep_cursor += 1;
                continue;
            }
            self.sweep_page(page);
            if page.get(|header| header.live_bytes) == 0 && !self.scavenging {
                self.remembered.remove_page(page);
                self.space(space).remove_page(page);
                self.pool.release(page);
            } else {
                self.space(space).sweep_cursor += 1;
                self.space(space).offer_cells(page);
            }
            return true;
        }
    }

    /// Sweeps all that the last marking found dead.
    pub(crate) fn finish_sweeping(&mut self) {
        self.finish_clearing();
        for space in [Space::Old, Space::Fixed] {
            while self.sweep_some(space) {}
        }
        self.release_condemned();
        self.sweep_candidates();
    }

    pub(super) fn sweep_page(&mut self, page: Page) {
        let top = page.get(|header| header.top);
        let mut dead_start = page.start();
        for address in page.marked() {
            self.free_range(page, dead_start, address);
            // SAFETY: (3) a mark bit stands for an object.
            dead_start = address + unsafe { Object::at(address) }.words() * 8;
        }
        self.free_range(page, dead_start, top);
        page.clear_marks();
        page.change_flags(SWEPT, 0);
    }

    /// Fills dead memory, where that is asked for.
    ///
    /// # Safety
    /// (7) The words from `start` to before `end` belong to nobody.
    pub(super) unsafe fn poison(&self, start: usize, end: usize) {
        if self.options.poison {
            // SAFETY: (7) the caller's promise.
            unsafe { Object::at(start).0.cast::<u8>().write_bytes(POISON, end - start) };
        }
    }

    /// Makes one free cell of the dead objects between two addresses.
    fn free_range(&mut self, page: Page, start: usize, end: usize) {
        if start == end {
            return;
        }
        self.remembered.forget(page, start, end);
        // SAFETY: (7) dead objects belong to nobody.
        unsafe {
            self.poison(start, end);
            free_list::push(page, start, (end - start) / 8);
        }
    }
}
