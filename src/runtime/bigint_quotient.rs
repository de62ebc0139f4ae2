//! Quotients of limbs, the lowest first, in quadratic time: Knuth's algorithm D, where the digits of the quotient are found
//! by a product with the reciprocal of the divisor's top (Möller, Granlund: Improved division by invariant integers, 2011).

use super::bigint_limbs::{Workspace, compare, shift_left, trim};
use std::cmp::Ordering;

/// A divisor of one limb whose top bit is set.
#[derive(Clone, Copy)]
struct Divisor {
    limb: u64,
    /// (2^128 - 1) / limb - 2^64
    reciprocal: u64,
}

impl Divisor {
    fn new(limb: u64) -> Divisor {
        debug_assert!(limb >> 63 == 1, "the top bit is set");
        Divisor { limb, reciprocal: (u128::MAX / u128::from(limb)) as u64 }
    }

    /// Quotient and remainder of two limbs, of which the higher one is less than the divisor.
    #[inline(always)]
    fn divide(self, high: u64, low: u64) -> (u64, u64) {
        let estimate = u128::from(self.reciprocal) * u128::from(high) + (u128::from(high) << 64 | u128::from(low));
        let fraction = estimate as u64;
        let mut quotient = ((estimate >> 64) as u64).wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(self.limb));
        if rest > fraction {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(self.limb);
        }
        if rest >= self.limb {
            quotient = quotient.wrapping_add(1);
            rest -= self.limb;
        }
        (quotient, rest)
    }
}

/// Divides limbs by another one, which is not zero; the limbs become the quotient. The remainder.
pub(super) fn divide_by_limb(limbs: &mut [u64], divisor: u64) -> u64 {
    let shift = divisor.leading_zeros();
    let divisor = Divisor::new(divisor << shift);
    // The dividend is shifted as well, on the way: `rest` holds the bits that its last limb has lost.
    let Some(&top) = limbs.last() else { return 0 };
    let mut rest = if shift == 0 { 0 } else { top >> (64 - shift) };
    for index in (0..limbs.len()).rev() {
        let below = if shift == 0 || index == 0 { 0 } else { limbs[index - 1] >> (64 - shift) };
        (limbs[index], rest) = divisor.divide(rest, limbs[index] << shift | below);
    }
    rest >> shift
}

/// Divides magnitudes: the quotient and the remainder stand in `work`. `divisor` is not zero.
pub(super) fn divide(dividend: &[u64], divisor: &[u64], work: &mut Workspace) {
    let Workspace { result: quotient, rest, shifted } = work;
    quotient.clear();
    rest.clear();
    if compare(dividend, divisor) == Ordering::Less {
        rest.extend_from_slice(dividend);
        return;
    }
    if let &[limb] = divisor {
        quotient.extend_from_slice(dividend);
        rest.push(divide_by_limb(quotient, limb));
        trim(quotient);
        trim(rest);
        return;
    }
    let shift = divisor.last().map_or(0, |top| top.leading_zeros());
    let divisor = if shift == 0 {
        divisor
    } else {
        shift_left(divisor, u64::from(shift), shifted);
        shifted
    };
    shift_left(dividend, u64::from(shift), rest);
    rest.resize(dividend.len() + 1, 0);
    quotient.resize(dividend.len() - divisor.len() + 1, 0);
    let (second, top) = (divisor[divisor.len() - 2], Divisor::new(divisor[divisor.len() - 1]));
    for (index, digit) in quotient.iter_mut().enumerate().rev() {
        *digit = quotient_digit(&mut rest[index..=index + divisor.len()], divisor, top, second);
    }
    rest.truncate(divisor.len());
    unshift(rest, shift);
    trim(quotient);
    trim(rest);
}

/// A digit of the quotient; `rest`, one limb longer than the divisor, keeps the remainder.
#[inline(always)]
fn quotient_digit(rest: &mut [u64], divisor: &[u64], top: Divisor, second: u64) -> u64 {
    let length = divisor.len();
    let (high, middle, low) = (rest[length], rest[length - 1], rest[length - 2]);
    let (mut digit, mut remainder) = if high < top.limb {
        let (digit, remainder) = top.divide(high, middle);
        (digit, Some(remainder))
    } else {
        (u64::MAX, middle.checked_add(top.limb))
    };
    // The estimate from two limbs is at most 2 too great; a third one tells most of these cases.
    while let Some(left) = remainder
        && u128::from(digit) * u128::from(second) > (u128::from(left) << 64 | u128::from(low))
    {
        digit -= 1;
        remainder = left.checked_add(top.limb);
    }
    if digit == 0 {
        return 0;
    }
    let (mut carry, mut borrow) = (0, false);
    for (place, &limb) in rest.iter_mut().zip(divisor) {
        let all = u128::from(limb) * u128::from(digit) + u128::from(carry);
        carry = (all >> 64) as u64;
        let (partial, first) = place.overflowing_sub(all as u64);
        let (left, second) = partial.overflowing_sub(u64::from(borrow));
        (*place, borrow) = (left, first | second);
    }
    let (partial, first) = rest[length].overflowing_sub(carry);
    let (left, second) = partial.overflowing_sub(u64::from(borrow));
    rest[length] = left;
    if first | second {
        digit -= 1;
        add_back(rest, divisor);
    }
    digit
}

#[cold]
fn add_back(rest: &mut [u64], divisor: &[u64]) {
    let mut carry = false;
    for (place, &limb) in rest.iter_mut().zip(divisor) {
        let (partial, first) = place.overflowing_add(limb);
        let (sum, second) = partial.overflowing_add(u64::from(carry));
        (*place, carry) = (sum, first | second);
    }
    let last = &mut rest[divisor.len()];
    *last = last.wrapping_add(u64::from(carry));
}

/// Shifts right by less than a limb.
fn unshift(limbs: &mut [u64], shift: u32) {
    if shift == 0 {
        return;
    }
    for index in 0..limbs.len() {
        let above = limbs.get(index + 1).copied().unwrap_or(0);
        limbs[index] = limbs[index] >> shift | above << (64 - shift);
    }
}

#[cfg(test)]
mod tests {
    use super::super::bigint_limbs::{product, sum};
    use super::*;

    /// Limbs that are often all ones, all zeros or nearly so: where digits are corrected.
    fn edgy(state: &mut u64, length: usize) -> Vec<u64> {
        let mut limbs: Vec<u64> = (0..length)
            .map(|_| {
                *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                match *state >> 60 {
                    0..4 => 0,
                    4..8 => u64::MAX,
                    8 => 1,
                    9 => 1 << 63,
                    10 => u64::MAX - 1,
                    _ => state.rotate_left(29),
                }
            })
            .collect();
        trim(&mut limbs);
        limbs
    }

    #[test]
    fn quotient_times_divisor_and_remainder_are_the_dividend() {
        let mut state = 1;
        for round in 0..20_000 {
            let dividend = edgy(&mut state, round % 11);
            let divisor = edgy(&mut state, 1 + round % 5);
            if divisor.is_empty() {
                continue;
            }
            let (mut work, mut all, mut back) = (Workspace::default(), Vec::new(), Vec::new());
            divide(&dividend, &divisor, &mut work);
            assert!(compare(&work.rest, &divisor) == Ordering::Less, "{dividend:x?} / {divisor:x?}");
            product(&work.result, &divisor, &mut all);
            assert!(!sum((false, &all), (false, &work.rest), &mut back));
            assert_eq!(back, dividend, "{divisor:x?}");
        }
    }
}
