//! `tenure diff`: what grew between two heap snapshots.

use super::options::BAD_OPTION;
use crate::inspect::{HeapGraph, compare, read_graph};
use std::fs::File;

/// The exit code when a file cannot be used.
const BAD_FILE: i32 = 1;
/// The exit code when the snapshots are not of one run of a program.
const UNLIKE: i32 = 2;

/// How it is used.
const USAGE: &str = "usage: tenure diff FIRST.heapsnapshot SECOND.heapsnapshot [--json]";

/// What to say: on standard output or on standard error, and the exit code.
pub(super) struct Outcome {
    pub(super) output: String,
    pub(super) complaint: String,
    pub(super) exit_code: i32,
}

impl Outcome {
    pub(super) fn refusal(complaint: impl Into<String>, exit_code: i32) -> Outcome {
        Outcome { output: String::new(), complaint: complaint.into(), exit_code }
    }
}

/// Carries out the words behind `diff`.
pub(super) fn diff(words: &[String]) -> Outcome {
    let (mut files, mut is_json) = (Vec::new(), false);
    for word in words {
        match word.as_str() {
            "--json" => is_json = true,
            "--help" | "-h" => return Outcome { output: format!("{USAGE}\n"), complaint: String::new(), exit_code: 0 },
            flag if flag.starts_with("--") => {
                return Outcome::refusal(format!("tenure: bad option: {flag}\n{USAGE}"), i32::from(BAD_OPTION));
            }
            file => files.push(file),
        }
    }
    let [first, second] = files[..] else { return Outcome::refusal(USAGE, i32::from(BAD_OPTION)) };
    let graphs = open(first).and_then(|first| Ok((first, open(second)?)));
    let (first, second) = match graphs {
        Ok(graphs) => graphs,
        Err(complaint) => return Outcome::refusal(complaint, BAD_FILE),
    };
    match compare(&first, &second) {
        Ok(difference) => {
            let output = if is_json { difference.json() } else { difference.text() };
            Outcome { output, complaint: String::new(), exit_code: 0 }
        }
        Err(unlike) => Outcome::refusal(format!("tenure: {unlike}"), UNLIKE),
    }
}

fn open(name: &str) -> Result<HeapGraph, String> {
    let refuse = |text: String| format!("tenure: {name}: {text}");
    let file = File::open(name).map_err(|error| refuse(error.to_string()))?;
    if file.metadata().is_ok_and(|facts| facts.is_dir()) {
        return Err(refuse("is a folder".to_owned()));
    }
    read_graph(file).map_err(|error| refuse(error.to_string()))
}
