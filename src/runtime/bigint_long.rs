//! Long integers: products, quotients and digits in much less than quadratic time, in parts. Each part pays its fuel before
//! it is computed, and a script can be stopped between two of them. Parts are left to `num_bigint`.

use super::bigint_transform::product;
use super::completion::Completion;
use super::scope::Scope;
use num_bigint::BigUint;

/// Bits of a part.
const SHORT: u64 = 1 << 17;
/// Factors with more bits than this are transformed.
const TRANSFORMED: u64 = 1 << 17;
/// Digits of a part.
const SHORT_DIGITS: usize = 1 << 12;

/// Fuel for a product of so many bits.
fn cost(left: u64, right: u64) -> u64 {
    let (less, more) = (left.min(right) / 64, left.max(right) / 64);
    // Products of longer parts cost about as the square root of the square.
    let each = if less <= 32 { less } else { 32 + (less - 32).isqrt() * 8 };
    more * each / 64
}

/// The product of two integers.
///
/// # Errors
/// Termination when there is no memory, no fuel or an interrupt.
pub(super) fn multiply(cx: &mut Scope<'_>, left: &BigUint, right: &BigUint) -> Completion<BigUint> {
    let (less, more) = if left.bits() <= right.bits() { (left, right) } else { (right, left) };
    if more.bits() <= SHORT {
        cx.step(cost(less.bits(), more.bits()))?;
        return Ok(less * more);
    }
    if less.bits() > TRANSFORMED && less.bits() * 2 >= more.bits() {
        return product(cx, left, right);
    }
    let part = less.bits().max(SHORT).next_multiple_of(64);
    let mut digits = digits_of(more, part);
    let mut result = BigUint::ZERO;
    while let Some(digit) = digits.pop() {
        let partial = if less.bits() > TRANSFORMED && digit.bits() > TRANSFORMED {
            product(cx, less, &digit)?
        } else {
            cx.step(cost(less.bits(), digit.bits()))?;
            less * digit
        };
        result = (result << part) + partial;
    }
    Ok(result)
}

/// `integer` cut into digits of so many bits, the lowest first.
fn digits_of(integer: &BigUint, bits: u64) -> Vec<BigUint> {
    let words = bits.div_ceil(32) as usize;
    debug_assert!(bits.is_multiple_of(32), "digits are whole words");
    let all = integer.to_u32_digits();
    all.chunks(words).map(|words| BigUint::new(words.to_vec())).collect()
}

/// Quotient and remainder. `divisor` is not zero.
///
/// # Errors
/// As [`multiply`].
pub(super) fn divide(cx: &mut Scope<'_>, dividend: &BigUint, divisor: &BigUint) -> Completion<(BigUint, BigUint)> {
    if dividend < divisor {
        return Ok((BigUint::ZERO, dividend.clone()));
    }
    if dividend.bits() <= 2 * SHORT {
        cx.step(cost(divisor.bits(), dividend.bits() - divisor.bits() + 64))?;
        return Ok(div_rem(dividend, divisor));
    }
    let mut bits = divisor.bits().max(SHORT);
    let mut halvings = 0;
    while bits > SHORT {
        (bits, halvings) = (bits.div_ceil(2), halvings + 1);
    }
    let bits = bits.next_multiple_of(64) << halvings;
    let shift = if bits > SHORT { bits - divisor.bits() } else { 0 };
    let divisor = divisor << shift;
    let mut digits = digits_of(&(dividend << shift), bits);
    let (mut quotient, mut rest) = (BigUint::ZERO, BigUint::ZERO);
    while let Some(digit) = digits.pop() {
        let (next, left) = two_by_one(cx, &((rest << bits) + digit), &divisor, bits)?;
        quotient = (quotient << bits) + next;
        rest = left;
    }
    Ok((quotient, rest >> shift))
}

fn div_rem(dividend: &BigUint, divisor: &BigUint) -> (BigUint, BigUint) {
    let quotient = dividend / divisor;
    let rest = dividend - &quotient * divisor;
    (quotient, rest)
}

/// Divides two digits of `bits` bits by one, whose top bit is set if it is longer than a part. The quotient is one digit.
/// Burnikel, Ziegler: Fast Recursive Division, 1998.
fn two_by_one(cx: &mut Scope<'_>, dividend: &BigUint, divisor: &BigUint, bits: u64) -> Completion<(BigUint, BigUint)> {
    if dividend < divisor {
        return Ok((BigUint::ZERO, dividend.clone()));
    }
    if bits <= SHORT {
        cx.step(cost(divisor.bits(), dividend.bits() - divisor.bits() + 64))?;
        return Ok(div_rem(dividend, divisor));
    }
    let half = bits / 2;
    let (top, low) = split(dividend, half);
    let (first, rest) = three_by_two(cx, &top, divisor, half)?;
    let (second, rest) = three_by_two(cx, &((rest << half) + low), divisor, half)?;
    Ok(((first << half) + second, rest))
}

