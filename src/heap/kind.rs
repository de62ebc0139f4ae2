//! What the heap must know of a kind of object: where its tagged words are and which of them are weak.
//!
//! The table of kinds is written in the rooms above and handed to `Heap::new`; the heap names no kind of theirs.

use super::header::{FILLER, Header};

/// Which words of an object are tagged. Word 0 is the header; an object of `size` words has words 0 to `size - 1`.
#[derive(Clone, Copy)]
pub(crate) enum Tagging {
    /// No word is tagged.
    None,
    /// Words 1 to the end.
    All,
    /// Words `n` to the end; words 1 to `n - 1` are raw.
    From(usize),
    /// Words 1 to `n`; the rest is raw.
    Prefix(usize),
    /// From the header and word 1: the first tagged word and the one past the last. Must be a pure function.
    Custom(fn(u64, u64) -> (usize, usize)),
}

/// Which tagged words do not keep their targets alive. Only objects made with `Heap::allocate` may be weak.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weakness {
    /// None.
    Strong,
    /// The first `n` tagged words; they become UNDEFINED when their target dies.
    WeakWords(usize),
    /// As `WeakWords`; in addition the object is put on `Heap::take_finalized` when one of its targets dies.
    Finalizable(usize),
    /// Word 1 is raw {u32 live, u32 deleted}, from word 2 on pairs of key and value. A dead key turns the pair into
    /// (HOLE, HOLE), live decreases, deleted increases. A value lives only as long as its key.
    Ephemerons,
    /// All tagged words; they become HOLE when their target dies.
    Transitions,
}

/// One row of the kind table.
#[derive(Clone, Copy)]
pub(crate) struct KindInfo {
    /// For snapshots and dumps.
    pub(crate) name: &'static str,
    /// The size in words from the header and word 1, for objects above 65,535 words. The heap keeps such sizes itself
    /// and only checks this function against them in the verifier.
    pub(crate) size: fn(u64, u64) -> usize,
    /// The tagged words.
    pub(crate) tagged: Tagging,
    /// Is the header's auxiliary a shape id? Then the object keeps that shape alive.
    pub(crate) shaped: bool,
    /// The weak words.
    pub(crate) weak: Weakness,
    /// Must objects of this kind never move?
    pub(crate) non_moving: bool,
    /// What `tagged` says, for the fast path.
    pub(crate) bounds: TaggedBounds,
    /// Are objects of this kind strong, movable, and do their `bounds` tell everything? Filled in by the heap.
    pub(crate) is_simple: bool,
}

/// The first and the last tagged word of every object of a kind that is long enough, as far as the kind alone tells.
#[derive(Clone, Copy)]
pub(crate) struct TaggedBounds {
    /// 0: only the object tells.
    pub(super) first: u16,
    /// `u16::MAX`: to the end.
    pub(super) last: u16,
}

impl TaggedBounds {
    const fn of(tagged: Tagging) -> TaggedBounds {
        let (first, last) = match tagged {
            Tagging::None => (1, 0),
            Tagging::All => (1, u16::MAX),
            Tagging::From(first) => (first as u16, u16::MAX),
            Tagging::Prefix(count) => (1, count as u16),
            Tagging::Custom(_) => (0, 0),
        };
        TaggedBounds { first, last }
    }

    /// Is word `index` tagged, if the object has it? False also when only the object tells.
    #[inline(always)]
    pub(super) fn has(self, index: usize) -> bool {
        index >= self.first as usize && index <= self.last as usize && index != 0
    }

    /// Has no object of the kind a tagged word?
    #[inline(always)]
    pub(super) fn is_untagged(self) -> bool {
        self.first == 1 && self.last == 0
    }

    /// The tagged words of an object of `words` words: the first and the one past the last. Only of a simple kind.
    #[inline(always)]
    pub(super) fn within(self, words: usize) -> (usize, usize) {
        let end = (self.last as usize + 1).min(words);
        ((self.first as usize).min(end), end)
    }

    /// Is word `index` raw, if the object has it? False also when only the object tells.
    #[inline(always)]
    pub(super) fn lacks(self, index: usize) -> bool {
        self.first != 0 && index != 0 && (index < self.first as usize || index > self.last as usize)
    }
}

impl KindInfo {
    /// A strong, unshaped, movable kind: a start for `KindInfo { .., ..KindInfo::plain("name", tagging) }`.
    pub(crate) const fn plain(name: &'static str, tagged: Tagging) -> KindInfo {
        KindInfo {
            name,
            size: unknown_size,
            tagged,
            shaped: false,
            weak: Weakness::Strong,
            non_moving: false,
            bounds: TaggedBounds::of(tagged),
            is_simple: false,
        }
    }

    /// The tagged words of an object of `size` words: the first and the one past the last; within [1, size].
    #[inline(always)]
    pub(super) fn tagged_words(&self, header: Header, word1: u64, size: usize) -> (usize, usize) {
        match self.tagged {
            Tagging::None => (size, size),
            Tagging::All => (1.min(size), size),
            Tagging::From(first) => (first.clamp(1, size), size),
            Tagging::Prefix(count) => (1.min(size), (count + 1).min(size)),
            Tagging::Custom(range) => {
                let (start, end) = range(header.0, word1);
                let end = end.clamp(1, size);
                (start.clamp(1, end), end)
            }
        }
    }
}

fn unknown_size(_: u64, _: u64) -> usize {
    0
}

/// The kinds of one heap, indexed by the header's kind byte.
pub(crate) type KindTable = [KindInfo; 256];

/// The full table: `kinds` first, raw bytes for every kind that nobody registered.
pub(super) fn table(kinds: &[KindInfo]) -> Box<KindTable> {
    let mut table = Box::new([KindInfo::plain("unregistered", Tagging::None); 256]);
    let count = kinds.len().min(FILLER as usize);
    table[..count].copy_from_slice(&kinds[..count]);
    for info in &mut table[..count] {
        // Whatever the row says: the fast paths trust the bounds.
        info.bounds = TaggedBounds::of(info.tagged);
        info.is_simple = info.weak == Weakness::Strong && !info.non_moving && info.bounds.first != 0;
    }
    table[FILLER as usize] = KindInfo::plain("filler", Tagging::None);
    table
}
