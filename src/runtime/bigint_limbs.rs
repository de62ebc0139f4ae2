//! Arithmetic on limbs, the lowest first, without a heap: sums, short products, bits and shifts. Results go to a vector,
//! whose last limb is not zero in the end.

use std::cmp::Ordering;

/// A sign, and the limbs of a magnitude, of which the last is not zero.
pub(super) type Parts<'l> = (bool, &'l [u64]);

/// Room for the results of one operation, kept for the next one.
#[derive(Default)]
pub(crate) struct Workspace {
    /// The result; of a division, the quotient.
    pub(super) result: Vec<u64>,
    /// The remainder of a division.
    pub(super) rest: Vec<u64>,
    /// The divisor, shifted.
    pub(super) shifted: Vec<u64>,
}

impl Workspace {
    /// Limbs that are kept.
    const KEPT: usize = 4096;

    /// Gives back what is too long to be kept.
    pub(super) fn shrink(&mut self) {
        for limbs in [&mut self.result, &mut self.rest, &mut self.shifted] {
            if limbs.capacity() > Workspace::KEPT {
                *limbs = Vec::new();
            }
        }
    }
}

/// The order of two magnitudes.
pub(super) fn compare(left: &[u64], right: &[u64]) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev()))
}

/// The order of two integers.
pub(super) fn order(left: Parts<'_>, right: Parts<'_>) -> Ordering {
    match (left.0, right.0) {
        (false, false) => compare(left.1, right.1),
        (true, true) => compare(right.1, left.1),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    }
}

/// The bits of a magnitude.
pub(super) fn bits(limbs: &[u64]) -> u64 {
    limbs.last().map_or(0, |last| limbs.len() as u64 * 64 - u64::from(last.leading_zeros()))
}

/// left + right; whether it is negative.
pub(super) fn sum(left: Parts<'_>, right: Parts<'_>, result: &mut Vec<u64>) -> bool {
    result.clear();
    if left.0 == right.0 {
        add(left.1, right.1, result);
        return left.0;
    }
    let (greater, less) = if compare(left.1, right.1) == Ordering::Less { (right, left) } else { (left, right) };
    subtract(greater.1, less.1, result);
    trim(result);
    greater.0
}

fn add(left: &[u64], right: &[u64], result: &mut Vec<u64>) {
    let (longer, shorter) = if left.len() >= right.len() { (left, right) } else { (right, left) };
    let (low, high) = longer.split_at(shorter.len());
    result.reserve(longer.len() + 1);
    let mut carry = false;
    result.extend(low.iter().zip(shorter).map(|(&a, &b)| {
        let (partial, first) = a.overflowing_add(b);
        let (limb, second) = partial.overflowing_add(u64::from(carry));
        carry = first | second;
        limb
    }));
    result.extend_from_slice(high);
    for limb in &mut result[shorter.len()..] {
        if !carry {
            return;
        }
        (*limb, carry) = limb.overflowing_add(1);
    }
    if carry {
        result.push(1);
    }
}

/// `greater` is not less than `less`.
fn subtract(greater: &[u64], less: &[u64], result: &mut Vec<u64>) {
    let (low, high) = greater.split_at(less.len());
    let mut borrow = false;
    result.reserve(greater.len());
    result.extend(low.iter().zip(less).map(|(&a, &b)| {
        let (partial, first) = a.overflowing_sub(b);
        let (limb, second) = partial.overflowing_sub(u64::from(borrow));
        borrow = first | second;
        limb
    }));
    result.extend_from_slice(high);
    for limb in &mut result[less.len()..] {
        if !borrow {
            return;
        }
        (*limb, borrow) = limb.overflowing_sub(1);
    }
}

/// left · right, in quadratic time.
pub(super) fn product(left: &[u64], right: &[u64], result: &mut Vec<u64>) {
    let (longer, shorter) = if left.len() >= right.len() { (left, right) } else { (right, left) };
    result.clear();
    let Some((&first, others)) = shorter.split_first() else { return };
    result.reserve(longer.len() + shorter.len());
    let mut carry = 0;
    result.extend(longer.iter().map(|&limb| {
        let all = u128::from(limb) * u128::from(first) + u128::from(carry);
        carry = (all >> 64) as u64;
        all as u64
    }));
    result.push(carry);
    for (index, &factor) in others.iter().enumerate() {
        let mut carry = 0;
        for (place, &limb) in result[index + 1..].iter_mut().zip(longer) {
            let all = u128::from(limb) * u128::from(factor) + u128::from(*place) + u128::from(carry);
            (*place, carry) = (all as u64, (all >> 64) as u64);
        }
        result.push(carry);
    }
    trim(result);
}

