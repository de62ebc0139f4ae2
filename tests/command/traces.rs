//! Traces of the collector: a reader made from what V8 prints reads every line of every mode, and every reason for which
//! a collection can run is seen.

use crate::run::tenure;
use std::collections::BTreeSet;

/// Reads `text` by a form: `{d}` stands for a whole number, `{x}` for a hexadecimal one, `{1}` to `{6}` for a number with
/// so many decimals, `{w}` for words without `;` and `)`, `{k}` for a number right-aligned by spaces. What the places held.
fn read<'t>(form: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let (mut form, mut text, mut found) = (form, text, Vec::new());
    while let Some((literal, rest)) = form.split_once('{') {
        text = text.strip_prefix(literal)?;
        let (place, rest) = rest.split_once('}')?;
        form = rest;
        if place == "k" {
            text = text.trim_start_matches(' ');
        }
        let is_part = |character: char| match place {
            "d" | "k" => character.is_ascii_digit(),
            "x" => character.is_ascii_hexdigit(),
            "w" => !";)\n".contains(character),
            _ => character.is_ascii_digit() || character == '.',
        };
        let length = text.find(|character| !is_part(character)).unwrap_or(text.len());
        let (value, after) = text.split_at(length);
        if let Ok(decimals) = place.parse::<usize>() {
            let (whole, fraction) = value.split_once('.')?;
            (!whole.is_empty() && fraction.len() == decimals).then_some(())?;
        }
        (place == "w" || !value.is_empty()).then_some(())?;
        found.push(value);
        text = after;
    }
    (form == text).then_some(found)
}

fn number(text: &str) -> f64 {
    text.parse().expect("a number")
}

/// The reasons that V8 knows.
const REASONS: [&str; 20] = [
    "allocation failure",
    "allocation limit",
    "context disposal",
    "external memory pressure",
    "finalize incremental marking via stack guard",
    "finalize incremental marking via task",
    "heap profiler",
    "task",
    "last resort",
    "low memory notification",
    "memory pressure",
    "memory reducer",
    "runtime",
    "sampling profiler",
    "testing",
    "external finalize",
    "global allocation limit",
    "measure memory",
    "unknown",
    "background allocation failure",
];
const COLLECTOR_REASONS: [&str; 4] =
    ["", "GC in old space requested", "GC in old space forced by flags", "scavenge might not succeed"];

/// A line of `--trace-gc`: kind, reason and collector's reason.
fn read_collection(text: &str) -> Option<(String, String, String)> {
    let kinds = ["Scavenge", "Mark-Compact", "Mark-Compact (reduce)"];
    let sizes = "{1} ({1}) -> {1} ({1}) MB, {2} / {2} ms ";
    let steps =
        " (+ {1} ms in {d} steps since start of marking, biggest step {1} ms, walltime since start of marking {d} ms)";
    for kind in kinds {
        for steps in ["", steps] {
            let form = format!("{kind} {sizes}{steps} (average mu = {{3}}, current mu = {{3}}) {{w}}; {{w}}");
            let Some(found) = read(&form, text) else { continue };
            let [reason, collector] = [found[found.len() - 2], found[found.len() - 1]];
            assert!(REASONS.contains(&reason), "{reason}");
            assert!(COLLECTOR_REASONS.contains(&collector), "{collector}");
            assert_eq!(kind == "Scavenge", collector.is_empty(), "{text}");
            assert_eq!(reason.starts_with("finalize"), !steps.is_empty(), "{text}");
            let shares = &found[found.len() - 4..found.len() - 2];
            assert!(shares.iter().all(|share| (0.0..=1.0).contains(&number(share))), "{text}");
            assert!(number(found[0]) <= number(found[1]) && number(found[2]) <= number(found[3]), "{text}");
            return Some((kind.to_owned(), reason.to_owned(), collector.to_owned()));
        }
    }
    None
}

/// Names that a line of `--trace-gc-nvp` must have, in this order, whatever stands between them.
const NAMES: [&str; 17] = [
    "pause",
    "mutator",
    "gc",
    "reduce_memory",
    "time_to_safepoint",
    "total_size_before",
    "total_size_after",
    "holes_size_before",
    "holes_size_after",
    "allocated",
    "promoted",
    "new_space_survived",
    "promotion_ratio",
    "average_survival_ratio",
    "promotion_rate",
    "new_space_allocation_throughput",
    "unmapper_chunks",
];

