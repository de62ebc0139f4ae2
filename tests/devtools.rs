//! The inspector, as its clients meet it: endpoints, sessions, domains, and what a hostile client can do.

#![cfg(unix)]

#[path = "devtools/client.rs"]
mod client;
#[path = "devtools/console.rs"]
mod console;
#[path = "devtools/coverage.rs"]
mod coverage;
#[path = "devtools/debugger.rs"]
mod debugger;
#[path = "devtools/frontend.rs"]
mod frontend;
#[path = "devtools/stacks.rs"]
mod stacks;
#[path = "devtools/steps.rs"]
mod steps;
#[path = "devtools/timeline.rs"]
mod timeline;

use client::Script;
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

/// A script that lives until a client sets `over`.
const IDLE: &str = "globalThis.over = false; globalThis.ready = true; const timer = setInterval(() => { if (over) clearInterval(timer) }, 5);";

fn body(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[test]
fn endpoints_tell_where_the_socket_is() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let list = body(&script.get("/json/list", &script.address));
    assert_eq!(list[0]["webSocketDebuggerUrl"], format!("ws://{}{}", script.address, script.path));
    assert_eq!(list[0]["type"], "node");
    assert_eq!(body(&script.get("/json/version", "localhost"))["Protocol-Version"], "1.1");
    let protocol = body(&script.get("/json/protocol", "localhost"));
    assert!(protocol["domains"].as_array().unwrap().iter().any(|domain| domain["domain"] == "HeapProfiler"));
    assert!(script.get("/json", "attacker.example").starts_with("HTTP/1.0 400"));
}

#[test]
fn values_are_evaluated_described_and_expanded() {
    let text = "class Point { constructor() { this.x = 1; this.s = Symbol('t') } get sum() { return this.x } }; \
                globalThis.point = new Point(); globalThis.map = new Map([['k', point]]);";
    let script = Script::run(&["--inspect=0"], &format!("{text}{IDLE}"));
    let mut client = script.connect_when_ready();
    assert_eq!(client.evaluate("1 + 1"), json!(2));
    assert_eq!(client.evaluate("({ a: [1, 'x', null], b: undefined })"), json!({ "a": [1, "x", null] }));
    let describe = |client: &mut client::Client, text: &str| {
        let result = client.call("Runtime.evaluate", json!({ "expression": text }))["result"].clone();
        let part = |name: &str| result[name].as_str().unwrap_or("-").to_owned();
        format!("{} {} {}", part("type"), part("subtype"), part("description"))
    };
    for (text, described) in [
        ("point", "object - Point"),
        ("[1, 2]", "object array Array(2)"),
        ("map", "object map Map(1)"),
        ("new Uint8Array(3)", "object typedarray Uint8Array(3)"),
        ("new ArrayBuffer(8)", "object arraybuffer ArrayBuffer(8)"),
        ("/a+/gi", "object regexp /a+/gi"),
        ("-0", "number - -0"),
        ("12n", "bigint - 12n"),
        ("Symbol('q')", "symbol - Symbol(q)"),
        ("undefined", "undefined - -"),
        ("null", "object null -"),
        ("new Number(4)", "object - Number (4)"),
        ("(function f(a) { return a })", "function - function f(a) { return a }"),
        ("Promise.resolve(1)", "object promise Promise"),
    ] {
        assert_eq!(describe(&mut client, text), described, "{text}");
    }
    let id = client.object("point");
    let found = client.call("Runtime.getProperties", json!({ "objectId": id, "ownProperties": false }));
    let named = |list: &Value, name: &str| {
        let found = list.as_array().unwrap().iter().find(|property| property["name"] == name).cloned();
        found.unwrap_or_else(|| panic!("{name} in {list}"))
    };
    assert_eq!(named(&found["result"], "x")["value"]["value"], 1);
    assert_eq!(named(&found["result"], "x")["isOwn"], true);
    assert_eq!(named(&found["result"], "sum")["get"]["type"], "function");
    assert_eq!(named(&found["result"], "sum")["isOwn"], false);
    assert_eq!(named(&found["internalProperties"], "[[Prototype]]")["value"]["className"], "Point");
    let id = client.object("map");
    let inside = client.call("Runtime.getProperties", json!({ "objectId": id, "ownProperties": true }));
    let entries = named(&inside["internalProperties"], "[[Entries]]")["value"]["objectId"].clone();
    let entries = client.call("Runtime.getProperties", json!({ "objectId": entries, "ownProperties": true }));
    let entry = named(&entries["result"], "0")["value"].clone();
    assert_eq!((&entry["subtype"], &entry["description"]), (&json!("internal#entry"), &json!("{\"k\" => Point}")));
    let called = json!({
        "objectId": client.object("point"),
        "functionDeclaration": "function (a, b) { return this.x + a + b.x }",
        "arguments": [{ "value": 10 }, { "objectId": client.object("point") }],
    });
    assert_eq!(client.call("Runtime.callFunctionOn", called)["result"]["value"], 12);
}

