//! Numbers of 16 bits: IEEE 754's binary16, as `Float16Array` and `Math.f16round` use it.

/// Bits of the significand that a double has and a half has not.
const EXTRA: u32 = 42;

/// The half next to a number, ties to even: its bits. Every NaN becomes the same one.
pub(crate) fn to_half(number: f64) -> u16 {
    let bits = number.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    let significand = bits & ((1 << 52) - 1);
    let magnitude = match (bits >> 52) as i32 & 0x7ff {
        0x7ff if significand != 0 => 0x7e00,
        exponent if exponent - 1023 > 15 => 0x7c00,
        // A carry out of the significand belongs into the exponent, and out of the greatest one makes infinity.
        exponent if exponent - 1023 >= -14 => shift_to_even(((exponent - 1023 + 15) as u64) << 52 | significand, EXTRA),
        // Below half of the least half there is only zero.
        exponent if exponent - 1023 >= -25 => shift_to_even(1 << 52 | significand, (28 - (exponent - 1023)) as u32),
        _ => 0,
    };
    sign | magnitude
}

/// `bits` without its last `count` ones, rounded, ties to even.
fn shift_to_even(bits: u64, count: u32) -> u16 {
    let (kept, rest, tie) = (bits >> count, bits & ((1 << count) - 1), 1 << (count - 1));
    let rounds_up = rest > tie || rest == tie && kept & 1 == 1;
    (kept + u64::from(rounds_up)) as u16
}

/// The number that the bits of a half stand for.
pub(crate) fn from_half(bits: u16) -> f64 {
    let significand = f64::from(bits & 0x3ff);
    let magnitude = match bits >> 10 & 0x1f {
        0 => significand / 16_777_216.0,
        0x1f if significand != 0.0 => return f64::NAN,
        0x1f => f64::INFINITY,
        exponent => (1.0 + significand / 1024.0) * f64::from(i32::from(exponent) - 15).exp2(),
    };
    if bits & 0x8000 == 0 { magnitude } else { -magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_half_comes_back() {
        for bits in 0..=u16::MAX {
            let number = from_half(bits);
            let back = to_half(number);
            assert!(back == bits || number.is_nan() && back == 0x7e00, "{bits:x} {number} {back:x}");
        }
    }

    #[test]
    fn between_two_halves_the_nearer_is_taken_and_the_even_one_of_equals() {
        for bits in 0..0x7bff_u16 {
            let (low, high) = (from_half(bits), from_half(bits + 1));
            let middle = (low + high) / 2.0;
            assert_eq!(to_half(middle), bits + (bits & 1), "{middle}");
            assert_eq!(to_half(f64::from_bits(middle.to_bits() - 1)), bits);
            assert_eq!(to_half(-f64::from_bits(middle.to_bits() + 1)), 0x8000 | (bits + 1));
        }
        assert_eq!(to_half(65519.999), 0x7bff);
        assert_eq!(to_half(65520.0), 0x7c00);
        assert_eq!(to_half(-0.0), 0x8000);
        assert_eq!(to_half(f64::MIN_POSITIVE), 0);
    }
}
