//! Sampled allocations as DevTools reads them (`.heapprofile`): which functions allocated what is still alive.

use super::call_frame::{call_frame, script_url};
use super::json::{list, object};
use crate::heap::BirthRecording;
use crate::runtime::{BirthPlace, Isolate, SourcePlace};

/// Takes a sample for each `interval` bytes from now on. Nobody else may be recording births.
pub(crate) fn start_allocation_profile(isolate: &mut Isolate, interval: usize) {
    record(isolate, BirthRecording::Every(interval));
}

/// Notes of each object from now on which function has allocated it, and who called that: snapshots tell it. Nobody else
/// may be recording births. Ends as a profile does.
pub(crate) fn track_allocations(isolate: &mut Isolate) {
    record(isolate, BirthRecording::All);
}

fn record(isolate: &mut Isolate, recording: BirthRecording) {
    isolate.sites.births = Default::default();
    isolate.sites.notes_callers = true;
    isolate.record_births(recording);
}

/// Takes no more samples, and forgets them.
pub(crate) fn stop_allocation_profile(isolate: &mut Isolate) {
    isolate.record_births(BirthRecording::Off);
    isolate.sites.notes_callers = false;
    isolate.sites.births = Default::default();
}

/// `HeapProfiler.SamplingHeapProfile` as JSON. Each sample stands for the bytes since the one before.
pub(crate) fn allocation_profile(isolate: &Isolate) -> String {
    let places = isolate.sites.births.list();
    let interval = isolate.heap.birth_interval().unwrap_or(0);
    let mut sizes = vec![0; places.len()];
    let mut samples = Vec::new();
    for (place, bytes) in isolate.heap.births() {
        if let Some(size) = sizes.get_mut(place as usize) {
            let bytes = bytes.max(interval);
            *size += bytes;
            let (id, ordinal) = (id(place), samples.len() + 1);
            samples.push(format!("{{\"size\":{bytes},\"nodeId\":{id},\"ordinal\":{ordinal}}}"));
        }
    }
    // A caller is met before those it calls.
    let mut children: Vec<Vec<String>> = vec![Vec::new(); places.len()];
    let mut top = Vec::new();
    for (number, place) in places.iter().enumerate().rev() {
        let below = std::mem::take(&mut children[number]);
        let node = node(&frame_of(place), sizes[number], id(number as u32), below);
        match place.caller {
            Some(caller) => children[caller as usize].push(node),
            None => top.push(node),
        }
    }
    let root = call_frame("(root)", "", None);
    object(&[("head", node(&root, 0, 1, top)), ("samples", list(samples.into_iter()))])
}

/// The id of a place's node: 1 is the root.
fn id(place: u32) -> u32 {
    place + 2
}

/// Children come in the opposite order.
fn node(call_frame: &str, size: usize, id: u32, children: Vec<String>) -> String {
    object(&[
        ("callFrame", call_frame.to_owned()),
        ("selfSize", size.to_string()),
        ("id", id.to_string()),
        ("children", list(children.into_iter().rev())),
    ])
}

fn frame_of(place: &BirthPlace) -> String {
    let (line, column) = (place.line.saturating_sub(1), place.column.saturating_sub(1));
    let source = SourcePlace { script: place.script_number, line, column };
    call_frame(&place.function, &script_url(&place.script), Some(source))
}
