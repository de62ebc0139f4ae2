//! What `v8.GCProfiler` tells of collections: Node's report, as JSON.

use crate::heap::{CollectionKind, Figures, HeapEvent, SpaceName};
use std::collections::VecDeque;
use std::fmt::Write;

/// Collections that a profile holds; older ones are dropped.
const MOST_RECORDS: usize = 1 << 14;

/// A profile in the making.
pub(crate) struct GcProfile {
    /// Milliseconds since 1970.
    started: u64,
    records: VecDeque<Record>,
    before: Option<Box<Figures>>,
}

struct Record {
    kind: &'static str,
    /// Microseconds.
    cost: f64,
    before: Box<Figures>,
    after: Box<Figures>,
}

impl GcProfile {
    /// An empty profile; `started` in milliseconds since 1970.
    pub(crate) fn new(started: u64) -> GcProfile {
        GcProfile { started, records: VecDeque::new(), before: None }
    }

    /// Listens to the heap.
    pub(crate) fn hear(&mut self, event: &HeapEvent<'_>) {
        match event {
            HeapEvent::CollectionStarted { before, .. } => self.before = Some(Box::new(**before)),
            HeapEvent::CollectionEnded { event, after } => {
                let Some(before) = self.before.take() else { return };
                let kind = match event.kind {
                    CollectionKind::Scavenge => "Scavenge",
                    CollectionKind::MarkCompact => "MarkSweepCompact",
                };
                self.keep(Record { kind, cost: event.pause_ms * 1e3, before, after: Box::new(**after) });
            }
            HeapEvent::MarkingStarted { start, figures } => {
                let figures = Box::new(**figures);
                let cost = start.took_ms * 1e3;
                self.keep(Record { kind: "IncrementalMarking", cost, before: figures.clone(), after: figures });
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
        let mut text = format!("{{\"version\":1,\"startTime\":{},\"statistics\":[", self.started);
        for (index, record) in self.records.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            // Writing to a String cannot fail.
            let _ = write!(
                text,
                "{comma}{{\"gcType\":\"{}\",\"beforeGC\":{},\"cost\":{:.3},\"afterGC\":{}}}",
                record.kind,
                figures(&record.before),
                record.cost,
                figures(&record.after)
            );
        }
        let _ = write!(text, "],\"endTime\":{ended}}}");
        text
    }
}

/// An object of numbers.
fn object(members: &[(&str, usize)]) -> String {
    let members: Vec<String> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    members.join(",")
}

/// The heap at one moment, under the names of Node.
fn figures(figures: &Figures) -> String {
    let statistics = &figures.statistics;
    let code = figures.spaces.iter().find(|space| space.name == SpaceName::Code).map_or(0, |space| space.committed);
    let whole = object(&[
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
    let spaces: Vec<String> = figures
        .spaces
        .iter()
        .map(|space| {
            let sizes = object(&[
                ("spaceSize", space.committed),
                ("spaceUsedSize", space.used),
                ("spaceAvailableSize", space.available),
                ("physicalSpaceSize", space.committed),
            ]);
            format!("{{\"spaceName\":\"{}\",{sizes}}}", space.name.text())
        })
        .collect();
    format!("{{\"heapStatistics\":{{{whole}}},\"heapSpaceStatistics\":[{}]}}", spaces.join(","))
}
