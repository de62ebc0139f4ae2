//! The process of one trial: started within a safety net, and watched.

use std::{
    fs,
    io::Read,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use nix::{
    sched::{CpuSet, sched_getaffinity, sched_setaffinity},
    unistd::Pid,
};

use super::scripts;
use crate::options::Options;

/// Address space of each process in kilobytes, whatever it does. V8 reserves much of it.
const NET: usize = 8_000_000;

/// The signal of a process that used up its time.
const SIGXCPU: i32 = nix::libc::SIGXCPU;

/// Where and how a trial runs.
pub struct Place<'a> {
    pub options: &'a Options,
    /// For scripts.
    pub folder: &'a Path,
    pub engine: &'a str,
    /// The limit.
    pub megabytes: usize,
}

/// Why a process did not end by itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Killed {
    TooLarge,
    TooLate,
}

/// What a process left behind.
pub struct Outcome {
    /// Its standard output.
    pub output: String,
    /// The peak of resident memory in bytes.
    pub peak: usize,
    pub killed: Option<Killed>,
    status: ExitStatus,
}

impl Outcome {
    pub fn is_success(&self) -> bool {
        self.status.success()
    }

    /// How it ended, as the system says it.
    pub fn end(&self) -> String {
        self.status.to_string()
    }
}

/// Lets this process and its children use one processor: an engine's helper threads must not take the machine.
pub fn stay_on_one_processor() {
    // It is a courtesy: where it cannot be done, the trials are the same.
    let this = Pid::from_raw(0);
    let Ok(allowed) = sched_getaffinity(this) else { return };
    let last = (0..CpuSet::count()).rev().find(|&processor| allowed.is_set(processor).unwrap_or(false));
    let mut one = CpuSet::new();
    if last.is_some_and(|processor| one.set(processor).is_ok()) {
        let _ = sched_setaffinity(this, &one);
    }
}

/// Runs a script to its end, or until it has more than `bound` bytes or has taken the time of the options: in CPU time,
/// as the machine may be busy, or six times as long by the clock, as it may sleep.
pub fn watch(place: &Place<'_>, script: &str, bound: Option<usize>) -> Result<Outcome, String> {
    let mut child = command(place, script)?.spawn().map_err(|error| error.to_string())?;
    let outcome = follow(&mut child, place.options.limit * 6, bound);
    if outcome.is_err() {
        // It is not known what it does: it must not go on.
        let _ = child.kill();
        let _ = child.wait();
    }
    outcome.map_err(|error| error.to_string())
}

fn follow(child: &mut Child, patience: Duration, bound: Option<usize>) -> std::io::Result<Outcome> {
    let started = Instant::now();
    let (mut peak, mut killed) = (0, None);
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        peak = peak.max(peak_of(child));
        if bound.is_some_and(|bound| peak > bound) {
            killed = Some(Killed::TooLarge);
        } else if started.elapsed() > patience {
            killed = Some(Killed::TooLate);
        }
        if killed.is_some() {
            child.kill()?;
            break child.wait()?;
        }
        thread::sleep(Duration::from_millis(2));
    };
    if status.signal() == Some(SIGXCPU) {
        killed = Some(Killed::TooLate);
    }
    let mut output = String::new();
    if let Some(mut pipe) = child.stdout.take() {
        // A few lines, which fit into the pipe.
        pipe.read_to_string(&mut output)?;
    }
    Ok(Outcome { output, peak, killed, status })
}

/// The peak of a process that runs; 0 once it is over.
fn peak_of(child: &Child) -> usize {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.trim().parse().ok());
    kilobytes.unwrap_or(0usize) << 10
}

fn command(place: &Place<'_>, script: &str) -> Result<Command, String> {
    let write = |name: &str, text: &str| -> Result<PathBuf, String> {
        let file = place.folder.join(name);
        fs::write(&file, text).map_err(|error| error.to_string())?;
        Ok(file)
    };
    let seconds = place.options.limit.as_secs();
    let net = format!("ulimit -c 0 && ulimit -v {NET} && ulimit -S -t {seconds} && exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &net]).env_remove("TENURE_OPTIONS").env_remove("NODE_OPTIONS");
    let megabytes = place.megabytes;
    let old_space = format!("--max-old-space-size={megabytes}");
    match place.engine {
        "node" | "command" => {
            let file = write("program.js", &scripts::program(script, megabytes))?;
            let binary = if place.engine == "node" { Path::new("node") } else { &place.options.tenure };
            command.arg(binary).arg(old_space).arg(file);
        }
        "worker" => {
            let files = [
                write("main.js", scripts::WORKER)?,
                write("program.js", &scripts::program(script, megabytes))?,
                write("second.js", &scripts::second_program(megabytes))?,
            ];
            command.arg("node").args(files).arg(megabytes.to_string());
        }
        engine => {
            let this = std::env::current_exe().map_err(|error| error.to_string())?;
            command.arg(this).args(["--grow", engine, &megabytes.to_string()]).arg(write("script.js", script)?);
        }
    }
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(command)
}
