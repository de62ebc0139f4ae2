//! The two handles that safe code holds: `Local`, which survives collections, and `Raw`, which forbids them.
//!
//! A `Local<'s>` is an immediate or the index of a VM-stack slot. It may be kept across anything; `'s` is the scope that
//! opened the slot. Reading it is checked against the top of the stack, so one that outlives its slot is a wrong value
//! and never a wild pointer.
//!
//! A `Raw<'h>` is a bare word that borrows the heap. As long as one lives nothing can allocate, because everything that
//! may allocate takes `&mut Heap`: `let r = heap.get(l); heap.allocate(..)?; r.kind()` is E0502. To keep what a `Raw`
//! names, push it with `heap.root(raw)` (the stack takes `&self`) and make a `Local` from the slot.

use super::Heap;
use super::header::FREE_FLAGS;
use super::page::Object;
use super::stack::Slot;
use super::word::Word;
use std::marker::PhantomData;
use std::ops::Range;

/// A rooted value of eight bytes, covariant in its scope. Copying is free.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(crate) struct Local<'s>(Word, PhantomData<&'s ()>);

impl<'s> Local<'s> {
    /// `undefined`.
    pub(crate) const UNDEFINED: Local<'static> = Local(Word::UNDEFINED, PhantomData);
    /// `null`.
    pub(crate) const NULL: Local<'static> = Local(Word::NULL, PhantomData);
    /// `true`.
    pub(crate) const TRUE: Local<'static> = Local(Word::TRUE, PhantomData);
    /// `false`.
    pub(crate) const FALSE: Local<'static> = Local(Word::FALSE, PhantomData);
    /// The hole.
    pub(crate) const HOLE: Local<'static> = Local(Word::HOLE, PhantomData);

    /// The handle of a stack slot. The scope that owns the slot passes its own lifetime.
    #[inline(always)]
    pub(crate) const fn in_slot(slot: Slot) -> Local<'s> {
        Local(Word::slot(slot.0), PhantomData)
    }

    /// An int32.
    #[inline(always)]
    pub(crate) const fn int(value: i32) -> Local<'s> {
        Local(Word::int(value), PhantomData)
    }

    /// A number in canonical form.
    #[inline(always)]
    pub(crate) const fn number(value: f64) -> Local<'s> {
        Local(Word::number(value), PhantomData)
    }

    /// A boolean.
    #[inline(always)]
    pub(crate) const fn bool(value: bool) -> Local<'s> {
        Local(Word::bool(value), PhantomData)
    }

    /// The immediate, unless the value lies in a stack slot.
    #[inline(always)]
    pub(crate) const fn immediate(self) -> Option<Word> {
        if self.0.is_slot() { None } else { Some(self.0) }
    }

    /// The slot, unless the value is an immediate.
    #[inline(always)]
    pub(crate) const fn slot(self) -> Option<Slot> {
        if self.0.is_slot() { Some(Slot(self.0.slot_index())) } else { None }
    }
}

impl From<Word> for Local<'_> {
    /// An immediate; a pointer word yields `undefined` (and fails a debug assertion): root it through a `Raw` instead.
    #[inline(always)]
    fn from(word: Word) -> Self {
        debug_assert!(!word.is_pointer() && !word.is_slot(), "a pointer word is not a handle");
        let usable = !word.is_pointer() && !word.is_slot();
        Local(if usable { word } else { Word::UNDEFINED }, PhantomData)
    }
}

/// A bare word that borrows the heap: no collection while it lives.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(crate) struct Raw<'h>(Word, PhantomData<&'h Heap>);

