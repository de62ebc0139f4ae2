//! `Symbol.matchAll` and its iterators – ECMA-262 §22.2.6.9, §22.2.9

use super::exec::{regexp_exec, require_object};
use super::matching::step_over_nothing;
use crate::builtins::receiver::throw_incompatible_receiver;
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, construct, create_iter_result_object, get_index, get_known,
    install as install_table, make_object, method, ordinary_object_create, set, species_constructor, string_length,
    tag, to_length, to_string, units,
};
use crate::value::kind;
use crate::value::layout::iterator;

const PROTOTYPE: &[Builtin] = &[method("next", 0, next), tag("RegExp String Iterator")];

/// In `iterator::METHOD`: `g` was set.
const GLOBAL: i32 = 1;
/// In `iterator::METHOD`: `u` or `v` was set.
const UNICODE: i32 = 2;

/// Makes %RegExpStringIteratorPrototype%.
pub(super) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let parent = cx.intrinsic(Intrinsic::IteratorPrototype)?;
    let prototype = ordinary_object_create(cx, parent)?;
    install_table(cx, prototype, PROTOTYPE)?;
    cx.set_intrinsic(Intrinsic::RegExpStringIteratorPrototype, prototype);
    Ok(())
}

/// RegExp.prototype [ %Symbol.matchAll% ] ( string ) –
/// <https://tc39.es/ecma262/#sec-regexp-prototype-%symbol.matchall%>
pub(super) fn match_all<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_object(cx, this, "RegExp.prototype.@@matchAll")?;
    let text = to_string(cx, arguments.get(0))?;
    let constructor = species_constructor(cx, this, Intrinsic::RegExp)?;
    let flags = get_known(cx, this, KnownName::Flags)?;
    let flags = to_string(cx, flags)?;
    let matcher = construct(cx, constructor, &[this, flags], None)?;
    let index = get_known(cx, this, KnownName::LastIndex)?;
    let index = to_length(cx, index)?;
    set(cx, matcher, KnownName::LastIndex.into(), Local::number(index as f64))?;
    let flags = units(cx, flags)?;
    let has = |letter: u8| flags.position_of(u16::from(letter), 0).is_some();
    let method = if has(b'g') { GLOBAL } else { 0 } | if has(b'u') || has(b'v') { UNICODE } else { 0 };
    let prototype = cx.intrinsic(Intrinsic::RegExpStringIteratorPrototype)?;
    let object = make_object(cx, kind::REGEXP_STRING_ITERATOR, prototype)?;
    cx.heap.store(object, iterator::TARGET, matcher);
    cx.heap.store(object, iterator::NEXT, text);
    cx.heap.store(object, iterator::METHOD, Local::int(method));
    Ok(object)
}

/// %RegExpStringIteratorPrototype%.next ( ) –
/// <https://tc39.es/ecma262/#sec-%regexpstringiteratorprototype%.next>
fn next<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !cx.raw(this).is_kind(kind::REGEXP_STRING_ITERATOR) {
        return Err(throw_incompatible_receiver(cx, "%RegExpStringIterator%.prototype.next", this));
    }
    let matcher = cx.word(this, iterator::TARGET)?;
    if cx.raw(matcher).is_undefined() {
        return create_iter_result_object(cx, Local::UNDEFINED, true);
    }
    let text = cx.word(this, iterator::NEXT)?;
    let method = cx.raw(this).word(iterator::METHOD).as_int();
    let result = match regexp_exec(cx, matcher, text) {
        Ok(result) => result,
        Err(abrupt) => {
            cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
            return Err(abrupt);
        }
    };
    if cx.raw(result).is_null() {
        cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
        return create_iter_result_object(cx, Local::UNDEFINED, true);
    }
    if method & GLOBAL == 0 {
        cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
        return create_iter_result_object(cx, result, false);
    }
    if let Err(abrupt) = step_over(cx, matcher, text, result, method & UNICODE != 0) {
        cx.heap.store(this, iterator::TARGET, Local::UNDEFINED);
        return Err(abrupt);
    }
    create_iter_result_object(cx, result, false)
}

/// Moves on if the match was empty.
fn step_over<'s>(
    cx: &mut Scope<'s>,
    matcher: Local<'s>,
    text: Local<'s>,
    result: Local<'s>,
    is_unicode: bool,
) -> Completion<()> {
    let matched = get_index(cx, result, 0)?;
    let matched = to_string(cx, matched)?;
    if string_length(cx, matched) > 0 {
        return Ok(());
    }
    step_over_nothing(cx, matcher, text, is_unicode)
}
