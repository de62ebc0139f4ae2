//! Running collections, and finding room: what happens when an allocation has none.

use super::Heap;
use super::evacuation::{ASKED_FOR, FreeShare, REDUCING, USUAL};
use super::events::{CollectionEvent, CollectionKind, HeapEvent, Reason};
use super::limits::{OutOfMemory, Stress};
use super::map::Moment;
use super::marker::MarkCounts;
use super::marking::IncrementalFigures;
use super::pacing::{EXTERNAL_STEP, MajorFigures, ScavengeFigures};
use super::page::{EVACUATE, PAGE_SIZE, Page, YOUNG};
use super::page_pool::POOLED_PAGES;
use super::scavenger::{Promotion, SPARE_PAGES, ScavengeCounts};
use super::sweeper::Space;

/// When so many external bytes have become free at once, the system gets them back.
const RETURNED_EXTERNAL: usize = 4 << 20;

/// See `Heap::set_sweeps`.
const SWEEPS_IN_SCAVENGE: usize = 8;
/// Bytes of pages left within the limits that make a scavenge look for room everywhere.
const SHORT_OF_ROOM: usize = 16 << 20;

/// What memory looked like before a collection.
pub(super) struct Before {
    started_ms: f64,
    used: usize,
    committed: usize,
    external: usize,
    young: usize,
}

impl Heap {
    /// Collects the nursery. False when the system had no pages for the survivors.
    pub(crate) fn collect_young(&mut self, reason: Reason) -> bool {
        self.check("before a scavenge");
        let before = self.before(CollectionKind::Scavenge, reason);
        self.scavenging = true;
        let is_stressed = self.options.stress == Stress::PromoteAll;
        let counts = self.scavenge(if is_stressed { Promotion::Everything } else { Promotion::ByRules });
        self.scavenging = false;
        self.lap(|phases| &mut phases.scavenge);
        let Some(counts) = counts else { return false };
        let capacity_pages = self.nursery.capacity_pages;
        let figures = ScavengeFigures {
            young_bytes: before.young,
            survived_bytes: counts.copied_bytes + counts.promoted_bytes,
            pause_ms: self.pacing.now_ms() - before.started_ms,
            capacity_pages,
            minimum_pages: self.limits.minimum_nursery_pages(),
            maximum_pages: self.limits.maximum_nursery_pages(),
        };
        let next_capacity = self.pacing.after_scavenge(&figures, self.old_used_bytes());
        if counts.evacuated.pages == 0 {
            self.nursery.capacity_pages = next_capacity;
        }
        self.record(CollectionKind::Scavenge, reason, false, before, counts, None);
        self.check("after a scavenge");
        self.after_scavenge();
        if !self.has_evacuation_pages() {
            // The system is full: empty the nursery while there are pages for it.
            self.collect_full(Reason::AllocationFailure, true);
        }
        true
    }

    /// Collects everything: promotes the whole nursery, marks, clears what is weak, leaves pages to be swept. With
    /// `reduce`, sweeps at once and gives free pages back to the system.
    pub(crate) fn collect_full(&mut self, reason: Reason, reduce: bool) {
        self.check("before a major collection");
        let before = self.before(CollectionKind::MarkCompact, reason);
        self.abandon_evacuation();
        self.finish_sweeping();
        self.lap(|phases| &mut phases.sweep);
        self.scavenging = true;
        // The mutator left pages for the survivors; without them the nursery would stay, and all of it count as live.
        let mut counts = self.scavenge(Promotion::Everything).unwrap_or_default();
        self.scavenging = false;
        self.lap(|phases| &mut phases.scavenge);
        let marking = self.mark();
        self.release_condemned();
        if self.options.compact {
            counts.evacuated = self.compact(self.share_for(reason, reduce));
            self.lap(|phases| &mut phases.evacuate);
        }
        if reduce {
            self.finish_sweeping();
            self.lap(|phases| &mut phases.sweep);
            self.nursery.capacity_pages = self.limits.minimum_nursery_pages().max(self.nursery.pages.len());
            self.pool.set_aside = 0;
            self.pool.trim_to(0, self.evacuation_pages(1) + SPARE_PAGES + 1);
            self.stack.discard_unused();
        } else {
            self.pool.trim(self.kept_addresses());
        }
        self.end_major(reason, reduce, before, counts, marking, None);
    }

    /// Free pages whose addresses are kept for the nursery and for promotion.
    pub(super) fn kept_addresses(&self) -> usize {
        2 * self.nursery.capacity_pages + POOLED_PAGES
    }

