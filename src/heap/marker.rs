//! Marking, stop-the-world: finds the old objects that live, then clears what is weak and frees what is outside pages.
//!
//! Young objects all count as live; a major collection empties the nursery first. The marker takes no memory beyond its
//! worklist: a full one leads to a rescan of the pages it had no room for.

use super::Heap;
use super::kind::Weakness;
use super::mutants::Mutant;
use super::page::{LARGE, OVERFLOWED, Object, Page, YOUNG};
use super::word::Word;
use std::collections::HashMap;

/// Words of a large object that are visited in one go (32 KiB).
const CHUNK_WORDS: usize = (32 << 10) / 8;

/// What a marking found; bytes and objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct MarkCounts {
    /// Bytes of the objects visited.
    pub(crate) marked_bytes: usize,
    /// Objects visited.
    pub(crate) marked_objects: usize,
    /// Ephemeron entries dropped.
    pub(crate) dropped_entries: usize,
    /// Weak words cleared.
    pub(crate) cleared_words: usize,
    /// Payloads dropped.
    pub(crate) dropped_payloads: usize,
    /// Rescans after the worklist overflowed.
    pub(crate) rescans: usize,
}

pub(super) struct Marker<'h> {
    pub(super) heap: &'h mut Heap,
    overflowed: bool,
    /// Values to mark when their key is marked, in the linear phase.
    pub(super) waiting: Option<HashMap<usize, Vec<usize>>>,
    pub(super) counts: MarkCounts,
}

impl Heap {
    /// Marks everything reachable, clears weak words, drops dead payloads and large objects, and leaves both paged spaces
    /// to be swept. All pages must be swept.
    pub(super) fn mark(&mut self) -> MarkCounts {
        self.old.close_linear_area();
        self.fixed.close_linear_area();
        for page in self.old.pages.iter().chain(&self.fixed.pages).chain(&self.large.pages) {
            page.clear_marks();
            page.change_flags(0, OVERFLOWED);
        }
        self.nursery.publish_top();
        self.roots.read_notes();
        let mut marker = Marker { heap: self, overflowed: false, waiting: None, counts: MarkCounts::default() };
        marker.mark_roots();
        marker.drain();
        marker.mark_ephemerons();
        marker.clear_weak();
        marker.drop_payloads();
        let counts = marker.counts;
        self.worklist.discard();
        let fixed_is_live = |object: Object| object.page().is_marked(object.address());
        self.shapes.retain(fixed_is_live);
        self.reuse_shape_ids();
        self.identities_after_marking();
        self.release_large_objects();
        self.old.start_sweeping();
        self.fixed.start_sweeping();
        counts
    }

    /// Lets the inline caches forget the shapes that died; afterwards nobody holds their ids.
    fn reuse_shape_ids(&mut self) {
        let dead = self.shapes.take_dead();
        if !dead.is_empty() {
            self.externals.forget_shapes(&dead);
            self.shapes.recycle(&dead);
        }
    }

    fn release_large_objects(&mut self) {
        let mut index = 0;
        while let Some(&page) = self.large.pages.get(index) {
            if page.is_marked(page.start()) {
                index += 1;
            } else {
                self.remembered.remove_page(page);
                self.large.release(page);
            }
        }
    }
}

