//! Process warnings – <https://nodejs.org/api/process.html#event-warning>

use super::process::emit as emit_event;
use super::report::throw_invalid_argument_type;
use super::state::state;
use super::tick::next_tick;
use super::{output, property};
use crate::heap::Local;
use crate::runtime::names::KnownName;
use crate::runtime::{
    Arguments, Completion, Intrinsic, Scope, capture_stack, create_error, get_known, is_callable, is_object, rust_text,
    to_boolean, to_string,
};
use crate::value::{self, kind};

/// What the command line says of warnings.
#[derive(Clone, Debug)]
pub(crate) struct WarningOptions {
    /// Warnings are printed.
    pub(crate) are_shown: bool,
    /// All are printed with their stacks.
    pub(crate) are_traced: bool,
    /// Deprecations are told.
    pub(crate) are_deprecations_told: bool,
    /// Deprecations are printed with their stacks.
    pub(crate) are_deprecations_traced: bool,
    /// Deprecations are exceptions.
    pub(crate) are_deprecations_thrown: bool,
}

impl Default for WarningOptions {
    fn default() -> Self {
        Self {
            are_shown: true,
            are_traced: false,
            are_deprecations_told: true,
            are_deprecations_traced: false,
            are_deprecations_thrown: false,
        }
    }
}

/// The properties of `process` that say what becomes of warnings; scripts may set them.
const NO_DEPRECATION: &str = "noDeprecation";
const THROW_DEPRECATION: &str = "throwDeprecation";
const TRACE_DEPRECATION: &str = "traceDeprecation";
const TRACE_WARNINGS: &str = "traceProcessWarnings";

/// Tells scripts what the command line says of warnings.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let Some(options) = state(cx).map(|state| state.warnings.clone()) else { return Ok(()) };
    let flags = [
        (NO_DEPRECATION, !options.are_deprecations_told),
        (THROW_DEPRECATION, options.are_deprecations_thrown),
        (TRACE_DEPRECATION, options.are_deprecations_traced),
        (TRACE_WARNINGS, options.are_traced),
    ];
    for (name, _) in flags.into_iter().filter(|&(_, is_set)| is_set) {
        property::define(cx, process, name, Local::TRUE)?;
    }
    Ok(())
}

fn is_set(cx: &mut Scope<'_>, name: &str) -> Completion<bool> {
    let mut cx = cx.open();
    let process = super::place::get(&mut cx, super::place::Place::Process)?;
    let value = property::get(&mut cx, process, name)?;
    Ok(to_boolean(&cx, value))
}

/// Warns in the next tick, as `process.emitWarning(message, name, code)`.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn emit_text(cx: &mut Scope<'_>, name: &str, code: &str, message: &str) -> Completion<()> {
    let mut cx = cx.open();
    let warning = make(&mut cx, name, message)?;
    if !code.is_empty() {
        property::define_text(&mut cx, warning, "code", code)?;
    }
    schedule(&mut cx, warning)
}

/// As [`emit_text`], without a code.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn emit(cx: &mut Scope<'_>, name: &str, message: &str) -> Completion<()> {
    emit_text(cx, name, "", message)
}

/// A warning object.
fn make<'s>(cx: &mut Scope<'s>, name: &str, message: &str) -> Completion<Local<'s>> {
    let warning = create_error(cx, Intrinsic::ErrorPrototype, message)?;
    property::define_text(cx, warning, "name", name)?;
    Ok(warning)
}

fn is_deprecation<'s>(cx: &mut Scope<'s>, warning: Local<'s>) -> Completion<bool> {
    let name = get_known(cx, warning, KnownName::Name)?;
    Ok(value::is_string(cx.raw(name)) && rust_text(cx, name)? == "DeprecationWarning")
}

/// Warns in the next tick; a deprecation perhaps not at all, or with an exception.
fn schedule<'s>(cx: &mut Scope<'s>, warning: Local<'s>) -> Completion<()> {
    let is_deprecation = is_deprecation(cx, warning)?;
    let mut steps: crate::runtime::NativeFunction = tell;
    if is_deprecation {
        if is_set(cx, NO_DEPRECATION)? {
            return Ok(());
        }
        if is_set(cx, THROW_DEPRECATION)? {
            steps = throw;
        }
    }
    let function = property::function(cx, "", 1, steps, Local::UNDEFINED)?;
    next_tick(cx, function, &[warning])
}

