//! Pages: 256 KiB of memory at a multiple of 256 KiB, so that the page of an address is one `and` away.
//!
//! The flag word comes first because the write barrier tests it. A large object has a mapping of its own that starts
//! with the same header; only the address of the object itself, not that of its inner words, leads to it.

use super::free_list::CLASSES;
use super::header::Header;
use super::kind::{KindInfo, KindTable};
use super::platform::{self, Mapping};
use super::word::Word;
use std::mem::offset_of;
use std::ptr::{NonNull, null_mut};

/// The size of a page, bytes.
pub(crate) const PAGE_SIZE: usize = 256 << 10;
/// Where the first object of a page starts, bytes from the page's start.
pub(crate) const PAGE_START: usize = size_of::<PageHeader>().next_multiple_of(64);
/// The bytes of a slot set that covers one page: a bit for each word. It ends the page, so that the system commits it
/// only when an entry is made.
pub(super) const SLOT_SET_BYTES: usize = PAGE_SIZE / 64;
/// The bytes of a page that hold objects.
pub(crate) const PAGE_AREA: usize = PAGE_SIZE - PAGE_START - SLOT_SET_BYTES;
/// Objects of more words than this (128 KiB) get a mapping of their own.
pub(crate) const LARGE_OBJECT_WORDS: usize = (128 << 10) / 8;

/// Flag: the page belongs to the young generation.
pub(crate) const YOUNG: u32 = 1;
/// Flag: the page is being evacuated by the running scavenge.
pub(crate) const FROM: u32 = 2;
/// Flag: stores into the page's objects take the slow path of the barrier.
pub(crate) const BARRIER: u32 = 4;
/// Flag: the page was swept since the last marking.
pub(crate) const SWEPT: u32 = 8;
/// Flag: the page holds one large object.
pub(crate) const LARGE: u32 = 16;
/// Flag: objects of the page never move.
pub(crate) const NON_MOVING: u32 = 32;
/// Flag: the mark worklist overflowed while it held objects of this page.
pub(crate) const OVERFLOWED: u32 = 64;
/// Flag: the page's objects are to move to other pages; who refers to them is recorded.
pub(crate) const EVACUATE: u32 = 128;
/// Flag: the page's objects have moved, and it stays mapped for a while.
pub(crate) const EMPTIED: u32 = 256;
/// Flag: objects of the page are keys of ephemerons whose values wait for them to be marked.
pub(crate) const KEYS: u32 = 512;

const MARK_WORDS: usize = PAGE_SIZE / 8 / 64;

/// The bytes of the slot set of a mapping of `mapping_bytes`, rounded up to the system's granularity for large ones.
pub(super) const fn slot_set_bytes(mapping_bytes: usize) -> usize {
    if mapping_bytes == PAGE_SIZE { SLOT_SET_BYTES } else { (mapping_bytes / 64).next_multiple_of(4096) }
}

/// Ends a list whose members must be told from pages outside any list, which link to null.
pub(super) const LIST_END: *mut PageHeader = std::ptr::without_provenance_mut(8);

/// The header of a page; the flag word first.
#[repr(C)]
pub(super) struct PageHeader {
    pub(super) flags: u32,
    /// The index of the page in its space's list.
    pub(super) index: u32,
    /// The group of pages that it is to be evacuated with.
    pub(super) group: u32,
    /// The kinds of the heap that owns the page, for readers that hold a bare address.
    pub(super) kinds: *const KindTable,
    /// One past the last object: pages are filled from their start.
    pub(super) top: usize,
    /// Bytes of objects found by the last marking, plus what was allocated since.
    pub(super) live_bytes: usize,
    /// Bytes of objects found by the last marking.
    pub(super) live_at_marking: usize,
    /// Marked bytes found by the marking under way.
    pub(super) marked_bytes: usize,
    /// The words of the object, on a large page.
    pub(super) large_words: usize,
    /// The whole mapping, bytes.
    pub(super) mapping_bytes: usize,
    /// The next word to mark, on a large page that is marked in chunks.
    pub(super) cursor: usize,
    /// The bits of the remembered slots, behind the last object.
    pub(super) slots: *mut u64,
    /// Neighbours in the list of pages with remembered slots.
    pub(super) next_remembered: *mut PageHeader,
    pub(super) previous_remembered: *mut PageHeader,
    /// Is the page in that list?
    pub(super) is_remembered: bool,
    /// The heads of the page's free lists: offsets from the page's start, 0 = empty.
    pub(super) free_heads: [u32; CLASSES],
    /// The next page of the space with free cells of the class.
    pub(super) next_with_class: [*mut PageHeader; CLASSES],
    /// One bit for each word that may start a marked object.
    pub(super) marks: [u64; MARK_WORDS],
}

