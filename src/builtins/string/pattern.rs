//! The methods of strings that hand over to a pattern: `match`, `matchAll`, `search`, `split` – ECMA-262 §22.1.3

use super::{receiver, symbol};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Buffer, Completion, Intrinsic, Scope, array_create, array_push, call, construct, create_array_from_list,
    get_known, get_method, invoke, is_object, require_object_coercible, string_length, substring, throw_type_error,
    to_boolean, to_string, to_uint32, units,
};
use crate::value::{self, kind};

/// IsRegExp ( argument ) – <https://tc39.es/ecma262/#sec-isregexp>
///
/// # Errors
/// Whatever the getter of `Symbol.match` throws.
pub(crate) fn is_reg_exp<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<bool> {
    if !is_object(cx.raw(value)) {
        return Ok(false);
    }
    let mut cx = cx.open();
    let matcher = get_known(&mut cx, value, KnownName::SymbolMatch)?;
    if !cx.raw(matcher).is_undefined() {
        return Ok(to_boolean(&cx, matcher));
    }
    Ok(cx.raw(value).is_kind(kind::REGEXP))
}

/// The method of a pattern under a symbol; `None` for patterns that are no objects, or have none.
pub(super) fn pattern_method<'s>(
    cx: &mut Scope<'s>,
    pattern: Local<'s>,
    name: KnownName,
) -> Completion<Option<Local<'s>>> {
    if is_object(cx.raw(pattern)) { get_method(cx, pattern, symbol(name)) } else { Ok(None) }
}

/// Checks that a pattern is no regular expression without the flag `g`.
pub(super) fn require_global<'s>(cx: &mut Scope<'s>, pattern: Local<'s>, method: &str) -> Completion<()> {
    if !is_reg_exp(cx, pattern)? {
        return Ok(());
    }
    let mut cx = cx.open();
    let flags = get_known(&mut cx, pattern, KnownName::Flags)?;
    require_object_coercible(&mut cx, flags, method)?;
    let flags = to_string(&mut cx, flags)?;
    if units(&mut cx, flags)?.position_of(b'g' as u16, 0).is_some() {
        return Ok(());
    }
    Err(throw_type_error(&mut cx, format_args!("{method} called with a non-global RegExp argument")))
}

/// Hands over to a regular expression made of the pattern's text (RegExpCreate): nobody asks whether it is one already.
fn by_reg_exp<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    pattern: Local<'s>,
    flags: Option<&str>,
    name: KnownName,
) -> Completion<Local<'s>> {
    let constructor = cx.intrinsic(Intrinsic::RegExp)?;
    let pattern = if cx.raw(pattern).is_undefined() { pattern } else { to_string(cx, pattern)? };
    let expression = match flags {
        Some(flags) => {
            let flags = cx.string(flags)?;
            construct(cx, constructor, &[pattern, flags], None)?
        }
        None => construct(cx, constructor, &[pattern], None)?,
    };
    invoke(cx, expression, symbol(name), &[text])
}

/// String.prototype.match ( regexp ) – <https://tc39.es/ecma262/#sec-string.prototype.match>
pub(super) fn match_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.match")?;
    let pattern = arguments.get(0);
    if let Some(matcher) = pattern_method(cx, pattern, KnownName::SymbolMatch)? {
        return call(cx, matcher, pattern, &[this]);
    }
    let text = to_string(cx, this)?;
    by_reg_exp(cx, text, pattern, None, KnownName::SymbolMatch)
}

/// String.prototype.matchAll ( regexp ) – <https://tc39.es/ecma262/#sec-string.prototype.matchall>
pub(super) fn match_all<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.matchAll")?;
    let pattern = arguments.get(0);
    require_global(cx, pattern, "String.prototype.matchAll")?;
    if let Some(matcher) = pattern_method(cx, pattern, KnownName::SymbolMatchAll)? {
        return call(cx, matcher, pattern, &[this]);
    }
    let text = to_string(cx, this)?;
    by_reg_exp(cx, text, pattern, Some("g"), KnownName::SymbolMatchAll)
}

