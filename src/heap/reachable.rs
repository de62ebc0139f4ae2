//! What a heap must hold: a count that shares nothing with the collectors but the layout of objects. And a collection of
//! everything in steps, as small as one likes.

use super::events::Reason;
use super::kind::Weakness;
use super::page::Object;
use super::word::Word;
use super::{Heap, Raw};
use std::collections::HashSet;

impl Heap {
    /// The bytes of all objects that can be reached from the roots.
    pub(crate) fn reachable_bytes(&self) -> usize {
        let mut work = Vec::new();
        self.for_each_root(|_, raw| work.extend(raw.object()));
        let (mut bytes, mut tables, mut met) = (0, Vec::new(), HashSet::new());
        loop {
            while let Some(object) = work.pop() {
                if !met.insert(object.address()) {
                    continue;
                }
                bytes += object.words() * 8;
                self.push_strong(object, &mut work);
                if object.kind_info().weak == Weakness::Ephemerons {
                    tables.push(object);
                }
            }
            for &table in &tables {
                for index in (2..table.words().saturating_sub(1)).step_by(2) {
                    let (key, value) = (word(table, index), word(table, index + 1));
                    let is_alive = |word: Word| !word.is_pointer() || met.contains(&word.address());
                    if is_alive(key) && !is_alive(value) {
                        push(value, &mut work);
                    }
                }
            }
            if work.is_empty() {
                return bytes;
            }
        }
    }

    fn push_strong(&self, object: Object, work: &mut Vec<Object>) {
        let info = object.kind_info();
        let (start, end) = object.tagged_words();
        let start = match info.weak {
            Weakness::Strong => start,
            Weakness::WeakWords(count) | Weakness::Finalizable(count) => start + count,
            Weakness::Ephemerons | Weakness::Transitions => end,
        };
        (start..end).for_each(|index| push(word(object, index), work));
        if info.shaped {
            work.extend(self.shapes.get(object.header().aux()));
        }
    }

    /// Evacuates every page from now on, however full, but collects no more often than before.
    pub(crate) fn evacuate_every_page(&mut self) {
        self.options.evacuate_all = true;
    }

    /// Collects everything by a marking in steps of about so many bytes, and moves what is to be evacuated.
    pub(crate) fn collect_in_steps(&mut self, bytes: usize) {
        // What survives two scavenges is old; young objects count as live.
        for _ in 0..2 {
            self.finish_under_way();
            assert!(self.collect_young(Reason::Testing));
        }
        if !self.marking {
            self.start_incrementally(Reason::Testing);
        }
        while self.marking && !self.is_all_marked() {
            self.mark_some(bytes, f64::INFINITY);
        }
        self.finish_under_way();
        while self.is_evacuating() {
            assert!(self.collect_young(Reason::Testing));
            self.finish_under_way();
        }
    }

    /// Ends a marking under way, and sweeps all pages.
    fn finish_under_way(&mut self) {
        if self.marking {
            assert!(self.collect_young(Reason::Testing));
        }
        if self.marking {
            self.finish_incrementally(true);
        }
        self.finish_sweeping();
    }
}

fn word(object: Object, index: usize) -> Word {
    // SAFETY: (3), (4) the callers look at tagged words of live objects only.
    unsafe { *object.slot(index) }
}

fn push(word: Word, work: &mut Vec<Object>) {
    // SAFETY: (3) the word was read from a live object.
    work.extend(unsafe { Raw::from_word(word) }.object());
}
