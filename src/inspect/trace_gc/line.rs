//! One line a collection.

use super::{Collection, Collector, MEGABYTE, Size, Tracee};

impl Tracee {
    /// `[10748:0x2b9f4c40] `
    pub(super) fn prefix(self) -> String {
        format!("[{}:{:#x}] ", self.process, self.isolate)
    }

    /// The prefix with the time: `[10748:0x2b9f4c40]       30 ms: `
    pub(super) fn stamped(self, at: f64) -> String {
        format!("{}{at:8.0} ms: ", self.prefix())
    }
}

impl Size {
    /// `3.9 (4.0)`
    fn megabytes(self) -> String {
        format!("{:.1} ({:.1})", self.used as f64 / MEGABYTE, self.committed as f64 / MEGABYTE)
    }
}

impl Collection {
    fn name(&self) -> &'static str {
        match self.collector {
            Collector::Scavenge => "Scavenge",
            Collector::MarkCompact => "Mark-Compact",
        }
    }

    /// The line of `--trace-gc`, with its line feed. It ends in a space when the collector needed no reason.
    pub(crate) fn line(&self, tracee: Tracee) -> String {
        let reduces = if self.reduces_memory { " (reduce)" } else { "" };
        let steps = self.steps.map_or(String::new(), |steps| {
            format!(
                " (+ {:.1} ms in {} steps since start of marking, biggest step {:.1} ms, walltime since start of \
                 marking {:.0} ms)",
                steps.duration, steps.count, steps.longest, steps.elapsed
            )
        });
        format!(
            "{}{}{reduces} {} -> {} MB, {:.2} / {:.2} ms {steps} (average mu = {:.3}, current mu = {:.3}) {}; {}\n",
            tracee.stamped(self.at),
            self.name(),
            self.before.megabytes(),
            self.after.megabytes(),
            self.pause,
            self.callbacks,
            self.average_utilisation,
            self.current_utilisation,
            self.reason,
            self.collector_reason,
        )
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{
        super::{Details, Steps},
        *,
    };

    /// Bytes of so many tenths of a MB.
    fn tenths(tenths: u64) -> u64 {
        (tenths as f64 / 10.0 * MEGABYTE) as u64
    }

    /// A collection from and to sizes in tenths of a MB: used, committed, used, committed.
    fn collection(collector: Collector, sizes: [u64; 4]) -> Collection {
        let [used, committed, used_after, committed_after] = sizes.map(tenths);
        Collection {
            collector,
            reduces_memory: false,
            at: 0.0,
            before: Size { used, committed },
            after: Size { used: used_after, committed: committed_after },
            pause: 0.0,
            callbacks: 0.0,
            steps: None,
            average_utilisation: 1.0,
            current_utilisation: 1.0,
            reason: "allocation failure",
            collector_reason: "",
            details: Details::default(),
        }
    }

    /// Samples of V8 11.3, and the collections that give them.
    pub(in super::super) fn samples() -> Vec<(Tracee, Collection, &'static str)> {
        let tracee = Tracee { process: 10748, isolate: 0x2b9f_4c40 };
        let scavenge = Collection { at: 30.0, pause: 3.04, ..collection(Collector::Scavenge, [39, 40, 33, 50]) };
        let marked = Collection {
            at: 145.0,
            pause: 43.53,
            steps: Some(Steps { count: 23, duration: 1.5, longest: 0.1, elapsed: 46.0 }),
            reason: "finalize incremental marking via stack guard",
            collector_reason: "GC in old space requested",
            ..collection(Collector::MarkCompact, [159, 452, 126, 456])
        };
        let forced = Collection {
            at: 443.0,
            pause: 13.26,
            average_utilisation: 0.955,
            current_utilisation: 0.955,
            reason: "testing",
            collector_reason: "GC in old space requested",
            ..collection(Collector::MarkCompact, [764, 959, 25, 362])
        };
        let reduced = Collection {
            at: 488.0,
            reduces_memory: true,
            pause: 131.33,
            steps: Some(Steps { count: 1, duration: 0.0, longest: 0.0, elapsed: 135.0 }),
            average_utilisation: 0.204,
            current_utilisation: 0.155,
            reason: "finalize incremental marking via stack guard",
            collector_reason: "GC in old space requested",
            ..collection(Collector::MarkCompact, [555, 897, 555, 577])
        };
        vec![
            (
                tracee,
                scavenge,
                "[10748:0x2b9f4c40]       30 ms: Scavenge 3.9 (4.0) -> 3.3 (5.0) MB, 3.04 / 0.00 ms  (average mu = 1.000, current mu = 1.000) allocation failure; \n",
            ),
            (
                tracee,
                marked,
                "[10748:0x2b9f4c40]      145 ms: Mark-Compact 15.9 (45.2) -> 12.6 (45.6) MB, 43.53 / 0.00 ms  (+ 1.5 ms in 23 steps since start of marking, biggest step 0.1 ms, walltime since start of marking 46 ms) (average mu = 1.000, current mu = 1.000) finalize incremental marking via stack guard; GC in old space requested\n",
            ),
            (
                tracee,
                forced,
                "[10748:0x2b9f4c40]      443 ms: Mark-Compact 76.4 (95.9) -> 2.5 (36.2) MB, 13.26 / 0.00 ms  (average mu = 0.955, current mu = 0.955) testing; GC in old space requested\n",
            ),
            (
                Tracee { process: 10774, isolate: 0x3925_7cb0 },
                reduced,
                "[10774:0x39257cb0]      488 ms: Mark-Compact (reduce) 55.5 (89.7) -> 55.5 (57.7) MB, 131.33 / 0.00 ms  (+ 0.0 ms in 1 steps since start of marking, biggest step 0.0 ms, walltime since start of marking 135 ms) (average mu = 0.204, current mu = 0.155) finalize incremental marking via stack guard; GC in old space requested\n",
            ),
        ]
    }

    #[test]
    fn lines_are_those_of_v8() {
        for (tracee, collection, expected) in samples() {
            assert_eq!(collection.line(tracee), expected);
        }
    }
}
