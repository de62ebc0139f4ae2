//! When the next major collection comes, and how large the nursery is.
//!
//! The formula is V8's: grow so that the mutator gets 97 % of the time, at most by a factor of 2 and half way to the
//! maximum. Under `predictable` all speeds are constants, so that the same program collects at the same points.

use std::time::{Duration, Instant};

const MEBIBYTE: usize = 1 << 20;
/// Old space grows at least by this between two major collections.
const MINIMUM_STEP: usize = 8 * MEBIBYTE;
/// External memory that starts a major collection by its growth.
pub(super) const EXTERNAL_STEP: usize = 32 * MEBIBYTE;
/// The share of time the mutator should have.
const TARGET_UTILIZATION: f64 = 0.97;
/// A scavenge that takes longer forbids the nursery to grow, milliseconds.
const SCAVENGE_TARGET_MS: f64 = 1.0;
/// A scavenge should not take longer even if the whole nursery survives, milliseconds.
const WORST_SCAVENGE_MS: f64 = 2.5;
/// The nursery never gets smaller, pages.
const LEAST_NURSERY_PAGES: usize = 2;
/// Fewer surviving bytes than this say nothing about how long others would take.
const TELLING_SURVIVORS: usize = 128 << 10;
/// The cost model: milliseconds for a byte copied, marked, and allocated by the mutator.
const MS_PER_COPIED_BYTE: f64 = 0.55e-6;
const MS_PER_MARKED_BYTE: f64 = 1.2e-6;
const MS_PER_ALLOCATED_BYTE: f64 = 4.0e-6;
/// Major collections in a row that may achieve nothing.
const INEFFECTIVE_LIMIT: u32 = 4;

/// Markings in a row that only empty pages.
const MAXIMUM_REDUCTIONS: u32 = 3;

/// The figures that decide.
pub(super) struct Pacing {
    started: Instant,
    predictable: bool,
    /// Bytes of old objects at which a major collection starts.
    pub(super) soft_limit: usize,
    had_major: bool,
    /// External bytes after the last major collection.
    pub(super) external_at_major: usize,
    /// Bytes allocated since the last major collection.
    allocated_since_major: usize,
    gc_ms_since_major: f64,
    major_ended_ms: f64,
    pub(super) last_end_ms: f64,
    survivors_since_growth: usize,
    /// Milliseconds that a surviving byte takes, of late.
    ms_per_survivor: f64,
    survival_ratio: f64,
    pub(super) average_utilization: f64,
    pub(super) current_utilization: f64,
    ineffective: u32,
    /// Markings that may still follow for no other reason than to empty pages; see `note_waste`.
    reductions: u32,
    /// Did the last marking run while nobody else wanted the time? Then it found all garbage.
    is_settled: bool,
    /// Old bytes after the last major collection.
    old_at_major: usize,
    /// Milliseconds in collections over the life of the heap.
    pub(super) total_gc_ms: f64,
    /// How the limit in force was found.
    pub(super) growth: Growth,
}

/// How the limit of the old generation follows from speeds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Growth {
    /// The limit is so many times what lives.
    pub(crate) factor: f64,
    /// The share of time that the mutator should have.
    pub(crate) target_utilization: f64,
    /// Bytes a millisecond that the collector marks; 0 if it was not measured.
    pub(crate) collector_speed: f64,
    /// Bytes a millisecond that the mutator allocates; 0 if it was not measured.
    pub(crate) mutator_speed: f64,
}

impl Pacing {
    pub(super) fn new(predictable: bool, max_old: usize) -> Pacing {
        Pacing {
            started: Instant::now(),
            predictable,
            soft_limit: (max_old / 2).min(512 * MEBIBYTE),
            had_major: false,
            external_at_major: 0,
            allocated_since_major: 0,
            gc_ms_since_major: 0.0,
            major_ended_ms: 0.0,
            last_end_ms: 0.0,
            survivors_since_growth: 0,
            ms_per_survivor: MS_PER_COPIED_BYTE,
            survival_ratio: 1.0,
            average_utilization: 1.0,
            current_utilization: 1.0,
            ineffective: 0,
            reductions: 0,
            is_settled: false,
            old_at_major: 0,
            total_gc_ms: 0.0,
            growth: Growth::default(),
        }
    }