impl<'h> Raw<'h> {
    /// A word as read from a live slot of the heap borrowed for `'h`.
    ///
    /// # Safety
    /// (3) A pointer leads to a live object of that heap.
    #[inline(always)]
    pub(super) unsafe fn from_word(word: Word) -> Raw<'h> {
        Raw(word, PhantomData)
    }

    /// An immediate; a pointer word yields `undefined`.
    pub(crate) fn immediate(word: Word) -> Raw<'h> {
        debug_assert!(!word.is_pointer() && !word.is_slot());
        Raw(if word.is_pointer() || word.is_slot() { Word::UNDEFINED } else { word }, PhantomData)
    }

    /// The word itself; of a pointer only an identity, until the next collection.
    #[inline(always)]
    pub(crate) fn word_value(self) -> Word {
        self.0
    }

    /// The handle of an immediate; `None` for pointers, which must be rooted.
    #[inline(always)]
    pub(crate) fn as_immediate(self) -> Option<Word> {
        if self.0.is_pointer() { None } else { Some(self.0) }
    }

    /// Do both name the same object, or hold the same bits?
    #[inline(always)]
    pub(crate) fn identical(self, other: Raw<'_>) -> bool {
        self.0 == other.0
    }

    #[inline(always)]
    pub(super) fn object(self) -> Option<Object> {
        // SAFETY: (3) invariant of the type: a pointer leads to a live object for as long as the heap is borrowed.
        if self.0.is_pointer() { Some(unsafe { Object::of(self.0) }) } else { None }
    }

    /// The kind of the object; 255 for immediates.
    #[inline(always)]
    pub(crate) fn kind(self) -> u8 {
        self.object().map_or(u8::MAX, |object| object.header().kind())
    }

    /// Is it an object of this kind?
    #[inline(always)]
    pub(crate) fn is_kind(self, kind: u8) -> bool {
        self.object().is_some_and(|object| object.header().kind() == kind)
    }

    /// The auxiliary 32 bits of the header (shape id, hash); 0 for immediates.
    #[inline(always)]
    pub(crate) fn aux(self) -> u32 {
        self.object().map_or(0, |object| object.header().aux())
    }

    /// The flags of the rooms above (bits 3 to 7); 0 for immediates.
    #[inline(always)]
    pub(crate) fn flags(self) -> u8 {
        self.object().map_or(0, |object| object.header().flags() & FREE_FLAGS)
    }

    /// The size in words, header included; 0 for immediates.
    #[inline(always)]
    pub(crate) fn size_words(self) -> usize {
        self.object().map_or(0, Object::words)
    }

    /// The tagged words: the first and the one past the last; empty for immediates.
    pub(crate) fn tagged_words(self) -> Range<usize> {
        self.object().map_or(0..0, |object| {
            let (start, end) = object.tagged_words();
            start..end
        })
    }

    /// Tagged word `index`; UNDEFINED (and a failed debug assertion) when there is none. Not for weak words: those are
    /// read with `Heap::read_weak`.
    #[inline(always)]
    pub(crate) fn word(self, index: usize) -> Raw<'h> {
        match self.object() {
            // SAFETY: (3), (4) the word lies in the object and is tagged, so it holds a valid word.
            Some(object) if object.is_tagged(index) => Raw(unsafe { *object.slot(index) }, PhantomData),
            _ => {
                debug_assert!(false, "word {index} is not tagged");
                Raw(Word::UNDEFINED, PhantomData)
            }
        }
    }

    /// Tagged words, checked once for all; none (and a failed debug assertion) when some are not tagged. As for `word`,
    /// not for weak ones, but to compare.
    #[inline]
    pub(crate) fn words(self, range: Range<usize>) -> Words<'h> {
        let tagged = self.tagged_words();
        let inside = range.is_empty() || range.start >= tagged.start && range.end <= tagged.end;
        debug_assert!(inside, "words {range:?} are not tagged");
        match self.object() {
            // SAFETY: (3), (4) the words lie in the object and are tagged; nobody writes while the heap is borrowed.
            Some(object) if inside && !range.is_empty() => unsafe {
                Words(std::slice::from_raw_parts(object.slot(range.start), range.len()))
            },
            _ => Words(&[]),
        }
    }

    /// All words but the header, as slices: one look at the kind instead of one a word. Nothing of an immediate. As for
    /// `word`, not for weak words, but to compare.
    #[inline(always)]
    pub(crate) fn parts(self) -> Parts<'h> {
        let Some(object) = self.object() else { return Parts { head: &[], tagged: Words(&[]), tail: &[] } };
        let words = object.words();
        let (start, end) = object.tagged_words();
        let (start, end) = (start.min(words), end.min(words));
        // SAFETY: (3), (4) the three ranges lie in the object, the second is its tagged words; nobody writes while the
        // heap is borrowed.
        unsafe {
            let raw = |from: usize, to: usize| {
                std::slice::from_raw_parts(object.0.add(from).cast_const(), to.saturating_sub(from))
            };
            let tagged = std::slice::from_raw_parts(object.slot(start).cast_const(), end.saturating_sub(start));
            Parts { head: raw(1.min(words), start), tagged: Words(tagged), tail: raw(end, words) }
        }
    }

    /// Raw words, checked once for all; none (and a failed debug assertion) when some are not raw.
    #[inline]
    pub(crate) fn raw_words(self, range: Range<usize>) -> &'h [u64] {
        let inside = range.start <= range.end && self.is_raw_range(range.start, range.end);
        debug_assert!(inside || range.is_empty(), "words {range:?} are not raw");
        match self.object() {
            // SAFETY: (3) the words lie in the object; nobody writes them while the heap is borrowed.
            Some(object) if inside && !range.is_empty() => unsafe {
                std::slice::from_raw_parts(object.0.add(range.start).cast_const(), range.len())
            },
            _ => &[],
        }
    }

    /// Word 1 and the words behind it, of an object of a kind without tagged words; otherwise 0 and none.
    #[inline(always)]
    pub(crate) fn info_and_words(self) -> (u64, &'h [u64]) {
        match self.object() {
            Some(object) if object.kind_info().bounds.is_untagged() && object.words() >= 2 => {
                // SAFETY: (3) all words but the header are raw and lie in the object; nobody writes while the heap is
                // borrowed.
                unsafe {
                    let rest = std::slice::from_raw_parts(object.0.add(2).cast_const(), object.words() - 2);
                    (object.bits(1), rest)
                }
            }
            _ => (0, &[]),
        }
    }

    /// Raw word `index`; 0 (and a failed debug assertion) when there is none.
    #[inline(always)]
    pub(crate) fn raw_word(self, index: usize) -> u64 {
        let Some(object) = self.object() else { return 0 };
        let surely = object.kind_info().bounds.lacks(index) && index < object.header().words();
        let inside = surely || self.is_raw_range(index, index + 1);
        debug_assert!(inside, "word {index} is not raw");
        match Some(object) {
            // SAFETY: (3) the word lies in the object.
            Some(object) if inside => unsafe { object.bits(index) },
            _ => 0,
        }
    }

    /// Do the words from `start` to before `end` all lie in the object, outside header and tagged words?
    #[inline(always)]
    pub(super) fn is_raw_range(self, start: usize, end: usize) -> bool {
        let tagged = self.tagged_words();
        let outside = start >= tagged.end || end <= tagged.start || tagged.is_empty();
        start >= 1 && start <= end && end <= self.size_words() && outside
    }

    /// Raw bytes, counted from the object's start (the header is bytes 0 to 7). Empty (and a failed debug assertion)
    /// when the range is not raw.
    #[inline(always)]
    pub(crate) fn bytes(self, range: Range<usize>) -> &'h [u8] {
        if let Some(object) = self.object()
            && object.kind_info().bounds.is_untagged()
            && range.start >= 8
            && range.start <= range.end
            && range.end <= 8 * object.words()
        {
            // SAFETY: (3) all words but the header are raw and lie in the object; nobody writes while the heap is
            // borrowed.
            return unsafe { std::slice::from_raw_parts(object.0.cast::<u8>().add(range.start), range.len()) };
        }
        self.bytes_beside_tagged(range)
    }

    #[inline(never)]
    fn bytes_beside_tagged(self, range: Range<usize>) -> &'h [u8] {
        let inside = range.start <= range.end && self.is_raw_range(range.start / 8, range.end.div_ceil(8));
        debug_assert!(inside || range.is_empty(), "bytes {range:?} are not raw");
        match self.object() {
            // SAFETY: (3) the bytes lie in the object; nobody writes them while the heap is borrowed.
            Some(object) if inside => unsafe {
                std::slice::from_raw_parts(object.0.cast::<u8>().add(range.start), range.len())
            },
            _ => &[],
        }
    }

    /// Raw 16-bit units, counted in units from the object's start (unit 4 is the first after the header, unit 8 the
    /// first of word 2). Empty (and a failed debug assertion) when the range is not raw.
    #[inline(always)]
    pub(crate) fn u16s(self, range: Range<usize>) -> &'h [u16] {
        if let Some(object) = self.object()
            && object.kind_info().bounds.is_untagged()
            && range.start >= 4
            && range.start <= range.end
            && range.end <= 4 * object.words()
        {
            // SAFETY: (3) all words but the header are raw and lie in the object; nobody writes while the heap is
            // borrowed.
            return unsafe { std::slice::from_raw_parts(object.0.cast::<u16>().add(range.start), range.len()) };
        }
        self.u16s_beside_tagged(range)
    }

    #[inline(never)]
    fn u16s_beside_tagged(self, range: Range<usize>) -> &'h [u16] {
        let inside = range.start <= range.end && self.is_raw_range(range.start / 4, range.end.div_ceil(4));
        debug_assert!(inside || range.is_empty(), "units {range:?} are not raw");
        match self.object() {
            // SAFETY: (3) the units lie in the object, which is aligned to 8; nobody writes while the heap is borrowed.
            Some(object) if inside => unsafe {
                std::slice::from_raw_parts(object.0.cast::<u16>().add(range.start), range.len())
            },
            _ => &[],
        }
    }
}

