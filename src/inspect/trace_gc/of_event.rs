//! What a heap tells, in V8's terms.

use super::spaces::{Row, SpaceTotals};
use super::{Collection, Collector, Details, Size, Steps};
use crate::heap::{CollectionEvent, CollectionKind, Figures, PAGE_SIZE, Phases, SpaceName};
use std::collections::VecDeque;

/// Collections over which survival is averaged.
const AVERAGED: usize = 10;

/// What figures of past collections the next ones are compared with.
#[derive(Debug, Default)]
pub(super) struct History {
    /// Per cent of the new space that survived, newest last.
    survival: VecDeque<f64>,
    /// Bytes that the last scavenge left in the new space.
    copied: usize,
    /// Bytes of the new space, and milliseconds, of all scavenges.
    scavenged: (f64, f64),
}

impl History {
    /// A collection as V8 tells it. `before` and `after` are the figures around it.
    pub(super) fn collection(&mut self, event: &CollectionEvent, before: &Figures, after: &Figures) -> Collection {
        let is_scavenge = event.kind == CollectionKind::Scavenge;
        Collection {
            collector: if is_scavenge { Collector::Scavenge } else { Collector::MarkCompact },
            reduces_memory: event.reduce,
            at: event.end_ms,
            before: Size { used: event.used_before as u64, committed: event.committed_before as u64 },
            after: Size { used: event.used_after as u64, committed: event.committed_after as u64 },
            pause: event.pause_ms,
            callbacks: 0.0,
            steps: event.incremental.map(|figures| Steps {
                count: u32::try_from(figures.steps).unwrap_or(u32::MAX),
                duration: figures.steps_ms,
                longest: figures.longest_ms,
                elapsed: figures.since_start_ms,
            }),
            average_utilisation: event.average_mutator_utilization,
            current_utilisation: event.current_mutator_utilization,
            reason: event.reason_text(),
            collector_reason: event.reason.collector_text(event.kind),
            details: self.details(event, before, after),
        }
    }

    fn details(&mut self, event: &CollectionEvent, before: &Figures, after: &Figures) -> Details {
        let scavenge = &event.scavenge;
        let of = |part: usize, whole: usize| if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 };
        let (promotion_ratio, survival_rate) =
            (of(scavenge.promoted_bytes, event.young_before), of(scavenge.copied_bytes, event.young_before));
        let is_scavenge = event.kind == CollectionKind::Scavenge;
        if is_scavenge {
            if self.survival.len() == AVERAGED {
                self.survival.pop_front();
            }
            self.survival.push_back(promotion_ratio + survival_rate);
            self.scavenged.0 += event.young_before as f64;
            self.scavenged.1 += event.pause_ms;
        }
        let promotion_rate = of(scavenge.promoted_bytes, self.copied);
        self.copied = scavenge.copied_bytes;
        let average = self.survival.iter().sum::<f64>() / self.survival.len().max(1) as f64;
        let speed = |bytes: f64, milliseconds: f64| if milliseconds > 0.0 { bytes / milliseconds } else { 0.0 };
        let steps_ms = event.incremental.map_or(0.0, |figures| figures.steps_ms);
        Details {
            mutator: event.mutator_ms,
            phases: phases(event),
            scavenge_throughput: speed(self.scavenged.0, self.scavenged.1),
            marking_throughput: speed(event.marking.map_or(0.0, |counts| counts.marked_bytes as f64), steps_ms),
            holes_before: holes(before),
            holes_after: holes(after),
            allocated: event.allocated as u64,
            promoted: scavenge.promoted_bytes as u64,
            survived: scavenge.copied_bytes as u64,
            promotion_ratio,
            average_survival_ratio: average,
            promotion_rate,
            survival_rate,
            allocation_throughput: speed(event.allocated as f64, event.mutator_ms),
            extra: vec![
                ("promoted_by_age", scavenge.promoted_by_age as u64),
                ("promoted_by_fill", scavenge.promoted_by_fill as u64),
                ("pretenured", event.pretenured_bytes as u64),
            ],
        }
    }
}

/// The parts of a collection, in V8's order of their names.
fn phases(event: &CollectionEvent) -> Vec<(&'static str, f64)> {
    let Phases { scavenge, mark, clear, evacuate, sweep } = event.phases;
    match event.kind {
        CollectionKind::Scavenge => vec![("scavenge", scavenge)],
        // V8 promotes what is young while it evacuates.
        CollectionKind::MarkCompact => {
            vec![("clear", clear), ("evacuate", evacuate + scavenge), ("mark", mark), ("sweep", sweep)]
        }
    }
}

/// Bytes on the pages of old objects that hold none.
fn holes(figures: &Figures) -> u64 {
    let is_old = |name: SpaceName| matches!(name, SpaceName::Old | SpaceName::Code);
    figures.spaces.iter().filter(|space| is_old(space.name)).map(|space| space.available as u64).sum()
}

/// V8's names of spaces, in its order. What ours has not is empty: there are no read-only and no young large objects, and
/// large code objects lie with the others.
const ROWS: [(&str, Option<SpaceName>); 7] = [
    ("Read-only space", None),
    ("New space", Some(SpaceName::New)),
    ("New large object space", None),
    ("Old space", Some(SpaceName::Old)),
    ("Code space", Some(SpaceName::Code)),
    ("Large object space", Some(SpaceName::LargeObject)),
    ("Code large object space", None),
];

/// The spaces as `--trace-gc-verbose` shows them.
pub(super) fn space_totals(figures: &Figures) -> SpaceTotals {
    let statistics = &figures.statistics;
    let committed = statistics.total_heap_size as u64;
    let left = (statistics.heap_size_limit as u64).saturating_sub(committed);
    let mut rows = vec![Row { name: "Memory allocator", used: committed, available: left, committed: None }];
    for (name, space) in ROWS {
        let figures = space.and_then(|space| figures.spaces.iter().find(|figures| figures.name == space));
        let of = |figure: fn(&crate::heap::SpaceStatistics) -> usize| figures.map_or(0, figure) as u64;
        let committed = Some(of(|space| space.committed));
        rows.push(Row { name, used: of(|space| space.used), available: of(|space| space.available), committed });
    }
    let available: u64 = left + figures.spaces.iter().map(|space| space.available as u64).sum::<u64>();
    let used: u64 = figures.spaces.iter().map(|space| space.used as u64).sum();
    rows.push(Row { name: "All spaces", used, available, committed: Some(committed) });
    SpaceTotals {
        rows,
        pooled_pages: (statistics.pooled_bytes / PAGE_SIZE) as u64,
        pooled: statistics.pooled_bytes as u64,
        external: statistics.external_bytes as u64,
        backing_stores: statistics.external_bytes.saturating_sub(figures.external_heap_bytes) as u64,
        collecting: figures.collecting_ms,
    }
}
