//! Walking the heap: every object, every root. For snapshots, `queryObjects` and leak reports.

use super::header::FILLER;
use super::page::Page;
use super::roots::Origin;
use super::word::Word;
use super::{Heap, Raw};

impl Heap {
    /// Shows every object to `visit`, in no particular order; dead ones that no collection has found yet included. Sweeps
    /// all pages first, and collects nothing.
    pub(crate) fn for_each_object(&mut self, mut visit: impl FnMut(Raw<'_>)) {
        self.finish_sweeping();
        self.close_linear_areas();
        self.nursery.publish_top();
        let spaces = [&self.nursery.pages, &self.old.pages, &self.fixed.pages, &self.large.pages];
        spaces.into_iter().flatten().for_each(|&page| walk_page(page, &mut visit));
    }

    /// Shows every root to `visit` with its origin: the slots of the VM stack, the table of roots, the objects kept to the
    /// end of the job and those that wait to be finalized. Weak roots are left out.
    pub(crate) fn for_each_root<'h>(&'h self, mut visit: impl FnMut(Origin, Raw<'h>)) {
        let (mut slot, top) = (self.stack.base(), self.stack.top());
        while slot < top {
            // SAFETY: (3), (5) the slot lies below the top and holds a valid word.
            unsafe {
                visit("stack", Raw::from_word(*slot));
                slot = slot.add(1);
            }
        }
        let table = self.roots.all().filter(|&(_, _, is_weak)| !is_weak).map(|(word, origin, _)| (origin, word));
        let kept = self.weak.kept.iter().map(|&word| ("kept during job", word));
        let finalized = self.weak.finalized.iter().map(|&address| ("finalization queue", Word::pointer(address)));
        for (origin, word) in table.chain(kept).chain(finalized) {
            // SAFETY: (3) roots hold valid words.
            visit(origin, unsafe { Raw::from_word(word) });
        }
    }

    /// Gives each payload an identity for snapshots: even, and never used again.
    pub(crate) fn number_payloads(&mut self) {
        self.externals.number_all();
    }

    /// Shows every payload to `visit`: its owner, identity, bytes and category.
    pub(crate) fn for_each_payload<'h>(&'h self, mut visit: impl FnMut(Raw<'h>, u32, usize, &'static str)) {
        for entry in &self.externals.entries {
            if let Some(payload) = entry.payload.as_ref().filter(|_| entry.host.is_pointer()) {
                // SAFETY: (3) a payload's owner lives.
                let host = unsafe { Raw::from_word(entry.host) };
                visit(host, entry.number, entry.bytes, payload.category());
            }
        }
    }
}

fn walk_page(page: Page, visit: &mut impl FnMut(Raw<'_>)) {
    for object in page.objects().filter(|object| object.header().kind() != FILLER) {
        // SAFETY: (3) the object is not freed, and the heap is borrowed.
        visit(unsafe { Raw::from_word(Word::pointer(object.address())) });
    }
}
