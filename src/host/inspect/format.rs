//! `util.format`: `%s %d %i %f %j %o %O %c %%` and what follows.

use super::class::is_builtin_name;
use super::text::{self, separate};
use super::{Compact, Options, inspect};
use crate::heap::Local;
use crate::host::property;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, Intrinsic, PropertyKey, Scope, TextBuilder, Type, bigint_to_text, call, get, get_known,
    get_own_property, get_prototype_of, has_own_property, is_callable, rust_text, to_number, to_string, type_of, units,
};
use crate::value::layout::proxy;
use crate::value::number::{parse_float, parse_int};
use crate::value::{self, Units, kind};

/// Most lines are shorter than this.
const USUAL_LENGTH: usize = 160;

/// The arguments of `console.log` as one text.
///
/// # Errors
/// Whatever conversions and inspections throw.
pub(crate) fn format_arguments<'s>(
    cx: &mut Scope<'s>,
    arguments: &[Local<'s>],
    options: &Options,
) -> Completion<String> {
    if let [only] = arguments
        && value::is_string(cx.raw(*only))
    {
        return rust_text(cx, *only);
    }
    let mut output = TextBuilder::new();
    output.reserve(cx, USUAL_LENGTH, false)?;
    format_to(cx, &mut output, arguments, options)?;
    Ok(output.units().to_rust_lossy())
}

/// As [`format_arguments`], with the code units of strings as they are.
///
/// # Errors
/// Whatever conversions and inspections throw.
pub(crate) fn format_to<'s>(
    cx: &mut Scope<'s>,
    output: &mut TextBuilder,
    arguments: &[Local<'s>],
    options: &Options,
) -> Completion<()> {
    let mut next = 0;
    if let Some(&first) = arguments.first()
        && value::is_string(cx.raw(first))
    {
        next = 1;
        match arguments.len() {
            1 => output.push_string(cx, first)?,
            _ => fill_in(cx, first, arguments, &mut next, output, options)?,
        }
    }
    for (position, &argument) in arguments.iter().enumerate().skip(next) {
        let mut cx = cx.open();
        if position > 0 {
            output.push_latin1(&mut cx, b" ")?;
        }
        if value::is_string(cx.raw(argument)) {
            output.push_string(&mut cx, argument)?;
        } else {
            let text = inspect(&mut cx, argument, options)?;
            push(&mut cx, output, &text)?;
        }
    }
    Ok(())
}

fn push(cx: &mut Scope<'_>, output: &mut TextBuilder, text: &str) -> Completion<()> {
    cx.step(1 + text.len() as u64 / 64)?;
    if text.is_ascii() {
        return output.push_latin1(cx, text.as_bytes());
    }
    text.chars().try_for_each(|character| output.push_code_point(cx, character as u32))
}

/// Copies the template `first` with its places filled in; `next` is the first argument not used.
fn fill_in<'s>(
    cx: &mut Scope<'s>,
    first: Local<'s>,
    arguments: &[Local<'s>],
    next: &mut usize,
    output: &mut TextBuilder,
    options: &Options,
) -> Completion<()> {
    let length = units(cx, first)?.len();
    let mut copied = 0;
    let mut at = 0;
    while let Some(percent) = value::units(cx.raw(first)).position_of(b'%' as u16, at)
        && percent + 1 < length
    {
        at = percent + 2;
        let letter = value::units(cx.raw(first)).get(percent + 1);
        let letter = letter.and_then(|unit| u8::try_from(unit).ok()).unwrap_or(0);
        let mut cx = cx.open();
        cx.step(1)?;
        if letter == b'%' {
            output.push_part(&mut cx, first, copied, percent + 1)?;
            copied = at;
        } else if *next < arguments.len() && b"sjdOoifc".contains(&letter) {
            output.push_part(&mut cx, first, copied, percent)?;
            let argument = arguments[*next];
            match string_of(&mut cx, letter, argument)? {
                Some(text) => output.push_string(&mut cx, text)?,
                None => {
                    let text = format_one(&mut cx, letter, argument, options)?;
                    push(&mut cx, output, &text)?;
                }
            }
            *next += 1;
            copied = at;
        }
    }
    output.push_part(cx, first, copied, length)
}

/// What `String` makes of an argument, where nothing else is asked for.
fn string_of<'s>(cx: &mut Scope<'s>, letter: u8, value: Local<'s>) -> Completion<Option<Local<'s>>> {
    let is_converted = letter == b's'
        && match type_of(cx.raw(value)) {
            Type::String | Type::Undefined | Type::Null | Type::Boolean => true,
            Type::Object => is_callable(cx, value) || !has_builtin_to_string(cx, value)?,
            Type::Number | Type::BigInt | Type::Symbol => false,
        };
    if is_converted { to_string(cx, value).map(Some) } else { Ok(None) }
}