    /// How empty pages must be to be evacuated at once.
    pub(super) fn share_for(&self, reason: Reason, reduce: bool) -> FreeShare {
        match reason {
            _ if self.evacuates_all() => FreeShare(0),
            _ if reduce => REDUCING,
            Reason::Testing | Reason::HeapProfiler | Reason::LowMemory | Reason::MemoryReducer => ASKED_FOR,
            _ => USUAL,
        }
    }

    /// After a marking: decides when the next one comes, and tells of this one.
    pub(super) fn end_major(
        &mut self,
        reason: Reason,
        reduce: bool,
        before: Before,
        scavenge: ScavengeCounts,
        marking: MarkCounts,
        incremental: Option<IncrementalFigures>,
    ) {
        let pause_ms = self.pacing.now_ms() - before.started_ms;
        let figures = MajorFigures {
            old_used: self.old_used_bytes(),
            max_old: self.max_old(),
            is_full: self.is_nearly_full(),
            semi_space_bytes: self.nursery.capacity_pages * PAGE_SIZE,
            external_bytes: self.externals.charged(),
            marked_bytes: marking.marked_bytes,
            marking_ms: pause_ms + incremental.map_or(0.0, |figures| figures.steps_ms),
            was_needed: reason.is_needed(),
            pause_ms,
        };
        self.pacing.after_major(&figures);
        let stays = |page: &&Page| !page.has(EVACUATE) && page.get(|header| header.live_bytes) > 0;
        let pages = self.old.pages.iter().filter(stays).count() * PAGE_SIZE;
        let was_idle = incremental.is_some_and(|figures| figures.was_idle);
        self.pacing.note_waste(pages, self.old.used_bytes, reason == Reason::MemoryReducer, was_idle);
        let (at_ms, limit, growth) = (self.pacing.now_ms(), self.pacing.soft_limit, self.pacing.growth);
        self.tell(&HeapEvent::LimitSet { at_ms, old_bytes: figures.old_used, limit, growth: &growth });
        if before.external.saturating_sub(figures.external_bytes) >= RETURNED_EXTERNAL {
            super::platform::return_free_memory();
        }
        self.close_reserve();
        self.pool.refill_emergency();
        self.record(CollectionKind::MarkCompact, reason, reduce, before, scavenge, Some((marking, incremental)));
        self.check("after a major collection");
    }

    /// Collects everything because somebody asked for it, and gives the memory that is free now back to the system.
    pub(crate) fn collect_garbage(&mut self) {
        self.collect_full(Reason::Testing, false);
        self.finish_sweeping();
        self.show(Moment::Swept);
        self.pool.trim(self.kept_addresses());
        self.close_reserve();
    }

    /// A collection starts: notes what memory looks like, and tells of it.
    pub(super) fn before(&mut self, kind: CollectionKind, reason: Reason) -> Before {
        self.census_ends();
        let statistics = self.statistics();
        self.peak_committed = self.peak_committed.max(statistics.total_heap_size);
        let at_ms = self.pacing.now_ms();
        if self.is_heard() {
            let before = self.figures_with(statistics);
            self.tell(&HeapEvent::CollectionStarted { kind, reason, at_ms, before: &before });
        }
        self.show(Moment::CollectionStarts(kind, reason));
        self.start_laps(at_ms);
        Before {
            started_ms: at_ms,
            used: statistics.used_heap_size,
            committed: statistics.total_heap_size,
            external: statistics.external_bytes,
            young: self.nursery.used_bytes(),
        }
    }

    fn record(
        &mut self,
        kind: CollectionKind,
        reason: Reason,
        reduce: bool,
        before: Before,
        scavenge: ScavengeCounts,
        marking: Option<(MarkCounts, Option<IncrementalFigures>)>,
    ) {
        let end_ms = self.pacing.now_ms();
        let after = self.statistics();
        self.events.count += 1;
        let event = CollectionEvent {
            number: self.events.count,
            kind,
            reduce,
            reason,
            end_ms,
            pause_ms: end_ms - before.started_ms,
            phases: self.phases(),
            mutator_ms: before.started_ms - self.pacing.last_end_ms,
            used_before: before.used,
            used_after: after.used_heap_size,
            committed_before: before.committed,
            committed_after: after.total_heap_size,
            external_before: before.external,
            external_after: after.external_bytes,
            young_before: before.young,
            allocated: before.used.saturating_sub(self.used_after_last),
            average_mutator_utilization: self.pacing.average_utilization,
            current_mutator_utilization: self.pacing.current_utilization,
            scavenge,
            pretenured_bytes: std::mem::take(&mut self.pretenuring.bytes),
            marking: marking.map(|(counts, _)| counts),
            incremental: marking.and_then(|(_, figures)| figures),
            next_limit: self.pacing.soft_limit,
            semi_space_bytes: self.nursery.capacity_pages * PAGE_SIZE,
        };
        self.pacing.last_end_ms = end_ms;
        self.used_after_last = after.used_heap_size;
        if self.is_heard() {
            let after = self.figures_with(after);
            self.tell(&HeapEvent::CollectionEnded { event: &event, after: &after });
        }
        self.show(Moment::CollectionEnds(&event));
        self.events.push(event);
        self.arm();
    }