/// A page in use. Holding one means: the header is mapped and initialised (invariant 1).
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(super) struct Page(NonNull<PageHeader>);

impl Page {
    /// The page of the object at `address`.
    ///
    /// # Safety
    /// (1) `address` is that of an object, or of a word of an object on a page that is not large.
    #[inline(always)]
    pub(super) unsafe fn of(address: usize) -> Page {
        let start = std::ptr::with_exposed_provenance_mut::<PageHeader>(address & !(PAGE_SIZE - 1));
        // SAFETY: (1) objects lie on pages, and no page starts at address 0.
        Page(unsafe { NonNull::new_unchecked(start) })
    }

    /// Writes a fresh header at the start of `mapping`.
    ///
    /// # Safety
    /// (1) The mapping is page-aligned, holds at least one page and is used by nobody else.
    pub(super) unsafe fn initialize(mapping: Mapping, flags: u32, kinds: *const KindTable) -> Page {
        let start = mapping.start.as_ptr().expose_provenance();
        let header = mapping.start.cast::<PageHeader>();
        // SAFETY: (1) the header fits into the first page of the mapping; all-zero bytes are valid for it.
        unsafe {
            header.as_ptr().cast::<u8>().write_bytes(0, PAGE_START);
            (*header.as_ptr()).flags = flags;
            (*header.as_ptr()).kinds = kinds;
            (*header.as_ptr()).top = start + PAGE_START;
            (*header.as_ptr()).mapping_bytes = mapping.bytes;
            (*header.as_ptr()).slots =
                header.as_ptr().cast::<u8>().add(mapping.bytes - slot_set_bytes(mapping.bytes)).cast();
        }
        Page(header)
    }

    /// The header.
    #[inline(always)]
    pub(super) fn header(self) -> *mut PageHeader {
        self.0.as_ptr()
    }

    /// The memory of the page.
    pub(super) fn mapping(self) -> Mapping {
        Mapping { start: self.0.cast(), bytes: self.get(|header| header.mapping_bytes) }
    }

    /// Reads from the header.
    #[inline(always)]
    pub(super) fn get<T>(self, read: impl FnOnce(&PageHeader) -> T) -> T {
        // SAFETY: (1) the header is mapped; (2) nothing else touches it during the call.
        read(unsafe { self.0.as_ref() })
    }

    /// Changes the header.
    #[inline(always)]
    pub(super) fn with<T>(self, change: impl FnOnce(&mut PageHeader) -> T) -> T {
        // SAFETY: (1) the header is mapped; (2) nothing else touches it during the call.
        change(unsafe { &mut *self.0.as_ptr() })
    }

    /// The address of the page.
    #[inline(always)]
    pub(super) fn address(self) -> usize {
        self.0.as_ptr().addr()
    }

    /// The address of the first object.
    #[inline(always)]
    pub(super) fn start(self) -> usize {
        self.address() + PAGE_START
    }

    /// The address past the last word that can hold an object.
    #[inline(always)]
    pub(super) fn end(self) -> usize {
        self.get(|header| header.slots.addr())
    }

