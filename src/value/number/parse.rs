//! StringToNumber and `parseFloat`.
//!
//! Both read decimal literals through one scanner, which keeps at most `MOST_DIGITS` significant digits in a fixed
//! buffer. The rest cannot change the nearest double, except by breaking a tie, so one sticky digit stands for
//! them. Text of any length is therefore read without an allocation.

use super::{CodeUnit, parse_power_of_two};

/// More digits than any tie between two doubles has (767).
const MOST_DIGITS: usize = 780;
/// Room for the digits, the sticky one, and `e-1234567890`.
const BUFFER: usize = MOST_DIGITS + 32;
/// Exponents are cut off here: far beyond the doubles' range, far below an overflow.
const LARGEST_EXPONENT: i64 = 1 << 40;

/// Whether a code unit is WhiteSpace or LineTerminator – <https://tc39.es/ecma262/#sec-white-space>
pub(crate) fn is_white_space(unit: u32) -> bool {
    matches!(
        unit,
        0x09..=0x0D | 0x20 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x2028 | 0x2029 | 0x202F | 0x205F | 0x3000 | 0xFEFF
    )
}

/// The text without white space at its start.
pub(crate) fn trim_start<U: CodeUnit>(text: &[U]) -> &[U] {
    let start = text.iter().position(|&unit| !is_white_space(unit.into())).unwrap_or(text.len());
    &text[start..]
}

/// The text without white space at its end.
pub(crate) fn trim_end<U: CodeUnit>(text: &[U]) -> &[U] {
    let end = text.iter().rposition(|&unit| !is_white_space(unit.into())).map_or(0, |last| last + 1);
    &text[..end]
}

/// The text without white space at either end.
pub(crate) fn trim<U: CodeUnit>(text: &[U]) -> &[U] {
    trim_end(trim_start(text))
}

/// StringToNumber: NaN when the text is no StringNumericLiteral –
/// <https://tc39.es/ecma262/#sec-stringtonumber>
pub(crate) fn string_to_number<U: CodeUnit>(text: &[U]) -> f64 {
    let text = trim(text);
    let Some(&first) = text.first() else { return 0.0 };
    if let (0x30, Some(&second)) = (first.into(), text.get(1)) {
        let second: u32 = second.into();
        let bits = match char::from_u32(second | 0x20) {
            Some('x') => 4,
            Some('o') => 3,
            Some('b') => 1,
            _ => 0,
        };
        if bits > 0 {
            let (value, length) = parse_power_of_two(&text[2..], bits);
            return if length > 0 && length + 2 == text.len() { value } else { f64::NAN };
        }
    }
    match scan_decimal(text) {
        Some((value, length)) if length == text.len() => value,
        _ => f64::NAN,
    }
}

/// parseFloat ( string ): the longest decimal literal at the start of the text, or NaN –
/// <https://tc39.es/ecma262/#sec-parsefloat-string>
pub(crate) fn parse_float<U: CodeUnit>(text: &[U]) -> f64 {
    scan_decimal(trim_start(text)).map_or(f64::NAN, |(value, _)| value)
}

/// Reads the longest StrDecimalLiteral at the start of the text: its value and length in code units.
pub(super) fn scan_decimal<U: CodeUnit>(text: &[U]) -> Option<(f64, usize)> {
    let unit = |at: usize| text.get(at).map_or(0, |&unit| unit.into());
    let signed = usize::from(matches!(unit(0), 0x2B | 0x2D));
    let negative = unit(0) == 0x2D;
    let sign = |value: f64| if negative { -value } else { value };
    let infinity = b"Infinity";
    if infinity.iter().enumerate().all(|(index, &byte)| unit(signed + index) == u32::from(byte)) {
        return Some((sign(f64::INFINITY), signed + infinity.len()));
    }
    let mut digits = Digits::new();
    let mut at = digits.scan(text, signed);
    let mut count = at - signed;
    if unit(at) == u32::from(b'.') {
        digits.in_fraction = true;
        let after = digits.scan(text, at + 1);
        count += after - at - 1;
        // A lone point belongs to the literal only after or before a digit.
        at = if count > 0 { after } else { at };
    }
    if count == 0 {
        return None;
    }
    let (exponent, at) = scan_exponent(text, at);
    Some((sign(digits.value(exponent)), at))
}

/// Reads `e±ddd` if all of it is there: the exponent and the position after it.
fn scan_exponent<U: CodeUnit>(text: &[U], start: usize) -> (i64, usize) {
    let unit = |at: usize| text.get(at).map_or(0, |&unit| unit.into());
    if unit(start) | 0x20 != u32::from(b'e') {
        return (0, start);
    }
    let negative = unit(start + 1) == 0x2D;
    let first = start + 1 + usize::from(matches!(unit(start + 1), 0x2B | 0x2D));
    let mut at = first;
    let mut exponent = 0;
    while let digit @ 0x30..=0x39 = unit(at) {
        exponent = (exponent * 10 + i64::from(digit - 0x30)).min(LARGEST_EXPONENT);
        at += 1;
    }
    if at == first {
        return (0, start);
    }
    (if negative { -exponent } else { exponent }, at)
}

/// The significant digits of a literal, and where its point is.
struct Digits {
    buffer: [u8; BUFFER],
    length: usize,
    /// A digit other than zero was left out.
    sticky: bool,
    in_fraction: bool,
    /// Power of ten of the buffer's last digit.
    scale: i64,
}

