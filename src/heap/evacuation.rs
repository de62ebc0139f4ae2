//! Page evacuation: live objects leave pages that are mostly free, so that the pages go back to the system.
//!
//! # In steps
//! When a marking starts, the pages of old space that are mostly free become candidates, in groups of little live data. From
//! then on every slot of an old object that refers to a candidate is recorded with its group: by the marker when it visits
//! the slot, by the barrier when a reference is stored, by the scavenger when it promotes the holder, and at the end of the
//! marking for weak words. When the marking has ended, candidates that turn out too full are dropped. Each following
//! scavenge moves the objects of one group, while it visits the roots and the young objects anyway, and updates the
//! recorded slots. Recorded slots stay valid until the next marking ends: whoever holds one was marked. Evacuated pages stay
//! mapped until the last group is done, since slots on them may be recorded with later groups.
//!
//! # At once
//! A full collection in one pause moves first and then updates every word of the heap (`compact`).
//!
//! # Sources
//! V8's `MarkCompactCollector` (evacuation candidates, old-to-old slots).

use super::Heap;
use super::header::FILLER;
use super::kind::Weakness;
use super::map::Moment;
use super::mutants::Mutant;
use super::page::{EMPTIED, EVACUATE, FROM, LARGE, Object, PAGE_AREA, Page, PageHeader, SWEPT, YOUNG};
use super::scavenger::{Scavenge, await_scan, forwarded, pages_for};
use super::weak::WeakLists;
use super::word::Word;

/// Live bytes that one scavenge moves beside its own work: about a millisecond, in memory that no cache holds.
const GROUP_BYTES: usize = 64 << 10;
/// Live bytes of a group, once its marking has ended, after which no more pages join.
const MOST_IN_GROUP: usize = 128 << 10;
/// Slots recorded for a group at most; one with more is not worth its pause.
const GROUP_SLOTS: usize = 128 << 10;
/// Live bytes that follow one marking, at least.
const CYCLE_BYTES: usize = 32 << 20;
/// Fewer free pages than this are not worth any work.
const MINIMUM_GAIN: usize = 4;
/// Ranges cut from objects while slots are recorded; with more, the groups are dropped.
const MAXIMUM_CUTS: usize = 16 << 10;

/// Per cent of a page that must be free for it to be evacuated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FreeShare(pub(super) usize);

/// While nothing is short.
pub(super) const USUAL: FreeShare = FreeShare(70);
/// When somebody asked for a collection.
pub(super) const ASKED_FOR: FreeShare = FreeShare(40);
/// When memory is short.
pub(super) const REDUCING: FreeShare = FreeShare(20);

impl FreeShare {
    fn allows(self, live_bytes: usize) -> bool {
        live_bytes * 100 <= PAGE_AREA * (100 - self.0)
    }
}

/// Pages that are evacuated together, and where they are referred to from.
#[derive(Default)]
struct Group {
    pages: Vec<Page>,
    /// Addresses of slots of old objects; the lowest bit is set for those of large objects.
    slots: Vec<usize>,
    /// Too many slots, or no memory for them.
    is_given_up: bool,
}

/// What is to be evacuated.
#[derive(Default)]
pub(super) struct Evacuation {
    groups: Vec<Group>,
    /// Groups before this one are done.
    next: usize,
    /// Evacuated pages that stay mapped until all groups are done.
    emptied: Vec<Page>,
    /// Ranges that objects lost since the groups were made: slots in them are gone.
    cuts: Vec<(usize, usize)>,
}

/// What moving pages did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct EvacuationCounts {
    /// Pages emptied.
    pub(crate) pages: usize,
    /// Objects moved.
    pub(crate) objects: usize,
    /// Their bytes.
    pub(crate) bytes: usize,
}

