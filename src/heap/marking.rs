//! Incremental marking: a snapshot at the beginning (Yuasa), of the old generation only.
//!
//! # How
//! A cycle starts right after a scavenge, when the nursery holds survivors only: everything that roots and survivors refer
//! to is shaded (marked and put on the worklist). From then on the barrier shades each word that is overwritten in an old
//! object, so that whatever was reachable at the start is marked in the end; objects that become old meanwhile are born
//! marked. Roots are never looked at again, and young objects not at all. Steps between allocations empty the worklist.
//! When it is empty after a scavenge, the cycle is finished: ephemerons, weak words, payloads, shapes.
//!
//! # What must be shaded beside overwritten words
//! * the result of every read through something weak (`read_weak`, `upgrade`, `object_by_id`), values of ephemerons included:
//!   entries may be dropped, and tables die, before the marking ends
//! * the shape of an object that is read into a root (`keep_shape`)
//! * the shapes that an object loses and is given; that a promoted object has, and that young objects have at the finish:
//!   inline caches and transitions hold shapes weakly
//! * what an old object loses when it is cut
//!
//! # Pace
//! A cycle starts when the old generation is within its runway of the limit that pacing set: when three quarters of what it
//! may grow by are used. Each step's work is in proportion to what was allocated; the steps are short. Who reaches the end of the headroom finishes at once.

use super::Heap;
use super::events::{CollectionKind, HeapEvent, MarkingStart, MarkingStep, Reason, StepPlace};
use super::map::Moment;
use super::marker::{MarkCounts, Marker};
use super::mutants::Mutant;
use super::pacing::EXTERNAL_STEP;
use super::page::{KEYS, OVERFLOWED, Object, YOUNG};
use super::scavenger::ScavengeCounts;
use super::sweeper::Space;
use super::word::Word;

/// Young bytes between two steps.
pub(super) const STEP_INTERVAL: usize = 64 << 10;
/// Bytes that one step marks at most.
const STEP_BYTES: usize = 512 << 10;
/// Bytes that a step marks at least, so that a cycle ends.
const MINIMUM_STEP: usize = 24 << 10;
/// Milliseconds that one step takes at most, but under `--predictable`.
const STEP_MS: f64 = 0.5;
/// Steps that one makes up for at most, when a cycle is behind.
const MOST_STEPS_AT_ONCE: usize = 4;
/// Bytes marked between two looks at the clock.
const CLOCK_INTERVAL: usize = 16 << 10;
/// Pages swept in one step under `--predictable`.
const SWEPT_PAGES: usize = 4;
/// Weak words cleared between two looks at the clock, and under `--predictable` in place of a page swept.
pub(super) const CLEARED_WORDS: usize = 2 << 10;
/// Stretches that a marking at once is shown in.
const SHOWN_STRETCHES: usize = 8;
/// Milliseconds that a step sweeps at least, otherwise.
const SWEEP_MS: f64 = 0.2;
/// Room beyond the limit in which a cycle should end: at least so much.
const MINIMUM_HEADROOM: usize = 8 << 20;

/// A marking under way, and the figures of the last one.
#[derive(Default)]
pub(super) struct Cycle {
    pub(super) counts: MarkCounts,
    /// The worklist was full once: pages say which.
    pub(super) overflowed: bool,
    pub(super) rescan: super::marker::Rescan,
    /// What is known of ephemerons.
    pub(super) pairs: super::marker_weak::Pairs,
    /// Bytes that steps still owe.
    debt: usize,
    /// Old bytes at the start, and those at which the cycle must end.
    old_at_start: usize,
    old_at_end: usize,
    old_at_step: usize,
    started_ms: f64,
    /// Young bytes since the last step.
    pub(super) unstepped: usize,
    figures: IncrementalFigures,
    reason: Option<Reason>,
}

/// The incremental part of a marking.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct IncrementalFigures {
    /// Steps, the start among them.
    pub(crate) steps: usize,
    /// Milliseconds in all of them.
    pub(crate) steps_ms: f64,
    /// Milliseconds in the longest.
    pub(crate) longest_ms: f64,
    /// Milliseconds from the start to the finish.
    pub(crate) since_start_ms: f64,
    /// Did the headroom end before the marking?
    pub(crate) was_forced: bool,
    /// Did it end while the embedder had nothing to do?
    pub(crate) was_idle: bool,
}

/// Starting, finishing and giving up.
impl Heap {
    pub(super) fn close_linear_areas(&mut self) {
        self.old.close_linear_area();
        self.fixed.close_linear_area();
    }