impl Digits {
    fn new() -> Digits {
        Digits { buffer: [0; BUFFER], length: 0, sticky: false, in_fraction: false, scale: 0 }
    }

    /// Takes the digits from `at`; returns the position after them.
    fn scan<U: CodeUnit>(&mut self, text: &[U], mut at: usize) -> usize {
        while let Some(&unit) = text.get(at) {
            let digit @ 0x30..=0x39 = unit.into() else { break };
            self.push(digit as u8);
            at += 1;
        }
        at
    }

    fn push(&mut self, digit: u8) {
        let is_leading_zero = self.length == 0 && digit == b'0';
        if is_leading_zero {
            self.scale -= i64::from(self.in_fraction);
        } else if self.length < MOST_DIGITS {
            self.buffer[self.length] = digit;
            self.length += 1;
            self.scale -= i64::from(self.in_fraction);
        } else {
            self.sticky |= digit != b'0';
            self.scale += i64::from(!self.in_fraction);
        }
    }

    /// The double nearest to the digits times ten to the power of the scale and the exponent.
    fn value(mut self, exponent: i64) -> f64 {
        if self.length == 0 {
            return 0.0;
        }
        if self.length <= 15 && self.scale == 0 && exponent == 0 {
            let digits = self.buffer[..self.length].iter();
            return digits.fold(0u64, |value, &digit| value * 10 + u64::from(digit - b'0')) as f64;
        }
        let mut scale = self.scale + exponent;
        if self.sticky {
            self.buffer[self.length] = b'1';
            self.length += 1;
            scale -= 1;
        }
        let tail = format!("e{}", scale.clamp(-9999, 9999));
        let end = self.length + tail.len();
        self.buffer[self.length..end].copy_from_slice(tail.as_bytes());
        let text = std::str::from_utf8(&self.buffer[..end]).unwrap_or_default();
        text.parse().unwrap_or(f64::NAN)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads the text in both widths.
    #[track_caller]
    fn check(text: &str, expected: f64) {
        let wide: Vec<u16> = text.encode_utf16().collect();
        let same = |value: f64| value.to_bits() == expected.to_bits() || (value.is_nan() && expected.is_nan());
        assert!(same(string_to_number(&wide)), "{text:?} gave {}", string_to_number(&wide));
        if text.chars().all(|c| u32::from(c) < 256) {
            let narrow: Vec<u8> = text.chars().map(|c| u32::from(c) as u8).collect();
            assert!(same(string_to_number(&narrow)), "{text:?} in Latin-1");
        }
    }

    #[test]
    fn decimal_literals() {
        check("", 0.0);
        check(" \t\n\r\u{b}\u{c}\u{a0}\u{feff}\u{2028}\u{3000}", 0.0);
        check("12", 12.0);
        check(" 12 ", 12.0);
        check("-0", -0.0);
        check("+.5", 0.5);
        check("5.", 5.0);
        check("1e3", 1000.0);
        check("1.5E-3", 0.0015);
        check("0000012.50000", 12.5);
        check("-Infinity", f64::NEG_INFINITY);
        check("1e400", f64::INFINITY);
        check("1e-400", 0.0);
        check("1e99999999999999999999", f64::INFINITY);
        check("0e99999999999999999999", 0.0);
        check("9007199254740993", 9_007_199_254_740_992.0);
        check("9007199254740993.0000000000000000000000000001", 9_007_199_254_740_994.0);
    }

    #[test]
    fn what_is_no_literal_is_nan() {
        for text in [".", "e5", "1e", "1e+", "1_000", "12px", "1 2", "--1", "infinity", "Infinityx", "\u{180e}", "1n"] {
            check(text, f64::NAN);
        }
        for text in ["0x", "0xg", "-0x10", "+0b1", "0b2", "0o8", "0x1.8", "0x1_0"] {
            check(text, f64::NAN);
        }
    }

    #[test]
    fn prefixed_literals() {
        check("0xfF", 255.0);
        check("0XA", 10.0);
        check(" 0b101 ", 5.0);
        check("0o17", 15.0);
        check("0x20000000000001", 9_007_199_254_740_992.0);
        check("0x20000000000003", 9_007_199_254_740_996.0);
        check("0x200000000000011", 144_115_188_075_855_904.0);
    }

    #[test]
    fn a_digit_far_behind_breaks_a_tie() {
        let tie = "9007199254740993";
        let zeros = "0".repeat(2000);
        check(&format!("{tie}.{zeros}"), 9_007_199_254_740_992.0);
        check(&format!("{tie}.{zeros}1"), 9_007_199_254_740_994.0);
        check(&format!("0.{zeros}1e2001"), 1.0);
        check(&format!("1{zeros}e-2000"), 1.0);
    }

    #[test]
    fn parse_float_takes_the_longest_start() {
        let parse = |text: &str| parse_float(text.as_bytes());
        assert_eq!(parse("  3.25abc"), 3.25);
        assert_eq!(parse("1e"), 1.0);
        assert_eq!(parse("1e+x"), 1.0);
        assert_eq!(parse("-.5.5"), -0.5);
        assert_eq!(parse("0x10"), 0.0);
        assert_eq!(parse("-Infinityx"), f64::NEG_INFINITY);
        assert_eq!(parse("1_000"), 1.0);
        assert!(parse("-.").is_nan() && parse("").is_nan() && parse("e3").is_nan());
    }
}
