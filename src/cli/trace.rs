//! Collections on standard output, and the report when memory has run out.

use super::options::{self, Options};
use super::run::stress;
use crate::host::FlagChanger;
use crate::inspect::trace_gc::{Modes, Tracee, Tracer, out_of_memory_report};
use crate::runtime::Isolate;
use std::io::Write;
use std::sync::{Arc, Mutex};

/// What an isolate's heap tells as text, shared with its listener.
pub(super) type Traces = Arc<Mutex<Tracer>>;

/// Lets the heap tell of its collections: they are kept for the report, and printed as far as the flags ask for it.
pub(super) fn attach(options: &Options, isolate: &mut Isolate) -> Traces {
    let tracee = Tracee { process: std::process::id(), isolate: (&raw const *isolate).addr() as u64 };
    let traces: Traces = Arc::new(Mutex::new(Tracer::new(tracee, modes(options))));
    let kept = Arc::clone(&traces);
    let listener = move |event: &crate::heap::HeapEvent<'_>| {
        let text = kept.lock().map(|mut tracer| tracer.hear(event)).unwrap_or_default();
        if !text.is_empty() {
            // A closed pipe is no reason to fail.
            let _ = std::io::stdout().write_all(text.as_bytes());
        }
    };
    isolate.heap.subscribe(None, Box::new(listener));
    traces
}

/// What the flags want to be told.
pub(super) fn modes(options: &Options) -> Modes {
    Modes {
        lines: options.trace_gc,
        pairs: options.trace_gc_nvp,
        verbose: options.trace_gc_verbose,
        marking: options.trace_incremental_marking,
        ignores_scavenges: options.trace_gc_ignore_scavenger,
    }
}

/// What `v8.setFlagsFromString` changes: the traces, and how the collector works. Other flags have no effect any more.
pub(super) fn flag_changer(options: &Options, traces: &Traces) -> FlagChanger {
    let (mut options, traces) = (options.clone(), Arc::clone(traces));
    Box::new(move |isolate, text| {
        let result = options::change(&mut options, text);
        if let Ok(mut tracer) = traces.lock() {
            tracer.modes = modes(&options);
        }
        isolate.heap.set_incremental_marking(options.incremental_marking);
        isolate.heap.set_verify(options.verify_heap);
        isolate.heap.set_stress(stress(options.gc_stress));
        result
    })
}

/// V8's report on standard error, and a line on what grew most.
pub(super) fn report_out_of_memory(traces: &Traces, sentences: [Option<String>; 2]) {
    let Ok(tracer) = traces.lock() else { return };
    let mut text = out_of_memory_report(tracer.last(), "", "Reached heap limit");
    for sentence in sentences.into_iter().flatten() {
        text.push_str(sentence.trim_end());
        text.push('\n');
    }
    let _ = std::io::stderr().write_all(text.as_bytes());
}
