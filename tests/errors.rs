//! Reports of errors, exit codes and what is printed on the way, against Node's: each program of `tests/errors` has what
//! `node` 20 made of it in `tests/errors/expected`.
//!
//! Compared byte for byte after these changes, made to both sides:
//! * the folder of the programs is called `/app`, the engine `ENGINE` (`Node.js v20…`, `Tenure v…`, `(node:1)`,
//!   `(Use \`node --trace-warnings …\`)`);
//! * frames in Node's own scripts (`node:internal/…`) are left out: Tenure's own code has no frames; so are the lines
//!   that count what a stack has in common with that of its cause;
//! * where Node shows a line of its own source above a report, nothing is shown; Tenure shows the line of the program
//!   that was running, and that is left out too.
//!
//! A program may begin with `// flags: …`. `TENURE_RECORD=1 cargo test --test errors` writes the expectations anew with
//! the `node` that is found in the path.

use std::path::{Path, PathBuf};
use std::process::Command;

/// What stands above a report in place of a line of the engine's own source.
const INTERNAL: &str = "(a line of the engine's source)\n";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors")
}

fn programs() -> Vec<String> {
    let files = std::fs::read_dir(folder()).expect("the folder");
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter_map(|name| name.strip_suffix(".js").map(str::to_owned)).collect();
    names.sort();
    names
}

/// Runs a program; exit code, standard output and standard error, made comparable.
fn run(engine: &Path, name: &str) -> String {
    let file = folder().join(format!("{name}.js"));
    let text = std::fs::read_to_string(&file).expect("the program");
    let flags = text.lines().next().and_then(|line| line.strip_prefix("// flags: ")).unwrap_or("");
    let mut command = Command::new(engine);
    for variable in ["TENURE_OPTIONS", "NODE_OPTIONS", "FORCE_COLOR"] {
        command.env_remove(variable);
    }
    command.env("NO_COLOR", "1").env("TZ", "UTC").env_remove("NODE_DISABLE_COLORS");
    let output = command.args(flags.split_whitespace()).arg(&file).output().expect("the engine runs");
    let code = output.status.code().map_or_else(|| "signal".to_owned(), |code| code.to_string());
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| comparable(&String::from_utf8_lossy(&bytes)));
    format!("exit code {code}\n--- stdout\n{stdout}--- stderr\n{stderr}")
}

/// The text with the changes that the head of this file tells of.
fn comparable(text: &str) -> String {
    let text = text.replace(folder().to_str().expect("UTF-8"), "/app");
    let mut lines: Vec<String> = Vec::new();
    let mut skipped = 0;
    for line in text.lines() {
        if skipped > 0 {
            skipped -= 1;
            continue;
        }
        let bare = line.trim_start();
        let is_own = bare.starts_with("at node:") || (bare.starts_with("at ") && line.contains("(node:"));
        if is_own || (bare.starts_with("... ") && line.contains(" lines matching cause stack trace ...")) {
            // What follows the last frame of an inner error stays.
            let rest = line.trim_end_matches([' ', '{', ',', ']']).len();
            if let Some(last) = lines.last_mut() {
                last.push_str(&line[rest..]);
            }
            continue;
        }
        if line.starts_with("node:") && !line.starts_with("node: ") {
            // Place, source and caret; the empty line below them stays.
            lines.push(INTERNAL.trim_end().to_owned());
            skipped = 2;
            continue;
        }
        lines.push(renamed(line));
    }
    let mut text = lines.join("\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// A line without the engine's name, version and process number.
fn renamed(line: &str) -> String {
    for prefix in ["Node.js v", "Tenure v"] {
        if line.starts_with(prefix) {
            return "ENGINE".to_owned();
        }
    }
    for prefix in ["(node:", "(tenure:"] {
        if let Some(rest) = line.strip_prefix(prefix)
            && let Some((_, rest)) = rest.split_once(')')
        {
            return format!("(ENGINE:1){rest}");
        }
    }
    for prefix in ["node: ", "tenure: "] {
        if let Some(rest) = line.strip_prefix(prefix) {
            return format!("ENGINE: {rest}");
        }
    }
    line.replace("(Use `node ", "(Use `ENGINE ").replace("(Use `tenure ", "(Use `ENGINE ")
}

/// `actual` without the program's line above the report, if `expected` has one of the engine's there.
fn without_excerpt(expected: &str, actual: &str) -> String {
    let Some(start) = expected.find(INTERNAL) else { return actual.to_owned() };
    let Some((before, after)) = actual.split_at_checked(start) else { return actual.to_owned() };
    if after.starts_with(INTERNAL) {
        return actual.to_owned();
    }
    if !after.starts_with("/app/") {
        let gap = if expected[start + INTERNAL.len()..].starts_with('\n') { "\n" } else { "" };
        return format!("{before}{INTERNAL}{gap}{after}");
    }
    let rest = after.splitn(4, '\n').nth(3).unwrap_or("");
    format!("{before}{INTERNAL}{rest}")
}

#[test]
fn reports_equal_nodes() {
    let expected_folder = folder().join("expected");
    if std::env::var_os("TENURE_RECORD").is_some() {
        std::fs::create_dir_all(&expected_folder).expect("a folder");
        for name in programs() {
            let path = expected_folder.join(format!("{name}.txt"));
            std::fs::write(path, run(Path::new("node"), &name)).expect("the expectation");
        }
        return;
    }
    let engine = Path::new(env!("CARGO_BIN_EXE_tenure"));
    let mut failures = Vec::new();
    let names = programs();
    assert!(names.len() >= 60, "only {} programs", names.len());
    for name in &names {
        let expected = std::fs::read_to_string(expected_folder.join(format!("{name}.txt"))).expect("an expectation");
        let actual = without_excerpt(&expected, &run(engine, name));
        if actual != expected {
            failures.push(format!("== {name}\n-- node\n{expected}\n-- tenure\n{actual}"));
        }
    }
    let count = failures.len();
    assert!(failures.is_empty(), "{count} of {} differ:\n{}", names.len(), failures.join("\n"));
}
