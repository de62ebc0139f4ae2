//! What `v8.GCProfiler` tells of collections: Node's report, as JSON.

use super::json::{list, milliseconds, object, quoted};
use crate::heap::{CollectionKind, Figures, HeapEvent, SpaceName};
use std::collections::VecDeque;

/// Collections that a profile holds; older ones are dropped.
const MOST_RECORDS: usize = 1 << 14;

/// A profile in the making.
pub(crate) struct GcProfile {
    /// Milliseconds since 1970.
    started: u64,
    records: VecDeque<Record>,
    before: Option<Figures>,
}

struct Record {
    kind: &'static str,
    /// Microseconds.
    cost: f64,
    before: Figures,
    after: Figures,
}

impl GcProfile {
    /// An empty profile; `started` in milliseconds since 1970.
    pub(crate) fn new(started: u64) -> GcProfile {
        GcProfile { started, records: VecDeque::new(), before: None }
    }

    /// Listens to the heap.
    pub(crate) fn hear(&mut self, event: &HeapEvent<'_>) {
        match event {
            HeapEvent::CollectionStarted { before, .. } => self.before = Some(**before),
            HeapEvent::CollectionEnded { event, after } => {
                let Some(before) = self.before.take() else { return };
                let kind = match event.kind {
                    CollectionKind::Scavenge => "Scavenge",
                    CollectionKind::MarkCompact => "MarkSweepCompact",
                };
                self.keep(Record { kind, cost: event.pause_ms * 1e3, before, after: **after });
            }
            HeapEvent::MarkingStarted { start, figures } => {
                let cost = start.took_ms * 1e3;
                self.keep(Record { kind: "IncrementalMarking", cost, before: **figures, after: **figures });
            }
            _ => {}
        }
    }

    fn keep(&mut self, record: Record) {
        if self.records.len() == MOST_RECORDS {
            self.records.pop_front();
        }
        self.records.push_back(record);
    }

    /// The report; `ended` in milliseconds since 1970.
    pub(crate) fn report(&self, ended: u64) -> String {
        let records = self.records.iter().map(|record| {
            object(&[
                ("gcType", quoted(record.kind)),
                ("beforeGC", heap_at(&record.before)),
                ("cost", milliseconds(record.cost)),
                ("afterGC", heap_at(&record.after)),
            ])
        });
        object(&[
            ("version", "1".to_owned()),
            ("startTime", self.started.to_string()),
            ("statistics", list(records)),
            ("endTime", ended.to_string()),
        ])
    }
}

fn numbers(members: &[(&'static str, usize)]) -> Vec<(&'static str, String)> {
    members.iter().map(|&(name, value)| (name, value.to_string())).collect()
}

/// The heap at one moment, under the names of Node.
fn heap_at(figures: &Figures) -> String {
    let statistics = &figures.statistics;
    let code = figures.spaces.iter().find(|space| space.name == SpaceName::Code).map_or(0, |space| space.committed);
    let whole = numbers(&[
        ("totalHeapSize", statistics.total_heap_size),
        ("totalHeapSizeExecutable", code),
        ("totalPhysicalSize", statistics.total_heap_size),
        ("totalAvailableSize", statistics.heap_size_limit.saturating_sub(statistics.used_heap_size)),
        ("totalGlobalHandlesSize", statistics.roots * 8),
        ("usedGlobalHandlesSize", statistics.roots * 8),
        ("usedHeapSize", statistics.used_heap_size),
        ("heapSizeLimit", statistics.heap_size_limit),
        ("mallocedMemory", statistics.external_bytes),
        ("externalMemory", statistics.external_bytes),
        ("peakMallocedMemory", statistics.external_bytes),
    ]);
    let spaces = figures.spaces.iter().map(|space| {
        let mut members = vec![("spaceName", quoted(space.name.text()))];
        members.extend(numbers(&[
            ("spaceSize", space.committed),
            ("spaceUsedSize", space.used),
            ("spaceAvailableSize", space.available),
            ("physicalSpaceSize", space.committed),
        ]));
        object(&members)
    });
    object(&[("heapStatistics", object(&whole)), ("heapSpaceStatistics", list(spaces))])
}
