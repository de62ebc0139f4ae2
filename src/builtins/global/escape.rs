//! `escape` and `unescape` – ECMA-262 §B.2.1 <https://tc39.es/ecma262/#sec-additional-properties-of-the-global-object>

use super::uri::hexadecimal;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, to_string, units};
use crate::value::Units;

/// escape ( string ) – <https://tc39.es/ecma262/#sec-escape-string>
pub(super) fn escape<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let length = units(cx, text)?.len();
    cx.step(length as u64 / 8)?;
    let mut result = TextBuilder::new();
    for index in 0..length {
        let unit = units(cx, text)?.get(index).unwrap_or(0);
        let digit = |shift: u32| hexadecimal((unit >> shift & 15) as u8);
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => result.push_unit(cx, unit)?,
            Ok(_) => push_all(cx, &mut result, &[b'%', digit(4), digit(0)])?,
            Err(_) => push_all(cx, &mut result, &[b'%', b'u', digit(12), digit(8), digit(4), digit(0)])?,
        }
    }
    result.finish(cx)
}

fn push_all(cx: &mut Scope<'_>, result: &mut TextBuilder, bytes: &[u8]) -> Completion<()> {
    bytes.iter().try_for_each(|&byte| result.push_unit(cx, byte as u16))
}

/// unescape ( string ) – <https://tc39.es/ecma262/#sec-unescape-string>
pub(super) fn unescape<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let all = units(cx, text)?;
    let length = all.len();
    if all.position_of(b'%' as u16, 0).is_none() {
        return Ok(text);
    }
    cx.step(length as u64 / 8)?;
    let mut result = TextBuilder::new();
    let mut index = 0;
    while index < length {
        let (unit, width) = unescaped(units(cx, text)?, index);
        result.push_unit(cx, unit)?;
        index += width;
    }
    result.finish(cx)
}

/// The code unit which stands at `index`, escaped or not, and how many units spell it.
fn unescaped(text: Units<'_>, index: usize) -> (u16, usize) {
    let unit = text.get(index).unwrap_or(0);
    let number = |digits: std::ops::Range<usize>| {
        digits.into_iter().try_fold(0u32, |number, at| {
            Some(number * 16 + text.get(at).and_then(|unit| char::from_u32(unit as u32)?.to_digit(16))?)
        })
    };
    if unit != b'%' as u16 {
        return (unit, 1);
    }
    if text.get(index + 1) == Some(b'u' as u16) {
        return number(index + 2..index + 6).map_or((unit, 1), |number| (number as u16, 6));
    }
    number(index + 1..index + 3).map_or((unit, 1), |number| (number as u16, 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_read_in_both_forms_and_only_whole() {
        let check = |text: &str, expected| assert_eq!(unescaped(Units::Latin1(text.as_bytes()), 0), expected, "{text}");
        check("%41", (0x41, 3));
        check("%u0416", (0x416, 6));
        check("%u041", ('%' as u16, 1));
        check("%4", ('%' as u16, 1));
        check("%u4", ('%' as u16, 1));
        check("a", ('a' as u16, 1));
    }
}
