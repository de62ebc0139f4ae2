//! What module `buffer` gets from Rust: strings to bytes and back, comparing, searching, copying, numbers in bytes.
//!
//! The bytes are those of array buffers: outside of the heap's pages, charged to it, freed with the last view.

mod encoding;
mod numbers;

use self::encoding::Encoding;
pub(in crate::host) use self::encoding::decode_base64;
use crate::heap::Local;
use crate::host::bytes::of_view;
use crate::host::held::Held;
use crate::host::report::throw_coded;
use crate::runtime::{
    Arguments, Completion, Intrinsic, NativeFunction, Scope, array_buffer_from_bytes, copy_bytes, rust_text,
    to_boolean, to_number, to_string, units, view_bytes_mut, view_of,
};
use crate::value;
use crate::value::layout::view;

pub(super) const FUNCTIONS: &[(&str, u8, NativeFunction)] = &[
    ("isEncoding", 1, is_encoding),
    ("encode", 2, encode),
    ("byteLength", 2, byte_length),
    ("decode", 4, decode),
    ("write", 5, write),
    ("compare", 2, compare),
    ("indexOf", 5, index_of),
    ("fill", 4, fill),
    ("copy", 5, copy),
    ("installNumbers", 1, numbers::install),
];

/// The encoding that an argument names; `undefined` is UTF-8.
fn encoding<'s>(cx: &mut Scope<'s>, name: Local<'s>) -> Completion<Encoding> {
    if !to_boolean(cx, name) {
        return Ok(Encoding::Utf8);
    }
    let text = to_string(cx, name)?;
    let text = rust_text(cx, text)?;
    match Encoding::named(&text) {
        Some(encoding) => Ok(encoding),
        None => {
            let message = format!("Unknown encoding: {text}");
            Err(throw_coded(cx, Intrinsic::TypeErrorPrototype, "ERR_UNKNOWN_ENCODING", &message))
        }
    }
}

fn is_encoding<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    if !value::is_string(cx.raw(arguments.get(0))) {
        return Ok(Local::FALSE);
    }
    let text = rust_text(cx, arguments.get(0))?;
    Ok(Local::bool(Encoding::named(&text).is_some()))
}

/// An index argument: whole, not negative.
fn index<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<usize> {
    Ok(to_number(cx, value)?.max(0.0) as usize)
}

/// The bytes of a string, charged while they are held.
fn encoded<'s>(cx: &mut Scope<'s>, text: Local<'s>, encoding: Encoding, held: &mut Held) -> Completion<Vec<u8>> {
    let length = encoding.byte_length(units(cx, text)?);
    held.hold(cx, length)?;
    Ok(encoding.encode(units(cx, text)?))
}

/// An ArrayBuffer with the bytes of a string.
fn encode<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let encoding = encoding(cx, arguments.get(1))?;
    let mut held = Held::default();
    let bytes = encoded(cx, arguments.get(0), encoding, &mut held)?;
    drop(held);
    array_buffer_from_bytes(cx, bytes)
}

fn byte_length<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = to_string(cx, arguments.get(1))?;
    let name = rust_text(cx, name)?;
    let encoding = Encoding::named(&name).unwrap_or(Encoding::Utf8);
    let length = encoding.byte_length(units(cx, arguments.get(0))?);
    Ok(Local::number(length as f64))
}

/// The string that the bytes `start..end` of a view spell.
fn decode<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let encoding = encoding(cx, arguments.get(1))?;
    let (start, end) = (index(cx, arguments.get(2))?, index(cx, arguments.get(3))?);
    let bytes = of_view(cx, arguments.get(0)).unwrap_or_default();
    let end = end.min(bytes.len());
    let length = end.saturating_sub(start);
    let mut held = Held::default();
    held.hold(cx, 3 * length)?;
    let bytes = of_view(cx, arguments.get(0)).and_then(|bytes| bytes.get(start..end)).unwrap_or_default().to_vec();
    encoding.decode(cx, bytes)
}

