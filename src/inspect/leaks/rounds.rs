//! When the heap is looked at, and what is remembered.
//!
//! The rounds follow each other in geometric steps of the program's own time, so that each part of it has seen its share of
//! them, however long it runs: three quarters of it are behind the warm-up, with more than twenty rounds.

use super::judge::{Evidence, judge};
use super::portrait::{Portrait, portrait};
use super::report::Report;
use crate::heap::Reason;
use crate::inspect::snapshot::copy_graph;
use crate::runtime::Isolate;
use std::collections::HashMap;
use std::time::{Duration, Instant};

/// Rounds that are kept; when there are more, every second one is forgotten.
const MOST_ROUNDS: usize = 64;
/// The shortest time between two rounds, of the program's own.
const SHORTEST: f64 = 3e-3;
/// From one round to the next it gets on by one part in so many of what it has done.
const ROUND_STEP: f64 = 16.0;
/// The same of graphs.
const GRAPH_STEP: f64 = 6.0;
/// What is done takes one part in so many of the time, in the end.
const SHARE: u32 = 3;
/// Looks take what they need for so long, unless one of them takes long: many programs end soon.
const GRACE: Duration = Duration::from_secs(5);
const LONG: Duration = Duration::from_secs(1);
/// Rounds before the first graph.
const FIRST_GRAPH: usize = 7;
/// Graphs of which the totals are kept; when there are more, every second one is forgotten.
const MOST_LOOKS: usize = 24;

/// A census.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    /// Seconds since the start, without those of the looks.
    pub(crate) at: f64,
    /// How far the program had got: these seconds; of looks that were asked for, their number.
    pub(crate) progress: f64,
    /// Bytes of what lives, in the heap and outside.
    pub(crate) live: u64,
    /// The last identity given by then.
    pub(crate) last_id: u64,
}

/// What is remembered of a graph.
#[derive(Default)]
pub(crate) struct Look {
    /// Its round.
    pub(crate) round: usize,
    /// Objects of each group, by a hash of its path.
    pub(crate) counts: HashMap<u64, u64>,
    /// What is in large objects, by identity.
    pub(crate) large: HashMap<u64, Contents>,
}

/// What is in an object.
#[derive(Clone, Copy, Default)]
pub(crate) struct Contents {
    /// Bytes, without room to spare.
    pub(crate) bytes: u64,
    /// Hashes of its oldest entries; 0: there is none.
    pub(crate) oldest: [u32; OLDEST],
}

/// Entries of an object that are remembered.
pub(crate) const OLDEST: usize = 4;

fn forget_every_second<T>(list: &mut Vec<T>) {
    let mut is_kept = false;
    list.retain(|_| {
        is_kept = !is_kept;
        is_kept
    });
}

/// The detective at work.
pub(crate) struct Detective {
    started: Instant,
    rounds: Vec<Round>,
    looks: Vec<Look>,
    /// What the last graph said.
    report: Option<Report>,
    /// Time that the looks took.
    spent: Duration,
    /// Ends and durations of the last census and the last graph.
    census: (Instant, Duration),
    graph: (Instant, Duration),
    /// It looks by itself, not when it is asked.
    is_steady: bool,
    /// There will be a page: the last graph is painted.
    paints: bool,
    portrait: Option<Portrait>,
}

impl Detective {
    /// `is_steady`: looks by itself, not when it is asked; `paints`: for a report as a page.
    pub(crate) fn new(is_steady: bool, paints: bool) -> Detective {
        let now = Instant::now();
        Detective {
            started: now,
            rounds: Vec::new(),
            looks: Vec::new(),
            report: None,
            spent: Duration::ZERO,
            census: (now, Duration::ZERO),
            graph: (now, Duration::ZERO),
            is_steady,
            paints,
            portrait: None,
        }
    }

    /// The program's own seconds.
    fn own_seconds(&self) -> f64 {
        self.started.elapsed().saturating_sub(self.spent).as_secs_f64()
    }

    /// How far it has got after so many of them.
    fn progress_at(&self, at: f64) -> f64 {
        if self.is_steady { at } else { self.rounds.last().map_or(1.0, |round| round.progress + 1.0) }
    }

    fn progress(&self) -> f64 {
        self.progress_at(self.own_seconds())
    }

    /// Whether a look that took so long last time may be repeated after so long.
    fn is_affordable(&self, (ended, took): (Instant, Duration)) -> bool {
        (self.spent < GRACE && took < LONG) || ended.elapsed() >= took * SHARE
    }

    /// Whether it is time for a round.
    pub(crate) fn is_due(&self) -> bool {
        let before = self.rounds.last().map_or(0.0, |round| round.progress);
        self.progress() - before >= SHORTEST.max(before / ROUND_STEP) && self.is_affordable(self.census)
    }

    /// A round now: a census, and a graph if it is time for one.
    pub(crate) fn look(&mut self, isolate: &mut Isolate) {
        let count = self.rounds.len();
        let is_new = self.looks.last().is_none_or(|look| {
            let before = self.rounds[look.round].progress;
            count > look.round + 1 && self.progress() - before >= before / GRAPH_STEP
        });
        self.look_by(isolate, count >= FIRST_GRAPH && is_new && self.is_affordable(self.graph));
    }

    /// A round now; with a graph, or a census only.
    pub(crate) fn look_by(&mut self, isolate: &mut Isolate, is_graph: bool) {
        let (began, at) = (Instant::now(), self.own_seconds());
        if is_graph {
            self.take_graph(isolate, at);
            self.graph = (Instant::now(), began.elapsed());
        } else {
            isolate.heap.collect_full(Reason::HeapProfiler, false);
            if isolate.heap.take_census().is_ok() {
                self.note(isolate, at);
            }
        }
        self.census = (Instant::now(), if is_graph { self.census.1 } else { began.elapsed() });
        self.spent += began.elapsed();
    }

    fn note(&mut self, isolate: &Isolate, at: f64) {
        let statistics = isolate.heap.statistics();
        let live = (statistics.used_heap_size + statistics.external_bytes) as u64;
        let progress = self.progress_at(at);
        self.rounds.push(Round { at, progress, live, last_id: isolate.heap.last_identity() });
        if self.rounds.len() > MOST_ROUNDS {
            forget_every_second(&mut self.rounds);
            self.looks.iter_mut().for_each(|look| look.round /= 2);
        }
    }

    fn take_graph(&mut self, isolate: &mut Isolate, at: f64) {
        let Ok(graph) = copy_graph(isolate) else { return };
        self.note(isolate, at);
        let limit = isolate.heap.statistics().heap_size_limit as u64;
        let evidence = Evidence { rounds: &self.rounds, looks: &self.looks, limit };
        let (report, mut look, groups) = judge(isolate, &graph, &evidence);
        if self.paints {
            self.portrait = Some(portrait(&graph, &groups));
        }
        look.round = self.rounds.len() - 1;
        self.looks.push(look);
        if self.looks.len() > MOST_LOOKS {
            forget_every_second(&mut self.looks);
        }
        self.report = Some(report);
    }

    /// What the last graph of the running program said.
    pub(crate) fn report(&mut self) -> Report {
        let mut report = self.report.take().unwrap_or_default();
        report.rounds = self.rounds.len();
        report.live = self.rounds.last().map_or(0, |round| round.live);
        report.seconds = self.started.elapsed().as_secs_f64();
        report.timeline.clone_from(&self.rounds);
        report.portrait = self.portrait.take();
        report
    }
}
