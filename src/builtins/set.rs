//! `Set` – ECMA-262 §24.2 <https://tc39.es/ecma262/#sec-set-objects>
//!
//! * `methods` – the set algebra of §24.2.4: union, intersection and the like

mod methods;

use super::map::{ENTRIES, VALUES, create_iterator, for_each_entry, require_adder, species, step};
use super::receiver::{require_kind, share_method};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, Scope, call, collection_clear, collection_delete,
    collection_has, collection_set, collection_size, define_global, get_iterator, get_known, getter,
    install as install_table, install_constructor, iterator_close_abrupt, iterator_step_value, make_object, method,
    ordered_table, ordinary_create_from_constructor, symbol_getter, tag,
};
use crate::value::kind;
use crate::value::layout::wrapper;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Set",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::Set,
    statics: &[symbol_getter(KnownName::SymbolSpecies, "[Symbol.species]", species)],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("has", 1, has),
    method("add", 1, add).intrinsic(Intrinsic::SetProtoAdd),
    method("delete", 1, delete),
    method("clear", 0, clear),
    method("entries", 0, entries),
    method("forEach", 1, for_each),
    getter("size", size),
    method("values", 0, values),
    tag("Set"),
];

const ITERATOR: &[Builtin] = &[method("next", 0, next).intrinsic(Intrinsic::SetIteratorNext), tag("Set Iterator")];

/// Makes `Set` and its iterators' prototype.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let prototype = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::SetPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    install_table(cx, prototype, methods::PROTOTYPE)?;
    share_method(cx, prototype, "values", KnownName::Keys)?;
    share_method(cx, prototype, "values", KnownName::SymbolIterator)?;
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let iterator = make_object(cx, kind::ORDINARY, parent)?;
    cx.set_intrinsic(Intrinsic::SetIteratorPrototype, iterator);
    install_table(cx, iterator, ITERATOR)?;
    define_global(cx, "Set", constructor)
}

/// Set ( [ iterable ] ) – <https://tc39.es/ecma262/#sec-set-iterable>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let set = ordinary_create_from_constructor(cx, arguments.new_target(), Intrinsic::SetPrototype, kind::SET)?;
    let table = ordered_table(cx)?;
    cx.heap.store(set, wrapper::VALUE, table);
    let iterable = arguments.get(0);
    if cx.raw(iterable).is_undefined() || cx.raw(iterable).is_null() {
        return Ok(set);
    }
    let adder = get_known(cx, set, KnownName::Add)?;
    require_adder(cx, set, adder, "add")?;
    let is_own = cx.raw(adder).identical(cx.intrinsic_raw(Intrinsic::SetProtoAdd));
    let record = get_iterator(cx, iterable)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let Some(item) = iterator_step_value(&mut cx, record)? else { return Ok(set) };
        let added = if is_own {
            collection_set(&mut cx, set, item, Local::UNDEFINED)
        } else {
            call(&mut cx, adder, set, &[item]).map(|_| ())
        };
        if let Err(abrupt) = added {
            return Err(iterator_close_abrupt(&mut cx, record, abrupt));
        }
    }
}

/// Set.prototype.has ( value ) – <https://tc39.es/ecma262/#sec-set.prototype.has>
fn has<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.has")?;
    collection_has(cx, this, arguments.get(0)).map(Local::bool)
}

/// Set.prototype.add ( value ) – <https://tc39.es/ecma262/#sec-set.prototype.add>
fn add<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.add")?;
    collection_set(cx, this, arguments.get(0), Local::UNDEFINED)?;
    Ok(this)
}

/// Set.prototype.delete ( value ) – <https://tc39.es/ecma262/#sec-set.prototype.delete>
fn delete<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.delete")?;
    collection_delete(cx, this, arguments.get(0)).map(Local::bool)
}

/// Set.prototype.clear ( ) – <https://tc39.es/ecma262/#sec-set.prototype.clear>
fn clear<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.clear")?;
    collection_clear(cx, this)?;
    Ok(Local::UNDEFINED)
}

/// get Set.prototype.size – <https://tc39.es/ecma262/#sec-get-set.prototype.size>
fn size<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "get Set.prototype.size")?;
    Ok(Local::number(collection_size(cx, this) as f64))
}

/// Set.prototype.forEach ( callback [ , thisArg ] ) – <https://tc39.es/ecma262/#sec-set.prototype.foreach>
fn for_each<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.forEach")?;
    for_each_entry(cx, this, arguments)
}

/// Set.prototype.entries ( ) – <https://tc39.es/ecma262/#sec-set.prototype.entries>
fn entries<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.entries")?;
    create_iterator(cx, this, ENTRIES)
}

/// Set.prototype.values ( ) – <https://tc39.es/ecma262/#sec-set.prototype.values>
fn values<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET, "Set.prototype.values")?;
    create_iterator(cx, this, VALUES)
}

/// %SetIteratorPrototype%.next ( ) – <https://tc39.es/ecma262/#sec-%setiteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_kind(cx, this, kind::SET_ITERATOR, "Set Iterator.prototype.next")?;
    step(cx, this)
}
