//! `Error` and its kin – ECMA-262 §20.5 <https://tc39.es/ecma262/#sec-error-objects>
//!
//! `stack` is V8's: an own hidden property whose text is put together when it is first read (`stack.rs`).

mod call_site;
mod stack;

use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Builtin, Completion, Constructor, Intrinsic, NativeFunction, PropertyDescriptor, PropertyKey, Scope,
    capture_stack, concat_strings, define_global, define_property_or_throw, get, has_property,
    install as install_table, install_constructor, is_object, iterable_to_array, method,
    ordinary_create_from_constructor, to_string,
};
use crate::value::layout::attribute;
use crate::value::{self, kind};

const CONSTRUCTOR: Constructor = Constructor {
    name: "Error",
    length: 1,
    steps: construct,
    requires_new: false,
    intrinsic: Intrinsic::Error,
    statics: STATICS,
    prototype: &[],
};

const STATICS: &[Builtin] =
    &[method("captureStackTrace", 2, stack::capture_stack_trace), method("isError", 1, is_error)];

const PROTOTYPE: &[Builtin] = &[method("toString", 0, error_to_string)];

/// The NativeError constructors (§20.5.6) and AggregateError (§20.5.7): name, `length`, steps, places in the realm.
const NATIVE_ERRORS: &[(&str, u8, NativeFunction, Intrinsic, Intrinsic)] = &[
    ("AggregateError", 2, construct_aggregate, Intrinsic::AggregateError, Intrinsic::AggregateErrorPrototype),
    ("EvalError", 1, construct_eval, Intrinsic::EvalError, Intrinsic::EvalErrorPrototype),
    ("RangeError", 1, construct_range, Intrinsic::RangeError, Intrinsic::RangeErrorPrototype),
    ("ReferenceError", 1, construct_reference, Intrinsic::ReferenceError, Intrinsic::ReferenceErrorPrototype),
    ("SuppressedError", 3, construct_suppressed, Intrinsic::SuppressedError, Intrinsic::SuppressedErrorPrototype),
    ("SyntaxError", 1, construct_syntax, Intrinsic::SyntaxError, Intrinsic::SyntaxErrorPrototype),
    ("TypeError", 1, construct_type, Intrinsic::TypeError, Intrinsic::TypeErrorPrototype),
    ("URIError", 1, construct_uri, Intrinsic::UriError, Intrinsic::UriErrorPrototype),
];

/// Makes the error constructors and puts them on the global object.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    call_site::install(&mut cx.open())?;
    cx.upcalls.format_stack = stack::format_stack;
    let prototype = cx.intrinsic(Intrinsic::ErrorPrototype)?;
    let error = install_constructor(cx, &CONSTRUCTOR, prototype, None)?;
    name_prototype(cx, prototype, "Error")?;
    install_table(cx, prototype, PROTOTYPE)?;
    let limit = PropertyDescriptor::data(Local::number(cx.stack_trace_limit as f64), attribute::ALL);
    define_property_or_throw(cx, error, PropertyKey::Known(KnownName::StackTraceLimit), &limit)?;
    define_global(cx, "Error", error)?;
    for &(name, length, steps, intrinsic, prototype) in NATIVE_ERRORS {
        let mut cx = cx.open();
        let prototype = cx.intrinsic(prototype)?;
        let native = Constructor { name, length, steps, requires_new: false, intrinsic, statics: &[], prototype: &[] };
        let constructor = install_constructor(&mut cx, &native, prototype, Some(error))?;
        name_prototype(&mut cx, prototype, name)?;
        define_global(&mut cx, name, constructor)?;
    }
    Ok(())
}

/// `name` and `message` of an error's prototype.
fn name_prototype<'s>(cx: &mut Scope<'s>, prototype: Local<'s>, name: &str) -> Completion<()> {
    let mut cx = cx.open();
    for (key, text) in [(KnownName::Name, name), (KnownName::Message, "")] {
        let text = cx.interned(text)?;
        let hidden = PropertyDescriptor::data(text, attribute::HIDDEN);
        define_property_or_throw(&mut cx, prototype, PropertyKey::Known(key), &hidden)?;
    }
    Ok(())
}

/// Error ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-error-message>
fn construct<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::ErrorPrototype, 0)
}

/// Error.isError ( arg ) – <https://tc39.es/ecma262/#sec-error.iserror>
fn is_error<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::bool(cx.raw(arguments.get(0)).is_kind(kind::ERROR)))
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_eval<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::EvalErrorPrototype, 0)
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_range<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::RangeErrorPrototype, 0)
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_reference<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::ReferenceErrorPrototype, 0)
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_syntax<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::SyntaxErrorPrototype, 0)
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_type<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::TypeErrorPrototype, 0)
}

