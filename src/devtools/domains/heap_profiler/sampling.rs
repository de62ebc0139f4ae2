//! Sampled allocations: which functions allocated what is still alive.

use crate::devtools::domains::Handler;
use crate::devtools::inspector;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::inspect::{allocation_profile, start_allocation_profile, stop_allocation_profile};
use crate::runtime::Scope;
use serde_json::{Value, json};

pub(super) const START: Handler = start;
pub(super) const STOP: Handler = stop;
pub(super) const GET: Handler = get;

/// Bytes between two samples, unless a client says otherwise: as V8.
const INTERVAL: f64 = 32_768.0;

/// `HeapProfiler.startSampling`. Samples are taken at equal distances, not at random ones.
fn start(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let interval = request.optional_number("samplingInterval")?.unwrap_or(INTERVAL);
    if interval.is_nan() || interval < 1.0 {
        return Err(Failure::server("Invalid sampling interval").into());
    }
    if cx.heap.birth_interval().is_some() {
        return Err(Failure::server("Allocations are being recorded already").into());
    }
    let Some(session) = inspector::session(cx, request.client) else { return done() };
    session.heap.samples = true;
    let interval = interval.min(f64::from(u32::MAX)) as usize;
    start_allocation_profile(cx, interval);
    done()
}

/// `HeapProfiler.stopSampling`
fn stop(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let profile = get(cx, request)?;
    if let Some(session) = inspector::session(cx, request.client) {
        session.heap.samples = false;
    }
    stop_allocation_profile(cx);
    Ok(profile)
}

/// `HeapProfiler.getSamplingProfile`
fn get(cx: &mut Scope<'_>, request: &Request) -> Answer {
    if !inspector::session(cx, request.client).is_some_and(|session| session.heap.samples) {
        return Err(Failure::server("V8 sampling heap profiler was not started.").into());
    }
    let profile: Value =
        serde_json::from_str(&allocation_profile(cx)).map_err(|error| Failure::server(&error.to_string()))?;
    now(json!({ "profile": profile }))
}
