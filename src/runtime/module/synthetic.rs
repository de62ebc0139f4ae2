//! Synthetic Module Records (§16.2.1.8): modules whose exports native code sets.

use super::super::completion::Completion;
use super::super::scope::Scope;
use super::super::scope_info::{make_scope_info, set_scope_variable};
use super::record::{ModuleLists, NewModule, SYNTHETIC_STATE, allocate};
use crate::heap::{Allocation, Local};
use crate::value::kind;
use crate::value::layout::{context, module, words};

/// CreateSyntheticModule: a module that exports these names. `steps`, a function or UNDEFINED, is called without
/// arguments when the module is evaluated and sets the exports; they are `undefined` until then.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_synthetic_module<'s>(
    cx: &mut Scope<'s>,
    id: &str,
    names: &[Vec<u16>],
    steps: Local<'s>,
) -> Completion<Local<'s>> {
    let id = cx.string(id)?;
    let count = names.len();
    let local_exports = cx.allocate_words(2 * count)?;
    // As scope information: a head, the names, and their kinds, of which 0 says nothing in particular.
    let info = make_scope_info(cx, 0, count, None)?;
    for (index, units) in names.iter().enumerate() {
        let mut cx = cx.open();
        let name = cx.string_utf16(units)?;
        let slot = cx.intern(name);
        let name = cx.adopt(slot)?;
        cx.heap.store(local_exports, words::ELEMENTS + 2 * index, name);
        let word = Local::int((context::VARIABLES + index) as i32);
        cx.heap.store(local_exports, words::ELEMENTS + 2 * index + 1, word);
        set_scope_variable(&mut cx, info, (index, count), name, 0);
    }
    let environment = cx.allocate(Allocation::young(kind::CONTEXT, 0, context::VARIABLES + count), |init| {
        init.set(context::SCOPE_INFO, info);
    })?;
    let lists = ModuleLists { local_exports, ..ModuleLists::NONE };
    let new = NewModule { id, environment, script: Local::UNDEFINED, body: steps, lists, state: SYNTHETIC_STATE };
    allocate(cx, new)
}

/// SetSyntheticModuleExport: by the name's number.
pub(crate) fn set_synthetic_export<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    index: usize,
    value: Local<'s>,
) -> Completion<()> {
    let mut cx = cx.open();
    let environment = cx.word(module, module::ENVIRONMENT)?;
    cx.heap.store(environment, context::VARIABLES + index, value);
    Ok(())
}

/// CreateDefaultExportSyntheticModule: what a JSON module is.
///
/// # Errors
/// Termination when there is no memory.
pub(crate) fn create_default_export_module<'s>(
    cx: &mut Scope<'s>,
    id: &str,
    value: Local<'s>,
) -> Completion<Local<'s>> {
    let name: Vec<u16> = "default".encode_utf16().collect();
    let module = create_synthetic_module(cx, id, &[name], Local::UNDEFINED)?;
    set_synthetic_export(cx, module, 0, value)?;
    Ok(module)
}
