//! `--heap-timeline`: the page holds what happened, whatever the end of the program, and a browser draws it.

use crate::pages::{drawn, judge, page_of};
use crate::run::{File, Outcome, tenure};

/// The page that a program leaves, and its run.
fn timeline(flags: &[&str], program: &str) -> (String, Outcome, File) {
    page_of("heap-timeline", flags, program)
}

/// Sentences about the data that must be true of every page.
const CONSISTENT: &str = "
const { samples, resident, collections, pauses, marking, duration } = data;
const isSorted = (list) => list.every((one, index) => index === 0 || list[index - 1] <= one);
const close = (one, other) => Math.abs(one - other) < 0.01 + other / 1e4;
const checks = {
  columns: new Set(Object.values(samples).map(({ length }) => length)).size === 1 && samples.time.length > 2,
  order: isSorted(samples.time) && isSorted(resident.time) && isSorted(collections.map(({ end }) => end)),
  end: samples.time.at(-1) === duration,
  pages: samples.time.every((_, index) => samples.heapUsed[index] <= samples.heapTotal[index]),
  resident: resident.time.length === resident.rss.length,
  marking: marking.every(({ start, end }) => start <= end && end <= duration),
};
for (const kind of ['scavenge', 'markCompact']) {
  const ours = collections.filter((collection) => collection.kind === kind);
  const { count, all, longest, counts } = pauses[kind];
  const sum = (numbers) => numbers.reduce((one, other) => one + other, 0);
  checks[`${kind} count`] = sum(ours.map((one) => one.count)) === count && sum(counts) === count;
  checks[`${kind} time`] = close(sum(ours.map((one) => one.allPauses)), all);
  checks[`${kind} longest`] = close(Math.max(0, ...ours.map((one) => one.pause)), longest);
}
for (const { end, heapUsed, start, reason } of collections) {
  if (end < start || heapUsed[1] > heapUsed[0] || !reason) checks[`collection at ${end}`] = false;
}
for (const [name, holds] of Object.entries(checks)) if (!holds) console.log(`wrong: ${name}`);
";

const PROGRAM: &str = "let kept = []; for (let i = 0; i < 300000; i++) kept.push({ i, list: [i] }); \
                       const buffers = []; for (let i = 0; i < 20; i++) buffers.push(Buffer.alloc(1 << 20)); \
                       setTimeout(() => { kept = null; gc(); }, 50)";

#[test]
fn the_data_are_complete_and_agree_with_each_other() {
    let (page, run, _file) = timeline(&["--expose-gc"], PROGRAM);
    assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("", "", Some(0)));
    assert_eq!(judge(&page, CONSISTENT), "");
    let program = "const { samples, collections } = data; const last = collections.at(-1); \
                   console.log(data.program, data.exitCode, data.outOfMemory, last.kind, last.reason); \
                   console.log(Math.max(...samples.heapUsed) > 20e6, samples.heapUsed.at(-1) < 10e6); \
                   console.log(Math.max(...samples.external) >= 20 * 2 ** 20, data.marking.length > 0)";
    assert_eq!(judge(&page, program), "[eval] 0 false markCompact testing\ntrue true\ntrue true\n");
}

#[test]
fn samples_are_taken_while_the_program_waits_and_allocates_without_collections() {
    let program = "let i = 0; const id = setInterval(() => { if (++i === 12) clearInterval(id); }, 20)";
    let (page, ..) = timeline(&[], program);
    assert_eq!(judge(&page, CONSISTENT), "");
    let program = "const inside = data.samples.time.filter((time) => time > 50 && time < 200); \
                   console.log(inside.length >= 4, data.resident.rss.every((bytes) => bytes > 1e6))";
    if cfg!(target_os = "linux") {
        assert_eq!(judge(&page, program), "true true\n");
    }
}

#[test]
fn the_page_is_written_however_the_program_ends() {
    let ends = [
        ("null.x", Some(1), "1 false"),
        ("process.exit(7)", Some(7), "7 false"),
        ("const kept = []; for (;;) kept.push({ kept })", Some(134), "null true"),
        ("Promise.reject(new Error('x'))", Some(1), "1 false"),
        ("setTimeout(() => { throw 1 }, 1)", Some(1), "1 false"),
    ];
    for (program, code, shown) in ends {
        let (page, run, _file) = timeline(&["--max-old-space-size=16"], program);
        assert_eq!(run.code, code, "{program}");
        assert_eq!(judge(&page, CONSISTENT), "", "{program}");
        let told = judge(&page, "console.log(data.exitCode, data.outOfMemory); console.log(data.moments.length > 0)");
        assert_eq!(told, format!("{shown}\n{}\n", code == Some(134)), "{program}");
    }
}

#[test]
fn names_that_are_no_pages_are_refused() {
    let refused = |word: &str, expected: &str| {
        let run = tenure(&[word, "-e", "console.log(1)"]);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str(), run.code), ("", expected, Some(9)));
    };
    refused("--heap-timeline=a.js", "tenure: --heap-timeline writes a page: \"a.js\" does not end in .html\n");
    refused("--heap-timeline=.html", "tenure: --heap-timeline writes a page: \".html\" does not end in .html\n");
    refused("--heap-timeline", "tenure: --heap-timeline requires an argument: --heap-timeline=file.html\n");
    let file = File::new("a", "");
    let run = tenure(&[&format!("--heap-timeline={}/b.html", file.path()), "-e", "console.log(1)"]);
    assert!(run.stderr.starts_with("tenure: cannot write ") && run.stdout.is_empty(), "{}", run.stderr);
    assert_eq!(run.code, Some(1));
}

#[test]
fn a_browser_draws_all_of_it() {
    let (page, _, file) = timeline(&["--expose-gc"], PROGRAM);
    let counts = judge(&page, "console.log(data.collections.length, data.samples.time.length, data.marking.length)");
    let numbers: Vec<&str> = counts.split_whitespace().collect();
    for width in [1200, 500] {
        let Some(dom) = drawn(&file, width) else { return };
        let drawn = format!("data-drawn=\"{} collections, {} samples\"", numbers[0], numbers[1]);
        assert!(dom.contains(&drawn), "{drawn}: {}", &dom[..dom.len().min(4000)]);
        for line in ["heapUsed", "heapTotal", "external", "rss"] {
            assert!(dom.contains(&format!("data-line=\"{line}\"")), "{line}");
        }
        let marks = dom.matches("data-kind=\"scavenge\"").count() + dom.matches("data-kind=\"markCompact\"").count();
        assert_eq!(marks.to_string(), numbers[0]);
        assert!(dom.contains("<td>") && dom.contains("testing") && !dom.contains("NaN"), "tables and figures");
    }
}
