//! Sums of doubles without error: an integer wide enough for every double, in units of the least one.

/// Bits of a limb.
const BITS: usize = 32;
/// Limbs: 2098 bits hold every finite double, 64 more the sum of any number of them.
const LIMBS: usize = (2098 + 64) / BITS + 2;
/// So many additions cannot make a limb overflow.
const MOST_PENDING: u32 = 1 << 29;

/// A sum of finite doubles, exact.
pub(super) struct ExactSum {
    /// Each stands for `BITS` bits, and may be above or below what they hold; the least significant first.
    limbs: [i64; LIMBS],
    /// Additions since carries were last carried on.
    pending: u32,
}

impl ExactSum {
    /// Zero.
    pub(super) const ZERO: ExactSum = ExactSum { limbs: [0; LIMBS], pending: 0 };

    /// Adds a finite number.
    pub(super) fn add(&mut self, number: f64) {
        let bits = number.to_bits();
        let exponent = (bits >> 52) as usize & 0x7ff;
        let fraction = bits & ((1 << 52) - 1);
        let significand = if exponent == 0 { fraction } else { 1 << 52 | fraction };
        let position = exponent.max(1) - 1;
        let mut rest = u128::from(significand) << (position % BITS);
        for limb in self.limbs.iter_mut().skip(position / BITS).take(3) {
            let part = i64::from(rest as u32);
            *limb += if number.is_sign_negative() { -part } else { part };
            rest >>= BITS;
        }
        self.pending += 1;
        if self.pending == MOST_PENDING {
            self.carry();
        }
    }

    /// Leaves each limb but the last what fits into it.
    fn carry(&mut self) {
        let mut carry = 0;
        let last = LIMBS - 1;
        for limb in &mut self.limbs[..last] {
            let sum = *limb + carry;
            *limb = sum & 0xffff_ffff;
            carry = sum >> BITS;
        }
        self.limbs[last] += carry;
        self.pending = 0;
    }

    /// The double next to the sum, ties to even.
    pub(super) fn round(mut self) -> f64 {
        self.carry();
        let is_negative = self.limbs[LIMBS - 1] < 0;
        if is_negative {
            self.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let magnitude = f64::from_bits(self.magnitude());
        if is_negative { -magnitude } else { magnitude }
    }

    /// The bits of the double next to the sum, which is carried and not negative.
    fn magnitude(&self) -> u64 {
        let Some(top) = self.limbs.iter().rposition(|&limb| limb != 0) else { return 0 };
        let highest = top * BITS + 63 - self.limbs[top].leading_zeros() as usize;
        if highest < 53 {
            // These integers are the bits of the doubles they are.
            return (self.limbs[1] as u64) << BITS | self.limbs[0] as u64;
        }
        let exponent = highest as u64 - 51;
        if exponent >= 0x7ff {
            return f64::INFINITY.to_bits();
        }
        let lowest = highest - 52;
        let significand = (lowest..=highest).rev().fold(0, |bits, position| bits << 1 | self.bit(position));
        let rest = self.limbs[..(lowest - 1) / BITS].iter().any(|&limb| limb != 0)
            || self.limbs[(lowest - 1) / BITS] & ((1 << ((lowest - 1) % BITS)) - 1) != 0;
        let rounds_up = self.bit(lowest - 1) == 1 && (rest || significand & 1 == 1);
        ((exponent << 52) | (significand & ((1 << 52) - 1))) + u64::from(rounds_up)
    }

    fn bit(&self, position: usize) -> u64 {
        (self.limbs[position / BITS] >> (position % BITS)) as u64 & 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::ZERO;
        numbers.iter().for_each(|&number| sum.add(number));
        sum.round()
    }

    #[test]
    fn one_number_is_its_own_sum() {
        for number in [1.0, -0.1, f64::MAX, f64::MIN, 5e-324, -5e-324, f64::MIN_POSITIVE, 2.5e-308, 1e300, 3e-17] {
            assert_eq!(sum(&[number]), number);
            assert_eq!(sum(&[number, number, -number]), number);
        }
    }

    #[test]
    fn nothing_is_lost_on_the_way() {
        assert_eq!(sum(&[1e30, 0.1, -1e30]), 0.1);
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX, -f64::MAX, 7.0]), 7.0);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[-f64::MAX, -f64::MAX]), f64::NEG_INFINITY);
        assert_eq!(sum(&[1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308]), 0.30000000000000004);
    }

    #[test]
    fn ties_go_to_even_unless_something_is_left() {
        let half = 1.1102230246251565e-16;
        assert_eq!(sum(&[1.0, half]), 1.0);
        assert_eq!(sum(&[1.0, half, 5e-324]), 1.0 + 2.0 * half);
        assert_eq!(sum(&[1.0 + 2.0 * half, half]), 1.0 + 4.0 * half);
        assert_eq!(sum(&[9007199254740991.0, 0.5]), 9007199254740992.0);
        assert_eq!(sum(&[f64::MAX, f64::MAX * f64::EPSILON / 4.0]), f64::MAX);
    }
}
