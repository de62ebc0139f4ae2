//! `Object` – ECMA-262 §20.1 <https://tc39.es/ecma262/#sec-object-objects>
//!
//! The constructor, and the functions about the object as a whole; `properties.rs` has those about its properties,
//! `entries.rs` those that walk or build it, `prototype.rs` the methods every object inherits.

mod entries;
mod properties;
mod prototype;

use crate::heap::Local;
use crate::runtime::{
    Abrupt, Arguments, Builtin, Completion, Constructor, IntegrityLevel, Intrinsic, KeyList, PropertyKey, Scope,
    array_create, array_push, define_global, describe, get_prototype_of as prototype_of, innermost_target,
    install_constructor, is_extensible as extensible, is_object, key_to_value, method,
    ordinary_create_from_constructor, ordinary_object, ordinary_object_create, prevent_extensions as prevent,
    refusing_trap, same_value, set_integrity_level, set_prototype_of as set_prototype, test_integrity_level,
    throw_falsish, throw_type_error, to_object,
};
use crate::value::kind;

const CONSTRUCTOR: Constructor = Constructor {
    name: "Object",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Object,
    statics: STATICS,
    prototype: prototype::PROTOTYPE,
};

const STATICS: &[Builtin] = &[
    method("assign", 2, entries::assign),
    method("getOwnPropertyDescriptor", 2, properties::get_own_property_descriptor),
    method("getOwnPropertyDescriptors", 1, properties::get_own_property_descriptors),
    method("getOwnPropertyNames", 1, properties::get_own_property_names),
    method("getOwnPropertySymbols", 1, properties::get_own_property_symbols),
    method("hasOwn", 2, properties::has_own),
    method("is", 2, is),
    method("preventExtensions", 1, prevent_extensions),
    method("seal", 1, seal),
    method("create", 2, create),
    method("defineProperties", 2, properties::define_properties),
    method("defineProperty", 3, properties::define_property),
    method("freeze", 1, freeze),
    method("getPrototypeOf", 1, get_prototype_of),
    method("setPrototypeOf", 2, set_prototype_of),
    method("isExtensible", 1, is_extensible),
    method("isFrozen", 1, is_frozen),
    method("isSealed", 1, is_sealed),
    method("keys", 1, entries::keys),
    method("entries", 1, entries::entries),
    method("fromEntries", 1, entries::from_entries),
    method("values", 1, entries::values),
    method("groupBy", 2, entries::group_by),
];

/// Makes `Object` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let constructor = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    define_global(cx, "Object", constructor)
}

/// Object ( [ value ] ) – <https://tc39.es/ecma262/#sec-object-value>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let new_target = arguments.new_target();
    let raw = cx.raw(new_target);
    if !raw.is_undefined() && !raw.identical(cx.raw(arguments.callee())) {
        return ordinary_create_from_constructor(cx, new_target, Intrinsic::ObjectPrototype, kind::ORDINARY);
    }
    let value = cx.raw(arguments.get(0));
    if value.is_undefined() || value.is_null() { ordinary_object(cx) } else { to_object(cx, arguments.get(0)) }
}

/// Object.create ( O, Properties ) – <https://tc39.es/ecma262/#sec-object.create>
fn create<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_prototype(cx, arguments.get(0))?;
    let object = ordinary_object_create(cx, arguments.get(0))?;
    if !cx.raw(arguments.get(1)).is_undefined() {
        properties::object_define_properties(cx, object, arguments.get(1))?;
    }
    Ok(object)
}

/// Checks that a value may be a prototype: an object or null.
///
/// # Errors
/// TypeError if not.
pub(crate) fn require_prototype(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
    let raw = cx.raw(value);
    if raw.is_null() || is_object(raw) {
        return Ok(());
    }
    let shown = describe(cx, value);
    Err(throw_type_error(cx, format_args!("Object prototype may only be an Object or null: {shown}")))
}

/// Object.is ( value1, value2 ) – <https://tc39.es/ecma262/#sec-object.is>
fn is<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    same_value(cx, arguments.get(0), arguments.get(1)).map(Local::bool)
}

/// Object.getPrototypeOf ( O ) – <https://tc39.es/ecma262/#sec-object.getprototypeof>
fn get_prototype_of<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, arguments.get(0))?;
    prototype_of(cx, object)
}

/// Object.setPrototypeOf ( O, proto ) – <https://tc39.es/ecma262/#sec-object.setprototypeof>
fn set_prototype_of<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    crate::runtime::require_object_coercible(cx, object, "Object.setPrototypeOf")?;
    require_prototype(cx, arguments.get(1))?;
    if is_object(cx.raw(object)) && !set_prototype(cx, object, arguments.get(1))? {
        return Err(throw_prototype_refused(cx, object));
    }
    Ok(object)
}

