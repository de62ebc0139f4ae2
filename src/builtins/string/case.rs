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
    let mapped = match case {
        Case::Lower => transform_latin1(cx, text, lower_latin1)?,
        Case::Upper => transform_latin1(cx, text, upper_latin1)?,
    };
    if let Some(mapped) = mapped {
        return Ok(mapped);
    }
    super::normalize::map_runs(cx, text, |run| match case {
        Case::Lower => run.to_lowercase(),
        Case::Upper => run.to_uppercase(),
    })
}

/// The text with every byte mapped, if it is Latin-1 and stays so.
fn transform_latin1<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    map: impl Fn(u8) -> Option<u8>,
) -> Completion<Option<Local<'s>>> {
    let Units::Latin1(bytes) = units(cx, text)? else { return Ok(None) };
    let (mut changes, mut fits) = (false, true);
    for &byte in bytes {
        let mapped = map(byte);
        changes |= mapped != Some(byte);
        fits &= mapped.is_some();
    }
    if !changes || !fits {
        return Ok((!changes).then_some(text));
    }
    let length = bytes.len();
    cx.step(length as u64 / 64)?;
    let mut result = TextBuilder::new();
    result.reserve(cx, length, false)?;
    result.push_string(cx, text)?;
    result.map_latin1(|byte| map(byte).unwrap_or(byte));
    result.finish(cx).map(Some)
}

/// The lower case of a Latin-1 character.
#[inline(always)]
fn lower_latin1(byte: u8) -> Option<u8> {
    Some(match byte {
        b'A'..=b'Z' | 0xc0..=0xd6 | 0xd8..=0xde => byte + 0x20,
        _ => byte,
    })
}

/// The upper case of a Latin-1 character, if that is one Latin-1 character.
#[inline(always)]
fn upper_latin1(byte: u8) -> Option<u8> {
    match byte {
        b'a'..=b'z' | 0xe0..=0xf6 | 0xf8..=0xfe => Some(byte - 0x20),
        0xb5 | 0xdf | 0xff => None,
        _ => Some(byte),
    }
}
