//! `Reflect` – ECMA-262 §28.1 <https://tc39.es/ecma262/#sec-reflect-object>

use super::receiver::require_object;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, call, construct as construct_function,
    create_list_from_array_like, define_global, define_own_property, delete, describe, from_property_descriptor,
    get_own_property as own_descriptor, get_prototype_of as prototype_of, get_with_receiver, has_property,
    install as install_table, is_callable, is_constructor, is_extensible as extensible, method, ordinary_object,
    own_property_keys, prevent_extensions as prevent, set_prototype_of as set_prototype, set_with_receiver, tag,
    throw_type_error, to_property_descriptor, to_property_key,
};

const FUNCTIONS: &[Builtin] = &[
    method("defineProperty", 3, define_property),
    method("deleteProperty", 2, delete_property),
    method("apply", 3, apply).unseen(),
    method("construct", 2, construct).unseen(),
    method("get", 2, get),
    method("getOwnPropertyDescriptor", 2, get_own_property_descriptor),
    method("getPrototypeOf", 1, get_prototype_of),
    method("has", 2, has),
    method("isExtensible", 1, is_extensible),
    method("ownKeys", 1, own_keys),
    method("preventExtensions", 1, prevent_extensions),
    method("set", 3, set),
    method("setPrototypeOf", 2, set_prototype_of),
    tag("Reflect"),
];

/// Makes `Reflect` and puts it on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let reflect = ordinary_object(cx)?;
    cx.set_intrinsic(Intrinsic::Reflect, reflect);
    install_table(cx, reflect, FUNCTIONS)?;
    define_global(cx, "Reflect", reflect)
}

/// Reflect.apply ( target, thisArgument, argumentsList ) – <https://tc39.es/ecma262/#sec-reflect.apply>
fn apply<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    if !is_callable(cx, target) {
        return Err(super::function::throw_apply_receiver(cx, target));
    }
    let list = create_list_from_array_like(cx, arguments.get(2))?;
    call(cx, target, arguments.get(1), &list)
}

/// Reflect.construct ( target, argumentsList [ , newTarget ] ) – <https://tc39.es/ecma262/#sec-reflect.construct>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_constructor(cx, target)?;
    let new_target = arguments.present(2).unwrap_or(target);
    require_constructor(cx, new_target)?;
    let list = create_list_from_array_like(cx, arguments.get(1))?;
    construct_function(cx, target, &list, Some(new_target))
}

fn require_constructor(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
    if is_constructor(cx, value) {
        return Ok(());
    }
    let shown = describe(cx, value);
    Err(throw_type_error(cx, format_args!("{shown} is not a constructor")))
}

/// Reflect.defineProperty ( target, propertyKey, attributes ) – <https://tc39.es/ecma262/#sec-reflect.defineproperty>
fn define_property<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_object(cx, target, "Reflect.defineProperty")?;
    let key = to_property_key(cx, arguments.get(1))?;
    let descriptor = to_property_descriptor(cx, arguments.get(2))?;
    define_own_property(cx, target, key, &descriptor).map(Local::bool)
}

/// Reflect.deleteProperty ( target, propertyKey ) – <https://tc39.es/ecma262/#sec-reflect.deleteproperty>
fn delete_property<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_object(cx, target, "Reflect.deleteProperty")?;
    let key = to_property_key(cx, arguments.get(1))?;
    delete(cx, target, key).map(Local::bool)
}

/// Reflect.get ( target, propertyKey [ , receiver ] ) – <https://tc39.es/ecma262/#sec-reflect.get>
fn get<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_object(cx, target, "Reflect.get")?;
    let key = to_property_key(cx, arguments.get(1))?;
    get_with_receiver(cx, target, key, arguments.present(2).unwrap_or(target))
}

/// Reflect.getOwnPropertyDescriptor ( target, propertyKey ) –
/// <https://tc39.es/ecma262/#sec-reflect.getownpropertydescriptor>
fn get_own_property_descriptor<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_object(cx, target, "Reflect.getOwnPropertyDescriptor")?;
    let key = to_property_key(cx, arguments.get(1))?;
    let descriptor = own_descriptor(cx, target, key)?;
    from_property_descriptor(cx, descriptor)
}

/// Reflect.getPrototypeOf ( target ) – <https://tc39.es/ecma262/#sec-reflect.getprototypeof>
fn get_prototype_of<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.getPrototypeOf")?;
    prototype_of(cx, arguments.get(0))
}

/// Reflect.has ( target, propertyKey ) – <https://tc39.es/ecma262/#sec-reflect.has>
fn has<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.has")?;
    let key = to_property_key(cx, arguments.get(1))?;
    has_property(cx, arguments.get(0), key).map(Local::bool)
}

/// Reflect.isExtensible ( target ) – <https://tc39.es/ecma262/#sec-reflect.isextensible>
fn is_extensible<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.isExtensible")?;
    extensible(cx, arguments.get(0)).map(Local::bool)
}

/// Reflect.ownKeys ( target ) – <https://tc39.es/ecma262/#sec-reflect.ownkeys>
fn own_keys<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.ownKeys")?;
    let keys = own_property_keys(cx, arguments.get(0))?;
    super::object::keys_to_array(cx, keys, |_| true)
}

/// Reflect.preventExtensions ( target ) – <https://tc39.es/ecma262/#sec-reflect.preventextensions>
fn prevent_extensions<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.preventExtensions")?;
    prevent(cx, arguments.get(0)).map(Local::bool)
}

/// Reflect.set ( target, propertyKey, V [ , receiver ] ) – <https://tc39.es/ecma262/#sec-reflect.set>
fn set<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let target = arguments.get(0);
    require_object(cx, target, "Reflect.set")?;
    let key = to_property_key(cx, arguments.get(1))?;
    let receiver = arguments.present(3).unwrap_or(target);
    set_with_receiver(cx, target, key, arguments.get(2), receiver).map(Local::bool)
}

/// Reflect.setPrototypeOf ( target, proto ) – <https://tc39.es/ecma262/#sec-reflect.setprototypeof>
fn set_prototype_of<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, arguments.get(0), "Reflect.setPrototypeOf")?;
    super::object::require_prototype(cx, arguments.get(1))?;
    set_prototype(cx, arguments.get(0), arguments.get(1)).map(Local::bool)
}
