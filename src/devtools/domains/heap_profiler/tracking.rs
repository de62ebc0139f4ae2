//! The allocation timeline: how much of what was allocated in each stretch of time is still alive.

use super::take_snapshot;
use crate::devtools::domains::Handler;
use crate::devtools::inspector::{self, notify, timestamp};
use crate::devtools::link::ClientId;
use crate::devtools::protocol::{Answer, Failure, Request, done};
use crate::heap::Reason;
use crate::host::Ticker;
use crate::inspect::{stop_allocation_profile, track_allocations};
use crate::runtime::Scope;
use serde_json::json;
use std::time::{Duration, Instant};

pub(super) const START: Handler = start;
pub(super) const STOP: Handler = stop;

/// A stretch of time, unless looking at the heap takes long: as in V8.
const INTERVAL: Duration = Duration::from_millis(50);
/// Looking may take this share of the time: one in so many.
const SHARE: u32 = 4;

/// What is alive of a stretch of time.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Fragment {
    count: u64,
    size: u64,
}

/// A timeline being recorded.
pub(super) struct Tracking {
    began: Instant,
    /// When to look next.
    due: Instant,
    /// For each stretch: microseconds since the beginning, and the last identity that was given by then.
    samples: Vec<(u64, u64)>,
    /// What clients were told of each stretch.
    told: Vec<Fragment>,
    /// Who allocates is noted.
    is_traced: bool,
    _ticker: Ticker,
}

/// `HeapProfiler.startTrackingHeapObjects`
fn start(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let is_traced = request.flag("trackAllocations")?;
    let is_running = inspector::session(cx, request.client).is_some_and(|session| session.heap.tracking.is_some());
    if is_running {
        return done();
    }
    if is_traced && cx.heap.birth_interval().is_some() {
        return Err(Failure::server("Allocations are being recorded already").into());
    }
    let ticker = Ticker::start(cx.budget.attention_flag(), INTERVAL);
    let ticker = ticker.map_err(|error| Failure::server(&format!("No thread for the timeline: {error}")))?;
    let now = Instant::now();
    let tracking = Tracking { began: now, due: now, samples: Vec::new(), told: Vec::new(), is_traced, _ticker: ticker };
    if let Some(session) = inspector::session(cx, request.client) {
        session.heap.tracking = Some(tracking);
    }
    if is_traced {
        track_allocations(cx);
    }
    // What lives already belongs to the time before.
    look(cx, request.client)?;
    done()
}

/// `HeapProfiler.stopTrackingHeapObjects`
fn stop(cx: &mut Scope<'_>, request: &Request) -> Answer {
    if inspector::session(cx, request.client).is_none_or(|session| session.heap.tracking.is_none()) {
        return Err(Failure::server("Heap objects are not being tracked").into());
    }
    look(cx, request.client)?;
    let tracking = inspector::session(cx, request.client).and_then(|session| session.heap.tracking.take());
    let samples = tracking.as_ref().map(|tracking| tracking.samples.as_slice()).unwrap_or_default();
    let answer = take_snapshot(cx, request, samples);
    leave(cx, tracking.as_ref());
    answer
}

/// Ends what a timeline has begun.
pub(super) fn leave(cx: &mut Scope<'_>, tracking: Option<&Tracking>) {
    if tracking.is_some_and(|tracking| tracking.is_traced) {
        stop_allocation_profile(cx);
    }
}

/// Looks at the heap if a client records its timeline and it is time.
pub(super) fn tick(cx: &mut Scope<'_>, client: ClientId) {
    let is_due = |session: &mut inspector::Session| {
        session.heap.tracking.as_ref().is_some_and(|tracking| Instant::now() >= tracking.due)
    };
    if inspector::session(cx, client).is_some_and(is_due) {
        // Without memory for a census, this stretch joins the next.
        let _ = look(cx, client);
    }
}

/// Gives what is new its identities, and tells the client what has changed.
fn look(cx: &mut Scope<'_>, client: ClientId) -> Result<(), Failure> {
    let began = Instant::now();
    cx.heap.collect_full(Reason::HeapProfiler, false);
    cx.heap.take_census().map_err(|_| Failure::server("Not enough memory to look at the heap"))?;
    let Some(tracking) = inspector::session(cx, client).and_then(|session| session.heap.tracking.as_ref()) else {
        return Ok(());
    };
    let mut ends: Vec<u64> = tracking.samples.iter().map(|&(_, last)| last).collect();
    ends.push(u64::MAX);
    let mut alive = vec![Fragment::default(); ends.len()];
    let last = cx.heap.last_identity();
    cx.heap.for_each_counted(|_, id, object| {
        let fragment = &mut alive[ends.partition_point(|&end| end < id.0)];
        fragment.count += 1;
        fragment.size += object.size_words() as u64 * 8;
    });
    let Some(tracking) = inspector::session(cx, client).and_then(|session| session.heap.tracking.as_mut()) else {
        return Ok(());
    };
    tracking.samples.push((tracking.began.elapsed().as_micros() as u64, last));
    tracking.told.resize(alive.len(), Fragment::default());
    let mut update = Vec::new();
    for (index, (told, now)) in tracking.told.iter_mut().zip(&alive).enumerate() {
        if told != now || index + 1 == alive.len() {
            update.extend([index as u64, now.count, now.size]);
            *told = *now;
        }
    }
    tracking.due = Instant::now() + INTERVAL.max(began.elapsed() * SHARE);
    notify(cx, client, "HeapProfiler.heapStatsUpdate", &json!({ "statsUpdate": update }));
    let seen = json!({ "lastSeenObjectId": last, "timestamp": timestamp() });
    notify(cx, client, "HeapProfiler.lastSeenObjectId", &seen);
    Ok(())
}
