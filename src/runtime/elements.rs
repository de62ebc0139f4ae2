//! Elements: properties whose keys are array indices. No checks of extensibility or attributes.
//!
//! Fast elements stand in the butterfly; HOLE is "absent"; all have the attributes their shape's flags say (W E C unless
//! sealed or frozen). An object with other attributes, or with few elements far apart, has an ELEMENT_DICTIONARY.

use super::butterfly;
use super::completion::Completion;
use super::scope::Scope;
use super::shape::{Shape, element_attributes};
use super::triples::{self, Triples};
use crate::heap::{Heap, Local, Raw, Word};
use crate::value::kind;
use crate::value::layout::{self, ButterflyInfo, Meta, attribute, shape};

/// Growing by more than this many elements at once is worth a look at how full they are.
const LONGEST_GAP: usize = 1024;
/// A gap before the elements is not worth closing up to this many words.
const SMALLEST_GAP: usize = 64;
/// A sparse object whose elements would fill this share of a fast butterfly (one in ...) becomes fast again.
const WORTH_FAST: usize = 9;

/// The own element `index`: value (or ACCESSOR_PAIR) and attributes. Pure; virtual elements of exotic objects are not
/// seen.
#[inline]
pub(crate) fn own<'h>(heap: &'h Heap, object: Raw<'h>, index: u32) -> Option<(Raw<'h>, Meta)> {
    let wings = object.word(layout::BUTTERFLY);
    if !wings.is_pointer() {
        return None;
    }
    let info = ButterflyInfo(wings.raw_word(layout::butterfly::INFO));
    if (index as usize) < info.elements() {
        let value = wings.word(info.first_element() + index as usize);
        let guarded = object.flags() & layout::GUARDED_ELEMENTS != 0;
        let attributes = if guarded { element_attributes(Shape::of(heap, object)) } else { attribute::ALL };
        return (!value.is_hole()).then_some((value, Meta(attributes)));
    }
    let table = sparse_table(wings, info)?;
    let entry = table.find(number(index))?;
    Some((table.value(entry), table.meta(entry)))
}

fn number<'h>(index: u32) -> Raw<'h> {
    Raw::immediate(Word::number(index as f64))
}

fn sparse_table<'h>(wings: Raw<'h>, info: ButterflyInfo) -> Option<Triples<'h>> {
    if !info.is_sparse() {
        return None;
    }
    let table = wings.word(info.first_element());
    table.is_pointer().then_some(Triples(table))
}

/// Number of elements there is room for without growing; 0 for sparse objects. Pure.
pub(crate) fn capacity(object: Raw<'_>) -> usize {
    butterfly::info(object).elements()
}

/// Whether an object's elements are in a dictionary. Pure.
pub(crate) fn is_sparse(object: Raw<'_>) -> bool {
    butterfly::info(object).is_sparse()
}

/// The dense elements of an object as a slice of words to read: element i is `word(first + i)`. `None` if it is sparse.
pub(crate) fn dense<'h>(object: Raw<'h>) -> Option<(Raw<'h>, usize, usize)> {
    let wings = object.word(layout::BUTTERFLY);
    if !wings.is_pointer() {
        return Some((wings, 0, 0));
    }
    let info = ButterflyInfo(wings.raw_word(layout::butterfly::INFO));
    (!info.is_sparse()).then(|| (wings, info.first_element(), info.elements()))
}

/// Creates or overwrites element `index` as a data property with attributes W E C, or overwrites keeping attributes.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn put(cx: &mut Scope<'_>, object: Local<'_>, index: u32, value: Local<'_>) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    note_indexed(cx, object);
    if (index as usize) < info.elements() {
        return store(cx, object, info.first_element() + index as usize, value);
    }
    if info.is_sparse() {
        return put_sparse(cx, object, index, value, None);
    }
    if is_worth_growing(cx, object, index as usize) {
        grow(cx, object, index as usize + 1)?;
        let info = butterfly::info(cx.raw(object));
        return store(cx, object, info.first_element() + index as usize, value);
    }
    make_sparse(cx, object)?;
    put_sparse(cx, object, index, value, None)
}

/// Creates or overwrites element `index` with any attributes; `value` may be an ACCESSOR_PAIR.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    index: u32,
    value: Local<'_>,
    attributes: u32,
) -> Completion<()> {
    let shape = Shape::of(cx.heap(), cx.raw(object));
    if attributes == element_attributes(shape) && !is_sparse(cx.raw(object)) {
        return put(cx, object, index, value);
    }
    note_indexed(cx, object);
    make_sparse(cx, object)?;
    put_sparse(cx, object, index, value, Some(attributes))
}

