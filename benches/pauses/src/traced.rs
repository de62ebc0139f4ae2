//! Engines that print V8's lines of `--trace-gc`: Node, and the command `tenure`.

use std::process::Command;

use crate::{
    child::{cpu_of_children, printed},
    figures::{Figures, best},
};

/// The best of several runs.
pub fn measure(engine: &str, flags: &[&str], file: &str, rounds: usize) -> Result<Figures, String> {
    let runs: Result<Vec<Figures>, String> = (0..rounds.max(1)).map(|_| once(engine, flags, file)).collect();
    best(runs?).ok_or_else(|| "no run".to_owned())
}

fn once(engine: &str, flags: &[&str], file: &str) -> Result<Figures, String> {
    let before = cpu_of_children()?;
    let text = printed(Command::new(engine).args(flags).arg(file))?;
    let mut figures = Figures { cpu: cpu_of_children()? - before, ..Figures::default() };
    text.lines().for_each(|line| take(&mut figures, line));
    Ok(figures)
}

/// Takes a line of a trace.
///
/// `[pid:isolate] 25 ms: Scavenge 3.1 (4.1) -> 2.6 (5.1) MB, 0.57 / 0.00 ms (+ 1.2 ms in 3 steps since start of marking,
/// biggest step 0.5 ms, …`
pub fn take(figures: &mut Figures, line: &str) {
    let Some((head, tail)) = line.split_once(" ms: ") else { return };
    let Some((sizes, times)) = tail.split_once(" MB, ") else { return };
    let number = |text: &str| text.trim().split([' ', '(', ')']).next().and_then(|word| word.parse::<f64>().ok());
    let end = head.rsplit([']', ' ']).next().and_then(number).unwrap_or(0.0);
    let Some(pause) = number(times) else { return };
    figures.collecting += pause;
    figures.pauses.push((end - pause, end));
    let total = |text: &str| text.rsplit_once('(').and_then(|(_, rest)| number(rest)).unwrap_or(0.0);
    let (before, after) = sizes.split_once(" -> ").unwrap_or((sizes, sizes));
    figures.peak = figures.peak.max(total(before)).max(total(after));
    if tail.starts_with("Scavenge") {
        return figures.scavenges.push(pause);
    }
    figures.majors.push(pause);
    figures.live = figures.live.max(number(after).unwrap_or(0.0));
    if let Some((_, steps)) = times.split_once("(+ ") {
        figures.collecting += number(steps).unwrap_or(0.0);
        // Where the steps were is not said; the longest stands for all.
        figures.majors.extend(steps.split_once("biggest step ").and_then(|(_, rest)| number(rest)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_major_tells_its_pause_and_its_longest_step() {
        let mut figures = Figures::default();
        let line = "[1:0x5]     736 ms: Mark-Compact 170.1 (178.7) -> 33.5 (163.2) MB, 1.13 / 0.00 ms  (+ 28.8 ms in 133 \
                    steps since start of marking, biggest step 0.4 ms, walltime since start of marking 61 ms) (average mu \
                    = 0.8, current mu = 0.6) finalize incremental marking via stack guard; GC in old space requested";
        take(&mut figures, line);
        assert_eq!((figures.majors, figures.live, figures.peak), (vec![1.13, 0.4], 33.5, 178.7));
        assert_eq!((figures.collecting, figures.pauses), (1.13 + 28.8, vec![(736.0 - 1.13, 736.0)]));
    }
}
