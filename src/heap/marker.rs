//! Marking, stop-the-world: finds the old objects that live, then clears what is weak and frees what is outside pages.
//!
//! Young objects all count as live; a major collection empties the nursery first. The marker takes no memory beyond its
//! worklist: a full one leads to a rescan of the pages it had no room for.

use super::Heap;
use super::kind::Weakness;
use super::mutants::Mutant;
use super::page::{LARGE, OVERFLOWED, Object, Page, YOUNG};
use super::scavenger::count_dropped;
use super::word::Word;
use std::collections::HashMap;

/// Words of a large object that are visited in one go (32 KiB).
const CHUNK_WORDS: usize = (32 << 10) / 8;
/// Rounds over the ephemeron tables before an index by key makes the rest linear.
const SIMPLE_ROUNDS: usize = 4;
/// Entries of that index; more wait for the next round.
const MAX_INDEXED: usize = 512 << 10;

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

struct Marker<'h> {
    heap: &'h mut Heap,
    overflowed: bool,
    /// Values to mark when their key is marked, in the linear phase.
    waiting: Option<HashMap<usize, Vec<usize>>>,
    counts: MarkCounts,
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
        self.identities_after_marking();
        self.release_large_objects();
        self.old.start_sweeping();
        self.fixed.start_sweeping();
        counts
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
    fn mark_word(&mut self, word: Word) {
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

    fn drain(&mut self) {
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

/// Ephemerons: a value lives as long as its key and its table.
impl Marker<'_> {
    fn is_alive(&self, word: Word) -> bool {
        if !word.is_pointer() {
            return true;
        }
        // SAFETY: (3) the word was read from a live object.
        let object = unsafe { Object::of(word) };
        object.page().has(YOUNG) || object.page().is_marked(object.address())
    }

    fn mark_ephemerons(&mut self) {
        for round in 0.. {
            let before = self.counts.marked_objects;
            let waiting = self.mark_values(round >= SIMPLE_ROUNDS);
            self.drain();
            self.waiting = None;
            let is_done = waiting == 0 || self.counts.marked_objects == before;
            if is_done || self.heap.mutant(Mutant::EphemeronsInOneRound) {
                return;
            }
        }
    }

    /// Marks the values of live keys in all live tables; returns how many keys are not marked. With `index`, those are
    /// indexed first, so that marking a key marks its values and one round is enough.
    fn mark_values(&mut self, index: bool) -> usize {
        if index {
            self.waiting = Some(HashMap::new());
        }
        let mut waiting = 0;
        for list in 0..2 {
            for position in 0.. {
                let lists = [&self.heap.weak.old, &self.heap.weak.young];
                let Some(&address) = lists[list].get(position) else { break };
                // SAFETY: (3) the lists hold objects that were live after the last collection.
                let table = unsafe { Object::at(address) };
                if table.kind_info().weak == Weakness::Ephemerons && self.is_alive(Word::pointer(address)) {
                    waiting += self.mark_values_of(table);
                    self.drain();
                }
            }
        }
        waiting
    }

    fn mark_values_of(&mut self, table: Object) -> usize {
        let mut waiting = 0;
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (*table.slot(index), *table.slot(index + 1)) };
            if self.is_alive(key) {
                self.mark_word(value);
            } else if !self.is_alive(value) {
                waiting += 1;
                self.wait(key.address(), value.address());
            }
        }
        waiting
    }

    /// Indexes a value under its key, if there is room.
    fn wait(&mut self, key: usize, value: usize) {
        if let Some(waiting) = &mut self.waiting
            && waiting.len() < MAX_INDEXED
            && waiting.try_reserve(1).is_ok()
        {
            let values = waiting.entry(key).or_default();
            if values.try_reserve(1).is_ok() {
                values.push(value);
            }
        }
    }

    /// A key was marked: so are its values.
    #[cold]
    fn wake(&mut self, key: Object) {
        let values = self.waiting.as_mut().and_then(|waiting| waiting.remove(&key.address()));
        for value in values.into_iter().flatten() {
            self.mark_word(Word::pointer(value));
        }
    }
}

