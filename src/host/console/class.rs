//! The class `Console`, and the global console.

use super::METHODS;
use super::memory::{Settings, become_console, is_console};
use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::report::{throw_coded, throw_invalid_argument_type, throw_out_of_range};
use crate::host::{inspect, property, symbols};
use crate::runtime::names::KnownName;
use crate::runtime::{
    self, Abrupt, Arguments, Completion, Intrinsic, PropertyDescriptor, Scope, bound_function_create,
    define_property_or_throw, get_v, is_array, is_callable, is_object, make_object, ordinary_object,
    ordinary_object_create, throw_type_error, to_boolean,
};
use crate::value::layout::attribute;
use crate::value::{self, kind, number};

/// Columns that a group is indented by at first, and at most.
const GROUP_INDENTATION: (f64, f64) = (2.0, 1000.0);

/// Puts `console` on the global object.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn install(cx: &mut Scope<'_>) -> Completion<()> {
    let mut cx = cx.open();
    let name = symbols::private(&mut cx, "#console")?;
    place::set(&mut cx, Place::ConsoleState, name)?;
    let class = make_class(&mut cx)?;
    place::set(&mut cx, Place::ConsoleClass, class)?;
    let prototype = ordinary_object(&mut cx)?;
    let console = runtime::ordinary_object_create(&mut cx, prototype)?;
    for &(name, length, steps) in METHODS {
        let mut cx = cx.open();
        let method = property::function(&mut cx, name, length, steps, console)?;
        property::define(&mut cx, console, name, method)?;
    }
    property::define(&mut cx, console, "Console", class)?;
    let process = place::get(&mut cx, Place::Process)?;
    let settings = Settings {
        stdout: property::get(&mut cx, process, "stdout")?,
        stderr: property::get(&mut cx, process, "stderr")?,
        ignore_errors: true,
        color_mode: Local::UNDEFINED,
        inspect_options: Local::UNDEFINED,
        group_indentation: GROUP_INDENTATION.0,
    };
    become_console(&mut cx, console, &settings)?;
    runtime::define_global(&mut cx, "console", console)
}

fn make_class<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let prototype = ordinary_object(cx)?;
    let class = symbols::callable_class(cx, "Console", prototype, construct)?;
    let length = PropertyDescriptor::data(Local::int(1), attribute::CONFIGURABLE);
    define_property_or_throw(cx, class, KnownName::Length.into(), &length)?;
    property::define_with(cx, prototype, "constructor", class, attribute::HIDDEN)?;
    property::define_functions(cx, prototype, METHODS)?;
    symbols::define_method(cx, class, KnownName::SymbolHasInstance, "value", has_instance)?;
    Ok(class)
}

/// `Console[Symbol.hasInstance]`: the global console is one too.
fn has_instance<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    is_console(cx, arguments.get(0)).map(Local::bool)
}

/// `new Console(stdout, stderr, ignoreErrors)`, `new Console(options)` –
/// <https://nodejs.org/api/console.html#new-consoleoptions>
fn construct<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let settings = read_settings(cx, arguments)?;
    let new_target = arguments.new_target();
    let class = if is_object(cx.raw(new_target)) { new_target } else { place::get(cx, Place::ConsoleClass)? };
    let mut prototype = property::get(cx, class, "prototype")?;
    if !is_object(cx.raw(prototype)) {
        prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    }
    let console = make_object(cx, kind::ORDINARY, prototype)?;
    for &(name, ..) in METHODS {
        let mut cx = cx.open();
        let method = property::get(&mut cx, console, name)?;
        if !is_callable(&cx, method) {
            return Err(throw_type_error(&mut cx, format_args!("Bind must be called on a function")));
        }
        let bound = bound_function_create(&mut cx, method, console, &[])?;
        let text = cx.interned(name)?;
        let descriptor = PropertyDescriptor::data(text, attribute::CONFIGURABLE);
        define_property_or_throw(&mut cx, bound, KnownName::Name.into(), &descriptor)?;
        property::set(&mut cx, console, name, bound)?;
    }
    become_console(cx, console, &settings)?;
    Ok(console)
}

