//! `toFixed`, `toExponential` and `toPrecision`: exact decimal arithmetic, ties away from zero.
//!
//! A double's decimal expansion is finite (at most 767 significant digits), so rounding it by hand is exact. The
//! usual `toFixed` needs no expansion: with up to 22 digits it is one multiplication and one shift in 128 bits.

use super::number_to_string;

/// The most significant digits a double can have.
const MOST_DIGITS: usize = 767;
/// 10^22 is the largest power of ten that a 53-bit significand may be multiplied with in 128 bits.
const WIDEST_FAST_FRACTION: u32 = 22;

/// A positive decimal number: `0.d₁d₂d₃… × 10^point`, without a leading zero.
struct Decimal {
    /// ASCII digits.
    digits: Vec<u8>,
    point: i32,
}

impl Decimal {
    /// The exact expansion of a finite number greater than zero.
    fn exact(value: f64) -> Decimal {
        Decimal::from_text(&format!("{value:.*e}", MOST_DIGITS - 1))
    }

    /// The shortest expansion that reads back as the same number: that of `number_to_string`, ties included.
    fn shortest(value: f64) -> Decimal {
        Decimal::from_text(&number_to_string(value))
    }

    /// Reads `ddd.ddd` with or without `e±x` after it.
    fn from_text(text: &str) -> Decimal {
        let (significand, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let whole = significand.find('.').unwrap_or(significand.len());
        let mut digits: Vec<u8> = significand.bytes().filter(u8::is_ascii_digit).collect();
        let end = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |last| last + 1);
        digits.truncate(end);
        let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
        digits.drain(..zeros);
        Decimal { digits, point: exponent.parse().unwrap_or(0) + whole as i32 - zeros as i32 }
    }

    /// Rounds to `count` digits, ties up, and pads with zeros to that count. A count below zero gives no digit.
    fn round(&mut self, count: i32) {
        let Ok(count) = usize::try_from(count) else {
            self.digits.clear();
            return;
        };
        let round_up = self.digits.get(count).is_some_and(|&digit| digit >= b'5');
        self.digits.truncate(count);
        if round_up {
            self.increment();
        }
        self.digits.resize(count.max(self.digits.len()), b'0');
    }

    /// Adds one unit in the last place.
    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.point += 1;
    }

    /// `d.ddde+x`
    fn push_scientific(&self, text: &mut String) {
        let (first, rest) = self.digits.split_first().unwrap_or((&b'0', &[]));
        text.push(char::from(*first));
        push_fraction(text, rest);
        let exponent = self.point - 1;
        text.push_str(if exponent < 0 { "e-" } else { "e+" });
        text.push_str(&number_to_string(f64::from(exponent.abs())));
    }

    /// `ddd.ddd`, or `0.000ddd`
    fn push_plain(&self, text: &mut String) {
        let whole = usize::try_from(self.point).unwrap_or(0).min(self.digits.len());
        let (integer, fraction) = self.digits.split_at(whole);
        if integer.is_empty() {
            text.push('0');
        }
        text.extend(integer.iter().map(|&digit| char::from(digit)));
        let zeros = usize::try_from(-self.point).unwrap_or(0);
        let fraction: Vec<u8> = std::iter::repeat_n(b'0', zeros).chain(fraction.iter().copied()).collect();
        push_fraction(text, &fraction);
    }
}

fn push_fraction(text: &mut String, digits: &[u8]) {
    if !digits.is_empty() {
        text.push('.');
        text.extend(digits.iter().map(|&digit| char::from(digit)));
    }
}

/// The sign as text, and the magnitude.
fn split_sign(value: f64) -> (String, f64) {
    if value < 0.0 { ("-".to_owned(), -value) } else { (String::new(), value.abs()) }
}

/// Number.prototype.toFixed for a count of digits from 0 to 100 –
/// <https://tc39.es/ecma262/#sec-number.prototype.tofixed>
pub(crate) fn to_fixed(value: f64, digits: u32) -> String {
    if !value.is_finite() || value.abs() >= 1e21 {
        return number_to_string(value).as_str().to_owned();
    }
    let (mut text, magnitude) = split_sign(value);
    if magnitude.fract() == 0.0 {
        text.push_str(&(magnitude as u128).to_string());
        push_fraction(&mut text, &vec![b'0'; digits as usize]);
        return text;
    }
    if digits <= WIDEST_FAST_FRACTION {
        push_scaled(&mut text, scale(magnitude, digits), digits as usize);
        return text;
    }
    let mut decimal = Decimal::exact(magnitude);
    let count = decimal.point + digits as i32;
    decimal.round(count);
    // Rounded to nothing: what is left is the fraction's zeros.
    decimal.point = decimal.digits.len() as i32 - digits as i32;
    decimal.push_plain(&mut text);
    text
}

