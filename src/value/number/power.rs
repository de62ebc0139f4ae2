//! Number::exponentiate, digit for digit as V8 computes it.
//!
//! The algorithm is fdlibm's `e_pow.c` (Sun Microsystems, 1993): log2 of the base in two parts, times the exponent in two
//! parts, and 2 to the power of that. V8's copy groups one quotient of the last step differently; so does this one.

/// Replaces the low 32 bits by zeros, so that products with the rest are exact.
fn high_part(value: f64) -> f64 {
    f64::from_bits(value.to_bits() & 0xffff_ffff_0000_0000)
}

/// The high 32 bits.
fn high_word(value: f64) -> i32 {
    (value.to_bits() >> 32) as i32
}

fn with_high_word(value: f64, high: i32) -> f64 {
    f64::from_bits(value.to_bits() & 0xffff_ffff | ((high as u32) as u64) << 32)
}

/// Number::exponentiate: 1 to the power of NaN or an infinity is NaN –
/// <https://tc39.es/ecma262/#sec-numeric-types-number-exponentiate>
pub(crate) fn exponentiate(base: f64, exponent: f64) -> f64 {
    if exponent.is_nan() || (exponent.is_infinite() && base.abs() == 1.0) {
        return f64::NAN;
    }
    if !base.is_finite() || !exponent.is_finite() || base == 0.0 || exponent == 0.0 {
        // IEEE 754 leaves nothing to round here.
        return base.powf(exponent);
    }
    if exponent == 1.0 {
        return base;
    }
    if exponent == -1.0 {
        return 1.0 / base;
    }
    if exponent == 2.0 {
        return base * base;
    }
    if exponent == 0.5 && base > 0.0 {
        return base.sqrt();
    }
    let is_integer = exponent.fract() == 0.0;
    if base < 0.0 && !is_integer {
        return f64::NAN;
    }
    let sign = if base < 0.0 && exponent % 2.0 != 0.0 { -1.0 } else { 1.0 };
    sign * power_of_magnitude(base.abs(), exponent)
}

/// A positive finite base to the power of a finite exponent.
fn power_of_magnitude(base: f64, exponent: f64) -> f64 {
    if base == 1.0 {
        return 1.0;
    }
    let limit = |grows: bool| if grows { f64::INFINITY } else { 0.0 };
    let (high, magnitude) = (high_word(base), high_word(exponent) & 0x7fff_ffff);
    let (log, tail) = if magnitude > 0x41e0_0000 {
        // The exponent is greater than 2^31: only bases next to 1 give anything else than the limits.
        let is_close = (0x3fef_ffff..=0x3ff0_0000).contains(&high);
        if !is_close || magnitude > 0x43f0_0000 {
            return limit((base > 1.0) == (exponent > 0.0));
        }
        log2_near_one(base)
    } else {
        log2(base)
    };
    let exponent_high = high_part(exponent);
    let low = (exponent - exponent_high) * log + exponent * tail;
    exp2(exponent_high * log, low)
}

/// log2 of a number within 2^-20 of 1, in two parts.
fn log2_near_one(x: f64) -> (f64, f64) {
    const INVERSE_LN2: f64 = f64::from_bits(0x3ff7_1547_652b_82fe);
    const INVERSE_LN2_HIGH: f64 = f64::from_bits(0x3ff7_1547_6000_0000);
    const INVERSE_LN2_LOW: f64 = f64::from_bits(0x3e54_ae0b_f85d_df44);
    let t = x - 1.0;
    let w = (t * t) * (0.5 - t * (1.0 / 3.0 - t * 0.25));
    let u = INVERSE_LN2_HIGH * t;
    let v = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
    let high = high_part(u + v);
    (high, v - (high - u))
}

/// log2 of a positive number, in two parts.
fn log2(x: f64) -> (f64, f64) {
    const SCALE: f64 = f64::from_bits(0x3fee_c709_dc3a_03fd);
    const SCALE_HIGH: f64 = f64::from_bits(0x3fee_c709_e000_0000);
    const SCALE_LOW: f64 = f64::from_bits(0xbe3e_2fe0_145b_01f5);
    let (x, mut n) = if high_word(x) < 0x0010_0000 { (x * 9007199254740992.0, -53) } else { (x, 0) };
    let mut high = high_word(x);
    n += (high >> 20) - 0x3ff;
    let mantissa = high & 0x000f_ffff;
    high = mantissa | 0x3ff0_0000;
    // The interval: around 1, around 1.5, or around 2, which is 1 again.
    let middle = (0x3988f..0xbb67a).contains(&mantissa);
    if mantissa >= 0xbb67a {
        n += 1;
        high -= 0x0010_0000;
    }
    let x = with_high_word(x, high);
    let (point, log_high, log_low) = match middle {
        true => (1.5, f64::from_bits(0x3fe2_b803_4000_0000), f64::from_bits(0x3e4c_fdeb_43cf_d006)),
        false => (1.0, 0.0, 0.0),
    };
    let (p_high, p_low) = log_ratio(x, point, high, i32::from(middle));
    let z_high = SCALE_HIGH * p_high;
    let z_low = SCALE_LOW * p_high + p_low * SCALE + log_low;
    let t = f64::from(n);
    let first = high_part(((z_high + z_low) + log_high) + t);
    (first, z_low - (((first - t) - log_high) - z_high))
}

