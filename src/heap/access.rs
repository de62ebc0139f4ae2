//! Reading and writing objects from safe code: everything is checked, and every store runs the barrier.

use super::external::{External, ExternalId};
use super::header::{FREE_FLAGS, Header};
use super::kind::Tagging;
use super::page::{Object, YOUNG};
use super::stack::{Slot, StackOverflow};
use super::sweeper::Space;
use super::word::Word;
use super::{Heap, Local, Raw, free_list};
use std::ops::Range;

/// Reading.
impl Heap {
    /// The value of a handle; `undefined` when its slot is gone.
    #[inline(always)]
    pub(crate) fn get(&self, local: Local<'_>) -> Raw<'_> {
        // SAFETY: (3), (5) words below the stack's top are valid.
        unsafe { Raw::from_word(self.word_of(local)) }
    }

    #[inline(always)]
    pub(super) fn word_of(&self, local: Local<'_>) -> Word {
        match local.slot() {
            Some(slot) => self.stack.get(slot).unwrap_or(Word::UNDEFINED),
            None => local.immediate().unwrap_or(Word::UNDEFINED),
        }
    }

    #[inline(always)]
    pub(super) fn object_of(&self, local: Local<'_>) -> Option<Object> {
        self.get(local).object()
    }

    /// The object of a live shape; `undefined` for any other id. Who roots it calls `keep_shape` before.
    #[inline(always)]
    pub(crate) fn shape(&self, id: u32) -> Raw<'_> {
        let word = self.shapes.get(id).map_or(Word::UNDEFINED, |object| Word::pointer(object.address()));
        // SAFETY: (3), (8) the table holds live shapes only.
        unsafe { Raw::from_word(word) }
    }

    /// Reads tagged word `index` of an object with weak words. The one way to read through something weak: while
    /// marking runs, it keeps its result alive.
    pub(crate) fn read_weak(&mut self, host: Local<'_>, index: usize) -> Raw<'_> {
        if self.marking && !self.mutant(super::mutants::Mutant::WeakReadsAreForgotten) {
            let word = self.get(host).word(index).word_value();
            self.shade(word);
        }
        let raw = self.get(host).word(index);
        if self.is_condemned(raw) { Raw::immediate(Word::UNDEFINED) } else { raw }
    }
}

/// The VM stack.
impl Heap {
    /// Roots a value on the stack without ending its borrow.
    ///
    /// # Errors
    /// When even the reserve behind the stack's limit is full.
    #[inline(always)]
    pub(crate) fn root(&self, raw: Raw<'_>) -> Result<Slot, StackOverflow> {
        self.stack.push(raw.word_value())
    }

    /// Pushes the value of another handle.
    ///
    /// # Errors
    /// As `root`.
    #[inline(always)]
    pub(crate) fn root_local(&self, local: Local<'_>) -> Result<Slot, StackOverflow> {
        self.stack.push(self.word_of(local))
    }

    /// Replaces the value of a slot; ignored when the slot is gone.
    #[inline(always)]
    pub(crate) fn set_slot(&self, slot: Slot, local: Local<'_>) {
        self.stack.set(slot, self.word_of(local));
    }

    /// Replaces the value of a slot by that of a `Raw`; ignored when the slot is gone.
    #[inline(always)]
    pub(crate) fn set_slot_raw(&self, slot: Slot, raw: Raw<'_>) {
        self.stack.set(slot, raw.word_value());
    }

    /// The number of slots in use: what a scope remembers to truncate to.
    #[inline(always)]
    pub(crate) fn stack_depth(&self) -> usize {
        self.stack.depth()
    }

    /// Forgets the slots from `depth` on. Never lengthens the stack.
    #[inline(always)]
    pub(crate) fn truncate_stack(&self, depth: usize) {
        self.stack.truncate(depth);
    }

    /// Is there room for `slots` more before the stack's limit?
    #[inline(always)]
    pub(crate) fn stack_has_room(&self, slots: usize) -> bool {
        self.stack.has_room(slots)
    }
}

/// Writing. A store that does not suit the object is ignored and fails a debug assertion.
impl Heap {
    /// Stores into tagged word `index`: the barriered store.
    #[inline(always)]
    pub(crate) fn store(&mut self, host: Local<'_>, index: usize, value: Local<'_>) {
        let value = self.word_of(value);
        let Some(object) = self.object_of(host) else { return debug_assert!(false, "not an object") };
        let inside = object.is_tagged(index);
        debug_assert!(inside, "word {index} is not tagged");
        if inside {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            unsafe { self.write(object, object.slot(index), value) };
        }
    }

    /// Stores into raw word `index`. Word 1 may not change the size or the tagged words of the object.
    #[inline(always)]
    pub(crate) fn store_raw(&mut self, host: Local<'_>, index: usize, bits: u64) {
        let raw = self.get(host);
        let inside = raw.is_raw_range(index, index.saturating_add(1));
        debug_assert!(inside, "word {index} is not raw");
        let Some(object) = raw.object() else { return };
        if inside && (index != 1 || self.may_set_word1(object, bits)) {
            // SAFETY: (3), (4) the word lies in the object and is raw.
            unsafe { object.set_bits(index, bits) };
        }
    }

