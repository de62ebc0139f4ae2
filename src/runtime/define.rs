//! [[DefineOwnProperty]] (§10.1.6): validation and application of property descriptors.

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::ordinary::{OwnProperty, accepts, describe_property, is_array_kind, own_property, takes};
use super::scope::Scope;
use super::shape::Shape;
use super::{array, elements, property, same_value};
use crate::heap::{Allocation, Local};
use crate::value::kind;
use crate::value::layout::{self, attribute, shape};

/// [[DefineOwnProperty]]; false: the definition was refused.
///
/// # Errors
/// Whatever a proxy's trap throws; RangeError for an invalid array length.
pub(crate) fn define_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let methods = cx.methods(cx.raw(object).kind());
    match methods.define_own_property {
        Some(method) if takes(cx, object, key) => method(cx, object, key, descriptor),
        _ if is_array_kind(cx, object) => array::array_define_own_property(cx, object, key, descriptor),
        _ => ordinary_define_own_property(cx, object, key, descriptor),
    }
}

/// OrdinaryDefineOwnProperty (§10.1.6.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_define_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let mut cx = cx.open();
    let Some(found) = own_property(&mut cx, object, key)? else {
        if !accepts(&cx, cx.raw(object), key) {
            return Ok(false);
        }
        create(&mut cx, object, key, descriptor)?;
        return Ok(true);
    };
    let current = describe_property(&mut cx, found)?;
    if !is_compatible_property_descriptor(&mut cx, true, descriptor, Some(&current)) {
        return Ok(false);
    }
    change(&mut cx, object, key, descriptor, found, &current)?;
    Ok(true)
}

/// IsCompatiblePropertyDescriptor (§10.1.6.2): the checks of ValidateAndApplyPropertyDescriptor (§10.1.6.3).
pub(crate) fn is_compatible_property_descriptor<'s>(
    cx: &mut Scope<'s>,
    extensible: bool,
    descriptor: &PropertyDescriptor<'s>,
    current: Option<&PropertyDescriptor<'s>>,
) -> bool {
    let Some(current) = current else { return extensible };
    if descriptor.is_empty() || current.configurable == Some(true) {
        return true;
    }
    if descriptor.configurable == Some(true) {
        return false;
    }
    if descriptor.enumerable.is_some_and(|enumerable| Some(enumerable) != current.enumerable) {
        return false;
    }
    if descriptor.is_generic_descriptor() {
        return true;
    }
    if descriptor.is_accessor_descriptor() != current.is_accessor_descriptor() {
        return false;
    }
    let unchanged = |cx: &mut Scope<'s>, new: Option<Local<'s>>, old: Option<Local<'s>>| {
        new.is_none_or(|new| same_value(cx, new, old.unwrap_or(Local::UNDEFINED)).unwrap_or(false))
    };
    if current.is_accessor_descriptor() {
        return unchanged(cx, descriptor.get, current.get) && unchanged(cx, descriptor.set, current.set);
    }
    if current.writable == Some(true) {
        return true;
    }
    descriptor.writable != Some(true) && unchanged(cx, descriptor.value, current.value)
}

/// Creates the property: absent fields get their defaults.
fn create<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<()> {
    let word = if descriptor.is_accessor_descriptor() {
        let get = descriptor.get.unwrap_or(Local::UNDEFINED);
        let set = descriptor.set.unwrap_or(Local::UNDEFINED);
        accessor_pair(cx, get, set)?
    } else {
        descriptor.value.unwrap_or(Local::UNDEFINED)
    };
    if let PropertyKey::Index(index) = key {
        return elements::define(cx, object, index, word, descriptor.attributes());
    }
    let name = cx.local(|isolate| key.raw(isolate))?;
    property::add(cx, object, name, word, descriptor.attributes())
}

/// A new ACCESSOR_PAIR; functions or UNDEFINED.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn accessor_pair<'s>(cx: &mut Scope<'s>, get: Local<'_>, set: Local<'_>) -> Completion<Local<'s>> {
    cx.allocate(Allocation::young(kind::ACCESSOR_PAIR, 0, 3), |init| {
        init.set(layout::accessor::GETTER, get);
        init.set(layout::accessor::SETTER, set);
    })
}

/// Changes an existing property: absent fields keep their values, or get defaults if the sort of property changes.
fn change<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
    found: OwnProperty<'s>,
    current: &PropertyDescriptor<'s>,
) -> Completion<()> {
    let old = found.meta.attributes();
    let mut attributes = old & (attribute::ARRAY_LENGTH | attribute::LAZY_PROTOTYPE);
    if descriptor.enumerable.or(current.enumerable) == Some(true) {
        attributes |= attribute::ENUMERABLE;
    }
    if descriptor.configurable.or(current.configurable) == Some(true) {
        attributes |= attribute::CONFIGURABLE;
    }
    let becomes_accessor =
        descriptor.is_accessor_descriptor() || (current.is_accessor_descriptor() && !descriptor.is_data_descriptor());
    let value = if becomes_accessor {
        attributes = attributes & !attribute::LAZY_PROTOTYPE | attribute::ACCESSOR;
        changed_pair(cx, descriptor, current)?
    } else {
        if descriptor.writable.or(current.writable) == Some(true) {
            attributes |= attribute::WRITABLE;
        }
        let was_accessor = current.is_accessor_descriptor();
        descriptor.value.or(if was_accessor { Some(Local::UNDEFINED) } else { None })
    };
    apply(cx, object, key, found, value, attributes)
}

fn changed_pair<'s>(
    cx: &mut Scope<'s>,
    descriptor: &PropertyDescriptor<'s>,
    current: &PropertyDescriptor<'s>,
) -> Completion<Option<Local<'s>>> {
    if !descriptor.is_accessor_descriptor() {
        return Ok(None);
    }
    let get = descriptor.get.or(current.get).unwrap_or(Local::UNDEFINED);
    let set = descriptor.set.or(current.set).unwrap_or(Local::UNDEFINED);
    accessor_pair(cx, get, set).map(Some)
}

fn apply<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    found: OwnProperty<'s>,
    value: Option<Local<'s>>,
    attributes: u32,
) -> Completion<()> {
    let old = found.meta.attributes();
    if value.is_none() && old == attributes {
        return Ok(());
    }
    if let PropertyKey::Index(index) = key {
        return elements::define(cx, object, index, value.unwrap_or(found.word), attributes);
    }
    let Some(own) = found.own else { return Ok(()) };
    if old == attributes {
        if own.meta.is_accessor() && Shape::of(cx.heap(), cx.raw(object)).has(shape::IS_PROTOTYPE) {
            cx.bump_prototype_epoch();
        }
        return property::write(cx, object, own, value.unwrap_or(found.word));
    }
    let name = cx.local(|isolate| key.raw(isolate))?;
    property::reconfigure(cx, object, name, own, value, attributes)
}
