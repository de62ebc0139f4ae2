//! Making objects: the safe way, with every tagged word valid from the first moment.

use super::header::Header;
use super::kind::{KindInfo, Tagging, Weakness};
use super::limits::OutOfMemory;
use super::page::{LARGE_OBJECT_WORDS, Object, YOUNG};
use super::stack::Slot;
use super::sweeper::Space;
use super::word::Word;
use super::{Heap, Local, Raw};
use std::ops::Range;

/// Objects of at most this many words are made on the fast path.
const SMALL_OBJECT_WORDS: usize = 32;

/// Where an object is born. Kinds that are `non_moving` and large objects choose for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the nursery.
    Young,
    /// In old space.
    Old,
    /// In old space, never to move.
    NonMoving,
}

/// What is to be made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Allocation {
    /// The kind, an index of the kind table.
    pub(crate) kind: u8,
    /// The header's auxiliary: for a shaped kind the id of a live shape.
    pub(crate) aux: u32,
    /// The size in words, header included; at least 1.
    pub(crate) words: usize,
    /// The birthplace.
    pub(crate) place: Place,
}

impl Allocation {
    /// A young object.
    pub(crate) const fn young(kind: u8, aux: u32, words: usize) -> Allocation {
        Allocation { kind, aux, words, place: Place::Young }
    }

    /// An old object.
    pub(crate) const fn old(kind: u8, aux: u32, words: usize) -> Allocation {
        Allocation { kind, aux, words, place: Place::Old }
    }
}

