//! Arithmetic of BigInts (§6.1.6.2). Every operation is bounded: too great results throw before they are computed, and
//! fuel is spent for long ones (`bigint_long`). Sums, bits, shifts and what is short are computed limb by limb, without
//! `num_bigint`.

use super::bigint::{MAXIMUM_BITS, Short, bigint_from_parts, from_limbs, low_bits, one_limb, parts, throw_too_big};
use super::bigint_limbs::{self as limbs, Parts, Workspace};
use super::bigint_long as long;
use super::bigint_quotient as quotient;
use super::completion::Completion;
use super::scope::Scope;
use super::{bigint_from, throw_range_error, view_bigint};
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
    let mut work = std::mem::take(&mut cx.bigint_workspace);
    let done = in_limbs(operator, parts(cx.raw(left)), parts(cx.raw(right)), &mut work);
    let Some((is_negative, fuel)) = done else { return long_binary(cx, operator, left, right) };
    from_workspace(cx, work, is_negative, fuel)
}

/// The BIGINT whose limbs are the workspace's result, which has cost so much fuel. The room is kept for the next one.
fn from_workspace<'s>(cx: &mut Scope<'s>, mut work: Workspace, is_negative: bool, fuel: u64) -> Completion<Local<'s>> {
    cx.step(fuel)?;
    let result = from_limbs(cx, is_negative, &work.result);
    work.shrink();
    cx.bigint_workspace = work;
    result
}

/// Limbs of the shorter factor that is multiplied here.
const MULTIPLIED: usize = 32;
/// Limbs of a dividend that is divided at once, and of the longer factor.
const DIVIDED: usize = 4096;

/// The sign of an operator's result, whose limbs go to `work.result`, and the fuel for it; `None` where the way through
/// `num_bigint` is better, or ends in an exception.
fn in_limbs(operator: BigIntOperator, left: Parts<'_>, right: Parts<'_>, work: &mut Workspace) -> Option<(bool, u64)> {
    let (longest, shortest) = (left.1.len().max(right.1.len()), left.1.len().min(right.1.len()));
    let linear = longest as u64 / 64;
    let result = &mut work.result;
    Some(match operator {
        BigIntOperator::Add => (limbs::sum(left, right, result), linear),
        BigIntOperator::Subtract => (limbs::sum(left, (!right.0, right.1), result), linear),
        BigIntOperator::Multiply if shortest <= MULTIPLIED && longest <= DIVIDED => {
            limbs::product(left.1, right.1, result);
            (left.0 != right.0, (longest * shortest) as u64 / 64)
        }
        BigIntOperator::Divide | BigIntOperator::Remainder if left.1.len() <= DIVIDED && !right.1.is_empty() => {
            quotient::divide(left.1, right.1, work);
            let rows = (work.result.len() * right.1.len()) as u64;
            if operator == BigIntOperator::Divide {
                (left.0 != right.0, rows / 64)
            } else {
                std::mem::swap(&mut work.result, &mut work.rest);
                (left.0, rows / 64)
            }
        }
        BigIntOperator::ShiftLeft | BigIntOperator::ShiftRight => {
            let count = match right.1 {
                [] => 0,
                &[count] => count,
                _ => return None,
            };
            if (operator == BigIntOperator::ShiftLeft) == right.0 {
                limbs::shift_right(left, count, result);
            } else if count <= MAXIMUM_BITS && limbs::bits(left.1) + count <= MAXIMUM_BITS {
                limbs::shift_left(left.1, count, result);
            } else {
                return None;
            }
            (left.0, result.len() as u64 / 64)
        }
        BigIntOperator::And => (limbs::bitwise(left, right, result, |a, b| a & b), linear),
        BigIntOperator::Or => (limbs::bitwise(left, right, result, |a, b| a | b), linear),
        BigIntOperator::Xor => (limbs::bitwise(left, right, result, |a, b| a ^ b), linear),
        BigIntOperator::Multiply
        | BigIntOperator::Divide
        | BigIntOperator::Remainder
        | BigIntOperator::Exponentiate => return None,
    })
}

/// Long products and quotients, powers, and what throws.
fn long_binary<'s>(
    cx: &mut Scope<'s>,
    operator: BigIntOperator,
    left: Local<'s>,
    right: Local<'s>,
) -> Completion<Local<'s>> {
    let (l, r) = (view_bigint(cx.raw(left)), view_bigint(cx.raw(right)));
    let result = match operator {
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
        // Shifts by a count of many limbs, or to too great integers.
        BigIntOperator::ShiftLeft => extreme_shift(cx, &l, r.sign() != Sign::Minus)?,
        BigIntOperator::ShiftRight => extreme_shift(cx, &l, r.sign() == Sign::Minus)?,
        BigIntOperator::Add
        | BigIntOperator::Subtract
        | BigIntOperator::And
        | BigIntOperator::Or
        | BigIntOperator::Xor => unreachable!("limbs of any length are added and combined"),
    };
    bigint_from(cx, &result)
}

