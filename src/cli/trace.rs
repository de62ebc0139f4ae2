//! Collections on standard output, and the report when memory has run out.

use super::options::Options;
use crate::heap::{CollectionEvent, CollectionKind};
use crate::inspect::trace_gc::{Collection, Collector, Details, LastTraces, Size, Steps, Tracee, out_of_memory_report};
use crate::runtime::Isolate;
use std::io::Write;
use std::sync::{Arc, Mutex};

/// The last traces of an isolate, shared with its heap's listener.
pub(super) type Traces = Arc<Mutex<LastTraces>>;

/// Lets the heap tell of its collections: they are kept for the report, and printed if the flags ask for it.
pub(super) fn attach(options: &Options, isolate: &mut Isolate) -> Traces {
    let traces: Traces = Arc::new(Mutex::new(LastTraces::new()));
    let tracee = Tracee { process: std::process::id(), isolate: (&raw const *isolate).addr() as u64 };
    let kept = Arc::clone(&traces);
    let print = options.trace_gc;
    let (pairs, ignore_scavenger) = (options.trace_gc_nvp, options.trace_gc_ignore_scavenger);
    isolate.heap.set_collection_listener(Some(Box::new(move |event| {
        let collection = collection(event);
        if let Ok(mut traces) = kept.lock() {
            traces.keep(tracee, &collection);
        }
        if event.kind == CollectionKind::Scavenge && ignore_scavenger {
            return;
        }
        if print {
            write(&collection.line(tracee));
        }
        if pairs {
            write(&collection.pairs(tracee));
        }
    })));
    traces
}

/// Writes a line to standard output; a closed pipe is no reason to fail.
fn write(line: &str) {
    let _ = writeln!(std::io::stdout(), "{}", line.trim_end_matches('\n'));
}

/// An event as V8 tells it.
fn collection(event: &CollectionEvent) -> Collection {
    let is_scavenge = event.kind == CollectionKind::Scavenge;
    Collection {
        collector: if is_scavenge { Collector::Scavenge } else { Collector::MarkCompact },
        reduces_memory: event.reduce,
        at: event.end_ms,
        before: Size { used: event.used_before as u64, committed: event.committed_before as u64 },
        after: Size { used: event.used_after as u64, committed: event.committed_after as u64 },
        pause: event.pause_ms,
        callbacks: 0.0,
        steps: event.incremental.map(|figures| Steps {
            count: u32::try_from(figures.steps).unwrap_or(u32::MAX),
            duration: figures.steps_ms,
            longest: figures.longest_ms,
            elapsed: figures.since_start_ms,
        }),
        average_utilisation: event.average_mutator_utilization,
        current_utilisation: event.current_mutator_utilization,
        reason: match event.incremental {
            Some(figures) if figures.was_idle => "finalize incremental marking via task",
            Some(_) => "finalize incremental marking via stack guard",
            None => event.reason.text(),
        },
        collector_reason: event.reason.collector_text(event.kind),
        details: details(event),
    }
}

fn details(event: &CollectionEvent) -> Details {
    let survived = event.scavenge.copied_bytes + event.scavenge.promoted_bytes;
    let share =
        |part: usize| if event.young_before == 0 { 0.0 } else { 100.0 * part as f64 / event.young_before as f64 };
    Details {
        mutator: event.mutator_ms,
        allocated: event.allocated as u64,
        promoted: event.scavenge.promoted_bytes as u64,
        survived: survived as u64,
        promotion_ratio: share(event.scavenge.promoted_bytes),
        survival_rate: share(survived),
        extra: vec![
            ("promoted_by_age", event.scavenge.promoted_by_age as u64),
            ("promoted_by_fill", event.scavenge.promoted_by_fill as u64),
        ],
        ..Details::default()
    }
}

/// V8's report on standard error, and a line on what grew most.
pub(super) fn report_out_of_memory(traces: &Traces, growth: Option<String>) {
    let Ok(traces) = traces.lock() else { return };
    let mut text = out_of_memory_report(&traces, "", "Reached heap limit");
    if let Some(growth) = growth {
        text.push_str(&growth);
        text.push('\n');
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
