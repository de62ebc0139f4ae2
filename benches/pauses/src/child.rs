//! Processes, and what they cost. `benches/diagnosis` has it too.

use std::process::Command;

use nix::sys::resource::{UsageWho, getrusage};

/// CPU milliseconds of all children that have ended.
pub fn cpu_of_children() -> Result<f64, String> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| error.to_string())?;
    let milliseconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 * 1e3 + time.tv_usec() as f64 / 1e3;
    Ok(milliseconds(usage.user_time()) + milliseconds(usage.system_time()))
}

/// What a command prints, which has to succeed.
pub fn printed(command: &mut Command) -> Result<String, String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
