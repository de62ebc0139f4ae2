//! URI functions – ECMA-262 §19.2.6 <https://tc39.es/ecma262/#sec-uri-handling-functions>

use crate::heap::Local;
use crate::runtime::{Abrupt, Arguments, Completion, Intrinsic, Scope, TextBuilder, throw_error, to_string, units};

/// Characters that stay as they are besides letters and digits: uriMark.
const MARKS: &[u8] = b"-_.!~*'()";
/// uriReserved and `#`.
const RESERVED: &[u8] = b";/?:@&=+$,#";

/// decodeURI ( encodedURI ) – <https://tc39.es/ecma262/#sec-decodeuri-encodeduri>
pub(super) fn decode_uri<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    decode(cx, text, RESERVED)
}

/// decodeURIComponent ( encodedURIComponent ) – <https://tc39.es/ecma262/#sec-decodeuricomponent-encodeduricomponent>
pub(super) fn decode_uri_component<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    decode(cx, text, b"")
}

/// encodeURI ( uri ) – <https://tc39.es/ecma262/#sec-encodeuri-uri>
pub(super) fn encode_uri<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    encode(cx, text, RESERVED)
}

/// encodeURIComponent ( uriComponent ) – <https://tc39.es/ecma262/#sec-encodeuricomponent-uricomponent>
pub(super) fn encode_uri_component<'s>(
    cx: &mut Scope<'s>,
    _this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    encode(cx, text, b"")
}

#[cold]
fn throw_malformed(cx: &mut Scope<'_>) -> Abrupt {
    throw_error(cx, Intrinsic::UriErrorPrototype, format_args!("URI malformed"))
}

fn is_unreserved(unit: u16, extra: &[u8]) -> bool {
    u8::try_from(unit).is_ok_and(|byte| byte.is_ascii_alphanumeric() || MARKS.contains(&byte) || extra.contains(&byte))
}

/// Encode – <https://tc39.es/ecma262/#sec-encode>
fn encode<'s>(cx: &mut Scope<'s>, text: Local<'s>, extra: &[u8]) -> Completion<Local<'s>> {
    let all = units(cx, text)?;
    let length = all.len();
    let Some(first) = all.iter().position(|unit| !is_unreserved(unit, extra)) else { return Ok(text) };
    cx.step(length as u64 / 8)?;
    let mut result = TextBuilder::new();
    for index in 0..first {
        let unit = units(cx, text)?.get(index).unwrap_or(0);
        result.push_unit(cx, unit)?;
    }
    let mut index = first;
    while index < length {
        let Some((point, width)) = units(cx, text)?.code_point_at(index) else { break };
        index += width;
        if u16::try_from(point).is_ok_and(|unit| is_unreserved(unit, extra)) {
            result.push_unit(cx, point as u16)?;
            continue;
        }
        let Some(character) = char::from_u32(point) else { return Err(throw_malformed(cx)) };
        let mut buffer = [0; 4];
        for byte in character.encode_utf8(&mut buffer).bytes() {
            for unit in [b'%', hexadecimal(byte >> 4), hexadecimal(byte & 15)] {
                result.push_unit(cx, unit as u16)?;
            }
        }
    }
    result.finish(cx)
}

/// An upper-case hexadecimal digit.
pub(super) fn hexadecimal(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'A' + digit - 10 }
}

/// Decode – <https://tc39.es/ecma262/#sec-decode>
fn decode<'s>(cx: &mut Scope<'s>, text: Local<'s>, preserved: &[u8]) -> Completion<Local<'s>> {
    let all = units(cx, text)?;
    let length = all.len();
    if all.position_of(b'%' as u16, 0).is_none() {
        return Ok(text);
    }
    cx.step(length as u64 / 8)?;
    let mut result = TextBuilder::new();
    let mut index = 0;
    while let Some(unit) = units(cx, text)?.get(index) {
        if unit != b'%' as u16 {
            result.push_unit(cx, unit)?;
            index += 1;
            continue;
        }
        let start = index;
        let Some(character) = escaped_character(cx, text, &mut index)? else { return Err(throw_malformed(cx)) };
        if u8::try_from(character).is_ok_and(|byte| preserved.contains(&byte)) {
            for kept in start..index {
                let unit = units(cx, text)?.get(kept).unwrap_or(0);
                result.push_unit(cx, unit)?;
            }
            continue;
        }
        let mut buffer = [0; 2];
        for &mut unit in character.encode_utf16(&mut buffer) {
            result.push_unit(cx, unit)?;
        }
    }
    result.finish(cx)
}

/// The character whose UTF-8 bytes stand escaped at `index`, which moves behind them; `None` when they are none.
fn escaped_character(cx: &mut Scope<'_>, text: Local<'_>, index: &mut usize) -> Completion<Option<char>> {
    let all = units(cx, text)?;
    let mut bytes = [0u8; 4];
    let mut byte = || {
        let escape = all.slice(*index, *index + 3);
        let digit = |at: usize| escape.get(at).and_then(|unit| char::from_u32(unit as u32)?.to_digit(16));
        if escape.get(0) != Some(b'%' as u16) {
            return None;
        }
        *index += 3;
        Some((digit(1)? * 16 + digit(2)?) as u8)
    };
    let Some(first) = byte() else { return Ok(None) };
    let count = match first {
        0..=0x7f => 1,
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf7 => 4,
        _ => return Ok(None),
    };
    bytes[0] = first;
    for place in &mut bytes[1..count] {
        let Some(next) = byte() else { return Ok(None) };
        *place = next;
    }
    Ok(std::str::from_utf8(&bytes[..count]).ok().and_then(|text| text.chars().next()))
}
