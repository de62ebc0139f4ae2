//! Every `tests/scripts/<area>/<sentence>.js` is a test: its name is a claim, its expectations stand beside the lines
//! that fulfil them. Each script runs in several configurations of the collector, and means the same in all of them.
//! Of the rare ones each script takes its turn; with `TENURE_CONFIGURATIONS=all` in the environment it runs in all.
//! With `TENURE_COMMAND` it is the command of that path that runs them.
//!
//! ```js
//! // flags: --expose-gc
//! console.log(1 + 2); // expect: 3
//! null.x; // expect TypeError: Cannot read properties of null (reading 'x')
//! ```
//!
//! * `// expect: text` – the next line on standard output, in the order of the file
//! * `// expect SomeError: text` – the script ends with this error, uncaught, and an exit code other than 0
//! * `// expect stderr: text` – standard error contains the text
//! * `// expect exit: 3` – the exit code
//! * `// flags: …` – flags for the command; `// arguments: …` – for the script
//! * `// configurations: default tiny` – only these, where a script would take too long in the others
//!
//! A folder with a `main.js` or `main.mjs` is one test; the other files in it are its modules. So is a file `.mjs`.

#[path = "scripts/harness/expectations.rs"]
mod expectations;
#[path = "scripts/harness/run.rs"]
mod run;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use expectations::Script;
use libtest_mimic::{Arguments, Trial};

/// A configuration of the collector: its name, its flags, and how many times the ordinary time a script may take. Each
/// script runs in one of the rare ones.
pub(crate) struct Configuration {
    pub(crate) name: &'static str,
    pub(crate) flags: &'static [&'static str],
    pub(crate) patience: u32,
    pub(crate) rare_turn: Option<usize>,
}

const fn often(name: &'static str, flags: &'static [&'static str], patience: u32) -> Configuration {
    Configuration { name, flags, patience, rare_turn: None }
}

const fn rarely(name: &'static str, flags: &'static [&'static str], turn: usize) -> Configuration {
    Configuration { name, flags, patience: 6, rare_turn: Some(turn) }
}

const CONFIGURATIONS: [Configuration; 7] = [
    often("default", &[], 1),
    often("tiny", &["--nursery-size=512"], 2),
    often("stress", &["--gc-stress=alloc", "--verify-heap"], 6),
    rarely("evacuating", &["--gc-stress=evacuate-all", "--verify-heap"], 0),
    rarely("promoting", &["--gc-stress=promote-all", "--verify-heap"], 1),
    rarely("stepping", &["--gc-stress=step:1", "--verify-heap"], 2),
    rarely("pretenuring", &["--gc-stress=pretenure-all", "--verify-heap"], 3),
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = expectations::own_tests();
    for (number, path) in scripts(Path::new("tests/scripts")).into_iter().enumerate() {
        let name = path.strip_prefix("tests/scripts").unwrap_or(&path).display().to_string().replace('\\', "/");
        let script = fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| Script::read(&text));
        match script {
            Ok(script) => trials.extend(trials_of(number, &name, &path, script)),
            Err(error) => trials.push(Trial::test(name, move || Err(error.into()))),
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One test a configuration.
fn trials_of(number: usize, name: &str, path: &Path, script: Script) -> Vec<Trial> {
    let everything = std::env::var_os("TENURE_CONFIGURATIONS").is_some_and(|value| value == "all");
    let turns = CONFIGURATIONS.iter().filter(|configuration| configuration.rare_turn.is_some()).count();
    let is_its_turn =
        |configuration: &Configuration| configuration.rare_turn.is_none_or(|turn| everything || number % turns == turn);
    let script = Arc::new(script);
    let wanted =
        CONFIGURATIONS.iter().filter(|configuration| script.runs_in(configuration.name) && is_its_turn(configuration));
    wanted
        .map(|configuration| {
            let (script, path) = (Arc::clone(&script), path.to_owned());
            Trial::test(format!("{name} ({})", configuration.name), move || {
                let outcome = run::run(&path, &script, configuration)?;
                script.check(&outcome).map_err(Into::into)
            })
        })
        .collect()
}

/// All scripts below a folder, sorted: `.js` and `.mjs` files, or the `main` of a folder that has one.
fn scripts(folder: &Path) -> Vec<PathBuf> {
    if let Some(main) = ["main.js", "main.mjs"].map(|name| folder.join(name)).into_iter().find(|main| main.exists()) {
        return vec![main];
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_script = |path: &Path| path.extension().is_some_and(|extension| extension == "js" || extension == "mjs");
    let found = paths.into_iter().flat_map(|path| match path {
        path if path.is_dir() => scripts(&path),
        path if is_script(&path) => vec![path],
        _ => Vec::new(),
    });
    found.collect()
}
