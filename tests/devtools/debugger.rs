//! The protocol's `Debugger`, as clients meet it: breakpoints, steps, scopes, evaluation in frames, exceptions.

use crate::client::{Client, Script};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A script file of its own for a test; it is removed in the end.
pub(crate) struct File(PathBuf);

impl File {
    pub(crate) fn new(name: &str, text: &str) -> File {
        let path = std::env::temp_dir().join(format!("tenure-debugger-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        File(path)
    }

    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.0.display())
    }

    /// Runs it under the inspector.
    pub(crate) fn run(&self, flags: &[&str]) -> Script {
        Script::start(&[flags, &[self.0.to_str().unwrap()]].concat())
    }

    /// Runs it, and stops before its first statement: client and event.
    pub(crate) fn stop_at_start(&self, flags: &[&str]) -> (Script, Client, Value) {
        File::start(self.run(&[&["--inspect-brk=0"], flags].concat()))
    }

    /// As [`File::stop_at_start`], with node, if there is one.
    pub(crate) fn stop_node_at_start(&self) -> Option<(Script, Client, Value)> {
        let words = ["--inspect-brk=0", self.0.to_str().unwrap()];
        Script::start_with("node", &words).map(File::start)
    }

    fn start(script: Script) -> (Script, Client, Value) {
        let mut client = script.connect();
        client.call("Runtime.enable", json!({}));
        client.call("Debugger.enable", json!({}));
        client.call("Runtime.runIfWaitingForDebugger", json!({}));
        let paused = client.event("Debugger.paused");
        assert_eq!(paused["reason"], "Break on start");
        (script, client, paused)
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Function and place, from 1, of a frame.
pub(crate) fn place(paused: &Value, frame: usize) -> String {
    let frame = &paused["callFrames"][frame];
    let number = |name: &str| frame["location"][name].as_u64().unwrap() + 1;
    format!("{}:{}:{}", frame["functionName"].as_str().unwrap(), number("lineNumber"), number("columnNumber"))
}

/// Goes on by a method, to the next stop.
pub(crate) fn step(client: &mut Client, method: &str) -> Value {
    client.call(&format!("Debugger.{method}"), json!({}));
    client.event("Debugger.resumed");
    client.event("Debugger.paused")
}

fn set(client: &mut Client, url: &str, line: u32, condition: &str) -> Value {
    let wanted = json!({ "url": url, "lineNumber": line - 1, "condition": condition });
    client.call("Debugger.setBreakpointByUrl", wanted)
}

/// Evaluates in a frame: the result, or the description of what is thrown.
fn evaluate(client: &mut Client, paused: &Value, frame: usize, text: &str) -> Value {
    let wanted = json!({
        "callFrameId": paused["callFrames"][frame]["callFrameId"],
        "expression": text,
        "returnByValue": true,
    });
    let answer = client.call("Debugger.evaluateOnCallFrame", wanted);
    match answer.get("exceptionDetails") {
        Some(details) => details["exception"]["description"].clone(),
        None => answer["result"]["value"].clone(),
    }
}

/// A frame's scopes: the sort of each, and names with values.
fn scopes(client: &mut Client, paused: &Value, frame: usize) -> Vec<String> {
    let chain = paused["callFrames"][frame]["scopeChain"].as_array().unwrap().clone();
    let mut told = Vec::new();
    for scope in chain.iter().filter(|scope| scope["type"] != "global") {
        let object = json!({ "objectId": scope["object"]["objectId"], "ownProperties": true });
        let properties = client.call("Runtime.getProperties", object)["result"].clone();
        let mut shown: Vec<String> = Vec::new();
        for property in properties.as_array().unwrap() {
            let value = &property["value"];
            let value = value.get("value").map_or_else(|| value["type"].as_str().unwrap().to_owned(), Value::to_string);
            shown.push(format!("{}={value}", property["name"].as_str().unwrap()));
        }
        let name = scope["name"].as_str().unwrap_or("");
        told.push(format!("{} {name}: {}", scope["type"].as_str().unwrap(), shown.join(" ")));
    }
    told
}

const FUNCTIONS: &str = "\
let total = 0;
function outer(v) {
  const captured = v, unused = 'kept';
  return function inner(x) {
    let y = 2;
    {
      let y = x + 1, z = () => y + captured;
      total += z();
    }
    return add(y, x);
  };
}
function add(a, b) {
  const sum = a + b;
  return sum;
}
const f = outer(10);
f(1);
f(2);
console.log(total);
";

#[test]
fn a_script_stops_before_its_first_statement_and_steps_as_v8_does() {
    let file = File::new("steps.js", FUNCTIONS);
    let (mut script, mut client, paused) = file.stop_at_start(&[]);
    assert_eq!(place(&paused, 0), ":1:13");
    let line_17 = step(&mut client, "stepOver");
    assert_eq!(place(&line_17, 0), ":17:11");
    assert_eq!(place(&step(&mut client, "stepInto"), 0), "outer:3:20");
    assert_eq!(place(&step(&mut client, "stepOut"), 0), ":18:1");
    assert_eq!(place(&step(&mut client, "stepInto"), 0), "inner:5:13");
    assert_eq!(place(&step(&mut client, "stepOver"), 0), "inner:7:15");
    assert_eq!(place(&step(&mut client, "stepOver"), 0), "inner:7:26");
    assert_eq!(place(&step(&mut client, "stepOver"), 0), "inner:8:7");
    assert_eq!(place(&step(&mut client, "stepInto"), 0), "z:7:34");
    assert_eq!(place(&step(&mut client, "stepOut"), 0), "inner:10:5");
    let add = step(&mut client, "stepInto");
    assert_eq!(place(&add, 0), "add:14:15");
    assert_eq!((place(&add, 1), place(&add, 2)), ("inner:10:12".to_owned(), ":18:1".to_owned()));
    assert_eq!(place(&step(&mut client, "stepOut"), 0), "inner:10:22");
    assert_eq!(place(&step(&mut client, "stepOut"), 0), ":19:1");
    client.call("Debugger.resume", json!({}));
    client.event("Debugger.resumed");
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "25\n");
}

#[test]
fn breakpoints_are_found_before_and_after_the_script_is_loaded() {
    let file = File::new("breakpoints.js", FUNCTIONS);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    // What is compiled already, what is not yet, a line without a statement, one behind the end.
    let first = set(&mut client, &file.url(), 14, "");
    assert_eq!(first["locations"][0]["lineNumber"], 13);
    let empty = set(&mut client, &file.url(), 6, "x === 2");
    assert_eq!(empty["locations"][0]["lineNumber"], 6);
    assert_eq!(set(&mut client, &file.url(), 400, "")["locations"], json!([]));
    let again = json!({ "url": file.url(), "lineNumber": 13 });
    assert_eq!(client.fail("Debugger.setBreakpointByUrl", again), -32000);
    let by_pattern = json!({ "urlRegex": "tenure-debugger-.*breakpoints\\.js$", "lineNumber": 18 });
    assert_eq!(client.call("Debugger.setBreakpointByUrl", by_pattern)["locations"].as_array().unwrap().len(), 1);
    let paused = step(&mut client, "resume");
    assert_eq!((place(&paused, 0), &paused["hitBreakpoints"][0]), ("add:14:15".to_owned(), &first["breakpointId"]));
    assert_eq!(place(&step(&mut client, "resume"), 0), ":19:1");
    // The condition holds in the second call only.
    let paused = step(&mut client, "resume");
    assert_eq!((place(&paused, 0), &paused["hitBreakpoints"][0]), ("inner:7:15".to_owned(), &empty["breakpointId"]));
    client.call("Debugger.removeBreakpoint", json!({ "breakpointId": first["breakpointId"] }));
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "25\n");
}

