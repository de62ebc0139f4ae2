//! The scavenge: evacuates the nursery, Cheney's way.
//!
//! An object that already survived one scavenge is promoted, and so is everything once to-space is over a quarter full.
//! Promoted objects wait for their scan in a list threaded through their old bodies, so that a scavenge needs no memory
//! beyond the pages reserved before it starts.
//!
//! Weak words are strong here, as in V8, except for the keys of ephemeron tables and for weak roots.

use super::Heap;
use super::evacuation::{EvacuationCounts, Leaving};
use super::header::{AGED, Header};
use super::kind::Weakness;
use super::map::Moment;
use super::mutants::Mutant;
use super::page::{EVACUATE, FROM, Object, PAGE_AREA, Page, SWEPT, YOUNG};
use super::page_pool::POOLED_PAGES;
use super::platform;
use super::word::Word;
use std::ptr::null_mut;

/// So many words of a page's slot set ahead of the visited one, the slots are asked for: where one in a hundred words is
/// a slot, those are five slots.
const PREFETCH_DISTANCE: usize = 8;

/// Which survivors are promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Promotion {
    /// Those that survived before, and those that find to-space too full.
    ByRules,
    /// All: the nursery is empty afterwards.
    Everything,
}

/// What a scavenge did; bytes and objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ScavengeCounts {
    /// Bytes copied to to-space.
    pub(crate) copied_bytes: usize,
    /// Bytes promoted to old space, by any rule.
    pub(crate) promoted_bytes: usize,
    /// Objects copied.
    pub(crate) copied_objects: usize,
    /// Objects promoted because they had survived before.
    pub(crate) promoted_by_age: usize,
    /// Objects promoted because to-space was over a quarter full.
    pub(crate) promoted_by_fill: usize,
    /// Objects promoted because everything was.
    pub(crate) promoted_by_order: usize,
    /// Ephemeron entries dropped.
    pub(crate) dropped_entries: usize,
    /// What was moved within old space.
    pub(crate) evacuated: EvacuationCounts,
}

/// Pages kept beyond what one scavenge may take.
pub(super) const SPARE_PAGES: usize = 2;

pub(super) struct Scavenge<'h> {
    pub(super) heap: &'h mut Heap,
    promotion: Promotion,
    /// To-space bytes after which everything is promoted.
    fill_limit: usize,
    /// The promoted objects that wait for their scan: the address of an old body, whose word 1 leads on.
    pub(super) promoted: *mut u64,
    scan_page: usize,
    scan: usize,
    pub(super) counts: ScavengeCounts,
}

impl Heap {
    /// Evacuates the nursery. `None` when the system has no pages for the survivors; nothing happened then.
    pub(super) fn scavenge(&mut self, promotion: Promotion) -> Option<ScavengeCounts> {
        let from_pages = self.nursery.pages.len();
        let mut leaving = self.next_group();
        let room = leaving.as_ref().map_or(0, Leaving::room);
        if !self.reserve_evacuation(self.evacuation_pages(0) + room) {
            leaving.take().into_iter().for_each(|leaving| self.stay(leaving));
            if !self.reserve_evacuation(self.evacuation_pages(0)) {
                return None;
            }
        }
        self.roots.read_notes();
        self.set_sweeps();
        let from = self.nursery.take_pages();
        for page in &from {
            page.change_flags(FROM, 0);
        }
        let fill_limit =
            if self.options.promotion_rule_25 { self.nursery.capacity_pages * PAGE_AREA / 4 } else { usize::MAX };
        let counts = ScavengeCounts::default();
        let promoted = null_mut();
        let mut scavenge = Scavenge { heap: self, promotion, fill_limit, promoted, scan_page: 0, scan: 0, counts };
        scavenge.run(&mut leaving);
        let counts = scavenge.counts;
        self.show_moving(Moment::Moved, &from);
        leaving.into_iter().for_each(|leaving| self.left(leaving));
        self.record_from_space(&from);
        self.release_from_space(from);
        self.pool.set_aside = self.nursery.capacity_pages;
        self.pool.trim_some(2 * from_pages + POOLED_PAGES);
        Some(counts)
    }

    /// The pages that evacuating the nursery may take at most, were it `more` pages fuller.
    pub(super) fn evacuation_pages(&self, more: usize) -> usize {
        pages_for(self.nursery.used_bytes() + more * PAGE_AREA)
    }

