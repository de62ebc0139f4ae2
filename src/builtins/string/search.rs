//! Looking for a text in a string – ECMA-262 §22.1.3. Patterns of other kinds are in `pattern.rs`.

use super::{is_reg_exp, receiver};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, string_length, throw_type_error, to_integer_or_infinity, to_number, to_string, units,
};
use crate::value;

/// First position at or after `from` where `wanted` occurs in `text`.
pub(super) fn string_index_of(
    cx: &mut Scope<'_>,
    text: Local<'_>,
    wanted: Local<'_>,
    from: usize,
) -> Completion<Option<usize>> {
    units(cx, text)?;
    units(cx, wanted)?;
    cx.step(string_length(cx, text).saturating_sub(from) as u64 / 128)?;
    Ok(value::units(cx.raw(text)).index_of(value::units(cx.raw(wanted)), from))
}

/// A position argument, clamped to the string.
fn clamped<'s>(cx: &mut Scope<'s>, argument: Local<'s>, text: Local<'s>) -> Completion<usize> {
    let position = to_integer_or_infinity(cx, argument)?;
    Ok(position.clamp(0.0, string_length(cx, text) as f64) as usize)
}

/// The text searched for, which must not be a regular expression.
fn plain_text<'s>(cx: &mut Scope<'s>, wanted: Local<'s>, method: &str) -> Completion<Local<'s>> {
    if is_reg_exp(cx, wanted)? {
        return Err(throw_type_error(cx, format_args!("First argument to {method} must not be a regular expression")));
    }
    to_string(cx, wanted)
}

/// String.prototype.includes ( searchString [ , position ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.includes>
pub(super) fn includes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.includes")?;
    let wanted = plain_text(cx, arguments.get(0), "String.prototype.includes")?;
    let from = clamped(cx, arguments.get(1), text)?;
    let found = string_index_of(cx, text, wanted, from)?;
    Ok(Local::bool(found.is_some()))
}

/// String.prototype.indexOf ( searchString [ , position ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.indexof>
pub(super) fn index_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.indexOf")?;
    let wanted = to_string(cx, arguments.get(0))?;
    let from = clamped(cx, arguments.get(1), text)?;
    let found = string_index_of(cx, text, wanted, from)?;
    Ok(found.map_or(Local::int(-1), |position| Local::number(position as f64)))
}

/// String.prototype.lastIndexOf ( searchString [ , position ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.lastindexof>
pub(super) fn last_index_of<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.lastIndexOf")?;
    let wanted = to_string(cx, arguments.get(0))?;
    let position = to_number(cx, arguments.get(1))?;
    let length = string_length(cx, text) as f64;
    let from = if position.is_nan() { length } else { position.trunc().clamp(0.0, length) };
    units(cx, text)?;
    units(cx, wanted)?;
    cx.step(length as u64 / 64)?;
    let found = value::units(cx.raw(text)).last_index_of(value::units(cx.raw(wanted)), from as usize);
    Ok(found.map_or(Local::int(-1), |position| Local::number(position as f64)))
}

/// Whether `wanted` stands in `text` at `position`.
fn stands_at(cx: &mut Scope<'_>, text: Local<'_>, wanted: Local<'_>, position: usize) -> Completion<Local<'static>> {
    units(cx, text)?;
    units(cx, wanted)?;
    let wanted = value::units(cx.raw(wanted));
    let part = value::units(cx.raw(text)).slice(position, position + wanted.len());
    Ok(Local::bool(part.same(wanted)))
}

/// String.prototype.startsWith ( searchString [ , position ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.startswith>
pub(super) fn starts_with<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.startsWith")?;
    let wanted = plain_text(cx, arguments.get(0), "String.prototype.startsWith")?;
    let start = clamped(cx, arguments.get(1), text)?;
    stands_at(cx, text, wanted, start)
}

/// String.prototype.endsWith ( searchString [ , endPosition ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.endswith>
pub(super) fn ends_with<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.endsWith")?;
    let wanted = plain_text(cx, arguments.get(0), "String.prototype.endsWith")?;
    let end = match cx.raw(arguments.get(1)).is_undefined() {
        true => string_length(cx, text),
        false => clamped(cx, arguments.get(1), text)?,
    };
    match end.checked_sub(string_length(cx, wanted)) {
        Some(start) => stands_at(cx, text, wanted, start),
        None => Ok(Local::FALSE),
    }
}
