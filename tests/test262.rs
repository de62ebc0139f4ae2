//! Runs tc39/test262, from the checkout that the environment variable `TEST262` names: the tests of the language and its
//! builtins, sloppy and strict, each in an engine of its own. Without the variable nothing runs.
//!
//! ```sh
//! TEST262=../test262 cargo test --release --test test262 -- --quiet
//! TEST262=../test262 cargo test --test test262 -- built-ins/Map
//! ```
//!
//! `test262/expectations.txt` says what is known to fail; what differs from it, to the better or to the worse, fails the
//! run. `TEST262_EXPECTATIONS=rewrite` runs everything and rewrites the file; `TEST262_REPORT=file` writes a line for
//! each test: `P`, `F` or `S` (the host lacks something), the path, the reason.

#[path = "test262/corpus.rs"]
mod corpus;
#[path = "test262/expectations.rs"]
mod expectations;
#[path = "test262/own.rs"]
mod own;
#[path = "test262/run.rs"]
mod run;

use std::{
    env, fs,
    path::Path,
    process::ExitCode,
    sync::{Arc, Mutex, PoisonError},
};

use corpus::{Corpus, Test};
use expectations::Expectations;
use libtest_mimic::{Arguments, Trial};
use run::{Runner, Verdict};

/// Where the expectations are.
const EXPECTATIONS: &str = "tests/test262/expectations.txt";

/// What came of the tests that ran.
type Verdicts = Mutex<Vec<(Arc<Test>, Verdict)>>;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let Some(folder) = env::var_os("TEST262") else {
        println!("TEST262 does not name a checkout of tc39/test262: nothing to run");
        return libtest_mimic::run(&arguments, Vec::new()).exit_code();
    };
    match run_all(&arguments, Path::new(&folder)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run_all(arguments: &Arguments, folder: &Path) -> Result<ExitCode, String> {
    let expectations = fs::read_to_string(EXPECTATIONS).map_err(|error| format!("{EXPECTATIONS}: {error}"))?;
    let expectations = Arc::new(Expectations::read(&expectations)?);
    let rewrites = env::var("TEST262_EXPECTATIONS").is_ok_and(|wish| wish == "rewrite");
    let corpus = Corpus::open(folder)?;
    let tests = corpus.tests();
    let runner = Arc::new(Runner::new(corpus)?);
    let verdicts = Arc::new(Verdicts::default());
    let mut trials = own::own_tests();
    for test in &tests {
        let misses = runner.misses(test).is_some();
        let (test, runner, verdicts) = (Arc::clone(test), Arc::clone(&runner), Arc::clone(&verdicts));
        let expectations = Arc::clone(&expectations);
        let trial = Trial::test(test.path.clone(), move || {
            let verdict = runner.run(&test);
            let is_excused = rewrites && !matches!(verdict, Verdict::Broken(_));
            let checked = if is_excused { Ok(()) } else { expectations.check(&test, &verdict) };
            verdicts.lock().unwrap_or_else(PoisonError::into_inner).push((test, verdict));
            checked.map_err(Into::into)
        });
        trials.push(trial.with_ignored_flag(misses));
    }
    run::silence_panics();
    let conclusion = libtest_mimic::run(arguments, trials);
    let mut verdicts = verdicts.lock().unwrap_or_else(PoisonError::into_inner);
    verdicts.sort_by(|(x, _), (y, _)| x.path.cmp(&y.path));
    report(&runner, &tests, &verdicts)?;
    let is_whole = conclusion.num_filtered_out == 0 && conclusion.num_passed + conclusion.num_failed > 0;
    let mut holds = !conclusion.has_failed();
    if is_whole {
        let after = expectations.after(verdicts.iter().map(|(test, verdict)| (&**test, verdict)));
        if rewrites {
            fs::write(EXPECTATIONS, after.show()).map_err(|error| format!("{EXPECTATIONS}: {error}"))?;
        } else {
            let differences = expectations.differences(&after);
            differences.iter().for_each(|difference| println!("expectations: {difference}"));
            holds &= differences.is_empty();
        }
    } else if rewrites {
        return Err(String::from("rewriting the expectations takes a run of all tests"));
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says how many passed, and writes the list that `TEST262_REPORT` asks for.
fn report(runner: &Runner, tests: &[Arc<Test>], verdicts: &[(Arc<Test>, Verdict)]) -> Result<(), String> {
    let passed = verdicts.iter().filter(|(_, verdict)| *verdict == Verdict::Passed).count();
    println!("test262: {passed} of {} tests passed", verdicts.len());
    let Some(path) = env::var_os("TEST262_REPORT") else { return Ok(()) };
    let mut lines = Vec::new();
    for (test, verdict) in verdicts {
        lines.push(match verdict {
            Verdict::Passed => format!("P {}", test.path),
            Verdict::Failed(reason) | Verdict::Broken(reason) => {
                format!("F {} {}", test.path, reason.replace(['\n', '\r'], " "))
            }
            Verdict::Skipped(missing) => format!("S {} {missing}", test.path),
        });
    }
    let ran: std::collections::HashSet<&str> = verdicts.iter().map(|(test, _)| test.path.as_str()).collect();
    let left_out = tests.iter().filter(|test| !ran.contains(test.path.as_str()));
    lines.extend(left_out.filter_map(|test| Some(format!("S {} {}", test.path, runner.misses(test)?))));
    lines.sort_by(|x, y| x[2..].cmp(&y[2..]));
    fs::write(&path, lines.join("\n") + "\n").map_err(|error| format!("{}: {error}", Path::new(&path).display()))
}
