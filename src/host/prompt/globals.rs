//! The builtin modules as globals of the prompt: `fs`, `path` and so on, loaded when they are first named.

use crate::heap::Local;
use crate::host::install::define_lazy_global;
use crate::host::modules::{BUILTIN_NAMES, require_builtin};
use crate::host::property;
use crate::runtime::{Arguments, Completion, Intrinsic, Scope, callee_data, define_new, rust_text};
use crate::value::layout::attribute;

/// The names of builtin modules that scripts may require, sorted.
pub(crate) fn builtin_module_names() -> impl Iterator<Item = &'static str> {
    BUILTIN_NAMES.into_iter().filter(|name| !name.starts_with("internal/"))
}

/// Defines a global for each builtin module whose name is an identifier and not taken.
///
/// # Errors
/// Termination when there is no memory.
pub(super) fn define(cx: &mut Scope<'_>) -> Completion<()> {
    for name in builtin_module_names().filter(|name| !name.contains('/')) {
        let mut cx = cx.open();
        let global = cx.intrinsic(Intrinsic::Global)?;
        if !property::has_own(&mut cx, global, name)? {
            define_lazy_global(&mut cx, name, load)?;
        }
    }
    Ok(())
}

/// The getter of such a global: loads the module, and becomes an ordinary property.
fn load<'s>(cx: &mut Scope<'s>, _: Local<'s>, arguments: Arguments<'s>) -> Completion<Local<'s>> {
    let name = callee_data(cx, arguments)?;
    let name = rust_text(cx, name)?;
    let exports = require_builtin(cx, &name)?;
    let global = cx.intrinsic(Intrinsic::Global)?;
    let key = cx.name(&name)?;
    crate::runtime::delete(cx, global, key)?;
    define_new(cx, global, key, exports, attribute::HIDDEN)?;
    Ok(exports)
}
