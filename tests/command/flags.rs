//! Flags: spelling, values, bounds, refusals; and that each flag that `--help` lists does something.

use crate::run::{File, command, outcome, tenure, tenure_with};

/// The flags before `-e` and a program; what standard output holds, or the refusal (exit code 9).
#[track_caller]
fn check(flags: &str, program: &str, expected: Result<&str, &str>) {
    let mut words: Vec<&str> = flags.split_whitespace().collect();
    words.extend(["-e", program]);
    let run = tenure(&words);
    match expected {
        Ok(stdout) => {
            assert_eq!((run.stdout.as_str(), run.code), (stdout, Some(0)), "{flags}: {}", run.stderr);
        }
        Err(stderr) => {
            assert_eq!((run.stderr.as_str(), run.stdout.as_str(), run.code), (stderr, "", Some(9)), "{flags}");
        }
    }
}

#[test]
fn dashes_and_underscores_are_alike() {
    let limit = "console.log(require('v8').getHeapStatistics().heap_size_limit / 1048576)";
    for spelling in ["--max-old-space-size=64", "--max_old_space_size=64", "--max_old-space_size=64"] {
        check(spelling, limit, Ok("112\n"));
    }
    check("--max-old-space-size=64 --max-semi-space-size=1", limit, Ok("67\n"));
    check("--max-heap-size=100", limit, Ok("100\n"));
    check("--max_heap_size=100 --max_semi_space_size=2", limit, Ok("100\n"));
    check("--max-old-space-size=32 --max-old-space-size=64", limit, Ok("112\n"));
    check("--max-old-space-size=64 --optimize-for-size", limit, Ok("67\n"));
    check("--expose_gc", "console.log(typeof gc)", Ok("function\n"));
    check("--expose-gc --no-expose-gc", "console.log(typeof gc)", Ok("undefined\n"));
    check("--expose-gc --noexpose_gc", "console.log(typeof gc)", Ok("undefined\n"));
    check("", "console.log(typeof gc)", Ok("undefined\n"));
}

#[test]
fn nothing_and_zero_are_the_default_of_a_size() {
    let limit = "console.log(require('v8').getHeapStatistics().heap_size_limit / 1048576)";
    for flag in ["", "--max-old-space-size=0", "--max-old-space-size=", "--max-semi-space-size=0", "--max-heap-size=0"]
    {
        check(flag, limit, Ok("1448\n"));
    }
}

#[test]
fn silly_values_are_refused_in_v8s_words() {
    let sizes =
        ["max-old-space-size", "max-semi-space-size", "max-heap-size", "nursery-size", "fuel", "fail-allocation"];
    for name in sizes {
        for value in ["abc", "NaN", "1e999", "0x10", "64.5", "5x", "--", "Infinity", "１２"] {
            let word = format!("--{name}={value}");
            let text = format!(
                "Error: illegal value for flag {word} of type size_t\nTry --help for options\ntenure: bad option: {word}\n"
            );
            check(&word, "1", Err(&text));
        }
        for value in ["-1", "-5", "18446744073709551616", "99999999999999999999999999999999999999999999"] {
            let word = format!("--{name}={value}");
            let bounds = "[0-18446744073709551615]";
            let text = format!(
                "Error: Value for flag {word} of type size_t is out of bounds {bounds}\nTry --help for options\n"
            );
            check(&word, "1", Err(&text));
        }
    }
    for (name, least) in [("stack-size", 16), ("stack-trace-limit", 0)] {
        for value in ["-1", "99999999999", "1048577"] {
            let word = format!("--{name}={value}");
            let text = format!(
                "Error: Value for flag {word} of type int is out of bounds [{least}-1048576]\nTry --help for options\n"
            );
            check(&word, "1", Err(&text));
        }
        let word = format!("--{name}=x");
        let text = format!(
            "Error: illegal value for flag {word} of type int\nTry --help for options\ntenure: bad option: {word}\n"
        );
        check(&word, "1", Err(&text));
    }
    let switch = "Error: illegal value for flag --expose-gc=1 of type bool\nTo set or unset a boolean flag, use --flag or \
                  --no-flag.\nTry --help for options\ntenure: bad option: --expose-gc=1\n";
    check("--expose-gc=1", "1", Err(switch));
    for value in ["", "foo", "nth", "nth:", "nth:0", "nth:x", "seed:-1", "alloc:3", "alloc,nth:2"] {
        let word = format!("--gc-stress={value}");
        let text = format!(
            "Error: illegal value for flag {word} of type string\nTry --help for options\ntenure: bad option: {word}\n"
        );
        check(&word, "1", Err(&text));
    }
}

