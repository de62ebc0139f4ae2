//! What the collector does, as data: a stream that listeners are told, and a ring of the last collections. The rooms above
//! make trace lines, reports and charts of it.
//!
//! A listener gets plain figures while the heap is borrowed: it cannot reach the heap, so it can neither allocate in it
//! nor start a collection. It runs within pauses and should be quick.

use super::Heap;
use super::limits::Bound;
use super::map::Moment;
use super::marker::MarkCounts;
use super::marking::IncrementalFigures;
use super::pacing::Growth;
use super::scavenger::ScavengeCounts;
use super::statistics::{SpaceStatistics, Statistics};
use std::collections::VecDeque;

/// Events that the ring keeps.
const RING: usize = 256;

/// What kind of collection it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CollectionKind {
    /// Of the nursery.
    Scavenge,
    /// Of everything.
    MarkCompact,
}

/// Why a collection ran; `text` is V8's wording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// The nursery was full, or a space had no room.
    AllocationFailure,
    /// Old space reached the limit that pacing set.
    AllocationLimit,
    /// A scavenge might have exceeded the limit of old space.
    ScavengeMightFail,
    /// External memory grew by 32 MiB, or reached its limit.
    ExternalMemoryPressure,
    /// The last attempt before giving up.
    LastResort,
    /// Asked for by a test or script.
    Testing,
    /// Asked for before a heap snapshot.
    HeapProfiler,
    /// The embedder says that memory is low.
    LowMemory,
    /// Old pages are mostly holes.
    MemoryReducer,
    /// The embedder has nothing to do.
    Idle,
    /// A stress mode.
    Stress,
}

impl Reason {
    /// As V8's trace lines say it.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Reason::AllocationFailure | Reason::Stress | Reason::ScavengeMightFail => "allocation failure",
            Reason::AllocationLimit => "allocation limit",
            Reason::ExternalMemoryPressure => "external memory pressure",
            Reason::LastResort => "last resort",
            Reason::Testing => "testing",
            Reason::HeapProfiler => "heap profiler",
            Reason::LowMemory => "low memory notification",
            Reason::MemoryReducer => "memory reducer",
            Reason::Idle => "task",
        }
    }

    /// Did an allocation need it, rather than somebody ask for it?
    pub(super) fn is_needed(self) -> bool {
        !matches!(
            self,
            Reason::Testing
                | Reason::HeapProfiler
                | Reason::LowMemory
                | Reason::Idle
                | Reason::MemoryReducer
                | Reason::Stress
        )
    }

    /// The collector's own reason in V8's trace lines; empty for a scavenge.
    pub(crate) fn collector_text(self, kind: CollectionKind) -> &'static str {
        match (kind, self) {
            (CollectionKind::Scavenge, _) => "",
            (_, Reason::ScavengeMightFail) => "scavenge might not succeed",
            _ => "GC in old space requested",
        }
    }
}

/// Milliseconds that the parts of a collection took.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Phases {
    /// Copying and promoting young objects.
    pub(crate) scavenge: f64,
    /// Marking, steps before the pause not included.
    pub(crate) mark: f64,
    /// Clearing what is weak, and letting go of what dead objects owned.
    pub(crate) clear: f64,
    /// Moving old objects within a full collection.
    pub(crate) evacuate: f64,
    /// Sweeping.
    pub(crate) sweep: f64,
}

/// The parts of the collection that runs, as far as they are over.
#[derive(Debug, Default)]
pub(super) struct Laps {
    last_ms: f64,
    phases: Phases,
}

/// One collection. Bytes, objects and milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct CollectionEvent {
    /// Counted from 1 over the life of the heap.
    pub(crate) number: u64,
    /// The kind.
    pub(crate) kind: CollectionKind,
    /// Was memory given back eagerly?
    pub(crate) reduce: bool,
    /// The reason.
    pub(crate) reason: Reason,
    /// Milliseconds from the heap's making to the end of the collection.
    pub(crate) end_ms: f64,
    /// Milliseconds the mutator was stopped.
    pub(crate) pause_ms: f64,
    /// Its parts.
    pub(crate) phases: Phases,
    /// Milliseconds the mutator had since the previous collection.
    pub(crate) mutator_ms: f64,
    /// Bytes of objects before.
    pub(crate) used_before: usize,
    /// Bytes of objects after.
    pub(crate) used_after: usize,
    /// Committed bytes before.
    pub(crate) committed_before: usize,
    /// Committed bytes after.
    pub(crate) committed_after: usize,
    /// External bytes before.
    pub(crate) external_before: usize,
    /// External bytes after.
    pub(crate) external_after: usize,
    /// Bytes of young objects before.
    pub(crate) young_before: usize,
    /// Bytes allocated since the previous collection.
    pub(crate) allocated: usize,
    /// Average mutator utilisation, 0 to 1; changes with major collections only.
    pub(crate) average_mutator_utilization: f64,
    /// Mutator utilisation since the previous major collection, 0 to 1.
    pub(crate) current_mutator_utilization: f64,
    /// What the scavenge (or the promotion of all before a marking) did.
    pub(crate) scavenge: ScavengeCounts,
    /// Bytes born old since the collection before, because what their sites make survives.
    pub(crate) pretenured_bytes: usize,
    /// What the marking did, in a major collection.
    pub(crate) marking: Option<MarkCounts>,
    /// The incremental part of that marking, if it had one.
    pub(crate) incremental: Option<IncrementalFigures>,
    /// Bytes of old objects at which the next major collection starts.
    pub(crate) next_limit: usize,
    /// Bytes of one semi-space afterwards.
    pub(crate) semi_space_bytes: usize,
}

