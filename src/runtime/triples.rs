//! Ordered hash tables of triples (key, value, meta): PROPERTY_DICTIONARY and ELEMENT_DICTIONARY.
//!
//! Entries stand in insertion order; a deleted one has the key HOLE and stays until the table is rebuilt. Behind the
//! entries stands a raw index of `2 * capacity` u32 buckets (1 + entry; 0: free), probed linearly.

use super::completion::Completion;
use super::scope::Scope;
use super::shape::find_indexed;
use crate::heap::{Local, Place, Raw};
use crate::value::kind;
use crate::value::layout::{Meta, dictionary};

/// Tables with room for fewer entries never shrink.
const SHRINKING: usize = 256;

/// A table of triples, to read.
#[derive(Clone, Copy)]
pub(crate) struct Triples<'h>(pub(crate) Raw<'h>);

impl<'h> Triples<'h> {
    /// Entries there is room for.
    pub(crate) fn capacity(self) -> usize {
        self.0.raw_word(dictionary::INFO) as u32 as usize
    }

    /// Entries in use, deleted ones included.
    pub(crate) fn used(self) -> usize {
        (self.0.raw_word(dictionary::INFO) >> 32) as usize
    }

    /// Entries not deleted.
    pub(crate) fn live(self) -> usize {
        self.0.raw_word(dictionary::LIVE) as u32 as usize
    }

    /// Key of entry `entry`: HOLE when deleted.
    pub(crate) fn key(self, entry: usize) -> Raw<'h> {
        self.0.word(key_word(entry))
    }

    /// Value of entry `entry`.
    pub(crate) fn value(self, entry: usize) -> Raw<'h> {
        self.0.word(value_word(entry))
    }

    /// Metadata of entry `entry`.
    pub(crate) fn meta(self, entry: usize) -> Meta {
        Meta(self.0.word(value_word(entry) + 1).as_int() as u32)
    }

    /// The entry of `key`.
    pub(crate) fn find(self, key: Raw<'_>) -> Option<usize> {
        let parts = self.0.parts();
        find_indexed(parts.tagged, parts.tail, 3, key, hash(key))
    }

    fn bucket(self, bucket: usize) -> u32 {
        (self.0.raw_word(self.bucket_word(bucket)) >> (32 * (bucket & 1))) as u32
    }

    fn bucket_word(self, bucket: usize) -> usize {
        dictionary::ENTRIES + 3 * self.capacity() + bucket / 2
    }

    /// The entries which are not deleted.
    pub(crate) fn entries(self) -> impl Iterator<Item = usize> + use<'h> {
        (0..self.used()).filter(move |&entry| !self.key(entry).is_hole())
    }
}

/// Word offset of the value of entry `entry`.
pub(crate) const fn value_word(entry: usize) -> usize {
    dictionary::ENTRIES + 3 * entry + 1
}

const fn key_word(entry: usize) -> usize {
    dictionary::ENTRIES + 3 * entry
}

/// The hash of a key: of names it is in the header, of indices it is computed.
fn hash(key: Raw<'_>) -> u32 {
    if key.is_number() {
        let bits = key.as_number() as u64 as u32;
        let mixed = (bits ^ bits >> 16).wrapping_mul(0x7feb_352d);
        mixed ^ mixed >> 15
    } else {
        key.aux()
    }
}

/// A new table of this kind with room for at least `capacity` entries.
pub(crate) fn allocate<'s>(cx: &mut Scope<'s>, kind: u8, capacity: usize) -> Completion<Local<'s>> {
    let capacity = capacity.next_power_of_two().max(4);
    let info = capacity as u64;
    let words = kind::triples_words(0, info);
    cx.allocate_sized(kind, words, dictionary::INFO, info, Place::Young)
}

/// Appends an entry whose key is not there yet. The answer is the table, another one if it had to grow.
pub(crate) fn insert<'s>(
    cx: &mut Scope<'s>,
    table: Local<'s>,
    key: Local<'_>,
    value: Local<'_>,
    meta: Meta,
) -> Completion<Local<'s>> {
    let view = Triples(cx.raw(table));
    let table = if view.used() == view.capacity() {
        let wanted = if view.live() * 4 > view.capacity() * 3 { view.capacity() * 2 } else { view.capacity() };
        rebuild(cx, table, wanted)?
    } else {
        table
    };
    append(cx, table, key, value, meta);
    Ok(table)
}

fn append(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>, value: Local<'_>, meta: Meta) {
    let view = Triples(cx.raw(table));
    let (entry, capacity, live) = (view.used(), view.capacity(), view.0.raw_word(dictionary::LIVE));
    let mask = 2 * capacity - 1;
    let mut bucket = hash(cx.raw(key)) as usize & mask;
    while view.bucket(bucket) != 0 {
        bucket = (bucket + 1) & mask;
    }
    let word = view.bucket_word(bucket);
    let bits = view.0.raw_word(word) | (entry as u64 + 1) << (32 * (bucket & 1));
    cx.heap.store(table, key_word(entry), key);
    cx.heap.store(table, value_word(entry), value);
    cx.heap.store(table, value_word(entry) + 1, Local::int(meta.0 as i32));
    cx.heap.store_raw(table, word, bits);
    cx.heap.store_raw(table, dictionary::INFO, capacity as u64 | (entry as u64 + 1) << 32);
    cx.heap.store_raw(table, dictionary::LIVE, live + 1);
}

/// Deletes entry `entry`.
pub(crate) fn remove(cx: &mut Scope<'_>, table: Local<'_>, entry: usize) {
    cx.heap.store(table, key_word(entry), Local::HOLE);
    cx.heap.store(table, value_word(entry), Local::UNDEFINED);
    let live = cx.raw(table).raw_word(dictionary::LIVE);
    cx.heap.store_raw(table, dictionary::LIVE, live - 1);
}

/// Changes the metadata of entry `entry`.
pub(crate) fn set_meta(cx: &mut Scope<'_>, table: Local<'_>, entry: usize, meta: Meta) {
    cx.heap.store(table, value_word(entry) + 1, Local::int(meta.0 as i32));
}

/// A smaller copy of a table that has lost most of its entries; `None` of any other.
pub(crate) fn shrunk<'s>(cx: &mut Scope<'s>, table: Local<'s>) -> Completion<Option<Local<'s>>> {
    let view = Triples(cx.raw(table));
    let (capacity, live) = (view.capacity(), view.live());
    if capacity < SHRINKING || live * 8 > capacity {
        return Ok(None);
    }
    rebuild(cx, table, 2 * live).map(Some)
}

/// A copy without deleted entries, with room for `capacity`.
fn rebuild<'s>(cx: &mut Scope<'s>, old: Local<'s>, capacity: usize) -> Completion<Local<'s>> {
    let kind = cx.raw(old).kind();
    let new = allocate(cx, kind, capacity)?;
    let extra = cx.raw(old).raw_word(dictionary::LIVE) >> 32;
    let used = Triples(cx.raw(old)).used();
    for entry in 0..used {
        let mut cx = cx.open();
        if Triples(cx.raw(old)).key(entry).is_hole() {
            continue;
        }
        let key = cx.word(old, key_word(entry))?;
        let value = cx.word(old, value_word(entry))?;
        let meta = Triples(cx.raw(old)).meta(entry);
        append(&mut cx, new, key, value, meta);
    }
    let live = cx.raw(new).raw_word(dictionary::LIVE) as u32 as u64;
    cx.heap.store_raw(new, dictionary::LIVE, live | extra << 32);
    Ok(new)
}