/// `magnitude × 10^digits`, rounded to an integer, ties up. The magnitude is no integer, so it is below 2^53; the
/// digits are at most 22, so the product is below 2^127.
fn scale(magnitude: f64, digits: u32) -> u128 {
    let bits = magnitude.to_bits();
    let biased = (bits >> 52) as i32;
    let fraction = u128::from(bits & ((1 << 52) - 1));
    let (significand, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    let shift = exponent.unsigned_abs();
    if shift == 0 || shift > 127 {
        return 0;
    }
    (significand * 10u128.pow(digits) + (1 << (shift - 1))) >> shift
}

/// Writes `scaled / 10^digits`.
fn push_scaled(text: &mut String, scaled: u128, digits: usize) {
    let all = format!("{scaled:0>width$}", width = digits + 1);
    let (integer, fraction) = all.split_at(all.len() - digits);
    text.push_str(integer);
    push_fraction(text, fraction.as_bytes());
}

/// Number.prototype.toExponential; without a count of digits, as many as are needed –
/// <https://tc39.es/ecma262/#sec-number.prototype.toexponential>
pub(crate) fn to_exponential(value: f64, digits: Option<u32>) -> String {
    if !value.is_finite() {
        return number_to_string(value).as_str().to_owned();
    }
    let (mut text, magnitude) = split_sign(value);
    let mut decimal = match digits {
        _ if magnitude == 0.0 => Decimal { digits: vec![b'0'], point: 1 },
        Some(_) => Decimal::exact(magnitude),
        None => Decimal::shortest(magnitude),
    };
    if let Some(digits) = digits {
        decimal.round_significant(digits as i32 + 1);
    }
    decimal.push_scientific(&mut text);
    text
}

/// Number.prototype.toPrecision for a precision from 1 to 100 –
/// <https://tc39.es/ecma262/#sec-number.prototype.toprecision>
pub(crate) fn to_precision(value: f64, precision: u32) -> String {
    if !value.is_finite() {
        return number_to_string(value).as_str().to_owned();
    }
    let (mut text, magnitude) = split_sign(value);
    let mut decimal = match magnitude {
        0.0 => Decimal { digits: vec![b'0'], point: 1 },
        _ => Decimal::exact(magnitude),
    };
    decimal.round_significant(precision as i32);
    let exponent = decimal.point - 1;
    if exponent < -6 || exponent >= precision as i32 {
        decimal.push_scientific(&mut text);
    } else {
        decimal.push_plain(&mut text);
    }
    text
}

impl Decimal {
    /// Rounds to exactly `count` significant digits: a carry into a new digit drops the last one, which is zero.
    fn round_significant(&mut self, count: i32) {
        self.round(count);
        self.digits.truncate(usize::try_from(count).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_rounds_exact_ties_away_from_zero() {
        for (value, digits, expected) in [
            (0.5, 0, "1"),
            (1.5, 0, "2"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (1.25, 1, "1.3"),
            (1.005, 2, "1.00"),
            (1.45, 1, "1.4"),
            (0.000001, 7, "0.0000010"),
            (-0.0000001, 2, "-0.00"),
            (0.0, 2, "0.00"),
            (123.456, 2, "123.46"),
            (999.995, 2, "1000.00"),
            (9.5, 0, "10"),
        ] {
            assert_eq!(to_fixed(value, digits), expected, "{value} {digits}");
        }
    }

    #[test]
    fn fixed_is_exact_for_a_hundred_digits() {
        assert_eq!(to_fixed(0.1, 55), "0.1000000000000000055511151231257827021181583404541015625");
        assert_eq!(to_fixed(0.1, 25), "0.1000000000000000055511151");
        assert_eq!(to_fixed(1e20, 25), format!("100000000000000000000.{}", "0".repeat(25)));
        assert_eq!(to_fixed(5e-324, 100), format!("0.{}", "0".repeat(100)));
        assert_eq!(to_fixed(0.0, 30), format!("0.{}", "0".repeat(30)));
        assert_eq!(to_fixed(6e-25, 24), format!("0.{}1", "0".repeat(23)));
        assert_eq!(to_fixed(6e-26, 24), format!("0.{}", "0".repeat(24)));
        assert_eq!(to_fixed(999_999_999_999_999_900_000.0, 22), format!("999999999999999868928.{}", "0".repeat(22)));
        assert_eq!(to_fixed(1e21, 2), "1e+21");
        assert_eq!(to_fixed(f64::NAN, 2), "NaN");
    }

    #[test]
    fn exponential() {
        for (value, digits, expected) in [
            (0.0, None, "0e+0"),
            (0.0, Some(2), "0.00e+0"),
            (123456.0, None, "1.23456e+5"),
            (123456.0, Some(2), "1.23e+5"),
            (-0.00015, Some(0), "-1e-4"),
            (25.0, Some(0), "3e+1"),
            (9.99, Some(1), "1.0e+1"),
            (5e-324, Some(3), "4.941e-324"),
            (f64::INFINITY, Some(3), "Infinity"),
        ] {
            assert_eq!(to_exponential(value, digits), expected, "{value} {digits:?}");
        }
    }

    #[test]
    fn precision() {
        for (value, digits, expected) in [
            (0.0, 1, "0"),
            (0.0, 3, "0.00"),
            (123.456, 4, "123.5"),
            (0.000001, 2, "0.0000010"),
            (0.0000001, 2, "1.0e-7"),
            (123456.0, 2, "1.2e+5"),
            (99.99, 3, "100"),
            (25.0, 1, "3e+1"),
            (-1.5, 1, "-2"),
            (1e21, 22, "1000000000000000000000"),
            (1.0, 10, "1.000000000"),
        ] {
            assert_eq!(to_precision(value, digits), expected, "{value} {digits}");
        }
    }
}