    pub(super) fn check(&mut self, when: &str) {
        let interval = self.options.verify_every.max(self.events.count / VERIFIED_IN_FULL).max(1);
        if self.options.verify
            && self.events.count.is_multiple_of(interval)
            && let Err(faults) = self.verify()
        {
            panic!("the heap is broken {when}: {faults:#?}");
        }
    }
}

/// So many collections are all verified. Of those that follow ever fewer are: of the n-th forty one in n,
/// so that a program of many collections ends.
const VERIFIED_IN_FULL: u64 = 40;

/// How hard to collect next.
#[derive(Clone, Copy)]
enum Effort {
    AsDue,
    Full,
    LastResort,
    Hook,
}

/// Finding room.
impl Heap {
    /// Room for a young object when the fast path has none.
    #[cold]
    #[inline(never)]
    pub(super) fn allocate_young_slow(&mut self, words: usize) -> Result<*mut u64, OutOfMemory> {
        self.observe()?;
        let room = self.find_room(|heap| heap.young_room(words));
        if self.birth_interval().is_some() {
            self.cycle.unstepped += words * 8;
            self.note_expected(room.as_ref().ok().map(|object| object.addr()));
        }
        self.nursery.note_medium(words);
        self.arm();
        room
    }

    fn young_room(&mut self, words: usize) -> Option<*mut u64> {
        if let Some(object) = self.nursery.bump_in_page(words) {
            return Some(object);
        }
        let is_allowed = self.nursery.has_room_for_page() && self.may_commit(PAGE_SIZE, false);
        if !is_allowed || self.nursery.pages.try_reserve(1).is_err() || !self.keep_evacuation_pages(true) {
            return None;
        }
        let page = self.pool.acquire(YOUNG)?;
        self.nursery.add_page(page);
        self.nursery.bump_in_page(words)
    }

    /// Room for an object that is born old.
    pub(super) fn allocate_old(&mut self, words: usize, space: Space) -> Result<usize, OutOfMemory> {
        self.observe()?;
        self.find_room(|heap| heap.old_room(words, space, false))
    }

    /// Room for a promoted object; the pages were reserved.
    pub(super) fn old_room_for_collector(&mut self, words: usize) -> Option<usize> {
        self.old_room(words, Space::Old, true)
    }

    /// How many pages a scavenge may sweep in search of room before it takes a fresh one: a heap without holes has
    /// thousands that offer nothing. All of them where pages are short.
    pub(super) fn set_sweeps(&mut self) {
        let is_short = self.room_within_limits() < SHORT_OF_ROOM;
        self.sweeps_left = if is_short { usize::MAX } else { SWEEPS_IN_SCAVENGE };
    }

    fn old_room(&mut self, words: usize, space: Space, is_collector: bool) -> Option<usize> {
        loop {
            if let Some(address) = self.space(space).allocate(words) {
                self.mark_newborn(address, words);
                return Some(address);
            }
            if is_collector && self.sweeps_left == 0 || !self.sweep_some(space) {
                break;
            }
            self.sweeps_left = self.sweeps_left.saturating_sub(1);
        }
        if !is_collector && (!self.may_commit(PAGE_SIZE, true) || self.is_major_due()) {
            return None;
        }
        self.space(space).pages.try_reserve(1).ok()?;
        if !is_collector && !self.keep_evacuation_pages(false) {
            return None;
        }
        let flags = self.space(space).page_flags;
        let page = self.pool.acquire(flags)?;
        self.space(space).add_page(page);
        let address = self.space(space).allocate(words)?;
        self.mark_newborn(address, words);
        Some(address)
    }