#[test]
fn huge_and_tiny_sizes_run_a_small_program() {
    let most = u64::MAX;
    for name in ["max-old-space-size", "max-semi-space-size", "max-heap-size", "nursery-size", "fuel"] {
        check(&format!("--{name}={most}"), "console.log(1)", Ok("1\n"));
    }
    let tiny = ["max-old-space-size=1", "max-semi-space-size=1", "max-heap-size=1", "nursery-size=1", "stack-size=16"];
    for flag in tiny {
        check(&format!("--{flag}"), "console.log(1)", Ok("1\n"));
    }
    check("--stack-size=1048576", "console.log(1)", Ok("1\n"));
    check("--stack-trace-limit=1048576", "console.log(new Error('x').stack.split('\\n').length > 1)", Ok("true\n"));
    check("--stack-trace-limit=0", "console.log(new Error('x').stack)", Ok("Error: x\n"));
}

#[test]
fn unknown_options_end_with_nine() {
    for word in ["--bogus", "--no-bogus", "-x", "-ep", "--=", "---", "--max-old-space", "--expose-gc-as=x"] {
        check(word, "1", Err(&format!("tenure: bad option: {word}\n")));
    }
    let run = tenure(&["max-old-space-size=2048", "a.js"]);
    let hint = "tenure: bad option: max-old-space-size=2048, did you mean --max-old-space-size=2048?\n";
    assert_eq!((run.stderr.as_str(), run.code), (hint, Some(9)));
    let run = tenure(&["--max-old-space-size", "2048", "a.js"]);
    assert!(run.stderr.ends_with(", did you mean --max-old-space-size=2048?\n"), "{}", run.stderr);
    assert_eq!(run.code, Some(9));
}

#[test]
fn the_former_flag_for_the_nursery_is_taken_with_a_note() {
    let run =
        tenure(&["--max-new-space-size=2048", "-p", "require('v8').getHeapStatistics().heap_size_limit / 1048576"]);
    assert_eq!((run.stdout.as_str(), run.code), ("1406\n", Some(0)));
    assert!(run.stderr.contains("taken as --max-semi-space-size=2 (MB)"), "{}", run.stderr);
}

#[test]
fn the_variable_holds_flags_too_and_the_line_wins() {
    let limit = "require('v8').getHeapStatistics().heap_size_limit / 1048576";
    let with = |variable: &str, words: &[&str]| {
        let mut command = command();
        command.env("TENURE_OPTIONS", variable).args(words);
        outcome(command, b"")
    };
    assert_eq!(with("--max-old-space-size=64", &["-p", limit]).stdout, "112\n");
    assert_eq!(with("--max-old-space-size=64", &["--max-old-space-size=32", "-p", limit]).stdout, "80\n");
    let refused = with("-e 1", &["-p", "1"]);
    assert_eq!((refused.stderr.as_str(), refused.code), ("tenure: -e is not allowed in TENURE_OPTIONS\n", Some(9)));
    assert_eq!(with("--bogus", &["-p", "1"]).code, Some(9));
    assert_eq!(with("\"--expose-gc", &["-p", "1"]).code, Some(9));
}