    /// The page of a header that a list holds.
    pub(super) fn from_header(header: *mut PageHeader) -> Option<Page> {
        if header == LIST_END { None } else { NonNull::new(header).map(Page) }
    }

    /// Does it have any of `flags`?
    #[inline(always)]
    pub(super) fn has(self, flags: u32) -> bool {
        self.get(|header| header.flags & flags != 0)
    }

    /// Sets and clears flags.
    pub(super) fn change_flags(self, set: u32, clear: u32) {
        self.with(|header| header.flags = header.flags & !clear | set);
    }

    /// Is the object at `address` marked?
    #[inline(always)]
    pub(super) fn is_marked(self, address: usize) -> bool {
        let bit = (address & (PAGE_SIZE - 1)) >> 3;
        self.get(|header| header.marks[bit >> 6] >> (bit & 63) & 1 != 0)
    }

    /// Marks the object at `address`; true if it was not marked before.
    #[inline(always)]
    pub(super) fn mark(self, address: usize) -> bool {
        let bit = (address & (PAGE_SIZE - 1)) >> 3;
        self.with(|header| {
            let word = &mut header.marks[bit >> 6];
            let fresh = *word & 1 << (bit & 63) == 0;
            *word |= 1 << (bit & 63);
            fresh
        })
    }

    /// Is `address` a word of a marked object? The page is not large, and was not swept since its marks were set.
    pub(super) fn is_in_marked(self, address: usize) -> bool {
        let bit = (address & (PAGE_SIZE - 1)) >> 3;
        let (mut index, mut below) = (bit >> 6, u64::MAX >> (63 - (bit & 63)));
        loop {
            let bits = self.get(|header| header.marks[index]) & below;
            if bits != 0 {
                let start = self.address() + (index * 64 + 63 - bits.leading_zeros() as usize) * 8;
                // SAFETY: (3) a mark bit stands for an object.
                return address < start + unsafe { Object::at(start) }.words() * 8;
            }
            if index == 0 {
                return false;
            }
            (index, below) = (index - 1, u64::MAX);
        }
    }

    /// The addresses of the marked objects. What is marked meanwhile further on is met as well.
    pub(super) fn marked(self) -> impl Iterator<Item = usize> {
        let count = self.get(|header| header.marks.len());
        let (mut next, mut bits) = (0, 0u64);
        std::iter::from_fn(move || {
            while bits == 0 {
                if next == count {
                    return None;
                }
                bits = self.get(|header| header.marks[next]);
                next += 1;
            }
            let address = self.address() + ((next - 1) * 64 + bits.trailing_zeros() as usize) * 8;
            bits &= bits - 1;
            Some(address)
        })
    }

    /// The objects of a page that is filled without gaps, free cells included. Each may be overwritten once it was met.
    pub(super) fn objects(self) -> impl Iterator<Item = Object> {
        let (mut address, top) = (self.start(), self.get(|header| header.top));
        std::iter::from_fn(move || {
            // SAFETY: (7) the page is filled without gaps up to its top.
            let object = (address < top).then(|| unsafe { Object::at(address) })?;
            address += object.words() * 8;
            Some(object)
        })
    }

    /// Forgets all marks.
    pub(super) fn clear_marks(self) {
        self.with(|header| {
            header.marks = [0; MARK_WORDS];
            header.marked_bytes = 0;
        });
    }

    /// Forgets all free cells.
    pub(super) fn clear_free_lists(self) {
        self.with(|header| {
            header.free_heads = [0; CLASSES];
            header.next_with_class = [null_mut(); CLASSES];
        });
    }
}

/// An object by its address. Holding one means: the address is that of a header of a live or unswept object, or of a
/// forwarded one (invariant 3).
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub(super) struct Object(pub(super) *mut u64);

impl Object {
    /// The object at `address`.
    ///
    /// # Safety
    /// (3) There is one.
    #[inline(always)]
    pub(super) unsafe fn at(address: usize) -> Object {
        Object(std::ptr::with_exposed_provenance_mut(address))
    }

