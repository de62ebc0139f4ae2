//! Matching once: `exec`, `test`, and the abstract operations around them – ECMA-262 §22.2.7

use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::regexp::Flags;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Asks, Completion, Intrinsic, Scope, call, flags_of_regexp, get_known, is_callable, is_object,
    is_pristine_regexp, note_match, regexp_find, regexp_group, regexp_result, set, string_length, throw_type_error,
    to_length, to_string, units,
};
use crate::value::kind;
use crate::value::layout::regexp;

/// RegExp.prototype.exec ( string ) – <https://tc39.es/ecma262/#sec-regexp.prototype.exec>
pub(super) fn exec<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_regexp(cx, this)?;
    let text = to_string(cx, arguments.get(0))?;
    builtin_exec(cx, this, text)
}

fn require_regexp(cx: &mut Scope<'_>, this: Local<'_>) -> Completion<()> {
    if cx.raw(this).is_kind(kind::REGEXP) {
        return Ok(());
    }
    Err(throw_incompatible_receiver(cx, "RegExp.prototype.exec", this))
}

/// RegExp.prototype.test ( S ) – <https://tc39.es/ecma262/#sec-regexp.prototype.test>
pub(super) fn test<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.test")?;
    let text = to_string(cx, arguments.get(0))?;
    if is_pristine_regexp(cx, this, Asks::Exec) {
        return find(cx, this, text).map(Local::bool);
    }
    let found = regexp_exec(cx, this, text)?;
    Ok(Local::bool(!cx.raw(found).is_null()))
}

/// Checks the receiver of a method that any object may have.
pub(super) fn require_object(cx: &mut Scope<'_>, this: Local<'_>, method: &str) -> Completion<()> {
    if is_object(cx.raw(this)) { Ok(()) } else { Err(throw_incompatible_receiver(cx, method, this)) }
}

/// RegExpExec ( R, S ) – <https://tc39.es/ecma262/#sec-regexpexec>
pub(super) fn regexp_exec<'s>(cx: &mut Scope<'s>, this: Local<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    let exec = get_known(cx, this, KnownName::Exec)?;
    let is_original = cx.raw(exec).identical(cx.intrinsic_raw(Intrinsic::RegExpProtoExec));
    if is_callable(cx, exec) && !(is_original && cx.raw(this).is_kind(kind::REGEXP)) {
        let result = call(cx, exec, this, &[text])?;
        if is_object(cx.raw(result)) || cx.raw(result).is_null() {
            return Ok(result);
        }
        let message = "RegExp exec method returned something other than an Object or null";
        return Err(throw_type_error(cx, format_args!("{message}")));
    }
    require_regexp(cx, this)?;
    builtin_exec(cx, this, text)
}

/// RegExpBuiltinExec ( R, S ) – <https://tc39.es/ecma262/#sec-regexpbuiltinexec>
fn builtin_exec<'s>(cx: &mut Scope<'s>, this: Local<'s>, text: Local<'s>) -> Completion<Local<'s>> {
    if find(cx, this, text)? { regexp_result(cx, this, text) } else { Ok(Local::NULL) }
}

/// The part of RegExpBuiltinExec before the result is made: looks for a match and keeps `lastIndex`.
pub(super) fn find(cx: &mut Scope<'_>, this: Local<'_>, text: Local<'_>) -> Completion<bool> {
    let mut cx = cx.open();
    let mut last_index = last_index(&mut cx, this)?;
    let flags = flags_of_regexp(cx.raw(this));
    let keeps_index = flags.has(Flags::GLOBAL) || flags.has(Flags::STICKY);
    if !keeps_index {
        last_index = 0.0;
    }
    let is_inside = last_index <= string_length(&cx, text) as f64;
    if !is_inside || !regexp_find(&mut cx, this, text, last_index as usize)? {
        if keeps_index {
            set_last_index(&mut cx, this, 0)?;
        }
        return Ok(false);
    }
    note_match(&mut cx, text);
    if keeps_index {
        let end = regexp_group(&cx, 0).map_or(0, |(_, end)| end);
        set_last_index(&mut cx, this, end)?;
    }
    Ok(true)
}

/// ToLength of `lastIndex`.
fn last_index(cx: &mut Scope<'_>, this: Local<'_>) -> Completion<f64> {
    let word = cx.raw(this).word(regexp::LAST_INDEX);
    if word.is_int() && has_own_shape(cx, this) {
        return Ok(f64::from(cx.raw(this).word(regexp::LAST_INDEX).as_int().max(0)));
    }
    let mut cx = cx.open();
    let this = cx.local(|isolate| isolate.heap.get(this))?;
    let value = get_known(&mut cx, this, KnownName::LastIndex)?;
    to_length(&mut cx, value).map(|length| length as f64)
}

/// Whether the object has the realm's shape of regular expressions, so that `lastIndex` is a writable word.
fn has_own_shape(cx: &Scope<'_>, this: Local<'_>) -> bool {
    let shape = cx.intrinsic_raw(Intrinsic::RegExpShape);
    shape.is_pointer() && cx.raw(this).aux() == shape.aux()
}

/// Sets `lastIndex`.
pub(super) fn set_last_index(cx: &mut Scope<'_>, this: Local<'_>, index: usize) -> Completion<()> {
    if has_own_shape(cx, this) {
        cx.heap.store(this, regexp::LAST_INDEX, Local::number(index as f64));
        return Ok(());
    }
    let mut cx = cx.open();
    let this = cx.local(|isolate| isolate.heap.get(this))?;
    set(&mut cx, this, KnownName::LastIndex.into(), Local::number(index as f64))
}

/// AdvanceStringIndex ( S, index, unicode ) – <https://tc39.es/ecma262/#sec-advancestringindex>
pub(super) fn advance_string_index(
    cx: &mut Scope<'_>,
    text: Local<'_>,
    index: usize,
    is_unicode: bool,
) -> Completion<usize> {
    let width = if is_unicode { units(cx, text)?.code_point_at(index).map_or(1, |(_, width)| width) } else { 1 };
    Ok(index.saturating_add(width))
}

/// `flags` as a script sees them: whether there are `g`, and `u` or `v`.
pub(super) fn visible_flags<'s>(cx: &mut Scope<'s>, this: Local<'s>) -> Completion<(bool, bool)> {
    let flags = get_known(cx, this, KnownName::Flags)?;
    let flags = to_string(cx, flags)?;
    let flags = units(cx, flags)?;
    let has = |letter: u8| flags.position_of(u16::from(letter), 0).is_some();
    Ok((has(b'g'), has(b'u') || has(b'v')))
}
