//! Listens to a heap, and gives the text that the modes in force ask for.

use super::Tracee;
use super::of_event::{History, space_totals};
use super::report::LastTraces;
use crate::heap::{CollectionKind, Figures, HeapEvent};

/// What is wanted. Any of it may change at any time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Modes {
    /// `--trace-gc`
    pub(crate) lines: bool,
    /// `--trace-gc-nvp`: pairs instead of lines.
    pub(crate) pairs: bool,
    /// `--trace-gc-verbose`: all spaces, and the limits. Lines as well.
    pub(crate) verbose: bool,
    /// `--trace-incremental-marking`
    pub(crate) marking: bool,
    /// `--trace-gc-ignore-scavenger`
    pub(crate) ignores_scavenges: bool,
}

/// What one heap told, as text.
pub(crate) struct Tracer {
    tracee: Tracee,
    /// What is wanted.
    pub(crate) modes: Modes,
    last: LastTraces,
    history: History,
    before: Option<Figures>,
    is_marking: bool,
}

impl Tracer {
    /// Nothing heard yet.
    pub(crate) fn new(tracee: Tracee, modes: Modes) -> Tracer {
        Tracer { tracee, modes, last: LastTraces::new(), history: History::default(), before: None, is_marking: false }
    }

    /// The last few lines, which are kept in any mode.
    pub(crate) fn last(&self) -> &LastTraces {
        &self.last
    }

    /// What there is to say of an event: whole lines, or nothing.
    pub(crate) fn hear(&mut self, event: &HeapEvent<'_>) -> String {
        let tracee = self.tracee;
        match event {
            HeapEvent::CollectionStarted { kind, at_ms, before, .. } => {
                self.before = Some(**before);
                if self.is_marking && self.modes.marking && *kind == CollectionKind::Scavenge {
                    return tracee.scavenge_during_marking(*at_ms);
                }
            }
            HeapEvent::CollectionEnded { event, after } => {
                let before = self.before.take().unwrap_or(**after);
                let collection = self.history.collection(event, &before, after);
                self.last.keep(tracee, &collection);
                return self.show(&collection, event.kind, after);
            }
            HeapEvent::MarkingStarted { start, .. } => {
                self.is_marking = true;
                if self.modes.marking {
                    return tracee.start_of_marking(start);
                }
            }
            HeapEvent::MarkingStep(step) if self.modes.marking => return tracee.step_of_marking(step),
            HeapEvent::MarkingEnded { at_ms, old_bytes, limit } => {
                self.is_marking = false;
                if self.modes.marking {
                    return tracee.end_of_marking(*at_ms, *old_bytes, *limit);
                }
            }
            HeapEvent::LimitSet { at_ms, old_bytes, limit, growth } if self.modes.verbose => {
                return tracee.limit_of_old_generation(*at_ms, *old_bytes, *limit, growth);
            }
            _ => {}
        }
        String::new()
    }

    fn show(&self, collection: &super::Collection, kind: CollectionKind, after: &Figures) -> String {
        let Modes { lines, pairs, verbose, ignores_scavenges, .. } = self.modes;
        if ignores_scavenges && kind == CollectionKind::Scavenge || !(lines || pairs || verbose) {
            return String::new();
        }
        let mut text = if pairs { collection.pairs(self.tracee) } else { collection.line(self.tracee) };
        if verbose {
            text.push_str(&space_totals(after).lines(self.tracee));
        }
        text
    }
}
