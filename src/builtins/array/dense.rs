//! Fast paths: elements of arrays that are dense, and the checks which say that nobody can tell the difference.

use crate::heap::{Local, Raw};
use crate::interpreter::{dense_element, put_dense_element};
use crate::runtime::{
    Completion, PropertyKey, Scope, Shape, array_length, dense_elements, get, get_index, has_property, index_key,
    is_dense, is_plain_array, prototype_of, put_element, reserve_elements, set_length_unchecked,
};
use crate::value::layout::{BUTTERFLY, shape};

/// Arrays that were made with a length but no room get it when they are filled, up to this length.
const LARGEST_RESERVED: u32 = 1 << 26;

/// The words in which the elements of a dense array are: element i is word `first + i` of `wings`.
#[derive(Clone, Copy)]
pub(super) struct Elements<'s> {
    /// The BUTTERFLY.
    pub(super) wings: Local<'s>,
    /// Word of element 0.
    pub(super) first: usize,
}

/// Where the elements of an array are that is not sparse and has some.
pub(super) fn elements_of<'s>(cx: &mut Scope<'s>, array: Local<'s>) -> Completion<Option<Elements<'s>>> {
    let Some((wings, first, _)) = dense_elements(cx.raw(array)) else { return Ok(None) };
    if !wings.is_pointer() {
        return Ok(None);
    }
    let wings = cx.word(array, BUTTERFLY)?;
    Ok(Some(Elements { wings, first }))
}

/// Get ( O, index )
#[inline]
pub(super) fn element<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64) -> Completion<Local<'s>> {
    match dense_element(cx, object, index)? {
        Some(value) => Ok(value),
        None => get_index(cx, object, index),
    }
}

/// HasProperty and Get: `None` when there is no such property.
#[inline]
pub(super) fn present_element<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64) -> Completion<Option<Local<'s>>> {
    if let Some(value) = dense_element(cx, object, index)? {
        return Ok(Some(value));
    }
    let key = index_key(cx, index)?;
    if has_property(cx, object, key)? { get(cx, object, key).map(Some) } else { Ok(None) }
}

/// Whether no object on the prototype chain has indexed properties, or could answer for one.
pub(super) fn has_plain_chain(cx: &Scope<'_>, object: Raw<'_>) -> bool {
    if !cx.indexed_prototype_protector {
        return false;
    }
    let mut holder = prototype_of(cx, object);
    while holder.is_pointer() {
        if cx.exotic(holder.kind()).takes_indices() {
            return false;
        }
        holder = prototype_of(cx, holder);
    }
    true
}

/// Whether elements of this array may be stored, added and removed in bulk below its capacity: it is dense, nothing
/// guards it, nobody inherits from it, and holes read as `undefined`.
pub(super) fn is_fast(cx: &Scope<'_>, array: Local<'_>) -> bool {
    let raw = cx.raw(array);
    is_plain_array(cx, array)
        && is_dense(raw)
        && !Shape::of(cx.heap(), raw).has(shape::IS_PROTOTYPE)
        && has_plain_chain(cx, raw)
}

/// Whether elements of this array may be read in bulk up to its length, holes being `undefined` or absent.
pub(super) fn is_readable(cx: &Scope<'_>, array: Local<'_>) -> bool {
    let raw = cx.raw(array);
    is_dense(raw) && has_plain_chain(cx, raw)
}

/// Gives a plain array without elements, but with a length, room for them.
pub(super) fn make_room(cx: &mut Scope<'_>, array: Local<'_>) -> Completion<()> {
    let raw = cx.raw(array);
    if !is_plain_array(cx, array) || is_dense(raw) || array_length(raw) > LARGEST_RESERVED {
        return Ok(());
    }
    match dense_elements(raw) {
        Some(_) => reserve_elements(cx, array, array_length(cx.raw(array)) as usize),
        None => Ok(()),
    }
}

/// CreateDataProperty of an index of a plain array; false when the long way must be taken.
#[inline]
pub(super) fn put_own(cx: &mut Scope<'_>, array: Local<'_>, index: u64, value: Local<'_>) -> Completion<bool> {
    if put_dense_element(cx, array, index, value) {
        return Ok(true);
    }
    if !is_plain_array(cx, array) || index >= u32::MAX as u64 {
        return Ok(false);
    }
    put_element(cx, array, index as u32, value)?;
    if index >= array_length(cx.raw(array)) as u64 {
        set_length_unchecked(cx, array, index as u32 + 1)?;
    }
    Ok(true)
}

/// The key of an index, for deletions.
pub(super) fn delete_index<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u64) -> Completion<()> {
    let key: PropertyKey<'_> = index_key(cx, index)?;
    crate::runtime::delete_property_or_throw(cx, object, key)
}