    /// Shades everything that roots and young objects refer to.
    pub(super) fn start_cycle(&mut self) {
        self.close_linear_areas();
        self.nursery.publish_top();
        self.roots.read_notes();
        let old = self.old_used_bytes();
        self.cycle =
            Cycle { old_at_start: old, old_at_step: old, started_ms: self.pacing.now_ms(), ..Cycle::default() };
        self.samples_at_start();
        Marker::new(self).mark_roots();
    }

    /// Marks the rest, and everything that depends on it: weak things, payloads, shapes. Leaves the pages to be swept.
    pub(super) fn finish_cycle(&mut self) -> MarkCounts {
        self.nursery.publish_top();
        self.drain_in_sight();
        let mut marker = Marker::new(self);
        if !marker.heap.mutant(Mutant::YoungShapesAreForgotten) {
            marker.mark_young_shapes();
            marker.drain();
        }
        marker.mark_ephemerons();
        marker.heap.lap(|phases| &mut phases.mark);
        marker.clear_weak();
        marker.drop_payloads();
        self.marking = false;
        self.cycle.pairs = super::marker_weak::Pairs::default();
        self.worklist.discard();
        self.shapes.retain(|shape| shape.page().is_marked(shape.address()));
        self.reuse_shape_ids();
        self.identities_after_marking();
        self.samples_after_marking();
        self.births_after_marking();
        self.condemn_large_objects();
        self.old.start_sweeping();
        self.fixed.start_sweeping();
        self.start_clearing();
        self.confirm_candidates(self.share_for(self.cycle.reason.unwrap_or(Reason::AllocationLimit), false));
        self.lap(|phases| &mut phases.clear);
        self.show(Moment::Marked);
        self.cycle.counts
    }

    /// Marks the rest; in stretches when somebody looks.
    fn drain_in_sight(&mut self) {
        let stretch = if self.is_drawn() { (self.old_used_bytes() / SHOWN_STRETCHES).max(1) } else { usize::MAX };
        while Marker::new(self).drain_some(stretch) {
            self.show(Moment::Marking(self.cycle.counts.marked_bytes));
        }
    }

    /// Forgets a marking under way.
    fn abandon_cycle(&mut self) {
        self.tell_of_end();
        self.marking = false;
        self.worklist.clear();
        for page in self.old.pages.iter().chain(&self.fixed.pages).chain(&self.large.pages) {
            page.clear_marks();
            page.change_flags(0, OVERFLOWED | KEYS);
        }
        self.weak.unvisited.clear();
    }

    /// Has everything been marked that the roots of the start, barriers and promotions led to?
    pub(super) fn is_all_marked(&self) -> bool {
        let has_pairs = !self.weak.unvisited.is_empty() || self.cycle.pairs.wait_for_steps();
        self.worklist.is_empty() && !self.cycle.overflowed && !has_pairs
    }

    /// Marks everything reachable in one go. All pages must be swept.
    pub(super) fn mark(&mut self) -> MarkCounts {
        if self.marking {
            self.abandon_cycle();
        }
        self.abandon_evacuation();
        self.start_cycle();
        self.finish_cycle()
    }

    /// Is it time to start a cycle? What the last one left to do comes first.
    fn is_cycle_due(&self) -> bool {
        let is_needed = self.is_limit_near() || self.is_external_growing() || self.is_reduction_due(false);
        is_needed && !self.is_busy()
    }

    /// Should a scavenge come although the nursery has room? What is born old may have filled the heap, or a marking may
    /// have nothing left to mark.
    pub(super) fn is_scavenge_due(&self) -> bool {
        let is_marked = self.marking && self.is_all_marked();
        let is_starting = !self.marking && self.options.incremental_marking && self.is_cycle_due();
        is_marked || is_starting || self.is_major_due()
    }

    /// Did the last cycle leave pages to be swept or evacuated?
    fn is_busy(&self) -> bool {
        self.has_unswept() || self.is_evacuating()
    }

    fn is_reduction_due(&self, is_idle: bool) -> bool {
        let is_possible = self.options.compact && self.options.incremental_marking;
        is_possible && self.pacing.is_reduction_due(is_idle, self.old_used_bytes())
    }

    /// Is the old generation within a runway of its limit? That is what may be promoted while a cycle runs.
    fn is_limit_near(&self) -> bool {
        self.old_used_bytes() + self.pacing.runway() >= self.pacing.soft_limit
    }

