//! Looking for elements of an array by index and by value – ECMA-262 §23.1.3.

use super::dense::{element, is_readable, present_element};
use super::receiver;
use crate::heap::{Local, Raw};
use crate::runtime::{
    Arguments, Completion, Scope, array_length, dense_elements, is_strictly_equal, length_of_array_like,
    same_value_zero, to_integer_or_infinity,
};
use crate::value::{self, kind};

/// Array.prototype.at ( index ) – <https://tc39.es/ecma262/#sec-array.prototype.at>
pub(super) fn at<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.at")?;
    let length = length_of_array_like(cx, object)? as f64;
    let relative = to_integer_or_infinity(cx, arguments.get(0))?;
    let index = if relative >= 0.0 { relative } else { length + relative };
    if (0.0..length).contains(&index) { element(cx, object, index as u64) } else { Ok(Local::UNDEFINED) }
}

/// How values are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equality {
    /// IsStrictlyEqual; holes are skipped.
    Strict,
    /// SameValueZero; holes are `undefined`.
    SameZero,
}

/// Array.prototype.includes ( searchElement [ , fromIndex ] ) – <https://tc39.es/ecma262/#sec-array.prototype.includes>
pub(super) fn includes<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = crate::runtime::to_object(cx, this)?;
    let found = search(cx, object, arguments, Equality::SameZero)?;
    Ok(Local::bool(found.is_some()))
}

/// Array.prototype.indexOf ( searchElement [ , fromIndex ] ) – <https://tc39.es/ecma262/#sec-array.prototype.indexof>
pub(super) fn index_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.indexOf")?;
    let found = search(cx, object, arguments, Equality::Strict)?;
    Ok(found.map_or(Local::int(-1), |index| Local::number(index as f64)))
}

fn search<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    arguments: Arguments<'s>,
    equality: Equality,
) -> Completion<Option<u64>> {
    let length = length_of_array_like(cx, object)?;
    if length == 0 {
        return Ok(None);
    }
    let from = to_integer_or_infinity(cx, arguments.get(1))?;
    let from = if from >= 0.0 { from } else { (length as f64 + from).max(0.0) };
    if from >= length as f64 {
        return Ok(None);
    }
    let (from, wanted) = (from as u64, arguments.get(0));
    let quick = !needs_text(cx.raw(wanted)) && is_readable(cx, object);
    if quick && array_length(cx.raw(object)) as u64 == length {
        cx.step((length - from) / 16)?;
        return Ok(find_word(cx, object, wanted, from, length, equality));
    }
    for index in from..length {
        let mut cx = cx.open();
        cx.step(1)?;
        let equal = match equality {
            Equality::SameZero => {
                let value = element(&mut cx, object, index)?;
                same_value_zero(&mut cx, value, wanted)?
            }
            Equality::Strict => match present_element(&mut cx, object, index)? {
                Some(value) => is_strictly_equal(&mut cx, value, wanted)?,
                None => false,
            },
        };
        if equal {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// Whether equality is more than a comparison of words: strings and BigInts.
fn needs_text(value: Raw<'_>) -> bool {
    value::is_string(value) || value.is_kind(kind::BIGINT)
}

/// The search over the words of a dense array, for values that are numbers or identities.
fn find_word(
    cx: &Scope<'_>,
    array: Local<'_>,
    wanted: Local<'_>,
    from: u64,
    length: u64,
    equality: Equality,
) -> Option<u64> {
    let (wings, first, capacity) = dense_elements(cx.raw(array))?;
    let wanted = cx.raw(wanted);
    let end = length.min(capacity as u64);
    if !wings.is_pointer() || from >= end {
        return None;
    }
    let words = wings.words(first + from as usize..first + end as usize);
    let found = if wanted.is_number() {
        let number = wanted.as_number();
        let nan = number.is_nan() && equality == Equality::SameZero;
        words
            .iter()
            .position(|word| word.is_number() && (word.as_number() == number || nan && word.as_number().is_nan()))
    } else {
        let wanted = wanted.word_value();
        let holes_match = equality == Equality::SameZero && wanted.is_undefined();
        words.iter().position(|word| word.word_value() == wanted || holes_match && word.is_hole())
    };
    found.map(|position| from + position as u64)
}

/// Array.prototype.lastIndexOf ( searchElement [ , fromIndex ] ) –
/// <https://tc39.es/ecma262/#sec-array.prototype.lastindexof>
pub(super) fn last_index_of<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    arguments: Arguments<'s>,
) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.lastIndexOf")?;
    let length = length_of_array_like(cx, object)?;
    if length == 0 {
        return Ok(Local::int(-1));
    }
    let last = length as f64 - 1.0;
    let from = match arguments.present(1) {
        Some(from) => to_integer_or_infinity(cx, from)?,
        None => last,
    };
    let from = if from >= 0.0 { from.min(last) } else { length as f64 + from };
    if from < 0.0 {
        return Ok(Local::int(-1));
    }
    for index in (0..=from as u64).rev() {
        let mut cx = cx.open();
        cx.step(1)?;
        if let Some(value) = present_element(&mut cx, object, index)?
            && is_strictly_equal(&mut cx, value, arguments.get(0))?
        {
            return Ok(Local::number(index as f64));
        }
    }
    Ok(Local::int(-1))
}
