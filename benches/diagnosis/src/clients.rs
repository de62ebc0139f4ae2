//! What others make of what Tenure tells: chrome-remote-interface debugs a script, memlab traces a leak. Both do the same with
//! Node, and have to see the same.

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::{Options, child::printed, comparison};

const REMOTE: &str = include_str!("remote.cjs");
const MEMLAB: &str = include_str!("memlab.cjs");

/// What is debugged.
const SCRIPT: &str = "\
let total = 0;
const add = (a, b) => a + b;
function step(x) {
  const doubled = add(x, x);
  total += doubled;
  return doubled;
}
for (let i = 0; i < 4; i++) step(i);
console.log('total', total, { list: [1, 2], text: 'short' });
";

/// Runs both clients with both engines and prints what they saw; an error where that differs.
pub fn run(options: &Options, folder: &Path) -> Result<(), String> {
    let Some(clients) = options.clients.as_deref() else { return Ok(()) };
    let script = write(folder, "debugged.js", SCRIPT)?;
    let program = comparison::write_program(folder)?;
    println!("\n| client | engine | saw |\n|---|---|---|");
    let (mut debugged, mut traced) = (Vec::new(), Vec::new());
    for (engine, command) in [("tenure", &options.tenure), ("node", &options.node)] {
        let remote = write(folder, "remote.cjs", REMOTE)?;
        let told = json(Command::new("node").arg(remote).args([clients, command]).arg(&script))?;
        println!("| chrome-remote-interface | {engine} | {told} |");
        debugged.push(told);
        let files = folder.join(format!("{engine}-traced"));
        printed(Command::new(command).arg("--expose-gc").arg(&program).arg(&files))?;
        let [before, after] = ["second", "third"].map(|name| format!("{}.{name}", files.display()));
        let told = json(
            Command::new("node")
                .arg(write(folder, "memlab.cjs", MEMLAB)?)
                .args([clients, "trace", &before, &after, &after, "Planted"]),
        )?;
        println!("| memlab | {engine} | {told} |");
        traced.push(told);
    }
    let is_same = |told: &[Value]| told[0] == told[1];
    if !is_same(&debugged) || !is_same(&traced) || traced[0].as_object().is_none_or(|found| found.len() != 1) {
        return Err("the clients saw different things, or no leak".to_owned());
    }
    Ok(())
}

/// What memlab reads in a snapshot; an error unless it finds the nodes that the head tells of and all that was planted.
pub fn analyse(clients: &str, folder: &Path, file: &Path, nodes: u64, planted: f64) -> Result<String, String> {
    let script = write(folder, "memlab.cjs", MEMLAB)?;
    let mut command = Command::new("node");
    let told = json(
        command.arg("--max-old-space-size=16000").arg(script).args([clients, "analyze"]).arg(file).arg("Planted"),
    )?;
    if told["nodes"].as_u64() != Some(nodes) || told["planted"].as_f64() != Some(planted) {
        return Err(format!("memlab finds {told} where {nodes} nodes and {planted} instances are"));
    }
    let path = told["path"].as_array().map(Vec::as_slice).unwrap_or_default();
    let steps = path.iter().map(|step| step.as_str().map_or_else(|| step.to_string(), str::to_owned));
    Ok(steps.collect::<Vec<_>>().join("."))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<std::path::PathBuf, String> {
    let path = folder.join(name);
    std::fs::write(&path, text).map(|()| path).map_err(|error| error.to_string())
}

fn json(command: &mut Command) -> Result<Value, String> {
    let text = printed(command)?;
    // Clients may tell of their work before.
    let last = text.trim().lines().last().unwrap_or_default();
    serde_json::from_str(last).map_err(|error| format!("{text:?}: {error}"))
}
