//! Loading the graph below a module: LoadRequestedModules (§16.2.1.6.1.1). The host finds modules at once, so that the
//! walk needs no state of its own.

use super::super::completion::Completion;
use super::super::scope::Scope;
use super::super::{array_create, array_length, array_push, get_index, throw_syntax_error};
use super::record::{
    ModuleStatus, is_cyclic, is_visited, list_word, request_count, requested, set_status, set_visited, status,
};
use crate::heap::Local;
use crate::value::layout::module::{self, request};
use crate::value::layout::words;
use crate::value::{self, kind};
use std::sync::Arc;

/// Loads whatever a module requests, and what that requests; what was loaded before stays.
///
/// # Errors
/// Whatever the host throws that finds no module; SyntaxError of a module; RangeError for a graph that is too deep.
pub(crate) fn load_requested_modules<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let visited = array_create(&mut cx, 0)?;
    let result = load_below(&mut cx, module, visited);
    for index in 0..array_length(cx.raw(visited)) {
        let mut cx = cx.open();
        let module = get_index(&mut cx, visited, u64::from(index))?;
        set_visited(&mut cx, module, false);
        if result.is_ok() && status(&cx, module) == ModuleStatus::New {
            set_status(&mut cx, module, ModuleStatus::Unlinked);
        }
    }
    result
}

/// InnerModuleLoading.
fn load_below<'s>(cx: &mut Scope<'s>, module: Local<'s>, visited: Local<'s>) -> Completion<()> {
    if !is_cyclic(cx, module) || status(cx, module) != ModuleStatus::New || is_visited(cx, module) {
        return Ok(());
    }
    cx.check_stack()?;
    set_visited(cx, module, true);
    array_push(cx, visited, module)?;
    for number in 0..request_count(cx, module) {
        let mut cx = cx.open();
        cx.step(1)?;
        let mut loaded = requested(&mut cx, module, number)?;
        if !cx.raw(loaded).is_kind(kind::MODULE) {
            loaded = load_request(&mut cx, module, number)?;
        }
        load_below(&mut cx, loaded, visited)?;
    }
    Ok(())
}

fn load_request<'s>(cx: &mut Scope<'s>, module: Local<'s>, number: usize) -> Completion<Local<'s>> {
    let at = number * request::WORDS;
    let specifier = list_word(cx, module, module::REQUESTS, at + request::SPECIFIER)?;
    let attributes = list_word(cx, module, module::REQUESTS, at + request::ATTRIBUTES)?;
    if let Some(key) = unsupported_attribute(cx, attributes)? {
        return Err(throw_syntax_error(cx, format_args!("Import attribute key '{key}' is not supported")));
    }
    let loaded = load_imported_module(cx, module, specifier, attributes)?;
    let requests = cx.word(module, module::REQUESTS)?;
    cx.heap.store(requests, words::ELEMENTS + at + request::LOADED, loaded);
    Ok(loaded)
}

/// HostLoadImportedModule (§16.2.1.12) for a referrer: a MODULE, the name of a text, or UNDEFINED.
pub(super) fn load_imported_module<'s>(
    cx: &mut Scope<'s>,
    referrer: Local<'s>,
    specifier: Local<'s>,
    attributes: Local<'s>,
) -> Completion<Local<'s>> {
    let hooks = Arc::clone(&cx.hooks);
    hooks.host_load_imported_module(cx, referrer, specifier, attributes)
}

/// AllImportAttributesSupported (§16.2.1.14): a key that the host does not know.
pub(super) fn unsupported_attribute(cx: &mut Scope<'_>, attributes: Local<'_>) -> Completion<Option<String>> {
    let Some(supported) = cx.hooks.host_get_supported_import_attributes() else { return Ok(None) };
    for (key, _) in attribute_pairs(cx, attributes) {
        if !supported.contains(&key.as_str()) {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// Keys and values of import attributes: WORDS of strings, or UNDEFINED.
pub(crate) fn attribute_pairs(cx: &Scope<'_>, attributes: Local<'_>) -> Vec<(String, String)> {
    let list = cx.raw(attributes);
    if !list.is_kind(kind::WORDS) {
        return Vec::new();
    }
    let text = |index: usize| value::units(list.word(words::ELEMENTS + index)).to_rust_lossy();
    let count = list.raw_word(words::LENGTH) as usize / 2;
    (0..count).map(|pair| (text(2 * pair), text(2 * pair + 1))).collect()
}
