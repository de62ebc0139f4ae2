//! From literal texts to their meaning – ECMA-262 §12.9 <https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar-literals>.

use super::atoms::AtomTable;
use super::ids::Atom;
use super::scan;
use crate::source::{SourceText, Span};

/// Why a string or template text has no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BadEscape {
    /// Offset of the backslash.
    pub(crate) offset: u32,
    /// V8's message.
    pub(crate) message: &'static str,
}

/// The meaning of a string's inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cooked {
    /// Its text.
    pub(crate) value: Atom,
    /// It has an octal escape, or `\8` or `\9`.
    pub(crate) legacy_octal: bool,
}

/// Cooks the inside of a string literal.
pub(crate) fn string(source: &SourceText, span: Span, atoms: &mut AtomTable) -> Result<Cooked, BadEscape> {
    let text = source.slice(span);
    if !text.as_bytes().iter().any(|&byte| byte == b'\\' || byte >= 0x80) {
        return Ok(Cooked { value: atoms.intern_latin1(text.as_bytes()), legacy_octal: false });
    }
    let (units, legacy_octal) = cook(source, span, Mode::String)?;
    Ok(Cooked { value: atoms.intern_utf16(&units), legacy_octal })
}

/// Cooks a piece of a template; octal escapes are errors.
pub(crate) fn template(source: &SourceText, span: Span, atoms: &mut AtomTable) -> Result<Atom, BadEscape> {
    cook(source, span, Mode::Template).map(|(units, _)| atoms.intern_utf16(&units))
}

/// The text of a span as it is written, for regular expressions.
pub(crate) fn verbatim(source: &SourceText, span: Span, atoms: &mut AtomTable) -> Atom {
    let text = source.slice(span);
    if text.is_ascii() { atoms.intern_latin1(text.as_bytes()) } else { atoms.intern_utf16(&source.utf16(span)) }
}

/// The text of a template piece as it is written, line ends normalised.
pub(crate) fn raw_template(source: &SourceText, span: Span, atoms: &mut AtomTable) -> Atom {
    if !source.slice(span).contains('\r') {
        return verbatim(source, span, atoms);
    }
    let units = source.utf16(span);
    let mut normal = Vec::with_capacity(units.len());
    for (index, &unit) in units.iter().enumerate() {
        match unit {
            0x0D if units.get(index + 1) == Some(&0x0A) => {}
            0x0D => normal.push(0x0A),
            _ => normal.push(unit),
        }
    }
    atoms.intern_utf16(&normal)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    String,
    Template,
}

fn cook(source: &SourceText, span: Span, mode: Mode) -> Result<(Vec<u16>, bool), BadEscape> {
    let text = source.slice(span);
    let bytes = text.as_bytes();
    let base = span.start as usize;
    let mut units = Vec::with_capacity(text.len());
    let mut legacy_octal = false;
    let mut index = 0;
    while index < bytes.len() {
        match bytes[index] {
            b'\\' => index = escape(source, span, index, mode, &mut units, &mut legacy_octal)?,
            b'\r' if mode == Mode::Template => {
                units.push(0x0A);
                index += if bytes.get(index + 1) == Some(&b'\n') { 2 } else { 1 };
            }
            byte @ ..0x80 => {
                units.push(u16::from(byte));
                index += 1;
            }
            _ => index = push_character(source, base, index, &mut units),
        }
    }
    Ok((units, legacy_octal))
}

fn push_character(source: &SourceText, base: usize, index: usize, units: &mut Vec<u16>) -> usize {
    match source.text().get(base + index..).and_then(|rest| rest.chars().next()) {
        Some(character) => {
            source.push_units(base + index, character, units);
            index + character.len_utf8()
        }
        None => index + 1,
    }
}

/// Cooks the escape whose backslash is at `index`; the result is the index after it.
fn escape(
    source: &SourceText,
    span: Span,
    index: usize,
    mode: Mode,
    units: &mut Vec<u16>,
    legacy_octal: &mut bool,
) -> Result<usize, BadEscape> {
    let bytes = source.slice(span).as_bytes();
    let bad = |message| BadEscape { offset: span.start + index as u32, message };
    let Some(&next) = bytes.get(index + 1) else { return Ok(index + 1) };
    let simple = match next {
        b'n' => 0x0A,
        b't' => 0x09,
        b'r' => 0x0D,
        b'b' => 0x08,
        b'f' => 0x0C,
        b'v' => 0x0B,
        b'\n' => return Ok(index + 2),
        b'\r' => return Ok(index + if bytes.get(index + 2) == Some(&b'\n') { 3 } else { 2 }),
        b'x' => {
            let digit = |at: usize| bytes.get(at).and_then(|&byte| (byte as char).to_digit(16));
            let (Some(high), Some(low)) = (digit(index + 2), digit(index + 3)) else {
                return Err(bad("Invalid hexadecimal escape sequence"));
            };
            units.push((high * 16 + low) as u16);
            return Ok(index + 4);
        }
        b'u' => return unicode(bytes, index, units).map_err(bad),
        b'0'..=b'9' => return digits(bytes, index, mode, units, legacy_octal).map_err(bad),
        0x80.. => {
            let start = span.start as usize + index + 1;
            let text = source.text();
            if text[start..].starts_with(['\u{2028}', '\u{2029}']) {
                return Ok(index + 4);
            }
            return Ok(push_character(source, span.start as usize, index + 1, units));
        }
        other => u16::from(other),
    };
    units.push(simple);
    Ok(index + 2)
}

