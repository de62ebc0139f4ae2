//! Running the command and looking at what it left.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run left.
pub(crate) struct Outcome {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// None after an end by signal, which no input may cause.
    pub(crate) code: Option<i32>,
}

/// The command with nothing of the surroundings that would change what it does.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenure"));
    command.env_remove("TENURE_OPTIONS").env_remove("FORCE_COLOR").env("NO_COLOR", "1").env("TZ", "UTC");
    command.env("TENURE_REPL_HISTORY", "");
    command
}

/// Runs `command` with `input` on its standard input.
pub(crate) fn outcome(mut command: Command, input: &[u8]) -> Outcome {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_owned();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the writer ends");
    Outcome {
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        code: output.status.code(),
    }
}

/// Runs the command with these words.
pub(crate) fn tenure(words: &[&str]) -> Outcome {
    tenure_with(words, b"")
}

/// Runs the command with these words and this standard input.
pub(crate) fn tenure_with(words: &[&str], input: &[u8]) -> Outcome {
    let mut command = command();
    command.args(words);
    outcome(command, input)
}

/// A file of its own that goes when the test ends.
pub(crate) struct File(PathBuf);

impl File {
    /// A file in a folder that no other test uses.
    pub(crate) fn new(name: &str, content: impl AsRef<[u8]>) -> File {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("tenure-command-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(name);
        std::fs::write(&path, content).expect("a file");
        File(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().expect("a path in UTF-8")
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.parent().expect("a folder")
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(self.folder());
    }
}
