//! The table of flags. To add one: a row here, and a field of `Options`.

use super::{Options, Stress};

/// Where a flag's value goes, and so its type.
#[derive(Clone, Copy)]
pub(super) enum Type {
    /// On or off.
    Switch(fn(&mut Options) -> &mut bool),
    /// A size: whole numbers of its unit, from 0.
    Size(fn(&mut Options) -> &mut u64),
    /// A whole number in bounds, both included.
    Number(fn(&mut Options) -> &mut u64, i64, i64),
    /// A count that is absent unless given.
    Count(fn(&mut Options) -> &mut Option<u64>),
    /// The name of a page to write: it ends in `.html`.
    Page(fn(&mut Options) -> &mut Option<String>),
    /// A text: the next argument, or after `=`.
    Text(fn(&mut Options) -> &mut Option<String>),
    /// The name of a signal.
    Signal(fn(&mut Options) -> &mut Option<String>),
    /// Where the inspector listens, `[host:]port`.
    #[cfg(all(feature = "devtools", unix))]
    Inspect(super::Inspect),
    /// A way to harass the collector; `alloc` if none is given.
    Stress(fn(&mut Options) -> &mut Option<Stress>),
    /// A program text: the next argument, or after `=`.
    Program,
    /// A program text if the next argument is no flag; prints its value.
    Print,
    /// What becomes of rejections: one of the modes of `host`.
    Rejections,
    /// What a text is: `commonjs` or `module`.
    Input,
    /// V8's former flag in kilobytes, taken as `--max-semi-space-size`.
    NewSpace,
}

/// Whether `TENURE_OPTIONS` may hold the flag.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Anywhere,
    CommandLine,
}

/// One flag.
pub(super) struct Flag {
    pub(super) name: &'static str,
    /// Other spellings, with their dash.
    pub(super) short: &'static [&'static str],
    pub(super) kind: Type,
    pub(super) place: Place,
    /// What `--help` shows behind `=`.
    pub(super) operand: &'static str,
    /// The value without the flag, as `--help` shows it.
    pub(super) default: &'static str,
    pub(super) help: &'static str,
}

/// A flag of the engine, allowed anywhere.
const fn flag(
    name: &'static str,
    kind: Type,
    operand: &'static str,
    default: &'static str,
    help: &'static str,
) -> Flag {
    Flag { name, short: &[], kind, place: Place::Anywhere, operand, default, help }
}

const fn switch(name: &'static str, field: fn(&mut Options) -> &mut bool, help: &'static str) -> Flag {
    flag(name, Type::Switch(field), "", "", help)
}

