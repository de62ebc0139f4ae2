//! `RegExp.$1`, `RegExp.lastMatch` and the like: the last match as properties of the constructor.
//! <https://github.com/tc39/proposal-regexp-legacy-features>

use crate::heap::Local;
use crate::runtime::{
    Arguments, Builtin, Completion, Intrinsic, Scope, accessor, getter, install as install_table, last_match,
    set_last_input, string_length, substring, throw_type_error, to_string,
};

const STATICS: &[Builtin] = &[
    accessor("input", input, set_input),
    accessor("$_", input, set_input),
    getter("lastMatch", last::<0>),
    getter("$&", last::<0>),
    getter("lastParen", last_paren),
    getter("$+", last_paren),
    getter("leftContext", left_context),
    getter("$`", left_context),
    getter("rightContext", right_context),
    getter("$'", right_context),
    getter("$1", last::<1>),
    getter("$2", last::<2>),
    getter("$3", last::<3>),
    getter("$4", last::<4>),
    getter("$5", last::<5>),
    getter("$6", last::<6>),
    getter("$7", last::<7>),
    getter("$8", last::<8>),
    getter("$9", last::<9>),
];

/// Puts the properties on the constructor.
pub(super) fn install<'s>(cx: &mut Scope<'s>, constructor: Local<'s>) -> Completion<()> {
    install_table(cx, constructor, STATICS)
}

/// The properties are the realm's own constructor's only: subclasses inherit the accessors, not the match.
fn require_constructor(cx: &mut Scope<'_>, this: Local<'_>) -> Completion<()> {
    if cx.raw(this).identical(cx.intrinsic_raw(Intrinsic::RegExp)) {
        return Ok(());
    }
    Err(throw_type_error(cx, format_args!("Receiver is not the RegExp constructor")))
}

/// The part of the last text between two places; the empty string for none.
fn part<'s>(cx: &mut Scope<'s>, text: Local<'s>, place: Option<(usize, usize)>) -> Completion<Local<'s>> {
    let (start, end) = place.unwrap_or((0, 0));
    substring(cx, text, start, end)
}

fn input<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    last_match(cx).map(|last| last.input)
}

fn set_input<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let input = to_string(cx, arguments.get(0))?;
    set_last_input(cx, input);
    Ok(Local::UNDEFINED)
}

fn last<'s, const GROUP: usize>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let last = last_match(cx)?;
    part(cx, last.text, last.places.groups[GROUP])
}

fn last_paren<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let last = last_match(cx)?;
    part(cx, last.text, last.places.last_group)
}

fn left_context<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let last = last_match(cx)?;
    let start = last.places.groups[0].map(|(start, _)| (0, start));
    part(cx, last.text, start)
}

fn right_context<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    require_constructor(cx, this)?;
    let last = last_match(cx)?;
    let length = string_length(cx, last.text);
    part(cx, last.text, last.places.groups[0].map(|(_, end)| (end, length)))
}
