//! `Map` – ECMA-262 §24.1 <https://tc39.es/ecma262/#sec-map-objects>

use super::receiver::{require_kind, share_method};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, array_create, array_push, call, canonical_key,
    collection_clear, collection_delete, collection_get, collection_has, collection_set, collection_size,
    create_array_from_list, create_iter_result_object, cursor_next, cursor_start, define_global, describe, get_index,
    get_iterator, get_known, getter, install as install_table, install_constructor, is_callable, is_object,
    iterator_close_abrupt, iterator_step_value, make_object, method, new_cursor, ordered_table,
    ordinary_create_from_constructor, symbol_getter, tag, throw_type_error,
};
use crate::value::kind;
use crate::value::layout::{iterator, wrapper};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Map",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::Map,
    statics: &[method("groupBy", 2, group_by), symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", species)],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("get", 1, get),
    method("set", 2, set).intrinsic(Intrinsic::MapProtoSet),
    method("has", 1, has),
    method("delete", 1, delete),
    method("clear", 0, clear),
    method("entries", 0, entries),
    method("forEach", 1, for_each),
    method("keys", 0, keys),
    getter("size", size),
    method("values", 0, values),
    method("getOrInsert", 2, get_or_insert),
    method("getOrInsertComputed", 2, get_or_insert_computed),
    tag("Map"),
];

const ITERATOR: &[Builtin] = &[method("next", 0, next).intrinsic(Intrinsic::MapIteratorNext), tag("Map Iterator")];

/// What an iterator of a Map or Set gives: `layout::iterator::METHOD`.
pub(super) const KEYS: i32 = 0;
/// See [`KEYS`].
pub(super) const VALUES: i32 = 1;
/// See [`KEYS`].
pub(super) const ENTRIES: i32 = 2;

/// Makes `Map` and its iterators' prototype.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::MapPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    share_method(cx, prototype, "entries", KnownName::SymbolIterator)?;
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let iterator = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::MapIteratorPrototype, iterator);
    install_table(cx, iterator, ITERATOR)?;
    define_global(cx, "Map", constructor)
}

/// Map ( [ iterable ] ) – <https://tc39.es/ecma262/#sec-map-iterable>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let map = ordinary_create_from_constructor(cx, arguments.new_target(), Intrinsic::MapPrototype, kind::MAP)?;
    let table = ordered_table(cx)?;
    cx.heap.store(map, wrapper::VALUE, table);
    let iterable = arguments.get(0);
    if cx.raw(iterable).is_undefined() || cx.raw(iterable).is_null() {
        return Ok(map);
    }
    let adder = get_known(cx, map, KnownName::Set)?;
    let is_own = cx.raw(adder).identical(cx.intrinsic_raw(Intrinsic::MapProtoSet));
    add_entries_from_iterable(cx, map, iterable, adder, is_own)?;
    Ok(map)
}

/// AddEntriesFromIterable ( target, iterable, adder ) – <https://tc39.es/ecma262/#sec-add-entries-from-iterable>
///
/// `is_own`: the adder is `Map.prototype.set` itself and need not be called.
pub(super) fn add_entries_from_iterable<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    iterable: Local<'s>,
    adder: Local<'s>,
    is_own: bool,
) -> Completion<()> {
    require_adder(cx, target, adder, "set")?;
    let record = get_iterator(cx, iterable)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(item) = iterator_step_value(&mut cx, record)? else { return Ok(()) };
        let added = entry(&mut cx, item).and_then(|(key, value)| match is_own {
            true => collection_set(&mut cx, target, key, value),
            false => call(&mut cx, adder, target, &[key, value]).map(|_| ()),
        });
        if let Err(abrupt) = added {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
    }
}

