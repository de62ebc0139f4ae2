//! Clearing weak tables after a marking, in steps.
//!
//! What a marking found dead keeps its body until its page is swept. So the weak words of a large table (names that are
//! interned, keys of a large WeakMap), or of many small ones, need not be cleared in the pause that
//! ends the marking: no page is swept and no large object released before all are. Until then such a word may refer to
//! something condemned: comparing with it is fine, keeping it is not. `is_condemned` tells, and whoever copies a table calls
//! `finish_clearing` first.

use super::kind::Weakness;
use super::limits::Stress;
use super::marker::Marker;
use super::mutants::Mutant;
use super::page::{EMPTIED, LARGE, Object, SWEPT, YOUNG};
use super::word::Word;
use super::{Heap, Raw};

/// Words of tables that are cleared in the pause that ends a marking.
const WORDS_AT_ONCE: usize = 8 << 10;

/// What looking at a table takes beside its words, as words.
const TABLE_WORDS: usize = 8;

/// The tables whose weak words are to be cleared.
pub(super) struct Clearing {
    /// Old tables that the marking about to end leaves for later.
    left: Vec<usize>,
    /// Old tables under way, all alive. They move only after the pages are swept.
    tables: Vec<usize>,
    /// The next word of the last one, even: no pair is divided.
    cursor: usize,
    /// Words of tables that one pause may clear.
    pub(super) words_at_once: usize,
    /// Words that this pause cleared.
    cleared: usize,
}

impl Clearing {
    pub(super) fn new(stress: Stress) -> Clearing {
        let words_at_once = if matches!(stress, Stress::Step(_)) { 0 } else { WORDS_AT_ONCE };
        Clearing { left: Vec::new(), tables: Vec::new(), cursor: 0, words_at_once, cleared: 0 }
    }

    /// Are there tables with words of the dead?
    #[inline]
    pub(super) fn is_under_way(&self) -> bool {
        !self.tables.is_empty()
    }

    /// A table whose words may hold what `is_condemned` tells.
    pub(super) fn concerns(&self, table: usize) -> bool {
        self.tables.contains(&table)
    }
}

impl Heap {
    /// While a marking ends: is the object's clearing left for later? All other weak words are cleared at once.
    pub(super) fn leave_for_later(&mut self, object: Object) -> bool {
        let is_table = matches!(object.kind_info().weak, Weakness::Ephemerons | Weakness::Transitions);
        let clearing = &mut self.clearing;
        let leaves = is_table
            && self.marking
            && clearing.cleared + object.words() > clearing.words_at_once
            && !object.page().has(YOUNG)
            && clearing.left.try_reserve(1).is_ok();
        if leaves {
            clearing.left.push(object.address());
        } else {
            clearing.cleared += object.words();
        }
        leaves
    }

    /// The marking has ended, and its pages are to be swept: the tables left for later are under way.
    pub(super) fn start_clearing(&mut self) {
        self.clearing.tables = std::mem::take(&mut self.clearing.left);
        (self.clearing.cursor, self.clearing.cleared) = (0, 0);
    }

    /// Did the last marking find dead what the word refers to? For words of tables, until these are cleared.
    pub(super) fn is_dead_word(&self, word: Word) -> bool {
        if !self.clearing.is_under_way() || !word.is_pointer() || self.mutant(Mutant::CondemnedWordsAreRead) {
            return false;
        }
        // SAFETY: (3) what a table refers to keeps its body until the table is cleared.
        let object = unsafe { Object::of(word) };
        let page = object.page();
        match page.get(|header| header.flags) & (YOUNG | LARGE | SWEPT) {
            0 => !page.is_marked(object.address()),
            flags if flags & LARGE != 0 => page.has(EMPTIED),
            _ => false,
        }
    }

    /// As `is_dead_word`, for those who compare with words of a weak table.
    pub(crate) fn is_condemned(&self, raw: Raw<'_>) -> bool {
        self.is_dead_word(raw.word_value())
    }

    /// Clears about so many words; false when nothing is left to be cleared.
    pub(super) fn clear_some(&mut self, mut words: usize) -> bool {
        if !self.clearing.is_under_way() {
            return false;
        }
        while words > 0
            && let Some(&address) = self.clearing.tables.last()
        {
            words = words.saturating_sub(self.clear_part(address, words));
        }
        true
    }

    /// Clears words of the last table; returns how many.
    fn clear_part(&mut self, address: usize, words: usize) -> usize {
        // SAFETY: (3) the table was alive when the marking ended, and nothing was released since.
        let table = unsafe { Object::at(address) };
        let start = self.clearing.cursor;
        let end = start.saturating_add(words.next_multiple_of(2)).min(table.words());
        Marker::new(self).clear_words(table, start, end);
        self.clearing.cursor = end;
        if end == table.words() {
            self.clearing.tables.pop();
            self.clearing.cursor = 0;
        }
        end - start + TABLE_WORDS
    }

    /// Clears what is left of the last marking's weak tables.
    pub(crate) fn finish_clearing(&mut self) {
        while self.clear_some(usize::MAX / 2) {}
    }
}
