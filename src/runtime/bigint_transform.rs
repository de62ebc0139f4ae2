//! Products of long integers by a number-theoretic transform: both are cut into pieces of 16 bits, the coefficients of
//! polynomials, and the polynomials are multiplied modulo the prime 2^64 - 2^32 + 1, where the coefficients of the product
//! fit. `n log n` multiplications for `n` pieces.
//!
//! The transform divides polynomials: modulo X^(2h) - r² they are what they are modulo X^h - r and X^h + r, down to
//! constants. Where a half lies in the table of roots does not depend on its size.

use super::completion::Completion;
use super::scope::Scope;
use num_bigint::BigUint;

/// The prime. 2^32 divides one less.
const PRIME: u64 = 0xffff_ffff_0000_0001;
/// 2^64 modulo the prime.
const EXCESS: u64 = 0xffff_ffff;
/// Generates the multiplicative group.
const GENERATOR: u64 = 7;
/// Bits of a piece: 2^31 products of two of them add up to less than the prime.
const PIECE_BITS: usize = 16;
/// Pieces of a limb.
const PIECES: usize = 64 / PIECE_BITS;
/// Coefficients that are transformed without a look at fuel and interrupts.
const BLOCK: usize = 1 << 13;

/// a + b
#[inline(always)]
fn add(a: u64, b: u64) -> u64 {
    let rest = PRIME - b;
    if a >= rest { a - rest } else { a + b }
}

/// a - b
#[inline(always)]
fn subtract(a: u64, b: u64) -> u64 {
    let (difference, borrow) = a.overflowing_sub(b);
    if borrow { difference.wrapping_add(PRIME) } else { difference }
}

/// a · b: 2^64 is 2^32 - 1, and 2^96 is -1.
#[inline(always)]
fn multiply(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    let (low, high) = (product as u64, (product >> 64) as u64);
    let (mut sum, borrow) = low.overflowing_sub(high >> 32);
    if borrow {
        sum = sum.wrapping_sub(EXCESS);
    }
    let (sum, carry) = sum.overflowing_add((high & EXCESS) * EXCESS);
    let sum = if carry { sum.wrapping_add(EXCESS) } else { sum };
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = multiply(result, base);
        }
        base = multiply(base, base);
        exponent >>= 1;
    }
    result
}

/// The root for each block of a transform of `size` coefficients: block `k` is taken modulo X^(2h) - roots[k]², its halves
/// are the blocks 2k and 2k + 1. `inverse`: one over that.
fn roots(size: usize, inverse: bool) -> Vec<u64> {
    let mut roots = vec![1; size / 2];
    let mut filled = 1;
    while filled < roots.len() {
        let order = 4 * filled as u64;
        let root = power(GENERATOR, (PRIME - 1) / order);
        let root = if inverse { power(root, PRIME - 2) } else { root };
        for index in 0..filled {
            roots[filled + index] = multiply(roots[index], root);
        }
        filled *= 2;
    }
    roots
}

/// Transforms the block with this number: its halves, their halves, and so on.
fn forward(cx: &mut Scope<'_>, values: &mut [u64], block: usize, roots: &[u64]) -> Completion<()> {
    if values.len() <= BLOCK {
        cx.step(cost(values.len()))?;
        let (mut half, mut blocks) = (values.len() / 2, 1);
        while half > 0 {
            for (number, values) in values.chunks_exact_mut(2 * half).enumerate() {
                part(values, roots[block * blocks + number]);
            }
            (half, blocks) = (half / 2, blocks * 2);
        }
        return Ok(());
    }
    part(values, roots[block]);
    let (low, high) = values.split_at_mut(values.len() / 2);
    forward(cx, low, 2 * block, roots)?;
    forward(cx, high, 2 * block + 1, roots)
}

/// A block becomes its two halves.
#[inline(always)]
fn part(values: &mut [u64], root: u64) {
    let (low, high) = values.split_at_mut(values.len() / 2);
    for (low, high) in low.iter_mut().zip(high) {
        let turned = multiply(*high, root);
        (*low, *high) = (add(*low, turned), subtract(*low, turned));
    }
}