fn format_one<'s>(cx: &mut Scope<'s>, letter: u8, value: Local<'s>, options: &Options) -> Completion<String> {
    let kind = type_of(cx.raw(value));
    let separators = options.numeric_separator;
    match (letter, kind) {
        (b's', _) => format_string(cx, value, options),
        (b'j', _) => stringify(cx, value),
        (b'O', _) => inspect(cx, value, options),
        (b'o', _) => {
            let options = Options { show_hidden: true, show_proxy: true, depth: Some(4.0), ..options.clone() };
            inspect(cx, value, &options)
        }
        (b'c', _) => Ok(String::new()),
        (_, Type::BigInt) if letter != b'f' => Ok(bigint(cx, value, separators)),
        (_, Type::Symbol) => Ok("NaN".to_owned()),
        (b'd', _) => Ok(text::number(to_number(cx, value)?, separators)),
        _ => {
            let text = to_string(cx, value)?;
            let number = match (units(cx, text)?, letter) {
                (Units::Latin1(bytes), b'i') => parse_int(bytes, 0),
                (Units::TwoByte(units), b'i') => parse_int(units, 0),
                (Units::Latin1(bytes), _) => parse_float(bytes),
                (Units::TwoByte(units), _) => parse_float(units),
            };
            Ok(text::number(number, separators))
        }
    }
}

fn bigint(cx: &Scope<'_>, value: Local<'_>, separators: bool) -> String {
    let digits = bigint_to_text(cx.raw(value), 10);
    format!("{}n", if separators { separate(&digits) } else { digits })
}

/// `%s` of what `String` is not asked for: objects without a `toString` of a script's, numbers, symbols.
fn format_string<'s>(cx: &mut Scope<'s>, value: Local<'s>, options: &Options) -> Completion<String> {
    let raw = cx.raw(value);
    match type_of(raw) {
        Type::Number => Ok(text::number(raw.as_number(), options.numeric_separator)),
        Type::BigInt => Ok(bigint(cx, value, options.numeric_separator)),
        Type::Symbol => super::value::symbol_text(cx, value),
        _ => {
            let options = Options { compact: Compact::Levels(3.0), colors: false, depth: Some(0.0), ..options.clone() };
            inspect(cx, value, &options)
        }
    }
}

/// Whether no script gave the object, or a class of it, a `toString` or `Symbol.toPrimitive`.
fn has_builtin_to_string<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
    let mut value = value;
    if cx.raw(value).is_kind(kind::PROXY) {
        value = cx.word(value, proxy::TARGET)?;
        if !cx.raw(value).is_pointer() {
            return Ok(true);
        }
    }
    let mut present = Vec::new();
    for key in [KnownName::ToString, KnownName::SymbolToPrimitive] {
        let method = get(cx, value, PropertyKey::Known(key))?;
        if is_callable(cx, method) {
            present.push(PropertyKey::Known(key));
            if has_own_property(cx, value, PropertyKey::Known(key))? {
                return Ok(false);
            }
        }
    }
    if present.is_empty() {
        return Ok(true);
    }
    let walker = cx.variable(value)?;
    loop {
        let mut cx = cx.open();
        let parent = get_prototype_of(&mut cx, walker.get())?;
        if !cx.raw(parent).is_pointer() {
            return Ok(true);
        }
        walker.set(&mut cx, parent);
        for &key in &present {
            if has_own_property(&mut cx, parent, key)? {
                return is_of_builtin(&mut cx, parent);
            }
        }
    }
}

fn is_of_builtin<'s>(cx: &mut Scope<'s>, prototype: Local<'s>) -> Completion<bool> {
    let descriptor = get_own_property(cx, prototype, PropertyKey::Known(KnownName::Constructor))?;
    let Some(constructor) = descriptor.and_then(|descriptor| descriptor.value) else { return Ok(false) };
    if !is_callable(cx, constructor) {
        return Ok(false);
    }
    let name = get_known(cx, constructor, KnownName::Name)?;
    Ok(value::is_string(cx.raw(name)) && is_builtin_name(&rust_text(cx, name)?))
}

/// `%j`: JSON, or `[Circular]`.
fn stringify<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<String> {
    let json = cx.intrinsic(Intrinsic::Json)?;
    let stringify = property::get(cx, json, "stringify")?;
    match call(cx, stringify, json, &[value]) {
        Ok(text) if value::is_string(cx.raw(text)) => rust_text(cx, text),
        Ok(_) => Ok("undefined".to_owned()),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            let shown = runtime::describe(cx, error);
            if shown.starts_with("TypeError: Converting circular structure to JSON") {
                return Ok("[Circular]".to_owned());
            }
            Err(cx.throw(error))
        }
    }
}
