//! The runner's options.

use std::{path::PathBuf, time::Duration};

/// What to run.
pub struct Options {
    /// Tenure's binary.
    pub tenure: PathBuf,
    pub rounds: usize,
    /// Names of programs; all if empty.
    pub only: Vec<String>,
    /// Names of engines, in the order of the columns.
    pub engines: Vec<String>,
    /// Wall-clock time after which a run counts as failed.
    pub limit: Duration,
}

const USAGE: &str =
    "Usage: tenure-compare [--tenure binary] [--rounds n] [--only a,b] [--engines a,b] [--limit seconds]
Engines: tenure, quickjs, boa, jitless (node --jitless), node";

/// Reads the command line; the error is the usage.
pub fn parse(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options {
        tenure: PathBuf::from("../../target/release/tenure"),
        rounds: 3,
        only: Vec::new(),
        engines: list("tenure,quickjs,boa,jitless,node"),
        limit: Duration::from_secs(60),
    };
    for pair in arguments.chunks(2) {
        let [flag, value] = pair else { return Err(USAGE.to_owned()) };
        match flag.as_str() {
            "--tenure" => options.tenure = PathBuf::from(value),
            "--rounds" => options.rounds = value.parse().map_err(|_| USAGE.to_owned())?,
            "--only" => options.only = list(value),
            "--engines" => options.engines = list(value),
            "--limit" => options.limit = Duration::from_secs(value.parse().map_err(|_| USAGE.to_owned())?),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}