impl CollectionEvent {
    /// Why it ran, as V8's trace lines say it: of marking in steps, who ended it.
    pub(crate) fn reason_text(&self) -> &'static str {
        match self.incremental {
            Some(figures) if figures.was_idle => "finalize incremental marking via task",
            Some(_) => "finalize incremental marking via stack guard",
            None => self.reason.text(),
        }
    }
}

/// The heap at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figures {
    /// The heap as a whole.
    pub(crate) statistics: Statistics,
    /// Its spaces.
    pub(crate) spaces: [SpaceStatistics; 4],
    /// External bytes that count as heap: source texts and trees. The rest are buffers and scratch memory.
    pub(crate) external_heap_bytes: usize,
    /// Milliseconds in collections so far.
    pub(crate) collecting_ms: f64,
}

/// One thing that happened. Times are milliseconds since the heap was made.
#[derive(Clone, Debug)]
pub(crate) enum HeapEvent<'e> {
    /// A collection starts. When it turns out that it cannot be carried out, it has no end, and a more thorough one starts.
    CollectionStarted {
        /// The kind.
        kind: CollectionKind,
        /// The reason.
        reason: Reason,
        /// When.
        at_ms: f64,
        /// The heap before it.
        before: &'e Figures,
    },
    /// A collection has ended.
    CollectionEnded {
        /// What it did.
        event: &'e CollectionEvent,
        /// The heap after it.
        after: &'e Figures,
    },
    /// Marking in steps starts.
    MarkingStarted {
        /// Its circumstances.
        start: &'e MarkingStart,
        /// The heap now.
        figures: &'e Figures,
    },
    /// A step of it is done.
    MarkingStep(&'e MarkingStep),
    /// A step of sweeping, or of giving pages back, is done.
    SweepingStep {
        /// When it ended.
        at_ms: f64,
        /// Milliseconds it took.
        took_ms: f64,
    },
    /// Marking in steps is over: the collection that ends the cycle is about to start, or one that has started marks
    /// everything at once instead.
    MarkingEnded {
        /// When.
        at_ms: f64,
        /// Bytes of old objects.
        old_bytes: usize,
        /// Bytes of old objects at which it was to be over.
        limit: usize,
    },
    /// A major collection has set the size of the old generation that starts the next one.
    LimitSet {
        /// When.
        at_ms: f64,
        /// Bytes of old objects.
        old_bytes: usize,
        /// Bytes at which the next major collection starts.
        limit: usize,
        /// Where it comes from.
        growth: &'e Growth,
    },
    /// A hook of the embedder was asked for a higher limit.
    NearLimit {
        /// When.
        at_ms: f64,
        /// Which limit.
        bound: Bound,
        /// Bytes it was.
        current: usize,
        /// Bytes it is now.
        raised: usize,
    },
    /// An allocation was refused: there is no memory within the limits.
    Refused {
        /// When.
        at_ms: f64,
    },
    /// The time for a sample has come that a listener asked for.
    Sampled {
        /// When.
        at_ms: f64,
        /// The heap now.
        figures: &'e Figures,
    },
}

/// The start of marking in steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MarkingStart {
    /// When.
    pub(crate) at_ms: f64,
    /// Milliseconds that it took to begin.
    pub(crate) took_ms: f64,
    /// Why.
    pub(crate) reason: Reason,
    /// Bytes of old objects.
    pub(crate) old_bytes: usize,
    /// Bytes of old objects at which a cycle was due.
    pub(crate) limit: usize,
    /// External bytes.
    pub(crate) external_bytes: usize,
    /// External bytes at which one was due.
    pub(crate) external_limit: usize,
}

/// Who made a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StepPlace {
    /// An allocation.
    Allocation,
    /// The event loop, with nothing else to do.
    Idle,
}