/// Writes a string into a view: text, encoding, offset, greatest length; the number of bytes written.
fn write<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(1))?;
    let encoding = encoding(cx, arguments.get(2))?;
    let (offset, length) = (index(cx, arguments.get(3))?, index(cx, arguments.get(4))?);
    let mut held = Held::default();
    let bytes = encoded(cx, text, encoding, &mut held)?;
    let target = view_bytes_mut(&mut cx.heap, arguments.get(0));
    let room = target.len().saturating_sub(offset).min(length);
    let count = encoding.whole_part(&bytes, room);
    if let (Some(target), Some(bytes)) = (target.get_mut(offset..offset + count), bytes.get(..count)) {
        target.copy_from_slice(bytes);
    }
    Ok(Local::number(count as f64))
}

/// The order of two views: -1, 0, 1.
fn compare<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let bytes = |place| of_view(cx, arguments.get(place)).unwrap_or_default();
    Ok(Local::int(bytes(0).cmp(bytes(1)) as i32))
}

/// Where the second view's bytes occur in the first: from an offset forwards, or backwards; every `step` bytes.
fn index_of<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let offset = to_number(cx, arguments.get(2))?;
    let backwards = to_boolean(cx, arguments.get(3));
    let step = index(cx, arguments.get(4))?.max(1);
    let bytes = |place| of_view(cx, arguments.get(place)).unwrap_or_default();
    let (hay, needle) = (bytes(0), bytes(1));
    let length = hay.len() as f64;
    let start = if offset < 0.0 { length + offset } else { offset };
    let found = if backwards {
        let Some(last) = hay.len().checked_sub(needle.len()) else { return Ok(Local::int(-1)) };
        if start < 0.0 {
            None
        } else {
            (0..=last.min(start as usize)).rev().filter(|at| at % step == 0).find(|&at| hay[at..].starts_with(needle))
        }
    } else {
        let start = start.max(0.0) as usize;
        find(hay, needle, start, step)
    };
    let spent = hay.len() as u64 / 16;
    cx.step(1 + spent)?;
    Ok(found.map_or(Local::int(-1), |at| Local::number(at as f64)))
}

fn find(hay: &[u8], needle: &[u8], start: usize, step: usize) -> Option<usize> {
    let Some(&first) = needle.first() else { return Some(start.min(hay.len())) };
    let mut at = start;
    while at + needle.len() <= hay.len() {
        at += hay[at..=hay.len() - needle.len()].iter().position(|&byte| byte == first)?;
        if at.is_multiple_of(step) && hay[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Repeats the bytes of the second view in the range `start..end` of the first; false if there are none.
fn fill<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let (start, end) = (index(cx, arguments.get(2))?, index(cx, arguments.get(3))?);
    let mut held = Held::default();
    let length = of_view(cx, arguments.get(1)).map_or(0, <[u8]>::len);
    held.hold(cx, length)?;
    let pattern = of_view(cx, arguments.get(1)).unwrap_or_default().to_vec();
    cx.step(1 + end.saturating_sub(start) as u64 / 64)?;
    let target = view_bytes_mut(&mut cx.heap, arguments.get(0));
    let end = end.min(target.len());
    if pattern.is_empty() {
        return Ok(Local::FALSE);
    }
    if let Some(target) = target.get_mut(start..end) {
        target.iter_mut().zip(pattern.iter().cycle()).for_each(|(to, &from)| *to = from);
    }
    Ok(Local::TRUE)
}

/// Copies bytes: source, target, start in the target, start and count in the source.
fn copy<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let [to, from, count] = [index(cx, arguments.get(2))?, index(cx, arguments.get(3))?, index(cx, arguments.get(4))?];
    let (source, target) = (arguments.get(0), arguments.get(1));
    let (Some(source_view), Some(target_view)) = (view_of(cx.raw(source)), view_of(cx.raw(target))) else {
        return Ok(Local::int(0));
    };
    let room = source_view.byte_length().saturating_sub(from).min(target_view.byte_length().saturating_sub(to));
    let count = count.min(room);
    cx.step(1 + count as u64 / 64)?;
    let source_buffer = cx.word(source, view::BUFFER)?;
    let target_buffer = cx.word(target, view::BUFFER)?;
    let (from, to) = (source_view.offset + from, target_view.offset + to);
    copy_bytes(&mut cx.heap, (source_buffer, from), (target_buffer, to), count);
    Ok(Local::number(count as f64))
}