    /// Room for a large object: its words are zero.
    pub(super) fn allocate_large(&mut self, words: usize) -> Result<usize, OutOfMemory> {
        self.observe()?;
        let bytes = super::large_object_space::LargeObjectSpace::mapping_bytes(words).ok_or(OutOfMemory)?;
        if bytes > self.max_old() {
            return Err(self.refuse());
        }
        self.find_room(|heap| {
            if !heap.may_commit(bytes, true) {
                heap.release_condemned();
            }
            if heap.is_major_due() || !heap.may_commit(bytes, true) {
                return None;
            }
            let address = heap.large.allocate(words, &*heap.kinds)?;
            heap.mark_newborn(address, words);
            Some(address)
        })
    }

    /// Tries, collects harder and harder, asks the near-limit hook, gives up.
    pub(super) fn find_room<T>(&mut self, mut attempt: impl FnMut(&mut Heap) -> Option<T>) -> Result<T, OutOfMemory> {
        let mut effort = Effort::AsDue;
        loop {
            if let Some(room) = attempt(self) {
                return Ok(room);
            }
            effort = match effort {
                Effort::AsDue if self.collect_as_due() == CollectionKind::Scavenge => Effort::Full,
                Effort::AsDue => Effort::LastResort,
                Effort::Full => {
                    self.collect_full(Reason::AllocationFailure, false);
                    Effort::LastResort
                }
                Effort::LastResort => {
                    self.collect_full(Reason::LastResort, true);
                    Effort::Hook
                }
                Effort::Hook if self.ask_near_limit_hook() => Effort::Hook,
                Effort::Hook => return Err(self.refuse()),
            };
            if self.pacing.take_ineffective() && !self.has_relief() && !self.ask_near_limit_hook() {
                return Err(self.refuse());
            }
        }
    }

    /// A scavenge, unless a major collection is due or its promotions might not fit.
    pub(super) fn collect_as_due(&mut self) -> CollectionKind {
        let is_incremental = self.options.incremental_marking;
        if self.is_external_step_due() {
            self.collect_due(Reason::ExternalMemoryPressure);
        } else if self.is_major_due() {
            self.collect_due(Reason::AllocationLimit);
            if is_incremental {
                return CollectionKind::Scavenge;
            }
        } else if self.old_after_promotion(0) > self.max_old() || !self.fits_total(self.nursery.pages.len() * PAGE_SIZE)
        {
            self.collect_full(Reason::ScavengeMightFail, false);
        } else if self.collect_young(Reason::AllocationFailure) {
            return CollectionKind::Scavenge;
        } else {
            self.collect_full(Reason::AllocationFailure, true);
        }
        CollectionKind::MarkCompact
    }

    /// What is due is not needed at once: starts a marking, or ends one that is late. In one go where that is asked for.
    fn collect_due(&mut self, reason: Reason) {
        if !self.options.incremental_marking {
            self.collect_full(reason, false);
        } else if !self.collect_young(Reason::AllocationFailure) {
            self.collect_full(Reason::AllocationFailure, true);
        } else if self.is_cycle_late() || self.marking && self.is_external_step_due() {
            self.finish_incrementally(true);
        } else if self.is_external_step_due() {
            self.collect_full(reason, false);
        } else if !self.marking && self.is_major_due() {
            self.start_incrementally(reason);
        }
    }

    /// Did the old generation reach its limit, or the end of what a marking under way was given?
    pub(super) fn is_major_due(&self) -> bool {
        if self.marking {
            return self.is_cycle_late();
        }
        self.old_used_bytes() >= self.pacing.soft_limit + self.grace()
    }

    pub(super) fn is_external_step_due(&self) -> bool {
        self.externals.charged() >= self.pacing.external_at_major + EXTERNAL_STEP
    }

    /// Makes sure that `bytes` of external memory may be charged.
    pub(super) fn make_external_room(&mut self, bytes: usize) -> Result<(), OutOfMemory> {
        self.observe()?;
        if self.externals.charged().saturating_add(bytes) >= self.pacing.external_at_major + EXTERNAL_STEP {
            self.collect_due(Reason::ExternalMemoryPressure);
        } else if self.options.incremental_marking {
            self.mark_for_external(bytes);
        }
        if self.fits_total(bytes) {
            return Ok(());
        }
        self.collect_full(Reason::ExternalMemoryPressure, true);
        while !self.fits_total(bytes) {
            if !self.ask_near_limit_hook() {
                return Err(self.refuse());
            }
        }
        Ok(())
    }
}
