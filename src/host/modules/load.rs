//! Loading: cache, module objects, the wrapper, the main module.

use super::WRAPPER;
use super::builtin::{is_builtin, require_builtin};
use super::class::{make_require, new_module};
use super::esm::{is_module_file, run_main_module};
use super::path::{directory_of, extension_of, node_modules_paths};
use super::refusal::or_throw;
use super::resolve::resolve_filename;
use crate::engine::run_script;
use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::process::working_directory;
use crate::host::report::{throw_coded, throw_system_error};
use crate::host::{property, symbols};
use crate::interpreter;
use crate::runtime::{
    self, Completion, Intrinsic, PropertyKey, Scope, array_create, array_push, call, get, has_own_property, is_object,
    rust_text, string_to_key,
};
use crate::source::SourceText;

/// Loads and runs a file as the main module.
///
/// # Errors
/// Whatever it throws; `Cannot find module`.
pub(crate) fn run_main(cx: &mut Scope<'_>, path: &str) -> Completion<()> {
    let mut cx = cx.open();
    let file = main_file(&mut cx, path)?;
    let is_module = is_module_file(&mut cx, &file);
    if or_throw(&mut cx, is_module)? {
        return run_main_module(&mut cx, &file);
    }
    load(&mut cx, &file, Local::UNDEFINED, true)?;
    Ok(())
}

/// The file that a path of the command line means.
///
/// # Errors
/// `Cannot find module`.
pub(super) fn main_file(cx: &mut Scope<'_>, path: &str) -> Completion<String> {
    let base = working_directory().unwrap_or_else(|_| "/".to_owned());
    let path = super::path::resolve(&base, path);
    resolve_filename(cx, &path, Local::UNDEFINED)
}

/// Runs a text as `-e` does: in the global scope, with `require` and `module` as globals. Its completion value.
///
/// # Errors
/// Whatever it throws.
pub(crate) fn run_text<'s>(cx: &mut Scope<'s>, name: &str, text: &str) -> Completion<Local<'s>> {
    define_text_globals(cx, name)?;
    for (global, text) in [("__filename", name), ("__dirname", ".")] {
        let text = cx.string(text)?;
        runtime::define_global(cx, global, text)?;
    }
    run_script(cx, SourceText::new(name, text))
}

/// Defines `module`, `require` and `exports` as globals, for a text of this name in the working directory.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_text_globals(cx: &mut Scope<'_>, name: &str) -> Completion<()> {
    let mut cx = cx.open();
    let cx = &mut cx;
    let base = working_directory().unwrap_or_else(|_| "/".to_owned());
    let module = new_module(cx, name, Local::UNDEFINED)?;
    property::define_text(cx, module, "filename", &format!("{base}/{name}"))?;
    set_paths(cx, module, &base)?;
    let require = make_require(cx, module)?;
    let exports = property::get(cx, module, "exports")?;
    for (name, value) in [("module", module), ("require", require), ("exports", exports)] {
        runtime::define_global(cx, name, value)?;
    }
    Ok(())
}

/// `Module._load`: the exports of what `request` means for `parent`.
///
/// # Errors
/// Whatever the module throws; `Cannot find module`.
pub(super) fn load_request<'s>(
    cx: &mut Scope<'s>,
    request: Local<'s>,
    parent: Local<'s>,
    is_main: bool,
) -> Completion<Local<'s>> {
    let text = rust_text(cx, request)?;
    if is_builtin(&text) {
        return require_builtin(cx, text.strip_prefix("node:").unwrap_or(&text));
    }
    if let Some(name) = text.strip_prefix("node:") {
        let message = format!("No such built-in module: node:{name}");
        return Err(throw_coded(cx, Intrinsic::ErrorPrototype, "ERR_UNKNOWN_BUILTIN_MODULE", &message));
    }
    let module = place::get(cx, Place::Module)?;
    let resolve = property::get(cx, module, "_resolveFilename")?;
    let file = call(cx, resolve, module, &[request, parent, Local::bool(is_main)])?;
    let file = rust_text(cx, file)?;
    load(cx, &file, parent, is_main)
}

/// The exports of a file that an ECMAScript module imports.
///
/// # Errors
/// Whatever the module throws.
pub(super) fn load_request_of_file<'s>(cx: &mut Scope<'s>, file: &str) -> Completion<Local<'s>> {
    load(cx, file, Local::UNDEFINED, false)
}

/// The exports of a file: from the cache, or by loading it.
fn load<'s>(cx: &mut Scope<'s>, file: &str, parent: Local<'s>, is_main: bool) -> Completion<Local<'s>> {
    cx.check_stack()?;
    let cache = place::get(cx, Place::ModuleCache)?;
    let name = cx.string(file)?;
    let key = string_to_key(cx, name)?;
    let known = get(cx, cache, key)?;
    if is_object(cx.raw(known)) {
        add_child(cx, parent, known)?;
        return property::get(cx, known, "exports");
    }
    let module = new_module(cx, file, parent)?;
    if is_main {
        let id = cx.string(".")?;
        property::set(cx, module, "id", id)?;
        place::set(cx, Place::MainModule, module)?;
        let process = place::get(cx, Place::Process)?;
        property::define(cx, process, "mainModule", module)?;
    }
    property::define_text(cx, module, "filename", file)?;
    set_paths(cx, module, directory_of(file))?;
    symbols::put(cx, module, Place::IsMain, Local::bool(is_main))?;
    runtime::set(cx, cache, key, module)?;
    if let Err(abrupt) = run_extension(cx, module, file) {
        if !cx.is_terminating() {
            let error = cx.catch(abrupt)?;
            runtime::delete(cx, cache, key)?;
            remove_child(cx, parent, module)?;
            return Err(cx.throw(error));
        }
        return Err(abrupt);
    }
    property::set(cx, module, "loaded", Local::TRUE)?;
    property::get(cx, module, "exports")
}