    /// How much of the runway is used: 0 before it, 1 at the limit, more behind it.
    fn share_of_runway(&self) -> f64 {
        let runway = self.pacing.runway().max(1);
        (self.old_used_bytes() + runway).saturating_sub(self.pacing.soft_limit) as f64 / runway as f64
    }

    /// Bytes that the old generation may grow beyond its limit while the last cycle's pages are swept and evacuated.
    pub(super) fn grace(&self) -> usize {
        if self.options.incremental_marking && self.is_busy() {
            MINIMUM_HEADROOM.min(self.max_old().saturating_sub(self.pacing.soft_limit) / 2)
        } else {
            0
        }
    }

    /// External memory starts a marking when it has grown by half of what would need a collection at once.
    fn is_external_growing(&self) -> bool {
        self.externals.charged() >= self.pacing.external_at_major + EXTERNAL_STEP / 2
    }

    /// External memory is about to grow by `bytes`: starts a cycle when it is due, and lets one under way go on.
    pub(super) fn mark_for_external(&mut self, bytes: usize) {
        if self.marking {
            self.cycle.unstepped = self.cycle.unstepped.saturating_add(bytes);
            if self.cycle.unstepped >= STEP_INTERVAL {
                self.step();
            }
        } else if self.is_external_growing() {
            self.collect_young(Reason::ExternalMemoryPressure);
        }
    }

    /// After a scavenge: starts a cycle that is due, finishes one that has nothing left to mark.
    pub(super) fn after_scavenge(&mut self) {
        if self.marking {
            self.owe_for_growth();
            if self.is_all_marked() {
                self.finish_incrementally(false);
            }
            return;
        }
        // Who is half way to the limit gives up what is left to be evacuated: those pages are swept in steps.
        if self.is_evacuating() && self.share_of_runway() > 0.5 {
            self.abandon_evacuation();
        }
        if self.options.incremental_marking && self.is_cycle_due() {
            let reason = if self.is_external_growing() {
                Reason::ExternalMemoryPressure
            } else if self.is_limit_near() {
                Reason::AllocationLimit
            } else {
                Reason::MemoryReducer
            };
            self.start_incrementally(reason);
        }
    }

    /// Starts a cycle. The nursery holds survivors only.
    pub(super) fn start_incrementally(&mut self, reason: Reason) {
        let started = self.pacing.now_ms();
        self.abandon_evacuation();
        self.finish_sweeping();
        self.close_linear_areas();
        if self.options.compact {
            self.choose_candidates(self.share_for(reason, false));
        }
        self.start_cycle();
        self.marking = true;
        let old = self.cycle.old_at_start;
        let headroom = MINIMUM_HEADROOM.max(old / 4).min(self.max_old().saturating_sub(old) / 2);
        self.cycle.old_at_end = self.pacing.soft_limit.max(old) + headroom;
        self.cycle.reason = Some(reason);
        let took = self.pacing.now_ms() - started;
        self.cycle.note_step(took);
        self.tell_of_start(started, took, reason);
        self.show(Moment::MarkingStarts);
        self.arm();
    }

    /// Has the old generation grown beyond what a cycle under way was given?
    pub(super) fn is_cycle_late(&self) -> bool {
        self.marking && self.old_used_bytes() >= self.cycle.old_at_end
    }

    /// Ends a cycle under way, right after a scavenge. `was_forced`: it could not wait for its last step.
    pub(super) fn finish_incrementally(&mut self, was_forced: bool) {
        self.check("before a marking ends");
        let reason = self.cycle.reason.unwrap_or(Reason::AllocationLimit);
        self.tell_of_end();
        let before = self.before(CollectionKind::MarkCompact, reason);
        let counts = self.finish_cycle();
        self.cycle.figures.since_start_ms = self.pacing.now_ms() - self.cycle.started_ms;
        self.cycle.figures.was_forced = was_forced;
        let reduce = reason == Reason::MemoryReducer;
        self.end_major(reason, reduce, before, ScavengeCounts::default(), counts, Some(self.cycle.figures));
    }
}

/// Steps.
impl Heap {
    /// Are there pages that were not swept or released since the last marking, or tables that were not cleared?
    pub(super) fn has_unswept(&self) -> bool {
        let has_pages = self.old.has_unswept() || self.fixed.has_unswept() || self.large.has_condemned();
        self.clearing.is_under_way() || has_pages
    }

    /// Is there anything for a step to do?
    pub(super) fn wants_steps(&self) -> bool {
        self.marking || self.has_unswept() || self.pool.has_surplus()
    }

