//! Where the process runs: environment variables, directories, its parent.

use crate::heap::Local;
use crate::host::property;
use crate::host::report::{throw_invalid_argument_type, throw_system_error};
use crate::runtime::{
    Arguments, Completion, Exotic, InternalMethods, Intrinsic, ORDINARY, PropertyDescriptor, PropertyKey, Scope,
    create_data_property_or_throw, define_property_or_throw, make_object, ordinary_define_own_property, rust_text,
    string_to_key, to_string,
};
use crate::value;
use crate::value::kind;
use crate::value::layout::attribute;

static ENVIRONMENT: InternalMethods =
    InternalMethods { exotic: Exotic::Everything, define_own_property: Some(define_variable), ..ORDINARY };

/// [[DefineOwnProperty]] of `process.env`: a value becomes a string.
fn define_variable<'s>(
    cx: &mut Scope<'s>,
    environment: Local<'s>,
    key: PropertyKey<'s>,
    descriptor: &PropertyDescriptor<'s>,
) -> Completion<bool> {
    let Some(value) = descriptor.value else { return ordinary_define_own_property(cx, environment, key, descriptor) };
    let text = to_string(cx, value)?;
    ordinary_define_own_property(cx, environment, key, &PropertyDescriptor { value: Some(text), ..*descriptor })
}

/// Defines `env` so that it is read from the system when a script first asks.
pub(super) fn define<'s>(cx: &mut Scope<'s>, process: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let get = property::function(&mut cx, "get env", 0, read, Local::UNDEFINED)?;
    let set = property::function(&mut cx, "set env", 1, replace, Local::UNDEFINED)?;
    let key = cx.name("env")?;
    let attributes = attribute::ENUMERABLE | attribute::CONFIGURABLE;
    define_property_or_throw(&mut cx, process, key, &PropertyDescriptor::accessor(get, set, attributes))
}

/// `process.env` – <https://nodejs.org/api/process.html#processenv>
fn read<'s>(cx: &mut Scope<'s>, this: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    cx.internal_methods[kind::ENVIRONMENT as usize] = &ENVIRONMENT;
    let prototype = cx.intrinsic(Intrinsic::ObjectPrototype)?;
    let environment = make_object(cx, kind::ENVIRONMENT, prototype)?;
    for (name, text) in std::env::vars_os() {
        let mut cx = cx.open();
        let name = cx.string(&name.to_string_lossy())?;
        let key = string_to_key(&mut cx, name)?;
        let text = cx.string(&text.to_string_lossy())?;
        create_data_property_or_throw(&mut cx, environment, key, text)?;
    }
    property::define(cx, this, "env", environment)?;
    Ok(environment)
}

fn replace<'s>(cx: &mut Scope<'s>, this: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    property::define(cx, this, "env", arguments.get(0))?;
    Ok(Local::UNDEFINED)
}

/// The working directory as text.
pub(crate) fn working_directory() -> std::io::Result<String> {
    std::env::current_dir().map(|path| path.to_string_lossy().into_owned())
}

/// `process.cwd` – <https://nodejs.org/api/process.html#processcwd>
pub(super) fn cwd<'s>(cx: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    match working_directory() {
        Ok(path) => cx.string(&path),
        Err(error) => Err(throw_system_error(cx, &error, "uv_cwd", "")),
    }
}

/// `process.chdir` – <https://nodejs.org/api/process.html#processchdirdirectory>
pub(super) fn chdir<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let directory = arguments.get(0);
    if !value::is_string(cx.raw(directory)) {
        return Err(throw_invalid_argument_type(cx, "directory", "of type string", directory));
    }
    let path = rust_text(cx, directory)?;
    match std::env::set_current_dir(&path) {
        Ok(()) => Ok(Local::UNDEFINED),
        Err(error) => Err(throw_system_error(cx, &error, "chdir", &path)),
    }
}

/// `process.umask`: the usual one.
pub(super) fn umask<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::int(0o22))
}

/// A number of a line of `/proc/self/status`.
fn status(name: &str) -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

/// The number of the parent process.
pub(super) fn parent() -> f64 {
    status("PPid").unwrap_or(0.0)
}

/// `process.getuid` – <https://nodejs.org/api/process.html#processgetuid>
pub(super) fn user<'s>(_: &mut Scope<'s>, _: Local<'s>, _: Arguments<'s>) -> Completion<Local<'s>> {
    Ok(Local::number(status("Uid").unwrap_or(0.0)))
}