fn throw<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    Err(cx.throw(arguments.get(0)))
}

/// `process.emitWarning` – <https://nodejs.org/api/process.html#processemitwarningwarning-options>
pub(crate) fn emit_warning<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let warning = arguments.get(0);
    let (mut name, mut code, mut above) = (arguments.get(1), arguments.get(2), arguments.get(3));
    let mut detail = Local::UNDEFINED;
    if is_callable(cx, name) {
        (above, name, code) = (name, Local::UNDEFINED, Local::UNDEFINED);
    } else if is_object(cx.raw(name)) && !cx.raw(name).is_kind(kind::ARRAY) {
        let options = name;
        above = property::get(cx, options, "ctor")?;
        code = property::get(cx, options, "code")?;
        detail = property::get(cx, options, "detail")?;
        name = property::get(cx, options, "type")?;
        if !to_boolean(cx, name) {
            name = Local::UNDEFINED;
        }
    }
    if is_callable(cx, code) {
        (above, code) = (code, Local::UNDEFINED);
    }
    for (value, label) in [(name, "type"), (code, "code")] {
        if !cx.raw(value).is_undefined() && !value::is_string(cx.raw(value)) {
            return Err(throw_invalid_argument_type(cx, label, "of type string", value));
        }
    }
    if cx.raw(warning).is_kind(kind::ERROR) {
        schedule(cx, warning)?;
        return Ok(Local::UNDEFINED);
    }
    if !value::is_string(cx.raw(warning)) {
        let expected = "of type string or an instance of Error";
        return Err(throw_invalid_argument_type(cx, "warning", expected, warning));
    }
    let message = rust_text(cx, warning)?;
    let name = if cx.raw(name).is_undefined() { "Warning".to_owned() } else { rust_text(cx, name)? };
    let name = if name.is_empty() { "Warning" } else { &name };
    let object = make(cx, name, &message)?;
    if !cx.raw(code).is_undefined() {
        property::define(cx, object, "code", code)?;
    }
    if value::is_string(cx.raw(detail)) {
        property::define(cx, object, "detail", detail)?;
    }
    let above = if is_callable(cx, above) { above } else { arguments.callee() };
    capture_stack(cx, object, above)?;
    schedule(cx, object)?;
    Ok(Local::UNDEFINED)
}

/// Prints a warning, and tells the listeners.
fn tell<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let warning = arguments.get(0);
    if state(cx).is_some_and(|state| state.warnings.are_shown) {
        print(cx, warning)?;
    }
    emit_event(cx, "warning", &[warning])?;
    Ok(Local::UNDEFINED)
}

fn print<'s>(cx: &mut Scope<'s>, warning: Local<'s>) -> Completion<()> {
    let is_deprecation = is_deprecation(cx, warning)?;
    if is_deprecation && is_set(cx, NO_DEPRECATION)? {
        return Ok(());
    }
    let traces = is_set(cx, TRACE_WARNINGS)? || is_deprecation && is_set(cx, TRACE_DEPRECATION)?;
    let mut line = format!("(tenure:{}) ", std::process::id());
    let code = property::get(cx, warning, "code")?;
    if to_boolean(cx, code) {
        let code = to_string(cx, code)?;
        line.push_str(&format!("[{}] ", rust_text(cx, code)?));
    }
    let stack = if traces { get_known(cx, warning, KnownName::Stack)? } else { Local::UNDEFINED };
    let shown = if to_boolean(cx, stack) { stack } else { warning };
    let text = to_string(cx, shown)?;
    line.push_str(&rust_text(cx, text)?);
    let detail = property::get(cx, warning, "detail")?;
    if value::is_string(cx.raw(detail)) {
        line.push_str(&format!("\n{}", rust_text(cx, detail)?));
    }
    if !traces && state(cx).is_some_and(|state| !std::mem::replace(&mut state.is_trace_hint_shown, true)) {
        let flag = if is_deprecation { "--trace-deprecation" } else { "--trace-warnings" };
        line.push_str(&format!("\n(Use `tenure {flag} ...` to show where the warning was created)"));
    }
    line.push('\n');
    output::write(cx, output::stderr, &line);
    Ok(())
}
