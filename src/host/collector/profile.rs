//! `v8.GCProfiler` – <https://nodejs.org/api/v8.html#class-v8gcprofiler>

use crate::heap::{Local, Subscription};
use crate::host::held::Held;
use crate::host::state::{peek, state};
use crate::inspect::GcProfile;
use crate::runtime::{Arguments, Completion, Scope, throw_range_error, to_number};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// Profilers that may run at the same time.
const MOST_PROFILES: usize = 64;

/// A profiler that runs.
pub(super) struct Profile {
    subscription: Subscription,
    profile: Arc<Mutex<GcProfile>>,
}

/// The time now.
pub(crate) fn milliseconds_since_1970() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as u64)
}

/// Starts a profiler; its number.
pub(crate) fn start_profile<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let index = peek(cx).map_or(0, |state| {
        let profiles = &state.collector.profiles;
        profiles.iter().position(Option::is_none).unwrap_or(profiles.len())
    });
    if index >= MOST_PROFILES {
        return Err(throw_range_error(cx, format_args!("Too many profilers run at the same time")));
    }
    let profile = Arc::new(Mutex::new(GcProfile::new(milliseconds_since_1970())));
    let written = Arc::clone(&profile);
    let subscription = cx.heap.subscribe(
        None,
        Box::new(move |event| {
            if let Ok(mut profile) = written.lock() {
                profile.hear(event);
            }
        }),
    );
    if let Some(state) = state(cx) {
        let profiles = &mut state.collector.profiles;
        profiles.resize_with(profiles.len().max(index + 1), || None);
        profiles[index] = Some(Profile { subscription, profile });
    }
    Ok(Local::number(index as f64))
}

/// Ends the profiler of a number; its report as JSON, or nothing if it does not run.
pub(crate) fn stop_profile<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let Some(profile) = end(cx, arguments.get(0))? else { return Ok(Local::UNDEFINED) };
    let report = profile.lock().map(|profile| profile.report(milliseconds_since_1970())).unwrap_or_default();
    Held::default().hold(cx, report.len())?;
    cx.string(&report)
}

/// Ends the profiler of a number, of which nobody wants a report.
pub(crate) fn drop_profile<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    end(cx, arguments.get(0))?;
    Ok(Local::UNDEFINED)
}

fn end<'s>(cx: &mut Scope<'s>, number: Local<'s>) -> Completion<Option<Arc<Mutex<GcProfile>>>> {
    let index = to_number(cx, number)? as usize;
    let profile = state(cx).and_then(|state| state.collector.profiles.get_mut(index)?.take());
    Ok(profile.map(|Profile { subscription, profile }| {
        cx.heap.unsubscribe(subscription);
        profile
    }))
}
