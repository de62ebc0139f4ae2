//! `Symbol.replace` – ECMA-262 §22.2.6.11

use super::exec::{advance_string_index, find, regexp_exec, require_object, set_last_index, visible_flags};
use super::matching::step_over_nothing;
use crate::builtins::string::{Match, get_substitution};
use crate::heap::Local;
use crate::regexp::Flags;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Asks, Buffer, Completion, Scope, TextBuilder, array_create, array_length, array_push, call,
    compile_regexp, flags_of_regexp, get_index, get_known, is_callable, is_pristine_regexp, length_of_array_like,
    note_match, regexp_captures, regexp_find, regexp_group, regexp_names, set, string_length, substring,
    throw_stack_overflow, to_integer_or_infinity, to_object, to_string, units,
};
use crate::value;

/// RegExp.prototype [ %Symbol.replace% ] ( string, replaceValue ) –
/// <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.replace%>
pub(super) fn replace<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.@@replace")?;
    let text = to_string(cx, arguments.get(0))?;
    let mut value = arguments.get(1);
    let is_function = is_callable(cx, value);
    if !is_function {
        value = to_string(cx, value)?;
    }
    if is_pristine_regexp(cx, this, Asks::Flags) {
        compile_regexp(cx, this)?;
        if regexp_names(cx, this) == 0 {
            return replace_pristine(cx, this, text, value, is_function);
        }
    }
    let results = results_of(cx, this, text)?;
    let (mut replaced, mut next) = (TextBuilder::new(), 0);
    for index in 0..array_length(cx.raw(results)) {
        let mut cx = cx.open();
        cx.step(1)?;
        let result = get_index(&mut cx, results, u64::from(index))?;
        next = replace_result(&mut cx, &mut replaced, text, result, value, is_function, next)?;
    }
    if next >= string_length(cx, text) {
        return replaced.finish(cx);
    }
    replaced.push_part(cx, text, next, usize::MAX)?;
    replaced.finish(cx)
}

/// All results, in an array.
fn results_of<'s>(cx: &mut Scope<'s>, this: Local<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let (is_global, is_unicode) = visible_flags(cx, this)?;
    if is_global {
        set(cx, this, KnownName::LastIndex.into(), Local::int(0))?;
    }
    let results = array_create(cx, 0)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let result = regexp_exec(&mut cx, this, text)?;
        if cx.raw(result).is_null() {
            return Ok(results);
        }
        array_push(&mut cx, results, result)?;
        if !is_global {
            return Ok(results);
        }
        let matched = get_index(&mut cx, result, 0)?;
        let matched = to_string(&mut cx, matched)?;
        if string_length(&cx, matched) == 0 {
            step_over_nothing(&mut cx, this, text, is_unicode)?;
        }
    }
}

/// Appends what comes before a result and what takes its place; returns the position after it.
fn replace_result<'s>(
    cx: &mut Scope<'s>,
    replaced: &mut TextBuilder,
    text: Local<'s>,
    result: Local<'s>,
    value: Local<'s>,
    is_function: bool,
    next: usize,
) -> Completion<usize> {
    let count = length_of_array_like(cx, result)?.saturating_sub(1);
    if !usize::try_from(count).is_ok_and(|count| cx.heap().stack_has_room(count.saturating_add(64))) {
        return Err(throw_stack_overflow(cx));
    }
    let matched = get_index(cx, result, 0)?;
    let matched = to_string(cx, matched)?;
    let index = get_known(cx, result, KnownName::Index)?;
    let index = to_integer_or_infinity(cx, index)?;
    let position = index.clamp(0.0, string_length(cx, text) as f64) as usize;
    let mut given = vec![matched];
    for group in 1..=count {
        cx.step(1)?;
        let capture = get_index(cx, result, group)?;
        given.push(if cx.raw(capture).is_undefined() { capture } else { to_string(cx, capture)? });
    }
    let mut groups = get_known(cx, result, KnownName::Groups)?;
    let replacement = if is_function {
        given.extend([Local::number(position as f64), text]);
        if !cx.raw(groups).is_undefined() {
            given.push(groups);
        }
        let replacement = call(cx, value, Local::UNDEFINED, &given)?;
        to_string(cx, replacement)?
    } else {
        if !cx.raw(groups).is_undefined() {
            groups = to_object(cx, groups)?;
        }
        let length = string_length(cx, matched);
        let matched = Match { text, position, length, matched: Some(matched) };
        get_substitution(cx, matched, &given[1..], groups, value)?
    };
    if position < next {
        return Ok(next);
    }
    replaced.push_part(cx, text, next, position)?;
    replaced.push_string(cx, replacement)?;
    Ok(position + string_length(cx, matched))
}