fn read_pairs(text: &str) -> Option<Vec<(&str, &str)>> {
    let pairs: Option<Vec<_>> = text.split(' ').map(|pair| pair.split_once('=')).collect();
    let pairs = pairs.filter(|pairs| pairs.first().is_some_and(|(name, _)| *name == "pause"))?;
    let mut names = NAMES.iter().peekable();
    for (name, value) in &pairs {
        let is_number = value.strip_suffix('%').unwrap_or(value).parse::<f64>().is_ok_and(|value| value >= 0.0);
        assert!(is_number || *name == "gc" && ["s", "mc", "ms"].contains(value), "{name}={value}");
        names.next_if(|expected| *expected == name);
    }
    assert_eq!(names.next(), None, "{text}");
    Some(pairs)
}

const MARKING: [&str; 13] = [
    "Start ({w}): (size/limit/slack) v8: {d}MB / {d}MB / {d}MB global: {d}MB / {d}MB / {d}MB",
    "Start marking",
    "Black allocation started",
    "Running",
    "Scheduled {d}KB to mark based on allocation (progress={d}KB, allocation={d}KB)",
    "Marking speed {d}KB/ms",
    "Marked {d}KB on background threads",
    "Marker is {d}KB ahead of schedule",
    "Marker is {d}KB behind schedule",
    "Step in v8 V8: {d}KB ({d}KB), embedder: {6}ms ({6}ms) in {1}",
    "Step in task V8: {d}KB ({d}KB), embedder: {6}ms ({6}ms) in {1}",
    "Stopping: old generation {d}MB, limit {d}MB, overshoot {d}MB",
    "Black allocation finished",
];
const MARKING_WITH_SCAVENGES: &str = "Scavenge during marking.";
const LIMITS: [&str; 2] = [
    "[HeapController] factor {1} based on mu={3}, speed_ratio={d} (gc={d}, mutator={d})",
    "[HeapController] Limit: old size: {d} KB, new limit: {d} KB ({1})",
];
/// What follows a collection in `--trace-gc-verbose`, in this order.
const SPACES: [&str; 14] = [
    "Memory allocator,       used: {k} KB, available: {k} KB",
    "Read-only space,        used: {k} KB, available: {k} KB, committed: {k} KB",
    "New space,              used: {k} KB, available: {k} KB, committed: {k} KB",
    "New large object space, used: {k} KB, available: {k} KB, committed: {k} KB",
    "Old space,              used: {k} KB, available: {k} KB, committed: {k} KB",
    "Code space,             used: {k} KB, available: {k} KB, committed: {k} KB",
    "Large object space,     used: {k} KB, available: {k} KB, committed: {k} KB",
    "Code large object space,     used: {k} KB, available: {k} KB, committed: {k} KB",
    "All spaces,             used: {k} KB, available: {k} KB, committed: {k} KB",
    "Unmapper buffering {d} chunks of committed: {k} KB",
    "External memory reported: {k} KB",
    "Backing store memory: {k} KB",
    "External memory global {d} KB",
    "Total time spent in GC  : {1} ms",
];

/// What the lines of a trace are, and that each is one of them.
#[derive(Debug, Default)]
struct Trace {
    collections: Vec<(String, String, String)>,
    pairs: usize,
    /// Forms of marking that occurred, by their place in the table.
    marking: BTreeSet<usize>,
    scavenges_during_marking: usize,
    limits: usize,
    spaces: usize,
}

