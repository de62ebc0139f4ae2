//! Sampled allocations as DevTools reads them (`.heapprofile`): which functions allocated what is still alive.

use super::json::{list, object, quoted};
use super::script_url::script_url;
use crate::runtime::{BirthPlace, Isolate};

/// `HeapProfiler.SamplingHeapProfile` as JSON. Each sample stands for the bytes since the one before.
pub(crate) fn allocation_profile(isolate: &Isolate) -> String {
    let places = isolate.sites.births.list();
    let interval = isolate.heap.birth_interval().unwrap_or(0);
    let mut sizes = vec![0; places.len()];
    let mut samples = Vec::new();
    for (place, bytes) in isolate.heap.births() {
        if let Some(size) = sizes.get_mut(place as usize) {
            *size += bytes.max(interval);
            let (id, ordinal) = (id(place), samples.len() + 1);
            samples.push(format!("{{\"size\":{},\"nodeId\":{id},\"ordinal\":{ordinal}}}", bytes.max(interval)));
        }
    }
    // A caller is met before those it calls.
    let mut children: Vec<Vec<String>> = vec![Vec::new(); places.len()];
    let mut top = Vec::new();
    for (number, place) in places.iter().enumerate().rev() {
        let below = std::mem::take(&mut children[number]);
        let node = node(&call_frame(place), sizes[number], id(number as u32), below);
        match place.caller {
            Some(caller) => children[caller as usize].push(node),
            None => top.push(node),
        }
    }
    let root = "{\"functionName\":\"(root)\",\"scriptId\":\"0\",\"url\":\"\",\"lineNumber\":-1,\"columnNumber\":-1}";
    object(&[("head", node(root, 0, 1, top)), ("samples", list(samples.into_iter()))])
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

fn call_frame(place: &BirthPlace) -> String {
    object(&[
        ("functionName", quoted(&place.function)),
        ("scriptId", quoted(&place.script_number.to_string())),
        ("url", quoted(&script_url(&place.script))),
        ("lineNumber", place.line.saturating_sub(1).to_string()),
        ("columnNumber", place.column.saturating_sub(1).to_string()),
    ])
}
