//! The `tenure` command: its options, running files and texts, the prompt.
//!
//! # The idea
//! The command is a thin shell around the engine and the host: it turns words into `Options`, and outcomes into exit
//! codes. Options are spelled as V8 and Node spell them.
//!
//! # The files
//! `options` – the table of flags and its parser · `run` – what to do with them · `dump` – the `--print-…` flags that
//! show a text · `memory` – `--print-memory` ·
//! `coverage` – what has run, for tests · `diff` – `tenure diff` · `leaks` – `tenure leaks` ·
//! `recording` – `--heap-timeline`, `--heap-map` · `repl` – the prompt · `trace` – collections on standard output, and the report when memory has run out · `test262` – the test suite's host
//!
//! # What it knows nothing about
//! Values, shapes, trees: it uses the engine and the host.

#[cfg(any(debug_assertions, feature = "checked"))]
mod coverage;
mod diff;
mod dump;
#[cfg(test)]
mod failure_tests;
mod inspection;
mod leaks;
mod memory;
pub(crate) mod options;
mod profiles;
mod recording;
mod repl;
mod run;
mod test262;
mod trace;

pub use run::main;
pub use test262::{define_test262_host, finish_test262_host};
