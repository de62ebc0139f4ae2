//! `RegExp.escape` – ECMA-262 §22.2.5.1

use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, throw_type_error, units};
use crate::value;

/// RegExp.escape ( S ) – <https://tc39.es/ecma262/#sec-regexp.escape>
pub(super) fn escape<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = arguments.get(0);
    if !value::is_string(cx.raw(text)) {
        return Err(throw_type_error(cx, format_args!("RegExp.escape requires a string")));
    }
    let (mut result, mut position) = (TextBuilder::new(), 0);
    while let Some((point, width)) = units(cx, text)?.code_point_at(position) {
        cx.step(1)?;
        let is_first = position == 0;
        position += width;
        let character = char::from_u32(point);
        match character {
            Some(letter) if is_first && letter.is_ascii_alphanumeric() => {
                result.push_latin1(cx, format!("\\x{point:02x}").as_bytes())?;
            }
            _ => encode(cx, &mut result, point)?,
        }
    }
    result.finish(cx)
}

/// EncodeForRegExpEscape ( cp ) – <https://tc39.es/ecma262/#sec-encodeforregexpescape>
fn encode(cx: &mut Scope<'_>, result: &mut TextBuilder, point: u32) -> Completion<()> {
    let is_white = value::number::is_white_space(point);
    let escaped = match u8::try_from(point) {
        Ok(b'\t') => "\\t".to_owned(),
        Ok(b'\n') => "\\n".to_owned(),
        Ok(0xb) => "\\v".to_owned(),
        Ok(0xc) => "\\f".to_owned(),
        Ok(b'\r') => "\\r".to_owned(),
        Ok(byte) if b"^$\\.*+?()[]{}|/".contains(&byte) => format!("\\{}", char::from(byte)),
        Ok(byte) if b",-=<>#&!%:;@~'`\"".contains(&byte) => format!("\\x{byte:02x}"),
        Ok(byte) if is_white => format!("\\x{byte:02x}"),
        _ if is_white || (0xd800..0xe000).contains(&point) => format!("\\u{point:04x}"),
        _ => return result.push_code_point(cx, point),
    };
    result.push_latin1(cx, escaped.as_bytes())
}