/// A group that took no part.
const NOWHERE: u32 = u32::MAX;

/// The places of all matches that a pristine regular expression without named groups is to replace, two numbers a group.
fn places_of(cx: &mut Scope<'_>, this: Local<'_>, text: Local<'_>) -> Completion<Buffer<u32>> {
    let flags = flags_of_regexp(cx.raw(this));
    let mut places = Buffer::new();
    if !flags.has(Flags::GLOBAL) {
        if find(cx, this, text)? {
            note_places(cx, this, &mut places)?;
        }
        return Ok(places);
    }
    set_last_index(cx, this, 0)?;
    let (mut index, length) = (0, string_length(cx, text));
    while index <= length && regexp_find(cx, this, text, index)? {
        cx.step(1)?;
        note_match(cx, text);
        note_places(cx, this, &mut places)?;
        let (start, end) = regexp_group(cx, 0).unwrap_or((0, 0));
        index = if start == end { advance_string_index(cx, text, end, flags.is_unicode())? } else { end };
    }
    Ok(places)
}

fn note_places(cx: &mut Scope<'_>, this: Local<'_>, places: &mut Buffer<u32>) -> Completion<()> {
    let captures = regexp_captures(cx, this);
    places.reserve(cx, 2 * (captures + 1))?;
    let groups = (0..=captures).map(|group| regexp_group(cx, group));
    places.append(groups.flat_map(|place| place.map_or([NOWHERE; 2], |(start, end)| [start as u32, end as u32])));
    Ok(())
}

/// The whole of it where no script can see how: matches first, then replacements, as ECMA-262 has it.
fn replace_pristine<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    text: Local<'s>,
    value: Local<'s>,
    is_function: bool,
) -> Completion<Local<'s>> {
    let captures = regexp_captures(cx, this);
    let places = places_of(cx, this, text)?;
    if places.is_empty() {
        return Ok(text);
    }
    if !cx.heap().stack_has_room(captures + 64) {
        return Err(throw_stack_overflow(cx));
    }
    let is_plain = !is_function && units(cx, value)?.position_of(u16::from(b'$'), 0).is_none();
    let (mut replaced, mut next) = (TextBuilder::new(), 0);
    for places in places.chunks(2 * (captures + 1)) {
        let mut cx = cx.open();
        cx.step(1)?;
        let (start, end) = (places[0] as usize, places[1] as usize);
        replaced.push_part(&mut cx, text, next, start)?;
        let replacement = if is_plain { value } else { replacement(&mut cx, text, value, is_function, places)? };
        replaced.push_string(&mut cx, replacement)?;
        next = end;
    }
    if next < value::length(cx.raw(text)) {
        replaced.push_part(cx, text, next, usize::MAX)?;
    }
    replaced.finish(cx)
}

/// What takes the place of one match.
fn replacement<'s>(
    cx: &mut Scope<'s>,
    text: Local<'s>,
    value: Local<'s>,
    is_function: bool,
    places: &[u32],
) -> Completion<Local<'s>> {
    let mut given = vec![];
    for place in places.chunks(2).skip(if is_function { 0 } else { 1 }) {
        given.push(match place {
            [NOWHERE, _] => Local::UNDEFINED,
            _ => substring(cx, text, place[0] as usize, place[1] as usize)?,
        });
    }
    let position = places[0] as usize;
    if is_function {
        given.extend([Local::number(position as f64), text]);
        let replacement = call(cx, value, Local::UNDEFINED, &given)?;
        return to_string(cx, replacement);
    }
    let matched = Match { text, position, length: places[1] as usize - position, matched: None };
    get_substitution(cx, matched, &given, Local::UNDEFINED, value)
}
