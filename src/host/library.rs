//! The builtin modules: which there are, and what Rust code gives their scripts.

mod buffer;
mod files;
mod stdin;
mod system;
mod tenure;
mod utilities;

pub(super) use buffer::decode_base64;

use super::install::define_lazy_global;
use super::modules::{Source, require_builtin};
use super::place::{self, Place};
use super::{inspect, property};
use crate::heap::Local;
use crate::runtime::{Arguments, Completion, Intrinsic, Scope, callee_data, define_global, ordinary_object, rust_text};
use Source::{Native, Script};

/// The builtin modules, sorted by name.
pub(crate) const MODULES: &[(&str, Source)] = &[
    ("assert", Script(include_str!("scripts/assert.js"))),
    ("assert/strict", Script("module.exports = require('assert').strict;")),
    ("buffer", Script(include_str!("scripts/buffer.js"))),
    ("console", Native(|cx| global(cx, "console"))),
    ("events", Script(include_str!("scripts/events.js"))),
    ("fs", Script(include_str!("scripts/fs.js"))),
    ("heapdump", Script(include_str!("scripts/heapdump.js"))),
    ("internal/comparisons", Script(include_str!("scripts/internal_comparisons.js"))),
    ("internal/drawing", Script(include_str!("scripts/drawing.js"))),
    ("internal/errors", Script(include_str!("scripts/internal_errors.js"))),
    ("internal/leaks", Script(include_str!("scripts/leaks.js"))),
    ("internal/read_stream", Script(include_str!("scripts/read_stream.js"))),
    ("internal/structured_clone", Script(include_str!("scripts/structured_clone.js"))),
    ("internal/stdin", Script(include_str!("scripts/stdin.js"))),
    ("module", Native(|cx| place::get(cx, Place::Module))),
    ("os", Script(include_str!("scripts/os.js"))),
    ("path", Script(include_str!("scripts/path.js"))),
    ("path/posix", Script("module.exports = require('path');")),
    ("perf_hooks", Script(include_str!("scripts/perf_hooks.js"))),
    ("process", Native(|cx| place::get(cx, Place::Process))),
    ("tenure", Script(include_str!("scripts/tenure.js"))),
    ("timers", Native(timers)),
    ("timers/promises", Script(include_str!("scripts/timers_promises.js"))),
    ("util", Script(include_str!("scripts/util.js"))),
    ("util/types", Script("module.exports = require('util').types;")),
    ("v8", Script(include_str!("scripts/v8.js"))),
];

/// What the script of a builtin module gets from Rust.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn native<'s>(cx: &mut Scope<'s>, module: &str) -> Completion<Local<'s>> {
    let native = ordinary_object(cx)?;
    let functions = match module {
        "buffer" => buffer::FUNCTIONS,
        "fs" => files::FUNCTIONS,
        "tenure" | "internal/drawing" => tenure::FUNCTIONS,
        "internal/stdin" => stdin::FUNCTIONS,
        "internal/leaks" => super::collector::LEAK_FUNCTIONS,
        "os" | "v8" | "perf_hooks" | "heapdump" => system::FUNCTIONS,
        "internal/comparisons" | "internal/structured_clone" => utilities::KINDS,
        "util" => {
            let inspect = inspect_function(cx)?;
            property::define(cx, native, "inspect", inspect)?;
            utilities::FUNCTIONS
        }
        _ => &[],
    };
    property::define_functions(cx, native, functions)?;
    Ok(native)
}

/// `util.inspect`, made when first asked for.
fn inspect_function<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let known = place::get(cx, Place::Inspect)?;
    if !cx.raw(known).is_undefined() {
        return Ok(known);
    }
    let function = property::function(cx, "inspect", 2, inspect::inspect_method, Local::UNDEFINED)?;
    place::set(cx, Place::Inspect, function)?;
    Ok(function)
}

fn global<'s>(cx: &mut Scope<'s>, name: &str) -> Completion<Local<'s>> {
    let global = cx.intrinsic(Intrinsic::Global)?;
    property::get(cx, global, name)
}

/// An object with properties of the global object.
fn globals<'s>(cx: &mut Scope<'s>, names: &[&str]) -> Completion<Local<'s>> {
    let object = ordinary_object(cx)?;
    for name in names {
        let mut cx = cx.open();
        let value = global(&mut cx, name)?;
        property::define(&mut cx, object, name, value)?;
    }
    Ok(object)
}

/// Globals that are made when a script first asks for them: name, and the module that exports it.
const LAZY_GLOBALS: [(&str, &str); 7] = [
    ("Buffer", "buffer"),
    ("TextDecoder", "buffer"),
    ("TextEncoder", "buffer"),
    ("atob", "buffer"),
    ("btoa", "buffer"),
    ("performance", "perf_hooks"),
    ("structuredClone", "internal/structured_clone"),
];

/// Defines the globals that are made when a script first asks for them.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn define_lazy_globals(cx: &mut Scope<'_>) -> Completion<()> {
    for (name, _) in LAZY_GLOBALS {
        define_lazy_global(cx, name, make_global)?;
    }
    Ok(())
}

/// The getter of a lazy global: loads its module, and becomes an ordinary property.
fn make_global<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = callee_data(cx, arguments)?;
    let name = rust_text(cx, name)?;
    let module = LAZY_GLOBALS.iter().find(|(known, _)| *known == name).map_or("", |(_, module)| module);
    let exports = require_builtin(cx, module)?;
    let value = if module.starts_with("internal/") { exports } else { property::get(cx, exports, &name)? };
    define_global(cx, &name, value)?;
    Ok(value)
}

fn timers<'s>(cx: &mut Scope<'s>) -> Completion<Local<'s>> {
    let names = ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate", "setInterval", "clearInterval"];
    globals(cx, &names)
}
