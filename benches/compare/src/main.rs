//! Runs the programs of `programs/` on several engines, one after the other and round by round, and prints a table
//! of CPU times with ratios. Each run is a process of its own; an engine's figure is the least of its rounds, less
//! what it needs for an empty program. All engines must print the same line.
//!
//! ```text
//! cargo run --release -- --tenure ../../target/release/tenure --rounds 5 --only fib,loop --engines tenure,quickjs
//! ```
//!
//! With the word `redos` before the options it runs the programs of `programs/redos/`: regular expressions that take a
//! matcher which only backtracks longer than anyone waits. With the word `limits` it lets the engines meet a limit of their
//! memory instead: `limits.rs`.

mod child;
mod engines;
mod limits;
mod options;
mod table;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, engine, file] = arguments.as_slice()
        && flag == "--child"
    {
        return child::run(engine, file);
    }
    if let [flag, engine, megabytes, file] = arguments.as_slice()
        && flag == "--grow"
    {
        return limits::grow(engine, megabytes, file);
    }
    if let Some((word, arguments)) = arguments.split_first()
        && word == "limits"
    {
        return finish(
            options::parse(arguments, limits::ENGINES, 10).and_then(|options| limits::measure(&options)),
            true,
        );
    }
    let is_redos = arguments.first().is_some_and(|word| word == "redos");
    let parsed = if is_redos {
        options::parse(&arguments[1..], engines::PATIENT, 10)
    } else {
        options::parse(&arguments, engines::ENGINES, 60)
    };
    let folder = if is_redos { "programs/redos" } else { "programs" };
    let outcome = parsed.and_then(|options| engines::measure(&options, folder));
    let agree = outcome.as_ref().is_ok_and(|results| results.disagreements.is_empty());
    finish(outcome.map(|results| table::markdown(&results)), agree)
}

/// Prints the results, or what kept them from being measured.
fn finish(outcome: Result<String, String>, is_success: bool) -> ExitCode {
    match outcome {
        Ok(markdown) => {
            print!("{markdown}");
            if is_success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(text) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
    }
}
