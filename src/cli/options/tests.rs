//! Command lines, as people type them.

use super::{super::Stress, *};

fn run(line: &str) -> Result<Options, Refusal> {
    run_with(line, None)
}

fn run_with(line: &str, variable: Option<&str>) -> Result<Options, Refusal> {
    let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    parse(&words, variable)
}

/// Options of a line that must be accepted.
#[track_caller]
fn accept(line: &str) -> Options {
    run(line).unwrap_or_else(|refusal| panic!("{line}: {}", refusal.text))
}

/// Checks that a line is refused with this text and exit code 9.
#[track_caller]
fn refuse(line: &str, text: &str) {
    assert_eq!(run(line), Err(Refusal { text: text.to_owned(), exit_code: 9 }), "{line}");
}

#[test]
fn nothing_is_the_prompt() {
    let options = accept("");
    assert_eq!(options.program, Program::Prompt);
    assert_eq!((options.stack_size, options.stack_trace_limit), (984, 10));
    assert_eq!(accept("-").program, Program::StandardInput);
}

#[test]
fn what_follows_the_script_belongs_to_it() {
    let options = accept("--expose-gc a.js --trace-gc -e x");
    assert_eq!(options.program, Program::File("a.js".to_owned()));
    assert_eq!(options.script_arguments, ["--trace-gc", "-e", "x"]);
    assert_eq!(options.flags, ["--expose-gc"]);
    assert!(options.expose_gc && !options.trace_gc);
    assert_eq!(accept("-- --trace-gc").program, Program::File("--trace-gc".to_owned()));
}

#[test]
fn dashes_and_underscores_are_alike() {
    assert!(accept("--trace_gc a.js").trace_gc);
    assert_eq!(accept("--max_old-space_size=64 a.js").max_old_space_size, 64);
    assert!(!accept("--trace-gc --no_trace_gc").trace_gc);
    assert!(!accept("--trace-gc --notrace-gc").trace_gc);
}

#[test]
fn a_program_may_come_with_the_line() {
    for line in ["-e 1+1 x y", "--eval 1+1 x y", "--eval=1+1 x y"] {
        let options = accept(line);
        assert_eq!(options.program, Program::Text("1+1".to_owned()), "{line}");
        assert_eq!(options.script_arguments, ["x", "y"]);
        assert!(!options.print);
    }
    for line in ["-p 1+1 x", "-pe 1+1 x", "--print 1+1 x", "-p -e 1+1 x"] {
        let options = accept(line);
        assert_eq!(options.program, Program::Text("1+1".to_owned()), "{line}");
        assert!(options.print);
    }
    assert_eq!(accept("-e \\-1").program, Program::Text("-1".to_owned()));
    refuse("-e", "tenure: -e requires an argument");
    refuse("-e -1", "tenure: -e requires an argument");
    refuse("--eval", "tenure: --eval requires an argument");
    refuse("-c -e 1", "tenure: either --check or --eval can be used, not both");
}

#[test]
fn commands_have_short_names() {
    assert!(accept("-h").help && accept("-v").version && accept("-i").interactive && accept("-c a.js").check);
}

#[test]
fn unknown_options_are_refused_as_node_refuses_them() {
    refuse("--x", "tenure: bad option: --x");
    refuse("--x=3", "tenure: bad option: --x=3");
    refuse("-x", "tenure: bad option: -x");
    refuse("-cv", "tenure: bad option: -cv");
    refuse("-h=3", "tenure: bad option: -h=3");
}

#[test]
fn bad_values_are_refused_as_v8_refuses_them() {
    for value in ["abc", "5x", "5.5", "0x10", "-"] {
        let flag = format!("--max-old-space-size={value}");
        let text = format!(
            "Error: illegal value for flag {flag} of type size_t\nTry --help for options\ntenure: bad option: {flag}"
        );
        refuse(&flag, &text);
    }
    for value in ["-5", "18446744073709551616", "99999999999999999999999999999999999999999999"] {
        let flag = format!("--max-old-space-size={value}");
        let text = format!(
            "Error: Value for flag {flag} of type size_t is out of bounds [0-18446744073709551615]\nTry --help for options"
        );
        refuse(&flag, &text);
    }
    refuse(
        "--expose-gc=1",
        "Error: illegal value for flag --expose-gc=1 of type bool\nTo set or unset a boolean flag, use --flag or \
         --no-flag.\nTry --help for options\ntenure: bad option: --expose-gc=1",
    );
    refuse(
        "--stack-size=abc",
        "Error: illegal value for flag --stack-size=abc of type int\nTry --help for options\ntenure: bad option: \
         --stack-size=abc",
    );
    refuse(
        "--stack-size=5",
        "Error: Value for flag --stack-size=5 of type int is out of bounds [16-1048576]\nTry --help for options",
    );
    refuse("--no-eval", "tenure: --no-eval is an invalid negation because it is not a boolean option");
    assert!(run("--no-max-old-space-size").is_err() && run("--no-trace-gc=1").is_err() && run("--lang=xx").is_err());
}

