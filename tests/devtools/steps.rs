//! Steps in the midst of statements and in the heads of loops, and functions that begin again: as Node's debugger has them.

use crate::client::{Client, Script};
use crate::debugger::{File, place, step};
use serde_json::{Value, json};

const STEPS: &str = "\
function a(x, y) {
  return x + y;
}
function b(n) {
  return n * 2;
}
function c(n) { return n; }
const r = a(b(1), c(2));
let t = b(1) + c(b(2));
for (let i = 0; i < 2; i++) {
  t += i;
}
for (const v of [1, 2]) {
  t += v;
}
for (const k in { x: 1 }) t += k;
let w = 0;
while (w < 2) w++;
do { w--; } while (w > 0);
for (let i = 0, f = () => i; b(i) < 4; i += f() + 1) t += 1;
t = b(0) ? c(1) : c(2);
switch (b(1)) { case c(2): t = 5; break; default: t = 6; }
t = String(`${b(1)} and ${c(2)}`);
console.log(t);
";

/// A place, and what is returned there.
fn told(paused: &Value) -> String {
    let returned = &paused["callFrames"][0]["returnValue"];
    match returned.get("value").or_else(|| returned.get("type")) {
        Some(Value::String(text)) => format!("{}={text}", place(paused, 0)),
        // Promises of async functions are not told.
        Some(value) => format!("{}={value}", place(paused, 0)),
        None => place(paused, 0),
    }
}

/// Each stop of a step of this sort, until the last line.
fn stops(client: &mut Client, first: &Value, method: &str, last: &str) -> String {
    let script = &first["callFrames"][0]["location"]["scriptId"];
    client.call("Debugger.setBlackboxPatterns", json!({ "patterns": ["^node:"] }));
    let mut found = vec![told(first)];
    while !found.last().unwrap().starts_with(last) {
        let paused = step(client, method);
        if &paused["callFrames"][0]["location"]["scriptId"] == script {
            found.push(told(&paused));
        }
    }
    found.join(" ")
}

/// The stops of a script by a sort of step are these, in Node too.
fn check_stops(file: &File, method: &str, last: &str, expected: &str) {
    let (_script, mut client, first) = file.stop_at_start(&[]);
    assert_eq!(stops(&mut client, &first, method, last), expected, "{method}");
    // Without node there is nobody to ask.
    if let Some((_node, mut client, first)) = file.stop_node_at_start() {
        assert_eq!(stops(&mut client, &first, method, last), expected, "node, {method}");
    }
}

#[test]
fn steps_end_where_those_of_node_end() {
    let file = File::new("sub-steps.js", STEPS);
    let loops = ":10:14 :10:19 :11:3 :10:25 :10:19 :11:3 :10:25 :10:19 :13:17 :13:12 :14:3 :13:12 :14:3 :13:12 :16:17 \
                 :16:12 :16:27 :16:12 :17:9 :18:10 :18:15 :18:10 :18:15 :18:10 :19:6 :19:22 :19:6 :19:22 :20:14 :20:21 ";
    let into = [
        ":8:11 b:5:3 b:5:16=2 :8:19 c:7:17 c:7:26=2 :8:11 a:2:3 a:2:16=4 :9:9 b:5:3 b:5:16=2 :9:18 b:5:3 b:5:16=4 \
         :9:16 c:7:17 c:7:26=4 ",
        loops,
        ":20:30 b:5:3 b:5:16=0 :20:54 :20:45 f:20:27 f:20:28=0 :20:30 b:5:3 b:5:16=2 :20:54 :20:45 f:20:27 f:20:28=0 \
         :20:30 b:5:3 b:5:16=4 :21:1 b:5:3 b:5:16=0 :21:19 c:7:17 c:7:26=2 :22:1 b:5:3 b:5:16=2 :22:22 c:7:17 \
         c:7:26=2 :22:28 :22:35 :23:1 b:5:3 b:5:16=2 :23:27 c:7:17 c:7:26=2 :23:5 :24:1",
    ];
    let over = [
        ":8:11 :9:9 ",
        loops,
        ":20:30 :20:54 :20:45 :20:30 :20:54 :20:45 :20:30 :21:1 :22:1 :22:28 :22:35 :23:1 :24:1",
    ];
    check_stops(&file, "stepInto", ":24:", &into.concat());
    check_stops(&file, "stepOver", ":24:", &over.concat());
    let (_script, mut client, first) = file.stop_at_start(&["--gc-stress=nth:20", "--verify-heap"]);
    assert_eq!(stops(&mut client, &first, "stepInto", ":24:"), into.concat());
}