#[test]
fn scopes_show_what_a_frame_sees_and_take_new_values() {
    let file = File::new("scopes.js", FUNCTIONS);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    set(&mut client, &file.url(), 8, "");
    let paused = step(&mut client, "resume");
    let told = scopes(&mut client, &paused, 0);
    assert_eq!(told[0], "block inner: y=2 z=function");
    assert_eq!(told[1], "local inner: x=1 y=2");
    assert_eq!(told[2], "closure outer: captured=10");
    assert!(told[3].starts_with("closure : ") && told[3].contains("total=0"), "{told:?}");
    let outside = scopes(&mut client, &paused, 1);
    assert!(outside[0].starts_with("local : ") && outside[0].contains("f=function"), "{outside:?}");
    for (text, value) in [
        ("y", json!(2)),
        ("z() + x", json!(13)),
        ("captured", json!(10)),
        ("typeof unused", json!("undefined")),
        ("[x, y].map(n => n * 2)", json!([2, 4])),
        ("x = 5, x", json!(5)),
        ("let own = x; own + 1", json!(6)),
        ("this === globalThis", json!(true)),
    ] {
        assert_eq!(evaluate(&mut client, &paused, 0, text), value, "{text}");
    }
    assert_eq!(evaluate(&mut client, &paused, 1, "f.name"), "inner");
    let thrown = evaluate(&mut client, &paused, 0, "nothing");
    assert!(thrown.as_str().unwrap().starts_with("ReferenceError: nothing is not defined"), "{thrown}");
    let frame = paused["callFrames"][0]["callFrameId"].clone();
    let set = |scope: u32, name: &str, value: i32| json!({ "callFrameId": frame, "scopeNumber": scope, "variableName": name, "newValue": { "value": value } });
    client.call("Debugger.setVariableValue", set(0, "y", 100));
    client.call("Debugger.setVariableValue", set(2, "captured", 1000));
    assert_eq!(client.fail("Debugger.setVariableValue", set(1, "nothing", 1)), -32000);
    assert_eq!(evaluate(&mut client, &paused, 0, "z()"), 1100);
    // Looking without effects: variables and data, but no calls.
    let look = |text: &str| json!({ "callFrameId": frame, "expression": text, "throwOnSideEffect": true });
    assert_eq!(client.call("Debugger.evaluateOnCallFrame", look("z.name.length"))["result"]["value"], 1);
    assert_eq!(client.call("Debugger.evaluateOnCallFrame", look("z()"))["result"]["className"], "EvalError");
    let paused = step(&mut client, "resume");
    assert_eq!(evaluate(&mut client, &paused, 0, "x"), 2);
    client.call("Debugger.resume", json!({}));
    assert_eq!(client.fail("Debugger.evaluateOnCallFrame", look("y")), -32000);
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "2103\n");
}