/// magnitude · 2^count
pub(super) fn shift_left(limbs: &[u64], count: u64, result: &mut Vec<u64>) {
    result.clear();
    if limbs.is_empty() {
        return;
    }
    let (whole, bits) = ((count / 64) as usize, (count % 64) as u32);
    result.reserve(whole + limbs.len() + 1);
    result.resize(whole, 0);
    if bits == 0 {
        result.extend_from_slice(limbs);
        return;
    }
    let mut below = 0;
    result.extend(limbs.iter().map(|&limb| {
        let shifted = limb << bits | below;
        below = limb >> (64 - bits);
        shifted
    }));
    result.push(below);
    trim(result);
}

/// The integer divided by 2^count, rounded down.
pub(super) fn shift_right(value: Parts<'_>, count: u64, result: &mut Vec<u64>) {
    result.clear();
    let (is_negative, limbs) = value;
    let whole = usize::try_from(count / 64).unwrap_or(usize::MAX).min(limbs.len());
    let (lost, kept) = limbs.split_at(whole);
    let bits = (count % 64) as u32;
    let mut rest = lost.iter().any(|&limb| limb != 0);
    if bits == 0 {
        result.extend_from_slice(kept);
    } else if let Some((&lowest, higher)) = kept.split_first() {
        rest |= lowest << (64 - bits) != 0;
        result.reserve(kept.len() + 1);
        result.extend(kept.iter().zip(higher).map(|(&low, &high)| low >> bits | high << (64 - bits)));
        result.push(kept[kept.len() - 1] >> bits);
        trim(result);
    }
    if is_negative && rest {
        increment(result);
    }
}

/// The limbs of an integer in two's complement, without end.
fn complement(value: Parts<'_>) -> impl Iterator<Item = u64> {
    let (is_negative, limbs) = value;
    let mask = if is_negative { u64::MAX } else { 0 };
    let mut carry = is_negative;
    limbs.iter().copied().chain(std::iter::repeat(0)).map(move |limb| {
        let (limb, overflows) = (limb ^ mask).overflowing_add(u64::from(carry));
        carry = overflows;
        limb
    })
}

/// An operator on the bits of two integers; whether the result is negative.
#[inline]
pub(super) fn bitwise(
    left: Parts<'_>,
    right: Parts<'_>,
    result: &mut Vec<u64>,
    operator: impl Fn(u64, u64) -> u64,
) -> bool {
    result.clear();
    let (longest, shortest) = (left.1.len().max(right.1.len()), left.1.len().min(right.1.len()));
    result.reserve(longest + 1);
    if !left.0 && !right.0 {
        result.extend(left.1.iter().zip(right.1).map(|(&a, &b)| operator(a, b)));
        result.extend(left.1[shortest..].iter().map(|&a| operator(a, 0)));
        result.extend(right.1[shortest..].iter().map(|&b| operator(0, b)));
        trim(result);
        return false;
    }
    result.extend(complement(left).zip(complement(right)).take(longest + 1).map(|(a, b)| operator(a, b)));
    let is_negative = result.last().is_some_and(|&last| last >> 63 == 1);
    if is_negative {
        negate(result);
    }
    trim(result);
    is_negative
}

/// The integer modulo 2^count, not negative.
pub(super) fn modulo(value: Parts<'_>, count: u64, result: &mut Vec<u64>) {
    result.clear();
    let limbs = count.div_ceil(64) as usize;
    result.reserve(limbs);
    result.extend(complement(value).take(limbs));
    mask(result, count);
    trim(result);
}

/// The integer modulo 2^count, at least -2^(count - 1) and less than 2^(count - 1); whether it is negative.
pub(super) fn signed_modulo(value: Parts<'_>, count: u64, result: &mut Vec<u64>) -> bool {
    modulo(value, count, result);
    let Some(top) = count.checked_sub(1) else { return false };
    let limb = result.get((top / 64) as usize).copied().unwrap_or(0);
    let is_negative = limb >> (top % 64) & 1 == 1;
    if is_negative {
        negate(result);
        mask(result, count);
        trim(result);
    }
    is_negative
}

/// Bits from `count` on become 0, if there are any in the last of its limbs.
fn mask(limbs: &mut [u64], count: u64) {
    let (whole, bits) = ((count / 64) as usize, count % 64);
    if let Some(limb) = limbs.get_mut(whole) {
        *limb &= (1 << bits) - 1;
    }
}

/// Two's complement of the limbs there are.
fn negate(limbs: &mut [u64]) {
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

fn increment(limbs: &mut Vec<u64>) {
    for limb in limbs.iter_mut() {
        let (next, carry) = limb.overflowing_add(1);
        *limb = next;
        if !carry {
            return;
        }
    }
    limbs.push(1);
}

/// Drops zeros at the end.
pub(super) fn trim(limbs: &mut Vec<u64>) {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
}
