//! What has led to a stack: `Debugger.setAsyncCallStackDepth`, as Node tells it.

use crate::client::{Client, Script};
use crate::debugger::{File, step};
use serde_json::{Value, json};

/// Ways in which a function comes to run later, each called from `next`; the last one throws.
const TASKS: &str = "\
function here(name) { debugger; }
async function inner() { await null; here(); }
async function middle() { await inner(); }
const ways = [
  async function outer() { await middle(); },
  function timeout() { setTimeout(function fire() { here(); }, 1); },
  function interval() { const t = setInterval(function fire() { clearInterval(t); here(); }, 1); },
  function immediate() { setImmediate(function fire() { here(); }); },
  function micro() { queueMicrotask(function fire() { here(); }); },
  function tick() { process.nextTick(function fire(...a) { here(); }, 1, 2); },
  function thens() { Promise.resolve(1).then(x => x).then(function fire() { here(); }); },
  function catches() { Promise.reject(1).catch(function fire() { here(); }); },
  function finals() { Promise.resolve(1).finally(function fire() { here(); }); },
  function all() { Promise.all([Promise.resolve(1)]).then(function fire() { here(); }); },
  function nested() {
    setTimeout(function a() { Promise.resolve().then(function b() { queueMicrotask(function c() { here(); }) }) }, 1);
  },
  async function again() { await 1; await 2; here(); },
  async function afterTimer() { await new Promise(done => setTimeout(done, 1)); here(); },
  async function catching() { try { await Promise.reject(1) } catch { here(); } },
  async function generated() {
    for await (const x of (async function* gen() { await null; here(); yield 1; })()) { }
  },
  async function afterAll() { await Promise.all([inner(), 1]); },
  function thrower() { setTimeout(function fire() { setTimeout(function fail() { throw new Error('late'); }, 1) }, 1); },
];
let index = 0;
(function next() { if (index < ways.length) { ways[index++](); setTimeout(next, 20); } })();
";

/// The frames of a script in a stack: functions with lines. `of`: the script's URL, or its id, which frames of stops have.
fn frames(stack: &Value, of: &str) -> String {
    let all = stack["callFrames"].as_array().unwrap();
    let own = all.iter().filter(|frame| frame["url"] == of || frame["location"]["scriptId"] == of);
    let told = own.map(|frame| {
        let line = frame.get("location").unwrap_or(frame)["lineNumber"].as_u64().unwrap() + 1;
        format!("{}:{line}", frame["functionName"].as_str().unwrap())
    });
    told.collect::<Vec<_>>().join(" ")
}

/// What has led to a stack, up to where `next` waits for its next turn.
fn ancestors(mut stack: &Value, url: &str) -> Vec<String> {
    let mut told = Vec::new();
    while stack.is_object() {
        let own = frames(stack, url);
        // Node has frames of its own where there are none of the script.
        if !own.is_empty() && !own.starts_with("next:") {
            told.push(format!("[{}] {own}", stack["description"].as_str().unwrap()));
        }
        stack = &stack["parent"];
    }
    told
}

/// What is told of each stop, and of the exception in the end.
fn told_of_tasks(client: &mut Client, first: &Value, url: &str) -> Vec<String> {
    let id = first["callFrames"][0]["location"]["scriptId"].as_str().unwrap();
    client.call("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": 32 }));
    client.call("Debugger.resume", json!({}));
    let mut told = Vec::new();
    loop {
        let message = client.next();
        let parameters = &message["params"];
        match message["method"].as_str() {
            Some("Debugger.paused") => {
                let own = frames(parameters, id);
                told.push(format!("{own} {}", ancestors(&parameters["asyncStackTrace"], url).join(" ")));
                client.send("Debugger.resume", json!({}));
            }
            Some("Runtime.exceptionThrown") => {
                let stack = &parameters["exceptionDetails"]["stackTrace"];
                told.push(format!("{} {}", frames(stack, url), ancestors(&stack["parent"], url).join(" ")));
                return told;
            }
            _ => {}
        }
    }
}

