//! The detective at work on a program: it looks between two turns of the event loop, and while the program allocates.

use crate::heap::{BirthRecording, HeapEvent, Local, Subscription};
use crate::host::Host;
use crate::host::property;
use crate::host::state::{peek, state};
use crate::inspect::{Detective, LeakReport};
use crate::runtime::{Arguments, Completion, Isolate, NativeFunction, Scope, to_boolean};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// About how often there is a look while a program allocates, in milliseconds.
const LOOK_INTERVAL_MS: f64 = 3.0;

/// What the host keeps of a detective.
pub(super) struct LeakWatch {
    detective: Detective,
    /// The program has allocated something since.
    has_allocated: Arc<AtomicBool>,
    subscription: Option<Subscription>,
    /// Births are recorded for it.
    records_births: bool,
}

impl Host {
    /// Lets a detective watch what runs from now on.
    /// `paints`: for a report as a page.
    pub(crate) fn watch_leaks(&mut self, paints: bool) {
        // Nothing of it can fail.
        let _ = self.engine().enter(|cx| {
            watch_leaks(cx, true, paints);
            Ok(())
        });
    }

    /// Ends the watch; what was found.
    pub(crate) fn leak_report(&mut self) -> LeakReport {
        self.engine().enter(|cx| Ok(leak_report(cx))).ok().flatten().unwrap_or_default()
    }
}

/// Lets a detective watch from now on. `is_steady`: by itself, not only when it is asked.
fn watch_leaks(cx: &mut Scope<'_>, is_steady: bool, paints: bool) {
    let has_allocated = Arc::new(AtomicBool::new(false));
    let mut subscription = None;
    // Whoever records them already has his own reasons.
    let records_births = cx.heap.birth_interval().is_none();
    if records_births {
        cx.record_births(BirthRecording::Thinning);
    }
    if is_steady {
        let (attention, passed) = (cx.budget.attention_flag(), Arc::clone(&has_allocated));
        let listener = move |event: &HeapEvent<'_>| {
            if let HeapEvent::CollectionEnded { .. } | HeapEvent::Sampled { .. } = event {
                passed.store(true, Ordering::Relaxed);
                attention.store(true, Ordering::Relaxed);
            }
        };
        subscription = Some(cx.heap.subscribe(Some(LOOK_INTERVAL_MS), Box::new(listener)));
    }
    if let Some(state) = state(cx) {
        state.collector.leaks = Some(LeakWatch {
            detective: Detective::new(is_steady, paints),
            has_allocated,
            subscription,
            records_births,
        });
    }
}

/// Looks, between two turns of the event loop or in a script, if it is time to.
pub(crate) fn look_for_leaks(cx: &mut Scope<'_>) {
    let is_due = |watch: &LeakWatch| watch.subscription.is_some() && watch.detective.is_due();
    if peek(cx).and_then(|state| state.collector.leaks.as_ref()).is_some_and(is_due) {
        with_detective(cx, Detective::look);
    }
}

/// Looks if a script runs that has allocated something since.
pub(crate) fn look_at_running(cx: &mut Scope<'_>) {
    let passed = |watch: &LeakWatch| watch.has_allocated.swap(false, Ordering::Relaxed);
    let has_allocated = peek(cx).and_then(|state| state.collector.leaks.as_ref()).is_some_and(passed);
    if has_allocated && cx.is_running() {
        look_for_leaks(cx);
    }
}

fn with_detective(cx: &mut Scope<'_>, act: impl FnOnce(&mut Detective, &mut Isolate)) {
    let Some(mut watch) = state(cx).and_then(|state| state.collector.leaks.take()) else { return };
    act(&mut watch.detective, cx);
    if let Some(state) = state(cx) {
        state.collector.leaks = Some(watch);
    }
}

/// Ends the watch; what was found.
fn leak_report(cx: &mut Scope<'_>) -> Option<LeakReport> {
    let mut watch = state(cx).and_then(|state| state.collector.leaks.take())?;
    if let Some(subscription) = watch.subscription.take() {
        cx.heap.unsubscribe(subscription);
    }
    if watch.records_births {
        cx.record_births(BirthRecording::Off);
    }
    Some(watch.detective.report())
}

/// What `require('tenure').leaks` gets from Rust.
pub(crate) const FUNCTIONS: &[(&str, u8, NativeFunction)] =
    &[("start", 0, start), ("round", 1, round), ("report", 0, report)];

/// Starts a detective that looks when it is asked.
fn start<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let is_watched = peek(cx).is_some_and(|state| state.collector.leaks.is_some());
    if !is_watched {
        watch_leaks(cx, false, false);
    }
    Ok(Local::bool(!is_watched))
}

/// A round now; with a graph if the argument is true.
fn round<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let is_graph = to_boolean(cx, arguments.get(0));
    with_detective(cx, |detective, isolate| detective.look_by(isolate, is_graph));
    Ok(Local::UNDEFINED)
}

/// Ends it: the report as JSON, and as text.
fn report<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let found = leak_report(cx).unwrap_or_default();
    let result = crate::runtime::ordinary_object(cx)?;
    property::define_text(cx, result, "json", &found.json())?;
    property::define_text(cx, result, "text", &found.text())?;
    Ok(result)
}
