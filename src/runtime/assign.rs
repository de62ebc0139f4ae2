//! [[Set]] (§10.1.9): assignment along the prototype chain.

use super::completion::Completion;
use super::descriptor::PropertyDescriptor;
use super::key::PropertyKey;
use super::ordinary::{accepts, get_own_property, get_prototype_of, is_array_kind, takes};
use super::scope::Scope;
use super::shape::{Lookup, Own, lookup};
use super::{array, call, create_data_property, define_own_property, elements, is_object, object, property};
use crate::heap::{Local, Slot, StackOverflow};
use crate::value::layout::{self, attribute};

/// What a walk along the prototype chain says about an assignment.
enum Target {
    /// Nothing is there.
    Absent,
    /// The receiver itself has it as a writable data property.
    OwnNamed(Own),
    /// The receiver itself has it as a writable element.
    OwnElement,
    /// A writable data property elsewhere: the receiver gets one of its own.
    Inherited,
    /// Not writable, or an accessor without a setter.
    ReadOnly,
    /// A setter, rooted.
    Setter(Result<Slot, StackOverflow>),
    /// An exotic object, rooted, decides.
    Exotic(Result<Slot, StackOverflow>),
}

/// [[Set]] with a receiver; false: the assignment was refused.
///
/// # Errors
/// Whatever a setter or a proxy's trap throws.
pub(crate) fn set_with_receiver<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    let target = match key {
        PropertyKey::Index(index) => element_target(cx, object, index, receiver),
        _ => named_target(cx, object, key, receiver),
    };
    let mut cx = cx.open();
    match target {
        Target::OwnNamed(own) if own.meta.has(attribute::ARRAY_LENGTH) => {
            let descriptor = PropertyDescriptor { value: Some(value), ..PropertyDescriptor::default() };
            array::array_set_length(&mut cx, receiver, &descriptor)
        }
        Target::OwnNamed(own) => property::write(&mut cx, receiver, own, value).map(|()| true),
        Target::OwnElement => match key {
            PropertyKey::Index(index) => elements::put(&mut cx, receiver, index, value).map(|()| true),
            _ => Ok(false),
        },
        Target::ReadOnly => Ok(false),
        Target::Absent if cx.raw(object).identical(cx.raw(receiver)) => add(&mut cx, receiver, key, value),
        Target::Inherited if cx.raw(object).identical(cx.raw(receiver)) => add(&mut cx, receiver, key, value),
        Target::Absent | Target::Inherited => set_on_receiver(&mut cx, key, value, receiver),
        Target::Setter(slot) => {
            let setter = cx.adopt(slot)?;
            if !cx.raw(setter).is_pointer() {
                return Ok(false);
            }
            call(&mut cx, setter, receiver, &[value]).map(|_| true)
        }
        Target::Exotic(slot) => {
            let holder = cx.adopt(slot)?;
            match cx.methods(cx.raw(holder).kind()).set {
                Some(method) => method(&mut cx, holder, key, value, receiver),
                None => ordinary_set(&mut cx, holder, key, value, receiver),
            }
        }
    }
}

fn named_target(cx: &Scope<'_>, object: Local<'_>, key: PropertyKey<'_>, receiver: Local<'_>) -> Target {
    match lookup(cx, cx.raw(object), key.raw(cx)) {
        Lookup::Absent { .. } => Target::Absent,
        Lookup::Exotic { holder } => Target::Exotic(cx.heap.root(holder)),
        Lookup::Found { holder, own, .. } if own.meta.is_accessor() => {
            let pair = super::butterfly::slot(holder, own.location);
            Target::Setter(cx.heap.root(pair.word(layout::accessor::SETTER)))
        }
        Lookup::Found { own, .. } if !own.meta.has(attribute::WRITABLE) => Target::ReadOnly,
        Lookup::Found { depth: 0, own, .. } if cx.raw(object).identical(cx.raw(receiver)) => Target::OwnNamed(own),
        Lookup::Found { .. } => Target::Inherited,
    }
}