#[test]
fn what_is_thrown_is_an_answer_and_promises_are_waited_for() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    let thrown = client.call("Runtime.evaluate", json!({ "expression": "\n  null.x" }));
    assert_eq!(thrown["exceptionDetails"]["lineNumber"], 1);
    assert_eq!(thrown["exceptionDetails"]["columnNumber"], 7);
    assert_eq!(thrown["result"]["className"], "TypeError");
    let unfinished = json!({ "expression": "f(", "sourceURL": "", "persistScript": false });
    let compiled = client.call("Runtime.compileScript", unfinished);
    let description = compiled["exceptionDetails"]["exception"]["description"].as_str().unwrap();
    assert!(description.starts_with("SyntaxError: Unexpected end of input"), "{description}");
    let later = json!({
        "expression": "new Promise(done => setTimeout(() => done({ n: 5 }), 20))",
        "awaitPromise": true,
        "returnByValue": true,
    });
    let id = client.send("Runtime.evaluate", later);
    // Others are answered meanwhile.
    assert_eq!(client.evaluate("'now'"), "now");
    let answer = client.answer(id);
    assert_eq!(answer["result"]["result"]["value"]["n"], 5);
    let failed = json!({ "expression": "Promise.reject(new RangeError('no'))", "awaitPromise": true });
    let failed = client.call("Runtime.evaluate", failed);
    assert_eq!(failed["exceptionDetails"]["exception"]["className"], "RangeError");
    let pure = |text: &str| json!({ "expression": text, "throwOnSideEffect": true });
    assert_eq!(client.call("Runtime.evaluate", pure("over"))["result"]["value"], false);
    let refused = client.call("Runtime.evaluate", pure("over = 1"));
    assert_eq!(refused["result"]["className"], "EvalError");
    assert_eq!(client.evaluate("over"), false);
}

#[test]
fn objects_are_kept_as_long_as_a_client_holds_them() {
    let script = Script::run(&["--inspect=0", "--expose-gc"], IDLE);
    let mut client = script.connect_when_ready();
    client.evaluate("globalThis.ref = new WeakRef({ big: true }), 0");
    let held = client.object("ref.deref()");
    let is_alive = "(gc(), new Promise(done => setTimeout(() => { gc(); done(ref.deref() !== undefined) }, 10)))";
    let ask = json!({ "expression": is_alive, "awaitPromise": true });
    assert_eq!(client.call("Runtime.evaluate", ask.clone())["result"]["value"], true);
    client.call("Runtime.releaseObject", json!({ "objectId": held }));
    assert_eq!(client.call("Runtime.evaluate", ask.clone())["result"]["value"], false);
    assert_eq!(client.fail("Runtime.getProperties", json!({ "objectId": held })), -32000);
    // What a client held goes when it leaves.
    client.evaluate("globalThis.ref = new WeakRef({ big: true }), 0");
    let mut other = script.connect();
    other.object("ref.deref()");
    assert_eq!(client.call("Runtime.evaluate", ask.clone())["result"]["value"], true);
    other.close();
    let end = Instant::now() + Duration::from_secs(20);
    while client.call("Runtime.evaluate", ask.clone())["result"]["value"] == true {
        assert!(Instant::now() < end, "it is still held");
    }
}

