//! The protocol's `Profiler`: which code has run, and how often.

use crate::client::{Client, Script};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::process::Command;

/// A program with blocks of all kinds, and what node 20 tells of it: a line a function, a word a range. `whole`: its
/// blocks were not counted.
const PROGRAM: &str = include_str!("coverage.js");
const TOLD: &str = include_str!("coverage.txt");

/// A file of its own for a test; it is removed in the end.
struct File(PathBuf);

impl File {
    fn new(name: &str, text: &str) -> File {
        let path = std::env::temp_dir().join(format!("tenure-coverage-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        File(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    /// A script that waits for a client, and a client that profiles.
    fn run(&self, flags: &[&str]) -> (Script, Client) {
        let script = Script::start(&[&["--inspect-brk=0"], flags, &[self.path()]].concat());
        let mut client = script.connect();
        client.call("Runtime.enable", json!({}));
        client.call("Profiler.enable", json!({}));
        (script, client)
    }

    /// What is told of the file: a line a function.
    fn lines(&self, result: &Value) -> Vec<String> {
        let scripts = result.as_array().unwrap();
        let own = scripts.iter().find(|script| script["url"].as_str().unwrap().ends_with(self.path()));
        let functions = own.map(|script| script["functions"].as_array().unwrap().clone()).unwrap_or_default();
        functions.iter().map(line).collect()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn line(function: &Value) -> String {
    let mut words = vec![match function["functionName"].as_str().unwrap() {
        "" => String::from("-"),
        name => name.to_owned(),
    }];
    for range in function["ranges"].as_array().unwrap() {
        words.push(format!("{}-{}:{}", range["startOffset"], range["endOffset"], range["count"]));
    }
    if function["isBlockCoverage"] == false {
        words.push(String::from("whole"));
    }
    words.join(" ")
}

fn start(client: &mut Client, counts: bool, blocks: bool) {
    let wanted = json!({ "callCount": counts, "detailed": blocks });
    assert!(client.call("Profiler.startPreciseCoverage", wanted)["timestamp"].as_f64().unwrap() > 0.0);
}

/// Lets the script run to its end.
fn finish(client: &mut Client) {
    client.call("Runtime.runIfWaitingForDebugger", json!({}));
    client.event("Runtime.executionContextDestroyed");
}

fn take(client: &mut Client) -> Value {
    client.call("Profiler.takePreciseCoverage", json!({}))["result"].clone()
}

#[test]
fn blocks_are_told_as_v8_tells_them() {
    let file = File::new("blocks.js", PROGRAM);
    let (_script, mut client) = file.run(&[]);
    start(&mut client, true, true);
    finish(&mut client);
    let lines = file.lines(&take(&mut client));
    let wanted: Vec<&str> = TOLD.lines().collect();
    for (line, wanted) in lines.iter().zip(&wanted) {
        assert_eq!(line, wanted);
    }
    assert_eq!(lines.len(), wanted.len());
    // What was told is not told again.
    assert_eq!(file.lines(&take(&mut client)), [""; 0]);
}

const SMALL: &str = "function f(a) { if (a) { g() } }\nfunction g() {}\nfunction h() {}\nf(1); f(0); f(1);\n";

#[test]
fn functions_are_counted_with_and_without_their_blocks() {
    let file = File::new("functions.js", SMALL);
    for (counts, blocks, wanted) in [
        (true, true, ["- 0-83:1", "f 0-32:3 23-30:2", "g 33-48:2", "h 49-64:0 whole"]),
        (false, true, ["- 0-83:1", "f 0-32:1", "g 33-48:1", "h 49-64:0 whole"]),
        (true, false, ["- 0-83:1 whole", "f 0-32:3 whole", "g 33-48:2 whole", "h 49-64:0 whole"]),
        (false, false, ["- 0-83:1 whole", "f 0-32:1 whole", "g 33-48:1 whole", "h 49-64:0 whole"]),
    ] {
        let (_script, mut client) = file.run(&[]);
        start(&mut client, counts, blocks);
        finish(&mut client);
        assert_eq!(file.lines(&take(&mut client)), wanted);
    }
}

#[test]
fn coverage_has_to_be_started_and_best_effort_needs_none() {
    let file = File::new("best.js", SMALL);
    let (_script, mut client) = file.run(&[]);
    assert_eq!(client.fail("Profiler.takePreciseCoverage", json!({})), -32000);
    finish(&mut client);
    let best = client.call("Profiler.getBestEffortCoverage", json!({}))["result"].clone();
    assert_eq!(file.lines(&best)[1..], ["f 0-32:1 whole", "g 33-48:1 whole", "h 49-64:0 whole"]);
    start(&mut client, true, true);
    client.call("Profiler.stopPreciseCoverage", json!({}));
    assert_eq!(client.fail("Profiler.takePreciseCoverage", json!({})), -32000);
    client.call("Profiler.disable", json!({}));
    assert_eq!(client.fail("Profiler.startPreciseCoverage", json!({})), -32000);
}

#[test]
fn functions_that_were_compiled_before_are_counted_from_then_on() {
    let text = "globalThis.f = function f(a) { return a ? g() : 0 }; function g() { return 1 }\n\
                globalThis.a = async function a() { await 0; await 0 }; globalThis.k = function* k() { yield 1 };\n\
                f(1); a(); [...k()]; globalThis.late = function late(a) { return a ? 1 : 2 };";
    let file = File::new("before.js", text);
    let (_script, mut client) = file.run(&["--expose-gc"]);
    finish(&mut client);
    start(&mut client, true, true);
    client.evaluate("f(1), f(0), f(1), a(), [...k()], late(1), late(1), delete globalThis.late, gc(), 0");
    let lines = file.lines(&take(&mut client));
    let found = |name: &str| lines.iter().find(|line| line.starts_with(name)).unwrap().clone();
    for (name, count) in [("f ", 3), ("g ", 2), ("a ", 1), ("k ", 1)] {
        assert!(found(name).ends_with(&format!(":{count} whole")), "{}", found(name));
    }
    // It was compiled later, and what was counted is kept when the function is gone.
    assert!(found("late ").starts_with("late ") && !found("late ").ends_with("whole"), "{}", found("late "));
    assert!(found("late ").contains(":2 ") && found("late ").ends_with(":0"), "{}", found("late "));
    client.call("Profiler.stopPreciseCoverage", json!({}));
    assert_eq!(client.evaluate("f(1) + f(0) + [...k()].length"), 2);
}

#[test]
fn the_variable_of_node_has_coverage_written_at_the_end() {
    let file = File::new("variable.js", SMALL);
    let folder = std::env::temp_dir().join(format!("tenure-coverage-{}-folder", std::process::id()));
    let ended = Command::new(env!("CARGO_BIN_EXE_tenure")).arg(file.path()).env("NODE_V8_COVERAGE", &folder).output();
    assert!(ended.unwrap().status.success());
    let mut entries = std::fs::read_dir(&folder).unwrap();
    let path = entries.next().unwrap().unwrap().path();
    let name = path.file_name().unwrap().to_str().unwrap().to_owned();
    assert!(name.starts_with("coverage-") && name.ends_with("-0.json"), "{name}");
    let report: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let wanted = ["- 0-83:1", "f 0-32:3 23-30:2", "g 33-48:2", "h 49-64:0 whole"];
    assert_eq!(file.lines(&report["result"]), wanted);
}