    /// Before the mutator takes a page: makes sure that a scavenge will still find its pages, so that a full system cannot
    /// leave the nursery stuck. False when the system has no memory.
    pub(super) fn keep_evacuation_pages(&mut self, is_young: bool) -> bool {
        self.reserve_evacuation(self.evacuation_pages(usize::from(is_young)) + SPARE_PAGES + 1)
    }

    /// Are there pages for the next scavenge, and a few more? Survivors took some of those kept before.
    pub(super) fn has_evacuation_pages(&mut self) -> bool {
        self.reserve_evacuation(self.evacuation_pages(0) + SPARE_PAGES)
    }

    /// Pages, and room in the lists that will hold them.
    fn reserve_evacuation(&mut self, pages: usize) -> bool {
        let listed = pages + self.nursery.capacity_pages;
        self.pool.reserve(pages)
            && self.old.pages.try_reserve(pages).is_ok()
            && self.nursery.spare.try_reserve(listed).is_ok()
    }

    fn release_from_space(&mut self, mut from: Vec<Page>) {
        for page in from.drain(..) {
            // SAFETY: (7) from-space is ours and holds nothing live any more; behind its top nothing ever was.
            unsafe { self.poison(page.start(), page.get(|header| header.top)) };
            self.pool.release(page);
        }
        self.nursery.spare = from;
    }
}