impl Heap {
    /// Makes an object, lets `initialize` fill it, and pushes it on the VM stack. Tagged words start as UNDEFINED, raw
    /// words as 0. May collect before, never while `initialize` runs.
    ///
    /// # Errors
    /// When the limits or the system have no room, or the VM stack and its reserve are full.
    #[inline]
    pub(crate) fn allocate(
        &mut self,
        allocation: Allocation,
        initialize: impl FnOnce(&mut Initialize<'_>),
    ) -> Result<Slot, OutOfMemory> {
        if let Some((object, tagged)) = self.allocate_small(allocation) {
            let slot = self.stack.push(Word::pointer(object.address())).map_err(|_| OutOfMemory)?;
            initialize(&mut Initialize { heap: self, object, words: allocation.words, tagged });
            return Ok(slot);
        }
        self.allocate_any(allocation, initialize)
    }

    /// Makes an object without tagged words, word 1 of it `info`, the rest filled by `fill`, which gets the `length`
    /// bytes from word 2 on, whatever they hold, and the heap to read from. Pushes it on the VM stack. May collect
    /// before, never while `fill` runs.
    ///
    /// # Errors
    /// As `allocate`.
    #[inline]
    pub(crate) fn allocate_raw(
        &mut self,
        allocation: Allocation,
        info: u64,
        length: usize,
        fill: impl FnOnce(&Heap, &mut [u8]),
    ) -> Result<Slot, OutOfMemory> {
        let Allocation { kind, aux, words, place } = allocation;
        let row = &self.kinds[kind as usize];
        let suits = row.bounds.is_untagged() && !row.shaped && words == 2 + length.div_ceil(8);
        debug_assert!(suits, "kind {} has no {length} raw bytes", row.name);
        if !suits {
            return Err(OutOfMemory);
        }
        let slot = self.stack.push(Word::UNDEFINED).map_err(|_| OutOfMemory)?;
        let is_small = place == Place::Young && words <= SMALL_OBJECT_WORDS;
        let is_plain = is_small && row.is_simple && !self.is_born_old(kind);
        let object = match if is_plain { self.nursery.bump(words) } else { None } {
            Some(start) => {
                // SAFETY: (3), (4) the words at `start` are ours; the header is written before anybody looks.
                let object = unsafe { Object::at(start.addr()) };
                object.set_header(Header::new(kind, aux, words));
                object
            }
            None => match self.allocate_unfilled(allocation) {
                Ok(object) => object,
                Err(error) => {
                    self.stack.truncate(slot.0 as usize);
                    return Err(error);
                }
            },
        };
        // SAFETY: (3), (4) the object has at least two words and none is tagged; the bytes lie in it, and nobody else
        // knows it yet. They may not reach to the end of its last word.
        let bytes = unsafe {
            object.set_bits(words - 1, 0);
            object.set_bits(1, info);
            std::slice::from_raw_parts_mut(object.slot(2).cast::<u8>(), length)
        };
        fill(self, bytes);
        self.stack.set(slot, Word::pointer(object.address()));
        Ok(slot)
    }

    /// A young object of few words on the fast path, all its words set, and its tagged words; `None` when anything about
    /// it takes more thought.
    #[inline(always)]
    fn allocate_small(&mut self, allocation: Allocation) -> Option<(Object, (usize, usize))> {
        let Allocation { kind, aux, words, place } = allocation;
        let info = &self.kinds[kind as usize];
        let is_small = place == Place::Young && (2..=SMALL_OBJECT_WORDS).contains(&words);
        if !is_small || !info.is_simple || info.shaped && self.shapes.get(aux).is_none() || self.is_born_old(kind) {
            return None;
        }
        let (first, end) = info.bounds.within(words);
        let start = self.nursery.bump(words)?;
        // SAFETY: (3), (4) the words at `start` are ours; all are written before anybody looks.
        let object = unsafe { Object::at(start.addr()) };
        object.set_header(Header::new(kind, aux, words));
        for index in 1..words {
            let word = if index >= first && index < end { Word::UNDEFINED.bits() } else { 0 };
            // SAFETY: (3) as above.
            unsafe { object.set_bits(index, word) };
        }
        Some((object, (first, end)))
    }

    fn allocate_any(
        &mut self,
        allocation: Allocation,
        initialize: impl FnOnce(&mut Initialize<'_>),
    ) -> Result<Slot, OutOfMemory> {
        let shape = self.shape_word(allocation);
        // It may come from an inline cache, and a marking that ends now looks at no root again.
        if !self.mutant(super::mutants::Mutant::AllocatedShapesAreForgotten) {
            self.shade(shape);
        }
        let slot = self.stack.push(shape).map_err(|_| OutOfMemory)?;
        match self.allocate_object(allocation) {
            Ok(object) => {
                self.stack.set(slot, Word::pointer(object.address()));
                initialize(&mut Initialize::new(self, object));
                Ok(slot)
            }
            Err(error) => {
                self.stack.truncate(slot.0 as usize);
                Err(error)
            }
        }
    }

    /// The token for several stores into one object, whose size and tagged words are then looked at only once; `None` for
    /// an immediate.
    #[inline]
    pub(crate) fn edit(&mut self, host: Local<'_>) -> Option<Initialize<'_>> {
        let object = self.object_of(host)?;
        Some(Initialize::new(self, object))
    }

    /// Makes a shape object in the non-moving space under a fresh shape id, which becomes its `aux`. Returns the id and
    /// the stack slot. See `allocate`.
    ///
    /// # Errors
    /// As `allocate`.
    pub(crate) fn allocate_shape(
        &mut self,
        kind: u8,
        words: usize,
        initialize: impl FnOnce(&mut Initialize<'_>),
    ) -> Result<(u32, Slot), OutOfMemory> {
        let slot = self.stack.push(Word::UNDEFINED).map_err(|_| OutOfMemory)?;
        // The id is taken when nothing can collect any more: a collection brings ids of dead shapes into use again.
        let object = self.allocate_object(Allocation { kind, aux: 0, words, place: Place::NonMoving });
        let Some((object, id)) = object.ok().zip(self.shapes.reserve()) else {
            self.stack.truncate(slot.0 as usize);
            return Err(OutOfMemory);
        };
        object.set_header(object.header().with_aux(id));
        self.stack.set(slot, Word::pointer(object.address()));
        self.shapes.set(id, object);
        initialize(&mut Initialize::new(self, object));
        Ok((id, slot))
    }

    /// The shape of what is to be made: a collection before the object exists must not free it.
    fn shape_word(&self, allocation: Allocation) -> Word {
        let is_shaped = self.kinds[allocation.kind as usize].shaped;
        if is_shaped { self.shape(allocation.aux).word_value() } else { Word::UNDEFINED }
    }

    fn allocate_object(&mut self, allocation: Allocation) -> Result<Object, OutOfMemory> {
        let object = self.allocate_unfilled(allocation)?;
        // SAFETY: (3), (4) the object has `words` words, and nobody has looked at it.
        unsafe { prefill(object, object.kind_info(), allocation.words) };
        Ok(object)
    }

    /// An object of which only the header is written: the rest must be before anybody looks.
    fn allocate_unfilled(&mut self, allocation: Allocation) -> Result<Object, OutOfMemory> {
        let Allocation { kind, aux, words, place } = allocation;
        let info = &self.kinds[kind as usize];
        let (is_weak, non_moving) = (info.weak != Weakness::Strong, info.non_moving);
        let known_shape = !info.shaped || self.shapes.get(aux).is_some();
        debug_assert!(words >= 1 && known_shape, "kind {} made with a dead shape {aux}", info.name);
        if words == 0 || !known_shape || is_weak && !self.weak.reserve() {
            return Err(OutOfMemory);
        }
        let start = match place {
            _ if words > LARGE_OBJECT_WORDS => self.allocate_large(words)?,
            Place::NonMoving => self.allocate_old(words, Space::Fixed)?,
            _ if non_moving => self.allocate_old(words, Space::Fixed)?,
            Place::Old => self.allocate_old(words, Space::Old)?,
            Place::Young if words <= SMALL_OBJECT_WORDS && info.is_simple && self.is_born_old(kind) => {
                self.allocate_pretenured(words, kind)?
            }
            Place::Young => match self.nursery.bump(words) {
                Some(object) => {
                    self.nursery.note_medium(words);
                    object.addr()
                }
                None => {
                    let object = self.allocate_young_slow(words)?;
                    self.note_native_site(kind, object);
                    object.addr()
                }
            },
        };
        // SAFETY: (3) the words at `start` are ours; the header is written before anybody looks.
        let object = unsafe { Object::at(start) };
        object.set_header(Header::new(kind, aux, words));
        if self.marking && !object.page().has(YOUNG) {
            self.shade_shape(object);
        }
        if is_weak {
            let list = if object.page().has(YOUNG) { &mut self.weak.young } else { &mut self.weak.old };
            list.push(start);
        }
        Ok(object)
    }
}

/// Tagged words become UNDEFINED, raw words 0.
unsafe fn prefill(object: Object, info: &KindInfo, words: usize) {
    if words > 1 {
        // SAFETY: (3) word 1 exists; it is read by the function below.
        unsafe { object.set_bits(1, 0) };
    }
    let (start, end) = info.tagged_words(object.header(), 0, words);
    // SAFETY: (3) all ranges lie in the object.
    unsafe {
        std::slice::from_raw_parts_mut(object.slot(1).cast::<u64>(), start.max(1) - 1).fill(0);
        std::slice::from_raw_parts_mut(object.slot(start), end - start).fill(Word::UNDEFINED);
        std::slice::from_raw_parts_mut(object.slot(end).cast::<u64>(), words - end).fill(0);
    }
}

/// The token for the first stores into an object that nobody else knows yet, or for several into one that exists
/// ([`Heap::edit`]). It knows whether the object is old and then runs the barrier.
pub(crate) struct Initialize<'a> {
    heap: &'a mut Heap,
    object: Object,
    words: usize,
    tagged: (usize, usize),
}

impl<'a> Initialize<'a> {
    #[inline]
    fn new(heap: &'a mut Heap, object: Object) -> Initialize<'a> {
        let (words, tagged) = (object.words(), object.tagged_words());
        Initialize { heap, object, words, tagged }
    }

    /// The heap, for reading.
    pub(crate) fn heap(&self) -> &Heap {
        self.heap
    }

    /// Stores into tagged word `index`; ignored (and a failed debug assertion) when it is not one.
    #[inline(always)]
    pub(crate) fn set(&mut self, index: usize, value: Local<'_>) {
        let value = self.heap.word_of(value);
        self.store(index, value);
    }

    /// Stores an immediate into tagged word `index`; a pointer word is stored as UNDEFINED.
    #[inline(always)]
    pub(crate) fn word(&mut self, index: usize, value: Word) {
        debug_assert!(!value.is_pointer() && !value.is_slot(), "use `set` for pointers");
        self.store(index, if value.is_pointer() || value.is_slot() { Word::UNDEFINED } else { value });
    }

    /// Copies tagged word `from_index` of `source` into tagged word `index`.
    #[inline(always)]
    pub(crate) fn copy(&mut self, index: usize, source: Local<'_>, from_index: usize) {
        let value = self.heap.get(source).word(from_index).word_value();
        self.store(index, value);
    }

    #[inline(always)]
    fn store(&mut self, index: usize, value: Word) {
        let inside = index >= self.tagged.0 && index < self.tagged.1;
        debug_assert!(inside, "word {index} is not tagged");
        if inside && self.heap.mutant(super::mutants::Mutant::InitializeSkipsBarrier) {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            unsafe { *self.object.slot(index) = value };
        } else if inside {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            unsafe { self.heap.write(self.object, self.object.slot(index), value) };
        }
    }

    /// Stores into raw word `index`; ignored (and a failed debug assertion) when it is not one.
    #[inline(always)]
    pub(crate) fn raw(&mut self, index: usize, bits: u64) {
        let inside = index >= 1 && index < self.words && (index < self.tagged.0 || index >= self.tagged.1);
        debug_assert!(inside, "word {index} is not raw");
        if !inside {
            return;
        }
        // SAFETY: (3), (4) the word lies in the object and is raw.
        unsafe { self.object.set_bits(index, bits) };
        if index == 1 && matches!(self.heap.kinds[self.object.header().kind() as usize].tagged, Tagging::Custom(_)) {
            self.retag();
        }
    }

    /// Tagged word `index`; UNDEFINED (and a failed debug assertion) when it is not one.
    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Raw<'_> {
        let inside = index >= self.tagged.0 && index < self.tagged.1;
        debug_assert!(inside, "word {index} is not tagged");
        // SAFETY: (3), (4) the word lies in the object and is tagged, so it holds a valid word.
        unsafe { Raw::from_word(if inside { *self.object.slot(index) } else { Word::UNDEFINED }) }
    }

    /// Word 1 decides which words are tagged: those that changed sides start anew.
    fn retag(&mut self) {
        let (old, new) = (self.tagged, self.object.tagged_words());
        if old == new {
            return;
        }
        for index in 2..self.words {
            let (was, is) = ((old.0..old.1).contains(&index), (new.0..new.1).contains(&index));
            if was != is {
                // SAFETY: (3), (4) the word lies in the object and gets what suits its new side.
                unsafe { self.object.set_bits(index, if is { Word::UNDEFINED.bits() } else { 0 }) };
            }
        }
        self.tagged = new;
    }

    /// Raw bytes, counted from the object's start (the header is bytes 0 to 7); empty (and a failed debug assertion) when
    /// the range is not raw, or touches word 1 of a kind whose tagging depends on it.
    pub(crate) fn bytes_mut(&mut self, range: Range<usize>) -> &mut [u8] {
        self.heap.raw_bytes_mut(self.object, range)
    }

    /// Raw 16-bit units, counted in units from the object's start; see `bytes_mut`.
    pub(crate) fn u16s_mut(&mut self, range: Range<usize>) -> &mut [u16] {
        self.heap.raw_u16s_mut(self.object, range)
    }
}