/// Choosing.
impl Heap {
    /// At the start of a marking, all pages swept: chooses candidates by what the last marking found. What was promoted
    /// since into the holes may be dead by now; the end of the marking tells.
    pub(super) fn choose_candidates(&mut self, share: FreeShare) {
        let Some(pages) = self.evacuable_pages(share, |header| header.live_at_marking) else { return };
        let most = CYCLE_BYTES.max(self.old.used_bytes / 8);
        let (mut sum, mut in_group) = (0, usize::MAX);
        for page in pages {
            let live = page.get(|header| header.live_at_marking);
            sum += live;
            if sum > most {
                break;
            }
            if in_group.saturating_add(live) > if self.evacuates_all() { 0 } else { GROUP_BYTES } {
                if self.evacuation.groups.try_reserve(1).is_err() {
                    break;
                }
                self.evacuation.groups.push(Group::default());
                in_group = 0;
            }
            in_group += live;
            let number = self.evacuation.groups.len() - 1;
            let group = &mut self.evacuation.groups[number];
            if group.pages.try_reserve(1).is_err() {
                break;
            }
            group.pages.push(page);
            page.with(|header| header.group = number as u32);
            page.change_flags(EVACUATE, 0);
        }
    }

    /// The pages that may be evacuated, the emptiest first; `None` when there is too little to gain.
    fn evacuable_pages(&self, share: FreeShare, live: impl Fn(&PageHeader) -> usize) -> Option<Vec<Page>> {
        let mut pages: Vec<Page> = Vec::new();
        pages.try_reserve(self.old.pages.len()).ok()?;
        // A page on which nothing lives goes without being evacuated.
        let is_worth_it = |live: usize| live > 0 && share.allows(live);
        pages.extend(self.old.pages.iter().filter(|page| is_worth_it(page.get(&live))));
        let sum: usize = pages.iter().map(|page| page.get(&live)).sum();
        let gain = pages.len().saturating_sub(sum.div_ceil(PAGE_AREA));
        if gain < MINIMUM_GAIN && !self.evacuates_all() {
            return None;
        }
        pages.sort_unstable_by_key(|page| page.get(&live));
        Some(pages)
    }

    /// When a marking has ended: drops the candidates that hold too much.
    pub(super) fn confirm_candidates(&mut self, share: FreeShare) {
        for group in &mut self.evacuation.groups {
            let is_given_up = group.is_given_up;
            let mut sum = 0;
            group.pages.retain(|page| {
                let live = page.get(|header| header.live_bytes);
                let stays = live > 0 && share.allows(live) && !is_given_up && sum < MOST_IN_GROUP;
                sum += live;
                if !stays {
                    page.change_flags(0, EVACUATE);
                }
                stays
            });
        }
        self.evacuation.groups.retain(|group| !group.pages.is_empty());
        for (number, group) in self.evacuation.groups.iter().enumerate() {
            group.pages.iter().for_each(|page| page.with(|header| header.group = number as u32));
        }
        self.end_evacuation_if_done();
    }

    /// Forgets all candidates; their cells are on offer again.
    pub(super) fn abandon_evacuation(&mut self) {
        for group in std::mem::take(&mut self.evacuation.groups) {
            group.pages.into_iter().filter(|page| page.has(EVACUATE)).for_each(|page| self.page_stays(page));
        }
        self.end_evacuation_if_done();
    }

    /// A candidate is none any more: its cells are on offer, or will be when it is swept.
    fn page_stays(&mut self, page: Page) {
        page.change_flags(0, EVACUATE);
        if page.has(SWEPT) {
            self.old.offer_cells(page);
        } else {
            self.old.sweep_cursor = 0;
        }
    }

    /// Sweeps the candidates, which nobody did who only looked for room.
    pub(super) fn sweep_candidates(&mut self) {
        for number in self.evacuation.next..self.evacuation.groups.len() {
            for index in 0..self.evacuation.groups[number].pages.len() {
                let page = self.evacuation.groups[number].pages[index];
                if !page.has(SWEPT) {
                    self.sweep_page(page);
                }
            }
        }
    }

    /// Are there candidates?
    pub(super) fn is_evacuating(&self) -> bool {
        self.evacuation.next < self.evacuation.groups.len()
    }

    fn end_evacuation_if_done(&mut self) {
        if self.is_evacuating() {
            return;
        }
        let Evacuation { emptied, .. } = std::mem::take(&mut self.evacuation);
        for page in emptied {
            self.pool.release(page);
        }
    }
}

