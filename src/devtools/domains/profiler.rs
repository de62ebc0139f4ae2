//! `Profiler`: where time goes, and which code runs.

mod coverage;

use super::{Method, method};
use crate::devtools::inspector;
use crate::devtools::link::ClientId;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::host::{is_profiling, start_profile, stop_profile};
use crate::runtime::Scope;
use serde_json::{Value, json};
use std::time::Duration;

pub(crate) use coverage::coverage_report;

pub(super) const METHODS: &[Method] = &[
    method("disable", disable),
    method("enable", enable),
    method("getBestEffortCoverage", coverage::get_best_effort_coverage),
    method("setSamplingInterval", set_sampling_interval),
    method("start", start),
    method("startPreciseCoverage", coverage::start_precise_coverage),
    method("stop", stop),
    method("stopPreciseCoverage", coverage::stop_precise_coverage),
    method("takePreciseCoverage", coverage::take_precise_coverage),
];

/// Time between two samples, unless a client says otherwise.
const INTERVAL: Duration = Duration::from_millis(1);

/// What the domain does for a client.
#[derive(Default)]
pub(crate) struct Profiling {
    is_enabled: bool,
    interval: Option<Duration>,
    is_recording: bool,
    /// Which code runs is recorded.
    is_covering: bool,
}

/// `Profiler.enable`
fn enable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    if let Some(session) = inspector::session(cx, request.client) {
        session.profiling.is_enabled = true;
    }
    done()
}

/// `Profiler.disable`
fn disable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    leave(cx, request.client);
    done()
}

/// Ends what is done for a client.
pub(super) fn leave(cx: &mut Scope<'_>, client: ClientId) {
    let Some(session) = inspector::session(cx, client) else { return };
    let before = std::mem::take(&mut session.profiling);
    if before.is_recording {
        stop_profile(cx);
    }
    if before.is_covering {
        coverage::end(cx);
    }
}

/// `Profiler.setSamplingInterval`
fn set_sampling_interval(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let interval = request.optional_number("interval")?.filter(|interval| *interval >= 1.0);
    let interval = interval.ok_or_else(|| Failure::parameter("interval", "int32 value expected"))?;
    let Some(session) = inspector::session(cx, request.client) else { return done() };
    if session.profiling.is_recording {
        return Err(Failure::server("Cannot change sampling interval when profiling.").into());
    }
    session.profiling.interval = Some(Duration::from_micros(interval.min(f64::from(u32::MAX)) as u64));
    done()
}

/// `Profiler.start`
fn start(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let Some(session) = inspector::session(cx, request.client) else { return done() };
    if !session.profiling.is_enabled {
        return Err(Failure::server("Profiler is not enabled").into());
    }
    if session.profiling.is_recording {
        return done();
    }
    let interval = session.profiling.interval.unwrap_or(INTERVAL);
    if is_profiling(cx) {
        return Err(Failure::server("Another profile is being taken").into());
    }
    start_profile(cx, interval).map_err(|error| Failure::server(&format!("No thread for the profile: {error}")))?;
    if let Some(session) = inspector::session(cx, request.client) {
        session.profiling.is_recording = true;
    }
    done()
}

/// `Profiler.stop`
fn stop(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let Some(session) = inspector::session(cx, request.client) else { return done() };
    if !std::mem::take(&mut session.profiling.is_recording) {
        return Err(Failure::server("No recording profiles found").into());
    }
    let profile = stop_profile(cx).unwrap_or_default();
    let profile: Value = serde_json::from_str(&profile).map_err(|error| Failure::server(&error.to_string()))?;
    now(json!({ "profile": profile }))
}