/// The TypeError of a refused change of prototype, which says why.
#[cold]
fn throw_prototype_refused(cx: &mut Scope<'_>, object: Local<'_>) -> Abrupt {
    let mut cx = cx.open();
    let cx = &mut cx;
    if let Some(trap) = refusing_trap(cx, object) {
        return throw_falsish(cx, trap, "undefined");
    }
    let object = match cx.local(|isolate| innermost_target(isolate.heap.get(object))) {
        Ok(object) => object,
        Err(abrupt) => return abrupt,
    };
    let prototype = crate::runtime::intrinsic_word(Intrinsic::ObjectPrototype);
    if cx.heap.root_value(cx.realm).word(prototype).identical(cx.raw(object)) {
        let text = "Immutable prototype object 'Object.prototype' cannot have their prototype set";
        return throw_type_error(cx, format_args!("{text}"));
    }
    if cx.raw(object).is_pointer() && !crate::runtime::ordinary_is_extensible(cx, object) {
        let shown = describe(cx, object);
        return throw_type_error(cx, format_args!("{shown} is not extensible"));
    }
    throw_type_error(cx, format_args!("Cyclic __proto__ value"))
}

/// Object.isExtensible ( O ) – <https://tc39.es/ecma262/#sec-object.isextensible>
fn is_extensible<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    if !is_object(cx.raw(object)) {
        return Ok(Local::FALSE);
    }
    extensible(cx, object).map(Local::bool)
}

/// Object.preventExtensions ( O ) – <https://tc39.es/ecma262/#sec-object.preventextensions>
fn prevent_extensions<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = arguments.get(0);
    if is_object(cx.raw(object)) && !prevent(cx, object)? {
        return Err(throw_extensions_not_prevented(cx));
    }
    Ok(object)
}

#[cold]
fn throw_extensions_not_prevented(cx: &mut Scope<'_>) -> Abrupt {
    throw_type_error(cx, format_args!("'preventExtensions' on proxy: trap returned falsish"))
}

/// Object.freeze ( O ) – <https://tc39.es/ecma262/#sec-object.freeze>
fn freeze<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    raise_integrity(cx, arguments.get(0), IntegrityLevel::Frozen)
}

/// Object.seal ( O ) – <https://tc39.es/ecma262/#sec-object.seal>
fn seal<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    raise_integrity(cx, arguments.get(0), IntegrityLevel::Sealed)
}

fn raise_integrity<'s>(cx: &mut Scope<'s>, object: Local<'s>, level: IntegrityLevel) -> Completion<Local<'s>> {
    if is_object(cx.raw(object)) && !set_integrity_level(cx, object, level)? {
        return Err(throw_extensions_not_prevented(cx));
    }
    Ok(object)
}

/// Object.isFrozen ( O ) – <https://tc39.es/ecma262/#sec-object.isfrozen>
fn is_frozen<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    has_integrity(cx, arguments.get(0), IntegrityLevel::Frozen)
}

/// Object.isSealed ( O ) – <https://tc39.es/ecma262/#sec-object.issealed>
fn is_sealed<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    has_integrity(cx, arguments.get(0), IntegrityLevel::Sealed)
}

fn has_integrity<'s>(cx: &mut Scope<'s>, object: Local<'s>, level: IntegrityLevel) -> Completion<Local<'s>> {
    if !is_object(cx.raw(object)) {
        return Ok(Local::TRUE);
    }
    test_integrity_level(cx, object, level).map(Local::bool)
}

/// An array of those keys of a list that `wanted` (told whether a key is a symbol) takes.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn keys_to_array<'s>(
    cx: &mut Scope<'s>,
    keys: KeyList<'s>,
    wanted: fn(is_symbol: bool) -> bool,
) -> Completion<Local<'s>> {
    let result = array_create(cx, 0)?;
    for index in 0..keys.len() {
        let mut cx = cx.open();
        cx.step(1)?;
        let key = keys.get(&mut cx, index)?;
        if wanted(key.is_symbol(&cx)) {
            let value = key_to_value(&mut cx, key)?;
            array_push(&mut cx, result, value)?;
        }
    }
    Ok(result)
}

/// ToPropertyKey, for functions that need nothing else of the conversion's locals.
fn key_of<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<PropertyKey<'s>> {
    crate::runtime::to_property_key(cx, value)
}
