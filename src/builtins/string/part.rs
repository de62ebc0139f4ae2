//! Parts of a string: characters, substrings, trimming – ECMA-262 §22.1.3, annex B.2.2.1

use super::receiver;
use crate::heap::{Local, Raw};
use crate::runtime::{
    Arguments, Completion, Isolate, Scope, string_length, substring as cut, to_integer_or_infinity, to_relative_index,
    units,
};
use crate::value::{self, Units, Value, number};

/// The code unit at a position, if the position is inside.
fn unit_at(cx: &mut Scope<'_>, text: Local<'_>, position: f64) -> Completion<Option<u16>> {
    if !(0.0..string_length(cx, text) as f64).contains(&position) {
        return Ok(None);
    }
    Ok(units(cx, text)?.get(position as usize))
}

/// The code units of a flat string, and the position inside that an argument names plainly.
fn plain_position<'h>(this: Raw<'h>, arguments: &[Raw<'h>]) -> Option<(Units<'h>, usize)> {
    let index = arguments.first()?;
    if !index.is_int() || !value::is_string(this) {
        return None;
    }
    let units = value::flat_units(this)?;
    let position = usize::try_from(index.as_int()).ok().filter(|&position| position < units.len())?;
    Some((units, position))
}

/// The short way through `charCodeAt`.
pub(super) fn char_code_at_leaf<'h>(_: &'h Isolate, this: Raw<'h>, arguments: &[Raw<'h>]) -> Option<Raw<'h>> {
    let (units, position) = plain_position(this, arguments)?;
    Some(Raw::immediate(Value::int(i32::from(units.get(position)?))))
}

/// The short way through `codePointAt`.
pub(super) fn code_point_at_leaf<'h>(_: &'h Isolate, this: Raw<'h>, arguments: &[Raw<'h>]) -> Option<Raw<'h>> {
    let (units, position) = plain_position(this, arguments)?;
    let (point, _) = units.code_point_at(position)?;
    Some(Raw::immediate(Value::int(point as i32)))
}

/// The short way through `at` and `charAt`.
pub(super) fn character_leaf<'h>(isolate: &'h Isolate, this: Raw<'h>, arguments: &[Raw<'h>]) -> Option<Raw<'h>> {
    let (units, position) = plain_position(this, arguments)?;
    isolate.strings.known_single(&isolate.heap, units.get(position)?)
}

/// The one-unit string at a position; `outside` where there is none.
fn character_at<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    position: f64,
    outside: Option<Local<'s>>,
) -> Completion<Local<'s>> {
    match (unit_at(cx, text, position)?, outside) {
        (Some(unit), _) => {
            let slot = cx.single_character(unit);
            cx.adopt(slot)
        }
        (None, Some(outside)) => Ok(outside),
        (None, None) => cx.known_string(crate::runtime::names::KnownName::Empty),
    }
}

/// String.prototype.at ( index ) – <https://tc39.es/ecma262/#sec-string.prototype.at>
pub(super) fn at<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.at")?;
    let relative = to_integer_or_infinity(cx, arguments.get(0))?;
    let position = if relative >= 0.0 { relative } else { string_length(cx, text) as f64 + relative };
    character_at(cx, text, position, Some(Local::UNDEFINED))
}

/// String.prototype.charAt ( pos ) – <https://tc39.es/ecma262/#sec-string.prototype.charat>
pub(super) fn char_at<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.charAt")?;
    let position = to_integer_or_infinity(cx, arguments.get(0))?;
    character_at(cx, text, position, None)
}

/// String.prototype.charCodeAt ( pos ) – <https://tc39.es/ecma262/#sec-string.prototype.charcodeat>
pub(super) fn char_code_at<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.charCodeAt")?;
    let position = to_integer_or_infinity(cx, arguments.get(0))?;
    let unit = unit_at(cx, text, position)?;
    Ok(Local::number(unit.map_or(f64::NAN, f64::from)))
}

/// String.prototype.codePointAt ( pos ) – <https://tc39.es/ecma262/#sec-string.prototype.codepointat>
pub(super) fn code_point_at<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.codePointAt")?;
    let position = to_integer_or_infinity(cx, arguments.get(0))?;
    if !(0.0..string_length(cx, text) as f64).contains(&position) {
        return Ok(Local::UNDEFINED);
    }
    let point = units(cx, text)?.code_point_at(position as usize);
    Ok(point.map_or(Local::UNDEFINED, |(point, _)| Local::number(point as f64)))
}

/// String.prototype.slice ( start, end ) – <https://tc39.es/ecma262/#sec-string.prototype.slice>
pub(super) fn slice<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.slice")?;
    let length = string_length(cx, text) as u64;
    let from = to_relative_index(cx, arguments.get(0), length, 0)?;
    let to = to_relative_index(cx, arguments.get(1), length, length)?;
    cut(cx, text, from as usize, to.max(from) as usize)
}

/// String.prototype.substring ( start, end ) – <https://tc39.es/ecma262/#sec-string.prototype.substring>
pub(super) fn substring<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.substring")?;
    let length = string_length(cx, text) as f64;
    let start = to_integer_or_infinity(cx, arguments.get(0))?.clamp(0.0, length);
    let end = match cx.raw(arguments.get(1)).is_undefined() {
        true => length,
        false => to_integer_or_infinity(cx, arguments.get(1))?.clamp(0.0, length),
    };
    cut(cx, text, start.min(end) as usize, start.max(end) as usize)
}

/// String.prototype.substr ( start, length ) – <https://tc39.es/ecma262/#sec-string.prototype.substr>
pub(super) fn substr<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.substr")?;
    let size = string_length(cx, text) as f64;
    let start = to_integer_or_infinity(cx, arguments.get(0))?;
    let start = if start < 0.0 { (size + start).max(0.0) } else { start.min(size) };
    let count = match cx.raw(arguments.get(1)).is_undefined() {
        true => size,
        false => to_integer_or_infinity(cx, arguments.get(1))?.clamp(0.0, size),
    };
    cut(cx, text, start as usize, (start + count).min(size) as usize)
}

/// Which ends are trimmed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    Start,
    End,
    Both,
}

/// TrimString ( string, where ) – <https://tc39.es/ecma262/#sec-trimstring>
fn trim_string<'s>(cx: &mut Scope<'s>, text: Local<'s>, ends: Ends) -> Completion<Local<'s>> {
    fn bounds<U: number::CodeUnit>(text: &[U], ends: Ends) -> (usize, usize) {
        let start = if ends == Ends::End { 0 } else { text.len() - number::trim_start(text).len() };
        let rest = &text[start..];
        let end = if ends == Ends::Start { rest.len() } else { number::trim_end(rest).len() };
        (start, start + end)
    }
    let (start, end) = match units(cx, text)? {
        Units::Latin1(bytes) => bounds(bytes, ends),
        Units::TwoByte(units) => bounds(units, ends),
    };
    cut(cx, text, start, end)
}

/// String.prototype.trim ( ) – <https://tc39.es/ecma262/#sec-string.prototype.trim>
pub(super) fn trim<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.trim")?;
    trim_string(cx, text, Ends::Both)
}

/// String.prototype.trimStart ( ) – <https://tc39.es/ecma262/#sec-string.prototype.trimstart>
pub(super) fn trim_start<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.trimStart")?;
    trim_string(cx, text, Ends::Start)
}

/// String.prototype.trimEnd ( ) – <https://tc39.es/ecma262/#sec-string.prototype.trimend>
pub(super) fn trim_end<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.trimEnd")?;
    trim_string(cx, text, Ends::End)
}