/// Recording.
impl Heap {
    /// Records that `slot` of the old `host` refers to an object of the candidate `target`.
    #[cold]
    #[inline(never)]
    pub(super) fn record_reference(&mut self, host: Page, slot: *mut Word, target: Page) {
        let number = target.get(|header| header.group) as usize;
        let Some(group) = self.evacuation.groups.get_mut(number) else { return };
        if group.is_given_up {
            return;
        }
        if group.slots.len() >= GROUP_SLOTS || group.slots.try_reserve(1).is_err() {
            group.is_given_up = true;
            group.slots = Vec::new();
            return;
        }
        group.slots.push(slot.addr() | usize::from(host.has(LARGE)));
    }

    /// Records a slot of an old object if it refers to a candidate.
    ///
    /// # Safety
    /// (3) The slot holds a valid word.
    pub(super) unsafe fn record_if_candidate(&mut self, host: Page, slot: *mut Word) {
        // SAFETY: (3) the caller's promise.
        unsafe {
            if (*slot).is_pointer() {
                let target = Object::of(*slot).page();
                if target.has(EVACUATE) {
                    self.record_reference(host, slot, target);
                }
            }
        }
    }

    /// The words from `start` to before `end` are about to leave an old object: no slot in them counts any more, and their
    /// memory is not used again before the next marking.
    pub(super) fn forget_references(&mut self, page: Page, start: usize, end: usize) {
        if !self.is_evacuating() || self.mutant(Mutant::CutReferencesStay) {
            return;
        }
        if !page.has(LARGE) && (self.marking || !page.has(SWEPT)) {
            page.mark(start);
        }
        let cuts = &mut self.evacuation.cuts;
        if cuts.len() < MAXIMUM_CUTS && cuts.try_reserve(1).is_ok() {
            cuts.push((start, end));
        } else {
            self.abandon_evacuation();
        }
    }

    /// The addresses of all recorded slots that count still. For the verifier.
    pub(super) fn live_references(&self) -> Vec<usize> {
        let mut cuts = self.evacuation.cuts.clone();
        cuts.sort_unstable();
        let slots = self.evacuation.groups.iter().flat_map(|group| &group.slots).copied();
        slots.filter(|&slot| is_live(&cuts, slot)).map(|slot| slot & !1).collect()
    }

    /// The slots recorded for candidates, by group. For the verifier.
    pub(super) fn recorded_references(&self, group: u32) -> Option<&[usize]> {
        let group = self.evacuation.groups.get(group as usize)?;
        (!group.is_given_up).then_some(&group.slots)
    }
}

/// A group on its way.
pub(super) struct Leaving {
    pages: Vec<Page>,
    slots: Vec<usize>,
}

/// Moving, as a part of a scavenge.
impl Heap {
    /// The group that the scavenge about to start shall evacuate, and the pages that its objects may take.
    pub(super) fn next_group(&mut self) -> Option<Leaving> {
        let is_time = !self.marking && !self.has_unswept();
        while is_time && self.is_evacuating() {
            let number = self.evacuation.next;
            self.evacuation.next += 1;
            let group = &mut self.evacuation.groups[number];
            let (pages, slots) = (std::mem::take(&mut group.pages), std::mem::take(&mut group.slots));
            let leaving = Leaving { pages, slots };
            if !group.is_given_up
                && self.evacuation.emptied.try_reserve(leaving.pages.len()).is_ok()
                && self.may_commit(leaving.room() * super::page::PAGE_SIZE, true)
            {
                return Some(leaving);
            }
            self.stay(leaving);
        }
        None
    }

    /// A group is not evacuated after all.
    pub(super) fn stay(&mut self, leaving: Leaving) {
        leaving.pages.into_iter().for_each(|page| self.page_stays(page));
        self.end_evacuation_if_done();
    }

    /// Moves all live objects of a page into others and leaves forwarding addresses.
    fn move_objects(&mut self, page: Page, mut moved: impl FnMut(&mut Heap, Object, Object)) {
        let is_swept = page.has(SWEPT);
        for object in page.objects() {
            let is_dead = !is_swept && !page.is_marked(object.address());
            if is_dead || object.header().kind() == FILLER {
                continue;
            }
            let words = object.words();
            let room = self.old_room_for_collector(words);
            // The pages were reserved: of two pages filled in a row no page of objects is wasted.
            let room = room.unwrap_or_else(|| unreachable!("the evacuation reserved too few pages"));
            // SAFETY: (3) both are `words` words; the target's belong to nobody else.
            let target = unsafe {
                let target = Object::at(room);
                std::ptr::copy_nonoverlapping(object.0, target.0, words);
                target
            };
            object.set_header(super::header::Header(target.address() as u64));
            self.identity_moves(object.address(), target.address());
            self.birth_moves(object.address(), target.address());
            moved(self, object, target);
        }
    }

