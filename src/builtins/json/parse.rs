//! `JSON.parse` – ECMA-262 §25.5.1 <https://tc39.es/ecma262/#sec-json.parse>
//!
//! The text is copied out of the heap first, so that reading it does not end at every allocation.

use super::build::Pending;
use super::reader::{Literal, Reader};
use super::revive::{note_record, revive};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Buffer, Completion, PropertyKey, Scope, TextBuilder, Variable, array_create, is_callable,
    ordinary_object, string_to_key, substring, to_string, units,
};
use crate::value::number::CodeUnit;
use crate::value::{self, Units};

/// JSON.parse ( text [ , reviver ] ) – <https://tc39.es/ecma262/#sec-json.parse>
pub(super) fn parse<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let text = to_string(cx, arguments.get(0))?;
    let reviver = arguments.get(1);
    if !is_callable(cx, reviver) {
        return parse_json(cx, text);
    }
    let record = cx.variable(Local::UNDEFINED)?;
    let value = parse_text(cx, text, Some(record))?;
    revive(cx, value, record.get(), reviver)
}

/// The value of a JSON text, a string: ParseJSON (§25.5.1.1).
///
/// # Errors
/// SyntaxError; termination when there is no memory.
pub(crate) fn parse_json<'s>(cx: &mut Scope<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    parse_text(cx, text, None)
}

/// The value of a JSON text, and in `record` where it and all within it come from, if that is asked for.
fn parse_text<'s>(cx: &mut Scope<'s>, text: Local<'s>, record: Option<Variable<'s>>) -> Completion<Local<'s>> {
    let length = units(cx, text)?.len();
    match units(cx, text)? {
        Units::Latin1(_) => {
            let mut copy = Buffer::with_capacity(cx, length)?;
            if let Units::Latin1(bytes) = value::units(cx.raw(text)) {
                copy.append(bytes.iter().copied());
            }
            parse_units::<u8>(cx, &copy, record.map(|record| (text, record)))
        }
        Units::TwoByte(_) => {
            let mut copy = Buffer::with_capacity(cx, length)?;
            copy.append(value::units(cx.raw(text)).iter());
            parse_units::<u16>(cx, &copy, record.map(|record| (text, record)))
        }
    }
}

/// Units of either width, and strings made of them.
trait JsonUnit: CodeUnit {
    /// A string of units that stand for themselves.
    fn string<'s>(cx: &mut Scope<'s>, text: &[Self]) -> Completion<Local<'s>>;
    /// The units as text if they are ASCII.
    fn ascii(text: &[Self]) -> Option<&str>;
    /// Appends units that stand for themselves.
    fn push(cx: &mut Scope<'_>, to: &mut TextBuilder, text: &[Self]) -> Completion<()>;
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

    fn push(cx: &mut Scope<'_>, to: &mut TextBuilder, text: &[u8]) -> Completion<()> {
        to.push_latin1(cx, text)
    }
}

impl JsonUnit for u16 {
    fn string<'s>(cx: &mut Scope<'s>, text: &[u16]) -> Completion<Local<'s>> {
        cx.string_utf16(text)
    }

    fn ascii(_: &[u16]) -> Option<&str> {
        None
    }

    fn push(cx: &mut Scope<'_>, to: &mut TextBuilder, text: &[u16]) -> Completion<()> {
        text.iter().try_for_each(|&unit| to.push_unit(cx, unit))
    }
}

/// `traced`: the text as a string, and what to put the record of the value into.
fn parse_units<'s, U: JsonUnit>(
    cx: &mut Scope<'s>,
    text: &[U],
    traced: Option<(Local<'s>, Variable<'s>)>,
) -> Completion<Local<'s>> {
    let mut reader = Reader { text, position: 0 };
    let mut pending = Pending::new(cx, traced.map(|(_, record)| record))?;
    let value = cx.variable(Local::UNDEFINED)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        reader.skip_space();
        let start = reader.position;
        let Some(begun) = parse_value(&mut cx, &mut reader, &mut pending)? else { continue };
        value.set(&mut cx, begun);
        if let Some((text, record)) = traced {
            let source = substring(&mut cx, text, start, reader.position)?;
            note_record(&mut cx, record, begun, source)?;
        }
        if belongs_to_nothing(&mut cx, &mut reader, &mut pending, value)? {
            break;
        }
    }
    if reader.skip_space().is_some() {
        let position = reader.position;
        return Err(crate::runtime::throw_syntax_error(
            cx,
            format_args!("Unexpected non-whitespace character after JSON at position {position}"),
        ));
    }
    Ok(value.get())
}