#[test]
fn every_flag_of_help_does_something() {
    let help = tenure(&["--help"]);
    assert_eq!(help.code, Some(0));
    let loops = "for (let i = 0; i < 30000; i++) ({ i: [i] });";
    let mut names: Vec<&str> = help.stdout.split_whitespace().filter_map(|word| word.strip_prefix("--")).collect();
    names.dedup();
    for name in names {
        let (name, _) = name.split_once('=').unwrap_or((name, ""));
        let (words, standard_output): (&[&str], &str) = match name {
            "eval" => (&["--eval", "console.log(7)"], "7\n"),
            "print" => (&["--print", "6 + 1"], "7\n"),
            "interactive" => (&["--interactive"], "Welcome to Tenure"),
            "help" => (&["--help"], "Usage: tenure"),
            "json" => (&["diff", "--help"], "usage: tenure diff "),
            "html" => (&["leaks", "--help"], "[--html FILE]"),
            "duration" => (&["leaks", "--help"], "[--duration S]"),
            "limit" => (&["leaks", "--help"], "[--limit MB]"),
            "version" => (&["--version"], concat!("v", env!("CARGO_PKG_VERSION"))),
            "print-tokens" => (&["--print-tokens", "-e", "a"], "1:1 Identifier a\n"),
            "print-ast" => (&["--print-ast", "-e", "a"], "Script"),
            "input-type" => (&["--input-type=module", "-e", "console.log(typeof require)"], "undefined"),
            "module" => (&["--module", "--print-ast", "-e", "export {}"], "Module strict"),
            "print-scopes" => (&["--print-scopes", "-e", "a"], "Script"),
            "print-tree" => (&["--print-tree", "-e", "a = 1"], "set_global_sloppy"),
            "print-memory" => (&["--print-memory", "-e", "1"], "executable trees"),
            "predictable" => (&["--predictable", "-p", "Math.random() * 0 + 7"], "7\n"),
            "trace-gc" => (&["--trace-gc", "--nursery-size=512", "-e", loops], ": Scavenge "),
            "trace-gc-nvp" => (&["--trace-gc-nvp", "--nursery-size=512", "-e", loops], " gc=s "),
            "trace-gc-verbose" => (&["--trace-gc-verbose", "--nursery-size=512", "-e", loops], "] All spaces, "),
            "trace-gc-ignore-scavenger" => {
                (&["--trace-gc", "--trace-gc-ignore-scavenger", "--expose-gc", "-e", "gc()"], ": Mark-Compact ")
            }
            "gc-stress" => (&["--gc-stress=nth:50", "--trace-gc", "-e", loops], ": Scavenge "),
            "trace-uncaught" => {
                (&["--trace-uncaught", "-e", "try { throw 1 } catch {} console.log('caught')"], "caught\n")
            }
            "trace-deprecation" => (
                &[
                    "--trace-deprecation",
                    "-e",
                    "process.emitWarning('w', 'DeprecationWarning'); console.log(process.traceDeprecation)",
                ],
                "true\n",
            ),
            "warnings" => (
                &["--no-warnings", "-e", "process.on('warning', () => console.log(1)); process.emitWarning('w')"],
                "1\n",
            ),
            // These are looked at in tests of their own, or in those of scripts.
            "check"
            | "max-old-space-size"
            | "max-semi-space-size"
            | "max-new-space-size"
            | "max-heap-size"
            | "nursery-size"
            | "optimize-for-size"
            | "expose-gc"
            | "promote-by-age-only"
            | "incremental-marking"
            | "trace-incremental-marking"
            | "heap-timeline"
            | "heap-map"
            | "heapsnapshot-signal"
            | "heapsnapshot-near-heap-limit"
            | "inspect"
            | "inspect-brk"
            | "inspect-wait"
            | "inspect-port"
            | "cpu-prof"
            | "cpu-prof-dir"
            | "cpu-prof-name"
            | "cpu-prof-interval"
            | "heap-prof"
            | "heap-prof-dir"
            | "heap-prof-name"
            | "heap-prof-interval"
            | "compact"
            | "allocation-site-pretenuring"
            | "stack-size"
            | "fuel"
            | "stack-trace-limit"
            | "verify-heap"
            | "fail-allocation"
            | "unhandled-rejections"
            | "deprecation"
            | "throw-deprecation"
            | "trace-warnings"
            | "test262-host" => continue,
            other => panic!("--{other} has no test"),
        };
        let run = tenure(words);
        assert_eq!(run.code, Some(0), "--{name}: {}", run.stderr);
        assert!(run.stdout.contains(standard_output), "--{name}: {}", run.stdout);
    }
}

