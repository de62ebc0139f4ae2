//! Arguments exotic objects (§10.4.4): mapped elements are the parameters themselves, which live in a CONTEXT.
//!
//! Elements hold a value for every index; while MAP says that an index is mapped, the value in the context counts, and
//! the element is no more than a placeholder: it must not keep alive what the parameter no longer holds.

use super::completion::Completion;
use super::define::ordinary_define_own_property;
use super::descriptor::PropertyDescriptor;
use super::internal_methods::{Exotic, InternalMethods, ORDINARY};
use super::key::PropertyKey;
use super::ordinary::{ordinary_delete, ordinary_get_own_property};
use super::scope::Scope;
use super::{ordinary_set, same_value};
use crate::heap::Local;
use crate::value::layout::{accessor, arguments, words};

/// The internal methods of arguments objects; unmapped ones fall through to the ordinary ones.
pub(crate) static ARGUMENTS: InternalMethods = InternalMethods {
    exotic: Exotic::Indices,
    get_own_property: Some(get_own_property),
    define_own_property: Some(define_own_property),
    get: Some(get),
    set: Some(set),
    delete: Some(delete),
    ..ORDINARY
};

/// The context word of the parameter an index is mapped to.
fn mapped(cx: &Scope<'_>, object: Local<'_>, key: PropertyKey<'_>) -> Option<usize> {
    let PropertyKey::Index(index) = key else { return None };
    let map = cx.raw(object).word(arguments::MAP);
    if !map.is_pointer() || index as u64 >= map.raw_word(words::LENGTH) {
        return None;
    }
    let word = map.word(words::ELEMENTS + index as usize);
    word.is_int().then(|| word.as_int() as usize)
}

fn parameter<'s>(cx: &mut Scope<'s>, object: Local<'_>, word: usize) -> Completion<Local<'s>> {
    let context = cx.word(object, arguments::CONTEXT)?;
    cx.word(context, word)
}

fn set_parameter(cx: &mut Scope<'_>, object: Local<'_>, word: usize, value: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let context = cx.word(object, arguments::CONTEXT)?;
    cx.heap.store(context, word, value);
    Ok(())
}

/// Empties the element at `index`, which is about to be mapped.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn forget_argument(cx: &mut Scope<'_>, object: Local<'_>, index: u32) -> Completion<()> {
    super::elements::put(cx, object, index, Local::UNDEFINED)
}

/// The element stands for itself from now on.
fn unmap(cx: &mut Scope<'_>, object: Local<'_>, key: PropertyKey<'_>) -> Completion<()> {
    let PropertyKey::Index(index) = key else { return Ok(()) };
    let mut cx = cx.open();
    let map = cx.word(object, arguments::MAP)?;
    cx.heap.store(map, words::ELEMENTS + index as usize, Local::HOLE);
    Ok(())
}

fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    let Some(mut descriptor) = ordinary_get_own_property(cx, object, key)? else { return Ok(None) };
    if let Some(word) = mapped(cx, object, key) {
        descriptor.value = Some(parameter(cx, object, word)?);
    }
    Ok(Some(descriptor))
}

fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let Some(word) = mapped(cx, object, key) else {
        return ordinary_define_own_property(cx, object, key, descriptor);
    };
    let mut new = *descriptor;
    if new.is_data_descriptor() && new.value.is_none() && new.writable == Some(false) {
        new.value = Some(parameter(cx, object, word)?);
    } else if new.value.is_none() && !new.is_accessor_descriptor() {
        // The element's own copy may be stale: bring it up to date before the ordinary algorithm compares with it.
        let current = parameter(cx, object, word)?;
        if let PropertyKey::Index(index) = key {
            super::elements::put(cx, object, index, current)?;
        }
    }
    if !ordinary_define_own_property(cx, object, key, &new)? {
        return Ok(false);
    }
    if descriptor.is_accessor_descriptor() {
        unmap(cx, object, key)?;
        return Ok(true);
    }
    if let Some(value) = descriptor.value {
        set_parameter(cx, object, word, value)?;
    }
    if descriptor.writable == Some(false) {
        unmap(cx, object, key)?;
    }
    Ok(true)
}

fn get<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>, receiver: Local<'s>) -> Completion<Local<'s>> {
    if let Some(word) = mapped(cx, object, key) {
        return parameter(cx, object, word);
    }
    match super::own_property(cx, object, key)? {
        Some(found) if !found.meta.is_accessor() => Ok(found.word),
        Some(found) => {
            let getter = cx.word(found.word, accessor::GETTER)?;
            if cx.raw(getter).is_pointer() { super::call(cx, getter, receiver, &[]) } else { Ok(Local::UNDEFINED) }
        }
        None => {
            let parent = super::get_prototype_of(cx, object)?;
            if cx.raw(parent).is_pointer() {
                super::get_with_receiver(cx, parent, key, receiver)
            } else {
                Ok(Local::UNDEFINED)
            }
        }
    }
}

fn set<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    if same_value(cx, object, receiver)?
        && let Some(word) = mapped(cx, object, key)
    {
        // Mapped elements are writable data properties.
        set_parameter(cx, object, word, value)?;
        return Ok(true);
    }
    ordinary_set(cx, object, key, value, receiver)
}

fn delete<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let is_mapped = mapped(cx, object, key).is_some();
    let deleted = ordinary_delete(cx, object, key)?;
    if deleted && is_mapped {
        unmap(cx, object, key)?;
    }
    Ok(deleted)
}
