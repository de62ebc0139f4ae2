//! What watches allocation: stress modes, forced failures, a sampler. All of it works by lowering the nursery's limit, so
//! that the fast path never changes.

use super::Heap;
use super::events::Reason;
use super::limits::{HeapOptions, OutOfMemory, Stress};
use super::marking::STEP_INTERVAL;

/// Called about every so many young bytes with the bytes allocated since the last call. It cannot reach the heap; it
/// leaves a note for the rooms above.
pub(crate) type AllocationSampler = Box<dyn FnMut(usize) + Send>;

/// The watchers of one heap.
pub(super) struct Observers {
    allocations: u64,
    random: u64,
    fail_in: Option<u64>,
    sampler: Option<(usize, AllocationSampler)>,
    /// Where the nursery stood when the limit was lowered last.
    armed_at: usize,
    unsampled: usize,
}

impl Observers {
    pub(super) fn new(options: &HeapOptions) -> Observers {
        let random = seed_of(options.stress);
        let fail_in = options.fail_allocation;
        Observers { allocations: 0, random, fail_in, sampler: None, armed_at: 0, unsampled: 0 }
    }

    fn wants_collection(&mut self, stress: Stress) -> bool {
        match stress {
            Stress::Off => false,
            Stress::Alloc => true,
            Stress::Nth(interval) => self.allocations.is_multiple_of(interval.max(1) as u64),
            Stress::EvacuateAll | Stress::PromoteAll | Stress::PretenureAll => self.allocations.is_multiple_of(OFTEN),
            Stress::Step(interval) => self.allocations.is_multiple_of(interval.max(1) as u64),
            Stress::Seed(_) => {
                self.random ^= self.random << 13;
                self.random ^= self.random >> 7;
                self.random ^= self.random << 17;
                (self.random >> 32) & 7 == 0
            }
        }
    }

    fn must_fail(&mut self) -> bool {
        let Some(rest) = self.fail_in else { return false };
        self.fail_in = if rest > 1 { Some(rest - 1) } else { None };
        rest <= 1
    }
}

fn seed_of(stress: Stress) -> u64 {
    if let Stress::Seed(seed) = stress { seed | 1 } else { 1 }
}

/// Under stress, every so many collections is a major one, or a part of one.
const MAJOR_INTERVAL: u64 = 16;
/// Allocations between two collections of the modes that collect often.
const OFTEN: u64 = 16;
/// Bytes that a step marks then.
const STRESSED_STEP: usize = 256;

impl Heap {
    /// Runs the verifier around each collection from now on.
    pub(crate) fn set_verify(&mut self, verify: bool) {
        self.options.verify = verify;
    }

    /// Marks in steps between allocations from now on, or else all at once. A marking under way is not lost.
    pub(crate) fn set_incremental_marking(&mut self, incremental: bool) {
        self.options.incremental_marking = incremental;
    }

    /// Lets collections move old objects out of pages that are mostly free, or not. Returns what held before.
    pub(crate) fn set_compaction(&mut self, compact: bool) -> bool {
        std::mem::replace(&mut self.options.compact, compact)
    }

    /// Is every page evacuated, however full?
    pub(super) fn evacuates_all(&self) -> bool {
        self.options.evacuate_all || self.options.stress == Stress::EvacuateAll
    }

    /// Lets the n-th allocation from now on fail once (1 = the next); `None` ends that.
    pub(crate) fn set_fail_allocation(&mut self, count: Option<u64>) {
        self.observers.fail_in = count;
        self.arm();
    }

    /// Changes the stress mode.
    pub(crate) fn set_stress(&mut self, stress: Stress) {
        self.options.stress = stress;
        self.observers.random = seed_of(stress);
        self.arm();
    }

    /// Watches allocation about every `interval` bytes of the nursery; `None` ends that.
    pub(crate) fn set_allocation_sampler(&mut self, sampler: Option<(usize, AllocationSampler)>) {
        self.observers.sampler = sampler;
        self.observers.unsampled = 0;
        self.arm();
    }

    /// Sets the limit of the fast path for the next stretch of allocation.
    pub(super) fn arm(&mut self) {
        self.observers.armed_at = self.nursery.top.addr();
        let to_sampler = self.observers.sampler.as_ref().map(|(interval, _)| *interval);
        let to_sampler = to_sampler.map(|interval| interval.saturating_sub(self.observers.unsampled).max(8));
        let to_step = self.wants_visits().then_some(STEP_INTERVAL);
        let to_birth = self.births.until_next();
        let next = [to_sampler, to_step, to_birth, self.sample_interval()].into_iter().flatten().min();
        match next {
            _ if self.is_watched() => self.nursery.lower_limit(0),
            Some(bytes) => self.nursery.lower_limit(bytes),
            None => self.nursery.restore_limit(),
        }
    }

    /// Does somebody watch each allocation?
    pub(super) fn is_watched(&self) -> bool {
        self.options.stress != Stress::Off || self.observers.fail_in.is_some()
    }

    /// Young bytes since somebody last looked.
    pub(crate) fn unobserved_bytes(&self) -> usize {
        self.nursery.top.addr().wrapping_sub(self.observers.armed_at)
    }

    /// Is anything to be done every now and then?
    fn wants_visits(&self) -> bool {
        self.wants_steps() || self.sample_interval_ms().is_some()
    }

    /// On every slow path: what the watchers want.
    pub(super) fn observe(&mut self) -> Result<(), OutOfMemory> {
        self.observers.allocations += 1;
        if self.observers.must_fail() {
            return Err(self.refuse());
        }
        let stretch = self.unobserved_bytes();
        self.observers.armed_at = self.nursery.top.addr();
        self.births.pass(stretch);
        self.births.skip();
        if let Some((interval, sampler)) = &mut self.observers.sampler {
            self.observers.unsampled += stretch;
            if self.observers.unsampled >= *interval {
                sampler(std::mem::take(&mut self.observers.unsampled));
            }
        }
        self.cycle.unstepped += stretch;
        if self.cycle.unstepped >= STEP_INTERVAL && self.wants_steps() {
            self.step();
        }
        self.sample_if_due();
        if self.observers.wants_collection(self.options.stress) {
            self.harass();
        }
        Ok(())
    }

    /// A collection under stress: mostly a scavenge, with a little marking if a cycle is under way. Majors are in turn
    /// made in one go, started, and finished.
    fn harass(&mut self) {
        let count = self.observers.allocations;
        if matches!(self.options.stress, Stress::Step(_)) {
            return self.harass_by_steps();
        }
        let interval = if self.evacuates_all() { 4 * OFTEN } else { MAJOR_INTERVAL };
        let turn = if count.is_multiple_of(interval) { count / interval % 3 + 1 } else { 0 };
        if turn == 1 {
            return self.collect_full(Reason::Stress, false);
        }
        self.collect_young(Reason::Stress);
        if turn == 2 && !self.marking {
            self.start_incrementally(Reason::Stress);
        } else if turn == 3 && self.marking {
            self.finish_incrementally(true);
        } else if self.marking {
            self.mark_some(STRESSED_STEP, f64::INFINITY);
        }
    }

    /// One object is marked; a marking that has ended is followed by the next.
    fn harass_by_steps(&mut self) {
        if !self.marking {
            self.collect_young(Reason::Stress);
            self.start_incrementally(Reason::Stress);
        } else if self.is_all_marked() {
            self.collect_young(Reason::Stress);
        } else {
            self.mark_some(1, f64::INFINITY);
        }
    }
}