#[test]
fn exceptions_stop_the_script_where_they_are_thrown() {
    let text = "\
function thrower(n) {
  if (n) throw new RangeError('no ' + n);
  null.x;
}
try { thrower(1); } catch {}
try { thrower(0); } catch {}
process.once('uncaughtException', () => console.log('over'));
thrower(3);
";
    let file = File::new("exceptions.js", text);
    for (state, places) in [
        ("none", &[][..]),
        ("uncaught", &["thrower:2:10"][..]),
        ("all", &["thrower:2:10", "thrower:3:8", "thrower:2:10"][..]),
    ] {
        let (mut script, mut client, _) = file.stop_at_start(&[]);
        client.call("Debugger.setPauseOnExceptions", json!({ "state": state }));
        client.call("Debugger.resume", json!({}));
        for (index, wanted) in places.iter().enumerate() {
            let paused = client.event("Debugger.paused");
            assert_eq!(
                (paused["reason"].as_str(), place(&paused, 0).as_str()),
                (Some("exception"), *wanted),
                "{state}"
            );
            assert_eq!(paused["data"]["uncaught"], index + 1 == places.len());
            client.call("Debugger.resume", json!({}));
        }
        client.close();
        assert!(script.wait().success());
        assert_eq!(script.output(), "over\n", "{state}");
    }
}