impl Marker<'_> {
    fn mark_roots(&mut self) {
        let (mut slot, top) = (self.heap.stack.base(), self.heap.stack.top());
        while slot < top {
            // SAFETY: (5) the slot lies below the top.
            unsafe {
                self.mark_word(*slot);
                slot = slot.add(1);
            }
        }
        if !self.heap.mutant(Mutant::KeptObjectsAreNotRoots) {
            for index in 0..self.heap.weak.kept.len() {
                self.mark_word(self.heap.weak.kept[index]);
            }
        }
        for index in 0..self.heap.weak.finalized.len() {
            self.mark_word(Word::pointer(self.heap.weak.finalized[index]));
        }
        if !self.heap.mutant(Mutant::MarkerSkipsRootTable) {
            let entries = self.heap.roots.take_entries();
            let strong = entries.iter().filter(|entry| !entry.weak);
            strong.filter_map(|entry| entry.word).for_each(|word| self.mark_word(word));
            self.heap.roots.put_entries(entries);
        }
        self.mark_from_nursery();
    }

    /// Young objects are not marked, but what they hold is.
    fn mark_from_nursery(&mut self) {
        for index in 0..self.heap.nursery.pages.len() {
            let page = self.heap.nursery.pages[index];
            let (mut address, top) = (page.start(), page.get(|header| header.top));
            while address < top {
                // SAFETY: (7) nursery pages are filled without gaps.
                let object = unsafe { Object::at(address) };
                address += object.words() * 8;
                self.visit(object, 1, usize::MAX);
            }
        }
    }

    #[inline(always)]
    pub(super) fn mark_word(&mut self, word: Word) {
        if word.is_pointer() {
            // SAFETY: (3) the word was read from a root or a live object.
            self.mark_object(unsafe { Object::of(word) });
        }
    }

    #[inline(always)]
    fn mark_object(&mut self, object: Object) {
        let page = object.page();
        if page.has(YOUNG) || !page.mark(object.address()) {
            return;
        }
        if self.waiting.is_some() {
            self.wake(object);
        }
        if page.has(LARGE) {
            page.with(|header| header.cursor = 1);
        }
        if !self.heap.worklist.push(object.address()) {
            self.overflow(page, object);
        }
    }

    #[cold]
    fn overflow(&mut self, page: Page, object: Object) {
        self.overflowed = true;
        page.change_flags(OVERFLOWED, 0);
        self.count(object);
    }

    fn count(&mut self, object: Object) {
        let bytes = object.words() * 8;
        object.page().with(|header| header.live_bytes += bytes);
        self.counts.marked_bytes += bytes;
        self.counts.marked_objects += 1;
    }

    pub(super) fn drain(&mut self) {
        loop {
            while let Some(address) = self.heap.worklist.pop() {
                // SAFETY: (3) the worklist holds marked objects.
                let object = unsafe { Object::at(address) };
                if object.page().has(LARGE) {
                    self.visit_chunk(object);
                } else {
                    self.count(object);
                    self.visit(object, 1, usize::MAX);
                }
            }
            if !self.overflowed || self.heap.mutant(Mutant::OverflowIsForgotten) {
                return;
            }
            self.rescan();
        }
    }

    /// Visits 32 KiB of a large object and puts it back if there is more.
    fn visit_chunk(&mut self, object: Object) {
        let page = object.page();
        let start = page.get(|header| header.cursor);
        let (end, words) = (start + CHUNK_WORDS, object.words());
        if start <= 1 {
            self.count(object);
        }
        page.with(|header| header.cursor = end);
        if end < words && !self.heap.worklist.push(object.address()) {
            self.overflowed = true;
            page.change_flags(OVERFLOWED, 0);
        }
        if start > 1 && end >= words && self.heap.mutant(Mutant::LastChunkIsSkipped) {
            return;
        }
        self.visit(object, start, end);
    }

    /// Visits the tagged words from `from` to before `to` that are strong, and the shape.
    #[inline]
    fn visit(&mut self, object: Object, from: usize, to: usize) {
        let info = object.kind_info();
        if info.shaped
            && let Some(shape) = self.heap.shapes.get(object.header().aux())
            && !self.heap.mutant(Mutant::MarkerSkipsShapes)
        {
            self.mark_object(shape);
        }
        let (start, end) = object.tagged_words();
        let start = match info.weak {
            Weakness::Strong => start,
            Weakness::WeakWords(count) | Weakness::Finalizable(count) => start.saturating_add(count),
            Weakness::Ephemerons | Weakness::Transitions => end,
        };
        for index in start.max(from)..end.min(to) {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            self.mark_word(unsafe { *object.slot(index) });
        }
    }

    /// Visits all marked objects of the pages that the worklist had no room for.
    #[cold]
    fn rescan(&mut self) {
        self.overflowed = false;
        self.counts.rescans += 1;
        for list in 0..3 {
            for index in 0.. {
                let pages = match list {
                    0 => &self.heap.old.pages,
                    1 => &self.heap.fixed.pages,
                    _ => &self.heap.large.pages,
                };
                let Some(&page) = pages.get(index) else { break };
                if page.has(OVERFLOWED) {
                    page.change_flags(0, OVERFLOWED);
                    self.rescan_page(page);
                }
            }
        }
    }

    fn rescan_page(&mut self, page: Page) {
        for index in 0..page.get(|header| header.marks.len()) {
            let mut bits = page.get(|header| header.marks[index]);
            while bits != 0 {
                let address = page.address() + (index * 64 + bits.trailing_zeros() as usize) * 8;
                bits &= bits - 1;
                // SAFETY: (3) a mark bit stands for an object.
                self.visit(unsafe { Object::at(address) }, 1, usize::MAX);
            }
        }
    }
}