/// Sign and magnitude of the result of an operator on integers of one limb, if that is short as well.
#[inline]
fn short_binary(operator: BigIntOperator, left: Short, right: Short) -> Option<(bool, u128)> {
    let ((left_sign, l), (right_sign, r)) = (left, right);
    let both = |operator: fn(i128, i128) -> i128| signed(operator(as_signed(left), as_signed(right)));
    match operator {
        BigIntOperator::Add => Some(short_sum(left, right)),
        BigIntOperator::Subtract => Some(short_sum(left, (!right_sign, r))),
        BigIntOperator::Multiply => Some((left_sign != right_sign, u128::from(l) * u128::from(r))),
        BigIntOperator::Divide => Some((left_sign != right_sign, l.checked_div(r)?.into())),
        BigIntOperator::Remainder => Some((left_sign, l.checked_rem(r)?.into())),
        BigIntOperator::Exponentiate if right_sign => None,
        BigIntOperator::Exponentiate => as_signed(left).checked_pow(u32::try_from(r).ok()?).map(signed),
        BigIntOperator::ShiftLeft => short_shift(left, right),
        BigIntOperator::ShiftRight => short_shift(left, (!right_sign, r)),
        BigIntOperator::And => Some(both(|a, b| a & b)),
        BigIntOperator::Or => Some(both(|a, b| a | b)),
        BigIntOperator::Xor => Some(both(|a, b| a ^ b)),
    }
}

fn as_signed((is_negative, magnitude): Short) -> i128 {
    if is_negative { -i128::from(magnitude) } else { magnitude.into() }
}

fn signed(integer: i128) -> (bool, u128) {
    (integer < 0, integer.unsigned_abs())
}

#[inline(always)]
fn short_sum(left: Short, right: Short) -> (bool, u128) {
    if left.0 == right.0 {
        (left.0, u128::from(left.1) + u128::from(right.1))
    } else if left.1 >= right.1 {
        (left.0, (left.1 - right.1).into())
    } else {
        (right.0, (right.1 - left.1).into())
    }
}

fn short_shift((is_negative, magnitude): Short, by: Short) -> Option<(bool, u128)> {
    match by {
        (false, 64..) => (magnitude == 0).then_some((false, 0)),
        (false, count) => Some((is_negative, u128::from(magnitude) << count)),
        (true, count) => {
            let count = count.min(127) as u32;
            let lost = u128::from(is_negative) & u128::from(u128::from(magnitude) & ((1 << count) - 1) != 0);
            Some((is_negative, (u128::from(magnitude) >> count) + lost))
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

/// BigInt::leftShift (§6.1.6.2.9), BigInt::signedRightShift (§6.1.6.2.10) by more bits than there may be.
fn extreme_shift(cx: &mut Scope<'_>, value: &BigInt, grows: bool) -> Completion<BigInt> {
    match value.sign() {
        Sign::NoSign => Ok(BigInt::ZERO),
        _ if grows => Err(throw_too_big(cx)),
        Sign::Minus => Ok(BigInt::from(-1)),
        Sign::Plus => Ok(BigInt::ZERO),
    }
}

/// BigInt::unaryMinus (§6.1.6.2.1)
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn bigint_negate<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    if let Some((is_negative, magnitude)) = one_limb(cx.raw(value)) {
        return bigint_from_parts(cx, !is_negative, magnitude.into());
    }
    in_workspace(cx, value, |value, result| {
        result.clear();
        result.extend_from_slice(value.1);
        !value.0
    })
}

/// BigInt::bitwiseNOT (§6.1.6.2.2)
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_not<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    // -x - 1
    in_workspace(cx, value, |value, result| limbs::sum((!value.0, value.1), (true, &[1]), result))
}

/// `value + 1`, or `value - 1`.
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_step<'s>(cx: &mut Scope<'s>, value: Local<'s>, is_down: bool) -> Completion<Local<'s>> {
    if let Some(short) = one_limb(cx.raw(value)) {
        let (is_negative, magnitude) = short_sum(short, (is_down, 1));
        return bigint_from_parts(cx, is_negative, magnitude);
    }
    in_workspace(cx, value, |value, result| limbs::sum(value, (is_down, &[1]), result))
}

/// The BIGINT whose limbs `operator` makes of another one's; it tells whether the result is negative.
fn in_workspace<'s>(
    cx: &mut Scope<'s>,
    value: Local<'s>,
    operator: impl FnOnce(Parts<'_>, &mut Vec<u64>) -> bool,
) -> Completion<Local<'s>> {
    let mut work = std::mem::take(&mut cx.bigint_workspace);
    let is_negative = operator(parts(cx.raw(value)), &mut work.result);
    let fuel = work.result.len() as u64 / 64;
    from_workspace(cx, work, is_negative, fuel)
}

/// BigInt.asUintN (§21.2.2.2) of a BigInt. `bits` may be any length up to 2^53 - 1.
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_as_uint_n<'s>(cx: &mut Scope<'s>, bits: u64, value: Local<'s>) -> Completion<Local<'s>> {
    if bits == 64 {
        let low = low_bits(cx.raw(value));
        return bigint_from_parts(cx, false, low.into());
    }
    let (is_negative, limbs) = parts(cx.raw(value));
    if !is_negative && limbs::bits(limbs) <= bits {
        return Ok(value);
    }
    if bits > MAXIMUM_BITS {
        return Err(throw_too_big(cx));
    }
    in_workspace(cx, value, |value, result| {
        limbs::modulo(value, bits, result);
        false
    })
}

/// BigInt.asIntN (§21.2.2.1) of a BigInt.
///
/// # Errors
/// RangeError when the result is too great.
pub(crate) fn bigint_as_int_n<'s>(cx: &mut Scope<'s>, bits: u64, value: Local<'s>) -> Completion<Local<'s>> {
    if bits == 64 {
        let low = low_bits(cx.raw(value)) as i64;
        return bigint_from_parts(cx, low < 0, low.unsigned_abs().into());
    }
    if limbs::bits(parts(cx.raw(value)).1) < bits {
        return Ok(value);
    }
    in_workspace(cx, value, |value, result| limbs::signed_modulo(value, bits, result))
}
