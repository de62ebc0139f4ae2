//! Type conversion (§7.1).

use super::completion::Completion;
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{call, get, get_method, is_callable, is_object, make_object, throw_range_error, throw_type_error, units};
use crate::heap::{Local, Place, Raw};
use crate::value::layout::{attribute, wrapper};
use crate::value::{self, Units, kind, number};

/// The hint of ToPrimitive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Hint {
    /// No preference.
    Default,
    /// A number.
    Number,
    /// A string.
    String,
}

/// ToPrimitive (§7.1.1).
///
/// # Errors
/// TypeError when no method gives a primitive; whatever the methods throw.
#[inline]
pub(crate) fn to_primitive<'s>(cx: &mut Scope<'s>, value: Local<'s>, hint: Hint) -> Completion<Local<'s>> {
    if is_object(cx.raw(value)) { object_to_primitive(cx, value, hint) } else { Ok(value) }
}

fn object_to_primitive<'s>(cx: &mut Scope<'s>, object: Local<'s>, hint: Hint) -> Completion<Local<'s>> {
    cx.check_stack()?;
    if let Some(method) = get_method(cx, object, PropertyKey::Known(KnownName::SymbolToPrimitive))? {
        let name = match hint {
            Hint::Default => KnownName::Default,
            Hint::Number => KnownName::TypeNumber,
            Hint::String => KnownName::TypeString,
        };
        let hint = cx.local(|isolate| isolate.known(name))?;
        let result = call(cx, method, object, &[hint])?;
        return if is_object(cx.raw(result)) { Err(throw_no_primitive(cx)) } else { Ok(result) };
    }
    ordinary_to_primitive(cx, object, hint)
}

/// OrdinaryToPrimitive (§7.1.1.1); `Default` counts as `Number`.
///
/// # Errors
/// TypeError when no method gives a primitive; whatever the methods throw.
pub(crate) fn ordinary_to_primitive<'s>(cx: &mut Scope<'s>, object: Local<'s>, hint: Hint) -> Completion<Local<'s>> {
    let order = match hint {
        Hint::String => [KnownName::ToString, KnownName::ValueOf],
        _ => [KnownName::ValueOf, KnownName::ToString],
    };
    for name in order {
        let method = get(cx, object, PropertyKey::Known(name))?;
        if is_callable(cx, method) {
            let result = call(cx, method, object, &[])?;
            if !is_object(cx.raw(result)) {
                return Ok(result);
            }
        }
    }
    Err(throw_no_primitive(cx))
}

#[cold]
fn throw_no_primitive(cx: &mut Scope<'_>) -> super::Abrupt {
    throw_type_error(cx, format_args!("Cannot convert object to primitive value"))
}

/// ToBoolean (§7.1.2).
#[inline]
pub(crate) fn to_boolean(cx: &Scope<'_>, value: Local<'_>) -> bool {
    to_boolean_raw(cx.raw(value))
}

/// ToBoolean of a bare value.
pub(crate) fn to_boolean_raw(value: Raw<'_>) -> bool {
    if value.is_bool() {
        return value.word_value() == value::Value::TRUE;
    }
    if value.is_number() {
        let number = value.as_number();
        return number != 0.0 && !number.is_nan();
    }
    match value.kind() {
        kind if kind::is_string(kind) => value::length(value) != 0,
        kind::BIGINT => value.raw_word(value::layout::bigint::INFO) as u32 != 0,
        _ => value.is_pointer(),
    }
}

/// ToNumeric (§7.1.3): a Number or BigInt.
///
/// # Errors
/// As `to_primitive`; TypeError for symbols.
pub(crate) fn to_numeric<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let primitive = to_primitive(cx, value, Hint::Number)?;
    if cx.raw(primitive).is_kind(kind::BIGINT) {
        return Ok(primitive);
    }
    to_number(cx, primitive).map(Local::number)
}

/// ToNumber (§7.1.4).
///
/// # Errors
/// As `to_primitive`; TypeError for symbols and BigInts.
#[inline]
pub(crate) fn to_number<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let raw = cx.raw(value);
    if raw.is_number() { Ok(raw.as_number()) } else { to_number_slow(cx, value) }
}

fn to_number_slow<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let raw = cx.raw(value);
    if let Some(word) = raw.as_immediate() {
        return Ok(match word {
            value::Value::NULL | value::Value::FALSE => 0.0,
            value::Value::TRUE => 1.0,
            _ => f64::NAN,
        });
    }
    match raw.kind() {
        kind if kind::is_string(kind) => string_to_number(cx, value),
        kind::SYMBOL => Err(throw_type_error(cx, format_args!("Cannot convert a Symbol value to a number"))),
        kind::BIGINT => Err(throw_type_error(cx, format_args!("Cannot convert a BigInt value to a number"))),
        _ => {
            let mut cx = cx.open();
            let primitive = object_to_primitive(&mut cx, value, Hint::Number)?;
            to_number(&mut cx, primitive)
        }
    }
}

