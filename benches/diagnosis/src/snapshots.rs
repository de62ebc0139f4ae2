//! Heap snapshots of programs of all kinds: sizes, time, memory beside the heap, and what a reader finds in the files.

use std::{path::Path, process::Command};

use serde_json::Value;

use crate::{Options, child, clients};

/// What stands around every program: it takes the snapshot and tells of it.
const FRAME: &str = include_str!("snapshots.js");

/// The class whose instances the programs plant.
const PLANTED: &str = "Planted";

/// Takes snapshots in both engines and prints a table.
pub fn run(options: &Options, folder: &Path) -> Result<(), String> {
    let mut rows = Vec::new();
    for (name, text) in programs()? {
        let path = folder.join(format!("{name}.js"));
        std::fs::write(&path, format!("{text}\n{FRAME}")).map_err(|error| error.to_string())?;
        for (engine, program, flags) in
            [("tenure", &options.tenure, &[][..]), ("node", &options.node, &["--max-old-space-size=4000"])]
        {
            eprint!("\r{name} in {engine}                ");
            let file = folder.join(format!("{name}-{engine}.heapsnapshot"));
            let mut command = Command::new(program);
            command.args(flags).arg("--expose-gc").arg(&path).arg(&file);
            let told = told(&mut command)?;
            let mut row = row(&told, &file, options.reader.as_deref())?;
            if let Some(clients) = options.clients.as_deref().filter(|_| engine == "tenure") {
                let planted = told["planted"].as_f64().unwrap_or(0.0);
                row = format!("{row} | {}", clients::analyse(clients, folder, &file, count_of_nodes(&file)?, planted)?);
            }
            rows.push(format!("| {name} | {engine} | {row} |"));
            // The next file needs the room.
            let _ = std::fs::remove_file(&file);
        }
    }
    eprintln!("\r");
    println!(
        "| program | engine | heap used, MB | nodes | file, MB | time, ms | ns a node | memory beside the heap | planted | sizes / heap | found, at line | path | memlab's path |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|---|---|");
    rows.iter().for_each(|row| println!("{row}"));
    Ok(())
}

/// Names and texts.
fn programs() -> Result<Vec<(String, String)>, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut programs = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a program without a name")?;
        programs.push((name.to_owned(), std::fs::read_to_string(&path).map_err(|error| error.to_string())?));
    }
    programs.sort();
    Ok(programs)
}

/// The object that a program prints.
fn told(command: &mut Command) -> Result<Value, String> {
    let text = child::printed(command)?;
    serde_json::from_str(text.trim()).map_err(|error| format!("{command:?} printed {text:?}: {error}"))
}

/// The table's columns of one snapshot.
fn row(told: &Value, file: &Path, reader: Option<&str>) -> Result<String, String> {
    let number = |name: &str| told[name].as_f64().ok_or_else(|| format!("no {name} in {told}"));
    let (used, external, before, peak) = (number("used")?, number("external")?, number("before")?, number("peak")?);
    let (time, planted) = (number("milliseconds")?, number("planted")?);
    let size = std::fs::metadata(file).map_err(|error| error.to_string())?.len() as f64;
    let nodes = count_of_nodes(file)?;
    let found = match reader {
        Some(folder) => found(folder, file, planted, used + external)?,
        None => "– | – | – | –".to_owned(),
    };
    Ok(format!(
        "{:.1} | {nodes} | {:.1} | {time:.0} | {:.0} | {:.0} % | {found}",
        used / 1e6,
        size / 1e6,
        time * 1e6 / nodes as f64,
        // What rss grew by at most, of what the heap holds.
        100.0 * (peak - before).max(0.0) / (used + external),
    ))
}

/// The number in the head of a snapshot.
fn count_of_nodes(file: &Path) -> Result<u64, String> {
    use std::io::Read;
    let mut head = Vec::new();
    let opened = std::fs::File::open(file).map_err(|error| error.to_string())?;
    opened.take(4096).read_to_end(&mut head).map_err(|error| error.to_string())?;
    let head = String::from_utf8_lossy(&head);
    let count = head.split("\"node_count\":").nth(1).and_then(|rest| rest.split(',').next());
    count.and_then(|digits| digits.trim().parse().ok()).ok_or_else(|| "the snapshot tells no count of nodes".to_owned())
}

/// What Chrome's own reader finds: planted objects, all sizes by what the heap said, where the class was made, the path.
fn found(folder: &str, file: &Path, planted: f64, heap: f64) -> Result<String, String> {
    let script = Path::new(folder).join("read.mjs");
    let mut command = Command::new("node");
    command.arg("--max-old-space-size=6000").arg(script).arg(file).arg(PLANTED);
    let read = told(&mut command)?;
    let class = &read["class"];
    let count = class["count"].as_f64().unwrap_or(0.0);
    let steps = class["path"].as_array().map(Vec::as_slice).unwrap_or_default();
    let edges: Vec<&str> = steps.iter().filter_map(|step| step["edge"].as_str()).collect();
    let line = class["location"]["lineNumber"].as_u64().map_or_else(|| "–".to_owned(), |line| (line + 1).to_string());
    Ok(format!(
        "{count} of {planted} | {:.3} | {line} | {}",
        read["total"].as_f64().unwrap_or(0.0) / heap,
        edges.iter().rev().copied().collect::<Vec<_>>().join(".")
    ))
}
