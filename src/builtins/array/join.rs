//! Arrays as text: `join`, `toString`, `toLocaleString` – ECMA-262 §23.1.3
//!
//! An array that is being joined already gives the empty text, as in every engine; the specification would recurse.

use super::dense::element;
use super::receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Intrinsic, PropertyKey, Scope, TextBuilder, call, get_known, invoke, is_callable,
    is_plain_array, length_of_array_like, throw_range_error, to_string as to_string_value,
};
use crate::value::layout::string::MAXIMUM_LENGTH;
use crate::value::{self, number};

/// Array.prototype.join ( separator ) – <https://tc39.es/ecma262/#sec-array.prototype.join>
pub(super) fn join<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let object = crate::runtime::to_object(cx, this)?;
    let length = length_of_array_like(cx, object)?;
    let separator = match cx.raw(arguments.get(0)).is_undefined() {
        true => cx.string_latin1(b",")?,
        false => to_string_value(cx, arguments.get(0))?,
    };
    once(cx, object, |cx| join_with(cx, object, length, separator, Item::Text))
}

/// Array.prototype.toLocaleString ( ) – <https://tc39.es/ecma262/#sec-array.prototype.tolocalestring>
pub(super) fn to_locale_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.toLocaleString")?;
    let length = length_of_array_like(cx, object)?;
    let separator = cx.string_latin1(b",")?;
    once(cx, object, |cx| join_with(cx, object, length, separator, Item::LocaleText))
}

/// Array.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-array.prototype.tostring>
pub(super) fn to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    let object = receiver(cx, this, "Array.prototype.toString")?;
    let mut function = get_known(cx, object, KnownName::Join)?;
    if !is_callable(cx, function) {
        function = cx.intrinsic(Intrinsic::ObjectProtoToString)?;
    }
    call(cx, function, object, &[])
}

/// Runs `body` unless the object is being joined further out; then the text is empty.
fn once<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    body: impl FnOnce(&mut Scope<'s>) -> Completion<Local<'s>>,
) -> Completion<Local<'s>> {
    let raw = cx.raw(object);
    if cx.joining.iter().any(|&slot| cx.raw(Local::in_slot(slot)).identical(raw)) {
        return cx.known_string(KnownName::Empty);
    }
    cx.check_stack()?;
    let slot = cx.variable(object)?.slot();
    cx.joining.push(slot);
    let result = body(cx);
    cx.joining.pop();
    result
}

/// What is made of an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    /// ToString.
    Text,
    /// ToString of its `toLocaleString`.
    LocaleText,
}

fn join_with<'s>(
    cx: &mut Scope<'s>,
    object: Local<'s>,
    length: u64,
    separator: Local<'s>,
    item: Item,
) -> Completion<Local<'s>> {
    let mut text = TextBuilder::new();
    let separators = (value::length(cx.raw(separator)) as u64).saturating_mul(length.saturating_sub(1));
    if separators > MAXIMUM_LENGTH as u64 && is_plain_array(cx, object) {
        // An array with hardly any elements: its separators alone are too long a text.
        return Err(throw_range_error(cx, format_args!("Invalid string length")));
    }
    let has_separator = separators > 0;
    for index in 0..length {
        let mut cx = cx.open();
        cx.step(1)?;
        if index > 0 && has_separator {
            text.push_string(&mut cx, separator)?;
        }
        let value = element(&mut cx, object, index)?;
        push_item(&mut cx, &mut text, value, item)?;
    }
    text.finish(cx)
}

fn push_item<'s>(cx: &mut Scope<'s>, text: &mut TextBuilder, value: Local<'s>, item: Item) -> Completion<()> {
    let raw = cx.raw(value);
    if raw.is_undefined() || raw.is_null() {
        return Ok(());
    }
    if item == Item::Text && raw.is_number() {
        let number = raw.as_number();
        return text.push_latin1(cx, number::number_to_string(number).as_bytes());
    }
    let value = match item {
        Item::Text => value,
        Item::LocaleText => invoke(cx, value, PropertyKey::Known(KnownName::ToLocaleString), &[])?,
    };
    let string = to_string_value(cx, value)?;
    text.push_string(cx, string)
}