    /// Time passed that shall count for nothing.
    pub(super) fn leave_out(&mut self, time: Duration) {
        self.started += time;
    }

    /// Milliseconds since the heap was made.
    pub(super) fn now_ms(&self) -> f64 {
        self.started.elapsed().as_secs_f64() * 1e3
    }

    /// After a scavenge: the first limit shrinks towards what lives, and the nursery's next capacity is returned, pages.
    pub(super) fn after_scavenge(&mut self, scavenge: &ScavengeFigures, old_used: usize) -> usize {
        let survived = scavenge.survived_bytes as f64 / scavenge.young_bytes.max(1) as f64;
        self.survival_ratio = (self.survival_ratio + survived) / 2.0;
        let cost = scavenge.survived_bytes as f64 * MS_PER_COPIED_BYTE;
        let pause = if self.predictable { cost } else { scavenge.pause_ms };
        self.gc_ms_since_major += pause;
        self.total_gc_ms += scavenge.pause_ms;
        self.allocated_since_major += scavenge.young_bytes;
        if !self.had_major {
            let shrunk = (self.soft_limit as f64 * self.survival_ratio.max(0.1)) as usize;
            self.soft_limit = self.soft_limit.min(shrunk.max(old_used + MINIMUM_STEP));
        }
        self.survivors_since_growth += scavenge.survived_bytes;
        if scavenge.survived_bytes >= TELLING_SURVIVORS && !self.predictable {
            self.ms_per_survivor = (self.ms_per_survivor + pause / scavenge.survived_bytes as f64) / 2.0;
        }
        let bearable = (WORST_SCAVENGE_MS / self.ms_per_survivor) as usize / super::page::PAGE_SIZE;
        let maximum = scavenge.maximum_pages.min(bearable.max(LEAST_NURSERY_PAGES));
        let capacity = scavenge.capacity_pages;
        if pause > 4.0 * SCAVENGE_TARGET_MS {
            return (capacity / 2).max(scavenge.minimum_pages).min(maximum);
        }
        let full = self.survivors_since_growth > capacity * super::page::PAGE_SIZE;
        if full && pause < SCAVENGE_TARGET_MS {
            self.survivors_since_growth = 0;
            return (capacity * 2).min(maximum);
        }
        capacity.min(maximum)
    }

    /// Bytes before the limit at which a marking should start, so that it need not hurry.
    pub(super) fn runway(&self) -> usize {
        let grows_by = self.soft_limit.saturating_sub(self.old_at_major);
        (grows_by / 4).max((self.soft_limit / 16).min(MINIMUM_STEP / 2))
    }

    /// So many bytes were born old.
    pub(super) fn note_pretenured(&mut self, bytes: usize) {
        self.allocated_since_major += bytes;
    }

    /// After a step of a marking.
    pub(super) fn note_step(&mut self, milliseconds: f64) {
        self.gc_ms_since_major += milliseconds;
        self.total_gc_ms += milliseconds;
    }

    /// After a major collection: sets the next limit. `max_old` and the rest in bytes.
    pub(super) fn after_major(&mut self, figures: &MajorFigures) {
        let now = self.now_ms();
        let marking = figures.marked_bytes as f64 * MS_PER_MARKED_BYTE;
        let gc_ms = self.gc_ms_since_major + if self.predictable { marking } else { figures.pause_ms };
        let mutator_ms = if self.predictable {
            self.allocated_since_major as f64 * MS_PER_ALLOCATED_BYTE
        } else {
            (now - self.major_ended_ms - gc_ms).max(0.0)
        };
        self.current_utilization = mutator_ms / (mutator_ms + gc_ms).max(1e-9);
        self.average_utilization = (self.average_utilization + self.current_utilization) / 2.0;
        self.growth = self.growth(figures, mutator_ms);
        let grown = (figures.old_used as f64 * self.growth.factor) as usize;
        let wanted = grown.max(figures.old_used + MINIMUM_STEP) + figures.semi_space_bytes;
        let half_way = figures.old_used + figures.max_old.saturating_sub(figures.old_used) / 2;
        // Whoever lets go of what fills the heap may exceed the maximum a little.
        self.soft_limit = wanted.min(half_way).max(figures.old_used + super::page::PAGE_SIZE);
        self.external_at_major = figures.external_bytes;
        self.old_at_major = figures.old_used;
        if !figures.is_full {
            // Whoever emptied the heap and asked for a collection starts anew.
            self.ineffective = 0;
        } else if figures.was_needed {
            self.ineffective = if self.current_utilization < 0.4 { self.ineffective + 1 } else { 0 };
        }
        self.total_gc_ms += figures.pause_ms;
        self.had_major = true;
        (self.allocated_since_major, self.gc_ms_since_major, self.major_ended_ms) = (0, 0.0, now);
    }