    #[inline(always)]
    fn may_set_word1(&self, object: Object, bits: u64) -> bool {
        let info = object.kind_info();
        if !matches!(info.tagged, Tagging::Custom(_)) {
            return true;
        }
        let unchanged = info.tagged_words(object.header(), bits, object.words()) == object.tagged_words();
        debug_assert!(unchanged, "word 1 would change the tagged words");
        unchanged
    }

    /// Raw bytes from word 2 on, counted from the object's start; empty when the range is not raw.
    pub(crate) fn bytes_mut(&mut self, host: Local<'_>, range: Range<usize>) -> &mut [u8] {
        match self.object_of(host) {
            Some(object) => self.raw_bytes_mut(object, range),
            None => &mut [],
        }
    }

    /// Raw 16-bit units from word 2 on, counted in units from the object's start; empty when the range is not raw.
    pub(crate) fn u16s_mut(&mut self, host: Local<'_>, range: Range<usize>) -> &mut [u16] {
        match self.object_of(host) {
            Some(object) => self.raw_u16s_mut(object, range),
            None => &mut [],
        }
    }

    pub(super) fn raw_bytes_mut(&mut self, object: Object, range: Range<usize>) -> &mut [u8] {
        // SAFETY: (3) the object is live.
        let raw = unsafe { Raw::from_word(Word::pointer(object.address())) };
        let inside = range.start <= range.end && raw.is_raw_range(range.start / 8, range.end.div_ceil(8));
        debug_assert!(inside && range.start >= 16 || range.is_empty(), "bytes {range:?} are not raw");
        if !inside || range.start < 16 {
            return &mut [];
        }
        // SAFETY: (3) the bytes lie in the object; the heap is borrowed exclusively.
        unsafe { std::slice::from_raw_parts_mut(object.0.cast::<u8>().add(range.start), range.len()) }
    }

    pub(super) fn raw_u16s_mut(&mut self, object: Object, range: Range<usize>) -> &mut [u16] {
        let (units, start) = (range.len(), range.start.saturating_mul(2));
        let bytes = self.raw_bytes_mut(object, start..start.saturating_add(units.saturating_mul(2)));
        let units = bytes.len() / 2;
        // SAFETY: (3) as for the bytes; objects are aligned to 8 and `start` is even.
        unsafe { std::slice::from_raw_parts_mut(bytes.as_mut_ptr().cast::<u16>(), units) }
    }

    /// Changes the header's auxiliary: the shape of a shaped object (which must be live), the hash of another, whose highest bit is
    /// set here unless it is 0.
    #[inline(always)]
    pub(crate) fn set_aux(&mut self, host: Local<'_>, aux: u32) {
        let Some(object) = self.object_of(host) else { return debug_assert!(false, "not an object") };
        let usable = !object.kind_info().shaped || self.shapes.get(aux).is_some();
        debug_assert!(usable, "shape {aux} is dead");
        if usable {
            // No object of an unshaped kind may be taken for one of a shape: ids of shapes are below 2^31.
            let is_hash = !object.kind_info().shaped && aux != 0;
            let aux = if is_hash { aux | 1 << 31 } else { aux };
            self.shade_change_of_shape(object, aux);
            object.set_header(object.header().with_aux(aux));
        }
    }

    /// Sets or clears flags of the header; only bits 3 to 7 belong to the rooms above.
    #[inline(always)]
    pub(crate) fn set_flag(&mut self, host: Local<'_>, flags: u8, on: bool) {
        let Some(object) = self.object_of(host) else { return debug_assert!(false, "not an object") };
        let flags = flags & FREE_FLAGS;
        object.set_header(if on { object.header().with(flags) } else { object.header().without(flags) });
    }

    /// Moves `count` tagged words of one object from index `from` to index `to`; the ranges may overlap.
    pub(crate) fn bulk_move(&mut self, host: Local<'_>, from: usize, to: usize, count: usize) {
        self.copy_words(host, from, host, to, count);
    }

    /// Copies `count` tagged words between objects, or within one.
    pub(crate) fn copy_words(
        &mut self,
        from_host: Local<'_>,
        from: usize,
        to_host: Local<'_>,
        to: usize,
        count: usize,
    ) {
        let (Some(source), Some(target)) = (self.object_of(from_host), self.object_of(to_host)) else {
            return debug_assert!(false, "not an object");
        };
        let usable = is_tagged(source, from, count) && is_tagged(target, to, count);
        debug_assert!(usable, "words are not tagged");
        if usable {
            // SAFETY: (3), (4) both ranges are tagged words of live objects.
            unsafe {
                let (from, to) = (source.slot(from), target.slot(to));
                self.bulk_barrier(target, to, from, count);
                std::ptr::copy(from, to, count);
            }
        }
    }

