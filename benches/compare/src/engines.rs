//! Running and measuring.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use nix::sys::resource::{UsageWho, getrusage};

use crate::options::Options;

/// The line before each program, for engines that print with `console.log`.
const PRELUDE: &str = "if (typeof print === 'undefined') globalThis.print = function (text) { console.log(text); };\n";

/// The engines, in the order of the columns.
pub const ENGINES: &str = "tenure,quickjs,boa,jitless,node";

/// Those that are asked about unkind regular expressions, in the order of the columns.
pub const PATIENT: &str = "tenure,quickjs,node";

/// What came out.
pub struct Results {
    pub engines: Vec<String>,
    pub programs: Vec<String>,
    /// Least CPU seconds by program and engine, start-up taken off; absent where a run failed.
    pub seconds: BTreeMap<(String, String), f64>,
    /// CPU seconds for an empty program, by engine.
    pub startup: BTreeMap<String, f64>,
    /// Sentences about failed runs.
    pub failures: Vec<String>,
    /// Sentences about engines that printed something else than the first one.
    pub disagreements: Vec<String>,
    pub rounds: usize,
}

/// Runs every program of a folder on every engine, round by round.
pub fn measure(options: &Options, folder: &str) -> Result<Results, String> {
    let programs = programs(folder, &options.only)?;
    let folder = std::env::temp_dir().join(format!("tenure-compare-{}", std::process::id()));
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let results = measure_in(options, &programs, &folder);
    // Left-over files do no harm.
    let _ = fs::remove_dir_all(&folder);
    results
}

fn measure_in(options: &Options, programs: &[(String, String)], folder: &Path) -> Result<Results, String> {
    let mut results = Results {
        engines: options.engines.clone(),
        programs: programs.iter().map(|(name, _)| name.clone()).collect(),
        seconds: BTreeMap::new(),
        startup: BTreeMap::new(),
        failures: Vec::new(),
        disagreements: Vec::new(),
        rounds: options.rounds,
    };
    let mut expected: BTreeMap<String, String> = BTreeMap::new();
    for round in 0..options.rounds {
        let empty = [("empty".to_owned(), String::new())];
        for (name, text) in empty.iter().chain(programs) {
            let file = folder.join(format!("{name}.js"));
            fs::write(&file, format!("{PRELUDE}{text}")).map_err(|error| error.to_string())?;
            for engine in &options.engines {
                // An engine that is very slow, or has failed, need not show it again.
                let known = results.seconds.get(&(name.clone(), engine.clone()));
                let is_settled = if name == "empty" { false } else { known.is_none_or(|&seconds| seconds > 5.0) };
                if round > 0 && is_settled {
                    continue;
                }
                eprint!("\rround {} of {}: {name} on {engine}          ", round + 1, options.rounds);
                match run(options, engine, &file) {
                    Ok((output, seconds)) => {
                        note(&mut results, name, engine, seconds);
                        let first = expected.entry(name.clone()).or_insert_with(|| output.clone());
                        if *first != output {
                            let text = format!("{engine} printed {output:?} for {name}, others {first:?}");
                            results.disagreements.push(text);
                        }
                    }
                    Err(error) => results.failures.push(format!("{name} on {engine}: {error}")),
                }
            }
        }
    }
    eprintln!();
    results.disagreements.sort();
    results.disagreements.dedup();
    for ((_, engine), seconds) in &mut results.seconds {
        *seconds = (*seconds - results.startup.get(engine).copied().unwrap_or(0.0)).max(0.001);
    }
    Ok(results)
}

fn note(results: &mut Results, name: &str, engine: &str, seconds: f64) {
    let least = match name {
        "empty" => results.startup.entry(engine.to_owned()).or_insert(seconds),
        _ => results.seconds.entry((name.to_owned(), engine.to_owned())).or_insert(seconds),
    };
    *least = least.min(seconds);
}

/// The programs of a folder by name, with their text.
fn programs(folder: &str, only: &[String]) -> Result<Vec<(String, String)>, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_file() && (only.is_empty() || only.contains(&name)) {
            found.push((name, fs::read_to_string(&path).map_err(|error| error.to_string())?));
        }
    }
    found.sort();
    Ok(found)
}

fn command(options: &Options, engine: &str, file: &Path) -> Result<Command, String> {
    let mut command = match engine {
        "tenure" => Command::new(&options.tenure),
        "node" | "jitless" => Command::new("node"),
        "quickjs" | "boa" => {
            let mut command = Command::new(std::env::current_exe().map_err(|error| error.to_string())?);
            command.args(["--child", engine]);
            command
        }
        _ => return Err(format!("no engine {engine}")),
    };
    if let ("tenure", Some(fuel)) = (engine, options.fuel) {
        command.arg(format!("--fuel={fuel}"));
    }
    if engine == "jitless" {
        command.args(["--jitless", "--no-expose-wasm"]);
    }
    command.arg(file).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(command)
}

/// Runs once: what was printed, and the CPU seconds.
fn run(options: &Options, engine: &str, file: &Path) -> Result<(String, f64), String> {
    let before = children_seconds()?;
    let started = Instant::now();
    let mut child = command(options, engine, file)?.spawn().map_err(|error| error.to_string())?;
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        if started.elapsed() > options.limit {
            let _ = child.kill();
            let _ = child.wait();
            return Err("took too long".to_owned());
        }
        thread::sleep(Duration::from_millis(2));
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let seconds = children_seconds()? - before;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {}", output.status, text.lines().next().unwrap_or_default()));
    }
    Ok((String::from_utf8_lossy(&output.stdout).trim_end().to_owned(), seconds))
}

/// CPU seconds, the system's included, of all children that have ended.
fn children_seconds() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}
