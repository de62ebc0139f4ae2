//! What marking in steps is doing, and how limits follow from speeds.

use super::{MEGABYTE, Tracee};
use crate::heap::{Growth, MarkingStart, MarkingStep, StepPlace};

/// Bytes in what V8 calls a KB.
const KILOBYTE: usize = 1024;

/// Whole megabytes.
fn megabytes(bytes: usize) -> usize {
    bytes / MEGABYTE as usize
}

/// `37MB / 64MB / 27MB`: a size, its limit, and what is left.
fn size_and_limit(size: usize, limit: usize) -> String {
    format!("{}MB / {}MB / {}MB", megabytes(size), megabytes(limit), megabytes(limit.saturating_sub(size)))
}

impl Tracee {
    /// Lines about marking, all of one moment.
    fn about_marking(self, at: f64, texts: &[String]) -> String {
        texts.iter().map(|text| format!("{}[IncrementalMarking] {text}\n", self.stamped(at))).collect()
    }

    /// The start of marking in steps.
    pub(super) fn start_of_marking(self, start: &MarkingStart) -> String {
        let old = size_and_limit(start.old_bytes, start.limit);
        let all = size_and_limit(
            start.old_bytes.saturating_add(start.external_bytes),
            start.limit.saturating_add(start.external_limit),
        );
        let reason = start.reason.text();
        self.about_marking(
            start.at_ms,
            &[
                format!("Start ({reason}): (size/limit/slack) v8: {old} global: {all}"),
                "Start marking".to_owned(),
                "Black allocation started".to_owned(),
                "Running".to_owned(),
            ],
        )
    }

    /// A step. What is owed is for allocation, and the rest so that the cycle ends.
    pub(super) fn step_of_marking(self, step: &MarkingStep) -> String {
        let (wanted, owed) = (step.wanted_bytes / KILOBYTE, step.owed_bytes.min(step.wanted_bytes) / KILOBYTE);
        let before = step.all_took_ms - step.took_ms;
        let speed = (step.marked_so_far - step.marked_bytes) as f64 / before.max(1e-3);
        let behind = step.owed_bytes / KILOBYTE;
        let mut texts = Vec::with_capacity(4);
        if step.place == StepPlace::Allocation {
            let progress = wanted - owed;
            texts.push(format!(
                "Scheduled {wanted}KB to mark based on allocation (progress={progress}KB, allocation={owed}KB)"
            ));
        }
        texts.push(format!("Marking speed {:.0}KB/ms", speed / KILOBYTE as f64));
        texts.push(match behind {
            0 => "Marker is 0KB ahead of schedule".to_owned(),
            _ => format!("Marker is {behind}KB behind schedule"),
        });
        texts.push(format!(
            "Step {} V8: {}KB ({wanted}KB), embedder: {:.6}ms ({:.6}ms) in {:.1}",
            match step.place {
                StepPlace::Allocation => "in v8",
                StepPlace::Idle => "in task",
            },
            step.marked_bytes / KILOBYTE,
            0.0,
            0.0,
            step.took_ms,
        ));
        self.about_marking(step.at_ms, &texts)
    }

    /// A scavenge that comes while marking goes on.
    pub(super) fn scavenge_during_marking(self, at: f64) -> String {
        self.about_marking(at, &["Scavenge during marking.".to_owned()])
    }

    /// The end of marking in steps.
    pub(super) fn end_of_marking(self, at: f64, old_bytes: usize, limit: usize) -> String {
        let (old, limit, overshoot) =
            (megabytes(old_bytes), megabytes(limit), megabytes(old_bytes.saturating_sub(limit)));
        self.about_marking(
            at,
            &[
                format!("Stopping: old generation {old}MB, limit {limit}MB, overshoot {overshoot}MB"),
                "Black allocation finished".to_owned(),
            ],
        )
    }