fn element_target(cx: &Scope<'_>, object: Local<'_>, index: u32, receiver: Local<'_>) -> Target {
    let mut holder = cx.raw(object);
    loop {
        if cx.exotic(holder.kind()).takes_indices() {
            return Target::Exotic(cx.heap.root(holder));
        }
        if let Some((value, meta)) = elements::own(cx.heap(), holder, index) {
            return if meta.is_accessor() {
                Target::Setter(cx.heap.root(value.word(layout::accessor::SETTER)))
            } else if !meta.has(attribute::WRITABLE) {
                Target::ReadOnly
            } else if holder.identical(cx.raw(receiver)) && holder.identical(cx.raw(object)) {
                Target::OwnElement
            } else {
                Target::Inherited
            };
        }
        holder = object::prototype_of(cx, holder);
        if !holder.is_pointer() {
            return Target::Absent;
        }
    }
}

/// Adds a data property which `object` (not exotic for this key) does not have.
fn add<'s>(cx: &mut Scope<'s>, object: Local<'s>, key: PropertyKey<'s>, value: Local<'s>) -> Completion<bool> {
    if !accepts(cx, cx.raw(object), key) {
        return Ok(false);
    }
    if let PropertyKey::Index(index) = key {
        if is_array_kind(cx, object) && !array::make_length_cover(cx, object, index) {
            return Ok(false);
        }
        return elements::put(cx, object, index, value).map(|()| true);
    }
    let name = cx.local(|isolate| key.raw(isolate))?;
    property::add(cx, object, name, value, attribute::ALL)?;
    Ok(true)
}

/// OrdinarySet (§10.1.9.1) of an object with a [[GetOwnProperty]] of its own.
///
/// # Errors
/// Whatever a setter or a proxy's trap throws.
pub(crate) fn ordinary_set<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    cx.check_stack()?;
    let own = get_own_property(cx, object, key)?;
    ordinary_set_with_own_descriptor(cx, object, key, value, receiver, own)
}

/// OrdinarySetWithOwnDescriptor (§10.1.9.2).
///
/// # Errors
/// Whatever a setter or a proxy's trap throws.
pub(crate) fn ordinary_set_with_own_descriptor<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
    own: Option<PropertyDescriptor<'s>>,
) -> Completion<bool> {
    let Some(own) = own else {
        let parent = get_prototype_of(cx, object)?;
        return if cx.raw(parent).is_pointer() {
            set_with_receiver(cx, parent, key, value, receiver)
        } else {
            set_on_receiver(cx, key, value, receiver)
        };
    };
    if own.is_accessor_descriptor() {
        let setter = own.set.unwrap_or(Local::UNDEFINED);
        return if cx.raw(setter).is_pointer() {
            call(cx, setter, receiver, &[value]).map(|_| true)
        } else {
            Ok(false)
        };
    }
    if own.writable != Some(true) { Ok(false) } else { set_on_receiver(cx, key, value, receiver) }
}

/// The end of OrdinarySetWithOwnDescriptor: the receiver gets or changes a data property.
fn set_on_receiver<'s>(
    cx: &mut Scope<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
    receiver: Local<'s>,
) -> Completion<bool> {
    if !is_object(cx.raw(receiver)) {
        return Ok(false);
    }
    if !takes(cx, receiver, key) && cx.methods(cx.raw(receiver).kind()).get_own_property.is_none() {
        cx.check_stack()?;
    }
    match get_own_property(cx, receiver, key)? {
        None => create_data_property(cx, receiver, key, value),
        Some(existing) if existing.is_accessor_descriptor() || existing.writable != Some(true) => Ok(false),
        Some(_) => {
            let descriptor = PropertyDescriptor { value: Some(value), ..PropertyDescriptor::default() };
            define_own_property(cx, receiver, key, &descriptor)
        }
    }
}
