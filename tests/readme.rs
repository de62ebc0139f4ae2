//! README says what is: its programs print what it shows, its code is the example's, its flags exist.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

fn readme() -> String {
    fs::read_to_string("README.md").expect("README.md")
}

/// The contents of the fenced blocks of a language, in order.
fn blocks(language: &str) -> Vec<String> {
    let text = readme();
    let mut blocks = Vec::new();
    let mut rest = text.as_str();
    let opening = format!("```{language}\n");
    while let Some((_, from_block)) = rest.split_once(opening.as_str()) {
        let (block, after) = from_block.split_once("```\n").expect("a closing fence");
        blocks.push(block.to_owned());
        rest = after;
    }
    blocks
}

/// Words alone: every figure becomes `#`, so that a measurement may differ.
fn without_figures(text: &str) -> Vec<String> {
    let word = |word: &str| {
        let is_figure = word.starts_with(|c: char| c.is_ascii_digit());
        if is_figure { "#".to_owned() } else { word.to_owned() }
    };
    text.lines().map(|line| line.split_whitespace().map(word).collect::<Vec<_>>().join(" ")).collect()
}

#[track_caller]
fn standard_output(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn tenure(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_tenure")).args(words).output().expect("the command runs")
}

#[test]
fn the_leak_grows_as_shown() {
    let printed = standard_output(&tenure(&["examples/leaks/closure.js"]));
    assert_eq!(without_figures(&printed), without_figures(&blocks("text")[0]), "{printed}");
    let last = printed.lines().last().expect("a line").split_whitespace().nth(2).expect("a figure");
    assert!((50.0..80.0).contains(&last.parse().expect("a number")), "{last} MB");
}

#[test]
fn repaired_programs_stay_flat_and_leaking_ones_meet_the_limit() {
    for name in ["closure", "global", "timer", "meteor"] {
        let path = format!("examples/leaks/{name}.js");
        let printed = standard_output(&tenure(&["--expose-gc", &path, "--repaired"]));
        let last = printed.lines().last().expect("a line").split_whitespace().nth(2).expect("a figure");
        assert!(last.parse::<f64>().expect("a number") < 2.0, "{name}: {last} MB");
        let ended = tenure(&["--max-old-space-size=16", &path, "--forever"]);
        let report = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(134), "{name}: {report}");
        assert!(report.contains("JavaScript heap out of memory"), "{name}: {report}");
    }
}

#[test]
fn the_embedding_example_is_the_one_shown_and_prints_what_is_shown() {
    assert_eq!(blocks("rust"), [fs::read_to_string("examples/embed.rs").expect("the example")]);
    // `cargo test` builds examples beside the command; `cargo test --test readme` does not.
    let folder = Path::new(env!("CARGO_BIN_EXE_tenure")).parent().expect("a folder");
    let example = folder.join("examples").join(format!("embed{}", std::env::consts::EXE_SUFFIX));
    if !example.exists() {
        let profile =
            folder.file_name().and_then(|name| name.to_str()).filter(|&name| name != "debug").unwrap_or("dev");
        let build = ["build", "--quiet", "--profile", profile, "--example", "embed"];
        let built = Command::new(env!("CARGO")).args(build).status();
        assert!(built.expect("cargo runs").success());
    }
    let output = Command::new(example).output().expect("the example runs");
    assert_eq!(standard_output(&output), blocks("text")[1]);
}

#[test]
fn every_flag_named_exists() {
    let help = standard_output(&tenure(&["--help"]));
    let own = ["--forever", "--repaired", "--seconds", "--help"];
    let text = readme();
    // Words of the command alone: cargo's own lines are left out.
    let lines = text.lines().filter(|line| !line.contains("cargo "));
    let mut count = 0;
    for word in lines.flat_map(|line| line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-')) {
        let is_flag = word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
        if !is_flag || own.contains(&word) {
            continue;
        }
        count += 1;
        let is_known = help.split_whitespace().any(|known| known.split('=').next() == Some(word));
        assert!(is_known, "{word} is not in --help");
    }
    assert!(count > 20, "only {count} flags were found");
}

#[test]
fn every_room_named_exists() {
    let rooms = fs::read_dir("src").expect("src").flatten().filter(|entry| entry.path().is_dir());
    for room in rooms {
        let name = room.file_name().to_string_lossy().into_owned();
        assert!(readme().contains(&format!("| `{name}` |")), "{name} is a room, but README does not say so");
    }
}
