//! Longer strings: concatenation, padding, repetition – ECMA-262 §22.1.3

use super::receiver;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Scope, TextBuilder, concat_strings, describe, string_length, throw_range_error,
    to_integer_or_infinity, to_length, to_string,
};
use crate::value::Fault;
use crate::value::layout::string::MAXIMUM_LENGTH;

/// String.prototype.concat ( ...args ) – <https://tc39.es/ecma262/#sec-string.prototype.concat>
pub(super) fn concat<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.concat")?;
    let result = cx.variable(text)?;
    for index in 0..arguments.count() {
        let mut cx = cx.open();
        let next = to_string(&mut cx, arguments.get(index))?;
        let longer = concat_strings(&mut cx, result.get(), next)?;
        result.set(&mut cx, longer);
    }
    Ok(result.get())
}

/// Where the filler goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Placement {
    Start,
    End,
}

/// StringPaddingBuiltinsImpl – <https://tc39.es/ecma262/#sec-stringpaddingbuiltinsimpl>
fn pad<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    arguments: Arguments<'s>,
    placement: Placement,
) -> Completion<Local<'s>> {
    let wanted = to_length(cx, arguments.get(0))?;
    let length = string_length(cx, text) as u64;
    if wanted <= length {
        return Ok(text);
    }
    let filler = match cx.raw(arguments.get(1)).is_undefined() {
        true => cx.string_latin1(b" ")?,
        false => to_string(cx, arguments.get(1))?,
    };
    let filler_length = string_length(cx, filler);
    if filler_length == 0 {
        return Ok(text);
    }
    if wanted > MAXIMUM_LENGTH as u64 {
        return Err(cx.fault(Fault::InvalidLength));
    }
    let mut missing = (wanted - length) as usize;
    let mut result = TextBuilder::new();
    if placement == Placement::End {
        result.push_string(cx, text)?;
    }
    while missing > 0 {
        cx.step(1)?;
        let count = missing.min(filler_length);
        result.push_part(cx, filler, 0, count)?;
        missing -= count;
    }
    if placement == Placement::Start {
        result.push_string(cx, text)?;
    }
    result.finish(cx)
}

/// String.prototype.padStart ( maxLength [ , fillString ] ) –
/// <https://tc39.es/ecma262/#sec-string.prototype.padstart>
pub(super) fn pad_start<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.padStart")?;
    pad(cx, text, arguments, Placement::Start)
}

/// String.prototype.padEnd ( maxLength [ , fillString ] ) – <https://tc39.es/ecma262/#sec-string.prototype.padend>
pub(super) fn pad_end<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.padEnd")?;
    pad(cx, text, arguments, Placement::End)
}

/// String.prototype.repeat ( count ) – <https://tc39.es/ecma262/#sec-string.prototype.repeat>
pub(super) fn repeat<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = receiver(cx, this, "String.prototype.repeat")?;
    let count = to_integer_or_infinity(cx, arguments.get(0))?;
    if !(0.0..f64::INFINITY).contains(&count) {
        let shown = describe(cx, arguments.get(0));
        return Err(throw_range_error(cx, format_args!("Invalid count value: {shown}")));
    }
    let length = string_length(cx, text);
    if length == 0 || count == 0.0 {
        return cx.known_string(crate::runtime::names::KnownName::Empty);
    }
    if count * length as f64 > MAXIMUM_LENGTH as f64 {
        return Err(cx.fault(Fault::InvalidLength));
    }
    let (count, mut result) = (count as usize, TextBuilder::new());
    cx.step((count * length / 64) as u64)?;
    result.push_string(cx, text)?;
    result.repeat(cx, count)?;
    result.finish(cx)
}