impl Trace {
    #[track_caller]
    fn read(text: &str) -> Trace {
        let mut trace = Trace::default();
        let (mut process, mut last_time, mut next_space, mut used) = (None, 0.0, None, 0.0);
        for line in text.lines() {
            let (prefix, rest) = line.split_once("] ").unwrap_or_else(|| panic!("no prefix: {line}"));
            assert!(read("[{d}:0x{x}", prefix).is_some(), "{line}");
            assert_eq!(*process.get_or_insert(prefix), prefix);
            if let Some(index) = next_space {
                let found = read(SPACES[index], rest).unwrap_or_else(|| panic!("not {}: {line}", SPACES[index]));
                match index {
                    1..8 => used += number(found[0]),
                    8 => assert!((number(found[0]) - used).abs() <= 8.0, "the spaces add up: {line}"),
                    _ => {}
                }
                next_space = Some(index + 1).filter(|&next| next < SPACES.len());
                trace.spaces += usize::from(next_space.is_none());
                continue;
            }
            if read(SPACES[0], rest).is_some() {
                (next_space, used) = (Some(1), 0.0);
                continue;
            }
            let (time, what) = rest.split_once(" ms: ").unwrap_or_else(|| panic!("no time: {line}"));
            assert!(time.len() == 8 && number(time.trim_start()) >= last_time, "{line}");
            last_time = number(time.trim_start());
            trace.read_stamped(what).unwrap_or_else(|| panic!("nobody reads {line}"));
        }
        assert_eq!(next_space, None, "the last spaces are complete");
        trace
    }

    fn read_stamped(&mut self, what: &str) -> Option<()> {
        if let Some(what) = what.strip_prefix("[IncrementalMarking] ") {
            if what == MARKING_WITH_SCAVENGES {
                self.scavenges_during_marking += 1;
                return Some(());
            }
            let form = MARKING.iter().position(|form| read(form, what).is_some())?;
            self.marking.insert(form);
            return Some(());
        }
        if LIMITS.iter().any(|form| read(form, what).is_some()) {
            self.limits += 1;
            return Some(());
        }
        if read_pairs(what).is_some() {
            self.pairs += 1;
            return Some(());
        }
        self.collections.push(read_collection(what)?);
        Some(())
    }

    fn has(&self, kind: &str, reason: &str) -> bool {
        self.collections.iter().any(|(known, why, _)| known == kind && why == reason)
    }
}

/// The trace of a program that prints nothing itself; its exit code.
#[track_caller]
fn trace(flags: &str, program: &str) -> (Trace, Option<i32>) {
    let mut words: Vec<&str> = flags.split_whitespace().collect();
    words.extend(["-e", program]);
    let run = tenure(&words);
    (Trace::read(&run.stdout), run.code)
}