    /// What the mutator did since the last step is paid for by the next ones.
    fn owe_for_growth(&mut self) {
        let old = self.old_used_bytes();
        let grown = old.saturating_sub(self.cycle.old_at_step);
        self.cycle.old_at_step = old;
        let unmarked = self.cycle.old_at_start.saturating_sub(self.cycle.counts.marked_bytes) + STEP_BYTES;
        let headroom = (self.cycle.old_at_end.saturating_sub(old) / 2).max(STEP_BYTES);
        let share = unmarked as f64 / headroom as f64;
        self.cycle.debt += (grown as f64 * share) as usize;
    }

    /// One short step: sweeps some pages, or marks for a while.
    pub(super) fn step(&mut self) {
        self.cycle.unstepped = 0;
        if !self.marking {
            return self.sweep_a_while();
        }
        self.owe_for_growth();
        let owed = self.cycle.debt.max(MINIMUM_STEP);
        // Far behind, longer steps are better than a marking that must end at once.
        let longer = (owed / STEP_BYTES).clamp(1, MOST_STEPS_AT_ONCE);
        self.make_step(StepPlace::Allocation, owed.min(longer * STEP_BYTES), longer as f64 * STEP_MS);
    }

    /// Marks, and tells of it.
    fn make_step(&mut self, place: StepPlace, bytes: usize, milliseconds: f64) {
        let (owed_bytes, first) = (self.cycle.debt, self.cycle.counts.marked_bytes);
        let took_before = self.cycle.figures.steps_ms;
        self.mark_some(bytes, milliseconds);
        let (marked_so_far, all_took_ms) = (self.cycle.counts.marked_bytes, self.cycle.figures.steps_ms);
        let step = MarkingStep {
            at_ms: self.pacing.now_ms(),
            place,
            owed_bytes,
            wanted_bytes: bytes,
            marked_bytes: marked_so_far - first,
            marked_so_far,
            took_ms: all_took_ms - took_before,
            all_took_ms,
        };
        self.tell(&HeapEvent::MarkingStep(&step));
        self.show(Moment::Marking(marked_so_far));
    }

    fn tell_of_end(&mut self) {
        let (at_ms, old_bytes) = (self.pacing.now_ms(), self.old_used_bytes());
        self.tell(&HeapEvent::MarkingEnded { at_ms, old_bytes, limit: self.cycle.old_at_end });
    }

    fn tell_of_start(&mut self, at_ms: f64, took_ms: f64, reason: Reason) {
        if !self.is_heard() {
            return;
        }
        let start = MarkingStart {
            at_ms,
            took_ms,
            reason,
            old_bytes: self.cycle.old_at_start,
            limit: self.pacing.soft_limit,
            external_bytes: self.externals.charged(),
            external_limit: self.pacing.external_at_major + EXTERNAL_STEP,
        };
        let figures = self.figures();
        self.tell(&HeapEvent::MarkingStarted { start: &start, figures: &figures });
    }

    /// Sweeps a few pages; for longer once the next marking should start.
    fn sweep_a_while(&mut self) {
        let started = self.pacing.now_ms();
        // A marking cannot start before the last one's pages are swept: who comes near the limit meanwhile hurries.
        let longest = MOST_STEPS_AT_ONCE as f64 * STEP_MS;
        let milliseconds = SWEEP_MS.max(self.share_of_runway().min(1.0) * longest);
        for count in 1.. {
            if !self.clean_some() {
                self.pool.trim_some(self.kept_addresses());
                break;
            }
            let elapsed = self.pacing.now_ms() - started;
            if if self.options.predictable { count >= SWEPT_PAGES } else { elapsed >= milliseconds } {
                break;
            }
        }
        let at_ms = self.pacing.now_ms();
        self.pacing.note_step(at_ms - started);
        self.tell(&HeapEvent::SweepingStep { at_ms, took_ms: at_ms - started });
        self.show(Moment::Swept);
    }

    /// A piece of what the last marking left to be done: false when nothing is left.
    fn clean_some(&mut self) -> bool {
        self.clear_some(CLEARED_WORDS)
            || self.sweep_some(Space::Old)
            || self.sweep_some(Space::Fixed)
            || self.large.release_piece()
    }