#[test]
fn a_busy_loop_is_heard_and_goes_on() {
    let text = "globalThis.over = false; globalThis.ready = true; globalThis.turns = 0; while (!over) { turns++; [turns].concat([turns]) }";
    let mut script = Script::run(&["--inspect=0"], text);
    let mut client = script.connect_when_ready();
    let first = client.evaluate("turns").as_f64().unwrap();
    for _ in 0..50 {
        client.evaluate("globalThis.list = Array.from({ length: 100 }, (_, i) => ({ i })), list.length");
    }
    let end = Instant::now() + Duration::from_secs(20);
    while client.evaluate("turns").as_f64().unwrap() <= first {
        assert!(Instant::now() < end, "it does not go on");
        std::thread::sleep(Duration::from_millis(10));
    }
    client.evaluate("over = true");
    client.close();
    assert_eq!(script.wait().code(), Some(0));
}

#[test]
fn a_script_under_stress_hears_its_client() {
    let text = "globalThis.over = false; globalThis.ready = true; let n = 0; while (!over) { n++; ({ n }) }";
    let mut script = Script::run(&["--inspect=0", "--gc-stress=nth:200", "--verify-heap"], text);
    let mut client = script.connect_when_ready();
    client.call("Runtime.enable", json!({}));
    let wish = json!({ "expression": "[new Map([[1, { a: [1, 2, { b: 1 }] }]]), /x/, new Error('e')]", "generatePreview": true });
    for _ in 0..5 {
        let result = client.call("Runtime.evaluate", wish.clone());
        let id = result["result"]["objectId"].clone();
        client.call("Runtime.getProperties", json!({ "objectId": id, "generatePreview": true }));
    }
    client.evaluate("over = true");
    client.close();
    assert_eq!(script.wait().code(), Some(0), "{}", script.errors());
}

#[test]
fn the_console_and_uncaught_errors_are_told_to_early_and_late_clients() {
    let text =
        "console.log('early', { a: 1 }); globalThis.fail = () => setTimeout(() => { throw new Error('late') }, 1); ";
    let mut script = Script::run(&["--inspect=0"], &format!("{text}{IDLE}"));
    let mut client = script.connect_when_ready();
    client.call("Runtime.enable", json!({}));
    assert_eq!(client.event("Runtime.executionContextCreated")["context"]["id"], 1);
    let early = client.event("Runtime.consoleAPICalled");
    assert_eq!((&early["type"], &early["args"][0]["value"]), (&json!("log"), &json!("early")));
    assert_eq!(early["args"][1]["preview"]["properties"][0]["name"], "a");
    client.evaluate("console.error('e'); console.table([1]); console.assert(false, 'm'); console.group('g')");
    let kinds: Vec<Value> = (0..4).map(|_| client.event("Runtime.consoleAPICalled")["type"].clone()).collect();
    assert_eq!(kinds, ["error", "table", "assert", "startGroup"]);
    client.evaluate("fail(), 0");
    let thrown = client.event("Runtime.exceptionThrown");
    assert_eq!(thrown["exceptionDetails"]["exception"]["className"], "Error");
    client.event("Runtime.executionContextDestroyed");
    client.close();
    assert_eq!(script.wait().code(), Some(1));
    let errors = script.errors();
    assert!(errors.contains("Debugger attached.\n"), "{errors}");
    assert!(errors.contains("Waiting for the debugger to disconnect...\nDebugger ending on ws://"), "{errors}");
}

#[test]
fn only_tables_show_what_is_within_what_they_show() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    client.call("Runtime.enable", json!({}));
    client.evaluate("console.log({ list: [1] }, [[2]]); console.table([{ a: [1] }], [{ b: [2] }])");
    let said = [client.event("Runtime.consoleAPICalled"), client.event("Runtime.consoleAPICalled")];
    let within = |said: &Value, argument: usize| {
        said["args"][argument]["preview"]["properties"][0].get("valuePreview").map(|inner| inner["properties"].clone())
    };
    assert_eq!([within(&said[0], 0), within(&said[0], 1)], [None, None]);
    // A row with its cells, as node says it; the columns are no table.
    let cells = json!([{ "name": "a", "type": "object", "subtype": "array", "value": "Array(1)" }]);
    assert_eq!([within(&said[1], 0), within(&said[1], 1)], [Some(cells), None]);
    let wish = json!({ "expression": "({ list: [1], map: new Map([[{}, {}]]) })", "generatePreview": true });
    let shown = client.call("Runtime.evaluate", wish)["result"]["preview"].clone();
    assert!(shown["properties"].as_array().unwrap().iter().all(|property| property.get("valuePreview").is_none()));
    client.close();
}

