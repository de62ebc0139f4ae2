//! Exponential, logarithm, its inverse hyperbolic functions, sine and cosine by fdlibm's formulas, where those of the `libm` crate round otherwise. The
//! sources are Sun Microsystems' `e_log.c`, `e_acosh.c`, `s_asinh.c`, `k_cos.c`, `k_sin.c` and `e_rem_pio2.c` (1993), as V8 has them.

#![allow(clippy::excessive_precision, reason = "the digits of the original")]

/// e to the power of a number. For 1 the formula is off in the last place; V8 knows that too.
pub(super) fn exp(x: f64) -> f64 {
    if x == 1.0 { std::f64::consts::E } else { libm::exp(x) }
}

/// `e_log.c`
pub(super) fn log(x: f64) -> f64 {
    const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
    const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
    if x.is_nan() || x <= 0.0 || x.is_infinite() {
        return libm::log(x);
    }
    let (x, mut k) = if x < f64::MIN_POSITIVE { (x * 2f64.powi(54), -54) } else { (x, 0) };
    let high = (x.to_bits() >> 32) as i32;
    k += (high >> 20) - 1023;
    let high = high & 0x000f_ffff;
    let i = (high + 0x95f64) & 0x10_0000;
    let scaled = (high | (i ^ 0x3ff0_0000)) as u64;
    let f = f64::from_bits(scaled << 32 | x.to_bits() & 0xffff_ffff) - 1.0;
    k += i >> 20;
    let dk = f64::from(k);
    if (0x000f_ffff & (2 + high)) < 3 {
        if f == 0.0 {
            return if k == 0 { 0.0 } else { dk * LN2_HIGH + dk * LN2_LOW };
        }
        let r = f * f * (0.5 - 0.3333333333333333 * f);
        return if k == 0 { f - r } else { dk * LN2_HIGH - ((r - dk * LN2_LOW) - f) };
    }
    let s = f / (2.0 + f);
    let r = log_polynomial(s * s);
    if (high - 0x6147a) | (0x6b851 - high) > 0 {
        let half = 0.5 * f * f;
        return if k == 0 {
            f - (half - s * (half + r))
        } else {
            dk * LN2_HIGH - ((half - (s * (half + r) + dk * LN2_LOW)) - f)
        };
    }
    if k == 0 { f - s * (f - r) } else { dk * LN2_HIGH - ((s * (f - r) - dk * LN2_LOW) - f) }
}

fn log_polynomial(z: f64) -> f64 {
    const LG: [f64; 7] = [
        0.6666666666666735,
        0.3999999999940942,
        0.2857142874366239,
        0.22222198432149784,
        0.1818357216161805,
        0.15313837699209373,
        0.14798198605116586,
    ];
    let w = z * z;
    let t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
    let t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
    t2 + t1
}

/// From here on what is added under the root does not count.
const VAST: f64 = (1u64 << 28) as f64;

/// `e_acosh.c`
pub(super) fn acosh(x: f64) -> f64 {
    if x.is_nan() || x < 1.0 {
        f64::NAN
    } else if x >= VAST {
        log(x) + std::f64::consts::LN_2
    } else if x > 2.0 {
        log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()))
    } else {
        let t = x - 1.0;
        libm::log1p(t + (2.0 * t + t * t).sqrt())
    }
}

/// `s_asinh.c`
pub(super) fn asinh(x: f64) -> f64 {
    let (magnitude, square) = (x.abs(), x * x);
    if !x.is_finite() || magnitude < 1.0 / VAST {
        return x;
    }
    let result = if magnitude > VAST {
        log(magnitude) + std::f64::consts::LN_2
    } else if magnitude > 2.0 {
        log(2.0 * magnitude + 1.0 / ((square + 1.0).sqrt() + magnitude))
    } else {
        libm::log1p(magnitude + square / (1.0 + (1.0 + square).sqrt()))
    };
    result.copysign(x)
}

/// Beyond this the argument is reduced by the `libm` crate: 2^19 · π/2.
const LARGEST_REDUCED: f64 = 823549.6;