/// StringToNumber (§7.1.4.1.1).
///
/// # Errors
/// Termination when a rope cannot be flattened.
pub(crate) fn string_to_number(cx: &mut Scope<'_>, text: Local<'_>) -> Completion<f64> {
    Ok(match units(cx, text)? {
        Units::Latin1(bytes) => number::string_to_number(bytes),
        Units::TwoByte(units) => number::string_to_number(units),
    })
}

/// ToIntegerOrInfinity (§7.1.5): an integer, infinite, never -0 or NaN.
///
/// # Errors
/// As `to_number`.
#[inline]
pub(crate) fn to_integer_or_infinity<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let raw = cx.raw(value);
    if raw.is_int() {
        return Ok(f64::from(raw.as_int()));
    }
    to_number(cx, value).map(number::integer_or_infinity)
}

/// ToInt32 (§7.1.6).
///
/// # Errors
/// As `to_number`.
pub(crate) fn to_int32<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<i32> {
    to_number(cx, value).map(number::to_int32)
}

/// ToUint32 (§7.1.7).
///
/// # Errors
/// As `to_number`.
pub(crate) fn to_uint32<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<u32> {
    to_number(cx, value).map(number::to_uint32)
}

/// ToLength (§7.1.20): 0 to 2^53 - 1.
///
/// # Errors
/// As `to_number`.
pub(crate) fn to_length<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<u64> {
    to_number(cx, value).map(number::to_length)
}

/// ToIndex (§7.1.22): 0 to 2^53 - 1. `what` completes V8's `Invalid …`.
///
/// # Errors
/// As `to_number`; RangeError outside.
pub(crate) fn to_index<'s>(cx: &mut Scope<'s>, value: Local<'s>, what: &str) -> Completion<u64> {
    if cx.raw(value).is_undefined() {
        return Ok(0);
    }
    let integer = to_integer_or_infinity(cx, value)?;
    if (0.0..=9007199254740991.0).contains(&integer) {
        return Ok(integer as u64);
    }
    Err(throw_range_error(cx, format_args!("Invalid {what}")))
}

/// A relative index as the builtins of arrays and strings take it: ToIntegerOrInfinity, negative from the end, clamped
/// to `0..=length`; `absent` when the argument is `undefined`.
///
/// # Errors
/// As `to_number`.
pub(crate) fn to_relative_index<'s>(cx: &mut Scope<'s>, value: Local<'s>, length: u64, absent: u64) -> Completion<u64> {
    if cx.raw(value).is_undefined() {
        return Ok(absent);
    }
    let relative = to_integer_or_infinity(cx, value)?;
    let length = length as f64;
    Ok(if relative < 0.0 { (length + relative).max(0.0) } else { relative.min(length) } as u64)
}

/// ToString (§7.1.17).
///
/// # Errors
/// As `to_primitive`; TypeError for symbols.
#[inline]
pub(crate) fn to_string<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    if value::is_string(cx.raw(value)) { Ok(value) } else { to_string_slow(cx, value) }
}

fn to_string_slow<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(value);
    if raw.is_number() {
        let number = raw.as_number();
        return number_to_string(cx, number);
    }
    if let Some(word) = raw.as_immediate() {
        let name = match word {
            value::Value::NULL => KnownName::Null,
            value::Value::TRUE => KnownName::True,
            value::Value::FALSE => KnownName::False,
            _ => KnownName::Undefined,
        };
        return cx.local(|isolate| isolate.known(name));
    }
    match raw.kind() {
        kind::SYMBOL => Err(throw_type_error(cx, format_args!("Cannot convert a Symbol value to a string"))),
        kind::BIGINT => super::bigint_to_string(cx, value, 10),
        _ => {
            let primitive = object_to_primitive(cx, value, Hint::String)?;
            to_string(cx, primitive)
        }
    }
}

/// Number::toString (§6.1.6.1.20) in base 10.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn number_to_string<'s>(cx: &mut Scope<'s>, value: f64) -> Completion<Local<'s>> {
    if (0.0..10.0).contains(&value) && value.fract() == 0.0 && (value != 0.0 || value.is_sign_positive()) {
        let slot = cx.single_character(b'0' as u16 + value as u16);
        return cx.adopt(slot);
    }
    let text = number::number_to_string(value);
    let slot = value::from_latin1(&mut cx.heap, text.as_bytes(), Place::Young);
    cx.adopt(slot)
}

