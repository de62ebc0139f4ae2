//! Heap snapshots near the limit: a program that fills its memory leaves files that tell why, and ends as it would have.

use crate::run::{File, command, outcome};

const LEAK: &str = "
    class Leaky { constructor(i) { this.i = i; this.pair = [i, i + 1]; } }
    globalThis.leak = [];
    for (let i = 0; ; i++) leak.push(new Leaky(i));";

/// The snapshots in the folder of a file, sorted.
fn snapshots(file: &File) -> Vec<String> {
    let entries = std::fs::read_dir(file.folder()).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.filter(|path| path.extension().is_some_and(|extension| extension == "heapsnapshot"));
    let mut texts: Vec<_> = files.collect();
    texts.sort();
    texts.into_iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn a_program_that_runs_out_of_memory_leaves_as_many_snapshots_as_asked_for() {
    for (flag, count) in [("--heapsnapshot-near-heap-limit=2", 2), ("--heapsnapshot-near-heap-limit=0", 0)] {
        let file = File::new("leak.js", LEAK);
        let mut command = command();
        command.current_dir(file.folder()).args([flag, "--max-old-space-size=12", "leak.js"]);
        let run = outcome(command, b"");
        assert_eq!(run.code, Some(134), "{}", run.stderr);
        assert_eq!(run.stderr.matches("Wrote snapshot to ").count(), count, "{}", run.stderr);
        let texts = snapshots(&file);
        assert_eq!(texts.len(), count);
        for text in texts {
            assert!(text.starts_with("{\"snapshot\":") && text.trim_end().ends_with("\"]}"));
            assert!(text.contains("\n\"Leaky\","));
        }
    }
}

#[test]
fn a_script_asks_for_snapshots_near_the_limit_as_well() {
    let file = File::new("leak.js", format!("require('v8').setHeapSnapshotNearHeapLimit(1);{LEAK}"));
    let mut command = command();
    command.current_dir(file.folder()).args(["--max-old-space-size=12", "leak.js"]);
    let run = outcome(command, b"");
    assert_eq!((run.code, snapshots(&file).len()), (Some(134), 1), "{}", run.stderr);
}