#[test]
fn a_script_waits_until_a_client_lets_it_run() {
    let mut script = Script::run(&["--inspect-wait=0"], "console.log('ran')");
    let mut client = script.connect();
    std::thread::sleep(Duration::from_millis(100));
    assert_eq!(script.output(), "");
    assert_eq!(client.evaluate("2 * 3"), 6);
    client.call("Runtime.runIfWaitingForDebugger", json!({}));
    client.close();
    assert_eq!(script.wait().code(), Some(0));
    assert_eq!(script.output(), "ran\n");
}

#[test]
fn a_snapshot_arrives_in_chunks_and_its_objects_are_found_again() {
    let text = "class Planted {}; globalThis.kept = Array.from({ length: 1234 }, () => new Planted()); ";
    let script = Script::run(&["--inspect=0"], &format!("{text}{IDLE}"));
    let mut client = script.connect_when_ready();
    client.call("HeapProfiler.enable", json!({}));
    let object = client.object("kept[7]");
    let id = client.call("HeapProfiler.getHeapObjectId", json!({ "objectId": object }))["heapSnapshotObjectId"].clone();
    client.call("HeapProfiler.takeHeapSnapshot", json!({ "reportProgress": true }));
    let chunks = client.take_events("HeapProfiler.addHeapSnapshotChunk");
    let text: String = chunks.iter().map(|event| event["params"]["chunk"].as_str().unwrap()).collect();
    let snapshot: Value = serde_json::from_str(&text).unwrap();
    let (nodes, strings) = (snapshot["nodes"].as_array().unwrap(), snapshot["strings"].as_array().unwrap());
    let name = |node: &[Value]| strings[node[1].as_u64().unwrap() as usize].as_str().unwrap().to_owned();
    let planted: Vec<u64> = nodes
        .chunks(7)
        .filter(|node| node[0] == 3 && name(node) == "Planted")
        .map(|node| node[2].as_u64().unwrap())
        .collect();
    assert_eq!(planted.len(), 1234);
    assert!(planted.contains(&id.as_str().unwrap().parse().unwrap()));
    let progress = client.take_events("HeapProfiler.reportHeapSnapshotProgress");
    assert_eq!(progress.last().unwrap()["params"]["finished"], true);
    client.evaluate("kept.forEach((object, index) => { object.index = index }), 0");
    let found = client.call("HeapProfiler.getObjectByHeapObjectId", json!({ "objectId": id }));
    let found =
        json!({ "objectId": found["result"]["objectId"], "functionDeclaration": "function () { return this.index }" });
    assert_eq!(client.call("Runtime.callFunctionOn", found)["result"]["value"], 7);
    let prototype = client.object("kept[0].__proto__");
    let all = client.call("Runtime.queryObjects", json!({ "prototypeObjectId": prototype }));
    assert_eq!(all["objects"]["description"], "Array(1234)");
}

