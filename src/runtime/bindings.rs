//! What the interpreter keeps in objects of its own: declarative records as objects, private names, arguments objects.

use super::completion::Completion;
use super::isolate::Isolate;
use super::key::PropertyKey;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::shape::own_named;
use super::{butterfly, object, property, transition};
use crate::heap::{Local, Raw};
use crate::value::layout::{arguments, attribute, symbol};
use crate::value::{self, kind};

/// The interned string or symbol of a named key as a value, or the string of an index.
fn name_of<'s>(cx: &mut Scope<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    match key {
        PropertyKey::Index(index) => {
            let text = super::number_to_string(cx, f64::from(index))?;
            let slot = cx.intern(text);
            cx.adopt(slot)
        }
        _ => cx.local(|isolate| key.raw(isolate)),
    }
}

/// Adds a property that the object surely does not have yet, with these attribute bits.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_new<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    attributes: u32,
) -> Completion<()> {
    if let PropertyKey::Index(index) = key {
        return super::elements::define(cx, object, index, value, attributes);
    }
    let name = name_of(cx, key)?;
    property::add(cx, object, name, value, attributes)
}

/// The word that an object's own named property holds, whatever it is (UNINITIALIZED, an accessor pair …).
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn own_word<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<Local<'s>>> {
    let name = name_of(cx, key)?;
    let Some(own) = own_named(cx.heap(), cx.raw(object), cx.raw(name)) else { return Ok(None) };
    property::read(cx, object, own.location).map(Some)
}

/// Overwrites the word of an own named property, whatever its attributes; false if there is none.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn set_own_word<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
) -> Completion<bool> {
    let name = name_of(cx, key)?;
    let Some(own) = own_named(cx.heap(), cx.raw(object), cx.raw(name)) else { return Ok(false) };
    property::write(cx, object, own, value)?;
    Ok(true)
}

/// The attribute bits of an own named property.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn own_attributes<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<u32>> {
    let name = name_of(cx, key)?;
    Ok(own_named(cx.heap(), cx.raw(object), cx.raw(name)).map(|own| own.meta.attributes()))
}

/// Gives an object a shape id of its own that no cache has seen.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn renew_shape(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    transition::own_shape(cx, object, 0)?;
    cx.bump_prototype_epoch();
    Ok(())
}

/// A new private name with this text.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn new_private_name<'s>(cx: &mut Scope<'s>, text: Local<'_>) -> Completion<Local<'s>> {
    let hash = cx.random_hash();
    let slot = value::allocate_symbol(&mut cx.heap, text, hash, symbol::PRIVATE);
    cx.adopt(slot)
}

/// Code unit `index` of a string, flattening it first.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn code_unit_at(cx: &mut Scope<'_>, text: Local<'_>, index: usize) -> Completion<Option<u16>> {
    super::units(cx, text).map(|units| units.get(index))
}

/// The string of one code unit.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn single_unit_string<'s>(cx: &mut Scope<'s>, unit: u16) -> Completion<Local<'s>> {
    let slot = cx.single_character(unit);
    cx.adopt(slot)
}

/// An arguments object with these elements and its `length`, unmapped, without `callee` and @@iterator.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_arguments_object<'s>(cx: &mut Scope<'s>, values: &[Local<'s>]) -> Completion<Local<'s>> {
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let object = object::make_object(cx, kind::ARGUMENTS, prototype)?;
    let length = PropertyKey::Known(super::names::KnownName::Length);
    define_new(cx, object, length, Local::int(values.len() as i32), attribute::HIDDEN)?;
    super::elements::reserve(cx, object, values.len())?;
    for (index, &value) in values.iter().enumerate() {
        super::elements::put(cx, object, index as u32, value)?;
    }
    let _ = arguments::MAP;
    Ok(object)
}

/// Whether iterating an array by index cannot be told from using its iterator: nobody replaced
/// `Array.prototype[Symbol.iterator]` or the iterator's `next`, and the array has neither of its own.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn has_plain_iteration<'s>(cx: &mut Scope<'s>, array: Local<'_>) -> Completion<bool> {
    let isolate: &Isolate = cx;
    let raw = isolate.heap.get(array);
    let prototype = super::prototype_of(isolate, raw);
    if !prototype.identical(isolate.intrinsic_raw(Intrinsic::ArrayPrototype)) {
        return Ok(false);
    }
    let key = isolate.known(super::names::KnownName::SymbolIterator);
    if own_named(&isolate.heap, raw, key).is_some() {
        return Ok(false);
    }
    let is_original = |holder: Raw<'_>, key: Raw<'_>, expected: Raw<'_>| {
        own_named(&isolate.heap, holder, key)
            .is_some_and(|own| butterfly::slot(holder, own.location).identical(expected) && expected.is_pointer())
    };
    let next = isolate.known(super::names::KnownName::Next);
    let iterator_prototype = isolate.intrinsic_raw(Intrinsic::ArrayIteratorPrototype);
    Ok(is_original(prototype, key, isolate.intrinsic_raw(Intrinsic::ArrayProtoValues))
        && iterator_prototype.is_pointer()
        && is_original(iterator_prototype, next, isolate.intrinsic_raw(Intrinsic::ArrayIteratorNext)))
}