const RETURNS: &str = "\
function plain(n) {
  n += 1;
}
function late(n) {
  try { return n; } finally { n = 2; }
}
function each(list) {
  for (const x of list) { if (x > 1) return x; }
  return -1
}
function bare(n) { if (n) return; n = 1; }
const arrow = n => n + 1;
const braced = n => { n++; };
const o = { get v() { return 1; }, set v(x) { this.w = x; } };
function sw(n) { switch (n) { case 1: return 'a'; default: return 'b'; } }
function empty() {}
function* gen() { yield 1; return 2; }
function nest(n) { { let inner = n; inner++; } }
plain(1);
each([]);
bare(0);
bare(1);
arrow(braced(1) ?? 1);
empty(0);
sw(1) + sw(2);
empty();
nest(1);
[1].map(x => { return x; });
console.log(1);
";

#[test]
fn steps_end_before_functions_return() {
    let file = File::new("returns.js", RETURNS);
    let into = ":12:15 :13:16 :14:11 :19:1 plain:2:3 plain:3:1=undefined :20:1 each:8:19 each:8:14 each:9:3 each:9:12=-1 \
                :21:1 bare:11:20 bare:11:35 bare:11:42=undefined :22:1 bare:11:20 bare:11:27 bare:11:34=undefined :23:1 \
                braced:13:23 braced:13:28=undefined :23:1 arrow:12:22 arrow:12:25=2 :24:1 empty:16:19=undefined \
                :25:1 sw:15:18 sw:15:39 sw:15:50=a :25:9 sw:15:18 sw:15:60 \
                sw:15:71=b :26:1 empty:16:19=undefined :27:1 nest:18:34 nest:18:37 nest:18:48=undefined :28:1 :28:16 \
                :28:25=1 :29:1";
    check_stops(&file, "stepInto", ":29:1", into);
    let (_script, mut client, first) = file.stop_at_start(&["--gc-stress=nth:20", "--verify-heap"]);
    assert_eq!(stops(&mut client, &first, "stepInto", ":29:1"), into);
    // As in V8 there is none where something is done between `return` and the end.
    let file = File::new("late.js", &RETURNS.replace("plain(1);", "late(each([1, 2]));"));
    let (_script, mut client, first) = file.stop_at_start(&[]);
    let late = stops(&mut client, &first, "stepInto", ":20:1");
    assert_eq!(
        late,
        ":12:15 :13:16 :14:11 :19:1 each:8:19 each:8:14 each:8:27 each:8:14 each:8:27 each:8:38 :19:1 late:5:9 late:5:31 :20:1"
    );
}

#[test]
fn breakpoints_at_the_end_of_a_function_are_hit_when_it_ends() {
    let text = "function f(n) {\n  if (n) return n;\n  n = 'end';\n}\nf(1);\nf(0);\nconsole.log('over');\n";
    let file = File::new("ends.js", text);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    let at = json!({ "url": file.url(), "lineNumber": 3 });
    let set = client.call("Debugger.setBreakpointByUrl", at);
    assert_eq!((&set["locations"][0]["lineNumber"], &set["locations"][0]["columnNumber"]), (&json!(3), &json!(0)));
    let paused = step(&mut client, "resume");
    assert_eq!((told(&paused).as_str(), &paused["hitBreakpoints"][0]), ("f:4:1=undefined", &set["breakpointId"]));
    assert_eq!(place(&paused, 1), ":6:1");
    // What is about to return begins again.
    assert_eq!(place(&restart(&mut client, &paused, 0), 0), "f:2:3");
    assert_eq!(told(&step(&mut client, "stepOver")), "f:2:10");
    assert_eq!(told(&step(&mut client, "stepOver")), "f:2:19=end");
    assert_eq!(told(&step(&mut client, "stepOver")), ":7:1");
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "over\n");
}

#[test]
fn a_step_out_ends_at_the_next_call_of_the_statement() {
    let file = File::new("out.js", STEPS);
    let (mut script, mut client, _) = file.stop_at_start(&[]);
    let told: Vec<String> =
        ["stepInto", "stepOut", "stepInto", "stepOut", "stepInto", "stepOut", "stepInto", "stepOver", "stepOver"]
            .iter()
            .map(|method| place(&step(&mut client, method), 0))
            .collect();
    assert_eq!(told, ["b:5:3", ":8:19", "c:7:17", ":8:11", "a:2:3", ":9:9", "b:5:3", "b:5:16", ":9:18"]);
    // Deep in a statement a step over goes to the next one.
    assert_eq!(place(&step(&mut client, "stepOver"), 0), ":10:14");
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "2 and 2\n");
}

