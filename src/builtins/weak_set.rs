//! `WeakSet` – ECMA-262 §24.4 <https://tc39.es/ecma262/#sec-weakset-objects>

use super::map::require_adder;
use super::receiver::require_kind;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, call, can_be_held_weakly, define_global,
    ephemeron_table, get_iterator, get_known, install_constructor, iterator_close_abrupt, iterator_step_value,
    make_object, method, ordinary_create_from_constructor, tag, throw_type_error, weak_collection_delete,
    weak_collection_has, weak_collection_set,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "WeakSet",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::WeakSet,
    statics: &[],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] =
    &[method("delete", 1, delete), method("has", 1, has), method("add", 1, add), tag("WeakSet")];

/// Makes `WeakSet`.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::WeakSetPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "WeakSet", constructor)
}

/// WeakSet ( [ iterable ] ) – <https://tc39.es/ecma262/#sec-weakset-iterable>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    let set = ordinary_create_from_constructor(cx, new_target, Intrinsic::WeakSetPrototype, kind::WEAK_SET)?;
    let table = ephemeron_table(cx)?;
    cx.heap.store(set, wrapper::VALUE, table);
    let iterable = arguments.get(0);
    if cx.raw(iterable).is_undefined() || cx.raw(iterable).is_null() {
        return Ok(set);
    }
    let adder = get_known(cx, set, KnownName::Add)?;
    require_adder(cx, set, adder, "add")?;
    let record = get_iterator(cx, iterable)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(item) = iterator_step_value(&mut cx, record)? else { return Ok(set) };
        if let Err(abrupt) = call(&mut cx, adder, set, &[item]) {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
    }
}

/// WeakSet.prototype.add ( value ) – <https://tc39.es/ecma262/#sec-weakset.prototype.add>
fn add<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_SET, "WeakSet.prototype.add")?;
    let value = arguments.get(0);
    if !can_be_held_weakly(cx.raw(value)) {
        return Err(throw_type_error(cx, format_args!("Invalid value used in weak set")));
    }
    weak_collection_set(cx, this, value, Local::TRUE)?;
    Ok(this)
}

/// WeakSet.prototype.delete ( value ) – <https://tc39.es/ecma262/#sec-weakset.prototype.delete>
fn delete<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_SET, "WeakSet.prototype.delete")?;
    let value = arguments.get(0);
    if !can_be_held_weakly(cx.raw(value)) {
        return Ok(Local::FALSE);
    }
    weak_collection_delete(cx, this, value).map(Local::bool)
}

/// WeakSet.prototype.has ( value ) – <https://tc39.es/ecma262/#sec-weakset.prototype.has>
fn has<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::WEAK_SET, "WeakSet.prototype.has")?;
    let value = arguments.get(0);
    if !can_be_held_weakly(cx.raw(value)) {
        return Ok(Local::FALSE);
    }
    weak_collection_has(cx, this, value).map(Local::bool)
}