#[test]
fn a_timeline_tells_what_is_alive_of_each_stretch_of_time() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    client.call("HeapProfiler.startTrackingHeapObjects", json!({}));
    client.evaluate("globalThis.kept = Array.from({ length: 5000 }, () => ({ a: 1 })), 0");
    let seen = |client: &mut client::Client| client.event("HeapProfiler.lastSeenObjectId")["lastSeenObjectId"].as_u64();
    let first = seen(&mut client);
    let mut last = first;
    while last < first.map(|first| first + 2 * 5000) {
        last = seen(&mut client);
    }
    let alive = |client: &mut client::Client| {
        let update = client.event("HeapProfiler.heapStatsUpdate")["statsUpdate"].clone();
        let numbers: Vec<u64> = update.as_array().unwrap().iter().map(|number| number.as_u64().unwrap()).collect();
        assert_eq!(numbers.len() % 3, 0);
        numbers
    };
    let mut fragment = None;
    while fragment.is_none() {
        fragment = alive(&mut client).chunks(3).find(|part| part[0] > 0 && part[1] >= 5000).map(|part| part[0]);
    }
    client.evaluate("kept.length = 0");
    while alive(&mut client).chunks(3).all(|part| Some(part[0]) != fragment || part[1] >= 5000) {}
    client.call("HeapProfiler.stopTrackingHeapObjects", json!({ "reportProgress": false }));
    let chunks = client.take_events("HeapProfiler.addHeapSnapshotChunk");
    let text: String = chunks.iter().map(|event| event["params"]["chunk"].as_str().unwrap()).collect();
    let snapshot: Value = serde_json::from_str(&text).unwrap();
    let samples = snapshot["samples"].as_array().unwrap();
    assert!(samples.len() >= 4 && samples.len().is_multiple_of(2), "{samples:?}");
    assert_eq!(client.fail("HeapProfiler.stopTrackingHeapObjects", json!({})), -32000);
}

#[test]
fn sampled_allocations_name_the_functions_that_made_what_is_alive() {
    let text = "globalThis.kept = []; function leak(n) { for (let i = 0; i < n; i++) kept.push({ i, text: 'x' + i }) } \
                function drop(n) { let last; for (let i = 0; i < n; i++) last = [i, i, i]; return last } \
                globalThis.work = function work() { leak(40000); drop(40000) };";
    let script = Script::run(&["--inspect=0", "--expose-gc"], &format!("{text}{IDLE}"));
    let mut client = script.connect_when_ready();
    assert_eq!(client.fail("HeapProfiler.getSamplingProfile", json!({})), -32000);
    client.call("HeapProfiler.startSampling", json!({ "samplingInterval": 4096 }));
    assert_eq!(client.fail("HeapProfiler.startSampling", json!({})), -32000);
    client.evaluate("work(), gc(), 0");
    let profile = client.call("HeapProfiler.stopSampling", json!({}))["profile"].clone();
    fn size(node: &Value, name: &str) -> u64 {
        let own = if node["callFrame"]["functionName"] == name { node["selfSize"].as_u64().unwrap() } else { 0 };
        own + node["children"].as_array().unwrap().iter().map(|child| size(child, name)).sum::<u64>()
    }
    fn find<'n>(node: &'n Value, name: &str) -> Option<&'n Value> {
        if node["callFrame"]["functionName"] == name {
            return Some(node);
        }
        node["children"].as_array()?.iter().find_map(|child| find(child, name))
    }
    let (leaked, dropped) = (size(&profile["head"], "leak"), size(&profile["head"], "drop"));
    // An object of two properties, its text, its place in the array: 40 to 120 bytes each, and samples are samples.
    assert!((40_000 * 30..40_000 * 140).contains(&leaked), "{leaked}");
    assert!(dropped < leaked / 20, "{dropped} of {leaked}");
    let work = find(&profile["head"], "work").unwrap_or_else(|| panic!("{profile}"));
    assert!(find(work, "leak").is_some(), "{profile}");
    assert_eq!(find(work, "leak").unwrap()["callFrame"]["lineNumber"], 0);
    let sum: u64 = profile["samples"].as_array().unwrap().iter().map(|sample| sample["size"].as_u64().unwrap()).sum();
    assert!(sum >= leaked, "{sum}");
}

