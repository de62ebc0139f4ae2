//! Runs programs here and in node.

use serde_json::json;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tenure::{Engine, Error, ErrorKind, Options, Value};

/// Builtins that node 20 lacks: taken away before a program starts.
pub(crate) const NEWER: &str = include_str!("newer.txt");

/// What stands before every program.
pub(crate) fn prelude() -> String {
    let newer = json!(NEWER.lines().collect::<Vec<_>>());
    format!("{}(this, print, {newer});", include_str!("prelude.js"))
}

/// The lines that a program printed.
pub(crate) type Lines = Vec<String>;

/// An engine that writes down what it prints.
fn engine(lines: &Arc<Mutex<Lines>>) -> Result<Engine, Error> {
    let mut engine = Engine::new(Options { time: Some(Duration::from_secs(60)), ..Options::default() })?;
    let lines = Arc::clone(lines);
    engine.function("print", move |call| {
        if let Value::String(text) = call.argument(0) {
            lines.lock().expect("one thread").push(text.clone());
        }
        Ok(Value::Undefined)
    })?;
    Ok(engine)
}

/// Runs a program in an engine of its own. What `before` makes with the engine is given to `after`.
pub(crate) fn run<S>(
    program: &str,
    before: impl FnOnce(&mut Engine) -> Result<S, Error>,
    after: impl FnOnce(&mut Engine, S) -> Result<(), Error>,
) -> Lines {
    let lines = Arc::new(Mutex::new(Lines::new()));
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut engine = engine(&lines)?;
        let state = before(&mut engine)?;
        engine.eval_named("prelude.js", &prelude())?;
        let result = engine.eval_named("program.js", program).map(|_| ());
        after(&mut engine, state)?;
        result
    }));
    let mut lines = std::mem::take(&mut *lines.lock().expect("one thread"));
    match outcome {
        Ok(Ok(())) => {}
        // What has no end reaches one limit here and another there.
        Ok(Err(error)) if matches!(error.kind(), ErrorKind::OutOfTime | ErrorKind::OutOfMemory) => {
            lines.push(TIMEOUT.to_owned());
        }
        Ok(Err(error)) => {
            let name = error.message().split(':').next().unwrap_or("").to_owned();
            lines.push(format!("ends with {name}"));
        }
        Err(_) => lines.push("panics".to_owned()),
    }
    lines
}

/// Programs that node is running.
pub(crate) struct Batch {
    node: Child,
    from: PathBuf,
    to: PathBuf,
    prelude: String,
    programs: Vec<String>,
}

/// The last line of a program that was ended.
pub(crate) const TIMEOUT: &str = "ends with timeout";

/// What stands for the lines of a program to whose end node does not come.
pub(crate) const ENDLESS: &str = "does not end";

/// Node gives up a program after 20 seconds, but not its jobs, nor a builtin that has no end.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether there is a node to compare with, of the version that the differences are explained for.
pub(crate) fn has_node() -> bool {
    let output = Command::new("node").arg("--version").output();
    output.is_ok_and(|output| output.stdout.starts_with(b"v20."))
}

impl Batch {
    /// Starts node on programs.
    pub(crate) fn start(prelude: &str, programs: &[String]) -> Batch {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let file = |kind| folder.join(format!("differential-{}-{number}-{kind}.json", std::process::id()));
        let (from, to) = (file("in"), file("out"));
        let input = json!({ "prelude": prelude, "programs": programs });
        std::fs::write(&from, input.to_string()).expect("the file of programs");
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/differential/node.js");
        let mut command = Command::new("node");
        command.arg(script).args([&from, &to]).env_remove("NODE_OPTIONS").env("TZ", "UTC").stdout(Stdio::null());
        let node = command.spawn().expect("node runs");
        Batch { node, from, to, prelude: prelude.to_owned(), programs: programs.to_vec() }
    }

    /// Waits for what each program printed. A program to whose end node does not come is ended, and says so.
    pub(crate) fn finish(self) -> Vec<Lines> {
        let (prelude, programs) = (self.prelude.clone(), self.programs.clone());
        let mut outputs = self.printed();
        while outputs.len() < programs.len() {
            outputs.push(vec![ENDLESS.to_owned()]);
            outputs.extend(Batch::start(&prelude, &programs[outputs.len()..]).printed());
        }
        outputs
    }

    /// What the programs printed up to the first that node does not get on with.
    fn printed(mut self) -> Vec<Lines> {
        let (mut moved, mut length) = (Instant::now(), 0);
        let status = loop {
            if let Some(status) = self.node.try_wait().expect("node is there") {
                break Some(status);
            }
            let now = std::fs::metadata(&self.to).map_or(0, |file| file.len());
            if now != length {
                (moved, length) = (Instant::now(), now);
            }
            if moved.elapsed() > PATIENCE {
                self.node.kill().and_then(|()| self.node.wait()).expect("node ends");
                break None;
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        assert!(status.is_none_or(|status| status.success()), "node failed: {status:?}");
        let output = std::fs::read_to_string(&self.to).unwrap_or_default();
        let _ = std::fs::remove_file(&self.from);
        let _ = std::fs::remove_file(&self.to);
        output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}