fn unicode(bytes: &[u8], index: usize, units: &mut Vec<u16>) -> Result<usize, &'static str> {
    let Some((value, end)) = scan::unicode_escape(bytes, index) else {
        let digits = bytes.get(index + 3..).unwrap_or(&[]);
        let is_braced = bytes.get(index + 2) == Some(&b'{');
        let closes = digits.iter().position(|byte| !byte.is_ascii_hexdigit());
        let is_large = is_braced && closes.is_some_and(|at| at > 0 && digits[at] == b'}');
        return Err(if is_large { "Undefined Unicode code-point" } else { "Invalid Unicode escape sequence" });
    };
    match char::from_u32(value) {
        Some(character) => units.extend_from_slice(character.encode_utf16(&mut [0; 2])),
        None => units.push(value as u16),
    }
    Ok(end)
}

/// `\0` and the legacy escapes – Annex B.1.2.
fn digits(
    bytes: &[u8],
    index: usize,
    mode: Mode,
    units: &mut Vec<u16>,
    legacy_octal: &mut bool,
) -> Result<usize, &'static str> {
    let first = bytes[index + 1];
    let follows = bytes.get(index + 2).copied().unwrap_or(0);
    if first == b'0' && !follows.is_ascii_digit() {
        units.push(0);
        return Ok(index + 2);
    }
    if mode == Mode::Template {
        return Err(if first >= b'8' {
            "\\8 and \\9 are not allowed in template strings."
        } else {
            "Octal escape sequences are not allowed in template strings"
        });
    }
    *legacy_octal = true;
    if first >= b'8' {
        units.push(u16::from(first));
        return Ok(index + 2);
    }
    let longest = if first <= b'3' { 3 } else { 2 };
    let mut value = 0;
    let mut at = index + 1;
    while at < index + 1 + longest && matches!(bytes.get(at), Some(b'0'..=b'7')) {
        value = value * 8 + u16::from(bytes[at] - b'0');
        at += 1;
    }
    units.push(value);
    Ok(at)
}

/// The value of a numeric literal, and whether it is a legacy octal one (or has a leading zero at all).
pub(crate) fn number(text: &str) -> (f64, bool) {
    let bytes = text.as_bytes();
    match bytes {
        [b'0', b'x' | b'X', ..] => (radix(&bytes[2..], 16), false),
        [b'0', b'o' | b'O', ..] => (radix(&bytes[2..], 8), false),
        [b'0', b'b' | b'B', ..] => (radix(&bytes[2..], 2), false),
        [b'0', rest @ ..] if rest.first().is_some_and(u8::is_ascii_digit) => {
            if rest.iter().all(|byte| matches!(byte, b'0'..=b'7')) {
                (radix(rest, 8), true)
            } else {
                (text.parse().unwrap_or(f64::NAN), true)
            }
        }
        [digit] if digit.is_ascii_digit() => (f64::from(digit - b'0'), false),
        _ if text.contains('_') => (text.replace('_', "").parse().unwrap_or(f64::NAN), false),
        _ => (text.parse().unwrap_or(f64::NAN), false),
    }
}

/// Digits in a radix that is a power of two, rounded to the nearest double, ties to even.
fn radix(digits: &[u8], radix: u32) -> f64 {
    let bits = radix.trailing_zeros();
    let (mut mantissa, mut exponent, mut sticky) = (0u64, 0i32, false);
    for digit in digits.iter().filter_map(|&byte| (byte as char).to_digit(radix)) {
        if mantissa >> 59 == 0 {
            mantissa = mantissa << bits | u64::from(digit);
        } else {
            exponent += bits as i32;
            sticky |= digit != 0;
        }
    }
    // Rounding to odd keeps the one rounding that counts, to 53 bits, right: the mantissa has at least 60 bits then.
    (mantissa | u64::from(sticky)) as f64 * 2f64.powi(exponent.min(2000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cooked(text: &str) -> Result<String, &'static str> {
        let source = SourceText::new("", text);
        let mut atoms = AtomTable::default();
        let span = Span::new(0, text.len() as u32);
        string(&source, span, &mut atoms).map(|cooked| atoms.display(cooked.value)).map_err(|bad| bad.message)
    }

    #[test]
    fn strings_are_cooked() {
        let cases = [
            (r"a\nb", Ok("a\nb")),
            (r"\x41\u0042\u{1F600}", Ok("AB😀")),
            (r"\101\0\8é\é", Ok("A\u{0}8éé")),
            ("a\\\r\nb\\\u{2028}c", Ok("abc")),
            (r"\x4", Err("Invalid hexadecimal escape sequence")),
            (r"\u{110000}", Err("Undefined Unicode code-point")),
            (r"\u12", Err("Invalid Unicode escape sequence")),
        ];
        for (text, expected) in cases {
            assert_eq!(cooked(text), expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn numbers_have_their_values() {
        let cases = [
            ("0x1F", 31.0),
            ("0b101", 5.0),
            ("017", 15.0),
            ("089.5", 89.5),
            ("1_000.5e3", 1_000_500.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("0x20000000000001", 9007199254740992.0),
            ("0x20000000000003", 9007199254740996.0),
            ("0x8000000000000400", 9223372036854775808.0),
            ("0x8000000000000401", 9223372036854777856.0),
        ];
        for (text, value) in cases {
            assert_eq!(number(text).0, value, "{text}");
        }
    }
}