/// Key and value of an item of the iterable.
fn entry<'s>(cx: &mut Scope<'s>, item: Local<'s>) -> Completion<(Local<'s>, Local<'s>)> {
    if !is_object(cx.raw(item)) {
        let shown = describe(cx, item);
        return Err(throw_type_error(cx, format_args!("Iterator value {shown} is not an entry object")));
    }
    Ok((get_index(cx, item, 0)?, get_index(cx, item, 1)?))
}

/// The method that a constructor adds its items with must be callable.
pub(super) fn require_adder<'s>(cx: &mut Scope<'s>, target: Local<'s>, adder: Local<'s>, name: &str) -> Completion<()> {
    if is_callable(cx, adder) {
        return Ok(());
    }
    let (shown, target) = (describe(cx, adder), describe(cx, target));
    Err(throw_type_error(
        cx,
        format_args!("'{shown}' returned for property '{name}' of object '{target}' is not a function"),
    ))
}

/// Map.groupBy ( items, callback ) – <https://tc39.es/ecma262/#sec-map.groupby>
fn group_by<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (items, callback) = (arguments.get(0), arguments.get(1));
    crate::runtime::require_object_coercible(cx, items, "Map.groupBy")?;
    if !is_callable(cx, callback) {
        let shown = describe(cx, callback);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    let prototype = cx.intrinsic(Intrinsic::MapPrototype)?;
    let map = make_object(cx, kind::MAP, prototype)?;
    let table = ordered_table(cx)?;
    cx.heap.store(map, wrapper::VALUE, table);
    let record = get_iterator(cx, items)?;
    let mut index = 0u64;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(item) = iterator_step_value(&mut cx, record)? else { return Ok(map) };
        let key = match call(&mut cx, callback, Local::UNDEFINED, &[item, Local::number(index as f64)]) {
            Ok(key) => key,
            Err(abrupt) => return Err(iterator_close_abrupt(&mut cx, record, abrupt)),
        };
        let group = match collection_get(&mut cx, map, key)? {
            Some(group) => group,
            None => {
                let group = array_create(&mut cx, 0)?;
                collection_set(&mut cx, map, key, group)?;
                group
            }
        };
        array_push(&mut cx, group, item)?;
        index += 1;
    }
}

/// get Map [ %Symbol.species% ] – <https://tc39.es/ecma262/#sec-get-map-%symbol.species%>
pub(super) fn species<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}

/// Map.prototype.get ( key ) – <https://tc39.es/ecma262/#sec-map.prototype.get>
fn get<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.get")?;
    Ok(collection_get(cx, this, arguments.get(0))?.unwrap_or(Local::UNDEFINED))
}

/// Map.prototype.set ( key, value ) – <https://tc39.es/ecma262/#sec-map.prototype.set>
fn set<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.set")?;
    collection_set(cx, this, arguments.get(0), arguments.get(1))?;
    Ok(this)
}

/// Map.prototype.getOrInsert ( key, value ) – <https://tc39.es/ecma262/#sec-map.prototype.getorinsert>
fn get_or_insert<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.getOrInsert")?;
    if let Some(found) = collection_get(cx, this, arguments.get(0))? {
        return Ok(found);
    }
    collection_set(cx, this, arguments.get(0), arguments.get(1))?;
    Ok(arguments.get(1))
}

/// Map.prototype.getOrInsertComputed ( key, callback ) – <https://tc39.es/ecma262/#sec-map.prototype.getorinsertcomputed>
fn get_or_insert_computed<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.getOrInsertComputed")?;
    let (key, callback) = (canonical_key(cx, arguments.get(0)), arguments.get(1));
    if !is_callable(cx, callback) {
        let shown = crate::runtime::describe_operand(cx, callback);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    if let Some(found) = collection_get(cx, this, key)? {
        return Ok(found);
    }
    let value = call(cx, callback, Local::UNDEFINED, &[key])?;
    collection_set(cx, this, key, value)?;
    Ok(value)
}

/// Map.prototype.has ( key ) – <https://tc39.es/ecma262/#sec-map.prototype.has>
fn has<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.has")?;
    collection_has(cx, this, arguments.get(0)).map(Local::bool)
}

