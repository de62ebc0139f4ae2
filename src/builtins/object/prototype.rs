//! `Object.prototype` – ECMA-262 §20.1.3 <https://tc39.es/ecma262/#sec-properties-of-the-object-prototype-object>

use super::{key_of, throw_prototype_refused};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, PropertyDescriptor, PropertyKey, Scope, accessor, concat_strings,
    define_property_or_throw, get, get_own_property, get_prototype_of as prototype_of, has_own_property as has_own,
    invoke, is_array, is_callable, is_object, method, next_prototype, require_object_coercible, set_prototype_of,
    throw_revoked, throw_type_error, to_object,
};
use crate::value::{self, kind, layout};

/// The methods every object inherits, in V8's order.
pub(super) const PROTOTYPE: &[Builtin] = &[
    method("__defineGetter__", 2, define_getter),
    method("__defineSetter__", 2, define_setter),
    method("hasOwnProperty", 1, has_own_property),
    method("__lookupGetter__", 1, lookup_getter),
    method("__lookupSetter__", 1, lookup_setter),
    method("isPrototypeOf", 1, is_prototype_of),
    method("propertyIsEnumerable", 1, property_is_enumerable),
    method("toString", 0, to_string).intrinsic(Intrinsic::ObjectProtoToString),
    method("valueOf", 0, value_of).intrinsic(Intrinsic::ObjectProtoValueOf),
    accessor("__proto__", get_proto, set_proto),
    method("toLocaleString", 0, to_locale_string),
];

/// Object.prototype.hasOwnProperty ( V ) – <https://tc39.es/ecma262/#sec-object.prototype.hasownproperty>
fn has_own_property<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key_of(cx, arguments.get(0))?;
    let object = to_object(cx, this)?;
    has_own(cx, object, key).map(Local::bool)
}

/// Object.prototype.isPrototypeOf ( V ) – <https://tc39.es/ecma262/#sec-object.prototype.isprototypeof>
fn is_prototype_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(arguments.get(0))) {
        return Ok(Local::FALSE);
    }
    let object = to_object(cx, this)?;
    let walker = cx.variable(arguments.get(0))?;
    let mut proxies = 0;
    loop {
        let mut cx = cx.open();
        let parent = next_prototype(&mut cx, walker.get(), &mut proxies)?;
        if !cx.raw(parent).is_pointer() {
            return Ok(Local::FALSE);
        }
        if cx.raw(parent).identical(cx.raw(object)) {
            return Ok(Local::TRUE);
        }
        walker.set(&mut cx, parent);
    }
}

/// Object.prototype.propertyIsEnumerable ( V ) – <https://tc39.es/ecma262/#sec-object.prototype.propertyisenumerable>
fn property_is_enumerable<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let key = key_of(cx, arguments.get(0))?;
    let object = to_object(cx, this)?;
    let found = get_own_property(cx, object, key)?;
    Ok(Local::bool(found.is_some_and(|found| found.enumerable == Some(true))))
}

/// Object.prototype.toLocaleString ( [ reserved1 [ , reserved2 ] ] ) –
/// <https://tc39.es/ecma262/#sec-object.prototype.tolocalestring>
fn to_locale_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "Object.prototype.toLocaleString")?;
    invoke(cx, this, PropertyKey::Known(KnownName::ToString), &[])
}

/// Object.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-object.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(this);
    if raw.is_undefined() {
        return cx.interned("[object Undefined]");
    }
    if raw.is_null() {
        return cx.interned("[object Null]");
    }
    let object = to_object(cx, this)?;
    let builtin_tag = builtin_tag(cx, object)?;
    let tag = get(cx, object, PropertyKey::Known(KnownName::SymbolToStringTag))?;
    if !value::is_string(cx.raw(tag)) {
        return cx.interned(builtin_tag);
    }
    let start = cx.interned("[object ")?;
    let start = concat_strings(cx, start, tag)?;
    let end = cx.interned("]")?;
    concat_strings(cx, start, end)
}

