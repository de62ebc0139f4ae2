//! Runs the programs of `programs/` on several engines, one after the other and round by round, and prints a table
//! of CPU times with ratios. Each run is a process of its own; an engine's figure is the least of its rounds, less
//! what it needs for an empty program. All engines must print the same line.
//!
//! ```text
//! cargo run --release -- --tenure ../../target/release/tenure --rounds 5 --only fib,loop --engines tenure,quickjs
//! ```

mod child;
mod engines;
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
    let outcome = options::parse(&arguments).and_then(|options| engines::measure(&options));
    match outcome {
        Ok(results) => {
            print!("{}", table::markdown(&results));
            if results.disagreements.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(text) => {
            eprintln!("{text}");
            ExitCode::from(2)
        }
    }
}
