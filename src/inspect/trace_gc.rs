//! Collections as text: the lines of `--trace-gc`, `--trace-gc-nvp` and `--trace-gc-verbose`, and the report of the
//! last few collections when memory has run out. All of it to the letter of V8 11.3, so that whatever reads V8's
//! traces reads ours.
//!
//! * `tracer` – listens to a heap, and gives the text that the modes in force ask for
//! * `of_event` – what a heap tells, in V8's terms
//! * `line` – one line a collection · `pairs` – the same as `name=value`
//! * `spaces` – what `--trace-gc-verbose` adds · `marking` – `--trace-incremental-marking`, and the limits
//! * `report` – the last few lines, kept as V8 keeps them, and the report at the end

mod line;
mod marking;
mod of_event;
mod pairs;
mod report;
mod spaces;
mod tracer;

pub(crate) use report::out_of_memory_report;
pub(crate) use tracer::{Modes, Tracer};

/// Bytes in what V8 calls a MB.
const MEGABYTE: f64 = 1_048_576.0;

/// Whose collection it was: the start of each line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tracee {
    /// The number of the process.
    pub(crate) process: u32,
    /// The isolate's address, or whatever tells isolates apart.
    pub(crate) isolate: u64,
}

/// Which collector ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Collector {
    Scavenge,
    MarkCompact,
}

/// Bytes in use and bytes committed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) used: u64,
    pub(crate) committed: u64,
}

/// Marking in steps before the pause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Steps {
    pub(crate) count: u32,
    /// Milliseconds of all steps.
    pub(crate) duration: f64,
    /// Milliseconds of the longest.
    pub(crate) longest: f64,
    /// Milliseconds from the first step to the end of the pause.
    pub(crate) elapsed: f64,
}

/// One collection. Times are milliseconds, sizes are bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Collection {
    pub(crate) collector: Collector,
    /// Whether the collector tried to give memory back.
    pub(crate) reduces_memory: bool,
    /// From the isolate's start to the end of the collection.
    pub(crate) at: f64,
    pub(crate) before: Size,
    pub(crate) after: Size,
    pub(crate) pause: f64,
    /// Spent in callbacks of the embedder, within the pause.
    pub(crate) callbacks: f64,
    pub(crate) steps: Option<Steps>,
    /// Part of the time that went to the program and not to collections: on average, and since the last.
    pub(crate) average_utilisation: f64,
    pub(crate) current_utilisation: f64,
    /// Why a collection was needed: `allocation failure`.
    pub(crate) reason: &'static str,
    /// Why this collector was taken: empty for a scavenge.
    pub(crate) collector_reason: &'static str,
    /// What only `--trace-gc-nvp` shows.
    pub(crate) details: Details,
}

/// Figures for `--trace-gc-nvp`. Times are milliseconds, sizes are bytes, ratios are per cent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Details {
    /// From the end of the last collection to the start of this one.
    pub(crate) mutator: f64,
    /// Phases by name, in order.
    pub(crate) phases: Vec<(&'static str, f64)>,
    /// Bytes of the young generation that a millisecond of scavenges dealt with.
    pub(crate) scavenge_throughput: f64,
    /// Bytes that a millisecond of marking in steps dealt with.
    pub(crate) marking_throughput: f64,
    pub(crate) holes_before: u64,
    pub(crate) holes_after: u64,
    /// Allocated since the last collection.
    pub(crate) allocated: u64,
    pub(crate) promoted: u64,
    /// Copied within the new space.
    pub(crate) survived: u64,
    /// Promoted, of what the new space held.
    pub(crate) promotion_ratio: f64,
    /// Promoted or copied, of what the new space held: over the last collections.
    pub(crate) average_survival_ratio: f64,
    /// Promoted, of what the collection before had copied.
    pub(crate) promotion_rate: f64,
    /// Copied, of what the new space held.
    pub(crate) survival_rate: f64,
    /// Bytes a millisecond.
    pub(crate) allocation_throughput: f64,
    /// Pairs of our own, behind V8's: which rule promoted how much.
    pub(crate) extra: Vec<(&'static str, u64)>,
}
