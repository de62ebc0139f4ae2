//! When the heap is looked at, and what is remembered.

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
/// The shortest time between two rounds.
const SHORTEST: Duration = Duration::from_millis(3);
/// What is done takes one part in so many of the time.
const SHARE: u32 = 3;
/// The first rounds take what they need, unless they take long: many programs end soon.
const EARLY: usize = 12;
const LONG: Duration = Duration::from_millis(100);
/// Rounds before the first graph.
const FIRST_GRAPH: usize = 7;
/// Graphs of which the totals are kept; when there are more, every second one is forgotten.
const MOST_LOOKS: usize = 24;

/// A census.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Round {
    /// Seconds since the start.
    pub(crate) at: f64,
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
    /// Bytes of large objects, by identity.
    pub(crate) large: HashMap<u64, u64>,
}

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
    shortest: Duration,
    /// Ends and durations of the last census and the last graph.
    census: (Instant, Duration),
    graph: (Instant, Duration),
    /// There will be a page: the last graph is painted.
    paints: bool,
    portrait: Option<Portrait>,
}

impl Detective {
    /// `paints`: for a report as a page.
    pub(crate) fn new(paints: bool) -> Detective {
        let now = Instant::now();
        Detective {
            started: now,
            rounds: Vec::new(),
            looks: Vec::new(),
            report: None,
            shortest: SHORTEST,
            census: (now, Duration::ZERO),
            graph: (now, Duration::ZERO),
            paints,
            portrait: None,
        }
    }

    /// Whether it is time for a round.
    pub(crate) fn is_due(&self) -> bool {
        let (ended, took) = self.census;
        let is_early = self.rounds.len() < EARLY && took < LONG;
        ended.elapsed() >= if is_early { self.shortest } else { self.shortest.max(took * SHARE) }
    }

    /// A round now: a census, and a graph if it is time for one.
    pub(crate) fn look(&mut self, isolate: &mut Isolate) {
        let (ended, took) = self.graph;
        let is_enough = self.rounds.len() >= FIRST_GRAPH;
        let count = self.rounds.len();
        let is_new = self.looks.last().is_none_or(|look| count > look.round + 1 + look.round / 16);
        let is_graph = is_enough && is_new && ended.elapsed() >= took * SHARE;
        self.look_by(isolate, is_graph);
    }

    /// A round now; with a graph, or a census only.
    pub(crate) fn look_by(&mut self, isolate: &mut Isolate, is_graph: bool) {
        let began = Instant::now();
        if is_graph {
            self.take_graph(isolate);
            self.graph = (Instant::now(), began.elapsed());
        } else {
            isolate.heap.collect_full(Reason::HeapProfiler, false);
            if isolate.heap.take_census().is_ok() {
                self.note(isolate);
            }
        }
        self.census = (Instant::now(), if is_graph { self.census.1 } else { began.elapsed() });
    }

    fn note(&mut self, isolate: &Isolate) {
        let statistics = isolate.heap.statistics();
        let live = (statistics.used_heap_size + statistics.external_bytes) as u64;
        let at = self.started.elapsed().as_secs_f64();
        self.rounds.push(Round { at, live, last_id: isolate.heap.last_identity() });
        if self.rounds.len() > MOST_ROUNDS {
            forget_every_second(&mut self.rounds);
            self.looks.iter_mut().for_each(|look| look.round /= 2);
            self.shortest *= 2;
        }
    }

    fn take_graph(&mut self, isolate: &mut Isolate) {
        let Ok(graph) = copy_graph(isolate) else { return };
        self.note(isolate);
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