    /// After a major collection: are the pages of old space, `pages` bytes of which `used` are objects, mostly holes? Then
    /// a few markings follow soon, to evacuate them: as V8's memory reducer does.
    pub(super) fn note_waste(&mut self, pages: usize, used: usize, was_reduction: bool, was_idle: bool) {
        self.is_settled = was_reduction && was_idle;
        let is_wasteful = pages.saturating_sub(used) > used.max(MINIMUM_STEP);
        self.reductions = match (is_wasteful, was_reduction && self.reductions > 0) {
            (false, _) => 0,
            (true, true) => self.reductions - 1,
            (true, false) => MAXIMUM_REDUCTIONS,
        };
    }

    /// Should a marking follow only to empty pages? Not before something was allocated; when nobody else wants the time,
    /// also if the last marking began while the mutator was busy, or old space has grown by a quarter since.
    pub(super) fn is_reduction_due(&self, is_idle: bool, old_used: usize) -> bool {
        let has_grown = old_used >= self.old_at_major + (self.old_at_major / 4).max(MINIMUM_STEP / 2);
        match is_idle {
            true => self.reductions > 0 || self.had_major && (!self.is_settled || has_grown),
            false => self.reductions > 0 && self.allocated_since_major >= MINIMUM_STEP,
        }
    }

    /// F = R(1 - MU) / (R(1 - MU) - MU) with R = collector speed / mutator speed.
    fn growth(&self, figures: &MajorFigures, mutator_ms: f64) -> Growth {
        let largest = largest_factor(figures.max_old);
        let unmeasured = Growth { factor: largest, target_utilization: TARGET_UTILIZATION, ..Growth::default() };
        if self.predictable || mutator_ms <= 0.0 || figures.marking_ms <= 0.0 || self.allocated_since_major == 0 {
            return unmeasured;
        }
        let collector_speed = figures.marked_bytes as f64 / figures.marking_ms;
        let mutator_speed = self.allocated_since_major as f64 / mutator_ms;
        let scaled = collector_speed / mutator_speed * (1.0 - TARGET_UTILIZATION);
        let factor = if scaled > TARGET_UTILIZATION { scaled / (scaled - TARGET_UTILIZATION) } else { largest };
        Growth { factor: factor.clamp(1.1, largest), collector_speed, mutator_speed, ..unmeasured }
    }

    /// Did so many major collections in a row achieve nothing that this counts as the limit? Asking forgets them.
    pub(super) fn take_ineffective(&mut self) -> bool {
        let is_reached = self.ineffective >= INEFFECTIVE_LIMIT;
        if is_reached {
            self.ineffective = 0;
        }
        is_reached
    }
}

/// 1.3 for up to 256 MiB of old space, 2 from 2 GiB on, linear between.
fn largest_factor(max_old: usize) -> f64 {
    let share = (max_old as f64 / MEBIBYTE as f64 - 256.0) / (2048.0 - 256.0);
    1.3 + 0.7 * share.clamp(0.0, 1.0)
}

/// What pacing must know of a scavenge.
pub(super) struct ScavengeFigures {
    pub(super) young_bytes: usize,
    pub(super) survived_bytes: usize,
    pub(super) pause_ms: f64,
    pub(super) capacity_pages: usize,
    pub(super) minimum_pages: usize,
    pub(super) maximum_pages: usize,
}

/// What pacing must know of a major collection.
pub(super) struct MajorFigures {
    pub(super) old_used: usize,
    pub(super) max_old: usize,
    /// Is some limit reached to four fifths?
    pub(super) is_full: bool,
    pub(super) semi_space_bytes: usize,
    pub(super) external_bytes: usize,
    pub(super) marked_bytes: usize,
    /// Milliseconds in the marking, all its steps included.
    pub(super) marking_ms: f64,
    pub(super) pause_ms: f64,
    /// Did an allocation ask for it?
    pub(super) was_needed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scavenge(survived: usize) -> ScavengeFigures {
        ScavengeFigures {
            young_bytes: MEBIBYTE,
            survived_bytes: survived,
            pause_ms: 0.0,
            capacity_pages: 4,
            minimum_pages: 4,
            maximum_pages: 64,
        }
    }