    /// Stores one value into all tagged words of `range`.
    pub(crate) fn fill(&mut self, host: Local<'_>, range: Range<usize>, value: Local<'_>) {
        let value = self.word_of(value);
        let Some(object) = self.object_of(host) else { return debug_assert!(false, "not an object") };
        let usable = range.start <= range.end && is_tagged(object, range.start, range.len());
        debug_assert!(usable, "words are not tagged");
        if usable && !value.is_pointer() && !self.marking {
            // SAFETY: (3), (4) the words lie in the object and are tagged. No barrier: an immediate is nothing to
            // remember, and nobody is marking.
            unsafe { std::slice::from_raw_parts_mut(object.slot(range.start), range.len()).fill(value) };
        } else if usable {
            for index in range {
                // SAFETY: (3), (4) the word lies in the object and is tagged.
                unsafe { self.write(object, object.slot(index), value) };
            }
        }
    }

    /// Cuts the object down to its first `words` words. Kinds that keep their length in word 1 set it afterwards.
    pub(crate) fn truncate(&mut self, host: Local<'_>, words: usize) {
        let Some(object) = self.object_of(host) else { return debug_assert!(false, "not an object") };
        let old = object.words();
        let fixed = matches!(object.kind_info().tagged, Tagging::Custom(_));
        debug_assert!(words >= 1 && words <= old && !fixed, "cannot be cut to {words} words");
        if words == 0 || words >= old || fixed {
            return;
        }
        self.cut(object, old, words);
    }

    fn cut(&mut self, object: Object, old: usize, words: usize) {
        let page = object.page();
        self.shade_tail(object, words);
        if self.marking && page.is_marked(object.address()) {
            page.with(|header| header.marked_bytes -= (old - words) * 8);
        }
        let gap = object.address() + words * 8;
        if !page.has(YOUNG) {
            self.forget_references(page, gap, gap + (old - words) * 8);
        }
        if page.has(super::page::LARGE) {
            page.with(|header| {
                header.large_words = words;
                header.top = gap;
                header.live_bytes = words * 8;
            });
            self.remembered.forget(page, gap, gap + (old - words) * 8);
            self.large.used_bytes -= (old - words) * 8;
            object.set_header(object.header().with_words(words));
            return;
        }
        if !page.has(YOUNG) && !self.mutant(super::mutants::Mutant::TrimLeavesSlots) {
            self.remembered.forget(page, gap, gap + (old - words) * 8);
        }
        object.set_header(object.header().with_words(words));
        if !page.has(YOUNG) {
            let space = self.space(Space::of(page));
            space.close_linear_area();
            space.used_bytes -= (old - words) * 8;
            page.with(|header| header.live_bytes -= (old - words) * 8);
        }
        // SAFETY: (7) the words behind the new end belong to nobody.
        unsafe { free_list::write_filler(gap, old - words) };
    }
}

fn is_tagged(object: Object, start: usize, count: usize) -> bool {
    let tagged = object.tagged_words();
    start >= tagged.0 && count <= tagged.1.saturating_sub(start)
}

/// Payloads outside the pages.
impl Heap {
    /// The payload, if `id` is not stale.
    pub(crate) fn external(&self, id: ExternalId) -> Option<&dyn External> {
        self.externals.get(id)
    }

    /// The payload, if `id` is not stale.
    pub(crate) fn external_mut(&mut self, id: ExternalId) -> Option<&mut (dyn External + 'static)> {
        self.externals.get_mut(id)
    }

    /// The payload as a `T`, if `id` is not stale and it is one.
    pub(crate) fn external_as<T: External>(&self, id: ExternalId) -> Option<&T> {
        let any: &dyn std::any::Any = self.externals.get(id)?;
        any.downcast_ref()
    }

    /// The payload as a `T`, if `id` is not stale and it is one.
    pub(crate) fn external_as_mut<T: External>(&mut self, id: ExternalId) -> Option<&mut T> {
        let any: &mut dyn std::any::Any = self.externals.get_mut(id)?;
        any.downcast_mut()
    }

    /// The key of the payload whose key has this index.
    pub(crate) fn external_at(&self, index: u32) -> Option<ExternalId> {
        self.externals.id_at(index)
    }

    /// All payloads of this sort: their keys, and the objects that they belong to.
    pub(crate) fn externals_of<T: External>(&self) -> Vec<(ExternalId, Raw<'_>)> {
        let is_wanted = |payload: &dyn External| {
            let any: &dyn std::any::Any = payload;
            any.is::<T>()
        };
        // SAFETY: (3) hosts of entries in use are live objects, kept up to date by the collector.
        self.externals.hosts_of(is_wanted).map(|(id, host)| (id, unsafe { Raw::from_word(host) })).collect()
    }

    /// Takes the payload back (a buffer that is detached or transferred), and its charge.
    pub(crate) fn detach_external(&mut self, id: ExternalId) -> Option<Box<dyn External>> {
        self.externals.remove(id)
    }
}

/// The header of an object, for the rooms that dump it.
impl Raw<'_> {
    /// The header word.
    pub(crate) fn header(self) -> Option<Header> {
        self.object().map(Object::header)
    }
}
