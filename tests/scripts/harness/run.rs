//! Runs one script as a process, with a limit on its time.

use std::{
    ffi::OsString,
    io::Read,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{Configuration, expectations::Script};

/// How long a script may take in the default configuration.
const LIMIT: Duration = Duration::from_secs(20);

/// What a run left behind.
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// None when a signal ended it.
    pub(crate) exit_code: Option<i32>,
}

/// The command that runs the scripts: that of this build, or the one that `TENURE_COMMAND` in the environment names.
fn tested_command() -> OsString {
    std::env::var_os("TENURE_COMMAND").unwrap_or_else(|| env!("CARGO_BIN_EXE_tenure").into())
}

/// Runs the script; the error says why there is no outcome.
pub(crate) fn run(path: &Path, script: &Script, configuration: &Configuration) -> Result<Outcome, String> {
    let mut command = Command::new(tested_command());
    command.args(configuration.flags).args(&script.flags);
    command.arg(path).args(&script.arguments).env_remove("TENURE_OPTIONS").env("TZ", "UTC");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| error.to_string())?;
    let stdout = read(child.stdout.take());
    let stderr = read(child.stderr.take());
    let limit = LIMIT * configuration.patience * if cfg!(debug_assertions) { 3 } else { 1 };
    // Both pipes close when the process ends.
    let both = stdout.recv_timeout(limit).and_then(|stdout| Ok((stdout, stderr.recv_timeout(limit)?)));
    let Ok((stdout, stderr)) = both else {
        end(&mut child);
        return Err(format!("still running after {limit:?}"));
    };
    let status = child.wait().map_err(|error| error.to_string())?;
    Ok(Outcome { stdout, stderr, exit_code: status.code() })
}

fn end(child: &mut Child) {
    // It may have ended by itself in the meantime.
    let _ = child.kill();
    let _ = child.wait();
}

/// Reads a pipe to its end, on a thread of its own.
fn read(pipe: Option<impl Read + Send + 'static>) -> mpsc::Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            // What was read before an error is still worth comparing.
            let _ = pipe.read_to_end(&mut bytes);
        }
        // Nobody listens any more when the time was up.
        let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
    });
    receiver
}
