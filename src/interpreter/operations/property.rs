//! Property access on values of any type.

use crate::heap::Local;
use crate::runtime::{self, Arguments, Completion, PropertyKey, Scope};
use crate::value::{self, kind};

/// `object[key]`
pub(crate) fn get<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, key) = (operands.get(0), operands.get(1));
    if let Some(unit) = string_unit(cx, object, key)? {
        return runtime::single_unit_string(cx, unit);
    }
    if let Some(index) = runtime::typed_index(cx.raw(object), cx.raw(key)) {
        return runtime::typed_array_get(cx, object, index);
    }
    if super::operator::is_nullish(cx, object) {
        return Err(throw_cannot_read(cx, object, key));
    }
    let key = runtime::to_property_key(cx, key)?;
    runtime::get_v(cx, object, key)
}

/// The code unit at an integer index of a flat or flattened string.
fn string_unit(cx: &mut Scope<'_>, object: Local<'_>, key: Local<'_>) -> Completion<Option<u16>> {
    let index = cx.raw(key);
    if !index.is_int() || index.as_int() < 0 || !value::is_string(cx.raw(object)) {
        return Ok(None);
    }
    let index = index.as_int() as usize;
    runtime::code_unit_at(cx, object, index)
}

/// `object.name`; the key is an interned string.
pub(crate) fn get_named<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, name) = (operands.get(0), operands.get(1));
    if super::operator::is_nullish(cx, object) {
        return Err(throw_cannot_read(cx, object, name));
    }
    runtime::get_v(cx, object, PropertyKey::Name(name))
}

/// `Cannot read properties of undefined (reading 'x')`
fn throw_cannot_read(cx: &mut Scope<'_>, object: Local<'_>, key: Local<'_>) -> runtime::Abrupt {
    if cx.raw(key).identical(cx.known(runtime::KnownName::SymbolIterator)) {
        return runtime::throw_not_iterable(cx, object);
    }
    let shown = if cx.raw(object).is_null() { "null" } else { "undefined" };
    let key = display_key(cx, key, "reading");
    runtime::throw_type_error(cx, format_args!("Cannot read properties of {shown}{key}"))
}

/// A key in a message, ` (reading 'x')`. An object is not asked for its string: arrays and the like are left out.
fn display_key(cx: &mut Scope<'_>, key: Local<'_>, what: &str) -> String {
    let shown = runtime::describe(cx, key);
    let raw = cx.raw(key);
    let is_told = !runtime::is_object(raw) || raw.is_kind(kind::FUNCTION) || raw.is_kind(kind::ERROR);
    if is_told || shown.starts_with("#<") { format!(" ({what} '{shown}')") } else { String::new() }
}

/// `object[key] = value` in strict code.
pub(crate) fn set_strict<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set(cx, operands, true)
}

/// `object[key] = value` in sloppy code.
pub(crate) fn set_sloppy<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set(cx, operands, false)
}

fn set<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>, strict: bool) -> Completion<Local<'s>> {
    let (object, value) = (operands.get(0), operands.get(2));
    if let Some(index) = runtime::typed_index(cx.raw(object), cx.raw(operands.get(1))) {
        runtime::typed_array_set(cx, object, index, value)?;
        return Ok(value);
    }
    if super::operator::is_nullish(cx, object) {
        let shown = if cx.raw(object).is_null() { "null" } else { "undefined" };
        let key = display_key(cx, operands.get(1), "setting");
        let message = format_args!("Cannot set properties of {shown}{key}");
        return Err(runtime::throw_type_error(cx, message));
    }
    let key = runtime::to_property_key(cx, operands.get(1))?;
    runtime::put_value(cx, object, key, value, strict)?;
    Ok(value)
}

/// `object.name = value` in strict code; the key is an interned string.
pub(crate) fn set_named_strict<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set_named(cx, operands, true)
}

/// `object.name = value` in sloppy code.
pub(crate) fn set_named_sloppy<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    set_named(cx, operands, false)
}

fn set_named<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>, strict: bool) -> Completion<Local<'s>> {
    let (object, name, value) = (operands.get(0), operands.get(1), operands.get(2));
    runtime::put_value(cx, object, PropertyKey::Name(name), value, strict)?;
    Ok(value)
}

/// ToPropertyKey, for computed keys: the key as a value.
pub(crate) fn to_property_key<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    key_value(cx, operands.get(0))
}

/// A value converted to a property key, as a value: an index number, an interned string or a symbol.
pub(crate) fn key_value<'s>(cx: &mut Scope<'s>, key: Local<'s>) -> Completion<Local<'s>> {
    match runtime::to_property_key(cx, key)? {
        PropertyKey::Index(index) => Ok(Local::number(f64::from(index))),
        PropertyKey::Name(name) => Ok(name),
        PropertyKey::Known(known) => cx.local(|isolate| isolate.known(known)),
    }
}

/// The key of a compound assignment, converted once – but not if the object is nullish, which is an error first.
pub(crate) fn to_key_of<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let (object, key) = (operands.get(0), operands.get(1));
    if super::operator::is_nullish(cx, object) {
        return Err(throw_cannot_read(cx, object, key));
    }
    key_value(cx, key)
}

/// What a pattern can take properties from.
pub(crate) fn require_object_coercible<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    let value = operands.get(0);
    if super::operator::is_nullish(cx, value) {
        return Err(super::messages::throw_not_destructurable(cx, value));
    }
    Ok(value)
}

/// ToObject, for `with`.
pub(crate) fn to_object<'s>(cx: &mut Scope<'s>, operands: Arguments<'s>) -> Completion<Local<'s>> {
    runtime::to_object(cx, operands.get(0))
}
