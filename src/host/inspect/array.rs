//! Arrays, typed arrays, array buffers.

use super::property::{Form, format_property};
use super::style::Style;
use super::text::{number, plural};
use super::value::{format_primitive, format_value};
use super::{Depth, Inspector};
use crate::heap::{Local, Raw};
use crate::host::bytes;
use crate::runtime::{
    Completion, KeyList, PropertyKey, Scope, dense_elements, get_index, has_own_property, length_of_array_like,
    own_property_keys, throw_range_error,
};

/// `... 5 more items`
pub(super) fn more_items(rest: f64) -> String {
    format!("... {} more item{}", number(rest, false), plural(rest))
}

/// How many of `length` entries are shown, as `Math.min(Math.max(0, most), length)`: a script may ask for NaN or 2.5.
pub(super) fn shown(most: f64, length: usize) -> f64 {
    if most.is_nan() { most } else { most.max(0.0).min(length as f64) }
}

/// As [`shown`], where the entries go to an array made in advance.
///
/// # Errors
/// RangeError when that is no length of an array.
pub(super) fn shown_exactly(cx: &mut Scope<'_>, most: f64, length: usize) -> Completion<usize> {
    let shown = shown(most, length);
    if shown.fract() == 0.0 {
        return Ok(shown as usize);
    }
    Err(throw_range_error(cx, format_args!("Invalid array length")))
}

/// The elements of an array; runs of holes are one entry each.
pub(super) fn format_array<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    array: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let length = length_of_array_like(cx, array)?;
    let limit = shown(inspector.options.max_array_length, length as usize);
    let mut entries = Vec::new();
    let mut keys = None;
    let mut has_holes = false;
    let mut index = 0;
    while (entries.len() as f64) < limit && index < length {
        cx.step(1)?;
        if has_own_property(cx, array, PropertyKey::Index(index as u32))? {
            let mut cx = cx.open();
            let key = PropertyKey::Index(index as u32);
            let entry = format_property(&mut cx, inspector, array, key, at, Form::Element)?;
            inspector.hold(&mut cx, entry.len())?;
            entries.push(entry);
            index += 1;
        } else {
            has_holes = true;
            let next = next_index(cx, array, index, length, &mut keys)?;
            let count = next - index;
            let note = format!("<{count} empty item{}>", plural(count as f64));
            entries.push(inspector.paint(&note, Style::Undefined));
            index = next;
        }
    }
    let rest = if has_holes { (length - index) as f64 } else { length as f64 - limit };
    if rest > 0.0 {
        entries.push(more_items(rest));
    }
    Ok(entries)
}

/// The first index from `from` on that the array has, or its length.
fn next_index<'s>(
    cx: &mut Scope<'s>,
    array: Local<'s>,
    from: u64,
    length: u64,
    keys: &mut Option<KeyList<'s>>,
) -> Completion<u64> {
    if cx.raw(array).is_kind(crate::value::kind::ARRAY)
        && let Some((elements, first, capacity)) = dense_elements(cx.raw(array))
    {
        let is_there = |&index: &usize| !elements.word(first + index).is_hole();
        let next = (from as usize..capacity).find(is_there);
        cx.step(next.unwrap_or(capacity).saturating_sub(from as usize) as u64)?;
        return Ok(next.map_or(length, |next| next as u64).min(length));
    }
    let list = match *keys {
        Some(list) => list,
        None => *keys.insert(own_property_keys(cx, array)?),
    };
    let (mut low, mut high) = (0, list.len());
    let index_at = |cx: &mut Scope<'s>, place: usize| {
        let mut cx = cx.open();
        Ok(match list.get(&mut cx, place)? {
            PropertyKey::Index(index) => index as u64,
            _ => length,
        })
    };
    while low < high {
        let middle = (low + high) / 2;
        if index_at(cx, middle)? < from {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if low == list.len() { Ok(length) } else { Ok(index_at(cx, low)?.min(length)) }
}

/// The class of a typed array.
pub(super) fn typed_array_name(array: Raw<'_>) -> &'static str {
    bytes::class_of_view(array)
}

/// The elements in a typed array; 0 when its buffer is detached.
pub(super) fn typed_array_length(cx: &mut Scope<'_>, array: Local<'_>) -> Completion<usize> {
    Ok(bytes::length_of_view(cx, array))
}

/// The elements of a typed array.
pub(super) fn format_typed_array<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    array: Local<'s>,
    at: Depth<'_>,
) -> Completion<Vec<String>> {
    let length = typed_array_length(cx, array)?;
    let shown = shown_exactly(cx, inspector.options.max_array_length, length)?;
    let mut entries = Vec::new();
    for index in 0..shown {
        let mut cx = cx.open();
        let element = get_index(&mut cx, array, index as u64)?;
        let entry = format_primitive(&mut cx, inspector, element)?;
        inspector.hold(&mut cx, entry.len())?;
        entries.push(entry);
    }
    if shown < length {
        entries.push(more_items((length - shown) as f64));
    }
    if inspector.options.show_hidden {
        inspector.indentation += 2;
        for name in ["BYTES_PER_ELEMENT", "length", "byteLength", "byteOffset", "buffer"] {
            let mut cx = cx.open();
            let value = crate::host::property::get(&mut cx, array, name)?;
            let text = format_value(&mut cx, inspector, value, Depth { in_view: true, ..at })?;
            entries.push(format!("[{name}]: {text}"));
        }
        inspector.indentation -= 2;
    }
    Ok(entries)
}

/// The first bytes of an array buffer.
pub(super) fn format_array_buffer<'s>(
    cx: &mut Scope<'s>,
    inspector: &mut Inspector,
    buffer: Local<'s>,
) -> Completion<Vec<String>> {
    let Some(bytes) = bytes::of_buffer(cx, buffer) else {
        return Ok(vec![inspector.paint("(detached)", Style::Special)]);
    };
    let most = inspector.options.max_array_length;
    let rest = bytes.len() as f64 - most;
    let mut text = bytes::spaced_hex(&bytes[..shown(most, bytes.len()) as usize]);
    if rest > 0.0 {
        text.push_str(&format!(" ... {} more byte{}", number(rest, false), plural(rest)));
    }
    Ok(vec![format!("{}: <{text}>", inspector.paint("[Uint8Contents]", Style::Special))])
}
