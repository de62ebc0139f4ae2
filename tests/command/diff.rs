//! `tenure diff`: planted differences are found, exactly; bad files and words are refused with a sentence.

use crate::run::{File, Outcome, command, outcome, tenure};
use std::path::PathBuf;

const PLANTED: &str = "
'use strict';
const { writeHeapSnapshot } = require('v8');
class Leaky { constructor(i) { this.pair = [i, i + 1]; } }
class Calm { constructor(i) { this.i = i; } }
globalThis.registry = new Map();
globalThis.calm = new Calm(0);
const keep = (from, to) => { for (let i = from; i < to; i++) registry.set(i, new Leaky(i)); };
function outer(i) { const captured = new Calm(i); return () => captured; }
globalThis.handlers = [outer(0)];
keep(0, 500);
const keys = [];
globalThis.metadata = new WeakMap();
writeHeapSnapshot('first.heapsnapshot');
keep(1000, 1777);
for (let i = 0; i < 123; i++) registry.delete(i);
for (let i = 0; i < 50; i++) handlers.push(outer(i));
for (let i = 0; i < 1000; i++) metadata.set({}, new Leaky(i));
writeHeapSnapshot('second.heapsnapshot');
";

/// The snapshots of a program, in a folder that goes with the file.
fn snapshots(source: &str) -> (File, [String; 2]) {
    let file = File::new("planted.js", source);
    let mut command = command();
    command.current_dir(file.folder()).arg("planted.js");
    let run = outcome(command, b"");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let path = |name: &str| file.folder().join(name).display().to_string();
    let paths = [path("first.heapsnapshot"), path("second.heapsnapshot")];
    (file, paths)
}

fn diff(words: &[&str]) -> Outcome {
    let mut all = vec!["diff"];
    all.extend(words);
    tenure(&all)
}

#[test]
fn planted_differences_are_found_exactly() {
    let (_file, [first, second]) = snapshots(PLANTED);
    let json = diff(&[&first, &second, "--json"]);
    assert_eq!((json.code, json.stderr.as_str()), (Some(0), ""));
    for part in [
        // 777 came and 123 went; what only a WeakMap has went with its keys.
        r#""name":"Leaky","bytes":20928,"objects":654,"new":{"objects":777,"bytes":24864},"gone":{"objects":123,"#,
        r#""name":"Calm","bytes":1600,"objects":50,"new":{"objects":50,"bytes":1600},"gone":{"objects":0,"bytes":0},"count":52"#,
        r#"{"class":"Leaky","objects":777,"#,
        r#""path":[{"edge":"","node":"global","repeats":false},{"edge":".registry","node":"Map","repeats":false},{"edge":"entry","node":"Leaky","repeats":false}]"#,
        r#""objects":50,"bytes":"#,
        r#"{"edge":".handlers","node":"Array","repeats":false},{"edge":"[]","node":"anonymous function","repeats":false}]"#,
    ] {
        assert!(json.stdout.contains(part), "{part} is not in {}", json.stdout);
    }
    let text = diff(&[&first, &second]);
    assert_eq!((text.code, text.stderr.as_str()), (Some(0), ""));
    assert!(text.stdout.contains("global → .registry: Map → entry: Leaky"), "{}", text.stdout);
    assert!(text.stdout.lines().count() <= 24, "{}", text.stdout);
    let leaky = text.stdout.lines().find(|line| line.ends_with("  Leaky")).unwrap_or_default();
    assert_eq!(leaky.split_whitespace().collect::<Vec<_>>(), ["+20", "kB", "+654", "777", "123", "Leaky"]);
}

#[test]
fn a_snapshot_does_not_differ_from_itself() {
    let (_file, [first, _]) = snapshots(PLANTED);
    let run = diff(&[&first, &first]);
    assert_eq!(run.code, Some(0));
    assert!(run.stdout.ends_with("\nNothing grew.\n"), "{}", run.stdout);
}

#[test]
fn snapshots_of_two_programs_are_not_compared() {
    let (_file, [first, _]) = snapshots(PLANTED);
    let other = "globalThis.a = Array.from({ length: 9000 }, (_, i) => [{ i }]);";
    let write = "['first', 'second'].forEach((name) => require('v8').writeHeapSnapshot(`${name}.heapsnapshot`));";
    let (_other, [_, second]) = snapshots(&format!("{other}{write}"));
    let run = diff(&[&first, &second]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("tenure: the snapshots are not of one run of a program: "), "{}", run.stderr);
}

#[test]
fn bad_files_are_refused_with_a_sentence() {
    let (file, [first, second]) = snapshots(PLANTED);
    let whole = std::fs::read(&second).unwrap();
    let bad = |name: &str, bytes: &[u8]| -> String {
        let path: PathBuf = file.folder().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let cut = bad("cut.heapsnapshot", &whole[..whole.len() / 2]);
    let text = bad("text.heapsnapshot", b"no snapshot");
    let empty = bad("empty.heapsnapshot", b"");
    let bytes = bad("bytes.heapsnapshot", &[0xff; 4096]);
    let deep = bad("deep.heapsnapshot", format!("{{\"x\":{}", "[".repeat(1 << 21)).as_bytes());
    let folder = file.folder().display().to_string();
    for path in [&cut, &text, &empty, &bytes, &deep, &folder, "missing.heapsnapshot"] {
        for words in [[path, first.as_str()], [first.as_str(), path]] {
            let run = diff(&words);
            assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{path}: {}", run.stderr);
            assert!(run.stderr.starts_with(&format!("tenure: {path}: ")), "{}", run.stderr);
            assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
        }
    }
}

#[test]
fn wrong_words_are_answered_with_how_it_is_used() {
    for words in [&[][..], &["one"], &["one", "two", "three"], &["one", "two", "--text"]] {
        let run = diff(words);
        assert_eq!((run.code, run.stdout.as_str()), (Some(9), ""), "{words:?}");
        assert!(run.stderr.contains("usage: tenure diff FIRST.heapsnapshot SECOND.heapsnapshot [--json]"));
    }
    assert_eq!(diff(&["--help"]).code, Some(0));
}
