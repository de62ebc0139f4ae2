//! The allocation timeline with stacks: who has allocated what is alive, in the snapshot that ends it.

use crate::client::{Client, Script};
use serde_json::{Value, json};

const LEAKY: &str = "\
class Leaky { constructor(i) { this.i = i; } }
const kept = [];
function make(count) { for (let i = 0; i < count; i++) kept.push(new Leaky(i)); }
function direct() { make(100); }
function other() { make(50); [1, 2, 3].map(function inMap(x) { kept.push(new Leaky(x)); return { x }; }); }
function waste() { let sum = 0; for (let i = 0; i < 20000; i++) sum += new Leaky(i).i; return sum; }
globalThis.work = () => { direct(); other(); waste(); };
globalThis.over = false; globalThis.ready = true;
const timer = setInterval(() => { if (over) clearInterval(timer) }, 5);
";

fn text_of(client: &mut Client) -> String {
    let chunks = client.take_events("HeapProfiler.addHeapSnapshotChunk");
    chunks.iter().map(|event| event["params"]["chunk"].as_str().unwrap()).collect()
}

/// The names of the functions that lead to a node of the trace tree, and the numbers that it has.
struct Trace {
    path: String,
    id: u64,
    count: u64,
    bytes: u64,
}

/// The nodes of the tree below `children`.
fn traces(snapshot: &Value, children: &Value, path: &str, found: &mut Vec<Trace>) {
    let infos = snapshot["trace_function_infos"].as_array().unwrap();
    let strings = snapshot["strings"].as_array().unwrap();
    for node in children.as_array().unwrap().chunks(5) {
        let number = |index: usize| node[index].as_u64().unwrap();
        let name = infos[number(1) as usize * 6 + 1].as_u64().unwrap();
        let path = format!("{path}/{}", strings[name as usize].as_str().unwrap());
        traces(snapshot, &node[4], &path, found);
        found.push(Trace { path, id: number(0), count: number(2), bytes: number(3) });
    }
}

/// How many objects of a class in the snapshot have the trace `id`, and their bytes.
fn alive(snapshot: &Value, class: &str, id: u64) -> (u64, u64) {
    let strings = snapshot["strings"].as_array().unwrap();
    let (mut count, mut bytes) = (0, 0);
    for node in snapshot["nodes"].as_array().unwrap().chunks(7) {
        if node[0] == 3 && strings[node[1].as_u64().unwrap() as usize] == class && node[5] == id {
            count += 1;
            bytes += node[3].as_u64().unwrap();
        }
    }
    (count, bytes)
}

#[test]
fn a_timeline_with_stacks_tells_who_has_allocated_what() {
    for flags in [&["--inspect=0"][..], &["--inspect=0", "--gc-stress=nth:500", "--verify-heap"]] {
        let script = Script::run(flags, LEAKY);
        let mut client = script.connect_when_ready();
        client.call("HeapProfiler.startTrackingHeapObjects", json!({ "trackAllocations": true }));
        assert_eq!(client.fail("HeapProfiler.startSampling", json!({})), -32000);
        client.evaluate("work(), 0");
        client.call("HeapProfiler.stopTrackingHeapObjects", json!({}));
        let snapshot: Value = serde_json::from_str(&text_of(&mut client)).unwrap();
        let infos = snapshot["trace_function_infos"].as_array().unwrap();
        assert_eq!(snapshot["snapshot"]["trace_function_count"].as_u64().unwrap() as usize * 6, infos.len());
        assert!(snapshot["samples"].as_array().unwrap().len() >= 4);
        let tree = &snapshot["trace_tree"];
        assert_eq!((&tree[0], &tree[1], tree.as_array().unwrap().len()), (&json!(1), &json!(0), 5));
        let mut found = Vec::new();
        traces(&snapshot, &tree[4], "", &mut found);
        let mut ids: Vec<u64> = found.iter().map(|trace| trace.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), found.len());
        let of = |path: &str| found.iter().find(|trace| trace.path.ends_with(path)).unwrap_or_else(|| panic!("{path}"));
        for (path, count) in [("work/direct/make", 100), ("work/other/make", 50), ("work/other/inMap", 3)] {
            // The first object of a class is made by its constructor.
            let name = |trace: &&Trace| trace.path.strip_suffix("/Leaky").unwrap_or(&trace.path).ends_with(path);
            let (mut objects, mut size) = (0, 0);
            for trace in found.iter().filter(name) {
                let (alive, bytes) = alive(&snapshot, "Leaky", trace.id);
                assert!(trace.count >= alive && trace.bytes >= bytes, "{path}: {} {}", trace.count, trace.bytes);
                (objects, size) = (objects + alive, size + bytes);
            }
            assert_eq!((objects, size > 0), (count, true), "{path}");
        }
        // What is dead was allocated too.
        let waste = of("work/waste");
        assert!(waste.count >= 20_000 && waste.bytes >= 20_000 * 24, "{} {}", waste.count, waste.bytes);
        assert_eq!(alive(&snapshot, "Leaky", waste.id), (0, 0));
        // Places are those of V8, from 1.
        let strings = snapshot["strings"].as_array().unwrap();
        let make = infos.chunks(6).find(|info| strings[info[1].as_u64().unwrap() as usize] == "make").unwrap();
        assert_eq!((&make[4], &make[5]), (&json!(3), &json!(14)));
        // Afterwards nothing is noted any more, and others may.
        client.call("HeapProfiler.takeHeapSnapshot", json!({}));
        let later: Value = serde_json::from_str(&text_of(&mut client)).unwrap();
        assert_eq!((&later["trace_tree"], &later["trace_function_infos"]), (&json!([]), &json!([])));
        assert!(later["nodes"].as_array().unwrap().chunks(7).all(|node| node[5] == 0));
        client.call("HeapProfiler.startSampling", json!({}));
        assert_eq!(client.fail("HeapProfiler.startTrackingHeapObjects", json!({ "trackAllocations": true })), -32000);
        client.call("HeapProfiler.stopSampling", json!({}));
    }
}

#[test]
fn a_client_that_leaves_ends_its_timeline() {
    let script = Script::run(&["--inspect=0"], LEAKY);
    let mut client = script.connect_when_ready();
    client.call("HeapProfiler.startTrackingHeapObjects", json!({ "trackAllocations": true }));
    client.close();
    let mut other = script.connect();
    while other.fail_or_result("HeapProfiler.startSampling", json!({})).is_err() {}
    other.call("HeapProfiler.stopSampling", json!({}));
}
