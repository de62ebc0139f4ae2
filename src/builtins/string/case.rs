//! Letter case – ECMA-262 §22.1.3.25 to §22.1.3.28. Locales change nothing here.
//!
//! Latin-1 is mapped byte by byte; anything else goes through Rust's tables, which are Unicode's with special casing and
//! the final sigma. A lone surrogate stands between two words.

use super::receiver;
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Scope, TextBuilder, units};
use crate::value::Units;

/// Which way letters are mapped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Lower,
    Upper,
}

/// String.prototype.toLowerCase ( ) – <https://tc39.es/ecma262/#sec-string.prototype.tolowercase>
pub(super) fn to_lower_case<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.toLowerCase")?;
    transform_case(cx, text, Case::Lower)
}

/// String.prototype.toLocaleLowerCase ( ) – <https://tc39.es/ecma262/#sec-string.prototype.tolocalelowercase>
pub(super) fn to_locale_lower_case<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.toLocaleLowerCase")?;
    transform_case(cx, text, Case::Lower)
}

/// String.prototype.toUpperCase ( ) – <https://tc39.es/ecma262/#sec-string.prototype.touppercase>
pub(super) fn to_upper_case<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.toUpperCase")?;
    transform_case(cx, text, Case::Upper)
}

/// String.prototype.toLocaleUpperCase ( ) – <https://tc39.es/ecma262/#sec-string.prototype.tolocaleuppercase>
pub(super) fn to_locale_upper_case<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.toLocaleUpperCase")?;
    transform_case(cx, text, Case::Upper)
}

/// TransformCase ( S, locales, targetCase ) – <https://tc39.es/ecma402/#sec-transform-case>
fn transform_case<'s>(cx: &mut Scope<'s>, text: Local<'s>, case: Case) -> Completion<Local<'s>> {
    let map: fn(u8) -> Option<u8> = if case == Case::Lower { lower_latin1 } else { upper_latin1 };
    if let Units::Latin1(bytes) = units(cx, text)? {
        if bytes.iter().all(|&byte| map(byte) == Some(byte)) {
            return Ok(text);
        }
        if bytes.iter().all(|&byte| map(byte).is_some()) {
            let length = bytes.len();
            let mut result = TextBuilder::new();
            result.reserve(cx, length, false)?;
            result.push_string(cx, text)?;
            result.map_latin1(|byte| map(byte).unwrap_or(byte));
            return result.finish(cx);
        }
    }
    super::normalize::map_runs(cx, text, |run| match case {
        Case::Lower => run.to_lowercase(),
        Case::Upper => run.to_uppercase(),
    })
}

/// The lower case of a Latin-1 character.
fn lower_latin1(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' | 0xc0..=0xd6 | 0xd8..=0xde => byte + 0x20,
        _ => byte,
    })
}

/// The upper case of a Latin-1 character, if that is one Latin-1 character.
fn upper_latin1(byte: u8) -> Option<u8> {
    match byte {
        b'a'..=b'z' | 0xe0..=0xf6 | 0xf8..=0xfe => Some(byte - 0x20),
        0xb5 | 0xdf | 0xff => None,
        _ => Some(byte),
    }
}
