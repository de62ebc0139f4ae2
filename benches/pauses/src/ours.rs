//! Tenure, as a library in a child process: pauses by the CPU clock of the thread, every step of marking and sweeping.

use std::{
    process::{Command, ExitCode},
    sync::{Arc, Mutex},
};

use nix::time::{ClockId, clock_gettime};
use tenure::{CollectionKind, CollectorEvent, Engine, Options};

use crate::child::printed;
use crate::figures::{Figures, best};

/// Milliseconds of CPU that this thread has used.
fn now() -> f64 {
    let time = clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("every thread has a CPU clock");
    time.tv_sec() as f64 * 1e3 + time.tv_nsec() as f64 / 1e6
}

#[derive(Default)]
struct Recorder {
    lines: String,
    began: f64,
    last: f64,
}

impl Recorder {
    fn take(&mut self, event: &CollectorEvent) {
        let now = now();
        match event {
            CollectorEvent::Started { .. } => self.began = now,
            CollectorEvent::Ended { collection, .. } => {
                let name = if collection.kind == CollectionKind::Scavenge { "scavenge" } else { "major" };
                let (before, after) = (collection.before.heap_total, collection.after.heap_total);
                let line =
                    format!("{name} {} {now} {} {}\n", self.began, before.max(after), collection.after.heap_used);
                self.lines.push_str(&line);
            }
            // A step was no longer than the CPU time since the last event.
            CollectorEvent::MarkingStep { took, .. } | CollectorEvent::SweepingStep { took, .. } => {
                let took = (took.as_secs_f64() * 1e3).min(now - self.last);
                self.lines.push_str(&format!("step {} {now} 0 0\n", now - took));
            }
            _ => {}
        }
        self.last = self::now();
    }
}

/// Runs a file and prints its pauses: kind, start, end, committed and used bytes.
pub fn child(file: &str) -> ExitCode {
    let run = || -> Result<(), String> {
        let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
        let options = Options { max_old_space: 4000 << 20, ..Options::default() };
        let mut engine = Engine::new(options).map_err(|error| error.to_string())?;
        let recorder = Arc::new(Mutex::new(Recorder::default()));
        let told = Arc::clone(&recorder);
        engine.watch_collector(move |event| told.lock().expect("one thread").take(event));
        let began = now();
        engine.eval(&text).map_err(|error| error.to_string())?;
        println!("cpu {began} {}", now());
        print!("{}", recorder.lock().expect("one thread").lines);
        Ok(())
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The best of several runs.
pub fn measure(file: &str, rounds: usize) -> Result<Figures, String> {
    let runs: Result<Vec<Figures>, String> = (0..rounds.max(1)).map(|_| once(file)).collect();
    best(runs?).ok_or_else(|| "no run".to_owned())
}

fn once(file: &str) -> Result<Figures, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let text = printed(Command::new(this).args(["--child", file]))?;
    let mut figures = Figures::default();
    let mut origin = 0.0;
    for line in text.lines() {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        let numbers: Vec<f64> = words.filter_map(|word| word.parse().ok()).collect();
        let [start, end, ..] = numbers[..] else { continue };
        let pause = end - start;
        match name {
            "cpu" => {
                (figures.cpu, origin) = (pause, start);
                continue;
            }
            "scavenge" => figures.scavenges.push(pause),
            _ => figures.majors.push(pause),
        }
        figures.collecting += pause;
        figures.pauses.push((start - origin, end - origin));
        if let [_, _, committed, used] = numbers[..] {
            figures.peak = figures.peak.max(committed / 1e6);
            if name == "major" {
                figures.live = figures.live.max(used / 1e6);
            }
        }
    }
    Ok(figures)
}
