//! `HeapProfiler`: snapshots, the allocation timeline, sampled allocations, objects by their identities, collections.

mod sampling;
mod tracking;

use super::runtime::command_line::look_at;
use super::{Method, method};
use crate::devtools::inspector::{self, Chunks, notify};
use crate::devtools::link::ClientId;
use crate::devtools::objects;
use crate::devtools::protocol::{Answer, Failure, Request, done, now};
use crate::devtools::remote_object::{Preview, Wish, wrap};
use crate::heap::{ObjectId, Reason};
use crate::inspect::{stop_allocation_profile, write_timeline};
use crate::runtime::{Scope, is_object};
use serde_json::json;
use std::io::Write;

pub(super) const METHODS: &[Method] = &[
    method("addInspectedHeapObject", add_inspected_heap_object),
    method("collectGarbage", collect_garbage),
    method("disable", disable),
    method("enable", enable),
    method("getHeapObjectId", get_heap_object_id),
    method("getObjectByHeapObjectId", get_object_by_heap_object_id),
    method("getSamplingProfile", sampling::GET),
    method("startSampling", sampling::START),
    method("startTrackingHeapObjects", tracking::START),
    method("stopSampling", sampling::STOP),
    method("stopTrackingHeapObjects", tracking::STOP),
    method("takeHeapSnapshot", take_heap_snapshot),
];

pub(super) const EVENTS: &[&str] =
    &["addHeapSnapshotChunk", "heapStatsUpdate", "lastSeenObjectId", "reportHeapSnapshotProgress"];

/// What the domain does for a client.
#[derive(Default)]
pub(crate) struct HeapProfiling {
    tracking: Option<tracking::Tracking>,
    samples: bool,
}

/// `HeapProfiler.enable`: nothing is told before something is started.
fn enable(_: &mut Scope<'_>, _: &Request) -> Answer {
    done()
}

/// `HeapProfiler.disable`
fn disable(cx: &mut Scope<'_>, request: &Request) -> Answer {
    leave(cx, request.client);
    done()
}

/// Ends what is done for a client.
pub(super) fn leave(cx: &mut Scope<'_>, client: ClientId) {
    let Some(session) = inspector::session(cx, client) else { return };
    let before = std::mem::take(&mut session.heap);
    if before.samples {
        stop_allocation_profile(cx);
    }
    tracking::leave(cx, before.tracking.as_ref());
}

/// Does what is due for a client.
pub(super) fn tick(cx: &mut Scope<'_>, client: ClientId) {
    tracking::tick(cx, client);
}

/// `HeapProfiler.collectGarbage`
fn collect_garbage(cx: &mut Scope<'_>, _: &Request) -> Answer {
    cx.heap.collect_full(Reason::HeapProfiler, false);
    done()
}

/// `HeapProfiler.takeHeapSnapshot`. `captureNumericValue` and `exposeInternals` change nothing: internal nodes are always
/// shown, and numbers are no nodes.
fn take_heap_snapshot(cx: &mut Scope<'_>, request: &Request) -> Answer {
    take_snapshot(cx, request, &[])
}

/// Sends a snapshot; `samples` are those of a timeline.
fn take_snapshot(cx: &mut Scope<'_>, request: &Request, samples: &[(u64, u64)]) -> Answer {
    let client = request.client;
    let reports = request.flag("reportProgress")?;
    let Some(link) = inspector::link(cx) else { return done() };
    let mut chunks = Chunks::new(link, client, "HeapProfiler.addHeapSnapshotChunk");
    let mut progress = |done: u64, total: u64, is_finished: bool| {
        if reports {
            let mut parameters = json!({ "done": done, "total": total });
            if is_finished {
                parameters["finished"] = json!(true);
            }
            notify(cx, client, "HeapProfiler.reportHeapSnapshotProgress", &parameters);
        }
    };
    progress(0, 1, false);
    progress(1, 1, true);
    let written = write_timeline(cx, samples, &mut chunks).and_then(|()| chunks.flush());
    match written {
        Ok(()) => done(),
        Err(error) => Err(Failure::server(&format!("Failed to take heap snapshot: {error}")).into()),
    }
}

/// `HeapProfiler.getHeapObjectId`
fn get_heap_object_id(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let (object, ..) = objects::find(&mut cx, request.client, request.text("objectId")?)?;
    let id = cx.heap.object_id(object).map_or(0, |id| id.0);
    now(json!({ "heapSnapshotObjectId": id.to_string() }))
}

/// The identity that a parameter holds.
fn identity(request: &Request, name: &str) -> Result<ObjectId, Failure> {
    let id = request.text(name)?.parse().ok().filter(|id| id % 2 == 1);
    id.map(ObjectId).ok_or_else(|| Failure::server("Invalid heap snapshot object id"))
}

/// `HeapProfiler.getObjectByHeapObjectId`
fn get_object_by_heap_object_id(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let id = identity(request, "objectId")?;
    let group = request.optional_text("objectGroup")?.unwrap_or("");
    let Ok(object) = crate::host::object_of_identity(&mut cx, id) else {
        return Err(Failure::server("Object is not available").into());
    };
    if !is_object(cx.raw(object)) {
        return Err(Failure::server("Object is not available").into());
    }
    let wish = Wish { client: request.client, group, by_value: false, preview: Preview::None };
    now(json!({ "result": wrap(&mut cx, object, wish)? }))
}

/// `HeapProfiler.addInspectedHeapObject`: it is the console's `$0` from now on.
fn add_inspected_heap_object(cx: &mut Scope<'_>, request: &Request) -> Answer {
    let mut cx = cx.open();
    let id = identity(request, "heapObjectId")?;
    let object = crate::host::object_of_identity(&mut cx, id)?;
    if !is_object(cx.raw(object)) {
        return Err(Failure::server("Object is not available").into());
    }
    look_at(&mut cx, request.client, object)?;
    done()
}