fn store(cx: &mut Scope<'_>, object: Local<'_>, word: usize, value: Local<'_>) -> Completion<()> {
    let depth = cx.heap.stack_depth();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    cx.heap.store(wings, word, value);
    cx.heap.truncate_stack(depth);
    Ok(())
}

/// An indexed property on a prototype ends the time when holes could be read without a look at the chain.
fn note_indexed(cx: &mut Scope<'_>, object: Local<'_>) {
    if cx.indexed_prototype_protector && Shape::of(cx.heap(), cx.raw(object)).has(shape::IS_PROTOTYPE) {
        cx.indexed_prototype_protector = false;
        cx.bump_prototype_epoch();
    }
}

fn is_worth_growing(cx: &Scope<'_>, object: Local<'_>, index: usize) -> bool {
    let raw = cx.raw(object);
    let capacity = capacity(raw);
    if index < capacity + LONGEST_GAP {
        return true;
    }
    let used = match dense(raw) {
        Some((wings, first, count)) => (first..first + count).filter(|&word| !wings.word(word).is_hole()).count(),
        None => 0,
    };
    index < WORTH_FAST * used
}

/// Makes room for `count` fast elements, and half as many again.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn grow(cx: &mut Scope<'_>, object: Local<'_>, count: usize) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    if count <= info.elements() {
        return Ok(());
    }
    let used = butterfly::used_overflow(cx, object);
    let gap = info.overflow() - used;
    if gap > info.elements() / 2 && count <= info.elements() + gap {
        return close_gap(cx, object, gap);
    }
    let capacity = count + count / 2 + if info.elements() == 0 { 4 } else { 16 };
    butterfly::resize(cx, object, capacity.min(u32::MAX as usize), used, false)
}

/// Moves the elements to the front of what they stand in: `gap` words behind them become room.
fn close_gap(cx: &mut Scope<'_>, object: Local<'_>, gap: usize) -> Completion<()> {
    let mut cx = cx.open();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let info = butterfly::info(cx.raw(object));
    let (first, count) = (info.first_element(), info.elements());
    cx.heap.bulk_move(wings, first, first - gap, count);
    cx.heap.fill(wings, first - gap + count..first + count, Local::HOLE);
    butterfly::set_info(&mut cx, wings, ButterflyInfo::new(count + gap, info.overflow() - gap, false));
    Ok(())
}

/// Takes the first `count` of the fast elements away: those behind them have indices as much smaller, and none moves.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn drop_first(cx: &mut Scope<'_>, object: Local<'_>, count: usize) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    let count = count.min(info.elements());
    if count == 0 || info.is_sparse() {
        return Ok(());
    }
    let depth = cx.heap.stack_depth();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let first = info.first_element();
    cx.heap.fill(wings, first..first + count, Local::HOLE);
    let left = info.elements() - count;
    butterfly::set_info(cx, wings, ButterflyInfo::new(left, info.overflow() + count, false));
    cx.heap.truncate_stack(depth);
    let used = butterfly::used_overflow(cx, object);
    let gap = info.overflow() + count - used;
    if gap > SMALLEST_GAP && gap > 3 * left {
        return butterfly::resize(cx, object, left, used, false);
    }
    Ok(())
}

/// Puts `count` holes before the first of the fast elements.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_first(cx: &mut Scope<'_>, object: Local<'_>, count: usize) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    if count == 0 || info.is_sparse() {
        return Ok(());
    }
    let used = butterfly::used_overflow(cx, object);
    if info.overflow() - used < count || !cx.raw(object).word(layout::BUTTERFLY).is_pointer() {
        let front = count + info.elements() / 2 + 4;
        butterfly::resize(cx, object, info.elements(), used + front, false)?;
    }
    let depth = cx.heap.stack_depth();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let info = butterfly::info(cx.raw(object));
    let first = info.first_element();
    cx.heap.fill(wings, first - count..first, Local::HOLE);
    butterfly::set_info(cx, wings, ButterflyInfo::new(info.elements() + count, info.overflow() - count, false));
    cx.heap.truncate_stack(depth);
    Ok(())
}

/// Makes room for exactly `count` fast elements (a new array of known length).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn reserve(cx: &mut Scope<'_>, object: Local<'_>, count: usize) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    if count <= info.elements() || info.is_sparse() {
        return Ok(());
    }
    let used = butterfly::used_overflow(cx, object);
    butterfly::resize(cx, object, count, used, false)
}