#[test]
fn values_stand_behind_an_equals_sign() {
    refuse(
        "--max-old-space-size 64 a.js",
        "Error: illegal value for flag --max-old-space-size of type size_t\nTry --help for options\ntenure: bad option: \
         --max-old-space-size, did you mean --max-old-space-size=64?",
    );
    assert_eq!(accept("--max-old-space-size=").max_old_space_size, 0);
    assert_eq!(accept("--max-old-space-size=64 --max-old-space-size=32").max_old_space_size, 32);
    assert_eq!(accept("--max-old-space-size=18446744073709551615").max_old_space_size, u64::MAX);
    assert_eq!(accept("--nursery-size=512").nursery_size, 512);
    assert_eq!(accept("--fuel=1000 --fail-allocation=3").fail_allocation, Some(3));
}

#[test]
fn forgotten_dashes_are_pointed_out() {
    refuse(
        "max-old-space-size=2048 a.js",
        "tenure: bad option: max-old-space-size=2048, did you mean --max-old-space-size=2048?",
    );
    assert_eq!(accept("a=b").program, Program::File("a=b".to_owned()));
    assert_eq!(accept("a.js max-old-space-size=2048").script_arguments, ["max-old-space-size=2048"]);
}

#[test]
fn the_former_flag_of_the_new_space_counts_in_kilobytes() {
    let options = accept("--max-new-space-size=2048 a.js");
    assert_eq!(options.max_semi_space_size, 2);
    assert_eq!(options.notes.len(), 1);
    assert!(options.notes[0].contains("--max-semi-space-size=2"));
    assert_eq!(accept("--max-new-space-size=1").max_semi_space_size, 1);
}

#[test]
fn stress_has_several_ways() {
    assert_eq!(accept("--gc-stress").gc_stress, Some(Stress::Allocation));
    assert_eq!(accept("--gc-stress=nth:7").gc_stress, Some(Stress::Nth(7)));
    assert_eq!(accept("--gc-stress=seed:0").gc_stress, Some(Stress::Seed(0)));
    assert_eq!(accept("--gc-stress=step:1").gc_stress, Some(Stress::Step(1)));
    assert_eq!(accept("--gc-stress=evacuate-all").gc_stress, Some(Stress::EvacuateAll));
    assert_eq!(accept("--gc-stress=promote-all").gc_stress, Some(Stress::PromoteAll));
    assert_eq!(accept("--gc-stress=pretenure-all").gc_stress, Some(Stress::PretenureAll));
    assert_eq!(accept("--gc-stress --no-gc-stress").gc_stress, None);
    assert!(run("--gc-stress=nth:0").is_err() && run("--gc-stress=x").is_err() && run("--gc-stress=alloc:1").is_err());
}

#[test]
fn the_variable_holds_flags_and_the_line_wins() {
    let options = run_with("--max-old-space-size=32 a.js", Some("--max-old-space-size=64 --expose-gc")).expect("flags");
    assert_eq!(options.max_old_space_size, 32);
    assert!(options.expose_gc);
    assert_eq!(options.flags, ["--max-old-space-size=32"]);
    let quoted = run_with("", Some("  \"--max-old-space-size=6\\4\"  --trace\"-gc\"")).expect("quotes");
    assert!(quoted.trace_gc && quoted.max_old_space_size == 64);
}

#[test]
fn the_variable_cannot_say_what_to_run() {
    for (variable, text) in [
        ("-e 1", "tenure: -e is not allowed in TENURE_OPTIONS"),
        ("--eval=3", "tenure: --eval= is not allowed in TENURE_OPTIONS"),
        ("--check", "tenure: --check is not allowed in TENURE_OPTIONS"),
        ("--x", "tenure: --x is not allowed in TENURE_OPTIONS"),
        ("a.js", "tenure: a.js is not allowed in TENURE_OPTIONS"),
        ("\"--expose-gc", "tenure: invalid value for TENURE_OPTIONS (unterminated string)"),
        ("\"--expose-gc\\", "tenure: invalid value for TENURE_OPTIONS (invalid escape)"),
    ] {
        let expected = Err(Refusal { text: text.to_owned(), exit_code: 9 });
        assert_eq!(run_with("a.js", Some(variable)), expected, "{variable}");
    }
}