/// Map.prototype.delete ( key ) – <https://tc39.es/ecma262/#sec-map.prototype.delete>
fn delete<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.delete")?;
    collection_delete(cx, this, arguments.get(0)).map(Local::bool)
}

/// Map.prototype.clear ( ) – <https://tc39.es/ecma262/#sec-map.prototype.clear>
fn clear<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.clear")?;
    collection_clear(cx, this)?;
    Ok(Local::UNDEFINED)
}

/// get Map.prototype.size – <https://tc39.es/ecma262/#sec-get-map.prototype.size>
fn size<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "get Map.prototype.size")?;
    Ok(Local::number(collection_size(cx, this) as f64))
}

/// Map.prototype.forEach ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-map.prototype.foreach>
fn for_each<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.forEach")?;
    for_each_entry(cx, this, arguments)
}

/// The loop of `forEach` of Map and Set; in a Set the value of an entry is its key.
pub(super) fn for_each_entry<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let callback = arguments.get(0);
    if !is_callable(cx, callback) {
        let shown = crate::runtime::describe_operand(cx, callback);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    let is_set = cx.raw(this).is_kind(kind::SET);
    let cursor = new_cursor(cx, this)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some((key, value)) = cursor_next(&mut cx, cursor)? else { return Ok(Local::UNDEFINED) };
        let value = if is_set { key } else { value };
        call(&mut cx, callback, arguments.get(1), &[value, key, this])?;
    }
}

/// Map.prototype.entries ( ) – <https://tc39.es/ecma262/#sec-map.prototype.entries>
fn entries<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.entries")?;
    create_iterator(cx, this, ENTRIES)
}

/// Map.prototype.keys ( ) – <https://tc39.es/ecma262/#sec-map.prototype.keys>
fn keys<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.keys")?;
    create_iterator(cx, this, KEYS)
}

/// Map.prototype.values ( ) – <https://tc39.es/ecma262/#sec-map.prototype.values>
fn values<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP, "Map.prototype.values")?;
    create_iterator(cx, this, VALUES)
}

/// CreateMapIterator (§24.1.5.1) and CreateSetIterator (§24.2.6.1).
pub(super) fn create_iterator<'s>(cx: &mut Scope<'s>, collection: Local<'s>, what: i32) -> Completion<Local<'s>> {
    let (prototype, kind) = match cx.raw(collection).kind() {
        kind::SET => (Intrinsic::SetIteratorPrototype, kind::SET_ITERATOR),
        _ => (Intrinsic::MapIteratorPrototype, kind::MAP_ITERATOR),
    };
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(prototype)?;
    let object = make_object(cx, kind, prototype)?;
    cursor_start(cx, object, collection)?;
    cx.heap.store(object, iterator::METHOD, Local::int(what));
    Ok(cx.collapse(depth, object))
}

/// %MapIteratorPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%mapiteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::MAP_ITERATOR, "Map Iterator.prototype.next")?;
    step(cx, this)
}

/// One step of an iterator of a Map or Set: its result object.
pub(super) fn step<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Local<'s>> {
    match advance(cx, object)? {
        Some(item) => create_iter_result_object(cx, item, false),
        None => create_iter_result_object(cx, Local::UNDEFINED, true),
    }
}

/// The next item of an iterator of a Map or Set; `None` at the end.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn advance<'s>(cx: &mut Scope<'s>, object: Local<'s>) -> Completion<Option<Local<'s>>> {
    cx.step(1)?;
    let Some((key, value)) = cursor_next(cx, object)? else { return Ok(None) };
    let value = if cx.raw(object).is_kind(kind::SET_ITERATOR) { key } else { value };
    Ok(Some(match cx.raw(object).word(iterator::METHOD).as_int() {
        KEYS => key,
        VALUES => value,
        _ => create_array_from_list(cx, &[key, value])?,
    }))
}