/// ToPropertyKey (§7.1.19).
///
/// # Errors
/// As `to_primitive`.
#[inline]
pub(crate) fn to_property_key<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<PropertyKey<'s>> {
    let raw = cx.raw(value);
    if raw.is_int() && raw.as_int() >= 0 {
        return Ok(PropertyKey::Index(raw.as_int() as u32));
    }
    to_property_key_slow(cx, value)
}

fn to_property_key_slow<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<PropertyKey<'s>> {
    let raw = cx.raw(value);
    if raw.is_number() {
        let number = raw.as_number();
        if number >= 0.0 && number < u32::MAX as f64 && number.fract() == 0.0 {
            return Ok(PropertyKey::Index(number as u32));
        }
        let text = number_to_string(cx, number)?;
        return string_to_key(cx, text);
    }
    match raw.kind() {
        kind::SYMBOL => Ok(PropertyKey::Name(value)),
        kind if kind::is_string(kind) => string_to_key(cx, value),
        _ => {
            let primitive = to_primitive(cx, value, Hint::String)?;
            if cx.raw(primitive).is_kind(kind::SYMBOL) {
                return Ok(PropertyKey::Name(primitive));
            }
            let text = to_string(cx, primitive)?;
            string_to_key(cx, text)
        }
    }
}

/// The key of a string.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn string_to_key<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<PropertyKey<'s>> {
    if cx.raw(text).flags() & value::layout::string::NAME != 0 {
        return Ok(PropertyKey::Name(text));
    }
    if cx.raw(text).flags() & value::layout::string::INTERNED != 0 {
        let units = value::units(cx.raw(text));
        return Ok(units.array_index().map_or(PropertyKey::Name(text), PropertyKey::Index));
    }
    if let Some(name) = cx.strings.recent_name(&cx.heap, cx.raw(text)) {
        let slot = cx.heap.root(name);
        return cx.adopt(slot).map(PropertyKey::Name);
    }
    if let Some(index) = units(cx, text)?.array_index() {
        return Ok(PropertyKey::Index(index));
    }
    let slot = cx.intern(text);
    cx.adopt(slot).map(PropertyKey::Name)
}

/// ToObject (§7.1.18).
///
/// # Errors
/// TypeError for `undefined` and `null`.
pub(crate) fn to_object<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let raw = cx.raw(value);
    if is_object(raw) {
        return Ok(value);
    }
    let (kind, prototype) = match primitive_class(raw) {
        Some(class) => class,
        None => return Err(throw_type_error(cx, format_args!("Cannot convert undefined or null to object"))),
    };
    let prototype = cx.intrinsic(prototype)?;
    primitive_object(cx, kind, value, prototype)
}

/// The wrapper kind and prototype of a primitive; `None` for `undefined` and `null`.
fn primitive_class(value: Raw<'_>) -> Option<(u8, Intrinsic)> {
    if value.is_bool() {
        return Some((kind::BOOLEAN_OBJECT, Intrinsic::BooleanPrototype));
    }
    if value.is_number() {
        return Some((kind::NUMBER_OBJECT, Intrinsic::NumberPrototype));
    }
    match value.kind() {
        kind::SYMBOL => Some((kind::SYMBOL_OBJECT, Intrinsic::SymbolPrototype)),
        kind::BIGINT => Some((kind::BIGINT_OBJECT, Intrinsic::BigIntPrototype)),
        kind if kind::is_string(kind) => Some((kind::STRING_OBJECT, Intrinsic::StringPrototype)),
        _ => None,
    }
}

/// A wrapper object of `kind` around a primitive; StringCreate (§10.4.3.4) among them.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn primitive_object<'s>(
    cx: &mut Scope<'s>,
    kind: u8,
    value: Local<'s>,
    prototype: Local<'s>,
) -> Completion<Local<'s>> {
    let object = make_object(cx, kind, prototype)?;
    cx.heap.store(object, wrapper::VALUE, value);
    if kind == kind::STRING_OBJECT {
        let length = value::length(cx.raw(value));
        let key = cx.local(|isolate| isolate.known(KnownName::Length))?;
        let none = attribute::ALL & !attribute::ALL;
        super::property::add(cx, object, key, Local::number(length as f64), none)?;
    }
    Ok(object)
}

/// The prototype on which properties of a primitive are looked up; `None` for `undefined` and `null`. Pure.
pub(crate) fn primitive_prototype(value: Raw<'_>) -> Option<Intrinsic> {
    primitive_class(value).map(|(_, prototype)| prototype)
}

/// RequireObjectCoercible (§7.2.1), with the text of a builtin method.
///
/// # Errors
/// TypeError for `undefined` and `null`.
pub(crate) fn require_object_coercible(cx: &mut Scope<'_>, value: Local<'_>, method: &str) -> Completion<()> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        return Err(throw_type_error(cx, format_args!("{method} called on null or undefined")));
    }
    Ok(())
}
