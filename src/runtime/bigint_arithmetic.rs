//! Arithmetic of BigInts (§6.1.6.2). Every operation is bounded: too great results throw before they are computed, and
//! fuel is spent for long ones (`bigint_long`).

use super::bigint::{MAXIMUM_BITS, bigint_from_parts, from_limbs, one_limb, parts, throw_too_big};
use super::bigint_limbs as limbs;
use super::bigint_long as long;
use super::completion::Completion;
use super::scope::Scope;
use super::{bigint_from, throw_range_error, to_big_int64, to_big_uint64, view_bigint};
use crate::heap::Local;
use num_bigint::{BigInt, BigUint, Sign};

/// The operators on two BigInts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum BigIntOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `**`
    Exponentiate,
    /// `<<`
    ShiftLeft,
    /// `>>`
    ShiftRight,
    /// `&`
    And,
    /// `|`
    Or,
    /// `^`
    Xor,
}

/// The result of an operator on two BigInts.
///
/// # Errors
/// RangeError for division by zero, negative exponents and too great results; TypeError for `>>>`.
pub(crate) fn bigint_binary<'s>(
    cx: &mut Scope<'s>,
    operator: BigIntOperator,
    left: Local<'s>,
    right: Local<'s>,
) -> Completion<Local<'s>> {
    if let (Some(l), Some(r)) = (one_limb(cx.raw(left)), one_limb(cx.raw(right)))
        && let Some((is_negative, magnitude)) = short_binary(operator, l, r)
    {
        return bigint_from_parts(cx, is_negative, magnitude);
    }
    if let Some((is_negative, limbs)) = limbs::binary(operator, parts(cx.raw(left)), parts(cx.raw(right))) {
        // A product has about as many limbs as its factors together.
        let rows = if operator == BigIntOperator::Multiply { limbs.len().min(limbs::MULTIPLIED) } else { 1 };
        cx.step((limbs.len() * rows) as u64 / 64)?;
        return from_limbs(cx, is_negative && !limbs.is_empty(), limbs.into_iter());
    }
    let (l, r) = (view_bigint(cx.raw(left)), view_bigint(cx.raw(right)));
    let result = match operator {
        BigIntOperator::Add => l + r,
        BigIntOperator::Subtract => l - r,
        BigIntOperator::Multiply => multiply(cx, &l, &r)?,
        BigIntOperator::Divide => {
            let (quotient, _) = divide(cx, &l, &r)?;
            BigInt::from_biguint(l.sign() * r.sign(), quotient)
        }
        BigIntOperator::Remainder => {
            let (_, remainder) = divide(cx, &l, &r)?;
            BigInt::from_biguint(l.sign(), remainder)
        }
        BigIntOperator::Exponentiate => exponentiate(cx, &l, &r)?,
        BigIntOperator::ShiftLeft => shift(cx, &l, &r, true)?,
        BigIntOperator::ShiftRight => shift(cx, &l, &r, false)?,
        BigIntOperator::And => l & r,
        BigIntOperator::Or => l | r,
        BigIntOperator::Xor => l ^ r,
    };
    bigint_from(cx, &result)
}

/// Sign and magnitude of the result of an operator on integers of one limb, if that is short as well.
#[inline]
fn short_binary(operator: BigIntOperator, left: i128, right: i128) -> Option<(bool, u128)> {
    let signed = |integer: i128| Some((integer < 0, integer.unsigned_abs()));
    match operator {
        BigIntOperator::Add => signed(left + right),
        BigIntOperator::Subtract => signed(left - right),
        BigIntOperator::Multiply => Some(((left < 0) != (right < 0), left.unsigned_abs() * right.unsigned_abs())),
        BigIntOperator::Divide => left.checked_div(right).and_then(signed),
        BigIntOperator::Remainder => left.checked_rem(right).and_then(signed),
        BigIntOperator::Exponentiate => left.checked_pow(u32::try_from(right).ok()?).and_then(signed),
        BigIntOperator::ShiftLeft => short_shift(left, right),
        BigIntOperator::ShiftRight => short_shift(left, -right),
        BigIntOperator::And => signed(left & right),
        BigIntOperator::Or => signed(left | right),
        BigIntOperator::Xor => signed(left ^ right),
    }
}

fn short_shift(value: i128, left: i128) -> Option<(bool, u128)> {
    match left {
        0..64 => Some((value < 0, value.unsigned_abs() << left)),
        64.. => None,
        _ => {
            let shifted = value >> left.unsigned_abs().min(127) as u32;
            Some((shifted < 0, shifted.unsigned_abs()))
        }
    }
}

