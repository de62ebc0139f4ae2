//! Texts that nobody would write: parsing and scope analysis answer, the same each time, and with places in the text.
//!
//! A text is grown from a small grammar, or spliced from the tokens of the programs in `tests/scripts`, or such a
//! program with changes; each is taken for a script, for the argument of `eval` and for a module.
//! `TENURE_FUZZ_INPUTS` sets how many texts are tried, `TENURE_FUZZ_SEED` the first of their seeds. A fault names its
//! seed, so that `TENURE_FUZZ_INPUTS=1 TENURE_FUZZ_SEED=n` shows it alone.

mod grammar;

use super::*;
use crate::regexp::{Dice, Grammar, from_environment};
use crate::source::{Diagnostic, SourceText};
use crate::syntax::{Goal, ParseOptions, TokenSpan, dump_ast, parse, token_spans};
use grammar::PROGRAMS;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// The most tokens that are spliced at once.
const LONGEST_STRETCH: usize = 24;
/// Tokens and characters that change what stands around them.
const DISTURBANCES: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "`",
    "${",
    "'",
    "\"",
    "/",
    "/=",
    "*",
    "=>",
    "=",
    "...",
    "?.",
    "??",
    ",",
    ";",
    ":",
    "\n",
    "\u{2028}",
    "#",
    "#a",
    "@",
    "\\",
    "\\u",
    "<!--",
    "-->",
    "/*",
    "*/",
    "//",
    "async",
    "await",
    "yield",
    "let",
    "static",
    "get",
    "of",
    "in",
    "new",
    "super",
    "import",
    "export",
    "class",
    "function",
    "extends",
    "return",
    "arguments",
    "eval",
    "with",
    "'use strict'",
    "0",
    "1n",
    "08",
    "é",
    "😀",
    "\u{feff}",
    "\u{0}",
    "using",
    "delete",
    "break",
    "continue",
    "default",
    "case",
    "switch",
    "catch",
    "finally",
    "this",
];

/// A program whose tokens are known.
struct Sample {
    text: String,
    tokens: Vec<TokenSpan>,
}

fn samples() -> Vec<Sample> {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")];
    let mut paths = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "js" || extension == "mjs") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let read = |path| std::fs::read_to_string(path).ok();
    let texts = paths.into_iter().filter_map(read).filter(|text| text.len() < 6000);
    texts.map(|text| Sample { tokens: token_spans(&text), text }).filter(|sample| !sample.tokens.is_empty()).collect()
}

/// A stretch of tokens of some sample.
fn stretch<'s>(dice: &mut Dice, samples: &'s [Sample]) -> &'s str {
    let sample = dice.pick(samples);
    let first = dice.below(sample.tokens.len());
    let last = (first + dice.below(LONGEST_STRETCH)).min(sample.tokens.len() - 1);
    &sample.text[sample.tokens[first].1.start..sample.tokens[last].1.end]
}

/// The text with some of its tokens left out, doubled, exchanged, or others put between.
fn disturb(dice: &mut Dice, samples: &[Sample], text: &str) -> String {
    let mut pieces: Vec<String> = Vec::new();
    let mut end = 0;
    for (_, range) in token_spans(text) {
        pieces.push(text[end..range.end].to_owned());
        end = range.end;
    }
    pieces.push(text[end..].to_owned());
    for _ in 0..1 + dice.below(4) {
        let at = dice.below(pieces.len());
        match dice.below(8) {
            0 => pieces[at].clear(),
            1 => pieces.insert(at, pieces[at].clone()),
            2 => {
                let other = dice.below(pieces.len());
                pieces.swap(at, other);
            }
            3 => pieces[at] = dice.pick(DISTURBANCES).to_string(),
            4 => pieces.insert(at, stretch(dice, samples).to_owned()),
            5 if dice.one_in(4) => pieces.truncate(at + 1),
            _ => pieces.insert(at, format!(" {}", dice.pick(DISTURBANCES))),
        }
    }
    pieces.concat()
}