#[test]
fn a_busy_loop_can_be_stopped_and_a_debugger_statement_stops() {
    let text =
        "let over = false, n = 0; globalThis.ready = true; while (!over) { n++; } debugger; console.log('out', n > 1);";
    let file = File::new("busy.js", text);
    let mut script = file.run(&["--inspect=0"]);
    let mut client = script.connect_when_ready();
    client.call("Debugger.enable", json!({}));
    client.call("Debugger.pause", json!({}));
    let paused = client.event("Debugger.paused");
    assert!(evaluate(&mut client, &paused, 0, "n").as_u64().unwrap() > 1);
    assert_eq!(evaluate(&mut client, &paused, 0, "over = true"), true);
    let paused = step(&mut client, "resume");
    assert_eq!(place(&paused, 0), ":1:74");
    // Only those who listen stop it.
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "out true\n");
}

#[test]
fn a_function_that_waits_stops_once_for_each_statement() {
    let text = "\
async function work(n) {
  const first = await n;
  const second = await first + 1;
  return second;
}
function* count() {
  const got = yield 1;
  console.log('got', got);
}
work(1).then(value => console.log(value));
const counting = count();
counting.next(); counting.next('it');
";
    let file = File::new("waiting.js", text);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    for line in [2, 3, 4, 7, 8] {
        set(&mut client, &file.url(), line, "");
    }
    let mut places = Vec::new();
    for _ in 0..5 {
        places.push(place(&step(&mut client, "resume"), 0));
    }
    assert_eq!(places, ["work:2:17", "count:7:15", "count:8:3", "work:3:18", "work:4:3"]);
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "got it\n2\n");
}

#[test]
fn a_client_that_leaves_lets_the_script_go_on() {
    let file = File::new("leaves.js", FUNCTIONS);
    let (mut script, mut client, _) = file.stop_at_start(&["--gc-stress=nth:50", "--verify-heap"]);
    set(&mut client, &file.url(), 8, "");
    let paused = step(&mut client, "resume");
    assert_eq!(evaluate(&mut client, &paused, 0, "[x, y, captured].join()"), "1,2,10");
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "25\n");
}

#[test]
fn stops_can_be_switched_off_and_moved_to_a_place() {
    let file = File::new("switches.js", FUNCTIONS);
    let (mut script, mut client, paused) = file.stop_at_start(&[]);
    let id = paused["callFrames"][0]["location"]["scriptId"].clone();
    let at = |line: u32| json!({ "scriptId": id, "lineNumber": line - 1 });
    // Places as V8's: one for each statement and initialiser.
    let range = json!({ "start": at(5), "end": at(9) });
    let places = client.call("Debugger.getPossibleBreakpoints", range)["locations"].clone();
    let places: Vec<(u64, u64)> = places
        .as_array()
        .unwrap()
        .iter()
        .map(|place| (place["lineNumber"].as_u64().unwrap() + 1, place["columnNumber"].as_u64().unwrap() + 1))
        .collect();
    assert_eq!(places, [(5, 13), (7, 15), (7, 26), (7, 34), (8, 7)]);
    // By script.
    let by_script = client.call("Debugger.setBreakpoint", json!({ "location": at(14) }));
    assert_eq!(by_script["actualLocation"]["lineNumber"], 13);
    client.call("Debugger.continueToLocation", json!({ "location": at(10) }));
    assert_eq!(place(&client.event("Debugger.paused"), 0), "inner:10:5");
    // It was for once: the second call of `inner` does not stop there, nor at what is switched off.
    client.call("Debugger.setBreakpointsActive", json!({ "active": false }));
    let debugged = set(&mut client, &file.url(), 20, "");
    assert_eq!(debugged["locations"][0]["lineNumber"], 19);
    client.call("Debugger.setBreakpointsActive", json!({ "active": true }));
    client.call("Debugger.removeBreakpoint", json!({ "breakpointId": by_script["breakpointId"] }));
    assert_eq!(place(&step(&mut client, "resume"), 0), ":20:1");
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    // Nothing stops a script whose client skips all pauses.
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    set(&mut client, &file.url(), 14, "");
    client.call("Debugger.setSkipAllPauses", json!({ "skip": true }));
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "25\n");
}

