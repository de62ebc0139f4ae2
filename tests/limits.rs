//! Whatever a program grows, a limit ends it in order: the command with V8's report and exit code 134, the library with
//! an `Err` and an engine that goes on.
//!
//! Each way to grow (`limits/growth.rs`) meets limits of 8, 16, 32 and 64 MB. A few pairs run by default, each way once;
//! with `TENURE_LIMITS=all` in the environment all of them run.
//!
//! * the command (`limits/command.rs`): exit code, report, and the peak of resident memory
//! * the library (`limits/library.rs`): the kind of the error, globals, verifier, and what can be allocated afterwards
//! * address space (`limits/address_space.rs`): the same when it is the system that refuses

#[path = "limits/address_space.rs"]
mod address_space;
#[path = "limits/command.rs"]
mod command;
#[path = "limits/growth.rs"]
mod growth;
#[path = "limits/library.rs"]
mod library;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed};

/// The limits, in megabytes.
const LIMITS: [usize; 4] = [8, 16, 32, 64];

fn main() -> ExitCode {
    if let Some(code) = address_space::run_as_child() {
        return code;
    }
    let arguments = Arguments::from_args();
    let everything = std::env::var_os("TENURE_LIMITS").is_some_and(|value| value == "all");
    let mut trials = Vec::new();
    for (number, growth) in growth::GROWTHS.iter().enumerate() {
        for (column, limit) in LIMITS.into_iter().enumerate() {
            // One of the smaller limits for each way to grow. The command and the library take turns.
            let is_chosen = |turn: usize| everything || column == number / 2 % 2 && number % 2 == turn;
            if is_chosen(0) {
                trials.extend(command::trial(growth, limit));
            }
            if is_chosen(1) {
                trials.extend(library::trial(growth, limit));
            }
        }
        // Each of these processes takes seconds to fill its address space: some of the first ways only.
        let is_sampled = number.is_multiple_of(6) || growth.name == "new_function";
        trials.extend(address_space::trials(growth, everything || is_sampled));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// Fails unless `holds`.
fn demand(holds: bool, what: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds { Ok(()) } else { Err(what().into()) }
}
