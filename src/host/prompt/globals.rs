//! The builtin modules as globals of the prompt: `fs`, `path` and so on, loaded when they are first named.

use crate::heap::Local;
use crate::host::install::define_lazy_global;
use crate::host::modules::{builtin_module_names, require_builtin};
use crate::host::property;
use crate::runtime::{Arguments, Completion, Intrinsic, Scope, callee_data, define_global, rust_text};

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
    define_global(cx, &name, exports)?;
    Ok(exports)
}