/// What dies with its target or host.
impl Marker<'_> {
    fn clear_weak(&mut self) {
        let mut entries = self.heap.roots.take_entries();
        for word in entries.iter_mut().filter(|entry| entry.weak).filter_map(|entry| entry.word.as_mut()) {
            if !self.is_alive(*word) {
                *word = Word::UNDEFINED;
            }
        }
        self.heap.roots.put_entries(entries);
        let mut kept = 0;
        for index in 0..self.heap.weak.old.len() {
            let address = self.heap.weak.old[index];
            if self.is_alive(Word::pointer(address)) {
                self.heap.weak.old[kept] = address;
                kept += 1;
            }
        }
        self.heap.weak.old.truncate(kept);
        let mut touched = std::mem::take(&mut self.heap.weak.touched_ephemerons);
        touched.retain(|&address| self.is_alive(Word::pointer(address)));
        self.heap.weak.touched_ephemerons = touched;
        for index in 0..kept + self.heap.weak.young.len() {
            let address = if index < kept { self.heap.weak.old[index] } else { self.heap.weak.young[index - kept] };
            // SAFETY: (3) only live objects are left in the lists.
            self.clear_words(unsafe { Object::at(address) });
        }
    }

    fn clear_words(&mut self, object: Object) {
        let (start, end) = object.tagged_words();
        let info = object.kind_info();
        let cleared = match info.weak {
            Weakness::Strong => 0,
            Weakness::WeakWords(count) | Weakness::Finalizable(count) => {
                let stay = self.heap.mutant(Mutant::WeakWordsStay);
                let end = end.min(start.saturating_add(count));
                if stay { 0 } else { self.replace_dead(object, start, end, Word::UNDEFINED) }
            }
            Weakness::Transitions if self.heap.mutant(Mutant::TransitionsStay) => 0,
            Weakness::Transitions => self.replace_dead(object, start, end, Word::HOLE),
            Weakness::Ephemerons => self.drop_entries(object),
        };
        if cleared > 0 && matches!(info.weak, Weakness::Finalizable(_)) {
            self.heap.weak.finalized.push(object.address());
        }
    }

    fn replace_dead(&mut self, object: Object, start: usize, end: usize, replacement: Word) -> usize {
        let mut cleared = 0;
        for index in start..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            let slot = unsafe { object.slot(index) };
            // SAFETY: (3) as above.
            if !self.is_alive(unsafe { *slot }) {
                // SAFETY: (3) as above.
                unsafe { *slot = replacement };
                cleared += 1;
            }
        }
        self.counts.cleared_words += cleared;
        cleared
    }

    fn drop_entries(&mut self, table: Object) -> usize {
        let mut dropped = 0;
        for index in (2..table.words().saturating_sub(1)).step_by(2) {
            // SAFETY: (3), (4) a table's words from 2 on are tagged.
            let (key, value) = unsafe { (table.slot(index), table.slot(index + 1)) };
            // SAFETY: (3) as above.
            unsafe {
                if !self.is_alive(*key) && !self.heap.mutant(Mutant::DeadEphemeronsStay) {
                    (*key, *value) = (Word::HOLE, Word::HOLE);
                    dropped += 1;
                }
            }
        }
        count_dropped(table, dropped);
        self.counts.dropped_entries += dropped;
        dropped
    }

    fn drop_payloads(&mut self) {
        for index in 0..self.heap.externals.entries.len() {
            let host = self.heap.externals.entries[index].host;
            if host.is_pointer() && !self.is_alive(host) && !self.heap.mutant(Mutant::OldPayloadsStay) {
                drop(self.heap.externals.release(index));
                self.counts.dropped_payloads += 1;
            }
        }
    }
}
