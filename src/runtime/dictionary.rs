//! Dictionary mode: the named properties of one object in a PROPERTY_DICTIONARY (overflow slot 0).
//!
//! An array's `length` stays in its inline slot; the dictionary only knows its metadata.

use super::butterfly;
use super::completion::Completion;
use super::scope::Scope;
use super::shape::{Action, Own, Shape, Traits};
use super::triples::{self, Triples};
use super::{transition, transition::shape_of};
use crate::heap::{Heap, Local, Raw};
use crate::value::kind;
use crate::value::layout::{self, Location, Meta, attribute};

/// The word offset of an array's `length`.
const ARRAY_LENGTH_WORD: u32 = 2;

/// The PROPERTY_DICTIONARY of an object in dictionary mode.
pub(crate) fn table<'h>(object: Raw<'h>) -> Triples<'h> {
    Triples(object.word(layout::BUTTERFLY).word(layout::butterfly::OVERFLOW))
}

/// The property `key` of an object in dictionary mode.
pub(crate) fn find(heap: &Heap, object: Raw<'_>, key: Raw<'_>) -> Option<Own> {
    let _ = heap;
    let table = table(object);
    let entry = table.find(key)?;
    let meta = table.meta(entry);
    let location = if meta.has(attribute::ARRAY_LENGTH) {
        Location(ARRAY_LENGTH_WORD)
    } else {
        Location::in_dictionary(triples::value_word(entry))
    };
    Some(Own { meta, location })
}

/// Puts `object` into dictionary mode. Does nothing if it is.
pub(crate) fn convert(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let shape = Shape(cx.raw(old));
    if shape.has(layout::shape::DICTIONARY) {
        return Ok(());
    }
    let (traits, count) = (shape.traits(), shape.count());
    let mut dictionary = triples::allocate(&mut cx, kind::PROPERTY_DICTIONARY, count + count / 2)?;
    for entry in 0..count {
        dictionary = copy_property(&mut cx, object, old, dictionary, entry)?;
    }
    let shape = own_dictionary_shape(&mut cx, old, traits)?;
    let info = butterfly::info(cx.raw(object));
    butterfly::resize(&mut cx, object, info.elements(), 1, info.is_sparse())?;
    let wings = cx.word(object, layout::BUTTERFLY)?;
    cx.heap.store(wings, layout::butterfly::OVERFLOW, dictionary);
    let id = cx.raw(shape).aux();
    cx.heap.set_aux(object, id);
    clear_inline(&mut cx, object, traits);
    Ok(())
}

fn copy_property<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    shape: Local<'s>,
    dictionary: Local<'s>,
    entry: usize,
) -> Completion<Local<'s>> {
    let table = cx.word(shape, layout::shape::TABLE)?;
    let key = cx.word(table, layout::table::ENTRIES + 2 * entry)?;
    let view = Shape(cx.raw(shape));
    let location = view.traits().location(entry as u32);
    let meta = view.table().map_or(Meta::default(), |table| table.meta(entry));
    let value = cx.local(|isolate| butterfly::slot(isolate.heap.get(object), location))?;
    let meta = Meta::new(0, meta.attributes());
    triples::insert(cx, dictionary, key, value, meta)
}

/// The values are in the dictionary now; what stays behind would only keep them alive.
fn clear_inline(cx: &mut Scope<'_>, object: Local<'_>, traits: Traits) {
    let first = traits.first_slot as usize;
    for word in first..first + traits.inline_capacity as usize {
        if traits.kind != kind::ARRAY || word != ARRAY_LENGTH_WORD as usize {
            cx.heap.store(object, word, Local::UNDEFINED);
        }
    }
}

/// A shape for one object in dictionary mode, with the prototype, flags and transitions of `old`.
fn own_dictionary_shape<'s>(cx: &mut Scope<'s>, old: Local<'s>, traits: Traits) -> Completion<Local<'s>> {
    let was_own = traits.flags & layout::shape::IS_PROTOTYPE != 0;
    let traits = Traits {
        action: Action::Root,
        flags: traits.flags | layout::shape::DICTIONARY | layout::shape::HAS_SPECIAL,
        ..traits
    };
    let prototype = cx.word(old, layout::shape::PROTOTYPE)?;
    let new = transition::allocate_shape(cx, prototype, traits, 0)?;
    let constructor = cx.word(old, layout::shape::CONSTRUCTOR)?;
    cx.heap.store(new, layout::shape::CONSTRUCTOR, constructor);
    if was_own {
        let transitions = cx.word(old, layout::shape::TRANSITIONS)?;
        cx.heap.store(new, layout::shape::TRANSITIONS, transitions);
    }
    Ok(new)
}

/// Gives an object in dictionary mode a fresh shape, because locations told under the old id no longer hold.
/// Only shapes whose locations may be cached (prototypes, the global object) need that.
fn refresh_shape(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let old = shape_of(&mut cx, object)?;
    let traits = Shape(cx.raw(old)).traits();
    if traits.flags & layout::shape::IS_PROTOTYPE == 0 {
        return Ok(());
    }
    let new = own_dictionary_shape(&mut cx, old, traits)?;
    let id = cx.raw(new).aux();
    cx.heap.set_aux(object, id);
    cx.bump_prototype_epoch();
    Ok(())
}

/// Adds a property which `object`, in dictionary mode, does not have.
pub(crate) fn add(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    key: Local<'_>,
    value: Local<'_>,
    attributes: u32,
) -> Completion<()> {
    let mut cx = cx.open();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let old = cx.word(wings, layout::butterfly::OVERFLOW)?;
    let new = triples::insert(&mut cx, old, key, value, Meta::new(0, attributes))?;
    if !cx.raw(new).identical(cx.raw(old)) {
        cx.heap.store(wings, layout::butterfly::OVERFLOW, new);
        refresh_shape(&mut cx, object)?;
    }
    if Shape::of(cx.heap(), cx.raw(object)).has(layout::shape::IS_PROTOTYPE) {
        cx.bump_prototype_epoch();
    }
    Ok(())
}

/// Changes attributes and value of a property of an object in dictionary mode.
pub(crate) fn reconfigure(
    cx: &mut Scope<'_>,
    object: Local<'_>,
    key: Local<'_>,
    value: Option<Local<'_>>,
    attributes: u32,
) -> Completion<()> {
    let mut cx = cx.open();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let dictionary = cx.word(wings, layout::butterfly::OVERFLOW)?;
    if let Some(entry) = Triples(cx.raw(dictionary)).find(cx.raw(key)) {
        triples::set_meta(&mut cx, dictionary, entry, Meta::new(0, attributes));
        let own = find(cx.heap(), cx.raw(object), cx.raw(key));
        if let (Some(own), Some(value)) = (own, value) {
            butterfly::set_slot(&mut cx, object, own.location, value)?;
        }
        refresh_shape(&mut cx, object)?;
    }
    Ok(())
}

/// Deletes a property of an object in dictionary mode.
pub(crate) fn remove(cx: &mut Scope<'_>, object: Local<'_>, key: Local<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let wings = cx.word(object, layout::BUTTERFLY)?;
    let dictionary = cx.word(wings, layout::butterfly::OVERFLOW)?;
    if let Some(entry) = Triples(cx.raw(dictionary)).find(cx.raw(key)) {
        triples::remove(&mut cx, dictionary, entry);
        if let Some(small) = triples::shrunk(&mut cx, dictionary)? {
            cx.heap.store(wings, layout::butterfly::OVERFLOW, small);
        }
        refresh_shape(&mut cx, object)?;
    }
    Ok(())
}