    /// Takes an evacuated page out of its space.
    fn remove_emptied(&mut self, page: Page) {
        self.old.used_bytes -= page.get(|header| header.live_bytes);
        self.old.remove_page(page);
        // SAFETY: (7) everything on the page has moved.
        unsafe { self.poison(page.start(), page.end()) };
    }

    /// After the scavenge: the pages hold nothing any more.
    pub(super) fn left(&mut self, leaving: Leaving) {
        for &page in &leaving.pages {
            self.remove_emptied(page);
            page.change_flags(EMPTIED, FROM);
            self.evacuation.emptied.push(page);
        }
        self.end_evacuation_if_done();
    }

    /// Payloads and weak objects are known by their addresses.
    fn update_lists_of_old(&mut self, has_weak: bool) {
        if !self.mutant(Mutant::EvacuatedHostsStay) {
            for entry in self.externals.entries.iter_mut().filter(|entry| entry.host.is_pointer()) {
                entry.host = forward(entry.host);
            }
        }
        if has_weak && !self.mutant(Mutant::EvacuatedWeakStay) {
            let WeakLists { young, old, touched_ephemerons, finalized, .. } = &mut self.weak;
            for address in young.iter_mut().chain(old).chain(touched_ephemerons).chain(finalized) {
                *address = forward(Word::pointer(*address)).address();
            }
        }
    }
}

/// What a word refers to after its target was evacuated from an old page, or the word as it is.
#[inline(always)]
fn forward(word: Word) -> Word {
    if !word.is_pointer() {
        return word;
    }
    // SAFETY: (3) the word was read from a live object or a list of such.
    let object = unsafe { Object::of(word) };
    match object.page().get(|header| header.flags) & (FROM | YOUNG) {
        FROM => forwarded(object).map_or(word, |target| Word::pointer(target.address())),
        _ => word,
    }
}

impl Leaving {
    /// Pages that the objects may take at most.
    pub(super) fn room(&self) -> usize {
        let live: usize = self.pages.iter().map(|page| page.get(|header| header.live_bytes)).sum();
        pages_for(live)
    }
}

impl Scavenge<'_> {
    /// Before anything else: moves the objects of a group, which wait to be scanned like promoted ones.
    pub(super) fn move_group(&mut self, leaving: &Leaving) {
        let mut has_weak = false;
        for &page in &leaving.pages {
            self.heap.remembered.remove_page(page);
            page.change_flags(FROM, EVACUATE);
            let (promoted, counts) = (&mut self.promoted, &mut self.counts.evacuated);
            counts.pages += 1;
            self.heap.move_objects(page, |_, object, target| {
                let words = target.words();
                counts.objects += 1;
                counts.bytes += words * 8;
                has_weak |= target.kind_info().weak != Weakness::Strong;
                if words > 1 {
                    // SAFETY: (3) the old body has a second word, which nobody reads again.
                    unsafe { await_scan(promoted, object) };
                }
            });
        }
        self.heap.update_lists_of_old(has_weak);
    }

    /// Updates the slots that refer to a group.
    pub(super) fn visit_references(&mut self, leaving: &mut Leaving) {
        let mut cuts = std::mem::take(&mut self.heap.evacuation.cuts);
        cuts.sort_unstable();
        for &slot in &leaving.slots {
            if is_live(&cuts, slot) {
                // SAFETY: (6) a slot that was recorded is a tagged word of a live object unless it was cut off or moved.
                unsafe {
                    let slot: *mut Word = Object::at(slot & !1).0.cast();
                    *slot = forward(*slot);
                }
            }
        }
        self.heap.evacuation.cuts = cuts;
    }

    /// An ephemeron table that was evacuated or promoted: its words are not scanned, but those that refer to old objects
    /// are updated or recorded.
    pub(super) fn renew_table(&mut self, table: Object) {
        if !self.heap.is_evacuating() && self.counts.evacuated.pages == 0 {
            return;
        }
        let (start, end) = table.tagged_words();
        for index in start..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            unsafe {
                let slot = table.slot(index);
                *slot = forward(*slot);
                self.heap.record_if_candidate(table.page(), slot);
            }
        }
    }
}

