//! Collections as `PerformanceObserver` shows them – <https://nodejs.org/api/perf_hooks.html>

use crate::heap::{CollectionEvent, CollectionKind, HeapEvent, Local, Reason, Subscription};
use crate::host::fatal::guard;
use crate::host::place::{self, Place};
use crate::host::state::{peek, state};
use crate::host::tick::run_ticks;
use crate::runtime::{Arguments, Completion, Scope, array_create, array_push, call, is_callable};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// Entries that wait for the event loop; older ones are dropped.
const MOST_ENTRIES: usize = 1 << 14;

/// The kinds and flags of Node's constants `NODE_PERFORMANCE_GC_…`.
mod constants {
    pub(super) const MINOR: u8 = 1;
    pub(super) const MAJOR: u8 = 4;
    pub(super) const INCREMENTAL: u8 = 8;
    pub(super) const NO_FLAGS: u8 = 0;
    pub(super) const FORCED: u8 = 4;
    pub(super) const ALL_AVAILABLE_GARBAGE: u8 = 16;
    /// With synchronous phantom processing, which comes along in V8.
    pub(super) const ALL_EXTERNAL_MEMORY: u8 = 32 | 8;
    pub(super) const SCHEDULE_IDLE: u8 = 64;
}

/// One collection, or the start of marking in steps. Milliseconds of the heap's clock.
struct Entry {
    kind: u8,
    flags: u8,
    started_ms: f64,
    took_ms: f64,
}

/// What is written down for scripts.
pub(super) struct Watch {
    subscription: Subscription,
    entries: Arc<Mutex<VecDeque<Entry>>>,
}

fn flags(event: &CollectionEvent) -> u8 {
    match (event.kind, event.reason) {
        (CollectionKind::MarkCompact, _) if event.incremental.is_some() => constants::SCHEDULE_IDLE,
        (_, Reason::Testing) => constants::FORCED,
        (CollectionKind::MarkCompact, Reason::ExternalMemoryPressure) => constants::ALL_EXTERNAL_MEMORY,
        (CollectionKind::MarkCompact, Reason::LastResort | Reason::LowMemory) => constants::ALL_AVAILABLE_GARBAGE,
        _ => constants::NO_FLAGS,
    }
}

fn entry(event: &HeapEvent<'_>) -> Option<Entry> {
    match event {
        HeapEvent::CollectionEnded { event, .. } => Some(Entry {
            kind: match event.kind {
                CollectionKind::Scavenge => constants::MINOR,
                CollectionKind::MarkCompact => constants::MAJOR,
            },
            flags: flags(event),
            started_ms: event.end_ms - event.pause_ms,
            took_ms: event.pause_ms,
        }),
        HeapEvent::MarkingStarted { start, .. } => Some(Entry {
            kind: constants::INCREMENTAL,
            flags: constants::NO_FLAGS,
            started_ms: start.at_ms,
            took_ms: start.took_ms,
        }),
        _ => None,
    }
}

/// Lets a function be called with collections from now on: kind, flags, start and duration of each. Anything else than a
/// function ends that.
pub(crate) fn watch_collector<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    let is_wanted = is_callable(cx, callback);
    let is_watched = peek(cx).is_some_and(|state| state.collector.watch.is_some());
    if is_wanted == is_watched {
        return Ok(Local::UNDEFINED);
    }
    if !is_wanted {
        if let Some(watch) = state(cx).and_then(|state| state.collector.watch.take()) {
            cx.heap.unsubscribe(watch.subscription);
        }
        return Ok(Local::UNDEFINED);
    }
    place::set(cx, Place::CollectorCallback, callback)?;
    let entries: Arc<Mutex<VecDeque<Entry>>> = Arc::default();
    let written = Arc::clone(&entries);
    let listener = move |event: &HeapEvent<'_>| {
        let (Some(entry), Ok(mut entries)) = (entry(event), written.lock()) else { return };
        if entries.len() == MOST_ENTRIES {
            entries.pop_front();
        }
        entries.push_back(entry);
    };
    let subscription = cx.heap.subscribe(None, Box::new(listener));
    if let Some(state) = state(cx) {
        state.collector.watch = Some(Watch { subscription, entries });
    }
    Ok(Local::UNDEFINED)
}

/// Calls the function with what was written down since the last call.
///
/// # Errors
/// A termination.
pub(crate) fn deliver(cx: &mut Scope<'_>) -> Completion<()> {
    let Some(watch) = peek(cx).and_then(|state| state.collector.watch.as_ref()) else { return Ok(()) };
    let entries = watch.entries.lock().map(|mut entries| std::mem::take(&mut *entries)).unwrap_or_default();
    if entries.is_empty() {
        return Ok(());
    }
    let mut cx = cx.open();
    // The heap is a little older than the host.
    let host_ms = peek(&cx).map_or(0.0, |state| state.elapsed_ms());
    let offset = host_ms - cx.heap().age_milliseconds();
    let figures = array_create(&mut cx, 0)?;
    for entry in entries {
        let numbers = [entry.kind.into(), entry.flags.into(), entry.started_ms + offset, entry.took_ms];
        for number in numbers {
            array_push(&mut cx, figures, Local::number(number))?;
        }
    }
    let callback = place::get(&mut cx, Place::CollectorCallback)?;
    let result = call(&mut cx, callback, Local::UNDEFINED, &[figures]).map(|_| ());
    guard(&mut cx, result)?;
    run_ticks(&mut cx)
}
