//! The marker: finds the old objects that live. `marking.rs` says when, and what is done between its steps.
//!
//! Young objects all count as live; a major collection empties the nursery first. The marker takes no memory beyond its
//! worklist: a full one leads to a rescan of the pages it had no room for.

use super::Heap;
use super::kind::Weakness;
use super::mutants::Mutant;
use super::page::{KEYS, LARGE, OVERFLOWED, Object, Page, YOUNG};
use super::word::Word;

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
    /// Passes over the pages after the worklist overflowed.
    pub(crate) rescans: usize,
}

/// Words that wait for the memory of the objects that they refer to.
const AHEAD: usize = 16;

/// Pages that are looked at in one go for those that the worklist had no room for, and what a look counts, in bytes: the
/// memory of a page's header is not in the cache.
const PAGES_LOOKED_AT: usize = 64;
const LOOK_BYTES: usize = 256;

/// Where the pages are looked through that the worklist had no room for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rescan {
    /// Old, fixed or large pages.
    list: usize,
    index: usize,
    /// The worklist was full again since the pass began.
    pub(super) is_to_repeat: bool,
}

/// Marks objects. What a marking knows beyond a call is in the heap's `Cycle`.
pub(super) struct Marker<'h> {
    pub(super) heap: &'h mut Heap,
    /// Words met while visiting, in turn: marking touches an object that the cache does not hold as a rule, and whoever
    /// asks for its memory early need not wait. Empty between calls.
    ahead: [Word; AHEAD],
    /// Where the next word goes, modulo `AHEAD`; the word there has waited longest.
    turn: usize,
}

impl Heap {
    /// Lets the inline caches forget the shapes that died; afterwards nobody holds their ids.
    pub(super) fn reuse_shape_ids(&mut self) {
        let dead = self.shapes.take_dead();
        if !dead.is_empty() {
            self.externals.forget_shapes(&dead);
            self.shapes.recycle(&dead);
        }
    }

    /// Unmaps the large objects that were found dead, unless words of weak tables may still name them.
    pub(super) fn release_condemned(&mut self) {
        if !self.clearing.is_under_way() {
            self.large.release_condemned();
        }
    }

    /// Takes dead large objects out of their space. The steps that sweep give them back to the system.
    pub(super) fn condemn_large_objects(&mut self) {
        let mut index = 0;
        while let Some(&page) = self.large.pages.get(index) {
            if page.is_marked(page.start()) {
                page.clear_marks();
                page.change_flags(0, KEYS);
                index += 1;
            } else {
                self.remembered.remove_page(page);
                self.large.condemn(page);
            }
        }
    }
}

impl<'h> Marker<'h> {
    pub(super) fn new(heap: &'h mut Heap) -> Marker<'h> {
        Marker { heap, ahead: [Word::UNDEFINED; AHEAD], turn: 0 }
    }
}

impl Marker<'_> {
    pub(super) fn mark_roots(&mut self) {
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
        // Young objects are not marked, but what they hold is.
        self.for_each_young(|marker, object| marker.visit(object, 1, usize::MAX));
        self.mark_those_ahead();
    }

    fn for_each_young(&mut self, look: impl Fn(&mut Self, Object)) {
        for index in 0..self.heap.nursery.pages.len() {
            self.heap.nursery.pages[index].objects().for_each(|object| look(self, object));
        }
    }

    /// Young objects have shapes that only inline caches and transitions may know, and those are weak.
    pub(super) fn mark_young_shapes(&mut self) {
        self.for_each_young(Self::mark_shape);
    }

    fn mark_shape(&mut self, object: Object) {
        if object.kind_info().shaped
            && let Some(shape) = self.heap.shapes.get(object.header().aux())
            && !self.heap.mutant(Mutant::MarkerSkipsShapes)
        {
            self.mark_object(shape);
        }
    }

    #[inline(always)]
    pub(super) fn mark_word(&mut self, word: Word) {
        if word.is_pointer() {
            // SAFETY: (3) the word was read from a root or a live object.
            self.mark_object(unsafe { Object::of(word) });
        }
    }

    /// Marks what the word refers to, after some others.
    #[inline(always)]
    fn mark_soon(&mut self, word: Word) {
        if word.is_pointer() {
            // SAFETY: (3) the word was read from a live object.
            unsafe { Object::of(word) }.prefetch();
            let due = std::mem::replace(&mut self.ahead[self.turn % AHEAD], word);
            self.turn += 1;
            self.mark_word(due);
        }
    }

    /// Marks what the words that wait refer to. True if any waited.
    fn mark_those_ahead(&mut self) -> bool {
        let any = self.turn > 0;
        for turn in 0..if any { AHEAD } else { 0 } {
            let word = std::mem::replace(&mut self.ahead[(self.turn + turn) % AHEAD], Word::UNDEFINED);
            if !self.heap.mutant(Mutant::WordsAheadAreForgotten) {
                self.mark_word(word);
            }
        }
        self.turn = 0;
        any
    }