fn read_settings<'s>(cx: &mut Scope<'s>, arguments: Arguments<'s>) -> Completion<Settings<'s>> {
    let mut options = arguments.get(0);
    let mut are_streams = !to_boolean(cx, options);
    if !are_streams {
        let key = cx.name("write")?;
        let write = get_v(cx, options, key)?;
        are_streams = is_callable(cx, write);
    }
    if are_streams {
        let streams = ordinary_object_create(cx, Local::NULL)?;
        for (index, name) in ["stdout", "stderr", "ignoreErrors"].into_iter().enumerate() {
            property::define(cx, streams, name, arguments.get(index))?;
        }
        options = streams;
    }
    let stdout = option(cx, options, "stdout", Local::UNDEFINED)?;
    let stderr = option(cx, options, "stderr", stdout)?;
    let ignore_errors = option(cx, options, "ignoreErrors", Local::TRUE)?;
    let color_mode = option(cx, options, "colorMode", Local::UNDEFINED)?;
    let inspect_options = option(cx, options, "inspectOptions", Local::UNDEFINED)?;
    let indentation = option(cx, options, "groupIndentation", Local::number(GROUP_INDENTATION.0))?;
    check_stream(cx, stdout, "stdout")?;
    check_stream(cx, stderr, "stderr")?;
    check_color_mode(cx, color_mode)?;
    let group_indentation = check_indentation(cx, indentation)?;
    check_inspect_options(cx, inspect_options, color_mode)?;
    let ignore_errors = to_boolean(cx, ignore_errors);
    Ok(Settings { stdout, stderr, ignore_errors, color_mode, inspect_options, group_indentation })
}

fn option<'s>(cx: &mut Scope<'s>, options: Local<'s>, name: &str, default: Local<'s>) -> Completion<Local<'s>> {
    let key = cx.name(name)?;
    let value = get_v(cx, options, key)?;
    Ok(if cx.raw(value).is_undefined() { default } else { value })
}

fn throw(cx: &mut Scope<'_>, code: &str, message: &str) -> Abrupt {
    throw_coded(cx, Intrinsic::TypeErrorPrototype, code, message)
}

fn check_stream<'s>(cx: &mut Scope<'s>, stream: Local<'s>, name: &str) -> Completion<()> {
    if to_boolean(cx, stream) {
        let key = cx.name("write")?;
        let write = get_v(cx, stream, key)?;
        if is_callable(cx, write) {
            return Ok(());
        }
    }
    let message = format!("Console expects a writable stream instance for {name}");
    Err(throw(cx, "ERR_CONSOLE_WRITABLE_STREAM", &message))
}

fn check_color_mode<'s>(cx: &mut Scope<'s>, mode: Local<'s>) -> Completion<()> {
    let raw = cx.raw(mode);
    if raw.is_undefined() || raw.is_bool() || (value::is_string(raw) && runtime::units(cx, mode)?.is("auto")) {
        return Ok(());
    }
    let shown = inspect::inspect(cx, mode, &inspect::Options::default())?;
    let message = format!("The argument 'colorMode' must be one of: 'auto', true, false. Received {shown}");
    Err(throw(cx, "ERR_INVALID_ARG_VALUE", &message))
}

fn check_indentation<'s>(cx: &mut Scope<'s>, value: Local<'s>) -> Completion<f64> {
    let name = "groupIndentation";
    if !cx.raw(value).is_number() {
        return Err(throw_invalid_argument_type(cx, name, "of type number", value));
    }
    let columns = cx.raw(value).as_number();
    if number::integer_or_infinity(columns) != columns {
        return Err(throw_out_of_range(cx, name, "an integer", value));
    }
    if !(0.0..=GROUP_INDENTATION.1).contains(&columns) {
        return Err(throw_out_of_range(cx, name, &format!(">= 0 && <= {}", GROUP_INDENTATION.1), value));
    }
    Ok(columns)
}

fn check_inspect_options<'s>(cx: &mut Scope<'s>, options: Local<'s>, color_mode: Local<'s>) -> Completion<()> {
    if cx.raw(options).is_undefined() {
        return Ok(());
    }
    if !is_object(cx.raw(options)) || is_callable(cx, options) || is_array(cx, options)? {
        return Err(throw_invalid_argument_type(cx, "options.inspectOptions", "of type object", options));
    }
    let colors = property::get(cx, options, "colors")?;
    if cx.raw(colors).is_undefined() || cx.raw(color_mode).is_undefined() {
        return Ok(());
    }
    let message = "Option \"options.inspectOptions.color\" cannot be used in combination with option \"colorMode\"";
    Err(throw(cx, "ERR_INCOMPATIBLE_OPTION_PAIR", message))
}
