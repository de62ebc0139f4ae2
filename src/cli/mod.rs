//! The `tenure` command: its options, and (as they arrive) running files, the prompt and signals.
//!
//! # The idea
//! The command is a thin shell around the engine and the host: it turns words into `Options`, and outcomes into exit
//! codes. Options are spelled as V8 and Node spell them.
//!
//! # What it knows nothing about
//! Values, shapes, trees: it uses the public engine like any embedder.

// Until the command uses it.
#[allow(dead_code, unused_imports)]
pub(crate) mod options;