    /// How the limit of the old generation was found: for `--trace-gc-verbose`.
    pub(super) fn limit_of_old_generation(self, at: f64, old_bytes: usize, limit: usize, growth: &Growth) -> String {
        let Growth { factor, target_utilization, collector_speed, mutator_speed } = growth;
        let ratio = if *mutator_speed > 0.0 { collector_speed / mutator_speed } else { 0.0 };
        let (old, limit) = (old_bytes / KILOBYTE, limit / KILOBYTE);
        format!(
            "{0}[HeapController] factor {factor:.1} based on mu={target_utilization:.3}, speed_ratio={ratio:.0} \
             (gc={collector_speed:.0}, mutator={mutator_speed:.0})\n{0}[HeapController] Limit: old size: {old} KB, new \
             limit: {limit} KB ({factor:.1})\n",
            self.stamped(at)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::heap::Reason;

    const TRACEE: Tracee = Tracee { process: 13478, isolate: 0x18ab_6ce0 };

    #[test]
    fn a_start_tells_sizes_limits_and_what_is_left() {
        let start = MarkingStart {
            at_ms: 175.0,
            took_ms: 0.2,
            reason: Reason::AllocationLimit,
            old_bytes: 37 << 20,
            limit: 37 << 20,
            external_bytes: 0,
            external_limit: 27 << 20,
        };
        assert_eq!(
            TRACEE.start_of_marking(&start),
            "[13478:0x18ab6ce0]      175 ms: [IncrementalMarking] Start (allocation limit): (size/limit/slack) v8: 37MB \
             / 37MB / 0MB global: 37MB / 64MB / 27MB\n\
             [13478:0x18ab6ce0]      175 ms: [IncrementalMarking] Start marking\n\
             [13478:0x18ab6ce0]      175 ms: [IncrementalMarking] Black allocation started\n\
             [13478:0x18ab6ce0]      175 ms: [IncrementalMarking] Running\n"
        );
    }

    #[test]
    fn steps_tell_what_was_owed_and_done() {
        let step = MarkingStep {
            at_ms: 180.0,
            place: StepPlace::Allocation,
            owed_bytes: 256 << 10,
            wanted_bytes: 407 << 10,
            marked_bytes: 128 << 10,
            marked_so_far: 1152 << 10,
            took_ms: 2.2,
            all_took_ms: 3.2,
        };
        assert_eq!(
            TRACEE.step_of_marking(&step),
            "[13478:0x18ab6ce0]      180 ms: [IncrementalMarking] Scheduled 407KB to mark based on allocation \
             (progress=151KB, allocation=256KB)\n\
             [13478:0x18ab6ce0]      180 ms: [IncrementalMarking] Marking speed 1024KB/ms\n\
             [13478:0x18ab6ce0]      180 ms: [IncrementalMarking] Marker is 256KB behind schedule\n\
             [13478:0x18ab6ce0]      180 ms: [IncrementalMarking] Step in v8 V8: 128KB (407KB), embedder: 0.000000ms \
             (0.000000ms) in 2.2\n"
        );
        let idle = MarkingStep { place: StepPlace::Idle, owed_bytes: 0, ..step };
        assert_eq!(
            TRACEE.step_of_marking(&idle).lines().nth(2),
            Some(
                "[13478:0x18ab6ce0]      180 ms: [IncrementalMarking] Step in task V8: 128KB (407KB), embedder: \
                 0.000000ms (0.000000ms) in 2.2"
            )
        );
    }

    #[test]
    fn the_end_and_the_limit_are_told_as_v8_tells_them() {
        assert_eq!(
            TRACEE.end_of_marking(200.0, 12 << 20, 11 << 20),
            "[13478:0x18ab6ce0]      200 ms: [IncrementalMarking] Stopping: old generation 12MB, limit 11MB, overshoot \
             1MB\n[13478:0x18ab6ce0]      200 ms: [IncrementalMarking] Black allocation finished\n"
        );
        let growth = Growth { factor: 4.0, target_utilization: 0.97, collector_speed: 0.0, mutator_speed: 743_788.0 };
        assert_eq!(
            TRACEE.limit_of_old_generation(167.0, 2593 << 10, 26892 << 10, &growth),
            "[13478:0x18ab6ce0]      167 ms: [HeapController] factor 4.0 based on mu=0.970, speed_ratio=0 (gc=0, \
             mutator=743788)\n[13478:0x18ab6ce0]      167 ms: [HeapController] Limit: old size: 2593 KB, new limit: \
             26892 KB (4.0)\n"
        );
    }
}