/// 3/2 of ln(x / point), in two parts.
fn log_ratio(x: f64, point: f64, high: i32, k: i32) -> (f64, f64) {
    const L: [f64; 6] = [
        f64::from_bits(0x3fe3_3333_3333_3303),
        f64::from_bits(0x3fdb_6db6_db6f_abff),
        f64::from_bits(0x3fd5_5555_518f_264d),
        f64::from_bits(0x3fd1_7460_a91d_4101),
        f64::from_bits(0x3fcd_864a_93c9_db65),
        f64::from_bits(0x3fca_7e28_4a45_4eef),
    ];
    let (u, v) = (x - point, 1.0 / (x + point));
    let ss = u * v;
    let s_high = high_part(ss);
    let t_high = with_high_word(0.0, ((high >> 1) | 0x2000_0000) + 0x0008_0000 + (k << 18));
    let t_low = x - (t_high - point);
    let s_low = v * ((u - s_high * t_high) - s_high * t_low);
    let s2 = ss * ss;
    let r = s2 * s2 * (L[0] + s2 * (L[1] + s2 * (L[2] + s2 * (L[3] + s2 * (L[4] + s2 * L[5])))));
    let r = r + s_low * (s_high + ss);
    let s2 = s_high * s_high;
    let t_high = high_part(3.0 + s2 + r);
    let t_low = r - ((t_high - 3.0) - s2);
    let (u, v) = (s_high * t_high, s_low * t_high + t_low * ss);
    let high = high_part(u + v);
    (high, v - (high - u))
}

/// 2 to the power of `high + low`.
fn exp2(high: f64, low: f64) -> f64 {
    const LN2: f64 = f64::from_bits(0x3fe6_2e42_fefa_39ef);
    const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e43_0000_0000);
    const LN2_LOW: f64 = f64::from_bits(0xbe20_5c61_0ca8_6c39);
    const P: [f64; 5] = [
        f64::from_bits(0x3fc5_5555_5555_553e),
        f64::from_bits(0xbf66_c16c_16be_bd93),
        f64::from_bits(0x3f11_566a_af25_de2c),
        f64::from_bits(0xbebb_bd41_c5d2_6bf1),
        f64::from_bits(0x3e66_3769_72be_a4d0),
    ];
    /// 1024 less the binary logarithm of what overflows.
    const OVERFLOW_MARGIN: f64 = 8.008566259537294e-17;
    let sum = low + high;
    if sum > 1024.0 || sum == 1024.0 && low + OVERFLOW_MARGIN > sum - high {
        return f64::INFINITY;
    }
    if sum < -1075.0 || sum == -1075.0 && low <= sum - high {
        return 0.0;
    }
    let n = if sum.abs() > 0.5 { (sum.abs() + 0.5).floor().copysign(sum) } else { 0.0 };
    let high = high - n;
    let t = high_part(low + high);
    let u = t * LN2_HIGH;
    let v = (low - (t - high)) * LN2 + t * LN2_LOW;
    let z = u + v;
    let w = v - (z - u);
    let t = z * z;
    let t1 = z - t * (P[0] + t * (P[1] + t * (P[2] + t * (P[3] + t * P[4]))));
    let r = (z * t1) / ((t1 - 2.0) - (w + z * w));
    let z = 1.0 - (r - z);
    scale(z, n as i32)
}

/// `z · 2^n` for a z next to 1, rounded once.
fn scale(z: f64, n: i32) -> f64 {
    let high = high_word(z).wrapping_add(n.wrapping_shl(20));
    if high >> 20 > 0 && n <= 1024 {
        return with_high_word(z, high);
    }
    let half = n / 2;
    if n < -1021 {
        // Twice a power that keeps z normal, then one that rounds.
        return z * 2f64.powi(-1000) * 2f64.powi(n + 1000);
    }
    z * 2f64.powi(half) * 2f64.powi(n - half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_of_one_are_not_always_one() {
        assert!(exponentiate(1.0, f64::NAN).is_nan());
        assert!(exponentiate(-1.0, f64::INFINITY).is_nan());
        assert_eq!(exponentiate(f64::NAN, 0.0), 1.0);
        assert_eq!(exponentiate(-1.0, 1e300), 1.0);
    }

    #[test]
    fn results_are_those_of_v8() {
        assert_eq!(exponentiate(2.0, 10.0), 1024.0);
        assert_eq!(exponentiate(10.0, 308.0), 1e308);
        assert_eq!(exponentiate(10.0, -5.0), 0.000009999999999999999);
        assert_eq!(exponentiate(1.1, 10.0), 2.5937424601000023);
        assert_eq!(exponentiate(67.0, 0.5579255466513464), 10.442723584520017);
        assert_eq!(exponentiate(-53.0, 87.0), -1.0280178492107837e150);
        assert_eq!(exponentiate(2.0, -1074.0), 5e-324);
        assert_eq!(exponentiate(2.0, -1075.0), 0.0);
        assert_eq!(exponentiate(2.0, 1024.0), f64::INFINITY);
        assert_eq!(exponentiate(2.0, 1023.0), 8.98846567431158e307);
        assert!(exponentiate(-8.0, 1.0 / 3.0).is_nan());
    }
}
