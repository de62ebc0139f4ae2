//! BigInts (§6.1.6.2): between heap objects, `num_bigint`'s integers, numbers and texts.

use super::bigint_limbs::{Parts, bits, order};
use super::bigint_long::{from_digits, to_digits};
use super::completion::Completion;
use super::conversion::{Hint, to_primitive};
use super::describe::first_units;
use super::scope::Scope;
use super::{describe, throw_range_error, throw_syntax_error, throw_type_error, units};
use crate::heap::{Allocation, Local, Raw};
use crate::value::layout::bigint;
use crate::value::number::{self, CodeUnit};
use crate::value::{self, Units, kind};
use num_bigint::{BigInt, BigUint, Sign};
use std::cmp::Ordering;

/// The longest BigInt, in bits. One operation on the longest ones still takes seconds, not minutes.
pub(super) const MAXIMUM_BITS: u64 = 1 << 24;

/// Whether two BigInts are the same number. Pure.
pub(crate) fn bigint_equal(left: Raw<'_>, right: Raw<'_>) -> bool {
    parts(left) == parts(right)
}

/// The integer of a BIGINT. Pure.
pub(crate) fn view_bigint(value: Raw<'_>) -> BigInt {
    let (is_negative, limbs) = parts(value);
    let digits = limbs.iter().flat_map(|&limb| [limb as u32, (limb >> 32) as u32]).collect();
    let sign = if is_negative { Sign::Minus } else { Sign::Plus };
    BigInt::from_biguint(sign, BigUint::new(digits))
}

/// A BIGINT of an integer.
///
/// # Errors
/// RangeError `Maximum BigInt size exceeded`; termination when there is no memory.
pub(crate) fn bigint_from<'s>(cx: &mut Scope<'s>, integer: &BigInt) -> Completion<Local<'s>> {
    if integer.bits() > MAXIMUM_BITS {
        return Err(throw_too_big(cx));
    }
    from_limbs(cx, integer.sign() == Sign::Minus, &integer.magnitude().to_u64_digits())
}

/// A BIGINT of a sign and limbs, the lowest first; the last one is not zero.
///
/// # Errors
/// RangeError `Maximum BigInt size exceeded`; termination when there is no memory.
pub(super) fn from_limbs<'s>(cx: &mut Scope<'s>, is_negative: bool, limbs: &[u64]) -> Completion<Local<'s>> {
    if bits(limbs) > MAXIMUM_BITS {
        return Err(throw_too_big(cx));
    }
    make(cx, is_negative && !limbs.is_empty(), limbs)
}

#[inline(always)]
fn make<'s>(cx: &mut Scope<'s>, is_negative: bool, limbs: &[u64]) -> Completion<Local<'s>> {
    let sign = if is_negative { bigint::NEGATIVE } else { 0 };
    let allocation = Allocation::young(kind::BIGINT, 0, bigint::LIMBS + limbs.len());
    cx.allocate_raw(allocation, limbs.len() as u64 | sign, 8 * limbs.len(), |_, bytes| {
        for (place, limb) in bytes.chunks_exact_mut(8).zip(limbs) {
            place.copy_from_slice(&limb.to_ne_bytes());
        }
    })
}

/// A BIGINT of a sign and a magnitude.
///
/// # Errors
/// Termination when there is no memory.
#[inline]
pub(crate) fn bigint_from_parts<'s>(cx: &mut Scope<'s>, is_negative: bool, magnitude: u128) -> Completion<Local<'s>> {
    match (magnitude as u64, (magnitude >> 64) as u64) {
        (0, 0) => make(cx, false, &[]),
        (low, 0) => make(cx, is_negative, &[low]),
        (low, high) => make(cx, is_negative, &[low, high]),
    }
}

/// A sign and a magnitude.
pub(super) type Short = (bool, u64);

/// Sign and magnitude of a BIGINT that has one limb at most. Pure.
#[inline(always)]
pub(super) fn one_limb(value: Raw<'_>) -> Option<Short> {
    match parts(value) {
        (_, &[]) => Some((false, 0)),
        (is_negative, &[limb]) => Some((is_negative, limb)),
        _ => None,
    }
}

