//! What only `interpreter/machine` may use: allocation, stores and frames without checks.
//!
//! The rules: nothing read from a slot lives across a call that may collect; the published stack top is exact whenever
//! one is made; every word below it is valid; a bumped object gets its header and a valid word in every tagged slot
//! before the next call; weak kinds are never bumped.

use super::Heap;
use super::limits::OutOfMemory;
use super::page::{LARGE_OBJECT_WORDS, Object};
use super::word::Word;

impl Heap {
    /// `words` uninitialised words in the nursery, if they fit on the fast path.
    ///
    /// # Safety
    /// (4) The caller writes the header and every word before anything else happens to the heap; `words` ≥ 1.
    #[inline(always)]
    pub(crate) unsafe fn bump(&mut self, words: usize) -> Option<*mut u64> {
        self.nursery.bump(words)
    }

    /// As `bump` when that found no room; may collect. `words` ≤ 16,384.
    ///
    /// # Safety
    /// (4) As `bump`; (5) the published stack top is exact.
    ///
    /// # Errors
    /// When there is no memory within the limits.
    #[cold]
    #[inline(never)]
    pub(crate) unsafe fn bump_slow(&mut self, words: usize) -> Result<*mut u64, OutOfMemory> {
        if words == 0 || words > LARGE_OBJECT_WORDS {
            return Err(OutOfMemory);
        }
        self.allocate_young_slow(words)
    }

    /// Stores `value` into a tagged word of `host`.
    ///
    /// # Safety
    /// (3) `host` is a live object, `slot` one of its tagged words, `value` valid.
    #[inline(always)]
    pub(crate) unsafe fn write_barrier_store(&mut self, host: *mut u64, slot: *mut Word, value: Word) {
        // SAFETY: (3) the caller's promise.
        unsafe { self.write(Object(host), slot, value) };
    }

    /// The first word of the VM stack.
    #[inline(always)]
    pub(crate) fn stack_base(&self) -> *mut Word {
        self.stack.base()
    }

    /// Where frames must end.
    #[inline(always)]
    pub(crate) fn stack_limit(&self) -> *mut Word {
        self.stack.limit()
    }

    /// One past the last word in use.
    #[inline(always)]
    pub(crate) fn stack_top(&self) -> *mut Word {
        self.stack.top()
    }

    /// Publishes the top of the VM stack.
    ///
    /// # Safety
    /// (5) `top` lies within the reservation and every word below it is valid.
    #[inline(always)]
    pub(crate) unsafe fn set_stack_top(&mut self, top: *mut Word) {
        // SAFETY: (5) the caller's promise.
        unsafe { self.stack.set_top(top) };
    }

    /// The object of a shape: one load.
    ///
    /// # Safety
    /// (8) `id` is that of a live shape, as the header of a live shaped object is.
    #[inline(always)]
    pub(crate) unsafe fn shape_object(&self, id: u32) -> *mut u64 {
        debug_assert!(self.shapes.get(id).is_some(), "shape {id} is dead");
        // SAFETY: (8) the caller's promise.
        unsafe { *self.shapes.flat().add(id as usize) }
    }

    /// Before a shape goes into a root: a marking under way looks at no root again, and the object that the shape was read
    /// from may be young, have it from an inline cache, and die before the marking ends.
    #[inline]
    pub(crate) fn keep_shape(&mut self, id: u32) {
        if self.marking && !self.mutant(super::mutants::Mutant::ReadShapesAreForgotten) {
            self.shade_shape_of_id(id);
        }
    }

    /// As `write_barrier_store` with a slot given as a word address.
    ///
    /// # Safety
    /// (3) As `write_barrier_store`.
    #[inline(always)]
    pub(crate) unsafe fn store_word(&mut self, host: *mut u64, slot: *mut u64, value: Word) {
        // SAFETY: (3) the caller's promise.
        unsafe { self.write(Object(host), slot.cast(), value) };
    }

