//! `parseInt`, literals in radices that are powers of two, and array indices.

use super::{
    CodeUnit,
    parse::{scan_decimal, trim_start},
};

/// The value of a code unit as a digit of a radix up to 36.
fn digit_value(unit: u32) -> Option<u32> {
    char::from_u32(unit).and_then(|character| character.to_digit(36))
}

/// parseInt ( string, radix ); the radix has been through ToInt32 –
/// <https://tc39.es/ecma262/#sec-parseint-string-radix>
pub(crate) fn parse_int<U: CodeUnit>(text: &[U], radix: i32) -> f64 {
    let text = trim_start(text);
    let negative = text.first().is_some_and(|&unit| unit.into() == 0x2D);
    let signed = text.first().is_some_and(|&unit| matches!(unit.into(), 0x2B | 0x2D));
    let mut text = &text[usize::from(signed)..];
    let mut radix = radix;
    if (radix == 0 || radix == 16)
        && let [zero, x, ..] = text
        && (*zero).into() == 0x30
        && (*x).into() | 0x20 == u32::from(b'x')
    {
        text = &text[2..];
        radix = 16;
    }
    let radix = match radix {
        0 => 10,
        2..=36 => radix as u32,
        _ => return f64::NAN,
    };
    let is_digit = |&unit: &U| digit_value(unit.into()).is_some_and(|digit| digit < radix);
    let length = text.iter().position(|unit| !is_digit(unit)).unwrap_or(text.len());
    if length == 0 {
        return f64::NAN;
    }
    let digits = &text[..length];
    let magnitude = match radix {
        10 => scan_decimal(digits).map_or(f64::NAN, |(value, _)| value),
        _ if radix.is_power_of_two() => parse_power_of_two(digits, radix.trailing_zeros()).0,
        _ => approximate(digits, radix),
    };
    if negative { -magnitude } else { magnitude }
}

/// Reads digits of `bits` bits each, rounding to the nearest double, ties to even: the value, and how many digits.
pub(crate) fn parse_power_of_two<U: CodeUnit>(text: &[U], bits: u32) -> (f64, usize) {
    let mut significand: u64 = 0;
    let mut sticky = false;
    let mut exponent: i32 = 0;
    let mut length = 0;
    for &unit in text {
        let Some(digit) = digit_value(unit.into()).filter(|digit| digit >> bits == 0) else { break };
        length += 1;
        if significand >> 58 == 0 {
            significand = significand << bits | u64::from(digit);
        } else {
            sticky |= digit != 0;
            exponent = exponent.saturating_add(bits as i32);
        }
    }
    // At least five bits are below the 53 that count, so the sticky one lies where it only breaks ties.
    let rounded = (significand | u64::from(sticky)) as f64;
    (rounded * 2f64.powi(exponent.min(1100)), length)
}

/// Reads digits in parts of 32 bits. Beyond 2^53 the result is off by roundings, by the same ones as in V8.
fn approximate<U: CodeUnit>(digits: &[U], radix: u32) -> f64 {
    const LARGEST_MULTIPLIER: u32 = u32::MAX / 36;
    let mut value = 0.0;
    let (mut part, mut multiplier) = (0, 1);
    // Leading zeros would shift the parts.
    let zeros = digits.iter().take_while(|&&unit| unit.into() == 0x30).count();
    for &unit in &digits[zeros..] {
        if multiplier * radix > LARGEST_MULTIPLIER {
            value = value * f64::from(multiplier) + f64::from(part);
            (part, multiplier) = (0, 1);
        }
        part = part * radix + digit_value(unit.into()).unwrap_or(0);
        multiplier *= radix;
    }
    value * f64::from(multiplier) + f64::from(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, radix: i32, expected: f64) {
        let value = parse_int(text.as_bytes(), radix);
        assert!(value.to_bits() == expected.to_bits() || (value.is_nan() && expected.is_nan()), "{text} gave {value}");
        let wide: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(parse_int(&wide, radix).to_bits(), value.to_bits());
    }

    #[test]
    fn decimal_integers_are_exact() {
        check("42px", 0, 42.0);
        check("  -42", 10, -42.0);
        check("-0", 0, -0.0);
        check("1e3", 0, 1.0);
        check("9007199254740993", 10, 9_007_199_254_740_992.0);
        check("9007199254740995", 10, 9_007_199_254_740_996.0);
        check(&"9".repeat(400), 10, f64::INFINITY);
    }

    #[test]
    fn radices() {
        check("0x1F", 0, 31.0);
        check("0x1F", 16, 31.0);
        check("0x1F", 10, 0.0);
        check("zz", 36, 1295.0);
        check("102", 2, 2.0);
        check("777", 8, 511.0);
        check("20000000000003", 16, 9_007_199_254_740_996.0);
        check("123456789012345678901234567890", 7, 22875.0);
    }

    #[test]
    fn what_has_no_digit_is_nan() {
        for (text, radix) in [("", 0), ("x", 10), ("0x", 16), ("2", 2), ("1", 1), ("1", 37), ("1", -1), ("-", 10)] {
            check(text, radix, f64::NAN);
        }
    }

    #[test]
    fn powers_of_two_round_to_even() {
        let parse = |text: &str| parse_power_of_two(text.as_bytes(), 1);
        let ones = |count: usize| "1".repeat(count);
        assert_eq!(parse(&ones(53)), ((1u64 << 53) as f64 - 1.0, 53));
        assert_eq!(parse(&ones(54)), ((1u64 << 54) as f64, 54));
        assert_eq!(parse(&format!("1{}", "0".repeat(1023))).0, 2f64.powi(1023));
        assert_eq!(parse(&format!("1{}", "0".repeat(1024))).0, f64::INFINITY);
        assert_eq!(
            parse(&format!("1{}1{}1", "0".repeat(52), "0".repeat(100))).0,
            (2f64.powi(53) + 2.0) * 2f64.powi(101)
        );
    }
}
