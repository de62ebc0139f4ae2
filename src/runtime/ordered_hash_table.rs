//! The hash table of Map and Set: insertion order, and cursors that survive any change.
//!
//! An ORDERED_HASH_TABLE holds entries (key, value, hash) in insertion order and a raw index behind them. A deleted entry
//! has the key HOLE. A table that is rebuilt or cleared keeps only its holes and points to its successor, and so tells a
//! cursor into it where to go on: behind a rebuild, as many places back as holes lay before it; behind a clear, at the start.
//! Source: V8's `OrderedHashTable`, after Tyler Close's deterministic hash tables.

use super::completion::Completion;
use super::scope::Scope;
use super::{bigint_equal, identity_hash, is_object, strings_equal};
use crate::heap::{Local, Parts, Place, Raw, Word, Words};
use crate::value::layout::{iterator, wrapper};
use crate::value::{self, kind};

/// Raw: capacity (low 32 bits), entries used, deleted ones included (high 32 bits).
const INFO: usize = 1;
/// Raw: live entries (low 32 bits), [`CLEARED`].
const LIVE: usize = 2;
/// The successor, or UNDEFINED while the table is current.
const NEXT: usize = 3;
/// First entry: key, value, hash.
const ENTRIES: usize = 4;
/// In [`LIVE`]: the successor began empty.
const CLEARED: u64 = 1 << 32;
/// Entries that are moved for one unit of fuel.
const ENTRIES_A_STEP: u64 = 8;
/// The least capacity.
const SMALLEST: usize = 4;

/// A table, to read: its parts are found once.
#[derive(Clone, Copy)]
struct Table<'h> {
    /// [`INFO`] and [`LIVE`].
    head: &'h [u64],
    /// [`NEXT`], then the entries.
    tagged: Words<'h>,
    /// The index.
    buckets: &'h [u64],
}

impl<'h> Table<'h> {
    #[inline]
    fn of(table: Raw<'h>) -> Table<'h> {
        let Parts { head, tagged, tail } = table.parts();
        Table { head, tagged, buckets: tail }
    }

    #[inline]
    fn word(self, word: usize) -> u64 {
        self.head.get(word - INFO).copied().unwrap_or(0)
    }

    #[inline]
    fn capacity(self) -> usize {
        self.word(INFO) as u32 as usize
    }

    #[inline]
    fn used(self) -> usize {
        (self.word(INFO) >> 32) as usize
    }

    #[inline]
    fn live(self) -> usize {
        self.word(LIVE) as u32 as usize
    }

    #[inline]
    fn next(self) -> Raw<'h> {
        self.tagged.get(0)
    }

    #[inline]
    fn key(self, entry: usize) -> Raw<'h> {
        self.tagged.get(ENTRIES - NEXT + 3 * entry)
    }

    #[inline]
    fn value(self, entry: usize) -> Raw<'h> {
        self.tagged.get(ENTRIES - NEXT + 3 * entry + 1)
    }

    #[inline]
    fn hash(self, entry: usize) -> u32 {
        self.tagged.get(ENTRIES - NEXT + 3 * entry + 2).as_int() as u32
    }

    #[inline]
    fn mask(self) -> usize {
        (2 * self.buckets.len()).wrapping_sub(1)
    }

    /// Bucket `bucket`: 1 + entry; 0: free.
    #[inline]
    fn bucket(self, bucket: usize) -> u32 {
        let pair = self.buckets.get(bucket / 2).copied().unwrap_or(0);
        (pair >> (32 * (bucket & 1))) as u32
    }

    /// The raw word that holds bucket `bucket`.
    #[inline]
    fn bucket_word(self, bucket: usize) -> usize {
        NEXT + self.tagged.len() + bucket / 2
    }

    /// The next entry with this hash, from bucket `bucket` on, and the bucket behind it.
    #[inline]
    fn search(self, bucket: usize, hash: u32) -> Option<(usize, usize)> {
        let mask = self.mask();
        let mut bucket = bucket & mask;
        loop {
            let entry = self.bucket(bucket).checked_sub(1)? as usize;
            bucket = (bucket + 1) & mask;
            if self.hash(entry) == hash {
                return Some((entry, bucket));
            }
        }
    }
}