fn set_paths<'s>(cx: &mut Scope<'s>, module: Local<'s>, folder: &str) -> Completion<()> {
    let mut cx = cx.open();
    let paths = array_create(&mut cx, 0)?;
    for path in node_modules_paths(folder) {
        let mut cx = cx.open();
        let path = cx.string(&path)?;
        array_push(&mut cx, paths, path)?;
    }
    property::define(&mut cx, module, "paths", paths)
}

/// A module that was loaded by another stands among its children, once.
pub(super) fn add_child<'s>(cx: &mut Scope<'s>, parent: Local<'s>, child: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let Some(children) = children_of(&mut cx, parent)? else { return Ok(()) };
    for index in 0..runtime::array_length(cx.raw(children)) {
        let mut cx = cx.open();
        cx.step(1)?;
        let known = runtime::get_index(&mut cx, children, u64::from(index))?;
        if cx.raw(known).identical(cx.raw(child)) {
            return Ok(());
        }
    }
    array_push(&mut cx, children, child)
}

fn children_of<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<Option<Local<'s>>> {
    if !is_object(cx.raw(module)) {
        return Ok(None);
    }
    let children = property::get(cx, module, "children")?;
    Ok(runtime::is_plain_array(cx, children).then_some(children))
}

fn remove_child<'s>(cx: &mut Scope<'s>, parent: Local<'s>, child: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let Some(children) = children_of(&mut cx, parent)? else { return Ok(()) };
    let length = runtime::array_length(cx.raw(children));
    let Some(last) = length.checked_sub(1) else { return Ok(()) };
    let item = runtime::get_index(&mut cx, children, u64::from(last))?;
    if cx.raw(item).identical(cx.raw(child)) {
        runtime::set_length_unchecked(&mut cx, children, last)?;
    }
    Ok(())
}

/// Runs what `Module._extensions` has for the file's extension.
fn run_extension<'s>(cx: &mut Scope<'s>, module: Local<'s>, file: &str) -> Completion<()> {
    let class = place::get(cx, Place::Module)?;
    let extensions = property::get(cx, class, "_extensions")?;
    let extension = extension_of(file);
    let known = !extension.is_empty() && property::has_own(cx, extensions, extension)?;
    let loader = property::get(cx, extensions, if known { extension } else { ".js" })?;
    let name = cx.string(file)?;
    call(cx, loader, extensions, &[module, name])?;
    Ok(())
}

/// The text of a file: UTF-8, with or without a byte-order mark.
///
/// # Errors
/// A system error.
pub(super) fn read_text(cx: &mut Scope<'_>, file: &str) -> Completion<String> {
    match std::fs::read(file) {
        Ok(bytes) => {
            let charge = cx.heap.charge_scratch(2 * bytes.len());
            let _charge = match charge {
                Ok(charge) => charge,
                Err(error) => return Err(cx.fault(error.into())),
            };
            let text = String::from_utf8_lossy(&bytes);
            Ok(text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned())
        }
        Err(error) => Err(throw_system_error(cx, &error, "open", file)),
    }
}

/// `module._compile`: runs a text in the wrapper.
///
/// # Errors
/// SyntaxError; whatever the text throws.
pub(super) fn compile<'s>(cx: &mut Scope<'s>, module: Local<'s>, text: &str, file: &str) -> Completion<Local<'s>> {
    let function = wrap(cx, text, file, WRAPPER)?;
    let require = make_require(cx, module)?;
    let exports = property::get(cx, module, "exports")?;
    let name = cx.string(file)?;
    let folder = cx.string(directory_of(file))?;
    call(cx, function, exports, &[exports, require, module, name, folder])
}

/// The function that a text in a wrapper is.
pub(super) fn wrap<'s>(cx: &mut Scope<'s>, text: &str, file: &str, wrapper: [&str; 2]) -> Completion<Local<'s>> {
    let closure = interpreter::load_wrapped(cx, file, text, wrapper)?;
    let global = cx.intrinsic(Intrinsic::Global)?;
    call(cx, closure, global, &[])
}

/// The JSON in a file, told apart in errors by the file's name.
///
/// # Errors
/// SyntaxError; a system error.
pub(super) fn parse_json<'s>(cx: &mut Scope<'s>, file: &str) -> Completion<Local<'s>> {
    let text = read_text(cx, file)?;
    let text = cx.string(&text)?;
    let json = cx.intrinsic(Intrinsic::Json)?;
    let parse = property::get(cx, json, "parse")?;
    match call(cx, parse, Local::UNDEFINED, &[text]) {
        Ok(value) => Ok(value),
        Err(abrupt) => {
            let error = cx.catch(abrupt)?;
            if is_object(cx.raw(error)) && has_own_property(cx, error, message_key())? {
                let message = get(cx, error, message_key())?;
                let message = rust_text(cx, message)?;
                let message = cx.string(&format!("{file}: {message}"))?;
                runtime::set(cx, error, message_key(), message)?;
            }
            Err(cx.throw(error))
        }
    }
}

const fn message_key<'s>() -> PropertyKey<'s> {
    PropertyKey::Known(runtime::names::KnownName::Message)
}
