//! The table of WeakMap and WeakSet: keys held weakly, values as long as their keys.
//!
//! An EPHEMERON_TABLE has pairs of key and value from word 2 on, probed linearly: UNDEFINED is a free place, HOLE one
//! that was. The heap empties the pairs of dead keys and keeps the counts in word 1.

use super::completion::Completion;
use super::scope::Scope;
use super::{identity_hash, is_object};
use crate::heap::{Allocation, Local, Raw};
use crate::value::kind;
use crate::value::layout::wrapper;

/// Raw: live (low 32 bits) and deleted pairs (high 32 bits).
const COUNTS: usize = 1;
/// First pair.
const PAIRS: usize = 2;
/// The least number of places.
const SMALLEST: usize = 4;

/// A new empty table, for the `VALUE` word of a WeakMap or WeakSet.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ephemeron_table<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    allocate(cx, SMALLEST)
}

fn allocate<'s>(cx: &mut Scope<'s>, places: usize) -> Completion<Local<'s>> {
    cx.allocate(Allocation::young(kind::EPHEMERON_TABLE, 0, PAIRS + 2 * places), |_| {})
}

fn places(table: Raw<'_>) -> usize {
    (table.size_words() - PAIRS) / 2
}

/// The hash of a key: an object or symbol. `None`: an object which never got one (`make` gives it one).
fn hash_key(cx: &mut Scope<'_>, key: Local<'_>, make: bool) -> Completion<Option<u32>> {
    let raw = cx.raw(key);
    if !is_object(raw) {
        return Ok(Some(raw.aux()));
    }
    match (super::butterfly::known_identity_hash(raw), make) {
        (0, false) => Ok(None),
        (0, true) => identity_hash(cx, key).map(|hash| Some(hash.wrapping_mul(0x9E37_79B1))),
        (known, _) => Ok(Some(known.wrapping_mul(0x9E37_79B1))),
    }
}

/// The word of the key's pair.
fn find(cx: &Scope<'_>, table: Local<'_>, key: Local<'_>, hash: u32) -> Option<usize> {
    let (view, wanted) = (cx.raw(table), cx.raw(key));
    let mask = places(view) - 1;
    let mut place = hash as usize & mask;
    loop {
        let found = view.word(PAIRS + 2 * place);
        if found.is_undefined() {
            return None;
        }
        if found.identical(wanted) {
            return Some(PAIRS + 2 * place);
        }
        place = (place + 1) & mask;
    }
}

fn locate(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>) -> Completion<Option<usize>> {
    Ok(hash_key(cx, key, false)?.and_then(|hash| find(cx, table, key, hash)))
}

/// The value of `key` (an object or symbol) in a WeakMap.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn weak_collection_get<'s>(
    cx: &mut Scope<'s>,
    holder: Local<'_>,
    key: Local<'_>,
) -> Completion<Option<Local<'s>>> {
    let depth = cx.heap.stack_depth();
    let table = cx.word(holder, wrapper::VALUE)?;
    let Some(word) = locate(cx, table, key)? else {
        cx.heap.truncate_stack(depth);
        return Ok(None);
    };
    let value = cx.weak_word(table, word + 1)?;
    Ok(Some(cx.collapse(depth, value)))
}

/// Whether a WeakMap or WeakSet has `key`.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn weak_collection_has(cx: &mut Scope<'_>, holder: Local<'_>, key: Local<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let table = cx.word(holder, wrapper::VALUE)?;
    locate(&mut cx, table, key).map(|word| word.is_some())
}

/// Sets or adds `key`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn weak_collection_set(
    cx: &mut Scope<'_>,
    holder: Local<'_>,
    key: Local<'_>,
    value: Local<'_>,
) -> Completion<()> {
    let mut cx = cx.open();
    let hash = hash_key(&mut cx, key, true)?.unwrap_or(0);
    let mut table = cx.word(holder, wrapper::VALUE)?;
    if let Some(word) = find(&cx, table, key, hash) {
        cx.heap.store(table, word + 1, value);
        return Ok(());
    }
    let (live, deleted) = counts(cx.raw(table));
    if 4 * (live + deleted + 1) > 3 * places(cx.raw(table)) {
        table = rebuild(&mut cx, holder, table, live)?;
    }
    place(&mut cx, table, key, value, hash);
    Ok(())
}

/// An array of the live keys, each followed by its value, for those who look at a collection from outside.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn weak_collection_entries<'s>(cx: &mut Scope<'s>, holder: Local<'_>) -> Completion<Local<'s>> {
    let entries = super::array_create(cx, 0)?;
    let mut cx = cx.open();
    cx.heap.finish_clearing();
    let table = cx.word(holder, wrapper::VALUE)?;
    for pair in 0..places(cx.raw(table)) {
        let word = PAIRS + 2 * pair;
        if !cx.raw(table).word(word).is_pointer() {
            continue;
        }
        let mut cx = cx.open();
        cx.step(1)?;
        let key = cx.weak_word(table, word)?;
        if !cx.raw(key).is_pointer() {
            // A marking that ended meanwhile found it dead.
            continue;
        }
        let value = cx.weak_word(table, word + 1)?;
        super::array_push(&mut cx, entries, key)?;
        super::array_push(&mut cx, entries, value)?;
    }
    Ok(entries)
}

fn counts(table: Raw<'_>) -> (usize, usize) {
    let counts = table.raw_word(COUNTS);
    (counts as u32 as usize, (counts >> 32) as usize)
}

fn place(cx: &mut Scope<'_>, table: Local<'_>, key: Local<'_>, value: Local<'_>, hash: u32) {
    let view = cx.raw(table);
    let mask = places(view) - 1;
    let mut place = hash as usize & mask;
    while !view.word(PAIRS + 2 * place).is_undefined() {
        place = (place + 1) & mask;
    }
    cx.heap.store(table, PAIRS + 2 * place, key);
    cx.heap.store(table, PAIRS + 2 * place + 1, value);
    let counts = cx.raw(table).raw_word(COUNTS);
    cx.heap.store_raw(table, COUNTS, counts + 1);
}

fn rebuild<'s>(cx: &mut Scope<'s>, holder: Local<'_>, old: Local<'_>, live: usize) -> Completion<Local<'s>> {
    let new = allocate(cx, (2 * (live + 1)).next_power_of_two().max(SMALLEST))?;
    cx.heap.finish_clearing();
    for pair in 0..places(cx.raw(old)) {
        let word = PAIRS + 2 * pair;
        if !cx.raw(old).word(word).is_pointer() {
            continue;
        }
        let mut cx = cx.open();
        let key = cx.weak_word(old, word)?;
        let value = cx.weak_word(old, word + 1)?;
        let hash = hash_key(&mut cx, key, true)?.unwrap_or(0);
        place(&mut cx, new, key, value, hash);
    }
    cx.heap.store(holder, wrapper::VALUE, new);
    Ok(new)
}

/// Deletes `key`; false when it is not there.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn weak_collection_delete(cx: &mut Scope<'_>, holder: Local<'_>, key: Local<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let table = cx.word(holder, wrapper::VALUE)?;
    let Some(word) = locate(&mut cx, table, key)? else { return Ok(false) };
    cx.heap.store(table, word, Local::HOLE);
    cx.heap.store(table, word + 1, Local::HOLE);
    let (live, deleted) = counts(cx.raw(table));
    cx.heap.store_raw(table, COUNTS, (live as u64 - 1) | (deleted as u64 + 1) << 32);
    Ok(true)
}