/// Moves the elements to a dictionary. Does nothing if they are there.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn make_sparse(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    if info.is_sparse() {
        return Ok(());
    }
    let mut cx = cx.open();
    let attributes = element_attributes(Shape::of(cx.heap(), cx.raw(object)));
    let first = triples::allocate(&mut cx, kind::ELEMENT_DICTIONARY, 8)?;
    let table = cx.variable(first)?;
    for index in 0..info.elements() {
        let mut cx = cx.open();
        let wings = cx.word(object, layout::BUTTERFLY)?;
        let value = cx.word(wings, info.first_element() + index)?;
        if value.immediate() != Some(Word::HOLE) {
            let key = Local::number(index as f64);
            let new = triples::insert(&mut cx, table.get(), key, value, Meta(attributes))?;
            table.set(&mut cx, new);
        }
    }
    cx.heap.set_flag(object, layout::GUARDED_ELEMENTS, true);
    let used = butterfly::used_overflow(&cx, object);
    butterfly::resize(&mut cx, object, 0, used, true)?;
    set_table(&mut cx, object, table.get())
}

fn set_table(cx: &mut Scope<'_>, object: Local<'_>, table: Local<'_>) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    store(cx, object, info.first_element(), table)
}

fn put_sparse(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    index: u32,
    value: Local<'_>,
    attributes: Option<u32>,
) -> Completion<()> {
    let mut cx = cx.open();
    let info = butterfly::info(cx.raw(object));
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let table = cx.word(wings, info.first_element())?;
    if let Some(entry) = Triples(cx.raw(table)).find(number(index)) {
        cx.heap.store(table, triples::value_word(entry), value);
        if let Some(attributes) = attributes {
            triples::set_meta(&mut cx, table, entry, Meta(attributes));
        }
        return Ok(());
    }
    let meta = Meta(attributes.unwrap_or(attribute::ALL));
    let key = Local::number(index as f64);
    let new = triples::insert(&mut cx, table, key, value, meta)?;
    set_table(&mut cx, object, new)
}

/// Removes element `index`, if it is there.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn remove(cx: &mut Scope<'_>, object: Local<'_>, index: u32) -> Completion<()> {
    let info = butterfly::info(cx.raw(object));
    if (index as usize) < info.elements() {
        return store(cx, object, info.first_element() + index as usize, Local::HOLE);
    }
    if !info.is_sparse() {
        return Ok(());
    }
    let mut cx = cx.open();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let table = cx.word(wings, info.first_element())?;
    if let Some(entry) = Triples(cx.raw(table)).find(number(index)) {
        triples::remove(&mut cx, table, entry);
    }
    Ok(())
}

/// Removes all elements from `length` on, from the last backwards, and stops behind one that is not configurable.
/// Returns the length that could be reached. There is nothing from `old_length` on.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn truncate(cx: &mut Scope<'_>, object: Local<'_>, length: u32, old_length: u32) -> Completion<u32> {
    let info = butterfly::info(cx.raw(object));
    let attributes = element_attributes(Shape::of(cx.heap(), cx.raw(object)));
    if !info.is_sparse() && attributes & attribute::CONFIGURABLE != 0 {
        let first = info.first_element();
        let (from, to) = ((length as usize).min(info.elements()), (old_length as usize).min(info.elements()));
        if from < info.elements() / 2 && info.elements() > 16 {
            let used = butterfly::used_overflow(cx, object);
            butterfly::resize(cx, object, from, used, false)?;
        } else if from < to {
            let depth = cx.heap.stack_depth();
            let wings = cx.word(object, layout::BUTTERFLY)?;
            cx.heap.fill(wings, first + from..first + to, Local::HOLE);
            cx.heap.truncate_stack(depth);
        }
        return Ok(length);
    }
    let indices = indices(cx.raw(object));
    for &index in indices.iter().rev().take_while(|&&index| index >= length) {
        let fixed = own(cx.heap(), cx.raw(object), index).is_some_and(|(_, meta)| !meta.has(attribute::CONFIGURABLE));
        if fixed {
            return Ok(index + 1);
        }
        remove(cx, object, index)?;
    }
    Ok(length)
}

/// The indices of all own elements in ascending order. Pure.
pub(crate) fn indices(object: Raw<'_>) -> Vec<u32> {
    let wings = object.word(layout::BUTTERFLY);
    if !wings.is_pointer() {
        return Vec::new();
    }
    let info = ButterflyInfo(wings.raw_word(layout::butterfly::INFO));
    let first = info.first_element();
    if let Some(table) = sparse_table(wings, info) {
        let mut indices: Vec<u32> = table.entries().map(|entry| table.key(entry).as_number() as u32).collect();
        indices.sort_unstable();
        return indices;
    }
    (0..info.elements() as u32).filter(|&index| !wings.word(first + index as usize).is_hole()).collect()
}
