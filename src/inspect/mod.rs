//! What can be seen of the heap: statistics, trace lines, and (as they arrive) snapshots, retaining paths, leak reports.
//!
//! # The idea
//! The heap reports events as data and never prints; this room turns data into text and files that existing tools
//! read: V8's trace lines to the letter, snapshots that Chrome's DevTools open.
//!
//! # The files
//! `cpu_profile` – where time goes · `allocation_profile` – which functions allocated · `call_frame` – scripts and functions there ·
//! `trace_gc` – V8's trace lines · `gc_profile` – the report of `v8.GCProfiler` · `timeline` – memory over time as a page ·
//! `heap_map` – the heap by address as a page · `page` – what these pages share · `snapshot` – heap snapshots as V8 writes them ·
//! `graph` – a heap's graph in memory, from a file or the live heap: distances, dominators, retained sizes ·
//! `diff` – what grew between two snapshots · `leaks` – what a running program leaks · `json` – writing JSON
//!
//! # What it knows nothing about
//! The interpreter, the built-in objects, and where the text goes.

mod allocation_profile;
mod call_frame;
mod cpu_profile;
mod diff;
mod gc_profile;
mod graph;
mod heap_map;
mod json;
mod leaks;
mod node_type;
mod page;
mod snapshot;
mod timeline;
pub(crate) mod trace_gc;

pub(crate) use allocation_profile::{
    allocation_profile, start_allocation_profile, stop_allocation_profile, track_allocations,
};
pub(crate) use call_frame::script_url;
pub(crate) use cpu_profile::CpuProfile;
pub(crate) use diff::compare;
pub(crate) use gc_profile::GcProfile;
pub(crate) use graph::{HeapGraph, read as read_graph};
pub(crate) use heap_map::{HeapMap, MAP_INTERVAL_MS};
pub(crate) use leaks::{Detective, Report as LeakReport, autopsy};
pub(crate) use page::{About, End};
pub(crate) use snapshot::{write_snapshot, write_timeline};
pub(crate) use timeline::{SAMPLE_INTERVAL_MS, Timeline};