/// The node of a function in a CPU profile.
fn profiled<'p>(profile: &'p Value, name: &str) -> &'p Value {
    let nodes = profile["nodes"].as_array().unwrap();
    let found = nodes.iter().find(|node| node["callFrame"]["functionName"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {profile}"))
}

/// Microseconds that a CPU profile found in a function itself.
fn time_in(profile: &Value, name: &str) -> u64 {
    let id = &profiled(profile, name)["id"];
    let samples = profile["samples"].as_array().unwrap().iter().zip(profile["timeDeltas"].as_array().unwrap());
    samples.filter(|(sample, _)| *sample == id).map(|(_, delta)| delta.as_u64().unwrap()).sum()
}

/// A program that spends three times as long in `slow` as in `quick`, both called by `work`.
const WORK: &str = "// The first line.\n\
                    function slow() { const end = Date.now() + 300; while (Date.now() < end) {} }\n\
                    function quick() { const end = Date.now() + 100; while (Date.now() < end) {} }\n\
                    globalThis.work = function work() { slow(); quick() }\n";

/// Does a profile of [`WORK`] tell it as it is?
fn check_profile(profile: &Value) {
    let (slow, quick) = (time_in(profile, "slow"), time_in(profile, "quick"));
    assert!((240_000..=450_000).contains(&slow), "{slow}");
    assert!((60_000..=200_000).contains(&quick), "{quick}");
    let work = profiled(profile, "work");
    let children = work["children"].as_array().unwrap();
    assert!(
        children.contains(&profiled(profile, "slow")["id"]) && children.contains(&profiled(profile, "quick")["id"])
    );
    assert_eq!(profiled(profile, "slow")["callFrame"]["lineNumber"], 1);
    assert_eq!(profiled(profile, "slow")["positionTicks"][0]["line"], 2);
    let length = |name: &str| profile[name].as_array().unwrap().len();
    assert!(length("samples") == length("timeDeltas") && length("samples") > 8, "{}", length("samples"));
}

#[test]
fn a_profile_tells_where_time_goes() {
    let script = Script::run(&["--inspect=0"], &format!("{WORK}{IDLE}"));
    let mut client = script.connect_when_ready();
    assert_eq!(client.fail("Profiler.start", json!({})), -32000);
    client.call("Profiler.enable", json!({}));
    assert_eq!(client.fail("Profiler.stop", json!({})), -32000);
    client.call("Profiler.setSamplingInterval", json!({ "interval": 500 }));
    client.call("Profiler.start", json!({}));
    assert_eq!(client.fail("Profiler.setSamplingInterval", json!({ "interval": 100 })), -32000);
    let mut other = script.connect();
    other.call("Profiler.enable", json!({}));
    assert_eq!(other.fail("Profiler.start", json!({})), -32000);
    client.evaluate("work()");
    std::thread::sleep(Duration::from_millis(100));
    let profile = client.call("Profiler.stop", json!({}))["profile"].clone();
    check_profile(&profile);
    assert!(time_in(&profile, "(idle)") > 50_000, "{}", time_in(&profile, "(idle)"));
}

#[test]
fn samples_at_every_poll_find_whole_frames() {
    // Functions that are entered slowly poll before they have a frame of their own.
    let text = "function slow() { return arguments.length } \
                class A { constructor() { this.n = slow(1, 2) } } \
                let sum = 0; \
                function run(...rest) { for (const x of rest) sum += slow(x) + new A().n } \
                for (let i = 0; i < 100000; i++) run(i, i); \
                console.log(sum)";
    let folder = std::env::temp_dir().join(format!("tenure-samples-{}", std::process::id()));
    let ended = Command::new(env!("CARGO_BIN_EXE_tenure"))
        .args(["--cpu-prof", "--cpu-prof-interval=50", "--cpu-prof-dir"])
        .arg(&folder)
        .args(["-e", text])
        .output()
        .unwrap();
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let profile: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stdout), "600000\n", "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(profile["samples"].as_array().unwrap().len() > 20);
    profiled(&profile, "run");
}