/// String.prototype.search ( regexp ) – <https://tc39.es/ecma262/#sec-string.prototype.search>
pub(super) fn search<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.search")?;
    let pattern = arguments.get(0);
    if let Some(searcher) = pattern_method(cx, pattern, KnownName::SymbolSearch)? {
        return call(cx, searcher, pattern, &[this]);
    }
    let text = to_string(cx, this)?;
    by_reg_exp(cx, text, pattern, None, KnownName::SymbolSearch)
}

/// String.prototype.split ( separator, limit ) – <https://tc39.es/ecma262/#sec-string.prototype.split>
pub(super) fn split<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object_coercible(cx, this, "String.prototype.split")?;
    let (separator, limit) = (arguments.get(0), arguments.get(1));
    if let Some(splitter) = pattern_method(cx, separator, KnownName::SymbolSplit)? {
        return call(cx, splitter, separator, &[this, limit]);
    }
    let text = receiver(cx, this, "String.prototype.split")?;
    let limit = if cx.raw(limit).is_undefined() { u32::MAX } else { to_uint32(cx, limit)? };
    let separator_text = to_string(cx, separator)?;
    if limit == 0 {
        return array_create(cx, 0);
    }
    if cx.raw(separator).is_undefined() {
        return create_array_from_list(cx, &[text]);
    }
    if string_length(cx, separator_text) == 0 {
        return split_units(cx, text, limit);
    }
    split_at(cx, text, separator_text, limit)
}

/// One string for every code unit.
fn split_units<'s>(cx: &mut Scope<'s>, text: Local<'s>, limit: u32) -> Completion<Local<'s>> {
    let count = string_length(cx, text).min(limit as usize);
    let result = array_create(cx, 0)?;
    crate::runtime::reserve_elements(cx, result, count)?;
    for position in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let unit = units(&mut cx, text)?.get(position).unwrap_or(0);
        let slot = cx.single_character(unit);
        let character = cx.adopt(slot)?;
        array_push(&mut cx, result, character)?;
    }
    Ok(result)
}

/// Positions that are looked for without a look at the fuel.
const AT_ONCE: usize = 64;

fn split_at<'s>(cx: &mut Scope<'s>, text: Local<'s>, separator: Local<'s>, limit: u32) -> Completion<Local<'s>> {
    let positions = positions_of(cx, text, separator, limit)?;
    let (length, step) = (string_length(cx, text), string_length(cx, separator));
    let count = (positions.len() + 1).min(limit as usize);
    let result = array_create(cx, 0)?;
    crate::runtime::reserve_elements(cx, result, count)?;
    let mut start = 0;
    for index in 0..count {
        let mut cx = cx.open();
        cx.step(1)?;
        let end = positions.get(index).map_or(length, |&position| position as usize);
        let part = substring(&mut cx, text, start, end)?;
        array_push(&mut cx, result, part)?;
        start = end + step;
    }
    Ok(result)
}

/// Where a separator that is not empty stands, at most `limit` times.
fn positions_of(cx: &mut Scope<'_>, text: Local<'_>, separator: Local<'_>, limit: u32) -> Completion<Buffer<u32>> {
    let (mut positions, mut start) = (Buffer::new(), 0);
    let step = string_length(cx, separator);
    cx.step(string_length(cx, text) as u64 / 128)?;
    while positions.len() < limit as usize {
        positions.reserve(cx, AT_ONCE)?;
        cx.step(AT_ONCE as u64)?;
        units(cx, text)?;
        units(cx, separator)?;
        let (whole, wanted) = (value::units(cx.raw(text)), value::units(cx.raw(separator)));
        let before = positions.len();
        positions.append((0..AT_ONCE.min(limit as usize - before)).map_while(|_| {
            let found = whole.index_of(wanted, start)?;
            start = found + step;
            Some(found as u32)
        }));
        if positions.len() < before + AT_ONCE {
            break;
        }
    }
    Ok(positions)
}
