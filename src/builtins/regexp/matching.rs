//! `Symbol.match` and `Symbol.search` – ECMA-262 §22.2.6.8, §22.2.6.12

use super::exec::{advance_string_index, regexp_exec, require_object, set_last_index, visible_flags};
use crate::heap::Local;
use crate::regexp::Flags;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Asks, Completion, Scope, array_create, array_push, flags_of_regexp, get_index, get_known,
    is_pristine_regexp, note_match, regexp_find, regexp_group, same_value, set, string_length, substring, to_length,
    to_string,
};

/// RegExp.prototype [ %Symbol.match% ] ( string ) – <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.match%>
pub(super) fn match_<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.@@match")?;
    let text = to_string(cx, arguments.get(0))?;
    if is_pristine_regexp(cx, this, Asks::Flags) && flags_of_regexp(cx.raw(this)).has(Flags::GLOBAL) {
        return match_every(cx, this, text);
    }
    let (is_global, is_unicode) = visible_flags(cx, this)?;
    if !is_global {
        return regexp_exec(cx, this, text);
    }
    set(cx, this, KnownName::LastIndex.into(), Local::int(0))?;
    let array = array_create(cx, 0)?;
    let mut count = 0;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        let result = regexp_exec(&mut cx, this, text)?;
        if cx.raw(result).is_null() {
            return Ok(if count == 0 { Local::NULL } else { array });
        }
        let matched = get_index(&mut cx, result, 0)?;
        let matched = to_string(&mut cx, matched)?;
        array_push(&mut cx, array, matched)?;
        if string_length(&cx, matched) == 0 {
            step_over_nothing(&mut cx, this, text, is_unicode)?;
        }
        count += 1;
    }
}

/// After an empty match: `lastIndex` moves on.
pub(super) fn step_over_nothing<'s>(
    cx: &mut Scope<'s>,
    this: Local<'s>,
    text: Local<'s>,
    is_unicode: bool,
) -> Completion<()> {
    let index = get_known(cx, this, KnownName::LastIndex)?;
    let index = to_length(cx, index)?;
    let next = match usize::try_from(index) {
        Ok(index) => advance_string_index(cx, text, index, is_unicode)? as f64,
        Err(_) => index as f64 + 1.0,
    };
    set(cx, this, KnownName::LastIndex.into(), Local::number(next))
}

/// All matches of a pristine regular expression.
fn match_every<'s>(cx: &mut Scope<'s>, this: Local<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let is_unicode = flags_of_regexp(cx.raw(this)).is_unicode();
    let array = array_create(cx, 0)?;
    let (mut index, mut count) = (0, 0);
    set_last_index(cx, this, 0)?;
    loop {
        let mut cx = cx.open();
        cx.step(1)?;
        if index > string_length(&cx, text) || !regexp_find(&mut cx, this, text, index)? {
            return Ok(if count == 0 { Local::NULL } else { array });
        }
        note_match(&mut cx, text);
        let (start, end) = regexp_group(&cx, 0).unwrap_or((0, 0));
        let matched = substring(&mut cx, text, start, end)?;
        array_push(&mut cx, array, matched)?;
        index = if start == end { advance_string_index(&mut cx, text, end, is_unicode)? } else { end };
        count += 1;
    }
}

/// RegExp.prototype [ %Symbol.search% ] ( string ) –
/// <https://tc39.es/ecma262/#sec-regexp.prototype-%symbol.search%>
pub(super) fn search<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.@@search")?;
    let text = to_string(cx, arguments.get(0))?;
    if is_pristine_regexp(cx, this, Asks::Exec) {
        if !regexp_find(cx, this, text, 0)? {
            return Ok(Local::int(-1));
        }
        note_match(cx, text);
        return Ok(Local::number(regexp_group(cx, 0).map_or(-1.0, |(start, _)| start as f64)));
    }
    let previous = get_known(cx, this, KnownName::LastIndex)?;
    if !same_value(cx, previous, Local::int(0))? {
        set(cx, this, KnownName::LastIndex.into(), Local::int(0))?;
    }
    let result = regexp_exec(cx, this, text)?;
    let current = get_known(cx, this, KnownName::LastIndex)?;
    if !same_value(cx, current, previous)? {
        set(cx, this, KnownName::LastIndex.into(), previous)?;
    }
    if cx.raw(result).is_null() { Ok(Local::int(-1)) } else { get_known(cx, result, KnownName::Index) }
}
