//! `Iterator` and `%AsyncIteratorPrototype%` – ECMA-262 §27.1 <https://tc39.es/ecma262/#sec-iteration>
//!
//! `consume.rs` has the methods that walk an iterator to its end, `helper.rs` those that make another one of it – of
//! these `chunking.rs` those that gather values –, `joint.rs` those that walk several at once, `wrap.rs`
//! `Iterator.from`.

mod chunking;
mod consume;
mod helper;
mod joint;
mod wrap;

use super::options;
use super::receiver::require_object;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, IteratorRecord, NativeDescription, PromiseCapability,
    PropertyDescriptor, PropertyKey, Scope, anonymous_function, call, create_builtin_function,
    create_data_property_or_throw, define_global, define_property_or_throw, get_iterator_direct, get_method,
    get_own_property, install as install_table, install_constructor, is_callable, iterator_close_abrupt, method,
    new_promise, ordinary_create_from_constructor, ordinary_object, perform_promise_then, promise_resolve, set,
    symbol_method, throw_type_error,
};
use crate::value::layout::attribute;
use crate::value::{self, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Iterator",
    length: 0,
    steps: construct,
    requires_new: true,
    intrinsic: Intrinsic::Iterator,
    statics: &[
        method("concat", 0, helper::concat),
        method("from", 1, wrap::from),
        method("zip", 1, joint::zip),
        method("zipKeyed", 1, joint::zip_keyed),
    ],
    prototype: PROTOTYPE,
};

const PROTOTYPE: &[Builtin] = &[
    method("reduce", 1, consume::reduce),
    method("toArray", 0, consume::to_array),
    method("forEach", 1, consume::for_each),
    method("some", 1, consume::some),
    method("every", 1, consume::every),
    method("find", 1, consume::find),
    method("filter", 1, helper::filter),
    method("map", 1, helper::map),
    method("take", 1, helper::take),
    method("drop", 1, helper::drop_first),
    method("flatMap", 1, helper::flat_map),
    method("includes", 1, consume::includes),
    method("chunks", 1, chunking::chunks),
    method("windows", 1, chunking::windows),
    symbol_method(KnownName::SymbolIterator, "[Symbol.iterator]", 0, return_receiver)
        .intrinsic(Intrinsic::IteratorProtoIterator),
    symbol_method(KnownName::SymbolDispose, "[Symbol.dispose]", 0, dispose),
];

const ASYNC_PROTOTYPE: &[Builtin] = &[
    symbol_method(KnownName::SymbolAsyncIterator, "[Symbol.asyncIterator]", 0, return_receiver),
    symbol_method(KnownName::SymbolAsyncDispose, "[Symbol.asyncDispose]", 0, dispose_async),
];

/// Makes `Iterator` and the prototypes of iterators, and puts `Iterator` on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::IteratorPrototype, prototype);
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Iterator", constructor)?;
    let constructor_key = PropertyKey::Known(KnownName::Constructor);
    install_weird_accessor(cx, prototype, constructor_key, "constructor", [get_constructor, set_constructor])?;
    let tag_key = PropertyKey::Known(KnownName::SymbolToStringTag);
    install_weird_accessor(cx, prototype, tag_key, "[Symbol.toStringTag]", [get_tag, set_tag])?;
    helper::install(cx, prototype)?;
    wrap::install(cx, prototype)?;
    let asynchronous = ordinary_object(cx)?;
    install_table(cx, asynchronous, ASYNC_PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::AsyncIteratorPrototype, asynchronous);
    Ok(())
}

/// An accessor that looks like a data property to those who assign to it in derived objects.
fn install_weird_accessor<'s>(
    cx: &mut Scope<'s>,
    prototype: Local<'s>,
    key: PropertyKey<'s>,
    name: &str,
    [getter, setter]: [crate::runtime::NativeFunction; 2],
) -> Completion<()> {
    let mut half = |prefix: &str, steps, length| {
        let name = cx.interned(&format!("{prefix} {name}"))?;
        create_builtin_function(cx, NativeDescription { steps, length, flags: 0 }, name, Local::UNDEFINED)
    };
    let (getter, setter) = (half("get", getter, 0)?, half("set", setter, 1)?);
    let descriptor = PropertyDescriptor::accessor(getter, setter, attribute::CONFIGURABLE);
    define_property_or_throw(cx, prototype, key, &descriptor)
}

/// Iterator ( ) – <https://tc39.es/ecma262/#sec-iterator>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    if cx.raw(new_target).identical(cx.raw(arguments.callee())) {
        return Err(throw_type_error(cx, format_args!("Abstract class Iterator not directly constructable")));
    }
    ordinary_create_from_constructor(cx, new_target, Intrinsic::IteratorPrototype, kind::ORDINARY)
}

/// %Iterator.prototype% [ %Symbol.iterator% ] ( ) – <https://tc39.es/ecma262/#sec-%iterator.prototype%-%symbol.iterator%>
fn return_receiver<'s>(_: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(this)
}

/// %Iterator.prototype% [ %Symbol.dispose% ] ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-%iteratorprototype%-@@dispose>
fn dispose<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if let Some(method) = get_method(cx, this, PropertyKey::Known(KnownName::Return))? {
        call(cx, method, this, &[])?;
    }
    Ok(Local::UNDEFINED)
}