    /// A major collection that was needed and left the old generation nearly full, mebibytes.
    fn full(used: usize, maximum: usize) -> MajorFigures {
        MajorFigures {
            old_used: used * MEBIBYTE,
            max_old: maximum * MEBIBYTE,
            is_full: true,
            semi_space_bytes: MEBIBYTE,
            external_bytes: 0,
            marked_bytes: used * MEBIBYTE,
            marking_ms: 1.0,
            pause_ms: 1.0,
            was_needed: true,
        }
    }

    #[test]
    fn the_first_limit_shrinks_to_eight_mebibytes_above_what_lives() {
        let mut pacing = Pacing::new(true, 1400 * MEBIBYTE);
        for _ in 0..20 {
            pacing.after_scavenge(&scavenge(MEBIBYTE / 10), 4 * MEBIBYTE);
        }
        assert_eq!(pacing.soft_limit, 12 * MEBIBYTE);
    }

    #[test]
    fn the_next_limit_is_at_most_half_way_to_the_maximum() {
        let mut pacing = Pacing::new(true, 100 * MEBIBYTE);
        let figures = full(90, 100);
        for round in 1..=4 {
            pacing.after_major(&figures);
            assert_eq!(pacing.soft_limit, 95 * MEBIBYTE);
            assert_eq!(pacing.take_ineffective(), round == 4);
        }
    }

    #[test]
    fn a_heap_that_was_emptied_is_not_taken_for_full() {
        let mut pacing = Pacing::new(true, 100 * MEBIBYTE);
        let mut figures = full(90, 100);
        (0..4).for_each(|_| pacing.after_major(&figures));
        (figures.old_used, figures.is_full, figures.was_needed) = (MEBIBYTE, false, false);
        pacing.after_major(&figures);
        assert!(!pacing.take_ineffective());
    }

    #[test]
    fn a_heap_beyond_its_maximum_does_not_collect_for_ever() {
        let mut pacing = Pacing::new(true, 10 * MEBIBYTE);
        let figures = full(11, 10);
        pacing.after_major(&figures);
        assert!(pacing.soft_limit > 11 * MEBIBYTE, "the limit decides, not the pace");
    }

    #[test]
    fn a_nursery_that_all_survives_is_bearable() {
        let mut pacing = Pacing::new(false, 1400 * MEBIBYTE);
        // Half a mebibyte a millisecond, of which little survives: nothing tells how long the worst would take.
        let mut figures = ScavengeFigures { pause_ms: 0.1, survived_bytes: 50 << 10, ..scavenge(0) };
        figures.capacity_pages = 64;
        assert_eq!(pacing.after_scavenge(&figures, 0), 17, "the cost model's");
        (figures.pause_ms, figures.survived_bytes) = (0.5, MEBIBYTE / 4);
        (0..10).for_each(|_| figures.capacity_pages = pacing.after_scavenge(&figures, 0));
        assert_eq!(figures.capacity_pages, 5, "two and a half milliseconds' worth, of pages of a quarter mebibyte");
        figures.pause_ms = 5.0;
        (0..10).for_each(|_| figures.capacity_pages = pacing.after_scavenge(&figures, 0));
        assert_eq!(figures.capacity_pages, LEAST_NURSERY_PAGES);
    }

    #[test]
    fn a_marking_starts_when_three_quarters_of_the_growth_are_used() {
        let mut pacing = Pacing::new(true, 1400 * MEBIBYTE);
        pacing.after_major(&full(400, 1400));
        assert_eq!(pacing.runway(), (pacing.soft_limit - 400 * MEBIBYTE) / 4);
    }

    #[test]
    fn the_nursery_grows_only_while_scavenges_are_short() {
        let mut pacing = Pacing::new(true, 1400 * MEBIBYTE);
        assert_eq!(pacing.after_scavenge(&scavenge(MEBIBYTE + 1), 0), 8);
        assert_eq!(pacing.after_scavenge(&scavenge(4 * MEBIBYTE), 0), 4);
    }
}