/// The words of an object but its header: see [`Raw::parts`].
#[derive(Clone, Copy)]
pub(crate) struct Parts<'h> {
    /// The raw words before the tagged ones, from word 1 on.
    pub(crate) head: &'h [u64],
    /// The tagged words.
    pub(crate) tagged: Words<'h>,
    /// The raw words behind them.
    pub(crate) tail: &'h [u64],
}

/// Tagged words of an object that borrow the heap, as a slice.
#[derive(Clone, Copy)]
pub(crate) struct Words<'h>(&'h [Word]);

impl<'h> Words<'h> {
    /// Their number.
    #[inline(always)]
    pub(crate) fn len(self) -> usize {
        self.0.len()
    }

    /// Word `index`; UNDEFINED when there is none.
    #[inline(always)]
    pub(crate) fn get(self, index: usize) -> Raw<'h> {
        Raw(self.0.get(index).copied().unwrap_or(Word::UNDEFINED), PhantomData)
    }

    /// All of them in order.
    #[inline(always)]
    pub(crate) fn iter(self) -> impl DoubleEndedIterator<Item = Raw<'h>> + ExactSizeIterator {
        self.0.iter().map(|&word| Raw(word, PhantomData))
    }
}

/// The predicates and accessors of `Word`, on a `Raw` as well.
impl Raw<'_> {
    /// Is it an int32?
    #[inline(always)]
    pub(crate) fn is_int(self) -> bool {
        self.0.is_int()
    }

    /// The int32; meaningful when `is_int`.
    #[inline(always)]
    pub(crate) fn as_int(self) -> i32 {
        self.0.as_int()
    }

    /// Is it a double?
    #[inline(always)]
    pub(crate) fn is_double(self) -> bool {
        self.0.is_double()
    }

    /// The double; meaningful when `is_double`.
    #[inline(always)]
    pub(crate) fn as_double(self) -> f64 {
        self.0.as_double()
    }

    /// Is it a number?
    #[inline(always)]
    pub(crate) fn is_number(self) -> bool {
        self.0.is_number()
    }

    /// The number; meaningful when `is_number`.
    #[inline(always)]
    pub(crate) fn as_number(self) -> f64 {
        self.0.as_number()
    }

    /// Is it a pointer?
    #[inline(always)]
    pub(crate) fn is_pointer(self) -> bool {
        self.0.is_pointer()
    }

    /// Is it a boolean?
    #[inline(always)]
    pub(crate) fn is_bool(self) -> bool {
        self.0.is_bool()
    }

    /// Is it `undefined`?
    #[inline(always)]
    pub(crate) fn is_undefined(self) -> bool {
        self.0.is_undefined()
    }

    /// Is it `null`?
    #[inline(always)]
    pub(crate) fn is_null(self) -> bool {
        self.0.is_null()
    }

    /// Is it the hole?
    #[inline(always)]
    pub(crate) fn is_hole(self) -> bool {
        self.0.is_hole()
    }
}
