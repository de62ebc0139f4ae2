//! Arithmetic on limbs, the lowest first: for integers so short that the way to `num_bigint` and back costs more than the
//! operation itself.

use super::BigIntOperator;
use std::cmp::Ordering;

/// Limbs of operands that are added here.
const ADDED: usize = 4096;
/// Limbs of the shorter factor that is multiplied here.
pub(super) const MULTIPLIED: usize = 24;

/// A sign, and the limbs of a magnitude, of which the last is not zero.
pub(super) type Parts<'l> = (bool, &'l [u64]);

/// Sign and limbs of the sum, the difference or the product of two integers; `None`: they are too long, or it is another
/// operator.
pub(super) fn binary(operator: BigIntOperator, left: Parts<'_>, right: Parts<'_>) -> Option<(bool, Vec<u64>)> {
    let longest = left.1.len().max(right.1.len());
    let shortest = left.1.len().min(right.1.len());
    match operator {
        BigIntOperator::Add if longest <= ADDED => Some(sum(left, right)),
        BigIntOperator::Subtract if longest <= ADDED => Some(sum(left, (!right.0, right.1))),
        BigIntOperator::Multiply if shortest <= MULTIPLIED && longest <= ADDED => {
            Some((left.0 != right.0, product(left.1, right.1)))
        }
        _ => None,
    }
}

fn sum(left: Parts<'_>, right: Parts<'_>) -> (bool, Vec<u64>) {
    if left.0 == right.0 {
        return (left.0, add(left.1, right.1));
    }
    match compare(left.1, right.1) {
        Ordering::Less => (right.0, subtract(right.1, left.1)),
        _ => (left.0, subtract(left.1, right.1)),
    }
}

/// The order of two magnitudes.
pub(super) fn compare(left: &[u64], right: &[u64]) -> Ordering {
    left.len().cmp(&right.len()).then_with(|| left.iter().rev().cmp(right.iter().rev()))
}

fn add(left: &[u64], right: &[u64]) -> Vec<u64> {
    let (longer, shorter) = if left.len() >= right.len() { (left, right) } else { (right, left) };
    let mut result = Vec::with_capacity(longer.len() + 1);
    let mut carry = false;
    for (index, &limb) in longer.iter().enumerate() {
        let (partial, first) = limb.overflowing_add(shorter.get(index).copied().unwrap_or(0));
        let (limb, second) = partial.overflowing_add(u64::from(carry));
        carry = first || second;
        result.push(limb);
    }
    if carry {
        result.push(1);
    }
    result
}

/// `greater` is not less than `less`.
fn subtract(greater: &[u64], less: &[u64]) -> Vec<u64> {
    let mut result = Vec::with_capacity(greater.len());
    let mut borrow = false;
    for (index, &limb) in greater.iter().enumerate() {
        let (partial, first) = limb.overflowing_sub(less.get(index).copied().unwrap_or(0));
        let (limb, second) = partial.overflowing_sub(u64::from(borrow));
        borrow = first || second;
        result.push(limb);
    }
    trim(result)
}

fn product(left: &[u64], right: &[u64]) -> Vec<u64> {
    let (longer, shorter) = if left.len() >= right.len() { (left, right) } else { (right, left) };
    let mut result = vec![0; longer.len() + shorter.len()];
    for (index, &factor) in shorter.iter().enumerate() {
        let mut carry = 0;
        let row = &mut result[index..];
        for (place, &limb) in row.iter_mut().zip(longer) {
            let all = u128::from(limb) * u128::from(factor) + u128::from(*place) + u128::from(carry);
            (*place, carry) = (all as u64, (all >> 64) as u64);
        }
        row[longer.len()] = carry;
    }
    trim(result)
}

fn trim(mut limbs: Vec<u64>) -> Vec<u64> {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    limbs
}
