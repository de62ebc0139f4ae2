//! Errors (§20.5): making and throwing them, with V8's texts and an own `stack`.

use super::completion::{Abrupt, Completion, Pending};
use super::descriptor::PropertyDescriptor;
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
        Ok(error) => match super::tell_throw(&mut cx, error) {
            Ok(()) => cx.throw(error),
            Err(abrupt) => abrupt,
        },
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
    capture_stack(cx, error, Local::UNDEFINED)?;
    let key = cx.local(|isolate| isolate.known(KnownName::Message))?;
    property::add(cx, error, key, text, attribute::HIDDEN)?;
    Ok(cx.collapse(depth, error))
}

/// Captures the frames above `above` (a function, or UNDEFINED for all) as `target`'s own hidden `stack`, as
/// `Error.captureStackTrace` and the error constructors do. Its text is made when it is first read.
///
/// # Errors
/// TypeError when `target` refuses the property; termination when there is no memory.
pub(crate) fn capture_stack<'s>(cx: &mut Scope<'s>, target: Local<'s>, above: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let key = cx.known_string(KnownName::Stack)?;
    let Some(record) = stack_trace::capture(&mut cx, above)? else {
        return define_stack(&mut cx, target);
    };
    let captured = attribute::HIDDEN | attribute::LAZY_PROTOTYPE;
    let is_new = property::find(&cx, target, key).is_none();
    if is_new && cx.raw(target).is_kind(kind::ERROR) && super::ordinary_is_extensible(&cx, target) {
        return property::add(&mut cx, target, key, record, captured);
    }
    define_stack(&mut cx, target)?;
    match property::find(&cx, target, key) {
        Some(own) if cx.exotic(cx.raw(target).kind()).is_plain() => {
            property::reconfigure(&mut cx, target, key, own, Some(record), captured)
        }
        _ => {
            let text = stack_frames(&mut cx, record)?;
            super::define_property_or_throw(&mut cx, target, KnownName::Stack.into(), &hidden(text))
        }
    }
}

fn hidden(value: Local<'_>) -> PropertyDescriptor<'_> {
    PropertyDescriptor::data(value, attribute::HIDDEN)
}

/// `stack` as an ordinary property, `undefined` for the time being.
fn define_stack<'s>(cx: &mut Scope<'s>, target: Local<'s>) -> Completion<()> {
    super::define_property_or_throw(cx, target, KnownName::Stack.into(), &hidden(Local::UNDEFINED))
}

/// The text of captured frames: a line break and `    at …` for each.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn stack_frames<'s>(cx: &mut Scope<'s>, record: Local<'_>) -> Completion<Local<'s>> {
    let text = stack_trace::text(cx, record);
    cx.string(&text)
}

/// Puts the text of a captured stack together and in its place.
pub(super) fn materialize_stack<'s>(cx: &mut Scope<'s>, holder: Local<'s>, record: Local<'s>) -> Completion<Local<'s>> {
    let key = cx.known_string(KnownName::Stack)?;
    // What runs meanwhile sees `undefined`, and cannot come here again.
    if let Some(own) = property::find(cx, holder, key) {
        property::write(cx, holder, own, Local::UNDEFINED)?;
    }
    let stack = (cx.upcalls.format_stack)(cx, holder, record)?;
    if let Some(own) = property::find(cx, holder, key)
        && own.meta.has(attribute::LAZY_PROTOTYPE)
    {
        property::write(cx, holder, own, stack)?;
    }
    Ok(stack)
}

/// The stack of an error in a realm without builtins.
pub(super) fn plain_stack<'s>(cx: &mut Scope<'s>, holder: Local<'s>, record: Local<'s>) -> Completion<Local<'s>> {
    let header = super::describe(cx, holder);
    let header = cx.string(&header)?;
    let frames = stack_frames(cx, record)?;
    super::concat_strings(cx, header, frames)
}
