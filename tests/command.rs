//! The command, run as a user runs it: flags, programs, exit codes, reports, bad input.

#[path = "command/bad_input.rs"]
mod bad_input;
#[path = "command/diff.rs"]
mod diff;
#[path = "command/flags.rs"]
mod flags;
#[path = "command/heap_map.rs"]
mod heap_map;
#[path = "command/input.rs"]
mod input;
#[path = "command/inspect.rs"]
mod inspect;
#[path = "command/leaks.rs"]
mod leaks;
#[path = "command/pages.rs"]
mod pages;
#[path = "command/programs.rs"]
mod programs;
#[path = "command/prompt.rs"]
mod prompt;
#[path = "command/recursion.rs"]
mod recursion;
#[path = "command/run.rs"]
mod run;
#[path = "command/snapshots.rs"]
mod snapshots;
#[path = "command/timeline.rs"]
mod timeline;
#[path = "command/traces.rs"]
mod traces;
