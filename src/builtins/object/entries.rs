//! Functions of `Object` that walk an object's properties or build an object of many –
//! ECMA-262 §20.1.2 <https://tc39.es/ecma262/#sec-properties-of-the-object-constructor>

use super::key_of;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Enumerate, Scope, array_create, array_push, call, create_data_property_or_throw, describe,
    enumerable_own_properties, get, get_index, get_iterator, get_own_property, has_own_property, is_callable,
    is_object, iterator_close_abrupt, iterator_step_value, ordinary_object, ordinary_object_create, own_property_keys,
    set, throw_type_error, to_object,
};

/// Object.assign ( target, ...sources ) – <https://tc39.es/ecma262/#sec-object.assign>
pub(super) fn assign<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = to_object(cx, arguments.get(0))?;
    for index in 1..arguments.count() {
        let source = arguments.get(index);
        let raw = cx.raw(source);
        if !raw.is_undefined() && !raw.is_null() {
            assign_from(cx, target, source)?;
        }
    }
    Ok(target)
}

fn assign_from<'s>(cx: &mut Scope<'s>, target: Local<'s>, source: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let from = to_object(&mut cx, source)?;
    let keys = own_property_keys(&mut cx, from)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if get_own_property(&mut cx, from, key)?.is_some_and(|found| found.enumerable == Some(true)) {
            let value = get(&mut cx, from, key)?;
            set(&mut cx, target, key, value)?;
        }
    }
    Ok(())
}

/// Object.keys ( O ) – <https://tc39.es/ecma262/#sec-object.keys>
pub(super) fn keys<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    enumerable_own_properties(cx, object, Enumerate::Keys)
}

/// Object.values ( O ) – <https://tc39.es/ecma262/#sec-object.values>
pub(super) fn values<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    enumerable_own_properties(cx, object, Enumerate::Values)
}

/// Object.entries ( O ) – <https://tc39.es/ecma262/#sec-object.entries>
pub(super) fn entries<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    enumerable_own_properties(cx, object, Enumerate::Entries)
}

/// Object.fromEntries ( iterable ) – <https://tc39.es/ecma262/#sec-object.fromentries>
pub(super) fn from_entries<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let iterable = require_iterable(cx, arguments.get(0))?;
    let object = ordinary_object(cx)?;
    let record = get_iterator(cx, iterable)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(entry) = iterator_step_value(&mut cx, record)? else { break };
        if let Err(abrupt) = add_entry(&mut cx, object, entry) {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
    }
    Ok(object)
}

/// The body of AddEntriesFromIterable – <https://tc39.es/ecma262/#sec-add-entries-from-iterable>
fn add_entry<'s>(cx: &mut Scope<'s>, object: Local<'s>, entry: Local<'s>) -> Completion<()> {
    if !is_object(cx.raw(entry)) {
        let shown = describe(cx, entry);
        return Err(throw_type_error(cx, format_args!("Iterator value {shown} is not an entry object")));
    }
    let key = get_index(cx, entry, 0)?;
    let value = get_index(cx, entry, 1)?;
    let key = key_of(cx, key)?;
    create_data_property_or_throw(cx, object, key, value)
}

/// RequireObjectCoercible, in the words of a function that wants an iterable.
fn require_iterable<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        let shown = describe(cx, value);
        return Err(throw_type_error(cx, format_args!("{shown} is not iterable")));
    }
    Ok(value)
}

/// Object.groupBy ( items, callback ) – <https://tc39.es/ecma262/#sec-object.groupby>
pub(super) fn group_by<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let items = require_iterable(cx, arguments.get(0))?;
    let callback = arguments.get(1);
    if !is_callable(cx, callback) {
        let shown = describe(cx, callback);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    // No script sees the groups before they are complete, so that they may grow in place.
    let groups = ordinary_object_create(cx, Local::NULL)?;
    let record = get_iterator(cx, items)?;
    let mut count = 0u64;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(item) = iterator_step_value(&mut cx, record)? else { break };
        if let Err(abrupt) = add_to_group(&mut cx, groups, callback, item, count) {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
        count += 1;
    }
    Ok(groups)
}

/// The body of GroupBy – <https://tc39.es/ecma262/#sec-groupby>
fn add_to_group<'s>(
    cx: &mut Scope<'s>,
    groups: Local<'s>,
    callback: Local<'s>,
    item: Local<'s>,
    count: u64,
) -> Completion<()> {
    let key = call(cx, callback, Local::UNDEFINED, &[item, Local::number(count as f64)])?;
    let key = key_of(cx, key)?;
    if !has_own_property(cx, groups, key)? {
        let group = array_create(cx, 0)?;
        create_data_property_or_throw(cx, groups, key, group)?;
    }
    let group = get(cx, groups, key)?;
    array_push(cx, group, item)
}