/// Lines that V8 11.3 printed.
const OF_V8: &str = "\
[10748:0x2b9f4c40]       30 ms: Scavenge 3.9 (4.0) -> 3.3 (5.0) MB, 3.04 / 0.00 ms  (average mu = 1.000, current mu = 1.000) allocation failure; \n\
[10748:0x2b9f4c40]      145 ms: Mark-Compact 15.9 (45.2) -> 12.6 (45.6) MB, 43.53 / 0.00 ms  (+ 1.5 ms in 23 steps since start of marking, biggest step 0.1 ms, walltime since start of marking 46 ms) (average mu = 1.000, current mu = 1.000) finalize incremental marking via stack guard; GC in old space requested\n\
[10748:0x2b9f4c40]      175 ms: [IncrementalMarking] Start (allocation limit): (size/limit/slack) v8: 37MB / 37MB / 0MB global: 37MB / 64MB / 27MB\n\
[10748:0x2b9f4c40]      180 ms: [IncrementalMarking] Step in v8 V8: 128KB (64KB), embedder: 0.003937ms (0.500000ms) in 2.2\n\
[10748:0x2b9f4c40]      352 ms: [IncrementalMarking] Scavenge during marking.\n\
[10748:0x2b9f4c40]      358 ms: [HeapController] factor 4.0 based on mu=0.970, speed_ratio=0 (gc=0, mutator=743788)\n\
[10748:0x2b9f4c40]      358 ms: [HeapController] Limit: old size: 75376 KB, new limit: 317614 KB (4.0)\n\
[10748:0x2b9f4c40]      443 ms: Mark-Compact 76.4 (95.9) -> 2.5 (36.2) MB, 13.26 / 0.00 ms  (average mu = 0.955, current mu = 0.955) testing; GC in old space requested\n\
[10748:0x2b9f4c40] Memory allocator,       used:   5096 KB, available: 4238360 KB\n\
[10748:0x2b9f4c40] Read-only space,        used:     48 KB, available:      0 KB, committed:      0 KB\n\
[10748:0x2b9f4c40] New space,              used:    687 KB, available:    319 KB, committed:   2048 KB\n\
[10748:0x2b9f4c40] New large object space, used:      0 KB, available:   1006 KB, committed:      0 KB\n\
[10748:0x2b9f4c40] Old space,              used:   2476 KB, available:      7 KB, committed:   2528 KB\n\
[10748:0x2b9f4c40] Code space,             used:    239 KB, available:      0 KB, committed:    256 KB\n\
[10748:0x2b9f4c40] Large object space,     used:    256 KB, available:      0 KB, committed:    264 KB\n\
[10748:0x2b9f4c40] Code large object space,     used:      0 KB, available:      0 KB, committed:      0 KB\n\
[10748:0x2b9f4c40] All spaces,             used:   3708 KB, available: 4239692 KB, committed:   5096 KB\n\
[10748:0x2b9f4c40] Unmapper buffering 0 chunks of committed:      0 KB\n\
[10748:0x2b9f4c40] External memory reported:     10 KB\n\
[10748:0x2b9f4c40] Backing store memory:   1097 KB\n\
[10748:0x2b9f4c40] External memory global 0 KB\n\
[10748:0x2b9f4c40] Total time spent in GC  : 1.6 ms\n\
[10748:0x2b9f4c40]      488 ms: Mark-Compact (reduce) 55.5 (89.7) -> 55.5 (57.7) MB, 131.33 / 0.00 ms  (+ 0.0 ms in 1 steps since start of marking, biggest step 0.0 ms, walltime since start of marking 135 ms) (average mu = 0.204, current mu = 0.155) finalize incremental marking via stack guard; GC in old space requested\n\
[10748:0x2b9f4c40]      488 ms: pause=1.0 mutator=20.7 gc=s reduce_memory=0 time_to_safepoint=0.00 heap.prologue=0.00 scavenge=0.83 incremental.steps_count=0 incremental.steps_took=0.0 scavenge_throughput=1056180 total_size_before=4074304 total_size_after=3757344 holes_size_before=7248 holes_size_after=7248 allocated=4074304 promoted=0 new_space_survived=647416 nodes_died_in_new=0 promotion_ratio=0.0% average_survival_ratio=62.8% promotion_rate=0.0% new_space_survive_rate_=62.8% new_space_allocation_throughput=0.0 unmapper_chunks=0\n";

#[test]
fn the_reader_reads_what_v8_prints() {
    let trace = Trace::read(OF_V8);
    assert_eq!((trace.collections.len(), trace.pairs, trace.limits, trace.spaces), (4, 1, 2, 1));
    assert_eq!((trace.marking.len(), trace.scavenges_during_marking), (2, 1));
}

/// Most of it dies young: that is what brings the first marking on.
const GROW: &str =
    "const kept = []; for (let i = 0; i < 300000; i++) { kept.push({ i, list: [i] }); [i, [i], { i }, [[i]]]; }";

#[test]
fn every_line_of_every_mode_is_one_of_v8s() {
    let (plain, _) = trace("--trace-gc", GROW);
    assert!(plain.collections.len() > 10 && plain.limits + plain.spaces + plain.marking.len() + plain.pairs == 0);
    let (quiet, _) = trace("--trace-gc --trace-gc-ignore-scavenger", GROW);
    assert!(quiet.collections.iter().all(|(kind, ..)| kind != "Scavenge"), "{quiet:?}");
    let (pairs, _) = trace("--expose-gc --trace-gc-nvp", &format!("{GROW} gc()"));
    assert!(pairs.pairs > 10 && pairs.collections.is_empty(), "{pairs:?}");
    let (verbose, _) = trace("--expose-gc --trace-gc-verbose", &format!("{GROW} gc()"));
    assert_eq!(verbose.spaces, verbose.collections.len());
    assert!(verbose.limits >= 2, "{verbose:?}");
    let all = "--expose-gc --trace-gc --trace-gc-verbose --trace-gc-nvp --trace-incremental-marking";
    let (all, _) = trace(all, &format!("{GROW} gc()"));
    assert!(all.spaces == all.pairs && all.limits >= 2, "{all:?}");
}