/// A flag that says what to run: on the command line only.
const fn command(name: &'static str, short: &'static [&'static str], kind: Type, help: &'static str) -> Flag {
    Flag { name, short, kind, place: Place::CommandLine, operand: "", default: "", help }
}

pub(super) const FLAGS: &[Flag] = &[
    command("eval", &["-e"], Type::Program, "run the text after it"),
    command("print", &["-p", "-pe"], Type::Print, "run the text after it and print its value"),
    command("check", &["-c"], Type::Switch(|to| &mut to.check), "check the syntax without running"),
    command("module", &[], Type::Switch(|to| &mut to.module), "take the program for a module, as a file .mjs"),
    flag("input-type", Type::Input, "type", "commonjs", "what the text of -e or of standard input is; or module"),
    command(
        "interactive",
        &["-i"],
        Type::Switch(|to| &mut to.interactive),
        "open the prompt, after the text of -e if there is one",
    ),
    command("help", &["-h"], Type::Switch(|to| &mut to.help), "print this text"),
    command("version", &["-v"], Type::Switch(|to| &mut to.version), "print the version"),
    flag(
        "max-old-space-size",
        Type::Size(|to| &mut to.max_old_space_size),
        "MB",
        "1400",
        "limit of the old generation",
    ),
    flag("max-semi-space-size", Type::Size(|to| &mut to.max_semi_space_size), "MB", "16", "limit of a semi-space"),
    flag("nursery-size", Type::Size(|to| &mut to.nursery_size), "KB", "", "fix the size of a semi-space, from 512"),
    flag("max-new-space-size", Type::NewSpace, "KB", "", "V8's former name for the semi-space, in kilobytes"),
    flag("max-heap-size", Type::Size(|to| &mut to.max_heap_size), "MB", "0", "limit of the whole heap; 0 is none"),
    flag("stack-size", Type::Number(|to| &mut to.stack_size, 16, 1 << 20), "KB", "984", "limit of the script's stack"),
    flag("fuel", Type::Count(|to| &mut to.fuel), "n", "", "stop after about n units of work"),
    switch("optimize-for-size", |to| &mut to.optimize_for_size, "prefer a small heap to speed: semi-spaces of 1 MB"),
    switch(
        "incremental-marking",
        |to| &mut to.incremental_marking,
        "mark in short steps between allocations; switched off, all at once",
    ),
    switch("compact", |to| &mut to.compact, "move what lives out of pages that are mostly free"),
    switch(
        "allocation-site-pretenuring",
        |to| &mut to.allocation_site_pretenuring,
        "make objects in old space where those before survived",
    ),
    switch(
        "promote-by-age-only",
        |to| &mut to.promote_by_age_only,
        "promote what survives twice, and not all once to-space is a quarter full",
    ),
    switch("predictable", |to| &mut to.predictable, "no clock and no entropy in the engine's decisions"),
    switch("expose-gc", |to| &mut to.expose_gc, "give scripts the function gc()"),
    switch("trace-gc", |to| &mut to.trace_gc, "print a line after each collection"),
    switch("trace-gc-nvp", |to| &mut to.trace_gc_nvp, "print name=value pairs after each collection"),
    switch("trace-gc-verbose", |to| &mut to.trace_gc_verbose, "print a line and all spaces after each collection"),
    switch("trace-incremental-marking", |to| &mut to.trace_incremental_marking, "print each step of marking"),
    switch("trace-gc-ignore-scavenger", |to| &mut to.trace_gc_ignore_scavenger, "leave scavenges out of the trace"),
    flag(
        "heap-timeline",
        Type::Page(|to| &mut to.heap_timeline),
        "file.html",
        "",
        "write a page that draws memory over time",
    ),
    flag(
        "heap-map",
        Type::Page(|to| &mut to.heap_map),
        "file.html",
        "",
        "write a page that shows the heap, cell by cell, while it is collected",
    ),
    flag(
        "heapsnapshot-signal",
        Type::Signal(|to| &mut to.heap_snapshot_signal),
        "name",
        "",
        "write a heap snapshot whenever this signal comes: SIGUSR2",
    ),
    flag(
        "heapsnapshot-near-heap-limit",
        Type::Number(|to| &mut to.heap_snapshots_near_limit, 0, u32::MAX as i64),
        "n",
        "0",
        "write up to n heap snapshots before memory runs out",
    ),
    #[cfg(all(feature = "devtools", unix))]
    flag("inspect", Type::Inspect(super::Inspect::Start), "[host:]port", "127.0.0.1:9229", "let DevTools connect"),
    #[cfg(all(feature = "devtools", unix))]
    flag(
        "inspect-brk",
        Type::Inspect(super::Inspect::Break),
        "[host:]port",
        "",
        "let DevTools connect, and stop before the first statement",
    ),
    #[cfg(all(feature = "devtools", unix))]
    flag(
        "inspect-wait",
        Type::Inspect(super::Inspect::Wait),
        "[host:]port",
        "",
        "let DevTools connect, and start when they say so",
    ),
    #[cfg(all(feature = "devtools", unix))]
    flag(
        "inspect-port",
        Type::Inspect(super::Inspect::Signal),
        "[host:]port",
        "",
        "where DevTools can connect once SIGUSR1 comes",
    ),
    switch("cpu-prof", |to| &mut to.cpu_prof, "write a profile of where time goes, which DevTools open"),
    flag("cpu-prof-dir", Type::Text(|to| &mut to.cpu_prof_dir), "folder", "", "the folder of the CPU profile"),
    flag("cpu-prof-name", Type::Text(|to| &mut to.cpu_prof_name), "file", "", "the name of the CPU profile"),
    flag(
        "cpu-prof-interval",
        Type::Number(|to| &mut to.cpu_prof_interval, 50, i32::MAX as i64),
        "us",
        "1000",
        "time between two samples of the CPU profile",
    ),
    switch("heap-prof", |to| &mut to.heap_prof, "write a profile of what functions allocated, which DevTools open"),
    flag("heap-prof-dir", Type::Text(|to| &mut to.heap_prof_dir), "folder", "", "the folder of the heap profile"),
    flag("heap-prof-name", Type::Text(|to| &mut to.heap_prof_name), "file", "", "the name of the heap profile"),
    flag(
        "heap-prof-interval",
        Type::Number(|to| &mut to.heap_prof_interval, 1, i32::MAX as i64),
        "bytes",
        "524288",
        "bytes between two samples of the heap profile",
    ),
    flag(
        "gc-stress",
        Type::Stress(|to| &mut to.gc_stress),
        "how",
        "",
        "alloc, nth:N, seed:S, step:N, evacuate-all, promote-all or pretenure-all",
    ),
    switch("verify-heap", |to| &mut to.verify_heap, "verify the heap before and after each collection"),
    flag("fail-allocation", Type::Count(|to| &mut to.fail_allocation), "n", "", "let the n-th allocation fail"),
    flag(
        "stack-trace-limit",
        Type::Number(|to| &mut to.stack_trace_limit, 0, 1 << 20),
        "n",
        "10",
        "frames in a stack trace",
    ),
    flag(
        "unhandled-rejections",
        Type::Rejections,
        "mode",
        "throw",
        "strict, warn, none, throw or warn-with-error-code",
    ),
    switch("warnings", |to| &mut to.warnings, "print warnings (default: on)"),
    switch("deprecation", |to| &mut to.deprecation, "tell of deprecations (default: on)"),
    switch("throw-deprecation", |to| &mut to.throw_deprecation, "make exceptions of deprecations"),
    switch("trace-deprecation", |to| &mut to.trace_deprecation, "print deprecations with their stacks"),
    switch("trace-warnings", |to| &mut to.trace_warnings, "print warnings with their stacks"),
    switch("trace-uncaught", |to| &mut to.trace_uncaught, "print where uncaught exceptions were thrown"),
    switch("print-tokens", |to| &mut to.print_tokens, "print the tokens"),
    switch("print-ast", |to| &mut to.print_ast, "print the syntax tree"),
    switch("print-scopes", |to| &mut to.print_scopes, "print the scopes"),
    switch("print-tree", |to| &mut to.print_tree, "print the executable tree"),
    switch("print-memory", |to| &mut to.print_memory, "print what each part of the memory holds at the end"),
    switch("test262-host", |to| &mut to.test262_host, "give scripts what the conformance tests ask of a host"),
];

/// The flag of this name. `-` and `_` are alike.
pub(super) fn find(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.name == name.replace('_', "-"))
}

/// The flag of this short spelling, dash included.
pub(super) fn find_short(spelling: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.short.contains(&spelling))
}
