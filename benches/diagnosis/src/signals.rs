//! `kill -USR2` a hundred times, to a program that holds 50 MB and never leaves its loop.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use nix::{sys::signal, unistd::Pid};

/// What is signalled.
const PROGRAM: &str = include_str!("signals.js");

const SIGNALS: usize = 100;

/// A file that is not whole after so long is missing.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sends the signals and prints a row.
pub fn run(tenure: &str, folder: &Path) -> Result<(), String> {
    let text = |error: std::io::Error| error.to_string();
    let place = folder.join("signals");
    std::fs::create_dir_all(&place).map_err(text)?;
    std::fs::write(place.join("program.js"), PROGRAM).map_err(text)?;
    let program = std::fs::canonicalize(tenure).map_err(text)?;
    let mut command = Command::new(program);
    command.arg("program.js").current_dir(&place).stdout(Stdio::piped());
    let child = command.spawn().map_err(text)?;
    let ready = place.join("ready");
    while !std::fs::metadata(&ready).is_ok_and(|file| file.len() > 0) {
        std::thread::sleep(Duration::from_millis(5));
    }
    let used: f64 = std::fs::read_to_string(&ready).map_err(text)?.parse().map_err(|_| "no size")?;
    let mut times = Vec::new();
    let mut size = 0;
    for _ in 0..SIGNALS {
        let start = Instant::now();
        signal::kill(Pid::from_raw(child.id() as i32), signal::Signal::SIGUSR2).map_err(|error| error.to_string())?;
        if let Some(file) = wait(&place, start) {
            times.push(start.elapsed().as_secs_f64() * 1e3);
            size = std::fs::metadata(&file).map_err(text)?.len();
            std::fs::remove_file(&file).map_err(text)?;
        }
    }
    std::fs::write(place.join("end"), "").map_err(text)?;
    let output = child.wait_with_output().map_err(text)?;
    let turns = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len().saturating_sub(1) * share / 100).copied().unwrap_or(f64::NAN);
    println!("\n`kill -USR2` to a loop that never yields, {:.0} MB live:\n", used / 1e6);
    println!("| signals | files | MB each | p50, ms | p99 | max | then |\n|--:|--:|--:|--:|--:|--:|---|");
    println!(
        "| {SIGNALS} | {} | {:.0} | {:.0} | {:.0} | {:.0} | {turns} turns, {} |",
        times.len(),
        size as f64 / 1e6,
        at(50),
        at(99),
        at(100),
        output.status
    );
    Ok(())
}

/// The snapshot in a folder, once it is whole.
fn wait(place: &Path, start: Instant) -> Option<PathBuf> {
    while start.elapsed() < PATIENCE {
        let files = std::fs::read_dir(place).ok()?.flatten().map(|entry| entry.path());
        let mut snapshots = files.filter(|path| path.extension().is_some_and(|end| end == "heapsnapshot"));
        if let Some(file) = snapshots.next()
            && is_whole(&file)
        {
            return Some(file);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    None
}

/// Does the file end as a snapshot does?
fn is_whole(file: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    let read = || {
        let mut file = std::fs::File::open(file)?;
        file.seek(SeekFrom::End(-8))?;
        let mut end = String::new();
        file.read_to_string(&mut end).map(|_| end)
    };
    read().is_ok_and(|end| end.trim_end().ends_with("]}"))
}
