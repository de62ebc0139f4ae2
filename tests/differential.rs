//! Programs from a generator, run here and in node 20: they print the same.
//!
//! `program` makes a program of a seed from the grammar in `differential/grammar`; `prelude.js` gives it ways to print
//! that do not depend on the engine, and an end to its work. A difference is shown with its seed and the smallest program
//! that has it. `explained` lists the differences that node's age or faults explain, `coverage` counts what is reached.
//!
//! `TENURE_DIFFERENTIAL_PROGRAMS=100000` runs so many, `TENURE_DIFFERENTIAL_SEED` sets the first seed. Without a node of
//! version 20 there is nothing to compare with: the test says so, and fails only if programs were asked for.

#[path = "differential/coverage.rs"]
#[cfg(debug_assertions)]
mod coverage;
#[path = "../src/regexp/dice.rs"]
mod dice;
#[path = "differential/engines.rs"]
mod engines;
#[path = "differential/explained.rs"]
mod explained;
#[path = "differential/program.rs"]
mod program;

use dice::{Grammar, from_environment};
use engines::{Batch, Lines};
use program::Program;
use std::collections::BTreeMap;

/// Programs of a usual run, and programs that node gets at once.
const PROGRAMS: u64 = 300;
const BATCH: u64 = 100;
/// Differences after which the test gives up.
const ENOUGH: usize = 20;

/// The first lines that differ, if they are not explained.
fn difference(
    program: &str,
    node: &Lines,
    here: &Lines,
    explanations: &mut BTreeMap<&'static str, usize>,
) -> Option<String> {
    if node.first().is_some_and(|line| line == engines::ENDLESS) {
        let is_endless = here.last().is_some_and(|line| line == engines::TIMEOUT);
        return (!is_endless).then(|| format!("node does not come to an end\ntenure: {here:?}"));
    }
    let line = |lines: &Lines, index: usize| lines.get(index).cloned().unwrap_or_else(|| "(nothing)".to_owned());
    let (mut index, mut own) = (0, 0);
    while index < node.len() || own < here.len() {
        let (there, ours) = (line(node, index), line(here, own));
        if there == ours && ours == engines::TIMEOUT {
            // Node goes on with what waits.
            return None;
        }
        own += 1;
        if there != ours {
            if let Some(why) = explained::explanation(program, &there, &ours) {
                *explanations.entry(why).or_default() += 1;
            } else if let Some(why) = explained::addition(program, &there, &ours, &line(here, own)) {
                *explanations.entry(why).or_default() += 1;
                continue;
            } else {
                return Some(format!("node:   {there}\ntenure: {ours}"));
            }
        }
        index += 1;
    }
    None
}

fn run_here(program: &str) -> Lines {
    engines::run(program, |_| Ok(()), |_, ()| Ok(()))
}

/// The smallest program that still differs, and how.
fn shrink(mut program: Program, mut differs: String) -> (Program, String) {
    loop {
        let smaller = program.smaller();
        let texts: Vec<String> = smaller.iter().map(Program::text).collect();
        let outputs = Batch::start(&engines::prelude(), &texts).finish();
        let tried = smaller.into_iter().zip(&texts).zip(&outputs);
        let mut tried = tried.filter(|(_, node)| node.first().is_none_or(|line| line != engines::ENDLESS));
        let found = tried.find_map(|((program, text), node)| {
            Some((program, difference(text, node, &run_here(text), &mut BTreeMap::new())?))
        });
        let Some(found) = found else { return (program, differs) };
        (program, differs) = found;
    }
}

#[test]
fn programs_print_what_they_print_in_node() {
    let wanted = from_environment("TENURE_DIFFERENTIAL_PROGRAMS");
    let first = from_environment("TENURE_DIFFERENTIAL_SEED").unwrap_or(1);
    let last = first + wanted.unwrap_or(PROGRAMS);
    let has_node = engines::has_node();
    if !has_node {
        assert!(wanted.is_none(), "there is no node of version 20");
        eprintln!("there is no node of version 20: nothing is compared");
    }
    let grammar = program::grammar();
    #[cfg(debug_assertions)]
    let mut coverage = coverage::Coverage::default();
    let (mut differences, mut explanations, mut broken) = (Vec::new(), BTreeMap::new(), 0);
    for start in (first..last).step_by(BATCH as usize) {
        let seeds: Vec<u64> = (start..last.min(start + BATCH)).collect();
        let programs: Vec<Program> = seeds.iter().map(|&seed| Program::new(seed, &grammar)).collect();
        let texts: Vec<String> = programs.iter().map(Program::text).collect();
        let batch = has_node.then(|| Batch::start(&engines::prelude(), &texts));
        let mut here = Vec::new();
        for (&seed, text) in seeds.iter().zip(&texts) {
            #[cfg(debug_assertions)]
            if seed < first + PROGRAMS {
                here.push(coverage.run(text));
                continue;
            }
            let _ = seed;
            here.push(run_here(text));
        }
        broken += here.iter().filter(|lines| lines.last().is_some_and(|line| line == "ends with SyntaxError")).count();
        for (index, node) in batch.map(Batch::finish).into_iter().flatten().enumerate() {
            if let Some(differs) = difference(&texts[index], &node, &here[index], &mut explanations) {
                let (smallest, differs) = shrink(programs[index].clone(), differs);
                differences.push(format!("== seed {}\n{}\n{differs}\n", seeds[index], smallest.text()));
            }
        }
        if differences.len() >= ENOUGH {
            break;
        }
    }
    for (why, count) in &explanations {
        eprintln!("{count} differences: {why}");
    }
    let programs = last - first;
    eprintln!("{programs} programs, {broken} of them with an early error, {} differences", differences.len());
    assert!(differences.is_empty(), "{} differences\n{}", differences.len(), differences.join("\n"));
    assert!(programs < PROGRAMS || broken as u64 * 20 < programs, "{broken} of {programs} are no programs");
    #[cfg(debug_assertions)]
    if programs >= PROGRAMS {
        let (kinds, builtins) = (coverage.kinds(), coverage.builtins());
        eprintln!("kinds of nodes: {kinds}\nbuiltins: {builtins}");
        assert!(kinds.percent() >= 95.0, "kinds of nodes: {kinds}");
        assert!(builtins.percent() >= 95.0, "builtins: {builtins}");
        assert_eq!(coverage.stale_exceptions(), [""; 0]);
        if has_node {
            assert_eq!(coverage.unlike_node(), [""; 0]);
        }
    }
}

/// Grammars hold no production that is not there: every seed would find out some day.
#[test]
fn a_seed_always_makes_the_same_program() {
    let grammar: Grammar = program::grammar();
    for seed in 0..50 {
        assert_eq!(Program::new(seed, &grammar).text(), Program::new(seed, &grammar).text());
    }
}
