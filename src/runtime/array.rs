//! Arrays (§10.4.2): `length` in inline slot 0, kept above every element.

use super::completion::Completion;
use super::define::ordinary_define_own_property;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::{Action, own_named};
use super::transition::{self, Step};
use super::{elements, object, throw_range_error, to_number, to_uint32};
use crate::heap::{Allocation, Local, Raw};
use crate::value::kind;
use crate::value::layout::{self, ButterflyInfo, attribute, butterfly};

/// Word offset of `length`.
pub(crate) const LENGTH_WORD: usize = 2;
/// Arrays made with a greater length start without room for elements.
const LARGEST_RESERVED: u32 = 1 << 16;

/// The `length` of an array. Pure.
#[inline]
pub(crate) fn array_length(array: Raw<'_>) -> u32 {
    array.word(LENGTH_WORD).as_number() as u32
}

/// ArrayCreate (§10.4.2.2) with the realm's %Array.prototype%.
///
/// # Errors
/// RangeError `Invalid array length` above 2^32 - 1.
pub(crate) fn array_create<'s>(cx: &mut Scope<'s>, length: u64) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = cx.intrinsic(Intrinsic::ArrayShape)?;
    let array = create(cx, length, shape)?;
    Ok(cx.collapse(depth, array))
}

/// ArrayCreate (§10.4.2.2) with another prototype.
///
/// # Errors
/// RangeError `Invalid array length` above 2^32 - 1.
pub(crate) fn array_create_with_prototype<'s>(
    cx: &mut Scope<'s>,
    length: u64,
    prototype: Local<'s>,
) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let shape = array_shape(cx, prototype)?;
    let array = create(cx, length, shape)?;
    Ok(cx.collapse(depth, array))
}

fn create<'s>(cx: &mut Scope<'s>, length: u64, shape: Local<'_>) -> Completion<Local<'s>> {
    let Ok(length) = u32::try_from(length) else {
        return Err(throw_range_error(cx, format_args!("Invalid array length")));
    };
    let array = object::allocate_object(cx, shape)?;
    cx.heap.store(array, LENGTH_WORD, Local::number(length as f64));
    if (1..=LARGEST_RESERVED).contains(&length) {
        elements::reserve(cx, array, length as usize)?;
    }
    Ok(array)
}

/// The shape of arrays with this prototype.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn array_shape<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<Local<'s>> {
    let root = transition::root_shape(cx, prototype, kind::ARRAY, object::inline_capacity(kind::ARRAY), 0)?;
    let length = cx.local(|isolate| isolate.known(KnownName::Length))?;
    let step = Step { action: Action::Add, meta: attribute::WRITABLE | attribute::ARRAY_LENGTH };
    transition::transition(cx, root, length, step)
}

/// CreateArrayFromList (§7.3.18).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_array_from_list<'s>(cx: &mut Scope<'s>, items: &[Local<'_>]) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    let count = items.len();
    if count == 0 || count > LARGEST_RESERVED as usize {
        for &item in items {
            array_push(cx, array, item)?;
        }
        return Ok(array);
    }
    let depth = cx.heap.stack_depth();
    let words = butterfly::OVERFLOW + count;
    let wings = cx.allocate(Allocation::young(kind::BUTTERFLY, 0, words), |init| {
        init.raw(butterfly::INFO, ButterflyInfo::new(count, 0, false).0);
        for (index, &item) in items.iter().enumerate() {
            init.set(butterfly::OVERFLOW + index, item);
        }
    })?;
    cx.heap.store(array, layout::BUTTERFLY, wings);
    cx.heap.store(array, LENGTH_WORD, Local::int(count as i32));
    cx.heap.truncate_stack(depth);
    Ok(array)
}

/// A new array of `count` tagged words of `source`, from word `start` on.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_array_from_words<'s>(
    cx: &mut Scope<'s>,
    source: Local<'_>,
    start: usize,
    count: u32,
) -> Completion<Local<'s>> {
    let array = array_create(cx, 0)?;
    if count > 0 {
        elements::reserve(cx, array, count as usize)?;
        let depth = cx.heap.stack_depth();
        let wings = cx.word(array, layout::BUTTERFLY)?;
        let first = super::butterfly::info(cx.raw(array)).first_element();
        cx.heap.copy_words(source, start, wings, first, count as usize);
        cx.heap.store(array, LENGTH_WORD, Local::number(f64::from(count)));
        cx.heap.truncate_stack(depth);
    }
    Ok(array)
}

/// Appends to an array that no script has seen yet, or that is known to be extensible with a writable `length`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn array_push<'s>(cx: &mut Scope<'s>, array: Local<'s>, value: Local<'_>) -> Completion<()> {
    let length = array_length(cx.raw(array));
    elements::put(cx, array, length, value)?;
    cx.heap.store(array, LENGTH_WORD, Local::number(length as f64 + 1.0));
    Ok(())
}

/// Whether `length` is writable.
fn is_length_writable(cx: &Scope<'_>, array: Local<'_>) -> bool {
    let raw = cx.raw(array);
    if raw.flags() & layout::GUARDED_ELEMENTS == 0 {
        return true;
    }
    own_named(cx.heap(), raw, cx.known(KnownName::Length)).is_some_and(|own| own.meta.has(attribute::WRITABLE))
}

