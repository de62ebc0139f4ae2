//! The command at its limit: V8's report, exit code 134, and no more memory than promised.

use std::{
    fs,
    io::Read,
    process::{Child, Command, Stdio},
    sync::OnceLock,
    thread,
    time::{Duration, Instant},
};

use libtest_mimic::{Failed, Trial};

use crate::{
    demand,
    growth::{Fills, Growth},
};

/// How long one run may take.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 240 } else { 60 });

/// What a process left behind.
pub(crate) struct Outcome {
    pub(crate) stderr: String,
    /// None when a signal ended it.
    pub(crate) exit_code: Option<i32>,
    /// The peak of resident memory in bytes, as the system counts it; 0 where it cannot be read.
    pub(crate) peak: usize,
}

/// The trial of one way to grow against `--max-old-space-size`.
pub(crate) fn trial(growth: &'static Growth, limit: usize) -> Option<Trial> {
    if growth.fills == Fills::External {
        return None;
    }
    Some(Trial::test(format!("command {} {limit} MB", growth.name), move || {
        let outcome = run(&[&format!("--max-old-space-size={limit}"), "-e", growth.script])?;
        check(&outcome)?;
        let empty = peak_of_an_empty_process()?;
        let bound = limit * (1 << 20) / 10 * 14 + (24 << 20) + empty;
        demand(outcome.peak <= bound, || format!("a peak of {} KB, {} are allowed", outcome.peak >> 10, bound >> 10))
    }))
}

/// V8's report, and the exit code of a process that aborts.
pub(crate) fn check(outcome: &Outcome) -> Result<(), Failed> {
    demand(outcome.exit_code == Some(134), || format!("exit code {:?}:\n{}", outcome.exit_code, outcome.stderr))?;
    let is_told = outcome.stderr.contains("<--- Last few GCs --->")
        && outcome.stderr.contains("FATAL ERROR: ")
        && outcome.stderr.contains("JavaScript heap out of memory");
    demand(is_told, || format!("no report:\n{}", outcome.stderr))
}

fn peak_of_an_empty_process() -> Result<usize, Failed> {
    static PEAK: OnceLock<usize> = OnceLock::new();
    if let Some(&peak) = PEAK.get() {
        return Ok(peak);
    }
    // It would end before anybody looks: it waits a little.
    let outcome = run(&["-e", "setTimeout(() => {}, 100)"])?;
    Ok(*PEAK.get_or_init(|| outcome.peak))
}

fn run(arguments: &[&str]) -> Result<Outcome, Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenure"));
    command.args(arguments).env_remove("TENURE_OPTIONS");
    watch(command)
}

/// Runs a process to its end and watches its memory.
pub(crate) fn watch(mut command: Command) -> Result<Outcome, Failed> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let stderr = child.stderr.take();
    let reader = thread::spawn(move || {
        let mut bytes = Vec::new();
        // What was read before an error still tells something.
        let _ = stderr.map(|mut pipe| pipe.read_to_end(&mut bytes));
        String::from_utf8_lossy(&bytes).into_owned()
    });
    let started = Instant::now();
    let mut peak = 0;
    let status = loop {
        peak = peak.max(peak_of(&child));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if started.elapsed() > PATIENCE {
            child.kill()?;
            child.wait()?;
            return Err(format!("still running after {PATIENCE:?}, with a peak of {} KB", peak >> 10).into());
        }
        thread::sleep(Duration::from_millis(2));
    };
    let stderr = reader.join().unwrap_or_default();
    Ok(Outcome { stderr, exit_code: status.code(), peak })
}

/// The peak of a process that runs; 0 once it is over.
fn peak_of(child: &Child) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.trim().parse().ok());
    kilobytes.unwrap_or(0) << 10
}
