//! `Number.prototype.toString ( radix )` for radices other than 10.
//!
//! The specification leaves the digits of a fraction open. These are V8's: as many as tell the number from its
//! neighbours, so results agree with what people see elsewhere.

use super::number_to_string;

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// The text of a number in a radix from 2 to 36. At most about 1,100 characters.
pub(crate) fn number_to_radix_string(value: f64, radix: u32) -> String {
    if radix == 10 || !value.is_finite() {
        return number_to_string(value).as_str().to_owned();
    }
    let magnitude = value.abs();
    let whole = magnitude.floor();
    let (fraction, carried) = fraction_digits(magnitude, radix);
    let mut text = integer_digits(if carried { whole + 1.0 } else { whole }, radix);
    if value < 0.0 {
        text.push(b'-');
    }
    text.reverse();
    if !fraction.is_empty() {
        text.push(b'.');
        text.extend(fraction.into_iter().map(digit_character));
    }
    text.into_iter().map(char::from).collect()
}

fn digit_character(digit: u32) -> u8 {
    DIGITS.get(digit as usize).copied().unwrap_or(b'0')
}

/// The digits after the point, and whether rounding carried into the integer.
fn fraction_digits(magnitude: f64, radix: u32) -> (Vec<u32>, bool) {
    let scale = f64::from(radix);
    let mut digits = Vec::new();
    let mut fraction = magnitude - magnitude.floor();
    // Half the distance to the next number: what is smaller makes no difference.
    let mut delta = (0.5 * (magnitude.next_up() - magnitude)).max(0f64.next_up());
    if fraction < delta {
        return (digits, false);
    }
    loop {
        fraction *= scale;
        delta *= scale;
        let digit = fraction as u32;
        digits.push(digit);
        fraction -= f64::from(digit);
        let rounds_up = fraction > 0.5 || (fraction == 0.5 && digit % 2 == 1);
        if rounds_up && fraction + delta > 1.0 {
            let carried = increment(&mut digits, radix);
            return (digits, carried);
        }
        if fraction < delta {
            return (digits, false);
        }
    }
}

/// Adds one in the last place, drops the digits that become zero, and tells whether one is carried out.
fn increment(digits: &mut Vec<u32>, radix: u32) -> bool {
    while let Some(digit) = digits.pop() {
        if digit + 1 < radix {
            digits.push(digit + 1);
            return false;
        }
    }
    true
}

/// The digits of an integer, last first. Digits beyond the precision are zero.
fn integer_digits(mut integer: f64, radix: u32) -> Vec<u8> {
    const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;
    let scale = f64::from(radix);
    let mut digits = Vec::new();
    while integer / scale >= FIRST_INEXACT {
        integer /= scale;
        digits.push(b'0');
    }
    loop {
        let remainder = integer % scale;
        digits.push(digit_character(remainder as u32));
        integer = (integer - remainder) / scale;
        if integer <= 0.0 {
            return digits;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_v8() {
        for (value, radix, expected) in [
            (0.0, 2, "0"),
            (-0.0, 16, "0"),
            (255.0, 16, "ff"),
            (-255.0, 36, "-73"),
            (0.5, 2, "0.1"),
            (0.1, 3, "0.0022002200220022002200220022002201"),
            (1.0 / 3.0, 3, "0.1"),
            (std::f64::consts::PI, 36, "3.53i5ab8p5f"),
            (1e21, 16, "3635c9adc5dea00000"),
            (9_007_199_254_740_993.0, 2, "100000000000000000000000000000000000000000000000000000"),
            (f64::NAN, 2, "NaN"),
            (f64::NEG_INFINITY, 36, "-Infinity"),
            (12.5, 10, "12.5"),
        ] {
            assert_eq!(number_to_radix_string(value, radix), expected, "{value} {radix}");
        }
    }

    #[test]
    fn the_extremes_terminate() {
        assert_eq!(number_to_radix_string(5e-324, 2).len(), 1076);
        assert_eq!(number_to_radix_string(f64::MAX, 2).len(), 1024);
    }
}