    /// Copies `count` words of the VM stack from `source` on into tagged words of `host` from `slot` on.
    ///
    /// # Safety
    /// (3) `host` is live and the words are its own; (5) the words of the stack are valid.
    #[inline(always)]
    pub(crate) unsafe fn store_words(&mut self, host: *mut u64, slot: *mut u64, source: *const Word, count: usize) {
        // SAFETY: (3), (5) the caller's promise.
        unsafe {
            self.bulk_barrier(Object(host), slot.cast(), source, count);
            // Mostly a handful: not worth a call.
            let (mut slot, mut source) = (slot.cast::<Word>(), source);
            let end = source.add(count);
            while source != end {
                *slot = *source;
                (slot, source) = (slot.add(1), source.add(1));
            }
        }
    }

    /// Copies `count` tagged words of `host` from `slot` on to the VM stack at `target`, and sets them to UNDEFINED.
    ///
    /// # Safety
    /// (3) `host` is live and the words are its own; (5) `target` lies in the stack, with room for them.
    #[inline(always)]
    pub(crate) unsafe fn take_words(&mut self, host: *mut u64, slot: *mut u64, target: *mut Word, count: usize) {
        // SAFETY: (3), (5) the caller's promise.
        unsafe {
            if self.marking {
                std::ptr::copy_nonoverlapping(slot.cast::<Word>(), target, count);
                return self.clear_words_marking(host, slot, count);
            }
            // Nobody is marking, and an immediate is nothing to remember: no barrier.
            let (mut word, mut target) = (slot.cast::<Word>(), target);
            let end = target.add(count);
            while target != end {
                *target = *word;
                *word = Word::UNDEFINED;
                (word, target) = (word.add(1), target.add(1));
            }
        }
    }

    /// # Safety
    /// (3) As `take_words`.
    #[cold]
    #[inline(never)]
    unsafe fn clear_words_marking(&mut self, host: *mut u64, slot: *mut u64, count: usize) {
        for index in 0..count {
            // SAFETY: (3) the caller's promise.
            unsafe { self.write(Object(host), slot.add(index).cast(), Word::UNDEFINED) };
        }
    }

    /// Gives a shaped object the live shape `id`.
    ///
    /// # Safety
    /// (3) `object` is live and shaped; (8) `id` is that of a live shape.
    #[inline(always)]
    pub(crate) unsafe fn set_shape(&mut self, object: *mut u64, id: u32) {
        debug_assert!(self.shapes.get(id).is_some(), "shape {id} is dead");
        let object = Object(object);
        self.shade_change_of_shape(object, id);
        object.set_header(object.header().with_aux(id));
    }

    /// Where the bytes of an external payload are, and how many; `bits` may be anything. The address holds until safe code
    /// runs.
    #[inline(always)]
    pub(crate) fn external_bytes(&mut self, bits: u64) -> Option<(*mut u8, usize)> {
        self.externals.place(super::ExternalId::from_bits(bits))
    }

    /// Does `slot` lie within the VM stack?
    pub(crate) fn stack_contains(&self, slot: *mut Word) -> bool {
        slot >= self.stack_base() && slot < self.stack_limit().wrapping_add(4096)
    }

    /// Consecutive words of the VM stack, as borrows of the heap.
    ///
    /// # Safety
    /// (5) The `count` words from `first` on are valid and stay as they are while the result is used.
    #[inline(always)]
    pub(crate) unsafe fn adopt_words(&self, first: *const Word, count: usize) -> &[super::Raw<'_>] {
        // SAFETY: (5) the caller's promise; a `Raw` is a word.
        unsafe { std::slice::from_raw_parts(first.cast(), count) }
    }

    /// A word that node functions returned, as a borrow of the heap.
    ///
    /// # Safety
    /// (3) A pointer leads to a live object of this heap.
    pub(crate) unsafe fn adopt_word(&self, word: Word) -> super::Raw<'_> {
        // SAFETY: (3) the caller's promise.
        unsafe { super::Raw::from_word(word) }
    }
}
