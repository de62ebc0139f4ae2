//! A collection as pairs of `name=value`.

use super::{Collection, Collector, Tracee};

impl Collection {
    /// The line of `--trace-gc-nvp`, with its line feed. V8 has other names for some figures of a full collection.
    pub(crate) fn pairs(&self, tracee: Tracee) -> String {
        let (kind, incremental) = match self.collector {
            Collector::Scavenge => ("s", self.steps_of_scavenge()),
            Collector::MarkCompact => ("mc", self.steps_of_marking()),
        };
        let mut line = format!(
            "{}pause={:.1} mutator={:.1} gc={kind} reduce_memory={} time_to_safepoint=0.00 ",
            tracee.stamped(self.at),
            self.pause,
            self.details.mutator,
            u8::from(self.reduces_memory),
        );
        for (name, duration) in &self.details.phases {
            line.push_str(&format!("{name}={duration:.2} "));
        }
        line.push_str(&incremental);
        line.push_str(&self.sizes());
        for (name, value) in &self.details.extra {
            line.push_str(&format!(" {name}={value}"));
        }
        line.push('\n');
        line
    }

    fn steps_of_scavenge(&self) -> String {
        let (count, duration) = self.steps.map_or((0, 0.0), |steps| (steps.count, steps.duration));
        format!(
            "incremental.steps_count={count} incremental.steps_took={duration:.1} scavenge_throughput={:.0} ",
            self.details.scavenge_throughput
        )
    }

    fn steps_of_marking(&self) -> String {
        let [count, duration, longest, elapsed] =
            self.steps.map_or([0.0; 4], |steps| [f64::from(steps.count), steps.duration, steps.longest, steps.elapsed]);
        format!(
            "incremental={duration:.1} incremental_longest_step={longest:.1} incremental_steps_count={count:.0} \
             incremental_marking_throughput={:.0} incremental_walltime_duration={elapsed:.0} ",
            self.details.marking_throughput
        )
    }

    /// The pairs of sizes and rates, in V8's order.
    fn sizes(&self) -> String {
        let details = &self.details;
        let survival_rate = match self.collector {
            Collector::Scavenge => "new_space_survive_rate_",
            Collector::MarkCompact => "new_space_survive_rate",
        };
        format!(
            "total_size_before={} total_size_after={} holes_size_before={} holes_size_after={} allocated={} \
             promoted={} new_space_survived={} promotion_ratio={:.1}% average_survival_ratio={:.1}% \
             promotion_rate={:.1}% {survival_rate}={:.1}% new_space_allocation_throughput={:.1} unmapper_chunks=0",
            self.before.used,
            self.after.used,
            details.holes_before,
            details.holes_after,
            details.allocated,
            details.promoted,
            details.survived,
            details.promotion_ratio,
            details.average_survival_ratio,
            details.promotion_rate,
            details.survival_rate,
            details.allocation_throughput,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Details, line::tests::samples};

    #[test]
    fn pairs_of_a_scavenge_are_in_the_order_of_v8() {
        let (tracee, mut scavenge, _) = samples().swap_remove(0);
        scavenge.pause = 1.3;
        scavenge.details = Details {
            mutator: 16.7,
            phases: vec![("scavenge", 1.14), ("scavenge.roots", 0.07)],
            scavenge_throughput: 802_866.0,
            allocated: 4_074_352,
            survived: 558_488,
            average_survival_ratio: 54.2,
            survival_rate: 54.2,
            extra: vec![("promoted_by_age", 7)],
            ..Details::default()
        };
        scavenge.before.used = 4_074_352;
        scavenge.after.used = 3_672_952;
        assert_eq!(
            scavenge.pairs(tracee),
            "[10748:0x2b9f4c40]       30 ms: pause=1.3 mutator=16.7 gc=s reduce_memory=0 time_to_safepoint=0.00 \
             scavenge=1.14 scavenge.roots=0.07 incremental.steps_count=0 incremental.steps_took=0.0 \
             scavenge_throughput=802866 total_size_before=4074352 total_size_after=3672952 holes_size_before=0 \
             holes_size_after=0 allocated=4074352 promoted=0 new_space_survived=558488 promotion_ratio=0.0% \
             average_survival_ratio=54.2% promotion_rate=0.0% new_space_survive_rate_=54.2% \
             new_space_allocation_throughput=0.0 unmapper_chunks=0 promoted_by_age=7\n"
        );
    }

    #[test]
    fn pairs_of_a_full_collection_have_names_of_their_own() {
        let (tracee, mut marked, _) = samples().swap_remove(1);
        marked.details.marking_throughput = 475_267.0;
        marked.before.used = 18_422_088;
        marked.after.used = 2_651_784;
        assert_eq!(
            marked.pairs(tracee),
            "[10748:0x2b9f4c40]      145 ms: pause=43.5 mutator=0.0 gc=mc reduce_memory=0 time_to_safepoint=0.00 \
             incremental=1.5 incremental_longest_step=0.1 incremental_steps_count=23 \
             incremental_marking_throughput=475267 incremental_walltime_duration=46 total_size_before=18422088 \
             total_size_after=2651784 holes_size_before=0 holes_size_after=0 allocated=0 promoted=0 \
             new_space_survived=0 promotion_ratio=0.0% average_survival_ratio=0.0% promotion_rate=0.0% \
             new_space_survive_rate=0.0% new_space_allocation_throughput=0.0 unmapper_chunks=0\n"
        );
    }
}
