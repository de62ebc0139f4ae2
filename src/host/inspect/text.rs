//! Primitive values as text: quotes, escapes, numbers, and how wide a text is on a terminal.

use super::sequence::without_sequences;
use crate::source::character_width;
use crate::value::{Units, number};

/// Length of a text in UTF-16 code units, which is what Node's rules count.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Columns that a text takes on a terminal, escape sequences not counted.
pub(crate) fn width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { raw_width(&without_sequences(text)) }
}

/// Columns that the characters of a text take; control characters take none.
pub(crate) fn raw_width(text: &str) -> usize {
    if is_plain(text) { text.len() } else { text.chars().map(character_width).sum() }
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The marks around a quoted text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quote {
    Single,
    Double,
    Backtick,
    /// None; single quotes are escaped.
    Nothing,
}

impl Quote {
    const fn mark(self) -> &'static str {
        match self {
            Quote::Single => "'",
            Quote::Double => "\"",
            Quote::Backtick => "`",
            Quote::Nothing => "",
        }
    }
}

/// The text in quotes: single ones unless it has some, then double ones, then backticks.
pub(crate) fn quote(text: Units<'_>) -> String {
    let has = |pattern: &str| text.index_of(Units::Latin1(pattern.as_bytes()), 0).is_some();
    let quote = match has("'") {
        false => Quote::Single,
        true if !has("\"") => Quote::Double,
        true if !has("`") && !has("${") => Quote::Backtick,
        true => Quote::Single,
    };
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push_str(quote.mark());
    escape_into(&mut quoted, text, quote);
    quoted.push_str(quote.mark());
    quoted
}

/// The text with control characters, quotes and backslashes escaped, without quotes around it.
pub(crate) fn escape(text: Units<'_>) -> String {
    let mut escaped = String::with_capacity(text.len());
    escape_into(&mut escaped, text, Quote::Nothing);
    escaped
}

fn escape_into(to: &mut String, text: Units<'_>, quote: Quote) {
    for point in text.code_points() {
        match char::from_u32(point) {
            Some('\u{8}') => to.push_str("\\b"),
            Some('\t') => to.push_str("\\t"),
            Some('\n') => to.push_str("\\n"),
            Some('\u{c}') => to.push_str("\\f"),
            Some('\r') => to.push_str("\\r"),
            Some('\\') => to.push_str("\\\\"),
            Some('\'') if matches!(quote, Quote::Single | Quote::Nothing) => to.push_str("\\'"),
            Some('\0'..='\u{1f}' | '\u{7f}'..='\u{9f}') => to.push_str(&format!("\\x{point:02X}")),
            Some(character) => to.push(character),
            None => to.push_str(&format!("\\u{point:x}")),
        }
    }
}

/// A number as Node shows it: `-0` has its sign unless digits are grouped by `_`.
pub(crate) fn number(value: f64, separators: bool) -> String {
    if value == 0.0 && value.is_sign_negative() && !separators {
        return "-0".to_owned();
    }
    let text = number::number_to_string(value).as_str().to_owned();
    let has_exponent = text.contains('e');
    if !separators || !value.is_finite() || (has_exponent && value.trunc() == value) {
        return text;
    }
    // A fraction with an exponent is split at its point all the same.
    match text.split_once('.') {
        None if has_exponent => separate_exponent(&text),
        None => separate(&text),
        Some((integer, fraction)) => format!("{}.{}", separate(integer), separate_fraction(fraction)),
    }
}

/// What becomes of `5e-7`, which has no point: all but the last character, a point, and all again.
fn separate_exponent(text: &str) -> String {
    format!("{}.{}", separate(&text[..text.len() - 1]), separate_fraction(text))
}

/// Decimal digits grouped by three from the end.
pub(crate) fn separate(digits: &str) -> String {
    let start = usize::from(digits.starts_with('-'));
    let mut grouped = String::new();
    let mut end = digits.len();
    while end >= start + 4 {
        grouped = format!("_{}{grouped}", &digits[end - 3..end]);
        end -= 3;
    }
    format!("{}{grouped}", &digits[..end])
}

fn separate_fraction(digits: &str) -> String {
    let mut grouped = String::new();
    let mut start = 0;
    while start + 3 < digits.len() {
        grouped.push_str(&digits[start..start + 3]);
        grouped.push('_');
        start += 3;
    }
    grouped + &digits[start..]
}

/// Whether a property name needs no quotes.
pub(crate) fn is_identifier(name: Units<'_>) -> bool {
    let is_start = |unit: u16| unit == b'_' as u16 || u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphabetic());
    let is_part = |unit: u16| is_start(unit) || (b'0' as u16..=b'9' as u16).contains(&unit);
    name.get(0).is_some_and(is_start) && name.iter().all(is_part)
}

/// `s` unless there is one.
pub(crate) const fn plural(count: f64) -> &'static str {
    if count > 1.0 { "s" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(quote(Units::TwoByte(&units)), expected);
    }

    #[test]
    fn quotes_avoid_what_the_text_holds() {
        check("a", "'a'");
        check("it's", "\"it's\"");
        check("it's \"q\"", "`it's \"q\"`");
        check("'\"`", "'\\'\"`'");
        check("'\"${", "'\\'\"${'");
        check("\n\0\u{7f}\\", "'\\n\\x00\\x7F\\\\'");
    }

    #[test]
    fn lone_surrogates_are_escaped() {
        assert_eq!(quote(Units::TwoByte(&[0xd83d, 0x61, 0xdc00])), "'\\ud83da\\udc00'");
    }

    #[test]
    fn digits_are_grouped_on_both_sides_of_the_point() {
        assert_eq!(number(1234567.891234, true), "1_234_567.891_234");
        assert_eq!(number(-1234.5, true), "-1_234.5");
        assert_eq!(number(123.0, true), "123");
        assert_eq!(number(-0.0, false), "-0");
        assert_eq!(number(1e21, true), "1e+21");
    }

    #[test]
    fn widths_know_wide_and_combining_characters() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("日本"), 4);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("\u{1b}[33m42\u{1b}[39m"), 2);
        assert_eq!(length("a😀"), 3);
    }
}
