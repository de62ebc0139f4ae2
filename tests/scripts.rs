//! Every `tests/scripts/<area>/<sentence>.js` is a test: its name is a claim, its expectations stand beside the lines
//! that fulfil them. Each script runs in three configurations of the collector, and means the same in all of them.
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
//! A folder with a `main.js` is one test; the other files in it are its modules.

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

/// A configuration of the collector: its name, its flags, and how many times the ordinary time a script may take.
pub(crate) struct Configuration {
    pub(crate) name: &'static str,
    pub(crate) flags: &'static [&'static str],
    pub(crate) patience: u32,
}

const CONFIGURATIONS: [Configuration; 6] = [
    Configuration { name: "default", flags: &[], patience: 1 },
    Configuration { name: "tiny", flags: &["--nursery-size=512"], patience: 2 },
    Configuration { name: "stress", flags: &["--gc-stress=alloc", "--verify-heap"], patience: 6 },
    Configuration { name: "evacuating", flags: &["--gc-stress=evacuate-all", "--verify-heap"], patience: 6 },
    Configuration { name: "promoting", flags: &["--gc-stress=promote-all", "--verify-heap"], patience: 6 },
    Configuration { name: "stepping", flags: &["--gc-stress=step:1", "--verify-heap"], patience: 6 },
];

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let mut trials = expectations::own_tests();
    for path in scripts(Path::new("tests/scripts")) {
        let name = path.strip_prefix("tests/scripts").unwrap_or(&path).display().to_string().replace('\\', "/");
        let script = fs::read_to_string(&path).map_err(|error| error.to_string()).and_then(|text| Script::read(&text));
        match script {
            Ok(script) => trials.extend(trials_of(&name, &path, script)),
            Err(error) => trials.push(Trial::test(name, move || Err(error.into()))),
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// One test a configuration.
fn trials_of(name: &str, path: &Path, script: Script) -> Vec<Trial> {
    let script = Arc::new(script);
    let wanted = CONFIGURATIONS.iter().filter(|configuration| script.runs_in(configuration.name));
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

/// All scripts below a folder, sorted: `.js` files, or the `main` of a folder that has one.
fn scripts(folder: &Path) -> Vec<PathBuf> {
    if folder.join("main.js").exists() {
        return vec![folder.join("main.js")];
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let is_script = |path: &Path| path.extension().is_some_and(|extension| extension == "js");
    let found = paths.into_iter().flat_map(|path| match path {
        path if path.is_dir() => scripts(&path),
        path if is_script(&path) => vec![path],
        _ => Vec::new(),
    });
    found.collect()
}
