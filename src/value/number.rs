//! Numbers as text and back, and their integer conversions. Pure algorithms: no heap, no script.
//!
//! * `number_to_string` – Number::toString for radix 10, the shortest digits that read back as the same number
//! * `decimal` – `toFixed`, `toExponential`, `toPrecision`, exact for every count of digits
//! * `radix` – `toString(radix)`
//! * `parse` – StringToNumber and `parseFloat`; `parse_int` – `parseInt` and the prefixed literals
//! * `half` – numbers of 16 bits
//! * `integer` – ToInt32 and its kin; `power` – Number::exponentiate
//!
//! Text comes in as Latin-1 bytes or UTF-16 code units, whichever the string holds.
//! Source: ECMA-262 §6.1.6.1, §7.1.4–7.1.12, §19.2.4–5, §21.1.3.

mod decimal;
mod half;
mod integer;
mod parse;
mod parse_int;
mod power;
mod radix;

pub(crate) use decimal::{to_exponential, to_fixed, to_precision};
pub(crate) use half::{from_half, to_half};
pub(crate) use integer::{MAX_SAFE_INTEGER, integer_or_infinity, to_int32, to_length, to_uint32};
pub(crate) use parse::{is_white_space, parse_float, string_to_number, trim, trim_end, trim_start};
pub(crate) use parse_int::{parse_int, parse_power_of_two};
pub(crate) use power::exponentiate;
pub(crate) use radix::number_to_radix_string;

/// A character of text in either width: a Latin-1 byte or a UTF-16 code unit.
pub(crate) trait CodeUnit: Copy + Into<u32> {}
impl CodeUnit for u8 {}
impl CodeUnit for u16 {}

/// The longest result of `number_to_string`, in bytes: `-1.2345678901234567e-308` and a margin.
const LONGEST_TEXT: usize = 25;

/// The decimal text of a number, without an allocation. Reads as `str`; always ASCII.
#[derive(Clone, Copy)]
pub(crate) struct NumberText {
    bytes: [u8; LONGEST_TEXT],
    start: u8,
    end: u8,
}

impl NumberText {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The text as bytes, which are ASCII and so also Latin-1.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(usize::from(self.start)..usize::from(self.end)).unwrap_or_default()
    }
}

impl std::ops::Deref for NumberText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

/// Number::toString ( x, 10 ) – <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>
pub(crate) fn number_to_string(value: f64) -> NumberText {
    let integer = value as i32;
    if f64::from(integer) == value {
        return integer_to_string(integer);
    }
    let mut buffer = ryu_js::Buffer::new();
    let text = buffer.format(value).as_bytes();
    let mut bytes = [0; LONGEST_TEXT];
    let end = text.len().min(LONGEST_TEXT);
    bytes[..end].copy_from_slice(&text[..end]);
    NumberText { bytes, start: 0, end: end as u8 }
}

/// The decimal text of an integer: the common case of `number_to_string`.
pub(crate) fn integer_to_string(value: i32) -> NumberText {
    let mut bytes = [0; LONGEST_TEXT];
    let mut start = LONGEST_TEXT;
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        bytes[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        start -= 1;
        bytes[start] = b'-';
    }
    NumberText { bytes, start: start as u8, end: LONGEST_TEXT as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, expected: &str) {
        assert_eq!(&*number_to_string(value), expected);
    }

    #[test]
    fn integers_have_no_point() {
        check(0.0, "0");
        check(-0.0, "0");
        check(-1.0, "-1");
        check(f64::from(i32::MIN), "-2147483648");
        check(f64::from(i32::MAX), "2147483647");
        check(4294967296.0, "4294967296");
        check(1e20, "100000000000000000000");
        check(123456789012345680000.0, "123456789012345680000");
    }

    #[test]
    fn fractions_are_the_shortest_that_read_back() {
        check(0.1, "0.1");
        check(0.1 + 0.2, "0.30000000000000004");
        check(1.0 / 3.0, "0.3333333333333333");
        check(-1.2345678901234568e-300, "-1.2345678901234568e-300");
        check(5e-324, "5e-324");
        check(f64::MAX, "1.7976931348623157e+308");
    }

    #[test]
    fn exponents_start_where_the_specification_says() {
        check(1e21, "1e+21");
        check(123e-20, "1.23e-18");
        check(0.000001, "0.000001");
        check(0.0000001, "1e-7");
        check(1.5e300, "1.5e+300");
    }

    #[test]
    fn what_is_not_finite_has_a_name() {
        check(f64::NAN, "NaN");
        check(f64::INFINITY, "Infinity");
        check(f64::NEG_INFINITY, "-Infinity");
    }
}
