//! Functions on numbers that V8 computes by other formulas than the `libm` crate. The sources are fdlibm's (Sun
//! Microsystems, 1993), as V8 has them in `base/ieee754.cc`.

#![allow(clippy::excessive_precision, reason = "the digits of the original")]

/// Math.round: to the nearest integer, ties upwards.
pub(super) fn round(x: f64) -> f64 {
    if x.is_nan() || x.is_infinite() || x.fract() == 0.0 {
        return x;
    }
    let floor = x.floor();
    let rounded = if x - floor >= 0.5 { floor + 1.0 } else { floor };
    if rounded == 0.0 { 0f64.copysign(x) } else { rounded }
}

/// Math.sign: zeros and NaN are themselves.
pub(super) fn sign(x: f64) -> f64 {
    if x.is_nan() || x == 0.0 { x } else { x.signum() }
}

/// The greater number; NaN if one is NaN; +0 is greater than −0.
pub(super) fn max(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x > y || x == y && x.is_sign_positive() { x } else { y }
}

/// The lesser number; NaN if one is NaN; −0 is less than +0.
pub(super) fn min(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() {
        return f64::NAN;
    }
    if x < y || x == y && x.is_sign_negative() { x } else { y }
}

/// The square root of the sum of squares, scaled by the greatest, summed after Kahan as V8 does.
pub(super) fn hypot(magnitudes: &[f64]) -> f64 {
    if magnitudes.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    let greatest = magnitudes.iter().fold(0.0, |greatest, &x| max(greatest, x));
    if greatest == 0.0 || greatest.is_nan() {
        return greatest;
    }
    let (mut sum, mut compensation) = (0.0, 0.0);
    for &x in magnitudes {
        let scaled = x / greatest;
        let summand = scaled * scaled - compensation;
        let preliminary = sum + summand;
        compensation = (preliminary - sum) - summand;
        sum = preliminary;
    }
    f64::sqrt(sum) * greatest
}

/// fdlibm `s_tanh.c`
pub(super) fn tanh(x: f64) -> f64 {
    if x.is_nan() || x == 0.0 {
        return x;
    }
    let magnitude = x.abs();
    let z = if magnitude >= 22.0 {
        1.0
    } else if magnitude < 2f64.powi(-28) {
        return x;
    } else if magnitude >= 1.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * magnitude) + 2.0)
    } else {
        let t = libm::expm1(-2.0 * magnitude);
        -t / (t + 2.0)
    };
    z.copysign(x)
}

/// fdlibm `e_cosh.c`
pub(super) fn cosh(x: f64) -> f64 {
    let magnitude = x.abs();
    if magnitude < 0.5 * std::f64::consts::LN_2 {
        let t = libm::expm1(magnitude);
        let w = 1.0 + t;
        return if magnitude < 2f64.powi(-55) { w } else { 1.0 + (t * t) / (w + w) };
    }
    if magnitude < 22.0 {
        let t = super::fdlibm::exp(magnitude);
        return 0.5 * t + 0.5 / t;
    }
    half_exp(magnitude)
}

/// fdlibm `e_sinh.c`
pub(super) fn sinh(x: f64) -> f64 {
    let magnitude = x.abs();
    let half = 0.5f64.copysign(x);
    if magnitude < 22.0 {
        if magnitude < 2f64.powi(-28) {
            return x;
        }
        let t = libm::expm1(magnitude);
        return if magnitude < 1.0 { half * (2.0 * t - t * t / (t + 1.0)) } else { half * (t + t / (t + 1.0)) };
    }
    half_exp(magnitude).copysign(x)
}

/// Half of e to the power of a number not below 22, or NaN.
fn half_exp(magnitude: f64) -> f64 {
    const LOG_MAX: f64 = 709.782712893384;
    const THRESHOLD: f64 = 710.4758600739439;
    if magnitude <= LOG_MAX {
        return 0.5 * super::fdlibm::exp(magnitude);
    }
    if magnitude <= THRESHOLD {
        let w = super::fdlibm::exp(0.5 * magnitude);
        return (0.5 * w) * w;
    }
    if magnitude.is_nan() { magnitude } else { f64::INFINITY }
}

/// fdlibm `e_log10.c`
pub(super) fn log10(x: f64) -> f64 {
    const INVERSE_LN10: f64 = std::f64::consts::LOG10_E;
    const LOG10_2_HIGH: f64 = 3.010_299_956_636_117_7e-1;
    const LOG10_2_LOW: f64 = 3.694_239_077_158_931e-13;
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 || x.is_infinite() {
        return super::fdlibm::log(x);
    }
    if let Some(power) = exact_power_of_ten(x) {
        return power;
    }
    let (x, mut k) = if x < f64::MIN_POSITIVE { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let bits = x.to_bits();
    k += ((bits >> 52) as i32) - 1023;
    let i = i32::from(k < 0);
    let y = f64::from(k + i);
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | ((0x3ff - i) as u64) << 52);
    let z = y * LOG10_2_LOW + INVERSE_LN10 * super::fdlibm::log(mantissa);
    z + y * LOG10_2_HIGH
}

/// The exponents for which the formula of `log10` need not be trusted.
fn exact_power_of_ten(x: f64) -> Option<f64> {
    let mut power = 1.0;
    for exponent in 0..=22 {
        if power == x {
            return Some(f64::from(exponent));
        }
        power *= 10.0;
    }
    None
}

/// FreeBSD `s_cbrt.c`, the version V8 has.
pub(super) fn cbrt(x: f64) -> f64 {
    const B1: u32 = 715094163;
    const B2: u32 = 696219795;
    const P: [f64; 5] = [
        1.87595182427177009643,
        -1.88497979543377169875,
        1.621429720105354466140,
        -0.758397934778766047437,
        0.145996192886612446982,
    ];
    let high = (x.to_bits() >> 32) as u32;
    let (sign, magnitude) = (high & 0x8000_0000, high & 0x7fff_ffff);
    if magnitude >= 0x7ff0_0000 || x == 0.0 {
        return x;
    }
    let estimate = if magnitude < 0x0010_0000 {
        let scaled = ((x * 2f64.powi(54)).to_bits() >> 32) as u32 & 0x7fff_ffff;
        scaled / 3 + B2
    } else {
        magnitude / 3 + B1
    };
    let t = f64::from_bits(((sign | estimate) as u64) << 32);
    let r = (t * t) * (t / x);
    let t = t * ((P[0] + r * (P[1] + r * P[2])) + ((r * r) * r) * (P[3] + r * P[4]));
    // Rounded to 23 bits, so that its square is exact.
    let t = f64::from_bits((t.to_bits() + 0x8000_0000) & 0xffff_ffff_c000_0000);
    let s = t * t;
    let r = x / s;
    let w = t + t;
    let r = (r - t) / (w + r);
    t + t * r
}
