//! What does looking at a program cost? Takes heap snapshots of the programs beside this in Tenure and in Node, asks for
//! snapshots by signal, runs programs while something watches, and prints tables; see the README.

#[path = "../../pauses/src/child.rs"]
mod child;
mod clients;
mod comparison;
mod overhead;
mod signals;
mod snapshots;

use std::process::ExitCode;

/// What the command line says.
struct Options {
    tenure: String,
    node: String,
    /// The folder of a reader of snapshots, whose `read.mjs` prints what Chrome's DevTools read in a file.
    reader: Option<String>,
    /// A folder with chrome-remote-interface and memlab in its `node_modules`.
    clients: Option<String>,
    only: Vec<String>,
    rounds: usize,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match read(&words).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[String]) -> Result<Options, String> {
    let mut options = Options {
        tenure: "../../target/release/tenure".into(),
        node: "node".into(),
        reader: None,
        clients: None,
        only: Vec::new(),
        rounds: 5,
    };
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} wants a value", pair[0])) };
        match name.as_str() {
            "--tenure" => options.tenure.clone_from(value),
            "--node" => options.node.clone_from(value),
            "--reader" => options.reader = Some(value.clone()),
            "--clients" => options.clients = Some(value.clone()),
            "--only" => options.only = value.split(',').map(str::to_owned).collect(),
            "--rounds" => options.rounds = value.parse().map_err(|_| "--rounds wants a number".to_owned())?,
            other => return Err(format!("no option {other}")),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("tenure-diagnosis-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let is_chosen = |name: &str| options.only.is_empty() || options.only.iter().any(|chosen| chosen == name);
    let result = (|| {
        if is_chosen("snapshots") {
            snapshots::run(options, &folder)?;
        }
        if is_chosen("comparison") {
            comparison::run(options, &folder)?;
        }
        if is_chosen("clients") {
            clients::run(options, &folder)?;
        }
        if is_chosen("signals") {
            signals::run(&options.tenure, &folder)?;
        }
        if is_chosen("overhead") {
            overhead::run(options, &folder)?;
        }
        Ok(())
    })();
    // Left-over files do no harm.
    let _ = std::fs::remove_dir_all(&folder);
    result
}