/// The text of a seed.
fn text(dice: &mut Dice, grammar: &Grammar, samples: &[Sample]) -> String {
    let text = match dice.below(32) {
        0 => {
            let sample = dice.pick(samples);
            return disturb(dice, samples, &sample.text);
        }
        1..=8 => {
            let stretches = 1 + dice.below(3);
            (0..stretches)
                .map(|_| stretch(dice, samples))
                .collect::<Vec<_>>()
                .join(*dice.pick::<&str>(&[" ", "\n", ";"]))
        }
        9..=10 => (0..1 + dice.below(12)).map(|_| *dice.pick(DISTURBANCES)).collect::<Vec<_>>().join(" "),
        _ => {
            let depth = 1 + dice.below(4);
            dice.grow(grammar, "@P", depth, 120)
        }
    };
    if dice.one_in(5) { disturb(dice, samples, &text) } else { text }
}

/// Parses and analyses; checks what the tree or the diagnostic says of the text.
fn look(source: &SourceText, goal: Goal, is_thorough: bool) -> Result<(), Diagnostic> {
    let front = || {
        let mut script = parse(source, ParseOptions { goal, ..ParseOptions::default() })?;
        let scopes = analyse(&mut script, &AnalysisOptions::default())?;
        Ok((script, scopes))
    };
    let found: Result<_, Diagnostic> = front();
    if is_thorough {
        match (&found, front()) {
            (Ok((script, scopes)), Ok((again, scopes_again))) => {
                assert!(dump_ast(script) == dump_ast(&again), "another tree");
                let dump = dump_scopes(script, scopes);
                assert!(dump == dump_scopes(&again, &scopes_again), "other scopes");
            }
            (Err(error), Err(again)) => assert_eq!((&error.message, error.span), (&again.message, again.span)),
            _ => panic!("right or wrong, not both"),
        }
    }
    let (script, _) = found.inspect_err(|error| {
        let (start, end) = (error.span.start as usize, error.span.end as usize);
        let length = source.text().len();
        assert!(start <= end && start <= length + 1 && !error.message.is_empty(), "{start}..{end} of {length}");
        let _ = crate::source::excerpt(source, error.span);
    })?;
    let within = |span: crate::source::Span| source.text().get(span.start as usize..span.end as usize).is_some();
    assert!(script.functions.iter().all(|function| within(function.span)), "a function is not in the text");
    Ok(())
}

/// Tries one text; of how many goals it is a program.
fn try_one(seed: u64, grammar: &Grammar, samples: &[Sample]) -> u64 {
    let dice = &mut Dice::new(seed);
    let text = text(dice, grammar, samples);
    let source = if dice.one_in(16) {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        let at = dice.below(units.len() + 1);
        units.insert(at, *dice.pick(&[0xd800, 0xdfff]));
        SourceText::from_utf16("fuzz", units)
    } else {
        SourceText::new("fuzz", text)
    };
    let is_thorough = dice.one_in(16);
    let sloppy = if dice.one_in(4) { Goal::Eval } else { Goal::Script };
    [sloppy, Goal::Module].into_iter().filter(|&goal| look(&source, goal, is_thorough).is_ok()).count() as u64
}

#[test]
fn no_text_panics_and_all_are_understood_the_same_way_twice() {
    let inputs = from_environment("TENURE_FUZZ_INPUTS").unwrap_or(20_000);
    let first = from_environment("TENURE_FUZZ_SEED").unwrap_or(0);
    let (grammar, samples) = (Grammar::of(PROGRAMS), samples());
    let (mut programs, mut faults) = (0, Vec::new());
    for seed in first..first + inputs {
        match catch_unwind(AssertUnwindSafe(|| try_one(seed, &grammar, &samples))) {
            Ok(count) => programs += count,
            Err(_) => {
                faults.push(format!("TENURE_FUZZ_SEED={seed}: {:?}", text(&mut Dice::new(seed), &grammar, &samples)))
            }
        }
        if faults.len() == 20 {
            break;
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
    assert!(inputs < 100 || programs * 6 > inputs, "{programs} programs of {inputs} texts");
}
