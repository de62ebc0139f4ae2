//! The results as Markdown.

use crate::engines::Results;

/// CPU milliseconds by program and engine; how many times faster the first engine is than each other one; geometric
/// means; start-up; and whatever went wrong.
pub fn markdown(results: &Results) -> String {
    let Some((first, others)) = results.engines.split_first() else { return String::new() };
    let mut text = String::from("| program |");
    results.engines.iter().for_each(|engine| text.push_str(&format!(" {engine} ms |")));
    others.iter().for_each(|other| text.push_str(&format!(" {first} vs {other} |")));
    text.push_str(&format!("\n|---|{}\n", "--:|".repeat(results.engines.len() + others.len())));
    for program in &results.programs {
        text.push_str(&format!("| {program} |"));
        for engine in &results.engines {
            text.push_str(&cell(seconds(results, program, engine).map(|seconds| seconds * 1000.0), 0));
        }
        for other in others {
            text.push_str(&cell(ratio(results, program, first, other), 2));
        }
        text.push('\n');
    }
    text.push_str(&format!("| **geometric mean** |{}", " |".repeat(results.engines.len())));
    for other in others {
        let ratios = results.programs.iter().filter_map(|program| ratio(results, program, first, other));
        text.push_str(&cell(geometric_mean(ratios), 2));
    }
    text.push_str("\n| start-up |");
    for engine in &results.engines {
        text.push_str(&cell(results.startup.get(engine).map(|seconds| seconds * 1000.0), 0));
    }
    text.push_str(&format!("{}\n\n", " |".repeat(others.len())));
    text.push_str(&format!(
        "CPU time, user and system, least of {} round(s), start-up taken off. A ratio above 1: {first} is faster.\n",
        results.rounds
    ));
    for sentence in results.failures.iter().chain(&results.disagreements) {
        text.push_str(&format!("* {sentence}\n"));
    }
    text
}

fn seconds(results: &Results, program: &str, engine: &str) -> Option<f64> {
    results.seconds.get(&(program.to_owned(), engine.to_owned())).copied()
}

fn ratio(results: &Results, program: &str, first: &str, other: &str) -> Option<f64> {
    Some(seconds(results, program, other)? / seconds(results, program, first)?)
}

fn geometric_mean(ratios: impl Iterator<Item = f64>) -> Option<f64> {
    let logarithms: Vec<f64> = ratios.map(f64::ln).collect();
    (!logarithms.is_empty()).then(|| (logarithms.iter().sum::<f64>() / logarithms.len() as f64).exp())
}

fn cell(value: Option<f64>, digits: usize) -> String {
    value.map_or(" – |".to_owned(), |value| format!(" {value:.digits$} |"))
}
