//! Memory that runs out anywhere: the n-th allocation of each script test fails, and what is left must be a clean end and
//! an engine that goes on.
//!
//! By default a sample; with `TENURE_FAILURES=all` in the environment every n up to 500 of every script.

use crate::engine::{Error, ErrorKind, Options, Value};
use crate::host::{Host, HostOptions, Output};
use std::path::{Path, PathBuf};

/// Allocations of a script that are tried one by one when all are; those behind them are drawn.
const FIRST: u64 = 500;
/// How many numbers are drawn, and from where.
const DRAWN: u64 = 20;
const RANGE: u64 = 20_000;
/// Scripts of which every number is tried by default: one in so many.
const THOROUGH: usize = 16;
/// How many of the first numbers are tried of the others.
const SAMPLE: u64 = 12;
/// What a test of the engine's health says.
const HEALTHY: &str = "kept[1] + [3, 1, 2].sort().map((x) => x * 2).join() + JSON.stringify({ a: [1] })";

/// All scripts below a folder that are one file.
fn scripts(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).map(|entries| entries.filter_map(Result::ok).collect::<Vec<_>>());
    let mut paths: Vec<PathBuf> = entries.unwrap_or_default().into_iter().map(|entry| entry.path()).collect();
    paths.sort();
    let is_module = |path: &PathBuf| path.join("main.js").exists() || path.join("main.mjs").exists();
    let found = paths
        .into_iter()
        .filter(|path| !is_module(path))
        .flat_map(|path| if path.is_dir() { scripts(&path) } else { vec![path] });
    found.filter(|path| path.extension().is_some_and(|extension| extension == "js")).collect()
}

/// How a script ends that asks for an ArrayBuffer for which there is no memory.
const BLOCK_REFUSED: &str = "RangeError: Array buffer allocation failed";

struct Trial {
    host: Host,
    name: String,
    text: String,
    /// How the script ends when nothing fails.
    ordinary: Result<(), Error>,
    faults: Vec<String>,
    /// The host is new: what goes wrong is no run's before.
    is_renewed: bool,
}

/// A host that writes nothing anywhere, with what `HEALTHY` looks at.
fn host() -> Host {
    let quiet = || Some(Output::to(Box::new(std::io::sink())));
    let engine = Options { predictable: true, ..Options::default() };
    let options = HostOptions {
        engine,
        arguments: vec![],
        flags: vec![],
        stdout: quiet(),
        stderr: quiet(),
        rejections: Default::default(),
        warnings: Default::default(),
    };
    let mut host = Host::new(options).expect("a host");
    host.engine().enter(crate::host::expose_gc).expect("gc");
    host.engine().eval("var kept = ['kept', 'k']").expect("room");
    host
}

impl Trial {
    fn new(path: &Path, text: &str) -> Trial {
        let name = path.display().to_string();
        let text = format!("(function () {{ {text}\n}})()");
        let mut trial = Trial { host: host(), name, text, ordinary: Ok(()), faults: Vec::new(), is_renewed: false };
        trial.ordinary = trial.run();
        trial
    }

    fn run(&mut self) -> Result<(), Error> {
        // Some scripts end by nothing else than the fuel that their flags give them.
        let fuel = self.text.split_once("--fuel=").and_then(|(_, rest)| rest.split_whitespace().next()?.parse().ok());
        self.host.engine().set_fuel(fuel);
        let result = self.host.engine().eval_named(&self.name, &self.text).map(|_| ());
        self.host.engine().set_fuel(None);
        result
    }

    /// Lets allocation `number` fail; false when there are fewer.
    fn fail(&mut self, number: u64) -> bool {
        let before = self.host.engine().isolate().heap.refusals();
        self.host.engine().isolate().heap.set_fail_allocation(Some(number));
        let result = self.run();
        self.host.engine().isolate().heap.set_fail_allocation(None);
        if self.host.engine().isolate().heap.refusals() == before {
            return false;
        }
        let is_clean = match &result {
            Ok(()) => self.ordinary.is_ok(),
            // What CreateByteDataBlock (§6.2.9.1) throws is as clean an end.
            Err(error) if error.message() == BLOCK_REFUSED => true,
            Err(error) => error.kind() == ErrorKind::OutOfMemory || self.ordinary.is_err(),
        };
        // A script that was stopped while it had builtins replaced stumbles over them in its next run.
        let is_its_own_doing = !is_clean && self.run().is_err();
        if is_its_own_doing && !self.is_renewed {
            self.host = host();
            self.is_renewed = true;
            let found = self.fail(number);
            self.is_renewed = false;
            return found;
        }
        if !is_clean {
            self.faults.push(format!("{} {number}: {result:?}", self.name));
        }
        if let Err(faults) = self.host.engine().verify_heap() {
            self.faults.push(format!("{} {number}: {faults}", self.name));
        }
        true
    }

    /// Is the engine whole?
    fn check_health(&mut self, number: u64) {
        let health = self.host.engine().eval(HEALTHY);
        if health != Ok(Value::String("k2,4,6{\"a\":[1]}".into())) {
            self.faults.push(format!("{} {number}: afterwards {health:?}", self.name));
        }
    }
}

#[test]
fn an_allocation_that_fails_anywhere_ends_the_script_and_not_the_engine() {
    let everything = std::env::var_os("TENURE_FAILURES").is_some_and(|value| value == "all");
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = |below: u64| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random % below
    };
    let (mut failed, mut faults) = (0, Vec::new());
    for (index, path) in scripts(Path::new("tests/scripts")).into_iter().enumerate() {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        // Too long for hundreds of runs, or it ends the process.
        if text.contains("// configurations:") || text.contains("process.exit") {
            continue;
        }
        let mut trial = Trial::new(&path, &text);
        let is_thorough = everything || index.is_multiple_of(THOROUGH);
        let mut numbers: Vec<u64> =
            if is_thorough { (1..=FIRST).collect() } else { (0..SAMPLE).map(|_| draw(FIRST) + 1).collect() };
        let drawn = if everything { DRAWN } else { 1 };
        numbers.extend((0..drawn).map(|_| FIRST + draw(RANGE)));
        numbers.sort_unstable();
        for number in numbers {
            if !trial.fail(number) {
                break;
            }
            failed += 1;
            trial.check_health(number);
        }
        faults.append(&mut trial.faults);
    }
    assert!(failed > 300, "only {failed} allocations failed");
    println!("{failed} allocations failed");
    assert!(faults.is_empty(), "{} of {failed}:\n{}", faults.len(), faults.join("\n"));
}
