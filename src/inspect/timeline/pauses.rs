//! How long pauses were, counted by length.

use crate::heap::CollectionKind;

/// Where one class of lengths ends and the next begins, milliseconds.
pub(super) const EDGES: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Pauses of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Class {
    pub(super) count: usize,
    /// Milliseconds of all of them.
    pub(super) all_ms: f64,
    pub(super) longest_ms: f64,
    /// Of each length: below the first edge, between the first and the second, and so on.
    pub(super) of_length: [usize; EDGES.len() + 1],
}

impl Class {
    fn note(&mut self, milliseconds: f64) {
        self.count += 1;
        self.all_ms += milliseconds;
        self.longest_ms = self.longest_ms.max(milliseconds);
        self.of_length[EDGES.iter().filter(|&&edge| edge <= milliseconds).count()] += 1;
    }
}

/// All pauses.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pauses {
    pub(super) scavenges: Class,
    pub(super) majors: Class,
    /// Of marking and sweeping between allocations and in idle time.
    pub(super) steps: Class,
}

impl Pauses {
    pub(super) fn note(&mut self, kind: CollectionKind, milliseconds: f64) {
        match kind {
            CollectionKind::Scavenge => self.scavenges.note(milliseconds),
            CollectionKind::MarkCompact => self.majors.note(milliseconds),
        }
    }

    pub(super) fn note_step(&mut self, milliseconds: f64) {
        self.steps.note(milliseconds);
    }
}