/// Math.sin
pub(super) fn sin(x: f64) -> f64 {
    match reduce(x) {
        None => libm::sin(x),
        Some((quadrant, y, tail)) => match quadrant & 3 {
            0 => kernel_sin(y, tail),
            1 => kernel_cos(y, tail),
            2 => -kernel_sin(y, tail),
            _ => -kernel_cos(y, tail),
        },
    }
}

/// Math.cos
pub(super) fn cos(x: f64) -> f64 {
    match reduce(x) {
        None => libm::cos(x),
        Some((quadrant, y, tail)) => match quadrant & 3 {
            0 => kernel_cos(y, tail),
            1 => -kernel_sin(y, tail),
            2 => -kernel_cos(y, tail),
            _ => kernel_sin(y, tail),
        },
    }
}

/// `e_rem_pio2.c`: the quadrant, and what is left in two parts. `None` for great numbers and those that are none.
fn reduce(x: f64) -> Option<(i32, f64, f64)> {
    const INVERSE: f64 = std::f64::consts::FRAC_2_PI;
    const PARTS: [(f64, f64); 3] = [
        (f64::from_bits(0x3ff9_21fb_5440_0000), f64::from_bits(0x3dd0_b461_1a62_6331)),
        (f64::from_bits(0x3dd0_b461_1a60_0000), f64::from_bits(0x3ba3_198a_2e03_7073)),
        (f64::from_bits(0x3ba3_198a_2e00_0000), f64::from_bits(0x397b_839a_2520_49c1)),
    ];
    let magnitude = x.abs();
    if magnitude <= std::f64::consts::FRAC_PI_4 {
        return Some((0, x, 0.0));
    }
    if magnitude.is_nan() || magnitude >= LARGEST_REDUCED {
        return None;
    }
    let n = (magnitude * INVERSE + 0.5) as i32;
    let count = f64::from(n);
    let exponent = |value: f64| (value.to_bits() >> 52) as i32 & 0x7ff;
    let mut rest = magnitude - count * PARTS[0].0;
    let mut low = count * PARTS[0].1;
    let mut y = rest - low;
    for ((high, tail), limit) in PARTS[1..].iter().zip([16, 49]) {
        if exponent(magnitude) - exponent(y) <= limit {
            break;
        }
        let before = rest;
        low = count * high;
        rest = before - low;
        low = count * tail - ((before - rest) - low);
        y = rest - low;
    }
    let tail = (rest - y) - low;
    Some(if x < 0.0 { (-n, -y, -tail) } else { (n, y, tail) })
}

/// `k_sin.c`: the sine of a number within π/4 of 0, given in two parts.
fn kernel_sin(x: f64, tail: f64) -> f64 {
    const S: [f64; 6] = [
        -0.16666666666666632,
        0.00833333333332249,
        -0.0001984126982985795,
        2.7557313707070068e-06,
        -2.5050760253406863e-08,
        1.58969099521155e-10,
    ];
    if x.abs() < 2f64.powi(-27) {
        return x;
    }
    let z = x * x;
    let v = z * x;
    let r = S[1] + z * (S[2] + z * (S[3] + z * (S[4] + z * S[5])));
    if tail == 0.0 { x + v * (S[0] + z * r) } else { x - ((z * (0.5 * tail - v * r) - tail) - v * S[0]) }
}

/// `k_cos.c`: the cosine of a number within π/4 of 0, given in two parts.
fn kernel_cos(x: f64, tail: f64) -> f64 {
    const C: [f64; 6] = [
        0.0416666666666666,
        -0.001388888888887411,
        2.480158728947673e-05,
        -2.7557314351390663e-07,
        2.087572321298175e-09,
        -1.1359647557788195e-11,
    ];
    let high = (x.to_bits() >> 32) as u32 & 0x7fff_ffff;
    if high < 0x3e40_0000 {
        return 1.0;
    }
    let z = x * x;
    let r = z * (C[0] + z * (C[1] + z * (C[2] + z * (C[3] + z * (C[4] + z * C[5])))));
    if high < 0x3fd3_3333 {
        return 1.0 - (0.5 * z - (z * r - x * tail));
    }
    let quarter = if high > 0x3fe9_0000 { 0.28125 } else { f64::from_bits(((high - 0x0020_0000) as u64) << 32) };
    let half = 0.5 * z - quarter;
    let a = 1.0 - quarter;
    a - (half - (z * r - x * tail))
}
