//! `util.format`: `%s %d %i %f %j %o %O %c %%` and what follows.

use super::class::is_builtin_name;
use super::text::{self, separate};
use super::{Compact, Options, inspect};
use crate::heap::Local;
use crate::host::property;
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Completion, Intrinsic, PropertyKey, Scope, Type, bigint_to_text, call, get, get_known, get_own_property,
    get_prototype_of, has_own_property, is_callable, is_object, rust_text, to_number, to_string, type_of, units,
};
use crate::value::layout::proxy;
use crate::value::number::{parse_float, parse_int};
use crate::value::{self, Units, kind};

/// The arguments of `console.log` as one text.
///
/// # Errors
/// Whatever conversions and inspections throw.
pub(crate) fn format_arguments<'s>(
    cx: &mut Scope<'s>,
    arguments: &[Local<'s>],
    options: &Options,
) -> Completion<String> {
    let mut output = String::new();
    let mut next = 0;
    if let Some(&first) = arguments.first()
        && value::is_string(cx.raw(first))
    {
        next = 1;
        if arguments.len() == 1 {
            return rust_text(cx, first);
        }
        fill_in(cx, first, arguments, &mut next, &mut output, options)?;
    }
    for (position, &argument) in arguments.iter().enumerate().skip(next) {
        let mut cx = cx.open();
        if position > 0 {
            output.push(' ');
        }
        if value::is_string(cx.raw(argument)) {
            output.push_str(&rust_text(&mut cx, argument)?);
        } else {
            output.push_str(&inspect(&mut cx, argument, options)?);
        }
    }
    Ok(output)
}

/// Copies the template `first` with its places filled in; `next` is the first argument not used.
fn fill_in<'s>(
    cx: &mut Scope<'s>,
    first: Local<'s>,
    arguments: &[Local<'s>],
    next: &mut usize,
    output: &mut String,
    options: &Options,
) -> Completion<()> {
    let length = units(cx, first)?.len();
    let slice = |cx: &Scope<'s>, start, end| value::units(cx.raw(first)).slice(start, end).to_rust_lossy();
    let mut copied = 0;
    let mut at = 0;
    while at + 1 < length {
        let template = value::units(cx.raw(first));
        if template.get(at) != Some(b'%' as u16) {
            at += 1;
            continue;
        }
        let letter = template.get(at + 1).and_then(|unit| u8::try_from(unit).ok()).unwrap_or(0);
        if letter == b'%' {
            output.push_str(&slice(cx, copied, at + 1));
            copied = at + 2;
        } else if *next < arguments.len() && b"sjdOoifc".contains(&letter) {
            output.push_str(&slice(cx, copied, at));
            let mut cx = cx.open();
            output.push_str(&format_one(&mut cx, letter, arguments[*next], options)?);
            *next += 1;
            copied = at + 2;
        }
        at += 2;
    }
    output.push_str(&slice(cx, copied, length));
    Ok(())
}

fn format_one<'s>(cx: &mut Scope<'s>, letter: u8, value: Local<'s>, options: &Options) -> Completion<String> {
    let kind = type_of(cx.raw(value));
    let separators = options.numeric_separator;
    match (letter, kind) {
        (b's', _) => format_string(cx, value, options),
        (b'j', _) => stringify(cx, value),
        (b'O', _) => inspect(cx, value, options),
        (b'o', _) => {
            let options = Options { show_hidden: true, show_proxy: true, depth: 4.0, ..options.clone() };
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

/// `%s`: objects by their own `toString` if a script wrote one.
fn format_string<'s>(cx: &mut Scope<'s>, value: Local<'s>, options: &Options) -> Completion<String> {
    let raw = cx.raw(value);
    match type_of(raw) {
        Type::Number => return Ok(text::number(raw.as_number(), options.numeric_separator)),
        Type::BigInt => return Ok(bigint(cx, value, options.numeric_separator)),
        Type::Symbol => return super::value::symbol_text(cx, value),
        _ => {}
    }
    if is_object(raw) && !is_callable(cx, value) && has_builtin_to_string(cx, value)? {
        let options = Options { compact: Compact::Levels(3.0), colors: false, depth: 0.0, ..options.clone() };
        return inspect(cx, value, &options);
    }
    let text = to_string(cx, value)?;
    rust_text(cx, text)
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
