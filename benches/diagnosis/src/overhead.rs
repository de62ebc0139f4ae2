//! What watching costs: CPU time with a waiting inspector, a CPU profile, a heap profile, by the time without.

use std::{path::Path, process::Command};

use crate::{
    Options,
    child::{cpu_of_children, printed},
};

/// Programs that call, allocate, and work on texts.
const PROGRAMS: [(&str, &str); 3] = [
    ("fib", "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(33);\n"),
    (
        "allocation",
        "class Node { constructor(next, i) { this.next = next; this.i = i; } }\nlet kept;\n\
         function list(n) { let head; for (let i = 0; i < n; i++) head = new Node(head, i); return head; }\n\
         for (let round = 0; round < 120; round++) kept = list(50000);\n",
    ),
    (
        "strings",
        "function words(n) { const all = []; for (let i = 0; i < n; i++) all.push('word' + (i % 1000)); return all; }\n\
         let length = 0;\n\
         for (let round = 0; round < 40; round++) \
         length += words(20000).join(' ').split(' ').map((word) => word.toUpperCase()).sort().length;\n",
    ),
];

/// What watches: its name and its flags.
const WATCHERS: [(&str, &[&str]); 4] = [
    ("plain", &[]),
    ("--inspect, idle", &["--inspect=0"]),
    ("--heap-prof", &["--heap-prof"]),
    ("--cpu-prof", &["--cpu-prof"]),
];

/// Runs every program with every watcher in turn, round after round, and prints the shortest times.
pub fn run(options: &Options, folder: &Path) -> Result<(), String> {
    println!("\nCPU seconds of the shortest of {} rounds, and what they are of the time without:\n", options.rounds);
    println!("| program | {} |", WATCHERS.map(|(name, _)| name).join(" | "));
    println!("|---|{}", "--:|".repeat(WATCHERS.len()));
    for (name, text) in PROGRAMS {
        let path = folder.join(format!("{name}.js"));
        std::fs::write(&path, text).map_err(|error| error.to_string())?;
        let tenure = std::fs::canonicalize(&options.tenure).map_err(|error| error.to_string())?;
        let mut shortest = [f64::INFINITY; WATCHERS.len()];
        for _ in 0..options.rounds.max(1) {
            for (best, (_, flags)) in shortest.iter_mut().zip(WATCHERS) {
                let mut command = Command::new(&tenure);
                let before = cpu_of_children()?;
                printed(command.args(flags).arg(&path).current_dir(folder))?;
                *best = best.min(cpu_of_children()? - before);
            }
        }
        let cells = shortest.map(|time| format!("{:.2} ({:+.1} %)", time / 1e3, 100.0 * (time / shortest[0] - 1.0)));
        println!("| {name} | {} |", cells.join(" | "));
    }
    Ok(())
}
