//! The results as Markdown.

use std::collections::BTreeMap;

use super::{
    Results, Trial,
    growth::{Fills, GROWTHS, Growth, Where},
    verdict::Verdict,
};

/// The worst verdict by way to grow and engine; how often each verdict was given; and what else there is to say.
pub fn markdown(results: &Results) -> String {
    let mut text = String::from("| growth | of |");
    text.push_str(&heads(results));
    text.push_str(&format!("|---|---|{}\n", "---|".repeat(results.engines.len())));
    for growth in GROWTHS.iter().filter(|growth| results.trials.iter().any(|trial| trial.growth.name == growth.name)) {
        text.push_str(&format!("| {} | {} |", growth.name, kind(growth)));
        for engine in &results.engines {
            let trials = results.trials.iter().filter(|trial| trial.growth.name == growth.name);
            let trials: Vec<&Trial> = trials.filter(|trial| trial.engine == *engine).collect();
            text.push_str(&format!(" {} |", worst(&trials)));
        }
        text.push('\n');
    }
    text.push('\n');
    text.push_str(&counts(results));
    text.push_str(&deaths(results));
    for note in &results.notes {
        text.push_str(&format!("* {note}\n"));
    }
    text
}

fn heads(results: &Results) -> String {
    let mut text: String = results.engines.iter().map(|engine| format!(" {engine} |")).collect();
    text.push('\n');
    text
}

/// What a way to grow fills.
fn kind(growth: &Growth) -> &'static str {
    match (growth.fills, growth.runs) {
        (Fills::External, _) => "external bytes",
        (Fills::Heap, Where::Command) => "host, registry",
        (Fills::Heap, Where::Everywhere) => "heap",
    }
}

/// The worst verdict, with its sizes where others are better.
fn worst(trials: &[&Trial]) -> String {
    let Some(worst) = trials.iter().map(|trial| trial.verdict).max() else { return "–".to_owned() };
    let sizes = trials.iter().filter(|trial| trial.verdict == worst).map(|trial| trial.megabytes.to_string());
    let sizes: Vec<String> = sizes.collect();
    if sizes.len() == trials.len() {
        return worst.text().to_owned();
    }
    format!("{} ({})", worst.text(), sizes.join(", "))
}

/// Trials by verdict and engine.
fn counts(results: &Results) -> String {
    let mut text = format!("| trials |{}|---|{}\n", heads(results), "--:|".repeat(results.engines.len()));
    for verdict in Verdict::ALL {
        text.push_str(&format!("| {} |", verdict.text()));
        for engine in &results.engines {
            let trials = results.trials.iter().filter(|trial| trial.engine == *engine && trial.verdict == verdict);
            text.push_str(&format!(" {} |", trials.count()));
        }
        text.push('\n');
    }
    text.push('\n');
    text
}

/// How the processes died, by engine.
fn deaths(results: &Results) -> String {
    let mut counts = BTreeMap::new();
    for trial in &results.trials {
        if let Some(death) = &trial.death {
            *counts.entry((&trial.engine, death)).or_insert(0) += 1;
        }
    }
    counts.iter().map(|((engine, death), count)| format!("* {engine} died {count} times by {death}\n")).collect()
}
