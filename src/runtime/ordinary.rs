//! Ordinary objects' internal methods with property keys (§10.1), and the dispatch to exotic ones (§6.1.7.2).
//!
//! `get`, `set`, `has_property` and the like of `abstract_operations` start here. Names without `ordinary_` dispatch on
//! the kind; those with it are the ordinary algorithm.

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::scope::Scope;
use super::shape::{Lookup, Own, Shape, lookup};
use super::{butterfly, call, elements, object, property};
use crate::heap::{Local, Raw};
use crate::value::kind;
use crate::value::layout::{self, Meta, attribute, shape};

/// An own property as found: attributes and the word that holds its value or ACCESSOR_PAIR, rooted.
#[derive(Clone, Copy)]
pub(crate) struct OwnProperty<'s> {
    /// Attributes.
    pub(crate) meta: Meta,
    /// Value or ACCESSOR_PAIR.
    pub(crate) word: Local<'s>,
    /// Where a named property is.
    pub(crate) own: Option<Own>,
}

/// The own property of an ordinary object.
pub(crate) fn own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<OwnProperty<'s>>> {
    if let PropertyKey::Index(index) = key {
        let Some((_, meta)) = elements::own(cx.heap(), cx.raw(object), index) else { return Ok(None) };
        let word = cx.local(|isolate| {
            let object = isolate.heap.get(object);
            elements::own(&isolate.heap, object, index).map_or(object, |(value, _)| value)
        })?;
        return Ok(Some(OwnProperty { meta, word, own: None }));
    }
    let Some(own) = super::shape::own_named(cx.heap(), cx.raw(object), key.raw(cx)) else { return Ok(None) };
    let word = read_slot(cx, object, own)?;
    Ok(Some(OwnProperty { meta: own.meta, word, own: Some(own) }))
}

/// The value of a property that was found, a lazy prototype or stack made now.
fn read_slot<'s>(cx: &mut Scope<'s>, holder: Local<'s>, own: Own) -> Completion<Local<'s>> {
    let word = property::read(cx, holder, own.location)?;
    if word.immediate() == Some(crate::heap::Word::LAZY) {
        return super::function::materialize_prototype(cx, holder, own);
    }
    if own.meta.has(attribute::LAZY_PROTOTYPE) && cx.raw(word).is_kind(kind::RECORD) {
        return super::error::materialize_stack(cx, holder, word);
    }
    Ok(word)
}

/// The descriptor of a property that was found.
pub(crate) fn describe_property<'s>(cx: &mut Scope<'s>, found: OwnProperty<'s>) -> Completion<PropertyDescriptor<'s>> {
    if found.meta.is_accessor() {
        let get = cx.word(found.word, layout::accessor::GETTER)?;
        let set = cx.word(found.word, layout::accessor::SETTER)?;
        return Ok(PropertyDescriptor::accessor(get, set, found.meta.attributes()));
    }
    Ok(PropertyDescriptor::data(found.word, found.meta.attributes()))
}

/// [[GetOwnProperty]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn get_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    let methods = cx.methods(cx.raw(object).kind());
    match methods.get_own_property {
        Some(method) if takes(cx, object, key) => method(cx, object, key),
        _ => ordinary_get_own_property(cx, object, key),
    }
}

/// OrdinaryGetOwnProperty (§10.1.5.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_get_own_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
) -> Completion<Option<PropertyDescriptor<'s>>> {
    match own_property(cx, object, key)? {
        Some(found) => describe_property(cx, found).map(Some),
        None => Ok(None),
    }
}

/// Whether objects of this kind do something of their own for this key.
pub(crate) fn takes(cx: &Scope<'_>, object: Local<'_>, key: PropertyKey<'_>) -> bool {
    let exotic = cx.exotic(cx.raw(object).kind());
    match key {
        PropertyKey::Index(_) => exotic.takes_indices(),
        _ => exotic.takes_name(cx.heap(), key.raw(cx)),
    }
}

