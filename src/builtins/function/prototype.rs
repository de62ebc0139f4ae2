//! `Function.prototype` – ECMA-262 §20.2.3 <https://tc39.es/ecma262/#sec-properties-of-the-function-prototype-object>

use super::throw_apply_receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, PropertyDescriptor, PropertyKey, Scope, bound_function_create,
    call as call_function, concat_strings, create_list_from_array_like, define_property_or_throw, get,
    get_own_property, has_own_property, is_callable, method, ordinary_has_instance, rust_text, symbol_method,
    throw_type_error,
};
use crate::value::layout::attribute;
use crate::value::{self, kind, number};

/// The methods of functions, in V8's order.
pub(super) const PROTOTYPE: &[Builtin] = &[
    method("apply", 2, apply).unseen(),
    method("bind", 1, bind),
    method("call", 1, call).unseen(),
    method("toString", 0, to_string),
    symbol_method(KnownName::SymbolHasInstance, "[Symbol.hasInstance]", 1, has_instance)
        .attributes(0)
        .intrinsic(Intrinsic::FunctionProtoHasInstance),
];

/// Function.prototype.apply ( thisArg, argArray ) – <https://tc39.es/ecma262/#sec-function.prototype.apply>
fn apply<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_callable(cx, this) {
        return Err(throw_apply_receiver(cx, this));
    }
    let list = cx.raw(arguments.get(1));
    if list.is_undefined() || list.is_null() {
        return call_function(cx, this, arguments.get(0), &[]);
    }
    let list = create_list_from_array_like(cx, arguments.get(1))?;
    call_function(cx, this, arguments.get(0), &list)
}

/// Function.prototype.call ( thisArg, ...args ) – <https://tc39.es/ecma262/#sec-function.prototype.call>
fn call<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    const FEW: usize = 6;
    let count = arguments.count().saturating_sub(1);
    if count > FEW {
        return call_function(cx, this, arguments.get(0), &arguments.skip(1));
    }
    let few: [Local<'s>; FEW] = std::array::from_fn(|index| arguments.get(index + 1));
    call_function(cx, this, arguments.get(0), &few[..count])
}

/// Function.prototype.bind ( thisArg, ...args ) – <https://tc39.es/ecma262/#sec-function.prototype.bind>
fn bind<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_callable(cx, this) {
        return Err(throw_type_error(cx, format_args!("Bind must be called on a function")));
    }
    let bound_arguments = arguments.skip(1);
    let bound = bound_function_create(cx, this, arguments.get(0), &bound_arguments)?;
    let mut inner = cx.open();
    let length = bound_length(&mut inner, this, bound_arguments.len())?;
    let descriptor = PropertyDescriptor::data(Local::number(length), attribute::CONFIGURABLE);
    define_property_or_throw(&mut inner, bound, PropertyKey::Known(KnownName::Length), &descriptor)?;
    let mut name = get(&mut inner, this, PropertyKey::Known(KnownName::Name))?;
    if !value::is_string(inner.raw(name)) {
        name = inner.known_string(KnownName::Empty)?;
    }
    let prefix = inner.interned("bound ")?;
    let name = concat_strings(&mut inner, prefix, name)?;
    let descriptor = PropertyDescriptor::data(name, attribute::CONFIGURABLE);
    define_property_or_throw(&mut inner, bound, PropertyKey::Known(KnownName::Name), &descriptor)?;
    drop(inner);
    Ok(bound)
}

/// Steps 5 and 6 of `bind`: what is left of the target's `length`.
fn bound_length<'s>(cx: &mut Scope<'s>, target: Local<'s>, bound: usize) -> Completion<f64> {
    let key = PropertyKey::Known(KnownName::Length);
    if !has_own_property(cx, target, key)? {
        return Ok(0.0);
    }
    let length = get(cx, target, key)?;
    let raw = cx.raw(length);
    if !raw.is_number() {
        return Ok(0.0);
    }
    Ok((number::integer_or_infinity(raw.as_number()) - bound as f64).max(0.0))
}

/// Function.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-function.prototype.tostring>
fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    match cx.raw(this).kind() {
        kind::FUNCTION => (cx.upcalls.function_source)(cx, this),
        kind::NATIVE_FUNCTION => native_source(cx, this),
        _ if is_callable(cx, this) => cx.interned("function () { [native code] }"),
        _ => {
            let text = "Function.prototype.toString requires that 'this' be a Function";
            Err(throw_type_error(cx, format_args!("{text}")))
        }
    }
}

/// A NativeFunction as the specification spells it, the name included if that leaves it well-formed.
fn native_source<'s>(cx: &mut Scope<'s>, function: Local<'s>) -> Completion<Local<'s>> {
    let found = get_own_property(cx, function, PropertyKey::Known(KnownName::Name))?;
    let name = found.and_then(|found| found.value).filter(|&name| value::is_string(cx.raw(name)));
    let name = match name {
        Some(name) if value::length(cx.raw(name)) < 100 => rust_text(cx, name)?,
        _ => String::new(),
    };
    let shown = if is_property_name(&name) { name.as_str() } else { "" };
    cx.string(&format!("function {shown}() {{ [native code] }}"))
}

/// Whether a name is an identifier or `[Symbol.…]`, perhaps behind `get` or `set`.
fn is_property_name(name: &str) -> bool {
    let name = name.strip_prefix("get ").or_else(|| name.strip_prefix("set ")).unwrap_or(name);
    let name = name.strip_prefix("[Symbol.").and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let is_part = |unit: char| unit.is_ascii_alphanumeric() || unit == '$' || unit == '_';
    name.chars().all(is_part) && !name.starts_with(|unit: char| unit.is_ascii_digit())
}

/// Function.prototype [ %Symbol.hasInstance% ] ( V ) –
/// <https://tc39.es/ecma262/#sec-function.prototype-%symbol.hasinstance%>
fn has_instance<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    ordinary_has_instance(cx, this, arguments.get(0)).map(Local::bool)
}