    /// The object that `word` points to.
    ///
    /// # Safety
    /// (3) `word` is a pointer that was read from a tagged slot since the last collection.
    #[inline(always)]
    pub(super) unsafe fn of(word: Word) -> Object {
        // SAFETY: (3) the caller's promise.
        unsafe { Object::at(word.address()) }
    }

    /// Its address.
    #[inline(always)]
    pub(super) fn address(self) -> usize {
        self.0.addr()
    }

    /// Asks for the memory of its first words and of its mark.
    #[inline(always)]
    pub(super) fn prefetch(self) {
        let bit = (self.address() & (PAGE_SIZE - 1)) >> 3;
        let page = self.address() & !(PAGE_SIZE - 1);
        platform::prefetch(self.address());
        platform::prefetch(page + offset_of!(PageHeader, marks) + (bit >> 6) * 8);
    }

    /// Its page.
    #[inline(always)]
    pub(super) fn page(self) -> Page {
        // SAFETY: (1) and (3): an object's address lies on its page.
        unsafe { Page::of(self.address()) }
    }

    /// Its header, or forwarding address.
    #[inline(always)]
    pub(super) fn header(self) -> Header {
        // SAFETY: (3) word 0 is mapped.
        Header(unsafe { *self.0 })
    }

    /// Writes the header.
    #[inline(always)]
    pub(super) fn set_header(self, header: Header) {
        // SAFETY: (3) word 0 is mapped.
        unsafe { *self.0 = header.0 };
    }

    /// Its size in words, header included.
    #[inline(always)]
    pub(super) fn words(self) -> usize {
        match self.header().words() {
            0 => self.page().get(|header| header.large_words),
            words => words,
        }
    }

    /// Word `index`, whatever it is.
    ///
    /// # Safety
    /// (3) `index` is less than the size.
    #[inline(always)]
    pub(super) unsafe fn bits(self, index: usize) -> u64 {
        // SAFETY: (3) the word lies in the object.
        unsafe { *self.0.add(index) }
    }

    /// Writes word `index` without a barrier.
    ///
    /// # Safety
    /// (3) `index` is less than the size; (4) what is written suits the tagging.
    #[inline(always)]
    pub(super) unsafe fn set_bits(self, index: usize, bits: u64) {
        // SAFETY: (3) the word lies in the object.
        unsafe { *self.0.add(index) = bits };
    }

    /// The address of word `index`.
    ///
    /// # Safety
    /// (3) `index` is at most the size.
    #[inline(always)]
    pub(super) unsafe fn slot(self, index: usize) -> *mut Word {
        // SAFETY: (3) the word lies in the object or just behind it.
        unsafe { self.0.add(index).cast() }
    }

    /// The row of its kind.
    #[inline(always)]
    pub(super) fn kind_info<'a>(self) -> &'a KindInfo {
        let kinds = self.page().get(|header| header.kinds);
        // SAFETY: (1) the table outlives the pages; the reference is used only while the heap lives.
        unsafe { &(*kinds)[self.header().kind() as usize] }
    }

    /// Does it have a tagged word `index`?
    #[inline(always)]
    pub(super) fn is_tagged(self, index: usize) -> bool {
        if self.kind_info().bounds.has(index) && index < self.words() {
            return true;
        }
        self.is_tagged_slow(index)
    }

    #[inline(never)]
    fn is_tagged_slow(self, index: usize) -> bool {
        let (start, end) = self.tagged_words();
        index >= start && index < end
    }

    /// The first tagged word and the one past the last.
    #[inline(always)]
    pub(super) fn tagged_words(self) -> (usize, usize) {
        let words = self.words();
        // SAFETY: (3) word 1 lies in the object when there is one.
        let word1 = if words > 1 { unsafe { self.bits(1) } } else { 0 };
        self.kind_info().tagged_words(self.header(), word1, words)
    }
}