/// %AsyncIteratorPrototype% [ %Symbol.asyncDispose% ] ( ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-%asynciteratorprototype%-@@asyncDispose>
fn dispose_async<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let capability = PromiseCapability { promise: new_promise(cx)?, ..PromiseCapability::NONE };
    match close_for_disposal(cx, this) {
        Ok(None) => capability.resolve(cx, Local::UNDEFINED)?,
        Ok(Some(closed)) => {
            let nothing = anonymous_function(cx, give_nothing, 1, Local::UNDEFINED)?;
            perform_promise_then(cx, closed, nothing, Local::UNDEFINED, capability, Local::UNDEFINED)?;
        }
        Err(abrupt) => return capability.reject_abrupt(cx, abrupt),
    }
    Ok(capability.promise)
}

/// Calls `return`, if there is one: a promise of its result.
fn close_for_disposal<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<Option<Local<'s>>> {
    let Some(method) = get_method(cx, this, PropertyKey::Known(KnownName::Return))? else { return Ok(None) };
    let result = call(cx, method, this, &[])?;
    let constructor = cx.intrinsic(Intrinsic::Promise)?;
    promise_resolve(cx, constructor, result).map(Some)
}

/// The closure that makes `undefined` of a result.
fn give_nothing<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::UNDEFINED)
}

/// get Iterator.prototype.constructor – <https://tc39.es/ecma262/#sec-iterator.prototype.constructor>
fn get_constructor<'s>(cx: &mut Scope<'s>, _this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    cx.intrinsic(Intrinsic::Iterator)
}

/// set Iterator.prototype.constructor – <https://tc39.es/ecma262/#sec-iterator.prototype.constructor>
fn set_constructor<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    set_ignoring_prototype(cx, this, PropertyKey::Known(KnownName::Constructor), arguments.get(0))
}

/// get Iterator.prototype [ %Symbol.toStringTag% ] – <https://tc39.es/ecma262/#sec-iterator.prototype-%symbol.tostringtag%>
fn get_tag<'s>(cx: &mut Scope<'s>, _this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    cx.interned("Iterator")
}

/// set Iterator.prototype [ %Symbol.toStringTag% ] – <https://tc39.es/ecma262/#sec-iterator.prototype-%symbol.tostringtag%>
fn set_tag<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    set_ignoring_prototype(cx, this, PropertyKey::Known(KnownName::SymbolToStringTag), arguments.get(0))
}

/// SetterThatIgnoresPrototypeProperties – <https://tc39.es/ecma262/#sec-SetterThatIgnoresPrototypeProperties>
fn set_ignoring_prototype<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    key: PropertyKey<'s>,
    value: Local<'s>,
) -> Completion<Local<'s>> {
    require_object(cx, this, "set Iterator.prototype")?;
    let home = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    if cx.raw(this).identical(cx.raw(home)) {
        return Err(crate::runtime::throw_cannot_set(cx, this, key));
    }
    if get_own_property(cx, this, key)?.is_none() {
        create_data_property_or_throw(cx, this, key, value)?;
    } else {
        set(cx, this, key, value)?;
    }
    Ok(Local::UNDEFINED)
}

/// The receiver of a method as an iterator whose `next` was not asked for yet: enough to close it.
fn unstarted<'s>(cx: &mut Scope<'s>, this: Local<'s>, method: &str) -> Completion<IteratorRecord<'s>> {
    require_object(cx, this, &format!("Iterator.prototype.{method}"))?;
    Ok(IteratorRecord { iterator: this, next_method: Local::UNDEFINED })
}

/// The receiver of a method as an iterator, the callback checked: what most methods begin with.
fn with_callback<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    callback: Local<'s>,
    method: &str,
) -> Completion<IteratorRecord<'s>> {
    let record = unstarted(cx, this, method)?;
    if !is_callable(cx, callback) {
        let shown = crate::runtime::describe(cx, callback);
        let abrupt = throw_type_error(cx, format_args!("{shown} is not a function"));
        return Err(iterator_close_abrupt(cx, record, abrupt));
    }
    get_iterator_direct(cx, this)
}

/// IfAbruptCloseIterator – <https://tc39.es/ecma262/#sec-ifabruptcloseiterator>
fn closing<'s, T>(cx: &mut Scope<'s>, record: IteratorRecord<'s>, result: Completion<T>) -> Completion<T> {
    result.map_err(|abrupt| iterator_close_abrupt(cx, record, abrupt))
}

/// What GetIteratorFlattenable does with primitives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Primitives {
    IterateStrings,
    Reject,
}

/// GetIteratorFlattenable – <https://tc39.es/ecma262/#sec-getiteratorflattenable>
fn get_iterator_flattenable<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    primitives: Primitives,
) -> Completion<IteratorRecord<'s>> {
    let raw = cx.raw(value);
    if !(primitives == Primitives::IterateStrings && value::is_string(raw)) {
        options::require_object(cx, value)?;
    }
    let method = get_method(cx, value, PropertyKey::Known(KnownName::SymbolIterator))?;
    let iterator = match method {
        None => value,
        Some(method) => call(cx, method, value, &[])?,
    };
    options::require_object(cx, iterator)?;
    get_iterator_direct(cx, iterator)
}