/// Undoes [`forward`], but for a factor: the number of values.
fn backward(cx: &mut Scope<'_>, values: &mut [u64], block: usize, roots: &[u64]) -> Completion<()> {
    if values.len() <= BLOCK {
        cx.step(cost(values.len()))?;
        let (mut half, mut blocks) = (1, values.len() / 2);
        while blocks > 0 {
            for (number, values) in values.chunks_exact_mut(2 * half).enumerate() {
                join(values, roots[block * blocks + number]);
            }
            (half, blocks) = (half * 2, blocks / 2);
        }
        return Ok(());
    }
    let (low, high) = values.split_at_mut(values.len() / 2);
    backward(cx, low, 2 * block, roots)?;
    backward(cx, high, 2 * block + 1, roots)?;
    join(values, roots[block]);
    Ok(())
}

/// Two halves become their block.
#[inline(always)]
fn join(values: &mut [u64], root: u64) {
    let (low, high) = values.split_at_mut(values.len() / 2);
    for (low, high) in low.iter_mut().zip(high) {
        (*low, *high) = (add(*low, *high), multiply(subtract(*low, *high), root));
    }
}

/// Fuel for transforming so many coefficients.
fn cost(count: usize) -> u64 {
    count as u64 * u64::from(usize::BITS - count.leading_zeros()) / 32
}

/// The coefficients of an integer, and zeros.
fn coefficients(integer: &BigUint, size: usize) -> Vec<u64> {
    let mut values = Vec::with_capacity(size);
    for limb in integer.iter_u64_digits() {
        values.extend((0..PIECES).map(|piece| limb >> (piece * PIECE_BITS) & ((1 << PIECE_BITS) - 1)));
    }
    values.resize(size, 0);
    values
}

/// The product of two integers.
///
/// # Errors
/// Termination when there is no memory, no fuel or an interrupt.
pub(super) fn product(cx: &mut Scope<'_>, left: &BigUint, right: &BigUint) -> Completion<BigUint> {
    let limbs = (left.bits() + right.bits()).div_ceil(64) as usize;
    let size = (limbs * PIECES).next_power_of_two();
    let is_square = left == right;
    let tables = if is_square { 2 } else { 3 };
    let charge = cx.heap.charge_scratch(tables * size * size_of::<u64>());
    let _charge = match charge {
        Ok(charge) => charge,
        Err(error) => return Err(cx.fault(error.into())),
    };
    let mut values = coefficients(left, size);
    {
        let roots = roots(size, false);
        forward(cx, &mut values, 0, &roots)?;
        if is_square {
            values.iter_mut().for_each(|value| *value = multiply(*value, *value));
        } else {
            let mut others = coefficients(right, size);
            forward(cx, &mut others, 0, &roots)?;
            values.iter_mut().zip(others).for_each(|(value, other)| *value = multiply(*value, other));
        }
    }
    backward(cx, &mut values, 0, &roots(size, true))?;
    Ok(sum(&values, limbs))
}

/// The integer of coefficients that are `values.len()` times too great.
fn sum(values: &[u64], limbs: usize) -> BigUint {
    let scale = power(values.len() as u64, PRIME - 2);
    let mut carry = 0u128;
    let mut digits = Vec::with_capacity(2 * limbs);
    for pair in values.chunks_exact(32 / PIECE_BITS).take(2 * limbs) {
        let mut digit = 0;
        for (place, &value) in pair.iter().enumerate() {
            carry += u128::from(multiply(value, scale));
            digit |= (carry as u32 & ((1 << PIECE_BITS) - 1)) << (place * PIECE_BITS);
            carry >>= PIECE_BITS;
        }
        digits.push(digit);
    }
    debug_assert!(carry == 0, "the product has more limbs");
    BigUint::new(digits)
}
