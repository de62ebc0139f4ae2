//! Lets several engines meet a limit of their memory: each way to grow of the engine's own tests, in a process of its
//! own, under each of a few limits; and prints a Markdown table of what became of them.
//!
//! * `limits/grow.rs`: an engine that is a crate, in its process
//! * `limits/process.rs`: the process, watched
//! * `limits/scripts.rs`: what the engines run
//! * `limits/verdict.rs`: what became of one
//! * `limits/table.rs`: the results as Markdown

mod grow;
#[path = "../../../tests/limits/growth.rs"]
mod growth;
mod process;
mod scripts;
mod table;
mod verdict;

use std::{fs, path::Path};

pub use grow::run as grow;
use growth::{GROWTHS, Growth};
use verdict::Verdict;

use crate::options::Options;

/// The engines, in the order of the columns.
pub const ENGINES: &str = "tenure,quickjs,boa,node,worker,command";

/// What became of each engine.
struct Results {
    engines: Vec<String>,
    trials: Vec<Trial>,
    /// Sentences: sizes at which an engine does not start, and ends that are none of the verdicts.
    notes: Vec<String>,
}

/// One way to grow under one limit.
struct Trial {
    growth: &'static Growth,
    engine: String,
    megabytes: usize,
    verdict: Verdict,
    /// How the process ended, if it died.
    death: Option<String>,
}

/// Runs every way to grow on every engine under every limit, one process at a time; the Markdown of the results.
pub fn measure(options: &Options) -> Result<String, String> {
    let known: Vec<&str> = ENGINES.split(',').collect();
    if let Some(engine) = options.engines.iter().find(|engine| !known.contains(&engine.as_str())) {
        return Err(format!("no engine {engine}"));
    }
    process::stay_on_one_processor();
    let folder = std::env::temp_dir().join(format!("tenure-limits-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let results = measure_in(options, &folder);
    // Left-over files do no harm.
    let _ = fs::remove_dir_all(&folder);
    results.map(|results| table::markdown(&results))
}

fn measure_in(options: &Options, folder: &Path) -> Result<Results, String> {
    let mut results = Results { engines: options.engines.clone(), trials: Vec::new(), notes: Vec::new() };
    let mut columns = Vec::new();
    for engine in &options.engines {
        let (start, sizes) = ready(options, folder, engine, &mut results.notes)?;
        eprintln!("{engine} starts with {} KB", start >> 10);
        columns.push((engine, start, sizes));
    }
    let chosen = |growth: &&Growth| options.only.is_empty() || options.only.iter().any(|name| name == growth.name);
    for growth in GROWTHS.iter().filter(chosen) {
        for (engine, start, sizes) in &columns {
            for &megabytes in sizes {
                let place = process::Place { options, folder, engine, megabytes };
                let bound = start + 2 * (megabytes << 20) + uncounted(engine);
                let outcome = process::watch(&place, growth.script, Some(bound))?;
                let what = format!("{} on {engine} at {megabytes} MB", growth.name);
                match verdict::judge(&outcome) {
                    Ok(verdict) => {
                        let above = outcome.peak.saturating_sub(*start) >> 10;
                        eprintln!("{what}: {}, {above} KB above its start; {}", verdict.text(), outcome.end());
                        let death = (verdict == Verdict::Died).then(|| outcome.end());
                        let engine = (*engine).clone();
                        results.trials.push(Trial { growth, engine, megabytes, verdict, death });
                    }
                    Err(end) => {
                        eprintln!("{what}: {end}");
                        results.notes.push(format!("{what}: {end}"));
                    }
                }
            }
        }
    }
    Ok(results)
}

/// The peak of an engine that does nothing, and the sizes at which it starts and can allocate half of its limit.
fn ready(
    options: &Options,
    folder: &Path,
    engine: &str,
    notes: &mut Vec<String>,
) -> Result<(usize, Vec<usize>), String> {
    let largest = options.sizes.iter().copied().max().unwrap_or(64);
    let place = |megabytes| process::Place { options, folder, engine, megabytes };
    let start = process::watch(&place(largest), scripts::IDLE, None)?.peak;
    let mut sizes = Vec::new();
    for &megabytes in &options.sizes {
        let outcome = process::watch(&place(megabytes), scripts::THROW, None)?;
        match verdict::judge(&outcome) {
            Ok(Verdict::Exception) => sizes.push(megabytes),
            _ => notes.push(format!("{engine} cannot start and allocate half of {megabytes} MB: {}", outcome.end())),
        }
    }
    Ok((start, sizes))
}

/// Bytes that an engine's limit leaves out: V8's flag counts the old generation only, and so does Tenure's of the same
/// name. Both sides of a nursery of 16 MB.
fn uncounted(engine: &str) -> usize {
    if matches!(engine, "node" | "worker" | "command") { 32 << 20 } else { 0 }
}
