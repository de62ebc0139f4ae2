//! What a heap told, in bounded memory.

use super::pauses::Pauses;
use crate::heap::{Bound, CollectionKind, Figures, HeapEvent, resident_bytes};
use crate::inspect::page::{About, End};

/// Milliseconds between two samples.
pub(crate) const SAMPLE_INTERVAL_MS: f64 = 10.0;
/// Stretches of time that the record is divided into, at most.
const MOST_STRETCHES: usize = 4096;
/// Milliseconds of a stretch, at first.
const FIRST_STRETCH_MS: f64 = 0.25;
/// Collections of one kind, phases and moments that are told apart.
const MOST_MARKS: usize = 2048;

/// Sizes at one time. Milliseconds and bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    pub(super) at_ms: f64,
    pub(super) used: usize,
    pub(super) total: usize,
    pub(super) external: usize,
}

/// What a stretch of time has seen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch {
    number: u64,
    /// When the heap held least and most.
    pub(super) least: Sample,
    pub(super) most: Sample,
    /// When resident memory was read last, and bytes of it.
    pub(super) resident: Option<(f64, usize)>,
}

impl Stretch {
    fn take(&mut self, sample: Sample, resident: Option<(f64, usize)>) {
        if sample.used < self.least.used {
            self.least = sample;
        }
        if sample.used >= self.most.used {
            self.most = sample;
        }
        self.resident = resident.or(self.resident);
    }
}

/// A collection, or several of one kind in a row that are shown as one: the figures are then those of the longest.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) kind: CollectionKind,
    pub(super) reason: &'static str,
    /// Start of the first and end of the last.
    pub(super) from_ms: f64,
    pub(super) to_ms: f64,
    pub(super) count: usize,
    pub(super) longest_ms: f64,
    pub(super) all_ms: f64,
    pub(super) used: [usize; 2],
    pub(super) promoted: usize,
    /// Steps of marking before it, and milliseconds in them.
    pub(super) steps: Option<(usize, f64)>,
}

impl Mark {
    fn join(&mut self, next: Mark) {
        let (from_ms, count, all_ms) = (self.from_ms, self.count + next.count, self.all_ms + next.all_ms);
        let to_ms = next.to_ms;
        if next.longest_ms >= self.longest_ms {
            *self = next;
        }
        (self.from_ms, self.to_ms, self.count, self.all_ms) = (from_ms, to_ms, count, all_ms);
    }
}

/// Something that happened once.
#[derive(Clone, Debug)]
pub(super) struct Moment {
    pub(super) at_ms: f64,
    pub(super) text: String,
}

/// The record of one heap.
pub(crate) struct Timeline {
    pub(super) about: About,
    pub(super) stretches: Vec<Stretch>,
    stretch_ms: f64,
    pub(super) scavenges: Vec<Mark>,
    pub(super) majors: Vec<Mark>,
    /// Start and end of marking in steps; no end while it goes on.
    pub(super) phases: Vec<(f64, Option<f64>)>,
    pub(super) moments: Vec<Moment>,
    pub(super) pauses: Pauses,
    started_ms: f64,
    resident_read_ms: f64,
    pub(super) ended: Option<(f64, End)>,
}

impl Timeline {
    /// An empty record.
    pub(crate) fn new(about: About) -> Timeline {
        Timeline {
            about,
            stretches: Vec::new(),
            stretch_ms: FIRST_STRETCH_MS,
            scavenges: Vec::new(),
            majors: Vec::new(),
            phases: Vec::new(),
            moments: Vec::new(),
            pauses: Pauses::default(),
            started_ms: 0.0,
            resident_read_ms: f64::NEG_INFINITY,
            ended: None,
        }
    }

