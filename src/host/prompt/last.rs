//! `_` and `_error`: the last value and the last error – until a script assigns them.

use super::PromptState;
use crate::heap::Local;
use crate::host::output::{self, stdout};
use crate::host::place::{self, Place};
use crate::host::property;
use crate::host::state::state;
use crate::runtime::{
    Arguments, Completion, Intrinsic, NativeFunction, PropertyDescriptor, Scope, define_property_or_throw,
};
use crate::value::layout::attribute;

/// Defines both as accessors of the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn define(cx: &mut Scope<'_>) -> Completion<()> {
    let both: [(&str, NativeFunction, NativeFunction); 2] =
        [("_", get_value, set_value), ("_error", get_error, set_error)];
    for (name, get, set) in both {
        let mut cx = cx.open();
        let get = property::function(&mut cx, &format!("get {name}"), 0, get, Local::UNDEFINED)?;
        let set = property::function(&mut cx, &format!("set {name}"), 1, set, Local::UNDEFINED)?;
        let global = cx.intrinsic(Intrinsic::Global)?;
        let key = cx.name(name)?;
        let accessor = PropertyDescriptor::accessor(get, set, attribute::CONFIGURABLE);
        define_property_or_throw(&mut cx, global, key, &accessor)?;
    }
    Ok(())
}

/// Keeps the value of a text, unless `_` was assigned.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(super) fn keep_value(cx: &mut Scope<'_>, value: Local<'_>) -> Completion<()> {
    if prompt(cx).is_some_and(|prompt| prompt.is_value_assigned) {
        return Ok(());
    }
    place::set(cx, Place::LastValue, value)
}

/// Keeps what a text threw, unless `_error` was assigned.
///
/// # Errors
/// RangeError when the VM stack is full.
pub(super) fn keep_error(cx: &mut Scope<'_>, error: Local<'_>) -> Completion<()> {
    if prompt(cx).is_some_and(|prompt| prompt.is_error_assigned) {
        return Ok(());
    }
    place::set(cx, Place::LastError, error)
}

fn prompt<'c>(cx: &'c mut Scope<'_>) -> Option<&'c mut PromptState> {
    state(cx).and_then(|state| state.prompt.as_mut())
}

fn get_value<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    place::get(cx, Place::LastValue)
}

fn get_error<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    place::get(cx, Place::LastError)
}

fn set_value<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let was = prompt(cx).is_some_and(|prompt| std::mem::replace(&mut prompt.is_value_assigned, true));
    assign(cx, Place::LastValue, "_", arguments.get(0), was)
}

fn set_error<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let was = prompt(cx).is_some_and(|prompt| std::mem::replace(&mut prompt.is_error_assigned, true));
    assign(cx, Place::LastError, "_error", arguments.get(0), was)
}

fn assign<'s>(
    cx: &mut Scope<'s>,
    place: Place,
    name: &str,
    value: Local<'s>,
    was_assigned: bool,
) -> Completion<Local<'s>> {
    place::set(cx, place, value)?;
    if !was_assigned {
        output::write(cx, stdout, &format!("Expression assignment to {name} now disabled.\n"));
    }
    Ok(Local::UNDEFINED)
}
