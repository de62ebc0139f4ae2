//! What Node gives a script: event loop, timers, console, process, modules, files – and the system's time zone.
//!
//! # The idea
//! A [`Host`] is an engine with Node's surroundings. Rust code keeps what belongs to memory and time (queues, timers,
//! inspection, bytes); what is only convenience (events, assertions, paths) are scripts inside the binary, loaded when
//! they are first required.
//!
//! # The files
//! `install` – the host itself · `state`, `place`, `queue` – what it keeps, outside and inside of the heap ·
//! `collector` – `gc()` and who watches collections · `event_loop`, `tick`, `timers` – when what runs · `fatal` – exceptions that nobody caught · `inspect`, `console`,
//! `output` – values as text · `snapshot` – the heap as a file ·
//! `attention` – who wants something amid a script · `visitor` – who looks on from outside · `profiler`, `ticker` – samples of the stack · `process`, `modules`, `library`, `bytes` – the modules · `zone` – local time
//!
//! # Invariants
//! * JavaScript values that the host keeps lie in the heap, under roots whose origins name them.
//! * Between two callbacks run all ticks and microtasks; nothing of a script runs outside of `Host`'s methods.
//! * A stream that nobody reads any more is not an error.
//!
//! # Glossary
//! *tick*: a function of `process.nextTick`. *place*: a slot in the host's vector of values. *place of a timer*: its slot
//! in the timer queue. *guard*: what turns a thrown value into an uncaught exception.
//!
//! # What it knows nothing about
//! The command line, signals, the inspector.
//!
//! # Sources
//! The behaviour of Node 20 and its documentation; libuv's order of phases.

mod arrivals;
mod attention;
mod bytes;
mod collector;
mod console;
mod event_loop;
mod fatal;
mod held;
mod inspect;
mod install;
mod library;
mod modules;
mod output;
mod place;
mod process;
mod profiler;
mod prompt;
mod property;
mod query;
mod queue;
mod rejection;
mod report;
mod signal_counter;
mod snapshot;
mod state;
mod symbols;
mod tick;
mod ticker;
mod timers;
mod visitor;
mod warning;
pub(crate) mod zone;
mod zone_names;

pub(crate) use attention::await_signal;
pub(crate) use bytes::{class_of_view, length_of_view};
pub(crate) use collector::{FlagChanger, expose_gc, milliseconds_since_1970};
pub(crate) use inspect::{stack_text, text_width};
pub(crate) use install::{Host, HostOptions, Program};
pub(crate) use modules::builtin_module_names;
#[cfg(test)]
pub(crate) use output::Output;
pub(crate) use output::{is_dumb as is_dumb_terminal, wants_colors};
pub(crate) use profiler::{is_profiling, start as start_profile, stop as stop_profile};
pub(crate) use prompt::{
    Hint, active_timers, completions, drawing as heap_drawing, evaluate as evaluate_typed, evaluate_purely, hint,
    open as open_prompt, placement as placement_of_typed, reading, redirect_output, turn as run_due,
};
pub(crate) use query::{instances, object_of_identity};
pub(crate) use rejection::Mode as RejectionMode;
pub(crate) use snapshot::{
    Style as SnapshotStyle, is_signal, listen as listen_for_snapshots, usual_file_name, watch_limit,
    write_to as write_snapshot_file,
};
pub(crate) use ticker::Ticker;
pub(crate) use visitor::{Visitor, visit, visitor_data, write_error_line};
pub(crate) use warning::WarningOptions;
