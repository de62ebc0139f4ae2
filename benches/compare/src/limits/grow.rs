//! An engine that is a crate, at its limit in a process of its own. It says on standard output what ended the script
//! (`error …` if the embedding program was told, `caught …` if the script was) and then whether the engine `went on`.

use std::process::ExitCode;

use boa_engine::{Context, Source};
use nix::sys::resource::{Resource, setrlimit};
use rquickjs::{CatchResultExt, Coerced, Runtime};

use super::scripts;
use crate::child::exit_code;

/// An engine with a limit, embedded.
trait Embedded {
    /// Runs a script and the jobs that it leaves behind; its value as a string.
    fn eval(&mut self, text: &str) -> Result<String, String>;

    /// Collects garbage.
    fn collect(&mut self);
}

/// Lets one engine run the script in a file under a limit in megabytes.
pub fn run(engine: &str, megabytes: &str, file: &str) -> ExitCode {
    let outcome = megabytes.parse().map_err(|_| format!("no limit: {megabytes}")).and_then(|megabytes| {
        let script = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        match engine {
            "tenure" => meet_limit(&mut tenure_with(megabytes)?, &script, megabytes),
            "quickjs" => meet_limit(&mut QuickJs::new(megabytes)?, &script, megabytes),
            "boa" => meet_limit(&mut Boa::new(megabytes)?, &script, megabytes),
            _ => Err(format!("no engine {engine}")),
        }
    });
    exit_code(outcome)
}

fn meet_limit(engine: &mut dyn Embedded, script: &str, megabytes: usize) -> Result<(), String> {
    engine.eval(scripts::PREPARE)?;
    let end = engine.eval(&format!("{} isCaught ? 'caught' : ''", scripts::guarded(script)));
    if end.as_ref().is_ok_and(String::is_empty) {
        println!("ended");
        return Ok(());
    }
    engine.collect();
    let gone_on = engine.eval(&scripts::go_on(megabytes));
    // What the script caught can be told only now that there is room for the text.
    let caught = engine.eval("isCaught ? String(caught) : ''").unwrap_or_default();
    match end {
        Err(error) if caught.is_empty() => println!("error {error}"),
        _ => println!("caught {caught}"),
    }
    match gone_on {
        Ok(_) => println!("went on"),
        Err(error) => println!("then {error}"),
    }
    Ok(())
}

/// All limits at once: nobody knows what a script will fill.
fn tenure_with(megabytes: usize) -> Result<tenure::Engine, String> {
    let limit = Some(megabytes << 20);
    let options = tenure::Options { heap_limit: limit, total_memory_limit: limit, ..tenure::Options::default() };
    tenure::Engine::new(options).map_err(|error| error.to_string())
}

impl Embedded for tenure::Engine {
    fn eval(&mut self, text: &str) -> Result<String, String> {
        let value = tenure::Engine::eval(self, text).map_err(|error| error.to_string())?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    fn collect(&mut self) {
        self.collect_garbage();
    }
}

struct QuickJs {
    runtime: Runtime,
    context: rquickjs::Context,
}

impl QuickJs {
    fn new(megabytes: usize) -> Result<Self, String> {
        let runtime = Runtime::new().map_err(|error| error.to_string())?;
        runtime.set_memory_limit(megabytes << 20);
        let context = rquickjs::Context::full(&runtime).map_err(|error| error.to_string())?;
        Ok(Self { runtime, context })
    }
}

impl Embedded for QuickJs {
    fn eval(&mut self, text: &str) -> Result<String, String> {
        let value = self.context.with(|cx| {
            // As scripts are run elsewhere: sloppy.
            let mut options = rquickjs::context::EvalOptions::default();
            options.strict = false;
            let value = cx.eval_with_options::<Coerced<String>, _>(text, options).catch(&cx);
            value.map(|value| value.0).map_err(|error| error.to_string())
        })?;
        loop {
            match self.runtime.execute_pending_job() {
                Ok(true) => {}
                Ok(false) => return Ok(value),
                // What a reaction throws rejects its promise: what fails a job itself is a lack of memory.
                Err(_) => return Err("a job found no memory".to_owned()),
            }
        }
    }

    fn collect(&mut self) {
        self.runtime.run_gc();
    }
}

/// Boa has no limit of its memory: the system sets one.
struct Boa {
    context: Context,
}

impl Boa {
    /// Limits the address space of this process to what it has with an engine in it, and the megabytes.
    fn new(megabytes: usize) -> Result<Self, String> {
        let mut boa = Self { context: Context::default() };
        boa.eval(scripts::PREPARE)?;
        let limit = address_space()? + (megabytes << 20);
        setrlimit(Resource::RLIMIT_AS, limit as u64, limit as u64).map_err(|error| error.to_string())?;
        Ok(boa)
    }
}

impl Embedded for Boa {
    fn eval(&mut self, text: &str) -> Result<String, String> {
        let value = self.context.eval(Source::from_bytes(text)).map_err(|error| error.to_string())?;
        self.context.run_jobs().map_err(|error| error.to_string())?;
        let text = value.to_string(&mut self.context).map_err(|error| error.to_string())?;
        Ok(text.to_std_string_escaped())
    }

    fn collect(&mut self) {
        boa_engine::gc::force_collect();
    }
}

/// Bytes of address space that this process has.
fn address_space() -> Result<usize, String> {
    let status = std::fs::read_to_string("/proc/self/status").map_err(|error| error.to_string())?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmSize:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.trim().parse().ok());
    kilobytes.map(|kilobytes: usize| kilobytes << 10).ok_or_else(|| "no VmSize".to_owned())
}