/// Flags, a program that makes the collector run, and kinds of collections with their reasons.
type Cause = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CAUSES: [Cause; 6] = [
    ("--expose-gc", "gc({ type: 'minor' }); gc()", &[("Scavenge", "testing"), ("Mark-Compact", "testing")]),
    ("", GROW, &[("Scavenge", "allocation failure"), ("Mark-Compact", "finalize incremental marking via stack guard")]),
    ("--no-incremental-marking", GROW, &[("Mark-Compact", "allocation limit")]),
    (
        "",
        "const kept = []; for (let i = 0; i < 200; i++) kept.push(Buffer.alloc(1 << 20))",
        &[("Scavenge", "external memory pressure")],
    ),
    (
        "--no-incremental-marking",
        "for (let i = 0; i < 200; i++) Buffer.alloc(1 << 20)",
        &[("Mark-Compact", "external memory pressure")],
    ),
    (
        "--max-old-space-size=16",
        "const kept = []; for (;;) kept.push({ list: [1, 2, 3] })",
        &[("Mark-Compact", "allocation failure"), ("Mark-Compact (reduce)", "last resort")],
    ),
];

#[test]
fn every_reason_occurs() {
    for (flags, program, reasons) in CAUSES {
        let (trace, code) = trace(&format!("{flags} --trace-gc"), program);
        for (kind, reason) in reasons {
            assert!(trace.has(kind, reason), "{kind} for {reason}: {program}: {trace:?}");
        }
        assert_eq!(code, Some(if reasons.iter().any(|(_, reason)| *reason == "last resort") { 134 } else { 0 }));
    }
}

#[test]
fn marking_goes_on_between_allocations_and_ends_in_idle_time() {
    // Grows a little at a time, and waits in between, until a marking has ended while nothing was to be done.
    let program = "const { collections } = require('tenure'); const kept = []; let rounds = 0; (function grow() { \
                   for (let i = 0; i < 3000; i++) { kept.push({ i, list: [i] }); [i, [i], { i }, [[i]]]; } const isDone = \
                   collections().some(({ reason }) => reason.endsWith('via task')); if (!isDone && ++rounds < 400) \
                   setTimeout(grow, 5); })()";
    // Nothing is compacted: a marking that begins in idle time, to empty pages, would be the first to end there.
    let (trace, _) = trace("--no-compact --trace-gc --trace-incremental-marking", program);
    assert!(trace.has("Mark-Compact", "finalize incremental marking via task"), "{trace:?}");
    assert!(trace.has("Scavenge", "task"), "{trace:?}");
    let missing: Vec<&str> = MARKING
        .iter()
        .enumerate()
        .filter(|(index, form)| !trace.marking.contains(index) && !form.contains("background"))
        .map(|(_, form)| *form)
        .collect();
    assert!(missing.len() <= 1, "{missing:?}");
}

#[test]
fn pages_of_holes_are_emptied_in_idle_time() {
    let program = "const { collections } = require('tenure'); let all = []; for (let i = 0; i < 400000; i++) all.push({ i }); gc(); \
                   const kept = all.filter((_, i) => i % 10 === 0); all = null; let rounds = 0; (function wait() { \
                   const isDone = collections().some(({ reason }) => reason.endsWith('via task')); \
                   if (!isDone && ++rounds < 100) setTimeout(wait, 20); })()";
    let (trace, _) = trace("--expose-gc --trace-gc", program);
    assert!(trace.has("Mark-Compact (reduce)", "finalize incremental marking via task"), "{trace:?}");
}

#[test]
fn traces_are_switched_on_and_off_by_scripts() {
    let program = "const v8 = require('v8'); gc(); v8.setFlagsFromString('--trace-gc'); gc(); gc({ type: 'minor' }); \
                   v8.setFlagsFromString('--no-trace_gc'); gc(); v8.setFlagsFromString('--trace-gc-nvp'); gc(); \
                   v8.setFlagsFromString('--no-trace-gc-nvp --trace-gc-verbose'); gc()";
    let (trace, code) = trace("--expose-gc", program);
    let kinds: Vec<&str> = trace.collections.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(kinds, ["Mark-Compact", "Scavenge", "Mark-Compact"]);
    assert_eq!((trace.pairs, trace.spaces, code), (1, 1, Some(0)));
}
