//! Linking: Link and InnerModuleLinking (§16.2.1.6.1.2), and the first half of InitializeEnvironment (§16.2.1.7.3.1).

use super::super::completion::{Abrupt, Completion};
use super::super::scope::Scope;
use super::super::scope_info::ScopeInfo;
use super::export::{Passed, Resolution, resolve_export};
use super::namespace::{get_module_namespace, namespace_cell};
use super::record::{
    ModulePlace, ModuleStatus, int_word, is_cyclic, list_int, list_length, list_word, request_count, requested,
    set_int, set_status, status,
};
use crate::heap::Local;
use crate::value;
use crate::value::layout::module::{self, import, indirect, request};
use crate::value::layout::{context, words};

/// Links a module and the graph below it, which is loaded.
///
/// # Errors
/// SyntaxError for a name that a module does not export; RangeError for a graph that is too deep.
pub(crate) fn link_module<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    let mut cx = cx.open();
    let stack = cx.variable(Local::UNDEFINED)?;
    let result = link_below(&mut cx, module, stack, 0);
    if result.is_err() {
        // What was linked on its own stays so.
        while cx.raw(stack.get()).is_pointer() {
            let mut cx = cx.open();
            let top = pop(&mut cx, stack)?;
            set_status(&mut cx, top, ModuleStatus::Unlinked);
        }
    }
    result.map(|_| ())
}

/// Puts a module on the stack of a walk.
pub(super) fn push(cx: &mut Scope<'_>, stack: super::super::Variable<'_>, module: Local<'_>) {
    cx.heap.store(module, module::BELOW, stack.get());
    stack.set(cx, module);
}

/// Takes the module from the top of the stack of a walk.
pub(super) fn pop<'s>(cx: &mut Scope<'s>, stack: super::super::Variable<'s>) -> Completion<Local<'s>> {
    let top = cx.variable(stack.get())?.get();
    let below = cx.word(top, module::BELOW)?;
    stack.set(cx, below);
    cx.heap.store(top, module::BELOW, Local::UNDEFINED);
    Ok(top)
}

/// InnerModuleLinking: the next index.
fn link_below<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    stack: super::super::Variable<'s>,
    index: i32,
) -> Completion<i32> {
    if !is_cyclic(cx, module) || status(cx, module) != ModuleStatus::Unlinked {
        return Ok(index);
    }
    cx.check_stack()?;
    cx.step(1)?;
    set_status(cx, module, ModuleStatus::Linking);
    set_int(cx, module, module::INDEX, index);
    set_int(cx, module, module::ANCESTOR, index);
    push(cx, stack, module);
    let mut next = index + 1;
    for number in 0..request_count(cx, module) {
        let mut cx = cx.open();
        let required = requested(&mut cx, module, number)?;
        next = link_below(&mut cx, required, stack, next)?;
        if is_cyclic(&cx, required) && status(&cx, required) == ModuleStatus::Linking {
            let ancestor = int_word(&cx, module, module::ANCESTOR).min(int_word(&cx, required, module::ANCESTOR));
            set_int(&mut cx, module, module::ANCESTOR, ancestor);
        }
    }
    initialize_environment(cx, module)?;
    if int_word(cx, module, module::ANCESTOR) == int_word(cx, module, module::INDEX) {
        loop {
            let mut cx = cx.open();
            let top = pop(&mut cx, stack)?;
            set_status(&mut cx, top, ModuleStatus::Linked);
            if cx.raw(top).identical(cx.raw(module)) {
                break;
            }
        }
    }
    Ok(next)
}

/// InitializeEnvironment of a Source Text Module Record.
fn initialize_environment<'s>(cx: &mut Scope<'s>, module: Local<'s>) -> Completion<()> {
    for index in 0..list_length(cx, module, module::INDIRECT_EXPORTS, indirect::WORDS) {
        let mut cx = cx.open();
        let name = list_word(&mut cx, module, module::INDIRECT_EXPORTS, index * indirect::WORDS + indirect::EXPORT)?;
        let resolution = resolve_export(&mut cx, module, name, &mut Passed::new())?;
        if !matches!(resolution, Resolution::Variable(..) | Resolution::Namespace(_)) {
            let at = index * indirect::WORDS;
            let request = list_int(&cx, module, module::INDIRECT_EXPORTS, at + indirect::REQUEST) as usize;
            let name = list_word(&mut cx, module, module::INDIRECT_EXPORTS, at + indirect::NAME)?;
            return Err(throw_unresolved(&mut cx, module, ModulePlace::Export(index), request, name, resolution));
        }
    }
    for index in 0..list_length(cx, module, module::IMPORTS, import::WORDS) {
        bind_import(&mut cx.open(), module, index)?;
    }
    (cx.upcalls.instantiate_module)(cx, module)
}