impl Scavenge<'_> {
    fn run(&mut self, leaving: &mut Option<Leaving>) {
        if let Some(leaving) = leaving {
            self.move_group(leaving);
        }
        self.visit_roots();
        self.visit_remembered();
        if let Some(leaving) = leaving {
            self.visit_references(leaving);
        }
        self.drain();
        self.visit_ephemerons();
        self.update_weak_roots();
        self.update_weak_lists();
        self.update_externals();
        self.heap.identities_after_scavenge();
        self.heap.samples_after_scavenge();
        self.heap.births_after_scavenge();
    }

    fn visit_roots(&mut self) {
        let (mut slot, mut top) = (self.heap.stack.base(), self.heap.stack.top());
        if self.heap.mutant(Mutant::TopSlotIsMissed) {
            top = top.wrapping_sub(1);
        }
        while slot < top {
            // SAFETY: (5) the slot lies below the top.
            unsafe {
                self.visit(slot);
                slot = slot.add(1);
            }
        }
        let mut roots = std::mem::take(&mut self.heap.weak.kept);
        roots.iter_mut().for_each(|word| self.visit_root(word));
        self.heap.weak.kept = roots;
        let mut finalized = std::mem::take(&mut self.heap.weak.finalized);
        finalized.iter_mut().for_each(|address| {
            let mut word = Word::pointer(*address);
            self.visit_root(&mut word);
            *address = word.address();
        });
        self.heap.weak.finalized = finalized;
        let mut entries = self.heap.roots.take_entries();
        let strong = entries.iter_mut().filter(|entry| !entry.weak);
        strong.filter_map(|entry| entry.word.as_mut()).for_each(|word| self.visit_root(word));
        self.heap.roots.put_entries(entries);
    }

    pub(super) fn visit_root(&mut self, word: &mut Word) {
        // SAFETY: (3) a root holds a valid word.
        unsafe { self.visit(word) };
    }

    /// Updates a slot; the flags of the page that it points to afterwards, 0 if it holds no pointer.
    ///
    /// # Safety
    /// (3) The slot holds a valid word.
    #[inline(always)]
    pub(super) unsafe fn visit(&mut self, slot: *mut Word) -> u32 {
        // SAFETY: (3) the caller's promise.
        let word = unsafe { *slot };
        if !word.is_pointer() {
            return 0;
        }
        // SAFETY: (3) the word is valid.
        let object = unsafe { Object::of(word) };
        let flags = object.page().get(|header| header.flags);
        if flags & FROM == 0 {
            return flags;
        }
        let target = self.evacuate(object);
        // SAFETY: (3) the caller's promise.
        unsafe { *slot = Word::pointer(target.address()) };
        target.page().get(|header| header.flags)
    }

    #[inline]
    fn evacuate(&mut self, object: Object) -> Object {
        let header = object.header();
        if !header.is_header() {
            // SAFETY: (3) the forwarding address is that of the copy.
            return unsafe { Object::at(header.0 as usize) };
        }
        let words = header.words();
        let promote = self.is_promoted(header);
        let copied = if promote { None } else { self.room_in_to_space(words) };
        let (target, header) = match copied {
            Some(target) => {
                self.counts.copied_bytes += words * 8;
                self.counts.copied_objects += 1;
                (target, header.with(AGED))
            }
            None => (self.room_in_old_space(words), header.without(AGED)),
        };
        // SAFETY: (3) both are `words` words; the target's belong to nobody else.
        unsafe { copy_words(object.0, target, words) };
        let target = Object(target);
        target.set_header(header);
        object.set_header(Header(target.address() as u64));
        if copied.is_none() && words > 1 {
            // SAFETY: (3) the old body has a second word, which nobody reads again.
            unsafe { await_scan(&mut self.promoted, object) };
        }
        target
    }

    fn is_promoted(&mut self, header: Header) -> bool {
        if self.promotion == Promotion::Everything {
            self.counts.promoted_by_order += 1;
        } else if header.has(AGED) && !self.heap.mutant(Mutant::AgeIsIgnored) {
            self.counts.promoted_by_age += 1;
        } else if self.counts.copied_bytes > self.fill_limit {
            self.counts.promoted_by_fill += 1;
        } else {
            return false;
        }
        true
    }

    fn room_in_to_space(&mut self, words: usize) -> Option<*mut u64> {
        self.heap.nursery.note_medium(words);
        if let Some(target) = self.heap.nursery.bump_in_page(words) {
            return Some(target);
        }
        self.add_to_page().then(|| self.heap.nursery.bump_in_page(words)).flatten()
    }

    fn add_to_page(&mut self) -> bool {
        match self.heap.pool.acquire(YOUNG) {
            Some(page) => {
                self.heap.nursery.add_page(page);
                true
            }
            None => false,
        }
    }

    fn room_in_old_space(&mut self, words: usize) -> *mut u64 {
        self.counts.promoted_bytes += words * 8;
        let address = self.heap.old_room_for_collector(words);
        // The pages were reserved: two consecutive pages always hold more than a page of objects.
        let address = address.unwrap_or_else(|| unreachable!("the scavenge reserved too few pages"));
        // SAFETY: (3) the words are ours.
        unsafe { Object::at(address) }.0
    }

    /// Visits the tagged words of a copied or promoted object; records young targets when it is old.
    fn scan_object(&mut self, object: Object, is_old: bool) {
        if is_old && self.heap.marking && !self.heap.mutant(Mutant::PromotedShapesAreForgotten) {
            self.heap.shade_shape(object);
        }
        if object.kind_info().weak == Weakness::Ephemerons {
            if is_old && !self.heap.mutant(Mutant::EvacuatedTablesStay) {
                self.renew_table(object);
            }
            return;
        }
        let (start, end) = object.tagged_words();
        for index in start..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            let slot = unsafe { object.slot(index) };
            // SAFETY: (3), (6) as above.
            unsafe {
                let flags = self.visit(slot);
                if is_old && flags & (YOUNG | EVACUATE) != 0 {
                    self.note_slot(object.page(), slot, flags);
                }
            }
        }
    }

    /// A slot of an object that became old, or moved there, points to a page with these flags.
    ///
    /// # Safety
    /// (6) The slot lies in an object of the page.
    unsafe fn note_slot(&mut self, page: Page, slot: *mut Word, flags: u32) {
        if flags & YOUNG == 0 {
            if !self.heap.mutant(Mutant::PromotedReferencesAreNotRecorded) {
                // SAFETY: (3) the slot was just visited.
                unsafe { self.heap.record_if_candidate(page, slot) };
            }
        } else if !self.heap.mutant(Mutant::PromotionForgetsSlots) {
            // SAFETY: (6) the caller's promise.
            unsafe { self.heap.remembered.insert(page, slot) };
        }
    }

    /// Scans until nothing waits.
    pub(super) fn drain(&mut self) {
        loop {
            while !self.promoted.is_null() {
                let body = Object(self.promoted);
                // SAFETY: (3) the list runs through second words of forwarded bodies.
                self.promoted = unsafe { Object::at(body.bits(1) as usize) }.0;
                // SAFETY: (3) a forwarding address is that of the copy.
                let target = unsafe { Object::at(body.header().0 as usize) };
                self.scan_object(target, true);
            }
            if !self.scan_next() {
                return;
            }
        }
    }

    /// Scans one to-space object; false when there is none.
    fn scan_next(&mut self) -> bool {
        let Some(&page) = self.heap.nursery.pages.get(self.scan_page) else { return false };
        if self.scan == 0 {
            self.scan = page.start();
        }
        let is_last = self.scan_page + 1 == self.heap.nursery.pages.len();
        let top = if is_last { self.heap.nursery.top.addr() } else { page.get(|header| header.top) };
        if self.scan < top {
            // SAFETY: (3) to-space is filled with objects without gaps.
            let object = unsafe { Object::at(self.scan) };
            self.scan += object.words() * 8;
            self.scan_object(object, false);
            return true;
        }
        if is_last {
            return false;
        }
        self.scan_page += 1;
        self.scan = 0;
        true
    }

    fn visit_remembered(&mut self) {
        for page in self.heap.remembered.take_pages() {
            page.with(|header| header.is_remembered = false);
            self.heap.remembered.visited = page.header();
            if self.visit_slots(page) && !page.get(|header| header.is_remembered) {
                self.heap.remembered.put_back(page);
            }
        }
        self.heap.remembered.visited = null_mut();
    }

    /// Visits the recorded slots of a page and forgets those without young target; true if any stays. The page need not be
    /// swept: slots of the dead are passed over. Promotion may sweep it meanwhile, and record slots on it.
    fn visit_slots(&mut self, page: Page) -> bool {
        let (slots, bits) = page.get(|header| (header.slots, (header.slots.addr() - page.address()) / 8));
        let mut any = false;
        for index in 0..bits.div_ceil(64) {
            // SAFETY: (6) the slot set covers the whole mapping.
            let word = unsafe { slots.add(index) };
            let mut below = 0;
            if index + PREFETCH_DISTANCE < bits.div_ceil(64) {
                // SAFETY: (6) as above.
                prefetch(page.address() + (index + PREFETCH_DISTANCE) * 512, unsafe { *word.add(PREFETCH_DISTANCE) });
            }
            loop {
                // SAFETY: (6) as above.
                let rest = unsafe { *word } & !below;
                if rest == 0 {
                    break;
                }
                let bit = rest & rest.wrapping_neg();
                below = bit | (bit - 1);
                let slot = page.address() + (index * 64 + bit.trailing_zeros() as usize) * 8;
                // SAFETY: (6) a recorded slot is a tagged word of an object, and of a live one once the page is swept:
                // sweeping and trimming forget the others.
                let is_young = (page.has(SWEPT) || page.is_in_marked(slot))
                    && unsafe { self.visit(Object::at(slot).0.cast()) } & YOUNG != 0;
                if !is_young || self.heap.mutant(Mutant::SlotsAreForgottenTooEarly) {
                    // SAFETY: (6) as above.
                    unsafe { *word &= !bit };
                }
            }
            // SAFETY: (6) as above.
            any |= unsafe { *word != 0 };
        }
        any
    }
}

