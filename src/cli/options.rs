//! The command's options: one table, and a parser that treats it as V8 and Node treat theirs.
//!
//! * `table` – every flag: name, type, default, one line of help
//! * `parse` – command line and `TENURE_OPTIONS` into [`Options`]; refusals with V8's wording and exit code 9
//! * `read` – values of flags
//! * `change` – flags that a script changes while it runs
//! * `help` – the text of `--help`
//!
//! `-` and `_` are alike, `--flag=value` gives a value, `--no-flag` switches off, and whatever follows the script's
//! name belongs to the script.

mod change;
mod help;
mod parse;
mod read;
mod table;

pub(crate) use change::change;
pub(crate) use help::help;
pub(crate) use parse::parse;

use crate::host::RejectionMode;

/// The environment variable that holds flags for every run.
pub(crate) const VARIABLE: &str = "TENURE_OPTIONS";
/// The exit code of a refused command line.
pub(crate) const BAD_OPTION: u8 = 9;

/// What to run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Program {
    /// The prompt, or standard input when that is no terminal.
    #[default]
    Prompt,
    /// Standard input, asked for with `-`.
    StandardInput,
    /// A file, as it was written on the command line.
    File(String),
    /// The text after `-e` or `-p`.
    Text(String),
}

/// How the collector is to be harassed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stress {
    /// A moving collection at each allocation.
    Allocation,
    /// A collection at each n-th allocation.
    Nth(u64),
    /// Collections at random allocations, by this seed.
    Seed(u64),
    /// Collections that move every old object.
    EvacuateAll,
    /// Collections that promote every young object.
    PromoteAll,
    /// Collections, and objects that are born old at all allocation sites.
    PretenureAll,
    /// Marking by one object at each n-th allocation.
    Step(u64),
}

/// When the inspector listens.
#[cfg(all(feature = "devtools", unix))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inspect {
    /// From the start.
    Start,
    /// From the start, and the script waits for a client.
    Wait,
    /// As `Wait`, and the script stops before its first statement.
    Break,
    /// Once a signal comes.
    Signal,
}

/// What a text that is no file is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InputType {
    /// A script.
    CommonJs,
    /// An ECMAScript module.
    Module,
}

/// Everything the command line says. Sizes have the unit of their flag: 0 is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) program: Program,
    /// The script's own arguments.
    pub(crate) script_arguments: Vec<String>,
    /// The command's flags, as written: `process.execArgv`.
    pub(crate) flags: Vec<String>,
    /// Sentences for standard error, before the program runs.
    pub(crate) notes: Vec<String>,

    pub(crate) print: bool,
    pub(crate) check: bool,
    /// Take the program for an ECMAScript module.
    pub(crate) module: bool,
    /// What a text is: the value of `--input-type`.
    pub(crate) input_type: Option<InputType>,
    pub(crate) interactive: bool,
    pub(crate) help: bool,
    pub(crate) version: bool,

    /// Megabytes.
    pub(crate) max_old_space_size: u64,
    /// Megabytes.
    pub(crate) max_semi_space_size: u64,
    /// Kilobytes: a fixed size, for tests with a tiny nursery.
    pub(crate) nursery_size: u64,
    /// Megabytes.
    pub(crate) max_heap_size: u64,
    /// Kilobytes.
    pub(crate) stack_size: u64,
    pub(crate) optimize_for_size: bool,
    pub(crate) promote_by_age_only: bool,
    pub(crate) incremental_marking: bool,
    pub(crate) compact: bool,
    pub(crate) allocation_site_pretenuring: bool,
    pub(crate) predictable: bool,
    /// Units of work, or none for no limit.
    pub(crate) fuel: Option<u64>,

    pub(crate) expose_gc: bool,
    pub(crate) trace_gc: bool,
    pub(crate) trace_gc_nvp: bool,
    pub(crate) trace_gc_verbose: bool,
    pub(crate) trace_incremental_marking: bool,
    pub(crate) trace_gc_ignore_scavenger: bool,
    /// The page to write.
    pub(crate) heap_timeline: Option<String>,
    /// The page to write.
    pub(crate) heap_map: Option<String>,
    pub(crate) cpu_prof: bool,
    pub(crate) cpu_prof_dir: Option<String>,
    pub(crate) cpu_prof_name: Option<String>,
    /// Microseconds.
    pub(crate) cpu_prof_interval: u64,
    pub(crate) heap_prof: bool,
    pub(crate) heap_prof_dir: Option<String>,
    pub(crate) heap_prof_name: Option<String>,
    /// Bytes.
    pub(crate) heap_prof_interval: u64,
    /// The signal that asks for heap snapshots.
    pub(crate) heap_snapshot_signal: Option<String>,
    /// Heap snapshots to be written before memory runs out.
    pub(crate) heap_snapshots_near_limit: u64,
    pub(crate) gc_stress: Option<Stress>,
    pub(crate) verify_heap: bool,
    /// The inspector listens from the start.
    #[cfg(all(feature = "devtools", unix))]
    pub(crate) inspect: bool,
    /// Where it listens.
    #[cfg(all(feature = "devtools", unix))]
    pub(crate) inspect_address: crate::devtools::Address,
    /// The script waits for a client of the inspector's.
    #[cfg(all(feature = "devtools", unix))]
    pub(crate) inspect_wait: bool,
    /// … and stops before its first statement.
    #[cfg(all(feature = "devtools", unix))]
    pub(crate) inspect_brk: bool,
    /// The allocation that fails, counted from 1 after the realm is set up.
    pub(crate) fail_allocation: Option<u64>,

    /// `--unhandled-rejections`
    pub(crate) rejections: RejectionMode,
    pub(crate) warnings: bool,
    pub(crate) deprecation: bool,
    pub(crate) throw_deprecation: bool,
    pub(crate) trace_deprecation: bool,
    pub(crate) trace_warnings: bool,
    pub(crate) trace_uncaught: bool,
    /// Frames in an error's stack.
    pub(crate) stack_trace_limit: u64,
    pub(crate) print_tokens: bool,
    pub(crate) print_ast: bool,
    pub(crate) print_scopes: bool,
    pub(crate) print_tree: bool,
    pub(crate) print_memory: bool,
    pub(crate) test262_host: bool,
}

/// A command line that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// Lines for standard error, without the last line feed.
    pub(crate) text: String,
    pub(crate) exit_code: u8,
}

impl Refusal {
    /// A refusal in the words of the command itself.
    fn new(text: impl std::fmt::Display) -> Refusal {
        Refusal { text: format!("tenure: {text}"), exit_code: BAD_OPTION }
    }
}