/// Whether a BIGINT is negative, and its limbs. Pure.
#[inline(always)]
pub(super) fn parts(value: Raw<'_>) -> Parts<'_> {
    let (info, limbs) = value.info_and_words();
    (info & bigint::NEGATIVE != 0, limbs.get(..info as u32 as usize).unwrap_or(limbs))
}

#[cold]
pub(super) fn throw_too_big(cx: &mut Scope<'_>) -> super::Abrupt {
    throw_range_error(cx, format_args!("Maximum BigInt size exceeded"))
}

/// The order of two BigInts. Pure.
#[inline]
pub(crate) fn bigint_order(left: Raw<'_>, right: Raw<'_>) -> Ordering {
    order(parts(left), parts(right))
}

/// The order of a BigInt and a BigInt, Number or String; `None` when they have none.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_compare(cx: &mut Scope<'_>, left: Local<'_>, right: Local<'_>) -> Completion<Option<Ordering>> {
    let raw = cx.raw(right);
    if raw.is_kind(kind::BIGINT) {
        return Ok(Some(bigint_order(cx.raw(left), raw)));
    }
    if raw.is_int()
        && let Some((is_negative, magnitude)) = one_limb(cx.raw(left))
    {
        let integer = if is_negative { -i128::from(magnitude) } else { magnitude.into() };
        return Ok(Some(integer.cmp(&raw.as_int().into())));
    }
    let integer = view_bigint(cx.raw(left));
    if raw.is_number() {
        return Ok(compare_with_number(&integer, raw.as_number()));
    }
    if value::is_string(raw) {
        return Ok(string_to_bigint(cx, right)?.map(|other| integer.cmp(&other)));
    }
    Ok(None)
}

fn compare_with_number(integer: &BigInt, number: f64) -> Option<Ordering> {
    if number.is_nan() {
        return None;
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = integer.cmp(&integer_of(number.trunc()));
    Some(whole.then(0.0.partial_cmp(&number.fract()).unwrap_or(Ordering::Equal)))
}

/// A finite integral number as an integer.
fn integer_of(number: f64) -> BigInt {
    if number.abs() < 9007199254740992.0 {
        return BigInt::from(number as i64);
    }
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32 - 1075;
    let significand = BigInt::from((bits & ((1 << 52) - 1)) | (1 << 52));
    let magnitude = significand << exponent.max(0) as usize;
    if number < 0.0 { -magnitude } else { magnitude }
}

/// The digits of a BigInt in `radix`.
pub(crate) fn bigint_to_text(value: Raw<'_>, radix: u32) -> String {
    view_bigint(value).to_str_radix(radix)
}

/// BigInt::toString (§6.1.6.2.23).
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_to_string<'s>(cx: &mut Scope<'s>, value: Local<'s>, radix: u32) -> Completion<Local<'s>> {
    if let (Some((is_negative, magnitude)), 10) = (one_limb(cx.raw(value)), radix) {
        let sign = if is_negative { "-" } else { "" };
        return cx.string(&format!("{sign}{magnitude}"));
    }
    let integer = view_bigint(cx.raw(value));
    let mut text = to_digits(cx, integer.magnitude(), radix)?;
    if integer.sign() == Sign::Minus {
        text.insert(0, '-');
    }
    cx.string(&text)
}

/// 𝔽(ℝ(value)) of a BigInt: the nearest number, ties to even.
pub(crate) fn number_value_of_bigint(value: Raw<'_>) -> f64 {
    if let Some((is_negative, magnitude)) = one_limb(value) {
        let magnitude = magnitude as f64;
        return if is_negative { -magnitude } else { magnitude };
    }
    let integer = view_bigint(value);
    let magnitude = integer.magnitude();
    let bits = magnitude.bits();
    if bits > 1024 {
        return if integer.sign() == Sign::Minus { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // The top 64 bits, the last one sticky: rounding them to 53 rounds the whole.
    let shift = bits - 64;
    let top = (magnitude >> shift).iter_u64_digits().next().unwrap_or(0);
    let sticky = magnitude.trailing_zeros().is_some_and(|zeros| zeros < shift) as u64;
    let magnitude = (top | sticky) as f64 * 2f64.powi(shift as i32);
    if integer.sign() == Sign::Minus { -magnitude } else { magnitude }
}

/// NumberToBigInt (§21.2.1.1.1).
///
/// # Errors
/// RangeError when the number is no integer.
pub(crate) fn number_to_bigint<'s>(cx: &mut Scope<'s>, number: f64) -> Completion<Local<'s>> {
    if number.fract() != 0.0 || !number.is_finite() {
        let shown = number::number_to_string(number);
        return Err(throw_range_error(
            cx,
            format_args!("The number {} cannot be converted to a BigInt because it is not an integer", shown.as_str()),
        ));
    }
    if number.abs() < 9007199254740992.0 {
        return bigint_from_parts(cx, number < 0.0, number.abs() as u128);
    }
    bigint_from(cx, &integer_of(number))
}

/// StringToBigInt (§7.1.14); `None` when the text is no StringIntegerLiteral.
///
/// # Errors
/// RangeError when it is too long; termination when there is no memory.
pub(crate) fn string_to_bigint(cx: &mut Scope<'_>, text: Local<'_>) -> Completion<Option<BigInt>> {
    let length = value::length(cx.raw(text)) as u64;
    if length > MAXIMUM_BITS {
        return Err(throw_too_big(cx));
    }
    let text = match units(cx, text)? {
        Units::Latin1(bytes) => ascii(number::trim(bytes)),
        Units::TwoByte(units) => ascii(number::trim(units)),
    };
    match text {
        Some(text) => parse(cx, &text),
        None => Ok(None),
    }
}

/// A text whose characters are all ASCII.
fn ascii<U: CodeUnit>(text: &[U]) -> Option<Vec<u8>> {
    text.iter().map(|&unit| u8::try_from(unit.into()).ok().filter(u8::is_ascii)).collect()
}

fn parse(cx: &mut Scope<'_>, text: &[u8]) -> Completion<Option<BigInt>> {
    let (digits, radix, negative) = match text {
        [] => return Ok(Some(BigInt::ZERO)),
        [b'0', b'x' | b'X', rest @ ..] => (rest, 16, false),
        [b'0', b'o' | b'O', rest @ ..] => (rest, 8, false),
        [b'0', b'b' | b'B', rest @ ..] => (rest, 2, false),
        [b'-', rest @ ..] => (rest, 10, true),
        [b'+', rest @ ..] => (rest, 10, false),
        rest => (rest, 10, false),
    };
    if digits.is_empty() {
        return Ok(None);
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    Ok(from_digits(cx, digits, radix)?.map(|magnitude| BigInt::from_biguint(sign, magnitude)))
}

/// The BIGINT of a literal's digits.
///
/// # Errors
/// RangeError when it is too long; a termination.
pub(crate) fn bigint_from_digits<'s>(cx: &mut Scope<'s>, digits: &str, radix: u32) -> Completion<Local<'s>> {
    let magnitude = from_digits(cx, digits.as_bytes(), radix)?.unwrap_or_default();
    bigint_from(cx, &magnitude.into())
}

