//! How long do collections stop a script? Runs the programs beside this in Tenure, and in Node as it is and as
//! `--jitless --single-threaded-gc`, and prints tables; see the README.

mod child;
mod figures;
mod fragmentation;
mod ours;
mod sizes;
mod traced;

use std::process::ExitCode;

use figures::Figures;

/// What the command line says.
struct Options {
    tenure: String,
    node: String,
    only: Vec<String>,
    rounds: usize,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, file] = words.as_slice()
        && flag == "--child"
    {
        return ours::child(file);
    }
    match read(&words).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn read(words: &[String]) -> Result<Options, String> {
    let mut options =
        Options { tenure: "../../target/release/tenure".into(), node: "node".into(), only: Vec::new(), rounds: 3 };
    for pair in words.chunks(2) {
        let [name, value] = pair else { return Err(format!("{} wants a value", pair[0])) };
        match name.as_str() {
            "--tenure" => options.tenure.clone_from(value),
            "--node" => options.node.clone_from(value),
            "--only" => options.only = value.split(',').map(str::to_owned).collect(),
            "--rounds" => options.rounds = value.parse().map_err(|_| "--rounds wants a number".to_owned())?,
            other => return Err(format!("no option {other}")),
        }
    }
    Ok(options)
}

/// The records of `steady.js` for so many megabytes.
const STEADY: [(usize, usize); 3] = [(1, 8000), (100, 700_000), (1000, 7_000_000)];

/// Names and texts; `steady.js` stands for one program of each size.
fn programs(only: &[String]) -> Result<Vec<(String, String)>, String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("programs");
    let mut programs = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(|error| error.to_string())? {
        let path = entry.map_err(|error| error.to_string())?.path();
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        match path.file_stem().and_then(|name| name.to_str()) {
            Some("steady") => programs.extend(
                STEADY.map(|(size, records)| (format!("steady_{size}"), format!("const RECORDS = {records};\n{text}"))),
            ),
            Some(name) => programs.push((name.to_owned(), text)),
            None => {}
        }
    }
    programs.retain(|(name, _)| is_chosen(only, name));
    programs.sort();
    Ok(programs)
}

/// Whether a program is to be run.
fn is_chosen(only: &[String], name: &str) -> bool {
    only.is_empty() || only.iter().any(|chosen| chosen == name)
}

fn run(options: &Options) -> Result<(), String> {
    let programs = programs(&options.only)?;
    let folder = std::env::temp_dir().join(format!("tenure-pauses-{}", std::process::id()));
    std::fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let mut result = if programs.is_empty() { Ok(()) } else { measure(options, &programs, &folder) };
    if result.is_ok() && is_chosen(&options.only, "fragmentation") {
        result = fragmentation::run(&options.tenure, &folder);
    }
    if result.is_ok() && is_chosen(&options.only, "sizes") {
        result = sizes::run(&options.tenure, &options.node, &folder);
    }
    // Left-over files do no harm.
    let _ = std::fs::remove_dir_all(&folder);
    result
}

fn measure(options: &Options, programs: &[(String, String)], folder: &std::path::Path) -> Result<(), String> {
    let node: [(&str, &[&str]); 2] =
        [("node", &[]), ("node --jitless --single-threaded-gc", &["--jitless", "--single-threaded-gc"])];
    let mut rows = Vec::new();
    let mut at_once = Vec::new();
    for (name, text) in programs {
        let path = folder.join(format!("{name}.js"));
        std::fs::write(&path, text).map_err(|error| error.to_string())?;
        let file = path.to_str().ok_or("the name of a temporary file is no text")?;
        eprint!("\r{name}                ");
        rows.push((name, "tenure", ours::measure(file, options.rounds)?));
        for (engine, flags) in node {
            let words = [flags, &["--trace-gc", "--max-old-space-size=4000"]].concat();
            rows.push((name, engine, traced::measure(&options.node, &words, file, options.rounds)?));
        }
        let steps = traced::measure(&options.tenure, &["--trace-gc"], file, options.rounds)?;
        let once = traced::measure(&options.tenure, &["--trace-gc", "--no-incremental-marking"], file, options.rounds)?;
        at_once.push((name, steps, once));
    }
    eprintln!("\r");
    println!(
        "| program | engine | CPU s | GC share | scavenges: p50 | p99 | max | majors: n | p50 | p99 | max | utilisation 20 ms | peak / live |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    rows.iter().for_each(|(name, engine, figures)| println!("| {name} | {engine} | {} |", figures.row()));
    println!("\nMarking in steps against marking at once, milliseconds by the trace:\n");
    println!(
        "| program | longest pause of a major: in steps | at once | ratio | collecting: in steps | at once | ratio |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (name, steps, once) in &at_once {
        println!("| {name} | {} |", comparison(steps, once));
    }
    Ok(())
}

fn comparison(steps: &Figures, once: &Figures) -> String {
    let longest = |figures: &Figures| figures.majors.iter().copied().fold(0.0, f64::max);
    let ratio = |left: f64, right: f64| if right > 0.0 { format!("{:.2}", left / right) } else { "–".to_owned() };
    format!(
        "{:.2} | {:.2} | {} | {:.0} | {:.0} | {}",
        longest(steps),
        longest(once),
        ratio(longest(steps), longest(once)),
        steps.collecting,
        once.collecting,
        ratio(steps.collecting, once.collecting)
    )
}