/// [[HasProperty]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn has_property<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let mut holder = object;
    loop {
        if takes(&cx, holder, key) {
            return match cx.methods(cx.raw(holder).kind()).has_property {
                Some(method) => method(&mut cx, holder, key),
                None => exotic_has_property(&mut cx, holder, key),
            };
        }
        let present = match key {
            PropertyKey::Index(index) => elements::own(cx.heap(), cx.raw(holder), index).is_some(),
            _ => super::shape::own_named(cx.heap(), cx.raw(holder), key.raw(&cx)).is_some(),
        };
        if present {
            return Ok(true);
        }
        holder = get_prototype_of(&mut cx, holder)?;
        if holder.immediate().is_some() {
            return Ok(false);
        }
    }
}

/// OrdinaryHasProperty (§10.1.7.1) of an object with a [[GetOwnProperty]] of its own.
fn exotic_has_property<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    cx.check_stack()?;
    if get_own_property(cx, object, key)?.is_some() {
        return Ok(true);
    }
    let parent = get_prototype_of(cx, object)?;
    if parent.immediate().is_some() { Ok(false) } else { has_property(cx, parent, key) }
}

/// [[GetPrototypeOf]]: object or NULL.
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn get_prototype_of<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Local<'s>> {
    match cx.methods(cx.raw(object).kind()).get_prototype_of {
        Some(method) => method(cx, object),
        None => cx.local(|isolate| object::prototype_of(isolate, isolate.heap.get(object))),
    }
}

/// [[SetPrototypeOf]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn set_prototype_of<'s>(cx: &mut Scope<'s>, object: Local<'s>, prototype: Local<'s>) -> Completion<bool> {
    match cx.methods(cx.raw(object).kind()).set_prototype_of {
        Some(method) => method(cx, object, prototype),
        None => object::ordinary_set_prototype_of(cx, object, prototype),
    }
}

/// [[IsExtensible]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn is_extensible<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<bool> {
    match cx.methods(cx.raw(object).kind()).is_extensible {
        Some(method) => method(cx, object),
        None => Ok(object::ordinary_is_extensible(cx, object)),
    }
}

/// [[PreventExtensions]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn prevent_extensions<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<bool> {
    match cx.methods(cx.raw(object).kind()).prevent_extensions {
        Some(method) => method(cx, object),
        None => object::ordinary_prevent_extensions(cx, object),
    }
}

/// [[Get]] with a receiver.
///
/// # Errors
/// Whatever a getter or a proxy's trap throws.
pub(crate) fn get_with_receiver<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    receiver: Local<'s>,
) -> Completion<Local<'s>> {
    match key {
        PropertyKey::Index(index) => get_element(cx, object, index, receiver),
        _ => get_named(cx, object, key, receiver),
    }
}

fn get_named<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    receiver: Local<'s>,
) -> Completion<Local<'s>> {
    let found = lookup(cx, cx.raw(object), key.raw(cx));
    let (holder, own) = match found {
        Lookup::Absent { .. } => return Ok(Local::UNDEFINED),
        Lookup::Exotic { holder } => {
            let slot = cx.heap.root(holder);
            let holder = cx.adopt(slot)?;
            return match cx.methods(cx.raw(holder).kind()).get {
                Some(method) => method(cx, holder, key, receiver),
                None => exotic_get(cx, holder, key, receiver),
            };
        }
        Lookup::Found { holder, own, .. } => (holder, own),
    };
    let value = butterfly::slot(holder, own.location);
    if own.meta.is_plain_readable() {
        if let Some(word) = value.as_immediate() {
            return Ok(Local::from(word));
        }
        let slot = cx.heap.root(value);
        return cx.adopt(slot);
    }
    if own.meta.is_accessor() {
        let slot = cx.heap.root(value.word(layout::accessor::GETTER));
        let getter = cx.adopt(slot)?;
        return call_getter(cx, getter, receiver);
    }
    let slot = cx.heap.root(holder);
    let holder = cx.adopt(slot)?;
    read_slot(cx, holder, own)
}

