//! BigInt operators – ECMA-262 §6.1.6.2 <https://tc39.es/ecma262/#sec-ecmascript-language-types-bigint-type>

use crate::heap::Local;
use crate::interpreter::machine::operator as code;
use crate::runtime::{self, Completion, Scope};
use num_bigint::{BigInt, Sign};

/// Largest result in bits, as in V8.
const MAXIMUM_BITS: u64 = 1 << 30;

/// An operator on two BigInts.
///
/// # Errors
/// RangeError for division by zero, negative exponents and results that are too big.
pub(crate) fn operation<'s>(cx: &mut Scope<'s>, operator: u8, left: Local<'s>, right: Local<'s>) -> Completion<Local<'s>> {
    let x = runtime::view_bigint(cx.raw(left));
    let y = runtime::view_bigint(cx.raw(right));
    let result = match operator {
        code::ADD => x + y,
        code::SUBTRACT => x - y,
        code::MULTIPLY if x.bits() + y.bits() <= MAXIMUM_BITS => x * y,
        code::DIVIDE | code::REMAINDER if y.sign() == Sign::NoSign => {
            return Err(runtime::throw_range_error(cx, format_args!("Division by zero")));
        }
        code::DIVIDE => x / y,
        code::REMAINDER => x % y,
        code::POWER => return power(cx, &x, &y),
        code::BIT_AND => x & y,
        code::BIT_OR => x | y,
        code::BIT_XOR => x ^ y,
        code::SHIFT_LEFT => return shift(cx, &x, &y),
        code::SHIFT_RIGHT => return shift(cx, &x, &-y),
        code::SHIFT_RIGHT_UNSIGNED => {
            let message = format_args!("BigInts have no unsigned right shift, use >> instead");
            return Err(runtime::throw_type_error(cx, message));
        }
        _ => return Err(too_big(cx)),
    };
    runtime::bigint_from(cx, &result)
}

fn too_big(cx: &mut Scope<'_>) -> runtime::Abrupt {
    runtime::throw_range_error(cx, format_args!("Maximum BigInt size exceeded"))
}

fn power<'s>(cx: &mut Scope<'s>, base: &BigInt, exponent: &BigInt) -> Completion<Local<'s>> {
    if exponent.sign() == Sign::Minus {
        return Err(runtime::throw_range_error(cx, format_args!("Exponent must be non-negative")));
    }
    let is_small_base = base.magnitude().bits() <= 1;
    let exponent = match u32::try_from(exponent) {
        Ok(exponent) => exponent,
        Err(_) if is_small_base => u32::from(exponent.bit(0)) + 2,
        Err(_) => return Err(too_big(cx)),
    };
    if !is_small_base && base.bits().saturating_sub(1).saturating_mul(u64::from(exponent)) > MAXIMUM_BITS {
        return Err(too_big(cx));
    }
    let result = base.pow(exponent);
    runtime::bigint_from(cx, &result)
}

/// `x << by`, to the right where `by` is negative (rounding down).
fn shift<'s>(cx: &mut Scope<'s>, x: &BigInt, by: &BigInt) -> Completion<Local<'s>> {
    let negative = by.sign() == Sign::Minus;
    let result = match u64::try_from(by.magnitude()) {
        Ok(count) if negative => x >> count,
        Ok(count) if x.bits() + count <= MAXIMUM_BITS => x << count,
        _ if negative && x.sign() == Sign::Minus => BigInt::from(-1),
        _ if negative || x.sign() == Sign::NoSign => BigInt::from(0),
        _ => return Err(too_big(cx)),
    };
    runtime::bigint_from(cx, &result)
}

/// A small integer as a BigInt.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn from_int<'s>(cx: &mut Scope<'s>, value: i32) -> Completion<Local<'s>> {
    runtime::bigint_from(cx, &BigInt::from(value))
}

/// `-x`
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn negate<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<Local<'s>> {
    let negated = -runtime::view_bigint(cx.raw(value));
    runtime::bigint_from(cx, &negated)
}

/// The BigInt of a literal's digits.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn from_digits<'s>(cx: &mut Scope<'s>, digits: &str, radix: u32) -> Completion<Local<'s>> {
    let value = BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default();
    runtime::bigint_from(cx, &value)
}
