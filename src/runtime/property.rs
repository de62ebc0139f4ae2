//! Named own properties: adding, changing, removing, by transitions or in dictionary mode. No checks of any kind.

use super::completion::Completion;
use super::scope::Scope;
use super::shape::{Action, Own, Shape, own_named};
use super::transition::{self, Step, shape_of};
use super::{butterfly, dictionary};
use crate::heap::{Local, Raw};
use crate::value::kind;
use crate::value::layout::{self, ButterflyInfo, Location, Place, attribute, shape};

/// The own property `key` of an object, by shape. Pure; virtual properties of exotic objects are not seen.
pub(crate) fn find(cx: &Scope<'_>, object: Local<'_>, key: Local<'_>) -> Option<Own> {
    own_named(cx.heap(), cx.raw(object), cx.raw(key))
}

/// The word at a location, rooted.
pub(crate) fn read<'s>(cx: &mut Scope<'s>, object: Local<'_>, location: Location) -> Completion<Local<'s>> {
    cx.local(|isolate| butterfly::slot(isolate.heap.get(object), location))
}

/// Writes an existing property's slot. The `prototype` of a function also forgets the shape made for `new`.
pub(crate) fn write(cx: &mut Scope<'_>, object: Local<'_>, own: Own, value: Local<'_>) -> Completion<()> {
    if own.meta.has(attribute::LAZY_PROTOTYPE) && cx.raw(object).is_kind(kind::FUNCTION) {
        cx.heap.store(object, layout::function::INITIAL_SHAPE, Local::UNDEFINED);
    }
    butterfly::set_slot(cx, object, own.location, value)
}

/// Adds property `key`, which the object does not have.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn add(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    key: Local<'_>,
    value: Local<'_>,
    attributes: u32,
) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let view = Shape(cx.raw(old));
    let (traits, count) = (view.traits(), view.count());
    if traits.flags & shape::DICTIONARY != 0 {
        return dictionary::add(&mut cx, object, key, value, attributes);
    }
    let location = traits.location(count as u32);
    if let Place::Overflow(index) = location.place() {
        if index >= ButterflyInfo::MAXIMUM_OVERFLOW {
            dictionary::convert(&mut cx, object)?;
            return dictionary::add(&mut cx, object, key, value, attributes);
        }
        butterfly::ensure_overflow(&mut cx, object, index)?;
    }
    if traits.flags & shape::IS_PROTOTYPE != 0 {
        transition::append_property(&mut cx, old, key, attributes)?;
        cx.bump_prototype_epoch();
        return butterfly::set_slot(&mut cx, object, location, value);
    }
    let step = Step { action: Action::Add, meta: attributes };
    let new = transition::transition(&mut cx, old, key, step)?;
    butterfly::set_slot(&mut cx, object, location, value)?;
    let id = cx.raw(new).aux();
    cx.heap.set_aux(object, id);
    Ok(())
}

/// Changes the attributes of an existing property, and its value if one is given.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn reconfigure(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    key: Local<'_>,
    own: Own,
    value: Option<Local<'_>>,
    attributes: u32,
) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let traits = Shape(cx.raw(old)).traits();
    if traits.flags & shape::DICTIONARY != 0 {
        return dictionary::reconfigure(&mut cx, object, key, value, attributes);
    }
    if traits.flags & shape::IS_PROTOTYPE != 0 {
        let special = if attributes & attribute::WRITABLE == 0 { shape::HAS_SPECIAL } else { 0 };
        transition::own_shape(&mut cx, object, special)?;
        let new = shape_of(&mut cx, object)?;
        transition::set_attributes(&mut cx, new, key, attributes);
        cx.bump_prototype_epoch();
    } else {
        let step = Step { action: Action::Reconfigure, meta: attributes };
        let new = transition::transition(&mut cx, old, key, step)?;
        let id = cx.raw(new).aux();
        cx.heap.set_aux(object, id);
    }
    if let Some(value) = value {
        write(&mut cx, object, own, value)?;
    }
    Ok(())
}

/// Removes an existing property: the last one added goes by the way it came, any other turns the object to dictionary
/// mode.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn remove(cx: &mut Scope<'_>, object: Local<'_>, key: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let view = Shape(cx.raw(old));
    let (traits, count) = (view.traits(), view.count());
    let unique = shape::DICTIONARY | shape::IS_PROTOTYPE;
    let is_last = traits.flags & unique == 0
        && traits.action == Action::Add
        && view.0.word(shape::KEY).identical(cx.raw(key))
        && view.0.word(shape::PARENT).is_pointer();
    if is_last {
        let parent = cx.word(old, shape::PARENT)?;
        let id = cx.raw(parent).aux();
        cx.heap.set_aux(object, id);
        return butterfly::set_slot(&mut cx, object, traits.location(count as u32 - 1), Local::UNDEFINED);
    }
    dictionary::convert(&mut cx, object)?;
    dictionary::remove(&mut cx, object, key)
}

/// The keys of all named own properties in creation order, private names included. Pure.
pub(crate) fn named_keys<'h>(isolate: &'h super::Isolate, object: Raw<'h>) -> Vec<Raw<'h>> {
    let shape = Shape::of(&isolate.heap, object);
    if shape.has(shape::DICTIONARY) {
        let table = dictionary::table(object);
        return table.entries().map(|entry| table.key(entry)).collect();
    }
    match shape.table() {
        Some(table) => (0..shape.count()).map(|entry| table.key(entry)).collect(),
        None => Vec::new(),
    }
}
