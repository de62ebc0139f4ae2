//! Testing and comparison (§7.2).

use super::completion::Completion;
use super::conversion::{Hint, string_to_number, to_number, to_numeric, to_primitive};
use super::names::KnownName;
use super::scope::Scope;
use super::{is_object, units};
use crate::heap::{Local, Raw};
use crate::value::layout::{proxy, string};
use crate::value::{self, kind};
use std::cmp::Ordering;

/// The language type of a value (§6.1).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Type {
    /// Undefined.
    Undefined,
    /// Null.
    Null,
    /// Boolean.
    Boolean,
    /// String.
    String,
    /// Symbol.
    Symbol,
    /// Number.
    Number,
    /// BigInt.
    BigInt,
    /// Object.
    Object,
}

/// The language type of a value. Pure.
pub(crate) fn type_of(value: Raw<'_>) -> Type {
    if value.is_number() {
        return Type::Number;
    }
    if let Some(word) = value.as_immediate() {
        return match word {
            word if word.is_bool() => Type::Boolean,
            word if word.is_null() => Type::Null,
            _ => Type::Undefined,
        };
    }
    match value.kind() {
        kind::SYMBOL => Type::Symbol,
        kind::BIGINT => Type::BigInt,
        kind if kind::is_string(kind) => Type::String,
        _ => Type::Object,
    }
}

/// What `typeof` says.
pub(crate) fn typeof_name(cx: &Scope<'_>, value: Local<'_>) -> KnownName {
    let raw = cx.raw(value);
    match type_of(raw) {
        Type::Undefined => KnownName::Undefined,
        Type::Null => KnownName::TypeObject,
        Type::Boolean => KnownName::TypeBoolean,
        Type::String => KnownName::TypeString,
        Type::Symbol => KnownName::TypeSymbol,
        Type::Number => KnownName::TypeNumber,
        Type::BigInt => KnownName::TypeBigint,
        Type::Object if super::is_callable_raw(cx, raw) => KnownName::TypeFunction,
        Type::Object => KnownName::TypeObject,
    }
}

/// What `typeof` says, as a string.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(crate) fn typeof_string<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let name = typeof_name(cx, value);
    cx.local(|isolate| isolate.known(name))
}

/// IsArray (§7.2.2).
///
/// # Errors
/// TypeError for a revoked proxy.
pub(crate) fn is_array(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<bool> {
    let mut raw = cx.raw(value);
    while raw.is_kind(kind::PROXY) {
        raw = raw.word(proxy::TARGET);
        if !raw.is_pointer() {
            return Err(super::throw_revoked(cx, "IsArray"));
        }
    }
    Ok(raw.is_kind(kind::ARRAY))
}

/// SameValue (§7.2.10).
///
/// # Errors
/// Termination when a rope cannot be flattened.
pub(crate) fn same_value(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<bool> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.is_number() && r.is_number() {
        let (l, r) = (l.as_number(), r.as_number());
        return Ok(l.to_bits() == r.to_bits() || (l.is_nan() && r.is_nan()));
    }
    same_value_non_number(cx, left, right)
}

/// SameValueZero (§7.2.11).
///
/// # Errors
/// Termination when a rope cannot be flattened.
pub(crate) fn same_value_zero(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<bool> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.is_number() && r.is_number() {
        let (l, r) = (l.as_number(), r.as_number());
        return Ok(l == r || (l.is_nan() && r.is_nan()));
    }
    same_value_non_number(cx, left, right)
}

/// SameValueNonNumber (§7.2.12); false when one is a number.
fn same_value_non_number(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<bool> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.identical(r) {
        return Ok(true);
    }
    if value::is_string(l) && value::is_string(r) {
        return strings_equal(cx, left, right);
    }
    Ok(l.is_kind(kind::BIGINT) && r.is_kind(kind::BIGINT) && super::bigint_equal(l, r))
}

/// IsStrictlyEqual (§7.2.15).
///
/// # Errors
/// Termination when a rope cannot be flattened.
#[inline]
pub(crate) fn is_strictly_equal(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<bool> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.is_number() && r.is_number() {
        return Ok(l.as_number() == r.as_number());
    }
    same_value_non_number(cx, left, right)
}

/// Whether two strings have the same text.
///
/// # Errors
/// Termination when a rope cannot be flattened.
pub(crate) fn strings_equal(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<bool> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.identical(r) {
        return Ok(true);
    }
    let both_interned = l.flags() & r.flags() & string::INTERNED != 0;
    let hashes_differ = l.aux() != 0 && r.aux() != 0 && l.aux() != r.aux();
    if value::length(l) != value::length(r) || both_interned || hashes_differ {
        return Ok(false);
    }
    units(cx, left)?;
    units(cx, right)?;
    Ok(value::units(cx.raw(left)).same(value::units(cx.raw(right))))
}

/// IsLooselyEqual (§7.2.14).
///
/// # Errors
/// As `to_primitive`.
pub(crate) fn is_loosely_equal<'s>(cx: &mut Scope<'s>, left: Local<'s>, right: Local<'s>) -> Completion<bool> {
    let mut cx = cx.open();
    let (mut left, mut right): (Local<'_>, Local<'_>) = (left, right);
    loop {
        let (l, r) = (type_of(cx.raw(left)), type_of(cx.raw(right)));
        if l == r {
            return is_strictly_equal(&mut cx, left, right);
        }
        match (l, r) {
            (Type::Undefined, Type::Null) | (Type::Null, Type::Undefined) => return Ok(true),
            (Type::Undefined | Type::Null, _) | (_, Type::Undefined | Type::Null) => return Ok(false),
            (Type::Number, Type::String) => right = Local::number(string_to_number(&mut cx, right)?),
            (Type::String, Type::Number) => left = Local::number(string_to_number(&mut cx, left)?),
            (Type::Boolean, _) => left = Local::number(to_number(&mut cx, left)?),
            (_, Type::Boolean) => right = Local::number(to_number(&mut cx, right)?),
            (Type::Object, _) => left = to_primitive(&mut cx, left, Hint::Default)?,
            (_, Type::Object) => right = to_primitive(&mut cx, right, Hint::Default)?,
            (Type::BigInt, Type::Number | Type::String) => {
                return Ok(super::bigint_compare(&mut cx, left, right)? == Some(Ordering::Equal));
            }
            (Type::Number | Type::String, Type::BigInt) => {
                return Ok(super::bigint_compare(&mut cx, right, left)? == Some(Ordering::Equal));
            }
            _ => return Ok(false),
        }
    }
}