#[test]
fn steps_pass_over_scripts_whose_names_match_a_pattern() {
    let library = File::new("library.js", "module.exports = function each(list, f) {\n  list.forEach(f);\n};\n");
    let text = format!("const each = require({:?});\neach([1], function one(x) {{\n  x + 1;\n}});\n", library.0);
    let file = File::new("user.js", &text);
    for (patterns, place_inside) in [(json!([]), "each:2:3"), (json!(["library\\.js$"]), "one:3:3")] {
        let (mut script, mut client, _) = file.stop_at_start(&[]);
        client.call("Debugger.setBlackboxPatterns", json!({ "patterns": patterns }));
        assert_eq!(place(&step(&mut client, "stepOver"), 0), ":2:1");
        assert_eq!(place(&step(&mut client, "stepInto"), 0), place_inside);
        client.call("Debugger.resume", json!({}));
        client.close();
        assert!(script.wait().success());
    }
}

#[test]
fn texts_of_scripts_are_given_and_searched() {
    let file = File::new("text.js", FUNCTIONS);
    let (_script, mut client, paused) = file.stop_at_start(&[]);
    let id = paused["callFrames"][0]["location"]["scriptId"].clone();
    let told = client.take_events("Debugger.scriptParsed");
    let told =
        told.iter().find(|event| event["params"]["scriptId"] == id).unwrap_or_else(|| panic!("{told:?}"))["params"]
            .clone();
    assert_eq!((told["url"].as_str(), told["endLine"].as_u64()), (Some(file.url().as_str()), Some(20)));
    assert_eq!(told["length"], FUNCTIONS.len());
    let source = client.call("Debugger.getScriptSource", json!({ "scriptId": id }))["scriptSource"].clone();
    assert_eq!(source, FUNCTIONS);
    let mut lines = |query: &str, is_regex: bool, minds_case: bool| {
        let wanted = json!({ "scriptId": id, "query": query, "isRegex": is_regex, "caseSensitive": minds_case });
        let found = client.call("Debugger.searchInContent", wanted)["result"].clone();
        found.as_array().unwrap().iter().map(|line| line["lineNumber"].as_u64().unwrap() + 1).collect::<Vec<u64>>()
    };
    assert_eq!(lines("TOTAL", false, false), [1, 8, 20]);
    assert_eq!(lines("TOTAL", false, true), [] as [u64; 0]);
    assert_eq!(lines("f(", false, true), [18, 19]);
    assert_eq!(lines("^f\\(\\d\\)", true, true), [18, 19]);
}

#[test]
fn modules_stop_and_show_what_they_import() {
    let other = File::new("other.mjs", "export let shared = 1;\nexport function bump() {\n  shared += 10;\n}\n");
    let text = format!(
        "import {{ shared, bump }} from {:?};\nconst own = await Promise.resolve(5);\nbump();\nconsole.log(own + shared);\n",
        other.url()
    );
    let file = File::new("module.mjs", &text);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    set(&mut client, &file.url(), 3, "");
    set(&mut client, &other.url(), 3, "");
    let paused = step(&mut client, "resume");
    assert_eq!(evaluate(&mut client, &paused, 0, "own + shared"), 6);
    let told = scopes(&mut client, &paused, 0);
    assert!(told.iter().any(|scope| scope.starts_with("module ") && scope.contains("own=5")), "{told:?}");
    let paused = step(&mut client, "resume");
    assert_eq!(place(&paused, 0), "bump:3:3");
    assert_eq!(evaluate(&mut client, &paused, 0, "shared = 100"), 100);
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "115\n");
}