/// Lets the variable of an import mean what the other module exports.
fn bind_import<'s>(cx: &mut Scope<'s>, module: Local<'s>, index: usize) -> Completion<()> {
    cx.step(1)?;
    let at = index * import::WORDS;
    let number = list_int(cx, module, module::IMPORTS, at + import::REQUEST) as usize;
    let word = list_int(cx, module, module::IMPORTS, at + import::WORD) as usize;
    let imported = requested(cx, module, number)?;
    let name = list_word(cx, module, module::IMPORTS, at + import::NAME)?;
    let environment = cx.word(module, module::ENVIRONMENT)?;
    if cx.raw(name).is_null() {
        let namespace = get_module_namespace(cx, imported)?;
        cx.heap.store(environment, word, namespace);
        return Ok(());
    }
    let (holder, target) = match resolve_export(cx, imported, name, &mut Passed::new())? {
        Resolution::Variable(module, word) => (cx.word(module, module::ENVIRONMENT)?, word),
        Resolution::Namespace(module) => (namespace_cell(cx, module)?, context::VARIABLES as i32),
        other => return Err(throw_unresolved(cx, module, ModulePlace::Import(index), number, name, other)),
    };
    cx.heap.store(environment, word, holder);
    let imports = cx.word(module, module::IMPORTS)?;
    cx.heap.store(imports, words::ELEMENTS + at + import::TARGET, Local::int(target));
    Ok(())
}

/// Throws the SyntaxError of a name that cannot be had from a request, in V8's words.
#[cold]
fn throw_unresolved<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    place: ModulePlace,
    request: usize,
    name: Local<'s>,
    why: Resolution<'s>,
) -> Abrupt {
    let list = cx.raw(module).word(module::REQUESTS);
    let word = words::ELEMENTS + request * request::WORDS + request::SPECIFIER;
    let from = value::units(list.word(word)).to_rust_lossy();
    let name = value::to_rust(cx.heap(), name);
    let message = match why {
        Resolution::Ambiguous => {
            format!("The requested module '{from}' contains conflicting star exports for name '{name}'")
        }
        Resolution::Circular => format!("Detected cycle while resolving name '{name}' in '{from}'"),
        _ => match describe_missing(cx, module, request, &from, &name) {
            Ok(Some(message)) => message,
            Ok(None) => format!("The requested module '{from}' does not provide an export named '{name}'"),
            Err(abrupt) => return abrupt,
        },
    };
    (cx.upcalls.throw_module_error)(cx, module, place, &message)
}

/// What the host says of a name that a module of another kind does not export.
fn describe_missing<'s>(
    cx: &mut Scope<'s>,
    module: Local<'s>,
    request: usize,
    specifier: &str,
    name: &str,
) -> Completion<Option<String>> {
    let imported = requested(cx, module, request)?;
    if is_cyclic(cx, imported) {
        return Ok(None);
    }
    // What the text imports from there: `name` or `name: local`.
    let environment = cx.word(module, module::ENVIRONMENT)?;
    let mut pattern = Vec::new();
    for index in 0..list_length(cx, module, module::IMPORTS, import::WORDS) {
        let list = cx.raw(module).word(module::IMPORTS);
        let entry = |word: usize| list.word(words::ELEMENTS + index * import::WORDS + word);
        if entry(import::REQUEST).as_int() as usize != request || !value::is_string(entry(import::NAME)) {
            continue;
        }
        let slot = entry(import::WORD).as_int() as usize - context::VARIABLES;
        let local = ScopeInfo::of_context(cx.raw(environment)).and_then(|info| info.name(slot));
        let local = local.filter(|local| value::is_string(*local));
        let name = value::units(entry(import::NAME)).to_rust_lossy();
        let local = local.map(|local| value::units(local).to_rust_lossy()).unwrap_or_default();
        match name == local {
            _ if name == "default" => {}
            true => pattern.push(name),
            false => pattern.push(format!("{name}: {local}")),
        }
    }
    let hooks = std::sync::Arc::clone(&cx.hooks);
    Ok(hooks.describe_missing_export(cx, imported, specifier, name, &pattern.join(", ")))
}