#[test]
fn breakpoints_in_the_head_of_a_loop_are_hit_on_each_turn() {
    let file = File::new("heads.js", "let s = 0;\nfor (let i = 0; i < 3; i++) {\n  s += i;\n}\nconsole.log(s);\n");
    let (mut script, mut client, first) = file.stop_at_start(&[]);
    let id = first["callFrames"][0]["location"]["scriptId"].clone();
    let wanted = json!({
        "start": { "scriptId": id, "lineNumber": 1, "columnNumber": 0 },
        "end": { "scriptId": id, "lineNumber": 2, "columnNumber": 0 },
    });
    let possible = client.call("Debugger.getPossibleBreakpoints", wanted)["locations"].clone();
    let columns: Vec<u64> =
        possible.as_array().unwrap().iter().map(|found| found["columnNumber"].as_u64().unwrap() + 1).collect();
    assert_eq!(columns, [14, 19, 25]);
    for column in [18, 24] {
        let at = json!({ "url": file.url(), "lineNumber": 1, "columnNumber": column });
        client.call("Debugger.setBreakpointByUrl", at);
    }
    let told: Vec<String> = (0..7).map(|_| place(&step(&mut client, "resume"), 0)).collect();
    assert_eq!(told, [":2:19", ":2:25", ":2:19", ":2:25", ":2:19", ":2:25", ":2:19"]);
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success());
    assert_eq!(script.output(), "3\n");
}

const AGAIN: &str = "\
let calls = 0;
function f(a, unset) {
  const own = calls++;
  try { debugger; } finally { console.log('finally', a, unset, own); }
  return a;
}
console.log(f(10));
class Base { constructor(x) { this.x = x; } }
class K extends Base { constructor(x) { super(x); debugger; this.y = 1; } }
console.log(new K(3).y);
console.log([1].map(v => { debugger; return v + 1; })[0]);
function* g() { debugger; yield 1; }
console.log([...g()].length);
(async function later() { debugger; await 1; })();
function outer() { const n = calls++; inner(); return n; }
function inner() { debugger; }
console.log(outer());
function all(...rest) { debugger; return rest.length; }
console.log(all('q', 2));
function caught(a, b = 2) { const get = () => a + b; debugger; return get(); }
console.log(caught(1));
function apart({ x }) { debugger; return x; }
console.log(apart({ x: 8 }));
";

fn restart(client: &mut Client, paused: &Value, frame: usize) -> Value {
    let id = paused["callFrames"][frame]["callFrameId"].clone();
    let wanted = json!({ "callFrameId": id, "mode": "StepInto" });
    assert_eq!(client.call("Debugger.restartFrame", wanted), json!({ "callFrames": [] }));
    client.event("Debugger.resumed");
    client.event("Debugger.paused")
}

/// Goes on to a place whose function cannot begin again.
fn refuse(client: &mut Client, name: &str) {
    let paused = step(client, "resume");
    assert_eq!((place(&paused, 0).as_str(), &paused["callFrames"][0]["canBeRestarted"]), (name, &json!(false)));
    let wanted = json!({ "callFrameId": paused["callFrames"][0]["callFrameId"], "mode": "StepInto" });
    assert_eq!(client.fail("Debugger.restartFrame", wanted), -32000);
}

/// Runs to the end, beginning functions again where that is possible; what was told.
fn begin_again(script: &mut Script, mut client: Client) -> String {
    let paused = step(&mut client, "resume");
    let id = paused["callFrames"][0]["callFrameId"].clone();
    for wanted in [json!({ "callFrameId": id }), json!({ "callFrameId": id, "mode": "Else" })] {
        assert_eq!(client.fail("Debugger.restartFrame", wanted), -32000);
    }
    assert_eq!(place(&restart(&mut client, &paused, 0), 0), "f:3:15");
    assert_eq!(place(&step(&mut client, "resume"), 0), "f:4:9");
    let derived = step(&mut client, "resume");
    assert_eq!(place(&restart(&mut client, &derived, 0), 0), "K:9:41");
    step(&mut client, "resume");
    let arrow = step(&mut client, "resume");
    // What runs above it is the engine's.
    assert_eq!(arrow["callFrames"][1]["canBeRestarted"], false);
    assert_eq!(place(&restart(&mut client, &arrow, 0), 0), ":11:28");
    refuse(&mut client, "g:12:17");
    refuse(&mut client, "later:14:27");
    let inner = step(&mut client, "resume");
    assert_eq!(place(&restart(&mut client, &inner, 1), 0), "outer:15:30");
    step(&mut client, "resume");
    refuse(&mut client, "all:18:25");
    let caught = step(&mut client, "resume");
    assert_eq!(place(&restart(&mut client, &caught, 0), 0), "caught:20:41");
    step(&mut client, "resume");
    refuse(&mut client, "apart:22:25");
    client.call("Debugger.resume", json!({}));
    client.close();
    assert!(script.wait().success(), "{}", script.errors());
    script.output()
}