/// A value that is complete where it begins; `None` for the beginning of an array or object with something in it.
fn parse_value<'i, U: JsonUnit>(
    cx: &mut Scope<'i>,
    reader: &mut Reader<'_, U>,
    pending: &mut Pending<'_>,
) -> Completion<Option<Local<'i>>> {
    let value = match reader.skip_space().and_then(char::from_u32) {
        Some('"') => {
            reader.position += 1;
            parse_string(cx, reader)?
        }
        Some('-' | '0'..='9') => Local::number(reader.number(cx)?),
        Some('{') => return begin_object(cx, reader, pending),
        Some('[') => {
            reader.position += 1;
            if reader.skip_space() != Some(0x5d) {
                pending.begin(cx, false)?;
                return Ok(None);
            }
            reader.position += 1;
            array_create(cx, 0)?
        }
        Some('t') => reader.name(cx, "true").map(|()| Local::TRUE)?,
        Some('f') => reader.name(cx, "false").map(|()| Local::FALSE)?,
        Some('n') => reader.name(cx, "null").map(|()| Local::NULL)?,
        _ => return Err(reader.unexpected(cx)),
    };
    Ok(Some(value))
}

/// An empty object, or the beginning of another with its first key.
fn begin_object<'i, U: JsonUnit>(
    cx: &mut Scope<'i>,
    reader: &mut Reader<'_, U>,
    pending: &mut Pending<'_>,
) -> Completion<Option<Local<'i>>> {
    reader.position += 1;
    match reader.skip_space() {
        Some(0x22) => {
            pending.begin(cx, true)?;
            parse_key(cx, reader, pending)?;
            Ok(None)
        }
        Some(0x7d) => {
            reader.position += 1;
            ordinary_object(cx).map(Some)
        }
        _ => Err(reader.fault(cx, "Expected property name or '}'")),
    }
}

/// Puts a complete value where it belongs, and so the arrays and objects that end behind it; true for the whole.
fn belongs_to_nothing<U: JsonUnit>(
    cx: &mut Scope<'_>,
    reader: &mut Reader<'_, U>,
    pending: &mut Pending<'_>,
    value: Variable<'_>,
) -> Completion<bool> {
    while let Some(is_object) = pending.is_in_object() {
        let mut cx = cx.open();
        pending.push(&mut cx, value.get())?;
        match (reader.skip_space(), is_object) {
            (Some(0x2c), false) => {
                reader.position += 1;
                return Ok(false);
            }
            (Some(0x2c), true) => {
                reader.position += 1;
                if reader.skip_space() != Some(0x22) {
                    return Err(reader.fault(&mut cx, "Expected double-quoted property name"));
                }
                parse_key(&mut cx, reader, pending)?;
                return Ok(false);
            }
            (Some(0x5d), false) | (Some(0x7d), true) => {}
            (_, false) => return Err(reader.fault(&mut cx, "Expected ',' or ']' after array element")),
            (_, true) => return Err(reader.fault(&mut cx, "Expected ',' or '}' after property value")),
        }
        cx.step(1)?;
        reader.position += 1;
        let ended = pending.end(&mut cx)?;
        value.set(&mut cx, ended);
    }
    Ok(true)
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
            Some(_) => {
                let start = reader.position;
                reader.skip_plain();
                U::push(cx, &mut text, &reader.text[start..reader.position])?;
            }
            None => return Err(reader.fault(cx, "Unterminated string")),
        }
    }
}

/// A key and the colon behind it; the position is at the opening quote.
fn parse_key<U: JsonUnit>(cx: &mut Scope<'_>, reader: &mut Reader<'_, U>, pending: &mut Pending<'_>) -> Completion<()> {
    reader.position += 1;
    match pending.match_key(cx, &reader.text[reader.position..]) {
        Some(length) => reader.position += length + 1,
        None => {
            let mut cx = cx.open();
            let key = read_key(&mut cx, reader)?;
            pending.push_key(&mut cx, key)?;
        }
    }
    if reader.skip_space() != Some(0x3a) {
        return Err(reader.fault(cx, "Expected ':' after property name"));
    }
    reader.position += 1;
    Ok(())
}

fn read_key<'s, U: JsonUnit>(cx: &mut Scope<'s>, reader: &mut Reader<'_, U>) -> Completion<PropertyKey<'s>> {
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
