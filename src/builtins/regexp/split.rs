//! `Symbol.split` – ECMA-262 §22.2.6.14

use super::exec::{advance_string_index, regexp_exec, require_object};
use crate::heap::Local;
use crate::regexp::Flags;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Asks, Completion, Intrinsic, Scope, array_create, array_length, array_push, concat_strings, construct,
    create_array_from_list, flags_of_regexp, get_index, get_known, is_pristine_regexp, length_of_array_like,
    note_match, regexp_captures, regexp_find, regexp_group, set, species_constructor, string_length, substring,
    to_length, to_string, to_uint32, units,
};

/// RegExp.prototype [ %Symbol.split% ] ( string, limit ) –
/// <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.split%>
pub(super) fn split<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.@@split")?;
    let text = to_string(cx, arguments.get(0))?;
    let limit = arguments.get(1);
    let is_simple_limit = cx.raw(limit).is_undefined() || cx.raw(limit).is_int();
    if is_simple_limit
        && is_pristine_regexp(cx, this, Asks::Species)
        && !flags_of_regexp(cx.raw(this)).has(Flags::STICKY)
    {
        let limit = limit_of(cx, limit)?;
        return split_pristine(cx, this, text, limit);
    }
    let constructor = species_constructor(cx, this, Intrinsic::RegExp)?;
    let flags = get_known(cx, this, KnownName::Flags)?;
    let mut flags = to_string(cx, flags)?;
    let given = units(cx, flags)?;
    let has = |letter: u8| given.position_of(u16::from(letter), 0).is_some();
    let (is_unicode, is_sticky) = (has(b'u') || has(b'v'), has(b'y'));
    if !is_sticky {
        let sticky = cx.string("y")?;
        flags = concat_strings(cx, flags, sticky)?;
    }
    let splitter = construct(cx, constructor, &[this, flags], None)?;
    let array = array_create(cx, 0)?;
    let limit = limit_of(cx, limit)?;
    if limit == 0 {
        return Ok(array);
    }
    if string_length(cx, text) == 0 {
        let result = regexp_exec(cx, splitter, text)?;
        return if cx.raw(result).is_null() { create_array_from_list(cx, &[text]) } else { Ok(array) };
    }
    split_by(cx, splitter, text, array, limit, is_unicode)?;
    Ok(array)
}

fn limit_of(cx: &mut Scope<'_>, limit: Local<'_>) -> Completion<u32> {
    let mut cx = cx.open();
    if cx.raw(limit).is_undefined() {
        return Ok(u32::MAX);
    }
    let limit = cx.local(|isolate| isolate.heap.get(limit))?;
    to_uint32(&mut cx, limit)
}

/// The steps as they are written, for what scripts have changed.
fn split_by<'s>(
    cx: &mut Scope<'s>,
    splitter: Local<'s>,
    text: Local<'s>,
    array: Local<'s>,
    limit: u32,
    is_unicode: bool,
) -> Completion<()> {
    let size = string_length(cx, text);
    let (mut start, mut position) = (0, 0);
    while position < size {
        let mut cx = cx.open();
        cx.step(1)?;
        set(&mut cx, splitter, KnownName::LastIndex.into(), Local::number(position as f64))?;
        let result = regexp_exec(&mut cx, splitter, text)?;
        let mut end = start;
        if !cx.raw(result).is_null() {
            let index = get_known(&mut cx, splitter, KnownName::LastIndex)?;
            end = to_length(&mut cx, index)?.min(size as u64) as usize;
        }
        if end == start {
            position = advance_string_index(&mut cx, text, position, is_unicode)?;
            continue;
        }
        let part = substring(&mut cx, text, start, position)?;
        array_push(&mut cx, array, part)?;
        if array_length(cx.raw(array)) == limit {
            return Ok(());
        }
        (start, position) = (end, end);
        for group in 1..length_of_array_like(&mut cx, result)?.max(1) {
            let mut cx = cx.open();
            cx.step(1)?;
            let capture = get_index(&mut cx, result, group)?;
            array_push(&mut cx, array, capture)?;
            if array_length(cx.raw(array)) == limit {
                return Ok(());
            }
        }
    }
    let part = substring(cx, text, start, size)?;
    array_push(cx, array, part)
}

/// The same where no script can see how: by searching instead of trying each position.
fn split_pristine<'s>(cx: &mut Scope<'s>, this: Local<'s>, text: Local<'s>, limit: u32) -> Completion<Local<'s>> {
    let is_unicode = flags_of_regexp(cx.raw(this)).is_unicode();
    let array = array_create(cx, 0)?;
    let size = string_length(cx, text);
    if limit == 0 {
        return Ok(array);
    }
    if size == 0 {
        if regexp_find(cx, this, text, 0)? {
            note_match(cx, text);
        } else {
            array_push(cx, array, text)?;
        }
        return Ok(array);
    }
    let (mut start, mut position) = (0, 0);
    while position < size {
        let mut cx = cx.open();
        cx.step(1)?;
        if !regexp_find(&mut cx, this, text, position)? {
            break;
        }
        let (at, end) = regexp_group(&cx, 0).unwrap_or((size, size));
        if at >= size {
            break;
        }
        note_match(&mut cx, text);
        if end == start {
            position = advance_string_index(&mut cx, text, at.max(position), is_unicode)?;
            continue;
        }
        let part = substring(&mut cx, text, start, at)?;
        array_push(&mut cx, array, part)?;
        if array_length(cx.raw(array)) == limit {
            return Ok(array);
        }
        (start, position) = (end, end);
        for group in 1..=regexp_captures(&cx, this) {
            let mut cx = cx.open();
            let capture = match regexp_group(&cx, group) {
                Some((from, to)) => substring(&mut cx, text, from, to)?,
                None => Local::UNDEFINED,
            };
            array_push(&mut cx, array, capture)?;
            if array_length(cx.raw(array)) == limit {
                return Ok(array);
            }
        }
    }
    let part = substring(cx, text, start, size)?;
    array_push(cx, array, part)?;
    Ok(array)
}
