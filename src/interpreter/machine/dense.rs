//! Elements of plain arrays for safe code: the builtins that walk, fill and empty them.
//!
//! Every function looks at the object itself and says no when it is anything but an array that nobody can tell from a
//! list of words; the caller then goes the long way.

use super::element::{element_address, has_guarded_elements};
use super::property::{kind_of, shape_of};
use super::slow::ARRAY_LENGTH_WORD;
use super::word::MachineWord;
use crate::heap::Local;
use crate::runtime::{Completion, Isolate, Scope};
use crate::value::{Value, kind};

/// Arrays of more elements of capacity than this give some back when they lose half of their elements.
const SMALL: usize = 16;

/// Element `index` of an array or ordinary object, if it is a data property in a fast slot.
///
/// # Errors
/// RangeError when the VM stack is full.
#[inline]
pub(crate) fn dense_element<'s>(cx: &mut Scope<'s>, object: Local<'_>, index: u64) -> Completion<Option<Local<'s>>> {
    if index > i32::MAX as u64 {
        return Ok(None);
    }
    let object = cx.raw(object).word_value();
    // SAFETY: M4: the value of a live handle; nothing allocates before the slot is read.
    let value = unsafe {
        match element_address(object, Value::int(index as i32)) {
            Some((_, slot)) if *slot != Value::HOLE => *slot,
            _ => return Ok(None),
        }
    };
    // SAFETY: M4: the word was just read from a live object.
    cx.local(|isolate| unsafe { isolate.heap.adopt_word(value) }).map(Some)
}

/// The cell of a plain array: of the current realm's prototype, without own named properties, nobody's prototype, not
/// frozen or the like.
#[inline(always)]
unsafe fn plain_array(vm: *mut Isolate, array: Value) -> Option<*mut u64> {
    // SAFETY: M3, M4.
    unsafe {
        if !array.is_pointer() {
            return None;
        }
        let cell = array.pointer();
        let is_plain = kind_of(cell) == kind::ARRAY && shape_of(cell) == (*vm).array_shape;
        (is_plain && !has_guarded_elements(cell)).then_some(cell)
    }
}

/// CreateDataProperty ( array, index, value ) where a plain array has room for it; false: not done.
#[inline]
pub(crate) fn put_dense_element(cx: &mut Scope<'_>, array: Local<'_>, index: u64, value: Local<'_>) -> bool {
    if index >= i32::MAX as u64 {
        return false;
    }
    let (array, value) = (cx.raw(array).word_value(), cx.raw(value).word_value());
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M3: `cx` is borrowed exclusively; M4: values of live handles, and nothing allocates.
    unsafe {
        let Some(cell) = plain_array(vm, array) else { return false };
        let Some((host, slot)) = element_address(array, Value::int(index as i32)) else { return false };
        let length = cell.add(ARRAY_LENGTH_WORD).cast::<Value>();
        if !(*length).is_int() {
            return false;
        }
        if index as i32 >= (*length).as_int() {
            *length = Value::int(index as i32 + 1);
        }
        (*vm).heap.store_word(host, slot.cast(), value);
        true
    }
}

/// Appends to a plain array with room for one more; the new length. Holes must read as absent: no prototype has elements.
#[inline]
pub(crate) fn push_dense_element(cx: &mut Scope<'_>, array: Local<'_>, value: Local<'_>) -> Option<i32> {
    let (array, value) = (cx.raw(array).word_value(), cx.raw(value).word_value());
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M3: `cx` is borrowed exclusively; M4: values of live handles.
    unsafe { append(vm, array, value) }
}

/// See [`push_dense_element`].
///
/// # Safety
/// M3, M4.
#[inline]
pub(super) unsafe fn append(vm: *mut Isolate, array: Value, value: Value) -> Option<i32> {
    // SAFETY: M3, M4: nothing allocates.
    unsafe {
        let cell = plain_array(vm, array)?;
        let length = cell.add(ARRAY_LENGTH_WORD).cast::<Value>();
        let old = *length;
        if !(*vm).indexed_prototype_protector || !old.is_int() || old.as_int() == i32::MAX {
            return None;
        }
        let (host, slot) = element_address(array, old)?;
        *length = Value::int(old.as_int() + 1);
        (*vm).heap.store_word(host, slot.cast(), value);
        Some(old.as_int() + 1)
    }
}

/// Takes the last element off a plain array that has one and keeps its room; `None`: not done.
///
/// # Errors
/// RangeError when the VM stack is full.
#[inline]
pub(crate) fn pop_dense_element<'s>(cx: &mut Scope<'s>, array: Local<'_>) -> Completion<Option<Local<'s>>> {
    let array = cx.raw(array).word_value();
    let vm: *mut Isolate = &raw mut **cx;
    // SAFETY: M3: `cx` is borrowed exclusively; M4: the value of a live handle, and nothing allocates.
    let value = unsafe {
        let Some(cell) = plain_array(vm, array) else { return Ok(None) };
        let length = cell.add(ARRAY_LENGTH_WORD).cast::<Value>();
        if !(*length).is_int() || (*length).as_int() == 0 {
            return Ok(None);
        }
        let last = (*length).as_int() - 1;
        let Some((host, slot)) = element_address(array, Value::int(last)) else { return Ok(None) };
        let capacity = super::element::capacity_of(host);
        if *slot == Value::HOLE || capacity > SMALL && (last as usize) < capacity / 2 {
            return Ok(None);
        }
        let value = *slot;
        (*vm).heap.store_word(host, slot.cast(), Value::HOLE);
        *length = Value::int(last);
        value
    };
    // SAFETY: M4: the word was just read from a live object, and nothing has allocated since.
    cx.local(|isolate| unsafe { isolate.heap.adopt_word(value) }).map(Some)
}