/// A step of marking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct MarkingStep {
    /// When it ended.
    pub(crate) at_ms: f64,
    /// Where.
    pub(crate) place: StepPlace,
    /// Bytes that were owed for what the mutator did meanwhile.
    pub(crate) owed_bytes: usize,
    /// Bytes that the step was to mark.
    pub(crate) wanted_bytes: usize,
    /// Bytes it marked.
    pub(crate) marked_bytes: usize,
    /// Bytes marked since the start of the cycle.
    pub(crate) marked_so_far: usize,
    /// Milliseconds it took.
    pub(crate) took_ms: f64,
    /// Milliseconds of all steps of the cycle.
    pub(crate) all_took_ms: f64,
}

/// Told of events as they happen.
pub(crate) type HeapListener = Box<dyn FnMut(&HeapEvent<'_>) + Send>;

/// Names a listener, so that it can be removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Subscription(u64);

/// Who wants to know.
#[derive(Default)]
pub(super) struct Listeners {
    list: Vec<(Subscription, Option<f64>, HeapListener)>,
    count: u64,
    next_sample_ms: f64,
}

impl Listeners {
    /// The shortest time between two samples that a listener asked for, milliseconds.
    fn interval_ms(&self) -> Option<f64> {
        self.list.iter().filter_map(|(_, interval, _)| *interval).min_by(f64::total_cmp)
    }
}

impl Heap {
    /// Tells `listener` of everything from now on, before those that came later. With an interval, about so often (in
    /// milliseconds) of the heap's size as well, if the program allocates or waits at that time.
    pub(crate) fn subscribe(&mut self, interval_ms: Option<f64>, listener: HeapListener) -> Subscription {
        self.listeners.count += 1;
        let subscription = Subscription(self.listeners.count);
        self.listeners.list.push((subscription, interval_ms, listener));
        self.arm();
        subscription
    }

    /// Ends a subscription.
    pub(crate) fn unsubscribe(&mut self, subscription: Subscription) {
        self.listeners.list.retain(|(known, ..)| *known != subscription);
        self.arm();
    }

    /// A collection starts.
    pub(super) fn start_laps(&mut self, at_ms: f64) {
        self.laps = Laps { last_ms: at_ms, phases: Phases::default() };
    }

    /// A part of the collection that runs is over.
    pub(super) fn lap(&mut self, phase: fn(&mut Phases) -> &mut f64) {
        let now = self.pacing.now_ms();
        *phase(&mut self.laps.phases) += now - self.laps.last_ms;
        self.laps.last_ms = now;
    }

    /// The parts of the collection that ends.
    pub(super) fn phases(&self) -> Phases {
        self.laps.phases
    }

    /// Tells the listeners.
    pub(super) fn tell(&mut self, event: &HeapEvent<'_>) {
        for (_, _, listener) in &mut self.listeners.list {
            listener(event);
        }
    }

    /// Does anybody listen?
    pub(super) fn is_heard(&self) -> bool {
        !self.listeners.list.is_empty()
    }

    /// The heap now.
    pub(crate) fn figures(&self) -> Figures {
        self.figures_with(self.statistics())
    }

    pub(super) fn figures_with(&self, statistics: Statistics) -> Figures {
        Figures {
            statistics,
            spaces: self.space_statistics(),
            external_heap_bytes: self.externals.heap_bytes,
            collecting_ms: self.pacing.total_gc_ms,
        }
    }

    /// The shortest time between two samples that somebody asked for, milliseconds.
    pub(super) fn sample_interval_ms(&self) -> Option<f64> {
        let drawn = self.map.as_ref().map(|watch| watch.interval_ms);
        self.listeners.interval_ms().into_iter().chain(drawn).min_by(f64::total_cmp)
    }

    /// Tells the listeners of the heap's size if the time for it has come. Called by allocations and by whoever waits.
    pub(crate) fn sample_if_due(&mut self) {
        let Some(interval) = self.sample_interval_ms() else { return };
        let at_ms = self.pacing.now_ms();
        if at_ms >= self.listeners.next_sample_ms {
            self.listeners.next_sample_ms = at_ms + interval;
            let figures = self.figures();
            self.tell(&HeapEvent::Sampled { at_ms, figures: &figures });
            self.show(Moment::Sampled);
        }
    }
}

/// The newest events.
pub(super) struct EventRing {
    ring: VecDeque<CollectionEvent>,
    pub(super) count: u64,
}

impl EventRing {
    pub(super) fn new() -> EventRing {
        EventRing { ring: VecDeque::with_capacity(RING), count: 0 }
    }

    pub(super) fn push(&mut self, event: CollectionEvent) {
        if self.ring.len() == RING {
            self.ring.pop_front();
        }
        self.ring.push_back(event);
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = &CollectionEvent> {
        self.ring.iter()
    }

    pub(super) fn take(&mut self) -> Vec<CollectionEvent> {
        self.ring.drain(..).collect()
    }
}
