//! `JSON.parse` – ECMA-262 §25.5.1 <https://tc39.es/ecma262/#sec-json.parse>
//!
//! The text is copied out of the heap first, so that reading it does not end at every allocation.

use super::reader::{Literal, Reader};
use super::revive::revive;
use crate::heap::Local;
use crate::runtime::{
    Arguments, Buffer, Completion, PropertyKey, Scope, TextBuilder, add_property, array_create, array_push,
    create_data_property, is_callable, ordinary_object, own_named, string_to_key, to_string, units, write_property,
};
use crate::value::layout::attribute;
use crate::value::number::CodeUnit;
use crate::value::{self, Units};

/// JSON.parse ( text [ , reviver ] ) – <https://tc39.es/ecma262/#sec-json.parse>
pub(super) fn parse<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let value = parse_text(cx, text)?;
    let reviver = arguments.get(1);
    if is_callable(cx, reviver) { revive(cx, value, reviver) } else { Ok(value) }
}

/// The value of a JSON text.
fn parse_text<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let length = units(cx, text)?.len();
    match units(cx, text)? {
        Units::Latin1(_) => {
            let mut copy = Buffer::with_capacity(cx, length)?;
            if let Units::Latin1(bytes) = value::units(cx.raw(text)) {
                copy.append(bytes.iter().copied());
            }
            parse_units::<u8>(cx, &copy)
        }
        Units::TwoByte(_) => {
            let mut copy = Buffer::with_capacity(cx, length)?;
            copy.append(value::units(cx.raw(text)).iter());
            parse_units::<u16>(cx, &copy)
        }
    }
}

/// Units of either width, and strings made of them.
trait JsonUnit: CodeUnit {
    /// A string of units that stand for themselves.
    fn string<'s>(cx: &mut Scope<'s>, text: &[Self]) -> Completion<Local<'s>>;
    /// The units as text if they are ASCII.
    fn ascii(text: &[Self]) -> Option<&str>;
}

impl JsonUnit for u8 {
    fn string<'s>(cx: &mut Scope<'s>, text: &[u8]) -> Completion<Local<'s>> {
        match *text {
            [byte] => {
                let slot = cx.single_character(byte as u16);
                cx.adopt(slot)
            }
            _ => cx.string_latin1(text),
        }
    }

    fn ascii(text: &[u8]) -> Option<&str> {
        if text.is_ascii() { std::str::from_utf8(text).ok() } else { None }
    }
}

impl JsonUnit for u16 {
    fn string<'s>(cx: &mut Scope<'s>, text: &[u16]) -> Completion<Local<'s>> {
        cx.string_utf16(text)
    }

    fn ascii(_: &[u16]) -> Option<&str> {
        None
    }
}

fn parse_units<'s, U: JsonUnit>(cx: &mut Scope<'s>, text: &[U]) -> Completion<Local<'s>> {
    let mut reader = Reader { text, position: 0 };
    let value = parse_value(cx, &mut reader)?;
    if reader.skip_space().is_some() {
        let position = reader.position;
        return Err(crate::runtime::throw_syntax_error(
            cx,
            format_args!("Unexpected non-whitespace character after JSON at position {position}"),
        ));
    }
    Ok(value)
}

fn parse_value<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<Local<'s>> {
    match reader.skip_space().and_then(char::from_u32) {
        Some('"') => {
            reader.position += 1;
            parse_string(cx, reader)
        }
        Some('-' | '0'..='9') => reader.number(cx).map(Local::number),
        Some('{') => parse_object(cx, reader),
        Some('[') => parse_array(cx, reader),
        Some('t') => reader.name(cx, "true").map(|()| Local::TRUE),
        Some('f') => reader.name(cx, "false").map(|()| Local::FALSE),
        Some('n') => reader.name(cx, "null").map(|()| Local::NULL),
        _ => Err(reader.unexpected(cx)),
    }
}

/// A string; the position is behind its opening quote.
fn parse_string<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<Local<'s>> {
    match reader.string(cx)? {
        Literal::Plain(start, end) => U::string(cx, &reader.text[start..end]),
        Literal::Escaped => unescape(cx, reader),
    }
}

fn unescape<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<Local<'s>> {
    let mut text = TextBuilder::new();
    loop {
        match reader.peek() {
            Some(0x22) => {
                reader.position += 1;
                return text.finish(cx);
            }
            Some(0x5c) => {
                reader.position += 1;
                let unit = reader.escape(cx)?;
                text.push_unit(cx, unit)?;
            }
            Some(0..=0x1f) => return Err(reader.fault(cx, "Bad control character in string literal")),
            Some(unit) => {
                text.push_unit(cx, unit as u16)?;
                reader.position += 1;
            }
            None => return Err(reader.fault(cx, "Unterminated string")),
        }
    }
}

fn parse_array<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<Local<'s>> {
    cx.check_stack()?;
    reader.position += 1;
    let array = array_create(cx, 0)?;
    if reader.skip_space() == Some(0x5d) {
        reader.position += 1;
        return Ok(array);
    }
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let value = parse_value(&mut cx, reader)?;
        array_push(&mut cx, array, value)?;
        match reader.skip_space() {
            Some(0x2c) => reader.position += 1,
            Some(0x5d) => break,
            _ => return Err(reader.fault(&mut cx, "Expected ',' or ']' after array element")),
        }
    }
    reader.position += 1;
    Ok(array)
}

fn parse_object<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<Local<'s>> {
    cx.check_stack()?;
    reader.position += 1;
    let object = ordinary_object(cx)?;
    match reader.skip_space() {
        Some(0x22) => {}
        Some(0x7d) => {
            reader.position += 1;
            return Ok(object);
        }
        _ => return Err(reader.fault(cx, "Expected property name or '}'")),
    }
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        parse_property(&mut cx, reader, object)?;
        match reader.skip_space() {
            Some(0x2c) => reader.position += 1,
            Some(0x7d) => break,
            _ => return Err(reader.fault(&mut cx, "Expected ',' or '}' after property value")),
        }
        if reader.skip_space() != Some(0x22) {
            return Err(reader.fault(&mut cx, "Expected double-quoted property name"));
        }
    }
    reader.position += 1;
    Ok(object)
}

/// A property; the position is at the opening quote of its name.
fn parse_property<'s, U: JsonUnit>(
    cx: &mut Scope<'s>,
    reader: &mut Reader<'_, U>,
    object: Local<'s>,
) -> Completion<()> {
    reader.position += 1;
    let key = parse_key(cx, reader)?;
    if reader.skip_space() != Some(0x3a) {
        return Err(reader.fault(cx, "Expected ':' after property name"));
    }
    reader.position += 1;
    let value = parse_value(cx, reader)?;
    let PropertyKey::Name(name) = key else {
        create_data_property(cx, object, key, value)?;
        return Ok(());
    };
    match own_named(cx.heap(), cx.raw(object), cx.raw(name)) {
        Some(own) => write_property(cx, object, own, value),
        None => add_property(cx, object, name, value, attribute::ALL),
    }
}

fn parse_key<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<PropertyKey<'s>> {
    let text = match reader.string(cx)? {
        Literal::Plain(start, end) => {
            let units = &reader.text[start..end];
            let is_index = units.first().is_some_and(|&unit| matches!(unit.into(), 0x30..=0x39));
            match U::ascii(units) {
                Some(name) if !is_index => return cx.name(name),
                _ => U::string(cx, units)?,
            }
        }
        Literal::Escaped => unescape(cx, reader)?,
    };
    string_to_key(cx, text)
}
