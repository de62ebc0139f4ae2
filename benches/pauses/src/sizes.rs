//! What a collection of a large heap costs an object, all at once, and how long its steps stop a script.

use std::{path::Path, process::Command};

use crate::{child::printed, figures::Figures, traced};

/// What is told of it.
const PROGRAM: &str = include_str!("sizes.js");

/// Objects that live; the last are 1 GB.
const OBJECTS: [u32; 3] = [1_000_000, 16_000_000, 22_000_000];

/// So many collections of a full heap are measured.
const COLLECTIONS: &str = "4";

/// Runs all sizes in both engines and prints a table.
pub fn run(tenure: &str, node: &str, folder: &Path) -> Result<(), String> {
    let path = folder.join("sizes.js");
    std::fs::write(&path, PROGRAM).map_err(|error| error.to_string())?;
    let file = path.to_str().ok_or("the name of a temporary file is no text")?;
    println!("\nLarge heaps: CPU time of a `gc()`, and pauses of ordinary running, milliseconds:\n");
    println!(
        "| objects | engine | heap, MB | mark and sweep | ns an object | majors | longest pause of one | longest scavenge |"
    );
    println!("|--:|---|--:|--:|--:|--:|--:|--:|");
    for objects in OBJECTS {
        for (name, engine) in [("tenure", tenure), ("node", node)] {
            println!("| {objects} | {name} | {} |", row(engine, file, objects)?);
        }
    }
    Ok(())
}

fn row(engine: &str, file: &str, objects: u32) -> Result<String, String> {
    let mut command = Command::new(engine);
    command.args(["--trace-gc", "--expose-gc", "--max-old-space-size=6000"]);
    let text = printed(command.args([file, &objects.to_string(), COLLECTIONS]))?;
    let (mut figures, mut numbers, mut majors) = (Figures::default(), None, 0);
    for line in text.lines().skip_while(|&line| line != "full") {
        match line.strip_prefix("figures ").and_then(|rest| rest.split_once(' ')) {
            Some((used, time)) => numbers = Some((used.to_owned(), time.parse::<f64>().map_err(|e| e.to_string())?)),
            None => {
                majors += usize::from(line.contains(" ms: Mark-Compact"));
                traced::take(&mut figures, line);
            }
        }
    }
    let Some((used, time)) = numbers else { return Err(format!("{file} printed no figures")) };
    let longest = |pauses: &[f64]| pauses.iter().copied().reduce(f64::max);
    let show = |pauses: &[f64]| longest(pauses).map_or("–".to_owned(), |pause| format!("{pause:.2}"));
    Ok(format!(
        "{used} | {time:.0} | {:.0} | {majors} | {} | {}",
        time * 1e6 / f64::from(objects),
        show(&figures.majors),
        show(&figures.scavenges)
    ))
}