/// The whole text of an object without a tag of its own.
fn builtin_tag(cx: &mut Scope<'_>, object: Local<'_>) -> Completion<&'static str> {
    let raw = cx.raw(object);
    if raw.is_kind(kind::PROXY) && !raw.word(layout::proxy::TARGET).is_pointer() {
        return Err(throw_revoked(cx, "Object.prototype.toString"));
    }
    if is_array(cx, object)? {
        return Ok("[object Array]");
    }
    Ok(match cx.raw(object).kind() {
        kind::ARGUMENTS => "[object Arguments]",
        kind::ERROR => "[object Error]",
        kind::BOOLEAN_OBJECT => "[object Boolean]",
        kind::NUMBER_OBJECT => "[object Number]",
        kind::STRING_OBJECT => "[object String]",
        kind::DATE => "[object Date]",
        kind::REGEXP => "[object RegExp]",
        _ if is_callable(cx, object) => "[object Function]",
        _ => "[object Object]",
    })
}

/// Object.prototype.valueOf ( ) – <https://tc39.es/ecma262/#sec-object.prototype.valueof>
fn value_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    to_object(cx, this)
}

/// get Object.prototype.__proto__ – <https://tc39.es/ecma262/#sec-get-object.prototype.__proto__>
fn get_proto<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = to_object(cx, this)?;
    prototype_of(cx, object)
}

/// set Object.prototype.__proto__ – <https://tc39.es/ecma262/#sec-set-object.prototype.__proto__>
fn set_proto<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "set Object.prototype.__proto__")?;
    let prototype = cx.raw(arguments.get(0));
    let may_be_set = prototype.is_null() || is_object(prototype);
    if may_be_set && is_object(cx.raw(this)) && !set_prototype_of(cx, this, arguments.get(0))? {
        return Err(throw_prototype_refused(cx, this));
    }
    Ok(Local::UNDEFINED)
}

/// Object.prototype.__defineGetter__ ( P, getter ) – <https://tc39.es/ecma262/#sec-object.prototype.__defineGetter__>
fn define_getter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    define_half(cx, this, arguments, Half::Getter)
}

/// Object.prototype.__defineSetter__ ( P, setter ) – <https://tc39.es/ecma262/#sec-object.prototype.__defineSetter__>
fn define_setter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    define_half(cx, this, arguments, Half::Setter)
}

/// Which function of an accessor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Half {
    Getter,
    Setter,
}

fn define_half<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>, half: Half) -> Completion<Local<'s>> {
    let object = to_object(cx, this)?;
    let function = arguments.get(1);
    if !is_callable(cx, function) {
        let name = if half == Half::Getter { "__defineGetter__" } else { "__defineSetter__" };
        return Err(throw_type_error(cx, format_args!("Object.prototype.{name}: Expecting function")));
    }
    let descriptor = PropertyDescriptor {
        get: (half == Half::Getter).then_some(function),
        set: (half == Half::Setter).then_some(function),
        enumerable: Some(true),
        configurable: Some(true),
        ..PropertyDescriptor::default()
    };
    let key = key_of(cx, arguments.get(0))?;
    define_property_or_throw(cx, object, key, &descriptor)?;
    Ok(Local::UNDEFINED)
}

/// Object.prototype.__lookupGetter__ ( P ) – <https://tc39.es/ecma262/#sec-object.prototype.__lookupGetter__>
fn lookup_getter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    lookup_half(cx, this, arguments, Half::Getter)
}

/// Object.prototype.__lookupSetter__ ( P ) – <https://tc39.es/ecma262/#sec-object.prototype.__lookupSetter__>
fn lookup_setter<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    lookup_half(cx, this, arguments, Half::Setter)
}

fn lookup_half<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>, half: Half) -> Completion<Local<'s>> {
    let object = to_object(cx, this)?;
    let key = key_of(cx, arguments.get(0))?;
    let depth = cx.heap.stack_depth();
    let (mut holder, mut proxies) = (object, 0);
    loop {
        if let Some(found) = get_own_property(cx, holder, key)? {
            let function = if half == Half::Getter { found.get } else { found.set };
            return Ok(function.unwrap_or(Local::UNDEFINED));
        }
        let parent = next_prototype(cx, holder, &mut proxies)?;
        if !cx.raw(parent).is_pointer() {
            return Ok(Local::UNDEFINED);
        }
        holder = cx.collapse(depth, parent);
    }
}
