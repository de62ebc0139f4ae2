//! Process warnings – <https://nodejs.org/api/process.html#event-warning>

use super::process::emit as emit_event;
use super::tick::next_tick;
use super::{output, property};
use crate::heap::Local;
use crate::runtime::{
    Arguments, Completion, Intrinsic, Scope, create_error, is_object, rust_text, to_boolean, to_string,
};

/// Warns in the next tick, as `process.emitWarning(message, name)`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn emit_text(cx: &mut Scope<'_>, name: &str, code: &str, message: &str) -> Completion<()> {
    let mut cx = cx.open();
    let error = create_error(&mut cx, Intrinsic::ErrorPrototype, message)?;
    property::define_text(&mut cx, error, "name", name)?;
    if !code.is_empty() {
        property::define_text(&mut cx, error, "code", code)?;
    }
    schedule(&mut cx, error)
}

/// As [`emit_text`], without a code.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn emit(cx: &mut Scope<'_>, name: &str, message: &str) -> Completion<()> {
    emit_text(cx, name, "", message)
}

fn schedule<'s>(cx: &mut Scope<'s>, warning: Local<'s>) -> Completion<()> {
    let function = property::function(cx, "", 1, tell, Local::UNDEFINED)?;
    next_tick(cx, function, &[warning])
}

/// `process.emitWarning` – <https://nodejs.org/api/process.html#processemitwarningwarning-options>
pub(crate) fn emit_warning<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let warning = arguments.get(0);
    if is_object(cx.raw(warning)) {
        schedule(cx, warning)?;
        return Ok(Local::UNDEFINED);
    }
    let (mut kind, mut code) = (arguments.get(1), arguments.get(2));
    if is_object(cx.raw(kind)) {
        let options = kind;
        kind = property::get(cx, options, "type")?;
        code = property::get(cx, options, "code")?;
    }
    let message = text_or(cx, warning, "")?;
    let kind = text_or(cx, kind, "Warning")?;
    let code = text_or(cx, code, "")?;
    emit_text(cx, &kind, &code, &message)?;
    Ok(Local::UNDEFINED)
}

fn text_or<'s>(cx: &mut Scope<'s>, value: Local<'s>, default: &str) -> Completion<String> {
    if !to_boolean(cx, value) || is_object(cx.raw(value)) {
        return Ok(default.to_owned());
    }
    let text = to_string(cx, value)?;
    rust_text(cx, text)
}

/// Tells listeners of a warning, and prints it.
fn tell<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let warning = arguments.get(0);
    emit_event(cx, "warning", &[warning])?;
    let code = property::get(cx, warning, "code")?;
    let code = text_or(cx, code, "")?;
    let code = if code.is_empty() { code } else { format!("[{code}] ") };
    let text = to_string(cx, warning)?;
    let text = rust_text(cx, text)?;
    let line = format!("(tenure:{}) {code}{text}\n", std::process::id());
    output::write(cx, output::stderr, &line);
    Ok(Local::UNDEFINED)
}
