//! Errors (§20.5): making and throwing them, with V8's texts and an own `stack`.

use super::completion::{Abrupt, Completion, Pending};
use super::key::PropertyKey;
use super::names::KnownName;
use super::realm::Intrinsic;
use super::scope::Scope;
use super::{object, property, stack_trace};
use crate::heap::{Local, Place};
use crate::value::layout::attribute;
use crate::value::{self, kind};
use std::fmt::Arguments;

/// Throws a TypeError of the current realm.
#[cold]
pub(crate) fn throw_type_error(cx: &mut Scope<'_>, message: Arguments<'_>) -> Abrupt {
    throw_error(cx, Intrinsic::TypeErrorPrototype, message)
}

/// Throws a RangeError of the current realm.
#[cold]
pub(crate) fn throw_range_error(cx: &mut Scope<'_>, message: Arguments<'_>) -> Abrupt {
    throw_error(cx, Intrinsic::RangeErrorPrototype, message)
}

/// Throws a ReferenceError of the current realm.
#[cold]
pub(crate) fn throw_reference_error(cx: &mut Scope<'_>, message: Arguments<'_>) -> Abrupt {
    throw_error(cx, Intrinsic::ReferenceErrorPrototype, message)
}

/// Throws a SyntaxError of the current realm.
#[cold]
pub(crate) fn throw_syntax_error(cx: &mut Scope<'_>, message: Arguments<'_>) -> Abrupt {
    throw_error(cx, Intrinsic::SyntaxErrorPrototype, message)
}

/// Throws a new error with the prototype in `intrinsic`.
#[cold]
pub(crate) fn throw_error(cx: &mut Scope<'_>, intrinsic: Intrinsic, message: Arguments<'_>) -> Abrupt {
    let text = message.to_string();
    let mut cx = cx.open();
    match create_error(&mut cx, intrinsic, &text) {
        Ok(error) => cx.throw(error),
        Err(abrupt) => abrupt,
    }
}

/// Throws RangeError `Maximum call stack size exceeded`; never fails for want of stack itself.
#[cold]
pub(crate) fn throw_stack_overflow(cx: &mut Scope<'_>) -> Abrupt {
    if cx.reporting_overflow {
        let exception = cx.exception;
        cx.heap.set_root(exception, Local::UNDEFINED);
        cx.pending = Pending::Throw;
        return Abrupt::recorded();
    }
    cx.reporting_overflow = true;
    let limit = std::mem::take(&mut cx.native_stack_limit);
    cx.native_stack_limit = limit.saturating_sub(stack_trace::NATIVE_RESERVE);
    let abrupt = throw_range_error(cx, format_args!("Maximum call stack size exceeded"));
    cx.native_stack_limit = limit;
    cx.reporting_overflow = false;
    abrupt
}

/// A new error object of the current realm with a message and a stack.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_error<'s>(cx: &mut Scope<'s>, intrinsic: Intrinsic, message: &str) -> Completion<Local<'s>> {
    let depth = cx.heap.stack_depth();
    let prototype = cx.intrinsic(intrinsic)?;
    let error = object::make_object(cx, kind::ERROR, prototype)?;
    let text = value::from_text(&mut cx.heap, message, Place::Young);
    let text = cx.adopt(text)?;
    install_stack(cx, error, error_class(intrinsic), message, Local::UNDEFINED)?;
    let key = cx.local(|isolate| isolate.known(KnownName::Message))?;
    property::add(cx, error, key, text, attribute::HIDDEN)?;
    Ok(cx.collapse(depth, error))
}

const fn error_class(intrinsic: Intrinsic) -> &'static str {
    match intrinsic {
        Intrinsic::TypeErrorPrototype => "TypeError",
        Intrinsic::RangeErrorPrototype => "RangeError",
        Intrinsic::ReferenceErrorPrototype => "ReferenceError",
        Intrinsic::SyntaxErrorPrototype => "SyntaxError",
        Intrinsic::EvalErrorPrototype => "EvalError",
        Intrinsic::UriErrorPrototype => "URIError",
        Intrinsic::AggregateErrorPrototype => "AggregateError",
        _ => "Error",
    }
}

/// Gives `target` (any object) an own hidden `stack`: `class: message` and the frames above `above` (a function, or
/// UNDEFINED for all), as `Error.captureStackTrace` and the error constructors do.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install_stack<'s>(
    cx: &mut Scope<'s>,
    target: Local<'s>,
    class: &str,
    message: &str,
    above: Local<'s>,
) -> Completion<()> {
    let mut cx = cx.open();
    let mut text = class.to_owned();
    if !message.is_empty() {
        text.push_str(": ");
        text.push_str(message);
    }
    stack_trace::append_frames(&mut cx, &mut text, above);
    let stack = value::from_text(&mut cx.heap, &text, Place::Young);
    let stack = cx.adopt(stack)?;
    let key = cx.local(|isolate| PropertyKey::Known(KnownName::Stack).raw(isolate))?;
    match property::find(&cx, target, key) {
        Some(own) => property::write(&mut cx, target, own, stack),
        None => property::add(&mut cx, target, key, stack, attribute::HIDDEN),
    }
}
