//! `WeakMap` – ECMA-262 §24.3 <https://tc39.es/ecma262/#sec-weakmap-objects>

use super::map::add_entries_from_iterable;
use super::receiver::require_kind;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, call, can_be_held_weakly, define_global,
    ephemeron_table, get_known, install_constructor, is_callable, make_object, method,
    ordinary_create_from_constructor, tag, throw_type_error, weak_collection_delete, weak_collection_get,
    weak_collection_has, weak_collection_set,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakMap",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::WeakMap,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("delete", 1, delete),
    method("get", 1, get),
    method("set", 2, set),
    method("has", 1, has),
    method("getOrInsert", 2, get_or_insert),
    method("getOrInsertComputed", 2, get_or_insert_computed),
    tag("WeakMap"),
];

/// Makes `WeakMap`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::WeakMapPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "WeakMap", constructor)
}

/// WeakMap ( [ iterable ] ) – <https://tc39.es/ecma262/#sec-weakmap-iterable>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    let map = ordinary_create_from_constructor(cx, new_target, Intrinsic::WeakMapPrototype, kind::WEAK_MAP)?;
    let table = ephemeron_table(cx)?;
    cx.heap.store(map, wrapper::VALUE, table);
    let iterable = arguments.get(0);
    if cx.raw(iterable).is_undefined() || cx.raw(iterable).is_null() {
        return Ok(map);
    }
    let adder = get_known(cx, map, KnownName::Set)?;
    add_entries_from_iterable(cx, map, iterable, adder, false)?;
    Ok(map)
}

/// WeakMap.prototype.delete ( key ) – <https://tc39.es/ecma262/#sec-weakmap.prototype.delete>
fn delete<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.delete")?;
    let key = arguments.get(0);
    if !can_be_held_weakly(cx.raw(key)) {
        return Ok(Local::FALSE);
    }
    weak_collection_delete(cx, this, key).map(Local::bool)
}

/// WeakMap.prototype.get ( key ) – <https://tc39.es/ecma262/#sec-weakmap.prototype.get>
fn get<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.get")?;
    let key = arguments.get(0);
    if !can_be_held_weakly(cx.raw(key)) {
        return Ok(Local::UNDEFINED);
    }
    Ok(weak_collection_get(cx, this, key)?.unwrap_or(Local::UNDEFINED))
}

/// WeakMap.prototype.has ( key ) – <https://tc39.es/ecma262/#sec-weakmap.prototype.has>
fn has<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.has")?;
    let key = arguments.get(0);
    if !can_be_held_weakly(cx.raw(key)) {
        return Ok(Local::FALSE);
    }
    weak_collection_has(cx, this, key).map(Local::bool)
}

/// WeakMap.prototype.set ( key, value ) – <https://tc39.es/ecma262/#sec-weakmap.prototype.set>
fn set<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.set")?;
    require_key(cx, arguments.get(0))?;
    weak_collection_set(cx, this, arguments.get(0), arguments.get(1))?;
    Ok(this)
}

fn require_key(cx: &mut Scope<'_>, key: Local<'_>) -> Completion<()> {
    if can_be_held_weakly(cx.raw(key)) {
        return Ok(());
    }
    Err(throw_type_error(cx, format_args!("Invalid value used as weak map key")))
}

/// WeakMap.prototype.getOrInsert ( key, value ) – <https://tc39.es/ecma262/#sec-weakmap.prototype.getorinsert>
fn get_or_insert<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.getOrInsert")?;
    let (key, value) = (arguments.get(0), arguments.get(1));
    require_key(cx, key)?;
    if let Some(found) = weak_collection_get(cx, this, key)? {
        return Ok(found);
    }
    weak_collection_set(cx, this, key, value)?;
    Ok(value)
}

/// WeakMap.prototype.getOrInsertComputed ( key, callback ) –
/// <https://tc39.es/ecma262/#sec-weakmap.prototype.getorinsertcomputed>
fn get_or_insert_computed<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_MAP, "WeakMap.prototype.getOrInsertComputed")?;
    let (key, callback) = (arguments.get(0), arguments.get(1));
    require_key(cx, key)?;
    if !is_callable(cx, callback) {
        let shown = crate::runtime::describe_operand(cx, callback);
        return Err(throw_type_error(cx, format_args!("{shown} is not a function")));
    }
    if let Some(found) = weak_collection_get(cx, this, key)? {
        return Ok(found);
    }
    let value = call(cx, callback, Local::UNDEFINED, &[key])?;
    weak_collection_set(cx, this, key, value)?;
    Ok(value)
}