#[test]
fn profiles_are_written_when_the_program_ends() {
    let folder = std::env::temp_dir().join(format!("tenure-profiles-{}", std::process::id()));
    let shown = folder.display().to_string();
    let run = |flags: &[&str], text: &str| {
        Command::new(env!("CARGO_BIN_EXE_tenure")).args(flags).args(["-e", text]).output().unwrap()
    };
    let only = |extension: &str| {
        let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path());
        let mut files = files.filter(|path| path.extension().is_some_and(|found| found == extension));
        let path = files.next().unwrap();
        assert!(files.next().is_none());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, serde_json::from_str::<Value>(&std::fs::read_to_string(path).unwrap()).unwrap())
    };
    let ended = run(&["--cpu-prof", "--cpu-prof-dir", &shown], &format!("{WORK}work(); process.exit(3)"));
    assert_eq!(ended.status.code(), Some(3), "{}", String::from_utf8_lossy(&ended.stderr));
    let (name, profile) = only("cpuprofile");
    assert!(name.starts_with("CPU.2") && name.ends_with(".0.001.cpuprofile"), "{name}");
    check_profile(&profile);
    let text = "const kept = []; function leak() { for (let i = 0; i < 50000; i++) kept.push({ i }) } leak()";
    let flags =
        ["--heap-prof", "--heap-prof-dir", &shown, "--heap-prof-name=a.heapprofile", "--heap-prof-interval=8192"];
    assert_eq!(run(&flags, text).status.code(), Some(0));
    let (name, profile) = only("heapprofile");
    assert_eq!(name, "a.heapprofile");
    let leak = &profile["head"]["children"][0]["children"][0];
    assert_eq!(leak["callFrame"]["functionName"], "leak", "{profile}");
    assert!(leak["selfSize"].as_u64().unwrap() > 1_000_000, "{leak}");
    std::fs::remove_dir_all(&folder).unwrap();
    let alone = run(&["--cpu-prof-interval=500"], "0");
    assert_eq!(alone.status.code(), Some(9));
    assert_eq!(alone.stderr, b"tenure: --cpu-prof-interval must be used with --cpu-prof\n");
    let nowhere = run(&["--cpu-prof", "--cpu-prof-dir=/dev/null/x"], "console.log('ran')");
    assert_eq!((nowhere.status.code(), nowhere.stdout.as_slice()), (Some(0), b"ran\n".as_slice()));
    assert!(String::from_utf8_lossy(&nowhere.stderr).starts_with("tenure: cannot write /dev/null/x/CPU."));
}

#[test]
fn what_is_no_request_is_an_error_and_the_session_goes_on() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut client = script.connect_when_ready();
    for (text, code) in [
        ("", -32700),
        ("{", -32700),
        ("[1]", -32600),
        ("{\"id\":1}", -32600),
        ("{\"id\":\"x\",\"method\":\"Runtime.enable\"}", -32600),
        ("{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":7}", -32600),
    ] {
        client.send_text(text);
        assert_eq!(client.next()["error"]["code"], code, "{text}");
    }
    assert_eq!(client.fail("No.such", json!({})), -32601);
    assert_eq!(client.fail("Runtime.evaluate", json!({})), -32602);
    assert_eq!(client.fail("Runtime.evaluate", json!({ "expression": 5 })), -32602);
    assert_eq!(client.fail("Runtime.evaluate", json!({ "expression": "1", "contextId": 9 })), -32000);
    for id in ["", "1", "1.2.3", "a.1.1", "1.1.99999", "1.1.1.1", "-1.1.-1"] {
        assert_eq!(client.fail("Runtime.getProperties", json!({ "objectId": id })), -32000, "{id}");
        assert_eq!(client.fail("Runtime.queryObjects", json!({ "prototypeObjectId": id })), -32000, "{id}");
    }
    for id in ["", "2", "x", "99999999999999999999"] {
        assert_eq!(client.fail("HeapProfiler.getObjectByHeapObjectId", json!({ "objectId": id })), -32000, "{id}");
    }
    let deep = format!("{{\"id\":1,\"method\":\"A.b\",\"params\":{}", "{\"a\":".repeat(50_000));
    client.send_text(&deep);
    assert_eq!(client.next()["error"]["code"], -32700);
    let ring = client.call("Runtime.evaluate", json!({ "expression": "globalThis.ring = {}; ring.ring = ring; ring" }));
    assert_eq!(ring["result"]["className"], "Object");
    assert_eq!(client.fail("Runtime.evaluate", json!({ "expression": "ring", "returnByValue": true })), -32000);
    assert_eq!(client.evaluate("'still here'"), "still here");
}

