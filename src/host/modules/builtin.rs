//! Builtin modules: made when first required, by Rust code or by a script inside the binary.

use super::load::wrap;
use crate::heap::Local;
use crate::host::place::{self, Place};
use crate::host::process::become_emitter;
use crate::host::{library, property};
use crate::runtime::{
    Arguments, Completion, Intrinsic, Scope, call, ordinary_object, rust_text, throw_error, to_string,
};

/// How a builtin module is made.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    /// By Rust code.
    Native(for<'s> fn(&mut Scope<'s>) -> Completion<Local<'s>>),
    /// By a script: a function body with `exports`, `require`, `module` and `native` (what Rust gives it).
    Script(&'static str),
}

/// What stands around the script of a builtin module.
const WRAPPER: [&str; 2] = ["(function (exports, require, module, native) { ", "\n});"];

/// The names of all builtin modules, sorted.
pub(crate) const BUILTIN_NAMES: [&str; library::MODULES.len()] = {
    let mut names = [""; library::MODULES.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = library::MODULES[index].0;
        index += 1;
    }
    names
};

/// Whether a name (with or without `node:`) is that of a builtin module.
pub(super) fn is_builtin(name: &str) -> bool {
    let name = name.strip_prefix("node:").unwrap_or(name);
    builtin_module_names().any(|known| known == name)
}

/// The names of builtin modules that scripts may require, sorted.
pub(crate) fn builtin_module_names() -> impl Iterator<Item = &'static str> {
    BUILTIN_NAMES.into_iter().filter(|name| !name.starts_with("internal/"))
}

/// The exports of a builtin module.
///
/// # Errors
/// Whatever its script throws.
pub(crate) fn require_builtin<'s>(cx: &mut Scope<'s>, name: &str) -> Completion<Local<'s>> {
    let known = place::get(cx, Place::BuiltinModules)?;
    let exports = property::get(cx, known, name)?;
    if !cx.raw(exports).is_undefined() {
        return Ok(exports);
    }
    let Some((_, source)) = library::MODULES.iter().find(|(known, _)| *known == name) else {
        let message = format_args!("No such built-in module: {name}");
        return Err(throw_error(cx, Intrinsic::ErrorPrototype, message));
    };
    let exports = match *source {
        Source::Native(make) => make(cx)?,
        Source::Script(text) => run(cx, name, text)?,
    };
    property::define(cx, known, name, exports)?;
    if name == "events" {
        become_emitter(cx)?;
    }
    Ok(exports)
}

fn run<'s>(cx: &mut Scope<'s>, name: &str, text: &str) -> Completion<Local<'s>> {
    let function = wrap(cx, text, &format!("node:{name}"), WRAPPER)?;
    let module = ordinary_object(cx)?;
    let exports = ordinary_object(cx)?;
    property::define(cx, module, "exports", exports)?;
    let require = property::function(cx, "require", 1, require, Local::UNDEFINED)?;
    let native = library::native(cx, name)?;
    call(cx, function, exports, &[exports, require, module, native])?;
    property::get(cx, module, "exports")
}

/// The `require` of builtin modules: knows no files.
fn require<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = to_string(cx, arguments.get(0))?;
    let name = rust_text(cx, name)?;
    require_builtin(cx, &name)
}
