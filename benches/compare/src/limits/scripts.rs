//! What the engines run.

use super::growth::DROP;

/// Ends by itself, after the runner had a look at the process.
pub const IDLE: &str = "for (const until = Date.now() + 100; Date.now() < until; );";

/// Grows by nothing, and throws.
pub const THROW: &str = "throw 'nothing';";

/// Before the script: what it uses, and the names of the globals.
pub const PREPARE: &str = "var leak, half, caught, isCaught = false; \
                           var globals = Object.getOwnPropertyNames(globalThis);";

/// The main program for a worker with limits; its arguments are two files and the megabytes.
pub const WORKER: &str = "
const { Worker } = require('worker_threads');
const say = (text) => require('fs').appendFileSync('/dev/stdout', text + '\\n');
const [growth, goOn, megabytes] = process.argv.slice(2);
function run(file, ended) {
    let error;
    const worker = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: Number(megabytes) } });
    worker.on('error', (what) => { error = what; });
    worker.on('exit', () => ended(error));
}
run(growth, (error) => {
    if (!error) return;
    say('error ' + error);
    run(goOn, (error) => { if (!error) say('went on'); });
});
";

/// The script, which catches what it throws and drops the leak.
pub fn guarded(script: &str) -> String {
    format!("try {{ {script} }} catch (error) {{ leak = undefined; isCaught = true; caught = error; }}")
}

/// Drops the rest of what leaked and allocates half the limit in strings of a kilobyte: two bytes a character, which no
/// engine stores in one.
pub fn go_on(megabytes: usize) -> String {
    let count = (megabytes << 20) / 2 / 1024;
    format!(
        "{DROP} half = []; \
         for (let i = 0; i < {count}; i++) half.push(String(i).padStart(500, '\\u4e2d')); \
         half = undefined;"
    )
}

/// A whole program for Node, which says whether the script could catch what ended it and go on.
pub fn program(script: &str, megabytes: usize) -> String {
    format!(
        "{PREPARE}
{}
if (isCaught) {{
    const say = (text) => require('fs').appendFileSync('/dev/stdout', text + '\\n');
    say('caught ' + caught);
    {}
    say('went on');
}}
",
        guarded(script),
        go_on(megabytes)
    )
}

/// A whole program that only goes on, in a fresh engine.
pub fn second_program(megabytes: usize) -> String {
    format!("{PREPARE}\n{}", go_on(megabytes))
}