/// Live entries of a table, and those it has room for.
pub(crate) fn entries_in_use(table: Raw<'_>) -> (usize, usize) {
    let table = Table::of(table);
    (table.live(), table.capacity())
}

/// The keys of a table, oldest first.
pub(crate) fn keys<'h>(table: Raw<'h>) -> impl Iterator<Item = Raw<'h>> {
    let table = Table::of(table);
    (0..table.used()).map(move |entry| table.key(entry)).filter(|key| !key.is_hole())
}

/// A new empty table, for the `VALUE` word of a Map or Set.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordered_table<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    allocate(cx, SMALLEST)
}

fn allocate<'s>(cx: &mut Scope<'s>, capacity: usize) -> Completion<Local<'s>> {
    let capacity = capacity.next_power_of_two().max(SMALLEST);
    let info = capacity as u64;
    cx.allocate_sized(kind::ORDERED_HASH_TABLE, kind::ordered_words(0, info), INFO, info, Place::Young)
}

/// A key as it is stored: -0 becomes +0 (CanonicalizeKeyedCollectionKey, §24.5.1).
pub(crate) fn canonical_key<'s>(cx: &Scope<'_>, key: Local<'s>) -> Local<'s> {
    let raw = cx.raw(key);
    if raw.is_double() { Local::number(raw.as_number() + 0.0) } else { key }
}

/// The hash of a key; `None`: an object which never got one and so is in no table (`make` gives it one).
fn hash_key(cx: &mut Scope<'_>, key: Local<'_>, make: bool) -> Completion<Option<u32>> {
    let raw = cx.raw(key);
    if let Some(word) = raw.as_immediate() {
        let bits = word.bits();
        let mixed = (bits ^ bits >> 32).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        return Ok(Some((mixed >> 33) as u32));
    }
    if is_object(raw) {
        let known = super::butterfly::known_identity_hash(raw);
        return match (known, make) {
            (0, false) => Ok(None),
            (0, true) => identity_hash(cx, key).map(|hash| Some(spread(hash))),
            (known, _) => Ok(Some(spread(known))),
        };
    }
    if value::is_string(raw) {
        let isolate: &mut super::Isolate = cx;
        let hash = isolate.strings.hash(&mut isolate.heap, key);
        return hash.map(|hash| Some(hash >> 1)).map_err(|fault| cx.fault(fault));
    }
    if raw.is_kind(kind::BIGINT) {
        let limb = if raw.size_words() > 2 { raw.raw_word(2) } else { 0 };
        return Ok(Some((limb.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) as u32));
    }
    Ok(Some(raw.aux() >> 1))
}

/// Spreads the 21 bits of an identity hash.
fn spread(hash: u32) -> u32 {
    hash.wrapping_mul(0x9E37_79B1) >> 1
}

/// The entry of `key`.
fn find(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>, hash: u32) -> Completion<Option<usize>> {
    let mut from = hash as usize;
    loop {
        let view = Table::of(cx.raw(table));
        let Some((entry, next)) = view.search(from, hash) else { return Ok(None) };
        if view.key(entry).identical(cx.raw(key)) || same(cx, table, entry, key)? {
            return Ok(Some(entry));
        }
        from = next;
    }
}

/// SameValueZero of the key of an entry and a canonical key that is not the same word.
fn same(cx: &mut Scope<'_>, table: Local<'_>, entry: usize, key: Local<'_>) -> Completion<bool> {
    let (stored, wanted) = (Table::of(cx.raw(table)).key(entry), cx.raw(key));
    if stored.is_kind(kind::BIGINT) && wanted.is_kind(kind::BIGINT) {
        return Ok(bigint_equal(stored, wanted));
    }
    if !value::is_string(stored) || !value::is_string(wanted) {
        return Ok(false);
    }
    let mut cx = cx.open();
    let stored = cx.word(table, ENTRIES + 3 * entry)?;
    strings_equal(&mut cx, stored, key)
}

/// Number of entries of a Map or Set. Pure.
pub(crate) fn collection_size(cx: &Scope<'_>, holder: Local<'_>) -> usize {
    Table::of(cx.raw(holder).word(wrapper::VALUE)).live()
}

/// Whether a Map or Set has `key`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn collection_has(cx: &mut Scope<'_>, holder: Local<'_>, key: Local<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let table = cx.word(holder, wrapper::VALUE)?;
    locate(&mut cx, table, key).map(|entry| entry.is_some())
}