/// BigInt::multiply (§6.1.6.2.4)
fn multiply(cx: &mut Scope<'_>, left: &BigInt, right: &BigInt) -> Completion<BigInt> {
    if left.bits() + right.bits() > MAXIMUM_BITS + 1 {
        return Err(throw_too_big(cx));
    }
    Ok(BigInt::from_biguint(left.sign() * right.sign(), long::multiply(cx, left.magnitude(), right.magnitude())?))
}

/// The magnitudes of BigInt::divide (§6.1.6.2.5) and BigInt::remainder (§6.1.6.2.6)
fn divide(cx: &mut Scope<'_>, left: &BigInt, right: &BigInt) -> Completion<(BigUint, BigUint)> {
    if right.sign() == Sign::NoSign {
        return Err(throw_range_error(cx, format_args!("Division by zero")));
    }
    long::divide(cx, left.magnitude(), right.magnitude())
}

/// BigInt::exponentiate (§6.1.6.2.3)
fn exponentiate(cx: &mut Scope<'_>, base: &BigInt, exponent: &BigInt) -> Completion<BigInt> {
    if exponent.sign() == Sign::Minus {
        return Err(throw_range_error(cx, format_args!("Exponent must be non-negative")));
    }
    if exponent.sign() == Sign::NoSign {
        return Ok(BigInt::from(1));
    }
    if base.bits() <= 1 {
        let negates = base.sign() == Sign::Minus && !exponent.bit(0);
        return Ok(if negates { -base } else { base.clone() });
    }
    let power = u32::try_from(exponent).ok();
    // A base of n bits is at least 2^(n - 1).
    let Some(power) = power.filter(|&power| (base.bits() - 1) * power as u64 <= MAXIMUM_BITS) else {
        return Err(throw_too_big(cx));
    };
    let sign = if power % 2 == 1 { base.sign() } else { Sign::Plus };
    Ok(BigInt::from_biguint(sign, long::power(cx, base.magnitude(), power)?))
}

/// BigInt::leftShift (§6.1.6.2.9), BigInt::signedRightShift (§6.1.6.2.10)
fn shift(cx: &mut Scope<'_>, value: &BigInt, by: &BigInt, left: bool) -> Completion<BigInt> {
    let grows = left == (by.sign() != Sign::Minus);
    let count = u64::try_from(by.magnitude().clone()).ok();
    if value.sign() == Sign::NoSign {
        return Ok(BigInt::ZERO);
    }
    if grows {
        return match count.filter(|&count| count <= MAXIMUM_BITS && value.bits() + count <= MAXIMUM_BITS) {
            Some(count) => Ok(value << count),
            None => Err(throw_too_big(cx)),
        };
    }
    Ok(match count.filter(|&count| count <= value.bits()) {
        Some(count) => value >> count,
        None => BigInt::from(if value.sign() == Sign::Minus { -1 } else { 0 }),
    })
}

/// BigInt::unaryMinus (§6.1.6.2.1)
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_negate<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let result = -view_bigint(cx.raw(value));
    bigint_from(cx, &result)
}

/// BigInt::bitwiseNOT (§6.1.6.2.2)
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_not<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let result = !view_bigint(cx.raw(value));
    bigint_from(cx, &result)
}

/// The value modulo 2^bits, not negative. `bits` may be any length up to 2^53 - 1.
fn modulo(cx: &mut Scope<'_>, value: &BigInt, bits: u64) -> Completion<BigInt> {
    if value.sign() != Sign::Minus && value.bits() <= bits {
        return Ok(value.clone());
    }
    if bits > MAXIMUM_BITS {
        return Err(throw_too_big(cx));
    }
    Ok(value & &((BigInt::from(1) << bits) - 1))
}

/// BigInt.asUintN (§21.2.2.2) of a BigInt.
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_as_uint_n<'s>(cx: &mut Scope<'s>, bits: u64, value: Local<'s>) -> Completion<Local<'s>> {
    if bits == 64 {
        let low = to_big_uint64(cx, value)?;
        return bigint_from_parts(cx, false, low.into());
    }
    let integer = view_bigint(cx.raw(value));
    let result = modulo(cx, &integer, bits)?;
    bigint_from(cx, &result)
}

/// BigInt.asIntN (§21.2.2.1) of a BigInt.
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_as_int_n<'s>(cx: &mut Scope<'s>, bits: u64, value: Local<'s>) -> Completion<Local<'s>> {
    if bits == 64 {
        let low = to_big_int64(cx, value)?;
        return bigint_from_parts(cx, low < 0, low.unsigned_abs().into());
    }
    let integer = view_bigint(cx.raw(value));
    if bits == 0 {
        return bigint_from(cx, &BigInt::ZERO);
    }
    if integer.bits() < bits {
        return Ok(value);
    }
    let low = modulo(cx, &integer, bits)?;
    let result = if low.bit(bits - 1) { low - (BigInt::from(1) << bits) } else { low };
    bigint_from(cx, &result)
}