/// Divides three digits of `bits` bits by two.
fn three_by_two(
    cx: &mut Scope<'_>,
    dividend: &BigUint,
    divisor: &BigUint,
    bits: u64,
) -> Completion<(BigUint, BigUint)> {
    if dividend < divisor {
        return Ok((BigUint::ZERO, dividend.clone()));
    }
    let (top, low) = split(dividend, bits);
    let (first, second) = split(divisor, bits);
    let one = BigUint::from(1u8);
    let (mut quotient, rest) = if &top >> bits < first {
        two_by_one(cx, &top, &first, bits)?
    } else {
        // The quotient's digit is not greater, and may be smaller.
        ((&one << bits) - &one, top - (&first << bits) + &first)
    };
    let taken = multiply(cx, &quotient, &second)?;
    let mut rest = (rest << bits) + low;
    while rest < taken {
        rest += divisor;
        quotient -= &one;
    }
    Ok((quotient, rest - taken))
}

/// What lies above and below bit `bits`.
fn split(integer: &BigUint, bits: u64) -> (BigUint, BigUint) {
    let top = integer >> bits;
    let low = integer - (&top << bits);
    (top, low)
}

/// `base` to the power of `exponent`.
///
/// # Errors
/// As [`multiply`].
pub(super) fn power(cx: &mut Scope<'_>, base: &BigUint, exponent: u32) -> Completion<BigUint> {
    let zeros = base.trailing_zeros().unwrap_or(0);
    let odd = base >> zeros;
    let mut result = BigUint::from(1u8);
    for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
        result = multiply(cx, &result, &result)?;
        if exponent >> bit & 1 == 1 {
            result = multiply(cx, &result, &odd)?;
        }
    }
    Ok(result << (zeros * u64::from(exponent)))
}

/// `radix` to the powers of [`SHORT_DIGITS`], twice that and so on, as long as they have fewer than `digits` digits.
fn powers(cx: &mut Scope<'_>, radix: u32, digits: usize) -> Completion<Vec<BigUint>> {
    let mut powers: Vec<BigUint> = Vec::new();
    while SHORT_DIGITS << powers.len() < digits {
        let next = match powers.last() {
            Some(last) => multiply(cx, last, last)?,
            None => power(cx, &BigUint::from(radix), SHORT_DIGITS as u32)?,
        };
        powers.push(next);
    }
    Ok(powers)
}

/// The digits of an integer.
///
/// # Errors
/// As [`multiply`].
pub(super) fn to_digits(cx: &mut Scope<'_>, integer: &BigUint, radix: u32) -> Completion<String> {
    // Digits have at least so many bits.
    let count = (integer.bits() / u64::from(radix.ilog2())) as usize + 1;
    cx.step(count as u64 / 8)?;
    if count <= SHORT_DIGITS || radix.is_power_of_two() {
        return Ok(integer.to_str_radix(radix));
    }
    let powers = powers(cx, radix, count)?;
    let mut text = String::with_capacity(count);
    write_digits(cx, integer, radix, &powers, &mut text)?;
    Ok(text)
}

/// Appends the digits of an integer that is smaller than the square of the last power; zeros before them unless nothing
/// stands there yet.
fn write_digits(
    cx: &mut Scope<'_>,
    integer: &BigUint,
    radix: u32,
    powers: &[BigUint],
    text: &mut String,
) -> Completion<()> {
    let Some((last, smaller)) = powers.split_last() else {
        cx.step(cost(integer.bits(), integer.bits()))?;
        let digits = integer.to_str_radix(radix);
        if !text.is_empty() {
            text.extend(std::iter::repeat_n('0', SHORT_DIGITS - digits.len()));
        }
        text.push_str(&digits);
        return Ok(());
    };
    let (top, low) = divide(cx, integer, last)?;
    if !(text.is_empty() && top == BigUint::ZERO) {
        write_digits(cx, &top, radix, smaller, text)?;
    }
    write_digits(cx, &low, radix, smaller, text)
}

/// The integer of digits, of which there is at least one; `None` when one is none.
///
/// # Errors
/// As [`multiply`].
pub(super) fn from_digits(cx: &mut Scope<'_>, digits: &[u8], radix: u32) -> Completion<Option<BigUint>> {
    cx.step(digits.len() as u64 / 8)?;
    if !digits.iter().all(|&digit| (digit as char).is_digit(radix)) {
        return Ok(None);
    }
    if radix.is_power_of_two() {
        return Ok(BigUint::parse_bytes(digits, radix));
    }
    let powers = powers(cx, radix, digits.len())?;
    read_digits(cx, digits, radix, &powers)
}

fn read_digits(cx: &mut Scope<'_>, digits: &[u8], radix: u32, powers: &[BigUint]) -> Completion<Option<BigUint>> {
    let Some((last, smaller)) = powers.split_last() else {
        let bits = digits.len() as u64 * 4;
        cx.step(cost(bits, bits))?;
        return Ok(BigUint::parse_bytes(digits, radix));
    };
    let Some(at) = digits.len().checked_sub(SHORT_DIGITS << smaller.len()).filter(|&at| at > 0) else {
        return read_digits(cx, digits, radix, smaller);
    };
    let (top, low) = digits.split_at(at);
    let (Some(top), Some(low)) = (read_digits(cx, top, radix, smaller)?, read_digits(cx, low, radix, smaller)?) else {
        return Ok(None);
    };
    Ok(Some(multiply(cx, &top, last)? + low))
}