/// The value of `key` in a Map.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn collection_get<'s>(
    cx: &mut Scope<'s>,
    holder: Local<'_>,
    key: Local<'_>,
) -> Completion<Option<Local<'s>>> {
    let depth = cx.heap.stack_depth();
    let table = cx.word(holder, wrapper::VALUE)?;
    let Some(entry) = locate(cx, table, key)? else {
        cx.heap.truncate_stack(depth);
        return Ok(None);
    };
    let value = cx.local(|isolate| Table::of(isolate.heap.get(table)).value(entry))?;
    Ok(Some(cx.collapse(depth, value)))
}

fn locate(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>) -> Completion<Option<usize>> {
    let key = canonical_key(cx, key);
    match hash_key(cx, key, false)? {
        Some(hash) => find(cx, table, key, hash),
        None => Ok(None),
    }
}

/// Sets or adds `key` (for a Set the value is anything).
///
/// # Errors
/// Termination when there is no memory; RangeError when the collection cannot grow.
pub(crate) fn collection_set(
    cx: &mut Scope<'_>,
    holder: Local<'_>,
    key: Local<'_>,
    value: Local<'_>,
) -> Completion<()> {
    let mut cx = cx.open();
    let key = canonical_key(&cx, key);
    let hash = hash_key(&mut cx, key, true)?.unwrap_or(0);
    let table = cx.word(holder, wrapper::VALUE)?;
    if let Some(entry) = find(&mut cx, table, key, hash)? {
        cx.heap.store(table, ENTRIES + 3 * entry + 1, value);
        return Ok(());
    }
    let view = Table::of(cx.raw(table));
    let (used, capacity, live) = (view.used(), view.capacity(), view.live());
    let table = if used == capacity {
        let wanted = if 2 * live > capacity { 2 * capacity } else { capacity };
        if wanted > 1 << 24 {
            let name = if cx.raw(holder).is_kind(kind::SET) { "Set" } else { "Map" };
            return Err(super::throw_range_error(&mut cx, format_args!("{name} maximum size exceeded")));
        }
        rebuild(&mut cx, holder, table, wanted)?
    } else {
        table
    };
    append(&mut cx, table, key, value, hash);
    Ok(())
}

fn append(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>, value: Local<'_>, hash: u32) {
    let view = Table::of(cx.raw(table));
    let (entry, info, live, mask) = (view.used(), view.word(INFO), view.word(LIVE), view.mask());
    let mut bucket = hash as usize & mask;
    while view.bucket(bucket) != 0 {
        bucket = (bucket + 1) & mask;
    }
    let word = view.bucket_word(bucket);
    let pair = view.buckets.get(bucket / 2).copied().unwrap_or(0);
    let first = ENTRIES + 3 * entry;
    let Some(mut edit) = cx.heap.edit(table) else { return };
    edit.set(first, key);
    edit.set(first + 1, value);
    edit.word(first + 2, Word::int(hash as i32));
    edit.raw(word, pair | (entry as u64 + 1) << (32 * (bucket & 1)));
    edit.raw(INFO, info + (1 << 32));
    edit.raw(LIVE, live + 1);
}

/// Puts a table without deleted entries in the place of `old`.
fn rebuild<'s>(cx: &mut Scope<'s>, holder: Local<'_>, old: Local<'_>, capacity: usize) -> Completion<Local<'s>> {
    let used = Table::of(cx.raw(old)).used();
    cx.step(used as u64 / ENTRIES_A_STEP)?;
    let new = allocate(cx, capacity)?;
    for entry in 0..used {
        let view = Table::of(cx.raw(old));
        if view.key(entry).is_hole() {
            continue;
        }
        let hash = view.hash(entry);
        let mut cx = cx.open();
        let key = cx.local(|isolate| Table::of(isolate.heap.get(old)).key(entry))?;
        let value = cx.local(|isolate| Table::of(isolate.heap.get(old)).value(entry))?;
        append(&mut cx, new, key, value, hash);
    }
    leave(cx, old, new);
    cx.heap.store(holder, wrapper::VALUE, new);
    Ok(new)
}

