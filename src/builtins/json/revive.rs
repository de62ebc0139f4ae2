//! The reviver of `JSON.parse` – ECMA-262 §25.5.1.1
//! <https://tc39.es/ecma262/#sec-internalizejsonproperty>

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Completion, PropertyKey, Scope, Variable, call, create_data_property, delete, get, get_own_property, index_key,
    is_array, is_object, key_to_value, length_of_array_like, ordinary_object, own_property_keys, same_value,
};
use crate::value::kind;
use crate::value::layout::words;

/// A JSON Parse Record (§25.5.1.2): WORDS of a value and what is known of it.
mod record {
    use crate::value::layout::words;

    /// [[Value]].
    pub(super) const VALUE: usize = words::ELEMENTS;
    /// The source text of a primitive; [[Elements]]: WORDS of records; [[Entries]]: an object without a prototype that has
    /// records as values.
    pub(super) const DETAIL: usize = words::ELEMENTS + 1;
}

/// Makes a record of a value and puts it into a variable. `detail`: its source text, or the records of what is in it.
pub(super) fn note_record<'s>(
    cx: &mut Scope<'s>,
    variable: Variable<'_>,
    value: Local<'s>,
    detail: Local<'s>,
) -> Completion<()> {
    let record = cx.allocate_words(2)?;
    cx.heap.store(record, record::VALUE, value);
    cx.heap.store(record, record::DETAIL, detail);
    variable.set(cx, record);
    Ok(())
}

/// Runs the reviver over a value parsed, of which `record` tells, from the leaves up.
pub(super) fn revive<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    record: Local<'s>,
    reviver: Local<'s>,
) -> Completion<Local<'s>> {
    let root = ordinary_object(cx)?;
    let key = PropertyKey::Known(KnownName::Empty);
    create_data_property(cx, root, key, value)?;
    internalize(cx, root, key, record, reviver)
}

/// InternalizeJSONProperty ( holder, name, reviver, parseRecord ); the record is UNDEFINED when there is none.
fn internalize<'s>(
    cx: &mut Scope<'s>,
    holder: Local<'s>,
    key: PropertyKey<'s>,
    record: Local<'s>,
    reviver: Local<'s>,
) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let value = get(cx, holder, key)?;
    let detail = detail_of(cx, record, value)?;
    let context = ordinary_object(cx)?;
    if is_object(cx.raw(value)) {
        if is_array(cx, value)? {
            let length = length_of_array_like(cx, value)?;
            for index in 0..length {
                let mut cx = cx.open();
                let key = index_key(&mut cx, index)?;
                let record = element_record(&mut cx, detail, index)?;
                replace(&mut cx, value, key, record, reviver)?;
            }
        } else {
            let keys = own_property_keys(cx, value)?;
            let enumerable = enumerable_strings(cx, value, keys)?;
            for (index, is_wanted) in enumerable.iter().enumerate() {
                let mut cx = cx.open();
                if *is_wanted {
                    let key = keys.get(&mut cx, index)?;
                    let record = entry_record(&mut cx, detail, key)?;
                    replace(&mut cx, value, key, record, reviver)?;
                }
            }
        }
    } else if !cx.raw(detail).is_undefined() {
        let key = cx.name("source")?;
        create_data_property(cx, context, key, detail)?;
    }
    let name = key_to_value(cx, key)?;
    call(cx, reviver, holder, &[name, value, context])
}

/// What a record says of `value`, if it tells of this value and not of one that the reviver has replaced since.
fn detail_of<'s>(cx: &mut Scope<'s>, record: Local<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    if cx.raw(record).is_undefined() {
        return Ok(Local::UNDEFINED);
    }
    let recorded = cx.word(record, record::VALUE)?;
    if same_value(cx, recorded, value)? { cx.word(record, record::DETAIL) } else { Ok(Local::UNDEFINED) }
}

/// The record of an element among those of an array.
fn element_record<'s>(cx: &mut Scope<'s>, records: Local<'s>, index: u64) -> Completion<Local<'s>> {
    let raw = cx.raw(records);
    if !raw.is_kind(kind::WORDS) || index >= raw.raw_word(words::LENGTH) {
        return Ok(Local::UNDEFINED);
    }
    cx.word(records, words::ELEMENTS + index as usize)
}

/// The record of a property among those of an object.
fn entry_record<'s>(cx: &mut Scope<'s>, records: Local<'s>, key: PropertyKey<'s>) -> Completion<Local<'s>> {
    if cx.raw(records).is_kind(kind::ORDINARY) { get(cx, records, key) } else { Ok(Local::UNDEFINED) }
}

/// Which keys name enumerable properties and are strings.
pub(super) fn enumerable_strings<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    keys: crate::runtime::KeyList<'s>,
) -> Completion<crate::runtime::Buffer<bool>> {
    let mut enumerable = crate::runtime::Buffer::with_capacity(cx, keys.len())?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        let is_wanted = !key.is_symbol(&cx)
            && get_own_property(&mut cx, object, key)?.is_some_and(|found| found.enumerable == Some(true));
        enumerable.push(&mut cx, is_wanted)?;
    }
    Ok(enumerable)
}

fn replace<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    key: PropertyKey<'s>,
    record: Local<'s>,
    reviver: Local<'s>,
) -> Completion<()> {
    cx.step(1)?;
    let element = internalize(cx, object, key, record, reviver)?;
    if cx.raw(element).is_undefined() {
        delete(cx, object, key)?;
    } else {
        create_data_property(cx, object, key, element)?;
    }
    Ok(())
}