/// NativeError ( message [ , options ] ) – <https://tc39.es/ecma262/#sec-nativeerror>
fn construct_uri<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    make_error(cx, arguments, Intrinsic::UriErrorPrototype, 0)
}

/// AggregateError ( errors, message [ , options ] ) – <https://tc39.es/ecma262/#sec-aggregate-error>
fn construct_aggregate<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let error = make_error(cx, arguments, Intrinsic::AggregateErrorPrototype, 1)?;
    let mut inner = cx.open();
    let errors = iterable_to_array(&mut inner, arguments.get(0))?;
    define_hidden(&mut inner, error, KnownName::Errors, errors)?;
    drop(inner);
    Ok(error)
}

/// SuppressedError ( error, suppressed, message ) –
/// <https://tc39.es/proposal-explicit-resource-management/#sec-suppressederror>
fn construct_suppressed<'s>(cx: &mut Scope<'s>, _this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let error = begin_error(cx, arguments, Intrinsic::SuppressedErrorPrototype, arguments.get(2))?;
    let mut inner = cx.open();
    define_hidden(&mut inner, error, KnownName::Error, arguments.get(0))?;
    define_hidden(&mut inner, error, KnownName::Suppressed, arguments.get(1))?;
    drop(inner);
    Ok(error)
}

/// What the other error constructors do; `message` stands at argument `first`, the options behind it.
fn make_error<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    prototype: Intrinsic,
    first: usize,
) -> Completion<Local<'s>> {
    let error = begin_error(cx, arguments, prototype, arguments.get(first))?;
    install_error_cause(&mut cx.open(), error, arguments.get(first + 1))?;
    Ok(error)
}

/// An error with its stack and message.
fn begin_error<'s>(
    cx: &mut Scope<'s>,
    arguments: Arguments<'s>,
    prototype: Intrinsic,
    message: Local<'s>,
) -> Completion<Local<'s>> {
    let is_call = cx.raw(arguments.new_target()).is_undefined();
    let new_target = if is_call { arguments.callee() } else { arguments.new_target() };
    let error = ordinary_create_from_constructor(cx, new_target, prototype, kind::ERROR)?;
    let mut inner = cx.open();
    // Constructors of derived classes, down to the one that was called, are left out.
    capture_stack(&mut inner, error, new_target)?;
    if !inner.raw(message).is_undefined() {
        let message = to_string(&mut inner, message)?;
        define_hidden(&mut inner, error, KnownName::Message, message)?;
    }
    drop(inner);
    Ok(error)
}

/// InstallErrorCause – <https://tc39.es/ecma262/#sec-installerrorcause>
fn install_error_cause<'s>(cx: &mut Scope<'s>, error: Local<'s>, options: Local<'s>) -> Completion<()> {
    let key = PropertyKey::Known(KnownName::Cause);
    if !is_object(cx.raw(options)) || !has_property(cx, options, key)? {
        return Ok(());
    }
    let cause = get(cx, options, key)?;
    define_hidden(cx, error, KnownName::Cause, cause)
}

/// CreateNonEnumerableDataPropertyOrThrow – <https://tc39.es/ecma262/#sec-createnonenumerabledatapropertyorthrow>
fn define_hidden<'s>(cx: &mut Scope<'s>, object: Local<'s>, name: KnownName, value: Local<'s>) -> Completion<()> {
    let descriptor = PropertyDescriptor::data(value, attribute::HIDDEN);
    define_property_or_throw(cx, object, PropertyKey::Known(name), &descriptor)
}

/// Error.prototype.toString ( ) – <https://tc39.es/ecma262/#sec-error.prototype.tostring>
fn error_to_string<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    if !is_object(cx.raw(this)) {
        return Err(super::receiver::throw_incompatible_receiver(cx, "Error.prototype.toString", this));
    }
    error_text(cx, this)
}

/// The text of an error: its name, a colon, its message.
///
/// # Errors
/// Whatever getters and conversions throw.
pub(crate) fn error_text<'s>(cx: &mut Scope<'s>, error: Local<'s>) -> Completion<Local<'s>> {
    let name = text_property(cx, error, KnownName::Name, "Error")?;
    let message = text_property(cx, error, KnownName::Message, "")?;
    if value::length(cx.raw(name)) == 0 {
        return Ok(message);
    }
    if value::length(cx.raw(message)) == 0 {
        return Ok(name);
    }
    let colon = cx.interned(": ")?;
    let start = concat_strings(cx, name, colon)?;
    concat_strings(cx, start, message)
}

fn text_property<'s>(cx: &mut Scope<'s>, error: Local<'s>, name: KnownName, absent: &str) -> Completion<Local<'s>> {
    let found = get(cx, error, PropertyKey::Known(name))?;
    if cx.raw(found).is_undefined() { cx.interned(absent) } else { to_string(cx, found) }
}