/// IsLessThan (§7.2.13): `None` is undefined (a NaN). `left_first` tells which operand is converted first.
///
/// # Errors
/// As `to_primitive`.
pub(crate) fn is_less_than<'s>(
    cx: &mut Scope<'s>,
    left: Local<'s>,
    right: Local<'s>,
    left_first: bool,
) -> Completion<Option<bool>> {
    let (l, r) = (cx.raw(left), cx.raw(right));
    if l.is_kind(kind::BIGINT) && r.is_kind(kind::BIGINT) {
        return Ok(Some(super::bigint_order(l, r) == Ordering::Less));
    }
    let mut cx = cx.open();
    let (x, y): (Local<'_>, Local<'_>) = if left_first {
        let x = to_primitive(&mut cx, left, Hint::Number)?;
        (x, to_primitive(&mut cx, right, Hint::Number)?)
    } else {
        let y = to_primitive(&mut cx, right, Hint::Number)?;
        (to_primitive(&mut cx, left, Hint::Number)?, y)
    };
    let (l, r) = (type_of(cx.raw(x)), type_of(cx.raw(y)));
    match (l, r) {
        (Type::String, Type::String) => {
            units(&mut cx, x)?;
            units(&mut cx, y)?;
            let order = value::units(cx.raw(x)).compare(value::units(cx.raw(y)));
            return Ok(Some(order == Ordering::Less));
        }
        (Type::BigInt, Type::String) => {
            return Ok(super::bigint_compare(&mut cx, x, y)?.map(|order| order == Ordering::Less));
        }
        (Type::String, Type::BigInt) => {
            return Ok(super::bigint_compare(&mut cx, y, x)?.map(|order| order == Ordering::Greater));
        }
        _ => {}
    }
    let x = to_numeric(&mut cx, x)?;
    let y = to_numeric(&mut cx, y)?;
    let (l, r) = (cx.raw(x), cx.raw(y));
    let order = match (l.is_number(), r.is_number()) {
        (true, true) => l.as_number().partial_cmp(&r.as_number()),
        (false, _) => super::bigint_compare(&mut cx, x, y)?,
        (true, false) => super::bigint_compare(&mut cx, y, x)?.map(Ordering::reverse),
    };
    Ok(order.map(|order| order == Ordering::Less))
}

/// Whether a value is a number that is an integer (IsIntegralNumber, §7.2.6).
pub(crate) fn is_integral_number(value: Raw<'_>) -> bool {
    value.is_number() && value.as_number().is_finite() && value.as_number().fract() == 0.0
}

/// CanBeHeldWeakly (§9.14): objects and symbols that are not registered.
pub(crate) fn can_be_held_weakly(value: Raw<'_>) -> bool {
    is_object(value) || (value.is_kind(kind::SYMBOL) && !value::is_registered_symbol(value))
}