    #[inline(always)]
    fn mark_object(&mut self, object: Object) {
        let page = object.page();
        if page.has(YOUNG) || !page.mark(object.address()) {
            return;
        }
        let bytes = object.words() * 8;
        page.with(|header| header.marked_bytes += bytes);
        self.heap.cycle.counts.marked_bytes += bytes;
        self.heap.cycle.counts.marked_objects += 1;
        if page.has(KEYS) {
            self.wake(object);
        }
        if page.has(LARGE) {
            page.with(|header| header.cursor = 1);
        }
        if !self.heap.worklist.push(object.address()) {
            self.overflow(page);
        }
    }

    #[cold]
    fn overflow(&mut self, page: Page) {
        self.heap.cycle.overflowed = true;
        self.heap.cycle.rescan.is_to_repeat = true;
        page.change_flags(OVERFLOWED, 0);
    }

    /// Visits until nothing waits.
    pub(super) fn drain(&mut self) {
        while self.drain_some(usize::MAX) {}
    }

    /// Visits about `bytes` of what waits; false when nothing is left.
    pub(super) fn drain_some(&mut self, bytes: usize) -> bool {
        let mut left = bytes;
        while left > 0 {
            let Some(address) = self.heap.worklist.pop() else {
                if self.mark_those_ahead() {
                    continue;
                }
                let is_rescan = self.heap.cycle.overflowed && !self.heap.mutant(Mutant::OverflowIsForgotten);
                let some = if is_rescan { Some(self.rescan_some()) } else { self.visit_some_pairs() };
                let Some(bytes) = some else { return false };
                left = left.saturating_sub(bytes);
                continue;
            };
            // SAFETY: (3) the worklist holds marked objects.
            let object = unsafe { Object::at(address) };
            if object.page().has(LARGE) {
                self.visit_chunk(object);
                left = left.saturating_sub(CHUNK_WORDS * 8);
            } else {
                self.visit(object, 1, usize::MAX);
                left = left.saturating_sub(object.words() * 8);
            }
        }
        self.mark_those_ahead();
        true
    }

    /// Visits 32 KiB of a large object and puts it back if there is more.
    fn visit_chunk(&mut self, object: Object) {
        let page = object.page();
        let start = page.get(|header| header.cursor);
        let (end, words) = (start + CHUNK_WORDS, object.words());
        page.with(|header| header.cursor = end);
        if end < words && !self.heap.worklist.push(object.address()) {
            self.overflow(page);
        }
        if start > 1 && end >= words && self.heap.mutant(Mutant::LastChunkIsSkipped) {
            return;
        }
        self.visit(object, start, end);
    }

    /// Visits the tagged words from `from` to before `to` that are strong, and the shape.
    #[inline]
    fn visit(&mut self, object: Object, from: usize, to: usize) {
        self.mark_shape(object);
        let info = object.kind_info();
        let (start, end) = object.tagged_words();
        let start = match info.weak {
            Weakness::Strong => start,
            Weakness::WeakWords(count) | Weakness::Finalizable(count) => start.saturating_add(count),
            Weakness::Ephemerons | Weakness::Transitions => end,
        };
        let host = object.page();
        if info.weak == Weakness::Ephemerons && from == 1 && !host.has(YOUNG) {
            self.visit_table(object);
        }
        if self.heap.is_evacuating() && !host.has(YOUNG) && !self.heap.mutant(Mutant::ReferencesAreNotRecorded) {
            for index in start.max(from)..end.min(to) {
                // SAFETY: (3), (4) the word lies in the object and is tagged.
                unsafe { self.heap.record_if_candidate(host, object.slot(index)) };
            }
        }
        for index in start.max(from)..end.min(to) {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            self.mark_soon(unsafe { *object.slot(index) });
        }
    }

    /// Visits the marked objects of the next page that the worklist had no room for, or looks for one. What that counts,
    /// in bytes. Passes over the pages follow each other until one was not disturbed.
    #[cold]
    fn rescan_some(&mut self) -> usize {
        for _ in 0..PAGES_LOOKED_AT {
            let Rescan { list, index, is_to_repeat } = self.heap.cycle.rescan;
            let is_to_repeat = is_to_repeat && (list, index) != (0, 0);
            let pages = match list {
                0 => &self.heap.old.pages,
                1 => &self.heap.fixed.pages,
                _ => &self.heap.large.pages,
            };
            let page = pages.get(index).copied();
            self.heap.cycle.rescan = match page {
                Some(_) => Rescan { list, index: index + 1, is_to_repeat },
                None if list < 2 => Rescan { list: list + 1, index: 0, is_to_repeat },
                None => Rescan::default(),
            };
            match page {
                Some(page) if page.has(OVERFLOWED) => {
                    page.change_flags(0, OVERFLOWED);
                    return self.rescan_page(page);
                }
                None if list >= 2 => {
                    self.heap.cycle.counts.rescans += 1;
                    self.heap.cycle.overflowed = is_to_repeat;
                    break;
                }
                _ => {}
            }
        }
        PAGES_LOOKED_AT * LOOK_BYTES
    }

    /// The bytes of what was visited.
    fn rescan_page(&mut self, page: Page) -> usize {
        for address in page.marked() {
            // SAFETY: (3) a mark bit stands for an object.
            let object = unsafe { Object::at(address) };
            if !page.has(LARGE) {
                self.visit(object, 1, usize::MAX);
            } else if page.get(|header| header.cursor) < object.words() {
                self.visit_chunk(object);
                return CHUNK_WORDS * 8;
            }
        }
        page.get(|header| header.marked_bytes)
    }
}