/// Points a table to its successor and forgets its keys and values, which only a cursor at rest would still keep alive.
/// What was a hole stays one.
fn leave(cx: &mut Scope<'_>, old: Local<'_>, new: Local<'_>) {
    let used = Table::of(cx.raw(old)).used();
    let Some(mut edit) = cx.heap.edit(old) else { return };
    for entry in 0..used {
        let first = ENTRIES + 3 * entry;
        if !edit.get(first).is_hole() {
            edit.word(first, Word::UNDEFINED);
            edit.word(first + 1, Word::UNDEFINED);
        }
    }
    edit.set(NEXT, new);
}

/// Deletes `key`; false when it is not there.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn collection_delete(cx: &mut Scope<'_>, holder: Local<'_>, key: Local<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let table = cx.word(holder, wrapper::VALUE)?;
    let Some(entry) = locate(&mut cx, table, key)? else { return Ok(false) };
    let view = Table::of(cx.raw(table));
    let (capacity, live) = (view.capacity(), view.word(LIVE) - 1);
    if let Some(mut edit) = cx.heap.edit(table) {
        edit.word(ENTRIES + 3 * entry, Word::HOLE);
        edit.word(ENTRIES + 3 * entry + 1, Word::UNDEFINED);
        edit.raw(LIVE, live);
    }
    if capacity > SMALLEST && (live as u32 as usize) < capacity / 4 {
        rebuild(&mut cx, holder, table, capacity / 2)?;
    }
    Ok(true)
}

/// Deletes all entries.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn collection_clear(cx: &mut Scope<'_>, holder: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let old = cx.word(holder, wrapper::VALUE)?;
    let used = Table::of(cx.raw(old)).used();
    if used == 0 {
        return Ok(());
    }
    cx.step(used as u64 / ENTRIES_A_STEP)?;
    let new = allocate(&mut cx, SMALLEST)?;
    let live = cx.raw(old).raw_word(LIVE);
    cx.heap.store_raw(old, LIVE, live | CLEARED);
    leave(&mut cx, old, new);
    cx.heap.store(holder, wrapper::VALUE, new);
    Ok(())
}

/// Starts a cursor: `cursor` is any object with `layout::iterator` words (an iterator, or a RECORD of a `forEach`).
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn cursor_start(cx: &mut Scope<'_>, cursor: Local<'_>, holder: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let table = cx.word(holder, wrapper::VALUE)?;
    cx.heap.store(cursor, iterator::TARGET, table);
    cx.heap.store(cursor, iterator::NEXT, Local::int(0));
    Ok(())
}

/// A cursor for a loop in Rust, without an iterator object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new_cursor<'s>(cx: &mut Scope<'s>, holder: Local<'_>) -> Completion<Local<'s>> {
    let cursor = cx.allocate(crate::heap::Allocation::young(kind::RECORD, 0, iterator::NEXT + 1), |_| {})?;
    cursor_start(cx, cursor, holder)?;
    Ok(cursor)
}

/// The next entry (key, value) of a cursor, or `None` at the end, where it stays for good.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn cursor_next<'s>(cx: &mut Scope<'s>, cursor: Local<'_>) -> Completion<Option<(Local<'s>, Local<'s>)>> {
    let mut table = cx.word(cursor, iterator::TARGET)?;
    if table.immediate().is_some() {
        return Ok(None);
    }
    let mut entry = cx.raw(cursor).word(iterator::NEXT).as_int() as usize;
    while Table::of(cx.raw(table)).next().is_pointer() {
        let view = Table::of(cx.raw(table));
        let is_cleared = view.word(LIVE) & CLEARED != 0;
        entry = if is_cleared { 0 } else { (0..entry).filter(|&before| !view.key(before).is_hole()).count() };
        table = cx.word(table, NEXT)?;
    }
    let view = Table::of(cx.raw(table));
    let used = view.used();
    while entry < used && view.key(entry).is_hole() {
        entry += 1;
    }
    if entry >= used {
        cx.heap.store(cursor, iterator::TARGET, Local::UNDEFINED);
        return Ok(None);
    }
    cx.heap.store(cursor, iterator::TARGET, table);
    cx.heap.store(cursor, iterator::NEXT, Local::int(entry as i32 + 1));
    let key = cx.local(|isolate| Table::of(isolate.heap.get(table)).key(entry))?;
    let value = cx.local(|isolate| Table::of(isolate.heap.get(table)).value(entry))?;
    Ok(Some((key, value)))
}