/// ToBigInt (§7.1.13).
///
/// # Errors
/// TypeError for `undefined`, `null`, numbers and symbols; SyntaxError for other texts; as `to_primitive`.
pub(crate) fn to_bigint<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    if cx.raw(value).is_kind(kind::BIGINT) {
        return Ok(value);
    }
    let primitive = to_primitive(cx, value, Hint::Number)?;
    let raw = cx.raw(primitive);
    if raw.is_kind(kind::BIGINT) {
        return Ok(primitive);
    }
    if raw.is_bool() {
        let one = raw.word_value() == value::Value::TRUE;
        return bigint_from_parts(cx, false, one.into());
    }
    if value::is_string(raw) {
        if let Some(integer) = string_to_bigint(cx, primitive)? {
            return bigint_from(cx, &integer);
        }
        let text = describe(cx, primitive);
        let shown = first_units(&text, LONGEST_SHOWN);
        let ellipsis = if shown.len() < text.len() { "…" } else { "" };
        return Err(throw_syntax_error(cx, format_args!("Cannot convert {shown}{ellipsis} to a BigInt")));
    }
    let shown = describe(cx, primitive);
    Err(throw_type_error(cx, format_args!("Cannot convert {shown} to a BigInt")))
}

/// Code units of a text that a message shows.
const LONGEST_SHOWN: usize = 1_000;

/// The low 64 bits of a BigInt in two's complement.
pub(super) fn low_bits(value: Raw<'_>) -> u64 {
    let (is_negative, limbs) = parts(value);
    let low = limbs.first().copied().unwrap_or(0);
    if is_negative { low.wrapping_neg() } else { low }
}

/// ToBigInt64 (§7.1.15).
///
/// # Errors
/// As `to_bigint`.
pub(crate) fn to_big_int64<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<i64> {
    to_big_uint64(cx, value).map(|bits| bits as i64)
}

/// ToBigUint64 (§7.1.16).
///
/// # Errors
/// As `to_bigint`.
pub(crate) fn to_big_uint64<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<u64> {
    let integer = to_bigint(cx, value)?;
    Ok(low_bits(cx.raw(integer)))
}