    /// Listens to the heap.
    pub(crate) fn hear(&mut self, event: &HeapEvent<'_>) {
        match event {
            HeapEvent::CollectionStarted { at_ms, before, .. } => {
                self.started_ms = *at_ms;
                self.sample(*at_ms, before);
            }
            HeapEvent::CollectionEnded { event, after } => {
                self.pauses.note(event.kind, event.pause_ms);
                self.keep(Mark {
                    kind: event.kind,
                    reason: event.reason_text(),
                    from_ms: self.started_ms,
                    to_ms: event.end_ms,
                    count: 1,
                    longest_ms: event.pause_ms,
                    all_ms: event.pause_ms,
                    used: [event.used_before, event.used_after],
                    promoted: event.scavenge.promoted_bytes,
                    steps: event.incremental.map(|figures| (figures.steps, figures.steps_ms)),
                });
                self.sample(event.end_ms, after);
            }
            HeapEvent::MarkingStarted { start, .. } => {
                self.pauses.note_step(start.took_ms);
                if self.phases.len() == MOST_MARKS {
                    join_pairs(&mut self.phases, |first, next| first.1 = next.1);
                }
                self.phases.push((start.at_ms, None));
            }
            HeapEvent::MarkingStep(step) => self.pauses.note_step(step.took_ms),
            HeapEvent::SweepingStep { took_ms, .. } => self.pauses.note_step(*took_ms),
            HeapEvent::MarkingEnded { at_ms, .. } => {
                if let Some((_, end)) = self.phases.last_mut() {
                    *end = Some(*at_ms);
                }
            }
            HeapEvent::NearLimit { at_ms, bound, current, raised } => {
                let what = match bound {
                    Bound::Heap => "heap",
                    Bound::OldSpace => "old space",
                    Bound::Total => "total memory",
                };
                let text = match raised > current {
                    true => format!("limit of {what} raised from {current} to {raised} bytes"),
                    false => format!("limit of {what} reached: {current} bytes"),
                };
                self.remember(*at_ms, text);
            }
            HeapEvent::Refused { at_ms } => self.remember(*at_ms, "an allocation was refused".to_owned()),
            HeapEvent::Sampled { at_ms, figures } => self.sample(*at_ms, figures),
            HeapEvent::LimitSet { .. } => {}
        }
    }

    /// The program has ended.
    pub(crate) fn finish(&mut self, at_ms: f64, figures: &Figures, end: End) {
        self.resident_read_ms = f64::NEG_INFINITY;
        self.sample(at_ms, figures);
        self.ended = Some((at_ms, end));
    }

    fn remember(&mut self, at_ms: f64, text: String) {
        // The first ones tell most.
        if self.moments.len() < MOST_MARKS {
            self.moments.push(Moment { at_ms, text });
        }
    }

    fn keep(&mut self, mark: Mark) {
        let marks = match mark.kind {
            CollectionKind::Scavenge => &mut self.scavenges,
            CollectionKind::MarkCompact => &mut self.majors,
        };
        if marks.len() == MOST_MARKS {
            join_pairs(marks, |first, next| first.join(next));
        }
        marks.push(mark);
    }

    pub(crate) fn sample(&mut self, at_ms: f64, figures: &Figures) {
        let statistics = &figures.statistics;
        let sample = Sample {
            at_ms,
            used: statistics.used_heap_size,
            total: statistics.total_heap_size,
            external: statistics.external_bytes,
        };
        // The system takes its time to tell.
        let mut resident = None;
        if at_ms - self.resident_read_ms >= SAMPLE_INTERVAL_MS {
            self.resident_read_ms = at_ms;
            resident = resident_bytes().map(|bytes| (at_ms, bytes));
        }
        self.take(sample, resident);
    }

    pub(super) fn take(&mut self, sample: Sample, resident: Option<(f64, usize)>) {
        let number = (sample.at_ms / self.stretch_ms) as u64;
        if let Some(last) = self.stretches.last_mut().filter(|last| last.number >= number) {
            return last.take(sample, resident);
        }
        self.stretches.push(Stretch { number, least: sample, most: sample, resident });
        while self.stretches.len() > MOST_STRETCHES {
            self.stretch_ms *= 2.0;
            self.divide_anew();
        }
    }

    /// Joins the stretches that lie in the same one of the longer stretches.
    fn divide_anew(&mut self) {
        let mut wider: Vec<Stretch> = Vec::with_capacity(MOST_STRETCHES + 1);
        for mut stretch in self.stretches.drain(..) {
            stretch.number = (stretch.least.at_ms.min(stretch.most.at_ms) / self.stretch_ms) as u64;
            match wider.last_mut().filter(|last| last.number >= stretch.number) {
                Some(last) => {
                    last.take(stretch.least, None);
                    last.take(stretch.most, stretch.resident);
                }
                None => wider.push(stretch),
            }
        }
        self.stretches = wider;
    }
}

/// Joins each two neighbours.
fn join_pairs<T>(list: &mut Vec<T>, join: impl Fn(&mut T, T)) {
    let mut joined: Vec<T> = Vec::with_capacity(list.capacity());
    for (index, item) in list.drain(..).enumerate() {
        match joined.last_mut().filter(|_| index % 2 == 1) {
            Some(last) => join(last, item),
            None => joined.push(item),
        }
    }
    *list = joined;
}
