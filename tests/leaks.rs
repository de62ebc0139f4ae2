//! The detective, tried: programs that leak in every way they can, and programs that only look like it.
//!
//! Each program is a file in `tests/leaks/`; the tables say what must be said of it.

use std::path::Path;
use std::process::{Command, Output};

/// What must be said of a leak.
struct Verdict {
    file: &'static str,
    kind: &'static str,
    class: &'static str,
    /// The sort and the name of what holds it, and where that is declared: file (the program itself if it is empty), line.
    holder: (&'static str, &'static str, &'static str, u32),
}

const fn leak(
    file: &'static str,
    kind: &'static str,
    class: &'static str,
    sort: &'static str,
    name: &'static str,
    line: u32,
) -> Verdict {
    Verdict { file, kind, class, holder: (sort, name, "", line) }
}

/// Line 0: what has no declaration.
const LEAKING: &[Verdict] = &[
    leak("array", "unbounded-array", "Event", "module variable", "history", 4),
    leak("array_buffers_in_a_map", "buffer", "Uint8Array", "module variable", "images", 3),
    leak("bound_functions", "bound-function", "bound function", "module variable", "tasks", 4),
    leak("buffers", "buffer", "Buffer", "module variable", "chunks", 3),
    leak("closure_in_a_function", "unbounded-array", "Job", "variable", "done", 5),
    leak("closures", "closure-context", "handler()", "module variable", "handlers", 3),
    leak("forever_pending_race", "promise", "anonymous function", "module variable", "shutdown", 3),
    leak("forgotten_declaration", "global-variable", "Row", "global", "rows", 0),
    leak("global_variable", "global-variable", "Session", "global", "sessions", 0),
    leak("held_value", "finalizer", "Object", "module variable", "registry", 4),
    leak("in_one_turn", "unbounded-array", "Node", "module variable", "seen", 3),
    leak("in_one_turn_by_a_local", "unbounded-array", "Sample", "variable", "samples", 4),
    leak("intervals", "timer", "Timeout", "root", "the host's list of active timers", 0),
    leak("large_map", "unbounded-map", "Visit", "module variable", "visits", 5),
    leak("linked_list", "module-variable", "Undo", "module variable", "last", 4),
    leak("listeners", "listener", "anonymous function", "module variable", "bus", 4),
    leak("map", "unbounded-map", "User", "module variable", "users", 5),
    leak("numbers", "unbounded-array", "Array", "module variable", "latencies", 3),
    leak("numbers_in_a_map", "unbounded-map", "Map", "module variable", "lastSeen", 3),
    leak("object_cache", "object-cache", "Page", "module variable", "cache", 5),
    leak("promise_chain", "promise", "anonymous function", "module variable", "ready", 3),
    leak("promise_queue", "promise", "Promise", "root", "the host", 0),
    leak("set", "unbounded-set", "Socket", "module variable", "open", 4),
    leak("shared_context", "shared-context", "Object", "module variable", "thing", 3),
    leak("shared_context_of_handlers", "shared-context", "done()", "module variable", "callbacks", 3),
    leak("static_property", "unbounded-array", "Model", "static", "Model.all", 5),
    leak("timeouts_far_away", "timer", "Timeout", "root", "the host's list of active timers", 0),
    Verdict {
        file: "variable_of_another_module",
        kind: "unbounded-array",
        class: "Line",
        holder: ("module variable", "lines", "modules/log", 3),
    },
    leak("weak_map_of_users", "unbounded-array", "User", "module variable", "users", 5),
];

/// Where functions of timers and listeners stand: lines of the programs.
const MADE_AT: &[(&str, u32)] = &[("intervals", 5), ("timeouts_far_away", 5), ("listeners", 7)];

/// Variables that are kept by functions which do not use them: variable, line, the function that keeps it, the one that
/// uses it.
const UNUSED: &[(&str, &str, u32, &str, &str)] = &[
    ("shared_context", "original", 5, "method()", "unused()"),
    ("shared_context_of_handlers", "body", 5, "done()", "size()"),
];

fn folder(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/leaks").join(name)
}

fn tenure(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tenure"));
    command.env_remove("TENURE_OPTIONS").args(words).output().expect("the command runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The report on a program as JSON, and the exit code.
fn report(group: &str, file: &str) -> (String, Option<i32>) {
    let path = folder(group).join(format!("{file}.js"));
    let output = tenure(&["leaks", "--json", "--duration=60", &path.display().to_string()]);
    assert!(output.stderr.is_empty(), "{file}: {}", text(&output.stderr));
    (text(&output.stdout), output.status.code())
}

/// The file names in a folder, without extension, sorted.
fn files(group: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder(group)).unwrap().map(|entry| entry.unwrap().path());
    let scripts = entries.filter(|path| path.extension().is_some_and(|extension| extension == "js"));
    let mut names: Vec<String> = scripts.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn each_leak_gets_its_verdict_class_root_and_line() {
    let named: Vec<&str> = LEAKING.iter().map(|verdict| verdict.file).collect();
    assert_eq!(files("leaking"), named, "the table names all programs, in order");
    let mut wrong = Vec::new();
    for Verdict { file, kind, class, holder: (sort, name, script, line) } in LEAKING {
        let (json, code) = report("leaking", file);
        let script = if script.is_empty() { file } else { script };
        let mut parts = vec![
            format!(r#""kind":"{kind}","class":"{class}","#),
            format!(r#""holder":{{"sort":"{sort}","name":"{name}","#),
        ];
        if *line > 0 {
            let script = folder("leaking").join(format!("{script}.js")).display().to_string();
            parts.push(format!(r#""place":{{"script":"{script}","line":{line},"#));
        }
        let is_right = code == Some(1) && json.matches(r#""verdict":"#).count() == 1;
        if !is_right || !parts.iter().all(|part| json.contains(part)) {
            wrong.push(format!("{file}: code {code:?}, wanted {parts:?}, got {json}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), LEAKING.len(), wrong.join("\n"));
}

#[test]
fn timers_and_listeners_are_told_by_the_line_of_their_function() {
    for (file, line) in MADE_AT {
        let (json, _) = report("leaking", file);
        let script = folder("leaking").join(format!("{file}.js")).display().to_string();
        let part = format!(r#""created":{{"script":"{script}","line":{line},"#);
        assert!(json.contains(&part), "{part} is not in {json}");
    }
}

#[test]
fn a_shared_context_is_told_by_the_variable_that_its_keeper_does_not_use() {
    for (file, variable, line, keeper, user) in UNUSED {
        let (json, _) = report("leaking", file);
        for part in [
            format!(r#""unused":{{"variable":"{variable}","#),
            format!(r#""line":{line},"#),
            format!(r#""keptBy":"{keeper}","usedBy":"{user}""#),
        ] {
            assert!(json.contains(&part), "{part} is not in {json}");
        }
    }
}

#[test]
fn what_only_looks_like_a_leak_is_left_alone() {
    let files = files("quiet");
    assert!(files.len() >= 15, "{files:?}");
    let alarms: Vec<String> = files
        .iter()
        .map(|file| (file, report("quiet", file)))
        .filter(|(_, (json, code))| *code != Some(0) || !json.starts_with(r#"{"leaks":[],"rounds":"#))
        .map(|(file, (json, code))| format!("{file}: code {code:?}, {json}"))
        .collect();
    assert!(alarms.is_empty(), "{} false alarms:\n{}", alarms.len(), alarms.join("\n"));
}

#[test]
fn the_leaks_of_the_examples_are_found_and_their_repairs_are_quiet() {
    for (file, kind, holder) in [
        ("closure", "closure-context", "handlers"),
        ("global", "global-variable", "requests"),
        ("timer", "timer", "the host's list of active timers"),
        ("meteor", "shared-context", "thing"),
        ("circular", "unbounded-array", "pairs"),
    ] {
        let path =
            Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/leaks/{file}.js")).display().to_string();
        let output = tenure(&["leaks", "--json", &path]);
        let out = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{file}: {out}");
        for part in [format!(r#""kind":"{kind}""#), format!(r#""name":"{holder}""#)] {
            assert!(out.contains(&part), "{file}: {part} is not in {out}");
        }
        let repaired = tenure(&["leaks", "--json", &path, "--repaired"]);
        let out = text(&repaired.stdout);
        assert_eq!(repaired.status.code(), Some(0), "{file}: {out}");
        assert!(out.contains(r#"{"leaks":[],"#), "{file}: {out}");
    }
}

#[test]
fn quiet_programs_were_watched_long_enough_to_tell() {
    let (json, _) = report("quiet", "map_with_a_bound");
    let rounds = json.split_once(r#""rounds":"#).and_then(|(_, rest)| rest.split_once(','));
    let rounds: usize = rounds.and_then(|(rounds, _)| rounds.parse().ok()).unwrap_or(0);
    assert!(rounds >= 12, "{json}");
}

/// Runs a program that is given as text; standard output, standard error, exit code.
fn run(words: &[&str], name: &str, source: &str) -> (String, String, Option<i32>) {
    let folder = std::env::temp_dir().join(format!("tenure-leaks-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join("program.js");
    std::fs::write(&path, source).unwrap();
    let mut all = words.to_vec();
    let path = path.display().to_string();
    all.push(&path);
    let output = tenure(&all);
    let _ = std::fs::remove_dir_all(folder);
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

#[test]
fn a_server_is_watched_for_its_time_and_a_full_heap_ends_in_a_verdict() {
    let server =
        "const kept = []; setInterval(() => { for (let i = 0; i < 20; i++) kept.push({ i, list: [i] }); }, 1);";
    let (out, err, code) = run(&["leaks", "--duration=1"], "server", server);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    assert!(out.contains("`kept`, a variable of the module at ") && out.contains("program.js:1:7"), "{out}");
    let greedy = "const kept = []; for (let i = 0; ; i++) kept.push({ i, list: [i] });";
    let (out, err, code) = run(&["leaks", "--limit=64", "--duration=100"], "greedy", greedy);
    assert_eq!((code, err.as_str()), (Some(1), "tenure: the program ran out of memory\n"), "{out}");
    assert!(out.contains("array without bound") && out.contains("`kept`, a variable of the module at "), "{out}");
}

#[test]
fn a_program_that_cannot_be_run_is_no_quiet_one() {
    for source in ["syntax error", "throw new Error('broken')", "process.exit(3)"] {
        let (out, _, code) = run(&["leaks"], "broken", source);
        assert_eq!(code, Some(2), "{source}: {out}");
    }
    let missing = tenure(&["leaks", "missing-program.js"]);
    assert_eq!(missing.status.code(), Some(2), "{}", text(&missing.stdout));
    for words in
        [&["leaks"][..], &["leaks", "--duration"], &["leaks", "--duration=x", "a.js"], &["leaks", "--what", "a.js"]]
    {
        let refused = tenure(words);
        assert_eq!(refused.status.code(), Some(9), "{words:?}");
        assert!(text(&refused.stderr).contains("usage: tenure leaks "), "{}", text(&refused.stderr));
    }
}

#[test]
fn tests_assert_that_nothing_grows() {
    let source = "
        const { leaks } = require('tenure');
        const kept = [];
        let bounded = [];
        leaks.assertNoGrowth(() => { for (let i = 0; i < 50; i++) { bounded.push({ i }); } bounded = bounded.slice(-20); });
        try {
            leaks.assertNoGrowth(() => { for (let i = 0; i < 50; i++) kept.push({ i }); });
            console.log('nothing');
        } catch (error) {
            console.log(error.code, error.leaks.length, error.leaks[0].kind, error.leaks[0].holder.name, error.leaks[0].count > 100);
        }
        const wait = () => new Promise((resolve) => setTimeout(resolve, 1));
        let pending = leaks.assertNoGrowth(() => wait().then(() => ({ list: new Array(100) })), 12);
        pending.then(() => {
            console.log('quiet');
            return leaks.assertNoGrowth((round) => wait().then(() => { for (let i = 0; i < 30; i++) kept.push([round]); }), 16);
        }).then(() => console.log('nothing'), (error) => console.log(error.leaks[0].class));
        for (const bad of [[1], [() => {}, 3], [() => {}, 'x']]) {
            try { leaks.assertNoGrowth(...bad); } catch (error) { console.log(error.code); }
        }";
    let (out, err, code) = run(&[], "assert", source);
    let expected = "ERR_LEAK 1 unbounded-array kept true\nERR_INVALID_ARG_TYPE\nERR_OUT_OF_RANGE\nERR_OUT_OF_RANGE\nquiet\nArray\n";
    assert_eq!((out.as_str(), err.as_str(), code), (expected, "", Some(0)));
}
