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
    /// Time after which a run counts as failed.
    pub limit: Duration,
    /// Tenure's budget, in units of its fuel.
    pub fuel: Option<u64>,
    /// Megabytes of the limits that engines meet.
    pub sizes: Vec<usize>,
}

const USAGE: &str =
    "Usage: tenure-compare [--tenure binary] [--rounds n] [--only a,b] [--engines a,b] [--limit seconds]
       tenure-compare redos [--fuel units] and the same options
       tenure-compare limits [--tenure binary] [--only a,b] [--engines a,b] [--limit seconds] [--sizes megabytes,...]
Engines: tenure, quickjs, boa, jitless (node --jitless), node
Engines at their limits: tenure, quickjs, boa (crates), node, worker (of node), command (tenure's)";

/// Reads the command line, with the engines and the seconds that stand where it names none; the error is the usage.
pub fn parse(arguments: &[String], engines: &str, seconds: u64) -> Result<Options, String> {
    let mut options = Options {
        tenure: PathBuf::from("../../target/release/tenure"),
        rounds: 3,
        only: Vec::new(),
        engines: list(engines),
        limit: Duration::from_secs(seconds),
        fuel: None,
        sizes: vec![4, 8, 16, 32, 64],
    };
    for pair in arguments.chunks(2) {
        let [flag, value] = pair else { return Err(USAGE.to_owned()) };
        match flag.as_str() {
            "--tenure" => options.tenure = PathBuf::from(value),
            "--rounds" => options.rounds = value.parse().map_err(|_| USAGE.to_owned())?,
            "--only" => options.only = list(value),
            "--fuel" => options.fuel = Some(value.parse().map_err(|_| USAGE.to_owned())?),
            "--engines" => options.engines = list(value),
            "--limit" => options.limit = Duration::from_secs(value.parse().map_err(|_| USAGE.to_owned())?),
            "--sizes" => {
                let sizes = value.split(',').map(|size| size.parse().map_err(|_| USAGE.to_owned()));
                options.sizes = sizes.collect::<Result<_, _>>()?;
            }
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::to_owned).collect()
}