    /// Marks about `bytes`, for at most about `milliseconds` unless under `--predictable`.
    pub(super) fn mark_some(&mut self, bytes: usize, milliseconds: f64) {
        let started = self.pacing.now_ms();
        let has_clock = !self.options.predictable;
        let first = self.cycle.counts.marked_bytes;
        let first_looked = self.cycle.pairs.looked_bytes;
        let mut done = 0;
        while done < bytes {
            let mut marker = Marker::new(self);
            if !marker.drain_some(CLOCK_INTERVAL.min(bytes - done)) {
                break;
            }
            done = self.cycle.counts.marked_bytes - first + self.cycle.pairs.looked_bytes - first_looked;
            if has_clock && self.pacing.now_ms() - started >= milliseconds {
                break;
            }
        }
        let done = self.cycle.counts.marked_bytes - first;
        self.cycle.debt = self.cycle.debt.saturating_sub(done.max(1));
        let elapsed = self.pacing.now_ms() - started;
        self.cycle.note_step(elapsed);
        self.pacing.note_step(elapsed);
    }

    /// The embedder has nothing to do for `milliseconds`: marks or sweeps for about so long. True if there is more to do.
    pub(crate) fn idle(&mut self, milliseconds: f64) -> bool {
        let started = self.pacing.now_ms();
        if !self.wants_steps() && (self.is_evacuating() || self.is_reduction_due(true)) {
            // A scavenge evacuates a group of pages; with none left, a marking chooses more.
            let has_moved = self.is_evacuating();
            if self.collect_young(Reason::Idle) && !has_moved && !self.marking {
                self.start_incrementally(Reason::MemoryReducer);
            }
            return self.wants_steps() || self.is_evacuating();
        }
        while self.wants_steps() {
            if self.marking && self.is_all_marked() {
                self.cycle.figures.was_idle = true;
                return self.collect_young(Reason::Idle) && self.wants_steps();
            }
            if self.marking {
                self.make_step(StepPlace::Idle, STEP_BYTES, milliseconds);
            } else {
                self.step();
            }
            if self.pacing.now_ms() - started >= milliseconds {
                return self.wants_steps();
            }
        }
        false
    }

    /// While marking runs: keeps what a word refers to.
    #[cold]
    pub(super) fn shade(&mut self, word: Word) {
        if self.marking {
            Marker::new(self).mark_word(word);
        }
    }

    /// While marking runs: keeps the shape of an object.
    #[cold]
    pub(super) fn shade_shape(&mut self, object: Object) {
        if self.marking && object.kind_info().shaped {
            self.shade_shape_of_id(object.header().aux());
        }
    }

    pub(super) fn shade_shape_of_id(&mut self, id: u32) {
        if let Some(shape) = self.shapes.get(id) {
            self.shade(Word::pointer(shape.address()));
        }
    }

    /// While marking runs: keeps the shape that an object loses, as any word that is overwritten, and the one it gets,
    /// which may have come from an inline cache.
    #[inline(always)]
    pub(super) fn shade_change_of_shape(&mut self, object: Object, id: u32) {
        if self.marking {
            self.shade_both_shapes(object, id);
        }
    }

    #[cold]
    #[inline(never)]
    fn shade_both_shapes(&mut self, object: Object, id: u32) {
        if !self.mutant(Mutant::OldShapesAreForgotten) {
            self.shade_shape(object);
        }
        if object.kind_info().shaped && !self.mutant(Mutant::NewShapesAreForgotten) {
            self.shade_shape_of_id(id);
        }
    }

    /// While marking runs, an object that becomes old is marked, and nobody will look at it. Its header is not read.
    #[inline]
    pub(super) fn mark_newborn(&mut self, address: usize, words: usize) {
        if self.marking && !self.mutant(Mutant::NewbornsAreWhite) {
            // SAFETY: (1) the address is that of fresh words on a page of old space.
            let page = unsafe { super::page::Page::of(address) };
            if page.mark(address) {
                page.with(|header| header.marked_bytes += words * 8);
            }
        }
    }

    /// While marking runs: keeps the words from `start` on that an old object is about to lose.
    pub(super) fn shade_tail(&mut self, object: Object, start: usize) {
        if !self.marking || object.page().has(YOUNG) || self.mutant(Mutant::CutForgetsTail) {
            return;
        }
        let (first, end) = object.tagged_words();
        for index in start.max(first)..end {
            // SAFETY: (3), (4) the word lies in the object and is tagged.
            self.shade(unsafe { *object.slot(index) });
        }
    }
}

impl Cycle {
    fn note_step(&mut self, milliseconds: f64) {
        self.figures.steps += 1;
        self.figures.steps_ms += milliseconds;
        self.figures.longest_ms = self.figures.longest_ms.max(milliseconds);
    }
}
