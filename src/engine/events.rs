//! What the collector does, as an embedder sees it.

use super::memory::Memory;
use crate::heap::{self, CollectionEvent, HeapEvent, Statistics, StepPlace};
use std::time::Duration;

/// What a collection looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CollectionKind {
    /// The young generation: survivors are copied, or promoted to the old one.
    Scavenge,
    /// Everything.
    MarkCompact,
}

/// What a collection did.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collection {
    /// Counted from 1 over the life of the engine.
    pub number: u64,
    /// What it looked at.
    pub kind: CollectionKind,
    /// Why it ran, in the words of V8's traces: `allocation failure`, `last resort`, `testing`.
    pub reason: &'static str,
    /// How long the script stood still. Steps of marking before it are not included.
    pub pause: Duration,
    /// Bytes of young objects that were copied.
    pub copied_bytes: usize,
    /// Bytes of young objects that became old.
    pub promoted_bytes: usize,
    /// Bytes of objects that were marked; 0 in a scavenge.
    pub marked_bytes: usize,
    /// Steps of marking that went before it.
    pub steps: usize,
    /// How long these steps took together.
    pub steps_time: Duration,
    /// Memory before it.
    pub before: Memory,
    /// Memory after it.
    pub after: Memory,
}

/// Something that the collector did. Times count from the making of the engine.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum CollectorEvent {
    /// A collection starts. When it turns out that it cannot be carried out, it has no end, and a more thorough one
    /// starts.
    #[non_exhaustive]
    Started {
        /// When.
        at: Duration,
        /// What it looks at.
        kind: CollectionKind,
        /// Why it runs, in the words of V8's traces.
        reason: &'static str,
        /// Memory now.
        memory: Memory,
    },
    /// A collection has ended.
    #[non_exhaustive]
    Ended {
        /// When.
        at: Duration,
        /// What it did.
        collection: Collection,
    },
    /// Marking in steps starts.
    #[non_exhaustive]
    MarkingStarted {
        /// When.
        at: Duration,
        /// Why, in the words of V8's traces.
        reason: &'static str,
        /// Memory now.
        memory: Memory,
    },
    /// A step of marking is done.
    #[non_exhaustive]
    MarkingStep {
        /// When.
        at: Duration,
        /// How long it took.
        took: Duration,
        /// Bytes of objects that it marked.
        marked_bytes: usize,
        /// Whether it was made while there was nothing else to do.
        is_idle: bool,
    },
    /// A step of sweeping, or of giving memory back to the system, is done.
    #[non_exhaustive]
    SweepingStep {
        /// When.
        at: Duration,
        /// How long it took.
        took: Duration,
    },
    /// Everything is marked. The collection that ends the marking starts next.
    #[non_exhaustive]
    MarkingEnded {
        /// When.
        at: Duration,
    },
    /// An allocation was refused: there is no memory within the limits.
    #[non_exhaustive]
    Refused {
        /// When.
        at: Duration,
    },
    /// The time for a sample has come.
    #[non_exhaustive]
    Sampled {
        /// When.
        at: Duration,
        /// Memory now.
        memory: Memory,
    },
}

/// Names a listener, so that it can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watch {
    pub(super) subscription: heap::Subscription,
    pub(super) engine: u64,
}

fn duration(milliseconds: f64) -> Duration {
    Duration::try_from_secs_f64(milliseconds / 1e3).unwrap_or_default()
}

impl CollectionKind {
    fn of(kind: heap::CollectionKind) -> CollectionKind {
        match kind {
            heap::CollectionKind::Scavenge => CollectionKind::Scavenge,
            heap::CollectionKind::MarkCompact => CollectionKind::MarkCompact,
        }
    }
}

impl Collection {
    fn of(event: &CollectionEvent, after: &Statistics) -> Collection {
        let after = Memory::of(after);
        Collection {
            number: event.number,
            kind: CollectionKind::of(event.kind),
            reason: event.reason_text(),
            pause: duration(event.pause_ms),
            copied_bytes: event.scavenge.copied_bytes,
            promoted_bytes: event.scavenge.promoted_bytes,
            marked_bytes: event.marking.map_or(0, |counts| counts.marked_bytes),
            steps: event.incremental.map_or(0, |figures| figures.steps),
            steps_time: duration(event.incremental.map_or(0.0, |figures| figures.steps_ms)),
            before: Memory {
                heap_total: event.committed_before,
                heap_used: event.used_before,
                external: event.external_before,
                ..after
            },
            after,
        }
    }
}

impl CollectorEvent {
    /// What an embedder is told of an event of the heap; not everything is.
    pub(super) fn of(event: &HeapEvent<'_>) -> Option<CollectorEvent> {
        Some(match event {
            HeapEvent::CollectionStarted { kind, reason, at_ms, before } => CollectorEvent::Started {
                at: duration(*at_ms),
                kind: CollectionKind::of(*kind),
                reason: reason.text(),
                memory: Memory::of(&before.statistics),
            },
            HeapEvent::CollectionEnded { event, after } => CollectorEvent::Ended {
                at: duration(event.end_ms),
                collection: Collection::of(event, &after.statistics),
            },
            HeapEvent::MarkingStarted { start, figures } => CollectorEvent::MarkingStarted {
                at: duration(start.at_ms),
                reason: start.reason.text(),
                memory: Memory::of(&figures.statistics),
            },
            HeapEvent::MarkingStep(step) => CollectorEvent::MarkingStep {
                at: duration(step.at_ms),
                took: duration(step.took_ms),
                marked_bytes: step.marked_bytes,
                is_idle: step.place == StepPlace::Idle,
            },
            HeapEvent::SweepingStep { at_ms, took_ms } => {
                CollectorEvent::SweepingStep { at: duration(*at_ms), took: duration(*took_ms) }
            }
            HeapEvent::MarkingEnded { at_ms, .. } => CollectorEvent::MarkingEnded { at: duration(*at_ms) },
            HeapEvent::Refused { at_ms } => CollectorEvent::Refused { at: duration(*at_ms) },
            HeapEvent::Sampled { at_ms, figures } => {
                CollectorEvent::Sampled { at: duration(*at_ms), memory: Memory::of(&figures.statistics) }
            }
            HeapEvent::LimitSet { .. } | HeapEvent::NearLimit { .. } => return None,
        })
    }
}