/// Does a recorded slot lie in its object still?
fn is_live(cuts: &[(usize, usize)], slot: usize) -> bool {
    let (address, is_large) = (slot & !1, slot & 1 != 0);
    // SAFETY: (1) a slot of an object that is not large lies on a page that stays mapped while groups wait.
    let has_moved = !is_large && unsafe { Page::of(address) }.has(EMPTIED | FROM);
    !has_moved && !is_cut(cuts, address)
}

fn is_cut(cuts: &[(usize, usize)], address: usize) -> bool {
    // Ranges do not overlap: memory that was cut off is not used again before the next marking.
    let position = cuts.partition_point(|&(start, _)| start <= address);
    position > 0 && address < cuts[position - 1].1
}

/// Moving, all at once.
impl Heap {
    /// After a marking in one go with an empty nursery: evacuates the pages that are free to this share, and updates every
    /// word of the heap.
    pub(super) fn compact(&mut self, share: FreeShare) -> EvacuationCounts {
        let mut counts = EvacuationCounts::default();
        if self.nursery.used_bytes() > 0 {
            return counts;
        }
        let Some(mut pages) = self.evacuable_pages(share, |header| header.live_bytes) else { return counts };
        pages.iter().for_each(|page| page.change_flags(EVACUATE, 0));
        self.finish_sweeping();
        // Those that stay after all are looked at word by word: nothing dead may be on them.
        pages.iter().for_each(|&page| self.sweep_page(page));
        let (mut moved, room) = (0, self.compaction_room());
        for &page in &pages {
            let live = page.get(|header| header.live_bytes);
            if moved + live > room || !self.pool.reserve(SPARE) || self.old.pages.try_reserve(SPARE).is_err() {
                page.change_flags(0, EVACUATE);
                self.old.offer_cells(page);
                continue;
            }
            moved += live;
            self.remembered.remove_page(page);
            page.change_flags(FROM, EVACUATE);
            self.move_objects(page, |_, _, target| {
                counts.objects += 1;
                counts.bytes += target.words() * 8;
            });
            counts.pages += 1;
        }
        pages.retain(|page| page.has(FROM));
        if !pages.is_empty() {
            self.show_moving(Moment::Evacuated, &[]);
            self.update_everything();
        }
        for page in pages {
            self.remove_emptied(page);
            page.change_flags(0, FROM);
            self.pool.release(page);
        }
        counts
    }

    /// Bytes that may be moved before the pages they leave can be used again.
    fn compaction_room(&self) -> usize {
        match self.room_within_limits() {
            _ if self.evacuates_all() => usize::MAX,
            room => room.max(COMPACTION_ROOM),
        }
    }

    fn update_everything(&mut self) {
        let (mut slot, top) = (self.stack.base(), self.stack.top());
        while slot < top {
            // SAFETY: (5) the slot lies below the top.
            unsafe {
                *slot = forward(*slot);
                slot = slot.add(1);
            }
        }
        self.weak.kept.iter_mut().for_each(|word| *word = forward(*word));
        let mut entries = self.roots.take_entries();
        entries.iter_mut().filter_map(|entry| entry.word.as_mut()).for_each(|word| *word = forward(*word));
        self.roots.put_entries(entries);
        self.update_lists_of_old(true);
        self.close_linear_areas();
        for space in [&self.old.pages, &self.fixed.pages, &self.large.pages] {
            space.iter().filter(|page| !page.has(FROM)).for_each(|&page| update_page(page));
        }
    }
}

/// Pages that the objects of one page may take.
const SPARE: usize = 3;
/// Bytes that may be moved at once however near the limits are.
const COMPACTION_ROOM: usize = 1 << 20;

fn update_page(page: Page) {
    for object in page.objects().filter(|object| object.header().kind() != FILLER) {
        let (start, end) = object.tagged_words();
        for index in start..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            unsafe {
                let slot = object.slot(index);
                *slot = forward(*slot);
            }
        }
    }
}