/// Raises `length` above a new element; false when it cannot be written.
pub(crate) fn make_length_cover(cx: &mut Scope<'_>, array: Local<'_>, index: u32) -> bool {
    if index < array_length(cx.raw(array)) {
        return true;
    }
    if !is_length_writable(cx, array) {
        return false;
    }
    cx.heap.store(array, LENGTH_WORD, Local::number(index as f64 + 1.0));
    true
}

/// ArrayDefineOwnProperty (§10.4.2.1).
///
/// # Errors
/// RangeError for an invalid length.
pub(crate) fn array_define_own_property<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let PropertyKey::Index(index) = key else {
        return if key.raw(cx).identical(cx.known(KnownName::Length)) {
            array_set_length(cx, array, descriptor)
        } else {
            ordinary_define_own_property(cx, array, key, descriptor)
        };
    };
    let grows = index >= array_length(cx.raw(array));
    if grows && !is_length_writable(cx, array) {
        return Ok(false);
    }
    if !ordinary_define_own_property(cx, array, key, descriptor)? {
        return Ok(false);
    }
    if grows {
        cx.heap.store(array, LENGTH_WORD, Local::number(index as f64 + 1.0));
    }
    Ok(true)
}

/// ArraySetLength (§10.4.2.4).
///
/// # Errors
/// RangeError `Invalid array length`; whatever the conversion of the value throws.
pub(crate) fn array_set_length<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let key = PropertyKey::Known(KnownName::Length);
    let Some(value) = descriptor.value else {
        let defined = ordinary_define_own_property(cx, array, key, descriptor)?;
        guard_fixed_length(cx, array);
        return Ok(defined);
    };
    let new_length = to_uint32(cx, value)?;
    let number = to_number(cx, value)?;
    if new_length as f64 != number {
        return Err(throw_range_error(cx, format_args!("Invalid array length")));
    }
    let mut new = PropertyDescriptor { value: Some(Local::number(new_length as f64)), ..*descriptor };
    let old_length = array_length(cx.raw(array));
    if new_length >= old_length {
        let defined = ordinary_define_own_property(cx, array, key, &new)?;
        guard_fixed_length(cx, array);
        return Ok(defined);
    }
    if !is_length_writable(cx, array) {
        return Ok(false);
    }
    let freeze = new.writable == Some(false);
    new.writable = if freeze { Some(true) } else { new.writable };
    if !ordinary_define_own_property(cx, array, key, &new)? {
        return Ok(false);
    }
    let reached = elements::truncate(cx, array, new_length, old_length)?;
    cx.heap.store(array, LENGTH_WORD, Local::number(reached as f64));
    if freeze {
        let fixed = PropertyDescriptor { writable: Some(false), ..PropertyDescriptor::default() };
        ordinary_define_own_property(cx, array, key, &fixed)?;
        guard_fixed_length(cx, array);
    }
    Ok(reached == new_length)
}

/// An array whose `length` is fixed must not grow by a fast store.
fn guard_fixed_length(cx: &mut Scope<'_>, array: Local<'_>) {
    let own = own_named(cx.heap(), cx.raw(array), cx.known(KnownName::Length));
    if own.is_some_and(|own| !own.meta.has(attribute::WRITABLE)) {
        cx.heap.set_flag(array, layout::GUARDED_ELEMENTS, true);
    }
}

/// Whether all elements of an array are fast and its `length` does not exceed its capacity: then elements
/// `0..length` can be read with `elements::dense`, holes excepted. Pure.
pub(crate) fn is_dense(array: Raw<'_>) -> bool {
    array.is_kind(kind::ARRAY)
        && elements::dense(array).is_some_and(|(_, _, capacity)| capacity >= array_length(array) as usize)
}

/// Sets `length` without checks and drops what is above: for builtins that know the array to be plain.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn set_length_unchecked(cx: &mut Scope<'_>, array: Local<'_>, length: u32) -> Completion<()> {
    let old_length = array_length(cx.raw(array));
    if length < old_length {
        elements::truncate(cx, array, length, old_length)?;
    }
    cx.heap.store(array, LENGTH_WORD, Local::number(length as f64));
    Ok(())
}

/// Takes the first `count` elements away from a dense array that is plain, and lowers `length`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn array_drop_first(cx: &mut Scope<'_>, array: Local<'_>, count: u32) -> Completion<()> {
    let length = array_length(cx.raw(array)).saturating_sub(count);
    elements::drop_first(cx, array, count as usize)?;
    cx.heap.store(array, LENGTH_WORD, Local::number(f64::from(length)));
    Ok(())
}

/// Puts `count` holes before the elements of a dense array that is plain, and raises `length`, which must stay below
/// 2^32 - 1.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn array_make_first(cx: &mut Scope<'_>, array: Local<'_>, count: u32) -> Completion<()> {
    let length = array_length(cx.raw(array)).saturating_add(count);
    elements::make_first(cx, array, count as usize)?;
    cx.heap.store(array, LENGTH_WORD, Local::number(f64::from(length)));
    Ok(())
}

/// Whether an array is plain: fast stores may be used on it.
pub(crate) fn is_plain_array(cx: &Scope<'_>, array: Local<'_>) -> bool {
    let raw = cx.raw(array);
    raw.is_kind(kind::ARRAY) && raw.flags() & layout::GUARDED_ELEMENTS == 0
}
