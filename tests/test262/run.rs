//! Runs one test, all its variants, each in an engine of its own.

use std::{
    panic,
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use tenure::{Engine, Error, ErrorKind, ModuleState, Options, Value};

use crate::corpus::{Corpus, HOOKS, Test};

/// Time for one variant; a test that takes longer has failed.
const TIME: Duration = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 10 });
/// Old space of each engine, in bytes.
const MEMORY: usize = 1 << 30;
/// Native stack for scripts, as much as the command gives them, in bytes; and for the rest of the thread.
const NATIVE_STACK: usize = 984 << 10;
const NATIVE_RESERVE: usize = 4 << 20;
/// What `$DONOTEVALUATE()` throws: the text of a negative test ran.
const GUARD: &str = "Test262: This statement should not be evaluated.";

/// What came of a test.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verdict {
    Passed,
    /// With the reason.
    Failed(String),
    /// It did not come to an end of its own: a panic, or time or memory ran out. Never expected.
    Broken(String),
    /// The host lacks these hooks.
    Skipped(String),
}

/// What a script left behind.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Lines that it printed.
    pub(crate) printed: String,
    pub(crate) error: Option<Error>,
}

/// Runs tests of a corpus.
pub(crate) struct Runner {
    corpus: Corpus,
    /// Hooks that the host has.
    hooks: Vec<&'static str>,
}

impl Runner {
    pub(crate) fn new(corpus: Corpus) -> Result<Runner, String> {
        let mut hooks = Vec::new();
        for hook in HOOKS {
            let probe = format!(
                "if (!('{hook}' in $262) || '{hook}' === 'agent' && typeof $262.agent.start !== 'function') throw 0;"
            );
            let program = Program { path: "probe".into(), harness: String::new(), text: probe, is_module: false };
            if execute(&program)?.error.is_none() {
                hooks.push(hook);
            }
        }
        Ok(Runner { corpus, hooks })
    }

    /// Why the test cannot be run by this host.
    pub(crate) fn misses(&self, test: &Test) -> Option<String> {
        let mut missing: Vec<&str> = test.hooks().into_iter().filter(|hook| !self.hooks.contains(hook)).collect();
        if test.front_matter.has_flag("CanBlockIsFalse") {
            missing.push("CanBlock");
        }
        (!missing.is_empty()).then(|| missing.join(","))
    }

    /// Runs the variants until one fails.
    pub(crate) fn run(&self, test: &Test) -> Verdict {
        if let Some(missing) = self.misses(test) {
            return Verdict::Skipped(missing);
        }
        for &strict in test.variants() {
            let variant = if strict { "strict" } else { "sloppy" };
            let outcome = match self.compose(test, strict).and_then(|text| execute(&text)) {
                Ok(outcome) => outcome,
                Err(reason) => return Verdict::Broken(format!("[{variant}] {reason}")),
            };
            if let Err(reason) = judge(test, &outcome) {
                return Verdict::Failed(format!("[{variant}] {reason}"));
            }
        }
        Verdict::Passed
    }

    /// What to run: the harness before the test's own text, or apart from it, since a module has a scope of its own.
    fn compose(&self, test: &Test, strict: bool) -> Result<Program, String> {
        let front_matter = &test.front_matter;
        let is_module = front_matter.has_flag("module");
        let path = self.corpus.path(&test.path);
        let program = |harness: String, text: String| Program { path, harness, text, is_module };
        if front_matter.has_flag("raw") {
            return Ok(program(String::new(), test.source.clone()));
        }
        let mut names = vec!["assert.js", "sta.js"];
        if front_matter.has_flag("async") {
            names.push("doneprintHandle.js");
        }
        names.extend(front_matter.includes.iter().map(String::as_str));
        let mut text = String::from(if strict { "\"use strict\";\n" } else { "" });
        for (index, name) in names.iter().enumerate() {
            if !names[..index].contains(name) {
                text.push_str(&self.corpus.harness(name)?);
                text.push('\n');
            }
        }
        Ok(if is_module { program(text, test.source.clone()) } else { program(String::new(), text + &test.source) })
    }
}