/// Runs `node inspect` on a script that waits, one command at a time; what it prints.
fn node_inspect(address: &str, commands: &[(&str, &str)]) -> Option<String> {
    let debugger = Command::new("node")
        .args(["inspect", address])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut debugger = debugger.ok()?;
    let (mut input, mut output) = (debugger.stdin.take().unwrap(), debugger.stdout.take().unwrap());
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = output.read(&mut bytes) {
            let _ = sender.send(String::from_utf8_lossy(&bytes[..count]).into_owned());
        }
    });
    let mut all = String::new();
    let mut seen = 0;
    for (command, answer) in commands {
        if !command.is_empty() {
            writeln!(input, "{command}").unwrap();
        }
        while !all[seen..].contains(answer) {
            let part = receiver.recv_timeout(Duration::from_secs(60));
            all.push_str(&part.unwrap_or_else(|_| panic!("no {answer:?} after {command:?} in {all}")));
        }
        seen += all[seen..].find(answer).unwrap() + answer.len();
    }
    let _ = debugger.kill();
    let _ = debugger.wait();
    Some(all)
}

#[test]
fn node_inspect_sets_breakpoints_steps_and_evaluates() {
    let file = File::new("node.js", FUNCTIONS);
    let mut script = file.run(&["--inspect-brk=0"]);
    let name = file.0.file_name().unwrap().to_str().unwrap();
    let point = format!("sb('{name}', 8)");
    let commands = [
        ("", "> 1 let total = 0;"),
        (point.as_str(), "> 8       total += z();"),
        ("c", "> 8       total += z();"),
        ("bt", "#0 inner"),
        ("exec('[x, y, captured].join()')", "'1,2,10'"),
        ("step", "> 7       let y = x + 1, z = () => y + captured;"),
        ("out", ">10     return add(y, x);"),
        ("scripts", name),
        ("c", "> 8       total += z();"),
        ("exec('x')", "2"),
        ("c", ""),
    ];
    // Without node there is nobody to try.
    if node_inspect(&script.address, &commands).is_some() {
        assert!(script.wait().success());
        assert_eq!(script.output(), "25\n");
    }
}

#[test]
fn bad_requests_are_refused_and_nothing_is_lost() {
    let file = File::new("bad.js", FUNCTIONS);
    let script = file.run(&["--inspect-wait=0"]);
    let mut client = script.connect();
    for method in ["pause", "resume", "stepInto", "setPauseOnExceptions", "setBreakpointByUrl", "setBreakpoint"] {
        let wanted =
            json!({ "state": "all", "lineNumber": 1, "url": "x", "location": { "scriptId": "1", "lineNumber": 0 } });
        assert_eq!(client.fail(&format!("Debugger.{method}"), wanted), -32000, "{method}");
    }
    client.call("Debugger.enable", json!({}));
    for (method, wanted, code) in [
        ("resume", json!({}), -32000),
        ("setBreakpointByUrl", json!({ "url": "x" }), -32602),
        ("setBreakpointByUrl", json!({ "lineNumber": 1 }), -32000),
        ("setBreakpointByUrl", json!({ "lineNumber": -1, "url": "x" }), -32000),
        ("setBreakpointByUrl", json!({ "lineNumber": 1, "urlRegex": "(" }), -32000),
        ("setBreakpoint", json!({ "location": { "scriptId": "9999", "lineNumber": 0 } }), -32000),
        ("setBreakpoint", json!({ "location": 3 }), -32602),
        ("getScriptSource", json!({ "scriptId": "x" }), -32000),
        ("setPauseOnExceptions", json!({ "state": "sometimes" }), -32000),
        ("evaluateOnCallFrame", json!({ "callFrameId": "1.1.0", "expression": "1" }), -32000),
        ("restartFrame", json!({}), -32602),
        ("restartFrame", json!({ "callFrameId": "1.1.0", "mode": "StepInto" }), -32000),
        ("liveEdit", json!({}), -32601),
    ] {
        assert_eq!(client.fail(&format!("Debugger.{method}"), wanted.clone()), code, "{method} {wanted}");
    }
    client.call("Runtime.runIfWaitingForDebugger", json!({}));
    client.close();
    let mut script = script;
    assert!(script.wait().success());
    assert_eq!(script.output(), "25\n");
}