#[test]
fn a_function_begins_again_and_nothing_else_is_undone() {
    let file = File::new("again.js", AGAIN);
    for flags in [&[][..], &["--gc-stress=nth:20", "--verify-heap"]] {
        let (mut script, client, _) = file.stop_at_start(flags);
        assert_eq!(begin_again(&mut script, client), "finally 10 undefined 1\n10\n1\n2\n1\n3\n2\n3\n8\n");
    }
}

const TAILS: &str = "\
'use strict'; const turns = TURNS;
function even(n) {
  if (n === 0) { debugger; return last(n, 1); }
  return odd(n - 1);
}
function odd(n) { return even(n - 1); }
function last(n, m) {
  let own = n + m;
  return twice(own) + n;
}
function twice(n) { return (0, once)(n) * 2; }
const once = n => n;
const r = even(turns) + twice(2);
console.log(r);
";

/// Each stop in the script, as [`place`] tells it, that these steps lead to from the next `debugger` statement.
fn walk(client: &mut Client, steps: &[&str]) -> String {
    client.call("Debugger.setBlackboxPatterns", json!({ "patterns": ["^node:"] }));
    let mut told = vec![place(&step(client, "resume"), 0)];
    for method in steps {
        let paused = step(client, method);
        told.push(place(&paused, 0));
    }
    told.join(" ")
}

/// Few of these calls are calls as any other; the last of many take the frame of another.
const TURNS: [(&str, &[&str]); 3] = [
    ("4", &[]),
    ("20000", &["--stack-size=64"]),
    ("2000", &["--stack-size=64", "--gc-stress=nth:20", "--verify-heap"]),
];

#[test]
fn steps_lead_through_tail_calls_as_through_others() {
    let over = ["stepOver"; 2];
    let through = ["stepOver", "stepInto", "stepOver", "stepOver", "stepOver"];
    let walks: [(&[&str], &str); 4] = [
        (&["stepInto"; 5], "even:3:18 even:3:28 last:8:13 last:9:3 twice:11:21 once:12:19"),
        (&over, "even:3:18 even:3:28 even:3:46"),
        (&through, "even:3:18 even:3:28 last:8:13 last:9:3 last:9:25 even:3:46"),
        (&["stepInto", "stepInto", "stepOut"], "even:3:18 even:3:28 last:8:13 even:3:46"),
    ];
    for (turns, flags) in TURNS {
        let file = File::new("tails.js", &TAILS.replace("TURNS", turns));
        for (steps, expected) in walks {
            let (mut script, mut client, _) = file.stop_at_start(flags);
            let mut found = walk(&mut client, steps);
            if !flags.is_empty() {
                // Who has ended with a call is not returned to; who has made one before the first step does not stop again.
                found = found.replace(":13:25", "even:3:46");
            }
            assert_eq!(found, expected, "{turns}");
            client.call("Debugger.resume", json!({}));
            client.close();
            assert!(script.wait().success(), "{}", script.errors());
            assert_eq!(script.output(), "6\n");
        }
    }
    // Without node there is nobody to ask.
    let file = File::new("tails-node.js", &TAILS.replace("TURNS", "4"));
    for (steps, expected) in walks.into_iter().skip(1) {
        if let Some((_node, mut client, _)) = file.stop_node_at_start() {
            assert_eq!(walk(&mut client, steps), expected, "node");
        }
    }
}

#[test]
fn what_a_tail_call_has_entered_begins_again() {
    for (turns, flags) in TURNS {
        let file = File::new("tails-again.js", &TAILS.replace("TURNS", turns));
        let (mut script, mut client, _) = file.stop_at_start(flags);
        for frame in [0, 1] {
            let paused = step(&mut client, "resume");
            let name = paused["callFrames"][frame]["functionName"].clone();
            let again = restart(&mut client, &paused, frame);
            assert_eq!(again["callFrames"][0]["functionName"], name, "{turns} {frame}");
            assert_eq!(
                again["callFrames"].as_array().unwrap().len() + frame,
                paused["callFrames"].as_array().unwrap().len()
            );
        }
        step(&mut client, "resume");
        step(&mut client, "stepOver");
        let last = step(&mut client, "stepInto");
        assert_eq!(place(&last, 0), "last:8:13");
        let last = step(&mut client, "stepOver");
        assert_eq!(place(&restart(&mut client, &last, 0), 0), "last:8:13", "{turns}");
        client.call("Debugger.resume", json!({}));
        client.close();
        assert!(script.wait().success(), "{}", script.errors());
        assert_eq!(script.output(), "6\n");
    }
}

