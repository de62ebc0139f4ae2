//! What a heap full of holes gives back to the system: in one collection, in ordinary running, and without compaction.

use std::{path::Path, process::Command};

use crate::{child::printed, figures::Figures, traced};

/// What is told of it.
const PROGRAM: &str = include_str!("fragmentation.js");

/// For so long the program may run on.
const SECONDS: &str = "30";

/// Runs the four ways and prints a table.
pub fn run(tenure: &str, folder: &Path) -> Result<(), String> {
    let path = folder.join("fragmentation.js");
    std::fs::write(&path, PROGRAM).map_err(|error| error.to_string())?;
    let file = path.to_str().ok_or("the name of a temporary file is no text")?;
    println!("\n200 MB of small objects, of which nine in ten are freed at random:\n");
    println!("| | rss before, MB | free, MB | rss after, MB | given back | after, s | longest pause, ms |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (name, how, flags) in [
        ("one `gc()`", "gc", &[][..]),
        ("running on", "run", &[]),
        ("one `gc()`, `--no-compact`", "gc", &["--no-compact"]),
        ("running on, `--no-compact`", "run", &["--no-compact"]),
    ] {
        println!("| {name} | {} |", row(tenure, flags, file, how)?);
    }
    Ok(())
}

fn row(tenure: &str, flags: &[&str], file: &str, how: &str) -> Result<String, String> {
    let mut command = Command::new(tenure);
    command.args(["--trace-gc", "--expose-gc", "--max-old-space-size=4000"]).args(flags).args([file, how, SECONDS]);
    let text = printed(&mut command)?;
    let (mut figures, mut numbers) = (Figures::default(), None);
    for line in text.lines().skip_while(|&line| line != "freed") {
        match line.strip_prefix("figures ") {
            Some(rest) => numbers = Some(rest.split(' ').map(str::to_owned).collect::<Vec<String>>()),
            None => traced::take(&mut figures, line),
        }
    }
    let Some([filled, free, after, share, seconds]) = numbers.as_deref() else {
        return Err(format!("{file} printed no figures"));
    };
    let longest = figures.scavenges.iter().chain(&figures.majors).copied().fold(0.0, f64::max);
    Ok(format!("{filled} | {free} | {after} | {share} % | {seconds} | {longest:.2}"))
}
