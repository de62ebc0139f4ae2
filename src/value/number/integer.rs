//! ToInt32 and its kin on doubles, and exponentiation.

/// The largest safe integer, 2^53 − 1.
pub(crate) const MAX_SAFE_INTEGER: f64 = 9_007_199_254_740_991.0;

/// ToInt32 – <https://tc39.es/ecma262/#sec-toint32>
#[inline]
pub(crate) fn to_int32(value: f64) -> i32 {
    let quick = value as i32;
    if f64::from(quick) == value { quick } else { modulo_2_to_the_32(value) as i32 }
}

/// ToUint32 – <https://tc39.es/ecma262/#sec-touint32>
#[inline]
pub(crate) fn to_uint32(value: f64) -> u32 {
    to_int32(value) as u32
}

/// ToIntegerOrInfinity: truncated; NaN and −0 are +0 – <https://tc39.es/ecma262/#sec-tointegerorinfinity>
pub(crate) fn integer_or_infinity(value: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.trunc() + 0.0 }
}

/// ToLength: clamped to 0 ..= 2^53 − 1 – <https://tc39.es/ecma262/#sec-tolength>
pub(crate) fn to_length(value: f64) -> u64 {
    integer_or_infinity(value).clamp(0.0, MAX_SAFE_INTEGER) as u64
}

/// The integer part modulo 2^32, straight from the bits; 0 for NaN and infinities.
#[cold]
fn modulo_2_to_the_32(value: f64) -> u32 {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7FF) as i32 - 1075;
    let significand = (bits & ((1 << 52) - 1)) | (1 << 52);
    let magnitude = match exponent {
        0..32 => (significand << exponent) as u32,
        -52..0 => (significand >> -exponent) as u32,
        _ => 0,
    };
    if value < 0.0 { magnitude.wrapping_neg() } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn int32_wraps_and_truncates() {
        for (value, expected) in [
            (0.0, 0),
            (-0.0, 0),
            (1.9, 1),
            (-1.9, -1),
            (2147483648.0, i32::MIN),
            (4294967296.0, 0),
            (4294967297.5, 1),
            (-4294967297.5, -1),
            (1e10, 1410065408),
            (2f64.powi(84), 0),
            (2f64.powi(53) + 2.0, 2),
            (2f64.powi(83) + 2f64.powi(31), i32::MIN),
            (1e300, 0),
            (5e-324, 0),
            (f64::NAN, 0),
            (f64::INFINITY, 0),
            (f64::NEG_INFINITY, 0),
        ] {
            assert_eq!(to_int32(value), expected, "{value}");
        }
    }

    #[test]
    fn unsigned_integers_are_the_low_bits() {
        assert_eq!(to_uint32(-1.0), u32::MAX);
    }

    #[test]
    fn lengths_and_integers() {
        assert_eq!(to_length(-5.0), 0);
        assert_eq!(to_length(2.9), 2);
        assert_eq!(to_length(f64::INFINITY), (1 << 53) - 1);
        assert!(integer_or_infinity(-0.5).is_sign_positive());
        assert_eq!(integer_or_infinity(f64::NEG_INFINITY), f64::NEG_INFINITY);
    }
}