fn call_getter<'s>(cx: &mut Scope<'s>, getter: Local<'s>, receiver: Local<'s>) -> Completion<Local<'s>> {
    if !cx.raw(getter).is_pointer() { Ok(Local::UNDEFINED) } else { call(cx, getter, receiver, &[]) }
}

fn get_element<'s>(cx: &mut Scope<'s>, object: Local<'s>, index: u32, receiver: Local<'s>) -> Completion<Local<'s>> {
    let mut holder = cx.raw(object);
    loop {
        if cx.exotic(holder.kind()).takes_indices() {
            let slot = cx.heap.root(holder);
            let holder = cx.adopt(slot)?;
            let key = PropertyKey::Index(index);
            return match cx.methods(cx.raw(holder).kind()).get {
                Some(method) => method(cx, holder, key, receiver),
                None => exotic_get(cx, holder, key, receiver),
            };
        }
        if let Some((value, meta)) = elements::own(cx.heap(), holder, index) {
            if let Some(word) = value.as_immediate() {
                return Ok(Local::from(word));
            }
            let word = if meta.is_accessor() { value.word(layout::accessor::GETTER) } else { value };
            let slot = cx.heap.root(word);
            let found = cx.adopt(slot)?;
            return if meta.is_accessor() { call_getter(cx, found, receiver) } else { Ok(found) };
        }
        holder = object::prototype_of(cx, holder);
        if !holder.is_pointer() {
            return Ok(Local::UNDEFINED);
        }
    }
}

/// OrdinaryGet (§10.1.8.1) of an object with a [[GetOwnProperty]] of its own.
fn exotic_get<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    receiver: Local<'s>,
) -> Completion<Local<'s>> {
    cx.check_stack()?;
    if let Some(descriptor) = get_own_property(cx, object, key)? {
        return match descriptor.get {
            Some(getter) => call_getter(cx, getter, receiver),
            None => Ok(descriptor.value.unwrap_or(Local::UNDEFINED)),
        };
    }
    let parent = get_prototype_of(cx, object)?;
    if parent.immediate().is_some() { Ok(Local::UNDEFINED) } else { get_with_receiver(cx, parent, key, receiver) }
}

/// [[Delete]].
///
/// # Errors
/// Whatever a proxy's trap throws.
pub(crate) fn delete<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    let methods = cx.methods(cx.raw(object).kind());
    match methods.delete {
        Some(method) if takes(cx, object, key) => method(cx, object, key),
        _ => ordinary_delete(cx, object, key),
    }
}

/// OrdinaryDelete (§10.1.10.1).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn ordinary_delete<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>) -> Completion<bool> {
    if let PropertyKey::Index(index) = key {
        let Some((_, meta)) = elements::own(cx.heap(), cx.raw(object), index) else { return Ok(true) };
        if !meta.has(attribute::CONFIGURABLE) {
            return Ok(false);
        }
        elements::remove(cx, object, index)?;
        return Ok(true);
    }
    let mut cx = cx.open();
    let name = cx.local(|isolate| key.raw(isolate))?;
    let Some(own) = property::find(&cx, object, name) else { return Ok(true) };
    if !own.meta.has(attribute::CONFIGURABLE) {
        return Ok(false);
    }
    property::remove(&mut cx, object, name)?;
    Ok(true)
}

/// Whether an ordinary object takes new properties; private names always fit.
pub(crate) fn accepts(cx: &Scope<'_>, object: Raw<'_>, key: PropertyKey<'_>) -> bool {
    !Shape::of(cx.heap(), object).has(shape::NON_EXTENSIBLE) || key.is_private(cx)
}

/// Whether an object is an array exotic object (by its kind).
pub(crate) fn is_array_kind(cx: &Scope<'_>, object: Local<'_>) -> bool {
    cx.raw(object).is_kind(kind::ARRAY)
}