/// Asks for the memory of those of 64 words that have a bit.
#[inline(always)]
fn prefetch(start: usize, mut bits: u64) {
    while bits != 0 {
        platform::prefetch(start + bits.trailing_zeros() as usize * 8);
        bits &= bits - 1;
    }
}

/// The pages that objects of so many bytes may take at most in two spaces: of two pages filled in a row no page of objects
/// is wasted.
pub(super) fn pages_for(bytes: usize) -> usize {
    2 * (bytes / PAGE_AREA + 1) + 2
}

/// Puts a body whose object has moved to old space before the others that wait for their scan.
///
/// # Safety
/// (3) The body has a second word, which nobody reads again.
pub(super) unsafe fn await_scan(promoted: &mut *mut u64, body: Object) {
    // SAFETY: (3) the caller's promise.
    unsafe { body.set_bits(1, promoted.addr() as u64) };
    *promoted = body.0;
}

/// Copies the body of an object. Most are of few words, for which a call takes longer than the copying.
///
/// # Safety
/// (3) Both are `words` words that do not overlap.
#[inline(always)]
unsafe fn copy_words(from: *const u64, to: *mut u64, words: usize) {
    // SAFETY: (3) the caller's promise.
    unsafe {
        if words > SHORT {
            return std::ptr::copy_nonoverlapping(from, to, words);
        }
        for index in 1..words {
            // Volatile, so that no call of `memcpy` is made of this.
            to.add(index).write_volatile(*from.add(index));
        }
    }
}

/// Words that are copied one by one.
const SHORT: usize = 12;

/// Where an object of from-space went; `None` when it died. Objects elsewhere stay.
pub(super) fn forwarded(object: Object) -> Option<Object> {
    match object.header() {
        // SAFETY: (3) a forwarding address is that of the copy.
        header if !header.is_header() => Some(unsafe { Object::at(header.0 as usize) }),
        _ if object.page().has(FROM) => None,
        _ => Some(object),
    }
}