#[test]
fn what_has_led_to_a_task_is_told_as_node_tells_it() {
    let file = File::new("tasks.js", TASKS);
    let expected = [
        "here:1 inner:2 [await] middle:3 outer:5 next:28 :28",
        "here:1 fire:6 [Timeout] timeout:6 next:28",
        "here:1 fire:7 [Timeout] interval:7 next:28",
        "here:1 fire:8 [Immediate] immediate:8 next:28",
        "here:1 fire:9 [Microtask] micro:9 next:28",
        "here:1 fire:10 [TickObject] tick:10 next:28",
        "here:1 fire:11 [Promise.then] thens:11 next:28",
        "here:1 fire:12 [Promise.catch] catches:12 next:28",
        "here:1 fire:13 [Promise.finally] finals:13 next:28",
        "here:1 fire:14 [Promise.then] all:14 next:28",
        "here:1 c:16 [Microtask] b:16 [Promise.then] a:16 [Timeout] nested:16 next:28",
        "here:1 again:18 ",
        "here:1 afterTimer:19 ",
        "here:1 catching:20 ",
        "here:1 gen:22 [await] generated:22 next:28",
        "here:1 inner:2 [await] afterAll:24 next:28",
        "fail:25 [Timeout] fire:25 [Timeout] thrower:25 next:28",
    ];
    let (_script, mut client, first) = file.stop_at_start(&[]);
    assert_eq!(told_of_tasks(&mut client, &first, &file.url()), expected);
    // Without node there is nobody to ask.
    if let Some((_node, mut client, first)) = file.stop_node_at_start() {
        assert_eq!(told_of_tasks(&mut client, &first, &file.url()), expected, "node");
    }
    let (_script, mut client, first) = file.stop_at_start(&["--gc-stress=nth:50", "--verify-heap"]);
    assert_eq!(told_of_tasks(&mut client, &first, &file.url()), expected);
}

#[test]
fn no_more_is_told_than_a_client_asks_for() {
    let text = "\
function a() { setTimeout(function b() { setTimeout(function c() { setTimeout(function d() { debugger; }, 1) }, 1) }, 1) }
a();
";
    let file = File::new("depth.js", text);
    for (depth, expected) in [(0, vec![]), (1, vec!["[Timeout] c:1"]), (2, vec!["[Timeout] c:1", "[Timeout] b:1"])] {
        let (_script, mut client, _) = file.stop_at_start(&[]);
        client.call("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": depth }));
        let paused = step(&mut client, "resume");
        assert_eq!(ancestors(&paused["asyncStackTrace"], &file.url()), expected);
        assert_eq!(paused.get("asyncStackTrace").is_some(), depth > 0);
    }
    let script = file.run(&["--inspect-wait=0"]);
    let mut client = script.connect();
    assert_eq!(client.fail("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": 3 })), -32000);
    client.call("Debugger.enable", json!({}));
    assert_eq!(client.fail("Debugger.setAsyncCallStackDepth", json!({})), -32602);
}

#[test]
fn the_console_tells_what_has_led_to_it_when_asked() {
    let text = "\
class Speaker { say() { console.log('log'); console.warn('warn'); } }
setTimeout(function fire() { new Speaker().say(); }, 1);
";
    let file = File::new("console.js", text);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    client.call("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": 8 }));
    client.call("Debugger.resume", json!({}));
    let log = client.event("Runtime.consoleAPICalled")["stackTrace"].clone();
    assert_eq!(frames(&log, &file.url()), "say:1 fire:2");
    assert_eq!(log["parent"], Value::Null);
    let found = client.call("Debugger.getStackTrace", json!({ "stackTraceId": log["parentId"] }));
    assert_eq!(ancestors(&found["stackTrace"], &file.url()), ["[Timeout] :2"]);
    let warning = client.event("Runtime.consoleAPICalled")["stackTrace"].clone();
    assert_eq!(ancestors(&warning["parent"], &file.url()), ["[Timeout] :2"]);
    for (wanted, code) in [
        (json!({ "stackTraceId": { "id": "12345" } }), -32000),
        (json!({ "stackTraceId": { "id": "x" } }), -32000),
        (json!({ "stackTraceId": 1 }), -32602),
        (json!({}), -32602),
    ] {
        assert_eq!(client.fail("Debugger.getStackTrace", wanted), code);
    }
    // Who asks for none any more gets none.
    client.call("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": 0 }));
    assert_eq!(client.fail("Debugger.getStackTrace", json!({ "stackTraceId": log["parentId"] })), -32000);
    client.close();
    assert!(script.wait().success());
}

#[test]
fn tasks_that_make_tasks_do_not_pile_up_and_keep_no_objects() {
    let text = "\
globalThis.turns = 0; globalThis.over = false; globalThis.ready = true;
async function turn(payload) { await payload.length; turns++; if (!over) setImmediate(turn, new Array(10000).fill(0)); }
turn([]);
";
    let script = Script::run(&["--inspect=0", "--expose-gc", "--max-old-space-size=16"], text);
    let mut client = script.connect_when_ready();
    client.call("Debugger.enable", json!({}));
    client.call("Debugger.setAsyncCallStackDepth", json!({ "maxDepth": 32 }));
    // Twenty times more than there is room for.
    while client.evaluate("turns").as_u64().unwrap() < 4000 {}
    client.evaluate("over = true");
    client.close();
    let mut script = script;
    assert!(script.wait().success(), "{}", script.errors());
}
