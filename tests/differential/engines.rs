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
    time::Duration,
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
        Ok(Err(error)) if error.kind() == ErrorKind::OutOfTime => lines.push("ends with timeout".to_owned()),
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
}

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
        Batch { node: command.spawn().expect("node runs"), from, to }
    }

    /// Waits for what each program printed.
    pub(crate) fn finish(mut self) -> Vec<Lines> {
        let status = self.node.wait().expect("node ends");
        assert!(status.success(), "node failed: {status}");
        let output = std::fs::read_to_string(&self.to).expect("the file of outputs");
        let _ = std::fs::remove_file(&self.from);
        let _ = std::fs::remove_file(&self.to);
        serde_json::from_str(&output).expect("JSON")
    }
}