#[test]
fn broken_frames_end_their_client_and_nobody_else() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let mut good = script.connect();
    let frames: [&[u8]; 6] = [
        // Not masked; a reserved opcode; a control frame that is too long; a length of 2^63; text that is no UTF-8; noise.
        b"\x81\x05hello",
        b"\x83\x80\x00\x00\x00\x00",
        b"\x89\xFE\x01\x00\x00\x00\x00\x00",
        b"\x81\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x00\x00\x00\x00",
        b"\x81\x82\x00\x00\x00\x00\xFF\xFE",
        b"\x00\x00\x00\x00\x00\x00\x00\x00\x00",
    ];
    for frame in frames {
        let mut bad = script.connect();
        bad.socket.get_mut().write_all(frame).unwrap();
        let mut rest = Vec::new();
        // The server says goodbye, or just goes, or waits for the rest of the frame.
        bad.socket.get_mut().set_read_timeout(Some(Duration::from_millis(300))).unwrap();
        let _ = bad.socket.get_mut().read_to_end(&mut rest);
        assert_eq!(good.evaluate("'good'"), "good", "{frame:?}");
    }
    for request in ["\r\n\r\n", "GET", "\u{0}\u{1}\r\n\r\n", "GET / HTTP/9.9\r\nHost\r\n\r\n"] {
        let mut stream = TcpStream::connect(&script.address).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        drop(stream);
    }
    assert_eq!(good.evaluate("'good'"), "good");
}

#[test]
fn a_hundred_clients_come_and_go() {
    let mut script = Script::run(&["--inspect=0"], IDLE);
    let mut stays = script.connect();
    let mut all = Vec::new();
    for number in 0..100 {
        let mut client = script.connect_when_ready();
        client.call("Runtime.enable", json!({}));
        if number % 3 == 0 {
            client.send("Runtime.evaluate", json!({ "expression": "Array.from({ length: 50 }, (_, i) => ({ i }))" }));
            // It goes without a word, and without its answer.
            drop(client);
        } else {
            all.push(client);
        }
    }
    for mut client in all {
        assert_eq!(client.evaluate("6 * 7"), 42);
        client.close();
    }
    assert_eq!(stays.evaluate("'alone'"), "alone");
    stays.evaluate("over = true");
    stays.close();
    assert_eq!(script.wait().code(), Some(0));
}

#[test]
fn a_client_that_leaves_amid_a_snapshot_leaves_the_script_alone() {
    let text = "globalThis.kept = Array.from({ length: 200000 }, (_, i) => ({ i, text: 'text ' + i })); ";
    let mut script = Script::run(&["--inspect=0"], &format!("{text}{IDLE}"));
    let mut leaves = script.connect_when_ready();
    leaves.send("HeapProfiler.takeHeapSnapshot", json!({}));
    std::thread::sleep(Duration::from_millis(20));
    drop(leaves);
    let mut client = script.connect_when_ready();
    assert_eq!(client.evaluate("kept.length"), 200_000);
    client.evaluate("over = true");
    client.close();
    assert_eq!(script.wait().code(), Some(0));
}

#[test]
fn a_signal_starts_the_inspector_of_a_busy_script() {
    let child = Command::new(env!("CARGO_BIN_EXE_tenure"))
        .args(["--inspect-port=0", "-e", "console.log('busy'); globalThis.over = false; while (!over) {}"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut script = Script::of(child, |child| {
        let mut line = [0; 5];
        child.stdout.as_mut().unwrap().read_exact(&mut line).unwrap();
        let kill = Command::new("kill").args(["-USR1", &child.id().to_string()]).status().unwrap();
        assert!(kill.success());
    });
    let mut client = script.connect();
    assert_eq!(client.evaluate("over"), false);
    client.evaluate("over = true");
    client.close();
    assert_eq!(script.wait().code(), Some(0));
}

#[test]
fn an_address_in_use_ends_the_command() {
    let script = Script::run(&["--inspect=0"], IDLE);
    let port = script.address.rsplit_once(':').unwrap().1;
    let second = Command::new(env!("CARGO_BIN_EXE_tenure"))
        .args([&format!("--inspect={port}"), "-e", "console.log('ran')"])
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(12));
    assert_eq!(second.stdout, b"");
    let errors = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(errors.starts_with(&format!("Starting inspector on 127.0.0.1:{port} failed: ")), "{errors}");
    let bad = Command::new(env!("CARGO_BIN_EXE_tenure")).args(["--inspect=80", "-e", "0"]).output().unwrap();
    assert_eq!(bad.status.code(), Some(9));
    let errors = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert_eq!(errors, "tenure: --inspect must be 0 or in range 1024 to 65535.\n");
}
