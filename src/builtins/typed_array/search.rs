//! Methods of typed arrays that look for something, and texts of them – ECMA-262 §23.2.3

use super::create::validate;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, ByteOrder, Completion, Element, ElementType, Scope, TextBuilder, invoke, read_element,
    to_integer_or_infinity, to_relative_index, to_string, typed_array_get, view_bigint, view_bytes, view_of,
};
use crate::value::kind;
use crate::value::number::number_to_string;

/// Elements compared for a unit of fuel.
const ELEMENTS_A_STEP: usize = 16;

/// %TypedArray%.prototype.at ( index ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.at>
pub(super) fn at<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.at")?.length as f64;
    let relative = to_integer_or_infinity(cx, arguments.get(0))?;
    let index = if relative < 0.0 { length + relative } else { relative };
    if index < 0.0 || index >= length {
        return Ok(Local::UNDEFINED);
    }
    typed_array_get(cx, this, index as usize)
}

/// Which elements are equal to the one looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equality {
    /// IsStrictlyEqual.
    Strict,
    /// SameValueZero.
    SameValueZero,
}

/// The value looked for as an element of this type, if one can be equal to it.
fn wanted(cx: &Scope<'_>, value: Local<'_>, element: ElementType) -> Option<Element> {
    let raw = cx.raw(value);
    if raw.is_number() {
        return (!element.is_bigint()).then(|| Element::Number(raw.as_number()));
    }
    if !raw.is_kind(kind::BIGINT) {
        return None;
    }
    let integer = view_bigint(raw);
    match element {
        ElementType::BigInt64 => i64::try_from(&integer).ok().map(Element::Int64),
        ElementType::BigUint64 => u64::try_from(&integer).ok().map(Element::Uint64),
        _ => None,
    }
}

/// The first (or last) index in `from..to` whose element is equal to `value`, as far as the array still reaches.
fn position(
    cx: &mut Scope<'_>,
    array: Local<'_>,
    value: Local<'_>,
    range: std::ops::Range<usize>,
    (equality, last): (Equality, bool),
) -> Completion<Option<usize>> {
    cx.step((range.len() / ELEMENTS_A_STEP) as u64)?;
    let Some(view) = view_of(cx.raw(array)) else { return Ok(None) };
    let Some(wanted) = wanted(cx, value, view.element) else { return Ok(None) };
    let (bytes, size) = (view_bytes(cx.heap(), cx.raw(array)), view.element.size());
    let is_equal = |element: Element| match (element, wanted) {
        (Element::Number(found), Element::Number(wanted)) => {
            found == wanted || equality == Equality::SameValueZero && found.is_nan() && wanted.is_nan()
        }
        (found, wanted) => found == wanted,
    };
    let matches = |&index: &usize| is_equal(read_element(&bytes[index * size..], view.element, ByteOrder::Little));
    let mut range = range.start..range.end.min(view.length);
    Ok(if last { range.rev().find(matches) } else { range.find(matches) })
}

/// %TypedArray%.prototype.includes ( searchElement [ , fromIndex ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.includes>
pub(super) fn includes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.includes")?.length;
    if length == 0 {
        return Ok(Local::FALSE);
    }
    let from = to_relative_index(cx, arguments.get(1), length as u64, 0)? as usize;
    let value = arguments.get(0);
    let reaches = view_of(cx.raw(this)).map_or(0, |view| view.length);
    if cx.raw(value).is_undefined() && from < length && reaches < length {
        return Ok(Local::TRUE);
    }
    let found = position(cx, this, value, from..length, (Equality::SameValueZero, false))?;
    Ok(Local::bool(found.is_some()))
}

/// %TypedArray%.prototype.indexOf ( searchElement [ , fromIndex ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.indexof>
pub(super) fn index_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.indexOf")?.length;
    if length == 0 {
        return Ok(Local::int(-1));
    }
    let from = to_relative_index(cx, arguments.get(1), length as u64, 0)? as usize;
    let found = position(cx, this, arguments.get(0), from..length, (Equality::Strict, false))?;
    Ok(Local::number(found.map_or(-1.0, |index| index as f64)))
}

/// %TypedArray%.prototype.lastIndexOf ( searchElement [ , fromIndex ] ) –
/// <https://tc39.es/ecma262/#sec-%typedarray%.prototype.lastindexof>
pub(super) fn last_index_of<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.lastIndexOf")?.length;
    if length == 0 {
        return Ok(Local::int(-1));
    }
    let from = match arguments.present(1) {
        Some(from) => to_integer_or_infinity(cx, from)?,
        None => length as f64 - 1.0,
    };
    let end = if from < 0.0 { length as f64 + from + 1.0 } else { (from + 1.0).min(length as f64) };
    let found = position(cx, this, arguments.get(0), 0..end.max(0.0) as usize, (Equality::Strict, true))?;
    Ok(Local::number(found.map_or(-1.0, |index| index as f64)))
}

/// %TypedArray%.prototype.join ( separator ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.join>
pub(super) fn join<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.join")?.length;
    let separator = match cx.raw(arguments.get(0)).is_undefined() {
        true => cx.string_latin1(b",")?,
        false => to_string(cx, arguments.get(0))?,
    };
    let mut text = TextBuilder::new();
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        if index > 0 {
            text.push_string(&mut cx, separator)?;
        }
        let value = typed_array_get(&mut cx, this, index)?;
        if cx.raw(value).is_number() {
            let number = number_to_string(cx.raw(value).as_number());
            text.push_latin1(&mut cx, number.as_bytes())?;
        } else if !cx.raw(value).is_undefined() {
            let value = to_string(&mut cx, value)?;
            text.push_string(&mut cx, value)?;
        }
    }
    text.finish(cx)
}

/// %TypedArray%.prototype.toLocaleString ( ) – <https://tc39.es/ecma262/#sec-%typedarray%.prototype.tolocalestring>
pub(super) fn to_locale_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let length = validate(cx, this, "%TypedArray%.prototype.toLocaleString")?.length;
    let mut text = TextBuilder::new();
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        if index > 0 {
            text.push_latin1(&mut cx, b",")?;
        }
        let value = typed_array_get(&mut cx, this, index)?;
        if !cx.raw(value).is_undefined() {
            let shown = invoke(&mut cx, value, KnownName::ToLocaleString.into(), &[])?;
            let shown = to_string(&mut cx, shown)?;
            text.push_string(&mut cx, shown)?;
        }
    }
    text.finish(cx)
}