/// A test put together.
struct Program {
    /// Of the file, absolute: imports are relative to it.
    path: String,
    /// A script to run before.
    harness: String,
    text: String,
    is_module: bool,
}

/// Runs a program in a new engine, on a thread with the stack that the command's scripts have. The error says why there
/// is no outcome.
fn execute(program: &Program) -> Result<Outcome, String> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(NATIVE_STACK + NATIVE_RESERVE);
        let thread = thread.spawn_scoped(scope, || in_engine(program)).map_err(|error| error.to_string())?;
        thread.join().unwrap_or_else(|payload| {
            let text = payload.downcast_ref::<String>().map(String::as_str);
            Err(format!("panic: {}", text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("")))
        })
    })
}

fn in_engine(program: &Program) -> Result<Outcome, String> {
    let options =
        Options { time: Some(TIME), max_old_space: MEMORY, native_stack: Some(NATIVE_STACK), ..Options::default() };
    let refuse = |error: Error| error.to_string();
    let mut engine = Engine::new(options).map_err(refuse)?;
    tenure::define_test262_host(&mut engine).map_err(refuse)?;
    let printed = Arc::new(Mutex::new(String::new()));
    let lines = Arc::clone(&printed);
    let print = engine.function("print", move |call| {
        if let Ok(mut lines) = lines.lock() {
            lines.push_str(call.argument(0).as_str().unwrap_or("(not a string)"));
            lines.push('\n');
        }
        Ok(Value::Undefined)
    });
    print.map_err(refuse)?;
    let error = run_program(&mut engine, program).err();
    if let Some(error) = error.as_ref().filter(|error| !matches!(error.kind(), ErrorKind::Syntax | ErrorKind::Thrown)) {
        return Err(format!("ended: {error}"));
    }
    let printed = printed.lock().map(|lines| lines.clone()).unwrap_or_default();
    Ok(Outcome { printed, error })
}

/// Runs a program up to the end of its jobs.
fn run_program(engine: &mut Engine, program: &Program) -> Result<(), Error> {
    if !program.harness.is_empty() {
        engine.eval_named("harness", &program.harness)?;
    }
    if !program.is_module {
        engine.eval_named(&program.path, &program.text)?;
        return tenure::finish_test262_host(engine);
    }
    let module = engine.eval_module(&program.path, &program.text)?;
    tenure::finish_test262_host(engine)?;
    match engine.module_state(&module)? {
        ModuleState::Failed(error) => Err(error),
        _ => Ok(()),
    }
}

/// The suite's rules, <https://github.com/tc39/test262/blob/main/INTERPRETING.md>: why the test failed.
pub(crate) fn judge(test: &Test, outcome: &Outcome) -> Result<(), String> {
    let front_matter = &test.front_matter;
    let text = outcome.error.as_ref().map(Error::message);
    if let Some(negative) = &front_matter.negative {
        return match text {
            None => Err(format!("no error, where {} is expected at {}", negative.name, negative.phase)),
            Some(text) if negative.phase != "runtime" && text.contains(GUARD) => {
                Err(format!("ran before the {} error", negative.phase))
            }
            Some(text) if names(text, &negative.name) => Ok(()),
            Some(text) => Err(format!("another error than {}: {text}", negative.name)),
        };
    }
    match text {
        Some(text) => Err(text.to_owned()),
        None if !front_matter.has_flag("async") => Ok(()),
        None => match outcome.printed.lines().find(|line| line.starts_with("Test262:AsyncTestFailure")) {
            Some(line) => Err(line.to_owned()),
            None if outcome.printed.contains("Test262:AsyncTestComplete") => Ok(()),
            None => Err(String::from("never completed")),
        },
    }
}

/// Whether an error's text begins with the error's name.
fn names(text: &str, name: &str) -> bool {
    text.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// Keeps the panics of tests, which are failures, out of the output.
pub(crate) fn silence_panics() {
    panic::set_hook(Box::new(|_| {}));
}
