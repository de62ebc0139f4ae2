//! Counts the instructions of four small programs with `valgrind --tool=callgrind`, and holds them to budgets.
//!
//! Each program runs in two sizes; the difference, divided by the difference in work, is free of start-up. Counts do
//! not depend on the machine's load, so five per cent is a regression and not noise.
//!
//! `cargo bench --bench instructions` compares, `cargo bench --bench instructions -- --record` writes the baseline.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// A program in two sizes, and what it may cost.
struct Micro {
    name: &'static str,
    sizes: [u64; 2],
    /// Units of work for a size.
    units: fn(u64) -> u64,
    /// Instructions a unit.
    budget: f64,
}

const MICROS: [Micro; 4] = [
    Micro { name: "fib", sizes: [16, 21], units: calls_of_fib, budget: 190.0 },
    Micro { name: "loop", sizes: [20, 120], units: |size| size * 1000, budget: 300.0 },
    Micro { name: "properties", sizes: [20_000, 120_000], units: |size| size, budget: 300.0 },
    Micro { name: "allocation", sizes: [200_000, 600_000], units: |size| size, budget: 420.0 },
];

/// How much worse than the baseline is a regression.
const TOLERANCE: f64 = 1.05;

fn calls_of_fib(n: u64) -> u64 {
    if n < 2 { 1 } else { 1 + calls_of_fib(n - 1) + calls_of_fib(n - 2) }
}

fn main() -> ExitCode {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is missing: no instruction was counted, no budget was checked");
        return ExitCode::SUCCESS;
    }
    let results: Result<Vec<(&Micro, f64)>, String> = MICROS.iter().map(|micro| Ok((micro, measure(micro)?))).collect();
    match results {
        Ok(results) if std::env::args().any(|argument| argument == "--record") => record(&results),
        Ok(results) => judge(&results),
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches").join("instructions")
}

/// Instructions a unit.
fn measure(micro: &Micro) -> Result<f64, String> {
    let text = fs::read_to_string(folder().join(format!("{}.js", micro.name))).map_err(|error| error.to_string())?;
    let count = |size: u64| -> Result<u64, String> {
        let file = std::env::temp_dir().join(format!("tenure-{}-{}-{size}.js", std::process::id(), micro.name));
        fs::write(&file, text.replace("SIZE", &size.to_string())).map_err(|error| error.to_string())?;
        let counted = count_instructions(&file);
        // A file left behind does no harm.
        let _ = fs::remove_file(&file);
        counted.map_err(|error| format!("{}: {error}", micro.name))
    };
    let [small, large] = micro.sizes;
    let instructions = count(large)?.saturating_sub(count(small)?);
    let units = (micro.units)(large) - (micro.units)(small);
    Ok(instructions as f64 / units as f64)
}

fn count_instructions(file: &Path) -> Result<u64, String> {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", env!("CARGO_BIN_EXE_tenure"), "--predictable"]);
    let output = command.arg(file).output().map_err(|error| error.to_string())?;
    let report = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() || output.stdout.is_empty() {
        return Err(format!("the program failed or printed nothing\n{report}"));
    }
    let line = report.lines().find_map(|line| line.split_once("Collected :")).ok_or("no count in valgrind's report")?;
    line.1.trim().parse().map_err(|_| format!("no number in `{}`", line.1))
}

fn baseline() -> BTreeMap<String, f64> {
    let text = fs::read_to_string(folder().join("baseline.txt")).unwrap_or_default();
    let entry = |line: &str| {
        let (name, value) = line.split_once(' ')?;
        Some((name.to_owned(), value.trim().parse().ok()?))
    };
    text.lines().filter_map(entry).collect()
}

fn record(results: &[(&Micro, f64)]) -> ExitCode {
    let text: String = results.iter().map(|(micro, cost)| format!("{} {cost:.1}\n", micro.name)).collect();
    print!("{text}");
    match fs::write(folder().join("baseline.txt"), text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line a program, and the sums that the continuous integration counts.
fn judge(results: &[(&Micro, f64)]) -> ExitCode {
    let baseline = baseline();
    let mut failed = 0;
    for (micro, cost) in results {
        let known = baseline.get(micro.name).copied();
        let is_over = *cost > micro.budget;
        let is_worse = known.is_some_and(|known| *cost > known * TOLERANCE);
        failed += usize::from(is_over || is_worse);
        let verdict = match (is_over, is_worse) {
            (true, _) => "OVER BUDGET",
            (_, true) => "WORSE THAN THE BASELINE",
            _ => "ok",
        };
        let known = known.map_or("none".to_owned(), |known| format!("{known:.1}"));
        println!("{:12} {cost:8.1} instructions, budget {}, baseline {known}: {verdict}", micro.name, micro.budget);
    }
    println!("instructions: {} passed, {failed} failed", results.len() - failed);
    if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
