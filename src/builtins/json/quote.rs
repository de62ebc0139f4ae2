//! QuoteJSONString – ECMA-262 §25.5.2.3 <https://tc39.es/ecma262/#sec-quotejsonstring>

use crate::heap::Local;
use crate::runtime::{Completion, Scope, TextBuilder, units};
use crate::value::{self, Units};

/// Appends a text in quotation marks, what must be escaped escaped.
pub(super) fn push_quoted(cx: &mut Scope<'_>, result: &mut TextBuilder, text: Local<'_>) -> Completion<()> {
    if push_plain(cx, result, text, b"\"", b"\"")? {
        return Ok(());
    }
    result.push_latin1(cx, b"\"")?;
    let mut start = 0;
    while let Some((position, unit)) = next_escaped(units(cx, text)?, start) {
        cx.step(1)?;
        result.push_part(cx, text, start, position)?;
        push_escape(cx, result, unit)?;
        start = position + 1;
    }
    result.push_part(cx, text, start, usize::MAX)?;
    result.push_latin1(cx, b"\"")
}

/// Appends `before`, a Latin-1 text in which nothing must be escaped, and `after`; false for other texts.
pub(super) fn push_plain(
    cx: &mut Scope<'_>,
    result: &mut TextBuilder,
    text: Local<'_>,
    before: &[u8],
    after: &[u8],
) -> Completion<bool> {
    let units = units(cx, text)?;
    if !matches!(units, Units::Latin1(_)) || next_escaped(units, 0).is_some() {
        return Ok(false);
    }
    let length = units.len();
    result.reserve(cx, before.len() + length + after.len(), false)?;
    result.append(Units::Latin1(before));
    result.append(value::units(cx.raw(text)));
    result.append(Units::Latin1(after));
    Ok(true)
}

/// The first unit at or after `from` that cannot stand for itself.
fn next_escaped(text: Units<'_>, from: usize) -> Option<(usize, u16)> {
    match text {
        Units::Latin1(bytes) => {
            let found = bytes.get(from..)?.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\')?;
            Some((from + found, bytes[from + found] as u16))
        }
        Units::TwoByte(units) => {
            let mut position = from;
            while position < units.len() {
                let unit = units[position];
                let (point, width) = text.code_point_at(position)?;
                let is_lone = (0xd800..0xe000).contains(&point);
                if unit < 0x20 || unit == b'"' as u16 || unit == b'\\' as u16 || is_lone {
                    return Some((position, unit));
                }
                position += width;
            }
            None
        }
    }
}

fn push_escape(cx: &mut Scope<'_>, result: &mut TextBuilder, unit: u16) -> Completion<()> {
    let short: &[u8] = match unit {
        0x08 => b"\\b",
        0x09 => b"\\t",
        0x0a => b"\\n",
        0x0c => b"\\f",
        0x0d => b"\\r",
        0x22 => b"\\\"",
        0x5c => b"\\\\",
        _ => return result.push_latin1(cx, format!("\\u{unit:04x}").as_bytes()),
    };
    result.push_latin1(cx, short)
}