#[test]
fn flags_of_trials_do_what_they_say() {
    let failed = tenure(&["--fail-allocation=1", "-e", "1"]);
    assert_eq!(failed.code, Some(134), "{}", failed.stderr);
    let hungry = tenure(&["--fuel=1000", "-e", "for (;;);"]);
    assert_eq!((hungry.stderr.as_str(), hungry.code), ("tenure: Script execution ran out of fuel\n", Some(1)));
    let script = File::new("host.js", "print(typeof $262.gc, typeof console)");
    let hosted = tenure(&["--test262-host", script.path()]);
    assert_eq!((hosted.stdout.as_str(), hosted.code), ("function\n", Some(0)), "{}", hosted.stderr);
    let text = "let n = 0; try { (function f() { n++; f(); })() } catch { console.log(n) }";
    let deep = |flag: &str| tenure(&[flag, "-e", text]).stdout.trim().parse::<u32>().expect("a number");
    assert!(deep("--stack-size=200") * 2 < deep("--stack-size=2000"), "--stack-size is a limit");
    let many = "const w = []; for (let i = 0; i < 200000; i++) w[i % 20000] = { i }; \
                const { collections } = require('tenure'); let n = 0; \
                for (const event of collections()) n += event.promotedByFill; console.log(n > 0)";
    assert_eq!(tenure(&["-e", many]).stdout, "true\n");
    assert_eq!(tenure(&["--promote-by-age-only", "-e", many]).stdout, "false\n");
    let kept = "const kept = []; for (let i = 0; i < 300000; i++) kept.push({ i }); \
                const { collections } = require('tenure'); let n = 0; \
                for (const event of collections()) n += event.pretenured; console.log(n > 2e6)";
    assert_eq!(tenure(&["-e", kept]).stdout, "true\n");
    assert_eq!(tenure(&["--no-allocation-site-pretenuring", "-e", kept]).stdout, "false\n");
    let verified = tenure(&["--verify-heap", "--expose-gc", "-e", "gc(); console.log(1)"]);
    assert_eq!((verified.stdout.as_str(), verified.code), ("1\n", Some(0)));
}

#[test]
fn the_trace_of_collections_is_v8s_line() {
    let run = tenure(&["--trace-gc", "--expose-gc", "-e", "gc({ type: 'minor' }); gc();"]);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(lines.len(), 2, "{}", run.stdout);
    let [scavenge, full] = [lines[0], lines[1]];
    assert_eq!(
        shape(scavenge),
        "[#:0x#] # ms: Scavenge #.# (#.#) -> #.# (#.#) MB, #.# / #.# ms  (average mu = #.#, current mu = #.#) testing; "
    );
    assert_eq!(
        shape(full),
        "[#:0x#] # ms: Mark-Compact #.# (#.#) -> #.# (#.#) MB, #.# / #.# ms  (average mu = #.#, current mu = #.#) \
         testing; GC in old space requested"
    );
    // The time is right-aligned in eight columns, as `%8.0f` has it.
    let (_, after) = scavenge.split_once("] ").expect("a prefix");
    assert_eq!(after.find(" ms: "), Some(8), "{scavenge}");
    let grown = tenure(&["--trace-gc", "-e", "for (let i = 0; i < 200000; i++) ({ i: [i] });"]);
    assert!(grown.stdout.lines().all(|line| line.ends_with(") allocation failure; ")), "{}", grown.stdout);
}

/// A trace line with every run of digits as `#` and the padding of the time as one space.
fn shape(line: &str) -> String {
    let mut text = String::new();
    let line = line.replace("0x", "\u{1}");
    let is_digit = |c: char| c.is_ascii_digit();
    let mut is_address = false;
    for character in line.chars() {
        is_address = character == '\u{1}' || (is_address && character.is_ascii_hexdigit());
        match character {
            '\u{1}' => text.push_str("0x"),
            c if is_digit(c) || is_address => {
                if !text.ends_with('#') {
                    text.push('#');
                }
            }
            ' ' if text.ends_with("] ") => {}
            c => text.push(c),
        }
    }
    text
}

#[test]
fn words_after_the_program_belong_to_it() {
    let script = File::new("argv.js", "console.log(process.argv.slice(2).join(), process.execArgv.join())");
    let run = tenure(&["--expose-gc", script.path(), "-a", "--expose-gc", "--", "b"]);
    assert_eq!(run.stdout, "-a,--expose-gc,--,b --expose-gc\n");
    let run = tenure(&["-p", "process.argv.slice(1).join()", "a", "b"]);
    assert_eq!(run.stdout, "a,b\n");
    let run = tenure_with(&["-", "a", "-b"], b"console.log(process.argv.slice(1).join())");
    assert_eq!(run.stdout, "-,a,-b\n");
    let run = tenure(&["--", "-e"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("Cannot find module '"), "{}", run.stderr);
}