const WAITS: &str = "\
async function inner(n) { return n; }
async function run(n) {
  debugger; const a = await inner(n);
  await 1;
  const b = a + await inner(2) + plain(3), z = 3;
  for (let i = 0; i < 2; i++) await i;
  if (await inner(0)) return 5;
  try { await Promise.reject(1); } catch { n = 3; }
  for await (const x of [1, 2]) n += x;
  return await inner(b);
}
function plain(n) { return n; }
const arrow = async () => await 3;
async function outer() {
  await run(1);
  await arrow();
  return 7;
}


function* sync() {
  debugger; const v = yield 1;
  yield v;
}
const it = sync();
it.next();
it.next();
outer().then(() => { console.log(1); });
";

#[test]
fn steps_over_what_waits_go_on_behind_it() {
    let file = File::new("waits.js", WAITS);
    let expected = "sync:22:3 sync:22:23 sync:23:3 run:3:3 run:3:23 run:4:3 run:5:13 run:5:34 run:5:48 run:6:16 run:6:21 \
                    run:6:31 run:6:27 run:6:21 run:6:31 run:6:27 run:6:21 run:7:3 run:8:9 run:8:44 run:9:25 run:9:20 \
                    run:9:33 run:9:20 run:9:33 run:9:20 run:10:3 run:10:25 outer:16:3 outer:17:3 outer:17:12 :28:22";
    let steps = vec!["stepOver"; expected.split(' ').count() - 1];
    for flags in [&[][..], &["--gc-stress=nth:20", "--verify-heap"]] {
        let (mut script, mut client, _) = file.stop_at_start(flags);
        assert_eq!(walk(&mut client, &steps), expected);
        client.call("Debugger.resume", json!({}));
        client.close();
        assert!(script.wait().success(), "{}", script.errors());
        assert_eq!(script.output(), "1\n");
    }
    if let Some((_node, mut client, _)) = file.stop_node_at_start() {
        assert_eq!(walk(&mut client, &steps), expected, "node");
    }
}

const AWAITED: &str = "\
async function inner() {
  await null;
  debugger; const a = 1;
  await null;
  return a;
}
async function outer() {
  const b = await inner() + 1;
  return b;
}
async function other() {
  for (let i = 0; i < 9; i++) await null;
}
other();
other();
outer().then((v) => {
  console.log(v);
});
";

const CAUGHT: &str = "\
async function failing() {
  await null;
  debugger; throw new Error('expected');
}
async function careful() {
  try {
    await failing();
  } catch {
    return 5;
  }
}
careful();
";

#[test]
fn steps_out_of_what_is_awaited_end_in_who_awaits_it() {
    let file = File::new("awaited.js", AWAITED);
    let steps = ["stepOut", "stepOver"];
    let expected = "inner:3:3 outer:9:3 outer:9:12";
    for flags in [&[][..], &["--gc-stress=nth:20", "--verify-heap"]] {
        let (mut script, mut client, _) = file.stop_at_start(flags);
        assert_eq!(walk(&mut client, &steps), expected);
        client.call("Debugger.resume", json!({}));
        client.close();
        assert!(script.wait().success(), "{}", script.errors());
        assert_eq!(script.output(), "2\n");
    }
    if let Some((_node, mut client, _)) = file.stop_node_at_start() {
        assert_eq!(walk(&mut client, &steps), expected, "node");
    }
    // What throws comes to who catches it, where node runs on.
    let file = File::new("caught.js", CAUGHT);
    let (_script, mut client, _) = file.stop_at_start(&[]);
    assert_eq!(walk(&mut client, &["stepOut"]), "failing:3:3 careful:9:5");
}

#[test]
fn a_step_goes_on_in_the_call_that_has_waited() {
    let text = "async function f(n) {\n  if (n === 2) debugger;\n  await null;\n  n += 1;\n}\nf(1); f(2); f(3);\n";
    let file = File::new("calls.js", text);
    let (_script, mut client, _) = file.stop_at_start(&[]);
    assert_eq!(walk(&mut client, &["stepOver"]), "f:2:16 f:3:3");
    let paused = step(&mut client, "stepOver");
    let n = json!({ "callFrameId": paused["callFrames"][0]["callFrameId"], "expression": "n" });
    let n = client.call("Debugger.evaluateOnCallFrame", n)["result"]["value"].clone();
    assert_eq!((place(&paused, 0).as_str(), n), ("f:4:3", json!(2)));
}
